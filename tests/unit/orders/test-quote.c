#include "base/vt-json.h"
#include "orders/vt-quote.h"
#include "orders/vt-tax.h"
#include "support/vt-test-shop.h"

#include <string.h>

static VtQuote *
quote (VtDb *db, const VtQuoteLineInput *lines, guint n_lines, const char *code, const char *country, gint64 shipping)
{
  g_autoptr (VtQuoteRequest) request = vt_quote_request_new (lines, n_lines, VT_TEST_NOW_US);
  g_autoptr (GError) error = NULL;
  VtQuote *self;

  request->discount_code = g_strdup (code);
  request->country = g_strdup (country);
  request->shipping_id = shipping;
  self = vt_quote_new (db, request, NULL, &error);
  g_assert_no_error (error);

  return self;
}

static const VtQuoteLine *
line_at (const VtQuote *self, guint index)
{
  return g_ptr_array_index (self->lines, index);
}

static const VtQuoteTax *
tax_at (const VtQuote *self, guint index)
{
  return g_ptr_array_index (self->taxes, index);
}

static void
test_plain (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput lines[] = { { VT_TEST_CHAIR_MUSTARD, 1 }, { VT_TEST_SHIRT_M_BLUE, 1 } };
  g_autoptr (VtQuote) self = quote (db, lines, 2, NULL, NULL, 0);

  g_assert_cmpstr (self->currency, ==, "EUR");
  g_assert_cmpstr (self->country, ==, "PT");
  g_assert_cmpint (self->subtotal_minor, ==, 13900);
  g_assert_cmpint (self->shipping_minor, ==, 990);
  g_assert_cmpint (vt_quote_get_shipping (self)->id, ==, VT_TEST_RATE_STANDARD);
  g_assert_cmpint (self->total_minor, ==, 14890);
  g_assert_true (vt_quote_is_orderable (self));
  g_assert_null (self->asked);

  g_assert_cmpstr (line_at (self, 0)->variant_title, ==, "Mustard");
  g_assert_cmpstr (line_at (self, 0)->photo_sha256, ==, VT_TEST_PHOTO_CHAIR);
  g_assert_cmpint (line_at (self, 0)->compare_at_minor, ==, 12000);
  g_assert_cmpint (line_at (self, 0)->quantity_available, ==, 12);
  g_assert_cmpstr (line_at (self, 1)->variant_title, ==, "M / Blue");
  g_assert_null (line_at (self, 1)->photo_sha256);

  /* (100.00 + 9.90) × 23 ÷ 123 = 20.5504…; 39.00 × 13 ÷ 113 = 4.4867… */
  g_assert_cmpuint (self->taxes->len, ==, 2);
  g_assert_cmpint (tax_at (self, 0)->rate_bp, ==, 2300);
  g_assert_cmpint (tax_at (self, 0)->amount_minor, ==, 2055);
  g_assert_cmpint (tax_at (self, 1)->amount_minor, ==, 449);
  g_assert_true (self->tax_included);
}

static void
test_percent_rounds_once (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput lines[] = { { VT_TEST_LAMP_ONLY, 1 },
                                     { VT_TEST_SHIRT_S_WHITE, 1 },
                                     { VT_TEST_SHIRT_M_BLUE, 1 } };
  g_autoptr (VtQuote) self = quote (db, lines, 3, " green15 ", "PT", 0);

  /* 49.99 + 35.50 + 39.00 = 124.49; 15 % = 18.6735, so 18.67: 7.4985, 5.325 and 5.85 share it out. */
  g_assert_cmpint (self->discount_minor, ==, 1867);
  g_assert_cmpuint (self->discounts->n_applied, ==, 1);
  g_assert_cmpstr (self->asked->discount->code, ==, "GREEN15");
  g_assert_cmpstr (self->asked->discount->title, ==, "Green Week");
  g_assert_cmpint (line_at (self, 0)->discount_minor + line_at (self, 1)->discount_minor +
                       line_at (self, 2)->discount_minor,
                   ==, 1867);
  g_assert_cmpint (line_at (self, 0)->discount_minor, ==, 750);
  g_assert_cmpint (line_at (self, 1)->discount_minor, ==, 532);
  g_assert_cmpint (line_at (self, 2)->discount_minor, ==, 585);
  g_assert_cmpint (self->total_minor, ==, 12449 - 1867 + 990);
}

static void
test_discount_of_collection (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput both[] = { { VT_TEST_LAMP_ONLY, 1 }, { VT_TEST_CHAIR_MUSTARD, 1 } };
  const VtQuoteLineInput lamp[] = { { VT_TEST_LAMP_ONLY, 3 } };
  g_autoptr (VtQuote) self = quote (db, both, 2, "CHAIR20", "PT", 0);
  g_autoptr (VtQuote) other = quote (db, lamp, 1, "CHAIR20", "PT", 0);
  g_autofree char *message = vt_quote_discount_message (other, other->asked, "en");

  g_assert_cmpint (self->discount_minor, ==, 2000);
  g_assert_cmpint (line_at (self, 0)->discount_minor, ==, 0);
  g_assert_cmpint (line_at (self, 1)->total_minor, ==, 8000);
  g_assert_cmpint (other->discount_minor, ==, 0);
  g_assert_cmpint (other->asked->problem, ==, VT_DISCOUNT_NOT_ELIGIBLE);
  g_assert_cmpstr (message, ==, "The discount CHAIR20 is not for what is in the cart");
}

static void
used_twice (gint64 discount_id, const char *code, const char *email, VtDiscountUses *uses, gpointer data)
{
  g_assert_cmpint (discount_id, ==, VT_TEST_GREEN15);
  g_assert_null (code);
  g_assert_cmpstr (email, ==, "ana@example.com");
  *(int *) data += 1;
  *uses = (VtDiscountUses){ 2, 1, 0 };
}

static void
ordered_before (const char *email, gint64 *orders, gboolean *subscribed, gpointer data G_GNUC_UNUSED)
{
  g_assert_cmpstr (email, ==, "ana@example.com");
  *orders = 3;
  *subscribed = FALSE;
}

static void
test_discount_problems (void)
{
  static const struct
  {
    const char *code;
    const char *sql;
    VtDiscountProblem problem;
  } cases[] = {
    { "NOPE", NULL, VT_DISCOUNT_UNKNOWN },
    { "%", NULL, VT_DISCOUNT_UNKNOWN },
    { "ΑΒΓ", NULL, VT_DISCOUNT_UNKNOWN },
    { "DRAFT50", NULL, VT_DISCOUNT_UNKNOWN },
    { "ENDED10", NULL, VT_DISCOUNT_ENDED },
    { "GREEN15", "UPDATE discount SET starts_us = 1750000000000001", VT_DISCOUNT_NOT_STARTED },
    { "GREEN15", "UPDATE discount SET minimum_minor = 10001", VT_DISCOUNT_MINIMUM },
    { "GREEN15", "UPDATE discount SET usage_limit = 2", VT_DISCOUNT_USED_UP },
    { "GREEN15", "UPDATE discount SET usage_limit = 3", VT_DISCOUNT_APPLIES },
    { "GREEN15", "UPDATE discount SET customer_limit = 1", VT_DISCOUNT_CUSTOMER_USED },
    { "GREEN15", "UPDATE discount SET customer_limit = 2", VT_DISCOUNT_APPLIES },
    { "GREEN15", "UPDATE discount SET minimum_quantity = 2", VT_DISCOUNT_QUANTITY },
    { "GREEN15", "UPDATE discount SET audience = 'new'", VT_DISCOUNT_AUDIENCE },
    { "GREEN15", "UPDATE discount SET audience = 'returning'", VT_DISCOUNT_APPLIES },
    { "GREEN15", "UPDATE discount SET audience = 'subscribers'", VT_DISCOUNT_AUDIENCE },
    { "GREEN15", "UPDATE discount SET countries = 'ES FR'", VT_DISCOUNT_COUNTRY },
    { "GREEN15", "UPDATE discount SET countries = 'ES PT'", VT_DISCOUNT_APPLIES },
    { "GREEN15", "UPDATE discount SET scope = 'chosen'", VT_DISCOUNT_NOT_ELIGIBLE },
    { "GREEN15,NOPE", NULL, VT_DISCOUNT_APPLIES },
    { "GREEN15",
      "UPDATE discount SET method = 'automatic', code = '', value = 2000 WHERE id = 504; "
      "UPDATE discount SET ends_us = NULL WHERE id = 504",
      VT_DISCOUNT_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      const VtQuoteLineInput lines[] = { { VT_TEST_CHAIR_MUSTARD, 1 } };
      g_autoptr (VtQuoteRequest) request = vt_quote_request_new (lines, 1, VT_TEST_NOW_US);
      int calls = 0;
      const VtQuoteSource source = { .uses = used_twice, .customer = ordered_before, .data = &calls };
      g_autoptr (GError) error = NULL;
      g_autoptr (VtQuote) self = NULL;
      g_autofree char *message = NULL;

      if (cases[i].sql != NULL)
        g_assert_true (vt_db_exec (db, cases[i].sql, NULL));
      request->discount_code = g_strdup (cases[i].code);
      request->email = g_strdup ("Ana+shop@Example.com");
      self = vt_quote_new (db, request, &source, &error);
      g_assert_no_error (error);
      message = vt_quote_discount_message (self, self->asked, "en");

      g_test_message ("%s: %s", cases[i].code, message != NULL ? message : "applies");
      g_assert_cmpint (self->asked->problem, ==, cases[i].problem);
      g_assert_true ((message == NULL) == (cases[i].problem == VT_DISCOUNT_APPLIES));
      g_assert_true ((self->asked->amount_minor != 0) == (cases[i].problem == VT_DISCOUNT_APPLIES));
      g_assert_true (vt_quote_is_orderable (self));
    }
}

static void
test_shipping (void)
{
  static const struct
  {
    const char *name, *code, *country;
    gint64 lamps, wanted, chosen, price;
  } cases[] = {
    { "cheapest", NULL, "ES", 1, 0, VT_TEST_RATE_STANDARD, 990 },
    { "chosen", NULL, "ES", 1, VT_TEST_RATE_EXPRESS, VT_TEST_RATE_EXPRESS, 1990 },
    { "of another zone", NULL, "ES", 1, VT_TEST_RATE_WORLD, VT_TEST_RATE_STANDARD, 990 },
    { "world", NULL, "TH", 1, 0, VT_TEST_RATE_WORLD, 2900 },
    { "just below", NULL, "PT", 3, 0, VT_TEST_RATE_STANDARD, 990 },
    { "free from", NULL, "PT", 4, 0, VT_TEST_RATE_STANDARD, 0 },
    { "free by code", "FREESHIP", "TH", 1, 0, VT_TEST_RATE_WORLD, 0 },
    { "after the discount", "GREEN15", "PT", 3, 0, VT_TEST_RATE_STANDARD, 990 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      const VtQuoteLineInput lines[] = { { VT_TEST_LAMP_ONLY, cases[i].lamps } };
      g_autoptr (VtQuote) self = quote (db, lines, 1, cases[i].code, cases[i].country, cases[i].wanted);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (vt_quote_get_shipping (self)->id, ==, cases[i].chosen);
      g_assert_cmpint (self->shipping_minor, ==, cases[i].price);
      g_assert_cmpint (self->total_minor, ==, self->subtotal_minor - self->discount_minor + cases[i].price);
    }
}

static void
test_nowhere (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput lines[] = { { VT_TEST_LAMP_ONLY, 1 } };
  g_autoptr (VtQuote) self = NULL;

  g_assert_true (vt_db_exec (db, "UPDATE shipping_zone SET countries = 'FR' WHERE id = 302", NULL));
  self = quote (db, lines, 1, NULL, "TH", 0);
  g_assert_cmpuint (self->shipping->len, ==, 0);
  g_assert_false (vt_quote_is_orderable (self));
}

static void
test_stock (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput lines[] = { { VT_TEST_CHAIR_GREEN, 1 },
                                     { VT_TEST_SHIRT_S_WHITE, 5 },
                                     { 424242, 1 },
                                     { VT_TEST_DESK_ONLY, 1 },
                                     { VT_TEST_LAMP_ONLY, 9999 } };
  g_autoptr (VtQuote) self = quote (db, lines, 5, NULL, "PT", 0);
  g_autofree char *message = vt_quote_line_message (line_at (self, 1));

  g_assert_cmpint (line_at (self, 0)->problem, ==, VT_QUOTE_LINE_OUT_OF_STOCK);
  g_assert_cmpint (line_at (self, 0)->total_minor, ==, 0);
  g_assert_cmpint (line_at (self, 1)->problem, ==, VT_QUOTE_LINE_LESS);
  g_assert_cmpint (line_at (self, 1)->quantity_priced, ==, 3);
  g_assert_cmpint (line_at (self, 1)->total_minor, ==, 3 * 3550);
  g_assert_cmpstr (message, ==, "Only 3 are left");
  g_assert_cmpint (line_at (self, 2)->problem, ==, VT_QUOTE_LINE_UNKNOWN);
  g_assert_cmpint (line_at (self, 3)->problem, ==, VT_QUOTE_LINE_UNKNOWN);
  g_assert_cmpint (line_at (self, 4)->problem, ==, VT_QUOTE_LINE_FINE);
  g_assert_cmpint (line_at (self, 4)->quantity_available, ==, -1);
  g_assert_false (vt_quote_is_orderable (self));
}

/* What is sold when there is none: nothing is wrong with it, and the pieces that come later are told. */
static void
test_backorder (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput lines[] = { { VT_TEST_CHAIR_GREEN, 2 }, { VT_TEST_SHIRT_S_WHITE, 5 } };
  g_autoptr (VtQuote) self = NULL;

  g_assert_true (vt_db_exec (db, "UPDATE variant SET backorder = 1 WHERE id IN (1002, 1004)", NULL));
  self = quote (db, lines, 2, NULL, "PT", 0);

  g_assert_cmpint (line_at (self, 0)->problem, ==, VT_QUOTE_LINE_FINE);
  g_assert_cmpint (line_at (self, 0)->quantity_available, ==, -1);
  g_assert_cmpint (line_at (self, 0)->quantity_in_stock, ==, 0);
  g_assert_cmpint (line_at (self, 0)->total_minor, ==, 2 * 10000);
  g_assert_cmpint (vt_quote_line_get_backordered (line_at (self, 0)), ==, 2);
  g_assert_cmpint (line_at (self, 1)->quantity_priced, ==, 5);
  g_assert_cmpint (vt_quote_line_get_backordered (line_at (self, 1)), ==, 2);
  g_assert_true (vt_quote_is_orderable (self));
}

static gint64
available_two (gint64 variant_id, gpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint (variant_id, !=, VT_TEST_LAMP_ONLY);

  return variant_id == VT_TEST_DESK_ONLY ? 2 : -5;
}

static void
test_source (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput lines[] = { { VT_TEST_DESK_ONLY, 1 }, { VT_TEST_LAMP_ONLY, 1 }, { VT_TEST_CHAIR_MUSTARD, 1 } };
  g_autoptr (VtQuoteRequest) request = vt_quote_request_new (lines, 3, VT_TEST_NOW_US);
  const VtQuoteSource source = { .available = available_two, .include_drafts = TRUE };
  g_autoptr (VtQuote) self = vt_quote_new (db, request, &source, NULL);

  g_assert_cmpint (line_at (self, 0)->problem, ==, VT_QUOTE_LINE_FINE);
  g_assert_cmpint (line_at (self, 0)->quantity_available, ==, 2);
  g_assert_cmpint (line_at (self, 2)->problem, ==, VT_QUOTE_LINE_OUT_OF_STOCK);
  g_assert_cmpint (line_at (self, 2)->quantity_available, ==, 0);
}

static void
test_merges (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput lines[] = { { VT_TEST_SHIRT_M_BLUE, 4 },
                                     { VT_TEST_CHAIR_MUSTARD, 1 },
                                     { VT_TEST_SHIRT_M_BLUE, 4 } };
  g_autoptr (VtQuote) self = quote (db, lines, 3, NULL, "PT", 0);

  g_assert_cmpuint (self->lines->len, ==, 2);
  g_assert_cmpint (line_at (self, 0)->quantity, ==, 8);
  g_assert_cmpint (line_at (self, 0)->problem, ==, VT_QUOTE_LINE_LESS);
}

static void
test_empty (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtQuote) self = quote (db, NULL, 0, "GREEN15", "PT", 0);

  g_assert_cmpint (self->total_minor, ==, 0);
  g_assert_cmpuint (self->shipping->len, ==, 0);
  g_assert_false (vt_quote_is_orderable (self));
}

static void
test_tax_on_top (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput lines[] = { { VT_TEST_CHAIR_MUSTARD, 1 }, { VT_TEST_SHIRT_M_BLUE, 1 } };
  g_autoptr (VtQuote) self = NULL;
  g_autoptr (VtQuote) untaxed = NULL;

  g_assert_true (vt_db_exec (db, "UPDATE setting SET value = '0' WHERE key = 'tax.included'", NULL));
  self = quote (db, lines, 2, NULL, "PT", 0);
  untaxed = quote (db, lines, 2, NULL, "TH", 0);

  /* 109.90 × 23 % = 25.277, 39.00 × 13 % = 5.07 */
  g_assert_cmpint (self->tax_minor, ==, 2528 + 507);
  g_assert_cmpint (self->total_minor, ==, 13900 + 990 + 3035);
  g_assert_cmpint (untaxed->tax_minor, ==, 0);
}

static void
test_tax_included_bounds (void)
{
  g_assert_cmpint (vt_tax_included (0, 2300), ==, 0);
  g_assert_cmpint (vt_tax_included (1, 100000), ==, 1);
  g_assert_cmpint (vt_tax_included (12300, 2300), ==, 2300);
  g_assert_cmpint (vt_tax_included (3, 10000), ==, 2); /* 1.5, half up */
  g_assert_cmpint (vt_tax_included (G_MAXINT64, 10000), ==, G_MAXINT64 / 2 + 1);
  g_assert_cmpint (vt_tax_included (G_MAXINT64, 100000), <, G_MAXINT64);
}

static void
test_too_much (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput lines[] = { { VT_TEST_LAMP_ONLY, 9999 }, { VT_TEST_CHAIR_MUSTARD, 1 } };
  g_autoptr (VtQuoteRequest) request = vt_quote_request_new (lines, 2, VT_TEST_NOW_US);
  static const char *const prices[] = { "UPDATE variant SET price_minor = 9223372036854775807",
                                        "UPDATE variant SET price_minor = 922337203685477" };

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (vt_db_exec (db, "SAVEPOINT s", NULL));
      g_assert_true (vt_db_exec (db, prices[i], NULL));
      g_assert_true (vt_db_exec (db, "UPDATE shipping_method SET free_over_minor = NULL", NULL));
      g_assert_null (vt_quote_new (db, request, NULL, &error));
      g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID);
      g_assert_true (vt_db_exec (db, "ROLLBACK TO s; RELEASE s", NULL));
    }
}

static void
check_sums (const VtQuote *self)
{
  gint64 subtotal = 0;
  gint64 discount = 0;
  gint64 total = 0;
  gint64 tax = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const VtQuoteLine *line = line_at (self, i);

      g_assert_cmpint (line->subtotal_minor, ==, line->price_minor * line->quantity_priced);
      g_assert_cmpint (line->discount_minor, >=, 0);
      g_assert_cmpint (line->discount_minor, <=, line->subtotal_minor);
      g_assert_cmpint (line->total_minor, ==, line->subtotal_minor - line->discount_minor);
      subtotal += line->subtotal_minor;
      discount += line->discount_minor;
      total += line->total_minor;
    }
  for (guint i = 0; i < self->taxes->len; i++)
    {
      g_assert_cmpint (tax_at (self, i)->amount_minor, >=, 0);
      tax += tax_at (self, i)->amount_minor;
    }

  g_assert_cmpint (self->shipping_minor, >=, 0);
  g_assert_cmpint (self->subtotal_minor, ==, subtotal);
  g_assert_cmpint (self->discount_minor, ==, discount);
  g_assert_cmpint (self->tax_minor, ==, tax);
  g_assert_cmpint (self->total_minor, ==, total + self->shipping_minor + (self->tax_included ? 0 : tax));
}

static gint64
random_price (void)
{
  return g_test_rand_bit () ? g_test_rand_int_range (0, 20) : g_test_rand_int_range (0, 2000000);
}

static void
shuffle (VtQuoteLineInput *lines, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (int) i);
      VtQuoteLineInput kept = lines[i - 1];

      lines[i - 1] = lines[j];
      lines[j] = kept;
    }
}

static void
randomise_shop (VtDb *db)
{
  for (gint64 id = VT_TEST_CHAIR_MUSTARD; id <= VT_TEST_DESK_ONLY; id++)
    g_assert_true (vt_db_run (db, NULL, "UPDATE variant SET price_minor = ?2, track_stock = ?3 WHERE id = ?1", "iii",
                              id, random_price (), (gint64) g_test_rand_int_range (0, 2)));
  g_assert_true (vt_db_run (db, NULL,
                            "UPDATE discount SET kind = ?1, value = ?2, scope = ?3, "
                            "minimum_minor = ?4 WHERE code = 'GREEN15'",
                            "sisi", g_test_rand_bit () ? "percent" : "fixed", (gint64) g_test_rand_int_range (0, 12000),
                            g_test_rand_bit () ? "chosen" : "all", g_test_rand_bit () ? (gint64) 0 : random_price ()));
  g_assert_true (vt_db_run (db, NULL, "UPDATE setting SET value = ?1 WHERE key = 'tax.included'", "s",
                            g_test_rand_bit () ? "1" : "0"));
}

static void
test_sums (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();

  g_assert_true (
      vt_db_exec (db, "INSERT INTO discount_target (id, discount_id, collection_id) VALUES (512, 501, 201)", NULL));
  for (int round = 0; round < 400; round++)
    {
      VtQuoteLineInput lines[8];
      guint n = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (lines) + 1);
      const char *country = g_test_rand_bit () ? "PT" : "ES";
      g_autoptr (VtQuote) one = NULL;
      g_autoptr (VtQuote) other = NULL;

      randomise_shop (db);
      for (guint i = 0; i < n; i++)
        lines[i] = (VtQuoteLineInput){ g_test_rand_int_range (VT_TEST_CHAIR_MUSTARD, VT_TEST_DESK_ONLY + 2),
                                       g_test_rand_int_range (1, g_test_rand_bit () ? 5 : 1200) };
      one = quote (db, lines, n, "GREEN15", country, 0);
      check_sums (one);

      shuffle (lines, n);
      other = quote (db, lines, n, "GREEN15", country, 0);
      check_sums (other);
      g_assert_cmpint (one->total_minor, ==, other->total_minor);
      g_assert_cmpint (one->discount_minor, ==, other->discount_minor);
      g_assert_cmpint (one->tax_minor, ==, other->tax_minor);
    }
}

static void
test_request_json (void)
{
  static const struct
  {
    const char *json;
    const char *named; /* NULL: it is fine */
  } cases[] = {
    { "{\"lines\":[]}", NULL },
    { "{\"lines\":[{\"variant\":1001,\"quantity\":2}],\"discount\":\"GREEN15\",\"country\":\"PT\","
      "\"postcode\":\"4000-123\",\"shipping\":0}",
      NULL },
    { "{\"lines\":[{\"variant\":1001,\"quantity\":9999}],\"discount\":null,\"country\":null,\"shipping\":null}", NULL },
    { "{}", "lines" },
    { "{\"lines\":{}}", "lines" },
    { "{\"lines\":[1]}", "lines" },
    { "{\"lines\":[],\"total\":1}", "total" },
    { "{\"lines\":[{\"variant\":1,\"quantity\":1,\"price\":1}]}", "price" },
    { "{\"lines\":[{\"variant\":1}]}", "quantity" },
    { "{\"lines\":[{\"variant\":\"1\",\"quantity\":1}]}", "variant" },
    { "{\"lines\":[{\"variant\":1,\"quantity\":1.5}]}", "quantity" },
    { "{\"lines\":[{\"variant\":1,\"quantity\":0}]}", "quantity" },
    { "{\"lines\":[{\"variant\":1,\"quantity\":-1}]}", "quantity" },
    { "{\"lines\":[{\"variant\":1,\"quantity\":10000}]}", "quantity" },
    { "{\"lines\":[{\"variant\":1,\"quantity\":9999},{\"variant\":1,\"quantity\":1}]}", "quantity" },
    { "{\"lines\":[],\"country\":\"pt\"}", "country" },
    { "{\"lines\":[],\"country\":\"ZZ\"}", "country" },
    { "{\"lines\":[],\"country\":7}", "country" },
    { "{\"lines\":[],\"postcode\":\"01234567890123456\"}", "postcode" },
    { "{\"lines\":[],\"shipping\":\"1\"}", "shipping" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = vt_json_parse (cases[i].json, -1, 4096, 8, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (VtQuoteRequest) request = vt_quote_request_from_json (json_node_get_object (node), 1, &error);

      g_test_message ("%s: %s", cases[i].json, error != NULL ? error->message : "fine");
      g_assert_true ((request != NULL) == (cases[i].named == NULL));
      g_assert_true ((request == NULL) == (error != NULL));
      if (error != NULL)
        {
          g_autofree char *message = g_utf8_strdown (error->message, -1);

          g_assert_nonnull (strstr (message, cases[i].named));
        }
    }
}

static void
test_too_many_lines (void)
{
  VtQuoteLineInput lines[VT_QUOTE_MAX_LINES + 1];
  g_autoptr (VtQuoteRequest) request = NULL;
  g_autoptr (VtQuoteRequest) full = NULL;
  g_autoptr (GError) error = NULL;
  const char *field = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    lines[i] = (VtQuoteLineInput){ i + 1, 1 };
  request = vt_quote_request_new (lines, VT_QUOTE_MAX_LINES + 1, 1);
  full = vt_quote_request_new (lines, VT_QUOTE_MAX_LINES, 1);

  g_assert_true (vt_quote_request_check (full, NULL, NULL));
  g_assert_false (vt_quote_request_check (request, &field, &error));
  g_assert_cmpstr (field, ==, "lines");
  g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID);
}

static void
test_json (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput lines[] = { { VT_TEST_CHAIR_MUSTARD, 1 }, { VT_TEST_CHAIR_GREEN, 1 } };
  g_autoptr (VtQuote) self = quote (db, lines, 2, "GREEN15", "PT", 0);
  g_autoptr (JsonNode) node = vt_quote_to_json (self, "en");
  JsonObject *object = json_node_get_object (node);
  JsonObject *chair = json_array_get_object_element (json_object_get_array_member (object, "lines"), 0);
  JsonObject *green = json_array_get_object_element (json_object_get_array_member (object, "lines"), 1);
  JsonObject *display = json_object_get_object_member (object, "display");
  JsonObject *way = json_array_get_object_element (json_object_get_array_member (object, "shipping"), 0);

  g_assert_cmpint (json_object_get_int_member (object, "subtotal"), ==, 10000);
  g_assert_cmpint (json_object_get_int_member (object, "total"), ==, 9490);
  g_assert_cmpstr (json_object_get_string_member (display, "total"), ==, "€94.90");
  g_assert_cmpstr (json_object_get_string_member (chair, "url"), ==, "/products/modern-cafe-chair?variant=1001");
  g_assert_cmpstr (json_object_get_string_member (chair, "picture"), ==, "/media/aaaaaaaaaaaaaaaa-320.jpg");
  g_assert_cmpint (json_object_get_int_member (chair, "total"), ==, 8500);
  g_assert_true (json_object_get_null_member (chair, "problem"));
  g_assert_cmpstr (json_object_get_string_member (green, "problem"), ==, "out-of-stock");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "discount"), "code"), ==,
                   "GREEN15");
  g_assert_true (json_object_get_boolean_member (way, "chosen"));
  g_assert_cmpstr (json_object_get_string_member (way, "display"), ==, "€9.90");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (object, "free_delivery"), "percent"), ==,
                   56);
  g_assert_false (json_object_get_boolean_member (object, "orderable"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quote/plain", test_plain);
  g_test_add_func ("/quote/percent-rounds-once", test_percent_rounds_once);
  g_test_add_func ("/quote/discount-of-collection", test_discount_of_collection);
  g_test_add_func ("/quote/discount-problems", test_discount_problems);
  g_test_add_func ("/quote/shipping", test_shipping);
  g_test_add_func ("/quote/sent-nowhere", test_nowhere);
  g_test_add_func ("/quote/stock", test_stock);
  g_test_add_func ("/quote/backorder", test_backorder);
  g_test_add_func ("/quote/source", test_source);
  g_test_add_func ("/quote/merges-lines", test_merges);
  g_test_add_func ("/quote/empty", test_empty);
  g_test_add_func ("/quote/tax-on-top", test_tax_on_top);
  g_test_add_func ("/quote/tax-included-bounds", test_tax_included_bounds);
  g_test_add_func ("/quote/too-much", test_too_much);
  g_test_add_func ("/quote/sums-and-order", test_sums);
  g_test_add_func ("/quote/request-json", test_request_json);
  g_test_add_func ("/quote/too-many-lines", test_too_many_lines);
  g_test_add_func ("/quote/json", test_json);

  return g_test_run ();
}
