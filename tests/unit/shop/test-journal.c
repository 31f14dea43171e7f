#include "shop/vt-journal.h"

#include "shop-fixture.h"

#include <string.h>

#define ADD_PAGE "INSERT INTO page (id, handle, title, updated_us) VALUES (1, 'about', 'About', 0)"

static void
undo_all (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  while (vt_shop_undo (self->shop, NULL, &error))
    ;
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING);
}

static void
redo_all (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  while (vt_shop_redo (self->shop, NULL, &error))
    ;
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING);
}

static char *
dump (Fixture *self)
{
  return dump_database (vt_shop_get_reader (self->shop), FALSE);
}

static gint64
n_entries (Fixture *self)
{
  return read_int (vt_shop_get_reader (self->shop), "SELECT count(*) FROM journal");
}

static void
test_undo_survives_restart (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  g_autofree char *before = dump (self);
  g_autofree char *after = NULL;
  g_autofree char *taken_back = NULL;
  g_autofree char *again = NULL;

  fixture_write (self, "Add page “About”", NULL, ADD_PAGE);
  after = dump (self);
  g_assert_cmpstr (vt_shop_get_undo_label (self->shop), ==, "Add page “About”");
  g_assert_null (vt_shop_get_redo_label (self->shop));

  fixture_reopen (self);
  g_assert_cmpstr (vt_shop_get_undo_label (self->shop), ==, "Add page “About”");
  g_assert_true (vt_shop_undo (self->shop, &label, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (label, ==, "Add page “About”");
  taken_back = dump (self);
  g_assert_cmpstr (taken_back, ==, before);

  fixture_reopen (self);
  g_assert_null (vt_shop_get_undo_label (self->shop));
  g_assert_cmpstr (vt_shop_get_redo_label (self->shop), ==, "Add page “About”");
  g_assert_true (vt_shop_redo (self->shop, NULL, &error));
  g_assert_no_error (error);
  again = dump (self);
  g_assert_cmpstr (again, ==, after);
  g_assert_cmpstr (vt_shop_get_undo_label (self->shop), ==, "Add page “About”");
}

static void
test_typing_is_one_step (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  fixture_write (self, "Add page", NULL, ADD_PAGE);
  g_assert_cmpint (n_entries (self), ==, 1);

  fixture_write (self, "Edit title", "page:1:title", "UPDATE page SET title = 'A'");
  self->now_us += G_USEC_PER_SEC;
  fixture_write (self, "Edit title", "page:1:title", "UPDATE page SET title = 'Ab'");
  self->now_us += G_USEC_PER_SEC;
  fixture_write (self, "Edit title", "page:1:title", "UPDATE page SET title = 'Abo'");
  g_assert_cmpint (n_entries (self), ==, 2);

  self->now_us += 2 * G_USEC_PER_SEC;
  fixture_write (self, "Edit title", "page:1:title", "UPDATE page SET title = 'Later'");
  g_assert_cmpint (n_entries (self), ==, 3);
  fixture_write (self, "Edit body", "page:1:body", "UPDATE page SET body_markdown = 'Hello'");
  g_assert_cmpint (n_entries (self), ==, 4);

  vt_shop_undo (self->shop, NULL, NULL);
  vt_shop_undo (self->shop, NULL, NULL);
  g_assert_cmpint (read_int (vt_shop_get_reader (self->shop), "SELECT title = 'Abo' FROM page"), ==, 1);
  vt_shop_undo (self->shop, NULL, NULL);
  g_assert_cmpint (read_int (vt_shop_get_reader (self->shop), "SELECT title = 'About' FROM page"), ==, 1);
}

/* SQLite takes row after row back, which two rows that exchanged a unique value do not allow: all stays as it is. */
static void
test_exchanged_values_stay (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_write (self, "Add pages", NULL,
                 "INSERT INTO page (id, handle, title, updated_us) VALUES (1, 'a', 'A', 0), (2, 'b', 'B', 0)");
  fixture_write (self, "Exchange", NULL,
                 "UPDATE page SET handle = 'c' WHERE id = 1; UPDATE page SET handle = 'a' WHERE id = 2;"
                 "UPDATE page SET handle = 'b' WHERE id = 1");
  before = dump (self);
  g_assert_false (vt_shop_undo (self->shop, NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT);
  after = dump (self);
  g_assert_cmpstr (after, ==, before);
}

/* A value that moved on along a row of rows can be taken back in any order. */
static void
test_moved_values_go_back (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_write (self, "Add pages", NULL,
                 "INSERT INTO page (id, handle, title, updated_us) VALUES (1, 'a', 'A', 0), (2, 'b', 'B', 0)");
  before = dump (self);
  fixture_write (self, "Move on", NULL,
                 "UPDATE page SET handle = 'c' WHERE id = 2; UPDATE page SET handle = 'b' WHERE id = 1;"
                 "INSERT INTO page (id, handle, title, updated_us) VALUES (3, 'a', 'C', 0)");
  vt_shop_undo (self->shop, NULL, &error);
  g_assert_no_error (error);
  after = dump (self);
  g_assert_cmpstr (after, ==, before);
}

static void
test_typed_and_deleted_is_no_step (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  gint64 entry_id = -1;

  fixture_write (self, "Add page", NULL, ADD_PAGE);
  fixture_write (self, "Edit title", "key", "UPDATE page SET title = 'A'");
  g_assert_true (vt_shop_write (self->shop, "Edit title", "key", sql_job, (gpointer) "UPDATE page SET title = 'About'",
                                NULL, &entry_id, &error));
  g_assert_cmpint (entry_id, ==, 0);
  g_assert_cmpstr (vt_shop_get_undo_label (self->shop), ==, "Add page");
}

static void
test_nothing_changed_is_no_step (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  gint64 entry_id = -1;

  fixture_write (self, "Add page", NULL, ADD_PAGE);
  vt_shop_undo (self->shop, NULL, NULL);
  g_assert_true (vt_shop_write (self->shop, "Nothing", NULL, sql_job, (gpointer) "UPDATE page SET title = 'x'", NULL,
                                &entry_id, &error));
  g_assert_cmpint (entry_id, ==, 0);
  g_assert_cmpstr (vt_shop_get_redo_label (self->shop), ==, "Add page");
}

static void
test_new_edit_drops_redo (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  fixture_write (self, "Add page", NULL, ADD_PAGE);
  vt_shop_undo (self->shop, NULL, NULL);
  fixture_write (self, "Set colour", NULL, "INSERT INTO brand_token (name, value) VALUES ('colour.primary', '#000')");
  g_assert_null (vt_shop_get_redo_label (self->shop));
  g_assert_false (vt_shop_redo (self->shop, NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING);
  g_assert_cmpint (n_entries (self), ==, 1);
}

/* Typing goes on after an undo: a new step, not part of the one that was taken back. */
static void
test_undone_entry_is_not_extended (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  fixture_write (self, "Add page", NULL, ADD_PAGE);
  fixture_write (self, "Edit title", "key", "UPDATE page SET title = 'A'");
  vt_shop_undo (self->shop, NULL, NULL);
  vt_shop_redo (self->shop, NULL, NULL);
  fixture_write (self, "Edit title", "key", "UPDATE page SET title = 'B'");
  g_assert_cmpint (n_entries (self), ==, 3);
}

static void
test_facts_are_no_steps (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_shop_record (self->shop, sql_job,
                                 (gpointer) "INSERT INTO host (id, name, kind, url) VALUES (1, 'h', 'vitrine', 'u')",
                                 NULL, &error));
  g_assert_no_error (error);
  g_assert_null (vt_shop_get_undo_label (self->shop));
  g_assert_cmpint (n_entries (self), ==, 0);

  fixture_write (self, "Publish", NULL, "UPDATE host SET release_id = 'r1'");
  g_assert_cmpint (n_entries (self), ==, 0);
}

static void
test_conflict_changes_nothing (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fixture_write (self, "Add pages", NULL,
                 ADD_PAGE "; INSERT INTO page (id, handle, title, updated_us) VALUES (2, 'b', 'B', 0)");
  vt_shop_record (self->shop, sql_job, (gpointer) "UPDATE page SET title = 'Theirs' WHERE id = 2", NULL, &error);
  g_assert_no_error (error);

  before = dump (self);
  g_assert_false (vt_shop_undo (self->shop, NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Add pages"));
  g_assert_nonnull (strstr (error->message, "page"));
  after = dump (self);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (vt_shop_get_undo_label (self->shop), ==, "Add pages");
}

static void
test_undo_of_what_is_in_use (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  fixture_write (self, "Add collection", NULL, "INSERT INTO collection (id, handle, title) VALUES (1, 'c', 'C')");
  vt_shop_record (self->shop, sql_job,
                  (gpointer) "INSERT INTO discount (id, title, kind) VALUES (1, 'D', 'percent'); "
                             "INSERT INTO discount_target (id, discount_id, collection_id) VALUES (2, 1, 1)",
                  NULL, &error);
  g_assert_no_error (error);

  g_assert_false (vt_shop_undo (self->shop, NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_CONFLICT);
  g_assert_cmpint (read_int (vt_shop_get_reader (self->shop), "SELECT count(*) FROM collection"), ==, 1);
}

static void
test_listed_newest_first (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  const VtJournalEntry *entry;

  fixture_write (self, "One", NULL, "UPDATE setting SET value = 'One' WHERE key = 'shop.name'");
  self->now_us += G_USEC_PER_SEC;
  fixture_write (self, "Two", NULL, "UPDATE setting SET value = 'Two' WHERE key = 'shop.name'");
  fixture_write (self, "Three", NULL, "UPDATE setting SET value = 'Three' WHERE key = 'shop.name'");
  vt_shop_undo (self->shop, NULL, NULL);

  first = vt_journal_list (vt_shop_get_reader (self->shop), 0, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 2);
  entry = g_ptr_array_index (first, 0);
  g_assert_cmpstr (entry->label, ==, "Three");
  g_assert_true (entry->undone);
  entry = g_ptr_array_index (first, 1);
  g_assert_cmpstr (entry->label, ==, "Two");
  g_assert_false (entry->undone);
  g_assert_cmpint (entry->created_us, ==, self->now_us);

  second = vt_journal_list (vt_shop_get_reader (self->shop), entry->id, 10, &error);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpstr (((VtJournalEntry *) g_ptr_array_index (second, 0))->label, ==, "One");
}

/* Runs each line by itself, whether the ones before failed or not. */
static gboolean
lines_job (VtDb *db, gpointer sql, GCancellable *cancellable G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  g_auto (GStrv) lines = g_strsplit (sql, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    vt_db_exec (db, lines[i], NULL);
  return TRUE;
}

#define PAGE(id, handle) "INSERT INTO page (id, handle, title, updated_us) VALUES (" #id ", '" handle "', 'T', 0)\n"

/* What a write itself took back, or the database, is not in its step; what it did several times is in it once. */
static void
test_recorded_is_what_stays (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *name, *lines;
  } cases[] = {
    { "savepoint", PAGE (5, "e") "SAVEPOINT a\nUPDATE page SET title = 'x'\nDELETE FROM page WHERE id = 1\n"
                                 "ROLLBACK TO a\nUPDATE page SET title = 'y' WHERE id = 2\nRELEASE a" },
    { "savepoints", "SAVEPOINT a\n" PAGE (5, "e") "SAVEPOINT b\n" PAGE (6, "f") "RELEASE b\n" PAGE (
                        7, "g") "SAVEPOINT b\n" PAGE (8, "h") "ROLLBACK TO SAVEPOINT b\n" PAGE (9, "i") "RELEASE a" },
    { "all-taken-back", "SAVEPOINT a\n" PAGE (5, "e") "ROLLBACK TO a\nRELEASE a\n" PAGE (6, "f") },
    { "failed-half-way", "INSERT INTO page (id, handle, title, status, updated_us) VALUES (5, 'e', 'T', 'active', 0), "
                         "(6, 'f', 'T', 'no status', 0)\n" PAGE (7, "g") },
    { "failed-update", "UPDATE page SET handle = CASE id WHEN 1 THEN 'z' ELSE 'b' END\n"
                       "UPDATE page SET title = 'after' WHERE id = 1" },
    { "failed-reference", "DELETE FROM product WHERE id = 1\nUPDATE product SET title = 'stays'" },
    { "failed-last", PAGE (5, "e") "INSERT INTO page (id, handle, title, status, updated_us) VALUES "
                                   "(6, 'f', 'T', 'active', 0), (7, 'g', 'T', 'no status', 0)" },
    { "several-times", PAGE (5, "e") "UPDATE page SET title = '1' WHERE id = 5\nUPDATE page SET title = '2'\n"
                                     "UPDATE page SET body_markdown = 'b' WHERE id = 1\nDELETE FROM page WHERE id = 2\n"
                                     "DELETE FROM page WHERE id = 5\n" PAGE (2, "b2") },
    { "there-and-back", "UPDATE page SET title = 'x' WHERE id = 1\nUPDATE page SET title = 'A' WHERE id = 1\n"
                        "UPDATE page SET title = 'z' WHERE id = 2" },
    { "other-keys", "UPDATE page SET id = 50 WHERE id = 1\nUPDATE product_tag SET tag = tag || '!'\n"
                    "UPDATE collection_product SET position = 9\nUPDATE page SET id = 51, title = 'm' WHERE id = 50" },
    { "replaced", "INSERT OR REPLACE INTO page (id, handle, title, updated_us) VALUES (1, 'b', 'R', 0)\n"
                  "INSERT OR REPLACE INTO product_tag VALUES (1, 'linen')\n"
                  "REPLACE INTO collection_product VALUES (1, 1, 4)" },
    { "null", "UPDATE variant SET cost_minor = 5\nUPDATE variant SET compare_at_minor = NULL, cost_minor = NULL" },
    { "ledger", "INSERT INTO stock_movement (variant_id, id, place_id, delta, reason, at_us) VALUES "
                "(1, 2, 1, 4, 'received', 0), (1, 3, 1, -1, 'sold', 0)\nDELETE FROM stock_movement WHERE id = 1" },
  };

  fixture_write (self, "Prepare", NULL,
                 "INSERT INTO page (id, handle, title, updated_us) VALUES (1, 'a', 'A', 0), (2, 'b', 'B', 0);"
                 "INSERT INTO product (id, handle, title, created_us, updated_us) VALUES (1, 'p', 'P', 0, 0);"
                 "INSERT INTO variant (id, product_id, position, compare_at_minor) VALUES (1, 1, 0, 7);"
                 "INSERT INTO product_tag VALUES (1, 'linen'), (1, 'new');"
                 "INSERT INTO collection (id, handle, title) VALUES (1, 'c', 'C');"
                 "INSERT INTO collection_product VALUES (1, 1, 0);"
                 "INSERT INTO stock_place (id, name) VALUES (1, 'Main');"
                 "INSERT INTO stock_movement (variant_id, id, place_id, delta, reason, at_us) VALUES "
                 "(1, 1, 1, 3, 'received', 0)");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *before = dump (self);
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;

      g_test_message ("%s", cases[i].name);
      vt_shop_write (self->shop, "Lines", NULL, lines_job, (gpointer) cases[i].lines, NULL, NULL, &error);
      g_assert_no_error (error);
      after = dump (self);
      g_assert_cmpstr (after, !=, before);
      vt_shop_undo (self->shop, NULL, &error);
      g_assert_no_error (error);
      undone = dump (self);
      g_assert_cmpstr (undone, ==, before);
      vt_shop_redo (self->shop, NULL, &error);
      g_assert_no_error (error);
      redone = dump (self);
      g_assert_cmpstr (redone, ==, after);
      vt_shop_undo (self->shop, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
write_large (Fixture *self, int n, int bytes)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE page SET body_markdown = hex (zeroblob (%d)) || '%d' WHERE id = 1", bytes / 2, n);
  g_autofree char *label = g_strdup_printf ("Edit %d", n);

  fixture_write (self, label, NULL, sql);
}

static void
test_limit_drops_the_oldest (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  VtDb *db = vt_shop_get_reader (self->shop);
  g_autofree char *end = NULL;
  g_autofree char *again = NULL;

  fixture_write (self, "Set limit", NULL, ADD_PAGE "; INSERT INTO setting (key, value) VALUES ('history.limit', '1')");
  for (int i = 0; i < 200; i++)
    write_large (self, i, 4000);
  g_assert_cmpint (n_entries (self), >=, 130);
  g_assert_cmpint (n_entries (self), <, 201);
  g_assert_cmpint (read_int (db, "SELECT sum(length(changeset)) < 1300000 FROM journal"), ==, 1);

  /* A large step leaves the last hundred, whatever their size. */
  write_large (self, 1000, 2000000);
  g_assert_cmpint (n_entries (self), ==, 100);
  write_large (self, 1001, 2000000);
  g_assert_cmpint (n_entries (self), ==, 100);

  end = dump (self);
  undo_all (self);
  redo_all (self);
  again = dump (self);
  g_assert_cmpstr (again, ==, end);
}

/* One edit among those that the pages of the program make, with numbers from a generator. Those that the schema refuses
 * must leave no trace. */
static char *
random_edit (GRand *random)
{
  int a = g_rand_int_range (random, 1, 12);
  int b = g_rand_int_range (random, 1, 12);
  int n = g_rand_int_range (random, 1, 1000);

  switch (g_rand_int_range (random, 0, 16))
    {
    case 0:
    case 1:
      return g_strdup_printf ("INSERT INTO product (id, handle, title, created_us, updated_us) "
                              "VALUES (%d, 'p%d', 'Title %d', %d, 0);"
                              "INSERT INTO variant (id, product_id, position, price_minor) VALUES (%d, %d, 0, %d)",
                              a, b, n, n, a, a, n);
    case 2:
      return g_strdup_printf ("UPDATE product SET title = 'Été %d', status = 'active' WHERE id = %d", n, a);
    case 3:
      return g_strdup_printf ("INSERT INTO stock_place (id, name) VALUES (%d, 'Main')", a);
    case 4:
    case 5:
    case 6:
      return g_strdup_printf ("INSERT INTO stock_movement (id, uuid, variant_id, place_id, delta, reason, at_us) "
                              "SELECT %d, 'u%d', v.id, p.id, %d, 'received', 0 FROM variant v, stock_place p LIMIT 1",
                              n, n, n - 500);
    case 7:
      return g_strdup_printf ("INSERT INTO media (sha256, type, name, size, added_us) "
                              "VALUES ('%d', 'image/png', 'x', %d, 0)",
                              a, n);
    case 8:
      return g_strdup_printf ("INSERT INTO photo (id, product_id, position, sha256) VALUES (%d, %d, 0, '%d');"
                              "UPDATE variant SET photo_id = %d WHERE id = %d",
                              a, b, a, a, b);
    case 9:
      return g_strdup_printf ("DELETE FROM variant WHERE product_id = %d AND id NOT IN (SELECT variant_id FROM "
                              "stock_movement); DELETE FROM product WHERE id = %d",
                              a, a);
    case 10:
      return g_strdup_printf ("INSERT OR REPLACE INTO brand_token (name, value) VALUES ('colour.%d', '#%06x')", a, n);
    case 11:
      return g_strdup_printf ("DELETE FROM tax_rate; INSERT INTO tax_rate (id, class, name, rate_bp) "
                              "VALUES (%d, 'standard', 'VAT', %d)",
                              n, n);
    case 12:
      return g_strdup_printf ("INSERT INTO collection (id, handle, title, parent_id) VALUES (%d, 'c%d', 'C', "
                              "(SELECT min(id) FROM collection)); "
                              "INSERT INTO collection_product VALUES (%d, %d, 0)",
                              a, a, a, b);
    case 13:
      return g_strdup_printf ("DELETE FROM product_tag WHERE product_id = %d; "
                              "INSERT INTO product_tag VALUES (%d, 't%d'), (%d, 'linen')",
                              a, a, n, a);
    case 14:
      return g_strdup_printf ("UPDATE product SET handle = 'x' || handle WHERE id %% 2 = %d", a % 2);
    default:
      return g_strdup_printf ("DELETE FROM stock_movement WHERE id %% 7 = %d", a % 7);
    }
}

static void
test_undo_all_redo_all (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *start = dump (self);

  for (guint32 seed = 1; seed <= 6; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autofree char *end = NULL;
      g_autofree char *undone = NULL;
      g_autofree char *redone = NULL;
      int n_done = 0;

      g_test_message ("seed %u", seed);
      for (int i = 0; i < 120; i++)
        {
          g_autofree char *edit = random_edit (random);
          g_autofree char *label = g_strdup_printf ("Edit %d", i);
          const char *key = g_rand_boolean (random) ? "typing" : NULL;

          self->now_us += g_rand_int_range (random, 0, 3) * G_USEC_PER_SEC;
          n_done += vt_shop_write (self->shop, label, key, sql_job, edit, NULL, NULL, NULL);
          if (g_rand_int_range (random, 0, 8) == 0)
            vt_shop_undo (self->shop, NULL, NULL);
          if (g_rand_int_range (random, 0, 16) == 0)
            vt_shop_redo (self->shop, NULL, NULL);
        }
      g_assert_cmpint (n_done, >, 40);

      redo_all (self);
      end = dump (self);
      g_assert_cmpstr (end, !=, start);
      undo_all (self);
      undone = dump (self);
      g_assert_cmpstr (undone, ==, start);

      fixture_reopen (self);
      redo_all (self);
      redone = dump (self);
      g_assert_cmpstr (redone, ==, end);

      undo_all (self);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/journal/undo/survives-restart", test_undo_survives_restart);
  fixture_add ("/journal/undo/conflict-changes-nothing", test_conflict_changes_nothing);
  fixture_add ("/journal/undo/refused-while-in-use", test_undo_of_what_is_in_use);
  fixture_add ("/journal/redo/dropped-by-new-edit", test_new_edit_drops_redo);
  fixture_add ("/journal/coalesce/typing-is-one-step", test_typing_is_one_step);
  fixture_add ("/journal/coalesce/typed-and-deleted-is-no-step", test_typed_and_deleted_is_no_step);
  fixture_add ("/journal/exchanged-values-stay", test_exchanged_values_stay);
  fixture_add ("/journal/moved-values-go-back", test_moved_values_go_back);
  fixture_add ("/journal/coalesce/undone-entry-is-not-extended", test_undone_entry_is_not_extended);
  fixture_add ("/journal/nothing-changed-is-no-step", test_nothing_changed_is_no_step);
  fixture_add ("/journal/facts-are-no-steps", test_facts_are_no_steps);
  fixture_add ("/journal/listed-newest-first", test_listed_newest_first);
  fixture_add ("/journal/recorded-is-what-stays", test_recorded_is_what_stays);
  fixture_add ("/journal/limit-drops-the-oldest", test_limit_drops_the_oldest);
  fixture_add ("/journal/random-edits/undo-all-redo-all", test_undo_all_redo_all);

  return g_test_run ();
}
