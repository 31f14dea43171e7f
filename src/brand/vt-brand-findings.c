#include "brand/vt-brand.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What WCAG 2.2 asks for: 1.4.3 for text, 1.4.11 for the shape of a control. */
#define TEXT_RATIO    4.5
#define CONTROL_RATIO 3.0

static const struct
{
  VtBrandColour foreground;
  VtBrandColour background;
  double required;
} pairs[] = {
  { VT_BRAND_TEXT, VT_BRAND_BACKGROUND, TEXT_RATIO },    { VT_BRAND_TEXT, VT_BRAND_SURFACE, TEXT_RATIO },
  { VT_BRAND_MUTED, VT_BRAND_BACKGROUND, TEXT_RATIO },   { VT_BRAND_MUTED, VT_BRAND_SURFACE, TEXT_RATIO },
  { VT_BRAND_ON_PRIMARY, VT_BRAND_PRIMARY, TEXT_RATIO }, { VT_BRAND_PRIMARY, VT_BRAND_BACKGROUND, CONTROL_RATIO },
  { VT_BRAND_PRIMARY, VT_BRAND_SURFACE, CONTROL_RATIO }, { VT_BRAND_ACCENT, VT_BRAND_BACKGROUND, TEXT_RATIO },
  { VT_BRAND_ACCENT, VT_BRAND_SURFACE, TEXT_RATIO },     { VT_BRAND_SUCCESS, VT_BRAND_BACKGROUND, TEXT_RATIO },
  { VT_BRAND_SUCCESS, VT_BRAND_SURFACE, TEXT_RATIO },    { VT_BRAND_DANGER, VT_BRAND_BACKGROUND, TEXT_RATIO },
  { VT_BRAND_DANGER, VT_BRAND_SURFACE, TEXT_RATIO },
};

/* Down to one decimal, so that what fails never reads as if it passed. */
static double
shown (double ratio)
{
  return floor (ratio * 10) / 10;
}

static VtBrandFinding *
finding_new (VtBrandColour foreground, VtBrandColour background, VtColour fg, VtColour bg, double required)
{
  VtBrandFinding *self = g_new0 (VtBrandFinding, 1);
  g_autofree char *hex = NULL;

  self->foreground = foreground;
  self->background = background;
  self->ratio = vt_colour_contrast (fg, bg);
  self->required = required;
  self->suggestion = vt_colour_nearest_passing (fg, bg, required);
  hex = vt_colour_to_hex (self->suggestion);
  /* Translators: names of two colours, two contrast ratios, and a colour like #23463a */
  self->sentence = g_strdup_printf (_ ("“%s” on “%s” is hard to see: a contrast of %.1f where %.1f is needed. Try %s"),
                                    vt_brand_colour_name (foreground), vt_brand_colour_name (background),
                                    shown (self->ratio), required, hex);

  return self;
}

/**
 * vt_brand_finding_free:
 * @self: (nullable): a finding
 *
 * Frees the record.
 */
void
vt_brand_finding_free (VtBrandFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->sentence);
  g_free (self);
}

/**
 * vt_brand_findings:
 * @self: a brand
 *
 * Looks at every two colours that meet on a page. Source of the ratios: WCAG 2.2, 1.4.3 and 1.4.11, level AA.
 *
 * Returns: (transfer container) (element-type VtBrandFinding): what is hard to see; empty when all is well
 */
GPtrArray *
vt_brand_findings (VtBrand *self)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_brand_finding_free);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      VtColour fg = vt_brand_get_colour (self, pairs[i].foreground);
      VtColour bg = vt_brand_get_colour (self, pairs[i].background);

      if (vt_colour_contrast (fg, bg) < pairs[i].required)
        g_ptr_array_add (findings, finding_new (pairs[i].foreground, pairs[i].background, fg, bg, pairs[i].required));
    }

  return findings;
}
