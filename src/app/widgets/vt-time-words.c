#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-time-words.h"

#include <glib/gi18n.h>

static gint64
day_number (GDateTime *time)
{
  GDate date;
  int year, month, day;

  g_date_time_get_ymd (time, &year, &month, &day);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static const char *
format_for (gint64 days_ago, gboolean same_year)
{
  if (days_ago == 0)
    return _ ("Today %H:%M"); /* TRANSLATORS: as in strftime: hours and minutes */
  if (days_ago == 1)
    return _ ("Yesterday %H:%M"); /* TRANSLATORS: as in strftime: hours and minutes */
  if (days_ago > 1 && days_ago < 7)
    return _ ("%a %H:%M"); /* TRANSLATORS: as in strftime: weekday, hours and minutes */
  if (same_year)
    return _ ("%-d %b %H:%M"); /* TRANSLATORS: as in strftime: day, month, hours and minutes */

  return _ ("%-d %b %Y"); /* TRANSLATORS: as in strftime: day, month, year */
}

/**
 * vt_time_in_words:
 * @us: UTC microseconds since 1970
 * @now_us: the present, in the same unit
 *
 * Returns: (transfer full): the moment in the time zone of this computer, as short as it is clear: "Today 18:40",
 * "Fri 18:40", "14 Nov 09:12"; "" for a moment that no calendar has
 */
char *
vt_time_in_words (gint64 us, gint64 now_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);

  if (time == NULL || now == NULL)
    return g_strdup ("");

  return g_date_time_format (time, format_for (day_number (now) - day_number (time),
                                               g_date_time_get_year (now) == g_date_time_get_year (time)));
}
