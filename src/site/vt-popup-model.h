#pragma once

#include "site/vt-model.h"

G_BEGIN_DECLS

gboolean vt_popup_model_fill (VtView *view, GError **error);
VtSiteResponse *vt_popup_offer_answer (VtView *view, JsonObject *body, GError **error);

G_END_DECLS
