#define G_LOG_DOMAIN "vt-catalogue"

/* Reading of product, product_tag, photo and variant. A product is a fixed number of queries, each by an index,
 * whatever it holds. The same queries run on a shop and on a public catalogue. */

#include "catalogue/vt-product-private.h"

#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static VtProduct *
product_from_row (VtStmt *stmt)
{
  VtProduct *self = g_object_new (VT_TYPE_PRODUCT, NULL);

  self->id = vt_stmt_get_int (stmt, 0);
  self->handle = vt_stmt_dup_text (stmt, 1);
  self->title = vt_stmt_dup_text (stmt, 2);
  self->description_html = vt_stmt_dup_text (stmt, 3);
  self->vendor = vt_stmt_dup_text (stmt, 4);
  self->product_type = vt_stmt_dup_text (stmt, 5);
  vt_product_status_from_string (vt_stmt_get_text (stmt, 6), &self->status);
  self->seo_title = vt_stmt_dup_text (stmt, 7);
  self->seo_description = vt_stmt_dup_text (stmt, 8);
  self->tax_class = vt_stmt_dup_text (stmt, 9);
  self->updated_us = vt_stmt_get_int (stmt, 10);
  self->option_names = vt_catalogue_split_list (vt_stmt_get_text (stmt, 11));
  self->publish_us = vt_stmt_get_int (stmt, 12);
  self->created_us = vt_stmt_get_int (stmt, 13);
  self->shipping_class = vt_stmt_dup_text (stmt, 14);

  return self;
}

static gboolean
read_tags (VtProduct *self, VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT tag FROM product_tag WHERE product_id = ?1 ORDER BY tag /* of ?1 */", error);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, self->id, error))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_strv_builder_add (tags, vt_stmt_get_text (stmt, 0));
  self->tags = g_strv_builder_end (tags);

  return step == VT_STEP_DONE;
}

static gboolean
read_photos (VtProduct *self, VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT photo.id, photo.sha256, photo.alt, media.width, media.height, coalesce (media.ground, 0) "
                     "FROM photo LEFT JOIN media ON media.sha256 = photo.sha256 WHERE photo.product_id = ?1 "
                     "ORDER BY photo.position, photo.id /* of ?1 */",
                     error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, self->id, error))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtPhoto *photo = g_new0 (VtPhoto, 1);

      photo->id = vt_stmt_get_int (stmt, 0);
      g_strlcpy (photo->sha256, vt_stmt_get_text (stmt, 1), sizeof photo->sha256);
      photo->alt = vt_stmt_dup_text (stmt, 2);
      photo->width = (int) vt_stmt_get_int (stmt, 3);
      photo->height = (int) vt_stmt_get_int (stmt, 4);
      photo->ground = vt_stmt_get_int (stmt, 5);
      g_ptr_array_add (self->photos, photo);
    }

  return step == VT_STEP_DONE;
}

/* A value for each option, whatever the row holds. */
static void
read_values (VtVariant *variant, const char *text, guint n_options)
{
  g_auto (GStrv) values = vt_catalogue_split_list (text);
  guint n_values = g_strv_length (values);

  variant->values = g_new0 (char *, n_options + 1);
  for (guint i = 0; i < n_options; i++)
    variant->values[i] = g_strdup (i < n_values ? values[i] : "");
  variant->title = g_strjoinv (" / ", variant->values);
}

static VtVariant *
variant_from_row (VtStmt *stmt, guint n_options)
{
  VtVariant *variant = g_new0 (VtVariant, 1);

  variant->id = vt_stmt_get_int (stmt, 0);
  variant->sku = vt_stmt_dup_text (stmt, 1);
  variant->barcode = vt_stmt_dup_text (stmt, 2);
  variant->price_minor = vt_stmt_get_int (stmt, 3);
  variant->compare_at_minor = vt_stmt_is_null (stmt, 4) ? -1 : vt_stmt_get_int (stmt, 4);
  variant->cost_minor = vt_stmt_is_null (stmt, 5) ? -1 : vt_stmt_get_int (stmt, 5);
  variant->weight_g = vt_stmt_get_int (stmt, 6);
  variant->track_stock = vt_stmt_get_int (stmt, 7) != 0;
  variant->photo_id = vt_stmt_get_int (stmt, 8);
  variant->on_hand = vt_stmt_get_int (stmt, 9);
  read_values (variant, vt_stmt_get_text (stmt, 10), n_options);
  vt_weight_unit_from_string (vt_stmt_get_text (stmt, 11), &variant->weight_unit);
  variant->backorder = vt_stmt_get_int (stmt, 12) != 0;
  variant->low_stock = vt_stmt_is_null (stmt, 13) ? -1 : vt_stmt_get_int (stmt, 13);
  variant->shipped = vt_stmt_get_int (stmt, 14) != 0;

  return variant;
}

static gboolean
read_variants (VtProduct *self, VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT id, sku, barcode, price_minor, compare_at_minor, cost_minor, weight_g, track_stock, photo_id, "
      "(SELECT coalesce (sum (on_hand), 0) FROM stock_level WHERE variant_id = variant.id), option_values, "
      "weight_unit, backorder, low_stock, shipped "
      "FROM variant WHERE product_id = ?1 ORDER BY position, id /* of ?1 */",
      error);
  guint n_options = g_strv_length (self->option_names);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, self->id, error))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (self->variants, variant_from_row (stmt, n_options));

  return step == VT_STEP_DONE;
}

static VtProduct *
read_product (VtDb *db, VtStmt *stmt, GError **error)
{
  g_autoptr (VtProduct) self = product_from_row (stmt);

  if (!read_tags (self, db, error) || !read_photos (self, db, error) || !read_variants (self, db, error))
    return NULL;

  return g_steal_pointer (&self);
}

#define SELECT_PRODUCT                                                                                                 \
  "SELECT id, handle, title, description_html, vendor, product_type, status, seo_title, seo_description, tax_class, "  \
  "updated_us, option_names, publish_us, created_us, shipping_class FROM product "

/**
 * vt_product_load:
 * @db: a shop's database or a public catalogue
 * @id: the product's id
 * @error: %VT_CATALOGUE_ERROR_NOT_FOUND or a #VtDbError
 *
 * Reads a product with all that belongs to it, as it is at this moment.
 *
 * Returns: (transfer full) (nullable): the product
 */
VtProduct *
vt_product_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_PRODUCT "WHERE id = ?1 /* of ?1 */", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    g_set_error_literal (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND,
                         _ ("The product is not in the shop any more"));

  return step == VT_STEP_ROW ? read_product (db, stmt, error) : NULL;
}

/**
 * vt_product_find_by_handle:
 * @db: a shop's database or a public catalogue
 * @handle: the product's handle
 * @error: %VT_CATALOGUE_ERROR_NOT_FOUND or a #VtDbError
 *
 * Reads a product with all that belongs to it, as it is at this moment.
 *
 * Returns: (transfer full) (nullable): the product
 */
VtProduct *
vt_product_find_by_handle (VtDb *db, const char *handle, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_PRODUCT "WHERE handle = ?1 /* of 0 */", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, handle, error))
    return NULL;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    g_set_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND, _ ("No product has the handle “%s”"), handle);

  return step == VT_STEP_ROW ? read_product (db, stmt, error) : NULL;
}
