/* Owner of the tables discount, discount_target and discount_tier. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount.h"

#include "base/vt-id.h"
#include "content/vt-text-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE_MAX_CHARS  200
#define CODE_MAX_CHARS   40
#define AMOUNT_MAX_MINOR G_GINT64_CONSTANT (1000000000000)
#define USES_MAX         1000000000
#define WHOLE_BP         10000
#define TIERS_MAX        20
#define TARGETS_MAX      500
#define PIECES_MAX       1000
#define PRIORITY_MAX     100
#define COUNTRIES_MAX    250

#define COLUMNS                                                                                                        \
  "SELECT id, title, method, code, kind, value, tier_basis, buy_quantity, get_quantity, get_times, scope, "            \
  "minimum_minor, minimum_quantity, usage_limit, customer_limit, audience, countries, combines, priority, starts_us, " \
  "ends_us, status = 'active' FROM discount "

G_DEFINE_QUARK (vt - promo - error - quark, vt_promo_error)

const char *const vt_promo_public_copies[] = {
  "INSERT INTO catalogue.discount (id, title, method, code, kind, value, tier_basis, buy_quantity, get_quantity, "
  "get_times, scope, minimum_minor, minimum_quantity, usage_limit, customer_limit, audience, countries, combines, "
  "priority, starts_us, ends_us, status) SELECT id, title, method, code, kind, value, tier_basis, buy_quantity, "
  "get_quantity, get_times, scope, minimum_minor, minimum_quantity, usage_limit, customer_limit, audience, countries, "
  "combines, priority, starts_us, ends_us, status FROM main.discount WHERE status = 'active' ORDER BY id",
  "INSERT INTO catalogue.discount_target (id, discount_id, role, collection_id, product_id, variant_id) "
  "SELECT id, discount_id, role, collection_id, product_id, variant_id FROM main.discount_target "
  "WHERE discount_id IN (SELECT id FROM catalogue.discount) "
  "AND (product_id IS NULL OR product_id IN (SELECT id FROM catalogue.product)) "
  "AND (variant_id IS NULL OR variant_id IN (SELECT id FROM catalogue.variant)) "
  "AND (collection_id IS NULL OR collection_id IN (SELECT id FROM catalogue.collection)) ORDER BY id",
  "INSERT INTO catalogue.discount_tier (discount_id, from_value, value) SELECT discount_id, from_value, value "
  "FROM main.discount_tier WHERE discount_id IN (SELECT id FROM catalogue.discount) ORDER BY discount_id, from_value",
  "INSERT INTO catalogue.discount_code (id, discount_id, hash) SELECT id, discount_id, hash FROM main.discount_code "
  "WHERE discount_id IN (SELECT id FROM catalogue.discount) ORDER BY id",
  "INSERT INTO catalogue.popup (id, name, status, goal, layout, position, trigger_kind, trigger_value, trigger_word, "
  "phone_trigger, audience, starts_us, ends_us, headline, body, accept_label, decline_label, target, discount_id, "
  "countdown, evergreen_minutes, blocks, products, form, consent, thanks, sha256, alt, quiet_days, most_shows, weight) "
  "SELECT id, '', status, goal, layout, position, trigger_kind, trigger_value, trigger_word, phone_trigger, audience, "
  "starts_us, ends_us, headline, body, accept_label, decline_label, target, discount_id, countdown, evergreen_minutes, "
  "blocks, products, form, consent, thanks, sha256, alt, quiet_days, most_shows, weight "
  "FROM main.popup WHERE status = 'active' AND (discount_id IS NULL OR discount_id IN "
  "(SELECT id FROM main.discount WHERE status = 'active')) ORDER BY id",
  "INSERT INTO catalogue.popup_variant (id, popup_id, position, name, weight, headline, body, accept_label, "
  "decline_label, sha256, alt) SELECT id, popup_id, position, '', weight, headline, body, accept_label, decline_label, "
  "sha256, alt FROM main.popup_variant WHERE popup_id IN (SELECT id FROM catalogue.popup) ORDER BY id",
  NULL
};

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
set_not_found (GError **error)
{
  g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_NOT_FOUND, _ ("The discount is not in the shop any more"));
  return FALSE;
}

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT id FROM discount WHERE id = ?1", "i", id);

  return step == VT_STEP_DONE ? set_not_found (error) : step == VT_STEP_ROW;
}

static VtDiscount *
discount_new_from_row (VtStmt *stmt)
{
  VtDiscount *self = g_new0 (VtDiscount, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->title = vt_stmt_dup_text (stmt, 1);
  vt_discount_method_from_string (vt_stmt_get_text (stmt, 2), &self->method);
  self->code = vt_stmt_dup_text (stmt, 3);
  vt_discount_kind_from_string (vt_stmt_get_text (stmt, 4), &self->kind);
  self->value = vt_stmt_get_int (stmt, 5);
  vt_discount_tier_basis_from_string (vt_stmt_get_text (stmt, 6), &self->tier_basis);
  self->buy_quantity = vt_stmt_get_int (stmt, 7);
  self->get_quantity = vt_stmt_get_int (stmt, 8);
  self->get_times = vt_stmt_get_int (stmt, 9);
  self->chosen = g_strcmp0 (vt_stmt_get_text (stmt, 10), "chosen") == 0;
  self->minimum_minor = vt_stmt_get_int (stmt, 11);
  self->minimum_quantity = vt_stmt_get_int (stmt, 12);
  self->usage_limit = vt_stmt_get_int (stmt, 13);
  self->customer_limit = vt_stmt_get_int (stmt, 14);
  vt_discount_audience_from_string (vt_stmt_get_text (stmt, 15), &self->audience);
  self->countries = vt_stmt_dup_text (stmt, 16);
  vt_discount_combines_from_string (vt_stmt_get_text (stmt, 17), &self->combines);
  self->priority = vt_stmt_get_int (stmt, 18);
  self->starts_us = vt_stmt_get_int (stmt, 19);
  self->ends_us = vt_stmt_get_int (stmt, 20);
  self->active = vt_stmt_get_int (stmt, 21) != 0;
  self->targets = g_array_new (FALSE, TRUE, sizeof (VtDiscountTarget));
  self->tiers = g_array_new (FALSE, TRUE, sizeof (VtDiscountTier));

  return self;
}

static gboolean
read_targets (VtDb *db, VtDiscount *self, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db,
                                           "SELECT role = 'buy', collection_id, product_id, variant_id "
                                           "FROM discount_target WHERE discount_id = ?1 ORDER BY id",
                                           error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, self->id, error))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      const VtDiscountTarget target = { vt_stmt_get_int (stmt, 0) != 0 ? VT_DISCOUNT_TARGET_BUY : VT_DISCOUNT_TARGET_ON,
                                        vt_stmt_get_int (stmt, 1), vt_stmt_get_int (stmt, 2),
                                        vt_stmt_get_int (stmt, 3) };

      g_array_append_val (self->targets, target);
    }

  return step == VT_STEP_DONE;
}

static gboolean
read_tiers (VtDb *db, VtDiscount *self, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT from_value, value FROM discount_tier WHERE discount_id = ?1 ORDER BY from_value", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, self->id, error))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      const VtDiscountTier tier = { vt_stmt_get_int (stmt, 0), vt_stmt_get_int (stmt, 1) };

      g_array_append_val (self->tiers, tier);
    }

  return step == VT_STEP_DONE;
}

/* What it is on and how it rises. */
static gboolean
read_parts (VtDb *db, VtDiscount *self, GError **error)
{
  return read_targets (db, self, error) && read_tiers (db, self, error);
}

static GPtrArray *
take_list (VtDb *db, VtStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) discounts = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_discount_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (discounts, discount_new_from_row (stmt));
  if (step != VT_STEP_DONE)
    return NULL;

  for (guint i = 0; i < discounts->len; i++)
    if (!read_parts (db, g_ptr_array_index (discounts, i), error))
      return NULL;

  return g_steal_pointer (&discounts);
}

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
  g_autofree char *own = vt_text_field (code, _ ("code"), CODE_MAX_CHARS, VT_TEXT_FIELD_REQUIRED, VT_PROMO_ERROR,
                                        VT_PROMO_ERROR_INVALID, error);
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
  return (value >= 1 && value <= WHOLE_BP) || invalid (error, _ ("The percentage must be more than 0 and at most 100"));
}

static gboolean
check_amount (gint64 value, GError **error)
{
  return (value >= 1 && value <= AMOUNT_MAX_MINOR) ||
         invalid (error, _ ("The amount must be more than zero; check the decimal point"));
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
      return value == 0 || invalid (error, _ ("The amounts of a discount with tiers are those of its tiers"));
    case VT_DISCOUNT_FREE_SHIPPING:
    default:
      return value == 0 || invalid (error, _ ("Free shipping has no amount"));
    }
}

static VtDiscount *
take_discount (VtDb *db, VtStmt *stmt, GError **error)
{
  g_autoptr (VtDiscount) self = NULL;

  switch (vt_stmt_step (stmt, error))
    {
    case VT_STEP_ROW:
      self = discount_new_from_row (stmt);
      return read_parts (db, self, error) ? g_steal_pointer (&self) : NULL;
    case VT_STEP_DONE:
      set_not_found (error);
      return NULL;
    case VT_STEP_ERROR:
    default:
      return NULL;
    }
}

/* A popup that shoppers see and that promises the discount. */
static gboolean
check_not_promised (VtDb *db, gint64 id, GError **error)
{
  gint64 popup = 0;
  VtStep step =
      vt_db_get (db, error, &popup, "SELECT id FROM popup WHERE discount_id = ?1 AND status = 'active'", "i", id);

  if (step == VT_STEP_ROW)
    g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_IN_USE,
                         _ ("A popup promises this discount; turn the popup off first"));

  return step == VT_STEP_DONE;
}

/**
 * vt_discount_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtDiscount) (nullable): all discounts, by title
 */
GPtrArray *
vt_discount_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, COLUMNS "ORDER BY title COLLATE NOCASE, id", error);

  return take_list (db, stmt, error);
}

/**
 * vt_discount_list_automatic:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtDiscount) (nullable): the active ones that apply without a code, also
 * those whose time has not come or is over
 */
GPtrArray *
vt_discount_list_automatic (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, COLUMNS "WHERE method = 'automatic' AND status = 'active' ORDER BY id", error);

  return take_list (db, stmt, error);
}

/**
 * vt_discount_load:
 * @db: a connection of this thread
 * @id: a discount's id
 * @error: %VT_PROMO_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the discount
 */
VtDiscount *
vt_discount_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, COLUMNS "WHERE id = ?1", error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  return take_discount (db, stmt, error);
}

/**
 * vt_discount_find_by_code:
 * @db: a connection of this thread
 * @code: what a shopper typed; case and blanks around it do not matter
 * @error: %VT_PROMO_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the discount, which need not be active
 */
VtDiscount *
vt_discount_find_by_code (VtDb *db, const char *code, GError **error)
{
  g_autoptr (VtStmt) stmt = NULL;
  g_autofree char *own = NULL;

  /* An automatic discount has no code: "" finds none. */
  if (code == NULL || strlen (code) > CODE_MAX_CHARS * 2 || !g_str_is_ascii (code))
    {
      set_not_found (error);
      return NULL;
    }
  own = g_strstrip (g_strdup (code));

  stmt = vt_db_prepare (db, COLUMNS "WHERE code = ?1 AND code <> ''", error);
  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, own, error))
    return NULL;

  return take_discount (db, stmt, error);
}

/**
 * vt_discount_read_collections:
 * @db: a connection of this thread
 * @product_id: a product's id
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the collections it is in, for a #VtDiscountLine
 */
GArray *
vt_discount_read_collections (VtDb *db, gint64 product_id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT collection_id FROM collection_product WHERE product_id = ?1 ORDER BY collection_id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, TRUE, sizeof (gint64));
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, product_id, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
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

  return own != NULL && check_exists (db, id, error) &&
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
  g_autofree char *own = check_exists (db, id, error) ? check_code (db, id, code, error) : NULL;

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

  if (!check_exists (db, id, error))
    return FALSE;
  if (method != VT_DISCOUNT_BY_CODE)
    return check_not_promised (db, id, error) &&
           vt_db_run (db, error, "UPDATE discount SET method = ?2, code = '' WHERE id = ?1 AND method <> ?2", "is", id,
                      vt_discount_method_to_string (method));
  if (vt_db_get (db, error, &has_code, "SELECT code <> '' FROM discount WHERE id = ?1", "i", id) != VT_STEP_ROW)
    return FALSE;

  return has_code != 0 || invalid (error, _ ("Write the code that shoppers type"));
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
  return check_value (kind, value, error) && check_exists (db, id, error) &&
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
    return invalid (error, _ ("A discount has at most 20 tiers"));
  for (guint i = 0; i < n_tiers; i++)
    {
      if (tiers[i].from < 1 || tiers[i].from > AMOUNT_MAX_MINOR || (i > 0 && tiers[i].from <= tiers[i - 1].from))
        return invalid (error, _ ("Each tier must begin above the one before"));
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
  if (buy < 1 || buy > PIECES_MAX || get < 1 || get > PIECES_MAX || times < 0 || times > PIECES_MAX)
    return invalid (error, _ ("The number of pieces must be 1 to 1000"));

  return check_exists (db, id, error) &&
         vt_db_run (db, error,
                    "UPDATE discount SET buy_quantity = ?2, get_quantity = ?3, get_times = nullif (?4, 0) "
                    "WHERE id = ?1 AND (buy_quantity <> ?2 OR get_quantity <> ?3 OR get_times IS NOT nullif (?4, 0))",
                    "iiii", id, buy, get, times);
}

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
    return invalid (error, target->collection_id != 0
                               ? _ ("The collection is not in the shop any more; choose another one")
                               : _ ("The product is not in the shop any more; choose another one"));

  return vt_db_run (db, error,
                    "INSERT INTO discount_target (id, discount_id, role, collection_id, product_id, variant_id) "
                    "VALUES (?1, ?2, ?3, nullif (?4, 0), nullif (?5, 0), nullif (?6, 0))",
                    "iisiii", vt_id_new (), id, target->role == VT_DISCOUNT_TARGET_BUY ? "buy" : "on",
                    target->collection_id, target->product_id, target->variant_id);
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
    return invalid (error, _ ("A discount is on at most 500 things; make a collection of them"));
  if (!check_exists (db, id, error) ||
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
  if (minimum_minor < 0 || minimum_minor > AMOUNT_MAX_MINOR)
    return invalid (error, _ ("The minimum must be zero or more; check the decimal point"));

  return check_exists (db, id, error) &&
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
    return invalid (error, _ ("The number of orders that may use a discount must be zero (no limit) or more"));

  return check_exists (db, id, error) &&
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
  if (minimum_quantity < 0 || minimum_quantity > PIECES_MAX)
    return invalid (error, _ ("The least number of pieces must be 0 to 1000"));

  return check_exists (db, id, error) &&
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
    return invalid (error, _ ("The number of orders that may use a discount must be zero (no limit) or more"));

  return check_exists (db, id, error) &&
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
  return check_exists (db, id, error) &&
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

  return own != NULL && check_exists (db, id, error) &&
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
  return check_exists (db, id, error) &&
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
    return invalid (error, _ ("The priority must be −100 to 100"));

  return check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE discount SET priority = ?2 WHERE id = ?1 AND priority <> ?2", "ii", id,
                    priority);
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
    return invalid (error, _ ("The discount's dates are before 1970; choose later ones"));
  if (ends_us != 0 && ends_us <= starts_us)
    return invalid (error, _ ("The discount would end before it starts; choose a later end"));

  return check_exists (db, id, error) &&
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
  if (!check_exists (db, id, error) || (!active && !check_not_promised (db, id, error)))
    return FALSE;

  return vt_db_run (db, error, "UPDATE discount SET status = ?2 WHERE id = ?1 AND status <> ?2", "is", id,
                    active ? "active" : "draft");
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
  return check_exists (db, id, error) && check_not_promised (db, id, error) &&
         vt_db_run (db, error, "UPDATE popup SET discount_id = NULL, countdown = 0 WHERE discount_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM discount_target WHERE discount_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM discount_tier WHERE discount_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM discount_code WHERE discount_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM discount WHERE id = ?1", "i", id);
}
