/* Reads product and product_tag for the words that are in use. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-product-words.h"

/**
 * vt_product_words_list:
 * @db: a connection; the products are all looked at, so not the one of the main thread
 * @kind: which words
 * @limit: the most to return
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the words in use, the most used first
 */
char **
vt_product_words_list (VtDb *db, VtWordsKind kind, int limit, GError **error)
{
  static const char *const queries[] = {
    [VT_WORDS_VENDOR] = "SELECT vendor FROM product WHERE vendor <> '' GROUP BY vendor ORDER BY count (*) DESC, vendor "
                        "LIMIT ?1",
    [VT_WORDS_TYPE] = "SELECT product_type FROM product WHERE product_type <> '' GROUP BY product_type "
                      "ORDER BY count (*) DESC, product_type LIMIT ?1",
    [VT_WORDS_TAG] = "SELECT tag FROM product_tag GROUP BY tag ORDER BY count (*) DESC, tag LIMIT ?1",
  };
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, queries[kind], error);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", (gint64) limit))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_strv_builder_add (words, vt_stmt_get_text (stmt, 0));

  return step == VT_STEP_DONE ? g_strv_builder_end (words) : NULL;
}
