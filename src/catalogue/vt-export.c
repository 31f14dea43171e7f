#define G_LOG_DOMAIN "vt-catalogue"

/* Writing products to a file that other programs, or another shop, can read. */

#include "catalogue/vt-export-private.h"

#include "base/vt-file.h"
#include "base/vt-money.h"
#include "shop/vt-media.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define NOTES_MAX 100

static const VtExportWriter *const writers[] = {
  [VT_EXPORT_VITRINE] = &vt_export_vitrine,
  [VT_EXPORT_SHOPIFY] = &vt_export_shopify,
  [VT_EXPORT_WOOCOMMERCE] = &vt_export_woocommerce,
};

/**
 * vt_export_format_from_string:
 * @text: "vitrine", "shopify" or "woocommerce"
 * @out: (out): the format
 *
 * Returns: whether there is such a format
 */
gboolean
vt_export_format_from_string (const char *text, VtExportFormat *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    if (strcmp (writers[i]->name, text) == 0)
      {
        *out = (VtExportFormat) i;
        return TRUE;
      }

  return FALSE;
}

void
vt_export_summary_free (VtExportSummary *self)
{
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/* Says something about the export once, and no more than anybody reads. */
void
vt_export_note (VtExport *self, const char *format, ...)
{
  g_autofree char *note = NULL;
  va_list list;

  va_start (list, format);
  note = g_strdup_vprintf (format, list);
  va_end (list);
  if (self->notes->len < NOTES_MAX && !g_ptr_array_find_with_equal_func (self->notes, note, g_str_equal, NULL))
    g_ptr_array_add (self->notes, g_steal_pointer (&note));
}

/* -1 is no amount. */
void
vt_export_add_amount (VtExport *self, gint64 minor)
{
  if (minor < 0)
    vt_csv_writer_add_empty (self->csv, 1);
  else
    vt_csv_writer_add_decimal (self->csv, minor, self->decimals);
}

/* Appends @text with a backslash before each of @special. */
void
vt_export_escape (GString *out, const char *text, const char *special)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr (special, *p) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
}

/* Names that are used, each with its content. */
static void
gather_photos (GHashTable *photos, const VtExportProduct *product)
{
  for (guint i = 0; i < product->photos->len; i++)
    {
      const VtExportPhoto *photo = &g_array_index (product->photos, VtExportPhoto, i);

      if (photo->name != NULL && !g_hash_table_contains (photos, photo->name))
        g_hash_table_insert (photos, g_strdup (photo->name), g_strdup (photo->sha256));
    }
}

/* Whether an earlier export wrote the very file already. */
static gboolean
is_there (const char *path, const char *original)
{
  g_autoptr (GFile) there = g_file_new_for_path (path);
  g_autoptr (GFile) here = g_file_new_for_path (original);
  g_autoptr (GFileInputStream) one = g_file_read (there, NULL, NULL);
  g_autoptr (GFileInputStream) other = one != NULL ? g_file_read (here, NULL, NULL) : NULL;

  while (other != NULL)
    {
      char a[16384], b[16384];
      gsize n = 0;
      gsize m = 0;

      if (!g_input_stream_read_all (G_INPUT_STREAM (one), a, sizeof a, &n, NULL, NULL) ||
          !g_input_stream_read_all (G_INPUT_STREAM (other), b, sizeof b, &m, NULL, NULL) || n != m ||
          memcmp (a, b, n) != 0)
        return FALSE;
      if (n < sizeof a)
        return TRUE;
    }

  return FALSE;
}

static gboolean
write_photo (VtExport *self,
             VtSnapshot *snapshot,
             const char *folder,
             const char *name,
             const char *sha256,
             VtExportSummary *summary,
             GError **error)
{
  g_autofree char *original = vt_media_path (vt_snapshot_get_folder (snapshot), sha256);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (original == NULL || !g_file_test (original, G_FILE_TEST_IS_REGULAR))
    {
      vt_export_note (self, _ ("The original of the photo “%s” is missing in the shop's folder"), name);
      return TRUE;
    }
  summary->photos++;

  return is_there (path, original) || vt_file_copy_atomic (original, path, self->cancellable, error);
}

static gboolean
write_photos (VtExport *self,
              VtSnapshot *snapshot,
              const char *folder,
              GHashTable *photos,
              VtExportSummary *summary,
              VtExportProgress progress,
              gpointer data,
              GError **error)
{
  guint total = summary->products + g_hash_table_size (photos);
  guint done = summary->products;
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer sha256 = NULL;

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
                   _ ("The folder “%s” for the photos cannot be made: %s"), folder, g_strerror (errno));
      return FALSE;
    }

  g_hash_table_iter_init (&iter, photos);
  while (g_hash_table_iter_next (&iter, &name, &sha256))
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !write_photo (self, snapshot, folder, name, sha256, summary, error))
        return FALSE;
      if (progress != NULL)
        progress (++done, total, data);
    }

  return TRUE;
}

static gboolean
write_rows (VtExport *self,
            const VtExportWriter *writer,
            VtExportSummary *summary,
            GHashTable *photos,
            VtExportProgress progress,
            gpointer data,
            GError **error)
{
  guint total = vt_export_source_get_n_products (self->source) + (photos != NULL ? 1 : 0);
  const VtExportProduct *product = NULL;
  g_autoptr (GError) local = NULL;

  if (!writer->write_header (self, error))
    return FALSE;
  while ((product = vt_export_source_next (self->source, &local)) != NULL)
    {
      if (!writer->write_product (self, product, error))
        return FALSE;
      summary->products++;
      summary->variants += product->variants->len;
      if (photos != NULL)
        gather_photos (photos, product);
      if (progress != NULL && summary->products % 64 == 0)
        progress (summary->products, total, data);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return vt_csv_writer_finish (self->csv, self->cancellable, error);
}

/**
 * vt_export_write_stream:
 * @snapshot: a shop at one moment, of the calling thread
 * @options: what is written
 * @stream: where to; it is not closed
 * @progress: (nullable) (scope call): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): stops the work
 * @error: a #VtDbError or #GIOErrorEnum
 *
 * Writes products as CSV (RFC 4180, UTF-8, commas, LF), in the order in which they were made, with bounded memory.
 * Texts that a spreadsheet would run as formulas are defused; see vt_csv_defuse().
 *
 * Returns: (transfer full) (nullable): what was written
 */
VtExportSummary *
vt_export_write_stream (VtSnapshot *snapshot,
                        const VtExportOptions *options,
                        GOutputStream *stream,
                        VtExportProgress progress,
                        gpointer data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (VtExportSource) source = vt_export_source_new (vt_snapshot_get_db (snapshot), options, error);
  g_autoptr (VtCsvWriter) csv = vt_csv_writer_new (stream, options->byte_order_mark);
  g_autoptr (VtExportSummary) summary = g_new0 (VtExportSummary, 1);
  g_autoptr (GHashTable) photos =
      options->photos != NULL ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) : NULL;
  g_autoptr (GError) local = NULL;
  VtExport self = { .source = source, .csv = csv, .cancellable = cancellable };

  summary->notes = g_ptr_array_new_with_free_func (g_free);
  self.notes = summary->notes;
  if (source == NULL)
    return NULL;

  self.decimals = vt_currency_exponent (vt_export_source_get_currency (source));
  if (!write_rows (&self, writers[options->format], summary, photos, progress, data, &local))
    {
      if (local->domain == G_IO_ERROR && local->code != G_IO_ERROR_CANCELLED)
        g_prefix_error (&local, "%s", _ ("The products cannot be written: "));
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (photos != NULL && !write_photos (&self, snapshot, options->photos, photos, summary, progress, data, error))
    return NULL;

  return g_steal_pointer (&summary);
}

/**
 * vt_export_write:
 * @snapshot: a shop at one moment, of the calling thread
 * @options: what is written
 * @path: (type filename): the file; its folder must exist
 * @progress: (nullable) (scope call): told how far it is
 * @data: for @progress
 * @cancellable: (nullable): stops the work
 * @error: a #VtDbError or #GIOErrorEnum
 *
 * Does what vt_export_write_stream() does. @path holds what it held, or all of the products and their photos beside it.
 *
 * Returns: (transfer full) (nullable): what was written
 */
VtExportSummary *
vt_export_write (VtSnapshot *snapshot,
                 const VtExportOptions *options,
                 const char *path,
                 VtExportProgress progress,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (VtFileWriter) file = vt_file_writer_new (path, error);
  g_autoptr (VtExportSummary) summary = NULL;

  if (file == NULL)
    return NULL;

  summary =
      vt_export_write_stream (snapshot, options, vt_file_writer_get_stream (file), progress, data, cancellable, error);

  return summary != NULL && vt_file_writer_commit (file, error) ? g_steal_pointer (&summary) : NULL;
}
