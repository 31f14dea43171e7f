#include "brand/vt-brand-css.h"
#include "brand/vt-brand.h"

#include <string.h>

static void
test_good (void)
{
  static const char *const sheets[] = {
    "",
    "  /* nothing */\n",
    "a { color: red }",
    "a:hover, .card::before { color: red; content: \"}\"; }",
    "@media (min-width: 40em) { .card { gap: 4px } .card:has(> img) { gap: 8px; } }",
    ":root { --sun: #ffd334; --odd: a:b:c; --empty: ; }",
    ".hero { background: url(/media/ab/cd.jpg) center; mask: url( \"/a%20b\" ) }",
    ".hero { background: url(data:image/png;base64,AAAA) }",
    ".card { & > a:hover { color: red } color: blue; @media print { display: none } }",
    "@layer a, b;",
    "a { color: color-mix(in oklab, var(--ink) 20%, var(--paper)) !important; }",
    "p { content: 'it\\'s \\\n fine' }",
    ".ราคา { color: red }",
    "@keyframes come { from { opacity: 0 } 50% { opacity: 0.5 } to { opacity: 1 } }",
    "a[href=\"x\"] { width: calc((1px + 2px) * 3) }",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autoptr (GError) error = NULL;

      vt_brand_css_check (sheets[i], -1, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *css;
    guint line, column;
  } cases[] = {
    { "a { color: red", 1, 3 },
    { "a { color: red }\n}", 2, 1 },
    { "a { width: calc(1px }", 1, 21 },
    { "a { width: 1px) }", 1, 15 },
    { "a {\n  color red;\n}", 2, 3 },
    { "a {\n  color: red\n  width: 1px;\n}", 3, 3 },
    { "a { color: red }\nwords", 2, 1 },
    { "color: red;", 1, 1 },
    { "/* open", 1, 1 },
    { "/*/", 1, 1 },
    { "a { content: \"open\n }", 1, 14 },
    { "a { content: 'open", 1, 14 },
    { "@import 'x.css';", 1, 1 },
    { "a { }\n@charset \"utf-8\";", 2, 1 },
    { "@\\69mport url(/x.css);", 1, 1 },
    { "@IMPORT '/x.css';", 1, 1 },
    { "a { background: url(https://example.com/x.png) }", 1, 21 },
    { "a { background: url(//example.com/x.png) }", 1, 21 },
    { "a { background: \\75rl(//example.com/x.png) }", 1, 23 },
    { "a { background: URL( 'http://example.com' ) }", 1, 22 },
    { "a { background: url(\\2f\\2f example.com) }", 1, 21 },
    { "a { background: url(\"/\\9 /example.com\") }", 1, 21 },
    { "a { background: url('/\\5c example.com') }", 1, 21 },
    { "a { background: url(javascript:alert(1)) }", 1, 37 },
    { "a { background: url(data:text/html,x) }", 1, 21 },
    { "a { background: url(/x", 1, 20 },
    { "a { background: image-set('//example.com/x.png' 1x) }", 1, 27 },
    { "a { background: -webkit-image-set(url(//example.com) 1x) }", 1, 39 },
    { "a { background: image-set(var(--x) 1x) }", 1, 27 },
    { "@font-face { src: url(https://example.com/f.woff2) }", 1, 23 },
    { "a { } </style><script>alert(1)</script>", 1, 7 },
    { "<!-- a { } -->", 1, 1 },
    { "a { color: \x01red }", 1, 12 },
    { "ก { ข }", 1, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint line, column;

      g_test_message ("%s", cases[i].css);
      g_assert_false (vt_brand_css_check (cases[i].css, -1, &line, &column, &error));
      g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID);
      g_assert_cmpuint (line, ==, cases[i].line);
      g_assert_cmpuint (column, ==, cases[i].column);
    }
}

static void
assert_refused (const char *css, gssize length)
{
  g_autoptr (GError) error = NULL;
  guint line = 7;

  g_assert_false (vt_brand_css_check (css, length, &line, NULL, &error));
  g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID);
}

static void
test_limits (void)
{
  g_autofree char *long_css = g_strnfill (VT_BRAND_CSS_MAX_BYTES + 1, ' ');
  g_autoptr (GString) deep = g_string_new (NULL);

  assert_refused (long_css, -1);
  g_assert_true (vt_brand_css_check (long_css, VT_BRAND_CSS_MAX_BYTES, NULL, NULL, NULL));
  assert_refused ("a { color: \xff }", -1);
  assert_refused ("a { }\0@import 'x';", 18);
  for (guint i = 0; i < 1000; i++)
    g_string_append (deep, "a{");
  assert_refused (deep->str, -1);
}

/* Whatever is cut off or put in: an answer, and never a read beyond the end. */
static void
test_pieces (void)
{
  static const char css[] = "@media (x) { a:hover::before { content: \"\\\"} \\75\" ; b: url( '/x' ) /* y */ } }\\";

  for (gsize length = 0; length < sizeof css; length++)
    {
      g_autofree char *exact = g_memdup2 (css, MAX (length, 1));
      g_autoptr (GError) error = NULL;
      gboolean whole = vt_brand_css_check (exact, (gssize) length, NULL, NULL, &error);

      g_assert_true (whole == (error == NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/brand/css/good", test_good);
  g_test_add_func ("/brand/css/bad", test_bad);
  g_test_add_func ("/brand/css/limits", test_limits);
  g_test_add_func ("/brand/css/pieces", test_pieces);

  return g_test_run ();
}
