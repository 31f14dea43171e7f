/* How visits are counted, and by whom. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-panes.h"

#include "app/settings/vt-record-form.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

static const struct
{
  const char *key;
  const char *title;
  const char *hint;
  const char *note;
} tags[] = {
  { "tag.ga4", N_ ("Google Analytics 4"), "G-ABC1234567",
    N_ ("Shoppers are asked first: nothing is sent to Google unless they allow statistics.") },
  { "tag.google-ads", N_ ("Google Ads"), "AW-123456789",
    N_ ("Shoppers are asked first: nothing is sent to Google unless they allow advertising.") },
  { "tag.meta", N_ ("Meta Pixel"), "123456789012345",
    N_ ("Shoppers are asked first: nothing is sent to Facebook and Instagram unless they allow advertising.") },
  { "tag.tiktok", N_ ("TikTok Pixel"), "C4ABCDEFGHIJKLMNOPQR",
    N_ ("Shoppers are asked first: nothing is sent to TikTok unless they allow advertising.") },
};

/**
 * vt_settings_measurement_new:
 * @workspace: of the shop
 *
 * Returns: (transfer floating): how visits are counted
 */
VtSettingsPane *
vt_settings_measurement_new (VtWorkspace *workspace)
{
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Measurement"), "/");
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_setting, 0);
  AdwPreferencesGroup *own;
  AdwPreferencesGroup *others;

  if (vt_setting_is_known ("events.own"))
    {
      own = vt_settings_pane_add_group (pane, _ ("Your Own"), NULL);
      vt_record_form_add_switch (form, own, "events.own", _ ("Count visits yourself"),
                                 _ ("By your own host, without cookies and without what tells one person from "
                                    "another: shoppers need not be asked."));
    }
  others = vt_settings_pane_add_group (
      pane, _ ("Tags of Others"),
      _ ("While all are empty the shop asks for nothing from elsewhere, and shoppers see no question."));
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (vt_setting_is_known (tags[i].key))
      vt_field_set_note (
          vt_record_form_add_text (form, others, tags[i].key, _ (tags[i].title), tags[i].hint, VT_FORM_PATIENT),
          _ (tags[i].note));
  vt_record_form_show (form);
  return pane;
}
