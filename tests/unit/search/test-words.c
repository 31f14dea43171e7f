/* What a text is parted into, and what a character is compared as. */
#include "search/engine/vix-fold.h"
#include "search/engine/vix-words.h"

#include <glib.h>
#include <string.h>

static void
add_word (const VixWord *word, void *user)
{
  GString *out = user;

  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append_len (out, word->text, (gssize) word->length);
  if (word->span > 1)
    g_string_append_printf (out, "/%u", word->span);
}

static const struct
{
  const char *name;
  const char *text;
  const char *words; /* /n: a joined word of n parts */
} cases[] = {
  { "nothing", "", "" },
  { "signs-alone", "-- ... / ' ,", "" },
  { "case", "Blue T-SHIRT", "blue t shirt tshirt/2" },
  { "accents", "Cr\xc3\xa8me Br\xc3\xbbl\xc3\xa9\x65", "creme brulee" },
  { "accents-apart", "Cafe\xcc\x81", "cafe" },
  { "ligatures", "Stra\xc3\x9f\x65 \xc3\x86r\xc3\xb8", "strasse aero" },
  { "vietnamese", "Ph\xe1\xbb\x9f", "pho" },
  { "cyrillic", "\xd0\x9c\xd0\x98\xd0\xa0", "\xd0\xbc\xd0\xb8\xd1\x80" },
  { "full-width", "\xef\xbc\xa1\xef\xbc\x91", "a1" },
  { "code", "MX-5000", "mx 5000 mx5000/2" },
  { "code-of-three", "A-b/9", "a b 9 ab9/3 ab/2 b9/2" },
  { "apostrophe", "men's", "men s mens/2" },
  { "curly-apostrophe", "men\xe2\x80\x99s", "men s mens/2" },
  { "number-with-unit", "10 cm wide", "10 cm 10cm/2 wide" },
  { "number-without-unit", "10 wide", "10 wide" },
  { "unit-behind-a-sign", "10; cm", "10 cm" },
  { "decimal-comma", "1,5 l", "1 5 1.5/2 l 1.5l/3" },
  { "decimal-point", "1.5l", "1 5l 1.5l/2" },
  { "thousands", "1,000 ml", "1 000 1000/2 ml 1000ml/3" },
  { "end-of-sentence", "Warm. Soft.", "warm soft" },
  { "abbreviation", "ca.5", "ca 5" },
  { "squared", "205 g/m\xc2\xb2", "205 g m2 205g/2 gm2/2" },
  { "thai-tones", "\xe0\xb8\x99\xe0\xb9\x89\xe0\xb8\xb3", "\xe0\xb8\x99\xe0\xb9\x8d\xe0\xb8\xb2" },
  { "thai-parted", "\xe0\xb8\xaa\xe0\xb8\xb5\xe2\x80\x8b\xe0\xb9\x81\xe0\xb8\x94\xe0\xb8\x87",
    "\xe0\xb8\xaa\xe0\xb8\xb5 \xe0\xb9\x81\xe0\xb8\x94\xe0\xb8\x87" },
  { "thai-and-latin", "USB\xe0\xb8\xaa\xe0\xb8\xb5", "usb \xe0\xb8\xaa\xe0\xb8\xb5" },
  { "thai-digits", "\xe0\xb9\x91\xe0\xb9\x90", "10" },
  { "ideograms", "\xe9\x9b\xbb\xe6\xb1\xa0", "\xe9\x9b\xbb \xe6\xb1\xa0" },
  { "emoji", "red \xf0\x9f\x9a\xb2 bike", "red bike" },
  { "broken-bytes", "a\xff\x62\xc3", "a b" },
  { "too-long-form", "a\xc0\x80z", "a z" },
  { "surrogate", "a\xed\xa0\x80z", "a z" },
  { "private-characters", "a\xee\x80\x80z", "a z" },
  { "soft-hyphen",
    "note\xc2\xad"
    "book",
    "notebook" },
  { "control", "a\x01\x02z", "a z" },
};

static void
test_words (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GString) out = g_string_new (NULL);

  vix_words_split (cases[i].text, strlen (cases[i].text), 0, add_word, out);
  g_assert_cmpstr (out->str, ==, cases[i].words);
}

static void
check_word (const VixWord *word, void *user)
{
  guint *n = user;

  g_assert_cmpuint (word->length, >, 0);
  g_assert_cmpuint (word->length, <=, VIX_WORD_MAX);
  g_assert_true (g_utf8_validate_len (word->text, word->length, NULL));
  g_assert_cmpuint (word->start, <, word->end);
  (*n)++;
}

/* A word without end is cut between characters; a run of many parts is parted. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "\xd0\xbc");
  vix_words_split (text->str, text->len, 0, check_word, &n);
  g_assert_cmpuint (n, ==, 1);

  g_string_truncate (text, 0);
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "a1-");
  n = 0;
  g_assert_cmpuint (vix_words_split (text->str, text->len, 0, check_word, &n), ==, 1000);
  g_assert_cmpuint (n, >, 1000);
}

/* What is folded stays as it is when it is folded again. */
static void
test_folded_twice (void)
{
  for (guint32 point = 0; point < 0x11000; point++)
    {
      VixFolded folded = vix_fold (point);

      g_assert_cmpuint (folded.n_points, <=, VIX_FOLD_MAX);
      for (guint i = 0; i < folded.n_points; i++)
        {
          VixFolded again = vix_fold (folded.points[i]);

          g_assert_cmpuint (again.n_points, ==, 1);
          g_assert_cmphex (again.points[0], ==, folded.points[i]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/words/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_words);
    }
  g_test_add_func ("/words/long", test_long);
  g_test_add_func ("/fold/twice-is-once", test_folded_twice);

  return g_test_run ();
}
