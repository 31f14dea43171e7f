#pragma once

#include "search/engine/vix-builder.h"

/* The fields of every index that this program builds, in the engine's order: texts are added in it. */
typedef enum
{
  VT_INDEX_TITLE,
  VT_INDEX_NAME, /* another name: in the shop's other languages */
  VT_INDEX_BRAND,
  VT_INDEX_TYPE, /* kinds it belongs to: type, tags, collections */
  VT_INDEX_COLOUR,
  VT_INDEX_CODE, /* SKU, barcode */
  VT_INDEX_ATTRIBUTES,
  VT_INDEX_TEXT,
  VT_INDEX_N_FIELDS,
} VtIndexField;

const char *vt_index_field_name (VtIndexField field);
uint32_t vt_index_field_weight (VtIndexField field);
void vt_index_fields_add (VixBuilder *builder, const uint32_t *weights);
