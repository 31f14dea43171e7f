#pragma once

#include "orders/vt-letter.h"

G_BEGIN_DECLS

gboolean vt_letter_box_take (const VtLetter *letter, gpointer store, GError **error);
gboolean vt_letter_box_take_events (JsonObject *batch, gpointer store, GError **error);

G_END_DECLS
