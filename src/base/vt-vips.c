#define G_LOG_DOMAIN "vt-base"

#include "base/vt-vips.h"

#include <vips/vips.h>

/* A broken photograph is told by an error, which has the same words. */
static void
ignore (G_GNUC_UNUSED const char *domain,
        G_GNUC_UNUSED GLogLevelFlags level,
        G_GNUC_UNUSED const char *message,
        G_GNUC_UNUSED gpointer data)
{
}

static gpointer
start (G_GNUC_UNUSED gpointer data)
{
  if (VIPS_INIT ("vitrine") != 0)
    g_error ("libvips does not start: %s", vips_error_buffer ());

  /* Originals come from anywhere: only loaders that are fuzzed upstream, and librsvg, which is memory-safe. Pictures
     are drawn side by side on our own threads, so that one picture needs no threads of its own. */
  g_log_set_handler ("VIPS", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, ignore, NULL);
  vips_block_untrusted_set (TRUE);
  vips_operation_block_set ("VipsForeignLoadSvg", FALSE);
  vips_concurrency_set (1);
  vips_cache_set_max (0);
  return NULL;
}

/**
 * vt_vips_start:
 *
 * Makes libvips ready for pictures that nobody has looked at. To be called before each use of it, on any thread.
 */
void
vt_vips_start (void)
{
  static GOnce started = G_ONCE_INIT;

  g_once (&started, start, NULL);
}

/**
 * vt_vips_take_error:
 *
 * Returns: (transfer full): what libvips says went wrong, which is forgotten with that
 */
char *
vt_vips_take_error (void)
{
  return g_strstrip (vips_error_buffer_copy ());
}
