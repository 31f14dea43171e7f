/* What a discount is: name, code, worth, sets and tiers, time; and how it is made and deleted. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount.h"

#include "base/vt-id.h"
#include "content/vt-text-field.h"
#include "promo/vt-discount-code.h"
#include "promo/vt-discount-db-private.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE_MAX_CHARS 200
#define WHOLE_BP        10000
#define TIERS_MAX       20

static char *
check_title (const char *title, GError **error)
{
  return vt_text_field (title, _ ("discount's title"), TITLE_MAX_CHARS, VT_TEXT_FIELD_REQUIRED, VT_PROMO_ERROR,
                        VT_PROMO_ERROR_INVALID, error);
}

/* What shoppers type, print and put in addresses: no blanks, no look-alikes, no case. */
static char *
check_code (VtDb *db, gint64 id, const char *code, GError **error)
{
  g_autofree char *own = vt_text_field (code, _ ("code"), VT_DISCOUNT_CODE_MAX_CHARS, VT_TEXT_FIELD_REQUIRED,
                                        VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, error);
  gint64 other = 0;
  VtStep step;

  if (own == NULL)
    return NULL;
  for (char *p = own; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
        {
          g_set_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID,
                       _ ("“%s” cannot be a code; use letters A to Z, digits, - and _"), own);
          return NULL;
        }
      *p = g_ascii_toupper (*p);
    }

  step = vt_db_get (db, error, &other, "SELECT id FROM discount WHERE code = ?1", "s", own);
  if (step == VT_STEP_ROW && other != id)
    {
      g_set_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_TAKEN,
                   _ ("Another discount has the code %s; choose another one"), own);
      return NULL;
    }

  return step == VT_STEP_ERROR ? NULL : g_steal_pointer (&own);
}

static gboolean
check_percent (gint64 value, GError **error)
{
  return (value >= 1 && value <= WHOLE_BP) ||
         vt_discount_invalid (error, _ ("The percentage must be more than 0 and at most 100"));
}

static gboolean
check_amount (gint64 value, GError **error)
{
  return (value >= 1 && value <= VT_DISCOUNT_AMOUNT_MAX_MINOR) ||
         vt_discount_invalid (error, _ ("The amount must be more than zero; check the decimal point"));
}

static gboolean
check_value (VtDiscountKind kind, gint64 value, GError **error)
{
  switch (kind)
    {
    case VT_DISCOUNT_PERCENT:
    case VT_DISCOUNT_BUY_GET:
      return check_percent (value, error);
    case VT_DISCOUNT_FIXED:
    case VT_DISCOUNT_EACH:
      return check_amount (value, error);
    case VT_DISCOUNT_TIERED_PERCENT:
    case VT_DISCOUNT_TIERED_FIXED:
      return value == 0 ||
             vt_discount_invalid (error, _ ("The amounts of a discount with tiers are those of its tiers"));
    case VT_DISCOUNT_FREE_SHIPPING:
    default:
      return value == 0 || vt_discount_invalid (error, _ ("Free shipping has no amount"));
    }
}

/**
 * vt_discount_create:
 * @db: the connection of a #VtShopJob
 * @title: its name, which shoppers see: one line of 1 to 200 characters
 * @code: (nullable): what shoppers type: 1 to 40 letters A to Z, digits, - and _; %NULL: it is automatic
 * @kind: what it does
 * @value: basis points (1 to 10000), minor units (1 or more), or 0 for free shipping and tiers
 * @id: (out) (optional): id of the new discount
 * @error: a #VtPromoError or #VtDbError
 *
 * Makes a draft on all products without minimum, limit or end, which goes together with free delivery.
 *
 * Returns: whether it was made
 */
gboolean
vt_discount_create (VtDb *db,
                    const char *title,
                    const char *code,
                    VtDiscountKind kind,
                    gint64 value,
                    gint64 *id,
                    GError **error)
{
  g_autofree char *own_title = check_title (title, error);
  g_autofree char *own_code = NULL;
  gint64 new_id = vt_id_new ();

  if (own_title == NULL || !check_value (kind, value, error))
    return FALSE;
  own_code = code != NULL ? check_code (db, 0, code, error) : g_strdup ("");
  if (own_code == NULL || !vt_db_run (db, error,
                                      "INSERT INTO discount (id, title, method, code, kind, value, status) "
                                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'draft')",
                                      "issssi", new_id, own_title, code != NULL ? "code" : "automatic", own_code,
                                      vt_discount_kind_to_string (kind), value))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_discount_set_title:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @title: one line of 1 to 200 characters
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  g_autofree char *own = check_title (title, error);

  return own != NULL && vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE discount SET title = ?2 WHERE id = ?1 AND title <> ?2", "is", id, own);
}

/**
 * vt_discount_set_code:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @code: 1 to 40 letters A to Z, digits, - and _
 * @error: %VT_PROMO_ERROR_TAKEN, another #VtPromoError or a #VtDbError
 *
 * The discount is one by code from now on.
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_code (VtDb *db, gint64 id, const char *code, GError **error)
{
  g_autofree char *own = vt_discount_check_exists (db, id, error) ? check_code (db, id, code, error) : NULL;

  return own != NULL && vt_db_run (db, error,
                                   "UPDATE discount SET code = ?2, method = 'code' WHERE id = ?1 AND "
                                   "(code <> ?2 COLLATE BINARY OR method <> 'code')",
                                   "is", id, own);
}

/**
 * vt_discount_set_method:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @method: how shoppers come by it; for a code use vt_discount_set_code()
 * @error: %VT_PROMO_ERROR_IN_USE when a popup promises its code, another #VtPromoError or a #VtDbError
 *
 * An automatic discount, and one with unique codes, has no code of its own: it is taken away.
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_method (VtDb *db, gint64 id, VtDiscountMethod method, GError **error)
{
  gint64 has_code = 0;

  if (!vt_discount_check_exists (db, id, error))
    return FALSE;
  if (method != VT_DISCOUNT_BY_CODE)
    return vt_discount_check_not_promised (db, id, error) &&
           vt_db_run (db, error, "UPDATE discount SET method = ?2, code = '' WHERE id = ?1 AND method <> ?2", "is", id,
                      vt_discount_method_to_string (method));
  if (vt_db_get (db, error, &has_code, "SELECT code <> '' FROM discount WHERE id = ?1", "i", id) != VT_STEP_ROW)
    return FALSE;

  return has_code != 0 || vt_discount_invalid (error, _ ("Write the code that shoppers type"));
}

/**
 * vt_discount_set_value:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @kind: what it does
 * @value: basis points (1 to 10000), minor units (1 or more), or 0 for free shipping
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_value (VtDb *db, gint64 id, VtDiscountKind kind, gint64 value, GError **error)
{
  return check_value (kind, value, error) && vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error,
                    "UPDATE discount SET kind = ?2, value = ?3 WHERE id = ?1 AND (kind <> ?2 OR value <> ?3)", "isi",
                    id, vt_discount_kind_to_string (kind), value);
}

/**
 * vt_discount_set_tiers:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @basis: what the tiers begin by
 * @tiers: (array length=n_tiers): minor units or pieces, each greater than the one before, and what comes off from
 * there on: basis points or minor units by the discount's kind
 * @n_tiers: 0 to 20
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_tiers (VtDb *db,
                       gint64 id,
                       VtDiscountTierBasis basis,
                       const VtDiscountTier *tiers,
                       guint n_tiers,
                       GError **error)
{
  g_autoptr (VtDiscount) self = vt_discount_load (db, id, error);

  if (self == NULL)
    return FALSE;
  if (n_tiers > TIERS_MAX)
    return vt_discount_invalid (error, _ ("A discount has at most 20 tiers"));
  for (guint i = 0; i < n_tiers; i++)
    {
      if (tiers[i].from < 1 || tiers[i].from > VT_DISCOUNT_AMOUNT_MAX_MINOR ||
          (i > 0 && tiers[i].from <= tiers[i - 1].from))
        return vt_discount_invalid (error, _ ("Each tier must begin above the one before"));
      if (!(self->kind == VT_DISCOUNT_TIERED_FIXED ? check_amount (tiers[i].value, error)
                                                   : check_percent (tiers[i].value, error)))
        return FALSE;
    }

  if (!vt_db_run (db, error, "UPDATE discount SET tier_basis = ?2 WHERE id = ?1 AND tier_basis <> ?2", "is", id,
                  vt_discount_tier_basis_to_string (basis)) ||
      !vt_db_run (db, error, "DELETE FROM discount_tier WHERE discount_id = ?1", "i", id))
    return FALSE;
  for (guint i = 0; i < n_tiers; i++)
    if (!vt_db_run (db, error, "INSERT INTO discount_tier (discount_id, from_value, value) VALUES (?1, ?2, ?3)", "iii",
                    id, tiers[i].from, tiers[i].value))
      return FALSE;

  return TRUE;
}

/**
 * vt_discount_set_buy_get:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @buy: how many have to be bought, 1 to 1000
 * @get: how many are got then, 1 to 1000
 * @times: how often in one order; 0 for as often as it can
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_buy_get (VtDb *db, gint64 id, gint64 buy, gint64 get, gint64 times, GError **error)
{
  if (buy < 1 || buy > VT_DISCOUNT_PIECES_MAX || get < 1 || get > VT_DISCOUNT_PIECES_MAX || times < 0 ||
      times > VT_DISCOUNT_PIECES_MAX)
    return vt_discount_invalid (error, _ ("The number of pieces must be 1 to 1000"));

  return vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error,
                    "UPDATE discount SET buy_quantity = ?2, get_quantity = ?3, get_times = nullif (?4, 0) "
                    "WHERE id = ?1 AND (buy_quantity <> ?2 OR get_quantity <> ?3 OR get_times IS NOT nullif (?4, 0))",
                    "iiii", id, buy, get, times);
}

/**
 * vt_discount_set_period:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @starts_us: first moment it holds, UTC microseconds since 1970; 0 for at once
 * @ends_us: first moment it holds no more; 0 for never
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_period (VtDb *db, gint64 id, gint64 starts_us, gint64 ends_us, GError **error)
{
  if (starts_us < 0 || ends_us < 0)
    return vt_discount_invalid (error, _ ("The discount's dates are before 1970; choose later ones"));
  if (ends_us != 0 && ends_us <= starts_us)
    return vt_discount_invalid (error, _ ("The discount would end before it starts; choose a later end"));

  return vt_discount_check_exists (db, id, error) &&
         vt_db_run (db, error,
                    "UPDATE discount SET starts_us = nullif (?2, 0), ends_us = nullif (?3, 0) WHERE id = ?1 AND "
                    "(starts_us IS NOT nullif (?2, 0) OR ends_us IS NOT nullif (?3, 0))",
                    "iii", id, starts_us, ends_us);
}

/**
 * vt_discount_set_active:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @active: whether it can be used
 * @error: %VT_PROMO_ERROR_IN_USE when a popup promises it, another #VtPromoError or a #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_active (VtDb *db, gint64 id, gboolean active, GError **error)
{
  if (!vt_discount_check_exists (db, id, error) || (!active && !vt_discount_check_not_promised (db, id, error)))
    return FALSE;

  return vt_db_run (db, error, "UPDATE discount SET status = ?2 WHERE id = ?1 AND status <> ?2", "is", id,
                    active ? "active" : "draft");
}

/* The same title again and again would name nothing: "Summer (copy)". */
static gboolean
name_copy (VtDb *db, gint64 copy, const VtDiscount *of, GError **error)
{
  /* Translators: the title of a discount that was made like another one */
  g_autofree char *title = g_strdup_printf (_ ("%s (copy)"), of->title);

  return g_utf8_strlen (title, -1) > TITLE_MAX_CHARS || vt_discount_set_title (db, copy, title, error);
}

/**
 * vt_discount_duplicate:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @copy_id: (out) (optional): id of the new discount
 * @error: a #VtPromoError or #VtDbError
 *
 * Makes a draft like another discount, its title's translations too. A code belongs to one discount alone: the copy of
 * one by code gets a new, unguessable one, and the copy of one with unique codes begins without any.
 *
 * Returns: whether it was made
 */
gboolean
vt_discount_duplicate (VtDb *db, gint64 id, gint64 *copy_id, GError **error)
{
  g_autoptr (VtDiscount) self = vt_discount_load (db, id, error);
  g_autofree char *code = NULL;
  gint64 copy = vt_id_new ();

  if (self == NULL)
    return FALSE;
  code = self->method == VT_DISCOUNT_BY_CODE ? vt_discount_code_new ("", error) : g_strdup ("");
  if (code == NULL ||
      !vt_db_run (
          db, error,
          "INSERT INTO discount (id, title, method, code, kind, value, tier_basis, buy_quantity, get_quantity, "
          "get_times, scope, minimum_minor, minimum_quantity, usage_limit, customer_limit, audience, "
          "countries, combines, priority, starts_us, ends_us, status) SELECT ?2, title, method, ?3, kind, value, "
          "tier_basis, buy_quantity, get_quantity, get_times, scope, minimum_minor, minimum_quantity, "
          "usage_limit, customer_limit, audience, countries, combines, priority, starts_us, ends_us, 'draft' "
          "FROM discount WHERE id = ?1",
          "iis", id, copy, code) ||
      !vt_db_run (db, error,
                  "INSERT INTO discount_tier (discount_id, from_value, value) SELECT ?2, from_value, value "
                  "FROM discount_tier WHERE discount_id = ?1",
                  "ii", id, copy) ||
      !vt_discount_copy_targets (db, self, copy, error) || !name_copy (db, copy, self, error) ||
      !vt_translation_copy (db, "discount", id, "title", copy, error))
    return FALSE;

  if (copy_id != NULL)
    *copy_id = copy;
  return TRUE;
}

/**
 * vt_discount_delete:
 * @db: the connection of a #VtShopJob
 * @id: a discount's id
 * @error: %VT_PROMO_ERROR_IN_USE when a popup promises it, another #VtPromoError or a #VtDbError
 *
 * Deletes it. Popups that are turned off lose it, and with it their countdown.
 *
 * Returns: whether it is gone
 */
gboolean
vt_discount_delete (VtDb *db, gint64 id, GError **error)
{
  return vt_discount_check_exists (db, id, error) && vt_discount_check_not_promised (db, id, error) &&
         vt_db_run (db, error, "UPDATE popup SET discount_id = NULL, countdown = 0 WHERE discount_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM discount_target WHERE discount_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM discount_tier WHERE discount_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM discount_code WHERE discount_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM discount WHERE id = ?1", "i", id);
}
