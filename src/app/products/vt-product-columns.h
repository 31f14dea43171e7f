#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-cell-edit.h"
#include "catalogue/vt-product-table.h"

G_BEGIN_DECLS

typedef enum
{
  VT_COLUMN_PHOTO, /* the line's handle: always shown, and first */
  VT_COLUMN_TITLE, /* always shown */
  VT_COLUMN_STATUS,
  VT_COLUMN_STOCK,
  VT_COLUMN_PRICE,
  VT_COLUMN_COMPARE,
  VT_COLUMN_COST,
  VT_COLUMN_MARGIN,
  VT_COLUMN_SKU,
  VT_COLUMN_BARCODE,
  VT_COLUMN_VENDOR,
  VT_COLUMN_TYPE,
  VT_COLUMN_TAGS,
  VT_COLUMN_COLLECTIONS,
  VT_COLUMN_VARIANTS,
  VT_COLUMN_CREATED,
  VT_COLUMN_UPDATED,
  VT_N_COLUMNS
} VtProductColumnId;

/* A column of the products' list. */
typedef struct
{
  const char *name;  /* as it is remembered */
  const char *title; /* marked for translation */
  int width;         /* pixels */
  gboolean at_end;   /* figures stand at the end */
  int order;         /* VtProductOrder, or -1 */
  int field;         /* VtCellField, or -1: cannot be written */
} VtProductColumn;

const VtProductColumn *vt_product_column_get (guint id);
char *vt_product_column_dup_text (guint id, VtWorkspace *workspace, const VtGridRow *row);
char *vt_product_column_dup_value (guint id, VtWorkspace *workspace, const VtGridRow *row);
gboolean vt_product_column_is_writable (guint id, const VtGridRow *row);

G_END_DECLS
