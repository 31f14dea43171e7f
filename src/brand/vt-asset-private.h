#pragma once

#include "brand/vt-asset.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A decoded picture, as cairo has its pixels. Immutable, reference counted. */
typedef struct
{
  gatomicrefcount refs;
  int width, height;
  gboolean is_opaque;
  guint8 *pixels; /* (owned) width × 4 bytes a row */
  GBytes *jpeg;   /* (owned) (nullable) the same, for files that hold pictures whole */
} VtAssetPicture;

VtAssetPicture *vt_asset_picture_ref (VtAssetPicture *self);
void vt_asset_picture_unref (VtAssetPicture *self);
cairo_surface_t *vt_asset_picture_to_surface (VtAssetPicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtAssetPicture, vt_asset_picture_unref)

/* What one picture is wanted for. */
typedef struct
{
  const char *sha256;
  int width, height; /* pixels of the place that it is for */
  VtCrop crop;
  gboolean contain;   /* whole, within that place */
  gboolean with_jpeg; /* for a PDF or SVG file */
} VtPictureWish;

/* Pictures that were decoded, by what they were wanted for; the oldest go when there are too many. */
typedef struct _VtPictureStore VtPictureStore;

VtPictureStore *vt_picture_store_new (const char *shop_path);
void vt_picture_store_free (VtPictureStore *self);
VtAssetPicture *
vt_picture_store_get (VtPictureStore *self, const VtPictureWish *wish, double *enlarged, char **problem);
GBytes *vt_picture_store_get_drawing (VtPictureStore *self, const char *sha256, gboolean *is_drawing);

struct _VtAssetFacts
{
  gatomicrefcount refs;
  char *language;
  char *texts[11];         /* (owned) by VtFactText */
  GHashTable *photos;      /* (owned) (element-type utf8 utf8) "hero" and so on: SHA-256 */
  GPtrArray *layouts;      /* (owned) (element-type VtLayout) */
  GPtrArray *problems;     /* (owned) (element-type utf8) */
  VtAssetSubject *shop;    /* (owned) */
  VtAssetSubject *product; /* (owned) the first of the shop's products; a shop without any has an empty one */
  VtPictureStore *store;   /* (owned) */
};

typedef enum
{
  VT_FACT_SHOP,
  VT_FACT_TAGLINE,
  VT_FACT_EMAIL,
  VT_FACT_PHONE,
  VT_FACT_ADDRESS,
  VT_FACT_URL,
  VT_FACT_DOMAIN,
  VT_FACT_WORDS,
  VT_FACT_INITIAL,
  VT_FACT_THANKS,
  VT_FACT_CURRENCY,
} VtFactText;

char *vt_asset_expand (VtAssetFacts *facts, const VtAssetSubject *subject, const char *text);
const char *vt_asset_variable (VtAssetFacts *facts, const VtAssetSubject *subject, const char *name);
char *vt_asset_find_photo (VtAssetFacts *facts, const VtAssetSubject *subject, const char *source);

/* One drawing of one asset. */
typedef struct
{
  VtBrand *brand;
  VtAssetFacts *facts;
  const VtLayout *layout;
  const VtAssetSubject *subject;
  cairo_t *cr;
  PangoContext *words; /* (owned) */
  GPtrArray *findings; /* (nullable) */
  double resolution;   /* pixels of a picture to the layout's unit */
  gboolean is_file;    /* drawn into a PDF or SVG file */
  gboolean has_photo;
} VtPainter;

void vt_painter_report (VtPainter *self, VtAssetFindingKind kind, const VtLayer *layer, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
void vt_painter_set_source (VtPainter *self, const VtPaint *paint, double opacity);
void vt_painter_path (VtPainter *self, VtShape shape, const VtBox *box, double radius);
gboolean vt_painter_is_wanted (VtPainter *self, const VtLayer *layer);

/* Texts and columns of them (vt-asset-text.c). */
void vt_painter_draw_column (VtPainter *self, const VtLayer *column);
PangoLayout *vt_painter_new_words (VtPainter *self, VtBrandType type, const char *text);
void vt_words_set_size (PangoLayout *words, double size, int weight);

/* Logos (vt-asset-logo.c). */
gboolean vt_painter_has_logo (VtPainter *self);
void vt_painter_draw_logo (VtPainter *self, const VtLayer *layer, const VtBox *box);
double vt_painter_logo_width (VtPainter *self, const VtLayer *layer, double width, double height);

G_END_DECLS
