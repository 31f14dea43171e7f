/* Table `translation`: texts in the shop's other languages. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-translation.h"

#include "shop/vt-address.h"
#include "shop/vt-settings.h"
#include "shop/vt-shop.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * vt_translation_public_copies:
 *
 * Statements for vt_snapshot_write_catalogue(), ended by %NULL, to come after those of the rows that are translated.
 */
const char *const vt_translation_public_copies[] = {
  "INSERT INTO catalogue.translation (kind, row_id, field, language, value) "
  "SELECT kind, row_id, field, language, value FROM main.translation "
  "WHERE (kind = 'product' AND row_id IN (SELECT id FROM catalogue.product)) "
  "OR (kind = 'variant' AND row_id IN (SELECT id FROM catalogue.variant)) "
  "OR (kind = 'photo' AND row_id IN (SELECT id FROM catalogue.photo)) "
  "OR (kind = 'collection' AND row_id IN (SELECT id FROM catalogue.collection)) "
  "OR (kind = 'product_fact' AND row_id IN (SELECT id FROM catalogue.product_fact)) "
  "OR (kind = 'size_table' AND row_id IN (SELECT id FROM catalogue.size_table)) "
  "OR (kind = 'page' AND row_id IN (SELECT id FROM catalogue.page)) "
  "OR (kind = 'post' AND row_id IN (SELECT id FROM catalogue.post)) "
  "OR (kind = 'live_event' AND row_id IN (SELECT id FROM catalogue.live_event)) "
  "OR (kind = 'menu_item' AND row_id IN (SELECT id FROM catalogue.menu_item)) "
  "OR (kind = 'section' AND row_id IN (SELECT id FROM catalogue.section)) "
  "OR (kind = 'section_picture' AND row_id IN (SELECT id FROM catalogue.section_picture)) "
  "OR (kind = 'popup' AND row_id IN (SELECT id FROM catalogue.popup)) "
  "OR (kind = 'popup_variant' AND row_id IN (SELECT id FROM catalogue.popup_variant)) "
  "OR (kind = 'discount' AND row_id IN (SELECT id FROM catalogue.discount)) "
  "OR (kind = 'product_video' AND row_id IN (SELECT id FROM catalogue.product_video)) "
  "OR (kind = 'service_channel' AND row_id IN (SELECT id FROM catalogue.service_channel)) "
  "OR (kind = 'shipping_zone' AND row_id IN (SELECT id FROM catalogue.shipping_zone)) "
  "OR (kind = 'shipping_method') OR (kind = 'tax_rate') OR (kind = 'payment_method') OR (kind = 'setting' AND field IN (SELECT key FROM catalogue.setting)) "
  "ORDER BY kind, row_id, field, language",
  NULL,
};

/**
 * vt_translation_free:
 * @self: (nullable): a translation
 */
void
vt_translation_free (VtTranslation *self)
{
  if (self == NULL)
    return;

  g_free (self->field);
  g_free (self->language);
  g_free (self->value);
  g_free (self);
}

/**
 * vt_translation_get:
 * @db: a shop's database or a public catalogue
 * @kind: a table
 * @row_id: id of its row
 * @field: a column
 * @language: one of the shop's other languages
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the text in that language; "" when it is not translated
 */
char *
vt_translation_get (VtDb *db, const char *kind, gint64 row_id, const char *field, const char *language, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT value FROM translation WHERE kind = ?1 AND row_id = ?2 AND field = ?3 AND language = ?4", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "siss", kind, row_id, field, language))
    return NULL;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_ERROR)
    return NULL;

  return step == VT_STEP_ROW ? vt_stmt_dup_text (stmt, 0) : g_strdup ("");
}

/**
 * vt_translation_list:
 * @db: a shop's database or a public catalogue
 * @kind: a table
 * @row_id: id of its row
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtTranslation): all translations of that row, by field and language
 */
GPtrArray *
vt_translation_list (VtDb *db, const char *kind, gint64 row_id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_translation_free);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT field, language, value FROM translation WHERE kind = ?1 AND row_id = ?2 "
                     "ORDER BY field, language",
                     error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "si", kind, row_id))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtTranslation *translation = g_new0 (VtTranslation, 1);

      translation->field = vt_stmt_dup_text (stmt, 0);
      translation->language = vt_stmt_dup_text (stmt, 1);
      translation->value = vt_stmt_dup_text (stmt, 2);
      g_ptr_array_add (list, translation);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

static gboolean
each_row (VtStmt *stmt, VtTranslationFunc func, gpointer data, GError **error)
{
  VtStep step;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    func (vt_stmt_get_int (stmt, 0), vt_stmt_get_text (stmt, 1), vt_stmt_get_text (stmt, 2), data);

  return step == VT_STEP_DONE;
}

/* A list that one bound value can hold: "FROM json_each (?1)" reads it. */
static char *
id_list (const gint64 *ids, guint n_ids)
{
  GString *list = g_string_new ("[");

  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", ids[i]);
  g_string_append_c (list, ']');

  return g_string_free (list, FALSE);
}

/**
 * vt_translation_each:
 * @db: a shop's database or a public catalogue
 * @kind: a table
 * @row_ids: (array length=n_rows): ids of its rows
 * @n_rows: how many
 * @language: one of the shop's other languages
 * @func: (scope call): called for each text; it may not use @db
 * @data: for @func
 * @error: a #VtDbError
 *
 * Reads what many rows are called in one language, by one query.
 *
 * Returns: whether all of it was read
 */
gboolean
vt_translation_each (VtDb *db,
                     const char *kind,
                     const gint64 *row_ids,
                     guint n_rows,
                     const char *language,
                     VtTranslationFunc func,
                     gpointer data,
                     GError **error)
{
  g_autofree char *list = n_rows > 1 ? id_list (row_ids, n_rows) : NULL;
  g_autoptr (VtStmt) stmt = NULL;

  if (n_rows == 0)
    return TRUE;
  if (n_rows == 1)
    stmt = vt_db_prepare (
        db, "SELECT row_id, field, value FROM translation WHERE kind = ?1 AND row_id = ?2 AND language = ?3", error);
  else
    stmt = vt_db_prepare (db,
                          "SELECT t.row_id, t.field, t.value FROM json_each (?2) AS list "
                          "CROSS JOIN translation AS t ON t.kind = ?1 AND t.row_id = list.value WHERE t.language = ?3",
                          error);
  if (stmt == NULL)
    return FALSE;
  if (list != NULL ? !vt_stmt_bind (stmt, error, "sss", kind, list, language)
                   : !vt_stmt_bind (stmt, error, "sis", kind, row_ids[0], language))
    return FALSE;

  return each_row (stmt, func, data, error);
}

/**
 * vt_translation_find_handle:
 * @db: a shop's database or a public catalogue
 * @kind: a table
 * @language: (nullable): one of the shop's other languages; %NULL: any of them
 * @handle: a part of an address
 * @row_id: (out): the row whose `handle` is called so there; 0 when none is
 * @error: a #VtDbError
 *
 * Returns: whether it could be looked up
 */
gboolean
vt_translation_find_handle (VtDb *db,
                            const char *kind,
                            const char *language,
                            const char *handle,
                            gint64 *row_id,
                            GError **error)
{
  *row_id = 0;

  return vt_db_get (db, error, row_id,
                    "SELECT row_id FROM translation WHERE field = 'handle' AND kind = ?1 AND value = ?3 "
                    "AND (?2 IS NULL OR language = ?2) ORDER BY language, row_id LIMIT 1",
                    "sss", kind, language, handle) != VT_STEP_ERROR;
}

/**
 * vt_translation_set:
 * @db: the connection of a #VtShopJob
 * @kind: a table
 * @row_id: id of its row
 * @field: a column
 * @language: one of the shop's other languages
 * @value: (nullable): the text, checked as that column's is; "" to have none
 * @error: a #VtShopError or #VtDbError
 *
 * Writes one translation; that of a handle by vt_address_translate(). What is the same already is not written, so that
 * the journal gets no entry for it.
 *
 * Returns: whether that is the translation now
 */
gboolean
vt_translation_set (VtDb *db,
                    const char *kind,
                    gint64 row_id,
                    const char *field,
                    const char *language,
                    const char *value,
                    GError **error)
{
  if (strcmp (field, "handle") == 0)
    return vt_address_translate (db, kind, row_id, language, value, error);
  if (value == NULL || *value == '\0')
    return vt_db_run (db, error,
                      "DELETE FROM translation WHERE kind = ?1 AND row_id = ?2 AND field = ?3 AND language = ?4",
                      "siss", kind, row_id, field, language);

  return vt_language_check_other (db, language, error) &&
         vt_db_run (db, error,
                    "INSERT INTO translation (kind, row_id, field, language, value) VALUES (?1, ?2, ?3, ?4, ?5) "
                    "ON CONFLICT (kind, row_id, field, language) DO UPDATE SET value = excluded.value "
                    "WHERE value <> excluded.value",
                    "sisss", kind, row_id, field, language, value);
}

/**
 * vt_translation_remove:
 * @db: the connection of a #VtShopJob
 * @kind: a table
 * @row_id: id of a row that is deleted
 * @error: a #VtDbError
 *
 * Returns: whether the row has no translations now
 */
gboolean
vt_translation_remove (VtDb *db, const char *kind, gint64 row_id, GError **error)
{
  return vt_db_run (db, error, "DELETE FROM translation WHERE kind = ?1 AND row_id = ?2", "si", kind, row_id);
}

/**
 * vt_translation_copy:
 * @db: the connection of a #VtShopJob
 * @kind: a table
 * @row_id: id of a row
 * @field: a column
 * @new_id: id of the row that has the same text
 * @error: a #VtDbError
 *
 * Returns: whether the other row has the translations, too
 */
gboolean
vt_translation_copy (VtDb *db, const char *kind, gint64 row_id, const char *field, gint64 new_id, GError **error)
{
  return vt_db_run (db, error,
                    "INSERT OR REPLACE INTO translation (kind, row_id, field, language, value) "
                    "SELECT kind, ?4, field, language, value FROM translation "
                    "WHERE kind = ?1 AND row_id = ?2 AND field = ?3",
                    "sisi", kind, row_id, field, new_id);
}

static gboolean
add_language (GStrvBuilder *builder, GHashTable *seen, const char *language)
{
  if (*language == '\0' || !g_hash_table_add (seen, g_ascii_strdown (language, -1)))
    return FALSE;

  g_strv_builder_add (builder, language);
  return TRUE;
}

/**
 * vt_language_list:
 * @db: a shop's database or a public catalogue
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the shop's languages (BCP 47), each once; the first is
 * the one that its rows are written in
 */
char **
vt_language_list (VtDb *db, GError **error)
{
  g_autofree char *first = vt_setting_get (db, "shop.language", error);
  g_autofree char *others = first != NULL ? vt_setting_get (db, "languages", error) : NULL;
  g_auto (GStrv) names = others != NULL ? g_strsplit_set (others, " ,", -1) : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (names == NULL)
    return NULL;

  add_language (builder, seen, first);
  for (guint i = 0; names[i] != NULL; i++)
    add_language (builder, seen, names[i]);

  return g_strv_builder_end (builder);
}

/**
 * vt_language_check_other:
 * @db: a connection
 * @language: a language's code
 * @error: %VT_SHOP_ERROR_FAILED or a #VtDbError
 *
 * Returns: whether @language is one of the shop's languages and not the first
 */
gboolean
vt_language_check_other (VtDb *db, const char *language, GError **error)
{
  g_auto (GStrv) languages = vt_language_list (db, error);

  if (languages == NULL)
    return FALSE;
  if (languages[0] != NULL && g_strv_contains ((const char *const *) languages + 1, language))
    return TRUE;

  if (g_strcmp0 (languages[0], language) == 0)
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                 _ ("“%s” is the shop's first language; edit the text itself"), language);
  else
    g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                 _ ("“%s” is not one of the shop's languages; add it to them first"), language);
  return FALSE;
}
