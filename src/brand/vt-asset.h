#pragma once

#include "brand/vt-layout.h"

#include <cairo.h>

G_BEGIN_DECLS

/* What assets show besides the brand: the shop's texts, its photographs, its layouts. Read once, immutable from then on
 * (but for pictures that it keeps decoded), reference counted, any thread: a gallery draws again and again from one
 * while a colour changes. */
typedef struct _VtAssetFacts VtAssetFacts;

#define VT_TYPE_ASSET_FACTS (vt_asset_facts_get_type ())
GType vt_asset_facts_get_type (void);

VtAssetFacts *
vt_asset_facts_load (VtDb *db, const char *shop_path, const char *language, const char *site_url, GError **error);
VtAssetFacts *vt_asset_facts_load_one (VtDb *db,
                                       const char *shop_path,
                                       const char *language,
                                       const char *name,
                                       const char *id,
                                       GError **error);
VtAssetFacts *vt_asset_facts_ref (VtAssetFacts *self);
void vt_asset_facts_unref (VtAssetFacts *self);
GPtrArray *vt_asset_facts_get_layouts (VtAssetFacts *self);
const VtLayout *vt_asset_facts_find_layout (VtAssetFacts *self, const char *id);
GPtrArray *vt_asset_facts_get_problems (VtAssetFacts *self);
const char *vt_asset_facts_get_shop_name (VtAssetFacts *self);
const char *vt_asset_facts_get_language (VtAssetFacts *self);

/* What an asset is about, a plain record: the shop, a product, a collection, a post. NULL is "". */
typedef struct
{
  char *name;  /* of its file: "leather-sofa" */
  char *title; /* what is written largest */
  char *text;
  char *price;   /* as shoppers read it: "€100.00" */
  char *compare; /* the price before */
  char *url;     /* for the QR code */
  char *code;    /* SKU */
  char *photo;   /* SHA-256 */
} VtAssetSubject;

VtAssetSubject *vt_asset_subject_new (void);
VtAssetSubject *vt_asset_subject_load (VtDb *db, VtAssetFacts *facts, const char *kind, gint64 id, GError **error);
void vt_asset_subject_free (VtAssetSubject *self);

/* Something that was drawn otherwise than the layout says, for a person to look at. */
typedef enum
{
  VT_ASSET_TEXT_TOO_LONG, /* the letters are smaller than they should be, or words are missing at the end */
  VT_ASSET_NO_PICTURE,    /* a picture is missing or cannot be read */
  VT_ASSET_SMALL_PICTURE, /* a photograph has too few pixels for its place */
  VT_ASSET_NO_LOGO,
  VT_ASSET_NO_CODE /* the text does not fit into a QR code */
} VtAssetFindingKind;

typedef struct
{
  VtAssetFindingKind kind;
  char *asset;    /* the id of the layout */
  char *layer;    /* its name, or what it shows */
  char *sentence; /* translated */
} VtAssetFinding;

void vt_asset_finding_free (VtAssetFinding *self);

/* In the layout's unit, the origin at the upper left corner of the trimmed asset; what reaches an edge goes on into the
 * bleed. @subject NULL: what the layout is of. @findings (nullable) (element-type VtAssetFinding) is added to. */
void vt_asset_draw (VtBrand *brand,
                    VtAssetFacts *facts,
                    const VtLayout *layout,
                    const VtAssetSubject *subject,
                    cairo_t *cr,
                    GPtrArray *findings);
cairo_surface_t *vt_asset_render (VtBrand *brand,
                                  VtAssetFacts *facts,
                                  const VtLayout *layout,
                                  const VtAssetSubject *subject,
                                  int max_width,
                                  int max_height,
                                  GPtrArray *findings,
                                  GError **error);

gboolean *
vt_asset_list_drawn (VtBrand *brand, VtAssetFacts *facts, const VtLayout *layout, const VtAssetSubject *subject);

char *vt_asset_hash (VtBrand *brand, VtAssetFacts *facts, const VtLayout *layout, const VtAssetSubject *subject);

/* What other sites show of a link may weigh, bytes; JPEG files do not weigh more. */
#define VT_ASSET_JPEG_MAX_BYTES (300 * 1024)

typedef enum
{
  VT_ASSET_PNG,
  VT_ASSET_JPEG,
  VT_ASSET_WEBP,
  VT_ASSET_SVG,
  VT_ASSET_PDF, /* of print, with bleed and crop marks */
  VT_ASSET_N_FORMATS
} VtAssetFormat;

const char *vt_asset_format_to_string (VtAssetFormat format);
gboolean vt_asset_format_from_string (const char *text, VtAssetFormat *out);
VtAssetFormat vt_asset_format_of (const VtLayout *layout);

GBytes *vt_asset_encode (cairo_surface_t *surface, VtAssetFormat format, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *vt_asset_export (VtBrand *brand,
                         VtAssetFacts *facts,
                         const VtLayout *layout,
                         const VtAssetSubject *subject,
                         VtAssetFormat format,
                         GPtrArray *findings,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtAssetFacts, vt_asset_facts_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtAssetSubject, vt_asset_subject_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtAssetFinding, vt_asset_finding_free)

G_END_DECLS
