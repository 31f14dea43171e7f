#include "catalogue/vt-collection.h"
#include "catalogue/vt-price-history.h"
#include "catalogue/vt-product-fact.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-video.h"
#include "catalogue/vt-product.h"
#include "catalogue/vt-review.h"
#include "catalogue/vt-size-table.h"
#include "cli/vt-cli-rules.h"
#include "cli/vt-list.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-translation.h"

#define PAGE_ROWS   1000
#define REVIEWS_MAX 10000

/* Makes a row at the end. */
JsonObject *
vt_listing_add (VtListing *self)
{
  JsonObject *row = json_object_new ();

  json_array_add_object_element (self->rows, row);

  return row;
}

static void
set_list (JsonObject *row, const char *name, const char *const *items)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; items[i] != NULL; i++)
    json_array_add_string_element (list, items[i]);
  json_object_set_array_member (row, name, list);
}

/* {"title@th": "…"}, as the command that sets them calls them, but for the columns' own names. */
static gboolean
set_translations (VtListing *self, JsonObject *row, const char *kind, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) translations = vt_translation_list (self->db, kind, id, error);

  for (guint i = 0; translations != NULL && i < translations->len; i++)
    {
      const VtTranslation *translation = g_ptr_array_index (translations, i);
      g_autofree char *name = g_strconcat (translation->field, "@", translation->language, NULL);

      json_object_set_string_member (row, name, translation->value);
    }

  return translations != NULL;
}

static gboolean
set_old_handles (VtListing *self, JsonObject *row, const char *kind, gint64 id, GError **error)
{
  g_auto (GStrv) handles = vt_old_handle_list (self->db, kind, id, error);

  if (handles != NULL)
    set_list (row, "old_handles", (const char *const *) handles);
  return handles != NULL;
}

static gboolean
set_related (VtListing *self, JsonObject *row, gint64 id, GError **error)
{
  g_autoptr (GArray) ids = vt_product_list_related (self->db, id, error);
  g_autoptr (GPtrArray) rows =
      ids != NULL ? vt_product_list_rows (self->db, (const gint64 *) (gpointer) ids->data, ids->len, error) : NULL;
  JsonArray *list;

  if (rows == NULL)
    return FALSE;

  list = json_array_new ();
  for (guint i = 0; i < rows->len; i++)
    json_array_add_string_element (list, ((const VtProductRow *) g_ptr_array_index (rows, i))->handle);
  json_object_set_array_member (row, "related", list);
  return TRUE;
}

static gboolean
set_videos (VtListing *self, JsonObject *row, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) videos = vt_product_list_videos (self->db, id, error);
  JsonArray *list;

  if (videos == NULL)
    return FALSE;

  list = json_array_new ();
  for (guint i = 0; i < videos->len; i++)
    json_array_add_string_element (list, ((const VtVideo *) g_ptr_array_index (videos, i))->url);
  json_object_set_array_member (row, "videos", list);
  return TRUE;
}

/* {"Width": "53 cm"} */
static gboolean
set_facts (VtListing *self, JsonObject *row, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) facts = vt_product_list_facts (self->db, id, error);
  g_autoptr (VtSizeTable) table = NULL;
  gint64 table_id = 0;
  JsonObject *object;

  if (facts == NULL || !vt_product_get_size_table (self->db, id, &table_id, error))
    return FALSE;
  if (table_id != 0 && (table = vt_size_table_load (self->db, table_id, error)) == NULL)
    return FALSE;

  object = json_object_new ();
  for (guint i = 0; i < facts->len; i++)
    {
      const VtFact *fact = g_ptr_array_index (facts, i);

      json_object_set_string_member (object, fact->name, fact->value);
    }
  json_object_set_object_member (row, "facts", object);
  vt_cli_set_text (row, "size_table", table != NULL ? table->name : NULL);
  return TRUE;
}

/* What a list of products does not read for each row. */
static gboolean
add_more (VtListing *self, JsonObject *row, gint64 id, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (self->db, id, error);

  if (product == NULL)
    return FALSE;

  json_object_set_string_member (row, "type", vt_product_get_product_type (product));
  json_object_set_string_member (row, "description", vt_product_get_description_html (product));
  json_object_set_string_member (row, "seo_title", vt_product_get_seo_title (product));
  json_object_set_string_member (row, "seo_description", vt_product_get_seo_description (product));
  json_object_set_string_member (row, "tax_class", vt_product_get_tax_class (product));
  json_object_set_string_member (row, "shipping_class", vt_product_get_shipping_class (product));
  vt_cli_set_time (row, "publish", vt_product_get_publish_us (product));
  vt_cli_set_time (row, "created", vt_product_get_created_us (product));
  vt_cli_set_time (row, "updated", vt_product_get_updated_us (product));
  set_list (row, "tags", vt_product_get_tags (product));
  set_list (row, "options", vt_product_get_option_names (product));

  return set_related (self, row, id, error) && set_videos (self, row, id, error) && set_facts (self, row, id, error) &&
         set_old_handles (self, row, "product", id, error) && set_translations (self, row, "product", id, error);
}

static gboolean
add_product (VtListing *self, const VtProductRow *product, GError **error)
{
  JsonObject *row = vt_listing_add (self);

  json_object_set_string_member (row, "handle", product->handle);
  json_object_set_string_member (row, "title", product->title);
  json_object_set_string_member (row, "vendor", product->vendor);
  json_object_set_string_member (row, "status", vt_product_status_to_string ((VtProductStatus) product->status));
  vt_cli_set_money (row, "price", product->price_min_minor, self->currency);
  vt_cli_set_money (row, "price_max", product->price_max_minor, self->currency);
  vt_cli_set_money (row, "compare_at", product->compare_at_minor, self->currency);
  json_object_set_string_member (row, "currency", self->currency);
  json_object_set_int_member (row, "on_hand", product->on_hand);
  json_object_set_boolean_member (row, "in_stock", product->in_stock);
  json_object_set_int_member (row, "variants", product->n_variants);
  vt_cli_set_text (row, "photo", product->photo_sha256);

  return !self->whole || add_more (self, row, product->id, error);
}

typedef gboolean (*AddProduct) (VtListing *self, const VtProductRow *product, GError **error);

static gboolean
list_each (VtListing *self, AddProduct add, GError **error)
{
  VtProductQuery query = { .status = -1, .limit = PAGE_ROWS };

  for (;;)
    {
      g_autoptr (GPtrArray) products = vt_product_list (self->db, &query, error);

      if (products == NULL)
        return FALSE;
      for (guint i = 0; i < products->len; i++)
        if (!add (self, g_ptr_array_index (products, i), error))
          return FALSE;
      if (products->len < PAGE_ROWS)
        return TRUE;
      query.offset += PAGE_ROWS;
    }
}

/* Every product. */
gboolean
vt_list_products (VtListing *self, GError **error)
{
  return list_each (self, add_product, error);
}

static void
add_variant (VtListing *self, const char *handle, const VtVariant *variant)
{
  JsonObject *row = vt_listing_add (self);
  g_autofree char *weight = vt_weight_to_number (variant->weight_g, variant->weight_unit);

  json_object_set_string_member (row, "product", handle);
  json_object_set_string_member (row, "title", variant->title);
  json_object_set_string_member (row, "sku", variant->sku);
  json_object_set_string_member (row, "barcode", variant->barcode);
  vt_cli_set_money (row, "price", variant->price_minor, self->currency);
  vt_cli_set_money (row, "compare_at", variant->compare_at_minor, self->currency);
  vt_cli_set_money (row, "cost", variant->cost_minor, self->currency);
  json_object_set_string_member (row, "weight", weight);
  json_object_set_string_member (row, "weight_unit", vt_weight_unit_to_string (variant->weight_unit));
  json_object_set_int_member (row, "on_hand", variant->on_hand);
  json_object_set_boolean_member (row, "track_stock", variant->track_stock);
  json_object_set_boolean_member (row, "backorder", variant->backorder);
  if (variant->low_stock >= 0)
    json_object_set_int_member (row, "low_stock", variant->low_stock);
  else
    json_object_set_null_member (row, "low_stock");
  json_object_set_boolean_member (row, "shipped", variant->shipped);
}

static gboolean
add_variants (VtListing *self, const VtProductRow *row, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (self->db, row->id, error);

  for (guint i = 0; product != NULL && i < vt_product_get_n_variants (product); i++)
    add_variant (self, row->handle, vt_product_get_variant (product, i));

  return product != NULL;
}

/* Every variant, product by product. */
gboolean
vt_list_variants (VtListing *self, GError **error)
{
  return list_each (self, add_variants, error);
}

static gboolean
add_prices (VtListing *self, const VtProductRow *row, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (self->db, row->id, error);

  for (guint i = 0; product != NULL && i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);
      g_autoptr (GArray) changes = vt_price_change_list (self->db, variant->id, error);

      for (guint j = 0; changes != NULL && j < changes->len; j++)
        {
          const VtPriceChange *change = &g_array_index (changes, VtPriceChange, j);
          JsonObject *line = vt_listing_add (self);

          json_object_set_string_member (line, "product", row->handle);
          json_object_set_string_member (line, "title", variant->title);
          json_object_set_string_member (line, "sku", variant->sku);
          vt_cli_set_time (line, "at", change->at_us);
          vt_cli_set_money (line, "before", change->before_minor, self->currency);
          vt_cli_set_money (line, "after", change->after_minor, self->currency);
        }
      if (changes == NULL)
        return FALSE;
    }

  return product != NULL;
}

/* Every change of a price, product by product, newest first. */
gboolean
vt_list_prices (VtListing *self, GError **error)
{
  return list_each (self, add_prices, error);
}

static gboolean
add_collection (VtListing *self, const VtCollection *collection, GError **error)
{
  VtRulesMatch match = VT_RULES_NONE;
  g_autoptr (GPtrArray) rules = vt_collection_list_rules (self->db, collection->id, &match, error);
  g_autofree char *words = rules != NULL ? vt_cli_rules_format (match, rules, self->currency) : NULL;
  JsonObject *row;

  if (rules == NULL)
    return FALSE;

  row = vt_listing_add (self);
  json_object_set_string_member (row, "handle", collection->handle);
  json_object_set_string_member (row, "title", collection->title);
  json_object_set_string_member (row, "description", collection->description_html);
  json_object_set_string_member (row, "seo_title", collection->seo_title);
  json_object_set_string_member (row, "seo_description", collection->seo_description);
  json_object_set_string_member (row, "rules", words);
  json_object_set_int_member (row, "products", collection->n_products);
  vt_cli_set_text (row, "picture", collection->sha256);

  return set_old_handles (self, row, "collection", collection->id, error) &&
         set_translations (self, row, "collection", collection->id, error);
}

/* Every collection. */
gboolean
vt_list_collections (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (self->db, error);

  for (guint i = 0; collections != NULL && i < collections->len; i++)
    if (!add_collection (self, g_ptr_array_index (collections, i), error))
      return FALSE;

  return collections != NULL;
}

/* The newest first. */
gboolean
vt_list_reviews (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) reviews = vt_review_list (self->db, 0, VT_REVIEWS_ALL, REVIEWS_MAX, error);

  for (guint i = 0; reviews != NULL && i < reviews->len; i++)
    {
      const VtReview *review = g_ptr_array_index (reviews, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_int_member (row, "id", review->id);
      json_object_set_string_member (row, "product", review->product);
      json_object_set_string_member (row, "name", review->name);
      json_object_set_int_member (row, "rating", review->rating);
      json_object_set_string_member (row, "title", review->title);
      json_object_set_string_member (row, "body", review->body);
      json_object_set_string_member (row, "language", review->language);
      json_object_set_boolean_member (row, "verified", review->verified);
      json_object_set_string_member (row, "reply", review->reply);
      json_object_set_string_member (row, "status", review->shown ? "shown" : "hidden");
      vt_cli_set_time (row, "written", review->written_us);
    }

  return reviews != NULL;
}

/* Every table of sizes. */
gboolean
vt_list_size_tables (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) tables = vt_size_table_list (self->db, error);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      const VtSizeTable *table = g_ptr_array_index (tables, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_string_member (row, "name", table->name);
      json_object_set_string_member (row, "cells", table->cells);
      json_object_set_int_member (row, "products", table->n_products);
      if (!set_translations (self, row, "size_table", table->id, error))
        return FALSE;
    }

  return tables != NULL;
}
