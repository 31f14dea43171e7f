#pragma once

#include "site/vt-view.h"

G_BEGIN_DECLS

guint vt_letter_desk_take (VtView *view,
                           VtLetterKind kind,
                           JsonObject *object,
                           char **id,
                           const char **field,
                           char **sentence);

G_END_DECLS
