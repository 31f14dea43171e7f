/* Owner of the table discount. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount.h"

#include "base/vt-id.h"
#include "base/vt-money.h"
#include "content/vt-text-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE_MAX_CHARS  200
#define CODE_MAX_CHARS   40
#define AMOUNT_MAX_MINOR G_GINT64_CONSTANT (1000000000000)
#define USES_MAX         1000000000
#define WHOLE_BP         10000

G_DEFINE_QUARK (vt - promo - error - quark, vt_promo_error)

const char *const vt_promo_public_copies[] = {
  "INSERT INTO catalogue.discount (id, title, code, kind, value, collection_id, minimum_minor, usage_limit, starts_us, "
  "ends_us, status) SELECT id, title, code, kind, value, collection_id, minimum_minor, usage_limit, starts_us, ends_us, "
  "status FROM main.discount WHERE status = 'active' ORDER BY id",
  "INSERT INTO catalogue.popup (id, name, status, trigger_kind, trigger_value, headline, body, accept_label, "
  "decline_label, target, discount_id, countdown, sha256, alt, quiet_days) SELECT id, '', status, trigger_kind, "
  "trigger_value, headline, body, accept_label, decline_label, target, discount_id, countdown, sha256, alt, quiet_days "
  "FROM main.popup WHERE status = 'active' AND (discount_id IS NULL OR discount_id IN "
  "(SELECT id FROM main.discount WHERE status = 'active')) ORDER BY id",
  NULL
};

static const char *const kinds[] = { "percent", "fixed", "free-shipping" };
static const char *const problems[] = {
  "none", "unknown", "not-started", "ended", "minimum", "not-eligible", "used-up"
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
  self->code = vt_stmt_dup_text (stmt, 2);
  vt_discount_kind_from_string (vt_stmt_get_text (stmt, 3), &self->kind);
  self->value = vt_stmt_get_int (stmt, 4);
  self->collection_id = vt_stmt_get_int (stmt, 5);
  self->minimum_minor = vt_stmt_get_int (stmt, 6);
  self->usage_limit = vt_stmt_get_int (stmt, 7);
  self->starts_us = vt_stmt_get_int (stmt, 8);
  self->ends_us = vt_stmt_get_int (stmt, 9);
  self->active = vt_stmt_get_int (stmt, 10) != 0;

  return self;
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
check_value (VtDiscountKind kind, gint64 value, GError **error)
{
  switch (kind)
    {
    case VT_DISCOUNT_PERCENT:
      return value >= 1 && value <= WHOLE_BP
                 ? TRUE
                 : invalid (error, _ ("The percentage must be more than 0 and at most 100"));
    case VT_DISCOUNT_FIXED:
      return value >= 1 && value <= AMOUNT_MAX_MINOR
                 ? TRUE
                 : invalid (error, _ ("The amount must be more than zero; check the decimal point"));
    case VT_DISCOUNT_FREE_SHIPPING:
    default:
      return value == 0 ? TRUE : invalid (error, _ ("Free shipping has no amount"));
    }
}

static VtDiscount *
take_discount (VtStmt *stmt, GError **error)
{
  switch (vt_stmt_step (stmt, error))
    {
    case VT_STEP_ROW:
      return discount_new_from_row (stmt);
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
 * vt_discount_free:
 * @self: (nullable): a discount
 *
 * Frees the record.
 */
void
vt_discount_free (VtDiscount *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->code);
  g_free (self);
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
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT id, title, code, kind, value, collection_id, minimum_minor, usage_limit, starts_us, "
                     "ends_us, status = 'active' FROM discount ORDER BY title COLLATE NOCASE, id",
                     error);
  g_autoptr (GPtrArray) discounts = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_discount_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (discounts, discount_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&discounts) : NULL;
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
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT id, title, code, kind, value, collection_id, minimum_minor, usage_limit, starts_us, "
                     "ends_us, status = 'active' FROM discount WHERE id = ?1",
                     error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  return take_discount (stmt, error);
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

  stmt = vt_db_prepare (db,
                        "SELECT id, title, code, kind, value, collection_id, minimum_minor, usage_limit, starts_us, "
                        "ends_us, status = 'active' FROM discount WHERE code = ?1 AND code <> ''",
                        error);
  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, own, error))
    return NULL;

  return take_discount (stmt, error);
}

/**
 * vt_discount_covers_product:
 * @db: a connection of this thread
 * @self: a discount
 * @product_id: a product's id
 * @covers: (out): whether the discount is on it
 * @error: a #VtDbError
 *
 * Returns: whether @covers is told
 */
gboolean
vt_discount_covers_product (VtDb *db, const VtDiscount *self, gint64 product_id, gboolean *covers, GError **error)
{
  gint64 found = 0;
  VtStep step;

  if (self->collection_id == 0)
    {
      *covers = TRUE;
      return TRUE;
    }

  step = vt_db_get (db, error, &found, "SELECT 1 FROM collection_product WHERE collection_id = ?1 AND product_id = ?2",
                    "ii", self->collection_id, product_id);
  *covers = step == VT_STEP_ROW;

  return step != VT_STEP_ERROR;
}

/**
 * vt_discount_note_times:
 * @db: the connection that @self was read from
 * @self: a discount
 * @now_us: UTC microseconds since 1970
 *
 * Tells a watched connection that what is made of @self changes when it begins and when it ends.
 */
void
vt_discount_note_times (VtDb *db, const VtDiscount *self, gint64 now_us)
{
  if (self->starts_us != 0)
    vt_db_is_past (db, self->starts_us, now_us);
  if (self->ends_us != 0)
    vt_db_is_past (db, self->ends_us, now_us);
}

/**
 * vt_discount_check_time:
 * @self: a discount
 * @now_us: UTC microseconds since 1970
 *
 * A discount holds from its start on, and no more at its end.
 *
 * Returns: %VT_DISCOUNT_APPLIES, %VT_DISCOUNT_UNKNOWN when it is a draft, %VT_DISCOUNT_NOT_STARTED or
 * %VT_DISCOUNT_ENDED
 */
VtDiscountProblem
vt_discount_check_time (const VtDiscount *self, gint64 now_us)
{
  if (!self->active)
    return VT_DISCOUNT_UNKNOWN;
  if (self->starts_us != 0 && now_us < self->starts_us)
    return VT_DISCOUNT_NOT_STARTED;
  if (self->ends_us != 0 && now_us >= self->ends_us)
    return VT_DISCOUNT_ENDED;

  return VT_DISCOUNT_APPLIES;
}

/**
 * vt_discount_amount:
 * @self: a discount
 * @eligible_minor: sum of the lines it is on, in minor units, not negative
 *
 * A percentage is rounded half up once, on the sum, not on each line.
 *
 * Returns: what comes off, from 0 to @eligible_minor; 0 for free shipping
 */
gint64
vt_discount_amount (const VtDiscount *self, gint64 eligible_minor)
{
  switch (self->kind)
    {
    case VT_DISCOUNT_PERCENT:
      return CLAMP (vt_money_percent (eligible_minor, MIN (self->value, WHOLE_BP)), 0, eligible_minor);
    case VT_DISCOUNT_FIXED:
      return CLAMP (self->value, 0, eligible_minor);
    case VT_DISCOUNT_FREE_SHIPPING:
    default:
      return 0;
    }
}

/**
 * vt_discount_describe:
 * @self: a discount
 * @currency: ISO 4217 code of the shop's currency
 * @locale: language that amounts are written in
 *
 * Returns: (transfer full): what it is worth, in few words: "15 % off", "€20.00 off", "Free shipping"
 */
char *
vt_discount_describe (const VtDiscount *self, const char *currency, const char *locale)
{
  g_autofree char *amount = NULL;

  switch (self->kind)
    {
    case VT_DISCOUNT_PERCENT:
      amount = self->value % 100 == 0
                   ? g_strdup_printf ("%" G_GINT64_FORMAT, self->value / 100)
                   : g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", self->value / 100, (int) (self->value % 100));
      /* Translators: a percentage, as in “15% off” */
      return g_strdup_printf (_ ("%s%% off"), amount);
    case VT_DISCOUNT_FIXED:
      amount = vt_money_format (vt_money_new (self->value, currency), locale);
      /* Translators: an amount of money, as in “€20.00 off” */
      return g_strdup_printf (_ ("%s off"), amount);
    case VT_DISCOUNT_FREE_SHIPPING:
    default:
      return g_strdup (_ ("Free shipping"));
    }
}

/**
 * vt_discount_create:
 * @db: the connection of a #VtShopJob
 * @title: its name, which shoppers see: one line of 1 to 200 characters
 * @code: what shoppers type: 1 to 40 letters A to Z, digits, - and _
 * @kind: what it does
 * @value: basis points (1 to 10000), minor units (1 or more), or 0 for free shipping
 * @id: (out) (optional): id of the new discount
 * @error: a #VtPromoError or #VtDbError
 *
 * Makes a draft on all products without minimum, limit or end.
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
  own_code = check_code (db, 0, code, error);
  if (own_code == NULL ||
      !vt_db_run (db, error,
                  "INSERT INTO discount (id, title, code, kind, value, status) VALUES (?1, ?2, ?3, ?4, ?5, 'draft')",
                  "isssi", new_id, own_title, own_code, vt_discount_kind_to_string (kind), value))
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
 * Returns: whether it is so now
 */
gboolean
vt_discount_set_code (VtDb *db, gint64 id, const char *code, GError **error)
{
  g_autofree char *own = check_exists (db, id, error) ? check_code (db, id, code, error) : NULL;

  return own != NULL &&
         vt_db_run (db, error, "UPDATE discount SET code = ?2 WHERE id = ?1 AND code <> ?2 COLLATE BINARY", "is", id,
                    own);
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
  gint64 found = 0;
  VtStep step = VT_STEP_ROW;

  if (!check_exists (db, id, error))
    return FALSE;
  if (collection_id != 0)
    step = vt_db_get (db, error, &found, "SELECT id FROM collection WHERE id = ?1", "i", collection_id);
  if (step == VT_STEP_DONE)
    return invalid (error, _ ("The collection is not in the shop any more; choose another one"));

  return step == VT_STEP_ROW &&
         vt_db_run (db, error,
                    "UPDATE discount SET collection_id = nullif (?2, 0) WHERE id = ?1 AND collection_id IS NOT "
                    "nullif (?2, 0)",
                    "ii", id, collection_id);
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
         vt_db_run (db, error, "DELETE FROM discount WHERE id = ?1", "i", id);
}

/**
 * vt_discount_kind_to_string:
 * @kind: a kind
 *
 * Returns: its name in the database
 */
const char *
vt_discount_kind_to_string (VtDiscountKind kind)
{
  return kinds[kind];
}

/**
 * vt_discount_kind_from_string:
 * @text: (nullable): name of a kind
 * @out: (out): the kind; left as it was when there is none
 *
 * Returns: whether there is one
 */
gboolean
vt_discount_kind_from_string (const char *text, VtDiscountKind *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (text, kinds[i]) == 0)
      {
        *out = (VtDiscountKind) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_discount_problem_to_string:
 * @problem: why a discount does not apply
 *
 * Returns: its name in the host's answers: "ended"; "none" when it applies
 */
const char *
vt_discount_problem_to_string (VtDiscountProblem problem)
{
  return problems[problem];
}
