#include <string.h>

#include "base/vt-handle.h"

static const struct
{
  const char *name, *title, *handle;
} cases[] = {
  { "spaces", "Blue T-Shirt", "blue-t-shirt" },
  { "accents", "Crème brûlée", "creme-brulee" },
  { "decomposed", "Cre\u0300me", "creme" },
  { "apostrophe", "Women’s 'best' socks", "womens-best-socks" },
  { "punctuation-between", "Salt & Pepper / 2.5 kg", "salt-pepper-2-5-kg" },
  { "german", "Größe Straße", "grosse-strasse" },
  { "polish", "Łódź", "lodz" },
  { "greek", "Ελιά", "elia" },
  { "cyrillic", "Чай", "caj" },
  { "emoji", "Tea 🍵 time", "tea-time" },
  { "punctuation", "  -- ", NULL }, /* NULL: no handle can be made */
  { "empty", "", NULL },
  { "nothing", NULL, NULL },
  { "not-utf8", "a\xff", NULL },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *handle = vt_handle_new (cases[i].title);

  g_assert_cmpstr (handle, ==, cases[i].handle);
  g_assert_true ((handle != NULL) == vt_handle_is_valid (handle));
}

static void
test_scripts (void)
{
  static const char *const titles[] = { "เสื้อเชิ้ต", "お茶", "茶壶", "شاي", "चाय", "차" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *handle = vt_handle_new (titles[i]);

      g_test_message ("%s: %s", titles[i], handle);
      g_assert_true (vt_handle_is_valid (handle));
    }
}

static void
test_length (void)
{
  g_autoptr (GString) title = g_string_new (NULL);
  g_autofree char *words = NULL;
  g_autofree char *one_word = NULL;
  g_autofree char *letters = g_strnfill (100000, 'a');

  for (int i = 0; i < 5000; i++)
    g_string_append (title, "seven77 ");
  words = vt_handle_new (title->str);
  g_assert_cmpuint (strlen (words), ==, 79);
  g_assert_true (g_str_has_suffix (words, "-seven77"));

  one_word = vt_handle_new (letters);
  g_assert_cmpuint (strlen (one_word), ==, VT_HANDLE_MAX_LENGTH);
}

static void
test_valid (void)
{
  g_autofree char *longest = g_strnfill (VT_HANDLE_MAX_LENGTH, 'a');
  g_autofree char *too_long = g_strnfill (VT_HANDLE_MAX_LENGTH + 1, 'a');

  g_assert_true (vt_handle_is_valid ("a"));
  g_assert_true (vt_handle_is_valid ("blue-shirt-2"));
  g_assert_true (vt_handle_is_valid (longest));
  g_assert_false (vt_handle_is_valid (too_long));
  g_assert_false (vt_handle_is_valid (""));
  g_assert_false (vt_handle_is_valid (NULL));
  g_assert_false (vt_handle_is_valid ("-a"));
  g_assert_false (vt_handle_is_valid ("a-"));
  g_assert_false (vt_handle_is_valid ("a--b"));
  g_assert_false (vt_handle_is_valid ("A"));
  g_assert_false (vt_handle_is_valid ("../etc"));
  g_assert_false (vt_handle_is_valid ("a b"));
  g_assert_false (vt_handle_is_valid ("é"));
}

static void
test_valid_in_script (void)
{
  static const char *const good[] = { "เก้าอี้-ไม้", "é", "cadeira-2", "お茶", "चाय", "7" };
  static const char *const bad[] = { "",
                                     "-เก้าอี้",
                                     "เก้าอี้-",
                                     "a--b",
                                     "É",
                                     "e\xcc\x81", /* not NFC */
                                     "\xcc\x81",  /* a mark on nothing */
                                     "a/b",
                                     "a b",
                                     "a\xe2\x80\xae\x62", /* turns the direction */
                                     "a\xe2\x80\x8b\x62", /* no width */
                                     "🙂",
                                     "\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (vt_handle_is_valid_in_script (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (vt_handle_is_valid_in_script (bad[i]));
  g_assert_false (vt_handle_is_valid_in_script (NULL));
}

static gpointer
make_handle (gpointer title)
{
  return vt_handle_new (title);
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("handle", make_handle, (gpointer) "Crème");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *handle = g_thread_join (threads[i]);

      g_assert_cmpstr (handle, ==, "creme");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/handle/new/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/handle/new/every-script", test_scripts);
  g_test_add_func ("/handle/new/cut-between-words", test_length);
  g_test_add_func ("/handle/new/from-any-thread", test_threads);
  g_test_add_func ("/handle/is-valid", test_valid);
  g_test_add_func ("/handle/is-valid-in-script", test_valid_in_script);
  return g_test_run ();
}
