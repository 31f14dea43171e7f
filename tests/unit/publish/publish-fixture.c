#include "publish-fixture.h"

#include "base/vt-file.h"

static gboolean
fill_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  /* The sample brings its own settings. */
  if (!vt_db_run (db, error, "DELETE FROM setting", ""))
    return FALSE;

  vt_test_shop_fill (db);
  return vt_db_run (db, error, "UPDATE variant SET photo_id = NULL", "") &&
         vt_db_run (db, error, "UPDATE collection SET sha256 = NULL", "") &&
         vt_db_run (db, error, "UPDATE section SET sha256 = NULL", "") &&
         vt_db_run (db, error, "UPDATE popup SET sha256 = NULL", "") &&
         vt_db_run (db, error, "DELETE FROM photo", "") &&
         vt_db_run (db, error, "DELETE FROM brand_token WHERE name = 'logo'", "");
}

void
fixture_set_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("vitrine-test-XXXXXX", NULL);
  path = g_build_filename (self->folder, "a.vitrine", NULL);
  self->shop = vt_shop_create (path, "Casa Lume", "EUR", "en", &error);
  g_assert_no_error (error);
  vt_shop_record (self->shop, fill_job, NULL, NULL, &error);
  g_assert_no_error (error);
  self->site = vt_site_new (self->folder, &error);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  vt_shop_close (self->shop);
  g_object_unref (self->shop);
  g_object_unref (self->site);
  vt_dir_remove_all (self->folder, NULL);
  g_free (self->folder);
}
