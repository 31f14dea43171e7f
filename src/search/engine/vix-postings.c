#include "search/engine/vix-postings.h"

/**
 * vix_cursor_start:
 * @self: (out): at the first document
 * @data: postings of a word and what follows them
 * @size: bytes from there to the end of all postings
 * @n: documents of the word
 * @n_documents: documents of the index
 *
 * Damaged postings end early; they never lead out of @data or to a document that is not there.
 */
void
vix_cursor_start (VixCursor *self, const uint8_t *data, size_t size, uint32_t n, uint32_t n_documents)
{
  size_t table = (size_t) vix_postings_n_skips (n) * 8;

  if (n > n_documents || table > size)
    n = 0;
  self->skips = data;
  self->postings = self->at = data + (n == 0 ? 0 : table);
  self->end = data + size;
  self->n = self->n_all = n;
  self->block = 0;
  self->n_documents = n_documents;
  self->document = 0;
  self->impact = self->fields = 0;
  vix_cursor_next (self);
}

/* Steps over whole blocks: to the last one that starts before the document. */
void
vix_cursor_skip (VixCursor *self, uint32_t document)
{
  uint32_t n_skips = vix_postings_n_skips (self->n_all);
  uint32_t low = self->block;
  uint32_t high = n_skips;
  uint32_t bound = 1;

  /* The next one is mostly near. */
  while (low + bound < n_skips && vix_get_u32 (self->skips + (size_t) (low + bound) * 8) < document)
    bound *= 2;
  high = low + bound < n_skips ? low + bound : n_skips;
  while (low < high)
    {
      uint32_t middle = (low + high) / 2;

      if (vix_get_u32 (self->skips + (size_t) middle * 8) < document)
        low = middle + 1;
      else
        high = middle;
    }

  if (low > self->block)
    {
      const uint8_t *skip = self->skips + (size_t) (low - 1) * 8;
      uint32_t base = vix_get_u32 (skip);
      uint32_t offset = vix_get_u32 (skip + 4);

      self->block = low;
      if (base < self->document || offset > (size_t) (self->end - self->postings))
        return;
      self->document = base;
      self->at = self->postings + offset;
      self->n = self->n_all - low * VIX_BLOCK;
    }
}
