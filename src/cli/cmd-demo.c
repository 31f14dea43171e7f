#include "cli/vt-cli-commands.h"
#include "cli/vt-cli-host.h"
#include "demo/vt-demo.h"
#include "publish/vt-publisher.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>

static void
say (const char *sentence)
{
  printf ("%s\n", sentence);
  fflush (stdout);
}

/* The one that the program with the window opens too. */
static char *
find_or_make_shop (GError **error)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "vitrine", "demo.vitrine", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("“%s” cannot be made: %s"), folder,
                   g_strerror (errno));
      return NULL;
    }

  say (_ ("Making the demo shop"));
  return vt_demo_create (path, error) ? g_steal_pointer (&path) : NULL;
}

static gboolean
publish (VtCli *cli, VtShop *shop, VtEmbeddedHost *embedded, GError **error)
{
  g_autoptr (VtCliProgress) progress = vt_cli_progress_new ();
  g_autofree char *cache_dir = g_build_filename (vt_shop_get_path (shop), "cache", NULL);
  g_autofree char *pages = NULL;
  g_autoptr (VtHostRecord) record =
      vt_host_record_find (vt_shop_get_reader (shop), vt_embedded_host_get_name (), error);
  g_autoptr (VtSite) site = record != NULL ? vt_site_new (cache_dir, error) : NULL;
  VtPublishResult result = { 0 };
  gboolean done;

  done = site != NULL &&
         vt_publisher_publish (shop, site, vt_embedded_host_get_host (embedded), record, _ ("The demo shop"),
                               vt_cli_progress_cb, progress, &result, cli->cancellable, error);
  pages = g_strdup_printf (_ ("Live: %u pages, %u files"), result.n_pages, result.n_files);
  vt_publish_result_clear (&result);
  if (done)
    say (pages);

  return done;
}

static gboolean
serve (VtCli *cli, VtShop *shop, GError **error)
{
  g_autoptr (VtEmbeddedHost) embedded = NULL;
  g_autofree char *url = NULL;
  gboolean ended_well;

  say (_ ("Starting its host on this computer"));
  embedded = vt_embedded_host_start (shop, cli->cancellable, error);
  if (embedded == NULL)
    return FALSE;

  say (_ ("Publishing; the first time draws all pictures"));
  if (!publish (cli, shop, embedded, error))
    return FALSE;

  say (_ ("The shop is open until Ctrl+C. Its certificate is its own, so a browser asks whether to trust it:"));
  url = g_strconcat (vt_embedded_host_get_url (embedded), "/", NULL);
  say (url);
  ended_well = vt_embedded_host_wait (embedded, cli->cancellable, error);
  vt_embedded_host_stop (embedded);

  return ended_well;
}

static int
run (VtCli *cli)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 0, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (VtShop) shop = NULL;
  gboolean done;

  if (arguments == NULL)
    return VT_CLI_USAGE;

  path = find_or_make_shop (&error);
  if (path != NULL)
    shop = vt_shop_open (path, VT_SHOP_WRITE, &error);
  done = shop != NULL && serve (cli, shop, &error);
  if (shop != NULL)
    vt_shop_close (shop);

  return vt_cli_end (done, &error);
}

const VtCliCommand vt_cmd_demo = {
  "demo",
  "",
  N_ ("Makes the demo shop, publishes it on this computer and serves it"),
  N_ ("Prints the shop's address on a line of its own and keeps serving until Ctrl+C. The shop is kept and used again "
      "the next\ntime."),
  run,
};
