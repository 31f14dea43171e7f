#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-browser.h"

#include "app/products/vt-bulk-edit-window.h"
#include "app/products/vt-export-window.h"
#include "app/products/vt-filter-bar.h"
#include "app/products/vt-import-window.h"
#include "app/products/vt-product-edits.h"
#include "app/products/vt-product-grid.h"
#include "app/products/vt-product-list-row.h"
#include "app/products/vt-view-menu.h"
#include "catalogue/vt-product.h"

#include <glib/gi18n.h>

/* Pixels: below this width the table becomes a list. */
#define WIDE_FROM 700

struct _VtProductBrowser
{
  AdwBin parent_instance;

  VtWorkspace *workspace;        /* (owned) (nullable) */
  GSettings *settings;           /* (owned) */
  VtProductListModel *model;     /* (owned) (nullable) */
  VtProductSelection *selection; /* (owned) (nullable) what is chosen for an edit of all */
  GtkSingleSelection *cursor;    /* (owned) of the list */
  int width;
  guint layout_source;
  gboolean narrow;
  gboolean laid_out;
  gboolean entering; /* the keyboard waits in the search until there are products */

  GtkBox *tools;          /* template child */
  GtkSearchEntry *search; /* template child */
  GtkLabel *meant;        /* template child: what was searched for instead */
  VtFilterBar *filters;   /* template child */
  VtViewMenu *views;      /* template child */
  GtkStack *states;       /* template child: "list", "empty", "nothing" or "waiting" */
  GtkStack *looks;        /* template child: "table" or "list" */
  VtProductGrid *grid;    /* template child */
  GtkListView *list;      /* template child */
  AdwStatusPage *nothing; /* template child */
  GtkRevealer *actions;   /* template child */
  GtkLabel *chosen;       /* template child */
  GtkRevealer *report;    /* template child */
  GtkLabel *report_title; /* template child */
  GtkLabel *report_text;  /* template child */
};

enum
{
  OPEN,
  CREATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtProductBrowser, vt_product_browser, ADW_TYPE_BIN)

/* Rows of the list ------------------------------------------------------------------------------------------------- */

static void
setup_cb (VtProductBrowser *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, vt_product_list_row_new (self->workspace));
}

static void
bind_cb (G_GNUC_UNUSED VtProductBrowser *self, GtkListItem *item)
{
  vt_product_list_row_set_item (VT_PRODUCT_LIST_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (G_GNUC_UNUSED VtProductBrowser *self, GtkListItem *item)
{
  vt_product_list_row_set_item (VT_PRODUCT_LIST_ROW (gtk_list_item_get_child (item)), NULL);
}

/* States ---------------------------------------------------------------------------------------------------------- */

static void
show_nothing (VtProductBrowser *self)
{
  const char *text = vt_product_list_model_get_text (self->model);
  g_autofree char *title = *text != '\0' ? g_strdup_printf (_ ("Nothing matches “%s”"), text)
                                         : g_strdup (_ ("No product passes the filters"));
  g_autofree char *markup = g_markup_escape_text (title, -1);

  adw_status_page_set_title (self->nothing, markup);
}

/* What was done to the words, so that nobody wonders at the list. */
static void
show_meant (VtProductBrowser *self)
{
  const char *corrected = vt_product_list_model_get_corrected (self->model);
  const char *dropped = vt_product_list_model_get_dropped (self->model);
  g_autofree char *text = NULL;

  if (corrected != NULL)
    /* TRANSLATORS: %s is what was searched for instead of what was typed */
    text = g_strdup_printf (_ ("Showing results for %s"), corrected);
  else if (dropped != NULL && vt_product_list_model_get_n_found (self->model) > 0)
    /* TRANSLATORS: %s are words that no product has together with the others */
    text = g_strdup_printf (_ ("Nothing has all words: left out %s"), dropped);
  gtk_label_set_label (self->meant, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->meant), text != NULL);
}

/* Where the cursor was last, or else the first line. */
static void
focus_list (VtProductBrowser *self)
{
  guint position = gtk_single_selection_get_selected (self->cursor);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return;

  if (!self->narrow)
    {
      vt_product_grid_focus (self->grid, vt_product_grid_get_position (self->grid));
      return;
    }
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  gtk_single_selection_set_selected (self->cursor, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
focus_products (VtProductBrowser *self)
{
  if (self->narrow)
    focus_list (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static gboolean
has_products (VtProductBrowser *self)
{
  return self->laid_out && vt_product_list_model_get_n_found (self->model) > 0;
}

static gboolean
has_focus_in (VtProductBrowser *self, gpointer part)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, part);
}

/* Not when the merchant has begun to search, or went elsewhere. */
static void
go_on_entering (VtProductBrowser *self)
{
  if (!self->entering || !has_products (self))
    return;

  self->entering = FALSE;
  if (has_focus_in (self, self->search) && *gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0')
    focus_products (self);
}

static void
show_state (VtProductBrowser *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  const char *state = "list";

  /* What was there stays until the answer has come. */
  if (n == 0 && vt_product_list_model_get_loading (self->model))
    state = "waiting";
  else if (n == 0)
    state = vt_product_list_model_get_n_all (self->model) == 0 ? "empty" : "nothing";

  if (g_str_equal (state, "nothing"))
    show_nothing (self);
  show_meant (self);
  gtk_widget_set_visible (GTK_WIDGET (self->tools), !g_str_equal (state, "empty"));
  gtk_stack_set_visible_child_name (self->states, state);
  go_on_entering (self);
}

static void
show_chosen (VtProductBrowser *self)
{
  guint n = vt_product_selection_get_n (self->selection);
  g_autofree char *text = g_strdup_printf (ngettext ("%u product selected", "%u products selected", n), n);

  if (n > 0)
    gtk_label_set_label (self->chosen, text);
  gtk_revealer_set_reveal_child (self->actions, n > 0);
}

/* Rows are made for the look in use alone. */
static void
lay_out (VtProductBrowser *self)
{
  /* The look that goes out of sight must not take the keyboard along. */
  if (has_focus_in (self, self->looks))
    self->entering = gtk_widget_grab_focus (GTK_WIDGET (self->search));

  self->laid_out = TRUE;
  vt_product_grid_set_shown (self->grid, !self->narrow);
  gtk_list_view_set_model (self->list, self->narrow ? GTK_SELECTION_MODEL (self->cursor) : NULL);
  gtk_stack_set_visible_child_name (self->looks, self->narrow ? "list" : "table");
  if (self->narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  go_on_entering (self);
}

static gboolean
lay_out_cb (gpointer data)
{
  VtProductBrowser *self = data;
  gboolean narrow = self->width < WIDE_FROM;

  self->layout_source = 0;
  if (narrow != self->narrow || !self->laid_out)
    {
      self->narrow = narrow;
      lay_out (self);
    }

  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
vt_product_browser_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (adw_bin_get_child (ADW_BIN (widget)));
}

static void
vt_product_browser_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
vt_product_browser_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (widget);

  gtk_widget_size_allocate (adw_bin_get_child (ADW_BIN (self)), &(GtkAllocation){ 0, 0, width, height }, baseline);

  self->width = width;
  if ((self->narrow != (width < WIDE_FROM) || !self->laid_out) && self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, lay_out_cb, self, NULL);
}

/* What the merchant does ------------------------------------------------------------------------------------------- */

static void
open_cb (VtProductBrowser *self, gint64 id)
{
  g_signal_emit (self, signals[OPEN], 0, id);
}

static void
activate_cb (VtProductBrowser *self, guint position)
{
  VtGridKey key;

  if (vt_product_list_model_get_key (self->model, position, &key))
    open_cb (self, key.product_id);
}

static void
search_changed_cb (VtProductBrowser *self)
{
  if (self->model != NULL)
    vt_product_list_model_set_text (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* The index is there, or nearly, once something is typed. */
static void
search_entered_cb (VtProductBrowser *self)
{
  if (self->workspace != NULL)
    vt_search_desk_prepare (vt_workspace_get_search (self->workspace));
}

/* Enter in the search opens what is found, if that is one product; else the list is next. */
static void
search_activate_cb (VtProductBrowser *self)
{
  search_changed_cb (self);
  if (!vt_product_list_model_get_loading (self->model) && vt_product_list_model_get_n_found (self->model) == 1)
    activate_cb (self, 0);
  else
    focus_list (self);
}

static gboolean
search_key_cb (VtProductBrowser *self, guint key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  focus_list (self);
  return GDK_EVENT_STOP;
}

/* Letters typed in the list go on in the search. */
static void
typed_cb (VtProductBrowser *self, const char *text)
{
  int end = (int) g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_insert_text (GTK_EDITABLE (self->search), text, -1, &end);
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}

static gboolean
list_key_cb (VtProductBrowser *self, guint key, G_GNUC_UNUSED guint code, GdkModifierType state)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char text[8] = { 0 };

  /* A list that has the focus itself, not one of its rows, opens the row that is selected. */
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    {
      activate_cb (self, gtk_single_selection_get_selected (self->cursor));
      return GDK_EVENT_STOP;
    }
  if (!g_unichar_isgraph (letter) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  g_unichar_to_utf8 (letter, text);
  typed_cb (self, text);
  return GDK_EVENT_STOP;
}

static void
stop_search_cb (VtProductBrowser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  focus_list (self);
}

static void
reported_cb (VtProductBrowser *self, const char *title, const char *text)
{
  gtk_label_set_label (self->report_title, title);
  gtk_label_set_label (self->report_text, text);
  gtk_revealer_set_reveal_child (self->report, TRUE);
}

static void
report_closed_cb (VtProductBrowser *self)
{
  gtk_revealer_set_reveal_child (self->report, FALSE);
}

/* Views and columns ------------------------------------------------------------------------------------------------ */

static void
show_columns (VtProductBrowser *self)
{
  g_auto (GStrv) names = g_settings_get_strv (self->settings, "product-columns");

  vt_product_grid_show_columns (self->grid, (const char *const *) names);
  vt_view_menu_show_columns (self->views, (const char *const *) names);
}

static void
columns_cb (VtProductBrowser *self)
{
  g_auto (GStrv) names = vt_view_menu_dup_columns (self->views);

  g_settings_set_strv (self->settings, "product-columns", (const char *const *) names);
}

static void
view_chosen_cb (VtProductBrowser *self, const VtProductView *view)
{
  if (view->columns != NULL)
    g_settings_set_strv (self->settings, "product-columns", (const char *const *) view->columns);
  gtk_editable_set_text (GTK_EDITABLE (self->search), view->text);
  vt_product_list_model_set_text (self->model, view->text);
  vt_product_list_model_set_order (self->model, view->order, view->descending);
  vt_product_list_model_set_filter (self->model, &view->filter);
  vt_product_grid_show_order (self->grid);
  vt_filter_bar_show (self->filters);
}

static void
view_saved_cb (VtProductBrowser *self, const char *name)
{
  VtProductView *view = vt_product_view_new (name, vt_product_list_model_get_filter (self->model));

  view->order = vt_product_list_model_get_order (self->model, &view->descending);
  view->columns = vt_view_menu_dup_columns (self->views);
  vt_view_menu_save (self->views, view);
}

static void
filtered_cb (VtProductBrowser *self)
{
  vt_view_menu_unname (self->views);
}

/* Actions ---------------------------------------------------------------------------------------------------------- */

static void
clear_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  vt_product_list_model_set_text (self->model, "");
  vt_filter_bar_clear (self->filters);
}

static void
create_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  g_signal_emit (widget, signals[CREATE], 0);
}

static void
import_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (widget);

  vt_import_window_choose (GTK_WINDOW (gtk_widget_get_root (widget)), self->workspace);
}

/* The products of the list; %NULL when it has all of the shop. */
static GArray *
dup_listed (VtProductBrowser *self)
{
  GArray *ids = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (vt_product_list_model_get_n_found (self->model) == vt_product_list_model_get_n_all (self->model))
    return NULL;

  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < n; i++)
    {
      VtGridKey key = { 0 };

      if (vt_product_list_model_get_key (self->model, i, &key) &&
          (ids->len == 0 || g_array_index (ids, gint64, ids->len - 1) != key.product_id))
        g_array_append_val (ids, key.product_id);
    }

  return ids;
}

static void
export_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (widget);
  g_autoptr (GArray) selected = vt_product_selection_dup_ids (self->selection);
  g_autoptr (GArray) listed = dup_listed (self);

  vt_export_window_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->workspace, selected, listed);
}

/* Product files that are let go over the list. */
static gboolean
drop_cb (VtProductBrowser *self, const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (GSList *l = files; l != NULL; l = l->next)
    if (g_file_peek_path (l->data) != NULL)
      g_strv_builder_add (paths, g_file_peek_path (l->data));
  all = g_strv_builder_end (paths);
  if (all[0] == NULL)
    return FALSE;

  vt_import_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->workspace,
                            (const char *const *) all);
  return TRUE;
}

static void
select_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (VT_PRODUCT_BROWSER (widget)->selection);

  if (g_str_equal (name, "products.select-all"))
    gtk_selection_model_select_all (selection);
  else
    gtk_selection_model_unselect_all (selection);
}

static void
edit_all_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (widget);
  g_autoptr (GArray) ids = vt_product_selection_dup_ids (self->selection);

  if (ids->len > 0)
    vt_bulk_edit_window_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->workspace,
                                 (const gint64 *) (gpointer) ids->data, ids->len);
}

static void
delete_at_cursor (VtProductBrowser *self)
{
  guint position =
      self->narrow ? gtk_single_selection_get_selected (self->cursor) : vt_product_grid_get_position (self->grid);
  g_autoptr (VtProductItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  const VtGridRow *row = item != NULL ? vt_product_item_get_row (item) : NULL;

  if (row != NULL)
    vt_product_edits_delete (self->workspace, row->key.product_id, row->product);
}

static void
delete_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (widget);
  g_autoptr (GArray) ids = vt_product_selection_dup_ids (self->selection);

  if (ids->len > 0)
    vt_product_edits_delete_many (self->workspace, ids);
  else
    delete_at_cursor (self);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_product_browser_dispose (GObject *object)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->cursor);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (vt_product_browser_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, tools);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, search);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, meant);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, filters);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, views);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, states);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, looks);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, grid);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, list);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, nothing);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, actions);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, chosen);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, report);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, report_title);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, report_text);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, reported_cb);
  gtk_widget_class_bind_template_callback (widget_class, report_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, filtered_cb);
}

static void
vt_product_browser_class_init (VtProductBrowserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_product_browser_dispose;
  widget_class->get_request_mode = vt_product_browser_get_request_mode;
  widget_class->measure = vt_product_browser_measure;
  widget_class->size_allocate = vt_product_browser_size_allocate;

  signals[OPEN] = g_signal_new ("open", VT_TYPE_PRODUCT_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_INT64);
  signals[CREATE] =
      g_signal_new ("create", VT_TYPE_PRODUCT_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VT_TYPE_FILTER_BAR);
  g_type_ensure (VT_TYPE_PRODUCT_GRID);
  g_type_ensure (VT_TYPE_VIEW_MENU);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-product-browser.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
  gtk_widget_class_install_action (widget_class, "products.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "products.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "products.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "products.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "products.select-all", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "products.select-none", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "products.edit-all", NULL, edit_all_action);
  gtk_widget_class_install_action (widget_class, "products.delete", NULL, delete_action);
}

static void
vt_product_browser_init (VtProductBrowser *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A layout manager would not let the width be noted. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  /* What starts narrow fits every window. */
  self->narrow = TRUE;
  self->settings = g_settings_new ("app.vitrine.Vitrine");
  g_signal_connect_object (self->settings, "changed::product-columns", G_CALLBACK (show_columns), self,
                           G_CONNECT_SWAPPED);
  show_columns (self);

  self->cursor = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->cursor, FALSE);
  gtk_single_selection_set_can_unselect (self->cursor, TRUE);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}

/**
 * vt_product_browser_set_workspace:
 * @self: a browser without a workspace
 * @workspace: of the shop whose products it lists
 */
void
vt_product_browser_set_workspace (VtProductBrowser *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  self->model = vt_product_list_model_new (vt_workspace_get_shop (workspace));
  vt_product_list_model_set_search (self->model, vt_workspace_get_search (workspace));
  self->selection = vt_product_selection_new (self->model);
  vt_filter_bar_set_model (self->filters, workspace, self->model);
  vt_view_menu_set_workspace (self->views, workspace);
  gtk_single_selection_set_model (self->cursor, G_LIST_MODEL (self->model));
  vt_product_grid_set_model (self->grid, workspace, self->model, self->selection);

  g_signal_connect_swapped (self->selection, "changed", G_CALLBACK (show_chosen), self);
  g_signal_connect_swapped (self->model, "notify", G_CALLBACK (show_state), self);
  show_state (self);
}

/**
 * vt_product_browser_get_model:
 * @self: a browser with a workspace
 *
 * Returns: (transfer none): the products that it shows
 */
VtProductListModel *
vt_product_browser_get_model (VtProductBrowser *self)
{
  return self->model;
}

/**
 * vt_product_browser_search:
 * @self: a browser
 *
 * Puts the cursor into the search.
 */
void
vt_product_browser_search (VtProductBrowser *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * vt_product_browser_enter:
 * @self: a browser
 *
 * Gives the keyboard to the products; to the search while none is shown.
 */
void
vt_product_browser_enter (VtProductBrowser *self)
{
  self->entering = FALSE;
  if (has_products (self))
    {
      focus_products (self);
      return;
    }

  self->entering = gtk_widget_grab_focus (GTK_WIDGET (self->search));
  if (!self->entering)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/**
 * vt_product_browser_show_item:
 * @self: a browser
 * @id: a product
 *
 * Selects the product, brings it into sight and gives it the focus, if it is in the list.
 */
void
vt_product_browser_show_item (VtProductBrowser *self, gint64 id)
{
  VtGridKey key = { id, 0 };
  guint position = 0;

  if (!vt_product_list_model_find (self->model, &key, &position))
    return;

  if (self->narrow)
    {
      gtk_single_selection_set_selected (self->cursor, position);
      focus_list (self);
    }
  else
    vt_product_grid_focus (self->grid, position);
}

/**
 * vt_product_browser_dup_count:
 * @self: a browser
 *
 * Returns: (transfer full): how many products it shows, in words
 */
char *
vt_product_browser_dup_count (VtProductBrowser *self)
{
  guint n = vt_product_list_model_get_n_found (self->model);
  guint n_all = vt_product_list_model_get_n_all (self->model);
  guint n_variants = vt_product_list_model_get_n_variants (self->model);
  g_autofree char *count = NULL;
  g_autofree char *variants = NULL;

  if (n_all == 0)
    return g_strdup ("");

  if (n == n_all)
    count = g_strdup_printf (ngettext ("%u product", "%u products", n), n);
  else
    /* TRANSLATORS: how many of all products the list shows, such as "18 of 45" */
    count = g_strdup_printf (_ ("%u of %u"), n, n_all);
  if (n_variants == n_all)
    return g_steal_pointer (&count);

  variants = g_strdup_printf (ngettext ("%u variant", "%u variants", n_variants), n_variants);
  return g_strdup_printf ("%s · %s", count, variants);
}
