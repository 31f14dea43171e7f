/* What a parcel costs at an address, and which rows of which tables say so. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-panes.h"

#include "app/settings/vt-record.h"
#include "app/settings/vt-settings-chooser.h"
#include "app/widgets/vt-field.h"
#include "orders/vt-shipping-report.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

#define MAX_PIECES 10000

typedef struct
{
  VtSettingsPane *pane;    /* (unowned) it has this */
  VtWorkspace *workspace;  /* (unowned) of the page */
  char *country;           /* (owned) */
  AdwActionRow *where;     /* (unowned) */
  VtField *postcode;       /* (unowned) */
  VtField *pieces;         /* (unowned) */
  VtField *weight;         /* (unowned) */
  VtField *worth;          /* (unowned) */
  VtField *shipping_class; /* (unowned) */
  GtkListBox *result;      /* (unowned) */
} Simulator;

static void
simulator_free (gpointer data)
{
  Simulator *self = data;

  g_free (self->country);
  g_free (self);
}

static gboolean
check (VtField *field, gboolean fine, const GError *error)
{
  vt_field_judge (field, fine ? NULL : error->message);
  return fine;
}

static gboolean
read_item (Simulator *self, VtParcelItem *item)
{
  const char *currency = vt_workspace_get_currency (self->workspace);
  g_autoptr (GError) pieces = NULL;
  g_autoptr (GError) weight = NULL;
  g_autoptr (GError) worth = NULL;
  gboolean fine = check (
      self->pieces, vt_record_parse_number (vt_field_get_text (self->pieces), 1, 1, MAX_PIECES, &item->pieces, &pieces),
      pieces);

  fine = check (self->weight, vt_record_parse_weight (vt_field_get_text (self->weight), 0, &item->weight_g, &weight),
                weight) &&
         fine;
  fine =
      check (self->worth,
             vt_record_parse_money (vt_field_get_text (self->worth), currency, 0, &item->price_minor, &worth), worth) &&
      fine;
  item->shipping_class = vt_field_get_text (self->shipping_class);
  return fine;
}

/* Rows begin with four spaces, methods with two. */
static GtkWidget *
make_line (const char *line)
{
  gsize depth = strspn (line, " ");
  GtkWidget *label = gtk_label_new (line + depth);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_set_margin_start (label, 12 + 10 * (int) depth);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 8);
  gtk_widget_set_margin_bottom (label, 8);
  if (depth == 2)
    gtk_widget_add_css_class (label, "heading");
  if (depth == 4)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
simulate (Simulator *self)
{
  VtParcelItem item = { 0 };
  VtParcel parcel = { .country = self->country, .items = &item, .n_items = 1 };
  g_autoptr (VtShippingReport) report = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *child;

  if (!read_item (self, &item))
    return;

  parcel.postcode = vt_field_get_text (self->postcode);
  parcel.goods_minor = item.price_minor;
  report = vt_shipping_report_new (vt_workspace_get_reader (self->workspace), &parcel, &error);
  if (report == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  lines = vt_shipping_report_describe (report, vt_workspace_get_currency (self->workspace), vt_settings_locale ());
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->result))) != NULL)
    gtk_list_box_remove (self->result, child);
  for (guint i = 0; i < lines->len; i++)
    gtk_list_box_append (self->result, make_line (g_ptr_array_index (lines, i)));
  if (report->chosen < 0)
    gtk_list_box_append (self->result,
                         make_line (report->may_vary ? _ ("  The postcode decides; write one")
                                                     : _ ("  Nothing is sent there: no zone has this address")));
}

static void
show_country (Simulator *self)
{
  g_autofree char *name = vt_settings_country_name (self->country);

  adw_action_row_set_subtitle (self->where, *name != '\0' ? name : _ ("Not chosen yet"));
}

static void
country_cb (char *const *values, gpointer data)
{
  Simulator *self = data;

  vt_record_take (&self->country, values[0]);
  show_country (self);
  simulate (self);
}

static void
choose_cb (Simulator *self)
{
  char *chosen[] = { self->country, NULL };

  vt_settings_pane_push (self->pane,
                         vt_settings_chooser_new (self->workspace, _ ("Country"), VT_CHOOSER_ONE,
                                                  vt_settings_countries (), chosen, country_cb, self, NULL));
}

static VtField *
add_field (Simulator *self, AdwPreferencesGroup *group, const char *title, const char *value, const char *unit)
{
  VtField *field = VT_FIELD (vt_field_new (title));

  vt_field_set_unit (field, unit);
  vt_field_set_patient (field, TRUE);
  vt_field_show (field, value);
  adw_preferences_group_add (group, GTK_WIDGET (field));
  g_signal_connect_swapped (field, "edited", G_CALLBACK (simulate), self);
  return field;
}

static void
add_address (Simulator *self)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (self->pane, _ ("Where To"), NULL);
  GtkWidget *row = adw_action_row_new ();

  self->where = ADW_ACTION_ROW (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Country"));
  adw_action_row_add_suffix (self->where, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (choose_cb), self);
  adw_preferences_group_add (group, row);
  self->postcode = add_field (self, group, _ ("Postcode"), "", NULL);
}

/**
 * vt_settings_simulator_new:
 * @workspace: of the shop
 *
 * Returns: (transfer floating): a page that tells what a parcel costs, and why
 */
VtSettingsPane *
vt_settings_simulator_new (VtWorkspace *workspace)
{
  Simulator *self = g_new0 (Simulator, 1);
  AdwPreferencesGroup *goods;
  AdwPreferencesGroup *answer;
  GtkWidget *list = gtk_list_box_new ();

  self->workspace = workspace;
  self->pane = vt_settings_pane_new (workspace, _ ("Try an Address"), NULL);
  self->country = vt_setting_get (vt_workspace_get_reader (workspace), "shop.country", NULL);
  if (self->country == NULL)
    self->country = g_strdup ("");
  add_address (self);
  goods = vt_settings_pane_add_group (self->pane, _ ("What Is in the Parcel"), NULL);
  self->pieces = add_field (self, goods, _ ("Pieces"), "1", NULL);
  self->weight = add_field (self, goods, _ ("Weight of all"), "1", "kg");
  self->worth = add_field (self, goods, _ ("Price of all"), "25", vt_workspace_get_currency (workspace));
  self->shipping_class = add_field (self, goods, _ ("Shipping class"), "", NULL);

  answer = vt_settings_pane_add_group (self->pane, _ ("What It Costs"), NULL);
  self->result = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->result, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What It Costs"), -1);
  adw_preferences_group_add (answer, list);
  g_object_set_data_full (G_OBJECT (self->pane), "simulator", self, simulator_free);
  g_signal_connect_swapped (self->pane, "refresh", G_CALLBACK (simulate), self);
  show_country (self);
  simulate (self);
  return self->pane;
}
