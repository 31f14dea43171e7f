#include "site-fixture.h"

#include "content/vt-post.h"
#include "shop/vt-address.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"
#include "site/vt-shop-api.h"

#include <sqlite3.h>
#include <string.h>

#define THAI_CHAIR "เก้าอี้คาเฟ่"
#define THAI_ENCODED                                                                                                   \
  "%E0%B9%80%E0%B8%81%E0%B9%89%E0%B8%B2%E0%B8%AD%E0%B8%B5%E0%B9%89%E0%B8%84%E0%B8%B2%E0%B9%80%E0%B8%9F%E0%B9%88"

static gboolean
translate_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  static const struct
  {
    const char *kind;
    gint64 row_id;
    const char *field;
    const char *language;
    const char *value;
  } texts[] = {
    { "product", VT_TEST_CHAIR, "title", "th", "เก้าอี้คาเฟ่สมัยใหม่" },
    { "product", VT_TEST_CHAIR, "handle", "th", THAI_CHAIR },
    { "product", VT_TEST_CHAIR, "description_html", "th", "<p>นั่งสบาย</p>" },
    { "product", VT_TEST_CHAIR, "option_names", "th", "สี" },
    { "product", VT_TEST_CHAIR, "title", "pt-BR", "Cadeira de café" },
    { "product", VT_TEST_CHAIR, "handle", "pt-BR", "cadeira-de-cafe" },
    { "variant", VT_TEST_CHAIR_MUSTARD, "option_values", "th", "เหลืองมัสตาร์ด" },
    { "collection", VT_TEST_CHAIRS, "title", "th", "เก้าอี้" },
    { "collection", VT_TEST_CHAIRS, "handle", "th", "kao-i" },
    { "page", VT_TEST_PAGE_ABOUT, "title", "th", "เกี่ยวกับเรา" },
    { "shipping_method", VT_TEST_RATE_STANDARD, "name", "th", "ส่งธรรมดา" },
    { "setting", 0, "shop.tagline", "th", "ของแต่งบ้าน" },
  };

  if (!vt_setting_set (db, "languages", "th pt-BR", error) ||
      !vt_setting_set (db, "shop.tagline", "Things for homes", error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!vt_translation_set (db, texts[i].kind, texts[i].row_id, texts[i].field, texts[i].language, texts[i].value,
                             error))
      return FALSE;

  return TRUE;
}

static void
test_addresses (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *address;
    guint status;
    const char *location;
  } cases[] = {
    { "/", 200, NULL },
    { "/th/", 200, NULL },
    { "/pt-br/", 200, NULL },
    { "/th", 301, "/th/" },
    { "/TH/cart", 301, "/th/cart" },
    { "/pt-BR/", 301, "/pt-br/" },
    { "/en", 301, "/" },
    { "/en/", 301, "/" },
    { "/en/products/brass-table-lamp", 301, "/products/brass-table-lamp" },
    { "/en/search?q=a+b", 301, "/search?q=a%20b" },
    { "/de/", 404, NULL },
    { "/thx/", 404, NULL },
    { "/th/de/", 404, NULL },
    { "/th/th/", 404, NULL },
    { "/th/cart", 200, NULL },
    { "/th/404", 404, NULL },
    { "/th/sitemap.xml", 404, NULL },
    { "/th/icon.svg", 404, NULL },
    { "/products/modern-cafe-chair", 200, NULL },
    { "/th/products/" THAI_CHAIR, 200, NULL },
    { "/pt-br/products/cadeira-de-cafe", 200, NULL },
    { "/th/products/modern-cafe-chair", 301, "/th/products/" THAI_ENCODED },
    { "/th/products/cadeira-de-cafe?variant=1002", 301, "/th/products/" THAI_ENCODED "?variant=1002" },
    { "/products/" THAI_CHAIR, 301, "/products/modern-cafe-chair" },
    { "/products/cadeira-de-cafe", 301, "/products/modern-cafe-chair" },
    { "/th/products/brass-table-lamp", 200, NULL },
    { "/th/products/walnut-desk", 404, NULL },
    { "/th/collections/kao-i", 200, NULL },
    { "/th/collections/chairs?page=2", 301, "/th/collections/kao-i?page=2" },
    { "/collections/kao-i", 301, "/collections/chairs" },
    { "/th/collections/all", 200, NULL },
    { "/th/pages/about", 200, NULL },
    { "/th/pages/", 404, NULL },
  };

  site_fixture_write (self, translate_job, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtSiteResponse) response = site_get (self, cases[i].address);

      if (response->status != cases[i].status)
        g_error ("%s: %u instead of %u", cases[i].address, response->status, cases[i].status);
      g_assert_cmpstr (response->location, ==, cases[i].location);
    }
}

static void
test_page (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *single = site_get_text (self, "/products/modern-cafe-chair", 200);
  g_autofree char *first = NULL;
  g_autofree char *thai = NULL;
  g_autofree char *portuguese = NULL;
  g_autofree char *lamp = NULL;
  g_autofree char *missing = NULL;

  assert_lacks (single, "hreflang");
  site_fixture_write (self, translate_job, NULL);
  first = site_get_text (self, "/products/modern-cafe-chair", 200);
  thai = site_get_text (self, "/th/products/" THAI_CHAIR, 200);
  portuguese = site_get_text (self, "/pt-br/products/cadeira-de-cafe", 200);
  lamp = site_get_text (self, "/th/products/brass-table-lamp", 200);
  missing = site_get_text (self, "/th/nothing", 404);

  assert_has (first, "<html lang=\"en\" dir=\"ltr\"");
  assert_has (first, "hreflang=\"th\" href=\"https://shop.example/th/products/" THAI_ENCODED "\"");
  assert_has (first, "hreflang=\"pt-BR\" href=\"https://shop.example/pt-br/products/cadeira-de-cafe\"");
  assert_has (first, "hreflang=\"x-default\" href=\"https://shop.example/products/modern-cafe-chair\"");
  assert_has (thai, "<html lang=\"th\" dir=\"ltr\"");
  assert_has (thai, "<link rel=\"canonical\" href=\"https://shop.example/th/products/" THAI_ENCODED "\">");
  assert_has (thai, "<title>เก้าอี้คาเฟ่สมัยใหม่ — Casa Lume</title>");
  assert_has (thai, "<p>นั่งสบาย</p>");
  assert_has (thai, "สี");
  assert_has (thai, "เหลืองมัสตาร์ด");
  assert_has (thai, "href=\"/th/collections/kao-i\"");
  assert_has (thai, "action=\"/th/cart\"");
  assert_lacks (thai, "Modern Cafe Chair");
  assert_lacks (thai, "href=\"/collections/");
  assert_lacks (thai, "action=\"/cart\"");
  /* What is not translated says which language it is in. */
  assert_has (portuguese, "Cadeira de café");
  assert_has (lamp, " lang=\"en\">Brass Table Lamp</h1>");
  assert_has (missing, "<html lang=\"th\"");
  assert_has (missing, "action=\"/th/search\"");
  assert_lacks (missing, "hreflang");
}

static void
test_forms (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtSiteResponse) added = NULL;
  g_autoptr (VtSiteResponse) empty = NULL;
  g_autofree char *cart = NULL;

  site_fixture_write (self, translate_job, NULL);
  added = site_post (self, "/th/cart", "action=add&variant=1001");
  empty = site_get (self, "/th/checkout");
  self->request.cart = "1001x1";
  cart = site_get_text (self, "/th/cart", 200);

  g_assert_cmpuint (added->status, ==, 303);
  g_assert_cmpstr (added->location, ==, "/th/cart");
  g_assert_cmpstr (empty->location, ==, "/th/cart");
  assert_has (cart, "เหลืองมัสตาร์ด");
  assert_has (cart, "ส่งธรรมดา");
  assert_has (cart, "href=\"/th/products/" THAI_ENCODED "?variant=1001\"");
  assert_has (cart, "href=\"/th/checkout\"");
}

static void
test_quote (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *body;
    const char *has;
  } cases[] = {
    { "{\"language\":\"th\",\"lines\":[{\"variant\":1001,\"quantity\":1}]}", "เก้าอี้คาเฟ่สมัยใหม่" },
    { "{\"language\":\"th\",\"lines\":[{\"variant\":1001,\"quantity\":1}]}",
      "/th/products/" THAI_ENCODED "?variant=1001" },
    { "{\"language\":\"th\",\"lines\":[{\"variant\":1001,\"quantity\":1}]}", "ส่งธรรมดา" },
    { "{\"language\":\"xx\",\"lines\":[{\"variant\":1001,\"quantity\":1}]}", "Modern Cafe Chair" },
    { "{\"language\":7,\"lines\":[{\"variant\":1001,\"quantity\":1}]}", "Modern Cafe Chair" },
    { "{\"lines\":[{\"variant\":1001,\"quantity\":1}]}", "\"/products/modern-cafe-chair?variant=1001\"" },
  };
  VtSiteRequest request = self->request;

  site_fixture_write (self, translate_job, NULL);
  request.method = "POST";
  request.path = VT_SHOP_API_PREFIX "quote";
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autoptr (VtSiteResponse) response =
          vt_shop_api_respond (self->site, self->snapshot, &request, body, &self->backend);
      g_autofree char *text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));

      g_assert_cmpuint (response->status, ==, 200);
      assert_has (text, cases[i].has);
    }
}

/* Every address that is listed answers, and what is listed is what requests name. */
static void
test_routes (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const wanted[] = { "/",
                                        "/th/",
                                        "/pt-br/",
                                        "/th/404",
                                        "/th/products/" THAI_CHAIR,
                                        "/pt-br/products/cadeira-de-cafe",
                                        "/th/collections/kao-i",
                                        "/th/pages/about" };
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  site_fixture_write (self, translate_job, NULL);
  routes = vt_site_list_routes (self->site, self->snapshot, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < routes->len; i++)
    {
      const char *path = g_ptr_array_index (routes, i);

      g_assert_true (g_hash_table_add (seen, (gpointer) path));
      if (!g_str_has_prefix (path, "/media/"))
        g_free (site_get_text (self, path, g_str_has_suffix (path, "/404") ? 404 : 200));
    }
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_true (g_hash_table_contains (seen, wanted[i]));
  g_assert_false (g_hash_table_contains (seen, "/th/products/modern-cafe-chair"));
}

static int
count_cb (G_GNUC_UNUSED unsigned int kind, void *data, G_GNUC_UNUSED void *statement, void *sql)
{
  if (strstr (sql, "translation") != NULL)
    (*(guint *) data)++;
  return 0;
}

static gboolean
add_products_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  for (gint64 i = 0; i < 40; i++)
    if (!vt_db_run (db, error,
                    "INSERT INTO product (id, handle, title, status, created_us, updated_us) "
                    "VALUES (?1 + 9000, 'more-' || ?1, 'More', 'active', 1, 1)",
                    "i", i) ||
        !vt_db_run (db, error, "INSERT INTO variant (id, product_id, position) VALUES (?1 + 9000, ?1 + 9000, 0)", "i",
                    i))
      return FALSE;

  return TRUE;
}

/* A longer list is not more queries. */
static void
test_queries (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  sqlite3 *handle = vt_db_get_handle (vt_snapshot_get_db (self->snapshot));
  guint few = 0;
  guint many = 0;

  site_fixture_write (self, translate_job, NULL);
  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, count_cb, &few);
  g_free (site_get_text (self, "/th/collections/all", 200));
  sqlite3_trace_v2 (handle, 0, NULL, NULL);
  site_fixture_write (self, add_products_job, NULL);
  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, count_cb, &many);
  g_free (site_get_text (self, "/th/collections/all", 200));
  sqlite3_trace_v2 (handle, 0, NULL, NULL);

  g_test_message ("%u queries, then %u", few, many);
  g_assert_cmpuint (few, >, 0);
  g_assert_cmpuint (many, ==, few);
}

static gboolean
move_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  gint64 post = 0;

  if (!vt_setting_set (db, "languages", "th", error) ||
      !vt_post_create (db, "Light", "light", VT_TEST_NOW_US - 1, &post, error) ||
      !vt_post_set_active (db, post, TRUE, error))
    return FALSE;

  return vt_address_translate (db, "page", VT_TEST_PAGE_ABOUT, "th", "rao", error) &&
         vt_address_translate (db, "page", VT_TEST_PAGE_ABOUT, "th", "rao-mai", error) &&
         vt_address_translate (db, "collection", VT_TEST_CHAIRS, "th", "kao-i", error) &&
         vt_address_translate (db, "collection", VT_TEST_CHAIRS, "th", "kao-i-mai", error) &&
         vt_address_translate (db, "post", post, "th", "saeng", error) &&
         vt_address_translate (db, "post", post, "th", "saeng-mai", error);
}

/* What a page was called in a language leads to what it is called there now. */
static void
test_former_addresses (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *before;
    const char *now;
  } cases[] = {
    { "/th/pages/rao", "/th/pages/rao-mai" },
    { "/th/pages/about", "/th/pages/rao-mai" },
    { "/th/collections/kao-i", "/th/collections/kao-i-mai" },
    { "/th/collections/kao-i?page=2", "/th/collections/kao-i-mai?page=2" },
    { "/th/blog/saeng", "/th/blog/saeng-mai" },
    { "/th/blog/light", "/th/blog/saeng-mai" },
  };

  site_fixture_write (self, move_job, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtSiteResponse) response = site_get (self, cases[i].before);

      g_test_message ("%s", cases[i].before);
      g_assert_cmpuint (response->status, ==, 301);
      g_assert_cmpstr (response->location, ==, cases[i].now);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  site_test ("/languages/former-addresses", test_former_addresses);
  site_test ("/languages/addresses", test_addresses);
  site_test ("/languages/page", test_page);
  site_test ("/languages/forms", test_forms);
  site_test ("/languages/quote", test_quote);
  site_test ("/languages/routes", test_routes);
  site_test ("/languages/queries-of-a-list", test_queries);

  return g_test_run ();
}
