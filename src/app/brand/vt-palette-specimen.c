#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-palette-specimen.h"

#include <glib/gi18n.h>

/* Pixels. */
#define LEAST_WIDTH  220
#define HEIGHT       172
#define MARGIN       14
#define GAP          6
#define RADIUS       10
#define HEADING_SIZE 15
#define TEXT_SIZE    10

struct _VtPaletteSpecimen
{
  GtkWidget parent_instance;

  VtBrand *brand; /* (owned) (nullable) */
  char *name;     /* (owned) (nullable) the shop's */
};

G_DEFINE_FINAL_TYPE (VtPaletteSpecimen, vt_palette_specimen, GTK_TYPE_WIDGET)

static GdkRGBA
rgba (VtPaletteSpecimen *self, VtBrandColour role)
{
  VtColour colour = vt_brand_get_colour (self->brand, role);

  return (GdkRGBA){ (float) colour.r / 255, (float) colour.g / 255, (float) colour.b / 255, 1 };
}

static void
fill (VtPaletteSpecimen *self, GtkSnapshot *snapshot, const graphene_rect_t *area, VtBrandColour role, gboolean edged)
{
  const float widths[4] = { 1, 1, 1, 1 };
  GdkRGBA colour = rgba (self, role);
  GdkRGBA line = rgba (self, VT_BRAND_LINE);
  const GdkRGBA lines[4] = { line, line, line, line };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, area, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colour, area);
  gtk_snapshot_pop (snapshot);
  if (edged)
    gtk_snapshot_append_border (snapshot, &outline, widths, lines);
}

static PangoLayout *
make_layout (VtPaletteSpecimen *self, const char *text, VtBrandType type, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_new ();
  g_autofree char *families = vt_brand_dup_families (self->brand, type);

  pango_font_description_set_family (font, families);
  pango_font_description_set_size (font, (type == VT_BRAND_HEADING ? HEADING_SIZE : TEXT_SIZE) * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  return layout;
}

/* Returns how wide the text came out; @height likewise. */
static int
draw_text (VtPaletteSpecimen *self,
           GtkSnapshot *snapshot,
           float x,
           float y,
           int room,
           const char *text,
           VtBrandType type,
           VtBrandColour role,
           int *height)
{
  g_autoptr (PangoLayout) layout = make_layout (self, text, type, role != VT_BRAND_MUTED && role != VT_BRAND_TEXT);
  GdkRGBA colour = rgba (self, role);
  int width = 0;

  pango_layout_set_width (layout, room * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, &width, height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
  return width;
}

static void
draw_button (VtPaletteSpecimen *self, GtkSnapshot *snapshot, float x, float y)
{
  g_autoptr (PangoLayout) layout = make_layout (self, _ ("Add to Bag"), VT_BRAND_BODY, TRUE);
  GdkRGBA ink = rgba (self, VT_BRAND_ON_PRIMARY);
  int width = 0;
  int height = 0;
  graphene_rect_t area;

  pango_layout_get_pixel_size (layout, &width, &height);
  area = GRAPHENE_RECT_INIT (x, y, (float) (width + 2 * MARGIN), (float) (height + 2 * GAP));
  fill (self, snapshot, &area, VT_BRAND_PRIMARY, FALSE);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + MARGIN, y + GAP));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_card (VtPaletteSpecimen *self, GtkSnapshot *snapshot, float top, int width)
{
  graphene_rect_t card = GRAPHENE_RECT_INIT (MARGIN, top, (float) (width - 2 * MARGIN), (float) HEIGHT - top - MARGIN);
  float x = 2 * MARGIN;
  float y = top + MARGIN - 2;
  int room = MAX (width - 4 * MARGIN, 1);
  int height = 0;
  int used;

  fill (self, snapshot, &card, VT_BRAND_SURFACE, TRUE);
  draw_text (self, snapshot, x, y, room, _ ("What this is, in a sentence"), VT_BRAND_BODY, VT_BRAND_TEXT, &height);
  y += (float) (height + GAP);
  used = draw_text (self, snapshot, x, y, room, _ ("On Sale"), VT_BRAND_BODY, VT_BRAND_ACCENT, &height);
  used += MARGIN + draw_text (self, snapshot, x + (float) (used + MARGIN), y, MAX (room - used - MARGIN, 1),
                              _ ("In Stock"), VT_BRAND_BODY, VT_BRAND_SUCCESS, &height);
  draw_text (self, snapshot, x + (float) (used + MARGIN), y, MAX (room - used - MARGIN, 1), _ ("Sold Out"),
             VT_BRAND_BODY, VT_BRAND_DANGER, &height);
  draw_button (self, snapshot, x, y + (float) (height + GAP + 4));
}

static void
vt_palette_specimen_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtPaletteSpecimen *self = VT_PALETTE_SPECIMEN (widget);
  int width = gtk_widget_get_width (widget);
  int room = MAX (width - 2 * MARGIN, 1);
  graphene_rect_t page = GRAPHENE_RECT_INIT (0, 0, (float) width, HEIGHT);
  float y = MARGIN - 4;
  int height = 0;

  if (self->brand == NULL)
    return;

  fill (self, snapshot, &page, VT_BRAND_BACKGROUND, TRUE);
  gtk_snapshot_push_clip (snapshot, &page);
  draw_text (self, snapshot, MARGIN, y, room, self->name, VT_BRAND_HEADING, VT_BRAND_TEXT, &height);
  y += (float) height;
  draw_text (self, snapshot, MARGIN, y, room, _ ("A note beside it"), VT_BRAND_BODY, VT_BRAND_MUTED, &height);
  draw_card (self, snapshot, y + (float) (height + GAP), width);
  gtk_snapshot_pop (snapshot);
}

static void
vt_palette_specimen_measure (G_GNUC_UNUSED GtkWidget *widget,
                             GtkOrientation orientation,
                             G_GNUC_UNUSED int for_size,
                             int *minimum,
                             int *natural,
                             G_GNUC_UNUSED int *minimum_baseline,
                             G_GNUC_UNUSED int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : HEIGHT;
}

static void
vt_palette_specimen_finalize (GObject *object)
{
  VtPaletteSpecimen *self = VT_PALETTE_SPECIMEN (object);

  g_clear_pointer (&self->brand, vt_brand_unref);
  g_free (self->name);

  G_OBJECT_CLASS (vt_palette_specimen_parent_class)->finalize (object);
}

static void
vt_palette_specimen_class_init (VtPaletteSpecimenClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_palette_specimen_finalize;
  widget_class->snapshot = vt_palette_specimen_snapshot;
  widget_class->measure = vt_palette_specimen_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vt_palette_specimen_init (G_GNUC_UNUSED VtPaletteSpecimen *self)
{
}

/**
 * vt_palette_specimen_show:
 * @self: a specimen
 * @brand: whose colours and typefaces it is drawn in
 * @name: the shop's
 */
void
vt_palette_specimen_show (VtPaletteSpecimen *self, VtBrand *brand, const char *name)
{
  vt_brand_ref (brand);
  g_clear_pointer (&self->brand, vt_brand_unref);
  self->brand = brand;
  g_free (self->name);
  self->name = g_strdup (name);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
