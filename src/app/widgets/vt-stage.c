#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-stage.h"

#include <glib/gi18n.h>

typedef struct
{
  char *shop_path; /* (owned) */
  GFile *file;     /* (owned) */
} Work;

static void
work_free (Work *work)
{
  g_free (work->shop_path);
  g_object_unref (work->file);
  g_free (work);
}

static void
stage_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_file_get_path (work->file);
  VtMedia *media = NULL;

  if (path == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _ ("The picture is not on this computer; save it here first, then choose it again"));
  else
    media = vt_media_stage_file (work->shop_path, path, cancellable, &error);

  if (media == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, media, (GDestroyNotify) vt_media_free);
}

/**
 * vt_stage_file_async:
 * @shop_path: (type filename): the shop folder
 * @file: a picture that the merchant chose
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Brings a copy of a picture into the shop's media, off the main thread: vt_media_stage_file(). An edit then adds it
 * with vt_media_add().
 */
void
vt_stage_file_async (const char *shop_path,
                     GFile *file,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->shop_path = g_strdup (shop_path);
  work->file = g_object_ref (file);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, stage_thread);
}

/**
 * vt_stage_file_finish:
 * @result: what the callback got
 * @error: why it is not in the shop and what to do
 *
 * Returns: (transfer full) (nullable): the file, for vt_media_add()
 */
VtMedia *
vt_stage_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vt_stage_chooser_new:
 * @widget: a widget of the window that asks
 * @title: what is chosen, translated
 *
 * Returns: (transfer full): a dialog that offers the pictures a shop can hold; show it and wait for ::response
 */
GtkFileChooserNative *
vt_stage_chooser_new (GtkWidget *widget, const char *title)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_OPEN,
                                   _ ("_Choose"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  return chooser;
}
