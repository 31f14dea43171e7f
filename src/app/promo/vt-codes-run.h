#pragma once

#include "print/vt-print-document.h"
#include "promo/vt-discount.h"

G_BEGIN_DECLS

/* What codes are given out as. */
typedef enum
{
  VT_CODES_PAPER, /* cards that are still to be printed */
  VT_CODES_PDF,   /* a file with cards */
  VT_CODES_TABLE  /* a file with a row for each */
} VtCodesForm;

void vt_codes_run_async (const VtDiscount *discount,
                         const char *currency,
                         GPtrArray *codes,
                         VtCodesForm form,
                         const char *path,
                         gint *per_mille,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean vt_codes_run_finish (GAsyncResult *result, VtPrintDocument **document, GError **error);

G_END_DECLS
