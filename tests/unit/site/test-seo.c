/* What search engines and other sites are told, of every page of the demo shop in three languages. */
#include "base/vt-file.h"
#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-product-edit.h"
#include "content/vt-page.h"
#include "demo/vt-demo.h"
#include "schema-rules.h"
#include "shop/vt-settings.h"
#include "site-fixture.h"
#include "site/vt-snippet.h"

#include <string.h>

#define NOW_US G_GINT64_CONSTANT (1795000000000000)
#define BASE   "https://shop.example"

static void
set_up_demo (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("vitrine-seo-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "demo.vitrine", NULL);
  vt_demo_create (self->path, &error);
  g_assert_no_error (error);
  self->shop = vt_shop_open (self->path, VT_SHOP_WRITE, &error);
  g_assert_no_error (error);
  self->site = vt_site_new (self->folder, &error);
  g_assert_no_error (error);
  self->snapshot = vt_snapshot_open_folder (self->path, &error);
  g_assert_no_error (error);
  self->request.base_url = BASE;
  self->request.now_us = NOW_US;
}

static gboolean
speak_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_find_by_handle (db, "modern-cafe-chair", error);
  g_autoptr (VtPage) page = product != NULL ? vt_page_find_by_handle (db, "about", error) : NULL;

  return page != NULL && vt_setting_set (db, "languages", "th pt-BR", error) &&
         vt_catalogue_translate (db, "product", vt_product_get_id (product), "title", "th", "เก้าอี้คาเฟ่", error) &&
         vt_page_set_body (db, page->id,
                           "Hello.\n\n## Do you <b>deliver</b>?\n\nYes, \"everywhere\".\n\n## Where\n\nHere.\n\n"
                           "### And when?\n\nSoon.",
                           error);
}

/* The content of the first element or attribute that the pattern takes. */
static char *
take (const char *html, const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, html, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static char *
decode_address (const char *address)
{
  g_assert_true (g_str_has_prefix (address, BASE "/"));
  return g_uri_unescape_string (address + strlen (BASE), NULL);
}

static void
check_structured_data (const char *path, const char *html)
{
  g_autofree char *text = take (html, "<script type=\"application/ld\\+json\">(.*?)</script>");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, &error) : NULL;
  g_autofree char *broken = NULL;

  g_assert_no_error (error);
  if (node == NULL)
    g_error ("%s: nothing is said in schema.org's words", path);
  broken = schema_rules_find_broken (node);
  if (broken != NULL)
    g_error ("%s: %s", path, broken);
}

static void
check_head (GHashTable *routes, const char *path, const char *html)
{
  g_autofree char *title = take (html, "<title>([^<]+)</title>");
  g_autofree char *canonical = take (html, "<link rel=\"canonical\" href=\"([^\"]+)\"");
  g_autofree char *here = canonical != NULL ? decode_address (canonical) : NULL;
  g_autofree char *image = take (html, "<meta property=\"og:image\" content=\"([^\"]+)\"");
  g_autofree char *picture = image != NULL ? decode_address (image) : NULL;
  g_autofree char *locale = take (html, "<meta property=\"og:locale\" content=\"([a-z]+_[A-Z]+)\"");

  g_assert_nonnull (title);
  g_assert_cmpstr (here, ==, path);
  if (picture == NULL || !g_hash_table_contains (routes, picture))
    g_error ("%s: its picture “%s” is not there", path, image);
  g_assert_nonnull (locale);
  assert_has (html, "<meta name=\"twitter:card\" content=\"summary_large_image\">");
  assert_has (html, "<meta property=\"og:locale:alternate\"");
  assert_has (html, "hreflang=\"th\"");
  assert_has (html, "hreflang=\"x-default\"");
  assert_lacks (html, "noindex");
}

static gboolean
is_page (const char *html)
{
  return g_str_has_prefix (html, "<!DOCTYPE html>");
}

static gboolean
is_picture (const char *path)
{
  return g_str_has_prefix (path, "/media/") || g_str_has_prefix (path, "/assets/");
}

static void
test_every_page (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GPtrArray) routes = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_pages = 0;

  site_fixture_write (self, speak_job, NULL);
  routes = vt_site_list_routes (self->site, self->snapshot, NULL);
  for (guint i = 0; i < routes->len; i++)
    g_hash_table_add (known, g_ptr_array_index (routes, i));
  g_assert_cmpuint (g_hash_table_size (known), ==, routes->len);

  for (guint i = 0; i < routes->len; i++)
    {
      const char *path = g_ptr_array_index (routes, i);
      g_autofree char *html = NULL;

      if (is_picture (path) || g_str_has_suffix (path, "/404") || g_str_has_suffix (path, "/offline"))
        continue;
      html = site_get_text (self, path, 200);
      if (!is_page (html))
        continue;
      n_pages++;
      check_head (known, path, html);
      check_structured_data (path, html);
    }
  g_assert_cmpuint (n_pages, >, 100);
}

static void
add_addresses (const char *map, GHashTable *addresses)
{
  g_autoptr (GRegex) regex = g_regex_new ("<loc>([^<]+)</loc>", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, map, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *address = g_match_info_fetch (match, 1);

      g_assert_true (g_hash_table_add (addresses, decode_address (address)));
    }
}

/* Every page once, and nothing else. */
static void
test_sitemap (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) routes = NULL;
  g_autofree char *index = NULL;
  g_autofree char *robots = NULL;
  GHashTableIter iter;
  gpointer part;

  site_fixture_write (self, speak_job, NULL);
  index = site_get_text (self, "/sitemap.xml", 200);
  robots = site_get_text (self, "/robots.txt", 200);
  assert_has (index, "<sitemapindex xmlns=");
  assert_has (robots, "\nSitemap: " BASE "/sitemap.xml\n");
  assert_has (robots, "\nDisallow: /th/cart\n");
  add_addresses (index, parts);

  routes = vt_site_list_routes (self->site, self->snapshot, NULL);
  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &part, NULL))
    {
      g_autofree char *map = site_get_text (self, part, 200);

      g_assert_true (g_ptr_array_find_with_equal_func (routes, part, g_str_equal, NULL));
      assert_has (map, "hreflang=\"pt-BR\"");
      assert_has (map, "hreflang=\"x-default\"");
      add_addresses (map, listed);
    }

  for (guint i = 0; i < routes->len; i++)
    {
      const char *path = g_ptr_array_index (routes, i);
      g_autofree char *html =
          is_picture (path) || g_str_has_suffix (path, "/404") || g_str_has_suffix (path, "/offline")
              ? NULL
              : site_get_text (self, path, 200);

      if (html != NULL && is_page (html) && !g_hash_table_remove (listed, path))
        g_error ("“%s” is not in the sitemap", path);
    }
  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &part, NULL))
    {
      /* A host answers it anew each time. */
      if (!g_str_has_suffix (part, "/contact"))
        g_error ("“%s” is in the sitemap and not there", (const char *) part);
      g_free (site_get_text (self, part, 200));
    }
}

static void
test_no_such_part (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const none[] = { "/sitemap.products.en.2.xml",
                                      "/sitemap.products.th.1.xml",
                                      "/sitemap.x.en.1.xml",
                                      "/sitemap.products.en.0.xml",
                                      "/sitemap.",
                                      "/th/sitemap.products.en.1.xml" };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_free (site_get_text (self, none[i], 404));
}

static void
test_questions (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *html = NULL;
  g_autofree char *text = NULL;

  site_fixture_write (self, speak_job, NULL);
  html = site_get_text (self, "/pages/about", 200);
  text = take (html, "<script type=\"application/ld\\+json\">(.*?)</script>");
  assert_has (text, "\"FAQPage\"");
  assert_has (text, "\"And when?\"");
  assert_lacks (text, "\"Where\"");
}

static void
test_cards (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *html = site_get_text (self, "/products/brass-table-lamp", 200);
  g_autofree char *image = take (html, "<meta property=\"og:image\" content=\"([^\"]+)\"");
  g_autofree char *path = decode_address (image);
  g_autofree char *asked = NULL;
  g_autofree char *cheaper = NULL;
  g_autoptr (VtSiteResponse) first = site_get (self, path);
  g_autoptr (VtSiteResponse) again = site_get (self, path);
  static const char *const none[] = {
    "/media/card-",
    "/media/card-.jpg",
    "/media/card-product-102-en-0000000000000000.jpg",
    "/media/card-product-104-en-0000000000000000.jpg",
    "/media/card-product-999-en-0000000000000000.jpg",
    "/media/card-product--1-en-0000000000000000.jpg",
    "/media/card-frog-1-en-0000000000000000.jpg",
    "/media/card-product-102-xx-0000000000000000.jpg",
    "/media/card-product-99999999999999999999-en-0000000000000000.jpg",
    "/media/card-../../x-1-en-0000000000000000.jpg",
  };

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (first->content_type, ==, "image/jpeg");
  g_assert_true (first->cache == VT_CACHE_IMMUTABLE);
  g_assert_true (g_bytes_equal (first->body, again->body));
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_free (site_get_text (self, none[i], 404));

  /* What asks for something of its own has no card of its own. */
  asked = site_get_text (self, "/products/brass-table-lamp?variant=1003", 200);
  cheaper = take (asked, "<meta property=\"og:image\" content=\"([^\"]+)\"");
  assert_lacks (cheaper, "/media/card-");
}

static gboolean
rename_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_set_title (db, VT_TEST_LAMP,
                               "</script><script>alert(1)</script>\xe2\x80\xae [x](javascript:1) # `y`", error);
}

/* The address of a picture changes with what is on it, and words are only words. */
static void
test_hostile_words (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *before = site_get_text (self, "/products/brass-table-lamp", 200);
  g_autofree char *old = take (before, "<meta property=\"og:image\" content=\"([^\"]+)\"");
  g_autofree char *old_path = decode_address (old);
  g_autofree char *after = NULL;
  g_autofree char *llms = NULL;
  g_autofree char *map = NULL;

  site_fixture_write (self, rename_job, NULL);
  after = site_get_text (self, "/products/brass-table-lamp", 200);
  llms = site_get_text (self, "/llms.txt", 200);
  map = site_get_text (self, "/sitemap.products.en.1.xml", 200);
  assert_lacks (after, old);
  assert_lacks (after, "<script>alert");
  check_structured_data ("/products/brass-table-lamp", after);
  assert_lacks (llms, "<script>");
  assert_lacks (llms, "[x](");
  assert_lacks (map, "<script>");
  g_free (site_get_text (self, old_path, 404));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/site/seo/every-page", SiteFixture, NULL, set_up_demo, test_every_page, site_fixture_tear_down);
  g_test_add ("/site/seo/sitemap", SiteFixture, NULL, set_up_demo, test_sitemap, site_fixture_tear_down);
  g_test_add ("/site/seo/questions", SiteFixture, NULL, set_up_demo, test_questions, site_fixture_tear_down);
  site_test ("/site/seo/no-such-part", test_no_such_part);
  site_test ("/site/seo/cards", test_cards);
  site_test ("/site/seo/hostile-words", test_hostile_words);
  return g_test_run ();
}
