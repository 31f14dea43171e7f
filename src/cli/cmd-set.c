#include "cli/vt-cli-commands.h"
#include "cli/vt-set.h"

#include <glib/gi18n-lib.h>

#define ARGUMENTS_MAX 1000

static int
run (VtCli *cli)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 3, ARGUMENTS_MAX);

  return arguments != NULL ? vt_set_run (cli, arguments[0], arguments + 1) : VT_CLI_USAGE;
}

const VtCliCommand vt_cmd_set = {
  "set",
  "SHOP WHAT FIELD=VALUE…",
  N_ ("Edits; all of one call is one step of undo"),
  N_ ("WHAT and its fields:\n"
      "  product:HANDLE   title handle description vendor type tags status seo-title seo-description tax-class publish\n"
      "                   shipping-class related videos alt size-table fact:NAME option.NAME (a new name),\n"
      "                   and those of its variants: a price goes to all of them\n"
      "  variant:SKU      price compare-at cost sku barcode weight weight-unit stock track-stock backorder low-stock\n"
      "                   shipped\n"
      "  collection:HANDLE  title handle description seo-title seo-description parent position picture rules add remove\n"
      "                   first\n"
      "  size-table:NAME  name cells (with \"|\" between, rows with \";\") remove; size-table:NEW makes one\n"
      "  review:NUMBER    name rating title body language verified reply status (shown or hidden) written remove;\n"
      "                   review:NEW makes one, with its product too\n"
      "  section:NUMBER   title body action note target alt, each with @LANGUAGE too; picture pictures (hashes) position\n"
      "                   setting.NAME remove; section:NEW makes one, with its page (home, collection, product) and kind\n"
      "  page:HANDLE      title handle body seo-title seo-description status remove\n"
      "  post:HANDLE      title handle summary body author picture alt publish seo-title seo-description status remove\n"
      "  live:HANDLE      title handle body video code starts ends picture alt products status remove\n"
      "  menu:ID          menu title target position remove; menu is header or footer\n"
      "  discount:CODE    title code method (code, automatic or codes) percent amount each free-delivery\n"
      "                   buy-get (2+1, 2+1@50) tiers (\"50=5%, 100=10%\", \"pieces: 3=10%\") on and buy\n"
      "                   (collection:HANDLE product:HANDLE variant:SKU) collection minimum minimum-pieces limit\n"
      "                   customer-limit audience (all, new, returning or subscribers) countries combines (none,\n"
      "                   delivery or all) priority starts ends status remove; discount:NEW makes one\n"
      "  popup:NAME       name headline body accept decline target discount countdown evergreen (minutes) trigger\n"
      "                   (exit:10 time:15 scroll:40 pages:3 cart:5000 idle:30 click:WORD) phone (scroll-up back idle\n"
      "                   return none) layout (centre corner bar full inline) audience (JSON) starts ends blocks products\n"
      "                   (none target related suggested) form (none newsletter stock) consent thanks quiet-days most\n"
      "                   position weight goal status deleted; NEW takes goal= and begins as it proposes\n"
      "  popup-variant:POPUP/NAME   name headline body accept decline weight; NEW takes popup= and name=\n"
      "  shop             name language country time-zone email phone address tagline tax.included order.prefix\n"
      "                   announcement contact.reply-minutes legal.name legal.tax-id legal.vat-id legal.address\n"
      "                   legal.register legal.complaints legal.disputes legal.withdrawal stock.low events.own\n"
      "                   languages (\"th pt-BR\") tag.ga4 tag.google-ads tag.meta tag.tiktok\n"
      "  zone:NAME        name countries states postcodes (4000-123, 41*, 4200...4299) position remove\n"
      "  method:ZONE/NAME   name zone kind (delivery or pickup) carrier note place address days (2-4) cut-off (16:00)\n"
      "                   weekdays (mon tue …) free-over handling max-weight tax-class position remove\n"
      "  rate:NUMBER      basis (always, weight, price, items or class) class from below base per-item per-step step\n"
      "                   percent stop position remove; a new one also method\n"
      "  tax:NUMBER       class country state name percent remove\n"
      "  payment:NAME     kind (transfer, on-delivery, pix, promptpay or link) name account holder city instructions\n"
      "                   minimum maximum countries position remove\n"
      "  channel:KIND     kind value label position remove\n"
      "  hours            week (\"mon-fri 9:00-18:00; sat 10:00-13:00\") closed (\"2026-12-25 Christmas\") open (a day)\n"
      "                   zone:NEW, method:NEW, rate:NEW, tax:NEW, payment:NEW and channel:NEW make one\n"
      "  synonym:NUMBER   words (\"couch, settee\") source (who asks for it finds the words) language remove\n"
      "  search-rule:NUMBER  query kind (pin, hide, boost or redirect) product percent path language position remove\n"
      "  search-test:NUMBER  query product within language remove\n"
      "                   synonym:NEW, search-rule:NEW and search-test:NEW make one\n"
      "  brand            colour.ROLE type.heading type.body type.heading.weight type.body.weight type.scale\n"
      "                   logo logo.dark logo.mono logo.symbol (picture files) logo.clear logo.minimum\n"
      "\n"
      "An empty value takes away what may be missing. Status is draft, active or archived; weight is in grams\n"
      "or like 2.5kg; stock is what was counted; times are like 2026-12-24T18:00:00Z; trigger is exit, time:SECONDS or scroll:PERCENT.\n"
      "A text in another language is FIELD@LANGUAGE: title@th, description, seo-title, seo-description, alt, options and\n"
      "values (with commas between). Related are handles with commas, videos addresses with spaces between. Rules are\n"
      "like \"all: tag is Sale; price below 50.00\": all or any of conditions on title vendor type tag status price\n"
      "compare-at cost stock weight sku barcode created updated photo, compared by is is-not contains contains-not\n"
      "starts-with ends-with above below is-set is-not-set within-days older-than-days.\n"
      "Several WHAT may follow each other, each with its fields.\n"
      "\n"
      "Example: vitrinectl set Lume.vitrine product:orchid price=29.90 compare-at=35.00"),
  run,
};
