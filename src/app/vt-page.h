#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One place of the sidebar. Properties: workspace (construct only), title, subtitle, can-go-back; `preview-path` is
 * what the shop beside it shows, NULL for a page without the shop beside it. */
#define VT_TYPE_PAGE (vt_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (VtPage, vt_page, VT, PAGE, AdwBin)

struct _VtPageClass
{
  AdwBinClass parent_class;

  /* The page has come to the front, or the shop was opened. */
  void (*shown) (VtPage *self);
  /* Leaves an editor for the list it came from. */
  void (*go_back) (VtPage *self);
  /* Ctrl+F. */
  void (*search) (VtPage *self);
  /* Ctrl+N; NULL where there is nothing to make. */
  void (*create) (VtPage *self);
  /* Whether the shop is all of the page. */
  gboolean all_preview;
  /* Opens one thing of the page, such as a product; 0 for none. */
  void (*open_item) (VtPage *self, gint64 id);
};

VtWorkspace *vt_page_get_workspace (VtPage *self);
VtShop *vt_page_get_shop (VtPage *self);
const char *vt_page_get_title (VtPage *self);
void vt_page_set_title (VtPage *self, const char *title);
const char *vt_page_get_subtitle (VtPage *self);
void vt_page_set_subtitle (VtPage *self, const char *subtitle);
const char *vt_page_get_preview_path (VtPage *self);
void vt_page_set_preview_path (VtPage *self, const char *path);
gboolean vt_page_get_can_go_back (VtPage *self);
void vt_page_set_can_go_back (VtPage *self, gboolean can_go_back);

gboolean vt_page_is_all_preview (VtPage *self);

G_END_DECLS
