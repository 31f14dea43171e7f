#include "base/vt-clock.h"
#include "base/vt-file.h"
#include "base/vt-json.h"
#include "cli/vt-cli-commands.h"
#include "insights/vt-popup-report.h"
#include "promo/vt-popup-simulate.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define DAYS_MAX 400 /* older events are forgotten */
#define MAX_FILE (64 * 1024 * 1024)
#define PERCENT  100.0

typedef struct
{
  VtDb *db; /* (unowned) */
  gint64 from_us;
  gint64 now_us;
  const char *visits; /* (nullable) (type filename) */
  gboolean json;
} Asked;

static JsonObject *
odds_to_json (const VtPopupOdds *odds)
{
  JsonObject *object = json_object_new ();

  json_object_set_double_member (object, "likely", odds->likely);
  json_object_set_double_member (object, "least", odds->least);
  json_object_set_double_member (object, "most", odds->most);
  json_object_set_double_member (object, "chance_to_win", odds->chance);
  return object;
}

static JsonObject *
row_to_json (const VtPopupReport *report, guint index, const char *currency)
{
  const VtPopupReportRow *row = &g_array_index (report->rows, VtPopupReportRow, index);
  JsonObject *object = json_object_new ();
  g_autofree char *share = g_strdup_printf ("%.1f %% (%.1f–%.1f)", row->odds.likely * PERCENT,
                                            row->odds.least * PERCENT, row->odds.most * PERCENT);
  g_autofree char *chance =
      report->rows->len > 1 ? g_strdup_printf ("%.0f %%", row->odds.chance * PERCENT) : g_strdup ("");

  json_object_set_string_member (object, "popup", report->name);
  json_object_set_string_member (object, "variant", row->id == 0 ? "A" : row->name);
  json_object_set_int_member (object, "shown", row->shown);
  json_object_set_int_member (object, "accepted", row->accepted);
  json_object_set_int_member (object, "closed", row->closed);
  json_object_set_int_member (object, "orders", row->orders);
  vt_cli_set_money (object, "revenue", row->revenue_minor, currency);
  json_object_set_string_member (object, "share", share);
  json_object_set_string_member (object, "chance", chance);
  json_object_set_object_member (object, "acceptance", odds_to_json (&row->odds));
  json_object_set_object_member (object, "sales", odds_to_json (&row->sales));
  json_object_set_boolean_member (object, "winner", report->winner == (int) index);
  return object;
}

static void
print_verdicts (GPtrArray *reports)
{
  for (guint i = 0; i < reports->len; i++)
    {
      const VtPopupReport *report = g_ptr_array_index (reports, i);

      if (report->rows->len < 2)
        continue;
      if (report->winner < 0)
        printf (_ ("%s: too early to say which variant is better\n"), report->name);
      else
        printf (_ ("%s: %s is accepted more often, with a probability of %.0f %%\n"), report->name,
                report->winner == 0 ? "A" : g_array_index (report->rows, VtPopupReportRow, report->winner).name,
                g_array_index (report->rows, VtPopupReportRow, report->winner).odds.chance * PERCENT);
    }
}

static gboolean
print_report (const Asked *asked, GError **error)
{
  static const VtCliColumn columns[] = {
    { "popup", N_ ("POPUP"), FALSE },      { "variant", N_ ("VARIANT"), FALSE }, { "shown", N_ ("SHOWN"), TRUE },
    { "accepted", N_ ("ACCEPTED"), TRUE }, { "share", N_ ("SHARE"), TRUE },      { "chance", N_ ("BEST"), TRUE },
    { "orders", N_ ("ORDERS"), TRUE },     { "revenue", N_ ("REVENUE"), TRUE },
  };
  g_autofree char *currency = vt_setting_get (asked->db, "shop.currency", error);
  g_autoptr (GPtrArray) reports =
      currency != NULL ? vt_popup_report_list (asked->db, asked->from_us, asked->now_us, error) : NULL;
  g_autoptr (JsonArray) rows = json_array_new ();

  if (reports == NULL)
    return FALSE;
  for (guint i = 0; i < reports->len; i++)
    {
      const VtPopupReport *report = g_ptr_array_index (reports, i);

      for (guint j = 0; j < report->rows->len; j++)
        json_array_add_object_element (rows, row_to_json (report, j, currency));
    }

  if (asked->json)
    {
      vt_cli_print_json_array (rows);
      return TRUE;
    }
  vt_cli_print_table (rows, columns, G_N_ELEMENTS (columns));
  print_verdicts (reports);
  return TRUE;
}

static JsonArray *
read_visits (const Asked *asked, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length;
  const char *text;

  if (asked->visits == NULL)
    return vt_popup_visits_read (asked->db, asked->from_us, asked->now_us, error);

  bytes = vt_file_read (asked->visits, MAX_FILE, error);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  node = vt_json_parse (text != NULL ? text : "", (gssize) length, MAX_FILE, 8, error);
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_array_ref (json_node_get_array (node));
  if (node != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” is no list of visits"), asked->visits);

  return NULL;
}

static JsonObject *
outcome_to_json (const VtPopupOutcome *outcome)
{
  JsonObject *object = json_object_new ();
  JsonObject *reasons = json_object_new ();
  g_autoptr (GString) words = g_string_new (NULL);

  for (VtPopupVerdict i = VT_POPUP_VERDICT_SHOWN; i < VT_POPUP_VERDICT_N; i++)
    if (outcome->reasons[i] > 0)
      {
        json_object_set_int_member (reasons, vt_popup_verdict_to_string (i), outcome->reasons[i]);
        g_string_append_printf (words, "%s%s %u", words->len > 0 ? ", " : "", vt_popup_verdict_to_string (i),
                                outcome->reasons[i]);
      }
  json_object_set_string_member (object, "popup", outcome->name);
  json_object_set_int_member (object, "visits", outcome->visits);
  json_object_set_int_member (object, "shows", outcome->shows);
  json_object_set_boolean_member (object, "never", outcome->shows == 0);
  json_object_set_object_member (object, "reasons", reasons);
  json_object_set_string_member (object, "why_not", words->str);
  return object;
}

static gboolean
print_simulation (const Asked *asked, GError **error)
{
  static const VtCliColumn columns[] = {
    { "popup", N_ ("POPUP"), FALSE },
    { "visits", N_ ("VISITS"), TRUE },
    { "shows", N_ ("TIMES"), TRUE },
    { "why_not", N_ ("WHY NOT IN OTHERS"), FALSE },
  };
  g_autoptr (JsonArray) visits = read_visits (asked, error);
  g_autoptr (VtPopupSimulation) result =
      visits != NULL ? vt_popup_simulate (asked->db, visits, asked->now_us, NULL, NULL, error) : NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *rows = json_array_new ();

  json_object_set_array_member (object, "popups", rows);
  if (result == NULL)
    return FALSE;
  for (guint i = 0; i < result->outcomes->len; i++)
    json_array_add_object_element (rows, outcome_to_json (g_ptr_array_index (result->outcomes, i)));

  json_object_set_int_member (object, "visits", result->n_visits);
  json_object_set_int_member (object, "with_popup", result->n_shown);
  if (asked->json)
    {
      vt_cli_print_json_object (object);
      return TRUE;
    }
  printf (ngettext ("%u visit, %u with a popup\n", "%u visits, %u with a popup\n", result->n_visits), result->n_visits,
          result->n_shown);
  vt_cli_print_table (rows, columns, G_N_ELEMENTS (columns));
  return TRUE;
}

static int
run (VtCli *cli)
{
  int days = 30;
  g_autofree char *visits = NULL;
  Asked asked = { .now_us = vt_clock_now_us (vt_clock_system ()) };
  const GOptionEntry entries[] = {
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_ ("Of the last N days; else 30"), N_ ("N") },
    { "visits", 0, 0, G_OPTION_ARG_FILENAME, &visits, N_ ("Visits to simulate; else those that were recorded"),
      N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &asked.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 2);
  const char *what = arguments != NULL && arguments[1] != NULL ? arguments[1] : "report";
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (days < 1 || days > DAYS_MAX)
    return vt_cli_misused (cli, _ ("--days is a number from 1 to %d"), DAYS_MAX);
  if (strcmp (what, "report") != 0 && strcmp (what, "simulate") != 0)
    return vt_cli_misused (cli, _ ("“%s” is neither report nor simulate"), what);

  shop = vt_shop_open (arguments[0], VT_SHOP_READ, &error);
  if (shop == NULL)
    return vt_cli_end (FALSE, &error);

  asked.db = vt_shop_get_reader (shop);
  asked.from_us = asked.now_us - days * G_TIME_SPAN_DAY;
  asked.visits = visits;
  return vt_cli_end (strcmp (what, "report") == 0 ? print_report (&asked, &error) : print_simulation (&asked, &error),
                     &error);
}

const VtCliCommand vt_cmd_popups = {
  "popups",
  "SHOP [report|simulate]",
  N_ ("Says how popups and their variants do, or who would see which"),
  N_ ("report: how often each variant came up and was accepted, with the range in which its share lies with a "
      "probability of 95 %, and the chance that it is the best; orders are those of the same visit.\n"
      "simulate: runs visits through triggers, audience and caps. A file of visits is a list of {\"at\": milliseconds, "
      "\"visitor\": a name, \"device\": …, \"pages\": [{\"kind\": \"home\", \"path\": \"/\", \"seconds\": 20, \"depth\": "
      "60, \"events\": [\"exit\"]}]}."),
  run,
};
