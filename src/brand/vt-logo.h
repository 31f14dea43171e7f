#pragma once

#include "brand/vt-brand.h"

G_BEGIN_DECLS

/* Pixels that a PNG logo may have on a side: sharp on a poster, and drawn in no time. */
#define VT_LOGO_MAX_EDGE 8000

/* A logo this much wider than high has the shop's name in it; any other is a mark that stands beside the name. */
#define VT_LOGO_WORDMARK_RATIO 2

typedef enum
{
  VT_LOGO_PRIMARY,
  VT_LOGO_REVERSED, /* for dark grounds */
  VT_LOGO_MONO,     /* one ink on paper */
  VT_LOGO_SYMBOL,
  VT_LOGO_N_VARIANTS
} VtLogoVariant;

const char *vt_brand_get_logo_of (VtBrand *self, VtLogoVariant kind);
int vt_brand_get_logo_clear (VtBrand *self);
int vt_brand_get_logo_minimum (VtBrand *self);
const char *vt_logo_token (VtLogoVariant kind);
const char *vt_logo_name (VtLogoVariant kind);

G_END_DECLS
