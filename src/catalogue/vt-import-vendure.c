#define G_LOG_DOMAIN "vt-catalogue"

/* Vendure's product file: a row with a name starts a product, rows without add variants to it; every cell may be padded
 * with spaces. Facets are "group:value" with bars between: `category` becomes collections, `brand` the vendor, the
 * others tags. initial-data.json tells which facet values make a collection, and what it looks like. */

#include "base/vt-html.h"
#include "base/vt-json.h"
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
  VtImportSource *source;   /* (unowned) */
  int columns[N_COLUMNS];   /* index of each in the row; -1: not in the file */
  JsonNode *described;      /* (owned) (nullable) initial-data.json */
  VtImportProduct *product; /* (owned) (nullable) of the rows that were read, until its last variant is */
} Reader;

static gboolean
recognises (VtImportSource *source)
{
  static const Column needed[] = { COLUMN_NAME, COLUMN_SLUG, COLUMN_OPTION_GROUPS, COLUMN_SKU, COLUMN_PRICE };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (vt_import_source_find_column (source, column_names[needed[i]]) < 0)
      return FALSE;

  return TRUE;
}

static const char *
get_cell (Reader *self, Column column)
{
  return vt_import_source_get_cell (self->source, self->columns[column]);
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

/* A category that follows another is a part of it. */
static void
add_category (VtImportProduct *product, const char *title)
{
  const VtImportCollection *upper =
      product->collections != NULL ? g_ptr_array_index (product->collections, product->collections->len - 1) : NULL;

  for (guint i = 0; product->collections != NULL && i < product->collections->len; i++)
    if (strcmp (((VtImportCollection *) g_ptr_array_index (product->collections, i))->title, title) == 0)
      return;

  vt_import_product_add_collection (product, title, upper != NULL ? upper->title : NULL, TRUE);
}

static void
take_facet (VtImportProduct *product, const char *group, const char *value)
{
  if (g_ascii_strcasecmp (group, "category") == 0)
    {
      add_category (product, value);
      product->product_type = vt_import_product_text (product, value);
    }
  else if (g_ascii_strcasecmp (group, "brand") == 0)
    product->vendor = vt_import_product_text (product, value);
  else
    vt_import_product_add_text (product, &product->tags, value);
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
      if (*value != '\0')
        take_facet (product, facets[i], value);
    }
}

static void
take_photos (VtImportProduct *product, const char *cell)
{
  g_auto (GStrv) files = split (cell);

  for (guint i = 0; files[i] != NULL; i++)
    vt_import_product_add_photo (product, files[i], NULL);
}

static void
take_options (VtImportProduct *product, const char *cell)
{
  g_auto (GStrv) options = split (cell);

  product->options = vt_import_list_new ();
  for (guint i = 0; options[i] != NULL; i++)
    g_ptr_array_add (product->options, (gpointer) vt_import_product_text (product, options[i]));
}

static VtImportProduct *
start_product (Reader *self)
{
  VtImportProduct *product =
      vt_import_product_new (vt_import_source_get_line (self->source), get_cell (self, COLUMN_NAME));

  if (*get_cell (self, COLUMN_SLUG) != '\0')
    product->handle = vt_import_product_text (product, get_cell (self, COLUMN_SLUG));
  if (*get_cell (self, COLUMN_DESCRIPTION) != '\0')
    {
      g_autofree char *html = vt_html_from_plain_text (get_cell (self, COLUMN_DESCRIPTION));

      product->description_html = vt_import_product_text (product, html);
    }
  take_facets (product, get_cell (self, COLUMN_FACETS));
  take_photos (product, get_cell (self, COLUMN_ASSETS));
  take_options (product, get_cell (self, COLUMN_OPTION_GROUPS));

  return product;
}

static void
take_values (Reader *self, VtImportProduct *product, VtImportVariant *variant, char **values)
{
  guint n_values = g_strv_length (values);

  if (n_values != product->options->len)
    vt_import_product_refuse (product, _ ("line %u has %u option values and the product has %u options"),
                              vt_import_source_get_line (self->source), n_values, product->options->len);
  for (guint i = 0; i < n_values && i < product->options->len; i++)
    vt_import_product_set_value (product, variant, i, values[i]);
}

static void
add_variant (Reader *self, VtImportProduct *product)
{
  guint line = vt_import_source_get_line (self->source);
  VtImportVariant *variant = vt_import_product_add_variant (product, line, product->options->len);
  g_auto (GStrv) values = split (get_cell (self, COLUMN_OPTION_VALUES));
  g_auto (GStrv) photos = split (get_cell (self, COLUMN_VARIANT_ASSETS));
  gint64 stock = vt_import_source_take_integer (self->source, product, self->columns[COLUMN_STOCK]);

  take_values (self, product, variant, values);
  variant->sku = vt_import_source_take_code (self->source, product, self->columns[COLUMN_SKU]);
  variant->price_minor = vt_import_source_take_amount (self->source, product, self->columns[COLUMN_PRICE]);
  variant->track_stock = vt_import_source_take_boolean (self->source, product, self->columns[COLUMN_TRACK]);
  if (stock != VT_IMPORT_ABSENT && stock != VT_IMPORT_CLEAR)
    vt_import_product_set_stock (product, variant, NULL, stock);
  take_facets (product, get_cell (self, COLUMN_VARIANT_FACETS));
  take_photos (product, get_cell (self, COLUMN_VARIANT_ASSETS));
  variant->photo = vt_import_product_text (product, photos[0]);
}

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
has_facet (const VtImportProduct *product, const char *value)
{
  if (value == NULL)
    return FALSE;

  for (guint i = 0; product->collections != NULL && i < product->collections->len; i++)
    if (strcmp (((VtImportCollection *) g_ptr_array_index (product->collections, i))->title, value) == 0)
      return TRUE;

  return product->tags != NULL && g_ptr_array_find_with_equal_func (product->tags, value, g_str_equal, NULL);
}

static gboolean
passes_filter (const VtImportProduct *product, JsonObject *filter)
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
    n_found += has_facet (product, get_string_element (values, i)) ? 1 : 0;

  return any ? n_found > 0 : n_found > 0 && n_found == json_array_get_length (values);
}

static gboolean
passes_filters (const VtImportProduct *product, JsonObject *collection)
{
  JsonArray *filters = get_array (collection, "filters");
  guint n = filters != NULL ? json_array_get_length (filters) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *filter = get_object_element (filters, i);

      if (filter == NULL || !passes_filter (product, filter))
        return FALSE;
    }

  return n > 0;
}

/* What initial-data.json describes takes the place of the categories. */
static void
assign_collections (VtImportProduct *product, JsonArray *described)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (described); i++)
    {
      JsonObject *object = get_object_element (described, i);
      const char *title = object != NULL ? get_string (object, "name") : NULL;

      if (title != NULL && *title != '\0' && passes_filters (product, object))
        g_ptr_array_add (titles, (gpointer) title);
    }

  g_clear_pointer (&product->collections, g_ptr_array_unref);
  for (guint i = 0; i < titles->len; i++)
    vt_import_product_add_collection (product, g_ptr_array_index (titles, i), NULL, TRUE);
}

static VtImportProduct *
finish (Reader *self, VtImportProduct *product)
{
  if (product != NULL && self->described != NULL)
    assign_collections (product, get_array (json_node_get_object (self->described), "collections"));

  return product;
}

static void
add_described (VtImportSource *source, JsonObject *described)
{
  const char *title = get_string (described, "name");
  JsonArray *assets = get_array (described, "assetPaths");
  const char *file = assets != NULL && json_array_get_length (assets) > 0 ? get_string_element (assets, 0) : NULL;

  if (title == NULL || *title == '\0')
    vt_import_source_note (source, _ ("A collection without a name was left out"));
  else
    vt_import_source_add_collection (source, title, get_string (described, "parentName"), file);
}

/* initial-data.json: the collections of the sample shop. What else is in it belongs to settings that are not the
 * catalogue's, and is told. */
static JsonNode *
read_described (VtImportSource *source, const char *name, GBytes *bytes, GError **error)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) root =
      vt_json_parse (text != NULL ? text : "", (gssize) size, JSON_MAX_BYTES, JSON_MAX_DEPTH, error);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *described = object != NULL ? get_array (object, "collections") : NULL;

  if (described == NULL)
    {
      if (root != NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             _ ("This is not Vendure's initial-data.json: expected an object with “collections”"));
      g_prefix_error (error, "“%s”: ", name);
      return NULL;
    }

  for (guint i = 0; i < json_array_get_length (described); i++)
    if (get_object_element (described, i) != NULL)
      add_described (source, get_object_element (described, i));
  if (json_object_has_member (object, "shippingMethods") || json_object_has_member (object, "taxRates"))
    vt_import_source_note (source, _ ("Shipping, taxes, payment and countries of the file were not taken over; "
                                      "set them in the shop's settings"));

  return g_steal_pointer (&root);
}

static void
close_reader (gpointer reader)
{
  Reader *self = reader;

  g_clear_pointer (&self->described, json_node_unref);
  g_clear_pointer (&self->product, vt_import_product_free);
  g_free (self);
}

static gpointer
open_reader (VtImportSource *source, GError **error)
{
  Reader *self = g_new0 (Reader, 1);
  const char *name = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) json = vt_import_source_get_companion (source, ".json", &name, &local);

  self->source = source;
  for (guint i = 0; i < N_COLUMNS; i++)
    self->columns[i] = vt_import_source_find_column (source, column_names[i]);
  if (json != NULL)
    self->described = read_described (source, name, json, &local);
  if (local == NULL)
    return self;

  g_propagate_error (error, g_steal_pointer (&local));
  close_reader (self);

  return NULL;
}

/* A variant that follows no product. */
static VtImportProduct *
lose_row (Reader *self)
{
  VtImportProduct *lost = vt_import_product_new (vt_import_source_get_line (self->source), get_cell (self, COLUMN_SKU));

  vt_import_product_refuse (lost, _ ("a variant that follows no product; give its line a name"));

  return lost;
}

static VtImportProduct *
next_product (gpointer reader, GError **error)
{
  Reader *self = reader;
  g_autoptr (GError) local = NULL;

  while (vt_import_source_next_row (self->source, &local))
    {
      VtImportProduct *done;

      if (vt_import_source_is_blank_row (self->source))
        continue;
      if (*get_cell (self, COLUMN_NAME) == '\0' && self->product == NULL)
        return lose_row (self);
      if (*get_cell (self, COLUMN_NAME) == '\0')
        {
          add_variant (self, self->product);
          continue;
        }

      done = g_steal_pointer (&self->product);
      self->product = start_product (self);
      add_variant (self, self->product);
      if (done != NULL)
        return finish (self, done);
    }

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  return finish (self, g_steal_pointer (&self->product));
}

const VtImportFormat vt_import_vendure = {
  .name = "vendure",
  .label = "Vendure",
  .columns = "name, slug, description, assets, facets, optionGroups, optionValues, sku, price, …",
  .recognises = recognises,
  .open = open_reader,
  .next = next_product,
  .close = close_reader,
};
