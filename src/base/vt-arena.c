#include "base/vt-arena.h"

#include <string.h>

/* What a piece begins at: enough for every type of C. */
#define ALIGNMENT (2 * sizeof (gpointer))

typedef struct _Block Block;

struct _Block
{
  Block *before; /* (owned) (nullable) */
  gsize used;    /* of `data` */
  gsize size;    /* of `data` */
};

/* The header is padded, so that the pieces behind it are aligned. */
#define HEADER_SIZE ((sizeof (Block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

struct _VtArena
{
  Block *last; /* (owned) (nullable) the block that pieces are taken from */
  gsize block_size;
};

/**
 * vt_arena_new:
 * @block_size: bytes that are got from the system at a time
 *
 * Returns: (transfer full): an empty arena
 */
VtArena *
vt_arena_new (gsize block_size)
{
  VtArena *self = g_new (VtArena, 1);

  self->last = NULL;
  self->block_size = block_size;

  return self;
}

/**
 * vt_arena_clear:
 * @self: an arena
 *
 * Gives back all that was taken from it.
 */
void
vt_arena_clear (VtArena *self)
{
  while (self->last != NULL)
    {
      Block *block = self->last;

      self->last = block->before;
      g_free (block);
    }
}

/**
 * vt_arena_free:
 * @self: (nullable): an arena
 *
 * Frees it with all that was taken from it.
 */
void
vt_arena_free (VtArena *self)
{
  if (self == NULL)
    return;

  vt_arena_clear (self);
  g_free (self);
}

/**
 * vt_arena_get_size:
 * @self: an arena
 *
 * Returns: bytes that it holds
 */
gsize
vt_arena_get_size (VtArena *self)
{
  gsize size = 0;

  for (const Block *block = self->last; block != NULL; block = block->before)
    size += block->size;

  return size;
}

static char *
take (VtArena *self, gsize size, gsize alignment)
{
  Block *block = self->last;
  gsize start = block != NULL ? (block->used + alignment - 1) / alignment * alignment : 0;

  if (block == NULL || start > block->size || block->size - start < size)
    {
      gsize room = MAX (size, self->block_size);

      block = g_malloc (HEADER_SIZE + room);
      *block = (Block){ .before = self->last, .used = 0, .size = room };
      self->last = block;
      start = 0;
    }
  block->used = start + size;

  return (char *) block + HEADER_SIZE + start;
}

/**
 * vt_arena_alloc:
 * @self: an arena
 * @size: bytes
 *
 * Returns: (transfer none): that many zero bytes, aligned for any type, valid as long as @self
 */
gpointer
vt_arena_alloc (VtArena *self, gsize size)
{
  return memset (take (self, size, ALIGNMENT), 0, size);
}

/**
 * vt_arena_text:
 * @self: an arena
 * @text: (nullable): a text
 * @length: its bytes, or -1 when a zero byte ends it
 *
 * Returns: (transfer none) (nullable): a copy of @text, valid as long as @self; %NULL for %NULL
 */
char *
vt_arena_text (VtArena *self, const char *text, gssize length)
{
  gsize size = text == NULL ? 0 : length < 0 ? strlen (text) : (gsize) length;
  char *copy;

  if (text == NULL)
    return NULL;

  copy = take (self, size + 1, 1);
  memcpy (copy, text, size);
  copy[size] = '\0';

  return copy;
}

/**
 * vt_arena_printf:
 * @self: an arena
 * @format: as for printf()
 * @list: what it asks for
 *
 * Returns: (transfer none): the text, valid as long as @self
 */
char *
vt_arena_printf (VtArena *self, const char *format, va_list list)
{
  g_autofree char *text = g_strdup_vprintf (format, list);

  return vt_arena_text (self, text, -1);
}
