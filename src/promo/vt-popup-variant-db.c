/* Owner of the table popup_variant: other words for a popup, tried against its own. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-private.h"

#include "base/vt-id.h"

#include <glib/gi18n-lib.h>

/**
 * vt_popup_variant_free:
 * @self: (nullable): a variant
 */
void
vt_popup_variant_free (VtPopupVariant *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->headline);
  g_free (self->body);
  g_free (self->accept_label);
  g_free (self->decline_label);
  g_free (self->sha256);
  g_free (self->alt);
  g_free (self);
}

static VtPopupVariant *
variant_new_from_row (VtStmt *stmt)
{
  VtPopupVariant *self = g_new0 (VtPopupVariant, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->popup_id = vt_stmt_get_int (stmt, 1);
  self->name = vt_stmt_dup_text (stmt, 2);
  self->weight = (int) vt_stmt_get_int (stmt, 3);
  self->headline = vt_stmt_dup_text (stmt, 4);
  self->body = vt_stmt_dup_text (stmt, 5);
  self->accept_label = vt_stmt_dup_text (stmt, 6);
  self->decline_label = vt_stmt_dup_text (stmt, 7);
  self->sha256 = vt_stmt_is_null (stmt, 8) ? NULL : vt_stmt_dup_text (stmt, 8);
  self->width = (int) vt_stmt_get_int (stmt, 9);
  self->height = (int) vt_stmt_get_int (stmt, 10);
  self->alt = vt_stmt_dup_text (stmt, 11);

  return self;
}

/**
 * vt_popup_list_variants:
 * @db: a connection of this thread
 * @popup_id: a popup's id; 0: of all popups
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtPopupVariant) (nullable): its variants beside its own words, in order
 */
GPtrArray *
vt_popup_list_variants (VtDb *db, gint64 popup_id, GError **error)
{
  g_autoptr (GPtrArray) variants = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_popup_variant_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT v.id, v.popup_id, v.name, v.weight, v.headline, v.body, v.accept_label, v.decline_label, v.sha256, "
      "m.width, m.height, v.alt FROM popup_variant v LEFT JOIN media m ON m.sha256 = v.sha256 "
      "WHERE ?1 IN (0, v.popup_id) ORDER BY v.popup_id, v.position, v.id",
      error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, popup_id, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (variants, variant_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&variants) : NULL;
}

static gboolean
check_variant (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT id FROM popup_variant WHERE id = ?1", "i", id);

  if (step == VT_STEP_DONE)
    g_set_error_literal (error, VT_PROMO_ERROR, VT_PROMO_ERROR_NOT_FOUND,
                         _ ("The variant is not in the popup any more"));
  return step == VT_STEP_ROW;
}

static gboolean
set_text (VtDb *db,
          gint64 id,
          const char *sql,
          const char *text,
          const char *name,
          guint max_chars,
          VtTextFieldFlags flags,
          GError **error)
{
  g_autofree char *value = vt_text_field (text, name, max_chars, flags, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, error);

  return value != NULL && check_variant (db, id, error) && vt_db_run (db, error, sql, "is", id, value);
}

/**
 * vt_popup_variant_create:
 * @db: the connection of a #VtShopJob
 * @popup_id: a popup's id
 * @name: what the merchant calls it: one line of 1 to 100 characters
 * @id: (out) (optional): id of the new variant
 * @error: a #VtPromoError or #VtDbError
 *
 * Makes a variant that says what the popup says, with a share of 1.
 *
 * Returns: whether it was made; a popup has at most %VT_POPUP_VARIANTS_MAX
 */
gboolean
vt_popup_variant_create (VtDb *db, gint64 popup_id, const char *name, gint64 *id, GError **error)
{
  g_autofree char *own = vt_text_field (name, _ ("variant's name"), VT_POPUP_NAME_MAX, VT_TEXT_FIELD_REQUIRED,
                                        VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, error);
  gint64 new_id = vt_id_new ();
  gint64 count = 0;

  if (own == NULL || !vt_popup_check_exists (db, popup_id, error) ||
      vt_db_get (db, error, &count, "SELECT count (*) FROM popup_variant WHERE popup_id = ?1", "i", popup_id) !=
          VT_STEP_ROW)
    return FALSE;
  if (count >= VT_POPUP_VARIANTS_MAX)
    return vt_popup_refuse (error, _ ("A popup has at most four variants beside its own words; delete one"));
  if (!vt_db_run (db, error,
                  "INSERT INTO popup_variant (id, popup_id, position, name) SELECT ?1, ?2, coalesce (max (position), "
                  "-1) + 1, ?3 FROM popup_variant WHERE popup_id = ?2",
                  "iis", new_id, popup_id, own))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_popup_variant_set_name:
 * @db: the connection of a #VtShopJob
 * @id: a variant's id
 * @name: one line of 1 to 100 characters
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_variant_set_name (VtDb *db, gint64 id, const char *name, GError **error)
{
  return set_text (db, id, "UPDATE popup_variant SET name = ?2 WHERE id = ?1 AND name <> ?2", name,
                   _ ("variant's name"), VT_POPUP_NAME_MAX, VT_TEXT_FIELD_REQUIRED, error);
}

/**
 * vt_popup_variant_set_headline:
 * @db: the connection of a #VtShopJob
 * @id: a variant's id
 * @headline: (nullable): one line of at most 120 characters; empty: the popup's
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_variant_set_headline (VtDb *db, gint64 id, const char *headline, GError **error)
{
  return set_text (db, id, "UPDATE popup_variant SET headline = ?2 WHERE id = ?1 AND headline <> ?2", headline,
                   _ ("headline"), VT_POPUP_HEADLINE_MAX, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_popup_variant_set_body:
 * @db: the connection of a #VtShopJob
 * @id: a variant's id
 * @body: (nullable): plain text of at most 600 characters; empty: the popup's
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_variant_set_body (VtDb *db, gint64 id, const char *body, GError **error)
{
  return set_text (db, id, "UPDATE popup_variant SET body = ?2 WHERE id = ?1 AND body <> ?2", body, _ ("text"),
                   VT_POPUP_BODY_MAX, VT_TEXT_FIELD_LINES, error);
}

/**
 * vt_popup_variant_set_accept_label:
 * @db: the connection of a #VtShopJob
 * @id: a variant's id
 * @label: (nullable): one line of at most 60 characters; empty: the popup's
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_variant_set_accept_label (VtDb *db, gint64 id, const char *label, GError **error)
{
  return set_text (db, id, "UPDATE popup_variant SET accept_label = ?2 WHERE id = ?1 AND accept_label <> ?2", label,
                   _ ("button's label"), VT_POPUP_LABEL_MAX, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_popup_variant_set_decline_label:
 * @db: the connection of a #VtShopJob
 * @id: a variant's id
 * @label: (nullable): one line of at most 60 characters; empty: the popup's
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_variant_set_decline_label (VtDb *db, gint64 id, const char *label, GError **error)
{
  return set_text (db, id, "UPDATE popup_variant SET decline_label = ?2 WHERE id = ?1 AND decline_label <> ?2", label,
                   _ ("label for declining"), VT_POPUP_LABEL_MAX, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_popup_variant_set_picture:
 * @db: the connection of a #VtShopJob
 * @id: a variant's id
 * @sha256: (nullable): a media file of the shop; %NULL: the popup's
 * @alt: (nullable): what the picture shows, in words
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_variant_set_picture (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error)
{
  g_autofree char *own_alt = vt_text_field (alt, _ ("description of the picture"), VT_POPUP_ALT_MAX,
                                            VT_TEXT_FIELD_OPTIONAL, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, error);
  gint64 found = 0;
  VtStep step = VT_STEP_ROW;

  if (own_alt == NULL || !check_variant (db, id, error))
    return FALSE;
  if (sha256 != NULL)
    step = vt_db_get (db, error, &found, "SELECT 1 FROM media WHERE sha256 = ?1", "s", sha256);
  if (step == VT_STEP_DONE)
    return vt_popup_refuse (error, _ ("The picture is not in the shop; add it first"));

  return step == VT_STEP_ROW &&
         vt_db_run (db, error,
                    "UPDATE popup_variant SET sha256 = ?2, alt = ?3 WHERE id = ?1 AND (sha256 IS NOT ?2 OR alt <> ?3)",
                    "iss", id, sha256, own_alt);
}

/**
 * vt_popup_variant_set_weight:
 * @db: the connection of a #VtShopJob
 * @id: a variant's id
 * @weight: its share: 0 to 100
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_variant_set_weight (VtDb *db, gint64 id, int weight, GError **error)
{
  if (weight < 0 || weight > VT_POPUP_WEIGHT_MAX)
    return vt_popup_refuse (error, _ ("A share is 0 to 100"));

  return check_variant (db, id, error) &&
         vt_db_run (db, error, "UPDATE popup_variant SET weight = ?2 WHERE id = ?1 AND weight <> ?2", "ii", id,
                    (gint64) weight);
}

/**
 * vt_popup_variant_delete:
 * @db: the connection of a #VtShopJob
 * @id: a variant's id
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_popup_variant_delete (VtDb *db, gint64 id, GError **error)
{
  return check_variant (db, id, error) && vt_db_run (db, error, "DELETE FROM popup_variant WHERE id = ?1", "i", id);
}
