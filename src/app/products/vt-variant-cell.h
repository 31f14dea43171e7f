#pragma once

#include "app/products/vt-fact-value.h"

G_BEGIN_DECLS

/* An entry in a table: one fact of one variant. It tells of a value when the typing pauses or the cursor leaves it, and
 * of keys that lead to another cell.
 *
 * Signals: ::edited (value); ::step (columns, rows) for Tab, Enter and the arrows; ::noted (note) when there is
 * something to say of what is typed, or nothing any more. */
#define VT_TYPE_VARIANT_CELL (vt_variant_cell_get_type ())
G_DECLARE_FINAL_TYPE (VtVariantCell, vt_variant_cell, VT, VARIANT_CELL, GtkEntry)

GtkWidget *vt_variant_cell_new (VtWorkspace *workspace, VtFactKind kind, gboolean required);
void vt_variant_cell_reset (VtVariantCell *self, const char *name, const char *value);
void vt_variant_cell_follow (VtVariantCell *self, const char *value);
void vt_variant_cell_flush (VtVariantCell *self);
void vt_variant_cell_refuse (VtVariantCell *self);

G_END_DECLS
