/* Owner of the table tax_rate. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-tax.h"

#include "base/vt-id.h"
#include "orders/vt-country.h"
#include "orders/vt-orders-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_CHARS  60
#define CLASS_MAX_CHARS 40
#define STATE_MAX_CHARS 3
#define RATE_MAX_BP     100000
#define WHOLE_BP        10000

#define SELECT "SELECT id, class, country, state, name, rate_bp FROM tax_rate "

static VtTaxRate *
rate_new_from_row (VtStmt *stmt)
{
  VtTaxRate *self = g_new0 (VtTaxRate, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->tax_class = vt_stmt_dup_text (stmt, 1);
  self->country = vt_stmt_dup_text (stmt, 2);
  self->state = vt_stmt_dup_text (stmt, 3);
  self->name = vt_stmt_dup_text (stmt, 4);
  self->rate_bp = (int) vt_stmt_get_int (stmt, 5);

  return self;
}

/**
 * vt_tax_rate_new:
 * @tax_class: class of products: "standard"
 * @country: ISO 3166-1 code, or "*" for all without a rate of their own
 * @name: as it is printed: "VAT"
 * @rate_bp: basis points
 *
 * Returns: (transfer full): a rate that vt_tax_rate_save() can make
 */
VtTaxRate *
vt_tax_rate_new (const char *tax_class, const char *country, const char *name, int rate_bp)
{
  VtTaxRate *self = g_new0 (VtTaxRate, 1);

  self->tax_class = g_strdup (tax_class);
  self->country = g_strdup (country);
  self->state = g_strdup ("");
  self->name = g_strdup (name);
  self->rate_bp = rate_bp;

  return self;
}

/**
 * vt_tax_rate_free:
 * @self: (nullable): a rate
 *
 * Frees the record.
 */
void
vt_tax_rate_free (VtTaxRate *self)
{
  if (self == NULL)
    return;

  g_free (self->tax_class);
  g_free (self->country);
  g_free (self->state);
  g_free (self->name);
  g_free (self);
}

/**
 * vt_tax_rate_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtTaxRate) (nullable): all rates, by country, state and class
 */
GPtrArray *
vt_tax_rate_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "ORDER BY country, state, class", error);
  g_autoptr (GPtrArray) rates = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_tax_rate_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (rates, rate_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&rates) : NULL;
}

/**
 * vt_tax_rate_load:
 * @db: a connection of this thread
 * @id: a rate's id
 * @error: %VT_ORDERS_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the rate
 */
VtTaxRate *
vt_tax_rate_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE id = ?1", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;
  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    vt_orders_not_found (error, _ ("The tax rate is not in the shop any more"));

  return step == VT_STEP_ROW ? rate_new_from_row (stmt) : NULL;
}

/**
 * vt_tax_rate_find_in:
 * @db: a connection of this thread
 * @tax_class: class of a product
 * @country: ISO 3166-1 code of the place it is sent to; "" when not known
 * @state: (nullable): ISO 3166-2 code without the country; %NULL when not known
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the state's own rate, else the country's, else the one for all others; %NULL
 * without @error when there is no tax
 */
VtTaxRate *
vt_tax_rate_find_in (VtDb *db, const char *tax_class, const char *country, const char *state, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     SELECT "WHERE class = ?1 AND (country = ?2 AND state IN (?3, '') OR country = '*') "
                            "ORDER BY country = '*', state = '' LIMIT 1",
                     error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "sss", tax_class, country, state != NULL ? state : ""))
    return NULL;

  return vt_stmt_step (stmt, error) == VT_STEP_ROW ? rate_new_from_row (stmt) : NULL;
}

/**
 * vt_tax_rate_find:
 * @db: a connection of this thread
 * @tax_class: class of a product
 * @country: ISO 3166-1 code of the place it is sent to; "" when not known
 * @error: a #VtDbError
 *
 * As vt_tax_rate_find_in() for a country of which the state is not known.
 *
 * Returns: (transfer full) (nullable): the rate; %NULL without @error when there is no tax
 */
VtTaxRate *
vt_tax_rate_find (VtDb *db, const char *tax_class, const char *country, GError **error)
{
  return vt_tax_rate_find_in (db, tax_class, country, NULL, error);
}

static gboolean
check_place (VtTaxRate *rate, GError **error)
{
  char *upper;

  if (g_strcmp0 (rate->country, "*") != 0 && !vt_country_is_valid (rate->country))
    return vt_orders_invalid (error, _ ("The tax has no country; use two letters such as PT, or * for all others"));

  upper = g_ascii_strup (rate->state != NULL ? rate->state : "", -1);
  g_free (rate->state);
  rate->state = upper;
  if (strlen (upper) > STATE_MAX_CHARS || strspn (upper, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != strlen (upper) ||
      (*upper != '\0' && strcmp (rate->country, "*") == 0))
    return vt_orders_invalid (
        error, _ ("The state of a tax is written with its letters alone, such as SP, beside its country"));

  return TRUE;
}

static gboolean
check_free (VtDb *db, const VtTaxRate *rate, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found,
                           "SELECT id FROM tax_rate WHERE class = ?1 AND country = ?2 AND state = ?3 AND id <> ?4",
                           "sssi", rate->tax_class, rate->country, rate->state, rate->id);

  if (step == VT_STEP_ROW)
    g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_TAKEN,
                         _ ("This country has a rate for this class already; change that one"));

  return step == VT_STEP_DONE;
}

/**
 * vt_tax_rate_save:
 * @db: the connection of a #VtShopJob
 * @rate: a class, a country or "*", a name, and 0 to 100000 basis points
 * @error: %VT_ORDERS_ERROR_TAKEN, another #VtOrdersError or a #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_tax_rate_save (VtDb *db, VtTaxRate *rate, GError **error)
{
  g_autoptr (VtTaxRate) known = NULL;

  if (!vt_orders_take_line (&rate->tax_class, _ ("tax class"), CLASS_MAX_CHARS, TRUE, error) ||
      !vt_orders_take_line (&rate->name, _ ("tax's name"), NAME_MAX_CHARS, TRUE, error) || !check_place (rate, error))
    return FALSE;
  if (rate->rate_bp < 0 || rate->rate_bp > RATE_MAX_BP)
    return vt_orders_invalid (error, _ ("A tax rate is 0 to 1000 percent"));
  if ((rate->id != 0 && (known = vt_tax_rate_load (db, rate->id, error)) == NULL) || !check_free (db, rate, error))
    return FALSE;

  if (rate->id != 0)
    return vt_db_run (db, error,
                      "UPDATE tax_rate SET class = ?2, country = ?3, state = ?4, name = ?5, rate_bp = ?6 "
                      "WHERE id = ?1 AND (class, country, state, name, rate_bp) IS NOT (?2, ?3, ?4, ?5, ?6)",
                      "issssi", rate->id, rate->tax_class, rate->country, rate->state, rate->name,
                      (gint64) rate->rate_bp);

  rate->id = vt_id_new ();
  return vt_db_run (
      db, error, "INSERT INTO tax_rate (id, class, country, state, name, rate_bp) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      "issssi", rate->id, rate->tax_class, rate->country, rate->state, rate->name, (gint64) rate->rate_bp);
}

/**
 * vt_tax_rate_delete:
 * @db: the connection of a #VtShopJob
 * @id: a rate's id
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_tax_rate_delete (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtTaxRate) rate = vt_tax_rate_load (db, id, error);

  return rate != NULL && vt_db_run (db, error, "DELETE FROM tax_rate WHERE id = ?1", "i", id);
}

/**
 * vt_tax_included:
 * @gross_minor: an amount that holds the tax, in minor units, not negative
 * @rate_bp: basis points, 0 to 100000
 *
 * gross × rate ÷ (100 % + rate), rounded half up once. The amount is split so that no product overflows.
 *
 * Returns: the tax in it, from 0 to @gross_minor
 */
gint64
vt_tax_included (gint64 gross_minor, int rate_bp)
{
  gint64 divisor = WHOLE_BP + rate_bp;
  gint64 whole = gross_minor / divisor;
  gint64 rest = gross_minor % divisor;

  return whole * rate_bp + (2 * rest * rate_bp + divisor) / (2 * divisor);
}
