#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How a search engine shows a page: address, title and text, cut where engines cut, with the lengths counted. */
#define VT_TYPE_SEO_PREVIEW (vt_seo_preview_get_type ())
G_DECLARE_FINAL_TYPE (VtSeoPreview, vt_seo_preview, VT, SEO_PREVIEW, GtkBox)

void vt_seo_preview_show (VtSeoPreview *self, const char *address, const char *title, const char *text);

G_END_DECLS
