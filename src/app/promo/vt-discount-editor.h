#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A discount: what it gives, its rules, the calculator; and it is duplicated or deleted. ::copied (gint64 id) when
 * there is another one like it. */
#define VT_TYPE_DISCOUNT_EDITOR (vt_discount_editor_get_type ())
G_DECLARE_FINAL_TYPE (VtDiscountEditor, vt_discount_editor, VT, DISCOUNT_EDITOR, AdwBin)

void vt_discount_editor_set_workspace (VtDiscountEditor *self, VtWorkspace *workspace);
void vt_discount_editor_show (VtDiscountEditor *self, gint64 discount_id, GTimeZone *zone);

G_END_DECLS
