#include "base/vt-clock.h"
#include "cli/vt-cli-commands.h"
#include "insights/vt-check.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static JsonArray *
to_json (GPtrArray *findings)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const VtFinding *finding = g_ptr_array_index (findings, i);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "subject", finding->subject);
      json_object_set_string_member (row, "name", finding->name);
      json_object_set_string_member (row, "kind", vt_check_rule_to_string (finding->rule));
      json_object_set_string_member (row, "severity",
                                     vt_check_severity_to_string (vt_check_rule_severity (finding->rule)));
      json_object_set_string_member (row, "message", finding->sentence);
      json_object_set_string_member (row, "title", finding->title);
      json_object_set_string_member (row, "field", finding->target.field != NULL ? finding->target.field : "");
      json_array_add_object_element (rows, row);
    }

  return rows;
}

/* Advice is counted, and told when it is asked for: what costs orders is not to drown in it. */
static void
print_findings (GPtrArray *findings, gboolean all)
{
  guint counts[3] = { 0, 0, 0 };

  for (guint i = 0; i < findings->len; i++)
    {
      const VtFinding *finding = g_ptr_array_index (findings, i);
      VtCheckSeverity severity = vt_check_rule_severity (finding->rule);

      counts[severity]++;
      if (all || severity != VT_CHECK_ADVICE)
        printf ("%s:%s: %s\n", finding->subject, finding->name, finding->sentence);
    }

  if (findings->len == 0)
    printf ("%s\n", _ ("Nothing to mend"));
  else if (counts[VT_CHECK_ERROR] + counts[VT_CHECK_WARNING] > 0)
    printf (ngettext ("%u thing to mend\n", "%u things to mend\n", counts[VT_CHECK_ERROR] + counts[VT_CHECK_WARNING]),
            counts[VT_CHECK_ERROR] + counts[VT_CHECK_WARNING]);
  if (counts[VT_CHECK_ADVICE] > 0)
    printf (ngettext ("%u thing could be better; --all tells it\n", "%u things could be better; --all tells them\n",
                      counts[VT_CHECK_ADVICE]),
            counts[VT_CHECK_ADVICE]);
}

static int
run (VtCli *cli)
{
  gboolean json = FALSE;
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Tell also what could be better"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON, of everything"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  gint64 now_us = vt_clock_now_us (vt_clock_system ());
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;

  shop = vt_shop_open (arguments[0], VT_SHOP_READ, &error);
  if (shop != NULL)
    findings = vt_check_list (vt_shop_get_reader (shop), now_us, cli->cancellable, &error);
  if (findings == NULL)
    return vt_cli_end (FALSE, &error);

  if (json)
    {
      g_autoptr (JsonArray) rows = to_json (findings);

      vt_cli_print_json_array (rows);
    }
  else
    print_findings (findings, all);

  return VT_CLI_DONE;
}

const VtCliCommand vt_cmd_check = {
  "check",
  "SHOP",
  N_ ("Tells what a merchant should mend"),
  N_ ("Looks at what shoppers and search engines meet: photos and their words, titles, descriptions, links, prices,\n"
      "stock, translations, the brand's contrasts, and whether discounts and popups keep what they promise. The most\n"
      "valuable comes first. Things to mend are no failure. It works while the shop is open elsewhere."),
  run,
};
