#define G_LOG_DOMAIN "vt-site"

#include "site/vt-preview-backend.h"

#include "base/vt-id.h"
#include "orders/vt-order.h"
#include "orders/vt-payment-method.h"

#include <glib/gi18n-lib.h>

#define MAX_SAMPLES 32

struct _VtPreviewBackend
{
  VtSiteBackend backend; /* its data is this struct */
  char *shop_path;       /* (owned) */

  GMutex mutex;        /* guards what follows */
  GHashTable *samples; /* (owned) token → JsonNode */
};

static guint
set_problem (guint status, const char *detail, const char *field, JsonNode **answer)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", "about:blank");
  json_object_set_string_member (object, "title", status == 409 ? "Conflict" : "Unprocessable Content");
  json_object_set_int_member (object, "status", status);
  json_object_set_string_member (object, "detail", detail);
  if (field != NULL)
    json_object_set_string_member (object, "field", field);
  *answer = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (*answer, object);

  return status;
}

static char *
keep_sample (VtPreviewBackend *self, const VtOrder *order, JsonObject *payment)
{
  g_autofree char *token = vt_uuid_new ();
  JsonNode *node = vt_order_to_json (order);

  json_object_set_object_member (json_node_get_object (node), "payment", json_object_ref (payment));

  g_mutex_lock (&self->mutex);
  if (g_hash_table_size (self->samples) >= MAX_SAMPLES)
    g_hash_table_remove_all (self->samples);
  g_hash_table_insert (self->samples, g_strdup (token), node);
  g_mutex_unlock (&self->mutex);

  return g_steal_pointer (&token);
}

static guint
accept (VtPreviewBackend *self,
        const VtOrderRequest *request,
        const VtQuote *quote,
        const VtPaymentMethod *payment,
        JsonNode **answer)
{
  g_autofree char *uuid = vt_uuid_new ();
  g_autoptr (VtOrder) order = vt_order_new_from_quote (request, quote, uuid, _ ("SAMPLE"), payment->name);
  g_autoptr (GError) error = NULL;
  JsonObject *method =
      vt_payment_method_to_json (payment, vt_money_new (order->total_minor, order->currency), order->number, &error);
  g_autofree char *token = NULL;
  g_autofree char *url = NULL;
  JsonObject *object;

  if (method == NULL)
    return set_problem (422, error->message, "payment", answer);

  token = keep_sample (self, order, method);
  url = g_strconcat ("/orders/", token, NULL);
  object = json_object_new ();
  json_object_set_string_member (object, "number", order->number);
  json_object_set_string_member (object, "token", token);
  json_object_set_string_member (object, "status", order->status);
  json_object_set_int_member (object, "total", order->total_minor);
  json_object_set_object_member (object, "payment", method);
  json_object_set_string_member (object, "url", url);
  *answer = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (*answer, object);

  return 201;
}

static guint
place_order (VtSnapshot *snapshot, JsonObject *object, gint64 now_us, JsonNode **answer, gpointer data)
{
  VtDb *db = vt_snapshot_get_db (snapshot);
  const VtQuoteSource source = { .include_drafts = TRUE };
  const char *field = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtOrderRequest) request = vt_order_request_from_json (object, now_us, &field, &error);
  g_autoptr (VtQuote) quote = NULL;
  g_autoptr (VtPaymentMethod) payment = NULL;

  if (request == NULL)
    return set_problem (422, error->message, field, answer);

  payment = vt_payment_method_load (db, request->payment_id, &error);
  if (payment == NULL)
    return set_problem (422, error->message, "payment", answer);

  quote = vt_quote_new (db, request->quote, &source, &error);
  if (quote == NULL)
    return set_problem (422, error->message, NULL, answer);

  if (!vt_quote_is_orderable (quote) || (request->expect_minor >= 0 && request->expect_minor != quote->total_minor))
    {
      guint status =
          set_problem (409, _ ("Price or stock changed; look at the new total and order again"), NULL, answer);

      json_object_set_member (json_node_get_object (*answer), "quote", vt_quote_to_json (quote, NULL));
      return status;
    }

  return accept (data, request, quote, payment, answer);
}

static JsonNode *
find_order (const char *token, gpointer data)
{
  VtPreviewBackend *self = data;
  JsonNode *node;

  g_mutex_lock (&self->mutex);
  node = g_hash_table_lookup (self->samples, token);
  node = node != NULL ? json_node_copy (node) : NULL;
  g_mutex_unlock (&self->mutex);

  return node;
}

/**
 * vt_preview_backend_new:
 * @shop_path: (type filename): a shop's folder
 *
 * Returns: (transfer full): the backend; stock is that of the shop's own ledger
 */
VtPreviewBackend *
vt_preview_backend_new (const char *shop_path)
{
  VtPreviewBackend *self = g_new0 (VtPreviewBackend, 1);

  self->shop_path = g_strdup (shop_path);
  self->samples = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  self->backend.place_order = place_order;
  self->backend.find_order = find_order;
  self->backend.data = self;
  g_mutex_init (&self->mutex);

  return self;
}

/**
 * vt_preview_backend_free:
 * @self: (nullable): a backend that nobody uses any more
 */
void
vt_preview_backend_free (VtPreviewBackend *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->mutex);
  g_hash_table_unref (self->samples);
  g_free (self->shop_path);
  g_free (self);
}

/**
 * vt_preview_backend_get:
 * @self: a backend
 *
 * Returns: (transfer none): what the storefront asks; lives as long as @self
 */
const VtSiteBackend *
vt_preview_backend_get (VtPreviewBackend *self)
{
  return &self->backend;
}

/**
 * vt_preview_backend_get_shop_path:
 * @self: a backend
 *
 * Returns: (transfer none) (type filename): the shop's folder
 */
const char *
vt_preview_backend_get_shop_path (VtPreviewBackend *self)
{
  return self->shop_path;
}
