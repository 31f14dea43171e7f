#pragma once

#include <glib.h>

G_BEGIN_DECLS

void vt_html_escape_append (GString *out, const char *text);
char *vt_html_escape (const char *text);
char *vt_html_sanitise (const char *html);
char *vt_html_from_plain_text (const char *text);
char *vt_html_to_plain_text (const char *html);
gboolean vt_html_is_plain (const char *html);

G_END_DECLS
