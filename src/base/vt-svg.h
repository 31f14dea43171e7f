#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VT_SVG_MAX_BYTES (4 * 1024 * 1024)

char *vt_svg_sanitise (const char *svg, gssize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
