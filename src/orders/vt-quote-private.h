#pragma once

#include "orders/vt-quote.h"

G_BEGIN_DECLS

/* Sums stay below what JSON numbers hold exactly (RFC 8259, section 6). */
#define VT_QUOTE_MAX_MINOR ((G_GINT64_CONSTANT (1) << 53) - 1)

gboolean vt_quote_read_line (VtDb *db, VtQuoteLine *line, const VtQuoteSource *source, GError **error);
VtQuoteRequest *vt_quote_request_read_json (JsonObject *object, gint64 now_us, GError **error);
void vt_quote_line_free (VtQuoteLine *self);

G_END_DECLS
