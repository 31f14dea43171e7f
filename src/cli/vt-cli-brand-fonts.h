#pragma once

#include <glib.h>

G_BEGIN_DECLS

int vt_cli_brand_fonts (const char *shop_path, char **families, gboolean json);

G_END_DECLS
