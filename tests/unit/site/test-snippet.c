#include "site/vt-snippet.h"

#include <string.h>

static const struct
{
  const char *name, *own, *title, *extra, *shop, *expected;
} titles[] = {
  { "own", "Chairs for cafés", "Chair", "Chairs", "Lume", "Chairs for cafés" },
  { "all three", "", "Mustard", "Chairs", "Lume", "Mustard — Chairs — Lume" },
  { "extra is in the title", NULL, "Café Chairs", "chairs", "Lume", "Café Chairs — Lume" },
  { "extra is the shop", NULL, "Mustard", "Lume", "Casa Lume", "Mustard — Casa Lume" },
  { "no extra", NULL, "Mustard", NULL, "Lume", "Mustard — Lume" },
  { "no room for the extra", NULL, "A chair of steel and beech for the kitchen table", "Chairs", "Casa Lume",
    "A chair of steel and beech for the kitchen table — Casa Lume" },
  { "the shop itself", NULL, "", "x", "Lume", "Lume" },
  { "nothing", NULL, NULL, NULL, "Lume", "Lume" },
  { "lines", NULL, "A\nchair", NULL, "Lume", "A chair — Lume" },
};

static void
test_titles (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *title = vt_snippet_make_title (titles[i].own, titles[i].title, titles[i].extra, titles[i].shop);

      g_test_message ("%s", titles[i].name);
      g_assert_cmpstr (title, ==, titles[i].expected);
    }
}

static void
test_descriptions (void)
{
  g_autofree char *own = vt_snippet_make_description ("Mine\nis best", "<p>other</p>");
  g_autofree char *made = vt_snippet_make_description ("", "<p>Steel &amp; beech.</p><p>Made here.</p>");
  g_autofree char *none = vt_snippet_make_description (NULL, NULL);
  g_autofree char *long_html = g_strnfill (2000, 'a');
  g_autofree char *cut = NULL;

  for (gsize i = 7; i < 2000; i += 8)
    long_html[i] = ' ';
  cut = vt_snippet_make_description ("", long_html);
  g_assert_cmpstr (own, ==, "Mine is best");
  g_assert_cmpstr (made, ==, "Steel & beech. Made here.");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpint (g_utf8_strlen (cut, -1), <=, VT_SNIPPET_TEXT_CHARS);
  g_assert_true (g_str_has_suffix (cut, "aaaaaaa…"));
}

static void
test_widths (void)
{
  g_assert_cmpint (vt_snippet_title_width_px (""), ==, 0);
  g_assert_cmpint (vt_snippet_title_width_px ("iiiii"), <, vt_snippet_title_width_px ("WWW"));
  g_assert_cmpint (vt_snippet_title_width_px ("Café"), ==, vt_snippet_title_width_px ("Cafe"));
  /* Marks above and below Thai letters take no room. */
  g_assert_cmpint (vt_snippet_title_width_px ("กี่"), ==, vt_snippet_title_width_px ("ก"));
  g_assert_cmpint (vt_snippet_title_width_px ("漢"), ==, 20);
  g_assert_cmpint (vt_snippet_text_width_px ("漢"), ==, 14);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snippet/titles", test_titles);
  g_test_add_func ("/snippet/descriptions", test_descriptions);
  g_test_add_func ("/snippet/widths", test_widths);
  return g_test_run ();
}
