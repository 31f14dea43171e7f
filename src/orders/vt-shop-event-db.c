/* Owner of the table event. */
#define G_LOG_DOMAIN "vt-orders"

#include "base/vt-db.h"
#include "base/vt-json.h"
#include "orders/vt-shop-event.h"

/* Older ones say little of what shoppers want now, and would only make the shop's folder grow. */
#define KEPT_US (G_GINT64_CONSTANT (400) * G_TIME_SPAN_DAY)

/* Most events are of no popup. */
static gboolean
take_if_there (JsonObject *object, const char *name, gint64 *number, GError **error)
{
  return !json_object_has_member (object, name) || vt_json_get_int (object, name, number, error);
}

static gboolean
insert (VtDb *db, JsonObject *event, const char *visit, gint64 host_id, GError **error)
{
  const char *uuid = "", *kind = "", *query = "", *path = "";
  gint64 at_us = 0, product = 0, variant = 0, value = 0, popup = 0, popup_variant = 0;

  if (!vt_json_get_string (event, "uuid", &uuid, error) || !vt_json_get_int (event, "at", &at_us, error) ||
      !vt_json_get_string (event, "kind", &kind, error) || !vt_json_get_int (event, "product", &product, error) ||
      !vt_json_get_int (event, "variant", &variant, error) || !vt_json_get_int (event, "value", &value, error) ||
      !vt_json_get_string (event, "query", &query, error) || !vt_json_get_string (event, "path", &path, error) ||
      !take_if_there (event, "popup", &popup, error) || !take_if_there (event, "popup_variant", &popup_variant, error))
    return FALSE;

  return vt_db_run (
      db, error,
      "INSERT OR IGNORE INTO event (uuid, host_id, at_us, visit, kind, product_id, variant_id, query, "
      "path, value, popup_id, popup_variant) VALUES (?1, ?2, ?3, ?4, ?5, nullif (?6, 0), nullif (?7, 0), ?8, ?9, "
      "?10, nullif (?11, 0), CASE WHEN ?11 > 0 THEN ?12 END)",
      "siissiissiii", uuid, host_id, at_us, visit, kind, product, variant, query, path, value, popup, popup_variant);
}

/**
 * vt_shop_events_from_feed:
 * @db: the connection of a job that is recorded, not journaled
 * @object: a batch of the host's feed
 * @host_id: the host that it came from
 * @n_new: (inout): how many the shop did not have yet are added to it
 * @error: %G_IO_ERROR_INVALID_DATA or #VtDbError
 *
 * Takes a batch over. A feed may bring it again: the same UUID is never a second event. What is older than some 13
 * months is forgotten.
 *
 * Returns: whether the shop has it now
 */
gboolean
vt_shop_events_from_feed (VtDb *db, JsonObject *object, gint64 host_id, guint *n_new, GError **error)
{
  const char *visit = "";
  JsonArray *events = NULL;

  if (!vt_json_get_string (object, "visit", &visit, error) || !vt_json_get_array (object, "events", &events, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonNode *node = json_array_get_element (events, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      if (!insert (db, json_node_get_object (node), visit, host_id, error))
        return FALSE;
      *n_new += vt_db_changes (db) > 0 ? 1 : 0;
    }

  return vt_db_run (db, error, "DELETE FROM event WHERE at_us < ?1", "i", g_get_real_time () - KEPT_US);
}
