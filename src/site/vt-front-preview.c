/* The storefront of a shop folder while it is being edited. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-front.h"
#include "site/vt-preview-backend.h"

static VtSnapshot *
open_folder (gpointer data, G_GNUC_UNUSED VtSite **site, GError **error)
{
  return vt_snapshot_open_folder (vt_preview_backend_get_shop_path (data), error);
}

/**
 * vt_front_new_preview:
 * @site: the storefront
 * @shop_path: (type filename): a shop's folder
 *
 * Makes a front that shows drafts and sells nothing: an order gets a sample confirmation that says so.
 *
 * Returns: (transfer full): the front
 */
VtFront *
vt_front_new_preview (VtSite *site, const char *shop_path)
{
  VtPreviewBackend *backend = vt_preview_backend_new (shop_path);
  VtFront *self = vt_front_new (site, open_folder, vt_preview_backend_get (backend), backend,
                                (GDestroyNotify) vt_preview_backend_free);

  vt_front_set_drafts (self, TRUE);
  return self;
}
