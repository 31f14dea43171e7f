#pragma once

#include "search/engine/vix-photo.h"

#include <stddef.h>
#include <stdint.h>

#define VIX_LOOK_SIZE 128

/* How a photograph looks, to be compared with others: its colours, where they are, and which way its edges go where.
 * The same bytes on every machine; they may be kept. */
typedef struct
{
  uint8_t parts[VIX_LOOK_SIZE];
} VixLook;

typedef struct
{
  uint32_t index;
  uint32_t distance; /* 0: the same */
} VixLookHit;

void vix_look_read (const VixPhotoWork *work, VixLook *look);
uint32_t vix_look_distance (const VixLook *a, const VixLook *b);
size_t vix_look_search (const VixLook *looks, size_t n_looks, const VixLook *sought, VixLookHit *hits, size_t most);
