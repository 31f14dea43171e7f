#pragma once

#include "catalogue/vt-stock-list.h"
#include "cli/vt-cli.h"

G_BEGIN_DECLS

gboolean vt_cli_stock_add_rows (VtDb *db,
                                const VtStockQuery *query,
                                const char *currency,
                                JsonArray *rows,
                                GCancellable *cancellable,
                                GError **error);
gboolean vt_cli_stock_add_places (VtDb *db, JsonArray *rows, GError **error);
gboolean vt_cli_stock_add_movements (VtDb *db, const VtStockMovementQuery *query, JsonArray *rows, GError **error);
gboolean vt_cli_stock_find_variant (VtDb *db, const char *code, gint64 *variant_id, GError **error);
gboolean vt_cli_stock_find_place (VtDb *db, const char *name, gint64 *place_id, GError **error);

extern const VtCliColumn vt_cli_stock_columns[6];
extern const VtCliColumn vt_cli_stock_place_columns[4];
extern const VtCliColumn vt_cli_stock_movement_columns[8];

G_END_DECLS
