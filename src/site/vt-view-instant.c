#define G_LOG_DOMAIN "vt-site"

#include "base/vt-hash.h"
#include "base/vt-json.h"
#include "search/vt-index-file.h"
#include "site/vt-instant.h"
#include "site/vt-model.h"
#include "site/vt-picture.h"
#include "site/vt-shopper-files.h"

#include <string.h>

#define MOST_PRODUCTS 8
#define MOST_THINGS   6

static JsonObject *
describe_product (VtView *view, const VtProductRow *row)
{
  JsonObject *object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
  g_autofree char *path = vt_model_product_path (view, row->id, row->handle);

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "title", vt_view_text (view, "product", row->id, "title", row->title));
  json_object_set_string_member (object, "path", path);
  if (row->photo_sha256 != NULL && vt_sha256_is_valid (row->photo_sha256))
    {
      char key[VT_PICTURE_KEY_LENGTH + 1];

      g_strlcpy (key, row->photo_sha256, sizeof key);
      json_object_set_string_member (object, "picture", key);
    }
  if (row->n_variants > 0)
    json_object_set_int_member (object, "price", row->price_min_minor);
  json_object_set_boolean_member (object, "from", row->price_max_minor > row->price_min_minor);
  return object;
}

static JsonArray *
list_products (VtView *view, const GArray *ids, GError **error)
{
  g_autoptr (GPtrArray) rows = vt_product_list_rows (view->db, (const gint64 *) (gconstpointer) ids->data,
                                                     MIN (ids->len, 2 * MOST_PRODUCTS), error);
  JsonArray *products;

  if (rows == NULL)
    return NULL;

  vt_view_load_texts (view, "product", rows, 0, rows->len);
  products = json_array_new ();
  for (guint i = 0; i < rows->len && json_array_get_length (products) < MOST_PRODUCTS; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (vt_model_is_visible (view, row->status, row->publish_us))
        json_array_add_object_element (products, describe_product (view, row));
    }

  return products;
}

static VtIndexFile *
get_things (VtView *view, GError **error)
{
  g_autofree char *name = g_strconcat ("search-things:", view->language, view->request->drafts ? ":drafts" : "", NULL);
  VtIndexFile *file = vt_snapshot_get_kept (view->snapshot, name);
  const VtShopperFile *things = file == NULL ? vt_shopper_things_get (view, error) : NULL;

  if (things == NULL)
    return file;

  file = vt_index_file_new_for_bytes (things->bytes, error);
  if (file != NULL)
    vt_snapshot_keep (view->snapshot, name, file, (GDestroyNotify) vt_index_file_free);
  return file;
}

static void
set_text (JsonObject *object, const char *name, VixText text)
{
  g_autofree char *value = g_utf8_make_valid (text.text, (gssize) text.length);

  json_object_set_string_member (object, name, value);
}

static void
set_value (JsonObject *object, const char *name, const VixIndex *index, guint32 document)
{
  uint32_t column = 0;
  const uint8_t *values = NULL;

  if (vix_index_find_column (index, name, strlen (name), &column) &&
      vix_index_values_of (index, column, document, &values) > 0)
    set_text (object, name, vix_index_value (index, column, vix_get_u32 (values)));
}

static JsonArray *
list_things (VtIndexFile *file, const char *words)
{
  const VixIndex *index = vt_index_file_get (file);
  g_autoptr (VixArena) arena = vt_index_arena_new (index);
  const VixQuery query = { .text = words, .length = strlen (words), .typing = TRUE, .limit = MOST_THINGS };
  JsonArray *things = json_array_new ();
  VixResult result = { 0 };

  /* A page that has only some of the words is not what was meant: products come with some. */
  if (!vix_query_run (index, &query, arena, &result) || result.relaxed)
    return things;
  for (guint i = 0; i < MIN (result.n_hits, result.n_found); i++)
    {
      JsonObject *object = json_object_new ();

      set_text (object, "id", vix_index_id (index, result.hits[i].document));
      set_text (object, "title", vix_index_title (index, result.hits[i].document));
      set_value (object, "path", index, result.hits[i].document);
      set_value (object, "kind", index, result.hits[i].document);
      json_array_add_object_element (things, object);
    }

  return things;
}

static void
set_optional (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static VtSiteResponse *
respond (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return vt_site_response_new_text (200, "application/json", vt_json_to_string (node, FALSE), VT_CACHE_PRIVATE);
}

/**
 * vt_view_instant:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError, or that there is no memory
 *
 * Answers with JSON in the form that search.js makes itself once it has the index: `products` and `things`, the best
 * first, `total` products, and where words were taken for others, left out, or lead elsewhere `corrected`, `dropped`
 * and `redirect`.
 *
 * Returns: (transfer full) (nullable): what the shop has for what was typed so far
 */
VtSiteResponse *
vt_view_instant (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autofree char *words = vt_search_words (self);
  VtIndexFile *file = get_things (self, error);
  g_autoptr (VtSearchAnswer) answer = file != NULL ? vt_search_find (self, words, TRUE, error) : NULL;
  JsonArray *products = answer != NULL ? list_products (self, answer->product_ids, error) : NULL;
  JsonObject *object;

  if (products == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_array_member (object, "products", products);
  json_object_set_array_member (object, "things", list_things (file, words));
  json_object_set_int_member (object, "total", answer->product_ids->len);
  set_optional (object, "corrected", answer->corrected);
  set_optional (object, "dropped", answer->dropped);
  if (answer->path != NULL)
    {
      g_autofree char *place = vt_view_path (self, answer->path);

      json_object_set_string_member (object, "redirect", place);
    }

  return respond (object);
}
