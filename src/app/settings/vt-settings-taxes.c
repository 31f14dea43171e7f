/* Rates of tax by class and place. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-panes.h"

#include "app/settings/vt-record-form.h"
#include "app/settings/vt-record-list.h"
#include "app/widgets/vt-percent.h"
#include "orders/vt-shipping.h"
#include "orders/vt-tax.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

static GPtrArray *
list_taxes (VtWorkspace *workspace, G_GNUC_UNUSED gint64 parent, GError **error)
{
  g_autoptr (GPtrArray) rates = vt_tax_rate_list (vt_workspace_get_reader (workspace), error);
  GPtrArray *summaries;

  if (rates == NULL)
    return NULL;

  summaries = vt_record_summaries_new ();
  for (guint i = 0; i < rates->len; i++)
    {
      const VtTaxRate *rate = g_ptr_array_index (rates, i);
      g_autofree char *country = vt_settings_country_name (rate->country);
      g_autofree char *percent = vt_percent_format (rate->rate_bp);
      g_autofree char *title = g_strdup_printf (_ ("%s %s %%"), rate->name, percent);
      g_autofree char *subtitle = g_strjoin (" · ", country, *rate->state != '\0' ? rate->state : rate->tax_class,
                                             *rate->state != '\0' ? rate->tax_class : NULL, NULL);

      vt_record_summaries_add (summaries, rate->id, title, subtitle);
    }

  return summaries;
}

static GPtrArray *
countries_and_others (void)
{
  GPtrArray *items = vt_settings_countries ();
  VtSettingsItem *others = g_new0 (VtSettingsItem, 1);

  others->value = g_strdup (VT_SHIPPING_EVERYWHERE);
  others->label = vt_settings_country_name (VT_SHIPPING_EVERYWHERE);
  g_ptr_array_insert (items, 0, others);
  return items;
}

static void
add_rows (VtSettingsPane *pane, VtRecordForm *form)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (pane, NULL, NULL);

  vt_record_form_add_text (form, group, "name", _ ("Name on the bill"), _ ("VAT"), VT_FORM_PATIENT);
  vt_field_set_unit (vt_record_form_add_text (form, group, "percent", _ ("Rate"), "23", VT_FORM_PATIENT), "%");
  vt_record_form_add_picker (form, group, "country", _ ("Country"), VT_CHOOSER_ONE, countries_and_others,
                             vt_settings_country_name, _ ("Not chosen yet"));
  vt_field_set_note (vt_record_form_add_text (form, group, "state", _ ("State"), "SP", VT_FORM_PATIENT),
                     _ ("The letters of a state, where it has a rate of its own; nothing for the whole country."));
  vt_field_set_note (vt_record_form_add_text (form, group, "class", _ ("Class"), "standard", VT_FORM_PATIENT),
                     _ ("Each product names its class: standard, reduced…"));
}

static VtSettingsPane *
open_tax (VtWorkspace *workspace, gint64 id)
{
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Tax Rate"), NULL);
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_tax, id);

  add_rows (pane, form);
  vt_record_form_add_end (form, _ ("Remove Rate"), NULL);
  return pane;
}

static void
add_cb (VtSettingsPane *over)
{
  VtWorkspace *workspace = vt_settings_pane_get_workspace (over);
  g_autofree char *country = vt_setting_get (vt_workspace_get_reader (workspace), "shop.country", NULL);
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Add a Tax Rate"), NULL);
  VtTaxRate *rate = vt_tax_rate_new ("standard", country != NULL ? country : "", _ ("VAT"), 0);
  VtRecordForm *form = vt_record_form_new_draft (pane, &vt_record_tax, rate);

  add_rows (pane, form);
  vt_record_form_add_end (form, _ ("Add Rate"), NULL);
  vt_settings_pane_push (over, pane);
}

/**
 * vt_settings_taxes_new:
 * @workspace: of the shop
 *
 * Returns: (transfer floating): the rates of tax
 */
VtSettingsPane *
vt_settings_taxes_new (VtWorkspace *workspace)
{
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Taxes"), "/checkout");
  AdwPreferencesGroup *how = vt_settings_pane_add_group (pane, NULL, NULL);
  AdwPreferencesGroup *group = vt_settings_pane_add_group (
      pane, _ ("Rates"), _ ("The rate of the shopper’s state goes before that of the country."));
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_setting, 0);
  GtkWidget *button = vt_settings_button_new (_ ("Add…"), _ ("Add a Tax Rate"));

  vt_record_form_add_switch (form, how, "tax.included", _ ("Prices hold the tax"),
                             _ ("Off: the tax is added in the cart"));
  vt_record_form_show (form);
  adw_preferences_group_set_header_suffix (group, button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), pane, G_CONNECT_SWAPPED);
  vt_record_list_new (pane, group, _ ("Rates"), &vt_record_tax, 0, list_taxes, open_tax);
  return pane;
}
