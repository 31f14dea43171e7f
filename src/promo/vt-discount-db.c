/* Owner of the tables discount, discount_target and discount_tier: what is read of them. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount.h"

#include "promo/vt-discount-db-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

gboolean
vt_discount_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, message);
  return FALSE;
}

gboolean
vt_discount_set_not_found (GError **error)
{
  g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_NOT_FOUND, _ ("The discount is not in the shop any more"));
  return FALSE;
}

gboolean
vt_discount_check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT id FROM discount WHERE id = ?1", "i", id);

  return step == VT_STEP_DONE ? vt_discount_set_not_found (error) : step == VT_STEP_ROW;
}

/* A popup that shoppers see and that promises the discount. */
gboolean
vt_discount_check_not_promised (VtDb *db, gint64 id, GError **error)
{
  gint64 popup = 0;
  VtStep step =
      vt_db_get (db, error, &popup, "SELECT id FROM popup WHERE discount_id = ?1 AND status = 'active'", "i", id);

  if (step == VT_STEP_ROW)
    g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_IN_USE,
                         _ ("A popup promises this discount; turn the popup off first"));

  return step == VT_STEP_DONE;
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
      vt_discount_set_not_found (error);
      return NULL;
    case VT_STEP_ERROR:
    default:
      return NULL;
    }
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
 * vt_discount_list_automatic_and_drafts:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtDiscount) (nullable): all that apply without a code, active or not
 */
GPtrArray *
vt_discount_list_automatic_and_drafts (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, COLUMNS "WHERE method = 'automatic' ORDER BY id", error);

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
  if (code == NULL || strlen (code) > VT_DISCOUNT_CODE_MAX_CHARS * 2 || !g_str_is_ascii (code))
    {
      vt_discount_set_not_found (error);
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
