#include "content/vt-markdown.h"

#include "base/vt-html.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

/**
 * vt_markdown_to_html:
 * @markdown: (nullable): text as CommonMark (https://spec.commonmark.org), valid UTF-8
 *
 * Raw HTML and addresses that run code are left out by the parser; what remains goes through the same allow-list as
 * descriptions do, so that one rule holds for all rich text.
 *
 * Returns: (transfer full): HTML that may stand in a page as it is
 */
char *
vt_markdown_to_html (const char *markdown)
{
  char *html;
  char *clean;

  if (markdown == NULL || *markdown == '\0')
    return g_strdup ("");

  html =
      cmark_markdown_to_html (markdown, strlen (markdown), CMARK_OPT_SAFE | CMARK_OPT_SMART | CMARK_OPT_VALIDATE_UTF8);
  clean = vt_html_sanitise (html);
  free (html);

  return clean;
}
