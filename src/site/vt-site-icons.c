#define G_LOG_DOMAIN "vt-site"

#include "site/vt-site-icons.h"

#include "brand/vt-asset-kit.h"
#include "shop/vt-settings.h"

#include <string.h>

/**
 * vt_site_icons_add_routes:
 * @routes: (element-type utf8): the routes of a release
 *
 * Adds the path of each icon, and of the manifest.
 */
void
vt_site_icons_add_routes (GPtrArray *routes)
{
  const char *const *names = vt_icon_set_names ();

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (routes, g_strconcat ("/", names[i], NULL));
}

/* (transfer none) (nullable) Read once for a snapshot. The manifest's language is the shop's own. */
static VtAssetFacts *
get_facts (VtView *view, GError **error)
{
  const char *folder = vt_snapshot_get_folder (view->snapshot);
  VtAssetFacts *facts = vt_snapshot_get_kept (view->snapshot, "asset-facts");

  if (facts == NULL)
    {
      facts = vt_asset_facts_load (view->db, folder, view->languages[0], view->request->base_url, error);
      if (facts != NULL)
        vt_snapshot_keep (view->snapshot, "asset-facts", facts, (GDestroyNotify) vt_asset_facts_unref);
    }

  return facts;
}

/**
 * vt_site_icons:
 * @view: a view
 * @argument: not used
 * @error: why it cannot be drawn
 *
 * Returns: (transfer full) (nullable): an icon or the manifest; %NULL for another path, and where there are no
 * originals to draw from: a release holds them as files
 */
VtSiteResponse *
vt_site_icons (VtView *view, G_GNUC_UNUSED const char *argument, GError **error)
{
  const char *name = view->request->path + 1;
  VtAssetFacts *facts;
  g_autoptr (VtKitFile) file = NULL;

  if (!g_strv_contains (vt_icon_set_names (), name) || vt_snapshot_get_folder (view->snapshot) == NULL)
    return NULL;

  facts = get_facts (view, error);
  file = facts != NULL ? vt_icon_set_draw (view->brand, facts, name, error) : NULL;

  return file != NULL ? vt_site_response_new (200, file->type, file->bytes, VT_CACHE_PAGE) : NULL;
}
