/* Zones, the ways to send into them, and the tables of what that costs. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-panes.h"

#include "app/settings/vt-record-form.h"
#include "app/settings/vt-record-list.h"
#include "catalogue/vt-stock-place.h"
#include "orders/vt-shipping.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

#define PREVIEW_PATH "/checkout"

/* Opens a page for something new over another. */
static void
connect_add (AdwPreferencesGroup *group, const char *name, GCallback callback, VtSettingsPane *over)
{
  GtkWidget *button = vt_settings_button_new (_ ("Add…"), name);

  adw_preferences_group_set_header_suffix (group, button);
  g_signal_connect_object (button, "clicked", callback, over, G_CONNECT_SWAPPED);
}

static void
remember (VtSettingsPane *pane, gint64 id)
{
  g_object_set_data_full (G_OBJECT (pane), "id", g_memdup2 (&id, sizeof id), g_free);
}

static gint64
recall (VtSettingsPane *pane)
{
  const gint64 *id = g_object_get_data (G_OBJECT (pane), "id");

  return *id;
}

/* Rows of a table ------------------------------------------------------------------------------------------------- */

static void
add_rate_rows (VtSettingsPane *pane, VtRecordForm *form)
{
  const char *const bases[] = { "always", "weight", "price", "items", "class", NULL };
  const char *const labels[] = { _ ("Nothing: it always counts"),  _ ("Weight of the goods"),
                                 _ ("Price of the goods"),         _ ("Number of pieces"),
                                 _ ("Pieces of a shipping class"), NULL };
  AdwPreferencesGroup *when = vt_settings_pane_add_group (pane, _ ("When"), NULL);
  AdwPreferencesGroup *cost = vt_settings_pane_add_group (pane, _ ("What It Adds"), NULL);
  AdwPreferencesGroup *then = vt_settings_pane_add_group (pane, NULL, NULL);

  vt_record_form_add_choice (form, when, "basis", _ ("It depends on"), bases, labels);
  vt_record_form_add_text (form, when, "from", _ ("From"), NULL, VT_FORM_PATIENT);
  vt_field_set_note (vt_record_form_add_text (form, when, "below", _ ("Below"), _ ("No end"), VT_FORM_PATIENT),
                     _ ("Just this much is not in it any more."));
  vt_record_form_add_text (form, when, "class", _ ("Only goods of the shipping class"), _ ("All goods"),
                           VT_FORM_PATIENT);
  vt_record_form_add_money (form, cost, "base", _ ("Once"));
  vt_record_form_add_money (form, cost, "per-item", _ ("For each piece"));
  vt_record_form_add_money (form, cost, "per-step", _ ("For each step of weight begun"));
  vt_field_set_unit (vt_record_form_add_text (form, cost, "step", _ ("Step of weight"), "1", VT_FORM_PATIENT), "kg");
  vt_field_set_unit (
      vt_record_form_add_text (form, cost, "percent", _ ("Part of the goods’ price"), NULL, VT_FORM_PATIENT), "%");
  vt_record_form_add_switch (form, then, "stop", _ ("Stop here"),
                             _ ("Rows below are not looked at when this one counts"));
}

static VtSettingsPane *
open_rate (VtWorkspace *workspace, gint64 id)
{
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Rate"), PREVIEW_PATH);
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_rate, id);

  add_rate_rows (pane, form);
  vt_record_form_add_end (form, _ ("Remove Rate"), NULL);
  return pane;
}

static void
add_rate_cb (VtSettingsPane *over)
{
  VtSettingsPane *pane = vt_settings_pane_new (vt_settings_pane_get_workspace (over), _ ("Add a Rate"), PREVIEW_PATH);
  VtRecordForm *form = vt_record_form_new_draft (pane, &vt_record_rate, vt_shipping_rate_new (recall (over)));

  add_rate_rows (pane, form);
  vt_record_form_add_end (form, _ ("Add Rate"), NULL);
  vt_settings_pane_push (over, pane);
}

static GPtrArray *
list_rates (VtWorkspace *workspace, gint64 method_id, GError **error)
{
  g_autoptr (VtShippingMethod) method = vt_shipping_method_load (vt_workspace_get_reader (workspace), method_id, NULL);
  GPtrArray *summaries = vt_record_summaries_new ();

  (void) error;
  for (guint i = 0; method != NULL && i < method->rates->len; i++)
    {
      const VtShippingRate *rate = g_ptr_array_index (method->rates, i);
      g_autofree char *words =
          vt_shipping_rate_describe (rate, vt_workspace_get_currency (workspace), vt_settings_locale ());

      vt_record_summaries_add (summaries, rate->id, words, rate->stop ? _ ("Then stop") : NULL);
    }

  return summaries;
}

/* Ways to send ---------------------------------------------------------------------------------------------------- */

static void
add_places (VtSettingsPane *pane, VtRecordForm *form, AdwPreferencesGroup *group)
{
  g_autoptr (GPtrArray) places = vt_stock_place_list (vt_settings_pane_get_reader (pane), FALSE, NULL);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_ptr_array_add (values, g_strdup ("0"));
  g_ptr_array_add (labels, _ ("Any"));
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const VtStockPlace *place = g_ptr_array_index (places, i);

      g_ptr_array_add (values, g_strdup_printf ("%" G_GINT64_FORMAT, place->id));
      g_ptr_array_add (labels, place->name);
    }
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (labels, NULL);
  vt_record_form_add_choice (form, group, "place", _ ("Collected from the place"), (const char *const *) values->pdata,
                             (const char *const *) labels->pdata);
  vt_record_form_add_text (form, group, "address", _ ("Address, where it is not the shop’s"), NULL, VT_FORM_MULTILINE);
}

static void
add_weekdays (VtSettingsPane *pane, VtRecordForm *form)
{
  const char *const names[] = { _ ("Monday"), _ ("Tuesday"),  _ ("Wednesday"), _ ("Thursday"),
                                _ ("Friday"), _ ("Saturday"), _ ("Sunday") };
  AdwPreferencesGroup *group = vt_settings_pane_add_group (pane, NULL, NULL);
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _ ("Working days"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), _ ("On which parcels leave"));
  adw_preferences_group_add (group, expander);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *field = g_strdup_printf ("day.%u", i);
      GtkWidget *row;

      vt_record_form_add_switch (form, group, field, names[i], NULL);
      row = gtk_widget_get_last_child (gtk_widget_get_parent (expander));
      g_object_ref (row);
      adw_preferences_group_remove (group, row);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
      g_object_unref (row);
    }
}

static void
add_method_rows (VtSettingsPane *pane, VtRecordForm *form)
{
  const char *const kinds[] = { "delivery", "pickup", NULL };
  const char *const labels[] = { _ ("Sent to the shopper"), _ ("Collected by the shopper"), NULL };
  AdwPreferencesGroup *what = vt_settings_pane_add_group (pane, NULL, NULL);
  AdwPreferencesGroup *when = vt_settings_pane_add_group (pane, _ ("When It Arrives"), NULL);
  AdwPreferencesGroup *limits;

  vt_record_form_add_text (form, what, "name", _ ("Name that shoppers read"), _ ("Standard"), VT_FORM_PATIENT);
  vt_record_form_add_choice (form, what, "kind", _ ("Kind"), kinds, labels);
  vt_record_form_add_text (form, what, "carrier", _ ("Carrier"), "CTT", VT_FORM_PLAIN);
  vt_record_form_add_text (form, what, "note", _ ("What shoppers read below the name"), NULL, VT_FORM_PLAIN);
  add_places (pane, form, what);

  vt_field_set_unit (
      vt_record_form_add_text (form, when, "days", _ ("Working days on the way"), "2-4", VT_FORM_PATIENT), _ ("days"));
  vt_field_set_note (
      vt_record_form_add_text (form, when, "cut-off", _ ("Leaves on the same day until"), "16:00", VT_FORM_PATIENT),
      _ ("In the shop’s time zone. Nothing when it may take another day."));
  add_weekdays (pane, form);

  limits = vt_settings_pane_add_group (pane, _ ("Price and Limits"), NULL);
  vt_record_form_add_money (form, limits, "free-over", _ ("Free from this worth of goods on"));
  vt_record_form_add_money (form, limits, "handling", _ ("Handling, added once"));
  vt_field_set_unit (
      vt_record_form_add_text (form, limits, "max-weight", _ ("Not offered above"), NULL, VT_FORM_PATIENT), "kg");
  vt_record_form_add_text (form, limits, "tax-class", _ ("Tax class"), "standard", VT_FORM_PLAIN);
}

/**
 * vt_settings_method_new:
 * @workspace: of the shop
 * @id: of a way to send
 *
 * Returns: (transfer floating): its page, with the table of what it costs
 */
VtSettingsPane *
vt_settings_method_new (VtWorkspace *workspace, gint64 id)
{
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Delivery"), PREVIEW_PATH);
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_method, id);
  AdwPreferencesGroup *group = vt_settings_pane_add_group (
      pane, _ ("What It Costs"), _ ("Every row that counts adds to the price. Without a row it is not offered."));

  remember (pane, id);
  connect_add (group, _ ("Add a Rate"), G_CALLBACK (add_rate_cb), pane);
  vt_record_list_new (pane, group, _ ("Rates"), &vt_record_rate, id, list_rates, open_rate);
  add_method_rows (pane, form);
  vt_record_form_add_end (form, _ ("Remove Delivery"), NULL);
  return pane;
}

static void
add_method_cb (VtSettingsPane *over)
{
  VtSettingsPane *pane =
      vt_settings_pane_new (vt_settings_pane_get_workspace (over), _ ("Add a Delivery"), PREVIEW_PATH);
  VtShippingMethod *method = vt_shipping_method_new (recall (over), _ ("Standard"));
  VtRecordForm *form = vt_record_form_new_draft (pane, &vt_record_method, method);

  add_method_rows (pane, form);
  vt_record_form_add_end (form, _ ("Add Delivery"), vt_settings_method_new);
  vt_settings_pane_push (over, pane);
}

static char *
method_words (VtWorkspace *workspace, const VtShippingMethod *method)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (method->kind == VT_SHIPPING_PICKUP)
    g_ptr_array_add (parts, g_strdup (_ ("Collected by the shopper")));
  if (*method->carrier != '\0')
    g_ptr_array_add (parts, g_strdup (method->carrier));
  if (method->days_max > method->days_min)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%d–%d working days"), method->days_min, method->days_max));
  else if (method->days_max > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%d working day", "%d working days", (gulong) method->days_max),
                                             method->days_max));
  if (method->free_over_minor >= 0)
    {
      g_autofree char *amount = vt_workspace_format_money (workspace, method->free_over_minor);

      g_ptr_array_add (parts, g_strdup_printf (_ ("free from %s"), amount));
    }
  if (method->rates->len == 0)
    g_ptr_array_add (parts, g_strdup (_ ("no rate yet: not offered")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static GPtrArray *
list_methods (VtWorkspace *workspace, gint64 zone_id, GError **error)
{
  g_autoptr (GPtrArray) methods = vt_shipping_method_list (vt_workspace_get_reader (workspace), zone_id, error);
  GPtrArray *summaries;

  if (methods == NULL)
    return NULL;

  summaries = vt_record_summaries_new ();
  for (guint i = 0; i < methods->len; i++)
    {
      const VtShippingMethod *method = g_ptr_array_index (methods, i);
      g_autofree char *words = method_words (workspace, method);

      vt_record_summaries_add (summaries, method->id, method->name, words);
    }

  return summaries;
}

/* Zones ----------------------------------------------------------------------------------------------------------- */

static void
add_zone_rows (VtSettingsPane *pane, VtRecordForm *form)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (pane, NULL, NULL);

  vt_record_form_add_text (form, group, "name", _ ("Name, for you alone"), _ ("Europe"), VT_FORM_PATIENT);
  vt_record_form_add_picker (form, group, "countries", _ ("Countries"), VT_CHOOSER_COUNTRIES, vt_settings_countries,
                             NULL, _ ("None yet: choose at least one"));
  vt_field_set_note (
      vt_record_form_add_text (form, group, "states", _ ("Only these states"), _ ("All"), VT_FORM_PATIENT),
      _ ("Their letters with commas between, such as SP, RJ."));
  vt_field_set_note (
      vt_record_form_add_text (form, group, "postcodes", _ ("Only these postcodes"), _ ("All"), VT_FORM_PATIENT),
      _ ("With commas between: 4000-123, 41* for all that begin so, 4200...4299 for a range."));
}

/**
 * vt_settings_zone_new:
 * @workspace: of the shop
 * @id: of a zone
 *
 * Returns: (transfer floating): its page, with the ways to send there
 */
VtSettingsPane *
vt_settings_zone_new (VtWorkspace *workspace, gint64 id)
{
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Zone"), PREVIEW_PATH);
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_zone, id);
  AdwPreferencesGroup *group;

  remember (pane, id);
  add_zone_rows (pane, form);
  group = vt_settings_pane_add_group (pane, _ ("Deliveries"), _ ("Shoppers choose from them, in this order."));
  connect_add (group, _ ("Add a Delivery"), G_CALLBACK (add_method_cb), pane);
  vt_record_list_new (pane, group, _ ("Deliveries"), &vt_record_method, id, list_methods, vt_settings_method_new);
  vt_record_form_add_end (form, _ ("Remove Zone"), NULL);
  return pane;
}

static void
add_zone_cb (VtSettingsPane *over)
{
  VtWorkspace *workspace = vt_settings_pane_get_workspace (over);
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Add a Zone"), PREVIEW_PATH);
  VtRecordForm *form = vt_record_form_new_draft (pane, &vt_record_zone, vt_shipping_zone_new ("", ""));

  add_zone_rows (pane, form);
  vt_record_form_add_end (form, _ ("Add Zone"), vt_settings_zone_new);
  vt_settings_pane_push (over, pane);
}

static GPtrArray *
list_zones (VtWorkspace *workspace, G_GNUC_UNUSED gint64 parent, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (vt_workspace_get_reader (workspace), error);
  GPtrArray *summaries;

  if (zones == NULL)
    return NULL;

  summaries = vt_record_summaries_new ();
  for (guint i = 0; i < zones->len; i++)
    {
      const VtShippingZone *zone = g_ptr_array_index (zones, i);
      g_autofree char *words = vt_settings_countries_words (zone->countries, _ ("No country yet"));

      vt_record_summaries_add (summaries, zone->id, zone->name, words);
    }

  return summaries;
}

static void
simulate_cb (VtSettingsPane *pane)
{
  vt_settings_pane_push (pane, vt_settings_simulator_new (vt_settings_pane_get_workspace (pane)));
}

/**
 * vt_settings_delivery_new:
 * @workspace: of the shop
 *
 * Returns: (transfer floating): the zones
 */
VtSettingsPane *
vt_settings_delivery_new (VtWorkspace *workspace)
{
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Delivery"), PREVIEW_PATH);
  AdwPreferencesGroup *group = vt_settings_pane_add_group (
      pane, _ ("Zones"), _ ("The first zone that has the shopper’s address is the one that counts."));
  AdwPreferencesGroup *trial;
  GtkWidget *row = adw_action_row_new ();

  connect_add (group, _ ("Add a Zone"), G_CALLBACK (add_zone_cb), pane);
  vt_record_list_new (pane, group, _ ("Zones"), &vt_record_zone, 0, list_zones, vt_settings_zone_new);

  trial = vt_settings_pane_add_group (pane, NULL, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Try an Address"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("What a parcel costs there, and which rows say so"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (simulate_cb), pane, G_CONNECT_SWAPPED);
  adw_preferences_group_add (trial, row);
  return pane;
}
