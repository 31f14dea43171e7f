#define G_LOG_DOMAIN "vt-site"

#include "base/vt-json.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-video.h"
#include "orders/vt-tax.h"
#include "shop/vt-settings.h"
#include "site/vt-popup-model.h"
#include "site/vt-quote-model.h"
#include "site/vt-seo.h"

#include <string.h>

#define MOST        99 /* pieces of one variant that a page offers */
#define LOW         5
#define RELATED     4
#define THUMB_WIDTH 320

static gboolean
can_buy (VtView *view, const VtVariant *variant)
{
  return vt_quote_model_available (view, variant) != 0;
}

/* The one that was asked for, else the first that can be bought, else the first. */
static const VtVariant *
choose_variant (VtView *view, VtProduct *product)
{
  const char *asked = view->request->query != NULL ? g_hash_table_lookup (view->request->query, "variant") : NULL;
  const VtVariant *variant = NULL;
  gint64 id = 0;

  if (asked != NULL && g_ascii_string_to_signed (asked, 10, 1, G_MAXINT64, &id, NULL))
    variant = vt_product_find_variant (product, id);

  for (guint i = 0; variant == NULL && i < vt_product_get_n_variants (product); i++)
    if (can_buy (view, vt_product_get_variant (product, i)))
      variant = vt_product_get_variant (product, i);

  return variant != NULL ? variant : vt_product_get_variant (product, 0);
}

static JsonObject *
new_stock (VtView *view, const VtVariant *variant)
{
  JsonObject *stock = json_object_new ();
  gint64 in_stock = vt_quote_model_in_stock (view, variant);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, in_stock);
  gboolean few = in_stock <= LOW && !variant->backorder;

  json_object_set_string_member (stock, "level", vt_quote_model_stock_level (in_stock, variant->backorder));
  if (in_stock < 0)
    json_object_set_string_member (stock, "text", "");
  else if (in_stock == 0)
    json_object_set_string_member (stock, "text",
                                   vt_model_string (view, variant->backorder ? "backorder" : "sold_out"));
  else if (in_stock == 1 && few)
    json_object_set_string_member (stock, "text", vt_model_string (view, "low_stock_one"));
  else
    vt_model_take_text (stock, "text", vt_model_fill (view, few ? "low_stock" : "in_stock_count", "count", count));

  return stock;
}

static char *
values_json (VtView *view, const VtVariant *variant)
{
  const char *translated = vt_view_text (view, "variant", variant->id, "option_values", NULL);
  g_auto (GStrv) own = variant->values != NULL ? g_strdupv (variant->values) : g_strsplit ("", " ", -1);
  g_auto (GStrv) others = translated != NULL ? g_strsplit (translated, "\x1f", -1) : NULL;
  char **texts = others != NULL && g_strv_length (others) == g_strv_length (own) ? others : own;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *values = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (values, texts[i]);
  json_node_take_array (node, values);

  return vt_json_to_string (node, FALSE);
}

static const VtPhoto *
find_photo (VtProduct *product, gint64 id)
{
  for (guint i = 0; id != 0 && i < vt_product_get_n_photos (product); i++)
    if (vt_product_get_photo (product, i)->id == id)
      return vt_product_get_photo (product, i);

  return NULL;
}

static JsonObject *
new_variant (VtView *view, VtProduct *product, const VtVariant *variant, gboolean selected)
{
  JsonObject *object = json_object_new ();
  gint64 available = vt_quote_model_available (view, variant);
  const VtPhoto *photo = find_photo (product, variant->photo_id);

  json_object_set_int_member (object, "id", variant->id);
  vt_model_take_text (object, "title",
                      vt_view_text_list (view, "variant", variant->id, "option_values", variant->title));
  vt_model_take_text (object, "values_json", values_json (view, variant));
  json_object_set_string_member (object, "sku", variant->sku);
  json_object_set_object_member (
      object, "price", vt_model_price (view, variant->id, variant->price_minor, variant->compare_at_minor, FALSE));
  if (photo != NULL)
    {
      json_object_set_int_member (object, "photo", photo->id);
      vt_model_take_text (object, "thumb", vt_model_picture_url (photo->sha256, photo->width, THUMB_WIDTH));
    }
  else
    {
      json_object_set_null_member (object, "photo");
      json_object_set_null_member (object, "thumb");
    }
  json_object_set_boolean_member (object, "selected", selected);
  json_object_set_boolean_member (object, "can_buy", available != 0);
  json_object_set_int_member (object, "most", available < 0 ? MOST : CLAMP (available, 1, MOST));
  json_object_set_object_member (object, "stock", new_stock (view, variant));

  return object;
}

/* By one query: there may be hundreds. */
static void
load_variant_texts (VtView *view, VtProduct *product)
{
  g_autoptr (GPtrArray) variants = g_ptr_array_new ();

  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    g_ptr_array_add (variants, (gpointer) vt_product_get_variant (product, i));
  vt_view_load_texts (view, "variant", variants, 0, variants->len);
}

static void
set_variants (VtView *view, JsonObject *object, VtProduct *product, const VtVariant *chosen)
{
  JsonArray *variants = json_array_new ();

  load_variant_texts (view, product);
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);

      json_array_add_object_element (variants, new_variant (view, product, variant, variant == chosen));
    }
  json_object_set_array_member (object, "variants", variants);
}

static void
set_options (VtView *view, JsonObject *object, VtProduct *product)
{
  const char *translated = vt_view_text (view, "product", vt_product_get_id (product), "option_names", NULL);
  g_auto (GStrv) names_there = translated != NULL ? g_strsplit (translated, "\x1f", -1) : NULL;
  JsonArray *options = json_array_new ();
  JsonObject *choice;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_options = vt_product_get_n_options (product);
  gboolean complete = names_there != NULL && g_strv_length (names_there) == n_options;

  for (guint i = 0; i < n_options; i++)
    {
      JsonObject *option = json_object_new ();
      const char *name = complete ? names_there[i] : vt_product_get_option_names (product)[i];

      json_object_set_string_member (option, "name", name);
      json_array_add_object_element (options, option);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  json_object_set_array_member (object, "options", options);
  json_object_set_null_member (object, "choice");
  if (n_options == 0)
    return;

  choice = json_object_new ();
  json_object_set_string_member (choice, "name", names->str);
  json_object_set_boolean_member (choice, "single", n_options == 1);
  json_object_set_object_member (object, "choice", choice);
}

static const char *
title_of (VtView *view, VtProduct *product)
{
  return vt_view_text (view, "product", vt_product_get_id (product), "title", vt_product_get_title (product));
}

static VtModelPhoto
photo_of (VtView *view, VtProduct *product, const VtPhoto *photo)
{
  const char *alt = vt_view_text (view, "photo", photo->id, "alt", photo->alt);

  return (VtModelPhoto){ photo->sha256, photo->width, photo->height,
                         alt != NULL && *alt != '\0' ? alt : title_of (view, product) };
}

static void
set_photos (VtView *view, JsonObject *object, VtProduct *product)
{
  JsonArray *photos = json_array_new ();

  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    {
      const VtPhoto *photo = vt_product_get_photo (product, i);
      VtModelPhoto source = photo_of (view, product, photo);
      JsonObject *item = json_object_new ();

      json_object_set_int_member (item, "id", photo->id);
      json_object_set_int_member (item, "number", (gint64) i + 1);
      json_object_set_boolean_member (item, "first", i == 0);
      vt_model_take_node (item, "picture", vt_model_picture (&source));
      json_array_add_object_element (photos, item);
    }
  json_object_set_array_member (object, "photos", photos);
}

/* Says what the price holds, as far as the shop's own country goes: another one is known in the bag. */
static gboolean
set_tax_note (VtView *view, JsonObject *object, VtProduct *product, GError **error)
{
  g_autofree char *included = vt_setting_get (view->db, "tax.included", error);
  g_autoptr (GError) failure = NULL;
  g_autoptr (VtTaxRate) rate = vt_tax_rate_find (view->db, vt_product_get_tax_class (product), view->country, &failure);
  const char *key = g_strcmp0 (included, "1") == 0 ? "tax_note" : "tax_note_excluded";

  if (included == NULL)
    return FALSE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  vt_model_take_text (object, "tax_note", rate != NULL ? vt_model_fill (view, key, "name", rate->name) : NULL);
  return TRUE;
}

static gboolean
set_estimate (VtView *view, JsonObject *object, const VtVariant *variant, GError **error)
{
  VtQuoteLineInput line = { variant->id, 1 };
  g_autoptr (VtQuoteRequest) request = vt_quote_request_new (&line, 1, view->request->now_us);
  g_autoptr (VtQuote) quote = vt_quote_model_ask (view, request, error);
  JsonObject *estimate;

  if (quote == NULL)
    return FALSE;
  if (quote->chosen_shipping < 0)
    {
      json_object_set_null_member (object, "estimate");
      return TRUE;
    }

  estimate = json_object_new ();
  json_object_set_array_member (estimate, "options", vt_quote_model_shipping (view, quote));
  vt_model_take_text (estimate, "total", vt_model_money (view, quote->total_minor));
  json_object_set_object_member (object, "estimate", estimate);

  return TRUE;
}

/* Films are links: pages of others are not shown inside the shop. */
static gboolean
set_videos (VtView *view, JsonObject *object, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) videos = vt_product_list_videos (view->db, product_id, error);
  JsonArray *items;

  if (videos == NULL)
    return FALSE;

  items = json_array_new ();
  for (guint i = 0; i < videos->len; i++)
    {
      const VtVideo *video = g_ptr_array_index (videos, i);
      g_autofree char *site = vt_video_get_site (video->url);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "url", video->url);
      json_object_set_string_member (item, "title",
                                     vt_view_text (view, "product_video", video->id, "title", video->title));
      vt_model_take_text (item, "watch", vt_model_fill (view, "watch", "site", site));
      json_array_add_object_element (items, item);
    }
  json_object_set_array_member (object, "videos", items);
  json_object_set_boolean_member (object, "has_videos", videos->len > 0);

  return TRUE;
}

/* What the merchant chose, as far as it may be seen. */
static JsonArray *
list_chosen (VtView *view, gint64 product_id, GError **error)
{
  g_autoptr (GArray) ids = vt_product_list_related (view->db, product_id, error);
  g_autoptr (GPtrArray) rows =
      ids != NULL ? vt_product_list_rows (view->db, (const gint64 *) (gpointer) ids->data, ids->len, error) : NULL;

  if (rows == NULL)
    return NULL;

  for (guint i = rows->len; i-- > 0;)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (!vt_model_is_visible (view, row->status, row->publish_us) || row->n_variants == 0)
        g_ptr_array_remove_index (rows, i);
    }

  return vt_model_cards (view, rows, 0, rows->len);
}

static JsonArray *
list_related (VtView *view, gint64 collection_id, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) rows = vt_model_list_products (view, collection_id, NULL, RELATED + 1, error);

  if (rows == NULL)
    return NULL;

  for (guint i = rows->len; i-- > 0;)
    if (((VtProductRow *) g_ptr_array_index (rows, i))->id == product_id)
      g_ptr_array_remove_index (rows, i);

  return vt_model_cards (view, rows, 0, RELATED);
}

static gboolean
set_related (VtView *view, VtProduct *product, const VtCollection *collection, GError **error)
{
  gint64 id = vt_product_get_id (product);
  JsonObject *related;
  JsonArray *items = list_chosen (view, id, error);

  if (items != NULL && json_array_get_length (items) == 0)
    {
      json_array_unref (items);
      items = list_related (view, collection != NULL ? collection->id : 0, id, error);
    }
  if (items == NULL)
    return FALSE;

  related = json_object_new ();
  json_object_set_string_member (related, "title", vt_model_string (view, "related"));
  json_object_set_string_member (related, "note", "");
  json_object_set_string_member (
      related, "action",
      collection != NULL ? vt_view_text (view, "collection", collection->id, "title", collection->title) : "");
  vt_model_take_text (related, "url",
                      collection != NULL ? vt_model_collection_path (view, collection->id, collection->handle)
                                         : g_strdup (""));
  json_object_set_array_member (related, "items", items);
  if (json_array_get_length (items) > 0)
    json_object_set_object_member (view->model, "related", related);
  else
    {
      json_object_unref (related);
      json_object_set_null_member (view->model, "related");
    }

  return TRUE;
}

static void
fill_page (VtView *view, VtProduct *product, const VtVariant *chosen, const char *path)
{
  const VtPhoto *photo = vt_product_get_n_photos (product) > 0 ? vt_product_get_photo (product, 0) : NULL;
  gint64 id = vt_product_get_id (product);
  VtSeo seo = { "product",
                title_of (view, product),
                vt_view_text (view, "product", id, "seo_title", vt_product_get_seo_title (product)),
                vt_view_text (view, "product", id, "seo_description", vt_product_get_seo_description (product)),
                vt_view_text (view, "product", id, "description_html", vt_product_get_description_html (product)),
                path,
                "product",
                { NULL, 0, 0, NULL },
                TRUE,
                chosen->price_minor,
                !vt_product_is_public (product, view->request->now_us) };

  if (photo != NULL)
    seo.photo = photo_of (view, product, photo);
  if (*seo.text == '\0')
    seo.text = seo.title;
  vt_seo_fill (view, &seo, vt_seo_product (view, product));
}

static VtSiteResponse *
show (VtView *view, VtProduct *product, GError **error)
{
  gint64 id = vt_product_get_id (product);
  g_autofree char *path = vt_model_product_path (view, id, vt_product_get_handle (product));
  g_autoptr (GPtrArray) collections = vt_collection_list_of_product (view->db, id, error);
  const VtVariant *chosen = choose_variant (view, product);
  const VtCollection *collection;
  JsonObject *object;

  if (collections == NULL)
    return NULL;

  collection = collections->len > 0 ? g_ptr_array_index (collections, 0) : NULL;
  if (collection != NULL)
    {
      g_autofree char *url = vt_model_collection_path (view, collection->id, collection->handle);

      vt_model_add_crumb (view, vt_view_text (view, "collection", collection->id, "title", collection->title), url,
                          FALSE);
    }
  vt_model_add_crumb (view, title_of (view, product), path, TRUE);

  object = json_object_new ();
  json_object_set_object_member (view->model, "product", object);
  json_object_set_int_member (object, "id", id);
  json_object_set_string_member (object, "title", title_of (view, product));
  vt_model_set_text (object, "title_lang", vt_view_text_language (view, "product", id, "title"));
  json_object_set_string_member (object, "url", path);
  json_object_set_string_member (object, "vendor", vt_product_get_vendor (product));
  json_object_set_string_member (
      object, "description_trusted",
      vt_view_text (view, "product", id, "description_html", vt_product_get_description_html (product)));
  vt_model_set_text (object, "description_lang", vt_view_text_language (view, "product", id, "description_html"));
  json_object_set_object_member (
      object, "price", vt_model_price (view, chosen->id, chosen->price_minor, chosen->compare_at_minor, FALSE));
  json_object_set_boolean_member (object, "can_buy", can_buy (view, chosen));
  set_photos (view, object, product);
  set_options (view, object, product);
  set_variants (view, object, product, chosen);
  fill_page (view, product, chosen, path);

  if (!set_videos (view, object, id, error) || !set_tax_note (view, object, product, error) ||
      !set_estimate (view, object, chosen, error) || !set_related (view, product, collection, error) ||
      !vt_popup_model_fill (view, error))
    return NULL;

  return vt_view_render (view, "product", 200, error);
}

/**
 * vt_view_product:
 * @self: a view
 * @handle: a product's handle
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the product's page; %NULL without @error when there is none to be seen
 */
VtSiteResponse *
vt_view_product (VtView *self, const char *handle, GError **error)
{
  g_autoptr (VtProduct) product = NULL;
  VtSiteResponse *moved;
  gint64 id = 0;

  if (!vt_view_find (self, "product", handle, &id, error) || id == 0)
    return NULL;
  product = vt_product_load (self->db, id, error);
  if (product == NULL ||
      !vt_model_is_visible (self, (int) vt_product_get_status (product), vt_product_get_publish_us (product)) ||
      vt_product_get_n_variants (product) == 0)
    return NULL;

  moved = vt_view_settle (self, "product", id, vt_product_get_handle (product));
  return moved != NULL ? moved : show (self, product, error);
}
