#pragma once

#include "base/portable/vix-oklab.h"

#include <stdbool.h>
#include <stdint.h>

/* The longest side of the pixels that are looked at: more tells no more of colours and costs a shopper's telephone. */
#define VIX_PHOTO_SIDE    96
#define VIX_PHOTO_COLOURS 12

typedef struct
{
  VixOklab colour;
  float share;   /* of the photograph, 0 to 1 */
  float product; /* of what is for sale in it, 0 to 1 */
} VixPhotoColour;

/* The dominant colours of a photograph, that with the greatest part of the product first. */
typedef struct
{
  VixPhotoColour colours[VIX_PHOTO_COLOURS];
  int n;
} VixPhoto;

/* A small part of the colours there are, and what of the photograph is in it. */
typedef struct
{
  float weight;
  VixOklab sum;
} VixPhotoCell;

#define VIX_PHOTO_CELLS (13 * 16 * 16)

/* Room for the work on one photograph. What is in it afterwards is for vix_look_read(). */
typedef struct
{
  int width;
  int height;
  float linear[256];
  VixOklab pixels[VIX_PHOTO_SIDE * VIX_PHOTO_SIDE];
  float product[VIX_PHOTO_SIDE * VIX_PHOTO_SIDE]; /* how likely a pixel is of the product, 0 to 1 */
  float way[VIX_PHOTO_SIDE * VIX_PHOTO_SIDE];
  VixPhotoCell cells[VIX_PHOTO_CELLS];
} VixPhotoWork;

bool vix_photo_read (VixPhotoWork *work, const uint8_t *rgba, int width, int height, VixPhoto *photo);
