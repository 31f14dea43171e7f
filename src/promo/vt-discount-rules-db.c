/* What a discount asks for: what it is on, how much and how often, of whom, and with which others. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount.h"

#include "base/vt-id.h"
#include "promo/vt-discount-db-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define USES_MAX      1000000000
#define TARGETS_MAX   500
#define PRIORITY_MAX  100
#define COUNTRIES_MAX 250

static gboolean
add_target (VtDb *db, gint64 id, const VtDiscountTarget *target, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found,
                           "SELECT (?1 <> 0) + (?2 <> 0) + (?3 <> 0) = 1 "
                           "AND (?1 = 0 OR EXISTS (SELECT 1 FROM collection WHERE id = ?1)) "
                           "AND (?2 = 0 OR EXISTS (SELECT 1 FROM product WHERE id = ?2)) "
                           "AND (?3 = 0 OR EXISTS (SELECT 1 FROM variant WHERE id = ?3))",
                           "iii", target->collection_id, target->product_id, target->variant_id);

  if (step != VT_STEP_ROW)
    return FALSE;
  if (found == 0)
    return vt_discount_invalid (error, target->collection_id != 0
                                           ? _ ("The collection is not in the shop any more; choose another one")
                                           : _ ("The product is not in the shop any more; choose another one"));

  return vt_db_run (db, error,
                    "INSERT INTO discount_target (id, discount_id, role, collection_id, product_id, variant_id) "
                    "VALUES (?1, ?2, ?3, nullif (?4, 0), nullif (?5, 0), nullif (?6, 0))",
                    "iisiii", vt_id_new (), id, target->role == VT_DISCOUNT_TARGET_BUY ? "buy" : "on",
                    target->collection_id, target->product_id, target->variant_id);
}

/* Gives another discount the targets that @from has. */
gboolean
vt_discount_copy_targets (VtDb *db, const VtDiscount *from, gint64 to, GError **error)
{
  for (guint i = 0; i < from->targets->len; i++)
    if (!add_target (db, to, &g_array_index (from->targets, VtDiscountTarget, i), error))
      return FALSE;

  return TRUE;
}

/**
 * vt_discount_set_targets:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @role: which targets: what it is on, or what has to be bought
 * @targets: (array length=n_targets): collections, products and variants
 * @n_targets: 0 to 500
 * @chosen: whether it is on these alone; %FALSE: on everything. What has to be bought is everything it is on while
 * there are no such targets
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_targets (VtDb *db,
                         gint64 id,
                         VtDiscountRole role,
                         const VtDiscountTarget *targets,
                         guint n_targets,
                         gboolean chosen,
                         GError **error)
{
  if (n_targets > TARGETS_MAX)
    return vt_discount_invalid (error, _ ("A discount is on at most 500 things; make a collection of them"));
  if (!vt_discount_check_exists (db, id, error) ||
      !vt_db_run (db, error, "DELETE FROM discount_target WHERE discount_id = ?1 AND role = ?2", "is", id,
                  role == VT_DISCOUNT_TARGET_BUY ? "buy" : "on"))
    return FALSE;
  if (role == VT_DISCOUNT_TARGET_ON &&
      !vt_db_run (db, error, "UPDATE discount SET scope = ?2 WHERE id = ?1 AND scope <> ?2", "is", id,
                  chosen ? "chosen" : "all"))
    return FALSE;

  for (guint i = 0; i < n_targets; i++)
    {
      VtDiscountTarget target = targets[i];

      target.role = role;
      if (!add_target (db, id, &target, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_discount_set_collection:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @collection_id: the one whose products it is on, or 0 for all products
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_collection (VtDb *db, gint64 id, gint64 collection_id, GError **error)
{
  const VtDiscountTarget target = { VT_DISCOUNT_TARGET_ON, collection_id, 0, 0 };

  return vt_discount_set_targets (db, id, VT_DISCOUNT_TARGET_ON, &target, collection_id != 0 ? 1 : 0,
                                  collection_id != 0, error);
}

/**
 * vt_discount_set_minimum:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @minimum_minor: what the lines it is on must be worth, in minor units; 0 for no minimum
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_minimum (VtDb *db, gint64 id, gint64 minimum_minor, GError **error)
{
  if (minimum_minor < 0 || minimum_minor > VT_DISCOUNT_AMOUNT_MAX_MINOR)
    return vt_discount_invalid (error, _ ("The minimum must be zero or more; check the decimal point"));

  return vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE discount SET minimum_minor = ?2 WHERE id = ?1 AND minimum_minor <> ?2", "ii", id,
                    minimum_minor);
}

/**
 * vt_discount_set_usage_limit:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @usage_limit: how many orders may use it; 0 for any number
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_usage_limit (VtDb *db, gint64 id, gint64 usage_limit, GError **error)
{
  if (usage_limit < 0 || usage_limit > USES_MAX)
    return vt_discount_invalid (error,
                                _ ("The number of orders that may use a discount must be zero (no limit) or more"));

  return vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error,
                    "UPDATE discount SET usage_limit = nullif (?2, 0) WHERE id = ?1 AND usage_limit IS NOT "
                    "nullif (?2, 0)",
                    "ii", id, usage_limit);
}

/**
 * vt_discount_set_minimum_quantity:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @minimum_quantity: how many pieces there must be of what it is on; 0 for any number
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_minimum_quantity (VtDb *db, gint64 id, gint64 minimum_quantity, GError **error)
{
  if (minimum_quantity < 0 || minimum_quantity > VT_DISCOUNT_PIECES_MAX)
    return vt_discount_invalid (error, _ ("The least number of pieces must be 0 to 1000"));

  return vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE discount SET minimum_quantity = ?2 WHERE id = ?1 AND minimum_quantity <> ?2",
                    "ii", id, minimum_quantity);
}

/**
 * vt_discount_set_customer_limit:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @customer_limit: how many orders of the same e-mail address may use it; 0 for any number
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_customer_limit (VtDb *db, gint64 id, gint64 customer_limit, GError **error)
{
  if (customer_limit < 0 || customer_limit > USES_MAX)
    return vt_discount_invalid (error,
                                _ ("The number of orders that may use a discount must be zero (no limit) or more"));

  return vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error,
                    "UPDATE discount SET customer_limit = nullif (?2, 0) WHERE id = ?1 AND customer_limit IS NOT "
                    "nullif (?2, 0)",
                    "ii", id, customer_limit);
}

/**
 * vt_discount_set_audience:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @audience: who can use it
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_audience (VtDb *db, gint64 id, VtDiscountAudience audience, GError **error)
{
  return vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE discount SET audience = ?2 WHERE id = ?1 AND audience <> ?2", "is", id,
                    vt_discount_audience_to_string (audience));
}

/* "pt, es" → "PT ES" */
static char *
check_countries (const char *countries, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (countries != NULL ? countries : "", " ,;", COUNTRIES_MAX + 1);
  g_autoptr (GString) list = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    {
      if (**word == '\0')
        continue;
      if (strlen (*word) != 2 || !g_ascii_isalpha ((*word)[0]) || !g_ascii_isalpha ((*word)[1]))
        {
          g_set_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID,
                       _ ("“%s” is not the code of a country; write codes such as PT ES"), *word);
          return NULL;
        }
      g_string_append_printf (list, "%s%c%c", list->len > 0 ? " " : "", g_ascii_toupper ((*word)[0]),
                              g_ascii_toupper ((*word)[1]));
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

/**
 * vt_discount_set_countries:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @countries: ISO 3166-1 codes that orders have to go to, with blanks or commas between; "" for all
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_countries (VtDb *db, gint64 id, const char *countries, GError **error)
{
  g_autofree char *own = check_countries (countries, error);

  return own != NULL && vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE discount SET countries = ?2 WHERE id = ?1 AND countries <> ?2", "is", id, own);
}

/**
 * vt_discount_set_combines:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @combines: which others it goes with
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_combines (VtDb *db, gint64 id, VtDiscountCombines combines, GError **error)
{
  return vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE discount SET combines = ?2 WHERE id = ?1 AND combines <> ?2", "is", id,
                    vt_discount_combines_to_string (combines));
}

/**
 * vt_discount_set_priority:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @priority: -100 to 100; where discounts do not go together, the highest comes before what takes off most
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_priority (VtDb *db, gint64 id, gint64 priority, GError **error)
{
  if (priority < -PRIORITY_MAX || priority > PRIORITY_MAX)
    return vt_discount_invalid (error, _ ("The priority must be −100 to 100"));

  return vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE discount SET priority = ?2 WHERE id = ?1 AND priority <> ?2", "ii", id,
                    priority);
}
