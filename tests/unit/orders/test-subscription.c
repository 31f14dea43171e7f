#include "orders/vt-order-sales.h"
#include "orders/vt-subscription.h"

#include "support/vt-test-shop.h"

#define NOW G_GINT64_CONSTANT (1764000000000000)

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return json_node_dup_object (node);
}

static void
test_request (void)
{
  static const struct
  {
    const char *json;
    const char *field; /* that is wrong; "" when none alone is; NULL: it is fine */
  } cases[] = {
    { "{\"email\": \" a@b.pt \", \"consent\": \"Yes\\n to  it\"}", NULL },
    { "{\"email\": \"a@b.pt\", \"consent\": \"x\", \"source\": \"popup:1\", \"page\": \"/\", \"language\": \"th\"}",
      NULL },
    { "{\"consent\": \"x\"}", "email" },
    { "{\"email\": \"a@b.pt\"}", "consent" },
    { "{\"email\": \"a@b.pt\", \"consent\": \" \\n\"}", "consent" },
    { "{\"email\": \"a@b.pt\\r\\nBcc: c@d.pt\", \"consent\": \"x\"}", "email" },
    { "{\"email\": \"a@b.pt>\", \"consent\": \"x\"}", "email" },
    { "{\"email\": 7, \"consent\": \"x\"}", "email" },
    { "{\"email\": \"a@b.pt\", \"consent\": \"x\", \"confirmed_us\": 5}", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = parse (cases[i].json);
      g_autoptr (GError) error = NULL;
      const char *field = NULL;
      g_autoptr (VtSubscription) subscription = vt_subscription_from_request (object, NOW, &field, &error);

      if (cases[i].field == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (subscription->email, ==, "a@b.pt");
          g_assert_cmpint (subscription->confirmed_us, ==, 0);
          continue;
        }
      g_assert_null (subscription);
      g_assert_nonnull (error);
      g_assert_cmpstr (field, ==, *cases[i].field != '\0' ? cases[i].field : NULL);
    }
}

#define ANA                                                                                                            \
  "{\"id\": \"3f0c2a52-5d3e-4a0b-9a52-51f2b1c4a001\", \"email\": \"ana@b.pt\", \"consent\": \"Yes\", "                 \
  "\"asked_us\": 1, \"confirmed_us\": %d, \"withdrawn_us\": %d}"

static gboolean
take (VtDb *db, int confirmed, int withdrawn, gboolean *is_new, GError **error)
{
  g_autofree char *text = g_strdup_printf (ANA, confirmed, withdrawn);
  g_autoptr (JsonObject) object = parse (text);

  return vt_subscriber_from_feed (db, object, 1, is_new, error);
}

/* The feed may come twice, or in the wrong order: who has left has left. */
static void
test_feed (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_new = FALSE;
  gboolean is = FALSE;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_false (take (db, 0, 0, NULL, &error));
  g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (take (db, 2, 0, &is_new, &error));
  g_assert_true (is_new);
  g_assert_true (vt_subscriber_is (db, "ANA@b.pt", &is, &error));
  g_assert_true (is);
  g_assert_true (take (db, 2, 3, &is_new, &error));
  g_assert_false (is_new);
  g_assert_true (take (db, 2, 0, &is_new, &error));
  g_assert_true (vt_subscriber_is (db, "ana@b.pt", &is, &error));
  g_assert_no_error (error);
  g_assert_false (is);

  list = vt_subscriber_list (db, 10, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((VtSubscription *) g_ptr_array_index (list, 0))->withdrawn_us, ==, 3);
  g_assert_cmpstr (((VtSubscription *) g_ptr_array_index (list, 0))->consent, ==, "Yes");
}

static void
run (VtDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  vt_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static void
assert_ids (VtDb *db, gint64 product, gint64 orders, gint64 first, guint n)
{
  g_autoptr (GError) error = NULL;
  gint64 counted = 0;
  g_autoptr (GArray) ids = vt_order_sales_list (db, product, 5, &counted, &error);

  g_assert_no_error (error);
  g_assert_cmpint (counted, ==, orders);
  g_assert_cmpuint (ids->len, ==, n);
  if (n > 0)
    g_assert_cmpint (g_array_index (ids, gint64, 0), ==, first);
}

/* An order counts once, a cancelled one not at all, and once is chance. A catalogue has the sums alone. */
static void
test_sales (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  int number = 0;
  static const struct
  {
    const char *status;
    gint64 variants[3];
  } orders[] = {
    { "paid", { VT_TEST_CHAIR_MUSTARD, VT_TEST_LAMP_ONLY, 0 } },
    { "paid", { VT_TEST_CHAIR_GREEN, VT_TEST_LAMP_ONLY, VT_TEST_CHAIR_MUSTARD } },
    { "shipped", { VT_TEST_LAMP_ONLY, 0, 0 } },
    { "cancelled", { VT_TEST_SHIRT_S_WHITE, VT_TEST_CHAIR_MUSTARD, 0 } },
    { "paid", { VT_TEST_SHIRT_S_WHITE, VT_TEST_CHAIR_MUSTARD, 0 } },
  };

  assert_ids (db, 0, 0, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO orders (id, uuid, host_id, number, status, placed_us, currency, subtotal_minor, discount_minor, "
          "shipping_minor, tax_minor, total_minor) VALUES (%u, 'u%u', 1, 'n%u', '%s', 1, 'EUR', 1, 0, 0, 0, 1)",
          i + 1, i, i, orders[i].status);

      run (db, sql);
      for (guint j = 0; j < G_N_ELEMENTS (orders[i].variants) && orders[i].variants[j] != 0; j++)
        {
          g_autofree char *line = g_strdup_printf (
              "INSERT INTO order_line (order_id, position, variant_id, sku, title, quantity, price_minor, total_minor) "
              "VALUES (%u, %d, %" G_GINT64_FORMAT ", '', '', 9, 1, 1)",
              i + 1, number++, orders[i].variants[j]);

          run (db, line);
        }
    }
  assert_ids (db, 0, 4, VT_TEST_CHAIR, 2);
  assert_ids (db, VT_TEST_CHAIR, 3, VT_TEST_LAMP, 1);
  assert_ids (db, VT_TEST_SHIRT, 1, 0, 0);

  run (db, "DELETE FROM order_line; DELETE FROM orders;"
           "INSERT INTO sale_count VALUES (0, 0, 9), (0, 102, 7), (101, 0, 5), (101, 102, 4)");
  assert_ids (db, 0, 9, VT_TEST_LAMP, 1);
  assert_ids (db, VT_TEST_CHAIR, 5, VT_TEST_LAMP, 1);
}

static void
assert_bag (VtDb *db, const char *currency, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 minor = -1;

  g_assert_true (vt_order_sales_bag (db, currency, &minor, &error));
  g_assert_no_error (error);
  g_assert_cmpint (minor, ==, expected);
}

/* The middle of the orders that were kept, else of the prices, else so much of the currency. */
static void
test_bag (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  static const struct
  {
    const char *status;
    const char *currency;
    gint64 minor;
  } orders[] = {
    { "paid", "IDR", 30000000 }, { "shipped", "IDR", 45000000 }, { "paid", "IDR", 900000000 },
    { "cancelled", "IDR", 100 }, { "refunded", "IDR", 100 },     { "paid", "USD", 200 },
    { "paid", "IDR", 0 },        { "paid", "IDR", G_MAXINT64 },
  };

  run (db, "UPDATE variant SET price_minor = CASE (SELECT count (*) FROM variant AS v WHERE v.id < variant.id) "
           "WHEN 0 THEN 900 WHEN 1 THEN 700 WHEN 2 THEN 800 ELSE 0 END");
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO orders (id, uuid, host_id, number, status, placed_us, currency, subtotal_minor, discount_minor, "
          "shipping_minor, tax_minor, total_minor) VALUES (%u, 'u%u', 1, 'n%u', '%s', 1, '%s', %" G_GINT64_FORMAT
          ", 0, 0, 0, 1)",
          i + 1, i, i, orders[i].status, orders[i].currency, orders[i].minor);

      run (db, sql);
    }
  assert_bag (db, "IDR", 45000000);

  run (db, "DELETE FROM orders");
  assert_bag (db, "EUR", 800);

  run (db, "UPDATE variant SET price_minor = 0");
  assert_bag (db, "JPY", 50);
  assert_bag (db, "EUR", 5000);
  assert_bag (db, "KWD", 50000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/orders/subscription/request", test_request);
  g_test_add_func ("/orders/subscription/feed", test_feed);
  g_test_add_func ("/orders/sales/windows", test_sales);
  g_test_add_func ("/orders/sales/bag", test_bag);

  return g_test_run ();
}
