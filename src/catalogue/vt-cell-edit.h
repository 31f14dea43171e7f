#pragma once

#include "catalogue/vt-product-grid.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What can be written into a cell of the products' list. */
typedef enum
{
  VT_CELL_TITLE,
  VT_CELL_STATUS, /* "draft", "active" or "archived" */
  VT_CELL_SKU,
  VT_CELL_BARCODE,
  VT_CELL_PRICE,
  VT_CELL_COMPARE, /* "": none */
  VT_CELL_COST,    /* "": not known */
  VT_CELL_STOCK,
  VT_CELL_VENDOR,
  VT_CELL_TYPE,
  VT_CELL_TAGS, /* with "," between */
} VtCellField;

/* A text for a cell, as it was typed or pasted, and what became of it. */
typedef struct
{
  VtGridKey key;
  VtCellField field;
  char *text;
  char *refused; /* (nullable) why it was not taken */
} VtCellEdit;

/* Texts for cells that are one step of undo. Each is taken or refused by itself. */
typedef struct _VtCellEdits VtCellEdits;

VtCellEdits *vt_cell_edits_new (const char *currency);
void vt_cell_edits_free (VtCellEdits *self);
void vt_cell_edits_add (VtCellEdits *self, const VtGridKey *key, VtCellField field, const char *text);
guint vt_cell_edits_get_n (VtCellEdits *self);
const VtCellEdit *vt_cell_edits_get (VtCellEdits *self, guint index);
gboolean vt_cell_edits_apply_job (VtDb *db, gpointer edits, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCellEdits, vt_cell_edits_free)

G_END_DECLS
