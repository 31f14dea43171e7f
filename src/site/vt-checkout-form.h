#pragma once

#include "orders/vt-address-form.h"
#include "orders/vt-quote.h"
#include "site/vt-view.h"

G_BEGIN_DECLS

/* What the shopper's form came to. */
typedef struct
{
  const char *country; /* (unowned) */
  const VtAddressForm *address;
  char *postcode; /* (owned) as the country writes it, else as it was typed */
  gboolean postcode_is_wrong;
  gint64 shipping_id;
  gint64 payment_id;
  gboolean asks_document;
  GHashTable *errors; /* (owned) field → sentence */
  char *notice;       /* (owned) (nullable) */
} VtCheckoutForm;

void vt_checkout_form_read (VtView *view, VtCheckoutForm *self);
void vt_checkout_form_clear (VtCheckoutForm *self);
void vt_checkout_form_add_error (VtView *view, VtCheckoutForm *self, const char *field, const char *key);
gboolean vt_checkout_form_check (VtView *view, VtCheckoutForm *self, const VtQuote *quote);
void vt_checkout_form_explain (VtView *view, VtCheckoutForm *self, const char *field, const char *detail);
VtValue *vt_checkout_form_fields (VtView *view, const VtCheckoutForm *self);
VtValue *vt_checkout_form_problems (VtView *view, const VtCheckoutForm *self);
JsonObject *vt_checkout_form_to_order (VtView *view, const VtCheckoutForm *self, const VtQuote *quote);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VtCheckoutForm, vt_checkout_form_clear)

G_END_DECLS
