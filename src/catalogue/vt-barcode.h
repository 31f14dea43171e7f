#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VT_BARCODE_NONE,  /* there is none */
  VT_BARCODE_OTHER, /* a code of the shop's own, or of a system without a check digit */
  VT_BARCODE_EAN_8,
  VT_BARCODE_UPC_E,
  VT_BARCODE_UPC_A,
  VT_BARCODE_EAN_13,
  VT_BARCODE_GTIN_14,
  VT_BARCODE_ISBN_10,
  VT_BARCODE_ISBN_13
} VtBarcodeKind;

typedef enum
{
  VT_BARCODE_GOOD,        /* nothing is wrong with it, as far as can be told */
  VT_BARCODE_WRONG_DIGIT, /* its check digit does not fit: a typing error as a rule */
  VT_BARCODE_SPOILT       /* what a spreadsheet makes of a long number: 6.9E+12; the digits are lost */
} VtBarcodeVerdict;

VtBarcodeVerdict vt_barcode_check (const char *barcode, VtBarcodeKind *kind);
const char *vt_barcode_kind_to_string (VtBarcodeKind kind);
char *vt_barcode_describe (const char *barcode);
char *vt_barcode_to_gtin (const char *barcode);

G_END_DECLS
