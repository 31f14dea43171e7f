#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 (*now_us) (gpointer data); /* UTC microseconds since 1970 */
  gpointer data;                    /* (unowned) */
} VtClock;

const VtClock *vt_clock_system (void);
VtClock vt_clock_fixed (gint64 *us);
gint64 vt_clock_now_us (const VtClock *clock);

G_END_DECLS
