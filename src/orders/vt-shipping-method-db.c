/* Owner of the table shipping_method. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-shipping.h"

#include "base/vt-id.h"
#include "content/vt-position.h"
#include "orders/vt-orders-private.h"
#include "orders/vt-shipping-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_CHARS    100
#define NOTE_MAX_CHARS    200
#define ADDRESS_MAX_CHARS 500
#define CLASS_MAX_CHARS   64
#define DAYS_MAX          365
#define CUTOFF_LAST       1439
#define ALL_WEEKDAYS      127
#define WEIGHT_MAX_G      G_GINT64_CONSTANT (100000000)

/* A place that was given up is none. */
#define SELECT                                                                                                         \
  "SELECT id, zone_id, name, kind, carrier, note, "                                                                    \
  "coalesce ((SELECT p.id FROM stock_place AS p WHERE p.id = place_id), 0), address, days_min, days_max, "             \
  "coalesce (cutoff_min, -1), weekdays, coalesce (free_over_minor, -1), handling_minor, coalesce (max_weight_g, -1), " \
  "tax_class FROM shipping_method "

static const char *const kinds[] = { "delivery", "pickup" };

/**
 * vt_shipping_kind_to_string:
 * @kind: a kind
 *
 * Returns: (transfer none): its name: "pickup"
 */
const char *
vt_shipping_kind_to_string (VtShippingKind kind)
{
  return kinds[kind];
}

/**
 * vt_shipping_kind_from_string:
 * @text: (nullable): a name
 * @kind: (out): not set on failure
 *
 * Returns: whether there is such a kind
 */
gboolean
vt_shipping_kind_from_string (const char *text, VtShippingKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (text, kinds[i]) == 0)
      {
        *kind = (VtShippingKind) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_shipping_method_new:
 * @zone_id: its zone
 * @name: what shoppers read
 *
 * Returns: (transfer full): a delivery on Monday to Friday, without a table, that vt_shipping_method_save() can make
 */
VtShippingMethod *
vt_shipping_method_new (gint64 zone_id, const char *name)
{
  VtShippingMethod *self = g_new0 (VtShippingMethod, 1);

  self->zone_id = zone_id;
  self->name = g_strdup (name);
  self->carrier = g_strdup ("");
  self->note = g_strdup ("");
  self->address = g_strdup ("");
  self->cutoff_min = -1;
  self->weekdays = 31;
  self->free_over_minor = -1;
  self->max_weight_g = -1;
  self->tax_class = g_strdup ("standard");
  self->rates = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shipping_rate_free);

  return self;
}

/**
 * vt_shipping_method_free:
 * @self: (nullable): a method
 *
 * Frees the record with its rates.
 */
void
vt_shipping_method_free (VtShippingMethod *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->carrier);
  g_free (self->note);
  g_free (self->address);
  g_free (self->tax_class);
  g_ptr_array_unref (self->rates);
  g_free (self);
}

static VtShippingMethod *
method_new_from_row (VtStmt *stmt)
{
  VtShippingMethod *self = g_new0 (VtShippingMethod, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->zone_id = vt_stmt_get_int (stmt, 1);
  self->name = vt_stmt_dup_text (stmt, 2);
  vt_shipping_kind_from_string (vt_stmt_get_text (stmt, 3), &self->kind);
  self->carrier = vt_stmt_dup_text (stmt, 4);
  self->note = vt_stmt_dup_text (stmt, 5);
  self->place_id = vt_stmt_get_int (stmt, 6);
  self->address = vt_stmt_dup_text (stmt, 7);
  self->days_min = (int) vt_stmt_get_int (stmt, 8);
  self->days_max = (int) vt_stmt_get_int (stmt, 9);
  self->cutoff_min = (int) vt_stmt_get_int (stmt, 10);
  self->weekdays = (guint) vt_stmt_get_int (stmt, 11);
  self->free_over_minor = vt_stmt_get_int (stmt, 12);
  self->handling_minor = vt_stmt_get_int (stmt, 13);
  self->max_weight_g = vt_stmt_get_int (stmt, 14);
  self->tax_class = vt_stmt_dup_text (stmt, 15);

  return self;
}

/* Returns: (transfer full) (nullable): the method of the row, with its table */
static VtShippingMethod *
take_method (VtDb *db, VtStmt *stmt, GError **error)
{
  VtShippingMethod *self = method_new_from_row (stmt);

  self->rates = vt_shipping_rate_list (db, self->id, error);
  if (self->rates != NULL)
    return self;

  self->rates = g_ptr_array_new ();
  vt_shipping_method_free (self);
  return NULL;
}

/**
 * vt_shipping_method_list:
 * @db: a connection of this thread
 * @zone_id: a zone's id
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtShippingMethod) (nullable): its methods with their tables, in order
 */
GPtrArray *
vt_shipping_method_list (VtDb *db, gint64 zone_id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE zone_id = ?1 ORDER BY position, id", error);
  g_autoptr (GPtrArray) methods = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shipping_method_free);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, zone_id, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtShippingMethod *method = take_method (db, stmt, error);

      if (method == NULL)
        return NULL;
      g_ptr_array_add (methods, method);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&methods) : NULL;
}

/**
 * vt_shipping_method_load:
 * @db: a connection of this thread
 * @id: a method's id
 * @error: %VT_ORDERS_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the method with its table
 */
VtShippingMethod *
vt_shipping_method_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE id = ?1", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;
  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    vt_orders_not_found (error, _ ("This way to send is not in the shop any more"));

  return step == VT_STEP_ROW ? take_method (db, stmt, error) : NULL;
}

static gboolean
check_texts (VtShippingMethod *method, GError **error)
{
  if (!vt_orders_take_line (&method->name, _ ("name"), NAME_MAX_CHARS, TRUE, error) ||
      !vt_orders_take_line (&method->carrier, _ ("carrier"), NAME_MAX_CHARS, FALSE, error) ||
      !vt_orders_take_line (&method->note, _ ("note"), NOTE_MAX_CHARS, FALSE, error) ||
      !vt_orders_take_lines (&method->address, _ ("address"), ADDRESS_MAX_CHARS, error) ||
      !vt_orders_take_line (&method->tax_class, _ ("tax class"), CLASS_MAX_CHARS, FALSE, error))
    return FALSE;

  if (*method->tax_class == '\0')
    {
      g_free (method->tax_class);
      method->tax_class = g_strdup ("standard");
    }
  return TRUE;
}

static gboolean
check_numbers (const VtShippingMethod *method, GError **error)
{
  if (method->days_min < 0 || method->days_max < method->days_min || method->days_max > DAYS_MAX)
    return vt_orders_invalid (error, _ ("The delivery takes 0 to 365 days, and at least as many at most as at least"));
  if (method->cutoff_min < -1 || method->cutoff_min > CUTOFF_LAST)
    return vt_orders_invalid (error, _ ("The last moment of the day must be from 00:00 to 23:59"));
  if (method->weekdays == 0 || method->weekdays > ALL_WEEKDAYS)
    return vt_orders_invalid (error, _ ("Choose at least one weekday on which parcels leave"));
  if (method->free_over_minor < -1 || method->free_over_minor > VT_ORDERS_MAX_MINOR || method->handling_minor < 0 ||
      method->handling_minor > VT_ORDERS_MAX_MINOR)
    return vt_orders_invalid (error, _ ("The shipping price must be zero or more; check the decimal point"));
  if (method->max_weight_g != -1 && (method->max_weight_g < 1 || method->max_weight_g > WEIGHT_MAX_G))
    return vt_orders_invalid (error, _ ("The most that a parcel weighs is 1 gram to 100 tonnes"));

  return TRUE;
}

static gboolean
check_refers (VtDb *db, const VtShippingMethod *method, GError **error)
{
  g_autoptr (VtShippingZone) zone = vt_shipping_zone_load (db, method->zone_id, error);
  gint64 found = 0;
  VtStep step;

  if (zone == NULL)
    return FALSE;
  if (method->place_id == 0)
    return TRUE;

  step =
      vt_db_get (db, error, &found, "SELECT id FROM stock_place WHERE id = ?1 AND closed = 0", "i", method->place_id);
  return step == VT_STEP_DONE
             ? vt_orders_invalid (error, _ ("The place is not in the shop any more; choose another one"))
             : step == VT_STEP_ROW;
}

/**
 * vt_shipping_method_save:
 * @db: the connection of a #VtShopJob
 * @method: what it is called, how long it takes and what limits it; its rates are saved by vt_shipping_rate_save()
 * @error: a #VtOrdersError or #VtDbError
 *
 * A new method comes last in its zone. Without a row in its table it is not offered.
 *
 * Returns: whether it is so now
 */
gboolean
vt_shipping_method_save (VtDb *db, VtShippingMethod *method, GError **error)
{
  g_autoptr (VtStmt) stmt = NULL;
  g_autoptr (VtShippingMethod) known = NULL;
  gboolean is_new = method->id == 0;

  if (!check_texts (method, error) || !check_numbers (method, error) || !check_refers (db, method, error))
    return FALSE;
  if (!is_new && (known = vt_shipping_method_load (db, method->id, error)) == NULL)
    return FALSE;

  if (is_new)
    {
      method->id = vt_id_new ();
      if (!vt_db_run (db, error,
                      "INSERT INTO shipping_method (id, zone_id, position, name) VALUES (?1, ?2, "
                      "(SELECT coalesce (max (position) + 1, 0) FROM shipping_method WHERE zone_id = ?2), ?3)",
                      "iis", method->id, method->zone_id, method->name))
        return FALSE;
    }

  stmt = vt_db_prepare (
      db,
      "UPDATE shipping_method SET zone_id = ?2, name = ?3, kind = ?4, carrier = ?5, note = ?6, "
      "place_id = nullif (?7, 0), address = ?8, days_min = ?9, days_max = ?10, cutoff_min = nullif (?11, -1), "
      "weekdays = ?12, free_over_minor = nullif (?13, -1), handling_minor = ?14, max_weight_g = nullif (?15, -1), "
      "tax_class = ?16 WHERE id = ?1 AND (zone_id, name, kind, carrier, note, place_id, address, days_min, days_max, "
      "cutoff_min, weekdays, free_over_minor, handling_minor, max_weight_g, tax_class) IS NOT (?2, ?3, ?4, ?5, ?6, "
      "nullif (?7, 0), ?8, ?9, ?10, nullif (?11, -1), ?12, nullif (?13, -1), ?14, nullif (?15, -1), ?16)",
      error);

  return stmt != NULL &&
         vt_stmt_bind (stmt, error, "iissssisiiiiiiis", method->id, method->zone_id, method->name, kinds[method->kind],
                       method->carrier, method->note, method->place_id, method->address, (gint64) method->days_min,
                       (gint64) method->days_max, (gint64) method->cutoff_min, (gint64) method->weekdays,
                       method->free_over_minor, method->handling_minor, method->max_weight_g, method->tax_class) &&
         vt_stmt_step (stmt, error) == VT_STEP_DONE;
}

/**
 * vt_shipping_method_move:
 * @db: the connection of a #VtShopJob
 * @id: a method's id
 * @position: from 0 in its zone; beyond the end is the end
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it stands there now
 */
gboolean
vt_shipping_method_move (VtDb *db, gint64 id, int position, GError **error)
{
  g_autoptr (VtShippingMethod) method = vt_shipping_method_load (db, id, error);

  return method != NULL &&
         vt_position_move (db,
                           "SELECT id FROM shipping_method WHERE zone_id = "
                           "(SELECT zone_id FROM shipping_method WHERE id = ?1) ORDER BY position, id",
                           "UPDATE shipping_method SET position = ?2 WHERE id = ?1 AND position <> ?2", id, position,
                           error);
}

/**
 * vt_shipping_method_delete:
 * @db: the connection of a #VtShopJob
 * @id: a method's id
 * @error: a #VtOrdersError or #VtDbError
 *
 * Deletes the method with its table.
 *
 * Returns: whether it is gone
 */
gboolean
vt_shipping_method_delete (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtShippingMethod) method = vt_shipping_method_load (db, id, error);

  return method != NULL && vt_db_run (db, error, "DELETE FROM shipping_rate WHERE method_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM shipping_method WHERE id = ?1", "i", id);
}
