#define G_LOG_DOMAIN "vitrine"

#include "app/vt-application.h"

#include "app/vt-new-shop.h"
#include "app/vt-window.h"
#include "brand/vt-font-keeper.h"
#include "catalogue/vt-collection-rule.h"
#include "demo/vt-demo.h"
#include "search/vt-photo-looks.h"
#include "shop/vt-shop.h"
#include "vt-config.h"

#include <glib/gi18n.h>

struct _VtApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* (owned) */
};

G_DEFINE_FINAL_TYPE (VtApplication, vt_application, ADW_TYPE_APPLICATION)

static VtWindow *
the_window (VtApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window != NULL && !VT_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);

  return window != NULL ? VT_WINDOW (window) : vt_window_new (GTK_APPLICATION (self));
}

static void
follow_colour_scheme (VtApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  int scheme = g_settings_get_enum (self->settings, "colour-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[CLAMP (scheme, 0, 2)]);
}

/* Shops ----------------------------------------------------------------------------------------------------------- */

static gboolean
show_shop (VtApplication *self, const char *path, GError **error)
{
  g_autoptr (VtShop) shop = vt_shop_open (path, VT_SHOP_WRITE, error);
  g_autoptr (VtWorkspace) workspace = NULL;

  if (shop == NULL)
    return FALSE;

  workspace = vt_workspace_new (shop, error);
  if (workspace == NULL)
    return FALSE;

  vt_shop_record_async (shop, vt_collection_rules_days_job, NULL, NULL, NULL, NULL, NULL);
  vt_photo_looks_follow (shop);
  vt_font_keeper_follow (shop);
  vt_window_set_workspace (the_window (self), workspace);
  g_settings_set_string (self->settings, "last-shop", path);
  return TRUE;
}

static gboolean
is_open (VtWindow *window, const char *path)
{
  VtWorkspace *workspace = vt_window_get_workspace (window);
  g_autoptr (GFile) wanted = g_file_new_for_path (path);
  g_autoptr (GFile) open = NULL;

  if (workspace == NULL)
    return FALSE;

  open = g_file_new_for_path (vt_shop_get_path (vt_workspace_get_shop (workspace)));
  return g_file_equal (wanted, open);
}

/* The shop that is open stays when the other one cannot be opened. */
static void
open_shop (VtApplication *self, const char *path)
{
  VtWindow *window = the_window (self);
  g_autoptr (GError) error = NULL;

  if (!is_open (window, path) && !show_shop (self, path, &error))
    vt_window_say (window, error->message);

  gtk_window_present (GTK_WINDOW (window));
}

typedef struct
{
  VtApplication *self; /* (owned) */
  char *path;          /* (owned) */
} Demo;

static void
demo_free (Demo *demo)
{
  g_object_unref (demo->self);
  g_free (demo->path);
  g_free (demo);
}

static void
demo_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  Demo *demo = data;
  GError *error = NULL;

  if (vt_demo_create (demo->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
demo_made_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  Demo *demo = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    open_shop (demo->self, demo->path);
  else
    vt_window_say (the_window (demo->self), error->message);

  g_application_release (G_APPLICATION (demo->self));
}

/* The demo shop is made once and then kept: what was tried out in it is still there the next time. */
static void
open_demo (VtApplication *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "vitrine", "demo.vitrine", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GTask) task = NULL;
  Demo *demo;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      open_shop (self, path);
      return;
    }

  gtk_window_present (GTK_WINDOW (the_window (self)));
  g_mkdir_with_parents (folder, 0700);
  demo = g_new0 (Demo, 1);
  demo->self = g_object_ref (self);
  demo->path = g_steal_pointer (&path);
  task = g_task_new (self, NULL, demo_made_cb, NULL);
  g_task_set_task_data (task, demo, (GDestroyNotify) demo_free);
  g_application_hold (G_APPLICATION (self));
  g_task_run_in_thread (task, demo_thread);
}

/* Actions --------------------------------------------------------------------------------------------------------- */

static void
open_demo_action (G_GNUC_UNUSED GSimpleAction *action, G_GNUC_UNUSED GVariant *parameter, gpointer user_data)
{
  open_demo (user_data);
}

static void
new_shop_action (G_GNUC_UNUSED GSimpleAction *action, G_GNUC_UNUSED GVariant *parameter, gpointer user_data)
{
  VtApplication *self = user_data;
  GtkWindow *dialog = vt_new_shop_new (GTK_WINDOW (the_window (self)));

  g_signal_connect_object (dialog, "created", G_CALLBACK (open_shop), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
folder_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    open_shop (user_data, g_file_peek_path (file));

  g_object_unref (chooser);
}

static void
open_shop_action (G_GNUC_UNUSED GSimpleAction *action, G_GNUC_UNUSED GVariant *parameter, gpointer user_data)
{
  VtApplication *self = user_data;
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Open a Shop Folder"), GTK_WINDOW (the_window (self)),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Open"), _ ("_Cancel"));

  g_signal_connect (chooser, "response", G_CALLBACK (folder_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_path_action (G_GNUC_UNUSED GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_shop (user_data, g_variant_get_bytestring (parameter));
}

static void
about_action (G_GNUC_UNUSED GSimpleAction *action, G_GNUC_UNUSED GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (GTK_WINDOW (the_window (user_data)), "application-name", "Vitrine", "application-icon",
                         VT_APP_ID, "version", VT_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Your shop, on your desk: edit offline, see the real storefront, publish in one step."),
                         NULL);
}

static void
quit_action (G_GNUC_UNUSED GSimpleAction *action, G_GNUC_UNUSED GVariant *parameter, gpointer user_data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (user_data));

  for (GList *l = windows, *next; l != NULL; l = next)
    {
      next = l->next;
      gtk_window_close (l->data);
    }
  g_application_quit (user_data);
}

static const GActionEntry actions[] = {
  { .name = "new-shop", .activate = new_shop_action },
  { .name = "open-shop", .activate = open_shop_action },
  { .name = "open-demo", .activate = open_demo_action },
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
  { .name = "open-path", .activate = open_path_action, .parameter_type = "ay" },
};

static const struct
{
  const char *action;
  const char *keys[3];
} keys[] = {
  { "app.open-shop", { "<Control>o" } },
  { "app.quit", { "<Control>q" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.search", { "<Control>f" } },
  { "win.create", { "<Control>n" } },
  { "win.proceed", { "<Control>Return", "<Control>KP_Enter" } },
  { "win.toggle-sidebar", { "F9" } },
  { "win.next-pane", { "F6" } },
  { "win.previous-pane", { "<Shift>F6" } },
  { "win.back", { "<Alt>Left" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "window.close", { "<Control>w" } },
  { "win.go-to(('home', int64 0))", { "<Control>1" } },
  { "win.go-to(('products', int64 0))", { "<Control>2" } },
  { "win.go-to(('collections', int64 0))", { "<Control>3" } },
  { "win.go-to(('stock', int64 0))", { "<Control>4" } },
  { "win.go-to(('brand', int64 0))", { "<Control>5" } },
  { "win.go-to(('popups', int64 0))", { "<Control>6" } },
  { "win.go-to(('storefront', int64 0))", { "<Control>7" } },
  { "win.go-to(('publish', int64 0))", { "<Control>8" } },
  { "win.go-to(('findability', int64 0))", { "<Control>9" } },
  { "win.go-to(('pages', int64 0))", { "<Control>0" } },
  { "win.go-to(('search', int64 0))", { "<Control><Shift>f" } },
  { "win.go-to(('settings', int64 0))", { "<Control>comma" } },
  { "win.go-to(('print', int64 0))", { "<Control>p" } },
  { "win.go-to(('history', int64 0))", { "<Control>h" } },
};

/* Application ----------------------------------------------------------------------------------------------------- */

static int
vt_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  VtApplication *self = VT_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (command_line, NULL);
  g_autofree char *last = g_settings_get_string (self->settings, "last-shop");

  if (g_variant_dict_contains (options, "demo"))
    open_demo (self);
  else if (arguments[0] != NULL && arguments[1] != NULL)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, arguments[1]);

      open_shop (self, g_file_peek_path (file));
    }
  else if (gtk_application_get_active_window (GTK_APPLICATION (self)) == NULL && last[0] != '\0')
    open_shop (self, last);
  else
    gtk_window_present (GTK_WINDOW (the_window (self)));

  return 0;
}

static void
vt_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (the_window (VT_APPLICATION (application))));
}

static void
vt_application_startup (GApplication *application)
{
  VtApplication *self = VT_APPLICATION (application);

  G_APPLICATION_CLASS (vt_application_parent_class)->startup (application);

  self->settings = g_settings_new ("app.vitrine.Vitrine");
  gtk_window_set_default_icon_name (VT_APP_ID);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/app/vitrine/Vitrine/icons");
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].keys);

  g_signal_connect_object (self->settings, "changed::colour-scheme", G_CALLBACK (follow_colour_scheme), self,
                           G_CONNECT_SWAPPED);
  follow_colour_scheme (self);
}

static void
vt_application_finalize (GObject *object)
{
  g_clear_object (&VT_APPLICATION (object)->settings);

  G_OBJECT_CLASS (vt_application_parent_class)->finalize (object);
}

static void
vt_application_class_init (VtApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_application_finalize;
  G_APPLICATION_CLASS (klass)->startup = vt_application_startup;
  G_APPLICATION_CLASS (klass)->activate = vt_application_activate;
  G_APPLICATION_CLASS (klass)->command_line = vt_application_command_line;
}

static void
vt_application_init (VtApplication *self)
{
  static const GOptionEntry options[] = {
    { .long_name = "demo", .arg = G_OPTION_ARG_NONE, .description = N_ ("Open the demo shop") },
    { 0 },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[SHOP.vitrine]"));
}

/**
 * vt_application_new:
 *
 * Returns: (transfer full): the application
 */
VtApplication *
vt_application_new (void)
{
  return g_object_new (VT_TYPE_APPLICATION, "application-id", VT_APP_ID, "resource-base-path", "/app/vitrine/Vitrine",
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}
