#include "search/vt-index-table.h"

#include "search/vt-index-fields.h"
#include "search/vt-index-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMNS_MAX 256u
#define TABLE_MAX   ((gsize) 1 << 30) /* bytes, unpacked */

/* How the cells of a column are written. */
typedef enum
{
  CELLS_TEXT,
  CELLS_VALUES,     /* "|" between them; to filter by, too */
  CELLS_ATTRIBUTES, /* "key:value", "|" between them */
  CELLS_NUMBER,     /* to filter and sort by only */
} Cells;

static const struct
{
  const char *name;
  VtIndexField field;
  Cells cells;
} known[] = {
  { "title", VT_INDEX_TITLE, CELLS_TEXT },
  { "name", VT_INDEX_NAME, CELLS_TEXT },
  { "brand", VT_INDEX_BRAND, CELLS_VALUES },
  { "vendor", VT_INDEX_BRAND, CELLS_VALUES },
  { "type", VT_INDEX_TYPE, CELLS_VALUES },
  { "tags", VT_INDEX_TYPE, CELLS_VALUES },
  { "colour", VT_INDEX_COLOUR, CELLS_VALUES },
  { "color", VT_INDEX_COLOUR, CELLS_VALUES },
  { "sku", VT_INDEX_CODE, CELLS_TEXT },
  { "barcode", VT_INDEX_CODE, CELLS_TEXT },
  { "attributes", VT_INDEX_ATTRIBUTES, CELLS_ATTRIBUTES },
  { "description", VT_INDEX_TEXT, CELLS_TEXT },
  { "price_minor", VT_INDEX_TEXT, CELLS_NUMBER },
};

typedef struct
{
  VtIndexField field;
  Cells cells;
  guint32 number; /* of the engine's column, for values and numbers */
} Column;

typedef struct
{
  VixBuilder *builder; /* (owned) */
  VtIndexWords *words; /* (owned) */
  Column columns[COLUMNS_MAX];
  guint n_columns;
  guint order[COLUMNS_MAX]; /* the columns by field */
  guint title;              /* column shown as the title */
} Table;

static void
table_clear (Table *self)
{
  g_clear_pointer (&self->builder, vix_builder_free);
  g_clear_pointer (&self->words, vt_index_words_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

/**
 * vt_index_table_read:
 * @path: a file
 * @length: (out): bytes of its contents
 * @error: what the file system says, or that it is too large
 *
 * Returns: (transfer full): the contents, unpacked when the name ends in .gz
 */
char *
vt_index_table_read (const char *path, gsize *length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = g_file_read (file, NULL, error);
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 block[262144];
  gssize n;

  if (raw == NULL)
    return NULL;
  if (g_str_has_suffix (path, ".gz"))
    {
      g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);

      input = g_converter_input_stream_new (G_INPUT_STREAM (raw), G_CONVERTER (gzip));
    }
  else
    input = g_object_ref (G_INPUT_STREAM (raw));

  while ((n = g_input_stream_read (input, block, sizeof block, NULL, error)) > 0)
    {
      if (bytes->len + (gsize) n > TABLE_MAX)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” is too large: divide it"), path);
          return NULL;
        }
      g_byte_array_append (bytes, block, (guint) n);
    }
  if (n < 0)
    return NULL;
  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);

  return (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

/* The weight given for the field, or its own. Returns: FALSE when the list cannot be read. */
static gboolean
weight_of (const char *weights, const char *name, guint32 *weight, GError **error)
{
  g_auto (GStrv) entries = g_strsplit (weights != NULL ? weights : "", ",", -1);

  for (guint i = 0; entries[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (entries[i], ":", 2);
      char *end = NULL;
      double value;

      if (pair[0] == NULL || *pair[0] == '\0')
        continue;
      value = pair[1] == NULL ? -1 : g_ascii_strtod (pair[1], &end);
      if (value < 0 || value > 1000 || end == NULL || *end != '\0')
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("“%s” is no weight: write name:weight, with a weight from 0 to 1000"), entries[i]);
          return FALSE;
        }
      if (strcmp (pair[0], name) == 0)
        *weight = (guint32) (value * 16);
    }

  return TRUE;
}

static void
add_column (Table *self, const char *name, gsize length)
{
  Column *column = &self->columns[self->n_columns++];

  *column = (Column){ VT_INDEX_TEXT, CELLS_TEXT, 0 };
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strlen (known[i].name) == length && strncmp (known[i].name, name, length) == 0)
      {
        column->field = known[i].field;
        column->cells = known[i].cells;
      }
  if (column->cells == CELLS_VALUES)
    column->number = vix_builder_add_column (self->builder, VIX_COLUMN_TEXT, name, length);
  else if (column->cells == CELLS_NUMBER)
    column->number = vix_builder_add_column (self->builder, VIX_COLUMN_NUMBER, name, length);
}

static gboolean
read_header (Table *self, const char *line, gsize length, const char *weights, GError **error)
{
  guint32 field_weights[VT_INDEX_N_FIELDS];
  const char *end = line + length;
  guint n = 0;

  for (guint i = 0; i < VT_INDEX_N_FIELDS; i++)
    {
      field_weights[i] = vt_index_field_weight ((VtIndexField) i);
      if (!weight_of (weights, vt_index_field_name ((VtIndexField) i), &field_weights[i], error))
        return FALSE;
    }
  vt_index_fields_add (self->builder, field_weights);

  for (const char *at = line; at <= end && self->n_columns < COLUMNS_MAX;)
    {
      const char *tab = memchr (at, '\t', (gsize) (end - at));
      const char *stop = tab != NULL ? tab : end;

      add_column (self, at, (gsize) (stop - at));
      at = stop + 1;
    }
  if (self->n_columns < 2)
    {
      g_set_error_literal (
          error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
          _ ("The first line must name the columns, with tabs between them: an identifier, then texts"));
      return FALSE;
    }

  self->title = 1;
  for (guint field = 0; field < VT_INDEX_N_FIELDS; field++)
    for (guint i = 1; i < self->n_columns; i++)
      if (self->columns[i].field == field)
        {
          self->order[n++] = i;
          if (field == VT_INDEX_TITLE)
            self->title = i;
        }

  return TRUE;
}

static void
add_text (Table *self, VtIndexField field, const char *text, gsize length)
{
  g_autofree char *parted = vt_index_words_part (self->words, text, (gssize) length);

  vix_builder_add_text (self->builder, field, parted != NULL ? parted : text,
                        parted != NULL ? strlen (parted) : length);
}

static void
add_values (Table *self, const Column *column, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *at = text; at < end;)
    {
      const char *bar = memchr (at, '|', (gsize) (end - at));
      const char *stop = bar != NULL ? bar : end;
      const char *colon = column->cells == CELLS_ATTRIBUTES ? memchr (at, ':', (gsize) (stop - at)) : NULL;
      const char *value = colon != NULL ? colon + 1 : at;

      if (column->cells == CELLS_VALUES && stop > at)
        vix_builder_add_value (self->builder, column->number, at, (gsize) (stop - at));
      add_text (self, column->field, value, (gsize) (stop - value));
      at = stop + 1;
    }
}

static void
add_number (Table *self, const Column *column, const char *text)
{
  char *end = NULL;
  gint64 number = g_ascii_strtoll (text, &end, 10);

  if (end != text && (*end == '\t' || *end == '\0' || *end == '\n' || *end == '\r'))
    vix_builder_set_number (self->builder, column->number, number);
}

static gboolean
add_row (Table *self, const char *line, gsize length, GError **error)
{
  const char *cells[COLUMNS_MAX] = { NULL };
  gsize lengths[COLUMNS_MAX] = { 0 };
  const char *at = line;

  for (guint i = 0; i < self->n_columns && at <= line + length; i++)
    {
      const char *tab = memchr (at, '\t', (gsize) (line + length - at));
      const char *stop = tab != NULL ? tab : line + length;

      cells[i] = at;
      lengths[i] = (gsize) (stop - at);
      at = stop + 1;
    }
  if (!vix_builder_begin (self->builder, cells[0], lengths[0], cells[self->title] != NULL ? cells[self->title] : "",
                          lengths[self->title]))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _ ("These are too many documents for one index"));
      return FALSE;
    }

  for (guint i = 0; i + 1 < self->n_columns; i++)
    {
      const Column *column = &self->columns[self->order[i]];
      const char *cell = cells[self->order[i]];

      if (cell == NULL)
        continue;
      if (column->cells == CELLS_NUMBER)
        add_number (self, column, cell);
      else if (column->cells == CELLS_TEXT)
        add_text (self, column->field, cell, lengths[self->order[i]]);
      else
        add_values (self, column, cell, lengths[self->order[i]]);
    }

  return TRUE;
}

static gboolean
add_rows (Table *self, VtIndexTable *table, const char *text, gsize size, GCancellable *cancellable, GError **error)
{
  const char *end = text + size;
  gboolean header = TRUE;

  for (const char *at = text; at < end;)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      const char *stop = newline != NULL ? newline : end;
      gsize length = (gsize) (stop - at);

      if (length > 0 && at[length - 1] == '\r')
        length--;
      if (header && !read_header (self, at, length, table->weights, error))
        return FALSE;
      if (!header && length > 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error) || !add_row (self, at, length, error))
            return FALSE;
          table->n_documents++;
        }
      header = FALSE;
      at = stop + 1;
    }
  if (header)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("The table is empty: its first line must name the columns"));

  return !header;
}

/**
 * vt_index_table_build:
 * @self: how; the number of documents is set
 * @path: the table, packed by gzip when its name ends in .gz
 * @cancellable: (nullable): stops it
 * @error: what cannot be read
 *
 * The first column identifies the documents. Columns called title, name, brand, vendor, type, tags, colour, sku,
 * barcode, attributes (key:value, with bars between), description and price_minor are treated as such; others are text.
 *
 * Returns: (transfer full): the index
 */
GBytes *
vt_index_table_build (VtIndexTable *self, const char *path, GCancellable *cancellable, GError **error)
{
  gsize length = 0;
  g_autofree char *text = vt_index_table_read (path, &length, error);
  VixLanguage language = vt_index_language (self->language != NULL ? self->language : "en");
  g_auto (Table) table = { NULL, NULL, { { 0 } }, 0, { 0 }, 0 };
  uint8_t *data = NULL;
  size_t size = 0;

  if (text == NULL)
    return NULL;
  self->n_documents = 0;
  table.builder = vix_builder_new (vt_index_allocator (), language);
  table.words = vt_index_words_new (language);
  if (!add_rows (&table, self, text, length, cancellable, error))
    return NULL;
  if (!vix_builder_finish (table.builder, vt_index_words_stem, table.words, &data, &size))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                           _ ("There is not enough memory for an index of these documents"));
      return NULL;
    }

  return g_bytes_new_take (data, size);
}
