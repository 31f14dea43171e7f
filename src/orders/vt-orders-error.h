#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VT_ORDERS_ERROR (vt_orders_error_quark ())

typedef enum
{
  VT_ORDERS_ERROR_NOT_FOUND,
  VT_ORDERS_ERROR_INVALID, /* the value cannot be: the message says why */
  VT_ORDERS_ERROR_TAKEN    /* there is such a tax rate already */
} VtOrdersError;

GQuark vt_orders_error_quark (void);

/* What may be public of this folder's tables, for vt_snapshot_write_catalogue(): never an order. */
extern const char *const vt_orders_public_copies[];

G_END_DECLS
