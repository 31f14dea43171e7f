/* The logo of each kind: the merchant's own file, or one that is made of the primary logo, or of the shop's name. */
#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-logo.h"

#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "base/vt-html.h"
#include "base/vt-svg.h"
#include "base/vt-vips.h"
#include "brand/vt-logo-paint.h"
#include "shop/vt-media-probe.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <string.h>
#include <vips/vips.h>

/* Part of the hash: whatever changes the drawing must change it. */
#define LOGO_VERSION "1"

/* Pixels of what is made of a picture. */
#define DERIVED_EDGE 1024

#define LETTER_SIZE 40.0
#define SYMBOL_SIZE 64
#define NAME_SIZE   48.0
#define NAME_CHARS  60

#define OPAQUE_ALPHA 250

/**
 * vt_logo_free:
 * @self: (nullable): a logo
 */
void
vt_logo_free (VtLogo *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->bytes);
  g_free (self);
}

static VtLogo *
logo_new (char *svg, int width, int height)
{
  VtLogo *self = g_new0 (VtLogo, 1);

  self->bytes = g_bytes_new_take (svg, strlen (svg));
  self->is_svg = TRUE;
  self->width = width;
  self->height = height;
  self->has_name = width >= VT_LOGO_WORDMARK_RATIO * height;
  return self;
}

/* Words as outlines ---------------------------------------------------------------------------------------------- */

static void
append_path (GString *d, const cairo_path_t *path)
{
  static const char letters[] = { 'M', 'L', 'C', 'Z' };

  for (int i = 0; i < path->num_data; i += path->data[i].header.length)
    {
      const cairo_path_data_t *part = &path->data[i];

      g_string_append_c (d, letters[part->header.type]);
      for (int j = 1; j < part->header.length; j++)
        {
          char x[G_ASCII_DTOSTR_BUF_SIZE];
          char y[G_ASCII_DTOSTR_BUF_SIZE];

          g_ascii_formatd (x, sizeof x, "%.2f", part[j].point.x);
          g_ascii_formatd (y, sizeof y, "%.2f", part[j].point.y);
          g_string_append_printf (d, "%s%s %s", j > 1 ? " " : "", x, y);
        }
    }
}

/* (transfer full) The outlines of words in the headings' typeface, at the origin; @ink: the box that they fill. */
static char *
outline (VtBrand *brand, const char *text, double size, PangoRectangle *ink)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_new ();
  GString *d = g_string_new (NULL);
  cairo_path_t *path;

  pango_font_description_set_family (font, vt_brand_get_font (brand, VT_BRAND_HEADING));
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_extents (layout, ink, NULL);
  pango_cairo_layout_path (cr, layout);
  path = cairo_copy_path (cr);
  append_path (d, path);

  cairo_path_destroy (path);
  pango_font_description_free (font);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_string_free (d, FALSE);
}

static VtLogo *
set_name_in_type (VtBrand *brand, VtLogoVariant variant, const char *name)
{
  g_autofree char *cut = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), NAME_CHARS));
  g_autoptr (VtBrand) dark = vt_brand_new_dark (brand);
  g_autofree char *ink_hex =
      vt_colour_to_hex (vt_brand_get_colour (variant == VT_LOGO_REVERSED ? dark : brand, VT_BRAND_TEXT));
  PangoRectangle ink = { 0 };
  g_autofree char *d = outline (brand, cut, NAME_SIZE, &ink);
  g_autofree char *escaped = vt_html_escape (name);
  int width = MAX (ink.width, 1);
  int height = MAX (ink.height, 1);
  VtLogo *self = logo_new (
      g_strdup_printf ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%d %d %d %d\" width=\"%d\" height=\"%d\" "
                       "role=\"img\" aria-label=\"%s\"><path fill=\"%s\" d=\"%s\"/></svg>\n",
                       ink.x, ink.y, width, height, width, height, escaped,
                       variant == VT_LOGO_MONO ? "#1a1a1a" : ink_hex, d),
      width, height);

  self->has_name = TRUE;
  return self;
}

/* The shop's first letter on the colour of its buttons. */
static VtLogo *
set_initial (VtBrand *brand, const char *name)
{
  g_autofree char *ground = vt_colour_to_hex (vt_brand_get_colour (brand, VT_BRAND_PRIMARY));
  g_autofree char *ink_hex = vt_colour_to_hex (vt_brand_get_colour (brand, VT_BRAND_ON_PRIMARY));
  g_autofree char *first = g_utf8_substring (name, 0, *name != '\0' ? 1 : 0);
  g_autofree char *letter = g_utf8_strup (first, -1);
  PangoRectangle ink = { 0 };
  g_autofree char *d = outline (brand, letter, LETTER_SIZE, &ink);
  char x[G_ASCII_DTOSTR_BUF_SIZE];
  char y[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (x, sizeof x, "%.1f", SYMBOL_SIZE / 2.0 - ink.x - ink.width / 2.0);
  g_ascii_formatd (y, sizeof y, "%.1f", SYMBOL_SIZE / 2.0 - ink.y - ink.height / 2.0);
  return logo_new (g_strdup_printf ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\" width=\"64\" "
                                    "height=\"64\"><rect width=\"64\" height=\"64\" rx=\"14\" fill=\"%s\"/>"
                                    "<path fill=\"%s\" transform=\"translate(%s %s)\" d=\"%s\"/></svg>\n",
                                    ground, ink_hex, x, y, d),
                   SYMBOL_SIZE, SYMBOL_SIZE);
}

/* Files ----------------------------------------------------------------------------------------------------------- */

static VtLogo *
load_file (const char *shop_path, const char *sha256, GError **error)
{
  g_autofree char *path = vt_media_path (shop_path, sha256);
  g_autoptr (GBytes) bytes = path != NULL ? vt_file_read (path, VT_MEDIA_MAX_BYTES, NULL) : NULL;
  g_autoptr (VtLogo) self = g_new0 (VtLogo, 1);
  VtMediaProbe probe = { 0 };
  g_autofree char *svg = NULL;
  const char *data;
  gsize size;

  self->bytes = g_bytes_new_static ("", 0);
  if (bytes == NULL)
    {
      g_set_error_literal (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
                           _ ("The logo's file is no longer in the shop's folder; choose the logo again"));
      return NULL;
    }

  data = g_bytes_get_data (bytes, &size);
  if (!vt_media_probe ((const guint8 *) (data != NULL ? data : ""), size, &probe, error))
    {
      g_prefix_error (error, "%s ", _ ("The logo’s file"));
      return NULL;
    }
  self->is_svg = g_str_equal (probe.type, "image/svg+xml");
  if (self->is_svg && (svg = vt_svg_sanitise (data, (gssize) size, error)) == NULL)
    return NULL;

  g_bytes_unref (self->bytes);
  self->bytes = svg != NULL ? g_bytes_new (svg, strlen (svg)) : g_bytes_ref (bytes);
  self->width = probe.width > 0 ? probe.width : SYMBOL_SIZE;
  self->height = probe.height > 0 ? probe.height : SYMBOL_SIZE;
  self->has_name = self->width >= VT_LOGO_WORDMARK_RATIO * self->height;
  return g_steal_pointer (&self);
}

/* Other colours --------------------------------------------------------------------------------------------------- */

static gboolean
take_svg (VtLogo *self, char *svg)
{
  if (svg == NULL)
    return FALSE;

  g_bytes_unref (self->bytes);
  self->bytes = g_bytes_new_take (svg, strlen (svg));
  return TRUE;
}

/* (transfer full) (nullable) Red, green, blue and alpha of each pixel. */
static guint8 *
read_pixels (GBytes *bytes, int edge, int *width, int *height)
{
  VipsObject *scope = VIPS_OBJECT (vips_image_new ());
  VipsImage **t = (VipsImage **) vips_object_local_array (scope, 4);
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  size_t length = 0;
  guint8 *pixels = NULL;

  if (vips_thumbnail_buffer ((void *) data, size, &t[0], edge, "height", edge, "export-profile", "srgb", NULL) == 0 &&
      vips_colourspace (t[0], &t[1], VIPS_INTERPRETATION_sRGB, NULL) == 0 &&
      (vips_image_hasalpha (t[1]) ? vips_copy (t[1], &t[2], NULL) : vips_addalpha (t[1], &t[2], NULL)) == 0 &&
      vips_cast_uchar (t[2], &t[3], NULL) == 0 && vips_image_get_bands (t[3]) == 4)
    {
      pixels = vips_image_write_to_memory (t[3], &length);
      *width = vips_image_get_width (t[3]);
      *height = vips_image_get_height (t[3]);
    }
  g_object_unref (scope);

  return pixels;
}

static GBytes *
write_png (const guint8 *pixels, int width, int height)
{
  VipsImage *image = vips_image_new_from_memory (pixels, (gsize) 4 * (gsize) width * (gsize) height, width, height, 4,
                                                 VIPS_FORMAT_UCHAR);
  VipsImage *coloured = NULL;
  void *data = NULL;
  size_t size = 0;

  if (image != NULL && vips_copy (image, &coloured, "interpretation", VIPS_INTERPRETATION_sRGB, NULL) == 0)
    vips_pngsave_buffer (coloured, &data, &size, "strip", TRUE, NULL);
  g_clear_object (&coloured);
  g_clear_object (&image);

  return data != NULL ? g_bytes_new_with_free_func (data, size, g_free, data) : NULL;
}

static gboolean
is_opaque (const guint8 *rgba, gsize n_pixels)
{
  for (gsize i = 0; i < n_pixels; i++)
    if (rgba[4 * i + 3] < OPAQUE_ALPHA)
      return FALSE;

  return TRUE;
}

static void
set_undrawable (GError **error)
{
  g_autofree char *detail = vt_vips_take_error ();

  g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID,
               _ ("The logo cannot be drawn: %s. Save it again in a picture editor and choose it"), detail);
}

static gboolean
paint_picture (VtLogo *self, VtLogoPaint *paint, GError **error)
{
  int width = 0;
  int height = 0;
  g_autofree guint8 *pixels = NULL;
  GBytes *bytes = NULL;
  gsize n_pixels;

  vt_vips_start ();
  pixels = read_pixels (self->bytes, MIN (DERIVED_EDGE, MAX (self->width, self->height)), &width, &height);
  n_pixels = (gsize) width * (gsize) height;
  if (pixels != NULL && is_opaque (pixels, n_pixels))
    {
      self->opaque = TRUE;
      return TRUE;
    }
  if (pixels != NULL)
    {
      vt_logo_paint_pixels (paint, pixels, n_pixels);
      bytes = write_png (pixels, width, height);
    }
  if (bytes == NULL)
    {
      set_undrawable (error);
      return FALSE;
    }

  g_bytes_unref (self->bytes);
  self->bytes = bytes;
  return TRUE;
}

static gboolean
repaint (VtLogo *self, VtBrand *brand, VtLogoVariant variant, GError **error)
{
  g_autoptr (VtLogoPaint) paint = vt_logo_paint_new (brand, variant);
  gsize size = 0;
  const char *svg = g_bytes_get_data (self->bytes, &size);

  return self->is_svg ? take_svg (self, vt_logo_paint_svg (paint, svg, (gssize) size, error))
                      : paint_picture (self, paint, error);
}

/* Public ---------------------------------------------------------------------------------------------------------- */

static VtLogo *
derive (VtBrand *brand, VtLogoVariant variant, const char *shop_path, const char *name, GError **error)
{
  const char *primary = vt_brand_get_logo (brand);
  g_autoptr (VtLogo) self = NULL;

  if (primary == NULL)
    return variant == VT_LOGO_SYMBOL ? set_initial (brand, name) : set_name_in_type (brand, variant, name);

  self = load_file (shop_path, primary, error);
  if (self == NULL)
    return NULL;
  if (variant == VT_LOGO_SYMBOL)
    return self->has_name ? set_initial (brand, name) : g_steal_pointer (&self);

  return repaint (self, brand, variant, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * vt_logo_load:
 * @brand: a brand
 * @variant: which one
 * @shop_path: (type filename): the shop's folder
 * @name: the shop's name, which stands for a logo that is not there, in the headings' typeface
 * @error: a #VtBrandError, or why its file cannot be used
 *
 * What the merchant has not given is made of the primary logo: the reversed one keeps its hues and stands out from dark
 * grounds as WCAG 2.2 asks, that in one colour is ink and paper, the symbol is a logo that is no wordmark, or else the
 * first letter. Reads and draws: never on the main thread.
 *
 * Returns: (transfer full) (nullable): the logo
 */
VtLogo *
vt_logo_load (VtBrand *brand, VtLogoVariant variant, const char *shop_path, const char *name, GError **error)
{
  const char *own = vt_brand_get_logo_of (brand, variant);
  VtLogo *self = own != NULL ? load_file (shop_path, own, error) : derive (brand, variant, shop_path, name, error);

  if (self != NULL)
    self->derived = own == NULL;
  return self;
}

/**
 * vt_logo_to_png:
 * @self: a logo
 * @edge: pixels of its longer side
 * @error: a #VtBrandError
 *
 * Draws the logo alone, transparent around it. Never on the main thread.
 *
 * Returns: (transfer full) (nullable): a PNG picture
 */
GBytes *
vt_logo_to_png (const VtLogo *self, int edge, GError **error)
{
  int width = 0;
  int height = 0;
  g_autofree guint8 *pixels = NULL;
  GBytes *bytes;

  vt_vips_start ();
  pixels = read_pixels (self->bytes, edge, &width, &height);
  bytes = pixels != NULL ? write_png (pixels, width, height) : NULL;
  if (bytes == NULL)
    set_undrawable (error);

  return bytes;
}

static void
add (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *) (text != NULL ? text : ""), -1);
  g_checksum_update (sum, (const guchar *) "", 1);
}

/**
 * vt_logo_hash:
 * @brand: a brand
 * @variant: which one
 * @name: the shop's name
 *
 * Returns: (transfer full): 16 hexadecimal digits, which change with everything that vt_logo_load() draws; no file is
 * read
 */
char *
vt_logo_hash (VtBrand *brand, VtLogoVariant variant, const char *name)
{
  static const VtBrandColour roles[] = { VT_BRAND_BACKGROUND, VT_BRAND_TEXT, VT_BRAND_PRIMARY, VT_BRAND_ON_PRIMARY };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (VtBrand) dark = vt_brand_new_dark (brand);
  const char *own = vt_brand_get_logo_of (brand, variant);

  add (sum, LOGO_VERSION);
  add (sum, vt_logo_token (variant));
  add (sum, own != NULL ? own : vt_brand_get_logo (brand));
  /* The primary logo is the file and nothing else. */
  if (own != NULL || (variant == VT_LOGO_PRIMARY && vt_brand_get_logo (brand) != NULL))
    return g_strndup (g_checksum_get_string (sum), 16);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *light_hex = vt_colour_to_hex (vt_brand_get_colour (brand, roles[i]));
      g_autofree char *dark_hex = vt_colour_to_hex (vt_brand_get_colour (dark, roles[i]));

      add (sum, light_hex);
      add (sum, dark_hex);
    }
  add (sum, vt_brand_get_font (brand, VT_BRAND_HEADING));
  add (sum, name);

  return g_strndup (g_checksum_get_string (sum), 16);
}
