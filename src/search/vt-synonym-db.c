/* Owner of the table search_synonym. */
#define G_LOG_DOMAIN "vt-search"

#include "base/vt-id.h"
#include "search/vt-search-rows.h"
#include "search/vt-search-text.h"
#include "search/vt-synonym.h"

#include <glib/gi18n-lib.h>

#define SYNONYMS_MAX 5000
#define SELECT       "SELECT id, language, source, words FROM search_synonym "

/**
 * vt_synonym_new:
 * @language: a language's code, or "" for every language
 * @source: "" when each word finds all, else the one that finds the others
 * @words: the words, with commas between
 *
 * Returns: (transfer full): synonyms that are not in the shop yet
 */
VtSynonym *
vt_synonym_new (const char *language, const char *source, const char *words)
{
  VtSynonym *self = g_new0 (VtSynonym, 1);

  self->language = g_strdup (language);
  self->source = g_strdup (source);
  self->words = g_strdup (words);

  return self;
}

/**
 * vt_synonym_free:
 * @self: (nullable): synonyms
 *
 * Frees the record.
 */
void
vt_synonym_free (VtSynonym *self)
{
  if (self == NULL)
    return;

  g_free (self->language);
  g_free (self->source);
  g_free (self->words);
  g_free (self);
}

static gpointer
synonym_new_from_row (VtStmt *stmt)
{
  VtSynonym *self = vt_synonym_new (vt_stmt_get_text (stmt, 1), vt_stmt_get_text (stmt, 2), vt_stmt_get_text (stmt, 3));

  self->id = vt_stmt_get_int (stmt, 0);
  return self;
}

/**
 * vt_synonym_list:
 * @db: a shop's database
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtSynonym) (nullable): all of them, by their words
 */
GPtrArray *
vt_synonym_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "ORDER BY source, words, id", error);

  return vt_search_rows_list (stmt, synonym_new_from_row, (GDestroyNotify) vt_synonym_free, error);
}

/**
 * vt_synonym_load:
 * @db: a shop's database
 * @id: the id of synonyms
 * @error: %VT_SEARCH_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): them
 */
VtSynonym *
vt_synonym_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE id = ?1", error);

  return vt_search_rows_find (stmt, id, synonym_new_from_row, _ ("These synonyms are not in the shop any more"), error);
}

static gboolean
has_room (VtDb *db, GError **error)
{
  gint64 n = 0;

  if (vt_db_get (db, error, &n, "SELECT count (*) FROM search_synonym", "") != VT_STEP_ROW)
    return FALSE;
  if (n < SYNONYMS_MAX)
    return TRUE;

  g_set_error (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID, _ ("A shop has at most %d lists of synonyms"),
               SYNONYMS_MAX);
  return FALSE;
}

static gboolean
clean_up (VtSynonym *synonym, GError **error)
{
  gboolean both_ways = *synonym->source == '\0';
  g_autofree char *source = both_ways ? g_strdup ("") : vt_search_query_text (synonym->source, error);
  g_autofree char *words = source != NULL ? vt_search_word_list (synonym->words, both_ways ? 2 : 1, error) : NULL;

  if (words == NULL || !vt_search_language_is_valid (synonym->language, error))
    return FALSE;

  g_free (synonym->source);
  synonym->source = g_steal_pointer (&source);
  g_free (synonym->words);
  synonym->words = g_steal_pointer (&words);
  return TRUE;
}

/**
 * vt_synonym_save:
 * @db: the connection of a #VtShopJob
 * @synonym: at least two words, or one and a source
 * @error: a #VtSearchError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_synonym_save (VtDb *db, VtSynonym *synonym, GError **error)
{
  g_autoptr (VtSynonym) known = NULL;

  if (!clean_up (synonym, error))
    return FALSE;
  if (synonym->id != 0 ? (known = vt_synonym_load (db, synonym->id, error)) == NULL : !has_room (db, error))
    return FALSE;
  if (synonym->id != 0)
    return vt_db_run (db, error,
                      "UPDATE search_synonym SET language = ?2, source = ?3, words = ?4 WHERE id = ?1 AND "
                      "(language, source, words) IS NOT (?2, ?3, ?4)",
                      "isss", synonym->id, synonym->language, synonym->source, synonym->words);

  synonym->id = vt_id_new ();
  return vt_db_run (db, error, "INSERT INTO search_synonym (id, language, source, words) VALUES (?1, ?2, ?3, ?4)",
                    "isss", synonym->id, synonym->language, synonym->source, synonym->words);
}

/**
 * vt_synonym_delete:
 * @db: the connection of a #VtShopJob
 * @id: the id of synonyms
 * @error: a #VtSearchError or #VtDbError
 *
 * Returns: whether they are gone
 */
gboolean
vt_synonym_delete (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtSynonym) synonym = vt_synonym_load (db, id, error);

  return synonym != NULL && vt_db_run (db, error, "DELETE FROM search_synonym WHERE id = ?1", "i", id);
}
