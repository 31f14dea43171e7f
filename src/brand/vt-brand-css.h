#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VT_BRAND_CSS_MAX_BYTES (64 * 1024)

gboolean vt_brand_css_check (const char *css, gssize length, guint *line, guint *column, GError **error);

G_END_DECLS
