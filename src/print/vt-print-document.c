#define G_LOG_DOMAIN "vt-print"

#include "print/vt-print-document.h"

#include "base/vt-file.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

struct _VtPrintDocument
{
  gatomicrefcount refs;
  char *title; /* (owned) */
  double width;
  double height;
  guint n_pages;
  VtPrintDraw draw;
  gpointer data; /* (owned) */
  GDestroyNotify data_free;
};

/**
 * vt_print_document_new:
 * @title: what it is called
 * @width_mm: of the paper
 * @height_mm: of the paper
 * @n_pages: from 1
 * @draw: draws a page; on any thread, one at a time
 * @data: (transfer full): for @draw
 * @data_free: (nullable): frees @data
 *
 * Returns: (transfer full): the document
 */
VtPrintDocument *
vt_print_document_new (const char *title,
                       double width_mm,
                       double height_mm,
                       guint n_pages,
                       VtPrintDraw draw,
                       gpointer data,
                       GDestroyNotify data_free)
{
  VtPrintDocument *self = g_new0 (VtPrintDocument, 1);

  g_atomic_ref_count_init (&self->refs);
  self->title = g_strdup (title);
  self->width = width_mm;
  self->height = height_mm;
  self->n_pages = n_pages;
  self->draw = draw;
  self->data = data;
  self->data_free = data_free;
  return self;
}

/**
 * vt_print_document_ref:
 * @self: a document
 *
 * Returns: (transfer full): the same one
 */
VtPrintDocument *
vt_print_document_ref (VtPrintDocument *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * vt_print_document_unref:
 * @self: (transfer full) (nullable): a document
 */
void
vt_print_document_unref (VtPrintDocument *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;

  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self->title);
  g_free (self);
}

/**
 * vt_print_document_get_title:
 * @self: a document
 *
 * Returns: (transfer none): what it is called
 */
const char *
vt_print_document_get_title (const VtPrintDocument *self)
{
  return self->title;
}

/**
 * vt_print_document_get_n_pages:
 * @self: a document
 *
 * Returns: how many pages it has
 */
guint
vt_print_document_get_n_pages (const VtPrintDocument *self)
{
  return self->n_pages;
}

/**
 * vt_print_document_get_width:
 * @self: a document
 *
 * Returns: width of its paper, in millimetres
 */
double
vt_print_document_get_width (const VtPrintDocument *self)
{
  return self->width;
}

/**
 * vt_print_document_get_height:
 * @self: a document
 *
 * Returns: height of its paper, in millimetres
 */
double
vt_print_document_get_height (const VtPrintDocument *self)
{
  return self->height;
}

/**
 * vt_print_document_draw:
 * @self: a document
 * @cr: in points, the origin at the upper left corner of the paper
 * @page: from 0
 */
void
vt_print_document_draw (const VtPrintDocument *self, cairo_t *cr, guint page)
{
  g_return_if_fail (page < self->n_pages);

  cairo_save (cr);
  self->draw (cr, page, self->data);
  cairo_restore (cr);
}

static cairo_status_t
write_bytes (void *stream, const unsigned char *data, unsigned int length)
{
  return g_output_stream_write_all (stream, data, length, NULL, NULL, NULL) ? CAIRO_STATUS_SUCCESS
                                                                            : CAIRO_STATUS_WRITE_ERROR;
}

static cairo_status_t
draw_pdf (const VtPrintDocument *self, GOutputStream *stream, gint *per_mille, GCancellable *cancellable)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_bytes, stream, self->width * VT_POINTS_PER_MM,
                                                                  self->height * VT_POINTS_PER_MM);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Vitrine");
  for (guint page = 0;
       page < self->n_pages && cairo_status (cr) == CAIRO_STATUS_SUCCESS && !g_cancellable_is_cancelled (cancellable);
       page++)
    {
      vt_print_document_draw (self, cr, page);
      cairo_show_page (cr);
      if (per_mille != NULL)
        g_atomic_int_set (per_mille, (gint) ((page + 1) * G_GUINT64_CONSTANT (1000) / self->n_pages));
    }
  status = cairo_status (cr);
  cairo_destroy (cr);

  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/**
 * vt_print_document_write_pdf:
 * @self: a document
 * @path: (type filename): where to; what is there is replaced once the new file is whole
 * @error: why not
 *
 * Returns: whether the file is there
 */
gboolean
vt_print_document_write_pdf (const VtPrintDocument *self, const char *path, GError **error)
{
  return vt_print_document_write_pdf_full (self, path, NULL, NULL, error);
}

/**
 * vt_print_document_write_pdf_full:
 * @self: a document
 * @path: (type filename): where to; what is there is replaced once the new file is whole
 * @per_mille: (nullable): how much of it was drawn so far, set atomically, 1 to 1000
 * @cancellable: (nullable): stops it; what is there stays
 * @error: why not
 *
 * As vt_print_document_write_pdf(), for a thread of its own: a long document takes minutes.
 *
 * Returns: whether the file is there
 */
gboolean
vt_print_document_write_pdf_full (const VtPrintDocument *self,
                                  const char *path,
                                  gint *per_mille,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autoptr (VtFileWriter) writer = vt_file_writer_new (path, error);
  cairo_status_t status;

  if (writer == NULL)
    return FALSE;

  status = draw_pdf (self, vt_file_writer_get_stream (writer), per_mille, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” could not be written: %s"), name,
                   cairo_status_to_string (status));
      return FALSE;
    }

  return vt_file_writer_commit (writer, error);
}
