#include "cli/vt-cli.h"

#include "cli/vt-cli-commands.h"
#include "vt-config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const VtCliCommand *const commands[] = {
  &vt_cmd_new,           &vt_cmd_demo,       &vt_cmd_import,      &vt_cmd_export, &vt_cmd_list,
  &vt_cmd_set,           &vt_cmd_edit,       &vt_cmd_log,         &vt_cmd_undo,   &vt_cmd_redo,
  &vt_cmd_check,         &vt_cmd_brand,      &vt_cmd_build,       &vt_cmd_serve,  &vt_cmd_host,
  &vt_cmd_publish,       &vt_cmd_releases,   &vt_cmd_rollback,    &vt_cmd_pull,   &vt_cmd_stock,
  &vt_cmd_labels,        &vt_cmd_price_list, &vt_cmd_verify,      &vt_cmd_backup, &vt_cmd_history,
  &vt_cmd_restore,       &vt_cmd_shipping,   &vt_cmd_discount,    &vt_cmd_search, &vt_cmd_search_index,
  &vt_cmd_search_report, &vt_cmd_popups,     &vt_cmd_look_alikes,
};

static void
print_usage (FILE *to)
{
  fprintf (to, "%s\n\n", _ ("Usage: vitrinectl COMMAND SHOP [ARGUMENT…]"));
  fprintf (to, "%s\n\n", _ ("Works on a shop of Vitrine, a folder NAME.vitrine, without a window."));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (to, "  %-10s %s\n", commands[i]->name, _ (commands[i]->summary));
  fprintf (to, "\n%s\n", _ ("“vitrinectl COMMAND --help” tells more about one."));
  fprintf (to, "%s\n", _ ("Exit status: 0 when done, 1 when the work failed, 2 for wrong arguments."));
}

static const VtCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i]->name, name) == 0)
      return commands[i];

  return NULL;
}

static int
run_command (const VtCliCommand *command, char **argv)
{
  g_autofree char *name = g_strconcat ("vitrinectl ", command->name, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  VtCli cli = { command, argv, cancellable };

  g_set_prgname (name);
  g_thread_unref (vt_cli_watch_signals (cancellable));

  return command->run (&cli);
}

int
main (int argc, char **argv)
{
  const VtCliCommand *command = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc > 1 && (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0))
    {
      print_usage (stdout);
      return VT_CLI_DONE;
    }
  if (argc > 1 && strcmp (argv[1], "--version") == 0)
    {
      printf ("vitrinectl %s\n", VT_VERSION);
      return VT_CLI_DONE;
    }

  command = argc > 1 ? find_command (argv[1]) : NULL;
  if (command == NULL)
    {
      if (argc > 1)
        fprintf (stderr, _ ("vitrinectl: there is no command “%s”\n"), argv[1]);
      print_usage (stderr);
      return VT_CLI_USAGE;
    }

  status = run_command (command, argv + 1);
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;

  fprintf (stderr, "vitrinectl: %s\n", _ ("The output could not be written"));
  return VT_CLI_FAILED;
}
