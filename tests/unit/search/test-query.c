/* Which documents a query finds, and why: by table, then by properties that hold for every word. */
#include "search/engine/vix-fold.h"
#include "search/engine/vix-words.h"
#include "support/vt-test-index.h"

#include <string.h>

static VtTestDocument shop[] = {
  { "Linen T-Shirt", "Nimman", "Navy", "A light shirt for hot days" },              /* 0 */
  { "Leather Couch", "Doi", "Brown", "Seats three" },                               /* 1 */
  { "Walnut Desk with Drawer", "Doi", "Brown", "Desk of 120 cm" },                  /* 2 */
  { "Canvas Backpack 20l", "Ping", "Dark green", "Holds 20 l and a notebook" },     /* 3 */
  { "Wireless Mouse MX-5000", "Logi", "Black", "A mouse with two buttons" },        /* 4 */
  { "Mouse Pad", "Logi", "Red", "For every mouse" },                                /* 5 */
  { "Headset for Notebooks", "Logi", "White", "Microphone and headphones" },        /* 6 */
  { "Drinking Bottle 1.5l", "Ping", "Transparent", "Holds one and a half litres" }, /* 7 */
  { "Flash Drive 64 GB", "Kings", "Blue", "USB 3.0 memory stick" },                 /* 8 */
  { "Bicycle Lamp", "Lux", "Yellow", "Shines 50 metres far" },                      /* 9 */
  { "Camera Bag", "Lux", "Grey", "Carries one camera and two lenses" },             /* 10 */
  { "Digital Camera", "Lux", "Silver", "24 megapixels" },                           /* 11 */
  { "Photograph Album", "Doi", "Cream", "For a hundred pictures" },                 /* 12 */
  { "Knife Block", "Doi", "Black", "Five knives of steel" },                        /* 13 */
  { "Charger for Laptop", "Logi", "Black", "65 W" },                                /* 14 */
  { "Laptop Thin 14 with Pen", "Lux", "Black", "A laptop" },                        /* 15 */
};

static const struct
{
  const char *name;
  const char *query;
  guint first;
} cases[] = {
  { "word", "backpack", 3 },
  { "words-in-any-order", "desk walnut", 2 },
  { "case-and-accents", "C\xc3\x81M\xc3\x89RA B\xc3\x80G", 10 },
  { "another-form", "bicycles lamps", 9 },
  { "prefix", "back", 3 },
  { "prefix-behind-words", "digital cam", 11 },
  { "one-letter-missing", "bakpack", 3 },
  { "one-letter-more", "backpackk", 3 },
  { "letters-exchanged", "leahter", 1 },
  { "wrong-key", "walbut", 2 },
  { "two-edits", "walbt desk", 2 },
  { "first-letter", "eather couch", 1 },
  { "sound", "kouch", 1 },
  { "sound-of-ph", "fotograf", 12 },
  { "silent-letter", "nife block", 13 },
  { "hyphen-left-out", "tshirt", 0 },
  { "hyphen-as-space", "t shirt", 0 },
  { "hyphen", "t-shirt", 0 },
  { "split", "mousepad", 5 },
  { "joined", "head set", 6 },
  { "code", "mx-5000", 4 },
  { "code-without-sign", "mx5000", 4 },
  { "code-with-space", "mx 5000", 4 },
  { "unit-apart", "120cm", 2 },
  { "unit-joined", "20 l backpack", 3 },
  { "decimal-comma", "1,5 l", 7 },
  { "decimal-point", "1.5l bottle", 7 },
  { "colour-by-another-word", "azure shirt", 0 },
  { "colour-of-a-group", "blue shirt", 0 },
  { "colour-in-spanish", "mochila verde oscuro", 3 },
  { "colour-shade", "dark green backpack", 3 },
  { "colour-cream", "beige album", 12 },
  { "synonym", "sofa", 1 },
  { "synonym-misspelt", "soffa", 1 },
  { "synonym-misspelt-with-another-word", "leather soffa", 1 },
  { "form-of-what-is-meant", "cammeras bag", 10 },
  { "typing-what-is-written-as-one", "head se", 6 },
  { "stop-words", "a bag for the camera", 10 },
  { "product-before-what-it-is-for", "laptop", 15 },
  { "word-nobody-has", "backpack zzyzx", 3 },
  { "phrase", "\"camera bag\"", 10 },
};

static void
test_first (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  vt_test_search (&search, cases[i].query, -1);
  g_assert_cmpuint (search.result.n_hits, >, 0);
  g_assert_cmpuint (search.result.hits[0].document, ==, cases[i].first);
}

/* Words of no document are told. */
static void
test_relaxed (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  vt_test_search (&search, "leather desk", -1);
  g_assert_true (search.result.relaxed);
  g_assert_true (vt_test_search_has (&search, 1));
  g_assert_true (vt_test_search_has (&search, 2));
  g_assert_true (search.result.terms[0].dropped != search.result.terms[1].dropped);

  vt_test_search (&search, "walnut desk", -1);
  g_assert_false (search.result.relaxed);
  g_assert_cmpuint (search.result.n_found, ==, 1);
}

/* Quotation marks: all that is found stands so, or nothing does and the answer is relaxed. */
static const struct
{
  const char *name;
  const char *query;
  gint only; /* the one document; -1: nothing has the words so */
} phrases[] = {
  { "in-order", "\"camera bag\"", 10 },
  { "other-order", "\"bag camera\"", -1 },
  { "apart", "\"laptop pen\"", -1 },
  { "across-fields", "\"album doi\"", -1 },
  { "in-the-description", "\"one camera and two\"", 10 },
  { "stop-words-count", "\"and camera two\"", -1 },
  { "with-another-word", "mouse \"two buttons\"", 4 },
  { "two-phrases", "\"two buttons\" \"wireless mouse\"", 4 },
  { "over-a-joined-word", "\"backpack 20 l\"", -1 },
  { "joined-word", "\"linen t shirt\"", 0 },
  { "still-open", "\"camera ba", 10 },
  { "typographic",
    "\xe2\x80\x9c"
    "camera bag\xe2\x80\x9d",
    10 },
  { "misspelt", "\"camera bagg\"", 10 },
  { "plural", "\"cameras bag\"", 10 },
  { "inches", "14\" laptop thin", 15 },
};

static void
test_phrase (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  vt_test_search (&search, phrases[i].query, -1);
  g_assert_cmpuint (search.result.n_hits, >, 0);
  g_assert_cmpint (search.result.relaxed, ==, phrases[i].only < 0);
  if (phrases[i].only < 0)
    return;
  g_assert_cmpuint (search.result.hits[0].document, ==, (guint) phrases[i].only);
  g_assert_cmpuint (search.result.n_found, ==, 1);
}

static VtTestDocument beds[] = {
  { "Sofa Bed", "Doi", NULL, "For two" },                                 /* 0 */
  { "Futon", "Ping", NULL, "From Osaka" },                                /* 1 */
  { "Bed", "Doi", NULL, "With a sofa in front" },                         /* 2 */
  { "Cotton Tee", "Ping", NULL, "Soft" },                                 /* 3 */
  { "Linen T Shirt", "Ping", NULL, "Light" },                             /* 4 */
  { "Tshirt", "Lux", NULL, "Plain" },                                     /* 5 */
  { "Lamp", "Lux", NULL, "Bright" },                                      /* 6 */
  { "Reading Light", "Lux", NULL, "For the night" },                      /* 7 */
  { "Backpack", "Ping", NULL, "Large" },                                  /* 8 */
  { "Shirt", "Ping", NULL, "With long sleeves, letter T on the pocket" }, /* 9 */
};

static VtTestSynonym sayings[] = {
  { "tee", "t-shirt" },    { "t-shirt", "tee" },        { "futon", "sofa bed" },
  { "sofa bed", "futon" }, { "reading light", "lamp" }, { "rucksack for school", "backpack" },
};

/* Expressions of several words: what is found with all words, as digits. */
static const struct
{
  const char *name;
  const char *query;
  const char *found;
} expressions[] = {
  { "word-for-expression", "futon", "01" },
  { "expression-for-word", "sofa bed", "012" },
  { "joined", "sofabed", "01" },
  { "hyphen", "sofa-bed", "012" },
  { "with-another-word", "sofa bed osaka", "1" },
  { "words-apart-are-none", "bed sofa", "02" },
  { "t-shirt", "t-shirt", "3459" },
  { "tshirt", "tshirt", "345" },
  { "tee", "tee", "345" },
  { "one-way", "reading light", "67" },
  { "not-the-other-way", "lamp", "6" },
  { "three-words", "rucksack for school", "8" },
};

static void
test_expression (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (VtIndexFile) file =
      vt_test_index_new_with_synonyms (VIX_LANGUAGE_EN, beds, G_N_ELEMENTS (beds), sayings, G_N_ELEMENTS (sayings));
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  vt_test_search (&search, expressions[i].query, -1);
  g_assert_false (search.result.relaxed);
  g_assert_cmpuint (search.result.n_found, ==, strlen (expressions[i].found));
  for (guint h = 0; h < search.result.n_found; h++)
    g_assert_nonnull (strchr (expressions[i].found, '0' + (int) search.result.found[h].document));
}

/* In a small shop most words are unknown because it does not sell that: they are told, not bent into another word. */
static const struct
{
  const char *name;
  const char *query;
  gboolean corrected;
} strangers[] = {
  { "colour-of-no-product", "purple", FALSE },
  { "colour-and-word", "purple mouse", FALSE },
  { "short-name", "vera", FALSE },
  { "two-slips-in-a-short-word", "hard", FALSE },
  { "long-word-far-away", "printer", FALSE },
  { "one-slip", "mouce", TRUE },
  { "two-slips-in-a-long-word", "micorphane", TRUE },
  { "same-sound", "kowch", TRUE },
};

static void
test_stranger (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  vt_test_search (&search, strangers[i].query, -1);
  g_assert_cmpint (search.result.corrected, ==, strangers[i].corrected);
  g_assert_cmpint (search.result.relaxed, ==, !strangers[i].corrected);
  g_assert_cmpint (search.result.terms[0].dropped, ==, !strangers[i].corrected);
}

static VtTestDocument few[] = {
  { "Quilted Blanket", "Doi", NULL, "Warm" },
  { "Linen Shirt", "Ping", NULL, "Light" },
  { "Étoile Lamp", "Lux", NULL, "A star" },
  { "Oak Desk", "Doi", NULL, "Solid" },
};

/* Noise finds nothing, however few products there are; what begins as half of a word does is the last resort. */
static const struct
{
  const char *name;
  const char *query;
  gint found; /* -1: nothing */
} noises[] = {
  { "one-letter-in-common", "qqqqx", -1 }, { "one-letter-of-a-name", "dzzzz", -1 },
  { "one-letter-of-two", "lz", -1 },       { "less-than-half", "quzzyzx", -1 },
  { "several-words", "qqqqx dzzzz", -1 },  { "one-letter-of-two-bytes", "ézzzx", -1 },
  { "half-of-a-word", "quilzzzx", 0 },     { "half-with-accents", "étoiüüüü", 2 },
  { "one-word-of-two", "qqqqx shirt", 1 },
};

static void
test_noise (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, few, G_N_ELEMENTS (few));
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  vt_test_search (&search, noises[i].query, -1);
  g_assert_true (search.result.relaxed);
  g_assert_true (search.result.terms[0].dropped);
  g_assert_cmpuint (search.result.n_hits, ==, noises[i].found < 0 ? 0 : 1);
  if (noises[i].found >= 0)
    g_assert_cmpuint (search.result.hits[0].document, ==, (guint) noises[i].found);
}

/* What a misspelt colour is meant for is a colour, too: here no shirt says blue. */
static void
test_colour_misspelt (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  vt_test_search (&search, "bule shirt", -1);
  g_assert_false (search.result.relaxed);
  g_assert_true (search.result.corrected);
  g_assert_cmpuint (search.result.n_found, ==, 1);
  g_assert_cmpuint (search.result.hits[0].document, ==, 0);
}

static void
test_filter (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };
  VixFilter filters[2] = { { 0, 0, 0, 0 }, { 0, 0, 0, 0 } };
  VixQuery query = { "mouse", 5, TRUE, 0, 10, filters, 1, FALSE, FALSE, 0 };

  vt_test_search_init (&search, file);
  g_assert_true (vix_index_find_column (search.index, "brand", 5, &filters[0].column));
  g_assert_true (vix_index_find_value (search.index, filters[0].column, "Logi", 4, &filters[0].value));
  g_assert_true (vix_query_run (search.index, &query, search.arena, &search.result));
  g_assert_cmpuint (search.result.n_found, ==, 2);

  g_assert_true (vix_index_find_column (search.index, "price", 5, &filters[1].column));
  filters[1].low = 0;
  filters[1].high = (G_N_ELEMENTS (shop) - 5) * 100;
  query.n_filters = 2;
  search.arena->used = 0;
  g_assert_true (vix_query_run (search.index, &query, search.arena, &search.result));
  g_assert_cmpuint (search.result.n_found, ==, 1);
  g_assert_cmpuint (search.result.hits[0].document, ==, 5);
}

static void
test_sort (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };
  VixQuery query = { "camera", 6, TRUE, 0, 2, NULL, 0, TRUE, FALSE, 0 };

  vt_test_search_init (&search, file);
  g_assert_true (vix_index_find_column (search.index, "price", 5, &query.sort_column));
  g_assert_true (vix_query_run (search.index, &query, search.arena, &search.result));
  g_assert_cmpuint (search.result.hits[0].document, ==, 11);
  g_assert_cmpuint (search.result.hits[1].document, ==, 10);

  query.descending = TRUE;
  query.limit = 1;
  query.offset = 1;
  search.arena->used = 0;
  g_assert_true (vix_query_run (search.index, &query, search.arena, &search.result));
  g_assert_cmpuint (search.result.n_hits, ==, 1);
  g_assert_cmpuint (search.result.hits[0].document, ==, 11);
}

typedef void (*WordFunc) (VtTestSearch *search, guint document, const char *word);

typedef struct
{
  VtTestSearch *search;
  guint document;
  WordFunc func;
} Words;

static void
take_word (const VixWord *word, void *user)
{
  Words *words = user;
  g_autofree char *text = g_strndup (word->text, word->length);

  words->func (words->search, words->document, text);
}

static void
for_each_word (WordFunc func)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  for (guint i = 0; i < G_N_ELEMENTS (shop); i++)
    for (guint f = 0; f < VT_TEST_INDEX_CELLS; f++)
      {
        Words words = { &search, i, func };

        vix_words_split (shop[i][f], strlen (shop[i][f]), 0, take_word, &words);
      }
}

static void
expect (VtTestSearch *search, guint document, const char *query)
{
  vt_test_search (search, query, -1);
  if (!vt_test_search_has (search, document))
    g_error ("“%s” does not find document %u", query, document);
}

static void
check_prefixes (VtTestSearch *search, guint document, const char *word)
{
  for (gsize n = strlen (word); n >= 2; n--)
    {
      g_autofree char *prefix = g_strndup (word, n);

      expect (search, document, prefix);
    }
}

static void
test_prefixes (void)
{
  for_each_word (expect);
  for_each_word (check_prefixes);
}

static void
check_typos (VtTestSearch *search, guint document, const char *word)
{
  gsize n = strlen (word);

  for (gsize i = 0; n >= 5 && i < n; i++)
    {
      g_autoptr (GString) missing = g_string_new (word);
      g_autoptr (GString) other = g_string_new (word);
      g_autoptr (GString) extra = g_string_new (word);
      g_autoptr (GString) swapped = g_string_new (word);

      g_string_erase (missing, (gssize) i, 1);
      other->str[i] = other->str[i] == 'q' ? 'z' : 'q';
      g_string_insert_c (extra, (gssize) i, 'q');
      if (i + 1 < n)
        {
          swapped->str[i] = word[i + 1];
          swapped->str[i + 1] = word[i];
        }
      expect (search, document, missing->str);
      expect (search, document, other->str);
      expect (search, document, extra->str);
      expect (search, document, swapped->str);
    }
}

static void
test_typos (void)
{
  for_each_word (check_typos);
}

static VtTestDocument thai[] = {
  { "เสื้อยืดผ้าฝ้าย", NULL, "แดง", NULL },
  { "กระเป๋าเป้", NULL, "ดำ", NULL },
  { "รองเท้าวิ่ง", NULL, "ขาว", NULL },
};

static void
test_thai (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_TH, thai, G_N_ELEMENTS (thai));
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  expect (&search, 0, "เสื้อยืด");
  expect (&search, 0, "เสือยืด"); /* a tone left out */
  vt_test_search (&search, "กระเป๋าเป้สีดำ", -1);
  g_assert_cmpuint (search.result.hits[0].document, ==, 1);
  vt_test_search (&search, "รองเท้าวิ่งสีขาว", -1);
  g_assert_cmpuint (search.result.hits[0].document, ==, 2);
}

static const struct
{
  const char *name;
  const char *query;
  gssize length;
} odd[] = {
  { "empty", "", 0 },
  { "spaces", "   \t\n ", -1 },
  { "signs", "\"'-/.,!?()[]{}<>|\\", -1 },
  { "stop-words", "the a of and", -1 },
  { "emoji", "\xf0\x9f\x91\x9f\xf0\x9f\x91\x9f", -1 },
  { "control", "\x01\x02\x7f mouse", -1 },
  { "zero", "mou\0se", 6 },
  { "broken", "mo\xff\xfeuse \xc3", -1 },
  { "surrogates", "\xed\xa0\x80 mouse \xed\xb0\x80", -1 },
  { "scripts",
    "mouse\xe0\xb8\xaa\xe0\xb8\xb5\xd0\xbc\xe9\x9b\xbb"
    "9",
    -1 },
  { "private", "\xee\x80\x80", -1 },
  { "open-quote", "\"mouse", -1 },
  { "one-letter", "m", -1 },
  { "digits", "0000000000000000000000000000000000000000000000000000000000000000000000", -1 },
};

static void
test_odd (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  g_auto (VtTestSearch) search = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  vt_test_search_init (&search, file);
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    vt_test_search (&search, odd[i].query, odd[i].length);

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, "mous ");
  vt_test_search (&search, text->str, (gssize) text->len);
  g_assert_cmpuint (search.result.n_hits, >, 0);
  g_assert_cmpuint (search.result.n_nodes, <=, VIX_NODES_MAX + VIX_NODES_SLACK);
  g_assert_cmpuint (search.result.n_postings, <=, VIX_POSTINGS_MAX + VIX_POSTINGS_SLACK);

  g_string_truncate (text, 0);
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, (char) ('a' + i % 26));
  vt_test_search (&search, text->str, (gssize) text->len);
}

/* Every word is in every document, and misspelt it may be any of them. */
static void
test_postings_limit (void)
{
  const guint n = 60000;
  g_autofree const char **cells = g_new0 (const char *, (gsize) n *VT_TEST_INDEX_CELLS);
  g_autoptr (VtIndexFile) file = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  g_auto (VtTestSearch) search = { 0 };

  for (guint i = 0; i < VIX_ALTERNATIVES_MAX; i++)
    g_string_append_printf (words, "mous%c ", 'a' + i);
  for (guint i = 0; i < n; i++)
    cells[(gsize) i * VT_TEST_INDEX_CELLS] = words->str;
  file = vt_test_index_new (VIX_LANGUAGE_EN, (VtTestDocument *) (gpointer) cells, n);

  vt_test_search_init (&search, file);
  vt_test_search (&search,
                  "mousz mausb mosc muose moousf mousgg mpush nousi mousjq mlusk mouslo miusm mousn oouso mousop", -1);
  g_assert_cmpuint (search.result.n_hits, >, 0);
  g_assert_cmpuint (search.result.n_postings, >=, VIX_POSTINGS_MAX);
  g_assert_cmpuint (search.result.n_postings, <=, VIX_POSTINGS_MAX + VIX_POSTINGS_SLACK);
}

static void
append_random (GString *text, GRand *random, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (text, (char) ('b' + g_rand_int_range (random, 0, 5)));
  g_string_append_c (text, ' ');
}

/* A dictionary of words that are all much alike: two edits away is most of it. */
static void
test_nodes_limit (void)
{
  g_autoptr (VtIndexFile) file = NULL;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) query = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_auto (VtTestSearch) search = { 0 };
  const char *cells[VT_TEST_INDEX_CELLS] = { NULL };

  for (guint i = 0; i < 100000; i++)
    append_random (words, random, 16);
  for (guint i = 0; i < VIX_TERMS_MAX; i++)
    append_random (query, random, 16);
  cells[0] = words->str;
  file = vt_test_index_new (VIX_LANGUAGE_EN, (VtTestDocument *) (gpointer) cells, 1);

  vt_test_search_init (&search, file);
  vt_test_search (&search, query->str, -1);
  g_assert_cmpuint (search.result.n_nodes, >=, VIX_NODES_MAX);
  g_assert_cmpuint (search.result.n_nodes, <=, VIX_NODES_MAX + VIX_NODES_SLACK);
}

static void
test_no_documents (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, 0);
  g_auto (VtTestSearch) search = { 0 };

  vt_test_search_init (&search, file);
  vt_test_search (&search, "mouse", -1);
  g_assert_cmpuint (search.result.n_hits, ==, 0);
}

/* Too little memory is told, whatever is left of it. */
static void
test_memory (void)
{
  g_autoptr (VtIndexFile) file = vt_test_index_new (VIX_LANGUAGE_EN, shop, G_N_ELEMENTS (shop));
  const VixIndex *index = vt_index_file_get (file);
  gsize size = vix_query_arena_size (index);

  for (gsize i = 0; i < size; i += 97)
    {
      g_autofree uint8_t *base = g_malloc (i + 1);
      VixArena arena = { base, i, 0 };
      VixQuery query = { "walbt desk hedset", 17, TRUE, 0, 10, NULL, 0, FALSE, FALSE, 0 };
      VixResult result;

      if (!vix_query_run (index, &query, &arena, &result))
        g_assert_cmpuint (result.n_hits, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/query/first/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_first);
    }
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      g_autofree char *path = g_strconcat ("/query/phrase/", phrases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_phrase);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autofree char *path = g_strconcat ("/query/stranger/", strangers[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stranger);
    }
  for (guint i = 0; i < G_N_ELEMENTS (noises); i++)
    {
      g_autofree char *path = g_strconcat ("/query/noise/", noises[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_noise);
    }
  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      g_autofree char *path = g_strconcat ("/query/expression/", expressions[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_expression);
    }
  g_test_add_func ("/query/relaxed-tells-what-is-dropped", test_relaxed);
  g_test_add_func ("/query/colour-misspelt", test_colour_misspelt);
  g_test_add_func ("/query/filter", test_filter);
  g_test_add_func ("/query/sort", test_sort);
  g_test_add_func ("/query/property/words-and-prefixes", test_prefixes);
  g_test_add_func ("/query/property/typos", test_typos);
  g_test_add_func ("/query/thai", test_thai);
  g_test_add_func ("/query/odd", test_odd);
  g_test_add_func ("/query/limit/postings", test_postings_limit);
  g_test_add_func ("/query/limit/nodes", test_nodes_limit);
  g_test_add_func ("/query/no-documents", test_no_documents);
  g_test_add_func ("/query/little-memory", test_memory);

  return g_test_run ();
}
