#include "host/vt-order-desk.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "base/vt-hash.h"
#include "base/vt-id.h"
#include "host/vt-host-json.h"
#include "host/vt-host-ledger-db.h"
#include "host/vt-host-order-db.h"
#include "host/vt-host-problem.h"
#include "host/vt-newsletter.h"
#include "host/vt-random-text.h"
#include "orders/vt-email.h"
#include "orders/vt-order.h"
#include "orders/vt-payment-method.h"
#include "promo/vt-discount-code.h"
#include "promo/vt-offer-code.h"
#include "shop/vt-settings.h"

#define CREATED       201
#define BAD_REQUEST   400
#define CONFLICT      409
#define UNPROCESSABLE 422
#define FAILED        500

#define FIRST_NUMBER G_GINT64_CONSTANT (1000)
#define TOKEN_BYTES  16 /* 128 bits: nobody guesses one */

/* One order on its way into the book. */
typedef struct
{
  VtHostStore *store; /* (unowned) */
  VtDb *book;         /* (unowned) the connection that writes, inside the order's transaction */
  VtDb *catalogue;    /* (unowned) of the release that the shopper saw */
  VtOrderRequest *request;
  VtQuote *quote;
  VtPaymentMethod *payment;
  char *digest;
  const char *field; /* (unowned) (nullable) which field is wrong */
  GError *failure;   /* of a callback, which cannot return it */
  VtHostOrder order; /* as it is in the book */
} Placing;

static void
placing_clear (Placing *self)
{
  g_clear_pointer (&self->request, vt_order_request_free);
  g_clear_pointer (&self->quote, vt_quote_free);
  g_clear_pointer (&self->payment, vt_payment_method_free);
  g_clear_pointer (&self->digest, g_free);
  g_clear_error (&self->failure);
  vt_host_order_clear (&self->order);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Placing, placing_clear)

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static gint64
available_in_book (gint64 variant_id, gpointer data)
{
  Placing *self = data;
  gint64 available = 0;

  if (self->failure == NULL)
    vt_host_ledger_get_available (self->book, variant_id, &available, &self->failure);

  return available;
}

static void
uses_in_book (gint64 discount_id, const char *code, const char *email, VtDiscountUses *uses, gpointer data)
{
  Placing *self = data;

  if (self->failure == NULL)
    vt_host_order_count_uses (self->book, discount_id, code, email, uses, &self->failure);
}

static void
customer_in_book (const char *email, gint64 *orders, gboolean *subscribed, gpointer data)
{
  Placing *self = data;

  *subscribed = FALSE;
  if (self->failure == NULL && vt_host_order_count_of_customer (self->book, email, orders, &self->failure))
    vt_newsletter_has (self->book, email, subscribed, &self->failure);
}

static gboolean
refuse (GError **error, guint status, const char *message)
{
  g_set_error_literal (error, VT_HOST_PROBLEM, (int) status, message);
  return FALSE;
}

/* The prices are this release's, the stock and the uses of a discount are those of this very moment: nobody else can
 * write until the order is in the book or refused. */
static gboolean
price (Placing *self, GError **error)
{
  const VtQuoteSource source = { available_in_book, uses_in_book, customer_in_book, self, FALSE, FALSE };
  gint64 expected = self->request->expect_minor;

  if (!vt_offer_admit (self->catalogue, vt_host_store_get_offer_key (self->store), self->request->quote->now_us,
                       &self->request->quote->discount_code, NULL, error))
    return FALSE;
  self->quote = vt_quote_new (self->catalogue, self->request->quote, &source, error);
  if (self->failure != NULL)
    {
      g_clear_error (error);
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return FALSE;
    }
  if (self->quote == NULL)
    return FALSE;

  if (!vt_quote_is_orderable (self->quote))
    return refuse (error, CONFLICT,
                   self->quote->chosen_shipping < 0 && self->quote->lines->len > 0
                       ? _ ("Something in the cart is not available any more, or is not sent to this country")
                       : _ ("Something in the cart is not available any more"));
  if (expected >= 0 && expected != self->quote->total_minor)
    return refuse (error, CONFLICT, _ ("The total has changed since the cart was shown; look at it again"));

  return TRUE;
}

static gboolean
choose_payment (Placing *self, GError **error)
{
  g_autoptr (GError) reason = NULL;

  self->payment = vt_payment_method_load (self->catalogue, self->request->payment_id, &reason);
  if (self->payment != NULL &&
      vt_payment_method_accepts (self->payment, self->quote->country, self->quote->total_minor))
    return TRUE;
  if (self->payment == NULL && !g_error_matches (reason, VT_ORDERS_ERROR, VT_ORDERS_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  self->field = "payment";
  return refuse (error, UNPROCESSABLE, _ ("Choose how to pay"));
}

static gboolean
take_from_stock (Placing *self, GError **error)
{
  for (guint i = 0; i < self->quote->lines->len; i++)
    {
      const VtQuoteLine *line = g_ptr_array_index (self->quote->lines, i);

      if (line->quantity_in_stock >= 0 &&
          !vt_host_ledger_move (self->book, line->variant_id, -line->quantity_priced, "sold", self->order.number,
                                self->order.placed_us, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
make_order (Placing *self, GError **error)
{
  g_autofree char *prefix = vt_setting_get (self->catalogue, "order.prefix", NULL);
  g_autoptr (VtOrder) order = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *payment;
  VtHostOrder *out = &self->order;

  if (!vt_host_order_next_id (self->book, &out->id, error))
    return FALSE;

  out->uuid = vt_uuid_new ();
  out->number = g_strdup_printf ("%s%" G_GINT64_FORMAT, prefix != NULL ? prefix : "", FIRST_NUMBER + out->id);
  out->token = vt_random_text (TOKEN_BYTES, error);
  if (out->token == NULL)
    return FALSE;

  order = vt_order_new_from_quote (self->request, self->quote, out->uuid, out->number, self->payment->name);
  node = vt_order_to_json (order);
  payment =
      vt_payment_method_to_json (self->payment, vt_money_new (order->total_minor, order->currency), out->number, error);
  if (payment == NULL)
    return FALSE;
  json_object_set_object_member (json_node_get_object (node), "payment", payment);
  out->key = g_strdup (self->request->key != NULL && *self->request->key != '\0' ? self->request->key : NULL);
  out->digest = g_strdup (self->digest);
  out->status = g_strdup (order->status);
  out->tracking = g_strdup ("");
  out->customer = vt_email_normalise (self->request->email);
  out->placed_us = order->placed_us;
  out->body = vt_host_json_to_text (json_node_get_object (node));

  return TRUE;
}

/* From now on they count as used: whoever comes next finds it so. */
static gboolean
note_discounts (Placing *self, GError **error)
{
  const VtDiscountResult *discounts = self->quote->discounts;

  for (guint i = 0; i < discounts->n_applied; i++)
    {
      const VtDiscountOutcome *outcome = vt_discount_result_get (discounts, i);
      g_autofree char *code =
          outcome->discount->method == VT_DISCOUNT_BY_UNIQUE_CODES ? vt_discount_code_normalise (outcome->code) : NULL;

      if (!vt_host_order_note_discount (self->book, &self->order, outcome->discount->id, code, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
enter (Placing *self, GError **error)
{
  g_autoptr (JsonObject) announced = NULL;

  if (!price (self, error) || !choose_payment (self, error) || !make_order (self, error) ||
      !vt_host_order_insert (self->book, &self->order, error) || !note_discounts (self, error))
    return FALSE;

  announced = vt_host_order_to_json (&self->order, error);
  return announced != NULL && vt_host_feed_append (self->book, "order", announced, error) &&
         take_from_stock (self, error);
}

/* The same order sent again, because its answer was lost, is answered again; it is not placed twice. */
static VtStep
find_placed (Placing *self, GError **error)
{
  const char *key = self->request->key;
  VtStep step;

  if (key == NULL || *key == '\0')
    return VT_STEP_DONE;

  step = vt_host_order_find_by_key (self->book, key, &self->order, error);
  if (step != VT_STEP_ROW || strcmp (self->order.digest, self->digest) == 0)
    return step;

  g_set_error (error, VT_HOST_PROBLEM, CONFLICT,
               _ ("This cart was already ordered, as %s, with other details; begin a new order for another one"),
               self->order.number);
  return VT_STEP_ERROR;
}

static gboolean
place (Placing *self, GError **error)
{
  VtStep found;

  self->book = vt_host_store_begin_write (self->store, error);
  if (self->book == NULL)
    return FALSE;

  found = find_placed (self, error);
  if (found == VT_STEP_ROW)
    {
      vt_host_store_end_write (self->store, FALSE, NULL);
      return TRUE;
    }

  return vt_host_store_end_write (self->store, found == VT_STEP_DONE && enter (self, error), error);
}

/* From the order in the book, so that the answer to a repetition is the same. */
static JsonNode *
describe_placed (const VtHostOrder *order, GError **error)
{
  g_autoptr (JsonObject) placed = vt_host_order_to_json (order, error);
  g_autofree char *url = g_strconcat ("/orders/", order->token, NULL);
  JsonObject *answer;

  if (placed == NULL)
    return NULL;

  answer = json_object_new ();
  json_object_set_string_member (answer, "number", order->number);
  json_object_set_string_member (answer, "token", order->token);
  json_object_set_string_member (answer, "status", order->status);
  json_object_set_string_member (answer, "currency", json_object_get_string_member (placed, "currency"));
  json_object_set_int_member (answer, "total", json_object_get_int_member (placed, "total"));
  json_object_set_member (answer, "payment", json_object_dup_member (placed, "payment"));
  json_object_set_string_member (answer, "url", url);

  return take_object (answer);
}

static guint
describe_refusal (Placing *self, const GError *reason, JsonNode **answer)
{
  guint status = reason->domain == VT_HOST_PROBLEM ? (guint) reason->code : FAILED;
  g_autofree char *language = vt_setting_get (self->catalogue, "shop.language", NULL);
  JsonObject *object = json_object_new ();

  if (status == FAILED)
    g_printerr ("vitrine-host: %s\n", reason->message);

  json_object_set_string_member (object, "type", "about:blank");
  json_object_set_string_member (object, "title", soup_status_get_phrase (status));
  json_object_set_int_member (object, "status", status);
  json_object_set_string_member (object, "detail",
                                 status == FAILED ? _ ("The order could not be placed; nothing was ordered. Try again")
                                                  : reason->message);
  if (self->field != NULL)
    json_object_set_string_member (object, "field", self->field);
  if (status == CONFLICT && self->quote != NULL)
    json_object_set_member (object, "quote", vt_quote_to_json (self->quote, language));
  *answer = take_object (object);

  return status;
}

static gboolean
read_request (Placing *self, JsonObject *object, gint64 now_us, GError **error)
{
  g_autofree char *text = vt_host_json_to_text (object);
  g_autoptr (GError) reason = NULL;

  self->digest = vt_sha256_data (text, strlen (text));
  self->request = vt_order_request_from_json (object, now_us, &self->field, &reason);

  return self->request != NULL || refuse (error, self->field != NULL ? UNPROCESSABLE : BAD_REQUEST, reason->message);
}

static guint
place_order (VtSnapshot *snapshot, JsonObject *order, gint64 now_us, JsonNode **answer, gpointer data)
{
  g_auto (Placing) placing = { .store = data, .catalogue = vt_snapshot_get_db (snapshot) };
  g_autoptr (GError) error = NULL;

  if (read_request (&placing, order, now_us, &error) && place (&placing, &error) &&
      (*answer = describe_placed (&placing.order, &error)) != NULL)
    return CREATED;

  return describe_refusal (&placing, error, answer);
}

static gint64
available (gint64 variant_id, gpointer data)
{
  g_autoptr (GError) error = NULL;
  VtDb *db = vt_host_store_lease_reader (data, &error);
  gint64 pieces = 0;

  if (db != NULL)
    {
      vt_host_ledger_get_available (db, variant_id, &pieces, &error);
      vt_host_store_return_reader (data, db);
    }
  if (error != NULL)
    g_printerr ("vitrine-host: %s\n", error->message);

  return pieces;
}

/* A discount whose uses cannot be counted is used up: nobody gets more than was promised. */
static void
count_uses (gint64 discount_id, const char *code, const char *email, VtDiscountUses *uses, gpointer data)
{
  g_autoptr (GError) error = NULL;
  VtDb *db = vt_host_store_lease_reader (data, &error);

  if (db != NULL)
    {
      vt_host_order_count_uses (db, discount_id, code, email, uses, &error);
      vt_host_store_return_reader (data, db);
    }
  if (error == NULL)
    return;

  g_printerr ("vitrine-host: %s\n", error->message);
  *uses = (VtDiscountUses){ G_MAXINT64, G_MAXINT64, G_MAXINT64 };
}

static void
look_up_customer (const char *email, gint64 *orders, gboolean *subscribed, gpointer data)
{
  g_autoptr (GError) error = NULL;
  VtDb *db = vt_host_store_lease_reader (data, &error);

  *subscribed = FALSE;
  if (db != NULL)
    {
      if (vt_host_order_count_of_customer (db, email, orders, &error))
        vt_newsletter_has (db, email, subscribed, &error);
      vt_host_store_return_reader (data, db);
    }
  if (error != NULL)
    g_printerr ("vitrine-host: %s\n", error->message);
}

static JsonNode *
find_order (const char *token, gpointer data)
{
  g_auto (VtHostOrder) order = { 0 };
  g_autoptr (GError) error = NULL;
  JsonObject *object = NULL;
  VtDb *db = vt_host_store_lease_reader (data, &error);

  if (db != NULL)
    {
      if (vt_host_order_find_by_token (db, token, &order, &error) == VT_STEP_ROW)
        object = vt_host_order_to_json (&order, &error);
      vt_host_store_return_reader (data, db);
    }
  if (error != NULL)
    g_printerr ("vitrine-host: %s\n", error->message);

  return object != NULL ? take_object (object) : NULL;
}

/**
 * vt_order_desk_get_backend:
 * @store: the host's store; has to outlive what uses the backend
 *
 * An order is one transaction: priced again from the catalogue of the release, checked against the total that the
 * shopper saw and against the stock, written with its movements and its entries of the feed, and on the disk before it
 * is answered.
 *
 * Returns: the backend
 */
VtSiteBackend
vt_order_desk_get_backend (VtHostStore *store)
{
  return (VtSiteBackend){ .available = available,
                          .uses = count_uses,
                          .customer = look_up_customer,
                          .place_order = place_order,
                          .find_order = find_order,
                          .offer_key = vt_host_store_get_offer_key (store),
                          .data = store };
}
