#pragma once

#include "base/vt-csv-writer.h"
#include "catalogue/vt-export.h"

G_BEGIN_DECLS

/* Between the items of a list in one column; see vt_catalogue_join_list (). */
#define VT_EXPORT_SEPARATOR "\x1f"

/* A product as it is written. Its texts are the source's until the next product is read; none is NULL unless it says
 * so. */

typedef struct
{
  gint64 id;
  const char *sha256;
  const char *name; /* of its file; see vt-photo-names.h */
  const char *alt;
} VtExportPhoto;

typedef struct
{
  gint64 id;
  const char *url;
  const char *title;
} VtExportVideo;

typedef struct
{
  char *handle;
  char *title;
  char *path; /* "Clothing > T-shirts", each title escaped; see vt_export_escape () */
  gint64 id;
  gint64 parent_id;
  guint rank; /* in the order of paths and handles */
} VtExportCollection;

typedef struct
{
  gint64 id;
  const char *sku;
  const char *barcode;
  const char *weight_unit;
  const char *const *values; /* one for each option, then NULL */
  gint64 price_minor;
  gint64 compare_at_minor; /* -1: none */
  gint64 cost_minor;       /* -1: not known */
  gint64 weight_g;
  gint64 low_stock; /* -1: as the shop */
  gint64 photo_id;  /* 0: none */
  gboolean track_stock;
  gboolean backorder;
  gboolean shipped;
  const gint64 *on_hand; /* one for each place of the shop */
} VtExportVariant;

typedef struct
{
  gint64 id;
  const char *handle;
  const char *title;
  const char *description_html;
  const char *vendor;
  const char *product_type;
  const char *status;
  const char *seo_title;
  const char *seo_description;
  const char *tax_class;
  const char *shipping_class;
  gint64 publish_us;      /* G_MININT64: at once */
  GPtrArray *options;     /* (element-type utf8) */
  GPtrArray *tags;        /* (element-type utf8) */
  GPtrArray *collections; /* (element-type VtExportCollection) by hand */
  GPtrArray *related;     /* (element-type utf8) handles */
  GPtrArray *old_handles; /* (element-type utf8) */
  GArray *videos;         /* (element-type VtExportVideo) */
  GArray *photos;         /* (element-type VtExportPhoto) */
  GArray *variants;       /* (element-type VtExportVariant) */
} VtExportProduct;

const VtExportPhoto *vt_export_product_find_photo (const VtExportProduct *self, gint64 photo_id);

/* The products of a shop one after another, in the order in which they were made. */

typedef struct
{
  gint64 id;
  char *name;
} VtExportPlace;

typedef struct _VtExportSource VtExportSource;

VtExportSource *vt_export_source_new (VtDb *db, const VtExportOptions *options, GError **error);
void vt_export_source_free (VtExportSource *self);
const char *vt_export_source_get_currency (VtExportSource *self);
guint vt_export_source_get_max_options (VtExportSource *self);
guint vt_export_source_get_n_products (VtExportSource *self);
const GPtrArray *vt_export_source_get_places (VtExportSource *self);
const char *const *vt_export_source_get_languages (VtExportSource *self);
const VtExportProduct *vt_export_source_next (VtExportSource *self, GError **error);
gboolean vt_export_source_translate (VtExportSource *self,
                                     const char *kind,
                                     gint64 row_id,
                                     const char *field,
                                     const char *language,
                                     const char **text,
                                     GError **error);
gboolean vt_export_source_find_url (VtExportSource *self, const char *sha256, const char **url, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtExportSource, vt_export_source_free)

typedef struct
{
  VtExportSource *source;
  VtCsvWriter *csv;
  int decimals;     /* of the shop's currency */
  GPtrArray *notes; /* (element-type utf8) once each */
  GCancellable *cancellable;
} VtExport;

typedef struct
{
  const char *name; /* as --format has it */
  gboolean (*write_header) (VtExport *self, GError **error);
  gboolean (*write_product) (VtExport *self, const VtExportProduct *product, GError **error);
} VtExportWriter;

extern const VtExportWriter vt_export_vitrine;
extern const VtExportWriter vt_export_shopify;
extern const VtExportWriter vt_export_woocommerce;

void vt_export_note (VtExport *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void vt_export_add_amount (VtExport *self, gint64 minor);
void vt_export_escape (GString *out, const char *text, const char *special);

G_END_DECLS
