/* What of the catalogue everybody may read: active products whose time has come and what hangs on them, collections and
 * stock; never a cost, a draft, a condition of a collection or a movement of the ledger. Of the history of prices it
 * has what a former price is measured by, worked out for this moment: see vt-price-history-db.c. */

#include "catalogue/vt-catalogue-public.h"

#include "catalogue/vt-price-private.h"

#define IS_PUBLIC      "status = 'active' AND (publish_us IS NULL OR publish_us <= ?1)"
#define PUBLIC_PRODUCT "(SELECT id FROM main.product WHERE " IS_PUBLIC ")"
#define PUBLIC_VARIANT "(SELECT id FROM main.variant WHERE product_id IN " PUBLIC_PRODUCT ")"

/* The history as it is once this catalogue is live: a price that changes with it has been asked since the hour in which
 * the catalogue is written, and vt_price_history_add() notes that time. So the catalogue of a shop in which nothing
 * changed since it was published is the same, byte by byte. */
#define ASKED                                                                                                          \
  "asked AS (SELECT variant_id, since_us, price_minor FROM main.price_history UNION ALL "                              \
  "SELECT v.id, max (?1 / " HOUR " * " HOUR ", (SELECT max (since_us) + 1 FROM main.price_history "                    \
  "WHERE variant_id = v.id)), v.price_minor FROM main.variant AS v WHERE " VT_PRICE_LAST " <> v.price_minor)"
#define HOUR "3600000000"

/**
 * vt_catalogue_public_copies:
 *
 * Statements for vt_snapshot_write_catalogue(), ended by %NULL.
 */
const char *const vt_catalogue_public_copies[] = {
  "INSERT INTO catalogue.size_table SELECT * FROM main.size_table "
  "WHERE id IN (SELECT size_table_id FROM main.product WHERE " IS_PUBLIC ") ORDER BY id",

  "INSERT INTO catalogue.product SELECT * FROM main.product WHERE " IS_PUBLIC " ORDER BY id",

  "INSERT INTO catalogue.product_tag SELECT * FROM main.product_tag WHERE product_id IN " PUBLIC_PRODUCT
  " ORDER BY product_id, tag",

  "INSERT INTO catalogue.related_product SELECT * FROM main.related_product WHERE product_id IN " PUBLIC_PRODUCT
  " AND related_id IN " PUBLIC_PRODUCT " ORDER BY product_id, related_id",

  "INSERT INTO catalogue.product_video SELECT * FROM main.product_video WHERE product_id IN " PUBLIC_PRODUCT
  " ORDER BY id",

  "INSERT INTO catalogue.product_fact SELECT * FROM main.product_fact WHERE product_id IN " PUBLIC_PRODUCT
  " ORDER BY id",

  "INSERT INTO catalogue.review SELECT * FROM main.review WHERE status = 'shown' AND product_id IN " PUBLIC_PRODUCT
  " ORDER BY id",

  "INSERT INTO catalogue.photo SELECT * FROM main.photo WHERE product_id IN " PUBLIC_PRODUCT " ORDER BY id",

  "INSERT INTO catalogue.variant (id, product_id, position, sku, barcode, price_minor, compare_at_minor, cost_minor, "
  "weight_g, weight_unit, track_stock, backorder, low_stock, shipped, photo_id, option_values) "
  "SELECT id, product_id, position, sku, barcode, price_minor, compare_at_minor, NULL, weight_g, weight_unit, "
  "track_stock, backorder, NULL, shipped, photo_id, option_values FROM main.variant "
  "WHERE product_id IN " PUBLIC_PRODUCT " ORDER BY id",

  "INSERT INTO catalogue.price_history (variant_id, since_us, price_minor) "
  "SELECT v.id, 0, " VT_PRICE_LOWEST " FROM main.variant AS v WHERE v.product_id IN " PUBLIC_PRODUCT
  " AND v.compare_at_minor > v.price_minor AND " VT_PRICE_LOWEST " IS NOT NULL ORDER BY v.id",

  "INSERT INTO catalogue.price_history (variant_id, since_us, price_minor) "
  "WITH " ASKED " SELECT lowest.variant_id, 1, "
  "(SELECT max (price_minor) FROM asked WHERE variant_id = lowest.variant_id) "
  "FROM catalogue.price_history AS lowest ORDER BY lowest.variant_id",

  "INSERT INTO catalogue.price_history (variant_id, since_us, price_minor) "
  "WITH " ASKED " SELECT h.variant_id, h.since_us, h.price_minor FROM asked AS h "
  "WHERE h.since_us > 1 AND h.variant_id IN " PUBLIC_VARIANT
  " AND h.variant_id NOT IN (SELECT variant_id FROM catalogue.price_history) "
  "AND (SELECT count (*) FROM asked WHERE variant_id = h.variant_id) > 1 "
  "AND (SELECT max (since_us) FROM asked WHERE variant_id = h.variant_id) > ?1 - " VT_PRICE_DAYS_30 " * 2 "
  "AND h.since_us >= coalesce ((SELECT max (since_us) FROM asked "
  "WHERE variant_id = h.variant_id AND since_us <= ?1 - " VT_PRICE_DAYS_30 " * 2), 0) "
  "ORDER BY h.variant_id, h.since_us",

  "INSERT INTO catalogue.collection SELECT * FROM main.collection ORDER BY id",

  "INSERT INTO catalogue.collection_product SELECT * FROM main.collection_product WHERE product_id IN " PUBLIC_PRODUCT
  " ORDER BY collection_id, product_id",

  "INSERT INTO catalogue.stock_level SELECT * FROM main.stock_level WHERE variant_id IN " PUBLIC_VARIANT
  " ORDER BY variant_id, place_id",

  NULL,
};
