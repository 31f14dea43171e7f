#pragma once

#include <stddef.h>
#include <stdint.h>

/* Memory of one query: taken from the front, given back all at once by starting anew. */
typedef struct
{
  uint8_t *base;
  size_t size;
  size_t used;
} VixArena;

/* Returns: (nullable): n bytes at an address that suits any number, not cleared; NULL when there are no more. */
static inline void *
vix_arena_take (VixArena *arena, size_t n)
{
  size_t start = (arena->used + 7) & ~(size_t) 7;

  if (start > arena->size || n > arena->size - start)
    return NULL;
  arena->used = start + n;

  return arena->base + start;
}
