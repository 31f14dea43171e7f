#pragma once

#include "base/vt-db.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define VT_HOURS_PER_DAY 4

/* A time of a weekday when somebody answers, in the shop's time zone. */
typedef struct
{
  int weekday;    /* 1 is Monday … 7 */
  int opens_min;  /* minute of the day, 0 to 1439 */
  int closes_min; /* after opens_min, to 1440 */
} VtOpening;

typedef struct
{
  GDate day;
  char *name; /* "Christmas"; "" without */
} VtClosedDay;

/* When the shop answers. */
typedef struct
{
  GTimeZone *zone;   /* (owned) */
  GArray *openings;  /* (owned) VtOpening, by weekday and time */
  GPtrArray *closed; /* (owned) VtClosedDay, by day */
} VtHours;

typedef struct
{
  gboolean known; /* whether there are hours at all */
  gboolean open;
  gint64 changes_us;      /* when it opens or closes next, UTC; 0: not within the next year */
  const char *closed_for; /* (unowned) (nullable) name of today's closed day, which may be "" */
} VtHoursState;

VtHours *vt_hours_load (VtDb *db, GError **error);
VtHours *vt_hours_new (const char *time_zone);
void vt_hours_free (VtHours *self);
VtHoursState vt_hours_state (const VtHours *self, gint64 now_us);
GArray *vt_hours_parse (const char *text, GError **error);
char *vt_hours_to_text (const VtHours *self);

/* Edits, for use inside a VtShopJob. */
gboolean vt_hours_set (VtDb *db, const char *text, GError **error);
gboolean vt_hours_set_day (VtDb *db, int weekday, const VtOpening *openings, guint n, GError **error);
gboolean vt_closed_day_set (VtDb *db, const GDate *day, const char *name, GError **error);
gboolean vt_closed_day_delete (VtDb *db, const GDate *day, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHours, vt_hours_free)

G_END_DECLS
