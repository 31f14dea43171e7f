/* What products are found by, in one language; where a text has no translation it stands as it is. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-shop-texts.h"

#include "base/vt-html.h"
#include "shop/vt-settings.h"

#include <string.h>

/* The second column is the field: VtIndexField. Names of options and their values have U+001F between. */
#define TEXTS                                                                                                          \
  "SELECT p.id, 0, coalesce (t.value, p.title) FROM product AS p LEFT JOIN translation AS t ON "                       \
  "t.kind = 'product' AND t.row_id = p.id AND t.field = 'title' AND t.language = ?1 "                                  \
  "UNION ALL SELECT p.id, 1, p.title FROM product AS p JOIN translation AS t ON "                                      \
  "t.kind = 'product' AND t.row_id = p.id AND t.field = 'title' AND t.language = ?1 WHERE t.value <> p.title "         \
  "UNION ALL SELECT id, 2, vendor FROM product WHERE vendor <> '' "                                                    \
  "UNION ALL SELECT id, 3, product_type FROM product WHERE product_type <> '' "                                        \
  "UNION ALL SELECT product_id, 3, tag FROM product_tag "                                                              \
  "UNION ALL SELECT m.product_id, 3, coalesce (t.value, c.title) FROM collection_product AS m "                        \
  "JOIN collection AS c ON c.id = m.collection_id LEFT JOIN translation AS t ON "                                      \
  "t.kind = 'collection' AND t.row_id = c.id AND t.field = 'title' AND t.language = ?1 "                               \
  "UNION ALL SELECT v.product_id, 6, coalesce (t.value, v.option_values) FROM variant AS v LEFT JOIN translation "     \
  "AS t ON t.kind = 'variant' AND t.row_id = v.id AND t.field = 'option_values' AND t.language = ?1 "                  \
  "WHERE v.option_values <> '' "                                                                                       \
  "UNION ALL SELECT id, 6, replace (handle, '-', ' ') FROM product "                                                   \
  "UNION ALL SELECT product_id, 5, sku FROM variant WHERE sku <> '' "                                                  \
  "UNION ALL SELECT product_id, 5, barcode FROM variant WHERE barcode <> '' "                                          \
  "UNION ALL SELECT f.product_id, 6, coalesce (t.value, f.value) FROM product_fact AS f LEFT JOIN translation AS t "   \
  "ON t.kind = 'product_fact' AND t.row_id = f.id AND t.field = 'value' AND t.language = ?1 "                          \
  "UNION ALL SELECT p.id, 7, coalesce (t.value, p.description_html) FROM product AS p LEFT JOIN translation AS t ON "  \
  "t.kind = 'product' AND t.row_id = p.id AND t.field = 'description_html' AND t.language = ?1 "                       \
  "WHERE p.description_html <> '' "                                                                                    \
  "ORDER BY 1, 2"

static gboolean
hand_over (VtStmt *stmt, VtShopTextFunc func, gpointer data)
{
  gint64 id = vt_stmt_get_int (stmt, 0);
  VtIndexField field = (VtIndexField) vt_stmt_get_int (stmt, 1);
  g_autofree char *text = vt_stmt_dup_text (stmt, 2);
  g_autofree char *plain = field == VT_INDEX_TEXT ? vt_html_to_plain_text (text) : NULL;

  g_strdelimit (text, "\x1f", '\n');
  return func (id, field, plain != NULL ? plain : text, data);
}

/**
 * vt_shop_texts_each:
 * @db: a shop's database or a public catalogue
 * @language: the code of one of the shop's languages
 * @func: is given every text, those of one product together and in the order of #VtIndexField
 * @data: for @func
 * @error: a #VtDbError
 *
 * Returns: whether all were given; FALSE without an error when @func had enough
 */
gboolean
vt_shop_texts_each (VtDb *db, const char *language, VtShopTextFunc func, gpointer data, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, TEXTS, error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, language, error))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    if (!hand_over (stmt, func, data))
      return FALSE;

  return step == VT_STEP_DONE;
}
