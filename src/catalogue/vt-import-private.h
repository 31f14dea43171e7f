#pragma once

#include "base/vt-arena.h"
#include "base/vt-csv.h"
#include "base/vt-decimal.h"
#include "catalogue/vt-import.h"
#include "shop/vt-media.h"

G_BEGIN_DECLS

/* Records ----------------------------------------------------------------------------------------------------------
 *
 * What a file says of one product. A text is NULL where the file does not say it, which keeps what the shop has, and ""
 * where it is to be cleared; a list is NULL or empty likewise. A number is VT_IMPORT_ABSENT or VT_IMPORT_CLEAR.
 * All texts and parts of a product live in its arena; vt_import_product_…() makes them. */

#define VT_IMPORT_ABSENT G_MININT64
#define VT_IMPORT_CLEAR  (G_MININT64 + 1)

typedef struct
{
  const char *source; /* name of a file, or address */
  const char *alt;    /* (nullable) */
  gboolean is_there;  /* set when it is applied: the product had it before */
} VtImportPhoto;

typedef struct
{
  const char *url;
  const char *title; /* (nullable) */
} VtImportVideo;

typedef struct
{
  const char *title;
  const char *parent; /* (nullable) title of the one that it is a part of; stands before it in the list */
  const char *handle; /* (nullable) its address: the title is only for one that is not there yet */
  gboolean is_member; /* the product is in it; else it only has to be there */
} VtImportCollection;

typedef struct
{
  const char *language;
  const char *field; /* of the product; "option_values" of a variant, "alt" of a photo; lists as in the column */
  const char *value; /* "": there is none */
  gconstpointer of;  /* (nullable) the VtImportVariant or VtImportPhoto whose text it is */
} VtImportTranslation;

typedef struct _VtImportStock VtImportStock;

struct _VtImportStock
{
  const char *place; /* (nullable) name; NULL: the shop's first place */
  gint64 on_hand;
  VtImportStock *next; /* (nullable) */
};

typedef struct
{
  guint line;
  const char *const *values; /* one for each option of the product, then NULL */
  const char *sku;
  const char *barcode;
  gint64 price_minor;
  gint64 compare_at_minor;
  gint64 cost_minor;
  gint64 weight_g;
  const char *weight_unit; /* "g", "kg", "oz" or "lb" */
  gint64 track_stock;      /* 0 or 1 */
  gint64 backorder;        /* 0 or 1 */
  gint64 low_stock;
  gint64 shipped;       /* 0 or 1 */
  VtImportStock *stock; /* (nullable) */
  const char *photo;    /* source of one of the product's photos */
} VtImportVariant;

typedef struct
{
  VtArena *arena; /* (owned) of everything below */
  guint line;
  const char *handle;      /* as the file has it; (nullable) then made from title or SKU before it is applied */
  gboolean handle_is_made; /* the file does not say it: a SKU tells better which product this is */
  gboolean shares_codes;   /* its SKUs are those of products before it in the files: they tell nothing */
  const char *title;
  const char *description_html;
  const char *vendor;
  const char *product_type;
  const char *seo_title;
  const char *seo_description;
  const char *tax_class;
  const char *shipping_class;
  gint64 status;           /* VtProductStatus */
  gint64 publish_us;       /* not public before */
  GPtrArray *tags;         /* (owned) (nullable) (element-type utf8) */
  GPtrArray *options;      /* (owned) (nullable) (element-type utf8) names */
  GPtrArray *old_handles;  /* (owned) (nullable) (element-type utf8) added to those there */
  GPtrArray *related;      /* (owned) (nullable) (element-type utf8) handles, or SKUs of variants */
  GPtrArray *videos;       /* (owned) (nullable) (element-type VtImportVideo) */
  GPtrArray *photos;       /* (owned) (nullable) (element-type VtImportPhoto) in order; added to those there */
  GPtrArray *collections;  /* (owned) (nullable) (element-type VtImportCollection) added to those there */
  GPtrArray *translations; /* (owned) (nullable) (element-type VtImportTranslation) */
  GPtrArray *variants;     /* (owned) (nullable) (element-type VtImportVariant) those there and not here are kept */
  GPtrArray *warnings;     /* (owned) (nullable) (element-type utf8) */
  const char *refused;     /* (nullable) why it cannot be taken over */
} VtImportProduct;

VtImportProduct *vt_import_product_new (guint line, const char *title);
void vt_import_product_free (VtImportProduct *self);
void vt_import_product_warn (VtImportProduct *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void vt_import_product_refuse (VtImportProduct *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

gboolean vt_import_product_has_prices (const VtImportProduct *self);

const char *vt_import_product_text (VtImportProduct *self, const char *text);
void vt_import_product_add_text (VtImportProduct *self, GPtrArray **list, const char *text);
VtImportVariant *vt_import_product_add_variant (VtImportProduct *self, guint line, guint n_values);
void vt_import_product_set_value (VtImportProduct *self, VtImportVariant *variant, guint index, const char *value);
VtImportPhoto *vt_import_product_add_photo (VtImportProduct *self, const char *source, const char *alt);
void vt_import_product_add_video (VtImportProduct *self, const char *url, const char *title);
VtImportCollection *
vt_import_product_add_collection (VtImportProduct *self, const char *title, const char *parent, gboolean is_member);
VtImportTranslation *
vt_import_product_add_translation (VtImportProduct *self, const char *language, const char *field, const char *value);
void vt_import_product_set_stock (VtImportProduct *self, VtImportVariant *variant, const char *place, gint64 on_hand);

/* A list that the file says is empty. */
GPtrArray *vt_import_list_new (void);

/* Sources ----------------------------------------------------------------------------------------------------------
 *
 * One file while it is read: decoded, its header known, its rows one after another. */

typedef struct _VtImportSource VtImportSource;

const VtImportOptions *vt_import_source_get_options (VtImportSource *self);
const char *vt_import_source_get_language (VtImportSource *self);
const char *vt_import_source_match_language (VtImportSource *self, const char *language);
guint vt_import_source_get_n_columns (VtImportSource *self);
const char *vt_import_source_get_column (VtImportSource *self, guint index);
int vt_import_source_find_column (VtImportSource *self, const char *name);
GBytes *vt_import_source_get_companion (VtImportSource *self, const char *suffix, const char **name, GError **error);

gboolean vt_import_source_next_row (VtImportSource *self, GError **error);
guint vt_import_source_get_line (VtImportSource *self);
const char *vt_import_source_get_cell (VtImportSource *self, int column);
gboolean vt_import_source_is_blank_row (VtImportSource *self);
const GPtrArray *vt_import_source_get_sample (VtImportSource *self);
VtDecimal vt_import_source_find_decimal (VtImportSource *self, const int *columns, guint n_columns);

void vt_import_source_note (VtImportSource *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void vt_import_source_add_collection (VtImportSource *self, const char *title, const char *parent, const char *picture);

/* What a cell says: for what it cannot be, the product is refused or warned with the line and the column. */
const char *vt_import_source_take_text (VtImportSource *self, VtImportProduct *product, int column);
const char *vt_import_source_take_code (VtImportSource *self, VtImportProduct *product, int column);
gboolean vt_import_source_read_amount (VtImportSource *self,
                                       const char *text,
                                       VtDecimal decimal,
                                       gint64 *out,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 vt_import_source_take_amount (VtImportSource *self, VtImportProduct *product, int column);
gint64 vt_import_source_take_integer (VtImportSource *self, VtImportProduct *product, int column);
gint64 vt_import_source_take_boolean (VtImportSource *self, VtImportProduct *product, int column);

/* Formats ----------------------------------------------------------------------------------------------------------
 *
 * A kind of file: knows its header, then makes a record of each product in turn. Called on any one thread at a time,
 * and opened again for each pass over the file. */

typedef struct
{
  const char *name;    /* as --format has it */
  const char *label;   /* what wrote such files, as people call it */
  const char *columns; /* what the first line of such a file has, for messages */
  const char *refusal; /* (nullable) N_(): it is recognised and holds no products: a sentence that says what it is */
  gboolean takes_any;  /* when it is asked for by name */
  gboolean (*recognises) (VtImportSource *source);
  gpointer (*open) (VtImportSource *source, GError **error);
  VtImportProduct *(*next) (gpointer reader, GError **error); /* NULL without an error at the end */
  void (*close) (gpointer reader);
} VtImportFormat;

extern const VtImportFormat vt_import_vendure;
extern const VtImportFormat vt_import_vitrine;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtImportProduct, vt_import_product_free)

G_END_DECLS
