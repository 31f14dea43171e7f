#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Where stock is kept: "Shop", "Warehouse". */
typedef struct
{
  gint64 id;
  char *name;
  gint64 on_hand;    /* pieces there, by the ledger; 0 when that was not asked for */
  gint64 n_variants; /* of which there are some, or fewer than none */
} VtStockPlace;

void vt_stock_place_free (VtStockPlace *self);
GPtrArray *vt_stock_place_list (VtDb *db, gboolean with_stock, GError **error);
VtStockPlace *vt_stock_place_load (VtDb *db, gint64 id, GError **error);
VtStockPlace *vt_stock_place_find (VtDb *db, const char *name, GError **error);

/* Edits, for use inside a VtShopJob. */
gboolean vt_stock_place_add (VtDb *db, const char *name, gint64 *id, GError **error);
gboolean vt_stock_place_rename (VtDb *db, gint64 id, const char *name, GError **error);
gboolean vt_stock_place_reorder (VtDb *db, gint64 id, int position, GError **error);
gboolean vt_stock_place_remove (VtDb *db, gint64 id, GError **error);
gboolean vt_stock_place_empty (VtDb *db, gint64 id, gint64 to_id, gint64 at_us, guint *n_variants, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtStockPlace, vt_stock_place_free)

G_END_DECLS
