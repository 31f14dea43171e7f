#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VT_PROMO_ERROR (vt_promo_error_quark ())

typedef enum
{
  VT_PROMO_ERROR_NOT_FOUND,
  VT_PROMO_ERROR_INVALID,  /* the value cannot be: the message says why */
  VT_PROMO_ERROR_TAKEN,    /* the code belongs to another discount */
  VT_PROMO_ERROR_IN_USE,   /* a popup promises the discount */
  VT_PROMO_ERROR_DISHONEST /* the popup would promise what is not so */
} VtPromoError;

GQuark vt_promo_error_quark (void);

/* What may be public of this folder's tables, for vt_snapshot_write_catalogue(). */
extern const char *const vt_promo_public_copies[];

G_END_DECLS
