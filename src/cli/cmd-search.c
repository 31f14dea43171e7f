#include "catalogue/vt-product.h"
#include "cli/vt-cli-commands.h"
#include "search/vt-search-reason.h"
#include "search/vt-search-signal-store.h"
#include "search/vt-search-spelling.h"
#include "search/vt-shop-index.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *language;
  GStrv filters;
  int limit;
  gboolean drafts;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_clear_pointer (&options->language, g_free);
  g_clear_pointer (&options->filters, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* A query and what it is answered with. */
typedef struct
{
  VtDb *db;           /* (unowned) */
  VtShopIndex *index; /* (owned) */
  const char *query;
  const char *language;
  VixResult result;
  GPtrArray *rules; /* (owned) (element-type VtSearchRule) of the query */
  JsonArray *rows;  /* (owned) */
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->index, vt_shop_index_free);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->rows, json_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* Returns: what the rules for the product make of its score, in per cent */
static int
add_rules (const Search *self, gint64 product_id, GPtrArray *reasons)
{
  int percent = 0;

  for (guint i = 0; self->rules != NULL && i < self->rules->len; i++)
    {
      const VtSearchRule *rule = g_ptr_array_index (self->rules, i);

      if (rule->product_id != product_id ||
          (*rule->language != '\0' && g_ascii_strcasecmp (rule->language, self->language) != 0))
        continue;
      vt_search_reasons_add_rule (reasons, rule, NULL);
      percent = rule->kind == VT_SEARCH_RULE_BOOST ? rule->percent : percent;
    }

  return percent;
}

static gboolean
add_reasons (const Search *self, guint32 document, gint64 product_id, GPtrArray *reasons, GError **error)
{
  const VixIndex *index = vt_shop_index_get (self->index);
  VtSearchSignal signal = { 0 };
  VtStep known = vt_search_signal_find (self->db, self->query, product_id, &signal, error);
  int percent;

  if (known == VT_STEP_ERROR)
    return FALSE;

  vt_search_reasons_add (reasons, index, &self->result, document);
  percent = add_rules (self, product_id, reasons);
  vt_search_reasons_add_shoppers (reasons, index, &self->result, document, percent,
                                  known == VT_STEP_ROW ? &signal : NULL);
  return TRUE;
}

static void
set_reasons (JsonObject *row, GPtrArray *reasons)
{
  JsonArray *array = json_array_new ();
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    {
      const VtSearchReason *reason = g_ptr_array_index (reasons, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind", vt_search_reason_kind_to_string (reason->kind));
      json_object_set_string_member (object, "text", reason->text);
      json_array_add_object_element (array, object);
      g_string_append_printf (line, "%s%s", i > 0 ? " · " : "", reason->text);
    }
  json_object_set_array_member (row, "reasons", array);
  json_object_set_string_member (row, "why", line->str);
}

static gboolean
add_row (Search *self, guint place, GError **error)
{
  guint32 document = self->result.hits[place].document;
  gint64 id = vt_shop_index_get_product (self->index, document);
  g_autoptr (VtProduct) product = vt_product_load (self->db, id, error);
  g_autoptr (GPtrArray) reasons = vt_search_reasons_new ();
  g_autofree char *title = vt_shop_index_dup_title (self->index, id);
  JsonObject *row;

  if (product == NULL || !add_reasons (self, document, id, reasons, error))
    return FALSE;

  row = json_object_new ();
  json_object_set_int_member (row, "place", place + 1);
  json_object_set_string_member (row, "product", vt_product_get_handle (product));
  json_object_set_string_member (row, "title", title);
  set_reasons (row, reasons);
  json_array_add_object_element (self->rows, row);

  return TRUE;
}

static gboolean
ask (Search *self, const Options *options, GError **error)
{
  const VtShopQuery query = {
    .text = self->query, .hidden = options->drafts, .limit = (guint) options->limit, .filters = options->filters
  };
  guint n;

  self->index = vt_shop_index_new (self->db, self->language, error);
  self->rules = self->index != NULL ? vt_search_rule_list (self->db, NULL, error) : NULL;
  if (self->rules == NULL || !vt_shop_index_run (self->index, &query, &self->result, error))
    return FALSE;

  for (guint i = self->rules->len; i > 0; i--)
    {
      const VtSearchRule *rule = g_ptr_array_index (self->rules, i - 1);

      if (vix_verdict_key (rule->query, strlen (rule->query)) != vix_verdict_key (self->query, strlen (self->query)))
        g_ptr_array_remove_index (self->rules, i - 1);
    }
  n = MIN (self->result.n_hits, self->result.n_found);
  for (guint i = 0; i < n; i++)
    if (!add_row (self, i, error))
      return FALSE;

  return TRUE;
}

static void
print_json (Search *self, const char *corrected, const char *dropped, const char *path)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "query", self->query);
  json_object_set_int_member (object, "found", self->result.n_found);
  vt_cli_set_text (object, "corrected", corrected);
  vt_cli_set_text (object, "dropped", dropped);
  vt_cli_set_text (object, "path", path);
  json_object_set_array_member (object, "hits", json_array_ref (self->rows));
  vt_cli_print_json_object (object);
}

static void
print_words (Search *self, const char *corrected, const char *dropped, const char *path)
{
  static const VtCliColumn columns[] = {
    { "place", N_ ("Place"), TRUE },
    { "product", N_ ("Product"), FALSE },
    { "title", N_ ("Title"), FALSE },
    { "why", N_ ("Why"), FALSE },
  };

  if (path != NULL)
    printf (_ ("Leads to %s\n"), path);
  if (corrected != NULL)
    printf (_ ("Searched for “%s”\n"), corrected);
  if (dropped != NULL && self->result.n_found > 0)
    printf (_ ("No product has “%s” together with the other words\n"), dropped);
  if (self->result.n_found == 0)
    printf ("%s\n", _ ("Nothing is found"));
  vt_cli_print_table (self->rows, columns, G_N_ELEMENTS (columns));
}

static void
print (Search *self, gboolean json)
{
  g_autofree char *corrected = vt_search_corrected_text (vt_shop_index_get (self->index), &self->result, self->query);
  g_autofree char *dropped = vt_search_dropped_text (&self->result, self->query);
  g_autofree char *path =
      self->result.redirect.length > 0 ? g_strndup (self->result.redirect.text, self->result.redirect.length) : NULL;

  if (json)
    print_json (self, corrected, dropped, path);
  else
    print_words (self, corrected, dropped, path);
}

static int
search (const char *path, const char *text, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (path, VT_SHOP_READ, &error);
  VtDb *db = shop != NULL ? vt_shop_get_reader (shop) : NULL;
  g_auto (GStrv) languages = db != NULL ? vt_language_list (db, &error) : NULL;
  g_auto (Search) self = { .db = db, .query = text, .rows = json_array_new () };

  if (languages == NULL)
    return vt_cli_end (FALSE, &error);
  self.language = options->language != NULL ? options->language : languages[0];
  if (!g_strv_contains ((const char *const *) languages, self.language))
    {
      g_set_error (&error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID, _ ("The shop has no texts in the language “%s”"),
                   self.language);
      return vt_cli_end (FALSE, &error);
    }
  if (!ask (&self, options, &error))
    return vt_cli_end (FALSE, &error);

  print (&self, options->json);
  return VT_CLI_DONE;
}

static int
run (VtCli *cli)
{
  g_auto (Options) options = { .limit = 10 };
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, N_ ("At most so many products"), N_ ("N") },
    { "filter", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.filters,
      N_ ("Only products with this value; again for another one"), N_ ("COLUMN=VALUE") },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, N_ ("In which of the shop's languages; else the first"),
      N_ ("TAG") },
    { "drafts", 0, 0, G_OPTION_ARG_NONE, &options.drafts, N_ ("Find also what shoppers do not see"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 2, 2);

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (options.limit < 1 || options.limit > (int) VIX_HITS_MAX)
    return vt_cli_misused (cli, _ ("--limit is a number from 1 to %u"), VIX_HITS_MAX);
  if (!g_utf8_validate (arguments[1], -1, NULL))
    return vt_cli_misused (cli, _ ("The query is not UTF-8 text"));

  return search (arguments[0], arguments[1], &options);
}

const VtCliCommand vt_cmd_search = {
  "search",
  "SHOP QUERY",
  N_ ("Searches the products as shoppers do, and tells why each is where it is"),
  N_ ("Filters are active=1, price=1000-2000 (minor units), vendor=, type=, tag=, collection= and option=\"Colour: Navy\".\n"
      "It works while the shop is open elsewhere, and on what is not published yet."),
  run,
};
