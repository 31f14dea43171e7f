#pragma once

#include "base/vt-db.h"
#include "orders/vt-orders-error.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A source: the popup's number follows. */
#define VT_SUBSCRIPTION_OF_POPUP "popup:"

/* Who asked for the newsletter, and what they agreed to. */
typedef struct
{
  gint64 id; /* in this shop's database; 0 before */
  char *uuid;
  char *email;
  char *language; /* BCP 47; "" when not told */
  char *source;   /* what the form was: "section", "popup:12"; may be empty */
  char *page;     /* path of the page where it stood; may be empty */
  char *consent;  /* the sentence beside the form, word for word */
  gint64 asked_us;
  gint64 confirmed_us; /* when the letter was answered; 0: not yet */
  gint64 withdrawn_us; /* when it was taken back; 0: it is not */
} VtSubscription;

VtSubscription *vt_subscription_from_request (JsonObject *object, gint64 now_us, const char **field, GError **error);
VtSubscription *vt_subscription_from_json (JsonObject *object, GError **error);
JsonObject *vt_subscription_to_json (const VtSubscription *self);
void vt_subscription_free (VtSubscription *self);

/* Subscribers of the shop. */
gboolean vt_subscriber_from_feed (VtDb *db, JsonObject *object, gint64 host_id, gboolean *is_new, GError **error);
GPtrArray *vt_subscriber_list (VtDb *db, int limit, GError **error);
gboolean vt_subscriber_is (VtDb *db, const char *email, gboolean *is, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSubscription, vt_subscription_free)

G_END_DECLS
