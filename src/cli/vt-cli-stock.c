#include "cli/vt-cli-stock.h"

#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-stock.h"

#include <glib/gi18n-lib.h>

const VtCliColumn vt_cli_stock_columns[6] = {
  { "title", N_ ("TITLE"), FALSE },    { "variant", N_ ("VARIANT"), FALSE }, { "sku", N_ ("SKU"), FALSE },
  { "on_hand", N_ ("ON HAND"), TRUE }, { "low", N_ ("LOW AT"), TRUE },       { NULL, NULL, FALSE },
};

const VtCliColumn vt_cli_stock_place_columns[4] = {
  { "name", N_ ("PLACE"), FALSE },
  { "variants", N_ ("VARIANTS"), TRUE },
  { "on_hand", N_ ("PIECES"), TRUE },
  { NULL, NULL, FALSE },
};

const VtCliColumn vt_cli_stock_movement_columns[8] = {
  { "at", N_ ("AT"), FALSE },           { "title", N_ ("TITLE"), FALSE },
  { "variant", N_ ("VARIANT"), FALSE }, { "place", N_ ("PLACE"), FALSE },
  { "delta", N_ ("PIECES"), TRUE },     { "reason", N_ ("REASON"), FALSE },
  { "reference", N_ ("FOR"), FALSE },   { NULL, NULL, FALSE },
};

static JsonObject *
add_row (JsonArray *rows)
{
  JsonObject *row = json_object_new ();

  json_array_add_object_element (rows, row);
  return row;
}

static void
add_stock (JsonArray *rows, const VtStockRow *stock, const char *currency)
{
  JsonObject *row = add_row (rows);

  json_object_set_int_member (row, "id", stock->variant_id);
  json_object_set_string_member (row, "title", stock->title);
  json_object_set_string_member (row, "variant", stock->variant);
  json_object_set_string_member (row, "sku", stock->sku);
  json_object_set_string_member (row, "barcode", stock->barcode);
  json_object_set_int_member (row, "on_hand", stock->here);
  json_object_set_int_member (row, "everywhere", stock->on_hand);
  json_object_set_int_member (row, "low", stock->low_stock);
  json_object_set_boolean_member (row, "backorder", stock->backorder);
  vt_cli_set_money (row, "price", stock->price_minor, currency);
}

/**
 * vt_cli_stock_add_rows:
 * @db: a shop's database
 * @query: which variants
 * @currency: of the shop
 * @rows: where to add them
 * @cancellable: (nullable): stops it
 * @error: a #VtDbError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether all are there
 */
gboolean
vt_cli_stock_add_rows (VtDb *db,
                       const VtStockQuery *query,
                       const char *currency,
                       JsonArray *rows,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GArray) ids = vt_stock_list_ids (db, query, cancellable, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (VtStockRow) stock = vt_stock_row_load (db, g_array_index (ids, gint64, i), query->place_id, error);

      if (stock == NULL)
        return FALSE;
      add_stock (rows, stock, currency);
    }

  return ids != NULL;
}

/**
 * vt_cli_stock_add_places:
 * @db: a shop's database
 * @rows: where to add them
 * @error: a #VtDbError
 *
 * Returns: whether the places that are open are there
 */
gboolean
vt_cli_stock_add_places (VtDb *db, JsonArray *rows, GError **error)
{
  g_autoptr (GPtrArray) places = vt_stock_place_list (db, TRUE, error);

  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const VtStockPlace *place = g_ptr_array_index (places, i);
      JsonObject *row = add_row (rows);

      json_object_set_string_member (row, "name", place->name);
      json_object_set_int_member (row, "variants", place->n_variants);
      json_object_set_int_member (row, "on_hand", place->on_hand);
    }

  return places != NULL;
}

/**
 * vt_cli_stock_add_movements:
 * @db: a shop's database
 * @query: which part of the ledger
 * @rows: where to add them
 * @error: a #VtDbError
 *
 * Returns: whether they are there, the newest first
 */
gboolean
vt_cli_stock_add_movements (VtDb *db, const VtStockMovementQuery *query, JsonArray *rows, GError **error)
{
  g_autoptr (GPtrArray) movements = vt_stock_movements (db, query, error);

  for (guint i = 0; movements != NULL && i < movements->len; i++)
    {
      const VtStockMovement *movement = g_ptr_array_index (movements, i);
      JsonObject *row = add_row (rows);

      vt_cli_set_time (row, "at", movement->at_us);
      json_object_set_string_member (row, "title", movement->title);
      json_object_set_string_member (row, "variant", movement->variant);
      json_object_set_string_member (row, "sku", movement->sku);
      json_object_set_string_member (row, "place", movement->place);
      json_object_set_int_member (row, "delta", movement->delta);
      json_object_set_string_member (row, "reason", movement->reason);
      json_object_set_string_member (row, "reference", movement->reference);
      json_object_set_string_member (row, "origin", movement->origin);
    }

  return movements != NULL;
}

/**
 * vt_cli_stock_find_variant:
 * @db: a shop's database
 * @code: a barcode or an SKU
 * @variant_id: (out): the one variant that has it
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether there is exactly one
 */
gboolean
vt_cli_stock_find_variant (VtDb *db, const char *code, gint64 *variant_id, GError **error)
{
  g_autoptr (GArray) ids = vt_variant_find_by_code (db, code, error);

  if (ids == NULL)
    return FALSE;
  if (ids->len == 1)
    {
      *variant_id = g_array_index (ids, gint64, 0);
      return TRUE;
    }

  if (ids->len == 0)
    g_set_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND, _ ("No variant has the barcode or SKU “%s”"),
                 code);
  else
    g_set_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID,
                 _ ("%u variants have the code “%s”; give them codes of their own"), ids->len, code);
  return FALSE;
}

/**
 * vt_cli_stock_find_place:
 * @db: a shop's database
 * @name: (nullable): of a place; %NULL for none in particular
 * @place_id: (out): the place; 0 for %NULL
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether there is that place
 */
gboolean
vt_cli_stock_find_place (VtDb *db, const char *name, gint64 *place_id, GError **error)
{
  g_autoptr (VtStockPlace) place = name != NULL ? vt_stock_place_find (db, name, error) : NULL;

  *place_id = place != NULL ? place->id : 0;
  return name == NULL || place != NULL;
}
