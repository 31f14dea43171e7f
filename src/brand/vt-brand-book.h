#pragma once

#include "brand/vt-asset.h"

G_BEGIN_DECLS

/* A document that tells others how the brand is used: logo, colours, type, what is drawn from them. */
GBytes *vt_brand_book_draw (VtBrand *brand, VtAssetFacts *facts, GCancellable *cancellable, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
