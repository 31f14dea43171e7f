#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The colours that products are told apart by. Every colour word is one of them, or lies between some. */
typedef enum
{
  VIX_COLOUR_BLACK,
  VIX_COLOUR_WHITE,
  VIX_COLOUR_GREY,
  VIX_COLOUR_SILVER,
  VIX_COLOUR_GOLD,
  VIX_COLOUR_BLUE,
  VIX_COLOUR_CYAN,
  VIX_COLOUR_TURQUOISE,
  VIX_COLOUR_GREEN,
  VIX_COLOUR_YELLOW,
  VIX_COLOUR_ORANGE,
  VIX_COLOUR_RED,
  VIX_COLOUR_PINK,
  VIX_COLOUR_MAGENTA,
  VIX_COLOUR_PURPLE,
  VIX_COLOUR_BROWN,
  VIX_COLOUR_BEIGE,
  VIX_COLOUR_TRANSPARENT,
  VIX_COLOUR_MULTICOLOUR,
  VIX_N_COLOURS,
} VixColour;

#define VIX_COLOUR_POINT 0xE000u /* a colour as a word of the dictionary: no text has such a character */
#define VIX_SEEN_POINT   0xE040u /* one that no text names, seen in a photograph */

/* colours: bits of VixColour, the first one meant most. plain: the word is hardly used for anything but the colour. */
typedef struct
{
  uint32_t colours;
  bool plain;
} VixColourWord;

bool vix_colour_word (const char *text, size_t length, VixColourWord *found);
uint32_t vix_colours_near (uint32_t colours);
