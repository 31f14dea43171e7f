/* Amounts, counts and dates as the shop's language writes them. */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-money.h"
#include "site/vt-model.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define MAX_DATE 256

/**
 * vt_model_string:
 * @view: a view
 * @key: name of one of the theme's strings
 *
 * Returns: (transfer none): the string; "" when the theme has none of this name
 */
const char *
vt_model_string (VtView *view, const char *key)
{
  return json_object_get_string_member_with_default (view->strings, key, "");
}

/**
 * vt_model_direction:
 * @language: a BCP 47 tag
 *
 * Returns: (transfer none): "rtl" or "ltr", for the `dir` of what is written in it
 */
const char *
vt_model_direction (const char *language)
{
  return uloc_isRightToLeft (language) ? "rtl" : "ltr";
}

/**
 * vt_model_fill_text:
 * @text: (transfer full): a text with `{name}` in it
 * @name: what stands between the braces
 * @value: what is put there
 *
 * Returns: (transfer full): the text filled
 */
char *
vt_model_fill_text (char *text, const char *name, const char *value)
{
  g_autofree char *owned = text;
  g_autofree char *mark = g_strdup_printf ("{%s}", name);
  g_autoptr (GString) out = g_string_new (owned);

  g_string_replace (out, mark, value, 0);
  return g_strdup (out->str);
}

/**
 * vt_model_fill:
 * @view: a view
 * @key: name of a string
 * @name: what stands between its braces
 * @value: what is put there
 *
 * Returns: (transfer full): the string filled
 */
char *
vt_model_fill (VtView *view, const char *key, const char *name, const char *value)
{
  return vt_model_fill_text (g_strdup (vt_model_string (view, key)), name, value);
}

/**
 * vt_model_count:
 * @view: a view
 * @key: name of a string without its `_one` or `_other`
 * @count: how many
 *
 * Returns: (transfer full): the count in words: "11 pieces"
 */
char *
vt_model_count (VtView *view, const char *key, gint64 count)
{
  g_autofree char *one = g_strconcat (key, "_one", NULL);
  g_autofree char *other = g_strconcat (key, "_other", NULL);
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  return vt_model_fill (view, count == 1 && json_object_has_member (view->strings, one) ? one : other, "count", digits);
}

/**
 * vt_model_money:
 * @view: a view
 * @minor: minor units of the shop's currency
 *
 * Returns: (transfer full): the amount for people
 */
char *
vt_model_money (VtView *view, gint64 minor)
{
  return vt_money_format (vt_money_new (minor, view->currency), view->language);
}

/**
 * vt_model_days:
 * @view: a view
 * @days_min: working days
 * @days_max: not less; both 0: not told
 *
 * Returns: (transfer full): "2–4 days", or ""
 */
char *
vt_model_days (VtView *view, int days_min, int days_max)
{
  g_autofree char *from = g_strdup_printf ("%d", days_min);
  g_autofree char *to = g_strdup_printf ("%d", days_max);

  if (days_max <= 0)
    return g_strdup ("");
  if (days_min == days_max)
    return vt_model_count (view, "day", days_max);

  return vt_model_fill_text (vt_model_fill (view, "days", "from", from), "to", to);
}

static char *
format (VtView *view, gint64 at_us, const char *skeleton)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide_skeleton[32], zone[64], pattern[MAX_DATE], wide[MAX_DATE] = { 0 };
  char text[MAX_DATE * 3 + 1] = { 0 };
  UDateTimePatternGenerator *generator;
  UDateFormat *formatter = NULL;
  int32_t length, pattern_length = 0;

  u_uastrncpy (wide_skeleton, skeleton, G_N_ELEMENTS (wide_skeleton));
  u_uastrncpy (zone, *view->time_zone != '\0' ? view->time_zone : "UTC", G_N_ELEMENTS (zone));
  zone[G_N_ELEMENTS (zone) - 1] = 0;

  generator = udatpg_open (view->language, &status);
  if (U_SUCCESS (status))
    pattern_length = udatpg_getBestPattern (generator, wide_skeleton, -1, pattern, MAX_DATE, &status);
  if (U_SUCCESS (status))
    formatter = udat_open (UDAT_PATTERN, UDAT_PATTERN, view->language, zone, -1, pattern, pattern_length, &status);
  if (U_SUCCESS (status))
    {
      length = udat_format (formatter, (UDate) (at_us / 1000), wide, MAX_DATE, NULL, &status);
      u_strToUTF8 (text, sizeof text, NULL, wide, length, &status);
    }

  if (formatter != NULL)
    udat_close (formatter);
  if (generator != NULL)
    udatpg_close (generator);

  return U_SUCCESS (status) ? g_strdup (text) : g_strdup ("");
}

/**
 * vt_model_date:
 * @view: a view
 * @at_us: UTC microseconds
 *
 * Returns: (transfer full): the day, in the shop's zone: "2 November 2026"
 */
char *
vt_model_date (VtView *view, gint64 at_us)
{
  return format (view, at_us, "yMMMMd");
}

/**
 * vt_model_date_time:
 * @view: a view
 * @at_us: UTC microseconds
 *
 * Returns: (transfer full): day and time in the shop's zone
 */
char *
vt_model_date_time (VtView *view, gint64 at_us)
{
  return format (view, at_us, "yMMMMdHHmm");
}

/**
 * vt_model_deadline:
 * @view: a view
 * @at_us: UTC microseconds
 *
 * Returns: (transfer full): "Sunday 29 November at 23:59, Lisbon"
 */
char *
vt_model_deadline (VtView *view, gint64 at_us)
{
  g_autofree char *date = format (view, at_us, "EEEEMMMMd");
  g_autofree char *time = format (view, at_us, "HHmm");
  g_autofree char *text = vt_model_fill_text (vt_model_fill (view, "ends_at", "date", date), "time", time);
  const char *slash = strrchr (view->time_zone, '/');
  g_autofree char *city = g_strdup (slash != NULL ? slash + 1 : "UTC");

  return g_strconcat (text, ", ", g_strdelimit (city, "_", ' '), NULL);
}
