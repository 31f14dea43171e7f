/* The picture that other sites show beside a link to the shop (Open Graph asks for 1200×630): photograph on one side,
 * words in the brand's type and colours on the other. */
#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-link-card.h"

#include "base/vt-file.h"
#include "base/vt-hash.h"
#include "base/vt-svg.h"
#include "base/vt-text.h"
#include "base/vt-vips.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <string.h>
#include <vips/vips.h>

/* Part of the hash: whatever changes the drawing must change it. */
#define CARD_VERSION "1"

#define EDGE       64
#define PANEL      570 /* of the words, beside a photograph */
#define LOGO_SIZE  64
#define LOGO_WIDE  320
#define TITLE_MAX  72
#define TITLE_MIN  34
#define TITLE_STEP 2
#define MAX_CHARS  200

static const int title_lines = 4;

static void
add (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *) (text != NULL ? text : ""), -1);
  g_checksum_update (sum, (const guchar *) "", 1);
}

/**
 * vt_link_card_hash:
 * @brand: the shop's brand
 * @card: what is on it
 *
 * Returns: (transfer full): 16 hexadecimal digits, which change with everything that can be seen
 */
char *
vt_link_card_hash (VtBrand *brand, const VtLinkCard *card)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add (sum, CARD_VERSION);
  for (int role = 0; role < VT_BRAND_N_COLOURS; role++)
    {
      g_autofree char *hex = vt_colour_to_hex (vt_brand_get_colour (brand, (VtBrandColour) role));

      add (sum, hex);
    }
  add (sum, vt_brand_get_font (brand, VT_BRAND_HEADING));
  add (sum, vt_brand_get_font (brand, VT_BRAND_BODY));
  add (sum, card->title);
  add (sum, card->price);
  add (sum, card->shop);
  add (sum, card->language);
  add (sum, card->photo);
  add (sum, card->logo);
  add (sum, card->has_wordmark ? "1" : "0");

  return g_strndup (g_checksum_get_string (sum), 16);
}

static void
set_source (cairo_t *cr, VtColour colour)
{
  cairo_set_source_rgb (cr, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0);
}

/* Laid out in whole pixels of the card, whatever the screen of this machine is. */
static PangoLayout *
new_words (cairo_t *cr, VtBrand *brand, VtBrandType type, const char *text, const char *language)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoContext *context = pango_layout_get_context (layout);
  g_autofree char *families = vt_brand_dup_families (brand, type);
  g_autofree char *line = vt_text_single_line (text);
  g_autofree char *cut = vt_text_ellipsise (line, MAX_CHARS);
  PangoFontDescription *font = pango_font_description_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
  if (language != NULL)
    pango_context_set_language (context, pango_language_from_string (language));

  pango_font_description_set_family (font, families);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, cut, -1);
  return layout;
}

static void
set_size (PangoLayout *layout, int pixels, gboolean bold)
{
  PangoFontDescription *font = pango_font_description_copy (pango_layout_get_font_description (layout));

  pango_font_description_set_absolute_size (font, pixels * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

/* The largest letters in which the title needs no more than its lines and no word is broken; the smallest ones end in
 * an ellipsis. */
static void
fit_title (PangoLayout *layout, int width, int height)
{
  int size = TITLE_MAX;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_line_spacing (layout, 0.95f);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  for (; size >= TITLE_MIN; size -= TITLE_STEP)
    {
      PangoRectangle ink, logical;

      set_size (layout, size, FALSE);
      pango_layout_get_pixel_extents (layout, &ink, &logical);
      if (pango_layout_get_line_count (layout) <= title_lines && ink.width <= width && logical.height <= height)
        return;
    }

  set_size (layout, TITLE_MIN, FALSE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -title_lines);
}

static int
words_height (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_pixel_extents (layout, NULL, &logical);
  return logical.height;
}

static void
show_words (cairo_t *cr, PangoLayout *layout, VtColour colour, double x, double y)
{
  set_source (cr, colour);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

/* Pixels of a picture as cairo has them: blue, green, red, alpha, with the colours multiplied by it. */
static cairo_surface_t *
to_surface (VipsImage *image)
{
  VipsObject *scope = VIPS_OBJECT (vips_image_new ());
  VipsImage **t = (VipsImage **) vips_object_local_array (scope, 3);
  cairo_surface_t *surface = NULL;
  size_t size = 0;
  guint8 *pixels = NULL;

  if (vips_colourspace (image, &t[0], VIPS_INTERPRETATION_sRGB, NULL) == 0 &&
      (vips_image_hasalpha (t[0]) ? vips_copy (t[0], &t[1], NULL) : vips_addalpha (t[0], &t[1], NULL)) == 0 &&
      vips_cast_uchar (t[1], &t[2], NULL) == 0 && vips_image_get_bands (t[2]) == 4)
    pixels = vips_image_write_to_memory (t[2], &size);

  if (pixels != NULL)
    {
      int width = vips_image_get_width (t[2]);
      int height = vips_image_get_height (t[2]);

      surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
      cairo_surface_flush (surface);
      for (int y = 0; cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS && y < height; y++)
        {
          guint32 *row = (guint32 *) (gpointer) (cairo_image_surface_get_data (surface) +
                                                 (gsize) y * (gsize) cairo_image_surface_get_stride (surface));

          for (int x = 0; x < width; x++)
            {
              const guint8 *p = pixels + 4 * ((gsize) y * (gsize) width + (gsize) x);
              guint32 a = p[3];

              row[x] = a << 24 | (p[0] * a / 255) << 16 | (p[1] * a / 255) << 8 | p[2] * a / 255;
            }
        }
      cairo_surface_mark_dirty (surface);
    }
  g_free (pixels);
  g_object_unref (scope);

  return surface;
}

static gboolean
paint (cairo_t *cr, VipsImage *image, double x, double y)
{
  cairo_surface_t *surface = to_surface (image);
  gboolean painted = surface != NULL && cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS;

  if (painted)
    {
      cairo_set_source_surface (cr, surface, x, y);
      cairo_paint (cr);
    }
  g_clear_pointer (&surface, cairo_surface_destroy);

  return painted;
}

/* A photograph that cannot be read is left out: the words are worth having without it. */
static gboolean
draw_photo (cairo_t *cr, const char *file)
{
  VipsImage *photo = NULL;
  gboolean drawn = FALSE;

  if (file == NULL)
    return FALSE;
  if (vips_thumbnail (file, &photo, VT_LINK_CARD_WIDTH - PANEL, "height", VT_LINK_CARD_HEIGHT, "crop",
                      VIPS_INTERESTING_CENTRE, "export-profile", "srgb", NULL) == 0)
    drawn = paint (cr, photo, PANEL, 0);
  else
    g_free (vt_vips_take_error ());
  g_clear_object (&photo);

  return drawn;
}

static VipsImage *
load_logo (const char *file)
{
  VipsImage *logo = NULL;
  g_autoptr (GBytes) bytes = vt_file_read (file, VT_SVG_MAX_BYTES, NULL);
  g_autofree char *drawing =
      bytes != NULL && g_bytes_get_size (bytes) > 0 && g_str_has_suffix (file, ".svg")
          ? vt_svg_sanitise (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL)
          : NULL;

  if (drawing != NULL)
    vips_thumbnail_buffer (drawing, strlen (drawing), &logo, LOGO_WIDE, "height", LOGO_SIZE, NULL);
  else if (!g_str_has_suffix (file, ".svg"))
    vips_thumbnail (file, &logo, LOGO_WIDE, "height", LOGO_SIZE, NULL);
  if (logo != NULL && drawing != NULL)
    {
      /* The bytes that it is drawn from do not outlive this function. */
      VipsImage *copy = vips_image_copy_memory (logo);

      g_object_unref (logo);
      logo = copy;
    }
  if (logo == NULL)
    g_free (vt_vips_take_error ());

  return logo;
}

/* The logo, the name, or both on one line, from the upper edge down. */
static void
draw_head (cairo_t *cr, VtBrand *brand, const VtLinkCard *card, const char *logo_file, int width)
{
  VipsImage *logo = logo_file != NULL ? load_logo (logo_file) : NULL;
  gboolean drawn = logo != NULL && paint (cr, logo, EDGE, EDGE);
  int used = drawn ? vips_image_get_width (logo) + 20 : 0;
  int middle = EDGE + (drawn ? vips_image_get_height (logo) / 2 : 20);

  if (card->shop != NULL && *card->shop != '\0' && !(drawn && card->has_wordmark) && width - used > 80)
    {
      g_autoptr (PangoLayout) name = new_words (cr, brand, VT_BRAND_HEADING, card->shop, card->language);

      set_size (name, 32, TRUE);
      pango_layout_set_width (name, (width - used) * PANGO_SCALE);
      pango_layout_set_ellipsize (name, PANGO_ELLIPSIZE_END);
      show_words (cr, name, vt_brand_get_colour (brand, VT_BRAND_TEXT), EDGE + used,
                  middle - words_height (name) / 2.0);
    }
  g_clear_object (&logo);
}

static void
draw_card (cairo_t *cr, VtBrand *brand, const VtLinkCard *card, const char *photo_file, const char *logo_file)
{
  VtColour primary = vt_brand_get_colour (brand, VT_BRAND_PRIMARY);
  int width = VT_LINK_CARD_WIDTH - 2 * EDGE;
  int bottom = VT_LINK_CARD_HEIGHT - EDGE;
  g_autoptr (PangoLayout) title = NULL;

  set_source (cr, vt_brand_get_colour (brand, VT_BRAND_BACKGROUND));
  cairo_paint (cr);
  if (draw_photo (cr, photo_file))
    width = PANEL - 2 * EDGE;
  draw_head (cr, brand, card, logo_file, width);

  if (card->price != NULL && *card->price != '\0')
    {
      g_autoptr (PangoLayout) price = new_words (cr, brand, VT_BRAND_BODY, card->price, card->language);

      set_size (price, 38, TRUE);
      pango_layout_set_width (price, width * PANGO_SCALE);
      pango_layout_set_ellipsize (price, PANGO_ELLIPSIZE_END);
      bottom -= words_height (price);
      show_words (cr, price, primary, EDGE, bottom);
      bottom -= 20;
    }

  title = new_words (cr, brand, VT_BRAND_HEADING, card->title != NULL ? card->title : "", card->language);
  fit_title (title, width, bottom - EDGE - LOGO_SIZE - 32);
  show_words (cr, title, vt_brand_get_colour (brand, VT_BRAND_TEXT), EDGE, bottom - words_height (title));

  /* A line in the brand's colour makes the card the shop's, also where its background is white like everyone's. */
  set_source (cr, primary);
  cairo_rectangle (cr, 0, VT_LINK_CARD_HEIGHT - 10, VT_LINK_CARD_WIDTH, 10);
  cairo_fill (cr);
}

/* (transfer full) Red, green and blue of each pixel. */
static guint8 *
to_rgb (cairo_surface_t *surface)
{
  guint8 *pixels = g_malloc ((gsize) 3 * VT_LINK_CARD_WIDTH * VT_LINK_CARD_HEIGHT);
  guint8 *p = pixels;

  cairo_surface_flush (surface);
  for (int y = 0; y < VT_LINK_CARD_HEIGHT; y++)
    {
      const guint32 *row =
          (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface) +
                                             (gsize) y * (gsize) cairo_image_surface_get_stride (surface));

      for (int x = 0; x < VT_LINK_CARD_WIDTH; x++)
        {
          *p++ = (guint8) (row[x] >> 16);
          *p++ = (guint8) (row[x] >> 8);
          *p++ = (guint8) row[x];
        }
    }

  return pixels;
}

/* The best quality that weighs no more than it may. */
static GBytes *
encode (const guint8 *pixels, GError **error)
{
  VipsImage *image = vips_image_new_from_memory (pixels, (gsize) 3 * VT_LINK_CARD_WIDTH * VT_LINK_CARD_HEIGHT,
                                                 VT_LINK_CARD_WIDTH, VT_LINK_CARD_HEIGHT, 3, VIPS_FORMAT_UCHAR);
  VipsImage *coloured = NULL;
  GBytes *bytes = NULL;

  if (image != NULL)
    vips_copy (image, &coloured, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
  for (int quality = 86; coloured != NULL && quality >= 46; quality -= 10)
    {
      void *data = NULL;
      size_t size = 0;

      if (vips_jpegsave_buffer (coloured, &data, &size, "Q", quality, "optimize-coding", TRUE, "strip", TRUE, NULL) !=
          0)
        break;
      g_clear_pointer (&bytes, g_bytes_unref);
      bytes = g_bytes_new_with_free_func (data, size, g_free, data);
      if (size <= VT_LINK_CARD_MAX_BYTES)
        break;
    }
  if (bytes == NULL)
    {
      g_autofree char *detail = vt_vips_take_error ();

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _ ("The picture of a link cannot be written: %s. Make room in memory and try again"), detail);
    }
  g_clear_object (&coloured);
  g_clear_object (&image);

  return bytes;
}

/**
 * vt_link_card_draw:
 * @brand: the shop's brand
 * @card: what is on it
 * @photo_file: (type filename) (nullable): the photograph's file; one that cannot be read is left out
 * @logo_file: (type filename) (nullable): the logo's file; drawings are sanitised first
 * @error: says why it cannot be written
 *
 * Draws the picture of a link, %VT_LINK_CARD_WIDTH by %VT_LINK_CARD_HEIGHT pixels, as a JPEG of at most
 * %VT_LINK_CARD_MAX_BYTES. Takes some hundredths of a second: never on the main thread.
 *
 * Returns: (transfer full) (nullable): the picture
 */
GBytes *
vt_link_card_draw (VtBrand *brand,
                   const VtLinkCard *card,
                   const char *photo_file,
                   const char *logo_file,
                   GError **error)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, VT_LINK_CARD_WIDTH, VT_LINK_CARD_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autofree guint8 *pixels = NULL;

  vt_vips_start ();
  draw_card (cr, brand, card, photo_file, logo_file);
  cairo_destroy (cr);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    pixels = to_rgb (surface);
  cairo_surface_destroy (surface);

  if (pixels == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           _ ("There is no memory to draw the picture of a link. Close other programs and try again"));
      return NULL;
    }

  return encode (pixels, error);
}
