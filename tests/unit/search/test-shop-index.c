/* The products of a shop as shoppers search them. */
#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-product-edit.h"
#include "search/vt-search-rule.h"
#include "search/vt-shop-index.h"
#include "search/vt-synonym.h"
#include "shop/vt-settings.h"
#include "support/vt-test-shop.h"

#include <string.h>

/* As the merchant, who finds drafts, too. */
static VtSearchAnswer *
ask_in (VtDb *db, const char *language, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShopIndex) index = vt_shop_index_new (db, language, &error);
  const VtShopQuery asked = { .text = query, .hidden = TRUE };
  VtSearchAnswer *answer;

  g_assert_no_error (error);
  answer = vt_shop_index_search (index, &asked, &error);
  g_assert_no_error (error);
  return answer;
}

static void
assert_finds_in (VtDb *db, const char *language, const char *query, const char *expected)
{
  g_autoptr (VtSearchAnswer) answer = ask_in (db, language, query);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < answer->product_ids->len; i++)
    g_string_append_printf (ids, "%s%d", i > 0 ? " " : "", (int) g_array_index (answer->product_ids, gint64, i));
  if (strcmp (ids->str, expected) != 0)
    g_error ("“%s” finds %s instead of %s", query, ids->str, expected);
}

static void
assert_finds (VtDb *db, const char *query, const char *expected)
{
  assert_finds_in (db, "en", query, expected);
}

static void
test_words (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();

  assert_finds (db, "linen shirt", "103");
  assert_finds (db, "shirts", "103");
  assert_finds (db, "LAMP brass", "102");
  assert_finds (db, "mustard", "101");
  assert_finds (db, "", "");
  assert_finds (db, "  ", "");
}

static void
test_corrections (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchAnswer) answer = ask_in (db, "en", "linnen shrit");
  g_autoptr (VtSearchAnswer) partly = ask_in (db, "en", "brass zeppelin");

  g_assert_cmpuint (answer->product_ids->len, >=, 1);
  g_assert_cmpint (g_array_index (answer->product_ids, gint64, 0), ==, VT_TEST_SHIRT);
  g_assert_cmpstr (answer->corrected, ==, "linen shirt");
  g_assert_null (answer->dropped);

  g_assert_cmpint (g_array_index (partly->product_ids, gint64, 0), ==, VT_TEST_LAMP);
  g_assert_cmpstr (partly->dropped, ==, "zeppelin");
}

/* What an option, a tag or a fact says of the colour is found by every word for it, in every language. */
static void
test_colours (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();

  g_assert_true (vt_db_exec (
      db,
      "INSERT INTO product_tag (product_id, tag) VALUES (102, 'vermelho'), (102, 'new in'); "
      "INSERT INTO product_fact (id, product_id, position, name, value) VALUES (900, 104, 0, 'Color', 'Dark forest'), "
      "(901, 104, 1, 'Weight', '32 kg')",
      NULL));

  assert_finds (db, "navy shirt", "103");
  assert_finds (db, "azul-marinho", "103");
  assert_finds (db, "สีน้ำเงิน", "103");
  assert_finds_in (db, "th", "สีแดง", "102");
  assert_finds (db, "สีแดง", "102");
  assert_finds (db, "crimson lamp", "102");
  assert_finds (db, "amarillo chair", "101");
  assert_finds (db, "emerald desk", "104");
}

static void
test_synonyms (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSynonym) both = vt_synonym_new ("", "", "blouse, shirt");
  g_autoptr (VtSynonym) one = vt_synonym_new ("en", "illumination", "lamp");
  g_autoptr (VtSynonym) other = vt_synonym_new ("th", "", "throne, chair");

  g_assert_true (vt_synonym_save (db, both, NULL));
  g_assert_true (vt_synonym_save (db, one, NULL));
  g_assert_true (vt_synonym_save (db, other, NULL));
  assert_finds (db, "blouse", "103");
  assert_finds (db, "illumination", "102");
  assert_finds_in (db, "th", "throne", "101");
}

static void
test_rules (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchRule) pin = vt_search_rule_new ("", "shirt", VT_SEARCH_RULE_PIN, VT_TEST_LAMP);
  g_autoptr (VtSearchRule) hide = vt_search_rule_new ("", "brass lamp", VT_SEARCH_RULE_HIDE, VT_TEST_LAMP);
  g_autoptr (VtSearchRule) lead = vt_search_rule_new_redirect ("en", "sale", "/collections/sale");
  g_autoptr (VtSearchAnswer) led = NULL;
  g_autoptr (VtSearchAnswer) elsewhere = NULL;

  g_assert_true (vt_search_rule_save (db, pin, NULL));
  g_assert_true (vt_search_rule_save (db, hide, NULL));
  g_assert_true (vt_search_rule_save (db, lead, NULL));
  assert_finds (db, " SHIRT", "102 103");
  assert_finds (db, "brass lamp", "");
  assert_finds (db, "lamp", "102");
  led = ask_in (db, "en", "Sale");
  g_assert_cmpstr (led->path, ==, "/collections/sale");
  elsewhere = ask_in (db, "th", "sale");
  g_assert_null (elsewhere->path);
}

/* Whatever language a page is in, names in the others find, too. */
static void
test_languages (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_setting_set (db, "languages", "th", NULL));
  g_assert_true (vt_catalogue_translate (db, "product", VT_TEST_LAMP, "title", "th", "โคมไฟตั้งโต๊ะทองเหลือง", &error));
  g_assert_no_error (error);
  assert_finds_in (db, "th", "โคมไฟ", "102");
  assert_finds_in (db, "th", "โคมไฟ ทองเหลือง", "102"); /* brass ends with yellow: mustard comes behind */
  assert_finds_in (db, "th", "lamp", "102");
  assert_finds_in (db, "en", "lamp", "102");
  assert_finds_in (db, "en", "โคมไฟ", "102");
}

/* Words that were taken for others are shown as a product writes them, the others as the shopper did. */
static void
test_spelling (void)
{
  static const struct
  {
    const char *title;
    const char *query;
    const char *corrected;
  } rows[] = {
    { "Rel\xc3\xb3gio de parede", "Parede relogoi", "Parede rel\xc3\xb3gio" },
    { "Caf\xc3\xa9-au-lait bowl", "caffe bowl", "caf\xc3\xa9 bowl" },
    { "Cafe\xcc\x81 bowl", "caffe bowl", "caf\xc3\xa9 bowl" },
    { "Linens and linen", "linne", "linen" },
    { "Linen shirt", "Linen SHRIT", "Linen shirt" },
    { "Linen shirt", "linen shirt", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (VtSearchAnswer) answer = NULL;
      g_autofree char *nfc = NULL;

      g_assert_true (vt_db_run (db, NULL, "UPDATE product SET title = ?1 WHERE id = 101", "s", rows[i].title));
      answer = ask_in (db, "pt", rows[i].query);
      nfc = answer->corrected != NULL ? g_utf8_normalize (answer->corrected, -1, G_NORMALIZE_NFC) : NULL;
      g_assert_cmpstr (nfc, ==, rows[i].corrected);
    }
}

static void
test_thai_spelling (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchAnswer) answer = NULL;

  g_assert_true (vt_db_run (db, NULL, "UPDATE product SET title = ?1 WHERE id = 101", "s", "เก้าอี้ไม้สัก"));
  answer = ask_in (db, "th", "เก้าอี้ไม้ศัก");
  if (answer->corrected != NULL)
    g_assert_cmpstr (answer->corrected, ==, "เก้าอี้ไม้สัก");
  g_assert_cmpuint (answer->product_ids->len, >, 0);
}

typedef struct
{
  const char *query;
  const char *filters[3];
  const char *expected;
} FilterRow;

static void
assert_filtered (VtShopIndex *index, const FilterRow *row, gboolean hidden)
{
  g_autoptr (GError) error = NULL;
  const VtShopQuery query = { .text = row->query, .hidden = hidden, .filters = (GStrv) row->filters };
  g_autoptr (VtSearchAnswer) answer = vt_shop_index_search (index, &query, &error);
  g_autoptr (GString) ids = g_string_new (NULL);

  if (row->expected == NULL)
    {
      g_assert_null (answer);
      g_assert_error (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID);
      return;
    }
  g_assert_no_error (error);
  for (guint i = 0; i < answer->product_ids->len; i++)
    g_string_append_printf (ids, "%s%d", i > 0 ? " " : "", (int) g_array_index (answer->product_ids, gint64, i));
  g_assert_cmpstr (ids->str, ==, row->expected);
}

/* Shoppers do not find drafts; a chosen value leaves only what has it. */
static void
test_filters (void)
{
  static const FilterRow shoppers[] = {
    { "desk", { NULL }, "" },
    { "chair", { "collection=Chairs" }, "101" },
    { "chair", { "collection=Lamps" }, "" },
    { "shirt", { "option=Size: M" }, "103" },
    { "shirt", { "option=Size: XXL" }, "" },
    { "shirt", { "option=Size: XXL", "option=Size: S" }, "103" },
    { "shirt", { "price=3000-3600" }, "103" },
    { "shirt", { "price=3600-" }, "" },
    { "shirt", { "price=3550", "option=Size: S" }, "103" },
    { "shirt", { "colour" }, NULL },
    { "shirt", { "shape=round" }, NULL },
    { "shirt", { "price=cheap" }, NULL },
    { "shirt", { "price=" }, NULL },
  };
  static const FilterRow merchants[] = { { "desk", { NULL }, "104" }, { "desk", { "active=1" }, "" } };
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtShopIndex) index = vt_shop_index_new (db, "en", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shoppers); i++)
    assert_filtered (index, &shoppers[i], FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (merchants); i++)
    assert_filtered (index, &merchants[i], TRUE);
}

/* More than can be looked at once is refused, not cut. */
static void
test_many_filters (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtShopIndex) index = vt_shop_index_new (db, "en", NULL);
  g_autoptr (GError) error = NULL;
  const char *filters[VIX_FILTERS_MAX + 2] = { NULL };
  const VtShopQuery query = { .text = "shirt", .filters = (GStrv) filters };

  for (guint i = 0; i <= VIX_FILTERS_MAX; i++)
    filters[i] = "tag=new";
  g_assert_null (vt_shop_index_search (index, &query, &error));
  g_assert_error (error, VT_SEARCH_ERROR, VT_SEARCH_ERROR_INVALID);
}

static void
test_empty_shop (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  static const gint64 all[] = { VT_TEST_CHAIR, VT_TEST_LAMP, VT_TEST_SHIRT, VT_TEST_DRAFT };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_true (vt_product_delete (db, all[i], NULL));
  assert_finds (db, "chair", "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shop-index/words", test_words);
  g_test_add_func ("/shop-index/corrections", test_corrections);
  g_test_add_func ("/shop-index/colours", test_colours);
  g_test_add_func ("/shop-index/synonyms", test_synonyms);
  g_test_add_func ("/shop-index/rules", test_rules);
  g_test_add_func ("/shop-index/languages", test_languages);
  g_test_add_func ("/shop-index/spelling", test_spelling);
  g_test_add_func ("/shop-index/thai-spelling", test_thai_spelling);
  g_test_add_func ("/shop-index/filters", test_filters);
  g_test_add_func ("/shop-index/too-many-filters", test_many_filters);
  g_test_add_func ("/shop-index/empty-shop", test_empty_shop);

  return g_test_run ();
}
