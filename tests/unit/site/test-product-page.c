#include "site-fixture.h"

#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-fact.h"
#include "catalogue/vt-review.h"
#include "catalogue/vt-size-table.h"

#include <string.h>

/* What a product's page shows: choices, data of the script, facts, sizes, reviews, and the place that was asked for. */

#define HOSTILE "</script><script>alert(1)</script>\"'"

static void
test_bare (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *html = site_get_text (self, "/products/modern-cafe-chair", 200);

  assert_lacks (html, "id=\"reviews\"");
  assert_lacks (html, "<table>");
  assert_has (html, "data-vt=\"product.photos\"");
  assert_has (html, "<script type=\"application/json\" id=\"variants\">{");
}

static gboolean
discounts_job (VtDb *db, G_GNUC_UNUSED gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_db_exec (db,
                     "UPDATE discount SET method = 'automatic', code = '', title = 'Lamps <week>' WHERE id = 501; "
                     "UPDATE discount SET method = 'automatic', code = '', kind = 'buy-get', value = 10000, "
                     "buy_quantity = 2, ends_us = NULL, title = 'Three for two' WHERE id = 504; "
                     "INSERT INTO price_history (variant_id, since_us, price_minor) VALUES "
                     "(1003, 1700000000000000, 4999), (1003, 1749000000000000, 4500), (1003, 1749500000000000, 4999)",
                     error);
}

/* 15 % of 49.99 is 7.50; 45.00 was asked within 30 days, from which it is not 15 % but 5. */
static void
test_automatic_discounts (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *html = NULL;
  g_autofree char *list = NULL;
  g_autofree char *ended = NULL;

  site_fixture_write (self, discounts_job, NULL);
  html = site_get_text (self, "/products/brass-table-lamp", 200);
  list = site_get_text (self, "/collections/all", 200);
  assert_has (html, "€42.49");
  assert_has (html, "Lamps &lt;week&gt;. Lowest price in 30 days: €45.00");
  assert_has (html, "Buy 2, get 1 free");
  assert_has (html, "\"price\":\"42.49\"");
  assert_has (list, "€42.49");
  assert_has (list, "−5%");

  self->request.now_us += 8 * VT_TEST_DAY_US;
  ended = site_get_text (self, "/products/brass-table-lamp", 200);
  assert_lacks (ended, "€42.49");
  assert_lacks (ended, "Lamps &lt;week&gt;");
  assert_has (ended, "Three for two");
}

typedef struct
{
  guint sizes;
  guint colours;
} Grid;

static gboolean
variants_job (VtDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Grid *grid = data;
  const char *const names[] = { "Size", "Colour", NULL };
  g_autofree VtVariantInput *inputs = g_new0 (VtVariantInput, grid->sizes * grid->colours);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < grid->sizes * grid->colours; i++)
    {
      char **values = g_new0 (char *, 3);

      values[0] = g_strdup_printf ("Size %u", i / grid->colours);
      values[1] = i % grid->colours == 0 ? g_strdup ("Red") : g_strdup_printf ("Shade %u", i % grid->colours);
      g_ptr_array_add (lists, values);
      inputs[i].values = (const char *const *) values;
      inputs[i].price_minor = 1000 + (gint64) (i % 3);
      inputs[i].compare_at_minor = -1;
      inputs[i].cost_minor = -1;
      inputs[i].low_stock = -1;
      inputs[i].shipped = TRUE;
      inputs[i].track_stock = i % 2 == 0;
    }

  return vt_product_set_variants (db, VT_TEST_CHAIR, names, inputs, grid->sizes * grid->colours, error);
}

static JsonObject *
read_data (const char *html, JsonNode **node)
{
  const char *begin = strstr (html, "id=\"variants\">");
  const char *end;

  g_assert_nonnull (begin);
  begin += strlen ("id=\"variants\">");
  end = strstr (begin, "</script>");
  g_assert_nonnull (end);
  {
    g_autofree char *text = g_strndup (begin, (gsize) (end - begin));

    *node = json_from_string (text, NULL);
  }
  g_assert_nonnull (*node);

  return json_node_get_object (*node);
}

static void
test_combinations (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  Grid grid = { 3, 2 };
  g_autofree char *html = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *variants;

  site_fixture_write (self, variants_job, &grid);
  html = site_get_text (self, "/products/modern-cafe-chair", 200);
  variants = read_data (html, &node);
  g_assert_cmpint (json_object_get_int_member (variants, "options"), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (variants, "variants")), ==, 6);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (variants, "prices")), ==, 3);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (variants, "stocks")), ==, 2);
  assert_has (html, "<noscript><div class=\"field combinations\">");
  assert_has (html, "name=\"option-0\"");
  assert_has (html, "name=\"option-1\"");
  assert_has (html, "class=\"swatch\"");
  assert_has (html, "Size 0 / Red, ");
}

static void
test_many_variants (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  Grid grid = { 50, 40 };
  g_autofree char *html = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *rows;
  gint64 id = 0;

  site_fixture_write (self, variants_job, &grid);
  html = site_get_text (self, "/products/modern-cafe-chair", 200);
  rows = json_object_get_array_member (read_data (html, &node), "variants");
  g_assert_cmpuint (json_array_get_length (rows), ==, 2000);
  for (guint i = 0; i < 2000; i++)
    id += json_array_get_int_element (json_array_get_array_element (rows, i), 0);
  g_assert_cmpint (id, >, 0);
  assert_has (html, "<select id=\"option-0\" name=\"option-0\">");
  g_assert_cmpuint (strlen (html), <, 300 * 1024);
}

static gboolean
tell_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const VtReviewInput review = { VT_TEST_CHAIR, HOSTILE, 4, HOSTILE, HOSTILE "\n\nSecond", "pt", 1 };
  const VtReviewInput hidden = { VT_TEST_CHAIR, "Nobody", 1, "Not to be seen", NULL, NULL, 1 };
  gint64 id = 0;
  gint64 table = 0;

  return vt_product_add_fact (db, VT_TEST_CHAIR, "Width " HOSTILE, HOSTILE, -1, NULL, error) &&
         vt_size_table_create (db, HOSTILE, "Size\tSeat\n" HOSTILE "\t44 cm", &table, error) &&
         vt_product_set_size_table (db, VT_TEST_CHAIR, table, error) && vt_review_create (db, &review, &id, error) &&
         vt_review_set_shown (db, id, TRUE, error) && vt_review_set_reply (db, id, "Thank you", error) &&
         vt_review_create (db, &hidden, NULL, error);
}

static void
test_told (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *html = NULL;

  site_fixture_write (self, tell_job, NULL);
  html = site_get_text (self, "/products/modern-cafe-chair", 200);
  assert_lacks (html, "<script>alert");
  assert_lacks (html, "Not to be seen");
  assert_has (html, "<dt>Width &lt;/script");
  assert_has (html, "<th scope=\"col\">Size</th>");
  assert_has (html, "<td>44 cm</td>");
  assert_has (html, "4 out of 5 stars");
  assert_has (html, "lang=\"pt\"");
  assert_has (html, "<p>Thank you</p>");
}

static void
test_place (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *there = site_get_text (self, "/products/modern-cafe-chair?country=ES&postcode=28001", 200);
  g_autofree char *nowhere = site_get_text (self, "/products/modern-cafe-chair?country=%22%3E&variant=x", 200);

  assert_has (there, "<option value=\"ES\" selected>");
  assert_has (there, "name=\"postcode\" value=\"28001\"");
  assert_lacks (nowhere, "<option value=\"&quot;");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  site_test ("/site/product/automatic-discounts", test_automatic_discounts);
  site_test ("/product/bare", test_bare);
  site_test ("/product/combinations", test_combinations);
  site_test ("/product/many-variants", test_many_variants);
  site_test ("/product/told", test_told);
  site_test ("/product/place", test_place);

  return g_test_run ();
}
