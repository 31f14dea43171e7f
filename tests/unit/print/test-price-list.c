#include "print/vt-price-list.h"
#include "support/vt-test-shop.h"

#include <glib/gstdio.h>
#include <string.h>

static VtPrintDocument *
make (VtDb *db, const VtPriceListOptions *options)
{
  g_autoptr (GError) error = NULL;
  VtPrintDocument *document = vt_price_list_new (db, "/nowhere", options, "en", VT_TEST_NOW_US, NULL, &error);

  g_assert_no_error (error);
  return document;
}

/* The words of the PDF, as they are on the paper. */
static char *
read_pdf (const VtPrintDocument *document)
{
  g_autofree char *folder = g_dir_make_tmp ("list-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "list.pdf", NULL);
  const char *argv[] = { "pdftotext", "-layout", path, "-", NULL };
  char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_print_document_write_pdf (document, path, &error));
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);

  return output;
}

static gboolean
has_pdftotext (void)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");

  if (program == NULL)
    g_test_skip ("pdftotext is not there");
  return program != NULL;
}

static void
assert_in_order (const char *text, const char *const *parts)
{
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *found = strstr (text, parts[i]);

      if (found == NULL)
        g_error ("“%s” is missing, or stands before its place, in:\n%s", parts[i], text);
      text = found + strlen (parts[i]);
    }
}

static void
test_by_collection (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtPriceListOptions options = { .groups = VT_PRICE_LIST_BY_COLLECTION };
  g_autoptr (VtPrintDocument) document = make (db, &options);
  g_autofree char *text = NULL;

  g_assert_cmpuint (vt_print_document_get_n_pages (document), ==, 1);
  if (!has_pdftotext ())
    return;

  text = read_pdf (document);
  assert_in_order (text, (const char *const[]){ "Casa Lume", "Chairs", "Modern Cafe Chair", "€100.00", "Lamps",
                                                "€49.99", "Other", "€35.50", "Page 1 of 1", NULL });
  g_assert_null (strstr (text, "€480.00"));
}

static void
test_drafts_and_thai (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtPriceListOptions options = { .groups = VT_PRICE_LIST_BY_TITLE, .letter = TRUE, .drafts = TRUE };
  g_autoptr (VtPrintDocument) document = NULL;
  g_autofree char *text = NULL;

  g_assert_true (vt_db_exec (db, "UPDATE product SET title = 'เก้าอี้ไม้สัก' WHERE id = 101", NULL));
  document = make (db, &options);
  g_assert_cmpfloat (vt_print_document_get_width (document), ==, 215.9);
  if (!has_pdftotext ())
    return;

  text = read_pdf (document);
  g_assert_nonnull (strstr (text, "€480.00"));
  g_assert_nonnull (strstr (text, "ม้สัก"));
}

static void
test_many_pages (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtPriceListOptions options = { .groups = VT_PRICE_LIST_BY_TYPE };
  g_autoptr (VtPrintDocument) document = NULL;

  for (gint64 i = 0; i < 300; i++)
    {
      g_assert_true (vt_db_run (db, NULL,
                                "INSERT INTO product (id, handle, title, product_type, status, created_us, updated_us) "
                                "VALUES (?1, 'p' || ?1, 'Thing ' || ?1, 'Type ' || (?1 % 7), 'active', 0, 0)",
                                "i", 5000 + i));
      g_assert_true (vt_db_run (db, NULL,
                                "INSERT INTO variant (id, product_id, position, price_minor) VALUES (?1, ?1, 0, 100)",
                                "i", 5000 + i));
    }
  document = make (db, &options);
  g_assert_cmpuint (vt_print_document_get_n_pages (document), >, 5);
  g_assert_cmpuint (vt_print_document_get_n_pages (document), <, 12);
  if (has_pdftotext ())
    {
      g_autofree char *text = read_pdf (document);

      for (guint i = 0; i < 300; i++)
        {
          g_autofree char *title = g_strdup_printf ("Thing %u", 5000 + i);

          g_assert_nonnull (strstr (text, title));
        }
    }
}

static void
test_nothing (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtPriceListOptions options = { .groups = VT_PRICE_LIST_BY_TITLE };
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_db_exec (db, "UPDATE product SET status = 'draft'", NULL));
  g_assert_null (vt_price_list_new (db, "/nowhere", &options, "en", 0, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/price-list/by-collection", test_by_collection);
  g_test_add_func ("/price-list/drafts-and-thai", test_drafts_and_thai);
  g_test_add_func ("/price-list/many-pages", test_many_pages);
  g_test_add_func ("/price-list/nothing", test_nothing);

  return g_test_run ();
}
