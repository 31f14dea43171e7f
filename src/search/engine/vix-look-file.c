/* How all photographs of a shop look, in one run of bytes: it is fetched when a shopper shows a picture, and compared
 * where it lies. */
#include "search/engine/vix-look-file.h"

#include "search/engine/vix-bytes.h"

/**
 * vix_look_file_open:
 * @self: (out): the file
 * @data: its bytes; they must stay as long as it is used
 * @size: how many
 *
 * Whatever the bytes are, reading them stays inside them: each entry has the same size.
 *
 * Returns: whether it is such a file, whole and of this version
 */
bool
vix_look_file_open (VixLookFile *self, const uint8_t *data, size_t size)
{
  uint32_t n;

  *self = (VixLookFile){ 0 };
  if (size < VIX_LOOK_FILE_HEAD || vix_get_u32 (data) != VIX_LOOK_FILE_MAGIC ||
      vix_get_u32 (data + 4) != VIX_LOOK_FILE_VERSION || vix_get_u32 (data + 12) != VIX_LOOK_FILE_ENTRY)
    return false;

  n = vix_get_u32 (data + 8);
  if (n > VIX_LOOK_FILE_MAX || size != VIX_LOOK_FILE_HEAD + (size_t) n * VIX_LOOK_FILE_ENTRY)
    return false;

  *self = (VixLookFile){ data + VIX_LOOK_FILE_HEAD, n };
  return true;
}

/* Puts a product where it belongs; one that is there already keeps its nearest photograph. Returns: how many there are.
 */
static uint32_t
insert (VixLookMatch *matches, uint32_t n, uint32_t most, VixLookMatch match)
{
  uint32_t at = n;

  for (uint32_t i = 0; i < n; i++)
    if (matches[i].id == match.id)
      {
        if (matches[i].distance <= match.distance)
          return n;
        at = i;
      }
  if (at == n && n == most)
    {
      if (match.distance >= matches[n - 1].distance)
        return n;
      at--;
    }
  else if (at == n)
    n++;
  for (; at > 0 && matches[at - 1].distance > match.distance; at--)
    matches[at] = matches[at - 1];
  matches[at] = match;

  return n;
}

/**
 * vix_look_file_search:
 * @self: an open file
 * @sought: the look that is sought
 * @matches: (array length=most): room for what is found
 * @most: how many products are wanted, at least 1
 *
 * Compares all: exact.
 *
 * Returns: how many products were found, each once; the nearest first, of equal ones the first in the file
 */
uint32_t
vix_look_file_search (const VixLookFile *self, const VixLook *sought, VixLookMatch *matches, uint32_t most)
{
  uint32_t n = 0;

  for (uint32_t i = 0; i < self->n; i++)
    {
      const uint8_t *entry = self->entries + (size_t) i * VIX_LOOK_FILE_ENTRY;
      VixLook look;

      vix_copy (look.parts, entry + 8, VIX_LOOK_SIZE);
      n = insert (matches, n, most, (VixLookMatch){ vix_get_u64 (entry), vix_look_distance (&look, sought) });
    }

  return n;
}

/**
 * vix_look_file_write_head:
 * @head: (array fixed-size=16): the first bytes of a file
 * @n: entries that follow
 */
void
vix_look_file_write_head (uint8_t *head, uint32_t n)
{
  vix_put_u32 (head, VIX_LOOK_FILE_MAGIC);
  vix_put_u32 (head + 4, VIX_LOOK_FILE_VERSION);
  vix_put_u32 (head + 8, n);
  vix_put_u32 (head + 12, VIX_LOOK_FILE_ENTRY);
}

/**
 * vix_look_file_write_entry:
 * @entry: (array fixed-size=136): an entry's bytes
 * @id: of a product
 * @look: (array fixed-size=128): how one of its photographs looks
 */
void
vix_look_file_write_entry (uint8_t *entry, uint64_t id, const uint8_t *look)
{
  vix_put_u64 (entry, id);
  vix_copy (entry + 8, look, VIX_LOOK_SIZE);
}
