/* Where shoppers can ask, and when somebody answers. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-panes.h"

#include "app/settings/vt-record-form.h"
#include "app/settings/vt-record-list.h"
#include "content/vt-channel.h"
#include "content/vt-hours.h"

#include <glib/gi18n.h>

/* Channels -------------------------------------------------------------------------------------------------------- */

static GPtrArray *
list_channels (VtWorkspace *workspace, G_GNUC_UNUSED gint64 parent, GError **error)
{
  g_autoptr (GPtrArray) channels = vt_channel_list (vt_workspace_get_reader (workspace), error);
  GPtrArray *summaries;

  if (channels == NULL)
    return NULL;

  summaries = vt_record_summaries_new ();
  for (guint i = 0; i < channels->len; i++)
    {
      const VtChannel *channel = g_ptr_array_index (channels, i);
      g_autofree char *words = *channel->label != '\0' ? g_strdup_printf ("%s · %s", channel->value, channel->label)
                                                       : g_strdup (channel->value);

      vt_record_summaries_add (summaries, channel->id, vt_channel_kind_name (channel->kind), words);
    }

  return summaries;
}

static void
add_channel_rows (VtRecordForm *form, VtSettingsPane *pane, VtChannelKind kind)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (pane, NULL, NULL);

  vt_record_form_add_text (form, group, "value", _ ("Address or number"), vt_channel_kind_hint (kind), VT_FORM_PATIENT);
  vt_record_form_add_text (form, group, "label", _ ("Who answers there, if it is to be told"), _ ("Inês"),
                           VT_FORM_PLAIN);
}

static void
test_cb (VtRecordForm *form, gconstpointer record, GtkWidget *button)
{
  const VtChannel *channel = record;
  g_autofree char *url = channel->kind != VT_CHANNEL_FORM ? vt_channel_url (channel, NULL) : NULL;

  (void) form;
  gtk_link_button_set_uri (GTK_LINK_BUTTON (button), url != NULL ? url : "about:blank");
  gtk_widget_set_visible (button, url != NULL);
}

static VtSettingsPane *
open_channel (VtWorkspace *workspace, gint64 id)
{
  g_autoptr (VtChannel) channel = vt_channel_load (vt_workspace_get_reader (workspace), id, NULL);
  VtChannelKind kind = channel != NULL ? channel->kind : VT_CHANNEL_FORM;
  VtSettingsPane *pane = vt_settings_pane_new (workspace, vt_channel_kind_name (kind), NULL);
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_channel, id);
  GtkWidget *test = gtk_link_button_new_with_label ("about:blank", _ ("Try It"));

  add_channel_rows (form, pane, kind);
  gtk_widget_set_halign (test, GTK_ALIGN_START);
  vt_settings_pane_add (pane, test);
  g_signal_connect_object (form, "shown", G_CALLBACK (test_cb), test, G_CONNECT_DEFAULT);
  vt_record_form_add_end (form, _ ("Remove Channel"), NULL);
  return pane;
}

static void
add_channel_action (G_GNUC_UNUSED GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VtSettingsPane *over = data;
  VtChannelKind kind = (VtChannelKind) g_variant_get_int32 (parameter);
  g_autofree char *title = g_strdup_printf (_ ("Add %s"), vt_channel_kind_name (kind));
  VtSettingsPane *pane = vt_settings_pane_new (vt_settings_pane_get_workspace (over), title, NULL);
  VtRecordForm *form = vt_record_form_new_draft (pane, &vt_record_channel, vt_channel_new (kind, ""));

  add_channel_rows (form, pane, kind);
  vt_record_form_add_end (form, _ ("Add Channel"), NULL);
  vt_settings_pane_push (over, pane);
}

static void
add_channels (VtSettingsPane *pane)
{
  const GActionEntry entries[] = { { .name = "add", .activate = add_channel_action, .parameter_type = "i" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  AdwPreferencesGroup *group = vt_settings_pane_add_group (
      pane, _ ("Channels"), _ ("They stand on the contact page and at products, in this order."));
  GtkWidget *button = gtk_menu_button_new ();

  for (int i = 0; i < VT_CHANNEL_N_KINDS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (vt_channel_kind_name ((VtChannelKind) i), NULL);

      g_menu_item_set_action_and_target_value (item, "channels.add", g_variant_new_int32 (i));
      g_menu_append_item (menu, item);
    }
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), pane);
  gtk_widget_insert_action_group (GTK_WIDGET (group), "channels", G_ACTION_GROUP (actions));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Add…"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a Channel"), -1);
  adw_preferences_group_set_header_suffix (group, button);
  vt_record_list_new (pane, group, _ ("Channels"), &vt_record_channel, 0, list_channels, open_channel);
}

/* Closed days ----------------------------------------------------------------------------------------------------- */

static GPtrArray *
list_closed (VtWorkspace *workspace, G_GNUC_UNUSED gint64 parent, GError **error)
{
  g_autoptr (VtHours) hours = vt_hours_load (vt_workspace_get_reader (workspace), error);
  GPtrArray *summaries;

  if (hours == NULL)
    return NULL;

  summaries = vt_record_summaries_new ();
  for (guint i = 0; i < hours->closed->len; i++)
    {
      const VtClosedDay *closed = g_ptr_array_index (hours->closed, i);
      char date[64] = { 0 };

      g_date_strftime (date, sizeof date, "%x", &closed->day);
      vt_record_summaries_add (summaries, (gint64) g_date_get_julian (&closed->day),
                               *closed->name != '\0' ? closed->name : date, *closed->name != '\0' ? date : "");
    }

  return summaries;
}

static void
add_closed_rows (VtRecordForm *form, VtSettingsPane *pane)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (pane, NULL, NULL);

  vt_record_form_add_text (form, group, "day", _ ("Day"), "2026-12-25", VT_FORM_PATIENT);
  vt_record_form_add_text (form, group, "label", _ ("Why, if it is to be told"), _ ("Christmas"), VT_FORM_PLAIN);
}

static VtSettingsPane *
open_closed (VtWorkspace *workspace, gint64 id)
{
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Closed Day"), NULL);
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_closed, id);

  add_closed_rows (form, pane);
  vt_record_form_add_end (form, _ ("Remove Closed Day"), NULL);
  return pane;
}

static void
add_closed_cb (VtSettingsPane *over)
{
  VtSettingsPane *pane = vt_settings_pane_new (vt_settings_pane_get_workspace (over), _ ("Add a Closed Day"), NULL);
  VtRecordForm *form = vt_record_form_new_draft (pane, &vt_record_closed, vt_record_new_closed ());

  add_closed_rows (form, pane);
  vt_record_form_add_end (form, _ ("Add Closed Day"), NULL);
  vt_settings_pane_push (over, pane);
}

/* Hours ----------------------------------------------------------------------------------------------------------- */

static void
add_days (VtSettingsPane *pane)
{
  const char *const names[] = { _ ("Monday"), _ ("Tuesday"),  _ ("Wednesday"), _ ("Thursday"),
                                _ ("Friday"), _ ("Saturday"), _ ("Sunday") };
  AdwPreferencesGroup *group = vt_settings_pane_add_group (
      pane, _ ("Opening Hours"), _ ("In the shop’s time zone, such as 9:00-13:00, 14:00-18:00."));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      VtRecordForm *form = vt_record_form_new (pane, &vt_record_day, i + 1);

      vt_record_form_add_text (form, group, "times", names[i], _ ("Closed"), VT_FORM_PATIENT);
      vt_record_form_show (form);
    }
}

/**
 * vt_settings_service_new:
 * @workspace: of the shop
 *
 * Returns: (transfer floating): channels, hours and closed days
 */
VtSettingsPane *
vt_settings_service_new (VtWorkspace *workspace)
{
  VtSettingsPane *pane =
      vt_settings_pane_new (workspace, _ ("Service"), vt_settings_contact_path (vt_workspace_get_reader (workspace)));
  VtRecordForm *form;
  AdwPreferencesGroup *promise;
  AdwPreferencesGroup *closed;
  GtkWidget *button = vt_settings_button_new (_ ("Add…"), _ ("Add a Closed Day"));

  add_channels (pane);
  form = vt_record_form_new (pane, &vt_record_setting, 0);
  promise = vt_settings_pane_add_group (pane, _ ("Promise"), NULL);
  vt_field_set_unit (vt_record_form_add_text (form, promise, "contact.reply-minutes",
                                              _ ("While open, an answer comes within"), _ ("No promise"),
                                              VT_FORM_PATIENT),
                     _ ("minutes"));
  vt_record_form_show (form);
  add_days (pane);

  closed = vt_settings_pane_add_group (pane, _ ("Closed Days"), NULL);
  adw_preferences_group_set_header_suffix (closed, button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_closed_cb), pane, G_CONNECT_SWAPPED);
  vt_record_list_new (pane, closed, _ ("Closed Days"), &vt_record_closed, 0, list_closed, open_closed);
  return pane;
}
