#include "catalogue/vt-import.h"
#include "cli/vt-cli-commands.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define FILES_MAX 100

typedef struct
{
  char *format;
  char *images;
  gboolean dry_run;
  gboolean json;
} Options;

static const char *
action_in_words (VtImportAction action)
{
  switch (action)
    {
    case VT_IMPORT_CREATED:
      return _ ("new");
    case VT_IMPORT_UPDATED:
      return _ ("changed");
    case VT_IMPORT_UNCHANGED:
      return _ ("as it was");
    case VT_IMPORT_REFUSED:
      return _ ("refused");
    case VT_IMPORT_NOTE:
    default:
      return _ ("note");
    }
}

static void
print_results (VtImport *import, gboolean dry_run)
{
  const GPtrArray *results = vt_import_get_results (import);
  const VtImportSummary *summary = vt_import_get_summary (import);

  for (guint i = 0; i < results->len; i++)
    {
      const VtImportResult *result = g_ptr_array_index (results, i);

      if (result->line > 0)
        printf (_ ("line %u: "), result->line);
      printf ("%s: %s%s%s\n", action_in_words (result->action), result->title,
              *result->title != '\0' && *result->message != '\0' ? ": " : "", result->message);
    }
  printf (_ ("%u new, %u changed, %u as they were, %u refused; %u variants, %u photos, %u collections made\n"),
          summary->created, summary->updated, summary->unchanged, summary->refused, summary->variants, summary->photos,
          summary->collections);
  if (dry_run)
    printf ("%s\n", _ ("Nothing was changed: this was a rehearsal, without the photos"));
}

static void
print_json (VtImport *import, gboolean dry_run)
{
  const GPtrArray *results = vt_import_get_results (import);
  const VtImportSummary *summary = vt_import_get_summary (import);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *rows = json_array_new ();
  JsonObject *counts = json_object_new ();

  for (guint i = 0; i < results->len; i++)
    {
      const VtImportResult *result = g_ptr_array_index (results, i);
      JsonObject *row = json_object_new ();

      json_object_set_int_member (row, "line", result->line);
      json_object_set_string_member (row, "action", vt_import_action_to_string (result->action));
      json_object_set_string_member (row, "title", result->title);
      json_object_set_string_member (row, "message", result->message);
      json_array_add_object_element (rows, row);
    }
  json_object_set_int_member (counts, "created", summary->created);
  json_object_set_int_member (counts, "updated", summary->updated);
  json_object_set_int_member (counts, "unchanged", summary->unchanged);
  json_object_set_int_member (counts, "refused", summary->refused);
  json_object_set_int_member (counts, "collections", summary->collections);
  json_object_set_int_member (counts, "variants", summary->variants);
  json_object_set_int_member (counts, "photos", summary->photos);

  json_object_set_boolean_member (object, "dry_run", dry_run);
  json_object_set_object_member (object, "summary", counts);
  json_object_set_array_member (object, "results", rows);
  vt_cli_print_json_object (object);
}

typedef struct
{
  const char *doing;
  VtCliProgress *printer; /* (unowned) */
} Progress;

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  Progress *progress = data;

  vt_cli_progress_cb (progress->doing, (gint64) done, (gint64) total, progress->printer);
}

/* Returns: (transfer full) (nullable): the import, applied or rehearsed */
static VtImport *
import_files (VtCli *cli, VtShop *shop, const char *const *files, const Options *options, GError **error)
{
  g_autoptr (VtCliProgress) printer = vt_cli_progress_new ();
  g_autofree char *currency = vt_setting_get (vt_shop_get_reader (shop), "shop.currency", error);
  g_autoptr (VtImport) import = NULL;
  VtImportOptions how = VT_IMPORT_OPTIONS_INIT;
  Progress progress = { _ ("Photos"), printer };
  VtShopJob job = options->dry_run ? vt_import_rehearse_job : vt_import_apply_job;

  if (currency == NULL)
    return NULL;

  how.format = options->format;
  how.images = options->images;
  how.currency = currency;
  import = vt_import_open (files, &how, cli->cancellable, error);
  if (import == NULL)
    return NULL;

  vt_import_set_progress (import, progress_cb, &progress);
  if (!options->dry_run && !vt_import_stage_photos (import, vt_shop_get_path (shop), cli->cancellable, error))
    return NULL;

  progress.doing = _ ("Importing");
  if (!vt_shop_write (shop, _ ("Import products"), NULL, job, import, cli->cancellable, NULL, error))
    return NULL;
  vt_import_set_progress (import, NULL, NULL);

  return g_steal_pointer (&import);
}

static int
import_and_tell (VtCli *cli, char **arguments, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (arguments[0], VT_SHOP_WRITE, &error);
  g_autoptr (VtImport) import = NULL;
  const VtImportSummary *summary = NULL;

  if (shop != NULL)
    import = import_files (cli, shop, (const char *const *) arguments + 1, options, &error);
  if (import == NULL)
    return vt_cli_end (FALSE, &error);

  if (options->json)
    print_json (import, options->dry_run);
  else
    print_results (import, options->dry_run);

  summary = vt_import_get_summary (import);
  if (summary->created + summary->updated + summary->unchanged > 0)
    return VT_CLI_DONE;

  fprintf (stderr, "vitrinectl: %s\n", _ ("No product could be imported"));
  return VT_CLI_FAILED;
}

static int
run (VtCli *cli)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &options.format,
      N_ ("What wrote the file: auto (by its header) or vendure"), N_ ("NAME") },
    { "images", 0, 0, G_OPTION_ARG_FILENAME, &options.images,
      N_ ("Where the photos are; else the folder “images” beside the first file"), N_ ("FOLDER") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Tell what would happen and change nothing"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, FILES_MAX);
  int status = arguments != NULL ? import_and_tell (cli, arguments, &options) : VT_CLI_USAGE;

  g_free (options.format);
  g_free (options.images);

  return status;
}

const VtCliCommand vt_cmd_import = {
  "import",
  "SHOP FILE…",
  N_ ("Takes products over from files"),
  N_ ("What became of each product is told row by row. The whole import is one step of undo. A product that is there "
      "already\n(known by its handle) gets what the file says. It fails when a file is not what it should be, or when "
      "nothing in it\ncould be taken over."),
  run,
};
