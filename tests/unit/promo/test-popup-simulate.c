#include "base/vt-json.h"
#include "promo/vt-popup-simulate.h"
#include "promo/vt-popup-visits.h"
#include "promo/vt-popup.h"
#include "support/vt-test-shop.h"

#include <string.h>

#define HOUR_MS 3600000
#define NOW_MS  (VT_TEST_NOW_US / 1000)

static VtDb *
shop_with (const char *sql)
{
  VtDb *db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_db_exec (db, "DELETE FROM popup", &error));
  g_assert_no_error (error);
  if (sql != NULL)
    g_assert_true (vt_db_exec (db, sql, &error));
  g_assert_no_error (error);
  return db;
}

static JsonArray *
parse (const char *json)
{
  g_autoptr (JsonNode) node = vt_json_parse (json, -1, 10000000, 8, NULL);

  g_assert_nonnull (node);
  return json_array_ref (json_node_get_array (node));
}

static VtPopupSimulation *
simulate (VtDb *db, const char *json)
{
  g_autoptr (JsonArray) visits = parse (json);
  g_autoptr (GError) error = NULL;
  VtPopupSimulation *self = vt_popup_simulate (db, visits, VT_TEST_NOW_US, NULL, NULL, &error);

  g_assert_no_error (error);
  return self;
}

static const VtPopupOutcome *
outcome_of (const VtPopupSimulation *self, guint i)
{
  return g_ptr_array_index (self->outcomes, i);
}

/* One page of a computer that is left by its tab bar. */
static char *
leaving (const char *visitor, gint64 at_ms)
{
  return g_strdup_printf ("{\"visitor\": \"%s\", \"at\": %" G_GINT64_FORMAT ", \"device\": \"computer\", \"pages\": "
                          "[{\"kind\": \"home\", \"path\": \"/\", \"seconds\": 30, \"events\": [\"exit\"]}]}",
                          visitor, at_ms);
}

static char *
visits_at (const char *const *visitors, const gint64 *hours)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; visitors[i] != NULL; i++)
    {
      g_autofree char *visit = leaving (visitors[i], NOW_MS + hours[i] * HOUR_MS);

      g_string_append_printf (json, "%s%s", i > 0 ? "," : "", visit);
    }
  g_string_append (json, "]");
  return g_string_free (g_steal_pointer (&json), FALSE);
}

#define POPUP(id, more_columns, more_values)                                                                           \
  "INSERT INTO popup (id, name, status, trigger_kind, trigger_value, headline, countdown, quiet_days" more_columns     \
  ") VALUES (" #id ", 'P" #id "', 'active', 'exit', 5, 'H', 0, 30" more_values ")"

static void
test_counts (void)
{
  const char *const visitors[] = { "anna", "anna", "ben", NULL };
  const gint64 hours[] = { 0, 1, 2 };
  g_autoptr (VtDb) db = shop_with (POPUP (1, "", ""));
  g_autofree char *json = visits_at (visitors, hours);
  g_autoptr (VtPopupSimulation) self = simulate (db, json);
  const VtPopupOutcome *outcome = outcome_of (self, 0);

  g_assert_cmpuint (self->n_visits, ==, 3);
  g_assert_cmpuint (self->n_shown, ==, 2);
  g_assert_cmpuint (self->outcomes->len, ==, 1);
  g_assert_cmpint (outcome->id, ==, 1);
  g_assert_cmpstr (outcome->name, ==, "P1");
  g_assert_cmpuint (outcome->visits, ==, 2);
  g_assert_cmpuint (outcome->shows, ==, 2);
  g_assert_cmpuint (outcome->reasons[VT_POPUP_VERDICT_WAITING] + outcome->reasons[VT_POPUP_VERDICT_QUIET], ==, 1);
  g_assert_cmpuint (outcome->reasons[VT_POPUP_VERDICT_QUIET], ==, 1);
}

/* Nobody: neither visits nor popups. */
static void
test_nothing (void)
{
  g_autoptr (VtDb) without = shop_with (NULL);
  g_autoptr (VtDb) with = shop_with (POPUP (1, "", ""));
  g_autofree char *visit = leaving ("anna", NOW_MS);
  g_autofree char *json = g_strconcat ("[", visit, "]", NULL);
  g_autoptr (VtPopupSimulation) no_popups = simulate (without, json);
  g_autoptr (VtPopupSimulation) no_visits = simulate (with, "[]");

  g_assert_cmpuint (no_popups->n_visits, ==, 1);
  g_assert_cmpuint (no_popups->n_shown, ==, 0);
  g_assert_cmpuint (no_popups->outcomes->len, ==, 0);
  g_assert_cmpuint (no_visits->n_visits, ==, 0);
  g_assert_cmpuint (outcome_of (no_visits, 0)->shows, ==, 0);
}

/* What keeps a popup away is told of the visit in which it got furthest. */
static void
test_reasons (void)
{
  static const struct
  {
    const char *columns, *values;
    VtPopupVerdict verdict;
  } cases[] = {
    { ", audience", ", '{\"countries\":[\"BR\"]}'", VT_POPUP_VERDICT_COUNTRY },
    { ", audience", ", '{\"devices\":[\"phone\"]}'", VT_POPUP_VERDICT_DEVICE },
    { ", audience", ", '{\"visitors\":\"returning\"}'", VT_POPUP_VERDICT_VISITORS },
    { ", audience", ", '{\"cart\":\"filled\"}'", VT_POPUP_VERDICT_CART },
    { ", audience", ", '{\"pages\":[\"product\"]}'", VT_POPUP_VERDICT_PAGE },
    { ", starts_us", ", 1900000000000000", VT_POPUP_VERDICT_NOT_YET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("INSERT INTO popup (id, name, status, trigger_kind, trigger_value, headline, countdown%s) "
                           "VALUES (1, 'P', 'active', 'exit', 5, 'H', 0%s)",
                           cases[i].columns, cases[i].values);
      g_autoptr (VtDb) db = shop_with (sql);
      g_autofree char *visit = leaving ("anna", NOW_MS);
      g_autofree char *json = g_strconcat ("[", visit, "]", NULL);
      g_autoptr (VtPopupSimulation) self = simulate (db, json);

      g_test_message ("%s", cases[i].values);
      g_assert_cmpuint (outcome_of (self, 0)->shows, ==, 0);
      g_assert_cmpuint (outcome_of (self, 0)->reasons[cases[i].verdict], ==, 1);
    }
}

/* The question of age goes before all, then the merchant's order, then age; one visit gets as many as its cap says. */
static void
test_crowd (void)
{
  static const guint caps[] = { 1, 3, 100 };

  for (guint i = 0; i < G_N_ELEMENTS (caps); i++)
    {
      g_autoptr (VtDb) db = shop_with (NULL);
      g_autofree char *settings = g_strdup_printf (
          "INSERT OR REPLACE INTO setting VALUES ('popup.per-visit', '%u'), ('popup.per-day', '%u')", caps[i], caps[i]);
      g_autofree char *visit = leaving ("anna", NOW_MS);
      g_autofree char *json = g_strconcat ("[", visit, "]", NULL);
      g_autoptr (VtPopupSimulation) self = NULL;
      guint n_shown = 0;

      g_assert_true (vt_db_exec (db, settings, NULL));
      g_assert_true (
          vt_db_exec (db,
                      "WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 100) "
                      "INSERT INTO popup (id, name, status, trigger_kind, trigger_value, headline, countdown, "
                      "position) SELECT id, 'P' || id, 'active', 'time', 2, 'H', 0, id = 1 FROM n",
                      NULL));
      self = simulate (db, json);
      g_assert_cmpuint (self->outcomes->len, ==, 100);
      g_assert_cmpint (outcome_of (self, 0)->id, ==, 2);
      g_assert_cmpint (outcome_of (self, 99)->id, ==, 1);
      for (guint j = 0; j < 100; j++)
        {
          g_assert_cmpuint (outcome_of (self, j)->shows, ==, j < caps[i] ? 1 : 0);
          g_assert_cmpuint (outcome_of (self, j)->reasons[VT_POPUP_VERDICT_CAP_VISIT], ==, j < caps[i] ? 0 : 1);
          n_shown += outcome_of (self, j)->shows;
        }
      g_assert_cmpuint (n_shown, ==, caps[i]);
    }
}

/* A day of the cap is 24 hours, also where the clocks change between: no visitor is asked twice on a long day. */
static void
test_clock_changes (void)
{
  /* The nights in which Lisbon gains and loses an hour: 25 October 2026 and 28 March 2027, 01:00 UTC. */
  static const gint64 changes_ms[] = { 1792890000000, 1806195600000 };

  for (guint i = 0; i < G_N_ELEMENTS (changes_ms); i++)
    {
      g_autoptr (VtDb) db = shop_with ("INSERT INTO popup (id, name, status, trigger_kind, trigger_value, headline, "
                                       "countdown, quiet_days) VALUES (1, 'P', 'active', 'exit', 5, 'H', 0, 0)");
      g_autoptr (GString) json = g_string_new ("[");
      const gint64 hours[] = { -12, 11, 13 };
      g_autoptr (VtPopupSimulation) self = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (hours); j++)
        {
          g_autofree char *visit = leaving ("anna", changes_ms[i] + hours[j] * HOUR_MS);

          g_string_append_printf (json, "%s%s", j > 0 ? "," : "", visit);
        }
      g_string_append (json, "]");
      self = simulate (db, json->str);
      g_assert_cmpuint (outcome_of (self, 0)->shows, ==, 2);
      g_assert_cmpuint (outcome_of (self, 0)->reasons[VT_POPUP_VERDICT_CAP_DAY], ==, 1);
    }
}

/* A popup that ends in the hour that there is twice ends once: its end is a moment, no reading of a clock. */
static void
test_end_in_the_double_hour (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Lisbon");
  g_autoptr (GDateTime) end = g_date_time_new (zone, 2026, 10, 25, 1, 30, 0);
  gint64 end_ms = g_date_time_to_unix (end) * 1000;
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO popup (id, name, status, trigger_kind, trigger_value, headline, countdown, ends_us) "
      "VALUES (1, 'P', 'active', 'exit', 5, 'H', 0, %" G_GINT64_FORMAT ")",
      end_ms * 1000);
  g_autoptr (VtDb) db = shop_with (sql);
  g_autofree char *before = leaving ("anna", end_ms - 60000);
  g_autofree char *after = leaving ("ben", end_ms);
  g_autofree char *later = leaving ("cleo", end_ms + HOUR_MS);
  g_autofree char *json = g_strdup_printf ("[%s,%s,%s]", before, after, later);
  g_autoptr (VtPopupSimulation) self = simulate (db, json);

  g_assert_cmpuint (outcome_of (self, 0)->shows, ==, 1);
  g_assert_cmpuint (outcome_of (self, 0)->reasons[VT_POPUP_VERDICT_OVER], ==, 2);
}

static void
test_cart_collections (void)
{
  static const struct
  {
    const char *cart;
    guint shows;
  } cases[] = {
    { "\"cart_count\": 1, \"cart_collections\": [7]", 1 },
    { "\"cart_count\": 2, \"cart_collections\": [3, 9]", 1 },
    { "\"cart_count\": 1, \"cart_collections\": [8]", 0 },
    { "\"cart_count\": 0, \"cart_collections\": []", 0 },
    { "\"cart_count\": 1", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = shop_with (POPUP (1, ", audience", ", '{\"cart_collections\":[7,9]}'"));
      g_autofree char *json = g_strdup_printf (
          "[{\"at\": 1750000000000, %s, \"pages\": [{\"kind\": \"home\", \"path\": \"/\", \"seconds\": "
          "20, \"events\": [\"exit\"]}]}]",
          cases[i].cart);
      g_autoptr (VtPopupSimulation) self = simulate (db, json);

      g_test_message ("%s", cases[i].cart);
      g_assert_cmpuint (outcome_of (self, 0)->shows, ==, cases[i].shows);
      g_assert_cmpuint (outcome_of (self, 0)->reasons[VT_POPUP_VERDICT_CART], ==, 1 - cases[i].shows);
    }
}

static void
test_hostile (void)
{
  static const char *const cases[] = {
    "[1]",
    "[{}]",
    "[{\"at\": -1, \"pages\": []}]",
    "[{\"at\": 8000000000000000, \"pages\": []}]",
    "[{\"at\": \"now\", \"pages\": []}]",
    "[{\"at\": 1, \"pages\": {}}]",
    "[{\"at\": 1, \"pages\": [1]}]",
    "[{\"at\": 1, \"visitor\": 1, \"pages\": []}]",
    "[{\"at\": 1, \"pages\": [{\"seconds\": -1}]}]",
    "[{\"at\": 1, \"pages\": [{\"seconds\": 86401}]}]",
    "[{\"at\": 1, \"pages\": [{\"events\": [1]}]}]",
    "[{\"at\": 1, \"pages\": [{\"kind\": []}]}]",
  };
  g_autoptr (VtDb) db = shop_with (POPUP (1, "", ""));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonArray) visits = parse (cases[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i]);
      g_assert_null (vt_popup_simulate (db, visits, VT_TEST_NOW_US, NULL, NULL, &error));
      g_assert_nonnull (error);
    }
}

static void
test_stopped (void)
{
  g_autoptr (VtDb) db = shop_with (POPUP (1, "", ""));
  g_autofree char *visit = leaving ("anna", NOW_MS);
  g_autofree char *json = g_strconcat ("[", visit, ",", visit, "]", NULL);
  g_autoptr (JsonArray) visits = parse (json);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (VtPopupSimulation) self = NULL;
  g_autoptr (GError) error = NULL;
  gint n_done = 0;

  self = vt_popup_simulate (db, visits, VT_TEST_NOW_US, &n_done, cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_done, ==, 2);
  g_cancellable_cancel (cancellable);
  g_assert_null (vt_popup_simulate (db, visits, VT_TEST_NOW_US, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static char *
make (const VtPopupMix *mix, guint32 seed)
{
  g_autoptr (JsonArray) visits = vt_popup_visits_make (mix, seed);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  json_node_set_array (node, visits);
  return json_to_string (node, FALSE);
}

/* Made-up visits are what they were asked to be, and the same each time. */
static void
test_made (void)
{
  g_autoptr (VtDb) db = shop_with (POPUP (1, "", ""));
  g_autoptr (GArray) collections = g_array_new (FALSE, FALSE, sizeof (gint64));
  VtPopupMix mix = { .n_visits = 300,
                     .phones = 0,
                     .returning = 0,
                     .searching = 0,
                     .bags = 100,
                     .from_us = VT_TEST_NOW_US,
                     .days = 7,
                     .language = "en",
                     .country = "PT",
                     .collections = collections,
                     .bag_minor = 5000 };
  const gint64 id = 7;
  g_autofree char *one = NULL;
  g_autofree char *same = NULL;
  g_autofree char *other = NULL;
  g_autoptr (JsonArray) visits = NULL;
  g_autoptr (VtPopupSimulation) self = NULL;

  g_array_append_val (collections, id);
  one = make (&mix, 1);
  same = make (&mix, 1);
  other = make (&mix, 2);
  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, other);

  visits = vt_popup_visits_make (&mix, 1);
  g_assert_cmpuint (json_array_get_length (visits), ==, 300);
  for (guint i = 0; i < 300; i++)
    {
      JsonObject *visit = json_array_get_object_element (visits, i);
      gint64 at_ms = json_object_get_int_member (visit, "at");

      g_assert_cmpstr (json_object_get_string_member (visit, "device"), ==, "computer");
      g_assert_cmpint (json_object_get_int_member (visit, "cart_count"), >, 0);
      g_assert_cmpint (at_ms, >=, NOW_MS);
      g_assert_cmpint (at_ms, <, NOW_MS + 7 * 24 * (gint64) HOUR_MS);
    }
  self = vt_popup_simulate (db, visits, VT_TEST_NOW_US, NULL, NULL, NULL);
  g_assert_nonnull (self);
  g_assert_cmpuint (self->n_visits, ==, 300);
  g_assert_cmpuint (outcome_of (self, 0)->shows, >, 150);

  mix.phones = mix.returning = 100;
  mix.collections = NULL;
  g_clear_pointer (&visits, json_array_unref);
  visits = vt_popup_visits_make (&mix, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (visits, 9), "device"), ==, "phone");
  g_clear_pointer (&self, vt_popup_simulation_free);
  self = vt_popup_simulate (db, visits, VT_TEST_NOW_US, NULL, NULL, NULL);
  g_assert_cmpuint (self->n_visits, ==, 300);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/popup-simulate/counts", test_counts);
  g_test_add_func ("/popup-simulate/nothing", test_nothing);
  g_test_add_func ("/popup-simulate/reasons", test_reasons);
  g_test_add_func ("/popup-simulate/crowd", test_crowd);
  g_test_add_func ("/popup-simulate/clock-changes", test_clock_changes);
  g_test_add_func ("/popup-simulate/end-in-the-double-hour", test_end_in_the_double_hour);
  g_test_add_func ("/popup-simulate/cart-collections", test_cart_collections);
  g_test_add_func ("/popup-simulate/hostile", test_hostile);
  g_test_add_func ("/popup-simulate/stopped", test_stopped);
  g_test_add_func ("/popup-simulate/made", test_made);

  return g_test_run ();
}
