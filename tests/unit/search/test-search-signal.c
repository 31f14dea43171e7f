/* Shoppers' behaviour moves the results of searches, and nobody alone moves them. */
#include "search/vt-search-signal-store.h"
#include "search/vt-search-text.h"
#include "search/vt-shop-index.h"
#include "support/vt-test-shop.h"

#include <string.h>

#define NOW VT_TEST_NOW_US
#define DAY VT_TEST_DAY_US

static void
act (VtSearchSignals *signals, gint64 days_ago, guint visit, VtSearchAct kind, gint64 product_id, const char *query)
{
  g_autofree char *name = g_strdup_printf ("%08x", visit);

  vt_search_signals_add (signals, NOW - days_ago * DAY, name, kind, product_id, query);
}

/* Returns: 256 when nothing is said */
static guint
weight_in (GArray *signals, gint64 product_id, const char *query)
{
  for (guint i = 0; i < signals->len; i++)
    {
      const VtSearchSignal *signal = &g_array_index (signals, VtSearchSignal, i);

      if (signal->product_id == product_id && g_str_equal (signal->query, query))
        return signal->weight;
    }

  return 256;
}

static guint
weight_of (VtSearchSignals *signals, gint64 product_id, const char *query)
{
  g_autoptr (GArray) weighed = vt_search_signals_weigh (signals);

  return weight_in (weighed, product_id, query);
}

/* The weight of product 1 for "mug" after so many visits each did something. */
static guint
after_visits (guint n, VtSearchAct kind, gint64 days_ago)
{
  g_autoptr (VtSearchSignals) signals = vt_search_signals_new (NOW);

  for (guint i = 0; i < n; i++)
    act (signals, days_ago, i, kind, 1, "mug");
  return weight_of (signals, 1, "mug");
}

static void
test_kinds (void)
{
  guint clicked = after_visits (5, VT_SEARCH_ACT_CLICK, 0);
  guint in_cart = after_visits (5, VT_SEARCH_ACT_CART, 0);
  guint bought = after_visits (5, VT_SEARCH_ACT_PURCHASE, 0);

  g_assert_cmpuint (clicked, >, 256);
  g_assert_cmpuint (in_cart, >, clicked);
  g_assert_cmpuint (bought, >, in_cart);
  g_assert_cmpuint (after_visits (20, VT_SEARCH_ACT_PURCHASE, 0), >, bought);
  g_assert_cmpuint (after_visits (20, VT_SEARCH_ACT_PURCHASE, 0), <, VT_SEARCH_SIGNAL_MOST);
}

static void
test_few_visits (void)
{
  g_assert_cmpuint (after_visits (VT_SEARCH_VISITS_LEAST - 1, VT_SEARCH_ACT_PURCHASE, 0), ==, 256);
  g_assert_cmpuint (after_visits (VT_SEARCH_VISITS_LEAST, VT_SEARCH_ACT_PURCHASE, 0), >, 256);
}

/* A million visits of one day count as the first twenty. */
static void
test_of_one_day (void)
{
  g_assert_cmpuint (after_visits (1000, VT_SEARCH_ACT_CLICK, 1), ==,
                    after_visits (VT_SEARCH_VISITS_A_DAY, VT_SEARCH_ACT_CLICK, 1));
}

static void
test_decay (void)
{
  guint before = G_MAXUINT;

  for (guint days = 0; days <= 300; days += 10)
    {
      guint weight = after_visits (10, VT_SEARCH_ACT_PURCHASE, days);

      g_assert_cmpuint (weight, <=, before);
      before = weight;
    }
  g_assert_cmpuint (before, ==, 256);
  /* Half of it is left after 30 days: as of half as many visits. */
  g_assert_cmpuint (after_visits (20, VT_SEARCH_ACT_CLICK, 30), ==, after_visits (10, VT_SEARCH_ACT_CLICK, 0));
}

static void
test_future (void)
{
  g_assert_cmpuint (after_visits (10, VT_SEARCH_ACT_PURCHASE, -1), ==, 256);
}

/* What is bought after "mug" rises for it, however it is written, and for no other query. */
static void
test_queries (void)
{
  static const char *const ways[] = { "mug", "MUG", "  mug ", "m\xc3\xbag", "mug!" };
  g_autoptr (VtSearchSignals) signals = vt_search_signals_new (NOW);
  g_autoptr (GArray) weighed = NULL;
  guint liked;

  for (guint i = 0; i < 40; i++)
    act (signals, i % 5, i, VT_SEARCH_ACT_PURCHASE, 1, ways[i % G_N_ELEMENTS (ways)]);
  for (guint i = 0; i < 40; i++)
    act (signals, 0, 100 + i, VT_SEARCH_ACT_CLICK, 2, "lamp");
  for (guint i = 0; i < 40; i++)
    act (signals, 0, 200 + i, VT_SEARCH_ACT_PURCHASE, 3, NULL);
  weighed = vt_search_signals_weigh (signals);

  g_assert_cmpuint (weight_in (weighed, 1, "mug"), >, 512);
  g_assert_cmpuint (weight_in (weighed, 1, "lamp"), ==, 256);
  g_assert_cmpuint (weight_in (weighed, 2, "mug"), ==, 256);
  liked = weight_in (weighed, 3, "");
  g_assert_cmpuint (liked, >, 256);
  g_assert_cmpuint (liked, <, VT_SEARCH_LIKED_MOST);
}

/* Whatever others did, one visit that repeats itself ten thousand times says what it says once. */
static void
test_repetition (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (42);

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (VtSearchSignals) once = vt_search_signals_new (NOW);
      g_autoptr (VtSearchSignals) often = vt_search_signals_new (NOW);
      g_autoptr (GArray) first = NULL;
      g_autoptr (GArray) second = NULL;

      for (guint i = 0; i < 30; i++)
        {
          gint64 days = g_rand_int_range (random, 0, 90);
          guint visit = (guint) g_rand_int_range (random, 0, 20);
          VtSearchAct kind = (VtSearchAct) g_rand_int_range (random, 0, VT_SEARCH_N_ACTS);
          gint64 product = g_rand_int_range (random, 1, 4);

          act (once, days, visit, kind, product, "mug");
          act (often, days, visit, kind, product, "mug");
        }
      act (once, 5, 999, VT_SEARCH_ACT_PURCHASE, 2, "mug");
      for (guint i = 0; i < 10000; i++)
        act (often, 5, 999, VT_SEARCH_ACT_PURCHASE, 2, i % 2 == 0 ? "mug" : "Mug");
      first = vt_search_signals_weigh (once);
      second = vt_search_signals_weigh (often);
      for (gint64 product = 1; product < 4; product++)
        {
          g_assert_cmpuint (weight_in (first, product, "mug"), ==, weight_in (second, product, "mug"));
          g_assert_cmpuint (weight_in (first, product, ""), ==, weight_in (second, product, ""));
        }
    }
}

/* The same for one that asks in ever other words: what it likes counts once, and too much of it not at all. */
static void
test_robot (void)
{
  g_autoptr (VtSearchSignals) signals = vt_search_signals_new (NOW);
  g_autoptr (GArray) weighed = NULL;

  for (guint visit = 0; visit < 3; visit++)
    for (guint i = 0; i < VT_SEARCH_ACTS_OF_VISIT + 1; i++)
      {
        g_autofree char *query = g_strdup_printf ("mug %u", i);

        act (signals, 0, visit, VT_SEARCH_ACT_CLICK, 1, query);
      }
  weighed = vt_search_signals_weigh (signals);
  g_assert_cmpuint (weighed->len, ==, 0);
}

/* Order does not matter. */
static void
test_order (void)
{
  g_autoptr (VtSearchSignals) one = vt_search_signals_new (NOW);
  g_autoptr (VtSearchSignals) other = vt_search_signals_new (NOW);
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) second = NULL;

  for (guint i = 0; i < 200; i++)
    {
      guint j = 199 - i;

      act (one, i % 40, i % 23, (VtSearchAct) (i % 3), 1 + i % 5, i % 2 == 0 ? "mug" : "red cup");
      act (other, j % 40, j % 23, (VtSearchAct) (j % 3), 1 + j % 5, j % 2 == 0 ? "mug" : "red cup");
    }
  first = vt_search_signals_weigh (one);
  second = vt_search_signals_weigh (other);
  g_assert_cmpuint (first->len, ==, second->len);
  g_assert_cmpuint (first->len, >, 0);
  for (guint i = 0; i < first->len; i++)
    {
      const VtSearchSignal *a = &g_array_index (first, VtSearchSignal, i);
      const VtSearchSignal *b = &g_array_index (second, VtSearchSignal, i);

      g_assert_cmpstr (a->query, ==, b->query);
      g_assert_cmpint (a->product_id, ==, b->product_id);
      g_assert_cmpuint (a->weight, ==, b->weight);
      g_assert_cmpuint (a->visits, ==, b->visits);
    }
}

static void
add_event (VtDb *db, guint n, const char *kind, gint64 product_id, gint64 variant_id, const char *query)
{
  g_autofree char *uuid = g_strdup_printf ("%s-%u", kind, n);
  g_autofree char *visit = g_strdup_printf ("%x", n);
  g_autoptr (GError) error = NULL;

  vt_db_run (db, &error,
             "INSERT INTO event (uuid, host_id, at_us, visit, kind, product_id, variant_id, query) VALUES (?1, 1, ?2, "
             "?3, ?4, nullif (?5, 0), nullif (?6, 0), ?7)",
             "sissiis", uuid, NOW - DAY, visit, kind, product_id, variant_id, query);
  g_assert_no_error (error);
}

static void
update (VtDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSearchSignals) signals = vt_search_signals_read (db, NOW, &error);
  g_autoptr (GArray) weighed = vt_search_signals_weigh (signals);

  g_assert_no_error (error);
  g_assert_true (vt_search_signals_store (db, weighed, &error));
  g_assert_no_error (error);
}

static gint64
best_of (VtDb *db, const char *query)
{
  g_autoptr (VtShopIndex) index = vt_shop_index_new (db, "en", NULL);
  g_autoptr (VtSearchAnswer) answer = vt_shop_index_ask (index, query, FALSE);

  return answer->product_ids->len > 0 ? g_array_index (answer->product_ids, gint64, 0) : 0;
}

/* Two shirts alike: the one that is bought comes first, for what was asked before. */
static void
test_in_the_shop (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  VtSearchSignal signal = { 0 };
  gint64 other;

  g_assert_true (vt_db_run (db, NULL,
                            "UPDATE product SET title = 'Linen shirt', description_html = '', vendor = '', "
                            "product_type = '' WHERE id IN (101, 103)",
                            ""));
  other = best_of (db, "linen shirt") == VT_TEST_SHIRT ? VT_TEST_CHAIR : VT_TEST_SHIRT;
  for (guint i = 0; i < 9; i++)
    {
      add_event (db, i, "purchase", 0, other == VT_TEST_SHIRT ? VT_TEST_SHIRT_M_BLUE : VT_TEST_CHAIR_GREEN,
                 "Linen Shirt");
      add_event (db, i, "click", other, 0, "linen shirt");
      add_event (db, i, "view", VT_TEST_LAMP, 0, "linen shirt");
    }
  add_event (db, 77, "purchase", 4711, 0, "linen shirt");
  update (db);
  update (db);
  g_assert_cmpint (best_of (db, "linen shirt"), ==, other);

  g_assert_cmpint (vt_search_signal_find (db, "LINEN  shirt", other, &signal, NULL), ==, VT_STEP_ROW);
  g_assert_cmpuint (signal.counts[VT_SEARCH_ACT_PURCHASE], ==, 9);
  g_assert_cmpuint (signal.counts[VT_SEARCH_ACT_CLICK], ==, 9);
  g_assert_cmpuint (signal.visits, ==, 9);
  g_assert_cmpint (vt_search_signal_find (db, "linen", other, &signal, NULL), ==, VT_STEP_DONE);
  g_assert_cmpint (vt_search_signal_find (db, "", other, &signal, NULL), ==, VT_STEP_ROW);
  g_assert_cmpint (vt_search_signal_find (db, "", VT_TEST_LAMP, &signal, NULL), ==, VT_STEP_DONE);
}

static void
test_keys (void)
{
  static const struct
  {
    const char *text;
    const char *key;
  } rows[] = {
    { "Red  MUG", "red mug" }, { "T-Shirt", "t shirt" }, { "rel\xc3\xb3gio", "relogio" }, { "!?", "" }, { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *key = vt_search_query_key (rows[i].text);

      g_assert_cmpstr (key, ==, rows[i].key);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-signal/kinds", test_kinds);
  g_test_add_func ("/search-signal/few-visits-say-nothing", test_few_visits);
  g_test_add_func ("/search-signal/visits-of-one-day", test_of_one_day);
  g_test_add_func ("/search-signal/decay", test_decay);
  g_test_add_func ("/search-signal/future", test_future);
  g_test_add_func ("/search-signal/of-its-query-alone", test_queries);
  g_test_add_func ("/search-signal/repetition-changes-nothing", test_repetition);
  g_test_add_func ("/search-signal/robot", test_robot);
  g_test_add_func ("/search-signal/order-of-events", test_order);
  g_test_add_func ("/search-signal/in-the-shop", test_in_the_shop);
  g_test_add_func ("/search-signal/keys", test_keys);

  return g_test_run ();
}
