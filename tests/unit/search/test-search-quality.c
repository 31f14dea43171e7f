/* What the engine finds of a labelled set of products and queries, by how far up the right ones are (nDCG at 10). The
 * set is not part of the product: without it the test is skipped. The figures are what has been reached, rounded down.
 */
#include "search/vt-index-table.h"
#include "support/vt-test-index.h"

#include <math.h>
#include <string.h>

#define AT 10

/* A group of queries; names of sets are NAME or NAME-VARIANT. */
static const struct
{
  const char *name;
  const char *variant; /* (nullable) beginning of the variant */
  double least;
} groups[] = {
  { "clean", NULL, 0.948 },         { "typo", "typo", 0.924 },   { "phonetic", "phonetic", 0.93 },
  { "misspelt", "misspelt", 0.93 }, { "prefix", "prefix", 0.9 }, { "coloursyn", NULL, 0.93 },
};

typedef struct
{
  double sum;
  guint n;
  guint n_empty;
} Score;

static char *
path_of (const char *name)
{
  return g_build_filename (g_getenv ("VITRINE_SHARED") != NULL ? g_getenv ("VITRINE_SHARED") : "", "data", "icecat",
                           name, NULL);
}

static GPtrArray *
read_rows (const char *name)
{
  g_autofree char *path = path_of (name);
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = vt_index_table_read (path, &length, &error);
  g_auto (GStrv) lines = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (rows, g_strsplit (lines[i], "\t", -1));

  return rows;
}

/* label → (product → grade + 1) */
static GHashTable *
read_labels (GPtrArray *rows)
{
  GHashTable *labels = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      GHashTable *grades = g_hash_table_lookup (labels, row[0]);

      if (grades == NULL)
        {
          grades = g_hash_table_new (g_str_hash, g_str_equal);
          g_hash_table_insert (labels, row[0], grades);
        }
      g_hash_table_insert (grades, row[1], GINT_TO_POINTER (atoi (row[2]) + 1));
    }

  return labels;
}

static double
best_gain (GHashTable *grades)
{
  guint counts[4] = { 0 };
  GHashTableIter iter;
  gpointer grade;
  double sum = 0;
  guint place = 0;

  g_hash_table_iter_init (&iter, grades);
  while (g_hash_table_iter_next (&iter, NULL, &grade))
    counts[GPOINTER_TO_INT (grade) - 1]++;
  for (guint g = 3; g > 0; g--)
    for (guint i = 0; i < counts[g] && place < AT; i++, place++)
      sum += g / 3.0 / log2 (place + 2);

  return sum;
}

static double
gain (const VtTestSearch *search, GHashTable *grades)
{
  double sum = 0;

  for (guint i = 0; i < search->result.n_hits && i < AT; i++)
    {
      VixText id = vix_index_id (search->index, search->result.hits[i].document);
      g_autofree char *name = g_strndup (id.text, id.length);
      int grade = GPOINTER_TO_INT (g_hash_table_lookup (grades, name));

      if (grade > 1)
        sum += (grade - 1) / 3.0 / log2 (i + 2);
    }

  return sum;
}

static guint
group_of (const char *set)
{
  const char *variant = strchr (set, '-');

  if (strcmp (set, "coloursyn") == 0)
    return G_N_ELEMENTS (groups) - 1;
  for (guint i = 1; variant != NULL && i < G_N_ELEMENTS (groups); i++)
    if (groups[i].variant != NULL && g_str_has_prefix (variant + 1, groups[i].variant))
      return i;

  return 0;
}

static void
test_quality (void)
{
  g_autofree char *path = path_of ("products.tsv.gz");
  VtIndexTable table = { "en", NULL, 0 };
  g_autoptr (GPtrArray) queries = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GHashTable) labels = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (VtIndexFile) file = NULL;
  g_auto (VtTestSearch) search = { 0 };
  Score scores[G_N_ELEMENTS (groups)] = { 0 };

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("The labelled products are not here: set VITRINE_SHARED");
      return;
    }
  queries = read_rows ("queries.dev.tsv");
  rows = read_rows ("labels.dev.tsv.gz");
  labels = read_labels (rows);
  bytes = vt_index_table_build (&table, path, NULL, NULL);
  g_assert_nonnull (bytes);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 12 * 1000 * 1000);
  file = vt_index_file_new_for_bytes (bytes, NULL);
  g_assert_nonnull (file);
  vt_test_search_init (&search, file);

  for (guint i = 0; i < queries->len; i++)
    {
      char **row = g_ptr_array_index (queries, i);
      GHashTable *grades = g_hash_table_lookup (labels, row[3]);
      Score *score = &scores[group_of (row[1])];
      double best = grades == NULL ? 0 : best_gain (grades);

      vt_test_search (&search, row[2], -1);
      score->n_empty += search.result.n_hits == 0;
      g_assert_cmpuint (search.result.n_nodes, <=, VIX_NODES_MAX + VIX_NODES_SLACK);
      if (best == 0)
        continue;
      score->sum += gain (&search, grades) / best;
      score->n++;
    }

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_test_message ("%s: %.4f of %u", groups[i].name, scores[i].sum / scores[i].n, scores[i].n);
      g_assert_cmpfloat (scores[i].sum / scores[i].n, >=, groups[i].least);
      g_assert_cmpuint (scores[i].n_empty, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-quality/labelled-products", test_quality);

  return g_test_run ();
}
