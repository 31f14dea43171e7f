#define G_LOG_DOMAIN "vt-content"

#include "content/vt-markdown.h"

#include "base/vt-handle.h"
#include "base/vt-hash.h"
#include "base/vt-html.h"
#include "base/vt-text.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS       (CMARK_OPT_SAFE | CMARK_OPT_SMART | CMARK_OPT_VALIDATE_UTF8)
#define PRODUCTS_MAX  50
#define LEAST_OF_THEM 2 /* questions, for a page to be one of questions */

/* What stands for a picture while the sanitiser is at work: characters that texts do not have, as they are taken out
 * before (U+E000 and U+E001, private use). */
#define MARK_START "\xee\x80\x80"
#define MARK_END   "\xee\x80\x81"

typedef struct
{
  const VtMarkdownHooks *hooks; /* (unowned) */
  GPtrArray *pictures;          /* (owned) (element-type utf8) HTML, by the number of the mark */
  GPtrArray *products;          /* (unowned) */
} Reading;

static void
heading_free (VtMarkdownHeading *heading)
{
  g_free (heading->id);
  g_free (heading->text);
  g_free (heading);
}

static void
question_free (VtMarkdownQuestion *question)
{
  g_free (question->question);
  g_free (question->answer_html);
  g_free (question);
}

/* The tree -------------------------------------------------------------------------------------------------------- */

static void
note_product (Reading *self, const char *handle)
{
  g_autofree char *name = g_strndup (handle, strcspn (handle, "?#/"));

  if (vt_handle_is_valid (name) && self->products->len < PRODUCTS_MAX &&
      !g_ptr_array_find_with_equal_func (self->products, name, g_str_equal, NULL))
    g_ptr_array_add (self->products, g_steal_pointer (&name));
}

static void
read_link (Reading *self, cmark_node *node)
{
  const char *url = cmark_node_get_url (node);
  g_autofree char *path = NULL;
  g_autofree char *hooked = NULL;

  if (url == NULL)
    return;

  if (g_str_has_prefix (url, VT_MARKDOWN_PRODUCT))
    path = g_strconcat ("/products/", url + strlen (VT_MARKDOWN_PRODUCT), NULL);
  else
    path = g_strdup (url);
  if (g_str_has_prefix (path, "/products/"))
    note_product (self, path + strlen ("/products/"));

  hooked = self->hooks->link != NULL ? self->hooks->link (path, self->hooks->data) : NULL;
  cmark_node_set_url (node, hooked != NULL ? hooked : path);
}

static char *
words_in (cmark_node *node)
{
  GString *words = g_string_new (NULL);
  cmark_iter *iter = cmark_iter_new (node);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      const char *literal = event == CMARK_EVENT_ENTER ? cmark_node_get_literal (cmark_iter_get_node (iter)) : NULL;

      g_string_append (words, literal != NULL ? literal : "");
    }
  cmark_iter_free (iter);

  return g_string_free (words, FALSE);
}

/* A picture of the shop becomes a mark; what is elsewhere is left to the sanitiser. */
static void
read_picture (Reading *self, cmark_node *node)
{
  const char *url = cmark_node_get_url (node);
  const char *sha256 =
      url != NULL && g_str_has_prefix (url, VT_MARKDOWN_MEDIA) ? url + strlen (VT_MARKDOWN_MEDIA) : NULL;
  g_autofree char *alt = NULL;
  g_autofree char *mark = NULL;
  cmark_node *text;
  char *html = NULL;

  if (sha256 == NULL)
    return;

  alt = words_in (node);
  if (vt_sha256_is_valid (sha256) && self->hooks->picture != NULL)
    html = self->hooks->picture (sha256, alt, self->hooks->data);
  g_ptr_array_add (self->pictures, html != NULL ? html : g_strdup (""));
  mark = g_strdup_printf (MARK_START "%u" MARK_END, self->pictures->len - 1);

  text = cmark_node_new (CMARK_NODE_TEXT);
  cmark_node_set_literal (text, mark);
  cmark_node_replace (node, text);
  cmark_node_free (node);
}

static GPtrArray *
list_nodes (cmark_node *document, cmark_node_type type)
{
  GPtrArray *nodes = g_ptr_array_new ();
  cmark_iter *iter = cmark_iter_new (document);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    if (event == CMARK_EVENT_ENTER && cmark_node_get_type (cmark_iter_get_node (iter)) == type)
      g_ptr_array_add (nodes, cmark_iter_get_node (iter));
  cmark_iter_free (iter);

  return nodes;
}

/* A picture in the words of another picture goes with it. */
static gboolean
is_in_picture (cmark_node *node)
{
  for (cmark_node *up = cmark_node_parent (node); up != NULL; up = cmark_node_parent (up))
    if (cmark_node_get_type (up) == CMARK_NODE_IMAGE)
      return TRUE;

  return FALSE;
}

static char *
render_tree (Reading *self, const char *markdown)
{
  cmark_node *document = cmark_parse_document (markdown, strlen (markdown), OPTIONS);
  g_autoptr (GPtrArray) links = list_nodes (document, CMARK_NODE_LINK);
  g_autoptr (GPtrArray) pictures = list_nodes (document, CMARK_NODE_IMAGE);
  g_autofree char *clean = NULL;
  char *html;

  for (guint i = 0; i < links->len; i++)
    read_link (self, g_ptr_array_index (links, i));
  for (guint i = pictures->len; i-- > 0;)
    if (is_in_picture (g_ptr_array_index (pictures, i)))
      g_ptr_array_remove_index (pictures, i);
  for (guint i = 0; i < pictures->len; i++)
    read_picture (self, g_ptr_array_index (pictures, i));

  html = cmark_render_html (document, OPTIONS);
  clean = vt_html_sanitise (html);
  free (html);
  cmark_node_free (document);

  return g_steal_pointer (&clean);
}

/* Marks ----------------------------------------------------------------------------------------------------------- */

/* A picture that has a paragraph to itself is a figure. */
static char *
put_pictures (const Reading *self, const char *html)
{
  g_autoptr (GString) out = g_string_new (html);

  for (guint i = 0; i < self->pictures->len; i++)
    {
      const char *picture = g_ptr_array_index (self->pictures, i);
      g_autofree char *mark = g_strdup_printf (MARK_START "%u" MARK_END, i);
      g_autofree char *alone = g_strdup_printf ("<p>%s</p>", mark);
      g_autofree char *figure = *picture != '\0' ? g_strdup_printf ("<figure>%s</figure>", picture) : g_strdup ("");

      g_string_replace (out, alone, figure, 0);
      g_string_replace (out, mark, picture, 0);
    }

  return g_strdup (out->str);
}

static char *
take_marks_out (const char *markdown)
{
  g_autoptr (GString) text = g_string_new (markdown);

  g_string_replace (text, MARK_START, "", 0);
  g_string_replace (text, MARK_END, "", 0);
  return g_strdup (text->str);
}

/* Headings -------------------------------------------------------------------------------------------------------- */

static char *
plain_line (const char *html)
{
  g_autofree char *text = vt_html_to_plain_text (html);

  return vt_text_single_line (text);
}

static char *
free_id (GHashTable *seen, const char *text)
{
  g_autofree char *own = vt_handle_new (text);
  g_autofree char *stem = g_strconcat ("s-", own != NULL ? own : "part", NULL);
  g_autofree char *id = g_strdup (stem);

  for (guint number = 2; g_hash_table_contains (seen, id); number++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", stem, number);
    }
  g_hash_table_add (seen, g_strdup (id));

  return g_steal_pointer (&id);
}

static gboolean
asks (const char *text)
{
  return g_str_has_suffix (text, "?") || g_str_has_suffix (text, "？");
}

/* A heading in sanitised HTML: "<h2>…</h2>", never with attributes. */
typedef struct
{
  const char *start; /* "<" */
  const char *end;   /* behind "</h2>" */
  int level;
  gboolean top; /* no list or quotation is around it */
} Place;

/* How @tag changes the number of elements around what follows. */
static int
depth_of (const char *tag)
{
  static const char *const around[] = { "blockquote", "ul", "ol", "table" };
  gboolean ends = tag[1] == '/';
  const char *name = tag + (ends ? 2 : 1);

  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    if (g_str_has_prefix (name, around[i]) && !g_ascii_isalnum (name[strlen (around[i])]))
      return ends ? -1 : 1;

  return 0;
}

static GArray *
find_headings (const char *html)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  int depth = 0;

  for (const char *p = strchr (html, '<'); p != NULL; p = strchr (p + 1, '<'))
    {
      Place place = { p, NULL, 0, depth == 0 };

      depth += depth_of (p);
      if (p[1] != 'h' || p[2] < '2' || p[2] > '4' || p[3] != '>')
        continue;
      place.level = p[2] - '0';
      place.end = strstr (p, "</h");
      if (place.end == NULL)
        break;
      place.end += strlen ("</h2>");
      g_array_append_val (places, place);
    }

  return places;
}

static void
list_headings (VtMarkdown *self, const GArray *places, const Reading *reading)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      g_autofree char *marked = g_strndup (place->start + 4, (gsize) (place->end - place->start) - 9);
      g_autofree char *inner = put_pictures (reading, marked);
      VtMarkdownHeading *heading = g_new0 (VtMarkdownHeading, 1);

      heading->level = place->level;
      heading->text = plain_line (inner);
      heading->id = free_id (seen, heading->text);
      g_ptr_array_add (self->headings, heading);
    }
}

static gboolean
is_question (const VtMarkdown *self, const GArray *places, guint i)
{
  const Place *place = &g_array_index (places, Place, i);

  return place->top && place->level == 2 && asks (((VtMarkdownHeading *) g_ptr_array_index (self->headings, i))->text);
}

/* Where what follows the heading @i ends: at the next one of its rank. */
static const char *
end_of_answer (const GArray *places, guint i, const char *html)
{
  for (guint j = i + 1; j < places->len; j++)
    if (g_array_index (places, Place, j).top && g_array_index (places, Place, j).level == 2)
      return g_array_index (places, Place, j).start;

  return html + strlen (html);
}

static void
list_questions (VtMarkdown *self, const GArray *places, const char *html)
{
  for (guint i = 0; i < places->len; i++)
    if (is_question (self, places, i))
      {
        const char *start = g_array_index (places, Place, i).end;
        VtMarkdownQuestion *question = g_new0 (VtMarkdownQuestion, 1);

        question->question = g_strdup (((VtMarkdownHeading *) g_ptr_array_index (self->headings, i))->text);
        question->answer_html = g_strndup (start, (gsize) (end_of_answer (places, i, html) - start));
        g_ptr_array_add (self->questions, question);
      }

  if (self->questions->len < LEAST_OF_THEM)
    g_ptr_array_set_size (self->questions, 0);
}

/* Writes the headings with their ids, and questions as what can be opened. */
static char *
write_headings (const VtMarkdown *self, const GArray *places, const char *html)
{
  GString *out = g_string_new (NULL);
  const char *from = html;
  gboolean open = FALSE;

  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      const VtMarkdownHeading *heading = g_ptr_array_index (self->headings, i);
      gboolean question = self->questions->len > 0 && is_question (self, places, i);

      g_string_append_len (out, from, place->start - from);
      if (open && place->top && place->level == 2)
        g_string_append (out, "</details>");
      open = question || (open && !(place->top && place->level == 2));
      g_string_append (out, question ? "<details class=\"question\"><summary>" : "");
      g_string_append_printf (out, "<h%d id=\"%s\">", place->level, heading->id);
      g_string_append_len (out, place->start + 4, place->end - place->start - 4);
      g_string_append (out, question ? "</summary>" : "");
      from = place->end;
    }
  g_string_append (out, from);
  g_string_append (out, open ? "</details>" : "");

  return g_string_free (out, FALSE);
}

/**
 * vt_markdown_new:
 * @markdown: (nullable): text as CommonMark (https://spec.commonmark.org), valid UTF-8
 * @hooks: (nullable): what the reader does in its own way
 *
 * Raw HTML and addresses that run code are left out by the parser; what remains goes through the same allow-list as
 * descriptions do, so that one rule holds for all rich text. Headings get ids; two or more that ask ("## Do you ship to
 * islands?") make a page of questions, whose answers open and close.
 *
 * Returns: (transfer full): the text, read
 */
VtMarkdown *
vt_markdown_new (const char *markdown, const VtMarkdownHooks *hooks)
{
  static const VtMarkdownHooks none = { NULL, NULL, NULL };
  VtMarkdown *self = g_new0 (VtMarkdown, 1);
  Reading reading = { hooks != NULL ? hooks : &none, g_ptr_array_new_with_free_func (g_free), NULL };
  g_autofree char *plain = take_marks_out (markdown != NULL ? markdown : "");
  g_autofree char *tree = NULL;
  g_autofree char *html = NULL;
  g_autoptr (GArray) places = NULL;

  self->headings = g_ptr_array_new_with_free_func ((GDestroyNotify) heading_free);
  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) question_free);
  self->products = g_ptr_array_new_with_free_func (g_free);
  reading.products = self->products;

  tree = render_tree (&reading, plain);
  places = find_headings (tree);
  list_headings (self, places, &reading);
  list_questions (self, places, tree);
  html = write_headings (self, places, tree);
  self->html = put_pictures (&reading, html);
  for (guint i = 0; i < self->questions->len; i++)
    {
      VtMarkdownQuestion *question = g_ptr_array_index (self->questions, i);
      char *answer = put_pictures (&reading, question->answer_html);

      g_free (question->answer_html);
      question->answer_html = answer;
    }
  g_ptr_array_unref (reading.pictures);

  return self;
}

/**
 * vt_markdown_free:
 * @self: (nullable): a text
 */
void
vt_markdown_free (VtMarkdown *self)
{
  if (self == NULL)
    return;

  g_free (self->html);
  g_ptr_array_unref (self->headings);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->products);
  g_free (self);
}

/**
 * vt_markdown_to_html:
 * @markdown: (nullable): text as CommonMark, valid UTF-8
 *
 * Returns: (transfer full): HTML that may stand in a page as it is; see vt_markdown_new()
 */
char *
vt_markdown_to_html (const char *markdown)
{
  g_autoptr (VtMarkdown) self = vt_markdown_new (markdown, NULL);

  return g_steal_pointer (&self->html);
}
