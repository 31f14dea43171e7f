/* Palettes that can be read, grown from one colour or from those of a picture.
 *
 * Hues are turned in OKLCH, where equal turns look equal; the angles are those of the colour circle that painters have
 * used since Itten ("Kunst der Farbe", 1961). The parts that cover much have little chroma, and every colour is moved
 * in lightness until it passes WCAG 2.2 level AA wherever it stands. */
#include "brand/vt-palette.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define TEXT_RATIO    4.5
#define CONTROL_RATIO 3.0

/* Below it a colour is grey to the eye, and its hue is chance. */
#define GREY_CHROMA 0.025

#define ACCENT_CHROMA 0.13 /* at least: it has to catch the eye */
#define FALLBACK_HUE  47   /* of a terracotta, where there is none */
#define GREEN_HUE     152
#define RED_HUE       28

static const struct
{
  const char *id;
  const char *name; /* for people, to be translated */
  double accent;    /* degrees from the seed's hue */
  double ground;    /* the same, of the tint that pages have */
} harmonies[VT_N_HARMONIES] = {
  { "one-hue", NC_ ("harmony", "One Hue"), 0, 0 },
  { "neighbours", NC_ ("harmony", "Neighbours"), 35, -35 },
  { "opposite", NC_ ("harmony", "Opposite"), 180, 0 },
  { "split-opposite", NC_ ("harmony", "Split Opposite"), 150, 210 },
  { "triad", NC_ ("harmony", "Triad"), 120, 240 },
  { "square", NC_ ("harmony", "Square"), 90, 180 },
};

/* Lightness and chroma of what stands between the colours, by ground. */
static const struct
{
  const char *id;
  const char *name; /* for people, to be translated */
  VtOklch background, surface, text, muted, line;
  double sign_lightness; /* of the colours of success and failure */
} grounds[VT_N_GROUNDS] = {
  { "tinted",
    NC_ ("palette ground", "Tinted"),
    { 0.977, 0.008, 0 },
    { 0.995, 0.003, 0 },
    { 0.235, 0.018, 0 },
    { 0.49, 0.020, 0 },
    { 0.895, 0.014, 0 },
    0.47 },
  { "white",
    NC_ ("palette ground", "White"),
    { 1, 0, 0 },
    { 0.98, 0.004, 0 },
    { 0.22, 0.012, 0 },
    { 0.49, 0.014, 0 },
    { 0.905, 0.008, 0 },
    0.47 },
  { "dark",
    NC_ ("palette ground", "Dark"),
    { 0.185, 0.014, 0 },
    { 0.225, 0.016, 0 },
    { 0.95, 0.010, 0 },
    { 0.76, 0.016, 0 },
    { 0.34, 0.018, 0 },
    0.78 },
};

/**
 * vt_harmony_id:
 * @harmony: a rule
 *
 * Returns: (transfer none): its name for programs: "triad"
 */
const char *
vt_harmony_id (VtHarmony harmony)
{
  return harmonies[harmony].id;
}

/**
 * vt_harmony_name:
 * @harmony: a rule
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
vt_harmony_name (VtHarmony harmony)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "harmony", harmonies[harmony].name);
}

/**
 * vt_harmony_find:
 * @id: as vt_harmony_id() gives it
 * @harmony: (out): what it names
 *
 * Returns: whether there is one; if not, @harmony is left as it was
 */
gboolean
vt_harmony_find (const char *id, VtHarmony *harmony)
{
  for (guint i = 0; i < VT_N_HARMONIES; i++)
    if (g_str_equal (harmonies[i].id, id))
      {
        *harmony = (VtHarmony) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_ground_id:
 * @ground: what colours stand on
 *
 * Returns: (transfer none): its name for programs: "tinted"
 */
const char *
vt_ground_id (VtGround ground)
{
  return grounds[ground].id;
}

/**
 * vt_ground_name:
 * @ground: what colours stand on
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
vt_ground_name (VtGround ground)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "palette ground", grounds[ground].name);
}

/**
 * vt_ground_find:
 * @id: as vt_ground_id() gives it
 * @ground: (out): what it names
 *
 * Returns: whether there is one; if not, @ground is left as it was
 */
gboolean
vt_ground_find (const char *id, VtGround *ground)
{
  for (guint i = 0; i < VT_N_GROUNDS; i++)
    if (g_str_equal (grounds[i].id, id))
      {
        *ground = (VtGround) i;
        return TRUE;
      }

  return FALSE;
}

static VtColour
with_hue (VtOklch colour, double hue)
{
  colour.hue = hue;
  return vt_colour_from_oklch (colour);
}

/* @colour where it can be read, or seen, on both that pages are made of. */
static VtColour
on_page (const VtPalette *self, VtColour colour, double ratio)
{
  const VtColourNeed needs[] = { { self->colours[VT_BRAND_BACKGROUND], ratio },
                                 { self->colours[VT_BRAND_SURFACE], ratio } };
  VtColour found;

  if (vt_colour_find_passing (colour, needs, G_N_ELEMENTS (needs), &found))
    return found;

  return vt_colour_nearest_passing (colour, self->colours[VT_BRAND_SURFACE], ratio);
}

/* White, or nearly black of the same hue: the lighter ink where both can be read, as it is on most buttons. */
static VtColour
ink_on (VtColour button)
{
  const VtColour white = { 255, 255, 255 };
  VtOklch oklch = vt_colour_to_oklch (button);

  if (vt_colour_contrast (white, button) >= TEXT_RATIO)
    return white;

  return vt_colour_nearest_passing (vt_colour_from_oklch ((VtOklch){ 0.2, MIN (oklch.chroma, 0.02), oklch.hue }),
                                    button, TEXT_RATIO);
}

static VtPalette
compose (VtColour primary, VtColour accent, double hue, double tint_hue, VtGround ground)
{
  VtPalette self = { 0 };
  VtColour *colours = self.colours;
  double lightness = grounds[ground].sign_lightness;

  colours[VT_BRAND_BACKGROUND] = with_hue (grounds[ground].background, tint_hue);
  colours[VT_BRAND_SURFACE] = with_hue (grounds[ground].surface, tint_hue);
  colours[VT_BRAND_LINE] = with_hue (grounds[ground].line, tint_hue);
  colours[VT_BRAND_TEXT] = on_page (&self, with_hue (grounds[ground].text, hue), TEXT_RATIO);
  colours[VT_BRAND_MUTED] = on_page (&self, with_hue (grounds[ground].muted, hue), TEXT_RATIO);
  colours[VT_BRAND_PRIMARY] = on_page (&self, primary, CONTROL_RATIO);
  colours[VT_BRAND_ON_PRIMARY] = ink_on (colours[VT_BRAND_PRIMARY]);
  colours[VT_BRAND_ACCENT] = on_page (&self, accent, TEXT_RATIO);
  colours[VT_BRAND_SUCCESS] =
      on_page (&self, vt_colour_from_oklch ((VtOklch){ lightness, 0.11, GREEN_HUE }), TEXT_RATIO);
  colours[VT_BRAND_DANGER] =
      on_page (&self, vt_colour_from_oklch ((VtOklch){ lightness + 0.02, 0.17, RED_HUE }), TEXT_RATIO);

  return self;
}

/* Of one hue, what tells the accent from the buttons is lightness. */
static VtColour
accent_for (VtOklch seed, VtHarmony harmony, gboolean is_grey)
{
  double hue = fmod (seed.hue + harmonies[harmony].accent + 360, 360);

  if (harmony == VT_HARMONY_ONE_HUE)
    return vt_colour_from_oklch ((VtOklch){ seed.lightness > 0.5 ? seed.lightness - 0.2 : seed.lightness + 0.2,
                                            is_grey ? seed.chroma : MAX (seed.chroma, ACCENT_CHROMA), hue });

  return vt_colour_from_oklch ((VtOklch){ 0.55, MAX (seed.chroma, ACCENT_CHROMA), hue });
}

/**
 * vt_palette_grow:
 * @seed: the colour of buttons; it is kept as it is where it can be seen on @ground, else moved in lightness
 * @harmony: which hues go with it
 * @ground: what they stand on
 *
 * A grey seed has no hue to turn: the others begin at a terracotta's.
 *
 * Returns: a palette without findings
 */
VtPalette
vt_palette_grow (VtColour seed, VtHarmony harmony, VtGround ground)
{
  VtOklch oklch = vt_colour_to_oklch (seed);
  gboolean is_grey = oklch.chroma < GREY_CHROMA;

  if (is_grey)
    oklch.hue = FALLBACK_HUE;

  return compose (seed, accent_for (oklch, harmony, is_grey), oklch.hue,
                  fmod (oklch.hue + harmonies[harmony].ground + 360, 360), ground);
}

/* What can be seen as a button as it is, comes before what would have to be moved. */
static double
button_weight (const VtPictureColour *colour, VtGround ground)
{
  VtColour page = with_hue (grounds[ground].background, 0);
  double chroma = MIN (vt_colour_to_oklch (colour->colour).chroma, 0.05);
  double fits = vt_colour_contrast (colour->colour, page) >= CONTROL_RATIO ? 1 : 0.35;

  return sqrt (colour->share) * (0.03 + chroma) * fits;
}

/* Much of a colour asks to be that of the buttons, if it is one and not a grey. */
static guint
find_primary (const VtPictureColour *colours, guint n_colours, VtGround ground)
{
  double most = -1;
  guint best = 0;

  for (guint i = 0; i < n_colours; i++)
    {
      double weight = button_weight (&colours[i], ground);

      if (weight > most)
        {
          most = weight;
          best = i;
        }
    }

  return best;
}

/* What is bright and farthest in hue from the buttons; %FALSE where the picture has but one hue. */
static gboolean
find_accent (const VtPictureColour *colours, guint n_colours, VtColour primary, VtColour *accent)
{
  VtOklab own = vt_colour_to_oklab (primary);
  double most = 0.05;
  gboolean found = FALSE;

  for (guint i = 0; i < n_colours; i++)
    {
      VtOklab lab = vt_colour_to_oklab (colours[i].colour);
      double apart = hypot (lab.a - own.a, lab.b - own.b) * pow (colours[i].share, 0.25);

      if (hypot (lab.a, lab.b) < GREY_CHROMA || apart <= most)
        continue;
      most = apart;
      *accent = colours[i].colour;
      found = TRUE;
    }

  return found;
}

/* The hue of the lightest that there is some of: the paper, the wall, the light. */
static double
find_tint (const VtPictureColour *colours, guint n_colours, double otherwise)
{
  double lightest = 0.7;
  double hue = otherwise;

  for (guint i = 0; i < n_colours; i++)
    {
      VtOklch oklch = vt_colour_to_oklch (colours[i].colour);

      if (oklch.lightness <= lightest || oklch.chroma < GREY_CHROMA / 3)
        continue;
      lightest = oklch.lightness;
      hue = oklch.hue;
    }

  return hue;
}

/**
 * vt_palette_from_picture:
 * @colours: (array length=n_colours): what the picture is made of
 * @n_colours: how many there are; at least one
 * @ground: what the palette stands on
 *
 * Returns: a palette without findings
 */
VtPalette
vt_palette_from_picture (const VtPictureColour *colours, guint n_colours, VtGround ground)
{
  VtColour primary = colours[find_primary (colours, n_colours, ground)].colour;
  VtOklch oklch = vt_colour_to_oklch (primary);
  double hue = oklch.chroma < GREY_CHROMA ? FALLBACK_HUE : oklch.hue;
  VtColour accent;

  if (!find_accent (colours, n_colours, primary, &accent))
    accent =
        accent_for ((VtOklch){ oklch.lightness, oklch.chroma, hue }, VT_HARMONY_ONE_HUE, oklch.chroma < GREY_CHROMA);

  return compose (primary, accent, hue, find_tint (colours, n_colours, hue), ground);
}
