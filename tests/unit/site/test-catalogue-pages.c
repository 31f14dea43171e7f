#include "site-fixture.h"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-video.h"

#include <string.h>

/* What the merchant can say of products, as shoppers see it. */

static gboolean
rename_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_product_set_handle (db, VT_TEST_CHAIR, "yellow-chair", error) &&
         vt_product_set_handle (db, VT_TEST_CHAIR, "mustard-chair", error) &&
         vt_product_set_handle (db, VT_TEST_DRAFT, "oak-desk", error) &&
         vt_collection_set_handle (db, VT_TEST_LAMPS, "lights", error);
}

static gboolean
take_over_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_product_set_handle (db, VT_TEST_SHIRT, "modern-cafe-chair", error) &&
         vt_collection_create (db, "Lamps", NULL, 0, NULL, error);
}

static void
assert_moved (SiteFixture *self, const char *address, const char *target)
{
  g_autoptr (VtSiteResponse) response = site_get (self, address);

  g_assert_cmpuint (response->status, ==, 301);
  g_assert_cmpstr (response->location, ==, target);
}

static void
test_old_addresses (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  site_fixture_write (self, rename_job, NULL);
  assert_moved (self, "/products/modern-cafe-chair", "/products/mustard-chair");
  assert_moved (self, "/products/yellow-chair", "/products/mustard-chair");
  assert_moved (self, "/collections/lamps", "/collections/lights");
  g_free (site_get_text (self, "/products/mustard-chair", 200));
  g_free (site_get_text (self, "/products/never-there", 404));

  site_fixture_write (self, take_over_job, NULL);
  g_free (site_get_text (self, "/products/modern-cafe-chair", 200));
  g_free (site_get_text (self, "/collections/lamps", 200));
  assert_moved (self, "/products/linen-shirt", "/products/modern-cafe-chair");
}

static gboolean
later_job (VtDb *db, gpointer at_us, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_product_set_publish (db, VT_TEST_LAMP, *(gint64 *) at_us, error);
}

static void
test_publish_date (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  gint64 at_us = VT_TEST_NOW_US + 1;
  g_autofree char *list = NULL;
  g_autofree char *map = NULL;
  g_autofree char *later = NULL;

  site_fixture_write (self, later_job, &at_us);
  g_free (site_get_text (self, "/products/brass-table-lamp", 404));
  list = site_get_text (self, "/collections/lamps", 200);
  assert_lacks (list, "brass-table-lamp");
  map = site_get_text (self, "/sitemap.products.en.1.xml", 200);
  assert_lacks (map, "brass-table-lamp");

  self->request.drafts = TRUE;
  g_free (site_get_text (self, "/products/brass-table-lamp", 200));
  self->request.drafts = FALSE;
  self->request.now_us = at_us;
  later = site_get_text (self, "/collections/lamps", 200);
  assert_has (later, "brass-table-lamp");
}

static gboolean
asked_job (VtDb *db, gpointer asked, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_db_run (
      db, error, "INSERT OR REPLACE INTO price_history (variant_id, since_us, price_minor) VALUES (?1, ?2, ?3)", "iii",
      (gint64) VT_TEST_CHAIR_MUSTARD, (gint64) (VT_TEST_NOW_US - 60 * VT_TEST_DAY_US), *(gint64 *) asked);
}

/* The chair costs 100.00 and says that it was 120.00. */
static void
test_lowest_price (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char note[] = "Lowest price in 30 days: €";
  gint64 asked = 11000;
  g_autofree char *unknown = site_get_text (self, "/products/modern-cafe-chair", 200);
  g_autofree char *known = NULL;
  g_autofree char *card = NULL;
  g_autofree char *untrue = NULL;
  g_autofree char *none = NULL;

  assert_has (unknown, "€120.00");
  assert_lacks (unknown, note);

  site_fixture_write (self, asked_job, &asked);
  untrue = site_get_text (self, "/products/modern-cafe-chair", 200);
  assert_lacks (untrue, "€120.00");

  asked = 12500;
  site_fixture_write (self, asked_job, &asked);
  known = site_get_text (self, "/products/modern-cafe-chair", 200);
  assert_has (known, "€120.00");
  assert_has (known, "Lowest price in 30 days: €125.00");
  card = site_get_text (self, "/collections/chairs", 200);
  assert_has (card, "−16%");
  assert_has (card, note);

  asked = 10000;
  site_fixture_write (self, asked_job, &asked);
  none = site_get_text (self, "/products/modern-cafe-chair", 200);
  assert_lacks (none, "€120.00");
  assert_lacks (none, note);
}

static gboolean
extras_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  static const gint64 related[] = { VT_TEST_SHIRT, VT_TEST_DRAFT };

  return vt_product_add_video (db, VT_TEST_CHAIR, "https://www.youtube.com/watch?v=abc&t=1", "How it is <made>", -1,
                               NULL, error) &&
         vt_product_set_related (db, VT_TEST_CHAIR, related, 2, error);
}

static void
test_films_and_related (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *html = NULL;

  site_fixture_write (self, extras_job, NULL);
  html = site_get_text (self, "/products/modern-cafe-chair", 200);
  assert_has (html, "href=\"https://www.youtube.com/watch?v=abc&amp;t=1\"");
  assert_has (html, "How it is &lt;made&gt;, Watch on YouTube");
  assert_has (html, "/products/linen-shirt");
  assert_lacks (html, "/products/walnut-desk");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  site_test ("/site/catalogue/old-addresses", test_old_addresses);
  site_test ("/site/catalogue/publish-date", test_publish_date);
  site_test ("/site/catalogue/lowest-price", test_lowest_price);
  site_test ("/site/catalogue/films-and-related", test_films_and_related);

  return g_test_run ();
}
