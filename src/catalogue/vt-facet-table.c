/* Narrows a list of products and counts, for each choice that is not made yet, what it would leave. A product matches
 * when one of its variants has everything that was chosen: a red one in size L, not a red one and one in size L. */
#include "catalogue/vt-facet-table-private.h"

#include "base/vt-collator.h"

#include <stdlib.h>
#include <string.h>

#define NOTHING G_MAXUINT       /* no choice is missed */
#define PRICE   (G_MAXUINT - 1) /* in place of a facet: the price is missed */
#define STOCK   (G_MAXUINT - 2) /* it cannot be bought */
#define SEVERAL (G_MAXUINT - 3) /* more than one is missed */

typedef struct
{
  VtFacetTable *table;
  const VtFacetQuery *query;
  VtFacetResult *result;
  gboolean *chosen; /* for each value */
  gboolean *active; /* for each facet: something of it is chosen */
  GArray *facets;   /* (element-type guint) the active ones */
  guint *stamps;    /* for each value: the last product that it was counted for, from 1 */
  GArray *matches;  /* (element-type guint) indices of products */
  GArray *prices;   /* (element-type gint64) for the bars: one for each product whose price alone may miss */
} Run;

guint
vt_facet_table_get_n_facets (VtFacetTable *self)
{
  return self->facets->len;
}

/**
 * vt_facet_table_get_facet:
 * @self: a table
 * @facet: less than vt_facet_table_get_n_facets()
 *
 * Returns: (transfer none): one of what products can be chosen by
 */
const VtFacet *
vt_facet_table_get_facet (VtFacetTable *self, guint facet)
{
  return &g_array_index (self->facets, VtFacet, facet);
}

guint
vt_facet_table_get_n_values (VtFacetTable *self)
{
  return self->values->len;
}

/**
 * vt_facet_table_get_value:
 * @self: a table
 * @value: less than vt_facet_table_get_n_values()
 *
 * Returns: (transfer none): one of the values of all facets
 */
const VtFacetValue *
vt_facet_table_get_value (VtFacetTable *self, guint value)
{
  return &g_array_index (self->values, VtFacetValue, value);
}

/**
 * vt_facet_table_find_facet:
 * @self: a table
 * @key: as it stands in an address
 *
 * Returns: the facet's index; -1 when there is none
 */
int
vt_facet_table_find_facet (VtFacetTable *self, const char *key)
{
  for (guint i = 0; i < self->facets->len; i++)
    if (strcmp (vt_facet_table_get_facet (self, i)->key, key) == 0)
      return (int) i;

  return -1;
}

/**
 * vt_facet_table_find_value:
 * @self: a table
 * @facet: a facet's index
 * @key: as it stands in an address
 *
 * Returns: the value's index; -1 when that facet has none of this key
 */
int
vt_facet_table_find_value (VtFacetTable *self, guint facet, const char *key)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      const VtFacetValue *value = vt_facet_table_get_value (self, i);

      if (value->facet == facet && strcmp (value->key, key) == 0)
        return (int) i;
    }

  return -1;
}

/**
 * vt_facet_result_free:
 * @self: (nullable): a result
 */
void
vt_facet_result_free (VtFacetResult *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->ids);
  g_free (self->counts);
  g_free (self);
}

static guint
ref_at (VtFacetTable *table, guint i)
{
  return g_array_index (table->refs, guint, i);
}

static gboolean
has_chosen (Run *run, guint facet, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    {
      guint value = ref_at (run->table, i);

      if (run->chosen[value] && vt_facet_table_get_value (run->table, value)->facet == facet)
        return TRUE;
    }

  return FALSE;
}

static guint
add_miss (guint missed, guint what)
{
  return missed == NOTHING ? what : SEVERAL;
}

/* Which choice the variant does not fit. */
static guint
find_miss (Run *run, const VtFacetProduct *product, const VtFacetVariant *variant)
{
  const VtFacetQuery *query = run->query;
  guint missed = NOTHING;

  if (query->in_stock && !variant->in_stock)
    missed = add_miss (missed, STOCK);
  if ((query->price_from >= 0 && variant->price_minor < query->price_from) ||
      (query->price_to >= 0 && variant->price_minor > query->price_to))
    missed = add_miss (missed, PRICE);
  for (guint i = 0; i < run->facets->len && missed != SEVERAL; i++)
    {
      guint facet = g_array_index (run->facets, guint, i);

      if (!has_chosen (run, facet, product->first_ref, product->n_refs) &&
          !has_chosen (run, facet, variant->first_ref, variant->n_refs))
        missed = add_miss (missed, facet);
    }

  return missed;
}

/* Counts a product for the values of @facet, or of all facets when the variant misses nothing; each value once. */
static void
count_values (Run *run, guint stamp, guint first, guint n, guint missed)
{
  for (guint i = first; i < first + n; i++)
    {
      guint value = ref_at (run->table, i);

      if (run->stamps[value] == stamp ||
          (missed != NOTHING && vt_facet_table_get_value (run->table, value)->facet != missed))
        continue;
      run->stamps[value] = stamp;
      run->result->counts[value]++;
    }
}

static void
look_at (Run *run, guint index, guint stamp)
{
  const VtFacetProduct *product = &g_array_index (run->table->products, VtFacetProduct, index);
  gboolean matches = FALSE;
  gboolean in_stock = FALSE;
  gint64 price = -1;

  for (guint i = 0; i < product->n_variants; i++)
    {
      const VtFacetVariant *variant = &g_array_index (run->table->variants, VtFacetVariant, product->first_variant + i);
      guint missed = find_miss (run, product, variant);

      if (missed == SEVERAL)
        continue;
      if (missed != STOCK && missed != PRICE)
        {
          count_values (run, stamp, product->first_ref, product->n_refs, missed);
          count_values (run, stamp, variant->first_ref, variant->n_refs, missed);
        }
      matches = matches || missed == NOTHING;
      in_stock = in_stock || (missed == NOTHING && variant->in_stock);
      if ((missed == NOTHING || missed == PRICE) && (price < 0 || variant->price_minor < price))
        price = variant->price_minor;
    }

  if (matches)
    g_array_append_val (run->matches, index);
  run->result->in_stock += in_stock ? 1 : 0;
  if (price >= 0)
    g_array_append_val (run->prices, price);
}

/* The index of a product; -1 when it is not there. */
static int
find_product (VtFacetTable *table, gint64 id)
{
  guint low = 0, high = table->products->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gint64 there = g_array_index (table->products, VtFacetProduct, middle).id;

      if (there == id)
        return (int) middle;
      if (there < id)
        low = middle + 1;
      else
        high = middle;
    }

  return -1;
}

static gboolean
is_shown (Run *run, const VtFacetProduct *product)
{
  return product->n_variants > 0 &&
         (run->query->drafts || (!product->is_draft && product->publish_us <= run->query->now_us));
}

static void
draw_bars (Run *run)
{
  VtFacetResult *result = run->result;
  gint64 width;

  result->lowest = result->highest = -1;
  for (guint i = 0; i < run->prices->len; i++)
    {
      gint64 price = g_array_index (run->prices, gint64, i);

      result->lowest = i == 0 ? price : MIN (result->lowest, price);
      result->highest = MAX (result->highest, price);
    }

  width = MAX (1, (result->highest - result->lowest) / VT_FACET_BARS + 1);
  for (guint i = 0; i < run->prices->len; i++)
    result->bars[(g_array_index (run->prices, gint64, i) - result->lowest) / width]++;
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_products (gconstpointer a, gconstpointer b, gpointer data)
{
  Run *run = data;
  const VtFacetProduct *first = &g_array_index (run->table->products, VtFacetProduct, *(const guint *) a);
  const VtFacetProduct *second = &g_array_index (run->table->products, VtFacetProduct, *(const guint *) b);
  int order;

  switch (run->query->sort)
    {
    case VT_FACET_SORT_NEWEST:
      order =
          compare_numbers (MAX (second->created_us, second->publish_us), MAX (first->created_us, first->publish_us));
      return order != 0 ? order : compare_numbers (second->id, first->id);
    case VT_FACET_SORT_PRICE_DOWN:
      order = compare_numbers (second->price_min, first->price_min);
      break;
    case VT_FACET_SORT_PRICE_UP:
    case VT_FACET_SORT_GIVEN:
    case VT_FACET_SORT_TITLE:
    default:
      order = compare_numbers (first->price_min, second->price_min);
      break;
    }

  return order != 0 ? order : compare_numbers (first->id, second->id);
}

typedef struct
{
  guint product;
  guint at;
  guint length;
} TitleKey;

static int
compare_titles (gconstpointer a, gconstpointer b, gpointer data)
{
  const TitleKey *first = a, *second = b;
  const GByteArray *keys = data;
  int order = memcmp (keys->data + first->at, keys->data + second->at, MIN (first->length, second->length));

  if (order != 0)
    return order;
  return first->length != second->length ? compare_numbers (first->length, second->length)
                                         : compare_numbers (first->product, second->product);
}

static void
sort_by_title (Run *run)
{
  g_autoptr (VtCollator) collator = vt_collator_new (run->query->language);
  g_autoptr (GByteArray) keys = g_byte_array_new ();
  g_autoptr (GArray) order = g_array_sized_new (FALSE, FALSE, sizeof (TitleKey), run->matches->len);

  vt_facet_table_load_titles (run->table);
  for (guint i = 0; i < run->matches->len; i++)
    {
      guint index = g_array_index (run->matches, guint, i);
      const VtFacetProduct *product = &g_array_index (run->table->products, VtFacetProduct, index);
      TitleKey key = { index, keys->len, 0 };

      vt_collator_append_key (collator,
                              run->query->title != NULL
                                  ? run->query->title (product->id, product->title, run->query->title_data)
                                  : product->title,
                              keys);
      key.length = keys->len - key.at;
      g_array_append_val (order, key);
    }
  g_array_sort_with_data (order, compare_titles, keys);
  for (guint i = 0; i < order->len; i++)
    g_array_index (run->matches, guint, i) = g_array_index (order, TitleKey, i).product;
}

static void
sort_matches (Run *run)
{
  if (run->query->sort == VT_FACET_SORT_TITLE)
    sort_by_title (run);
  else if (run->query->sort != VT_FACET_SORT_GIVEN)
    g_array_sort_with_data (run->matches, compare_products, run);

  for (guint i = 0; i < run->matches->len; i++)
    g_array_append_val (
        run->result->ids,
        g_array_index (run->table->products, VtFacetProduct, g_array_index (run->matches, guint, i)).id);
}

static void
take_choices (Run *run)
{
  for (guint i = 0; i < run->query->n_values; i++)
    {
      guint value = run->query->values[i];
      guint facet;

      g_return_if_fail (value < run->table->values->len);
      facet = vt_facet_table_get_value (run->table, value)->facet;
      run->chosen[value] = TRUE;
      if (!run->active[facet])
        g_array_append_val (run->facets, facet);
      run->active[facet] = TRUE;
    }
}

/**
 * vt_facet_table_query:
 * @self: a table
 * @ids: (array length=n_ids) (nullable): the products of the list in its order, each once
 * @n_ids: how many
 * @query: what was chosen
 *
 * Returns: (transfer full): which of them match, and how many each further choice would show
 */
VtFacetResult *
vt_facet_table_query (VtFacetTable *self, const gint64 *ids, guint n_ids, const VtFacetQuery *query)
{
  VtFacetResult *result = g_new0 (VtFacetResult, 1);
  g_autofree gboolean *chosen = g_new0 (gboolean, MAX (1, self->values->len));
  g_autofree gboolean *active = g_new0 (gboolean, self->facets->len);
  g_autofree guint *stamps = g_new0 (guint, MAX (1, self->values->len));
  g_autoptr (GArray) facets = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) matches = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_ids);
  g_autoptr (GArray) prices = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  Run run = { self, query, result, chosen, active, facets, stamps, matches, prices };

  result->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  result->counts = g_new0 (guint, MAX (1, self->values->len));
  take_choices (&run);
  for (guint i = 0; i < n_ids; i++)
    {
      int index = find_product (self, ids[i]);

      if (index < 0 || !is_shown (&run, &g_array_index (self->products, VtFacetProduct, index)))
        continue;
      result->n_all++;
      look_at (&run, (guint) index, i + 1);
    }
  draw_bars (&run);
  sort_matches (&run);

  return result;
}
