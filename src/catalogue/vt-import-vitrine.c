#define G_LOG_DOMAIN "vt-catalogue"

/* Vitrine's own product file, as vt-export-vitrine.c writes it and vt-vitrine-csv.h tells. Columns may be left out and
 * stand in any order; a row without a handle of its own belongs to the product above. */

#include "base/vt-csv-cell.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-import-private.h"
#include "catalogue/vt-vitrine-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  COLUMN_HANDLE,
  COLUMN_TITLE,
  COLUMN_DESCRIPTION,
  COLUMN_VENDOR,
  COLUMN_TYPE,
  COLUMN_TAGS,
  COLUMN_STATUS,
  COLUMN_PUBLISH_AT,
  COLUMN_SEO_TITLE,
  COLUMN_SEO_DESCRIPTION,
  COLUMN_TAX_CLASS,
  COLUMN_SHIPPING_CLASS,
  COLUMN_COLLECTIONS,
  COLUMN_COLLECTION_HANDLES,
  COLUMN_RELATED,
  COLUMN_OLD_HANDLES,
  COLUMN_PHOTOS,
  COLUMN_PHOTO_ALTS,
  COLUMN_VIDEOS,
  COLUMN_VIDEO_TITLES,
  COLUMN_SKU, /* from here on: of the variant */
  COLUMN_BARCODE,
  COLUMN_PRICE,
  COLUMN_COMPARE_AT,
  COLUMN_COST,
  COLUMN_WEIGHT,
  COLUMN_WEIGHT_UNIT,
  COLUMN_TRACK_STOCK,
  COLUMN_BACKORDER,
  COLUMN_LOW_STOCK,
  COLUMN_SHIPPED,
  COLUMN_VARIANT_PHOTO,
  N_COLUMNS
} Column;

static const char *const captions[N_COLUMNS] = {
  [COLUMN_HANDLE] = VT_VITRINE_HANDLE,
  [COLUMN_TITLE] = VT_VITRINE_TITLE,
  [COLUMN_DESCRIPTION] = VT_VITRINE_DESCRIPTION,
  [COLUMN_VENDOR] = VT_VITRINE_VENDOR,
  [COLUMN_TYPE] = VT_VITRINE_TYPE,
  [COLUMN_TAGS] = VT_VITRINE_TAGS,
  [COLUMN_STATUS] = VT_VITRINE_STATUS,
  [COLUMN_PUBLISH_AT] = VT_VITRINE_PUBLISH_AT,
  [COLUMN_SEO_TITLE] = VT_VITRINE_SEO_TITLE,
  [COLUMN_SEO_DESCRIPTION] = VT_VITRINE_SEO_DESCRIPTION,
  [COLUMN_TAX_CLASS] = VT_VITRINE_TAX_CLASS,
  [COLUMN_SHIPPING_CLASS] = VT_VITRINE_SHIPPING_CLASS,
  [COLUMN_COLLECTIONS] = VT_VITRINE_COLLECTIONS,
  [COLUMN_COLLECTION_HANDLES] = VT_VITRINE_COLLECTION_HANDLES,
  [COLUMN_RELATED] = VT_VITRINE_RELATED,
  [COLUMN_OLD_HANDLES] = VT_VITRINE_OLD_HANDLES,
  [COLUMN_PHOTOS] = VT_VITRINE_PHOTOS,
  [COLUMN_PHOTO_ALTS] = VT_VITRINE_PHOTO_ALTS,
  [COLUMN_VIDEOS] = VT_VITRINE_VIDEOS,
  [COLUMN_VIDEO_TITLES] = VT_VITRINE_VIDEO_TITLES,
  [COLUMN_SKU] = VT_VITRINE_SKU,
  [COLUMN_BARCODE] = VT_VITRINE_BARCODE,
  [COLUMN_PRICE] = VT_VITRINE_PRICE,
  [COLUMN_COMPARE_AT] = VT_VITRINE_COMPARE_AT,
  [COLUMN_COST] = VT_VITRINE_COST,
  [COLUMN_WEIGHT] = VT_VITRINE_WEIGHT,
  [COLUMN_WEIGHT_UNIT] = VT_VITRINE_WEIGHT_UNIT,
  [COLUMN_TRACK_STOCK] = VT_VITRINE_TRACK_STOCK,
  [COLUMN_BACKORDER] = VT_VITRINE_BACKORDER,
  [COLUMN_LOW_STOCK] = VT_VITRINE_LOW_STOCK,
  [COLUMN_SHIPPED] = VT_VITRINE_SHIPPED,
  [COLUMN_VARIANT_PHOTO] = VT_VITRINE_VARIANT_PHOTO,
};

/* Texts that have columns for other languages. */
typedef enum
{
  TEXT_PLAIN, /* of the product */
  TEXT_ALTS,  /* a line for each photo */
  TEXT_NAMES, /* a column for each option */
  TEXT_VALUES /* the same, of each variant */
} TextKind;

/* A column in another language. Those of one list follow one another, from the first option on. */
typedef struct
{
  int column;
  TextKind kind;
  const char *field; /* of the record */
  guint option;      /* from 0 */
  char *language;    /* (owned) */
} Text;

/* "Stock: Warehouse" */
typedef struct
{
  int column;
  const char *place; /* (unowned) inside the column's name */
} Stock;

typedef struct
{
  VtImportSource *source; /* (unowned) */
  int columns[N_COLUMNS]; /* -1: none */
  int names[VT_OPTIONS_MAX];
  int values[VT_OPTIONS_MAX];
  GArray *texts;   /* (owned) of Text */
  GArray *stocks;  /* (owned) of Stock */
  gboolean in_row; /* a row was read that belongs to the next product */
  gboolean at_end;
} Reader;

/* "Option 2 name" → 1 when the name is @what; -1 otherwise */
static int
parse_option (const char *name, gsize length, const char *what)
{
  for (guint i = 0; i < VT_OPTIONS_MAX; i++)
    {
      g_autofree char *caption = g_strdup_printf ("Option %u %s", i + 1, what);

      if (strlen (caption) == length && g_ascii_strncasecmp (caption, name, length) == 0)
        return (int) i;
    }

  return -1;
}

/* "Title (pt-BR)" → 5, and the language; 0 when there is none. */
static gsize
parse_suffix (const char *name, char **suffix)
{
  const char *open = strrchr (name, '(');

  *suffix = NULL;
  if (open == NULL || open < name + 2 || open[-1] != ' ' || !g_str_has_suffix (open, ")") || strlen (open) < 4)
    return 0;
  *suffix = g_strndup (open + 1, strlen (open) - 2);

  return (gsize) (open - 1 - name);
}

static gboolean
is_caption (const char *name, gsize length, Column column)
{
  return strlen (captions[column]) == length && g_ascii_strncasecmp (name, captions[column], length) == 0;
}

static gboolean
is_amount (Column column)
{
  return column == COLUMN_PRICE || column == COLUMN_COMPARE_AT || column == COLUMN_COST;
}

/* A column that is what it is in all files; with @currency when the caption names one. */
static int
find_caption (const char *name, const char **currency, char **suffix)
{
  gsize length = parse_suffix (name, suffix);

  *currency = NULL;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      if (is_caption (name, strlen (name), i))
        return (int) i;
      if (length > 0 && is_amount (i) && is_caption (name, length, i))
        {
          *currency = *suffix;
          return (int) i;
        }
    }

  return -1;
}

static gboolean
find_text (const char *name, Text *text)
{
  static const struct
  {
    Column column;
    TextKind kind;
    const char *field;
  } known[] = {
    { COLUMN_TITLE, TEXT_PLAIN, "title" },         { COLUMN_DESCRIPTION, TEXT_PLAIN, "description_html" },
    { COLUMN_SEO_TITLE, TEXT_PLAIN, "seo_title" }, { COLUMN_SEO_DESCRIPTION, TEXT_PLAIN, "seo_description" },
    { COLUMN_PHOTO_ALTS, TEXT_ALTS, "alt" },
  };
  g_autofree char *language = NULL;
  gsize length = parse_suffix (name, &language);
  int option = -1;

  if (length == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (is_caption (name, length, known[i].column))
      {
        *text = (Text){ .kind = known[i].kind, .field = known[i].field, .language = g_steal_pointer (&language) };
        return TRUE;
      }
  if ((option = parse_option (name, length, "name")) >= 0)
    *text = (Text){ .kind = TEXT_NAMES, .field = "option_names", .option = (guint) option };
  else if ((option = parse_option (name, length, "value")) >= 0)
    *text = (Text){ .kind = TEXT_VALUES, .field = "option_values", .option = (guint) option };
  else
    return FALSE;
  text->language = g_steal_pointer (&language);

  return TRUE;
}

static gboolean
is_stock (const char *name)
{
  gsize length = strlen (VT_VITRINE_STOCK);

  return g_ascii_strncasecmp (name, VT_VITRINE_STOCK, length) == 0 && name[length] != '\0';
}

static gboolean
check_currency (Reader *self, const char *caption, const char *currency, GError **error)
{
  const char *own = vt_import_source_get_options (self->source)->currency;

  if (currency == NULL || g_ascii_strcasecmp (currency, own) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("line 1, “%s”: the amounts are in %s and the shop's are in %s; convert them and change the column's "
                  "name"),
               caption, currency, own);

  return FALSE;
}

/* Finds out what a column is. What nobody knows is passed over and told. */
static gboolean
take_column (Reader *self, guint index, GError **error)
{
  const char *name = vt_import_source_get_column (self->source, index);
  const char *currency = NULL;
  g_autofree char *suffix = NULL;
  int caption = find_caption (name, &currency, &suffix);
  int option = -1;
  Text text = { 0 };

  if (caption >= 0)
    {
      if (self->columns[caption] < 0)
        self->columns[caption] = (int) index;
      return check_currency (self, name, currency, error);
    }
  if ((option = parse_option (name, strlen (name), "name")) >= 0)
    self->names[option] = (int) index;
  else if ((option = parse_option (name, strlen (name), "value")) >= 0)
    self->values[option] = (int) index;
  else if (is_stock (name))
    {
      Stock stock = { (int) index, name + strlen (VT_VITRINE_STOCK) };

      g_array_append_val (self->stocks, stock);
    }
  else if (find_text (name, &text))
    {
      text.column = (int) index;
      g_array_append_val (self->texts, text);
    }
  else if (*name != '\0')
    vt_import_source_note (self->source, _ ("The column “%s” is none of Vitrine's and was passed over"), name);

  return TRUE;
}

static gboolean
recognises (VtImportSource *source)
{
  guint known = 0;

  if (vt_import_source_find_column (source, VT_VITRINE_HANDLE) < 0 ||
      vt_import_source_find_column (source, "Body (HTML)") >= 0)
    return FALSE;
  for (guint i = 0; i < vt_import_source_get_n_columns (source); i++)
    {
      const char *name = vt_import_source_get_column (source, i);
      const char *currency = NULL;
      g_autofree char *suffix = NULL;
      Text text = { 0 };

      if (g_ascii_strncasecmp (name, "Variant ", 8) == 0 && g_ascii_strcasecmp (name, VT_VITRINE_VARIANT_PHOTO) != 0)
        return FALSE;
      known += find_caption (name, &currency, &suffix) >= 0 || is_stock (name) || find_text (name, &text) ||
               parse_option (name, strlen (name), "name") >= 0 || parse_option (name, strlen (name), "value") >= 0;
      g_free (text.language);
    }

  return known > 1 && 2 * known > vt_import_source_get_n_columns (source);
}

static void
clear_text (gpointer text)
{
  g_free (((Text *) text)->language);
}

static void
close_reader (gpointer reader)
{
  Reader *self = reader;

  g_array_unref (self->texts);
  g_array_unref (self->stocks);
  g_free (self);
}

/* In the order of the options, whatever the order of the columns. */
static int
compare_texts (gconstpointer a, gconstpointer b)
{
  const Text *one = a;
  const Text *other = b;
  int order = strcmp (one->language, other->language);

  if (order == 0)
    order = (int) one->kind - (int) other->kind;
  if (order == 0)
    order = strcmp (one->field, other->field);

  return order != 0 ? order : (int) one->option - (int) other->option;
}

static gpointer
open_reader (VtImportSource *source, GError **error)
{
  Reader *self = g_new0 (Reader, 1);

  self->source = source;
  self->texts = g_array_new (FALSE, FALSE, sizeof (Text));
  self->stocks = g_array_new (FALSE, FALSE, sizeof (Stock));
  g_array_set_clear_func (self->texts, clear_text);
  memset (self->columns, -1, sizeof self->columns);
  memset (self->names, -1, sizeof self->names);
  memset (self->values, -1, sizeof self->values);
  for (guint i = 0; i < vt_import_source_get_n_columns (source); i++)
    if (!take_column (self, i, error))
      {
        close_reader (self);
        return NULL;
      }
  g_array_sort (self->texts, compare_texts);

  return self;
}

static const char *
get_cell (Reader *self, Column column)
{
  return vt_import_source_get_cell (self->source, self->columns[column]);
}

static const char *
take_text (Reader *self, VtImportProduct *product, Column column)
{
  return vt_import_source_take_text (self->source, product, self->columns[column]);
}

/* Up to the next @separator that has no backslash before it; NULL at the end. Moves *@at behind it. */
static char *
next_part (const char **at, char separator)
{
  const char *end = *at;
  char *part;

  if (*at == NULL)
    return NULL;
  while (*end != '\0' && *end != separator)
    end += *end == '\\' && end[1] != '\0' ? 2 : 1;
  part = g_strstrip (g_strndup (*at, (gsize) (end - *at)));
  *at = *end != '\0' ? end + 1 : NULL;

  return part;
}

static void
unescape (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      if (*from == '\\' && from[1] != '\0')
        from++;
      *to++ = *from;
    }
  *to = '\0';
}

/* Items with commas between. NULL: the file does not say it. */
static GPtrArray *
take_list (Reader *self, VtImportProduct *product, Column column)
{
  const char *at = take_text (self, product, column);
  GPtrArray *list = NULL;
  char *item;

  if (at == NULL)
    return NULL;
  list = vt_import_list_new ();
  while (*at != '\0' && (item = next_part (&at, ',')) != NULL)
    {
      unescape (item);
      if (*item != '\0')
        vt_import_product_add_text (product, &list, item);
      g_free (item);
      if (at == NULL)
        break;
    }

  return list;
}

static gint64
take_status (Reader *self, VtImportProduct *product)
{
  const char *cell = get_cell (self, COLUMN_STATUS);
  VtProductStatus status = VT_PRODUCT_DRAFT;
  g_autofree char *lower = g_ascii_strdown (cell, -1);

  if (*cell == '\0')
    return VT_IMPORT_ABSENT;
  if (vt_product_status_from_string (lower, &status))
    return (gint64) status;

  vt_import_product_warn (product, _ ("line %u: “%s” is not a status; it is draft, active or archived"),
                          vt_import_source_get_line (self->source), cell);

  return VT_IMPORT_ABSENT;
}

static gint64
take_time (Reader *self, VtImportProduct *product)
{
  const char *cell = take_text (self, product, COLUMN_PUBLISH_AT);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;

  if (cell == NULL)
    return VT_IMPORT_ABSENT;
  if (*cell == '\0')
    return VT_IMPORT_CLEAR;
  time = g_date_time_new_from_iso8601 (cell, utc);
  if (time != NULL)
    return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);

  vt_import_product_warn (product, _ ("line %u: “%s” is not a time; write it like 2026-03-01T09:00:00Z"),
                          vt_import_source_get_line (self->source), cell);

  return VT_IMPORT_ABSENT;
}

/* "Clothing > T-shirts": every part, of which the last one counts. */
static void
add_path (VtImportProduct *product, const char *path, const char *handle)
{
  g_autofree char *parent = NULL;
  const char *at = path;
  char *title;

  while ((title = next_part (&at, '>')) != NULL)
    {
      VtImportCollection *collection = NULL;

      unescape (title);
      if (*title != '\0')
        collection = vt_import_product_add_collection (product, title, parent, at == NULL);
      if (collection != NULL && at == NULL && handle != NULL && *handle != '\0')
        collection->handle = vt_import_product_text (product, handle);
      g_free (parent);
      parent = title;
    }
}

static void
take_collections (Reader *self, VtImportProduct *product)
{
  const char *at = take_text (self, product, COLUMN_COLLECTIONS);
  const char *handles = take_text (self, product, COLUMN_COLLECTION_HANDLES);
  char *path;

  while (at != NULL && *at != '\0' && (path = next_part (&at, ',')) != NULL)
    {
      g_autofree char *handle = handles != NULL ? next_part (&handles, ',') : NULL;

      add_path (product, path, handle);
      g_free (path);
    }
}

/* The text of the line of that number, trimmed; "" behind the last, and where it says that there is none. */
static char *
get_line (char **lines, guint index)
{
  char *line = lines != NULL && index < g_strv_length (lines) ? g_strstrip (g_strdup (lines[index])) : g_strdup ("");
  const char *text = strcmp (line, VT_CSV_CLEAR) != 0 ? vt_csv_restore_token (line) : "";

  memmove (line, text, strlen (text) + 1);

  return line;
}

static void
take_photos (Reader *self, VtImportProduct *product)
{
  const char *names = take_text (self, product, COLUMN_PHOTOS);
  const char *alts = take_text (self, product, COLUMN_PHOTO_ALTS);
  g_auto (GStrv) name_lines = names != NULL ? g_strsplit (names, "\n", -1) : NULL;
  g_auto (GStrv) alt_lines = alts != NULL ? g_strsplit (alts, "\n", -1) : NULL;

  for (guint i = 0; name_lines != NULL && name_lines[i] != NULL; i++)
    {
      g_autofree char *name = get_line (name_lines, i);
      g_autofree char *alt = alts != NULL ? get_line (alt_lines, i) : NULL;

      if (*name != '\0')
        vt_import_product_add_photo (product, name, alt);
    }
}

static void
take_videos (Reader *self, VtImportProduct *product)
{
  const char *urls = take_text (self, product, COLUMN_VIDEOS);
  const char *titles = take_text (self, product, COLUMN_VIDEO_TITLES);
  g_auto (GStrv) url_lines = urls != NULL ? g_strsplit (urls, "\n", -1) : NULL;
  g_auto (GStrv) title_lines = titles != NULL ? g_strsplit (titles, "\n", -1) : NULL;

  if (urls != NULL)
    product->videos = vt_import_list_new ();
  for (guint i = 0; url_lines != NULL && url_lines[i] != NULL; i++)
    {
      g_autofree char *url = get_line (url_lines, i);
      g_autofree char *title = titles != NULL ? get_line (title_lines, i) : NULL;

      if (*url != '\0')
        vt_import_product_add_video (product, url, title);
    }
}

/* A product has as many options as it has names, without a gap. */
static void
take_options (Reader *self, VtImportProduct *product)
{
  for (guint i = 0; i < VT_OPTIONS_MAX; i++)
    {
      const char *name = vt_import_source_get_cell (self->source, self->names[i]);

      if (*name == '\0')
        break;
      if (product->options == NULL)
        product->options = vt_import_list_new ();
      g_ptr_array_add (product->options, (gpointer) vt_import_product_text (product, vt_csv_restore_token (name)));
    }
}

static void
take_values (Reader *self, VtImportProduct *product, VtImportVariant *variant)
{
  guint n = product->options != NULL ? product->options->len : 0;

  for (guint i = 0; i < VT_OPTIONS_MAX; i++)
    {
      const char *value = vt_import_source_get_cell (self->source, self->values[i]);

      if (i < n)
        vt_import_product_set_value (product, variant, i, vt_csv_restore_token (value));
      else if (*value != '\0')
        vt_import_product_refuse (product, _ ("line %u: “%s” is the value of an option that has no name"),
                                  vt_import_source_get_line (self->source), value);
    }
}

static const char *
take_unit (Reader *self, VtImportProduct *product)
{
  const char *cell = get_cell (self, COLUMN_WEIGHT_UNIT);
  static const char *const units[] = { "g", "kg", "oz", "lb" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (cell, units[i]) == 0)
      return units[i];
  if (*cell != '\0')
    vt_import_product_warn (product, _ ("line %u: “%s” is not a unit of weight; it is g, kg, oz or lb"),
                            vt_import_source_get_line (self->source), cell);

  return NULL;
}

static void
take_stock (Reader *self, VtImportProduct *product, VtImportVariant *variant)
{
  for (guint i = 0; i < self->stocks->len; i++)
    {
      const Stock *stock = &g_array_index (self->stocks, Stock, i);
      gint64 on_hand = vt_import_source_take_integer (self->source, product, stock->column);

      if (on_hand != VT_IMPORT_ABSENT && on_hand != VT_IMPORT_CLEAR)
        vt_import_product_set_stock (product, variant, stock->place, on_hand);
    }
}

/* Whether the row says anything of a variant. */
static gboolean
has_variant (Reader *self)
{
  for (guint i = COLUMN_SKU; i < N_COLUMNS; i++)
    if (*get_cell (self, i) != '\0')
      return TRUE;
  for (guint i = 0; i < VT_OPTIONS_MAX; i++)
    if (*vt_import_source_get_cell (self->source, self->values[i]) != '\0')
      return TRUE;
  for (guint i = 0; i < self->stocks->len; i++)
    if (*vt_import_source_get_cell (self->source, g_array_index (self->stocks, Stock, i).column) != '\0')
      return TRUE;

  return FALSE;
}

static VtImportVariant *
take_variant (Reader *self, VtImportProduct *product)
{
  VtImportSource *source = self->source;
  VtImportVariant *variant;

  if (!has_variant (self))
    return NULL;

  variant = vt_import_product_add_variant (product, vt_import_source_get_line (source),
                                           product->options != NULL ? product->options->len : 0);
  take_values (self, product, variant);
  variant->sku = vt_import_source_take_code (source, product, self->columns[COLUMN_SKU]);
  variant->barcode = vt_import_source_take_code (source, product, self->columns[COLUMN_BARCODE]);
  variant->price_minor = vt_import_source_take_amount (source, product, self->columns[COLUMN_PRICE]);
  variant->compare_at_minor = vt_import_source_take_amount (source, product, self->columns[COLUMN_COMPARE_AT]);
  variant->cost_minor = vt_import_source_take_amount (source, product, self->columns[COLUMN_COST]);
  variant->weight_g = vt_import_source_take_integer (source, product, self->columns[COLUMN_WEIGHT]);
  variant->weight_unit = take_unit (self, product);
  variant->track_stock = vt_import_source_take_boolean (source, product, self->columns[COLUMN_TRACK_STOCK]);
  variant->backorder = vt_import_source_take_boolean (source, product, self->columns[COLUMN_BACKORDER]);
  variant->low_stock = vt_import_source_take_integer (source, product, self->columns[COLUMN_LOW_STOCK]);
  variant->shipped = vt_import_source_take_boolean (source, product, self->columns[COLUMN_SHIPPED]);
  variant->photo = take_text (self, product, COLUMN_VARIANT_PHOTO);
  take_stock (self, product, variant);

  return variant;
}

static void
take_alts (Reader *self, VtImportProduct *product, const Text *text)
{
  const char *value = vt_import_source_take_text (self->source, product, text->column);
  g_auto (GStrv) lines = value != NULL ? g_strsplit (value, "\n", -1) : NULL;

  for (guint i = 0; value != NULL && product->photos != NULL && i < product->photos->len; i++)
    {
      g_autofree char *line = get_line (lines, i);

      vt_import_product_add_translation (product, text->language, text->field, line)->of =
          g_ptr_array_index (product->photos, i);
    }
}

/* The items of a list from the columns from @index on; what is blank among them stays as it is in the first language.
 */
static void
take_items (Reader *self, VtImportProduct *product, guint index, const VtImportVariant *variant)
{
  const Text *first = &g_array_index (self->texts, Text, index);
  guint n = product->options != NULL ? product->options->len : 0;
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *value = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const char *cell = "";

      for (guint j = index; j < self->texts->len && *cell == '\0'; j++)
        {
          const Text *text = &g_array_index (self->texts, Text, j);

          if (text->kind == first->kind && strcmp (text->language, first->language) == 0 && text->option == i)
            cell = vt_import_source_get_cell (self->source, text->column);
        }
      any = any || *cell != '\0';
      g_strv_builder_add (items, *cell != '\0'     ? vt_csv_restore_token (cell)
                                 : variant != NULL ? variant->values[i]
                                                   : (const char *) g_ptr_array_index (product->options, i));
    }
  if (!any)
    return;

  list = g_strv_builder_end (items);
  value = vt_catalogue_join_list ((const char *const *) list);
  vt_import_product_add_translation (product, first->language, first->field, value)->of = variant;
}

static void
take_texts (Reader *self, VtImportProduct *product, const VtImportVariant *variant, gboolean first)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      const Text *text = &g_array_index (self->texts, Text, i);
      const char *value = NULL;

      if (text->kind == TEXT_VALUES && text->option == 0 && variant != NULL)
        take_items (self, product, i, variant);
      else if (text->kind == TEXT_NAMES && text->option == 0 && first)
        take_items (self, product, i, NULL);
      else if (text->kind == TEXT_ALTS && first)
        take_alts (self, product, text);
      else if (text->kind == TEXT_PLAIN && first &&
               (value = vt_import_source_take_text (self->source, product, text->column)) != NULL)
        vt_import_product_add_translation (product, text->language, text->field, value);
    }
}

static VtImportProduct *
start_product (Reader *self)
{
  VtImportProduct *product = vt_import_product_new (vt_import_source_get_line (self->source), NULL);

  product->handle = take_text (self, product, COLUMN_HANDLE);
  product->title = take_text (self, product, COLUMN_TITLE);
  product->description_html = take_text (self, product, COLUMN_DESCRIPTION);
  product->vendor = take_text (self, product, COLUMN_VENDOR);
  product->product_type = take_text (self, product, COLUMN_TYPE);
  product->tags = take_list (self, product, COLUMN_TAGS);
  product->status = take_status (self, product);
  product->publish_us = take_time (self, product);
  product->seo_title = take_text (self, product, COLUMN_SEO_TITLE);
  product->seo_description = take_text (self, product, COLUMN_SEO_DESCRIPTION);
  product->tax_class = take_text (self, product, COLUMN_TAX_CLASS);
  product->shipping_class = take_text (self, product, COLUMN_SHIPPING_CLASS);
  product->related = take_list (self, product, COLUMN_RELATED);
  product->old_handles = take_list (self, product, COLUMN_OLD_HANDLES);
  take_collections (self, product);
  take_photos (self, product);
  take_videos (self, product);
  take_options (self, product);
  take_texts (self, product, take_variant (self, product), TRUE);

  return product;
}

static gboolean
next_row (Reader *self, GError **error)
{
  while (vt_import_source_next_row (self->source, error))
    if (!vt_import_source_is_blank_row (self->source))
      return TRUE;
  self->at_end = TRUE;

  return FALSE;
}

/* Whether the row goes on with the product. */
static gboolean
belongs_to (Reader *self, const VtImportProduct *product)
{
  const char *handle = get_cell (self, COLUMN_HANDLE);

  if (*handle == '\0')
    return *get_cell (self, COLUMN_TITLE) == '\0';

  return product->handle != NULL && strcmp (handle, product->handle) == 0;
}

static VtImportProduct *
next_product (gpointer reader, GError **error)
{
  Reader *self = reader;
  g_autoptr (VtImportProduct) product = NULL;
  g_autoptr (GError) local = NULL;

  if (self->at_end || (!self->in_row && !next_row (self, error)))
    return NULL;

  product = start_product (self);
  while ((self->in_row = next_row (self, &local)) && belongs_to (self, product))
    take_texts (self, product, take_variant (self, product), FALSE);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  return g_steal_pointer (&product);
}

const VtImportFormat vt_import_vitrine = {
  .name = "vitrine",
  .label = "Vitrine",
  .columns = "Handle, Title, …",
  .recognises = recognises,
  .open = open_reader,
  .next = next_product,
  .close = close_reader,
};
