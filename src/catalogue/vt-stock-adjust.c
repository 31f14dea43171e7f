#define G_LOG_DOMAIN "vt-catalogue"

/* What a merchant does with stock by hand, in the ledger's words. */

#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-stock-list.h"
#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-stock.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static const struct
{
  const char *name;
  const char *words;
  int sign; /* 0: neither more nor less by itself */
} reasons[] = {
  { "received", NC_ ("stock", "Received"), 1 }, { "counted", NC_ ("stock", "Counted"), 0 },
  { "sold", NC_ ("stock", "Sold"), -1 },        { "returned", NC_ ("stock", "Returned"), 1 },
  { "damaged", NC_ ("stock", "Damaged"), -1 },  { "moved", NC_ ("stock", "Moved"), 0 },
};

static int
find_reason (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].name, name) == 0)
      return (int) i;

  return -1;
}

/**
 * vt_stock_reason_to_words:
 * @reason: of a movement
 *
 * Returns: (transfer none): the reason as a merchant reads it
 */
const char *
vt_stock_reason_to_words (const char *reason)
{
  int index = find_reason (reason);

  return index >= 0 ? g_dpgettext2 (GETTEXT_PACKAGE, "stock", reasons[index].words) : reason;
}

/**
 * vt_stock_adjust:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @place_id: where; 0 for the default place
 * @reason: "received", "returned", "damaged" or "sold": pieces that came or went; "counted": pieces that are there
 * @quantity: how many, without a sign: above 0, and from 0 when counted
 * @reference: (nullable): what it belongs to, such as a delivery note
 * @at_us: when, UTC microseconds since 1970
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether the ledger says so now
 */
gboolean
vt_stock_adjust (VtDb *db,
                 gint64 variant_id,
                 gint64 place_id,
                 const char *reason,
                 gint64 quantity,
                 const char *reference,
                 gint64 at_us,
                 GError **error)
{
  int index = find_reason (reason);

  if (g_strcmp0 (reason, "counted") == 0)
    return vt_stock_count (db, variant_id, place_id, quantity, at_us, error);
  if (index < 0 || reasons[index].sign == 0)
    return vt_catalogue_invalid (error, _ ("“%s” is not a reason for more or less stock"),
                                 reason != NULL ? reason : "");
  if (quantity <= 0)
    return vt_catalogue_invalid (error, _ ("Type how many pieces, a number above 0"));

  return vt_stock_move (db, variant_id, place_id, reasons[index].sign * quantity, reason, reference, at_us, error);
}

static gboolean
check_enough (VtDb *db, gint64 variant_id, const VtStockPlace *from, gint64 quantity, GError **error)
{
  g_autoptr (VtStockRow) row = vt_stock_row_load (db, variant_id, from->id, error);

  if (row == NULL)
    return FALSE;

  return row->here >= quantity ||
         vt_catalogue_invalid (error,
                               _ ("By the ledger there are %" PRId64 " at “%s”; count them there if there are more"),
                               row->here, from->name);
}

/**
 * vt_stock_transfer:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @from_id: the place that it leaves
 * @to_id: the place that it goes to
 * @quantity: pieces, above 0 and no more than there are
 * @at_us: when, UTC microseconds since 1970
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Two movements, each with the other place as its reference; the sum over all places stays.
 *
 * Returns: whether they are in the ledger
 */
gboolean
vt_stock_transfer (VtDb *db,
                   gint64 variant_id,
                   gint64 from_id,
                   gint64 to_id,
                   gint64 quantity,
                   gint64 at_us,
                   GError **error)
{
  g_autoptr (VtStockPlace) from = vt_stock_place_load (db, from_id, error);
  g_autoptr (VtStockPlace) to = from != NULL ? vt_stock_place_load (db, to_id, error) : NULL;

  if (to == NULL)
    return FALSE;
  if (from_id == to_id)
    return vt_catalogue_invalid (error, _ ("The stock is at “%s” already; choose another place"), to->name);
  if (quantity <= 0)
    return vt_catalogue_invalid (error, _ ("Type how many pieces, a number above 0"));

  return check_enough (db, variant_id, from, quantity, error) &&
         vt_stock_move (db, variant_id, from_id, -quantity, "moved", to->name, at_us, error) &&
         vt_stock_move (db, variant_id, to_id, quantity, "moved", from->name, at_us, error);
}
