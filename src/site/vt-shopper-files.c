/* What browsers search by themselves: the products that shoppers can see, and the shop's other pages. It is made when
 * somebody first asks for it, and lasts as long as the snapshot stays what it is. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-shopper-files.h"

#include "base/vt-hash.h"
#include "base/vt-html.h"
#include "base/vt-json.h"
#include "base/vt-money.h"
#include "catalogue/vt-collection.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "orders/vt-order-sales.h"
#include "search/engine/vix-look-file.h"
#include "search/vt-photo-look.h"
#include "search/vt-shopper-index.h"
#include "site/vt-listing.h"
#include "site/vt-model.h"
#include "site/vt-picture.h"

#include <string.h>

#define ROWS_AT_ONCE  1000
#define WORDS_PREFIX  "instant_"
#define LOOKS         "looks"
#define HASH_LENGTH   12
#define MANY_PRODUCTS 500 /* below, all are in the first part, whatever their order */

static void
file_free (VtShopperFile *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
files_free (VtShopperFiles *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtShopperFiles, files_free)

/* "/assets/search.pt-BR.things.1a2b3c4d5e6f.vix" */
static VtShopperFile *
file_new (const char *name, const char *suffix, GBytes *bytes, guint n)
{
  VtShopperFile *self = g_new0 (VtShopperFile, 1);
  g_autofree char *hash = vt_sha256_bytes (bytes);

  self->path = g_strdup_printf (VT_SHOPPER_FILE_PATH "%s.%.*s.%s", name, HASH_LENGTH, hash, suffix);
  self->bytes = g_bytes_ref (bytes);
  self->n = n;
  return self;
}

static void
add_card (VtView *view, GPtrArray *cards, const VtProductRow *row)
{
  g_autofree char *path = NULL;
  char key[VT_PICTURE_KEY_LENGTH + 1] = "";

  if (!vt_model_is_visible (view, row->status, row->publish_us))
    return;

  path = vt_model_product_path (view, row->id, row->handle);
  if (row->photo_sha256 != NULL && vt_sha256_is_valid (row->photo_sha256))
    g_strlcpy (key, row->photo_sha256, sizeof key);
  g_ptr_array_add (cards, vt_shopper_card_new (row->id, path, *key != '\0' ? key : NULL,
                                               row->n_variants > 0 ? row->price_min_minor : -1,
                                               row->price_max_minor > row->price_min_minor));
}

static GPtrArray *
list_cards (VtView *view, GError **error)
{
  g_autoptr (GArray) ids = vt_listing_product_ids (view, 0, error);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shopper_card_free);

  if (ids == NULL || (ids->len > MANY_PRODUCTS && !vt_order_sales_sort (view->db, ids, error)))
    return NULL;

  for (guint i = 0; i < ids->len; i += ROWS_AT_ONCE)
    {
      guint n = MIN (ROWS_AT_ONCE, ids->len - i);
      g_autoptr (GPtrArray) rows = vt_product_list_rows (view->db, &g_array_index (ids, gint64, i), n, error);

      if (rows == NULL)
        return NULL;
      vt_view_load_texts (view, "product", rows, 0, rows->len);
      for (guint j = 0; j < rows->len; j++)
        add_card (view, cards, g_ptr_array_index (rows, j));
    }

  return g_steal_pointer (&cards);
}

static gboolean
add_collections (VtView *view, GPtrArray *things, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (view->db, error);

  if (collections == NULL)
    return FALSE;

  vt_view_load_texts (view, "collection", collections, 0, collections->len);
  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *each = g_ptr_array_index (collections, i);
      g_autofree char *path = vt_model_collection_path (view, each->id, each->handle);
      g_autofree char *text = vt_html_to_plain_text (
          vt_view_text (view, "collection", each->id, "description_html", each->description_html));

      if (each->n_products > 0)
        g_ptr_array_add (
            things, vt_shopper_thing_new ("collection", each->id, path,
                                          vt_view_text (view, "collection", each->id, "title", each->title), text));
    }

  return TRUE;
}

static gboolean
add_posts (VtView *view, GPtrArray *things, GError **error)
{
  VtPostQuery query = { view->request->drafts, view->request->now_us, 0, 0 };
  g_autoptr (GPtrArray) posts = vt_post_list (view->db, &query, error);

  if (posts == NULL)
    return FALSE;

  vt_view_load_texts (view, "post", posts, 0, posts->len);
  for (guint i = 0; i < posts->len; i++)
    {
      const VtPost *post = g_ptr_array_index (posts, i);
      g_autofree char *path = vt_model_post_path (view, post->id, post->handle);
      g_autofree char *text =
          g_strconcat (vt_view_text (view, "post", post->id, "summary", post->summary), "\n",
                       vt_view_text (view, "post", post->id, "body_markdown", post->body_markdown), NULL);

      g_ptr_array_add (things,
                       vt_shopper_thing_new ("post", post->id, path,
                                             vt_view_text (view, "post", post->id, "title", post->title), text));
    }

  return TRUE;
}

static gboolean
add_pages (VtView *view, GPtrArray *things, GError **error)
{
  g_autoptr (GPtrArray) pages = vt_page_list (view->db, error);

  if (pages == NULL)
    return FALSE;

  vt_view_load_texts (view, "page", pages, 0, pages->len);
  for (guint i = 0; i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);
      g_autofree char *path = vt_model_page_path (view, page->id, page->handle);

      if (page->active)
        g_ptr_array_add (
            things,
            vt_shopper_thing_new ("page", page->id, path, vt_view_text (view, "page", page->id, "title", page->title),
                                  vt_view_text (view, "page", page->id, "body_markdown", page->body_markdown)));
    }

  return TRUE;
}

static VtShopperFile *
make_things (VtView *view, GError **error)
{
  g_autoptr (GPtrArray) things = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shopper_thing_free);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  if (!add_collections (view, things, error) || !add_posts (view, things, error) || !add_pages (view, things, error))
    return NULL;

  bytes = vt_shopper_index_build_things (view->language, things, error);
  name = g_strconcat (view->language, ".things", NULL);
  return bytes != NULL ? file_new (name, "vix", bytes, things->len) : NULL;
}

static GPtrArray *
make_parts (VtView *view, GError **error)
{
  g_autoptr (GPtrArray) cards = list_cards (view, error);
  g_autoptr (GPtrArray) parts = cards != NULL ? vt_shopper_index_build (view->db, view->language, cards, error) : NULL;
  GPtrArray *files;

  if (parts == NULL)
    return NULL;

  files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  for (guint i = 0; i < parts->len; i++)
    {
      const VtShopperPart *part = g_ptr_array_index (parts, i);
      g_autofree char *name = g_strdup_printf ("%s.%u", view->language, i);

      g_ptr_array_add (files, file_new (name, "vix", part->bytes, part->n_products));
    }

  return files;
}

/**
 * vt_shopper_things_get:
 * @view: a view, whose language it is
 * @error: a #VtDbError, or that there is no memory
 *
 * Who answers while somebody types needs this one alone: the products' files take much longer.
 *
 * Returns: (transfer none) (nullable): the file of pages of other sorts than products, as vt_shopper_files_get()
 */
const VtShopperFile *
vt_shopper_things_get (VtView *view, GError **error)
{
  g_autofree char *name = g_strconcat ("shopper-things:", view->language, view->request->drafts ? ":drafts" : "", NULL);
  VtShopperFile *file = vt_snapshot_get_kept (view->snapshot, name);

  if (file != NULL)
    return file;

  file = make_things (view, error);
  if (file != NULL)
    vt_snapshot_keep (view->snapshot, name, file, (GDestroyNotify) file_free);
  return file;
}

/**
 * vt_shopper_files_get:
 * @view: a view, whose language it is
 * @error: a #VtDbError, or that there is no memory
 *
 * Returns: (transfer none) (nullable): the files, which last as long as the snapshot stays what it is
 */
const VtShopperFiles *
vt_shopper_files_get (VtView *view, GError **error)
{
  g_autofree char *name = g_strconcat ("shopper-files:", view->language, view->request->drafts ? ":drafts" : "", NULL);
  VtShopperFiles *kept = vt_snapshot_get_kept (view->snapshot, name);
  g_autoptr (VtShopperFiles) self = NULL;

  if (kept != NULL)
    return kept;

  self = g_new0 (VtShopperFiles, 1);
  self->parts = make_parts (view, error);
  self->things = self->parts != NULL ? vt_shopper_things_get (view, error) : NULL;
  if (self->things == NULL)
    return NULL;

  kept = g_steal_pointer (&self);
  vt_snapshot_keep (view->snapshot, name, kept, (GDestroyNotify) files_free);
  return kept;
}

/* How photographs look is the same in all languages. */
static const VtShopperFile *
get_looks (VtView *view, GError **error)
{
  VtShopperFile *file = vt_snapshot_get_kept (view->snapshot, LOOKS);
  g_autoptr (GBytes) bytes = file == NULL ? vt_looks_write (view->db, view->request->now_us, error) : NULL;

  if (bytes == NULL)
    return file;

  file =
      file_new (LOOKS, "bin", bytes, (guint) ((g_bytes_get_size (bytes) - VIX_LOOK_FILE_HEAD) / VIX_LOOK_FILE_ENTRY));
  vt_snapshot_keep (view->snapshot, LOOKS, file, (GDestroyNotify) file_free);
  return file;
}

static JsonObject *
describe (const VtShopperFile *file)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "url", file->path);
  json_object_set_int_member (object, "count", file->n);
  json_object_set_int_member (object, "bytes", (gint64) g_bytes_get_size (file->bytes));
  return object;
}

/* What drafts are in stays with who may see them. */
static VtSiteCache
cache_of (VtView *view, VtSiteCache cache)
{
  return view->request->drafts ? VT_CACHE_PRIVATE : cache;
}

/* What search.js says, and where else it asks. */
static void
describe_page (VtView *view, JsonObject *object)
{
  JsonObject *words = json_object_new ();
  g_autofree char *wasm = vt_theme_asset_path (vt_site_get_theme (view->site), "wasm/search.wasm");
  g_autofree char *instant = vt_view_path (view, "/search/instant");

  for (guint i = 0; i < vt_value_get_length (view->strings); i++)
    {
      const char *name = vt_value_get_name (view->strings, i);

      if (g_str_has_prefix (name, WORDS_PREFIX))
        json_object_set_string_member (words, name + strlen (WORDS_PREFIX), vt_model_string (view, name));
    }
  json_object_set_string_member (words, "from", vt_model_string (view, "price_from"));
  json_object_set_string_member (words, "instead", vt_model_string (view, "search_instead"));
  json_object_set_string_member (words, "without", vt_model_string (view, "search_without"));
  json_object_set_object_member (object, "words", words);
  if (wasm != NULL)
    json_object_set_string_member (object, "wasm", wasm);
  if (!vt_view_is_static (view))
    json_object_set_string_member (object, "instant", instant);
}

/**
 * vt_view_search_manifest:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError, or that there is no memory
 *
 * Returns: (transfer full) (nullable): which files a browser loads to search in the view's language
 */
VtSiteResponse *
vt_view_search_manifest (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  const VtShopperFiles *files = vt_shopper_files_get (self, error);
  const VtShopperFile *looks = files != NULL ? get_looks (self, error) : NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  JsonArray *parts;

  if (looks == NULL)
    return NULL;

  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  parts = json_array_new ();
  for (guint i = 0; i < files->parts->len; i++)
    json_array_add_object_element (parts, describe (g_ptr_array_index (files->parts, i)));
  json_object_set_string_member (object, "language", self->language);
  json_object_set_string_member (object, "currency", self->currency);
  /* Browsers go by CLDR, that knows other decimals for some currencies. */
  json_object_set_int_member (object, "decimals", vt_currency_exponent (self->currency));
  describe_page (self, object);
  if (looks->n > 0)
    json_object_set_object_member (object, "looks", describe (looks));
  json_object_set_array_member (object, "parts", parts);
  json_object_set_object_member (object, "things", describe (files->things));
  json_node_take_object (node, object);

  return vt_site_response_new_text (200, "application/json", vt_json_to_string (node, FALSE),
                                    cache_of (self, VT_CACHE_PAGE));
}

static const VtShopperFile *
find_file (const VtShopperFiles *files, const char *path)
{
  if (strcmp (files->things->path, path) == 0)
    return files->things;
  for (guint i = 0; i < files->parts->len; i++)
    if (strcmp (((const VtShopperFile *) g_ptr_array_index (files->parts, i))->path, path) == 0)
      return g_ptr_array_index (files->parts, i);

  return NULL;
}

/**
 * vt_shopper_looks_path:
 * @view: a view
 * @path: (out) (transfer full) (nullable): where the file of looks is; %NULL when no photograph was looked at
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_shopper_looks_path (VtView *view, char **path, GError **error)
{
  const VtShopperFile *looks = get_looks (view, error);

  *path = looks != NULL && looks->n > 0 ? g_strdup (looks->path) : NULL;
  return looks != NULL;
}

static VtSiteResponse *
respond (VtView *view, const VtShopperFile *file, const char *type)
{
  if (file == NULL || strcmp (file->path, view->request->path) != 0)
    return NULL;

  return vt_site_response_new (200, type, file->bytes, cache_of (view, VT_CACHE_IMMUTABLE));
}

/**
 * vt_view_search_file:
 * @self: a view
 * @argument: the rest of the address: language and name, or that it is how photographs look; hash
 * @error: a #VtDbError, or that there is no memory
 *
 * Returns: (transfer full) (nullable): one of the files
 */
VtSiteResponse *
vt_view_search_file (VtView *self, const char *argument, GError **error)
{
  g_autofree char *language = g_strndup (argument, strcspn (argument, "."));
  const VtShopperFiles *files;

  if (strcmp (language, LOOKS) == 0)
    return respond (self, get_looks (self, error), "application/octet-stream");
  if (!g_strv_contains ((const char *const *) self->languages, language))
    return NULL;

  vt_view_set_language (self, language);
  files = vt_shopper_files_get (self, error);
  return files != NULL ? respond (self, find_file (files, self->request->path), VT_SHOPPER_INDEX_TYPE) : NULL;
}
