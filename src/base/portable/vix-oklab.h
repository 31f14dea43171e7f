#pragma once

#include <stdint.h>

/* A colour as eyes compare them (OKLab, Björn Ottosson 2020): lightness 0 to 1, green to red, blue to yellow. */
typedef struct
{
  float l;
  float a;
  float b;
} VixOklab;

float vix_sqrt (float x);
float vix_cbrt (float x);
void vix_linear_table (float table[256]);
VixOklab vix_oklab_from_linear (float red, float green, float blue);
VixOklab vix_oklab_from_srgb (uint8_t red, uint8_t green, uint8_t blue);
float vix_oklab_distance_squared (VixOklab a, VixOklab b);
float vix_oklab_chroma (VixOklab colour);
float vix_oklab_hue (VixOklab colour);
