#include "base/vt-html.h"
#include "base/vt-rich-text.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *html;
  const char *text;
} good[] = {
  { "empty", "", "" },
  { "plain", "<p>One.</p><p>Two,<br>three.</p>", "One.\n\nTwo,\nthree." },
  { "bold", "<p>A <strong>bold</strong> word</p>", "A bold word" },
  { "short-names", "<p><b>a</b> <i>b</i></p>", "a b" },
  { "nested", "<p><strong>a <em>b</em></strong> <em>c <strong>d</strong></em></p>", "a b c d" },
  { "headings", "<h2>Care</h2><p>Wipe.</p><h3>Wood &amp; oil</h3><p>Wax.</p>", "Care\n\nWipe.\n\nWood & oil\n\nWax." },
  { "bullets", "<p>It is</p><ul><li>light</li><li><em>strong</em></li></ul><p>and</p>",
    "It is\n\n• light\n• strong\n\nand" },
  { "numbers", "<ol><li>Open</li><li>Sit</li></ol>", "1. Open\n2. Sit" },
  { "link", "<p>See <a href=\"https://a.test/?b=1&amp;c=2\">the <strong>care</strong> page</a>.</p>",
    "See the care page." },
  { "thai", "<p><strong>เก้าอี้</strong>ไม้</p>", "เก้าอี้ไม้" },
  { "spaced", "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n<p>c\n d</p>", "• a\n• b\n\nc d" },
};

static const struct
{
  const char *name;
  const char *html;
} kept[] = {
  { "table", "<table><tbody><tr><td>1</td></tr></tbody></table>" },
  { "other-heading", "<h4>Small</h4><p>a</p>" },
  { "nested-list", "<ul><li>a<ul><li>b</li></ul></li></ul>" },
  { "picture", "<p>a <img src=\"https://a.test/a.png\" alt=\"\"> b</p>" },
  { "paragraph-in-item", "<ul><li><p>a</p></li></ul>" },
  { "number-in-text", "<p>1. <strong>is</strong> no list</p>" },
  { "underline", "<p><u>a</u></p>" },
  { "bare", "a <strong>b</strong>" },
};

static void
test_there_and_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *html = vt_html_sanitise (good[i].html);
      g_autoptr (VtRichText) rich = vt_rich_text_from_html (html);
      g_autoptr (VtRichText) again = NULL;
      g_autofree char *written = NULL;

      g_test_message ("%s", good[i].name);
      g_assert_nonnull (rich);
      g_assert_cmpstr (rich->text, ==, good[i].text);
      written = vt_rich_text_to_html (rich);
      again = vt_rich_text_from_html (written);
      g_assert_nonnull (again);
      g_assert_cmpstr (again->text, ==, good[i].text);
      g_assert_cmpuint (again->spans->len, ==, rich->spans->len);
    }
}

static void
test_more_than_that_is_left_alone (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *html = vt_html_sanitise (kept[i].html);
      g_autoptr (VtRichText) rich = vt_rich_text_from_html (html);

      g_test_message ("%s: %s", kept[i].name, html);
      g_assert_null (rich);
    }
}

static void
test_written (void)
{
  g_autoptr (VtRichText) rich = vt_rich_text_new ("Top\n\na b c\nd\n• one\n• two\n3. three\n\n\nend");
  g_autofree char *html = NULL;

  vt_rich_text_add (rich, VT_RICH_HEADING_2, 0, 3, NULL);
  vt_rich_text_add (rich, VT_RICH_BOLD, 5, 8, NULL);
  vt_rich_text_add (rich, VT_RICH_ITALIC, 7, 10, NULL);
  vt_rich_text_add (rich, VT_RICH_LINK, 15, 18, "https://a.test/\"><script>");
  html = vt_rich_text_to_html (rich);
  g_assert_cmpstr (html, ==,
                   "<h2>Top</h2><p><strong>a <em>b</em></strong><em> c</em><br>d</p>"
                   "<ul><li><a href=\"https://a.test/&quot;&gt;&lt;script&gt;\">one</a></li><li>two</li></ul>"
                   "<ol><li>three</li></ol><p>end</p>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rich-text/there-and-back", test_there_and_back);
  g_test_add_func ("/rich-text/more-than-that-is-left-alone", test_more_than_that_is_left_alone);
  g_test_add_func ("/rich-text/written", test_written);

  return g_test_run ();
}
