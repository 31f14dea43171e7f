#define G_LOG_DOMAIN "vt-catalogue"

/* Lists of products: one query walks an index in the order of the list and stops at its LIMIT; what a row shows besides
 * is read for the rows shown alone. */

#include "catalogue/vt-product-list.h"

#include "base/vt-text.h"
#include "catalogue/vt-product.h"

#include <string.h>

/* Parameters of all queries: ?1 status or '', ?2 the folded words with spaces between, ?3 collection, ?4 limit, ?5
 * offset. */

#define COLUMNS                                                                                                        \
  "SELECT product.id, product.handle, product.title, product.vendor, product.status, "                                 \
  "photo.sha256, photo.alt, media.width, media.height, "                                                               \
  "(SELECT min (price_minor) FROM variant WHERE product_id = product.id), "                                            \
  "(SELECT max (price_minor) FROM variant WHERE product_id = product.id), "                                            \
  "(SELECT coalesce (compare_at_minor, -1) FROM variant WHERE product_id = product.id "                                \
  "ORDER BY price_minor, position, id LIMIT 1), "                                                                      \
  "(SELECT coalesce (sum (stock_level.on_hand), 0) FROM variant "                                                      \
  "JOIN stock_level ON stock_level.variant_id = variant.id WHERE variant.product_id = product.id), "                   \
  "EXISTS (SELECT 1 FROM variant WHERE product_id = product.id AND (track_stock = 0 OR backorder = 1 OR "              \
  "(SELECT sum (on_hand) FROM stock_level WHERE variant_id = variant.id) > 0)), "                                      \
  "(SELECT count (*) FROM variant WHERE product_id = product.id), "                                                    \
  "(SELECT id FROM variant WHERE product_id = product.id ORDER BY position, id LIMIT 1), "                             \
  "(SELECT id FROM variant WHERE product_id = product.id ORDER BY price_minor, position, id LIMIT 1), "                \
  "product.publish_us, coalesce (photo.id, 0), coalesce (media.ground, 0) "

#define PICTURE                                                                                                        \
  "LEFT JOIN photo ON photo.id = (SELECT id FROM photo WHERE product_id = product.id ORDER BY position, id LIMIT 1) "  \
  "LEFT JOIN media ON media.sha256 = photo.sha256 "

#define COUNT "SELECT count (*) "
#define IDS   "SELECT product.id "

#define FROM_PRODUCT    "FROM product "
#define FROM_COLLECTION "FROM collection_product AS member CROSS JOIN product ON product.id = member.product_id "

#define WHERE_ALL        "WHERE TRUE "
#define WHERE_STATUS     "WHERE product.status = ?1 "
#define WHERE_ID         "WHERE product.id = ?1 /* of ?1 */"
#define WHERE_COLLECTION "WHERE member.collection_id = ?3 AND (?1 = '' OR product.status = ?1) "

#define AND_TEXT                                                                                                       \
  "AND vt_has_words (?2, product.title, product.vendor, "                                                              \
  "(SELECT group_concat (sku || ' ' || barcode, ' ') FROM variant WHERE product_id = product.id)) "

#define BY_TITLE  "ORDER BY product.title COLLATE NOCASE, product.id "
#define BY_MEMBER "ORDER BY member.position, member.product_id "
#define PART      "LIMIT ?4 OFFSET ?5"

/* The ids of a part first, as whatever a row holds would be read for the rows before it too. */
#define ROWS(ids) COLUMNS "FROM (" ids ") AS part CROSS JOIN product ON product.id = part.id " PICTURE

#define PART_OF_PRODUCTS(where) ROWS (IDS FROM_PRODUCT where BY_TITLE PART) BY_TITLE
#define PART_OF_COLLECTION(where)                                                                                      \
  ROWS ("SELECT product.id, member.position " FROM_COLLECTION where BY_MEMBER PART) "ORDER BY part.position, part.id"

typedef enum
{
  SCOPE_ALL,
  SCOPE_STATUS,
  SCOPE_COLLECTION,
  N_SCOPES
} Scope;

static const char *const list_sql[N_SCOPES][2] = {
  [SCOPE_ALL] = { PART_OF_PRODUCTS (WHERE_ALL), PART_OF_PRODUCTS (WHERE_ALL AND_TEXT) },
  [SCOPE_STATUS] = { PART_OF_PRODUCTS (WHERE_STATUS), PART_OF_PRODUCTS (WHERE_STATUS AND_TEXT) },
  [SCOPE_COLLECTION] = { PART_OF_COLLECTION (WHERE_COLLECTION), PART_OF_COLLECTION (WHERE_COLLECTION AND_TEXT) },
};

static const char *const count_sql[N_SCOPES][2] = {
  [SCOPE_ALL] = { COUNT FROM_PRODUCT WHERE_ALL PART, COUNT FROM_PRODUCT WHERE_ALL AND_TEXT PART },
  [SCOPE_STATUS] = { COUNT FROM_PRODUCT WHERE_STATUS PART, COUNT FROM_PRODUCT WHERE_STATUS AND_TEXT PART },
  [SCOPE_COLLECTION] = { COUNT FROM_COLLECTION WHERE_COLLECTION PART,
                         COUNT FROM_COLLECTION WHERE_COLLECTION AND_TEXT PART },
};

static const char *const ids_sql[N_SCOPES][2] = {
  [SCOPE_ALL] = { IDS FROM_PRODUCT WHERE_ALL BY_TITLE PART, IDS FROM_PRODUCT WHERE_ALL AND_TEXT BY_TITLE PART },
  [SCOPE_STATUS] = { IDS FROM_PRODUCT WHERE_STATUS BY_TITLE PART,
                     IDS FROM_PRODUCT WHERE_STATUS AND_TEXT BY_TITLE PART },
  [SCOPE_COLLECTION] = { IDS FROM_COLLECTION WHERE_COLLECTION BY_MEMBER PART,
                         IDS FROM_COLLECTION WHERE_COLLECTION AND_TEXT BY_MEMBER PART },
};

/**
 * vt_product_row_free:
 * @self: (nullable): a row
 *
 * Frees it.
 */
void
vt_product_row_free (VtProductRow *self)
{
  if (self == NULL)
    return;

  g_free (self->handle);
  g_free (self->title);
  g_free (self->vendor);
  g_free (self->photo_sha256);
  g_free (self->photo_alt);
  g_free (self);
}

static gboolean
has_words (const char *words, const char *text)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);

  for (guint i = 0; split[i] != NULL; i++)
    if (strstr (text, split[i]) == NULL)
      return FALSE;

  return TRUE;
}

/* SQL: vt_has_words (words, text…), whether each of the folded words is part of a text. */
static void
has_words_sql (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *words = (const char *) sqlite3_value_text (values[0]);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL;

  for (int i = 1; i < n_values; i++)
    if (sqlite3_value_type (values[i]) != SQLITE_NULL)
      {
        g_string_append (text, (const char *) sqlite3_value_text (values[i]));
        g_string_append_c (text, '\n');
      }
  folded = vt_text_fold (text->str);

  sqlite3_result_int (context, words == NULL || has_words (words, folded));
}

static VtStmt *
prepare (VtDb *db, const char *sql, gboolean with_text, GError **error)
{
  VtStmt *stmt = with_text ? vt_db_prepare (db, sql, NULL) : vt_db_prepare (db, sql, error);

  if (stmt != NULL || !with_text)
    return stmt;

  /* The first search of a connection: it does not know the function yet. */
  if (sqlite3_create_function_v2 (vt_db_get_handle (db), "vt_has_words", 4, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                  has_words_sql, NULL, NULL, NULL) != SQLITE_OK)
    {
      vt_db_set_error (db, error, NULL);
      return NULL;
    }

  return vt_db_prepare (db, sql, error);
}

static char *
fold_words (const char *text)
{
  g_autofree char *normal = vt_text_normalise (text);
  g_autofree char *folded = vt_text_fold (normal);

  return vt_text_single_line (folded);
}

/* A statement of @table with everything bound; the caller steps it. */
static VtStmt *
start (VtDb *db,
       const VtProductQuery *query,
       const char *const table[N_SCOPES][2],
       int limit,
       int offset,
       GError **error)
{
  g_autofree char *words = fold_words (query->text);
  gboolean with_text = *words != '\0';
  const char *status = query->status < 0 ? "" : vt_product_status_to_string ((VtProductStatus) query->status);
  Scope scope = query->collection_id != 0 ? SCOPE_COLLECTION : *status != '\0' ? SCOPE_STATUS : SCOPE_ALL;
  g_autoptr (VtStmt) stmt = prepare (db, table[scope][with_text], with_text, error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ssiii", status, words, query->collection_id,
                                     (gint64) (limit > 0 ? limit : -1), (gint64) MAX (offset, 0)))
    return NULL;

  return g_steal_pointer (&stmt);
}

static VtProductRow *
row_from_stmt (VtStmt *stmt)
{
  VtProductRow *row = g_new0 (VtProductRow, 1);
  VtProductStatus status = VT_PRODUCT_DRAFT;

  vt_product_status_from_string (vt_stmt_get_text (stmt, 4), &status);
  row->id = vt_stmt_get_int (stmt, 0);
  row->handle = vt_stmt_dup_text (stmt, 1);
  row->title = vt_stmt_dup_text (stmt, 2);
  row->vendor = vt_stmt_dup_text (stmt, 3);
  row->status = (int) status;
  row->photo_sha256 = vt_stmt_dup_text (stmt, 5);
  row->photo_alt = vt_stmt_dup_text (stmt, 6);
  row->photo_width = (int) vt_stmt_get_int (stmt, 7);
  row->photo_height = (int) vt_stmt_get_int (stmt, 8);
  row->price_min_minor = vt_stmt_get_int (stmt, 9);
  row->price_max_minor = vt_stmt_get_int (stmt, 10);
  row->compare_at_minor = vt_stmt_is_null (stmt, 11) ? -1 : vt_stmt_get_int (stmt, 11);
  row->on_hand = vt_stmt_get_int (stmt, 12);
  row->in_stock = vt_stmt_get_int (stmt, 13) != 0;
  row->n_variants = vt_stmt_get_int (stmt, 14);
  row->first_variant_id = vt_stmt_get_int (stmt, 15);
  row->cheapest_id = vt_stmt_get_int (stmt, 16);
  row->publish_us = vt_stmt_get_int (stmt, 17);
  row->photo_id = vt_stmt_get_int (stmt, 18);
  row->photo_ground = vt_stmt_get_int (stmt, 19);

  return row;
}

/**
 * vt_product_list:
 * @db: a shop's database or a public catalogue
 * @query: which products; a limit of 0 or less is none
 * @error: a #VtDbError
 *
 * Lists products by title, or those of a collection in its order. Words are compared without case and accents; each
 * must be a part of the title, the vendor, a SKU or a barcode.
 *
 * Returns: (transfer full) (nullable) (element-type VtProductRow): the rows
 */
GPtrArray *
vt_product_list (VtDb *db, const VtProductQuery *query, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_product_row_free);
  g_autoptr (VtStmt) stmt = start (db, query, list_sql, query->limit, query->offset, error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL)
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (rows, row_from_stmt (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * vt_product_count:
 * @db: a shop's database or a public catalogue
 * @query: which products; its limit and offset do not matter
 * @error: a #VtDbError
 *
 * Returns: how many vt_product_list() would give without a limit; -1 with @error
 */
gint64
vt_product_count (VtDb *db, const VtProductQuery *query, GError **error)
{
  g_autoptr (VtStmt) stmt = start (db, query, count_sql, 1, 0, error);

  return stmt != NULL && vt_stmt_step (stmt, error) == VT_STEP_ROW ? vt_stmt_get_int (stmt, 0) : -1;
}

/**
 * vt_product_list_ids:
 * @db: a shop's database or a public catalogue
 * @query: which products, as for vt_product_list()
 * @error: a #VtDbError
 *
 * Without words this walks one index and nothing else; with words it reads every product.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the ids of what vt_product_list() would give, in its order
 */
GArray *
vt_product_list_ids (VtDb *db, const VtProductQuery *query, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VtStmt) stmt = start (db, query, ids_sql, query->limit, query->offset, error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL)
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/**
 * vt_product_list_rows:
 * @db: a shop's database or a public catalogue
 * @ids: (array length=n_ids): products
 * @n_ids: how many
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtProductRow): their rows in the order of @ids, without those that
 *   are not there
 */
GPtrArray *
vt_product_list_rows (VtDb *db, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_product_row_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, COLUMNS FROM_PRODUCT PICTURE WHERE_ID, error);

  if (stmt == NULL)
    return NULL;

  for (guint i = 0; i < n_ids; i++)
    {
      VtStep step = VT_STEP_ERROR;

      if (vt_stmt_bind_int (stmt, 1, ids[i], error))
        step = vt_stmt_step (stmt, error);
      if (step == VT_STEP_ERROR)
        return NULL;
      if (step == VT_STEP_ROW)
        g_ptr_array_add (rows, row_from_stmt (stmt));
      vt_stmt_reset (stmt);
    }

  return g_steal_pointer (&rows);
}

/**
 * vt_product_count_later:
 * @db: a shop's database
 * @now_us: UTC microseconds since 1970
 * @count: (out): how many active products are not public at that moment
 * @first_us: (out): when the first of them will be; 0 when there are none
 * @error: a #VtDbError
 *
 * Returns: whether they were counted
 */
gboolean
vt_product_count_later (VtDb *db, gint64 now_us, gint64 *count, gint64 *first_us, GError **error)
{
  static const char sql[] =
      "SELECT count (*), min (publish_us) FROM product WHERE status = 'active' AND publish_us > ?1";
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);

  *count = 0;
  *first_us = 0;
  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, now_us, error) || vt_stmt_step (stmt, error) != VT_STEP_ROW)
    return FALSE;

  *count = vt_stmt_get_int (stmt, 0);
  *first_us = vt_stmt_get_int (stmt, 1);
  return TRUE;
}
