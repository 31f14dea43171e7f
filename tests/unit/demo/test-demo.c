#include "base/vt-clock.h"
#include "base/vt-file.h"
#include "brand/vt-brand.h"
#include "catalogue/vt-catalogue-public.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "content/vt-content-error.h"
#include "content/vt-live.h"
#include "content/vt-markdown.h"
#include "content/vt-menu.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "content/vt-section.h"
#include "demo/vt-demo.h"
#include "orders/vt-orders-error.h"
#include "orders/vt-payment-method.h"
#include "orders/vt-shipping.h"
#include "orders/vt-tax.h"
#include "promo/vt-discount.h"
#include "promo/vt-popup.h"
#include "promo/vt-promo-error.h"
#include "shop/vt-journal.h"
#include "shop/vt-settings.h"
#include "shop/vt-shop.h"
#include "shop/vt-translation.h"
#include "shop/vt-verify.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned) */
  VtShop *shop; /* (owned) */
} Fixture;

static void
set_up_empty (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("vitrine-demo-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "demo.vitrine", NULL);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_up_empty (self, data);
  vt_demo_create (self->path, &error);
  g_assert_no_error (error);
  self->shop = vt_shop_open (self->path, VT_SHOP_READ, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (self->shop != NULL)
    {
      vt_shop_close (self->shop);
      g_assert_finalize_object (self->shop);
    }
  vt_dir_remove_all (self->folder, &error);
  g_assert_no_error (error);
  g_free (self->path);
  g_free (self->folder);
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
assert_length (GPtrArray *list, guint length, GError *error)
{
  g_autoptr (GPtrArray) owned = list;

  g_assert_no_error (error);
  g_assert_cmpuint (owned->len, ==, length);
}

static void
assert_no_findings (GPtrArray *list)
{
  g_autoptr (GPtrArray) findings = list;

  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", ((const VtBrandFinding *) g_ptr_array_index (findings, i))->sentence);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_has_all_parts (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  VtDb *db = vt_shop_get_reader (self->shop);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtBrand) brand = vt_brand_load (db, &error);
  g_autofree char *name = vt_setting_get (db, "shop.name", &error);

  g_assert_cmpstr (name, ==, "Casa Lume");
  assert_length (vt_collection_list (db, &error), 6, error);
  assert_length (vt_section_list (db, VT_SECTION_PAGE_HOME, &error), 8, error);
  assert_length (vt_page_list (db, &error), 5, error);
  assert_length (vt_menu_list (db, VT_MENU_HEADER, &error), 6, error);
  assert_length (vt_menu_list (db, VT_MENU_FOOTER, &error), 4, error);
  assert_length (vt_shipping_zone_list (db, &error), 3, error);
  assert_length (vt_tax_rate_list (db, &error), 1, error);
  assert_length (vt_payment_method_list (db, &error), 3, error);
  assert_length (vt_discount_list (db, &error), 1, error);
  assert_length (vt_popup_list (db, &error), 1, error);
  assert_no_findings (vt_brand_findings (brand));
  g_assert_nonnull (vt_brand_get_logo (brand));
}

static void
assert_translated (VtDb *db, const char *kind, gint64 id, const char *const *fields)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) languages = vt_language_list (db, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (languages), ==, 4);
  for (guint i = 1; languages[i] != NULL; i++)
    for (guint j = 0; fields[j] != NULL; j++)
      {
        g_autofree char *text = vt_translation_get (db, kind, id, fields[j], languages[i], &error);

        g_test_message ("%s %" G_GINT64_FORMAT ", %s, %s", kind, id, fields[j], languages[i]);
        g_assert_no_error (error);
        g_assert_nonnull (text);
        g_assert_null (strstr (text, VT_MARKDOWN_MEDIA "caleb")); /* pictures stand there by hash */
      }
}

static void
test_journal_is_translated (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const char *const post[] = { "title", "summary", "body_markdown", "alt", "seo_description", "handle", NULL };
  const char *const live[] = { "title", "body", "alt", NULL };
  const VtPostQuery query = { .drafts = TRUE, .limit = 10 };
  VtDb *db = vt_shop_get_reader (self->shop);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) posts = vt_post_list (db, &query, &error);
  g_autoptr (GPtrArray) lives = vt_live_list (db, TRUE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (posts->len, ==, 3);
  for (guint i = 0; i < posts->len; i++)
    assert_translated (db, "post", ((const VtPost *) g_ptr_array_index (posts, i))->id, post);
  for (guint i = 0; i < lives->len; i++)
    assert_translated (db, "live_event", ((const VtLive *) g_ptr_array_index (lives, i))->id, live);
}

static void
test_products_are_complete (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const VtProductQuery query = { .status = VT_PRODUCT_ACTIVE, .limit = 100 };
  VtDb *db = vt_shop_get_reader (self->shop);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = vt_product_list (db, &query, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 23);
  for (guint i = 0; i < rows->len; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);
      g_autoptr (VtProduct) product = vt_product_load (db, row->id, &error);

      g_test_message ("%s", row->handle);
      g_assert_no_error (error);
      g_assert_nonnull (row->photo_sha256);
      g_assert_cmpstr (row->photo_alt, !=, "");
      g_assert_cmpint (row->price_min_minor, >, 0);
      g_assert_true (row->compare_at_minor == -1 || row->compare_at_minor > row->price_min_minor);
      g_assert_true (row->in_stock);
      g_assert_cmpstr (vt_product_get_description_html (product), !=, "");
      g_assert_cmpstr (vt_product_get_seo_description (product), !=, "");
      g_assert_cmpint (vt_product_get_variant (product, 0)->weight_g, >, 0);
    }
}

static void
test_collections_are_complete (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) collections = vt_collection_list (vt_shop_get_reader (self->shop), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);

      g_test_message ("%s", collection->handle);
      g_assert_cmpint (collection->n_products, >, 0);
      g_assert_nonnull (collection->sha256);
      g_assert_cmpstr (collection->description_html, !=, "");
      g_assert_cmpstr (collection->seo_description, !=, "");
    }
}

static void
test_popup_is_shown_and_honest (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  gint64 now_us = vt_clock_now_us (vt_clock_system ());
  g_autoptr (GPtrArray) popups = vt_popup_list_for_shoppers (vt_shop_get_reader (self->shop), now_us, &error);
  const VtPopup *popup = popups != NULL ? g_ptr_array_index (popups, 0) : NULL;

  g_assert_no_error (error);
  g_assert_nonnull (popup);
  g_assert_cmpstr (popup->discount_code, ==, "GREEN15");
  g_assert_true (popup->countdown);
  g_assert_cmpint (popup->discount_ends_us, >, now_us);
  g_assert_nonnull (popup->sha256);
}

static void
test_history_is_empty (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  assert_length (vt_journal_list (vt_shop_get_reader (self->shop), 0, 10, &error), 0, error);
  g_assert_null (vt_shop_get_undo_label (self->shop));
}

static void
test_verifies (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  vt_shop_verify (self->path, findings, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_public_catalogue_can_be_written (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  const char *const *const copies[] = { vt_shop_public_copies,    vt_catalogue_public_copies,
                                        vt_content_public_copies, vt_brand_public_copies,
                                        vt_promo_public_copies,   vt_orders_public_copies,
                                        vt_media_public_copies,   NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) shop = vt_shop_snapshot (self->shop, &error);
  g_autoptr (VtSnapshot) public = NULL;
  g_autofree char *path = g_build_filename (self->folder, "catalogue.db", NULL);
  const VtProductQuery query = { .status = VT_PRODUCT_ACTIVE };

  vt_snapshot_write_catalogue (shop, path, g_get_real_time (), copies, &error);
  g_assert_no_error (error);
  public = vt_snapshot_open_catalogue (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (vt_product_count (vt_snapshot_get_db (public), &query, &error), ==, 23);
}

static void
test_keeps_what_is_there (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (vt_demo_create (self->path, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_EXISTS);
  g_assert_cmpuint (count_entries (self->folder), ==, 1);
}

/* Broken data: an unknown setting is found after the products were written. */
static void
test_failure_leaves_nothing (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = g_strdup (g_getenv ("VITRINE_DATA_DIR"));
  g_autofree char *real = vt_data_path ("demo");
  g_autofree char *copy = g_build_filename (self->folder, "data", "demo", NULL);
  g_autofree char *data_dir = g_build_filename (self->folder, "data", NULL);
  g_autofree char *facts = g_build_filename (copy, "shop.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *facts_from = g_build_filename (real, "shop.json", NULL);
  const char *const others[] = { "products.csv", "images", "logo.svg" };
  char *broken = NULL;

  g_assert_cmpint (g_mkdir_with_parents (copy, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *from = g_build_filename (real, others[i], NULL);
      g_autofree char *to = g_build_filename (copy, others[i], NULL);
      g_autoptr (GFile) link = g_file_new_for_path (to);

      g_assert_true (g_file_make_symbolic_link (link, from, NULL, &error));
    }
  g_assert_true (g_file_get_contents (facts_from, &text, NULL, &error));
  broken = strstr (text, "\"exit\"");
  g_assert_nonnull (broken);
  memcpy (broken, "\"door\"", 6);
  g_assert_true (g_file_set_contents (facts, text, -1, &error));

  g_setenv ("VITRINE_DATA_DIR", data_dir, TRUE);
  g_assert_false (vt_demo_create (self->path, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "popups"));
  g_assert_cmpuint (count_entries (self->folder), ==, 1);
  g_setenv ("VITRINE_DATA_DIR", before, TRUE);
}

#define add(name, set_up_function, function)                                                                           \
  g_test_add ("/demo/" name, Fixture, NULL, set_up_function, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("has-all-parts", set_up, test_has_all_parts);
  add ("journal-is-translated", set_up, test_journal_is_translated);
  add ("products-are-complete", set_up, test_products_are_complete);
  add ("collections-are-complete", set_up, test_collections_are_complete);
  add ("popup-is-shown-and-honest", set_up, test_popup_is_shown_and_honest);
  add ("history-is-empty", set_up, test_history_is_empty);
  add ("verifies", set_up, test_verifies);
  add ("public-catalogue-can-be-written", set_up, test_public_catalogue_can_be_written);
  add ("keeps-what-is-there", set_up, test_keeps_what_is_there);
  add ("failure-leaves-nothing", set_up_empty, test_failure_leaves_nothing);

  return g_test_run ();
}
