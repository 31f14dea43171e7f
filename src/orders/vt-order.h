#pragma once

#include "base/vt-db.h"
#include "orders/vt-order-request.h"
#include "orders/vt-quote.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 variant_id;
  char *sku;
  char *title; /* "Modern Cafe Chair, Mustard" */
  gint64 quantity;
  gint64 price_minor;    /* of one */
  gint64 discount_minor; /* of the line */
  gint64 total_minor;
} VtOrderLine;

/* What came off an order, and why. */
typedef struct
{
  gint64 discount_id; /* may be gone */
  char *title;
  char *code; /* "" when it was automatic */
  gint64 amount_minor;
} VtOrderDiscount;

/* An order as it was placed: facts, with prices, names and address of that moment. */
typedef struct
{
  gint64 id; /* in this shop's database; 0 before */
  char *uuid;
  char *number; /* "CL-1001" */
  char *status; /* placed, paid, packed, shipped, cancelled or refunded */
  gint64 placed_us;
  char currency[4];
  gint64 subtotal_minor;
  gint64 discount_minor;
  gint64 shipping_minor;
  gint64 tax_minor;
  gint64 total_minor;
  char *discount_code; /* those that were asked for, ", " between; "" when none, as are the texts below */
  char *shipping_name;
  char *payment_name;
  char *email;
  char *name;
  char *phone;
  char *country;
  char *postcode;
  char *address;
  char *city;
  char *state;
  char *document; /* the buyer's tax number */
  char *language; /* of the page that was ordered from (BCP 47) */
  char *note;
  GPtrArray *lines;     /* (owned) VtOrderLine; empty in a list */
  GPtrArray *discounts; /* (owned) VtOrderDiscount; empty in a list */
} VtOrder;

VtOrder *vt_order_new_from_quote (const VtOrderRequest *request,
                                  const VtQuote *quote,
                                  const char *uuid,
                                  const char *number,
                                  const char *payment_name);
VtOrder *vt_order_from_json (JsonObject *object, GError **error);
JsonNode *vt_order_to_json (const VtOrder *self);
void vt_order_free (VtOrder *self);
gboolean vt_order_status_is_known (const char *status);

gboolean vt_order_from_feed (VtDb *db, JsonObject *object, gint64 host_id, gboolean *is_new, GError **error);
GPtrArray *vt_order_list (VtDb *db, gint64 before_us, int limit, GError **error);
VtOrder *vt_order_load (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtOrder, vt_order_free)

G_END_DECLS
