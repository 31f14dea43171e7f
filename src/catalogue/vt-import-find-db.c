#define G_LOG_DOMAIN "vt-catalogue"

/* Which product of the shop a record is about: the one of its address, also a former one; when the file gives none, the
 * one of its SKUs, or of its barcodes when it has no SKU, else the one that its title's address leads to. */

#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-import-work.h"

#include <glib/gi18n-lib.h>

static gboolean
find_by_handle (VtImportWork *work, const char *handle, gint64 *id, GError **error)
{
  VtStep step = vt_db_get (work->db, error, id, "SELECT id FROM product WHERE handle = ?1", "s", handle);

  if (step == VT_STEP_DONE && vt_import_creator_has_old_handles (work->creator))
    step = vt_db_get (work->db, error, id, "SELECT target_id FROM old_handle WHERE kind = 'product' AND handle = ?1",
                      "s", handle);

  return step != VT_STEP_ERROR;
}

/* Goes through the products of variants with that code; two are one too many. */
static gboolean
find_by_code (VtImportWork *work, const char *sql, const char *code, gint64 *id, gboolean *ambiguous, GError **error)
{
  g_autoptr (VtStmt) stmt = NULL;
  VtStep step;

  if (code == NULL || *code == '\0')
    return TRUE;

  stmt = vt_db_prepare (work->db, sql, error);
  if (stmt == NULL || !vt_stmt_bind (stmt, error, "s", code))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 found = vt_stmt_get_int (stmt, 0);

      *ambiguous = *ambiguous || (*id != 0 && *id != found);
      *id = found;
    }

  return step == VT_STEP_DONE;
}

/* Of products that share its codes, the one that its title's address leads to is meant. */
static gboolean
find_by_codes (VtImportWork *work, VtImportProduct *record, gint64 *id, GError **error)
{
  static const char by_sku[] = "SELECT DISTINCT product_id FROM variant WHERE sku = ?1 AND sku <> '' LIMIT 2";
  static const char by_barcode[] =
      "SELECT DISTINCT product_id FROM variant WHERE barcode = ?1 AND barcode <> '' LIMIT 2";
  guint n_variants = record->variants != NULL ? record->variants->len : 0;
  gboolean has_sku = FALSE;
  gboolean ambiguous = FALSE;

  for (guint i = 0; i < n_variants; i++)
    {
      const char *sku = ((VtImportVariant *) g_ptr_array_index (record->variants, i))->sku;

      has_sku = has_sku || (sku != NULL && *sku != '\0');
      if (!find_by_code (work, by_sku, sku, id, &ambiguous, error))
        return FALSE;
    }
  for (guint i = 0; !has_sku && i < n_variants; i++)
    if (!find_by_code (work, by_barcode, ((VtImportVariant *) g_ptr_array_index (record->variants, i))->barcode, id,
                       &ambiguous, error))
      return FALSE;

  if (!ambiguous)
    return TRUE;
  *id = 0;
  if (!find_by_handle (work, record->handle, id, error))
    return FALSE;

  return *id != 0 || vt_catalogue_invalid (error, _ ("its SKUs or barcodes belong to several products of the shop; "
                                                     "give it the address of the one that is meant"));
}

/* @id gets 0 when the shop has no such product. */
gboolean
vt_import_find_product (VtImportWork *self, VtImportProduct *record, gint64 *id, GError **error)
{
  *id = 0;
  if (!record->handle_is_made)
    return find_by_handle (self, record->handle, id, error) &&
           (*id != 0 || record->title != NULL || find_by_codes (self, record, id, error));

  if (!record->shares_codes && !find_by_codes (self, record, id, error))
    return FALSE;

  /* What is further up in the files is another one, of the same codes or name. */
  if (*id != 0 && g_hash_table_contains (self->written, id))
    *id = 0;
  if (*id == 0 && !find_by_handle (self, record->handle, id, error))
    return FALSE;
  if (*id != 0 && g_hash_table_contains (self->written, id))
    *id = 0;

  return TRUE;
}
