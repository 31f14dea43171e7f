#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* What checks ask of one product that is on sale. Texts and arrays live as long as the call that brings them. */
typedef struct
{
  gint64 id;
  const char *handle;
  const char *title;
  const char *description_html;
  const char *vendor;
  const char *product_type;
  const char *seo_title;
  const char *seo_description;
  gint64 publish_us; /* not public before; 0: as soon as it is active */

  guint n_photos;
  gint64 photo_without_alt; /* 0: each has words */
  int smallest_side;        /* the longer side of the smallest photo, pixels; 0: no photo, or not known */

  guint n_variants;
  guint n_without_price;
  guint n_with_barcode;
  gboolean can_be_bought;   /* one of them, by its stock */
  const char *bad_barcode;  /* (nullable) the first that is not what it claims to be */
  const gint64 *compare_at; /* the variants that have a former price */
  guint n_compare_at;

  gboolean in_collection;
} VtProductFacts;

/* Returns: whether to go on; FALSE with an error set */
typedef gboolean (*VtProductScanFunc) (const VtProductFacts *facts, gpointer data, GError **error);

/* A picture of a product. */
typedef struct
{
  const char *sha256;
  int width;
} VtProductPicture;

/* What lists of addresses say of one product that shoppers can see. As above. */
typedef struct
{
  gint64 id; /* first: as records whose texts are loaded have it */
  const char *handle;
  const char *title;
  gint64 updated_us;
  gint64 price_min_minor;
  gint64 price_max_minor;
  const VtProductPicture *pictures;
  guint n_pictures;
} VtProductAddress;

typedef gboolean (*VtProductAddressFunc) (const VtProductAddress *address, gpointer data, GError **error);

gboolean vt_product_scan (VtDb *db, VtProductScanFunc func, gpointer data, GError **error);
gboolean vt_product_scan_addresses (VtDb *db, gint64 now_us, VtProductAddressFunc func, gpointer data, GError **error);
char **vt_product_scan_handles (VtDb *db, GError **error);

G_END_DECLS
