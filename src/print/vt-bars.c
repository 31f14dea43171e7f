#define G_LOG_DOMAIN "vt-print"

/* EAN-13, EAN-8 and UPC-A by ISO/IEC 15420 (GS1 General Specifications, section 5.2), Code 128 by ISO/IEC 15417. A
 * number whose check digit fits is drawn as the trade's own symbol, everything else as Code 128. */

#include "print/vt-bars.h"

#include "catalogue/vt-barcode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a scanner still reads, and a label still holds. */
#define CODE_128_MAX_CHARS 48

/* Set A of EAN; set C has light and dark exchanged, set B is C read backwards. */
static const char *const ean_digits[10] = { "0001101", "0011001", "0010011", "0111101", "0100011",
                                            "0110001", "0101111", "0111011", "0110111", "0001011" };

/* Which of the six left digits come from set B tells the first digit. */
static const char *const ean_parities[10] = { "AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB",
                                              "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA" };

/* Widths of bar, space, bar, space, bar, space for each symbol character. */
static const char *const code_128[106] = {
  "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
  "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
  "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
  "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
  "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
  "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
  "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
  "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
  "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
  "113141", "114131", "311141", "411131", "211412", "211214", "211232",
};
static const char *const code_128_stop = "2331112";

enum
{
  CODE_C = 99, /* change to the set of pairs of digits, and to that of characters */
  CODE_B = 100,
  START_B = 104,
  START_C = 105
};

/**
 * vt_bars_free:
 * @self: (nullable): bars
 *
 * Frees them.
 */
void
vt_bars_free (VtBars *self)
{
  if (self == NULL)
    return;

  g_free (self->modules);
  g_free (self->text);
  g_free (self);
}

/**
 * vt_bars_get_width:
 * @self: bars
 *
 * Returns: how many modules wide they are together with the light space at both ends
 */
guint
vt_bars_get_width (const VtBars *self)
{
  return self->quiet_left + self->n_modules + self->quiet_right;
}

static void
append_digit (GString *modules, char digit, char set)
{
  const char *pattern = ean_digits[digit - '0'];

  for (int i = 0; i < 7; i++)
    {
      char module = set == 'B' ? pattern[6 - i] : pattern[i];

      g_string_append_c (modules, set == 'A' ? module : (module == '0' ? '1' : '0'));
    }
}

static void
append_digits (GString *modules, const char *digits, const char *sets)
{
  for (int i = 0; sets[i] != '\0'; i++)
    append_digit (modules, digits[i], sets[i]);
}

static VtBars *
new_bars (VtBarsKind kind, GString *modules, guint quiet_left, guint quiet_right, const char *text)
{
  VtBars *self = g_new0 (VtBars, 1);

  self->kind = kind;
  self->n_modules = (guint) modules->len;
  self->modules = g_string_free (modules, FALSE);
  self->quiet_left = quiet_left;
  self->quiet_right = quiet_right;
  self->text = g_strdup (text);
  return self;
}

/* UPC-A is the EAN-13 that begins with 0: the same bars. */
static VtBars *
new_ean_13 (const char *digits, gboolean is_upc)
{
  GString *modules = g_string_new ("101");

  append_digits (modules, digits + 1, ean_parities[digits[0] - '0']);
  g_string_append (modules, "01010");
  append_digits (modules, digits + 7, "CCCCCC");
  g_string_append (modules, "101");

  return is_upc ? new_bars (VT_BARS_UPC_A, modules, 9, 9, digits + 1)
                : new_bars (VT_BARS_EAN_13, modules, 11, 7, digits);
}

static VtBars *
new_ean_8 (const char *digits)
{
  GString *modules = g_string_new ("101");

  append_digits (modules, digits, "AAAA");
  g_string_append (modules, "01010");
  append_digits (modules, digits + 4, "CCCC");
  g_string_append (modules, "101");

  return new_bars (VT_BARS_EAN_8, modules, 7, 7, digits);
}

static void
append_symbol (GString *modules, const char *widths)
{
  for (int i = 0; widths[i] != '\0'; i++)
    for (int n = widths[i] - '0'; n > 0; n--)
      g_string_append_c (modules, i % 2 == 0 ? '1' : '0');
}

static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

/* Pairs of digits take half the room, but a change of set takes a character: worth it from four digits on at either
 * end, from six in between (ISO/IEC 15417, annex E). */
static gboolean
begin_pairs (const char *rest, gboolean at_start)
{
  gsize digits = count_digits (rest);

  return digits >= (at_start || rest[digits] == '\0' ? 4 : 6);
}

static void
append_pairs (GArray *values, const char **rest)
{
  while (count_digits (*rest) >= 2)
    {
      int value = ((*rest)[0] - '0') * 10 + ((*rest)[1] - '0');

      g_array_append_val (values, value);
      *rest += 2;
    }
}

static void
append_value (GArray *values, int value)
{
  g_array_append_val (values, value);
}

static GArray *
code_128_values (const char *text)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (int));
  const char *rest = text;

  /* An odd digit stands before the pairs. */
  if (begin_pairs (rest, TRUE) && count_digits (rest) % 2 == 0)
    {
      append_value (values, START_C);
      append_pairs (values, &rest);
      if (*rest != '\0')
        append_value (values, CODE_B);
    }
  else
    append_value (values, START_B);

  while (*rest != '\0')
    if (begin_pairs (rest, FALSE) && count_digits (rest) % 2 == 0)
      {
        append_value (values, CODE_C);
        append_pairs (values, &rest);
        if (*rest != '\0')
          append_value (values, CODE_B);
      }
    else
      append_value (values, *rest++ - ' ');

  return values;
}

static VtBars *
new_code_128 (const char *text)
{
  g_autoptr (GArray) values = code_128_values (text);
  GString *modules = g_string_new (NULL);
  int sum = g_array_index (values, int, 0);

  for (guint i = 0; i < values->len; i++)
    {
      append_symbol (modules, code_128[g_array_index (values, int, i)]);
      sum += (int) i * g_array_index (values, int, i);
    }
  append_symbol (modules, code_128[sum % 103]);
  append_symbol (modules, code_128_stop);

  return new_bars (VT_BARS_CODE_128, modules, 10, 10, text);
}

static gboolean
is_code_128 (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (*p < ' ' || *p > '~')
      return FALSE;

  return *text != '\0' && strlen (text) <= CODE_128_MAX_CHARS;
}

/* The digits of a trade number, without what people write between them. */
static char *
digits_of (const char *code)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = code; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/**
 * vt_bars_new:
 * @code: a barcode or an SKU
 * @error: %G_IO_ERROR_INVALID_DATA when no bars can say it
 *
 * A number of 8, 12 or 13 digits whose check digit fits becomes EAN-8, UPC-A or EAN-13; anything else of up to 48
 * characters of ASCII becomes Code 128.
 *
 * Returns: (transfer full) (nullable): the bars
 */
VtBars *
vt_bars_new (const char *code, GError **error)
{
  VtBarcodeKind kind = VT_BARCODE_OTHER;
  g_autofree char *digits = digits_of (code);
  g_autofree char *long_digits = g_strconcat ("0", digits, NULL);

  if (vt_barcode_check (code, &kind) == VT_BARCODE_GOOD)
    switch (kind)
      {
      case VT_BARCODE_EAN_13:
      case VT_BARCODE_ISBN_13:
        return new_ean_13 (digits, FALSE);
      case VT_BARCODE_UPC_A:
        return new_ean_13 (long_digits, TRUE);
      case VT_BARCODE_EAN_8:
        return new_ean_8 (digits);
      case VT_BARCODE_NONE:
      case VT_BARCODE_OTHER:
      case VT_BARCODE_UPC_E:
      case VT_BARCODE_GTIN_14:
      case VT_BARCODE_ISBN_10:
      default:
        break;
      }

  if (is_code_128 (code))
    return new_code_128 (code);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("“%s” cannot be printed as a barcode: only Latin letters without accents, digits and signs, up to %d "
                  "of them"),
               code, CODE_128_MAX_CHARS);
  return NULL;
}
