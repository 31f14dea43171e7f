#define G_LOG_DOMAIN "vt-catalogue"

/* Writes what any format's reader gave into a shop: one transaction, each product in a savepoint of its own, so that
 * one that is refused leaves nothing behind and holds up no other. */

#include "base/vt-clock.h"
#include "base/vt-handle.h"
#include "base/vt-text.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-import-private.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-stock.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_result (VtImport *self, guint line, VtImportAction action, const char *title, const char *message)
{
  VtImportResult *result = g_new0 (VtImportResult, 1);

  result->line = line;
  result->action = action;
  result->title = g_strdup (title);
  result->message = g_strdup (message);
  g_ptr_array_add (self->results, result);
}

static gint64
count_changes (VtDb *db)
{
  return sqlite3_total_changes64 (vt_db_get_handle (db));
}

/* The product of that handle; made as an active one when there is none. */
static VtProduct *
find_or_create (VtDb *db, const VtImportProduct *record, gboolean *created, GError **error)
{
  g_autoptr (GError) local = NULL;
  VtProduct *product = vt_product_find_by_handle (db, record->handle, &local);
  gint64 id = 0;

  *created = product == NULL;
  if (product != NULL)
    return product;
  if (!g_error_matches (local, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  if (!vt_product_create (db, record->title, &id, error) || !vt_product_set_handle (db, id, record->handle, error) ||
      !vt_product_set_status (db, id, VT_PRODUCT_ACTIVE, error))
    return NULL;

  return vt_product_load (db, id, error);
}

static gboolean
write_texts (VtDb *db, gint64 id, const VtImportProduct *record, GError **error)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();

  for (guint i = 0; i < record->tags->len; i++)
    g_ptr_array_add (tags, g_ptr_array_index (record->tags, i));
  g_ptr_array_add (tags, NULL);

  return vt_product_set_title (db, id, record->title, error) &&
         (record->description_html == NULL ||
          vt_product_set_description_html (db, id, record->description_html, error)) &&
         (record->vendor == NULL || vt_product_set_vendor (db, id, record->vendor, error)) &&
         (record->product_type == NULL || vt_product_set_product_type (db, id, record->product_type, error)) &&
         vt_product_set_tags (db, id, (const char *const *) tags->pdata, error);
}

static const VtVariant *
find_same (VtProduct *product, const VtImportVariant *record)
{
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);

      if (g_strv_equal ((const char *const *) variant->values, (const char *const *) record->values))
        return variant;
    }

  return NULL;
}

static gint64
given (gint64 value, gint64 otherwise)
{
  return value != VT_IMPORT_ABSENT ? value : otherwise;
}

/* What the file does not say about a variant stays as the shop has it. */
static VtVariantInput
input_of (VtProduct *product, const VtImportVariant *record)
{
  const VtVariant *old = find_same (product, record);
  VtVariantInput input = {
    .values = (const char *const *) record->values,
    .sku = record->sku != NULL || old == NULL ? record->sku : old->sku,
    .barcode = record->barcode != NULL || old == NULL ? record->barcode : old->barcode,
    .price_minor = given (record->price_minor, old != NULL ? old->price_minor : 0),
    .compare_at_minor = given (record->compare_at_minor, old != NULL ? old->compare_at_minor : -1),
    .cost_minor = given (record->cost_minor, old != NULL ? old->cost_minor : -1),
    .weight_g = given (record->weight_g, old != NULL ? old->weight_g : 0),
    .track_stock = given (record->track_stock, old != NULL ? old->track_stock : 1) != 0,
    .id = old != NULL ? old->id : 0,
  };

  return input;
}

/* Only variants that are new get the file's stock: for the others the ledger knows better. */
static gboolean
receive_stock (VtDb *db,
               VtProduct *before,
               gboolean created,
               const VtImportProduct *record,
               const VtVariantInput *inputs,
               GError **error)
{
  for (guint i = 0; i < record->variants->len; i++)
    {
      const VtImportVariant *variant = g_ptr_array_index (record->variants, i);
      gboolean is_new = created || vt_product_find_variant (before, inputs[i].id) == NULL;

      if (is_new && variant->on_hand != VT_IMPORT_ABSENT && variant->on_hand != 0 &&
          !vt_stock_move (db, inputs[i].id, 0, variant->on_hand, "received", _ ("Import"), vt_clock_now_us (NULL),
                          error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_variants (VtDb *db, VtProduct *product, gboolean created, const VtImportProduct *record, GError **error)
{
  g_autofree VtVariantInput *inputs = g_new0 (VtVariantInput, record->variants->len + 1);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < record->options->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (record->options, i));
  g_ptr_array_add (names, NULL);
  for (guint i = 0; i < record->variants->len; i++)
    inputs[i] = input_of (product, g_ptr_array_index (record->variants, i));

  return vt_product_set_variants (db, vt_product_get_id (product), (const char *const *) names->pdata, inputs,
                                  record->variants->len, error) &&
         receive_stock (db, product, created, record, inputs, error);
}

static gboolean
has_photo (VtProduct *product, const char *sha256)
{
  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    if (strcmp (vt_product_get_photo (product, i)->sha256, sha256) == 0)
      return TRUE;

  return FALSE;
}

/* Photos that the product has are left alone, with the words that somebody wrote for them. */
static gboolean
write_photos (VtDb *db, VtProduct *product, const VtImportProduct *record, GError **error)
{
  for (guint i = 0; i < record->photos->len; i++)
    {
      const VtImportPhoto *photo = g_ptr_array_index (record->photos, i);

      if (photo->media == NULL || has_photo (product, photo->media->sha256))
        continue;
      if (!vt_media_add (db, photo->media, error) ||
          !vt_product_add_photo (db, vt_product_get_id (product), photo->media->sha256, record->title, -1, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* 0: the file is none of the product's photos, or could not be taken over */
static gint64
find_photo (VtProduct *product, const VtImportProduct *record, const char *file)
{
  for (guint i = 0; i < record->photos->len; i++)
    {
      const VtImportPhoto *photo = g_ptr_array_index (record->photos, i);

      if (photo->media == NULL || strcmp (photo->file, file) != 0)
        continue;
      for (guint j = 0; j < vt_product_get_n_photos (product); j++)
        if (strcmp (vt_product_get_photo (product, j)->sha256, photo->media->sha256) == 0)
          return vt_product_get_photo (product, j)->id;
    }

  return 0;
}

static gboolean
write_variant_photos (VtDb *db, gint64 product_id, const VtImportProduct *record, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (db, product_id, error);

  for (guint i = 0; product != NULL && i < record->variants->len; i++)
    {
      const VtImportVariant *variant = g_ptr_array_index (record->variants, i);
      const VtVariant *written = find_same (product, variant);
      gint64 photo = variant->photo != NULL ? find_photo (product, record, variant->photo) : 0;

      if (photo != 0 && written != NULL && !vt_variant_set_photo (db, written->id, photo, error))
        return FALSE;
    }

  return product != NULL;
}

static gboolean
has_variant_photos (const VtImportProduct *record)
{
  for (guint i = 0; i < record->variants->len; i++)
    if (((VtImportVariant *) g_ptr_array_index (record->variants, i))->photo != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
write_memberships (VtDb *db, VtImport *self, gint64 product_id, const VtImportProduct *record, GError **error)
{
  for (guint i = 0; i < self->collections->len; i++)
    {
      const VtImportCollection *collection = g_ptr_array_index (self->collections, i);

      if (collection->id != 0 &&
          g_ptr_array_find_with_equal_func (record->collections, collection->title, g_str_equal, NULL) &&
          !vt_collection_add_product (db, collection->id, product_id, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_product (VtDb *db, VtImport *self, const VtImportProduct *record, VtImportAction *action, GError **error)
{
  gint64 before = count_changes (db);
  gboolean created = FALSE;
  g_autoptr (VtProduct) product = find_or_create (db, record, &created, error);

  if (product == NULL || !write_texts (db, vt_product_get_id (product), record, error) ||
      !write_variants (db, product, created, record, error) || !write_photos (db, product, record, error) ||
      (has_variant_photos (record) && !write_variant_photos (db, vt_product_get_id (product), record, error)) ||
      !write_memberships (db, self, vt_product_get_id (product), record, error))
    return FALSE;

  *action = created ? VT_IMPORT_CREATED : count_changes (db) != before ? VT_IMPORT_UPDATED : VT_IMPORT_UNCHANGED;
  return TRUE;
}

static void
count_result (VtImport *self, const VtImportProduct *record, VtImportAction action)
{
  switch (action)
    {
    case VT_IMPORT_CREATED:
      self->summary.created++;
      break;
    case VT_IMPORT_UPDATED:
      self->summary.updated++;
      break;
    case VT_IMPORT_UNCHANGED:
      self->summary.unchanged++;
      break;
    case VT_IMPORT_REFUSED:
    case VT_IMPORT_NOTE:
    default:
      self->summary.refused++;
      return;
    }

  self->summary.variants += record->variants->len;
  for (guint i = 0; i < record->photos->len; i++)
    self->summary.photos += ((VtImportPhoto *) g_ptr_array_index (record->photos, i))->media != NULL ? 1 : 0;
}

static char *
join_warnings (const VtImportProduct *record)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < record->warnings->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) g_ptr_array_index (record->warnings, i));

  return g_string_free (text, FALSE);
}

static void
report (VtImport *self, const VtImportProduct *record, VtImportAction action, const char *reason)
{
  g_autofree char *warnings = reason == NULL ? join_warnings (record) : NULL;

  count_result (self, record, action);
  add_result (self, record->line, action, record->title, reason != NULL ? reason : warnings);
}

/* %FALSE only when the whole import must end: a database that fails is nobody's row. */
static gboolean
apply_product (VtDb *db, VtImport *self, const VtImportProduct *record, GError **error)
{
  VtImportAction action = VT_IMPORT_UNCHANGED;
  g_autoptr (GError) local = NULL;

  if (record->refused != NULL)
    {
      report (self, record, VT_IMPORT_REFUSED, record->refused);
      return TRUE;
    }

  if (!vt_db_exec (db, "SAVEPOINT import_product", error))
    return FALSE;
  if (write_product (db, self, record, &action, &local))
    {
      report (self, record, action, NULL);
      return vt_db_exec (db, "RELEASE import_product", error);
    }

  if (local->domain != VT_CATALOGUE_ERROR)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local), "“%s”: ", record->title);
      return FALSE;
    }
  report (self, record, VT_IMPORT_REFUSED, local->message);

  return vt_db_exec (db, "ROLLBACK TO import_product; RELEASE import_product", error);
}

static gint64
id_of_parent (VtImport *self, const VtImportCollection *collection)
{
  for (guint i = 0; collection->parent != NULL && i < self->collections->len; i++)
    {
      const VtImportCollection *other = g_ptr_array_index (self->collections, i);

      if (strcmp (other->title, collection->parent) == 0)
        return other->id;
    }

  return 0;
}

/* The collection of that address, or, when its title gives none, of that title. @id stays 0 when there is none. */
static gboolean
find_collection (VtDb *db, const char *title, const char *handle, gint64 *id, GError **error)
{
  g_autofree char *line = vt_text_single_line (title);
  VtStep step = handle != NULL
                    ? vt_db_get (db, error, id, "SELECT id FROM collection WHERE handle = ?1", "s", handle)
                    : vt_db_get (db, error, id, "SELECT id FROM collection WHERE title = ?1 LIMIT 1", "s", line);

  return step != VT_STEP_ERROR;
}

static gboolean
create_collection (VtDb *db, VtImport *self, VtImportCollection *collection, const char *handle, GError **error)
{
  if (!vt_collection_create (db, collection->title, handle, id_of_parent (self, collection), &collection->id, error))
    return FALSE;
  self->summary.collections++;

  return collection->photo == NULL || collection->photo->media == NULL ||
         (vt_media_add (db, collection->photo->media, error) &&
          vt_collection_set_picture (db, collection->id, collection->photo->media->sha256, error));
}

/* A collection that is there already keeps its texts and picture; one that cannot be is told, and its products are
 * taken over without it. */
static gboolean
apply_collection (VtDb *db, VtImport *self, VtImportCollection *collection, GError **error)
{
  g_autofree char *handle = vt_handle_new (collection->title);
  g_autofree char *message = NULL;
  g_autoptr (GError) local = NULL;

  collection->id = 0;
  if (!find_collection (db, collection->title, handle, &collection->id, error))
    return FALSE;
  if (collection->id != 0 || create_collection (db, self, collection, handle, &local))
    return TRUE;

  if (local->domain != VT_CATALOGUE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  message = g_strdup_printf (_ ("the collection was left out: %s"), local->message);
  add_result (self, 0, VT_IMPORT_NOTE, collection->title, message);

  return TRUE;
}

/**
 * vt_import_apply_job:
 * @db: the connection of a #VtShopJob
 * @import: a #VtImport
 * @cancellable: (nullable): stops the work, which the caller then takes back
 * @error: what ends the import as a whole: a #VtDbError or %G_IO_ERROR_CANCELLED
 *
 * Writes collections and products. A product is known by its handle: there already, it gets what the file says and
 * keeps what it does not say; its stock is the ledger's. So importing a file twice changes nothing the second time.
 *
 * Returns: whether to commit; then vt_import_get_results() tells what became of each product
 */
gboolean
vt_import_apply_job (VtDb *db, gpointer import, GCancellable *cancellable, GError **error)
{
  VtImport *self = import;

  g_ptr_array_set_size (self->results, 0);
  memset (&self->summary, 0, sizeof self->summary);
  for (guint i = 0; i < self->notes->len; i++)
    add_result (self, 0, VT_IMPORT_NOTE, "", g_ptr_array_index (self->notes, i));

  for (guint i = 0; i < self->collections->len; i++)
    if (!apply_collection (db, self, g_ptr_array_index (self->collections, i), error))
      return FALSE;

  for (guint i = 0; i < self->products->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !apply_product (db, self, g_ptr_array_index (self->products, i), error))
      return FALSE;

  return TRUE;
}

/**
 * vt_import_rehearse_job:
 * @db: the connection of a #VtShopJob
 * @import: a #VtImport
 * @cancellable: (nullable): stops the work
 * @error: as for vt_import_apply_job()
 *
 * Does what vt_import_apply_job() does and takes it back, so that the results tell what would become of each product.
 * Photos that were not staged count as none.
 *
 * Returns: whether the import would succeed
 */
gboolean
vt_import_rehearse_job (VtDb *db, gpointer import, GCancellable *cancellable, GError **error)
{
  return vt_db_exec (db, "SAVEPOINT rehearsal", error) && vt_import_apply_job (db, import, cancellable, error) &&
         vt_db_exec (db, "ROLLBACK TO rehearsal; RELEASE rehearsal", error);
}
