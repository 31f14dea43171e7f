/* Colour words as regions of OKLab. The bounds are ours, set where people begin to disagree about a name; what lies
 * outside of a region belongs to it less and less, so that near colours come behind and never fall out. */
#include "search/engine/vix-colour.h"

#include "search/engine/vix-bytes.h"
#include "search/engine/vix-colour-words.h"

#define ANY_HUE                                                                                                        \
  {                                                                                                                    \
    0, 360                                                                                                             \
  }

/* How far outside of its bounds a colour hardly is of the name: 1 in 9. */
#define SOFT_L 0.09f
#define SOFT_C 0.025f
#define SOFT_H 8.0f

static const VixColourRegion regions[VIX_N_COLOURS] = {
  [VIX_COLOUR_BLACK] = { { 0, 0.355f }, { 0, 0.023f }, ANY_HUE, 0 },
  [VIX_COLOUR_WHITE] = { { 0.83f, 1 }, { 0, 0.028f }, ANY_HUE, 0 },
  [VIX_COLOUR_GREY] = { { 0.47f, 0.76f }, { 0, 0.022f }, ANY_HUE, 0 },
  [VIX_COLOUR_SILVER] = { { 0.62f, 0.90f }, { 0, 0.02f }, ANY_HUE, 0 },
  [VIX_COLOUR_GOLD] = { { 0.55f, 0.88f }, { 0.08f, 0.17f }, { 72, 100 }, 0 },
  [VIX_COLOUR_BLUE] = { { 0.20f, 0.80f }, { 0.045f, 0.33f }, { 222, 285 }, 0 },
  [VIX_COLOUR_CYAN] = { { 0.68f, 0.95f }, { 0.06f, 0.20f }, { 188, 225 }, 0 },
  [VIX_COLOUR_TURQUOISE] = { { 0.32f, 0.88f }, { 0.05f, 0.20f }, { 163, 215 }, 0 },
  [VIX_COLOUR_GREEN] = { { 0.22f, 0.92f }, { 0.04f, 0.33f }, { 104, 162 }, 0 },
  [VIX_COLOUR_YELLOW] = { { 0.68f, 1 }, { 0.095f, 0.25f }, { 74, 114 }, 0 },
  [VIX_COLOUR_ORANGE] = { { 0.48f, 0.85f }, { 0.115f, 0.25f }, { 36, 72 }, 0 },
  [VIX_COLOUR_RED] = { { 0.32f, 0.68f }, { 0.155f, 0.30f }, { 14, 33 }, 0 },
  [VIX_COLOUR_PINK] = { { 0.46f, 0.95f }, { 0.036f, 0.26f }, { 337, 367 }, 0 },
  [VIX_COLOUR_MAGENTA] = { { 0.45f, 0.80f }, { 0.17f, 0.35f }, { 320, 358 }, 0 },
  [VIX_COLOUR_PURPLE] = { { 0.25f, 0.80f }, { 0.05f, 0.33f }, { 288, 328 }, 0 },
  [VIX_COLOUR_BROWN] = { { 0.25f, 0.62f }, { 0.022f, 0.102f }, { 38, 85 }, 0 },
  [VIX_COLOUR_BEIGE] = { { 0.73f, 0.96f }, { 0.02f, 0.072f }, { 54, 110 }, 0 },
  [VIX_COLOUR_TRANSPARENT] = { { 2, 2 }, { 0, 0 }, ANY_HUE, 0 },
  [VIX_COLOUR_MULTICOLOUR] = { { 2, 2 }, { 0, 0 }, ANY_HUE, 0 },
};

/* Words that mean a part of a colour alone. */
static const struct
{
  const char *word;
  VixColourRegion region;
} shades[] = {
  { "anthracite", { { 0.28f, 0.42f }, { 0, 0.025f }, ANY_HUE, -1 } },
  { "antracita", { { 0.28f, 0.42f }, { 0, 0.025f }, ANY_HUE, -1 } },
  { "bordeaux", { { 0.25f, 0.42f }, { 0.08f, 0.18f }, { 2, 30 }, -1 } },
  { "bordo", { { 0.25f, 0.42f }, { 0.08f, 0.18f }, { 2, 30 }, -1 } },
  { "burdeos", { { 0.25f, 0.42f }, { 0.08f, 0.18f }, { 2, 30 }, -1 } },
  { "burgundy", { { 0.25f, 0.42f }, { 0.08f, 0.18f }, { 2, 30 }, -1 } },
  { "carmesi", { { 0.45f, 0.60f }, { 0.18f, 0.27f }, { 8, 28 }, -1 } },
  { "carmesim", { { 0.45f, 0.60f }, { 0.18f, 0.27f }, { 8, 28 }, -1 } },
  { "carvao", { { 0.28f, 0.42f }, { 0, 0.03f }, ANY_HUE, -1 } },
  { "celeste", { { 0.72f, 0.92f }, { 0.04f, 0.14f }, { 215, 265 }, -1 } },
  { "charcoal", { { 0.28f, 0.42f }, { 0, 0.03f }, ANY_HUE, -1 } },
  { "coral", { { 0.64f, 0.80f }, { 0.11f, 0.20f }, { 22, 45 }, -1 } },
  { "cream", { { 0.88f, 0.98f }, { 0.015f, 0.07f }, { 70, 110 }, -1 } },
  { "crema", { { 0.88f, 0.98f }, { 0.015f, 0.07f }, { 70, 110 }, -1 } },
  { "creme", { { 0.88f, 0.98f }, { 0.015f, 0.07f }, { 70, 110 }, -1 } },
  { "crimson", { { 0.45f, 0.60f }, { 0.18f, 0.27f }, { 8, 28 }, -1 } },
  { "emerald", { { 0.50f, 0.75f }, { 0.10f, 0.20f }, { 148, 172 }, -1 } },
  { "esmeralda", { { 0.50f, 0.75f }, { 0.10f, 0.20f }, { 148, 172 }, -1 } },
  { "grafite", { { 0.28f, 0.45f }, { 0, 0.025f }, ANY_HUE, -1 } },
  { "grafito", { { 0.28f, 0.45f }, { 0, 0.025f }, ANY_HUE, -1 } },
  { "granate", { { 0.25f, 0.42f }, { 0.08f, 0.18f }, { 5, 32 }, -1 } },
  { "graphite", { { 0.28f, 0.45f }, { 0, 0.025f }, ANY_HUE, -1 } },
  { "khaki", { { 0.58f, 0.82f }, { 0.04f, 0.10f }, { 85, 115 }, -1 } },
  { "lavanda", { { 0.70f, 0.92f }, { 0.03f, 0.12f }, { 285, 318 }, -1 } },
  { "lavender", { { 0.70f, 0.92f }, { 0.03f, 0.12f }, { 285, 318 }, -1 } },
  { "lilac", { { 0.68f, 0.88f }, { 0.05f, 0.14f }, { 298, 328 }, -1 } },
  { "lilas", { { 0.68f, 0.88f }, { 0.05f, 0.14f }, { 298, 328 }, -1 } },
  { "marinho", { { 0.15f, 0.36f }, { 0.035f, 0.20f }, { 240, 285 }, -1 } },
  { "marino", { { 0.15f, 0.36f }, { 0.035f, 0.20f }, { 240, 285 }, -1 } },
  { "maroon", { { 0.25f, 0.42f }, { 0.08f, 0.18f }, { 5, 32 }, -1 } },
  { "mint", { { 0.78f, 0.95f }, { 0.04f, 0.13f }, { 145, 178 }, -1 } },
  { "mostarda", { { 0.62f, 0.80f }, { 0.11f, 0.18f }, { 78, 98 }, -1 } },
  { "mostaza", { { 0.62f, 0.80f }, { 0.11f, 0.18f }, { 78, 98 }, -1 } },
  { "mustard", { { 0.62f, 0.80f }, { 0.11f, 0.18f }, { 78, 98 }, -1 } },
  { "navy", { { 0.15f, 0.36f }, { 0.035f, 0.20f }, { 240, 285 }, -1 } },
  { "oliva", { { 0.38f, 0.65f }, { 0.06f, 0.14f }, { 100, 125 }, -1 } },
  { "olive", { { 0.38f, 0.65f }, { 0.06f, 0.14f }, { 100, 125 }, -1 } },
  { "peach", { { 0.78f, 0.92f }, { 0.05f, 0.12f }, { 35, 70 }, -1 } },
  { "pessego", { { 0.78f, 0.92f }, { 0.05f, 0.12f }, { 35, 70 }, -1 } },
  { "salmao", { { 0.68f, 0.82f }, { 0.08f, 0.17f }, { 18, 42 }, -1 } },
  { "salmon", { { 0.68f, 0.82f }, { 0.08f, 0.17f }, { 18, 42 }, -1 } },
  { "tan", { { 0.62f, 0.82f }, { 0.04f, 0.10f }, { 55, 85 }, -1 } },
  { "teal", { { 0.32f, 0.66f }, { 0.055f, 0.17f }, { 164, 215 }, -1 } },
  { "terracotta", { { 0.48f, 0.66f }, { 0.08f, 0.15f }, { 32, 52 }, -1 } },
  { "vinho", { { 0.25f, 0.42f }, { 0.08f, 0.18f }, { 2, 30 }, -1 } },
  { "vino", { { 0.25f, 0.42f }, { 0.08f, 0.18f }, { 2, 30 }, -1 } },
  { "wine", { { 0.25f, 0.42f }, { 0.08f, 0.18f }, { 2, 30 }, -1 } },
  { "กรมทา", { { 0.15f, 0.36f }, { 0.035f, 0.20f }, { 240, 285 }, -1 } },
  { "ครีม", { { 0.88f, 0.98f }, { 0.015f, 0.07f }, { 70, 110 }, -1 } },
  { "ฟา", { { 0.65f, 0.92f }, { 0.05f, 0.17f }, { 215, 265 }, -1 } },
  { "สีกรมทา", { { 0.15f, 0.36f }, { 0.035f, 0.20f }, { 240, 285 }, -1 } },
  { "สีครีม", { { 0.88f, 0.98f }, { 0.015f, 0.07f }, { 70, 110 }, -1 } },
  { "สีฟา", { { 0.65f, 0.92f }, { 0.05f, 0.17f }, { 215, 265 }, -1 } },
  { "เลือดหมู", { { 0.25f, 0.42f }, { 0.08f, 0.18f }, { 2, 30 }, -1 } },
};

/* Words that move a colour: how far in lightness, and how much of its chroma is left. */
static const struct
{
  const char *word;
  float lightness;
  float chroma;
} modifiers[] = {
  { "bright", 0.05f, 1.25f },  { "brilhante", 0.05f, 1.25f }, { "brillante", 0.05f, 1.25f },
  { "clara", 0.18f, 0.7f },    { "claras", 0.18f, 0.7f },     { "claro", 0.18f, 0.7f },
  { "claros", 0.18f, 0.7f },   { "dark", -0.18f, 0.8f },      { "deep", -0.15f, 0.9f },
  { "escura", -0.18f, 0.8f },  { "escuras", -0.18f, 0.8f },   { "escuro", -0.18f, 0.8f },
  { "escuros", -0.18f, 0.8f }, { "light", 0.18f, 0.7f },      { "oscura", -0.18f, 0.8f },
  { "oscuras", -0.18f, 0.8f }, { "oscuro", -0.18f, 0.8f },    { "oscuros", -0.18f, 0.8f },
  { "palida", 0.2f, 0.55f },   { "palido", 0.2f, 0.55f },     { "pale", 0.2f, 0.55f },
  { "pastel", 0.2f, 0.6f },    { "soft", 0.12f, 0.7f },       { "vivid", 0, 1.3f },
  { "vivo", 0, 1.3f },         { "สด", 0.02f, 1.3f },         { "สวาง", 0.15f, 0.85f },
  { "ออน", 0.18f, 0.7f },      { "เขม", -0.18f, 0.85f },      { "แก", -0.15f, 0.9f },
};

static size_t
measure (const char *word)
{
  size_t n = 0;

  while (word[n] != '\0')
    n++;

  return n;
}

static float
least (float a, float b)
{
  return a < b ? a : b;
}

static float
most (float a, float b)
{
  return a > b ? a : b;
}

/* The words that a text is of are told apart by their endings where Thai writes them in one. */
static int
find_modifier (const char *text, size_t length, bool *whole)
{
  for (size_t i = 0; i < sizeof modifiers / sizeof modifiers[0]; i++)
    {
      size_t n = measure (modifiers[i].word);
      bool is_thai = (uint8_t) modifiers[i].word[0] >= 0x80;

      *whole = n == length;
      if ((*whole || (is_thai && n < length)) && vix_compare (text + length - n, n, modifiers[i].word, n) == 0)
        return (int) i;
    }

  return -1;
}

static bool
find_colour (const char *text, size_t length, VixColourRegion *region)
{
  VixColourWord found;

  for (size_t i = 0; i < sizeof shades / sizeof shades[0]; i++)
    if (vix_compare (text, length, shades[i].word, measure (shades[i].word)) == 0)
      {
        *region = shades[i].region;
        region->name = -1;
        return true;
      }

  if (!vix_colour_word (text, length, &found))
    return false;
  for (int i = 0; i < VIX_N_COLOURS; i++)
    if ((found.colours >> i & 1) != 0 && regions[i].l[0] <= 1)
      {
        *region = regions[i];
        region->name = i;
        return true;
      }

  return false;
}

/* Within the region where the colour has room for it: "dark green" is the darker part of green and a little more. */
static void
move (VixColourRegion *region, float lightness, float chroma)
{
  float middle = (region->l[0] + region->l[1]) / 2;

  if (lightness < -0.1f || lightness > 0.1f)
    region->name = -1;
  if (lightness < -0.1f)
    {
      region->l[1] = most (middle - 0.04f, region->l[0]);
      region->l[0] = most (region->l[0] + lightness / 2, 0);
    }
  else if (lightness > 0.1f)
    {
      region->l[0] = least (middle + 0.04f, region->l[1]);
      region->l[1] = least (region->l[1] + lightness / 2, 1);
    }
  region->c[0] *= chroma;
  region->c[1] *= most (chroma, 0.8f);
}

/**
 * vix_colour_find:
 * @words: words as they are compared (lower case, without accents and tones), a space between them
 * @length: bytes of them
 * @region: (out): what they mean
 *
 * A word of a colour ("navy", "marrom", "สีแดง") with, before or after it, words that move it ("dark", "claro", "เขม").
 *
 * Returns: whether they name one colour, and nothing else
 */
bool
vix_colour_find (const char *words, size_t length, VixColourRegion *region)
{
  float lightness = 0;
  float chroma = 1;
  bool found = false;

  for (size_t begin = 0, end; begin < length; begin = end + 1)
    {
      VixColourRegion next;
      size_t size;
      bool whole;
      int modifier;

      for (end = begin; end < length && words[end] != ' '; end++)
        ;
      size = end - begin;
      modifier = size > 0 ? find_modifier (words + begin, size, &whole) : -1;
      if (modifier >= 0)
        {
          lightness += modifiers[modifier].lightness;
          chroma *= modifiers[modifier].chroma;
          size = whole ? 0 : size - measure (modifiers[modifier].word);
        }
      if (size == 0)
        continue;

      if (!find_colour (words + begin, size, &next))
        return false;
      /* "azul marinho", "navy blue": the narrower word says all. */
      if (!found || next.name < 0)
        *region = next;
      found = true;
    }

  if (found)
    move (region, lightness, chroma);
  return found;
}

static float
outside (float x, const float bounds[2], float soft)
{
  return x < bounds[0] ? (bounds[0] - x) / soft : x > bounds[1] ? (x - bounds[1]) / soft : 0;
}

static float
outside_hue (float hue, const float bounds[2])
{
  float first = outside (hue, bounds, SOFT_H);
  float second = outside (hue + 360, bounds, SOFT_H);
  float third = outside (hue - 360, bounds, SOFT_H);

  return least (first, least (second, third));
}

static float
closeness (const VixColourRegion *region, VixOklab colour)
{
  float chroma = vix_oklab_chroma (colour);
  float l = outside (colour.l, region->l, SOFT_L);
  float c = outside (chroma, region->c, SOFT_C);
  float h = region->h[1] - region->h[0] >= 360 ? 0 : outside_hue (vix_oklab_hue (colour), region->h);
  float squared = l * l + c * c + h * h;

  return 1 / (1 + 8 * squared * squared);
}

/* The names between which people choose. */
#define BASIC                                                                                                          \
  (1u << VIX_COLOUR_BLACK | 1u << VIX_COLOUR_WHITE | 1u << VIX_COLOUR_GREY | 1u << VIX_COLOUR_BLUE |                   \
   1u << VIX_COLOUR_TURQUOISE | 1u << VIX_COLOUR_GREEN | 1u << VIX_COLOUR_YELLOW | 1u << VIX_COLOUR_ORANGE |           \
   1u << VIX_COLOUR_RED | 1u << VIX_COLOUR_PINK | 1u << VIX_COLOUR_PURPLE | 1u << VIX_COLOUR_BROWN |                   \
   1u << VIX_COLOUR_BEIGE)

/**
 * vix_colour_closeness:
 * @region: what a word means
 * @colour: a colour
 *
 * Returns: how near the colour is to the region, whatever else it may be called; 1 inside
 */
float
vix_colour_closeness (const VixColourRegion *region, VixOklab colour)
{
  return closeness (region, colour);
}

/**
 * vix_colour_membership:
 * @region: what a word means
 * @colour: a colour
 *
 * Returns: how much the word means the colour: 1 inside the region, a half at some distance, never quite 0
 */
float
vix_colour_membership (const VixColourRegion *region, VixOklab colour)
{
  float all[VIX_N_COLOURS];

  if (region->name < 0)
    return closeness (region, colour);

  vix_colour_measure (colour, all);
  all[region->name] = closeness (region, colour);

  return vix_colour_prefer (all, (VixColour) region->name);
}

/**
 * vix_colour_measure:
 * @colour: a colour
 * @closenesses: (out) (array fixed-size=19): how near it is to each #VixColour, whatever else it may be called; 1
 * inside
 */
void
vix_colour_measure (VixOklab colour, float *closenesses)
{
  for (int i = 0; i < VIX_N_COLOURS; i++)
    closenesses[i] = closeness (&regions[i], colour);
}

/**
 * vix_colour_prefer:
 * @closenesses: (array fixed-size=19): of vix_colour_measure()
 * @name: one of the colours
 *
 * Returns: how much that name means it, given the others
 */
float
vix_colour_prefer (const float *closenesses, VixColour name)
{
  float own = closenesses[name];
  float others = 0;

  for (int i = 0; i < VIX_N_COLOURS; i++)
    if (i != (int) name && (BASIC >> i & 1) != 0)
      others = most (others, closenesses[i]);

  return own * own / (own + others * 1.5f);
}
