#include <string.h>

#include "base/vt-clock.h"
#include "base/vt-id.h"

#define IDS 5000

static gpointer
make_ids (G_GNUC_UNUSED gpointer data)
{
  gint64 *ids = g_new (gint64, IDS);

  for (int i = 0; i < IDS; i++)
    ids[i] = vt_id_new ();
  return ids;
}

static void
test_unique (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ids", make_ids, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree gint64 *ids = g_thread_join (threads[i]);

      for (int j = 0; j < IDS; j++)
        {
          g_assert_cmpint (ids[j], >, j > 0 ? ids[j - 1] : 0);
          g_assert_cmpint (ids[j], <, G_GINT64_CONSTANT (1) << 53);
          g_assert_true (g_hash_table_add (seen, g_memdup2 (&ids[j], sizeof ids[j])));
        }
    }
}

static void
test_uuid (void)
{
  g_autofree char *a = vt_uuid_new ();
  g_autofree char *b = vt_uuid_new ();

  g_assert_true (g_uuid_string_is_valid (a));
  g_assert_cmpstr (a, !=, b);
}

static void
test_clock (void)
{
  gint64 us = 1000;
  VtClock clock = vt_clock_fixed (&us);
  gint64 before = g_get_real_time ();

  g_assert_cmpint (vt_clock_now_us (&clock), ==, 1000);
  us = 2000;
  g_assert_cmpint (vt_clock_now_us (&clock), ==, 2000);
  g_assert_cmpint (vt_clock_now_us (NULL), >=, before);
  g_assert_cmpint (vt_clock_now_us (vt_clock_system ()), >=, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/unique-and-increasing", test_unique);
  g_test_add_func ("/id/uuid", test_uuid);
  g_test_add_func ("/clock/fixed-and-system", test_clock);
  return g_test_run ();
}
