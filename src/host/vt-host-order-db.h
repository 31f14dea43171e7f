#pragma once

#include <json-glib/json-glib.h>

#include "host/vt-host-store-db.h"
#include "promo/vt-discount-price.h"

G_BEGIN_DECLS

/* An order in the order book. */
typedef struct
{
  gint64 id;
  char *uuid;
  char *number;
  char *token; /* unguessable: who has it may look at the order */
  char *key;   /* (nullable) */
  char *digest;
  char *status;
  char *tracking; /* JSON, or "" */
  char *customer; /* e-mail address as addresses are compared */
  gint64 placed_us;
  char *body; /* JSON */
} VtHostOrder;

void vt_host_order_clear (VtHostOrder *self);
JsonObject *vt_host_order_to_json (const VtHostOrder *self, GError **error);

gboolean vt_host_order_next_id (VtDb *db, gint64 *id, GError **error);
gboolean vt_host_order_insert (VtDb *db, const VtHostOrder *order, GError **error);
VtStep vt_host_order_find_by_key (VtDb *db, const char *key, VtHostOrder *out, GError **error);
VtStep vt_host_order_find_by_token (VtDb *db, const char *token, VtHostOrder *out, GError **error);
VtStep vt_host_order_find_by_uuid (VtDb *db, const char *uuid, VtHostOrder *out, GError **error);
gboolean vt_host_order_update (VtDb *db, gint64 id, const char *status, const char *tracking, GError **error);
gboolean
vt_host_order_note_discount (VtDb *db, const VtHostOrder *order, gint64 discount_id, const char *code, GError **error);
gboolean vt_host_order_count_uses (VtDb *db,
                                   gint64 discount_id,
                                   const char *code,
                                   const char *customer,
                                   VtDiscountUses *uses,
                                   GError **error);
gboolean vt_host_order_count_of_customer (VtDb *db, const char *customer, gint64 *count, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VtHostOrder, vt_host_order_clear)

G_END_DECLS
