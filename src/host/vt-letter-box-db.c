/* Owns the table stock_request of the host. */
#include "host/vt-letter-box.h"

#include "host/vt-host-ledger-db.h"

/* Who asked for it within this time waits for an answer already. */
#define ASK_AGAIN_US (30 * G_TIME_SPAN_DAY)

/* A feed that grows by the same request again and again is of use to nobody. */
static gboolean
is_repeated (VtDb *db, const VtLetter *letter, gboolean *repeated, GError **error)
{
  gint64 n = 0;

  if (vt_db_get (db, error, &n,
                 "SELECT count (*) FROM stock_request WHERE variant_id = ?1 AND email = ?2 AND at_us > ?3", "isi",
                 letter->variant_id, letter->email, letter->sent_us - ASK_AGAIN_US) != VT_STEP_ROW)
    return FALSE;

  *repeated = n > 0;
  return *repeated ||
         vt_db_run (db, error, "INSERT OR REPLACE INTO stock_request (variant_id, email, at_us) VALUES (?1, ?2, ?3)",
                    "isi", letter->variant_id, letter->email, letter->sent_us);
}

static gboolean
enter (VtDb *db, const VtLetter *letter, GError **error)
{
  g_autoptr (JsonObject) content = vt_letter_to_json (letter);
  gboolean repeated = FALSE;

  if (letter->kind == VT_LETTER_STOCK_REQUEST && !is_repeated (db, letter, &repeated, error))
    return FALSE;

  return repeated || vt_host_feed_append (db, vt_letter_kind_to_string (letter->kind), content, error);
}

/**
 * vt_letter_box_take:
 * @letter: what a shopper sent
 * @store: the host's #VtHostStore
 * @error: a #VtDbError
 *
 * Keeps it, in the feed that the shop pulls; it is on the disk when this returns.
 *
 * Returns: whether it is kept
 */
gboolean
vt_letter_box_take (const VtLetter *letter, gpointer store, GError **error)
{
  VtDb *db = vt_host_store_begin_write (store, error);

  return db != NULL && vt_host_store_end_write (store, enter (db, letter, error), error);
}

/**
 * vt_letter_box_take_events:
 * @batch: what shoppers did
 * @store: the host's #VtHostStore
 * @error: a #VtDbError
 *
 * Keeps it, in the feed that the shop pulls.
 *
 * Returns: whether it is kept
 */
gboolean
vt_letter_box_take_events (JsonObject *batch, gpointer store, GError **error)
{
  VtDb *db = vt_host_store_begin_write (store, error);

  return db != NULL && vt_host_store_end_write (store, vt_host_feed_append (db, "events", batch, error), error);
}
