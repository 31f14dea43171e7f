#include "app/promo/vt-codes-run.h"

#include "promo/vt-discount-code.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_CODES 50 /* three pages of 21 */

/* Codes on their way into a file. */
typedef struct
{
  char *folder;
  char *path; /* a file that says "before" */
  GPtrArray *codes;
  GCancellable *cancellable;
  gint per_mille;
  gboolean called;
  gboolean done;
  VtPrintDocument *cards;
  GError *error;
} Fixture;

static void
set_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  self->folder = g_dir_make_tmp ("codes-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "codes", NULL);
  self->cancellable = g_cancellable_new ();
  self->codes = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_discount_code_free);
  g_assert_true (g_file_set_contents (self->path, "before", -1, NULL));
  for (guint i = 0; i < N_CODES; i++)
    {
      VtDiscountCode *code = g_new0 (VtDiscountCode, 1);

      code->code = g_strdup_printf ("TEST-%04u", i);
      g_ptr_array_add (self->codes, code);
    }
}

static void
tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_unlink (self->path);
  /* Nothing but the file itself was left there. */
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->cards, vt_print_document_unref);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
}

static void
done_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *self = data;

  self->done = vt_codes_run_finish (result, &self->cards, &self->error);
  self->called = TRUE;
}

/* Lets go of the codes and of the discount at once, as a window that shows newer ones does. */
static void
run (Fixture *self, VtCodesForm form)
{
  g_autofree char *title = g_strdup ("Welcome");
  const VtDiscount discount = { .title = title, .kind = VT_DISCOUNT_PERCENT, .value = 1000 };

  vt_codes_run_async (&discount, "EUR", self->codes, form, form != VT_CODES_PAPER ? self->path : NULL, &self->per_mille,
                      self->cancellable, done_cb, self);
  memset (title, '?', strlen (title));
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  while (!self->called)
    g_main_context_iteration (NULL, TRUE);
}

static char *
read_file (Fixture *self)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  return text;
}

static void
test_table (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *text = NULL;

  run (self, VT_CODES_TABLE);
  g_assert_no_error (self->error);
  g_assert_true (self->done);
  g_assert_null (self->cards);
  text = read_file (self);
  g_assert_nonnull (strstr (text, "TEST-0000,Welcome,"));
  g_assert_nonnull (strstr (text, "TEST-0049,Welcome,"));
}

static void
test_pdf (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *text = NULL;

  run (self, VT_CODES_PDF);
  g_assert_no_error (self->error);
  g_assert_true (self->done);
  g_assert_null (self->cards);
  g_assert_cmpint (self->per_mille, ==, 1000);
  text = read_file (self);
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
}

static void
test_paper (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *text = NULL;

  run (self, VT_CODES_PAPER);
  g_assert_no_error (self->error);
  g_assert_true (self->done);
  g_assert_cmpuint (vt_print_document_get_n_pages (self->cards), ==, 3);
  text = read_file (self);
  g_assert_cmpstr (text, ==, "before");
}

static void
test_stopped (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  g_cancellable_cancel (self->cancellable);
  run (self, (VtCodesForm) GPOINTER_TO_INT (data));
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (self->done);
  g_assert_null (self->cards);
  g_assert_cmpint (self->per_mille, ==, 0);
  text = read_file (self);
  g_assert_cmpstr (text, ==, "before");
}

static void
test_no_codes (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_ptr_array_set_size (self->codes, 0);
  run (self, VT_CODES_PAPER);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (self->done);
}

/* A file that was there stays as it was when drawing is stopped, and nothing is left beside it. */
static void
test_pdf_stopped (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *text = NULL;

  run (self, VT_CODES_PAPER);
  g_cancellable_cancel (self->cancellable);
  g_assert_false (
      vt_print_document_write_pdf_full (self->cards, self->path, &self->per_mille, self->cancellable, &self->error));
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  text = read_file (self);
  g_assert_cmpstr (text, ==, "before");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/codes-run/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/codes-run/pdf", Fixture, NULL, set_up, test_pdf, tear_down);
  g_test_add ("/codes-run/paper", Fixture, NULL, set_up, test_paper, tear_down);
  g_test_add ("/codes-run/stopped/table", Fixture, GINT_TO_POINTER (VT_CODES_TABLE), set_up, test_stopped, tear_down);
  g_test_add ("/codes-run/stopped/pdf", Fixture, GINT_TO_POINTER (VT_CODES_PDF), set_up, test_stopped, tear_down);
  g_test_add ("/codes-run/stopped/paper", Fixture, GINT_TO_POINTER (VT_CODES_PAPER), set_up, test_stopped, tear_down);
  g_test_add ("/codes-run/stopped/drawing", Fixture, NULL, set_up, test_pdf_stopped, tear_down);
  g_test_add ("/codes-run/no-codes", Fixture, NULL, set_up, test_no_codes, tear_down);

  return g_test_run ();
}
