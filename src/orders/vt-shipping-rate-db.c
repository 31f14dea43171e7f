/* Owner of the table shipping_rate. */

#define G_LOG_DOMAIN "vt-orders"

#include "base/vt-id.h"
#include "base/vt-money.h"
#include "content/vt-position.h"
#include "orders/vt-orders-private.h"
#include "orders/vt-shipping-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CLASS_MAX_CHARS 64
#define WHOLE_BP        10000
#define STEP_MAX_G      G_GINT64_CONSTANT (100000000)

#define SELECT                                                                                                         \
  "SELECT id, method_id, basis, class, from_value, coalesce (below_value, -1), base_minor, per_item_minor, "           \
  "per_step_minor, step_g, percent_bp, stop FROM shipping_rate "

static const char *const bases[] = { "always", "weight", "price", "items", "class" };

/**
 * vt_shipping_basis_to_string:
 * @basis: a basis
 *
 * Returns: (transfer none): its name: "weight"
 */
const char *
vt_shipping_basis_to_string (VtShippingBasis basis)
{
  return bases[basis];
}

/**
 * vt_shipping_basis_from_string:
 * @text: (nullable): a name
 * @basis: (out): not set on failure
 *
 * Returns: whether there is such a basis
 */
gboolean
vt_shipping_basis_from_string (const char *text, VtShippingBasis *basis)
{
  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    if (g_strcmp0 (text, bases[i]) == 0)
      {
        *basis = (VtShippingBasis) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_shipping_rate_new:
 * @method_id: its method
 *
 * Returns: (transfer full): a row that always matches, costs nothing and is the last
 */
VtShippingRate *
vt_shipping_rate_new (gint64 method_id)
{
  VtShippingRate *self = g_new0 (VtShippingRate, 1);

  self->method_id = method_id;
  self->shipping_class = g_strdup ("");
  self->below_value = -1;
  self->step_g = 1000;
  self->stop = TRUE;

  return self;
}

/**
 * vt_shipping_rate_free:
 * @self: (nullable): a rate
 *
 * Frees the record.
 */
void
vt_shipping_rate_free (VtShippingRate *self)
{
  if (self == NULL)
    return;

  g_free (self->shipping_class);
  g_free (self);
}

static VtShippingRate *
rate_new_from_row (VtStmt *stmt)
{
  VtShippingRate *self = g_new0 (VtShippingRate, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->method_id = vt_stmt_get_int (stmt, 1);
  vt_shipping_basis_from_string (vt_stmt_get_text (stmt, 2), &self->basis);
  self->shipping_class = vt_stmt_dup_text (stmt, 3);
  self->from_value = vt_stmt_get_int (stmt, 4);
  self->below_value = vt_stmt_get_int (stmt, 5);
  self->base_minor = vt_stmt_get_int (stmt, 6);
  self->per_item_minor = vt_stmt_get_int (stmt, 7);
  self->per_step_minor = vt_stmt_get_int (stmt, 8);
  self->step_g = vt_stmt_get_int (stmt, 9);
  self->percent_bp = (int) vt_stmt_get_int (stmt, 10);
  self->stop = vt_stmt_get_int (stmt, 11) != 0;

  return self;
}

/* Returns: (transfer container) (element-type VtShippingRate) (nullable): a method's table, in order */
GPtrArray *
vt_shipping_rate_list (VtDb *db, gint64 method_id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE method_id = ?1 ORDER BY position, id", error);
  g_autoptr (GPtrArray) rates = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shipping_rate_free);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, method_id, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (rates, rate_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&rates) : NULL;
}

/**
 * vt_shipping_rate_load:
 * @db: a connection of this thread
 * @id: a rate's id
 * @error: %VT_ORDERS_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the rate
 */
VtShippingRate *
vt_shipping_rate_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE id = ?1", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;
  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    vt_orders_not_found (error, _ ("The shipping rate is not in the shop any more"));

  return step == VT_STEP_ROW ? rate_new_from_row (stmt) : NULL;
}

static void
weightless_free (VtShippingWeightless *self)
{
  g_free (self->handle);
  g_free (self->title);
  g_free (self);
}

/**
 * vt_shipping_list_weightless:
 * @db: a shop's database
 * @error: a #VtDbError
 *
 * Products that are not archived, have to be sent and have a variant without a weight, when any delivery has a row by
 * weight, a price for steps of weight or a greatest weight.
 *
 * Returns: (transfer full) (element-type VtShippingWeightless) (nullable): the products, by title
 */
GPtrArray *
vt_shipping_list_weightless (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT p.id, p.handle, p.title FROM product AS p WHERE p.status <> 'archived' AND EXISTS "
                     "(SELECT 1 FROM variant AS v WHERE v.product_id = p.id AND v.shipped = 1 AND v.weight_g = 0) AND "
                     "(EXISTS (SELECT 1 FROM shipping_rate WHERE basis = 'weight' OR per_step_minor > 0) OR "
                     "EXISTS (SELECT 1 FROM shipping_method WHERE max_weight_g IS NOT NULL)) ORDER BY p.title, p.id",
                     error);
  g_autoptr (GPtrArray) products = g_ptr_array_new_with_free_func ((GDestroyNotify) weightless_free);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtShippingWeightless *product = g_new0 (VtShippingWeightless, 1);

      product->product_id = vt_stmt_get_int (stmt, 0);
      product->handle = vt_stmt_dup_text (stmt, 1);
      product->title = vt_stmt_dup_text (stmt, 2);
      g_ptr_array_add (products, product);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&products) : NULL;
}

static gboolean
check_rate (VtShippingRate *rate, GError **error)
{
  const gint64 amounts[] = { rate->from_value, rate->base_minor, rate->per_item_minor, rate->per_step_minor };

  if (!vt_orders_take_line (&rate->shipping_class, _ ("shipping class"), CLASS_MAX_CHARS, FALSE, error))
    return FALSE;
  if (rate->basis == VT_SHIPPING_CLASS && *rate->shipping_class == '\0')
    return vt_orders_invalid (error, _ ("Name the shipping class that the row is for"));
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    if (amounts[i] < 0 || amounts[i] > VT_ORDERS_MAX_MINOR)
      return vt_orders_invalid (error, _ ("The shipping price must be zero or more; check the decimal point"));
  if (rate->below_value != -1 && (rate->below_value <= rate->from_value || rate->below_value > VT_ORDERS_MAX_MINOR))
    return vt_orders_invalid (error, _ ("The range of the row ends before it begins"));
  if (rate->step_g < 1 || rate->step_g > STEP_MAX_G)
    return vt_orders_invalid (error, _ ("A step of weight is at least one gram"));
  if (rate->percent_bp < 0 || rate->percent_bp > WHOLE_BP)
    return vt_orders_invalid (error, _ ("A part of the price is 0 to 100 percent"));

  return TRUE;
}

static gboolean
check_room (VtDb *db, gint64 method_id, GError **error)
{
  gint64 n = 0;

  return vt_db_get (db, error, &n, "SELECT count (*) FROM shipping_rate WHERE method_id = ?1", "i", method_id) ==
             VT_STEP_ROW &&
         (n < VT_SHIPPING_MAX_RATES || vt_orders_invalid (error, _ ("A method has at most 200 rows")));
}

/**
 * vt_shipping_rate_save:
 * @db: the connection of a #VtShopJob
 * @rate: amounts of zero or more, a range that is not empty
 * @error: a #VtOrdersError or #VtDbError
 *
 * A new row comes last in its table.
 *
 * Returns: whether it is so now
 */
gboolean
vt_shipping_rate_save (VtDb *db, VtShippingRate *rate, GError **error)
{
  g_autoptr (VtStmt) stmt = NULL;
  g_autoptr (VtShippingMethod) method = NULL;
  g_autoptr (VtShippingRate) known = NULL;
  gboolean is_new = rate->id == 0;

  if (!check_rate (rate, error) || (method = vt_shipping_method_load (db, rate->method_id, error)) == NULL)
    return FALSE;
  if (is_new ? !check_room (db, rate->method_id, error) : (known = vt_shipping_rate_load (db, rate->id, error)) == NULL)
    return FALSE;

  if (is_new)
    {
      rate->id = vt_id_new ();
      if (!vt_db_run (db, error,
                      "INSERT INTO shipping_rate (id, method_id, position) VALUES (?1, ?2, "
                      "(SELECT coalesce (max (position) + 1, 0) FROM shipping_rate WHERE method_id = ?2))",
                      "ii", rate->id, rate->method_id))
        return FALSE;
    }

  stmt = vt_db_prepare (
      db,
      "UPDATE shipping_rate SET method_id = ?2, basis = ?3, class = ?4, from_value = ?5, "
      "below_value = nullif (?6, -1), base_minor = ?7, per_item_minor = ?8, per_step_minor = ?9, step_g = ?10, "
      "percent_bp = ?11, stop = ?12 WHERE id = ?1 AND (method_id, basis, class, from_value, below_value, base_minor, "
      "per_item_minor, per_step_minor, step_g, percent_bp, stop) IS NOT (?2, ?3, ?4, ?5, nullif (?6, -1), ?7, ?8, ?9, "
      "?10, ?11, ?12)",
      error);

  return stmt != NULL &&
         vt_stmt_bind (stmt, error, "iissiiiiiiii", rate->id, rate->method_id, bases[rate->basis], rate->shipping_class,
                       rate->from_value, rate->below_value, rate->base_minor, rate->per_item_minor,
                       rate->per_step_minor, rate->step_g, (gint64) rate->percent_bp, (gint64) (rate->stop ? 1 : 0)) &&
         vt_stmt_step (stmt, error) == VT_STEP_DONE;
}

/**
 * vt_shipping_rate_move:
 * @db: the connection of a #VtShopJob
 * @id: a rate's id
 * @position: from 0 in its table; beyond the end is the end
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it stands there now
 */
gboolean
vt_shipping_rate_move (VtDb *db, gint64 id, int position, GError **error)
{
  g_autoptr (VtShippingRate) rate = vt_shipping_rate_load (db, id, error);

  return rate != NULL && vt_position_move (db,
                                           "SELECT id FROM shipping_rate WHERE method_id = "
                                           "(SELECT method_id FROM shipping_rate WHERE id = ?1) ORDER BY position, id",
                                           "UPDATE shipping_rate SET position = ?2 WHERE id = ?1 AND position <> ?2",
                                           id, position, error);
}

/**
 * vt_shipping_rate_delete:
 * @db: the connection of a #VtShopJob
 * @id: a rate's id
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_shipping_rate_delete (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtShippingRate) rate = vt_shipping_rate_load (db, id, error);

  return rate != NULL && vt_db_run (db, error, "DELETE FROM shipping_rate WHERE id = ?1", "i", id);
}
