/* What products are found by, in one language; where a text has no translation it stands as it is. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-shop-texts.h"

#include "base/vt-html.h"
#include "catalogue/vt-facet-words.h"
#include "shop/vt-settings.h"

/* The second column is the field: VtIndexField. Names of options and their values have U+001F between. What may be a
 * colour comes with what it is called, U+001E between. */
#define TEXTS                                                                                                          \
  "SELECT p.id, 0, coalesce (t.value, p.title) FROM product AS p LEFT JOIN translation AS t ON "                       \
  "t.kind = 'product' AND t.row_id = p.id AND t.field = 'title' AND t.language = ?1 "                                  \
  "UNION ALL SELECT p.id, 1, p.title FROM product AS p JOIN translation AS t ON "                                      \
  "t.kind = 'product' AND t.row_id = p.id AND t.field = 'title' AND t.language = ?1 WHERE t.value <> p.title "         \
  "UNION ALL SELECT t.row_id, 1, t.value FROM translation AS t JOIN product AS p ON p.id = t.row_id WHERE "            \
  "t.kind = 'product' AND t.field = 'title' AND t.language <> ?1 AND t.value <> p.title "                              \
  "UNION ALL SELECT id, 2, vendor FROM product WHERE vendor <> '' "                                                    \
  "UNION ALL SELECT id, 3, product_type FROM product WHERE product_type <> '' "                                        \
  "UNION ALL SELECT product_id, 3, tag FROM product_tag "                                                              \
  "UNION ALL SELECT m.product_id, 3, coalesce (t.value, c.title) FROM collection_product AS m "                        \
  "JOIN collection AS c ON c.id = m.collection_id LEFT JOIN translation AS t ON "                                      \
  "t.kind = 'collection' AND t.row_id = c.id AND t.field = 'title' AND t.language = ?1 "                               \
  "UNION ALL SELECT v.product_id, 4, p.option_names || char (30) || v.option_values FROM variant AS v "                \
  "JOIN product AS p ON p.id = v.product_id WHERE v.option_values <> '' "                                              \
  "UNION ALL SELECT v.product_id, 4, p.option_names || char (30) || t.value FROM variant AS v JOIN product AS p "      \
  "ON p.id = v.product_id JOIN translation AS t ON t.kind = 'variant' AND t.row_id = v.id AND "                        \
  "t.field = 'option_values' AND t.language = ?1 "                                                                     \
  "UNION ALL SELECT product_id, 4, char (30) || tag FROM product_tag "                                                 \
  "UNION ALL SELECT f.product_id, 4, f.name || char (30) || coalesce (t.value, f.value) FROM product_fact AS f "       \
  "LEFT JOIN translation AS t ON t.kind = 'product_fact' AND t.row_id = f.id AND t.field = 'value' AND "               \
  "t.language = ?1 "                                                                                                   \
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

/* Where the texts of a product are handed over. */
typedef struct
{
  VtShopTextFunc func;
  gpointer data;
  gint64 product_id;   /* whose colours are known; 0: nobody's */
  GHashTable *colours; /* (owned) (element-type utf8) each is said once, however many variants have it */
} Walk;

static gboolean
is_colour (const char *name, const char *value)
{
  const VtFacetWord *word;

  if (vt_facet_word_names_colours (name))
    return TRUE;
  word = vt_facet_word_find (value);
  return word != NULL && vt_facet_word_get_kind (word) == VT_FACET_WORD_COLOUR;
}

static gboolean
hand_over_colour (Walk *self, gint64 id, const char *name, const char *value)
{
  if (*value == '\0' || !is_colour (name, value) || !g_hash_table_add (self->colours, g_strdup (value)))
    return TRUE;

  return self->func (id, VT_INDEX_COLOUR, value, self->data);
}

/* Names and values of what may be colours: "Size␟Colour␞M␟Navy". */
static gboolean
hand_over_colours (Walk *self, gint64 id, const char *text)
{
  g_auto (GStrv) sides = g_strsplit (text, "\x1e", 2);
  g_auto (GStrv) names = g_strsplit (sides[0], "\x1f", -1);
  g_auto (GStrv) values = g_strsplit (sides[1] != NULL ? sides[1] : "", "\x1f", -1);
  guint n_names = g_strv_length (names);

  if (id != self->product_id)
    g_hash_table_remove_all (self->colours);
  self->product_id = id;
  for (guint i = 0; values[i] != NULL; i++)
    if (!hand_over_colour (self, id, i < n_names ? names[i] : "", values[i]))
      return FALSE;

  return TRUE;
}

static gboolean
hand_over (Walk *self, VtStmt *stmt)
{
  gint64 id = vt_stmt_get_int (stmt, 0);
  VtIndexField field = (VtIndexField) vt_stmt_get_int (stmt, 1);
  g_autofree char *text = vt_stmt_dup_text (stmt, 2);
  g_autofree char *plain = field == VT_INDEX_TEXT ? vt_html_to_plain_text (text) : NULL;

  if (field == VT_INDEX_COLOUR)
    return hand_over_colours (self, id, text);

  g_strdelimit (text, "\x1f", '\n');
  return self->func (id, field, plain != NULL ? plain : text, self->data);
}

static gboolean
walk (VtStmt *stmt, Walk *self, GError **error)
{
  VtStep step;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    if (!hand_over (self, stmt))
      return FALSE;

  return step == VT_STEP_DONE;
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
  g_autoptr (GHashTable) colours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Walk self = { func, data, 0, colours };

  return stmt != NULL && vt_stmt_bind_text (stmt, 1, language, error) && walk (stmt, &self, error);
}
