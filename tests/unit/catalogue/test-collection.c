#include "fixture.h"

static void
test_create (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = add_media (db, 1);
  g_autoptr (VtCollection) furniture = NULL;
  g_autoptr (GPtrArray) list = NULL;
  gint64 home = 0;
  gint64 id = 0;

  g_assert_true (vt_collection_create (db, "Home & Garden", NULL, 0, &home, &error));
  g_assert_true (vt_collection_create (db, "Furniture", "sofas", home, &id, &error));
  g_assert_true (vt_collection_set_title (db, id, "Sofas", &error));
  g_assert_true (vt_collection_set_description_html (db, id, "<p>Soft</p><iframe></iframe>", &error));
  g_assert_true (vt_collection_set_picture (db, id, sha256, &error));
  g_assert_no_error (error);

  furniture = vt_collection_find_by_handle (db, "sofas", &error);
  g_assert_cmpstr (furniture->title, ==, "Sofas");
  g_assert_cmpstr (furniture->description_html, ==, "<p>Soft</p>");
  g_assert_cmpint (furniture->parent_id, ==, home);
  g_assert_cmpstr (furniture->sha256, ==, sha256);
  g_assert_cmpint (furniture->width, ==, 400);
  list = vt_collection_list (db, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((VtCollection *) g_ptr_array_index (list, 0))->handle, ==, "home-garden");
}

static void
test_bad_input (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  g_assert_true (vt_collection_create (db, "Sofas", NULL, 0, &id, &error));
  g_assert_false (vt_collection_create (db, "Sofas", "sofas", 0, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_false (vt_collection_create (db, "Sofas", "No Handle", 0, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_collection_create (db, " ", NULL, 0, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_collection_create (db, "Child", NULL, 77, NULL, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (vt_collection_set_picture (db, id, "0123", &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (vt_collection_add_product (db, id, 5, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND);
}

static void
test_delete (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtCollection) child = NULL;
  g_autoptr (GPtrArray) of_product = NULL;
  gint64 top = 0;
  gint64 middle = 0;
  gint64 product = create_product (db, "Chair");

  g_assert_true (vt_collection_create (db, "Top", NULL, 0, &top, &error));
  g_assert_true (vt_collection_create (db, "Middle", NULL, top, &middle, &error));
  g_assert_true (vt_collection_create (db, "Child", NULL, middle, NULL, &error));
  g_assert_true (vt_collection_add_product (db, middle, product, &error));
  g_assert_true (vt_collection_delete (db, middle, &error));
  g_assert_no_error (error);

  child = vt_collection_find_by_handle (db, "child", &error);
  g_assert_cmpint (child->parent_id, ==, top);
  of_product = vt_collection_list_of_product (db, product, &error);
  g_assert_cmpuint (of_product->len, ==, 0);

  g_assert_true (vt_db_exec (db,
                             "INSERT INTO discount (id, title, kind, scope) VALUES (1, 'x', 'percent', 'chosen'); "
                             "INSERT INTO discount_target (id, discount_id, collection_id) "
                             "SELECT 2, 1, id FROM collection WHERE handle = 'top'",
                             &error));
  g_assert_false (vt_collection_delete (db, top, &error));
  g_assert_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/collection/create", test_create);
  g_test_add_func ("/collection/bad-input", test_bad_input);
  g_test_add_func ("/collection/delete", test_delete);

  return g_test_run ();
}
