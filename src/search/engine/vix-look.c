/* Look-alikes. A shopper's picture is cut, turned to the light or mirrored otherwise than ours, so that nothing here
 * says exactly where something is: colours are counted with soft bounds, places are a grid within what the product
 * takes up, and a picture is compared with the mirror image too. */
#include "search/engine/vix-look.h"

#include <stdbool.h>

#define HUES   6
#define GREYS  4
#define COLOUR (HUES * 2 + GREYS) /* pale and strong of each hue */
#define GRID   4
#define PLACES (GRID * GRID * 3)
#define TURNS  4 /* an edge is level, upright or leans one way or the other */
#define EDGES  (GRID * GRID * TURNS)

/* Where each part begins. */
#define AT_COLOUR 0
#define AT_PLACES COLOUR
#define AT_EDGES  (AT_PLACES + PLACES)

_Static_assert(AT_EDGES + EDGES == VIX_LOOK_SIZE, "the parts fill the descriptor");

static float
clamp (float x, float low, float high)
{
  return x < low ? low : x > high ? high : x;
}

static uint8_t
to_byte (float x)
{
  return (uint8_t) (clamp (x, 0, 1) * 255 + 0.5f);
}

/* What the product takes up: the mean place and twice the spread around it. */
typedef struct
{
  float left;
  float top;
  float width;
  float height;
} Frame;

static Frame
find_frame (const VixPhotoWork *work)
{
  float sum = 0;
  float x1 = 0;
  float y1 = 0;
  float x2 = 0;
  float y2 = 0;

  for (int i = 0; i < work->width * work->height; i++)
    {
      float x = (float) (i % work->width);
      float y = (float) (i / work->width);
      float weight = work->product[i];

      sum += weight;
      x1 += weight * x;
      y1 += weight * y;
      x2 += weight * x * x;
      y2 += weight * y * y;
    }
  if (!(sum > 0))
    return (Frame){ 0, 0, (float) work->width, (float) work->height };

  x1 /= sum;
  y1 /= sum;
  x2 = vix_sqrt (x2 / sum - x1 * x1) * 2 + 1;
  y2 = vix_sqrt (y2 / sum - y1 * y1) * 2 + 1;
  return (Frame){ x1 - x2, y1 - y2, 2 * x2, 2 * y2 };
}

/* Each colour belongs to the two hues that it lies between; greys by their lightness. */
static void
count_colour (float *counts, VixOklab colour, float weight)
{
  float chroma = vix_oklab_chroma (colour);
  float coloured = clamp ((chroma - 0.02f) / 0.04f, 0, 1);
  float strong = clamp ((chroma - 0.07f) / 0.06f, 0, 1);
  float hue = vix_oklab_hue (colour) / 360 * HUES;
  int first = (int) hue;
  float rest = hue - (float) first;
  float level = clamp (colour.l, 0, 1) * (GREYS - 1);
  int low = (int) level;

  if (low > GREYS - 2)
    low = GREYS - 2;
  counts[HUES * 2 + low] += weight * (1 - coloured) * (1 - (level - (float) low));
  counts[HUES * 2 + low + 1] += weight * (1 - coloured) * (level - (float) low);
  for (int i = 0; i < 2; i++)
    {
      int bin = (first + i) % HUES;
      float part = weight * coloured * (i == 0 ? 1 - rest : rest);

      counts[bin] += part * (1 - strong);
      counts[HUES + bin] += part * strong;
    }
}

/* Half by what is for sale, half by the whole. */
static void
read_colours (const VixPhotoWork *work, uint8_t *parts)
{
  float counts[COLOUR] = { 0 };
  int n = work->width * work->height;

  for (int i = 0; i < n; i++)
    count_colour (counts, work->pixels[i], 0.7f * work->product[i] + 0.3f / (float) n);
  for (int i = 0; i < COLOUR; i++)
    parts[i] = to_byte (vix_sqrt (counts[i]));
}

static int
find_place (const Frame *frame, int x, int y)
{
  int column = (int) clamp (((float) x - frame->left) / frame->width * GRID, 0, GRID - 1);
  int row = (int) clamp (((float) y - frame->top) / frame->height * GRID, 0, GRID - 1);

  return row * GRID + column;
}

/* The mean colour in each field of the grid. */
static void
read_places (const VixPhotoWork *work, const Frame *frame, uint8_t *places)
{
  float sums[GRID * GRID][4] = { { 0 } };
  int n = work->width * work->height;

  for (int i = 0; i < n; i++)
    {
      int place = find_place (frame, i % work->width, i / work->width);
      float weight = work->product[i] + 0.1f / (float) n;
      VixOklab colour = work->pixels[i];

      sums[place][0] += weight * colour.l;
      sums[place][1] += weight * colour.a;
      sums[place][2] += weight * colour.b;
      sums[place][3] += weight;
    }

  for (int i = 0; i < GRID * GRID; i++)
    {
      float sum = sums[i][3] > 0 ? sums[i][3] : 1;

      places[i * 3] = to_byte (sums[i][0] / sum);
      places[i * 3 + 1] = to_byte (0.5f + 2 * sums[i][1] / sum);
      places[i * 3 + 2] = to_byte (0.5f + 2 * sums[i][2] / sum);
    }
}

/* Which way the edges go in each field; all together are one, so that fields with many stand out. */
static void
read_edges (const VixPhotoWork *work, const Frame *frame, uint8_t *edges)
{
  float counts[EDGES] = { 0 };
  float sum = 0;

  for (int y = 1; y < work->height - 1; y++)
    for (int x = 1; x < work->width - 1; x++)
      {
        int i = y * work->width + x;
        float dx = work->pixels[i + 1].l - work->pixels[i - 1].l;
        float dy = work->pixels[i + work->width].l - work->pixels[i - work->width].l;
        float size = vix_sqrt (vix_sqrt (dx * dx + dy * dy)) * work->product[i];
        float angle = vix_oklab_hue ((VixOklab){ 0, dx, dy });
        float turn = (angle >= 180 ? angle - 180 : angle) / 180 * TURNS;
        float rest = turn - (float) (int) turn;
        float *field = counts + find_place (frame, x, y) * TURNS;

        field[(int) turn % TURNS] += size * (1 - rest);
        field[((int) turn + 1) % TURNS] += size * rest;
        sum += size;
      }

  for (int i = 0; i < EDGES; i++)
    edges[i] = to_byte (sum > 0 ? 2 * vix_sqrt (counts[i] / sum) : 0);
}

/**
 * vix_look_read:
 * @work: a photograph that vix_photo_read() has looked at
 * @look: (out caller-allocates): how it looks
 */
void
vix_look_read (const VixPhotoWork *work, VixLook *look)
{
  Frame frame = find_frame (work);

  read_colours (work, look->parts + AT_COLOUR);
  read_places (work, &frame, look->parts + AT_PLACES);
  read_edges (work, &frame, look->parts + AT_EDGES);
}

static uint32_t
differ (const uint8_t *a, const uint8_t *b, int n)
{
  uint32_t sum = 0;

  for (int i = 0; i < n; i++)
    sum += (uint32_t) (a[i] > b[i] ? a[i] - b[i] : b[i] - a[i]);

  return sum;
}

/* Columns from right to left; an edge leans the other way. */
static uint32_t
differ_in_place (const VixLook *a, const VixLook *b, bool mirrored)
{
  uint32_t places = 0;
  uint32_t edges = 0;

  for (int i = 0; i < GRID * GRID; i++)
    {
      int j = mirrored ? i / GRID * GRID + GRID - 1 - i % GRID : i;
      const uint8_t *first = a->parts + AT_EDGES + i * TURNS;
      const uint8_t *second = b->parts + AT_EDGES + j * TURNS;

      places += differ (a->parts + AT_PLACES + i * 3, b->parts + AT_PLACES + j * 3, 3);
      for (int turn = 0; turn < TURNS; turn++)
        edges += differ (first + turn, second + (mirrored ? (TURNS - turn) % TURNS : turn), 1);
    }

  return places * 6 + edges;
}

/**
 * vix_look_distance:
 * @a: a look
 * @b: a look
 *
 * Returns: how unlike they are, whichever way round each is held before the mirror; 0 for the same
 */
uint32_t
vix_look_distance (const VixLook *a, const VixLook *b)
{
  uint32_t straight = differ_in_place (a, b, false);
  uint32_t mirrored = differ_in_place (a, b, true);

  return differ (a->parts + AT_COLOUR, b->parts + AT_COLOUR, COLOUR) + (straight < mirrored ? straight : mirrored);
}
