#pragma once

#include "orders/vt-letter.h"
#include "promo/vt-discount-price.h"
#include "shop/vt-snapshot.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the storefront asks of the place where it runs. The preview answers from the shop folder and sells nothing; the
 * host answers from its ledger and its order book. Called on the thread that renders; any member may be NULL. */
typedef struct
{
  /* Pieces that can be sold; -1: not tracked. NULL: the snapshot's own ledger. */
  gint64 (*available) (gint64 variant_id, gpointer data);
  /* How often a discount was used, as VtQuoteSource has it. NULL: never. */
  void (*uses) (gint64 discount_id, const char *code, const char *email, VtDiscountUses *uses, gpointer data);
  /* What is known of who has this e-mail address. NULL: a new customer. */
  void (*customer) (const char *email, gint64 *orders, gboolean *subscribed, gpointer data);
  /* @order is the body of POST /api/v1/orders, @answer its answer with the status that is returned: 201, or that of
   * problem+json. @snapshot is what the shopper's page was made from. NULL: nothing is sold here. */
  guint (*place_order) (VtSnapshot *snapshot, JsonObject *order, gint64 now_us, JsonNode **answer, gpointer data);
  /* What was ordered under this unguessable name, in the form of VtOrder's JSON, with "payment": {"name",
   * "instructions"} and "tracking": {"carrier", "number", "url"} where there are such. */
  JsonNode *(*find_order) (const char *token, gpointer data);
  /* Keeps what a shopper sent for the merchant. NULL: it is thrown away, as in the preview. */
  gboolean (*take_letter) (const VtLetter *letter, gpointer data, GError **error);
  /* Keeps what shoppers did, a batch as vt_shop_events_from_request() made it. NULL: it is thrown away. */
  gboolean (*take_events) (JsonObject *batch, gpointer data, GError **error);
  /* Nobody answers: pages are files that any web server sends. What only a host could answer is not on them. */
  gboolean is_static;
  gpointer data;
} VtSiteBackend;

G_END_DECLS
