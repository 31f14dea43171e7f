#include "app/products/vt-product-list-model.h"
#include "base/vt-file.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gstdio.h>

#define N_PRODUCTS 230

typedef struct
{
  char *folder; /* (owned) */
  VtShop *shop; /* (owned) */
  VtProductListModel *model;
  guint n_signals;
  guint position;
  guint removed;
  guint added;
} Fixture;

static gboolean
fill_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  for (int i = 0; i < GPOINTER_TO_INT (data); i++)
    {
      g_autofree char *title = g_strdup_printf ("Product %03d", i);
      gint64 id = 0;

      if (!vt_product_create (db, title, &id, error) ||
          (i % 2 == 0 && !vt_product_set_status (db, id, VT_PRODUCT_ACTIVE, error)))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  gint64 id;
  const char *title; /* NULL: delete */
} Edit;

static gboolean
edit_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;

  return edit->title != NULL ? vt_product_set_title (db, edit->id, edit->title, error)
                             : vt_product_delete (db, edit->id, error);
}

static gboolean
set_status_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_set_status (db, *(gint64 *) data, VT_PRODUCT_ARCHIVED, error);
}

static void
write_now (Fixture *self, VtShopJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  vt_shop_write (self->shop, "Test", NULL, job, data, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
items_changed_cb (Fixture *self, guint position, guint removed, guint added)
{
  self->n_signals++;
  self->position = position;
  self->removed = removed;
  self->added = added;
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* Until the next answer has come. */
static void
wait_for_answer (Fixture *self)
{
  guint n = 0;
  gulong handler = g_signal_connect_swapped (self->model, "notify::n-all", G_CALLBACK (count_cb), &n);

  while (n == 0 || vt_product_list_model_get_loading (self->model))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (self->model, handler);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("vt-list-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "Shop.vitrine", NULL);
  self->shop = vt_shop_create (path, "Shop", "EUR", "en", &error);
  g_assert_no_error (error);
  if (GPOINTER_TO_INT (data) > 0)
    write_now (self, fill_job, (gpointer) data);
  self->model = vt_product_list_model_new (self->shop);
  wait_for_answer (self);
  g_signal_connect_swapped (self->model, "items-changed", G_CALLBACK (items_changed_cb), self);
}

static void
tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  /* A question holds the list until its thread has let go of it. */
  g_object_add_weak_pointer (G_OBJECT (self->model), (gpointer *) &self->model);
  g_object_unref (self->model);
  while (self->model != NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
  g_assert_finalize_object (self->shop);
  vt_dir_remove_all (self->folder, &error);
  g_assert_no_error (error);
  g_free (self->folder);
}

static char *
title_at (Fixture *self, guint position)
{
  g_autoptr (VtProductItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  const VtGridRow *row = item != NULL ? vt_product_item_get_row (item) : NULL;

  return g_strdup (row != NULL ? row->title : NULL);
}

static gint64
id_at (Fixture *self, guint position)
{
  VtGridKey key = { 0 };

  vt_product_list_model_get_key (self->model, position, &key);
  return key.product_id;
}

static void
assert_title (Fixture *self, guint position, const char *title)
{
  g_autofree char *there = title_at (self, position);

  g_assert_cmpstr (there, ==, title);
}

static void
test_pages (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, N_PRODUCTS);
  g_assert_cmpuint (vt_product_list_model_get_n_all (self->model), ==, N_PRODUCTS);

  for (guint i = 0; i < N_PRODUCTS; i += 7)
    {
      g_autofree char *title = g_strdup_printf ("Product %03u", i);

      assert_title (self, i, title);
    }
  assert_title (self, N_PRODUCTS - 1, "Product 229");
  assert_title (self, N_PRODUCTS, NULL);
}

static void
test_empty (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, 0);
  g_assert_cmpuint (vt_product_list_model_get_n_all (self->model), ==, 0);
  g_assert_cmpint (id_at (self, 0), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->model), 0));
}

static void
test_search (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  VtProductFilter filter = VT_PRODUCT_FILTER_ALL;

  vt_product_list_model_set_text (self->model, "prodUCT 22");
  g_assert_true (vt_product_list_model_get_loading (self->model));
  /* What was there stays until the answer is there. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, N_PRODUCTS);
  wait_for_answer (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, 12);
  assert_title (self, 0, "Product 022");
  g_assert_cmpuint (vt_product_list_model_get_n_all (self->model), ==, N_PRODUCTS);

  filter.status = 1u << VT_PRODUCT_ACTIVE;
  vt_product_list_model_set_filter (self->model, &filter);
  wait_for_answer (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, 7);

  vt_product_list_model_set_text (self->model, "zzz");
  wait_for_answer (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, 0);

  vt_product_list_model_set_text (self->model, "");
  filter.status = 0;
  vt_product_list_model_set_filter (self->model, &filter);
  wait_for_answer (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, N_PRODUCTS);
}

/* An item that is renamed in its place stays the same object and asks its row to be drawn again. */
static void
test_rename_in_place (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtProductItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), 100);
  guint n_changed = 0;
  Edit edit = { .id = vt_product_item_get_key (item)->product_id, .title = "Product 100 and a half" };
  g_autoptr (VtProductItem) again = NULL;

  g_signal_connect_swapped (item, "changed", G_CALLBACK (count_cb), &n_changed);
  assert_title (self, 100, "Product 100");
  write_now (self, edit_job, &edit);
  wait_for_answer (self);

  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (self->n_signals, ==, 0);
  assert_title (self, 100, "Product 100 and a half");
  again = g_list_model_get_item (G_LIST_MODEL (self->model), 100);
  g_assert_true (again == item);
}

static void
test_delete_and_undo (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  Edit edit = { .id = id_at (self, 42) };
  guint position = 0;
  g_autoptr (GError) error = NULL;

  write_now (self, edit_job, &edit);
  wait_for_answer (self);
  g_assert_cmpuint (self->n_signals, ==, 1);
  g_assert_cmpuint (self->position, ==, 42);
  g_assert_cmpuint (self->removed, ==, 1);
  g_assert_cmpuint (self->added, ==, 0);
  assert_title (self, 42, "Product 043");
  g_assert_false (vt_product_list_model_find (self->model, &(VtGridKey){ edit.id, 0 }, NULL));

  vt_shop_undo (self->shop, NULL, &error);
  g_assert_no_error (error);
  wait_for_answer (self);
  g_assert_cmpuint (self->n_signals, ==, 2);
  g_assert_cmpuint (self->added, ==, 1);
  assert_title (self, 42, "Product 042");
  g_assert_true (vt_product_list_model_find (self->model, &(VtGridKey){ edit.id, 0 }, &position));
  g_assert_cmpuint (position, ==, 42);
}

static void
test_move (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtProductItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), 10);
  Edit edit = { .id = vt_product_item_get_key (item)->product_id, .title = "Product 020 b" };

  write_now (self, edit_job, &edit);
  wait_for_answer (self);
  g_assert_cmpuint (self->position, ==, 10);
  g_assert_cmpuint (self->removed, ==, 11);
  g_assert_cmpuint (self->added, ==, 11);
  assert_title (self, 20, "Product 020 b");
  g_assert_cmpstr (vt_product_item_get_row (item)->title, ==, "Product 020 b");
}

static void
test_leaves_filter (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  VtProductFilter filter = VT_PRODUCT_FILTER_ALL;
  gint64 id;

  filter.status = 1u << VT_PRODUCT_DRAFT;
  vt_product_list_model_set_filter (self->model, &filter);
  wait_for_answer (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, N_PRODUCTS / 2);

  id = id_at (self, 3);
  write_now (self, set_status_job, &id);
  wait_for_answer (self);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, N_PRODUCTS / 2 - 1);
  g_assert_false (vt_product_list_model_find (self->model, &(VtGridKey){ id, 0 }, NULL));
}

/* A row whose product is gone before the list has heard of it shows nothing, and nothing breaks. */
static void
test_row_of_deleted (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtProductItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), 5);
  Edit edit = { .id = vt_product_item_get_key (item)->product_id };

  write_now (self, edit_job, &edit);
  g_assert_null (vt_product_item_get_row (item));
  wait_for_answer (self);
  g_assert_null (vt_product_item_get_row (item));
}

static gboolean
split_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  static const char *const names[] = { "Colour", NULL };
  static const char *const colours[][2] = { { "Green", NULL }, { "Blue", NULL } };
  VtVariantInput inputs[] = { { .values = colours[0], .compare_at_minor = -1, .cost_minor = -1 },
                              { .values = colours[1], .compare_at_minor = -1, .cost_minor = -1 } };

  return vt_product_set_variants (db, *(gint64 *) data, names, inputs, G_N_ELEMENTS (inputs), error);
}

/* The variants of a product stand below it while it is unfolded, wherever the product goes. */
static void
test_unfolds (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  gint64 id = id_at (self, 3);
  Edit edit = { .id = id, .title = "Product 007 b" };

  write_now (self, split_job, &id);
  wait_for_answer (self);
  vt_product_list_model_set_unfolded (self->model, id, TRUE);
  g_assert_cmpuint (self->position, ==, 4);
  g_assert_cmpuint (self->added, ==, 2);
  assert_title (self, 4, "Green");
  assert_title (self, 5, "Blue");
  assert_title (self, 6, "Product 004");
  g_assert_cmpint (vt_product_list_model_get_neighbour (self->model, id, 1), ==, id_at (self, 6));
  g_assert_cmpint (vt_product_list_model_get_neighbour (self->model, id_at (self, 6), -1), ==, id);
  g_assert_cmpuint (vt_product_list_model_get_n_found (self->model), ==, N_PRODUCTS);
  g_assert_cmpuint (vt_product_list_model_get_n_variants (self->model), ==, N_PRODUCTS + 1);

  write_now (self, edit_job, &edit);
  wait_for_answer (self);
  assert_title (self, 7, "Product 007 b");
  assert_title (self, 8, "Green");

  vt_product_list_model_set_unfolded (self->model, id, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->model)), ==, N_PRODUCTS);
  assert_title (self, 8, "Product 008");
}

static void
test_order (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  vt_product_list_model_set_order (self->model, VT_PRODUCT_BY_TITLE, TRUE);
  wait_for_answer (self);
  assert_title (self, 0, "Product 229");
  vt_product_list_model_set_order (self->model, VT_PRODUCT_BY_CREATED, FALSE);
  wait_for_answer (self);
  assert_title (self, 0, "Product 000");
}

int
main (int argc, char **argv)
{
  gpointer many = GINT_TO_POINTER (N_PRODUCTS);

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/product-list-model/pages", Fixture, many, set_up, test_pages, tear_down);
  g_test_add ("/product-list-model/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/product-list-model/search", Fixture, many, set_up, test_search, tear_down);
  g_test_add ("/product-list-model/rename-in-place", Fixture, many, set_up, test_rename_in_place, tear_down);
  g_test_add ("/product-list-model/delete-and-undo", Fixture, many, set_up, test_delete_and_undo, tear_down);
  g_test_add ("/product-list-model/move", Fixture, many, set_up, test_move, tear_down);
  g_test_add ("/product-list-model/leaves-filter", Fixture, many, set_up, test_leaves_filter, tear_down);
  g_test_add ("/product-list-model/row-of-deleted", Fixture, many, set_up, test_row_of_deleted, tear_down);
  g_test_add ("/product-list-model/unfolds", Fixture, many, set_up, test_unfolds, tear_down);
  g_test_add ("/product-list-model/order", Fixture, many, set_up, test_order, tear_down);

  return g_test_run ();
}
