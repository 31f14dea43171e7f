#include "brand/vt-brand-face.h"

#include "brand/vt-font-text.h"

/**
 * vt_brand_face_new:
 * @family: its family
 * @script: the script that its characters are of, in English
 * @ranges: its characters, as vt_font_text_ranges() writes them
 *
 * Returns: (transfer full) (nullable): a file of which nothing else is known; %NULL where one of these cannot stand in
 * a style sheet
 */
VtBrandFace *
vt_brand_face_new (const char *family, const char *script, const char *ranges)
{
  VtBrandFace *self;

  if (!vt_font_family_is_valid (family) || !vt_font_text_are_ranges (ranges))
    return NULL;

  self = g_new0 (VtBrandFace, 1);
  self->family = g_strdup (family);
  self->script = g_strdup (script);
  self->ranges = g_strdup (ranges);
  self->weight_min = 1;
  self->weight_max = 1000;
  return self;
}

/**
 * vt_brand_face_free:
 * @self: (nullable): a file
 */
void
vt_brand_face_free (VtBrandFace *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->family);
  g_free (self->script);
  g_free (self->ranges);
  g_free (self->recipe);
  g_free (self);
}

/**
 * vt_brand_face_path:
 * @self: a file
 *
 * Returns: (transfer full): its address on the shop's pages, which changes with what stands in it
 */
char *
vt_brand_face_path (const VtBrandFace *self)
{
  return g_strdup_printf (VT_BRAND_FACE_FOLDER "%.16s.woff2", self->sha256);
}
