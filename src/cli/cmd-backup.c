#include "base/vt-clock.h"
#include "cli/vt-cli-commands.h"
#include "shop/vt-backup.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static void
progress_cb (guint64 done, guint64 total, gpointer progress)
{
  vt_cli_progress_cb (_ ("Copying"), (gint64) done, (gint64) total, progress);
}

static void
print_json (const char *path, const GPtrArray *findings)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *shown = g_filename_display_name (path);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < findings->len; i++)
    json_array_add_string_element (rows, g_ptr_array_index (findings, i));
  json_object_set_string_member (object, "path", shown);
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
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, 2);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VtCliProgress) progress = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *shop = NULL;
  g_autofree char *path = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;

  shop = g_canonicalize_filename (arguments[0], NULL);
  progress = vt_cli_progress_new ();
  path = vt_backup_make (shop, arguments[1], VT_BACKUP_ALWAYS, vt_clock_now_us (vt_clock_system ()), findings,
                         progress_cb, progress, cli->cancellable, &error);
  g_clear_pointer (&progress, vt_cli_progress_free);
  if (path == NULL)
    return vt_cli_end (FALSE, &error);

  if (json)
    print_json (path, findings);
  else
    {
      printf ("%s\n", path);
      for (guint i = 0; i < findings->len; i++)
        fprintf (stderr, "%s\n", (const char *) g_ptr_array_index (findings, i));
    }

  return VT_CLI_DONE;
}

const VtCliCommand vt_cmd_backup = {
  "backup",
  "SHOP FOLDER",
  N_ ("Copies the shop into a folder of backups"),
  N_ ("The copy is checked, gets the time as its name, and opens as a shop. The shop may be in use meanwhile. Pictures "
      "that the newest copy in the folder has too take no room again."),
  run,
};
