/* What shoppers searched for, and what would help where they found nothing. */
#include "base/vt-file.h"
#include "catalogue/vt-catalogue-translation.h"
#include "insights/vt-search-report.h"
#include "search/vt-search-rule.h"
#include "search/vt-synonym.h"
#include "shop/vt-settings.h"
#include "support/vt-test-shop.h"

#define NOW    VT_TEST_NOW_US
#define SECOND G_TIME_SPAN_SECOND

static void
deed (VtDb *db, const char *visit, gint64 seconds, const char *kind, gint64 product_id, const char *query)
{
  static guint n = 0;
  g_autofree char *uuid = g_strdup_printf ("%08u", n++);
  g_autoptr (GError) error = NULL;

  vt_db_run (db, &error,
             "INSERT INTO event (uuid, host_id, at_us, visit, kind, product_id, query, path) VALUES (?1, 1, ?2, ?3, "
             "?4, nullif (?5, 0), ?6, '/search')",
             "sissis", uuid, NOW - G_TIME_SPAN_DAY + seconds * SECOND, visit, kind, product_id, query);
  g_assert_no_error (error);
}

static VtSearchReport *
report_of (VtDb *db)
{
  g_autoptr (GError) error = NULL;
  VtSearchReport *report = vt_search_report_new (db, NOW - 30 * G_TIME_SPAN_DAY, NOW, 10, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static const VtSearchReportRow *
row_at (GPtrArray *rows, guint i)
{
  g_assert_cmpuint (i, <, rows->len);
  return g_ptr_array_index (rows, i);
}

static void
test_empty (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchReport) report = report_of (db);

  g_assert_cmpuint (report->n_searches, ==, 0);
  g_assert_cmpuint (report->top->len + report->nothing->len + report->ignored->len, ==, 0);
}

static void
test_counts (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchReport) report = NULL;

  deed (db, "a", 0, "search", 0, "lamp");
  deed (db, "a", 1, "search", 0, " LAMP ");
  deed (db, "a", 2, "click", VT_TEST_LAMP, "lamp");
  deed (db, "a", 3, "purchase", VT_TEST_LAMP, "lamp");
  deed (db, "b", 0, "search", 0, "Lamp");
  deed (db, "b", 0, "view", VT_TEST_LAMP, "lamp");
  deed (db, "c", 0, "search", 0, "shirt");
  deed (db, "d", 0, "search", 0, "zeppelin");
  deed (db, "e", -40 * 86400, "search", 0, "lamp");
  deed (db, "f", 0, "search", 0, "!!");
  report = report_of (db);

  g_assert_cmpuint (report->n_searches, ==, 4);
  g_assert_cmpuint (report->n_nothing, ==, 1);
  g_assert_cmpuint (report->n_ignored, ==, 3);
  g_assert_cmpuint (report->top->len, ==, 3);
  g_assert_cmpuint (row_at (report->top, 0)->searches, ==, 2);
  g_assert_cmpuint (row_at (report->top, 0)->followed, ==, 1);
  g_assert_cmpstr (row_at (report->nothing, 0)->query, ==, "zeppelin");
  g_assert_null (row_at (report->nothing, 0)->fix);
  g_assert_cmpstr (row_at (report->ignored, 0)->query, ==, "shirt");
}

/* Who does hundreds of things in a visit is a robot. */
static void
test_robot (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchReport) report = NULL;

  for (guint i = 0; i < 501; i++)
    deed (db, "a", i, "search", 0, i % 2 == 0 ? "lamp" : "chair");
  report = report_of (db);
  g_assert_cmpuint (report->n_searches, ==, 0);
}

static void
assert_fix (VtSearchReport *report, const char *query, VtSearchFixKind kind, const char *words)
{
  const VtSearchReportRow *row = row_at (report->nothing, 0);
  g_autofree char *described = NULL;

  g_assert_cmpstr (row->query, ==, query);
  g_assert_nonnull (row->fix);
  g_assert_cmpint (row->fix->kind, ==, kind);
  described = vt_search_fix_describe (row->fix);
  g_assert_cmpstr (described, ==, words);
}

/* Makes the fix of the first query that found nothing, and looks whether it helps. */
static void
make_fix (VtDb *db, VtSearchReport *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSearchReport) after = NULL;

  vt_search_fix_job (db, row_at (report->nothing, 0)->fix, NULL, &error);
  g_assert_no_error (error);
  after = report_of (db);
  g_assert_cmpuint (after->nothing->len, ==, 0);
}

static void
test_synonym (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchReport) report = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *visit = g_strdup_printf ("%u", i);

      deed (db, visit, 0, "search", 0, "Luminaire");
      deed (db, visit, 20, "search", 0, "lamp");
      deed (db, visit, 30, "click", VT_TEST_LAMP, "lamp");
    }
  deed (db, "late", 0, "search", 0, "luminaire");
  deed (db, "late", 4000, "search", 0, "shirt");
  deed (db, "late", 4010, "click", VT_TEST_SHIRT, "shirt");
  report = report_of (db);
  assert_fix (report, "luminaire", VT_SEARCH_FIX_SYNONYM, "Let “luminaire” find “lamp”");
  make_fix (db, report);
}

/* A visit that asks in vain, then otherwise, and takes a product. */
static void
visit (VtDb *db, const char *name, const char *query, const char *then, gint64 product_id)
{
  deed (db, name, 0, "search", 0, query);
  deed (db, name, 20, "search", 0, then);
  deed (db, name, 30, "cart", product_id, then);
}

/* Two visits came to the same product by different words. */
static void
test_pin (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchReport) report = NULL;

  visit (db, "a", "pufferjacket", "linen shirt white", VT_TEST_SHIRT);
  visit (db, "b", "pufferjacket", "shirt linen blue", VT_TEST_SHIRT);
  report = report_of (db);
  assert_fix (report, "pufferjacket", VT_SEARCH_FIX_PIN, "Show “Linen Shirt” for “pufferjacket”");
  make_fix (db, report);
}

/* What the shop does not have is told, and no product forced on whoever asks for it. */
static const struct
{
  const char *name;
  const char *query;
  struct
  {
    const char *visit;
    const char *then;
    gint64 product_id;
  } visits[3];
  const char *page; /* (nullable) a page's title */
} unclear[] = {
  { "nothing-like-it", "peace lily", { { "a", NULL, 0 }, { "b", NULL, 0 } }, NULL },
  { "some-of-the-words", "leather chair", { { "a", NULL, 0 }, { "b", NULL, 0 } }, NULL },
  { "one-visit", "pufferjacket", { { "a", "linen shirt white", VT_TEST_SHIRT } }, NULL },
  { "one-visit-another-word", "luminaire", { { "a", "lamp", VT_TEST_LAMP } }, NULL },
  { "one-visit-twice",
    "pufferjacket",
    { { "a", "linen shirt white", VT_TEST_SHIRT }, { "a", "linen shirt blue", VT_TEST_SHIRT } },
    NULL },
  { "each-took-another",
    "pufferjacket",
    { { "a", "linen shirt white", VT_TEST_SHIRT }, { "b", "brass table lamp", VT_TEST_LAMP } },
    NULL },
  { "took-what-is-a-draft-now",
    "pufferjacket",
    { { "a", "linen shirt white", VT_TEST_DRAFT }, { "b", "shirt linen blue", VT_TEST_DRAFT } },
    NULL },
  { "longer-word", "cart", { { "a", NULL, 0 } }, "Cartoons" },
  { "one-word-of-two", "gift returns", { { "a", NULL, 0 } }, "Returns" },
};

static void
test_unclear (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchReport) report = NULL;

  for (guint j = 0; j < 3 && unclear[i].visits[j].visit != NULL; j++)
    if (unclear[i].visits[j].then != NULL)
      visit (db, unclear[i].visits[j].visit, unclear[i].query, unclear[i].visits[j].then,
             unclear[i].visits[j].product_id);
    else
      deed (db, unclear[i].visits[j].visit, 0, "search", 0, unclear[i].query);
  if (unclear[i].page != NULL)
    g_assert_true (vt_db_run (db, NULL,
                              "INSERT INTO page (id, handle, title, updated_us) VALUES (951, 'some-page', ?1, 0)", "s",
                              unclear[i].page));
  report = report_of (db);
  g_assert_cmpstr (row_at (report->nothing, 0)->query, ==, unclear[i].query);
  g_assert_null (row_at (report->nothing, 0)->fix);
}

static void
test_redirect (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchReport) report = NULL;

  g_assert_true (vt_db_run (db, NULL,
                            "INSERT INTO page (id, handle, title, updated_us) VALUES (951, 'returns', 'Returns and "
                            "refunds', 0), (952, 'returns-of-old', 'Returns of old lamps and of other things', 0)",
                            ""));
  deed (db, "a", 0, "search", 0, "Return");
  report = report_of (db);
  assert_fix (report, "Return", VT_SEARCH_FIX_REDIRECT, "Lead “return” to “Returns and refunds”");
  g_assert_cmpstr (row_at (report->nothing, 0)->fix->path, ==, "/pages/returns");
  make_fix (db, report);
}

/* Nobody is led to a post that is not public yet. */
static void
test_later_post (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchReport) before = NULL;
  g_autoptr (VtSearchReport) after = NULL;

  g_assert_true (
      vt_db_run (db, NULL,
                 "INSERT INTO post (id, handle, title, status, publish_us, updated_us) VALUES (961, 'kilns', "
                 "'Our kilns', 'active', ?1, 0)",
                 "i", NOW + 1));
  deed (db, "a", 0, "search", 0, "kilns");
  before = report_of (db);
  g_assert_null (row_at (before->nothing, 0)->fix);
  g_assert_true (vt_db_run (db, NULL, "UPDATE post SET publish_us = ?1", "i", NOW));
  after = report_of (db);
  assert_fix (after, "kilns", VT_SEARCH_FIX_REDIRECT, "Lead “kilns” to “Our kilns”");
}

/* A product that is called so in another of the shop's languages is found: there is nothing to fix. */
static void
test_translation (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtSearchReport) report = NULL;

  g_assert_true (vt_setting_set (db, "languages", "pt", NULL));
  g_assert_true (vt_catalogue_translate (db, "product", VT_TEST_LAMP, "title", "pt", "Candeeiro de mesa", NULL));
  deed (db, "a", 0, "search", 0, "candeeiro");
  report = report_of (db);
  g_assert_cmpuint (report->n_searches, ==, 1);
  g_assert_cmpuint (report->nothing->len, ==, 0);
}

/* One step in the history, and gone when it is undone. */
static void
test_undo (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vitrine-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "Casa.vitrine", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;
  VtSearchFix fix = { VT_SEARCH_FIX_SYNONYM, (char *) "couch", (char *) "sofa", 0, NULL, NULL };
  g_autoptr (GPtrArray) made = NULL;
  g_autoptr (GPtrArray) undone = NULL;

  shop = vt_shop_create (path, "Casa Lume", "EUR", "en", &error);
  g_assert_true (vt_search_fix_make (shop, &fix, NULL, &error));
  g_assert_no_error (error);
  made = vt_synonym_list (vt_shop_get_reader (shop), NULL);
  g_assert_cmpuint (made->len, ==, 1);
  g_assert_true (vt_shop_undo (shop, NULL, &error));
  undone = vt_synonym_list (vt_shop_get_reader (shop), NULL);
  g_assert_cmpuint (undone->len, ==, 0);
  g_clear_object (&shop);
  g_assert_true (vt_dir_remove_all (folder, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-report/empty", test_empty);
  g_test_add_func ("/search-report/counts", test_counts);
  g_test_add_func ("/search-report/robot", test_robot);
  g_test_add_func ("/search-report/synonym", test_synonym);
  g_test_add_func ("/search-report/pin", test_pin);
  for (guint i = 0; i < G_N_ELEMENTS (unclear); i++)
    {
      g_autofree char *path = g_strconcat ("/search-report/no-fix/", unclear[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_unclear);
    }
  g_test_add_func ("/search-report/redirect", test_redirect);
  g_test_add_func ("/search-report/later-post", test_later_post);
  g_test_add_func ("/search-report/translation", test_translation);
  g_test_add_func ("/search-report/one-step-to-undo", test_undo);

  return g_test_run ();
}
