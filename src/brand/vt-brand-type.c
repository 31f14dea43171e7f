/* The brand's typefaces: families by their names, with the lists that style sheets and Pango take. */
#include "brand/vt-brand-private.h"

#include "brand/vt-font.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define N_STEPS 4

/* Sizes of headings grow by this from one to the next. The theme is drawn for the standard. */
#define MIN_SCALE      1050
#define MAX_SCALE      1600
#define STANDARD_SCALE 1250

#define STANDARD_HEADING "EB Garamond"
#define STANDARD_BODY    "Inter"
#define STANDARD_WEIGHT  400

typedef struct
{
  const char *name;
  const char *others; /* what shows where it is not there; ends in a family that every system has */
} Stack;

/* Families that systems come with have brothers on other systems. */
static const Stack stacks[] = {
  { "EB Garamond", "Garamond,Georgia,serif" },
  { "Georgia", "\"Times New Roman\",serif" },
  { "Playfair Display", "Didot,\"Bodoni MT\",Georgia,serif" },
  { "GFS Didot", "Didot,\"Bodoni MT\",Georgia,serif" },
  { "Palatino", "\"Palatino Linotype\",\"Book Antiqua\",Georgia,serif" },
  { "Helvetica", "\"Helvetica Neue\",Arial,sans-serif" },
  { "Verdana", "\"DejaVu Sans\",Geneva,sans-serif" },
  { "Avenir", "\"Avenir Next\",Montserrat,\"Century Gothic\",sans-serif" },
  { "Futura", "Jost,\"Century Gothic\",\"URW Gothic\",sans-serif" },
  { "League Spartan", "Futura,Jost,\"Century Gothic\",\"Avenir Next\",Arial,sans-serif" },
  { "Karla", "\"Gill Sans\",\"Trebuchet MS\",Verdana,sans-serif" },
  { "Manrope", "\"Nunito Sans\",Avenir,\"Avenir Next\",\"Segoe UI\",sans-serif" },
  { "Inter Display", "Inter,\"Helvetica Neue\",Arial,sans-serif" },
  { "Optima", "Candara,\"Noto Sans\",sans-serif" },
};

/* What every system has something for. */
static const char *const generic[] = {
  [VT_FONT_SANS] = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",Arial,sans-serif",
  [VT_FONT_SERIF] = "Georgia,\"Times New Roman\",\"Noto Serif\",serif",
  [VT_FONT_MONO] = "ui-monospace,\"Cascadia Mono\",Menlo,Consolas,\"DejaVu Sans Mono\",monospace",
};

void
vt_brand_init_type (VtBrand *self)
{
  self->families[VT_BRAND_HEADING] = g_strdup (STANDARD_HEADING);
  self->families[VT_BRAND_BODY] = g_strdup (STANDARD_BODY);
  self->weights[VT_BRAND_HEADING] = self->weights[VT_BRAND_BODY] = STANDARD_WEIGHT;
  self->scale = STANDARD_SCALE;
}

void
vt_brand_clear_type (VtBrand *self)
{
  for (guint i = 0; i < VT_BRAND_N_TYPES; i++)
    g_clear_pointer (&self->families[i], g_free);
  g_clear_pointer (&self->faces, g_ptr_array_unref);
}

/* Makes the type of @self, which nobody else has yet, that of @from. */
void
vt_brand_copy_type (VtBrand *self, VtBrand *from)
{
  vt_brand_clear_type (self);
  for (guint i = 0; i < VT_BRAND_N_TYPES; i++)
    {
      self->families[i] = g_strdup (from->families[i]);
      self->weights[i] = from->weights[i];
    }
  self->scale = from->scale;
  self->faces = from->faces != NULL ? g_ptr_array_ref (from->faces) : NULL;
}

static gboolean
invalid (GError **error, const char *format, const char *value)
{
  g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID, format, value);
  return FALSE;
}

static gboolean
take_family (VtBrand *self, VtBrandType type, const char *value, GError **error)
{
  if (!vt_font_family_is_valid (value))
    return invalid (error, _ ("“%s” is not the name of a typeface; write it like EB Garamond"), value);

  g_free (self->families[type]);
  self->families[type] = g_strdup (value);
  return TRUE;
}

static gboolean
take_weight (VtBrand *self, VtBrandType type, const char *value, GError **error)
{
  guint64 weight = 0;

  if (!g_ascii_string_to_unsigned (value, 10, 100, 900, &weight, NULL) || weight % 100 != 0)
    return invalid (error, _ ("“%s” is not a weight; 400 is regular and 700 is bold, in steps of 100 from 100 to 900"),
                    value);

  self->weights[type] = (int) weight;
  return TRUE;
}

/* "1.25" is 1250 thousandths; 0: none that can be. */
static int
parse_scale (const char *value)
{
  char *end = NULL;
  double scale = g_ascii_strtod (value, &end);

  if (!g_ascii_isdigit (*value) || *end != '\0' || !isfinite (scale) || scale < MIN_SCALE / 1000.0 ||
      scale > MAX_SCALE / 1000.0)
    return 0;

  return (int) lround (scale * 1000);
}

static gboolean
take_scale (VtBrand *self, const char *value, GError **error)
{
  int scale = parse_scale (value);

  if (scale == 0)
    return invalid (error, _ ("“%s” is not a scale; it goes from 1.05 to 1.6, like 1.25"), value);

  self->scale = scale;
  return TRUE;
}

/* Takes one of the tokens that begin with VT_BRAND_TYPE_PREFIX. */
gboolean
vt_brand_take_type (VtBrand *self, const char *name, const char *value, GError **error)
{
  const char *what = name + strlen (VT_BRAND_TYPE_PREFIX);

  if (strcmp (what, "heading") == 0)
    return take_family (self, VT_BRAND_HEADING, value, error);
  if (strcmp (what, "body") == 0)
    return take_family (self, VT_BRAND_BODY, value, error);
  if (strcmp (what, "heading.weight") == 0)
    return take_weight (self, VT_BRAND_HEADING, value, error);
  if (strcmp (what, "body.weight") == 0)
    return take_weight (self, VT_BRAND_BODY, value, error);
  if (strcmp (what, "scale") == 0)
    return take_scale (self, value, error);

  g_set_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN, _ ("A brand has nothing called “%s”"), name);
  return FALSE;
}

/* The one way to write @value, which was taken. */
char *
vt_brand_canonical_type (const char *name, const char *value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (strcmp (name, "type.scale") != 0)
    return g_strdup (value);

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.4g", parse_scale (value) / 1000.0));
}

/**
 * vt_brand_get_font:
 * @self: a brand
 * @type: what the typeface is for
 *
 * Returns: (transfer none): the name of its family; it need not be on this computer
 */
const char *
vt_brand_get_font (VtBrand *self, VtBrandType type)
{
  return self->families[type];
}

/**
 * vt_brand_get_weight:
 * @self: a brand
 * @type: what the typeface is for
 *
 * Returns: how heavy it is, as style sheets count: from 100 to 900, 400 is regular
 */
int
vt_brand_get_weight (VtBrand *self, VtBrandType type)
{
  return self->weights[type];
}

/**
 * vt_brand_get_scale:
 * @self: a brand
 *
 * Returns: how much larger a heading is than the next smaller one, in thousandths
 */
int
vt_brand_get_scale (VtBrand *self)
{
  return self->scale;
}

static const char *
others_of (VtBrand *self, VtBrandType type)
{
  const char *family = self->families[type];
  const VtBrandFace *face = vt_brand_find_face (self, type);

  for (guint i = 0; i < G_N_ELEMENTS (stacks); i++)
    if (strcmp (stacks[i].name, family) == 0)
      return stacks[i].others;

  return generic[face != NULL ? face->kind : vt_font_guess_kind (family)];
}

/**
 * vt_brand_dup_families:
 * @self: a brand
 * @type: what the typeface is for
 *
 * Returns: (transfer full): its family, and those that stand in for it where it is not there, as Pango takes them
 */
char *
vt_brand_dup_families (VtBrand *self, VtBrandType type)
{
  GString *families = g_string_new (self->families[type]);

  vt_brand_append_companions (self, type, "", families);
  g_string_append_printf (families, ",%s", others_of (self, type));
  g_string_replace (families, "\"", "", 0);
  g_string_replace (families, "sans-serif", "sans", 0);
  return g_string_free (families, FALSE);
}

/* @whole: with the families for other scripts. */
static void
append_stack (GString *css, VtBrand *self, VtBrandType type, gboolean whole)
{
  g_string_append_printf (css, "\"%s\"", self->families[type]);
  if (whole)
    vt_brand_append_companions (self, type, VT_BRAND_WEB_SUFFIX, css);
  vt_brand_append_stand_ins (self, type, css);
  g_string_append_printf (css, ",%s;", others_of (self, type));
}

/* How much larger than the theme draws them headings are, from the smallest to the largest. */
static void
append_steps (GString *css, int scale)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int i = 1; i <= N_STEPS; i++)
    g_string_append_printf (
        css, "--vt-step-%d:%s;", i,
        g_ascii_formatd (text, sizeof text, "%.4g", pow ((double) scale / STANDARD_SCALE, (double) i)));
}

void
vt_brand_append_type_css (VtBrand *self, GString *css)
{
  g_string_append (css, "--vt-type-heading:");
  append_stack (css, self, VT_BRAND_HEADING, TRUE);
  g_string_append (css, "--vt-type-body:");
  append_stack (css, self, VT_BRAND_BODY, TRUE);
  /* For the names of other languages: they are no reason to load a file. */
  g_string_append (css, "--vt-type-plain:");
  append_stack (css, self, VT_BRAND_BODY, FALSE);
  g_string_append_printf (css, "--vt-weight-heading:%d;--vt-weight-body:%d;", self->weights[VT_BRAND_HEADING],
                          self->weights[VT_BRAND_BODY]);
  append_steps (css, self->scale);
}
