#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-swatch.h"

#define RADIUS       6.0f
#define EDGE_OPACITY 0.15f

struct _VtSwatch
{
  AdwBin parent_instance;

  GdkRGBA colour;
};

G_DEFINE_FINAL_TYPE (VtSwatch, vt_swatch, ADW_TYPE_BIN)

static void
vt_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtSwatch *self = VT_SWATCH (widget);
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget));
  const float widths[4] = { 1, 1, 1, 1 };
  GdkRGBA edge = { 0.5f, 0.5f, 0.5f, EDGE_OPACITY * 2 };
  const GdkRGBA edges[4] = { edge, edge, edge, edge };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->colour, &bounds);
  GTK_WIDGET_CLASS (vt_swatch_parent_class)->snapshot (widget, snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, widths, edges);
}

static void
vt_swatch_class_init (VtSwatchClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = vt_swatch_snapshot;
}

static void
vt_swatch_init (VtSwatch *self)
{
  self->colour.alpha = 1;
}

/**
 * vt_swatch_new:
 * @width: least width in pixels
 * @height: least height in pixels
 *
 * Returns: (transfer floating): a black patch
 */
GtkWidget *
vt_swatch_new (int width, int height)
{
  return g_object_new (VT_TYPE_SWATCH, "width-request", width, "height-request", height, NULL);
}

/**
 * vt_swatch_set_colour:
 * @self: a patch
 * @colour: what to show
 */
void
vt_swatch_set_colour (VtSwatch *self, VtColour colour)
{
  self->colour = (GdkRGBA){ (float) colour.r / 255, (float) colour.g / 255, (float) colour.b / 255, 1 };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
