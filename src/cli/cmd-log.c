#include "cli/vt-cli-commands.h"
#include "shop/vt-journal.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static JsonArray *
entries_to_json (const GPtrArray *entries)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      const VtJournalEntry *entry = g_ptr_array_index (entries, i);
      JsonObject *row = json_object_new ();

      json_object_set_int_member (row, "id", entry->id);
      json_object_set_string_member (row, "label", entry->label);
      vt_cli_set_time (row, "at", entry->changed_us);
      json_object_set_boolean_member (row, "undone", entry->undone);
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static void
print_entries (const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const VtJournalEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *time = vt_cli_format_time (entry->changed_us);

      printf ("%s  %s%s\n", time, entry->label, entry->undone ? _ ("  (taken back)") : "");
    }
}

static int
run_log (VtCli *cli)
{
  gboolean json = FALSE;
  int limit = 50;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many, the newest (50)"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;
  g_autoptr (GPtrArray) journal = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (limit < 1)
    return vt_cli_misused (cli, _ ("--limit is 1 or more"));

  shop = vt_shop_open (arguments[0], VT_SHOP_READ, &error);
  if (shop != NULL)
    journal = vt_journal_list (vt_shop_get_reader (shop), 0, limit, &error);
  if (journal == NULL)
    return vt_cli_end (FALSE, &error);

  if (json)
    {
      g_autoptr (JsonArray) rows = entries_to_json (journal);

      vt_cli_print_json_array (rows);
    }
  else
    print_entries (journal);

  return VT_CLI_DONE;
}

static int
step (VtCli *cli, gboolean (*take) (VtShop *shop, char **label, GError **error), const char *format)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;
  g_autofree char *label = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;

  shop = vt_shop_open (arguments[0], VT_SHOP_WRITE, &error);
  if (shop == NULL || !take (shop, &label, &error))
    return vt_cli_end (FALSE, &error);

  printf ("%s: %s\n", format, label);
  return VT_CLI_DONE;
}

static int
run_undo (VtCli *cli)
{
  return step (cli, vt_shop_undo, _ ("Taken back"));
}

static int
run_redo (VtCli *cli)
{
  return step (cli, vt_shop_redo, _ ("Done again"));
}

const VtCliCommand vt_cmd_log = { "log", "SHOP", N_ ("Shows what was done, newest first"), NULL, run_log };
const VtCliCommand vt_cmd_undo = { "undo", "SHOP", N_ ("Takes the last step back"), NULL, run_undo };
const VtCliCommand vt_cmd_redo = { "redo", "SHOP", N_ ("Does the step again that was taken back last"), NULL,
                                   run_redo };
