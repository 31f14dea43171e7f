#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-asset-stage.h"

#define LEAST 120

struct _VtAssetStage
{
  GtkWidget parent_instance;

  GdkTexture *texture;  /* (owned) (nullable) */
  graphene_rect_t safe; /* in parts of the whole */
  gboolean safe_shown;
};

G_DEFINE_FINAL_TYPE (VtAssetStage, vt_asset_stage, GTK_TYPE_WIDGET)

static void
snapshot_safe_area (VtAssetStage *self, GtkSnapshot *snapshot, const graphene_rect_t *box)
{
  static const double dashes[] = { 6, 4 };
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, box);
  double x = box->origin.x + self->safe.origin.x * box->size.width;
  double y = box->origin.y + self->safe.origin.y * box->size.height;

  /* Dark on light and light on dark: it is seen on every picture. */
  for (int i = 0; i < 2; i++)
    {
      cairo_set_source_rgba (cr, i, i, i, 0.8);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), i * dashes[0]);
      cairo_set_line_width (cr, 2);
      cairo_rectangle (cr, x, y, self->safe.size.width * box->size.width, self->safe.size.height * box->size.height);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
vt_asset_stage_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtAssetStage *self = VT_ASSET_STAGE (widget);
  float room_width = (float) gtk_widget_get_width (widget);
  float room_height = (float) gtk_widget_get_height (widget);
  graphene_rect_t box;
  float width, height, scale;

  if (self->texture == NULL)
    return;

  width = (float) gdk_texture_get_width (self->texture);
  height = (float) gdk_texture_get_height (self->texture);
  scale = MIN (room_width / width, room_height / height);
  box = GRAPHENE_RECT_INIT ((room_width - width * scale) / 2, (room_height - height * scale) / 2, width * scale,
                            height * scale);
  gtk_snapshot_append_texture (snapshot, self->texture, &box);
  if (self->safe_shown)
    snapshot_safe_area (self, snapshot, &box);
}

static void
vt_asset_stage_measure (G_GNUC_UNUSED GtkWidget *widget,
                        G_GNUC_UNUSED GtkOrientation orientation,
                        G_GNUC_UNUSED int for_size,
                        int *minimum,
                        int *natural,
                        G_GNUC_UNUSED int *minimum_baseline,
                        G_GNUC_UNUSED int *natural_baseline)
{
  *minimum = LEAST;
  *natural = LEAST * 4;
}

static void
vt_asset_stage_dispose (GObject *object)
{
  g_clear_object (&VT_ASSET_STAGE (object)->texture);

  G_OBJECT_CLASS (vt_asset_stage_parent_class)->dispose (object);
}

static void
vt_asset_stage_class_init (VtAssetStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_asset_stage_dispose;
  widget_class->snapshot = vt_asset_stage_snapshot;
  widget_class->measure = vt_asset_stage_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vt_asset_stage_init (G_GNUC_UNUSED VtAssetStage *self)
{
}

/**
 * vt_asset_stage_show:
 * @self: a stage
 * @texture: the asset
 * @layout: what it was drawn from
 */
void
vt_asset_stage_show (VtAssetStage *self, GdkTexture *texture, const VtLayout *layout)
{
  g_set_object (&self->texture, texture);
  self->safe =
      GRAPHENE_RECT_INIT ((float) (layout->safe.x / layout->width), (float) (layout->safe.y / layout->height),
                          (float) (layout->safe.width / layout->width), (float) (layout->safe.height / layout->height));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, layout->name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * vt_asset_stage_set_safe_shown:
 * @self: a stage
 * @shown: whether the area that no device or knife cuts off is outlined
 */
void
vt_asset_stage_set_safe_shown (VtAssetStage *self, gboolean shown)
{
  self->safe_shown = shown;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
