#include "base/vt-text.h"

static void
assert_taken (char *actual, const char *expected)
{
  g_assert_cmpstr (actual, ==, expected);
  g_free (actual);
}

static void
test_normalise (void)
{
  assert_taken (vt_text_normalise ("  Cafe\u0301 \n"), "Café");
  assert_taken (vt_text_normalise ("a\r\nb\rc\td"), "a\nb\nc\td");
  assert_taken (vt_text_normalise ("a\x01"
                                   "b\x7f\xc2\x85"),
                "ab");
  assert_taken (vt_text_normalise ("a\xff"
                                   "b"),
                "a\uFFFDb");
  assert_taken (vt_text_normalise ("\u00a0\u3000"), "");
  assert_taken (vt_text_normalise (NULL), "");
}

static void
test_check (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (vt_text_check ("ร้านค้า\r\n\t", -1, &error));
  g_assert_no_error (error);
  g_assert_true (vt_text_check ("", 0, &error));
  g_assert_false (vt_text_check ("a\xc3", -1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_false (vt_text_check ("a\0b", 3, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_false (vt_text_check ("a\x1b[0m", -1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_single_line (void)
{
  assert_taken (vt_text_single_line (" a \n\t b\u00a0c "), "a b c");
  assert_taken (vt_text_single_line ("a\u202eb\u2066c\u200f"), "abc\u200f");
  assert_taken (vt_text_single_line (""), "");
  assert_taken (vt_text_single_line (NULL), "");
}

static void
test_fold (void)
{
  assert_taken (vt_text_fold ("CRÈME Brûlée"), "creme brulee");
  assert_taken (vt_text_fold ("Straße"), "strasse");
  assert_taken (vt_text_fold ("Łódź ØRE"), "lodz ore");
  assert_taken (vt_text_fold ("น้ำ"), "น้ํา");
  assert_taken (vt_text_fold (NULL), "");
}

static void
test_ellipsise (void)
{
  assert_taken (vt_text_ellipsise ("Linen shirt", 20), "Linen shirt");
  assert_taken (vt_text_ellipsise ("Linen shirt, blue", 13), "Linen shirt…");
  assert_taken (vt_text_ellipsise ("Linen shirt", 8), "Linen…");
  assert_taken (vt_text_ellipsise ("Donaudampfschiff", 6), "Donau…");
  assert_taken (vt_text_ellipsise ("abc", 1), "…");
  assert_taken (vt_text_ellipsise ("abc", 0), "");
  assert_taken (vt_text_ellipsise (NULL, 5), "");
  /* "shirt", "cotton": no space between Thai words. */
  assert_taken (vt_text_ellipsise ("เสื้อผ้าฝ้าย", 10), "เสื้อผ้า…");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/normalise", test_normalise);
  g_test_add_func ("/text/check", test_check);
  g_test_add_func ("/text/single-line", test_single_line);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/ellipsise", test_ellipsise);
  return g_test_run ();
}
