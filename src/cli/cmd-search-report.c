#include "base/vt-clock.h"
#include "cli/vt-cli-commands.h"
#include "insights/vt-search-report.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define DAYS_MAX 400 /* older events are forgotten */
#define ROWS     20
#define ROWS_MAX 10000

static JsonObject *
fix_to_json (const VtSearchFix *fix)
{
  g_autofree char *words = vt_search_fix_describe (fix);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", vt_search_fix_kind_to_string (fix->kind));
  json_object_set_string_member (object, "words", words);
  vt_cli_set_text (object, "other", fix->other);
  vt_cli_set_text (object, "title", fix->title);
  vt_cli_set_text (object, "path", fix->path);
  if (fix->product_id != 0)
    json_object_set_int_member (object, "product", fix->product_id);

  return object;
}

static JsonArray *
rows_to_json (GPtrArray *rows)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const VtSearchReportRow *row = g_ptr_array_index (rows, i);
      g_autofree char *words = row->fix != NULL ? vt_search_fix_describe (row->fix) : g_strdup ("");
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "query", row->query);
      json_object_set_int_member (object, "searches", row->searches);
      json_object_set_int_member (object, "followed", row->followed);
      json_object_set_boolean_member (object, "found", row->found);
      json_object_set_string_member (object, "proposal", words);
      if (row->fix != NULL)
        json_object_set_object_member (object, "fix", fix_to_json (row->fix));
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
print_json (const VtSearchReport *report)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "searches", report->n_searches);
  json_object_set_int_member (object, "nothing_found", report->n_nothing);
  json_object_set_int_member (object, "not_followed", report->n_ignored);
  json_object_set_array_member (object, "top", rows_to_json (report->top));
  json_object_set_array_member (object, "nothing", rows_to_json (report->nothing));
  json_object_set_array_member (object, "ignored", rows_to_json (report->ignored));
  vt_cli_print_json_object (object);
}

static void
print_list (const char *heading, GPtrArray *list)
{
  static const VtCliColumn columns[] = {
    { "searches", N_ ("Searches"), TRUE },
    { "followed", N_ ("Followed"), TRUE },
    { "query", N_ ("Query"), FALSE },
    { "proposal", N_ ("What would help"), FALSE },
  };
  g_autoptr (JsonArray) rows = rows_to_json (list);

  if (list->len == 0)
    return;

  printf ("\n%s\n", heading);
  vt_cli_print_table (rows, columns, G_N_ELEMENTS (columns));
}

static void
print_words (const VtSearchReport *report)
{
  guint all = MAX (report->n_searches, 1);

  printf (ngettext ("%u search; %u %% found nothing, after %u %% nothing was opened\n",
                    "%u searches; %u %% found nothing, after %u %% nothing was opened\n", report->n_searches),
          report->n_searches, report->n_nothing * 100 / all, report->n_ignored * 100 / all);
  print_list (_ ("Most frequent"), report->top);
  print_list (_ ("Found nothing"), report->nothing);
  print_list (_ ("Found something that nobody opened"), report->ignored);
}

static int
run (VtCli *cli)
{
  int days = 30;
  int limit = ROWS;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_ ("Of the last N days; else 30"), N_ ("N") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many queries in each list"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  gint64 now_us = vt_clock_now_us (vt_clock_system ());
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;
  g_autoptr (VtSearchReport) report = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (days < 1 || days > DAYS_MAX)
    return vt_cli_misused (cli, _ ("--days is a number from 1 to %d"), DAYS_MAX);
  if (limit < 1 || limit > ROWS_MAX)
    return vt_cli_misused (cli, _ ("--limit is a number from 1 to %u"), ROWS_MAX);

  shop = vt_shop_open (arguments[0], VT_SHOP_READ, &error);
  if (shop != NULL)
    report = vt_search_report_new (vt_shop_get_reader (shop), now_us - days * G_TIME_SPAN_DAY, now_us, (guint) limit,
                                   cli->cancellable, &error);
  if (report == NULL)
    return vt_cli_end (FALSE, &error);

  if (json)
    print_json (report);
  else
    print_words (report);

  return VT_CLI_DONE;
}

const VtCliCommand vt_cmd_search_report = {
  "search-report",
  "SHOP",
  N_ ("Tells what shoppers searched for, what they did not find, and what would help"),
  N_ ("A visit counts once for each query. Whether something is found is tried on the shop as it is now. “vitrinectl "
      "pull” brings in what happened since.\nIt works while the shop is open elsewhere."),
  run,
};
