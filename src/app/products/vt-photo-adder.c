#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-photo-adder.h"

#include "catalogue/vt-photo-source.h"
#include "catalogue/vt-product-edit.h"
#include "shop/vt-media.h"

#include <glib/gi18n.h>

/* What is to be staged, on a thread of its own. */
typedef struct
{
  char *shop_path;        /* (owned) */
  VtShop *shop;           /* (owned) */
  GPtrArray *paths;       /* (owned) (element-type filename) */
  GPtrArray *urls;        /* (owned) (element-type VtPhotoRequest) */
  GdkTexture *texture;    /* (owned) (nullable) */
  GPtrArray *media;       /* (owned) (element-type VtMedia) what was staged */
  GPtrArray *errors;      /* (owned) (element-type GError) what was refused */
  VtWorkspace *workspace; /* (owned) main thread only */
  gint64 product_id;
  char *title; /* (owned) */
} Work;

/* What is staged, on its way into the shop. */
typedef struct
{
  gint64 product_id;
  GPtrArray *media; /* (owned) (element-type VtMedia) */
} Edit;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->shop_path);
  g_object_unref (work->shop);
  g_ptr_array_unref (work->paths);
  g_ptr_array_unref (work->urls);
  g_clear_object (&work->texture);
  g_clear_pointer (&work->media, g_ptr_array_unref);
  g_ptr_array_unref (work->errors);
  g_object_unref (work->workspace);
  g_free (work->title);
  g_free (work);
}

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_ptr_array_unref (edit->media);
  g_free (edit);
}

static gboolean
add_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Edit *edit = data;

  for (guint i = 0; i < edit->media->len; i++)
    {
      const VtMedia *media = g_ptr_array_index (edit->media, i);

      if (!vt_media_add (db, media, error) ||
          !vt_product_add_photo (db, edit->product_id, media->sha256, "", -1, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static void
take (Work *work, VtMedia *media, GError *error)
{
  if (media != NULL)
    g_ptr_array_add (work->media, media);
  else
    g_ptr_array_add (work->errors, error);
}

/* What was dragged out of a web page. */
static void
download (Work *work, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (VtPhotoSource) source = vt_photo_source_new (NULL, NULL, &error);

  if (work->urls->len == 0)
    return;
  if (source == NULL || !vt_photo_source_fetch (source, work->shop, work->urls, NULL, NULL, cancellable, &error))
    {
      g_ptr_array_add (work->errors, error);
      return;
    }

  for (guint i = 0; i < work->urls->len; i++)
    {
      VtPhotoRequest *request = g_ptr_array_index (work->urls, i);

      take (work, g_steal_pointer (&request->media),
            request->message != NULL ? g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, request->message) : NULL);
    }
}

static void
stage_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  for (guint i = 0; i < work->paths->len; i++)
    {
      GError *error = NULL;
      VtMedia *media = vt_media_stage_file (work->shop_path, g_ptr_array_index (work->paths, i), cancellable, &error);

      take (work, media, error);
    }
  download (work, cancellable);
  if (work->texture != NULL)
    {
      g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (work->texture);
      GError *error = NULL;
      VtMedia *media = vt_media_stage_bytes (work->shop_path, png, _ ("Pasted picture.png"), &error);

      take (work, media, error);
    }

  g_task_return_boolean (task, TRUE);
}

static void
write_down (Work *work)
{
  guint n = work->media->len;
  Edit *edit;
  g_autofree char *label = NULL;

  if (n == 0)
    return;

  label = g_strdup_printf (ngettext ("Add a photo to %s", "Add photos to %s", n), work->title);
  edit = g_new0 (Edit, 1);
  edit->product_id = work->product_id;
  edit->media = g_steal_pointer (&work->media);
  vt_workspace_edit (work->workspace, label, NULL, add_job, edit, edit_free);
}

static void
staged_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) outer = user_data;
  Work *work = g_task_get_task_data (G_TASK (result));

  for (guint i = 0; i < work->errors->len; i++)
    vt_workspace_fail (work->workspace, g_ptr_array_index (work->errors, i));
  write_down (work);

  g_task_return_boolean (outer, TRUE);
}

static Work *
work_new (VtWorkspace *workspace, gint64 product_id, const char *title)
{
  Work *work = g_new0 (Work, 1);

  work->workspace = g_object_ref (workspace);
  work->shop_path = g_strdup (vt_shop_get_path (vt_workspace_get_shop (workspace)));
  work->shop = g_object_ref (vt_workspace_get_shop (workspace));
  work->urls = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_photo_request_free);
  work->paths = g_ptr_array_new_with_free_func (g_free);
  work->media = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_media_free);
  work->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  work->product_id = product_id;
  work->title = g_strdup (title);
  return work;
}

static void
start (Work *work, GAsyncReadyCallback done, gpointer user_data)
{
  GTask *outer = g_task_new (NULL, NULL, done, user_data);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, staged_cb, outer);

  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, stage_thread);
}

/**
 * vt_photo_adder_add_files:
 * @workspace: of the shop
 * @product_id: a product
 * @title: its title, for the history
 * @files: (element-type GFile): pictures of this computer or of the web; each that is none is refused for itself
 * @done: called when it is over
 * @user_data: for @done
 *
 * Adds photos at the end of those that are there, as one step of undo.
 */
void
vt_photo_adder_add_files (VtWorkspace *workspace,
                          gint64 product_id,
                          const char *title,
                          GSList *files,
                          GAsyncReadyCallback done,
                          gpointer user_data)
{
  Work *work = work_new (workspace, product_id, title);

  for (GSList *l = files; l != NULL; l = l->next)
    {
      const char *path = g_file_peek_path (l->data);
      g_autofree char *name = g_file_get_basename (l->data);
      g_autofree char *uri = g_file_get_uri (l->data);

      if (path != NULL)
        g_ptr_array_add (work->paths, g_strdup (path));
      else if (vt_photo_ref_is_url (uri))
        g_ptr_array_add (work->urls, vt_photo_request_new (uri));
      else
        g_ptr_array_add (work->errors, g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                                    _ ("“%s” is not on this computer. Save it here first"),
                                                    name != NULL ? name : ""));
    }

  start (work, done, user_data);
}

/**
 * vt_photo_adder_add_texture:
 * @workspace: of the shop
 * @product_id: a product
 * @title: its title, for the history
 * @texture: a picture from the clipboard
 * @done: called when it is over
 * @user_data: for @done
 *
 * Adds a photo at the end of those that are there.
 */
void
vt_photo_adder_add_texture (VtWorkspace *workspace,
                            gint64 product_id,
                            const char *title,
                            GdkTexture *texture,
                            GAsyncReadyCallback done,
                            gpointer user_data)
{
  Work *work = work_new (workspace, product_id, title);

  work->texture = g_object_ref (texture);
  start (work, done, user_data);
}
