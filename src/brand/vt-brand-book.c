/* The brand book: A4 pages on their side, each drawn like an asset, so that it looks like what it tells of. */
#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-brand-book.h"

#include "brand/vt-asset-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define POINTS_PER_MM (72 / 25.4)
#define WIDTH         297.0 /* mm */
#define HEIGHT        210.0
#define EDGE          20.0
#define TOP           46.0 /* where a page's content begins */
#define INSIDE        (WIDTH - 2 * EDGE)
#define GRID_BOTTOM   186.0
#define ROW           50.0 /* of assets: their height, the gap between them, room for what they are called */
#define ROW_GAP       8.0
#define ROW_LABEL     17.0
#define ROW_LEAST     30.0 /* width of a label */

/* What is drawn on, page by page. */
typedef struct
{
  VtPainter painter;
  guint page;
} Book;

static const VtPaint background = { VT_PAINT_ROLE, VT_BRAND_BACKGROUND, { 0, 0, 0 } };
static const VtPaint surface = { VT_PAINT_ROLE, VT_BRAND_SURFACE, { 0, 0, 0 } };
static const VtPaint ink = { VT_PAINT_ROLE, VT_BRAND_TEXT, { 0, 0, 0 } };
static const VtPaint muted = { VT_PAINT_ROLE, VT_BRAND_MUTED, { 0, 0, 0 } };
static const VtPaint hairline = { VT_PAINT_ROLE, VT_BRAND_LINE, { 0, 0, 0 } };
static const VtPaint primary = { VT_PAINT_ROLE, VT_BRAND_PRIMARY, { 0, 0, 0 } };
static const VtPaint on_primary = { VT_PAINT_ROLE, VT_BRAND_ON_PRIMARY, { 0, 0, 0 } };

static void
fill_box (Book *self, const VtBox *box, const VtPaint *paint, double radius)
{
  vt_painter_path (&self->painter, VT_SHAPE_RECTANGLE, box, radius);
  vt_painter_set_source (&self->painter, paint, 1);
  cairo_fill (self->painter.cr);
}

static void
outline_box (Book *self, const VtBox *box, double radius)
{
  vt_painter_path (&self->painter, VT_SHAPE_RECTANGLE, box, radius);
  vt_painter_set_source (&self->painter, &hairline, 1);
  cairo_set_line_width (self->painter.cr, 0.25);
  cairo_stroke (self->painter.cr);
}

/* Writes in a box, as large as it can be up to @size. */
static void
write_in (Book *self,
          const VtBox *box,
          VtBrandType font,
          double size,
          const VtPaint *colour,
          int valign,
          const char *text)
{
  VtLayer layer = { .kind = VT_LAYER_TEXT,
                    .name = (char *) "",
                    .when = (char *) "",
                    .source = (char *) "",
                    .text = (char *) text,
                    .box = *box,
                    .opacity = 1,
                    .font = (int) font,
                    .size = size,
                    .minimum = size * 0.5,
                    .weight = 400,
                    .leading = font == VT_BRAND_HEADING ? 0.96 : 1.2,
                    .colour = *colour,
                    .valign = valign };

  vt_painter_draw_column (&self->painter, &layer);
}

static void
draw_logo (Book *self, const VtBox *box, VtLogoVariant variant, gboolean wordmark, const VtPaint *colour)
{
  const VtLayer layer = { .kind = VT_LAYER_LOGO,
                          .name = (char *) "",
                          .when = (char *) "",
                          .opacity = 1,
                          .variant = (int) variant,
                          .wordmark = wordmark,
                          .colour = *colour,
                          .align = VT_ALIGN_CENTRE,
                          .valign = VT_ALIGN_CENTRE };

  vt_painter_draw_logo (&self->painter, &layer, box);
}

/* A page's ground, its name and its number. */
static void
begin_page (Book *self, const char *title)
{
  const VtBox whole = { 0, 0, WIDTH, HEIGHT };
  const VtBox head = { EDGE, 18, INSIDE, 18 };
  const VtBox foot = { EDGE, HEIGHT - 14, INSIDE / 2, 6 };
  const VtBox count = { WIDTH - EDGE - 12, HEIGHT - 14, 12, 6 };
  g_autofree char *number = NULL;

  if (self->page++ > 0)
    cairo_show_page (self->painter.cr);
  fill_box (self, &whole, &background, 0);
  if (title == NULL)
    return;

  number = g_strdup_printf ("%u", self->page);
  write_in (self, &head, VT_BRAND_HEADING, 11, &ink, VT_ALIGN_START, title);
  write_in (self, &foot, VT_BRAND_BODY, 2.8, &muted, VT_ALIGN_CENTRE,
            vt_asset_facts_get_shop_name (self->painter.facts));
  write_in (self, &count, VT_BRAND_BODY, 2.8, &muted, VT_ALIGN_CENTRE, number);
}

static void
draw_cover (Book *self)
{
  const VtBox whole = { 0, 0, WIDTH, HEIGHT };
  const VtBox logo = { WIDTH / 2 - 90, 66, 180, 34 };
  const VtBox words = { WIDTH / 2 - 70, 112, 140, 20 };
  VtLayer title = { .kind = VT_LAYER_TEXT,
                    .name = (char *) "",
                    .when = (char *) "",
                    .source = (char *) "",
                    .text = (char *) _ ("Brand book"),
                    .box = words,
                    .opacity = 1,
                    .font = VT_BRAND_BODY,
                    .size = 5,
                    .weight = 400,
                    .leading = 1.1,
                    .colour = on_primary,
                    .align = VT_ALIGN_CENTRE };

  begin_page (self, NULL);
  fill_box (self, &whole, &primary, 0);
  draw_logo (self, &logo, VT_LOGO_REVERSED, TRUE, &on_primary);
  vt_painter_draw_column (&self->painter, &title);
}

static void
draw_label (Book *self, const VtBox *tile, const char *name, const char *note)
{
  const VtBox first = { tile->x, tile->y + tile->height + 2.2, tile->width, 5 };
  const VtBox second = { tile->x, tile->y + tile->height + 6.6, tile->width, 5 };

  write_in (self, &first, VT_BRAND_BODY, 3.4, &ink, VT_ALIGN_START, name);
  if (note != NULL)
    write_in (self, &second, VT_BRAND_BODY, 2.8, &muted, VT_ALIGN_START, note);
}

static VtBox
inset (const VtBox *box, double x, double y)
{
  return (VtBox){ box->x + x, box->y + y, box->width - 2 * x, box->height - 2 * y };
}

static void
draw_logos (Book *self)
{
  const double w = (INSIDE - 10) / 2, h = 50;
  const VtBox tiles[] = { { EDGE, TOP, w, h },
                          { EDGE + w + 10, TOP, w, h },
                          { EDGE, TOP + h + 16, w, h },
                          { EDGE + w + 10, TOP + h + 16, w, h } };
  const VtPaint white = { VT_PAINT_COLOUR, VT_BRAND_SURFACE, { 255, 255, 255 } };
  const VtPaint black = { VT_PAINT_COLOUR, VT_BRAND_TEXT, { 26, 26, 26 } };
  const struct
  {
    VtLogoVariant variant;
    gboolean wordmark;
    const VtPaint *ground, *colour;
    const char *note;
  } kinds[] = {
    { VT_LOGO_PRIMARY, TRUE, &surface, &ink, _ ("On light grounds") },
    { VT_LOGO_REVERSED, TRUE, &primary, &on_primary, _ ("On dark grounds and calm photographs") },
    { VT_LOGO_MONO, TRUE, &white, &black, _ ("Where there is one ink: stamps, engraving, receipts") },
    { VT_LOGO_SYMBOL, FALSE, &surface, &ink, _ ("Icons, profile pictures, where the name stands beside it") },
  };

  begin_page (self, _ ("Logo"));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      VtBox logo = inset (&tiles[i], 12, 14);

      fill_box (self, &tiles[i], kinds[i].ground, 2);
      if (kinds[i].ground == &white)
        outline_box (self, &tiles[i], 2);
      draw_logo (self, &logo, kinds[i].variant, kinds[i].wordmark, kinds[i].colour);
      draw_label (self, &tiles[i], vt_logo_name (kinds[i].variant), kinds[i].note);
    }
}

static void
dash (Book *self, const VtBox *box)
{
  const double dashes[] = { 1.2, 1.2 };

  vt_painter_path (&self->painter, VT_SHAPE_RECTANGLE, box, 0);
  cairo_set_dash (self->painter.cr, dashes, G_N_ELEMENTS (dashes), 0);
  vt_painter_set_source (&self->painter, &muted, 1);
  cairo_set_line_width (self->painter.cr, 0.25);
  cairo_stroke (self->painter.cr);
  cairo_set_dash (self->painter.cr, NULL, 0, 0);
}

/* How much room it needs, and how small it may be. */
static void
draw_room (Book *self)
{
  const double h = 74, high = 26;
  const double w = (INSIDE - 10) / 2;
  const VtBox left = { EDGE, TOP, w, h };
  const VtBox right = { EDGE + w + 10, TOP, w, h };
  const double clear = high * vt_brand_get_logo_clear (self->painter.brand) / 100.0;
  const int minimum = vt_brand_get_logo_minimum (self->painter.brand);
  const double least = minimum * 25.4 / 96;
  const VtBox symbol = { left.x + w / 2 - high / 2, left.y + (h - high) / 2, high, high };
  const VtBox around = { symbol.x - clear, symbol.y - clear, symbol.width + 2 * clear, symbol.height + 2 * clear };
  const VtBox small = { right.x + w / 2 - least / 2, right.y + (h - least) / 2, least, least };
  const VtBox rules = { EDGE, TOP + h + 22, INSIDE * 0.7, 50 };
  g_autofree char *room = g_strdup_printf (_ ("Nothing comes closer than %d %% of its height"),
                                           vt_brand_get_logo_clear (self->painter.brand));
  g_autofree char *size = g_strdup_printf (_ ("%d pixels on screens, %.0f mm in print"), minimum, ceil (least));

  begin_page (self, _ ("Room around the logo"));
  fill_box (self, &left, &surface, 2);
  fill_box (self, &right, &surface, 2);
  draw_logo (self, &symbol, VT_LOGO_SYMBOL, FALSE, &ink);
  dash (self, &symbol);
  dash (self, &around);
  draw_logo (self, &small, VT_LOGO_SYMBOL, FALSE, &ink);
  draw_label (self, &left, _ ("Clear space"), room);
  draw_label (self, &right, _ ("Smallest size"), size);
  write_in (
      self, &rules, VT_BRAND_BODY, 4, &muted, VT_ALIGN_START,
      _ ("Take the file that suits the ground, and leave it as it is: not stretched, not turned, in no other colours, "
         "without shadow. On a restless photograph, give it a plain ground first."));
}

static void
draw_swatch (Book *self, const VtBox *box, VtBrandColour role)
{
  const VtPaint paint = { VT_PAINT_ROLE, role, { 0, 0, 0 } };
  VtColour colour = vt_brand_get_colour (self->painter.brand, role);
  VtBrandPair pair;
  g_autofree char *hex = vt_colour_to_hex (colour);
  g_autofree char *numbers = g_strdup_printf ("RGB %d %d %d", colour.r, colour.g, colour.b);
  g_autofree char *contrast = NULL;
  const VtBox name = { box->x, box->y + box->height + 2.2, box->width, 5 };
  const VtBox first = { box->x, box->y + box->height + 6.8, box->width, 5 };
  const VtBox second = { box->x, box->y + box->height + 10.8, box->width, 5 };
  const VtBox third = { box->x, box->y + box->height + 14.8, box->width, 5 };
  g_autofree char *upper = g_ascii_strup (hex, -1);

  fill_box (self, box, &paint, 2);
  outline_box (self, box, 2);
  write_in (self, &name, VT_BRAND_BODY, 3.4, &ink, VT_ALIGN_START, vt_brand_colour_name (role));
  write_in (self, &first, VT_BRAND_BODY, 2.9, &muted, VT_ALIGN_START, upper);
  write_in (self, &second, VT_BRAND_BODY, 2.9, &muted, VT_ALIGN_START, numbers);
  if (!vt_brand_worst_pair (self->painter.brand, role, &pair))
    return;

  contrast = g_strdup_printf (_ ("Contrast %.1f, %s"), vt_contrast_shown (pair.ratio), vt_contrast_name (pair.grade));
  write_in (self, &third, VT_BRAND_BODY, 2.9, &muted, VT_ALIGN_START, contrast);
}

static void
draw_colours (Book *self)
{
  const double gap = 8, w = (INSIDE - 4 * gap) / 5, h = 40;

  begin_page (self, _ ("Colours"));
  for (int i = 0; i < VT_BRAND_N_COLOURS; i++)
    {
      const VtBox box = { EDGE + (i % 5) * (w + gap), TOP + (i / 5) * (h + 32), w, h };

      draw_swatch (self, &box, (VtBrandColour) i);
    }
}

static void
draw_face (Book *self, const VtBox *box, VtBrandType type, const char *label, const char *sentence)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ\nabcdefghijklmnopqrstuvwxyz\n0123456789 € £ ฿ ¥ R$ & ? !";
  const VtBox head = { box->x, box->y, box->width, 5 };
  const VtBox name = { box->x, box->y + 7, box->width, 18 };
  const VtBox words = { box->x, box->y + 32, box->width, 34 };
  const VtBox set = { box->x, box->y + 76, box->width, 40 };

  write_in (self, &head, VT_BRAND_BODY, 3.2, &muted, VT_ALIGN_START, label);
  write_in (self, &name, type, 13, &ink, VT_ALIGN_START, vt_brand_get_font (self->painter.brand, type));
  write_in (self, &words, type, type == VT_BRAND_HEADING ? 15 : 6, &primary, VT_ALIGN_START, sentence);
  write_in (self, &set, type, 5.2, &ink, VT_ALIGN_START, letters);
}

static void
draw_type (Book *self)
{
  const double w = (INSIDE - 20) / 2;
  const VtBox left = { EDGE, TOP, w, 130 };
  const VtBox right = { EDGE + w + 20, TOP, w, 130 };
  const VtAssetSubject *shop = self->painter.facts->shop;
  const char *text = shop->text != NULL && *shop->text != '\0' ? shop->text : shop->title;

  begin_page (self, _ ("Type"));
  draw_face (self, &left, VT_BRAND_HEADING, _ ("Headings"), shop->title);
  draw_face (self, &right, VT_BRAND_BODY, _ ("Text"), text);
}

/* One asset in miniature, whole, at the bottom of its place in a row. */
static void
draw_miniature (Book *self, const VtLayout *layout, const VtBox *box)
{
  VtPainter *painter = &self->painter;
  const VtBox frame = { 0, 0, layout->width, layout->height };
  double scale = box->width / layout->width;
  int edge = (int) lround (MAX (box->width, box->height) * 12);
  cairo_surface_t *picture = vt_asset_render (painter->brand, painter->facts, layout, NULL, edge, edge, NULL, NULL);

  if (picture == NULL)
    return;

  cairo_save (painter->cr);
  cairo_translate (painter->cr, box->x, box->y);
  cairo_scale (painter->cr, scale, scale);
  vt_painter_path (painter, layout->round ? VT_SHAPE_ELLIPSE : VT_SHAPE_RECTANGLE, &frame, 0);
  cairo_clip (painter->cr);
  cairo_scale (painter->cr, layout->width / cairo_image_surface_get_width (picture),
               layout->height / cairo_image_surface_get_height (picture));
  cairo_set_source_surface (painter->cr, picture, 0, 0);
  cairo_paint (painter->cr);
  cairo_restore (painter->cr);
  cairo_surface_destroy (picture);
  /* Icons have corners of their own. */
  if (!layout->round && strcmp (layout->folder, "icons") != 0)
    outline_box (self, box, 0);
}

static char *
describe_size (const VtLayout *layout)
{
  return g_strdup_printf (layout->unit == VT_LAYOUT_MILLIMETRES ? _ ("%.0f × %.0f mm") : "%.0f × %.0f", layout->width,
                          layout->height);
}

static double
row_width (const VtLayout *layout)
{
  return MAX (MIN (ROW * layout->width / layout->height, INSIDE * 0.5), ROW_LEAST);
}

/* How many of the assets from @first on stand in one row, and how wide they are. */
static guint
measure_row (GPtrArray *layouts, guint first, double *used)
{
  const VtLayout *head = g_ptr_array_index (layouts, first);
  guint n = 0;

  for (*used = 0; first + n < layouts->len; n++)
    {
      const VtLayout *layout = g_ptr_array_index (layouts, first + n);
      double width = row_width (layout) + (n > 0 ? ROW_GAP : 0);

      if (strcmp (layout->group, head->group) != 0 || (n > 0 && *used + width > INSIDE))
        break;
      *used += width;
    }

  return n;
}

/* A row goes from edge to edge where that does not make it too high. */
static double
stretch (guint n, double used)
{
  double gaps = ROW_GAP * (n - 1);

  return CLAMP ((INSIDE - gaps) / (used - gaps), 1, 1.2);
}

static void
draw_row (Book *self, GPtrArray *layouts, guint first, guint n, double y, double scale)
{
  double x = EDGE;

  for (guint i = first; i < first + n; i++)
    {
      const VtLayout *layout = g_ptr_array_index (layouts, i);
      double w = row_width (layout) * scale;
      double h = MIN (ROW * scale, w * layout->height / layout->width);
      const VtBox box = { x, y + ROW * scale - h, h * layout->width / layout->height, h };
      const VtBox label = { x, y, w, ROW * scale };
      g_autofree char *size = describe_size (layout);

      draw_miniature (self, layout, &box);
      draw_label (self, &label, layout->name, size);
      x += w + ROW_GAP;
    }
}

/* Rows of assets, group by group. */
static gboolean
draw_assets (Book *self, GCancellable *cancellable, GError **error)
{
  GPtrArray *layouts = vt_asset_facts_get_layouts (self->painter.facts);
  const char *group = NULL;
  double y = 0, used = 0;

  for (guint i = 0, n = 0; i < layouts->len; i += n)
    {
      const VtLayout *layout = g_ptr_array_index (layouts, i);
      double scale;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = measure_row (layouts, i, &used);
      scale = stretch (n, used);
      if (group == NULL || strcmp (group, layout->group) != 0 || y + ROW * scale > GRID_BOTTOM)
        {
          group = layout->group;
          begin_page (self, group);
          y = TOP;
        }
      draw_row (self, layouts, i, n, y, scale);
      y += ROW * scale + ROW_LABEL;
    }

  return TRUE;
}

static cairo_status_t
write_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static PangoContext *
new_context (cairo_t *cr, VtAssetFacts *facts)
{
  PangoContext *context = pango_cairo_create_context (cr);

  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string (vt_asset_facts_get_language (facts)));
  return context;
}

static gboolean
draw_pages (Book *self, GCancellable *cancellable, GError **error)
{
  draw_cover (self);
  draw_logos (self);
  draw_room (self);
  draw_colours (self);
  draw_type (self);

  return draw_assets (self, cancellable, error);
}

/**
 * vt_brand_book_draw:
 * @brand: colours, typefaces and logo
 * @facts: of the shop
 * @cancellable: (nullable): stops it
 * @error: it was stopped, or there is no memory
 *
 * Draws the brand book: logo and the room around it, colours with their contrast, type, and every asset. Takes seconds:
 * never on the main thread.
 *
 * Returns: (transfer full) (nullable): a PDF document
 */
GBytes *
vt_brand_book_draw (VtBrand *brand, VtAssetFacts *facts, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *file =
      cairo_pdf_surface_create_for_stream (write_bytes, bytes, WIDTH * POINTS_PER_MM, HEIGHT * POINTS_PER_MM);
  cairo_t *cr = cairo_create (file);
  VtLayout page = { .id = (char *) "brand-book", .unit = VT_LAYOUT_MILLIMETRES, .width = WIDTH, .height = HEIGHT };
  Book self = { { brand, facts, &page, facts->shop, cr, new_context (cr, facts), NULL, 300 / 25.4, TRUE, FALSE }, 0 };
  g_autofree char *title = g_strdup_printf (_ ("Brand book of %s"), vt_asset_facts_get_shop_name (facts));
  cairo_status_t status;
  gboolean drawn;

  cairo_pdf_surface_set_metadata (file, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (file, CAIRO_PDF_METADATA_CREATOR, "Vitrine");
  cairo_scale (cr, POINTS_PER_MM, POINTS_PER_MM);
  drawn = draw_pages (&self, cancellable, error);
  status = cairo_status (cr);
  g_object_unref (self.painter.words);
  cairo_destroy (cr);
  cairo_surface_finish (file);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (file);
  cairo_surface_destroy (file);
  if (drawn && status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 _ ("The brand book cannot be written: %s. Make room in memory and try again"),
                 cairo_status_to_string (status));

  return drawn && status == CAIRO_STATUS_SUCCESS ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
