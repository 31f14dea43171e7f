/* Owner of the table discount_code. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount-code.h"

#include "base/vt-id.h"

#include <glib/gi18n-lib.h>

#define CODES_OF_ONE_MAX 100000

static gboolean
insert_code (VtDb *db, gint64 discount_id, gint64 id, const char *prefix, gint64 now_us, GError **error)
{
  g_autofree char *code = vt_discount_code_new (prefix, error);
  g_autofree char *hash = code != NULL ? vt_discount_code_hash (code) : NULL;

  return hash != NULL &&
         vt_db_run (db, error,
                    "INSERT INTO discount_code (id, discount_id, hash, code, made_us) VALUES (?1, ?2, ?3, ?4, ?5)",
                    "iissi", id, discount_id, hash, code, now_us);
}

/**
 * vt_discount_codes_make:
 * @db: the connection of a #VtShopJob
 * @discount_id: a discount whose method is %VT_DISCOUNT_BY_UNIQUE_CODES
 * @prefix: what the codes begin with: at most 16 letters and digits, or ""
 * @n: how many, 1 to 10000
 * @now_us: UTC microseconds since 1970
 * @error: a #VtPromoError, %G_IO_ERROR_FAILED or #VtDbError
 *
 * Makes codes that nobody can guess, each for one use.
 *
 * Returns: whether they were made
 */
gboolean
vt_discount_codes_make (VtDb *db, gint64 discount_id, const char *prefix, guint n, gint64 now_us, GError **error)
{
  g_autoptr (VtDiscount) discount = vt_discount_load (db, discount_id, error);
  gint64 known = 0;
  gint64 first;

  if (discount == NULL || !vt_discount_code_check_prefix (prefix, error) ||
      !vt_discount_codes_count (db, discount_id, &known, error))
    return FALSE;
  if (n < 1 || n > VT_DISCOUNT_CODES_MAX || known + n > CODES_OF_ONE_MAX)
    {
      g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID,
                           _ ("Make 1 to 10000 codes at once, and at most 100000 for one discount"));
      return FALSE;
    }
  if (discount->method != VT_DISCOUNT_BY_UNIQUE_CODES)
    {
      g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID,
                           _ ("Choose first that the discount has a code for each person"));
      return FALSE;
    }

  first = vt_id_new_range (n);
  for (guint i = 0; i < n; i++)
    if (!insert_code (db, discount_id, first + (gint64) i, prefix, now_us, error))
      return FALSE;

  return TRUE;
}

/**
 * vt_discount_codes_list:
 * @db: a connection to a shop's own database; a public catalogue has no codes, only their hashes
 * @discount_id: a discount
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtDiscountCode) (nullable): its codes, the oldest first
 */
GPtrArray *
vt_discount_codes_list (VtDb *db, gint64 discount_id, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id, code, made_us FROM discount_code WHERE discount_id = ?1 ORDER BY id", error);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_discount_code_free);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, discount_id, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtDiscountCode *code = g_new0 (VtDiscountCode, 1);

      code->id = vt_stmt_get_int (stmt, 0);
      code->code = vt_stmt_dup_text (stmt, 1);
      code->made_us = vt_stmt_get_int (stmt, 2);
      g_ptr_array_add (codes, code);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&codes) : NULL;
}

/**
 * vt_discount_codes_count:
 * @db: a connection of this thread
 * @discount_id: a discount
 * @n: (out): how many codes it has
 * @error: a #VtDbError
 *
 * Returns: whether they could be counted
 */
gboolean
vt_discount_codes_count (VtDb *db, gint64 discount_id, gint64 *n, GError **error)
{
  return vt_db_get (db, error, n, "SELECT count (*) FROM discount_code WHERE discount_id = ?1", "i", discount_id) ==
         VT_STEP_ROW;
}

/**
 * vt_discount_codes_remove:
 * @db: the connection of a #VtShopJob
 * @discount_id: a discount
 * @code_id: one of its codes; 0 for all
 * @error: a #VtDbError
 *
 * Takes codes back: from the next publication on they are unknown.
 *
 * Returns: whether they are gone
 */
gboolean
vt_discount_codes_remove (VtDb *db, gint64 discount_id, gint64 code_id, GError **error)
{
  return vt_db_run (db, error, "DELETE FROM discount_code WHERE discount_id = ?1 AND (?2 = 0 OR id = ?2)", "ii",
                    discount_id, code_id);
}

/**
 * vt_discount_codes_find:
 * @db: a shop's database or a public catalogue
 * @code: what a shopper typed
 * @discount_id: (out): whose code it is
 * @error: a #VtDbError
 *
 * Returns: %VT_STEP_ROW when there is one, %VT_STEP_DONE when not, %VT_STEP_ERROR with @error
 */
VtStep
vt_discount_codes_find (VtDb *db, const char *code, gint64 *discount_id, GError **error)
{
  g_autofree char *hash = vt_discount_code_hash (code);

  if (hash == NULL)
    return VT_STEP_DONE;

  return vt_db_get (db, error, discount_id,
                    "SELECT c.discount_id FROM discount_code AS c JOIN discount AS d ON d.id = c.discount_id "
                    "WHERE c.hash = ?1 AND d.method = 'codes'",
                    "s", hash);
}
