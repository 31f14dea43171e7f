#pragma once

#include "base/vt-db.h"
#include "shop/vt-change.h"

G_BEGIN_DECLS

/* What a product can be sorted by. */
typedef enum
{
  VT_PRODUCT_BY_TITLE,
  VT_PRODUCT_BY_STATUS,
  VT_PRODUCT_BY_SKU,     /* of its first variant */
  VT_PRODUCT_BY_PRICE,   /* of its cheapest variant */
  VT_PRODUCT_BY_COMPARE, /* the lowest former price */
  VT_PRODUCT_BY_COST,    /* the lowest */
  VT_PRODUCT_BY_MARGIN,  /* the lowest */
  VT_PRODUCT_BY_STOCK,   /* over all variants and places */
  VT_PRODUCT_BY_VENDOR,
  VT_PRODUCT_BY_TYPE,
  VT_PRODUCT_BY_VARIANTS, /* how many */
  VT_PRODUCT_BY_CREATED,
  VT_PRODUCT_BY_UPDATED,
  VT_PRODUCT_N_ORDERS
} VtProductOrder;

/* What is said of a product's stock; several can be true of one with several variants. */
typedef enum
{
  VT_PRODUCT_STOCK_IN = 1 << 0,        /* something of it is there, or need not be counted */
  VT_PRODUCT_STOCK_LOW = 1 << 1,       /* a variant is at or below its level, and something is left */
  VT_PRODUCT_STOCK_OUT = 1 << 2,       /* nothing of it can be bought */
  VT_PRODUCT_STOCK_BACKORDER = 1 << 3, /* a variant is sold though there is none */
} VtProductStock;

/* What a merchant may have to mend. */
typedef enum
{
  VT_PRODUCT_LACKS_PHOTO = 1 << 0,
  VT_PRODUCT_LACKS_SEO = 1 << 1, /* no description for search engines */
  VT_PRODUCT_LACKS_DESCRIPTION = 1 << 2,
  VT_PRODUCT_LACKS_BARCODE = 1 << 3, /* one of its variants does */
  VT_PRODUCT_LACKS_SKU = 1 << 4,     /* one of its variants does */
  VT_PRODUCT_LACKS_COST = 1 << 5,    /* one of its variants does */
  VT_PRODUCT_UNTRUE_COMPARE = 1 << 6 /* the former price of a variant is none: see vt_price_check_compare_at() */
} VtProductLack;

/* Which products: all conditions hold. */
typedef struct
{
  const char *text;        /* (nullable) words; each is part of a title, vendor, type, tag, SKU, barcode or option */
  guint status;            /* bits 1 << VtProductStatus; 0: any */
  guint stock;             /* bits of VtProductStock, any of them; 0: any */
  guint lacks;             /* bits of VtProductLack, all of them */
  gint64 collection_id;    /* 0: any */
  const char *vendor;      /* (nullable) exactly */
  const char *type;        /* (nullable) exactly */
  const char *tag;         /* (nullable) exactly */
  gint64 price_min_minor;  /* -1: none; a variant's price lies between */
  gint64 price_max_minor;  /* -1: none */
  gint64 changed_since_us; /* 0: ever */
} VtProductFilter;

#define VT_PRODUCT_FILTER_ALL ((VtProductFilter){ .price_min_minor = -1, .price_max_minor = -1 })

/* What lists of products are found and sorted by, of all products of a shop, in memory: read once, then kept up by the
 * rows that each change touched. Belongs to one thread at a time, like the connection it is read with. */
typedef struct _VtProductTable VtProductTable;

VtProductTable *vt_product_table_load (VtDb *db, const char *locale, GCancellable *cancellable, GError **error);
void vt_product_table_free (VtProductTable *self);
gboolean vt_product_table_follow (VtProductTable *self,
                                  VtDb *db,
                                  VtChange *const *changes,
                                  guint n_changes,
                                  gboolean *changed,
                                  GCancellable *cancellable,
                                  GError **error);

GArray *vt_product_table_query (VtProductTable *self,
                                VtDb *db,
                                const VtProductFilter *filter,
                                VtProductOrder order,
                                gboolean descending,
                                GError **error);
guint vt_product_table_get_n_products (VtProductTable *self);
guint vt_product_table_get_n_variants (VtProductTable *self);
gsize vt_product_table_get_size (VtProductTable *self);
char **vt_product_table_dup_vendors (VtProductTable *self);
char **vt_product_table_dup_types (VtProductTable *self);
char **vt_product_table_dup_tags (VtProductTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtProductTable, vt_product_table_free)

G_END_DECLS
