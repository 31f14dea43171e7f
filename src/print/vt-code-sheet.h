#pragma once

#include "print/vt-label-sheet.h"
#include "print/vt-print-document.h"

G_BEGIN_DECLS

/* What is printed of codes that are given away: cards with the code in letters and as a QR code. */
typedef struct
{
  VtLabelSheet sheet;
  const char *title;         /* what it is worth: "15% off" */
  const char *note;          /* (nullable) what else is said: until when */
  const char *url;           /* (nullable) the QR code says this with the code behind it; %NULL: the code alone */
  const char *const *codes;  /* ended by %NULL */
  GCancellable *cancellable; /* (nullable) stops it */
} VtCodeSheetOptions;

VtPrintDocument *vt_code_sheet_new (const VtCodeSheetOptions *options, GError **error);

G_END_DECLS
