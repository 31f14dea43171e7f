#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-look-picture.h"

#include <math.h>

/* The page is drawn this large, and then to the size that there is. */
#define PAGE_WIDTH  144.0
#define PAGE_HEIGHT 112.0
#define CORNER      6.0

struct _VtLookPicture
{
  GtkWidget parent_instance;

  VtLookPreset preset;
};

G_DEFINE_FINAL_TYPE (VtLookPicture, vt_look_picture, GTK_TYPE_WIDGET)

/* Photographs: a room, and things in it. */
static const VtColour photos[] = {
  { 0xd9, 0xd4, 0xcb }, { 0xc9, 0x9a, 0x3a }, { 0x5f, 0x7f, 0x9c }, { 0x8f, 0xa5, 0x82 }, { 0x2f, 0x6f, 0x78 },
};
static const VtColour leather = { 0xa8, 0x6c, 0x3c };
static const VtColour sun = { 0xff, 0xd3, 0x34 };
static const VtColour black = { 0x11, 0x11, 0x11 };
static const VtColour sage = { 0xd0, 0xdc, 0xc4 };

static void
set_colour (cairo_t *cr, VtColour colour)
{
  cairo_set_source_rgb (cr, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0);
}

static void
rounded (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double r = MIN (radius, MIN (width, height) / 2);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
box (cairo_t *cr, VtColour colour, double x, double y, double width, double height, double radius)
{
  set_colour (cr, colour);
  rounded (cr, x, y, width, height, radius);
  cairo_fill (cr);
}

static void
rule (cairo_t *cr, VtColour colour, double x1, double y1, double x2, double y2)
{
  set_colour (cr, colour);
  cairo_set_line_width (cr, 0.6);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
}

/* A sofa before a wall, which is enough to see how a picture is cut. */
static void
photo (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double sofa = MIN (width * 0.76, height * 1.5);
  double left = x + (width - sofa) / 2;
  double floor = y + height * 0.86;

  box (cr, photos[0], x, y, width, height, radius);
  cairo_save (cr);
  rounded (cr, x, y, width, height, radius);
  cairo_clip (cr);
  box (cr, leather, left, floor - sofa * 0.3, sofa, sofa * 0.22, 2);
  box (cr, leather, left + sofa * 0.06, floor - sofa * 0.42, sofa * 0.88, sofa * 0.2, 2);
  box (cr, leather, left + sofa * 0.1, floor - sofa * 0.1, sofa * 0.04, sofa * 0.1, 0);
  box (cr, leather, left + sofa * 0.86, floor - sofa * 0.1, sofa * 0.04, sofa * 0.1, 0);
  cairo_restore (cr);
}

static void
words (cairo_t *cr, const VtLook *look, const char *text, VtColour colour, double x, double y, double size)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, look->heading);
  pango_font_description_set_weight (font, (PangoWeight) look->heading_weight);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  set_colour (cr, colour);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
  g_object_unref (layout);
}

static VtColour
colour_of (const VtLook *look, VtBrandColour role)
{
  return look->colours[role];
}

static void
header (cairo_t *cr, const VtLook *look, double x, double y, double width, VtColour ink)
{
  words (cr, look, "Aa", ink, x, y - 6.5, 9);
  for (int i = 0; i < 3; i++)
    box (cr, ink, x + 24 + i * 13, y - 0.8, 9, 1.6, 0.8);
  box (cr, ink, x + width - 8, y - 2.5, 5, 5, look->radius > 8 ? 3 : 0.5);
}

/* Names of products: a line of ink, a line of grey. */
static void
card_words (cairo_t *cr, const VtLook *look, double x, double y, double width)
{
  box (cr, colour_of (look, VT_BRAND_TEXT), x, y, width * 0.5, 1.6, 0.8);
  box (cr, colour_of (look, VT_BRAND_MUTED), x, y + 3.4, width * 0.34, 1.2, 0.6);
}

static void
draw_lume (cairo_t *cr, const VtLook *look)
{
  box (cr, colour_of (look, VT_BRAND_PRIMARY), 0, 0, PAGE_WIDTH, 5, 0);
  header (cr, look, 8, 13, PAGE_WIDTH - 16, colour_of (look, VT_BRAND_TEXT));
  photo (cr, 0, 21, PAGE_WIDTH, 48, 0);
  words (cr, look, "Casa", colour_of (look, VT_BRAND_TEXT), 8, 20, 17);
  box (cr, colour_of (look, VT_BRAND_PRIMARY), 108, 28, 26, 7, 1);
  for (int i = 0; i < 4; i++)
    {
      box (cr, photos[i], 8 + i * 33, 78, 29, 24, 0.5);
      card_words (cr, look, 8 + i * 33, 105, 29);
    }
}

static void
draw_mercado (cairo_t *cr, const VtLook *look)
{
  box (cr, black, 0, 0, PAGE_WIDTH, 5, 0);
  box (cr, sun, 0, 5, PAGE_WIDTH, 13, 0);
  words (cr, look, "Aa", black, 6, 5.5, 9);
  box (cr, colour_of (look, VT_BRAND_SURFACE), 30, 7.5, 70, 8, 0);
  photo (cr, 0, 18, 82, 36, 0);
  words (cr, look, "Casa", colour_of (look, VT_BRAND_TEXT), 87, 20, 17);
  box (cr, colour_of (look, VT_BRAND_PRIMARY), 88, 43, 26, 7, 0);
  rule (cr, black, 0, 54, PAGE_WIDTH, 54);
  rule (cr, black, 82, 18, 82, 54);
  for (int i = 0; i < 6; i++)
    {
      double x = i * 24;

      box (cr, photos[i % 5], x, 60, 24, 24, 0);
      box (cr, colour_of (look, i == 2 ? VT_BRAND_DANGER : VT_BRAND_TEXT), x + 2.5, 87, 12, 3.6, 0.4);
      card_words (cr, look, x + 2.5, 93, 18);
      box (cr, sun, x + 2.5, 101.5, 19, 6, 0);
      rule (cr, black, x, 60, x, PAGE_HEIGHT);
    }
  rule (cr, black, 0, 60, PAGE_WIDTH, 60);
}

static void
draw_atelier (cairo_t *cr, const VtLook *look)
{
  VtColour ink = colour_of (look, VT_BRAND_TEXT);

  for (int i = 0; i < 3; i++)
    box (cr, ink, 8 + i * 12, 8, 8, 1.2, 0.6);
  words (cr, look, "Casa", ink, 62, 2, 9);
  words (cr, look, "Ca", ink, 8, 14, 30);
  words (cr, look, "sa", ink, 8, 36, 30);
  photo (cr, 56, 17, PAGE_WIDTH - 56, 50, 0);
  rule (cr, ink, 104, 73, 124, 73);
  rule (cr, ink, 8, 78, 136, 78);
  box (cr, photos[1], 8, 86, 52, 30, 0);
  box (cr, photos[2], 66, 98, 28, 30, 0);
  box (cr, photos[3], 100, 90, 36, 30, 0);
}

static void
draw_jardim (cairo_t *cr, const VtLook *look)
{
  box (cr, colour_of (look, VT_BRAND_SURFACE), 6, 5, 132, 14, 7);
  header (cr, look, 13, 12, 114, colour_of (look, VT_BRAND_PRIMARY));
  box (cr, sage, 6, 23, 132, 38, 7);
  photo (cr, 70, 26, 65, 32, 5);
  words (cr, look, "Casa", colour_of (look, VT_BRAND_TEXT), 13, 25, 17);
  box (cr, colour_of (look, VT_BRAND_PRIMARY), 13, 48, 28, 7, 4);
  for (int i = 0; i < 4; i++)
    {
      double x = 6 + i * 33.5;

      box (cr, photos[i], 15 + i * 33.5, 64, 13, 13, 7);
      box (cr, colour_of (look, VT_BRAND_SURFACE), x, 81, 31, 40, 6);
      box (cr, photos[(i + 1) % 5], x + 2.5, 83.5, 26, 19, 4);
      card_words (cr, look, x + 4, 105.5, 24);
    }
}

static void
draw_noite (cairo_t *cr, const VtLook *look)
{
  VtColour line = colour_of (look, VT_BRAND_LINE);

  header (cr, look, 6, 8, PAGE_WIDTH - 12, colour_of (look, VT_BRAND_TEXT));
  photo (cr, 38, 16, PAGE_WIDTH - 38, 46, 0);
  words (cr, look, "Ca", colour_of (look, VT_BRAND_TEXT), 6, 17, 16);
  words (cr, look, "sa", colour_of (look, VT_BRAND_TEXT), 6, 30, 16);
  box (cr, colour_of (look, VT_BRAND_PRIMARY), 6, 52, 26, 6, 0);
  rule (cr, line, 0, 16, PAGE_WIDTH, 16);
  rule (cr, line, 0, 62, PAGE_WIDTH, 62);
  rule (cr, line, 0, 72, PAGE_WIDTH, 72);
  for (int i = 0; i < 4; i++)
    {
      double x = i * 36;

      box (cr, photos[(i + 1) % 5], x + 3, 75, 30, 28, 0);
      box (cr, colour_of (look, VT_BRAND_MUTED), x + 3, 106, 4, 1.4, 0);
      card_words (cr, look, x + 9, 106, 24);
      rule (cr, line, x, 62, x, PAGE_HEIGHT);
    }
}

static void
draw (cairo_t *cr, VtLookPreset preset)
{
  static void (*const pages[VT_LOOK_N_PRESETS]) (cairo_t *, const VtLook *) = {
    draw_lume, draw_mercado, draw_atelier, draw_jardim, draw_noite,
  };
  const VtLook *look = vt_look_get (preset);

  rounded (cr, 0, 0, PAGE_WIDTH, PAGE_HEIGHT, CORNER);
  cairo_clip (cr);
  set_colour (cr, look->colours[VT_BRAND_BACKGROUND]);
  cairo_paint (cr);
  pages[preset](cr, look);

  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.5);
  cairo_set_line_width (cr, 1);
  rounded (cr, 0.5, 0.5, PAGE_WIDTH - 1, PAGE_HEIGHT - 1, CORNER - 0.5);
  cairo_stroke (cr);
}

static void
vt_look_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  double factor = MIN (width / PAGE_WIDTH, height / PAGE_HEIGHT);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  cairo_translate (cr, (width - factor * PAGE_WIDTH) / 2, (height - factor * PAGE_HEIGHT) / 2);
  cairo_scale (cr, factor, factor);
  draw (cr, VT_LOOK_PICTURE (widget)->preset);
  cairo_destroy (cr);
}

static GtkSizeRequestMode
vt_look_picture_get_request_mode (G_GNUC_UNUSED GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vt_look_picture_measure (G_GNUC_UNUSED GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = (int) PAGE_WIDTH;
  else
    *minimum = *natural = for_size > 0 ? (int) ceil (for_size * PAGE_HEIGHT / PAGE_WIDTH) : (int) PAGE_HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
vt_look_picture_class_init (VtLookPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = vt_look_picture_snapshot;
  widget_class->measure = vt_look_picture_measure;
  widget_class->get_request_mode = vt_look_picture_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
vt_look_picture_init (G_GNUC_UNUSED VtLookPicture *self)
{
}

/**
 * vt_look_picture_new:
 * @preset: a preset
 *
 * Returns: (transfer floating): its picture; its name is for others to say
 */
GtkWidget *
vt_look_picture_new (VtLookPreset preset)
{
  VtLookPicture *self = g_object_new (VT_TYPE_LOOK_PICTURE, NULL);

  self->preset = preset;
  return GTK_WIDGET (self);
}
