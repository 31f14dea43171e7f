#define G_LOG_DOMAIN "vt-catalogue"

/* Writes what any format's reader gave into a shop: one transaction, each product in a savepoint of its own, so that
 * one that is refused leaves nothing behind and holds up no other. */

#include "base/vt-clock.h"
#include "base/vt-handle.h"
#include "base/vt-text.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-import-state.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-stock.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UNIT_SEPARATOR "\x1f"

typedef struct
{
  VtDb *db;                /* (unowned) */
  VtImport *import;        /* (unowned) */
  GHashTable *collections; /* (owned) (element-type utf8 gint64) by title, or by that of the upper one and its own */
  GHashTable *claimed;     /* (owned) (element-type gint64 utf8) which of those keys a collection was found for first */
} Work;

static void
add_result (VtImport *self, guint line, VtImportAction action, const char *title, const char *message)
{
  VtImportResult *result = vt_arena_alloc (self->arena, sizeof *result);

  result->line = line;
  result->action = action;
  result->title = vt_arena_text (self->arena, title, -1);
  result->message = vt_arena_text (self->arena, message, -1);
  g_ptr_array_add (self->results, result);
}

/* Collections -------------------------------------------------------------------------------------------------------
 */

static char *
collection_key (const char *title, const char *parent)
{
  return parent != NULL ? g_strconcat (parent, UNIT_SEPARATOR, title, NULL) : g_strdup (title);
}

static gint64
known_collection (Work *work, const char *title, const char *parent)
{
  g_autofree char *key = collection_key (title, parent);
  const gint64 *id = g_hash_table_lookup (work->collections, key);

  return id != NULL ? *id : 0;
}

static void
remember_collection (Work *work, const char *title, const char *parent, gint64 id)
{
  g_hash_table_insert (work->collections, collection_key (title, parent), g_memdup2 (&id, sizeof id));
  if (parent != NULL && !g_hash_table_contains (work->collections, title))
    g_hash_table_insert (work->collections, g_strdup (title), g_memdup2 (&id, sizeof id));
  if (id != 0)
    g_hash_table_insert (work->claimed, g_memdup2 (&id, sizeof id), collection_key (title, parent));
}

/* The collection of that title in its place, or of that address wherever the merchant has moved it, unless a namesake
 * in another place of the file is meant. @id stays 0 when there is none. */
static gboolean
find_collection (Work *work, const char *title, gint64 parent_id, gint64 *id, GError **error)
{
  g_autofree char *handle = vt_handle_new (title);
  g_autofree char *line = vt_text_single_line (title);
  VtStep step;

  step = vt_db_get (work->db, error, id, "SELECT id FROM collection WHERE title = ?1 AND ifnull (parent_id, 0) = ?2",
                    "si", line, parent_id);
  if (step != VT_STEP_DONE || handle == NULL)
    return step != VT_STEP_ERROR;

  step = vt_db_get (work->db, error, id, "SELECT id FROM collection WHERE handle = ?1", "s", handle);
  if (step == VT_STEP_ROW && g_hash_table_contains (work->claimed, id))
    *id = 0;

  return step != VT_STEP_ERROR;
}

static const VtImportPicture *
find_picture (VtImport *self, const char *source)
{
  return self->pictures != NULL && source != NULL ? g_hash_table_lookup (self->pictures, source) : NULL;
}

static gboolean
create_collection (Work *work, const char *title, gint64 parent_id, const char *source, gint64 *id, GError **error)
{
  const VtImportPicture *picture = find_picture (work->import, source);

  if (!vt_collection_create (work->db, title, NULL, parent_id, id, error))
    return FALSE;
  work->import->summary.collections++;
  if (picture != NULL && picture->problem != NULL)
    add_result (work->import, 0, VT_IMPORT_NOTE, title, picture->problem);

  return picture == NULL || picture->media == NULL ||
         (vt_media_add (work->db, picture->media, error) &&
          vt_collection_set_picture (work->db, *id, picture->media->sha256, error));
}

/* A collection that is there already keeps its texts and picture; one that cannot be is told, and its products are
 * taken over without it. */
static gboolean
ensure_collection (Work *work, const char *title, const char *parent, const char *picture, GError **error)
{
  g_autofree char *key = collection_key (title, parent);
  gint64 parent_id = parent != NULL ? known_collection (work, parent, NULL) : 0;
  g_autofree char *message = NULL;
  g_autoptr (GError) local = NULL;
  gint64 id = 0;

  if (g_hash_table_contains (work->collections, key))
    return TRUE;
  if (!find_collection (work, title, parent_id, &id, error))
    return FALSE;

  if (id == 0 && !create_collection (work, title, parent_id, picture, &id, &local))
    {
      if (local->domain != VT_CATALOGUE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      message = g_strdup_printf (_ ("the collection was left out: %s"), local->message);
      add_result (work->import, 0, VT_IMPORT_NOTE, title, message);
      id = 0;
    }
  remember_collection (work, title, parent, id);

  return TRUE;
}

static gboolean
write_memberships (Work *work, gint64 product_id, const VtImportProduct *record, GError **error)
{
  for (guint i = 0; record->collections != NULL && i < record->collections->len; i++)
    {
      const VtImportCollection *collection = g_ptr_array_index (record->collections, i);
      gint64 id;

      if (!ensure_collection (work, collection->title, collection->parent, NULL, error))
        return FALSE;
      id = known_collection (work, collection->title, collection->parent);
      if (id != 0 && collection->is_member && !vt_collection_add_product (work->db, id, product_id, error))
        return FALSE;
    }

  return TRUE;
}

/* Products ----------------------------------------------------------------------------------------------------------
 */

static gint64
count_changes (VtDb *db)
{
  return sqlite3_total_changes64 (vt_db_get_handle (db));
}

/* The product of that handle; made when there is none. */
static VtProduct *
find_or_create (Work *work, const VtImportProduct *record, gboolean *created, GError **error)
{
  g_autoptr (GError) local = NULL;
  VtProduct *product = vt_product_find_by_handle (work->db, record->handle, &local);
  VtProductStatus status = record->status >= 0 ? (VtProductStatus) record->status : work->import->options.status;
  gint64 id = 0;

  *created = product == NULL;
  if (product != NULL)
    return product;
  if (!g_error_matches (local, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  if (!vt_product_create (work->db, record->title, &id, error) ||
      !vt_product_set_handle (work->db, id, record->handle, error) ||
      !vt_product_set_status (work->db, id, status, error))
    return NULL;

  return vt_product_load (work->db, id, error);
}

/* The list as the setters take it, ended by %NULL. */
static const char *const *
ended (GPtrArray *list)
{
  g_ptr_array_add (list, NULL);
  g_ptr_array_set_size (list, (int) list->len - 1);

  return (const char *const *) list->pdata;
}

static gboolean
write_texts (VtDb *db, gint64 id, const VtImportProduct *record, GError **error)
{
  return (record->title == NULL || vt_product_set_title (db, id, record->title, error)) &&
         (record->description_html == NULL ||
          vt_product_set_description_html (db, id, record->description_html, error)) &&
         (record->vendor == NULL || vt_product_set_vendor (db, id, record->vendor, error)) &&
         (record->product_type == NULL || vt_product_set_product_type (db, id, record->product_type, error)) &&
         (record->seo_title == NULL || vt_product_set_seo_title (db, id, record->seo_title, error)) &&
         (record->seo_description == NULL || vt_product_set_seo_description (db, id, record->seo_description, error)) &&
         (record->tags == NULL || vt_product_set_tags (db, id, ended (record->tags), error));
}

static const VtVariant *
find_same (VtProduct *product, const VtImportVariant *record)
{
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);

      if (g_strv_equal ((const char *const *) variant->values, record->values))
        return variant;
    }

  return NULL;
}

static gint64
given (gint64 value, gint64 otherwise, gint64 cleared)
{
  return value == VT_IMPORT_ABSENT ? otherwise : value == VT_IMPORT_CLEAR ? cleared : value;
}

/* What the file does not say about a variant stays as the shop has it. */
static VtVariantInput
input_of (VtProduct *product, const VtImportVariant *record)
{
  const VtVariant *old = find_same (product, record);
  VtVariantInput input = {
    .values = record->values,
    .sku = record->sku != NULL || old == NULL ? record->sku : old->sku,
    .barcode = record->barcode != NULL || old == NULL ? record->barcode : old->barcode,
    .price_minor = given (record->price_minor, old != NULL ? old->price_minor : 0, 0),
    .compare_at_minor = given (record->compare_at_minor, old != NULL ? old->compare_at_minor : -1, -1),
    .cost_minor = given (record->cost_minor, old != NULL ? old->cost_minor : -1, -1),
    .weight_g = given (record->weight_g, old != NULL ? old->weight_g : 0, 0),
    .weight_unit = old != NULL ? old->weight_unit : VT_WEIGHT_G,
    .track_stock = given (record->track_stock, old != NULL ? old->track_stock : 1, 1) != 0,
    .backorder = given (record->backorder, old != NULL ? old->backorder : 0, 0) != 0,
    .low_stock = given (record->low_stock, old != NULL ? old->low_stock : -1, -1),
    .shipped = given (record->shipped, old != NULL ? old->shipped : 1, 1) != 0,
    .id = old != NULL ? old->id : 0,
  };

  vt_weight_unit_from_string (record->weight_unit, &input.weight_unit);
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

      if (is_new && variant->stock != NULL && variant->stock->on_hand != 0 &&
          !vt_stock_move (db, inputs[i].id, 0, variant->stock->on_hand, "received", _ ("Import"),
                          vt_clock_now_us (NULL), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_variants (VtDb *db, VtProduct *product, gboolean created, const VtImportProduct *record, GError **error)
{
  guint n_variants = record->variants != NULL ? record->variants->len : 0;
  g_autofree VtVariantInput *inputs = g_new0 (VtVariantInput, n_variants + 1);

  if (n_variants == 0)
    return TRUE;
  for (guint i = 0; i < n_variants; i++)
    inputs[i] = input_of (product, g_ptr_array_index (record->variants, i));

  return vt_product_set_variants (db, vt_product_get_id (product),
                                  record->options != NULL ? ended (record->options) : NULL, inputs, n_variants,
                                  error) &&
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
write_photos (Work *work, VtProduct *product, VtImportProduct *record, GError **error)
{
  for (guint i = 0; record->photos != NULL && i < record->photos->len; i++)
    {
      const VtImportPhoto *photo = g_ptr_array_index (record->photos, i);
      const VtImportPicture *picture = find_picture (work->import, photo->source);
      const char *alt = photo->alt != NULL ? photo->alt : record->title;

      if (picture != NULL && picture->problem != NULL)
        vt_import_product_warn (record, "%s", picture->problem);
      if (picture == NULL || picture->media == NULL || has_photo (product, picture->media->sha256))
        continue;
      if (!vt_media_add (work->db, picture->media, error) ||
          !vt_product_add_photo (work->db, vt_product_get_id (product), picture->media->sha256, alt, -1, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* 0: the source is none of the product's photos, or could not be taken over */
static gint64
find_photo (Work *work, VtProduct *product, const char *source)
{
  const VtImportPicture *picture = find_picture (work->import, source);

  for (guint i = 0; picture != NULL && picture->media != NULL && i < vt_product_get_n_photos (product); i++)
    if (strcmp (vt_product_get_photo (product, i)->sha256, picture->media->sha256) == 0)
      return vt_product_get_photo (product, i)->id;

  return 0;
}

static gboolean
write_variant_photos (Work *work, gint64 product_id, const VtImportProduct *record, GError **error)
{
  g_autoptr (VtProduct) product = vt_product_load (work->db, product_id, error);

  for (guint i = 0; product != NULL && i < record->variants->len; i++)
    {
      const VtImportVariant *variant = g_ptr_array_index (record->variants, i);
      const VtVariant *written = find_same (product, variant);
      gint64 photo = find_photo (work, product, variant->photo);

      if (photo != 0 && written != NULL && !vt_variant_set_photo (work->db, written->id, photo, error))
        return FALSE;
    }

  return product != NULL;
}

static gboolean
has_variant_photos (const VtImportProduct *record)
{
  for (guint i = 0; record->variants != NULL && i < record->variants->len; i++)
    if (((VtImportVariant *) g_ptr_array_index (record->variants, i))->photo != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
write_product (Work *work, VtImportProduct *record, VtImportAction *action, GError **error)
{
  gint64 before = count_changes (work->db);
  gboolean created = FALSE;
  g_autoptr (VtProduct) product = find_or_create (work, record, &created, error);

  if (product == NULL || !write_texts (work->db, vt_product_get_id (product), record, error) ||
      !write_variants (work->db, product, created, record, error) || !write_photos (work, product, record, error) ||
      (has_variant_photos (record) && !write_variant_photos (work, vt_product_get_id (product), record, error)) ||
      !write_memberships (work, vt_product_get_id (product), record, error))
    return FALSE;

  *action = created ? VT_IMPORT_CREATED : count_changes (work->db) != before ? VT_IMPORT_UPDATED : VT_IMPORT_UNCHANGED;
  return TRUE;
}

/* Results -----------------------------------------------------------------------------------------------------------
 */

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

  self->summary.variants += record->variants != NULL ? record->variants->len : 0;
  for (guint i = 0; record->photos != NULL && i < record->photos->len; i++)
    {
      const VtImportPicture *picture =
          find_picture (self, ((VtImportPhoto *) g_ptr_array_index (record->photos, i))->source);

      self->summary.photos += picture != NULL && picture->media != NULL ? 1 : 0;
    }
}

static char *
join_warnings (const VtImportProduct *record)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; record->warnings != NULL && i < record->warnings->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) g_ptr_array_index (record->warnings, i));

  return g_string_free (text, FALSE);
}

static void
report (VtImport *self, const VtImportProduct *record, VtImportAction action, const char *reason)
{
  g_autofree char *warnings = reason == NULL ? join_warnings (record) : NULL;

  count_result (self, record, action);
  add_result (self, record->line, action, record->title != NULL ? record->title : record->handle,
              reason != NULL ? reason : warnings);
}

/* %FALSE only when the whole import must end: a database that fails is nobody's row. */
static gboolean
apply_product (Work *work, VtImportProduct *record, GError **error)
{
  VtImportAction action = VT_IMPORT_UNCHANGED;
  guint n_collections = work->import->summary.collections;
  g_autoptr (GError) local = NULL;

  if (record->refused != NULL)
    {
      report (work->import, record, VT_IMPORT_REFUSED, record->refused);
      return TRUE;
    }

  if (!vt_db_exec (work->db, "SAVEPOINT import_product", error))
    return FALSE;
  if (write_product (work, record, &action, &local))
    {
      report (work->import, record, action, NULL);
      return vt_db_exec (work->db, "RELEASE import_product", error);
    }

  if (local->domain != VT_CATALOGUE_ERROR)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local), "“%s”: ", record->title);
      return FALSE;
    }
  report (work->import, record, VT_IMPORT_REFUSED, local->message);

  /* The collections that it brought along go with it. */
  work->import->summary.collections = n_collections;
  g_hash_table_remove_all (work->collections);
  g_hash_table_remove_all (work->claimed);

  return vt_db_exec (work->db, "ROLLBACK TO import_product; RELEASE import_product", error);
}

static void
start_results (VtImport *self)
{
  g_ptr_array_set_size (self->results, 0);
  vt_arena_clear (self->arena);
  memset (&self->summary, 0, sizeof self->summary);
  self->n_products = 0;
  for (guint i = 0; i < self->notes->len; i++)
    add_result (self, 0, VT_IMPORT_NOTE, "", g_ptr_array_index (self->notes, i));
}

static gboolean
apply_all (Work *work, GCancellable *cancellable, GError **error)
{
  VtImport *self = work->import;
  g_autoptr (VtImportStream) stream = vt_import_stream_new (self);

  for (guint i = 0; i < self->described->len; i++)
    {
      const VtImportDescribed *described = g_ptr_array_index (self->described, i);

      if (!ensure_collection (work, described->title, described->parent, described->picture, error))
        return FALSE;
    }

  for (;;)
    {
      g_autoptr (VtImportProduct) product = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !vt_import_stream_next (stream, &product, error))
        return FALSE;
      if (product == NULL)
        break;
      self->n_products++;
      if (!apply_product (work, product, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (vt_import_stream_get_position (stream), self->total_bytes, self->progress_data);
    }

  for (guint i = 0; i < vt_import_stream_get_notes (stream)->len; i++)
    add_result (self, 0, VT_IMPORT_NOTE, "", g_ptr_array_index (vt_import_stream_get_notes (stream), i));

  return TRUE;
}

/**
 * vt_import_apply_job:
 * @db: the connection of a #VtShopJob
 * @import: a #VtImport
 * @cancellable: (nullable): stops the work, which the caller then takes back
 * @error: what ends the import as a whole: a #VtDbError, %G_IO_ERROR_CANCELLED or what is wrong with a file
 *
 * Writes collections and products. A product is known by its handle: there already, it gets what the file says and
 * keeps what it does not say; its stock is the ledger's. So importing a file twice changes nothing the second time.
 *
 * Returns: whether to commit; then vt_import_get_results() tells what became of each product
 */
gboolean
vt_import_apply_job (VtDb *db, gpointer import, GCancellable *cancellable, GError **error)
{
  Work work = {
    .db = db,
    .import = import,
    .collections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .claimed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free),
  };
  gboolean done;

  start_results (import);
  done = apply_all (&work, cancellable, error);
  g_hash_table_unref (work.collections);
  g_hash_table_unref (work.claimed);

  return done;
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
