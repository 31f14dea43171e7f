#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VT_RICH_HEADING_2, /* a whole line */
  VT_RICH_HEADING_3, /* a whole line */
  VT_RICH_LINK,
  VT_RICH_BOLD,
  VT_RICH_ITALIC
} VtRichKind;

/* A run of characters that looks different. */
typedef struct
{
  VtRichKind kind;
  guint start; /* characters, from 0 */
  guint end;   /* behind the last one */
  char *url;   /* (nullable) of a link */
} VtRichSpan;

/* A description as it is edited: text whose paragraphs are parted by empty lines, with "• " or "1. " before the items
 * of lists, and runs of it that are marked. */
typedef struct
{
  char *text;
  GArray *spans; /* (element-type VtRichSpan) ordered by start */
} VtRichText;

#define VT_RICH_BULLET "• "

VtRichText *vt_rich_text_new (const char *text);
void vt_rich_text_free (VtRichText *self);
void vt_rich_text_add (VtRichText *self, VtRichKind kind, guint start, guint end, const char *url);
VtRichText *vt_rich_text_from_html (const char *html);
char *vt_rich_text_to_html (const VtRichText *self);

gsize vt_rich_text_item_length (const char *line, gboolean *numbered);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtRichText, vt_rich_text_free)

G_END_DECLS
