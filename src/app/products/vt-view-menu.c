#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-view-menu.h"

#include "app/products/vt-product-columns.h"

#include <glib/gi18n.h>

struct _VtViewMenu
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  GPtrArray *views;       /* (owned) (nullable) (element-type VtProductView) */
  char *name;             /* (owned) (nullable) of the view that is shown */
  GtkWidget *checks[VT_N_COLUMNS];
  gboolean setting;

  GtkMenuButton *button; /* template child */
  GtkListBox *list;      /* template child */
  GtkEntry *entry;       /* template child */
  GtkWidget *save;       /* template child */
  GtkFlowBox *columns;   /* template child */
};

enum
{
  CHOSEN,
  SAVE,
  COLUMNS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtViewMenu, vt_view_menu, ADW_TYPE_BIN)

static void
show_name (VtViewMenu *self)
{
  const char *name = self->name != NULL ? self->name : _ ("All Products");
  /* TRANSLATORS: which of the saved views of a list is shown */
  g_autofree char *label = g_strdup_printf (_ ("View: %s"), name);

  gtk_menu_button_set_label (self->button, label);
}

static void
take_name (VtViewMenu *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
  show_name (self);
}

/* Views ------------------------------------------------------------------------------------------------------------ */

static gboolean
remove_job (VtDb *db, gpointer name, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_views_remove (db, name, error);
}

static void
removed_cb (VtViewMenu *self, GtkButton *button)
{
  const char *name = g_object_get_data (G_OBJECT (button), "vt-name");
  g_autofree char *label = g_strdup_printf (_ ("Remove view %s"), name);
  g_autofree char *message = g_strdup_printf (_ ("View %s removed"), name);

  gtk_menu_button_popdown (self->button);
  vt_workspace_edit (self->workspace, label, NULL, remove_job, g_strdup (name), g_free);
  vt_workspace_tell (self->workspace, message, TRUE);
}

static void
add_row (VtViewMenu *self, const char *name, gboolean removable)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (removable)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
      g_autofree char *text = g_strdup_printf (_ ("Remove view %s"), name);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      g_object_set_data_full (G_OBJECT (button), "vt-name", g_strdup (name), g_free);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (removed_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_list_box_append (self->list, box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
show_views (VtViewMenu *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);

  g_clear_pointer (&self->views, g_ptr_array_unref);
  self->views = vt_product_views_read (vt_workspace_get_reader (self->workspace), NULL);
  add_row (self, _ ("All Products"), FALSE);
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    add_row (self, ((VtProductView *) g_ptr_array_index (self->views, i))->name, TRUE);
}

static void
activated_cb (VtViewMenu *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);
  g_autoptr (VtProductView) all = vt_product_view_new ("", &VT_PRODUCT_FILTER_ALL);
  const VtProductView *view = all;

  if (index > 0 && self->views != NULL && index <= (int) self->views->len)
    view = g_ptr_array_index (self->views, index - 1);
  g_signal_emit (self, signals[CHOSEN], 0, view);
  take_name (self, index > 0 ? view->name : NULL);
  gtk_menu_button_popdown (self->button);
}

static void
entry_changed_cb (VtViewMenu *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  gtk_widget_set_sensitive (self->save, *g_strstrip (name) != '\0');
}

static void
save_cb (VtViewMenu *self)
{
  if (gtk_widget_get_sensitive (self->save))
    g_signal_emit (self, signals[SAVE], 0, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
shown_cb (VtViewMenu *self)
{
  show_views (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->name != NULL ? self->name : "");
  entry_changed_cb (self);
}

/* Columns ---------------------------------------------------------------------------------------------------------- */

static void
toggled_cb (VtViewMenu *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[COLUMNS], 0);
}

static void
add_check (VtViewMenu *self, guint id)
{
  GtkWidget *check = gtk_check_button_new_with_label (_ (vt_product_column_get (id)->title));

  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_flow_box_append (self->columns, check);
  gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE);
  self->checks[id] = check;
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_view_menu_dispose (GObject *object)
{
  VtViewMenu *self = VT_VIEW_MENU (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->views, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_view_menu_parent_class)->dispose (object);
}

static void
vt_view_menu_finalize (GObject *object)
{
  g_free (VT_VIEW_MENU (object)->name);

  G_OBJECT_CLASS (vt_view_menu_parent_class)->finalize (object);
}

static void
vt_view_menu_class_init (VtViewMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_view_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_view_menu_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", VT_TYPE_VIEW_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_POINTER);
  signals[SAVE] =
      g_signal_new ("save", VT_TYPE_VIEW_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[COLUMNS] =
      g_signal_new ("columns", VT_TYPE_VIEW_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-view-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, VtViewMenu, button);
  gtk_widget_class_bind_template_child (widget_class, VtViewMenu, list);
  gtk_widget_class_bind_template_child (widget_class, VtViewMenu, entry);
  gtk_widget_class_bind_template_child (widget_class, VtViewMenu, save);
  gtk_widget_class_bind_template_child (widget_class, VtViewMenu, columns);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
vt_view_menu_init (VtViewMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint id = VT_COLUMN_TITLE + 1; id < VT_N_COLUMNS; id++)
    add_check (self, id);
  show_name (self);
}

/**
 * vt_view_menu_set_workspace:
 * @self: a menu without a workspace
 * @workspace: of the shop
 */
void
vt_view_menu_set_workspace (VtViewMenu *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
}

/**
 * vt_view_menu_show_columns:
 * @self: a menu
 * @names: (array zero-terminated=1): the columns that are shown besides photo and title
 */
void
vt_view_menu_show_columns (VtViewMenu *self, const char *const *names)
{
  self->setting = TRUE;
  for (guint id = VT_COLUMN_TITLE + 1; id < VT_N_COLUMNS; id++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[id]),
                                 g_strv_contains (names, vt_product_column_get (id)->name));
  self->setting = FALSE;
}

/**
 * vt_view_menu_dup_columns:
 * @self: a menu
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of the columns that are chosen
 */
char **
vt_view_menu_dup_columns (VtViewMenu *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint id = VT_COLUMN_TITLE + 1; id < VT_N_COLUMNS; id++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[id])))
      g_strv_builder_add (names, vt_product_column_get (id)->name);

  return g_strv_builder_end (names);
}

static gboolean
save_job (VtDb *db, gpointer view, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_views_save (db, view, error);
}

static void
view_free (gpointer view)
{
  vt_product_view_free (view);
}

/**
 * vt_view_menu_save:
 * @self: a menu
 * @view: (transfer full): what is to be saved under its name
 */
void
vt_view_menu_save (VtViewMenu *self, VtProductView *view)
{
  g_autofree char *label = g_strdup_printf (_ ("Save view %s"), view->name);
  g_autofree char *message = g_strdup_printf (_ ("View %s saved"), view->name);

  take_name (self, view->name);
  vt_workspace_edit (self->workspace, label, NULL, save_job, view, view_free);
  vt_workspace_tell (self->workspace, message, TRUE);
  gtk_menu_button_popdown (self->button);
}

/**
 * vt_view_menu_unname:
 * @self: a menu
 *
 * What is shown is none of the views any more.
 */
void
vt_view_menu_unname (VtViewMenu *self)
{
  take_name (self, NULL);
}
