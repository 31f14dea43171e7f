/* What an address of the storefront names: reads the handles of all tables that have one. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-address.h"

#include "shop/vt-translation.h"

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
