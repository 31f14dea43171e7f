#pragma once

#include "app/vt-place.h"

G_BEGIN_DECLS

/* Labels with barcodes, and price lists: what is to be on the paper, how it will look, and out to a printer or a PDF.
 */
#define VT_TYPE_PRINT_PAGE (vt_print_page_get_type ())
G_DECLARE_FINAL_TYPE (VtPrintPage, vt_print_page, VT, PRINT_PAGE, VtPlace)

G_END_DECLS
