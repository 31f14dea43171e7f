/* Codes on cards or in a table, off the main thread: a discount has up to 100 000 of them. */
#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-codes-run.h"

#include "print/vt-code-sheet.h"
#include "promo/vt-discount-code.h"

#define SHEET "avery-l7160"

typedef struct
{
  char *title;      /* (owned) the discount's */
  char *worth;      /* (owned) */
  GPtrArray *codes; /* (owned) VtDiscountCode; nobody changes it */
  VtCodesForm form;
  char *path;      /* (owned) (nullable) */
  gint *per_mille; /* (unowned) outlives the work */
} Work;

static void
work_free (Work *work)
{
  g_free (work->title);
  g_free (work->worth);
  g_ptr_array_unref (work->codes);
  g_free (work->path);
  g_free (work);
}

static VtPrintDocument *
make_cards (const Work *work, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  VtCodeSheetOptions options = { .title = work->worth, .note = work->title, .cancellable = cancellable };

  if (!vt_label_sheet_find (SHEET, &options.sheet, error))
    return NULL;

  for (guint i = 0; i < work->codes->len; i++)
    g_ptr_array_add (texts, ((const VtDiscountCode *) g_ptr_array_index (work->codes, i))->code);
  g_ptr_array_add (texts, NULL);
  options.codes = (const char *const *) texts->pdata;
  return vt_code_sheet_new (&options, error);
}

static gboolean
write_table (const Work *work, GCancellable *cancellable, GError **error)
{
  const VtDiscount discount = { .title = work->title };
  g_autofree char *csv = vt_discount_codes_to_csv (work->codes, &discount);

  return !g_cancellable_set_error_if_cancelled (cancellable, error) && g_file_set_contents (work->path, csv, -1, error);
}

static void
run_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  g_autoptr (VtPrintDocument) cards = NULL;
  GError *error = NULL;
  gboolean done = TRUE;

  if (work->form == VT_CODES_TABLE)
    done = write_table (work, cancellable, &error);
  else
    cards = make_cards (work, cancellable, &error);
  if (cards != NULL && work->form == VT_CODES_PDF)
    done = vt_print_document_write_pdf_full (cards, work->path, work->per_mille, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, done && work->form == VT_CODES_PAPER ? g_steal_pointer (&cards) : NULL,
                           (GDestroyNotify) vt_print_document_unref);
}

/**
 * vt_codes_run_async:
 * @discount: whose codes they are
 * @currency: the shop's
 * @codes: (element-type VtDiscountCode): codes, which nobody changes from now on
 * @form: what they are given out as
 * @path: (nullable) (type filename): the file; %NULL for %VT_CODES_PAPER
 * @per_mille: how much of a file with cards was drawn so far, set atomically; 0 as long as nobody knows. It outlives
 *   the work
 * @cancellable: (nullable): stops it; a file that is there stays as it was then
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Gives codes out.
 */
void
vt_codes_run_async (const VtDiscount *discount,
                    const char *currency,
                    GPtrArray *codes,
                    VtCodesForm form,
                    const char *path,
                    gint *per_mille,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->title = g_strdup (discount->title);
  work->worth = vt_discount_describe (discount, currency, NULL);
  work->codes = g_ptr_array_ref (codes);
  work->form = form;
  work->path = g_strdup (path);
  work->per_mille = per_mille;
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, run_thread);
}

/**
 * vt_codes_run_finish:
 * @result: what the callback got
 * @document: (out) (nullable): the cards of %VT_CODES_PAPER
 * @error: why not
 *
 * Returns: whether they were given out
 */
gboolean
vt_codes_run_finish (GAsyncResult *result, VtPrintDocument **document, GError **error)
{
  gboolean failed = g_task_had_error (G_TASK (result));

  *document = g_task_propagate_pointer (G_TASK (result), error);
  return !failed;
}
