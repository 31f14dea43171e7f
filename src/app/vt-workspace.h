#pragma once

#include "app/publish/vt-hosts.h"
#include "app/search/vt-search-desk.h"
#include "publish/vt-plan.h"
#include "shop/vt-shop.h"
#include "site/vt-site.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What all pages of one window share: the open shop, its storefront on loopback, thumbnails, and what is not published
 * yet. Pages never call each other: they edit through here and listen to VtShop::changed.
 *
 * Signals: ::failed (message) when an edit was refused; ::told (message, gboolean undoable) for a toast;
 * ::moment-changed when the preview is to show the shop at another time,
 * ::preview (path) when the preview is to show another page, ::reveal (gint64 section) when it is to be scrolled
 * to a section of it. Property: n-unpublished. */
#define VT_TYPE_WORKSPACE (vt_workspace_get_type ())
G_DECLARE_FINAL_TYPE (VtWorkspace, vt_workspace, VT, WORKSPACE, GObject)

VtWorkspace *vt_workspace_new (VtShop *shop, GError **error);

VtShop *vt_workspace_get_shop (VtWorkspace *self);
VtDb *vt_workspace_get_reader (VtWorkspace *self);
const char *vt_workspace_get_theme_problem (VtWorkspace *self);
VtHosts *vt_workspace_get_hosts (VtWorkspace *self);
VtSearchDesk *vt_workspace_get_search (VtWorkspace *self);
const char *vt_workspace_get_currency (VtWorkspace *self);
char *vt_workspace_format_money (VtWorkspace *self, gint64 minor);

void vt_workspace_edit (VtWorkspace *self,
                        const char *label,
                        const char *coalesce_key,
                        VtShopJob job,
                        gpointer data,
                        GDestroyNotify data_free);
void vt_workspace_undo (VtWorkspace *self, gboolean redo);
void vt_workspace_tell (VtWorkspace *self, const char *message, gboolean undoable);
void vt_workspace_reveal (VtWorkspace *self, gint64 section_id);
void vt_workspace_fail (VtWorkspace *self, const GError *error);

char *vt_workspace_get_preview_uri (VtWorkspace *self, const char *path);
void vt_workspace_set_moment (VtWorkspace *self, gint64 us);
gint64 vt_workspace_get_moment (VtWorkspace *self);
GTimeZone *vt_workspace_get_zone (VtWorkspace *self);
char *vt_workspace_get_live_uri (VtWorkspace *self, const char *path);

void vt_workspace_load_thumbnail (VtWorkspace *self, const char *sha256, GtkPicture *picture);
GdkTexture *vt_workspace_get_thumbnail (VtWorkspace *self, const char *sha256, GtkWidget *widget);

guint vt_workspace_get_n_unpublished (VtWorkspace *self);
void vt_workspace_count_unpublished (VtWorkspace *self);

G_END_DECLS
