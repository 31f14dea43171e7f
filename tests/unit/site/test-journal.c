#include "site-fixture.h"

#include "catalogue/vt-product-edit.h"
#include "content/vt-content-translation.h"
#include "content/vt-live.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "shop/vt-settings.h"

#include <string.h>

#define HOUR_US (VT_TEST_DAY_US / 24)
#define HOSTILE "<script>alert(1)</script>\" onload=\"x & ]]> \x07"

static gboolean
fill_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  gint64 id = 0;

  for (int i = 0; i < 13; i++)
    {
      g_autofree char *title = g_strdup_printf ("Old %d", i);

      if (!vt_post_create (db, title, NULL, VT_TEST_NOW_US - (20 + i) * VT_TEST_DAY_US, &id, error) ||
          !vt_post_set_active (db, id, TRUE, error))
        return FALSE;
    }

  return vt_setting_set (db, "languages", "th", error) &&
         vt_post_create (db, "Light", "light", VT_TEST_NOW_US - VT_TEST_DAY_US, &id, error) &&
         vt_post_set_active (db, id, TRUE, error) && vt_post_set_author (db, id, "Ana", error) &&
         vt_post_set_picture (db, id, VT_TEST_PHOTO_CHAIR, "A chair", error) &&
         vt_post_set_body (db, id,
                           "See the [lamp](product:brass-table-lamp), the [desk](product:walnut-desk) and "
                           "[about](/pages/about).\n\n![Brass](media:" VT_TEST_PHOTO_LAMP ")",
                           error) &&
         vt_content_translate (db, "post", id, "title", "th", "แสง", error) &&
         vt_content_translate (db, "post", id, "handle", "th", "saeng", error) &&
         vt_post_create (db, "Later", "later", VT_TEST_NOW_US + VT_TEST_DAY_US, &id, error) &&
         vt_post_set_active (db, id, TRUE, error) &&
         vt_post_create (db, "Draft", "draft", VT_TEST_NOW_US - VT_TEST_DAY_US, NULL, error);
}

static void
test_addresses (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *path;
    guint status;
    guint with_drafts;
    const char *location;
  } cases[] = {
    { "/blog", 200, 200, NULL },
    { "/blog/page/2", 200, 200, NULL },
    { "/blog/page/3", 404, 404, NULL },
    { "/blog/page/1", 301, 301, "/blog" },
    { "/blog/page/01", 404, 404, NULL },
    { "/blog/page/-1", 404, 404, NULL },
    { "/blog/page/99999999999999999999", 404, 404, NULL },
    { "/blog/page/", 404, 404, NULL },
    { "/blog/", 404, 404, NULL },
    { "/blog/light", 200, 200, NULL },
    { "/blog/later", 404, 200, NULL },
    { "/blog/draft", 404, 200, NULL },
    { "/blog/none", 404, 404, NULL },
    { "/th/blog", 200, 200, NULL },
    { "/th/blog/saeng", 200, 200, NULL },
    { "/th/blog/light", 301, 301, "/th/blog/saeng" },
    { "/blog/feed.xml", 200, 200, NULL },
    { "/th/blog/atom.xml", 200, 200, NULL },
    { "/live", 404, 404, NULL },
    { "/live/none", 404, 404, NULL },
  };

  site_fixture_write (self, fill_job, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int drafts = 0; drafts < 2; drafts++)
      {
        g_autoptr (VtSiteResponse) response = NULL;

        self->request.drafts = drafts != 0;
        response = site_get (self, cases[i].path);
        g_test_message ("%s, drafts %d", cases[i].path, drafts);
        g_assert_cmpuint (response->status, ==, drafts ? cases[i].with_drafts : cases[i].status);
        g_assert_cmpstr (response->location, ==, cases[i].location);
      }
}

static void
test_post (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *post = NULL;
  g_autofree char *thai = NULL;
  g_autofree char *list = NULL;

  site_fixture_write (self, fill_job, NULL);
  post = site_get_text (self, "/blog/light", 200);
  assert_has (post, "<link rel=\"alternate\" type=\"application/rss+xml\"");
  assert_has (post, "Brass Table Lamp");
  assert_lacks (post, "Walnut Desk");
  assert_has (post, "href=\"/pages/about\"");
  assert_has (post, "<figure><picture>");
  assert_has (post, "rel=\"prev\" href=\"/blog/old-0\"");
  assert_lacks (post, "rel=\"next\" href=\"/blog/later\"");
  thai = site_get_text (self, "/th/blog/saeng", 200);
  assert_has (thai, "แสง");
  assert_has (thai, "href=\"/th/pages/about\"");
  list = site_get_text (self, "/blog", 200);
  assert_has (list, "href=\"/blog/page/2\"");
  assert_lacks (list, "Draft");
  self->request.drafts = TRUE;
  g_free (list);
  list = site_get_text (self, "/blog", 200);
  assert_has (list, ">Draft</a>");
}

/* What an XML reader makes of a feed. */
typedef struct
{
  int items;
  GString *titles;
  gboolean in_title;
} Feed;

static void
start_element (G_GNUC_UNUSED GMarkupParseContext *context,
               const char *name,
               G_GNUC_UNUSED const char **names,
               G_GNUC_UNUSED const char **values,
               gpointer data,
               G_GNUC_UNUSED GError **error)
{
  Feed *feed = data;

  feed->items += strcmp (name, "item") == 0 || strcmp (name, "entry") == 0;
  feed->in_title = strcmp (name, "title") == 0;
}

static void
text (G_GNUC_UNUSED GMarkupParseContext *context,
      const char *words,
      G_GNUC_UNUSED gsize length,
      gpointer data,
      G_GNUC_UNUSED GError **error)
{
  Feed *feed = data;

  if (feed->in_title)
    g_string_append (feed->titles, words);
}

static gboolean
hostile_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  gint64 id = 0;

  return vt_post_create (db, HOSTILE, "hostile", VT_TEST_NOW_US, &id, error) &&
         vt_post_set_active (db, id, TRUE, error) && vt_post_set_summary (db, id, HOSTILE, error) &&
         vt_post_set_author (db, id, HOSTILE, error) && vt_post_set_body (db, id, HOSTILE, error);
}

static void
test_feeds (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const paths[] = { "/blog/feed.xml", "/blog/atom.xml", "/th/blog/feed.xml", "/th/blog/atom.xml" };
  const GMarkupParser parser = { start_element, NULL, text, NULL, NULL };

  site_fixture_write (self, fill_job, NULL);
  site_fixture_write (self, hostile_job, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *xml = site_get_text (self, paths[i], 200);
      g_autoptr (GError) error = NULL;
      Feed feed = { 0, g_string_new (NULL), FALSE };
      g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &feed, NULL);

      g_markup_parse_context_parse (context, xml, -1, &error);
      g_assert_no_error (error);
      g_markup_parse_context_end_parse (context, &error);
      g_assert_no_error (error);
      g_assert_cmpint (feed.items, ==, 15);
      assert_has (feed.titles->str, "<script>alert(1)</script>");
      assert_has (feed.titles->str, strstr (paths[i], "/th") != NULL ? "แสง" : "Light");
      assert_lacks (xml, "<script");
      assert_lacks (xml, "\x07");
      assert_has (xml, "https://shop.example/");
      g_string_free (feed.titles, TRUE);
    }
}

static gboolean
live_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  gint64 id = 0;

  return vt_live_create (db, "Past", "past", VT_TEST_NOW_US - 9 * HOUR_US, VT_TEST_NOW_US - 8 * HOUR_US, &id, error) &&
         vt_live_set_active (db, id, TRUE, error) &&
         vt_live_create (db, "Next", "next", VT_TEST_NOW_US + HOUR_US, VT_TEST_NOW_US + 2 * HOUR_US, &id, error) &&
         vt_live_set_active (db, id, TRUE, error) && vt_live_set_code (db, id, "GREEN15", error) &&
         vt_live_set_video (db, id, "https://youtu.be/dQw4w9WgXcQ", error) &&
         vt_live_add_product (db, id, VT_TEST_LAMP, error) && vt_live_add_product (db, id, VT_TEST_DRAFT, error) &&
         vt_live_create (db, "Draft", "draft", VT_TEST_NOW_US, VT_TEST_NOW_US + HOUR_US, NULL, error);
}

static void
test_live (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *next = NULL;
  g_autofree char *past = NULL;

  site_fixture_write (self, live_job, NULL);
  next = site_get_text (self, "/live", 200);
  assert_has (next, "<link rel=\"canonical\" href=\"https://shop.example/live/next\">");
  assert_has (next, "data-embed=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&amp;rel=0\"");
  assert_lacks (next, "<iframe");
  assert_has (next, "frame-src https://www.youtube-nocookie.com");
  assert_has (next, "GREEN15");
  assert_has (next, "Brass Table Lamp");
  assert_lacks (next, "Walnut Desk");
  assert_has (next, "href=\"/live/past\"");
  assert_lacks (next, "href=\"/live/draft\"");
  past = site_get_text (self, "/live/past", 200);
  assert_lacks (past, "data-embed");
  g_free (site_get_text (self, "/live/draft", 404));
}

static gboolean
delete_product_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_delete (db, VT_TEST_LAMP, error);
}

/* A product that is deleted leaves the live sales that show it, and comes back into them. */
static void
test_live_product_deleted (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  site_fixture_write (self, live_job, NULL);
  site_fixture_write (self, delete_product_job, NULL);
  without = site_get_text (self, "/live/next", 200);
  assert_lacks (without, "Brass Table Lamp");
  vt_shop_undo (self->shop, NULL, &error);
  g_assert_no_error (error);
  vt_snapshot_refresh (self->snapshot, &error);
  g_assert_no_error (error);
  with = site_get_text (self, "/live/next", 200);
  assert_has (with, "Brass Table Lamp");
}

static gboolean
questions_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_page_set_body (db, VT_TEST_PAGE_ABOUT, "## Who?\n\nWe.\n\n## Where?\n\nPorto.", error) &&
         vt_page_set_handle (db, VT_TEST_PAGE_ABOUT, "questions", error);
}

static void
test_page (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *page = NULL;
  g_autoptr (VtSiteResponse) moved = NULL;

  site_fixture_write (self, questions_job, NULL);
  page = site_get_text (self, "/pages/questions", 200);
  assert_has (page, "<details class=\"question\"><summary><h2 id=\"s-who\">Who?</h2></summary>");
  moved = site_get (self, "/pages/about");
  g_assert_cmpuint (moved->status, ==, 301);
  g_assert_cmpstr (moved->location, ==, "/pages/questions");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  site_test ("/site/journal/addresses", test_addresses);
  site_test ("/site/journal/post", test_post);
  site_test ("/site/journal/feeds", test_feeds);
  site_test ("/site/journal/live", test_live);
  site_test ("/site/journal/live-product-deleted", test_live_product_deleted);
  site_test ("/site/journal/page-of-questions", test_page);

  return g_test_run ();
}
