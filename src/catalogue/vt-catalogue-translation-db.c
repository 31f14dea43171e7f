/* Which texts of the catalogue can be translated, and what a translation must be: the same as the text itself. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-catalogue-translation.h"

#include "base/vt-handle.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-fact.h"
#include "catalogue/vt-size-table.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  VtTranslatable what;
  const char *label; /* marked for translation */
  guint max_chars;   /* 0: HTML, or the cells of a size table */
  const char *read;  /* the row's own text; no row: there is no such thing */
  const char *gaps;  /* (nullable) row, owner, its title, text of what has no translation into ?1; at most ?2 */
} Text;

#define GAP_OF(kind, field)                                                                                            \
  "AND NOT EXISTS (SELECT 1 FROM translation AS t WHERE t.kind = '" kind "' AND t.row_id = r.id AND t.field = '" field \
  "' AND t.language = ?1) "

#define PRODUCT_GAPS(field)                                                                                            \
  "SELECT r.id, r.id, r.title, r." field " FROM product AS r WHERE r." field                                           \
  " <> '' AND r.status <> 'archived' " GAP_OF ("product", field) "ORDER BY r.title COLLATE NOCASE, r.id LIMIT ?2"

#define COLLECTION_GAPS(field)                                                                                         \
  "SELECT r.id, r.id, r.title, r." field " FROM collection AS r WHERE r." field                                        \
  " <> '' " GAP_OF ("collection", field) "ORDER BY r.position, r.id LIMIT ?2"

#define FACT_GAPS(field)                                                                                               \
  "SELECT r.id, p.id, p.title, r." field " FROM product AS p JOIN product_fact AS r ON r.product_id = p.id "           \
  "WHERE p.status <> 'archived' " GAP_OF ("product_fact",                                                              \
                                          field) "ORDER BY p.title COLLATE NOCASE, p.id, r.position LIMIT ?2"

#define SIZE_TABLE_GAPS(field)                                                                                         \
  "SELECT r.id, r.id, r.name, r." field " FROM size_table AS r WHERE r." field                                         \
  " <> '' " GAP_OF ("size_table", field) "ORDER BY r.name COLLATE NOCASE, r.id LIMIT ?2"

#define PRODUCT_TEXT(field, label, max_chars)                                                                          \
  {                                                                                                                    \
    { "product", #field, FALSE }, label, max_chars, "SELECT " #field " FROM product WHERE id = ?1",                    \
        PRODUCT_GAPS (#field)                                                                                          \
  }

#define COLLECTION_TEXT(field, label, max_chars)                                                                       \
  {                                                                                                                    \
    { "collection", #field, FALSE }, label, max_chars, "SELECT " #field " FROM collection WHERE id = ?1",              \
        COLLECTION_GAPS (#field)                                                                                       \
  }

/* Without one, the address of the first language is used: nothing is missing. */
#define HANDLE(kind)                                                                                                   \
  {                                                                                                                    \
    { #kind, "handle", FALSE }, N_ ("address"), VT_HANDLE_MAX_LENGTH, "SELECT handle FROM " #kind " WHERE id = ?1",    \
        NULL                                                                                                           \
  }

static const Text texts[] = {
  PRODUCT_TEXT (title, N_ ("title"), VT_TITLE_MAX_CHARS),
  PRODUCT_TEXT (description_html, N_ ("description"), 0),
  PRODUCT_TEXT (seo_title, N_ ("search title"), VT_TITLE_MAX_CHARS),
  PRODUCT_TEXT (seo_description, N_ ("search description"), VT_SEO_MAX_CHARS),
  { { "product", "option_names", TRUE },
    N_ ("option's name"),
    VT_TITLE_MAX_CHARS,
    "SELECT option_names FROM product WHERE id = ?1",
    PRODUCT_GAPS ("option_names") },
  { { "variant", "option_values", TRUE },
    N_ ("option's value"),
    VT_TITLE_MAX_CHARS,
    "SELECT option_values FROM variant WHERE id = ?1",
    "SELECT r.id, p.id, p.title, r.option_values FROM product AS p JOIN variant AS r ON r.product_id = p.id "
    "WHERE r.option_values <> '' AND p.status <> 'archived' " GAP_OF (
        "variant",
        "option_values") "ORDER BY p.title COLLATE NOCASE, p.id, r.position LIMIT ?2" },
  { { "photo", "alt", FALSE },
    N_ ("alternative text"),
    VT_ALT_MAX_CHARS,
    "SELECT alt FROM photo WHERE id = ?1",
    "SELECT r.id, p.id, p.title, r.alt FROM product AS p JOIN photo AS r ON r.product_id = p.id "
    "WHERE r.alt <> '' AND p.status <> 'archived' " GAP_OF (
        "photo",
        "alt") "ORDER BY p.title COLLATE NOCASE, p.id, r.position LIMIT ?2" },
  { { "product_fact", "name", FALSE },
    N_ ("fact's name"),
    VT_FACT_NAME_MAX_CHARS,
    "SELECT name FROM product_fact WHERE id = ?1",
    FACT_GAPS ("name") },
  { { "product_fact", "value", FALSE },
    N_ ("fact's value"),
    VT_FACT_VALUE_MAX_CHARS,
    "SELECT value FROM product_fact WHERE id = ?1",
    FACT_GAPS ("value") },
  { { "size_table", "name", FALSE },
    N_ ("size table's name"),
    VT_TITLE_MAX_CHARS,
    "SELECT name FROM size_table WHERE id = ?1",
    SIZE_TABLE_GAPS ("name") },
  { { "size_table", "cells", FALSE },
    N_ ("size table"),
    0,
    "SELECT cells FROM size_table WHERE id = ?1",
    SIZE_TABLE_GAPS ("cells") },
  COLLECTION_TEXT (title, N_ ("title"), VT_TITLE_MAX_CHARS),
  COLLECTION_TEXT (description_html, N_ ("description"), 0),
  COLLECTION_TEXT (seo_title, N_ ("search title"), VT_TITLE_MAX_CHARS),
  COLLECTION_TEXT (seo_description, N_ ("search description"), VT_SEO_MAX_CHARS),
  HANDLE (product),
  HANDLE (collection),
};

static const Text *
find_text (const char *kind, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].what.kind, kind) == 0 && strcmp (texts[i].what.field, field) == 0)
      return &texts[i];

  return NULL;
}

/**
 * vt_translatable_find:
 * @kind: a table
 * @field: a column
 *
 * Returns: (transfer none) (nullable): what is known of that text; %NULL when it cannot be translated
 */
const VtTranslatable *
vt_translatable_find (const char *kind, const char *field)
{
  const Text *text = find_text (kind, field);

  return text != NULL ? &text->what : NULL;
}

/* The items must be as many as the row's: the first stands for the first, and so on. */
static char *
check_list (const Text *text, const char *own, const char *value, GError **error)
{
  g_auto (GStrv) items = vt_catalogue_split_list (value);
  g_auto (GStrv) own_items = vt_catalogue_split_list (own);

  if (g_strv_length (items) != g_strv_length (own_items))
    {
      vt_catalogue_invalid (error, _ ("There are %u items to translate, not %u"), g_strv_length (own_items),
                            g_strv_length (items));
      return NULL;
    }

  for (guint i = 0; items[i] != NULL; i++)
    {
      char *line = vt_catalogue_check_line (items[i], _ (text->label), text->max_chars, TRUE, error);

      if (line == NULL)
        return NULL;
      g_free (items[i]);
      items[i] = line;
    }

  return vt_catalogue_join_list ((const char *const *) items);
}

static char *
check_value (const Text *text, const char *own, const char *value, GError **error)
{
  if (value == NULL || *value == '\0')
    return g_strdup ("");
  if (text->what.is_list)
    return check_list (text, own, value, error);
  if (strcmp (text->what.field, "cells") == 0)
    return vt_size_table_check_cells (value, error);
  if (text->max_chars == 0)
    return vt_catalogue_check_html (value, error);

  return vt_catalogue_check_line (value, _ (text->label), text->max_chars, FALSE, error);
}

static gboolean
touch (VtDb *db, const char *kind, gint64 row_id, GError **error)
{
  gint64 product_id = 0;

  if (strcmp (kind, "product") == 0)
    return vt_product_touch (db, row_id, error);
  if (strcmp (kind, "variant") == 0)
    return vt_variant_touch_product (db, row_id, error);
  if (strcmp (kind, "photo") == 0)
    return vt_db_get (db, error, &product_id, "SELECT product_id FROM photo WHERE id = ?1", "i", row_id) !=
               VT_STEP_ERROR &&
           vt_product_touch (db, product_id, error);
  if (strcmp (kind, "product_fact") == 0)
    return vt_db_get (db, error, &product_id, "SELECT product_id FROM product_fact WHERE id = ?1", "i", row_id) !=
               VT_STEP_ERROR &&
           vt_product_touch (db, product_id, error);
  if (strcmp (kind, "size_table") == 0)
    return vt_size_table_touch_products (db, row_id, error);

  return TRUE;
}

/* Returns: (transfer full) (nullable): the row's own text */
static char *
read_own (VtDb *db, const Text *text, gint64 row_id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, text->read, error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, row_id, error))
    return NULL;

  step = vt_stmt_step (stmt, error);
  return vt_catalogue_found (step, _ ("What is to be translated is not in the shop any more"), error)
             ? vt_stmt_dup_text (stmt, 0)
             : NULL;
}

/**
 * vt_catalogue_translate:
 * @db: the connection of a #VtShopJob
 * @kind: "product", "variant", "photo", "product_fact", "size_table" or "collection"
 * @row_id: its id
 * @field: a column that vt_translatable_find() knows
 * @language: one of the shop's other languages; see vt_language_list()
 * @text: (nullable): what the text is in that language, checked as its setter checks it; "" to have none. The items of
 *   a list have U+001F between them
 * @error: a #VtCatalogueError, #VtShopError or #VtDbError
 *
 * Returns: whether that is the translation now
 */
gboolean
vt_catalogue_translate (VtDb *db,
                        const char *kind,
                        gint64 row_id,
                        const char *field,
                        const char *language,
                        const char *text,
                        GError **error)
{
  const Text *known = find_text (kind, field);
  g_autofree char *own = NULL;
  g_autofree char *value = NULL;

  if (known == NULL)
    return vt_catalogue_invalid (error, _ ("“%s” cannot be translated"), field);
  own = read_own (db, known, row_id, error);
  if (own == NULL)
    return FALSE;
  value = check_value (known, own, text, error);
  if (value == NULL || !vt_translation_set (db, kind, row_id, field, language, value, error))
    return FALSE;

  return vt_db_changes (db) == 0 || touch (db, kind, row_id, error);
}

/**
 * vt_translation_gap_free:
 * @self: (nullable): a gap
 */
void
vt_translation_gap_free (VtTranslationGap *self)
{
  if (self == NULL)
    return;

  g_free (self->owner);
  g_free (self->text);
  g_free (self);
}

static gboolean
add_gaps (VtDb *db, const Text *text, const char *language, int limit, GPtrArray *gaps, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, text->gaps, error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "si", language, (gint64) (limit - (int) gaps->len)))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtTranslationGap *gap = g_new0 (VtTranslationGap, 1);

      gap->what = &text->what;
      gap->row_id = vt_stmt_get_int (stmt, 0);
      gap->owner_id = vt_stmt_get_int (stmt, 1);
      gap->owner = vt_stmt_dup_text (stmt, 2);
      gap->text = vt_stmt_dup_text (stmt, 3);
      g_ptr_array_add (gaps, gap);
    }

  return step == VT_STEP_DONE;
}

/**
 * vt_translation_missing:
 * @db: a shop's database
 * @language: one of the shop's other languages
 * @limit: at most so many
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtTranslationGap): texts of products that are not archived and of
 * collections that have none in @language yet, field by field
 */
GPtrArray *
vt_translation_missing (VtDb *db, const char *language, int limit, GError **error)
{
  g_autoptr (GPtrArray) gaps = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_translation_gap_free);

  for (guint i = 0; i < G_N_ELEMENTS (texts) && (int) gaps->len < limit; i++)
    if (texts[i].gaps != NULL && !add_gaps (db, &texts[i], language, limit, gaps, error))
      return NULL;

  return g_steal_pointer (&gaps);
}
