/* Reads product, photo, variant, collection_product and what stands beside them, each once from first to last: four
 * lists in the order of products, walked together. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-product-scan.h"

#include "catalogue/vt-barcode.h"

/* One of the lists, at the row that is not taken yet. Its first column is the product. */
typedef struct
{
  VtStmt *stmt;
  gboolean more;
} Cursor;

typedef struct
{
  Cursor photos;
  Cursor variants;
  Cursor collections;
  GArray *compare_at; /* gint64 */
  char *bad_barcode;
} Scan;

static gboolean
advance (Cursor *self, GError **error)
{
  VtStep step = vt_stmt_step (self->stmt, error);

  self->more = step == VT_STEP_ROW;
  return step != VT_STEP_ERROR;
}

static gboolean
start (Cursor *self, VtDb *db, const char *sql, GError **error)
{
  self->stmt = vt_db_prepare (db, sql, error);
  return self->stmt != NULL && advance (self, error);
}

/* Leaves the rows of products that are not looked at behind. */
static gboolean
seek (Cursor *self, gint64 product_id, GError **error)
{
  while (self->more && vt_stmt_get_int (self->stmt, 0) < product_id)
    if (!advance (self, error))
      return FALSE;

  return TRUE;
}

static gboolean
is_of (const Cursor *self, gint64 product_id)
{
  return self->more && vt_stmt_get_int (self->stmt, 0) == product_id;
}

static gboolean
take_photos (Scan *self, VtProductFacts *facts, GError **error)
{
  Cursor *at = &self->photos;

  if (!seek (at, facts->id, error))
    return FALSE;
  while (is_of (at, facts->id))
    {
      int side = (int) MAX (vt_stmt_get_int (at->stmt, 3), vt_stmt_get_int (at->stmt, 4));

      facts->n_photos++;
      if (facts->photo_without_alt == 0 && *vt_stmt_get_text (at->stmt, 2) == '\0')
        facts->photo_without_alt = vt_stmt_get_int (at->stmt, 1);
      if (side > 0 && (facts->smallest_side == 0 || side < facts->smallest_side))
        facts->smallest_side = side;
      if (!advance (at, error))
        return FALSE;
    }

  return TRUE;
}

static void
take_barcode (Scan *self, VtProductFacts *facts, const char *barcode)
{
  if (*barcode == '\0')
    return;

  facts->n_with_barcode++;
  if (self->bad_barcode == NULL && vt_barcode_check (barcode, NULL) != VT_BARCODE_GOOD)
    self->bad_barcode = g_strdup (barcode);
}

static gboolean
take_variants (Scan *self, VtProductFacts *facts, GError **error)
{
  Cursor *at = &self->variants;

  g_array_set_size (self->compare_at, 0);
  g_clear_pointer (&self->bad_barcode, g_free);
  if (!seek (at, facts->id, error))
    return FALSE;
  while (is_of (at, facts->id))
    {
      gint64 id = vt_stmt_get_int (at->stmt, 1);

      facts->n_variants++;
      facts->n_without_price += vt_stmt_get_int (at->stmt, 2) == 0 ? 1 : 0;
      facts->can_be_bought = facts->can_be_bought || vt_stmt_get_int (at->stmt, 5) != 0;
      if (!vt_stmt_is_null (at->stmt, 3))
        g_array_append_val (self->compare_at, id);
      take_barcode (self, facts, vt_stmt_get_text (at->stmt, 4));
      if (!advance (at, error))
        return FALSE;
    }

  facts->bad_barcode = self->bad_barcode;
  facts->compare_at = (const gint64 *) (gpointer) self->compare_at->data;
  facts->n_compare_at = self->compare_at->len;
  return TRUE;
}

static gboolean
scan (Scan *self, VtDb *db, VtProductScanFunc func, gpointer data, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT id, handle, title, description_html, vendor, product_type, seo_title, seo_description, "
                     "ifnull (publish_us, 0) FROM product WHERE status = 'active' ORDER BY id",
                     error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtProductFacts facts = { .id = vt_stmt_get_int (stmt, 0),
                               .handle = vt_stmt_get_text (stmt, 1),
                               .title = vt_stmt_get_text (stmt, 2),
                               .description_html = vt_stmt_get_text (stmt, 3),
                               .vendor = vt_stmt_get_text (stmt, 4),
                               .product_type = vt_stmt_get_text (stmt, 5),
                               .seo_title = vt_stmt_get_text (stmt, 6),
                               .seo_description = vt_stmt_get_text (stmt, 7),
                               .publish_us = vt_stmt_get_int (stmt, 8) };

      if (!take_photos (self, &facts, error) || !take_variants (self, &facts, error) ||
          !seek (&self->collections, facts.id, error))
        return FALSE;
      facts.in_collection = is_of (&self->collections, facts.id);
      if (!func (&facts, data, error))
        return FALSE;
    }

  return step == VT_STEP_DONE;
}

/**
 * vt_product_scan:
 * @db: a connection; all products are read, so not the one of the main thread
 * @func: (scope call): called for each product that is on sale, in the order of their ids
 * @data: for @func
 * @error: a #VtDbError, or what @func set
 *
 * Returns: whether all were looked at
 */
gboolean
vt_product_scan (VtDb *db, VtProductScanFunc func, gpointer data, GError **error)
{
  Scan self = { .compare_at = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  gboolean done =
      start (
          &self.photos, db,
          "SELECT photo.product_id, photo.id, photo.alt, ifnull (media.width, 0), ifnull (media.height, 0) FROM photo "
          "LEFT JOIN media ON media.sha256 = photo.sha256 ORDER BY photo.product_id, photo.position",
          error) &&
      start (&self.variants, db,
             "SELECT product_id, id, price_minor, compare_at_minor, barcode, track_stock = 0 OR backorder = 1 OR "
             "(SELECT sum (on_hand) FROM stock_level WHERE variant_id = variant.id) > 0 FROM variant "
             "ORDER BY product_id, position",
             error) &&
      start (&self.collections, db, "SELECT DISTINCT product_id FROM collection_product ORDER BY product_id", error) &&
      scan (&self, db, func, data, error);

  g_clear_pointer (&self.photos.stmt, vt_stmt_free);
  g_clear_pointer (&self.variants.stmt, vt_stmt_free);
  g_clear_pointer (&self.collections.stmt, vt_stmt_free);
  g_array_unref (self.compare_at);
  g_free (self.bad_barcode);
  return done;
}

/* Pictures of one product, with their names. */
static gboolean
take_pictures (Cursor *at, gint64 product_id, GArray *pictures, GStringChunk *names, GError **error)
{
  g_array_set_size (pictures, 0);
  g_string_chunk_clear (names);
  if (!seek (at, product_id, error))
    return FALSE;
  while (is_of (at, product_id))
    {
      VtProductPicture picture = { g_string_chunk_insert (names, vt_stmt_get_text (at->stmt, 1)),
                                   (int) vt_stmt_get_int (at->stmt, 2) };

      g_array_append_val (pictures, picture);
      if (!advance (at, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
scan_addresses (VtDb *db,
                gint64 now_us,
                Cursor *photos,
                Cursor *prices,
                VtProductAddressFunc func,
                gpointer data,
                GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db,
                                           "SELECT id, handle, title, updated_us FROM product WHERE status = 'active' "
                                           "AND ifnull (publish_us, 0) <= ?1 ORDER BY id",
                                           error);
  g_autoptr (GArray) pictures = g_array_new (FALSE, FALSE, sizeof (VtProductPicture));
  GStringChunk *names = g_string_chunk_new (1024);
  gboolean going = stmt != NULL && vt_stmt_bind_int (stmt, 1, now_us, error);
  VtStep step = VT_STEP_ERROR;

  while (going && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtProductAddress address = { .id = vt_stmt_get_int (stmt, 0),
                                   .handle = vt_stmt_get_text (stmt, 1),
                                   .title = vt_stmt_get_text (stmt, 2),
                                   .updated_us = vt_stmt_get_int (stmt, 3) };

      going = seek (prices, address.id, error) && take_pictures (photos, address.id, pictures, names, error);
      /* Without a variant there is nothing to sell, and no page. */
      if (!going || !is_of (prices, address.id))
        continue;
      address.price_min_minor = vt_stmt_get_int (prices->stmt, 1);
      address.price_max_minor = vt_stmt_get_int (prices->stmt, 2);
      address.pictures = (const VtProductPicture *) (gpointer) pictures->data;
      address.n_pictures = pictures->len;
      going = func (&address, data, error);
    }
  g_string_chunk_free (names);

  return going && step == VT_STEP_DONE;
}

/**
 * vt_product_scan_addresses:
 * @db: as vt_product_scan()
 * @now_us: UTC microseconds
 * @func: (scope call): called for each product that shoppers can see then, in the order of their ids
 * @data: for @func
 * @error: a #VtDbError, or what @func set
 *
 * Returns: whether all were looked at
 */
gboolean
vt_product_scan_addresses (VtDb *db, gint64 now_us, VtProductAddressFunc func, gpointer data, GError **error)
{
  Cursor photos = { 0 };
  Cursor prices = { 0 };
  gboolean done =
      start (&photos, db,
             "SELECT photo.product_id, photo.sha256, ifnull (media.width, 0) FROM photo "
             "LEFT JOIN media ON media.sha256 = photo.sha256 ORDER BY photo.product_id, photo.position",
             error) &&
      start (
          &prices, db,
          "SELECT product_id, min (price_minor), max (price_minor) FROM variant GROUP BY product_id ORDER BY product_id",
          error) &&
      scan_addresses (db, now_us, &photos, &prices, func, data, error);

  g_clear_pointer (&photos.stmt, vt_stmt_free);
  g_clear_pointer (&prices.stmt, vt_stmt_free);
  return done;
}

/**
 * vt_product_scan_handles:
 * @db: as vt_product_scan()
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the handles of all products that are on sale
 */
char **
vt_product_scan_handles (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT handle FROM product WHERE status = 'active'", error);
  g_autoptr (GStrvBuilder) handles = g_strv_builder_new ();
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_strv_builder_add (handles, vt_stmt_get_text (stmt, 0));

  return step == VT_STEP_DONE ? g_strv_builder_end (handles) : NULL;
}
