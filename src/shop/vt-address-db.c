/* What an address of the storefront names: reads the handles of all tables that have one. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-address.h"

#include "base/vt-handle.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-shop.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
find_first (VtDb *db, const char *kind, const char *handle, gint64 *row_id, GError **error)
{
  return vt_db_get (db, error, row_id,
                    "SELECT id FROM product WHERE ?1 = 'product' AND handle = ?2 UNION ALL "
                    "SELECT id FROM collection WHERE ?1 = 'collection' AND handle = ?2 UNION ALL "
                    "SELECT id FROM page WHERE ?1 = 'page' AND handle = ?2 UNION ALL "
                    "SELECT id FROM post WHERE ?1 = 'post' AND handle = ?2 UNION ALL "
                    "SELECT id FROM live_event WHERE ?1 = 'live_event' AND handle = ?2",
                    "ss", kind, handle) != VT_STEP_ERROR;
}

static gboolean
find_old (VtDb *db, const char *kind, const char *language, const char *handle, gint64 *row_id, GError **error)
{
  return vt_db_get (db, error, row_id,
                    "SELECT target_id FROM old_handle WHERE kind = ?1 AND handle = ?3 "
                    "ORDER BY language = ?2 DESC, language LIMIT 1",
                    "sss", kind, language != NULL ? language : "", handle) != VT_STEP_ERROR;
}

/**
 * vt_address_find_row:
 * @db: a shop's database or a public catalogue
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @language: (nullable): the language of the page that is asked for; %NULL is the shop's first
 * @handle: the end of its address, from outside
 * @row_id: (out): what it names; 0 when nothing has or had it
 * @error: a #VtDbError
 *
 * Whose handle it is in @language comes first, then who has it in the first language, in any other, and who had it
 * once. Only what has it in @language is at that address; visitors of the others are sent on.
 *
 * Returns: whether it could be looked up
 */
gboolean
vt_address_find_row (VtDb *db,
                     const char *kind,
                     const char *language,
                     const char *handle,
                     gint64 *row_id,
                     GError **error)
{
  *row_id = 0;
  if (language != NULL && !vt_translation_find_handle (db, kind, language, handle, row_id, error))
    return FALSE;
  if (*row_id == 0 && !find_first (db, kind, handle, row_id, error))
    return FALSE;
  if (*row_id == 0 && !vt_translation_find_handle (db, kind, NULL, handle, row_id, error))
    return FALSE;

  return *row_id != 0 || find_old (db, kind, language, handle, row_id, error);
}

/* Handles of all products have one namespace, whatever the language: who asks by another language's is sent on. */
static gboolean
find_other (VtDb *db, const char *kind, const char *handle, gint64 row_id, gint64 *other, GError **error)
{
  *other = 0;
  if (!find_first (db, kind, handle, other, error))
    return FALSE;
  if (*other != 0 && *other != row_id)
    return TRUE;

  *other = 0;
  return vt_db_get (db, error, other,
                    "SELECT row_id FROM translation WHERE field = 'handle' AND kind = ?1 AND value = ?2 "
                    "AND row_id <> ?3",
                    "ssi", kind, handle, row_id) != VT_STEP_ERROR;
}

/**
 * vt_address_is_free:
 * @db: the connection of a #VtShopJob
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @handle: an address for it
 * @row_id: what shall have it; 0: something new
 * @error: %VT_SHOP_ERROR_FAILED when another of its kind has it in some language, or a #VtDbError
 *
 * Returns: whether it can have it
 */
gboolean
vt_address_is_free (VtDb *db, const char *kind, const char *handle, gint64 row_id, GError **error)
{
  gint64 other = 0;

  if (!find_other (db, kind, handle, row_id, &other, error))
    return FALSE;
  if (other == 0 && (strcmp (kind, "collection") != 0 || strcmp (handle, "all") != 0))
    return TRUE;

  g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
               _ ("Something else has the address “%s”; choose another one"), handle);
  return FALSE;
}

/* Returns: (transfer full) (nullable): the handle that it has in @language so far, its own included */
static char *
read_handle (VtDb *db, const char *kind, gint64 row_id, const char *language, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT coalesce ((SELECT value FROM translation WHERE kind = ?1 AND row_id = ?2 AND field = 'handle' "
      "AND language = ?3), (SELECT handle FROM product WHERE ?1 = 'product' AND id = ?2), "
      "(SELECT handle FROM collection WHERE ?1 = 'collection' AND id = ?2), "
      "(SELECT handle FROM page WHERE ?1 = 'page' AND id = ?2), "
      "(SELECT handle FROM post WHERE ?1 = 'post' AND id = ?2), "
      "(SELECT handle FROM live_event WHERE ?1 = 'live_event' AND id = ?2), '')",
      error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "sis", kind, row_id, language) ||
      vt_stmt_step (stmt, error) != VT_STEP_ROW)
    return NULL;

  return vt_stmt_dup_text (stmt, 0);
}

static gboolean
write_handle (VtDb *db, const char *kind, gint64 row_id, const char *language, const char *handle, GError **error)
{
  if (*handle == '\0')
    return vt_db_run (db, error,
                      "DELETE FROM translation WHERE kind = ?1 AND row_id = ?2 AND field = 'handle' AND language = ?3",
                      "sis", kind, row_id, language);

  return vt_db_run (db, error,
                    "INSERT INTO translation (kind, row_id, field, language, value) VALUES (?1, ?2, 'handle', ?3, ?4) "
                    "ON CONFLICT (kind, row_id, field, language) DO UPDATE SET value = excluded.value",
                    "siss", kind, row_id, language, handle);
}

/**
 * vt_address_translate:
 * @db: the connection of a #VtShopJob
 * @kind: "product", "collection", "page", "post" or "live_event"
 * @row_id: which one
 * @language: one of the shop's other languages
 * @handle: (nullable): its handle there, see vt_handle_is_valid_in_script(); "": the one of the first language
 * @error: %VT_SHOP_ERROR_FAILED when it cannot be or another one has it, or a #VtDbError
 *
 * Gives a page another address in one language. Visitors of the one that it had are sent on.
 *
 * Returns: whether that is its address now
 */
gboolean
vt_address_translate (VtDb *db,
                      const char *kind,
                      gint64 row_id,
                      const char *language,
                      const char *handle,
                      GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (handle == NULL)
    handle = "";
  if (*handle != '\0' && !vt_handle_is_valid_in_script (handle))
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                   _ ("“%s” cannot be an address; use small letters, digits and single hyphens"), handle);
      return FALSE;
    }
  if ((*handle != '\0' &&
       (!vt_language_check_other (db, language, error) || !vt_address_is_free (db, kind, handle, row_id, error))) ||
      (before = read_handle (db, kind, row_id, language, error)) == NULL)
    return FALSE;
  if (strcmp (before, handle) == 0)
    return TRUE;

  if (!write_handle (db, kind, row_id, language, handle, error) ||
      (after = read_handle (db, kind, row_id, language, error)) == NULL)
    return FALSE;

  return strcmp (before, after) == 0 || *before == '\0' ||
         (vt_old_handle_keep_in (db, kind, language, before, row_id, error) &&
          vt_old_handle_take_over_in (db, kind, language, after, error));
}
