/* Owns the tables movement, stock (by its trigger) and feed. */
#include "host/vt-host-ledger-db.h"

#include <glib/gi18n-lib.h>

#include "base/vt-id.h"
#include "host/vt-host-json.h"

typedef struct
{
  gint64 variant_id;
  gint64 delta;
} Taken;

/**
 * vt_host_ledger_reason_is_known:
 * @reason: why something moved
 *
 * Returns: whether it is one of the reasons that shops know
 */
gboolean
vt_host_ledger_reason_is_known (const char *reason)
{
  return g_strv_contains ((const char *const[]){ "received", "counted", "sold", "returned", "damaged", "moved", NULL },
                          reason);
}

/**
 * vt_host_ledger_add:
 * @db: a connection inside a transaction
 * @movement: what moved
 * @is_new: (out): whether its UUID was not known yet; one that was changes nothing
 * @error: a #VtDbError
 *
 * Returns: whether the ledger has the movement
 */
gboolean
vt_host_ledger_add (VtDb *db, const VtHostMovement *movement, gboolean *is_new, GError **error)
{
  if (!vt_db_run (db, error,
                  "INSERT INTO movement (uuid, variant_id, delta, reason, reference, at_us) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (uuid) DO NOTHING",
                  "siissi", movement->uuid, movement->variant_id, movement->delta, movement->reason,
                  movement->reference, movement->at_us))
    return FALSE;

  *is_new = vt_db_changes (db) > 0;
  return TRUE;
}

static gboolean
announce (VtDb *db, const VtHostMovement *movement, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "uuid", movement->uuid);
  json_object_set_int_member (object, "variant", movement->variant_id);
  json_object_set_int_member (object, "delta", movement->delta);
  json_object_set_string_member (object, "reason", movement->reason);
  json_object_set_string_member (object, "reference", movement->reference);
  json_object_set_int_member (object, "at_us", movement->at_us);

  return vt_host_feed_append (db, "stock", object, error);
}

/**
 * vt_host_ledger_move:
 * @db: a connection inside a transaction
 * @variant_id: what moves
 * @delta: by how much, not 0
 * @reason: a known reason
 * @reference: an order's number
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * A movement that begins here: it is told in the feed too.
 *
 * Returns: whether both have it
 */
gboolean
vt_host_ledger_move (VtDb *db,
                     gint64 variant_id,
                     gint64 delta,
                     const char *reason,
                     const char *reference,
                     gint64 now_us,
                     GError **error)
{
  g_autofree char *uuid = vt_uuid_new ();
  VtHostMovement movement = { uuid, variant_id, delta, reason, reference, now_us };
  gboolean is_new = FALSE;

  return vt_host_ledger_add (db, &movement, &is_new, error) && announce (db, &movement, error);
}

/**
 * vt_host_ledger_return_order:
 * @db: a connection inside a transaction
 * @number: an order's number
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Puts back what the order took and has not been put back yet.
 *
 * Returns: whether that was done
 */
gboolean
vt_host_ledger_return_order (VtDb *db, const char *number, gint64 now_us, GError **error)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Taken));
  g_autoptr (VtStmt) stmt = vt_db_prepare (db,
                                           "SELECT variant_id, sum (delta) FROM movement "
                                           "WHERE reference = ?1 AND reason IN ('sold', 'returned') "
                                           "GROUP BY variant_id HAVING sum (delta) < 0",
                                           error);
  VtStep step = VT_STEP_ERROR;

  if (stmt != NULL && vt_stmt_bind (stmt, error, "s", number))
    while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
      {
        Taken pair = { vt_stmt_get_int (stmt, 0), vt_stmt_get_int (stmt, 1) };

        g_array_append_val (taken, pair);
      }

  for (guint i = 0; step == VT_STEP_DONE && i < taken->len; i++)
    {
      const Taken *pair = &g_array_index (taken, Taken, i);

      if (!vt_host_ledger_move (db, pair->variant_id, -pair->delta, "returned", number, now_us, error))
        return FALSE;
    }

  return step == VT_STEP_DONE;
}

/**
 * vt_host_ledger_get_available:
 * @db: a connection
 * @variant_id: a variant
 * @available: (out): how many pieces can be sold, 0 or more
 * @error: a #VtDbError
 *
 * Returns: whether the ledger could be read
 */
gboolean
vt_host_ledger_get_available (VtDb *db, gint64 variant_id, gint64 *available, GError **error)
{
  gint64 on_hand = 0;
  VtStep step = vt_db_get (db, error, &on_hand, "SELECT on_hand FROM stock WHERE variant_id = ?1", "i", variant_id);

  *available = MAX (on_hand, 0);
  return step != VT_STEP_ERROR;
}

/**
 * vt_host_feed_append:
 * @db: a connection inside a transaction
 * @kind: what the entry is about
 * @content: what it says
 * @error: a #VtDbError
 *
 * Returns: whether the feed has the entry
 */
gboolean
vt_host_feed_append (VtDb *db, const char *kind, JsonObject *content, GError **error)
{
  g_autofree char *body = vt_host_json_to_text (content);

  return vt_db_run (db, error, "INSERT INTO feed (kind, body) VALUES (?1, ?2)", "ss", kind, body);
}

/* The member of an entry that holds what it says. */
static const char *
member_of (const char *kind)
{
  if (g_str_equal (kind, "stock"))
    return "movement";

  return g_str_equal (kind, "stock-request") ? "request" : kind;
}

static gboolean
add_entry (JsonArray *entries, VtStmt *stmt, GError **error)
{
  const char *kind = vt_stmt_get_text (stmt, 1);
  JsonNode *content = json_from_string (vt_stmt_get_text (stmt, 2), error);
  g_autofree char *cursor = g_strdup_printf ("%" G_GINT64_FORMAT, vt_stmt_get_int (stmt, 0));
  JsonObject *entry;

  if (content == NULL)
    return FALSE;

  entry = json_object_new ();
  json_object_set_string_member (entry, "cursor", cursor);
  json_object_set_string_member (entry, "kind", kind);
  json_object_set_member (entry, member_of (kind), content);
  json_array_add_object_element (entries, entry);

  return TRUE;
}

/**
 * vt_host_feed_list:
 * @store: a store
 * @after: the cursor of the last entry that the caller has; 0: none
 * @limit: the most entries to list
 * @cursor: (out): that of the last entry listed; @after when there is none
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): entries in the order in which they came to be
 */
JsonArray *
vt_host_feed_list (VtHostStore *store, gint64 after, gint64 limit, gint64 *cursor, GError **error)
{
  g_autoptr (JsonArray) entries = json_array_new ();
  VtDb *db = vt_host_store_lease_reader (store, error);
  VtStep step = VT_STEP_ERROR;
  gboolean listed = TRUE;
  VtStmt *stmt;

  *cursor = after;
  if (db == NULL)
    return NULL;

  stmt = vt_db_prepare (db, "SELECT seq, kind, body FROM feed WHERE seq > ?1 ORDER BY seq LIMIT ?2", error);
  if (stmt != NULL && vt_stmt_bind (stmt, error, "ii", after, limit))
    while (listed && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
      {
        listed = add_entry (entries, stmt, error);
        *cursor = vt_stmt_get_int (stmt, 0);
      }
  vt_stmt_free (stmt);
  vt_host_store_return_reader (store, db);

  return listed && step == VT_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}
