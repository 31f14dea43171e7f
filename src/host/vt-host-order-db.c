/* Owns the tables orders and order_discount. */
#include "host/vt-host-order-db.h"

/**
 * vt_host_order_clear:
 * @self: an order, or zeros
 */
void
vt_host_order_clear (VtHostOrder *self)
{
  g_clear_pointer (&self->uuid, g_free);
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->digest, g_free);
  g_clear_pointer (&self->status, g_free);
  g_clear_pointer (&self->tracking, g_free);
  g_clear_pointer (&self->customer, g_free);
  g_clear_pointer (&self->body, g_free);
}

/**
 * vt_host_order_to_json:
 * @self: an order
 * @error: a #JsonParserError when the row is damaged
 *
 * Returns: (transfer full) (nullable): the order as it was placed, with the status it has now
 */
JsonObject *
vt_host_order_to_json (const VtHostOrder *self, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (self->body, error);
  JsonObject *object;

  if (node == NULL)
    return NULL;

  object = json_node_dup_object (node);
  json_object_set_string_member (object, "status", self->status);
  if (*self->tracking != '\0')
    {
      JsonNode *tracking = json_from_string (self->tracking, error);

      if (tracking == NULL)
        {
          json_object_unref (object);
          return NULL;
        }
      json_object_set_member (object, "tracking", tracking);
    }

  return object;
}

/**
 * vt_host_order_next_id:
 * @db: a connection inside a transaction
 * @id: (out): the number of the next order
 * @error: a #VtDbError
 *
 * Returns: whether it could be told
 */
gboolean
vt_host_order_next_id (VtDb *db, gint64 *id, GError **error)
{
  return vt_db_get (db, error, id, "SELECT ifnull (max (id), 0) + 1 FROM orders", "") == VT_STEP_ROW;
}

/**
 * vt_host_order_insert:
 * @db: a connection inside a transaction
 * @order: a new order
 * @error: a #VtDbError
 *
 * Returns: whether the order book has it
 */
gboolean
vt_host_order_insert (VtDb *db, const VtHostOrder *order, GError **error)
{
  return vt_db_run (
      db, error,
      "INSERT INTO orders (id, uuid, number, token, key, digest, release_id, status, tracking, "
      "customer, placed_us, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT release_id FROM active_release), "
      "?7, ?8, ?9, ?10, ?11)",
      "issssssssis", order->id, order->uuid, order->number, order->token, order->key, order->digest, order->status,
      order->tracking, order->customer, order->placed_us, order->body);
}

static VtStep
find (VtStmt *stmt, const char *name, VtHostOrder *out, GError **error)
{
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "s", name))
    return VT_STEP_ERROR;

  step = vt_stmt_step (stmt, error);
  if (step != VT_STEP_ROW)
    return step;

  out->id = vt_stmt_get_int (stmt, 0);
  out->uuid = vt_stmt_dup_text (stmt, 1);
  out->number = vt_stmt_dup_text (stmt, 2);
  out->token = vt_stmt_dup_text (stmt, 3);
  out->key = vt_stmt_dup_text (stmt, 4);
  out->digest = vt_stmt_dup_text (stmt, 5);
  out->status = vt_stmt_dup_text (stmt, 6);
  out->tracking = vt_stmt_dup_text (stmt, 7);
  out->customer = vt_stmt_dup_text (stmt, 8);
  out->placed_us = vt_stmt_get_int (stmt, 9);
  out->body = vt_stmt_dup_text (stmt, 10);

  return step;
}

#define COLUMNS "id, uuid, number, token, key, digest, status, tracking, customer, placed_us, body"

/**
 * vt_host_order_find_by_key:
 * @db: a connection
 * @key: the shopper's own name for an order
 * @out: (out): zeros; the order when there is one
 * @error: a #VtDbError
 *
 * Returns: %VT_STEP_ROW when there is one, %VT_STEP_DONE when not, %VT_STEP_ERROR with @error
 */
VtStep
vt_host_order_find_by_key (VtDb *db, const char *key, VtHostOrder *out, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT " COLUMNS " FROM orders WHERE key = ?1", error);

  return find (stmt, key, out, error);
}

/**
 * vt_host_order_find_by_token:
 * @db: a connection
 * @token: the unguessable name of an order
 * @out: (out): zeros; the order when there is one
 * @error: a #VtDbError
 *
 * Returns: %VT_STEP_ROW when there is one, %VT_STEP_DONE when not, %VT_STEP_ERROR with @error
 */
VtStep
vt_host_order_find_by_token (VtDb *db, const char *token, VtHostOrder *out, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT " COLUMNS " FROM orders WHERE token = ?1", error);

  return find (stmt, token, out, error);
}

/**
 * vt_host_order_find_by_uuid:
 * @db: a connection
 * @uuid: an order's name among all shops and hosts
 * @out: (out): zeros; the order when there is one
 * @error: a #VtDbError
 *
 * Returns: %VT_STEP_ROW when there is one, %VT_STEP_DONE when not, %VT_STEP_ERROR with @error
 */
VtStep
vt_host_order_find_by_uuid (VtDb *db, const char *uuid, VtHostOrder *out, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT " COLUMNS " FROM orders WHERE uuid = ?1", error);

  return find (stmt, uuid, out, error);
}

/**
 * vt_host_order_update:
 * @db: a connection inside a transaction
 * @id: an order
 * @status: its new status
 * @tracking: its tracking as JSON, or ""
 * @error: a #VtDbError
 *
 * Returns: whether it is noted
 */
gboolean
vt_host_order_update (VtDb *db, gint64 id, const char *status, const char *tracking, GError **error)
{
  return vt_db_run (db, error, "UPDATE orders SET status = ?2, tracking = ?3 WHERE id = ?1", "iss", id, status,
                    tracking);
}

/**
 * vt_host_order_note_discount:
 * @db: a connection inside the transaction of @order
 * @order: an order that was inserted
 * @discount_id: a discount that came off it
 * @code: (nullable): the code of one person that it came by, as codes are compared
 * @error: a #VtDbError
 *
 * Returns: whether it is noted, and so counted
 */
gboolean
vt_host_order_note_discount (VtDb *db, const VtHostOrder *order, gint64 discount_id, const char *code, GError **error)
{
  return vt_db_run (db, error,
                    "INSERT INTO order_discount (order_id, discount_id, code, customer) VALUES (?1, ?2, ?3, ?4)",
                    "iiss", order->id, discount_id, code != NULL ? code : "", order->customer);
}

/**
 * vt_host_order_count_uses:
 * @db: a connection
 * @discount_id: a discount
 * @code: (nullable): a code of one person, as codes are compared
 * @customer: (nullable): an e-mail address, as addresses are compared
 * @uses: (out): how many orders that were not cancelled used it; of %NULL ones 0
 * @error: a #VtDbError
 *
 * Returns: whether they could be counted
 */
gboolean
vt_host_order_count_uses (VtDb *db,
                          gint64 discount_id,
                          const char *code,
                          const char *customer,
                          VtDiscountUses *uses,
                          GError **error)
{
  *uses = (VtDiscountUses){ 0, 0, 0 };

  return vt_db_get (db, error, &uses->total,
                    "SELECT count (*) FROM order_discount AS d JOIN orders AS o ON o.id = d.order_id "
                    "WHERE d.discount_id = ?1 AND o.status <> 'cancelled'",
                    "i", discount_id) == VT_STEP_ROW &&
         (customer == NULL || vt_db_get (db, error, &uses->by_customer,
                                         "SELECT count (*) FROM order_discount AS d JOIN orders AS o "
                                         "ON o.id = d.order_id WHERE d.discount_id = ?1 AND d.customer = ?2 "
                                         "AND o.status <> 'cancelled'",
                                         "is", discount_id, customer) == VT_STEP_ROW) &&
         (code == NULL || vt_db_get (db, error, &uses->of_code,
                                     "SELECT count (*) FROM order_discount AS d JOIN orders AS o "
                                     "ON o.id = d.order_id WHERE d.code = ?1 AND d.code <> '' "
                                     "AND o.status <> 'cancelled'",
                                     "s", code) == VT_STEP_ROW);
}

/**
 * vt_host_order_count_of_customer:
 * @db: a connection
 * @customer: an e-mail address, as addresses are compared
 * @count: (out): how many orders that were not cancelled came from it
 * @error: a #VtDbError
 *
 * Returns: whether they could be counted
 */
gboolean
vt_host_order_count_of_customer (VtDb *db, const char *customer, gint64 *count, GError **error)
{
  return vt_db_get (db, error, count, "SELECT count (*) FROM orders WHERE customer = ?1 AND status <> 'cancelled'", "s",
                    customer) == VT_STEP_ROW;
}
