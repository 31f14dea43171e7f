#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean vt_percent_parse (const char *text, gint64 *basis_points);
char *vt_percent_format (gint64 basis_points);

G_END_DECLS
