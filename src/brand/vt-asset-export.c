/* Assets as files: pixels by libvips, SVG and PDF by cairo. What is printed gets room for the knife and marks that say
 * where to cut. */
#define G_LOG_DOMAIN "vt-brand"

#include "base/vt-vips.h"
#include "brand/vt-asset-private.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include <vips/vips.h>

#define POINTS_PER_MM    (72 / 25.4)
#define POINTS_PER_PIXEL 0.75
#define RASTER_PER_MM    (300 / 25.4)
#define MAX_RASTER_SIDE  8000
#define MARK_LENGTH      5.0   /* mm */
#define MARK_GAP         1.0   /* between the bleed and a mark */
#define MARK_WIDTH       0.088 /* a quarter of a point */

static const char *const formats[VT_ASSET_N_FORMATS] = { "png", "jpg", "webp", "svg", "pdf" };

/**
 * vt_asset_format_to_string:
 * @format: a format
 *
 * Returns: (transfer none): the end of its files' names: "png"
 */
const char *
vt_asset_format_to_string (VtAssetFormat format)
{
  return formats[format];
}

/**
 * vt_asset_format_from_string:
 * @text: "png", "jpg", "webp", "svg" or "pdf"
 * @out: (out): the format
 *
 * Returns: whether it is one
 */
gboolean
vt_asset_format_from_string (const char *text, VtAssetFormat *out)
{
  for (guint i = 0; i < VT_ASSET_N_FORMATS; i++)
    if (strcmp (formats[i], text) == 0)
      {
        *out = (VtAssetFormat) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_asset_format_of:
 * @layout: an asset
 *
 * Returns: the format it is used in: PDF in print, PNG on screens
 */
VtAssetFormat
vt_asset_format_of (const VtLayout *layout)
{
  return layout->unit == VT_LAYOUT_MILLIMETRES ? VT_ASSET_PDF : VT_ASSET_PNG;
}

static gboolean
has_alpha (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  for (int y = 0; y < height; y++)
    {
      const guint32 *row =
          (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface) + (gsize) y * stride);

      for (int x = 0; x < width; x++)
        if (row[x] >> 24 != 255)
          return TRUE;
    }

  return FALSE;
}

/* (transfer full) Red, green, blue and perhaps alpha of each pixel, not multiplied with each other. */
static guint8 *
to_pixels (cairo_surface_t *surface, int bands)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  guint8 *pixels = g_malloc ((gsize) bands * (gsize) width * (gsize) height);
  guint8 *p = pixels;

  for (int y = 0; y < height; y++)
    {
      const guint32 *row =
          (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface) + (gsize) y * stride);

      for (int x = 0; x < width; x++, p += bands)
        {
          guint32 a = row[x] >> 24, r = row[x] >> 16 & 255, g = row[x] >> 8 & 255, b = row[x] & 255;
          gboolean is_thin = bands == 4 && a != 255 && a != 0;

          p[0] = (guint8) (is_thin ? MIN (255, (r * 255 + a / 2) / a) : r);
          p[1] = (guint8) (is_thin ? MIN (255, (g * 255 + a / 2) / a) : g);
          p[2] = (guint8) (is_thin ? MIN (255, (b * 255 + a / 2) / a) : b);
          if (bands == 4)
            p[3] = (guint8) a;
        }
    }

  return pixels;
}

/* JPEG has no alpha, and other sites refuse one that is too heavy: the best quality that is not. */
static int
save_jpeg (VipsImage *image, void **data, size_t *size)
{
  int failed = 0;

  for (int quality = 88; quality >= 48; quality -= 10)
    {
      g_clear_pointer (data, g_free);
      failed = vips_jpegsave_buffer (image, data, size, "Q", quality, "optimize-coding", TRUE, "strip", TRUE, NULL);
      if (failed != 0 || *size <= VT_ASSET_JPEG_MAX_BYTES)
        break;
    }

  return failed;
}

/**
 * vt_asset_encode:
 * @surface: an image surface of the format ARGB32
 * @format: PNG, JPEG or WebP
 * @error: there is no memory
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
vt_asset_encode (cairo_surface_t *surface, VtAssetFormat format, GError **error)
{
  int bands = format != VT_ASSET_JPEG && has_alpha (surface) ? 4 : 3;
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  g_autofree guint8 *pixels = to_pixels (surface, bands);
  VipsImage *image = vips_image_new_from_memory (pixels, (gsize) bands * (gsize) width * (gsize) height, width, height,
                                                 bands, VIPS_FORMAT_UCHAR);
  VipsImage *coloured = NULL;
  void *data = NULL;
  size_t size = 0;
  int failed = image == NULL;

  if (!failed)
    failed = vips_copy (image, &coloured, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
  if (!failed && format == VT_ASSET_PNG)
    failed = vips_pngsave_buffer (coloured, &data, &size, "compression", 6, "filter", VIPS_FOREIGN_PNG_FILTER_UP,
                                  "strip", TRUE, NULL);
  else if (!failed && format == VT_ASSET_WEBP)
    failed = vips_webpsave_buffer (coloured, &data, &size, "Q", 88, "strip", TRUE, NULL);
  else if (!failed)
    failed = save_jpeg (coloured, &data, &size);
  g_clear_object (&coloured);
  g_clear_object (&image);
  if (!failed)
    return g_bytes_new_with_free_func (data, size, g_free, data);

  {
    g_autofree char *detail = vt_vips_take_error ();

    g_free (data);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 _ ("A picture cannot be written: %s. Make room in memory and try again"), detail);
  }
  return NULL;
}

static void
line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
}

/* At each corner two lines that end before the bleed begins, where the knife goes. */
static void
draw_marks (cairo_t *cr, const VtLayout *layout)
{
  double in = layout->bleed + MARK_GAP, out = in + MARK_LENGTH;
  double w = layout->width, h = layout->height;

  for (int i = 0; i < 2; i++)
    {
      double x = i * w, y = i * h;

      line (cr, x, -in, x, -out);
      line (cr, x, h + in, x, h + out);
      line (cr, -in, y, -out, y);
      line (cr, w + in, y, w + out, y);
    }
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, MARK_WIDTH);
  cairo_stroke (cr);
}

static cairo_status_t
write_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* How much is around the trimmed asset, in its unit. */
static double
margin (const VtLayout *layout, VtAssetFormat format)
{
  return format == VT_ASSET_PDF && layout->bleed > 0 ? layout->bleed + MARK_GAP + MARK_LENGTH : 0;
}

static cairo_surface_t *
new_file (const VtLayout *layout, VtAssetFormat format, GByteArray *into, double *scale)
{
  gboolean is_print = layout->unit == VT_LAYOUT_MILLIMETRES;
  double around = 2 * margin (layout, format);
  cairo_surface_t *surface = NULL;

  *scale = format == VT_ASSET_SVG ? 1 : is_print ? POINTS_PER_MM : POINTS_PER_PIXEL;
  if (format == VT_ASSET_SVG)
    {
      surface = cairo_svg_surface_create_for_stream (write_bytes, into, layout->width, layout->height);
      cairo_svg_surface_set_document_unit (surface, is_print ? CAIRO_SVG_UNIT_MM : CAIRO_SVG_UNIT_PX);
      return surface;
    }

  surface = cairo_pdf_surface_create_for_stream (write_bytes, into, (layout->width + around) * *scale,
                                                 (layout->height + around) * *scale);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, layout->name);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Vitrine");
  /* The same asset makes the same file, whenever it is drawn. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  return surface;
}

/* "surface65" → "surface1": cairo counts through the whole run of the program. */
static gboolean
renumber (const GMatchInfo *match, GString *out, gpointer data)
{
  GHashTable *numbers = data;
  g_autofree char *before = g_match_info_fetch (match, 1);
  g_autofree char *name = g_match_info_fetch (match, 2);
  gpointer number = g_hash_table_lookup (numbers, name);

  if (number == NULL)
    {
      number = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
      g_hash_table_insert (numbers, g_strdup (name), number);
    }
  g_string_append_printf (out, "%si%u", before, GPOINTER_TO_UINT (number));
  return FALSE;
}

/* The same asset makes the same file, whenever it is drawn. */
static GBytes *
settle_names (GBytes *svg)
{
  g_autoptr (GRegex) names = g_regex_new ("(\\bid=\"|\"#|url\\(#)([a-z]+-?[0-9]+(?:-[0-9]+)*)", 0, 0, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize size = 0;
  const char *text = g_bytes_get_data (svg, &size);
  char *settled = g_regex_replace_eval (names, text, (gssize) size, 0, 0, renumber, numbers, NULL);

  return settled != NULL ? g_bytes_new_take (settled, strlen (settled)) : g_bytes_ref (svg);
}

static GBytes *
draw_file (VtBrand *brand,
           VtAssetFacts *facts,
           const VtLayout *layout,
           const VtAssetSubject *subject,
           VtAssetFormat format,
           GPtrArray *findings,
           GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double scale = 1, around = margin (layout, format);
  double bleed = format == VT_ASSET_PDF ? layout->bleed : 0;
  cairo_surface_t *surface = new_file (layout, format, bytes, &scale);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  cairo_translate (cr, around, around);
  cairo_save (cr);
  cairo_rectangle (cr, -bleed, -bleed, layout->width + 2 * bleed, layout->height + 2 * bleed);
  cairo_clip (cr);
  vt_asset_draw (brand, facts, layout, subject, cr, findings);
  cairo_restore (cr);
  if (around > 0)
    draw_marks (cr, layout);

  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    {
      g_autoptr (GBytes) file = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

      return format == VT_ASSET_SVG ? settle_names (file) : g_bytes_ref (file);
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("“%s” cannot be written: %s. Make room in memory and try again"), layout->name,
               cairo_status_to_string (status));
  return NULL;
}

/**
 * vt_asset_export:
 * @brand: colours, typefaces and logo
 * @facts: of the shop
 * @layout: how it is drawn
 * @subject: (nullable): what it is about; %NULL: what the layout is of
 * @format: of the file
 * @findings: (nullable) (element-type VtAssetFinding): takes what was drawn otherwise than the layout says
 * @error: there is no memory
 *
 * Makes the file of an asset: in its own pixels, or in 300 dots per inch of what is measured in millimetres. A PDF of
 * something with bleed has crop marks around it. Never on the main thread.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
vt_asset_export (VtBrand *brand,
                 VtAssetFacts *facts,
                 const VtLayout *layout,
                 const VtAssetSubject *subject,
                 VtAssetFormat format,
                 GPtrArray *findings,
                 GError **error)
{
  double scale = layout->unit == VT_LAYOUT_MILLIMETRES ? RASTER_PER_MM : 1;
  cairo_surface_t *surface = NULL;
  GBytes *bytes = NULL;

  if (format == VT_ASSET_PDF || format == VT_ASSET_SVG)
    return draw_file (brand, facts, layout, subject, format, findings, error);

  surface = vt_asset_render (brand, facts, layout, subject, MIN (MAX_RASTER_SIDE, (int) lround (layout->width * scale)),
                             MIN (MAX_RASTER_SIDE, (int) lround (layout->height * scale)), findings, error);
  if (surface == NULL)
    return NULL;

  bytes = vt_asset_encode (surface, format, error);
  cairo_surface_destroy (surface);
  return bytes;
}
