#include "base/vt-json.h"
#include "brand/vt-brand.h"
#include "content/vt-content-error.h"
#include "orders/vt-country.h"
#include "orders/vt-order.h"
#include "orders/vt-orders-defaults.h"
#include "orders/vt-payment-method.h"
#include "orders/vt-shipping.h"
#include "orders/vt-tax.h"
#include "shop/vt-schema.h"
#include "shop/vt-settings.h"
#include "support/vt-test-shop.h"

#include <string.h>

#define GOOD                                                                                                           \
  "\"lines\":[{\"variant\":1001,\"quantity\":2}],\"discount\":\"GREEN15\",\"country\":\"PT\","                         \
  "\"postcode\":\"4000-123\",\"payment\":401,\"key\":\"k-1\",\"expect\":17000"
#define PERSON                                                                                                         \
  ",\"email\":\"marta@exemplo.pt\",\"name\":\" Marta  Figueira\",\"address\":\"Rua das Oliveiras 21\","                \
  "\"city\":\"Porto\""

#define BRAZIL ",\"country\":\"BR\",\"postcode\":\"01310100\""

static VtOrderRequest *
parse (const char *json, const char **field, GError **error)
{
  g_autoptr (JsonNode) node = vt_json_parse (json, -1, 65536, 8, NULL);

  g_assert_nonnull (node);
  return vt_order_request_from_json (json_node_get_object (node), VT_TEST_NOW_US, field, error);
}

static void
test_request (void)
{
  const char *field = "x";
  g_autoptr (GError) error = NULL;
  g_autoptr (VtOrderRequest) self = parse ("{" GOOD PERSON ",\"note\":\"Ring\\ntwice\"}", &field, &error);

  g_assert_no_error (error);
  g_assert_null (field);
  g_assert_cmpstr (self->name, ==, "Marta Figueira");
  g_assert_cmpstr (self->note, ==, "Ring\ntwice");
  g_assert_cmpint (self->payment_id, ==, 401);
  g_assert_cmpint (self->expect_minor, ==, 17000);
  g_assert_cmpuint (self->quote->n_lines, ==, 1);
}

static void
test_request_document (void)
{
  const char *field = "x";
  g_autoptr (GError) error = NULL;
  g_autoptr (VtOrderRequest) self = parse ("{" GOOD PERSON BRAZIL ",\"document\":\"52998224725\"}", &field, &error);

  g_assert_no_error (error);
  g_assert_null (field);
  g_assert_cmpstr (self->document, ==, "529.982.247-25");
  g_assert_cmpstr (self->quote->postcode, ==, "01310-100");
}

static void
test_request_faults (void)
{
  static const struct
  {
    const char *json;
    const char *field;
  } cases[] = {
    { "{" GOOD "}", "email" },
    { "{" GOOD PERSON ",\"email\":\"marta\"}", "email" },
    { "{" GOOD PERSON ",\"email\":\"a@b\"}", "email" },
    { "{" GOOD PERSON ",\"email\":\"a@b..pt\"}", "email" },
    { "{" GOOD PERSON ",\"email\":\"a@b@c.pt\"}", "email" },
    { "{" GOOD PERSON ",\"email\":\"a@b.pt\\r\\nBcc: c@d.pt\"}", "email" },
    { "{" GOOD PERSON ",\"email\":\"<a@b.pt>\"}", "email" },
    { "{" GOOD PERSON ",\"name\":\"  \"}", "name" },
    { "{" GOOD PERSON ",\"name\":7}", "name" },
    { "{" GOOD PERSON ",\"phone\":\"call me\"}", "phone" },
    { "{" GOOD PERSON ",\"phone\":\"---\"}", "phone" },
    { "{" GOOD PERSON ",\"address\":\"\"}", "address" },
    { "{" GOOD PERSON ",\"city\":null}", "city" },
    { "{" GOOD PERSON ",\"key\":\"a b\"}", "key" },
    { "{" GOOD PERSON ",\"payment\":0}", "payment" },
    { "{" GOOD PERSON ",\"payment\":\"401\"}", "payment" },
    { "{" GOOD PERSON ",\"country\":null}", "country" },
    { "{" GOOD PERSON ",\"country\":\"XX\"}", "country" },
    { "{" GOOD PERSON ",\"postcode\":\"12345678901234567\"}", "postcode" },
    { "{" GOOD PERSON ",\"lines\":[]}", "lines" },
    { "{" GOOD PERSON BRAZIL ",\"document\":\"529.982.247-26\"}", "document" },
    { "{" GOOD PERSON BRAZIL ",\"document\":\"00000000000\"}", "document" },
    { "{" GOOD PERSON BRAZIL ",\"document\":\"11.111.111/1111-11\"}", "document" },
    { "{" GOOD PERSON ",\"admin\":true}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *field = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (VtOrderRequest) self = parse (cases[i].json, &field, &error);

      g_test_message ("%s: %s", cases[i].json, error != NULL ? error->message : "fine");
      g_assert_null (self);
      g_assert_nonnull (error);
      g_assert_cmpstr (field, ==, cases[i].field);
    }
}

static void
test_too_long (void)
{
  static const char *const names[] = { "email", "name", "phone", "address", "city", "note", "key" };
  g_autofree char *text = g_strnfill (100000, '7');

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *field = NULL;
      g_autoptr (VtOrderRequest) self = parse ("{" GOOD PERSON "}", &field, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (vt_order_request_set (self, names[i], text));
      g_assert_false (vt_order_validate (self, &field, &error));
      g_assert_cmpstr (field, ==, names[i]);
      g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID);
    }
}

static VtOrder *
place (VtDb *db)
{
  const char *field = NULL;
  g_autoptr (VtOrderRequest) request = parse ("{" GOOD PERSON "}", &field, NULL);
  g_autoptr (VtQuote) quote = vt_quote_new (db, request->quote, NULL, NULL);

  g_assert_true (vt_quote_is_orderable (quote));
  return vt_order_new_from_quote (request, quote, "6f2b1c1e-0000-4000-8000-000000000900", "CL-1001", "Bank transfer");
}

static void
test_feed (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtOrder) order = place (db);
  g_autoptr (JsonNode) node = vt_order_to_json (order);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (VtOrder) loaded = NULL;
  g_autoptr (JsonNode) again = NULL;
  gboolean is_new = FALSE;

  g_assert_true (vt_order_from_feed (db, json_node_get_object (node), 7, &is_new, &error));
  g_assert_no_error (error);
  g_assert_true (is_new);
  json_object_set_string_member (json_node_get_object (node), "status", "paid");
  g_assert_true (vt_order_from_feed (db, json_node_get_object (node), 7, &is_new, &error));
  g_assert_false (is_new);

  list = vt_order_list (db, 0, 10, &error);
  g_assert_cmpuint (list->len, ==, 1);
  loaded = vt_order_load (db, ((VtOrder *) g_ptr_array_index (list, 0))->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (loaded->status, ==, "paid");
  g_assert_cmpint (loaded->total_minor, ==, 17000);
  again = vt_order_to_json (loaded);
  g_assert_true (json_node_equal (node, again));

  g_assert_null (vt_order_load (db, 1, &error));
  g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_NOT_FOUND);
}

static void
test_feed_faults (void)
{
  static const struct
  {
    const char *name;
    const char *value; /* NULL: the member is left out */
  } cases[] = {
    { "id", NULL },       { "id", "\"\"" },  { "status", "\"lost\"" }, { "currency", "\"Euro\"" }, { "total", "-1" },
    { "total", "\"1\"" }, { "total", NULL }, { "placed_us", NULL },    { "lines", NULL },          { "lines", "[1]" },
    { "lines", "[{}]" },  { "email", "7" },  { "placed_us", "-1" },    { "subtotal", "1e300" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (VtOrder) order = place (db);
      g_autoptr (JsonNode) node = vt_order_to_json (order);
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GError) error = NULL;
      gint64 n = -1;

      if (cases[i].value == NULL)
        json_object_remove_member (object, cases[i].name);
      else
        json_object_set_member (object, cases[i].name, json_from_string (cases[i].value, NULL));
      g_assert_false (vt_order_from_feed (db, object, 7, NULL, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, cases[i].value != NULL && *cases[i].value == '[' ? "" : cases[i].name));
      vt_db_get (db, NULL, &n, "SELECT count (*) FROM orders", "");
      g_assert_cmpint (n, ==, 0);
    }
}

static void
test_countries (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autofree char *english = vt_country_name ("DE", "en");
  g_autofree char *portuguese = vt_country_name ("DE", "pt");
  g_autofree char *unknown = vt_country_name ("XX", "en");
  g_autoptr (GPtrArray) all = vt_shipping_countries (db, "en", NULL);
  g_autoptr (GPtrArray) two = NULL;

  g_assert_cmpstr (english, ==, "Germany");
  g_assert_cmpstr (portuguese, ==, "Alemanha");
  g_assert_cmpstr (unknown, ==, "XX");
  g_assert_false (vt_country_is_valid ("pt"));
  g_assert_false (vt_country_is_valid ("PRT"));
  g_assert_false (vt_country_is_valid ("EU"));
  g_assert_false (vt_country_is_valid ("UK"));
  g_assert_cmpuint (all->len, >, 200);
  g_assert_cmpstr (((VtCountry *) g_ptr_array_index (all, 0))->code, ==, "AF");

  g_assert_true (vt_shipping_zone_delete (db, VT_TEST_ZONE_WORLD, NULL));
  two = vt_shipping_countries (db, "en", NULL);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (((VtCountry *) g_ptr_array_index (two, 0))->name, ==, "Portugal");
}

static void
test_edits (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtTaxRate) taken = vt_tax_rate_new ("standard", "PT", "VAT", 2300);
  g_autoptr (VtTaxRate) others = vt_tax_rate_new ("standard", "*", "Tax", 500);
  g_autoptr (VtPaymentMethod) wire = vt_payment_method_new (VT_PAYMENT_TRANSFER, "Wire");
  g_autoptr (VtPaymentMethod) method = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (vt_tax_rate_save (db, taken, &error));
  g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_TAKEN);
  g_clear_error (&error);

  g_assert_true (vt_tax_rate_save (db, others, &error));
  others->rate_bp = 600;
  g_assert_true (vt_tax_rate_save (db, others, &error));
  g_assert_true (vt_tax_rate_delete (db, others->id, &error));
  g_free (wire->instructions);
  wire->instructions = g_strdup ("Line\nLine");
  g_assert_true (vt_payment_method_save (db, wire, &error));
  method = vt_payment_method_load (db, wire->id, &error);
  g_assert_cmpstr (method->instructions, ==, "Line\nLine");
  g_assert_true (vt_payment_method_delete (db, wire->id, &error));
  g_assert_false (vt_payment_method_delete (db, wire->id, &error));
  g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_NOT_FOUND);
}

static gint64
count (VtDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  vt_db_get (db, &error, &n, sql, "");
  g_assert_no_error (error);
  return n;
}

static void
test_public_copies (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtDb) empty = vt_schema_open_empty (NULL);
  g_autoptr (VtOrder) order = place (db);
  g_autoptr (JsonNode) node = vt_order_to_json (order);
  const char *const *const copies[] = { vt_content_public_copies, vt_brand_public_copies, vt_promo_public_copies,
                                        vt_orders_public_copies };
  sqlite3_backup *backup;
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_order_from_feed (db, json_node_get_object (node), 7, NULL, &error));
  g_assert_true (vt_db_exec (db, "ATTACH ':memory:' AS catalogue", &error));
  backup = sqlite3_backup_init (vt_db_get_handle (db), "catalogue", vt_db_get_handle (empty), "main");
  g_assert_cmpint (sqlite3_backup_step (backup, -1), ==, SQLITE_DONE);
  g_assert_cmpint (sqlite3_backup_finish (backup), ==, SQLITE_OK);

  g_assert_true (vt_db_exec (db, "BEGIN; PRAGMA defer_foreign_keys = ON", &error));
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    for (guint j = 0; copies[i][j] != NULL; j++)
      {
        vt_db_exec (db, copies[i][j], &error);
        g_assert_no_error (error);
      }

  g_assert_cmpint (count (db, "SELECT count (*) FROM catalogue.page"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count (*) FROM catalogue.menu_item"), ==, 3);
  g_assert_cmpint (count (db, "SELECT count (*) FROM catalogue.section"), ==, 3);
  g_assert_cmpint (count (db, "SELECT count (*) FROM catalogue.brand_token"), ==, 2);
  g_assert_cmpint (count (db, "SELECT count (*) FROM catalogue.discount"), ==, 4);
  g_assert_cmpint (count (db, "SELECT count (*) FROM catalogue.popup WHERE name = ''"), ==, 1);
  g_assert_cmpint (count (db, "SELECT count (*) FROM catalogue.shipping_rate"), ==, 3);
  g_assert_cmpint (count (db, "SELECT count (*) FROM catalogue.tax_rate"), ==, 3);
  g_assert_cmpint (count (db, "SELECT count (*) FROM catalogue.payment_method"), ==, 2);
  g_assert_cmpint (count (db, "SELECT count (*) FROM catalogue.orders"), ==, 0);
  vt_db_rollback (db);
}

static void
test_defaults (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtQuote) quote = NULL;
  const VtQuoteLineInput line = { VT_TEST_LAMP_ONLY, 1 };
  g_autoptr (VtQuoteRequest) request = vt_quote_request_new (&line, 1, VT_TEST_NOW_US);

  g_assert_true (vt_orders_add_defaults (db, &error));
  g_assert_cmpint (count (db, "SELECT count (*) FROM shipping_zone"), ==, 2);
  g_assert_true (vt_db_exec (db,
                             "DELETE FROM shipping_rate; DELETE FROM shipping_method; DELETE FROM shipping_zone; "
                             "DELETE FROM payment_method",
                             &error));
  g_assert_true (vt_orders_add_defaults (db, &error));
  g_assert_no_error (error);
  quote = vt_quote_new (db, request, NULL, &error);
  g_assert_true (vt_quote_is_orderable (quote));
  g_assert_cmpint (count (db, "SELECT count (*) FROM payment_method"), ==, 1);
}

static void
test_default_country (void)
{
  static const struct
  {
    const char *currency;
    const char *language;
    const char *country;
  } cases[] = {
    { "THB", "th", "TH" }, { "BRL", "pt-BR", "BR" }, { "EUR", "pt-BR", "PT" },
    { "EUR", "es", "ES" }, { "XOF", "fr", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *country = NULL;

      g_assert_true (vt_db_exec (
          db, "DELETE FROM setting WHERE key IN ('shop.country', 'shop.currency', 'shop.language')", &error));
      g_assert_true (vt_db_run (db, &error, "INSERT INTO setting (key, value) VALUES ('shop.currency', ?1)", "s",
                                cases[i].currency));
      g_assert_true (vt_db_run (db, &error, "INSERT INTO setting (key, value) VALUES ('shop.language', ?1)", "s",
                                cases[i].language));
      g_assert_true (vt_orders_add_defaults (db, &error));
      g_assert_no_error (error);
      country = vt_setting_get (db, "shop.country", &error);
      g_assert_cmpstr (country, ==, cases[i].country);
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("LC_ALL", "C", TRUE);
  g_setenv ("LANGUAGE", "C", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/order/defaults/country", test_default_country);
  g_test_add_func ("/order/request", test_request);
  g_test_add_func ("/order/request-document-name-the-field", test_request_document);
  g_test_add_func ("/order/request-faults-name-the-field", test_request_faults);
  g_test_add_func ("/order/too-long", test_too_long);
  g_test_add_func ("/order/feed-is-idempotent", test_feed);
  g_test_add_func ("/order/feed-faults", test_feed_faults);
  g_test_add_func ("/order/countries", test_countries);
  g_test_add_func ("/order/edits", test_edits);
  g_test_add_func ("/order/defaults", test_defaults);
  g_test_add_func ("/order/public-copies", test_public_copies);

  return g_test_run ();
}
