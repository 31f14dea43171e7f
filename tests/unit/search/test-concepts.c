/* Things named in four languages: each is found by its own name, with its accents left out, and in Thai inside a run of
 * text without spaces. The names are not part of the product: without them the test is skipped. */
#include "support/vt-test-index.h"

#include <string.h>

/* The columns of the table behind the symbol: for each language the name, then the words. */
static const struct
{
  const char *name;
  VixLanguage language;
  guint column;
} languages[] = {
  { "en", VIX_LANGUAGE_EN, 1 },
  { "es", VIX_LANGUAGE_ES, 3 },
  { "pt", VIX_LANGUAGE_PT, 5 },
  { "th", VIX_LANGUAGE_TH, 7 },
};

#define NAMED   0.95 /* of the concepts are found first */
#define PLAIN   0.93
#define IN_TEXT 0.90

#define COLUMNS 9

/* The rows, without the names of the columns. */
static GPtrArray *
read_concepts (void)
{
  const char *shared = g_getenv ("VITRINE_SHARED");
  g_autofree char *path =
      g_build_filename (shared != NULL ? shared : "", "data", "words", "concepts-en-es-pt-th.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  if (shared == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return rows;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (rows, g_strsplit (lines[i], "\t", -1));

  return rows;
}

static const char *
cell (const GPtrArray *rows, guint row, guint column)
{
  char **cells = g_ptr_array_index (rows, row);

  g_assert_cmpuint (g_strv_length (cells), ==, COLUMNS);

  return cells[column];
}

static gboolean
is_thai_vowel (gunichar c)
{
  return c >= 0xE31 && c <= 0xE3A;
}

/* Without what Unicode writes as a mark of its own: accents, and of Thai the tones. */
static char *
leave_accents_out (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  GString *plain = g_string_new (NULL);

  for (const char *at = apart; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_type (g_utf8_get_char (at)) != G_UNICODE_NON_SPACING_MARK || is_thai_vowel (g_utf8_get_char (at)))
      g_string_append_unichar (plain, g_utf8_get_char (at));

  return g_string_free (plain, FALSE);
}

static char *
as_it_is (const char *text)
{
  return g_strdup (text);
}

static char *
in_a_sentence (const char *text)
{
  return g_strconcat ("ช่วยหา", text, "ให้หน่อย", NULL);
}

typedef char *(*ChangeFunc) (const char *text);

/* Each concept is a document: its name, changed or not, and its words. */
static VtIndexFile *
build (const GPtrArray *rows, guint language, ChangeFunc change)
{
  g_autofree const char **cells = g_new0 (const char *, (gsize) rows->len *VT_TEST_INDEX_CELLS);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      char *name = change (cell (rows, i, languages[language].column));
      char *words = g_strdelimit (g_strdup (cell (rows, i, languages[language].column + 1)), "|", ',');

      g_ptr_array_add (texts, name);
      g_ptr_array_add (texts, words);
      cells[(gsize) i * VT_TEST_INDEX_CELLS] = name;
      cells[(gsize) i * VT_TEST_INDEX_CELLS + VT_TEST_INDEX_CELLS - 1] = change == as_it_is ? words : NULL;
    }

  return vt_test_index_new (languages[language].language, (VtTestDocument *) (gpointer) cells, rows->len);
}

static void
check (const GPtrArray *rows, VtIndexFile *file, guint language, const char *what, ChangeFunc change, double least)
{
  g_auto (VtTestSearch) search = { 0 };
  guint n_first = 0;

  vt_test_search_init (&search, file);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *query = change (cell (rows, i, languages[language].column));

      vt_test_search (&search, query, -1);
      n_first += search.result.n_hits > 0 && search.result.hits[0].document == i;
      if (search.result.n_hits == 0 || search.result.hits[0].document != i)
        g_test_message ("%s: “%s” finds %s", what, query,
                        search.result.n_hits > 0
                            ? cell (rows, search.result.hits[0].document, languages[language].column)
                            : "nothing");
    }
  g_test_message ("%s, %s: %u of %u first, %.4f", languages[language].name, what, n_first, rows->len,
                  (double) n_first / rows->len);
  g_assert_cmpfloat ((double) n_first / rows->len, >=, least);
}

static void
test_language (gconstpointer data)
{
  guint language = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) rows = read_concepts ();
  g_autoptr (VtIndexFile) file = NULL;

  if (rows->len == 0)
    {
      g_test_skip ("The names are not here: set VITRINE_SHARED");
      return;
    }
  file = build (rows, language, as_it_is);
  check (rows, file, language, "own name", as_it_is, NAMED);
  check (rows, file, language, "accents left out", leave_accents_out, PLAIN);
}

/* Once the run of text is the query, once it is what the product is called. */
static void
test_run_of_text (void)
{
  const guint thai = G_N_ELEMENTS (languages) - 1;
  g_autoptr (GPtrArray) rows = read_concepts ();
  g_autoptr (VtIndexFile) file = NULL;
  g_autoptr (VtIndexFile) sentences = NULL;

  if (rows->len == 0)
    {
      g_test_skip ("The names are not here: set VITRINE_SHARED");
      return;
    }
  file = build (rows, thai, as_it_is);
  check (rows, file, thai, "asked in a run of text", in_a_sentence, IN_TEXT);
  sentences = build (rows, thai, in_a_sentence);
  check (rows, sentences, thai, "named in a run of text", as_it_is, IN_TEXT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *path = g_strconcat ("/concepts/", languages[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_language);
    }
  g_test_add_func ("/concepts/run-of-text", test_run_of_text);

  return g_test_run ();
}
