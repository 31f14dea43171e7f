#pragma once

#include "app/vt-workspace.h"
#include "orders/vt-letter.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A message of a shopper that waits for an answer, or a wish to be told of stock: who and when; open, what is said, and
 * what can be done about it. */
#define VT_TYPE_LETTER_ROW (vt_letter_row_get_type ())
G_DECLARE_FINAL_TYPE (VtLetterRow, vt_letter_row, VT, LETTER_ROW, AdwExpanderRow)

GtkWidget *vt_letter_row_new (VtWorkspace *workspace, const VtLetter *letter, gint64 now_us);
gint64 vt_letter_row_get_id (VtLetterRow *self);
void vt_letter_row_show_stock (VtLetterRow *self);

G_END_DECLS
