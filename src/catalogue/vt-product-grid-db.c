#define G_LOG_DOMAIN "vt-catalogue"

/* Lines of the products' list, read for those on the screen alone: every statement goes by a key or an index. */

#include "catalogue/vt-product-grid.h"

#include "catalogue/vt-product-grid-private.h"
#include "catalogue/vt-product.h"
#include "catalogue/vt-stock-list.h"

#define VARIANT_COLUMNS                                                                                                \
  "SELECT id, sku, barcode, price_minor, compare_at_minor, cost_minor, track_stock, backorder, low_stock, "            \
  "(SELECT sum (on_hand) FROM stock_level WHERE variant_id = variant.id), option_values, "                             \
  "(SELECT sha256 FROM photo WHERE id = variant.photo_id) FROM variant "

static const char product_sql[] =
    "SELECT title, status, vendor, product_type, created_us, updated_us, "
    "(SELECT sha256 FROM photo WHERE product_id = product.id ORDER BY position, id LIMIT 1) "
    "FROM product WHERE id = ?1";
static const char variants_sql[] = VARIANT_COLUMNS "WHERE product_id = ?1 ORDER BY position, id";
static const char variant_sql[] = VARIANT_COLUMNS "WHERE id = ?1";
static const char variant_ids_sql[] = "SELECT id FROM variant WHERE product_id = ?1 ORDER BY position, id";
static const char tags_sql[] = "SELECT tag FROM product_tag WHERE product_id = ?1 ORDER BY tag";
static const char collections_sql[] =
    "SELECT collection.title FROM collection_product AS member CROSS JOIN collection "
    "ON collection.id = member.collection_id WHERE member.product_id = ?1 ORDER BY member.collection_id";

const char *const vt_product_grid_statements[] = {
  product_sql, variants_sql, variant_sql, variant_ids_sql, tags_sql, collections_sql, NULL,
};

/**
 * vt_grid_row_free:
 * @self: (nullable): a line
 */
void
vt_grid_row_free (VtGridRow *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->product);
  g_free (self->photo_sha256);
  g_free (self->sku);
  g_free (self->barcode);
  g_free (self->vendor);
  g_free (self->type);
  g_free (self->tags);
  g_free (self->collections);
  g_free (self);
}

static char *
join_texts (VtDb *db, const char *sql, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);
  g_autoptr (GString) joined = g_string_new (NULL);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", id))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", vt_stmt_get_text (stmt, 0));

  return step == VT_STEP_DONE ? g_string_free (g_steal_pointer (&joined), FALSE) : NULL;
}

static VtStep
read_product (VtDb *db, VtGridRow *row, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, product_sql, error);
  VtProductStatus status = VT_PRODUCT_DRAFT;
  VtStep step = VT_STEP_ERROR;

  if (stmt != NULL && vt_stmt_bind (stmt, error, "i", row->key.product_id))
    step = vt_stmt_step (stmt, error);
  if (step != VT_STEP_ROW)
    return step;

  vt_product_status_from_string (vt_stmt_get_text (stmt, 1), &status);
  row->product = vt_stmt_dup_text (stmt, 0);
  row->status = (int) status;
  row->vendor = vt_stmt_dup_text (stmt, 2);
  row->type = vt_stmt_dup_text (stmt, 3);
  row->created_us = vt_stmt_get_int (stmt, 4);
  row->updated_us = vt_stmt_get_int (stmt, 5);
  row->photo_sha256 = vt_stmt_dup_text (stmt, 6);
  row->tags = join_texts (db, tags_sql, row->key.product_id, error);
  if (row->tags != NULL)
    row->collections = join_texts (db, collections_sql, row->key.product_id, error);

  return row->collections != NULL ? VT_STEP_ROW : VT_STEP_ERROR;
}

static void
widen (VtGridRange *range, gint64 none, gboolean has, gint64 value)
{
  if (!has)
    range->partly = TRUE;
  else if (range->min == none)
    range->min = range->max = value;
  else
    {
      range->min = MIN (range->min, value);
      range->max = MAX (range->max, value);
    }
}

static void
add_stock (VtGridRow *row, VtStmt *stmt, gint64 low_level)
{
  gboolean tracked = vt_stmt_get_int (stmt, 6) != 0;
  gint64 on_hand = vt_stmt_get_int (stmt, 9);
  gint64 level = vt_stmt_is_null (stmt, 8) ? low_level : vt_stmt_get_int (stmt, 8);

  row->on_hand += on_hand;
  row->counted = row->counted || tracked;
  row->in_stock = row->in_stock || !tracked || on_hand > 0 || vt_stmt_get_int (stmt, 7) != 0;
  row->low = row->low || (tracked && on_hand <= level);
}

static void
add_variant (VtGridRow *row, VtStmt *stmt, gint64 low_level)
{
  gint64 price = vt_stmt_get_int (stmt, 3);
  gint64 cost = vt_stmt_get_int (stmt, 5);
  gboolean has_cost = !vt_stmt_is_null (stmt, 5);

  row->n_variants++;
  row->only_variant_id = row->n_variants == 1 ? vt_stmt_get_int (stmt, 0) : 0;
  widen (&row->price, -1, TRUE, price);
  widen (&row->compare, -1, !vt_stmt_is_null (stmt, 4), vt_stmt_get_int (stmt, 4));
  widen (&row->cost, -1, has_cost, cost);
  widen (&row->margin_bp, G_MININT64, has_cost && price > 0, price > 0 ? (price - cost) * 10000 / price : 0);
  add_stock (row, stmt, low_level);

  if (row->n_variants > 1)
    return;
  row->sku = vt_stmt_dup_text (stmt, 1);
  row->barcode = vt_stmt_dup_text (stmt, 2);
}

static gboolean
read_variants (VtDb *db, VtGridRow *row, gint64 low_level, GError **error)
{
  gboolean single = row->key.variant_id != 0;
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, single ? variant_sql : variants_sql, error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", single ? row->key.variant_id : row->key.product_id))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      add_variant (row, stmt, low_level);
      if (single)
        {
          g_auto (GStrv) values = g_strsplit (vt_stmt_get_text (stmt, 10), "\x1f", -1);

          row->title = g_strjoinv (" / ", values);
          if (!vt_stmt_is_null (stmt, 11))
            {
              g_free (row->photo_sha256);
              row->photo_sha256 = vt_stmt_dup_text (stmt, 11);
            }
        }
    }

  return step == VT_STEP_DONE;
}

static VtGridRow *
row_new (const VtGridKey *key)
{
  VtGridRow *row = g_new0 (VtGridRow, 1);

  row->key = *key;
  row->price = row->compare = row->cost = (VtGridRange){ -1, -1, FALSE };
  row->margin_bp = (VtGridRange){ G_MININT64, G_MININT64, FALSE };

  return row;
}

/* %VT_STEP_DONE: it is gone. */
static VtStep
read_row (VtDb *db, VtGridRow *row, gint64 low_level, GError **error)
{
  VtStep step = read_product (db, row, error);

  if (step != VT_STEP_ROW)
    return step;
  if (!read_variants (db, row, low_level, error))
    return VT_STEP_ERROR;
  if (row->key.variant_id != 0 && row->n_variants == 0)
    return VT_STEP_DONE;

  if (row->title == NULL)
    row->title = g_strdup (row->product);
  if (row->n_variants != 1)
    {
      g_clear_pointer (&row->sku, g_free);
      g_clear_pointer (&row->barcode, g_free);
      row->sku = g_strdup ("");
      row->barcode = g_strdup ("");
    }
  return VT_STEP_ROW;
}

/**
 * vt_grid_rows_read:
 * @db: a shop's database
 * @keys: (array length=n_keys): lines
 * @n_keys: how many
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtGridRow): what they show, in their order, without those that are
 *   gone
 */
GPtrArray *
vt_grid_rows_read (VtDb *db, const VtGridKey *keys, guint n_keys, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_grid_row_free);
  gint64 low_level = vt_stock_low_level (db);

  for (guint i = 0; i < n_keys; i++)
    {
      g_autoptr (VtGridRow) row = row_new (&keys[i]);
      VtStep step = read_row (db, row, low_level, error);

      if (step == VT_STEP_ERROR)
        return NULL;
      if (step == VT_STEP_ROW)
        g_ptr_array_add (rows, g_steal_pointer (&row));
    }

  return g_steal_pointer (&rows);
}

/**
 * vt_grid_read_variants:
 * @db: a shop's database
 * @product_id: a product
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type gint64): its variants in their order
 */
GArray *
vt_grid_read_variants (VtDb *db, gint64 product_id, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, variant_ids_sql, error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", product_id))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}
