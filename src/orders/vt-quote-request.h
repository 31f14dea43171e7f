#pragma once

#include "orders/vt-orders-error.h"

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define VT_QUOTE_MAX_LINES      50
#define VT_QUOTE_MAX_QUANTITY   9999
#define VT_QUOTE_MAX_CODES      5
#define VT_QUOTE_MAX_CODE_CHARS 320 /* of all codes together */

typedef struct
{
  gint64 variant_id;
  gint64 quantity; /* 1 to VT_QUOTE_MAX_QUANTITY */
} VtQuoteLineInput;

/* What a shopper wants to know the price of. */
typedef struct
{
  VtQuoteLineInput *lines; /* (owned) a variant may come twice */
  guint n_lines;
  char *discount_code; /* (owned) (nullable) as typed; several with commas between */
  char *email;         /* (owned) (nullable) whose discounts may be for some customers alone */
  char *country;       /* (owned) (nullable) ISO 3166-1; NULL: the shop's own */
  char *state;         /* (owned) (nullable) ISO 3166-2 without the country; a name is as good as none */
  char *postcode;      /* (owned) (nullable) */
  gint64 shipping_id;  /* of a VtShippingMethod; 0: the cheapest delivery */
  gint64 now_us;
} VtQuoteRequest;

VtQuoteRequest *vt_quote_request_new (const VtQuoteLineInput *lines, guint n_lines, gint64 now_us);
VtQuoteRequest *vt_quote_request_from_json (JsonObject *object, gint64 now_us, GError **error);
gboolean vt_quote_request_check (const VtQuoteRequest *self, const char **field, GError **error);
void vt_quote_request_free (VtQuoteRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtQuoteRequest, vt_quote_request_free)

G_END_DECLS
