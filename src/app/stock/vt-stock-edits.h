#pragma once

#include "app/vt-workspace.h"

G_BEGIN_DECLS

void vt_stock_edits_adjust (VtWorkspace *workspace,
                            const char *name,
                            gint64 variant_id,
                            gint64 place_id,
                            const char *reason,
                            gint64 quantity,
                            const char *reference);
void vt_stock_edits_transfer (VtWorkspace *workspace,
                              const char *name,
                              gint64 variant_id,
                              gint64 from_id,
                              gint64 to_id,
                              gint64 quantity);

void vt_stock_edits_add_place (VtWorkspace *workspace, const char *name);
void vt_stock_edits_rename_place (VtWorkspace *workspace, gint64 id, const char *name);
void vt_stock_edits_reorder_place (VtWorkspace *workspace, gint64 id, const char *name, int position);
void vt_stock_edits_remove_place (VtWorkspace *workspace, gint64 id, const char *name);
void vt_stock_edits_empty_place (VtWorkspace *workspace, gint64 id, const char *name, gint64 to_id);
void vt_stock_edits_set_low (VtWorkspace *workspace, const char *level);

G_END_DECLS
