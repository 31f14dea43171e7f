#pragma once

#include "base/vt-db.h"
#include "orders/vt-quote-request.h"

G_BEGIN_DECLS

gboolean vt_cli_parse_item (VtDb *db, const char *text, VtQuoteLineInput *line, GError **error);

G_END_DECLS
