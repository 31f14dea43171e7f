#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One place of the sidebar. Properties: workspace (construct only), title, subtitle, can-go-back; `preview-path` is
 * what the shop beside it shows, NULL for a page without the shop beside it. */
#define VT_TYPE_PLACE (vt_place_get_type ())
G_DECLARE_DERIVABLE_TYPE (VtPlace, vt_place, VT, PLACE, AdwBin)

struct _VtPlaceClass
{
  AdwBinClass parent_class;

  /* The page has come to the front, or the shop was opened. */
  void (*shown) (VtPlace *self);
  /* Leaves an editor for the list it came from. */
  void (*go_back) (VtPlace *self);
  /* Gives the keyboard to the part that the page is for; NULL: to the first that takes it. */
  void (*enter) (VtPlace *self);
  /* Ctrl+F. */
  void (*search) (VtPlace *self);
  /* Ctrl+N; NULL where there is nothing to make. */
  void (*create) (VtPlace *self);
  /* Ctrl+Return where it does not lead to the review: goes on from there. */
  void (*proceed) (VtPlace *self);
  /* Whether the page is a narrow panel, and the shop has all the room beside it. */
  gboolean all_preview;
  /* Opens one thing of the page, such as a product; 0 for none. */
  void (*open_item) (VtPlace *self, gint64 id);
  /* Gives the keyboard to one field of what is open; by default to the part of the template that has its name. */
  gboolean (*focus_field) (VtPlace *self, const char *field);
};

VtWorkspace *vt_place_get_workspace (VtPlace *self);
VtShop *vt_place_get_shop (VtPlace *self);
const char *vt_place_get_title (VtPlace *self);
void vt_place_set_title (VtPlace *self, const char *title);
const char *vt_place_get_subtitle (VtPlace *self);
void vt_place_set_subtitle (VtPlace *self, const char *subtitle);
const char *vt_place_get_preview_path (VtPlace *self);
void vt_place_set_preview_path (VtPlace *self, const char *path);
gboolean vt_place_get_can_go_back (VtPlace *self);
void vt_place_set_can_go_back (VtPlace *self, gboolean can_go_back);

gboolean vt_place_is_all_preview (VtPlace *self);
gboolean vt_place_focus_field (VtPlace *self, const char *field);

G_END_DECLS
