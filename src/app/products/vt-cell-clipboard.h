#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Cells as spreadsheets put them on the clipboard: tabs between columns, a line for each row, and quotes around what
 * holds tabs, line ends or quotes. */
typedef struct _VtCellText VtCellText;

VtCellText *vt_cell_text_new (void);
void vt_cell_text_free (VtCellText *self);
void vt_cell_text_append (VtCellText *self, const char *text);
void vt_cell_text_end_line (VtCellText *self);
const char *vt_cell_text_get (VtCellText *self);

GPtrArray *vt_cell_text_parse (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCellText, vt_cell_text_free)

G_END_DECLS
