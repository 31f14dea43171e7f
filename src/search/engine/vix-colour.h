#pragma once

#include "base/portable/vix-photo.h"
#include "search/engine/vix-colour-words.h"

#include <stdbool.h>
#include <stddef.h>

/* What a colour word means: lightness, chroma and hue between two bounds each; hues in degrees, the second may be above
 * 360 when the range goes over red. */
typedef struct
{
  float l[2];
  float c[2];
  float h[2];
  int name; /* the VixColour that it is all of; -1: a part of one */
} VixColourRegion;

bool vix_colour_find (const char *words, size_t length, VixColourRegion *region);
float vix_colour_membership (const VixColourRegion *region, VixOklab colour);
float vix_colour_closeness (const VixColourRegion *region, VixOklab colour);
void vix_colour_measure (VixOklab colour, float *closenesses);
float vix_colour_prefer (const float *closenesses, VixColour name);
