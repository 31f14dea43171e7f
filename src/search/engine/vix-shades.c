/* What photographs show of a thing, small enough to be kept for each document: some colours, and how surely each is of
 * what is for sale. Words are compared with these, so that what is found by colour is the same wherever it is asked. */
#include "search/engine/vix-shades.h"

/* Two of the shades are at least that far from each other; nearer ones are one. */
#define APART 0.035f

/* Of the surest colour's score, what a second one needs to be called by name. */
#define NAME_LEAST 0.12f
#define NAME_SHARE 0.45f

/* What the side of a thing counts to the colour that only the side has. */
#define SIDE 0.3f

/* Where kept numbers begin and how far they go. */
#define AB_LOW  -0.4f
#define AB_SPAN 0.8f

static float
clamp (float x, float low, float high)
{
  return x < low ? low : x > high ? high : x;
}

/* A second colour counts by its being there more than by its size; a colour that fills the photograph and not the
 * product is that of the wall behind it. */
static float
evidence (const VixPhotoColour *colour)
{
  float lift = colour->share > 0 ? colour->product / colour->share : 0;
  float half = vix_sqrt (colour->product);
  float quarter = vix_sqrt (half);
  float sixteenth = vix_sqrt (vix_sqrt (quarter));

  /* to the power of 13/16 */
  return half * quarter * sixteenth * clamp ((lift - 0.3f) / 1.23f, 0.16f, 1);
}

/* Before the first that is less sure; the least sure one falls out when there is no room. */
static void
insert (VixShades *self, VixShade shade)
{
  uint32_t at;

  if (!(shade.evidence > 0) || (self->n == VIX_SHADES_MAX && self->shades[self->n - 1].evidence >= shade.evidence))
    return;

  at = self->n < VIX_SHADES_MAX ? self->n++ : VIX_SHADES_MAX - 1;
  for (; at > 0 && self->shades[at - 1].evidence < shade.evidence; at--)
    self->shades[at] = self->shades[at - 1];
  self->shades[at] = shade;
}

/**
 * vix_shades_take:
 * @self: (out caller-allocates): what the photograph shows of what is for sale
 * @photo: its colours
 */
void
vix_shades_take (VixShades *self, const VixPhoto *photo)
{
  self->n = 0;
  for (int i = 0; i < photo->n; i++)
    insert (self, (VixShade){ photo->colours[i].colour, clamp (evidence (&photo->colours[i]), 0, 1) });
}

static void
merge_one (VixShades *self, VixShade shade)
{
  for (uint32_t i = 0; i < self->n; i++)
    if (vix_oklab_distance_squared (self->shades[i].colour, shade.colour) < APART * APART)
      {
        VixShade known = self->shades[i];

        if (known.evidence >= shade.evidence)
          return;
        for (; i + 1 < self->n; i++)
          self->shades[i] = self->shades[i + 1];
        self->n--;
      }
  insert (self, shade);
}

/**
 * vix_shades_merge:
 * @self: shades of a thing
 * @other: what another photograph of it shows
 * @trust: how much that counts, 0 to 1
 */
void
vix_shades_merge (VixShades *self, const VixShades *other, float trust)
{
  for (uint32_t i = 0; i < other->n; i++)
    merge_one (self, (VixShade){ other->shades[i].colour, other->shades[i].evidence * trust });
}

static bool
is_hue (VixOklab a, VixOklab b)
{
  float turn = vix_oklab_hue (a) - vix_oklab_hue (b);

  turn = turn < 0 ? -turn : turn;
  return turn <= 14 || turn >= 346;
}

/* Bits of the shades that have the shade's hue and more of it. The lighter and darker sides of a thing of a strong
 * colour are not things of a pale or a dark one. */
static uint32_t
find_stronger (const VixShades *self, uint32_t i)
{
  const VixShade *shade = &self->shades[i];
  float chroma = vix_oklab_chroma (shade->colour);
  uint32_t found = 0;

  for (uint32_t j = 0; j < self->n && chroma >= 0.03f; j++)
    {
      const VixShade *other = &self->shades[j];

      if (j != i && vix_oklab_chroma (other->colour) > 1.3f * chroma && other->evidence > 0.26f * shade->evidence &&
          is_hue (other->colour, shade->colour))
        found |= 1u << j;
    }

  return found;
}

/**
 * vix_shades_score:
 * @self: shades of a thing
 * @region: what a word means
 *
 * Returns: how much the thing is of that colour, 0 to 1
 */
float
vix_shades_score (const VixShades *self, const VixColourRegion *region)
{
  float score = 0;

  for (uint32_t i = 0; i < self->n; i++)
    {
      uint32_t stronger = find_stronger (self, i);
      bool is_side = false;

      for (uint32_t j = 0; j < self->n; j++)
        is_side = is_side || ((stronger >> j & 1) != 0 && vix_colour_closeness (region, self->shades[j].colour) < 0.5f);
      score += (is_side ? SIDE : 1) * self->shades[i].evidence * vix_colour_membership (region, self->shades[i].colour);
    }

  return clamp (score, 0, 1);
}

/* As vix_shades_score() for each colour there is, without asking twice. */
static void
score_all (const VixShades *self, float *scores)
{
  float all[VIX_SHADES_MAX][VIX_N_COLOURS];
  uint32_t stronger[VIX_SHADES_MAX];

  for (uint32_t i = 0; i < self->n; i++)
    {
      vix_colour_measure (self->shades[i].colour, all[i]);
      stronger[i] = find_stronger (self, i);
    }

  for (uint32_t c = 0; c < VIX_N_COLOURS; c++)
    {
      scores[c] = 0;
      for (uint32_t i = 0; i < self->n; i++)
        {
          bool is_side = false;

          for (uint32_t j = 0; j < self->n; j++)
            is_side = is_side || ((stronger[i] >> j & 1) != 0 && all[j][c] < 0.5f);
          scores[c] += (is_side ? SIDE : 1) * self->shades[i].evidence * vix_colour_prefer (all[i], (VixColour) c);
        }
    }
}

/**
 * vix_shades_colours:
 * @self: shades of a thing
 * @least: what a colour must score
 *
 * Returns: bits of #VixColour: the colours that it shows
 */
uint32_t
vix_shades_colours (const VixShades *self, float least)
{
  float scores[VIX_N_COLOURS];
  uint32_t colours = 0;

  score_all (self, scores);
  for (uint32_t i = 0; i < VIX_N_COLOURS; i++)
    if (scores[i] >= least)
      colours |= 1u << i;

  return colours;
}

/**
 * vix_shades_names:
 * @self: shades of a thing
 * @names: (array length=n_max): what it is called, the most of it first
 * @n_max: how many are wanted
 *
 * For swatches: fewer than vix_shades_colours() has, and none that is better called by another's name.
 *
 * Returns: how many there are
 */
uint32_t
vix_shades_names (const VixShades *self, VixColour *names, uint32_t n_max)
{
  const uint32_t left_out =
      1u << VIX_COLOUR_SILVER | 1u << VIX_COLOUR_GOLD | 1u << VIX_COLOUR_CYAN | 1u << VIX_COLOUR_MAGENTA;
  float scores[VIX_N_COLOURS];
  uint32_t n = 0;

  score_all (self, scores);
  for (uint32_t i = 0; i < VIX_N_COLOURS; i++)
    scores[i] = (left_out >> i & 1) != 0 ? 0 : scores[i];
  for (float first = 0; n < n_max; n++)
    {
      uint32_t best = 0;

      for (uint32_t i = 1; i < VIX_N_COLOURS; i++)
        best = scores[i] > scores[best] ? i : best;
      first = n == 0 ? scores[best] : first;
      if (scores[best] < NAME_LEAST || scores[best] < first * NAME_SHARE)
        return n;
      names[n] = (VixColour) best;
      scores[best] = 0;
    }

  return n;
}

static uint8_t
to_byte (float x)
{
  return (uint8_t) (clamp (x, 0, 1) * 255 + 0.5f);
}

/**
 * vix_shades_write:
 * @self: shades of a thing
 * @bytes: (array): room for %VIX_SHADES_MAX times %VIX_SHADE_SIZE
 *
 * Returns: how many bytes they are
 */
size_t
vix_shades_write (const VixShades *self, uint8_t *bytes)
{
  size_t size = 0;

  for (uint32_t i = 0; i < self->n; i++, size += VIX_SHADE_SIZE)
    {
      const VixShade *shade = &self->shades[i];

      bytes[size] = to_byte (shade->colour.l);
      bytes[size + 1] = to_byte ((shade->colour.a - AB_LOW) / AB_SPAN);
      bytes[size + 2] = to_byte ((shade->colour.b - AB_LOW) / AB_SPAN);
      bytes[size + 3] = to_byte (shade->evidence);
    }

  return size;
}

/**
 * vix_shades_read:
 * @self: (out caller-allocates): the shades
 * @bytes: (array length=size): as vix_shades_write() keeps them; any bytes are some shades
 * @size: how many
 */
void
vix_shades_read (VixShades *self, const uint8_t *bytes, size_t size)
{
  self->n = 0;
  for (size_t at = 0; at + VIX_SHADE_SIZE <= size && self->n < VIX_SHADES_MAX; at += VIX_SHADE_SIZE)
    {
      VixOklab colour = { (float) bytes[at] / 255, AB_LOW + AB_SPAN * (float) bytes[at + 1] / 255,
                          AB_LOW + AB_SPAN * (float) bytes[at + 2] / 255 };

      insert (self, (VixShade){ colour, (float) bytes[at + 3] / 255 });
    }
}
