#pragma once

#include "base/vt-csv.h"
#include "catalogue/vt-import.h"
#include "shop/vt-media.h"

G_BEGIN_DECLS

/* What a file does not say is NULL or this, and stays as it is in the shop. */
#define VT_IMPORT_ABSENT G_MININT64

typedef struct
{
  char *file;     /* (owned) name as the file gives it */
  VtMedia *media; /* (owned) (nullable) once it is staged */
} VtImportPhoto;

typedef struct
{
  char **values; /* (owned) one for each option */
  char *sku;     /* (owned) (nullable) */
  char *barcode; /* (owned) (nullable) */
  gint64 price_minor;
  gint64 compare_at_minor; /* -1: none */
  gint64 cost_minor;       /* -1: not known */
  gint64 weight_g;
  gint64 track_stock;
  gint64 on_hand; /* for a variant that is new */
  char *photo;    /* (owned) (nullable) file of one of the product's photos */
} VtImportVariant;

typedef struct
{
  guint line;
  char *handle;           /* (owned) (nullable) */
  char *title;            /* (owned) */
  char *description_html; /* (owned) (nullable) */
  char *vendor;           /* (owned) (nullable) */
  char *product_type;     /* (owned) (nullable) */
  GPtrArray *tags;        /* (owned) (element-type utf8) */
  GPtrArray *options;     /* (owned) (element-type utf8) */
  GPtrArray *variants;    /* (owned) (element-type VtImportVariant) */
  GPtrArray *photos;      /* (owned) (element-type VtImportPhoto) */
  GPtrArray *collections; /* (owned) (element-type utf8) titles, an upper one before its parts */
  GPtrArray *warnings;    /* (owned) (element-type utf8) */
  char *refused;          /* (owned) (nullable) why it cannot be taken over */
} VtImportProduct;

typedef struct
{
  char *title;          /* (owned) */
  char *parent;         /* (owned) (nullable) title of the one that it is a part of; earlier in the list */
  VtImportPhoto *photo; /* (owned) (nullable) */
  gint64 id;            /* in the shop, once applied */
} VtImportCollection;

struct _VtImport
{
  char *images_dir;       /* (owned) */
  char *currency;         /* (owned) */
  GPtrArray *products;    /* (owned) (element-type VtImportProduct) */
  GPtrArray *collections; /* (owned) (element-type VtImportCollection) */
  GPtrArray *notes;       /* (owned) (element-type utf8) */
  GPtrArray *results;     /* (owned) (element-type VtImportResult) */
  VtImportSummary summary;
};

/* A format of product files: knows its header, then reads the rows into records. */
typedef struct
{
  const char *name;
  const char *header; /* what the first line of such a file has, for messages */
  gboolean (*recognises) (const GPtrArray *header);
  gboolean (
      *read) (VtImport *self, VtCsvReader *reader, const GPtrArray *header, GCancellable *cancellable, GError **error);
} VtImportFormat;

extern const VtImportFormat vt_import_vendure;

gboolean vt_import_vendure_read_collections (VtImport *self, GBytes *bytes, GError **error);

VtImport *vt_import_new (const char *images_dir, const char *currency);
VtImportProduct *vt_import_product_new (guint line, const char *title);
void vt_import_product_free (VtImportProduct *self);
void vt_import_product_warn (VtImportProduct *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void vt_import_product_refuse (VtImportProduct *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void vt_import_product_add_photo (VtImportProduct *self, const char *file);
VtImportVariant *vt_import_variant_new (void);
void vt_import_variant_free (VtImportVariant *self);
VtImportCollection *vt_import_add_collection (VtImport *self, const char *title, const char *parent);
VtImportPhoto *vt_import_photo_new (const char *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtImportProduct, vt_import_product_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtImportVariant, vt_import_variant_free)

G_END_DECLS
