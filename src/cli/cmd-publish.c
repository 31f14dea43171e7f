#include "catalogue/vt-collection-rule.h"
#include "cli/vt-cli-commands.h"
#include "cli/vt-cli-host.h"
#include "publish/vt-publisher.h"
#include "search/vt-search-outcome.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *to;    /* (owned) (nullable) */
  char *label; /* (owned) (nullable) */
  gboolean dry_run;
  gboolean json;
} Options;

static const char *
op_to_string (VtChangeOp op)
{
  switch (op)
    {
    case VT_CHANGE_INSERT:
      return "new";
    case VT_CHANGE_DELETE:
      return "gone";
    case VT_CHANGE_UPDATE:
    default:
      return "changed";
    }
}

static void
print_plan (VtPlan *plan)
{
  g_autofree char *summary = vt_plan_summarise (plan);
  g_autofree char *later = vt_plan_describe_later (plan);
  g_autofree char *tests = vt_plan_describe_tests (plan);
  const char *group = NULL;

  printf ("%s\n", summary);
  if (tests != NULL)
    printf ("%s\n", tests);
  if (plan->refusal != NULL)
    printf (_ ("It cannot be published as it is. %s\n"), plan->refusal);
  if (later != NULL)
    printf ("%s\n", later);
  for (guint i = 0; i < plan->items->len; i++)
    {
      const VtPlanItem *item = g_ptr_array_index (plan->items, i);

      if (g_strcmp0 (item->group, group) != 0)
        printf ("%s\n", item->group);
      group = item->group;
      printf ("  %s%s%s\n", item->title, item->detail != NULL && *item->detail != '\0' ? ": " : "",
              item->detail != NULL ? item->detail : "");
    }
  fflush (stdout);
}

static JsonArray *
plan_to_json (VtPlan *plan)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < plan->items->len; i++)
    {
      const VtPlanItem *item = g_ptr_array_index (plan->items, i);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "kind", item->kind);
      json_object_set_string_member (row, "change", op_to_string (item->op));
      vt_cli_set_text (row, "title", item->title);
      vt_cli_set_text (row, "detail", item->detail);
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static JsonArray *
tests_to_json (VtPlan *plan)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < plan->tests->len; i++)
    {
      const VtSearchOutcome *outcome = g_ptr_array_index (plan->tests, i);
      JsonObject *row = json_object_new ();

      json_object_set_int_member (row, "id", outcome->test->id);
      json_object_set_string_member (row, "query", outcome->test->query);
      json_object_set_string_member (row, "title", outcome->title);
      json_object_set_int_member (row, "place", outcome->place);
      json_object_set_int_member (row, "within", outcome->test->within);
      json_object_set_boolean_member (row, "passes", vt_search_outcome_is_good (outcome));
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static void
print_result (const VtPublishResult *result)
{
  g_autofree char *size = g_format_size ((guint64) result->bytes_sent);

  if (result->unchanged)
    printf ("%s\n", _ ("Nothing to publish: shoppers see this already"));
  else
    printf (_ ("Release %s is live: %u pages, %u files, of which %" PRId64 " were sent (%s)\n"), result->release,
            result->n_pages, result->n_files, result->n_sent, size);
  printf ("%s\n", result->url);
}

static void
result_to_json (const VtPublishResult *result, JsonObject *object)
{
  json_object_set_string_member (object, "release", result->release);
  json_object_set_string_member (object, "url", result->url);
  json_object_set_int_member (object, "pages", result->n_pages);
  json_object_set_int_member (object, "files", result->n_files);
  json_object_set_int_member (object, "sent", result->n_sent);
  json_object_set_int_member (object, "bytes_sent", result->bytes_sent);
  json_object_set_boolean_member (object, "unchanged", result->unchanged);
}

static gboolean
make_live (VtCli *cli, VtCliHost *place, VtPlan *plan, const char *given_label, VtPublishResult *result, GError **error)
{
  g_autoptr (VtCliProgress) progress = vt_cli_progress_new ();
  g_autofree char *label = given_label != NULL ? g_strdup (given_label) : vt_plan_summarise (plan);
  g_autofree char *cache_dir = g_build_filename (vt_shop_get_path (place->shop), "cache", NULL);
  g_autoptr (VtSite) site = vt_site_new_for_shop (vt_shop_get_path (place->shop), cache_dir, error);

  return site != NULL && vt_publisher_publish (place->shop, site, place->host, place->record, label, vt_cli_progress_cb,
                                               progress, result, cli->cancellable, error);
}

static int
publish (VtCli *cli, const char *path, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtCliHost) place = vt_cli_host_open (cli, path, VT_SHOP_WRITE, options->to, &error);
  g_autoptr (VtPlan) plan = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  VtPublishResult result = { 0 };
  gboolean done = TRUE;

  if (place != NULL && vt_shop_record (place->shop, vt_collection_rules_job, NULL, cli->cancellable, &error))
    plan = vt_publisher_plan (place->shop, place->host, place->record, cli->cancellable, &error);
  if (plan == NULL)
    return vt_cli_end (FALSE, &error);

  if (options->json)
    {
      json_object_set_array_member (object, "plan", plan_to_json (plan));
      json_object_set_array_member (object, "search_tests", tests_to_json (plan));
      vt_cli_set_text (object, "refusal", plan->refusal);
    }
  else
    print_plan (plan);

  if (!options->dry_run)
    {
      done = make_live (cli, place, plan, options->label, &result, &error);
      if (done && options->json)
        result_to_json (&result, object);
      else if (done)
        print_result (&result);
      vt_publish_result_clear (&result);
    }
  if (done && options->json)
    vt_cli_print_json_object (object);

  return vt_cli_end (done, &error);
}

static int
run (VtCli *cli)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.to, N_ ("Which host; else the first one"), N_ ("NAME") },
    { "label", 0, 0, G_OPTION_ARG_FILENAME, &options.label, N_ ("What the release is called; else what changes"),
      N_ ("TEXT") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Only tell what would change"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 1);
  int status = VT_CLI_USAGE;

  if (arguments != NULL && options.label != NULL && !g_utf8_validate (options.label, -1, NULL))
    status = vt_cli_misused (cli, _ ("The label is not UTF-8 text"));
  else if (arguments != NULL)
    status = publish (cli, arguments[0], &options);

  g_free (options.to);
  g_free (options.label);

  return status;
}

const VtCliCommand vt_cmd_publish = {
  "publish",
  "SHOP",
  N_ ("Tells what would change, then makes it live in one switch"),
  N_ ("Only what the host lacks is sent. Interrupted, nothing is visible yet, and the next time goes on where it "
      "stopped.\nOrders and stock are fetched first. VITRINE_TOKEN replaces the token in the Secret Service."),
  run,
};
