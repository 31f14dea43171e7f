#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vt_markdown_to_html (const char *markdown);

G_END_DECLS
