#define G_LOG_DOMAIN "vitrine"

#include "app/stock/vt-stock-browser.h"

#include "app/stock/vt-stock-list-model.h"
#include "app/stock/vt-stock-list-row.h"
#include "app/widgets/vt-drop-down.h"
#include "base/vt-text.h"
#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-stocktake.h"

#include <glib/gi18n.h>

/* Of a place's name, where there is little room. */
#define PLACE_CHARS 12

struct _VtStockBrowser
{
  AdwBin parent_instance;

  VtWorkspace *workspace;        /* (owned) (nullable) */
  VtStockListModel *model;       /* (owned) (nullable) */
  GtkSingleSelection *selection; /* (owned) */
  GPtrArray *places;             /* (owned) (nullable) VtStockPlace */
  gboolean showing;              /* the places are being shown: none is chosen */

  GtkSearchEntry *search;   /* template child */
  GtkToggleButton *all;     /* template child */
  GtkToggleButton *low;     /* template child */
  GtkToggleButton *out;     /* template child */
  GtkDropDown *place;       /* template child */
  GtkMenuButton *count;     /* template child */
  GtkListBox *count_places; /* template child */
  GtkPopover *count_menu;   /* template child */
  GtkStack *states;         /* template child: "waiting", "list", "empty" or "nothing" */
  GtkListView *list;        /* template child */
  AdwStatusPage *nothing;   /* template child */
};

enum
{
  PROP_0,
  PROP_COUNT_TEXT,
  N_PROPERTIES
};

enum
{
  OPEN,
  COUNT,
  PLACES,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtStockBrowser, vt_stock_browser, ADW_TYPE_BIN)

/* Rows ------------------------------------------------------------------------------------------------------------ */

static void
setup_cb (VtStockBrowser *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, vt_stock_list_row_new (self->workspace));
}

static void
bind_cb (VtStockBrowser *self, GtkListItem *item)
{
  vt_stock_list_row_set_item (VT_STOCK_LIST_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item),
                              vt_stock_list_model_get_place (self->model));
}

static void
unbind_cb (G_GNUC_UNUSED VtStockBrowser *self, GtkListItem *item)
{
  vt_stock_list_row_set_item (VT_STOCK_LIST_ROW (gtk_list_item_get_child (item)), NULL, 0);
}

/* Places ---------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_count_row (VtStockBrowser *self, const VtStockPlace *place)
{
  gint64 id = 0;
  g_autofree char *text = NULL;
  GtkWidget *label;

  vt_stocktake_find_open (vt_workspace_get_reader (self->workspace), place->id, &id, NULL);
  text = g_strdup_printf (id != 0 ? _ ("Go On Counting at “%s”") : _ ("Count at “%s”"), place->name);
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "menu-label");
  return label;
}

static void
show_places (VtStockBrowser *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;
  GtkWidget *child;

  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = vt_stock_place_list (vt_workspace_get_reader (self->workspace), FALSE, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->count_places))) != NULL)
    gtk_list_box_remove (self->count_places, child);

  gtk_string_list_append (names, _ ("All places"));
  for (guint i = 0; self->places != NULL && i < self->places->len; i++)
    {
      const VtStockPlace *place = g_ptr_array_index (self->places, i);

      g_autofree char *name = vt_text_ellipsise (place->name, PLACE_CHARS);

      gtk_string_list_append (names, name);
      gtk_list_box_append (self->count_places, new_count_row (self, place));
      if (place->id == vt_stock_list_model_get_place (self->model))
        chosen = i + 1;
    }

  self->showing = TRUE;
  gtk_drop_down_set_model (self->place, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->place, chosen);
  self->showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->place), self->places != NULL && self->places->len > 1);
  if (chosen == 0)
    vt_stock_list_model_set_place (self->model, 0);
}

static void
place_chosen_cb (VtStockBrowser *self)
{
  guint chosen = gtk_drop_down_get_selected (self->place);

  if (self->showing || self->model == NULL || self->places == NULL || chosen > self->places->len)
    return;

  vt_stock_list_model_set_place (self->model,
                                 chosen > 0 ? ((VtStockPlace *) g_ptr_array_index (self->places, chosen - 1))->id : 0);
}

static void
count_chosen_cb (VtStockBrowser *self, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);

  gtk_popover_popdown (self->count_menu);
  if (index >= 0 && (guint) index < self->places->len)
    g_signal_emit (self, signals[COUNT], 0, ((VtStockPlace *) g_ptr_array_index (self->places, (guint) index))->id);
}

static void
changed_cb (VtStockBrowser *self, VtChange *change)
{
  if (vt_change_touches (change, "stock_place") || vt_change_touches (change, "stocktake"))
    show_places (self);
}

/* States ---------------------------------------------------------------------------------------------------------- */

static gboolean
is_filtered (VtStockBrowser *self)
{
  return *vt_stock_list_model_get_text (self->model) != '\0' ||
         vt_stock_list_model_get_filter (self->model) != VT_STOCK_ALL;
}

static char *
words_for_nothing (VtStockBrowser *self)
{
  const char *text = vt_stock_list_model_get_text (self->model);

  if (*text != '\0')
    return g_strdup_printf (_ ("Nothing matches “%s”"), text);

  return g_strdup (vt_stock_list_model_get_filter (self->model) == VT_STOCK_OUT ? _ ("Nothing is out of stock")
                                                                                : _ ("There is enough of everything"));
}

static void
show_state (VtStockBrowser *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  const char *state = "list";

  /* What was there stays until the answer has come. */
  if (n == 0 && vt_stock_list_model_get_loading (self->model))
    state = "waiting";
  else if (n == 0)
    state = is_filtered (self) ? "nothing" : "empty";

  if (g_str_equal (state, "nothing"))
    {
      g_autofree char *title = words_for_nothing (self);
      g_autofree char *markup = g_markup_escape_text (title, -1);

      adw_status_page_set_title (self->nothing, markup);
    }
  gtk_stack_set_visible_child_name (self->states, state);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT_TEXT]);
}

/* What the merchant does ------------------------------------------------------------------------------------------- */

static void
activate_cb (VtStockBrowser *self, guint position)
{
  g_autoptr (VtStockItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (item != NULL)
    g_signal_emit (self, signals[OPEN], 0, vt_stock_item_get_variant (item));
}

static void
search_changed_cb (VtStockBrowser *self)
{
  if (self->model != NULL)
    vt_stock_list_model_set_text (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Enter in the search opens what is found, if that is one variant; else the list is next. */
static void
search_activate_cb (VtStockBrowser *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 1)
    activate_cb (self, 0);
  else
    vt_stock_browser_focus (self);
}

static gboolean
search_key_cb (VtStockBrowser *self, guint key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  vt_stock_browser_focus (self);
  return GDK_EVENT_STOP;
}

/* Letters typed in the list go on in the search; a scanner types too. */
static gboolean
list_key_cb (VtStockBrowser *self,
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
stop_search_cb (VtStockBrowser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  vt_stock_browser_focus (self);
}

static void
filter_toggled_cb (VtStockBrowser *self, GtkToggleButton *button)
{
  VtStockFilter filter = VT_STOCK_ALL;

  if (self->model == NULL || !gtk_toggle_button_get_active (button))
    return;

  if (button == self->low)
    filter = VT_STOCK_LOW;
  else if (button == self->out)
    filter = VT_STOCK_OUT;
  vt_stock_list_model_set_filter (self->model, filter);
}

static void
clear_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtStockBrowser *self = VT_STOCK_BROWSER (widget);

  gtk_toggle_button_set_active (self->all, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  vt_stock_list_model_set_text (self->model, "");
}

static void
places_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  g_signal_emit (widget, signals[PLACES], 0);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_stock_browser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COUNT_TEXT)
    g_value_take_string (value, vt_stock_browser_dup_count (VT_STOCK_BROWSER (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_stock_browser_dispose (GObject *object)
{
  VtStockBrowser *self = VT_STOCK_BROWSER (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->places, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_stock_browser_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-stock-browser.ui");
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, search);
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, all);
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, low);
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, out);
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, place);
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, count);
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, count_places);
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, count_menu);
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, states);
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, list);
  gtk_widget_class_bind_template_child (widget_class, VtStockBrowser, nothing);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, count_chosen_cb);
}

static void
vt_stock_browser_class_init (VtStockBrowserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vt_stock_browser_get_property;
  object_class->dispose = vt_stock_browser_dispose;

  properties[PROP_COUNT_TEXT] = g_param_spec_string (
      "count-text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[OPEN] = g_signal_new ("open", VT_TYPE_STOCK_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_INT64);
  signals[COUNT] = g_signal_new ("count", VT_TYPE_STOCK_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_INT64);
  signals[PLACES] =
      g_signal_new ("places", VT_TYPE_STOCK_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "stock.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "stock.places", NULL, places_action);
}

static void
vt_stock_browser_init (VtStockBrowser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  vt_drop_down_name_all (GTK_WIDGET (self));

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
}

/**
 * vt_stock_browser_set_workspace:
 * @self: a browser without a workspace
 * @workspace: of the shop whose stock it lists
 */
void
vt_stock_browser_set_workspace (VtStockBrowser *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  self->model = vt_stock_list_model_new (vt_workspace_get_shop (workspace));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));

  g_signal_connect_swapped (self->model, "notify", G_CALLBACK (show_state), self);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_places (self);
  show_state (self);
}

/**
 * vt_stock_browser_search:
 * @self: a browser
 *
 * Puts the cursor into the search.
 */
void
vt_stock_browser_search (VtStockBrowser *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * vt_stock_browser_focus:
 * @self: a browser
 *
 * Gives the focus to the row that was chosen last, or else to the first.
 */
void
vt_stock_browser_focus (VtStockBrowser *self)
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

/**
 * vt_stock_browser_dup_count:
 * @self: a browser
 *
 * Returns: (transfer full): how many variants it shows, in words
 */
char *
vt_stock_browser_dup_count (VtStockBrowser *self)
{
  guint n = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;

  if (n == 0)
    return g_strdup ("");

  return g_strdup_printf (ngettext ("%u variant", "%u variants", n), n);
}
