/* Laws of all pages together: every link leads somewhere, nothing a merchant writes becomes markup, the same shop gives
 * the same bytes. */
#include "site-fixture.h"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "content/vt-menu.h"
#include "content/vt-page.h"
#include "content/vt-section.h"
#include "promo/vt-popup.h"
#include "shop/vt-media.h"
#include "shop/vt-settings.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define HOSTILE "\"><script>alert(1)</script>'</title>{{shop.name}}{{{x}}}<!--"

static void
add_addresses (GHashTable *found, const char *html, const char *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, html, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *list = g_match_info_fetch (match, 1);
      g_auto (GStrv) items = g_strsplit (list, ", ", -1);

      for (char **item = items; *item != NULL; item++)
        {
          char *address = g_strndup (*item, strcspn (*item, " #"));
          g_autoptr (GString) plain = g_string_new (address);

          g_string_replace (plain, "&amp;", "&", 0);
          g_free (address);
          if (plain->str[0] == '/')
            g_hash_table_add (found, g_strdup (plain->str));
        }
    }
}

static guint
status_of (SiteFixture *self, const char *address)
{
  g_autoptr (VtSiteResponse) response = site_get (self, address);

  return response->status;
}

/* From the home page on, every address that a page names. */
static GHashTable *
crawl (SiteFixture *self)
{
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GQueue) queue = g_queue_new ();

  g_queue_push_tail (queue, g_strdup ("/"));
  g_hash_table_add (seen, g_strdup ("/"));
  while (!g_queue_is_empty (queue))
    {
      g_autofree char *address = g_queue_pop_head (queue);
      g_autoptr (VtSiteResponse) response = site_get (self, address);
      g_autofree char *text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
      g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      GHashTableIter iter;
      gpointer next;

      /* A form that the host answers, not the storefront. */
      if (g_str_has_suffix (address, "/notify"))
        continue;
      if (response->status != 200 && response->status != 303)
        g_error ("A page leads to “%s”, which answers %u", address, response->status);
      /* Of the lists that a shopper narrows there are more than can be counted: each is looked at from the whole one.
       */
      if (!g_str_has_prefix (response->content_type, "text/html") || strchr (address, '?') != NULL)
        continue;
      add_addresses (found, text, " (?:href|src|action|data-module-[a-z]+|data-target)=\"([^\"]*)\"");
      add_addresses (found, text, " (?:srcset|imagesrcset)=\"([^\"]*)\"");

      g_hash_table_iter_init (&iter, found);
      while (g_hash_table_iter_next (&iter, &next, NULL))
        if (g_hash_table_add (seen, g_strdup (next)))
          g_queue_push_tail (queue, g_strdup (next));
    }

  return seen;
}

static char *
write_photo (SiteFixture *self)
{
  static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"500\">"
                            "<rect width=\"400\" height=\"500\" fill=\"#caa\"/></svg>";
  char *file = g_build_filename (self->folder, "photo.svg", NULL);

  g_assert_true (g_file_set_contents (file, svg, -1, NULL));
  return file;
}

static gboolean
dress_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtMenuInput menu[] = { { HOSTILE, "/collections/chairs" }, { "All", "/collections/all" } };
  const VtSectionInput hero = { HOSTILE, HOSTILE, HOSTILE, HOSTILE, "/collections/sale", NULL, HOSTILE };
  gint64 page = 0;
  SiteFixture *self = data;

  g_assert_nonnull (self->path);
  return vt_product_set_title (db, VT_TEST_CHAIR, HOSTILE, error) &&
         vt_product_set_description_html (db, VT_TEST_CHAIR, "<p onclick=\"x()\">a<script>alert(2)</script></p>",
                                          error) &&
         vt_collection_set_title (db, VT_TEST_CHAIRS, HOSTILE, error) &&
         vt_setting_set (db, "shop.name", HOSTILE, error) && vt_setting_set (db, "announcement", HOSTILE, error) &&
         vt_menu_replace (db, VT_MENU_HEADER, menu, G_N_ELEMENTS (menu), error) &&
         vt_section_add (db, VT_SECTION_PAGE_HOME, VT_SECTION_HERO, &hero, &page, error) &&
         vt_page_set_body (db, VT_TEST_PAGE_ABOUT, "# Hi\n\n<script>alert(3)</script>\n\n[x](javascript:alert(4))",
                           error) &&
         vt_page_set_title (db, VT_TEST_PAGE_ABOUT, HOSTILE, error);
}

static const char *const pages[] = { "/",
                                     "/collections/all",
                                     "/collections/chairs",
                                     "/products/modern-cafe-chair",
                                     "/products/linen-shirt",
                                     "/pages/about",
                                     "/search?q=%22%3E%3Cscript%3Ealert(5)%3C/script%3E",
                                     "/cart",
                                     "/checkout",
                                     "/404",
                                     "/sitemap.xml",
                                     "/icon.svg" };

static void
test_hostile_texts (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  site_fixture_write (self, dress_job, self);
  self->request.cart = "1001x1";
  self->request.discount = HOSTILE;
  self->request.postcode = HOSTILE;

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *html = site_get_text (self, pages[i], strcmp (pages[i], "/404") == 0 ? 404 : 200);
      const char *script = html;

      assert_lacks (html, "<script>");
      assert_lacks (html, "alert(2)");
      assert_lacks (html, "onclick=");
      assert_lacks (html, "javascript:");
      assert_lacks (html, "<!-- ");
      /* Only the two scripts of the layout are left: the module, and data. */
      while ((script = strstr (script, "<script")) != NULL)
        {
          g_assert_true (g_str_has_prefix (script, "<script type=\"module\" src=\"/assets/") ||
                         g_str_has_prefix (script, "<script type=\"application/ld+json\">{") ||
                         g_str_has_prefix (script, "<script type=\"application/json\" id=\"variants\">{"));
          script++;
        }
    }
}

static JsonNode *
read_json_ld (const char *html)
{
  const char *from = strstr (html, "<script type=\"application/ld+json\">");
  const char *to = from != NULL ? strstr (from, "</script>") : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_assert_nonnull (to);
  from = strchr (from, '>') + 1;
  text = g_strndup (from, (gsize) (to - from));
  node = json_from_string (text, &error);
  g_assert_no_error (error);

  return node;
}

static void
test_json_ld (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *html = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *graph;
  JsonObject *product, *offer;

  site_fixture_write (self, dress_job, self);
  html = site_get_text (self, "/products/modern-cafe-chair", 200);
  node = read_json_ld (html);
  graph = json_object_get_array_member (json_node_get_object (node), "@graph");
  product = json_array_get_object_element (graph, 0);
  g_assert_cmpstr (json_object_get_string_member (product, "@type"), ==, "ProductGroup");
  g_assert_cmpstr (json_object_get_string_member (product, "name"), ==, HOSTILE);
  offer = json_object_get_object_member (
      json_array_get_object_element (json_object_get_array_member (product, "hasVariant"), 0), "offers");
  g_assert_cmpstr (json_object_get_string_member (offer, "price"), ==, "100.00");
  g_assert_cmpstr (json_object_get_string_member (offer, "priceCurrency"), ==, "EUR");
  g_assert_cmpstr (json_object_get_string_member (offer, "availability"), ==, "https://schema.org/InStock");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (graph, 1), "@type"), ==,
                   "BreadcrumbList");
}

static gboolean
photo_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtMedia *media = data;
  g_autoptr (GPtrArray) sections = vt_section_list (db, VT_SECTION_PAGE_HOME, error);
  gint64 photo = 0;

  /* The small shop names photographs that it has no files of. */
  for (guint i = 0; sections != NULL && i < sections->len; i++)
    if (!vt_section_remove (db, ((VtSection *) g_ptr_array_index (sections, i))->id, error))
      return FALSE;

  return vt_media_add (db, media, error) && vt_photo_remove (db, 121, error) && vt_photo_remove (db, 122, error) &&
         vt_popup_set_picture (db, VT_TEST_POPUP, media->sha256, "", error) &&
         vt_product_add_photo (db, VT_TEST_CHAIR, media->sha256, "A chair", -1, &photo, error);
}

static void
test_links (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GHashTable) seen = NULL;

  self->request.cart = "1001x1";
  seen = crawl (self);
  g_assert_true (g_hash_table_contains (seen, "/products/linen-shirt"));
  g_assert_true (g_hash_table_contains (seen, "/collections/lamps"));
  g_assert_true (g_hash_table_contains (seen, "/pages/about"));
}

static void
test_routes (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) routes = vt_site_list_routes (self->site, self->snapshot, &error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = NULL;
  GHashTableIter iter;
  gpointer address;

  g_assert_no_error (error);
  for (guint i = 0; i < routes->len; i++)
    {
      const char *path = g_ptr_array_index (routes, i);

      g_assert_true (g_hash_table_add (known, (gpointer) path));
      g_assert_cmpuint (status_of (self, path), ==, strcmp (path, "/404") == 0 ? 404 : 200);
    }

  /* Whatever a page names is in the release, unless it is rendered when it is asked for. */
  seen = crawl (self);
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &address, NULL))
    if (strchr (address, '?') == NULL && strcmp (address, "/cart") != 0 && strcmp (address, "/checkout") != 0 &&
        strcmp (address, "/search") != 0 && strcmp (address, "/notify") != 0 && !g_hash_table_contains (known, address))
      g_error ("“%s” is named by a page and is no route", (char *) address);
}

static void
test_same_bytes (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GPtrArray) routes = vt_site_list_routes (self->site, self->snapshot, NULL);
  g_autoptr (VtSnapshot) other = vt_snapshot_open_folder (self->path, NULL);

  for (guint i = 0; i < routes->len; i++)
    {
      VtSiteRequest request = self->request;
      g_autoptr (VtSiteResponse) one = site_get (self, g_ptr_array_index (routes, i));
      g_autoptr (VtSiteResponse) two = NULL;

      request.method = "GET";
      request.path = g_ptr_array_index (routes, i);
      request.now_us += 60 * G_USEC_PER_SEC;
      request.cart = "1001x1";
      request.country = "JP";
      two = vt_site_respond (self->site, other, &request, NULL, NULL);
      g_assert_true (g_bytes_equal (one->body, two->body));
    }
}

static void
set_up_with_photo (SiteFixture *self, gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtMedia) media = NULL;

  site_fixture_set_up (self, data);
  file = write_photo (self);
  media = vt_media_stage_file (self->path, file, NULL, &error);
  g_assert_no_error (error);
  site_fixture_write (self, photo_job, media);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  site_test ("/site/crawl/hostile-texts", test_hostile_texts);
  site_test ("/site/crawl/json-ld", test_json_ld);
  g_test_add ("/site/crawl/links", SiteFixture, NULL, set_up_with_photo, test_links, site_fixture_tear_down);
  g_test_add ("/site/crawl/routes", SiteFixture, NULL, set_up_with_photo, test_routes, site_fixture_tear_down);
  g_test_add ("/site/crawl/same-bytes", SiteFixture, NULL, set_up_with_photo, test_same_bytes, site_fixture_tear_down);

  return g_test_run ();
}
