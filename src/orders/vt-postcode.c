#include "orders/vt-postcode.h"

#include <stdlib.h>
#include <string.h>

/* Longer is no country's postcode. */
#define POSTCODE_MAX_CHARS 12
#define RANGE              "..."

/* The states of Brazil by the first five digits of the CEP. Source: Correios, “Faixas de CEP”. */
static const struct
{
  int first;
  int last;
  const char *state;
} brazil[] = {
  { 1000, 19999, "SP" },  { 20000, 28999, "RJ" }, { 29000, 29999, "ES" }, { 30000, 39999, "MG" },
  { 40000, 48999, "BA" }, { 49000, 49999, "SE" }, { 50000, 56999, "PE" }, { 57000, 57999, "AL" },
  { 58000, 58999, "PB" }, { 59000, 59999, "RN" }, { 60000, 63999, "CE" }, { 64000, 64999, "PI" },
  { 65000, 65999, "MA" }, { 66000, 68899, "PA" }, { 68900, 68999, "AP" }, { 69000, 69299, "AM" },
  { 69300, 69399, "RR" }, { 69400, 69899, "AM" }, { 69900, 69999, "AC" }, { 70000, 72799, "DF" },
  { 72800, 72999, "GO" }, { 73000, 73699, "DF" }, { 73700, 76799, "GO" }, { 76800, 76999, "RO" },
  { 77000, 77999, "TO" }, { 78000, 78899, "MT" }, { 79000, 79999, "MS" }, { 80000, 87999, "PR" },
  { 88000, 89999, "SC" }, { 90000, 99999, "RS" },
};

/**
 * vt_postcode_normalise:
 * @postcode: (nullable): as somebody typed it, valid UTF-8
 *
 * Leaves digits and letters alone, the letters as capitals and the digits of any script as ASCII: “4000-123”, “4000
 * 123” and “๔๐๐๐๑๒๓” are the same.
 *
 * Returns: (transfer full): what is compared; "" when there is nothing
 */
char *
vt_postcode_normalise (const char *postcode)
{
  GString *normal = g_string_new (NULL);

  for (const char *p = postcode != NULL ? postcode : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        g_string_append_c (normal, (char) ('0' + g_unichar_digit_value (c)));
      else if (c < 0x80 && g_ascii_isalpha ((char) c))
        g_string_append_c (normal, g_ascii_toupper ((char) c));
    }

  return g_string_free (normal, FALSE);
}

static gboolean
is_part (const char *normal)
{
  return *normal != '\0' && strlen (normal) <= POSTCODE_MAX_CHARS;
}

/* Only what a postcode is written with; the rest would silently be dropped. */
static gboolean
is_written_well (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isdigit (c) && !(c < 0x80 && (g_ascii_isalpha ((char) c) || c == ' ' || c == '-')))
        return FALSE;
    }

  return TRUE;
}

static gboolean
normalise_range (const char *text, const char *dots, char **normal)
{
  g_autofree char *head = g_strndup (text, (gsize) (dots - text));
  g_autofree char *from = vt_postcode_normalise (head);
  g_autofree char *to = vt_postcode_normalise (dots + strlen (RANGE));

  if (!is_written_well (head) || !is_written_well (dots + strlen (RANGE)) || !is_part (from) ||
      strlen (from) != strlen (to) || strcmp (from, to) > 0)
    return FALSE;

  *normal = g_strconcat (from, RANGE, to, NULL);
  return TRUE;
}

/**
 * vt_postcode_pattern_normalise:
 * @pattern: "4000-123", "41*" or "4200...4299" (the ellipsis character will do)
 * @normal: (out) (transfer full): the pattern as it is kept; not set on failure
 *
 * The ends of a range have the same length, and are compared with as many characters of a postcode: 4200...4299 is
 * 4200-000 to 4299-999 as well.
 *
 * Returns: whether it is a pattern
 */
gboolean
vt_postcode_pattern_normalise (const char *pattern, char **normal)
{
  g_auto (GStrv) halves = g_strsplit (pattern, "…", -1);
  g_autofree char *text = g_strstrip (g_strjoinv (RANGE, halves));
  const char *dots = strstr (text, RANGE);
  gboolean open_end = g_str_has_suffix (text, "*");
  g_autofree char *part = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  if (dots != NULL)
    return normalise_range (text, dots, normal);

  if (open_end)
    text[strlen (text) - 1] = '\0';
  part = vt_postcode_normalise (text);
  if (!is_written_well (text) || !is_part (part))
    return FALSE;

  *normal = g_strconcat (part, open_end ? "*" : NULL, NULL);
  return TRUE;
}

/**
 * vt_postcode_matches:
 * @normal_postcode: from vt_postcode_normalise()
 * @normal_pattern: from vt_postcode_pattern_normalise()
 *
 * Returns: whether the pattern has the postcode
 */
gboolean
vt_postcode_matches (const char *normal_postcode, const char *normal_pattern)
{
  const char *dots = strstr (normal_pattern, RANGE);
  gsize length = dots != NULL ? (gsize) (dots - normal_pattern) : strlen (normal_pattern);

  if (dots != NULL)
    return strlen (normal_postcode) >= length && strncmp (normal_postcode, normal_pattern, length) >= 0 &&
           strncmp (normal_postcode, dots + strlen (RANGE), length) <= 0;
  if (length > 0 && normal_pattern[length - 1] == '*')
    return strncmp (normal_postcode, normal_pattern, length - 1) == 0;

  return strcmp (normal_postcode, normal_pattern) == 0;
}

/**
 * vt_postcode_get_state:
 * @country: ISO 3166-1 code
 * @postcode: (nullable): as typed
 *
 * What a postcode alone tells of the state: shoppers need not be asked for it then. Known for Brazil.
 *
 * Returns: (transfer none) (nullable): ISO 3166-2 code without the country; %NULL when it does not tell
 */
const char *
vt_postcode_get_state (const char *country, const char *postcode)
{
  g_autofree char *normal = vt_postcode_normalise (postcode);
  int head;

  if (strcmp (country, "BR") != 0 || strlen (normal) != 8 || strspn (normal, "0123456789") != 8)
    return NULL;

  head = atoi (normal) / 1000;
  for (guint i = 0; i < G_N_ELEMENTS (brazil); i++)
    if (head >= brazil[i].first && head <= brazil[i].last)
      return brazil[i].state;

  return NULL;
}
