/* The time that the main thread spends in the functions of the program, those of other libraries that they call
 * included: the compiler calls these two around each function of what is compiled with -finstrument-functions. */

#include "work-counter.h"

#include <time.h>

static _Thread_local gboolean counted;
static _Thread_local guint depth;
static _Thread_local gint64 began_ns;
static gint64 total_ns;

void __cyg_profile_func_enter (void *function, void *caller);
void __cyg_profile_func_exit (void *function, void *caller);

static gint64
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

void
__cyg_profile_func_enter (G_GNUC_UNUSED void *function, G_GNUC_UNUSED void *caller)
{
  if (counted && depth++ == 0)
    began_ns = now_ns ();
}

void
__cyg_profile_func_exit (G_GNUC_UNUSED void *function, G_GNUC_UNUSED void *caller)
{
  if (counted && depth > 0 && --depth == 0)
    total_ns += now_ns () - began_ns;
}

void
work_counter_start (void)
{
  counted = TRUE;
}

gint64
work_counter_take_ns (void)
{
  gint64 taken = total_ns;

  total_ns = 0;
  return taken;
}
