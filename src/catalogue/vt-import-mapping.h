#pragma once

#include "base/vt-decimal.h"

G_BEGIN_DECLS

/* What a column of a product file can be. */
typedef enum
{
  VT_FIELD_NONE, /* it is not taken over */
  VT_FIELD_TITLE,
  VT_FIELD_HANDLE,
  VT_FIELD_DESCRIPTION,
  VT_FIELD_SUMMARY,
  VT_FIELD_VENDOR,
  VT_FIELD_TYPE,
  VT_FIELD_CATEGORIES,
  VT_FIELD_TAGS,
  VT_FIELD_STATUS,
  VT_FIELD_PUBLISHED,
  VT_FIELD_SEO_TITLE,
  VT_FIELD_SEO_DESCRIPTION,
  VT_FIELD_TAX_CLASS,
  VT_FIELD_RELATED,
  VT_FIELD_PHOTOS,
  VT_FIELD_PHOTO_ALT,
  VT_FIELD_VIDEOS,
  VT_FIELD_SKU,
  VT_FIELD_BARCODE,
  VT_FIELD_PRICE,
  VT_FIELD_SALE_PRICE,
  VT_FIELD_SALE_FROM,
  VT_FIELD_SALE_TO,
  VT_FIELD_COMPARE_AT,
  VT_FIELD_COST,
  VT_FIELD_CURRENCY,
  VT_FIELD_STOCK,
  VT_FIELD_IN_STOCK,
  VT_FIELD_TRACK,
  VT_FIELD_BACKORDER,
  VT_FIELD_LOW_STOCK,
  VT_FIELD_WEIGHT,
  VT_FIELD_WEIGHT_UNIT,
  VT_FIELD_SHIPPED,
  VT_FIELD_VARIANT_PHOTO,
  VT_FIELD_OPTION,      /* the caption is the option's name */
  VT_FIELD_OPTION_NAME, /* with a number, as the value */
  VT_FIELD_OPTION_VALUE,
  VT_FIELD_ROW_ID,   /* what `parent` refers to, beside the SKU */
  VT_FIELD_ROW_KIND, /* simple, variable, variation … */
  VT_FIELD_PARENT,   /* the product that the row is a variant of */
  VT_FIELD_GROUP,    /* the same in all rows of a product */
  VT_FIELD_LOCALE,   /* language of the row's texts */
  VT_FIELD_MEMBERS,  /* SKUs of the products that are sold together */
  VT_FIELD_VARIANTS, /* "sku=A,size=S|sku=B,size=M" */
  VT_FIELD_LINK,     /* where it is sold elsewhere */
  VT_N_FIELDS
} VtImportField;

typedef struct
{
  char *caption; /* (owned) as the header has it */
  VtImportField field;
  guint index;     /* of an option, from 1; 0: the field has none */
  char *language;  /* (owned) (nullable) of a text; NULL: that of the import */
  char *separator; /* (owned) (nullable) between the entries of a list; NULL: found out */
  char *unit;      /* (owned) (nullable) of a weight: "g", "kg", "oz" or "lb" */
} VtImportColumn;

/* Which column of a file is what. */
typedef struct
{
  GPtrArray *columns; /* (owned) (element-type VtImportColumn) in the order of the file */
  VtDecimal decimal;  /* of all numbers; unknown: found out for each column */
} VtImportMapping;

const char *vt_import_field_to_string (VtImportField field);
gboolean vt_import_field_from_string (const char *name, VtImportField *out) G_GNUC_WARN_UNUSED_RESULT;
const char *vt_import_field_get_label (VtImportField field);
gboolean vt_import_field_is_text (VtImportField field);

VtImportMapping *vt_import_mapping_new (const char *const *captions);
VtImportMapping *vt_import_mapping_guess (const char *const *captions, const GPtrArray *sample);
void vt_import_mapping_free (VtImportMapping *self);
char *vt_import_mapping_to_json (const VtImportMapping *self);
VtImportMapping *
vt_import_mapping_from_json (const char *json, const char *const *captions, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *vt_import_mapping_make_key (const char *const *captions);
const VtImportColumn *vt_import_mapping_find (const VtImportMapping *self, VtImportField field);
gboolean vt_import_mapping_is_useful (const VtImportMapping *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtImportMapping, vt_import_mapping_free)

G_END_DECLS
