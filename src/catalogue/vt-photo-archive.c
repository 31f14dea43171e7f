/* Photos out of a ZIP file. Nothing is written under a name that the file gives: what an entry holds goes through
 * VtMediaIncoming, which names it by its content. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-photo-archive.h"

#include "base/vt-text.h"
#include "shop/vt-media-incoming.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define BLOCK_SIZE (64 * 1024)

/* Photographs hardly get smaller in a ZIP; what gets a hundred times larger was made to fill disks. */
#define MAX_RATIO     100
#define RATIO_APPLIES (64 * 1024 * 1024)

typedef struct archive Archive;

static void
archive_close_and_free (Archive *archive)
{
  archive_read_free (archive);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_close_and_free)

static void
set_broken (GError **error, const char *path, Archive *archive)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *reason =
      g_utf8_make_valid (archive_error_string (archive) != NULL ? archive_error_string (archive) : "", -1);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("The ZIP file “%s” is broken (%s). Make or download it again"), name, reason);
}

/* By its list at the end alone: what is not in that list does not exist, and is not unpacked to get past it. */
static Archive *
open_archive (const char *path, GError **error)
{
  g_autoptr (Archive) archive = archive_read_new ();
  g_autofree char *name = g_filename_display_basename (path);

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_filename (archive, path, BLOCK_SIZE) == ARCHIVE_OK)
    return g_steal_pointer (&archive);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("“%s” is not a ZIP file that can be read. Make or download it again"), name);
  return NULL;
}

static char *
dup_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);

  return g_utf8_make_valid (name != NULL ? name : "", -1);
}

static gboolean
leads_outside (const char *name)
{
  g_auto (GStrv) parts = g_strsplit_set (name, "/\\", -1);

  return *name == '/' || *name == '\\' || (g_ascii_isalpha (*name) && name[1] == ':') ||
         g_strv_contains ((const char *const *) parts, "..");
}

static gboolean
is_hidden (const char *name)
{
  return *name == '.' || strstr (name, "/.") != NULL || g_str_has_prefix (name, "__MACOSX/");
}

static gboolean
list_entry (struct archive_entry *entry, guint ordinal, VtPhotoIndex *index, GPtrArray *notes, GError **error)
{
  g_autofree char *name = dup_name (entry);
  g_autofree char *line = vt_text_single_line (name);
  VtPhotoFile *file = NULL;

  if (archive_entry_filetype (entry) == AE_IFDIR)
    return TRUE;
  if (leads_outside (name))
    {
      g_ptr_array_add (notes,
                       g_strdup_printf (_ ("“%s” of the ZIP file would lie outside of it, and is left out"), line));
      return TRUE;
    }
  if (archive_entry_filetype (entry) != AE_IFREG || archive_entry_hardlink (entry) != NULL)
    {
      g_ptr_array_add (notes, g_strdup_printf (_ ("“%s” of the ZIP file is a link, and is left out"), line));
      return TRUE;
    }
  if (is_hidden (name))
    return TRUE;
  if (!vt_photo_index_add (index, line, &file, error))
    return FALSE;

  file->ordinal = ordinal;
  file->encrypted = archive_entry_is_encrypted (entry) != 0;
  return TRUE;
}

/**
 * vt_photo_archive_list:
 * @path: (type filename): a ZIP file
 * @index: takes its files
 * @notes: (element-type utf8): takes a sentence for each entry that is left out for what it is
 * @error: when it is no ZIP, or broken
 *
 * Returns: whether it was read to its end
 */
gboolean
vt_photo_archive_list (const char *path, VtPhotoIndex *index, GPtrArray *notes, GError **error)
{
  g_autoptr (Archive) archive = open_archive (path, error);
  struct archive_entry *entry = NULL;
  int result = ARCHIVE_OK;

  if (archive == NULL)
    return FALSE;

  for (guint i = 0; (result = archive_read_next_header (archive, &entry)) >= ARCHIVE_WARN && result != ARCHIVE_EOF; i++)
    if (!list_entry (entry, i, index, notes, error))
      return FALSE;
  if (result == ARCHIVE_EOF)
    return TRUE;

  set_broken (error, path, archive);
  return FALSE;
}

typedef struct
{
  Archive *archive;          /* (unowned) */
  const char *path;          /* (unowned) */
  const char *shop_path;     /* (unowned) */
  gint64 left;               /* bytes that may still be unpacked */
  GCancellable *cancellable; /* (unowned) (nullable) */
} Extraction;

static gboolean
set_too_much (GError **error, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
               _ ("The ZIP file “%s” holds far more than its size, as no photos do, and is not unpacked further"),
               name);
  return FALSE;
}

static gboolean
unpack (Extraction *self, VtMediaIncoming *incoming, GError **error)
{
  const void *block;
  size_t size;
  la_int64_t offset;
  int result;

  while ((result = archive_read_data_block (self->archive, &block, &size, &offset)) >= ARCHIVE_WARN &&
         result != ARCHIVE_EOF)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      self->left -= (gint64) size;
      if (self->left < 0)
        return set_too_much (error, self->path);
      if (!vt_media_incoming_write (incoming, block, size, error))
        return FALSE;
    }
  if (result == ARCHIVE_EOF)
    return TRUE;

  set_broken (error, self->path, self->archive);
  return FALSE;
}

static VtMedia *
take_entry (Extraction *self, struct archive_entry *entry, GError **error)
{
  g_autofree char *name = dup_name (entry);
  g_autoptr (VtMediaIncoming) incoming = vt_media_incoming_new (self->shop_path, name, VT_MEDIA_MAX_BYTES, error);

  if (incoming == NULL || !unpack (self, incoming, error))
    return NULL;

  return vt_media_incoming_finish (incoming, error);
}

static gint64
allowance (const char *path, gint64 max_bytes)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return 0;

  return MIN (max_bytes, MAX ((gint64) status.st_size * MAX_RATIO, RATIO_APPLIES));
}

/**
 * vt_photo_archive_extract:
 * @path: (type filename): a ZIP file
 * @shop_path: (type filename): the shop whose media/ takes the photos
 * @ordinals: (element-type guint): the entries that are wanted, as vt_photo_archive_list() numbers them
 * @max_bytes: the most that is unpacked in all
 * @func: (scope call): takes each wanted entry
 * @data: for @func
 * @cancellable: (nullable): stops the work
 * @error: when the rest cannot be read
 *
 * Walks through the file once.
 *
 * Returns: whether it was read to its end, or as far as @func wanted
 */
gboolean
vt_photo_archive_extract (const char *path,
                          const char *shop_path,
                          GHashTable *ordinals,
                          gint64 max_bytes,
                          VtPhotoArchiveFunc func,
                          gpointer data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (Archive) archive = open_archive (path, error);
  Extraction self = { archive, path, shop_path, allowance (path, max_bytes), cancellable };
  struct archive_entry *entry = NULL;
  int result = ARCHIVE_OK;

  if (archive == NULL)
    return FALSE;

  for (guint i = 0; (result = archive_read_next_header (archive, &entry)) >= ARCHIVE_WARN && result != ARCHIVE_EOF; i++)
    {
      g_autoptr (GError) local = NULL;
      VtMedia *media;

      if (!g_hash_table_contains (ordinals, GUINT_TO_POINTER (i)))
        continue;
      media = take_entry (&self, entry, &local);
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self.left < 0)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!func (i, media, local, data))
        return TRUE;
    }
  if (result == ARCHIVE_EOF)
    return TRUE;

  set_broken (error, path, archive);
  return FALSE;
}
