#pragma once

#include "app/products/vt-product-edits.h"
#include "catalogue/vt-product.h"

G_BEGIN_DECLS

/* The facts of a product that have a field of their own in its editor. */
typedef enum
{
  FIELD_TITLE,
  FIELD_VENDOR,
  FIELD_TYPE,
  FIELD_TAGS,
  FIELD_SEO_TITLE,
  FIELD_SEO_TEXT,
  FIELD_HANDLE,
  FIELD_PUBLISH,
  FIELD_SHIPPING,
  FIELD_PRICE,
  FIELD_BEFORE,
  FIELD_COST,
  FIELD_WEIGHT,
  FIELD_STOCK,
  FIELD_SKU,
  FIELD_BARCODE,
  FIELD_LOW,
  N_FIELDS
} VtProductField;

/* Where each field's value comes from and goes to. */
typedef struct
{
  const char *name; /* in the template */
  VtEditKind edit;
  gboolean of_variants;
} VtProductFieldKind;

extern const VtProductFieldKind vt_product_fields[N_FIELDS];

char *vt_product_field_dup_common (VtProduct *product, int field);
char *vt_product_field_dup_value (VtProduct *product, int field);
const char *vt_product_field_get_translated (int field);

G_END_DECLS
