#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* A line of the products' list: a product as a whole, or one of its variants. */
typedef struct
{
  gint64 product_id;
  gint64 variant_id; /* 0: the product as a whole */
} VtGridKey;

/* Lowest and highest of some variants; both -1 when none has it. */
typedef struct
{
  gint64 min;
  gint64 max;
  gboolean partly; /* some variants have none */
} VtGridRange;

/* What such a line shows. */
typedef struct
{
  VtGridKey key;
  char *title;        /* of the product; of a variant its choice, "Mustard / Large" */
  char *product;      /* title of the product */
  int status;         /* VtProductStatus */
  char *photo_sha256; /* (nullable) */
  char *sku;          /* "" where there are several variants */
  char *barcode;      /* the same */
  char *vendor;
  char *type;
  char *tags;        /* with ", " between */
  char *collections; /* the same */
  VtGridRange price;
  VtGridRange compare;
  VtGridRange cost;
  VtGridRange margin_bp; /* hundredths of a percent of the price; may be below 0; both G_MININT64 when not known */
  gint64 on_hand;
  gboolean counted;  /* of any variant the stock is counted */
  gboolean in_stock; /* any can be bought */
  gboolean low;      /* any is to be bought again */
  gint64 created_us;
  gint64 updated_us;
  gint64 n_variants;
  gint64 only_variant_id; /* of the line's one variant; 0 when there are several */
} VtGridRow;

void vt_grid_row_free (VtGridRow *self);
GPtrArray *vt_grid_rows_read (VtDb *db, const VtGridKey *keys, guint n_keys, GError **error);
GArray *vt_grid_read_variants (VtDb *db, gint64 product_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtGridRow, vt_grid_row_free)

G_END_DECLS
