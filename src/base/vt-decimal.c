/* Numbers in the cells of a file. Whether "1.234" is one and a bit or a thousand and some is a fact about the file, not
 * about the cell: it is declared or found from cells that leave no doubt, and never guessed for one that does. */

#include "base/vt-decimal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TEXT_BYTES 200
#define MAX_DIGITS     64
#define GROUPING       '\'' /* a mark that is never decimal: apostrophe, space, U+066C */

/* A number reduced to ASCII digits, '.', ',' and GROUPING. */
typedef struct
{
  char marks[MAX_DIGITS + 1];
  char affix[16];
  gboolean negative;
  gboolean percent;
} Shape;

static const char *const names[] = { "auto", "point", "comma", "ambiguous", "mixed" };

/**
 * vt_decimal_to_string:
 * @self: a decimal sign
 *
 * Returns: (transfer none): "auto", "point", "comma", "ambiguous" or "mixed"
 */
const char *
vt_decimal_to_string (VtDecimal self)
{
  g_return_val_if_fail ((guint) self < G_N_ELEMENTS (names), "auto");

  return names[self];
}

/**
 * vt_decimal_from_string:
 * @name: "auto", "point" or ".", "comma" or ","
 * @out: (out): the decimal sign
 *
 * Returns: whether @name is one of these; if not, @out is left as it was
 */
gboolean
vt_decimal_from_string (const char *name, VtDecimal *out)
{
  if (strcmp (name, "auto") == 0)
    *out = VT_DECIMAL_UNKNOWN;
  else if (strcmp (name, "point") == 0 || strcmp (name, ".") == 0)
    *out = VT_DECIMAL_POINT;
  else if (strcmp (name, "comma") == 0 || strcmp (name, ",") == 0)
    *out = VT_DECIMAL_COMMA;
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x200E || c == 0x200F || c == 0x061C;
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2212 || c == 0xFF0D;
}

/* Returns 0 for what cannot stand inside a number. */
static char
reduce (gunichar c)
{
  if (c < 0x80 ? g_ascii_isdigit ((char) c) : g_unichar_isdigit (c))
    return (char) ('0' + g_unichar_digit_value (c));
  switch (c)
    {
    case '.':
    case 0xFF0E:
      return '.';
    case ',':
    case 0xFF0C:
    case 0x066B:
      return ',';
    case '\'':
    case 0x2019:
    case 0x066C:
      return GROUPING;
    default:
      return is_blank (c) ? GROUPING : 0;
    }
}

static const char *
skip_blanks (const char *p)
{
  while (*p != '\0' && is_blank (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

static gboolean
is_affix (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL;
}

/* Letters and currency signs; a dot belongs to them when a blank or the end follows ("kr. 100"). */
static gboolean
take_affix (const char **p, Shape *shape)
{
  const char *start = *p;
  const char *end = start;
  gsize length;

  while (*end != '\0' && is_affix (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  length = (gsize) (end - start);
  if (length > 0 && *end == '.' && (end[1] == '\0' || is_blank (g_utf8_get_char (end + 1))))
    end++;
  *p = skip_blanks (end);
  if (length == 0)
    return TRUE;
  if (length >= sizeof shape->affix || *shape->affix != '\0')
    return FALSE;
  memcpy (shape->affix, start, length);
  shape->affix[length] = '\0';
  return TRUE;
}

static void
take_sign (const char **p, Shape *shape)
{
  if (!is_minus (g_utf8_get_char (*p)) && **p != '+')
    return;
  shape->negative = **p != '+';
  *p = skip_blanks (g_utf8_next_char (*p));
}

static gboolean
take_marks (const char **p, Shape *shape)
{
  gsize n = 0;
  gboolean blank = FALSE;

  for (; **p != '\0'; *p = g_utf8_next_char (*p))
    {
      gunichar c = g_utf8_get_char (*p);
      char mark = reduce (c);

      if (mark == 0)
        break;
      if (mark == GROUPING && is_blank (c))
        {
          blank = n > 0;
          continue;
        }
      if (n + 2 > MAX_DIGITS)
        return FALSE;
      if (blank)
        shape->marks[n++] = GROUPING;
      shape->marks[n++] = mark;
      blank = FALSE;
    }
  shape->marks[n] = '\0';
  return strpbrk (shape->marks, "0123456789") != NULL;
}

static gboolean
take_shape (const char *text, Shape *shape)
{
  const char *p;

  memset (shape, 0, sizeof *shape);
  if (strnlen (text, MAX_TEXT_BYTES + 1) > MAX_TEXT_BYTES || !g_utf8_validate (text, -1, NULL))
    return FALSE;

  p = skip_blanks (text);
  take_sign (&p, shape);
  if (!take_affix (&p, shape))
    return FALSE;
  take_sign (&p, shape);
  if (!take_marks (&p, shape))
    return FALSE;
  if (*p == '%')
    {
      shape->percent = TRUE;
      p = skip_blanks (p + 1);
    }
  /* "12,-" and "12.-" are whole amounts in price lists. */
  if (is_minus (g_utf8_get_char (p)) && strlen (shape->marks) > 1 &&
      strchr (".,", shape->marks[strlen (shape->marks) - 1]) != NULL)
    {
      shape->marks[strlen (shape->marks) - 1] = '\0';
      p = skip_blanks (g_utf8_next_char (p));
    }
  return take_affix (&p, shape) && *p == '\0';
}

/* Groups are of three digits, or of two before the last three as in India; one mark throughout, and not @decimal. */
static gboolean
groups_are_regular (const char *whole, gsize length, char decimal)
{
  char mark = 0;
  gsize group = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (whole[i]))
        {
          group++;
          continue;
        }
      if (whole[i] == decimal || (mark != 0 && whole[i] != mark) || group < (mark == 0 ? 1 : 2) || group > 3)
        return FALSE;
      mark = whole[i];
      group = 0;
    }
  return mark == 0 || group == 3;
}

/* Whether the number can be read with @decimal as its decimal sign. */
static gboolean
fits (const char *marks, char decimal)
{
  const char *found = strrchr (marks, decimal);
  gsize whole = found != NULL ? (gsize) (found - marks) : strlen (marks);

  if (found != NULL && (found[1] == '\0' || strspn (found + 1, "0123456789") != strlen (found + 1)))
    return FALSE;
  return groups_are_regular (marks, whole, decimal);
}

static VtDecimal
decide_shape (const char *marks)
{
  gboolean point = fits (marks, '.');
  gboolean comma = fits (marks, ',');

  if (strpbrk (marks, ".,") == NULL)
    return VT_DECIMAL_UNKNOWN;
  if (point && comma)
    {
      /* Nobody groups "0.500" or "1234.567". */
      gsize before = strcspn (marks, ".,");
      char mark = marks[before];

      if ((before == 1 && *marks == '0') || before == 0 || before > 3)
        return mark == '.' ? VT_DECIMAL_POINT : VT_DECIMAL_COMMA;
      return VT_DECIMAL_AMBIGUOUS;
    }
  if (point || comma)
    return point ? VT_DECIMAL_POINT : VT_DECIMAL_COMMA;
  return VT_DECIMAL_MIXED;
}

/**
 * vt_decimal_of:
 * @text: a cell
 *
 * Returns: the decimal sign that the number in it must have; %VT_DECIMAL_AMBIGUOUS when it may be either,
 *   %VT_DECIMAL_UNKNOWN when it is whole or no number
 */
VtDecimal
vt_decimal_of (const char *text)
{
  Shape shape;
  VtDecimal found = take_shape (text, &shape) ? decide_shape (shape.marks) : VT_DECIMAL_UNKNOWN;

  return found != VT_DECIMAL_MIXED ? found : VT_DECIMAL_UNKNOWN;
}

/**
 * vt_decimal_weigh:
 * @evidence: what was seen so far
 * @text: another cell of the column
 *
 * Cells that hold no number say nothing.
 */
void
vt_decimal_weigh (VtDecimalEvidence *evidence, const char *text)
{
  Shape shape;

  if (!take_shape (text, &shape))
    return;
  switch (decide_shape (shape.marks))
    {
    case VT_DECIMAL_POINT:
      evidence->point++;
      break;
    case VT_DECIMAL_COMMA:
      evidence->comma++;
      break;
    case VT_DECIMAL_AMBIGUOUS:
      evidence->ambiguous++;
      break;
    case VT_DECIMAL_UNKNOWN:
      evidence->whole++;
      break;
    case VT_DECIMAL_MIXED:
    default:
      break;
    }
}

/**
 * vt_decimal_decide:
 * @evidence: what the cells of a column, or of a file, say
 *
 * Returns: their decimal sign, as far as they tell
 */
VtDecimal
vt_decimal_decide (const VtDecimalEvidence *evidence)
{
  if (evidence->point > 0 && evidence->comma > 0)
    return VT_DECIMAL_MIXED;
  if (evidence->point > 0)
    return VT_DECIMAL_POINT;
  if (evidence->comma > 0)
    return VT_DECIMAL_COMMA;
  return evidence->ambiguous > 0 ? VT_DECIMAL_AMBIGUOUS : VT_DECIMAL_UNKNOWN;
}

static gboolean
fail (GError **error, const char *text, const char *reason)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (strlen (text), MAX_TEXT_BYTES));

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” cannot be read as a number: %s"), valid, reason);
  return FALSE;
}

static gboolean
check_shape (const char *text, const char *marks, VtDecimal sign, GError **error)
{
  if (sign == VT_DECIMAL_POINT && !fits (marks, '.'))
    return fail (error, text,
                 fits (marks, ',') ? _ ("the decimal sign of the file is “.”, and here it seems to be “,”")
                                   : _ ("write it as digits with one decimal sign, such as 1299.50"));
  if (sign == VT_DECIMAL_COMMA && !fits (marks, ','))
    return fail (error, text,
                 fits (marks, '.') ? _ ("the decimal sign of the file is “,”, and here it seems to be “.”")
                                   : _ ("write it as digits with one decimal sign, such as 1299,50"));
  if (!fits (marks, '.') && !fits (marks, ','))
    return fail (error, text, _ ("write it as digits with one decimal sign, such as 1299.50"));
  return TRUE;
}

static gboolean
read_value (const char *text, const Shape *shape, char decimal, guint places, gint64 *out, GError **error)
{
  const char *found = decimal != 0 ? strrchr (shape->marks, decimal) : NULL;
  gsize whole = found != NULL ? (gsize) (found - shape->marks) : strlen (shape->marks);
  const char *fraction = found != NULL ? found + 1 : "";
  gsize n_fraction = strlen (fraction);
  gint64 value = 0;

  if (n_fraction > places && strspn (fraction + places, "0") != n_fraction - places)
    return fail (error, text, _ ("it has more decimals than can be kept"));

  for (gsize i = 0; i < whole + places; i++)
    {
      char digit = i < whole ? shape->marks[i] : (i - whole < n_fraction ? fraction[i - whole] : '0');

      if (g_ascii_isdigit (digit) && (__builtin_mul_overflow (value, 10, &value) ||
                                      __builtin_add_overflow (value, (gint64) (digit - '0'), &value)))
        return fail (error, text, _ ("it is too large"));
    }
  *out = shape->negative ? -value : value;
  return TRUE;
}

/**
 * vt_decimal_parse:
 * @text: a number as people and spreadsheets write it, with grouping marks, a sign or code of a currency or unit
 * @sign: the decimal sign of its column; when it is not known, a number that can be read in one way alone is read so
 * @places: decimals to keep, 0 to 9
 * @out: (out): the number
 * @error: %G_IO_ERROR_INVALID_DATA: it is no number, or it has decimals beyond @places, or is ambiguous
 *
 * Digits of every script are read.
 *
 * Returns: whether it was read; if not, @out is left as it was
 */
gboolean
vt_decimal_parse (const char *text, VtDecimal sign, guint places, VtDecimalNumber *out, GError **error)
{
  Shape shape;
  gint64 value = 0;

  g_return_val_if_fail (places <= 9, FALSE);

  if (vt_decimal_is_exponent (text))
    return fail (error, text, _ ("a spreadsheet has rounded it; format the column as a number and export again"));
  if (!take_shape (text, &shape))
    return fail (error, text, _ ("write it as digits with one decimal sign, such as 1299.50"));
  if (!check_shape (text, shape.marks, sign, error))
    return FALSE;

  if (sign != VT_DECIMAL_POINT && sign != VT_DECIMAL_COMMA)
    sign = decide_shape (shape.marks);
  if (sign == VT_DECIMAL_AMBIGUOUS)
    return fail (error, text, _ ("it may have decimals or thousands; say which decimal sign the file has"));
  if (!read_value (text, &shape, (char) (sign == VT_DECIMAL_COMMA ? ',' : '.'), places, &value, error))
    return FALSE;

  out->value = value;
  out->percent = shape.percent;
  memcpy (out->affix, shape.affix, sizeof out->affix);
  return TRUE;
}

/**
 * vt_decimal_is_exponent:
 * @text: a cell
 *
 * Returns: whether it is a number with an exponent, such as "6.9E+12" or "6,9E+12": what a spreadsheet makes of a long
 *   code. With a plain exponent ("12E5") it takes a decimal sign or a plus to be told from an article number
 */
gboolean
vt_decimal_is_exponent (const char *text)
{
  gsize digits = strspn (text, "0123456789");
  const char *p = text + digits;
  gboolean marked = digits > 0 && (*p == '.' || *p == ',');

  if (marked)
    p += 1 + strspn (p + 1, "0123456789");
  if (digits == 0 || (*p != 'E' && *p != 'e'))
    return FALSE;
  p++;
  marked = marked || *p == '+';
  if (*p == '+' || *p == '-')
    p++;
  return marked && *p != '\0' && p[strspn (p, "0123456789")] == '\0';
}
