#include "app/products/vt-cell-clipboard.h"

#include <string.h>

/* More than this is no block of a spreadsheet that somebody means to paste here. */
#define MAX_CELLS 1000000

struct _VtCellText
{
  GString *text; /* (owned) */
  gboolean in_line;
};

/**
 * vt_cell_text_new:
 *
 * Returns: (transfer full): no cells
 */
VtCellText *
vt_cell_text_new (void)
{
  VtCellText *self = g_new0 (VtCellText, 1);

  self->text = g_string_new (NULL);
  return self;
}

/**
 * vt_cell_text_free:
 * @self: (nullable): cells
 */
void
vt_cell_text_free (VtCellText *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * vt_cell_text_append:
 * @self: cells
 * @text: the next cell of the line
 */
void
vt_cell_text_append (VtCellText *self, const char *text)
{
  if (self->in_line)
    g_string_append_c (self->text, '\t');
  self->in_line = TRUE;
  if (strpbrk (text, "\t\r\n\"") == NULL)
    {
      g_string_append (self->text, text);
      return;
    }

  g_string_append_c (self->text, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->text, '"');
      g_string_append_c (self->text, *p);
    }
  g_string_append_c (self->text, '"');
}

/**
 * vt_cell_text_end_line:
 * @self: cells
 */
void
vt_cell_text_end_line (VtCellText *self)
{
  g_string_append_c (self->text, '\n');
  self->in_line = FALSE;
}

/**
 * vt_cell_text_get:
 * @self: cells
 *
 * Returns: (transfer none): the text for the clipboard
 */
const char *
vt_cell_text_get (VtCellText *self)
{
  return self->text->str;
}

/* The text of a cell, and where it ends. A quote that is never closed is a letter like any other. */
static char *
take_cell (const char **p)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  const char *q = *p + 1;

  if (**p == '"')
    {
      for (; *q != '\0' && (*q != '"' || q[1] == '"'); q++)
        {
          g_string_append_c (cell, *q);
          q += *q == '"';
        }
      if (*q == '"' && strchr ("\t\r\n", q[1]) != NULL)
        {
          *p = q + 1;
          return g_string_free (g_steal_pointer (&cell), FALSE);
        }
    }

  q = *p;
  *p += strcspn (*p, "\t\r\n");
  return g_strndup (q, (gsize) (*p - q));
}

/**
 * vt_cell_text_parse:
 * @text: valid UTF-8 from the clipboard
 *
 * Returns: (transfer full) (element-type GPtrArray): the lines, each an array of its cells
 */
GPtrArray *
vt_cell_text_parse (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *line = NULL;
  const char *p = text;
  guint n = 0;

  while ((*p != '\0' || line != NULL) && n++ < MAX_CELLS)
    {
      if (line == NULL)
        {
          line = g_ptr_array_new_with_free_func (g_free);
          g_ptr_array_add (lines, line);
        }
      g_ptr_array_add (line, take_cell (&p));
      if (*p != '\t')
        line = NULL;
      if (*p == '\r' && p[1] == '\n')
        p++;
      if (*p != '\0')
        p++;
    }

  return lines;
}
