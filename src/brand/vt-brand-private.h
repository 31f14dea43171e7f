#pragma once

#include "brand/vt-brand.h"

G_BEGIN_DECLS

struct _VtBrand
{
  gatomicrefcount refs;
  VtColour colours[VT_BRAND_N_COLOURS];
  const VtBrandFont *fonts[VT_BRAND_N_TYPES]; /* (unowned) rows of the list of choices */
  char *logo;                                 /* (owned) (nullable) SHA-256 */
};

gboolean vt_brand_take_token (VtBrand *self, const char *name, const char *value, GError **error);

G_END_DECLS
