#include "brand/vt-font-list.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

#define WIDTH_USUAL FC_WIDTH_NORMAL

/**
 * vt_font_style_free:
 * @self: (nullable): a file of a family
 */
void
vt_font_style_free (VtFontStyle *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* What can be drawn in any size, and packed for the web. */
static FcPattern *
new_pattern (void)
{
  FcPattern *pattern = FcPatternCreate ();

  FcPatternAddBool (pattern, FC_SCALABLE, FcTrue);
  return pattern;
}

static gboolean
is_opentype (FcPattern *font)
{
  FcChar8 *format = NULL;

  return FcPatternGetString (font, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
         (strcmp ((const char *) format, "TrueType") == 0 || strcmp ((const char *) format, "CFF") == 0);
}

static FcFontSet *
list_fonts (const char *family)
{
  FcPattern *pattern = new_pattern ();
  FcObjectSet *objects =
      FcObjectSetBuild (FC_FAMILY, FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, FC_WIDTH, FC_VARIABLE, FC_FONTFORMAT, NULL);
  FcFontSet *set;

  if (family != NULL)
    FcPatternAddString (pattern, FC_FAMILY, (const FcChar8 *) family);
  set = FcFontList (NULL, pattern, objects);
  FcObjectSetDestroy (objects);
  FcPatternDestroy (pattern);
  return set;
}

/**
 * vt_font_list_families:
 *
 * Returns: (transfer full) (element-type utf8): the families that can be chosen, sorted as people sort names
 */
GPtrArray *
vt_font_list_families (void)
{
  GPtrArray *families = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  FcFontSet *set = list_fonts (NULL);

  for (int i = 0; set != NULL && i < set->nfont; i++)
    {
      FcChar8 *name = NULL;
      char *family;

      if (!is_opentype (set->fonts[i]) || FcPatternGetString (set->fonts[i], FC_FAMILY, 0, &name) != FcResultMatch ||
          !vt_font_family_is_valid ((const char *) name) || g_hash_table_contains (seen, name))
        continue;
      family = g_strdup ((const char *) name);
      g_ptr_array_add (families, family);
      g_hash_table_add (seen, family);
    }
  if (set != NULL)
    FcFontSetDestroy (set);

  g_ptr_array_sort (families, compare_names);
  return families;
}

/* The number of a pattern, or the ends of its range. */
static gboolean
get_range (FcPattern *font, const char *object, double *from, double *to)
{
  FcRange *range = NULL;

  if (FcPatternGetDouble (font, object, 0, from) == FcResultMatch)
    {
      *to = *from;
      return TRUE;
    }

  return FcPatternGetRange (font, object, 0, &range) == FcResultMatch && FcRangeGetDouble (range, from, to);
}

static int
css_weight (double weight)
{
  return CLAMP ((int) (FcWeightToOpenTypeDouble (weight) + 0.5), 100, 900);
}

static VtFontStyle *
new_style (FcPattern *font)
{
  FcChar8 *path = NULL;
  int index = 0;
  int slant = FC_SLANT_ROMAN;
  double from = 0;
  double to = 0;
  double narrow = WIDTH_USUAL;
  double wide = WIDTH_USUAL;
  VtFontStyle *style;

  FcPatternGetInteger (font, FC_SLANT, 0, &slant);
  get_range (font, FC_WIDTH, &narrow, &wide);
  if (!is_opentype (font) || slant != FC_SLANT_ROMAN || narrow > WIDTH_USUAL || wide < WIDTH_USUAL ||
      FcPatternGetString (font, FC_FILE, 0, &path) != FcResultMatch || !get_range (font, FC_WEIGHT, &from, &to))
    return NULL;

  FcPatternGetInteger (font, FC_INDEX, 0, &index);
  style = g_new0 (VtFontStyle, 1);
  style->path = g_strdup ((const char *) path);
  style->index = (guint) index & 0xffff; /* above it fontconfig numbers the named instances of one that varies */
  style->weight_min = css_weight (from);
  style->weight_max = css_weight (to);
  return style;
}

/* Of optical sizes, whose names begin with a number, the largest comes first. */
static int
compare_styles (gconstpointer a, gconstpointer b)
{
  const VtFontStyle *first = *(const VtFontStyle *const *) a;
  const VtFontStyle *second = *(const VtFontStyle *const *) b;

  if (first->weight_min != second->weight_min)
    return first->weight_min - second->weight_min;

  return strcmp (second->path, first->path);
}

/**
 * vt_font_list_styles:
 * @family: a family
 *
 * Returns: (transfer full) (element-type VtFontStyle): its files, upright and of usual width, the lightest first; empty
 * when it is not installed
 */
GPtrArray *
vt_font_list_styles (const char *family)
{
  GPtrArray *styles = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_font_style_free);
  FcFontSet *set = list_fonts (family);

  for (int i = 0; set != NULL && i < set->nfont; i++)
    {
      VtFontStyle *style = new_style (set->fonts[i]);

      if (style != NULL)
        g_ptr_array_add (styles, style);
    }
  if (set != NULL)
    FcFontSetDestroy (set);

  g_ptr_array_sort (styles, compare_styles);
  return styles;
}

/**
 * vt_font_is_installed:
 * @family: a family
 *
 * Returns: whether this computer has a file of it that can be packed for the web
 */
gboolean
vt_font_is_installed (const char *family)
{
  g_autoptr (GPtrArray) styles = vt_font_list_styles (family);

  return styles->len > 0;
}

static int
distance (const VtFontStyle *style, int weight)
{
  return weight < style->weight_min ? style->weight_min - weight : MAX (0, weight - style->weight_max);
}

/**
 * vt_font_choose_style:
 * @styles: (element-type VtFontStyle): of vt_font_list_styles()
 * @weight: 100 to 900
 *
 * Returns: (transfer none) (nullable): the one that comes nearest; of two, one that can be drawn in any weight
 */
const VtFontStyle *
vt_font_choose_style (GPtrArray *styles, int weight)
{
  const VtFontStyle *best = NULL;

  for (guint i = 0; i < styles->len; i++)
    {
      const VtFontStyle *style = g_ptr_array_index (styles, i);
      int better = best != NULL ? distance (best, weight) - distance (style, weight) : 1;

      if (better > 0 || (better == 0 && style->weight_max - style->weight_min > best->weight_max - best->weight_min))
        best = style;
    }

  return best;
}

static gboolean
has_character (FcPattern *font, gunichar sample)
{
  FcCharSet *characters = NULL;

  return FcPatternGetCharSet (font, FC_CHARSET, 0, &characters) == FcResultMatch &&
         FcCharSetHasChar (characters, sample);
}

/**
 * vt_font_find_companion:
 * @kind: what the typeface looks like that lacks a script
 * @script: the script's name in English: "Thai"
 * @sample: a letter of it
 *
 * Returns: (transfer full) (nullable): a family that has the script and goes with the other; Noto's where it is
 * installed
 */
char *
vt_font_find_companion (VtFontKind kind, const char *script, gunichar sample)
{
  static const char *const generic[] = {
    [VT_FONT_SANS] = "sans-serif", [VT_FONT_SERIF] = "serif", [VT_FONT_MONO] = "monospace"
  };
  g_autofree char *wanted = g_strdup_printf (kind == VT_FONT_SERIF ? "Noto Serif %s" : "Noto Sans %s", script);
  FcPattern *pattern = new_pattern ();
  FcCharSet *characters = FcCharSetCreate ();
  FcResult result;
  FcPattern *found;
  FcChar8 *name = NULL;
  char *family = NULL;

  FcCharSetAddChar (characters, sample);
  FcPatternAddString (pattern, FC_FAMILY, (const FcChar8 *) wanted);
  FcPatternAddString (pattern, FC_FAMILY, (const FcChar8 *) generic[kind]);
  FcPatternAddCharSet (pattern, FC_CHARSET, characters);
  FcConfigSubstitute (NULL, pattern, FcMatchPattern);
  FcDefaultSubstitute (pattern);
  found = FcFontMatch (NULL, pattern, &result);
  if (found != NULL && is_opentype (found) && has_character (found, sample) &&
      FcPatternGetString (found, FC_FAMILY, 0, &name) == FcResultMatch && vt_font_family_is_valid ((const char *) name))
    family = g_strdup ((const char *) name);

  if (found != NULL)
    FcPatternDestroy (found);
  FcCharSetDestroy (characters);
  FcPatternDestroy (pattern);
  return family;
}
