#include "base/vt-clock.h"
#include "base/vt-money.h"
#include "cli/vt-cli-commands.h"
#include "cli/vt-cli-items.h"
#include "orders/vt-quote.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define ARGUMENTS_MAX (VT_QUOTE_MAX_LINES + 2)

static void
print_options (const VtQuote *quote, const char *locale)
{
  for (guint i = 0; i < quote->shipping->len; i++)
    {
      const VtQuoteShipping *option = g_ptr_array_index (quote->shipping, i);
      g_autofree char *price = vt_money_format (vt_money_new (option->price_minor, quote->currency), locale);
      g_autofree char *dates = option->has_dates ? vt_delivery_dates_format (&option->dates, locale) : g_strdup ("");

      printf ("%s %s  %s  %s\n", (int) i == quote->chosen_shipping ? "*" : " ", option->name, price, dates);
    }
  if (quote->shipping->len == 0)
    printf ("%s\n", quote->needs_shipping ? _ ("Nothing can be sent there") : _ ("Nothing of it has to be sent"));
}

static void
print_words (const VtQuote *quote, const char *locale)
{
  g_autoptr (GPtrArray) lines = NULL;

  print_options (quote, locale);
  if (quote->report == NULL)
    return;

  printf ("\n");
  lines = vt_shipping_report_describe (quote->report, quote->currency, locale);
  for (guint i = 0; i < lines->len; i++)
    printf ("%s\n", (const char *) g_ptr_array_index (lines, i));
  for (guint i = 0; i < quote->lines->len; i++)
    {
      const VtQuoteLine *line = g_ptr_array_index (quote->lines, i);

      if (line->shipped && line->weight_g == 0 && line->problem != VT_QUOTE_LINE_UNKNOWN)
        printf (_ ("“%s” has no weight: rows by weight take it for nothing\n"), line->product_title);
    }
}

static void
print_json (const VtQuote *quote)
{
  g_autoptr (JsonNode) node = vt_quote_to_json (quote, NULL);
  JsonArray *explanation = json_array_new ();

  if (quote->report != NULL)
    {
      g_autoptr (GPtrArray) lines = vt_shipping_report_describe (quote->report, quote->currency, NULL);

      for (guint i = 0; i < lines->len; i++)
        json_array_add_string_element (explanation, g_ptr_array_index (lines, i));
    }
  json_object_set_array_member (json_node_get_object (node), "explanation", explanation);
  vt_cli_print_json (node);
}

/* @to is a country, or a country and a postcode: "PT 4000-123". */
static gboolean
simulate (VtShop *shop, const char *to, char **items, gboolean json, GError **error)
{
  VtDb *db = vt_shop_get_reader (shop);
  guint n = g_strv_length (items);
  g_autofree VtQuoteLineInput *lines = g_new0 (VtQuoteLineInput, n);
  const VtQuoteSource source = { .include_drafts = TRUE };
  g_auto (GStrv) place = g_strsplit (to != NULL ? to : "", " ", 2);
  g_autoptr (VtQuoteRequest) request = NULL;
  g_autoptr (VtQuote) quote = NULL;

  for (guint i = 0; i < n; i++)
    if (!vt_cli_parse_item (db, items[i], &lines[i], error))
      return FALSE;

  request = vt_quote_request_new (lines, n, vt_clock_now_us (vt_clock_system ()));
  if (place[0] != NULL && *place[0] != '\0')
    request->country = g_ascii_strup (place[0], -1);
  if (place[0] != NULL && place[1] != NULL)
    request->postcode = g_strdup (place[1]);
  quote = vt_quote_new (db, request, &source, error);
  if (quote == NULL)
    return FALSE;

  if (json)
    print_json (quote);
  else
    print_words (quote, g_get_language_names ()[0]);
  return TRUE;
}

static int
run (VtCli *cli)
{
  gboolean json = FALSE;
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Where to; else the shop’s own country"), N_ ("COUNTRY POSTCODE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, ARGUMENTS_MAX);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;

  shop = vt_shop_open (arguments[0], VT_SHOP_READ, &error);

  return vt_cli_end (shop != NULL && simulate (shop, to, arguments + 1, json, &error), &error);
}

const VtCliCommand vt_cmd_shipping = {
  "shipping",
  "SHOP ITEM…",
  N_ ("What it costs to send a cart, and which rows of which tables say so"),
  N_ ("ITEM is a product’s handle or a SKU, with how many of it: lamp×2 or lamp*2. Nothing is written.\n"
      "\n"
      "Example: vitrinectl shipping Lume.vitrine --to \"PT 4000-123\" light-shade×2"),
  run,
};
