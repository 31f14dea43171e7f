/* Codes that are printed on things. The check digits are those of the GS1 General Specifications, section 7.9, of
 * ISO 2108:2005 for books' old numbers, and of UPC-E as GS1 has its long form. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-barcode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LONGEST 14

/* The digits of a code as people write it: with spaces and hyphens between, an X at the end of a book's old number.
 * Returns: how many; 0 when it is something else or longer */
static gsize
read_digits (const char *text, char digits[LONGEST + 1])
{
  gsize n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean is_last_x = (*p == 'X' || *p == 'x') && n == 9 && p[1] == '\0';

      if (*p == ' ' || *p == '-')
        continue;
      if (n == LONGEST || !(g_ascii_isdigit (*p) || is_last_x))
        return 0;
      digits[n++] = g_ascii_toupper (*p);
    }
  digits[n] = '\0';

  return n;
}

/* GS1: from the right the digits count 3, 1, 3 …; the sum with the check digit is a multiple of ten. */
static char
gs1_digit (const char *digits, gsize n)
{
  int sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (digits[i] - '0') * ((n - i) % 2 == 1 ? 3 : 1);

  return (char) ('0' + (10 - sum % 10) % 10);
}

static gboolean
is_gs1 (const char *digits, gsize n)
{
  return gs1_digit (digits, n - 1) == digits[n - 1];
}

/* ISO 2108:2005: the digits count 10, 9 … 1; the sum is a multiple of eleven, X is ten. */
static gboolean
is_isbn_10 (const char *digits)
{
  int sum = 0;

  for (int i = 0; i < 10; i++)
    sum += (digits[i] == 'X' ? 10 : digits[i] - '0') * (10 - i);

  return sum % 11 == 0;
}

/* UPC-E leaves zeros of a UPC-A out; its last but one digit says where. @full gets 12 digits. */
static gboolean
expand_upc_e (const char *digits, char full[LONGEST + 1])
{
  const char *d = digits + 1;

  if (digits[0] > '1')
    return FALSE;

  if (d[5] <= '2')
    g_snprintf (full, LONGEST + 1, "%c%c%c%c0000%c%c%c%c", digits[0], d[0], d[1], d[5], d[2], d[3], d[4], digits[7]);
  else if (d[5] == '3')
    g_snprintf (full, LONGEST + 1, "%c%c%c%c00000%c%c%c", digits[0], d[0], d[1], d[2], d[3], d[4], digits[7]);
  else if (d[5] == '4')
    g_snprintf (full, LONGEST + 1, "%c%c%c%c%c00000%c%c", digits[0], d[0], d[1], d[2], d[3], d[4], digits[7]);
  else
    g_snprintf (full, LONGEST + 1, "%c%c%c%c%c%c0000%c%c", digits[0], d[0], d[1], d[2], d[3], d[4], d[5], digits[7]);

  return TRUE;
}

/* A number that went through a spreadsheet: "6.9E+12", "6,90123E+12". */
static gboolean
is_spoilt (const char *text)
{
  gsize digits = strspn (text, "0123456789.,");
  const char *exponent = text + digits;

  return digits > 0 && g_ascii_isdigit (*text) && g_ascii_toupper (*exponent) == 'E' && exponent[1] == '+' &&
         g_ascii_isdigit (exponent[2]) && exponent[2 + strspn (exponent + 2, "0123456789")] == '\0';
}

static VtBarcodeKind
kind_of_eight (const char *digits)
{
  char full[LONGEST + 1] = { 0 };

  return !is_gs1 (digits, 8) && expand_upc_e (digits, full) && is_gs1 (full, 12) ? VT_BARCODE_UPC_E : VT_BARCODE_EAN_8;
}

/* 979-0 is sheet music's, not books'. */
static VtBarcodeKind
kind_of_thirteen (const char *digits)
{
  gboolean is_book =
      g_str_has_prefix (digits, "978") || (g_str_has_prefix (digits, "979") && !g_str_has_prefix (digits, "9790"));

  return is_book ? VT_BARCODE_ISBN_13 : VT_BARCODE_EAN_13;
}

static VtBarcodeKind
kind_of (const char *digits, gsize n)
{
  switch (n)
    {
    case 8:
      return kind_of_eight (digits);
    case 10:
      return VT_BARCODE_ISBN_10;
    case 12:
      return VT_BARCODE_UPC_A;
    case 13:
      return kind_of_thirteen (digits);
    case 14:
      return VT_BARCODE_GTIN_14;
    default:
      return VT_BARCODE_OTHER;
    }
}

/**
 * vt_barcode_check:
 * @barcode: (nullable): a code as it was typed; spaces and hyphens between the digits do not count
 * @kind: (out) (optional): what it is by its length
 *
 * Looks whether a code can be what it seems to be. Ten digits whose check digit does not fit may as well be a code of
 * the shop's own; only those with a hyphen or an X are held to be a book's.
 *
 * Returns: the verdict; a code of no known length is good
 */
VtBarcodeVerdict
vt_barcode_check (const char *barcode, VtBarcodeKind *kind)
{
  char digits[LONGEST + 1] = { 0 };
  gsize n = barcode != NULL ? read_digits (barcode, digits) : 0;
  VtBarcodeKind found = barcode == NULL || *barcode == '\0' ? VT_BARCODE_NONE : kind_of (digits, n);
  gboolean fits = TRUE;

  if (found == VT_BARCODE_ISBN_10)
    {
      fits = is_isbn_10 (digits);
      if (!fits && strpbrk (barcode, "-xX") == NULL)
        {
          found = VT_BARCODE_OTHER;
          fits = TRUE;
        }
    }
  else if (found != VT_BARCODE_NONE && found != VT_BARCODE_OTHER && found != VT_BARCODE_UPC_E)
    fits = is_gs1 (digits, n);

  if (kind != NULL)
    *kind = found;
  if (found == VT_BARCODE_OTHER && is_spoilt (barcode))
    return VT_BARCODE_SPOILT;

  return fits ? VT_BARCODE_GOOD : VT_BARCODE_WRONG_DIGIT;
}

/**
 * vt_barcode_kind_to_string:
 * @kind: what a code is
 *
 * Returns: (transfer none): its name as people know it, "" for none or a code of the shop's own
 */
const char *
vt_barcode_kind_to_string (VtBarcodeKind kind)
{
  static const char *const names[] = { "", "", "EAN-8", "UPC-E", "UPC-A", "EAN-13", "GTIN-14", "ISBN-10", "ISBN-13" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), "");

  return names[kind];
}

/* The same code with the check digit that fits. */
static char *
mend (const char *barcode, VtBarcodeKind kind)
{
  char digits[LONGEST + 1] = { 0 };
  gsize n = read_digits (barcode, digits);

  if (kind == VT_BARCODE_ISBN_10)
    for (digits[9] = '0'; digits[9] <= '9' && !is_isbn_10 (digits);)
      digits[9]++;
  else
    digits[n - 1] = gs1_digit (digits, n - 1);
  if (digits[n - 1] > '9')
    digits[n - 1] = 'X';

  return g_strdup (digits);
}

/**
 * vt_barcode_describe:
 * @barcode: (nullable): a code as it was typed
 *
 * Returns: (transfer full) (nullable): a sentence that says what is wrong with it and what to do; %NULL when nothing is
 */
char *
vt_barcode_describe (const char *barcode)
{
  VtBarcodeKind kind = VT_BARCODE_NONE;
  VtBarcodeVerdict verdict = vt_barcode_check (barcode, &kind);
  g_autofree char *mended = NULL;

  if (verdict == VT_BARCODE_SPOILT)
    return g_strdup_printf (_ ("A spreadsheet has cut the barcode “%s” short; format the column as text and type the "
                               "whole number"),
                            barcode);
  if (verdict == VT_BARCODE_GOOD)
    return NULL;

  mended = mend (barcode, kind);
  return g_strdup_printf (_ ("“%s” is no %s: its last digit does not fit the others. If those are right, it is %s"),
                          barcode, vt_barcode_kind_to_string (kind), mended);
}

/**
 * vt_barcode_to_gtin:
 * @barcode: (nullable): a code as it was typed
 *
 * Returns: (transfer full) (nullable): the number that it stands for in the world's trade, of 8, 12, 13 or 14 digits
 * without anything between; %NULL when it is a code of the shop's own, or wrong
 */
char *
vt_barcode_to_gtin (const char *barcode)
{
  char digits[LONGEST + 1] = { 0 };
  char full[LONGEST + 1] = { 0 };
  VtBarcodeKind kind = VT_BARCODE_NONE;

  if (vt_barcode_check (barcode, &kind) != VT_BARCODE_GOOD || kind == VT_BARCODE_NONE || kind == VT_BARCODE_OTHER)
    return NULL;

  read_digits (barcode, digits);
  if (kind == VT_BARCODE_UPC_E)
    expand_upc_e (digits, full);
  else if (kind == VT_BARCODE_ISBN_10)
    {
      g_snprintf (full, sizeof full, "978%.9s", digits);
      full[12] = gs1_digit (full, 12);
    }
  else
    g_strlcpy (full, digits, sizeof full);

  return g_strdup (full);
}
