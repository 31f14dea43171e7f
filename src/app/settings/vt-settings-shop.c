/* Who the shop is, the languages it speaks, and its orders. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-panes.h"

#include "app/settings/vt-record-edit.h"
#include "app/settings/vt-record-form.h"
#include "catalogue/vt-product-list.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>

/* The other languages of the shop, as rows. */
typedef struct
{
  VtSettingsPane *pane;   /* (unowned) it has this */
  VtWorkspace *workspace; /* (unowned) of the page */
  GtkListBox *list;       /* (unowned) */
  GStrv tags;             /* (owned) the first is the shop's own */
} Languages;

/**
 * vt_settings_button_new:
 * @label: translated
 * @name: what assistive technology calls it, translated
 *
 * Returns: (transfer floating): the button beside the title of a group
 */
GtkWidget *
vt_settings_button_new (const char *label, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
languages_free (gpointer data)
{
  Languages *self = data;

  g_strfreev (self->tags);
  g_free (self);
}

static void
write_languages (Languages *self, const char *label, const char *const *others)
{
  g_autofree char *value = g_strjoinv (" ", (char **) others);

  vt_workspace_edit (self->workspace, label, NULL, vt_record_edit_job,
                     vt_record_edit_new (self->workspace, &vt_record_setting, 0, "languages", value),
                     (GDestroyNotify) vt_record_edit_free);
}

/* The others, without @without, and with @with at the end. */
static GPtrArray *
others_of (Languages *self, const char *without, const char *with)
{
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 1; self->tags[0] != NULL && self->tags[i] != NULL; i++)
    if (g_strcmp0 (self->tags[i], without) != 0 && g_strcmp0 (self->tags[i], with) != 0)
      g_ptr_array_add (others, self->tags[i]);
  if (with != NULL && g_strcmp0 (with, self->tags[0]) != 0)
    g_ptr_array_add (others, (char *) with);
  g_ptr_array_add (others, NULL);
  return others;
}

static void
language_added_cb (char *const *values, gpointer data)
{
  Languages *self = data;
  g_autofree char *name = vt_settings_language_name (values[0]);
  g_autofree char *label = g_strdup_printf (_ ("Add language %s"), name);
  g_autoptr (GPtrArray) others = others_of (self, NULL, values[0]);

  write_languages (self, label, (const char *const *) others->pdata);
}

static void
add_language_cb (Languages *self)
{
  vt_settings_pane_push (self->pane,
                         vt_settings_chooser_new (self->workspace, _ ("Add a Language"), VT_CHOOSER_ONE,
                                                  vt_settings_languages (), self->tags, language_added_cb, self, NULL));
}

static void
first_chosen_cb (char *const *values, gpointer data)
{
  Languages *self = data;

  if (!g_strv_contains ((const char *const *) self->tags, values[0]))
    vt_record_write (self->workspace, &vt_record_setting, 0, "", "shop.language", values[0]);
}

static void
first_cb (Languages *self)
{
  char *chosen[] = { self->tags[0], NULL };

  vt_settings_pane_push (self->pane,
                         vt_settings_chooser_new (self->workspace, _ ("Your Own Language"), VT_CHOOSER_ONE,
                                                  vt_settings_languages (), chosen, first_chosen_cb, self, NULL));
}

static void
move_action (G_GNUC_UNUSED GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Languages *self = data;
  guint index;
  int step;
  guint to;
  char *held;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;

  g_variant_get (parameter, "(ui)", &index, &step);
  to = (guint) ((int) index + step);
  if (index < 1 || to < 1 || MAX (index, to) >= g_strv_length (self->tags))
    return;

  held = self->tags[index];
  self->tags[index] = self->tags[to];
  self->tags[to] = held;
  name = vt_settings_language_name (held);
  label = g_strdup_printf (_ ("Move language %s"), name);
  write_languages (self, label, (const char *const *) self->tags + 1);
}

static void
removed_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    vt_workspace_fail (workspace, error);
  else
    vt_workspace_tell (workspace, _ ("Language removed; its translations are kept"), TRUE);
}

static void
remove_action (G_GNUC_UNUSED GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Languages *self = data;
  const char *tag = g_variant_get_string (parameter, NULL);
  g_autofree char *name = vt_settings_language_name (tag);
  g_autofree char *label = g_strdup_printf (_ ("Remove language %s"), name);
  g_autoptr (GPtrArray) others = others_of (self, tag, NULL);
  g_autofree char *value = g_strjoinv (" ", (char **) others->pdata);

  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, NULL, vt_record_edit_job,
                       vt_record_edit_new (self->workspace, &vt_record_setting, 0, "languages", value),
                       (GDestroyNotify) vt_record_edit_free, NULL, removed_cb, g_object_ref (self->workspace));
}

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_menu (Languages *self, guint index, const char *name)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *words = g_strdup_printf (_ ("What to do with “%s”"), name);
  GtkWidget *button = gtk_menu_button_new ();

  if (index > 1)
    append (menu, _ ("Move _Up"), "languages.move", g_variant_new ("(ui)", index, -1));
  if (self->tags[index + 1] != NULL)
    append (menu, _ ("Move _Down"), "languages.move", g_variant_new ("(ui)", index, 1));
  append (menu, _ ("_Remove"), "languages.remove", g_variant_new_string (self->tags[index]));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return button;
}

static void
translate_cb (GtkWidget *row, gpointer data)
{
  Languages *self = data;

  vt_settings_pane_push (
      self->pane, vt_settings_translations_new (self->workspace, g_object_get_data (G_OBJECT (row), "language")));
}

static GtkWidget *
make_row (Languages *self, guint index)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = vt_settings_language_name (self->tags[index]);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (index == 0)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("What you write yourself is in this language"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (first_cb), self);
      return row;
    }

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("What the shop itself says in this language"));
  g_object_set_data_full (G_OBJECT (row), "language", g_strdup (self->tags[index]), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (translate_cb), self);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_menu (self, index, name));
  return row;
}

static void
show_languages (Languages *self)
{
  GStrv tags = vt_language_list (vt_settings_pane_get_reader (self->pane), NULL);
  GtkWidget *child;

  if (tags == NULL ||
      (self->tags != NULL && g_strv_equal ((const char *const *) tags, (const char *const *) self->tags)))
    {
      g_strfreev (tags);
      return;
    }

  g_strfreev (self->tags);
  self->tags = tags;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; tags[i] != NULL; i++)
    gtk_list_box_append (self->list, make_row (self, i));
}

static void
add_languages (VtSettingsPane *pane)
{
  const GActionEntry entries[] = {
    { .name = "move", .activate = move_action, .parameter_type = "(ui)" },
    { .name = "remove", .activate = remove_action, .parameter_type = "s" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  Languages *self = g_new0 (Languages, 1);
  AdwPreferencesGroup *group = vt_settings_pane_add_group (
      pane, _ ("Languages"), _ ("The shop has an address of its own for each language that it is translated into."));
  GtkWidget *button = vt_settings_button_new (_ ("Add…"), _ ("Add a Language"));
  GtkWidget *list = gtk_list_box_new ();

  self->pane = pane;
  self->workspace = vt_settings_pane_get_workspace (pane);
  self->list = GTK_LIST_BOX (list);
  gtk_widget_set_name (list, "languages");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Languages"), -1);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (list, "languages", G_ACTION_GROUP (actions));
  adw_preferences_group_set_header_suffix (group, button);
  adw_preferences_group_add (group, list);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_language_cb), self);
  g_signal_connect_swapped (pane, "refresh", G_CALLBACK (show_languages), self);
  g_object_set_data_full (G_OBJECT (pane), "languages", self, languages_free);
  show_languages (self);
}

/* Prices are whole numbers of a currency's smallest unit: with another currency they would be other prices. */
static gboolean
has_products (VtDb *db)
{
  const VtProductQuery any = { .status = -1 };

  return vt_product_count (db, &any, NULL) != 0;
}

static char *
name_currency (const char *code)
{
  return g_strdup (code);
}

static void
add_money (VtSettingsPane *pane, VtRecordForm *form)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (pane, _ ("Orders and Prices"), NULL);
  GtkWidget *row;

  if (has_products (vt_settings_pane_get_reader (pane)))
    {
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Currency"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("It cannot change once there are products with prices"));
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_label_new (vt_workspace_get_currency (vt_settings_pane_get_workspace (pane))));
      adw_preferences_group_add (group, row);
    }
  else
    vt_record_form_add_picker (form, group, "shop.currency", _ ("Currency"), VT_CHOOSER_ONE, vt_settings_currencies,
                               name_currency, "");
  vt_record_form_add_switch (form, group, "tax.included", _ ("Prices hold the tax"),
                             _ ("Off: the tax is added in the cart"));
  vt_record_form_add_text (form, group, "order.prefix", _ ("Order numbers begin with"), "CL-", VT_FORM_PLAIN);
}

/**
 * vt_settings_shop_new:
 * @workspace: of the shop
 *
 * Returns: (transfer floating): who the shop is
 */
VtSettingsPane *
vt_settings_shop_new (VtWorkspace *workspace)
{
  VtSettingsPane *pane = vt_settings_pane_new (workspace, _ ("Shop"), "/");
  VtRecordForm *form = vt_record_form_new (pane, &vt_record_setting, 0);
  AdwPreferencesGroup *who = vt_settings_pane_add_group (pane, _ ("Who You Are"), NULL);
  AdwPreferencesGroup *where = vt_settings_pane_add_group (pane, _ ("Where You Are"), NULL);

  vt_record_form_add_text (form, who, "shop.name", _ ("Name"), NULL, VT_FORM_PATIENT);
  vt_record_form_add_text (form, who, "shop.tagline", _ ("Tagline"), _ ("One sentence that says what you sell"),
                           VT_FORM_PLAIN);
  vt_record_form_add_text (form, who, "announcement", _ ("Line on top of every page"),
                           _ ("Nothing is shown while it is empty"), VT_FORM_PLAIN);
  vt_record_form_add_text (form, where, "shop.email", _ ("E-mail"), "ola@casalume.example", VT_FORM_PATIENT);
  vt_record_form_add_text (form, where, "shop.phone", _ ("Telephone"), "+351 220 000 000", VT_FORM_PATIENT);
  vt_record_form_add_text (form, where, "shop.address", _ ("Address"), NULL, VT_FORM_MULTILINE);
  vt_record_form_add_picker (form, where, "shop.country", _ ("Country"), VT_CHOOSER_ONE, vt_settings_countries,
                             vt_settings_country_name, _ ("Not chosen yet"));
  vt_record_form_add_picker (form, where, "shop.time-zone", _ ("Time zone"), VT_CHOOSER_ONE, vt_settings_time_zones,
                             g_strdup, _ ("Not chosen yet"));
  add_languages (pane);
  add_money (pane, form);
  vt_record_form_show (form);
  return pane;
}
