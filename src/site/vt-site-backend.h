#pragma once

#include "orders/vt-letter.h"
#include "orders/vt-subscription.h"
#include "promo/vt-discount-price.h"
#include "shop/vt-snapshot.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is sent to somebody who asked for the newsletter. */
typedef struct
{
  const char *from;   /* the shop's name */
  const char *sender; /* its address; "" when it has none */
  const char *subject;
  const char *body;    /* with {confirm} and {leave} where the links stand */
  const char *confirm; /* path that a token follows */
  const char *leave;
} VtSubscriptionLetter;

typedef enum
{
  VT_SUBSCRIPTION_LOOK,       /* can it be confirmed? */
  VT_SUBSCRIPTION_LOOK_LEAVE, /* can it be left? */
  VT_SUBSCRIPTION_CONFIRM,
  VT_SUBSCRIPTION_LEAVE
} VtSubscriptionAct;

typedef enum
{
  VT_SUBSCRIPTION_DONE, /* or it was done before */
  VT_SUBSCRIPTION_UNKNOWN,
  VT_SUBSCRIPTION_EXPIRED,
  VT_SUBSCRIPTION_FAILED
} VtSubscriptionAnswer;

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
  /* Keeps the wish for the newsletter and sends the letter that confirms it. NULL: it is thrown away. */
  gboolean (*subscribe) (const VtSubscription *wish, const VtSubscriptionLetter *letter, gpointer data, GError **error);
  /* What the link of such a letter leads to; @source is then what the form was, see VtSubscription. NULL: nowhere. */
  VtSubscriptionAnswer (*answer_subscription) (VtSubscriptionAct act, const char *token, char **source, gpointer data);
  /* Keeps what shoppers did, a batch as vt_shop_events_from_request() made it. NULL: it is thrown away. */
  gboolean (*take_events) (JsonObject *batch, gpointer data, GError **error);
  /* What signs the codes that end for each visitor, VT_OFFER_KEY_BYTES of it; NULL: none are given out here. */
  const guint8 *offer_key;
  /* Nobody answers: pages are files that any web server sends. What only a host could answer is not on them. */
  gboolean is_static;
  gpointer data;
} VtSiteBackend;

G_END_DECLS
