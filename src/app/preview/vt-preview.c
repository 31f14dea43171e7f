#define G_LOG_DOMAIN "vitrine"

#include "app/preview/vt-preview.h"

#include "app/preview/vt-preview-frame.h"
#include "app/preview/vt-preview-options.h"
#include "app/preview/vt-preview-parts.h"
#include "app/preview/vt-preview-scripts.h"
#include "base/vt-json.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define WORLD VT_PREVIEW_WORLD

/* Products that the shopper with a full bag has put into it, and among how many of the shop they are looked for. */
#define BAG_LINES     3
#define BAG_LOOKED_AT 60

#define MAX_MESSAGE_BYTES 1000

struct _VtPreview
{
  AdwBin parent_instance;

  VtWorkspace *workspace;            /* (owned) (nullable) */
  WebKitUserContentManager *content; /* (owned) of the view */
  WebKitWebView *view;               /* (unowned) inside frame */
  VtPreviewFrame *frame;             /* (unowned) inside frame_bin */
  GSettings *settings;               /* (owned) */
  GCancellable *cancellable;         /* (owned) cancelled in dispose */
  char *path;                        /* (owned) (nullable) what an editor asked for last */
  gboolean loaded;                   /* a page is there that can be updated */
  gboolean stale;                    /* the shop changed while the page was on its way */
  gboolean updating;
  gboolean update_again;
  double scroll; /* CSS pixels from the top where the next page is to be shown; -1: where it likes */

  AdwHeaderBar *header;      /* template child */
  AdwBin *frame_bin;         /* template child */
  GtkStack *stack;           /* template child */
  GtkLabel *status;          /* template child */
  GtkToggleButton *phone;    /* template child */
  GtkToggleButton *tablet;   /* template child */
  GtkToggleButton *desktop;  /* template child */
  GtkToggleButton *point;    /* template child */
  GtkToggleButton *compare;  /* template child */
  GtkMenuButton *parts;      /* template child */
  GtkListBox *parts_list;    /* template child */
  VtPreviewOptions *options; /* template child */
  GtkLabel *caption;         /* template child */
  GtkRevealer *travel;       /* template child: tells that it is not now, or not just anybody */
  GtkLabel *travel_words;    /* template child */
  GtkRevealer *theme;        /* template child */
  GtkLabel *theme_problem;   /* template child */
};

static const struct
{
  const char *nick;
  int width;
  int height;
  gboolean touch;
} devices[] = {
  { "phone", 390, 844, TRUE },
  { "tablet", 820, 1180, TRUE },
  { "desktop", 1280, 0, FALSE },
};

G_DEFINE_FINAL_TYPE (VtPreview, vt_preview, ADW_TYPE_BIN)

static void update (VtPreview *self);

/* Pages in a web view are not in the accessibility tree: what they say is told in the description of the pane. */
static void
describe (VtPreview *self, JSCValue *words)
{
  g_autofree char *text = jsc_value_is_string (words) ? jsc_value_to_string (words) : NULL;

  if (text != NULL && self->frame != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->frame), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
updated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) words =
      webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, &error);

  self->updating = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL)
    return;

  if (words != NULL)
    describe (self, words);

  /* A page that is being left has no say any more; one that failed to change is asked for again as a whole. */
  if (!self->loaded)
    return;
  if (words == NULL)
    {
      g_info ("The preview is loaded again: %s", error->message);
      webkit_web_view_reload (self->view);
    }
  else if (self->update_again)
    update (self);
}

static void
update (VtPreview *self)
{
  if (!self->loaded || !gtk_widget_get_mapped (GTK_WIDGET (self)) || gtk_toggle_button_get_active (self->compare))
    return;
  self->stale = FALSE;

  /* One at a time: what changes meanwhile is in the next one. */
  self->update_again = self->updating;
  if (self->updating)
    return;

  self->updating = TRUE;
  webkit_web_view_call_async_javascript_function (self->view, "return await vitrinePreview.update ();", -1, NULL, WORLD,
                                                  NULL, self->cancellable, updated_cb, g_object_ref (self));
}

static void
changed_cb (VtPreview *self)
{
  vt_preview_options_fill (self->options, self->workspace);
  self->stale = TRUE;
  update (self);
}

/* While a file of the theme is wrong, the page stays as it was. */
static void
show_theme_problem (VtPreview *self)
{
  const char *problem = vt_workspace_get_theme_problem (self->workspace);

  if (problem != NULL)
    gtk_label_set_label (self->theme_problem, problem);
  gtk_revealer_set_reveal_child (self->theme, problem != NULL);
}

static void
theme_changed_cb (VtPreview *self)
{
  show_theme_problem (self);
  if (vt_workspace_get_theme_problem (self->workspace) == NULL)
    vt_preview_reload (self);
}

static void
run (VtPreview *self, const char *script)
{
  if (self->view != NULL)
    webkit_web_view_evaluate_javascript (self->view, script, -1, WORLD, NULL, self->cancellable, NULL, NULL);
}

/* Whether the parts of the page are named, and lead to their editors. What is published cannot be edited. */
static void
use_pointing (VtPreview *self)
{
  gboolean points = gtk_toggle_button_get_active (self->point) && !gtk_toggle_button_get_active (self->compare);
  g_autofree char *words = points ? vt_preview_part_words () : g_strdup ("null");
  g_autofree char *script = g_strdup_printf ("vitrinePoint.use (%s);", words);

  run (self, script);
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPreview) self = user_data;
  g_autoptr (JSCValue) words =
      webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, NULL);

  /* Another page is on its way already: it will be ready itself. */
  if (self->view == NULL || webkit_web_view_is_loading (self->view))
    return;

  if (words != NULL)
    describe (self, words);
  self->loaded = TRUE;
  use_pointing (self);
  if (self->scroll >= 0)
    {
      g_autofree char *script = g_strdup_printf ("window.scrollTo (0, %d);", (int) self->scroll);

      self->scroll = -1;
      run (self, script);
    }
  if (self->stale && !gtk_toggle_button_get_active (self->compare))
    {
      self->stale = FALSE;
      webkit_web_view_reload (self->view);
    }
}

static void
load_changed_cb (VtPreview *self, WebKitLoadEvent event)
{
  if (event == WEBKIT_LOAD_STARTED)
    {
      self->loaded = FALSE;
      self->stale = FALSE;
    }
  if (event != WEBKIT_LOAD_FINISHED)
    return;

  gtk_stack_set_visible_child_name (self->stack, "page");
  webkit_web_view_call_async_javascript_function (self->view, "return await vitrinePreview.ready ();", -1, NULL, WORLD,
                                                  NULL, self->cancellable, ready_cb, g_object_ref (self));
}

static gboolean
load_failed_cb (VtPreview *self, G_GNUC_UNUSED WebKitLoadEvent event, G_GNUC_UNUSED const char *uri, GError *error)
{
  if (!g_error_matches (error, WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED))
    {
      gtk_label_set_label (self->status, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }

  return GDK_EVENT_STOP;
}

static void
process_terminated_cb (VtPreview *self)
{
  self->loaded = FALSE;
  self->updating = FALSE;
  gtk_label_set_label (self->status, _ ("The page stopped by itself."));
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* The draft's address of @path, or that of what is published. */
static char *
get_uri (VtPreview *self, const char *path)
{
  char *uri = gtk_toggle_button_get_active (self->compare) ? vt_workspace_get_live_uri (self->workspace, path) : NULL;

  return uri != NULL ? uri : vt_workspace_get_preview_uri (self->workspace, path);
}

/* The preview shows this shop and nothing else: links that lead out open in the browser. */
static gboolean
decide_policy_cb (VtPreview *self, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type)
{
  WebKitNavigationAction *action;
  const char *uri;
  g_autofree char *home = NULL;
  gboolean inside;

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE || self->workspace == NULL)
    return GDK_EVENT_PROPAGATE;

  action = webkit_navigation_policy_decision_get_navigation_action (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  home = get_uri (self, "/");
  *strchr (home, '?') = '\0';
  inside = g_str_has_prefix (uri, home);
  if (inside && type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION)
    return GDK_EVENT_PROPAGATE;

  webkit_policy_decision_ignore (decision);
  if (webkit_navigation_action_is_user_gesture (action))
    {
      if (inside)
        webkit_web_view_load_uri (self->view, uri);
      else
        g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
    }
  return GDK_EVENT_STOP;
}

static gboolean
is_touched (VtPreview *self)
{
  return !gtk_toggle_button_get_active (self->desktop);
}

static char *
current_path (VtPreview *self)
{
  const char *uri = self->view != NULL ? webkit_web_view_get_uri (self->view) : NULL;
  g_autoptr (GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL) : NULL;

  if (parsed == NULL || g_uri_get_host (parsed) == NULL)
    return NULL;
  return g_uri_get_query (parsed) != NULL ? g_strconcat (g_uri_get_path (parsed), "?", g_uri_get_query (parsed), NULL)
                                          : g_strdup (g_uri_get_path (parsed));
}

/* Pages learn at their beginning what they are on: the scripts are put there anew, and the page with them. */
static void
use_look (VtPreview *self)
{
  GtkToggleButton *buttons[] = { self->phone, self->tablet, self->desktop };
  VtPreviewLook look = { .colours = vt_preview_options_get_colours (self->options), .touch = is_touched (self) };

  look.moment_us = self->workspace != NULL ? vt_workspace_get_moment (self->workspace) : 0;
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (gtk_toggle_button_get_active (buttons[i]))
      {
        look.width = devices[i].width;
        look.height = devices[i].height;
      }
  vt_preview_scripts_install (self->content, &look);
  if (self->loaded)
    webkit_web_view_reload (self->view);
}

static void
point_cb (VtPreview *self)
{
  use_pointing (self);
}

static void
scrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPreview) self = user_data;
  g_autoptr (JSCValue) value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, NULL);
  g_autofree char *path = self->view != NULL ? current_path (self) : NULL;
  g_autofree char *uri = NULL;

  if (path == NULL || self->workspace == NULL)
    return;

  self->scroll = value != NULL && jsc_value_is_number (value) ? jsc_value_to_double (value) : -1;
  self->loaded = FALSE;
  uri = get_uri (self, path);
  webkit_web_view_load_uri (self->view, uri);
}

/* The same page at the same place, as it is or as it would be. */
static void
compare_cb (VtPreview *self)
{
  gboolean compares = gtk_toggle_button_get_active (self->compare);

  gtk_label_set_label (self->caption, compares ? _ ("What shoppers see now · nothing here can be edited")
                                               : _ ("Follows what you edit · the shop exactly as shoppers get it"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->point), !compares);
  if (self->view != NULL && self->workspace != NULL)
    webkit_web_view_evaluate_javascript (self->view, "window.scrollY", -1, WORLD, NULL, self->cancellable, scrolled_cb,
                                         g_object_ref (self));
}

static void
language_cb (VtPreview *self)
{
  g_autofree char *prefix = vt_preview_options_get_prefix (self->options);
  g_autofree char *prefixes = vt_preview_options_list_prefixes (self->options);
  g_autofree char *script = g_strdup_printf ("location.href = vitrineShopper.page ('%s', '%s', %s);",
                                             vt_preview_options_get_language (self->options), prefix, prefixes);

  if (self->loaded)
    run (self, script);
}

static void
colours_cb (VtPreview *self)
{
  use_look (self);
}

/* What is seen when it is not the shop of now, seen by just anybody. */
static void
show_travel (VtPreview *self)
{
  gint64 us = self->workspace != NULL ? vt_workspace_get_moment (self->workspace) : 0;
  g_autofree char *shopper = vt_preview_options_describe_shopper (self->options);
  g_autofree char *when = NULL;
  g_autofree char *words = NULL;

  if (us != 0)
    {
      g_autoptr (GTimeZone) zone = vt_workspace_get_zone (self->workspace);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
      g_autoptr (GDateTime) moment = g_date_time_to_timezone (utc, zone);

      /* TRANSLATORS: a day and a time as g_date_time_format() takes them: Friday, 27 November 2026, 00:05 */
      when = g_date_time_format (moment, _ ("%A, %e %B %Y, %H:%M"));
    }
  if (when != NULL || shopper != NULL)
    {
      words = g_strconcat (when != NULL ? when : _ ("Now"), shopper != NULL ? " · " : "",
                           shopper != NULL ? shopper : "", NULL);
      gtk_label_set_label (self->travel_words, words);
    }
  gtk_revealer_set_reveal_child (self->travel, words != NULL);
}

static void
moment_cb (VtPreview *self)
{
  if (self->workspace != NULL)
    vt_workspace_set_moment (self->workspace, vt_preview_options_get_moment (self->options));
}

static void
moment_changed_cb (VtPreview *self)
{
  vt_preview_options_fill (self->options, self->workspace);
  show_travel (self);
  use_look (self);
}

static void
back_cb (VtPreview *self)
{
  vt_preview_options_reset (self->options);
  if (self->workspace != NULL)
    vt_workspace_set_moment (self->workspace, 0);
}

/* "1773x1.1889x1": what can be bought at once, from the top of the list. */
static char *
full_bag (VtPreview *self)
{
  VtProductQuery query = { NULL, VT_PRODUCT_ACTIVE, 0, BAG_LOOKED_AT, 0 };
  g_autoptr (GPtrArray) rows = vt_product_list (vt_workspace_get_reader (self->workspace), &query, NULL);
  g_autoptr (GString) bag = g_string_new (NULL);
  guint n_lines = 0;

  for (guint i = 0; rows != NULL && i < rows->len && n_lines < BAG_LINES; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (row->in_stock && row->first_variant_id != 0)
        g_string_append_printf (bag, "%s%" PRId64 "x1", n_lines++ > 0 ? "." : "", row->first_variant_id);
    }

  return g_string_free (g_steal_pointer (&bag), FALSE);
}

static void
shopper_cb (VtPreview *self)
{
  VtPreviewShopper shopper = vt_preview_options_get_shopper (self->options);
  g_autofree char *country = g_strdup (vt_preview_options_get_country (self->options));
  g_autofree char *bag = NULL;
  g_autofree char *script = NULL;

  if (self->workspace == NULL)
    return;

  show_travel (self);
  if (country == NULL && shopper != VT_PREVIEW_NEW_SHOPPER)
    country = vt_setting_get (vt_workspace_get_reader (self->workspace), "shop.country", NULL);
  if (shopper == VT_PREVIEW_SHOPPER_WITH_BAG)
    bag = full_bag (self);
  script = g_strdup_printf (
      "vitrineShopper.be ({ cart: '%s', country: '%s', postcode: '', returning: %s }); location.reload ();",
      bag != NULL ? bag : "", country != NULL && strlen (country) == 2 ? country : "",
      shopper != VT_PREVIEW_NEW_SHOPPER ? "true" : "false");
  run (self, script);
}

/* Parts of the page ------------------------------------------------------------------------------------------------ */

static void
edit_part (VtPreview *self, const char *thing, const char *id)
{
  VtPreviewPart part;
  gint64 item = 0;

  if (!vt_preview_part_find (thing, &part))
    return;

  g_ascii_string_to_signed (id, 10, 0, G_MAXINT64, &item, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to-field", "(sxs)", part.place, item, part.field);
}

/* The page may get the section only with its next update: the script waits a little. */
static void
reveal_cb (VtPreview *self, gint64 section_id)
{
  g_autofree char *script = g_strdup_printf ("vitrinePoint.reveal ('%" G_GINT64_FORMAT "');", section_id);

  run (self, script);
}

static JsonNode *
parse_message (JSCValue *value)
{
  g_autofree char *text = value != NULL && jsc_value_is_string (value) ? jsc_value_to_string (value) : NULL;

  return text != NULL ? vt_json_parse (text, -1, MAX_MESSAGE_BYTES * 100, 3, NULL) : NULL;
}

static void
edit_cb (VtPreview *self, JSCValue *value)
{
  g_autoptr (JsonNode) node = parse_message (value);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    edit_part (self, json_object_get_string_member_with_default (json_node_get_object (node), "thing", ""),
               json_object_get_string_member_with_default (json_node_get_object (node), "id", ""));
}

static void
part_row_cb (VtPreview *self, GtkListBoxRow *row)
{
  gtk_menu_button_popdown (self->parts);
  edit_part (self, g_object_get_data (G_OBJECT (row), "vt-thing"), g_object_get_data (G_OBJECT (row), "vt-id"));
}

static void
add_part (VtPreview *self, JsonObject *object)
{
  const char *thing = json_object_get_string_member_with_default (object, "thing", "");
  g_autofree char *text = g_markup_escape_text (json_object_get_string_member_with_default (object, "text", ""), -1);
  VtPreviewPart part;
  GtkWidget *row;

  if (!vt_preview_part_find (thing, &part))
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), part.name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "vt-thing", g_strdup (thing), g_free);
  g_object_set_data_full (G_OBJECT (row), "vt-id",
                          g_strdup (json_object_get_string_member_with_default (object, "id", "")), g_free);
  gtk_list_box_append (self->parts_list, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPreview) self = user_data;
  g_autoptr (JSCValue) value = webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, NULL);
  g_autoptr (JsonNode) node = parse_message (value);
  GtkWidget *child;

  if (self->view == NULL)
    return;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->parts_list))) != NULL)
    gtk_list_box_remove (self->parts_list, child);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    add_part (self, json_array_get_object_element (json_node_get_array (node), i));
  gtk_widget_child_focus (GTK_WIDGET (self->parts_list), GTK_DIR_TAB_FORWARD);
}

/* The page is asked when somebody wants to know: it has no accessible objects of its own to walk through. */
static void
parts_shown_cb (VtPreview *self)
{
  g_autofree char *words = vt_preview_part_words ();
  g_autofree char *script = g_strdup_printf ("vitrinePoint.list (%s)", words);

  if (self->view != NULL)
    webkit_web_view_evaluate_javascript (self->view, script, -1, WORLD, NULL, self->cancellable, listed_cb,
                                         g_object_ref (self));
}

static void
show_comparable (VtPreview *self)
{
  g_autofree char *live = self->workspace != NULL ? vt_workspace_get_live_uri (self->workspace, "/") : NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->compare), live != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->compare),
                               live != NULL ? _ ("Compare with the Live Shop") : _ ("Nothing Is Published Yet"));
}

static void
device_cb (VtPreview *self)
{
  GtkToggleButton *buttons[] = { self->phone, self->tablet, self->desktop };

  if (self->frame == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (gtk_toggle_button_get_active (buttons[i]))
      {
        vt_preview_frame_set_device (self->frame, devices[i].width, devices[i].height);
        vt_preview_frame_set_touch (self->frame, devices[i].touch);
        g_settings_set_string (self->settings, "preview-device", devices[i].nick);
        use_look (self);
      }
}

static void
restore_device (VtPreview *self)
{
  GtkToggleButton *buttons[] = { self->phone, self->tablet, self->desktop };
  g_autofree char *nick = g_settings_get_string (self->settings, "preview-device");

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (g_str_equal (nick, devices[i].nick))
      gtk_toggle_button_set_active (buttons[i], TRUE);

  device_cb (self);
}

static void
reload_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  vt_preview_reload (VT_PREVIEW (widget));
}

static WebKitWebView *
make_view (VtPreview *self)
{
  g_autoptr (WebKitNetworkSession) session = webkit_network_session_new_ephemeral ();
  WebKitWebView *view =
      g_object_new (WEBKIT_TYPE_WEB_VIEW, "user-content-manager", self->content, "network-session", session, NULL);

  g_signal_connect_object (self->content, "script-message-received::edit", G_CALLBACK (edit_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->content, "script-message-received::said", G_CALLBACK (describe), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (view, "load-changed", G_CALLBACK (load_changed_cb), self);
  g_signal_connect_swapped (view, "load-failed", G_CALLBACK (load_failed_cb), self);
  g_signal_connect_swapped (view, "web-process-terminated", G_CALLBACK (process_terminated_cb), self);
  g_signal_connect_swapped (view, "decide-policy", G_CALLBACK (decide_policy_cb), self);
  return view;
}

static void
vt_preview_map (GtkWidget *widget)
{
  VtPreview *self = VT_PREVIEW (widget);

  GTK_WIDGET_CLASS (vt_preview_parent_class)->map (widget);
  show_comparable (self);
  if (self->loaded)
    update (self);
}

static void
vt_preview_dispose (GObject *object)
{
  VtPreview *self = VT_PREVIEW (object);

  g_cancellable_cancel (self->cancellable);
  vt_preview_set_workspace (self, NULL);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  self->view = NULL;
  self->frame = NULL;

  G_OBJECT_CLASS (vt_preview_parent_class)->dispose (object);
}

static void
vt_preview_finalize (GObject *object)
{
  VtPreview *self = VT_PREVIEW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->content);
  g_clear_object (&self->cancellable);
  g_free (self->path);

  G_OBJECT_CLASS (vt_preview_parent_class)->finalize (object);
}

static void
vt_preview_class_init (VtPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_preview_finalize;
  widget_class->map = vt_preview_map;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPreview, header);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, frame_bin);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, status);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, phone);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, tablet);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, desktop);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, point);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, compare);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, parts);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, parts_list);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, options);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, caption);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, travel);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, travel_words);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, theme);
  gtk_widget_class_bind_template_child (widget_class, VtPreview, theme_problem);
  gtk_widget_class_bind_template_callback (widget_class, device_cb);
  gtk_widget_class_bind_template_callback (widget_class, point_cb);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, shopper_cb);
  gtk_widget_class_bind_template_callback (widget_class, colours_cb);
  gtk_widget_class_bind_template_callback (widget_class, moment_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, parts_shown_cb);
  gtk_widget_class_install_action (widget_class, "preview.reload", NULL, reload_action);
}

static void
vt_preview_init (VtPreview *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new ("app.vitrine.Vitrine");
  self->scroll = -1;
  self->content = vt_preview_scripts_new ();
  g_type_ensure (VT_TYPE_PREVIEW_OPTIONS);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_settings_bind (self->settings, "preview-points", self->point, "active", G_SETTINGS_BIND_DEFAULT);

  self->view = make_view (self);
  self->frame = VT_PREVIEW_FRAME (vt_preview_frame_new (self->view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->frame), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Storefront preview"),
                                  -1);
  adw_bin_set_child (self->frame_bin, GTK_WIDGET (self->frame));
  restore_device (self);
}

/**
 * vt_preview_new:
 *
 * Returns: (transfer floating): a preview that shows nothing yet
 */
GtkWidget *
vt_preview_new (void)
{
  return g_object_new (VT_TYPE_PREVIEW, NULL);
}

/**
 * vt_preview_set_workspace:
 * @self: a preview
 * @workspace: (nullable): whose storefront to show
 */
void
vt_preview_set_workspace (VtPreview *self, VtWorkspace *workspace)
{
  if (self->workspace == workspace)
    return;

  if (self->workspace != NULL)
    {
      g_signal_handlers_disconnect_by_data (vt_workspace_get_shop (self->workspace), self);
      g_signal_handlers_disconnect_by_data (vt_workspace_get_hosts (self->workspace), self);
      g_signal_handlers_disconnect_by_data (self->workspace, self);
    }
  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->path, g_free);
  self->loaded = FALSE;

  if (workspace != NULL)
    {
      moment_changed_cb (self);
      g_signal_connect_object (workspace, "moment-changed", G_CALLBACK (moment_changed_cb), self, G_CONNECT_SWAPPED);
      show_comparable (self);
      g_signal_connect_object (vt_workspace_get_hosts (workspace), "changed", G_CALLBACK (show_comparable), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "reveal", G_CALLBACK (reveal_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "preview", G_CALLBACK (vt_preview_show), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (workspace, "theme-changed", G_CALLBACK (theme_changed_cb), self, G_CONNECT_SWAPPED);
      show_theme_problem (self);
      g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
}

/**
 * vt_preview_show:
 * @self: a preview with a workspace
 * @path: path of the storefront
 *
 * Goes to a page of the shop. Nothing happens when it is the one that was asked for last, wherever the merchant has
 * clicked to meanwhile.
 */
void
vt_preview_show (VtPreview *self, const char *path)
{
  g_autofree char *prefix = NULL;
  g_autofree char *in_language = NULL;
  g_autofree char *uri = NULL;

  g_return_if_fail (self->workspace != NULL);

  if (g_strcmp0 (self->path, path) == 0)
    return;

  g_free (self->path);
  self->path = g_strdup (path);
  self->loaded = FALSE;
  prefix = vt_preview_options_get_prefix (self->options);
  in_language = g_strconcat (prefix, path, NULL);
  uri = get_uri (self, in_language);
  webkit_web_view_load_uri (self->view, uri);
}

/**
 * vt_preview_reload:
 * @self: a preview
 *
 * Asks for the page as a whole again.
 */
void
vt_preview_reload (VtPreview *self)
{
  g_autofree char *path = g_steal_pointer (&self->path);

  vt_preview_show (self, path != NULL ? path : "/");
}

/**
 * vt_preview_set_at_edge:
 * @self: a preview
 * @at_edge: whether its header bar is the last one of the window, with the window's buttons
 */
void
vt_preview_set_at_edge (VtPreview *self, gboolean at_edge)
{
  adw_header_bar_set_show_end_title_buttons (self->header, at_edge);
}
