#include "brand/vt-font.h"

#include <string.h>

#define MAX_FAMILY_CHARS 100

/* Words in the names of families. The first that is found decides, so that "Noto Sans Mono" is of one width. */
static const struct
{
  const char *word;
  VtFontKind kind;
} hints[] = {
  { "Mono", VT_FONT_MONO },       { "Courier", VT_FONT_MONO },   { "Code", VT_FONT_MONO },
  { "Typewriter", VT_FONT_MONO }, { "Sans", VT_FONT_SANS },      { "Serif", VT_FONT_SERIF },
  { "Garamond", VT_FONT_SERIF },  { "Didot", VT_FONT_SERIF },    { "Bodoni", VT_FONT_SERIF },
  { "Georgia", VT_FONT_SERIF },   { "Times", VT_FONT_SERIF },    { "Palatino", VT_FONT_SERIF },
  { "Palladio", VT_FONT_SERIF },  { "Playfair", VT_FONT_SERIF }, { "Baskerville", VT_FONT_SERIF },
  { "Caslon", VT_FONT_SERIF },    { "Slab", VT_FONT_SERIF },     { "Roman", VT_FONT_SERIF },
  { "Book", VT_FONT_SERIF },      { "Antiqua", VT_FONT_SERIF },
};

/**
 * vt_font_guess_kind:
 * @family: name of a family of typefaces
 *
 * Returns: what it looks like, as far as its name tells
 */
VtFontKind
vt_font_guess_kind (const char *family)
{
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    if (strstr (family, hints[i].word) != NULL)
      return hints[i].kind;

  return VT_FONT_SANS;
}

/**
 * vt_font_family_is_valid:
 * @family: what may be the name of a family of typefaces
 *
 * Nothing that means something in a style sheet or to Pango may stand in it, so that it cannot carry rules of its own.
 *
 * Returns: whether it is one
 */
gboolean
vt_font_family_is_valid (const char *family)
{
  if (!g_utf8_validate (family, -1, NULL) || *family == '\0' || g_utf8_strlen (family, -1) > MAX_FAMILY_CHARS ||
      family[0] == ' ' || g_str_has_suffix (family, " "))
    return FALSE;

  for (const char *p = family; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && strchr (" -_.+&'", (int) MIN (c, 127)) == NULL)
        return FALSE;
    }

  return TRUE;
}
