#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-record-list.h"

#include "app/settings/vt-record-edit.h"

#include <glib/gi18n.h>

struct _VtRecordList
{
  GObject parent_instance;

  VtSettingsPane *pane;   /* (unowned) (nullable) it has this */
  VtWorkspace *workspace; /* (owned) */
  const VtRecordKind *kind;
  gint64 parent;
  VtRecordLister lister;
  VtRecordOpen open;
  GPtrArray *things; /* (owned) (nullable) VtRecordSummary */
  GtkListBox *list;  /* (unowned) */
};

G_DEFINE_FINAL_TYPE (VtRecordList, vt_record_list, G_TYPE_OBJECT)

static void
summary_free (gpointer data)
{
  VtRecordSummary *summary = data;

  g_free (summary->title);
  g_free (summary->subtitle);
  g_free (summary);
}

/**
 * vt_record_summaries_new:
 *
 * Returns: (transfer full) (element-type VtRecordSummary): none yet
 */
GPtrArray *
vt_record_summaries_new (void)
{
  return g_ptr_array_new_with_free_func (summary_free);
}

/**
 * vt_record_summaries_add:
 * @summaries: things
 * @id: of another one
 * @title: what it is called
 * @subtitle: (nullable): what else is to be known of it
 */
void
vt_record_summaries_add (GPtrArray *summaries, gint64 id, const char *title, const char *subtitle)
{
  VtRecordSummary *summary = g_new0 (VtRecordSummary, 1);

  summary->id = id;
  summary->title = g_strdup (title);
  summary->subtitle = g_strdup (subtitle != NULL ? subtitle : "");
  g_ptr_array_add (summaries, summary);
}

static guint
n_things (VtRecordList *self)
{
  return self->things != NULL ? self->things->len : 0;
}

static const VtRecordSummary *
thing_of (VtRecordList *self, GtkListBoxRow *row)
{
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  return index >= 0 && (guint) index < n_things (self) ? g_ptr_array_index (self->things, (guint) index) : NULL;
}

static GtkListBoxRow *
focused_row (VtRecordList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->list));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return NULL;

  return GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW));
}

/* What is done with a row ----------------------------------------------------------------------------------------- */

static void
move_to (VtRecordList *self, GtkListBoxRow *row, int position)
{
  const VtRecordSummary *thing = thing_of (self, row);

  if (thing == NULL || self->kind->reorder == NULL || position < 0 || (guint) position >= n_things (self) ||
      position == gtk_list_box_row_get_index (row))
    return;

  vt_record_reorder (self->workspace, self->kind, thing->id, thing->title, position);
}

static void
drop_thing (VtRecordList *self, GtkListBoxRow *row)
{
  const VtRecordSummary *thing = thing_of (self, row);

  if (thing != NULL)
    vt_record_drop (self->workspace, self->kind, thing->id, thing->title);
}

static void
open_cb (VtRecordList *self, GtkListBoxRow *row)
{
  const VtRecordSummary *thing = thing_of (self, row);

  if (thing != NULL && self->pane != NULL)
    vt_settings_pane_push (self->pane, self->open (self->workspace, thing->id));
}

static void
move_action (G_GNUC_UNUSED GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VtRecordList *self = data;
  int index;
  int step;

  g_variant_get (parameter, "(ii)", &index, &step);
  move_to (self, gtk_list_box_get_row_at_index (self->list, index), index + step);
}

static void
remove_action (G_GNUC_UNUSED GSimpleAction *action, GVariant *parameter, gpointer data)
{
  VtRecordList *self = data;

  drop_thing (self, gtk_list_box_get_row_at_index (self->list, g_variant_get_int32 (parameter)));
}

static gboolean
key_cb (VtRecordList *self, guint keyval, G_GNUC_UNUSED guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = focused_row (self);
  gboolean alt = (state & GDK_ALT_MASK) != 0;

  if (row == NULL || (!alt && keyval != GDK_KEY_Delete))
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Delete)
    drop_thing (self, row);
  else if (keyval == GDK_KEY_Up)
    move_to (self, row, gtk_list_box_row_get_index (row) - 1);
  else if (keyval == GDK_KEY_Down)
    move_to (self, row, gtk_list_box_row_get_index (row) + 1);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

/* Dragging -------------------------------------------------------------------------------------------------------- */

static GdkContentProvider *
prepare_cb (GtkDragSource *source, G_GNUC_UNUSED double x, G_GNUC_UNUSED double y)
{
  GtkWidget *handle = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  return gdk_content_provider_new_typed (GTK_TYPE_LIST_BOX_ROW,
                                         gtk_widget_get_ancestor (handle, GTK_TYPE_LIST_BOX_ROW));
}

static void
drag_cb (GtkDragSource *source)
{
  GtkWidget *handle = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) look = gtk_widget_paintable_new (gtk_widget_get_ancestor (handle, GTK_TYPE_LIST_BOX_ROW));

  gtk_drag_source_set_icon (source, look, 0, 0);
}

static gboolean
drop_cb (VtRecordList *self, const GValue *value, G_GNUC_UNUSED double x, double y)
{
  GtkListBoxRow *row = g_value_get_object (value);
  GtkListBoxRow *at = gtk_list_box_get_row_at_y (self->list, (int) y);

  if (row == NULL || at == NULL || gtk_widget_get_parent (GTK_WIDGET (row)) != GTK_WIDGET (self->list))
    return FALSE;

  move_to (self, row, gtk_list_box_row_get_index (at));
  return TRUE;
}

static GtkWidget *
make_handle (void)
{
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), NULL);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_cb), NULL);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_css_class (handle, "dim-label");
  return handle;
}

/* Rows ------------------------------------------------------------------------------------------------------------ */

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GtkWidget *
make_menu (VtRecordList *self, int index)
{
  const VtRecordSummary *thing = g_ptr_array_index (self->things, (guint) index);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *name = g_strdup_printf (_ ("What to do with “%s”"), thing->title);
  GtkWidget *button = gtk_menu_button_new ();

  if (self->kind->reorder != NULL && index > 0)
    append (menu, _ ("Move _Up"), "records.move", g_variant_new ("(ii)", index, -1));
  if (self->kind->reorder != NULL && index + 1 < (int) n_things (self))
    append (menu, _ ("Move _Down"), "records.move", g_variant_new ("(ii)", index, 1));
  append (menu, _ ("_Remove"), "records.remove", g_variant_new_int32 (index));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_row (VtRecordList *self, int index)
{
  const VtRecordSummary *thing = g_ptr_array_index (self->things, (guint) index);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), thing->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), thing->subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, thing->title, -1);
  if (self->kind->reorder != NULL && n_things (self) > 1)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_handle ());
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_menu (self, index));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static gboolean
says_the_same (const GPtrArray *before, const GPtrArray *after)
{
  if (before == NULL || before->len != after->len)
    return FALSE;
  for (guint i = 0; i < after->len; i++)
    {
      const VtRecordSummary *left = g_ptr_array_index (before, i);
      const VtRecordSummary *right = g_ptr_array_index (after, i);

      if (left->id != right->id || !g_str_equal (left->title, right->title) ||
          !g_str_equal (left->subtitle, right->subtitle))
        return FALSE;
    }

  return TRUE;
}

/* The keyboard stays with the thing that it was on. */
static void
fill (VtRecordList *self, gint64 focus_id)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < n_things (self); i++)
    {
      const VtRecordSummary *thing = g_ptr_array_index (self->things, i);

      child = make_row (self, (int) i);
      gtk_list_box_append (self->list, child);
      if (thing->id == focus_id)
        gtk_widget_grab_focus (child);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_things (self) > 0);
}

static void
refresh_cb (VtRecordList *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *things = self->lister (self->workspace, self->parent, &error);
  const VtRecordSummary *focused = thing_of (self, focused_row (self));
  gint64 focus_id = focused != NULL ? focused->id : 0;

  if (things == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }
  if (says_the_same (self->things, things))
    {
      g_ptr_array_unref (things);
      return;
    }

  g_clear_pointer (&self->things, g_ptr_array_unref);
  self->things = things;
  fill (self, focus_id);
}

static void
vt_record_list_dispose (GObject *object)
{
  VtRecordList *self = VT_RECORD_LIST (object);

  g_clear_weak_pointer (&self->pane);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->things, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_record_list_parent_class)->dispose (object);
}

static void
vt_record_list_class_init (VtRecordListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_record_list_dispose;
}

static void
vt_record_list_init (G_GNUC_UNUSED VtRecordList *self)
{
}

static void
add_controls (VtRecordList *self)
{
  const GActionEntry entries[] = {
    { .name = "move", .activate = move_action, .parameter_type = "(ii)" },
    { .name = "remove", .activate = remove_action, .parameter_type = "i" },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_LIST_BOX_ROW, GDK_ACTION_MOVE);

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->list), "records", G_ACTION_GROUP (actions));

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (target));
}

/**
 * vt_record_list_new:
 * @pane: the page; it has the list
 * @group: where
 * @label: what the list is called, translated
 * @kind: of the things
 * @parent: what they belong to, for @lister
 * @lister: finds them
 * @open: makes the page of one
 *
 * Returns: (transfer none): a list that follows the shop
 */
VtRecordList *
vt_record_list_new (VtSettingsPane *pane,
                    AdwPreferencesGroup *group,
                    const char *label,
                    const VtRecordKind *kind,
                    gint64 parent,
                    VtRecordLister lister,
                    VtRecordOpen open)
{
  VtRecordList *self = g_object_new (VT_TYPE_RECORD_LIST, NULL);
  GtkWidget *list = gtk_list_box_new ();

  g_set_weak_pointer (&self->pane, pane);
  self->workspace = g_object_ref (vt_settings_pane_get_workspace (pane));
  self->kind = kind;
  self->parent = parent;
  self->lister = lister;
  self->open = open;
  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  add_controls (self);
  adw_preferences_group_add (group, list);
  g_signal_connect_object (pane, "refresh", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  vt_settings_pane_own (pane, self);
  refresh_cb (self);
  return self;
}
