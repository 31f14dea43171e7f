/* Owns the table secret. */
#include "host/vt-host-secret-db.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "host/vt-random-text.h"

#define OFFERS "offers"

/* As base64url they fill the key with 192 bits that nobody can guess. */
#define RANDOM_BYTES (VT_OFFER_KEY_BYTES / 4 * 3)

static gboolean
make (VtDb *db, GError **error)
{
  g_autofree char *text = vt_random_text (RANDOM_BYTES, error);

  return text != NULL &&
         vt_db_run (db, error, "INSERT OR IGNORE INTO secret (name, value) VALUES (?1, ?2)", "ss", OFFERS, text);
}

static VtStep
take (VtDb *db, guint8 *key, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT value FROM secret WHERE name = ?1", error);
  VtStep step = stmt != NULL && vt_stmt_bind_text (stmt, 1, OFFERS, error) ? vt_stmt_step (stmt, error) : VT_STEP_ERROR;
  const char *text = step == VT_STEP_ROW ? vt_stmt_get_text (stmt, 0) : "";

  if (step != VT_STEP_ROW)
    return step;
  if (strlen (text) != VT_OFFER_KEY_BYTES)
    {
      g_set_error_literal (error, VT_DB_ERROR, VT_DB_ERROR_DAMAGED,
                           _ ("The host's secret is damaged; restore the data folder from a backup"));
      return VT_STEP_ERROR;
    }

  memcpy (key, text, VT_OFFER_KEY_BYTES);
  return VT_STEP_ROW;
}

/**
 * vt_host_secret_load:
 * @db: the connection that writes
 * @key: (out caller-allocates) (array fixed-size=32): what signs the codes that end for each visitor
 * @error: a #VtDbError or #GIOErrorEnum
 *
 * Reads the host's secret; the first time it is made.
 *
 * Returns: whether it is there
 */
gboolean
vt_host_secret_load (VtDb *db, guint8 *key, GError **error)
{
  VtStep step = take (db, key, error);

  if (step == VT_STEP_DONE)
    step = make (db, error) ? take (db, key, error) : VT_STEP_ERROR;
  return step == VT_STEP_ROW;
}
