#include "base/vt-clock.h"
#include "base/vt-file.h"
#include "base/vt-money.h"
#include "cli/vt-cli-commands.h"
#include "cli/vt-cli-items.h"
#include "cli/vt-set.h"
#include "orders/vt-quote.h"
#include "print/vt-code-sheet.h"
#include "promo/vt-discount-code.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define SHEET_DEFAULT "avery-l7160"
#define ARGUMENTS_MAX (VT_QUOTE_MAX_LINES + 2)

/* What was asked for. */
typedef struct
{
  VtCli *cli;
  char *codes;
  char *email;
  char *to;
  char *at;
  char *prefix;
  char *csv;
  char *pdf;
  char *sheet;
  char *url;
  int orders;
  int make;
  gboolean subscribed;
  gboolean json;
} Wish;

static void
wish_clear (Wish *self)
{
  g_free (self->codes);
  g_free (self->email);
  g_free (self->to);
  g_free (self->at);
  g_free (self->prefix);
  g_free (self->csv);
  g_free (self->pdf);
  g_free (self->sheet);
  g_free (self->url);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

/* The calculator ------------------------------------------------------------------------------------------------- */

static void
customer (G_GNUC_UNUSED const char *email, gint64 *orders, gboolean *subscribed, gpointer data)
{
  const Wish *wish = data;

  *orders = wish->orders;
  *subscribed = wish->subscribed;
}

static void
print_sum (const VtQuote *quote, const char *name, gint64 minor, const char *locale)
{
  g_autofree char *amount = vt_money_format (vt_money_new (minor, quote->currency), locale);

  printf ("%-10s %s\n", name, amount);
}

static void
print_words (const VtQuote *quote, const char *locale)
{
  for (guint i = 0; i < quote->lines->len; i++)
    {
      const VtQuoteLine *line = g_ptr_array_index (quote->lines, i);
      g_autofree char *before = vt_money_format (vt_money_new (line->subtotal_minor, quote->currency), locale);
      g_autofree char *after = vt_money_format (vt_money_new (line->total_minor, quote->currency), locale);

      printf ("%d × %s  %s → %s\n", (int) line->quantity_priced, line->product_title, before, after);
    }
  printf ("\n");
  for (guint i = 0; i < quote->discounts->outcomes->len; i++)
    {
      const VtDiscountOutcome *outcome = vt_discount_result_get (quote->discounts, i);
      g_autofree char *why = vt_quote_explain (quote, outcome, locale);

      printf ("%s %s: %s\n", outcome->problem == VT_DISCOUNT_APPLIES ? "+" : "-",
              outcome->discount != NULL ? outcome->discount->title : outcome->code, why);
    }

  printf ("\n");
  print_sum (quote, _ ("Subtotal"), quote->subtotal_minor, locale);
  print_sum (quote, _ ("Discounts"), -quote->discount_minor, locale);
  print_sum (quote, _ ("Delivery"), quote->shipping_minor, locale);
  print_sum (quote, _ ("Total"), quote->total_minor, locale);
}

static VtQuoteRequest *
new_request (const Wish *self, VtDb *db, char **items, GError **error)
{
  guint n = g_strv_length (items);
  g_autofree VtQuoteLineInput *lines = g_new0 (VtQuoteLineInput, MAX (n, 1));
  gint64 now_us = vt_clock_now_us (vt_clock_system ());
  VtQuoteRequest *request;

  for (guint i = 0; i < n; i++)
    if (!vt_cli_parse_item (db, items[i], &lines[i], error))
      return NULL;
  if (self->at != NULL && !vt_set_parse_time (self->at, &now_us, error))
    return NULL;

  request = vt_quote_request_new (lines, n, now_us);
  request->discount_code = g_strdup (self->codes);
  request->email = g_strdup (self->email);
  request->country = self->to != NULL ? g_ascii_strup (self->to, -1) : NULL;
  return request;
}

static gboolean
calculate (Wish *self, const char *shop_path, char **items, GError **error)
{
  const VtQuoteSource source = { .customer = customer, .data = self, .include_drafts = TRUE };
  g_autoptr (VtShop) shop = vt_shop_open (shop_path, VT_SHOP_READ, error);
  VtDb *db = shop != NULL ? vt_shop_get_reader (shop) : NULL;
  g_autoptr (VtQuoteRequest) request = db != NULL ? new_request (self, db, items, error) : NULL;
  g_autoptr (VtQuote) quote = request != NULL ? vt_quote_new (db, request, &source, error) : NULL;

  if (quote == NULL)
    return FALSE;

  if (self->json)
    {
      g_autoptr (JsonNode) node = vt_quote_to_json (quote, NULL);

      vt_cli_print_json (node);
    }
  else
    print_words (quote, g_get_language_names ()[0]);
  return TRUE;
}

/* Codes for one person each -------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 discount_id;
  const char *prefix;
  guint n;
} Making;

static gboolean
make_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Making *making = data;

  return vt_discount_set_method (db, making->discount_id, VT_DISCOUNT_BY_UNIQUE_CODES, error) &&
         vt_discount_codes_make (db, making->discount_id, making->prefix, making->n,
                                 vt_clock_now_us (vt_clock_system ()), error);
}

static gboolean
make_codes (const Wish *self, VtShop *shop, const VtDiscount *discount, GError **error)
{
  Making making = { discount->id, self->prefix != NULL ? self->prefix : "", (guint) self->make };
  g_autofree char *label = g_strdup_printf (_ ("Make codes of %s"), discount->title);

  return vt_shop_write (shop, label, NULL, make_job, &making, self->cli->cancellable, NULL, error);
}

static gboolean
write_csv (const char *path, GPtrArray *codes, const VtDiscount *discount, GError **error)
{
  g_autofree char *csv = vt_discount_codes_to_csv (codes, discount);

  return g_file_set_contents (path, csv, -1, error);
}

static gboolean
write_pdf (const Wish *self, VtDb *db, GPtrArray *codes, const VtDiscount *discount, GError **error)
{
  g_autofree char *currency = vt_setting_get (db, "shop.currency", error);
  g_autofree char *worth = currency != NULL ? vt_discount_describe (discount, currency, NULL) : NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (VtPrintDocument) document = NULL;
  VtCodeSheetOptions options = { .title = worth, .note = discount->title, .url = self->url };

  if (worth == NULL || !vt_label_sheet_find (self->sheet != NULL ? self->sheet : SHEET_DEFAULT, &options.sheet, error))
    return FALSE;

  for (guint i = 0; i < codes->len; i++)
    g_ptr_array_add (texts, ((const VtDiscountCode *) g_ptr_array_index (codes, i))->code);
  g_ptr_array_add (texts, NULL);
  options.codes = (const char *const *) texts->pdata;
  document = vt_code_sheet_new (&options, error);
  return document != NULL && vt_print_document_write_pdf (document, self->pdf, error);
}

static gboolean
give_codes (const Wish *self, const char *shop_path, const char *name, GError **error)
{
  g_autoptr (VtShop) shop = vt_shop_open (shop_path, self->make > 0 ? VT_SHOP_WRITE : VT_SHOP_READ, error);
  VtDb *db = shop != NULL ? vt_shop_get_reader (shop) : NULL;
  g_autoptr (VtDiscount) discount = db != NULL ? vt_set_find_discount (db, name, error) : NULL;
  g_autoptr (GPtrArray) codes = NULL;

  if (discount == NULL || (self->make > 0 && !make_codes (self, shop, discount, error)))
    return FALSE;
  codes = vt_discount_codes_list (db, discount->id, error);
  if (codes == NULL)
    return FALSE;

  if (self->csv == NULL && self->pdf == NULL)
    for (guint i = 0; i < codes->len; i++)
      printf ("%s\n", ((const VtDiscountCode *) g_ptr_array_index (codes, i))->code);

  return (self->csv == NULL || write_csv (self->csv, codes, discount, error)) &&
         (self->pdf == NULL || write_pdf (self, db, codes, discount, error));
}

static int
run (VtCli *cli)
{
  g_auto (Wish) wish = { .cli = cli };
  const GOptionEntry entries[] = {
    { "code", 0, 0, G_OPTION_ARG_STRING, &wish.codes, N_ ("Codes that the shopper types"), N_ ("CODE,CODE") },
    { "email", 0, 0, G_OPTION_ARG_STRING, &wish.email, N_ ("The shopper’s e-mail address"), N_ ("ADDRESS") },
    { "orders", 0, 0, G_OPTION_ARG_INT, &wish.orders, N_ ("So many orders came from that address (0)"), N_ ("N") },
    { "subscribed", 0, 0, G_OPTION_ARG_NONE, &wish.subscribed, N_ ("That address has the newsletter"), NULL },
    { "to", 0, 0, G_OPTION_ARG_STRING, &wish.to, N_ ("Where to; else the shop’s own country"), N_ ("COUNTRY") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &wish.at, N_ ("When; else now"), N_ ("TIME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &wish.json, N_ ("Print JSON"), NULL },
    { "make", 0, 0, G_OPTION_ARG_INT, &wish.make, N_ ("Make so many more codes"), N_ ("N") },
    { "prefix", 0, 0, G_OPTION_ARG_STRING, &wish.prefix, N_ ("What they begin with"), N_ ("TEXT") },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &wish.csv, N_ ("Write the codes as a table"), N_ ("FILE") },
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &wish.pdf, N_ ("Draw the codes as cards with QR codes"), N_ ("FILE") },
    { "sheet", 0, 0, G_OPTION_ARG_STRING, &wish.sheet, N_ ("Paper of the cards; see labels --sheets"), N_ ("NAME") },
    { "url", 0, 0, G_OPTION_ARG_STRING, &wish.url, N_ ("What the QR codes say before the code"), N_ ("ADDRESS") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 3, ARGUMENTS_MAX + 1);
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (wish.orders < 0 || wish.make < 0)
    return vt_cli_misused (cli, _ ("--orders and --make are 0 or more"));
  if (strcmp (arguments[1], "price") == 0)
    return vt_cli_end (calculate (&wish, arguments[0], arguments + 2, &error), &error);
  if (strcmp (arguments[1], "codes") == 0 && arguments[3] == NULL)
    return vt_cli_end (give_codes (&wish, arguments[0], arguments[2], &error), &error);

  return vt_cli_misused (cli, _ ("“%s” is neither price nor codes"), arguments[1]);
}

const VtCliCommand vt_cmd_discount = {
  "discount",
  "SHOP price ITEM… | codes DISCOUNT",
  N_ ("What a cart costs with its discounts and why; codes that can be used once"),
  N_ ("ITEM is a product’s handle or a SKU, with how many of it: lamp×2 or lamp*2. DISCOUNT is a code, a title or a\n"
      "number. Discounts are made and edited with “set”: discount:NEW.\n"
      "\n"
      "Examples: vitrinectl discount Lume.vitrine price light-shade×2 --code GREEN15\n"
      "          vitrinectl discount Lume.vitrine codes Friends --make 50 --prefix FRIEND --pdf cards.pdf"),
  run,
};
