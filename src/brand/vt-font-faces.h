#pragma once

#include "brand/vt-brand-face.h"
#include "brand/vt-brand.h"

G_BEGIN_DECLS

/* What files are made of. */
typedef struct
{
  VtBrand *brand;           /* (unowned) */
  const hb_set_t *needed;   /* (unowned) all characters of the shop's texts */
  const hb_set_t *of_langs; /* (unowned) those that its languages are written with */
  GPtrArray *kept;       /* (unowned) (element-type VtBrandFace) files that are there: for what is not installed here */
  const char *cache_dir; /* (nullable) where made files are kept */
} VtFontOrder;

GPtrArray *vt_font_faces_make (const VtFontOrder *order, GCancellable *cancellable, GError **error);

G_END_DECLS
