#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

/* The script world of the preview: the shop's own scripts cannot see or change it. */
#define VT_PREVIEW_WORLD "vitrine"

WebKitUserContentManager *vt_preview_scripts_new (void);
void vt_preview_scripts_install (WebKitUserContentManager *content, const char *colours, gboolean touch);

G_END_DECLS
