#include "app/widgets/vt-percent.h"

#include <string.h>

#define MAX_DIGITS 4

/* Reads digits into @value; @most of them at most. */
static guint
read_digits (const char **p, guint most, gint64 *value)
{
  guint n = 0;

  for (; g_ascii_isdigit (**p) && n < most; (*p)++, n++)
    *value = *value * 10 + g_ascii_digit_value (**p);

  return n;
}

/**
 * vt_percent_parse:
 * @text: a percentage as a person writes it: "15", "12.5", "12,50 %"
 * @basis_points: (out): hundredths of a percent; left as it was when there is none
 *
 * Returns: whether @text is a percentage with at most two decimals
 */
gboolean
vt_percent_parse (const char *text, gint64 *basis_points)
{
  const char *p = text + strspn (text, " ");
  gint64 value = 0;
  guint n_decimals = 0;

  if (read_digits (&p, MAX_DIGITS, &value) == 0)
    return FALSE;
  if (*p == '.' || *p == ',')
    {
      p++;
      n_decimals = read_digits (&p, 2, &value);
    }
  for (; n_decimals < 2; n_decimals++)
    value *= 10;

  p += strspn (p, " ");
  if (*p == '%')
    p++;
  if (p[strspn (p, " ")] != '\0')
    return FALSE;

  *basis_points = value;
  return TRUE;
}

/**
 * vt_percent_format:
 * @basis_points: hundredths of a percent, not negative
 *
 * Returns: (transfer full): the percentage without its sign, as short as it can be: "12.5"
 */
char *
vt_percent_format (gint64 basis_points)
{
  gint64 whole = basis_points / 100;
  gint64 rest = basis_points % 100;

  if (rest == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, whole);
  if (rest % 10 == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, whole, rest / 10);

  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT, whole, rest);
}
