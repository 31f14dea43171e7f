#include "cli/vt-cli-commands.h"
#include "cli/vt-cli-host.h"
#include "publish/vt-publisher.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

static void
print_result (const VtPullResult *result, gboolean json)
{
  g_autoptr (JsonObject) object = NULL;

  if (!json)
    {
      printf (_ ("%u new orders, %u movements of stock, %u messages, %u requests to be told when something is back, "
                 "%u new subscribers\n"),
              result->n_orders, result->n_movements, result->n_messages, result->n_stock_requests,
              result->n_subscribers);
      return;
    }

  object = json_object_new ();
  json_object_set_int_member (object, "orders", result->n_orders);
  json_object_set_int_member (object, "movements", result->n_movements);
  json_object_set_int_member (object, "messages", result->n_messages);
  json_object_set_int_member (object, "stock_requests", result->n_stock_requests);
  json_object_set_int_member (object, "subscribers", result->n_subscribers);
  json_object_set_int_member (object, "events", result->n_events);
  vt_cli_print_json_object (object);
}

static int
run (VtCli *cli)
{
  g_autofree char *from = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_ ("Which host; else the first one"), N_ ("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtCliHost) place = NULL;
  VtPullResult result = { 0 };

  if (arguments == NULL)
    return VT_CLI_USAGE;

  place = vt_cli_host_open (cli, arguments[0], VT_SHOP_WRITE, from, &error);
  if (place == NULL || !vt_publisher_pull (place->shop, place->host, place->record, &result, cli->cancellable, &error))
    return vt_cli_end (FALSE, &error);

  print_result (&result, json);
  return VT_CLI_DONE;
}

const VtCliCommand vt_cmd_pull = {
  "pull",
  "SHOP",
  N_ ("Brings in orders, stock and messages from the host"),
  N_ ("“vitrinectl list SHOP orders”, “messages”, “stock-requests” and “subscribers” show what came. It may be repeated: nothing counts twice."),
  run,
};
