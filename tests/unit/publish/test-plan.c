#include "base/vt-file.h"
#include "brand/vt-brand.h"
#include "catalogue/vt-product-edit.h"
#include "promo/vt-popup.h"
#include "publish/vt-plan.h"
#include "publish/vt-public-catalogue.h"
#include "search/vt-photo-look.h"
#include "search/vt-search-test.h"
#include "shop/vt-settings.h"
#include "shop/vt-shop.h"
#include "tests/support/vt-test-shop.h"

typedef struct
{
  char *folder;
  char *live; /* the catalogue as it was at the start */
  VtShop *shop;
} Fixture;

static gboolean
fill_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  /* The sample brings its own. */
  if (!vt_db_run (db, error, "DELETE FROM setting", ""))
    return FALSE;

  vt_test_shop_fill (db);
  return TRUE;
}

static void
write_live (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (vt_shop_get_path (fixture->shop), &error);

  g_assert_no_error (error);
  vt_public_catalogue_write (snapshot, fixture->live, VT_TEST_NOW_US, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("vitrine-test-XXXXXX", NULL);
  fixture->live = g_build_filename (fixture->folder, "live.db", NULL);
  path = g_build_filename (fixture->folder, "a.vitrine", NULL);
  fixture->shop = vt_shop_create (path, "Casa Lume", "EUR", "en", &error);
  g_assert_no_error (error);
  g_assert_true (vt_shop_record (fixture->shop, fill_job, NULL, NULL, &error));
  write_live (fixture);
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  vt_shop_close (fixture->shop);
  g_object_unref (fixture->shop);
  vt_dir_remove_all (fixture->folder, NULL);
  g_free (fixture->folder);
  g_free (fixture->live);
}

static VtPlan *
plan (Fixture *fixture, const char *live)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (vt_shop_get_path (fixture->shop), &error);
  VtPlan *result = vt_plan_new (snapshot, live, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
edit (Fixture *fixture, VtShopJob job)
{
  g_autoptr (GError) error = NULL;

  vt_shop_write (fixture->shop, "Edit", NULL, job, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_only_item (VtPlan *self, const char *kind, VtChangeOp op, const char *title, const char *detail)
{
  const VtPlanItem *item;

  g_assert_cmpuint (self->items->len, ==, 1);
  item = g_ptr_array_index (self->items, 0);
  g_assert_cmpstr (item->kind, ==, kind);
  g_assert_cmpint (item->op, ==, op);
  g_assert_cmpstr (item->title, ==, title);
  g_assert_cmpstr (item->detail, ==, detail);
}

static gboolean
price_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_variant_set_price (db, VT_TEST_LAMP_ONLY, 5490, error) &&
         vt_product_set_description_html (db, VT_TEST_LAMP, "<p>Brighter.</p>", error);
}

static gboolean
price_back_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_variant_set_price (db, VT_TEST_LAMP_ONLY, 5490, error) &&
         vt_variant_set_price (db, VT_TEST_LAMP_ONLY, 4999, error);
}

static gboolean
cost_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_variant_set_cost (db, VT_TEST_LAMP_ONLY, 2000, error) &&
         vt_product_set_title (db, VT_TEST_DRAFT, "A draft with another name", error);
}

static gboolean
draft_to_active_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_set_status (db, VT_TEST_DRAFT, VT_PRODUCT_ACTIVE, error);
}

static gboolean
archive_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_set_status (db, VT_TEST_SHIRT, VT_PRODUCT_ARCHIVED, error);
}

static gboolean
popup_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_popup_set_headline (db, VT_TEST_POPUP, "Wait", error);
}

static gboolean
brand_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_brand_set_token (db, "colour.accent", "#b5532c", error);
}

static gboolean
name_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_setting_set (db, "shop.name", "Casa <Nova>", error);
}

static void
test_nothing (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) self = plan (fixture, fixture->live);

  g_assert_false (self->first);
  g_assert_cmpuint (self->items->len, ==, 0);
}

static void
test_price (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) self = NULL;

  edit (fixture, price_job);
  self = plan (fixture, fixture->live);
  assert_only_item (self, "product", VT_CHANGE_UPDATE, "Brass Table Lamp", "Price €49.99 to €54.90, new description");
}

static void
test_there_and_back (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) self = NULL;

  edit (fixture, price_back_job);
  self = plan (fixture, fixture->live);
  g_assert_cmpuint (self->items->len, ==, 0);
}

static void
test_undone (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPlan) self = NULL;

  edit (fixture, price_job);
  vt_shop_undo (fixture->shop, NULL, &error);
  g_assert_no_error (error);
  self = plan (fixture, fixture->live);
  g_assert_cmpuint (self->items->len, ==, 0);
}

static void
test_private (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) self = NULL;

  edit (fixture, cost_job);
  self = plan (fixture, fixture->live);
  g_assert_cmpuint (self->items->len, ==, 0);
}

static const VtPlanItem *
find_item (VtPlan *self, const char *kind, gint64 id)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const VtPlanItem *item = g_ptr_array_index (self->items, i);

      if (g_str_equal (item->kind, kind) && item->id == id)
        return item;
    }

  return NULL;
}

static void
test_on_sale (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) self = NULL;
  const VtPlanItem *item;

  edit (fixture, draft_to_active_job);
  self = plan (fixture, fixture->live);
  item = find_item (self, "product", VT_TEST_DRAFT);
  g_assert_nonnull (item);
  g_assert_cmpint (item->op, ==, VT_CHANGE_INSERT);
  g_assert_cmpstr (item->detail, ==, "Goes on sale, €480.00, 2 in stock");
}

static void
test_leaves (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) self = NULL;

  edit (fixture, archive_job);
  self = plan (fixture, fixture->live);
  assert_only_item (self, "product", VT_CHANGE_DELETE, "Linen Shirt", "Leaves the shop");
}

static void
test_popup (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) self = NULL;
  const VtPlanItem *item;

  edit (fixture, popup_job);
  self = plan (fixture, fixture->live);
  g_assert_cmpuint (self->items->len, ==, 1);
  item = g_ptr_array_index (self->items, 0);
  g_assert_cmpstr (item->kind, ==, "popup");
  g_assert_cmpint (item->id, ==, VT_TEST_POPUP);
  g_assert_cmpstr (item->detail, ==, "New headline");
}

static void
test_brand_and_name (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) self = NULL;
  const VtPlanItem *colour;
  const VtPlanItem *name;

  edit (fixture, brand_job);
  edit (fixture, name_job);
  self = plan (fixture, fixture->live);
  g_assert_cmpuint (self->items->len, ==, 2);
  colour = g_ptr_array_index (self->items, 0);
  name = g_ptr_array_index (self->items, 1);
  g_assert_cmpstr (colour->kind, ==, "brand");
  g_assert_nonnull (g_strstr_len (colour->detail, -1, "#b5532c"));
  g_assert_cmpstr (name->title, ==, "Name of the shop");
  g_assert_cmpstr (name->detail, ==, "“Casa Lume” becomes “Casa <Nova>”");
}

static void
test_first (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) self = plan (fixture, NULL);

  g_assert_true (self->first);
  g_assert_nonnull (find_item (self, "product", VT_TEST_CHAIR));
  g_assert_nonnull (find_item (self, "popup", VT_TEST_POPUP));
  g_assert_null (find_item (self, "product", VT_TEST_DRAFT));
  for (guint i = 0; i < self->items->len; i++)
    g_assert_cmpint (((VtPlanItem *) g_ptr_array_index (self->items, i))->op, !=, VT_CHANGE_DELETE);
}

static void
test_damaged_live (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (vt_shop_get_path (fixture->shop), &error);

  g_file_set_contents (fixture->live, "not a catalogue", -1, NULL);
  g_assert_null (vt_plan_new (snapshot, fixture->live, NULL, &error));
  g_assert_error (error, VT_DB_ERROR, VT_DB_ERROR_DAMAGED);
}

static gboolean
tests_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  g_autoptr (VtSearchTest) good = vt_search_test_new ("en", "brass lamp", VT_TEST_LAMP, 1);
  g_autoptr (VtSearchTest) other = vt_search_test_new ("en", "linen shirt", VT_TEST_CHAIR, 4);
  g_autoptr (VtSearchTest) draft = vt_search_test_new ("en", "walnut desk", VT_TEST_DRAFT, 4);

  return vt_search_test_save (db, good, error) && vt_search_test_save (db, other, error) &&
         vt_search_test_save (db, draft, error);
}

/* What queries must show is tried on what shoppers would see; it is told, and is no change itself. */
static void
test_search_tests (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) before = plan (fixture, fixture->live);
  g_autofree char *nothing = vt_plan_describe_tests (before);
  g_autoptr (VtPlan) after = NULL;
  g_autofree char *words = NULL;

  g_assert_null (nothing);
  edit (fixture, tests_job);
  after = plan (fixture, fixture->live);
  g_assert_cmpuint (after->items->len, ==, before->items->len);
  g_assert_cmpuint (after->tests->len, ==, 3);
  words = vt_plan_describe_tests (after);
  g_assert_cmpstr (words, ==,
                   "2 of 3 tests of search fail:\n"
                   "“linen shirt” does not show “Modern Cafe Chair”, which must be among the first 4\n"
                   "“walnut desk” does not show “Walnut Desk”, which must be among the first 4");
}

/* Behaviour moves the results and is nothing to publish. */
static gboolean
signal_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_db_run (db, error, "INSERT INTO search_signal (query, product_id, weight) VALUES ('lamp', ?1, 400)", "i",
                    (gint64) VT_TEST_LAMP);
}

static void
test_behaviour (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPlan) before = plan (fixture, fixture->live);
  g_autoptr (VtPlan) after = NULL;

  vt_shop_record (fixture->shop, signal_job, NULL, NULL, &error);
  g_assert_no_error (error);
  after = plan (fixture, fixture->live);
  g_assert_cmpuint (after->items->len, ==, before->items->len);
}

static gboolean
later_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_set_publish (db, VT_TEST_LAMP, g_get_real_time () + 3 * VT_TEST_DAY_US, error);
}

static gboolean
now_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_set_publish (db, VT_TEST_LAMP, g_get_real_time () - VT_TEST_DAY_US, error);
}

/* What is to be public later leaves the shop until then, and the plan says so. */
static void
test_later (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtPlan) at_first = plan (fixture, fixture->live);
  g_autofree char *nothing = vt_plan_describe_later (at_first);
  g_autoptr (VtPlan) later = NULL;
  g_autoptr (VtPlan) again = NULL;
  g_autofree char *sentence = NULL;

  g_assert_null (nothing);
  edit (fixture, later_job);
  later = plan (fixture, fixture->live);
  g_assert_cmpuint (later->items->len, >=, 1);
  g_assert_cmpint (((VtPlanItem *) g_ptr_array_index (later->items, 0))->op, ==, VT_CHANGE_DELETE);
  g_assert_cmpint (later->n_later, ==, 1);
  sentence = vt_plan_describe_later (later);
  g_assert_nonnull (sentence);

  edit (fixture, now_job);
  again = plan (fixture, fixture->live);
  g_assert_cmpint (again->n_later, ==, 0);
  g_assert_cmpuint (again->items->len, ==, 0);
}

static gboolean
look_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPhotoLook look = { .shades = { .shades = { { { 0.5f, 0.1f, 0.1f }, 0.8f } }, .n = 1 } };
  g_autofree char *unused = g_strnfill (64, 'e');

  return vt_photo_look_put (db, VT_TEST_PHOTO_LAMP, &look, error) && vt_photo_look_put (db, unused, &look, error);
}

/* A host reads what photographs show; it has no need to look at them. Pictures of nothing public stay at home. */
static void
test_photographs (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) live = NULL;
  g_autoptr (GHashTable) shades = NULL;
  gint64 n = 0;

  g_assert_true (vt_shop_record (fixture->shop, look_job, NULL, NULL, &error));
  write_live (fixture);
  live = vt_snapshot_open_catalogue (fixture->live, NULL, &error);
  g_assert_no_error (error);
  shades = vt_photo_look_load_shades (vt_snapshot_get_db (live), &error);
  g_assert_no_error (error);
  g_assert_true (g_hash_table_contains (shades, &(gint64){ VT_TEST_LAMP }));
  vt_db_get (vt_snapshot_get_db (live), &error, &n, "SELECT count (*) FROM media_look", "");
  g_assert_cmpint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/plan/the-same-is-no-change", test_nothing },
    { "/plan/tests-of-search", test_search_tests },
    { "/plan/behaviour-is-no-change", test_behaviour },
    { "/plan/price-and-text-in-words", test_price },
    { "/plan/there-and-back-is-no-change", test_there_and_back },
    { "/plan/undone-is-no-change", test_undone },
    { "/plan/cost-and-drafts-are-private", test_private },
    { "/plan/a-draft-goes-on-sale", test_on_sale },
    { "/plan/archived-leaves-the-shop", test_leaves },
    { "/plan/popup", test_popup },
    { "/plan/brand-and-settings", test_brand_and_name },
    { "/plan/first-release-is-everything", test_first },
    { "/plan/published-later", test_later },
    { "/plan/photographs-are-looked-at-before", test_photographs },
    { "/plan/damaged-catalogue-is-told", test_damaged_live },
  };

  g_setenv ("LC_ALL", "C", TRUE);
  g_setenv ("LANGUAGE", "en", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].name, Fixture, NULL, set_up, cases[i].run, tear_down);

  return g_test_run ();
}
