#define G_LOG_DOMAIN "vt-catalogue"

/* Writing of the single fields of variant. */

#include "base/vt-clock.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-price-history.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gi18n-lib.h>

static gboolean
check_exists (VtDb *db, gint64 variant_id, GError **error)
{
  gint64 found = 0;

  return vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM variant WHERE id = ?1", "i", variant_id),
                             _ ("The variant is not in the shop any more"), error);
}

/* Marks the product of a variant as edited now. */
gboolean
vt_variant_touch_product (VtDb *db, gint64 variant_id, GError **error)
{
  gint64 product_id = 0;

  return vt_db_get (db, error, &product_id, "SELECT product_id FROM variant WHERE id = ?1", "i", variant_id) !=
             VT_STEP_ERROR &&
         vt_product_touch (db, product_id, error);
}

/* @sql: id and value; touches no row when the value is the one there. */
static gboolean
set_int (VtDb *db, gint64 variant_id, const char *sql, gint64 value, GError **error)
{
  if (!check_exists (db, variant_id, error) || !vt_db_run (db, error, sql, "ii", variant_id, value))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_variant_touch_product (db, variant_id, error);
}

/* As set_int (). */
static gboolean
set_text (VtDb *db, gint64 variant_id, const char *sql, const char *value, GError **error)
{
  if (!check_exists (db, variant_id, error) || !vt_db_run (db, error, sql, "is", variant_id, value))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_variant_touch_product (db, variant_id, error);
}

/**
 * vt_variant_set_price:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @price_minor: what it costs, minor units of the shop's currency, 0 or more
 * @error: a #VtCatalogueError or #VtDbError
 *
 * The price that it replaces is noted; see vt_price_change_list().
 *
 * Returns: whether it has that price now
 */
gboolean
vt_variant_set_price (VtDb *db, gint64 variant_id, gint64 price_minor, GError **error)
{
  gint64 before = 0;

  return vt_catalogue_check_amount (price_minor, _ ("price"), error) &&
         vt_catalogue_found (
             vt_db_get (db, error, &before, "SELECT price_minor FROM variant WHERE id = ?1", "i", variant_id),
             _ ("The variant is not in the shop any more"), error) &&
         (before == price_minor ||
          (vt_price_change_note (db, variant_id, before, price_minor, vt_clock_now_us (NULL), error) &&
           set_int (db, variant_id, "UPDATE variant SET price_minor = ?2 WHERE id = ?1 AND price_minor <> ?2",
                    price_minor, error)));
}

/**
 * vt_variant_set_compare_at:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @compare_at_minor: the struck-through former price in minor units; -1 for none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that former price now
 */
gboolean
vt_variant_set_compare_at (VtDb *db, gint64 variant_id, gint64 compare_at_minor, GError **error)
{
  if (compare_at_minor != -1 && !vt_catalogue_check_amount (compare_at_minor, _ ("compare-at price"), error))
    return FALSE;

  return set_int (db, variant_id,
                  "UPDATE variant SET compare_at_minor = nullif (?2, -1) "
                  "WHERE id = ?1 AND compare_at_minor IS NOT nullif (?2, -1)",
                  compare_at_minor, error);
}

/**
 * vt_variant_set_cost:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @cost_minor: what the shop pays for it in minor units, never published; -1 when not known
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that cost now
 */
gboolean
vt_variant_set_cost (VtDb *db, gint64 variant_id, gint64 cost_minor, GError **error)
{
  if (cost_minor != -1 && !vt_catalogue_check_amount (cost_minor, _ ("cost"), error))
    return FALSE;

  return set_int (db, variant_id,
                  "UPDATE variant SET cost_minor = nullif (?2, -1) WHERE id = ?1 AND cost_minor IS NOT nullif (?2, -1)",
                  cost_minor, error);
}

/**
 * vt_variant_set_sku:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @sku: (nullable): the merchant's own code, one line up to 64 characters; "" for none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Two variants may share one: real catalogues do.
 *
 * Returns: whether it has that SKU now
 */
gboolean
vt_variant_set_sku (VtDb *db, gint64 variant_id, const char *sku, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (sku, _ ("SKU"), VT_CODE_MAX_CHARS, FALSE, error);

  return line != NULL &&
         set_text (db, variant_id, "UPDATE variant SET sku = ?2 WHERE id = ?1 AND sku <> ?2", line, error);
}

/**
 * vt_variant_set_barcode:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @barcode: (nullable): the code printed on it (GTIN as a rule), one line up to 64 characters; "" for none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * A code whose check digit is wrong is taken as it is; vt_barcode_describe() tells of it.
 *
 * Returns: whether it has that barcode now
 */
gboolean
vt_variant_set_barcode (VtDb *db, gint64 variant_id, const char *barcode, GError **error)
{
  g_autofree char *line = vt_catalogue_check_barcode (barcode, error);

  return line != NULL &&
         set_text (db, variant_id, "UPDATE variant SET barcode = ?2 WHERE id = ?1 AND barcode <> ?2", line, error);
}

/**
 * vt_variant_set_weight:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @weight_g: what it weighs packed, in grams, 0 or more
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that weight now
 */
gboolean
vt_variant_set_weight (VtDb *db, gint64 variant_id, gint64 weight_g, GError **error)
{
  return vt_catalogue_check_amount (weight_g, _ ("weight"), error) &&
         set_int (db, variant_id, "UPDATE variant SET weight_g = ?2 WHERE id = ?1 AND weight_g <> ?2", weight_g, error);
}

/**
 * vt_variant_set_weight_unit:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @unit: what people read its weight in; the weight stays
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that unit now
 */
gboolean
vt_variant_set_weight_unit (VtDb *db, gint64 variant_id, VtWeightUnit unit, GError **error)
{
  return set_text (db, variant_id, "UPDATE variant SET weight_unit = ?2 WHERE id = ?1 AND weight_unit <> ?2",
                   vt_weight_unit_to_string (unit), error);
}

/**
 * vt_variant_set_backorder:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @backorder: whether it is sold when there is none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether that is so now
 */
gboolean
vt_variant_set_backorder (VtDb *db, gint64 variant_id, gboolean backorder, GError **error)
{
  return set_int (db, variant_id, "UPDATE variant SET backorder = ?2 WHERE id = ?1 AND backorder <> ?2",
                  backorder ? 1 : 0, error);
}

/**
 * vt_variant_set_low_stock:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @low_stock: the number at or below which it is to be bought again, 0 or more; -1: as the shop
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that level now
 */
gboolean
vt_variant_set_low_stock (VtDb *db, gint64 variant_id, gint64 low_stock, GError **error)
{
  if (low_stock != -1 && !vt_catalogue_check_amount (low_stock, _ ("low stock"), error))
    return FALSE;

  return set_int (db, variant_id,
                  "UPDATE variant SET low_stock = nullif (?2, -1) WHERE id = ?1 AND low_stock IS NOT nullif (?2, -1)",
                  low_stock, error);
}

/**
 * vt_variant_set_shipped:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @shipped: %FALSE for a service or a download: nothing is sent
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether that is so now
 */
gboolean
vt_variant_set_shipped (VtDb *db, gint64 variant_id, gboolean shipped, GError **error)
{
  return set_int (db, variant_id, "UPDATE variant SET shipped = ?2 WHERE id = ?1 AND shipped <> ?2", shipped ? 1 : 0,
                  error);
}

/**
 * vt_variant_set_track_stock:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @track_stock: whether it can be sold out; %FALSE: it can always be bought
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether that is so now
 */
gboolean
vt_variant_set_track_stock (VtDb *db, gint64 variant_id, gboolean track_stock, GError **error)
{
  return set_int (db, variant_id, "UPDATE variant SET track_stock = ?2 WHERE id = ?1 AND track_stock <> ?2",
                  track_stock ? 1 : 0, error);
}

/**
 * vt_variant_set_photo:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @photo_id: a photo of the same product; 0 for none of its own
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it shows that photo now
 */
gboolean
vt_variant_set_photo (VtDb *db, gint64 variant_id, gint64 photo_id, GError **error)
{
  gint64 found = 0;

  if (photo_id != 0 &&
      !vt_catalogue_found (
          vt_db_get (db, error, &found,
                     "SELECT photo.id FROM photo JOIN variant ON variant.product_id = photo.product_id "
                     "WHERE photo.id = ?1 AND variant.id = ?2",
                     "ii", photo_id, variant_id),
          _ ("The picture is not one of this product's"), error))
    return FALSE;

  return set_int (db, variant_id,
                  "UPDATE variant SET photo_id = nullif (?2, 0) WHERE id = ?1 AND photo_id IS NOT nullif (?2, 0)",
                  photo_id, error);
}

/**
 * vt_variant_find_by_sku:
 * @db: a shop's database or a public catalogue
 * @sku: the merchant's code
 * @variant_id: (out): the one variant that has it
 * @product_id: (out): its product
 * @error: %VT_CATALOGUE_ERROR_NOT_FOUND, %VT_CATALOGUE_ERROR_INVALID when several have it, or a #VtDbError
 *
 * Returns: whether there is exactly one
 */
gboolean
vt_variant_find_by_sku (VtDb *db, const char *sku, gint64 *variant_id, gint64 *product_id, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id, product_id FROM variant WHERE sku = ?1 AND sku <> '' LIMIT 2", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, sku, error))
    return FALSE;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    g_set_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND, _ ("No variant has the SKU “%s”"), sku);
  if (step != VT_STEP_ROW)
    return FALSE;

  *variant_id = vt_stmt_get_int (stmt, 0);
  *product_id = vt_stmt_get_int (stmt, 1);
  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ROW)
    return vt_catalogue_invalid (error, _ ("Several variants have the SKU “%s”; give each its own"), sku);

  return step == VT_STEP_DONE;
}
