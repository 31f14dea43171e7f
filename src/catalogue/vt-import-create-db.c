#define G_LOG_DOMAIN "vt-catalogue"

/* Products that are new go straight into product, product_tag, variant and stock_movement, with statements that stay
 * prepared and ids in a row: the journal keeps them as ranges, and nothing is read back. Records come here checked. */

#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-import-work.h"
#include "shop/vt-bulk.h"
#include "shop/vt-old-handle.h"

#include <glib/gi18n-lib.h>

/* Ids that are taken at a time: more than a product has variants. */
#define RANGE_SIZE 4096

typedef struct
{
  gint64 first; /* of the range in use */
  gint64 next;
  gint64 end; /* behind the last of it */
} Ids;

/* Rows go in several at a time, since beginning and ending a statement is half of its work. */
typedef enum
{
  EIGHT,
  FOUR,
  TWO,
  ONE,
  N_SIZES
} Size;

static const guint n_rows[N_SIZES] = { 8, 4, 2, 1 };

#define TWO_OF(row)   row ", " row
#define FOUR_OF(row)  TWO_OF (row) ", " TWO_OF (row)
#define EIGHT_OF(row) FOUR_OF (row) ", " FOUR_OF (row)

#define INTO_TAG "INSERT INTO product_tag (product_id, tag) VALUES "
#define A_TAG    "(?, ?)"

#define INTO_VARIANT                                                                                                   \
  "INSERT INTO variant (id, product_id, position, sku, barcode, price_minor, compare_at_minor, cost_minor, weight_g, " \
  "weight_unit, track_stock, backorder, low_stock, shipped, option_values) VALUES "
#define A_VARIANT "(?, ?, ?, ?, ?, ?, nullif (?, -1), nullif (?, -1), ?, ?, ?, ?, nullif (?, -1), ?, ?)"
#define N_VARIANT 15

#define INTO_MOVEMENT "INSERT INTO stock_movement (variant_id, id, place_id, delta, reason, reference, at_us) VALUES "
#define A_MOVEMENT    "(?, ?, ?, ?, 'received', ?, ?)"

static const char *const tag_sql[N_SIZES] = {
  INTO_TAG EIGHT_OF (A_TAG),
  INTO_TAG FOUR_OF (A_TAG),
  INTO_TAG TWO_OF (A_TAG),
  INTO_TAG A_TAG,
};

static const char *const variant_sql[N_SIZES] = {
  INTO_VARIANT EIGHT_OF (A_VARIANT),
  INTO_VARIANT FOUR_OF (A_VARIANT),
  INTO_VARIANT TWO_OF (A_VARIANT),
  INTO_VARIANT A_VARIANT,
};

static const char *const movement_sql[N_SIZES] = {
  INTO_MOVEMENT EIGHT_OF (A_MOVEMENT),
  INTO_MOVEMENT FOUR_OF (A_MOVEMENT),
  INTO_MOVEMENT TWO_OF (A_MOVEMENT),
  INTO_MOVEMENT A_MOVEMENT,
};

struct _VtImportCreator
{
  VtDb *db;                   /* (unowned) */
  VtStmt *product;            /* (owned) (nullable) */
  VtStmt *tags[N_SIZES];      /* (owned) (nullable) each */
  VtStmt *variants[N_SIZES];  /* (owned) (nullable) each */
  VtStmt *movements[N_SIZES]; /* (owned) (nullable) each */
  Ids product_ids;
  Ids variant_ids;
  Ids movement_ids;
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
  if (self->product_ids.next > self->product_ids.first && !self->rehearse)
    {
      vt_bulk_added (self->db, "product", self->product_ids.first, self->product_ids.next - 1);
      vt_bulk_added (self->db, "product_tag", self->product_ids.first, self->product_ids.next - 1);
    }
  if (self->variant_ids.next > self->variant_ids.first && !self->rehearse)
    {
      vt_bulk_added (self->db, "variant", self->variant_ids.first, self->variant_ids.next - 1);
      vt_bulk_added (self->db, "stock_movement", self->variant_ids.first, self->variant_ids.next - 1);
    }
  self->product_ids.first = self->product_ids.next;
  self->variant_ids.first = self->variant_ids.next;
}

static void
free_statements (VtImportCreator *self)
{
  g_clear_pointer (&self->product, vt_stmt_free);
  for (guint i = 0; i < N_SIZES; i++)
    {
      g_clear_pointer (&self->tags[i], vt_stmt_free);
      g_clear_pointer (&self->variants[i], vt_stmt_free);
      g_clear_pointer (&self->movements[i], vt_stmt_free);
    }
}

/* Ends the adding; the creator can go on afterwards. */
void
vt_import_creator_end (VtImportCreator *self)
{
  name_ranges (self);
  free_statements (self);
}

void
vt_import_creator_free (VtImportCreator *self)
{
  if (self == NULL)
    return;

  free_statements (self);
  g_free (self);
}

static gboolean
prepare (VtImportCreator *self, GError **error)
{
  if (self->product == NULL)
    self->product = vt_db_prepare (
        self->db,
        "INSERT INTO product (id, handle, title, description_html, vendor, product_type, status, seo_title, "
        "seo_description, tax_class, option_names, publish_us, created_us, updated_us, shipping_class) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, nullif (?12, 0), ?13, ?13, ?14)",
        error);

  return self->product != NULL;
}

/* The statement that takes the most of @n rows at a time; %NULL with an error. */
static VtStmt *
get_statement (VtImportCreator *self,
               VtStmt **statements,
               const char *const *sql,
               guint n,
               guint *taken,
               GError **error)
{
  guint size = 0;

  while (n_rows[size] > n)
    size++;
  *taken = n_rows[size];
  if (statements[size] == NULL)
    statements[size] = vt_db_prepare (self->db, sql[size], error);

  return statements[size];
}

/* @n ids in a row. */
static gint64
take_ids (VtImportCreator *self, Ids *ids, guint n)
{
  gint64 first;

  if (ids->end - ids->next < n)
    {
      name_ranges (self);
      ids->first = ids->next = vt_id_new_range (RANGE_SIZE);
      ids->end = ids->next + RANGE_SIZE;
    }
  first = ids->next;
  ids->next += n;

  return first;
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

/* What has no price yet must not be sold for nothing. */
static VtProductStatus
status_of (VtImportWork *work, VtImportProduct *record)
{
  VtProductStatus status = record->status == VT_IMPORT_ABSENT || record->status == VT_IMPORT_CLEAR
                               ? work->import->options.status
                               : (VtProductStatus) record->status;

  if (status != VT_PRODUCT_ACTIVE || vt_import_product_has_prices (record))
    return status;

  vt_import_product_warn (record, _ ("the file gives it no price: it is a draft until it has one"));
  return VT_PRODUCT_DRAFT;
}

static gboolean
insert_product (VtImportWork *work, VtImportProduct *record, gint64 id, GError **error)
{
  VtImportCreator *self = work->creator;
  VtProductStatus status = status_of (work, record);
  const char *tax_class = record->tax_class != NULL && *record->tax_class != '\0' ? record->tax_class : "standard";
  const char *options =
      record->options != NULL ? join (record, (const char *const *) record->options->pdata, record->options->len) : "";

  return vt_stmt_bind (self->product, error, "issssssssssiis", id, record->handle, record->title,
                       or_empty (record->description_html), or_empty (record->vendor), or_empty (record->product_type),
                       vt_product_status_to_string (status), or_empty (record->seo_title),
                       or_empty (record->seo_description), tax_class, options, or_else (record->publish_us, 0),
                       work->now_us, or_empty (record->shipping_class)) &&
         run (self->product, error);
}

static gboolean
insert_tags (VtImportCreator *self, const VtImportProduct *record, gint64 id, GError **error)
{
  guint n = record->tags != NULL ? record->tags->len : 0;
  guint taken = 0;

  for (guint done = 0; done < n; done += taken)
    {
      VtStmt *stmt = get_statement (self, self->tags, tag_sql, n - done, &taken, error);
      int at = 0;

      if (stmt == NULL)
        return FALSE;
      for (guint i = done; i < done + taken; i++)
        if (!vt_stmt_bind_int (stmt, ++at, id, error) ||
            !vt_stmt_bind_text (stmt, ++at, g_ptr_array_index (record->tags, i), error))
          return FALSE;
      if (!run (stmt, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
bind_variant (VtStmt *stmt,
              int at,
              VtImportProduct *record,
              guint position,
              gint64 product_id,
              gint64 id,
              GError **error)
{
  const VtImportVariant *variant = g_ptr_array_index (record->variants, position);
  guint n_options = record->options != NULL ? record->options->len : 0;
  const char *unit = variant->weight_unit != NULL && *variant->weight_unit != '\0' ? variant->weight_unit : "g";

  return vt_stmt_bind_int (stmt, at + 1, id, error) && vt_stmt_bind_int (stmt, at + 2, product_id, error) &&
         vt_stmt_bind_int (stmt, at + 3, position, error) &&
         vt_stmt_bind_text (stmt, at + 4, or_empty (variant->sku), error) &&
         vt_stmt_bind_text (stmt, at + 5, or_empty (variant->barcode), error) &&
         vt_stmt_bind_int (stmt, at + 6, or_else (variant->price_minor, 0), error) &&
         vt_stmt_bind_int (stmt, at + 7, or_else (variant->compare_at_minor, -1), error) &&
         vt_stmt_bind_int (stmt, at + 8, or_else (variant->cost_minor, -1), error) &&
         vt_stmt_bind_int (stmt, at + 9, or_else (variant->weight_g, 0), error) &&
         vt_stmt_bind_text (stmt, at + 10, unit, error) &&
         vt_stmt_bind_int (stmt, at + 11, or_else (variant->track_stock, 1), error) &&
         vt_stmt_bind_int (stmt, at + 12, or_else (variant->backorder, 0), error) &&
         vt_stmt_bind_int (stmt, at + 13, or_else (variant->low_stock, -1), error) &&
         vt_stmt_bind_int (stmt, at + 14, or_else (variant->shipped, 1), error) &&
         vt_stmt_bind_text (stmt, at + 15, join (record, variant->values, n_options), error);
}

/* @first_id: of the first variant; the others follow it. */
static gboolean
insert_variants (VtImportCreator *self, VtImportProduct *record, gint64 product_id, gint64 first_id, GError **error)
{
  guint n = record->variants->len;
  guint taken = 0;

  for (guint done = 0; done < n; done += taken)
    {
      VtStmt *stmt = get_statement (self, self->variants, variant_sql, n - done, &taken, error);

      if (stmt == NULL)
        return FALSE;
      for (guint i = done; i < done + taken; i++)
        if (!bind_variant (stmt, (int) (i - done) * N_VARIANT, record, i, product_id, first_id + i, error))
          return FALSE;
      if (!run (stmt, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  gint64 variant_id;
  gint64 place_id;
  gint64 delta;
} Movement;

/* Nothing is written of a stock of none. */
static GArray *
list_movements (VtImportWork *work, const VtImportProduct *record, gint64 first_id, GError **error)
{
  g_autoptr (GArray) movements = g_array_sized_new (FALSE, FALSE, sizeof (Movement), record->variants->len);

  for (guint i = 0; i < record->variants->len; i++)
    {
      const VtImportVariant *variant = g_ptr_array_index (record->variants, i);

      for (const VtImportStock *stock = variant->stock; stock != NULL; stock = stock->next)
        {
          Movement movement = { .variant_id = first_id + i, .delta = stock->on_hand };

          if (stock->on_hand == 0)
            continue;
          if (!vt_import_work_find_place (work, stock->place, &movement.place_id, error))
            return NULL;
          g_array_append_val (movements, movement);
        }
    }

  return g_steal_pointer (&movements);
}

static gboolean
insert_stock (VtImportWork *work, const VtImportProduct *record, gint64 first_id, GError **error)
{
  VtImportCreator *self = work->creator;
  g_autoptr (GArray) movements = list_movements (work, record, first_id, error);
  guint taken = 0;

  for (guint done = 0; movements != NULL && done < movements->len; done += taken)
    {
      VtStmt *stmt = get_statement (self, self->movements, movement_sql, movements->len - done, &taken, error);
      int at = 0;

      if (stmt == NULL)
        return FALSE;
      for (guint i = done; i < done + taken; i++)
        {
          const Movement *movement = &g_array_index (movements, Movement, i);

          if (!vt_stmt_bind_int (stmt, ++at, movement->variant_id, error) ||
              !vt_stmt_bind_int (stmt, ++at, take_ids (self, &self->movement_ids, 1), error) ||
              !vt_stmt_bind_int (stmt, ++at, movement->place_id, error) ||
              !vt_stmt_bind_int (stmt, ++at, movement->delta, error) ||
              !vt_stmt_bind_text (stmt, ++at, _ ("Import"), error) ||
              !vt_stmt_bind_int (stmt, ++at, work->now_us, error))
            return FALSE;
        }
      if (!run (stmt, error))
        return FALSE;
    }

  return movements != NULL;
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
  gint64 first_id;
  gboolean added;

  if (!check_complete (record, error) || !settle_handle (self, record, error) || !find_places (self, record, error) ||
      !prepare (self->creator, error) || !vt_bulk_begin (self->db, error))
    return FALSE;

  *id = take_ids (self->creator, &self->creator->product_ids, 1);
  first_id = take_ids (self->creator, &self->creator->variant_ids, record->variants->len);
  added = insert_product (self, record, *id, error) && insert_tags (self->creator, record, *id, error) &&
          insert_variants (self->creator, record, *id, first_id, error) && insert_stock (self, record, first_id, error);
  if (added)
    g_array_append_val (self->created, *id);

  return vt_bulk_end (self->db, added ? error : NULL) && added;
}
