/* The words of the history. A column that is not listed is bookkeeping, and shown to nobody. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-history-words.h"

#include "base/vt-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The most characters of a text that are shown. */
#define SHOWN_CHARS 80

typedef enum
{
  TEXT,
  MONEY,
  TIME,
  FLAG,
  LIST,
  HTML,
  BASIS_POINTS,
  WORD /* one of a few words of the schema's own */
} Kind;

static const struct
{
  const char *table;
  const char *word;
  const char *name_column; /* (nullable) what tells one row from another */
} tables[] = {
  { "setting", N_ ("Setting"), "key" },
  { "media", N_ ("Picture"), "name" },
  { "translation", N_ ("Translation"), "value" },
  { "product", N_ ("Product"), "title" },
  { "product_tag", N_ ("Tag"), "tag" },
  { "old_handle", N_ ("Old address"), "handle" },
  { "related_product", N_ ("Related product"), NULL },
  { "product_video", N_ ("Video"), "url" },
  { "product_fact", N_ ("Fact"), "name" },
  { "size_table", N_ ("Size table"), "name" },
  { "review", N_ ("Review"), "name" },
  { "photo", N_ ("Photo"), "alt" },
  { "variant", N_ ("Variant"), "option_values" },
  { "collection", N_ ("Collection"), "title" },
  { "collection_rule", N_ ("Condition of a collection"), "value" },
  { "collection_product", N_ ("Product in a collection"), NULL },
  { "stock_place", N_ ("Place of stock"), "name" },
  { "stock_movement", N_ ("Movement of stock"), NULL },
  { "stocktake", N_ ("Stocktake"), NULL },
  { "stocktake_line", N_ ("Count of a stocktake"), NULL },
  { "page", N_ ("Page"), "title" },
  { "post", N_ ("Post"), "title" },
  { "live_event", N_ ("Live sale"), "title" },
  { "live_product", N_ ("Product of a live sale"), NULL },
  { "menu_item", N_ ("Menu item"), "title" },
  { "section", N_ ("Section of a page"), "title" },
  { "section_picture", N_ ("Picture of a gallery"), "alt" },
  { "subscriber", N_ ("Subscriber"), "email" },
  { "brand_token", N_ ("Brand"), "name" },
  { "brand_asset", N_ ("Layout of an asset"), "id" },
  { "discount", N_ ("Discount"), "title" },
  { "popup", N_ ("Popup"), "name" },
  { "popup_variant", N_ ("Variant of a popup"), "name" },
  { "shipping_zone", N_ ("Shipping zone"), "name" },
  { "shipping_method", N_ ("Delivery"), "name" },
  { "shipping_rate", N_ ("Row of a delivery's prices"), NULL },
  { "tax_rate", N_ ("Tax rate"), "name" },
  { "payment_method", N_ ("Payment method"), "name" },
  { "service_channel", N_ ("Service channel"), "value" },
  { "opening_hours", N_ ("Opening hours"), NULL },
  { "closed_day", N_ ("Closed day"), "name" },
  { "search_synonym", N_ ("Synonyms"), "words" },
  { "search_rule", N_ ("Rule of search"), "query" },
  { "search_test", N_ ("Test of search"), "query" },
  { "message", N_ ("Message"), "name" },
  { "stock_request", N_ ("Request to be told of stock"), "email" },
};

static const struct
{
  const char *table; /* NULL: any */
  const char *column;
  const char *word;
  Kind kind;
} fields[] = {
  { NULL, "title", N_ ("Title"), TEXT },
  { NULL, "name", N_ ("Name"), TEXT },
  { NULL, "handle", N_ ("Handle"), TEXT },
  { NULL, "description_html", N_ ("Description"), HTML },
  { NULL, "seo_title", N_ ("Title for search engines"), TEXT },
  { NULL, "seo_description", N_ ("Description for search engines"), TEXT },
  { NULL, "status", N_ ("Status"), WORD },
  { "product", "vendor", N_ ("Vendor"), TEXT },
  { "product", "product_type", N_ ("Type"), TEXT },
  { "product", "tax_class", N_ ("Tax class"), TEXT },
  { "product", "shipping_class", N_ ("Shipping class"), TEXT },
  { "product", "option_names", N_ ("Options"), LIST },
  { "product", "publish_us", N_ ("Publish date"), TIME },
  { "variant", "option_values", N_ ("Option values"), LIST },
  { "variant", "sku", N_ ("SKU"), TEXT },
  { "variant", "barcode", N_ ("Barcode"), TEXT },
  { "variant", "price_minor", N_ ("Price"), MONEY },
  { "variant", "compare_at_minor", N_ ("Compare-at price"), MONEY },
  { "variant", "cost_minor", N_ ("Cost"), MONEY },
  { "variant", "weight_g", N_ ("Weight in grams"), TEXT },
  { "variant", "track_stock", N_ ("Track stock"), FLAG },
  { "variant", "backorder", N_ ("Sell when there is none"), FLAG },
  { "variant", "low_stock", N_ ("Low at"), TEXT },
  { "variant", "shipped", N_ ("Shipped"), FLAG },
  { "photo", "alt", N_ ("Alternative text"), TEXT },
  { "photo", "position", N_ ("Position"), TEXT },
  { "product_video", "url", N_ ("Link"), TEXT },
  { "product_fact", "value", N_ ("Value"), TEXT },
  { "product_fact", "position", N_ ("Position"), TEXT },
  { "size_table", "cells", N_ ("Sizes"), TEXT },
  { "review", "rating", N_ ("Rating"), TEXT },
  { "review", "body", N_ ("Text"), TEXT },
  { "review", "reply", N_ ("Reply"), TEXT },
  { "review", "verified", N_ ("Bought here"), FLAG },
  { "product_tag", "tag", N_ ("Tag"), TEXT },
  { "translation", "value", N_ ("Text"), TEXT },
  { "collection", "rule_match", N_ ("Conditions that must be met"), WORD },
  { "collection_rule", "field", N_ ("Field"), WORD },
  { "collection_rule", "relation", N_ ("Relation"), WORD },
  { "collection_rule", "value", N_ ("Value"), TEXT },
  { "stock_movement", "delta", N_ ("Pieces"), TEXT },
  { "stock_movement", "reason", N_ ("Reason"), WORD },
  { "stocktake_line", "counted", N_ ("Counted"), TEXT },
  { "setting", "value", N_ ("Value"), TEXT },
  { "brand_token", "value", N_ ("Value"), TEXT },
  { "page", "body_markdown", N_ ("Text"), TEXT },
  { "post", "body_markdown", N_ ("Text"), TEXT },
  { "post", "summary", N_ ("Summary"), TEXT },
  { "post", "author", N_ ("Author"), TEXT },
  { "post", "alt", N_ ("Alternative text"), TEXT },
  { "post", "publish_us", N_ ("Publish date"), TIME },
  { "live_event", "body", N_ ("Text"), TEXT },
  { "live_event", "video_url", N_ ("Film"), TEXT },
  { "live_event", "code", N_ ("Code"), TEXT },
  { "live_event", "alt", N_ ("Alternative text"), TEXT },
  { "live_event", "starts_us", N_ ("Start"), TIME },
  { "live_event", "ends_us", N_ ("End"), TIME },
  { "menu_item", "target", N_ ("Target"), TEXT },
  { "section", "body", N_ ("Text"), TEXT },
  { "section", "action", N_ ("Button"), TEXT },
  { "section", "note", N_ ("Small print"), TEXT },
  { "section", "target", N_ ("Target"), TEXT },
  { "section", "settings", N_ ("Settings"), TEXT },
  { "section", "position", N_ ("Position"), TEXT },
  { "section_picture", "target", N_ ("Target"), TEXT },
  { "section_picture", "position", N_ ("Position"), TEXT },
  { "discount", "code", N_ ("Code"), TEXT },
  { "discount", "kind", N_ ("Kind"), WORD },
  { "discount", "value", N_ ("Value"), TEXT },
  { "discount", "minimum_minor", N_ ("From a subtotal of"), MONEY },
  { "discount", "usage_limit", N_ ("Times it can be used"), TEXT },
  { "discount", "starts_us", N_ ("Start"), TIME },
  { "discount", "ends_us", N_ ("End"), TIME },
  { "popup", "headline", N_ ("Headline"), TEXT },
  { "popup", "body", N_ ("Text"), TEXT },
  { "popup", "accept_label", N_ ("Button"), TEXT },
  { "popup", "decline_label", N_ ("Other button"), TEXT },
  { "popup", "target", N_ ("Target"), TEXT },
  { "popup", "trigger_kind", N_ ("Shown"), WORD },
  { "popup", "trigger_value", N_ ("Shown after"), TEXT },
  { "popup", "countdown", N_ ("Countdown"), FLAG },
  { "popup", "quiet_days", N_ ("Days before it is shown again"), TEXT },
  { "popup", "goal", N_ ("Goal"), WORD },
  { "popup", "layout", N_ ("Layout"), WORD },
  { "popup", "position", N_ ("Position"), TEXT },
  { "popup", "trigger_word", N_ ("Word of the links that open it"), TEXT },
  { "popup", "phone_trigger", N_ ("Leaving, on a touch screen"), WORD },
  { "popup", "audience", N_ ("Who sees it"), TEXT },
  { "popup", "starts_us", N_ ("Begins"), TIME },
  { "popup", "ends_us", N_ ("Ends"), TIME },
  { "popup", "evergreen_minutes", N_ ("Minutes that each visitor has"), TEXT },
  { "popup", "blocks", N_ ("What is in it"), TEXT },
  { "popup", "products", N_ ("Products"), WORD },
  { "popup", "form", N_ ("Form"), WORD },
  { "popup", "consent", N_ ("Consent"), TEXT },
  { "popup", "thanks", N_ ("Thanks"), TEXT },
  { "popup", "most_shows", N_ ("Times that one visitor sees it"), TEXT },
  { "popup", "weight", N_ ("Share"), TEXT },
  { "popup_variant", "weight", N_ ("Share"), TEXT },
  { "popup_variant", "headline", N_ ("Headline"), TEXT },
  { "popup_variant", "body", N_ ("Text"), TEXT },
  { "popup_variant", "accept_label", N_ ("Button"), TEXT },
  { "popup_variant", "decline_label", N_ ("Other button"), TEXT },
  { "shipping_zone", "countries", N_ ("Countries"), TEXT },
  { "shipping_zone", "states", N_ ("States"), TEXT },
  { "shipping_zone", "postcodes", N_ ("Postcodes"), TEXT },
  { "shipping_method", "free_over_minor", N_ ("Free from"), MONEY },
  { "shipping_method", "handling_minor", N_ ("Handling"), MONEY },
  { "shipping_method", "days_min", N_ ("Days at least"), TEXT },
  { "shipping_method", "days_max", N_ ("Days at most"), TEXT },
  { "shipping_method", "note", N_ ("Note"), TEXT },
  { "shipping_method", "address", N_ ("Address"), TEXT },
  { "shipping_rate", "base_minor", N_ ("Price"), MONEY },
  { "shipping_rate", "per_item_minor", N_ ("Price of a piece"), MONEY },
  { "shipping_rate", "per_step_minor", N_ ("Price of a step of weight"), MONEY },
  { "tax_rate", "rate_bp", N_ ("Rate"), BASIS_POINTS },
  { "payment_method", "instructions", N_ ("Instructions"), TEXT },
  { "payment_method", "account", N_ ("Account"), TEXT },
  { "payment_method", "holder", N_ ("Holder"), TEXT },
  { "message", "handled_us", N_ ("Handled"), TIME },
  { "stock_request", "handled_us", N_ ("Handled"), TIME },
};

static int
find_table (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].table, table))
      return (int) i;

  return -1;
}

static int
find_field (const char *table, const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].column, column) && (fields[i].table == NULL || g_str_equal (fields[i].table, table)))
      return (int) i;

  return -1;
}

/**
 * vt_history_table_word:
 * @table: name of a table
 *
 * Returns: (transfer none) (nullable): what one of its rows is called; %NULL when people do not know it
 */
const char *
vt_history_table_word (const char *table)
{
  int index = find_table (table);

  return index >= 0 ? _ (tables[index].word) : NULL;
}

/**
 * vt_history_table_name_column:
 * @table: name of a table
 *
 * Returns: (transfer none) (nullable): the column that tells its rows apart for people
 */
const char *
vt_history_table_name_column (const char *table)
{
  int index = find_table (table);

  return index >= 0 ? tables[index].name_column : NULL;
}

/**
 * vt_history_field_word:
 * @table: name of a table
 * @column: name of one of its columns
 *
 * Returns: (transfer none) (nullable): what the column is called; %NULL when it is bookkeeping
 */
const char *
vt_history_field_word (const char *table, const char *column)
{
  int index = find_field (table, column);

  return index >= 0 ? _ (fields[index].word) : NULL;
}

static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\r\t", ' ');
  g_autofree char *start = NULL;

  g_strstrip (line);
  if (g_utf8_strlen (line, -1) <= SHOWN_CHARS)
    return g_steal_pointer (&line);

  start = g_utf8_substring (line, 0, SHOWN_CHARS - 1);
  return g_strconcat (start, "…", NULL);
}

/* What is between the tags, for a glance. */
static char *
strip_tags (const char *html)
{
  GString *text = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *at = html; *at != '\0'; at++)
    {
      if (*at == '<' || *at == '>')
        inside = *at == '<';
      else if (!inside)
        g_string_append_c (text, *at);
      if (*at == '>' && text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
    }

  return g_string_free (text, FALSE);
}

static char *
money_words (const char *value, const char *currency)
{
  VtMoney money = { .minor = g_ascii_strtoll (value, NULL, 10) };

  g_strlcpy (money.currency, currency, sizeof money.currency);
  return vt_money_format (money, NULL);
}

static char *
time_words (const char *value)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (g_ascii_strtoll (value, NULL, 10) / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%x %R") : g_strdup (value);
}

static char *
list_words (const char *value)
{
  g_auto (GStrv) items = g_strsplit (value, "\x1f", -1);
  g_autofree char *joined = g_strjoinv (" / ", items);

  return shorten (joined);
}

static char *
percent_words (const char *value)
{
  gint64 basis_points = g_ascii_strtoll (value, NULL, 10);

  /* Translators: a rate of tax, such as 7.50 % */
  return g_strdup_printf (_ ("%d.%02d %%"), (int) (basis_points / 100), (int) (basis_points % 100));
}

static char *
word_words (const char *value)
{
  static const struct
  {
    const char *value;
    const char *word;
  } words[] = {
    { "draft", N_ ("Draft") },
    { "active", N_ ("Active") },
    { "archived", N_ ("Archived") },
    { "hidden", N_ ("Hidden") },
    { "shown", N_ ("Shown") },
    { "received", N_ ("Received") },
    { "counted", N_ ("Counted") },
    { "sold", N_ ("Sold") },
    { "returned", N_ ("Returned") },
    { "damaged", N_ ("Damaged") },
    { "moved", N_ ("Moved") },
    { "all", N_ ("All") },
    { "any", N_ ("Any") },
    { "percent", N_ ("Percent") },
    { "fixed", N_ ("Fixed amount") },
    { "free-shipping", N_ ("Free shipping") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].value, value))
      return g_strdup (_ (words[i].word));

  return g_strdup (value);
}

/**
 * vt_history_value_words:
 * @table: name of a table
 * @column: name of one of its columns
 * @value: (nullable): what it held, as #VtHistoryCell has it
 * @currency: ISO 4217 code of the shop
 *
 * Returns: (transfer full): the same for people, on one line; "–" for nothing
 */
char *
vt_history_value_words (const char *table, const char *column, const char *value, const char *currency)
{
  int index = find_field (table, column);
  g_autofree char *plain = NULL;

  if (value == NULL || *value == '\0')
    return g_strdup ("–");

  switch (index >= 0 ? fields[index].kind : TEXT)
    {
    case MONEY:
      return money_words (value, currency);
    case TIME:
      return time_words (value);
    case FLAG:
      return g_strdup (g_str_equal (value, "0") ? _ ("No") : _ ("Yes"));
    case LIST:
      return list_words (value);
    case HTML:
      plain = strip_tags (value);
      return shorten (plain);
    case BASIS_POINTS:
      return percent_words (value);
    case WORD:
      return word_words (value);
    case TEXT:
    default:
      return shorten (value);
    }
}
