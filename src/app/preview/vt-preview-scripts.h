#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

/* The script world of the preview: the shop's own scripts cannot see or change it. */
#define VT_PREVIEW_WORLD "vitrine"

/* What pages believe of the computer that they are on. */
typedef struct
{
  const char *colours; /* "system", "light" or "dark": the scheme that is asked for */
  gboolean touch;      /* fingers and no mouse */
  int width;           /* of the screen, CSS pixels */
  int height;          /* 0: this one's */
  gint64 moment_us;    /* what its clock says when a page opens, UTC; 0: the truth */
} VtPreviewLook;

WebKitUserContentManager *vt_preview_scripts_new (void);
void vt_preview_scripts_install (WebKitUserContentManager *content, const VtPreviewLook *look);

G_END_DECLS
