#pragma once

#include "base/vt-db.h"
#include "catalogue/vt-weight.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VT_PRODUCT_DRAFT,
  VT_PRODUCT_ACTIVE,
  VT_PRODUCT_ARCHIVED
} VtProductStatus;

/* A picture of a product. */
typedef struct
{
  gint64 id;
  char sha256[65];
  char *alt;
  int width;
  int height;
  gint64 ground; /* as VtMedia has it */
} VtPhoto;

/* What is bought: one row of the price list. */
typedef struct
{
  gint64 id;
  char *sku;
  char *barcode;
  gint64 price_minor;
  gint64 compare_at_minor; /* -1: none */
  gint64 cost_minor;       /* -1: not known, and always so in a public catalogue */
  gint64 weight_g;
  VtWeightUnit weight_unit; /* that people read the weight in */
  gboolean track_stock;
  gboolean backorder; /* sold when there is none */
  gint64 low_stock;   /* at or below which it is to be bought again; -1: as the shop */
  gboolean shipped;   /* FALSE: a service, a download */
  gint64 on_hand;     /* sum of the ledger over all places */
  gint64 photo_id;    /* 0: none of its own */
  char **values;      /* one for each of the product's option names, in their order; ended by NULL */
  char *title;        /* the values with " / " between; "" when there is no option */
} VtVariant;

/* A product as it was read: immutable, any thread. An edit is a function of vt-product-edit.h. */
#define VT_TYPE_PRODUCT (vt_product_get_type ())
G_DECLARE_FINAL_TYPE (VtProduct, vt_product, VT, PRODUCT, GObject)

VtProduct *vt_product_load (VtDb *db, gint64 id, GError **error);
VtProduct *vt_product_find_by_handle (VtDb *db, const char *handle, GError **error);
gboolean vt_variant_find_by_sku (VtDb *db, const char *sku, gint64 *variant_id, gint64 *product_id, GError **error);

gint64 vt_product_get_id (VtProduct *self);
const char *vt_product_get_handle (VtProduct *self);
const char *vt_product_get_title (VtProduct *self);
const char *vt_product_get_description_html (VtProduct *self);
const char *vt_product_get_vendor (VtProduct *self);
const char *vt_product_get_product_type (VtProduct *self);
VtProductStatus vt_product_get_status (VtProduct *self);
const char *vt_product_get_seo_title (VtProduct *self);
const char *vt_product_get_seo_description (VtProduct *self);
const char *vt_product_get_tax_class (VtProduct *self);
const char *vt_product_get_shipping_class (VtProduct *self);
gint64 vt_product_get_publish_us (VtProduct *self);
gint64 vt_product_get_created_us (VtProduct *self);
gint64 vt_product_get_updated_us (VtProduct *self);
gboolean vt_product_is_public (VtProduct *self, gint64 now_us);
const char *const *vt_product_get_tags (VtProduct *self);
guint vt_product_get_n_options (VtProduct *self);
const char *const *vt_product_get_option_names (VtProduct *self);
guint vt_product_get_n_photos (VtProduct *self);
const VtPhoto *vt_product_get_photo (VtProduct *self, guint index);
guint vt_product_get_n_variants (VtProduct *self);
const VtVariant *vt_product_get_variant (VtProduct *self, guint index);
const VtVariant *vt_product_find_variant (VtProduct *self, gint64 variant_id);

const char *vt_product_status_to_string (VtProductStatus status);
gboolean vt_product_status_from_string (const char *text, VtProductStatus *out);

G_END_DECLS
