/* Codes that nobody guesses and everybody can type: twelve symbols of Crockford's Base32, 60 random bits. */

#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-discount-code.h"

#include "base/vt-csv.h"
#include "base/vt-hash.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define N_SYMBOLS 12
#define GROUP     4
#define MAX_CHARS 64

/* Douglas Crockford, Base32: without I, L, O and U, which are read as others or spell words. */
static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * vt_discount_code_free:
 * @self: (nullable): a code
 *
 * Frees the record.
 */
void
vt_discount_code_free (VtDiscountCode *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self);
}

/**
 * vt_discount_code_normalise:
 * @text: (nullable): what a shopper typed
 *
 * Returns: (transfer full) (nullable): the code as it is compared: capital letters and digits without blanks and
 * dashes, O read as 0, I and L as 1; %NULL when it can be no code
 */
char *
vt_discount_code_normalise (const char *text)
{
  g_autoptr (GString) code = NULL;

  if (text == NULL || strlen (text) > MAX_CHARS)
    return NULL;

  code = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p++)
    {
      char c = g_ascii_toupper (*p);

      if (c == ' ' || c == '-' || c == '_')
        continue;
      if (!g_ascii_isalnum (c))
        return NULL;
      g_string_append_c (code, c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
    }

  return code->len > 0 ? g_string_free (g_steal_pointer (&code), FALSE) : NULL;
}

/**
 * vt_discount_code_hash:
 * @text: (nullable): a code, in any way of writing it
 *
 * Returns: (transfer full) (nullable): its SHA-256 as it stands in the catalogue; %NULL when it can be no code. With 60
 * random bits nobody finds the code that belongs to it
 */
char *
vt_discount_code_hash (const char *text)
{
  g_autofree char *normal = vt_discount_code_normalise (text);

  return normal != NULL ? vt_sha256_data (normal, strlen (normal)) : NULL;
}

/**
 * vt_discount_code_check_prefix:
 * @prefix: what codes are to begin with; "" for nothing
 * @error: %VT_PROMO_ERROR_INVALID
 *
 * Returns: whether they can: at most 16 letters A to Z and digits
 */
gboolean
vt_discount_code_check_prefix (const char *prefix, GError **error)
{
  gsize length = strlen (prefix);

  if (length <= VT_DISCOUNT_PREFIX_MAX && strspn (prefix, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == length)
    return TRUE;

  g_set_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID,
               _ ("“%s” cannot begin codes; use at most 16 letters A to Z and digits"), prefix);
  return FALSE;
}

/**
 * vt_discount_code_new:
 * @prefix: what it begins with, which vt_discount_code_check_prefix() has passed; "" for nothing
 * @error: %G_IO_ERROR_FAILED when the system has no randomness to give
 *
 * Returns: (transfer full) (nullable): a new code such as WINTER-7K3M-Q0XT-9ZRB
 */
char *
vt_discount_code_new (const char *prefix, GError **error)
{
  g_autofree char *head = g_ascii_strup (prefix, -1);
  g_autoptr (GString) code = g_string_new (head);
  guchar bytes[N_SYMBOLS];
  int result = gnutls_rnd (GNUTLS_RND_KEY, bytes, sizeof bytes);

  if (result != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The system gives no random numbers: %s"),
                   gnutls_strerror (result));
      return NULL;
    }

  /* 256 is a multiple of 32, so every symbol is as likely. */
  for (guint i = 0; i < N_SYMBOLS; i++)
    {
      if (i % GROUP == 0 && code->len > 0)
        g_string_append_c (code, '-');
      g_string_append_c (code, symbols[bytes[i] % (sizeof symbols - 1)]);
    }

  return g_string_free (g_steal_pointer (&code), FALSE);
}

/* A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection). */
static char *
as_text (const char *text)
{
  return strchr ("=+-@", *text) != NULL && *text != '\0' ? g_strconcat ("'", text, NULL) : g_strdup (text);
}

/**
 * vt_discount_codes_to_csv:
 * @codes: (element-type VtDiscountCode): codes
 * @discount: whose they are
 *
 * Returns: (transfer full): a table with a head: code, discount, made (UTC)
 */
char *
vt_discount_codes_to_csv (GPtrArray *codes, const VtDiscount *discount)
{
  static const char *const head[] = { "code", "discount", "made" };
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autofree char *title = as_text (discount->title);

  vt_csv_append_row (csv, head, G_N_ELEMENTS (head), ',');
  for (guint i = 0; i < codes->len; i++)
    {
      const VtDiscountCode *code = g_ptr_array_index (codes, i);
      g_autoptr (GDateTime) made = g_date_time_new_from_unix_utc (code->made_us / G_USEC_PER_SEC);
      g_autofree char *when = made != NULL ? g_date_time_format_iso8601 (made) : g_strdup ("");
      const char *const cells[] = { code->code, title, when };

      vt_csv_append_row (csv, cells, G_N_ELEMENTS (cells), ',');
    }

  return g_string_free (g_steal_pointer (&csv), FALSE);
}
