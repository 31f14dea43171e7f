/* Owner of the table shipping_zone. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-shipping.h"

#include "base/vt-id.h"
#include "content/vt-position.h"
#include "orders/vt-country.h"
#include "orders/vt-orders-private.h"
#include "orders/vt-postcode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_CHARS  100
#define STATE_MAX_CHARS 3

#define SELECT "SELECT id, name, countries, states, postcodes FROM shipping_zone "

static VtShippingZone *
zone_new_from_row (VtStmt *stmt)
{
  VtShippingZone *self = g_new0 (VtShippingZone, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->name = vt_stmt_dup_text (stmt, 1);
  self->countries = vt_orders_split (vt_stmt_get_text (stmt, 2));
  self->states = vt_orders_split (vt_stmt_get_text (stmt, 3));
  self->postcodes = vt_orders_split (vt_stmt_get_text (stmt, 4));

  return self;
}

/**
 * vt_shipping_zone_new:
 * @name: what the merchant calls it
 * @countries: ISO 3166-1 codes with spaces between, or "*"
 *
 * Returns: (transfer full): a zone that vt_shipping_zone_save() can make
 */
VtShippingZone *
vt_shipping_zone_new (const char *name, const char *countries)
{
  VtShippingZone *self = g_new0 (VtShippingZone, 1);

  self->name = g_strdup (name);
  self->countries = vt_orders_split (countries);
  self->states = vt_orders_split ("");
  self->postcodes = vt_orders_split ("");

  return self;
}

/**
 * vt_shipping_zone_free:
 * @self: (nullable): a zone
 *
 * Frees the record.
 */
void
vt_shipping_zone_free (VtShippingZone *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_strfreev (self->countries);
  g_strfreev (self->states);
  g_strfreev (self->postcodes);
  g_free (self);
}

/**
 * vt_shipping_zone_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtShippingZone) (nullable): all zones, in order
 */
GPtrArray *
vt_shipping_zone_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "ORDER BY position, id", error);
  g_autoptr (GPtrArray) zones = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shipping_zone_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (zones, zone_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&zones) : NULL;
}

/**
 * vt_shipping_zone_load:
 * @db: a connection of this thread
 * @id: a zone's id
 * @error: %VT_ORDERS_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the zone
 */
VtShippingZone *
vt_shipping_zone_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT "WHERE id = ?1", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;
  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    vt_orders_not_found (error, _ ("The shipping zone is not in the shop any more"));

  return step == VT_STEP_ROW ? zone_new_from_row (stmt) : NULL;
}

/**
 * vt_shipping_zone_covers:
 * @self: a zone
 * @country: ISO 3166-1 code
 *
 * Returns: whether the country, or a part of it, is in the zone
 */
gboolean
vt_shipping_zone_covers (const VtShippingZone *self, const char *country)
{
  const char *const *countries = (const char *const *) self->countries;

  return g_strv_contains (countries, VT_SHIPPING_EVERYWHERE) || g_strv_contains (countries, country);
}

/**
 * vt_shipping_countries:
 * @db: a connection of this thread
 * @locale: language to name them in
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtCountry) (nullable): where the shop sends parcels to, by name
 */
GPtrArray *
vt_shipping_countries (VtDb *db, const char *locale, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (db, error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) countries = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_country_free);

  if (zones == NULL)
    return NULL;
  for (guint i = 0; i < zones->len; i++)
    {
      const VtShippingZone *zone = g_ptr_array_index (zones, i);

      if (g_strv_contains ((const char *const *) zone->countries, VT_SHIPPING_EVERYWHERE))
        return vt_country_list (locale);
      for (guint j = 0; zone->countries[j] != NULL; j++)
        {
          VtCountry *country;

          if (!vt_country_is_valid (zone->countries[j]) || !g_hash_table_add (seen, zone->countries[j]))
            continue;
          country = g_new0 (VtCountry, 1);
          g_strlcpy (country->code, zone->countries[j], sizeof country->code);
          country->name = vt_country_name (country->code, locale);
          g_ptr_array_add (countries, country);
        }
    }
  vt_country_sort (countries, locale);

  return g_steal_pointer (&countries);
}

static gboolean
check_states (VtShippingZone *zone, GError **error)
{
  for (guint i = 0; zone->states[i] != NULL; i++)
    {
      char *upper = g_ascii_strup (zone->states[i], -1);

      g_free (zone->states[i]);
      zone->states[i] = upper;
      for (const char *p = upper; *p != '\0'; p++)
        if (!g_ascii_isalnum (*p) || strlen (upper) > STATE_MAX_CHARS)
          {
            g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID,
                         _ ("“%s” is not the code of a state; use its letters without the country, such as SP"), upper);
            return FALSE;
          }
    }

  return TRUE;
}

static gboolean
check_postcodes (VtShippingZone *zone, GError **error)
{
  if (g_strv_length (zone->postcodes) > VT_SHIPPING_MAX_POSTCODES)
    return vt_orders_invalid (error, _ ("A zone has at most 500 postcodes or ranges; use ranges such as 4000...4999"));

  for (guint i = 0; zone->postcodes[i] != NULL; i++)
    {
      char *normal = NULL;

      if (!vt_postcode_pattern_normalise (zone->postcodes[i], &normal))
        {
          g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID,
                       _ ("“%s” is no postcode: write 4000-123, 41* for all that begin so, or 4200...4299"),
                       zone->postcodes[i]);
          return FALSE;
        }
      g_free (zone->postcodes[i]);
      zone->postcodes[i] = normal;
    }

  return TRUE;
}

static gboolean
check_zone (VtShippingZone *zone, GError **error)
{
  if (!vt_orders_take_line (&zone->name, _ ("name"), NAME_MAX_CHARS, TRUE, error))
    return FALSE;
  if (zone->countries == NULL || zone->countries[0] == NULL)
    return vt_orders_invalid (error, _ ("The zone has no country; choose at least one"));
  if (zone->states == NULL)
    zone->states = vt_orders_split ("");
  if (zone->postcodes == NULL)
    zone->postcodes = vt_orders_split ("");

  return vt_orders_check_countries (zone->countries, TRUE, error) && check_states (zone, error) &&
         check_postcodes (zone, error);
}

/* Before the zones at the end that are everywhere: behind them no parcel would ever come to it. */
static gboolean
place_new (VtDb *db, const VtShippingZone *zone, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (db, error);
  guint end;

  if (zones == NULL)
    return FALSE;
  if (g_strv_contains ((const char *const *) zone->countries, VT_SHIPPING_EVERYWHERE))
    return TRUE;

  /* The last one is the new one itself. */
  for (end = zones->len - 1; end > 0; end--)
    {
      const VtShippingZone *before = g_ptr_array_index (zones, end - 1);

      if (!g_strv_contains ((const char *const *) before->countries, VT_SHIPPING_EVERYWHERE))
        break;
    }

  return end == zones->len - 1 || vt_shipping_zone_move (db, zone->id, (int) end, error);
}

/**
 * vt_shipping_zone_save:
 * @db: the connection of a #VtShopJob
 * @zone: a name of 1 to 100 characters, at least one country, postcodes as people write them
 * @error: a #VtOrdersError or #VtDbError
 *
 * A new zone comes last, though before those that are everywhere.
 *
 * Returns: whether it is so now
 */
gboolean
vt_shipping_zone_save (VtDb *db, VtShippingZone *zone, GError **error)
{
  g_autofree char *countries = NULL;
  g_autofree char *states = NULL;
  g_autofree char *postcodes = NULL;
  g_autoptr (VtShippingZone) known = NULL;

  if (!check_zone (zone, error))
    return FALSE;
  countries = vt_orders_join (zone->countries);
  states = vt_orders_join (zone->states);
  postcodes = vt_orders_join (zone->postcodes);

  if (zone->id != 0)
    {
      known = vt_shipping_zone_load (db, zone->id, error);
      return known != NULL &&
             vt_db_run (db, error,
                        "UPDATE shipping_zone SET name = ?2, countries = ?3, states = ?4, postcodes = ?5 WHERE id = ?1 "
                        "AND (name, countries, states, postcodes) IS NOT (?2, ?3, ?4, ?5)",
                        "issss", zone->id, zone->name, countries, states, postcodes);
    }

  zone->id = vt_id_new ();
  return vt_db_run (db, error,
                    "INSERT INTO shipping_zone (id, name, position, countries, states, postcodes) "
                    "VALUES (?1, ?2, (SELECT coalesce (max (position) + 1, 0) FROM shipping_zone), ?3, ?4, ?5)",
                    "issss", zone->id, zone->name, countries, states, postcodes) &&
         place_new (db, zone, error);
}

/**
 * vt_shipping_zone_move:
 * @db: the connection of a #VtShopJob
 * @id: a zone's id
 * @position: from 0, the one that is asked first; beyond the end is the end
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it stands there now
 */
gboolean
vt_shipping_zone_move (VtDb *db, gint64 id, int position, GError **error)
{
  g_autoptr (VtShippingZone) zone = vt_shipping_zone_load (db, id, error);

  return zone != NULL && vt_position_move (db, "SELECT id FROM shipping_zone WHERE ?1 = ?1 ORDER BY position, id",
                                           "UPDATE shipping_zone SET position = ?2 WHERE id = ?1 AND position <> ?2",
                                           id, position, error);
}

/**
 * vt_shipping_zone_delete:
 * @db: the connection of a #VtShopJob
 * @id: a zone's id
 * @error: a #VtOrdersError or #VtDbError
 *
 * Deletes the zone with its methods.
 *
 * Returns: whether it is gone
 */
gboolean
vt_shipping_zone_delete (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtShippingZone) zone = vt_shipping_zone_load (db, id, error);
  g_autoptr (GPtrArray) methods = zone != NULL ? vt_shipping_method_list (db, id, error) : NULL;

  if (methods == NULL)
    return FALSE;
  for (guint i = 0; i < methods->len; i++)
    if (!vt_shipping_method_delete (db, ((VtShippingMethod *) g_ptr_array_index (methods, i))->id, error))
      return FALSE;

  return vt_db_run (db, error, "DELETE FROM shipping_zone WHERE id = ?1", "i", id);
}
