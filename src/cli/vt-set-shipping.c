/* Zones, the ways to send into them and the rows of their tables: a record is read, changed and saved. */

#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-weight.h"
#include "cli/vt-set.h"
#include "orders/vt-orders-translation.h"
#include "orders/vt-shipping.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static void
take (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* "PT ES" or "4000-123, 41*": postcodes have blanks of their own, so commas go first where there are any. */
static void
take_list (char ***list, const char *value)
{
  g_auto (GStrv) parts = g_strsplit_set (value, strpbrk (value, ",;") != NULL ? ",;" : " \t", -1);
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (items, parts[i]);
  g_strfreev (*list);
  *list = g_strv_builder_end (items);
}

/* Whether @name is the number @id, or the name @own. */
static gboolean
is_named (const char *name, gint64 id, const char *own)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return strcmp (name, number) == 0 || strcmp (name, own) == 0;
}

static gint64
find_zone_id (VtDb *db, const char *name, char **title, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (db, error);

  if (zones == NULL)
    return 0;
  for (guint i = 0; i < zones->len; i++)
    {
      const VtShippingZone *zone = g_ptr_array_index (zones, i);

      if (!is_named (name, zone->id, zone->name))
        continue;
      if (title != NULL)
        *title = g_strdup (zone->name);
      return zone->id;
    }

  vt_set_invalid (error, _ ("No shipping zone has the name or number “%s”"), name);
  return 0;
}

/* By number, or by "ZONE/NAME", or by the name alone: the first of that name. */
static gint64
find_method_id (VtDb *db, const char *name, char **title, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (db, error);

  for (guint i = 0; zones != NULL && i < zones->len; i++)
    {
      const VtShippingZone *zone = g_ptr_array_index (zones, i);
      g_autoptr (GPtrArray) methods = vt_shipping_method_list (db, zone->id, error);

      if (methods == NULL)
        return 0;
      for (guint j = 0; j < methods->len; j++)
        {
          const VtShippingMethod *method = g_ptr_array_index (methods, j);
          g_autofree char *path = g_strconcat (zone->name, "/", method->name, NULL);

          if (!is_named (name, method->id, method->name) && strcmp (name, path) != 0)
            continue;
          if (title != NULL)
            *title = g_strdup (method->name);
          return method->id;
        }
    }

  if (zones != NULL)
    vt_set_invalid (error, _ ("No delivery has the name or number “%s”"), name);
  return 0;
}

/* Returns: whether the value says that the thing is to go; with FALSE and no error it stays */
static gboolean
is_removal (const char *field, const char *value, gboolean *remove, GError **error)
{
  *remove = FALSE;

  return strcmp (field, "remove") != 0 || vt_set_parse_flag (value, remove, error);
}

static gboolean
find_zone (VtSetTarget *target, const char *name, GError **error)
{
  target->id = find_zone_id (target->db, name, &target->title, error);

  return target->id != 0;
}

static gboolean
create_zone (VtSetTarget *target, GHashTable *values, GError **error)
{
  g_autoptr (VtShippingZone) zone =
      vt_shipping_zone_new (g_hash_table_lookup (values, "name"), g_hash_table_lookup (values, "countries"));

  if (!vt_shipping_zone_save (target->db, zone, error))
    return FALSE;

  target->id = zone->id;
  return TRUE;
}

static gboolean
set_zone (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  g_autoptr (VtShippingZone) zone = NULL;
  gboolean remove = FALSE;
  gint64 position = 0;

  if (!is_removal (field, value, &remove, error))
    return FALSE;
  if (strcmp (field, "remove") == 0)
    return !remove || vt_shipping_zone_delete (target->db, target->id, error);
  if (strcmp (field, "position") == 0)
    return vt_set_parse_number (value, 1, 100000, &position, error) &&
           vt_shipping_zone_move (target->db, target->id, (int) position - 1, error);

  zone = vt_shipping_zone_load (target->db, target->id, error);
  if (zone == NULL)
    return FALSE;
  if (strcmp (field, "name") == 0)
    take (&zone->name, value);
  else
    take_list (strcmp (field, "countries") == 0 ? &zone->countries
               : strcmp (field, "states") == 0  ? &zone->states
                                                : &zone->postcodes,
               value);

  return vt_shipping_zone_save (target->db, zone, error);
}

static gboolean
knows_zone (const char *field)
{
  static const char *const fields[] = { "name", "countries", "states", "postcodes", "position", "remove", NULL };

  return g_strv_contains (fields, field);
}

static gboolean
find_method (VtSetTarget *target, const char *name, GError **error)
{
  target->id = find_method_id (target->db, name, &target->title, error);

  return target->id != 0;
}

static gboolean
create_method (VtSetTarget *target, GHashTable *values, GError **error)
{
  const char *zone = g_hash_table_lookup (values, "zone");
  g_autoptr (VtShippingMethod) method = NULL;
  gint64 zone_id;

  if (zone == NULL)
    return vt_set_invalid (error, _ ("a new delivery needs its zone: zone=NAME"));
  zone_id = find_zone_id (target->db, zone, NULL, error);
  if (zone_id == 0)
    return FALSE;

  method = vt_shipping_method_new (zone_id, g_hash_table_lookup (values, "name"));
  if (!vt_shipping_method_save (target->db, method, error))
    return FALSE;
  target->id = method->id;

  return TRUE;
}

/* "2-4" or "1"; "" is not told. */
static gboolean
parse_days (const char *value, VtShippingMethod *method, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, "-", 2);
  gint64 least = 0;
  gint64 most = 0;

  if (*value != '\0' && !vt_set_parse_number (parts[0], 0, 365, &least, error))
    return FALSE;
  most = least;
  if (*value != '\0' && parts[1] != NULL && !vt_set_parse_number (parts[1], 0, 365, &most, error))
    return FALSE;

  method->days_min = (int) least;
  method->days_max = (int) most;
  return TRUE;
}

/* "16:00"; "" is none. */
static gboolean
parse_cutoff (const char *value, VtShippingMethod *method, GError **error)
{
  guint hours = 0;
  guint minutes = 0;
  int used = 0;

  if (*value != '\0' &&
      (sscanf (value, "%2u:%2u%n", &hours, &minutes, &used) != 2 || value[used] != '\0' || hours > 23 || minutes > 59))
    return vt_set_invalid (error, _ ("“%s” is not a time of the day like 16:00"), value);

  method->cutoff_min = *value == '\0' ? -1 : (int) (hours * 60 + minutes);
  return TRUE;
}

/* "mon tue wed" */
static gboolean
parse_weekdays (const char *value, VtShippingMethod *method, GError **error)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  g_auto (GStrv) words = g_strsplit_set (value, " ,", -1);
  guint days = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint bit = 0;

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        if (g_ascii_strcasecmp (words[i], names[j]) == 0)
          bit = 1u << j;
      if (bit == 0 && *words[i] != '\0')
        return vt_set_invalid (error, _ ("“%s” is not a weekday; use mon tue wed thu fri sat sun"), words[i]);
      days |= bit;
    }

  method->weekdays = days;
  return TRUE;
}

static gboolean
parse_weight (const char *value, gint64 *weight_g, GError **error)
{
  VtWeightUnit unit = VT_WEIGHT_G;

  if (*value != '\0')
    return vt_weight_parse (value, &unit, weight_g, error);

  *weight_g = -1;
  return TRUE;
}

static gboolean
parse_place (VtDb *db, const char *value, VtShippingMethod *method, GError **error)
{
  g_autoptr (VtStockPlace) place = *value != '\0' ? vt_stock_place_find (db, value, error) : NULL;

  if (place == NULL && *value != '\0')
    return FALSE;

  method->place_id = place != NULL ? place->id : 0;
  return TRUE;
}

static gboolean
apply_method (const VtSetTarget *target, VtShippingMethod *method, const char *field, const char *value, GError **error)
{
  if (strcmp (field, "name") == 0)
    take (&method->name, value);
  else if (strcmp (field, "carrier") == 0)
    take (&method->carrier, value);
  else if (strcmp (field, "note") == 0)
    take (&method->note, value);
  else if (strcmp (field, "address") == 0)
    take (&method->address, value);
  else if (strcmp (field, "tax-class") == 0)
    take (&method->tax_class, value);
  else if (strcmp (field, "kind") == 0)
    return vt_shipping_kind_from_string (value, &method->kind) ||
           vt_set_invalid (error, _ ("“%s” is neither delivery nor pickup"), value);
  else if (strcmp (field, "zone") == 0)
    return (method->zone_id = find_zone_id (target->db, value, NULL, error)) != 0;
  else if (strcmp (field, "place") == 0)
    return parse_place (target->db, value, method, error);
  else if (strcmp (field, "days") == 0)
    return parse_days (value, method, error);
  else if (strcmp (field, "cut-off") == 0)
    return parse_cutoff (value, method, error);
  else if (strcmp (field, "weekdays") == 0)
    return parse_weekdays (value, method, error);
  else if (strcmp (field, "free-over") == 0)
    return vt_set_parse_amount (target, value, &method->free_over_minor, error);
  else if (strcmp (field, "max-weight") == 0)
    return parse_weight (value, &method->max_weight_g, error);
  else if (strcmp (field, "handling") == 0)
    {
      if (!vt_set_parse_amount (target, value, &method->handling_minor, error))
        return FALSE;
      method->handling_minor = MAX (method->handling_minor, 0);
    }

  return TRUE;
}

/* "name@th" */
static gboolean
translate (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  const char *at = strchr (field, '@');
  g_autofree char *name = g_strndup (field, (gsize) (at - field));

  return vt_orders_translate (target->db, "shipping_method", target->id, name, at + 1, value, error);
}

static gboolean
set_method (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  g_autoptr (VtShippingMethod) method = NULL;
  gboolean remove = FALSE;
  gint64 position = 0;

  if (!is_removal (field, value, &remove, error))
    return FALSE;
  if (strcmp (field, "remove") == 0)
    return !remove || vt_shipping_method_delete (target->db, target->id, error);
  if (strcmp (field, "position") == 0)
    return vt_set_parse_number (value, 1, 100000, &position, error) &&
           vt_shipping_method_move (target->db, target->id, (int) position - 1, error);

  if (strchr (field, '@') != NULL)
    return translate (target, field, value, error);

  method = vt_shipping_method_load (target->db, target->id, error);
  return method != NULL && apply_method (target, method, field, value, error) &&
         vt_shipping_method_save (target->db, method, error);
}

static gboolean
knows_method (const char *field)
{
  static const char *const fields[] = { "name",      "zone",       "kind",     "carrier",  "note",     "place",
                                        "address",   "days",       "cut-off",  "weekdays", "handling", "free-over",
                                        "tax-class", "max-weight", "position", "remove",   NULL };

  return strchr (field, '@') != NULL || g_strv_contains (fields, field);
}

static gboolean
find_rate (VtSetTarget *target, const char *name, GError **error)
{
  g_autoptr (VtShippingRate) rate = NULL;

  if (!vt_set_parse_number (name, 1, G_MAXINT64, &target->id, error))
    return FALSE;

  rate = vt_shipping_rate_load (target->db, target->id, error);
  target->title = g_strdup (name);
  return rate != NULL;
}

/* A bound is in what the row measures: a weight, an amount or pieces. */
static gboolean
parse_bound (const VtSetTarget *target, VtShippingBasis basis, const char *value, gint64 *bound, GError **error)
{
  *bound = -1;
  if (*value == '\0')
    return TRUE;
  if (basis == VT_SHIPPING_WEIGHT)
    return parse_weight (value, bound, error);
  if (basis == VT_SHIPPING_PRICE)
    return vt_set_parse_amount (target, value, bound, error);

  return vt_set_parse_number (value, 0, 1000000, bound, error);
}

static gboolean
parse_price (const VtSetTarget *target, const char *value, gint64 *minor, GError **error)
{
  gint64 parsed = 0;

  if (!vt_set_parse_amount (target, value, &parsed, error))
    return FALSE;

  *minor = MAX (parsed, 0);
  return TRUE;
}

static gboolean
apply_rate (const VtSetTarget *target, VtShippingRate *rate, const char *field, const char *value, GError **error)
{
  VtSetTarget hundredths = { .currency = "EUR" };
  gint64 number = 0;

  if (strcmp (field, "basis") == 0)
    return vt_shipping_basis_from_string (value, &rate->basis) ||
           vt_set_invalid (error, _ ("“%s” is none of always, weight, price, items and class"), value);
  if (strcmp (field, "class") == 0)
    take (&rate->shipping_class, value);
  else if (strcmp (field, "base") == 0)
    return parse_price (target, value, &rate->base_minor, error);
  else if (strcmp (field, "per-item") == 0)
    return parse_price (target, value, &rate->per_item_minor, error);
  else if (strcmp (field, "per-step") == 0)
    return parse_price (target, value, &rate->per_step_minor, error);
  else if (strcmp (field, "step") == 0)
    return parse_weight (value, &rate->step_g, error);
  else if (strcmp (field, "below") == 0)
    return parse_bound (target, rate->basis, value, &rate->below_value, error);
  else if (strcmp (field, "stop") == 0)
    return vt_set_parse_flag (value, &rate->stop, error);
  else if (strcmp (field, "from") == 0)
    {
      if (!parse_bound (target, rate->basis, value, &number, error))
        return FALSE;
      rate->from_value = MAX (number, 0);
    }
  else if (strcmp (field, "percent") == 0)
    {
      if (!vt_set_parse_amount (&hundredths, value, &number, error))
        return FALSE;
      rate->percent_bp = (int) CLAMP (number, 0, G_MAXINT);
    }

  return TRUE;
}

static const char *const rate_fields[] = { "basis", "class",   "from", "below",    "base",   "per-item", "per-step",
                                           "step",  "percent", "stop", "position", "method", "remove",   NULL };

/* All at once, the basis first: bounds are read by it, and a range is checked as a whole. */
static gboolean
create_rate (VtSetTarget *target, GHashTable *values, GError **error)
{
  const char *name = g_hash_table_lookup (values, "method");
  gint64 method_id = name != NULL ? find_method_id (target->db, name, NULL, error) : 0;
  g_autoptr (VtShippingRate) rate = vt_shipping_rate_new (method_id);

  if (name == NULL)
    return vt_set_invalid (error, _ ("a new row needs its delivery: method=ZONE/NAME"));
  if (method_id == 0)
    return FALSE;
  for (guint i = 0; rate_fields[i] != NULL; i++)
    {
      const char *value = g_hash_table_lookup (values, rate_fields[i]);

      if (value != NULL && !apply_rate (target, rate, rate_fields[i], value, error))
        return FALSE;
    }
  if (!vt_shipping_rate_save (target->db, rate, error))
    return FALSE;

  target->id = rate->id;
  return TRUE;
}

static gboolean
set_rate (VtSetTarget *target, const char *field, const char *value, GError **error)
{
  g_autoptr (VtShippingRate) rate = NULL;
  gboolean remove = FALSE;
  gint64 position = 0;

  if (!is_removal (field, value, &remove, error))
    return FALSE;
  if (strcmp (field, "remove") == 0)
    return !remove || vt_shipping_rate_delete (target->db, target->id, error);
  if (strcmp (field, "position") == 0)
    return vt_set_parse_number (value, 1, 100000, &position, error) &&
           vt_shipping_rate_move (target->db, target->id, (int) position - 1, error);

  rate = vt_shipping_rate_load (target->db, target->id, error);
  return rate != NULL && apply_rate (target, rate, field, value, error) &&
         vt_shipping_rate_save (target->db, rate, error);
}

static gboolean
knows_rate (const char *field)
{
  return g_strv_contains (rate_fields, field);
}

const VtSetKind vt_set_zone = { "zone", TRUE, find_zone, NULL, set_zone, knows_zone, create_zone };
const VtSetKind vt_set_method = { "method", TRUE, find_method, NULL, set_method, knows_method, create_method };
const VtSetKind vt_set_rate = { "rate", TRUE, find_rate, NULL, set_rate, knows_rate, create_rate };
