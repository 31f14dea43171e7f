#define G_LOG_DOMAIN "vitrine"

#include "app/preview/vt-preview.h"

#include "app/preview/vt-preview-frame.h"

#include <glib/gi18n.h>

/* The script world of preview.js: the shop's own scripts cannot see or change it. */
#define WORLD "vitrine"

struct _VtPreview
{
  AdwBin parent_instance;

  VtWorkspace *workspace;    /* (owned) (nullable) */
  WebKitWebView *view;       /* (unowned) inside frame */
  VtPreviewFrame *frame;     /* (unowned) inside frame_bin */
  GSettings *settings;       /* (owned) */
  GCancellable *cancellable; /* (owned) cancelled in dispose */
  char *path;                /* (owned) (nullable) what an editor asked for last */
  gboolean loaded;           /* a page is there that can be updated */
  gboolean stale;            /* the shop changed while the page was on its way */
  gboolean updating;
  gboolean update_again;

  AdwHeaderBar *header;     /* template child */
  AdwBin *frame_bin;        /* template child */
  GtkStack *stack;          /* template child */
  GtkLabel *status;         /* template child */
  GtkToggleButton *phone;   /* template child */
  GtkToggleButton *tablet;  /* template child */
  GtkToggleButton *desktop; /* template child */
};

static const struct
{
  const char *nick;
  int width;
  int height;
} devices[] = {
  { "phone", 390, 844 },
  { "tablet", 820, 1180 },
  { "desktop", 1280, 0 },
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
  if (!self->loaded || !gtk_widget_get_mapped (GTK_WIDGET (self)))
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
  self->stale = TRUE;
  update (self);
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
  if (self->stale)
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

/* The preview shows this shop and nothing else: links that lead out open in the browser. */
static gboolean
decide_policy_cb (VtPreview *self, WebKitPolicyDecision *decision, WebKitPolicyDecisionType type)
{
  WebKitNavigationAction *action;
  const char *uri;
  g_autofree char *home = NULL;

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE || self->workspace == NULL)
    return GDK_EVENT_PROPAGATE;

  action = webkit_navigation_policy_decision_get_navigation_action (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  home = vt_workspace_get_preview_uri (self->workspace, "/");
  *strchr (home, '?') = '\0';
  if (g_str_has_prefix (uri, home) && type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION)
    return GDK_EVENT_PROPAGATE;

  webkit_policy_decision_ignore (decision);
  if (webkit_navigation_action_is_user_gesture (action))
    {
      if (g_str_has_prefix (uri, home))
        webkit_web_view_load_uri (self->view, uri);
      else
        g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
    }
  return GDK_EVENT_STOP;
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
        g_settings_set_string (self->settings, "preview-device", devices[i].nick);
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
  g_autoptr (GBytes) source = g_resources_lookup_data ("/app/vitrine/Vitrine/preview.js", 0, NULL);
  g_autofree char *script = g_strndup (g_bytes_get_data (source, NULL), g_bytes_get_size (source));
  g_autoptr (WebKitUserContentManager) content = webkit_user_content_manager_new ();
  g_autoptr (WebKitNetworkSession) session = webkit_network_session_new_ephemeral ();
  WebKitUserScript *user_script = webkit_user_script_new_for_world (
      script, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME, WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, WORLD, NULL, NULL);
  WebKitWebView *view;

  webkit_user_content_manager_add_script (content, user_script);
  webkit_user_script_unref (user_script);

  view = g_object_new (WEBKIT_TYPE_WEB_VIEW, "user-content-manager", content, "network-session", session, NULL);
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
  gtk_widget_class_bind_template_callback (widget_class, device_cb);
  gtk_widget_class_install_action (widget_class, "preview.reload", NULL, reload_action);
}

static void
vt_preview_init (VtPreview *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new ("app.vitrine.Vitrine");
  gtk_widget_init_template (GTK_WIDGET (self));

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
      g_signal_handlers_disconnect_by_data (self->workspace, self);
    }
  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->path, g_free);
  self->loaded = FALSE;

  if (workspace != NULL)
    {
      g_signal_connect_object (workspace, "preview", G_CALLBACK (vt_preview_show), self, G_CONNECT_SWAPPED);
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
  g_autofree char *uri = NULL;

  g_return_if_fail (self->workspace != NULL);

  if (g_strcmp0 (self->path, path) == 0)
    return;

  g_free (self->path);
  self->path = g_strdup (path);
  self->loaded = FALSE;
  uri = vt_workspace_get_preview_uri (self->workspace, path);
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
