#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *vt_qr_modules (const char *text, int *width, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *vt_qr_svg (const char *text, const char *title, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
