#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-logo-tile.h"

#include "app/widgets/vt-ink.h"
#include "app/widgets/vt-swatch.h"

#include <glib/gi18n.h>

struct _VtLogoTile
{
  AdwBin parent_instance;

  VtColour ink;
  int clear;

  VtSwatch *swatch;      /* template child */
  GtkPicture *photo;     /* template child */
  GtkWidget *lockup;     /* template child */
  GtkPicture *picture;   /* template child */
  GtkLabel *name;        /* template child */
  GtkLabel *title;       /* template child */
  GtkLabel *caption;     /* template child */
  GtkMenuButton *button; /* template child */
};

G_DEFINE_FINAL_TYPE (VtLogoTile, vt_logo_tile, ADW_TYPE_BIN)

/* Where the logo itself is inside its widget, which may have another shape. */
static gboolean
find_logo (VtLogoTile *self, graphene_rect_t *box)
{
  GdkPaintable *paintable = gtk_picture_get_paintable (self->picture);
  double ratio = paintable != NULL ? gdk_paintable_get_intrinsic_aspect_ratio (paintable) : 0;
  float width;
  float height;

  if (ratio <= 0 || !gtk_widget_compute_bounds (GTK_WIDGET (self->picture), GTK_WIDGET (self), box))
    return FALSE;

  width = MIN (box->size.width, box->size.height * (float) ratio);
  height = width / (float) ratio;
  *box = GRAPHENE_RECT_INIT (box->origin.x + (box->size.width - width) / 2,
                             box->origin.y + (box->size.height - height) / 2, width, height);
  return height > 1;
}

static void
snapshot_clear_space (VtLogoTile *self, GtkSnapshot *snapshot)
{
  const double dashes[] = { 4, 3 };
  graphene_rect_t logo;
  graphene_rect_t name;
  graphene_rect_t tile;
  float room;
  cairo_t *cr;

  if (!find_logo (self, &logo) || !gtk_widget_compute_bounds (GTK_WIDGET (self->swatch), GTK_WIDGET (self), &tile))
    return;

  room = logo.size.height * (float) self->clear / 100;
  if (gtk_widget_get_visible (GTK_WIDGET (self->name)) &&
      gtk_widget_compute_bounds (GTK_WIDGET (self->name), GTK_WIDGET (self), &name))
    logo.size.width = name.origin.x + name.size.width - logo.origin.x;
  graphene_rect_inset (&logo, -room, -room);
  graphene_rect_intersection (&logo, &tile, &logo);

  cr = gtk_snapshot_append_cairo (snapshot, &tile);
  cairo_set_source_rgba (cr, self->ink.r / 255.0, self->ink.g / 255.0, self->ink.b / 255.0, 0.55);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, logo.origin.x + 0.5, logo.origin.y + 0.5, logo.size.width - 1, logo.size.height - 1);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
vt_logo_tile_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VtLogoTile *self = VT_LOGO_TILE (widget);

  GTK_WIDGET_CLASS (vt_logo_tile_parent_class)->snapshot (widget, snapshot);
  if (self->clear > 0)
    snapshot_clear_space (self, snapshot);
}

static void
vt_logo_tile_class_init (VtLogoTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = vt_logo_tile_snapshot;
  g_type_ensure (VT_TYPE_SWATCH);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-logo-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, VtLogoTile, swatch);
  gtk_widget_class_bind_template_child (widget_class, VtLogoTile, lockup);
  gtk_widget_class_bind_template_child (widget_class, VtLogoTile, photo);
  gtk_widget_class_bind_template_child (widget_class, VtLogoTile, picture);
  gtk_widget_class_bind_template_child (widget_class, VtLogoTile, name);
  gtk_widget_class_bind_template_child (widget_class, VtLogoTile, title);
  gtk_widget_class_bind_template_child (widget_class, VtLogoTile, caption);
  gtk_widget_class_bind_template_child (widget_class, VtLogoTile, button);
}

static void
vt_logo_tile_init (VtLogoTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_logo_tile_new:
 *
 * Returns: (transfer floating): an empty tile
 */
GtkWidget *
vt_logo_tile_new (void)
{
  return g_object_new (VT_TYPE_LOGO_TILE, NULL);
}

/**
 * vt_logo_tile_set_menu:
 * @self: a tile
 * @menu: (nullable): what can be done to the variant; %NULL where there is nothing to do
 */
void
vt_logo_tile_set_menu (VtLogoTile *self, GMenuModel *menu)
{
  gtk_menu_button_set_menu_model (self->button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->button), menu != NULL);
}

/**
 * vt_logo_tile_get_photo:
 * @self: a tile
 *
 * Returns: (transfer none): what is behind a logo on a photograph
 */
GtkPicture *
vt_logo_tile_get_photo (VtLogoTile *self)
{
  return self->photo;
}

/* The name stands for the logo as the storefront sets it: in the headings' typeface. */
static void
show_name (VtLogoTile *self, const VtLogoTileLook *look)
{
  PangoAttrList *attrs = pango_attr_list_new ();

  pango_attr_list_insert (attrs, pango_attr_family_new (look->family));
  pango_attr_list_insert (attrs, pango_attr_scale_new (PANGO_SCALE_X_LARGE));
  vt_ink_insert (attrs, look->ink);
  gtk_label_set_attributes (self->name, attrs);
  gtk_label_set_label (self->name, look->name != NULL ? look->name : "");
  gtk_widget_set_visible (GTK_WIDGET (self->name), look->name != NULL);
  pango_attr_list_unref (attrs);
}

/**
 * vt_logo_tile_show:
 * @self: a tile
 * @look: what it shows
 */
void
vt_logo_tile_show (VtLogoTile *self, const VtLogoTileLook *look)
{
  g_autofree char *more = g_strdup_printf (_ ("%s: More"), look->title);

  self->ink = look->ink;
  self->clear = look->clear;
  vt_swatch_set_colour (self->swatch, look->ground);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (look->logo));
  gtk_picture_set_alternative_text (self->picture, look->title);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), look->logo != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->photo), look->on_photo);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lockup),
                                  look->is_stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->lockup), look->is_stacked ? 3 : 9);
  gtk_widget_set_margin_top (self->lockup, look->is_stacked ? 15 : 30);
  gtk_widget_set_margin_bottom (self->lockup, look->is_stacked ? 15 : 30);
  gtk_widget_set_halign (self->lockup, look->name != NULL ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->picture), look->name == NULL);
  show_name (self, look);
  gtk_label_set_label (self->title, look->title);
  gtk_label_set_label (self->caption, look->caption);
  gtk_widget_set_visible (GTK_WIDGET (self->caption), look->caption[0] != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), more);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, more, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
