/* Owner of the table tax_rate. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-tax.h"

#include "base/vt-id.h"
#include "content/vt-text-field.h"
#include "orders/vt-country.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_CHARS  60
#define CLASS_MAX_CHARS 40
#define RATE_MAX_BP     100000
#define WHOLE_BP        10000

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT id FROM tax_rate WHERE id = ?1", "i", id);

  if (step == VT_STEP_DONE)
    g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_NOT_FOUND,
                         _ ("The tax rate is not in the shop any more"));

  return step == VT_STEP_ROW;
}

static char *
check_text (const char *text, const char *name, guint max_chars, GError **error)
{
  return vt_text_field (text, name, max_chars, VT_TEXT_FIELD_REQUIRED, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, error);
}

static gboolean
check_rate (int rate_bp, GError **error)
{
  return (rate_bp >= 0 && rate_bp <= RATE_MAX_BP) || invalid (error, _ ("A tax rate is 0 to 1000 percent"));
}

static VtTaxRate *
rate_new_from_row (VtStmt *stmt)
{
  VtTaxRate *self = g_new0 (VtTaxRate, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->tax_class = vt_stmt_dup_text (stmt, 1);
  self->country = vt_stmt_dup_text (stmt, 2);
  self->name = vt_stmt_dup_text (stmt, 3);
  self->rate_bp = (int) vt_stmt_get_int (stmt, 4);

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
  g_free (self->name);
  g_free (self);
}

/**
 * vt_tax_rate_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtTaxRate) (nullable): all rates, by country and class
 */
GPtrArray *
vt_tax_rate_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id, class, country, name, rate_bp FROM tax_rate ORDER BY country, class", error);
  g_autoptr (GPtrArray) rates = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_tax_rate_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (rates, rate_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&rates) : NULL;
}

/**
 * vt_tax_rate_find:
 * @db: a connection of this thread
 * @tax_class: class of a product
 * @country: ISO 3166-1 code of the place it is sent to; "" when not known
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the country's own rate, else the one for all others; %NULL without @error when
 * there is no tax
 */
VtTaxRate *
vt_tax_rate_find (VtDb *db, const char *tax_class, const char *country, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT id, class, country, name, rate_bp FROM tax_rate WHERE class = ?1 AND country IN (?2, '*') "
                     "ORDER BY country = '*' LIMIT 1",
                     error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ss", tax_class, country))
    return NULL;

  return vt_stmt_step (stmt, error) == VT_STEP_ROW ? rate_new_from_row (stmt) : NULL;
}

/**
 * vt_tax_rate_create:
 * @db: the connection of a #VtShopJob
 * @tax_class: class of products: "standard"
 * @country: ISO 3166-1 code, or "*" for all without a rate of their own
 * @name: as it is printed: "VAT"
 * @rate_bp: basis points, 0 to 100000
 * @id: (out) (optional): id of the new rate
 * @error: %VT_ORDERS_ERROR_TAKEN, another #VtOrdersError or a #VtDbError
 *
 * Returns: whether it was made
 */
gboolean
vt_tax_rate_create (VtDb *db,
                    const char *tax_class,
                    const char *country,
                    const char *name,
                    int rate_bp,
                    gint64 *id,
                    GError **error)
{
  g_autofree char *own_class = check_text (tax_class, _ ("tax class"), CLASS_MAX_CHARS, error);
  g_autofree char *own_name = own_class != NULL ? check_text (name, _ ("tax's name"), NAME_MAX_CHARS, error) : NULL;
  gint64 new_id = vt_id_new ();
  gint64 found = 0;
  VtStep step;

  if (own_name == NULL || !check_rate (rate_bp, error))
    return FALSE;
  if (g_strcmp0 (country, "*") != 0 && !vt_country_is_valid (country))
    return invalid (error, _ ("The tax has no country; use two letters such as PT, or * for all others"));

  step = vt_db_get (db, error, &found, "SELECT id FROM tax_rate WHERE class = ?1 AND country = ?2", "ss", own_class,
                    country);
  if (step == VT_STEP_ROW)
    g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_TAKEN,
                         _ ("This country has a rate for this class already; change that one"));
  if (step != VT_STEP_DONE ||
      !vt_db_run (db, error, "INSERT INTO tax_rate (id, class, country, name, rate_bp) VALUES (?1, ?2, ?3, ?4, ?5)",
                  "isssi", new_id, own_class, country, own_name, (gint64) rate_bp))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_tax_rate_set:
 * @db: the connection of a #VtShopJob
 * @id: a rate's id
 * @name: as it is printed: "VAT"
 * @rate_bp: basis points, 0 to 100000
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_tax_rate_set (VtDb *db, gint64 id, const char *name, int rate_bp, GError **error)
{
  g_autofree char *own = check_text (name, _ ("tax's name"), NAME_MAX_CHARS, error);

  return own != NULL && check_rate (rate_bp, error) && check_exists (db, id, error) &&
         vt_db_run (db, error,
                    "UPDATE tax_rate SET name = ?2, rate_bp = ?3 WHERE id = ?1 AND (name <> ?2 OR rate_bp <> ?3)",
                    "isi", id, own, (gint64) rate_bp);
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
  return check_exists (db, id, error) && vt_db_run (db, error, "DELETE FROM tax_rate WHERE id = ?1", "i", id);
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
