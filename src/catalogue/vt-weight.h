#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Weights are kept in whole grams; the unit is the one that people read them in. */
typedef enum
{
  VT_WEIGHT_G,
  VT_WEIGHT_KG,
  VT_WEIGHT_OZ,
  VT_WEIGHT_LB
} VtWeightUnit;

#define VT_WEIGHT_MAX_G G_GINT64_CONSTANT (100000000)

const char *vt_weight_unit_to_string (VtWeightUnit unit);
gboolean vt_weight_unit_from_string (const char *text, VtWeightUnit *unit);
gboolean vt_weight_parse (const char *text, VtWeightUnit *unit, gint64 *weight_g, GError **error);
char *vt_weight_to_number (gint64 weight_g, VtWeightUnit unit);
char *vt_weight_format (gint64 weight_g, VtWeightUnit unit);

G_END_DECLS
