#include <string.h>

#include "base/vt-html-private.h"
#include "base/vt-html.h"

static const struct
{
  const char *name, *html, *clean;
} cases[] = {
  { "empty", "", "" },
  { "text", "Fish & chips", "Fish &amp; chips" },
  { "entities", "&eacute;&lt;b&gt;&#x41;", "é&lt;b&gt;A" },
  { "paragraphs", "<p>a</p>\n<p class=x onclick=\"y()\">b</p>", "<p>a</p><p>b</p>" },
  { "emphasis", "<p><b>a</b> <i>b</i></p>", "<p><b>a</b> <i>b</i></p>" },
  { "unclosed", "<p><b>a", "<p><b>a</b></p>" },
  { "crossed", "<b>a<i>b</b>c</i>", "<b>a<i>b</i></b><i>c</i>" },
  { "bold-around-block", "<b>x<p>y</p>z</b>", "<b>x</b><p><b>y</b></p><b>z</b>" },
  { "script", "a<script>alert(1)</script>b", "ab" },
  { "style", "<style>p{}</style>b", "b" },
  { "svg", "<svg><script>x</script><a href=/x>y</a></svg>b", "b" },
  { "math", "<math><mtext><style><img src=x onerror=y></style></mtext></math>b", "b" },
  { "comment", "a<!-- <b>x</b> -->b", "ab" },
  { "iframe", "<iframe src=\"https://x\">y</iframe>b", "b" },
  { "textarea", "<textarea></textarea><img src=/a></textarea>", "<img src=\"/a\" alt=\"\">" },
  { "link-on-site", "<a href=\"/products/x?a=1&amp;b=2\">x</a>", "<a href=\"/products/x?a=1&amp;b=2\">x</a>" },
  { "link-off-site", "<a href=\"https://example.com\" target=_blank>x</a>",
    "<a href=\"https://example.com\" rel=\"nofollow noopener\">x</a>" },
  { "link-mail", "<a href=mailto:a@example.com>x</a>", "<a href=\"mailto:a@example.com\">x</a>" },
  { "link-telephone", "<a href=tel:+6621234567>x</a>", "<a href=\"tel:+6621234567\">x</a>" },
  { "link-script", "<a href=\"javascript:alert(1)\">x</a>", "x" },
  { "link-script-hidden", "<a href=\" &#1;java\nscript&colon;alert(1)\">x</a>", "x" },
  { "link-data", "<a href=\"data:text/html,x\">x</a>", "x" },
  { "link-other-host", "<a href=\"//example.com\">x</a>", "x" },
  { "link-other-host-backslash", "<a href=\"/\\example.com\">x</a>", "x" },
  { "link-other-host-tab", "<a href=\"/&#9;/example.com\">x</a>", "x" },
  { "link-quotes", "<a href='/x\"onclick=\"y'>x</a>", "<a href=\"/x&quot;onclick=&quot;y\">x</a>" },
  { "picture", "<img src=/media/a.jpg alt=\"A &quot;b&quot;\" onerror=x>",
    "<img src=\"/media/a.jpg\" alt=\"A &quot;b&quot;\">" },
  { "picture-http", "<img src=http://example.com/a.jpg>", "" },
  { "picture-data", "<img src=data:image/png;base64,AAAA>", "" },
  { "list", "<ul>\n <li>a\n <li>b\n</ul>", "<ul><li>a\n </li><li>b\n</li></ul>" },
  { "list-nested", "<ul><li>a<ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>" },
  { "list-without-item", "<ul>a<ul>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>" },
  { "item-without-list", "<li>a</li><li>b</li>", "<p>a</p><p>b</p>" },
  { "division", "<div><div>a</div>b</div>c", "<p>a</p><p>b</p>c" },
  { "headings", "<h1>a</h1><h6>b</h6>", "<h2>a</h2><h4>b</h4>" },
  { "empty-blocks", "<p></p><h2> </h2><div><br></div>", "<p><br></p>" },
  { "pre", "<pre>\n\n a\n</pre>", "<pre>\n\n a\n</pre>" },
  { "table", "<table><tr><td colspan=2 style=x>a<th rowspan=9999>b</table>",
    "<table><tbody><tr><td colspan=\"2\">a</td><th>b</th></tr></tbody></table>" },
  { "table-foot", "<table><caption>c</caption><tfoot><tr><td>a</table>",
    "<table><tbody><tr><td><p>c</p></td></tr></tbody><tbody><tr><td>a</td></tr></tbody></table>" },
  { "rule", "<p>a<hr>b", "<p>a</p><hr>b" },
  { "whole-document", "<!DOCTYPE html><html><head><title>t</title></head><body><p>a</body></html>", "<p>a</p>" },
  { "not-utf8", "a\xff<b>b</b>", "a\uFFFD<b>b</b>" },
  { "composed", "e<!-- -->\u0301", "é" },
  { "eats-no-tag-end", "<b>&#x338; onclick=x</b>", "<b> onclick=x</b>" },
  { "unknown", "<blink>a</blink><x-y onload=z>b</x-y>", "ab" },
  { "open-tag-at-end", "a<b", "a" },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *clean = vt_html_sanitise (cases[i].html);
  g_autofree char *again = vt_html_sanitise (clean);

  g_assert_cmpstr (clean, ==, cases[i].clean);
  g_assert_cmpstr (again, ==, clean);
}

static char *
repeat (const char *part, guint times)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append_printf (all, "%s", part);
  return g_string_free (all, FALSE);
}

static void
test_hostile (void)
{
  static const struct
  {
    const char *part;
    guint times;
  } inputs[] = {
    { "<div>", 9000 },
    { "<div>", 200000 },
    { "<ul><li>", 4000 },
    { "<table><tr><td>", 3000 },
    { "<b><p>", 4000 },
    { "<b a=1><i b=2>", 3000 },
    { "<a href=/x><p>", 4000 },
    { "<p a b c d e f g", 50000 },
    { "<font color=red><p>", 1000 },
    { "<!--", 10000 },
    { "&amp", 10000 },
    { "<", 100000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autofree char *html = repeat (inputs[i].part, inputs[i].times);
      g_autofree char *clean = vt_html_sanitise (html);
      g_autofree char *again = vt_html_sanitise (clean);
      g_autofree char *text = vt_html_to_plain_text (html);

      g_assert_cmpstr (again, ==, clean);
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}

static void
test_escape (void)
{
  g_autofree char *escaped = vt_html_escape ("<a href=\"x\" b='y'>&</a>");
  g_autofree char *nothing = vt_html_escape (NULL);

  g_assert_cmpstr (escaped, ==, "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_from_plain_text (void)
{
  g_autofree char *html = vt_html_from_plain_text (" One <b>\r\ntwo\n\n \n\nThree \n");
  g_autofree char *none = vt_html_from_plain_text (" \n ");
  g_autofree char *clean = vt_html_sanitise (html);
  g_autofree char *text = vt_html_to_plain_text (html);

  g_assert_cmpstr (html, ==, "<p>One &lt;b&gt;<br>two</p><p>Three</p>");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (clean, ==, html);
  g_assert_cmpstr (text, ==, "One <b>\ntwo\n\nThree");
}

static void
assert_text (const char *html, const char *expected)
{
  g_autofree char *text = vt_html_to_plain_text (html);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_to_plain_text (void)
{
  assert_text ("<p>a  b\nc</p><p>d</p>", "a b c\n\nd");
  assert_text ("<p>a</p><ul><li>b</li> <li> c</li></ul>d", "a\n\n- b\n- c\n\nd");
  assert_text ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a\tb\nc\td");
  assert_text ("<pre>a\n  b</pre>", "a\n  b");
  assert_text ("a<script>b</script><br>c &euro;", "a\nc €");
  assert_text (NULL, "");
}

static void
test_is_plain (void)
{
  g_assert_true (vt_html_is_plain ("<p>a<br>b &lt;</p>"));
  g_assert_true (vt_html_is_plain (""));
  g_assert_true (vt_html_is_plain (NULL));
  g_assert_false (vt_html_is_plain ("<p>a <b>b</b></p>"));
  g_assert_false (vt_html_is_plain ("<pre>a</pre>"));
  g_assert_false (vt_html_is_plain ("<p class=x>a</p>"));
}

/* What most shops write is cleaned without a parser, and comes out the same. */
static void
test_simple (void)
{
  static const struct
  {
    const char *html;
    gboolean is_simple;
  } simple[] = {
    { "<p>One.</p>\n<p>Two &amp; three &lt; <strong>four</strong>, <em>five</em>.</p>", TRUE },
    { "<h2>Care</h2><ul>\n <li>Wash cold</li>\n <li>Dry<br>flat</li>\n</ul>\n", TRUE },
    { "<p>Crème brûlée&nbsp;&quot;x&quot;</p>", TRUE },
    { "<ol><li><b>A</b> b</li></ol>", TRUE },
    { "<p></p>", FALSE },
    { "<p> <b>x</b></p>", FALSE },
    { "<p><b></b>x</p>", FALSE },
    { "<p>a<b>b<b>c</b></b></p>", FALSE },
    { "<p>open", FALSE },
    { "<p>a</p>b", FALSE },
    { "<ul>a<li>b</li></ul>", FALSE },
    { "<ul></ul>", FALSE },
    { "<p class=\"x\">a</p>", FALSE },
    { "<p>e\xcc\x81</p>", FALSE },
    { "<p>a &copy b</p>", FALSE },
    { "<p>a > b</p>", FALSE },
    { "<p>a</b></p>", FALSE },
    { "<li>a</li>", FALSE },
    { "<script>x</script>", FALSE },
    { "text", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (simple); i++)
    {
      g_autofree char *clean = vt_html_sanitise_simple (simple[i].html);
      g_autofree char *parsed = vt_html_sanitise_parsed (simple[i].html);

      g_assert_cmpint (clean != NULL, ==, simple[i].is_simple);
      if (clean != NULL)
        g_assert_cmpstr (clean, ==, parsed);
    }
}

/* What is read without the parser is what the parser gives: an element without effect makes it be asked. */
static void
test_simple_plain_text (void)
{
  static const char *const texts[] = {
    "Plain, without tags > & < no",
    "  two\n words ",
    "<p>One <b>two</b>  three</p><p>Four</p>",
    "<p>One</p>\n<p>Two<br>Three<br/><br />Four &amp; five &lt;b&gt; &quot;six&quot;&nbsp;seven</p>\n",
    "<ul>\n<li>One</li>\n<li> <strong>Two</strong> </li>\n</ul><p>End</p>",
    "<h2>Head</h2><p>Text &amp;amp; more</p><ol><li>First</li><li>Second<br>line</li></ol>",
    "<p>a</p> <p> b <em>c </em> d</p>",
    "<p>€ é – ไทย</p>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *parsed_html = g_strconcat ("<span></span>", texts[i], NULL);
      g_autofree char *parsed = vt_html_to_plain_text (parsed_html);
      g_autofree char *text = vt_html_to_plain_text (texts[i]);

      g_assert_cmpstr (text, ==, parsed);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/html/sanitise/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/html/sanitise/simple", test_simple);
  g_test_add_func ("/html/sanitise/hostile-input", test_hostile);
  g_test_add_func ("/html/escape", test_escape);
  g_test_add_func ("/html/from-plain-text", test_from_plain_text);
  g_test_add_func ("/html/to-plain-text", test_to_plain_text);
  g_test_add_func ("/html/simple-plain-text", test_simple_plain_text);
  g_test_add_func ("/html/is-plain", test_is_plain);
  return g_test_run ();
}
