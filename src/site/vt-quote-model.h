#pragma once

#include "orders/vt-quote.h"
#include "site/vt-model.h"

G_BEGIN_DECLS

VtQuote *vt_quote_model_ask (VtView *view, VtQuoteRequest *request, GError **error);
gint64 vt_quote_model_in_stock (VtView *view, const VtVariant *variant);
gint64 vt_quote_model_available (VtView *view, const VtVariant *variant);
const char *vt_quote_model_shipping_name (VtView *view, const VtQuoteShipping *shipping);
VtValue *vt_quote_model_shipping (VtView *view, const VtQuote *quote);
void vt_quote_model_set_free_delivery (VtView *view, VtValue *cart, const VtQuote *quote);
const char *vt_quote_model_stock_level (gint64 in_stock, gboolean backorder);
void vt_quote_model_fill (VtView *view, VtValue *cart, const VtQuote *quote);
char *vt_quote_model_line_problem (VtView *view, const VtQuoteLine *line);
char *vt_quote_model_discount_problem (VtView *view, const VtDiscountOutcome *outcome);

G_END_DECLS
