/* Owner of the tables message and stock_request. */

#define G_LOG_DOMAIN "vt-orders"

#include "base/vt-id.h"
#include "orders/vt-letter.h"

#include <glib/gi18n-lib.h>

static gboolean
insert (VtDb *db, const VtLetter *letter, gint64 host_id, GError **error)
{
  gint64 id = vt_id_new ();

  if (letter->kind == VT_LETTER_MESSAGE)
    return vt_db_run (db, error,
                      "INSERT OR IGNORE INTO message (id, uuid, host_id, sent_us, name, email, phone, body, about, "
                      "language) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                      "isiissssss", id, letter->uuid, host_id, letter->sent_us, letter->name, letter->email,
                      letter->phone, letter->body, letter->about, letter->language);

  return vt_db_run (db, error,
                    "INSERT OR IGNORE INTO stock_request (id, uuid, host_id, sent_us, variant_id, email, language) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    "isiiiss", id, letter->uuid, host_id, letter->sent_us, letter->variant_id, letter->email,
                    letter->language);
}

/**
 * vt_letter_from_feed:
 * @db: the connection of a job that is recorded, not journaled: what was sent is a fact that undo does not take back
 * @kind: what it is
 * @object: the entry of the host's feed
 * @host_id: the host that it came from
 * @is_new: (out) (optional): whether the shop did not have it yet
 * @error: a #VtOrdersError, %G_IO_ERROR_INVALID_DATA or #VtDbError
 *
 * Takes a letter over. A feed may bring it again: the same UUID is never a second letter.
 *
 * Returns: whether the shop has it now
 */
gboolean
vt_letter_from_feed (VtDb *db, VtLetterKind kind, JsonObject *object, gint64 host_id, gboolean *is_new, GError **error)
{
  g_autoptr (VtLetter) letter = vt_letter_from_json (kind, object, error);
  gint64 known = 0;
  VtStep step;

  if (letter == NULL)
    return FALSE;
  step = kind == VT_LETTER_MESSAGE
             ? vt_db_get (db, error, &known, "SELECT id FROM message WHERE uuid = ?1", "s", letter->uuid)
             : vt_db_get (db, error, &known, "SELECT id FROM stock_request WHERE uuid = ?1", "s", letter->uuid);
  if (step == VT_STEP_ERROR)
    return FALSE;
  if (is_new != NULL)
    *is_new = step == VT_STEP_DONE;

  return step == VT_STEP_ROW || insert (db, letter, host_id, error);
}

static VtLetter *
letter_from_row (VtLetterKind kind, VtStmt *stmt)
{
  VtLetter *self = g_new0 (VtLetter, 1);

  self->kind = kind;
  self->id = vt_stmt_get_int (stmt, 0);
  self->uuid = vt_stmt_dup_text (stmt, 1);
  self->sent_us = vt_stmt_get_int (stmt, 2);
  self->email = vt_stmt_dup_text (stmt, 3);
  self->language = vt_stmt_dup_text (stmt, 4);
  self->handled_us = vt_stmt_get_int (stmt, 5);
  self->name = vt_stmt_dup_text (stmt, 6);
  self->phone = vt_stmt_dup_text (stmt, 7);
  self->body = vt_stmt_dup_text (stmt, 8);
  self->about = vt_stmt_dup_text (stmt, 9);
  self->variant_id = vt_stmt_get_int (stmt, 10);
  self->product = vt_stmt_dup_text (stmt, 11);

  return self;
}

/* Those that wait are shown before those that somebody saw to. */
static VtStmt *
prepare_list (VtDb *db, VtLetterKind kind, GError **error)
{
  if (kind == VT_LETTER_MESSAGE)
    return vt_db_prepare (
        db,
        "SELECT id, uuid, sent_us, email, language, ifnull (handled_us, 0), name, phone, body, about, "
        "0, '' FROM message WHERE NOT ?1 OR handled_us IS NULL "
        "ORDER BY handled_us IS NOT NULL, sent_us DESC, id LIMIT ?2",
        error);

  return vt_db_prepare (
      db,
      "SELECT r.id, r.uuid, r.sent_us, r.email, r.language, ifnull (r.handled_us, 0), '', '', '', '', "
      "r.variant_id, ifnull (p.title || CASE v.option_values WHEN '' THEN '' "
      "ELSE ', ' || replace (v.option_values, char (31), ' / ') END, '') "
      "FROM stock_request r LEFT JOIN variant v ON v.id = r.variant_id "
      "LEFT JOIN product p ON p.id = v.product_id WHERE NOT ?1 OR r.handled_us IS NULL "
      "ORDER BY r.handled_us IS NOT NULL, r.sent_us DESC, r.id LIMIT ?2",
      error);
}

/**
 * vt_letter_list:
 * @db: a connection of this thread
 * @kind: which ones
 * @waiting: only those that nobody saw to yet
 * @limit: most to return
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtLetter) (nullable): those that wait, then the others; the newest first
 */
GPtrArray *
vt_letter_list (VtDb *db, VtLetterKind kind, gboolean waiting, int limit, GError **error)
{
  g_autoptr (VtStmt) stmt = prepare_list (db, kind, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_letter_free);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ii", (gint64) (waiting != FALSE), (gint64) MAX (limit, 0)))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (list, letter_from_row (kind, stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

/**
 * vt_letter_set_handled:
 * @db: the connection of a job
 * @kind: what it is
 * @id: a letter's id
 * @handled_us: when somebody saw to it, UTC microseconds since 1970; 0: it waits again
 * @error: a #VtDbError
 *
 * Returns: whether it was noted
 */
gboolean
vt_letter_set_handled (VtDb *db, VtLetterKind kind, gint64 id, gint64 handled_us, GError **error)
{
  return kind == VT_LETTER_MESSAGE
             ? vt_db_run (db, error, "UPDATE message SET handled_us = nullif (?2, 0) WHERE id = ?1", "ii", id,
                          handled_us)
             : vt_db_run (db, error, "UPDATE stock_request SET handled_us = nullif (?2, 0) WHERE id = ?1", "ii", id,
                          handled_us);
}
