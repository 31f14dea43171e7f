#pragma once

#include "base/vt-db.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* A product as a list shows it: one row of one query. */
typedef struct
{
  gint64 id;
  char *handle;
  char *title;
  char *vendor;
  int status;         /* VtProductStatus */
  gint64 photo_id;    /* its first photo; 0: none */
  char *photo_sha256; /* (nullable) of that */
  char *photo_alt;
  int photo_width;
  int photo_height;
  gint64 photo_ground;    /* as VtMedia has it */
  gint64 price_min_minor; /* over its variants */
  gint64 price_max_minor;
  gint64 compare_at_minor; /* of the cheapest variant; -1: none */
  gint64 on_hand;          /* over its variants and places */
  gboolean in_stock;       /* any variant that can be bought */
  gint64 n_variants;
  gint64 first_variant_id; /* 0: it has none */
  gint64 cheapest_id;      /* the variant that price_min_minor and compare_at_minor are of */
  gint64 publish_us;       /* not public before; 0: as soon as it is active */
} VtProductRow;

typedef struct
{
  const char *text;     /* (nullable) words that title, vendor, SKU or barcode hold */
  int status;           /* VtProductStatus, or -1 for all */
  gint64 collection_id; /* 0: all; otherwise in the collection's own order */
  int limit;
  int offset;
} VtProductQuery;

void vt_product_row_free (VtProductRow *self);
GPtrArray *vt_product_list (VtDb *db, const VtProductQuery *query, GError **error);
GPtrArray *vt_product_list_colours (VtDb *db, gint64 id, GError **error);
gint64 vt_product_count (VtDb *db, const VtProductQuery *query, GError **error);
GArray *vt_product_list_ids (VtDb *db, const VtProductQuery *query, GError **error);
GPtrArray *vt_product_list_rows (VtDb *db, const gint64 *ids, guint n_ids, GError **error);

gboolean vt_product_count_later (VtDb *db, gint64 now_us, gint64 *count, gint64 *first_us, GError **error);

G_END_DECLS
