#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-share-bar.h"

#define WIDTH  72
#define HEIGHT 12
#define TRACK  2.0f
#define RANGE  6.0f
#define DOT    10.0f

struct _VtShareBar
{
  GtkWidget parent_instance;

  double likely;
  double least;
  double most;
};

G_DEFINE_FINAL_TYPE (VtShareBar, vt_share_bar, GTK_TYPE_WIDGET)

static void
fill (GtkSnapshot *snapshot, float x, float width, float thick, float alpha, const GdkRGBA *ink)
{
  GdkRGBA colour = *ink;
  graphene_rect_t box = GRAPHENE_RECT_INIT (x, (HEIGHT - thick) / 2, width, thick);
  GskRoundedRect rounded;

  colour.alpha *= alpha;
  gsk_rounded_rect_init_from_rect (&rounded, &box, thick / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &colour, &box);
  gtk_snapshot_pop (snapshot);
}

static void
vt_share_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtShareBar *self = VT_SHARE_BAR (widget);
  GdkRGBA ink;
  float room = WIDTH - DOT;
  float least = (float) self->least * room;
  float most = (float) self->most * room;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  fill (snapshot, 0, WIDTH, TRACK, 0.25f, &ink);
  fill (snapshot, least, most - least + DOT, RANGE, 0.45f, &ink);
  fill (snapshot, (float) self->likely * room, DOT, DOT, 1, &ink);
}

static void
vt_share_bar_measure (G_GNUC_UNUSED GtkWidget *widget,
                      GtkOrientation orientation,
                      G_GNUC_UNUSED int for_size,
                      int *minimum,
                      int *natural,
                      G_GNUC_UNUSED int *minimum_baseline,
                      G_GNUC_UNUSED int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
vt_share_bar_class_init (VtShareBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = vt_share_bar_snapshot;
  widget_class->measure = vt_share_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
vt_share_bar_init (VtShareBar *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "share-bar");
}

/**
 * vt_share_bar_new:
 * @likely: the share that is expected, 0 to 1
 * @least: it lies above this, and
 * @most: below this
 *
 * Returns: (transfer floating): a bar
 */
GtkWidget *
vt_share_bar_new (double likely, double least, double most)
{
  VtShareBar *self = g_object_new (VT_TYPE_SHARE_BAR, NULL);

  self->likely = CLAMP (likely, 0, 1);
  self->least = CLAMP (least, 0, 1);
  self->most = CLAMP (most, 0, 1);
  return GTK_WIDGET (self);
}
