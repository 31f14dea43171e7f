#pragma once

#include "base/portable/vix-photo.h"

#include <stddef.h>
#include <stdint.h>

#define VIX_LOOK_SIZE 128

/* How a photograph looks, to be compared with others: its colours, where they are, and which way its edges go where.
 * The same bytes on every machine; they may be kept. */
typedef struct
{
  uint8_t parts[VIX_LOOK_SIZE];
} VixLook;

void vix_look_read (const VixPhotoWork *work, VixLook *look);
uint32_t vix_look_distance (const VixLook *a, const VixLook *b);
