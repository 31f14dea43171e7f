/* What style sheets say of the brand's typefaces: where their files are, and how what every system has is to be drawn
 * until they have come, so that no line moves when they do. Source: CSS Fonts Module Level 5, size-adjust and the
 * metric overrides. */
#include "brand/vt-brand-private.h"

#include "brand/vt-font-text.h"

#include <string.h>

/* Heavier than this a face stands in with the bold one of its substitute. */
#define BOLD_FROM 550

/* Typefaces of systems, as their files name themselves, by the width of their letters: that of
 * vt_font_file_get_metrics() for Liberation (which has the widths of Arial and of Times New Roman), Roboto, Noto and
 * DejaVu. */
typedef struct
{
  VtFontKind kind;
  int width;
  int bold_width;
  int digit;
  int bold_digit;
  const char *locals;
  const char *bold_locals;
} Substitute;

static const Substitute substitutes[] = {
  { VT_FONT_SANS, 442, 478, 556, 556, "local(\"Arial\"),local(\"ArialMT\"),local(\"Liberation Sans\")",
    "local(\"Arial Bold\"),local(\"Arial-BoldMT\"),local(\"Liberation Sans Bold\")" },
  { VT_FONT_SANS, 443, 449, 562, 573, "local(\"Roboto\")", "local(\"Roboto Bold\"),local(\"Roboto-Bold\")" },
  { VT_FONT_SANS, 472, 504, 572, 572, "local(\"Noto Sans\")", "local(\"Noto Sans Bold\")" },
  { VT_FONT_SANS, 507, 573, 636, 695, "local(\"DejaVu Sans\")", "local(\"DejaVu Sans Bold\")" },
  { VT_FONT_SERIF, 400, 426, 500, 500,
    "local(\"Times New Roman\"),local(\"TimesNewRomanPSMT\"),local(\"Liberation Serif\")",
    "local(\"Times New Roman Bold\"),local(\"TimesNewRomanPS-BoldMT\"),local(\"Liberation Serif Bold\")" },
  { VT_FONT_SERIF, 480, 509, 559, 559, "local(\"Noto Serif\")", "local(\"Noto Serif Bold\")" },
  { VT_FONT_SERIF, 512, 566, 636, 695, "local(\"DejaVu Serif\")", "local(\"DejaVu Serif Bold\")" },
  { VT_FONT_MONO, 600, 600, 600, 600,
    "local(\"Courier New\"),local(\"CourierNewPSMT\"),local(\"Liberation Mono\"),local(\"DejaVu Sans Mono\")",
    "local(\"Courier New Bold\"),local(\"CourierNewPS-BoldMT\"),local(\"Liberation Mono Bold\"),"
    "local(\"DejaVu Sans Mono Bold\")" },
};

static gboolean
is_of_known_kind (const VtBrandFace *face)
{
  for (guint i = 0; i < G_N_ELEMENTS (substitutes); i++)
    if (substitutes[i].kind == face->kind)
      return TRUE;

  return FALSE;
}

/* Where letters have a width that can be matched. */
static gboolean
has_substitutes (const VtBrandFace *face)
{
  return strcmp (face->script, "Latin") == 0 && face->metrics.width > 0 &&
         face->metrics.ascent + face->metrics.descent > 0 && is_of_known_kind (face);
}

static gboolean
is_bold (const VtBrandFace *face)
{
  return face->weight_min >= BOLD_FROM;
}

static void
append_weight (GString *css, const VtBrandFace *face)
{
  if (face->weight_min == face->weight_max)
    g_string_append_printf (css, "font-weight:%d;", face->weight_min);
  else
    g_string_append_printf (css, "font-weight:%d %d;", face->weight_min, face->weight_max);
}

static void
append_percent (GString *css, const char *name, gint64 part, gint64 whole)
{
  gint64 tenths = (part * 1000 * 2 / whole + 1) / 2;

  g_string_append_printf (css, "%s:%d", name, (int) (tenths / 10));
  if (tenths % 10 != 0)
    g_string_append_printf (css, ".%d", (int) (tenths % 10));
  g_string_append_c (css, '%');
}

/* @width: of what is matched, in @face, and @drawn: in the substitute. */
static void
append_substitute (GString *css,
                   const VtBrandFace *face,
                   const Substitute *substitute,
                   guint number,
                   gint64 width,
                   gint64 drawn,
                   const char *range)
{
  g_string_append_printf (css, "@font-face{font-family:\"%s %u\";", face->family, number);
  append_weight (css, face);
  g_string_append_printf (css, "src:%s;", is_bold (face) ? substitute->bold_locals : substitute->locals);
  append_percent (css, "size-adjust", width, drawn);
  /* The overrides are of the size before it is adjusted. */
  append_percent (css, ";ascent-override", face->metrics.ascent * drawn, width * 1000);
  append_percent (css, ";descent-override", face->metrics.descent * drawn, width * 1000);
  append_percent (css, ";line-gap-override", face->metrics.gap * drawn, width * 1000);
  g_string_append_printf (css, "%s}\n", range);
}

/* Digits are matched by themselves: prices stand at the end of lines, where they would move. */
static void
append_both (GString *css, const VtBrandFace *face, const Substitute *substitute, guint number)
{
  gint64 drawn = is_bold (face) ? substitute->bold_width : substitute->width;
  gint64 digit = is_bold (face) ? substitute->bold_digit : substitute->digit;

  append_substitute (css, face, substitute, number, face->metrics.width, drawn, "");
  if (face->metrics.digit > 0 && face->metrics.digit * drawn != face->metrics.width * digit)
    append_substitute (css, face, substitute, number, face->metrics.digit, digit, ";unicode-range:U+30-39");
}

static void
append_substitutes (GString *css, const VtBrandFace *face)
{
  guint number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (substitutes); i++)
    if (substitutes[i].kind == face->kind)
      append_both (css, face, &substitutes[i], ++number);
}

/* Lines that nothing matches would move when their face comes: where it comes late, only the next page has it. */
static const char *
get_display (const VtBrandFace *face)
{
  return has_substitutes (face) ? "swap" : "optional";
}

/* What style sheets call a face. One for another script has a name that nothing installed has: browsers would draw with
 * that, in the middle of a page, once they gave the file up. */
static const char *
get_suffix (const VtBrandFace *face)
{
  return face->is_companion ? VT_BRAND_WEB_SUFFIX : "";
}

/* Rules for the files, outside of any other. */
void
vt_brand_append_faces_css (VtBrand *self, GString *css)
{
  for (guint i = 0; self->faces != NULL && i < self->faces->len; i++)
    {
      const VtBrandFace *face = g_ptr_array_index (self->faces, i);
      g_autofree char *path = vt_brand_face_path (face);

      g_string_append_printf (css, "@font-face{font-family:\"%s%s\";", face->family, get_suffix (face));
      append_weight (css, face);
      g_string_append_printf (css, "font-display:%s;src:url(%s)format(\"woff2\");unicode-range:%s}\n",
                              get_display (face), path, face->ranges);
      if (has_substitutes (face))
        append_substitutes (css, face);
    }
}

static gboolean
is_of (const VtBrandFace *face, VtBrandType type)
{
  return (face->types & 1u << type) != 0;
}

/* The face that says what the family looks like; %NULL where only its name does. */
const VtBrandFace *
vt_brand_find_face (VtBrand *self, VtBrandType type)
{
  for (guint i = 0; self->faces != NULL && i < self->faces->len; i++)
    {
      const VtBrandFace *face = g_ptr_array_index (self->faces, i);

      if (is_of (face, type) && !face->is_companion && strcmp (face->family, self->families[type]) == 0)
        return face;
    }

  return NULL;
}

/* The families for scripts that the chosen one lacks, each with a comma before it and @suffix to its name. */
void
vt_brand_append_companions (VtBrand *self, VtBrandType type, const char *suffix, GString *list)
{
  const char *last = NULL;

  for (guint i = 0; self->faces != NULL && i < self->faces->len; i++)
    {
      const VtBrandFace *face = g_ptr_array_index (self->faces, i);

      if (!is_of (face, type) || !face->is_companion || g_strcmp0 (last, face->family) == 0)
        continue;
      last = face->family;
      g_string_append_printf (list, ",\"%s%s\"", face->family, suffix);
    }
}

/* What is drawn like the chosen family until it has come, each with a comma before it. */
void
vt_brand_append_stand_ins (VtBrand *self, VtBrandType type, GString *css)
{
  const VtBrandFace *own = vt_brand_find_face (self, type);
  guint number = 0;

  for (guint i = 0; own != NULL && has_substitutes (own) && i < G_N_ELEMENTS (substitutes); i++)
    if (substitutes[i].kind == own->kind)
      g_string_append_printf (css, ",\"%s %u\"", own->family, ++number);
}

static const VtBrandFace *
find_first (VtBrand *self, VtBrandType type, const char *script)
{
  int weight = self->weights[type];

  for (guint i = 0; self->faces != NULL && i < self->faces->len; i++)
    {
      const VtBrandFace *face = g_ptr_array_index (self->faces, i);

      if (is_of (face, type) && strcmp (face->script, script) == 0 && face->weight_min <= weight &&
          weight <= face->weight_max)
        return face;
    }

  return NULL;
}

/**
 * vt_brand_list_first_faces:
 * @self: a brand
 * @language: of a page, BCP 47
 *
 * Returns: (transfer full) (element-type utf8): the addresses of the files that the first view of a page needs: of
 * headings and of texts, two at most
 */
GPtrArray *
vt_brand_list_first_faces (VtBrand *self, const char *language)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *script = vt_font_text_script_of (language);

  for (int type = 0; type < VT_BRAND_N_TYPES; type++)
    {
      const VtBrandFace *face = find_first (self, (VtBrandType) type, script);
      char *path = face != NULL ? vt_brand_face_path (face) : NULL;

      if (path != NULL && !g_ptr_array_find_with_equal_func (paths, path, g_str_equal, NULL))
        g_ptr_array_add (paths, path);
      else
        g_free (path);
    }

  return paths;
}

/**
 * vt_brand_has_face:
 * @self: a brand
 * @family: a family of typefaces
 *
 * Returns: whether files of it travel with the shop
 */
gboolean
vt_brand_has_face (VtBrand *self, const char *family)
{
  for (guint i = 0; self->faces != NULL && i < self->faces->len; i++)
    if (strcmp (((VtBrandFace *) g_ptr_array_index (self->faces, i))->family, family) == 0)
      return TRUE;

  return FALSE;
}

/**
 * vt_brand_list_faces:
 * @self: a brand
 *
 * Returns: (transfer full) (element-type utf8): the addresses of all files that its typefaces travel in
 */
GPtrArray *
vt_brand_list_faces (VtBrand *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; self->faces != NULL && i < self->faces->len; i++)
    g_ptr_array_add (paths, vt_brand_face_path (g_ptr_array_index (self->faces, i)));

  return paths;
}
