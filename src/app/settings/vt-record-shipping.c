/* Zones, the ways to send into them and the rows of their tables. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-record.h"

#include "orders/vt-shipping.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_DAYS 365

static char *
join (char *const *items)
{
  return g_strjoinv (", ", (char **) items);
}

/* Zones ----------------------------------------------------------------------------------------------------------- */

static gpointer
zone_load (VtDb *db, gint64 id, GError **error)
{
  return vt_shipping_zone_load (db, id, error);
}

static void
zone_release (gpointer record)
{
  vt_shipping_zone_free (record);
}

static gint64
zone_get_id (gconstpointer record)
{
  return ((const VtShippingZone *) record)->id;
}

static char *
zone_get (gconstpointer record, const char *field, G_GNUC_UNUSED const char *currency)
{
  const VtShippingZone *zone = record;

  if (g_str_equal (field, "name"))
    return g_strdup (zone->name);

  return join (g_str_equal (field, "countries") ? zone->countries
               : g_str_equal (field, "states")  ? zone->states
                                                : zone->postcodes);
}

static gboolean
zone_set (gpointer record,
          const char *field,
          const char *value,
          G_GNUC_UNUSED const char *currency,
          G_GNUC_UNUSED GError **error)
{
  VtShippingZone *zone = record;

  if (g_str_equal (field, "name"))
    vt_record_take (&zone->name, value);
  else
    vt_record_take_list (g_str_equal (field, "countries") ? &zone->countries
                         : g_str_equal (field, "states")  ? &zone->states
                                                          : &zone->postcodes,
                         value);

  return TRUE;
}

static gboolean
zone_save (VtDb *db, gpointer record, GError **error)
{
  return vt_shipping_zone_save (db, record, error);
}

const VtRecordKind vt_record_zone = {
  .name = "zone",
  .edit = N_ ("Edit shipping zone %s"),
  .add = N_ ("Add shipping zone %s"),
  .remove = N_ ("Remove shipping zone %s"),
  .move = N_ ("Move shipping zone %s"),
  .load = zone_load,
  .release = zone_release,
  .get_id = zone_get_id,
  .get = zone_get,
  .set = zone_set,
  .save = zone_save,
  .reorder = vt_shipping_zone_move,
  .drop = vt_shipping_zone_delete,
};

/* Deliveries ------------------------------------------------------------------------------------------------------ */

static gpointer
method_load (VtDb *db, gint64 id, GError **error)
{
  return vt_shipping_method_load (db, id, error);
}

static void
method_release (gpointer record)
{
  vt_shipping_method_free (record);
}

static gint64
method_get_id (gconstpointer record)
{
  return ((const VtShippingMethod *) record)->id;
}

/* "2-4", "1" or "". */
static char *
format_days (const VtShippingMethod *method)
{
  if (method->days_max == 0)
    return g_strdup ("");
  if (method->days_min == method->days_max)
    return g_strdup_printf ("%d", method->days_min);

  return g_strdup_printf ("%d-%d", method->days_min, method->days_max);
}

static gboolean
parse_days (const char *value, VtShippingMethod *method, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, "-", 2);
  gint64 least = 0;
  gint64 most;

  if (parts[0] != NULL && !vt_record_parse_number (parts[0], 0, 0, MAX_DAYS, &least, error))
    return FALSE;
  most = least;
  if (parts[0] != NULL && parts[1] != NULL && !vt_record_parse_number (parts[1], 0, 0, MAX_DAYS, &most, error))
    return FALSE;

  method->days_min = (int) least;
  method->days_max = (int) most;
  return TRUE;
}

static char **
method_text (const VtShippingMethod *method, const char *field)
{
  const struct
  {
    const char *field;
    char *const *text;
  } texts[] = {
    { "name", &method->name },       { "carrier", &method->carrier },     { "note", &method->note },
    { "address", &method->address }, { "tax-class", &method->tax_class },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].field, field))
      return (char **) texts[i].text;

  return NULL;
}

static char *
method_get (gconstpointer record, const char *field, const char *currency)
{
  const VtShippingMethod *method = record;
  char **text = method_text (method, field);

  if (text != NULL)
    return g_strdup (*text);
  if (g_str_equal (field, "kind"))
    return g_strdup (vt_shipping_kind_to_string (method->kind));
  if (g_str_equal (field, "place"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, method->place_id);
  if (g_str_equal (field, "days"))
    return format_days (method);
  if (g_str_equal (field, "cut-off"))
    return vt_record_format_time (method->cutoff_min);
  if (g_str_equal (field, "free-over"))
    return vt_record_format_money (method->free_over_minor, currency);
  if (g_str_equal (field, "handling"))
    return method->handling_minor > 0 ? vt_record_format_money (method->handling_minor, currency) : g_strdup ("");
  if (g_str_equal (field, "max-weight"))
    return vt_record_format_weight (method->max_weight_g);

  /* "day.0" is Monday */
  return g_strdup ((method->weekdays & (1u << (field[strlen ("day.")] - '0'))) != 0 ? "1" : "0");
}

static gboolean
method_set (gpointer record, const char *field, const char *value, const char *currency, GError **error)
{
  VtShippingMethod *method = record;
  char **text = method_text (method, field);
  guint bit;

  if (text != NULL)
    {
      vt_record_take (text, value);
      return TRUE;
    }
  if (g_str_equal (field, "kind"))
    return vt_shipping_kind_from_string (value, &method->kind);
  if (g_str_equal (field, "place"))
    {
      method->place_id = g_ascii_strtoll (value, NULL, 10);
      return TRUE;
    }
  if (g_str_equal (field, "days"))
    return parse_days (value, method, error);
  if (g_str_equal (field, "cut-off"))
    return vt_record_parse_time (value, &method->cutoff_min, error);
  if (g_str_equal (field, "free-over"))
    return vt_record_parse_money (value, currency, -1, &method->free_over_minor, error);
  if (g_str_equal (field, "handling"))
    return vt_record_parse_money (value, currency, 0, &method->handling_minor, error);
  if (g_str_equal (field, "max-weight"))
    return vt_record_parse_weight (value, -1, &method->max_weight_g, error);

  bit = 1u << (field[strlen ("day.")] - '0');
  method->weekdays = g_str_equal (value, "1") ? method->weekdays | bit : method->weekdays & ~bit;
  return TRUE;
}

static gboolean
method_save (VtDb *db, gpointer record, GError **error)
{
  return vt_shipping_method_save (db, record, error);
}

static const char *
method_title (gconstpointer record, const char *field)
{
  gboolean pickup = ((const VtShippingMethod *) record)->kind == VT_SHIPPING_PICKUP;

  if (g_str_equal (field, "place") || g_str_equal (field, "address"))
    return pickup ? NULL : "";
  if (g_str_equal (field, "carrier") || g_str_equal (field, "max-weight"))
    return pickup ? "" : NULL;
  if (g_str_equal (field, "days") && pickup)
    return _ ("Ready after working days");

  return NULL;
}

const VtRecordKind vt_record_method = {
  .name = "method",
  .edit = N_ ("Edit delivery %s"),
  .add = N_ ("Add delivery %s"),
  .remove = N_ ("Remove delivery %s"),
  .move = N_ ("Move delivery %s"),
  .load = method_load,
  .release = method_release,
  .get_id = method_get_id,
  .get = method_get,
  .set = method_set,
  .save = method_save,
  .reorder = vt_shipping_method_move,
  .drop = vt_shipping_method_delete,
  .title = method_title,
};

/* Rows of tables -------------------------------------------------------------------------------------------------- */

static gpointer
rate_load (VtDb *db, gint64 id, GError **error)
{
  return vt_shipping_rate_load (db, id, error);
}

static void
rate_release (gpointer record)
{
  vt_shipping_rate_free (record);
}

static gint64
rate_get_id (gconstpointer record)
{
  return ((const VtShippingRate *) record)->id;
}

static gboolean
parse_bound (VtShippingBasis basis, const char *value, const char *currency, gint64 none, gint64 *bound, GError **error)
{
  if (basis == VT_SHIPPING_WEIGHT)
    return vt_record_parse_weight (value, none, bound, error);
  if (basis == VT_SHIPPING_PRICE)
    return vt_record_parse_money (value, currency, none, bound, error);

  return vt_record_parse_number (value, none, 0, G_MAXINT, bound, error);
}

static char *
format_bound (VtShippingBasis basis, gint64 bound, const char *currency)
{
  return basis == VT_SHIPPING_WEIGHT  ? vt_record_format_weight (bound)
         : basis == VT_SHIPPING_PRICE ? vt_record_format_money (bound, currency)
                                      : vt_record_format_number (bound);
}

static char *
format_some (gint64 minor, const char *currency)
{
  return minor > 0 ? vt_record_format_money (minor, currency) : g_strdup ("");
}

static char *
rate_get (gconstpointer record, const char *field, const char *currency)
{
  const VtShippingRate *rate = record;

  if (g_str_equal (field, "name"))
    return vt_shipping_rate_describe (rate, currency, NULL);
  if (g_str_equal (field, "basis"))
    return g_strdup (vt_shipping_basis_to_string (rate->basis));
  if (g_str_equal (field, "class"))
    return g_strdup (rate->shipping_class);
  if (g_str_equal (field, "from"))
    return rate->from_value > 0 ? format_bound (rate->basis, rate->from_value, currency) : g_strdup ("");
  if (g_str_equal (field, "below"))
    return format_bound (rate->basis, rate->below_value, currency);
  if (g_str_equal (field, "base"))
    return format_some (rate->base_minor, currency);
  if (g_str_equal (field, "per-item"))
    return format_some (rate->per_item_minor, currency);
  if (g_str_equal (field, "per-step"))
    return format_some (rate->per_step_minor, currency);
  if (g_str_equal (field, "step"))
    return vt_record_format_weight (rate->step_g);
  if (g_str_equal (field, "percent"))
    return rate->percent_bp > 0 ? g_strdup_printf ("%d.%02d", rate->percent_bp / 100, rate->percent_bp % 100)
                                : g_strdup ("");

  return g_strdup (rate->stop ? "1" : "0");
}

/* A range means something else when other things are measured. */
static gboolean
set_basis (VtShippingRate *rate, const char *value)
{
  VtShippingBasis before = rate->basis;

  if (!vt_shipping_basis_from_string (value, &rate->basis))
    return FALSE;
  if (rate->basis != before)
    {
      rate->from_value = 0;
      rate->below_value = -1;
    }

  return TRUE;
}

static gboolean
rate_set (gpointer record, const char *field, const char *value, const char *currency, GError **error)
{
  VtShippingRate *rate = record;

  if (g_str_equal (field, "basis"))
    return set_basis (rate, value);
  if (g_str_equal (field, "from"))
    return parse_bound (rate->basis, value, currency, 0, &rate->from_value, error);
  if (g_str_equal (field, "below"))
    return parse_bound (rate->basis, value, currency, -1, &rate->below_value, error);
  if (g_str_equal (field, "base"))
    return vt_record_parse_money (value, currency, 0, &rate->base_minor, error);
  if (g_str_equal (field, "per-item"))
    return vt_record_parse_money (value, currency, 0, &rate->per_item_minor, error);
  if (g_str_equal (field, "per-step"))
    return vt_record_parse_money (value, currency, 0, &rate->per_step_minor, error);
  if (g_str_equal (field, "step"))
    return vt_record_parse_weight (value, 1000, &rate->step_g, error);
  if (g_str_equal (field, "percent"))
    return vt_record_parse_percent (value, &rate->percent_bp, error);

  if (g_str_equal (field, "class"))
    vt_record_take (&rate->shipping_class, value);
  else
    rate->stop = g_str_equal (value, "1");
  return TRUE;
}

static gboolean
rate_save (VtDb *db, gpointer record, GError **error)
{
  return vt_shipping_rate_save (db, record, error);
}

static const char *
rate_title (gconstpointer record, const char *field)
{
  gboolean always = ((const VtShippingRate *) record)->basis == VT_SHIPPING_ALWAYS;

  return always && (g_str_equal (field, "from") || g_str_equal (field, "below")) ? "" : NULL;
}

static const char *
rate_unit (gconstpointer record, const char *field, const char *currency)
{
  const VtShippingRate *rate = record;

  if (!g_str_equal (field, "from") && !g_str_equal (field, "below"))
    return NULL;

  return rate->basis == VT_SHIPPING_WEIGHT ? "kg" : rate->basis == VT_SHIPPING_PRICE ? currency : _ ("pieces");
}

const VtRecordKind vt_record_rate = {
  .name = "rate",
  .edit = N_ ("Edit shipping rate %s"),
  .add = N_ ("Add shipping rate %s"),
  .remove = N_ ("Remove shipping rate %s"),
  .move = N_ ("Move shipping rate %s"),
  .load = rate_load,
  .release = rate_release,
  .get_id = rate_get_id,
  .get = rate_get,
  .set = rate_set,
  .save = rate_save,
  .reorder = vt_shipping_rate_move,
  .drop = vt_shipping_rate_delete,
  .title = rate_title,
  .unit = rate_unit,
};
