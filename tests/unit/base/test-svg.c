#include "base/vt-svg.h"

#include <string.h>

#define OPEN "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""

static const struct
{
  const char *svg;
  const char *clean;
} kept[] = {
  { "<svg viewBox='0 0 3 2'><path d='M0 0'/></svg>\n", OPEN " viewBox=\"0 0 3 2\"><path d=\"M0 0\"/></svg>" },
  { "\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE svg><!-- drawn --><svg/>", OPEN "/>" },
  { "<svg:svg xmlns:svg='http://www.w3.org/2000/svg'><svg:g/></svg:svg>", OPEN "><g/></svg>" },
  { "<svg><use xlink:href='#a'/><use href=\"#b\"/></svg>", OPEN "><use xlink:href=\"#a\"/><use href=\"#b\"/></svg>" },
  { "<svg><style><![CDATA[.a>b{fill:url( '#c')}]]></style></svg>",
    OPEN "><style>.a&gt;b{fill:url( &apos;#c&apos;)}</style></svg>" },
  { "<svg aria-label='Tea &amp; \"Co\" @ home'><title>A &lt;b&gt;</title></svg>",
    OPEN " aria-label=\"Tea &amp; &quot;Co&quot; @ home\"><title>A &lt;b&gt;</title></svg>" },
  { "<svg><text>a&#1;b\xef\xbf\xbf</text></svg>", OPEN "><text>a b   </text></svg>" },
  { "<svg><style> </style><style/></svg>", OPEN "><style> </style><style/></svg>" },
  { "<svg id='a&#10;b'><text>a&#13;b</text></svg>", OPEN " id=\"a b\"><text>a\nb</text></svg>" },
  { "<svg><a href='https://shop.example'><rect/></a></svg>", OPEN "><g><rect/></g></svg>" },
};

/* Each holds the word "evil" where a browser would act on it. */
static const char *const left_out[] = {
  "<svg onload='evil()'/>",
  "<svg ONLOAD='evil()'/>",
  "<svg><script>evil()</script></svg>",
  "<svg><svg:script>evil()</svg:script></svg>",
  "<svg><x:script xmlns:x='http://www.w3.org/2000/svg'>evil()</x:script></svg>",
  "<svg><foreignObject><p onclick='evil'>evil</p></foreignObject></svg>",
  "<svg><g><metadata>evil<g>evil</g></metadata></g></svg>",
  "<svg><use href='https://evil.example/#a'/></svg>",
  "<svg><use xlink:href=' javascript:evil()'/></svg>",
  "<svg><use x:href='evil' xmlns:x='http://www.w3.org/1999/xlink'/></svg>",
  "<svg><rect/><image href='https://evil.example/a.png'/></svg>",
  "<svg><set attributeName='href' to='evil'/></svg>",
  "<svg><animate attributeName='onclick' values='evil'/></svg>",
  "<svg><rect fill='url(https://evil.example)'/></svg>",
  "<svg><rect style='fill:URL( \"//evil.example\")'/></svg>",
  "<svg><rect style='fill:u\\72l(evil)'/></svg>",
  "<svg><rect fill='url(#a) url(evil)'/></svg>",
  "<svg><feImage href='evil'/></svg>",
  "<svg xmlns='evil' xmlns:a='evil' xml:base='evil'/>",
  "<svg><!-- evil --><?evil?></svg>",
  "<svg><style>a{}<g>evil</g></style></svg>",
};

static const char *const refused[] = {
  "",
  "<svg>",
  "<svg/><svg",
  "<html><svg/></html>",
  "<g/>",
  "<svg><style>@import 'https://evil.example'</style></svg>",
  "<svg><style>@import 'evil';<g/></style></svg>",
  "<svg><style>a{fill:url(https://evil.example)}</style></svg>",
  "<svg><style>a{background:image-set('https://evil.example' 1x)}</style></svg>",
  "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg><text>&a;</text></svg>",
  "<svg a='1' a='2'",
  "<svg/><svg/>",
  "<![CDATA[<svg/>]]>",
  "<svg><image href='data:image/png;base64,iVBORw0KGgo='/></svg>",
  "<svg><g id='a'><use href='#a'/></g></svg>",
  "<svg><g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g></svg>",
  "<svg><pattern id='p'><rect fill='url(#p)'/></pattern><rect fill='url(#p)'/></svg>",
  "<svg><style>.a{fill:url( '#p' )}</style><pattern id='p'><g class='x a'/></pattern></svg>",
  "<svg><style>g *{mask:URL(#m)}</style><g><mask id='m'><rect/></mask></g></svg>",
  "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><svg><text>&b;</text></svg>",
};

static void
test_kept (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *clean = vt_svg_sanitise (kept[i].svg, -1, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (clean, ==, kept[i].clean);
      again = vt_svg_sanitise (clean, -1, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, clean);
    }
}

static void
test_left_out (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *clean = vt_svg_sanitise (left_out[i], -1, &error);

      g_test_message ("%s", left_out[i]);
      g_assert_no_error (error);
      g_assert_null (strstr (clean, "evil"));
    }
}

static void
test_refused (void)
{
  g_autofree char *deep = g_strnfill (3000, '<');
  g_autoptr (GString) nested = g_string_new (NULL);
  g_autofree char *large = g_strnfill (VT_SVG_MAX_BYTES + 1, ' ');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) why = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_null (vt_svg_sanitise (refused[i], -1, &why));
      g_assert_nonnull (why);
    }

  g_assert_null (vt_svg_sanitise (deep, -1, NULL));
  for (int i = 0; i < 1000; i++)
    g_string_append (nested, "<svg>");
  g_assert_null (vt_svg_sanitise (nested->str, -1, NULL));
  g_assert_null (vt_svg_sanitise (large, -1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

/* Ten times ten times ten …, by what @format says: it names what it makes, then what it repeats. */
static void
check_bomb (const char *format)
{
  g_autoptr (GString) svg = g_string_new ("<svg><rect id='n0'/><pattern id='p0'/>");
  g_autoptr (GError) error = NULL;

  for (int i = 1; i < 12; i++)
    g_string_append_printf (svg, format, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
  g_string_append (svg, "</svg>");

  g_assert_null (vt_svg_sanitise (svg->str, -1, &error));
  g_assert_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT);
}

static void
test_bombs (void)
{
  g_autoptr (GString) chain = g_string_new ("<svg>");
  g_autoptr (GString) filters = g_string_new ("<svg><filter id='f'/>");
  g_autoptr (GError) error = NULL;

  check_bomb ("<g id='n%d'><use href='#n%d'/><use href='#n%d'/><use href='#n%d'/><use href='#n%d'/>"
              "<use href='#n%d'/><use href='#n%d'/><use href='#n%d'/><use href='#n%d'/></g>");
  check_bomb ("<pattern id='p%d'><rect fill='url(#p%d)'/><g style='fill:url(#p%d)'/><g fill='url(#p%d)'/>"
              "<g fill='url(#p%d)'/><g fill='url(#p%d)'/><g fill='url(#p%d)'/><g fill='url(#p%d)'/>"
              "<g fill='url(#p%d)'/></pattern>");
  check_bomb ("<style>.c%d{fill:url(#p%d)}</style><pattern id='p%d'><g class='c%d'><g/><g/><g/><g/><g/><g/><g/></g>"
              "</pattern><text>%d%d%d%d%d</text>");

  for (int i = 0; i < 1000; i++)
    g_string_append_printf (chain, "<g id='n%d'><use href='#n%d'/></g>", i, i + 1);
  g_string_append (chain, "</svg>");
  g_assert_null (vt_svg_sanitise (chain->str, -1, &error));
  g_clear_error (&error);

  for (int i = 0; i < 5000; i++)
    g_string_append (filters, "<g filter='url(#f)'/>");
  g_string_append (filters, "</svg>");
  g_assert_null (vt_svg_sanitise (filters->str, -1, &error));
}

/* Drawings as programs write them, with many references that are no harm. */
static void
test_references (void)
{
  g_autoptr (GString) svg = g_string_new ("<svg><defs><linearGradient id='a'><stop/><stop/></linearGradient>"
                                          "<linearGradient id='b' href='#a'/><clipPath id='c'><rect/></clipPath></defs>"
                                          "<style>.s,.t{fill:url(#b)}.t{clip-path:url(#c)}</style>");
  g_autoptr (GError) error = NULL;
  g_autofree char *clean = NULL;

  for (int i = 0; i < 2000; i++)
    g_string_append (svg, "<g class='t'><path class='s' d='M0 0'/></g><use href='#missing'/>");
  g_string_append (svg, "</svg>");
  clean = vt_svg_sanitise (svg->str, -1, &error);
  g_assert_no_error (error);
}

static char *
to_white (const char *colour, G_GNUC_UNUSED gpointer data)
{
  return g_str_equal (colour, "none") ? NULL : g_strdup ("#ffffff");
}

static void
test_repaint (void)
{
  static const struct
  {
    const char *svg, *painted;
  } cases[] = {
    { "<svg><path/></svg>", OPEN " color=\"#ffffff\" fill=\"#ffffff\"><path/></svg>" },
    { "<svg color='red' fill='none'><path fill='rgb(1, 2, 3)' stroke=' #abc '/></svg>",
      OPEN " color=\"#ffffff\" fill=\"none\"><path fill=\"#ffffff\" stroke=\" #ffffff \"/></svg>" },
    { "<svg color='red' fill='url(#a) red'><g style='font:red; fill : red!important;stop-color:red'/></svg>",
      OPEN " color=\"#ffffff\" fill=\"url(#a) #ffffff\">"
           "<g style=\"font:red; fill : #ffffff!important;stop-color:#ffffff\"/></svg>" },
    { "<svg color='red' fill='red'><style>#fade,.b{stroke:#123;x:#123}g{fill:red}</style></svg>",
      OPEN " color=\"#ffffff\" fill=\"#ffffff\">"
           "<style>#fade,.b{stroke:#ffffff;x:#123}g{fill:#ffffff}</style></svg>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *painted = vt_svg_repaint (cases[i].svg, -1, to_white, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (painted, ==, cases[i].painted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/svg/kept", test_kept);
  g_test_add_func ("/svg/left-out", test_left_out);
  g_test_add_func ("/svg/refused", test_refused);
  g_test_add_func ("/svg/bombs", test_bombs);
  g_test_add_func ("/svg/references", test_references);
  g_test_add_func ("/svg/repaint", test_repaint);
  return g_test_run ();
}
