#pragma once

#include "brand/vt-brand.h"
#include "shop/vt-media.h"

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

/* A logo as it is drawn: the merchant's own, or what is made of the primary one where there is none of that kind. */
typedef struct
{
  GBytes *bytes; /* an SVG drawing that was sanitised, or a PNG picture */
  gboolean is_svg;
  int width; /* natural size, pixels */
  int height;
  gboolean has_name; /* the shop's name is in it */
  gboolean derived;  /* the merchant has none of that kind */
  gboolean opaque;   /* a picture without transparency: it brings its own ground, and keeps its colours */
} VtLogo;

const char *vt_brand_get_logo_of (VtBrand *self, VtLogoVariant variant);
int vt_brand_get_logo_clear (VtBrand *self);
int vt_brand_get_logo_minimum (VtBrand *self);
const char *vt_logo_token (VtLogoVariant variant);
const char *vt_logo_name (VtLogoVariant variant);
gboolean vt_logo_check (const VtMedia *media, GError **error);

VtLogo *vt_logo_load (VtBrand *brand, VtLogoVariant variant, const char *shop_path, const char *name, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
GBytes *vt_logo_to_png (const VtLogo *self, int edge, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *vt_logo_hash (VtBrand *brand, VtLogoVariant variant, const char *name);
void vt_logo_free (VtLogo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtLogo, vt_logo_free)

G_END_DECLS
