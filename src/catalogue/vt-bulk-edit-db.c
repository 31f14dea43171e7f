#define G_LOG_DOMAIN "vt-catalogue"

/* Previews and does an edit of many products: a few statements over all of them, whatever their number. The amounts
 * come from vt_bulk_edit_amount() in the preview and in the doing alike, where SQL calls it. */

#include "base/vt-clock.h"
#include "base/vt-text.h"
#include "catalogue/vt-bulk-edit-private.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-collection-rule.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The products, as a list of JSON: one value to bind, whatever their number. */
#define THESE         "(SELECT value FROM json_each (?1))"
#define BY_HAND_OTHER "collection_id IN (SELECT id FROM collection WHERE rule_match = '' AND id <> ?2)"

static char *
list_ids (const gint64 *ids, guint n)
{
  GString *text = g_string_sized_new (16 + n * 17);

  g_string_append_c (text, '[');
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, i > 0 ? ",%" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, ids[i]);
  g_string_append_c (text, ']');

  return g_string_free (text, FALSE);
}

static char *
normal_line (const char *text)
{
  g_autofree char *normal = vt_text_normalise (text != NULL ? text : "");

  return vt_text_single_line (normal);
}

/* A collection that is filled by rules takes no product by hand. */
static gboolean
check_collection (VtDb *db, const VtBulkEdit *edit, GError **error)
{
  gint64 by_rule = 0;
  VtStep step;

  if (edit->collection_id == 0)
    return TRUE;

  step = vt_db_get (db, error, &by_rule, "SELECT rule_match <> '' FROM collection WHERE id = ?1", "i",
                    edit->collection_id);
  if (step == VT_STEP_ROW && by_rule != 0)
    return vt_catalogue_invalid (error, _ ("This collection fills itself by its rules; change those instead"));

  return vt_catalogue_found (step, _ ("The collection is not in the shop any more"), error);
}

/* Preview --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  VtDb *db;
  const VtBulkEdit *edit;
  const char *currency;
  char *text; /* (owned) of the edit, normalised */
  guint limit;
  VtBulkPreview *preview;
} Previewing;

/* What is passed over must be seen: it pushes a change out of a full list, but not another one of its kind. */
static void
add_change (Previewing *self, VtBulkChange change)
{
  GPtrArray *changes = self->preview->changes;
  gboolean is_problem = change.problem != NULL;

  if (is_problem)
    self->preview->n_skipped++;
  else
    self->preview->n_changed++;

  if (changes->len >= self->limit)
    {
      const VtBulkChange *last = changes->len > 0 ? g_ptr_array_index (changes, changes->len - 1) : NULL;

      if (!is_problem || last == NULL || last->problem != NULL)
        {
          g_free (change.title);
          g_free (change.before);
          g_free (change.after);
          g_free (change.problem);
          return;
        }
      g_ptr_array_set_size (changes, (int) changes->len - 1);
    }

  g_ptr_array_insert (changes, is_problem ? (int) MIN (self->preview->n_skipped - 1, changes->len) : -1,
                      g_memdup2 (&change, sizeof change));
}

static char *
name_variant (const char *title, const char *values)
{
  g_auto (GStrv) list = vt_catalogue_split_list (values);
  g_autofree char *joined = g_strjoinv (" / ", list);

  return *joined != '\0' ? g_strdup_printf ("%s — %s", title, joined) : g_strdup (title);
}

static void
preview_variant (Previewing *self, VtStmt *stmt, gboolean *touched)
{
  static const int columns[] = { [VT_BULK_PRICE] = 4, [VT_BULK_COMPARE_AT] = 5, [VT_BULK_COST] = 6 };
  int column = columns[self->edit->field];
  gint64 old = vt_stmt_is_null (stmt, column) ? -1 : vt_stmt_get_int (stmt, column);
  g_autoptr (GError) problem = NULL;
  gint64 amount = vt_bulk_edit_amount (self->edit, self->currency, old, vt_stmt_get_int (stmt, 4), &problem);

  if (amount == old)
    {
      self->preview->n_same++;
      return;
    }

  *touched = *touched || problem == NULL;
  add_change (self, (VtBulkChange){
                        .product_id = vt_stmt_get_int (stmt, 0),
                        .variant_id = vt_stmt_get_int (stmt, 1),
                        .title = name_variant (vt_stmt_get_text (stmt, 2), vt_stmt_get_text (stmt, 3)),
                        .before_minor = old,
                        .after_minor = problem == NULL ? amount : old,
                        .problem = problem != NULL ? g_strdup (problem->message) : NULL,
                    });
}

static gboolean
preview_amounts (Previewing *self, gint64 product_id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      self->db,
      "SELECT product.id, variant.id, title, option_values, price_minor, compare_at_minor, cost_minor "
      "FROM product JOIN variant ON variant.product_id = product.id WHERE product.id = ?1 ORDER BY variant.position",
      error);
  gboolean touched = FALSE;
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, product_id, error))
    return FALSE;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    preview_variant (self, stmt, &touched);
  self->preview->n_products += touched ? 1 : 0;

  return step == VT_STEP_DONE;
}

/* What the field holds before and after; equal when nothing changes. */
static void
describe_field (Previewing *self, VtStmt *stmt, VtBulkChange *change)
{
  gboolean has_tag = vt_stmt_get_int (stmt, 5) != 0;
  gboolean is_member = vt_stmt_get_int (stmt, 7) != 0;
  gboolean elsewhere = vt_stmt_get_int (stmt, 8) != 0;

  switch (self->edit->field)
    {
    case VT_BULK_STATUS:
    case VT_BULK_VENDOR:
    case VT_BULK_PRODUCT_TYPE:
    case VT_BULK_SHIPPING_CLASS:
      change->before = vt_stmt_dup_text (stmt, 1 + (int) (self->edit->field - VT_BULK_STATUS));
      change->after = g_strdup (self->text);
      break;
    case VT_BULK_ADD_TAG:
      change->before = g_strdup (has_tag ? self->text : "");
      change->after = g_strdup (self->text);
      if (!has_tag && vt_stmt_get_int (stmt, 6) >= VT_TAGS_MAX)
        change->problem = g_strdup_printf (_ ("It has %d tags already"), VT_TAGS_MAX);
      break;
    case VT_BULK_REMOVE_TAG:
      change->before = g_strdup (has_tag ? self->text : "");
      change->after = g_strdup ("");
      break;
    case VT_BULK_ADD_TO_COLLECTION:
      change->before = g_strdup (is_member ? _ ("in it") : "");
      change->after = g_strdup (_ ("in it"));
      break;
    case VT_BULK_REMOVE_FROM_COLLECTION:
      change->before = g_strdup (is_member ? _ ("in it") : "");
      change->after = g_strdup ("");
      break;
    case VT_BULK_MOVE_TO_COLLECTION:
      change->before = g_strdup (elsewhere ? _ ("in others") : is_member ? _ ("in this one alone") : "");
      change->after = g_strdup (_ ("in this one alone"));
      break;
    case VT_BULK_PRICE:
    case VT_BULK_COMPARE_AT:
    case VT_BULK_COST:
    default:
      g_return_if_reached ();
    }
}

static gboolean
preview_field (Previewing *self, gint64 product_id, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (self->db,
                     "SELECT title, status, vendor, product_type, shipping_class, "
                     "EXISTS (SELECT 1 FROM product_tag WHERE product_id = ?1 AND tag = ?3), "
                     "(SELECT count (*) FROM product_tag WHERE product_id = ?1), "
                     "EXISTS (SELECT 1 FROM collection_product WHERE product_id = ?1 AND collection_id = ?2), "
                     "EXISTS (SELECT 1 FROM collection_product WHERE product_id = ?1 AND " BY_HAND_OTHER ") "
                     "FROM product WHERE id = ?1",
                     error);
  VtBulkChange change = { .product_id = product_id, .before_minor = -1, .after_minor = -1 };
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "iis", product_id, self->edit->collection_id, self->text))
    return FALSE;
  step = vt_stmt_step (stmt, error);
  if (step != VT_STEP_ROW)
    return step == VT_STEP_DONE;

  describe_field (self, stmt, &change);
  if (g_strcmp0 (change.before, change.after) == 0)
    {
      self->preview->n_same++;
      g_free (change.before);
      g_free (change.after);
      return TRUE;
    }

  change.title = vt_stmt_dup_text (stmt, 0);
  self->preview->n_products += change.problem == NULL ? 1 : 0;
  add_change (self, change);
  return TRUE;
}

/**
 * vt_bulk_edit_preview:
 * @db: a shop's database
 * @edit: what would be done
 * @product_ids: (array length=n): to which products; those that are not there any more do not count
 * @n: how many
 * @limit: keep so many changes to look at; all are counted
 * @cancellable: (nullable): stops the work
 * @error: a #VtCatalogueError that says what is wrong with @edit, a #VtDbError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what vt_bulk_edit_job() would do
 */
VtBulkPreview *
vt_bulk_edit_preview (VtDb *db,
                      const VtBulkEdit *edit,
                      const gint64 *product_ids,
                      guint n,
                      guint limit,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (VtBulkPreview) preview = vt_bulk_preview_new ();
  g_autofree char *currency = NULL;
  g_autofree char *text = normal_line (edit->text);
  Previewing self = { .db = db, .edit = edit, .text = text, .limit = limit, .preview = preview };

  if (!vt_bulk_edit_check (edit, error) || !check_collection (db, edit, error))
    return NULL;
  currency = vt_setting_get (db, "shop.currency", error);
  if (currency == NULL)
    return NULL;

  self.currency = currency;
  for (guint i = 0; i < n; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !(vt_bulk_edit_is_money (edit->field) ? preview_amounts (&self, product_ids[i], error)
                                              : preview_field (&self, product_ids[i], error)))
      return NULL;

  return g_steal_pointer (&preview);
}

/* Doing ----------------------------------------------------------------------------------------------------------- */

/* SQL: vt_bulk_amount (field, way, amount, ending, currency, old, price): the new amount, -1 for none, -2 to pass over
 */
static void
bulk_amount_sql (sqlite3_context *context, int n_values G_GNUC_UNUSED, sqlite3_value **values)
{
  VtBulkEdit edit = {
    .field = (VtBulkField) sqlite3_value_int (values[0]),
    .way = (VtBulkWay) sqlite3_value_int (values[1]),
    .amount = sqlite3_value_int64 (values[2]),
    .ending = (VtBulkEnding) sqlite3_value_int (values[3]),
  };
  gint64 old = sqlite3_value_type (values[5]) == SQLITE_NULL ? -1 : sqlite3_value_int64 (values[5]);

  sqlite3_result_int64 (context, vt_bulk_edit_amount (&edit, (const char *) sqlite3_value_text (values[4]), old,
                                                      sqlite3_value_int64 (values[6]), NULL));
}

static gboolean
add_function (VtDb *db, GError **error)
{
  return sqlite3_create_function_v2 (vt_db_get_handle (db), "vt_bulk_amount", 7, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                     NULL, bulk_amount_sql, NULL, NULL, NULL) == SQLITE_OK ||
         vt_db_set_error (db, error, NULL);
}

#define NEW(column)     "vt_bulk_amount (?2, ?3, ?4, ?5, ?6, " column ", price_minor)"
#define CHANGES(column) NEW (column) " NOT IN (coalesce (" column ", -1), -2)"
#define TOUCH_PRODUCTS(column)                                                                                         \
  "UPDATE product SET updated_us = ?7 WHERE id IN " THESE                                                              \
  " AND EXISTS (SELECT 1 FROM variant WHERE product_id = product.id AND " CHANGES (column) ")"
#define SET_AMOUNTS(column)                                                                                            \
  "UPDATE variant SET " column " = nullif (" NEW (column) ", -1) WHERE product_id IN " THESE " AND " CHANGES (column)

/* The money statements take: ids, field, way, amount, ending, currency and, where @now_us is not 0, now. */
static gboolean
run_money (VtDb *db,
           const VtBulkEdit *edit,
           const char *ids,
           const char *currency,
           gint64 now_us,
           const char *sql,
           GError **error)
{
  return vt_db_run (db, error, sql, now_us != 0 ? "siiiisi" : "siiiis", ids, (gint64) edit->field, (gint64) edit->way,
                    edit->amount, (gint64) edit->ending, currency, now_us);
}

static gboolean
write_amounts (VtDb *db, const VtBulkEdit *edit, const char *ids, GError **error)
{
  static const char *const touches[] = { [VT_BULK_PRICE] = TOUCH_PRODUCTS ("price_minor"),
                                         [VT_BULK_COMPARE_AT] = TOUCH_PRODUCTS ("compare_at_minor"),
                                         [VT_BULK_COST] = TOUCH_PRODUCTS ("cost_minor") };
  static const char *const amounts[] = { [VT_BULK_PRICE] = SET_AMOUNTS ("price_minor"),
                                         [VT_BULK_COMPARE_AT] = SET_AMOUNTS ("compare_at_minor"),
                                         [VT_BULK_COST] = SET_AMOUNTS ("cost_minor") };
  static const char note[] =
      "INSERT OR IGNORE INTO price_change (variant_id, at_us, price_minor) "
      "SELECT id, ?7, price_minor FROM variant WHERE product_id IN " THESE " AND " CHANGES ("price_minor");
  g_autofree char *currency = vt_setting_get (db, "shop.currency", error);
  gint64 now_us = vt_clock_now_us (NULL);

  return currency != NULL && add_function (db, error) &&
         (edit->field != VT_BULK_PRICE || run_money (db, edit, ids, currency, now_us, note, error)) &&
         run_money (db, edit, ids, currency, now_us, touches[edit->field], error) &&
         run_money (db, edit, ids, currency, 0, amounts[edit->field], error);
}

static gboolean
write_column (VtDb *db, const VtBulkEdit *edit, const char *ids, const char *text, GError **error)
{
  static const char *const sql[] = {
    [VT_BULK_STATUS] = "UPDATE product SET status = ?2, updated_us = ?3 WHERE id IN " THESE " AND status <> ?2",
    [VT_BULK_VENDOR] = "UPDATE product SET vendor = ?2, updated_us = ?3 WHERE id IN " THESE " AND vendor <> ?2",
    [VT_BULK_PRODUCT_TYPE] =
        "UPDATE product SET product_type = ?2, updated_us = ?3 WHERE id IN " THESE " AND product_type <> ?2",
    [VT_BULK_SHIPPING_CLASS] =
        "UPDATE product SET shipping_class = ?2, updated_us = ?3 WHERE id IN " THESE " AND shipping_class <> ?2",
  };

  return vt_db_run (db, error, sql[edit->field], "ssi", ids, text, vt_clock_now_us (NULL));
}

static gboolean
add_tag (VtDb *db, const char *ids, const char *tag, GError **error)
{
  static const char touch[] = "UPDATE product SET updated_us = ?3 WHERE id IN " THESE
                              " AND NOT EXISTS (SELECT 1 FROM product_tag WHERE product_id = product.id AND tag = ?2)"
                              " AND (SELECT count (*) FROM product_tag WHERE product_id = product.id) < ?4";
  static const char insert[] =
      "INSERT OR IGNORE INTO product_tag (product_id, tag) SELECT id, ?2 FROM product "
      "WHERE id IN " THESE " AND (SELECT count (*) FROM product_tag WHERE product_id = product.id) < ?3";

  return vt_db_run (db, error, touch, "ssii", ids, tag, vt_clock_now_us (NULL), (gint64) VT_TAGS_MAX) &&
         vt_db_run (db, error, insert, "ssi", ids, tag, (gint64) VT_TAGS_MAX);
}

static gboolean
remove_tag (VtDb *db, const char *ids, const char *tag, GError **error)
{
  return vt_db_run (db, error,
                    "UPDATE product SET updated_us = ?3 WHERE id IN " THESE
                    " AND EXISTS (SELECT 1 FROM product_tag WHERE product_id = product.id AND tag = ?2)",
                    "ssi", ids, tag, vt_clock_now_us (NULL)) &&
         vt_db_run (db, error, "DELETE FROM product_tag WHERE product_id IN " THESE " AND tag = ?2", "ss", ids, tag);
}

/* New members come at the end, in the order of the list. */
static gboolean
add_members (VtDb *db, const char *ids, gint64 collection_id, GError **error)
{
  return vt_db_run (db, error,
                    "INSERT OR IGNORE INTO collection_product (collection_id, product_id, position) "
                    "SELECT ?2, given.value, given.key + "
                    "(SELECT coalesce (max (position) + 1, 0) FROM collection_product WHERE collection_id = ?2) "
                    "FROM json_each (?1) AS given JOIN product ON product.id = given.value",
                    "si", ids, collection_id);
}

static gboolean
write_members (VtDb *db, const VtBulkEdit *edit, const char *ids, GError **error)
{
  switch (edit->field)
    {
    case VT_BULK_ADD_TO_COLLECTION:
      return add_members (db, ids, edit->collection_id, error);
    case VT_BULK_REMOVE_FROM_COLLECTION:
      return vt_db_run (db, error,
                        "DELETE FROM collection_product WHERE product_id IN " THESE " AND collection_id = ?2", "si",
                        ids, edit->collection_id);
    case VT_BULK_MOVE_TO_COLLECTION:
      return vt_db_run (db, error, "DELETE FROM collection_product WHERE product_id IN " THESE " AND " BY_HAND_OTHER,
                        "si", ids, edit->collection_id) &&
             add_members (db, ids, edit->collection_id, error);
    case VT_BULK_PRICE:
    case VT_BULK_COMPARE_AT:
    case VT_BULK_COST:
    case VT_BULK_STATUS:
    case VT_BULK_VENDOR:
    case VT_BULK_PRODUCT_TYPE:
    case VT_BULK_SHIPPING_CLASS:
    case VT_BULK_ADD_TAG:
    case VT_BULK_REMOVE_TAG:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
write_edit (VtDb *db, const VtBulkEdit *edit, const char *ids, GError **error)
{
  g_autofree char *text = normal_line (edit->text);

  if (vt_bulk_edit_is_money (edit->field))
    return write_amounts (db, edit, ids, error);

  switch (edit->field)
    {
    case VT_BULK_STATUS:
    case VT_BULK_VENDOR:
    case VT_BULK_PRODUCT_TYPE:
    case VT_BULK_SHIPPING_CLASS:
      return write_column (db, edit, ids, text, error);
    case VT_BULK_ADD_TAG:
      return add_tag (db, ids, text, error);
    case VT_BULK_REMOVE_TAG:
      return remove_tag (db, ids, text, error);
    case VT_BULK_ADD_TO_COLLECTION:
    case VT_BULK_REMOVE_FROM_COLLECTION:
    case VT_BULK_MOVE_TO_COLLECTION:
      return write_members (db, edit, ids, error);
    case VT_BULK_PRICE:
    case VT_BULK_COMPARE_AT:
    case VT_BULK_COST:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * vt_bulk_edit_job:
 * @db: the connection of a #VtShopJob
 * @job: a #VtBulkEditJob
 * @cancellable: (nullable): not asked: the work is a few statements
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Does what vt_bulk_edit_preview() shows, and counts it. What is passed over there stays as it is.
 *
 * Returns: whether to commit
 */
gboolean
vt_bulk_edit_job (VtDb *db, gpointer job, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  VtBulkEditJob *self = job;
  const gint64 *ids = (const gint64 *) (gpointer) self->product_ids->data;
  g_autofree char *list = list_ids (ids, self->product_ids->len);

  if (!vt_bulk_edit_check (&self->edit, error) || !check_collection (db, &self->edit, error) ||
      !write_edit (db, &self->edit, list, error))
    return FALSE;
  self->n_changed = vt_db_changes (db);

  return vt_collection_rules_update (db, ids, self->product_ids->len, vt_clock_now_us (NULL), error);
}
