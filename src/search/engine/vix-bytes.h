#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers as they stand in an index: little-endian whatever the machine, at any address. */

static inline uint32_t
vix_get_u16 (const uint8_t *at)
{
  return (uint32_t) at[0] | (uint32_t) at[1] << 8;
}

static inline uint32_t
vix_get_u32 (const uint8_t *at)
{
  return (uint32_t) at[0] | (uint32_t) at[1] << 8 | (uint32_t) at[2] << 16 | (uint32_t) at[3] << 24;
}

static inline uint64_t
vix_get_u64 (const uint8_t *at)
{
  return (uint64_t) vix_get_u32 (at) | (uint64_t) vix_get_u32 (at + 4) << 32;
}

static inline void
vix_put_u16 (uint8_t *at, uint32_t value)
{
  at[0] = (uint8_t) value;
  at[1] = (uint8_t) (value >> 8);
}

static inline void
vix_put_u32 (uint8_t *at, uint32_t value)
{
  vix_put_u16 (at, value);
  vix_put_u16 (at + 2, value >> 16);
}

static inline void
vix_put_u64 (uint8_t *at, uint64_t value)
{
  vix_put_u32 (at, (uint32_t) value);
  vix_put_u32 (at + 4, (uint32_t) (value >> 32));
}

#define VIX_VARINT_MAX 5 /* bytes of the longest 32-bit number */

/* Seven bits a byte, the lowest first. */
static inline size_t
vix_put_varint (uint8_t *at, uint32_t value)
{
  size_t n = 0;

  while (value >= 0x80)
    {
      at[n++] = (uint8_t) (value | 0x80);
      value >>= 7;
    }
  at[n++] = (uint8_t) value;

  return n;
}

static inline size_t
vix_varint_size (uint32_t value)
{
  size_t n = 1;

  for (; value >= 0x80; value >>= 7)
    n++;

  return n;
}

/* The numbers of more than three bytes, and those cut off. */
static inline uint32_t
vix_take_long_varint (const uint8_t **at, const uint8_t *end)
{
  const uint8_t *p = *at;
  uint32_t value = 0;

  for (uint32_t shift = 0; p < end && shift < 35; shift += 7)
    {
      value |= shift < 32 ? (uint32_t) (*p & 0x7F) << shift : 0;
      if (*p++ < 0x80)
        break;
    }
  *at = p;

  return value;
}

/* Reads at *at and moves it on, never past end: a number cut off reads as what is there. */
static inline uint32_t
vix_take_varint (const uint8_t **at, const uint8_t *end)
{
  const uint8_t *p = *at;

  if (p < end && *p < 0x80)
    {
      *at = p + 1;
      return *p;
    }
  if (end - p >= 2 && p[1] < 0x80)
    {
      *at = p + 2;
      return (uint32_t) (p[0] & 0x7F) | (uint32_t) p[1] << 7;
    }
  if (end - p >= 3 && p[2] < 0x80)
    {
      *at = p + 3;
      return (uint32_t) (p[0] & 0x7F) | (uint32_t) (p[1] & 0x7F) << 7 | (uint32_t) p[2] << 14;
    }

  return vix_take_long_varint (at, end);
}

static inline void
vix_copy (void *to, const void *from, size_t n)
{
  uint8_t *t = to;
  const uint8_t *f = from;

  for (size_t i = 0; i < n; i++)
    t[i] = f[i];
}

static inline void
vix_zero (void *to, size_t n)
{
  uint8_t *t = to;

  for (size_t i = 0; i < n; i++)
    t[i] = 0;
}

static inline int
vix_compare (const void *a, size_t n_a, const void *b, size_t n_b)
{
  const uint8_t *p = a;
  const uint8_t *q = b;
  size_t n = n_a < n_b ? n_a : n_b;

  for (size_t i = 0; i < n; i++)
    if (p[i] != q[i])
      return p[i] < q[i] ? -1 : 1;

  return n_a == n_b ? 0 : n_a < n_b ? -1 : 1;
}

static inline uint32_t
vix_hash (const void *data, size_t n)
{
  const uint8_t *p = data;
  uint32_t hash = 2166136261u;

  for (size_t i = 0; i < n; i++)
    hash = (hash ^ p[i]) * 16777619u;

  return hash;
}
