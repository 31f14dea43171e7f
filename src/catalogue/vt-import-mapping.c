/* Which column of a file is what: guessed from captions and contents, changed by the merchant, and remembered as JSON
 * for the next file with the same header. */

#include "catalogue/vt-import-mapping.h"

#include "base/vt-hash.h"
#include "base/vt-json.h"
#include "catalogue/vt-barcode.h"
#include "catalogue/vt-import-alias.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define JSON_MAX_BYTES (256 * 1024)
#define JSON_MAX_DEPTH 8

static const struct
{
  const char *name;
  const char *label;
  gboolean is_text; /* may be in several languages */
} fields[VT_N_FIELDS] = {
  [VT_FIELD_NONE] = { "", N_ ("Leave out"), FALSE },
  [VT_FIELD_TITLE] = { "title", N_ ("Title"), TRUE },
  [VT_FIELD_HANDLE] = { "handle", N_ ("Web address"), TRUE },
  [VT_FIELD_DESCRIPTION] = { "description", N_ ("Description"), TRUE },
  [VT_FIELD_SUMMARY] = { "summary", N_ ("Short description"), TRUE },
  [VT_FIELD_VENDOR] = { "vendor", N_ ("Vendor"), FALSE },
  [VT_FIELD_TYPE] = { "type", N_ ("Product type"), TRUE },
  [VT_FIELD_CATEGORIES] = { "collections", N_ ("Collections"), FALSE },
  [VT_FIELD_TAGS] = { "tags", N_ ("Tags"), TRUE },
  [VT_FIELD_STATUS] = { "status", N_ ("Status"), FALSE },
  [VT_FIELD_PUBLISHED] = { "published", N_ ("Visible in the shop"), FALSE },
  [VT_FIELD_SEO_TITLE] = { "seo_title", N_ ("Title for search engines"), TRUE },
  [VT_FIELD_SEO_DESCRIPTION] = { "seo_description", N_ ("Description for search engines"), TRUE },
  [VT_FIELD_TAX_CLASS] = { "tax_class", N_ ("Tax class"), FALSE },
  [VT_FIELD_RELATED] = { "related", N_ ("Related products"), FALSE },
  [VT_FIELD_PHOTOS] = { "photos", N_ ("Photos"), FALSE },
  [VT_FIELD_PHOTO_ALT] = { "photo_alt", N_ ("Description of the photo"), FALSE },
  [VT_FIELD_VIDEOS] = { "videos", N_ ("Videos"), FALSE },
  [VT_FIELD_SKU] = { "sku", N_ ("SKU"), FALSE },
  [VT_FIELD_BARCODE] = { "barcode", N_ ("Barcode"), FALSE },
  [VT_FIELD_PRICE] = { "price", N_ ("Price"), FALSE },
  [VT_FIELD_SALE_PRICE] = { "sale_price", N_ ("Reduced price"), FALSE },
  [VT_FIELD_SALE_FROM] = { "sale_from", N_ ("Reduced from"), FALSE },
  [VT_FIELD_SALE_TO] = { "sale_to", N_ ("Reduced until"), FALSE },
  [VT_FIELD_COMPARE_AT] = { "compare_at", N_ ("Compare-at price"), FALSE },
  [VT_FIELD_COST] = { "cost", N_ ("Cost"), FALSE },
  [VT_FIELD_CURRENCY] = { "currency", N_ ("Currency"), FALSE },
  [VT_FIELD_STOCK] = { "stock", N_ ("Stock"), FALSE },
  [VT_FIELD_IN_STOCK] = { "in_stock", N_ ("In stock"), FALSE },
  [VT_FIELD_TRACK] = { "track_stock", N_ ("Count stock"), FALSE },
  [VT_FIELD_BACKORDER] = { "backorder", N_ ("Sell when out of stock"), FALSE },
  [VT_FIELD_LOW_STOCK] = { "low_stock", N_ ("Low stock level"), FALSE },
  [VT_FIELD_WEIGHT] = { "weight", N_ ("Weight"), FALSE },
  [VT_FIELD_WEIGHT_UNIT] = { "weight_unit", N_ ("Unit of weight"), FALSE },
  [VT_FIELD_SHIPPED] = { "shipped", N_ ("Needs shipping"), FALSE },
  [VT_FIELD_VARIANT_PHOTO] = { "variant_photo", N_ ("Photo of the variant"), FALSE },
  [VT_FIELD_OPTION] = { "option", N_ ("Option, named as the column"), FALSE },
  [VT_FIELD_OPTION_NAME] = { "option_name", N_ ("Name of an option"), FALSE },
  [VT_FIELD_OPTION_VALUE] = { "option_value", N_ ("Value of an option"), FALSE },
  [VT_FIELD_ROW_ID] = { "row_id", N_ ("Number of the product"), FALSE },
  [VT_FIELD_ROW_KIND] = { "row_kind", N_ ("Kind of the row"), FALSE },
  [VT_FIELD_PARENT] = { "parent", N_ ("Product of the variant"), FALSE },
  [VT_FIELD_GROUP] = { "group", N_ ("Group of variants"), FALSE },
  [VT_FIELD_LOCALE] = { "locale", N_ ("Language of the row"), FALSE },
  [VT_FIELD_MEMBERS] = { "members", N_ ("Products sold together"), FALSE },
  [VT_FIELD_VARIANTS] = { "variants", N_ ("List of variants"), FALSE },
  [VT_FIELD_LINK] = { "link", N_ ("Link to where it is sold"), FALSE },
};

/**
 * vt_import_field_to_string:
 * @field: a field
 *
 * Returns: (transfer none): its name in a saved mapping; "" for a column that is left out
 */
const char *
vt_import_field_to_string (VtImportField field)
{
  g_return_val_if_fail ((guint) field < VT_N_FIELDS, "");

  return fields[field].name;
}

/**
 * vt_import_field_from_string:
 * @name: a name
 * @out: (out): the field
 *
 * Returns: whether @name is one
 */
gboolean
vt_import_field_from_string (const char *name, VtImportField *out)
{
  for (guint i = 0; i < VT_N_FIELDS; i++)
    if (strcmp (fields[i].name, name) == 0)
      {
        *out = (VtImportField) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_import_field_get_label:
 * @field: a field
 *
 * Returns: (transfer none): what people call it, translated
 */
const char *
vt_import_field_get_label (VtImportField field)
{
  g_return_val_if_fail ((guint) field < VT_N_FIELDS, "");

  return _ (fields[field].label);
}

/**
 * vt_import_field_is_text:
 * @field: a field
 *
 * Returns: whether it may be in several languages
 */
gboolean
vt_import_field_is_text (VtImportField field)
{
  return (guint) field < VT_N_FIELDS && fields[field].is_text;
}

static void
column_free (VtImportColumn *self)
{
  g_free (self->caption);
  g_free (self->language);
  g_free (self->separator);
  g_free (self->unit);
  g_free (self);
}

/**
 * vt_import_mapping_new:
 * @captions: (array zero-terminated=1): the header of a file
 *
 * Returns: (transfer full): a mapping that leaves every column out
 */
VtImportMapping *
vt_import_mapping_new (const char *const *captions)
{
  VtImportMapping *self = g_new0 (VtImportMapping, 1);

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  for (guint i = 0; captions[i] != NULL; i++)
    {
      VtImportColumn *column = g_new0 (VtImportColumn, 1);

      column->caption = g_strdup (captions[i]);
      g_ptr_array_add (self->columns, column);
    }

  return self;
}

void
vt_import_mapping_free (VtImportMapping *self)
{
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/**
 * vt_import_mapping_find:
 * @self: a mapping
 * @field: a field
 *
 * Returns: (nullable) (transfer none): the first column that is it
 */
const VtImportColumn *
vt_import_mapping_find (const VtImportMapping *self, VtImportField field)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const VtImportColumn *column = g_ptr_array_index (self->columns, i);

      if (column->field == field)
        return column;
    }

  return NULL;
}

/**
 * vt_import_mapping_is_useful:
 * @self: a mapping
 *
 * Returns: whether products can be told apart with it: by title, address, SKU or barcode
 */
gboolean
vt_import_mapping_is_useful (const VtImportMapping *self)
{
  return vt_import_mapping_find (self, VT_FIELD_TITLE) != NULL ||
         vt_import_mapping_find (self, VT_FIELD_HANDLE) != NULL ||
         vt_import_mapping_find (self, VT_FIELD_SKU) != NULL || vt_import_mapping_find (self, VT_FIELD_BARCODE) != NULL;
}

/* What the cells of a column look like. */
typedef struct
{
  guint filled;
  guint barcodes;
  guint prices;
  guint pictures;
  guint html;
  guint words; /* cells of several words */
} Look;

static gboolean
is_picture (const char *cell)
{
  static const char *const ends[] = { ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg" };
  g_autofree char *lower = g_ascii_strdown (cell, -1);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (strstr (lower, ends[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_price (const char *cell)
{
  VtDecimalNumber number = { 0 };

  return strpbrk (cell, ".,") != NULL && strlen (cell) < 20 &&
         vt_decimal_parse (cell, VT_DECIMAL_MIXED, 2, &number, NULL) && number.value > 0;
}

static void
look_at (Look *look, const char *cell)
{
  VtBarcodeKind kind = VT_BARCODE_NONE;

  if (*cell == '\0')
    return;
  look->filled++;
  if (vt_barcode_check (cell, &kind) == VT_BARCODE_GOOD && (kind == VT_BARCODE_EAN_13 || kind == VT_BARCODE_UPC_A ||
                                                            kind == VT_BARCODE_GTIN_14 || kind == VT_BARCODE_ISBN_13))
    look->barcodes++;
  look->prices += is_price (cell) ? 1 : 0;
  look->pictures += is_picture (cell) ? 1 : 0;
  look->html += strstr (cell, "</") != NULL;
  look->words += strchr (cell, ' ') != NULL && !g_ascii_isdigit (*cell);
}

static gboolean
mostly (guint part, guint whole)
{
  return whole > 0 && part * 10 >= whole * 8;
}

/* Captions that say nothing leave the contents: only for what can hardly be mistaken, and is not there yet. */
static void
guess_by_content (VtImportMapping *self, guint index, const GPtrArray *sample)
{
  VtImportColumn *column = g_ptr_array_index (self->columns, index);
  VtImportField field = VT_FIELD_NONE;
  Look look = { 0 };

  for (guint i = 0; sample != NULL && i < sample->len; i++)
    look_at (&look, ((char **) g_ptr_array_index (sample, i))[index]);

  if (mostly (look.barcodes, look.filled))
    field = VT_FIELD_BARCODE;
  else if (mostly (look.pictures, look.filled))
    field = VT_FIELD_PHOTOS;
  else if (mostly (look.prices, look.filled) && look.filled > 1)
    field = VT_FIELD_PRICE;
  else if (mostly (look.html, look.filled))
    field = VT_FIELD_DESCRIPTION;

  if (field != VT_FIELD_NONE && vt_import_mapping_find (self, field) == NULL)
    column->field = field;
}

/* Fields that one column has: the first that is called so. */
static gboolean
is_single (VtImportField field)
{
  switch (field)
    {
    case VT_FIELD_NONE:
    case VT_FIELD_PHOTOS:
    case VT_FIELD_PHOTO_ALT:
    case VT_FIELD_VIDEOS:
    case VT_FIELD_TAGS:
    case VT_FIELD_CATEGORIES:
    case VT_FIELD_RELATED:
    case VT_FIELD_OPTION:
    case VT_FIELD_OPTION_NAME:
    case VT_FIELD_OPTION_VALUE:
    case VT_FIELD_PRICE:
    case VT_FIELD_BARCODE:
    case VT_FIELD_STOCK:
      return FALSE;
    default:
      return TRUE;
    }
}

static void
drop_doubles (VtImportMapping *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      VtImportColumn *column = g_ptr_array_index (self->columns, i);

      for (guint j = 0; j < i && column->field != VT_FIELD_NONE; j++)
        {
          const VtImportColumn *other = g_ptr_array_index (self->columns, j);

          if (is_single (column->field) && other->field == column->field &&
              g_strcmp0 (other->language, column->language) == 0)
            column->field = VT_FIELD_NONE;
        }
    }
}

/* A list of code, description and price: the description is what it is called. */
static void
settle_title (VtImportMapping *self)
{
  static const VtImportField instead[] = { VT_FIELD_SUMMARY, VT_FIELD_DESCRIPTION, VT_FIELD_TYPE };

  for (guint i = 0; i < G_N_ELEMENTS (instead) && vt_import_mapping_find (self, VT_FIELD_TITLE) == NULL; i++)
    {
      VtImportColumn *column = (VtImportColumn *) vt_import_mapping_find (self, instead[i]);

      if (column != NULL && vt_import_mapping_find (self, VT_FIELD_SKU) != NULL && instead[i] != VT_FIELD_TYPE)
        column->field = VT_FIELD_TITLE;
    }
}

/**
 * vt_import_mapping_guess:
 * @captions: (array zero-terminated=1): the header of a file
 * @sample: (nullable) (element-type GStrv): some of its rows, a cell for each caption
 *
 * Guesses by what columns are called in any of the languages of the table of captions, then by what they hold.
 *
 * Returns: (transfer full): what is likely; columns that nothing is known of are left out
 */
VtImportMapping *
vt_import_mapping_guess (const char *const *captions, const GPtrArray *sample)
{
  VtImportMapping *self = vt_import_mapping_new (captions);

  for (guint i = 0; i < self->columns->len; i++)
    vt_import_alias_apply (NULL, TRUE, g_ptr_array_index (self->columns, i));
  drop_doubles (self);
  for (guint i = 0; i < self->columns->len; i++)
    if (((VtImportColumn *) g_ptr_array_index (self->columns, i))->field == VT_FIELD_NONE)
      guess_by_content (self, i, sample);
  settle_title (self);

  return self;
}

/**
 * vt_import_mapping_make_key:
 * @captions: (array zero-terminated=1): the header of a file
 *
 * Returns: (transfer full): the setting that remembers the mapping of files with this header
 */
char *
vt_import_mapping_make_key (const char *const *captions)
{
  g_autofree char *joined = g_strjoinv ("\x1f", (char **) captions);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, joined, -1);

  return g_strconcat ("import.mapping.", hash, NULL);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/**
 * vt_import_mapping_to_json:
 * @self: a mapping
 *
 * Returns: (transfer full): the mapping as text; columns that are left out are not in it
 */
char *
vt_import_mapping_to_json (const VtImportMapping *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  if (self->decimal == VT_DECIMAL_POINT || self->decimal == VT_DECIMAL_COMMA)
    add_text (builder, "decimal", vt_decimal_to_string (self->decimal));
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const VtImportColumn *column = g_ptr_array_index (self->columns, i);

      if (column->field == VT_FIELD_NONE)
        continue;
      json_builder_begin_object (builder);
      add_text (builder, "column", column->caption);
      add_text (builder, "field", vt_import_field_to_string (column->field));
      if (column->index > 0)
        {
          json_builder_set_member_name (builder, "number");
          json_builder_add_int_value (builder, column->index);
        }
      add_text (builder, "language", column->language);
      add_text (builder, "separator", column->separator);
      add_text (builder, "unit", column->unit);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return vt_json_to_string (root, FALSE);
}

static gboolean
fail (GError **error, const char *format, const char *what)
{
  g_autofree char *message = g_strdup_printf (format, what);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);

  return FALSE;
}

static gboolean
take_optional (JsonObject *object, const char *name, char **out, GError **error)
{
  const char *text = NULL;

  if (!json_object_has_member (object, name))
    return TRUE;
  if (!vt_json_get_string (object, name, &text, error))
    return FALSE;
  g_free (*out);
  *out = g_strdup (text);

  return TRUE;
}

static VtImportColumn *
find_caption (VtImportMapping *self, const char *caption)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      VtImportColumn *column = g_ptr_array_index (self->columns, i);

      if (column->field == VT_FIELD_NONE && strcmp (column->caption, caption) == 0)
        return column;
    }

  return NULL;
}

static gboolean
take_column (VtImportMapping *self, JsonObject *object, GError **error)
{
  static const char *const known[] = { "column", "field", "number", "language", "separator", "unit", NULL };
  const char *caption = NULL;
  const char *field = NULL;
  VtImportColumn *column;
  gint64 number = 0;

  if (!vt_json_only_fields (object, known, error) || !vt_json_get_string (object, "column", &caption, error) ||
      !vt_json_get_string (object, "field", &field, error) ||
      (json_object_has_member (object, "number") && !vt_json_get_int (object, "number", &number, error)))
    return FALSE;
  column = find_caption (self, caption);
  if (column == NULL)
    return fail (error, _ ("The file has no column “%s”, which the mapping names; choose the columns again"), caption);
  if (!vt_import_field_from_string (field, &column->field))
    return fail (error, _ ("“%s” is not something that a column can be"), field);
  if (number < 0 || number > 1000)
    return fail (error, _ ("The option number of the column “%s” cannot be"), caption);

  column->index = (guint) number;
  if ((column->field == VT_FIELD_OPTION_NAME || column->field == VT_FIELD_OPTION_VALUE) && column->index == 0)
    column->index = 1;

  return take_optional (object, "language", &column->language, error) &&
         take_optional (object, "separator", &column->separator, error) &&
         take_optional (object, "unit", &column->unit, error);
}

static gboolean
take_columns (VtImportMapping *self, JsonObject *root, GError **error)
{
  JsonArray *columns = NULL;
  g_autofree char *decimal = NULL;

  if (!vt_json_get_array (root, "columns", &columns, error) || !take_optional (root, "decimal", &decimal, error))
    return FALSE;
  if (decimal != NULL && !vt_decimal_from_string (decimal, &self->decimal))
    return fail (error, _ ("“%s” is not a decimal sign; use point or comma"), decimal);

  for (guint i = 0; i < json_array_get_length (columns); i++)
    {
      JsonNode *node = json_array_get_element (columns, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return fail (error, _ ("This is not a mapping of columns%s"), "");
      if (!take_column (self, json_node_get_object (node), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_import_mapping_from_json:
 * @json: what vt_import_mapping_to_json() wrote, or a person
 * @captions: (array zero-terminated=1): the header of the file
 * @error: what is wrong with it, or which column the file does not have
 *
 * Returns: (transfer full) (nullable): the mapping for this header
 */
VtImportMapping *
vt_import_mapping_from_json (const char *json, const char *const *captions, GError **error)
{
  g_autoptr (JsonNode) root = vt_json_parse (json, -1, JSON_MAX_BYTES, JSON_MAX_DEPTH, error);
  g_autoptr (VtImportMapping) self = NULL;

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      fail (error, _ ("This is not a mapping of columns%s"), "");
      return NULL;
    }
  self = vt_import_mapping_new (captions);

  return take_columns (self, json_node_get_object (root), error) ? g_steal_pointer (&self) : NULL;
}
