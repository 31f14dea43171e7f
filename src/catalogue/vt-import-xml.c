/* A product file in XML is made into the table that its system writes as CSV: each record a row, its attributes and the
 * texts of its children the cells. Records are what repeats below the root (`products/product`) or one level further
 * (`rss/channel/item`). GMarkup reads no external entities and no document types of its own. */

#include "catalogue/vt-import-xml.h"

#include "base/vt-csv.h"
#include "base/vt-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH   16
#define MAX_COLUMNS 1000

typedef struct
{
  GPtrArray *columns; /* (owned) (element-type utf8) names */
  GHashTable *index;  /* (owned) of a name, plus 1 */
  GPtrArray *records; /* (owned) (element-type Record) */
  char *record_name;  /* (owned) (nullable) */
  guint record_depth;
  guint depth;
  GString *text; /* (owned) of the field that is open */
} Xml;

typedef struct
{
  guint line;
  GPtrArray *cells; /* (owned) (element-type utf8) (nullable) */
} Record;

static void
record_free (Record *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/* `g:price` and `price` are the same column. */
static const char *
local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static gboolean
put (Xml *self, const char *name, const char *value, GError **error)
{
  Record *record = g_ptr_array_index (self->records, self->records->len - 1);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, name));
  char *old;

  if (index == 0)
    {
      if (self->columns->len >= MAX_COLUMNS)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The XML file has too many fields"));
          return FALSE;
        }
      g_ptr_array_add (self->columns, g_strdup (name));
      index = self->columns->len;
      g_hash_table_insert (self->index, g_strdup (name), GUINT_TO_POINTER (index));
    }
  if (record->cells->len < index)
    g_ptr_array_set_size (record->cells, (int) index);
  old = g_ptr_array_index (record->cells, index - 1);
  g_ptr_array_index (record->cells, index - 1) =
      old != NULL && *old != '\0' ? g_strdup_printf ("%s,%s", old, value) : g_strdup (value);
  g_free (old);

  return TRUE;
}

/* Containers have no attributes but those of namespaces and versions. */
static gboolean
is_container (const char *name)
{
  static const char *const containers[] = { "rss",  "feed", "channel", "products", "items",  "catalog",
                                            "shop", "root", "data",    "export",   "offers", "product_list" };

  for (guint i = 0; i < G_N_ELEMENTS (containers); i++)
    if (g_ascii_strcasecmp (name, containers[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_record (Xml *self, const char *name)
{
  if (self->record_name != NULL)
    return self->depth == self->record_depth && strcmp (name, self->record_name) == 0;
  return self->depth > 1 && !is_container (name) &&
         (self->depth == 2 ? TRUE : strcmp (name, "item") == 0 || strcmp (name, "entry") == 0);
}

/* What describes the feed itself (`title`, `link` of a channel) is no record. */
static gboolean
is_about_the_feed (Xml *self, const char *name)
{
  static const char *const names[] = { "title", "link", "description", "updated", "author", "id", "language" };

  if (self->record_name != NULL || self->depth < 2)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
start_record (Xml *self, GMarkupParseContext *context, const char *name)
{
  Record *record = g_new0 (Record, 1);
  int line = 1;

  g_markup_parse_context_get_position (context, &line, NULL);
  record->line = (guint) MAX (line, 1);
  record->cells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->records, record);
  if (self->record_name == NULL)
    self->record_name = g_strdup (name);
  self->record_depth = self->depth;
}

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  Xml *self = data;
  const char *name = local_name (element);

  if (++self->depth > MAX_DEPTH)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The XML file is nested too deeply"));
      return;
    }
  g_string_truncate (self->text, 0);
  if (is_about_the_feed (self, name) || !is_record (self, name))
    return;
  start_record (self, context, name);
  for (guint i = 0; names[i] != NULL; i++)
    if (!put (self, local_name (names[i]), values[i], error))
      return;
}

static void
end_cb (GMarkupParseContext *context G_GNUC_UNUSED, const char *element, gpointer data, GError **error)
{
  Xml *self = data;

  if (self->record_name != NULL && self->depth == self->record_depth + 1)
    {
      g_strstrip (self->text->str);
      if (*self->text->str != '\0')
        put (self, local_name (element), self->text->str, error);
      g_string_truncate (self->text, 0);
    }
  self->depth--;
}

static void
text_cb (GMarkupParseContext *context G_GNUC_UNUSED, const char *text, gsize length, gpointer data, GError **error)
{
  Xml *self = data;

  if (self->record_name == NULL || self->depth <= self->record_depth)
    return;
  if (self->text->len + length > VT_CSV_MAX_CELL_BYTES)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("A text of the XML file is too long"));
  else
    g_string_append_len (self->text, text, (gssize) length);
}

static guint
count_lines (const char *text, gsize length)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    n += text[i] == '\n';
  return n;
}

/* Empty lines keep each row on the line of its record, so that messages name the line of the XML file. */
static GBytes *
write_table (Xml *self)
{
  GString *out = g_string_new (NULL);
  guint line = 2;

  vt_csv_append_row (out, (const char *const *) self->columns->pdata, self->columns->len, ',');
  for (guint i = 0; i < self->records->len; i++)
    {
      Record *record = g_ptr_array_index (self->records, i);
      gsize before;

      for (; line < record->line; line++)
        g_string_append_c (out, '\n');
      g_ptr_array_set_size (record->cells, (int) self->columns->len);
      before = out->len;
      vt_csv_append_row (out, (const char *const *) record->cells->pdata, record->cells->len, ',');
      line += count_lines (out->str + before, out->len - before);
    }
  return g_string_free_to_bytes (out);
}

static GBytes *
parse (Xml *self, GBytes *bytes, GError **error)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, self, NULL);
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (GError) local = NULL;
  gsize mark = 0;

  vt_encoding_find_mark ((const guint8 *) text, size, &mark);
  if (g_strstr_len (text, (gssize) MIN (size, 512), "<html") != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This is a web page, not a product file; download the export itself"));
      return NULL;
    }
  if (!g_markup_parse_context_parse (context, text + mark, (gssize) (size - mark), &local) ||
      !g_markup_parse_context_end_parse (context, &local))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The XML file cannot be read: %s"), local->message);
      return NULL;
    }
  if (self->records->len > 0 && self->columns->len > 0)
    return write_table (self);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("The XML file holds no list of products; export them as CSV"));
  return NULL;
}

/**
 * vt_import_xml_is:
 * @path: (type filename): a file
 *
 * Returns: whether it begins as an XML file does
 */
gboolean
vt_import_xml_is (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  guint8 bytes[64] = { 0 };
  gsize read = 0;
  gsize at = 0;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, sizeof bytes - 1, &read, NULL, NULL))
    return FALSE;
  vt_encoding_find_mark (bytes, read, &at);
  while (g_ascii_isspace ((char) bytes[at]))
    at++;
  return bytes[at] == '<' && (bytes[at + 1] == '?' || bytes[at + 1] == '!' || g_ascii_isalpha ((char) bytes[at + 1]));
}

/**
 * vt_import_xml_to_table:
 * @path: (type filename): an XML file with a list of records
 * @error: why it cannot be read
 *
 * Returns: (transfer full) (nullable): its records as CSV with commas
 */
GBytes *
vt_import_xml_to_table (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = vt_file_read (path, VT_IMPORT_XML_MAX_BYTES, error);
  GBytes *table;
  Xml self = { 0 };

  if (bytes == NULL)
    return NULL;

  self.columns = g_ptr_array_new_with_free_func (g_free);
  self.index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.records = g_ptr_array_new_with_free_func ((GDestroyNotify) record_free);
  self.text = g_string_new (NULL);
  table = parse (&self, bytes, error);
  g_ptr_array_unref (self.columns);
  g_hash_table_unref (self.index);
  g_ptr_array_unref (self.records);
  g_string_free (self.text, TRUE);
  g_free (self.record_name);

  return table;
}
