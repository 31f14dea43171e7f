/* Owns the table token. */
#include "host/vt-host-token-db.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/vt-hash.h"
#include "host/vt-random-text.h"

#define TOKEN_PREFIX "vt_"
#define TOKEN_BYTES  32

/**
 * vt_host_token_scope_from_name:
 * @name: (nullable): "publish" or "read"
 *
 * Returns: the scope, or %VT_HOST_TOKEN_SCOPE_NONE
 */
VtHostTokenScope
vt_host_token_scope_from_name (const char *name)
{
  if (g_strcmp0 (name, "publish") == 0)
    return VT_HOST_TOKEN_SCOPE_PUBLISH;

  return g_strcmp0 (name, "read") == 0 ? VT_HOST_TOKEN_SCOPE_READ : VT_HOST_TOKEN_SCOPE_NONE;
}

/**
 * vt_host_token_scope_get_name:
 * @scope: a scope
 *
 * Returns: (transfer none): its name
 */
const char *
vt_host_token_scope_get_name (VtHostTokenScope scope)
{
  switch (scope)
    {
    case VT_HOST_TOKEN_SCOPE_PUBLISH:
      return "publish";
    case VT_HOST_TOKEN_SCOPE_READ:
      return "read";
    case VT_HOST_TOKEN_SCOPE_NONE:
    default:
      return "none";
    }
}

/**
 * vt_host_token_create:
 * @store: a store
 * @scope: what the token allows
 * @error: a #VtDbError or #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the token, told this once: only its hash is kept
 */
char *
vt_host_token_create (VtHostStore *store, VtHostTokenScope scope, GError **error)
{
  g_autofree char *random = vt_random_text (TOKEN_BYTES, error);
  g_autofree char *token = NULL;
  g_autofree char *hash = NULL;
  VtDb *db;
  gboolean inserted;

  if (random == NULL)
    return NULL;

  token = g_strconcat (TOKEN_PREFIX, random, NULL);
  hash = vt_sha256_data (token, strlen (token));
  db = vt_host_store_begin_write (store, error);
  if (db == NULL)
    return NULL;

  inserted = vt_db_run (db, error, "INSERT INTO token (hash, scope, created_us) VALUES (?1, ?2, ?3)", "ssi", hash,
                        vt_host_token_scope_get_name (scope), vt_host_store_now_us (store));

  return vt_host_store_end_write (store, inserted, error) ? g_steal_pointer (&token) : NULL;
}

/**
 * vt_host_token_list:
 * @store: a store
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtHostToken): all tokens, oldest first
 */
GArray *
vt_host_token_list (VtHostStore *store, GError **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (VtHostToken));
  VtDb *db = vt_host_store_lease_reader (store, error);
  VtStep step = VT_STEP_ERROR;
  VtStmt *stmt;

  if (db == NULL)
    return NULL;

  stmt = vt_db_prepare (db, "SELECT id, scope, created_us, revoked_us FROM token ORDER BY id", error);
  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtHostToken token = { vt_stmt_get_int (stmt, 0), vt_host_token_scope_from_name (vt_stmt_get_text (stmt, 1)),
                            vt_stmt_get_int (stmt, 2), vt_stmt_get_int (stmt, 3) };

      g_array_append_val (tokens, token);
    }
  vt_stmt_free (stmt);
  vt_host_store_return_reader (store, db);

  return step == VT_STEP_DONE ? g_steal_pointer (&tokens) : NULL;
}

/**
 * vt_host_token_revoke:
 * @store: a store
 * @id: a token's number
 * @error: %G_IO_ERROR_NOT_FOUND, or a #VtDbError
 *
 * Makes a token useless from the next request on. Revoking one twice is harmless.
 *
 * Returns: whether the token is revoked
 */
gboolean
vt_host_token_revoke (VtHostStore *store, gint64 id, GError **error)
{
  VtDb *db = vt_host_store_begin_write (store, error);
  gboolean revoked;

  if (db == NULL)
    return FALSE;

  revoked = vt_db_run (db, error, "UPDATE token SET revoked_us = ifnull (revoked_us, ?2) WHERE id = ?1", "ii", id,
                       vt_host_store_now_us (store));
  if (revoked && vt_db_changes (db) == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _ ("There is no token %" PRId64 "; “vitrine-host token list” shows those there are"), id);
      revoked = FALSE;
    }

  return vt_host_store_end_write (store, revoked, error);
}

/**
 * vt_host_token_check:
 * @store: a store
 * @token: what a caller presented
 * @scope: (out): what it allows; %VT_HOST_TOKEN_SCOPE_NONE when it is unknown or revoked
 * @error: a #VtDbError
 *
 * The look-up goes by the hash, whose digits nobody can choose, and the hash found is compared in constant time.
 *
 * Returns: whether the question could be answered
 */
gboolean
vt_host_token_check (VtHostStore *store, const char *token, VtHostTokenScope *scope, GError **error)
{
  g_autofree char *hash = vt_sha256_data (token, strlen (token));
  VtDb *db = vt_host_store_lease_reader (store, error);
  VtStep step = VT_STEP_ERROR;
  VtStmt *stmt;

  *scope = VT_HOST_TOKEN_SCOPE_NONE;
  if (db == NULL)
    return FALSE;

  stmt = vt_db_prepare (db, "SELECT hash, scope FROM token WHERE hash = ?1 AND revoked_us IS NULL", error);
  if (stmt != NULL && vt_stmt_bind (stmt, error, "s", hash))
    step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ROW && vt_secret_equal (vt_stmt_get_text (stmt, 0), hash))
    *scope = vt_host_token_scope_from_name (vt_stmt_get_text (stmt, 1));
  vt_stmt_free (stmt);
  vt_host_store_return_reader (store, db);

  return step != VT_STEP_ERROR;
}
