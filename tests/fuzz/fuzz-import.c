/* A product file that can be read is applied without an error, and applying it again changes nothing. */
#include "catalogue/vt-import.h"
#include "fuzz.h"
#include "shop/vt-schema.h"

#include <glib/gstdio.h>
#include <unistd.h>

static VtImport *
read_import (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("vitrine-fuzz-XXXXXX", &path, &error);
  const char *const files[] = { path, NULL };
  VtImport *import;

  g_assert_no_error (error);
  g_assert_cmpint (write (fd, data, size), ==, (gssize) size);
  g_assert_true (g_close (fd, &error));
  import = vt_import_read (files, NULL, NULL, "EUR", NULL, &error);
  g_assert_true ((import != NULL) != (error != NULL));
  g_unlink (path);

  return import;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (VtImport) import = read_import (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtDb) db = NULL;
  const VtImportSummary *summary;
  guint refused;

  if (import == NULL)
    return 0;

  db = vt_schema_open_empty (&error);
  g_assert_no_error (error);
  g_assert_true (vt_import_apply_job (db, import, NULL, &error));
  g_assert_no_error (error);
  summary = vt_import_get_summary (import);
  refused = summary->refused;
  g_assert_cmpuint (summary->created + refused, ==, vt_import_get_n_products (import));

  g_assert_true (vt_import_apply_job (db, import, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary->created, ==, 0);
  g_assert_cmpuint (summary->updated, ==, 0);
  g_assert_cmpuint (summary->refused, ==, refused);

  return 0;
}
