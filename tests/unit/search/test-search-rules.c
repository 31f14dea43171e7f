/* What the merchant decides about search: synonyms, rules and tests. */
#include "catalogue/vt-product-edit.h"
#include "search/vt-search-rule.h"
#include "search/vt-search-test.h"
#include "search/vt-search-text.h"
#include "search/vt-synonym.h"
#include "support/vt-test-shop.h"

static void
test_query_text (void)
{
  static const struct
  {
    const char *text, *kept;
  } cases[] = {
    { "  Café   Chair\n", "café chair" },
    { "CAFE\xCC\x81", "café" },
    { "เก้าอี้ ไม้", "เก้าอี้ ไม้" },
    { "", NULL },
    { " \t ", NULL },
    { "\xff"
      "chair",
      "\xef\xbf\xbd"
      "chair" },
  };
  g_autofree char *long_text = g_strnfill (VT_SEARCH_QUERY_CHARS + 1, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = vt_search_query_text (cases[i].text, &error);

      g_assert_cmpstr (kept, ==, cases[i].kept);
      g_assert_true ((error == NULL) == (kept != NULL));
    }
  g_assert_null (vt_search_query_text (long_text, NULL));
}

static void
test_word_lists (void)
{
  static const struct
  {
    const char *text;
    guint at_least;
    const char *kept;
  } cases[] = {
    { "Sofa, couch ,settee", 2, "sofa, couch, settee" },
    { "sofa,,SOFA, couch", 2, "sofa, couch" },
    { "t shirt, T-Shirt", 2, "t shirt, t-shirt" },
    { "sofa", 1, "sofa" },
    { "sofa, Sofa", 2, NULL },
    { ",,,", 1, NULL },
    { "", 1, NULL },
  };
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = vt_search_word_list (cases[i].text, cases[i].at_least, &error);

      g_assert_cmpstr (kept, ==, cases[i].kept);
      if (kept == NULL)
        g_assert_error (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID);
    }
  for (guint i = 0; i < 51; i++)
    g_string_append_printf (many, "w%u,", i);
  g_assert_null (vt_search_word_list (many->str, 2, NULL));
}

static void
test_synonyms (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSynonym) both = vt_synonym_new ("", "", "Couch, sofa");
  g_autoptr (VtSynonym) one = vt_synonym_new ("en", "Seat", "chair");
  g_autoptr (VtSynonym) bad = vt_synonym_new ("", "", "alone");
  g_autoptr (VtSynonym) tongue = vt_synonym_new ("<script>", "", "a, b");
  g_autoptr (VtSynonym) read = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_synonym_save (db, both, NULL));
  g_assert_true (vt_synonym_save (db, one, NULL));
  g_assert_false (vt_synonym_save (db, bad, &error));
  g_assert_error (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID);
  g_assert_false (vt_synonym_save (db, tongue, NULL));

  g_free (both->words);
  both->words = g_strdup ("couch, sofa, settee");
  g_assert_true (vt_synonym_save (db, both, NULL));
  read = vt_synonym_load (db, both->id, NULL);
  g_assert_cmpstr (read->words, ==, "couch, sofa, settee");
  list = vt_synonym_list (db, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((VtSynonym *) g_ptr_array_index (list, 1))->source, ==, "seat");

  g_assert_true (vt_synonym_delete (db, both->id, NULL));
  g_clear_error (&error);
  g_assert_false (vt_synonym_delete (db, both->id, &error));
  g_assert_error (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_NOT_FOUND);
}

static VtSearchRule *
saved (VtDb *db, const char *query, VtSearchRuleKind kind, gint64 product_id)
{
  VtSearchRule *rule = vt_search_rule_new ("", query, kind, product_id);

  rule->percent = kind == VT_SEARCH_RULE_BOOST ? 50 : 0;
  g_assert_true (vt_search_rule_save (db, rule, NULL));
  return rule;
}

static void
assert_rules (VtDb *db, const char *query, const char *expected)
{
  g_autoptr (GPtrArray) rules = vt_search_rule_list (db, query, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rules->len; i++)
    {
      const VtSearchRule *rule = g_ptr_array_index (rules, i);

      g_string_append_printf (text, "%s%s %d", i > 0 ? ", " : "", vt_search_rule_kind_to_string (rule->kind),
                              (int) rule->product_id);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_rules (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchRule) chair = saved (db, "Seat", VT_SEARCH_RULE_PIN, VT_TEST_CHAIR);
  g_autoptr (VtSearchRule) lamp = saved (db, "seat", VT_SEARCH_RULE_PIN, VT_TEST_LAMP);
  g_autoptr (VtSearchRule) shirt = saved (db, "seat", VT_SEARCH_RULE_BOOST, VT_TEST_SHIRT);
  g_autoptr (VtSearchRule) other = saved (db, "chair", VT_SEARCH_RULE_HIDE, VT_TEST_LAMP);
  g_autoptr (VtSearchRule) second = NULL;

  assert_rules (db, "seat", "pin 101, pin 102, boost 103");
  g_assert_true (vt_search_rule_move (db, lamp->id, 0, NULL));
  assert_rules (db, "seat", "pin 102, pin 101, boost 103");
  assert_rules (db, NULL, "hide 102, pin 102, pin 101, boost 103");

  /* The last word about a product counts. */
  second = saved (db, "SEAT", VT_SEARCH_RULE_HIDE, VT_TEST_CHAIR);
  assert_rules (db, "seat", "pin 102, boost 103, hide 101");
  g_assert_false (vt_search_rule_delete (db, chair->id, NULL));
  g_assert_true (vt_search_rule_delete (db, second->id, NULL));
  assert_rules (db, "seat", "pin 102, boost 103");
}

static void
test_redirects (void)
{
  static const char *const bad[] = { "",
                                     "collections/chairs",
                                     "//evil.example",
                                     "https://evil.example",
                                     "/\\evil",
                                     "/a b",
                                     "/a\nb",
                                     "javascript:alert(1)",
                                     "/\"><script>",
                                     "/search",
                                     "/search?q=sofa",
                                     "/search/?q=sale" };
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchRule) first = vt_search_rule_new_redirect ("", "sale", "/collections/sale");
  g_autoptr (VtSearchRule) second = vt_search_rule_new_redirect ("", "sale", "/collections/chairs");
  g_autoptr (VtSearchRule) portuguese = vt_search_rule_new_redirect ("pt", "sale", "/collections/lamps");
  g_autoptr (VtSearchRule) help = vt_search_rule_new_redirect ("", "help", "/pages/search");
  g_autoptr (GPtrArray) rules = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (VtSearchRule) rule = vt_search_rule_new_redirect ("", "sale", bad[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (vt_search_rule_save (db, rule, &error));
      g_assert_error (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID);
    }

  g_assert_true (vt_search_rule_save (db, first, NULL));
  g_assert_true (vt_search_rule_save (db, second, NULL));
  g_assert_true (vt_search_rule_save (db, portuguese, NULL));
  g_assert_true (vt_search_rule_save (db, help, NULL));
  rules = vt_search_rule_list (db, "sale", NULL);
  g_assert_cmpuint (rules->len, ==, 2);
  g_assert_cmpstr (((VtSearchRule *) g_ptr_array_index (rules, 0))->path, ==, "/collections/chairs");
}

static void
test_bad_rules (void)
{
  static const struct
  {
    const char *language, *query;
    gint64 product_id;
    int percent;
  } cases[] = {
    { "", "", VT_TEST_CHAIR, 50 },
    { "", "seat", 999, 50 },
    { "", "seat", 0, 50 },
    { "", "seat", VT_TEST_CHAIR, 0 },
    { "", "seat", VT_TEST_CHAIR, 901 },
    { "", "seat", VT_TEST_CHAIR, -91 },
    { "a b", "seat", VT_TEST_CHAIR, 5 },
  };
  g_autoptr (VtDb) db = vt_test_shop_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtSearchRule) rule =
          vt_search_rule_new (cases[i].language, cases[i].query, VT_SEARCH_RULE_BOOST, cases[i].product_id);
      g_autoptr (GError) error = NULL;

      rule->percent = cases[i].percent;
      g_assert_false (vt_search_rule_save (db, rule, &error));
      g_assert_nonnull (error);
    }
  assert_rules (db, NULL, "");
}

static void
test_tests (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchTest) first = vt_search_test_new ("en", "Seat", VT_TEST_CHAIR, 3);
  g_autoptr (VtSearchTest) again = vt_search_test_new ("en", "seat", VT_TEST_CHAIR, 1);
  g_autoptr (VtSearchTest) every = vt_search_test_new ("", "seat", VT_TEST_CHAIR, 1);
  g_autoptr (VtSearchTest) far = vt_search_test_new ("en", "seat", VT_TEST_CHAIR, 101);
  g_autoptr (VtSearchTest) none = vt_search_test_new ("en", "seat", 999, 1);
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (vt_search_test_save (db, first, NULL));
  g_assert_true (vt_search_test_save (db, again, NULL));
  g_assert_false (vt_search_test_save (db, every, NULL));
  g_assert_false (vt_search_test_save (db, far, NULL));
  g_assert_false (vt_search_test_save (db, none, NULL));
  list = vt_search_test_list (db, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((VtSearchTest *) g_ptr_array_index (list, 0))->within, ==, 1);
  g_assert_true (vt_search_test_delete (db, again->id, NULL));
  g_assert_false (vt_search_test_delete (db, again->id, NULL));
}

/* Rules and tests about a product go with it. */
static void
test_product_goes (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchRule) rule = saved (db, "desk", VT_SEARCH_RULE_PIN, VT_TEST_DRAFT);
  g_autoptr (VtSearchTest) test = vt_search_test_new ("en", "desk", VT_TEST_DRAFT, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tests = NULL;

  g_assert_true (vt_search_test_save (db, test, NULL));
  g_assert_true (vt_product_delete (db, VT_TEST_DRAFT, &error));
  g_assert_no_error (error);
  assert_rules (db, NULL, "");
  tests = vt_search_test_list (db, NULL);
  g_assert_cmpuint (tests->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/query-text", test_query_text);
  g_test_add_func ("/search/word-lists", test_word_lists);
  g_test_add_func ("/search/synonyms", test_synonyms);
  g_test_add_func ("/search/rules", test_rules);
  g_test_add_func ("/search/redirects", test_redirects);
  g_test_add_func ("/search/bad-rules", test_bad_rules);
  g_test_add_func ("/search/tests", test_tests);
  g_test_add_func ("/search/product-goes", test_product_goes);

  return g_test_run ();
}
