#include "shop-sample.h"

#include <glib/gstdio.h>

#include "brand/vt-brand.h"
#include "catalogue/vt-catalogue-public.h"
#include "content/vt-content-error.h"
#include "orders/vt-orders-error.h"
#include "promo/vt-discount-code.h"
#include "promo/vt-promo-error.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-schema.h"
#include "shop/vt-shop.h"
#include "site/vt-site.h"
#include "support/vt-test-shop.h"

/* WELCOME is once for each customer, 10 % for new ones; and a code for one person. */
static void
add_discounts (VtDb *db)
{
  g_autofree char *hash = vt_discount_code_hash ("VIP-7K3M-Q0XT-9ZRB");

  g_assert_true (vt_db_exec (db,
                             "INSERT INTO discount (id, title, code, kind, value, customer_limit, audience, status) "
                             "VALUES (598, 'Welcome', 'WELCOME', 'percent', 1000, 1, 'new', 'active'); "
                             "INSERT INTO discount (id, title, method, kind, value, status) "
                             "VALUES (597, 'For you', 'codes', 'fixed', 1000, 'active')",
                             NULL));
  g_assert_true (vt_db_run (db, NULL,
                            "INSERT INTO discount_code (id, discount_id, hash, code) "
                            "VALUES (1, 597, ?1, 'VIP-7K3M-Q0XT-9ZRB')",
                            "s", hash));
}

/* Writes the public catalogue of the test shop, which is made in @folder. It has the discount ONCE besides, 10 % for
 * one order only, and the medium white shirt is sold when there is none. */
void
shop_sample_write_catalogue (const char *folder, const char *path)
{
  const char *const *const copies[] = {
    vt_shop_public_copies,       vt_catalogue_public_copies, vt_content_public_copies,
    vt_brand_public_copies,      vt_promo_public_copies,     vt_orders_public_copies,
    vt_old_handle_public_copies, vt_media_public_copies,     NULL
  };
  g_autofree char *shop_path = g_build_filename (folder, "sample.vitrine", NULL);
  g_autofree char *db_path = g_build_filename (shop_path, "shop.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = NULL;
  VtDb *db;

  g_assert_cmpint (g_mkdir (shop_path, 0700), ==, 0);
  vt_schema_create (shop_path, &error);
  g_assert_no_error (error);
  db = vt_db_open (db_path, VT_DB_WRITE, &error);
  g_assert_no_error (error);
  vt_test_shop_fill (db);
  vt_db_exec (db,
              "INSERT INTO discount (id, title, code, kind, value, usage_limit, status) "
              "VALUES (599, 'Once', 'ONCE', 'percent', 1000, 1, 'active')",
              &error);
  g_assert_no_error (error);
  add_discounts (db);
  g_assert_true (vt_db_exec (db, "UPDATE variant SET backorder = 1 WHERE id = 1005", &error));
  g_assert_true (
      vt_db_exec (db, "INSERT INTO old_handle (kind, handle, target_id) VALUES ('product', 'old-chair', 101)", &error));
  /* A code that ends for each visitor. */
  g_assert_true (
      vt_db_exec (db,
                  "INSERT INTO discount (id, title, code, kind, value, status) VALUES "
                  "(506, 'Yours', 'YOURS5', 'percent', 500, 'active'); "
                  "INSERT INTO popup (id, name, status, headline, discount_id, countdown, evergreen_minutes, "
                  "trigger_kind, trigger_value, audience) VALUES (602, 'Yours', 'active', 'Five percent', 506, 1, "
                  "60, 'cart', 1000000, '{\"pages\":[\"/nowhere\"]}')",
                  &error));
  /* A code in exchange for an address, once that is confirmed. */
  g_assert_true (
      vt_db_exec (db,
                  "INSERT INTO discount (id, title, code, kind, value, status) VALUES "
                  "(507, 'News', 'NEWS10', 'percent', 1000, 'active'); "
                  "INSERT INTO popup (id, name, status, goal, headline, discount_id, countdown, trigger_kind, form, "
                  "consent, target, audience) VALUES (603, 'News', 'active', 'newsletter', 'News', 507, 0, 'click', "
                  "'newsletter', 'News by e-mail', '/pages/about', '{\"pages\":[\"/nowhere\"]}')",
                  &error));
  vt_db_free (db);

  snapshot = vt_snapshot_open_folder (shop_path, &error);
  g_assert_no_error (error);
  vt_snapshot_write_catalogue (snapshot, path, g_get_real_time (), copies, &error);
  g_assert_no_error (error);
}

static void
sample_file_free (gpointer data)
{
  SampleFile *self = data;

  g_free (self->path);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static void
add (GPtrArray *files, const char *path, GBytes *bytes)
{
  SampleFile *file = g_new0 (SampleFile, 1);

  file->path = g_strdup (path);
  file->bytes = bytes;
  g_ptr_array_add (files, file);
}

static void
add_theme (GPtrArray *files)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSite) site = vt_site_new (NULL, &error);
  g_autoptr (GPtrArray) names = NULL;

  g_assert_no_error (error);
  names = vt_site_list_theme_files (site);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat ("_vitrine/theme/", names->pdata[i], NULL);
      GBytes *bytes = vt_site_get_theme_file (site, names->pdata[i]);

      add (files, path, g_bytes_ref (bytes));
    }
}

/* Takes @catalogue. */
GPtrArray *
shop_sample_private_files (GBytes *catalogue)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (sample_file_free);

  add (files, "_vitrine/catalogue.db", catalogue);
  add_theme (files);
  return files;
}
