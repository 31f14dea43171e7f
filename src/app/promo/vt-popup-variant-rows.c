#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-variant-rows.h"

#include "app/promo/vt-popup-variant-row.h"

#include <glib/gi18n.h>

struct _VtPopupVariantRows
{
  VtPopupRows parent_instance;

  GtkWidget *add;      /* (unowned) a button */
  GtkWidget *alone;    /* (unowned) a row that stands for no variants */
  GtkWidget *weight;   /* (unowned) a row */
  GPtrArray *variants; /* (owned) VtPopupVariantRow (unowned) */
};

G_DEFINE_FINAL_TYPE (VtPopupVariantRows, vt_popup_variant_rows, VT_TYPE_POPUP_ROWS)

static gboolean
set_weight (VtDb *db, gint64 id, gint64 weight, GError **error)
{
  return vt_popup_set_weight (db, id, (int) weight, error);
}

static gboolean
add_variant (VtDb *db, gint64 id, const char *name, GError **error)
{
  return vt_popup_variant_create (db, id, name, NULL, error);
}

static const VtPopupFact weight_fact = { .kind = VT_POPUP_FACT_COUNT,
                                         .offset = G_STRUCT_OFFSET (VtPopup, weight),
                                         .title = N_ ("Share of the popup's own words (A)"),
                                         .what = "weight",
                                         .set_number = set_weight,
                                         .hint = "0" };

/* "B", "C" …: A are the popup's own words. */
static void
add_cb (VtPopupVariantRows *self)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);
  g_autofree char *name = g_strdup_printf ("%c", (char) ('B' + self->variants->len));

  if (!vt_popup_rows_is_telling (rows))
    vt_popup_rows_write (rows, NULL, vt_promo_edit_text,
                         vt_promo_edit_new_text (vt_popup_rows_get_popup (rows)->id, add_variant, name));
}

/* As many rows as there are variants; those that stay keep the keyboard and what is open. */
static void
make_rows (VtPopupVariantRows *self, guint n)
{
  while (self->variants->len > n)
    {
      GtkWidget *last = g_ptr_array_index (self->variants, self->variants->len - 1);

      g_ptr_array_set_size (self->variants, (int) self->variants->len - 1);
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), last);
    }
  while (self->variants->len < n)
    {
      GtkWidget *row = vt_popup_variant_row_new (VT_POPUP_ROWS (self));

      g_ptr_array_add (self->variants, row);
      vt_popup_rows_add (VT_POPUP_ROWS (self), NULL, row);
    }
}

static void
vt_popup_variant_rows_show (VtPopupRows *rows)
{
  VtPopupVariantRows *self = VT_POPUP_VARIANT_ROWS (rows);
  const VtPopup *popup = vt_popup_rows_get_popup (rows);
  VtWorkspace *workspace = vt_popup_rows_get_workspace (rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) variants = vt_popup_list_variants (vt_workspace_get_reader (workspace), popup->id, &error);
  int weights = popup->weight;

  if (variants == NULL)
    {
      vt_workspace_fail (workspace, error);
      return;
    }

  make_rows (self, variants->len);
  for (guint i = 0; i < variants->len; i++)
    weights += ((const VtPopupVariant *) g_ptr_array_index (variants, i))->weight;
  for (guint i = 0; i < variants->len; i++)
    vt_popup_variant_row_show (g_ptr_array_index (self->variants, i), g_ptr_array_index (variants, i), weights);
  gtk_widget_set_visible (self->alone, variants->len == 0);
  gtk_widget_set_visible (self->weight, variants->len > 0);
  gtk_widget_set_sensitive (self->add, variants->len < VT_POPUP_VARIANTS_MAX);
}

static void
vt_popup_variant_rows_forget (VtPopupRows *rows)
{
  make_rows (VT_POPUP_VARIANT_ROWS (rows), 0);
}

static void
vt_popup_variant_rows_finalize (GObject *object)
{
  g_ptr_array_unref (VT_POPUP_VARIANT_ROWS (object)->variants);

  G_OBJECT_CLASS (vt_popup_variant_rows_parent_class)->finalize (object);
}

static void
vt_popup_variant_rows_class_init (VtPopupVariantRowsClass *klass)
{
  VtPopupRowsClass *rows_class = VT_POPUP_ROWS_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_popup_variant_rows_finalize;
  rows_class->step = N_ ("Edit variants of %s");
  rows_class->show = vt_popup_variant_rows_show;
  rows_class->forget = vt_popup_variant_rows_forget;
}

static void
vt_popup_variant_rows_init (VtPopupVariantRows *self)
{
  self->variants = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Variants"));
  self->add = gtk_button_new_with_label (_ ("Add Variant"));
  gtk_widget_set_valign (self->add, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->add, "flat");
  g_signal_connect_swapped (self->add, "clicked", G_CALLBACK (add_cb), self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->add);
  self->alone = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Its own words alone"), "subtitle",
                              _ ("Try others against them; the same visitor always sees the same ones"),
                              "subtitle-lines", 0, NULL);
  vt_popup_rows_add (VT_POPUP_ROWS (self), NULL, self->alone);
  self->weight = vt_popup_rows_add_fact (VT_POPUP_ROWS (self), NULL, &weight_fact);
}
