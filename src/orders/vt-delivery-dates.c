#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-delivery-dates.h"

#include "content/vt-hours.h"

#include <string.h>
#include <unicode/udateintervalformat.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#define TEXT_MAX_UNITS 200
/* A promise further ahead is none; it also ends the search in a shop that is closed for good. */
#define SEARCH_DAYS 730
#define DAY_MS      86400000.0
#define MINUTE_US   (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

/**
 * vt_delivery_calendar_new:
 * @time_zone: IANA name; UTC when it is not known
 *
 * Returns: (transfer full): the calendar of a shop that is never closed
 */
VtDeliveryCalendar *
vt_delivery_calendar_new (const char *time_zone)
{
  VtDeliveryCalendar *self = g_new0 (VtDeliveryCalendar, 1);

  self->zone = time_zone != NULL && *time_zone != '\0' ? g_time_zone_new_identifier (time_zone) : NULL;
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->closed = g_hash_table_new (g_direct_hash, g_direct_equal);

  return self;
}

/**
 * vt_delivery_calendar_close:
 * @self: a calendar
 * @day: a day on which nothing leaves
 *
 * Closes a day.
 */
void
vt_delivery_calendar_close (VtDeliveryCalendar *self, const GDate *day)
{
  g_hash_table_add (self->closed, GUINT_TO_POINTER (g_date_get_julian (day)));
}

/**
 * vt_delivery_calendar_load:
 * @db: a shop's database or the public catalogue of a release
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the days that the shop works
 */
VtDeliveryCalendar *
vt_delivery_calendar_load (VtDb *db, GError **error)
{
  g_autoptr (VtHours) hours = vt_hours_load (db, error);
  VtDeliveryCalendar *self;

  if (hours == NULL)
    return NULL;

  self = g_new0 (VtDeliveryCalendar, 1);
  self->zone = g_time_zone_ref (hours->zone);
  self->closed = g_hash_table_new (g_direct_hash, g_direct_equal);
  for (guint i = 0; i < hours->closed->len; i++)
    vt_delivery_calendar_close (self, &((VtClosedDay *) g_ptr_array_index (hours->closed, i))->day);

  return self;
}

/**
 * vt_delivery_calendar_free:
 * @self: (nullable): a calendar
 *
 * Frees the record.
 */
void
vt_delivery_calendar_free (VtDeliveryCalendar *self)
{
  if (self == NULL)
    return;

  g_time_zone_unref (self->zone);
  g_hash_table_unref (self->closed);
  g_free (self);
}

static gboolean
works_on (const VtShippingMethod *method, const VtDeliveryCalendar *calendar, const GDate *day)
{
  guint bit = 1u << (g_date_get_weekday (day) - 1);

  return (method->weekdays & bit) != 0 &&
         !g_hash_table_contains (calendar->closed, GUINT_TO_POINTER (g_date_get_julian (day)));
}

/* Goes on to the @n-th working day after @day; with 0, to @day itself or the first one after it. */
static gboolean
go_on (const VtShippingMethod *method, const VtDeliveryCalendar *calendar, GDate *day, int n)
{
  for (int i = 0; i < SEARCH_DAYS; i++)
    {
      if (works_on (method, calendar, day) && n-- == 0)
        return TRUE;
      g_date_add_days (day, 1);
    }

  return FALSE;
}

static gint64
minute_of_day_us (const VtDeliveryCalendar *calendar, GDateTime *day, int minute)
{
  g_autoptr (GDateTime) at = g_date_time_new (calendar->zone, g_date_time_get_year (day), g_date_time_get_month (day),
                                              g_date_time_get_day_of_month (day), minute / 60, minute % 60, 0);

  return g_date_time_to_unix (at) * G_USEC_PER_SEC;
}

/**
 * vt_delivery_dates:
 * @method: a way to send
 * @calendar: the days that the shop works
 * @now_us: when the order is placed, UTC microseconds
 * @dates: (out): the promise; not set on failure
 *
 * An order before the cut-off of a working day leaves on that day, any other on the next working day; it arrives
 * `days_min` to `days_max` working days later. A working day is a weekday of the method on which the shop is not
 * closed. All of it is in the shop's time zone.
 *
 * Returns: whether there is a promise; not without `days_max` for a delivery, nor when there is no working day
 */
gboolean
vt_delivery_dates (const VtShippingMethod *method,
                   const VtDeliveryCalendar *calendar,
                   gint64 now_us,
                   VtDeliveryDates *dates)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = utc != NULL ? g_date_time_to_timezone (utc, calendar->zone) : NULL;
  VtDeliveryDates found = { .until_us = 0 };
  gint64 cutoff_us;
  GDate today;

  if (now == NULL || (method->kind == VT_SHIPPING_DELIVERY && method->days_max == 0))
    return FALSE;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));
  found.leaves = today;
  cutoff_us = method->cutoff_min >= 0 ? minute_of_day_us (calendar, now, method->cutoff_min) : G_MAXINT64;
  if (works_on (method, calendar, &today) && method->cutoff_min >= 0 && now_us < cutoff_us)
    found.until_us = cutoff_us;
  else if (now_us >= cutoff_us)
    g_date_add_days (&found.leaves, 1);

  if (!go_on (method, calendar, &found.leaves, 0))
    return FALSE;
  found.from = found.leaves;
  found.to = found.leaves;
  if (!go_on (method, calendar, &found.from, method->days_min) ||
      !go_on (method, calendar, &found.to, method->days_max))
    return FALSE;

  *dates = found;
  return TRUE;
}

/* Noon UTC of a day, as ICU counts time. */
static UDate
to_udate (const GDate *day)
{
  GDate epoch;

  g_date_clear (&epoch, 1);
  g_date_set_dmy (&epoch, 1, G_DATE_JANUARY, 1970);
  return (g_date_days_between (&epoch, day) + 0.5) * DAY_MS;
}

/**
 * vt_delivery_dates_format:
 * @self: a promise
 * @locale: language to write it in
 *
 * Returns: (transfer full): the first and last day as readers of that language write them: "Wed 25 – Thu 26 Nov"
 */
char *
vt_delivery_dates_format (const VtDeliveryDates *self, const char *locale)
{
  static const UChar utc[] = { 'U', 'T', 'C', 0 };
  static const UChar skeleton[] = { 'E', 'E', 'E', 'd', 'M', 'M', 'M', 0 };
  UErrorCode status = U_ZERO_ERROR;
  UDateIntervalFormat *formatter = udtitvfmt_open (locale, skeleton, -1, utc, -1, &status);
  UChar wide[TEXT_MAX_UNITS];
  char text[TEXT_MAX_UNITS * 3 + 1] = { 0 };
  int32_t length = 0;

  if (formatter != NULL)
    length =
        udtitvfmt_format (formatter, to_udate (&self->from), to_udate (&self->to), wide, TEXT_MAX_UNITS, NULL, &status);
  u_strToUTF8 (text, (int32_t) sizeof text, NULL, wide, length, &status);
  udtitvfmt_close (formatter);
  if (U_SUCCESS (status))
    return g_strdup (text);

  g_date_strftime (text, sizeof text, "%F", &self->from);
  return g_strdup (text);
}

static char *
format_unit (gint64 n, const char *unit, const char *locale)
{
  g_autofree char *words = g_strdup_printf ("measure-unit/duration-%s unit-width-short", unit);
  UErrorCode status = U_ZERO_ERROR;
  UChar skeleton[TEXT_MAX_UNITS];
  UChar wide[TEXT_MAX_UNITS];
  char text[TEXT_MAX_UNITS * 3 + 1] = { 0 };
  UNumberFormatter *formatter;
  UFormattedNumber *result = unumf_openResult (&status);
  int32_t length;

  u_uastrcpy (skeleton, words);
  formatter = unumf_openForSkeletonAndLocale (skeleton, -1, locale, &status);
  unumf_formatInt (formatter, n, result, &status);
  length = unumf_resultToString (result, wide, TEXT_MAX_UNITS, &status);
  u_strToUTF8 (text, (int32_t) sizeof text, NULL, wide, length, &status);
  unumf_closeResult (result);
  unumf_close (formatter);

  return U_SUCCESS (status) ? g_strdup (text) : g_strdup_printf ("%" G_GINT64_FORMAT " %s", n, unit);
}

/**
 * vt_delivery_dates_format_left:
 * @self: a promise
 * @now_us: UTC microseconds
 * @locale: language to write it in
 *
 * Returns: (transfer full) (nullable): how long the promise holds, in whole minutes: "3 hr 40 min"; %NULL when it has
 * no cut-off, or less than a minute is left
 */
char *
vt_delivery_dates_format_left (const VtDeliveryDates *self, gint64 now_us, const char *locale)
{
  gint64 minutes = self->until_us > now_us ? (self->until_us - now_us) / MINUTE_US : 0;
  g_autofree char *hours_text = NULL;
  g_autofree char *minutes_text = NULL;

  if (minutes == 0)
    return NULL;

  hours_text = format_unit (minutes / 60, "hour", locale);
  minutes_text = format_unit (minutes % 60, "minute", locale);
  if (minutes < 60)
    return g_steal_pointer (&minutes_text);
  if (minutes % 60 == 0)
    return g_steal_pointer (&hours_text);

  return g_strconcat (hours_text, " ", minutes_text, NULL);
}
