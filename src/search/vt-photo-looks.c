/* Looks at the photographs that nobody has looked at yet: some at a time, each lot kept before the next is begun, so
 * that whoever stops it loses little. Photographs are decoded away from the main thread and from the one that writes.
 */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-photo-looks.h"

#include "search/vt-photo-colours.h"
#include "search/vt-photo-look.h"
#include "shop/vt-media.h"

#include <string.h>

#define AT_ONCE 16

#define FOLLOWER "vt-photo-looks"

/* A photograph that was looked at. */
typedef struct
{
  char sha256[65];
  gboolean is_read;
  VtPhotoLook look;
} Seen;

static gboolean
look_at (const char *shop_path, const char *sha256, Seen *seen)
{
  g_autofree char *path = vt_media_path (shop_path, sha256);
  g_autoptr (GError) error = NULL;
  VixPhoto photo;

  if (path == NULL)
    return FALSE;

  memset (seen, 0, sizeof *seen);
  g_strlcpy (seen->sha256, sha256, sizeof seen->sha256);
  seen->is_read = vt_photo_colours_read (path, &photo, &seen->look.look, &error);
  if (seen->is_read)
    vix_shades_take (&seen->look.shades, &photo);
  else
    g_info ("%s", error->message);

  return TRUE;
}

/* Files that are not there are passed over: they may come back. Empty when there is nothing left to look at. */
static GArray *
look_at_some (const char *shop_path, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (shop_path, error);
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GArray) lot = g_array_new (FALSE, FALSE, sizeof (Seen));

  if (snapshot != NULL)
    missing = vt_photo_look_list_missing (vt_snapshot_get_db (snapshot), error);
  if (missing == NULL)
    return NULL;

  for (guint i = 0; i < missing->len && lot->len < AT_ONCE; i++)
    {
      Seen seen;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (look_at (shop_path, g_ptr_array_index (missing, i), &seen))
        g_array_append_val (lot, seen);
    }

  return g_steal_pointer (&lot);
}

static gboolean
keep_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const GArray *lot = data;

  for (guint i = 0; i < lot->len; i++)
    {
      const Seen *seen = &g_array_index (lot, Seen, i);

      if (!vt_photo_look_put (db, seen->sha256, seen->is_read ? &seen->look : NULL, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_photo_looks_update:
 * @shop: a shop, open for writing
 * @cancellable: (nullable): stops it between two photographs
 * @error: a #VtDbError
 *
 * Looks at what nobody has looked at, on any thread but the main one of a window, and waits: some hundredths of a
 * second for each new photograph of a product.
 *
 * Returns: whether everything that can be looked at is known
 */
gboolean
vt_photo_looks_update (VtShop *shop, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      g_autoptr (GArray) lot = look_at_some (vt_shop_get_path (shop), cancellable, error);

      if (lot == NULL)
        return FALSE;
      if (lot->len == 0)
        return TRUE;
      if (!vt_shop_record (shop, keep_job, lot, cancellable, error))
        return FALSE;
    }
}

/**
 * vt_photo_looks_update_folder:
 * @shop_path: (type filename): a shop's folder
 * @cancellable: (nullable): stops it
 *
 * As vt_photo_looks_update(), for who only reads the shop. Where another program has it open, that one looks.
 */
void
vt_photo_looks_update_folder (const char *shop_path, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (shop_path, VT_SHOP_WRITE, &error);

  if (shop == NULL || !vt_photo_looks_update (shop, cancellable, &error))
    g_info ("Photographs are not looked at: %s", error->message);
}

/* Hangs on the shop as its data, and goes with it. */
typedef struct
{
  VtShop *shop;              /* (unowned) */
  GCancellable *cancellable; /* (owned) */
  gboolean busy;
  gboolean again; /* something changed meanwhile */
} Follower;

static void follow_on (VtShop *shop);

static void
follower_free (Follower *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void
look_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer shop_path, GCancellable *cancellable)
{
  GError *error = NULL;
  GArray *lot = look_at_some (shop_path, cancellable, &error);

  if (lot == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, lot, (GDestroyNotify) g_array_unref);
}

static void
rest (Follower *self)
{
  self->busy = FALSE;
  if (self->again)
    follow_on (self->shop);
}

static void
kept_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer data)
{
  Follower *self = g_object_get_data (source, FOLLOWER);
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (vt_shop_record_finish (VT_SHOP (source), result, &error))
    follow_on (self->shop);
  else
    g_info ("What photographs show is not kept: %s", error->message);
}

static void
free_weak (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static void
looked_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (VtShop) shop = g_weak_ref_get (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) lot = g_task_propagate_pointer (G_TASK (result), &error);
  Follower *self;

  free_weak (data);
  if (shop == NULL)
    return;

  self = g_object_get_data (G_OBJECT (shop), FOLLOWER);
  if (lot == NULL || lot->len == 0)
    {
      if (error != NULL)
        g_info ("Photographs are not looked at: %s", error->message);
      rest (self);
      return;
    }

  vt_shop_record_async (self->shop, keep_job, g_steal_pointer (&lot), (GDestroyNotify) g_array_unref, self->cancellable,
                        kept_cb, NULL);
}

static void
follow_on (VtShop *shop)
{
  Follower *self = g_object_get_data (G_OBJECT (shop), FOLLOWER);
  g_autoptr (GTask) task = NULL;
  GWeakRef *weak;

  self->again = self->busy;
  if (self->busy)
    return;

  self->busy = TRUE;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, shop);
  task = g_task_new (NULL, self->cancellable, looked_cb, weak);
  /* Whoever closes the shop does not wait for what is being looked at. */
  g_task_set_task_data (task, g_strdup (vt_shop_get_path (shop)), g_free);
  g_task_run_in_thread (task, look_thread);
}

static void
changed_cb (VtShop *shop, VtChange *change, G_GNUC_UNUSED gpointer data)
{
  if (vt_change_touches (change, "photo"))
    follow_on (shop);
}

/**
 * vt_photo_looks_follow:
 * @shop: a shop, open for writing
 *
 * Looks at its photographs in the background, now and whenever some are added, as long as the shop is there.
 */
void
vt_photo_looks_follow (VtShop *shop)
{
  Follower *self = g_new0 (Follower, 1);

  self->shop = shop;
  self->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (shop), FOLLOWER, self, (GDestroyNotify) follower_free);
  g_signal_connect (shop, "changed", G_CALLBACK (changed_cb), NULL);
  follow_on (shop);
}
