/* Sanitising twice changes nothing, and the result is checked by a reader that shares nothing with the sanitiser: it
 * knows the few forms a tag may have, and refuses all others. */
#include <string.h>

#include "base/vt-html-private.h"
#include "base/vt-html.h"
#include "fuzz.h"

static const char *const plain_tags[] = { "p",   "br",         "strong", "b",     "em", "i",  "u",     "s",    "sub",
                                          "sup", "code",       "ul",     "ol",    "li", "h2", "h3",    "h4",   "hr",
                                          "td",  "blockquote", "pre",    "table", "th", "tr", "thead", "tbody" };

static gboolean
is_plain_name (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_tags); i++)
    {
      if (strlen (plain_tags[i]) == length && memcmp (plain_tags[i], name, length) == 0)
        return TRUE;
    }
  return length == 1 && *name == 'a';
}

static gboolean
matches (const char *pattern, const char *tag)
{
  return g_regex_match_simple (pattern, tag, G_REGEX_DOLLAR_ENDONLY, 0);
}

/* @tag is what stands between < and >. */
static gboolean
is_allowed (const char *tag)
{
  const char *name = *tag == '/' ? tag + 1 : tag;

  if (is_plain_name (name, strlen (name)))
    return *tag == '/' || strcmp (tag, "a") != 0;

  return matches ("^a href=\"(/(?![/\\\\])|(?i:mailto:|tel:))[^\"<>]*\"$", tag) ||
         matches ("^a href=\"(?i:https?)://[^\"<>]+\" rel=\"nofollow noopener\"$", tag) ||
         matches ("^img src=\"(/(?![/\\\\])|(?i:https)://)[^\"<>]*\" alt=\"[^\"<>]*\"$", tag) ||
         matches ("^t[dh]( colspan=\"[0-9]+\")?( rowspan=\"[0-9]+\")?$", tag);
}

static void
check_tags (const char *html)
{
  for (const char *p = strchr (html, '<'); p != NULL; p = strchr (p, '<'))
    {
      const char *end = strchr (p, '>');
      g_autofree char *tag = NULL;

      g_assert_nonnull (end);
      tag = g_strndup (p + 1, (gsize) (end - p - 1));
      if (!is_allowed (tag))
        g_error ("a tag that is not allowed: <%s>", tag);
      p = end;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *html = g_strndup ((const char *) data, size);
  g_autofree char *clean = vt_html_sanitise (html);
  g_autofree char *again = vt_html_sanitise (clean);
  g_autofree char *normal = g_utf8_normalize (clean, -1, G_NORMALIZE_NFC);
  g_autofree char *text = vt_html_to_plain_text (html);
  g_autofree char *from_text = vt_html_from_plain_text (text);
  g_autofree char *simple = vt_html_sanitise_simple (html);
  g_autofree char *parsed = vt_html_sanitise_parsed (html);

  g_assert_nonnull (normal);
  g_assert_cmpstr (again, ==, clean);
  g_assert_cmpstr (simple != NULL ? simple : parsed, ==, parsed);
  check_tags (clean);
  check_tags (normal);
  check_tags (from_text);
  g_assert_true (vt_html_is_plain (from_text));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  return 0;
}
