#pragma once

#include "catalogue/vt-bulk-edit.h"

G_BEGIN_DECLS

VtBulkPreview *vt_bulk_preview_new (void);

G_END_DECLS
