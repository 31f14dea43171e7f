#include "base/vt-file.h"
#include "base/vt-id.h"
#include "catalogue/vt-price-history.h"
#include "catalogue/vt-stock.h"
#include "publish/vt-host-record-private.h"
#include "publish/vt-token.h"
#include "tests/support/vt-test-shop.h"

#include <glib/gstdio.h>

static gint64
add_host (VtDb *db, const char *name, const char *url)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  g_assert_true (vt_host_record_add (db, name, "vitrine", url, "", &id, &error));
  g_assert_no_error (error);
  return id;
}

static void
test_default (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtHostRecord) first = NULL;
  g_autoptr (VtHostRecord) named = NULL;

  g_assert_null (vt_host_record_find (db, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  add_host (db, "Live", "https://shop.example/");
  add_host (db, "Trial", "http://127.0.0.1:8080");
  first = vt_host_record_find (db, NULL, &error);
  named = vt_host_record_find (db, "Trial", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first->name, ==, "Live");
  g_assert_cmpstr (first->url, ==, "https://shop.example");
  g_assert_false (named->is_default);
}

static void
test_bad_addresses (void)
{
  static const char *const urls[] = { "",         "shop.example",         "http://shop.example", "ftp://shop.example",
                                      "https://", "http://10.0.0.1:80/x", "javascript:alert(1)" };
  g_autoptr (VtDb) db = vt_test_shop_new ();

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (vt_host_record_add (db, "Bad", "vitrine", urls[i], "", NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static gint64
told_sum (VtDb *db, gint64 host)
{
  gint64 sum = 0;
  g_autoptr (GError) error = NULL;

  vt_db_get (db, &error, &sum, "SELECT coalesce (sum (delta), 0) FROM host_movement WHERE host_id = ?1", "i", host);
  g_assert_no_error (error);
  return sum;
}

static gint64
ledger_sum (VtDb *db)
{
  gint64 sum = 0;
  g_autoptr (GError) error = NULL;

  vt_db_get (db, &error, &sum, "SELECT coalesce (sum (delta), 0) FROM stock_movement WHERE origin = ''", "");
  g_assert_no_error (error);
  return sum;
}

/* What the host counts is the shop's own ledger, whatever was undone, redone or told twice in between. */
static void
test_movements_follow_the_ledger (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 host = add_host (db, "Live", "https://shop.example");
  gint64 place = 0;
  gint64 sum = 0;

  g_assert_true (vt_stock_default_place (db, &place, &error));
  for (int round = 0; round < 6; round++)
    {
      g_autoptr (GPtrArray) unsent = NULL;

      if (round == 1)
        g_assert_true (vt_stock_move (db, VT_TEST_LAMP_ONLY, place, 9, "received", "", VT_TEST_NOW_US, &error));
      if (round == 2 || round == 4)
        g_assert_true (vt_db_run (db, &error, "DELETE FROM stock_movement WHERE delta = 9", ""));
      if (round == 3 || round == 5)
        g_assert_true (vt_db_run (db, &error,
                                  "INSERT INTO stock_movement (id, uuid, variant_id, place_id, delta, reason, at_us) "
                                  "VALUES (77, 'the-same-again', ?1, ?2, 9, 'received', 1)",
                                  "ii", (gint64) VT_TEST_LAMP_ONLY, place));

      unsent = vt_host_record_list_unsent (db, host, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (unsent->len, >, 0);
      for (guint i = 0; i < unsent->len; i++)
        {
          const VtSentMovement *movement = g_ptr_array_index (unsent, i);

          g_assert_true (g_hash_table_add (heard, g_strdup (movement->uuid)));
          sum += movement->delta;
        }
      g_assert_true (vt_host_record_note_sent (db, host, unsent, &error));
      g_assert_cmpint (told_sum (db, host), ==, ledger_sum (db));
      g_assert_cmpint (sum, ==, ledger_sum (db));

      g_clear_pointer (&unsent, g_ptr_array_unref);
      unsent = vt_host_record_list_unsent (db, host, &error);
      g_assert_cmpuint (unsent->len, ==, 0);
    }
}

/* A step that was told but not noted is told again under the same name. */
static void
test_a_lost_note_repeats_the_name (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  gint64 host = add_host (db, "Live", "https://shop.example");
  g_autoptr (GPtrArray) once = vt_host_record_list_unsent (db, host, &error);
  g_autoptr (GPtrArray) twice = vt_host_record_list_unsent (db, host, &error);

  g_assert_cmpuint (once->len, ==, twice->len);
  for (guint i = 0; i < once->len; i++)
    g_assert_cmpstr (((VtSentMovement *) g_ptr_array_index (once, i))->uuid, ==,
                     ((VtSentMovement *) g_ptr_array_index (twice, i))->uuid);
}

/* Two hosts are told of the same movement, under the same name. */
static void
test_each_host_is_told (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  gint64 hosts[] = { add_host (db, "Live", "https://shop.example"), add_host (db, "Trial", "http://127.0.0.1:1") };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (GPtrArray) unsent = vt_host_record_list_unsent (db, hosts[i], &error);

      g_assert_true (vt_host_record_note_sent (db, hosts[i], unsent, &error));
      g_assert_cmpint (told_sum (db, hosts[i]), ==, ledger_sum (db));
    }
}

/* Tells everything that is to be told; returns how much that was. */
static guint
tell (VtDb *db, gint64 host)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unsent = vt_host_record_list_unsent (db, host, &error);

  g_assert_no_error (error);
  g_assert_true (vt_host_record_note_sent (db, host, unsent, &error));
  return unsent->len;
}

/* The host that sold a piece knows; the other is told. */
static void
test_movements_from_a_host (void)
{
  static const char sold[] = "0a0a0a0a-0000-4000-8000-000000000000";
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  gint64 host = add_host (db, "Live", "https://shop.example");
  gint64 other = add_host (db, "Trial", "http://127.0.0.1:1");

  tell (db, host);
  tell (db, other);
  g_assert_true (
      vt_stock_take_over (db, sold, VT_TEST_CHAIR_MUSTARD, -1, "sold", "CL-1", "host:1", VT_TEST_NOW_US, &error));
  g_assert_true (vt_host_record_note_known (db, host, sold, &error));
  g_assert_cmpuint (tell (db, host), ==, 0);
  g_assert_cmpuint (tell (db, other), ==, 1);
}

/* A host that was set up again counts what the shop counts, its own old sales included. */
static void
test_begins_anew (void)
{
  static const char sold[] = "0a0a0a0a-0000-4000-8000-000000000000";
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtHostRecord) record = NULL;
  gint64 host = add_host (db, "Live", "https://shop.example");
  guint before = tell (db, host);
  gint64 sum = 0;

  g_assert_true (
      vt_stock_take_over (db, sold, VT_TEST_CHAIR_MUSTARD, -1, "sold", "CL-1", "host:1", VT_TEST_NOW_US, &error));
  g_assert_true (vt_host_record_note_known (db, host, sold, &error));
  g_assert_true (vt_host_record_set_cursor (db, host, "15", &error));
  g_assert_true (vt_host_record_begin_anew (db, host, &error));

  record = vt_host_record_find (db, "Live", &error);
  g_assert_cmpstr (record->feed_cursor, ==, "");
  g_assert_cmpuint (tell (db, host), ==, before + 1);
  vt_db_get (db, &error, &sum, "SELECT sum (delta) FROM stock_movement", "");
  g_assert_cmpint (told_sum (db, host), ==, sum);
}

/* What goes live with the prices that @db holds now, asked since @since_us where that is not 0. */
static void
add_prices (VtDb *db, const char *folder, gint64 since_us, gint64 now_us)
{
  g_autofree char *path = g_build_filename (folder, "catalogue.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtDb) live = NULL;

  g_remove (path);
  live = vt_db_open (path, VT_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (vt_db_exec (live,
                             "CREATE TABLE variant (id INTEGER PRIMARY KEY, price_minor INTEGER);"
                             "CREATE TABLE price_history (variant_id INTEGER, since_us INTEGER, price_minor INTEGER)",
                             &error));
  for (gint64 id = VT_TEST_CHAIR_MUSTARD; id <= VT_TEST_LAMP_ONLY; id++)
    {
      gint64 price = 0;

      vt_db_get (db, &error, &price, "SELECT price_minor FROM variant WHERE id = ?1", "i", id);
      g_assert_true (vt_db_run (live, &error, "INSERT INTO variant VALUES (?1, ?2)", "ii", id, price));
      if (since_us != 0)
        g_assert_true (
            vt_db_run (live, &error, "INSERT INTO price_history VALUES (?1, ?2, ?3)", "iii", id, since_us, price));
    }
  g_clear_pointer (&live, vt_db_free);

  vt_price_history_add (db, path, now_us, &error);
  g_assert_no_error (error);
}

static gint64
count_prices (VtDb *db)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  vt_db_get (db, &error, &n, "SELECT count(*) FROM price_history", "");
  g_assert_no_error (error);
  return n;
}

static void
test_prices_have_a_history (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vitrine-test-XXXXXX", NULL);
  gint64 before = count_prices (db);
  gint64 since_us = 0;

  add_prices (db, folder, 0, VT_TEST_NOW_US);
  g_assert_cmpint (count_prices (db), >, before);
  before = count_prices (db);
  add_prices (db, folder, 0, VT_TEST_NOW_US + 1);
  g_assert_cmpint (count_prices (db), ==, before);

  g_assert_true (
      vt_db_run (db, &error, "UPDATE variant SET price_minor = 1 WHERE id = ?1", "i", (gint64) VT_TEST_LAMP_ONLY));
  add_prices (db, folder, VT_TEST_NOW_US + 2, VT_TEST_NOW_US + 9);
  g_assert_cmpint (count_prices (db), ==, before + 1);
  vt_db_get (db, &error, &since_us, "SELECT max (since_us) FROM price_history WHERE variant_id = ?1", "i",
             (gint64) VT_TEST_LAMP_ONLY);
  g_assert_cmpint (since_us, ==, VT_TEST_NOW_US + 2);

  g_assert_false (vt_price_history_add (db, folder, VT_TEST_NOW_US + 3, &error));
  g_assert_nonnull (error);
  vt_dir_remove_all (folder, NULL);
}

static void
test_tokens (void)
{
  g_assert_true (vt_token_is_plausible ("vt_0123456789abcdefghij"));
  g_assert_false (vt_token_is_plausible (NULL));
  g_assert_false (vt_token_is_plausible ("short"));
  g_assert_false (vt_token_is_plausible ("vt_0123456789abcdef\r\nX-Header: 1"));
  g_assert_false (vt_token_is_plausible ("vt_0123456789abcdé"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host-record/the-first-is-the-default", test_default);
  g_test_add_func ("/host-record/bad-addresses", test_bad_addresses);
  g_test_add_func ("/host-record/movements-follow-the-ledger", test_movements_follow_the_ledger);
  g_test_add_func ("/host-record/a-lost-note-repeats-the-name", test_a_lost_note_repeats_the_name);
  g_test_add_func ("/host-record/each-host-is-told", test_each_host_is_told);
  g_test_add_func ("/host-record/movements-from-a-host", test_movements_from_a_host);
  g_test_add_func ("/host-record/begins-anew", test_begins_anew);
  g_test_add_func ("/host-record/prices-have-a-history", test_prices_have_a_history);
  g_test_add_func ("/host-record/tokens", test_tokens);

  return g_test_run ();
}
