#include "base/vt-clock.h"
#include "catalogue/vt-collection.h"
#include "cli/vt-cli-commands.h"
#include "cli/vt-cli-stock.h"
#include "print/vt-labels.h"
#include "print/vt-price-list.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define SHEET_DEFAULT "avery-l7160"

/* What was asked for. */
typedef struct
{
  VtCli *cli;
  char *sheet;
  char *fields;
  char *collection;
  char *search;
  int copies;
  int start;
  gboolean by_stock;
} Wish;

static const char *
locale_of (const char *language)
{
  return *language != '\0' ? language : "en";
}

static int
list_sheets (void)
{
  guint n = 0;
  const VtLabelSheet *sheets = vt_label_sheet_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *words = vt_label_sheet_describe (&sheets[i]);

      printf ("%-12s %s\n", sheets[i].id, words);
    }

  return VT_CLI_DONE;
}

static gboolean
find_codes (VtDb *db, char **codes, GArray *ids, GError **error)
{
  for (guint i = 0; codes[i] != NULL; i++)
    {
      gint64 id = 0;

      if (!vt_cli_stock_find_variant (db, codes[i], &id, error))
        return FALSE;
      g_array_append_val (ids, id);
    }

  return TRUE;
}

static gboolean
choose (const Wish *self, VtDb *db, VtLabelOptions *options, GError **error)
{
  g_autoptr (VtCollection) collection = NULL;

  if (self->collection == NULL)
    return TRUE;

  collection = vt_collection_find_by_handle (db, self->collection, error);
  if (collection != NULL)
    options->collection_id = collection->id;
  return collection != NULL;
}

static gboolean
print_labels (const Wish *self, const char *shop_path, const char *path, char **codes, GError **error)
{
  VtLabelOptions options = { .fields = VT_LABEL_FIELDS_DEFAULT,
                             .by_stock = self->by_stock,
                             .copies = (guint) self->copies,
                             .start = (guint) self->start,
                             .text = self->search };
  VtLabelCounts counts;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VtShop) shop = NULL;
  g_autoptr (VtPrintDocument) document = NULL;
  g_autofree char *language = NULL;
  VtDb *db;

  if (!vt_label_sheet_find (self->sheet != NULL ? self->sheet : SHEET_DEFAULT, &options.sheet, error) ||
      (self->fields != NULL && !vt_label_fields_parse (self->fields, &options.fields, error)))
    return FALSE;

  shop = vt_shop_open (shop_path, VT_SHOP_READ, error);
  if (shop == NULL)
    return FALSE;

  db = vt_shop_get_reader (shop);
  language = vt_setting_get (db, "shop.language", error);
  if (language == NULL || !choose (self, db, &options, error) || !find_codes (db, codes, ids, error))
    return FALSE;
  if (ids->len > 0)
    {
      options.variant_ids = (const gint64 *) (const void *) ids->data;
      options.n_variant_ids = ids->len;
    }

  document = vt_labels_new (db, &options, locale_of (language), &counts, self->cli->cancellable, error);
  if (document == NULL || !vt_print_document_write_pdf (document, path, error))
    return FALSE;

  printf (g_dngettext (GETTEXT_PACKAGE, "%u label on ", "%u labels on ", counts.n_labels), counts.n_labels);
  printf (g_dngettext (GETTEXT_PACKAGE, "%u page\n", "%u pages\n", vt_print_document_get_n_pages (document)),
          vt_print_document_get_n_pages (document));
  if (counts.n_without_bars > 0)
    printf (g_dngettext (GETTEXT_PACKAGE, "%u variant has no barcode or SKU that fits as bars\n",
                         "%u variants have no barcode or SKU that fits as bars\n", counts.n_without_bars),
            counts.n_without_bars);
  return TRUE;
}

static int
run_labels (VtCli *cli)
{
  Wish wish = { .cli = cli, .copies = 1, .start = 1 };
  gboolean sheets = FALSE;
  const GOptionEntry entries[] = {
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &wish.sheet, N_ ("Paper, or the size of single labels in mm: 40x30"),
      N_ ("NAME") },
    { "sheets", 0, 0, G_OPTION_ARG_NONE, &sheets, N_ ("List the papers that are known"), NULL },
    { "fields", 0, 0, G_OPTION_ARG_STRING, &wish.fields, N_ ("Of title,options,price,sku,barcode"), N_ ("LIST") },
    { "copies", 0, 0, G_OPTION_ARG_INT, &wish.copies, N_ ("So many of each (1)"), N_ ("N") },
    { "stock", 0, 0, G_OPTION_ARG_NONE, &wish.by_stock, N_ ("As many of each as are in stock"), NULL },
    { "start", 0, 0, G_OPTION_ARG_INT, &wish.start, N_ ("First free label of the first sheet (1)"), N_ ("N") },
    { "collection", 0, 0, G_OPTION_ARG_STRING, &wish.collection, N_ ("Only what is in it"), N_ ("HANDLE") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &wish.search, N_ ("Only what matches"), N_ ("WORDS") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 0, 1000);
  g_autoptr (GError) error = NULL;
  guint n = arguments != NULL ? g_strv_length (arguments) : 0;
  int status = VT_CLI_USAGE;

  if (arguments != NULL && sheets)
    status = list_sheets ();
  else if (arguments != NULL && n < 2)
    status = vt_cli_misused (cli, _ ("An argument is missing: %s"), cli->command->arguments);
  else if (arguments != NULL && (wish.copies < 1 || wish.copies > VT_LABELS_MAX || wish.start < 1))
    status = vt_cli_misused (cli, _ ("--copies and --start are 1 or more"));
  else if (arguments != NULL)
    status = vt_cli_end (print_labels (&wish, arguments[0], arguments[1], arguments + 2, &error), &error);

  g_free (wish.sheet);
  g_free (wish.fields);
  g_free (wish.collection);
  g_free (wish.search);
  return status;
}

const VtCliCommand vt_cmd_labels = {
  "labels",
  "SHOP FILE.pdf [CODE…]",
  N_ ("Draws price labels with barcodes"),
  N_ ("CODE is a barcode or an SKU; without one, all products have labels. A number with a fitting check digit is drawn "
      "as EAN or UPC, everything else as Code 128."),
  run_labels,
};

static gboolean
print_list (VtCli *cli, const char *shop_path, const char *path, const VtPriceListOptions *options, GError **error)
{
  g_autoptr (VtShop) shop = vt_shop_open (shop_path, VT_SHOP_READ, error);
  g_autofree char *language = shop != NULL ? vt_setting_get (vt_shop_get_reader (shop), "shop.language", error) : NULL;
  g_autoptr (VtPrintDocument) document =
      language != NULL ? vt_price_list_new (vt_shop_get_reader (shop), shop_path, options, locale_of (language),
                                            vt_clock_now_us (NULL), cli->cancellable, error)
                       : NULL;

  if (document == NULL || !vt_print_document_write_pdf (document, path, error))
    return FALSE;

  printf (g_dngettext (GETTEXT_PACKAGE, "%u page\n", "%u pages\n", vt_print_document_get_n_pages (document)),
          vt_print_document_get_n_pages (document));
  return TRUE;
}

static gboolean
parse_groups (const char *text, VtPriceListGroups *groups)
{
  static const char *const names[] = { "collection", "type", "title" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], text) == 0)
      {
        *groups = (VtPriceListGroups) i;
        return TRUE;
      }

  return FALSE;
}

static int
run_price_list (VtCli *cli)
{
  VtPriceListOptions options = { .groups = VT_PRICE_LIST_BY_COLLECTION };
  g_autofree char *by = NULL;
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_ ("Order: collection, type or title (collection)"), N_ ("WHAT") },
    { "photos", 0, 0, G_OPTION_ARG_NONE, &options.photos, N_ ("With a photo of each product"), NULL },
    { "letter", 0, 0, G_OPTION_ARG_NONE, &options.letter, N_ ("For Letter paper instead of A4"), NULL },
    { "drafts", 0, 0, G_OPTION_ARG_NONE, &options.drafts, N_ ("With products that are not active"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, 2);
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (by != NULL && !parse_groups (by, &options.groups))
    return vt_cli_misused (cli, _ ("“%s” is no order: choose collection, type or title"), by);

  return vt_cli_end (print_list (cli, arguments[0], arguments[1], &options, &error), &error);
}

const VtCliCommand vt_cmd_price_list = {
  "price-list", "SHOP FILE.pdf", N_ ("Draws a price list"), NULL, run_price_list,
};
