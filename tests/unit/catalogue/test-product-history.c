#include "base/vt-money.h"
#include "catalogue/vt-product-history.h"

#include "base/vt-file.h"
#include "catalogue/vt-collection-rule.h"
#include "fixture.h"
#include "shop/vt-bulk.h"
#include "shop/vt-shop.h"

#include <string.h>

typedef struct
{
  char *folder; /* (owned) temporary */
  char *path;
  VtShop *shop;
  gint64 now_us;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  VtClock clock = vt_clock_fixed (&self->now_us);

  self->now_us = G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC;
  self->folder = g_dir_make_tmp ("vt-history-XXXXXX", &error);
  self->path = g_build_filename (self->folder, "s.vitrine", NULL);
  self->shop = vt_shop_create (self->path, "Shop", "EUR", "en", &error);
  g_assert_no_error (error);
  vt_shop_set_clock (self->shop, &clock);
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_object (&self->shop);
  vt_dir_remove_all (self->folder, NULL);
  g_free (self->folder);
  g_free (self->path);
}

static gint64
write_step (Fixture *self, const char *label, VtShopJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 entry_id = 0;

  self->now_us += G_USEC_PER_SEC;
  vt_shop_write (self->shop, label, NULL, job, data, NULL, &entry_id, &error);
  g_assert_no_error (error);
  return entry_id;
}

static gboolean
sql_job (VtDb *db, gpointer sql, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_db_exec (db, sql, error);
}

static gint64
run_sql (Fixture *self, const char *label, const char *sql)
{
  return write_step (self, label, sql_job, (gpointer) sql);
}

typedef struct
{
  gint64 product;
  gint64 entry;
} Restore;

static gboolean
restore_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Restore *restore = data;

  return vt_product_restore (db, restore->product, restore->entry, 1, cancellable, error);
}

static gboolean
restore (Fixture *self, gint64 product, gint64 entry, GError **error)
{
  Restore request = { product, entry };

  self->now_us += G_USEC_PER_SEC;
  return vt_shop_write (self->shop, "Go back", NULL, restore_job, &request, NULL, NULL, error);
}

static void
append_rows (VtDb *db, GString *out, const char *sql, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, &error);

  g_assert_no_error (error);
  g_assert_true (vt_stmt_bind (stmt, &error, "i", id));
  while (vt_stmt_step (stmt, &error) == VT_STEP_ROW)
    g_string_append_printf (out, "%s\n", vt_stmt_get_text (stmt, 0));
  g_assert_no_error (error);
}

/* Everything that goes back with a product. */
static char *
state_of (Fixture *self, gint64 id)
{
  VtDb *db = vt_shop_get_reader (self->shop);
  GString *out = g_string_new (NULL);

  append_rows (db, out,
               "SELECT json_array (handle, title, description_html, vendor, status, seo_title, option_names) "
               "FROM product WHERE id = ?1",
               id);
  append_rows (db, out,
               "SELECT json_array (id, position, sku, price_minor, compare_at_minor, photo_id, option_values) "
               "FROM variant WHERE product_id = ?1 ORDER BY id",
               id);
  append_rows (db, out, "SELECT tag FROM product_tag WHERE product_id = ?1 ORDER BY tag", id);
  append_rows (db, out, "SELECT json_array (id, position, sha256, alt) FROM photo WHERE product_id = ?1 ORDER BY id",
               id);
  append_rows (db, out,
               "SELECT json_array (kind, row_id, field, language, value) FROM translation WHERE "
               "kind = 'product' AND row_id = ?1 OR "
               "kind = 'photo' AND row_id IN (SELECT id FROM photo WHERE product_id = ?1) ORDER BY 1",
               id);
  append_rows (db, out, "SELECT handle FROM old_handle WHERE kind = 'product' AND target_id = ?1 ORDER BY 1", id);

  return g_string_free (out, FALSE);
}

#define ADD_PRODUCTS                                                                                                   \
  "INSERT INTO product (id, handle, title, created_us, updated_us) VALUES "                                            \
  "(1, 'chair', 'Chair', 0, 0), (2, 'lamp', 'Lamp', 0, 0);"                                                            \
  "INSERT INTO variant (id, product_id, position, price_minor, sku) VALUES (11, 1, 0, 1000, 'C'), (21, 2, 0, 2000, 'L')"

static void
test_goes_back_alone (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  VtDb *db = vt_shop_get_reader (self->shop);
  gint64 added = run_sql (self, "Add", ADD_PRODUCTS);
  g_autofree char *then = state_of (self, 1);
  g_autofree char *lamp = NULL;
  g_autofree char *before = NULL;
  g_autofree char *back = NULL;
  g_autofree char *lamp_after = NULL;
  g_autofree char *undone = NULL;

  run_sql (self, "Rename", "UPDATE product SET title = 'Seat', handle = 'seat' WHERE id = 1");
  run_sql (self, "Prices", "UPDATE variant SET price_minor = price_minor * 2");
  run_sql (self, "Green", "INSERT INTO variant (id, product_id, position, price_minor) VALUES (12, 1, 1, 1)");
  run_sql (self, "Tags", "INSERT INTO product_tag VALUES (1, 'new'), (2, 'new')");
  run_sql (self, "Texts", "INSERT INTO translation VALUES ('product', 1, 'title', 'de', 'Stuhl')");
  before = state_of (self, 1);
  lamp = state_of (self, 2);

  g_assert_true (restore (self, 1, added, &error));
  g_assert_no_error (error);
  back = state_of (self, 1);
  g_assert_cmpstr (back, ==, then);
  lamp_after = state_of (self, 2);
  g_assert_cmpstr (lamp_after, ==, lamp);
  g_assert_cmpint (count_rows (db, "SELECT count(*) FROM price_change"), ==, 1);

  g_assert_true (vt_shop_undo (self->shop, NULL, &error));
  g_assert_no_error (error);
  undone = state_of (self, 1);
  g_assert_cmpstr (undone, ==, before);
}

static void
test_deleted_comes_back (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  VtDb *db = vt_shop_get_reader (self->shop);
  gint64 added = run_sql (self, "Add",
                          ADD_PRODUCTS "; INSERT INTO stock_place (id, name) VALUES (1, 'Main');"
                                       "INSERT INTO collection (id, handle, title) VALUES (1, 'c', 'C');"
                                       "INSERT INTO collection_product VALUES (1, 1, 0);"
                                       "INSERT INTO stock_movement (variant_id, id, place_id, delta, reason, at_us) "
                                       "VALUES (11, 1, 1, 7, 'received', 0)");
  g_autofree char *then = state_of (self, 1);
  g_autofree char *back = NULL;

  run_sql (self, "Delete",
           "DELETE FROM stock_movement; DELETE FROM collection_product; DELETE FROM variant WHERE product_id = 1;"
           "DELETE FROM product WHERE id = 1");
  g_assert_true (restore (self, 1, added, &error));
  g_assert_no_error (error);
  back = state_of (self, 1);
  g_assert_cmpstr (back, ==, then);
  g_assert_cmpint (count_rows (db, "SELECT on_hand FROM stock_level WHERE variant_id = 11"), ==, 7);
  g_assert_cmpint (count_rows (db, "SELECT count(*) FROM collection_product"), ==, 1);

  g_assert_false (restore (self, 1, added, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING);
}

static gboolean
bulk_job (VtDb *db, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  vt_bulk_begin (db, NULL);
  vt_bulk_added (db, "product", 1, 2);
  vt_bulk_added (db, "variant", 11, 21);
  return vt_db_exec (db, ADD_PRODUCTS, error) && vt_bulk_end (db, error);
}

static void
test_refusals (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  gint64 first = run_sql (self, "Brand", "INSERT INTO brand_token VALUES ('colour.primary', '#fff')");
  gint64 import = write_step (self, "Import", bulk_job, NULL);
  gint64 renamed = run_sql (self, "Rename", "UPDATE product SET handle = 'seat' WHERE id = 1");

  g_assert_false (restore (self, 1, first, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "Import"));
  g_clear_error (&error);
  g_assert_false (restore (self, 1, 77, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_clear_error (&error);

  run_sql (self, "Take over", "UPDATE product SET handle = 'chair' WHERE id = 2");
  g_assert_false (restore (self, 1, import, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT);
  g_clear_error (&error);

  run_sql (self, "More",
           "INSERT INTO variant (id, product_id, position) VALUES (12, 1, 1);"
           "INSERT INTO stock_place (id, name) VALUES (1, 'Main')");
  vt_shop_record (
      self->shop, sql_job,
      (gpointer) "INSERT INTO stock_movement (variant_id, id, place_id, delta, reason, origin, uuid, at_us) "
                 "VALUES (12, 1, 1, -1, 'sold', 'h', 'u', 0)",
      NULL, &error);
  g_assert_no_error (error);
  g_assert_false (restore (self, 1, renamed, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT);
  g_clear_error (&error);

  vt_shop_undo (self->shop, NULL, NULL);
  vt_shop_record (self->shop, sql_job, (gpointer) "UPDATE product SET handle = 'theirs' WHERE id = 1", NULL, NULL);
  g_assert_false (restore (self, 1, import, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT);
}

static void
test_collections_by_rule_follow (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  VtDb *db = vt_shop_get_reader (self->shop);
  gint64 added = run_sql (self, "Add",
                          ADD_PRODUCTS "; INSERT INTO collection (id, handle, title, rule_match) VALUES (1, 'c', 'C', "
                                       "'all'); INSERT INTO collection_rule (id, collection_id, position, field, "
                                       "relation, value) VALUES (1, 1, 0, 'tag', 'is', 'new')");

  run_sql (self, "Tag", "INSERT INTO product_tag VALUES (1, 'new'); INSERT INTO collection_product VALUES (1, 1, 0)");
  g_assert_true (restore (self, 1, added, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (db, "SELECT count(*) FROM collection_product"), ==, 0);
}

static char *
describe (Fixture *self, gint64 entry)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = vt_history_describe (vt_shop_get_reader (self->shop), entry, 100, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < groups->len; i++)
    {
      VtHistoryGroup *group = groups->pdata[i];

      g_string_append_printf (out, "[%s]\n", group->title);
      for (guint j = 0; j < group->lines->len; j++)
        g_string_append_printf (out, "%s\n", (char *) group->lines->pdata[j]);
    }

  return g_string_free (out, FALSE);
}

static void
test_in_words (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  gint64 import = write_step (self, "Import", bulk_job, NULL);
  gint64 prices = run_sql (self, "Prices",
                           "UPDATE variant SET price_minor = 1250, option_values = 'Red' WHERE id = 11;"
                           "UPDATE product SET updated_us = 5, option_names = 'Colour', title = 'Seat', "
                           "description_html = '<p>Of <b>oak</b>.</p>' WHERE id = 1");
  gint64 tags = run_sql (self, "Tags",
                         "INSERT INTO product_tag VALUES (1, 'new'); "
                         "INSERT INTO page (id, handle, title, updated_us) VALUES (1, 'a', 'About', 0)");
  g_autofree char *import_words = describe (self, import);
  g_autofree char *prices_words = describe (self, prices);
  g_autofree char *tags_words = describe (self, tags);
  g_autofree char *before = vt_money_format (vt_money_new (1000, "EUR"), NULL);
  g_autofree char *after = vt_money_format (vt_money_new (1250, "EUR"), NULL);
  g_autofree char *change = g_strdup_printf ("– Price: %s → %s\n", before, after);

  g_assert_cmpstr (import_words, ==, "[Product]\nProduct: 2 added at once\n[Variant]\nVariant: 2 added at once\n");
  g_assert_nonnull (strstr (prices_words, "[Seat]\n"));
  g_assert_nonnull (strstr (prices_words, change));
  g_assert_nonnull (strstr (prices_words, "Title: Chair → Seat\n"));
  g_assert_nonnull (strstr (prices_words, "Description: – → Of oak .\n"));
  g_assert_null (strstr (prices_words, "updated"));
  g_assert_nonnull (strstr (tags_words, "[Seat]\nTag added: new\n"));
  g_assert_nonnull (strstr (tags_words, "[Page]\nPage added: About\n"));
}

static void
test_lists (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  VtDb *db = vt_shop_get_reader (self->shop);
  gint64 import = write_step (self, "Import", bulk_job, NULL);
  gint64 title = run_sql (self, "Edit Title", "UPDATE product SET title = 'x' WHERE id = 1");
  gint64 lamp = run_sql (self, "Edit lamp", "UPDATE variant SET price_minor = 5 WHERE id = 21");
  gint64 gone = run_sql (self, "Drop variant", "DELETE FROM variant WHERE id = 11");
  gint64 since_us = self->now_us;
  g_autoptr (GPtrArray) chair = vt_product_history_list (db, 1, 0, NULL, &error);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) late = NULL;
  g_autoptr (GPtrArray) older = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_cmpuint (chair->len, ==, 3);
  g_assert_cmpint (((VtJournalEntry *) chair->pdata[0])->id, ==, gone);
  g_assert_cmpint (((VtJournalEntry *) chair->pdata[1])->id, ==, title);
  g_assert_cmpint (((VtJournalEntry *) chair->pdata[2])->id, ==, import);

  found = vt_history_list (db, &(VtHistoryQuery){ .search = "EDIT" }, NULL, &error);
  g_assert_cmpuint (found->len, ==, 2);
  late = vt_history_list (db, &(VtHistoryQuery){ .since_us = since_us, .until_us = since_us + 1 }, NULL, &error);
  g_assert_cmpuint (late->len, ==, 1);
  older = vt_history_list (db, &(VtHistoryQuery){ .before_id = lamp, .limit = 1 }, NULL, &error);
  g_assert_cmpuint (older->len, ==, 1);
  g_assert_cmpint (((VtJournalEntry *) older->pdata[0])->id, ==, title);

  g_cancellable_cancel (cancellable);
  g_assert_null (vt_product_history_list (db, 1, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Ten products share the ids 1 to 10; the schema refuses some of what is drawn. */
static char *
random_edit (GRand *random)
{
  int p = g_rand_int_range (random, 1, 6);
  int n = g_rand_int_range (random, 1, 1000);

  switch (g_rand_int_range (random, 0, 12))
    {
    case 0:
      return g_strdup_printf ("INSERT INTO product (id, handle, title, created_us, updated_us) "
                              "VALUES (%d, 'p%d', 'T', 0, 0);"
                              "INSERT INTO variant (id, product_id, position) VALUES (%d, %d, 0)",
                              p, n, p * 1000 + n, p);
    case 1:
      return g_strdup_printf ("DELETE FROM translation WHERE kind = 'product' AND row_id = %d OR kind = 'photo' AND "
                              "row_id IN (SELECT id FROM photo WHERE product_id = %d);"
                              "DELETE FROM old_handle WHERE target_id = %d;"
                              "DELETE FROM product_tag WHERE product_id = %d;"
                              "DELETE FROM variant WHERE product_id = %d; DELETE FROM photo WHERE product_id = %d;"
                              "DELETE FROM product WHERE id = %d",
                              p, p, p, p, p, p, p);
    case 2:
      return g_strdup_printf ("INSERT INTO variant (id, product_id, position, sku) VALUES (%d, %d, 1, 'S%d')",
                              p * 1000 + n, p, n);
    case 3:
      return g_strdup_printf ("DELETE FROM variant WHERE product_id = %d AND id %% 3 = %d", p, n % 3);
    case 4:
      return g_strdup_printf ("UPDATE variant SET price_minor = %d WHERE id %% 4 = %d", n, n % 4);
    case 5:
      return g_strdup_printf ("INSERT OR REPLACE INTO old_handle SELECT 'product', handle, id FROM product WHERE id = "
                              "%d; UPDATE product SET handle = 'q%d' WHERE id = %d",
                              p, n, p);
    case 6:
      return g_strdup_printf ("INSERT OR REPLACE INTO product_tag SELECT id, 't%d' FROM product WHERE id %% 2 = %d",
                              n % 4, n % 2);
    case 7:
      return g_strdup_printf ("DELETE FROM product_tag WHERE tag = 't%d'", n % 4);
    case 8:
      return g_strdup_printf ("INSERT OR IGNORE INTO media (sha256, type, name, size, added_us) VALUES ('m', 'i', 'n', "
                              "1, 0); INSERT INTO photo (id, product_id, position, sha256) VALUES (%d, %d, 0, 'm');"
                              "UPDATE variant SET photo_id = %d WHERE product_id = %d;"
                              "INSERT INTO translation VALUES ('photo', %d, 'alt', 'de', 'x%d')",
                              p * 1000 + n, p, p * 1000 + n, p, p * 1000 + n, n);
    case 9:
      return g_strdup_printf ("UPDATE variant SET photo_id = NULL WHERE product_id = %d;"
                              "DELETE FROM translation WHERE kind = 'photo' AND row_id IN (SELECT id FROM photo WHERE "
                              "product_id = %d); DELETE FROM photo WHERE product_id = %d",
                              p, p, p);
    case 10:
      return g_strdup_printf ("INSERT OR REPLACE INTO translation SELECT 'product', id, 'title', 'de', 'v%d' FROM "
                              "product WHERE id = %d",
                              n, p);
    default:
      return g_strdup_printf ("UPDATE product SET title = 'T%d' WHERE id >= %d", n, p);
    }
}

#define N_PRODUCTS 5

/* A product went back: it is what it was then, and nothing else is different. */
static void
check_restore (Fixture *self, GPtrArray *states, const gint64 *entries, gint64 product, guint step, int *n_done)
{
  g_autoptr (GError) error = NULL;
  const char *const *then = g_ptr_array_index (states, step);
  char *before[N_PRODUCTS];
  gboolean done;

  for (int i = 0; i < N_PRODUCTS; i++)
    before[i] = state_of (self, i + 1);
  done = restore (self, product, entries[step], &error);
  *n_done += done;

  for (int i = 0; i < N_PRODUCTS; i++)
    {
      g_autofree char *after = state_of (self, i + 1);

      g_assert_cmpstr (after, ==, done && i + 1 == product ? then[i] : before[i]);
    }
  if (!done && error->code == VT_SHOP_ERROR_NOTHING)
    g_assert_cmpstr (before[product - 1], ==, then[product - 1]);
  else if (!done && error->code == VT_SHOP_ERROR_FAILED)
    g_assert_cmpstr (then[product - 1], ==, "");
  else if (!done)
    g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT);
  if (done && g_random_boolean ())
    vt_shop_undo (self->shop, NULL, NULL);

  for (int i = 0; i < N_PRODUCTS; i++)
    g_free (before[i]);
}

static void
test_any_state (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  int n_done = 0;

  for (int i = 0; i < 500; i++)
    {
      g_autofree char *sql = random_edit (random);
      g_auto (GStrv) now = g_new0 (char *, N_PRODUCTS + 1);
      gint64 entry = 0;

      self->now_us += G_USEC_PER_SEC;
      if (!vt_shop_write (self->shop, "Edit", NULL, sql_job, sql, NULL, &entry, NULL) || entry == 0)
        continue;
      for (int p = 0; p < N_PRODUCTS; p++)
        now[p] = state_of (self, p + 1);
      g_ptr_array_add (states, g_steal_pointer (&now));
      g_array_append_val (entries, entry);
      if (i % 3 == 0)
        check_restore (self, states, (const gint64 *) (gpointer) entries->data, g_rand_int_range (random, 1, 6),
                       (guint) g_rand_int_range (random, 0, (int) states->len), &n_done);
    }

  g_test_message ("%d went back", n_done);
  g_assert_cmpint (n_done, >, 25);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/product-history/goes-back-alone", Fixture, NULL, set_up, test_goes_back_alone, tear_down);
  g_test_add ("/product-history/deleted-comes-back", Fixture, NULL, set_up, test_deleted_comes_back, tear_down);
  g_test_add ("/product-history/refusals-change-nothing", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/product-history/collections-by-rule-follow", Fixture, NULL, set_up, test_collections_by_rule_follow,
              tear_down);
  g_test_add ("/product-history/in-words", Fixture, NULL, set_up, test_in_words, tear_down);
  g_test_add ("/product-history/lists", Fixture, NULL, set_up, test_lists, tear_down);
  g_test_add ("/product-history/any-state", Fixture, NULL, set_up, test_any_state, tear_down);

  return g_test_run ();
}
