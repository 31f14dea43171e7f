#include "base/vt-id.h"

/* Milliseconds are counted from 2020-01-01, so that 41 bits of them last until 2089. */
#define EPOCH_MS    G_GINT64_CONSTANT (1577836800000)
#define RANDOM_BITS 12

/**
 * vt_id_new:
 *
 * Makes a number that names a row on every desktop of a shop: the time in milliseconds, then 12 random bits. Within one
 * process each number is greater than the one before, whatever the clock does. Any thread may call this.
 *
 * Returns: a number from 1 to 2^53 - 1, which JSON and JavaScript keep exactly
 */
gint64
vt_id_new (void)
{
  return vt_id_new_range (1);
}

/**
 * vt_id_new_range:
 * @n: how many, at least 1
 *
 * Makes numbers in a row that are like those of vt_id_new(). Any thread may call this.
 *
 * Returns: the first of them
 */
gint64
vt_id_new_range (guint n)
{
  static GMutex mutex;
  static gint64 last = 0;
  gint64 ms = MAX (g_get_real_time () / 1000 - EPOCH_MS, 0);
  gint64 id = (ms << RANDOM_BITS) | (gint64) g_random_int_range (0, 1 << RANDOM_BITS);

  g_mutex_lock (&mutex);
  id = MAX (id, last + 1);
  last = id + (gint64) n - 1;
  g_mutex_unlock (&mutex);

  return id;
}

/**
 * vt_uuid_new:
 *
 * Returns: (transfer full): a random UUID (RFC 9562, version 4), in lower case
 */
char *
vt_uuid_new (void)
{
  return g_uuid_string_random ();
}
