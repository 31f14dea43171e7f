#include "shop-fixture.h"
#include "shop/vt-journal.h"

#define ADD_PAGE "INSERT INTO page (id, handle, title, updated_us) VALUES (1, 'about', 'About', 0)"

static void
test_undo_survives_restart (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  g_autofree char *before = dump_database (vt_shop_get_reader (self->shop), FALSE);
  g_autofree char *after = NULL;
  g_autofree char *taken_back = NULL;
  g_autofree char *again = NULL;

  fixture_write (self, "Add page “About”", NULL, ADD_PAGE);
  after = dump_database (vt_shop_get_reader (self->shop), FALSE);
  g_assert_cmpstr (vt_shop_get_undo_label (self->shop), ==, "Add page “About”");
  g_assert_null (vt_shop_get_redo_label (self->shop));

  fixture_reopen (self);
  g_assert_cmpstr (vt_shop_get_undo_label (self->shop), ==, "Add page “About”");
  g_assert_true (vt_shop_undo (self->shop, &label, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (label, ==, "Add page “About”");
  taken_back = dump_database (vt_shop_get_reader (self->shop), FALSE);
  g_assert_cmpstr (taken_back, ==, before);

  fixture_reopen (self);
  g_assert_null (vt_shop_get_undo_label (self->shop));
  g_assert_cmpstr (vt_shop_get_redo_label (self->shop), ==, "Add page “About”");
  g_assert_true (vt_shop_redo (self->shop, NULL, &error));
  g_assert_no_error (error);
  again = dump_database (vt_shop_get_reader (self->shop), FALSE);
  g_assert_cmpstr (again, ==, after);
  g_assert_cmpstr (vt_shop_get_undo_label (self->shop), ==, "Add page “About”");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/journal/undo/survives-restart", test_undo_survives_restart);

  return g_test_run ();
}
