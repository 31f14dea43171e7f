#define G_LOG_DOMAIN "vitrine"

#include "app/stock/vt-stock-places.h"

#include "app/stock/vt-stock-edits.h"
#include "catalogue/vt-stock-list.h"
#include "catalogue/vt-stock-place.h"
#include "shop/vt-snapshot.h"

#include <glib/gi18n.h>

struct _VtStockPlaces
{
  AdwBin parent_instance;

  VtWorkspace *workspace;    /* (owned) (nullable) */
  GPtrArray *places;         /* (owned) (nullable) VtStockPlace */
  GCancellable *cancellable; /* (owned) cancelled in dispose */
  gboolean shown;            /* somebody looks at it */

  GtkListBox *list; /* template child */
  AdwEntryRow *add; /* template child */
  AdwEntryRow *low; /* template child */
};

G_DEFINE_FINAL_TYPE (VtStockPlaces, vt_stock_places, ADW_TYPE_BIN)

static const VtStockPlace *
place_at (VtStockPlaces *self, guint index)
{
  return self->places != NULL && index < self->places->len ? g_ptr_array_index (self->places, index) : NULL;
}

/* Edits of a row ----------------------------------------------------------------------------------------------------
 */

static void
renamed_cb (VtStockPlaces *self, AdwEntryRow *row)
{
  const VtStockPlace *place = place_at (self, (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));

  if (place != NULL)
    vt_stock_edits_rename_place (self->workspace, place->id, gtk_editable_get_text (GTK_EDITABLE (row)));
}

static void
move_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *parameter)
{
  VtStockPlaces *self = VT_STOCK_PLACES (widget);
  guint index;
  int step;
  const VtStockPlace *place;

  g_variant_get (parameter, "(ui)", &index, &step);
  place = place_at (self, index);
  if (place != NULL)
    vt_stock_edits_reorder_place (self->workspace, place->id, place->name, MAX ((int) index + step, 0));
}

static void
remove_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *parameter)
{
  VtStockPlaces *self = VT_STOCK_PLACES (widget);
  const VtStockPlace *place = place_at (self, g_variant_get_uint32 (parameter));

  if (place != NULL)
    vt_stock_edits_remove_place (self->workspace, place->id, place->name);
}

static void
empty_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *parameter)
{
  VtStockPlaces *self = VT_STOCK_PLACES (widget);
  guint from;
  guint to;

  g_variant_get (parameter, "(uu)", &from, &to);
  if (place_at (self, from) != NULL && place_at (self, to) != NULL)
    vt_stock_edits_empty_place (self->workspace, place_at (self, from)->id, place_at (self, from)->name,
                                place_at (self, to)->id);
}

/* Rows --------------------------------------------------------------------------------------------------------------
 */

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GMenu *
new_empty_menu (VtStockPlaces *self, guint index)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < self->places->len; i++)
    if (i != index)
      append (menu, place_at (self, i)->name, "places.empty", g_variant_new ("(uu)", index, i));

  return menu;
}

static GtkWidget *
new_menu (VtStockPlaces *self, guint index)
{
  const VtStockPlace *place = place_at (self, index);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) empty = new_empty_menu (self, index);
  g_autofree char *name = g_strdup_printf (_ ("What to do with “%s”"), place->name);
  GtkWidget *button = gtk_menu_button_new ();

  if (index > 0)
    append (menu, _ ("Move _Up"), "places.move", g_variant_new ("(ui)", index, -1));
  if (index + 1 < self->places->len)
    append (menu, _ ("Move _Down"), "places.move", g_variant_new ("(ui)", index, 1));
  if (self->places->len > 1 && place->n_variants > 0)
    g_menu_append_submenu (menu, _ ("Move All Its _Stock To"), G_MENU_MODEL (empty));
  append (menu, _ ("_Remove"), "places.remove", g_variant_new_uint32 (index));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
new_row (VtStockPlaces *self, guint index)
{
  const VtStockPlace *place = place_at (self, index);
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *pieces =
      g_strdup_printf (ngettext ("%d piece", "%d pieces", (gulong) ABS (place->on_hand)), (int) place->on_hand);
  GtkWidget *label = gtk_label_new (pieces);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 index == 0 ? _ ("Place that stock goes to first") : _ ("Place"));
  gtk_editable_set_text (GTK_EDITABLE (row), place->name);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), label);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), new_menu (self, index));
  g_signal_connect_object (row, "apply", G_CALLBACK (renamed_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
fill (VtStockPlaces *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->places->len; i++)
    gtk_list_box_append (self->list, new_row (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->places->len > 0);
}

/* Reading: what is at each place is a sum over the whole ledger. -----------------------------------------------------
 */

static void
read_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer path, G_GNUC_UNUSED GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (path, &error);
  GPtrArray *places = snapshot != NULL ? vt_stock_place_list (vt_snapshot_get_db (snapshot), TRUE, &error) : NULL;

  if (places == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, places, (GDestroyNotify) g_ptr_array_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtStockPlaces *self = VT_STOCK_PLACES (source);
  g_autoptr (GError) error = NULL;
  GPtrArray *places = g_task_propagate_pointer (G_TASK (result), &error);

  if (places == NULL)
    {
      if (self->workspace != NULL)
        vt_workspace_fail (self->workspace, error);
      return;
    }

  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = places;
  fill (self);
}

static void
show_low (VtStockPlaces *self)
{
  g_autofree char *level =
      g_strdup_printf ("%" G_GINT64_FORMAT, vt_stock_low_level (vt_workspace_get_reader (self->workspace)));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->low)), level) == 0)
    return;

  /* Setting the text shows the button that applies it. */
  adw_entry_row_set_show_apply_button (self->low, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->low), level);
  adw_entry_row_set_show_apply_button (self->low, TRUE);
}

static void
changed_cb (VtStockPlaces *self, VtChange *change)
{
  if (self->shown && (vt_change_touches (change, "stock_place") || vt_change_touches (change, "stock_movement")))
    vt_stock_places_show (self);
  else if (vt_change_touches (change, "setting"))
    show_low (self);
}

static void
add_cb (VtStockPlaces *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->add))));

  if (*name == '\0')
    return;

  vt_stock_edits_add_place (self->workspace, name);
  gtk_editable_set_text (GTK_EDITABLE (self->add), "");
}

static void
low_cb (VtStockPlaces *self)
{
  vt_stock_edits_set_low (self->workspace, gtk_editable_get_text (GTK_EDITABLE (self->low)));
}

static void
vt_stock_places_unmap (GtkWidget *widget)
{
  VT_STOCK_PLACES (widget)->shown = FALSE;
  GTK_WIDGET_CLASS (vt_stock_places_parent_class)->unmap (widget);
}

static void
vt_stock_places_dispose (GObject *object)
{
  VtStockPlaces *self = VT_STOCK_PLACES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->places, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_stock_places_parent_class)->dispose (object);
}

static void
vt_stock_places_class_init (VtStockPlacesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_stock_places_dispose;
  widget_class->unmap = vt_stock_places_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-stock-places.ui");
  gtk_widget_class_bind_template_child (widget_class, VtStockPlaces, list);
  gtk_widget_class_bind_template_child (widget_class, VtStockPlaces, add);
  gtk_widget_class_bind_template_child (widget_class, VtStockPlaces, low);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, low_cb);
  gtk_widget_class_install_action (widget_class, "places.move", "(ui)", move_action);
  gtk_widget_class_install_action (widget_class, "places.remove", "u", remove_action);
  gtk_widget_class_install_action (widget_class, "places.empty", "(uu)", empty_action);
}

static void
vt_stock_places_init (VtStockPlaces *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_stock_places_set_workspace:
 * @self: a list without a workspace
 * @workspace: of the shop
 */
void
vt_stock_places_set_workspace (VtStockPlaces *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_low (self);
}

/**
 * vt_stock_places_show:
 * @self: a list
 *
 * Reads what there is, and follows it as long as it is seen.
 */
void
vt_stock_places_show (VtStockPlaces *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, read_cb, NULL);

  self->shown = TRUE;
  g_task_set_task_data (task, g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace))), g_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * vt_stock_places_focus:
 * @self: a list
 *
 * Puts the cursor where a place is added.
 */
void
vt_stock_places_focus (VtStockPlaces *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
}
