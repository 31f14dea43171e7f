#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-asset-tile.h"

#include <glib/gi18n.h>

struct _VtAssetTile
{
  GtkFlowBoxChild parent_instance;

  char *id;   /* (owned) */
  char *name; /* (owned) (nullable) name and size, for who cannot see it */

  GtkPicture *picture; /* template child */
  GtkImage *mark;      /* template child */
  GtkLabel *title;     /* template child */
  GtkLabel *size;      /* template child */
};

G_DEFINE_FINAL_TYPE (VtAssetTile, vt_asset_tile, GTK_TYPE_FLOW_BOX_CHILD)

static void
vt_asset_tile_finalize (GObject *object)
{
  VtAssetTile *self = VT_ASSET_TILE (object);

  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (vt_asset_tile_parent_class)->finalize (object);
}

static void
vt_asset_tile_class_init (VtAssetTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_asset_tile_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-asset-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, VtAssetTile, picture);
  gtk_widget_class_bind_template_child (widget_class, VtAssetTile, mark);
  gtk_widget_class_bind_template_child (widget_class, VtAssetTile, title);
  gtk_widget_class_bind_template_child (widget_class, VtAssetTile, size);
}

static void
vt_asset_tile_init (VtAssetTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_asset_tile_new:
 * @id: of a layout
 *
 * Returns: (transfer floating): an empty tile
 */
GtkWidget *
vt_asset_tile_new (const char *id)
{
  VtAssetTile *self = g_object_new (VT_TYPE_ASSET_TILE, NULL);

  self->id = g_strdup (id);
  return GTK_WIDGET (self);
}

/**
 * vt_asset_tile_get_id:
 * @self: a tile
 *
 * Returns: (transfer none): the layout's
 */
const char *
vt_asset_tile_get_id (VtAssetTile *self)
{
  return self->id;
}

static void
name_tile (VtAssetTile *self, const char *findings)
{
  g_autofree char *all = *findings != '\0' ? g_strconcat (self->name, "\n", findings, NULL) : g_strdup (self->name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

/**
 * vt_asset_tile_describe:
 * @self: a tile
 * @layout: what it shows
 */
void
vt_asset_tile_describe (VtAssetTile *self, const VtLayout *layout)
{
  g_autofree char *size = vt_asset_paint_describe_size (layout);
  g_autofree char *shown = layout->is_own ? g_strdup_printf (_ ("%s · changed"), size) : g_strdup (size);

  gtk_label_set_label (self->title, layout->name);
  gtk_label_set_label (self->size, shown);
  g_free (self->name);
  self->name = g_strdup_printf ("%s, %s", layout->name, shown);
  name_tile (self, "");
}

/**
 * vt_asset_tile_show:
 * @self: a tile that was described
 * @paint: the asset as it is now
 */
void
vt_asset_tile_show (VtAssetTile *self, const VtAssetPaint *paint)
{
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (paint->texture));
  gtk_widget_set_visible (GTK_WIDGET (self->mark), *paint->findings != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), *paint->findings != '\0' ? paint->findings : NULL);
  name_tile (self, paint->findings);
}
