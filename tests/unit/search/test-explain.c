/* Why a document was found, which words of a text are marked, and how many documents have each value. */
#include "search/engine/vix-explain.h"
#include "support/vt-test-index.h"

#include <string.h>

static VtTestDocument shop[] = {
  { "Linen T-Shirt", "Nimman", "Navy", "A light shirt for hot days" }, /* 0 */
  { "Leather Couch", "Doi", "Brown", "Seats three" },                  /* 1 */
  { "Walnut Desk", "Doi", "Brown", "Desk of 120 cm" },                 /* 2 */
  { "Canvas Backpack", "Ping", "Dark green", "Holds a notebook" },     /* 3 */
  { "Mouse Pad", "Logi", "Red", "For every mouse" },                   /* 4 */
  { "Camera Bag", "Lux", "Grey", "Carries one camera" },               /* 5 */
  { "Digital Camera", "Lux", "Silver", "24 megapixels" },              /* 6 */
  { "Case for Camera", "Lux", "Black", "Holds it" },                   /* 7 */
  { "Canvas Shoes", "Ping", "White", "A linen sole, no notebooks" },   /* 8 */
};

enum
{
  TITLE = 1 << 0,
  BRAND = 1 << 1,
  COLOUR = 1 << 2,
  DESCRIPTION = 1 << 3,
};

static const struct
{
  const char *name;
  const char *query;
  guint document;
  guint term;
  gboolean matched;
  VixReason reason;
  guint fields;
} terms[] = {
  { "word", "walnut desk", 2, 0, TRUE, VIX_REASON_EXACT, TITLE },
  { "two-fields", "desk", 2, 0, TRUE, VIX_REASON_EXACT, TITLE | DESCRIPTION },
  { "description", "linen shoes", 8, 0, TRUE, VIX_REASON_EXACT, DESCRIPTION },
  { "brand", "ping canvas", 3, 0, TRUE, VIX_REASON_EXACT, BRAND },
  { "form", "notebook", 8, 0, TRUE, VIX_REASON_STEM, DESCRIPTION },
  { "joined", "back pack", 3, 0, TRUE, VIX_REASON_JOINED, TITLE },
  { "typing", "camera ba", 5, 1, TRUE, VIX_REASON_COMPLETION, TITLE },
  { "correction", "walbut", 2, 0, TRUE, VIX_REASON_CORRECTION, TITLE },
  { "sound", "kowch", 1, 0, TRUE, VIX_REASON_SOUND, TITLE },
  { "synonym", "sofa", 1, 0, TRUE, VIX_REASON_SYNONYM, TITLE },
  { "colour", "azure shirt", 0, 0, TRUE, VIX_REASON_COLOUR, COLOUR },
  { "lacking", "leather desk", 2, 0, FALSE, VIX_REASON_EXACT, 0 },
};

static void
test_term (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };
  VixExplanation explanation;
  const VixTermFit *fit = &explanation.terms[terms[i].term];

  vt_test_search_init (&search, file);
  vt_test_search (&search, terms[i].query, -1);
  vix_explain (search.index, &search.result, terms[i].document, &explanation);
  g_assert_cmpuint (explanation.n_terms, ==, search.result.n_terms);
  g_assert_cmpint (fit->matched, ==, terms[i].matched);
  g_assert_cmpint (explanation.complete, ==, terms[i].matched);
  g_assert_cmpint (fit->score > 0, ==, terms[i].matched);
  g_assert_cmpint (fit->reason, ==, terms[i].reason);
  g_assert_cmphex (fit->fields, ==, terms[i].fields);
}

/* What is told is what was done, whatever way a document was found. */
static void
test_score (void)
{
  static const char *const queries[] = {
    "camera",
    "camera bag",
    "leather desk",
    "t shirt",
    "azure shirt",
    "canvas b",
    "walbt desk",
    "white backpack",
    "sofa",
    "bag camera",
    "zzyzx red",
    "for the camera",
    "mousepad",
    "red linen couch",
    "c",
    "camera c",
    "120 cm desk",
    "black green canvas",
    "lether",
    "desk of",
    "shirt hot",
    "digital ping",
    "\"canvas backpack\"",
    "\"backpack canvas\"",
  };
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      vt_test_search (&search, queries[i], -1);
      g_assert_cmpuint (search.result.n_hits, >, 0);
      for (guint h = 0; h < search.result.n_hits; h++)
        {
          VixExplanation explanation;

          vix_explain (search.index, &search.result, search.result.hits[h].document, &explanation);
          g_assert_cmpuint (explanation.score, ==, search.result.hits[h].score);
        }
    }
}

static void
test_title (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };
  VixExplanation bag;
  VixExplanation other;

  vt_test_search_init (&search, file);
  vt_test_search (&search, "camera bag", -1);
  vix_explain (search.index, &search.result, 5, &bag);
  g_assert_cmpuint (bag.in_title, >, 256);
  g_assert_cmpuint (bag.title.side_by_side, >, 0);
  g_assert_cmpuint (bag.title.whole, >, 0);
  g_assert_cmpuint (bag.title.at_start, >, 0);
  g_assert_cmpuint (bag.title.at_end, >, 0);
  g_assert_false (bag.title.behind_for);

  vt_test_search (&search, "camera", -1);
  vix_explain (search.index, &search.result, 7, &other);
  g_assert_true (other.title.behind_for);
  vix_explain (search.index, &search.result, 2, &other);
  g_assert_false (other.complete);
  g_assert_cmpuint (other.score, ==, 0);
  g_assert_cmpuint (other.title.factor, ==, 256);
}

/* Marked words stand between brackets. */
static const struct
{
  const char *name;
  const char *query;
  const char *text;
  const char *marked;
} marks[] = {
  { "words", "camera bag", "Bag for a Camera, old", "[Bag] for a [Camera], old" },
  { "form", "notebook", "No notebooks", "No [notebooks]" },
  { "nothing", "desk", "Leather Couch", "Leather Couch" },
  { "stop-words", "the camera for a bag", "the bag for a camera", "the [bag] for a [camera]" },
  { "plural", "cameras", "Digital Camera", "Digital [Camera]" },
  { "typing", "camera ba", "Camera bag, backpack", "[Camera] [bag], [backpack]" },
  { "word-not-of-the-index", "umbrella", "An Umbrella", "An [Umbrella]" },
  { "correction", "walbut", "Walnut Desk", "[Walnut] Desk" },
  { "synonym", "sofa", "Leather Couch", "Leather [Couch]" },
  { "joined", "tshirt", "Linen T-Shirt!", "Linen [T-Shirt]!" },
  { "parts", "t shirt", "Linen T-Shirt", "Linen [T-Shirt]" },
  { "unit", "120cm", "Desk of 120 cm", "Desk of [120 cm]" },
  { "colour", "azure", "Shirt, navy", "Shirt, [navy]" },
  { "accents", "camera", "C\xc3\xa1mara y c\xc3\xa1mera", "C\xc3\xa1mara y [c\xc3\xa1mera]" },
  { "accents-apart", "camera", "Came\xcc\x81ra\xcc\x81.", "[Came\xcc\x81ra\xcc\x81]." },
  { "no-text", "camera", "", "" },
  { "broken", "camera",
    "\xff"
    "camera\xc3",
    "\xff[camera]\xc3" },
};

static char *
mark (const VtTestSearch *search, const char *text)
{
  g_autoptr (GString) marked = g_string_new (NULL);
  VixRange ranges[8];
  guint n = vix_highlight (search->index, &search->result, text, strlen (text), ranges, G_N_ELEMENTS (ranges));
  guint at = 0;

  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (ranges[i].start, >=, at);
      g_assert_cmpuint (ranges[i].end, >, ranges[i].start);
      g_string_append_len (marked, text + at, ranges[i].start - at);
      g_string_append_c (marked, '[');
      g_string_append_len (marked, text + ranges[i].start, ranges[i].end - ranges[i].start);
      g_string_append_c (marked, ']');
      at = ranges[i].end;
    }
  g_assert_cmpuint (at, <=, strlen (text));
  g_string_append (marked, text + at);

  return g_string_free (g_steal_pointer (&marked), FALSE);
}

static void
test_highlight (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };
  g_autofree char *marked = NULL;

  vt_test_search_init (&search, file);
  vt_test_search (&search, marks[i].query, -1);
  marked = mark (&search, marks[i].text);
  g_assert_cmpstr (marked, ==, marks[i].marked);
}

static void
test_highlight_expression (void)
{
  static VtTestSynonym synonyms[] = { { "satchel", "camera bag" } };
  g_autoptr (VtIndexFile) file =
      vt_test_index_new_with_synonyms (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop), synonyms, G_N_ELEMENTS (synonyms));
  g_auto (VtTestSearch) search = { 0 };
  g_autofree char *marked = NULL;

  vt_test_search_init (&search, file);
  vt_test_search (&search, "satchel", -1);
  g_assert_cmpuint (search.result.n_found, ==, 1);
  marked = mark (&search, "A Camera Bag, a bag, a camera");
  g_assert_cmpstr (marked, ==, "A [Camera Bag], a bag, a camera");
}

static void
test_highlight_thai (void)
{
  static VtTestDocument thai[] = {
    { "เสื้อยืดผ้าฝ้าย", NULL, "แดง", NULL },
    { "กระเป๋าเป้", NULL, "ดำ", NULL },
  };
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_TH, thai, G_N_ELEMENTS (thai));
  g_auto (VtTestSearch) search = { 0 };
  g_autofree char *marked = NULL;

  vt_test_search_init (&search, file);
  vt_test_search (&search, "ผ้าฝ้าย", -1);
  marked = mark (&search, "เสื้อยืดผ้าฝ้าย");
  g_assert_true (g_str_has_prefix (marked, "เสื้อยืด["));
  g_assert_true (g_str_has_suffix (marked, "]"));
}

/* More than there is room for. */
static void
test_highlight_room (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };
  g_autofree char *marked = NULL;

  vt_test_search_init (&search, file);
  vt_test_search (&search, "desk", -1);
  marked = mark (&search, "desk desk desk desk desk desk desk desk desk");
  g_assert_cmpstr (marked, ==, "[desk] [desk] [desk] [desk] [desk] [desk] [desk] [desk] desk");
}

static void
test_count (void)
{
  static const struct
  {
    const char *brand;
    guint n;
  } expected[] = { { "Lux", 3 }, { "Doi", 0 }, { "Ping", 0 } };
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };
  uint32_t counts[16];
  guint32 column;
  guint sum = 0;

  vt_test_search_init (&search, file);
  vt_test_search (&search, "camera", -1);
  g_assert_true (vix_index_find_column (search.index, "brand", 5, &column));
  g_assert_cmpuint (search.index->columns[column].n_values, <=, G_N_ELEMENTS (counts));
  vix_count_values (search.index, &search.result, column, counts);
  for (guint i = 0; i < search.index->columns[column].n_values; i++)
    sum += counts[i];
  g_assert_cmpuint (sum, ==, search.result.n_found);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      guint32 value;

      g_assert_true (
          vix_index_find_value (search.index, column, expected[i].brand, strlen (expected[i].brand), &value));
      g_assert_cmpuint (counts[value], ==, expected[i].n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *path = g_strconcat ("/explain/term/", terms[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_term);
    }
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *path = g_strconcat ("/explain/highlight/", marks[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_highlight);
    }
  g_test_add_func ("/explain/score", test_score);
  g_test_add_func ("/explain/title", test_title);
  g_test_add_func ("/explain/highlight-thai", test_highlight_thai);
  g_test_add_func ("/explain/highlight-expression", test_highlight_expression);
  g_test_add_func ("/explain/highlight-room", test_highlight_room);
  g_test_add_func ("/explain/count-values", test_count);

  return g_test_run ();
}
