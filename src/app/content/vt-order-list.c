#define G_LOG_DOMAIN "vitrine"

#include "app/content/vt-order-list.h"

struct _VtOrderList
{
  GtkBox parent_instance;

  GtkListBox *list; /* (unowned) the child */
  gint64 to_focus;  /* whose row gets the keyboard when it is shown again; 0: none */
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtOrderList, vt_order_list, GTK_TYPE_BOX)

static gint64
id_of (GtkWidget *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "vt-id");

  return id != NULL ? *id : 0;
}

static int
index_of (VtOrderList *self, gint64 id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (id_of (GTK_WIDGET (row)) == id)
      return i;

  return -1;
}

static void
move (VtOrderList *self, gint64 id, int position)
{
  if (position < 0 || gtk_list_box_get_row_at_index (self->list, position) == NULL || index_of (self, id) == position)
    return;

  self->to_focus = id;
  g_signal_emit (self, signals[MOVED], 0, id, position);
}

static gboolean
key_cb (VtOrderList *self, guint keyval, G_GNUC_UNUSED guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus;
  gint64 id;

  while (row != NULL && gtk_widget_get_parent (row) != GTK_WIDGET (self->list))
    row = gtk_widget_get_parent (row);
  id = row != NULL ? id_of (row) : 0;
  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK || id == 0 ||
      (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;

  move (self, id, index_of (self, id) + (keyval == GDK_KEY_Up ? -1 : 1));
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
prepare_cb (GtkWidget *row)
{
  return gdk_content_provider_new_typed (G_TYPE_INT64, id_of (row));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, G_GNUC_UNUSED double x, G_GNUC_UNUSED double y, gpointer user_data)
{
  VtOrderList *self = user_data;
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  gint64 id = g_value_get_int64 (value);

  if (index_of (self, id) < 0)
    return FALSE;

  move (self, id, index_of (self, id_of (row)));
  return TRUE;
}

static void
vt_order_list_class_init (VtOrderListClass *klass)
{
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);
}

static void
vt_order_list_init (VtOrderList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_hexpand (list, TRUE);
  gtk_box_append (GTK_BOX (self), list);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (list, keys);
}

/**
 * vt_order_list_new:
 * @label: what the list is called, translated
 *
 * Returns: (transfer floating): a list without rows
 */
GtkWidget *
vt_order_list_new (const char *label)
{
  VtOrderList *self = g_object_new (VT_TYPE_ORDER_LIST, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

/**
 * vt_order_list_clear:
 * @self: a list
 *
 * Takes all rows out.
 */
void
vt_order_list_clear (VtOrderList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * vt_order_list_append:
 * @self: a list
 * @row: (transfer floating): a row
 * @id: what it stands for
 */
void
vt_order_list_append (VtOrderList *self, GtkWidget *row, gint64 id)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT64, GDK_ACTION_MOVE);

  g_object_set_data_full (G_OBJECT (row), "vt-id", g_memdup2 (&id, sizeof id), g_free);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  gtk_list_box_append (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (id == self->to_focus)
    {
      self->to_focus = 0;
      gtk_widget_grab_focus (row);
    }
}
