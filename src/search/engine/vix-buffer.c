#include "search/engine/vix-buffer.h"

#include "search/engine/vix-bytes.h"

void
vix_buffer_init (VixBuffer *self, const VixAllocator *allocator)
{
  *self = (VixBuffer){ allocator, NULL, 0, 0, false };
}

void
vix_buffer_clear (VixBuffer *self)
{
  if (self->data != NULL)
    self->allocator->resize (self->data, self->room, 0, self->allocator->user);
  vix_buffer_init (self, self->allocator);
}

/* As vix_buffer_grow(), when there is not room enough. */
uint8_t *
vix_buffer_make_room (VixBuffer *self, size_t n)
{
  size_t room = self->room + self->room / 2 + n + 64;
  void *data = self->failed || room < self->room
                   ? NULL
                   : self->allocator->resize (self->data, self->room, room, self->allocator->user);

  if (data == NULL)
    {
      self->failed = true;
      return NULL;
    }
  self->data = data;
  self->room = room;
  self->size += n;

  return self->data + self->size - n;
}

void
vix_buffer_add (VixBuffer *self, const void *data, size_t n)
{
  uint8_t *to = vix_buffer_grow (self, n);

  if (to != NULL)
    vix_copy (to, data, n);
}

void
vix_buffer_add_u8 (VixBuffer *self, uint32_t value)
{
  uint8_t *to = vix_buffer_grow (self, 1);

  if (to != NULL)
    to[0] = (uint8_t) value;
}

void
vix_buffer_add_u32 (VixBuffer *self, uint32_t value)
{
  uint8_t *to = vix_buffer_grow (self, 4);

  if (to != NULL)
    vix_put_u32 (to, value);
}

void
vix_buffer_add_u64 (VixBuffer *self, uint64_t value)
{
  uint8_t *to = vix_buffer_grow (self, 8);

  if (to != NULL)
    vix_put_u64 (to, value);
}

void
vix_buffer_add_varint (VixBuffer *self, uint32_t value)
{
  uint8_t *to = vix_buffer_grow (self, VIX_VARINT_MAX);

  if (to != NULL)
    self->size -= VIX_VARINT_MAX - vix_put_varint (to, value);
}
