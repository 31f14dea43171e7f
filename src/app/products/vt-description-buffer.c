#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-description-buffer.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
  [VT_RICH_HEADING_2] = "heading-2", [VT_RICH_HEADING_3] = "heading-3", [VT_RICH_LINK] = "link",
  [VT_RICH_BOLD] = "bold",           [VT_RICH_ITALIC] = "italic",
};

static GtkTextTag *
get_tag (GtkTextBuffer *buffer, VtRichKind kind)
{
  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), names[kind]);
}

/* What a tag stands for; a link has a tag for each address, beside the one that they all have. */
static const char *
url_of (GtkTextTag *tag)
{
  return g_object_get_data (G_OBJECT (tag), "url");
}

static void
set_tag (GtkTextBuffer *buffer, GtkTextTag *tag, const GtkTextIter *start, const GtkTextIter *end, gboolean on)
{
  if (on)
    gtk_text_buffer_apply_tag (buffer, tag, start, end);
  else
    gtk_text_buffer_remove_tag (buffer, tag, start, end);
}

static void
remove_links (GtkTextBuffer *buffer, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextIter at = *start;

  while (gtk_text_iter_compare (&at, end) < 0)
    {
      GSList *tags = gtk_text_iter_get_tags (&at);

      for (GSList *l = tags; l != NULL; l = l->next)
        if (url_of (l->data) != NULL)
          gtk_text_buffer_remove_tag (buffer, l->data, start, end);
      g_slist_free (tags);
      if (!gtk_text_iter_forward_to_tag_toggle (&at, NULL))
        break;
    }
  gtk_text_buffer_remove_tag (buffer, get_tag (buffer, VT_RICH_LINK), start, end);
}

static void
add_link (GtkTextBuffer *buffer, const GtkTextIter *start, const GtkTextIter *end, const char *url)
{
  GtkTextTag *tag = gtk_text_buffer_create_tag (buffer, NULL, NULL);

  g_object_set_data_full (G_OBJECT (tag), "url", g_strdup (url), g_free);
  gtk_text_buffer_apply_tag (buffer, tag, start, end);
  gtk_text_buffer_apply_tag (buffer, get_tag (buffer, VT_RICH_LINK), start, end);
}

/* What is typed at the end of a mark goes on with it, within the line; a link is not gone on with. A heading is its
 * whole line and nothing of the next. */
static void
inserted_cb (GtkTextBuffer *buffer, GtkTextIter *end, const char *text, int length)
{
  GtkTextIter start = *end;
  GtkTextIter before;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, length));
  before = start;
  if (gtk_text_iter_starts_line (&start) || !gtk_text_iter_backward_char (&before))
    return;

  for (int kind = VT_RICH_HEADING_2; kind <= VT_RICH_ITALIC; kind++)
    {
      gboolean is_heading = kind <= VT_RICH_HEADING_3;
      gboolean breaks = memchr (text, '\n', (gsize) length) != NULL;

      if (kind == VT_RICH_LINK)
        continue;
      if (gtk_text_iter_has_tag (&before, get_tag (buffer, (VtRichKind) kind)))
        set_tag (buffer, get_tag (buffer, (VtRichKind) kind), &start, end, !(is_heading && breaks));
    }
}

/**
 * vt_description_buffer_set_up:
 * @buffer: an empty buffer
 *
 * Gives it the tags.
 */
void
vt_description_buffer_set_up (GtkTextBuffer *buffer)
{
  gtk_text_buffer_create_tag (buffer, names[VT_RICH_HEADING_2], "weight", PANGO_WEIGHT_BOLD, "scale", 1.35, NULL);
  gtk_text_buffer_create_tag (buffer, names[VT_RICH_HEADING_3], "weight", PANGO_WEIGHT_BOLD, "scale", 1.15, NULL);
  gtk_text_buffer_create_tag (buffer, names[VT_RICH_LINK], "underline", PANGO_UNDERLINE_SINGLE, NULL);
  gtk_text_buffer_create_tag (buffer, names[VT_RICH_BOLD], "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (buffer, names[VT_RICH_ITALIC], "style", PANGO_STYLE_ITALIC, NULL);
  g_signal_connect_after (buffer, "insert-text", G_CALLBACK (inserted_cb), NULL);
}

/**
 * vt_description_buffer_show:
 * @buffer: a buffer
 * @rich: what it shows from now on
 */
void
vt_description_buffer_show (GtkTextBuffer *buffer, const VtRichText *rich)
{
  gtk_text_buffer_set_text (buffer, rich->text, -1);
  for (guint i = 0; i < rich->spans->len; i++)
    {
      const VtRichSpan *span = &g_array_index (rich->spans, VtRichSpan, i);
      GtkTextIter start;
      GtkTextIter end;

      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) span->start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) span->end);
      if (span->kind == VT_RICH_LINK)
        add_link (buffer, &start, &end, span->url);
      else
        gtk_text_buffer_apply_tag (buffer, get_tag (buffer, span->kind), &start, &end);
    }
}

static void
read_kind (GtkTextBuffer *buffer, VtRichText *rich, VtRichKind kind)
{
  GtkTextTag *tag = get_tag (buffer, kind);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  while (gtk_text_iter_starts_tag (&start, tag) || gtk_text_iter_forward_to_tag_toggle (&start, tag))
    {
      if (!gtk_text_iter_starts_tag (&start, tag))
        continue;
      end = start;
      if (!gtk_text_iter_forward_to_tag_toggle (&end, tag))
        gtk_text_buffer_get_end_iter (buffer, &end);
      vt_rich_text_add (rich, kind, (guint) gtk_text_iter_get_offset (&start), (guint) gtk_text_iter_get_offset (&end),
                        NULL);
      if (gtk_text_iter_is_end (&end))
        break;
      start = end;
    }
}

static const char *
link_at (const GtkTextIter *at)
{
  GSList *tags = gtk_text_iter_get_tags (at);
  const char *url = NULL;

  for (GSList *l = tags; l != NULL && url == NULL; l = l->next)
    url = url_of (l->data);
  g_slist_free (tags);

  return url;
}

static void
read_links (GtkTextBuffer *buffer, VtRichText *rich)
{
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);
  while (!gtk_text_iter_is_end (&start))
    {
      const char *url = link_at (&start);
      GtkTextIter end = start;

      while (gtk_text_iter_forward_to_tag_toggle (&end, NULL) && link_at (&end) == url && url != NULL)
        ;
      if (url != NULL)
        vt_rich_text_add (rich, VT_RICH_LINK, (guint) gtk_text_iter_get_offset (&start),
                          (guint) gtk_text_iter_get_offset (&end), url);
      start = end;
    }
}

/**
 * vt_description_buffer_read:
 * @buffer: a buffer
 *
 * Returns: (transfer full): what it shows
 */
VtRichText *
vt_description_buffer_read (GtkTextBuffer *buffer)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;
  VtRichText *rich;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  rich = vt_rich_text_new (text);
  read_links (buffer, rich);
  for (int kind = VT_RICH_HEADING_2; kind <= VT_RICH_ITALIC; kind++)
    if (kind != VT_RICH_LINK)
      read_kind (buffer, rich, (VtRichKind) kind);

  return rich;
}

/**
 * vt_description_buffer_get_selection:
 * @buffer: a buffer
 * @start: (out): where what is edited begins
 * @end: (out): where it ends
 *
 * What is selected, or else the word that the cursor is in.
 *
 * Returns: whether there is any
 */
gboolean
vt_description_buffer_get_selection (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end)
{
  if (gtk_text_buffer_get_selection_bounds (buffer, start, end))
    return TRUE;

  if (!gtk_text_iter_inside_word (start) && !gtk_text_iter_ends_word (start))
    return FALSE;
  if (!gtk_text_iter_starts_word (start))
    gtk_text_iter_backward_word_start (start);
  if (!gtk_text_iter_ends_word (end))
    gtk_text_iter_forward_word_end (end);

  return TRUE;
}

/**
 * vt_description_buffer_toggle:
 * @buffer: a buffer
 * @kind: %VT_RICH_BOLD or %VT_RICH_ITALIC
 */
void
vt_description_buffer_toggle (GtkTextBuffer *buffer, VtRichKind kind)
{
  GtkTextIter start;
  GtkTextIter end;

  if (vt_description_buffer_get_selection (buffer, &start, &end))
    set_tag (buffer, get_tag (buffer, kind), &start, &end, !gtk_text_iter_has_tag (&start, get_tag (buffer, kind)));
}

/* The lines that the selection touches, from the start of the first to the end of the last. */
static void
get_lines (GtkTextBuffer *buffer, int *first, int *last)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  *first = gtk_text_iter_get_line (&start);
  *last = gtk_text_iter_get_line (&end);
}

static void
get_line (GtkTextBuffer *buffer, int line, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_line (buffer, start, line);
  *end = *start;
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
}

/* Takes "• " or "1. " off. */
static gboolean
strip_item (GtkTextBuffer *buffer, int line)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;
  gboolean numbered = FALSE;
  gsize length;

  get_line (buffer, line, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  length = vt_rich_text_item_length (text, &numbered);
  if (length == 0)
    return FALSE;

  end = start;
  gtk_text_iter_forward_chars (&end, (int) g_utf8_strlen (text, (gssize) length));
  gtk_text_buffer_delete (buffer, &start, &end);
  return TRUE;
}

/**
 * vt_description_buffer_toggle_heading:
 * @buffer: a buffer
 * @kind: %VT_RICH_HEADING_2 or %VT_RICH_HEADING_3
 *
 * Makes headings of the lines that are selected, or takes that back.
 */
void
vt_description_buffer_toggle_heading (GtkTextBuffer *buffer, VtRichKind kind)
{
  int first;
  int last;
  gboolean on = FALSE;

  get_lines (buffer, &first, &last);
  for (int line = first; line <= last; line++)
    {
      GtkTextIter start;
      GtkTextIter end;

      strip_item (buffer, line);
      get_line (buffer, line, &start, &end);
      if (line == first)
        on = !gtk_text_iter_has_tag (&start, get_tag (buffer, kind));
      gtk_text_buffer_remove_tag (buffer, get_tag (buffer, VT_RICH_HEADING_2), &start, &end);
      gtk_text_buffer_remove_tag (buffer, get_tag (buffer, VT_RICH_HEADING_3), &start, &end);
      if (on)
        gtk_text_buffer_apply_tag (buffer, get_tag (buffer, kind), &start, &end);
    }
}

/**
 * vt_description_buffer_toggle_list:
 * @buffer: a buffer
 * @numbered: whether the items get numbers
 *
 * Makes items of a list of the lines that are selected, or takes that back.
 */
void
vt_description_buffer_toggle_list (GtkTextBuffer *buffer, gboolean numbered)
{
  int first;
  int last;
  guint number = 0;
  gboolean on = TRUE;

  get_lines (buffer, &first, &last);
  for (int line = first; line <= last; line++)
    {
      GtkTextIter start;
      GtkTextIter end;
      g_autofree char *text = NULL;
      g_autofree char *prefix = NULL;
      gboolean was_numbered = FALSE;
      gboolean was_item;

      get_line (buffer, line, &start, &end);
      text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
      was_item = vt_rich_text_item_length (text, &was_numbered) > 0;
      if (line == first)
        on = !was_item || was_numbered != numbered;
      strip_item (buffer, line);
      if (!on || (*text == '\0' && first != last))
        continue;
      get_line (buffer, line, &start, &end);
      gtk_text_buffer_remove_tag (buffer, get_tag (buffer, VT_RICH_HEADING_2), &start, &end);
      gtk_text_buffer_remove_tag (buffer, get_tag (buffer, VT_RICH_HEADING_3), &start, &end);
      prefix = numbered ? g_strdup_printf ("%u. ", ++number) : g_strdup (VT_RICH_BULLET);
      gtk_text_buffer_insert (buffer, &start, prefix, -1);
    }
}

/**
 * vt_description_buffer_link:
 * @buffer: a buffer
 * @url: (nullable): where what is selected leads; %NULL for nowhere
 */
void
vt_description_buffer_link (GtkTextBuffer *buffer, const char *url)
{
  GtkTextIter start;
  GtkTextIter end;

  if (!vt_description_buffer_get_selection (buffer, &start, &end))
    return;

  remove_links (buffer, &start, &end);
  if (url != NULL && *url != '\0')
    add_link (buffer, &start, &end, url);
}

/**
 * vt_description_buffer_get_link:
 * @buffer: a buffer
 *
 * Returns: (transfer none) (nullable): where what is selected leads
 */
const char *
vt_description_buffer_get_link (GtkTextBuffer *buffer)
{
  GtkTextIter start;
  GtkTextIter end;

  return vt_description_buffer_get_selection (buffer, &start, &end) ? link_at (&start) : NULL;
}

/**
 * vt_description_buffer_break_line:
 * @buffer: a buffer
 *
 * Enter in a list begins the next item; in an item without text it ends the list.
 *
 * Returns: whether the cursor is in a list
 */
gboolean
vt_description_buffer_break_line (GtkTextBuffer *buffer)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;
  g_autofree char *prefix = NULL;
  gboolean numbered = FALSE;
  gsize length;
  int first;
  int last;

  get_lines (buffer, &first, &last);
  get_line (buffer, first, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  length = vt_rich_text_item_length (text, &numbered);
  if (first != last || length == 0)
    return FALSE;
  if (text[length] == '\0')
    return strip_item (buffer, first);

  prefix = numbered ? g_strdup_printf ("\n%d. ", atoi (text) + 1) : g_strdup ("\n" VT_RICH_BULLET);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, prefix, -1);
  return TRUE;
}
