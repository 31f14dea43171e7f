/* The colours of a drawing, in attributes and in style sheets, one by one. */
#include "base/vt-svg-private.h"

#include <string.h>

static const char *const paints[] = {
  "color", "fill", "flood-color", "lighting-color", "stop-color", "stroke", NULL,
};

/* Up to the next blank, with all that stands in brackets: "rgb(1, 2, 3)" is one word. */
static gsize
word_length (const char *at)
{
  gsize length = 0;
  guint depth = 0;

  for (; at[length] != '\0'; length++)
    {
      if (at[length] == '(')
        depth++;
      else if (at[length] == ')' && depth > 0)
        depth--;
      else if (depth == 0 && strchr (" \t\r\n!", at[length]) != NULL)
        break;
    }

  return MAX (length, 1);
}

/* @value as it is, but for its colours; "!important" ends it. */
static void
paint_value (GString *out, const char *value, VtSvgPaint paint, gpointer data)
{
  while (value[strspn (value, " \t\r\n")] != '\0' && value[strspn (value, " \t\r\n")] != '!')
    {
      gsize blank = strspn (value, " \t\r\n");
      gsize length = word_length (value + blank);
      g_autofree char *word = g_strndup (value + blank, length);
      g_autofree char *painted = g_ascii_strncasecmp (word, "url(", 4) != 0 ? paint (word, data) : NULL;

      g_string_append_len (out, value, (gssize) blank);
      g_string_append (out, painted != NULL ? painted : word);
      value += blank + length;
    }
  g_string_append (out, value);
}

static void
paint_declarations (GString *out, const char *css, VtSvgPaint paint, gpointer data)
{
  g_auto (GStrv) parts = g_strsplit (css, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], ':');
      g_autofree char *name = value != NULL ? g_strndup (parts[i], (gsize) (value - parts[i])) : NULL;

      if (i > 0)
        g_string_append_c (out, ';');
      if (name == NULL || !g_strv_contains (paints, g_strstrip (name)))
        {
          g_string_append (out, parts[i]);
          continue;
        }
      g_string_append_len (out, parts[i], value + 1 - parts[i]);
      paint_value (out, value + 1, paint, data);
    }
}

/* (transfer full) (nullable) The value of an attribute with its colours painted; NULL when it has none. */
char *
vt_svg_paint_attribute (const char *name, const char *value, VtSvgPaint paint, gpointer data)
{
  GString *out;

  if (!g_str_equal (name, "style") && !g_strv_contains (paints, name))
    return NULL;

  out = g_string_new (NULL);
  if (g_str_equal (name, "style"))
    paint_declarations (out, value, paint, data);
  else
    paint_value (out, value, paint, data);

  return g_string_free (out, FALSE);
}

/* (transfer full) A style sheet with its colours painted. */
char *
vt_svg_paint_sheet (const char *css, VtSvgPaint paint, gpointer data)
{
  GString *out = g_string_new (NULL);

  while (*css != '\0')
    {
      gsize selector = strcspn (css, "{");
      const char *block = css + selector + (css[selector] != '\0');
      gsize length = strcspn (block, "}");
      g_autofree char *declarations = g_strndup (block, length);

      g_string_append_len (out, css, block - css);
      paint_declarations (out, declarations, paint, data);
      css = block + length;
      if (*css == '}')
        g_string_append_c (out, *css++);
    }

  return g_string_free (out, FALSE);
}
