#pragma once

#include "search/engine/vix-bytes.h"

/* The documents of a word, ascending: varint distance from the one before, a byte how much the word says about the
 * document (0 to 255: tf, fields and lengths, weighed when the index was built), a byte of fields it stands in.
 * With more than a block of them a table comes first: for each block but the first, u32 the document before it and
 * u32 where it starts, counted from behind the table. */
#define VIX_BLOCK 64u

#define VIX_NO_DOCUMENT 0xFFFFFFFFu

static inline uint32_t
vix_postings_n_skips (uint32_t n_documents)
{
  return n_documents == 0 ? 0 : (n_documents - 1) / VIX_BLOCK;
}

/* One document after the other, or the next from a given one on. */
typedef struct
{
  const uint8_t *skips;
  const uint8_t *postings; /* behind the table */
  const uint8_t *at;
  const uint8_t *end;
  uint32_t n; /* postings not yet read */
  uint32_t n_all;
  uint32_t block;       /* skips used so far */
  uint32_t n_documents; /* of the index */

  uint32_t document; /* VIX_NO_DOCUMENT: no more */
  uint8_t impact;
  uint8_t fields;
} VixCursor;

static inline void
vix_cursor_next (VixCursor *self)
{
  if (self->n == 0 || self->end - self->at < 3)
    {
      self->document = VIX_NO_DOCUMENT;
      return;
    }
  self->n--;
  self->document += vix_take_varint (&self->at, self->end);
  if (self->end - self->at < 2 || self->document >= self->n_documents)
    {
      self->n = 0;
      self->document = VIX_NO_DOCUMENT;
      return;
    }
  self->impact = self->at[0];
  self->fields = self->at[1];
  self->at += 2;
}

void vix_cursor_start (VixCursor *self, const uint8_t *data, size_t size, uint32_t n, uint32_t n_documents);
void vix_cursor_skip (VixCursor *self, uint32_t document);

/* Goes on to the first document from this one on. */
static inline void
vix_cursor_seek (VixCursor *self, uint32_t document)
{
  if (self->document >= document)
    return;
  if (self->n > VIX_BLOCK / 2)
    vix_cursor_skip (self, document);
  while (self->document < document)
    vix_cursor_next (self);
}
