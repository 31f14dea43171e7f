#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-pair-tile.h"

#include "app/widgets/vt-ink.h"
#include "app/widgets/vt-swatch.h"

#include <glib/gi18n.h>

#define WIDTH  44
#define HEIGHT 32
#define KNOB   16

struct _VtPairTile
{
  AdwBin parent_instance;

  VtSwatch *ground;  /* (unowned) */
  GtkLabel *letters; /* (unowned) on the ground, where the pair is of a text */
  VtSwatch *knob;    /* (unowned) on the ground, where it is of a control */
  GtkLabel *names;   /* (unowned) */
  GtkLabel *badge;   /* (unowned) */
};

G_DEFINE_FINAL_TYPE (VtPairTile, vt_pair_tile, ADW_TYPE_BIN)

static void
vt_pair_tile_class_init (G_GNUC_UNUSED VtPairTileClass *klass)
{
}

static void
make_specimen (VtPairTile *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->ground = VT_SWATCH (vt_swatch_new (WIDTH, HEIGHT));
  /* TRANSLATORS: a specimen of letters; any two that show the shapes of the script */
  self->letters = GTK_LABEL (gtk_label_new (_ ("Aa")));
  self->knob = VT_SWATCH (vt_swatch_new (KNOB, KNOB));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->letters));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->knob));
  adw_bin_set_child (ADW_BIN (self->ground), box);
  gtk_widget_set_valign (GTK_WIDGET (self->ground), GTK_ALIGN_CENTER);
}

static void
vt_pair_tile_init (VtPairTile *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  make_specimen (self);
  self->names = GTK_LABEL (gtk_label_new (NULL));
  self->badge = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->names, 0);
  gtk_label_set_wrap (self->names, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->names), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->names), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "badge");
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "numeric");
  gtk_widget_set_valign (GTK_WIDGET (self->badge), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->ground));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->names));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->badge));
  adw_bin_set_child (ADW_BIN (self), line);
}

/**
 * vt_pair_tile_new:
 *
 * Returns: (transfer floating): a tile that shows nothing yet
 */
GtkWidget *
vt_pair_tile_new (void)
{
  return g_object_new (VT_TYPE_PAIR_TILE, NULL);
}

static void
show_letters (VtPairTile *self, VtColour colour)
{
  PangoAttrList *attrs = pango_attr_list_new ();

  vt_ink_insert (attrs, colour);
  pango_attr_list_insert (attrs, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (self->letters, attrs);
  pango_attr_list_unref (attrs);
}

/**
 * vt_pair_tile_show:
 * @self: a tile
 * @brand: the brand, or its dark one
 * @pair: two of its colours
 */
void
vt_pair_tile_show (VtPairTile *self, VtBrand *brand, const VtBrandPair *pair)
{
  VtColour foreground = vt_brand_get_colour (brand, pair->foreground);
  gboolean is_control = pair->foreground == VT_BRAND_PRIMARY;
  gboolean passes = pair->grade != VT_CONTRAST_FAILS;
  /* TRANSLATORS: names of two colours: "Accent on Surface" */
  g_autofree char *names = g_strdup_printf (_ ("%s on %s"), vt_brand_colour_name (pair->foreground),
                                            vt_brand_colour_name (pair->background));
  g_autofree char *ratio = g_strdup_printf ("%.1f %s", vt_contrast_shown (pair->ratio), vt_contrast_name (pair->grade));

  vt_swatch_set_colour (self->ground, vt_brand_get_colour (brand, pair->background));
  vt_swatch_set_colour (self->knob, foreground);
  show_letters (self, foreground);
  gtk_widget_set_visible (GTK_WIDGET (self->knob), is_control);
  gtk_widget_set_visible (GTK_WIDGET (self->letters), !is_control);
  gtk_label_set_label (self->names, names);
  gtk_label_set_label (self->badge, ratio);
  gtk_widget_remove_css_class (GTK_WIDGET (self->badge), passes ? "error" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), passes ? "success" : "error");
}
