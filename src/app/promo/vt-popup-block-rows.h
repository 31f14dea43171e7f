#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row that opens the parts of a popup: which of them are in it, and in which order. ::edited when the merchant moved
 * one, took one out or put one in. */
#define VT_TYPE_POPUP_BLOCK_ROWS (vt_popup_block_rows_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupBlockRows, vt_popup_block_rows, VT, POPUP_BLOCK_ROWS, AdwExpanderRow)

GtkWidget *vt_popup_block_rows_new (void);
void vt_popup_block_rows_show (VtPopupBlockRows *self, const char *const *blocks);
char *vt_popup_block_rows_get (VtPopupBlockRows *self);

G_END_DECLS
