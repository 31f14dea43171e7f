/* What a list of products shows beside them: what can be chosen, what was, in which order, which page. */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-colour.h"
#include "site/vt-listing.h"
#include "site/vt-model.h"

#include <string.h>

#define SHOWN_VALUES 12  /* of a facet; the others are folded away */
#define MOST_VALUES  500 /* of a facet, folded ones included */
#define MOST_FACETS  20
#define EAGER_CARDS  4 /* as many as the first row of a wide window has */
#define BAR_STEP     5
#define BAR_WIDTH    4
#define BAR_HEIGHT   40

static const struct
{
  VtFacetKind kind;
  const char *string;
} kinds[] = {
  { VT_FACET_COLOUR, "facet_colour" },     { VT_FACET_TYPE, "facet_type" },     { VT_FACET_OPTION, NULL },
  { VT_FACET_MATERIAL, "facet_material" }, { VT_FACET_VENDOR, "facet_vendor" }, { VT_FACET_TAG, "facet_tag" },
};

static gboolean
is_chosen (const VtListing *self, guint value)
{
  for (guint i = 0; i < self->chosen->len; i++)
    if (g_array_index (self->chosen, guint, i) == value)
      return TRUE;

  return FALSE;
}

/* An item of a translated list; NULL when there is no translation. */
static char *
list_item (const VtListing *self, const char *kind, gint64 row_id, const char *field, guint index)
{
  const char *text = row_id != 0 ? vt_view_text (self->view, kind, row_id, field, NULL) : NULL;
  g_auto (GStrv) items = text != NULL ? g_strsplit (text, "\x1f", -1) : NULL;

  return items != NULL && index < g_strv_length (items) && *items[index] != '\0' ? g_strdup (items[index]) : NULL;
}

/**
 * vt_listing_value_title:
 * @self: a list
 * @value: a value
 *
 * Returns: (transfer full): what it is called in the page's language
 */
char *
vt_listing_value_title (const VtListing *self, guint value)
{
  const VtFacetValue *found = vt_facet_table_get_value (self->table, value);

  return found->word != NULL && found->variant_id == 0 ? vt_facet_word_dup_name (found->word, self->view->language)
                                                       : g_strdup (found->text);
}

static char *
facet_title (const VtListing *self, const VtFacet *facet)
{
  char *title;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == facet->kind && kinds[i].string != NULL)
      return g_strdup (vt_model_string (self->view, kinds[i].string));

  title = list_item (self, "product", facet->product_id, "option_names", facet->option_index);
  return title != NULL ? title : g_strdup (facet->title);
}

/* "#e0a21b" for a value that is a colour. */
static char *
value_colour (const VtListing *self, guint value)
{
  const VtFacetValue *found = vt_facet_table_get_value (self->table, value);
  VtColour colour;

  if (vt_facet_table_get_facet (self->table, found->facet)->kind != VT_FACET_COLOUR ||
      !vt_colour_from_words (found->text, &colour))
    return NULL;

  return vt_colour_to_hex (colour);
}

static JsonObject *
new_value (const VtListing *self, guint value)
{
  const VtFacetValue *found = vt_facet_table_get_value (self->table, value);
  const VtFacet *facet = vt_facet_table_get_facet (self->table, found->facet);
  guint count = self->result->counts[value];
  gboolean chosen = is_chosen (self, value);
  JsonObject *object = json_object_new ();

  vt_model_take_text (object, "title", vt_listing_value_title (self, value));
  vt_model_take_text (object, "name", g_strconcat (facet->key, "-", found->key, NULL));
  json_object_set_int_member (object, "count", count);
  json_object_set_boolean_member (object, "chosen", chosen);
  vt_model_take_text (object, "colour", value_colour (self, value));
  vt_model_take_text (object, "url", chosen || count > 0 ? vt_listing_toggle_url (self, value) : NULL);

  return object;
}

/* By what the whole list has of them, so that values keep their places while others are chosen. */
static int
compare_values (gconstpointer a, gconstpointer b, gpointer data)
{
  const VtListing *self = data;
  guint first = *(const guint *) a, second = *(const guint *) b;
  guint left = self->all->counts[first], right = self->all->counts[second];

  if (left != right)
    return left > right ? -1 : 1;
  return first < second ? -1 : first > second;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/* The values of each facet that the list has at all; those chosen stay. */
static GPtrArray *
sort_values (const VtListing *self)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < vt_facet_table_get_n_facets (self->table); i++)
    g_ptr_array_add (lists, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < vt_facet_table_get_n_values (self->table); i++)
    if (self->all->counts[i] > 0 || is_chosen (self, i))
      g_array_append_val (((GArray *) g_ptr_array_index (lists, vt_facet_table_get_value (self->table, i)->facet)), i);

  return lists;
}

static JsonObject *
new_facet (const VtListing *self, guint index, GArray *values)
{
  const VtFacet *facet = vt_facet_table_get_facet (self->table, index);
  JsonObject *object = json_object_new ();
  JsonArray *shown = json_array_new ();
  JsonArray *more = json_array_new ();
  gboolean chosen = FALSE;

  g_array_sort_with_data (values, compare_values, (gpointer) self);
  /* A few sizes or colours are shown in the order that the merchant gave them. */
  if (values->len <= SHOWN_VALUES && (facet->kind == VT_FACET_OPTION || facet->kind == VT_FACET_COLOUR))
    g_array_sort (values, compare_places);
  for (guint i = 0; i < MIN (values->len, MOST_VALUES); i++)
    {
      guint value = g_array_index (values, guint, i);

      chosen = chosen || is_chosen (self, value);
      json_array_add_object_element (i < SHOWN_VALUES || is_chosen (self, value) ? shown : more,
                                     new_value (self, value));
    }
  json_object_set_string_member (object, "key", facet->key);
  vt_model_take_text (object, "title", facet_title (self, facet));
  json_object_set_boolean_member (object, "swatches", facet->kind == VT_FACET_COLOUR);
  json_object_set_boolean_member (object, "chosen", chosen);
  json_object_set_array_member (object, "values", shown);
  json_object_set_array_member (object, "more", more);
  vt_model_take_text (object, "more_text",
                      json_array_get_length (more) > 0
                          ? vt_model_count (self->view, "facet_more", json_array_get_length (more))
                          : NULL);

  return object;
}

/* One value tells nothing, unless it is the one that was chosen. */
static gboolean
is_worth (const VtListing *self, GArray *values)
{
  return values->len > 1 ||
         (values->len == 1 && (is_chosen (self, g_array_index (values, guint, 0)) ||
                               self->all->counts[g_array_index (values, guint, 0)] < self->all->n_all));
}

static JsonArray *
list_facets (const VtListing *self, gboolean before_price)
{
  g_autoptr (GPtrArray) lists = sort_values (self);
  JsonArray *facets = json_array_new ();

  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (guint i = 0; i < lists->len && json_array_get_length (facets) < MOST_FACETS; i++)
      {
        GArray *values = g_ptr_array_index (lists, i);
        gboolean first = kinds[kind].kind == VT_FACET_COLOUR || kinds[kind].kind == VT_FACET_TYPE;

        if (first == before_price && vt_facet_table_get_facet (self->table, i)->kind == kinds[kind].kind &&
            is_worth (self, values))
          json_array_add_object_element (facets, new_facet (self, i, values));
      }

  return facets;
}

static JsonArray *
list_bars (const VtListing *self)
{
  const VtFacetResult *result = self->result;
  gint64 width = MAX (1, (result->highest - result->lowest) / VT_FACET_BARS + 1);
  JsonArray *bars = json_array_new ();
  guint most = 1;

  for (guint i = 0; i < VT_FACET_BARS; i++)
    most = MAX (most, result->bars[i]);
  for (guint i = 0; i < VT_FACET_BARS; i++)
    {
      gint64 from = result->lowest + (gint64) i * width;
      JsonObject *bar = json_object_new ();
      guint height = result->bars[i] > 0 ? MAX (3, result->bars[i] * BAR_HEIGHT / most) : 1;

      json_object_set_int_member (bar, "x", i * BAR_STEP);
      json_object_set_int_member (bar, "y", BAR_HEIGHT - height);
      json_object_set_int_member (bar, "width", BAR_WIDTH);
      json_object_set_int_member (bar, "height", height);
      json_object_set_boolean_member (bar, "inside",
                                      (self->price_from < 0 || from + width > self->price_from) &&
                                          (self->price_to < 0 || from <= self->price_to));
      json_array_add_object_element (bars, bar);
    }

  return bars;
}

static JsonArray *
list_hidden_fields (const VtListing *self)
{
  g_autoptr (GPtrArray) fields = vt_listing_fields (self);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < fields->len; i += 2)
    {
      JsonObject *field = json_object_new ();

      json_object_set_string_member (field, "name", g_ptr_array_index (fields, i));
      json_object_set_string_member (field, "value", g_ptr_array_index (fields, i + 1));
      json_array_add_object_element (list, field);
    }

  return list;
}

static char *
whole_units (const VtListing *self, gint64 minor, gboolean up)
{
  gint64 unit = vt_listing_unit (self);

  return g_strdup_printf ("%" G_GINT64_FORMAT, (minor + (up ? unit - 1 : 0)) / unit);
}

static void
fill_price (const VtListing *self, JsonObject *object)
{
  JsonObject *price;
  gboolean chosen = self->price_from >= 0 || self->price_to >= 0;

  json_object_set_null_member (object, "price");
  if (!chosen && self->result->lowest == self->result->highest)
    return;

  price = json_object_new ();
  vt_model_take_text (price, "from",
                      self->price_from >= 0 ? vt_listing_amount (self, self->price_from) : g_strdup (""));
  vt_model_take_text (price, "to", self->price_to >= 0 ? vt_listing_amount (self, self->price_to) : g_strdup (""));
  vt_model_take_text (price, "lowest", whole_units (self, MAX (0, self->result->lowest), FALSE));
  vt_model_take_text (price, "highest", whole_units (self, MAX (0, self->result->highest), TRUE));
  json_object_set_string_member (price, "action", self->path);
  json_object_set_boolean_member (price, "chosen", chosen);
  json_object_set_array_member (price, "bars", list_bars (self));
  json_object_set_array_member (price, "fields", list_hidden_fields (self));
  json_object_set_object_member (object, "price", price);
}

static void
fill_stock (const VtListing *self, JsonObject *object)
{
  JsonObject *stock;

  json_object_set_null_member (object, "stock");
  if (!self->in_stock && self->all->in_stock == self->all->n_all)
    return;

  stock = json_object_new ();
  json_object_set_int_member (stock, "count", self->result->in_stock);
  json_object_set_boolean_member (stock, "chosen", self->in_stock);
  vt_model_take_text (stock, "url", self->in_stock || self->result->in_stock > 0 ? vt_listing_stock_url (self) : NULL);
  json_object_set_object_member (object, "stock", stock);
}

static void
add_chip (const VtListing *self, JsonArray *chips, char *title, char *url, char *colour)
{
  JsonObject *chip = json_object_new ();

  vt_model_take_text (chip, "remove", vt_model_fill (self->view, "facet_remove", "name", title));
  vt_model_take_text (chip, "title", title);
  vt_model_take_text (chip, "url", url);
  vt_model_take_text (chip, "colour", colour);
  json_array_add_object_element (chips, chip);
}

/**
 * vt_listing_price_title:
 * @self: a list
 *
 * Returns: (transfer full) (nullable): the prices that were chosen, in words; %NULL when any price is shown
 */
char *
vt_listing_price_title (const VtListing *self)
{
  g_autofree char *from = self->price_from >= 0 ? vt_model_money (self->view, self->price_from) : NULL;
  g_autofree char *to = self->price_to >= 0 ? vt_model_money (self->view, self->price_to) : NULL;

  if (from == NULL && to == NULL)
    return NULL;
  if (from != NULL && to != NULL)
    return g_strdup_printf ("%s–%s", from, to);

  return from != NULL ? vt_model_fill (self->view, "facet_from", "price", from)
                      : vt_model_fill (self->view, "facet_up_to", "price", to);
}

static JsonArray *
list_chips (const VtListing *self)
{
  JsonArray *chips = json_array_new ();
  g_autofree char *price = vt_listing_price_title (self);

  for (guint i = 0; i < self->chosen->len; i++)
    {
      guint value = g_array_index (self->chosen, guint, i);

      add_chip (self, chips, vt_listing_value_title (self, value), vt_listing_toggle_url (self, value),
                value_colour (self, value));
    }
  if (price != NULL)
    add_chip (self, chips, g_steal_pointer (&price), vt_listing_without_price_url (self), NULL);
  if (self->in_stock)
    add_chip (self, chips, g_strdup (vt_model_string (self->view, "in_stock")), vt_listing_stock_url (self), NULL);

  return chips;
}

static void
fill_sorts (const VtListing *self, JsonObject *object)
{
  static const struct
  {
    VtFacetSort sort;
    const char *string;
  } sorts[] = {
    { VT_FACET_SORT_GIVEN, "sort_featured" },    { VT_FACET_SORT_NEWEST, "sort_newest" },
    { VT_FACET_SORT_PRICE_UP, "sort_price_up" }, { VT_FACET_SORT_PRICE_DOWN, "sort_price_down" },
    { VT_FACET_SORT_TITLE, "sort_title" },
  };
  JsonArray *links = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *url = vt_listing_sort_url (self, sorts[i].sort);
      const char *title = vt_model_string (
          self->view, self->words != NULL && sorts[i].sort == VT_FACET_SORT_GIVEN ? "sort_relevance" : sorts[i].string);

      json_array_add_object_element (links, vt_model_link (title, url, sorts[i].sort == self->sort));
      if (sorts[i].sort == self->sort)
        json_object_set_string_member (object, "sorted", title);
    }
  json_object_set_array_member (object, "sort", self->all->n_all > 1 ? links : json_array_new ());
  if (self->all->n_all <= 1)
    json_array_unref (links);
}

/* The first, the last, this one and its neighbours; a gap stands for the others. */
static JsonArray *
list_numbers (const VtListing *self)
{
  JsonArray *numbers = json_array_new ();
  guint last = 0;

  for (guint page = 1; page <= self->n_pages; page++)
    {
      JsonObject *number;

      if (page != 1 && page != self->n_pages && (page + 1 < self->page || page > self->page + 1))
        continue;
      number = json_object_new ();
      json_object_set_boolean_member (number, "gap", last + 1 != page);
      json_object_set_int_member (number, "number", page);
      json_object_set_boolean_member (number, "current", page == self->page);
      vt_model_take_text (number, "url", vt_listing_page_url (self, page));
      json_array_add_object_element (numbers, number);
      last = page;
    }

  return numbers;
}

/**
 * vt_listing_page_title:
 * @self: a list that was queried
 *
 * Returns: (transfer full): "Page 2 of 3"
 */
char *
vt_listing_page_title (const VtListing *self)
{
  g_autofree char *page = g_strdup_printf ("%u", self->page);
  g_autofree char *total = g_strdup_printf ("%u", self->n_pages);

  return vt_model_fill_text (vt_model_fill (self->view, "page_of", "page", page), "pages", total);
}

static void
fill_pages (const VtListing *self, JsonObject *object)
{
  JsonObject *pages;

  json_object_set_null_member (object, "pages");
  if (self->n_pages <= 1)
    return;

  pages = json_object_new ();
  vt_model_take_text (pages, "previous", self->page > 1 ? vt_listing_page_url (self, self->page - 1) : NULL);
  vt_model_take_text (pages, "next", self->page < self->n_pages ? vt_listing_page_url (self, self->page + 1) : NULL);
  vt_model_take_text (pages, "text", vt_listing_page_title (self));
  json_object_set_array_member (pages, "numbers", list_numbers (self));
  json_object_set_object_member (object, "pages", pages);
}

/* A wide photograph takes two columns, but never twice in a row: beside it stands one of a single column. The last one
 * is not wide where that would leave a place of three columns empty. */
static void
set_places (JsonArray *cards)
{
  guint n = json_array_get_length (cards);
  gboolean was_wide = FALSE;
  guint column = 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *card = json_array_get_object_element (cards, i);
      JsonNode *picture = json_object_get_member (card, "picture");
      gboolean wide = n > 2 && !was_wide && (column % 3 != 2 || i + 1 < n) && JSON_NODE_HOLDS_OBJECT (picture) &&
                      json_object_get_boolean_member (json_node_get_object (picture), "wide");

      json_object_set_boolean_member (card, "wide", wide);
      json_object_set_boolean_member (card, "first", i == 0);
      json_object_set_boolean_member (card, "eager", i < EAGER_CARDS);
      was_wide = wide;
      column += wide ? 2 : 1;
    }
}

static JsonArray *
list_items (const VtListing *self, GError **error)
{
  guint from = (self->page - 1) * VT_LISTING_PER_PAGE;
  guint n = self->result->ids->len > from ? MIN (VT_LISTING_PER_PAGE, self->result->ids->len - from) : 0;
  const gint64 *ids = (const gint64 *) (const void *) self->result->ids->data;
  g_autoptr (GPtrArray) rows = n > 0 ? vt_product_list_rows (self->view->db, ids + from, n, error) : g_ptr_array_new ();
  JsonArray *cards;

  if (rows == NULL)
    return NULL;

  cards = vt_model_cards (self->view, rows, 0, VT_LISTING_PER_PAGE);
  set_places (cards);
  return cards;
}

static char *
count_text (const VtListing *self)
{
  g_autofree char *count = g_strdup_printf ("%u", self->result->ids->len);
  g_autofree char *total = g_strdup_printf ("%u", self->all->n_all);
  const char *key = self->words != NULL ? "results" : "pieces";

  if (!vt_listing_is_narrowed (self))
    return vt_model_count (self->view, key, self->result->ids->len);

  return vt_model_fill_text (
      vt_model_fill (self->view, self->words != NULL ? "results_of" : "pieces_of", "count", count), "total", total);
}

/**
 * vt_listing_fill:
 * @self: a list that was queried
 * @error: a #VtDbError
 *
 * Fills `listing` of the model.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_listing_fill (VtListing *self, GError **error)
{
  JsonArray *items = list_items (self, error);
  gboolean narrowed = vt_listing_is_narrowed (self);
  JsonArray *chips;
  JsonObject *object;

  if (items == NULL)
    return FALSE;

  object = json_object_new ();
  chips = list_chips (self);
  json_object_set_object_member (self->view->model, "listing", object);
  vt_model_take_text (object, "count", count_text (self));
  json_object_set_boolean_member (object, "narrowed", narrowed);
  json_object_set_int_member (object, "n_chosen", json_array_get_length (chips));
  json_object_set_array_member (object, "items", items);
  json_object_set_array_member (object, "chips", chips);
  vt_model_take_text (object, "all_url", vt_view_path (self->view, "/collections/all"));
  vt_model_take_text (object, "clear_url", narrowed ? vt_listing_clear_url (self) : NULL);
  json_object_set_array_member (object, "facets", list_facets (self, TRUE));
  json_object_set_array_member (object, "facets_after", list_facets (self, FALSE));
  fill_price (self, object);
  fill_stock (self, object);
  json_object_set_boolean_member (
      object, "has_facets",
      json_array_get_length (json_object_get_array_member (object, "facets")) > 0 ||
          json_array_get_length (json_object_get_array_member (object, "facets_after")) > 0 ||
          !json_object_get_null_member (object, "price") || !json_object_get_null_member (object, "stock"));
  fill_sorts (self, object);
  fill_pages (self, object);
  vt_model_take_text (object, "done",
                      self->n_pages == 1 && self->result->ids->len > EAGER_CARDS
                          ? vt_model_count (self->view, "seen_all", self->result->ids->len)
                          : NULL);

  return TRUE;
}
