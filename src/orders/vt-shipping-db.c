/* Owner of the tables shipping_zone and shipping_rate. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-shipping.h"

#include "base/vt-id.h"
#include "content/vt-text-field.h"
#include "orders/vt-country.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_MAX_CHARS  100
#define PRICE_MAX_MINOR G_GINT64_CONSTANT (1000000000000)
#define DAYS_MAX        365
#define EVERYWHERE      "*"

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
not_found (GError **error, const char *message)
{
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_NOT_FOUND, message);
  return FALSE;
}

static gboolean
check_zone (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT id FROM shipping_zone WHERE id = ?1", "i", id);

  return step == VT_STEP_DONE ? not_found (error, _ ("The shipping zone is not in the shop any more"))
                              : step == VT_STEP_ROW;
}

static gboolean
check_rate (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT id FROM shipping_rate WHERE id = ?1", "i", id);

  return step == VT_STEP_DONE ? not_found (error, _ ("The shipping rate is not in the shop any more"))
                              : step == VT_STEP_ROW;
}

static char *
check_name (const char *name, GError **error)
{
  return vt_text_field (name, _ ("name"), NAME_MAX_CHARS, VT_TEXT_FIELD_REQUIRED, VT_ORDERS_ERROR,
                        VT_ORDERS_ERROR_INVALID, error);
}

/* The codes with blanks between, as the table has them. */
static char *
check_countries (const char *const *countries, GError **error)
{
  if (countries == NULL || countries[0] == NULL)
    {
      invalid (error, _ ("The zone has no country; choose at least one"));
      return NULL;
    }
  for (guint i = 0; countries[i] != NULL; i++)
    if (strcmp (countries[i], EVERYWHERE) != 0 && !vt_country_is_valid (countries[i]))
      {
        g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID,
                     _ ("“%s” is not the code of a country; use two letters such as PT"), countries[i]);
        return NULL;
      }

  return g_strjoinv (" ", (char **) countries);
}

static gboolean
check_rate_input (const VtShippingRateInput *input, GError **error)
{
  if (input->price_minor < 0 || input->price_minor > PRICE_MAX_MINOR || input->free_over_minor < -1 ||
      input->free_over_minor > PRICE_MAX_MINOR)
    return invalid (error, _ ("The shipping price must be zero or more; check the decimal point"));
  if (input->days_min < 0 || input->days_max < input->days_min || input->days_max > DAYS_MAX)
    return invalid (error, _ ("The delivery takes 0 to 365 days, and at least as many at most as at least"));

  return TRUE;
}

static VtShippingRate *
rate_new_from_row (VtStmt *stmt)
{
  VtShippingRate *self = g_new0 (VtShippingRate, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->zone_id = vt_stmt_get_int (stmt, 1);
  self->name = vt_stmt_dup_text (stmt, 2);
  self->price_minor = vt_stmt_get_int (stmt, 3);
  self->free_over_minor = vt_stmt_is_null (stmt, 4) ? -1 : vt_stmt_get_int (stmt, 4);
  self->days_min = (int) vt_stmt_get_int (stmt, 5);
  self->days_max = (int) vt_stmt_get_int (stmt, 6);

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
  g_free (self);
}

/**
 * vt_shipping_rate_free:
 * @self: (nullable): a rate
 *
 * Frees the record.
 */
void
vt_shipping_rate_free (VtShippingRate *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
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
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id, name, countries FROM shipping_zone ORDER BY position, id", error);
  g_autoptr (GPtrArray) zones = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shipping_zone_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtShippingZone *zone = g_new0 (VtShippingZone, 1);

      zone->id = vt_stmt_get_int (stmt, 0);
      zone->name = vt_stmt_dup_text (stmt, 1);
      zone->countries = g_strsplit (vt_stmt_get_text (stmt, 2), " ", -1);
      g_ptr_array_add (zones, zone);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&zones) : NULL;
}

/**
 * vt_shipping_rate_list:
 * @db: a connection of this thread
 * @zone_id: a zone's id
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtShippingRate) (nullable): its rates, in order
 */
GPtrArray *
vt_shipping_rate_list (VtDb *db, gint64 zone_id, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT id, zone_id, name, price_minor, free_over_minor, days_min, days_max FROM shipping_rate "
                     "WHERE zone_id = ?1 ORDER BY position, id",
                     error);
  g_autoptr (GPtrArray) rates = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shipping_rate_free);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, zone_id, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (rates, rate_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&rates) : NULL;
}

/**
 * vt_shipping_rate_list_for_country:
 * @db: a connection of this thread
 * @country: ISO 3166-1 code
 * @error: a #VtDbError
 *
 * The rates of the first zone that names the country; only when none does, those of the first zone that is everywhere.
 *
 * Returns: (transfer container) (element-type VtShippingRate) (nullable): the rates, in order; empty when nothing is
 * sent there
 */
GPtrArray *
vt_shipping_rate_list_for_country (VtDb *db, const char *country, GError **error)
{
  g_autoptr (GPtrArray) zones = vt_shipping_zone_list (db, error);
  const char *const wanted[] = { country, EVERYWHERE };

  if (zones == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    for (guint j = 0; j < zones->len; j++)
      {
        const VtShippingZone *zone = g_ptr_array_index (zones, j);

        if (g_strv_contains ((const char *const *) zone->countries, wanted[i]))
          return vt_shipping_rate_list (db, zone->id, error);
      }

  return g_ptr_array_new_with_free_func ((GDestroyNotify) vt_shipping_rate_free);
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

      if (g_strv_contains ((const char *const *) zone->countries, EVERYWHERE))
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

/**
 * vt_shipping_zone_create:
 * @db: the connection of a #VtShopJob
 * @name: one line of 1 to 100 characters
 * @countries: (array zero-terminated=1): ISO 3166-1 codes, or "*" for everywhere else
 * @id: (out) (optional): id of the new zone
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it was made
 */
gboolean
vt_shipping_zone_create (VtDb *db, const char *name, const char *const *countries, gint64 *id, GError **error)
{
  g_autofree char *own = check_name (name, error);
  g_autofree char *codes = own != NULL ? check_countries (countries, error) : NULL;
  gint64 new_id = vt_id_new ();

  if (codes == NULL || !vt_db_run (db, error,
                                   "INSERT INTO shipping_zone (id, name, position, countries) "
                                   "VALUES (?1, ?2, (SELECT coalesce (max (position) + 1, 0) FROM shipping_zone), ?3)",
                                   "iss", new_id, own, codes))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_shipping_zone_set:
 * @db: the connection of a #VtShopJob
 * @id: a zone's id
 * @name: one line of 1 to 100 characters
 * @countries: (array zero-terminated=1): ISO 3166-1 codes, or "*" for everywhere else
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_shipping_zone_set (VtDb *db, gint64 id, const char *name, const char *const *countries, GError **error)
{
  g_autofree char *own = check_name (name, error);
  g_autofree char *codes = own != NULL ? check_countries (countries, error) : NULL;

  return codes != NULL && check_zone (db, id, error) &&
         vt_db_run (
             db, error,
             "UPDATE shipping_zone SET name = ?2, countries = ?3 WHERE id = ?1 AND (name <> ?2 OR countries <> ?3)",
             "iss", id, own, codes);
}

/**
 * vt_shipping_zone_delete:
 * @db: the connection of a #VtShopJob
 * @id: a zone's id
 * @error: a #VtOrdersError or #VtDbError
 *
 * Deletes the zone with its rates.
 *
 * Returns: whether it is gone
 */
gboolean
vt_shipping_zone_delete (VtDb *db, gint64 id, GError **error)
{
  return check_zone (db, id, error) && vt_db_run (db, error, "DELETE FROM shipping_rate WHERE zone_id = ?1", "i", id) &&
         vt_db_run (db, error, "DELETE FROM shipping_zone WHERE id = ?1", "i", id);
}

/* Binds what a row has of @input behind the parameters @first and @second. */
static gboolean
run_rate (VtDb *db,
          const char *sql,
          gint64 first,
          gint64 second,
          const char *name,
          const VtShippingRateInput *input,
          GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "iisiiii", first, second, name, input->price_minor,
                                     input->free_over_minor, (gint64) input->days_min, (gint64) input->days_max))
    return FALSE;

  return vt_stmt_step (stmt, error) == VT_STEP_DONE;
}

/**
 * vt_shipping_rate_create:
 * @db: the connection of a #VtShopJob
 * @zone_id: a zone's id
 * @input: what it is called and costs
 * @id: (out) (optional): id of the new rate
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it was made
 */
gboolean
vt_shipping_rate_create (VtDb *db, gint64 zone_id, const VtShippingRateInput *input, gint64 *id, GError **error)
{
  g_autofree char *name = check_name (input->name, error);
  gint64 new_id = vt_id_new ();

  if (name == NULL || !check_rate_input (input, error) || !check_zone (db, zone_id, error) ||
      !run_rate (db,
                 "INSERT INTO shipping_rate (id, zone_id, position, name, price_minor, free_over_minor, days_min, "
                 "days_max) VALUES (?1, ?2, (SELECT coalesce (max (position) + 1, 0) FROM shipping_rate "
                 "WHERE zone_id = ?2), ?3, ?4, nullif (?5, -1), ?6, ?7)",
                 new_id, zone_id, name, input, error))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_shipping_rate_set:
 * @db: the connection of a #VtShopJob
 * @id: a rate's id
 * @input: what it is called and costs from now on
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_shipping_rate_set (VtDb *db, gint64 id, const VtShippingRateInput *input, GError **error)
{
  g_autofree char *name = check_name (input->name, error);

  return name != NULL && check_rate_input (input, error) && check_rate (db, id, error) &&
         run_rate (db,
                   "UPDATE shipping_rate SET name = ?3, price_minor = ?4, free_over_minor = nullif (?5, -1), "
                   "days_min = ?6, days_max = ?7 WHERE id = ?1 AND id = ?2 AND "
                   "(name, price_minor, free_over_minor, days_min, days_max) IS NOT "
                   "(?3, ?4, nullif (?5, -1), ?6, ?7)",
                   id, id, name, input, error);
}

/**
 * vt_shipping_rate_delete:
 * @db: the connection of a #VtShopJob
 * @id: a rate's id
 * @error: a #VtOrdersError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_shipping_rate_delete (VtDb *db, gint64 id, GError **error)
{
  return check_rate (db, id, error) && vt_db_run (db, error, "DELETE FROM shipping_rate WHERE id = ?1", "i", id);
}
