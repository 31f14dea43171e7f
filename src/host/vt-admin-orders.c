#include "host/vt-admin-orders.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "host/vt-host-json.h"
#include "host/vt-host-ledger-db.h"
#include "host/vt-host-order-db.h"

#define OK            200
#define NOT_FOUND     404
#define CONFLICT      409
#define UNPROCESSABLE 422

#define MAX_DELTA         G_GINT64_CONSTANT (1000000000)
#define MAX_JSON_INT      ((G_GINT64_CONSTANT (1) << 53) - 1)
#define MAX_REFERENCE     100
#define MAX_TRACKING      200
#define MAX_URL           1000
#define MAX_STATUS_LENGTH 20

/**
 * vt_admin_get_feed:
 * @context: what calls work on
 * @request: `?after=CURSOR`
 * @arguments: none
 * @error: a #VT_HOST_PROBLEM of status 422
 *
 * Returns: (transfer full) (nullable): the next entries; the caller keeps the cursor once it has them safely
 */
VtHostResponse *
vt_admin_get_feed (VtHostContext *context,
                   const VtHostRequest *request,
                   G_GNUC_UNUSED const char *const *arguments,
                   GError **error)
{
  const char *after_text = g_hash_table_lookup (request->query, "after");
  g_autofree char *cursor_text = NULL;
  gint64 after = 0;
  gint64 cursor = 0;
  JsonArray *entries;
  JsonObject *answer;

  if (after_text != NULL && *after_text != '\0' &&
      !g_ascii_string_to_signed (after_text, 10, 0, G_MAXINT64, &after, NULL))
    {
      g_set_error_literal (error, VT_HOST_PROBLEM, UNPROCESSABLE,
                           _ ("“after” has to be a cursor that this host gave; leave it out to begin at the start"));
      return NULL;
    }

  entries = vt_host_feed_list (context->store, after, VT_ADMIN_MAX_FEED, &cursor, error);
  if (entries == NULL)
    return NULL;

  cursor_text = g_strdup_printf ("%" G_GINT64_FORMAT, cursor);
  answer = json_object_new ();
  json_object_set_boolean_member (answer, "more", json_array_get_length (entries) == VT_ADMIN_MAX_FEED);
  json_object_set_array_member (answer, "entries", entries);
  json_object_set_string_member (answer, "cursor", cursor_text);

  return vt_host_response_new_json (OK, answer);
}

static gboolean
parse_movement (JsonObject *object, VtHostMovement *out, GError **error)
{
  static const char *const known[] = { "uuid", "variant", "delta", "reason", "reference", "at_us", NULL };

  if (!vt_host_json_check_fields (object, known, error) ||
      !vt_host_json_get_text (object, "uuid", 36, TRUE, &out->uuid, error) ||
      !vt_host_json_get_int (object, "variant", 1, MAX_JSON_INT, TRUE, &out->variant_id, error) ||
      !vt_host_json_get_int (object, "delta", -MAX_DELTA, MAX_DELTA, TRUE, &out->delta, error) ||
      !vt_host_json_get_text (object, "reason", MAX_STATUS_LENGTH, TRUE, &out->reason, error) ||
      !vt_host_json_get_text (object, "reference", MAX_REFERENCE, FALSE, &out->reference, error) ||
      !vt_host_json_get_int (object, "at_us", 0, MAX_JSON_INT, TRUE, &out->at_us, error))
    return FALSE;
  if (g_uuid_string_is_valid (out->uuid) && out->delta != 0 && vt_host_ledger_reason_is_known (out->reason))
    return TRUE;

  g_set_error (
      error, VT_HOST_PROBLEM, UNPROCESSABLE,
      _ ("The movement “%.36s” needs a UUID, a “delta” other than 0, and a “reason” that is received, counted, "
         "sold, returned, damaged or moved"),
      out->uuid);
  return FALSE;
}

static gboolean
add_movements (VtDb *db, JsonArray *movements, gint64 *accepted, GError **error)
{
  for (guint i = 0; i < json_array_get_length (movements); i++)
    {
      JsonObject *object = vt_host_json_array_object (movements, i, "movements", error);
      VtHostMovement movement = { 0 };
      gboolean is_new = FALSE;

      if (object == NULL || !parse_movement (object, &movement, error) ||
          !vt_host_ledger_add (db, &movement, &is_new, error))
        return FALSE;
      *accepted += is_new;
    }

  return TRUE;
}

/**
 * vt_admin_post_movements:
 * @context: what calls work on
 * @request: `{movements: [{uuid, variant, delta, reason, reference, at_us}]}`
 * @arguments: none
 * @error: a #VT_HOST_PROBLEM of status 400 or 422; nothing was added then
 *
 * Returns: (transfer full) (nullable): how many were new and how many known
 */
VtHostResponse *
vt_admin_post_movements (VtHostContext *context,
                         const VtHostRequest *request,
                         G_GNUC_UNUSED const char *const *arguments,
                         GError **error)
{
  static const char *const known[] = { "movements", NULL };
  g_autoptr (JsonObject) object = vt_host_request_dup_json (request, error);
  JsonArray *movements = NULL;
  gint64 accepted = 0;
  JsonObject *answer;
  VtDb *db;

  if (object == NULL || !vt_host_json_check_fields (object, known, error) ||
      (movements = vt_host_json_get_array (object, "movements", VT_ADMIN_MAX_MOVEMENTS, error)) == NULL ||
      (db = vt_host_store_begin_write (context->store, error)) == NULL)
    return NULL;
  if (!vt_host_store_end_write (context->store, add_movements (db, movements, &accepted, error), error))
    return NULL;

  answer = json_object_new ();
  json_object_set_int_member (answer, "accepted", accepted);
  json_object_set_int_member (answer, "known", json_array_get_length (movements) - accepted);

  return vt_host_response_new_json (OK, answer);
}

/* Forward along placed, paid, packed, shipped, steps may be left out; cancelled until it is shipped; refunded once
 * paid. */
static gboolean
may_become (const char *from, const char *to)
{
  static const char *const steps[] = { "placed", "paid", "packed", "shipped" };
  int from_step = -1;
  int to_step = -1;

  for (int i = 0; i < (int) G_N_ELEMENTS (steps); i++)
    {
      if (strcmp (steps[i], from) == 0)
        from_step = i;
      if (strcmp (steps[i], to) == 0)
        to_step = i;
    }

  if (strcmp (to, "cancelled") == 0)
    return from_step >= 0 && from_step < 3;
  if (strcmp (to, "refunded") == 0)
    return from_step >= 1 || strcmp (from, "cancelled") == 0;

  return from_step >= 0 && to_step > from_step;
}

static gboolean
change_status (VtDb *db, VtHostOrder *order, const char *status, const char *tracking, gint64 now_us, GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  gboolean same = strcmp (order->status, status) == 0;

  if (same && (*tracking == '\0' || strcmp (order->tracking, tracking) == 0))
    return TRUE;
  if (!same && !may_become (order->status, status))
    {
      g_set_error (error, VT_HOST_PROBLEM, CONFLICT, _ ("Order %s is %s and cannot become %s"), order->number,
                   order->status, status);
      return FALSE;
    }
  if (!same && strcmp (status, "cancelled") == 0 && !vt_host_ledger_return_order (db, order->number, now_us, error))
    return FALSE;

  g_free (order->status);
  order->status = g_strdup (status);
  if (*tracking != '\0')
    {
      g_free (order->tracking);
      order->tracking = g_strdup (tracking);
    }

  object = vt_host_order_to_json (order, error);
  return object != NULL && vt_host_order_update (db, order->id, order->status, order->tracking, error) &&
         vt_host_feed_append (db, "order", object, error);
}

static gboolean
patch (VtDb *db,
       const char *uuid,
       const char *status,
       const char *tracking,
       gint64 now_us,
       VtHostOrder *order,
       GError **error)
{
  VtStep step = vt_host_order_find_by_uuid (db, uuid, order, error);

  if (step == VT_STEP_DONE)
    g_set_error (error, VT_HOST_PROBLEM, NOT_FOUND, _ ("There is no order %.36s"), uuid);

  return step == VT_STEP_ROW && change_status (db, order, status, tracking, now_us, error);
}

/* {carrier, number, url}: what the shopper is told about the parcel; kept as JSON. */
static gboolean
parse_tracking (JsonObject *object, char **tracking, GError **error)
{
  static const char *const known[] = { "carrier", "number", "url", NULL };
  JsonNode *node = json_object_get_member (object, "tracking");
  const char *text = NULL;

  *tracking = g_strdup ("");
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, VT_HOST_PROBLEM, UNPROCESSABLE,
                           _ ("“tracking” has to be an object with “carrier”, “number” and “url”"));
      return FALSE;
    }

  object = json_node_get_object (node);
  if (!vt_host_json_check_fields (object, known, error) ||
      !vt_host_json_get_text (object, "carrier", MAX_TRACKING, FALSE, &text, error) ||
      !vt_host_json_get_text (object, "number", MAX_TRACKING, FALSE, &text, error) ||
      !vt_host_json_get_text (object, "url", MAX_URL, FALSE, &text, error))
    return FALSE;
  if (*text != '\0' && !g_str_has_prefix (text, "https://"))
    {
      g_set_error_literal (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("“url” has to begin with https://"));
      return FALSE;
    }

  g_free (*tracking);
  *tracking = vt_host_json_to_text (object);
  return TRUE;
}

static gboolean
parse_patch (JsonObject *object, const char **status, char **tracking, GError **error)
{
  static const char *const known[] = { "status", "tracking", NULL };

  if (!vt_host_json_check_fields (object, known, error) ||
      !vt_host_json_get_text (object, "status", MAX_STATUS_LENGTH, TRUE, status, error) ||
      !parse_tracking (object, tracking, error))
    return FALSE;
  if (g_strv_contains ((const char *const[]){ "paid", "packed", "shipped", "cancelled", "refunded", NULL }, *status))
    return TRUE;

  g_set_error_literal (error, VT_HOST_PROBLEM, UNPROCESSABLE,
                       _ ("“status” has to be paid, packed, shipped, cancelled or refunded"));
  return FALSE;
}

/**
 * vt_admin_patch_order:
 * @context: what calls work on
 * @request: `{status, tracking: {carrier, number, url}}`
 * @arguments: the order's UUID
 * @error: a #VT_HOST_PROBLEM of status 400, 404, 409 or 422
 *
 * Returns: (transfer full) (nullable): the order as it is now; repeating a change is harmless
 */
VtHostResponse *
vt_admin_patch_order (VtHostContext *context,
                      const VtHostRequest *request,
                      const char *const *arguments,
                      GError **error)
{
  g_autoptr (JsonObject) object = vt_host_request_dup_json (request, error);
  g_auto (VtHostOrder) order = { 0 };
  const char *status = NULL;
  g_autofree char *tracking = NULL;
  JsonObject *answer;
  VtDb *db;

  if (object == NULL || !parse_patch (object, &status, &tracking, error) ||
      (db = vt_host_store_begin_write (context->store, error)) == NULL)
    return NULL;
  if (!vt_host_store_end_write (
          context->store,
          patch (db, arguments[0], status, tracking, vt_host_store_now_us (context->store), &order, error), error))
    return NULL;

  answer = vt_host_order_to_json (&order, error);
  return answer != NULL ? vt_host_response_new_json (OK, answer) : NULL;
}
