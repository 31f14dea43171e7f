#define G_LOG_DOMAIN "vt-catalogue"

/* Product files of other programs: opened, and recognised by their header. */

#include "catalogue/vt-import-formats.h"
#include "catalogue/vt-import-mapping.h"
#include "catalogue/vt-import-state.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* Rows that are kept to be shown while the columns are chosen. */
#define SAMPLE_ROWS 20

/* Results are many and small. */
#define RESULTS_BLOCK_SIZE (64 * 1024)

/* The ones that say most of themselves first; any table at all last. */
static const VtImportFormat *const formats[] = {
  &vt_import_vitrine,     &vt_import_vendure,       &vt_import_shopify,   &vt_import_prestashop_combinations,
  &vt_import_bagisto,     &vt_import_commercetools, &vt_import_magento,   &vt_import_prestashop,
  &vt_import_nuvemshop,   &vt_import_medusa,        &vt_import_wix,       &vt_import_squarespace,
  &vt_import_bigcommerce, &vt_import_square,        &vt_import_etsy,      &vt_import_google,
  &vt_import_woocommerce, &vt_import_categories,    &vt_import_orders,    &vt_import_customers,
  &vt_import_addresses,   &vt_import_taxes,         &vt_import_discounts, &vt_import_prices,
  &vt_import_settings,    &vt_import_reviews,       &vt_import_makers,    &vt_import_mapped,
};

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list list;

  va_start (list, format);
  message = g_strdup_vprintf (format, list);
  va_end (list);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);

  return FALSE;
}

static void
file_free (VtImportFile *self)
{
  g_free (self->path);
  g_free (self);
}

/* Options -----------------------------------------------------------------------------------------------------------
 */

static VtImportOptions
copy_options (const VtImportOptions *options, const char *first_file)
{
  VtImportOptions copy = *options;
  g_autofree char *folder = g_path_get_dirname (first_file);

  copy.format = g_strdup (options->format);
  copy.mapping = g_strdup (options->mapping);
  copy.images = options->images != NULL ? g_strdup (options->images) : g_build_filename (folder, "images", NULL);
  copy.currency = g_strdup (options->currency);
  copy.encoding = g_strdup (options->encoding);
  copy.language = g_strdup (options->language);

  return copy;
}

static void
clear_options (VtImportOptions *options)
{
  g_free ((char *) options->format);
  g_free ((char *) options->mapping);
  g_free ((char *) options->images);
  g_free ((char *) options->currency);
  g_free ((char *) options->encoding);
  g_free ((char *) options->language);
}

/* Opening -----------------------------------------------------------------------------------------------------------
 */

static gboolean
is_named (const VtImportFormat *format, const char *name)
{
  return name == NULL || strcmp (name, "auto") == 0 || strcmp (name, format->name) == 0;
}

static const VtImportFormat *
find_format (const char *name, VtImportSource *source, GError **error)
{
  gboolean is_known = FALSE;

  /* Columns that somebody chose are those of no system. */
  if (is_named (&vt_import_mapped, name) && vt_import_source_get_options (source)->mapping != NULL)
    return &vt_import_mapped;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const VtImportFormat *format = formats[i];

      is_known = is_known || is_named (format, name);
      if (!is_named (format, name) || (!(format->takes_any && name != NULL) && !format->recognises (source)))
        continue;
      if (format->refusal == NULL)
        return format;
      fail (error, "%s", _ (format->refusal));
      return NULL;
    }

  if (!is_known)
    fail (error, _ ("“%s” is not a format that can be imported; leave it out to have the format recognised"), name);
  else
    g_set_error_literal (
        error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
        _ ("line 1: this is not the header of a product file, which has columns such as a name, a SKU and a price; say "
           "which columns they are, or export the products again"));

  return NULL;
}

static void
keep_sample (VtImport *self, VtImportSource *source)
{
  guint n_columns = vt_import_source_get_n_columns (source);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < n_columns; i++)
    g_strv_builder_add (builder, vt_import_source_get_cell (source, (int) i));
  g_ptr_array_add (self->sample, g_strv_builder_end (builder));
}

static void
keep_columns (VtImport *self, VtImportSource *source)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < vt_import_source_get_n_columns (source); i++)
    g_strv_builder_add (builder, vt_import_source_get_column (source, i));
  self->columns = g_strv_builder_end (builder);
}

/* Looks at the first rows, so that a file without any, or broken from the start, is told at once. */
static gboolean
read_sample (VtImport *self, VtImportSource *source, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean is_first = self->columns == NULL;
  guint n = 0;

  if (is_first)
    keep_columns (self, source);
  while (n < SAMPLE_ROWS && vt_import_source_next_row (source, &local))
    {
      n++;
      if (is_first)
        keep_sample (self, source);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  return n > 0 || fail (error, _ ("The file has a header and no products below it; export it again"));
}

static void
move_all (GPtrArray *to, GPtrArray *from)
{
  while (from->len > 0)
    g_ptr_array_add (to, g_ptr_array_steal_index (from, 0));
}

/* The sign of the columns that seem to be amounts. */
static char
find_decimal (VtImport *self, VtImportSource *source)
{
  g_autoptr (VtImportMapping) mapping = vt_import_mapping_guess ((const char *const *) self->columns, self->sample);
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (int));
  VtDecimal sign = VT_DECIMAL_UNKNOWN;

  for (guint i = 0; i < mapping->columns->len; i++)
    {
      VtImportField field = ((VtImportColumn *) g_ptr_array_index (mapping->columns, i))->field;
      int index = (int) i;

      if (field == VT_FIELD_PRICE || field == VT_FIELD_SALE_PRICE || field == VT_FIELD_COMPARE_AT ||
          field == VT_FIELD_COST)
        g_array_append_val (amounts, index);
    }
  if (amounts->len > 0)
    sign = vt_import_source_find_decimal (source, (const int *) (gpointer) amounts->data, amounts->len);

  return sign == VT_DECIMAL_POINT ? '.' : sign == VT_DECIMAL_COMMA ? ',' : '\0';
}

/* What was not given, as the first file has it. */
static void
keep_found (VtImport *self, VtImportSource *source)
{
  VtCsvDialect dialect = { 0 };

  self->found = self->options;
  vt_import_source_get_dialect (source, &dialect);
  if (self->found.encoding == NULL)
    self->found.encoding = vt_encoding_to_string (dialect.encoding);
  if (self->found.separator == '\0')
    self->found.separator = dialect.separator;
  if (self->found.decimal == '\0')
    self->found.decimal = find_decimal (self, source);
}

static gboolean
look_into (VtImport *self, VtImportFile *file, GError **error)
{
  g_autoptr (VtImportSource) source = vt_import_source_new (self, file, error);
  gpointer reader;

  if (source == NULL)
    return FALSE;
  file->format = find_format (self->options.format, source, error);
  if (file->format == NULL)
    return FALSE;

  reader = file->format->open (source, error);
  if (reader == NULL)
    return FALSE;
  file->format->close (reader);
  move_all (self->described, source->described);
  move_all (self->notes, source->notes);
  if (!read_sample (self, source, error))
    return FALSE;
  if (self->files->len == 1)
    keep_found (self, source);

  return TRUE;
}

static gboolean
add_file (VtImport *self, const char *path, GError **error)
{
  VtImportFile *file = g_new0 (VtImportFile, 1);
  GStatBuf info = { 0 };

  file->path = g_strdup (path);
  g_ptr_array_add (self->files, file);
  if (g_stat (path, &info) != 0)
    return fail (error, "%s", g_strerror (errno));
  if (info.st_size > VT_IMPORT_MAX_BYTES)
    return fail (error, _ ("The file is larger than %d MB; split it into several"),
                 (int) (VT_IMPORT_MAX_BYTES / 1024 / 1024));

  file->bytes = (guint64) info.st_size;
  self->total_bytes += file->bytes;

  return look_into (self, file, error);
}

static char **
find_companions (const char *const *files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; files[i] != NULL; i++)
    if (g_str_has_suffix (files[i], ".json"))
      g_strv_builder_add (builder, files[i]);

  return g_strv_builder_end (builder);
}

static VtImport *
import_new (const char *const *files, const VtImportOptions *options)
{
  VtImport *self = g_new0 (VtImport, 1);

  self->options = copy_options (options, files[0]);
  self->has_images = options->images != NULL;
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  self->companions = find_companions (files);
  self->sample = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->described = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_import_described_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->arena = vt_arena_new (RESULTS_BLOCK_SIZE);
  self->results = g_ptr_array_new ();

  return self;
}

/**
 * vt_import_open:
 * @files: (array zero-terminated=1) (element-type filename): product files, and what belongs to them (Vendure's
 *   initial-data.json)
 * @options: how they are to be read; copied
 * @cancellable: (nullable): stops the work
 * @error: one sentence that names the file; %G_IO_ERROR_NOT_SUPPORTED for a table of no known kind, which can be opened
 *   as a "table" then, with a mapping
 *
 * Finds out what the files are, by their headers and first rows. They are read when the import is rehearsed or applied,
 * each time anew, so that their size is no matter. Any thread; one at a time from then on.
 *
 * Returns: (transfer full) (nullable): the import, nothing done yet
 */
VtImport *
vt_import_open (const char *const *files, const VtImportOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtImport) self = NULL;

  g_return_val_if_fail (files != NULL && files[0] != NULL, NULL);
  g_return_val_if_fail (options->currency != NULL, NULL);

  self = import_new (files, options);
  for (guint i = 0; files[i] != NULL; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!g_strv_contains ((const char *const *) self->companions, files[i]) && !add_file (self, files[i], error))
        {
          if (error != NULL && strstr ((*error)->message, files[i]) == NULL)
            g_prefix_error (error, "“%s”: ", files[i]);
          return NULL;
        }
    }
  if (self->files->len > 0)
    return g_steal_pointer (&self);

  fail (error, _ ("“%s” goes with a product file; name that one too"), files[0]);

  return NULL;
}

/**
 * vt_import_free:
 * @self: (nullable): an import
 *
 * Frees it. Photos that were staged and not applied stay in media/, where nothing refers to them.
 */
void
vt_import_free (VtImport *self)
{
  if (self == NULL)
    return;

  clear_options (&self->options);
  g_ptr_array_unref (self->files);
  g_strfreev (self->languages);
  g_strfreev (self->companions);
  g_strfreev (self->columns);
  g_ptr_array_unref (self->sample);
  g_ptr_array_unref (self->described);
  g_ptr_array_unref (self->notes);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  g_clear_pointer (&self->matches, g_hash_table_unref);
  vt_arena_free (self->arena);
  g_ptr_array_unref (self->results);
  g_free (self);
}

/* What is known of it -----------------------------------------------------------------------------------------------
 */

/**
 * vt_import_set_progress:
 * @self: an import
 * @progress: (nullable): told now and then while photos are staged and products read
 * @data: for @progress
 */
void
vt_import_set_progress (VtImport *self, VtImportProgress progress, gpointer data)
{
  self->progress = progress;
  self->progress_data = data;
}

/**
 * vt_import_get_options:
 * @self: an import
 *
 * Returns: (transfer none): how the files are read, with what was found out in the place of what was not given
 */
const VtImportOptions *
vt_import_get_options (VtImport *self)
{
  return &self->found;
}

/**
 * vt_import_get_format:
 * @self: an import
 *
 * Returns: (transfer none): the format of the first file, such as "vendure"
 */
const char *
vt_import_get_format (VtImport *self)
{
  return ((VtImportFile *) g_ptr_array_index (self->files, 0))->format->name;
}

/**
 * vt_import_get_format_label:
 * @self: an import
 *
 * Returns: (transfer none): what writes files like the first one, as people call it
 */
const char *
vt_import_get_format_label (VtImport *self)
{
  return _ (((VtImportFile *) g_ptr_array_index (self->files, 0))->format->label);
}

/**
 * vt_import_get_columns:
 * @self: an import
 *
 * Returns: (transfer none) (array zero-terminated=1): names of the columns of the first file
 */
const char *const *
vt_import_get_columns (VtImport *self)
{
  return (const char *const *) self->columns;
}

/**
 * vt_import_get_sample:
 * @self: an import
 *
 * Returns: (transfer none) (element-type GStrv): the first rows of the first file, a cell for each column
 */
const GPtrArray *
vt_import_get_sample (VtImport *self)
{
  return self->sample;
}

/**
 * vt_import_get_n_products:
 * @self: an import that was rehearsed or applied
 *
 * Returns: number of products in the files, the refused ones included
 */
guint
vt_import_get_n_products (VtImport *self)
{
  return self->n_products;
}

/**
 * vt_import_get_results:
 * @self: an import that was rehearsed or applied
 *
 * Returns: (transfer none) (element-type VtImportResult): one for each product in the order of the files, and those
 *   about the files as a whole; valid until it is rehearsed or applied again
 */
const GPtrArray *
vt_import_get_results (VtImport *self)
{
  return self->results;
}

/**
 * vt_import_get_summary:
 * @self: an import that was rehearsed or applied
 *
 * Returns: (transfer none): the results counted
 */
const VtImportSummary *
vt_import_get_summary (VtImport *self)
{
  return &self->summary;
}

/**
 * vt_import_action_to_string:
 * @action: what became of a product
 *
 * Returns: (transfer none): "created", "updated", "unchanged", "refused" or "note"
 */
const char *
vt_import_action_to_string (VtImportAction action)
{
  static const char *const names[] = { "created", "updated", "unchanged", "refused", "note" };

  g_return_val_if_fail ((guint) action < G_N_ELEMENTS (names), "note");

  return names[action];
}
