#include "catalogue/vt-barcode.h"

#include <string.h>

static const struct
{
  const char *name, *barcode;
  VtBarcodeKind kind;
  VtBarcodeVerdict verdict;
  const char *gtin;
} cases[] = {
  { "none", "", VT_BARCODE_NONE, VT_BARCODE_GOOD, NULL },
  { "null", NULL, VT_BARCODE_NONE, VT_BARCODE_GOOD, NULL },
  { "ean-13", "4006381333931", VT_BARCODE_EAN_13, VT_BARCODE_GOOD, "4006381333931" },
  { "ean-13-wrong", "4006381333932", VT_BARCODE_EAN_13, VT_BARCODE_WRONG_DIGIT, NULL },
  { "ean-13-spaces", "4 006381 333931", VT_BARCODE_EAN_13, VT_BARCODE_GOOD, "4006381333931" },
  { "thai", "8850999320014", VT_BARCODE_EAN_13, VT_BARCODE_GOOD, "8850999320014" },
  { "ean-8", "73513537", VT_BARCODE_EAN_8, VT_BARCODE_GOOD, "73513537" },
  { "ean-8-wrong", "73513538", VT_BARCODE_EAN_8, VT_BARCODE_WRONG_DIGIT, NULL },
  { "upc-e", "04252614", VT_BARCODE_UPC_E, VT_BARCODE_GOOD, "042100005264" },
  { "upc-a", "036000291452", VT_BARCODE_UPC_A, VT_BARCODE_GOOD, "036000291452" },
  { "upc-a-wrong", "036000291453", VT_BARCODE_UPC_A, VT_BARCODE_WRONG_DIGIT, NULL },
  { "gtin-14", "10614141000415", VT_BARCODE_GTIN_14, VT_BARCODE_GOOD, "10614141000415" },
  { "gtin-14-wrong", "10614141000416", VT_BARCODE_GTIN_14, VT_BARCODE_WRONG_DIGIT, NULL },
  { "isbn-13", "978-3-16-148410-0", VT_BARCODE_ISBN_13, VT_BARCODE_GOOD, "9783161484100" },
  { "isbn-13-wrong", "978-3-16-148410-1", VT_BARCODE_ISBN_13, VT_BARCODE_WRONG_DIGIT, NULL },
  { "music", "9790260000438", VT_BARCODE_EAN_13, VT_BARCODE_GOOD, "9790260000438" },
  { "isbn-10", "0306406152", VT_BARCODE_ISBN_10, VT_BARCODE_GOOD, "9780306406157" },
  { "isbn-10-x", "0-8044-2957-X", VT_BARCODE_ISBN_10, VT_BARCODE_GOOD, "9780804429573" },
  { "isbn-10-small-x", "080442957x", VT_BARCODE_ISBN_10, VT_BARCODE_GOOD, "9780804429573" },
  { "isbn-10-wrong", "0-306-40615-3", VT_BARCODE_ISBN_10, VT_BARCODE_WRONG_DIGIT, NULL },
  { "ten-digits", "1234567890", VT_BARCODE_OTHER, VT_BARCODE_GOOD, NULL },
  { "own", "SHELF-12/B", VT_BARCODE_OTHER, VT_BARCODE_GOOD, NULL },
  { "own-number", "000123", VT_BARCODE_OTHER, VT_BARCODE_GOOD, NULL },
  { "hyphens", "---", VT_BARCODE_OTHER, VT_BARCODE_GOOD, NULL },
  { "too-long", "123456789012345", VT_BARCODE_OTHER, VT_BARCODE_GOOD, NULL },
  { "spoilt", "6.9E+12", VT_BARCODE_OTHER, VT_BARCODE_SPOILT, NULL },
  { "spoilt-comma", "8,85099E+12", VT_BARCODE_OTHER, VT_BARCODE_SPOILT, NULL },
  { "not-spoilt", "E+12", VT_BARCODE_OTHER, VT_BARCODE_GOOD, NULL },
  { "x-inside", "08044X9573", VT_BARCODE_OTHER, VT_BARCODE_GOOD, NULL },
};

static void
test_check (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  VtBarcodeKind kind = VT_BARCODE_OTHER;
  g_autofree char *gtin = vt_barcode_to_gtin (cases[i].barcode);
  g_autofree char *sentence = vt_barcode_describe (cases[i].barcode);

  g_assert_cmpint (vt_barcode_check (cases[i].barcode, &kind), ==, cases[i].verdict);
  g_assert_cmpint (kind, ==, cases[i].kind);
  g_assert_cmpstr (gtin, ==, cases[i].gtin);
  g_assert_true ((sentence == NULL) == (cases[i].verdict == VT_BARCODE_GOOD));
}

/* One wrong digit and two neighbours swapped are what check digits are for: the first is always found. */
static void
test_one_wrong_digit_is_found (void)
{
  static const char *const codes[] = { "4006381333931", "73513537", "036000291452", "10614141000415" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    for (gsize at = 0; codes[i][at] != '\0'; at++)
      for (char digit = '0'; digit <= '9'; digit++)
        {
          g_autofree char *code = g_strdup (codes[i]);
          VtBarcodeKind kind = VT_BARCODE_NONE;
          VtBarcodeVerdict verdict;

          code[at] = digit;
          verdict = vt_barcode_check (code, &kind);
          if (kind != VT_BARCODE_UPC_E)
            g_assert_true ((verdict == VT_BARCODE_GOOD) == (strcmp (code, codes[i]) == 0));
        }
}

static void
test_the_sentence_names_what_would_fit (void)
{
  g_autofree char *ean = vt_barcode_describe ("4006381333932");
  g_autofree char *isbn = vt_barcode_describe ("0-8044-2957-1");

  g_assert_nonnull (strstr (ean, "4006381333931"));
  g_assert_nonnull (strstr (ean, "EAN-13"));
  g_assert_nonnull (strstr (isbn, "080442957X"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/barcode/check/%s", cases[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_check);
    }
  g_test_add_func ("/barcode/one-wrong-digit-is-found", test_one_wrong_digit_is_found);
  g_test_add_func ("/barcode/the-sentence-names-what-would-fit", test_the_sentence_names_what_would_fit);

  return g_test_run ();
}
