#define G_LOG_DOMAIN "vt-content"

#include "content/vt-hours.h"

#include "content/vt-content-error.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define DAY_MIN     1440
#define SEARCH_DAYS 366
#define TEXT_MAX    2000

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static void
closed_day_free (VtClosedDay *self)
{
  g_free (self->name);
  g_free (self);
}

/**
 * vt_hours_new:
 * @time_zone: IANA name; UTC when it is not known
 *
 * Returns: (transfer full): hours with nothing in them
 */
VtHours *
vt_hours_new (const char *time_zone)
{
  VtHours *self = g_new0 (VtHours, 1);

  self->zone = time_zone != NULL && *time_zone != '\0' ? g_time_zone_new_identifier (time_zone) : NULL;
  if (self->zone == NULL)
    self->zone = g_time_zone_new_utc ();
  self->openings = g_array_new (FALSE, FALSE, sizeof (VtOpening));
  self->closed = g_ptr_array_new_with_free_func ((GDestroyNotify) closed_day_free);

  return self;
}

/**
 * vt_hours_free:
 * @self: (nullable): hours
 *
 * Frees the record.
 */
void
vt_hours_free (VtHours *self)
{
  if (self == NULL)
    return;

  g_time_zone_unref (self->zone);
  g_array_unref (self->openings);
  g_ptr_array_unref (self->closed);
  g_free (self);
}

static const VtClosedDay *
find_closed (const VtHours *self, const GDate *day)
{
  for (guint i = 0; i < self->closed->len; i++)
    {
      const VtClosedDay *closed = g_ptr_array_index (self->closed, i);

      if (g_date_compare (&closed->day, day) == 0)
        return closed;
    }

  return NULL;
}

static gint64
to_us (const VtHours *self, const GDate *day, int minute)
{
  GDate date = *day;
  g_autoptr (GDateTime) at = NULL;

  if (minute == DAY_MIN)
    g_date_add_days (&date, 1);
  at = g_date_time_new (self->zone, g_date_get_year (&date), (gint) g_date_get_month (&date), g_date_get_day (&date),
                        minute % DAY_MIN / 60, minute % 60, 0);

  return g_date_time_to_unix (at) * G_USEC_PER_SEC;
}

/* When a day that is open until midnight really ends: it goes on with the next day's hours from 00:00. 0: never. */
static gint64
find_end (const VtHours *self, const GDate *day)
{
  GDate next = *day;

  for (int i = 0; i < SEARCH_DAYS; i++)
    {
      const VtOpening *early = NULL;

      g_date_add_days (&next, 1);
      for (guint j = 0; j < self->openings->len && find_closed (self, &next) == NULL; j++)
        {
          const VtOpening *opening = &g_array_index (self->openings, VtOpening, j);

          if (opening->weekday == (int) g_date_get_weekday (&next) && opening->opens_min == 0)
            early = opening;
        }
      if (early == NULL || early->closes_min < DAY_MIN)
        return to_us (self, &next, early != NULL ? early->closes_min : 0);
    }

  return 0;
}

/* The first moment of @day after @now_us at which it opens, or if it is open then: @state becomes what that means. */
static gboolean
look_at_day (const VtHours *self, const GDate *day, gint64 now_us, VtHoursState *state)
{
  if (find_closed (self, day) != NULL)
    return FALSE;

  for (guint i = 0; i < self->openings->len; i++)
    {
      const VtOpening *opening = &g_array_index (self->openings, VtOpening, i);
      gint64 opens_us;
      gint64 closes_us;

      if (opening->weekday != (int) g_date_get_weekday (day))
        continue;
      opens_us = to_us (self, day, opening->opens_min);
      closes_us = to_us (self, day, opening->closes_min);
      if (now_us >= closes_us)
        continue;

      state->open = now_us >= opens_us;
      state->changes_us = opens_us;
      if (state->open)
        state->changes_us = opening->closes_min == DAY_MIN ? find_end (self, day) : closes_us;
      return TRUE;
    }

  return FALSE;
}

/**
 * vt_hours_state:
 * @self: hours
 * @now_us: UTC microseconds
 *
 * Returns: whether somebody answers now, and when that changes
 */
VtHoursState
vt_hours_state (const VtHours *self, gint64 now_us)
{
  VtHoursState state = { self->openings->len > 0, FALSE, 0, NULL };
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;
  const VtClosedDay *closed;
  GDate day;

  if (now == NULL)
    return state;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                  (GDateYear) g_date_time_get_year (now));
  closed = find_closed (self, &day);
  state.closed_for = closed != NULL ? closed->name : NULL;
  for (int i = 0; i < SEARCH_DAYS && state.known; i++)
    {
      if (look_at_day (self, &day, now_us, &state))
        break;
      g_date_add_days (&day, 1);
    }

  return state;
}

static char *
hours_of_day (const VtHours *self, int weekday)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->openings->len; i++)
    {
      const VtOpening *opening = &g_array_index (self->openings, VtOpening, i);

      if (opening->weekday == weekday)
        g_string_append_printf (text, "%d-%d ", opening->opens_min, opening->closes_min);
    }

  return g_string_free (text, FALSE);
}

static gboolean
same_hours (const VtHours *self, int left, int right)
{
  g_autofree char *one = hours_of_day (self, left);
  g_autofree char *other = hours_of_day (self, right);

  return strcmp (one, other) == 0;
}

static void
append_times (GString *out, const VtOpening *opening)
{
  g_string_append_printf (out, "%02d:%02d-%02d:%02d", opening->opens_min / 60, opening->opens_min % 60,
                          opening->closes_min / 60, opening->closes_min % 60);
}

/**
 * vt_hours_to_text:
 * @self: hours
 *
 * Returns: (transfer full): what vt_hours_parse() reads: "mon-fri 09:00-13:00 14:00-18:00; sat 10:00-13:00"
 */
char *
vt_hours_to_text (const VtHours *self)
{
  GString *out = g_string_new (NULL);

  for (int first = 1; first <= 7; first++)
    {
      int last = first;
      gboolean begun = FALSE;

      while (last < 7 && same_hours (self, first, last + 1))
        last++;
      for (guint i = 0; i < self->openings->len; i++)
        {
          const VtOpening *opening = &g_array_index (self->openings, VtOpening, i);

          if (opening->weekday != first)
            continue;
          if (!begun)
            g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "", weekdays[first - 1]);
          if (!begun && last > first)
            g_string_append_printf (out, "-%s", weekdays[last - 1]);
          begun = TRUE;
          g_string_append_c (out, ' ');
          append_times (out, opening);
        }
      first = last;
    }

  return g_string_free (out, FALSE);
}

static int
find_weekday (const char *text, gsize length)
{
  for (int i = 0; i < 7; i++)
    if (length == 3 && g_ascii_strncasecmp (text, weekdays[i], 3) == 0)
      return i + 1;

  return 0;
}

/* "mon" or "mon-fri" */
static gboolean
parse_days (const char *text, int *first, int *last)
{
  gsize length = strcspn (text, "-");

  *first = find_weekday (text, length);
  *last = text[length] == '-' ? find_weekday (text + length + 1, strlen (text + length + 1)) : *first;

  return *first > 0 && *last >= *first;
}

static gboolean
parse_minute (const char *text, gsize length, int *minute)
{
  guint hours = 0;
  guint minutes = 0;
  int used = 0;
  g_autofree char *part = g_strndup (text, length);

  if (strspn (part, "0123456789:") != length || length > 5 ||
      sscanf (part, "%2u:%2u%n", &hours, &minutes, &used) != 2 || (gsize) used != length || minutes > 59 ||
      hours > 24 || (hours == 24 && minutes > 0))
    return FALSE;

  *minute = (int) (hours * 60 + minutes);
  return TRUE;
}

/* "09:00-18:00" */
static gboolean
parse_times (const char *text, VtOpening *opening)
{
  gsize length = strcspn (text, "-");

  return text[length] == '-' && parse_minute (text, length, &opening->opens_min) &&
         parse_minute (text + length + 1, strlen (text + length + 1), &opening->closes_min) &&
         opening->closes_min > opening->opens_min && opening->opens_min < DAY_MIN;
}

static gboolean
parse_block (const char *block, GArray *openings)
{
  g_auto (GStrv) words = g_strsplit_set (block, " \t\n,", -1);
  guint before = openings->len;
  int first = 0;
  int last = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      VtOpening opening = { 0, 0, 0 };

      if (*words[i] == '\0')
        continue;
      if (first == 0)
        {
          if (!parse_days (words[i], &first, &last))
            return FALSE;
          continue;
        }
      if (!parse_times (words[i], &opening))
        return FALSE;
      for (opening.weekday = first; opening.weekday <= last; opening.weekday++)
        g_array_append_val (openings, opening);
    }

  return first == 0 || openings->len > before;
}

static int
compare_openings (gconstpointer a, gconstpointer b)
{
  const VtOpening *left = a;
  const VtOpening *right = b;

  return left->weekday != right->weekday ? left->weekday - right->weekday : left->opens_min - right->opens_min;
}

static gboolean
overlap (const GArray *openings)
{
  int n = 1;

  for (guint i = 1; i < openings->len; i++)
    {
      const VtOpening *before = &g_array_index (openings, VtOpening, i - 1);
      const VtOpening *opening = &g_array_index (openings, VtOpening, i);

      n = before->weekday == opening->weekday ? n + 1 : 1;
      if (n > VT_HOURS_PER_DAY || (n > 1 && opening->opens_min < before->closes_min))
        return TRUE;
    }

  return FALSE;
}

/**
 * vt_hours_parse:
 * @text: "mon-fri 9:00-13:00 14:00-18:00; sat 10:00-13:00"; "" is never
 * @error: %VT_CONTENT_ERROR_INVALID
 *
 * Returns: (transfer full) (element-type VtOpening) (nullable): the hours by weekday and time, none over another
 */
GArray *
vt_hours_parse (const char *text, GError **error)
{
  g_autoptr (GArray) openings = g_array_new (FALSE, FALSE, sizeof (VtOpening));
  g_auto (GStrv) blocks = NULL;

  if (strlen (text) <= TEXT_MAX)
    blocks = g_strsplit (text, ";", -1);
  for (guint i = 0; blocks != NULL && blocks[i] != NULL; i++)
    if (!parse_block (blocks[i], openings))
      g_clear_pointer (&blocks, g_strfreev);
  if (blocks == NULL)
    {
      g_set_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID,
                   _ ("These are no opening hours; write them like “mon-fri 9:00-18:00; sat 10:00-13:00”"));
      return NULL;
    }

  g_array_sort (openings, compare_openings);
  if (overlap (openings))
    {
      g_set_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID,
                   _ ("The hours of a day overlap, or are more than %d"), VT_HOURS_PER_DAY);
      return NULL;
    }

  return g_steal_pointer (&openings);
}
