#pragma once

#include "brand/vt-logo.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A layout longer than this is not read, bytes; nor is one with more layers, or with boxes further out. */
#define VT_LAYOUT_MAX_BYTES  (256 * 1024)
#define VT_LAYOUT_MAX_LAYERS 200
#define VT_LAYOUT_MAX_SIZE   20000

/* Assets that the shop made itself: their ids begin so, and there are no more of them. */
#define VT_LAYOUT_ADDED       "own-"
#define VT_LAYOUT_MAX_ADDED   100
#define VT_LAYOUT_NAME_LENGTH 60

typedef enum
{
  VT_LAYOUT_PIXELS,
  VT_LAYOUT_MILLIMETRES
} VtLayoutUnit;

/* What a layout shows when nothing was chosen. */
typedef enum
{
  VT_LAYOUT_OF_SHOP,
  VT_LAYOUT_OF_PRODUCT
} VtLayoutSubject;

typedef enum
{
  VT_LAYER_TEXT,
  VT_LAYER_PRICE, /* the price, with the one before beside it */
  VT_LAYER_PICTURE,
  VT_LAYER_SHAPE,
  VT_LAYER_LOGO,
  VT_LAYER_QR,
  VT_LAYER_COLUMN, /* layers below each other: what is above leaves room for what is below */
  VT_LAYER_N_KINDS
} VtLayerKind;

typedef enum
{
  VT_ALIGN_START, /* left and top */
  VT_ALIGN_CENTRE,
  VT_ALIGN_END
} VtAlign;

typedef enum
{
  VT_SHAPE_RECTANGLE,
  VT_SHAPE_ELLIPSE,
  VT_SHAPE_ARCH /* a rectangle with a round top */
} VtShape;

/* Towards where a fill fades away. */
typedef enum
{
  VT_FADE_NONE,
  VT_FADE_UP,
  VT_FADE_DOWN,
  VT_FADE_LEFT,
  VT_FADE_RIGHT
} VtFade;

typedef enum
{
  VT_CROP_CENTRE,
  VT_CROP_ATTENTION, /* what draws the eye */
  VT_CROP_TOP,
  VT_CROP_BOTTOM
} VtCrop;

typedef enum
{
  VT_PAINT_NONE,
  VT_PAINT_ROLE, /* a colour of the palette: it changes with it */
  VT_PAINT_COLOUR
} VtPaintKind;

typedef struct
{
  VtPaintKind kind;
  VtBrandColour role;
  VtColour colour;
} VtPaint;

typedef struct
{
  double x, y, width, height;
} VtBox;

/* One layer, in the unit of its layout. What its kind does not use is left as it is. */
typedef struct
{
  int kind;   /* VtLayerKind */
  char *name; /* for people; "" where there is none */
  VtBox box;  /* inside a column only the size counts, and 0 is all there is */
  char *when; /* "": always; "photo", "no-photo", "logo", "no-logo", or a variable that must not be empty */
  double opacity;

  /* text, price */
  char *text; /* with {title} and the like in it */
  int font;   /* VtBrandType */
  double size;
  double minimum;  /* of the letters, at which the text is reported */
  int weight;      /* 100 to 900 */
  int lines;       /* at most; 0: as many as there is room for */
  double leading;  /* of a line's own height */
  double tracking; /* of the size of the letters; only where the script allows it */
  gboolean capitals;
  gboolean italic;
  VtPaint colour;
  int align;  /* VtAlign */
  int valign; /* VtAlign */
  double padding;

  /* shape, and the ground of a text */
  int shape; /* VtShape */
  VtPaint fill;
  int fade; /* VtFade */
  double radius;
  VtPaint stroke;
  double stroke_width;

  /* picture */
  char *
      source; /* in the order in which they are tried: "photo", "hero", "story", "product:2", "collection:1", SHA-256 */
  gboolean contain;
  int crop; /* VtCrop */

  /* logo */
  int variant;       /* VtLogoVariant */
  gboolean wordmark; /* the shop's name beside a logo that has none */

  /* column */
  double gap;
  GPtrArray *layers; /* (owned) (nullable) (element-type VtLayer) */
} VtLayer;

/* How an asset is drawn: immutable once it is read, reference counted, any thread. */
typedef struct
{
  gatomicrefcount refs;
  char *id;   /* "instagram-square": also the name of its file */
  char *name; /* in the user's language */
  char *group;
  const char *folder; /* of its files: "social" */
  VtLayoutUnit unit;
  VtLayoutSubject subject;
  double width, height;
  double bleed;      /* beyond each edge, for the knife */
  VtBox safe;        /* what no device or knife cuts off; of the whole when there is none of its own */
  gboolean round;    /* it is shown or cut as a circle */
  gboolean is_own;   /* the shop changed it */
  gboolean is_added; /* the shop made it: there is none to go back to */
  char hash[17];     /* of the text that it was read from */
  GPtrArray *layers; /* (element-type VtLayer) bottom first */
} VtLayout;

VtLayout *vt_layout_parse (const char *id, const char *json, gssize length, GError **error);
char *vt_layout_to_json (const VtLayout *self);
VtLayout *vt_layout_new_blank (VtLayoutSubject subject, VtLayoutUnit unit, double width, double height);
VtLayout *vt_layout_ref (VtLayout *self);
void vt_layout_unref (VtLayout *self);

VtColour vt_paint_resolve (const VtPaint *self, VtBrand *brand);

/* The layouts that the program comes with, in the order of the gallery. */
guint vt_layout_n_built_in (void);
const char *vt_layout_built_in_id (guint index);
VtLayout *vt_layout_load_built_in (const char *id, GError **error);

/* As the shop has it: its own change, else what the program comes with. A damaged one is told in @problem, and the
 * built-in one stands in. */
VtLayout *vt_layout_load (VtDb *db, const char *id, char **problem, GError **error);
GPtrArray *vt_layout_list (VtDb *db, GPtrArray *problems, GError **error);

/* Edits, for use inside a VtShopJob. A NULL text goes back to the built-in layout; of one that the shop made, it
 * removes it. */
gboolean vt_layout_set (VtDb *db, const char *id, const char *json, GError **error);
char *vt_layout_add (VtDb *db, const VtLayout *from, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtLayout, vt_layout_unref)

G_END_DECLS
