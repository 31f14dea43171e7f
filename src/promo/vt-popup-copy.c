/* A popup like another one. Only what the setters of popups can do is done here: a copy can be nothing that its
 * original could not be. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-private.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>

static gboolean
copy_when (VtDb *db, gint64 id, const VtPopup *from, GError **error)
{
  return vt_popup_set_goal (db, id, from->goal, error) && vt_popup_set_layout (db, id, from->layout, error) &&
         vt_popup_set_position (db, id, from->position, error) &&
         vt_popup_set_trigger (db, id, from->trigger, from->trigger_value, error) &&
         vt_popup_set_word (db, id, from->trigger_word, error) && vt_popup_set_phone (db, id, from->phone, error) &&
         vt_popup_set_audience (db, id, from->audience, error) &&
         vt_popup_set_period (db, id, from->starts_us, from->ends_us, error) &&
         vt_popup_set_quiet_days (db, id, from->quiet_days, error) &&
         vt_popup_set_most_shows (db, id, from->most_shows, error) && vt_popup_set_weight (db, id, from->weight, error);
}

static gboolean
copy_content (VtDb *db, gint64 id, const VtPopup *from, GError **error)
{
  return vt_popup_set_headline (db, id, from->headline, error) && vt_popup_set_body (db, id, from->body, error) &&
         vt_popup_set_accept_label (db, id, from->accept_label, error) &&
         vt_popup_set_decline_label (db, id, from->decline_label, error) &&
         vt_popup_set_target (db, id, from->target, error) &&
         vt_popup_set_discount (db, id, from->discount_id, error) &&
         vt_popup_set_countdown (db, id, from->countdown, error) &&
         vt_popup_set_evergreen (db, id, from->evergreen_minutes, error) &&
         vt_popup_set_blocks (db, id, from->blocks, error) && vt_popup_set_products (db, id, from->products, error) &&
         vt_popup_set_form (db, id, from->form, error) && vt_popup_set_consent (db, id, from->consent, error) &&
         vt_popup_set_thanks (db, id, from->thanks, error) &&
         vt_popup_set_picture (db, id, from->sha256, from->alt, error);
}

static gboolean
copy_translations (VtDb *db, const char *kind, gint64 from_id, gint64 id, const char *const *fields, GError **error)
{
  for (; *fields != NULL; fields++)
    if (!vt_translation_copy (db, kind, from_id, *fields, id, error))
      return FALSE;

  return TRUE;
}

static gboolean
copy_variant (VtDb *db, gint64 popup_id, const VtPopupVariant *from, GError **error)
{
  static const char *const translated[] = { "headline", "body", "accept_label", "decline_label", "alt", NULL };
  gint64 id;

  return vt_popup_variant_create (db, popup_id, from->name, &id, error) &&
         vt_popup_variant_set_weight (db, id, from->weight, error) &&
         vt_popup_variant_set_headline (db, id, from->headline, error) &&
         vt_popup_variant_set_body (db, id, from->body, error) &&
         vt_popup_variant_set_accept_label (db, id, from->accept_label, error) &&
         vt_popup_variant_set_decline_label (db, id, from->decline_label, error) &&
         vt_popup_variant_set_picture (db, id, from->sha256, from->alt, error) &&
         copy_translations (db, "popup_variant", from->id, id, translated, error);
}

/* "Copy of …", as long as a name may be. */
static char *
name_of_copy (const VtPopup *from)
{
  /* TRANSLATORS: %s is the name of the popup that was copied */
  g_autofree char *name = g_strdup_printf (_ ("Copy of %s"), from->name);

  return g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), VT_POPUP_NAME_MAX));
}

/**
 * vt_popup_copy:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @copy_id: (out): id of the new one
 * @error: a #VtPromoError or #VtDbError
 *
 * Makes a draft that is like a popup, with its variants and what all of them say in other languages. It gives the same
 * discount.
 *
 * Returns: whether it was made
 */
gboolean
vt_popup_copy (VtDb *db, gint64 id, gint64 *copy_id, GError **error)
{
  static const char *const translated[] = { "headline", "body",   "accept_label", "decline_label",
                                            "consent",  "thanks", "alt",          NULL };
  g_autoptr (VtPopup) from = vt_popup_load (db, id, error);
  g_autoptr (GPtrArray) variants = from != NULL ? vt_popup_list_variants (db, id, error) : NULL;
  g_autofree char *name = from != NULL ? name_of_copy (from) : NULL;

  if (variants == NULL || !vt_popup_create (db, name, copy_id, error) || !copy_when (db, *copy_id, from, error) ||
      !copy_content (db, *copy_id, from, error) || !copy_translations (db, "popup", id, *copy_id, translated, error))
    return FALSE;
  for (guint i = 0; i < variants->len; i++)
    if (!copy_variant (db, *copy_id, g_ptr_array_index (variants, i), error))
      return FALSE;

  return TRUE;
}
