#define _GNU_SOURCE

#include "publish-fixture.h"

#include "base/vt-file.h"
#include "catalogue/vt-product-edit.h"
#include "publish/vt-release-build.h"

#include <string.h>

static gboolean
rename_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_set_title (db, VT_TEST_LAMP, "Typed meanwhile", error);
}

static VtReleaseBuild *
build (Fixture *fixture, VtSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;
  VtReleaseBuild *self = vt_release_build_new (fixture->site, snapshot, fixture->folder, "https://shop.example", "1",
                                               NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return self;
}

static gboolean
holds (VtReleaseBuild *self, const char *words)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const VtReleaseFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *blob = g_build_filename (self->folder, file->sha256, NULL);
      g_autoptr (GBytes) bytes = vt_file_read (blob, G_MAXINT, NULL);

      g_assert_nonnull (bytes);
      if (memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), words, strlen (words)) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* What is typed while pages are drawn is of the next release, in every file of this one. */
static void
test_one_moment (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_shop_snapshot (fixture->shop, &error);
  g_autoptr (VtReleaseBuild) release = NULL;
  g_autoptr (VtReleaseBuild) again = NULL;

  g_assert_no_error (error);
  vt_shop_write (fixture->shop, "Edit", NULL, rename_job, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  release = build (fixture, snapshot);
  g_assert_cmpuint (release->n_pages, >, 0);
  g_assert_false (holds (release, "Typed meanwhile"));

  g_assert_true (vt_snapshot_refresh (snapshot, &error));
  again = build (fixture, snapshot);
  g_assert_true (holds (again, "Typed meanwhile"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/release-build/one-moment", Fixture, NULL, fixture_set_up, test_one_moment, fixture_tear_down);
  return g_test_run ();
}
