#include "site-fixture.h"

#include "catalogue/vt-product-edit.h"

#include <string.h>

static void
test_home (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *html = site_get_text (self, "/", 200);

  assert_has (html, "<link rel=\"canonical\" href=\"https://shop.example/\">");
  assert_has (html, "Casa Lume");
  assert_has (html, "application/ld+json");
  if (g_getenv ("SHOW") != NULL)
    g_print ("%s", html);
}

static void
test_product (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *html = site_get_text (self, "/products/modern-cafe-chair", 200);

  assert_has (html, "<title>Modern Cafe Chair — Chairs — Casa Lume</title>");
  assert_has (html, "€100.00");
  if (g_getenv ("SHOW") != NULL)
    g_print ("%s", html);
}

static gboolean
sell_without_stock_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_variant_set_backorder (db, VT_TEST_CHAIR_GREEN, TRUE, error);
}

/* What is sold when there is none can be bought, and nobody is told that it is there. */
static void
test_backorder (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *address = g_strdup_printf ("/products/modern-cafe-chair?variant=%d", VT_TEST_CHAIR_GREEN);
  g_autofree char *before = site_get_text (self, address, 200);
  g_autofree char *after = NULL;

  assert_has (before, "schema.org/OutOfStock");
  site_fixture_write (self, sell_without_stock_job, NULL);
  after = site_get_text (self, address, 200);

  assert_has (after, "On backorder");
  assert_has (after, "schema.org/BackOrder");
  assert_lacks (after, "schema.org/OutOfStock");
  assert_lacks (after, "data-level=\"out\"");
}

static void
test_statuses (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *address;
    guint status;
    guint with_drafts;
  } cases[] = {
    { "/", 200, 200 },
    { "/collections/all", 200, 200 },
    { "/collections/chairs", 200, 200 },
    { "/collections/none", 404, 404 },
    { "/collections/", 404, 404 },
    { "/collections/chairs/", 404, 404 },
    { "/products/brass-table-lamp", 200, 200 },
    { "/products/walnut-desk", 404, 200 },
    { "/products/", 404, 404 },
    { "/products", 404, 404 },
    { "/pages/about", 200, 200 },
    { "/pages/spring-plans", 404, 200 },
    { "/search", 200, 200 },
    { "/search?q=chair", 200, 200 },
    { "/404", 404, 404 },
    { "/nothing", 404, 404 },
    { "/sitemap.xml", 200, 200 },
    { "/robots.txt", 200, 200 },
    { "/favicon.ico", 200, 200 },
    { "/icon.svg", 200, 200 },
    { "/icon-512.png", 200, 200 },
    { "/icon-513.png", 404, 404 },
    { "/maskable-192.png", 200, 200 },
    { "/apple-touch-icon.png", 200, 200 },
    { "/site.webmanifest", 200, 200 },
    { "/assets/00000000/css/theme.css", 404, 404 },
    { "/assets/brand.00000000.css", 404, 404 },
    { "/media/0000000000000000-320.jpg", 404, 404 },
    { "/media/../shop.db", 404, 404 },
    { "/products/../../etc/passwd", 404, 404 },
    { "//", 404, 404 },
    { "/PRODUCTS/brass-table-lamp", 404, 404 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      self->request.drafts = FALSE;
      g_free (site_get_text (self, cases[i].address, cases[i].status));
      self->request.drafts = TRUE;
      g_free (site_get_text (self, cases[i].address, cases[i].with_drafts));
    }
}

/* The popup that is being written stands open in a preview; a shopper's address cannot ask for one. */
static void
test_popup_asked_for (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *address = g_strdup_printf ("/?popup=%d", VT_TEST_POPUP);
  g_autofree char *played_address = g_strconcat (address, "&play=exit", NULL);
  g_autofree char *played = NULL;
  g_autofree char *shopper = NULL;
  g_autofree char *preview = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *nonsense = NULL;

  self->request.drafts = FALSE;
  shopper = site_get_text (self, address, 200);
  self->request.drafts = TRUE;
  preview = site_get_text (self, address, 200);
  unknown = site_get_text (self, "/?popup=999999", 200);
  nonsense = site_get_text (self, "/?popup=-1%27x", 200);
  played = site_get_text (self, played_address, 200);

  assert_lacks (shopper, "data-at-once");
  assert_has (preview, "data-at-once");
  assert_lacks (unknown, "data-at-once");
  assert_lacks (nonsense, "data-at-once");
  assert_has (played, "data-popup=");
  assert_lacks (played, "data-at-once");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  site_test ("/site/pages/home", test_home);
  site_test ("/site/pages/product", test_product);
  site_test ("/site/pages/backorder", test_backorder);
  site_test ("/site/pages/statuses", test_statuses);
  site_test ("/site/pages/popup-asked-for", test_popup_asked_for);

  return g_test_run ();
}
