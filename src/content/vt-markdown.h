#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Prefixes of addresses that stand for things of the shop: "product:orchid", "media:" and the SHA-256 of a picture. */
#define VT_MARKDOWN_PRODUCT "product:"
#define VT_MARKDOWN_MEDIA   "media:"

/* A heading of the text: h2 to h4. */
typedef struct
{
  int level;
  char *id; /* of the element, for links into the page */
  char *text;
} VtMarkdownHeading;

/* A heading that asks, and what follows it. */
typedef struct
{
  char *question;
  char *answer_html;
} VtMarkdownQuestion;

/* What a reader of the text may put in its own way. */
typedef struct
{
  /* Where a link leads; NULL leaves it as it is written. */
  char *(*link) (const char *url, gpointer data);
  /* HTML of a picture of the shop, trusted; NULL when there is none. */
  char *(*picture) (const char *sha256, const char *alt, gpointer data);
  gpointer data;
} VtMarkdownHooks;

typedef struct
{
  char *html;           /* may stand in a page as it is */
  GPtrArray *headings;  /* (element-type VtMarkdownHeading) */
  GPtrArray *questions; /* (element-type VtMarkdownQuestion) two or more, or none */
  GPtrArray *products;  /* (element-type utf8) handles of the products that it links, in order, each once */
} VtMarkdown;

char *vt_markdown_to_html (const char *markdown);
VtMarkdown *vt_markdown_new (const char *markdown, const VtMarkdownHooks *hooks);
void vt_markdown_free (VtMarkdown *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtMarkdown, vt_markdown_free)

G_END_DECLS
