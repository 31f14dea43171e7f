#include "site-fixture.h"

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

  assert_has (html, "<title>Modern Cafe Chair — Casa Lume</title>");
  assert_has (html, "€100.00");
  if (g_getenv ("SHOW") != NULL)
    g_print ("%s", html);
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
    { "/favicon.svg", 200, 200 },
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  site_test ("/site/pages/home", test_home);
  site_test ("/site/pages/product", test_product);
  site_test ("/site/pages/statuses", test_statuses);

  return g_test_run ();
}
