#pragma once

#include "search/engine/vix-colour.h"

#define VIX_SHADES_MAX 8
#define VIX_SHADE_SIZE 4u /* bytes of each as it is kept: lightness, green to red, blue to yellow, evidence */

/* A colour that photographs show of what is for sale, and how surely, 0 to 1. */
typedef struct
{
  VixOklab colour;
  float evidence;
} VixShade;

/* Those of one thing, the surest first. */
typedef struct
{
  VixShade shades[VIX_SHADES_MAX];
  uint32_t n;
} VixShades;

void vix_shades_take (VixShades *self, const VixPhoto *photo);
void vix_shades_merge (VixShades *self, const VixShades *other, float trust);
float vix_shades_score (const VixShades *self, const VixColourRegion *region);
uint32_t vix_shades_colours (const VixShades *self, float least);
uint32_t vix_shades_names (const VixShades *self, VixColour *names, uint32_t n_max);

size_t vix_shades_write (const VixShades *self, uint8_t *bytes);
void vix_shades_read (VixShades *self, const uint8_t *bytes, size_t size);
