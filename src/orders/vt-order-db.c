/* Owner of the tables orders, order_line and order_discount. */

#define G_LOG_DOMAIN "vt-orders"

#include "base/vt-id.h"
#include "orders/vt-order-private.h"

#include <glib/gi18n-lib.h>

static VtOrder *
order_new_from_row (VtStmt *stmt)
{
  VtOrder *self = vt_order_new_empty ();

  self->id = vt_stmt_get_int (stmt, 0);
  self->uuid = vt_stmt_dup_text (stmt, 1);
  self->number = vt_stmt_dup_text (stmt, 2);
  self->status = vt_stmt_dup_text (stmt, 3);
  self->placed_us = vt_stmt_get_int (stmt, 4);
  g_strlcpy (self->currency, vt_stmt_get_text (stmt, 5), sizeof self->currency);
  self->subtotal_minor = vt_stmt_get_int (stmt, 6);
  self->discount_minor = vt_stmt_get_int (stmt, 7);
  self->shipping_minor = vt_stmt_get_int (stmt, 8);
  self->tax_minor = vt_stmt_get_int (stmt, 9);
  self->total_minor = vt_stmt_get_int (stmt, 10);
  self->discount_code = vt_stmt_dup_text (stmt, 11);
  self->shipping_name = vt_stmt_dup_text (stmt, 12);
  self->payment_name = vt_stmt_dup_text (stmt, 13);
  self->email = vt_stmt_dup_text (stmt, 14);
  self->name = vt_stmt_dup_text (stmt, 15);
  self->phone = vt_stmt_dup_text (stmt, 16);
  self->country = vt_stmt_dup_text (stmt, 17);
  self->postcode = vt_stmt_dup_text (stmt, 18);
  self->address = vt_stmt_dup_text (stmt, 19);
  self->city = vt_stmt_dup_text (stmt, 20);
  self->note = vt_stmt_dup_text (stmt, 21);
  self->state = vt_stmt_dup_text (stmt, 22);
  self->document = vt_stmt_dup_text (stmt, 23);
  self->language = vt_stmt_dup_text (stmt, 24);

  return self;
}

static gboolean
insert_order (VtDb *db, const VtOrder *order, gint64 id, gint64 host_id, GError **error)
{
  return vt_db_run (
      db, error,
      "INSERT INTO orders (id, uuid, host_id, number, status, placed_us, currency, subtotal_minor, discount_minor, "
      "shipping_minor, tax_minor, total_minor, discount_code, shipping_name, payment_name, email, name, phone, country, "
      "postcode, address, city, note, state, document, language) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
      "?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
      "isissisiiiiissssssssssssss", id, order->uuid, host_id, order->number, order->status, order->placed_us,
      order->currency, order->subtotal_minor, order->discount_minor, order->shipping_minor, order->tax_minor,
      order->total_minor, order->discount_code, order->shipping_name, order->payment_name, order->email, order->name,
      order->phone, order->country, order->postcode, order->address, order->city, order->note, order->state,
      order->document, order->language);
}

static gboolean
insert_lines (VtDb *db, const VtOrder *order, gint64 id, GError **error)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const VtOrderLine *line = g_ptr_array_index (order->lines, i);

      if (!vt_db_run (db, error,
                      "INSERT INTO order_line (order_id, position, variant_id, sku, title, quantity, price_minor, "
                      "discount_minor, total_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                      "iiissiiii", id, (gint64) i, line->variant_id, line->sku, line->title, line->quantity,
                      line->price_minor, line->discount_minor, line->total_minor))
        return FALSE;
    }

  return TRUE;
}

static gboolean
insert_discounts (VtDb *db, const VtOrder *order, gint64 id, GError **error)
{
  for (guint i = 0; i < order->discounts->len; i++)
    {
      const VtOrderDiscount *discount = g_ptr_array_index (order->discounts, i);

      if (!vt_db_run (db, error,
                      "INSERT INTO order_discount (order_id, position, discount_id, title, code, amount_minor) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                      "iiissi", id, (gint64) i, discount->discount_id, discount->title, discount->code,
                      discount->amount_minor))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_order_from_feed:
 * @db: the connection of a job that is recorded, not journaled: an order is a fact that undo does not take back
 * @object: the "order" of an entry of the host's feed
 * @host_id: the host that it came from
 * @is_new: (out) (optional): whether the shop did not have it yet
 * @error: a #VtOrdersError, %G_IO_ERROR_INVALID_DATA or #VtDbError
 *
 * Takes an order over. A feed may bring it again: the same UUID is never a second order, but its status follows the
 * host's.
 *
 * Returns: whether the shop has it now
 */
gboolean
vt_order_from_feed (VtDb *db, JsonObject *object, gint64 host_id, gboolean *is_new, GError **error)
{
  g_autoptr (VtOrder) order = vt_order_from_json (object, error);
  gint64 id = 0;
  VtStep step;

  if (order == NULL)
    return FALSE;
  step = vt_db_get (db, error, &id, "SELECT id FROM orders WHERE uuid = ?1", "s", order->uuid);
  if (step == VT_STEP_ERROR)
    return FALSE;
  if (is_new != NULL)
    *is_new = step == VT_STEP_DONE;
  if (step == VT_STEP_ROW)
    return vt_db_run (db, error, "UPDATE orders SET status = ?2 WHERE id = ?1 AND status <> ?2", "is", id,
                      order->status);

  id = vt_id_new ();
  return insert_order (db, order, id, host_id, error) && insert_lines (db, order, id, error) &&
         insert_discounts (db, order, id, error);
}

/**
 * vt_order_list:
 * @db: a connection of this thread
 * @before_us: only those placed before, UTC microseconds since 1970; 0 for the newest
 * @limit: most to return
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtOrder) (nullable): orders without their lines, the newest first
 */
GPtrArray *
vt_order_list (VtDb *db, gint64 before_us, int limit, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT id, uuid, number, status, placed_us, currency, subtotal_minor, discount_minor, shipping_minor, tax_minor, "
      "total_minor, discount_code, shipping_name, payment_name, email, name, phone, country, postcode, address, city, "
      "note, state, document, language FROM orders WHERE placed_us < ?1 ORDER BY placed_us DESC, id DESC LIMIT ?2",
      error);
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_order_free);
  VtStep step;

  if (stmt == NULL ||
      !vt_stmt_bind (stmt, error, "ii", before_us > 0 ? before_us : G_MAXINT64, (gint64) MAX (limit, 0)))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (orders, order_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&orders) : NULL;
}

static gboolean
load_lines (VtDb *db, VtOrder *order, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT variant_id, sku, title, quantity, price_minor, discount_minor, total_minor FROM order_line "
      "WHERE order_id = ?1 ORDER BY position",
      error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, order->id, error))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtOrderLine *line = g_new0 (VtOrderLine, 1);

      line->variant_id = vt_stmt_get_int (stmt, 0);
      line->sku = vt_stmt_dup_text (stmt, 1);
      line->title = vt_stmt_dup_text (stmt, 2);
      line->quantity = vt_stmt_get_int (stmt, 3);
      line->price_minor = vt_stmt_get_int (stmt, 4);
      line->discount_minor = vt_stmt_get_int (stmt, 5);
      line->total_minor = vt_stmt_get_int (stmt, 6);
      g_ptr_array_add (order->lines, line);
    }

  return step == VT_STEP_DONE;
}

static gboolean
load_discounts (VtDb *db, VtOrder *order, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT discount_id, title, code, amount_minor FROM order_discount WHERE order_id = ?1 ORDER BY position",
      error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, order->id, error))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtOrderDiscount *discount = g_new0 (VtOrderDiscount, 1);

      discount->discount_id = vt_stmt_get_int (stmt, 0);
      discount->title = vt_stmt_dup_text (stmt, 1);
      discount->code = vt_stmt_dup_text (stmt, 2);
      discount->amount_minor = vt_stmt_get_int (stmt, 3);
      g_ptr_array_add (order->discounts, discount);
    }

  return step == VT_STEP_DONE;
}

/**
 * vt_order_load:
 * @db: a connection of this thread
 * @id: an order's id
 * @error: %VT_ORDERS_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the order with its lines and discounts
 */
VtOrder *
vt_order_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT id, uuid, number, status, placed_us, currency, subtotal_minor, discount_minor, shipping_minor, tax_minor, "
      "total_minor, discount_code, shipping_name, payment_name, email, name, phone, country, postcode, address, city, "
      "note, state, document, language FROM orders WHERE id = ?1",
      error);
  g_autoptr (VtOrder) order = NULL;
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;
  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_NOT_FOUND, _ ("The order is not in the shop"));
  if (step != VT_STEP_ROW)
    return NULL;

  order = order_new_from_row (stmt);
  return load_lines (db, order, error) && load_discounts (db, order, error) ? g_steal_pointer (&order) : NULL;
}
