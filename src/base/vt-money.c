#include "base/vt-money.h"

#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#define SYMBOL_SIZE    32
#define MAX_FORMATTERS 32

static gboolean
code_is_in (const char *code, const char *list)
{
  const char *found = strstr (list, code);

  return found != NULL && (found - list) % 4 == 0;
}

static gboolean
code_is_shaped (const char *code)
{
  return code != NULL && strlen (code) == 3 && strspn (code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/**
 * vt_currency_is_valid:
 * @code: (nullable): text from outside
 *
 * Returns: whether @code is the upper-case ISO 4217 code of money one can pay with
 */
gboolean
vt_currency_is_valid (const char *code)
{
  UChar wide[4] = { 0 };

  if (!code_is_shaped (code))
    return FALSE;
  /* Codes beginning with X are metals, tests and funds, but for these five. */
  if (code[0] == 'X')
    return code_is_in (code, "XAF XCD XCG XOF XPF");

  u_charsToUChars (code, wide, 3);
  return ucurr_getNumericCode (wide) > 0;
}

/**
 * vt_currency_exponent:
 * @code: an ISO 4217 code
 *
 * Source: ISO 4217, list one, column "minor unit". CLDR differs (it shows no decimals for some), so it is not asked.
 *
 * Returns: how many decimals one unit of the currency has, 0 to 4
 */
int
vt_currency_exponent (const char *code)
{
  if (!code_is_shaped (code))
    return 2;
  if (code_is_in (code, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"))
    return 0;
  if (code_is_in (code, "BHD IQD JOD KWD LYD OMR TND"))
    return 3;
  if (code_is_in (code, "CLF UYW"))
    return 4;
  return 2;
}

/**
 * vt_money_new:
 * @minor: count of the currency's smallest unit
 * @currency: an ISO 4217 code
 *
 * Returns: the amount
 */
VtMoney
vt_money_new (gint64 minor, const char *currency)
{
  VtMoney money = { .minor = minor, .currency = { 0 } };

  g_strlcpy (money.currency, currency != NULL ? currency : "", sizeof money.currency);
  return money;
}

/**
 * vt_money_to_decimal:
 * @money: an amount
 *
 * Returns: (transfer full): the amount for machines: "12.50", "-0.05", "1299" for yen
 */
char *
vt_money_to_decimal (VtMoney money)
{
  int exponent = vt_currency_exponent (money.currency);
  guint64 magnitude = money.minor < 0 ? -(guint64) money.minor : (guint64) money.minor;
  guint64 unit = 1;

  for (int i = 0; i < exponent; i++)
    unit *= 10;
  if (exponent == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, money.minor < 0 ? "-" : "", magnitude);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, money.minor < 0 ? "-" : "", magnitude / unit,
                          exponent, magnitude % unit);
}

/* A currency's own sign is clearer than its code, unless several currencies share the sign. */
static void
prefer_own_sign (UNumberFormat *formatter, const char *locale, const UChar *code)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  const UChar *symbol = ucurr_getName (code, locale, UCURR_SYMBOL_NAME, NULL, &length, &status);
  UChar32 c = 0;

  if (U_FAILURE (status) || u_strcmp (symbol, code) != 0)
    return;

  symbol = ucurr_getName (code, locale, UCURR_NARROW_SYMBOL_NAME, NULL, &length, &status);
  if (U_FAILURE (status) || length != 1)
    return;
  c = symbol[0];
  if (g_unichar_type ((gunichar) c) == G_UNICODE_CURRENCY_SYMBOL && c != '$' && c != 0xA3 && c != 0xA5)
    unum_setSymbol (formatter, UNUM_CURRENCY_SYMBOL, symbol, length, &status);
}

static UNumberFormat *
open_formatter (const char *locale, const char *currency)
{
  char name[ULOC_FULLNAME_CAPACITY] = { 0 };
  UChar code[4] = { 0 };
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormat *formatter;
  int exponent = vt_currency_exponent (currency);

  uloc_canonicalize (g_strcmp0 (locale, "C") == 0 || g_strcmp0 (locale, "POSIX") == 0 ? "en" : locale, name,
                     sizeof name - 1, &status);
  formatter = unum_open (UNUM_CURRENCY, NULL, 0, name, NULL, &status);
  if (U_FAILURE (status))
    return NULL;

  u_charsToUChars (currency, code, 3);
  unum_setTextAttribute (formatter, UNUM_CURRENCY_CODE, code, 3, &status);
  unum_setAttribute (formatter, UNUM_FRACTION_DIGITS, exponent);
  prefer_own_sign (formatter, name, code);
  return formatter;
}

static void
close_formatter (gpointer formatter)
{
  if (formatter != NULL)
    unum_close (formatter);
}

/* Opening a formatter costs a hundred times its use, and one serves one thread. */
static UNumberFormat *
get_formatter (const char *locale, const char *currency)
{
  static GPrivate cache = G_PRIVATE_INIT ((GDestroyNotify) g_hash_table_unref);
  GHashTable *formatters = g_private_get (&cache);
  g_autofree char *key = g_strconcat (currency, " ", locale, NULL);
  gpointer formatter = NULL;

  if (formatters == NULL)
    {
      formatters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, close_formatter);
      g_private_set (&cache, formatters);
    }
  if (g_hash_table_lookup_extended (formatters, key, NULL, &formatter))
    return formatter;

  if (g_hash_table_size (formatters) >= MAX_FORMATTERS)
    g_hash_table_remove_all (formatters);
  formatter = open_formatter (locale, currency);
  g_hash_table_insert (formatters, g_steal_pointer (&key), formatter);
  return formatter;
}

/**
 * vt_money_format:
 * @money: an amount
 * @locale: (nullable): a language tag such as "pt-BR", or %NULL for the user's own
 *
 * Writes the amount as people of @locale do, always with all of the currency's decimals: "€100.00" in English, "R$
 * 12,50" (with a no-break space) in Brazil.
 *
 * Returns: (transfer full): the amount for people
 */
char *
vt_money_format (VtMoney money, const char *locale)
{
  g_autofree char *decimal = vt_money_to_decimal (money);
  UNumberFormat *formatter = NULL;
  UChar wide[128] = { 0 };
  char text[sizeof wide / sizeof *wide * 3 + 1] = { 0 };
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;

  if (code_is_shaped (money.currency))
    formatter = get_formatter (locale != NULL ? locale : g_get_language_names ()[0], money.currency);
  if (formatter != NULL)
    {
      length = unum_formatDecimal (formatter, decimal, -1, wide, G_N_ELEMENTS (wide), NULL, &status);
      u_strToUTF8 (text, sizeof text, NULL, wide, length, &status);
    }
  if (formatter == NULL || U_FAILURE (status))
    return g_strdup_printf ("%s %s", decimal, money.currency);

  return g_strdup (text);
}

/**
 * vt_money_percent:
 * @minor: an amount
 * @basis_points: hundredths of a percent: 1000 takes 10 %
 *
 * Returns: that share of @minor, halves rounded away from zero; a share beyond 64 bits becomes the nearest that fits
 */
gint64
vt_money_percent (gint64 minor, gint64 basis_points)
{
  __int128 product = (__int128) minor * basis_points;
  __int128 share = (product + (product < 0 ? -5000 : 5000)) / 10000;

  return (gint64) CLAMP (share, G_MININT64, G_MAXINT64);
}

/**
 * vt_money_add:
 * @a: an amount
 * @b: an amount of the same currency
 * @out: (out): their sum
 *
 * Returns: whether the sum fits in 64 bits; if not, @out is left as it was
 */
gboolean
vt_money_add (gint64 a, gint64 b, gint64 *out)
{
  gint64 sum = 0;

  if (__builtin_add_overflow (a, b, &sum))
    return FALSE;
  *out = sum;
  return TRUE;
}

/**
 * vt_money_multiply:
 * @minor: an amount
 * @quantity: how many times
 * @out: (out): the product
 *
 * Returns: whether the product fits in 64 bits; if not, @out is left as it was
 */
gboolean
vt_money_multiply (gint64 minor, gint64 quantity, gint64 *out)
{
  gint64 product = 0;

  if (__builtin_mul_overflow (minor, quantity, &product))
    return FALSE;
  *out = product;
  return TRUE;
}
