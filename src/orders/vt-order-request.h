#pragma once

#include "orders/vt-quote-request.h"

G_BEGIN_DECLS

/* What a shopper fills in to buy a cart. */
typedef struct
{
  VtQuoteRequest *quote; /* (owned) with its country and postcode */
  char *email;           /* (owned), as all of these; (nullable) where the shopper may leave it out */
  char *name;
  char *phone; /* (nullable) */
  char *address;
  char *complement; /* (nullable) floor, door */
  char *city;
  char *state;    /* (nullable) as the country writes it: "SP" */
  char *document; /* (nullable) the buyer's tax number, where an invoice needs it */
  char *note;     /* (nullable) */
  char *key;      /* (nullable) the shopper's own name for this order: sent twice, it is placed once */
  char *language; /* (nullable) of the page that was ordered from (BCP 47) */
  gint64 payment_id;
  gint64 expect_minor; /* total that the shopper saw; -1: not told */
} VtOrderRequest;

VtOrderRequest *vt_order_request_new (VtQuoteRequest *quote);
VtOrderRequest *vt_order_request_from_json (JsonObject *object, gint64 now_us, const char **field, GError **error);
gboolean vt_order_request_set (VtOrderRequest *self, const char *name, const char *text);
void vt_order_request_free (VtOrderRequest *self);
gboolean vt_order_validate (VtOrderRequest *self, const char **field, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtOrderRequest, vt_order_request_free)

G_END_DECLS
