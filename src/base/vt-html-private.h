#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The two ways of vt_html_sanitise (). */
char *vt_html_sanitise_simple (const char *html);
char *vt_html_sanitise_parsed (const char *html);

G_END_DECLS
