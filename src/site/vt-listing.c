/* The address of a list of products: `/collections/furniture/page/2?colour=mint&colour=grey&price=0-300&stock=in&
 * sort=newest`. The page is a part of the path, so that every page of an unchosen list can be a file; what narrows or
 * sorts is the query, in one order, so that a choice has one address however it was come by. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-listing.h"

#include "base/vt-money.h"
#include "site/vt-model.h"

#include <string.h>

#define MAX_CHOSEN 40
#define KEPT       "facet-table"
#define MAX_PRICE  G_GINT64_CONSTANT (1000000000000)

static const struct
{
  VtFacetSort sort;
  const char *name;
} sorts[] = {
  { VT_FACET_SORT_GIVEN, "featured" },        { VT_FACET_SORT_NEWEST, "newest" }, { VT_FACET_SORT_PRICE_UP, "price" },
  { VT_FACET_SORT_PRICE_DOWN, "price-down" }, { VT_FACET_SORT_TITLE, "title" },
};

static VtFacetTable *
get_table (VtSnapshot *snapshot, GError **error)
{
  VtFacetTable *table = vt_snapshot_get_kept (snapshot, KEPT);

  if (table != NULL)
    return table;

  table = vt_facet_table_load (vt_snapshot_get_db (snapshot), error);
  if (table != NULL)
    vt_snapshot_keep (snapshot, KEPT, table, (GDestroyNotify) vt_facet_table_free);
  return table;
}

/* An amount in the shop's currency with a point for decimals: "12.50"; -1 for what is none. */
static gint64
parse_amount (VtListing *self, const char *text)
{
  VtMoney money;

  if (*text == '\0' || !vt_money_parse (text, self->view->currency, &money, NULL) || money.minor < 0 ||
      money.minor > MAX_PRICE)
    return -1;

  return money.minor;
}

/* "0-300", "50-", "-300" */
static void
take_price (VtListing *self, const char *text)
{
  const char *dash = strchr (text, '-');
  g_autofree char *from = dash != NULL ? g_strndup (text, (gsize) (dash - text)) : NULL;

  if (dash == NULL)
    return;

  self->price_from = parse_amount (self, from);
  self->price_to = parse_amount (self, dash + 1);
}

static void
take_value (VtListing *self, const char *facet_key, const char *key)
{
  int facet = vt_facet_table_find_facet (self->table, facet_key);
  int found = facet >= 0 ? vt_facet_table_find_value (self->table, (guint) facet, key) : -1;
  guint value = (guint) found;

  if (found < 0 || self->chosen->len >= MAX_CHOSEN)
    return;

  for (guint i = 0; i < self->chosen->len; i++)
    if (g_array_index (self->chosen, guint, i) == value)
      return;
  g_array_append_val (self->chosen, value);
}

static void
take_sort (VtListing *self, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (strcmp (sorts[i].name, name) == 0)
      self->sort = sorts[i].sort;
}

/* What is not known, such as the marks that newsletters put into addresses, is passed over. */
static void
take_pair (VtListing *self, const char *name, const char *value)
{
  guint64 page;

  if (strcmp (name, "price") == 0)
    take_price (self, value);
  else if (strcmp (name, "price-from") == 0)
    self->price_from = parse_amount (self, value);
  else if (strcmp (name, "price-to") == 0)
    self->price_to = parse_amount (self, value);
  else if (strcmp (name, "stock") == 0)
    self->in_stock = strcmp (value, "in") == 0;
  else if (strcmp (name, "sort") == 0)
    take_sort (self, value);
  else if (strcmp (name, "page") == 0 && g_ascii_string_to_unsigned (value, 10, 1, VT_LISTING_MAX_PAGE, &page, NULL))
    self->page = (guint) page;
  else
    take_value (self, name, value);
}

static char *
decode (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *decoded = g_uri_unescape_string (g_strdelimit (copy, "+", ' '), NULL);

  return decoded != NULL && g_utf8_validate (decoded, -1, NULL) ? g_steal_pointer (&decoded) : g_strdup ("");
}

static void
read_query (VtListing *self, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      const char *equals = strchr (*pair, '=');
      g_autofree char *name = equals != NULL ? decode (*pair, (gsize) (equals - *pair)) : NULL;
      g_autofree char *value = equals != NULL ? decode (equals + 1, strlen (equals + 1)) : NULL;

      if (name != NULL)
        take_pair (self, name, value);
    }
  if (self->price_from == 0)
    self->price_from = -1;
  if (self->price_from >= 0 && self->price_to >= 0 && self->price_from > self->price_to)
    {
      gint64 from = self->price_from;

      self->price_from = self->price_to;
      self->price_to = from;
    }
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/**
 * vt_listing_new:
 * @view: a view
 * @path: of the list's first page, as it stands in addresses
 * @words: (nullable): of a search
 * @page: from 1; the query may say otherwise
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the list as the address asks for it
 */
VtListing *
vt_listing_new (VtView *view, const char *path, const char *words, guint page, GError **error)
{
  VtFacetTable *table = get_table (view->snapshot, error);
  VtListing *self;

  if (table == NULL)
    return NULL;

  self = g_new0 (VtListing, 1);
  self->view = view;
  self->table = table;
  self->path = g_strdup (path);
  self->words = g_strdup (words);
  self->chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  self->price_from = self->price_to = -1;
  self->page = page;
  self->n_pages = 1;
  if (view->request->query_text != NULL)
    read_query (self, view->request->query_text);
  g_array_sort (self->chosen, compare_values);

  return self;
}

static void
forget_results (VtListing *self)
{
  if (self->all != self->result)
    vt_facet_result_free (self->all);
  if (!self->is_kept)
    vt_facet_result_free (self->result);
  self->all = self->result = NULL;
  self->is_kept = FALSE;
}

/**
 * vt_listing_free:
 * @self: (nullable): a list
 */
void
vt_listing_free (VtListing *self)
{
  if (self == NULL)
    return;

  forget_results (self);
  g_array_unref (self->chosen);
  g_free (self->path);
  g_free (self->words);
  g_free (self);
}

static const char *
title_in_language (gint64 product_id, const char *title, gpointer view)
{
  return vt_view_text (view, "product", product_id, "title", title);
}

/* The next product that is to be public later changes every list when its time comes. */
static void
note_publications (VtView *view)
{
  gint64 count = 0;
  gint64 first_us = 0;

  if (vt_snapshot_get_kept (view->snapshot, "publications") != NULL)
    return;

  vt_product_count_later (view->db, view->request->now_us, &count, &first_us, NULL);
  vt_snapshot_keep (view->snapshot, "publications", g_strdup ("noted"), g_free);
}

static void
count_pages (VtListing *self)
{
  self->n_pages = MAX (1, (self->result->ids->len + VT_LISTING_PER_PAGE - 1) / VT_LISTING_PER_PAGE);
}

/**
 * vt_listing_query:
 * @self: a list
 * @ids: (element-type gint64): its products before anything is chosen, in its own order
 *
 * Finds what is shown; vt_listing_fill() then tells it to the template.
 */
void
vt_listing_query (VtListing *self, const GArray *ids)
{
  VtFacetQuery query = { .values = (const guint *) (const void *) self->chosen->data,
                         .n_values = self->chosen->len,
                         .price_from = self->price_from,
                         .price_to = self->price_to,
                         .in_stock = self->in_stock,
                         .sort = self->sort,
                         .language = self->view->language,
                         .title = title_in_language,
                         .title_data = self->view,
                         .now_us = self->view->request->now_us,
                         .drafts = self->view->request->drafts };

  note_publications (self->view);
  forget_results (self);
  self->result = self->all =
      vt_facet_table_query (self->table, (const gint64 *) (const void *) ids->data, ids->len, &query);
  if (vt_listing_is_narrowed (self))
    {
      query.values = NULL;
      query.n_values = 0;
      query.price_from = query.price_to = -1;
      query.in_stock = FALSE;
      query.sort = VT_FACET_SORT_GIVEN;
      self->all = vt_facet_table_query (self->table, (const gint64 *) (const void *) ids->data, ids->len, &query);
    }
  count_pages (self);
}

/**
 * vt_listing_query_collection:
 * @self: a list
 * @collection_id: a collection, or 0 for all products
 * @error: a #VtDbError
 *
 * As vt_listing_query(), with the products of a collection. While a storefront is built, which is of one moment, all
 * pages of the whole list have one answer.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_listing_query_collection (VtListing *self, gint64 collection_id, GError **error)
{
  VtView *view = self->view;
  gboolean shared =
      vt_db_get_notes (view->db) != NULL && !vt_listing_is_narrowed (self) && self->sort == VT_FACET_SORT_GIVEN;
  g_autofree char *name = g_strdup_printf ("list of %" G_GINT64_FORMAT, collection_id);
  VtFacetResult *kept = shared ? vt_snapshot_get_kept (view->snapshot, name) : NULL;
  g_autoptr (GArray) ids = kept == NULL ? vt_listing_product_ids (view, collection_id, error) : NULL;

  if (kept == NULL && ids == NULL)
    return FALSE;

  if (kept == NULL)
    vt_listing_query (self, ids);
  if (kept == NULL && shared)
    vt_snapshot_keep (view->snapshot, name, self->result, (GDestroyNotify) vt_facet_result_free);
  if (kept != NULL)
    {
      forget_results (self);
      self->all = self->result = kept;
      count_pages (self);
    }
  self->is_kept = shared;
  return TRUE;
}

/**
 * vt_listing_is_narrowed:
 * @self: a list
 *
 * Returns: whether anything was chosen
 */
gboolean
vt_listing_is_narrowed (const VtListing *self)
{
  return self->chosen->len > 0 || self->price_from >= 0 || self->price_to >= 0 || self->in_stock;
}

/**
 * vt_listing_unit:
 * @self: a list
 *
 * Returns: how many minor units one of the shop's currency has
 */
gint64
vt_listing_unit (const VtListing *self)
{
  gint64 unit = 1;

  for (int i = 0; i < vt_currency_exponent (self->view->currency); i++)
    unit *= 10;
  return unit;
}

/**
 * vt_listing_amount:
 * @self: a list
 * @minor: an amount
 *
 * Returns: (transfer full): as it stands in addresses and fields: "12.50", "300"
 */
char *
vt_listing_amount (const VtListing *self, gint64 minor)
{
  char *text = vt_money_to_decimal (vt_money_new (minor, self->view->currency));
  char *point = strchr (text, '.');

  if (point != NULL && strspn (point + 1, "0") == strlen (point + 1))
    *point = '\0';
  return text;
}

static void
add_field (GPtrArray *fields, const char *name, const char *value)
{
  g_ptr_array_add (fields, g_strdup (name));
  g_ptr_array_add (fields, g_strdup (value));
}

/* Names and values of the query, in their one order. */
static GPtrArray *
list_fields (const VtListing *self, guint page)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);

  if (self->words != NULL)
    add_field (fields, "q", self->words);
  for (guint i = 0; i < self->chosen->len; i++)
    {
      const VtFacetValue *value = vt_facet_table_get_value (self->table, g_array_index (self->chosen, guint, i));

      add_field (fields, vt_facet_table_get_facet (self->table, value->facet)->key, value->key);
    }
  if (self->price_from >= 0 || self->price_to >= 0)
    {
      g_autofree char *from = self->price_from >= 0 ? vt_listing_amount (self, self->price_from) : NULL;
      g_autofree char *to = self->price_to >= 0 ? vt_listing_amount (self, self->price_to) : NULL;
      g_autofree char *range = g_strconcat (from != NULL ? from : "", "-", to != NULL ? to : "", NULL);

      add_field (fields, "price", range);
    }
  if (self->in_stock)
    add_field (fields, "stock", "in");
  if (self->sort != VT_FACET_SORT_GIVEN)
    add_field (fields, "sort", vt_listing_sort_name (self->sort));
  if (self->words != NULL && page > 1)
    {
      g_autofree char *number = g_strdup_printf ("%u", page);

      add_field (fields, "page", number);
    }

  return fields;
}

static char *
address (const VtListing *self, guint page)
{
  g_autoptr (GPtrArray) fields = list_fields (self, page);
  GString *url = g_string_new (self->path);

  if (page > 1 && self->words == NULL)
    g_string_append_printf (url, "/page/%u", page);
  for (guint i = 0; i < fields->len; i += 2)
    {
      g_autofree char *name = g_uri_escape_string (g_ptr_array_index (fields, i), NULL, FALSE);
      g_autofree char *value = g_uri_escape_string (g_ptr_array_index (fields, i + 1), NULL, FALSE);

      g_string_append_printf (url, "%c%s=%s", i == 0 ? '?' : '&', name, value);
    }

  return g_string_free (url, FALSE);
}

/**
 * vt_listing_fields:
 * @self: a list
 *
 * Returns: (transfer full) (element-type utf8): name and value in turn of what a form keeps that asks for other prices
 */
GPtrArray *
vt_listing_fields (const VtListing *self)
{
  VtListing other = *self;

  other.price_from = other.price_to = -1;
  return list_fields (&other, 1);
}

/**
 * vt_listing_page_url:
 * @self: a list
 * @page: from 1
 *
 * Returns: (transfer full): the address of one of its pages
 */
char *
vt_listing_page_url (const VtListing *self, guint page)
{
  return address (self, page);
}

/**
 * vt_listing_sort_name:
 * @sort: an order
 *
 * Returns: (transfer none): what it is called in addresses
 */
const char *
vt_listing_sort_name (VtFacetSort sort)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (sorts[i].sort == sort)
      return sorts[i].name;

  return sorts[0].name;
}

/**
 * vt_listing_sort_url:
 * @self: a list
 * @sort: an order
 *
 * Returns: (transfer full): its first page in that order
 */
char *
vt_listing_sort_url (const VtListing *self, VtFacetSort sort)
{
  VtListing other = *self;

  other.sort = sort;
  return address (&other, 1);
}

/**
 * vt_listing_toggle_url:
 * @self: a list
 * @value: a value
 *
 * Returns: (transfer full): the list with that value chosen, or no longer chosen
 */
char *
vt_listing_toggle_url (const VtListing *self, guint value)
{
  VtListing other = *self;
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean was = FALSE;

  for (guint i = 0; i < self->chosen->len; i++)
    {
      guint each = g_array_index (self->chosen, guint, i);

      was = was || each == value;
      if (each != value)
        g_array_append_val (chosen, each);
    }
  if (!was)
    g_array_append_val (chosen, value);
  g_array_sort (chosen, compare_values);
  other.chosen = chosen;

  return address (&other, 1);
}

/**
 * vt_listing_stock_url:
 * @self: a list
 *
 * Returns: (transfer full): the list of what is in stock, or no longer of that alone
 */
char *
vt_listing_stock_url (const VtListing *self)
{
  VtListing other = *self;

  other.in_stock = !self->in_stock;
  return address (&other, 1);
}

/**
 * vt_listing_without_price_url:
 * @self: a list
 *
 * Returns: (transfer full): the list at any price
 */
char *
vt_listing_without_price_url (const VtListing *self)
{
  VtListing other = *self;

  other.price_from = other.price_to = -1;
  return address (&other, 1);
}

/**
 * vt_listing_clear_url:
 * @self: a list
 *
 * Returns: (transfer full): the list with nothing chosen, in the same order
 */
char *
vt_listing_clear_url (const VtListing *self)
{
  VtListing other = *self;
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint));

  other.chosen = none;
  other.price_from = other.price_to = -1;
  other.in_stock = FALSE;
  return address (&other, 1);
}

/**
 * vt_listing_product_ids:
 * @view: a view
 * @collection_id: a collection, or 0 for all products
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type gint64) (nullable): products in the list's own order; those who may not be
 * seen are left out by vt_listing_query()
 */
GArray *
vt_listing_product_ids (VtView *view, gint64 collection_id, GError **error)
{
  VtProductQuery query = { NULL, view->request->drafts ? -1 : VT_PRODUCT_ACTIVE, collection_id, 0, 0 };

  return vt_product_list_ids (view->db, &query, error);
}

/**
 * vt_listing_add_routes:
 * @view: a view
 * @path: of the list's first page
 * @collection_id: a collection, or 0 for all products
 * @routes: (element-type utf8): where its pages are added
 * @error: a #VtDbError
 *
 * Tells every address of an unchosen list: each can be a file.
 *
 * Returns: whether they could be counted
 */
gboolean
vt_listing_add_routes (VtView *view, const char *path, gint64 collection_id, GPtrArray *routes, GError **error)
{
  g_autoptr (VtListing) listing = vt_listing_new (view, path, NULL, 1, error);

  if (listing == NULL || !vt_listing_query_collection (listing, collection_id, error))
    return FALSE;

  for (guint page = 1; page <= listing->n_pages; page++)
    g_ptr_array_add (routes, vt_listing_page_url (listing, page));

  return TRUE;
}
