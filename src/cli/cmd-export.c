#include "catalogue/vt-collection.h"
#include "catalogue/vt-export.h"
#include "catalogue/vt-product.h"
#include "cli/vt-cli-commands.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *format;
  char *output;
  char *photos;
  char *status;
  char *collection;
  gboolean bom;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->format);
  g_free (self->output);
  g_free (self->photos);
  g_free (self->status);
  g_free (self->collection);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
progress_cb (guint64 done, guint64 total, gpointer progress)
{
  vt_cli_progress_cb (_ ("Exporting"), (gint64) done, (gint64) total, progress);
}

static VtExportSummary *
export_products (VtCli *cli, VtSnapshot *snapshot, const Options *options, VtExportFormat format, GError **error)
{
  g_autoptr (VtCliProgress) progress = vt_cli_progress_new ();
  g_autoptr (VtCollection) collection = NULL;
  g_autoptr (GOutputStream) standard = NULL;
  VtExportOptions wishes = {
    .format = format,
    .byte_order_mark = options->bom,
    .status = options->status,
    .photos = options->photos,
  };

  if (options->collection != NULL)
    {
      collection = vt_collection_find_by_handle (vt_snapshot_get_db (snapshot), options->collection, error);
      if (collection == NULL)
        return NULL;
      wishes.collection_id = collection->id;
    }
  if (options->output != NULL)
    return vt_export_write (snapshot, &wishes, options->output, progress_cb, progress, cli->cancellable, error);

  standard = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  return vt_export_write_stream (snapshot, &wishes, standard, NULL, NULL, cli->cancellable, error);
}

static void
tell_as_json (const VtExportSummary *summary, const Options *options)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *notes = json_array_new ();

  for (guint i = 0; i < summary->notes->len; i++)
    json_array_add_string_element (notes, g_ptr_array_index (summary->notes, i));
  json_object_set_string_member (object, "file", options->output);
  json_object_set_int_member (object, "products", summary->products);
  json_object_set_int_member (object, "variants", summary->variants);
  json_object_set_int_member (object, "photos", summary->photos);
  json_object_set_array_member (object, "notes", notes);
  vt_cli_print_json_object (object);
}

/* Beside the products on standard output there is no room for words. */
static void
tell (const VtExportSummary *summary, const Options *options)
{
  if (options->output != NULL && options->json)
    {
      tell_as_json (summary, options);
      return;
    }

  for (guint i = 0; i < summary->notes->len; i++)
    fprintf (options->output != NULL ? stdout : stderr, "%s\n", (const char *) g_ptr_array_index (summary->notes, i));
  if (options->output == NULL)
    return;
  printf (_ ("%u products with %u variants in %s\n"), summary->products, summary->variants, options->output);
  if (options->photos != NULL)
    printf (_ ("%u photos in %s\n"), summary->photos, options->photos);
}

static gboolean
export_and_tell (VtCli *cli, const char *shop_path, const Options *options, VtExportFormat format, GError **error)
{
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (shop_path, error);
  g_autoptr (VtExportSummary) summary = NULL;

  if (snapshot != NULL)
    summary = export_products (cli, snapshot, options, format, error);
  if (summary == NULL)
    return FALSE;
  tell (summary, options);

  return TRUE;
}

static int
run (VtCli *cli)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &options.format,
      N_ ("For what: vitrine (everything; as usual), shopify or woocommerce"), N_ ("NAME") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("File to write; else the products are printed"),
      N_ ("FILE") },
    { "photos", 0, 0, G_OPTION_ARG_FILENAME, &options.photos,
      N_ ("Folder that the photos' originals are written to as well"), N_ ("FOLDER") },
    { "status", 0, 0, G_OPTION_ARG_FILENAME, &options.status, N_ ("Only products that are draft, active or archived"),
      N_ ("STATUS") },
    { "collection", 0, 0, G_OPTION_ARG_FILENAME, &options.collection, N_ ("Only products of this collection"),
      N_ ("HANDLE") },
    { "bom", 0, 0, G_OPTION_ARG_NONE, &options.bom,
      N_ ("Begin with a byte order mark, for spreadsheets that mistake letters otherwise"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 2);
  VtExportFormat format = VT_EXPORT_VITRINE;
  VtProductStatus status = VT_PRODUCT_DRAFT;
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (options.format != NULL && !vt_export_format_from_string (options.format, &format))
    return vt_cli_misused (cli, _ ("“%s” is not a format; it is vitrine, shopify or woocommerce"), options.format);
  if (options.status != NULL && !vt_product_status_from_string (options.status, &status))
    return vt_cli_misused (cli, _ ("“%s” is not a status; it is draft, active or archived"), options.status);
  if (arguments[1] != NULL && options.output != NULL)
    return vt_cli_misused (cli, _ ("“%s” is one file too many"), arguments[1]);
  if (arguments[1] != NULL)
    options.output = g_strdup (arguments[1]);

  return vt_cli_end (export_and_tell (cli, arguments[0], &options, format, &error), &error);
}

const VtCliCommand vt_cmd_export = {
  "export",
  "SHOP [FILE]",
  N_ ("Writes the products to a file for a spreadsheet or another shop system"),
  N_ ("It works while the shop is open elsewhere. A file that is there is replaced once the new one is complete. The "
      "format\n“vitrine” holds all there is of a product; importing it changes nothing here and makes the same products "
      "in another\nshop. Cells that a spreadsheet would run as formulas have an apostrophe before them, which the import "
      "takes away."),
  run,
};
