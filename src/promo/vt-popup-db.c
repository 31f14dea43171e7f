/* Owner of the table popup. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-private.h"

#include "base/vt-id.h"
#include "content/vt-menu.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TARGET_MAX_CHARS 2000
#define SECONDS_MAX      3600
#define PAGES_MAX        100
#define QUIET_DAYS_MAX   365

#define COLUMNS                                                                                                          \
  "p.id, p.name, p.status = 'active', p.goal, p.layout, p.position, p.trigger_kind, p.trigger_value, p.trigger_word, "   \
  "p.phone_trigger, p.audience, p.starts_us, p.ends_us, p.headline, p.body, p.accept_label, p.decline_label, p.target, " \
  "p.discount_id, p.countdown, p.evergreen_minutes, p.blocks, p.products, p.form, p.consent, p.thanks, p.sha256, "       \
  "m.width, m.height, p.alt, p.quiet_days, p.most_shows, p.weight, coalesce (d.code, ''), coalesce (d.title, ''), "      \
  "d.ends_us FROM popup p LEFT JOIN media m ON m.sha256 = p.sha256 LEFT JOIN discount d ON d.id = p.discount_id"

gboolean
vt_popup_refuse (GError **error, const char *message)
{
  g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
set_not_found (GError **error)
{
  g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_NOT_FOUND, _ ("The popup is not in the shop any more"));
  return FALSE;
}

gboolean
vt_popup_check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT id FROM popup WHERE id = ?1", "i", id);

  return step == VT_STEP_DONE ? set_not_found (error) : step == VT_STEP_ROW;
}

static void
read_when (VtPopup *self, VtStmt *stmt, int column)
{
  vt_popup_goal_from_string (vt_stmt_get_text (stmt, column), &self->goal);
  vt_popup_layout_from_string (vt_stmt_get_text (stmt, column + 1), &self->layout);
  self->position = (int) vt_stmt_get_int (stmt, column + 2);
  vt_popup_trigger_from_string (vt_stmt_get_text (stmt, column + 3), &self->trigger);
  self->trigger_value = (int) vt_stmt_get_int (stmt, column + 4);
  self->trigger_word = vt_stmt_dup_text (stmt, column + 5);
  vt_popup_phone_from_string (vt_stmt_get_text (stmt, column + 6), &self->phone);
  self->audience = vt_stmt_dup_text (stmt, column + 7);
  self->starts_us = vt_stmt_get_int (stmt, column + 8);
  self->ends_us = vt_stmt_get_int (stmt, column + 9);
}

static void
read_content (VtPopup *self, VtStmt *stmt, int column)
{
  self->headline = vt_stmt_dup_text (stmt, column);
  self->body = vt_stmt_dup_text (stmt, column + 1);
  self->accept_label = vt_stmt_dup_text (stmt, column + 2);
  self->decline_label = vt_stmt_dup_text (stmt, column + 3);
  self->target = vt_stmt_dup_text (stmt, column + 4);
  self->discount_id = vt_stmt_get_int (stmt, column + 5);
  self->countdown = vt_stmt_get_int (stmt, column + 6) != 0;
  self->evergreen_minutes = (int) vt_stmt_get_int (stmt, column + 7);
  self->blocks = vt_stmt_dup_text (stmt, column + 8);
  vt_popup_products_from_string (vt_stmt_get_text (stmt, column + 9), &self->products);
  vt_popup_form_from_string (vt_stmt_get_text (stmt, column + 10), &self->form);
  self->consent = vt_stmt_dup_text (stmt, column + 11);
  self->thanks = vt_stmt_dup_text (stmt, column + 12);
}

static VtPopup *
popup_new_from_row (VtStmt *stmt)
{
  VtPopup *self = g_new0 (VtPopup, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->name = vt_stmt_dup_text (stmt, 1);
  self->active = vt_stmt_get_int (stmt, 2) != 0;
  read_when (self, stmt, 3);
  read_content (self, stmt, 13);
  self->sha256 = vt_stmt_is_null (stmt, 26) ? NULL : vt_stmt_dup_text (stmt, 26);
  self->width = (int) vt_stmt_get_int (stmt, 27);
  self->height = (int) vt_stmt_get_int (stmt, 28);
  self->alt = vt_stmt_dup_text (stmt, 29);
  self->quiet_days = (int) vt_stmt_get_int (stmt, 30);
  self->most_shows = (int) vt_stmt_get_int (stmt, 31);
  self->weight = (int) vt_stmt_get_int (stmt, 32);
  self->discount_code = vt_stmt_dup_text (stmt, 33);
  self->discount_title = vt_stmt_dup_text (stmt, 34);
  self->discount_ends_us = vt_stmt_get_int (stmt, 35);

  return self;
}

/* Takes all rows of a statement that is bound. */
static GPtrArray *
take_popups (VtStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) popups = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_popup_free);
  VtStep step;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (popups, popup_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&popups) : NULL;
}

/* @sql gets id and text, and touches no row when the text is the one there. */
gboolean
vt_popup_set_text (VtDb *db,
                   gint64 id,
                   const char *sql,
                   const char *text,
                   const char *name,
                   guint max_chars,
                   VtTextFieldFlags flags,
                   GError **error)
{
  g_autofree char *value = vt_text_field (text, name, max_chars, flags, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, error);

  return value != NULL && vt_popup_check_exists (db, id, error) && vt_db_run (db, error, sql, "is", id, value);
}

/**
 * vt_popup_free:
 * @self: (nullable): a popup
 *
 * Frees the record.
 */
void
vt_popup_free (VtPopup *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->trigger_word);
  g_free (self->audience);
  g_free (self->headline);
  g_free (self->body);
  g_free (self->accept_label);
  g_free (self->decline_label);
  g_free (self->target);
  g_free (self->blocks);
  g_free (self->consent);
  g_free (self->thanks);
  g_free (self->sha256);
  g_free (self->alt);
  g_free (self->discount_code);
  g_free (self->discount_title);
  g_free (self);
}

/**
 * vt_popup_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtPopup) (nullable): all popups, by name
 */
GPtrArray *
vt_popup_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT " COLUMNS " ORDER BY p.name COLLATE NOCASE, p.id", error);

  return stmt != NULL ? take_popups (stmt, error) : NULL;
}

/**
 * vt_popup_load:
 * @db: a connection of this thread
 * @id: a popup's id
 * @error: %VT_PROMO_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the popup
 */
VtPopup *
vt_popup_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT " COLUMNS " WHERE p.id = ?1", error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  switch (vt_stmt_step (stmt, error))
    {
    case VT_STEP_ROW:
      return popup_new_from_row (stmt);
    case VT_STEP_DONE:
      set_not_found (error);
      return NULL;
    case VT_STEP_ERROR:
    default:
      return NULL;
    }
}

/**
 * vt_popup_create:
 * @db: the connection of a #VtShopJob
 * @name: what the merchant calls it: one line of 1 to 100 characters
 * @id: (out) (optional): id of the new popup
 * @error: a #VtPromoError or #VtDbError
 *
 * Makes a draft without discount and countdown that waits for the shopper to leave.
 *
 * Returns: whether it was made
 */
gboolean
vt_popup_create (VtDb *db, const char *name, gint64 *id, GError **error)
{
  g_autofree char *own = vt_text_field (name, _ ("popup's name"), VT_POPUP_NAME_MAX, VT_TEXT_FIELD_REQUIRED,
                                        VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, error);
  gint64 new_id = vt_id_new ();

  if (own == NULL ||
      !vt_db_run (db, error, "INSERT INTO popup (id, name, countdown) VALUES (?1, ?2, 0)", "is", new_id, own))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_popup_set_name:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @name: one line of 1 to 100 characters
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_name (VtDb *db, gint64 id, const char *name, GError **error)
{
  return vt_popup_set_text (db, id, "UPDATE popup SET name = ?2 WHERE id = ?1 AND name <> ?2", name, _ ("popup's name"),
                            VT_POPUP_NAME_MAX, VT_TEXT_FIELD_REQUIRED, error);
}

/**
 * vt_popup_set_active:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @active: whether shoppers shall see it
 * @now_us: UTC microseconds since 1970
 * @error: %VT_PROMO_ERROR_DISHONEST as for vt_popup_is_honest(), another #VtPromoError or a #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_active (VtDb *db, gint64 id, gboolean active, gint64 now_us, GError **error)
{
  g_autoptr (VtPopup) popup = vt_popup_load (db, id, error);

  if (popup == NULL)
    return FALSE;
  if (active && *popup->headline == '\0')
    return vt_popup_refuse (error, _ ("The popup has no headline; write one before shoppers see it"));
  if (active && popup->trigger == VT_POPUP_CLICK && *popup->trigger_word == '\0')
    return vt_popup_refuse (error, _ ("The popup opens by a click, but no link names it; write its word"));
  if (active && (!vt_popup_is_honest (db, popup, now_us, error) || !vt_popup_check_claims (db, popup, now_us, error)))
    return FALSE;

  return vt_db_run (db, error, "UPDATE popup SET status = ?2 WHERE id = ?1 AND status <> ?2", "is", id,
                    active ? "active" : "draft");
}

static gboolean
check_trigger (VtPopupTrigger trigger, int value, GError **error)
{
  gboolean seconds = trigger == VT_POPUP_EXIT || trigger == VT_POPUP_TIME || trigger == VT_POPUP_IDLE;

  if (value < 0 || (seconds && value > SECONDS_MAX))
    return vt_popup_refuse (error, _ ("The popup can come up after 0 to 3600 seconds"));
  if (trigger == VT_POPUP_SCROLL && value > 100)
    return vt_popup_refuse (error, _ ("The popup can come up after 0 to 100 percent of the page"));
  if (trigger == VT_POPUP_PAGES && (value < 1 || value > PAGES_MAX))
    return vt_popup_refuse (error, _ ("The popup can come up on the 1st to 100th page of a visit"));

  return TRUE;
}

/**
 * vt_popup_set_trigger:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @trigger: what brings it up
 * @value: seconds (0 to 3600), percent of the page (0 to 100), pages (1 to 100) or minor units of the shop's currency;
 *   nothing for %VT_POPUP_CLICK
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_trigger (VtDb *db, gint64 id, VtPopupTrigger trigger, int value, GError **error)
{
  if (!check_trigger (trigger, value, error))
    return FALSE;

  return vt_popup_check_exists (db, id, error) &&
         vt_db_run (db, error,
                    "UPDATE popup SET trigger_kind = ?2, trigger_value = ?3 WHERE id = ?1 AND (trigger_kind <> ?2 OR "
                    "trigger_value <> ?3)",
                    "isi", id, vt_popup_trigger_to_string (trigger), (gint64) value);
}

/**
 * vt_popup_set_headline:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @headline: (nullable): one line of at most 120 characters
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_headline (VtDb *db, gint64 id, const char *headline, GError **error)
{
  return vt_popup_set_text (db, id, "UPDATE popup SET headline = ?2 WHERE id = ?1 AND headline <> ?2", headline,
                            _ ("headline"), VT_POPUP_HEADLINE_MAX, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_popup_set_body:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @body: (nullable): plain text of at most 600 characters
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_body (VtDb *db, gint64 id, const char *body, GError **error)
{
  return vt_popup_set_text (db, id, "UPDATE popup SET body = ?2 WHERE id = ?1 AND body <> ?2", body, _ ("text"),
                            VT_POPUP_BODY_MAX, VT_TEXT_FIELD_LINES, error);
}

/**
 * vt_popup_set_accept_label:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @label: (nullable): what the button says, one line of at most 60 characters
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_accept_label (VtDb *db, gint64 id, const char *label, GError **error)
{
  return vt_popup_set_text (db, id, "UPDATE popup SET accept_label = ?2 WHERE id = ?1 AND accept_label <> ?2", label,
                            _ ("button's label"), VT_POPUP_LABEL_MAX, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_popup_set_decline_label:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @label: (nullable): what declining says, one line of at most 60 characters
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_decline_label (VtDb *db, gint64 id, const char *label, GError **error)
{
  return vt_popup_set_text (db, id, "UPDATE popup SET decline_label = ?2 WHERE id = ?1 AND decline_label <> ?2", label,
                            _ ("label for declining"), VT_POPUP_LABEL_MAX, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_popup_set_target:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @target: (nullable): where accepting leads, an address as for vt_link_is_safe(); empty to stay on the page
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_target (VtDb *db, gint64 id, const char *target, GError **error)
{
  if (target != NULL && *target != '\0' && !vt_link_is_safe (target))
    return vt_popup_refuse (
        error, _ ("The link is no address; use one of this shop (/collections/all) or one that begins with "
                  "https://"));

  return vt_popup_set_text (db, id, "UPDATE popup SET target = ?2 WHERE id = ?1 AND target <> ?2", target, _ ("link"),
                            TARGET_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_popup_set_discount:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @discount_id: the discount it gives; 0 for none
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_discount (VtDb *db, gint64 id, gint64 discount_id, GError **error)
{
  g_autoptr (VtDiscount) discount = NULL;

  if (!vt_popup_check_exists (db, id, error))
    return FALSE;
  if (discount_id != 0)
    discount = vt_discount_load (db, discount_id, error);
  if (discount_id != 0 && discount == NULL)
    return FALSE;

  return vt_db_run (db, error,
                    "UPDATE popup SET discount_id = nullif (?2, 0) WHERE id = ?1 AND discount_id IS NOT nullif (?2, 0)",
                    "ii", id, discount_id);
}

/**
 * vt_popup_set_countdown:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @countdown: whether it shows the time until its discount ends
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_countdown (VtDb *db, gint64 id, gboolean countdown, GError **error)
{
  return vt_popup_check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE popup SET countdown = ?2 WHERE id = ?1 AND countdown <> ?2", "ii", id,
                    (gint64) (countdown ? 1 : 0));
}

/**
 * vt_popup_set_picture:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @sha256: (nullable): a media file of the shop, or %NULL for no picture
 * @alt: (nullable): what the picture shows, in words
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_picture (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error)
{
  g_autofree char *own_alt = vt_text_field (alt, _ ("description of the picture"), VT_POPUP_ALT_MAX,
                                            VT_TEXT_FIELD_OPTIONAL, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, error);
  gint64 found = 0;
  VtStep step = VT_STEP_ROW;

  if (own_alt == NULL || !vt_popup_check_exists (db, id, error))
    return FALSE;
  if (sha256 != NULL)
    step = vt_db_get (db, error, &found, "SELECT 1 FROM media WHERE sha256 = ?1", "s", sha256);
  if (step == VT_STEP_DONE)
    return vt_popup_refuse (error, _ ("The picture is not in the shop; add it first"));

  return step == VT_STEP_ROW &&
         vt_db_run (db, error,
                    "UPDATE popup SET sha256 = ?2, alt = ?3 WHERE id = ?1 AND (sha256 IS NOT ?2 OR alt <> ?3)", "iss",
                    id, sha256, own_alt);
}

/**
 * vt_popup_set_quiet_days:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @days: how long it stays away once a shopper answered it: 0 to 365
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_quiet_days (VtDb *db, gint64 id, int days, GError **error)
{
  if (days < 0 || days > QUIET_DAYS_MAX)
    return vt_popup_refuse (error, _ ("A popup can stay away for 0 to 365 days"));

  return vt_popup_check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE popup SET quiet_days = ?2 WHERE id = ?1 AND quiet_days <> ?2", "ii", id,
                    (gint64) days);
}

/**
 * vt_popup_delete:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_popup_delete (VtDb *db, gint64 id, GError **error)
{
  return vt_popup_check_exists (db, id, error) &&
         vt_db_run (db, error, "DELETE FROM popup_variant WHERE popup_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM popup WHERE id = ?1", "i", id);
}
