#pragma once

#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* The edits of a product, for use inside a VtShopJob. Each checks its input and says what is wrong with it. */

#define VT_CATALOGUE_ERROR (vt_catalogue_error_quark ())

typedef enum
{
  VT_CATALOGUE_ERROR_NOT_FOUND,
  VT_CATALOGUE_ERROR_INVALID, /* the value cannot be: the message says why */
  VT_CATALOGUE_ERROR_TAKEN    /* the handle belongs to another one */
} VtCatalogueError;

GQuark vt_catalogue_error_quark (void);

/* What a new product is made with; the rest is edited afterwards. */
gboolean vt_product_create (VtDb *db, const char *title, gint64 *id, GError **error);
gboolean vt_product_delete (VtDb *db, gint64 id, GError **error);
gboolean vt_product_duplicate (VtDb *db, gint64 id, const char *title, gint64 *new_id, GError **error);

gboolean vt_product_set_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_product_set_handle (VtDb *db, gint64 id, const char *handle, GError **error);
gboolean vt_product_set_description_html (VtDb *db, gint64 id, const char *html, GError **error);
gboolean vt_product_set_vendor (VtDb *db, gint64 id, const char *vendor, GError **error);
gboolean vt_product_set_product_type (VtDb *db, gint64 id, const char *product_type, GError **error);
gboolean vt_product_set_tax_class (VtDb *db, gint64 id, const char *tax_class, GError **error);
gboolean vt_product_set_shipping_class (VtDb *db, gint64 id, const char *shipping_class, GError **error);
gboolean vt_product_set_publish (VtDb *db, gint64 id, gint64 publish_us, GError **error);
gboolean vt_product_rename_option (VtDb *db, gint64 id, const char *name, const char *new_name, GError **error);
gboolean vt_product_set_status (VtDb *db, gint64 id, VtProductStatus status, GError **error);
gboolean vt_product_set_seo_title (VtDb *db, gint64 id, const char *title, GError **error);
gboolean vt_product_set_seo_description (VtDb *db, gint64 id, const char *description, GError **error);
gboolean vt_product_set_tags (VtDb *db, gint64 id, const char *const *tags, GError **error);

/* Replaces options and variants by these. `names` has one for each option; variants are matched to the ones there by
 * their values, so that a kept variant keeps its id, stock and photo. */
typedef struct
{
  const char *const *values; /* as many as there are options */
  const char *sku;
  const char *barcode;
  gint64 price_minor;
  gint64 compare_at_minor; /* -1: none */
  gint64 cost_minor;       /* -1: not known */
  gint64 weight_g;
  VtWeightUnit weight_unit;
  gboolean track_stock;
  gboolean backorder;
  gint64 low_stock; /* -1: as the shop */
  gboolean shipped;
  gint64 id; /* (inout) of the one there that this is, whatever its values; 0: found by its values */
} VtVariantInput;

/* Nothing known of it yet: tracked, shipped, without former price, cost and level. */
#define VT_VARIANT_INPUT_INIT                                                                                          \
  {                                                                                                                    \
    .compare_at_minor = -1, .cost_minor = -1, .low_stock = -1, .track_stock = TRUE, .shipped = TRUE                    \
  }

gboolean vt_product_set_variants (VtDb *db,
                                  gint64 id,
                                  const char *const *names,
                                  VtVariantInput *variants,
                                  guint n_variants,
                                  GError **error);

gboolean vt_variant_set_price (VtDb *db, gint64 variant_id, gint64 price_minor, GError **error);
gboolean vt_variant_set_compare_at (VtDb *db, gint64 variant_id, gint64 compare_at_minor, GError **error);
gboolean vt_variant_set_cost (VtDb *db, gint64 variant_id, gint64 cost_minor, GError **error);
gboolean vt_variant_set_sku (VtDb *db, gint64 variant_id, const char *sku, GError **error);
gboolean vt_variant_set_barcode (VtDb *db, gint64 variant_id, const char *barcode, GError **error);
gboolean vt_variant_set_weight (VtDb *db, gint64 variant_id, gint64 weight_g, GError **error);
gboolean vt_variant_set_weight_unit (VtDb *db, gint64 variant_id, VtWeightUnit unit, GError **error);
gboolean vt_variant_set_backorder (VtDb *db, gint64 variant_id, gboolean backorder, GError **error);
gboolean vt_variant_set_low_stock (VtDb *db, gint64 variant_id, gint64 low_stock, GError **error);
gboolean vt_variant_set_shipped (VtDb *db, gint64 variant_id, gboolean shipped, GError **error);
gboolean vt_variant_set_track_stock (VtDb *db, gint64 variant_id, gboolean track_stock, GError **error);
gboolean vt_variant_set_photo (VtDb *db, gint64 variant_id, gint64 photo_id, GError **error);

/* The media must be in the shop already (vt_media_add()). Position is from 0; -1 is the end. */
gboolean vt_product_add_photo (VtDb *db,
                               gint64 id,
                               const char *sha256,
                               const char *alt,
                               int position,
                               gint64 *photo_id,
                               GError **error);
gboolean vt_photo_remove (VtDb *db, gint64 photo_id, GError **error);
gboolean vt_photo_move (VtDb *db, gint64 photo_id, int position, GError **error);
gboolean vt_photo_set_media (VtDb *db, gint64 photo_id, const char *sha256, GError **error);
gboolean vt_photo_set_alt (VtDb *db, gint64 photo_id, const char *alt, GError **error);

G_END_DECLS
