#define G_LOG_DOMAIN "vt-site"

#include "site/vt-ground.h"

/* Red, green and blue above, in the middle and below: a to i. */
#define N_CHANNELS 9

/**
 * vt_ground_classes:
 * @ground: as VtMedia has it
 *
 * Returns: (transfer full) (nullable): the classes of an img: "ground gae gbd …"; %NULL when there are no colours
 */
char *
vt_ground_classes (gint64 ground)
{
  GString *classes;

  if (ground <= 0)
    return NULL;

  classes = g_string_new ("ground");
  for (int i = 0; i < N_CHANNELS; i++)
    g_string_append_printf (classes, " g%c%x", 'a' + i, (guint) (ground >> (4 * (N_CHANNELS - 1 - i)) & 0xf));

  return g_string_free (classes, FALSE);
}

/**
 * vt_ground_css:
 *
 * Returns: (transfer full): the rules for the classes: what is in the middle of the photograph melts into what is above
 * and below it
 */
char *
vt_ground_css (void)
{
  GString *css =
      g_string_new ("img.ground{background:radial-gradient(closest-side,rgb(var(--gd) var(--ge) var(--gf)),#0000),"
                    "linear-gradient(rgb(var(--ga) var(--gb) var(--gc)),rgb(var(--gg) var(--gh) var(--gi)))}\n");

  for (int i = 0; i < N_CHANNELS; i++)
    {
      for (guint value = 0; value < 16; value++)
        g_string_append_printf (css, ".g%c%x{--g%c:%u}", 'a' + i, value, 'a' + i, value * 17);
      g_string_append_c (css, '\n');
    }

  return g_string_free (css, FALSE);
}
