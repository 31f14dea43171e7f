#define G_LOG_DOMAIN "vitrine"

#include "app/vt-window.h"

#include "app/brand/vt-brand-page.h"
#include "app/content/vt-pages-page.h"
#include "app/findability/vt-findability-page.h"
#include "app/history/vt-backups-page.h"
#include "app/history/vt-history-page.h"
#include "app/home/vt-home-page.h"
#include "app/preview/vt-preview.h"
#include "app/print/vt-print-page.h"
#include "app/products/vt-collections-page.h"
#include "app/products/vt-products-page.h"
#include "app/promo/vt-popups-page.h"
#include "app/publish/vt-publish-page.h"
#include "app/search/vt-search-page.h"
#include "app/settings/vt-settings-page.h"
#include "app/stock/vt-stock-page.h"
#include "app/storefront/vt-storefront-page.h"
#include "app/vt-place.h"
#include "app/vt-sidebar.h"

#include <glib/gi18n.h>

/* Below these widths, in pixels, the preview becomes one half of a switch, and the sidebar slides over the page. */
#define PREVIEW_DOCKS_FROM 1080
#define SIDEBAR_DOCKS_FROM 720

struct _VtWindow
{
  AdwApplicationWindow parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  GSettings *settings;    /* (owned) */
  VtSidebar *sidebar;     /* (owned) moves between dock and drawer */
  VtPreview *preview;     /* (owned) moves between dock and slot */
  int width;
  guint layout_source;
  guint field_source;
  char *field; /* (owned) (nullable) that the keyboard goes to once its page can be seen */
  gboolean sidebar_docked;
  gboolean wide; /* there is room for the shop beside the page */

  AdwToastOverlay *toasts;         /* template child */
  GtkStack *root;                  /* template child: "welcome" or "shop" */
  GtkBox *sidebar_dock;            /* template child */
  GtkRevealer *sidebar_drawer;     /* template child */
  AdwBin *drawer_bin;              /* template child */
  GtkWidget *scrim;                /* template child */
  AdwHeaderBar *header;            /* template child */
  AdwWindowTitle *title;           /* template child */
  GtkToggleButton *sidebar_button; /* template child */
  GtkWidget *back_button;          /* template child */
  GtkWidget *undo_button;          /* template child */
  GtkWidget *redo_button;          /* template child */
  GtkWidget *half_switch;          /* template child */
  GtkToggleButton *shop_half;      /* template child */
  GtkWidget *column;               /* template child: of the page */
  GtkStack *pages;                 /* template child */
  AdwBin *preview_slot;            /* template child */
  AdwBin *preview_dock;            /* template child */
};

static const struct
{
  const char *name;
  const char *title;
  const char *icon_name; /* NULL: not in the sidebar, reached from the menu */
  gboolean starts_group;
  GType (*get_type) (void);
} places[] = {
  { "home", N_ ("Home"), "go-home-symbolic", FALSE, vt_home_page_get_type },
  { "products", N_ ("Products"), "vitrine-tag-symbolic", FALSE, vt_products_page_get_type },
  { "collections", N_ ("Collections"), "view-grid-symbolic", FALSE, vt_collections_page_get_type },
  { "stock", N_ ("Stock"), "vitrine-barcode-symbolic", FALSE, vt_stock_page_get_type },
  { "pages", N_ ("Pages"), "text-x-generic-symbolic", FALSE, vt_pages_page_get_type },
  { "brand", N_ ("Brand"), "vitrine-palette-symbolic", TRUE, vt_brand_page_get_type },
  { "popups", N_ ("Discounts & Popups"), "vitrine-popup-symbolic", FALSE, vt_popups_page_get_type },
  { "storefront", N_ ("Storefront"), "vitrine-shop-symbolic", TRUE, vt_storefront_page_get_type },
  { "search", N_ ("Search"), "edit-find-symbolic", FALSE, vt_search_page_get_type },
  { "findability", N_ ("Findability"), "find-location-symbolic", FALSE, vt_findability_page_get_type },
  { "publish", N_ ("Publish"), "vitrine-publish-symbolic", FALSE, vt_publish_page_get_type },
  { "settings", N_ ("Settings"), "emblem-system-symbolic", FALSE, vt_settings_page_get_type },
  { "print", N_ ("Labels and Price Lists"), NULL, FALSE, vt_print_page_get_type },
  { "history", N_ ("History"), NULL, FALSE, vt_history_page_get_type },
  { "backups", N_ ("Backups"), NULL, FALSE, vt_backups_page_get_type },
};

G_DEFINE_FINAL_TYPE (VtWindow, vt_window, ADW_TYPE_APPLICATION_WINDOW)

static VtPlace *
current_page (VtWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->pages);

  return child != NULL ? VT_PLACE (child) : NULL;
}

/* Where the parts stand ------------------------------------------------------------------------------------------- */

static void
dock_sidebar (VtWindow *self, gboolean docked)
{
  if (self->sidebar_docked == docked && gtk_widget_get_parent (GTK_WIDGET (self->sidebar)) != NULL)
    return;

  self->sidebar_docked = docked;
  if (docked)
    {
      adw_bin_set_child (self->drawer_bin, NULL);
      gtk_box_prepend (self->sidebar_dock, GTK_WIDGET (self->sidebar));
    }
  else
    {
      if (gtk_widget_get_parent (GTK_WIDGET (self->sidebar)) == GTK_WIDGET (self->sidebar_dock))
        gtk_box_remove (self->sidebar_dock, GTK_WIDGET (self->sidebar));
      adw_bin_set_child (self->drawer_bin, GTK_WIDGET (self->sidebar));
    }

  gtk_toggle_button_set_active (self->sidebar_button,
                                docked && g_settings_get_boolean (self->settings, "sidebar-shown"));
}

/* The web view moves as it is: the page in it stays. */
static void
dock_preview (VtWindow *self, gboolean docked)
{
  AdwBin *from = docked ? self->preview_slot : self->preview_dock;
  AdwBin *to = docked ? self->preview_dock : self->preview_slot;

  if (adw_bin_get_child (to) != NULL)
    return;

  adw_bin_set_child (from, NULL);
  adw_bin_set_child (to, GTK_WIDGET (self->preview));
  vt_preview_set_at_edge (self->preview, docked);
}

static void
show_parts (VtWindow *self)
{
  VtPlace *page = current_page (self);
  gboolean sidebar = gtk_toggle_button_get_active (self->sidebar_button);
  gboolean has_preview = page != NULL && vt_place_get_preview_path (page) != NULL;
  gboolean whole = page != NULL && vt_place_is_all_preview (page);
  gboolean beside = has_preview && self->wide;
  gboolean instead = has_preview && !beside && gtk_toggle_button_get_active (self->shop_half);

  if (has_preview)
    dock_preview (self, beside);

  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_dock), self->sidebar_docked && sidebar);
  gtk_revealer_set_reveal_child (self->sidebar_drawer, !self->sidebar_docked && sidebar);
  gtk_widget_set_visible (self->scrim, !self->sidebar_docked && sidebar);

  gtk_widget_set_visible (self->half_switch, has_preview && !beside);
  gtk_widget_set_visible (GTK_WIDGET (self->pages), !instead);
  gtk_widget_set_hexpand (self->column, !(whole && beside));
  gtk_widget_set_visible (GTK_WIDGET (self->preview_slot), instead);
  gtk_widget_set_visible (GTK_WIDGET (self->preview_dock), beside);
  adw_header_bar_set_show_end_title_buttons (self->header, !beside);
}

static gboolean
lay_out_cb (gpointer data)
{
  VtWindow *self = data;

  self->layout_source = 0;
  self->wide = self->width >= PREVIEW_DOCKS_FROM;
  dock_sidebar (self, self->width >= SIDEBAR_DOCKS_FROM);
  show_parts (self);
  return G_SOURCE_REMOVE;
}

/* libadwaita 1.2 has no breakpoints: the width is noted here, and the parts are moved once the layout is over. */
static void
vt_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtWindow *self = VT_WINDOW (widget);

  GTK_WIDGET_CLASS (vt_window_parent_class)->size_allocate (widget, width, height, baseline);

  if (self->width == width)
    return;

  self->width = width;
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, lay_out_cb, self, NULL);
}

/* Places ---------------------------------------------------------------------------------------------------------- */

static void
show_header (VtWindow *self)
{
  VtPlace *page = current_page (self);

  adw_window_title_set_title (self->title, page != NULL ? vt_place_get_title (page) : "");
  adw_window_title_set_subtitle (self->title, page != NULL ? vt_place_get_subtitle (page) : NULL);
  gtk_widget_set_visible (self->back_button, page != NULL && vt_place_get_can_go_back (page));
}

static void
follow_page (VtWindow *self, G_GNUC_UNUSED GParamSpec *pspec, VtPlace *page)
{
  const char *path = vt_place_get_preview_path (page);

  if (page != current_page (self))
    return;

  show_header (self);
  show_parts (self);
  if (path != NULL)
    vt_preview_show (self->preview, path);
}

static void
page_shown_cb (VtWindow *self)
{
  VtPlace *page = current_page (self);

  if (page == NULL)
    return;

  vt_sidebar_select (self->sidebar, gtk_stack_get_visible_child_name (self->pages));
  follow_page (self, NULL, page);
  if (VT_PLACE_GET_CLASS (page)->shown != NULL)
    VT_PLACE_GET_CLASS (page)->shown (page);
}

/* Where the page itself did not give the keyboard to what was opened. */
static void
enter_page (VtWindow *self)
{
  VtPlace *page = current_page (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (page == NULL || !gtk_widget_get_mapped (GTK_WIDGET (page)))
    return;
  if (focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (page)))
    return;

  if (VT_PLACE_GET_CLASS (page)->enter != NULL)
    VT_PLACE_GET_CLASS (page)->enter (page);
  else
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static void
close_drawer (VtWindow *self)
{
  if (!self->sidebar_docked)
    gtk_toggle_button_set_active (self->sidebar_button, FALSE);
}

static void
place_chosen_cb (VtWindow *self, const char *name, gboolean entered)
{
  vt_window_go_to (self, name, 0);
  if (entered)
    {
      close_drawer (self);
      enter_page (self);
    }
  else
    /* A page may have taken the keyboard: the arrows go on in the sidebar. */
    gtk_widget_grab_focus (GTK_WIDGET (self->sidebar));
}

static void
sidebar_toggled_cb (VtWindow *self)
{
  if (self->sidebar_docked)
    g_settings_set_boolean (self->settings, "sidebar-shown", gtk_toggle_button_get_active (self->sidebar_button));
  show_parts (self);
  if (!self->sidebar_docked && gtk_toggle_button_get_active (self->sidebar_button))
    gtk_widget_grab_focus (GTK_WIDGET (self->sidebar));
}

/* Undo ------------------------------------------------------------------------------------------------------------ */

static void
show_step (GtkWidget *button, const char *action, const char *verb, const char *label)
{
  g_autofree char *tooltip = label != NULL ? g_strdup_printf ("%s: %s", verb, label) : g_strdup (verb);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (button));

  if (root != NULL)
    gtk_widget_action_set_enabled (root, action, label != NULL);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
}

static void
show_steps (VtWindow *self)
{
  VtShop *shop;

  if (self->workspace == NULL)
    return;

  shop = vt_workspace_get_shop (self->workspace);
  show_step (self->undo_button, "win.undo", _ ("Undo"), vt_shop_get_undo_label (shop));
  show_step (self->redo_button, "win.redo", _ ("Redo"), vt_shop_get_redo_label (shop));
}

/* Toasts ---------------------------------------------------------------------------------------------------------- */

static void
add_toast (VtWindow *self, const char *message, gboolean undoable)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (markup);

  /* What was just done is told at once, with its undo: it does not wait until a failure is read. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (undoable)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }

  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
told_cb (VtWindow *self, const char *message, gboolean undoable)
{
  add_toast (self, message, undoable);
}

/* A failure stays until it is read. */
static void
failed_cb (VtWindow *self, const char *message)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (message);

  /* What to do about it stands at the end: it is not cut. */
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 70);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Actions --------------------------------------------------------------------------------------------------------- */

static void
undo_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtWindow *self = VT_WINDOW (widget);

  if (self->workspace != NULL)
    vt_workspace_undo (self->workspace, g_str_equal (name, "win.redo"));
}

static void
go_to_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *parameter)
{
  const char *place;
  gint64 item;

  g_variant_get (parameter, "(&sx)", &place, &item);
  vt_window_go_to (VT_WINDOW (widget), place, item);
  close_drawer (VT_WINDOW (widget));
  enter_page (VT_WINDOW (widget));
}

/* The page is laid out by then, so that it scrolls to its field. */
static gboolean
focus_field_cb (gpointer data)
{
  VtWindow *self = data;
  VtPlace *page = current_page (self);
  g_autofree char *field = g_steal_pointer (&self->field);

  self->field_source = 0;
  if (page != NULL && field != NULL && *field != '\0')
    vt_place_focus_field (page, field);
  return G_SOURCE_REMOVE;
}

static void
go_to_field_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *parameter)
{
  VtWindow *self = VT_WINDOW (widget);
  const char *place;
  const char *field;
  gint64 item;

  g_variant_get (parameter, "(&sx&s)", &place, &item, &field);
  vt_window_go_to (self, place, item);
  close_drawer (self);
  enter_page (self);

  g_clear_handle_id (&self->field_source, g_source_remove);
  g_free (self->field);
  self->field = g_strdup (field);
  self->field_source = g_idle_add_full (G_PRIORITY_LOW, focus_field_cb, self, NULL);
}

static void
review_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  vt_window_go_to (VT_WINDOW (widget), "publish", 0);
  close_drawer (VT_WINDOW (widget));
  enter_page (VT_WINDOW (widget));
}

/* The same key twice: to the review, and on from there. */
static void
proceed_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPlace *page = current_page (VT_WINDOW (widget));

  if (page != NULL && VT_PLACE_GET_CLASS (page)->proceed != NULL)
    VT_PLACE_GET_CLASS (page)->proceed (page);
  else
    review_action (widget, name, parameter);
}

static void
sidebar_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  GtkToggleButton *button = VT_WINDOW (widget)->sidebar_button;

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
back_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPlace *page = current_page (VT_WINDOW (widget));

  if (page != NULL && vt_place_get_can_go_back (page) && VT_PLACE_GET_CLASS (page)->go_back != NULL)
    VT_PLACE_GET_CLASS (page)->go_back (page);
}

static void
search_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPlace *page = current_page (VT_WINDOW (widget));

  if (page != NULL && VT_PLACE_GET_CLASS (page)->search != NULL)
    VT_PLACE_GET_CLASS (page)->search (page);
}

static void
create_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtPlace *page = current_page (VT_WINDOW (widget));

  if (page == NULL)
    gtk_widget_activate_action (widget, "app.new-shop", NULL);
  else if (VT_PLACE_GET_CLASS (page)->create != NULL)
    VT_PLACE_GET_CLASS (page)->create (page);
}

/* Made when it is asked for: GTK 4.8 ends the program when a screen reader asks for a window that has just been closed
 * and gets, in its stead, the last one there is, if that one was never shown. */
static void
shortcuts_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/app/vitrine/Vitrine/help-overlay.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_set_destroy_with_parent (shortcuts, TRUE);
  gtk_window_present (shortcuts);
}

static gboolean
holds_focus (VtWindow *self, GtkWidget *part)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && (focus == part || gtk_widget_is_ancestor (focus, part));
}

/* From the sidebar to the page, to the shop beside it, and round; the other way for the previous one. */
static void
pane_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtWindow *self = VT_WINDOW (widget);
  GtkWidget *panes[] = { GTK_WIDGET (self->sidebar), GTK_WIDGET (self->pages), GTK_WIDGET (self->preview) };
  const guint n = G_N_ELEMENTS (panes);
  guint by = g_str_equal (name, "win.next-pane") ? 1 : n - 1;
  guint at = 0;

  for (guint i = 0; i < n; i++)
    if (holds_focus (self, panes[i]))
      at = i;

  for (guint i = 1; i < n; i++)
    {
      GtkWidget *pane = panes[(at + i * by) % n];

      if (!gtk_widget_get_mapped (pane) || !gtk_widget_get_child_visible (pane))
        continue;
      if (pane == GTK_WIDGET (self->pages))
        enter_page (self);
      else if (pane == GTK_WIDGET (self->sidebar))
        gtk_widget_grab_focus (pane);
      else
        gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD);
      if (holds_focus (self, pane))
        return;
    }
}

/* What was opened over the page is left, and the keyboard is where it was of use. */
static gboolean
escape_cb (GtkWidget *widget, G_GNUC_UNUSED GVariant *arguments, G_GNUC_UNUSED gpointer data)
{
  VtWindow *self = VT_WINDOW (widget);

  if (self->sidebar_docked || !gtk_toggle_button_get_active (self->sidebar_button))
    return GDK_EVENT_PROPAGATE;

  close_drawer (self);
  enter_page (self);
  return GDK_EVENT_STOP;
}

static void
scrim_pressed_cb (VtWindow *self)
{
  close_drawer (self);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static gboolean
vt_window_close_request (GtkWindow *window)
{
  VtWindow *self = VT_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  g_settings_set_int (self->settings, "window-width", MAX (width, 360));
  g_settings_set_int (self->settings, "window-height", MAX (height, 294));

  return GTK_WINDOW_CLASS (vt_window_parent_class)->close_request (window);
}

static void
remove_pages (VtWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, child);
}

static void
vt_window_dispose (GObject *object)
{
  VtWindow *self = VT_WINDOW (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_handle_id (&self->field_source, g_source_remove);
  g_clear_pointer (&self->field, g_free);
  if (self->pages != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->pages, page_shown_cb, self);
      remove_pages (self);
    }
  if (self->preview != NULL)
    vt_preview_set_workspace (self->preview, NULL);
  g_clear_object (&self->sidebar);
  g_clear_object (&self->preview);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (vt_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.go-to", "(sx)", go_to_action);
  gtk_widget_class_install_action (widget_class, "win.go-to-field", "(sxs)", go_to_field_action);
  gtk_widget_class_install_action (widget_class, "win.review", NULL, review_action);
  gtk_widget_class_install_action (widget_class, "win.proceed", NULL, proceed_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.next-pane", NULL, pane_action);
  gtk_widget_class_install_action (widget_class, "win.previous-pane", NULL, pane_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, shortcuts_action);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, root);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, sidebar_dock);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, sidebar_drawer);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, drawer_bin);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, scrim);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, header);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, title);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, half_switch);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, shop_half);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, column);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, preview_slot);
  gtk_widget_class_bind_template_child (widget_class, VtWindow, preview_dock);
  gtk_widget_class_bind_template_callback (widget_class, page_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_parts);
  gtk_widget_class_bind_template_callback (widget_class, scrim_pressed_cb);
}

static void
vt_window_class_init (VtWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = vt_window_close_request;
  widget_class->size_allocate = vt_window_size_allocate;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
vt_window_init (VtWindow *self)
{
  self->settings = g_settings_new ("app.vitrine.Vitrine");
  self->sidebar = g_object_ref_sink (VT_SIDEBAR (vt_sidebar_new ()));
  self->preview = g_object_ref_sink (VT_PREVIEW (vt_preview_new ()));
  self->width = g_settings_get_int (self->settings, "window-width");
  self->sidebar_docked = self->width >= SIDEBAR_DOCKS_FROM;
  self->wide = self->width >= PREVIEW_DOCKS_FROM;

  gtk_widget_init_template (GTK_WIDGET (self));
  if (self->sidebar_docked)
    gtk_box_prepend (self->sidebar_dock, GTK_WIDGET (self->sidebar));
  else
    adw_bin_set_child (self->drawer_bin, GTK_WIDGET (self->sidebar));

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i].icon_name != NULL)
      vt_sidebar_add_place (self->sidebar, places[i].name, _ (places[i].title), places[i].icon_name,
                            places[i].starts_group);
  g_signal_connect_object (self->sidebar, "place-chosen", G_CALLBACK (place_chosen_cb), self, G_CONNECT_SWAPPED);

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_toggle_button_set_active (self->sidebar_button,
                                self->sidebar_docked && g_settings_get_boolean (self->settings, "sidebar-shown"));
  show_parts (self);
}

/**
 * vt_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window with no shop: it welcomes and says what to do
 */
VtWindow *
vt_window_new (GtkApplication *application)
{
  return g_object_new (VT_TYPE_WINDOW, "application", application, NULL);
}

/**
 * vt_window_set_workspace:
 * @self: a window
 * @workspace: (nullable): of the shop to show; %NULL welcomes
 */
void
vt_window_set_workspace (VtWindow *self, VtWorkspace *workspace)
{
  if (self->workspace == workspace)
    return;

  /* Edits of the last shop may still be under way: what they tell is not of this one. */
  if (self->workspace != NULL)
    {
      g_signal_handlers_disconnect_by_data (vt_workspace_get_shop (self->workspace), self);
      g_signal_handlers_disconnect_by_data (self->workspace, self);
    }
  g_set_object (&self->workspace, workspace);

  remove_pages (self);
  vt_sidebar_set_workspace (self->sidebar, workspace);
  vt_preview_set_workspace (self->preview, workspace);
  gtk_stack_set_visible_child_name (self->root, workspace != NULL ? "shop" : "welcome");
  if (workspace == NULL)
    return;

  g_signal_connect_object (workspace, "told", G_CALLBACK (told_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "notify", G_CALLBACK (show_steps), self,
                           G_CONNECT_SWAPPED);
  show_steps (self);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GtkWidget *page = g_object_new (places[i].get_type (), "workspace", workspace, NULL);

      if (vt_place_get_title (VT_PLACE (page)) == NULL)
        vt_place_set_title (VT_PLACE (page), _ (places[i].title));
      g_signal_connect_object (page, "notify", G_CALLBACK (follow_page), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->pages, page, places[i].name);
    }
  vt_window_go_to (self, "home", 0);
}

/**
 * vt_window_get_workspace:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): of the shop that is shown
 */
VtWorkspace *
vt_window_get_workspace (VtWindow *self)
{
  return self->workspace;
}

/**
 * vt_window_go_to:
 * @self: a window with a shop
 * @place: name of a place: "home", "products", "collections", "stock", "brand", "popups", "storefront", "search",
 * "findability", "publish", "settings", "print", "history" or "backups"
 * @item: id of the thing to open there; 0 for the place itself
 */
void
vt_window_go_to (VtWindow *self, const char *place, gint64 item)
{
  GtkWidget *child = gtk_stack_get_child_by_name (self->pages, place);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean decides;

  if (child == NULL)
    return;

  decides = VT_PLACE_GET_CLASS (child)->enter != NULL && !gtk_widget_get_realized (child) && focus != NULL &&
            gtk_widget_is_ancestor (focus, GTK_WIDGET (self->pages));
  gtk_stack_set_visible_child (self->pages, child);
  /* A page that has not been laid out yet knows better than the stack what is there to stay. */
  if (decides)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  if (VT_PLACE_GET_CLASS (child)->open_item != NULL)
    VT_PLACE_GET_CLASS (child)->open_item (VT_PLACE (child), item);
  page_shown_cb (self);
}

/**
 * vt_window_say:
 * @self: a window
 * @message: what went wrong and what to do, translated
 *
 * Says something that stays until it is read.
 */
void
vt_window_say (VtWindow *self, const char *message)
{
  failed_cb (self, message);
}
