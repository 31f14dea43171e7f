#include "catalogue/vt-price-history.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY G_TIME_SPAN_DAY
#define NOW (G_GINT64_CONSTANT (20000) * DAY)

/* What was asked, days before now; the price of today is the variant's own and may be public or not. */
typedef struct
{
  int days_ago;
  gint64 price;
} Asked;

static const struct
{
  const char *name;
  gint64 price;
  gint64 compare_at;
  Asked asked[6]; /* ended by a price of 0 */
  gint64 lowest;
  VtCompareAtVerdict verdict;
  gint64 percent; /* that may be promised */
} cases[] = {
  { "no-former-price", 80, -1, { { 60, 100 } }, 100, VT_COMPARE_AT_NONE, 20 },
  { "never-public", 80, 100, { { 0 } }, -1, VT_COMPARE_AT_UNPROVEN, 0 },
  { "same-price-for-long", 80, 100, { { 60, 100 } }, 100, VT_COMPARE_AT_TRUE, 20 },
  { "already-public", 80, 100, { { 60, 100 }, { 5, 80 } }, 100, VT_COMPARE_AT_TRUE, 20 },
  /* C-330/23: raised to 100 for a week, then 'reduced' to what it was before. */
  { "raised-before-the-sale", 80, 100, { { 200, 80 }, { 7, 100 } }, 80, VT_COMPARE_AT_NO_REDUCTION, 0 },
  { "raised-and-reduced-in-public",
    80,
    100,
    { { 200, 80 }, { 9, 100 }, { 2, 80 } },
    80,
    VT_COMPARE_AT_NO_REDUCTION,
    0 },
  /* C-330/23: 1.59, for a while 1.19, 1.59 again, then 1.29 'reduced from 1.59': not below the lowest. */
  { "aldi", 129, 159, { { 90, 159 }, { 25, 119 }, { 18, 159 } }, 119, VT_COMPARE_AT_NO_REDUCTION, 0 },
  { "below-an-earlier-sale", 99, 159, { { 90, 159 }, { 25, 119 }, { 18, 159 } }, 119, VT_COMPARE_AT_NOT_LOWEST, 16 },
  { "earlier-sale-is-long-ago", 129, 159, { { 90, 159 }, { 60, 119 }, { 45, 159 } }, 159, VT_COMPARE_AT_TRUE, 18 },
  /* It was still in force when the 30 days began. */
  { "reaches-into-the-30-days", 70, 100, { { 90, 100 }, { 40, 75 }, { 20, 100 } }, 75, VT_COMPARE_AT_NOT_LOWEST, 6 },
  { "ended-when-they-began", 70, 100, { { 90, 100 }, { 40, 75 }, { 30, 100 } }, 100, VT_COMPARE_AT_TRUE, 30 },
  { "higher-than-any", 80, 150, { { 60, 100 } }, 100, VT_COMPARE_AT_UNTRUE, 20 },
  { "not-higher", 80, 80, { { 60, 100 } }, 100, VT_COMPARE_AT_NOT_HIGHER, 20 },
  { "lower-than-price", 80, 60, { { 60, 100 } }, 100, VT_COMPARE_AT_NOT_HIGHER, 20 },
  /* On sale since 50 days: the 30 days are those before it began, not before today. */
  { "long-sale", 80, 100, { { 200, 100 }, { 50, 80 } }, 100, VT_COMPARE_AT_TRUE, 20 },
  /* Step by step: each step is measured by what came before it. */
  { "second-step", 70, 100, { { 200, 100 }, { 10, 80 } }, 80, VT_COMPARE_AT_NOT_LOWEST, 12 },
  { "price-is-back-up", 100, 120, { { 200, 100 }, { 10, 80 }, { 5, 100 } }, 80, VT_COMPARE_AT_NO_REDUCTION, 0 },
  { "the-only-price-for-long", 80, 100, { { 60, 80 } }, 80, VT_COMPARE_AT_NO_REDUCTION, 0 },
  { "new-in-the-shop", 80, 100, { { 3, 80 } }, -1, VT_COMPARE_AT_UNPROVEN, 0 },
  { "modest-former-price", 70, 90, { { 60, 100 } }, 100, VT_COMPARE_AT_TRUE, 30 },
};

static gint64
make_variant (VtDb *db, gsize i)
{
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  VtVariantInput input = VT_VARIANT_INPUT_INIT;

  input.price_minor = cases[i].price;
  input.compare_at_minor = cases[i].compare_at;
  g_assert_true (vt_product_set_status (db, id, VT_PRODUCT_ACTIVE, &error));
  g_assert_true (vt_product_set_variants (db, id, NULL, &input, 1, &error));
  for (guint j = 0; j < G_N_ELEMENTS (cases[i].asked) && cases[i].asked[j].price > 0; j++)
    g_assert_true (vt_db_run (db, &error, "INSERT INTO price_history VALUES (?1, ?2, ?3)", "iii", input.id,
                              (gint64) (NOW - cases[i].asked[j].days_ago * DAY), cases[i].asked[j].price));
  g_assert_no_error (error);

  return input.id;
}

static void
check_case (VtDb *db, gint64 variant_id, gint64 now_us, gsize i)
{
  g_autoptr (GError) error = NULL;
  VtCompareAtCheck check;
  g_autofree char *sentence = NULL;

  vt_price_check_compare_at (db, variant_id, now_us, &check, &error);
  g_assert_no_error (error);
  g_assert_cmpint (check.verdict, ==, cases[i].verdict);
  sentence = vt_compare_at_describe (&check, "EUR", "en");
  g_assert_true ((*sentence == '\0') == (check.verdict == VT_COMPARE_AT_NONE || check.verdict == VT_COMPARE_AT_TRUE));
}

static void
test_compare_at (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = make_variant (db, i);
  gint64 lowest = 0;

  g_assert_true (vt_price_history_lowest (db, id, NOW, &lowest, &error));
  g_assert_cmpint (lowest, ==, cases[i].lowest);
  check_case (db, id, NOW, i);
  g_assert_cmpint (vt_price_reduction_percent (cases[i].price, lowest), ==, cases[i].percent);
}

/* Copies like those of a release; the host then judges as the back office does, however late it is asked. */
static void
test_public_catalogue_judges_the_same (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtDb) catalogue = NULL;
  g_autofree char *path = NULL;
  unsigned char *bytes;
  sqlite3_int64 size = 0;
  gint64 id = make_variant (db, i);

  g_assert_true (vt_db_exec (db, "ATTACH ':memory:' AS catalogue", &error));
  g_assert_true (
      vt_db_exec (db,
                  "CREATE TABLE catalogue.variant AS SELECT id, price_minor, compare_at_minor FROM main.variant;"
                  "CREATE TABLE catalogue.price_history (variant_id, since_us, price_minor)",
                  &error));
  for (guint j = 0; vt_catalogue_public_copies[j] != NULL; j++)
    if (strstr (vt_catalogue_public_copies[j], "INTO catalogue.price_history") != NULL)
      g_assert_true (vt_db_run (db, &error, vt_catalogue_public_copies[j],
                                strstr (vt_catalogue_public_copies[j], "?1") != NULL ? "i" : "", (gint64) NOW));
  g_assert_no_error (error);
  bytes = sqlite3_serialize (vt_db_get_handle (db), "catalogue", &size, 0);
  g_close (g_file_open_tmp ("vitrine-catalogue-XXXXXX", &path, &error), NULL);
  g_assert_true (g_file_set_contents (path, (const char *) bytes, (gssize) size, &error));
  sqlite3_free (bytes);

  catalogue = vt_db_open (path, VT_DB_IMMUTABLE, &error);
  g_assert_no_error (error);
  check_case (catalogue, id, NOW + 500 * DAY, i);
  g_remove (path);
}

static GArray *
list_changes (VtDb *db, gint64 id)
{
  g_autoptr (GError) error = NULL;
  GArray *changes = vt_price_change_list (db, id, &error);

  g_assert_no_error (error);
  return changes;
}

static void
note (VtDb *db, gint64 id, gint64 price, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  gint64 before = 0;

  vt_db_get (db, &error, &before, "SELECT price_minor FROM variant WHERE id = ?1", "i", id);
  g_assert_true (vt_price_change_note (db, id, before, price, now_us, &error));
  g_assert_true (vt_db_run (db, &error, "UPDATE variant SET price_minor = ?2 WHERE id = ?1", "ii", id, price));
  g_assert_no_error (error);
}

static guint
list_changes_left (VtDb *db)
{
  gint64 n = 0;

  g_assert_cmpint (vt_db_get (db, NULL, &n, "SELECT count (*) FROM price_change", ""), ==, VT_STEP_ROW);
  return (guint) n;
}

static void
test_changes_are_kept (void)
{
  g_autoptr (VtDb) db = open_memory ();
  gint64 id = create_product (db, "Chair");
  g_autoptr (VtProduct) product = load_product (db, id);
  gint64 variant = vt_product_get_variant (product, 0)->id;
  g_autoptr (GArray) changes = NULL;

  note (db, variant, 100, NOW);
  note (db, variant, 200, NOW + 10 * G_USEC_PER_SEC);
  note (db, variant, 200, NOW + 20 * G_USEC_PER_SEC);
  changes = list_changes (db, variant);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpint (g_array_index (changes, VtPriceChange, 0).before_minor, ==, 100);
  g_assert_cmpint (g_array_index (changes, VtPriceChange, 0).after_minor, ==, 200);
  g_assert_cmpint (g_array_index (changes, VtPriceChange, 0).at_us, ==, NOW + 10 * G_USEC_PER_SEC);
  g_assert_cmpint (g_array_index (changes, VtPriceChange, 1).before_minor, ==, 0);
  g_assert_cmpint (g_array_index (changes, VtPriceChange, 1).after_minor, ==, 100);
}

static void
test_typing_is_one_change (void)
{
  g_autoptr (VtDb) db = open_memory ();
  gint64 id = create_product (db, "Chair");
  g_autoptr (VtProduct) product = load_product (db, id);
  gint64 variant = vt_product_get_variant (product, 0)->id;
  g_autoptr (GArray) typed = NULL;
  g_autoptr (GArray) taken_back = NULL;

  note (db, variant, 1, NOW);
  note (db, variant, 12, NOW + 300000);
  note (db, variant, 1290, NOW + 900000);
  typed = list_changes (db, variant);
  g_assert_cmpuint (typed->len, ==, 1);
  g_assert_cmpint (g_array_index (typed, VtPriceChange, 0).before_minor, ==, 0);
  g_assert_cmpint (g_array_index (typed, VtPriceChange, 0).after_minor, ==, 1290);

  note (db, variant, 0, NOW + 1200000);
  taken_back = list_changes (db, variant);
  g_assert_cmpuint (taken_back->len, ==, 0);
}

static void
test_setters_note (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 id = create_product (db, "Chair");
  g_autoptr (VtProduct) product = load_product (db, id);
  gint64 variant = vt_product_get_variant (product, 0)->id;
  VtVariantInput input = VT_VARIANT_INPUT_INIT;
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) second = NULL;

  g_assert_true (vt_variant_set_price (db, variant, 500, &error));
  first = list_changes (db, variant);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_true (vt_db_exec (db, "UPDATE price_change SET at_us = at_us - 10000000", &error));

  input.price_minor = 700;
  g_assert_true (vt_product_set_variants (db, id, NULL, &input, 1, &error));
  second = list_changes (db, variant);
  g_assert_cmpuint (second->len, ==, 2);
  g_assert_cmpint (g_array_index (second, VtPriceChange, 0).before_minor, ==, 500);

  g_assert_true (vt_product_delete (db, id, &error));
  g_assert_cmpuint (list_changes_left (db), ==, 0);
}

static void
test_many_at_once (void)
{
  g_autoptr (VtDb) db = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 ids[3] = { 0 };
  g_autoptr (GArray) changes = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (VtProduct) product = load_product (db, create_product (db, "Chair"));

      ids[i] = vt_product_get_variant (product, 0)->id;
    }
  note (db, ids[0], 5, NOW - 1000);
  g_assert_true (vt_price_change_note_many (db, ids, 3, NOW, &error));
  g_assert_true (vt_db_exec (db, "UPDATE variant SET price_minor = 10", &error));
  changes = list_changes (db, ids[0]);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpint (g_array_index (changes, VtPriceChange, 0).before_minor, ==, 0);
  g_assert_cmpuint (list_changes_left (db), ==, 3);
  g_assert_true (vt_price_change_note_many (db, ids, 0, NOW, &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/price/compare-at/%s", cases[i].name);
      g_autofree char *public = g_strdup_printf ("/price/public/%s", cases[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_compare_at);
      g_test_add_data_func (public, GSIZE_TO_POINTER (i), test_public_catalogue_judges_the_same);
    }
  g_test_add_func ("/price/change/kept", test_changes_are_kept);
  g_test_add_func ("/price/change/typing-is-one", test_typing_is_one_change);
  g_test_add_func ("/price/change/setters-note", test_setters_note);
  g_test_add_func ("/price/change/many-at-once", test_many_at_once);

  return g_test_run ();
}
