/* What browsers keep of the shop: the worker that works without a network, its page, and the shop as an app. */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-hash.h"
#include "site/vt-locale.h"
#include "site/vt-seo.h"
#include "site/vt-site-assets.h"

#include <string.h>

#define WORKER "worker/worker.js"

/**
 * vt_view_offline:
 * @self: a view
 * @argument: not used
 * @error: a #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the page for when there is no network and none that was seen before
 */
VtSiteResponse *
vt_view_offline (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autofree char *path = vt_view_path (self, "/offline");
  VtSeo seo = { "error",   vt_model_string (self, "offline_title"),
                NULL,      NULL,
                NULL,      path,
                "website", { NULL, 0, 0, NULL, 0 },
                FALSE,     -1,
                TRUE };

  vt_seo_fill (self, &seo, NULL);
  return vt_view_render (self, "offline", 200, error);
}

static void
add_file (VtValue *files, const char *path)
{
  if (path != NULL)
    vt_value_add_string (files, path);
}

/* What every page needs, in the addresses of this release. */
static VtValue *
list_files (VtView *view)
{
  static const char *const names[] = { "css/theme.css", "css/listing.css", "css/product.css", "js/main.js",
                                       "js/cart.js" };
  VtTheme *theme = vt_site_get_theme (view->site);
  g_autofree char *brand = vt_site_assets_brand_path (view->brand);
  g_autofree char *preset = vt_site_assets_preset_path (theme, view->brand);
  g_autofree char *custom = vt_site_assets_custom_path (view->brand);
  VtValue *files = vt_value_new_array (view->arena);

  add_file (files, brand);
  add_file (files, preset);
  add_file (files, custom);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (vt_theme_get_file (theme, names[i]) != NULL)
      {
        g_autofree char *path = vt_theme_asset_path (theme, names[i]);

        vt_value_add_string (files, path);
      }

  return files;
}

static VtValue *
list_pages (VtView *view)
{
  VtValue *pages = vt_value_new_array (view->arena);
  const char *language = view->language;

  for (guint i = 0; view->languages[i] != NULL; i++)
    {
      g_autofree char *path = NULL;

      vt_view_set_language (view, view->languages[i]);
      path = vt_view_path (view, "/offline");
      vt_value_add_string (pages, path);
    }
  vt_view_set_language (view, language);

  return pages;
}

/**
 * vt_view_worker:
 * @self: a view
 * @argument: not used
 * @error: not used
 *
 * Returns: (transfer full) (nullable): the service worker with the names of what it keeps; another release is another
 * worker
 */
VtSiteResponse *
vt_view_worker (VtView *self, G_GNUC_UNUSED const char *argument, G_GNUC_UNUSED GError **error)
{
  GBytes *script = vt_theme_get_file (vt_site_get_theme (self->site), WORKER);
  VtValue *object = vt_value_new_object (self->arena);
  g_autofree char *parts = NULL;
  g_autofree char *version = NULL;
  g_autofree char *json = NULL;
  gsize size = 0;
  const char *text;

  if (script == NULL)
    return NULL;

  text = g_bytes_get_data (script, &size);
  vt_value_set (object, "files", list_files (self));
  vt_value_set (object, "pages", list_pages (self));
  parts = vt_value_to_json (object);
  version = vt_sha256_data (parts, strlen (parts));
  version[8] = '\0';
  vt_value_set_string (object, "version", version);
  json = vt_value_to_json (object);

  return vt_site_response_new_text (200, "text/javascript; charset=utf-8",
                                    g_strdup_printf ("const VITRINE = %s;\n%.*s", json, (int) size, text),
                                    VT_CACHE_PAGE);
}
