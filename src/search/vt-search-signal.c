/* What shoppers click, put into the cart and buy after a search moves its results. It says little about one visit and
 * fades: half of it is gone after 30 days. A visit counts once for each query, product and kind of act; few visits say
 * nothing; those of one day count up to a limit, and what all together say has an upper bound: nobody alone, and no
 * robot, takes over a query. */
#define G_LOG_DOMAIN "vt-search"

#include "search/vt-search-signal.h"

#include "search/engine/vix-number.h"
#include "search/vt-search-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_US        G_TIME_SPAN_DAY
#define HALF_LIFE_US  (30 * DAY_US)
#define POINT         256           /* of one click of today */
#define HALF_OF_MOST  (20 * POINT)  /* what makes half of the most for a query */
#define HALF_OF_LIKED (100 * POINT) /* the same whatever is asked */
#define QUERIES_MAX   200000u       /* further ones are left out: a shop's shoppers do not ask so many */

static const guint act_points[VT_SEARCH_N_ACTS] = { 1, 3, 8 };

typedef struct
{
  guint64 visit; /* its hash */
  gint64 at_us;
  gint64 product_id;
  guint32 query; /* number */
  guint32 act;
} Act;

struct _VtSearchSignals
{
  gint64 now_us;
  GArray *acts;       /* (owned) (element-type Act) */
  GPtrArray *queries; /* (owned) (element-type utf8) by number; 0 is "" */
  GHashTable
      *numbers; /* (owned) (element-type utf8 guint) of queries as they were written and as they are told apart */
};

/**
 * vt_search_signals_new:
 * @now_us: UTC microseconds since 1970: what came later does not count
 *
 * Returns: (transfer full): where nothing happened yet
 */
VtSearchSignals *
vt_search_signals_new (gint64 now_us)
{
  VtSearchSignals *self = g_new0 (VtSearchSignals, 1);

  self->now_us = now_us;
  self->acts = g_array_new (FALSE, FALSE, sizeof (Act));
  self->queries = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_ptr_array_add (self->queries, g_strdup (""));

  return self;
}

/**
 * vt_search_signals_free:
 * @self: (nullable): signals
 */
void
vt_search_signals_free (VtSearchSignals *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->acts, g_array_unref);
  g_clear_pointer (&self->queries, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_free (self);
}

static guint
number_of_key (VtSearchSignals *self, const char *key)
{
  gpointer known = NULL;

  if (*key == '\0')
    return 0;
  if (g_hash_table_lookup_extended (self->numbers, key, NULL, &known))
    return GPOINTER_TO_UINT (known);
  if (self->queries->len >= QUERIES_MAX)
    return 0;

  g_ptr_array_add (self->queries, g_strdup (key));
  g_hash_table_insert (self->numbers, g_strdup (key), GUINT_TO_POINTER (self->queries->len - 1));
  return self->queries->len - 1;
}

/* Queries repeat: each way to write one is folded once. */
static guint
number_of (VtSearchSignals *self, const char *query)
{
  gpointer known = NULL;
  g_autofree char *written = NULL;
  g_autofree char *key = NULL;
  guint number;

  if (*query == '\0')
    return 0;
  written = g_strconcat (" ", query, NULL);
  if (g_hash_table_lookup_extended (self->numbers, written, NULL, &known))
    return GPOINTER_TO_UINT (known);

  key = vt_search_query_key (query);
  number = number_of_key (self, key);
  if (g_hash_table_size (self->numbers) < 4 * QUERIES_MAX)
    g_hash_table_insert (self->numbers, g_steal_pointer (&written), GUINT_TO_POINTER (number));

  return number;
}

static guint64
hash_of (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (; *text != '\0'; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (1099511628211);

  return hash;
}

/**
 * vt_search_signals_add:
 * @self: signals
 * @at_us: when it was, UTC microseconds since 1970
 * @visit: whose it was: a random number that says nobody's name
 * @act: what was done
 * @product_id: with what
 * @query: (nullable): after which search, as the shopper wrote it; NULL or "" after none
 */
void
vt_search_signals_add (VtSearchSignals *self,
                       gint64 at_us,
                       const char *visit,
                       VtSearchAct act,
                       gint64 product_id,
                       const char *query)
{
  Act entry = { hash_of (visit), at_us, product_id, number_of (self, query != NULL ? query : ""), act };

  if (at_us > self->now_us || self->now_us - at_us > 9 * HALF_LIFE_US || product_id == 0)
    return;

  g_array_append_val (self->acts, entry);
}

#define COMPARE(a, b)                                                                                                  \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    if ((a) != (b))                                                                                                    \
      return (a) < (b) ? -1 : 1;                                                                                       \
  }                                                                                                                    \
  G_STMT_END

/* The first of what a visit does twice stands first. */
static int
compare_by_visit (gconstpointer a, gconstpointer b)
{
  const Act *x = a, *y = b;

  COMPARE (x->visit, y->visit);
  COMPARE (x->query, y->query);
  COMPARE (x->product_id, y->product_id);
  COMPARE (x->act, y->act);
  COMPARE (x->at_us, y->at_us);

  return 0;
}

/* Every act counts once for its visit; a visit of too many counts not at all. */
static void
drop_repetitions (GArray *acts)
{
  guint kept = 0;

  g_array_sort (acts, compare_by_visit);
  for (guint i = 0; i < acts->len;)
    {
      const Act first = g_array_index (acts, Act, i);
      guint start = kept;

      for (; i < acts->len && g_array_index (acts, Act, i).visit == first.visit; i++)
        {
          const Act *act = &g_array_index (acts, Act, i);
          const Act *before = kept > start ? &g_array_index (acts, Act, kept - 1) : NULL;

          if (before != NULL && before->query == act->query && before->product_id == act->product_id &&
              before->act == act->act)
            continue;
          g_array_index (acts, Act, kept++) = *act;
        }
      if (kept - start > VT_SEARCH_ACTS_OF_VISIT)
        kept = start;
    }
  g_array_set_size (acts, kept);
}

static int
compare_by_query (gconstpointer a, gconstpointer b)
{
  const Act *x = a, *y = b;

  COMPARE (x->query, y->query);
  COMPARE (x->product_id, y->product_id);
  COMPARE (x->act, y->act);
  COMPARE (x->at_us, y->at_us);
  COMPARE (x->visit, y->visit);

  return 0;
}

static guint64
points_of (const VtSearchSignals *self, const Act *act)
{
  gint64 age = (self->now_us - act->at_us) / (HALF_LIFE_US / VIX_BIT);

  return (guint64) act_points[act->act] * vix_halved ((int32_t) age);
}

static int
compare_visits (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

static guint
count_different (GArray *visits)
{
  guint n = 0;

  g_array_sort (visits, compare_visits);
  for (guint i = 0; i < visits->len; i++)
    n += i == 0 || g_array_index (visits, guint64, i) != g_array_index (visits, guint64, i - 1);

  return n;
}

/* How strong many small signs are: half of the most at @half, never all of it. */
static guint
weight_of (guint64 points, guint most, guint64 half)
{
  return 256 + (guint) ((most - 256) * points / (points + half));
}

/* Acts of one query and product, by kind and time. */
static VtSearchSignal
weigh_group (VtSearchSignals *self, const Act *acts, guint n, gboolean liked)
{
  VtSearchSignal signal = { .query = liked ? "" : g_ptr_array_index (self->queries, acts->query),
                            .product_id = acts->product_id };
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 points = 0;
  guint of_day = 0;

  for (guint i = 0; i < n; i++)
    {
      gboolean same_day =
          i > 0 && acts[i].act == acts[i - 1].act && acts[i].at_us / DAY_US == acts[i - 1].at_us / DAY_US;

      of_day = same_day ? of_day + 1 : 1;
      if (of_day > VT_SEARCH_VISITS_A_DAY)
        continue;
      points += points_of (self, &acts[i]);
      signal.counts[acts[i].act]++;
      g_array_append_val (visits, acts[i].visit);
    }
  signal.visits = count_different (visits);
  signal.weight = liked ? weight_of (points, VT_SEARCH_LIKED_MOST, HALF_OF_LIKED)
                        : weight_of (points, VT_SEARCH_SIGNAL_MOST, HALF_OF_MOST);

  return signal;
}

static void
weigh_groups (VtSearchSignals *self, gboolean liked, GArray *signals)
{
  const Act *acts = (const Act *) (gconstpointer) self->acts->data;

  for (guint i = 0, end; i < self->acts->len; i = end)
    {
      VtSearchSignal signal;

      for (end = i + 1;
           end < self->acts->len && acts[end].product_id == acts[i].product_id && acts[end].query == acts[i].query;
           end++)
        ;
      if (!liked && acts[i].query == 0)
        continue;
      signal = weigh_group (self, acts + i, end - i, liked);
      if (signal.visits >= VT_SEARCH_VISITS_LEAST && signal.weight > 256)
        g_array_append_val (signals, signal);
    }
}

static int
compare_strength (gconstpointer a, gconstpointer b)
{
  const VtSearchSignal *x = a, *y = b;
  int by_query;

  COMPARE (y->weight, x->weight);
  COMPARE (y->visits, x->visits);
  by_query = strcmp (x->query, y->query);
  if (by_query != 0)
    return by_query;
  COMPARE (x->product_id, y->product_id);

  return 0;
}

/**
 * vt_search_signals_weigh:
 * @self: signals; of no more use afterwards but to be freed
 *
 * For a million events it takes about a second: not for the main loop. The same events give the same answer in whatever
 * order they were added.
 *
 * Returns: (transfer full) (element-type VtSearchSignal): what they say, the strongest first; the queries are those of
 * @self
 */
GArray *
vt_search_signals_weigh (VtSearchSignals *self)
{
  GArray *signals = g_array_new (FALSE, FALSE, sizeof (VtSearchSignal));

  drop_repetitions (self->acts);
  g_array_sort (self->acts, compare_by_query);
  weigh_groups (self, FALSE, signals);

  for (guint i = 0; i < self->acts->len; i++)
    g_array_index (self->acts, Act, i).query = 0;
  drop_repetitions (self->acts);
  g_array_sort (self->acts, compare_by_query);
  weigh_groups (self, TRUE, signals);

  g_array_sort (signals, compare_strength);
  g_array_set_size (signals, MIN (signals->len, VT_SEARCH_SIGNALS_MAX));

  return signals;
}

/**
 * vt_search_signal_describe:
 * @signal: what shoppers did with a product after a search
 *
 * Returns: (transfer full): the strongest of it, in words: "bought 9 times after this search"
 */
char *
vt_search_signal_describe (const VtSearchSignal *signal)
{
  guint bought = signal->counts[VT_SEARCH_ACT_PURCHASE];
  guint in_cart = signal->counts[VT_SEARCH_ACT_CART];
  guint clicked = signal->counts[VT_SEARCH_ACT_CLICK];

  if (bought > 0)
    return g_strdup_printf (ngettext ("bought once after this search", "bought %u times after this search", bought),
                            bought);
  if (in_cart > 0)
    return g_strdup_printf (
        ngettext ("put into the bag once after this search", "put into the bag %u times after this search", in_cart),
        in_cart);

  return g_strdup_printf (ngettext ("opened once after this search", "opened %u times after this search", clicked),
                          clicked);
}
