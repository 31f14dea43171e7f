#define G_LOG_DOMAIN "vt-catalogue"

/* Reads what lists of products are found and sorted by: all of it in the order of the tables themselves, or that of
 * single products by their keys. Variants come in the order of their ids, whichever products they are of, so that no
 * row is looked up; their words are put behind those of their products at the end. */

#include "catalogue/vt-product-table-private.h"

#include "base/vt-clock.h"
#include "base/vt-text.h"
#include "catalogue/vt-price-history.h"
#include "catalogue/vt-product.h"
#include "catalogue/vt-stock-list.h"

#include <string.h>

/* More than this part of all products is read faster in one go than one by one. */
#define RELOAD_PART 6
#define RELOAD_MIN  400

/* Rows between two looks at whether the answer is still wanted. */
#define CANCEL_EVERY 4096

#define PRODUCT_COLUMNS                                                                                                \
  "SELECT id, title, vendor, product_type, status, created_us, updated_us, seo_description <> '', "                    \
  "description_html <> '' FROM product "
#define VARIANT_COLUMNS                                                                                                \
  "SELECT product_id, id, position, sku, barcode, option_values, price_minor, compare_at_minor, cost_minor, "          \
  "track_stock, backorder, low_stock FROM variant "

static const char all_products[] = PRODUCT_COLUMNS "ORDER BY id";
static const char all_variants[] = VARIANT_COLUMNS "ORDER BY id";
static const char all_stock[] = "SELECT variant_id, sum (on_hand) FROM stock_level GROUP BY variant_id";
static const char all_photos[] = "SELECT DISTINCT product_id FROM photo ORDER BY product_id";
static const char all_tags[] = "SELECT product_id, tag FROM product_tag ORDER BY product_id, tag";

static const char one_product[] = PRODUCT_COLUMNS "WHERE id = ?1";
static const char one_s_variants[] = VARIANT_COLUMNS "WHERE product_id = ?1 ORDER BY position, id";
static const char one_s_stock[] = "SELECT coalesce (sum (on_hand), 0) FROM stock_level WHERE variant_id = ?1";
static const char one_s_photo[] = "SELECT 1 FROM photo WHERE product_id = ?1 LIMIT 1";
static const char one_s_tags[] = "SELECT product_id, tag FROM product_tag WHERE product_id = ?1 ORDER BY tag";

static const char product_of_variant[] = "SELECT product_id FROM variant WHERE id = ?1";
static const char product_of_photo[] = "SELECT product_id FROM photo WHERE id = ?1";
static const char one_s_reduced[] = "SELECT id FROM variant WHERE product_id = ?1 AND compare_at_minor IS NOT NULL";
static const char members_of_collection[] = "SELECT product_id FROM collection_product WHERE collection_id = ?1";

/* The statements of lists, for the test that each goes by an index. */
const char *const vt_product_table_statements[] = {
  one_s_reduced, one_product,        one_s_variants,   one_s_stock,           one_s_photo,
  one_s_tags,    product_of_variant, product_of_photo, members_of_collection, NULL,
};
const char *const vt_product_table_scans[] = { all_products, all_variants, all_stock, all_photos, all_tags, NULL };

/* The words of one variant, until they are put behind those of its product. */
typedef struct
{
  guint32 slot;
  guint32 length;
  guint32 sku_length;
  gint32 position;
  gsize text;
} Part;

typedef struct
{
  VtProductTable *table;
  GArray *parts;  /* of Part */
  GString *texts; /* of the parts */
  GCancellable *cancellable;
  guint n_rows;
} Loading;

/* One row of a second statement, which runs beside the first in the same order. */
typedef struct
{
  VtStmt *stmt; /* (owned) */
  VtStep step;
} Cursor;

static void
cursor_clear (Cursor *cursor)
{
  g_clear_pointer (&cursor->stmt, vt_stmt_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cursor, cursor_clear)

static gboolean
cursor_open (Cursor *cursor, VtDb *db, const char *sql, GError **error)
{
  cursor->stmt = vt_db_prepare (db, sql, error);
  cursor->step = cursor->stmt != NULL ? vt_stmt_step (cursor->stmt, error) : VT_STEP_ERROR;

  return cursor->step != VT_STEP_ERROR;
}

/* Goes on to the first row of @id or beyond; whether it is one of @id. */
static gboolean
cursor_is_at (Cursor *cursor, gint64 id, GError **error)
{
  while (cursor->step == VT_STEP_ROW && vt_stmt_get_int (cursor->stmt, 0) < id)
    cursor->step = vt_stmt_step (cursor->stmt, error);

  return cursor->step == VT_STEP_ROW && vt_stmt_get_int (cursor->stmt, 0) == id;
}

/* Records --------------------------------------------------------------------------------------------------------- */

/* Adds what is compared when letter case and accents do not matter, and a line end: no word goes beyond a field. */
static guint32
append_folded (GString *texts, const char *text)
{
  gsize start = texts->len;

  if (*text == '\0')
    return 0;

  if (g_str_is_ascii (text))
    {
      g_string_append (texts, text);
      for (gsize i = start; i < texts->len; i++)
        texts->str[i] = g_ascii_tolower (texts->str[i]);
    }
  else
    {
      g_autofree char *folded = vt_text_fold (text);

      g_string_append (texts, folded);
    }
  g_string_append_c (texts, '\n');

  return (guint32) (texts->len - start - 1);
}

/* The columns of PRODUCT_COLUMNS; no variant, tag or photo yet. */
static void
read_product (VtProductTable *self, VtStmt *stmt, VtProductRecord *record)
{
  const char *title = vt_stmt_get_text (stmt, 1);
  const char *vendor = vt_stmt_get_text (stmt, 2);
  const char *type = vt_stmt_get_text (stmt, 3);
  VtProductStatus status = VT_PRODUCT_DRAFT;

  vt_product_status_from_string (vt_stmt_get_text (stmt, 4), &status);
  *record = (VtProductRecord){
    .id = vt_stmt_get_int (stmt, 0),
    .price_min = VT_TABLE_NONE,
    .compare = VT_TABLE_NONE,
    .cost = VT_TABLE_NONE,
    .margin_bp = VT_TABLE_NONE,
    .created_us = vt_stmt_get_int (stmt, 5),
    .updated_us = vt_stmt_get_int (stmt, 6),
    .text = self->texts->len,
    .key = self->keys->len,
    .vendor = vt_dictionary_add (&self->vendors, vendor),
    .type = vt_dictionary_add (&self->types, type),
    .first_tag = self->tags->len,
    .status = (guint8) status,
    .lacks = VT_PRODUCT_LACKS_PHOTO,
  };
  if (vt_stmt_get_int (stmt, 7) == 0)
    record->lacks |= VT_PRODUCT_LACKS_SEO;
  if (vt_stmt_get_int (stmt, 8) == 0)
    record->lacks |= VT_PRODUCT_LACKS_DESCRIPTION;

  vt_collator_append_key (self->collator, title, self->keys);
  record->key_length = (guint32) (self->keys->len - record->key);
  append_folded (self->texts, title);
  append_folded (self->texts, vendor);
  append_folded (self->texts, type);
}

static void
read_tag (VtProductTable *self, VtStmt *stmt, VtProductRecord *record)
{
  const char *tag = vt_stmt_get_text (stmt, 1);
  guint32 number = vt_dictionary_add (&self->tag_names, tag);

  g_array_append_val (self->tags, number);
  append_folded (self->texts, tag);
  record->n_tags++;
}

static void
add_stock (VtProductTable *self, VtStmt *stmt, gint64 on_hand, VtProductRecord *record)
{
  gboolean tracked = vt_stmt_get_int (stmt, 9) != 0;
  gboolean backorder = vt_stmt_get_int (stmt, 10) != 0;
  gint64 level = vt_stmt_is_null (stmt, 11) ? self->low_level : vt_stmt_get_int (stmt, 11);

  record->on_hand += on_hand;
  if (!tracked || on_hand > 0)
    record->stock |= VT_PRODUCT_STOCK_IN;
  if (tracked && on_hand <= level)
    record->stock |= VT_PRODUCT_STOCK_LOW;
  if (tracked && on_hand <= 0 && backorder)
    record->stock |= VT_PRODUCT_STOCK_BACKORDER;
}

static void
add_money (VtStmt *stmt, VtProductRecord *record)
{
  gint64 price = vt_stmt_get_int (stmt, 6);
  gint64 compare = vt_stmt_get_int (stmt, 7);
  gint64 cost = vt_stmt_get_int (stmt, 8);

  record->price_min = MIN (record->price_min, price);
  record->price_max = MAX (record->price_max, price);
  if (!vt_stmt_is_null (stmt, 7))
    record->compare = MIN (record->compare, compare);
  if (vt_stmt_is_null (stmt, 8))
    record->lacks |= VT_PRODUCT_LACKS_COST;
  else
    {
      record->cost = MIN (record->cost, cost);
      if (price > 0)
        record->margin_bp = MIN (record->margin_bp, (price - cost) * 10000 / price);
    }
}

/* The columns of VARIANT_COLUMNS; the words go to @texts. */
static void
read_variant (VtProductTable *self, VtStmt *stmt, gint64 on_hand, VtProductRecord *record, GString *texts, Part *part)
{
  const char *sku = vt_stmt_get_text (stmt, 3);
  const char *barcode = vt_stmt_get_text (stmt, 4);

  part->position = (gint32) vt_stmt_get_int (stmt, 2);
  part->text = texts->len;
  part->sku_length = append_folded (texts, sku);
  append_folded (texts, barcode);
  append_folded (texts, vt_stmt_get_text (stmt, 5));
  part->length = (guint32) (texts->len - part->text);

  if (*sku == '\0')
    record->lacks |= VT_PRODUCT_LACKS_SKU;
  if (*barcode == '\0')
    record->lacks |= VT_PRODUCT_LACKS_BARCODE;
  record->n_variants++;
  self->n_variants++;
  add_money (stmt, record);
  add_stock (self, stmt, on_hand, record);
}

/* What only all variants together tell. */
static void
settle (VtProductRecord *record)
{
  if (record->n_variants == 0)
    record->price_min = 0;
  if ((record->stock & (VT_PRODUCT_STOCK_IN | VT_PRODUCT_STOCK_BACKORDER)) == 0)
    record->stock = VT_PRODUCT_STOCK_OUT;
}

/* All at once ------------------------------------------------------------------------------------------------------ */

static gboolean
is_cancelled (Loading *loading, GError **error)
{
  return ++loading->n_rows % CANCEL_EVERY == 0 && g_cancellable_set_error_if_cancelled (loading->cancellable, error);
}

static gboolean
load_products (Loading *loading, VtDb *db, GError **error)
{
  VtProductTable *self = loading->table;
  g_auto (Cursor) products = { 0 };
  g_auto (Cursor) photos = { 0 };
  g_auto (Cursor) tags = { 0 };

  if (!cursor_open (&products, db, all_products, error) || !cursor_open (&photos, db, all_photos, error) ||
      !cursor_open (&tags, db, all_tags, error))
    return FALSE;

  for (; products.step == VT_STEP_ROW; products.step = vt_stmt_step (products.stmt, error))
    {
      VtProductRecord record;
      VtProductPlace place = { .slot = self->records->len };

      if (is_cancelled (loading, error))
        return FALSE;
      read_product (self, products.stmt, &record);
      if (cursor_is_at (&photos, record.id, error))
        record.lacks &= (guint8) ~VT_PRODUCT_LACKS_PHOTO;
      for (; cursor_is_at (&tags, record.id, error); tags.step = vt_stmt_step (tags.stmt, error))
        read_tag (self, tags.stmt, &record);
      if (photos.step == VT_STEP_ERROR || tags.step == VT_STEP_ERROR)
        return FALSE;

      record.text_length = (guint32) (self->texts->len - record.text);
      place.id = record.id;
      g_array_append_val (self->records, record);
      g_array_append_val (self->places, place);
    }

  return products.step == VT_STEP_DONE;
}

/* Most variants are of the same product as the one before, or of the next. */
static gboolean
find_near (VtProductTable *self, gint64 id, guint32 *slot)
{
  for (guint32 i = *slot; i < self->records->len && i < *slot + 2; i++)
    if (vt_product_table_record (self, i)->id == id)
      {
        *slot = i;
        return TRUE;
      }

  return vt_product_table_find (self, id, slot);
}

static gboolean
load_variants (Loading *loading, VtDb *db, GError **error)
{
  VtProductTable *self = loading->table;
  g_auto (Cursor) variants = { 0 };
  g_auto (Cursor) stock = { 0 };
  guint32 slot = 0;

  if (!cursor_open (&variants, db, all_variants, error) || !cursor_open (&stock, db, all_stock, error))
    return FALSE;

  for (; variants.step == VT_STEP_ROW; variants.step = vt_stmt_step (variants.stmt, error))
    {
      gint64 on_hand = 0;
      Part part;

      if (is_cancelled (loading, error))
        return FALSE;
      if (!find_near (self, vt_stmt_get_int (variants.stmt, 0), &slot))
        continue;
      if (cursor_is_at (&stock, vt_stmt_get_int (variants.stmt, 1), error))
        on_hand = vt_stmt_get_int (stock.stmt, 1);
      if (stock.step == VT_STEP_ERROR)
        return FALSE;

      part.slot = slot;
      read_variant (self, variants.stmt, on_hand, vt_product_table_record (self, slot), loading->texts, &part);
      g_array_append_val (loading->parts, part);
    }

  return variants.step == VT_STEP_DONE;
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const Part *first = a;
  const Part *second = b;

  if (first->slot != second->slot)
    return first->slot < second->slot ? -1 : 1;
  if (first->position != second->position)
    return first->position < second->position ? -1 : 1;
  return first->text < second->text ? -1 : first->text > second->text;
}

static void
sort_parts (GArray *parts)
{
  const Part *all = (const Part *) (gpointer) parts->data;
  gboolean sorted = TRUE;

  /* As an import made them. */
  for (guint i = 1; i < parts->len && sorted; i++)
    sorted = compare_parts (&all[i - 1], &all[i]) <= 0;
  if (!sorted)
    g_array_sort (parts, compare_parts);
}

/* The words of each product, then those of its variants in their order. */
static void
join_texts (Loading *loading)
{
  VtProductTable *self = loading->table;
  GString *joined = g_string_sized_new (self->texts->len + loading->texts->len + 1);
  guint next = 0;

  sort_parts (loading->parts);
  for (guint32 slot = 0; slot < self->records->len; slot++)
    {
      VtProductRecord *record = vt_product_table_record (self, slot);
      gsize start = joined->len;

      g_string_append_len (joined, self->texts->str + record->text, record->text_length);
      for (guint first = next; next < loading->parts->len; next++)
        {
          const Part *part = &g_array_index (loading->parts, Part, next);

          if (part->slot != slot)
            break;
          if (next == first)
            {
              record->sku = (guint32) (joined->len - start);
              record->sku_length = part->sku_length;
            }
          g_string_append_len (joined, loading->texts->str + part->text, part->length);
        }
      record->text = start;
      record->text_length = (guint32) (joined->len - start);
      settle (record);
    }

  g_string_free (self->texts, TRUE);
  self->texts = joined;
}

static void
dictionary_init (VtDictionary *self)
{
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
}

static VtProductTable *
table_new (const char *locale)
{
  VtProductTable *self = g_new0 (VtProductTable, 1);

  self->locale = g_strdup (locale);
  self->collator = vt_collator_new (locale);
  self->records = g_array_new (FALSE, FALSE, sizeof (VtProductRecord));
  self->places = g_array_new (FALSE, FALSE, sizeof (VtProductPlace));
  self->texts = g_string_new (NULL);
  self->keys = g_byte_array_new ();
  self->tags = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->by_title = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->members = g_byte_array_new ();
  self->found = g_array_new (FALSE, FALSE, sizeof (guint32));
  dictionary_init (&self->vendors);
  dictionary_init (&self->types);
  dictionary_init (&self->tag_names);

  return self;
}

static void
sort_all_titles (VtProductTable *self)
{
  g_array_set_size (self->by_title, self->records->len);
  for (guint32 slot = 0; slot < self->records->len; slot++)
    g_array_index (self->by_title, guint32, slot) = slot;
  vt_product_table_sort_titles (self, (guint32 *) (gpointer) self->by_title->data, self->by_title->len);
}

/**
 * vt_product_table_load:
 * @db: a shop's database
 * @locale: (nullable): whose order of titles; %NULL for the user's own
 * @cancellable: (nullable): gives up
 * @error: a #VtDbError or %G_IO_ERROR_CANCELLED
 *
 * Reads the tables of the catalogue once each, in their own order.
 *
 * Returns: (transfer full) (nullable): the table
 */
VtProductTable *
vt_product_table_load (VtDb *db, const char *locale, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtProductTable) self = table_new (locale);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autoptr (GString) texts = g_string_new (NULL);
  Loading loading = { .table = self, .parts = parts, .texts = texts, .cancellable = cancellable };

  self->low_level = vt_stock_low_level (db);
  if (!load_products (&loading, db, error) || !load_variants (&loading, db, error))
    return NULL;

  join_texts (&loading);
  sort_all_titles (self);
  return g_steal_pointer (&self);
}

/* One by one ------------------------------------------------------------------------------------------------------- */

static gboolean
read_one_s_tags (VtProductTable *self, VtDb *db, VtProductRecord *record, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, one_s_tags, error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", record->id))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    read_tag (self, stmt, record);

  return step == VT_STEP_DONE;
}

static gboolean
read_one_s_variants (VtProductTable *self, VtDb *db, VtProductRecord *record, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, one_s_variants, error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", record->id))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 on_hand = 0;
      Part part;

      if (vt_db_get (db, error, &on_hand, one_s_stock, "i", vt_stmt_get_int (stmt, 1)) == VT_STEP_ERROR)
        return FALSE;
      read_variant (self, stmt, on_hand, record, self->texts, &part);
      if (record->n_variants > 1)
        continue;
      record->sku = (guint32) (part.text - record->text);
      record->sku_length = part.sku_length;
    }

  return step == VT_STEP_DONE;
}

static VtStep
read_one (VtProductTable *self, VtDb *db, gint64 id, VtProductRecord *record, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, one_product, error);
  gint64 has_photo = 0;
  VtStep step = VT_STEP_ERROR;

  if (stmt != NULL && vt_stmt_bind (stmt, error, "i", id))
    step = vt_stmt_step (stmt, error);
  if (step != VT_STEP_ROW)
    return step;

  read_product (self, stmt, record);
  if (!read_one_s_tags (self, db, record, error) || !read_one_s_variants (self, db, record, error) ||
      vt_db_get (db, error, &has_photo, one_s_photo, "i", id) == VT_STEP_ERROR)
    return VT_STEP_ERROR;

  if (has_photo != 0)
    record->lacks &= (guint8) ~VT_PRODUCT_LACKS_PHOTO;
  record->text_length = (guint32) (self->texts->len - record->text);
  settle (record);
  return VT_STEP_ROW;
}

static guint
place_after (VtProductTable *self, gint64 id)
{
  guint low = 0;
  guint high = self->places->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->places, VtProductPlace, middle).id < id)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
drop_record (VtProductTable *self, gint64 id, guint32 slot)
{
  VtProductRecord *record = vt_product_table_record (self, slot);

  self->n_variants -= record->n_variants;
  self->garbage += record->text_length;
  *record = (VtProductRecord){ .dirty = TRUE };
  g_array_remove_index (self->places, place_after (self, id));
}

/* Reads one product again, which may be new or gone. Its slot stays and is marked, as its title may have moved. */
static gboolean
follow_one (VtProductTable *self, VtDb *db, gint64 id, GError **error)
{
  VtProductPlace place = { .id = id };
  VtProductRecord record;
  gboolean known = vt_product_table_find (self, id, &place.slot);
  VtStep step = read_one (self, db, id, &record, error);

  if (step == VT_STEP_ERROR)
    return FALSE;
  if (step == VT_STEP_DONE && known)
    drop_record (self, id, place.slot);
  if (step == VT_STEP_DONE)
    return TRUE;

  record.dirty = TRUE;
  if (known)
    {
      const VtProductRecord *old = vt_product_table_record (self, place.slot);

      self->n_variants -= old->n_variants;
      self->garbage += old->text_length;
      *vt_product_table_record (self, place.slot) = record;
    }
  else
    {
      place.slot = self->records->len;
      g_array_append_val (self->records, record);
      g_array_insert_val (self->places, place_after (self, id), place);
    }
  return TRUE;
}

/* The titles that are as they were keep their order; the others are put among them. */
static void
merge_titles (VtProductTable *self, const guint32 *moved, guint n_moved)
{
  g_autoptr (GArray) old = self->by_title;
  g_autofree guint32 *added = g_new (guint32, n_moved + 1);
  guint n_added = 0;
  guint next = 0;

  for (guint i = 0; i < n_moved; i++)
    if (vt_product_table_record (self, moved[i])->id != 0)
      added[n_added++] = moved[i];
  vt_product_table_sort_titles (self, added, n_added);

  self->by_title = g_array_sized_new (FALSE, FALSE, sizeof (guint32), old->len + n_added);
  for (guint i = 0; i < old->len; i++)
    {
      guint32 slot = g_array_index (old, guint32, i);

      if (vt_product_table_record (self, slot)->dirty)
        continue;
      for (; next < n_added && vt_product_table_compare_titles (self, added[next], slot) < 0; next++)
        g_array_append_val (self->by_title, added[next]);
      g_array_append_val (self->by_title, slot);
    }
  g_array_append_vals (self->by_title, added + next, n_added - next);
}

static gboolean
follow_ids (VtProductTable *self, VtDb *db, const GArray *ids, GError **error)
{
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean followed = TRUE;

  for (guint i = 0; i < ids->len && followed; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      guint32 slot = self->records->len;

      vt_product_table_find (self, id, &slot);
      followed = follow_one (self, db, id, error);
      if (slot < self->records->len)
        g_array_append_val (moved, slot);
    }

  merge_titles (self, (const guint32 *) (gpointer) moved->data, moved->len);
  for (guint i = 0; i < moved->len; i++)
    vt_product_table_record (self, g_array_index (moved, guint32, i))->dirty = FALSE;
  vt_product_table_forget_answers (self);
  return followed;
}

/* What a change touched ------------------------------------------------------------------------------------------- */

typedef struct
{
  VtDb *db;
  GHashTable *ids; /* (owned) of products (gint64) */
  gboolean all;    /* more than can be named */
  gboolean members;
} Touched;

static gboolean
touch_owner (Touched *touched, const char *sql, gint64 id, GError **error)
{
  gint64 product_id = 0;

  if (vt_db_get (touched->db, error, &product_id, sql, "i", id) == VT_STEP_ERROR)
    return FALSE;

  /* Where there is no such row any more, its product was touched too. */
  if (product_id != 0)
    g_hash_table_add (touched->ids, g_memdup2 (&product_id, sizeof product_id));
  return TRUE;
}

static gboolean
touch_row (Touched *touched, const VtChangedRow *row, GError **error)
{
  if (g_str_equal (row->table, "product") || g_str_equal (row->table, "product_tag"))
    g_hash_table_add (touched->ids, g_memdup2 (&row->id, sizeof row->id));
  else if (g_str_equal (row->table, "variant") || g_str_equal (row->table, "stock_movement") ||
           g_str_equal (row->table, "price_history"))
    return touch_owner (touched, product_of_variant, row->id, error);
  else if (g_str_equal (row->table, "photo"))
    return touch_owner (touched, product_of_photo, row->id, error);
  else if (g_str_equal (row->table, "collection_product"))
    touched->members = TRUE;
  else if (g_str_equal (row->table, "setting") && g_strcmp0 (row->key, "stock.low") == 0)
    touched->all = TRUE;

  return TRUE;
}

static gboolean
touch (Touched *touched, VtChange *change, GError **error)
{
  guint n = vt_change_get_n_rows (change);

  if (vt_change_get_n_ranges (change) > 0)
    touched->all = touched->members = TRUE;
  for (guint i = 0; i < n && !touched->all; i++)
    if (!touch_row (touched, vt_change_get_row (change, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
reload (VtProductTable *self, VtDb *db, GCancellable *cancellable, GError **error)
{
  g_autoptr (VtProductTable) table = vt_product_table_load (db, self->locale, cancellable, error);
  VtProductTable old = *self;

  if (table == NULL)
    return FALSE;

  *self = *table;
  *table = old;
  return TRUE;
}

static gboolean
is_worn (VtProductTable *self)
{
  return self->garbage > self->texts->len / 2 && self->garbage > (1 << 20);
}

/**
 * vt_product_table_follow:
 * @self: a table
 * @db: the shop's database as it is after the changes
 * @changes: (array length=n_changes): what was written since it was read
 * @n_changes: how many
 * @changed: (out): whether lists may look different
 * @cancellable: (nullable): gives up
 * @error: a #VtDbError or %G_IO_ERROR_CANCELLED; the table is to be loaded again
 *
 * Reads again what was touched, or everything when that is much.
 *
 * Returns: whether @self is up to date
 */
gboolean
vt_product_table_follow (VtProductTable *self,
                         VtDb *db,
                         VtChange *const *changes,
                         guint n_changes,
                         gboolean *changed,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Touched touched = { .db = db, .ids = set };
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < n_changes && !touched.all; i++)
    if (!touch (&touched, changes[i], error))
      return FALSE;

  if (touched.members)
    vt_product_table_forget_answers (self);
  *changed = touched.all || touched.members || g_hash_table_size (set) > 0;
  if (touched.all || is_worn (self) || g_hash_table_size (set) > MAX (RELOAD_MIN, self->records->len / RELOAD_PART))
    return reload (self, db, cancellable, error);
  if (g_hash_table_size (set) == 0)
    return TRUE;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_val (ids, *(gint64 *) id);

  return follow_ids (self, db, ids, error);
}

static gboolean
judge_one (VtDb *db, VtProductRecord *record, gint64 now_us, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, one_s_reduced, error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", record->id))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtCompareAtCheck check = { 0 };

      if (!vt_price_check_compare_at (db, vt_stmt_get_int (stmt, 0), now_us, &check, error))
        return FALSE;
      if (vt_compare_at_is_finding (check.verdict))
        record->lacks |= VT_PRODUCT_UNTRUE_COMPARE;
    }

  record->judged = step == VT_STEP_DONE;
  return record->judged;
}

/* Holds former prices against what was asked before: of products that have one, when it is asked for first. */
gboolean
vt_product_table_judge_prices (VtProductTable *self, VtDb *db, GError **error)
{
  gint64 now_us = vt_clock_now_us (NULL);

  for (guint i = 0; i < self->records->len; i++)
    {
      VtProductRecord *record = vt_product_table_record (self, i);

      if (record->id != 0 && record->compare != VT_TABLE_NONE && !record->judged &&
          !judge_one (db, record, now_us, error))
        return FALSE;
    }

  return TRUE;
}

/* Marks the members of a collection by slot, unless they are marked already. */
gboolean
vt_product_table_read_members (VtProductTable *self, VtDb *db, gint64 collection_id, GError **error)
{
  g_autoptr (VtStmt) stmt = NULL;
  VtStep step;

  if (self->collection_id == collection_id)
    return TRUE;

  self->collection_id = 0;
  g_byte_array_set_size (self->members, self->records->len);
  memset (self->members->data, 0, self->members->len);
  stmt = vt_db_prepare (db, members_of_collection, error);
  if (stmt == NULL || !vt_stmt_bind (stmt, error, "i", collection_id))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      guint32 slot;

      if (vt_product_table_find (self, vt_stmt_get_int (stmt, 0), &slot))
        self->members->data[slot] = 1;
    }
  if (step == VT_STEP_DONE)
    self->collection_id = collection_id;

  return step == VT_STEP_DONE;
}
