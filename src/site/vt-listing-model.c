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

static VtValue *
new_value (const VtListing *self, guint value)
{
  const VtFacetValue *found = vt_facet_table_get_value (self->table, value);
  const VtFacet *facet = vt_facet_table_get_facet (self->table, found->facet);
  guint count = self->result->counts[value];
  gboolean chosen = is_chosen (self, value);
  VtValue *object = vt_value_new_object (self->view->arena);

  vt_value_take_string (object, "title", vt_listing_value_title (self, value));
  vt_value_take_string (object, "name", g_strconcat (facet->key, "-", found->key, NULL));
  vt_value_set_int (object, "count", count);
  vt_value_set_boolean (object, "chosen", chosen);
  vt_value_take_string (object, "colour", value_colour (self, value));
  vt_value_take_string (object, "url", chosen || count > 0 ? vt_listing_toggle_url (self, value) : NULL);

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

static VtValue *
new_facet (const VtListing *self, guint index, GArray *values)
{
  const VtFacet *facet = vt_facet_table_get_facet (self->table, index);
  VtValue *object = vt_value_new_object (self->view->arena);
  VtValue *shown = vt_value_new_array (self->view->arena);
  VtValue *more = vt_value_new_array (self->view->arena);
  gboolean chosen = FALSE;

  g_array_sort_with_data (values, compare_values, (gpointer) self);
  /* A few sizes or colours are shown in the order that the merchant gave them. */
  if (values->len <= SHOWN_VALUES && (facet->kind == VT_FACET_OPTION || facet->kind == VT_FACET_COLOUR))
    g_array_sort (values, compare_places);
  for (guint i = 0; i < MIN (values->len, MOST_VALUES); i++)
    {
      guint value = g_array_index (values, guint, i);

      chosen = chosen || is_chosen (self, value);
      vt_value_add (i < SHOWN_VALUES || is_chosen (self, value) ? shown : more, new_value (self, value));
    }
  vt_value_set_string (object, "key", facet->key);
  vt_value_take_string (object, "title", facet_title (self, facet));
  vt_value_set_boolean (object, "swatches", facet->kind == VT_FACET_COLOUR);
  vt_value_set_boolean (object, "chosen", chosen);
  vt_value_set (object, "values", shown);
  vt_value_set (object, "more", more);
  vt_value_take_string (
      object, "more_text",
      vt_value_get_length (more) > 0 ? vt_model_count (self->view, "facet_more", vt_value_get_length (more)) : NULL);

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

static VtValue *
list_facets (const VtListing *self, gboolean before_price)
{
  g_autoptr (GPtrArray) lists = sort_values (self);
  VtValue *facets = vt_value_new_array (self->view->arena);

  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (guint i = 0; i < lists->len && vt_value_get_length (facets) < MOST_FACETS; i++)
      {
        GArray *values = g_ptr_array_index (lists, i);
        gboolean first = kinds[kind].kind == VT_FACET_COLOUR || kinds[kind].kind == VT_FACET_TYPE;

        if (first == before_price && vt_facet_table_get_facet (self->table, i)->kind == kinds[kind].kind &&
            is_worth (self, values))
          vt_value_add (facets, new_facet (self, i, values));
      }

  return facets;
}

static VtValue *
list_bars (const VtListing *self)
{
  const VtFacetResult *result = self->result;
  gint64 width = MAX (1, (result->highest - result->lowest) / VT_FACET_BARS + 1);
  VtValue *bars = vt_value_new_array (self->view->arena);
  guint most = 1;

  for (guint i = 0; i < VT_FACET_BARS; i++)
    most = MAX (most, result->bars[i]);
  for (guint i = 0; i < VT_FACET_BARS; i++)
    {
      gint64 from = result->lowest + (gint64) i * width;
      VtValue *bar = vt_value_new_object (self->view->arena);
      guint height = result->bars[i] > 0 ? MAX (3, result->bars[i] * BAR_HEIGHT / most) : 1;

      vt_value_set_int (bar, "x", i * BAR_STEP);
      vt_value_set_int (bar, "y", BAR_HEIGHT - height);
      vt_value_set_int (bar, "width", BAR_WIDTH);
      vt_value_set_int (bar, "height", height);
      vt_value_set_boolean (bar, "inside",
                            (self->price_from < 0 || from + width > self->price_from) &&
                                (self->price_to < 0 || from <= self->price_to));
      vt_value_add (bars, bar);
    }

  return bars;
}

static VtValue *
list_hidden_fields (const VtListing *self)
{
  g_autoptr (GPtrArray) fields = vt_listing_fields (self);
  VtValue *list = vt_value_new_array (self->view->arena);

  for (guint i = 0; i < fields->len; i += 2)
    {
      VtValue *field = vt_value_new_object (self->view->arena);

      vt_value_set_string (field, "name", g_ptr_array_index (fields, i));
      vt_value_set_string (field, "value", g_ptr_array_index (fields, i + 1));
      vt_value_add (list, field);
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
fill_price (const VtListing *self, VtValue *object)
{
  VtValue *price;
  gboolean chosen = self->price_from >= 0 || self->price_to >= 0;

  vt_value_set_null (object, "price");
  if (!chosen && self->result->lowest == self->result->highest)
    return;

  price = vt_value_new_object (self->view->arena);
  vt_value_take_string (price, "from",
                        self->price_from >= 0 ? vt_listing_amount (self, self->price_from) : g_strdup (""));
  vt_value_take_string (price, "to", self->price_to >= 0 ? vt_listing_amount (self, self->price_to) : g_strdup (""));
  vt_value_take_string (price, "lowest", whole_units (self, MAX (0, self->result->lowest), FALSE));
  vt_value_take_string (price, "highest", whole_units (self, MAX (0, self->result->highest), TRUE));
  vt_value_set_string (price, "action", self->path);
  vt_value_set_boolean (price, "chosen", chosen);
  vt_value_set (price, "bars", list_bars (self));
  vt_value_set (price, "fields", list_hidden_fields (self));
  vt_value_set (object, "price", price);
}

static void
fill_stock (const VtListing *self, VtValue *object)
{
  VtValue *stock;

  vt_value_set_null (object, "stock");
  if (!self->in_stock && self->all->in_stock == self->all->n_all)
    return;

  stock = vt_value_new_object (self->view->arena);
  vt_value_set_int (stock, "count", self->result->in_stock);
  vt_value_set_boolean (stock, "chosen", self->in_stock);
  vt_value_take_string (stock, "url",
                        self->in_stock || self->result->in_stock > 0 ? vt_listing_stock_url (self) : NULL);
  vt_value_set (object, "stock", stock);
}

static void
add_chip (const VtListing *self, VtValue *chips, char *title, char *url, char *colour)
{
  VtValue *chip = vt_value_new_object (self->view->arena);

  vt_value_take_string (chip, "remove", vt_model_fill (self->view, "facet_remove", "name", title));
  vt_value_take_string (chip, "title", title);
  vt_value_take_string (chip, "url", url);
  vt_value_take_string (chip, "colour", colour);
  vt_value_add (chips, chip);
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

static VtValue *
list_chips (const VtListing *self)
{
  VtValue *chips = vt_value_new_array (self->view->arena);
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
fill_sorts (const VtListing *self, VtValue *object)
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
  VtValue *links = vt_value_new_array (self->view->arena);

  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *url = vt_listing_sort_url (self, sorts[i].sort);
      const char *title = vt_model_string (
          self->view, self->words != NULL && sorts[i].sort == VT_FACET_SORT_GIVEN ? "sort_relevance" : sorts[i].string);

      vt_value_add (links, vt_model_link (self->view->arena, title, url, sorts[i].sort == self->sort));
      if (sorts[i].sort == self->sort)
        vt_value_set_string (object, "sorted", title);
    }
  vt_value_set (object, "sort", self->all->n_all > 1 ? links : vt_value_new_array (self->view->arena));
}

/* The first, the last, this one and its neighbours; a gap stands for the others. */
static VtValue *
list_numbers (const VtListing *self)
{
  VtValue *numbers = vt_value_new_array (self->view->arena);
  guint last = 0;

  for (guint page = 1; page <= self->n_pages; page++)
    {
      VtValue *number;

      if (page != 1 && page != self->n_pages && (page + 1 < self->page || page > self->page + 1))
        continue;
      number = vt_value_new_object (self->view->arena);
      vt_value_set_boolean (number, "gap", last + 1 != page);
      vt_value_set_int (number, "number", page);
      vt_value_set_boolean (number, "current", page == self->page);
      vt_value_take_string (number, "url", vt_listing_page_url (self, page));
      vt_value_add (numbers, number);
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
fill_pages (const VtListing *self, VtValue *object)
{
  VtValue *pages;

  vt_value_set_null (object, "pages");
  if (self->n_pages <= 1)
    return;

  pages = vt_value_new_object (self->view->arena);
  vt_value_take_string (pages, "previous", self->page > 1 ? vt_listing_page_url (self, self->page - 1) : NULL);
  vt_value_take_string (pages, "next", self->page < self->n_pages ? vt_listing_page_url (self, self->page + 1) : NULL);
  vt_value_take_string (pages, "text", vt_listing_page_title (self));
  vt_value_set (pages, "numbers", list_numbers (self));
  vt_value_set (object, "pages", pages);
}

/* A wide photograph takes two columns, but never twice in a row: beside it stands one of a single column. The last one
 * is not wide where that would leave a place of three columns empty. */
static void
set_places (VtValue *cards)
{
  guint n = vt_value_get_length (cards);
  gboolean was_wide = FALSE;
  guint column = 0;

  for (guint i = 0; i < n; i++)
    {
      VtValue *card = vt_value_get_at (cards, i);
      VtValue *picture = vt_value_get (card, "picture");
      gboolean wide = n > 2 && !was_wide && (column % 3 != 2 || i + 1 < n) && vt_value_is_object (picture) &&
                      vt_value_get_boolean (picture, "wide");

      vt_value_set_boolean (card, "wide", wide);
      vt_value_set_boolean (card, "first", i == 0);
      vt_value_set_boolean (card, "eager", i < EAGER_CARDS);
      was_wide = wide;
      column += wide ? 2 : 1;
    }
}

static VtValue *
list_items (const VtListing *self, GError **error)
{
  guint from = (self->page - 1) * VT_LISTING_PER_PAGE;
  guint n = self->result->ids->len > from ? MIN (VT_LISTING_PER_PAGE, self->result->ids->len - from) : 0;
  const gint64 *ids = (const gint64 *) (const void *) self->result->ids->data;
  g_autoptr (GPtrArray) rows = n > 0 ? vt_product_list_rows (self->view->db, ids + from, n, error) : g_ptr_array_new ();
  VtValue *cards;

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

/* What the list can be narrowed by and put in order by. */
static void
fill_choices (VtListing *self, VtValue *object)
{
  vt_value_set (object, "facets", list_facets (self, TRUE));
  vt_value_set (object, "facets_after", list_facets (self, FALSE));
  fill_price (self, object);
  fill_stock (self, object);
  vt_value_set_boolean (object, "has_facets",
                        vt_value_get_length (vt_value_get (object, "facets")) > 0 ||
                            vt_value_get_length (vt_value_get (object, "facets_after")) > 0 ||
                            vt_value_is_true (vt_value_get (object, "price")) ||
                            vt_value_is_true (vt_value_get (object, "stock")));
  fill_sorts (self, object);
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
  VtValue *items = list_items (self, error);
  gboolean narrowed = vt_listing_is_narrowed (self);
  VtValue *chips;
  VtValue *object;

  if (items == NULL)
    return FALSE;

  object = vt_value_new_object (self->view->arena);
  chips = list_chips (self);
  vt_value_set (self->view->model, "listing", object);
  vt_value_take_string (object, "count", count_text (self));
  vt_value_set_boolean (object, "narrowed", narrowed);
  vt_value_set_int (object, "n_chosen", vt_value_get_length (chips));
  vt_value_set (object, "items", items);
  vt_value_set (object, "chips", chips);
  vt_value_take_string (object, "all_url", vt_view_path (self->view, "/collections/all"));
  vt_value_take_string (object, "clear_url", narrowed ? vt_listing_clear_url (self) : NULL);
  /* Files have no answer to “the red ones, cheapest first”. */
  if (vt_view_is_static (self->view))
    vt_value_set_boolean (object, "has_facets", FALSE);
  else
    fill_choices (self, object);
  fill_pages (self, object);
  vt_value_take_string (object, "done",
                        self->n_pages == 1 && self->result->ids->len > EAGER_CARDS
                            ? vt_model_count (self->view, "seen_all", self->result->ids->len)
                            : NULL);

  return TRUE;
}
