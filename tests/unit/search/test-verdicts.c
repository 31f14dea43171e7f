/* What is said about single queries: pins, what is hidden, weights, where a query leads. */
#include "search/engine/vix-verdict.h"
#include "search/vt-index-words.h"
#include "support/vt-test-index.h"

#include <string.h>

/* Three mugs that are alike, the first the best by its number; a lamp. */
static const char *const titles[] = { "Green mug", "Green mug", "Green mug", "Brass lamp" };

typedef struct
{
  const char *query;
  VixVerdictKind kind;
  guint document;
  guint value;
} Said;

static VtIndexFile *
build (const Said *said, guint n_said)
{
  VixBuilder *builder = vix_builder_new (vt_index_allocator (), VIX_LANGUAGE_EN);
  uint8_t *data = NULL;
  size_t size = 0;
  guint price = vix_builder_add_column (builder, VIX_COLUMN_NUMBER, "price", 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  VtIndexFile *file;

  vix_builder_add_field (builder, "title", 5, VIX_FIELD_TITLE, 64);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      char id[2] = { (char) ('0' + i), '\0' };

      g_assert_true (vix_builder_begin (builder, id, 1, titles[i], strlen (titles[i])));
      vix_builder_add_text (builder, 0, titles[i], strlen (titles[i]));
      vix_builder_set_number (builder, price, (gint64) i);
    }
  for (guint i = 0; i < n_said; i++)
    vix_builder_add_verdict (builder, said[i].query, strlen (said[i].query), said[i].kind, said[i].document,
                             said[i].value);
  vix_builder_add_redirect (builder, "Sale!", 5, "/collections/sale", 17);
  vix_builder_add_redirect (builder, "sale", 4, "/elsewhere", 10);
  vix_builder_add_redirect (builder, "?!", 2, "/nowhere", 8);
  g_assert_true (vix_builder_finish (builder, NULL, NULL, &data, &size));
  vix_builder_free (builder);
  bytes = g_bytes_new_take (data, size);
  file = vt_index_file_new_for_bytes (bytes, &error);
  g_assert_no_error (error);

  return file;
}

static void
assert_answer (const Said *said, guint n_said, const VixQuery *query, const char *expected)
{
  g_autoptr (VtIndexFile) file = build (said, n_said);
  const VixIndex *index = vt_index_file_get (file);
  g_autoptr (VixArena) arena = vt_index_arena_new (index);
  g_autoptr (GString) found = g_string_new (NULL);
  VixResult result;

  g_assert_true (vix_query_run (index, query, arena, &result));
  for (guint i = 0; i < result.n_hits; i++)
    g_string_append_printf (found, "%u", result.hits[i].document);
  if (strcmp (found->str, expected) != 0)
    g_error ("“%s” finds %s instead of %s", query->text, found->str, expected);
}

static void
assert_finds (const Said *said, guint n_said, const char *query, const char *expected)
{
  const VixQuery asked = { .text = query, .length = strlen (query), .limit = 10 };

  assert_answer (said, n_said, &asked, expected);
}

static void
test_kinds (void)
{
  static const struct
  {
    Said said[3];
    const char *query;
    const char *expected;
  } rows[] = {
    { { { "mug", VIX_VERDICT_WEIGHT, 2, 512 } }, "mug", "201" },
    { { { "mug", VIX_VERDICT_WEIGHT, 0, 128 } }, "mug", "120" },
    { { { "mug", VIX_VERDICT_WEIGHT, 2, 512 } }, "green mug", "012" },
    { { { "", VIX_VERDICT_WEIGHT, 1, 300 } }, "green mug", "102" },
    { { { "", VIX_VERDICT_WEIGHT, 1, 300 }, { "mug", VIX_VERDICT_WEIGHT, 2, 512 } }, "mug", "210" },
    { { { "mug", VIX_VERDICT_WEIGHT, 2, 512 }, { "mug", VIX_VERDICT_WEIGHT, 2, 64 } }, "mug", "012" },
    { { { "mug", VIX_VERDICT_HIDE, 0, 0 } }, "mug", "12" },
    { { { "mug", VIX_VERDICT_HIDE, 0, 0 } }, "green mug", "012" },
    { { { "brass lamp", VIX_VERDICT_HIDE, 3, 0 } }, "brass lamp", "" },
    { { { "mug", VIX_VERDICT_PIN, 3, 0 }, { "mug", VIX_VERDICT_PIN, 2, 1 } }, "mug", "3201" },
    { { { "mug", VIX_VERDICT_PIN, 3, 7 }, { "mug", VIX_VERDICT_PIN, 2, 7 } }, "mug", "2301" },
    { { { "mug", VIX_VERDICT_PIN, 3, 0 }, { "mug", VIX_VERDICT_PIN, 3, 1 } }, "mug", "3012" },
    { { { "chandelier", VIX_VERDICT_PIN, 3, 0 } }, "chandelier", "3" },
    { { { "", VIX_VERDICT_PIN, 3, 0 } }, "mug", "012" },
    { { { "!", VIX_VERDICT_WEIGHT, 2, 512 } }, "mug", "012" },
    { { { "MUG, green", VIX_VERDICT_PIN, 3, 0 } }, "  m\xc3\xbag green ", "3012" },
    { { { "mug", VIX_VERDICT_WEIGHT, 2, G_MAXUINT32 } }, "mug", "201" },
    { { { "brass lamp", VIX_VERDICT_PIN, 1, 0 } }, "bras lmap", "13" },
    { { { "lamp", VIX_VERDICT_HIDE, 3, 0 } }, "lmap", "" },
    { { { "lamp", VIX_VERDICT_PIN, 1, 0 }, { "lmap", VIX_VERDICT_PIN, 0, 0 } }, "lmap", "03" },
    { { { "lamp", VIX_VERDICT_PIN, 1, 0 } }, "lmap zeppelin", "3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n = 0;

      while (n < G_N_ELEMENTS (rows[i].said) && rows[i].said[n].query != NULL)
        n++;
      assert_finds (rows[i].said, n, rows[i].query, rows[i].expected);
    }
}

/* A pin is among the first, not more than was asked for, and stands back where the shopper chose. */
static void
test_pages (void)
{
  static const Said said[] = { { "mug", VIX_VERDICT_PIN, 3, 0 }, { "mug", VIX_VERDICT_PIN, 2, 1 } };
  static const VixFilter cheap = { 0, 0, 0, 2 };
  VixQuery query = { .text = "mug", .length = 3, .limit = 1 };

  assert_answer (said, 2, &query, "3");
  query.offset = 1;
  query.limit = 2;
  assert_answer (said, 2, &query, "20");
  query.offset = 3;
  assert_answer (said, 2, &query, "1");
  query.offset = 0;
  query.limit = 10;
  query.filters = &cheap;
  query.n_filters = 1;
  assert_answer (said, 2, &query, "201");
  query.sorted = TRUE;
  query.descending = TRUE;
  assert_answer (said, 2, &query, "210");
}

static void
test_result (void)
{
  static const Said said[] = { { "zeppelin", VIX_VERDICT_PIN, 3, 0 }, { "mug", VIX_VERDICT_WEIGHT, 1, 384 } };
  g_autoptr (VtIndexFile) file = build (said, G_N_ELEMENTS (said));
  g_auto (VtTestSearch) search = { 0 };
  VixVerdicts verdicts;
  VixVerdict verdict;

  vt_test_search_init (&search, file);
  vt_test_search (&search, "SALE", -1);
  g_assert_cmpuint (search.result.redirect.length, ==, 17);
  g_assert_true (strncmp (search.result.redirect.text, "/collections/sale", 17) == 0);
  vt_test_search (&search, "", -1);
  g_assert_cmpuint (search.result.redirect.length, ==, 0);
  vt_test_search (&search, "zeppelin", -1);
  g_assert_cmpuint (search.result.n_pinned, ==, 1);
  g_assert_cmpuint (search.result.n_found, ==, 1);
  g_assert_false (search.result.relaxed);

  vix_verdicts_find (search.index, "mug", 3, &verdicts);
  vix_verdict_of (&verdicts, 1, &verdict);
  g_assert_cmpuint (verdict.weight, ==, 384);
  g_assert_false (verdict.pinned);
  vix_verdict_of (&verdicts, 0, &verdict);
  g_assert_cmpuint (verdict.weight, ==, 256);
}

/* More pins than are read: the first ones count, and nothing else is touched. */
static void
test_many_pins (void)
{
  Said said[200];

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    said[i] = (Said){ "mug", VIX_VERDICT_PIN, i < 199 ? 1 : 3, i };
  assert_finds (said, G_N_ELEMENTS (said), "mug", "102");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdicts/kinds", test_kinds);
  g_test_add_func ("/verdicts/pages-filters-and-sorting", test_pages);
  g_test_add_func ("/verdicts/result", test_result);
  g_test_add_func ("/verdicts/more-pins-than-are-read", test_many_pins);

  return g_test_run ();
}
