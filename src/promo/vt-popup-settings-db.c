/* The settings of a popup that are no words: when it comes, for whom, what is in it. Owner of the table popup together
 * with vt-popup-db.c. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-private.h"
#include "promo/vt-popup-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WORD_MAX_CHARS    40
#define CONSENT_MAX_CHARS 400
#define THANKS_MAX_CHARS  300
#define SHOWS_MAX         1000
#define POSITION_MAX      1000

/* An hour is little for who compares, a week is no decision that hurries. */
#define EVERGREEN_LEAST 10
#define EVERGREEN_MOST  (30 * 24 * 60)

/* From the top; "" is all of them, in this order. */
static const char *const block_names[] = { "headline", "text", "countdown", "code", "products", "form", NULL };

static gboolean
set_word (VtDb *db, gint64 id, const char *sql, const char *word, GError **error)
{
  return vt_popup_check_exists (db, id, error) && vt_db_run (db, error, sql, "is", id, word);
}

static gboolean
set_number (VtDb *db, gint64 id, const char *sql, gint64 number, GError **error)
{
  return vt_popup_check_exists (db, id, error) && vt_db_run (db, error, sql, "ii", id, number);
}

/**
 * vt_popup_set_goal:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @goal: what it is for
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_goal (VtDb *db, gint64 id, VtPopupGoal goal, GError **error)
{
  return set_word (db, id, "UPDATE popup SET goal = ?2 WHERE id = ?1 AND goal <> ?2", vt_popup_goal_to_string (goal),
                   error);
}

/**
 * vt_popup_set_layout:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @layout: where it stands on the page
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_layout (VtDb *db, gint64 id, VtPopupLayout layout, GError **error)
{
  return set_word (db, id, "UPDATE popup SET layout = ?2 WHERE id = ?1 AND layout <> ?2",
                   vt_popup_layout_to_string (layout), error);
}

/**
 * vt_popup_set_phone:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @phone: what leaving is on a touch screen
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_phone (VtDb *db, gint64 id, VtPopupPhone phone, GError **error)
{
  return set_word (db, id, "UPDATE popup SET phone_trigger = ?2 WHERE id = ?1 AND phone_trigger <> ?2",
                   vt_popup_phone_to_string (phone), error);
}

/**
 * vt_popup_set_products:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @products: which products it shows
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_products (VtDb *db, gint64 id, VtPopupProducts products, GError **error)
{
  return set_word (db, id, "UPDATE popup SET products = ?2 WHERE id = ?1 AND products <> ?2",
                   vt_popup_products_to_string (products), error);
}

/**
 * vt_popup_set_form:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @form: which form it has
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_form (VtDb *db, gint64 id, VtPopupForm form, GError **error)
{
  return set_word (db, id, "UPDATE popup SET form = ?2 WHERE id = ?1 AND form <> ?2", vt_popup_form_to_string (form),
                   error);
}

/**
 * vt_popup_set_position:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @position: 0 to 1000: of several that match the lowest comes up
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_position (VtDb *db, gint64 id, int position, GError **error)
{
  if (position < 0 || position > POSITION_MAX)
    return vt_popup_refuse (error, _ ("A popup's place in the order is 0 to 1000"));

  return set_number (db, id, "UPDATE popup SET position = ?2 WHERE id = ?1 AND position <> ?2", position, error);
}

static gboolean
is_word (const char *word)
{
  return strspn (word, G_CSET_a_2_z G_CSET_DIGITS "-") == strlen (word) && strlen (word) <= WORD_MAX_CHARS;
}

/**
 * vt_popup_set_word:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @word: (nullable): links to `#word` open it: small letters, digits and "-"
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_word (VtDb *db, gint64 id, const char *word, GError **error)
{
  const char *own = word != NULL ? word : "";

  if (!is_word (own))
    return vt_popup_refuse (error, _ ("The word of a link has small letters, digits and “-”, at most 40 of them"));

  return set_word (db, id, "UPDATE popup SET trigger_word = ?2 WHERE id = ?1 AND trigger_word <> ?2", own, error);
}

/**
 * vt_popup_set_audience:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @json: (nullable): who sees it, as for vt_popup_audience_check()
 * @error: a #VtPromoError, %G_IO_ERROR_INVALID_DATA or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_audience (VtDb *db, gint64 id, const char *json, GError **error)
{
  g_autofree char *own = vt_popup_audience_check (json, error);

  return own != NULL &&
         set_word (db, id, "UPDATE popup SET audience = ?2 WHERE id = ?1 AND audience <> ?2", own, error);
}

/**
 * vt_popup_set_period:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @starts_us: UTC microseconds since 1970; 0: at once
 * @ends_us: likewise; 0: never
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_period (VtDb *db, gint64 id, gint64 starts_us, gint64 ends_us, GError **error)
{
  if (starts_us < 0 || ends_us < 0 || (ends_us > 0 && ends_us <= starts_us))
    return vt_popup_refuse (error, _ ("The popup would end before it begins; give it a later end"));

  return vt_popup_check_exists (db, id, error) &&
         vt_db_run (db, error,
                    "UPDATE popup SET starts_us = nullif (?2, 0), ends_us = nullif (?3, 0) WHERE id = ?1 AND "
                    "(starts_us IS NOT nullif (?2, 0) OR ends_us IS NOT nullif (?3, 0))",
                    "iii", id, starts_us, ends_us);
}

/**
 * vt_popup_set_evergreen:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @minutes: how long each visitor has, from the moment the popup came up: 10 to 43200; 0: until the discount ends
 * @error: a #VtPromoError or #VtDbError
 *
 * With it the shop gives every visitor a code of its own, which ends when the time is over: see vt_offer_code_new().
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_evergreen (VtDb *db, gint64 id, int minutes, GError **error)
{
  if (minutes != 0 && (minutes < EVERGREEN_LEAST || minutes > EVERGREEN_MOST))
    return vt_popup_refuse (error, _ ("A visitor's own time is 10 minutes to 30 days"));

  return set_number (db, id, "UPDATE popup SET evergreen_minutes = ?2 WHERE id = ?1 AND evergreen_minutes <> ?2",
                     minutes, error);
}

/**
 * vt_popup_set_blocks:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @blocks: (nullable): what is in it, from the top, with spaces between: any of headline, text, countdown, code,
 *   products and form, each once; empty: all that there is, in this order
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_blocks (VtDb *db, gint64 id, const char *blocks, GError **error)
{
  g_auto (GStrv) names = g_strsplit (blocks != NULL ? blocks : "", " ", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  g_autofree char *own = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (*names[i] == '\0')
        continue;
      if (!g_strv_contains (block_names, names[i]) ||
          g_ptr_array_find_with_equal_func (kept, names[i], g_str_equal, NULL))
        return vt_popup_refuse (error, _ ("A popup has headline, text, countdown, code, products and form, each once"));
      g_ptr_array_add (kept, names[i]);
    }
  if (kept->len > 0 && !g_ptr_array_find_with_equal_func (kept, "headline", g_str_equal, NULL))
    return vt_popup_refuse (error, _ ("A popup needs its headline: by it those who cannot see it know what came up"));

  g_ptr_array_add (kept, NULL);
  own = g_strjoinv (" ", (char **) kept->pdata);
  return set_word (db, id, "UPDATE popup SET blocks = ?2 WHERE id = ?1 AND blocks <> ?2", own, error);
}

/**
 * vt_popup_list_blocks:
 * @self: a popup
 *
 * Returns: (transfer full) (array zero-terminated=1): what is in it, from the top
 */
char **
vt_popup_list_blocks (const VtPopup *self)
{
  return *self->blocks != '\0' ? g_strsplit (self->blocks, " ", -1) : g_strdupv ((char **) block_names);
}

/**
 * vt_popup_set_consent:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @consent: (nullable): what who sends the form agrees to: text of at most 400 characters
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_consent (VtDb *db, gint64 id, const char *consent, GError **error)
{
  return vt_popup_set_text (db, id, "UPDATE popup SET consent = ?2 WHERE id = ?1 AND consent <> ?2", consent,
                            _ ("consent"), CONSENT_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_popup_set_thanks:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @thanks: (nullable): what is said once the form was sent: text of at most 300 characters
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_thanks (VtDb *db, gint64 id, const char *thanks, GError **error)
{
  return vt_popup_set_text (db, id, "UPDATE popup SET thanks = ?2 WHERE id = ?1 AND thanks <> ?2", thanks, _ ("thanks"),
                            THANKS_MAX_CHARS, VT_TEXT_FIELD_LINES, error);
}

/**
 * vt_popup_set_most_shows:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @most: how often one visitor sees it: 1 to 1000; 0: no limit
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_most_shows (VtDb *db, gint64 id, int most, GError **error)
{
  if (most < 0 || most > SHOWS_MAX)
    return vt_popup_refuse (error, _ ("One visitor can see a popup 0 to 1000 times"));

  return set_number (db, id, "UPDATE popup SET most_shows = ?2 WHERE id = ?1 AND most_shows <> ?2", most, error);
}

/**
 * vt_popup_set_weight:
 * @db: the connection of a #VtShopJob
 * @id: a popup's id
 * @weight: its own words' share beside its variants: 0 to 100
 * @error: a #VtPromoError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_popup_set_weight (VtDb *db, gint64 id, int weight, GError **error)
{
  if (weight < 0 || weight > VT_POPUP_WEIGHT_MAX)
    return vt_popup_refuse (error, _ ("A share is 0 to 100"));

  return set_number (db, id, "UPDATE popup SET weight = ?2 WHERE id = ?1 AND weight <> ?2", weight, error);
}
