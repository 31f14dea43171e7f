#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

#define VT_POINTS_PER_MM (72.0 / 25.4)

/**
 * VtPrintDraw:
 * @cr: in points, the origin at the upper left corner of the paper
 * @page: from 0
 * @data: what the document was made with
 *
 * Draws one page.
 */
typedef void (*VtPrintDraw) (cairo_t *cr, guint page, gpointer data);

/* Pages of one size that can be drawn anywhere: on paper, into a PDF, on the screen. Immutable, reference counted. */
typedef struct _VtPrintDocument VtPrintDocument;

VtPrintDocument *vt_print_document_new (const char *title,
                                        double width_mm,
                                        double height_mm,
                                        guint n_pages,
                                        VtPrintDraw draw,
                                        gpointer data,
                                        GDestroyNotify data_free);
VtPrintDocument *vt_print_document_ref (VtPrintDocument *self);
void vt_print_document_unref (VtPrintDocument *self);
const char *vt_print_document_get_title (const VtPrintDocument *self);
guint vt_print_document_get_n_pages (const VtPrintDocument *self);
double vt_print_document_get_width (const VtPrintDocument *self);
double vt_print_document_get_height (const VtPrintDocument *self);
void vt_print_document_draw (const VtPrintDocument *self, cairo_t *cr, guint page);
gboolean vt_print_document_write_pdf (const VtPrintDocument *self, const char *path, GError **error);
gboolean vt_print_document_write_pdf_full (const VtPrintDocument *self,
                                           const char *path,
                                           gint *per_mille,
                                           GCancellable *cancellable,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPrintDocument, vt_print_document_unref)

G_END_DECLS
