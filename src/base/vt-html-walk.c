/* Parses untrusted HTML as a browser would and tells its elements and texts one by one. What is meant for machines
 * (scripts, styles, embedded objects) is left out with its content. Gumbo follows the standard faithfully, so hostile
 * input can make it build huge trees out of few bytes; such input is recognised first and treated as plain text. */

#include "base/vt-html-walk.h"

#include <string.h>

#define MAX_SIZE       (4 * 1024 * 1024)
#define MAX_TAGS       10000
#define MAX_TABLES     64
#define MAX_CLONED     (64 * 1024 * 1024) /* bytes */
#define MAX_SEPARATORS (1000 * 1000 * 1000)

typedef struct
{
  const GumboNode *node;
  guint next; /* child to visit */
} Step;

/* Elements that the parser repeats in every block after them until they are closed. */
static gboolean
is_repeated (const char *name, gsize length, gboolean many_tables)
{
  static const char *const names[] = { "b",    "big",   "code",   "em",     "font", "i",
                                       "nobr", "small", "strike", "strong", "tt",   "u" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strlen (names[i]) == length && g_ascii_strncasecmp (name, names[i], length) == 0)
        return TRUE;
    }
  return many_tables && length == 1 && g_ascii_tolower (*name) == 'a';
}

static const char *
find_tag (const char *p)
{
  while ((p = strchr (p, '<')) != NULL && !g_ascii_isalpha (p[1]))
    p++;
  return p;
}

/**
 * vt_html_is_too_complex:
 * @html: untrusted HTML
 *
 * Bounds what parsing can cost: size, depth, repeated formatting elements, and attributes, which the parser compares
 * with each other. Every count is an upper bound, whatever comments or quotes the markup hides in.
 *
 * Returns: whether @html is far beyond what people write
 */
gboolean
vt_html_is_too_complex (const char *html)
{
  gsize length = strlen (html);
  guint64 tags = 0;
  guint64 tables = 0;
  guint64 cloned = 0;
  guint64 compared = 0;

  if (length > MAX_SIZE)
    return TRUE;

  for (const char *tag = find_tag (html); tag != NULL;)
    {
      const char *next = find_tag (tag + 1);
      const char *end = next != NULL ? next : html + length;
      const char *close = memchr (tag, '>', (gsize) (end - tag));
      gsize name = strspn (tag + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
      guint64 separators = 0;

      for (const char *p = tag; p < end; p++)
        separators += strchr (" \t\n\f\r/\"'", *p) != NULL;
      tags++;
      tables += name == 5 && g_ascii_strncasecmp (tag + 1, "table", 5) == 0;
      if (is_repeated (tag + 1, name, tables > MAX_TABLES) && tag[name + 1] != '>')
        cloned += (guint64) ((close != NULL ? close : end) - tag);
      compared += separators * separators;
      tag = next;
    }
  return tags > MAX_TAGS || cloned * tags > MAX_CLONED || compared > MAX_SEPARATORS;
}

static gboolean
is_for_machines (const GumboElement *element)
{
  if (element->tag_namespace != GUMBO_NAMESPACE_HTML)
    return TRUE;

  switch (element->tag)
    {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_FRAMESET:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_PLAINTEXT:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
visit (const GumboNode *node, const VtHtmlVisitor *visitor, gpointer data, GArray *path)
{
  Step step = { .node = node, .next = 0 };

  switch (node->type)
    {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
    case GUMBO_NODE_CDATA:
      visitor->text (node->v.text.text, data);
      break;
    case GUMBO_NODE_ELEMENT:
      if (is_for_machines (&node->v.element))
        break;
      visitor->enter (&node->v.element, data);
      g_array_append_val (path, step);
      break;
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_TEMPLATE:
    default:
      break;
    }
}

/* Not recursive: the tree can be deep. */
static void
walk_tree (const GumboNode *root, const VtHtmlVisitor *visitor, gpointer data)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (Step));
  Step first = { .node = root, .next = 0 };

  g_array_append_val (path, first);
  while (path->len > 0)
    {
      Step *step = &g_array_index (path, Step, path->len - 1);
      const GumboNode *node = step->node;

      if (step->next < node->v.element.children.length)
        {
          visit (node->v.element.children.data[step->next++], visitor, data, path);
          continue;
        }
      g_array_set_size (path, path->len - 1);
      if (path->len > 0)
        visitor->leave (&node->v.element, data);
    }
}

static gboolean
begins_tag (const char *p)
{
  return *p == '<' && (g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?');
}

static char *
strip_tags (const char *html)
{
  GString *text = g_string_new (NULL);
  const char *end = strchr (html, '>');

  while (*html != '\0')
    {
      if (end != NULL && end < html)
        end = strchr (html, '>');
      if (end != NULL && begins_tag (html))
        html = end + 1;
      else
        g_string_append_c (text, *html++);
    }
  return g_string_free (text, FALSE);
}

/**
 * vt_html_walk:
 * @html: untrusted HTML, which need not be valid UTF-8
 * @as_text: whether to do without the parser and tell one text, the tags taken out
 * @visitor: what to call
 * @data: its first argument's companion
 */
void
vt_html_walk (const char *html, gboolean as_text, const VtHtmlVisitor *visitor, gpointer data)
{
  g_autofree char *valid = g_utf8_make_valid (html, -1);
  GumboOptions options = kGumboDefaultOptions;
  GumboOutput *output;

  if (as_text || vt_html_is_too_complex (valid))
    {
      g_autofree char *text = strip_tags (valid);

      visitor->text (text, data);
      return;
    }
  options.fragment_context = GUMBO_TAG_DIV;
  options.max_errors = 0;
  output = gumbo_parse_with_options (&options, valid, strlen (valid));
  walk_tree (output->root, visitor, data);
  gumbo_destroy_output (&options, output);
}
