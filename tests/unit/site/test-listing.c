#include "site-fixture.h"

#include "catalogue/vt-product-edit.h"

#include <string.h>

/* Lists under their addresses: what is chosen, the pages, and what search engines are told of them. */

static void
test_choices (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *whole = site_get_text (self, "/collections/all", 200);
  g_autofree char *mustard = site_get_text (self, "/collections/all?colour=mustard", 200);
  g_autofree char *none = site_get_text (self, "/collections/all?price=999999-", 200);
  g_autofree char *unknown =
      site_get_text (self, "/collections/all?utm_source=x&colour=%3Cscript%3E&price=a-b&sort=%22&page=x&stock=1", 200);

  assert_has (whole, "data-facet=\"colour-mustard\"");
  assert_lacks (whole, "content=\"noindex\"");
  assert_has (mustard, "/products/modern-cafe-chair");
  assert_lacks (mustard, "/products/brass-table-lamp");
  assert_has (mustard, "content=\"noindex\"");
  assert_has (mustard, "<link rel=\"canonical\" href=\"https://shop.example/collections/all\">");
  assert_has (mustard, "aria-current=\"true\"");
  assert_has (none, "Nothing has all of this");
  assert_has (none, "href=\"/collections/all\"");
  assert_has (unknown, "/products/brass-table-lamp");
  assert_lacks (unknown, "<script>");
  assert_lacks (unknown, "content=\"noindex\"");
}

static void
test_addresses_are_one (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *one = site_get_text (self, "/collections/all?price=0-300&stock=in&colour=mustard&colour=green", 200);
  g_autofree char *other =
      site_get_text (self, "/collections/all?colour=green&colour=mustard&price-from=&price-to=300&stock=in", 200);

  g_assert_cmpstr (strstr (one, "data-listing>"), ==, strstr (other, "data-listing>"));
}

static gboolean
many_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_db_exec (db,
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                     "INSERT INTO product (id, handle, title, vendor, status, option_names, created_us, updated_us) "
                     "SELECT 700000 + i, 'many-' || i, 'Many ' || i, 'Maker ' || i, 'active', 'Cut', i, 0 FROM n;"
                     "INSERT INTO variant (id, product_id, position, price_minor, track_stock, option_values) "
                     "SELECT id + 100000, id, 0, id, 0, 'Cut ' || id FROM product WHERE id > 700000",
                     error);
}

static void
test_pages (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *chosen = NULL;

  site_fixture_write (self, many_job, NULL);
  first = site_get_text (self, "/collections/all", 200);
  second = site_get_text (self, "/collections/all/page/2", 200);
  chosen = site_get_text (self, "/collections/all/page/2?sort=price", 200);

  assert_has (first, "rel=\"next\" href=\"/collections/all/page/2\"");
  assert_lacks (first, "rel=\"prev\"");
  assert_has (second, "rel=\"prev\" href=\"/collections/all\"");
  assert_has (second, "<link rel=\"canonical\" href=\"https://shop.example/collections/all/page/2\">");
  assert_has (second, "Page 2 of 11");
  assert_lacks (second, "content=\"noindex\"");
  assert_has (chosen, "content=\"noindex\"");
  assert_has (chosen, "rel=\"next\" href=\"/collections/all/page/3?sort=price\"");
  /* Of five hundred makers most are folded away. */
  assert_has (first, "data-facet-group=\"vendor-more\"");

  g_free (site_get_text (self, "/collections/all/page/12", 404));
  g_free (site_get_text (self, "/collections/all/page/0", 404));
  g_free (site_get_text (self, "/collections/all/page/x", 404));
  g_free (site_get_text (self, "/collections/all/other/2", 404));
}

static void
test_routes (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) routes = NULL;

  site_fixture_write (self, many_job, NULL);
  routes = vt_site_list_routes (self->site, self->snapshot, &error);
  g_assert_no_error (error);
  g_assert_true (g_ptr_array_find_with_equal_func (routes, "/collections/all/page/11", g_str_equal, NULL));
  g_assert_false (g_ptr_array_find_with_equal_func (routes, "/collections/all/page/12", g_str_equal, NULL));
}

static void
test_search (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *found = site_get_text (self, "/search?q=chair", 200);
  g_autofree char *chosen = site_get_text (self, "/search?q=chair&colour=green", 200);
  g_autofree char *none = site_get_text (self, "/search?q=velvet+ottoman", 200);

  assert_has (found, "href=\"/search?q=chair&amp;colour=green\"");
  assert_has (chosen, "/products/modern-cafe-chair");
  assert_has (none, "velvet ottoman");
  assert_has (none, "class=\"card");
  assert_has (none, "content=\"noindex\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  site_test ("/site/listing/choices", test_choices);
  site_test ("/site/listing/addresses-are-one", test_addresses_are_one);
  site_test ("/site/listing/pages", test_pages);
  site_test ("/site/listing/routes", test_routes);
  site_test ("/site/listing/search", test_search);

  return g_test_run ();
}
