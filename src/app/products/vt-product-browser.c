#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-browser.h"

#include "app/products/vt-import-window.h"
#include "app/products/vt-product-edits.h"
#include "app/products/vt-product-list-row.h"
#include "catalogue/vt-product.h"

#include <glib/gi18n.h>

/* Pixels: below this width rows have two lines at their end and the tools stand in two lines. */
#define WIDE_FROM 620

struct _VtProductBrowser
{
  AdwBin parent_instance;

  VtWorkspace *workspace;        /* (owned) (nullable) */
  VtProductListModel *model;     /* (owned) (nullable) */
  GtkSingleSelection *selection; /* (owned) */
  GPtrArray *rows;               /* (owned) (element-type VtProductListRow) unowned, those that exist */
  int width;
  guint layout_source;
  gboolean narrow;

  GtkBox *tools;             /* template child */
  GtkSearchEntry *search;    /* template child */
  GtkToggleButton *all;      /* template child */
  GtkToggleButton *active;   /* template child */
  GtkToggleButton *draft;    /* template child */
  GtkToggleButton *archived; /* template child */
  GtkStack *states;          /* template child: "list", "empty", "nothing" or "waiting" */
  GtkListView *list;         /* template child */
  AdwStatusPage *nothing;    /* template child */
};

enum
{
  OPEN,
  CREATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtProductBrowser, vt_product_browser, ADW_TYPE_BIN)

/* Rows ------------------------------------------------------------------------------------------------------------ */

static void
setup_cb (VtProductBrowser *self, GtkListItem *item)
{
  GtkWidget *row = vt_product_list_row_new (self->workspace);

  vt_product_list_row_set_narrow (VT_PRODUCT_LIST_ROW (row), self->narrow);
  g_ptr_array_add (self->rows, row);
  gtk_list_item_set_child (item, row);
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

static void
teardown_cb (VtProductBrowser *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->rows, gtk_list_item_get_child (item));
}

/* States ---------------------------------------------------------------------------------------------------------- */

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
    {
      const char *text = vt_product_list_model_get_text (self->model);
      g_autofree char *title = *text != '\0' ? g_strdup_printf (_ ("Nothing matches “%s”"), text)
                                             : g_strdup (_ ("No product has this status"));
      g_autofree char *markup = g_markup_escape_text (title, -1);

      adw_status_page_set_title (self->nothing, markup);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tools), !g_str_equal (state, "empty"));
  gtk_stack_set_visible_child_name (self->states, state);
}

static void
lay_out (VtProductBrowser *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->tools),
                                  self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < self->rows->len; i++)
    vt_product_list_row_set_narrow (g_ptr_array_index (self->rows, i), self->narrow);
  if (self->narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static gboolean
lay_out_cb (gpointer data)
{
  VtProductBrowser *self = data;
  gboolean narrow = self->width < WIDE_FROM;

  self->layout_source = 0;
  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      lay_out (self);
    }

  return G_SOURCE_REMOVE;
}

static void
vt_product_browser_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (widget);

  GTK_WIDGET_CLASS (vt_product_browser_parent_class)->size_allocate (widget, width, height, baseline);

  self->width = width;
  if (self->narrow != (width < WIDE_FROM) && self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, lay_out_cb, self, NULL);
}

/* What the merchant does ------------------------------------------------------------------------------------------- */

static void
activate_cb (VtProductBrowser *self, guint position)
{
  gint64 id = vt_product_list_model_get_id (self->model, position);

  if (id != 0)
    g_signal_emit (self, signals[OPEN], 0, id);
}

static void
search_changed_cb (VtProductBrowser *self)
{
  if (self->model != NULL)
    vt_product_list_model_set_text (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* What was selected last, or else the first row. */
static void
focus_list (VtProductBrowser *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return;

  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

/* Enter in the search opens what is found, if that is one product; else the list is next. */
static void
search_activate_cb (VtProductBrowser *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 1)
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
static gboolean
list_key_cb (VtProductBrowser *self,
             guint key,
             G_GNUC_UNUSED guint code,
             GdkModifierType state,
             GtkEventControllerKey *controller)
{
  gunichar letter = gdk_keyval_to_unicode (key);

  if (!g_unichar_isgraph (letter) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
  return gtk_event_controller_key_forward (controller,
                                           GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->search))));
}

static void
stop_search_cb (VtProductBrowser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  focus_list (self);
}

static void
status_toggled_cb (VtProductBrowser *self, GtkToggleButton *button)
{
  int status = -1;

  if (self->model == NULL || !gtk_toggle_button_get_active (button))
    return;

  if (button == self->active)
    status = VT_PRODUCT_ACTIVE;
  else if (button == self->draft)
    status = VT_PRODUCT_DRAFT;
  else if (button == self->archived)
    status = VT_PRODUCT_ARCHIVED;
  vt_product_list_model_set_status (self->model, status);
}

static void
clear_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (widget);

  gtk_toggle_button_set_active (self->all, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  vt_product_list_model_set_text (self->model, "");
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

static void
delete_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (widget);
  VtProductItem *item = gtk_single_selection_get_selected_item (self->selection);
  const VtProductRow *row = item != NULL ? vt_product_item_get_row (item) : NULL;

  if (row != NULL)
    vt_product_edits_delete (self->workspace, row->id, row->title);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_product_browser_dispose (GObject *object)
{
  VtProductBrowser *self = VT_PRODUCT_BROWSER (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_product_browser_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-product-browser.ui");
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, tools);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, search);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, all);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, active);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, draft);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, archived);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, states);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, list);
  gtk_widget_class_bind_template_child (widget_class, VtProductBrowser, nothing);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_toggled_cb);
}

static void
vt_product_browser_class_init (VtProductBrowserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_product_browser_dispose;
  widget_class->size_allocate = vt_product_browser_size_allocate;

  signals[OPEN] = g_signal_new ("open", VT_TYPE_PRODUCT_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_INT64);
  signals[CREATE] =
      g_signal_new ("create", VT_TYPE_PRODUCT_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "products.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "products.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "products.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "products.delete", NULL, delete_action);
}

static void
vt_product_browser_init (VtProductBrowser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* What starts narrow fits every window. */
  self->narrow = TRUE;
  lay_out (self);

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "teardown", G_CALLBACK (teardown_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
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
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));

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
 * vt_product_browser_show_item:
 * @self: a browser
 * @id: a product
 *
 * Selects the product, brings it into sight and gives it the focus, if it is in the list.
 */
void
vt_product_browser_show_item (VtProductBrowser *self, gint64 id)
{
  guint position = 0;

  if (!vt_product_list_model_find (self->model, id, &position))
    return;

  gtk_single_selection_set_selected (self->selection, position);
  focus_list (self);
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
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint n_all = vt_product_list_model_get_n_all (self->model);

  if (n_all == 0)
    return g_strdup ("");
  if (n == n_all)
    return g_strdup_printf (ngettext ("%u product", "%u products", n), n);

  /* TRANSLATORS: how many of all products the list shows, such as "18 of 45" */
  return g_strdup_printf (_ ("%u of %u"), n, n_all);
}
