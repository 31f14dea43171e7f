/* What the law of the shop's country asks it to say. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-panes.h"

#include "app/settings/vt-record-form.h"
#include "content/vt-legal.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

static const char *
why (const VtLegalFact *fact)
{
  if (fact->required)
    return _ ("The law asks for it");

  return _ ("Shoppers look for it before they buy");
}

static void
add_fact (VtRecordForm *form, AdwPreferencesGroup *group, const VtLegalFact *fact)
{
  VtField *row = vt_record_form_add_text (form, group, fact->key, _ (fact->label), fact->hint, VT_FORM_PATIENT);

  vt_field_set_note (row, why (fact));
}

static void
leave_cb (VtSettingsPane *pane)
{
  g_autofree char *country = vt_setting_get (vt_settings_pane_get_reader (pane), "shop.country", NULL);

  if (g_strcmp0 (g_object_get_data (G_OBJECT (pane), "country"), country) == 0)
    return;

  vt_settings_pane_replace (pane, vt_settings_legal_new (vt_settings_pane_get_workspace (pane)));
}

/**
 * vt_settings_legal_new:
 * @workspace: of the shop
 *
 * Returns: (transfer floating): the facts that the shop's country asks for
 */
VtSettingsPane *
vt_settings_legal_new (VtWorkspace *workspace)
{
  VtSettingsPane *pane =
      vt_settings_pane_new (workspace, _ ("Legal"), vt_settings_contact_path (vt_workspace_get_reader (workspace)));
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_setting, 0);
  g_autofree char *country = vt_setting_get (vt_workspace_get_reader (workspace), "shop.country", NULL);
  g_autofree char *name = vt_settings_country_name (country != NULL ? country : "");
  g_autofree char *about = *name != '\0' ? g_strdup_printf (_ ("For a shop in %s"), name)
                                         : g_strdup (_ ("The country of the shop is not chosen yet"));
  AdwPreferencesGroup *where =
      vt_settings_pane_add_group (pane, about, _ ("This helps you to think of everything; it is no legal advice."));
  AdwPreferencesGroup *group =
      vt_settings_pane_add_group (pane, _ ("Facts"), _ ("They stand at the foot of the shop and on its contact page."));
  guint n_facts = 0;
  const VtLegalFact *facts = vt_legal_facts (country != NULL ? country : "", &n_facts);

  vt_record_form_add_picker (form, where, "shop.country", _ ("Country"), VT_CHOOSER_ONE, vt_settings_countries,
                             vt_settings_country_name, _ ("Not chosen yet"));
  for (guint i = 0; i < n_facts; i++)
    add_fact (form, group, &facts[i]);
  vt_record_form_show (form);

  g_object_set_data_full (G_OBJECT (pane), "country", g_strdup (country), g_free);
  g_signal_connect (pane, "refresh", G_CALLBACK (leave_cb), NULL);
  return pane;
}
