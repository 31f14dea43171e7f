#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *vt_product_finds_merge (const GArray *passing,
                                const GArray *exact,
                                const GArray *ranked,
                                const GArray *literal,
                                gboolean by_fit);

G_END_DECLS
