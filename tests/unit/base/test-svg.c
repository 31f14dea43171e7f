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
  "<svg><image href='https://evil.example/a.png'/></svg>",
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/svg/kept", test_kept);
  g_test_add_func ("/svg/left-out", test_left_out);
  g_test_add_func ("/svg/refused", test_refused);
  return g_test_run ();
}
