#include "base/vt-csv-writer.h"
#include "base/vt-file.h"
#include "catalogue/vt-import.h"
#include "cli/vt-cli-commands.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define FILES_MAX         100
#define MAPPING_MAX_BYTES (1024 * 1024)

typedef struct
{
  char *format;
  char *mapping;
  char *encoding;
  char *separator;
  char *decimal;
  char *images;
  char *language;
  char *report;
  gboolean download;
  gboolean blank_clears;
  gboolean set_stock;
  gboolean as_drafts;
  gboolean dry_run;
  gboolean json;
} Options;

typedef struct
{
  const char *doing;
  VtCliProgress *printer; /* (unowned) */
} Progress;

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

/* Printing ----------------------------------------------------------------------------------------------------------
 */

static void
print_diffs (const VtImportResult *result)
{
  for (guint i = 0; i < result->n_diffs; i++)
    {
      const VtImportDiff *diff = &result->diffs[i];

      printf ("  %u: %s%s%s: “%s” → “%s”%s\n", diff->line, diff->what, *diff->what != '\0' ? ", " : "", diff->field,
              diff->before, diff->after, diff->alarm ? _ ("  (!) look at the decimal sign") : "");
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
      print_diffs (result);
    }
  if (summary->alarms > 0)
    printf (ngettext ("(!) %u product has a price that was ten or more times as much or as little, or not 0 before\n",
                      "(!) %u products have a price that was ten or more times as much or as little, or not 0 before\n",
                      summary->alarms),
            summary->alarms);
  printf (_ ("%u new, %u changed, %u as they were, %u refused; %u variants, %u photos, %u collections made\n"),
          summary->created, summary->updated, summary->unchanged, summary->refused, summary->variants, summary->photos,
          summary->collections);
  if (dry_run)
    printf ("%s\n", _ ("Nothing was changed: this was a rehearsal"));
}

static JsonArray *
diffs_to_json (const VtImportResult *result)
{
  JsonArray *diffs = json_array_new ();

  for (guint i = 0; i < result->n_diffs; i++)
    {
      const VtImportDiff *diff = &result->diffs[i];
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "line", diff->line);
      json_object_set_string_member (object, "field", diff->field);
      json_object_set_string_member (object, "of", diff->what);
      json_object_set_string_member (object, "before", diff->before);
      json_object_set_string_member (object, "after", diff->after);
      json_object_set_boolean_member (object, "alarm", diff->alarm);
      json_array_add_object_element (diffs, object);
    }

  return diffs;
}

static JsonArray *
results_to_json (VtImport *import)
{
  const GPtrArray *results = vt_import_get_results (import);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < results->len; i++)
    {
      const VtImportResult *result = g_ptr_array_index (results, i);
      JsonObject *row = json_object_new ();

      json_object_set_int_member (row, "line", result->line);
      json_object_set_string_member (row, "action", vt_import_action_to_string (result->action));
      json_object_set_string_member (row, "title", result->title);
      json_object_set_string_member (row, "message", result->message);
      json_object_set_boolean_member (row, "alarm", result->alarm);
      if (result->n_diffs > 0)
        json_object_set_array_member (row, "cells", diffs_to_json (result));
      json_array_add_object_element (rows, row);
    }

  return rows;
}

static JsonObject *
summary_to_json (const VtImportSummary *summary)
{
  JsonObject *counts = json_object_new ();

  json_object_set_int_member (counts, "created", summary->created);
  json_object_set_int_member (counts, "updated", summary->updated);
  json_object_set_int_member (counts, "unchanged", summary->unchanged);
  json_object_set_int_member (counts, "refused", summary->refused);
  json_object_set_int_member (counts, "collections", summary->collections);
  json_object_set_int_member (counts, "variants", summary->variants);
  json_object_set_int_member (counts, "photos", summary->photos);
  json_object_set_int_member (counts, "photos_left_out", summary->photos_left_out);
  json_object_set_int_member (counts, "cells", summary->cells);
  json_object_set_int_member (counts, "alarms", summary->alarms);

  return counts;
}

static void
print_json (VtImport *import, gboolean dry_run)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_boolean_member (object, "dry_run", dry_run);
  json_object_set_string_member (object, "format", vt_import_get_format (import));
  json_object_set_object_member (object, "summary", summary_to_json (vt_import_get_summary (import)));
  json_object_set_array_member (object, "results", results_to_json (import));
  vt_cli_print_json_object (object);
}

/* The report as a file ----------------------------------------------------------------------------------------------
 */

static gboolean
write_row (VtCsvWriter *csv,
           const VtImportResult *result,
           const VtImportDiff *diff,
           const char *message,
           GError **error)
{
  guint line = diff != NULL ? diff->line : result->line;

  if (line > 0)
    vt_csv_writer_add_int (csv, line);
  else
    vt_csv_writer_add_empty (csv, 1);
  vt_csv_writer_add (csv, vt_import_action_to_string (result->action));
  vt_csv_writer_add (csv, result->title);
  vt_csv_writer_add (csv, message);
  vt_csv_writer_add (csv, diff != NULL ? diff->what : "");
  vt_csv_writer_add (csv, diff != NULL ? diff->field : "");
  vt_csv_writer_add (csv, diff != NULL ? diff->before : "");
  vt_csv_writer_add (csv, diff != NULL ? diff->after : "");

  return vt_csv_writer_end_row (csv, NULL, error);
}

static gboolean
write_results (VtImport *import, VtCsvWriter *csv, GError **error)
{
  static const char *const header[] = { "line", "action", "title", "message", "of", "field", "before", "after" };
  const GPtrArray *results = vt_import_get_results (import);

  for (guint i = 0; i < G_N_ELEMENTS (header); i++)
    vt_csv_writer_add (csv, header[i]);
  if (!vt_csv_writer_end_row (csv, NULL, error))
    return FALSE;

  for (guint i = 0; i < results->len; i++)
    {
      const VtImportResult *result = g_ptr_array_index (results, i);

      if (!write_row (csv, result, NULL, result->message, error))
        return FALSE;
      for (guint j = 0; j < result->n_diffs; j++)
        if (!write_row (csv, result, &result->diffs[j], result->diffs[j].alarm ? _ ("look at the decimal sign") : "",
                        error))
          return FALSE;
    }

  return vt_csv_writer_finish (csv, NULL, error);
}

static gboolean
write_report (VtImport *import, const char *path, GError **error)
{
  g_autoptr (VtFileWriter) file = vt_file_writer_new (path, error);
  g_autoptr (VtCsvWriter) csv = NULL;

  if (file == NULL)
    return FALSE;
  csv = vt_csv_writer_new (vt_file_writer_get_stream (file), FALSE);

  return write_results (import, csv, error) && vt_file_writer_commit (file, error);
}

/* The import --------------------------------------------------------------------------------------------------------
 */

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  Progress *progress = data;

  vt_cli_progress_cb (progress->doing, (gint64) done, (gint64) total, progress->printer);
}

/* One character, or the word for one that a command line is awkward with. */
static gboolean
read_sign (const char *text, const char *allowed, char *sign)
{
  if (text == NULL)
    return TRUE;

  *sign = strcmp (text, "tab") == 0                                  ? '\t'
          : strcmp (text, "comma") == 0                              ? ','
          : strcmp (text, "semicolon") == 0                          ? ';'
          : strcmp (text, "point") == 0 || strcmp (text, "dot") == 0 ? '.'
          : *text != '\0' && text[1] == '\0'                         ? *text
                                                                     : '\0';

  return *sign != '\0' && strchr (allowed, *sign) != NULL;
}

static VtImport *
open_import (VtCli *cli, VtShop *shop, const char *const *files, const Options *options, GError **error)
{
  g_autofree char *currency = vt_setting_get (vt_shop_get_reader (shop), "shop.currency", error);
  g_autoptr (GBytes) mapping = NULL;
  g_autofree char *mapping_text = NULL;
  VtImportOptions how = VT_IMPORT_OPTIONS_INIT;

  if (currency == NULL)
    return NULL;
  if (options->mapping != NULL)
    {
      mapping = vt_file_read (options->mapping, MAPPING_MAX_BYTES, error);
      if (mapping == NULL)
        return NULL;
      mapping_text = g_strndup (g_bytes_get_data (mapping, NULL), g_bytes_get_size (mapping));
    }

  how.format = options->format;
  how.mapping = mapping_text;
  how.images = options->images;
  how.download = options->download;
  how.currency = currency;
  how.encoding = options->encoding;
  how.blank_clears = options->blank_clears;
  how.set_stock = options->set_stock;
  how.language = options->language;
  how.status = options->as_drafts ? VT_PRODUCT_DRAFT : VT_PRODUCT_ACTIVE;
  read_sign (options->separator, ",;\t|", &how.separator);
  read_sign (options->decimal, ".,", &how.decimal);

  return vt_import_open (files, &how, cli->cancellable, error);
}

/* Returns: (transfer full) (nullable): the import, applied or rehearsed */
static VtImport *
import_files (VtCli *cli, VtShop *shop, const char *const *files, const Options *options, GError **error)
{
  g_autoptr (VtCliProgress) printer = vt_cli_progress_new ();
  Progress progress = { _ ("Photos"), printer };
  VtShopJob job = options->dry_run ? vt_import_rehearse_job : vt_import_apply_job;
  g_autoptr (VtImport) import = open_import (cli, shop, files, options, error);

  if (import == NULL)
    return NULL;

  vt_import_set_progress (import, progress_cb, &progress);
  if (!vt_import_stage_photos (import, shop, options->dry_run, cli->cancellable, error))
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
  if (import == NULL || (options->report != NULL && !write_report (import, options->report, &error)))
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
check_and_import (VtCli *cli, char **arguments, const Options *options)
{
  char sign = '\0';

  if (!read_sign (options->separator, ",;\t|", &sign))
    return vt_cli_misused (cli, _ ("“%s” is not a separator; use comma, semicolon or tab"), options->separator);
  if (!read_sign (options->decimal, ".,", &sign))
    return vt_cli_misused (cli, _ ("“%s” is not a decimal sign; use point or comma"), options->decimal);

  return import_and_tell (cli, arguments, options);
}

static int
run (VtCli *cli)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
      N_ ("What wrote the file: shopify, woocommerce, vitrine, vendure…; auto (by its header) unless given"),
      N_ ("NAME") },
    { "mapping", 0, 0, G_OPTION_ARG_FILENAME, &options.mapping, N_ ("Which column is what, as JSON"), N_ ("FILE") },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &options.encoding,
      N_ ("utf-8, utf-16le, utf-16be, windows-1252 or windows-874; found out unless given"), N_ ("NAME") },
    { "separator", 0, 0, G_OPTION_ARG_STRING, &options.separator,
      N_ ("comma, semicolon or tab; found out unless given"), N_ ("SIGN") },
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &options.decimal,
      N_ ("point or comma, before the decimals of amounts; found out unless given"), N_ ("SIGN") },
    { "images", 0, 0, G_OPTION_ARG_FILENAME, &options.images,
      N_ ("Folder or ZIP file with the photos; else the folder “images” beside the first file"), N_ ("PATH") },
    { "download", 0, 0, G_OPTION_ARG_NONE, &options.download, N_ ("Download the photos that the files name by address"),
      NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language,
      N_ ("Language of the texts; when it is not the shop's first, only they are taken over"), N_ ("TAG") },
    { "blank-clears", 0, 0, G_OPTION_ARG_NONE, &options.blank_clears,
      N_ ("An empty cell clears what the shop has; else only the cell [] does"), NULL },
    { "set-stock", 0, 0, G_OPTION_ARG_NONE, &options.set_stock,
      N_ ("Count the stock of variants that are there as the file has it; else only new ones get it"), NULL },
    { "drafts", 0, 0, G_OPTION_ARG_NONE, &options.as_drafts,
      N_ ("New products are drafts, unless the file says what they are"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      N_ ("Tell what would happen, cell by cell, and change nothing"), NULL },
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &options.report, N_ ("Write the results row by row, as CSV"),
      N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, FILES_MAX);
  int status = arguments != NULL ? check_and_import (cli, arguments, &options) : VT_CLI_USAGE;

  g_free (options.format);
  g_free (options.mapping);
  g_free (options.encoding);
  g_free (options.separator);
  g_free (options.decimal);
  g_free (options.images);
  g_free (options.language);
  g_free (options.report);

  return status;
}

const VtCliCommand vt_cmd_import = {
  "import",
  "SHOP FILE…",
  N_ ("Takes products over from files"),
  N_ ("What became of each product is told row by row. The whole import is one step of undo. A product that is there "
      "already\n(known by its address, or by a SKU) gets what the file says and keeps what it does not say; nothing is "
      "ever taken out. It\nfails when a file is not what it should be, or when nothing in it could be taken over."),
  run,
};
