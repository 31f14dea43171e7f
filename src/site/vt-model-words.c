/* Amounts, counts and dates as the shop's language writes them. */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-money.h"
#include "site/vt-locale.h"
#include "site/vt-model.h"

#include <string.h>

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
  return vt_value_get_string (view->strings, key);
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
 * @key: name of a string without its `_one`, `_other` or whatever forms the language has
 * @count: how many
 *
 * Returns: (transfer full): the count in words: "11 pieces"
 */
char *
vt_model_count (VtView *view, const char *key, gint64 count)
{
  g_autofree char *form = g_strconcat (key, "_", vt_locale_plural (view->language, count), NULL);
  g_autofree char *other = g_strconcat (key, "_other", NULL);
  g_autofree char *digits = vt_locale_number (view->language, count);

  return vt_model_fill (view, vt_value_get (view->strings, form) != NULL ? form : other, "count", digits);
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
  g_autofree char *from = vt_locale_number (view->language, days_min);
  g_autofree char *to = vt_locale_number (view->language, days_max);

  if (days_max <= 0)
    return g_strdup ("");
  if (days_min == days_max)
    return vt_model_count (view, "day", days_max);

  return vt_model_fill_text (vt_model_fill (view, "days", "from", from), "to", to);
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
  return vt_locale_date (view->language, view->time_zone, "yMMMMd", at_us);
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
  return vt_locale_date (view->language, view->time_zone, "yMMMMdHHmm", at_us);
}

static char *
day_and_time (VtView *view, gint64 at_us, const char *skeleton)
{
  g_autofree char *date = vt_locale_date (view->language, view->time_zone, skeleton, at_us);
  g_autofree char *time = vt_locale_date (view->language, view->time_zone, "HHmm", at_us);
  g_autofree char *text = vt_model_fill_text (vt_model_fill (view, "ends_at", "date", date), "time", time);
  g_autofree char *city = vt_locale_date (view->language, view->time_zone, "VVV", at_us);

  return g_strconcat (text, ", ", city, NULL);
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
  return day_and_time (view, at_us, "EEEEMMMMd");
}

/**
 * vt_model_moment:
 * @view: a view
 * @at_us: UTC microseconds
 *
 * Returns: (transfer full): "Sunday 29 November 2026 at 19:00, Lisbon"
 */
char *
vt_model_moment (VtView *view, gint64 at_us)
{
  return day_and_time (view, at_us, "yEEEEMMMMd");
}

/**
 * vt_model_reduction:
 * @view: a view
 * @percent: by how much, 1 to 100
 *
 * Returns: (transfer full): "−15%", as the page's language writes it
 */
char *
vt_model_reduction (VtView *view, gint64 percent)
{
  g_autofree char *text = vt_locale_percent (view->language, (int) percent * 100);

  return g_strconcat ("−", text, NULL);
}
