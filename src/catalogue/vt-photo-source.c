#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-photo-source.h"

#include "catalogue/vt-photo-archive.h"
#include "catalogue/vt-photo-download.h"
#include "catalogue/vt-photo-index.h"
#include "shop/vt-media-incoming.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define UNPACKED_MAX_BYTES (G_GINT64_CONSTANT (16) * 1024 * 1024 * 1024)

struct _VtPhotoSource
{
  char *images; /* (owned) (nullable) the folder or ZIP */
  gboolean is_archive;
  VtPhotoIndex *index;          /* (owned) of its files */
  GPtrArray *notes;             /* (owned) (element-type utf8) */
  VtPhotoSourceOptions options; /* the certificate is owned */
};

/* One call of vt_photo_source_fetch (). */
typedef struct
{
  VtPhotoSource *source;    /* (unowned) */
  VtShop *shop;             /* (unowned) */
  const char *folder;       /* (unowned) whose media/ takes the photos */
  GHashTable *urls;         /* (owned) address → GPtrArray of requests */
  GPtrArray *url_list;      /* (owned) (element-type utf8) of the keys, in the order of the requests */
  GHashTable *ordinals;     /* (owned) entry of the ZIP → GPtrArray of requests */
  VtPhotoProgress progress; /* (nullable) */
  gpointer data;
  guint done;
  guint total;
} Fetch;

/**
 * vt_photo_request_new:
 * @ref: a web address or the name of a file
 *
 * Returns: (transfer full): a request of which nothing is known yet
 */
VtPhotoRequest *
vt_photo_request_new (const char *ref)
{
  VtPhotoRequest *self = g_new0 (VtPhotoRequest, 1);

  self->ref = g_strdup (ref);
  return self;
}

/**
 * vt_photo_request_free:
 * @self: (nullable): a request
 */
void
vt_photo_request_free (VtPhotoRequest *self)
{
  if (self == NULL)
    return;

  vt_media_free (self->media);
  g_free (self->ref);
  g_free (self->message);
  g_free (self);
}

/**
 * vt_photo_ref_is_url:
 * @ref: what a file says of a photo
 *
 * Returns: whether that is a web address, not the name of a file
 */
gboolean
vt_photo_ref_is_url (const char *ref)
{
  return g_ascii_strncasecmp (ref, "https://", 8) == 0 || g_ascii_strncasecmp (ref, "http://", 7) == 0;
}

static gboolean
open_images (VtPhotoSource *self, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->images);

  if (g_file_test (self->images, G_FILE_TEST_IS_DIR))
    return vt_photo_index_add_folder (self->index, self->images, error);

  self->is_archive = TRUE;
  if (g_file_test (self->images, G_FILE_TEST_IS_REGULAR))
    return vt_photo_archive_list (self->images, self->index, self->notes, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _ ("There is no folder and no ZIP file “%s”. Choose where the photos are"), name);
  return FALSE;
}

/**
 * vt_photo_source_new:
 * @images: (nullable) (type filename): a folder or a ZIP file with photos; %NULL: they come from web addresses alone
 * @options: (nullable): what is not as usual
 * @error: when @images cannot be read
 *
 * Returns: (transfer full) (nullable): where the photos of an import come from
 */
VtPhotoSource *
vt_photo_source_new (const char *images, const VtPhotoSourceOptions *options, GError **error)
{
  g_autoptr (VtPhotoSource) self = g_new0 (VtPhotoSource, 1);

  self->images = g_strdup (images);
  self->index = vt_photo_index_new ();
  self->notes = g_ptr_array_new_with_free_func (g_free);
  if (options != NULL)
    self->options = *options;
  if (self->options.trusted != NULL)
    g_object_ref (self->options.trusted);
  if (images != NULL && !open_images (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_photo_source_free:
 * @self: (nullable): a source
 */
void
vt_photo_source_free (VtPhotoSource *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->options.trusted);
  vt_photo_index_free (self->index);
  g_ptr_array_unref (self->notes);
  g_free (self->images);
  g_free (self);
}

/**
 * vt_photo_source_get_notes:
 * @self: a source
 *
 * Returns: (transfer none) (element-type utf8): a sentence for each entry of a ZIP that is left out for what it is
 */
const GPtrArray *
vt_photo_source_get_notes (VtPhotoSource *self)
{
  return self->notes;
}

/**
 * vt_photo_source_add_code:
 * @self: a source
 * @code: an SKU or handle that there is
 *
 * Tells of a code before vt_photo_source_match() is asked, so that "SHIRT-2.jpg" is a photo of the SKU SHIRT-2 where
 * there is such a one, and else the second photo of SHIRT.
 */
void
vt_photo_source_add_code (VtPhotoSource *self, const char *code)
{
  vt_photo_index_add_code (self->index, code);
}

/**
 * vt_photo_source_match:
 * @self: a source
 * @code: an SKU or handle
 *
 * Returns: (transfer full) (array zero-terminated=1): names of files, for requests: `CODE.jpg`, then `CODE-1.jpg`,
 *   `CODE_2.png`, `CODE (3).jpg`… by their numbers; letter case does not matter
 */
char **
vt_photo_source_match (VtPhotoSource *self, const char *code)
{
  return vt_photo_index_match (self->index, code);
}

/* Of a trial nothing stays but the record. */
static void
forget_file (Fetch *self, const VtMedia *media)
{
  g_autofree char *path = vt_media_path (self->folder, media->sha256);

  if (path != NULL)
    g_unlink (path);
}

static void
done (Fetch *self, VtPhotoRequest *request, VtMedia *media, char *message)
{
  request->media = media;
  request->message = message;
  if (media != NULL && self->source->options.trial != NULL)
    forget_file (self, media);
  self->done++;
  if (self->progress != NULL)
    self->progress (self->done, self->total, self->data);
}

static void
refuse (Fetch *self, VtPhotoRequest *request, const char *reason)
{
  done (self, request, NULL, g_strdup_printf (_ ("photo %s: %s"), request->ref, reason));
}

static void
wait_for (GHashTable *table, gpointer key, VtPhotoRequest *request)
{
  GPtrArray *requests = g_hash_table_lookup (table, key);

  if (requests == NULL)
    {
      requests = g_ptr_array_new ();
      g_hash_table_insert (table, key, requests);
    }
  g_ptr_array_add (requests, request);
}

static void
tell_all (Fetch *self, GPtrArray *requests, const VtMedia *media, const char *message)
{
  for (guint i = 0; i < requests->len; i++)
    done (self, g_ptr_array_index (requests, i), media != NULL ? vt_media_copy (media) : NULL, g_strdup (message));
}

/* Files -------------------------------------------------------------------------------------------------------------
 */

static gboolean
take_file (Fetch *self, VtPhotoRequest *request, const VtPhotoFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  VtMedia *media = NULL;

  if (file->encrypted)
    {
      refuse (self, request, _ ("it is encrypted. Unpack the ZIP file with its password and choose the folder"));
      return TRUE;
    }
  if (self->source->is_archive)
    {
      wait_for (self->ordinals, GUINT_TO_POINTER (file->ordinal), request);
      return TRUE;
    }

  media = vt_media_stage_file (self->folder, file->path, cancellable, &local);
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (media != NULL)
    done (self, request, media, NULL);
  else
    refuse (self, request, local->message);

  return TRUE;
}

static void
refuse_name (Fetch *self, VtPhotoRequest *request, gboolean ambiguous)
{
  g_autofree char *images = self->source->images != NULL ? g_filename_display_name (self->source->images) : NULL;
  g_autofree char *reason = NULL;

  if (images == NULL)
    reason = g_strdup (_ ("say which folder or ZIP file the photos are in"));
  else if (ambiguous)
    reason = g_strdup_printf (_ ("there are several files of this name in %s"), images);
  else
    reason = g_strdup_printf (_ ("not found in %s"), images);
  refuse (self, request, reason);
}

/* Of an address, the last part is the name of the file when it was saved. */
static char *
dup_name (const char *ref)
{
  g_autofree char *path = NULL;
  g_autofree char *plain = NULL;

  if (!vt_photo_ref_is_url (ref))
    return g_strdup (ref);

  path = g_strndup (ref, strcspn (ref, "?#"));
  plain = g_uri_unescape_string (strrchr (path, '/') + 1, NULL);
  return g_strdup (plain != NULL && g_utf8_validate (plain, -1, NULL) ? plain : "");
}

static gboolean
take_request (Fetch *self, VtPhotoRequest *request, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = dup_name (request->ref);
  gboolean ambiguous = FALSE;
  const VtPhotoFile *file = vt_photo_index_find (self->source->index, name, &ambiguous);

  g_clear_pointer (&request->media, vt_media_free);
  g_clear_pointer (&request->message, g_free);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (file != NULL)
    return take_file (self, request, file, cancellable, error);

  if (!vt_photo_ref_is_url (request->ref))
    {
      refuse_name (self, request, ambiguous);
      return TRUE;
    }
  if (!g_hash_table_contains (self->urls, request->ref))
    g_ptr_array_add (self->url_list, request->ref);
  wait_for (self->urls, request->ref, request);
  return TRUE;
}

static gboolean
entry_cb (guint ordinal, VtMedia *media, const GError *error, gpointer data)
{
  g_autoptr (VtMedia) owned = media;
  Fetch *self = data;
  g_autoptr (GPtrArray) requests = NULL;

  g_hash_table_steal_extended (self->ordinals, GUINT_TO_POINTER (ordinal), NULL, (gpointer *) &requests);
  for (guint i = 0; i < requests->len; i++)
    if (media != NULL)
      done (self, g_ptr_array_index (requests, i), vt_media_copy (media), NULL);
    else
      refuse (self, g_ptr_array_index (requests, i), error->message);

  return g_hash_table_size (self->ordinals) > 0;
}

/* What is left when the ZIP cannot be read further has the reason of that. */
static gboolean
take_entries (Fetch *self, GCancellable *cancellable, GError **error)
{
  gint64 limit = self->source->options.total_max_bytes;
  g_autoptr (GError) local = NULL;
  GHashTableIter iter;
  gpointer requests;

  if (g_hash_table_size (self->ordinals) == 0 ||
      vt_photo_archive_extract (self->source->images, self->folder, self->ordinals,
                                limit > 0 ? limit : UNPACKED_MAX_BYTES, entry_cb, self, cancellable, &local))
    return TRUE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  g_hash_table_iter_init (&iter, self->ordinals);
  while (g_hash_table_iter_next (&iter, NULL, &requests))
    for (guint i = 0; i < ((GPtrArray *) requests)->len; i++)
      refuse (self, g_ptr_array_index ((GPtrArray *) requests, i), local->message);

  return TRUE;
}

/* Addresses ---------------------------------------------------------------------------------------------------------
 */

static void
downloaded_cb (const char *url, const VtMedia *media, const char *message, gpointer data)
{
  Fetch *self = data;

  tell_all (self, g_hash_table_lookup (self->urls, url), media, message);
}

/* What was downloaded before, and whether by an import that was completed or by one that was cut off, is not again. */
static VtMedia *
recall (VtShop *shop, VtDb *db, const char *url, GError **error)
{
  char sha256[65];
  g_autofree char *path = NULL;
  VtMedia *media = NULL;

  if (!vt_media_source_find (db, url, sha256, error) || *sha256 == '\0')
    return NULL;

  path = vt_media_path (vt_shop_get_path (shop), sha256);
  if (path != NULL)
    media = vt_media_find (db, sha256, NULL);
  if (media == NULL)
    media = vt_media_recall (vt_shop_get_path (shop), sha256, url, NULL);

  return media;
}

static gboolean
recall_all (Fetch *self, GError **error)
{
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (vt_shop_get_path (self->shop), error);

  for (guint i = 0; snapshot != NULL && i < self->url_list->len;)
    {
      const char *url = g_ptr_array_index (self->url_list, i);
      g_autoptr (GError) local = NULL;
      g_autoptr (VtMedia) media = recall (self->shop, vt_snapshot_get_db (snapshot), url, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (media == NULL)
        {
          i++;
          continue;
        }
      tell_all (self, g_hash_table_lookup (self->urls, url), media, NULL);
      g_ptr_array_remove_index (self->url_list, i);
    }

  return snapshot != NULL;
}

static void
refuse_offline (Fetch *self)
{
  for (guint i = 0; i < self->url_list->len; i++)
    {
      GPtrArray *requests = g_hash_table_lookup (self->urls, g_ptr_array_index (self->url_list, i));

      for (guint j = 0; j < requests->len; j++)
        refuse (self, g_ptr_array_index (requests, j), _ ("it was not downloaded yet, and is not now"));
    }
}

static gboolean
take_urls (Fetch *self, GCancellable *cancellable, GError **error)
{
  if (self->url_list->len == 0)
    return TRUE;
  if (!recall_all (self, error))
    return FALSE;
  if (!self->source->options.offline)
    return vt_photo_download (self->shop, self->url_list, &self->source->options, downloaded_cb, self, cancellable,
                              error);

  refuse_offline (self);
  return TRUE;
}

static gboolean
take_all (Fetch *self, GPtrArray *requests, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < requests->len; i++)
    if (!take_request (self, g_ptr_array_index (requests, i), cancellable, error))
      return FALSE;

  return take_entries (self, cancellable, error) && take_urls (self, cancellable, error);
}

/**
 * vt_photo_source_fetch:
 * @self: a source
 * @shop: the shop whose media/ takes the photos, open for writing. Not from within a #VtShopJob: what is downloaded is
 *   written down as it comes
 * @requests: (element-type VtPhotoRequest): all photos of the import at once; a ZIP is walked through once for each
 * call
 * @progress: (nullable) (scope call): told after each photo
 * @data: for @progress
 * @cancellable: (nullable): stops the work
 * @error: %G_IO_ERROR_CANCELLED, or that the shop cannot be read
 *
 * Brings photos into the shop's media/. Each request gets its media, for vt_media_add(), or a message; one that fails
 * holds up no other. A web address whose file is in the folder or ZIP is not asked. What was downloaded is remembered,
 * so that a second call, in this program or the next, asks for nothing twice. Blocks; any thread.
 *
 * Returns: whether each request was answered
 */
gboolean
vt_photo_source_fetch (VtPhotoSource *self,
                       VtShop *shop,
                       GPtrArray *requests,
                       VtPhotoProgress progress,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GHashTable) urls =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) url_list = g_ptr_array_new ();
  g_autoptr (GHashTable) ordinals = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  Fetch fetch = {
    .source = self,
    .shop = shop,
    .folder = self->options.trial != NULL ? self->options.trial : vt_shop_get_path (shop),
    .urls = urls,
    .url_list = url_list,
    .ordinals = ordinals,
    .progress = progress,
    .data = data,
    .total = requests->len,
  };

  vt_media_incoming_sweep (vt_shop_get_path (shop));

  return take_all (&fetch, requests, cancellable, error);
}
