#define G_LOG_DOMAIN "vt-site"

#include "site/vt-site-assets.h"

#include "base/vt-hash.h"
#include "brand/vt-brand-face.h"
#include "brand/vt-brand-look.h"
#include "site/vt-ground.h"
#include "site/vt-picture.h"
#include "site/vt-seo-card.h"

#include <string.h>

static char *
brand_css (VtBrand *brand)
{
  g_autofree char *css = vt_brand_to_css (brand);
  g_autofree char *grounds = vt_ground_css ();

  return g_strconcat (css, grounds, NULL);
}

/**
 * vt_site_assets_brand_path:
 * @brand: a brand
 *
 * Returns: (transfer full): the address of its style sheet, which changes with what is in it
 */
char *
vt_site_assets_brand_path (VtBrand *brand)
{
  g_autofree char *css = brand_css (brand);
  g_autofree char *hash = vt_sha256_data (css, strlen (css));

  return g_strdup_printf ("/assets/brand.%.8s.css", hash);
}

/**
 * vt_site_assets_brand:
 * @view: a view
 * @argument: not used
 * @error: not used
 *
 * Returns: (transfer full) (nullable): the brand's style sheet; %NULL when the address is not that of today's
 */
VtSiteResponse *
vt_site_assets_brand (VtView *view, G_GNUC_UNUSED const char *argument, G_GNUC_UNUSED GError **error)
{
  g_autofree char *path = vt_site_assets_brand_path (view->brand);

  if (strcmp (view->request->path, path) != 0)
    return NULL;

  return vt_site_response_new_text (200, "text/css; charset=utf-8", brand_css (view->brand), VT_CACHE_IMMUTABLE);
}

/**
 * vt_site_assets_preset_path:
 * @theme: the theme
 * @brand: a brand
 *
 * Returns: (transfer full) (nullable): the address of the preset's style sheet; %NULL when the theme itself is its look
 */
char *
vt_site_assets_preset_path (VtTheme *theme, VtBrand *brand)
{
  g_autofree char *name = g_strdup_printf ("css/preset-%s.css", vt_look_get (vt_brand_get_preset (brand))->id);

  return vt_theme_asset_path (theme, name);
}

/**
 * vt_site_assets_custom_path:
 * @brand: a brand
 *
 * Returns: (transfer full) (nullable): the address of the merchant's own style sheet, which changes with what is in it;
 * %NULL when there is none
 */
char *
vt_site_assets_custom_path (VtBrand *brand)
{
  const char *css = vt_brand_get_custom_css (brand);
  g_autofree char *hash = css != NULL ? vt_sha256_data (css, strlen (css)) : NULL;

  return css != NULL ? g_strdup_printf ("/assets/custom.%.8s.css", hash) : NULL;
}

/**
 * vt_site_assets_custom:
 * @view: a view
 * @argument: not used
 * @error: not used
 *
 * Returns: (transfer full) (nullable): the merchant's own style sheet; %NULL when the address is not that of today's
 */
VtSiteResponse *
vt_site_assets_custom (VtView *view, G_GNUC_UNUSED const char *argument, G_GNUC_UNUSED GError **error)
{
  g_autofree char *path = vt_site_assets_custom_path (view->brand);

  if (g_strcmp0 (view->request->path, path) != 0)
    return NULL;

  return vt_site_response_new_text (200, "text/css; charset=utf-8", g_strdup (vt_brand_get_custom_css (view->brand)),
                                    VT_CACHE_IMMUTABLE);
}

/**
 * vt_site_assets_font:
 * @view: a view
 * @argument: not used
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): a file of one of the brand's typefaces
 */
VtSiteResponse *
vt_site_assets_font (VtView *view, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autoptr (GBytes) bytes = vt_brand_face_find (view->db, view->request->path, error);

  return bytes != NULL ? vt_site_response_new (200, "font/woff2", bytes, VT_CACHE_IMMUTABLE) : NULL;
}

/**
 * vt_site_assets_theme:
 * @view: a view
 * @argument: not used
 * @error: not used
 *
 * Returns: (transfer full) (nullable): a file of the theme
 */
VtSiteResponse *
vt_site_assets_theme (VtView *view, G_GNUC_UNUSED const char *argument, G_GNUC_UNUSED GError **error)
{
  const VtThemeAsset *asset = vt_theme_find_asset (vt_site_get_theme (view->site), view->request->path);

  return asset != NULL ? vt_site_response_new (200, asset->content_type, asset->bytes, VT_CACHE_IMMUTABLE) : NULL;
}

/* The original whose hash begins with the key. */
static char *
find_original (const char *shop, const char *key)
{
  g_autofree char *folder = g_strdup_printf ("%s/media/%.2s", shop, key);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, key))
      return g_build_filename (folder, name, NULL);

  return NULL;
}

/**
 * vt_site_assets_picture:
 * @view: a view
 * @argument: not used
 * @error: why the original cannot be drawn
 *
 * Returns: (transfer full) (nullable): a rendition; a catalogue has none, its release holds them as files
 */
VtSiteResponse *
vt_site_assets_picture (VtView *view, G_GNUC_UNUSED const char *argument, GError **error)
{
  const char *folder = vt_snapshot_get_folder (view->snapshot);
  g_autofree char *original = NULL;
  g_autoptr (GBytes) bytes = NULL;
  VtPictureName name;

  if (vt_seo_card_is_path (view->request->path))
    return vt_seo_card_respond (view, error);
  if (folder == NULL || !vt_picture_parse_path (view->request->path, &name))
    return NULL;

  original = find_original (folder, name.key);
  if (original == NULL)
    return NULL;

  bytes = vt_pictures_render (vt_site_get_pictures (view->site), original, &name, error);
  return bytes != NULL ? vt_site_response_new (200, vt_picture_content_type (name.format), bytes, VT_CACHE_IMMUTABLE)
                       : NULL;
}
