#pragma once

#include <stdint.h>

/* Logarithms to base two in 256ths, in whole numbers: the same on every machine. */
#define VIX_BIT 256

static inline int32_t
vix_log2 (uint32_t x)
{
  int32_t whole = 0;
  uint64_t rest = x;
  int32_t part = 0;

  if (x <= 1)
    return 0;
  while (rest >= 2u << whole && whole < 31)
    whole++;
  rest = whole <= 16 ? rest << (16 - whole) : rest >> (whole - 16);
  for (int32_t bit = 128; bit > 0; bit >>= 1)
    {
      rest = rest * rest >> 16;
      if (rest >= 2u << 16)
        {
          rest >>= 1;
          part += bit;
        }
    }

  return whole * VIX_BIT + part;
}

/* 256 halved once for each bit. */
static inline uint32_t
vix_halved (int32_t bits)
{
  static const uint16_t eighths[8] = { 256, 235, 215, 197, 181, 166, 152, 140 };

  if (bits <= 0)
    return 256;
  return bits >= 9 * VIX_BIT ? 0 : (uint32_t) eighths[bits % VIX_BIT / 32] >> (bits / VIX_BIT);
}
