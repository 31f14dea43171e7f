/* Reads what a cart's lines are; writes nothing. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-quote-private.h"

static char *
dup_text (VtStmt *stmt, int column)
{
  return vt_stmt_is_null (stmt, column) ? g_strdup ("") : vt_stmt_dup_text (stmt, column);
}

static void
take_row (VtStmt *stmt, VtQuoteLine *line)
{
  line->product_id = vt_stmt_get_int (stmt, 0);
  line->product_handle = dup_text (stmt, 1);
  line->product_title = dup_text (stmt, 2);
  line->variant_title = dup_text (stmt, 3);
  line->sku = dup_text (stmt, 4);
  line->photo_sha256 = vt_stmt_is_null (stmt, 5) ? NULL : vt_stmt_dup_text (stmt, 5);
  line->photo_alt = dup_text (stmt, 6);
  line->photo_width = (int) vt_stmt_get_int (stmt, 7);
  line->photo_height = (int) vt_stmt_get_int (stmt, 8);
  line->photo_id = vt_stmt_get_int (stmt, 14);
  line->tax_class = dup_text (stmt, 9);
  line->price_minor = vt_stmt_get_int (stmt, 10);
  line->compare_at_minor = vt_stmt_is_null (stmt, 11) ? -1 : vt_stmt_get_int (stmt, 11);
  line->shipping_class = dup_text (stmt, 15);
  line->shipped = vt_stmt_get_int (stmt, 16) != 0;
  line->weight_g = vt_stmt_get_int (stmt, 17);
}

static void
set_unknown (VtQuoteLine *line)
{
  line->product_handle = g_strdup ("");
  line->product_title = g_strdup ("");
  line->variant_title = g_strdup ("");
  line->sku = g_strdup ("");
  line->photo_alt = g_strdup ("");
  line->tax_class = g_strdup ("");
  line->shipping_class = g_strdup ("");
  line->compare_at_minor = -1;
  line->problem = VT_QUOTE_LINE_UNKNOWN;
}

/* More may have been sold than there was: what is left is then none, not less. */
static gboolean
read_stock (VtDb *db, VtQuoteLine *line, const VtQuoteSource *source, GError **error)
{
  gint64 available = 0;

  if (source != NULL && source->available != NULL)
    available = source->available (line->variant_id, source->data);
  else if (vt_db_get (db, error, &available,
                      "SELECT max (0, coalesce (sum (on_hand), 0)) FROM stock_level WHERE variant_id = ?1", "i",
                      line->variant_id) == VT_STEP_ERROR)
    return FALSE;

  line->quantity_in_stock = available < -1 ? 0 : available;
  return TRUE;
}

/* Fills in what the variant is; quantities and amounts are the caller's. */
gboolean
vt_quote_read_line (VtDb *db, VtQuoteLine *line, const VtQuoteSource *source, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT p.id, p.handle, p.title, "
      "replace (v.option_values, char (31), ' / '), v.sku, f.sha256, f.alt, m.width, m.height, p.tax_class, v.price_minor, v.compare_at_minor, v.track_stock, v.backorder, "
      "coalesce (f.id, 0), p.shipping_class, v.shipped, v.weight_g "
      "FROM variant v JOIN product p ON p.id = v.product_id "
      "LEFT JOIN photo f ON f.id = coalesce (v.photo_id, (SELECT id FROM photo WHERE product_id = p.id "
      "ORDER BY position, id LIMIT 1)) LEFT JOIN media m ON m.sha256 = f.sha256 "
      "WHERE v.id = ?1 AND (p.status = 'active' OR ?2 AND p.status = 'draft') /* of 0 */",
      error);
  gboolean include_drafts = source != NULL && source->include_drafts;
  gboolean tracked;
  gboolean backorder;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ii", line->variant_id, (gint64) (include_drafts ? 1 : 0)))
    return FALSE;

  switch (vt_stmt_step (stmt, error))
    {
    case VT_STEP_ROW:
      break;
    case VT_STEP_DONE:
      set_unknown (line);
      return TRUE;
    case VT_STEP_ERROR:
    default:
      return FALSE;
    }

  take_row (stmt, line);
  tracked = vt_stmt_get_int (stmt, 12) != 0;
  backorder = vt_stmt_get_int (stmt, 13) != 0;
  line->quantity_in_stock = -1;
  if (tracked && !read_stock (db, line, source, error))
    return FALSE;

  line->quantity_available = backorder ? -1 : line->quantity_in_stock;
  return TRUE;
}
