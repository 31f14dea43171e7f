/* What tells whether a product, or anything that belongs to it, changed: every edit of the product, its variants,
 * photos, options, tags, films and relations moves `updated_us`, which an undo moves back together with the rest. Rows
 * that are written without an edit of the product come in themselves. Reads tables of the folder shop besides. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-product-fingerprint.h"

#include "base/vt-db-reads.h"

static const char products_sql[] = "SELECT id, updated_us FROM product ORDER BY id";

/* The first column is the product; the rest is what is mixed in. One order for the same rows. */
static const char *const parts_sql[] = {
  "SELECT v.product_id, l.variant_id, l.on_hand FROM stock_level l JOIN variant v ON v.id = l.variant_id "
  "ORDER BY l.variant_id, l.place_id",
  "SELECT v.product_id, h.variant_id, h.since_us, h.price_minor FROM price_history h JOIN variant v ON v.id = "
  "h.variant_id ORDER BY h.variant_id, h.since_us",
  "SELECT product_id, related_id, position FROM related_product ORDER BY product_id, position, related_id",
  "SELECT product_id, id, position, url, title FROM product_video ORDER BY product_id, position, id",
  "SELECT product_id, id, position, name, value FROM product_fact ORDER BY product_id, position, id",
  "SELECT product_id, id, status, rating, name, title, body, reply, language, verified, written_us FROM review "
  "ORDER BY product_id, id",
  "SELECT row_id, field, language, value FROM translation WHERE kind = 'product' ORDER BY row_id, field, language",
};

static VtDbOwner *
find_owner (GArray *owners, gint64 id)
{
  guint low = 0;
  guint high = owners->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      VtDbOwner *owner = &g_array_index (owners, VtDbOwner, middle);

      if (owner->id == id)
        return owner;
      if (owner->id < id)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

static gboolean
read_products (VtDb *db, GArray *owners, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, products_sql, error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtDbOwner owner = { vt_stmt_get_int (stmt, 0), 0 };

      owner.fingerprint = vt_db_mix (1, (guint64) vt_stmt_get_int (stmt, 1));
      g_array_append_val (owners, owner);
    }

  return step == VT_STEP_DONE;
}

static gboolean
mix_part (VtDb *db, const char *sql, GArray *owners, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);
  VtDbOwner *owner = NULL;
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      if (owner == NULL || owner->id != id)
        owner = find_owner (owners, id);
      if (owner != NULL)
        owner->fingerprint = vt_stmt_mix_row (stmt, owner->fingerprint);
    }

  return step == VT_STEP_DONE;
}

/**
 * vt_product_fingerprints:
 * @db: a shop's database or a public catalogue
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtDbOwner) (nullable): for each product a number that is another one when
 *   anything of it changed, by id
 */
GArray *
vt_product_fingerprints (VtDb *db, GError **error)
{
  g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (VtDbOwner));

  if (!read_products (db, owners, error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (parts_sql); i++)
    if (!mix_part (db, parts_sql[i], owners, error))
      return NULL;

  return g_steal_pointer (&owners);
}
