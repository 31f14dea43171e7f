/* Owner of the table payment_method. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-payment-method.h"

#include "base/vt-id.h"
#include "content/vt-text-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_CHARS         100
#define INSTRUCTIONS_MAX_CHARS 2000

static VtPaymentMethod *
method_new_from_row (VtStmt *stmt)
{
  VtPaymentMethod *self = g_new0 (VtPaymentMethod, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->kind = g_strcmp0 (vt_stmt_get_text (stmt, 1), "transfer") == 0 ? VT_PAYMENT_TRANSFER : VT_PAYMENT_ON_DELIVERY;
  self->name = vt_stmt_dup_text (stmt, 2);
  self->instructions = vt_stmt_dup_text (stmt, 3);

  return self;
}

static gboolean
set_not_found (GError **error)
{
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_NOT_FOUND,
                       _ ("The shop does not offer this way to pay any more"));
  return FALSE;
}

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT id FROM payment_method WHERE id = ?1", "i", id);

  return step == VT_STEP_DONE ? set_not_found (error) : step == VT_STEP_ROW;
}

static gboolean
check_texts (const char *name, const char *instructions, char **own_name, char **own_instructions, GError **error)
{
  *own_name = vt_text_field (name, _ ("name"), NAME_MAX_CHARS, VT_TEXT_FIELD_REQUIRED, VT_ORDERS_ERROR,
                             VT_ORDERS_ERROR_INVALID, error);
  if (*own_name == NULL)
    return FALSE;
  *own_instructions = vt_text_field (instructions, _ ("text for the shopper"), INSTRUCTIONS_MAX_CHARS,
                                     VT_TEXT_FIELD_LINES, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, error);

  return *own_instructions != NULL;
}

/**
 * vt_payment_method_free:
 * @self: (nullable): a way to pay
 *
 * Frees the record.
 */
void
vt_payment_method_free (VtPaymentMethod *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->instructions);
  g_free (self);
}

/**
 * vt_payment_method_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtPaymentMethod) (nullable): all ways to pay, in order
 */
GPtrArray *
vt_payment_method_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id, kind, name, instructions FROM payment_method ORDER BY position, id", error);
  g_autoptr (GPtrArray) methods = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_payment_method_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (methods, method_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&methods) : NULL;
}

/**
 * vt_payment_method_load:
 * @db: a connection of this thread
 * @id: its id
 * @error: %VT_ORDERS_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the way to pay
 */
VtPaymentMethod *
vt_payment_method_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id, kind, name, instructions FROM payment_method WHERE id = ?1", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;
  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    set_not_found (error);

  return step == VT_STEP_ROW ? method_new_from_row (stmt) : NULL;
}

/**
 * vt_payment_method_create:
 * @db: the connection of a #VtShopJob
 * @kind: how it is settled
 * @name: one line of 1 to 100 characters
 * @instructions: (nullable): what the shopper is told with the order, at most 2000 characters
 * @id: (out) (optional): its id
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it was made
 */
gboolean
vt_payment_method_create (VtDb *db,
                          VtPaymentKind kind,
                          const char *name,
                          const char *instructions,
                          gint64 *id,
                          GError **error)
{
  g_autofree char *own_name = NULL;
  g_autofree char *own_instructions = NULL;
  gint64 new_id = vt_id_new ();

  if (!check_texts (name, instructions, &own_name, &own_instructions, error) ||
      !vt_db_run (db, error,
                  "INSERT INTO payment_method (id, position, kind, name, instructions) "
                  "VALUES (?1, (SELECT coalesce (max (position) + 1, 0) FROM payment_method), ?2, ?3, ?4)",
                  "isss", new_id, kind == VT_PAYMENT_TRANSFER ? "transfer" : "on-delivery", own_name, own_instructions))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_payment_method_set:
 * @db: the connection of a #VtShopJob
 * @id: its id
 * @name: one line of 1 to 100 characters
 * @instructions: (nullable): what the shopper is told with the order, at most 2000 characters
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_payment_method_set (VtDb *db, gint64 id, const char *name, const char *instructions, GError **error)
{
  g_autofree char *own_name = NULL;
  g_autofree char *own_instructions = NULL;

  return check_exists (db, id, error) && check_texts (name, instructions, &own_name, &own_instructions, error) &&
         vt_db_run (db, error,
                    "UPDATE payment_method SET name = ?2, instructions = ?3 WHERE id = ?1 AND (name <> ?2 OR "
                    "instructions <> ?3)",
                    "iss", id, own_name, own_instructions);
}

/**
 * vt_payment_method_delete:
 * @db: the connection of a #VtShopJob
 * @id: its id
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_payment_method_delete (VtDb *db, gint64 id, GError **error)
{
  return check_exists (db, id, error) && vt_db_run (db, error, "DELETE FROM payment_method WHERE id = ?1", "i", id);
}
