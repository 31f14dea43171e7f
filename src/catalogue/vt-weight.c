#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-weight.h"

#include "catalogue/vt-catalogue-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The pound and the ounce are those of the international yard and pound agreement of 1959. */
static const struct
{
  const char *name;
  double grams;
} units[] = {
  [VT_WEIGHT_G] = { "g", 1.0 },
  [VT_WEIGHT_KG] = { "kg", 1000.0 },
  [VT_WEIGHT_OZ] = { "oz", 28.349523125 },
  [VT_WEIGHT_LB] = { "lb", 453.59237 },
};

/**
 * vt_weight_unit_to_string:
 * @unit: a unit
 *
 * Returns: (transfer none): "g", "kg", "oz" or "lb"
 */
const char *
vt_weight_unit_to_string (VtWeightUnit unit)
{
  g_return_val_if_fail ((guint) unit < G_N_ELEMENTS (units), "g");

  return units[unit].name;
}

/**
 * vt_weight_unit_from_string:
 * @text: (nullable): a unit in small or capital letters; "lbs" is one too
 * @unit: (out): the unit; left as it was on %FALSE
 *
 * Returns: whether @text is a unit
 */
gboolean
vt_weight_unit_from_string (const char *text, VtWeightUnit *unit)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (text, units[i].name) == 0 || (i == VT_WEIGHT_LB && g_ascii_strcasecmp (text, "lbs") == 0))
      {
        *unit = (VtWeightUnit) i;
        return TRUE;
      }

  return FALSE;
}

static gint64
to_grams (double number, VtWeightUnit unit)
{
  return (gint64) floor (number * units[unit].grams + 0.5);
}

/**
 * vt_weight_parse:
 * @text: (nullable): a number with a point or comma, and perhaps its unit: "2.5 kg"; "" is 0
 * @unit: (inout): the unit of a number without one; the one that @text names, if it does
 * @weight_g: (out): rounded to whole grams, up to 100 t
 * @error: a #VtCatalogueError
 *
 * Returns: whether @text is a weight
 */
gboolean
vt_weight_parse (const char *text, VtWeightUnit *unit, gint64 *weight_g, GError **error)
{
  g_autofree char *number = g_strstrip (g_strdup (text != NULL ? text : ""));
  gsize length = strspn (number, "0123456789.,");
  g_autofree char *suffix = g_strstrip (g_strdup (number + length));
  VtWeightUnit found = *unit;
  char *end = NULL;
  double value;

  number[length] = '\0';
  g_strdelimit (number, ",", '.');
  value = g_ascii_strtod (number, &end);
  if (*end != '\0' || (length == 0 && *suffix != '\0') ||
      (*suffix != '\0' && !vt_weight_unit_from_string (suffix, &found)))
    return vt_catalogue_invalid (error, _ ("“%s” is not a weight; use a number and g, kg, oz or lb"), text);
  if (value * units[found].grams > (double) VT_WEIGHT_MAX_G)
    return vt_catalogue_invalid (error, _ ("The weight “%s” is too large; check the decimal point"), text);

  *unit = found;
  *weight_g = to_grams (value, found);
  return TRUE;
}

/**
 * vt_weight_to_number:
 * @weight_g: a weight in grams
 * @unit: what to write it in
 *
 * Returns: (transfer full): the shortest number with a decimal point that is this weight when it is read again
 */
char *
vt_weight_to_number (gint64 weight_g, VtWeightUnit unit)
{
  double value = (double) weight_g / units[unit].grams;

  for (int digits = 0;; digits++)
    {
      char format[8] = { 0 };
      char text[64] = { 0 };

      g_snprintf (format, sizeof format, "%%.%df", digits);
      g_ascii_formatd (text, sizeof text, format, value);
      if (digits == 6 || to_grams (g_ascii_strtod (text, NULL), unit) == weight_g)
        return g_strdup (text);
    }
}

/**
 * vt_weight_format:
 * @weight_g: a weight in grams
 * @unit: what to write it in
 *
 * Returns: (transfer full): the weight with its unit: "2.5 kg"
 */
char *
vt_weight_format (gint64 weight_g, VtWeightUnit unit)
{
  g_autofree char *number = vt_weight_to_number (weight_g, unit);

  return g_strdup_printf ("%s %s", number, vt_weight_unit_to_string (unit));
}
