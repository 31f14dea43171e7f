#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-offer-code.h"

#include "base/vt-hash.h"
#include "base/vt-text.h"

#include <string.h>

/* 80 bits: who guesses a million a second needs more than ten thousand million years. */
#define MAC_DIGITS 20

/* Whoever sends more than these has no use for them. */
#define MAX_CODES 20

#define SECOND_US G_GINT64_CONSTANT (1000000)

static char *
sign (const guint8 *key, const char *text)
{
  g_autofree char *mac =
      g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, VT_OFFER_KEY_BYTES, text, (gssize) strlen (text));

  return g_strndup (mac, MAC_DIGITS);
}

/**
 * vt_offer_code_new:
 * @key: (array fixed-size=32): the host's secret
 * @popup_id: the popup that gives it
 * @code: the discount's own code
 * @ends_us: UTC microseconds since 1970, whole seconds of which count
 *
 * Returns: (transfer full): the visitor's code: the discount's, the popup and the end in hexadecimal, and their
 * signature
 */
char *
vt_offer_code_new (const guint8 *key, gint64 popup_id, const char *code, gint64 ends_us)
{
  g_autofree char *upper = g_ascii_strup (code, -1);
  g_autofree char *text = g_strdup_printf ("%s.%" G_GINT64_MODIFIER "x.%" G_GINT64_MODIFIER "x", upper,
                                           (guint64) popup_id, (guint64) (ends_us / SECOND_US));
  g_autofree char *mac = sign (key, text);

  return g_strconcat (text, ".", mac, NULL);
}

/**
 * vt_offer_code_parse:
 * @key: (array fixed-size=32): the host's secret
 * @text: anything
 * @code: (out): the discount's own code
 * @popup_id: (out): the popup that gave it
 * @ends_us: (out): when it ends
 *
 * Returns: whether it is a visitor's code that this host gave out
 */
gboolean
vt_offer_code_parse (const guint8 *key, const char *text, char **code, gint64 *popup_id, gint64 *ends_us)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", 5);
  guint64 popup, seconds;
  g_autofree char *upper = NULL;
  g_autofree char *signed_text = NULL;
  g_autofree char *mac = NULL;
  g_autofree char *given = NULL;

  if (g_strv_length (parts) != 4 || strlen (parts[3]) != MAC_DIGITS ||
      !g_ascii_string_to_unsigned (parts[1], 16, 1, G_MAXINT64, &popup, NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 16, 1, G_MAXINT64 / SECOND_US, &seconds, NULL))
    return FALSE;

  upper = g_ascii_strup (parts[0], -1);
  signed_text = g_strdup_printf ("%s.%" G_GINT64_MODIFIER "x.%" G_GINT64_MODIFIER "x", upper, popup, seconds);
  mac = sign (key, signed_text);
  given = g_ascii_strdown (parts[3], -1);
  if (!vt_secret_equal (mac, given))
    return FALSE;

  *code = g_steal_pointer (&upper);
  *popup_id = (gint64) popup;
  *ends_us = (gint64) seconds * SECOND_US;
  return TRUE;
}

static gboolean
is_bare (VtDb *db, const char *text, gboolean *bare, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *code = vt_text_single_line (text);
  g_autoptr (VtDiscount) discount = vt_discount_find_by_code (db, code, &reason);

  *bare = FALSE;
  if (discount == NULL && !g_error_matches (reason, VT_PROMO_ERROR, VT_PROMO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  return discount == NULL || vt_popup_is_evergreen (db, discount->id, bare, error);
}

/* One code of a list; @state is left when it is none that ends for each visitor. */
static char *
admit_one (VtDb *db, const guint8 *key, gint64 now_us, const char *text, VtOfferState *state, GError **error)
{
  g_autofree char *plain = NULL;
  gint64 popup_id = 0, ends_us = 0;
  gboolean bare = FALSE;

  if (key == NULL || !vt_offer_code_parse (key, text, &plain, &popup_id, &ends_us))
    {
      if (!is_bare (db, text, &bare, error))
        return NULL;
      if (!bare)
        return g_strdup (text);
      *state = VT_OFFER_BARE;
      return g_strconcat (text, ".", NULL);
    }

  *state = now_us < ends_us ? VT_OFFER_VALID : VT_OFFER_ENDED;
  return *state == VT_OFFER_VALID ? g_steal_pointer (&plain) : g_strconcat (plain, ".", NULL);
}

/**
 * vt_offer_admit:
 * @db: a connection of this thread
 * @key: (array fixed-size=32) (nullable): the host's secret; %NULL: nobody's codes are known here
 * @now_us: UTC microseconds since 1970
 * @codes: (inout) (nullable): what a shopper has, with commas between: of a visitor's own it becomes the discount's
 * code while it lasts, afterwards that code with a full stop behind it, which is no code
 * @state: (out) (optional): what the last of them is that is not plain
 * @error: a #VtDbError
 *
 * Stands before every pricing of a cart: a code that ends for each visitor works only with that end, and not after it.
 *
 * Returns: whether it was found out
 */
gboolean
vt_offer_admit (VtDb *db, const guint8 *key, gint64 now_us, char **codes, VtOfferState *state, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (*codes != NULL ? *codes : "", ",", MAX_CODES);
  VtOfferState found = VT_OFFER_PLAIN;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *code = *parts[i] != '\0' ? admit_one (db, key, now_us, parts[i], &found, error) : g_strdup ("");

      if (code == NULL)
        return FALSE;
      g_free (parts[i]);
      parts[i] = code;
    }
  if (*codes != NULL)
    {
      g_free (*codes);
      *codes = g_strjoinv (",", parts);
    }
  if (state != NULL)
    *state = found;

  return TRUE;
}
