/* Numbers that states give to people and companies, and banks to accounts: shape and check digits. What a register
 * knows of a number is not asked. Separators that people write are passed over. */

#include "base/vt-tax-number.h"

#include <string.h>

/* Returns: how many digits @text has beside blanks, dots, hyphens and slashes; -1 with anything else, or too many */
static int
take_digits (const char *text, int *digits, int max)
{
  int n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr (" .-/", *p) != NULL)
        continue;
      if (!g_ascii_isdigit (*p) || n == max)
        return -1;
      digits[n++] = *p - '0';
    }

  return n;
}

static gboolean
all_same (const int *digits, int n)
{
  for (int i = 1; i < n; i++)
    if (digits[i] != digits[0])
      return FALSE;

  return TRUE;
}

/* Σ digit × weight, the weights going down from @first by one; below @least they begin at @again. */
static int
weigh (const int *digits, int n, int first, int least, int again)
{
  int weight = first;
  int sum = 0;

  for (int i = 0; i < n; i++)
    {
      sum += digits[i] * weight;
      weight = weight == least ? again : weight - 1;
    }

  return sum;
}

/* Modulo 11 with 0 for what would be 10 or 11. */
static int
check_digit_11 (int sum)
{
  int rest = sum % 11;

  return rest < 2 ? 0 : 11 - rest;
}

/**
 * vt_cpf_is_valid:
 * @text: a Brazilian taxpayer's number: "123.456.789-09"
 *
 * Source: Receita Federal; two check digits modulo 11, weights 10…2 and 11…2; equal digits are no CPF.
 *
 * Returns: whether it can be one
 */
gboolean
vt_cpf_is_valid (const char *text)
{
  int d[11];

  return take_digits (text, d, 11) == 11 && !all_same (d, 11) && d[9] == check_digit_11 (weigh (d, 9, 10, 2, 9)) &&
         d[10] == check_digit_11 (weigh (d, 10, 11, 2, 9));
}

/**
 * vt_cnpj_is_valid:
 * @text: a Brazilian company's number: "12.345.678/0001-95"
 *
 * Source: Receita Federal; two check digits modulo 11, weights 5…2 9…2 and 6…2 9…2. From July 2026 on new numbers may
 * have letters (Instrução Normativa RFB 2.229/2024), which count as their ASCII code less 48.
 *
 * Returns: whether it can be one
 */
gboolean
vt_cnpj_is_valid (const char *text)
{
  int d[14];
  int n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      char c = g_ascii_toupper (*p);

      if (strchr (" .-/", c) != NULL)
        continue;
      if (n == 14 || !(n < 12 ? g_ascii_isalnum (c) : g_ascii_isdigit (c)))
        return FALSE;
      d[n++] = c - '0';
    }

  return n == 14 && !all_same (d, 14) && d[12] == check_digit_11 (weigh (d, 12, 5, 2, 9)) &&
         d[13] == check_digit_11 (weigh (d, 13, 6, 2, 9));
}

/**
 * vt_nif_is_valid:
 * @text: a Portuguese taxpayer's number: "500 000 000"
 *
 * Source: Portaria 377/2012 and the Código do IRC's register; check digit modulo 11, weights 9…2.
 *
 * Returns: whether it can be one
 */
gboolean
vt_nif_is_valid (const char *text)
{
  int d[9];

  return take_digits (text, d, 9) == 9 && strchr ("1235689", '0' + d[0]) != NULL &&
         d[8] == check_digit_11 (weigh (d, 8, 9, 2, 9));
}

/**
 * vt_thai_id_is_valid:
 * @text: a Thai citizen's or company's number of 13 digits
 *
 * Source: Department of Provincial Administration; Revenue Department for companies. Check digit (11 − Σ mod 11) mod
 * 10, weights 13…2.
 *
 * Returns: whether it can be one
 */
gboolean
vt_thai_id_is_valid (const char *text)
{
  int d[13];

  return take_digits (text, d, 13) == 13 && d[12] == (11 - weigh (d, 12, 13, 2, 9) % 11) % 10;
}

/**
 * vt_vat_id_is_valid:
 * @text: a VAT identification number with its country: "PT500000000"
 *
 * Source: structures of the European Commission's VIES; only the shape is looked at, for Portugal the check digit as
 * well.
 *
 * Returns: whether it can be one
 */
gboolean
vt_vat_id_is_valid (const char *text)
{
  static const char shapes[] =
      "^(ATU\\d{8}|BE[01]\\d{9}|BG\\d{9,10}|CHE\\d{9}(MWST|TVA|IVA)?|CY\\d{8}[A-Z]|CZ\\d{8,10}|"
      "DE\\d{9}|DK\\d{8}|EE\\d{9}|EL\\d{9}|ES[0-9A-Z]\\d{7}[0-9A-Z]|FI\\d{8}|"
      "FR[0-9A-HJ-NP-Z]{2}\\d{9}|GB(\\d{9}|\\d{12})|HR\\d{11}|HU\\d{8}|"
      "IE\\d[0-9A-Z+*]\\d{5}[A-Z]{1,2}|IT\\d{11}|LT(\\d{9}|\\d{12})|LU\\d{8}|LV\\d{11}|"
      "MT\\d{8}|NL\\d{9}B\\d{2}|NO\\d{9}(MVA)?|PL\\d{10}|PT\\d{9}|RO\\d{2,10}|SE\\d{12}|"
      "SI\\d{8}|SK\\d{10}|XI(\\d{9}|\\d{12}))$";
  g_autoptr (GString) compact = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (strchr (" .-", *p) == NULL)
      g_string_append_c (compact, g_ascii_toupper (*p));
  if (!g_regex_match_simple (shapes, compact->str, G_REGEX_DOLLAR_ENDONLY, 0))
    return FALSE;

  return !g_str_has_prefix (compact->str, "PT") || vt_nif_is_valid (compact->str + 2);
}

/**
 * vt_iban_is_valid:
 * @text: an account's number: "PT50 0002 0123 1234 5678 9015 4"
 *
 * Source: ISO 13616; 15 to 34 characters, remainder 1 by ISO 7064 MOD 97-10.
 *
 * Returns: whether it can be one
 */
gboolean
vt_iban_is_valid (const char *text)
{
  g_autoptr (GString) compact = g_string_new (NULL);
  g_autoptr (GString) turned = NULL;
  int rest = 0;

  for (const char *p = text; *p != '\0'; p++)
    if (*p != ' ')
      g_string_append_c (compact, g_ascii_toupper (*p));
  if (compact->len < 15 || compact->len > 34 ||
      !g_regex_match_simple ("^[A-Z]{2}\\d{2}[A-Z0-9]+$", compact->str, G_REGEX_DOLLAR_ENDONLY, 0))
    return FALSE;

  turned = g_string_new (compact->str + 4);
  g_string_append_len (turned, compact->str, 4);
  for (const char *p = turned->str; *p != '\0'; p++)
    rest = g_ascii_isdigit (*p) ? (rest * 10 + (*p - '0')) % 97 : (rest * 100 + (*p - 'A' + 10)) % 97;

  return rest == 1;
}
