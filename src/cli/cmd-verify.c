#include "cli/vt-cli-commands.h"
#include "shop/vt-verify.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define INFORMATION "Information:"

static guint
count_faults (const GPtrArray *findings)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    if (!g_str_has_prefix (g_ptr_array_index (findings, i), INFORMATION))
      n++;

  return n;
}

static void
print_json (const GPtrArray *findings, guint n_faults)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < findings->len; i++)
    json_array_add_string_element (rows, g_ptr_array_index (findings, i));
  json_object_set_boolean_member (object, "whole", n_faults == 0);
  json_object_set_array_member (object, "findings", rows);
  vt_cli_print_json_object (object);
}

static int
run (VtCli *cli)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  guint n_faults;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (!vt_shop_verify (arguments[0], findings, cli->cancellable, &error))
    return vt_cli_end (FALSE, &error);

  n_faults = count_faults (findings);
  if (json)
    print_json (findings, n_faults);
  else
    {
      for (guint i = 0; i < findings->len; i++)
        printf ("%s\n", (const char *) g_ptr_array_index (findings, i));
      printf ("%s\n", n_faults == 0 ? _ ("Database, history and pictures are whole") : _ ("The shop is damaged"));
    }

  return n_faults == 0 ? VT_CLI_DONE : VT_CLI_FAILED;
}

const VtCliCommand vt_cmd_verify = {
  "verify",
  "SHOP",
  N_ ("Looks whether database, history and pictures are whole"),
  N_ ("It changes nothing, and works while the shop is open elsewhere. It fails when something is damaged."),
  run,
};
