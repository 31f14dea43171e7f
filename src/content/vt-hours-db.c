/* Owner of the tables opening_hours and closed_day. */

#define G_LOG_DOMAIN "vt-content"

#include "content/vt-hours.h"

#include "content/vt-content-error.h"
#include "content/vt-text-field.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>

#define NAME_MAX_CHARS 100
#define DAY_SIZE       16
#define DAYS_MAX       1000

static gboolean
read_openings (VtDb *db, VtHours *self, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT weekday, opens_min, closes_min FROM opening_hours ORDER BY weekday, opens_min", error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      const VtOpening opening = { (int) vt_stmt_get_int (stmt, 0), (int) vt_stmt_get_int (stmt, 1),
                                  (int) vt_stmt_get_int (stmt, 2) };

      g_array_append_val (self->openings, opening);
    }

  return step == VT_STEP_DONE;
}

static gboolean
parse_day (const char *text, GDate *day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *full = g_strconcat (text, "T00:00:00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (full, utc);

  if (time == NULL)
    return FALSE;

  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) g_date_time_get_day_of_month (time), (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  return TRUE;
}

static gboolean
read_closed (VtDb *db, VtHours *self, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT day, name FROM closed_day ORDER BY day", error);
  VtStep step = VT_STEP_ERROR;

  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      GDate day;
      VtClosedDay *closed;

      if (!parse_day (vt_stmt_get_text (stmt, 0), &day))
        continue;
      closed = g_new0 (VtClosedDay, 1);
      closed->day = day;
      closed->name = vt_stmt_dup_text (stmt, 1);
      g_ptr_array_add (self->closed, closed);
    }

  return step == VT_STEP_DONE;
}

/**
 * vt_hours_load:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): when the shop answers
 */
VtHours *
vt_hours_load (VtDb *db, GError **error)
{
  g_autofree char *time_zone = vt_setting_get (db, "shop.time-zone", error);
  g_autoptr (VtHours) self = time_zone != NULL ? vt_hours_new (time_zone) : NULL;

  return self != NULL && read_openings (db, self, error) && read_closed (db, self, error) ? g_steal_pointer (&self)
                                                                                          : NULL;
}

static gboolean
add_opening (VtDb *db, const VtOpening *opening, GError **error)
{
  return vt_db_run (db, error, "INSERT INTO opening_hours (weekday, opens_min, closes_min) VALUES (?1, ?2, ?3)", "iii",
                    (gint64) opening->weekday, (gint64) opening->opens_min, (gint64) opening->closes_min);
}

/**
 * vt_hours_set:
 * @db: the connection of a #VtShopJob
 * @text: all hours, as vt_hours_parse() reads them
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether these are the hours now
 */
gboolean
vt_hours_set (VtDb *db, const char *text, GError **error)
{
  g_autoptr (GArray) openings = vt_hours_parse (text, error);

  if (openings == NULL || !vt_db_run (db, error, "DELETE FROM opening_hours", ""))
    return FALSE;
  for (guint i = 0; i < openings->len; i++)
    if (!add_opening (db, &g_array_index (openings, VtOpening, i), error))
      return FALSE;

  return TRUE;
}

/**
 * vt_hours_set_day:
 * @db: the connection of a #VtShopJob
 * @weekday: 1 is Monday … 7
 * @openings: (array length=n): its hours; their weekday is not looked at
 * @n: how many, at most %VT_HOURS_PER_DAY
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether these are the day's hours now
 */
gboolean
vt_hours_set_day (VtDb *db, int weekday, const VtOpening *openings, guint n, GError **error)
{
  g_autoptr (VtHours) hours = vt_hours_load (db, error);
  g_autofree char *text = NULL;

  if (hours == NULL)
    return FALSE;

  for (guint i = hours->openings->len; i > 0; i--)
    if (g_array_index (hours->openings, VtOpening, i - 1).weekday == weekday)
      g_array_remove_index (hours->openings, i - 1);
  for (guint i = 0; i < n; i++)
    {
      const VtOpening opening = { weekday, openings[i].opens_min, openings[i].closes_min };

      g_array_append_val (hours->openings, opening);
    }

  /* The parser is the one place that says what hours can be. */
  text = vt_hours_to_text (hours);
  return vt_hours_set (db, text, error);
}

/**
 * vt_closed_day_set:
 * @db: the connection of a #VtShopJob
 * @day: a day on which nobody answers and nothing leaves
 * @name: (nullable): why, up to 100 characters: "Christmas"
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether the day is closed now
 */
gboolean
vt_closed_day_set (VtDb *db, const GDate *day, const char *name, GError **error)
{
  g_autofree char *own = vt_text_field (name, _ ("name of the day"), NAME_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL,
                                        VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, error);
  char text[DAY_SIZE];
  gint64 n = 0;

  g_return_val_if_fail (g_date_valid (day), FALSE);

  if (own == NULL || vt_db_get (db, error, &n, "SELECT count (*) FROM closed_day", "") != VT_STEP_ROW)
    return FALSE;
  if (n >= DAYS_MAX)
    {
      g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID,
                           _ ("There are 1000 closed days already; take out those of the past"));
      return FALSE;
    }

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  return vt_db_run (db, error,
                    "INSERT INTO closed_day (day, name) VALUES (?1, ?2) "
                    "ON CONFLICT (day) DO UPDATE SET name = excluded.name WHERE name <> excluded.name",
                    "ss", text, own);
}

/**
 * vt_closed_day_delete:
 * @db: the connection of a #VtShopJob
 * @day: a day
 * @error: a #VtDbError
 *
 * Returns: whether the day is as any other now
 */
gboolean
vt_closed_day_delete (VtDb *db, const GDate *day, GError **error)
{
  char text[DAY_SIZE];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  return vt_db_run (db, error, "DELETE FROM closed_day WHERE day = ?1", "s", text);
}
