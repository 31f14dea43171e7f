#include "orders/vt-delivery-dates.h"
#include "orders/vt-orders-translation.h"
#include "orders/vt-postcode.h"
#include "orders/vt-quote.h"
#include "orders/vt-shipping-report.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"
#include "support/vt-test-shop.h"

#include <string.h>

#define NONE (-1)

/* A row in short: basis, class, from, below, base, a piece, a step, step in grams, basis points, stop. */
typedef struct
{
  VtShippingBasis basis;
  const char *shipping_class;
  gint64 from, below, base, per_item, per_step, step_g;
  int percent_bp;
  gboolean stop;
} Row;

#define ALWAYS(base)                                                                                                   \
  {                                                                                                                    \
    VT_SHIPPING_ALWAYS, "", 0, NONE, base, 0, 0, 1000, 0, TRUE                                                         \
  }
#define WEIGHT(from, below, base)                                                                                      \
  {                                                                                                                    \
    VT_SHIPPING_WEIGHT, "", from, below, base, 0, 0, 1000, 0, TRUE                                                     \
  }
#define END                                                                                                            \
  {                                                                                                                    \
    VT_SHIPPING_ALWAYS, NULL, 0, 0, 0, 0, 0, 0, 0, FALSE                                                               \
  }

static VtShippingMethod *
make_method (const Row *rows)
{
  VtShippingMethod *method = vt_shipping_method_new (1, "Parcel");

  for (guint i = 0; rows[i].shipping_class != NULL; i++)
    {
      VtShippingRate *rate = vt_shipping_rate_new (1);

      rate->basis = rows[i].basis;
      g_free (rate->shipping_class);
      rate->shipping_class = g_strdup (rows[i].shipping_class);
      rate->from_value = rows[i].from;
      rate->below_value = rows[i].below;
      rate->base_minor = rows[i].base;
      rate->per_item_minor = rows[i].per_item;
      rate->per_step_minor = rows[i].per_step;
      rate->step_g = rows[i].step_g;
      rate->percent_bp = rows[i].percent_bp;
      rate->stop = rows[i].stop;
      g_ptr_array_add (method->rates, rate);
    }

  return method;
}

static const Row by_weight[] = { WEIGHT (0, 1000, 500), WEIGHT (1000, 5000, 900), WEIGHT (5000, NONE, 1500), END };
static const Row per_kg[] = { { VT_SHIPPING_WEIGHT, "", 0, NONE, 300, 0, 120, 1000, 0, TRUE }, END };
static const Row half_kg[] = { { VT_SHIPPING_ALWAYS, "", 0, NONE, 0, 0, 100, 500, 0, TRUE }, END };
static const Row by_price[] = { { VT_SHIPPING_PRICE, "", 0, 5000, 700, 0, 0, 1000, 0, TRUE },
                                { VT_SHIPPING_PRICE, "", 5000, NONE, 0, 0, 0, 1000, 250, TRUE },
                                END };
static const Row by_items[] = { { VT_SHIPPING_ITEMS, "", 1, 4, 400, 0, 0, 1000, 0, TRUE },
                                { VT_SHIPPING_ITEMS, "", 4, NONE, 400, 50, 0, 1000, 0, TRUE },
                                END };
static const Row with_class[] = { { VT_SHIPPING_CLASS, "bulky", 1, NONE, 2000, 500, 0, 1000, 0, FALSE },
                                  ALWAYS (490),
                                  END };
static const Row class_stops[] = { { VT_SHIPPING_CLASS, "bulky", 1, NONE, 2000, 0, 0, 1000, 0, TRUE },
                                   ALWAYS (490),
                                   END };
static const Row gap[] = { WEIGHT (0, 1000, 500), WEIGHT (2000, NONE, 900), END };
static const Row sums[] = { { VT_SHIPPING_ALWAYS, "", 0, NONE, 100, 0, 0, 1000, 0, FALSE },
                            { VT_SHIPPING_ITEMS, "", 2, NONE, 10, 1, 0, 1000, 0, FALSE },
                            { VT_SHIPPING_PRICE, "", 1, NONE, 0, 0, 0, 1000, 100, FALSE },
                            END };
static const Row empty[] = { END };

static void
test_tables (void)
{
  /* Of plain goods and of bulky ones: pieces, grams, price of all; then what it must cost, -1 when not offered. */
  static const struct
  {
    const char *name;
    const Row *rows;
    gint64 pieces, weight_g, price, bulky, bulky_g, bulky_price;
    gint64 cost;
    VtOfferVerdict verdict;
  } cases[] = {
    { "nothing weighs nothing", by_weight, 1, 0, 1000, 0, 0, 0, 500, VT_OFFER_FINE },
    { "below the first end", by_weight, 1, 999, 1000, 0, 0, 0, 500, VT_OFFER_FINE },
    { "the end is not in it", by_weight, 1, 1000, 1000, 0, 0, 0, 900, VT_OFFER_FINE },
    { "one gram below", by_weight, 1, 4999, 1000, 0, 0, 0, 900, VT_OFFER_FINE },
    { "at the last", by_weight, 1, 5000, 1000, 0, 0, 0, 1500, VT_OFFER_FINE },
    { "a tonne", by_weight, 1, 1000000, 1000, 0, 0, 0, 1500, VT_OFFER_FINE },
    { "both sorts weigh", by_weight, 1, 600, 1000, 1, 600, 500, 900, VT_OFFER_FINE },
    { "no gram, no step", per_kg, 1, 0, 1000, 0, 0, 0, 300, VT_OFFER_FINE },
    { "a step begun", per_kg, 1, 1, 1000, 0, 0, 0, 420, VT_OFFER_FINE },
    { "one step", per_kg, 1, 1000, 1000, 0, 0, 0, 420, VT_OFFER_FINE },
    { "a second begun", per_kg, 1, 1001, 1000, 0, 0, 0, 540, VT_OFFER_FINE },
    { "ten", per_kg, 9, 10000, 1000, 0, 0, 0, 1500, VT_OFFER_FINE },
    { "half kilograms", half_kg, 1, 1200, 1000, 0, 0, 0, 300, VT_OFFER_FINE },
    { "free goods", by_price, 1, 10, 0, 0, 0, 0, 700, VT_OFFER_FINE },
    { "below a price", by_price, 1, 10, 4999, 0, 0, 0, 700, VT_OFFER_FINE },
    { "from a price, percent", by_price, 1, 10, 5000, 0, 0, 0, 125, VT_OFFER_FINE },
    { "percent rounds half up", by_price, 1, 10, 5020, 0, 0, 0, 126, VT_OFFER_FINE },
    { "percent rounds down", by_price, 1, 10, 5019, 0, 0, 0, 125, VT_OFFER_FINE },
    { "one piece", by_items, 1, 10, 100, 0, 0, 0, 400, VT_OFFER_FINE },
    { "three", by_items, 3, 10, 100, 0, 0, 0, 400, VT_OFFER_FINE },
    { "four", by_items, 4, 10, 100, 0, 0, 0, 600, VT_OFFER_FINE },
    { "nine thousand", by_items, 9999, 10, 100, 0, 0, 0, 400 + 9999 * 50, VT_OFFER_FINE },
    { "none of the class", with_class, 2, 10, 100, 0, 0, 0, 490, VT_OFFER_FINE },
    { "one of the class", with_class, 2, 10, 100, 1, 9000, 100, 2990, VT_OFFER_FINE },
    { "two of the class", with_class, 0, 0, 0, 2, 9000, 100, 3490, VT_OFFER_FINE },
    { "the class stops", class_stops, 2, 10, 100, 1, 9000, 100, 2000, VT_OFFER_FINE },
    { "without the class it goes on", class_stops, 2, 10, 100, 0, 0, 0, 490, VT_OFFER_FINE },
    { "before a gap", gap, 1, 999, 100, 0, 0, 0, 500, VT_OFFER_FINE },
    { "in a gap", gap, 1, 1000, 100, 0, 0, 0, 0, VT_OFFER_NO_ROW },
    { "end of a gap", gap, 1, 2000, 100, 0, 0, 0, 900, VT_OFFER_FINE },
    { "rows add up", sums, 2, 0, 1000, 0, 0, 0, 100 + 12 + 10, VT_OFFER_FINE },
    { "rows add up without one", sums, 1, 0, 1000, 0, 0, 0, 100 + 10, VT_OFFER_FINE },
    { "an empty table", empty, 1, 10, 100, 0, 0, 0, 0, VT_OFFER_NO_ROW },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VtParcelItem items[] = { { "", cases[i].pieces, cases[i].weight_g, cases[i].price },
                                     { "bulky", cases[i].bulky, cases[i].bulky_g, cases[i].bulky_price } };
      const VtParcel parcel = { .country = "PT", .items = items, .n_items = 2, .goods_minor = cases[i].price };
      g_autoptr (VtShippingOffer) offer = vt_shipping_offer_new (make_method (cases[i].rows), &parcel);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (offer->verdict, ==, cases[i].verdict);
      g_assert_cmpint (offer->price_minor, ==, cases[i].cost);
      g_assert_cmpuint (offer->steps->len, ==, offer->method->rates->len);
    }
}

static void
test_limits (void)
{
  const VtParcelItem item = { "", 2, 3000, 6000 };
  VtParcel parcel = { .country = "PT", .items = &item, .n_items = 1, .goods_minor = 6000 };
  VtShippingMethod *method = make_method (by_weight);
  g_autoptr (VtShippingOffer) plain = NULL;
  g_autoptr (VtShippingOffer) heavy = NULL;
  g_autoptr (VtShippingOffer) gift = NULL;
  g_autoptr (VtShippingOffer) code = NULL;
  g_autoptr (VtShippingOffer) dear = NULL;
  const Row rows[] = { { VT_SHIPPING_ALWAYS, "", 0, NONE, 0, G_MAXINT64 / 2, 0, 1000, 0, TRUE }, END };

  method->handling_minor = 150;
  method->free_over_minor = 6001;
  method->max_weight_g = 3000;
  plain = vt_shipping_offer_new (method, &parcel);
  g_assert_cmpint (plain->price_minor, ==, 1050);

  method = make_method (by_weight);
  method->max_weight_g = 2999;
  heavy = vt_shipping_offer_new (method, &parcel);
  g_assert_cmpint (heavy->verdict, ==, VT_OFFER_TOO_HEAVY);

  method = make_method (by_weight);
  method->handling_minor = 150;
  method->free_over_minor = 6000;
  gift = vt_shipping_offer_new (method, &parcel);
  g_assert_cmpint (gift->price_minor, ==, 0);
  g_assert_cmpint (gift->full_minor, ==, 1050);

  parcel.is_free = TRUE;
  code = vt_shipping_offer_new (make_method (by_weight), &parcel);
  g_assert_cmpint (code->price_minor, ==, 0);

  dear = vt_shipping_offer_new (make_method (rows), &parcel);
  g_assert_cmpint (dear->verdict, ==, VT_OFFER_TOO_DEAR);
}

/* Never negative; a heavier parcel never costs less by weight and steps; a row below one that stopped adds nothing. */
static void
test_properties (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);

  for (int round = 0; round < 3000; round++)
    {
      const Row rows[] = {
        { VT_SHIPPING_WEIGHT, "", 0, g_rand_int_range (rand, 1, 3000), g_rand_int_range (rand, 0, 500), 0,
          g_rand_int_range (rand, 0, 90), g_rand_int_range (rand, 1, 2000), 0, FALSE },
        { VT_SHIPPING_ALWAYS, "", 0, NONE, g_rand_int_range (rand, 0, 500), g_rand_int_range (rand, 0, 50),
          g_rand_int_range (rand, 0, 90), g_rand_int_range (rand, 1, 2000), g_rand_int_range (rand, 0, 10000), TRUE },
        ALWAYS (100000000),
        END,
      };
      const gint64 weight_g = g_rand_int_range (rand, 0, 6000);
      const gint64 pieces = g_rand_int_range (rand, 1, 50);
      const VtParcelItem light = { "", pieces, weight_g, 1000 };
      const VtParcelItem heavy = { "", pieces, weight_g + g_rand_int_range (rand, 0, 6000), 1000 };
      const VtParcel parcels[] = { { .country = "PT", .items = &light, .n_items = 1 },
                                   { .country = "PT", .items = &heavy, .n_items = 1 } };
      g_autoptr (VtShippingOffer) one = vt_shipping_offer_new (make_method (rows), &parcels[0]);
      g_autoptr (VtShippingOffer) only = vt_shipping_offer_new (make_method (rows + 1), &parcels[0]);
      g_autoptr (VtShippingOffer) more = vt_shipping_offer_new (make_method (rows + 1), &parcels[1]);

      g_assert_cmpint (one->price_minor, >=, 0);
      g_assert_cmpint (one->price_minor, <, 100000000);
      g_assert_cmpint (one->price_minor, >=, only->price_minor);
      g_assert_cmpint (more->price_minor, >=, only->price_minor);
      g_assert_cmpint (g_array_index (one->steps, VtShippingStep, 2).verdict, ==, VT_ROW_STOPPED);
    }
}

static void
test_postcodes (void)
{
  static const struct
  {
    const char *pattern, *postcode;
    gboolean matches;
  } cases[] = {
    { "4000-123", "4000-123", TRUE },
    { "4000-123", "4000123", TRUE },
    { "4000-123", "4000 123", TRUE },
    { "4000-123", "4000-124", FALSE },
    { "4000-123", "4000", FALSE },
    { "41*", "4100-001", TRUE },
    { "41*", "4200-001", FALSE },
    { "41*", "4", FALSE },
    { "4200...4299", "4200-000", TRUE },
    { "4200...4299", "4299-999", TRUE },
    { "4200...4299", "4300-000", FALSE },
    { "4200…4299", "4250-001", TRUE },
    { "4200...4299", "42", FALSE },
    { "SW1A*", "sw1a 1aa", TRUE },
    { "SW1A*", "SW1B 1AA", FALSE },
    { "01000-000...05999-999", "04538-132", TRUE },
    { "01000-000...05999-999", "06000-000", FALSE },
    { "10110", "๑๐๑๑๐", TRUE },
    { "10110", "", FALSE },
    { "AB1...AB5", "AB3 4XY", TRUE },
    { "AB1...AB5", "AB6 4XY", FALSE },
  };
  static const char *const bad[] = { "",           "*",     "4000...",   "...4000", "4299...4200",
                                     "400...4999", "40/00", "4000,4001", "ÄÖ" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *pattern = NULL;
      g_autofree char *postcode = vt_postcode_normalise (cases[i].postcode);

      g_test_message ("%s %s", cases[i].pattern, cases[i].postcode);
      g_assert_true (vt_postcode_pattern_normalise (cases[i].pattern, &pattern));
      g_assert_cmpint (vt_postcode_matches (postcode, pattern), ==, cases[i].matches);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *pattern = NULL;

      g_test_message ("“%s”", bad[i]);
      g_assert_false (vt_postcode_pattern_normalise (bad[i], &pattern));
    }

  g_assert_cmpstr (vt_postcode_get_state ("BR", "04538-132"), ==, "SP");
  g_assert_cmpstr (vt_postcode_get_state ("BR", "20040-002"), ==, "RJ");
  g_assert_cmpstr (vt_postcode_get_state ("BR", "69301-000"), ==, "RR");
  g_assert_cmpstr (vt_postcode_get_state ("BR", "7090-100"), ==, NULL);
  g_assert_cmpstr (vt_postcode_get_state ("PT", "4000-123"), ==, NULL);
}

static void
add_zone (VtDb *db, const char *name, const char *countries, const char *states, const char *postcodes)
{
  g_autoptr (VtShippingZone) zone = vt_shipping_zone_new (name, countries);
  g_autoptr (VtShippingMethod) method = NULL;
  g_autoptr (VtShippingRate) rate = NULL;
  g_autoptr (GError) error = NULL;

  g_strfreev (zone->states);
  zone->states = g_strsplit (states, " ", *states == '\0' ? 1 : -1);
  g_strfreev (zone->postcodes);
  zone->postcodes = g_strsplit (postcodes, " ", *postcodes == '\0' ? 1 : -1);
  if (*states == '\0')
    g_clear_pointer (&zone->states, g_strfreev);
  if (*postcodes == '\0')
    g_clear_pointer (&zone->postcodes, g_strfreev);
  g_assert_true (vt_shipping_zone_save (db, zone, &error));
  method = vt_shipping_method_new (zone->id, name);
  g_assert_true (vt_shipping_method_save (db, method, &error));
  rate = vt_shipping_rate_new (method->id);
  g_assert_true (vt_shipping_rate_save (db, rate, &error));
}

static void
test_zones (void)
{
  static const struct
  {
    const char *country, *state, *postcode, *zone;
    gboolean may_vary;
  } cases[] = {
    { "PT", NULL, "4000-123", "Porto", FALSE },
    { "PT", NULL, "4999-000", "Porto", FALSE },
    { "PT", NULL, "5000-000", "Iberia", FALSE },
    { "PT", NULL, NULL, "Iberia", TRUE },
    { "PT", NULL, "", "Iberia", TRUE },
    { "ES", NULL, "4000", "Iberia", FALSE },
    { "BR", NULL, "01310-100", "Sudeste", FALSE },
    { "BR", "sp", NULL, "Sudeste", FALSE },
    { "BR", "RJ", NULL, "Sudeste", FALSE },
    { "BR", "BA", NULL, "Brasil", FALSE },
    { "BR", NULL, NULL, "Brasil", TRUE },
    { "BR", NULL, "40020-000", "Brasil", FALSE },
    { "BR", "BA", "01310-100", "Sudeste", FALSE },
    { "FR", NULL, NULL, "World", FALSE },
    { "TH", NULL, "10110", "World", FALSE },
  };
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GPtrArray) zones = NULL;

  add_zone (db, "Porto", "PT", "", "4000...4999");
  add_zone (db, "Sudeste", "BR", "SP RJ", "");
  add_zone (db, "Brasil", "BR", "", "");
  zones = vt_shipping_zone_list (db, NULL);
  g_assert_cmpstr (((VtShippingZone *) g_ptr_array_index (zones, zones->len - 1))->name, ==, "World");
  g_assert_true (vt_shipping_zone_move (db, ((VtShippingZone *) g_ptr_array_index (zones, 1))->id, 0, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const VtParcelItem item = { "", 1, 100, 100 };
      const VtParcel parcel = { .country = cases[i].country,
                                .state = cases[i].state,
                                .postcode = cases[i].postcode,
                                .items = &item,
                                .n_items = 1 };
      g_autoptr (VtShippingReport) report = vt_shipping_report_new (db, &parcel, NULL);
      g_autoptr (GPtrArray) lines = vt_shipping_report_describe (report, "EUR", "en");

      g_test_message ("%s %s %s", cases[i].country, cases[i].state, cases[i].postcode);
      g_assert_cmpstr (((VtShippingZone *) g_ptr_array_index (report->zones, report->chosen))->name, ==, cases[i].zone);
      g_assert_cmpint (report->may_vary, ==, cases[i].may_vary);
      g_assert_cmpuint (lines->len, >, report->zones->len);
    }
}

static void
test_edits (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtShippingZone) zone = vt_shipping_zone_new ("Europe", "FR DE");
  g_autoptr (VtShippingZone) wrong = vt_shipping_zone_new ("Europe", "FR Germany");
  g_autoptr (VtShippingMethod) method = NULL;
  g_autoptr (VtShippingRate) rate = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_shipping_zone_save (db, zone, &error));
  g_assert_false (vt_shipping_zone_save (db, wrong, &error));
  g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID);
  g_clear_error (&error);

  method = vt_shipping_method_new (zone->id, "Boat");
  method->days_min = 20;
  method->days_max = 10;
  g_assert_false (vt_shipping_method_save (db, method, &error));
  g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID);
  g_clear_error (&error);
  method->days_max = 30;
  method->weekdays = 0;
  g_assert_false (vt_shipping_method_save (db, method, &error));
  g_clear_error (&error);
  method->weekdays = 127;
  method->place_id = 999;
  g_assert_false (vt_shipping_method_save (db, method, &error));
  g_clear_error (&error);
  method->place_id = 151;
  g_assert_true (vt_shipping_method_save (db, method, &error));

  rate = vt_shipping_rate_new (method->id);
  rate->from_value = 5;
  rate->below_value = 5;
  g_assert_false (vt_shipping_rate_save (db, rate, &error));
  g_clear_error (&error);
  rate->below_value = 6;
  rate->base_minor = -1;
  g_assert_false (vt_shipping_rate_save (db, rate, &error));
  g_clear_error (&error);
  rate->base_minor = 1;
  rate->basis = VT_SHIPPING_CLASS;
  g_assert_false (vt_shipping_rate_save (db, rate, &error));
  g_clear_error (&error);
  rate->basis = VT_SHIPPING_ITEMS;
  g_assert_true (vt_shipping_rate_save (db, rate, &error));
  rate->stop = FALSE;
  g_assert_true (vt_shipping_rate_save (db, rate, &error));

  g_assert_true (vt_shipping_zone_delete (db, zone->id, &error));
  g_assert_false (vt_shipping_zone_delete (db, zone->id, &error));
  g_assert_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_NOT_FOUND);
}

static gint64
moment (const char *iso)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, utc);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
test_dates (void)
{
  /* 22 November 2026 is a Sunday. */
  static const struct
  {
    const char *now, *zone;
    int days_min, days_max, cutoff;
    guint weekdays;
    const char *leaves, *from, *to, *left;
  } cases[] = {
    { "2026-11-23T12:20:00", "Europe/Lisbon", 2, 3, 960, 31, "2026-11-23", "2026-11-25", "2026-11-26", "3 hr 40 min" },
    { "2026-11-23T16:00:00", "Europe/Lisbon", 2, 3, 960, 31, "2026-11-24", "2026-11-26", "2026-11-27", NULL },
    { "2026-11-23T15:59:59", "Europe/Lisbon", 2, 3, 960, 31, "2026-11-23", "2026-11-25", "2026-11-26", NULL },
    { "2026-11-22T12:00:00", "Europe/Lisbon", 2, 3, 960, 31, "2026-11-23", "2026-11-25", "2026-11-26", NULL },
    { "2026-11-27T12:00:00", "Europe/Lisbon", 1, 1, -1, 31, "2026-11-27", "2026-11-30", "2026-11-30", NULL },
    { "2026-11-27T12:00:00", "Europe/Lisbon", 1, 1, -1, 127, "2026-11-27", "2026-11-28", "2026-11-28", NULL },
    { "2026-11-23T20:00:00", "Asia/Bangkok", 1, 2, 960, 31, "2026-11-24", "2026-11-25", "2026-11-26", "13 hr" },
    { "2026-12-24T20:00:00", "Europe/Lisbon", 1, 2, 960, 31, "2026-12-28", "2026-12-29", "2026-12-30", NULL },
  };
  GDate christmas;

  g_date_clear (&christmas, 1);
  g_date_set_dmy (&christmas, 25, G_DATE_DECEMBER, 2026);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDeliveryCalendar) calendar = vt_delivery_calendar_new (cases[i].zone);
      g_autoptr (VtShippingMethod) method = vt_shipping_method_new (1, "Parcel");
      gint64 now_us = moment (cases[i].now);
      g_autofree char *left = NULL;
      g_autofree char *words = NULL;
      VtDeliveryDates dates;
      char text[3][16];

      vt_delivery_calendar_close (calendar, &christmas);
      method->days_min = cases[i].days_min;
      method->days_max = cases[i].days_max;
      method->cutoff_min = cases[i].cutoff;
      method->weekdays = cases[i].weekdays;
      g_assert_true (vt_delivery_dates (method, calendar, now_us, &dates));
      g_date_strftime (text[0], sizeof text[0], "%Y-%m-%d", &dates.leaves);
      g_date_strftime (text[1], sizeof text[1], "%Y-%m-%d", &dates.from);
      g_date_strftime (text[2], sizeof text[2], "%Y-%m-%d", &dates.to);
      left = vt_delivery_dates_format_left (&dates, now_us, "en");
      words = vt_delivery_dates_format (&dates, "en");

      g_test_message ("%s: %s, %s", cases[i].now, words, left);
      g_assert_cmpstr (text[0], ==, cases[i].leaves);
      g_assert_cmpstr (text[1], ==, cases[i].from);
      g_assert_cmpstr (text[2], ==, cases[i].to);
      g_assert_cmpstr (left, ==, cases[i].left);
      g_assert_nonnull (strstr (words, dates.from.day == dates.to.day ? "Nov" : "2"));
    }
}

static void
test_currencies (void)
{
  static const char *const currencies[] = { "JPY", "KWD", "EUR" };

  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      g_autoptr (VtShippingRate) rate = vt_shipping_rate_new (1);
      g_autofree char *words = NULL;

      rate->base_minor = 1500;
      words = vt_shipping_rate_describe (rate, currencies[i], "en");
      g_test_message ("%s", words);
      g_assert_nonnull (strstr (words, i == 0 ? "1,500" : i == 1 ? "1.500" : "15.00"));
    }
}

static void
test_nothing_to_send (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtQuoteLineInput line = { VT_TEST_LAMP_ONLY, 1 };
  g_autoptr (VtQuoteRequest) request = vt_quote_request_new (&line, 1, VT_TEST_NOW_US);
  g_autoptr (VtQuote) quote = NULL;

  g_assert_true (vt_db_exec (db, "UPDATE variant SET shipped = 0", NULL));
  quote = vt_quote_new (db, request, NULL, NULL);
  g_assert_false (quote->needs_shipping);
  g_assert_cmpint (quote->shipping_minor, ==, 0);
  g_assert_true (vt_quote_is_orderable (quote));
}

static void
test_translations (void)
{
  static const struct
  {
    const char *kind;
    gint64 id;
    const char *field, *language, *text;
    const char *kept; /* NULL: refused */
  } cases[] = {
    { "shipping_method", VT_TEST_RATE_STANDARD, "name", "pt", " Normal\n", "Normal" },
    { "shipping_method", VT_TEST_RATE_STANDARD, "note", "pt", "À porta", "À porta" },
    { "payment_method", VT_TEST_PAY_TRANSFER, "instructions", "pt", "Até\nsexta", "Até\nsexta" },
    { "payment_method", VT_TEST_PAY_TRANSFER, "name", "pt", "", "" },
    { "shipping_method", VT_TEST_RATE_STANDARD, "carrier", "pt", "CTT", NULL },
    { "shipping_method", VT_TEST_RATE_STANDARD, "name", "th", "ปกติ", NULL },
    { "shipping_method", 99999, "name", "pt", "Normal", NULL },
    { "product", VT_TEST_CHAIR, "title", "pt", "Cadeira", NULL },
  };
  g_autoptr (VtDb) db = vt_test_shop_new ();

  g_assert_true (vt_setting_set (db, "languages", "pt", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL;
      gboolean done = vt_orders_translate (db, cases[i].kind, cases[i].id, cases[i].field, cases[i].language,
                                           cases[i].text, &error);

      g_test_message ("%s %s in %s", cases[i].kind, cases[i].field, cases[i].language);
      g_assert_true (done == (cases[i].kept != NULL));
      g_assert_true (done == (error == NULL));
      kept = vt_translation_get (db, cases[i].kind, cases[i].id, cases[i].field, cases[i].language, NULL);
      if (done)
        g_assert_cmpstr (kept != NULL ? kept : "", ==, cases[i].kept);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/shipping/tables", test_tables);
  g_test_add_func ("/shipping/limits", test_limits);
  g_test_add_func ("/shipping/properties", test_properties);
  g_test_add_func ("/shipping/postcodes", test_postcodes);
  g_test_add_func ("/shipping/zones", test_zones);
  g_test_add_func ("/shipping/translations", test_translations);
  g_test_add_func ("/shipping/edits", test_edits);
  g_test_add_func ("/shipping/dates", test_dates);
  g_test_add_func ("/shipping/currencies", test_currencies);
  g_test_add_func ("/shipping/nothing-to-send", test_nothing_to_send);

  return g_test_run ();
}
