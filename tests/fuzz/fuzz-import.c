/* A product file that can be read is applied without an error, and applying it again changes nothing. */
#include "catalogue/vt-import.h"
#include "fuzz.h"
#include "shop/vt-schema.h"

#include <glib/gstdio.h>
#include <unistd.h>

static VtImport *
open_import (const uint8_t *data, size_t size, char **file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("vitrine-fuzz-XXXXXX", &path, &error);
  const char *const files[] = { path, NULL };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  VtImport *import;

  g_assert_no_error (error);
  g_assert_cmpint (write (fd, data, size), ==, (gssize) size);
  g_assert_true (g_close (fd, &error));
  options.currency = "EUR";
  import = vt_import_open (files, &options, NULL, &error);
  g_assert_true ((import != NULL) != (error != NULL));
  *file = g_steal_pointer (&path);

  return import;
}

static void
apply_twice (VtDb *db, VtImport *import)
{
  const VtImportSummary *summary = vt_import_get_summary (import);
  g_autoptr (GError) error = NULL;
  guint refused;

  if (!vt_import_apply_job (db, import, NULL, &error))
    {
      g_assert_nonnull (error);
      return;
    }
  g_assert_no_error (error);
  refused = summary->refused;
  g_assert_cmpuint (summary->created + summary->updated + summary->unchanged + refused, ==,
                    vt_import_get_n_products (import));

  g_assert_true (vt_import_apply_job (db, import, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary->created, ==, 0);
  g_assert_cmpuint (summary->updated, ==, 0);
  g_assert_cmpuint (summary->refused, ==, refused);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *file = NULL;
  g_autoptr (VtImport) import = open_import (data, size, &file);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtDb) db = NULL;

  if (import != NULL)
    {
      db = vt_schema_open_empty (&error);
      g_assert_no_error (error);
      apply_twice (db, import);
    }
  g_unlink (file);

  return 0;
}
