#include "insights/vt-check.h"

#include "support/vt-test-shop.h"

#include <string.h>

static const VtFinding *
find (GPtrArray *findings, VtCheckRule rule, const char *name)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const VtFinding *finding = g_ptr_array_index (findings, i);

      if (finding->rule == rule && g_str_equal (finding->name, name))
        return finding;
    }

  return NULL;
}

static GPtrArray *
check (VtDb *db)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *findings = vt_check_list (db, VT_TEST_NOW_US, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (findings);
  return findings;
}

static void
edit (VtDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  vt_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

#define THAI "INSERT OR REPLACE INTO setting (key, value) VALUES ('languages', 'th'); "

/* A shop without the flaw, the edit that makes it, and how it is told. */
static const struct
{
  const char *name;
  const char *sql;
  VtCheckRule rule;
  const char *of;
  const char *field;
  const char *says; /* (nullable) a part of the sentence */
} flaws[] = {
  { "no photo", "DELETE FROM variant WHERE photo_id = 122; DELETE FROM photo WHERE id = 122", VT_CHECK_PHOTO,
    "brass-table-lamp", "photos", NULL },
  { "no alt", "UPDATE photo SET alt = '' WHERE id = 121", VT_CHECK_ALT, "modern-cafe-chair", "photos", NULL },
  { "small photo", "UPDATE media SET width = 300, height = 200 WHERE name = 'chair.jpg'", VT_CHECK_PHOTO_SMALL,
    "modern-cafe-chair", "photos", "300" },
  { "no price", "UPDATE variant SET price_minor = 0 WHERE id = 1003", VT_CHECK_PRICE, "brass-table-lamp", "price",
    NULL },
  { "no description", "UPDATE product SET description_html = '' WHERE id = 101", VT_CHECK_DESCRIPTION,
    "modern-cafe-chair", "description", NULL },
  { "sold out", "UPDATE variant SET track_stock = 1 WHERE id = 1003", VT_CHECK_STOCK, "brass-table-lamp", "stock",
    NULL },
  { "barcode", "UPDATE variant SET barcode = '4006381333930' WHERE id = 1003", VT_CHECK_BARCODE, "brass-table-lamp",
    "barcode", NULL },
  { "vendor", "UPDATE product SET vendor = '' WHERE id = 101", VT_CHECK_BRAND, "modern-cafe-chair", "vendor", NULL },
  { "orphan", "DELETE FROM collection_product WHERE product_id = 102", VT_CHECK_ORPHAN, "brass-table-lamp", "links",
    NULL },
  { "later", "UPDATE product SET publish_us = 1850000000000000 WHERE id = 101", VT_CHECK_PUBLISH, "modern-cafe-chair",
    "publish", "2028" },
  { "same title", "UPDATE product SET seo_title = 'A warm light for the evening' WHERE id IN (101, 102)",
    VT_CHECK_TITLE_DUPLICATE, "brass-table-lamp", "seo_title", "Modern Cafe Chair" },
  { "same title but for case",
    "UPDATE product SET seo_title = 'A WARM light' WHERE id = 101; "
    "UPDATE product SET seo_title = 'A warm light' WHERE id = 102",
    VT_CHECK_TITLE_DUPLICATE, "brass-table-lamp", "seo_title", NULL },
  { "long title", "UPDATE product SET seo_title = replace (printf ('%80s', ''), ' ', 'Wm') WHERE id = 101",
    VT_CHECK_TITLE_LONG, "modern-cafe-chair", "seo_title", "580" },
  { "short title", "UPDATE product SET seo_title = 'Chair' WHERE id = 101", VT_CHECK_TITLE_SHORT, "modern-cafe-chair",
    "seo_title", NULL },
  { "same text", "UPDATE product SET seo_description = 'All of it is made by hand.' WHERE id IN (101, 102)",
    VT_CHECK_TEXT_DUPLICATE, "brass-table-lamp", "seo_text", "Modern Cafe Chair" },
  { "long text", "UPDATE product SET seo_description = replace (printf ('%200s', ''), ' ', 'wo ') WHERE id = 101",
    VT_CHECK_TEXT_LONG, "modern-cafe-chair", "seo_text", "990" },
  { "short text", "UPDATE product SET seo_description = 'A chair.' WHERE id = 101", VT_CHECK_TEXT_SHORT,
    "modern-cafe-chair", "seo_text", NULL },
  { "numbered address", "UPDATE product SET handle = 'p-20391' WHERE id = 101", VT_CHECK_HANDLE, "p-20391", "handle",
    NULL },
  { "random address", "UPDATE product SET handle = 'a8f7c2e91b3d5a70' WHERE id = 101", VT_CHECK_HANDLE,
    "a8f7c2e91b3d5a70", "handle", NULL },
  { "broken link",
    "UPDATE product SET description_html = '<p>See <a href=\"/products/gone\">it</a></p>' WHERE id = 101",
    VT_CHECK_LINK, "modern-cafe-chair", "description", "/products/gone" },
  { "link to a draft",
    "UPDATE product SET description_html = '<p><a href=\"/products/walnut-desk?a=1&amp;b=2#x\">d</a></p>' WHERE id = 101",
    VT_CHECK_LINK, "modern-cafe-chair", "description", "/products/walnut-desk" },
  { "link in Markdown", "UPDATE page SET body_markdown = 'See [this](/collections/none) page' WHERE id = 701",
    VT_CHECK_LINK, "about", "body", "/collections/none" },
  { "link of a menu",
    "INSERT INTO menu_item (id, menu, position, title, target) VALUES (1, 'footer', 0, 'Gone', '/pages/gone')",
    VT_CHECK_LINK, "footer", "menus", "/pages/gone" },
  { "moved link",
    "INSERT INTO old_handle (kind, handle, target_id) VALUES ('product', 'old-chair', 101); "
    "UPDATE product SET description_html = '<a href=\"/products/old-chair\">c</a>' WHERE id = 102",
    VT_CHECK_MOVED, "brass-table-lamp", "description", "/products/modern-cafe-chair" },
  { "insecure", "UPDATE product SET description_html = '<a href=\"http://a.example/\">c</a>' WHERE id = 102",
    VT_CHECK_INSECURE, "brass-table-lamp", "description", "http://a.example/" },
  { "first heading", "UPDATE product SET description_html = '<h1>A</h1>' WHERE id = 101", VT_CHECK_HEADING,
    "modern-cafe-chair", "description", "1" },
  { "skipped heading in Markdown", "UPDATE page SET body_markdown = '## A' || char (10) || '#### B' WHERE id = 701",
    VT_CHECK_HEADING, "about", "body", NULL },
  { "skipped heading", "UPDATE product SET description_html = '<h2>A</h2><h4>B</h4>' WHERE id = 101", VT_CHECK_HEADING,
    "modern-cafe-chair", "description", "4" },
  { "no contact", "UPDATE setting SET value = '' WHERE key IN ('shop.email', 'shop.phone')", VT_CHECK_CONTACT,
    "contact", "email", NULL },
  { "empty page", "UPDATE page SET body_markdown = '' WHERE id = 701", VT_CHECK_DESCRIPTION, "about", "body", NULL },
  { "link of a post",
    "INSERT INTO post (id, handle, title, body_markdown, status, publish_us, updated_us) VALUES (9, 'spring', 'Spring', "
    "'[a](/blog/none) [b](/blog/spring) [c](/blog)', 'active', 1, 1)",
    VT_CHECK_LINK, "spring", "body", "/blog/none" },
  { "page in another language", THAI "UPDATE page SET body_markdown = '' WHERE id = 701", VT_CHECK_TRANSLATION, "about",
    "title", "Not in th yet: title" },
  { "text of a page in another language",
    THAI "UPDATE page SET body_markdown = 'Long' WHERE id = 701; "
         "INSERT INTO translation (kind, row_id, field, language, value) VALUES ('page', 701, 'title', 'th', 'เรา')",
    VT_CHECK_TRANSLATION, "about", "body", "Not in th yet: text" },
  { "post in another language",
    THAI "INSERT INTO post (id, handle, title, alt, status, publish_us, updated_us) VALUES (9, 'spring', 'Spring', "
         "'A flower', 'active', 1, 1)",
    VT_CHECK_TRANSLATION, "spring", "title", "th yet: title" },
  { "menu in another language",
    THAI "INSERT INTO menu_item (id, menu, position, title, target) VALUES (1, 'footer', 0, 'About', '/pages/about')",
    VT_CHECK_TRANSLATION, "footer", "menus", "th" },
  { "contrast", "INSERT OR REPLACE INTO brand_token (name, value) VALUES ('colour.text', '#cccccc')", VT_CHECK_CONTRAST,
    "text", "palette", NULL },
};

static void
test_each_flaw_is_told (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (flaws); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (GPtrArray) before = check (db);
      g_autoptr (GPtrArray) after = NULL;
      const VtFinding *finding;

      g_test_message ("%s", flaws[i].name);
      g_assert_null (find (before, flaws[i].rule, flaws[i].of));
      edit (db, flaws[i].sql);
      after = check (db);
      finding = find (after, flaws[i].rule, flaws[i].of);
      g_assert_nonnull (finding);
      g_assert_cmpstr (finding->target.field, ==, flaws[i].field);
      g_assert_nonnull (finding->target.place);
      if (flaws[i].says != NULL && strstr (finding->sentence, flaws[i].says) == NULL)
        g_error ("“%s” does not say “%s”", finding->sentence, flaws[i].says);
    }
}

/* What may look like a flaw and is none. */
static const struct
{
  const char *name;
  const char *sql;
  VtCheckRule rule;
} fine[] = {
  { "good links",
    "UPDATE product SET description_html = '<p><a href=\"/products/brass-table-lamp?x=1#y\">a</a> "
    "<a href=\"/collections/chairs/\">b</a> <a href=\"/pages/about\">c</a> <a href=\"#top\">d</a> "
    "<a href=\"https://a.example/products/none\">e</a> <a href=\"mailto:a@b.example\">f</a> <a href=\"//x.example/\">g</a> "
    "<a href=\"/media/x.jpg\">h</a> data-href=\"/products/gone\" &lt;a href=\"/products/gone\"&gt;</p>' WHERE id = 101",
    VT_CHECK_LINK },
  { "links in another language",
    "INSERT OR REPLACE INTO setting (key, value) VALUES ('languages', 'th'); "
    "UPDATE product SET description_html = '<a href=\"/th/products/brass-table-lamp\">a</a><a href=\"/th\">b</a>' "
    "WHERE id = 101",
    VT_CHECK_LINK },
  { "headings in order", "UPDATE product SET description_html = '<h2>A</h2><h3>B</h3><h2>C</h2><hr>' WHERE id = 101",
    VT_CHECK_HEADING },
  { "one language", "UPDATE page SET title = 'New' WHERE id = 701", VT_CHECK_TRANSLATION },
  { "drafts", "UPDATE product SET title = '', handle = '1', description_html = '' WHERE id = 104", VT_CHECK_HANDLE },
};

static void
test_what_is_fine_is_not_told (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (GPtrArray) findings = NULL;

      g_test_message ("%s", fine[i].name);
      edit (db, fine[i].sql);
      findings = check (db);
      for (guint j = 0; j < findings->len; j++)
        {
          const VtFinding *finding = g_ptr_array_index (findings, j);

          if (finding->rule == fine[i].rule)
            g_error ("%s: %s", finding->name, finding->sentence);
        }
    }
}

static guint
count (GPtrArray *findings, VtCheckRule rule, const char *name)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const VtFinding *finding = g_ptr_array_index (findings, i);

      n += finding->rule == rule && g_str_equal (finding->name, name) ? 1 : 0;
    }

  return n;
}

/* Neither a draft, nor an address, nor the words of a picture that is not there. */
static void
test_what_need_not_be_translated (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GPtrArray) findings = NULL;

  edit (db, THAI
        "INSERT INTO post (id, handle, title, author, alt, status, publish_us, updated_us) VALUES "
        "(9, 'spring', 'Spring', 'Ana', 'A flower', 'active', 1, 1), (10, 'later', 'Later', '', '', 'draft', 1, 1); "
        "INSERT INTO translation (kind, row_id, field, language, value) VALUES ('post', 9, 'title', 'th', 'ฤดู')");
  findings = check (db);
  g_assert_cmpuint (count (findings, VT_CHECK_TRANSLATION, "spring"), ==, 0);
  g_assert_cmpuint (count (findings, VT_CHECK_TRANSLATION, "later"), ==, 0);
}

static void
test_the_worst_comes_first (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GPtrArray) findings = NULL;

  edit (db, "UPDATE product SET description_html = '<a href=\"/products/gone\">x</a>' WHERE id = 101");
  findings = check (db);
  g_assert_cmpuint (findings->len, >, 2);
  for (guint i = 1; i < findings->len; i++)
    g_assert_cmpint (vt_finding_compare (g_ptr_array_index (findings, i - 1), g_ptr_array_index (findings, i)), <=, 0);
  for (guint i = 0; i < VT_CHECK_N_RULES; i++)
    {
      g_assert_nonnull (vt_check_rule_to_string ((VtCheckRule) i));
      g_assert_nonnull (vt_check_rule_title ((VtCheckRule) i));
      g_assert_true (i == 0 ||
                     vt_check_rule_severity ((VtCheckRule) (i - 1)) <= vt_check_rule_severity ((VtCheckRule) i));
    }
}

static void
test_hostile_words_are_only_words (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GPtrArray) findings = NULL;

  edit (db, "UPDATE product SET title = replace (printf ('%5000s', ''), ' ', '<%s&\"'), seo_title = '', "
            "description_html = '<a href=\"/%zz%00\">x</a><a href=\"/%n%s%d\">y</a><h9><h2<a href=' WHERE id = 101");
  findings = check (db);
  g_assert_nonnull (find (findings, VT_CHECK_LINK, "modern-cafe-chair"));
}

/* A shop in Brazil has to show its tax number (Decreto 7.962/2013). */
static void
test_what_the_law_asks_for (void)
{
  static const struct
  {
    const char *value;
    gboolean told;
  } numbers[] = { { "", TRUE }, { "11.222.333/0001-80", TRUE }, { "11.222.333/0001-81", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (GPtrArray) findings = NULL;
      g_autoptr (GError) error = NULL;

      edit (db, "INSERT OR REPLACE INTO setting (key, value) VALUES ('shop.country', 'BR')");
      vt_db_run (db, &error, "INSERT OR REPLACE INTO setting (key, value) VALUES ('legal.tax-id', ?1)", "s",
                 numbers[i].value);
      g_assert_no_error (error);
      findings = check (db);
      g_assert_true ((find (findings, VT_CHECK_LEGAL, "legal.tax-id") != NULL) == numbers[i].told);
    }
}

static void
test_it_can_be_stopped (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (vt_check_list (db, VT_TEST_NOW_US, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/each-flaw-is-told", test_each_flaw_is_told);
  g_test_add_func ("/check/what-is-fine-is-not-told", test_what_is_fine_is_not_told);
  g_test_add_func ("/check/what-need-not-be-translated", test_what_need_not_be_translated);
  g_test_add_func ("/check/the-worst-comes-first", test_the_worst_comes_first);
  g_test_add_func ("/check/hostile-words-are-only-words", test_hostile_words_are_only_words);
  g_test_add_func ("/check/what-the-law-asks-for", test_what_the_law_asks_for);
  g_test_add_func ("/check/it-can-be-stopped", test_it_can_be_stopped);
  return g_test_run ();
}
