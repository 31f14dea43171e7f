#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *vt_text_normalise (const char *utf8);
gboolean vt_text_check (const char *s, gssize length, GError **error);
char *vt_text_single_line (const char *text);
char *vt_text_fold (const char *text);
char *vt_text_ellipsise (const char *text, guint max_chars);

G_END_DECLS
