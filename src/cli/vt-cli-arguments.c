#include "cli/vt-cli.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static void
drop_separator (char **arguments)
{
  for (; *arguments != NULL; arguments++)
    if (strcmp (*arguments, "--") == 0)
      {
        g_free (*arguments);
        memmove (arguments, arguments + 1, g_strv_length (arguments + 1) * sizeof *arguments + sizeof *arguments);
        return;
      }
}

static GOptionContext *
context_new (const VtCliCommand *command, const GOptionEntry *entries)
{
  GOptionContext *context = g_option_context_new (command->arguments);
  g_autofree char *description = g_strdup_printf (
      "%s%s%s", command->description != NULL ? _ (command->description) : "",
      command->description != NULL ? "\n\n" : "",
      _ ("SHOP is a folder NAME.vitrine. Errors go to standard error. Long work shows its progress on a "
         "terminal.\nExit status: 0 when done, 1 when the work failed, 2 for wrong arguments. Nothing "
         "is half-done after an error."));

  g_option_context_set_summary (context, _ (command->summary));
  g_option_context_set_description (context, description);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return context;
}

/**
 * vt_cli_parse:
 * @cli: this run
 * @entries: the options of its command, ended by an empty one
 * @min: least number of arguments that are not options
 * @max: most of them
 *
 * Sorts options from arguments; answers --help itself. What is wrong is told.
 *
 * Returns: (transfer full) (nullable): the arguments; %NULL to exit with %VT_CLI_USAGE
 */
char **
vt_cli_parse (VtCli *cli, const GOptionEntry *entries, guint min, guint max)
{
  g_autoptr (GOptionContext) context = context_new (cli->command, entries);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) arguments = g_strdupv (cli->argv);
  guint n;

  if (!g_option_context_parse_strv (context, &arguments, &error))
    {
      vt_cli_misused (cli, "%s", error->message);
      return NULL;
    }

  g_free (arguments[0]);
  memmove (arguments, arguments + 1, g_strv_length (arguments + 1) * sizeof *arguments + sizeof *arguments);
  drop_separator (arguments);
  n = g_strv_length (arguments);
  if (n >= min && n <= max)
    return g_steal_pointer (&arguments);

  if (n < min)
    vt_cli_misused (cli, _ ("An argument is missing: %s"), cli->command->arguments);
  else
    vt_cli_misused (cli, _ ("One argument too many: “%s”"), arguments[max]);
  return NULL;
}

/**
 * vt_cli_misused:
 * @cli: this run
 * @format: what is wrong with the arguments
 * @...: for @format
 *
 * Returns: %VT_CLI_USAGE, once it was told
 */
int
vt_cli_misused (VtCli *cli, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "vitrinectl %s: %s\n", cli->command->name, message);
  fprintf (stderr, _ ("“vitrinectl %s --help” tells what it takes\n"), cli->command->name);

  return VT_CLI_USAGE;
}

/**
 * vt_cli_end:
 * @done: whether the work succeeded
 * @error: (inout): why not, when it did not; by its address, so that it is read after the work was done
 *
 * Returns: the exit status, once a failure was told
 */
int
vt_cli_end (gboolean done, GError **error)
{
  if (done)
    return VT_CLI_DONE;

  if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fprintf (stderr, "vitrinectl: %s\n", _ ("Stopped; what had begun was taken back"));
  else
    fprintf (stderr, "vitrinectl: %s\n", (*error)->message);

  return VT_CLI_FAILED;
}
