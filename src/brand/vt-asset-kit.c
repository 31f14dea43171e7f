/* Many assets at once, in a folder or a ZIP file: all of them or, when something stops it, none. */
#define G_LOG_DOMAIN "vt-brand"

#include "brand/vt-asset-kit.h"

#include "base/vt-file.h"
#include "base/vt-handle.h"
#include "brand/vt-asset-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/**
 * VtKitTake:
 * @file: what was drawn
 * @data: what takes it
 * @error: why it cannot
 *
 * Returns: whether to go on
 */
typedef gboolean (*VtKitTake) (const VtKitFile *file, gpointer data, GError **error);

/**
 * vt_kit_file_free:
 * @self: a file
 */
void
vt_kit_file_free (VtKitFile *self)
{
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/**
 * vt_asset_file_name:
 * @facts: of the shop
 * @layout: an asset
 * @subject: (nullable): what it is about
 * @format: of the file
 *
 * Returns: (transfer full): a name that says what the file is wherever it ends up: "casa-lume-poster-297x420mm.pdf"
 */
char *
vt_asset_file_name (VtAssetFacts *facts, const VtLayout *layout, const VtAssetSubject *subject, VtAssetFormat format)
{
  g_autofree char *shop = vt_handle_new (vt_asset_facts_get_shop_name (facts));
  const char *of = subject != NULL && subject->name != NULL ? subject->name : "";
  const char *name = layout->is_added ? layout->id + strlen (VT_LAYOUT_ADDED) : layout->id;

  return g_strdup_printf ("%s-%s%s%s-%.0fx%.0f%s.%s", shop != NULL ? shop : "shop", name, *of != '\0' ? "-" : "", of,
                          layout->width, layout->height, layout->unit == VT_LAYOUT_MILLIMETRES ? "mm" : "",
                          vt_asset_format_to_string (format));
}

static gboolean
draw_one (const VtKitWish *wish,
          const VtLayout *layout,
          const VtAssetSubject *subject,
          VtKitTake take,
          gpointer data,
          GPtrArray *findings,
          GError **error)
{
  VtAssetFormat format = wish->format >= 0 ? (VtAssetFormat) wish->format : vt_asset_format_of (layout);
  g_autofree char *base = vt_asset_file_name (wish->facts, layout, subject, format);
  VtKitFile file = { g_strconcat (layout->folder, "/", base, NULL), NULL, NULL };
  gboolean taken;

  file.bytes = vt_asset_export (wish->brand, wish->facts, layout, subject, format, findings, error);
  taken = file.bytes != NULL && take (&file, data, error);
  g_clear_pointer (&file.bytes, g_bytes_unref);
  g_free (file.name);

  return taken;
}

static gboolean
draw_icons (const VtKitWish *wish, VtKitTake take, gpointer data, GError **error)
{
  const char *const *names = vt_icon_set_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (VtKitFile) file = vt_icon_set_draw (wish->brand, wish->facts, names[i], error);
      char *name = file != NULL ? g_strconcat ("icons/site/", file->name, NULL) : NULL;

      if (file == NULL)
        return FALSE;
      g_free (file->name);
      file->name = name;
      if (!take (file, data, error))
        return FALSE;
    }

  return TRUE;
}

/* (transfer container) (nullable) The layouts that are wished for. */
static GPtrArray *
choose (const VtKitWish *wish, GError **error)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  GPtrArray *all = vt_asset_facts_get_layouts (wish->facts);

  for (guint i = 0; wish->ids == NULL && i < all->len; i++)
    g_ptr_array_add (chosen, g_ptr_array_index (all, i));
  for (guint i = 0; wish->ids != NULL && wish->ids[i] != NULL; i++)
    {
      const VtLayout *layout = vt_asset_facts_find_layout (wish->facts, wish->ids[i]);

      if (layout == NULL)
        {
          g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN, _ ("There is no asset “%s”"), wish->ids[i]);
          return NULL;
        }
      g_ptr_array_add (chosen, (gpointer) layout);
    }

  return g_steal_pointer (&chosen);
}

static void
tell (const VtKitWish *wish, guint done, guint total, const char *name)
{
  if (wish->progress != NULL)
    wish->progress (done, total, name, wish->progress_data);
}

static gboolean
draw_all (const VtKitWish *wish,
          VtKitTake take,
          gpointer data,
          GPtrArray *findings,
          GCancellable *cancellable,
          GError **error)
{
  VtAssetSubject *const none[] = { NULL, NULL };
  VtAssetSubject *const *subjects = wish->subjects != NULL && wish->subjects[0] != NULL ? wish->subjects : none;
  g_autoptr (GPtrArray) chosen = choose (wish, error);
  guint total = 0, n_subjects = 1, done = 0;

  if (chosen == NULL)
    return FALSE;

  while (subjects[n_subjects] != NULL)
    n_subjects++;
  total = chosen->len * n_subjects;
  for (guint i = 0; i < n_subjects; i++)
    for (guint j = 0; j < chosen->len; j++)
      {
        const VtLayout *layout = g_ptr_array_index (chosen, j);

        tell (wish, done++, total, layout->name);
        if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
            !draw_one (wish, layout, subjects[i], take, data, findings, error))
          return FALSE;
      }
  if (wish->ids == NULL && !draw_icons (wish, take, data, error))
    return FALSE;
  tell (wish, total, total, NULL);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* Files wait in a folder beside their places. */
typedef struct
{
  const char *folder;
  char *waiting;    /* (owned) */
  GPtrArray *names; /* (owned) (element-type utf8) */
} Folder;

static gboolean
make_parent (const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_mkdir_with_parents (parent, 0755) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _ ("The folder “%s” cannot be made: %s. Choose one that you may write to"), parent, g_strerror (errno));
  return FALSE;
}

static gboolean
take_into_folder (const VtKitFile *file, gpointer data, GError **error)
{
  Folder *self = data;
  g_autofree char *path = g_build_filename (self->waiting, file->name, NULL);

  g_ptr_array_add (self->names, g_strdup (file->name));
  return make_parent (path, error) && vt_file_write_atomic (path, file->bytes, error);
}

static gboolean
move_in (const Folder *self, GError **error)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = g_ptr_array_index (self->names, i);
      g_autofree char *from = g_build_filename (self->waiting, name, NULL);
      g_autofree char *to = g_build_filename (self->folder, name, NULL);

      if (!make_parent (to, error) || !vt_file_move (from, to, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_asset_kit_write_folder:
 * @wish: what to draw
 * @folder: (type filename): made when it is not there; files of the same names in it are replaced
 * @findings: (nullable) (element-type VtAssetFinding): takes what was drawn otherwise than the layouts say
 * @cancellable: (nullable): stops it
 * @error: why nothing was written
 *
 * Returns: whether all files are there
 */
gboolean
vt_asset_kit_write_folder (const VtKitWish *wish,
                           const char *folder,
                           GPtrArray *findings,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Folder self = { folder, g_build_filename (folder, ".drawing-XXXXXX", NULL), names };
  gboolean done = make_parent (self.waiting, error);

  if (done && g_mkdtemp_full (self.waiting, 0755) == NULL)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("Nothing can be written to “%s”: %s. Choose a folder that you may write to"), folder,
                   g_strerror (errno));
      done = FALSE;
    }
  else if (done)
    {
      done = draw_all (wish, take_into_folder, &self, findings, cancellable, error) && move_in (&self, error);
      vt_dir_remove_all (self.waiting, NULL);
    }
  g_free (self.waiting);

  return done;
}

static gboolean
zip_failed (struct archive *zip, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The ZIP file cannot be written: %s. Make room on the disk"),
               archive_error_string (zip) != NULL ? archive_error_string (zip) : g_strerror (archive_errno (zip)));
  return FALSE;
}

static gboolean
take_into_zip (const VtKitFile *file, gpointer data, GError **error)
{
  struct archive *zip = data;
  struct archive_entry *entry = archive_entry_new ();
  gsize size = 0;
  gconstpointer bytes = g_bytes_get_data (file->bytes, &size);
  gboolean written;

  archive_entry_set_pathname_utf8 (entry, file->name);
  archive_entry_set_size (entry, (la_int64_t) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  /* The earliest that a ZIP file knows: the same brand makes the same file. */
  archive_entry_set_mtime (entry, 315619200, 0);
  written =
      archive_write_header (zip, entry) == ARCHIVE_OK && archive_write_data (zip, bytes, size) == (la_ssize_t) size;
  archive_entry_free (entry);

  return written || zip_failed (zip, error);
}

static la_ssize_t
write_stream (G_GNUC_UNUSED struct archive *zip, void *data, const void *bytes, size_t length)
{
  gsize written = 0;

  return g_output_stream_write_all (data, bytes, length, &written, NULL, NULL) ? (la_ssize_t) written : -1;
}

/**
 * vt_asset_kit_write_zip:
 * @wish: what to draw
 * @path: (type filename): the file; one that is there is replaced once the new one is whole
 * @findings: (nullable) (element-type VtAssetFinding): takes what was drawn otherwise than the layouts say
 * @cancellable: (nullable): stops it
 * @error: why nothing was written
 *
 * Returns: whether the file is there
 */
gboolean
vt_asset_kit_write_zip (const VtKitWish *wish,
                        const char *path,
                        GPtrArray *findings,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (VtFileWriter) writer = vt_file_writer_new (path, error);
  struct archive *zip = NULL;
  gboolean done = FALSE;

  if (writer == NULL)
    return FALSE;

  zip = archive_write_new ();
  archive_write_set_format_zip (zip);
  if (archive_write_open (zip, vt_file_writer_get_stream (writer), NULL, write_stream, NULL) != ARCHIVE_OK)
    zip_failed (zip, error);
  else
    done = draw_all (wish, take_into_zip, zip, findings, cancellable, error) &&
           (archive_write_close (zip) == ARCHIVE_OK || zip_failed (zip, error));
  archive_write_free (zip);

  return done && vt_file_writer_commit (writer, error);
}
