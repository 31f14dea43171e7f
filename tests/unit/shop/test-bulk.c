#include "shop/vt-bulk.h"

#include "shop-fixture.h"
#include "shop/vt-added.h"
#include "shop/vt-journal-private.h"
#include "shop/vt-verify.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PLACE "INSERT INTO stock_place (id, name) VALUES (1, 'Main')"

typedef struct
{
  gint64 next_id;
  guint n_products;
  guint n_variants; /* of each */
  gboolean scattered;
  const char *before; /* (nullable) recorded SQL */
  const char *after;  /* (nullable) recorded SQL */
} Import;

static gint64
new_id (Import *import)
{
  import->next_id += import->scattered ? 3 : 1;
  return import->next_id;
}

static gboolean
add_variant (VtDb *db, Import *import, gint64 product, gint64 position, GError **error)
{
  gint64 id = new_id (import);

  vt_bulk_added (db, "variant", id, id);
  vt_bulk_added (db, "stock_movement", id, id);
  return vt_db_run (db, error, "INSERT INTO variant (id, product_id, position, price_minor) VALUES (?1, ?2, ?3, 1990)",
                    "iii", id, product, position) &&
         vt_db_run (db, error,
                    "INSERT INTO stock_movement (variant_id, id, place_id, delta, reason, at_us) "
                    "VALUES (?1, ?2, 1, 5, 'received', 0)",
                    "ii", id, id + 1);
}

static gboolean
add_product (VtDb *db, Import *import, GError **error)
{
  gint64 id = new_id (import);
  g_autofree char *handle = g_strdup_printf ("new-%" G_GINT64_FORMAT, id);

  vt_bulk_added (db, "product", id, id);
  vt_bulk_added (db, "product_tag", id, id);
  if (!vt_db_run (db, error,
                  "INSERT INTO product (id, handle, title, created_us, updated_us) VALUES (?1, ?2, ?2, 0, 0)", "is", id,
                  handle) ||
      !vt_db_run (db, error, "INSERT INTO product_tag (product_id, tag) VALUES (?1, 'new'), (?1, 'linen')", "i", id))
    return FALSE;

  for (guint i = 0; i < import->n_variants; i++)
    if (!add_variant (db, import, id, i, error))
      return FALSE;

  return TRUE;
}

static gboolean
import_job (VtDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Import *import = data;

  if (import->before != NULL && !vt_db_exec (db, import->before, error))
    return FALSE;
  for (guint i = 0; i < import->n_products; i++)
    if (!vt_bulk_begin (db, error) || !add_product (db, import, error) || !vt_bulk_end (db, error))
      return FALSE;

  return import->after == NULL || vt_db_exec (db, import->after, error);
}

static void
run_import (Fixture *self, Import import)
{
  g_autoptr (GError) error = NULL;
  gint64 entry_id = 0;

  vt_shop_write (self->shop, "Import", NULL, import_job, &import, NULL, &entry_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (entry_id, >, 0);
}

static char *
dump (Fixture *self)
{
  return dump_database (vt_shop_get_reader (self->shop), FALSE);
}

static char *
read_added (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (vt_shop_get_reader (self->shop), "SELECT added FROM journal ORDER BY id DESC LIMIT 1", &error);

  g_assert_no_error (error);
  g_assert_cmpint (vt_stmt_step (stmt, &error), ==, VT_STEP_ROW);
  return vt_stmt_dup_text (stmt, 0);
}

static void
assert_clean (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (vt_shop_verify (self->path, findings, NULL, &error));
  g_assert_no_error (error);
  if (findings->len > 0)
    g_test_message ("%s", (char *) findings->pdata[0]);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_ranges_are_joined (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *alone = NULL;
  g_autofree char *parted = NULL;

  fixture_write (self, "Add place", NULL, PLACE);
  run_import (self, (Import){ .next_id = 100, .n_products = 3, .n_variants = 2, .scattered = TRUE });
  alone = read_added (self);
  g_assert_cmpstr (alone, ==,
                   "product 103 121 3\n"
                   "product_tag 103 121 6\n"
                   "stock_movement 106 127 6\n"
                   "variant 106 127 6\n");
  g_assert_cmpint (read_int (vt_shop_get_reader (self->shop), "SELECT length (changeset) FROM journal WHERE id = 2"),
                   ==, 0);

  /* A row that is not of the import, between the first product and the second. */
  run_import (self, (Import){ .next_id = 1000,
                              .n_products = 3,
                              .before = "INSERT INTO product (id, handle, title, created_us, updated_us) "
                                        "VALUES (1004, 'mine', 'Mine', 0, 0)",
                              .n_variants = 1,
                              .scattered = TRUE });
  parted = read_added (self);
  g_assert_nonnull (strstr (parted, "product 1003 1003 1\nproduct 1009 1015 2\n"));
  assert_clean (self);
}

static void
test_undo_and_redo (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autofree char *again = NULL;

  fixture_write (self, "Add place", NULL, PLACE);
  before = dump (self);
  run_import (self, (Import){ .next_id = 100, .n_products = 20, .n_variants = 3 });
  after = dump (self);

  fixture_reopen (self);
  g_assert_true (vt_shop_undo (self->shop, NULL, &error));
  g_assert_no_error (error);
  undone = dump (self);
  g_assert_cmpstr (undone, ==, before);
  assert_clean (self);

  fixture_reopen (self);
  g_assert_true (vt_shop_redo (self->shop, NULL, &error));
  g_assert_no_error (error);
  redone = dump (self);
  g_assert_cmpstr (redone, ==, after);
  assert_clean (self);

  g_assert_true (vt_shop_undo (self->shop, NULL, &error));
  g_assert_no_error (error);
  again = dump (self);
  g_assert_cmpstr (again, ==, before);
}

/* Beside the new rows others change, some that refer to them and some of the new ones themselves. */
static void
test_mixed (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *name, *before, *after;
  } cases[] = {
    { "parent-recorded", "INSERT INTO stock_place (id, name) VALUES (2, 'Other')",
      "UPDATE stock_place SET name = 'Named later' WHERE id = 2" },
    { "child-recorded", NULL, "INSERT INTO collection_product SELECT 1, id, 0 FROM product WHERE id > 100" },
    { "updated", NULL, "UPDATE product SET title = 'Renamed' WHERE id > 104" },
    { "deleted", NULL, "DELETE FROM product_tag WHERE product_id = 101" },
    { "added-anew", NULL,
      "DELETE FROM product_tag WHERE product_id = 101; INSERT INTO product_tag VALUES (101, 'linen'), (101, 'late')" },
    { "handle-taken-over", "UPDATE product SET handle = 'moved' WHERE id = 1",
      "UPDATE product SET handle = 'old' WHERE id = 101" },
  };

  fixture_write (self, "Prepare", NULL,
                 PLACE
                 "; INSERT INTO collection (id, handle, title) VALUES (1, 'c', 'C');"
                 "INSERT INTO product (id, handle, title, created_us, updated_us) VALUES (1, 'old', 'Old', 0, 0)");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *before = dump (self);
      g_autofree char *after = NULL;

      g_test_message ("%s", cases[i].name);
      run_import (
          self,
          (Import){
              .next_id = 100, .n_products = 4, .n_variants = 2, .before = cases[i].before, .after = cases[i].after });
      after = dump (self);
      for (int round = 0; round < 2; round++)
        {
          g_autofree char *undone = NULL;
          g_autofree char *redone = NULL;

          vt_shop_undo (self->shop, NULL, &error);
          g_assert_no_error (error);
          undone = dump (self);
          g_assert_cmpstr (undone, ==, before);
          vt_shop_redo (self->shop, NULL, &error);
          g_assert_no_error (error);
          redone = dump (self);
          g_assert_cmpstr (redone, ==, after);
          assert_clean (self);
        }
      vt_shop_undo (self->shop, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
test_conflicts_change_nothing (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *name, *sql, *table;
  } cases[] = {
    { "movement-from-a-host",
      "INSERT INTO stock_movement (variant_id, id, place_id, delta, reason, origin, uuid, at_us) "
      "VALUES (102, 9999, 1, -1, 'sold', 'host', 'u', 0)",
      "stock_movement" },
    { "row-taken-away", "DELETE FROM product_tag WHERE product_id = 101 AND tag = 'new'", "product_tag" },
    { "referred-to", "INSERT INTO collection_product VALUES (1, 101, 0)", "in use" },
  };
  g_autofree char *before = NULL;

  fixture_write (self, "Prepare", NULL, PLACE "; INSERT INTO collection (id, handle, title) VALUES (1, 'c', 'C')");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *standing = NULL;
      g_autofree char *refused = NULL;

      g_test_message ("%s", cases[i].name);
      run_import (self, (Import){ .next_id = 100, .n_products = 2, .n_variants = 1 });
      vt_shop_record (self->shop, sql_job, (gpointer) cases[i].sql, NULL, &error);
      g_assert_no_error (error);
      standing = dump (self);

      g_assert_false (vt_shop_undo (self->shop, NULL, &error));
      g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT);
      g_assert_nonnull (strstr (error->message, cases[i].table));
      refused = dump (self);
      g_assert_cmpstr (refused, ==, standing);
      assert_clean (self);

      vt_shop_record (
          self->shop, sql_job,
          (gpointer) "DELETE FROM stock_movement; DELETE FROM variant; DELETE FROM product_tag;"
                     "DELETE FROM collection_product; DELETE FROM product; DELETE FROM journal WHERE id > 1",
          NULL, NULL);
    }
}

static void
changed_cb (VtShop *shop G_GNUC_UNUSED, VtChange *change, VtChange **kept)
{
  g_clear_pointer (kept, vt_change_unref);
  *kept = vt_change_ref (change);
}

static void
test_change_tells_ranges (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtChange) change = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (self->shop, "changed", G_CALLBACK (changed_cb), &change);
  fixture_write (self, "Add place", NULL, PLACE);
  run_import (self, (Import){ .next_id = 100, .n_products = 2, .n_variants = 1 });

  g_assert_cmpuint (vt_change_get_n_rows (change), ==, 0);
  g_assert_cmpuint (vt_change_get_n_ranges (change), ==, 4);
  g_assert_cmpstr (vt_change_get_range (change, 0)->table, ==, "product");
  g_assert_cmpint (vt_change_get_range (change, 0)->op, ==, VT_CHANGE_INSERT);
  g_assert_cmpint (vt_change_get_range (change, 0)->n_rows, ==, 2);
  g_assert_true (vt_change_touches (change, "variant"));
  g_assert_false (vt_change_touches (change, "page"));
  g_assert_true (vt_change_touches_row (change, "product", 103));
  g_assert_false (vt_change_touches_row (change, "product", 104));

  vt_shop_undo (self->shop, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (vt_change_get_range (change, 0)->op, ==, VT_CHANGE_DELETE);
  g_assert_true (vt_change_touches_row (change, "product", 103));

  vt_shop_redo (self->shop, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vt_change_get_n_ranges (change), ==, 0);
  g_assert_true (vt_change_touches_row (change, "product", 103));
  g_signal_handlers_disconnect_by_func (self->shop, changed_cb, &change);
}

static void
test_imports_are_steps_of_their_own (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  Import import = { .next_id = 100, .n_products = 1 };
  gint64 first = 0;
  gint64 second = 0;

  vt_shop_write (self->shop, "Import", "key", import_job, &import, NULL, &first, &error);
  g_assert_no_error (error);
  vt_shop_write (self->shop, "Import", "key", sql_job, (gpointer) "UPDATE product SET title = 'x'", NULL, &second,
                 &error);
  g_assert_no_error (error);
  g_assert_cmpint (second, ==, first + 1);
}

static void
test_bent_ranges (void)
{
  static const char *const bad[] = {
    "product 1 2",         "product 1 2 3 4",   "product 2 1 1",      "product 1 2 -1", "product one 2 1",
    "orders 1 2 1",        "journal 1 2 1",     "product 1 2 1\n\nx", "product  1 2 1", "\n",
    "product 1 2 1\n\n\n", "stock_level 1 2 1", " product 1 2 1",
  };
  g_autoptr (GArray) none = vt_added_parse ("");
  g_autoptr (GArray) two = vt_added_parse ("product 1 2 1\nvariant -5 7 3\n");

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpint (g_array_index (two, VtAdded, 1).first, ==, -5);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("“%s”", bad[i]);
      g_assert_null (vt_added_parse (bad[i]));
    }
}

/* A folder from anywhere may claim what it likes to have added. */
static void
test_foreign_claims (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const claims[] = { "no_such_table 1 2 1", "setting 1 2 1", "sqlite_schema 1 2 1",
                                        "product 1 9 7" };

  for (gsize i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *sql =
          g_strdup_printf ("INSERT INTO journal (id, label, created_us, changed_us, added, changeset) "
                           "VALUES (%d, 'Claim', 0, 0, '%s', x'')",
                           (int) i + 1, claims[i]);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      vt_shop_record (self->shop, sql_job, sql, NULL, &error);
      g_assert_no_error (error);
      before = dump (self);
      g_assert_false (vt_shop_undo (self->shop, NULL, &error));
      g_assert_nonnull (error);
      after = dump (self);
      g_assert_cmpstr (after, ==, before);
    }
}

static char *
random_edit (GRand *random)
{
  int n = g_rand_int_range (random, 1, 1000);

  switch (g_rand_int_range (random, 0, 7))
    {
    case 0:
      return g_strdup_printf ("UPDATE product SET title = 'T%d' WHERE id %% 5 = %d", n, n % 5);
    case 1:
      return g_strdup_printf ("DELETE FROM product_tag WHERE product_id %% 7 = %d", n % 7);
    case 2:
      return g_strdup_printf ("UPDATE variant SET price_minor = %d WHERE id %% 3 = %d", n, n % 3);
    case 3:
      return g_strdup_printf ("DELETE FROM stock_movement WHERE variant_id %% 5 = %d;"
                              "DELETE FROM variant WHERE id %% 5 = %d",
                              n % 5, n % 5);
    case 4:
      return g_strdup_printf ("INSERT INTO collection (id, handle, title) VALUES (%d, 'c%d', 'C');"
                              "INSERT INTO collection_product SELECT %d, id, 0 FROM product WHERE id %% 4 = 1",
                              n, n, n);
    case 5:
      return g_strdup_printf ("INSERT OR IGNORE INTO product_tag SELECT id, 't%d' FROM product WHERE id %% 6 = 1", n);
    default:
      return g_strdup_printf ("UPDATE product SET handle = 'h%d-' || id WHERE id %% 9 = %d", n, n % 9);
    }
}

static void
random_write (Fixture *self, GRand *random, gint64 *next_id)
{
  g_autofree char *before = g_rand_boolean (random) ? random_edit (random) : NULL;
  g_autofree char *after = g_rand_boolean (random) ? random_edit (random) : NULL;
  Import import = { .next_id = *next_id,
                    .n_products = (guint) g_rand_int_range (random, 0, 6),
                    .n_variants = (guint) g_rand_int_range (random, 0, 4),
                    .scattered = g_rand_boolean (random),
                    .before = before,
                    .after = after };

  *next_id += 1000;
  self->now_us += G_USEC_PER_SEC;
  vt_shop_write (self->shop, "Step", g_rand_boolean (random) ? "key" : NULL, import_job, &import, NULL, NULL, NULL);
}

static void
step_to_the_end (Fixture *self, gboolean (*step) (VtShop *, char **, GError **))
{
  g_autoptr (GError) error = NULL;

  while (step (self->shop, NULL, &error))
    ;
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING);
}

static void
test_undo_all_redo_all (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  gint64 next_id = 1000;
  g_autofree char *start = NULL;

  vt_shop_record (self->shop, sql_job, (gpointer) PLACE, NULL, NULL);
  start = dump (self);

  for (guint32 seed = 1; seed <= 6; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autofree char *end = NULL;
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;

      g_test_message ("seed %u", seed);
      for (int i = 0; i < 60; i++)
        {
          random_write (self, random, &next_id);
          if (g_rand_int_range (random, 0, 6) == 0)
            vt_shop_undo (self->shop, NULL, NULL);
          if (g_rand_int_range (random, 0, 12) == 0)
            vt_shop_redo (self->shop, NULL, NULL);
        }
      step_to_the_end (self, vt_shop_redo);
      end = dump (self);
      assert_clean (self);

      step_to_the_end (self, vt_shop_undo);
      undone = dump (self);
      g_assert_cmpstr (undone, ==, start);
      assert_clean (self);

      fixture_reopen (self);
      step_to_the_end (self, vt_shop_redo);
      redone = dump (self);
      g_assert_cmpstr (redone, ==, end);
      step_to_the_end (self, vt_shop_undo);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/bulk/ranges-are-joined", test_ranges_are_joined);
  fixture_add ("/bulk/undo-and-redo", test_undo_and_redo);
  fixture_add ("/bulk/mixed-with-recorded", test_mixed);
  fixture_add ("/bulk/conflicts-change-nothing", test_conflicts_change_nothing);
  fixture_add ("/bulk/change-tells-ranges", test_change_tells_ranges);
  fixture_add ("/bulk/imports-are-steps-of-their-own", test_imports_are_steps_of_their_own);
  g_test_add_func ("/bulk/bent-ranges-are-refused", test_bent_ranges);
  fixture_add ("/bulk/foreign-claims-change-nothing", test_foreign_claims);
  fixture_add ("/bulk/undo-all-redo-all", test_undo_all_redo_all);

  return g_test_run ();
}
