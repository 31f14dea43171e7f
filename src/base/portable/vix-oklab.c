#include "base/portable/vix-oklab.h"

/**
 * vix_sqrt:
 * @x: a number
 *
 * Newton's steps from a guess that halves the exponent: exact to the last bits of a float, the same on every machine.
 *
 * Returns: its square root; 0 when it has none
 */
float
vix_sqrt (float x)
{
  float root;
  uint32_t bits;

  if (!(x > 0))
    return 0;

  __builtin_memcpy (&bits, &x, sizeof bits);
  bits = (bits >> 1) + 0x1fbd1df5;
  __builtin_memcpy (&root, &bits, sizeof root);
  for (int i = 0; i < 3; i++)
    root = 0.5f * (root + x / root);

  return root;
}

/**
 * vix_cbrt:
 * @x: a number
 *
 * Returns: its cube root; 0 for what is not above 0
 */
float
vix_cbrt (float x)
{
  float root;
  uint32_t bits;

  if (!(x > 0))
    return 0;

  __builtin_memcpy (&bits, &x, sizeof bits);
  bits = bits / 3 + 0x2a514067;
  __builtin_memcpy (&root, &bits, sizeof root);
  for (int i = 0; i < 3; i++)
    root = (2 * root + x / (root * root)) / 3;

  return root;
}

/* x to the power of 2.4: the square, times the square of the fifth root. */
static float
power_2_4 (float x)
{
  float root = vix_sqrt (vix_sqrt (x)); /* above the fifth root for all x below 1 */

  for (int i = 0; i < 6; i++)
    {
      float fourth = root * root * root * root;

      root = fourth > 0 ? (4 * root + x / fourth) / 5 : 0;
    }

  return x * x * root * root;
}

/**
 * vix_linear_table:
 * @table: (out caller-allocates): the light that each value of an sRGB channel stands for (IEC 61966-2-1), 0 to 1
 */
void
vix_linear_table (float table[256])
{
  for (int i = 0; i < 256; i++)
    {
      float value = (float) i / 255;

      table[i] = value <= 0.04045f ? value / 12.92f : power_2_4 ((value + 0.055f) / 1.055f);
    }
}

/**
 * vix_oklab_from_linear:
 * @red: light, 0 to 1, as vix_linear_table() has it
 * @green: the same
 * @blue: the same
 *
 * Returns: the colour
 */
VixOklab
vix_oklab_from_linear (float red, float green, float blue)
{
  float l = vix_cbrt (0.4122214708f * red + 0.5363325363f * green + 0.0514459929f * blue);
  float m = vix_cbrt (0.2119034982f * red + 0.6806995451f * green + 0.1073969566f * blue);
  float s = vix_cbrt (0.0883024619f * red + 0.2817188376f * green + 0.6299787005f * blue);

  return (VixOklab){ 0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
                     1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
                     0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s };
}

/**
 * vix_oklab_from_srgb:
 * @red: a channel as it is stored
 * @green: the same
 * @blue: the same
 *
 * Returns: the colour
 */
VixOklab
vix_oklab_from_srgb (uint8_t red, uint8_t green, uint8_t blue)
{
  const uint8_t channels[3] = { red, green, blue };
  float linear[3];

  for (int i = 0; i < 3; i++)
    {
      float value = (float) channels[i] / 255;

      linear[i] = value <= 0.04045f ? value / 12.92f : power_2_4 ((value + 0.055f) / 1.055f);
    }

  return vix_oklab_from_linear (linear[0], linear[1], linear[2]);
}

/**
 * vix_oklab_distance_squared:
 * @a: a colour
 * @b: a colour
 *
 * Returns: the square of how far they are apart; 1 between black and white
 */
float
vix_oklab_distance_squared (VixOklab a, VixOklab b)
{
  float l = a.l - b.l;
  float x = a.a - b.a;
  float y = a.b - b.b;

  return l * l + x * x + y * y;
}

/**
 * vix_oklab_chroma:
 * @colour: a colour
 *
 * Returns: how far it is from grey: 0 to some 0.32
 */
float
vix_oklab_chroma (VixOklab colour)
{
  return vix_sqrt (colour.a * colour.a + colour.b * colour.b);
}

/**
 * vix_oklab_hue:
 * @colour: a colour
 *
 * Returns: degrees from 0 (pink) by yellow (110), green (142) and blue (264), within half a degree; 0 for greys
 */
float
vix_oklab_hue (VixOklab colour)
{
  float x = colour.a < 0 ? -colour.a : colour.a;
  float y = colour.b < 0 ? -colour.b : colour.b;
  float least = x < y ? x : y;
  float most = x < y ? y : x;
  float ratio = most > 0 ? least / most : 0;
  float square = ratio * ratio;
  float angle =
      57.29578f * ratio *
      (0.9998660f + square * (-0.3302995f + square * (0.1801410f + square * (-0.0851330f + square * 0.0208351f))));

  if (y > x)
    angle = 90 - angle;
  if (colour.a < 0)
    angle = 180 - angle;

  return colour.b < 0 && angle > 0 ? 360 - angle : angle;
}
