#pragma once

#include "site/vt-quote-model.h"

G_BEGIN_DECLS

#define VT_BAG_COOKIE_AGE_S (60 * 24 * 60 * 60)

const char *vt_bag_form_value (VtView *view, const char *name);
char *vt_bag_change_codes (const char *codes, const char *code, gboolean add);
VtQuote *vt_bag_ask (VtView *view,
                     const char *country,
                     const char *postcode,
                     const char *state,
                     gint64 shipping_id,
                     GError **error);
void vt_bag_fill (VtView *view, const VtQuote *quote);

G_END_DECLS
