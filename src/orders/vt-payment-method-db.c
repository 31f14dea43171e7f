/* Owner of the table payment_method. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-payment-method.h"

#include "base/vt-id.h"
#include "base/vt-tax-number.h"
#include "content/vt-position.h"
#include "orders/vt-orders-private.h"
#include "orders/vt-payment-code.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_CHARS         100
#define ACCOUNT_MAX_CHARS      500
#define INSTRUCTIONS_MAX_CHARS 2000

#define SELECT                                                                                                         \
  "SELECT id, kind, name, instructions, account, holder, city, countries, coalesce (minimum_minor, -1), "              \
  "coalesce (maximum_minor, -1) FROM payment_method "

static const char *const kinds[] = { "transfer", "on-delivery", "pix", "promptpay", "link" };

/**
 * vt_payment_kind_to_string:
 * @kind: a kind
 *
 * Returns: (transfer none): its name: "on-delivery"
 */
const char *
vt_payment_kind_to_string (VtPaymentKind kind)
{
  return kinds[kind];
}

/**
 * vt_payment_kind_from_string:
 * @text: (nullable): a name
 * @kind: (out): not set on failure
 *
 * Returns: whether there is such a kind
 */
gboolean
vt_payment_kind_from_string (const char *text, VtPaymentKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (text, kinds[i]) == 0)
      {
        *kind = (VtPaymentKind) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_payment_kind_has_qr:
 * @kind: a kind
 *
 * Returns: whether vt_payment_method_code() is a text that is shown as a QR code
 */
gboolean
vt_payment_kind_has_qr (VtPaymentKind kind)
{
  return kind == VT_PAYMENT_PIX || kind == VT_PAYMENT_PROMPTPAY;
}

/**
 * vt_payment_method_new:
 * @kind: how it is settled
 * @name: what shoppers read
 *
 * Returns: (transfer full): a way to pay that vt_payment_method_save() can make
 */
VtPaymentMethod *
vt_payment_method_new (VtPaymentKind kind, const char *name)
{
  VtPaymentMethod *self = g_new0 (VtPaymentMethod, 1);

  self->kind = kind;
  self->name = g_strdup (name);
  self->instructions = g_strdup ("");
  self->account = g_strdup ("");
  self->holder = g_strdup ("");
  self->city = g_strdup ("");
  self->countries = vt_orders_split ("");
  self->minimum_minor = -1;
  self->maximum_minor = -1;

  return self;
}

/**
 * vt_payment_method_free:
 * @self: (nullable): a way to pay
 *
 * Frees the record.
 */
void
vt_payment_method_free (VtPaymentMethod *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->instructions);
  g_free (self->account);
  g_free (self->holder);
  g_free (self->city);
  g_strfreev (self->countries);
  g_free (self);
}

static VtPaymentMethod *
method_new_from_row (VtStmt *stmt)
{
  VtPaymentMethod *self = g_new0 (VtPaymentMethod, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  vt_payment_kind_from_string (vt_stmt_get_text (stmt, 1), &self->kind);
  self->name = vt_stmt_dup_text (stmt, 2);
  self->instructions = vt_stmt_dup_text (stmt, 3);
  self->account = vt_stmt_dup_text (stmt, 4);
  self->holder = vt_stmt_dup_text (stmt, 5);
  self->city = vt_stmt_dup_text (stmt, 6);
  self->countries = vt_orders_split (vt_stmt_get_text (stmt, 7));
  self->minimum_minor = vt_stmt_get_int (stmt, 8);
  self->maximum_minor = vt_stmt_get_int (stmt, 9);

  return self;
}

/**
 * vt_payment_method_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtPaymentMethod) (nullable): all ways to pay, in order
 */
GPtrArray *
vt_payment_method_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "ORDER BY position, id", error);
  g_autoptr (GPtrArray) methods = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_payment_method_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (methods, method_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&methods) : NULL;
}

/**
 * vt_payment_method_load:
 * @db: a connection of this thread
 * @id: its id
 * @error: %VT_ORDERS_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the way to pay
 */
VtPaymentMethod *
vt_payment_method_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE id = ?1", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;
  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    vt_orders_not_found (error, _ ("The shop does not offer this way to pay any more"));

  return step == VT_STEP_ROW ? method_new_from_row (stmt) : NULL;
}

/**
 * vt_payment_method_accepts:
 * @self: a way to pay
 * @country: ISO 3166-1 code of the shopper's address
 * @total_minor: what the order costs
 *
 * Returns: whether the order can be paid so
 */
gboolean
vt_payment_method_accepts (const VtPaymentMethod *self, const char *country, gint64 total_minor)
{
  if (self->countries[0] != NULL && !g_strv_contains ((const char *const *) self->countries, country))
    return FALSE;
  if (total_minor == 0 && (vt_payment_kind_has_qr (self->kind) || self->kind == VT_PAYMENT_LINK))
    return FALSE;

  return total_minor >= self->minimum_minor && (self->maximum_minor < 0 || total_minor <= self->maximum_minor);
}

/**
 * vt_payment_method_list_for:
 * @db: a connection of this thread
 * @country: ISO 3166-1 code of the shopper's address
 * @total_minor: what the order costs
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtPaymentMethod) (nullable): the ways to pay that accept the order
 */
GPtrArray *
vt_payment_method_list_for (VtDb *db, const char *country, gint64 total_minor, GError **error)
{
  g_autoptr (GPtrArray) methods = vt_payment_method_list (db, error);

  if (methods == NULL)
    return NULL;
  for (guint i = methods->len; i > 0; i--)
    if (!vt_payment_method_accepts (g_ptr_array_index (methods, i - 1), country, total_minor))
      g_ptr_array_remove_index (methods, i - 1);

  return g_steal_pointer (&methods);
}

/**
 * vt_payment_method_code:
 * @self: a way to pay
 * @total: what the order costs
 * @number: number of the order: "CL-1001"
 * @error: %VT_ORDERS_ERROR_INVALID
 *
 * What the shopper pays by: the text of a Pix or PromptPay QR code (vt_qr_svg() draws it, and it can be copied), or a
 * link's address.
 *
 * Returns: (transfer full) (nullable): the text; "" when this kind has none
 */
char *
vt_payment_method_code (const VtPaymentMethod *self, VtMoney total, const char *number, GError **error)
{
  switch (self->kind)
    {
    case VT_PAYMENT_PIX:
      return vt_pix_code (self->account, self->holder, self->city, &total, number, error);
    case VT_PAYMENT_PROMPTPAY:
      return vt_promptpay_code (self->account, &total, error);
    case VT_PAYMENT_LINK:
      return vt_payment_link (self->account, total, number, error);
    case VT_PAYMENT_TRANSFER:
    case VT_PAYMENT_ON_DELIVERY:
    default:
      return g_strdup ("");
    }
}

/**
 * vt_payment_method_to_json:
 * @self: a way to pay
 * @total: what the order costs
 * @number: number of the order
 * @error: %VT_ORDERS_ERROR_INVALID
 *
 * What an order keeps of the way it is paid: `name`, `kind`, `instructions`, `account`, `holder`, and `code`, which is
 * the text of a QR code or the address of a link, "" when there is none.
 *
 * Returns: (transfer full) (nullable): the object
 */
JsonObject *
vt_payment_method_to_json (const VtPaymentMethod *self, VtMoney total, const char *number, GError **error)
{
  g_autofree char *code = vt_payment_method_code (self, total, number, error);
  JsonObject *object;

  if (code == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "kind", kinds[self->kind]);
  json_object_set_string_member (object, "instructions", self->instructions);
  json_object_set_string_member (object, "account", self->account);
  json_object_set_string_member (object, "holder", self->holder);
  json_object_set_string_member (object, "code", code);

  return object;
}

static gboolean
check_currency (VtDb *db, const char *needed, GError **error)
{
  g_autofree char *currency = vt_setting_get (db, "shop.currency", error);

  if (currency == NULL || strcmp (currency, needed) == 0)
    return currency != NULL;

  g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID,
               _ ("This way to pay is in %s, and the shop counts in %s"), needed, currency);
  return FALSE;
}

/* Brings the account to the form that codes are made of. */
static gboolean
take_account (VtPaymentMethod *method, char *normal)
{
  if (normal == NULL)
    return FALSE;

  g_free (method->account);
  method->account = normal;
  return TRUE;
}

static gboolean
check_iban (const char *account, GError **error)
{
  if (!g_regex_match_simple ("^[A-Z]{2}\\d{2}[ A-Z0-9]{11,}$", account, G_REGEX_CASELESS | G_REGEX_DOLLAR_ENDONLY, 0))
    return TRUE;

  return vt_iban_is_valid (account) ||
         vt_orders_invalid (error, _ ("The check digits of this IBAN are wrong; compare it with your bank's papers"));
}

static gboolean
check_account (VtDb *db, VtPaymentMethod *method, GError **error)
{
  g_autofree char *code = NULL;

  switch (method->kind)
    {
    case VT_PAYMENT_PIX:
      if (!check_currency (db, "BRL", error) || !take_account (method, vt_pix_key_normalise (method->account, error)))
        return FALSE;
      code = vt_pix_code (method->account, method->holder, method->city, NULL, NULL, error);
      return code != NULL;
    case VT_PAYMENT_PROMPTPAY:
      return check_currency (db, "THB", error) &&
             take_account (method, vt_promptpay_id_normalise (method->account, error));
    case VT_PAYMENT_LINK:
      return vt_payment_link_check (method->account, error);
    case VT_PAYMENT_TRANSFER:
    case VT_PAYMENT_ON_DELIVERY:
    default:
      return check_iban (method->account, error);
    }
}

static gboolean
check_limits (const VtPaymentMethod *method, GError **error)
{
  if (method->minimum_minor < -1 || method->minimum_minor > VT_ORDERS_MAX_MINOR || method->maximum_minor < -1 ||
      method->maximum_minor > VT_ORDERS_MAX_MINOR ||
      (method->maximum_minor >= 0 && method->maximum_minor < method->minimum_minor))
    return vt_orders_invalid (error, _ ("The least and most that can be paid so leave nothing between them"));

  return vt_orders_check_countries (method->countries, FALSE, error);
}

/**
 * vt_payment_method_save:
 * @db: the connection of a #VtShopJob
 * @method: a name of 1 to 100 characters, instructions of up to 2000, and an account that its kind can use
 * @error: a #VtOrdersError or #VtDbError
 *
 * Pix is for shops that count in BRL and PromptPay for THB. A new way to pay comes last.
 *
 * Returns: whether it is so now
 */
gboolean
vt_payment_method_save (VtDb *db, VtPaymentMethod *method, GError **error)
{
  g_autofree char *countries = NULL;
  g_autoptr (VtPaymentMethod) known = NULL;

  if (!vt_orders_take_line (&method->name, _ ("name"), NAME_MAX_CHARS, TRUE, error) ||
      !vt_orders_take_lines (&method->instructions, _ ("text for the shopper"), INSTRUCTIONS_MAX_CHARS, error) ||
      !vt_orders_take_line (&method->account, _ ("account"), ACCOUNT_MAX_CHARS, FALSE, error) ||
      !vt_orders_take_line (&method->holder, _ ("holder"), NAME_MAX_CHARS, FALSE, error) ||
      !vt_orders_take_line (&method->city, _ ("city"), NAME_MAX_CHARS, FALSE, error) || !check_limits (method, error) ||
      !check_account (db, method, error))
    return FALSE;

  if (method->id != 0 && (known = vt_payment_method_load (db, method->id, error)) == NULL)
    return FALSE;
  if (method->id == 0)
    {
      method->id = vt_id_new ();
      if (!vt_db_run (db, error,
                      "INSERT INTO payment_method (id, position, kind, name) "
                      "VALUES (?1, (SELECT coalesce (max (position) + 1, 0) FROM payment_method), ?2, ?3)",
                      "iss", method->id, kinds[method->kind], method->name))
        return FALSE;
    }

  countries = vt_orders_join (method->countries);
  return vt_db_run (
      db, error,
      "UPDATE payment_method SET kind = ?2, name = ?3, instructions = ?4, account = ?5, holder = ?6, city = ?7, "
      "countries = ?8, minimum_minor = nullif (?9, -1), maximum_minor = nullif (?10, -1) WHERE id = ?1 AND "
      "(kind, name, instructions, account, holder, city, countries, minimum_minor, maximum_minor) IS NOT "
      "(?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif (?9, -1), nullif (?10, -1))",
      "isssssssii", method->id, kinds[method->kind], method->name, method->instructions, method->account,
      method->holder, method->city, countries, method->minimum_minor, method->maximum_minor);
}

/**
 * vt_payment_method_move:
 * @db: the connection of a #VtShopJob
 * @id: its id
 * @position: from 0; beyond the end is the end
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it stands there now
 */
gboolean
vt_payment_method_move (VtDb *db, gint64 id, int position, GError **error)
{
  g_autoptr (VtPaymentMethod) method = vt_payment_method_load (db, id, error);

  return method != NULL && vt_position_move (db, "SELECT id FROM payment_method WHERE ?1 = ?1 ORDER BY position, id",
                                             "UPDATE payment_method SET position = ?2 WHERE id = ?1 AND position <> ?2",
                                             id, position, error);
}

/**
 * vt_payment_method_delete:
 * @db: the connection of a #VtShopJob
 * @id: its id
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_payment_method_delete (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtPaymentMethod) method = vt_payment_method_load (db, id, error);

  return method != NULL && vt_db_run (db, error, "DELETE FROM payment_method WHERE id = ?1", "i", id);
}
