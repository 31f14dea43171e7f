#define G_LOG_DOMAIN "vt-catalogue"

/* Products that are new go straight into product, product_tag, variant and stock_movement, with statements that stay
 * prepared and ids in a row: the journal keeps them as ranges, and nothing is read back. Records come here checked. */

#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-import-work.h"
#include "catalogue/vt-old-handle.h"
#include "shop/vt-bulk.h"

#include <glib/gi18n-lib.h>

/* Ids that are taken at a time. */
#define RANGE_SIZE 4096

typedef struct
{
  gint64 first; /* of the range in use */
  gint64 next;
  gint64 end; /* behind the last of it */
} Ids;

struct _VtImportCreator
{
  VtDb *db;         /* (unowned) */
  VtStmt *product;  /* (owned) */
  VtStmt *tag;      /* (owned) */
  VtStmt *variant;  /* (owned) */
  VtStmt *movement; /* (owned) */
  Ids products;
  Ids variants;
  gboolean has_old_handles;
  gboolean rehearse; /* all will be taken back: the journal need not know */
};

VtImportCreator *
vt_import_creator_new (VtDb *db, gboolean rehearse)
{
  VtImportCreator *self = g_new0 (VtImportCreator, 1);
  gint64 found = 0;

  self->db = db;
  self->rehearse = rehearse;
  self->has_old_handles =
      vt_db_get (db, NULL, &found, "SELECT 1 FROM old_handle WHERE kind = 'product' LIMIT 1", "") == VT_STEP_ROW;

  return self;
}

/* Whether any product had another address once. */
gboolean
vt_import_creator_has_old_handles (const VtImportCreator *self)
{
  return self->has_old_handles;
}

/* Names what was added so far to the journal. */
static void
name_ranges (VtImportCreator *self)
{
  if (self->products.next > self->products.first && !self->rehearse)
    {
      vt_bulk_added (self->db, "product", self->products.first, self->products.next - 1);
      vt_bulk_added (self->db, "product_tag", self->products.first, self->products.next - 1);
    }
  if (self->variants.next > self->variants.first && !self->rehearse)
    {
      vt_bulk_added (self->db, "variant", self->variants.first, self->variants.next - 1);
      vt_bulk_added (self->db, "stock_movement", self->variants.first, self->variants.next - 1);
    }
  self->products.first = self->products.next;
  self->variants.first = self->variants.next;
}

/* Ends the adding; the creator can go on afterwards. */
void
vt_import_creator_end (VtImportCreator *self)
{
  name_ranges (self);
  g_clear_pointer (&self->product, vt_stmt_free);
  g_clear_pointer (&self->tag, vt_stmt_free);
  g_clear_pointer (&self->variant, vt_stmt_free);
  g_clear_pointer (&self->movement, vt_stmt_free);
}

void
vt_import_creator_free (VtImportCreator *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->product, vt_stmt_free);
  g_clear_pointer (&self->tag, vt_stmt_free);
  g_clear_pointer (&self->variant, vt_stmt_free);
  g_clear_pointer (&self->movement, vt_stmt_free);
  g_free (self);
}

static gboolean
prepare (VtImportCreator *self, GError **error)
{
  if (self->product != NULL)
    return TRUE;

  self->product = vt_db_prepare (
      self->db,
      "INSERT INTO product (id, handle, title, description_html, vendor, product_type, status, seo_title, "
      "seo_description, tax_class, option_names, publish_us, created_us, updated_us) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, nullif (?12, 0), ?13, ?13)",
      error);
  self->tag = self->product != NULL
                  ? vt_db_prepare (self->db, "INSERT INTO product_tag (product_id, tag) VALUES (?1, ?2)", error)
                  : NULL;
  self->variant = self->tag != NULL
                      ? vt_db_prepare (self->db,
                                       "INSERT INTO variant (id, product_id, position, sku, barcode, price_minor, "
                                       "compare_at_minor, cost_minor, weight_g, weight_unit, track_stock, backorder, "
                                       "low_stock, shipped, option_values) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                                       "nullif (?7, -1), nullif (?8, -1), ?9, ?10, ?11, ?12, nullif (?13, -1), ?14, "
                                       "?15)",
                                       error)
                      : NULL;
  self->movement = self->variant != NULL
                       ? vt_db_prepare (self->db,
                                        "INSERT INTO stock_movement (variant_id, id, place_id, delta, reason, "
                                        "reference, at_us) VALUES (?1, ?2, ?3, ?4, 'received', ?5, ?6)",
                                        error)
                       : NULL;

  return self->movement != NULL;
}

static gint64
take_id (VtImportCreator *self, Ids *ids)
{
  if (ids->next == ids->end)
    {
      name_ranges (self);
      ids->first = ids->next = vt_id_new_range (RANGE_SIZE);
      ids->end = ids->next + RANGE_SIZE;
    }

  return ids->next++;
}

/* Runs a statement whose values are bound, for the next time too. */
static gboolean
run (VtStmt *stmt, GError **error)
{
  VtStep step = vt_stmt_step (stmt, error);

  vt_stmt_reset (stmt);

  return step == VT_STEP_DONE;
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static gint64
or_else (gint64 value, gint64 otherwise)
{
  return value == VT_IMPORT_ABSENT || value == VT_IMPORT_CLEAR ? otherwise : value;
}

/* The items as the column keeps them; lives as long as the record. */
static const char *
join (VtImportProduct *record, const char *const *items, guint n)
{
  gsize size = 1;
  char *text;
  char *end;

  if (n == 0)
    return "";
  if (n == 1)
    return items[0];

  for (guint i = 0; i < n; i++)
    size += strlen (items[i]) + 1;
  text = vt_arena_alloc (record->arena, size);
  end = text;
  for (guint i = 0; i < n; i++)
    {
      end = g_stpcpy (end, items[i]);
      *end++ = VT_LIST_SEPARATOR[0];
    }
  end[-1] = '\0';

  return text;
}

static gboolean
insert_product (VtImportWork *work, VtImportProduct *record, gint64 id, GError **error)
{
  VtImportCreator *self = work->creator;
  VtProductStatus status = record->status == VT_IMPORT_ABSENT || record->status == VT_IMPORT_CLEAR
                               ? work->import->options.status
                               : (VtProductStatus) record->status;
  const char *tax_class = record->tax_class != NULL && *record->tax_class != '\0' ? record->tax_class : "standard";
  const char *options =
      record->options != NULL ? join (record, (const char *const *) record->options->pdata, record->options->len) : "";

  return vt_stmt_bind (self->product, error, "issssssssssii", id, record->handle, record->title,
                       or_empty (record->description_html), or_empty (record->vendor), or_empty (record->product_type),
                       vt_product_status_to_string (status), or_empty (record->seo_title),
                       or_empty (record->seo_description), tax_class, options, or_else (record->publish_us, 0),
                       work->now_us) &&
         run (self->product, error);
}

static gboolean
insert_tags (VtImportCreator *self, const VtImportProduct *record, gint64 id, GError **error)
{
  for (guint i = 0; record->tags != NULL && i < record->tags->len; i++)
    if (!vt_stmt_bind (self->tag, error, "is", id, (const char *) g_ptr_array_index (record->tags, i)) ||
        !run (self->tag, error))
      return FALSE;

  return TRUE;
}

static gboolean
insert_variant (VtImportWork *work,
                VtImportProduct *record,
                gint64 product_id,
                gint64 id,
                guint position,
                GError **error)
{
  VtImportCreator *self = work->creator;
  const VtImportVariant *variant = g_ptr_array_index (record->variants, position);
  guint n_options = record->options != NULL ? record->options->len : 0;

  return vt_stmt_bind (
             self->variant, error, "iiissiiiisiiiis", id, product_id, (gint64) position, or_empty (variant->sku),
             or_empty (variant->barcode), or_else (variant->price_minor, 0), or_else (variant->compare_at_minor, -1),
             or_else (variant->cost_minor, -1), or_else (variant->weight_g, 0),
             variant->weight_unit != NULL && *variant->weight_unit != '\0' ? variant->weight_unit : "g",
             or_else (variant->track_stock, 1), or_else (variant->backorder, 0), or_else (variant->low_stock, -1),
             or_else (variant->shipped, 1), join (record, variant->values, n_options)) &&
         run (self->variant, error);
}

/* Nothing is written of a stock of none. */
static gboolean
insert_stock (VtImportWork *work, const VtImportVariant *variant, gint64 id, GError **error)
{
  VtImportCreator *self = work->creator;

  for (const VtImportStock *stock = variant->stock; stock != NULL; stock = stock->next)
    {
      gint64 place = 0;

      if (stock->on_hand == 0)
        continue;
      if (!vt_import_work_find_place (work, stock->place, &place, error) ||
          !vt_stmt_bind (self->movement, error, "iiiisi", id, vt_id_new (), place, stock->on_hand, _ ("Import"),
                         work->now_us) ||
          !run (self->movement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
insert_variants (VtImportWork *work, VtImportProduct *record, gint64 product_id, GError **error)
{
  for (guint i = 0; i < record->variants->len; i++)
    {
      gint64 id = take_id (work->creator, &work->creator->variants);

      if (!insert_variant (work, record, product_id, id, i, error) ||
          !insert_stock (work, g_ptr_array_index (record->variants, i), id, error))
        return FALSE;
    }

  return TRUE;
}

/* Places are found, and made, while the journal records; one that a file names is made even when nothing is there. */
static gboolean
find_places (VtImportWork *work, const VtImportProduct *record, GError **error)
{
  gint64 place = 0;

  for (guint i = 0; i < record->variants->len; i++)
    {
      const VtImportVariant *variant = g_ptr_array_index (record->variants, i);

      for (const VtImportStock *stock = variant->stock; stock != NULL; stock = stock->next)
        if (!vt_import_work_find_place (work, stock->place, &place, error))
          return FALSE;
    }

  return TRUE;
}

static gboolean
check_complete (VtImportProduct *record, GError **error)
{
  if (record->title == NULL)
    return vt_catalogue_invalid (
        error, _ ("it has no title, and the shop has no such product; give it one, or the right address or SKU"));
  if (record->variants == NULL)
    vt_import_product_add_variant (record, record->line, 0);
  if (record->variants->len > 1 && (record->options == NULL || record->options->len == 0))
    return vt_catalogue_invalid (
        error, _ ("A product without options has one variant; give the file columns for the options"));

  return TRUE;
}

/* The address that a title makes may be that of another product of the same name. */
static gboolean
settle_handle (VtImportWork *work, VtImportProduct *record, GError **error)
{
  static const char is_taken[] = "SELECT id FROM product WHERE handle = ?1";
  gint64 found = 0;
  g_autofree char *free_one = NULL;
  VtStep step;

  if (record->handle_is_made)
    {
      step = vt_db_get (work->db, error, &found, is_taken, "s", record->handle);
      if (step == VT_STEP_ERROR)
        return FALSE;
      if (step == VT_STEP_ROW)
        {
          free_one = vt_catalogue_free_handle (work->db, is_taken, record->handle, "product", error);
          if (free_one == NULL)
            return FALSE;
          record->handle = vt_import_product_text (record, free_one);
        }
    }

  return !work->creator->has_old_handles || vt_old_handle_take_over (work->db, "product", record->handle, error);
}

/* Adds a product that the shop does not have. What can refuse it is looked at before the first row is written. */
gboolean
vt_import_create_product (VtImportWork *self, VtImportProduct *record, gint64 *id, GError **error)
{
  gboolean added;

  if (!check_complete (record, error) || !settle_handle (self, record, error) || !find_places (self, record, error) ||
      !prepare (self->creator, error) || !vt_bulk_begin (self->db, error))
    return FALSE;

  *id = take_id (self->creator, &self->creator->products);
  added = insert_product (self, record, *id, error) && insert_tags (self->creator, record, *id, error) &&
          insert_variants (self, record, *id, error);
  if (added)
    g_array_append_val (self->created, *id);

  return vt_bulk_end (self->db, added ? error : NULL) && added;
}
