#include "brand/vt-brand-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What WCAG 2.2 asks for: 1.4.3 for text, 1.4.11 for the shape of a control. */
#define TEXT_RATIO    4.5
#define CONTROL_RATIO 3.0

/* In OKLab: what is nearer is taken for the same where the two are not side by side. */
#define ALIKE 0.075

/* 1.4.6, level AAA. */
#define ENHANCED_RATIO 7.0

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

/**
 * vt_brand_n_pairs:
 *
 * Returns: how many colours meet each other on a page
 */
guint
vt_brand_n_pairs (void)
{
  return G_N_ELEMENTS (pairs);
}

static VtContrast
grade_of (double ratio, double required)
{
  if (ratio < required)
    return VT_CONTRAST_FAILS;

  return required >= TEXT_RATIO && ratio >= ENHANCED_RATIO ? VT_CONTRAST_AAA : VT_CONTRAST_AA;
}

/**
 * vt_brand_get_pair:
 * @self: a brand
 * @index: below vt_brand_n_pairs()
 *
 * Source of the ratios: WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11.
 *
 * Returns: how well the two colours can be told apart
 */
VtBrandPair
vt_brand_get_pair (VtBrand *self, guint index)
{
  VtBrandPair pair = { .foreground = pairs[index].foreground,
                       .background = pairs[index].background,
                       .required = pairs[index].required };

  pair.ratio =
      vt_colour_contrast (vt_brand_get_colour (self, pair.foreground), vt_brand_get_colour (self, pair.background));
  pair.grade = grade_of (pair.ratio, pair.required);
  return pair;
}

/**
 * vt_brand_worst_pair:
 * @self: a brand
 * @role: one of its colours
 * @pair: (out): where it is hardest to tell from what it stands on or, of one that other colours stand on, from them
 *
 * Returns: whether it has to be told from any: a background's counterpart is not asked for twice, and lines are
 * ornament
 */
gboolean
vt_brand_worst_pair (VtBrand *self, VtBrandColour role, VtBrandPair *pair)
{
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      VtBrandPair here = vt_brand_get_pair (self, i);
      gboolean is_its = role == VT_BRAND_SURFACE ? here.foreground == VT_BRAND_TEXT && here.background == role
                                                 : here.foreground == role;

      if (!is_its || (found && here.ratio / here.required >= pair->ratio / pair->required))
        continue;
      *pair = here;
      found = TRUE;
    }

  return found;
}

/**
 * vt_contrast_name:
 * @grade: how well two colours can be told apart
 *
 * Returns: (transfer none): what a badge says, in the user's language
 */
const char *
vt_contrast_name (VtContrast grade)
{
  if (grade == VT_CONTRAST_FAILS)
    return C_ ("contrast", "fails");

  return grade == VT_CONTRAST_AAA ? C_ ("contrast", "AAA") : C_ ("contrast", "AA");
}

/**
 * vt_contrast_shown:
 * @ratio: of contrast
 *
 * Returns: @ratio down to one decimal, so that what fails never reads as if it passed
 */
double
vt_contrast_shown (double ratio)
{
  return floor (ratio * 10) / 10;
}

/* What @role has to reach where it meets other colours; where it carries others only what they reach already: to ask
 * for more would be to mend two things by one. */
static guint
needs_of (VtBrand *self, VtBrandColour role, VtColourNeed *needs)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].foreground == role)
      needs[n++] = (VtColourNeed){ vt_brand_get_colour (self, pairs[i].background), pairs[i].required };
    else if (pairs[i].background == role && vt_brand_get_pair (self, i).grade != VT_CONTRAST_FAILS)
      needs[n++] = (VtColourNeed){ vt_brand_get_colour (self, pairs[i].foreground), pairs[i].required };

  return n;
}

static VtColour
suggest (VtBrand *self, const VtBrandPair *pair)
{
  VtColour own = vt_brand_get_colour (self, pair->foreground);
  VtColourNeed needs[G_N_ELEMENTS (pairs)];
  VtColour found;

  if (vt_colour_find_passing (own, needs, needs_of (self, pair->foreground, needs), &found))
    return found;

  return vt_colour_nearest_passing (own, vt_brand_get_colour (self, pair->background), pair->required);
}

static VtBrandFinding *
finding_new (VtBrand *brand, const VtBrandPair *pair)
{
  VtBrandFinding *self = g_new0 (VtBrandFinding, 1);
  g_autofree char *hex = NULL;

  self->foreground = pair->foreground;
  self->background = pair->background;
  self->ratio = pair->ratio;
  self->required = pair->required;
  self->suggestion = suggest (brand, pair);
  hex = vt_colour_to_hex (self->suggestion);
  /* TRANSLATORS: names of two colours, two contrast ratios, and a colour like #23463a */
  self->sentence = g_strdup_printf (
      brand->is_for_dark
          ? _ ("On dark screens “%s” on “%s” is hard to see: a contrast of %.1f where %.1f is needed. Try %s")
          : _ ("“%s” on “%s” is hard to see: a contrast of %.1f where %.1f is needed. Try %s"),
      vt_brand_colour_name (pair->foreground), vt_brand_colour_name (pair->background), vt_contrast_shown (self->ratio),
      self->required, hex);

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
      VtBrandPair pair = vt_brand_get_pair (self, i);

      if (pair.grade == VT_CONTRAST_FAILS)
        g_ptr_array_add (findings, finding_new (self, &pair));
    }

  return findings;
}

static gboolean
become_alike (VtColour a, VtColour b, VtColourVision vision)
{
  return vt_colour_distance (a, b) >= ALIKE &&
         vt_colour_distance (vt_colour_vision_see (vision, a), vt_colour_vision_see (vision, b)) < ALIKE;
}

/**
 * vt_brand_describe_confusions:
 * @self: a brand
 * @vision: how eyes tell colours apart
 *
 * Looks at the colours that say something by themselves. Source of the rule: WCAG 2.2, 1.4.1: colour is never the only
 * sign of anything.
 *
 * Returns: (transfer full) (nullable): which of them look alike to these eyes, translated; %NULL when none do
 */
char *
vt_brand_describe_confusions (VtBrand *self, VtColourVision vision)
{
  static const VtBrandColour signs[] = { VT_BRAND_PRIMARY, VT_BRAND_ACCENT, VT_BRAND_SUCCESS, VT_BRAND_DANGER };
  g_autoptr (GString) pairs_alike = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    for (guint j = i + 1; j < G_N_ELEMENTS (signs); j++)
      if (become_alike (vt_brand_get_colour (self, signs[i]), vt_brand_get_colour (self, signs[j]), vision))
        {
          if (pairs_alike->len > 0)
            g_string_append (pairs_alike, _ (", "));
          /* TRANSLATORS: names of two colours */
          g_string_append_printf (pairs_alike, _ ("“%s” and “%s”"), vt_brand_colour_name (signs[i]),
                                  vt_brand_colour_name (signs[j]));
        }

  if (pairs_alike->len == 0)
    return NULL;

  /* TRANSLATORS: %s is a list like: “Success” and “Error” */
  return g_strdup_printf (
      _ ("Alike to these eyes: %s. Let a word or a sign tell them apart, as the shop's own pages do."),
      pairs_alike->str);
}
