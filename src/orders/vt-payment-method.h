#pragma once

#include "base/vt-db.h"
#include "orders/vt-orders-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VT_PAYMENT_TRANSFER,
  VT_PAYMENT_ON_DELIVERY
} VtPaymentKind;

/* A way to pay that is settled between shop and shopper. */
typedef struct
{
  gint64 id;
  VtPaymentKind kind;
  char *name;
  char *instructions; /* plain text that the shopper gets with the order */
} VtPaymentMethod;

void vt_payment_method_free (VtPaymentMethod *self);
GPtrArray *vt_payment_method_list (VtDb *db, GError **error);
VtPaymentMethod *vt_payment_method_load (VtDb *db, gint64 id, GError **error);
gboolean vt_payment_method_create (VtDb *db,
                                   VtPaymentKind kind,
                                   const char *name,
                                   const char *instructions,
                                   gint64 *id,
                                   GError **error);
gboolean vt_payment_method_set (VtDb *db, gint64 id, const char *name, const char *instructions, GError **error);
gboolean vt_payment_method_delete (VtDb *db, gint64 id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPaymentMethod, vt_payment_method_free)

G_END_DECLS
