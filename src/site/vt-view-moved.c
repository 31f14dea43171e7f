#define G_LOG_DOMAIN "vt-site"

#include "shop/vt-old-handle.h"
#include "site/vt-model.h"

/**
 * vt_view_moved:
 * @self: a view
 * @kind: "product" or "collection"
 * @handle: an address that nothing has
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the way to where it is now (RFC 9110, 15.4.2); %NULL without @error when nothing
 * ever had the address
 */
VtSiteResponse *
vt_view_moved (VtView *self, const char *kind, const char *handle, GError **error)
{
  g_autofree char *target = vt_old_handle_follow (self->db, kind, handle, error);
  g_autofree char *path = NULL;

  if (target == NULL)
    return NULL;

  path = g_str_equal (kind, "product") ? vt_model_product_path (target) : vt_model_collection_path (target);
  return vt_site_response_redirect (301, path);
}
