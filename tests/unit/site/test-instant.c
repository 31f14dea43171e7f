/* What browsers load to search by themselves, and what answers until they have. */
#include "site-fixture.h"

#include "base/vt-json.h"
#include "catalogue/vt-catalogue-translation.h"
#include "content/vt-post.h"
#include "shop/vt-settings.h"
#include "site/vt-theme.h"

#include <string.h>

static JsonObject *
get_json (SiteFixture *self, const char *address, JsonNode **node)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = site_get_text (self, address, 200);

  *node = vt_json_parse (text, -1, 1 << 20, 8, &error);
  g_assert_no_error (error);
  return json_node_get_object (*node);
}

static const char *
part_url (JsonObject *manifest)
{
  return json_object_get_string_member (
      json_array_get_object_element (json_object_get_array_member (manifest, "parts"), 0), "url");
}

static gboolean
translate_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  gint64 id = 0;

  return vt_setting_set (db, "languages", "th", error) &&
         vt_catalogue_translate (db, "product", VT_TEST_LAMP, "title", "th", "โคมไฟทองเหลือง", error) &&
         vt_post_create (db, "Light at home", "light", VT_TEST_NOW_US - VT_TEST_DAY_US, &id, error) &&
         vt_post_set_active (db, id, TRUE, error);
}

static void
test_manifest (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *manifest = get_json (self, "/search/index.json", &node);
  JsonObject *words = json_object_get_object_member (manifest, "words");
  g_autoptr (VtSiteResponse) file = site_get (self, part_url (manifest));
  g_autofree char *wrong = g_strdup (part_url (manifest));
  g_autoptr (VtSiteResponse) none = NULL;

  g_assert_cmpstr (json_object_get_string_member (manifest, "language"), ==, "en");
  g_assert_cmpstr (json_object_get_string_member (manifest, "currency"), ==, "EUR");
  g_assert_cmpint (json_object_get_int_member (manifest, "decimals"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (words, "suggestions"), ==, "Suggestions");
  g_assert_true (g_str_has_prefix (part_url (manifest), "/assets/search.en.0."));

  g_assert_cmpuint (file->status, ==, 200);
  g_assert_cmpstr (file->content_type, ==, "application/vnd.vitrine.index");
  g_assert_cmpint (file->cache, ==, VT_CACHE_IMMUTABLE);
  g_assert_cmpint (memcmp (g_bytes_get_data (file->body, NULL), "VIX1", 4), ==, 0);

  /* Another hash is another file. */
  memset (strrchr (wrong, '.') - 4, '0', 4);
  none = site_get (self, wrong);
  g_assert_cmpuint (none->status, ==, 404);
}

static void
test_addresses (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const none[] = {
    "/assets/search.",       "/assets/search.en",     "/assets/search.fr.0.123456789012.vix",
    "/assets/search.looks.", "/assets/search.../etc", "/th/assets/search.en.0.vix",
    "/search/instant/",      "/search/index.json/"
  };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (VtSiteResponse) response = site_get (self, none[i]);

      if (response->status != 404)
        g_error ("“%s” answers %u", none[i], response->status);
    }
}

static void
test_languages (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *manifest;
  JsonObject *product;

  site_fixture_write (self, translate_job, NULL);
  manifest = get_json (self, "/th/search/index.json", &node);
  g_assert_cmpstr (json_object_get_string_member (manifest, "language"), ==, "th");
  g_assert_true (g_str_has_prefix (part_url (manifest), "/assets/search.th.0."));
  g_assert_cmpstr (json_object_get_string_member (manifest, "instant"), ==, "/th/search/instant");

  product = json_array_get_object_element (
      json_object_get_array_member (get_json (self, "/th/search/instant?q=โคมไฟ", &answer), "products"), 0);
  g_assert_cmpstr (json_object_get_string_member (product, "title"), ==, "โคมไฟทองเหลือง");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (product, "path"), "/th/products/"));
}

static void
test_instant (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) things = NULL;
  JsonObject *answer;
  JsonObject *product;
  JsonObject *post;

  site_fixture_write (self, translate_job, NULL);
  answer = get_json (self, "/search/instant?q=lam", &node);
  product = json_array_get_object_element (json_object_get_array_member (answer, "products"), 0);
  g_assert_cmpint (json_object_get_int_member (answer, "total"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (product, "id"), ==, "102");
  g_assert_cmpstr (json_object_get_string_member (product, "path"), ==, "/products/brass-table-lamp");
  g_assert_cmpstr (json_object_get_string_member (product, "picture"), ==, "bbbbbbbbbbbbbbbb");
  g_assert_cmpint (json_object_get_int_member (product, "price"), ==, 4999);
  g_assert_false (json_object_get_boolean_member (product, "from"));

  post = json_array_get_object_element (
      json_object_get_array_member (get_json (self, "/search/instant?q=light", &things), "things"), 0);
  g_assert_cmpstr (json_object_get_string_member (post, "kind"), ==, "post");
  g_assert_cmpstr (json_object_get_string_member (post, "path"), ==, "/blog/light");
}

static void
test_bad_words (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const addresses[] = { "/search/instant",          "/search/instant?q=",
                                           "/search/instant?q=%20%09", "/search/instant?q=%22%3Cscript%3E",
                                           "/search/instant?q=😀😀",     "/search/instant?q=the+of+and" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (VtSiteResponse) response = site_get (self, addresses[i]);

      g_assert_nonnull (get_json (self, addresses[i], &node));
      g_assert_cmpint (response->cache, ==, VT_CACHE_PRIVATE);
    }
}

static gboolean
currency_job (VtDb *db, gpointer code, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_setting_set (db, "shop.currency", code, error);
}

/* Prices are whole numbers of the smallest unit, and what browsers believe to be that is not ISO 4217's for some. */
static void
test_decimals (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *code;
    gint64 decimals;
  } cases[] = { { "JPY", 0 }, { "KWD", 3 }, { "IQD", 3 }, { "RSD", 2 }, { "ALL", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = NULL;
      JsonObject *manifest;

      site_fixture_write (self, currency_job, (gpointer) cases[i].code);
      manifest = get_json (self, "/search/index.json", &node);
      g_assert_cmpstr (json_object_get_string_member (manifest, "currency"), ==, cases[i].code);
      g_assert_cmpint (json_object_get_int_member (manifest, "decimals"), ==, cases[i].decimals);
    }
}

/* Drafts are found in the preview alone, and nothing that holds them is kept by a browser. */
static void
test_drafts (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *hidden = site_get_text (self, "/search/instant?q=walnut", 200);
  g_autofree char *shown = NULL;
  g_autofree char *shoppers = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) with = NULL;
  g_autoptr (VtSiteResponse) manifest = NULL;
  g_autoptr (VtSiteResponse) file = NULL;

  assert_lacks (hidden, "walnut-desk");
  shoppers = g_strdup (part_url (get_json (self, "/search/index.json", &node)));

  self->request.drafts = TRUE;
  shown = site_get_text (self, "/search/instant?q=walnut", 200);
  assert_has (shown, "walnut-desk");
  manifest = site_get (self, "/search/index.json");
  g_assert_cmpint (manifest->cache, ==, VT_CACHE_PRIVATE);
  g_assert_cmpstr (part_url (get_json (self, "/search/index.json", &with)), !=, shoppers);
  file = site_get (self, part_url (json_node_get_object (with)));
  g_assert_cmpint (file->cache, ==, VT_CACHE_PRIVATE);
}

/* Where the engine could not be built its file is empty: search boxes then ask the host. */
static void
test_no_engine (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) files = vt_theme_read_built_in (&error);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *manifest;

  g_assert_no_error (error);
  g_hash_table_replace (files, g_strdup ("wasm/search.wasm"), g_bytes_new_static ("", 0));
  g_object_unref (self->site);
  self->site = vt_site_new_with_theme (files, NULL, &error);
  g_assert_no_error (error);

  manifest = get_json (self, "/search/index.json", &node);
  g_assert_false (json_object_has_member (manifest, "wasm"));
  g_assert_cmpstr (json_object_get_string_member (manifest, "instant"), ==, "/search/instant");
}

/* Whoever publishes knows every file that browsers are told of. */
static void
test_routes (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  JsonObject *manifest;

  site_fixture_write (self, translate_job, NULL);
  manifest = get_json (self, "/th/search/index.json", &node);
  paths = vt_site_list_routes_at (self->site, self->snapshot, NULL, VT_TEST_NOW_US, &error);
  g_assert_no_error (error);
  g_assert_true (g_ptr_array_find_with_equal_func (paths, "/search/index.json", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (paths, "/th/search/index.json", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (paths, part_url (manifest), g_str_equal, NULL));
  g_assert_false (g_ptr_array_find_with_equal_func (paths, "/search/instant", g_str_equal, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  site_test ("/instant/manifest", test_manifest);
  site_test ("/instant/decimals", test_decimals);
  site_test ("/instant/addresses", test_addresses);
  site_test ("/instant/languages", test_languages);
  site_test ("/instant/answers", test_instant);
  site_test ("/instant/bad-words", test_bad_words);
  site_test ("/instant/drafts", test_drafts);
  site_test ("/instant/no-engine", test_no_engine);
  site_test ("/instant/routes", test_routes);

  return g_test_run ();
}
