#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

typedef enum
{
  VT_STOCK_ALL,
  VT_STOCK_LOW, /* at or below its level: to be bought again */
  VT_STOCK_OUT  /* none left */
} VtStockFilter;

typedef struct
{
  const char *text;     /* (nullable) words that title, choice, vendor, SKU or barcode hold */
  VtStockFilter filter; /* by the sum over all places, or at the place */
  gint64 place_id;      /* 0: over all places */
} VtStockQuery;

/* A variant that is counted, as the list of stock shows it. */
typedef struct
{
  gint64 variant_id;
  gint64 product_id;
  char *title;   /* of the product */
  char *variant; /* its choice, "Mustard / Large"; "" when it has none */
  char *sku;
  char *barcode;
  gint64 price_minor;
  gint64 on_hand;   /* over all places */
  gint64 here;      /* at the place asked for; on_hand when none was */
  gint64 low_stock; /* its own level, or else the shop's */
  gboolean backorder;
  gboolean tracked;
  char *photo_sha256; /* (nullable) */
} VtStockRow;

/* One row of the ledger. */
typedef struct
{
  gint64 id;
  gint64 variant_id;
  gint64 place_id;
  char *place;
  char *title;
  char *variant;
  char *sku;
  gint64 delta;
  gint64 after; /* on hand at the place right after it; of one variant's movements alone */
  char *reason;
  char *reference;
  char *origin; /* "" or the host that it came from */
  gint64 at_us;
} VtStockMovement;

typedef struct
{
  gint64 variant_id; /* 0: of all */
  gint64 place_id;   /* 0: at all */
  gint64 from_us;    /* from this moment on; 0: from the first */
  gint64 until_us;   /* before this moment; 0: to the last */
  int limit;
  int offset;
} VtStockMovementQuery;

void vt_stock_row_free (VtStockRow *self);
GArray *vt_stock_list_ids (VtDb *db, const VtStockQuery *query, GCancellable *cancellable, GError **error);
VtStockRow *vt_stock_row_load (VtDb *db, gint64 variant_id, gint64 place_id, GError **error);
gint64 vt_stock_low_level (VtDb *db);
gboolean vt_stock_count_short (VtDb *db, gint64 *n_low, gint64 *n_out, GError **error);

void vt_stock_movement_free (VtStockMovement *self);
GPtrArray *vt_stock_movements (VtDb *db, const VtStockMovementQuery *query, GError **error);

GArray *vt_variant_find_by_code (VtDb *db, const char *code, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtStockRow, vt_stock_row_free)

G_END_DECLS
