#define G_LOG_DOMAIN "vt-catalogue"

/* Vendure's product file: a row with a name starts a product, rows without add variants to it; every cell may be padded
 * with spaces. Facets are "group:value" with bars between: `category` becomes collections, `brand` the vendor, the
 * others tags. initial-data.json tells which facet values make a collection, and what it looks like. */

#include "base/vt-html.h"
#include "base/vt-json.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "catalogue/vt-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define JSON_MAX_DEPTH 32
#define JSON_MAX_BYTES (16 * 1024 * 1024)

typedef enum
{
  COLUMN_NAME,
  COLUMN_SLUG,
  COLUMN_DESCRIPTION,
  COLUMN_ASSETS,
  COLUMN_FACETS,
  COLUMN_OPTION_GROUPS,
  COLUMN_OPTION_VALUES,
  COLUMN_SKU,
  COLUMN_PRICE,
  COLUMN_STOCK,
  COLUMN_TRACK,
  COLUMN_VARIANT_ASSETS,
  COLUMN_VARIANT_FACETS,
  N_COLUMNS
} Column;

static const char *const column_names[N_COLUMNS] = {
  "name", "slug",  "description", "assets",         "facets",        "optionGroups",  "optionValues",
  "sku",  "price", "stockOnHand", "trackInventory", "variantAssets", "variantFacets",
};

typedef struct
{
  VtImport *import;       /* (unowned) */
  int columns[N_COLUMNS]; /* index of each in the row; -1: not in the file */
  char *cells[N_COLUMNS]; /* (owned) of the row being read, trimmed; never NULL then */
  guint line;
  VtImportProduct *product; /* (unowned) that rows without a name belong to */
} Rows;

static int
find_column (const GPtrArray *header, const char *name)
{
  for (guint i = 0; i < header->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (header, i), name) == 0)
      return (int) i;

  return -1;
}

static gboolean
recognises (const GPtrArray *header)
{
  static const Column needed[] = { COLUMN_NAME, COLUMN_SLUG, COLUMN_OPTION_GROUPS, COLUMN_SKU, COLUMN_PRICE };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (find_column (header, column_names[needed[i]]) < 0)
      return FALSE;

  return TRUE;
}

static void
rows_clear_cells (Rows *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    g_clear_pointer (&self->cells[i], g_free);
}

static void
take_cells (Rows *self, const GPtrArray *row)
{
  rows_clear_cells (self);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      int column = self->columns[i];

      self->cells[i] =
          vt_text_normalise (column >= 0 && (guint) column < row->len ? g_ptr_array_index (row, (guint) column) : NULL);
    }
}

/* The parts of a cell with bars between, trimmed, the empty ones left out. */
static char **
split (const char *cell)
{
  g_auto (GStrv) parts = g_strsplit (cell, "|", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] != '\0')
        g_strv_builder_add (builder, parts[i]);
    }

  return g_strv_builder_end (builder);
}

static void
add_once (GPtrArray *texts, const char *text)
{
  if (!g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_ptr_array_add (texts, g_strdup (text));
}

static void
take_facets (VtImportProduct *product, const char *cell)
{
  g_auto (GStrv) facets = split (cell);

  for (guint i = 0; facets[i] != NULL; i++)
    {
      char *value = strchr (facets[i], ':');

      if (value == NULL)
        {
          vt_import_product_warn (product, _ ("the facet “%s” has no value and was left out"), facets[i]);
          continue;
        }
      *value++ = '\0';
      g_strstrip (facets[i]);
      g_strstrip (value);
      if (*value == '\0')
        continue;

      if (g_ascii_strcasecmp (facets[i], "category") == 0)
        {
          add_once (product->collections, value);
          g_free (product->product_type);
          product->product_type = g_strdup (value);
        }
      else if (g_ascii_strcasecmp (facets[i], "brand") == 0)
        {
          g_free (product->vendor);
          product->vendor = g_strdup (value);
        }
      else
        add_once (product->tags, value);
    }
}

static void
take_photos (VtImportProduct *product, const char *cell)
{
  g_auto (GStrv) files = split (cell);

  for (guint i = 0; files[i] != NULL; i++)
    vt_import_product_add_photo (product, files[i]);
}

/* (nullable) */
static char *
first_of (const char *cell)
{
  g_auto (GStrv) parts = split (cell);

  return g_strdup (parts[0]);
}

static VtImportProduct *
start_product (Rows *self)
{
  VtImportProduct *product = vt_import_product_new (self->line, self->cells[COLUMN_NAME]);
  g_auto (GStrv) options = split (self->cells[COLUMN_OPTION_GROUPS]);

  if (*self->cells[COLUMN_SLUG] != '\0')
    product->handle = g_strdup (self->cells[COLUMN_SLUG]);
  if (self->columns[COLUMN_DESCRIPTION] >= 0)
    product->description_html = vt_html_from_plain_text (self->cells[COLUMN_DESCRIPTION]);
  if (self->columns[COLUMN_FACETS] >= 0)
    {
      product->vendor = g_strdup ("");
      product->product_type = g_strdup ("");
    }
  take_facets (product, self->cells[COLUMN_FACETS]);
  take_photos (product, self->cells[COLUMN_ASSETS]);
  for (guint i = 0; options[i] != NULL; i++)
    g_ptr_array_add (product->options, g_strdup (options[i]));

  return product;
}

static gboolean
is_number (const char *text, gint64 *out)
{
  return g_ascii_string_to_signed (text, 10, -1000000000, 1000000000, out, NULL);
}

static void
take_stock (Rows *self, VtImportProduct *product, VtImportVariant *variant)
{
  const char *stock = self->cells[COLUMN_STOCK];
  const char *track = self->cells[COLUMN_TRACK];

  if (*stock != '\0' && !is_number (stock, &variant->on_hand))
    vt_import_product_warn (product, _ ("line %u: the stock “%s” is not a whole number and was left out"), self->line,
                            stock);

  if (g_ascii_strcasecmp (track, "false") == 0 || strcmp (track, "0") == 0)
    variant->track_stock = 0;
  else if (g_ascii_strcasecmp (track, "true") == 0 || strcmp (track, "1") == 0)
    variant->track_stock = 1;
}

static void
add_variant (Rows *self, VtImportProduct *product)
{
  g_autoptr (VtImportVariant) variant = vt_import_variant_new ();
  g_autoptr (GError) local = NULL;
  VtMoney price = { 0 };

  variant->values = split (self->cells[COLUMN_OPTION_VALUES]);
  variant->sku = g_strdup (self->cells[COLUMN_SKU]);
  take_stock (self, product, variant);
  take_facets (product, self->cells[COLUMN_VARIANT_FACETS]);
  take_photos (product, self->cells[COLUMN_VARIANT_ASSETS]);
  variant->photo = first_of (self->cells[COLUMN_VARIANT_ASSETS]);

  if (g_strv_length (variant->values) != product->options->len)
    vt_import_product_refuse (product, _ ("line %u has %u option values and the product has %u options"), self->line,
                              g_strv_length (variant->values), product->options->len);
  if (vt_money_parse (self->cells[COLUMN_PRICE], self->import->currency, &price, &local))
    variant->price_minor = price.minor;
  else
    vt_import_product_refuse (product, _ ("line %u: the price cannot be read: %s"), self->line, local->message);

  g_ptr_array_add (product->variants, g_steal_pointer (&variant));
}

static gboolean
is_blank (Rows *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (*self->cells[i] != '\0')
      return FALSE;

  return TRUE;
}

static void
take_row (Rows *self)
{
  if (is_blank (self))
    return;

  if (*self->cells[COLUMN_NAME] != '\0')
    {
      self->product = start_product (self);
      g_ptr_array_add (self->import->products, self->product);
    }
  else if (self->product == NULL)
    {
      VtImportProduct *lost = vt_import_product_new (self->line, self->cells[COLUMN_SKU]);

      vt_import_product_refuse (lost, _ ("a variant that follows no product; give its line a name"));
      g_ptr_array_add (self->import->products, lost);
      return;
    }
  add_variant (self, self->product);
}

/* Without initial-data.json each category is a collection; one that follows another is a part of it. */
static void
derive_collections (VtImport *self)
{
  for (guint i = 0; i < self->products->len; i++)
    {
      const VtImportProduct *product = g_ptr_array_index (self->products, i);
      const char *parent = NULL;

      for (guint j = 0; j < product->collections->len; j++)
        {
          const char *title = g_ptr_array_index (product->collections, j);

          vt_import_add_collection (self, title, parent);
          parent = title;
        }
    }
}

static gboolean
read_rows (VtImport *self, VtCsvReader *reader, const GPtrArray *header, GCancellable *cancellable, GError **error)
{
  Rows rows = { .import = self };
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i < N_COLUMNS; i++)
    rows.columns[i] = find_column (header, column_names[i]);

  for (;;)
    {
      g_autoptr (GPtrArray) row = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, &local))
        break;
      row = vt_csv_reader_next (reader, &local);
      if (row == NULL)
        break;
      rows.line = vt_csv_reader_get_line (reader);
      take_cells (&rows, row);
      take_row (&rows);
    }
  rows_clear_cells (&rows);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  derive_collections (self);

  return TRUE;
}

const VtImportFormat vt_import_vendure = {
  .name = "vendure",
  .header = "name, slug, description, assets, facets, optionGroups, optionValues, sku, price, …",
  .recognises = recognises,
  .read = read_rows,
};

static JsonObject *
get_object_element (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static const char *
get_string_element (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
has_facet (const GPtrArray *categories, const GPtrArray *tags, const char *value)
{
  return value != NULL && (g_ptr_array_find_with_equal_func ((GPtrArray *) categories, value, g_str_equal, NULL) ||
                           g_ptr_array_find_with_equal_func ((GPtrArray *) tags, value, g_str_equal, NULL));
}

static gboolean
passes_filter (const GPtrArray *categories, const GPtrArray *tags, JsonObject *filter)
{
  JsonNode *node = json_object_get_member (filter, "args");
  JsonObject *args = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *values = args != NULL ? get_array (args, "facetValueNames") : NULL;
  gboolean any = FALSE;
  guint n_found = 0;

  if (g_strcmp0 (get_string (filter, "code"), "facet-value-filter") != 0 || values == NULL)
    return FALSE;

  node = json_object_get_member (args, "containsAny");
  any = node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
  for (guint i = 0; i < json_array_get_length (values); i++)
    n_found += has_facet (categories, tags, get_string_element (values, i)) ? 1 : 0;

  return any ? n_found > 0 : n_found > 0 && n_found == json_array_get_length (values);
}

static gboolean
passes_filters (const GPtrArray *categories, const GPtrArray *tags, JsonObject *collection)
{
  JsonArray *filters = get_array (collection, "filters");
  guint n = filters != NULL ? json_array_get_length (filters) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *filter = get_object_element (filters, i);

      if (filter == NULL || !passes_filter (categories, tags, filter))
        return FALSE;
    }

  return n > 0;
}

static void
add_described (VtImport *self, JsonObject *described)
{
  const char *title = get_string (described, "name");
  JsonArray *assets = get_array (described, "assetPaths");
  const char *file = assets != NULL && json_array_get_length (assets) > 0 ? get_string_element (assets, 0) : NULL;
  VtImportCollection *collection;

  if (title == NULL || *title == '\0')
    {
      g_ptr_array_add (self->notes, g_strdup (_ ("A collection without a name was left out")));
      return;
    }
  collection = vt_import_add_collection (self, title, get_string (described, "parentName"));
  if (file != NULL && collection->photo == NULL)
    collection->photo = vt_import_photo_new (file);
}

static void
assign_products (VtImport *self, JsonArray *described)
{
  for (guint i = 0; i < self->products->len; i++)
    {
      VtImportProduct *product = g_ptr_array_index (self->products, i);
      g_autoptr (GPtrArray) categories = g_steal_pointer (&product->collections);

      product->collections = g_ptr_array_new_with_free_func (g_free);
      for (guint j = 0; j < json_array_get_length (described); j++)
        {
          JsonObject *object = get_object_element (described, j);
          const char *title = object != NULL ? get_string (object, "name") : NULL;

          if (title != NULL && *title != '\0' && passes_filters (categories, product->tags, object))
            add_once (product->collections, title);
        }
    }
}

/* Reads Vendure's initial-data.json after its product file: the collections of the sample shop. What else is in it
 * belongs to settings that are not the catalogue's, and is told. */
gboolean
vt_import_vendure_read_collections (VtImport *self, GBytes *bytes, GError **error)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) root =
      vt_json_parse (text != NULL ? text : "", (gssize) size, JSON_MAX_BYTES, JSON_MAX_DEPTH, error);
  JsonObject *object;
  JsonArray *described;

  if (root == NULL)
    return FALSE;
  object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  described = object != NULL ? get_array (object, "collections") : NULL;
  if (described == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This is not Vendure's initial-data.json: expected an object with “collections”"));
      return FALSE;
    }

  g_ptr_array_set_size (self->collections, 0);
  for (guint i = 0; i < json_array_get_length (described); i++)
    if (get_object_element (described, i) != NULL)
      add_described (self, get_object_element (described, i));
  assign_products (self, described);

  if (json_object_has_member (object, "shippingMethods") || json_object_has_member (object, "taxRates"))
    g_ptr_array_add (self->notes,
                     g_strdup (_ ("Shipping, taxes, payment and countries of the file were not taken over; "
                                  "set them in the shop's settings")));

  return TRUE;
}
