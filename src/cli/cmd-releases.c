#include "cli/vt-cli-commands.h"
#include "cli/vt-cli-host.h"
#include "publish/vt-publisher.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static JsonArray *
releases_to_json (const GPtrArray *releases)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < releases->len; i++)
    {
      const VtRelease *release = g_ptr_array_index (releases, i);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "id", release->id);
      vt_cli_set_text (row, "label", release->label);
      vt_cli_set_time (row, "created", release->created_us);
      vt_cli_set_time (row, "activated", release->activated_us);
      json_object_set_boolean_member (row, "live", release->active);
      json_object_set_int_member (row, "files", release->n_files);
      json_object_set_int_member (row, "bytes", release->n_bytes);
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static int
run_releases (VtCli *cli)
{
  static const VtCliColumn columns[] = {
    { "id", N_ ("RELEASE"), FALSE }, { "created", N_ ("MADE"), FALSE }, { "live", N_ ("LIVE"), FALSE },
    { "files", N_ ("FILES"), TRUE }, { "label", N_ ("LABEL"), FALSE },
  };
  g_autofree char *to = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("Which host; else the first one"), N_ ("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtCliHost) place = NULL;
  g_autoptr (GPtrArray) releases = NULL;
  g_autoptr (JsonArray) rows = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;

  place = vt_cli_host_open (cli, arguments[0], VT_SHOP_WRITE, to, &error);
  if (place != NULL)
    releases = VT_HOST_GET_IFACE (place->host)->releases (place->host, cli->cancellable, &error);
  if (releases == NULL)
    return vt_cli_end (FALSE, &error);

  rows = releases_to_json (releases);
  if (json)
    vt_cli_print_json_array (rows);
  else
    vt_cli_print_table (rows, columns, G_N_ELEMENTS (columns));

  return VT_CLI_DONE;
}

static int
run_rollback (VtCli *cli)
{
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("Which host; else the first one"), N_ ("NAME") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtCliHost) place = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;

  place = vt_cli_host_open (cli, arguments[0], VT_SHOP_WRITE, to, &error);
  if (place == NULL ||
      !vt_publisher_rollback (place->shop, place->host, place->record, arguments[1], cli->cancellable, &error))
    return vt_cli_end (FALSE, &error);

  printf (_ ("Release %s is live again\n"), arguments[1]);
  return VT_CLI_DONE;
}

const VtCliCommand vt_cmd_releases = { "releases", "SHOP", N_ ("Lists the releases that are on the host"), NULL,
                                       run_releases };
const VtCliCommand vt_cmd_rollback = {
  "rollback",
  "SHOP RELEASE",
  N_ ("Makes an older release live again"),
  N_ ("Orders, stock and what is being edited stay as they are. “vitrinectl releases” tells the names."),
  run_rollback,
};
