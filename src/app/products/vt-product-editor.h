#pragma once

#include "app/vt-workspace.h"
#include "catalogue/vt-product.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* All facts of one product. Signals: ::shown when title or address may have changed, ::gone when the product is not in
 * the shop any more, ::open (gint64 id) to go to another one, ::step (int by) to go to a neighbour. */
#define VT_TYPE_PRODUCT_EDITOR (vt_product_editor_get_type ())
G_DECLARE_FINAL_TYPE (VtProductEditor, vt_product_editor, VT, PRODUCT_EDITOR, AdwBin)

void vt_product_editor_set_workspace (VtProductEditor *self, VtWorkspace *workspace);
gboolean vt_product_editor_open (VtProductEditor *self, gint64 id, GError **error);
void vt_product_editor_close (VtProductEditor *self);
VtProduct *vt_product_editor_get_product (VtProductEditor *self);
void vt_product_editor_set_neighbours (VtProductEditor *self, gboolean has_previous, gboolean has_next);
void vt_product_editor_focus_first (VtProductEditor *self);
gboolean vt_product_editor_move_photo_back (VtProductEditor *self);

G_END_DECLS
