#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Memory for building an index comes from the caller. */
typedef struct
{
  /* block may be NULL with old 0, size 0 frees. Returns NULL when there is none: the block stays. */
  void *(*resize) (void *block, size_t old, size_t size, void *user);
  void *user;
} VixAllocator;

/* Bytes that grow. After a failed allocation it stays as it was and takes nothing more. */
typedef struct
{
  const VixAllocator *allocator;
  uint8_t *data;
  size_t size;
  size_t room;
  bool failed;
} VixBuffer;

void vix_buffer_init (VixBuffer *self, const VixAllocator *allocator);
void vix_buffer_clear (VixBuffer *self);
uint8_t *vix_buffer_make_room (VixBuffer *self, size_t n);
void vix_buffer_add (VixBuffer *self, const void *data, size_t n);
void vix_buffer_add_u8 (VixBuffer *self, uint32_t value);
void vix_buffer_add_u32 (VixBuffer *self, uint32_t value);
void vix_buffer_add_u64 (VixBuffer *self, uint64_t value);
void vix_buffer_add_varint (VixBuffer *self, uint32_t value);

/* Returns: (nullable): where n more bytes are to be written; valid until the buffer grows again */
static inline uint8_t *
vix_buffer_grow (VixBuffer *self, size_t n)
{
  /* Even of nothing there is a place. */
  if (self->data == NULL || n > self->room - self->size)
    return vix_buffer_make_room (self, n);
  self->size += n;

  return self->data + self->size - n;
}
