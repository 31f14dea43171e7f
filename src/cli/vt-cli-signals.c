#include "cli/vt-cli.h"

#include <glib-unix.h>
#include <stdlib.h>
#include <unistd.h>

static gboolean
signal_cb (gpointer data)
{
  GCancellable *cancellable = data;

  /* Who asks twice does not want to wait for the work to be taken back in order; the database survives that too. */
  if (g_cancellable_is_cancelled (cancellable))
    _exit (VT_CLI_FAILED);
  g_cancellable_cancel (cancellable);

  return G_SOURCE_CONTINUE;
}

static void
watch (GMainContext *context, int signal, GCancellable *cancellable)
{
  g_autoptr (GSource) source = g_unix_signal_source_new (signal);

  g_source_set_callback (source, signal_cb, g_object_ref (cancellable), g_object_unref);
  g_source_attach (source, context);
}

static gpointer
watch_thread (gpointer data)
{
  g_autoptr (GMainLoop) loop = data;

  g_main_loop_run (loop);

  return NULL;
}

/**
 * vt_cli_watch_signals:
 * @cancellable: what Ctrl+C and SIGTERM cancel
 *
 * Commands block the main thread, so that another one listens; until the program ends.
 *
 * Returns: (transfer full): that thread
 */
GThread *
vt_cli_watch_signals (GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  watch (context, SIGINT, cancellable);
  watch (context, SIGTERM, cancellable);

  return g_thread_new ("signals", watch_thread, g_main_loop_new (context, FALSE));
}

static gboolean
quit_cb (GCancellable *cancellable G_GNUC_UNUSED, gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

/**
 * vt_cli_run_until_cancelled:
 * @cli: this run
 *
 * Runs the default main context until Ctrl+C.
 */
void
vt_cli_run_until_cancelled (VtCli *cli)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GSource) source = g_cancellable_source_new (cli->cancellable);

  g_source_set_callback (source, G_SOURCE_FUNC (quit_cb), loop, NULL);
  g_source_attach (source, NULL);
  g_main_loop_run (loop);
  g_source_destroy (source);
}
