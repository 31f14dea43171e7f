#include "base/vt-clock.h"
#include "catalogue/vt-product-history.h"
#include "cli/vt-cli-commands.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>

/* The most rows of a step that are looked at, and the most lines that are printed for people. */
#define MAX_ROWS  2000
#define MAX_LINES 8

static JsonArray *
groups_to_json (const GPtrArray *groups)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < groups->len; i++)
    {
      const VtHistoryGroup *group = g_ptr_array_index (groups, i);
      JsonObject *object = json_object_new ();
      JsonArray *lines = json_array_new ();

      for (guint j = 0; j < group->lines->len; j++)
        json_array_add_string_element (lines, g_ptr_array_index (group->lines, j));
      if (group->product_id != 0)
        json_object_set_int_member (object, "product", group->product_id);
      vt_cli_set_text (object, "title", group->title);
      json_object_set_array_member (object, "changes", lines);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
add_json (JsonArray *rows, const VtJournalEntry *entry, const GPtrArray *groups)
{
  JsonObject *row = json_object_new ();

  json_object_set_int_member (row, "entry", entry->id);
  json_object_set_string_member (row, "label", entry->label);
  vt_cli_set_time (row, "at", entry->changed_us);
  json_object_set_boolean_member (row, "undone", entry->undone);
  json_object_set_array_member (row, "changed", groups_to_json (groups));
  json_array_add_object_element (rows, row);
}

static void
print_groups (const GPtrArray *groups)
{
  guint n_printed = 0;
  guint n_lines = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      const VtHistoryGroup *group = g_ptr_array_index (groups, i);

      n_lines += group->lines->len;
      for (guint j = 0; j < group->lines->len && n_printed < MAX_LINES; j++, n_printed++)
        printf ("        %s: %s\n", group->title, (const char *) g_ptr_array_index (group->lines, j));
    }
  if (n_lines > n_printed)
    printf (ngettext ("        and %u more change\n", "        and %u more changes\n", n_lines - n_printed),
            n_lines - n_printed);
}

static void
print_entry (const VtJournalEntry *entry, const GPtrArray *groups)
{
  g_autofree char *time = vt_cli_format_time (entry->changed_us);

  printf ("%s  %" PRId64 "  %s%s\n", time, entry->id, entry->label, entry->undone ? _ ("  (taken back)") : "");
  print_groups (groups);
}

static gboolean
tell (VtDb *db, const GPtrArray *entries, JsonArray *rows, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const VtJournalEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GPtrArray) groups = vt_history_describe (db, entry->id, MAX_ROWS, error);

      if (groups == NULL)
        return FALSE;
      if (rows != NULL)
        add_json (rows, entry, groups);
      else
        print_entry (entry, groups);
    }

  return TRUE;
}

/* "2026-11-17" in this computer's time, or a whole time of ISO 8601. */
static gboolean
parse_date (const char *text, gint64 *us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *midnight = g_strconcat (text, "T00:00:00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  if (time == NULL)
    time = g_date_time_new_from_iso8601 (midnight, zone);
  if (time == NULL)
    return FALSE;

  *us = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
run_query (VtCli *cli, const char *path, VtHistoryQuery *query, const char *product, gboolean json, GError **error)
{
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (path, error);
  VtDb *db = snapshot != NULL ? vt_snapshot_get_db (snapshot) : NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (JsonArray) rows = json ? json_array_new () : NULL;

  if (db == NULL)
    return FALSE;
  if (product != NULL)
    {
      if (!vt_product_find_ever (db, product, &query->id, cli->cancellable, error))
        return FALSE;
      query->links = vt_product_history_links;
      query->root = "product";
    }

  entries = vt_history_list (db, query, cli->cancellable, error);
  if (entries == NULL || !tell (db, entries, rows, error))
    return FALSE;
  if (rows != NULL)
    vt_cli_print_json_array (rows);
  return TRUE;
}

static int
run_history (VtCli *cli)
{
  gboolean json = FALSE;
  g_autofree char *product = NULL;
  g_autofree char *since = NULL;
  g_autofree char *until = NULL;
  g_autofree char *search = NULL;
  int limit = 50;
  const GOptionEntry entries[] = {
    { "product", 0, 0, G_OPTION_ARG_STRING, &product, N_ ("Only what changed that product"), N_ ("HANDLE") },
    { "since", 0, 0, G_OPTION_ARG_STRING, &since, N_ ("From that day on"), N_ ("DATE") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_ ("Before that day"), N_ ("DATE") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_ ("Only steps whose name has that in it"), N_ ("TEXT") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many, the newest (50)"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GError) error = NULL;
  VtHistoryQuery query = { .search = search, .limit = limit };

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (limit < 1)
    return vt_cli_misused (cli, _ ("--limit is 1 or more"));
  if ((since != NULL && !parse_date (since, &query.since_us)) ||
      (until != NULL && !parse_date (until, &query.until_us)))
    return vt_cli_misused (cli, _ ("A day is written like 2026-11-17"));

  return vt_cli_end (run_query (cli, arguments[0], &query, product, json, &error), &error);
}

typedef struct
{
  const char *handle;
  gint64 entry_id;
} Restore;

static gboolean
restore_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Restore *restore = data;
  gint64 id = 0;

  return vt_product_find_ever (db, restore->handle, &id, cancellable, error) &&
         vt_product_restore (db, id, restore->entry_id, vt_clock_now_us (vt_clock_system ()), cancellable, error);
}

static int
run_restore (VtCli *cli)
{
  g_autofree char *product = NULL;
  gint64 entry_id = 0;
  const GOptionEntry entries[] = {
    { "product", 0, 0, G_OPTION_ARG_STRING, &product, N_ ("Which product"), N_ ("HANDLE") },
    { "entry", 0, 0, G_OPTION_ARG_INT64, &entry_id, N_ ("The step after which it was as it is to be"), N_ ("N") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;
  g_autofree char *label = NULL;
  Restore restore;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (product == NULL || entry_id < 1)
    return vt_cli_misused (cli, _ ("Say which product, and after which step: --product HANDLE --entry N"));

  restore = (Restore){ product, entry_id };
  label = g_strdup_printf (_ ("Take “%s” back to an earlier state"), product);
  shop = vt_shop_open (arguments[0], VT_SHOP_WRITE, &error);
  if (shop == NULL || !vt_shop_write (shop, label, NULL, restore_job, &restore, cli->cancellable, NULL, &error))
    return vt_cli_end (FALSE, &error);

  printf (_ ("“%s” is as it was after step %" PRId64 "\n"), product, entry_id);
  return VT_CLI_DONE;
}

const VtCliCommand vt_cmd_history = {
  "history",
  "SHOP",
  N_ ("Shows what each step changed, newest first"),
  N_ ("Example: vitrinectl history Lume.vitrine --product oak-chair --since 2026-11-17"),
  run_history,
};

const VtCliCommand vt_cmd_restore = {
  "restore",
  "SHOP",
  N_ ("Takes one product back to an earlier state"),
  N_ ("The steps and their numbers: vitrinectl history SHOP --product HANDLE. It is a step itself, which undo takes "
      "back. Other products, stock and orders stay as they are."),
  run_restore,
};
