#pragma once

#include "base/vt-colour.h"

#include <pango/pango.h>

G_BEGIN_DECLS

void vt_ink_insert (PangoAttrList *attrs, VtColour colour);

G_END_DECLS
