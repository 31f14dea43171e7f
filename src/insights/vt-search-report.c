/* What shoppers searched for, what they did not find, and what would help: the word they tried next, the product they
 * took then, a page that is called so. Nothing is proposed that shoppers or the shop's own words do not speak for: a
 * fix is made with one click. */
#define G_LOG_DOMAIN "vt-insights"

#include "insights/vt-search-report-private.h"

#include "search/vt-search-text.h"
#include "search/vt-shop-columns.h"
#include "search/vt-shop-index.h"
#include "shop/vt-translation.h"

#include <string.h>

/* Within that time after a search in vain, the next one means the same. */
#define SAME_WISH_US    (5 * G_TIME_SPAN_MINUTE)
#define DEEDS_OF_VISIT  500 /* who does more is no shopper */
#define ENOUGH_TO_MATCH 4   /* letters that two words begin with: "return" and "returns" */
#define ENDING          2   /* letters that one of them may have behind those of the other */
#define VISITS_ENOUGH   2   /* one visit may mean anything */

/* A query, while searches are counted. */
typedef struct
{
  char *key;              /* (owned) as vt_search_query_key() writes it */
  char *language;         /* (owned) of the page where it was asked */
  VtSearchReportRow *row; /* (owned) */
} Asked;

/* Who asked in vain for one thing, then for another, and took a product: counted by what was asked then, and by the
 * product, as several may come to the same by different words. */
typedef struct
{
  Asked *asked;      /* (unowned) */
  Asked *then;       /* (unowned) (nullable): NULL when counted by the product */
  gint64 product_id; /* 0 when counted by what was asked then */
  guint visits;
  guint last_visit; /* each counts once */
} Meant;

typedef struct
{
  VtDb *db;               /* (unowned) */
  GStrv languages;        /* (owned) */
  GHashTable *asked;      /* (owned) (element-type utf8 Asked) */
  GHashTable *meant;      /* (owned) (element-type utf8 Meant) */
  GHashTable *indexes;    /* (owned) (element-type utf8 VtShopIndex) by language */
  GArray *places;         /* (owned) (element-type VtSearchPlace) */
  VtSearchReport *report; /* (owned) */
} Making;

static void
row_free (gpointer data)
{
  VtSearchReportRow *self = data;

  if (self == NULL)
    return;

  g_free (self->query);
  g_clear_pointer (&self->fix, vt_search_fix_free);
  g_free (self);
}

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->key);
  g_free (self->language);
  row_free (self->row);
  g_free (self);
}

static void
making_clear (Making *self)
{
  g_clear_pointer (&self->languages, g_strfreev);
  g_clear_pointer (&self->meant, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->indexes, g_hash_table_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->report, vt_search_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

/**
 * vt_search_report_free:
 * @self: (nullable): a report
 */
void
vt_search_report_free (VtSearchReport *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->top, g_ptr_array_unref);
  g_clear_pointer (&self->nothing, g_ptr_array_unref);
  g_clear_pointer (&self->ignored, g_ptr_array_unref);
  g_free (self);
}

/* Counting -------------------------------------------------------------------------------------------------------- */

/* "/th/search" is in Thai; without a language in front it is in the shop's first. */
static const char *
language_of (const Making *self, const char *path)
{
  for (guint i = 1; self->languages[i] != NULL; i++)
    {
      gsize n = strlen (self->languages[i]);

      if (path[0] == '/' && g_ascii_strncasecmp (path + 1, self->languages[i], n) == 0 && path[1 + n] == '/')
        return self->languages[i];
    }

  return self->languages[0];
}

/* Returns: (transfer none) (nullable): NULL for a query without words */
static Asked *
get_asked (Making *self, const VtSearchDeed *deed)
{
  g_autofree char *key = vt_search_query_key (deed->query);
  Asked *asked = g_hash_table_lookup (self->asked, key);

  if (*key == '\0')
    return NULL;
  if (asked == NULL)
    {
      asked = g_new0 (Asked, 1);
      asked->key = g_steal_pointer (&key);
      asked->language = g_strdup (language_of (self, deed->path));
      asked->row = g_new0 (VtSearchReportRow, 1);
      asked->row->found = TRUE;
      g_hash_table_insert (self->asked, asked->key, asked);
    }
  g_free (asked->row->query);
  asked->row->query = g_strdup (deed->query);

  return asked;
}

static void
note_meant (Making *self, Asked *asked, Asked *then, gint64 product_id, guint visit)
{
  g_autofree char *name =
      g_strdup_printf ("%s\x1f%s\x1f%" G_GINT64_FORMAT, asked->key, then != NULL ? then->key : "", product_id);
  Meant *meant = g_hash_table_lookup (self->meant, name);

  if (meant == NULL)
    {
      meant = g_new0 (Meant, 1);
      *meant = (Meant){ asked, then, product_id, 0, 0 };
      g_hash_table_insert (self->meant, g_steal_pointer (&name), meant);
    }
  meant->visits += meant->last_visit != visit ? 1 : 0;
  meant->last_visit = visit;
}

/* Of one visit. */
typedef struct
{
  GHashTable *searched; /* (owned) (element-type Asked) */
  GHashTable *followed; /* (owned) (element-type Asked) */
  GHashTable *before;   /* (owned) (element-type Asked Asked) what was asked in vain just before */
  Asked *last;
  gint64 last_us;
  guint number; /* from 1 */
} Visit;

static void
take_search (Visit *visit, Asked *asked, gint64 at_us)
{
  if (g_hash_table_add (visit->searched, asked))
    asked->row->searches++;
  if (visit->last != NULL && visit->last != asked && at_us - visit->last_us <= SAME_WISH_US &&
      !g_hash_table_contains (visit->followed, visit->last))
    g_hash_table_insert (visit->before, asked, visit->last);
  visit->last = asked;
  visit->last_us = at_us;
}

static void
take_follow (Making *self, Visit *visit, Asked *asked, gint64 product_id)
{
  Asked *before = g_hash_table_lookup (visit->before, asked);

  /* The search itself may not have been told: who follows it has searched. */
  if (g_hash_table_add (visit->searched, asked))
    asked->row->searches++;
  if (!g_hash_table_add (visit->followed, asked))
    return;
  asked->row->followed++;
  if (before != NULL && product_id != 0 && !g_hash_table_contains (visit->followed, before))
    {
      note_meant (self, before, asked, 0, visit->number);
      note_meant (self, before, NULL, product_id, visit->number);
    }
}

static void
count_visit (Making *self, GArray *deeds, guint start, guint end)
{
  Visit visit = { .searched = g_hash_table_new (NULL, NULL),
                  .followed = g_hash_table_new (NULL, NULL),
                  .before = g_hash_table_new (NULL, NULL),
                  .number = start + 1 };

  for (guint i = start; i < end && end - start <= DEEDS_OF_VISIT; i++)
    {
      const VtSearchDeed *deed = &g_array_index (deeds, VtSearchDeed, i);
      Asked *asked = get_asked (self, deed);

      if (asked != NULL && deed->is_search)
        take_search (&visit, asked, deed->at_us);
      else if (asked != NULL)
        take_follow (self, &visit, asked, deed->product_id);
    }
  g_hash_table_unref (visit.searched);
  g_hash_table_unref (visit.followed);
  g_hash_table_unref (visit.before);
}

static void
count (Making *self, GArray *deeds)
{
  for (guint start = 0, end; start < deeds->len; start = end)
    {
      const char *visit = g_array_index (deeds, VtSearchDeed, start).visit;

      for (end = start + 1; end < deeds->len && g_str_equal (g_array_index (deeds, VtSearchDeed, end).visit, visit);
           end++)
        ;
      count_visit (self, deeds, start, end);
    }
}

/* Fixes ----------------------------------------------------------------------------------------------------------- */

static VtSearchFix *
new_fix (VtSearchFixKind kind, const char *query)
{
  VtSearchFix *fix = g_new0 (VtSearchFix, 1);

  fix->kind = kind;
  fix->query = g_utf8_strdown (query, -1);

  return fix;
}

static VtSearchFix *
new_pin (VtShopIndex *index, const Asked *asked, gint64 product_id)
{
  VtSearchFix *fix = new_fix (VT_SEARCH_FIX_PIN, asked->row->query);

  fix->product_id = product_id;
  fix->title = vt_shop_index_dup_title (index, product_id);

  return fix;
}

static VtShopIndex *
get_index (Making *self, const char *language, GError **error)
{
  VtShopIndex *index = g_hash_table_lookup (self->indexes, language);

  if (index != NULL)
    return index;

  index = vt_shop_index_new (self->db, language, error);
  if (index != NULL)
    g_hash_table_insert (self->indexes, g_strdup (language), index);
  return index;
}

/* The same word, or it in another number: "plan" is no "plant pot" and "cart" no "cartoon". */
static gboolean
words_match (const char *one, const char *other)
{
  glong n_one = g_utf8_strlen (one, -1), n_other = g_utf8_strlen (other, -1);
  const char *shorter = n_one < n_other ? one : other;
  const char *longer = n_one < n_other ? other : one;

  return g_str_equal (one, other) || (MIN (n_one, n_other) >= ENOUGH_TO_MATCH && ABS (n_one - n_other) <= ENDING &&
                                      g_str_has_prefix (longer, shorter));
}

/* Returns: whether each word of the query is one of the title's; how many others the title has is told */
static gboolean
title_matches (const char *key, const char *title, guint *n_words)
{
  g_autofree char *title_key = vt_search_query_key (title);
  g_auto (GStrv) asked = g_strsplit (key, " ", -1);
  g_auto (GStrv) words = g_strsplit (title_key, " ", -1);

  *n_words = g_strv_length (words);
  for (guint i = 0; asked[i] != NULL; i++)
    {
      gboolean there = FALSE;

      for (guint j = 0; words[j] != NULL && !there; j++)
        there = words_match (asked[i], words[j]);
      if (!there)
        return FALSE;
    }

  return TRUE;
}

/* Of several places the one with the shortest title: the query is most of it. */
static VtSearchFix *
find_place (Making *self, const Asked *asked)
{
  const VtSearchPlace *best = NULL;
  guint fewest = G_MAXUINT;
  VtSearchFix *fix;

  for (guint i = 0; i < self->places->len; i++)
    {
      const VtSearchPlace *place = &g_array_index (self->places, VtSearchPlace, i);
      guint n_words = 0;

      if (!title_matches (asked->key, place->title, &n_words) || n_words >= fewest)
        continue;
      best = place;
      fewest = n_words;
    }
  if (best == NULL)
    return NULL;

  fix = new_fix (VT_SEARCH_FIX_REDIRECT, asked->row->query);
  fix->path = g_strdup (best->path);
  fix->title = g_strdup (best->title);
  return fix;
}

/* Two queries of which one word is another: that word is meant. */
static VtSearchFix *
find_other_word (const Meant *meant)
{
  g_auto (GStrv) asked = g_strsplit (meant->asked->key, " ", -1);
  g_auto (GStrv) then = g_strsplit (meant->then->key, " ", -1);
  VtSearchFix *fix;
  guint n_other = 0;
  guint at = 0;

  if (g_strv_length (asked) != g_strv_length (then))
    return NULL;
  for (guint i = 0; asked[i] != NULL; i++)
    if (!g_str_equal (asked[i], then[i]))
      {
        at = i;
        n_other++;
      }
  if (n_other != 1)
    return NULL;

  /* As people write it, where it is the whole query. */
  fix = new_fix (VT_SEARCH_FIX_SYNONYM, asked[1] == NULL ? meant->asked->row->query : asked[at]);
  fix->other = then[1] == NULL ? g_utf8_strdown (meant->then->row->query, -1) : g_strdup (then[at]);
  return fix;
}

/* by_product: whether the product counts that was taken, or else what was asked then. Returns: (nullable): NULL when
 * too few visits agree */
static const Meant *
find_meant (Making *self, const Asked *asked, gboolean by_product)
{
  GHashTableIter iter;
  gpointer name, value;
  const char *best_name = NULL;
  const Meant *best = NULL;

  g_hash_table_iter_init (&iter, self->meant);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const Meant *meant = value;

      if (meant->asked != asked || (meant->then == NULL) != by_product || meant->visits < VISITS_ENOUGH ||
          (best != NULL && meant->visits < best->visits) ||
          (best != NULL && meant->visits == best->visits && strcmp (name, best_name) > 0))
        continue;
      best = meant;
      best_name = name;
    }

  return best;
}

static VtSearchFix *
find_wish (Making *self, VtShopIndex *index, const Asked *asked)
{
  const Meant *word = find_meant (self, asked, FALSE);
  const Meant *product = find_meant (self, asked, TRUE);
  VtSearchFix *fix = word != NULL ? find_other_word (word) : NULL;
  guint32 document = 0;

  /* The index has drafts, too; a pin shows none. */
  if (fix != NULL || product == NULL || !vt_shop_index_find (index, product->product_id, &document) ||
      vix_index_number (vt_shop_index_get (index), VT_SHOP_COLUMN_ACTIVE, document) != 1)
    return fix;

  return new_pin (index, asked, product->product_id);
}

static gboolean
is_found (const VtSearchAnswer *answer)
{
  return answer->path != NULL || (answer->product_ids->len > 0 && answer->dropped == NULL);
}

/* Tries the query on the shop as it is now, and finds what would help. */
static gboolean
try (Making *self, Asked *asked, GError **error)
{
  VtShopIndex *index = get_index (self, asked->language, error);
  g_autoptr (VtSearchAnswer) answer = index != NULL ? vt_shop_index_ask (index, asked->row->query, FALSE) : NULL;
  VtSearchReportRow *row = asked->row;

  if (answer == NULL)
    return FALSE;
  row->found = is_found (answer);
  if (row->found)
    {
      row->fix = row->followed == 0 && answer->path == NULL ? find_wish (self, index, asked) : NULL;
      return TRUE;
    }

  row->fix = find_place (self, asked);
  if (row->fix == NULL)
    row->fix = find_wish (self, index, asked);

  return TRUE;
}

/* The report ------------------------------------------------------------------------------------------------------ */

static int
compare_asked (gconstpointer a, gconstpointer b)
{
  const Asked *first = *(Asked *const *) a, *second = *(Asked *const *) b;

  if (first->row->searches != second->row->searches)
    return first->row->searches > second->row->searches ? -1 : 1;
  return strcmp (first->key, second->key);
}

static VtSearchFix *
fix_copy (const VtSearchFix *fix)
{
  VtSearchFix *copy = g_new0 (VtSearchFix, 1);

  *copy = (VtSearchFix){ fix->kind,       g_strdup (fix->query), g_strdup (fix->other),
                         fix->product_id, g_strdup (fix->title), g_strdup (fix->path) };
  return copy;
}

static void
add_row (GPtrArray *rows, const VtSearchReportRow *row, guint n_rows)
{
  VtSearchReportRow *copy;

  if (rows->len >= n_rows)
    return;

  copy = g_memdup2 (row, sizeof *row);
  copy->query = g_strdup (row->query);
  copy->fix = row->fix != NULL ? fix_copy (row->fix) : NULL;
  g_ptr_array_add (rows, copy);
}

static void
add_asked (VtSearchReport *report, const VtSearchReportRow *row, guint n_rows)
{
  report->n_searches += row->searches;
  report->n_nothing += row->found ? 0 : row->searches;
  report->n_ignored += row->searches - row->followed;
  add_row (report->top, row, n_rows);
  if (!row->found)
    add_row (report->nothing, row, n_rows);
  else if (row->followed == 0)
    add_row (report->ignored, row, n_rows);
}

static gboolean
write_report (Making *self, guint n_rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->asked);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (all, value);
  self->report = g_new0 (VtSearchReport, 1);
  self->report->top = g_ptr_array_new_with_free_func (row_free);
  self->report->nothing = g_ptr_array_new_with_free_func (row_free);
  self->report->ignored = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_sort (all, compare_asked);
  for (guint i = 0; i < all->len; i++)
    {
      Asked *asked = g_ptr_array_index (all, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (i < VT_SEARCH_REPORT_TRIED && !try (self, asked, error)))
        return FALSE;
      add_asked (self->report, asked->row, n_rows);
    }

  return TRUE;
}

/**
 * vt_search_report_new:
 * @db: a shop's database
 * @from_us: the beginning of the period, UTC microseconds since 1970
 * @to_us: its end, which is now: what shoppers cannot open then is not proposed
 * @n_rows: how many rows each list may have
 * @cancellable: (nullable): stops it between two queries
 * @error: a #VtDbError, or that it was cancelled
 *
 * Whether something is found is tried on the shop as it is now: what was mended since is not told again. Builds an
 * index for each language that was searched in: for 20,000 products a second. Not for the main loop.
 *
 * Returns: (transfer full) (nullable): the report
 */
VtSearchReport *
vt_search_report_new (VtDb *db, gint64 from_us, gint64 to_us, guint n_rows, GCancellable *cancellable, GError **error)
{
  g_auto (Making) making = {
    .db = db,
    .languages = vt_language_list (db, error),
    .asked = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, asked_free),
    .meant = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .indexes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) vt_shop_index_free),
  };
  g_autoptr (GArray) deeds = making.languages != NULL ? vt_search_deeds_read (db, from_us, to_us, error) : NULL;

  making.places = deeds != NULL ? vt_search_places_read (db, to_us, error) : NULL;
  if (making.places == NULL)
    return NULL;

  count (&making, deeds);
  return write_report (&making, n_rows, cancellable, error) ? g_steal_pointer (&making.report) : NULL;
}
