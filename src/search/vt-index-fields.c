#include "search/vt-index-fields.h"

#include <string.h>

static const struct
{
  const char *name;
  uint32_t kind;
  uint32_t weight; /* what a word in it counts, in sixteenths */
} fields[VT_INDEX_N_FIELDS] = {
  [VT_INDEX_TITLE] = { "title", VIX_FIELD_TITLE, 64 },          [VT_INDEX_NAME] = { "name", VIX_FIELD_TITLE, 31 },
  [VT_INDEX_BRAND] = { "brand", VIX_FIELD_TEXT, 32 },           [VT_INDEX_TYPE] = { "type", VIX_FIELD_TEXT, 48 },
  [VT_INDEX_COLOUR] = { "colour", VIX_FIELD_COLOUR, 36 },       [VT_INDEX_CODE] = { "sku", VIX_FIELD_TEXT, 64 },
  [VT_INDEX_ATTRIBUTES] = { "attributes", VIX_FIELD_TEXT, 12 }, [VT_INDEX_TEXT] = { "description", VIX_FIELD_TEXT, 22 },
};

/**
 * vt_index_field_name:
 * @field: a field
 *
 * Returns: what it is called in the index and on the command line
 */
const char *
vt_index_field_name (VtIndexField field)
{
  return fields[field].name;
}

/**
 * vt_index_field_weight:
 * @field: a field
 *
 * Returns: what a word in it counts, in sixteenths
 */
uint32_t
vt_index_field_weight (VtIndexField field)
{
  return fields[field].weight;
}

/**
 * vt_index_fields_add:
 * @builder: a builder without fields
 * @weights: (nullable): what words count in each field instead, in sixteenths
 *
 * Gives the builder the fields, so that their numbers are those of #VtIndexField.
 */
void
vt_index_fields_add (VixBuilder *builder, const uint32_t *weights)
{
  for (uint32_t field = 0; field < VT_INDEX_N_FIELDS; field++)
    vix_builder_add_field (builder, fields[field].name, strlen (fields[field].name), fields[field].kind,
                           weights != NULL ? weights[field] : fields[field].weight);
}
