/* Small drawings of what sections are: a page in outlines, in the colour of the text around it. */
#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-section-picture.h"

#include <glib/gi18n.h>
#include <math.h>

#define WIDTH  72
#define HEIGHT 48

typedef enum
{
  PICTURE,
  LINE,
  BOLD,
  BUTTON,
  STAR,
  PLAY,
  FIELD
} Shape;

typedef struct
{
  Shape shape;
  double x, y, width, height; /* in a page of 72 × 48 */
} Part;

static const Part hero[] = { { BOLD, 6, 6, 30, 5 }, { LINE, 6, 14, 22, 2 }, { PICTURE, 0, 20, 72, 28 } };
static const Part collections[] = { { PICTURE, 4, 6, 20, 24 }, { PICTURE, 26, 6, 20, 24 }, { PICTURE, 48, 6, 20, 24 },
                                    { BOLD, 4, 34, 12, 3 },    { BOLD, 26, 34, 12, 3 },    { BOLD, 48, 34, 12, 3 } };
static const Part products[] = { { BOLD, 4, 5, 20, 3 },       { PICTURE, 4, 13, 14, 18 },  { PICTURE, 20, 13, 14, 18 },
                                 { PICTURE, 36, 13, 14, 18 }, { PICTURE, 52, 13, 14, 18 }, { LINE, 4, 35, 10, 2 },
                                 { LINE, 20, 35, 10, 2 },     { LINE, 36, 35, 10, 2 },     { LINE, 52, 35, 10, 2 } };
static const Part window[] = { { STAR, 8, 8, 6, 6 },        { BOLD, 14, 6, 24, 3 },      { PICTURE, 4, 15, 20, 20 },
                               { PICTURE, 26, 15, 20, 20 }, { PICTURE, 48, 15, 20, 20 }, { LINE, 4, 39, 12, 2 },
                               { LINE, 26, 39, 12, 2 },     { LINE, 48, 39, 12, 2 } };
static const Part story[] = { { PICTURE, 0, 4, 34, 40 }, { BOLD, 40, 10, 24, 4 }, { LINE, 40, 19, 26, 2 },
                              { LINE, 40, 24, 26, 2 },   { LINE, 40, 29, 18, 2 }, { BUTTON, 40, 35, 14, 6 } };
static const Part gallery[] = { { PICTURE, 4, 4, 20, 19 },  { PICTURE, 26, 4, 20, 19 },  { PICTURE, 48, 4, 20, 19 },
                                { PICTURE, 4, 25, 20, 19 }, { PICTURE, 26, 25, 20, 19 }, { PICTURE, 48, 25, 20, 19 } };
static const Part reviews[] = { { STAR, 8, 12, 6, 6 },   { STAR, 16, 12, 6, 6 },  { STAR, 24, 12, 6, 6 },
                                { LINE, 5, 20, 26, 2 },  { LINE, 5, 25, 26, 2 },  { LINE, 5, 30, 18, 2 },
                                { STAR, 44, 12, 6, 6 },  { STAR, 52, 12, 6, 6 },  { STAR, 60, 12, 6, 6 },
                                { LINE, 41, 20, 26, 2 }, { LINE, 41, 25, 26, 2 }, { LINE, 41, 30, 20, 2 } };
static const Part newsletter[] = { { BOLD, 6, 10, 26, 5 },
                                   { LINE, 6, 19, 22, 2 },
                                   { FIELD, 6, 27, 38, 10 },
                                   { BUTTON, 47, 27, 19, 10 } };
static const Part video[] = { { PICTURE, 4, 4, 64, 40 }, { PLAY, 36, 24, 16, 16 } };

#define PARTS(list) (list), G_N_ELEMENTS (list)

static const struct
{
  const char *name;
  const char *description;
  const Part *parts;
  guint n_parts;
} kinds[] = {
  [VT_SECTION_HERO] = { N_ ("Opening Picture"), N_ ("One thing to want: a large picture, a headline and a button"),
                        PARTS (hero) },
  [VT_SECTION_COLLECTIONS] = { N_ ("Collections"), N_ ("The top collections as tiles"), PARTS (collections) },
  [VT_SECTION_PRODUCTS] = { N_ ("Products of a Collection"), N_ ("What you chose to show, in your order"),
                            PARTS (products) },
  [VT_SECTION_WINDOW] = { N_ ("Recommendations"), N_ ("Newest, bought most, reduced, related or bought together"),
                          PARTS (window) },
  [VT_SECTION_STORY] = { N_ ("Story"), N_ ("Words beside a picture"), PARTS (story) },
  [VT_SECTION_GALLERY] = { N_ ("Gallery"), N_ ("Several pictures"), PARTS (gallery) },
  [VT_SECTION_REVIEWS] = { N_ ("Reviews"), N_ ("The newest of what buyers wrote, none chosen, with the average"),
                           PARTS (reviews) },
  [VT_SECTION_NEWSLETTER] = { N_ ("Newsletter"), N_ ("A form; who fills it in confirms by a letter"),
                              PARTS (newsletter) },
  [VT_SECTION_VIDEO] = { N_ ("Film or Live Sale"), N_ ("A film, or the live sale that comes next"), PARTS (video) },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == VT_SECTION_N_KINDS);

/**
 * vt_section_kind_name:
 * @kind: a kind
 *
 * Returns: (transfer none): what people call it
 */
const char *
vt_section_kind_name (VtSectionKind kind)
{
  return _ (kinds[kind].name);
}

/**
 * vt_section_kind_description:
 * @kind: a kind
 *
 * Returns: (transfer none): what it shows
 */
const char *
vt_section_kind_description (VtSectionKind kind)
{
  return _ (kinds[kind].description);
}

static void
draw_star (cairo_t *cr, const Part *part)
{
  for (int i = 0; i < 10; i++)
    {
      double radius = i % 2 == 0 ? part->width / 2 : part->width / 5;
      double angle = -G_PI / 2 + i * G_PI / 5;

      cairo_line_to (cr, part->x + radius * cos (angle), part->y + radius * sin (angle));
    }
  cairo_fill (cr);
}

static void
draw_play (cairo_t *cr, const Part *part, const GdkRGBA *colour)
{
  double half = part->width / 2;

  cairo_arc (cr, part->x, part->y, half, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_fill (cr);
  cairo_move_to (cr, part->x - half * 0.3, part->y - half * 0.45);
  cairo_line_to (cr, part->x + half * 0.55, part->y);
  cairo_line_to (cr, part->x - half * 0.3, part->y + half * 0.45);
  cairo_set_operator (cr, CAIRO_OPERATOR_DEST_OUT);
  cairo_fill (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
}

static void
draw_part (cairo_t *cr, const Part *part, const GdkRGBA *colour)
{
  static const double strengths[] = { 0.22, 0.35, 0.8, 0.8, 0.8, 0.8, 0.45 };
  GdkRGBA faint = *colour;

  faint.alpha *= (float) strengths[part->shape];
  gdk_cairo_set_source_rgba (cr, &faint);
  if (part->shape == STAR)
    {
      draw_star (cr, part);
      return;
    }
  if (part->shape == PLAY)
    {
      draw_play (cr, part, &faint);
      return;
    }

  cairo_rectangle (cr, part->x, part->y, part->width, part->height);
  if (part->shape == FIELD)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  VtSectionKind kind = (VtSectionKind) GPOINTER_TO_INT (data);
  GdkRGBA colour;
  double scale = MIN ((double) width / WIDTH, (double) height / HEIGHT);

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &colour);
  cairo_scale (cr, scale, scale);
  cairo_push_group (cr);
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < kinds[kind].n_parts; i++)
    draw_part (cr, &kinds[kind].parts[i], &colour);
  cairo_pop_group_to_source (cr);
  cairo_paint (cr);
}

/**
 * vt_section_kind_picture:
 * @kind: a kind
 *
 * Returns: (transfer floating): a drawing of it, of no meaning to who does not see it
 */
GtkWidget *
vt_section_kind_picture (VtSectionKind kind)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, GINT_TO_POINTER (kind), NULL);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);

  return area;
}
