#pragma once

#include "app/vt-workspace.h"
#include "promo/vt-popup.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A popup in the list of popups: what it is called and says, and a switch that shows it to shoppers. */
#define VT_TYPE_POPUP_ROW (vt_popup_row_get_type ())
G_DECLARE_FINAL_TYPE (VtPopupRow, vt_popup_row, VT, POPUP_ROW, AdwActionRow)

GtkWidget *vt_popup_row_new (VtWorkspace *workspace);
void vt_popup_row_show (VtPopupRow *self, const VtPopup *popup);

G_END_DECLS
