#include "host/vt-shopper-api.h"

#include <glib/gi18n-lib.h>

#include "host/vt-host-ledger-db.h"
#include "host/vt-host-route.h"
#include "orders/vt-quote.h"
#include "shop/vt-settings.h"

#define OK            200
#define UNPROCESSABLE 422
#define NOT_READY     503

#define MAX_VARIANTS 50
#define LOW_STOCK    5

static const char *
describe_stock (gint64 available)
{
  if (available == 0)
    return "out";

  return available <= LOW_STOCK ? "low" : "in";
}

static gboolean
add_stock (VtDb *db, const char *text, JsonArray *list, GError **error)
{
  gint64 variant = 0;
  gint64 available = 0;
  JsonObject *object;

  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &variant, NULL))
    {
      g_set_error (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("“%.40s” is no variant; ask as “?variant=123,124”"), text);
      return FALSE;
    }
  if (!vt_host_ledger_get_available (db, variant, &available, error))
    return FALSE;

  object = json_object_new ();
  json_object_set_int_member (object, "variant", variant);
  json_object_set_string_member (object, "state", describe_stock (available));
  json_array_add_object_element (list, object);

  return TRUE;
}

static VtHostResponse *
get_stock (VtHostContext *context,
           const VtHostRequest *request,
           G_GNUC_UNUSED const char *const *arguments,
           GError **error)
{
  const char *variants = g_hash_table_lookup (request->query, "variant");
  g_auto (GStrv) names = g_strsplit (variants != NULL ? variants : "", ",", -1);
  g_autoptr (JsonArray) list = json_array_new ();
  gboolean added = TRUE;
  JsonObject *answer;
  VtDb *db;

  if (g_strv_length (names) == 0 || g_strv_length (names) > MAX_VARIANTS)
    {
      g_set_error_literal (error, VT_HOST_PROBLEM, UNPROCESSABLE, _ ("Name 1 to 50 variants, as “?variant=123,124”"));
      return NULL;
    }

  db = vt_host_store_lease_reader (context->store, error);
  if (db == NULL)
    return NULL;
  for (guint i = 0; added && names[i] != NULL; i++)
    added = add_stock (db, names[i], list, error);
  vt_host_store_return_reader (context->store, db);
  if (!added)
    return NULL;

  answer = json_object_new ();
  json_object_set_array_member (answer, "stock", g_steal_pointer (&list));
  return vt_host_response_new_json (OK, answer);
}

static VtSnapshot *
open_catalogue (VtHostContext *context, GError **error)
{
  g_autoptr (VtLiveRelease) live = vt_release_store_dup_live (context->releases);

  if (live != NULL)
    return vt_live_release_open_snapshot (live, error);

  g_set_error_literal (error, VT_HOST_PROBLEM, NOT_READY, _ ("Nothing has been published here yet"));
  return NULL;
}

static VtHostResponse *
post_quote (VtHostContext *context,
            const VtHostRequest *request,
            G_GNUC_UNUSED const char *const *arguments,
            GError **error)
{
  const VtQuoteSource source = { context->backend.available, context->backend.times_used, context->backend.data,
                                 FALSE };
  g_autoptr (JsonObject) object = vt_host_request_dup_json (request, error);
  g_autoptr (VtSnapshot) catalogue = object != NULL ? open_catalogue (context, error) : NULL;
  g_autoptr (VtQuoteRequest) wanted = NULL;
  g_autoptr (VtQuote) quote = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *language = NULL;
  VtDb *db;

  if (catalogue == NULL)
    return NULL;
  wanted = vt_quote_request_from_json (object, vt_host_store_now_us (context->store), &reason);
  if (wanted == NULL)
    return vt_host_response_new_problem (UNPROCESSABLE, reason->message, NULL);

  db = vt_snapshot_get_db (catalogue);
  language = vt_setting_get (db, "shop.language", NULL);
  quote = vt_quote_new (db, wanted, &source, error);
  if (quote == NULL)
    return NULL;

  answer = vt_quote_to_json (quote, language);
  return vt_host_response_new_json (OK, json_node_dup_object (answer));
}

static VtHostResponse *
post_order (VtHostContext *context,
            const VtHostRequest *request,
            G_GNUC_UNUSED const char *const *arguments,
            GError **error)
{
  g_autoptr (JsonObject) object = vt_host_request_dup_json (request, error);
  g_autoptr (VtSnapshot) catalogue = object != NULL ? open_catalogue (context, error) : NULL;
  g_autoptr (JsonNode) answer = NULL;
  VtHostResponse *response;
  guint status;

  if (catalogue == NULL)
    return NULL;

  status = context->backend.place_order (catalogue, object, vt_host_store_now_us (context->store), &answer,
                                         context->backend.data);
  response = vt_host_response_new_json (status, json_node_dup_object (answer));
  if (status >= 400)
    vt_host_response_set_header (response, "Content-Type", "application/problem+json");

  return response;
}

/**
 * vt_shopper_api_respond:
 * @context: what calls work on
 * @request: a request below %VT_SHOPPER_API_PREFIX
 *
 * Returns: (transfer full): the answer
 */
VtHostResponse *
vt_shopper_api_respond (VtHostContext *context, const VtHostRequest *request)
{
  static const VtHostRoute routes[] = {
    { "POST", "/api/v1/quote", post_quote },
    { "POST", "/api/v1/orders", post_order },
    { "GET", "/api/v1/stock", get_stock },
  };

  return vt_host_route_call (routes, G_N_ELEMENTS (routes), context, request);
}
