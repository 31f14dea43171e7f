#include "brand/vt-font-keeper.h"
#include "cli/vt-cli-commands.h"
#include "search/vt-photo-looks.h"
#include "shop/vt-schema.h"
#include "site/vt-front.h"
#include "site/vt-shop-site.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* The theme is edited while it is shown. */
static void
changed_cb (VtShopSite *shop_site, gpointer front)
{
  const char *problem = vt_shop_site_get_problem (shop_site);

  if (problem != NULL)
    g_printerr ("vitrinectl: %s\n", problem);
  vt_front_set_site (front, vt_shop_site_get_site (shop_site));
}

typedef struct
{
  VtDb *reader;
  VtFront *front;
  gint64 version;
} Watch;

/* Before what has been asked for is answered: the shop may have been edited elsewhere. */
static void
request_read_cb (G_GNUC_UNUSED SoupServer *server, G_GNUC_UNUSED SoupServerMessage *message, gpointer user_data)
{
  Watch *watch = user_data;
  gint64 version = vt_schema_get_data_version (watch->reader);

  if (version == watch->version)
    return;

  watch->version = version;
  vt_front_invalidate (watch->front);
}

static gboolean
serve (VtCli *cli, const char *shop_path, guint port, GError **error)
{
  g_autoptr (VtShop) shop = NULL;
  g_autofree char *cache_dir = NULL;
  g_autofree char *url = NULL;
  g_autoptr (VtShopSite) site = NULL;
  g_autoptr (VtFront) front = NULL;
  g_autoptr (SoupServer) server = NULL;
  Watch watch = { 0 };

  vt_photo_looks_update_folder (shop_path, cli->cancellable);
  vt_font_keeper_update_folder (shop_path, cli->cancellable);
  shop = vt_shop_open (shop_path, VT_SHOP_READ, error);
  if (shop == NULL)
    return FALSE;

  cache_dir = g_build_filename (vt_shop_get_path (shop), "cache", NULL);
  site = vt_shop_site_new (vt_shop_get_path (shop), cache_dir, error);
  if (site == NULL)
    return FALSE;

  front = vt_front_new_preview (vt_shop_site_get_site (site), vt_shop_get_path (shop));
  g_signal_connect_object (site, "changed", G_CALLBACK (changed_cb), front, 0);
  changed_cb (site, front);
  watch = (Watch){ vt_shop_get_reader (shop), front, vt_schema_get_data_version (vt_shop_get_reader (shop)) };
  server = vt_front_listen_local (front, port, &url, error);
  if (server == NULL)
    return FALSE;
  g_signal_connect (server, "request-read", G_CALLBACK (request_read_cb), &watch);

  printf ("%s\n", url);
  fflush (stdout);
  vt_cli_run_until_cancelled (cli);

  return TRUE;
}

static int
run (VtCli *cli)
{
  int port = 0;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_ ("Port to listen on; else a free one"), N_ ("N") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (port < 0 || port > G_MAXUINT16)
    return vt_cli_misused (cli, _ ("--port is from 0 to 65535"));

  return vt_cli_end (serve (cli, arguments[0], (guint) port, &error), &error);
}

const VtCliCommand vt_cmd_serve = {
  "serve",
  "SHOP",
  N_ ("Shows the storefront on this computer, drafts included"),
  N_ ("Prints its address and serves it, to this computer alone, until Ctrl+C. What is edited meanwhile shows at the "
      "next\nrequest. Nothing can be ordered there."),
  run,
};
