#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VT_SVG_MAX_BYTES (4 * 1024 * 1024)

/* A colour as a drawing writes it: "#23463a", "rgb(1,2,3)", "teal", and also "none"; returns (transfer full) (nullable)
 * what is to stand there instead, NULL to leave it. */
typedef char *(*VtSvgPaint) (const char *colour, gpointer data);

char *vt_svg_sanitise (const char *svg, gssize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *vt_svg_repaint (const char *svg, gssize length, VtSvgPaint paint, gpointer data, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
