#include "brand/vt-font-keeper.h"
#include "cli/vt-cli-commands.h"
#include "publish/vt-host-record.h"
#include "publish/vt-static-build.h"
#include "search/vt-photo-looks.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* Where the shop will be: links that must be whole hold it. */
static char *
get_base_url (VtShop *shop, const char *url)
{
  g_autoptr (VtHostRecord) record = NULL;
  char *base = NULL;

  if (url == NULL)
    record = vt_host_record_find (vt_shop_get_reader (shop), NULL, NULL);
  base = g_strdup (url != NULL ? url : record != NULL ? record->url : "http://localhost");
  if (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';

  return base;
}

typedef struct
{
  char *output;
  char *url;
  gboolean json;
  gboolean no_pictures;
  gboolean no_compression;
} Asked;

static void
print_result (const Asked *asked, const VtStaticResult *result)
{
  g_autoptr (JsonObject) object = NULL;

  if (!asked->json)
    {
      printf (_ ("%u pages, %u files in %s; %u were written, %u removed\n"), result->n_pages, result->n_files,
              asked->output, result->n_written, result->n_removed);
      return;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "folder", asked->output);
  json_object_set_int_member (object, "pages", result->n_pages);
  json_object_set_int_member (object, "files", result->n_files);
  json_object_set_int_member (object, "drawn", result->n_drawn);
  json_object_set_int_member (object, "written", result->n_written);
  json_object_set_int_member (object, "removed", result->n_removed);
  vt_cli_print_json_object (object);
}

/* Once its photographs are looked at, as the pages' colours come from them, and its typefaces are packed. */
static VtShop *
open_shop (VtCli *cli, const char *shop_path, GError **error)
{
  vt_photo_looks_update_folder (shop_path, cli->cancellable);
  vt_font_keeper_update_folder (shop_path, cli->cancellable);

  return vt_shop_open (shop_path, VT_SHOP_READ, error);
}

static gboolean
build (VtCli *cli, const char *shop_path, const Asked *asked, GError **error)
{
  g_autoptr (VtCliProgress) progress = vt_cli_progress_new ();
  g_autoptr (VtShop) shop = open_shop (cli, shop_path, error);
  g_autofree char *cache_dir = g_build_filename (shop_path, "cache", NULL);
  g_autofree char *base_url = NULL;
  g_autoptr (VtSite) site = shop != NULL ? vt_site_new_for_shop (shop_path, cache_dir, error) : NULL;
  g_autoptr (VtStaticBuild) made = NULL;
  VtStaticResult result;

  if (site == NULL)
    return FALSE;

  base_url = get_base_url (shop, asked->url);
  made = vt_static_build_new (site, shop_path, cache_dir, asked->output);
  if (!vt_static_build_run (
          made, &(VtStaticOptions){ base_url, !asked->no_pictures, !asked->no_compression, vt_clock_now_us (NULL) },
          &result, vt_cli_progress_cb, progress, cli->cancellable, error))
    return FALSE;

  print_result (asked, &result);
  return TRUE;
}

static int
run (VtCli *cli)
{
  Asked asked = { NULL, NULL, FALSE, FALSE, FALSE };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &asked.output,
      N_ ("Folder to write; it must not be there, be empty, or hold an earlier build"), N_ ("FOLDER") },
    { "url", 0, 0, G_OPTION_ARG_FILENAME, &asked.url, N_ ("Where the shop will be; else the address of its host"),
      N_ ("URL") },
    { "no-pictures", 0, 0, G_OPTION_ARG_NONE, &asked.no_pictures, N_ ("Leave the photographs as they are"), NULL },
    { "no-compression", 0, 0, G_OPTION_ARG_NONE, &asked.no_compression, N_ ("Write no .gz and .br files"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &asked.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GError) error = NULL;
  int status;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (asked.output == NULL)
    return vt_cli_misused (cli, _ ("Say where to: -o FOLDER"));

  status = vt_cli_end (build (cli, arguments[0], &asked, &error), &error);
  g_free (asked.output);
  g_free (asked.url);
  return status;
}

const VtCliCommand vt_cmd_build = {
  "build",
  "SHOP -o FOLDER",
  N_ ("Writes the whole storefront as files"),
  N_ ("Any web server can show them; the bag, orders and search need a Vitrine host. A second time, only what\n"
      "changed is drawn and written, and what the shop has no more is removed; files of others in the folder stay. It\n"
      "works while the shop is open elsewhere."),
  run,
};
