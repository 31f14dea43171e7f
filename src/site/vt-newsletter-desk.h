#pragma once

#include "site/vt-model.h"

G_BEGIN_DECLS

guint vt_newsletter_desk_take (VtView *view, JsonObject *object, const char **field, char **sentence);

G_END_DECLS
