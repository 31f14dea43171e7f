#define G_LOG_DOMAIN "vitrine"

#include "app/print/vt-print-run.h"

#include <glib/gi18n.h>

static void
draw_page_cb (G_GNUC_UNUSED GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer document)
{
  vt_print_document_draw (document, gtk_print_context_get_cairo_context (context), (guint) page);
}

/* A printer's own name of the paper is what it is loaded with. */
static GtkPaperSize *
paper_of (const VtPrintDocument *document)
{
  double width = vt_print_document_get_width (document);
  double height = vt_print_document_get_height (document);

  if (width == 210 && height == 297)
    return gtk_paper_size_new (GTK_PAPER_NAME_A4);
  if (width == 215.9 && height == 279.4)
    return gtk_paper_size_new (GTK_PAPER_NAME_LETTER);

  return gtk_paper_size_new_custom ("vitrine-labels", _ ("Labels"), width, height, GTK_UNIT_MM);
}

/**
 * vt_print_run:
 * @document: what is printed
 * @parent: (nullable): the window that the print dialog belongs to
 * @error: what the printing system says
 *
 * Asks for a printer and prints. Sending it to none is no error.
 *
 * Returns: whether nothing went wrong
 */
gboolean
vt_print_run (VtPrintDocument *document, GtkWindow *parent, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  GtkPaperSize *paper = paper_of (document);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_top_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, 0, GTK_UNIT_MM);
  gtk_paper_size_free (paper);

  gtk_print_operation_set_job_name (operation, vt_print_document_get_title (document));
  gtk_print_operation_set_n_pages (operation, (int) vt_print_document_get_n_pages (document));
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_show_progress (operation, TRUE);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), vt_print_document_ref (document),
                         (GClosureNotify) (void (*) (void)) vt_print_document_unref, 0);

  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, error) !=
         GTK_PRINT_OPERATION_RESULT_ERROR;
}
