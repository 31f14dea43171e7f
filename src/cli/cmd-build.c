#include "base/vt-file.h"
#include "cli/vt-cli-commands.h"
#include "publish/vt-host-record.h"
#include "publish/vt-release-build.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static gboolean
is_free (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return !g_file_test (path, G_FILE_TEST_EXISTS) || (dir != NULL && g_dir_read_name (dir) == NULL);
}

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

/* Written beside its place and moved there when it is complete. */
static gboolean
write_out (VtReleaseBuild *build, const char *output, GError **error)
{
  g_autofree char *place = g_canonicalize_filename (output, NULL);
  g_autofree char *beside = g_strconcat (place, ".XXXXXX", NULL);

  if (!is_free (place))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _ ("“%s” is not empty. Choose another folder, or empty it; nothing was changed"), output);
      return FALSE;
    }
  if (g_mkdtemp_full (beside, 0755) == NULL)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
                   _ ("The files cannot be written to “%s”: %s"), output, g_strerror (errno));
      return FALSE;
    }

  if (vt_release_build_write (build, beside, error))
    {
      if (g_rename (beside, place) == 0)
        return TRUE;
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("The files cannot be moved to “%s”: %s"),
                   output, g_strerror (errno));
    }
  vt_dir_remove_all (beside, NULL);

  return FALSE;
}

static VtReleaseBuild *
build_release (VtCli *cli, VtShop *shop, const char *url, GError **error)
{
  g_autoptr (VtCliProgress) progress = vt_cli_progress_new ();
  g_autofree char *cache_dir = g_build_filename (vt_shop_get_path (shop), "cache", NULL);
  g_autofree char *base_url = get_base_url (shop, url);
  g_autoptr (VtSite) site = vt_site_new_for_shop (vt_shop_get_path (shop), cache_dir, error);
  g_autoptr (VtSnapshot) snapshot = site != NULL ? vt_shop_snapshot (shop, error) : NULL;

  if (snapshot == NULL)
    return NULL;

  return vt_release_build_new (site, snapshot, cache_dir, base_url, "build", vt_cli_progress_cb, progress,
                               cli->cancellable, error);
}

static gboolean
build (VtCli *cli, const char *shop_path, const char *output, const char *url, gboolean json, GError **error)
{
  g_autoptr (VtShop) shop = NULL;
  g_autoptr (VtReleaseBuild) release = NULL;
  g_autoptr (JsonObject) object = NULL;

  shop = vt_shop_open (shop_path, VT_SHOP_READ, error);
  if (shop != NULL)
    release = build_release (cli, shop, url, error);
  if (release == NULL || !write_out (release, output, error))
    return FALSE;

  if (!json)
    {
      printf (_ ("%u pages, %u files in %s\n"), release->n_pages, release->files->len, output);
      return TRUE;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "folder", output);
  json_object_set_int_member (object, "pages", release->n_pages);
  json_object_set_int_member (object, "files", release->files->len);
  vt_cli_print_json_object (object);

  return TRUE;
}

static int
run (VtCli *cli)
{
  g_autofree char *output = NULL;
  g_autofree char *url = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Folder to write; it must not be there, or be empty"),
      N_ ("FOLDER") },
    { "url", 0, 0, G_OPTION_ARG_FILENAME, &url, N_ ("Where the shop will be; else the address of its host"),
      N_ ("URL") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (output == NULL)
    return vt_cli_misused (cli, _ ("Say where to: -o FOLDER"));

  return vt_cli_end (build (cli, arguments[0], output, url, json, &error), &error);
}

const VtCliCommand vt_cmd_build = {
  "build",
  "SHOP -o FOLDER",
  N_ ("Writes the whole storefront as files"),
  N_ ("Any web server can show them; the bag, orders and search need a Vitrine host. It works while the shop is open\n"
      "elsewhere."),
  run,
};
