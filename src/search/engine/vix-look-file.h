#pragma once

#include "search/engine/vix-look.h"

/* A file of looks (looks.bin), little-endian, read where it lies:
 *
 *   u32 magic, u32 version, u32 entries, u32 bytes of an entry
 *   entries: u64 identifier of a product, then VIX_LOOK_SIZE bytes of a VixLook
 *
 * A product has one entry for each of its photographs, one after the other. */

#define VIX_LOOK_FILE_MAGIC   0x314C5856u /* "VXL1" */
#define VIX_LOOK_FILE_VERSION 1u
#define VIX_LOOK_FILE_HEAD    16u
#define VIX_LOOK_FILE_ENTRY   (8u + VIX_LOOK_SIZE)
#define VIX_LOOK_FILE_MAX     1000000u /* entries */

/* An open file; it points into the bytes it was opened from. */
typedef struct
{
  const uint8_t *entries;
  uint32_t n;
} VixLookFile;

/* A product that looks alike. */
typedef struct
{
  uint64_t id;
  uint32_t distance; /* 0: the same */
} VixLookMatch;

bool vix_look_file_open (VixLookFile *self, const uint8_t *data, size_t size);
uint32_t vix_look_file_search (const VixLookFile *self, const VixLook *sought, VixLookMatch *matches, uint32_t most);

void vix_look_file_write_head (uint8_t *head, uint32_t n);
void vix_look_file_write_entry (uint8_t *entry, uint64_t id, const uint8_t *look);
