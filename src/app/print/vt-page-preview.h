#pragma once

#include "print/vt-print-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One page of a document as it will be on paper, as large as there is room. */
#define VT_TYPE_PAGE_PREVIEW (vt_page_preview_get_type ())
G_DECLARE_FINAL_TYPE (VtPagePreview, vt_page_preview, VT, PAGE_PREVIEW, GtkDrawingArea)

void vt_page_preview_show (VtPagePreview *self, VtPrintDocument *document, guint page);

G_END_DECLS
