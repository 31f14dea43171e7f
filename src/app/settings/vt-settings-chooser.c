#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-chooser.h"

#include "orders/vt-country.h"
#include "orders/vt-shipping.h"

#include <glib/gi18n.h>

typedef struct
{
  VtSettingsPane *pane; /* (unowned) it has this */
  VtChooserKind kind;
  GPtrArray *items;   /* (owned) VtSettingsItem */
  GHashTable *chosen; /* (owned) set of values */
  GtkListBox *list;   /* (unowned) */
  GtkSwitch *all;     /* (unowned) (nullable) */
  GtkEditable *entry; /* (unowned) */
  char *words;        /* (owned) folded text to look for */
  gboolean showing;
  VtChosenFunc func;
  gpointer data;
  GDestroyNotify data_free;
} Chooser;

static void
chooser_free (gpointer data)
{
  Chooser *self = data;

  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->chosen);
  g_free (self->words);
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self);
}

static void
tell (Chooser *self)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  if (g_hash_table_contains (self->chosen, VT_SHIPPING_EVERYWHERE))
    g_ptr_array_add (values, (char *) VT_SHIPPING_EVERYWHERE);
  for (guint i = 0; i < self->items->len && values->len < self->items->len; i++)
    {
      const VtSettingsItem *item = g_ptr_array_index (self->items, i);

      if (g_hash_table_contains (self->chosen, item->value))
        g_ptr_array_add (values, item->value);
    }
  g_ptr_array_add (values, NULL);
  self->func ((char *const *) values->pdata, self->data);
}

static void
choose (Chooser *self, const char *value, gboolean chosen)
{
  if (chosen)
    g_hash_table_add (self->chosen, g_strdup (value));
  else
    g_hash_table_remove (self->chosen, value);
}

static const VtSettingsItem *
item_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "item");
}

static void
show_ticks (Chooser *self)
{
  gboolean everywhere = g_hash_table_contains (self->chosen, VT_SHIPPING_EVERYWHERE);
  GtkListBoxRow *row;

  self->showing = TRUE;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      GtkCheckButton *tick = g_object_get_data (G_OBJECT (row), "tick");

      gtk_check_button_set_active (tick, everywhere || g_hash_table_contains (self->chosen, item_of (row)->value));
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), !everywhere);
  if (self->all != NULL)
    gtk_switch_set_active (self->all, everywhere);
  self->showing = FALSE;
}

static void
tick_cb (GtkCheckButton *tick, G_GNUC_UNUSED GParamSpec *pspec, gpointer data)
{
  Chooser *self = data;
  const VtSettingsItem *item = g_object_get_data (G_OBJECT (tick), "item");

  if (self->showing)
    return;

  choose (self, item->value, gtk_check_button_get_active (tick));
  tell (self);
}

static void
row_cb (GtkListBoxRow *row, gpointer data)
{
  Chooser *self = data;
  char *values[] = { item_of (row)->value, NULL };

  self->func (values, self->data);
  vt_settings_pane_pop (self->pane);
}

static void
all_cb (GtkSwitch *all, G_GNUC_UNUSED GParamSpec *pspec, gpointer data)
{
  Chooser *self = data;

  if (self->showing)
    return;

  g_hash_table_remove_all (self->chosen);
  if (gtk_switch_get_active (all))
    choose (self, VT_SHIPPING_EVERYWHERE, TRUE);
  show_ticks (self);
  tell (self);
}

static void
union_cb (gpointer data)
{
  Chooser *self = data;

  choose (self, VT_SHIPPING_EVERYWHERE, FALSE);
  for (guint i = 0; i < self->items->len; i++)
    {
      const VtSettingsItem *item = g_ptr_array_index (self->items, i);

      if (vt_country_is_in_eu (item->value))
        choose (self, item->value, TRUE);
    }
  show_ticks (self);
  tell (self);
}

static gboolean
contains (const char *text, const char *words)
{
  g_autofree char *plain = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_ALL) : NULL;
  g_autofree char *folded = plain != NULL ? g_utf8_casefold (plain, -1) : NULL;

  return folded != NULL && strstr (folded, words) != NULL;
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  Chooser *self = data;
  const VtSettingsItem *item = item_of (row);

  return self->words == NULL || *self->words == '\0' || contains (item->label, self->words) ||
         contains (item->note, self->words) || contains (item->value, self->words);
}

static void
search_cb (GtkEditable *entry, gpointer data)
{
  Chooser *self = data;
  g_autofree char *plain = g_utf8_normalize (gtk_editable_get_text (entry), -1, G_NORMALIZE_ALL);

  g_free (self->words);
  self->words = plain != NULL ? g_utf8_casefold (plain, -1) : NULL;
  gtk_list_box_invalidate_filter (self->list);
}

static GtkListBoxRow *
first_found (Chooser *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (filter_cb (row, self))
      return row;

  return NULL;
}

/* The first that is found is taken. Where more can be, the keyboard stays for the next words. */
static void
enter_cb (GtkEditable *entry, gpointer data)
{
  Chooser *self = data;
  GtkListBoxRow *row = first_found (self);
  GtkCheckButton *tick = row != NULL ? g_object_get_data (G_OBJECT (row), "tick") : NULL;

  if (row == NULL || !gtk_widget_is_sensitive (GTK_WIDGET (row)))
    return;

  if (tick == NULL)
    {
      gtk_widget_activate (GTK_WIDGET (row));
      return;
    }
  gtk_check_button_set_active (tick, !gtk_check_button_get_active (tick));
  gtk_editable_select_region (entry, 0, -1);
}

static GtkWidget *
make_row (Chooser *self, VtSettingsItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean chosen = g_hash_table_contains (self->chosen, item->value);
  GtkWidget *mark;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->label);
  if (item->note != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), item->note);
  g_object_set_data (G_OBJECT (row), "item", item);

  if (self->kind == VT_CHOOSER_ONE)
    {
      mark = gtk_image_new_from_icon_name ("object-select-symbolic");
      gtk_widget_set_visible (mark, chosen);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect (row, "activated", G_CALLBACK (row_cb), self);
    }
  else
    {
      mark = gtk_check_button_new ();
      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      g_object_set_data (G_OBJECT (mark), "item", item);
      g_object_set_data (G_OBJECT (row), "tick", mark);
      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, item->label, -1);
      g_signal_connect (mark, "notify::active", G_CALLBACK (tick_cb), self);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), mark);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  return row;
}

static void
add_shortcuts (Chooser *self)
{
  AdwPreferencesGroup *group = vt_settings_pane_add_group (self->pane, NULL, NULL);
  GtkWidget *everywhere = adw_action_row_new ();
  GtkWidget *all = gtk_switch_new ();
  GtkWidget *whole = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Add"));

  self->all = GTK_SWITCH (all);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (everywhere), _ ("Everywhere"));
  gtk_widget_set_valign (all, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (everywhere), all);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (everywhere), all);
  g_signal_connect (all, "notify::active", G_CALLBACK (all_cb), self);
  adw_preferences_group_add (group, everywhere);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (whole), _ ("The whole European Union"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add the whole European Union"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (whole), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (whole), button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (union_cb), self);
  adw_preferences_group_add (group, whole);
}

static void
add_list (Chooser *self, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *entry = gtk_search_entry_new ();
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  self->entry = GTK_EDITABLE (entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_name (entry, "search");
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  for (guint i = 0; i < self->items->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (self->items, i)));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  g_signal_connect (entry, "changed", G_CALLBACK (search_cb), self);
  g_signal_connect (entry, "activate", G_CALLBACK (enter_cb), self);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), list);
  vt_settings_pane_add (self->pane, box);
}

/**
 * vt_settings_chooser_new:
 * @workspace: of the shop
 * @title: what is chosen, translated
 * @kind: how many can be
 * @items: (transfer full) (element-type VtSettingsItem): what there is
 * @chosen: (nullable): values that are chosen
 * @func: is called with each choice
 * @data: for @func
 * @data_free: (nullable): frees it
 *
 * Returns: (transfer floating): a page with a list that can be searched
 */
VtSettingsPane *
vt_settings_chooser_new (VtWorkspace *workspace,
                         const char *title,
                         VtChooserKind kind,
                         GPtrArray *items,
                         char *const *chosen,
                         VtChosenFunc func,
                         gpointer data,
                         GDestroyNotify data_free)
{
  Chooser *self = g_new0 (Chooser, 1);

  self->pane = vt_settings_pane_new (workspace, title, NULL);
  self->kind = kind;
  self->items = items;
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->func = func;
  self->data = data;
  self->data_free = data_free;
  for (guint i = 0; chosen != NULL && chosen[i] != NULL; i++)
    choose (self, chosen[i], TRUE);

  if (kind == VT_CHOOSER_COUNTRIES)
    add_shortcuts (self);
  add_list (self, title);
  if (kind != VT_CHOOSER_ONE)
    show_ticks (self);
  g_object_set_data_full (G_OBJECT (self->pane), "chooser", self, chooser_free);
  return self->pane;
}
