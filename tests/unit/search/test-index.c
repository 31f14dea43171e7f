/* An index as it is written and read: the dictionary, and what a damaged one does. */
#include "search/engine/vix-builder.h"
#include "search/engine/vix-dictionary.h"
#include "search/engine/vix-explain.h"
#include "search/vt-index-table.h"
#include "support/vt-test-index.h"

#include <glib/gstdio.h>
#include <string.h>

static VtTestDocument few[] = {
  { "Red mug", "Doi", "Red", "For tea" },
  { "Blue mugs", "Ping", "Blue", "Two for coffee" },
  { "T-Shirt 10 cm", "Doi", "White", "Caf\xc3\xa9" },
};

static VtTestDocument words[] = {
  { "a an ant ante antenna antennas anther b ba bab baba babab caf\xc3\xa9 cafes zz", NULL, NULL, NULL },
};

static void
test_dictionary (void)
{
  static const char *const own[] = { "a",   "an",   "ant",   "ante", "antenna", "antennas", "anther", "b", "ba",
                                     "bab", "baba", "babab", "cafe", "cafes",   "couch",    "sofa",   "zz" };
  static const char *const others[] = { "aa", "antenn", "antennass", "c", "z", "zzz", "q", "0" };
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_NONE, words, 1);
  const VixDictionary *dictionary = &vt_index_file_get (file)->dictionary;
  VixSpelling spelling;
  uint32_t first;
  uint32_t last;

  g_assert_cmpuint (dictionary->n_words, ==, G_N_ELEMENTS (own));
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      char text[64];
      VixSpelling back;
      size_t n;

      vix_dictionary_spell (dictionary, own[i], strlen (own[i]), &spelling);
      g_assert_cmpuint (vix_dictionary_find (dictionary, &spelling), ==, i);
      vix_dictionary_word (dictionary, i, &back);
      n = vix_dictionary_write (dictionary, &back, text, sizeof text);
      g_assert_cmpuint (n, ==, strlen (own[i]));
      g_assert_true (strncmp (text, own[i], n) == 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      vix_dictionary_spell (dictionary, others[i], strlen (others[i]), &spelling);
      g_assert_cmpuint (vix_dictionary_find (dictionary, &spelling), ==, VIX_NO_WORD);
    }
  vix_dictionary_spell (dictionary, "ante", 4, &spelling);
  g_assert_true (vix_dictionary_range (dictionary, &spelling, &first, &last));
  g_assert_cmpuint (first, ==, 3);
  g_assert_cmpuint (last, ==, 6);
}

/* The distance as it is defined: put in, leave out, replace, exchange neighbours, no letter touched twice. */
static guint
distance (const char *a, const char *b)
{
  guint rows[32][32];
  guint n = (guint) strlen (a);
  guint m = (guint) strlen (b);

  for (guint i = 0; i <= n; i++)
    for (guint j = 0; j <= m; j++)
      {
        if (i == 0 || j == 0)
          {
            rows[i][j] = i + j;
            continue;
          }
        rows[i][j] = MIN (rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]), MIN (rows[i - 1][j], rows[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          rows[i][j] = MIN (rows[i][j], rows[i - 2][j - 2] + 1);
      }

  return rows[n][m];
}

typedef struct
{
  const VixDictionary *dictionary;
  const char *looked_for;
  guint n;
} Near;

static void
take_near (uint32_t word, uint32_t edits, const VixSpelling *spelling, void *user)
{
  Near *near = user;
  char text[64] = { 0 };
  VixSpelling own;

  vix_dictionary_write (near->dictionary, spelling, text, sizeof text - 1);
  vix_dictionary_word (near->dictionary, word, &own);
  g_assert_cmpuint (own.n, ==, spelling->n);
  g_assert_true (memcmp (own.letters, spelling->letters, own.n * sizeof *own.letters) == 0);
  g_assert_cmpuint (edits, ==, distance (near->looked_for, text));
  near->n++;
}

/* The walk finds just the words near enough, with their distance. */
static void
test_near (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (VtIndexFile) file = NULL;
  const VixDictionary *dictionary;

  for (guint i = 0; i < 600; i++)
    {
      char word[9] = { 0 };
      guint n = (guint) g_rand_int_range (random, 1, 9);

      for (guint j = 0; j < n; j++)
        word[j] = (char) g_rand_int_range (random, 'a', 'e');
      g_string_append_printf (text, "%s ", word);
      g_hash_table_add (all, g_strdup (word));
    }
  {
    VtTestDocument documents[] = { { text->str, NULL, NULL, NULL } };

    file = vt_test_index_new (VIX_LANGUAGE_NONE, documents, 1);
  }
  dictionary = &vt_index_file_get (file)->dictionary;

  for (guint i = 0; i < 300; i++)
    {
      char word[9] = { 0 };
      guint n = (guint) g_rand_int_range (random, 1, 9);

      for (guint j = 0; j < n; j++)
        word[j] = (char) g_rand_int_range (random, 'a', 'f');
      for (guint edits = 0; edits <= 2; edits++)
        {
          Near near = { dictionary, word, 0 };
          GHashTableIter iter;
          gpointer other;
          guint expected = 0;
          VixSpelling spelling;

          g_hash_table_iter_init (&iter, all);
          while (g_hash_table_iter_next (&iter, &other, NULL))
            expected += distance (word, other) <= edits;
          vix_dictionary_spell (dictionary, word, n, &spelling);
          vix_dictionary_near (dictionary, &spelling, edits, 1000000, take_near, &near);
          g_assert_cmpuint (near.n, ==, expected);
        }
    }
}

static void
count_near (uint32_t word G_GNUC_UNUSED,
            uint32_t edits G_GNUC_UNUSED,
            const VixSpelling *spelling G_GNUC_UNUSED,
            void *user)
{
  (*(guint *) user)++;
}

static void
test_budget (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_NONE, words, 1);
  const VixDictionary *dictionary = &vt_index_file_get (file)->dictionary;
  VixSpelling spelling;
  guint n = 0;

  vix_dictionary_spell (dictionary, "antena", 6, &spelling);
  g_assert_cmpuint (vix_dictionary_near (dictionary, &spelling, 2, 5, count_near, &n), <=, 5 + VIX_LETTERS_MAX);
}

static GBytes *
few_bytes (void)
{
  static VtTestSynonym synonyms[] = { { "tee", "t-shirt" }, { "red mug", "tumbler" } };

  return vt_test_index_bytes (VIX_LANGUAGE_EN, few, G_N_ELEMENTS (few), synonyms, G_N_ELEMENTS (synonyms));
}

/* What is told of an answer stays inside the index, too. */
static void
try_result (const VixIndex *index, const VixResult *result)
{
  static const char text[] = "Red mugs, a T-Shirt of 10 cm";
  uint32_t counts[64];
  VixRange ranges[4];

  g_assert_cmpuint (vix_highlight (index, result, text, strlen (text), ranges, G_N_ELEMENTS (ranges)), <=,
                    G_N_ELEMENTS (ranges));
  if (index->n_columns > 0 && index->columns[0].n_values <= G_N_ELEMENTS (counts))
    vix_count_values (index, result, 0, counts);
  for (guint i = 0; i < result->n_hits; i++)
    {
      const uint8_t *values;
      VixExplanation explanation;

      g_assert_cmpuint (result->hits[i].document, <, index->n_documents);
      vix_explain (index, result, result->hits[i].document, &explanation);
      vix_index_title (index, result->hits[i].document);
      vix_index_values_of (index, 0, result->hits[i].document, &values);
    }
}

static void
try_queries (const VixIndex *index)
{
  static const char *const queries[] = { "red mug",
                                         "mu",
                                         "cofee",
                                         "t shirt",
                                         "azul \"mug red\"",
                                         "\"red mug\" tee",
                                         "kafe",
                                         "10cm zzz",
                                         VT_TEST_INDEX_VERDICTS };
  gsize size = vix_query_arena_size (index);
  g_autofree uint8_t *base = NULL;

  if (size > 1 << 20)
    return;
  base = g_malloc (size);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      VixArena arena = { base, size, 0 };
      VixFilter filter = { 1, 0, 0, 1000 };
      VixQuery query = { queries[i], strlen (queries[i]), TRUE, 0, 10, &filter, i % 2, i % 3 == 0, FALSE, 1 };
      VixResult result;

      if (vix_query_run (index, &query, &arena, &result))
        try_result (index, &result);
    }
}

/* The checksum sees every changed byte; where it is not asked, reading stays inside the index all the same. */
static void
test_every_byte (void)
{
  g_autoptr (GBytes) bytes = few_bytes ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      static const guint8 flips[] = { 0xFF, 0x01, 0x80 };

      for (guint f = 0; f < G_N_ELEMENTS (flips); f++)
        {
          VixIndex index;

          copy[i] = data[i] ^ flips[f];
          if (i < VIX_AT_SIZE + 4 || i >= VIX_AT_CHECKSUM)
            g_assert_cmpint (vix_index_open (&index, copy, size, TRUE), !=, VIX_OPEN_DONE);
          if (vix_index_open (&index, copy, size, FALSE) == VIX_OPEN_DONE)
            try_queries (&index);
        }
    }
}

static void
test_cut (void)
{
  g_autoptr (GBytes) bytes = few_bytes ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, i + 1);
      VixIndex index;

      g_assert_cmpint (vix_index_open (&index, copy, i, FALSE), !=, VIX_OPEN_DONE);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    const char *contents;
    int code;
  } bad[] = {
    { "", G_IO_ERROR_INVALID_DATA },
    { "id\ttitle\n1\tMug\n", G_IO_ERROR_INVALID_DATA },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bad[i].contents, strlen (bad[i].contents));
      g_autoptr (GError) error = NULL;
      g_autoptr (VtIndexFile) file = vt_index_file_new_for_bytes (bytes, &error);

      g_assert_null (file);
      g_assert_error (error, G_IO_ERROR, bad[i].code);
    }
}

/* The same documents give the same bytes. */
static void
test_same_bytes (void)
{
  g_autoptr (GBytes) one = few_bytes ();
  g_autoptr (GBytes) two = few_bytes ();

  g_assert_true (g_bytes_equal (one, two));
}

typedef struct
{
  gsize left; /* allocations before the first that fails */
} Memory;

static void *
resize (void *block, size_t old G_GNUC_UNUSED, size_t size, void *user)
{
  Memory *memory = user;

  if (size == 0)
    {
      g_free (block);
      return NULL;
    }

  return memory->left-- > 0 && memory->left < G_MAXSIZE / 2 ? g_realloc (block, size) : NULL;
}

/* Each allocation may fail: the builder says so and leaves nothing behind. */
static void
test_no_memory (void)
{
  for (gsize i = 0;; i++)
    {
      Memory memory = { i };
      VixAllocator allocator = { resize, &memory };
      VixBuilder *builder = vix_builder_new (&allocator, VIX_LANGUAGE_EN);
      uint8_t *data = NULL;
      size_t size = 0;
      gboolean done;

      if (builder == NULL)
        continue;
      vix_builder_add_field (builder, "title", 5, VIX_FIELD_TITLE, 64);
      vix_builder_begin (builder, "1", 1, "Red mug", 7);
      vix_builder_add_text (builder, 0, "Red mugs of steel", 17);
      vix_builder_add_synonym (builder, "red mugs", 8, "t-shirt", 7);
      done = vix_builder_finish (builder, NULL, NULL, &data, &size);
      vix_builder_free (builder);
      if (!done)
        continue;
      g_free (data);
      g_assert_cmpuint (i, >, 10);
      return;
    }
}

static void
test_table (void)
{
  static const char contents[] = "sku_id\ttitle\tbrand\tattributes\tprice_minor\textra\n"
                                 "a1\tRed Mug\tDoi|Ping\tmaterial:stoneware|dishwasher:yes\t1250\tgift\r\n"
                                 "\n"
                                 "a2\tBlue Bowl\n";
  g_autofree char *folder = g_dir_make_tmp ("vitrine-table-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "table.tsv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtIndexFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (VtTestSearch) search = { 0 };
  VtIndexTable table = { "en", "description:2,attributes:1", 0 };
  VixText id;
  guint32 column;

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
  bytes = vt_index_table_build (&table, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table.n_documents, ==, 2);
  file = vt_index_file_new_for_bytes (bytes, &error);
  g_assert_no_error (error);

  vt_test_search_init (&search, file);
  vt_test_search (&search, "stoneware", -1);
  g_assert_cmpuint (search.result.n_found, ==, 1);
  id = vix_index_id (search.index, search.result.hits[0].document);
  g_assert_cmpuint (id.length, ==, 2);
  g_assert_true (strncmp (id.text, "a1", 2) == 0);
  vt_test_search (&search, "gift", -1);
  g_assert_cmpuint (search.result.n_found, ==, 1);
  g_assert_true (vix_index_find_column (search.index, "price_minor", 11, &column));
  g_assert_cmpint (vix_index_number (search.index, column, 0), ==, 1250);
  g_assert_cmpint (vix_index_number (search.index, column, 1), ==, VIX_NO_NUMBER);

  table.weights = "title:x";
  g_assert_null (vt_index_table_build (&table, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  table.weights = NULL;
  g_assert_true (g_file_set_contents (path, "", -1, NULL));
  g_assert_null (vt_index_table_build (&table, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_unlink (path);
  g_assert_null (vt_index_table_build (&table, path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/index/dictionary/words-and-ranges", test_dictionary);
  g_test_add_func ("/index/dictionary/near-is-the-distance", test_near);
  g_test_add_func ("/index/dictionary/budget", test_budget);
  g_test_add_func ("/index/damaged/every-byte", test_every_byte);
  g_test_add_func ("/index/damaged/cut", test_cut);
  g_test_add_func ("/index/damaged/errors", test_errors);
  g_test_add_func ("/index/same-bytes", test_same_bytes);
  g_test_add_func ("/index/no-memory", test_no_memory);
  g_test_add_func ("/index/table", test_table);

  return g_test_run ();
}
