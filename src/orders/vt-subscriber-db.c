/* Owner of the table subscriber. */

#define G_LOG_DOMAIN "vt-orders"

#include "base/vt-id.h"
#include "orders/vt-subscription.h"

static gboolean
insert (VtDb *db, const VtSubscription *subscription, gint64 host_id, GError **error)
{
  return vt_db_run (db, error,
                    "INSERT INTO subscriber (id, uuid, host_id, email, language, source, page, consent, asked_us, "
                    "confirmed_us, withdrawn_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, nullif (?11, 0))",
                    "isisssssiii", vt_id_new (), subscription->uuid, host_id, subscription->email,
                    subscription->language, subscription->source, subscription->page, subscription->consent,
                    subscription->asked_us, subscription->confirmed_us, subscription->withdrawn_us);
}

/**
 * vt_subscriber_from_feed:
 * @db: the connection of a job that is recorded, not journaled: a consent is a fact that undo does not take back
 * @object: the entry of the host's feed
 * @host_id: the host that it came from
 * @is_new: (out) (optional): whether the shop did not have it yet
 * @error: a #VtOrdersError, %G_IO_ERROR_INVALID_DATA or #VtDbError
 *
 * Takes a subscriber over, or notes that one has left. A feed may bring either again.
 *
 * Returns: whether the shop has it now
 */
gboolean
vt_subscriber_from_feed (VtDb *db, JsonObject *object, gint64 host_id, gboolean *is_new, GError **error)
{
  g_autoptr (VtSubscription) subscription = vt_subscription_from_json (object, error);
  gint64 known = 0;
  VtStep step;

  if (subscription == NULL)
    return FALSE;
  step = vt_db_get (db, error, &known, "SELECT id FROM subscriber WHERE uuid = ?1", "s", subscription->uuid);
  if (step == VT_STEP_ERROR)
    return FALSE;
  if (is_new != NULL)
    *is_new = step == VT_STEP_DONE;
  if (step == VT_STEP_DONE)
    return insert (db, subscription, host_id, error);

  /* Who has left has left, whatever an older entry says. */
  return subscription->withdrawn_us == 0 ||
         vt_db_run (db, error, "UPDATE subscriber SET withdrawn_us = ?2 WHERE id = ?1 AND withdrawn_us IS NULL", "ii",
                    known, subscription->withdrawn_us);
}

/**
 * vt_subscriber_list:
 * @db: a connection of this thread
 * @limit: most to return
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtSubscription) (nullable): those who get the newsletter, then those who
 *   left; the newest first
 */
GPtrArray *
vt_subscriber_list (VtDb *db, int limit, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT id, uuid, email, language, source, page, consent, asked_us, confirmed_us, ifnull (withdrawn_us, 0) "
      "FROM subscriber ORDER BY withdrawn_us IS NOT NULL, confirmed_us DESC, id LIMIT ?1",
      error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_subscription_free);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, MAX (limit, 0), error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtSubscription *self = g_new0 (VtSubscription, 1);

      self->id = vt_stmt_get_int (stmt, 0);
      self->uuid = vt_stmt_dup_text (stmt, 1);
      self->email = vt_stmt_dup_text (stmt, 2);
      self->language = vt_stmt_dup_text (stmt, 3);
      self->source = vt_stmt_dup_text (stmt, 4);
      self->page = vt_stmt_dup_text (stmt, 5);
      self->consent = vt_stmt_dup_text (stmt, 6);
      self->asked_us = vt_stmt_get_int (stmt, 7);
      self->confirmed_us = vt_stmt_get_int (stmt, 8);
      self->withdrawn_us = vt_stmt_get_int (stmt, 9);
      g_ptr_array_add (list, self);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

/**
 * vt_subscriber_is:
 * @db: a shop's database
 * @email: an address; capitals do not matter
 * @is: (out): whether who has it gets the newsletter
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_subscriber_is (VtDb *db, const char *email, gboolean *is, GError **error)
{
  gint64 n = 0;

  if (vt_db_get (db, error, &n, "SELECT count (*) FROM subscriber WHERE email = ?1 AND withdrawn_us IS NULL", "s",
                 email) != VT_STEP_ROW)
    return FALSE;

  *is = n > 0;
  return TRUE;
}
