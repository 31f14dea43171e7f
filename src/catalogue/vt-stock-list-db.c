#define G_LOG_DOMAIN "vt-catalogue"

/* Reads stock: what is low, the ledger's rows, and the variant that a code on a label names. It writes nothing. */

#include "catalogue/vt-stock-list.h"

#include "base/vt-text.h"
#include "catalogue/vt-catalogue-private.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of a shop that has not said: as many as the storefront calls “only a few left”. */
#define LOW_DEFAULT 5

/* Rows looked at between two questions whether to stop. */
#define CANCEL_EVERY 1024

/* Codes that more variants have than this are no help in finding one. */
#define MATCHES_MAX 50

#define CHOICE "replace (variant.option_values, char (31), ' / ')"

/* ?1 place or 0, ?2 the shop's low level, ?3 the filter. Walks products by title and their variants in order. */
#define LIST_SQL                                                                                                       \
  "SELECT variant.id, product.id, product.title, product.vendor, " CHOICE ", variant.sku, variant.barcode "            \
  "FROM product CROSS JOIN variant ON variant.product_id = product.id "                                                \
  "WHERE product.status <> 'archived' AND variant.track_stock = 1 AND (?3 = 0 OR "                                     \
  "(SELECT coalesce (sum (on_hand), 0) FROM stock_level WHERE variant_id = variant.id "                                \
  "AND (?1 = 0 OR place_id = ?1)) <= CASE ?3 WHEN 1 THEN coalesce (variant.low_stock, ?2) ELSE 0 END) "                \
  "ORDER BY product.title COLLATE NOCASE, product.id, variant.position, variant.id"

#define ROW_SQL                                                                                                        \
  "SELECT variant.id, product.id, product.title, " CHOICE ", variant.sku, variant.barcode, variant.price_minor, "      \
  "(SELECT coalesce (sum (on_hand), 0) FROM stock_level WHERE variant_id = variant.id), "                              \
  "(SELECT coalesce (sum (on_hand), 0) FROM stock_level WHERE variant_id = variant.id "                                \
  "AND (?2 = 0 OR place_id = ?2)), coalesce (variant.low_stock, -1), variant.backorder, variant.track_stock, "         \
  "photo.sha256 FROM variant JOIN product ON product.id = variant.product_id "                                         \
  "LEFT JOIN photo ON photo.id = coalesce (variant.photo_id, "                                                         \
  "(SELECT id FROM photo WHERE product_id = product.id ORDER BY position, id LIMIT 1)) WHERE variant.id = ?1"

#define MOVEMENT_COLUMNS                                                                                               \
  "SELECT moved.id, moved.variant_id, moved.place_id, stock_place.name, product.title, " CHOICE ", variant.sku, "      \
  "moved.delta, moved.after, moved.reason, moved.reference, moved.origin, moved.at_us FROM "
#define MOVEMENT_JOINS                                                                                                 \
  " AS moved JOIN stock_place ON stock_place.id = moved.place_id JOIN variant ON variant.id = moved.variant_id "       \
  "JOIN product ON product.id = variant.product_id ORDER BY moved.at_us DESC, moved.id DESC"

/* ?1 variant, ?2 place or 0, ?3 from, ?4 until, ?5 limit, ?6 offset. */
#define MOVEMENT_WHERE "(?2 = 0 OR place_id = ?2) AND at_us >= ?3 AND at_us < ?4 "
#define MOVEMENT_PART  "ORDER BY at_us DESC, id DESC LIMIT ?5 OFFSET ?6)"

static const char *const movements_of_variant_sql =
    MOVEMENT_COLUMNS "(SELECT * FROM (SELECT *, sum (delta) OVER (PARTITION BY place_id ORDER BY at_us, id) AS after "
                     "FROM stock_movement WHERE variant_id = ?1) WHERE " MOVEMENT_WHERE MOVEMENT_PART MOVEMENT_JOINS;

static const char *const movements_of_all_sql = MOVEMENT_COLUMNS
    "(SELECT *, 0 AS after FROM stock_movement WHERE ?1 = 0 AND " MOVEMENT_WHERE MOVEMENT_PART MOVEMENT_JOINS;

/**
 * vt_stock_row_free:
 * @self: (nullable): a row
 *
 * Frees it.
 */
void
vt_stock_row_free (VtStockRow *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->variant);
  g_free (self->sku);
  g_free (self->barcode);
  g_free (self->photo_sha256);
  g_free (self);
}

/**
 * vt_stock_low_level:
 * @db: a shop's database
 *
 * Returns: how many pieces are few, where a variant has no level of its own: the setting "stock.low", or else 5
 */
gint64
vt_stock_low_level (VtDb *db)
{
  g_autofree char *value = vt_setting_get (db, "stock.low", NULL);
  guint64 level = LOW_DEFAULT;

  if (value != NULL && g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &level, NULL))
    return (gint64) level;

  return LOW_DEFAULT;
}

/* The folded text of a row; that of its product is kept for the next variant. */
typedef struct
{
  char **words;
  gint64 product_id;
  char *product; /* (owned) (nullable) */
} Matcher;

static void
matcher_clear (Matcher *self)
{
  g_strfreev (self->words);
  g_free (self->product);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Matcher, matcher_clear)

static void
matcher_init (Matcher *self, const char *text)
{
  g_autofree char *folded = vt_text_fold (text);

  self->words = g_strsplit_set (folded, " \t\n", -1);
  self->product_id = 0;
  self->product = NULL;
}

static gboolean
matches (Matcher *self, VtStmt *stmt)
{
  g_autofree char *own = NULL;
  g_autofree char *folded = NULL;
  gint64 product_id = vt_stmt_get_int (stmt, 1);

  if (self->words[0] == NULL)
    return TRUE;

  if (self->product_id != product_id || self->product == NULL)
    {
      g_autofree char *text = g_strconcat (vt_stmt_get_text (stmt, 2), "\n", vt_stmt_get_text (stmt, 3), NULL);

      g_free (self->product);
      self->product = vt_text_fold (text);
      self->product_id = product_id;
    }

  own = g_strconcat (vt_stmt_get_text (stmt, 4), "\n", vt_stmt_get_text (stmt, 5), "\n", vt_stmt_get_text (stmt, 6),
                     NULL);
  folded = vt_text_fold (own);
  for (guint i = 0; self->words[i] != NULL; i++)
    if (strstr (self->product, self->words[i]) == NULL && strstr (folded, self->words[i]) == NULL)
      return FALSE;

  return TRUE;
}

/**
 * vt_stock_list_ids:
 * @db: a shop's database
 * @query: which variants
 * @cancellable: (nullable): stops it
 * @error: a #VtDbError or %G_IO_ERROR_CANCELLED
 *
 * Walks the whole catalogue: in the app, off the main thread.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the variants whose stock is counted and that match, by
 * title; none of an archived product
 */
GArray *
vt_stock_list_ids (VtDb *db, const VtStockQuery *query, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, LIST_SQL, error);
  g_auto (Matcher) matcher = { 0 };
  guint n = 0;
  VtStep step = VT_STEP_ERROR;

  matcher_init (&matcher, query->text);
  if (stmt == NULL ||
      !vt_stmt_bind (stmt, error, "iii", query->place_id, vt_stock_low_level (db), (gint64) query->filter))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      if (++n % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (matches (&matcher, stmt))
        g_array_append_val (ids, id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/**
 * vt_stock_row_load:
 * @db: a shop's database
 * @variant_id: a variant
 * @place_id: for #VtStockRow.here; 0 for all places
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: (transfer full) (nullable): its stock
 */
VtStockRow *
vt_stock_row_load (VtDb *db, gint64 variant_id, gint64 place_id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, ROW_SQL, error);
  VtStockRow *self = NULL;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ii", variant_id, place_id) ||
      !vt_catalogue_found (vt_stmt_step (stmt, error), _ ("The variant is not in the shop any more"), error))
    return NULL;

  self = g_new0 (VtStockRow, 1);
  self->variant_id = vt_stmt_get_int (stmt, 0);
  self->product_id = vt_stmt_get_int (stmt, 1);
  self->title = vt_stmt_dup_text (stmt, 2);
  self->variant = vt_stmt_dup_text (stmt, 3);
  self->sku = vt_stmt_dup_text (stmt, 4);
  self->barcode = vt_stmt_dup_text (stmt, 5);
  self->price_minor = vt_stmt_get_int (stmt, 6);
  self->on_hand = vt_stmt_get_int (stmt, 7);
  self->here = vt_stmt_get_int (stmt, 8);
  self->low_stock = vt_stmt_get_int (stmt, 9);
  if (self->low_stock < 0)
    self->low_stock = vt_stock_low_level (db);
  self->backorder = vt_stmt_get_int (stmt, 10) != 0;
  self->tracked = vt_stmt_get_int (stmt, 11) != 0;
  self->photo_sha256 = vt_stmt_is_null (stmt, 12) ? NULL : vt_stmt_dup_text (stmt, 12);

  return self;
}

static gboolean
count_ids (VtDb *db, VtStockFilter filter, gint64 *n, GError **error)
{
  const VtStockQuery query = { NULL, filter, 0 };
  g_autoptr (GArray) ids = vt_stock_list_ids (db, &query, NULL, error);

  if (ids != NULL)
    *n = ids->len;
  return ids != NULL;
}

/**
 * vt_stock_count_short:
 * @db: a shop's database
 * @n_low: (out): variants at or below their level, those that are out included
 * @n_out: (out): variants of which there is none left
 * @error: a #VtDbError
 *
 * Returns: whether they could be counted
 */
gboolean
vt_stock_count_short (VtDb *db, gint64 *n_low, gint64 *n_out, GError **error)
{
  return count_ids (db, VT_STOCK_LOW, n_low, error) && count_ids (db, VT_STOCK_OUT, n_out, error);
}

/**
 * vt_stock_movement_free:
 * @self: (nullable): a row of the ledger
 *
 * Frees it.
 */
void
vt_stock_movement_free (VtStockMovement *self)
{
  if (self == NULL)
    return;

  g_free (self->place);
  g_free (self->title);
  g_free (self->variant);
  g_free (self->sku);
  g_free (self->reason);
  g_free (self->reference);
  g_free (self->origin);
  g_free (self);
}

static VtStockMovement *
read_movement (VtStmt *stmt)
{
  VtStockMovement *self = g_new0 (VtStockMovement, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->variant_id = vt_stmt_get_int (stmt, 1);
  self->place_id = vt_stmt_get_int (stmt, 2);
  self->place = vt_stmt_dup_text (stmt, 3);
  self->title = vt_stmt_dup_text (stmt, 4);
  self->variant = vt_stmt_dup_text (stmt, 5);
  self->sku = vt_stmt_dup_text (stmt, 6);
  self->delta = vt_stmt_get_int (stmt, 7);
  self->after = vt_stmt_get_int (stmt, 8);
  self->reason = vt_stmt_dup_text (stmt, 9);
  self->reference = vt_stmt_dup_text (stmt, 10);
  self->origin = vt_stmt_dup_text (stmt, 11);
  self->at_us = vt_stmt_get_int (stmt, 12);
  return self;
}

/**
 * vt_stock_movements:
 * @db: a shop's database
 * @query: which part of the ledger; without a variant the whole of it is looked through, so off the main thread
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtStockMovement) (nullable): the newest first
 */
GPtrArray *
vt_stock_movements (VtDb *db, const VtStockMovementQuery *query, GError **error)
{
  g_autoptr (GPtrArray) movements = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_stock_movement_free);
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, query->variant_id != 0 ? movements_of_variant_sql : movements_of_all_sql, error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "iiiiii", query->variant_id, query->place_id, query->from_us,
                                     query->until_us != 0 ? query->until_us : G_MAXINT64,
                                     (gint64) (query->limit > 0 ? query->limit : -1), (gint64) query->offset))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (movements, read_movement (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&movements) : NULL;
}

static gboolean
add_matches (VtDb *db, GArray *ids, const char *sql, const char *code, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);
  VtStep step = VT_STEP_ERROR;

  if (stmt != NULL && vt_stmt_bind (stmt, error, "si", code, (gint64) MATCHES_MAX))
    while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
      {
        gint64 id = vt_stmt_get_int (stmt, 0);

        g_array_append_val (ids, id);
      }

  return step == VT_STEP_DONE;
}

#define BY_BARCODE                                                                                                     \
  "SELECT variant.id FROM variant JOIN product ON product.id = variant.product_id "                                    \
  "WHERE variant.barcode = ?1 AND variant.barcode <> '' ORDER BY product.status = 'archived', variant.id LIMIT ?2"
#define BY_SKU                                                                                                         \
  "SELECT variant.id FROM variant JOIN product ON product.id = variant.product_id "                                    \
  "WHERE variant.sku = ?1 AND variant.sku <> '' ORDER BY product.status = 'archived', variant.id LIMIT ?2"

/* A UPC-A number of 12 digits is the EAN-13 with a 0 before it: scanners are set to send one or the other. */
static char *
other_gtin (const char *code)
{
  gsize length = strlen (code);

  if (strspn (code, "0123456789") != length)
    return NULL;
  if (length == 12)
    return g_strconcat ("0", code, NULL);

  return length == 13 && code[0] == '0' ? g_strdup (code + 1) : NULL;
}

/**
 * vt_variant_find_by_code:
 * @db: a shop's database
 * @code: what a scanner or a person typed
 * @error: a #VtDbError
 *
 * Looks for the barcode, then, when nothing has it, for the SKU: as it is, then in capitals.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the variants that have it: none, one, or several that a
 * person must choose from
 */
GArray *
vt_variant_find_by_code (VtDb *db, const char *code, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *line = vt_text_single_line (code);
  g_autofree char *other = other_gtin (line);
  g_autofree char *capitals = g_utf8_strup (line, -1);

  if (!add_matches (db, ids, BY_BARCODE, line, error) ||
      (ids->len == 0 && other != NULL && !add_matches (db, ids, BY_BARCODE, other, error)) ||
      (ids->len == 0 && !add_matches (db, ids, BY_SKU, line, error)) ||
      (ids->len == 0 && !add_matches (db, ids, BY_SKU, capitals, error)))
    return NULL;

  return g_steal_pointer (&ids);
}
