/* The logo beside the pages: on light grounds and on dark ones. Drawings have addresses that change with what can be
 * seen of them, "/assets/logo-dark.0a1b2c3d4e5f6071.svg"; pictures are renditions like photographs. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-site-logo.h"

#include "shop/vt-media.h"
#include "site/vt-model.h"

#include <string.h>

#define SUFFIX ".svg"

static const struct
{
  VtLogoVariant variant;
  const char *name; /* in the address */
} shown[] = {
  { VT_LOGO_PRIMARY, "light" },
  { VT_LOGO_REVERSED, "dark" },
};

static char *
logo_path (VtView *view, guint i)
{
  g_autofree char *hash = vt_logo_hash (view->brand, shown[i].variant, view->name);

  return g_strdup_printf (VT_SITE_LOGO_PATH "%s.%s" SUFFIX, shown[i].name, hash);
}

/* The record of what is shown, or of what it is made of; a picture is not painted over for the page. */
static VtMedia *
find_media (VtView *view, VtLogoVariant variant)
{
  const char *own = vt_brand_get_logo_of (view->brand, variant);
  const char *primary = vt_brand_get_logo (view->brand);
  g_autoptr (VtMedia) media =
      own != NULL || primary != NULL ? vt_media_find (view->db, own != NULL ? own : primary, NULL) : NULL;

  if (media != NULL && own == NULL && !g_str_equal (media->type, "image/svg+xml"))
    return NULL;

  return g_steal_pointer (&media);
}

static gboolean
is_drawing (const VtMedia *media)
{
  return media != NULL && g_str_equal (media->type, "image/svg+xml");
}

static VtValue *
new_drawing (VtView *view, guint i, int width, int height, const char *alt)
{
  VtValue *object = vt_value_new_object (view->arena);

  vt_value_take_string (object, "src", logo_path (view, i));
  vt_value_set_null (object, "avif");
  vt_value_set_null (object, "webp");
  vt_value_set_int (object, "width", width);
  vt_value_set_int (object, "height", height);
  vt_value_set_string (object, "alt", alt);
  return object;
}

static VtValue *
new_logo (VtView *view, guint i, const VtMedia *media, const char *alt)
{
  int width = media->width > 0 ? media->width : 64;
  int height = media->height > 0 ? media->height : 64;
  VtModelPhoto photo = { media->sha256, width, height, alt, 0 };

  return is_drawing (media) ? new_drawing (view, i, width, height, alt) : vt_model_picture (view->arena, &photo);
}

/**
 * vt_site_logo_fill:
 * @view: a view
 * @shop: the part `shop` of its model
 *
 * Sets `logo` and, for dark screens, `logo_dark`, which is null when there is none; a shop that is dark for everyone
 * has the same for both.
 */
void
vt_site_logo_fill (VtView *view, VtValue *shop)
{
  g_autoptr (VtMedia) light = find_media (view, VT_LOGO_PRIMARY);
  g_autoptr (VtMedia) dark = light != NULL ? find_media (view, VT_LOGO_REVERSED) : NULL;
  gboolean always_dark = dark != NULL && vt_brand_is_dark (view->brand);
  const VtMedia *first = always_dark ? dark : light;
  gboolean is_mark = light != NULL && light->width < VT_LOGO_WORDMARK_RATIO * MAX (light->height, 1);
  const char *alt = is_mark ? "" : view->name;

  vt_value_set_boolean (shop, "name_in_type", light == NULL || is_mark);
  if (first == NULL)
    vt_value_set_null (shop, "logo");
  else
    vt_value_set (shop, "logo", new_logo (view, always_dark ? 1 : 0, first, alt));
  if (dark == NULL)
    vt_value_set_null (shop, "logo_dark");
  else
    vt_value_set (shop, "logo_dark", new_logo (view, 1, dark, alt));
}

/**
 * vt_site_logo_add_routes:
 * @view: a view
 * @routes: (element-type utf8): the routes of a release
 *
 * Adds the logos that are drawings.
 */
void
vt_site_logo_add_routes (VtView *view, GPtrArray *routes)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (VtMedia) media = find_media (view, shown[i].variant);

      if (is_drawing (media))
        g_ptr_array_add (routes, logo_path (view, i));
    }
}

static VtLogo *
load (VtView *view, VtLogoVariant variant)
{
  const char *folder = vt_snapshot_get_folder (view->snapshot);
  g_autoptr (GError) error = NULL;
  VtLogo *logo = folder != NULL ? vt_logo_load (view->brand, variant, folder, view->name, &error) : NULL;

  if (error != NULL)
    g_info ("%s", error->message);
  return logo;
}

/**
 * vt_site_logo:
 * @view: a view
 * @argument: not used
 * @error: not used
 *
 * Returns: (transfer full) (nullable): a logo that is a drawing; %NULL when the address is not that of today's, or
 * there are no originals: a release holds it as a file
 */
VtSiteResponse *
vt_site_logo (VtView *view, G_GNUC_UNUSED const char *argument, G_GNUC_UNUSED GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *path = logo_path (view, i);
      g_autoptr (VtLogo) logo = strcmp (path, view->request->path) == 0 ? load (view, shown[i].variant) : NULL;

      if (logo != NULL && logo->is_svg)
        return vt_site_response_new (200, "image/svg+xml", logo->bytes, VT_CACHE_IMMUTABLE);
    }

  return NULL;
}
