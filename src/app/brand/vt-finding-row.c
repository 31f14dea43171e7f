#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-finding-row.h"

#include "app/widgets/vt-ink.h"
#include "app/widgets/vt-swatch.h"
#include "brand/vt-layout-edit.h"

#include <glib/gi18n.h>

#define SAMPLE_SIZE 48
#define MAX_ASSETS  6 /* that are named */

struct _VtFindingRow
{
  AdwBin parent_instance;

  GtkBox *samples;   /* template child */
  GtkLabel *title;   /* template child */
  GtkLabel *nearest; /* template child */
  GtkLabel *assets;  /* template child */
  GtkButton *use;    /* template child */
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtFindingRow, vt_finding_row, ADW_TYPE_BIN)

static void
use_cb (VtFindingRow *self)
{
  g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
vt_finding_row_class_init (VtFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ACCEPTED] =
      g_signal_new ("accepted", VT_TYPE_FINDING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VtFindingRow, samples);
  gtk_widget_class_bind_template_child (widget_class, VtFindingRow, title);
  gtk_widget_class_bind_template_child (widget_class, VtFindingRow, nearest);
  gtk_widget_class_bind_template_child (widget_class, VtFindingRow, assets);
  gtk_widget_class_bind_template_child (widget_class, VtFindingRow, use);
  gtk_widget_class_bind_template_callback (widget_class, use_cb);
}

static void
vt_finding_row_init (VtFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_sample (VtFindingRow *self, VtColour foreground, VtColour background, const char *name)
{
  GtkWidget *swatch = vt_swatch_new (SAMPLE_SIZE, SAMPLE_SIZE);
  /* TRANSLATORS: a specimen of letters; any two that show the shapes of the script */
  GtkWidget *label = gtk_label_new (_ ("Aa"));
  PangoAttrList *attrs = pango_attr_list_new ();

  vt_ink_insert (attrs, foreground);
  pango_attr_list_insert (attrs, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attrs, pango_attr_scale_new (PANGO_SCALE_LARGE));
  gtk_label_set_attributes (GTK_LABEL (label), attrs);
  pango_attr_list_unref (attrs);

  gtk_widget_set_tooltip_text (swatch, name);
  vt_swatch_set_colour (VT_SWATCH (swatch), background);
  adw_bin_set_child (ADW_BIN (swatch), label);
  gtk_box_append (self->samples, swatch);
}

/**
 * vt_finding_row_new:
 * @brand: the brand, or its dark one
 * @finding: what is hard to see in it
 * @is_dark: whether it is the dark one
 *
 * Returns: (transfer floating): a row that says so
 */
GtkWidget *
vt_finding_row_new (VtBrand *brand, const VtBrandFinding *finding, gboolean is_dark)
{
  VtFindingRow *self = g_object_new (VT_TYPE_FINDING_ROW, NULL);
  VtColour background = vt_brand_get_colour (brand, finding->background);
  g_autofree char *hex = vt_colour_to_hex (finding->suggestion);
  /* TRANSLATORS: names of two colours and two contrast ratios: “Accent” on “Background” is 3.0, 4.5 is needed */
  g_autofree char *title = g_strdup_printf (
      is_dark ? _ ("On dark screens “%s” on “%s” is %.1f, %.1f is needed") : _ ("“%s” on “%s” is %.1f, %.1f is needed"),
      vt_brand_colour_name (finding->foreground), vt_brand_colour_name (finding->background),
      vt_contrast_shown (finding->ratio), finding->required);
  /* TRANSLATORS: a colour like #b5532c, its contrast ratio, and where it is used: "Links and sale prices" */
  g_autofree char *nearest = g_strdup_printf (_ ("Nearest that passes: %s at %.1f, same hue. Used by: %s."), hex,
                                              vt_contrast_shown (vt_colour_contrast (finding->suggestion, background)),
                                              vt_brand_colour_use (finding->foreground));
  /* TRANSLATORS: a button; %s is a colour like #b5532c */
  g_autofree char *use = g_strdup_printf (_ ("Use %s"), hex);

  add_sample (self, vt_brand_get_colour (brand, finding->foreground), background, _ ("As it is"));
  add_sample (self, finding->suggestion, background, _ ("Suggested"));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->nearest, nearest);
  gtk_button_set_label (self->use, use);
  return GTK_WIDGET (self);
}

/**
 * vt_finding_row_show_assets:
 * @self: a row
 * @layouts: (element-type VtLayout): the shop's assets
 * @role: a colour of the finding
 *
 * Names the assets that are drawn with the colour: they change when it does.
 */
void
vt_finding_row_show_assets (VtFindingRow *self, GPtrArray *layouts, VtBrandColour role)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *words = NULL;
  guint n = 0;

  for (guint i = 0; i < layouts->len; i++)
    {
      const VtLayout *layout = g_ptr_array_index (layouts, i);

      if (!vt_layout_uses (layout, role) || n++ >= MAX_ASSETS)
        continue;
      if (names->len > 0)
        g_string_append (names, _ (", "));
      g_string_append (names, layout->name);
    }
  if (n > MAX_ASSETS)
    /* TRANSLATORS: names of assets, and how many more there are: "Story, Poster and 5 more" */
    words = g_strdup_printf (ngettext ("In the assets %s and %u more", "In the assets %s and %u more", n - MAX_ASSETS),
                             names->str, n - MAX_ASSETS);
  else if (n > 0)
    words = g_strdup_printf (ngettext ("In the asset %s", "In the assets %s", n), names->str);
  gtk_label_set_label (self->assets, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->assets), words != NULL);
}
