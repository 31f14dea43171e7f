/* What a photograph shows: its colours, and which of them belong to the thing for sale.
 *
 * Background is what joins the border without a step of colour, looks like the border, and lies outside. None of the
 * three is sure: a product may be cut by the border, stand before a busy room or be as white as the wall. So each pixel
 * gets a likelihood, and nothing is cut out. */
#include "base/portable/vix-photo.h"

#define BORDER_COLOURS 5
#define ROUNDS         6
#define CANDIDATES     24

/* Two of the dominant colours are at least that far from each other. */
#define APART 0.061f

static float
clamp (float x, float low, float high)
{
  return x < low ? low : x > high ? high : x;
}

static float
least (float a, float b)
{
  return a < b ? a : b;
}

/* 0 below @low, 1 above @high. */
static float
ramp (float x, float low, float high)
{
  float t = clamp ((x - low) / (high - low), 0, 1);

  return t * t * (3 - 2 * t);
}

/* What lets see through is seen on white, as the storefront's pages are. */
static void
take_pixels (VixPhotoWork *work, const uint8_t *rgba)
{
  vix_linear_table (work->linear);
  for (int i = 0; i < work->width * work->height; i++)
    {
      float alpha = (float) rgba[i * 4 + 3] / 255;
      float linear[3];

      for (int channel = 0; channel < 3; channel++)
        linear[channel] = work->linear[rgba[i * 4 + channel]] * alpha + (1 - alpha);
      work->pixels[i] = vix_oklab_from_linear (linear[0], linear[1], linear[2]);
    }
}

/* A photograph that is too dark is seen as if its lightest parts were nearly white. */
static void
expose (VixPhotoWork *work)
{
  int n = work->width * work->height;
  int counts[101] = { 0 };
  int lighter = 0;
  int level = 100;
  float gain;

  for (int i = 0; i < n; i++)
    counts[(int) (clamp (work->pixels[i].l, 0, 1) * 100)]++;
  while (level > 0 && lighter + counts[level] < n / 50 + 1)
    lighter += counts[level--];

  gain = clamp (0.96f / ((float) level / 100 + 0.005f), 1, 1.1f);
  for (int i = 0; i < n; i++)
    work->pixels[i].l = least (work->pixels[i].l * gain, 1);
}

static bool
is_border (const VixPhotoWork *work, int x, int y, int depth)
{
  return x < depth || y < depth || x >= work->width - depth || y >= work->height - depth;
}

/* The colours that the border is made of, and how much of it each is. */
typedef struct
{
  VixOklab colours[BORDER_COLOURS];
  float shares[BORDER_COLOURS];
  int n;
} Border;

/* Light and shadow on a thing are one colour sooner than two hues are. */
static float
difference (VixOklab a, VixOklab b)
{
  return vix_oklab_distance_squared ((VixOklab){ a.l * 0.5f, a.a, a.b }, (VixOklab){ b.l * 0.5f, b.a, b.b });
}

static int
find_nearest (const VixOklab *colours, int n, VixOklab colour, float *distance)
{
  int best = 0;

  *distance = 1e9f;
  for (int i = 0; i < n; i++)
    {
      float here = difference (colours[i], colour);

      if (here < *distance)
        {
          *distance = here;
          best = i;
        }
    }

  return best;
}

/* Each first colour is the one farthest from those before it. */
static void
seed_border (const VixPhotoWork *work, int depth, Border *border)
{
  border->colours[0] = work->pixels[0];
  for (border->n = 1; border->n < BORDER_COLOURS; border->n++)
    {
      float farthest = 0.004f;
      bool found = false;

      for (int y = 0; y < work->height; y++)
        for (int x = 0; x < work->width; x++)
          if (is_border (work, x, y, depth))
            {
              VixOklab colour = work->pixels[y * work->width + x];
              float distance;

              find_nearest (border->colours, border->n, colour, &distance);
              if (distance > farthest)
                {
                  farthest = distance;
                  border->colours[border->n] = colour;
                  found = true;
                }
            }
      if (!found)
        return;
    }
}

static void
refine_border (const VixPhotoWork *work, int depth, Border *border)
{
  float sums[BORDER_COLOURS][4] = { { 0 } };
  float all = 0;

  for (int y = 0; y < work->height; y++)
    for (int x = 0; x < work->width; x++)
      if (is_border (work, x, y, depth))
        {
          VixOklab colour = work->pixels[y * work->width + x];
          float distance;
          float *sum = sums[find_nearest (border->colours, border->n, colour, &distance)];

          sum[0] += colour.l;
          sum[1] += colour.a;
          sum[2] += colour.b;
          sum[3] += 1;
          all += 1;
        }

  for (int i = 0; i < border->n; i++)
    {
      border->shares[i] = all > 0 ? sums[i][3] / all : 0;
      if (sums[i][3] > 0)
        border->colours[i] = (VixOklab){ sums[i][0] / sums[i][3], sums[i][1] / sums[i][3], sums[i][2] / sums[i][3] };
    }
}

/* The steps of colour on the way from the border: what joins it smoothly is as near as it is (a geodesic distance). */
static float
step (const VixPhotoWork *work, int from, int to)
{
  float distance = vix_sqrt (vix_oklab_distance_squared (work->pixels[from], work->pixels[to]));

  return distance > 0.012f ? distance - 0.012f : 0;
}

static void
relax (VixPhotoWork *work, int x, int y, int dx, int dy)
{
  int to = y * work->width + x;
  int from = (y + dy) * work->width + x + dx;

  if (x + dx < 0 || x + dx >= work->width || y + dy < 0 || y + dy >= work->height)
    return;

  work->way[to] = least (work->way[to], work->way[from] + step (work, from, to));
}

/* In each direction of reading, several times: ways around corners are found in a few rounds. */
static void
measure_ways (VixPhotoWork *work)
{
  for (int i = 0; i < work->width * work->height; i++)
    work->way[i] = is_border (work, i % work->width, i / work->width, 1) ? 0 : 1e3f;

  for (int round = 0; round < 3; round++)
    {
      for (int y = 0; y < work->height; y++)
        for (int x = 0; x < work->width; x++)
          {
            relax (work, x, y, -1, 0);
            relax (work, x, y, 0, -1);
            relax (work, x, y, -1, -1);
            relax (work, x, y, 1, -1);
          }
      for (int y = work->height - 1; y >= 0; y--)
        for (int x = work->width - 1; x >= 0; x--)
          {
            relax (work, x, y, 1, 0);
            relax (work, x, y, 0, 1);
            relax (work, x, y, 1, 1);
            relax (work, x, y, -1, 1);
          }
    }
}

/* How far the colours go from those of the border, 1: far. Where there is little contrast, less of it is strange. */
static float
measure_contrast (const VixPhotoWork *work, const Border *border)
{
  int n = work->width * work->height;
  int counts[64] = { 0 };
  int farther = 0;
  int level = 63;

  for (int i = 0; i < n; i++)
    {
      float nearest = 0.63f;

      for (int j = 0; j < border->n; j++)
        if (border->shares[j] > 0.1f)
          nearest = least (nearest, vix_sqrt (vix_oklab_distance_squared (border->colours[j], work->pixels[i])));
      counts[(int) (nearest * 100)]++;
    }
  while (level > 0 && (float) (farther + counts[level]) < 0.03f * (float) n)
    farther += counts[level--];

  return clamp ((float) level / 100 / 0.41f, 0.92f, 1);
}

/* How unlike the border: the less of the border has a colour, the less that says. */
static float
strangeness (const Border *border, VixOklab colour, float contrast)
{
  float strange = 1;

  for (int i = 0; i < border->n; i++)
    {
      float distance = vix_sqrt (vix_oklab_distance_squared (border->colours[i], colour));
      float trust = ramp (border->shares[i], 0.02f, 0.13f);

      strange = least (strange, 1 - trust * (1 - ramp (distance, 0.03f, 0.18f * contrast)));
    }

  return strange;
}

/* 1 in the middle, falling towards the corners. */
static float
centrality (const VixPhotoWork *work, int x, int y)
{
  float dx = ((float) x + 0.5f) / (float) work->width * 2 - 1;
  float dy = ((float) y + 0.5f) / (float) work->height * 2 - 1;

  return 1 - ramp (dx * dx + dy * dy, 0.08f, 1.19f);
}

static void
weigh_pixels (VixPhotoWork *work)
{
  Border border = { 0 };
  int depth = (work->width + work->height) / 40 + 1;
  float sum = 0;
  float most = 0;
  float contrast;

  seed_border (work, depth, &border);
  for (int i = 0; i < ROUNDS; i++)
    refine_border (work, depth, &border);
  contrast = measure_contrast (work, &border);
  measure_ways (work);
  for (int i = 0; i < work->width * work->height; i++)
    most = work->way[i] > most ? work->way[i] : most;

  for (int i = 0; i < work->width * work->height; i++)
    {
      float way = ramp (work->way[i], 0.04f, 0.15f + 0.32f * most);
      float strange = strangeness (&border, work->pixels[i], contrast);
      float centre = centrality (work, i % work->width, i / work->width);

      float likely = centre * (0.25f * way + 0.034f * strange + 0.65f * way * strange);

      work->product[i] = 0.015f + vix_sqrt (likely) * likely;
      sum += work->product[i];
    }
  for (int i = 0; i < work->width * work->height && sum > 0; i++)
    work->product[i] /= sum;
}

static int
to_bin (float x, float low, float size, int n)
{
  int bin = (int) ((x - low) / size);

  return bin < 0 ? 0 : bin >= n ? n - 1 : bin;
}

/* A little of a bright colour is seen before much of a dull one. */
static float
prominence (VixOklab colour)
{
  return 1 + 5 * ramp (vix_oklab_chroma (colour), 0.02f, 0.14f);
}

static void
fill_cells (VixPhotoWork *work)
{
  int n = work->width * work->height;

  for (int i = 0; i < VIX_PHOTO_CELLS; i++)
    work->cells[i] = (VixPhotoCell){ 0, { 0, 0, 0 } };

  for (int i = 0; i < n; i++)
    {
      VixOklab colour = work->pixels[i];
      int bin = (to_bin (colour.l, 0, 1 / 13.0f, 13) * 16 + to_bin (colour.a, -0.4f, 0.05f, 16)) * 16 +
                to_bin (colour.b, -0.4f, 0.05f, 16);
      float weight = (0.2f / (float) n + 0.8f * work->product[i]) * prominence (colour);
      VixPhotoCell *cell = &work->cells[bin];

      cell->weight += weight;
      cell->sum.l += colour.l * weight;
      cell->sum.a += colour.a * weight;
      cell->sum.b += colour.b * weight;
    }
}

static VixOklab
cell_mean (const VixPhotoCell *cell)
{
  return (VixOklab){ cell->sum.l / cell->weight, cell->sum.a / cell->weight, cell->sum.b / cell->weight };
}

/* The fullest cells that are not near one that was chosen. */
static int
choose_candidates (VixPhotoWork *work, VixOklab *chosen)
{
  int n = 0;

  while (n < CANDIDATES)
    {
      float most = 0;

      for (int i = 0; i < VIX_PHOTO_CELLS; i++)
        {
          float distance = 1;

          if (work->cells[i].weight <= most)
            continue;
          if (n > 0)
            find_nearest (chosen, n, cell_mean (&work->cells[i]), &distance);
          if (distance < APART * APART)
            continue;
          most = work->cells[i].weight;
          chosen[n] = cell_mean (&work->cells[i]);
        }
      if (most < 0.0005f)
        return n;
      n++;
    }

  return n;
}

/* Moves each to the middle of the cells that are nearest to it. */
static void
settle (const VixPhotoWork *work, VixOklab *colours, int n)
{
  VixPhotoCell sums[CANDIDATES] = { { 0, { 0, 0, 0 } } };

  for (int i = 0; i < VIX_PHOTO_CELLS; i++)
    if (work->cells[i].weight > 0)
      {
        float distance;
        VixPhotoCell *sum = &sums[find_nearest (colours, n, cell_mean (&work->cells[i]), &distance)];

        sum->weight += work->cells[i].weight;
        sum->sum.l += work->cells[i].sum.l;
        sum->sum.a += work->cells[i].sum.a;
        sum->sum.b += work->cells[i].sum.b;
      }

  for (int i = 0; i < n; i++)
    if (sums[i].weight > 0)
      colours[i] = cell_mean (&sums[i]);
}

static void
measure_shares (const VixPhotoWork *work, const VixOklab *colours, int n, VixPhotoColour *out)
{
  int pixels = work->width * work->height;

  for (int i = 0; i < n; i++)
    out[i] = (VixPhotoColour){ colours[i], 0, 0 };

  for (int i = 0; i < pixels; i++)
    {
      float distance;
      VixPhotoColour *colour = &out[find_nearest (colours, n, work->pixels[i], &distance)];

      colour->share += 1 / (float) pixels;
      colour->product += work->product[i];
    }
}

static float
rank (const VixPhotoColour *colour)
{
  return (0.2f * colour->share + 0.8f * colour->product) * prominence (colour->colour);
}

static void
swap (VixPhotoColour *a, VixPhotoColour *b)
{
  VixPhotoColour kept = *a;

  *a = *b;
  *b = kept;
}

/* Those that say most stay; of these, that with the greatest part of the product comes first. */
static void
keep_best (VixPhotoColour *found, int n, VixPhoto *photo)
{
  photo->n = n < VIX_PHOTO_COLOURS ? n : VIX_PHOTO_COLOURS;
  for (int i = 0; i < n; i++)
    for (int j = i + 1; j < n; j++)
      if (rank (&found[j]) > rank (&found[i]))
        swap (&found[i], &found[j]);
  for (int i = 0; i < photo->n; i++)
    for (int j = i + 1; j < photo->n; j++)
      if (found[j].product > found[i].product)
        swap (&found[i], &found[j]);
  for (int i = 0; i < photo->n; i++)
    photo->colours[i] = found[i];
}

/**
 * vix_photo_read:
 * @work: room to work in
 * @rgba: sRGB with alpha that the colours are not multiplied by, row by row
 * @width: 1 to %VIX_PHOTO_SIDE
 * @height: 1 to %VIX_PHOTO_SIDE
 * @photo: (out caller-allocates): what it shows
 *
 * Returns: whether it has a size that can be looked at
 */
bool
vix_photo_read (VixPhotoWork *work, const uint8_t *rgba, int width, int height, VixPhoto *photo)
{
  VixOklab colours[CANDIDATES];
  VixPhotoColour found[CANDIDATES];
  int n;

  *photo = (VixPhoto){ .n = 0 };
  if (width < 1 || height < 1 || width > VIX_PHOTO_SIDE || height > VIX_PHOTO_SIDE)
    return false;

  work->width = width;
  work->height = height;
  take_pixels (work, rgba);
  expose (work);
  weigh_pixels (work);
  fill_cells (work);
  n = choose_candidates (work, colours);
  for (int i = 0; i < ROUNDS; i++)
    settle (work, colours, n);
  measure_shares (work, colours, n, found);
  keep_best (found, n, photo);

  return true;
}
