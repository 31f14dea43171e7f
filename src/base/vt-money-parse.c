/* Reading an amount as people and spreadsheets of any country write it. The text is first reduced to ASCII digits, '.',
 * ',' and the grouping characters that can be nothing else; then one place decides which mark is the decimal one. */

#include "base/vt-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/ustring.h>

#define MAX_TEXT_LENGTH 200
#define GROUPING        '\'' /* a mark that is never decimal: apostrophe, space, U+066C */

static gboolean
fail (GError **error, const char *text, const char *reason)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (strlen (text), MAX_TEXT_LENGTH));

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” is not an amount: %s"), valid, reason);
  return FALSE;
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2212 || c == 0xFF0D;
}

/* Blanks and the invisible marks that right-to-left locales put around amounts. */
static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x200E || c == 0x200F || c == 0x061C;
}

static const char *
skip_blanks (const char *p)
{
  while (*p != '\0' && is_blank (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

static gboolean
matches_symbol (const char *affix, const UChar *code, const char *locale, UCurrNameStyle style)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  const UChar *symbol = ucurr_getName (code, locale, style, NULL, &length, &status);
  char utf8[64] = { 0 };
  g_autofree char *folded = NULL;
  g_autofree char *folded_affix = NULL;

  u_strToUTF8 (utf8, sizeof utf8 - 1, NULL, symbol, length, &status);
  if (U_FAILURE (status))
    return FALSE;

  folded = g_utf8_casefold (utf8, -1);
  folded_affix = g_utf8_casefold (affix, -1);
  if (g_str_has_suffix (folded, "."))
    folded[strlen (folded) - 1] = '\0';
  return strcmp (folded, folded_affix) == 0;
}

/**
 * vt_currency_goes_by:
 * @currency: ISO 4217 code
 * @affix: what stands beside an amount: "", "EUR", "€", "R$"
 *
 * Returns: whether @affix is the code, or one of the signs it goes by, or nothing. A sign of another currency is an
 *   error, never ignored
 */
gboolean
vt_currency_goes_by (const char *currency, const char *affix)
{
  UChar code[4] = { 0 };

  if (*affix == '\0' || g_ascii_strcasecmp (affix, currency) == 0)
    return TRUE;

  u_charsToUChars (currency, code, 3);
  return matches_symbol (affix, code, "en", UCURR_SYMBOL_NAME) ||
         matches_symbol (affix, code, "en", UCURR_NARROW_SYMBOL_NAME) ||
         matches_symbol (affix, code, "en_AU", UCURR_SYMBOL_NAME);
}

/* Takes letters and signs from the front; a dot belongs to them only when a blank or the end follows ("kr. 100"). */
static char *
take_affix (const char **p)
{
  const char *start = skip_blanks (*p);
  const char *end = start;
  char *affix;

  while (*end != '\0')
    {
      gunichar c = g_utf8_get_char (end);

      if (!g_unichar_isalpha (c) && g_unichar_type (c) != G_UNICODE_CURRENCY_SYMBOL && !g_unichar_ismark (c))
        break;
      end = g_utf8_next_char (end);
    }
  affix = g_strndup (start, (gsize) (end - start));
  if (end > start && *end == '.' && (end[1] == '\0' || is_blank (g_utf8_get_char (end + 1))))
    end++;
  *p = skip_blanks (end);
  return affix;
}

static gboolean
take_minus (const char **p)
{
  if (!is_minus (g_utf8_get_char (*p)))
    return FALSE;
  *p = skip_blanks (g_utf8_next_char (*p));
  return TRUE;
}

/* Returns 0 for what cannot stand inside a number. */
static char
reduce (gunichar c)
{
  if (g_unichar_isdigit (c))
    return (char) ('0' + g_unichar_digit_value (c));
  switch (c)
    {
    case '.':
    case 0xFF0E:
      return '.';
    case ',':
    case 0xFF0C:
      return ',';
    case 0x066B: /* Arabic decimal separator */
      return 'd';
    case '\'':
    case 0x2019:
    case 0x066C:
      return GROUPING;
    default:
      return is_blank (c) ? GROUPING : 0;
    }
}

static char *
take_number (const char **p)
{
  GString *number = g_string_new (NULL);
  gboolean blank = FALSE;

  for (; **p != '\0'; *p = g_utf8_next_char (*p))
    {
      char c = reduce (g_utf8_get_char (*p));

      if (c == 0)
        break;
      if (c == GROUPING && is_blank (g_utf8_get_char (*p)))
        {
          blank = TRUE;
          continue;
        }
      if (blank)
        g_string_append_c (number, GROUPING);
      g_string_append_c (number, c);
      blank = FALSE;
    }
  return g_string_free (number, FALSE);
}

static guint
count (const char *number, char mark)
{
  guint n = 0;

  for (const char *p = number; *p != '\0'; p++)
    n += *p == mark;
  return n;
}

/* With one kind of mark that stands once, three digits after it mean thousands, unless the currency has three decimals.
 */
static const char *
find_single_decimal (const char *number, char mark, int exponent)
{
  const char *found = strchr (number, mark);
  gsize after = strlen (found + 1);
  gsize before = (gsize) (found - number);
  gboolean grouped = strchr (number, GROUPING) != NULL;

  if (after == 3 && exponent != 3 && !grouped && before >= 1 && before <= 3 && number[0] != '0')
    return NULL;
  return found;
}

/* Returns where the decimals begin (their mark), or NULL when there are none. */
static const char *
find_decimal (const char *number, int exponent)
{
  const char *dot = strrchr (number, '.');
  const char *comma = strrchr (number, ',');
  const char *arabic = strchr (number, 'd');

  if (arabic != NULL)
    return arabic;
  if (dot != NULL && comma != NULL)
    return MAX (dot, comma);
  if (dot != NULL && count (number, '.') == 1)
    return find_single_decimal (number, '.', exponent);
  if (comma != NULL && count (number, ',') == 1)
    return find_single_decimal (number, ',', exponent);
  return NULL;
}

/* Groups are of three digits, or of two before the last three as in India; one mark throughout. */
static gboolean
groups_are_regular (const char *whole, gsize length)
{
  char mark = 0;
  gsize group = 0;
  gboolean first = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (whole[i]))
        {
          group++;
          continue;
        }
      if ((mark != 0 && whole[i] != mark) || group < (first ? 1 : 2) || group > 3)
        return FALSE;
      mark = whole[i];
      first = FALSE;
      group = 0;
    }
  return first || group == 3;
}

static gboolean
add_digit (gint64 *minor, char digit)
{
  return !__builtin_mul_overflow (*minor, 10, minor) && !__builtin_add_overflow (*minor, digit - '0', minor);
}

static gboolean
read_number (const char *text, const char *number, const char *currency, gint64 *minor, GError **error)
{
  int exponent = vt_currency_exponent (currency);
  const char *decimal = find_decimal (number, exponent);
  gsize whole = decimal != NULL ? (gsize) (decimal - number) : strlen (number);
  const char *fraction = decimal != NULL ? decimal + 1 : "";
  gsize fraction_digits = strspn (fraction, "0123456789");
  gboolean fits = TRUE;

  if (strcspn (number, "0123456789") == strlen (number) || fraction[fraction_digits] != '\0' ||
      (decimal != NULL && fraction_digits == 0) || !groups_are_regular (number, whole))
    return fail (error, text, _ ("write it as digits with one decimal mark, such as 1299.50"));
  if (fraction_digits > (gsize) exponent && strspn (fraction + exponent, "0") != fraction_digits - (gsize) exponent)
    return fail (error, text, _ ("it has more decimals than the currency"));

  *minor = 0;
  for (gsize i = 0; i < whole && fits; i++)
    fits = !g_ascii_isdigit (number[i]) || add_digit (minor, number[i]);
  for (gsize i = 0; i < (gsize) exponent && fits; i++)
    fits = add_digit (minor, i < fraction_digits ? fraction[i] : '0');

  return fits || fail (error, text, _ ("it is too large"));
}

/**
 * vt_money_parse:
 * @text: an amount as a person or a spreadsheet wrote it: "12.50", "1.299,00", "R$ 12,50", "฿12", "-3"
 * @currency: the ISO 4217 code of the currency it is in
 * @out: (out): the amount
 * @error: %G_IO_ERROR_INVALID_DATA
 *
 * A single mark before exactly three digits groups thousands ("1,299" is one thousand two hundred and ninety-nine),
 * except in currencies of three decimals. A code or sign of another currency is refused. Digits of every script are
 * read.
 *
 * Returns: whether @text is an amount that fits; if not, @out is left as it was
 */
gboolean
vt_money_parse (const char *text, const char *currency, VtMoney *out, GError **error)
{
  const char *p = text;
  g_autofree char *prefix = NULL;
  g_autofree char *suffix = NULL;
  g_autofree char *number = NULL;
  gboolean negative = FALSE;
  gint64 minor = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!vt_currency_is_valid (currency))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” is not a currency; use a code such as EUR"),
                   currency != NULL ? currency : "");
      return FALSE;
    }
  if (strlen (text) > MAX_TEXT_LENGTH || !g_utf8_validate (text, -1, NULL))
    return fail (error, text, _ ("it is too long or not text"));

  p = skip_blanks (p);
  negative = take_minus (&p);
  prefix = take_affix (&p);
  negative = (!negative && take_minus (&p)) || negative;
  number = take_number (&p);
  suffix = take_affix (&p);
  if (*p != '\0' || *number == '\0' || (*prefix != '\0' && *suffix != '\0' && strcmp (prefix, suffix) == 0))
    return fail (error, text, _ ("write it as digits with one decimal mark, such as 1299.50"));
  if (!vt_currency_goes_by (currency, prefix) || !vt_currency_goes_by (currency, suffix))
    return fail (error, text, _ ("it names another currency than the shop's"));
  if (!read_number (text, number, currency, &minor, error))
    return FALSE;

  *out = vt_money_new (negative ? -minor : minor, currency);
  return TRUE;
}
