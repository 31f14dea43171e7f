#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* A count of what is at a place. While it goes on, the shop goes on selling: what is missing is told from the ledger as
 * it was when each thing was counted. */
typedef struct
{
  gint64 id;
  gint64 place_id;
  char *place;
  gint64 started_us;
  gint64 applied_us; /* 0: it goes on */
  gint64 n_lines;    /* variants that were counted */
  gint64 n_pieces;
} VtStocktake;

typedef enum
{
  VT_STOCKTAKE_COUNTED,   /* all that was counted, the last first */
  VT_STOCKTAKE_DIFFERENT, /* what was counted and is not as the ledger says */
  VT_STOCKTAKE_UNCOUNTED  /* what the ledger has at the place and nobody counted */
} VtStocktakePart;

typedef struct
{
  gint64 variant_id;
  gint64 product_id;
  char *title;
  char *variant; /* its choice; "" when it has none */
  char *sku;
  char *barcode;
  gint64 counted;     /* -1: not counted */
  gint64 counted_us;  /* when it was counted last */
  gint64 expected;    /* by the ledger, at that moment; of what was not counted, now */
  gint64 moved_since; /* sold, received … after that */
} VtStocktakeLine;

/* What applying a count would do. */
typedef struct
{
  gint64 n_lines;
  gint64 n_different;
  gint64 n_over; /* pieces more than expected, and fewer */
  gint64 n_missing;
  gint64 n_uncounted; /* variants, and their pieces by the ledger */
  gint64 n_uncounted_pieces;
} VtStocktakeSums;

/* What was typed or scanned: "8850999320014", "12*8850999320014", or "12*" for the next scan. */
typedef struct
{
  gint64 quantity; /* from 0; 1 where none is written */
  gboolean has_quantity;
  const char *code; /* (unowned) into the text; "" for a quantity alone */
} VtStocktakeEntry;

void vt_stocktake_free (VtStocktake *self);
GPtrArray *vt_stocktake_list (VtDb *db, int limit, GError **error);
VtStocktake *vt_stocktake_load (VtDb *db, gint64 id, GError **error);
gboolean vt_stocktake_find_open (VtDb *db, gint64 place_id, gint64 *id, GError **error);

void vt_stocktake_line_free (VtStocktakeLine *self);
gint64 vt_stocktake_line_difference (const VtStocktakeLine *self);
GPtrArray *vt_stocktake_lines (VtDb *db, gint64 id, VtStocktakePart part, int limit, GError **error);
VtStocktakeLine *vt_stocktake_line_load (VtDb *db, gint64 id, gint64 variant_id, GError **error);
gboolean vt_stocktake_sum (VtDb *db, gint64 id, VtStocktakeSums *sums, GError **error);

gboolean vt_stocktake_parse (const char *text, VtStocktakeEntry *entry);

/* Edits, for use inside a VtShopJob. */
gboolean vt_stocktake_start (VtDb *db, gint64 place_id, gint64 now_us, gint64 *id, GError **error);
gboolean vt_stocktake_add (VtDb *db,
                           gint64 id,
                           gint64 variant_id,
                           gint64 quantity,
                           gint64 now_us,
                           gint64 *moved_meanwhile,
                           GError **error);
gboolean vt_stocktake_set (VtDb *db, gint64 id, gint64 variant_id, gint64 counted, gint64 now_us, GError **error);
gboolean vt_stocktake_forget (VtDb *db, gint64 id, gint64 variant_id, GError **error);
gboolean vt_stocktake_apply (VtDb *db, gint64 id, gboolean uncounted_is_none, gint64 now_us, guint *n, GError **error);
gboolean vt_stocktake_discard (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtStocktake, vt_stocktake_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtStocktakeLine, vt_stocktake_line_free)

G_END_DECLS
