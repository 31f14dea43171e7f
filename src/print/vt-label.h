#pragma once

#include "print/vt-bars.h"
#include "print/vt-label-sheet.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef enum
{
  VT_LABEL_TITLE = 1 << 0,
  VT_LABEL_OPTIONS = 1 << 1,
  VT_LABEL_PRICE = 1 << 2,
  VT_LABEL_SKU = 1 << 3,
  VT_LABEL_BARCODE = 1 << 4
} VtLabelFields;

#define VT_LABEL_FIELDS_DEFAULT (VT_LABEL_TITLE | VT_LABEL_OPTIONS | VT_LABEL_PRICE | VT_LABEL_BARCODE)

/* What is written on a label. */
typedef struct
{
  char *title;
  char *options; /* the variant's choice; "" for none */
  char *price;
  char *sku;
  char *code;   /* its barcode, or else its SKU; "" for none */
  VtBars *bars; /* (nullable) the code, when bars can say it */
} VtLabel;

/* Where a label's bars are: from its upper left corner, in millimetres. */
typedef struct
{
  double module; /* width of the thinnest bar; 0: they do not fit */
  double x;      /* of the first bar */
  double width;  /* from the first bar to the last */
} VtLabelBarsBox;

void vt_label_free (VtLabel *self);
gboolean vt_label_fields_parse (const char *text, VtLabelFields *fields, GError **error);
VtLabelBarsBox vt_label_place_bars (const VtBars *bars, const VtLabelSheet *sheet);
void vt_label_draw (const VtLabel *self, const VtLabelSheet *sheet, VtLabelFields fields, cairo_t *cr);

G_END_DECLS
