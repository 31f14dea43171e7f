#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the storefront asks of the place where it runs. The preview answers from the shop folder and sells nothing; the
 * host answers from its ledger and its order book. Called on the thread that renders. */
typedef struct
{
  gint64 (*available) (gint64 variant_id, gpointer data); /* pieces that can be sold; -1: not tracked */
  /* @order is the body of POST /api/v1/orders, @answer its answer with @status 201, or problem+json. */
  guint (*place_order) (JsonObject *order, gint64 now_us, JsonNode **answer, gpointer data);
  /* (nullable) what was ordered under this unguessable name, in the form of VtOrder's JSON. */
  JsonNode *(*find_order) (const char *token, gpointer data);
  gpointer data;
} VtSiteBackend;

G_END_DECLS
