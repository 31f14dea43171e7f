#include "base/vt-clock.h"

static gint64
read_system (G_GNUC_UNUSED gpointer data)
{
  return g_get_real_time ();
}

static gint64
read_variable (gpointer data)
{
  const gint64 *us = data;

  return *us;
}

/**
 * vt_clock_system:
 *
 * Returns: (transfer none): the computer's clock
 */
const VtClock *
vt_clock_system (void)
{
  static const VtClock clock = { .now_us = read_system, .data = NULL };

  return &clock;
}

/**
 * vt_clock_fixed:
 * @us: (not nullable): UTC microseconds since 1970; has to outlive the clock
 *
 * A clock that stands still until the caller changes the variable behind @us.
 *
 * Returns: the clock
 */
VtClock
vt_clock_fixed (gint64 *us)
{
  return (VtClock){ .now_us = read_variable, .data = us };
}

/**
 * vt_clock_now_us:
 * @clock: (nullable): a clock, or %NULL for the computer's
 *
 * Returns: UTC microseconds since 1970
 */
gint64
vt_clock_now_us (const VtClock *clock)
{
  return clock != NULL ? clock->now_us (clock->data) : g_get_real_time ();
}
