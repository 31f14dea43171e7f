#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For the test that each goes by an index. */
extern const char *const vt_product_grid_statements[];

G_END_DECLS
