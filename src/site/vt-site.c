#define G_LOG_DOMAIN "vt-site"

#include "site/vt-site.h"

#include "base/vt-clock.h"
#include "brand/vt-brand-face.h"
#include "site/vt-instant.h"
#include "site/vt-shopper-files.h"
#include "site/vt-site-assets.h"
#include "site/vt-site-icons.h"
#include "site/vt-site-logo.h"
#include "site/vt-theme-folder.h"
#include "site/vt-view.h"

#include <string.h>

struct _VtSite
{
  GObject parent_instance;

  VtTheme *theme;       /* (owned) */
  char *cache_dir;      /* (owned) (nullable) */
  VtPictures *pictures; /* (owned) */
};

G_DEFINE_FINAL_TYPE (VtSite, vt_site, G_TYPE_OBJECT)
G_DEFINE_QUARK (vt - site - error - quark, vt_site_error)

typedef VtSiteResponse *(*Page) (VtView *view, const char *argument, GError **error);

typedef enum
{
  ROUTE_GET = 1 << 0,
  ROUTE_POST = 1 << 1,
  ROUTE_PERSONAL = 1 << 2, /* what is answered is one shopper's */
  ROUTE_BARE = 1 << 3,     /* no page: the model is not needed */
  ROUTE_SHARED = 1 << 4    /* the same for all languages: has no address in each */
} RouteFlags;

/* A path, or the folder that it begins with when it ends in "/", "." or "-"; the rest is then the page's argument. */
static const struct
{
  const char *path;
  Page page;
  RouteFlags flags;
} routes[] = {
  { "/", vt_view_home, ROUTE_GET },
  { "/collections/", vt_view_collection, ROUTE_GET },
  { "/products/", vt_view_product, ROUTE_GET },
  { "/pages/", vt_view_page, ROUTE_GET },
  { "/blog", vt_view_blog, ROUTE_GET },
  { "/blog/feed.xml", vt_view_rss, ROUTE_GET | ROUTE_BARE },
  { "/blog/atom.xml", vt_view_atom, ROUTE_GET | ROUTE_BARE },
  { "/blog/", vt_view_blog_entry, ROUTE_GET },
  { "/live", vt_view_live, ROUTE_GET },
  { "/live/", vt_view_live_event, ROUTE_GET },
  { "/search", vt_view_search, ROUTE_GET | ROUTE_PERSONAL },
  { VT_SEARCH_MANIFEST, vt_view_search_manifest, ROUTE_GET | ROUTE_BARE },
  { "/search/instant", vt_view_instant, ROUTE_GET | ROUTE_BARE | ROUTE_PERSONAL },
  { "/cart", vt_view_cart, ROUTE_GET | ROUTE_POST | ROUTE_PERSONAL },
  { "/discount/", vt_view_discount_link, ROUTE_GET | ROUTE_PERSONAL },
  { "/checkout", vt_view_checkout, ROUTE_GET | ROUTE_POST | ROUTE_PERSONAL },
  { "/orders/", vt_view_order, ROUTE_GET | ROUTE_PERSONAL },
  { "/contact", vt_view_contact, ROUTE_GET | ROUTE_POST | ROUTE_PERSONAL },
  { "/notify", vt_view_notify, ROUTE_POST | ROUTE_PERSONAL },
  { "/newsletter", vt_view_newsletter, ROUTE_GET | ROUTE_POST | ROUTE_PERSONAL },
  { "/newsletter/confirm/", vt_view_newsletter_confirm, ROUTE_GET | ROUTE_POST | ROUTE_PERSONAL },
  { "/newsletter/leave/", vt_view_newsletter_leave, ROUTE_GET | ROUTE_POST | ROUTE_PERSONAL },
  { "/offline", vt_view_offline, ROUTE_GET },
  { "/404", vt_view_not_found, ROUTE_GET },
  { "/worker.js", vt_view_worker, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/site.webmanifest", vt_site_icons, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/favicon.ico", vt_site_icons, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/apple-touch-icon.png", vt_site_icons, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/icon.", vt_site_icons, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/icon-", vt_site_icons, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/maskable-", vt_site_icons, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/sitemap.xml", vt_view_sitemap, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/sitemap.", vt_view_sitemap_part, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/llms.txt", vt_view_llms, ROUTE_GET | ROUTE_BARE },
  { "/robots.txt", vt_view_robots, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { VT_SITE_LOGO_PATH, vt_site_logo, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { VT_BRAND_FACE_FOLDER, vt_site_assets_font, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/assets/brand.", vt_site_assets_brand, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/assets/custom.", vt_site_assets_custom, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { VT_SHOPPER_FILE_PATH, vt_view_search_file, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/assets/", vt_site_assets_theme, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
  { "/media/", vt_site_assets_picture, ROUTE_GET | ROUTE_BARE | ROUTE_SHARED },
};

static void
vt_site_finalize (GObject *object)
{
  VtSite *self = VT_SITE (object);

  g_clear_pointer (&self->theme, vt_theme_free);
  g_clear_pointer (&self->pictures, vt_pictures_free);
  g_free (self->cache_dir);

  G_OBJECT_CLASS (vt_site_parent_class)->finalize (object);
}

static void
vt_site_class_init (VtSiteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = vt_site_finalize;
}

static void
vt_site_init (G_GNUC_UNUSED VtSite *self)
{
}

static VtSite *
new_site (VtTheme *theme, const char *cache_dir)
{
  VtSite *self;

  if (theme == NULL)
    return NULL;

  self = g_object_new (VT_TYPE_SITE, NULL);
  self->theme = theme;
  self->cache_dir = g_strdup (cache_dir);
  self->pictures = vt_pictures_new (cache_dir);
  return self;
}

/**
 * vt_site_new:
 * @cache_dir: (type filename) (nullable): where drawn pictures are kept; %NULL: they are drawn each time
 * @error: a #VtSiteError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the storefront with the theme that comes with Vitrine
 */
VtSite *
vt_site_new (const char *cache_dir, GError **error)
{
  g_autoptr (GHashTable) files = vt_theme_read_built_in (error);

  return files != NULL ? new_site (vt_theme_new (files, error), cache_dir) : NULL;
}

/**
 * vt_site_new_for_shop:
 * @shop_path: (type filename): a shop's folder
 * @cache_dir: (type filename) (nullable): as vt_site_new()
 * @error: a #VtSiteError, #VtTemplateError or #GIOErrorEnum that names the file of the theme, with line and column
 *
 * Returns: (transfer full) (nullable): the storefront with the theme that comes with Vitrine, and over it the files of
 * the shop's own folder `theme`, if it has one
 */
VtSite *
vt_site_new_for_shop (const char *shop_path, const char *cache_dir, GError **error)
{
  g_autofree char *folder = g_build_filename (shop_path, "theme", NULL);
  g_autoptr (GHashTable) files = vt_theme_read_built_in (error);

  if (files == NULL || !vt_theme_folder_read (folder, files, error))
    return NULL;

  return new_site (vt_theme_new (files, error), cache_dir);
}

/**
 * vt_site_new_with_theme:
 * @files: (element-type utf8 GBytes): the theme's files by their names inside its folder, as a release carries them
 * @cache_dir: (type filename) (nullable): as vt_site_new()
 * @error: a #VtSiteError or #VtTemplateError that names the file
 *
 * Returns: (transfer full) (nullable): the storefront with this theme
 */
VtSite *
vt_site_new_with_theme (GHashTable *files, const char *cache_dir, GError **error)
{
  return new_site (vt_theme_new (files, error), cache_dir);
}

/* Private: for the pages. */
VtTheme *
vt_site_get_theme (VtSite *self)
{
  return self->theme;
}

/* Private: for the pictures. */
const char *
vt_site_get_cache_dir (VtSite *self)
{
  return self->cache_dir;
}

/* Private: for the renditions. */
VtPictures *
vt_site_get_pictures (VtSite *self)
{
  return self->pictures;
}

static gboolean
is_folder (const char *path)
{
  return strlen (path) > 1 && strchr ("/.-", path[strlen (path) - 1]) != NULL;
}

static gsize
find_route (const VtView *view)
{
  const char *path = view->path;

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (is_folder (routes[i].path) ? g_str_has_prefix (path, routes[i].path) : strcmp (path, routes[i].path) == 0)
      return *view->prefix != '\0' && (routes[i].flags & ROUTE_SHARED) ? G_N_ELEMENTS (routes) : i;

  return G_N_ELEMENTS (routes);
}

static VtSiteResponse *
call (VtView *view, Page page, const char *argument, RouteFlags flags, GError **error)
{
  view->personal = (flags & ROUTE_PERSONAL) != 0;
  if (!(flags & ROUTE_BARE) && !vt_view_fill_common (view, error))
    return NULL;

  return page (view, argument, error);
}

static VtSiteResponse *
respond_not_found (VtSite *self,
                   VtSnapshot *snapshot,
                   const VtSiteRequest *request,
                   const VtSiteBackend *backend,
                   GError **error)
{
  g_autoptr (VtView) view = vt_view_new (self, snapshot, request, backend, error);

  return view != NULL ? call (view, vt_view_not_found, "", ROUTE_GET, error) : NULL;
}

static VtSiteResponse *
respond (VtSite *self, VtSnapshot *snapshot, const VtSiteRequest *request, const VtSiteBackend *backend, GError **error)
{
  g_autoptr (VtView) view = vt_view_new (self, snapshot, request, backend, error);
  VtSiteResponse *moved = view != NULL ? vt_view_redirect_language (view) : NULL;
  gboolean posts = strcmp (request->method, "POST") == 0;
  gsize i;

  if (view == NULL || moved != NULL)
    return moved;

  i = find_route (view);
  if (i == G_N_ELEMENTS (routes))
    return NULL;
  if (!(routes[i].flags & (posts ? ROUTE_POST : ROUTE_GET)))
    return vt_site_response_new_text (405, "text/plain; charset=utf-8", g_strdup ("This page takes no forms.\n"),
                                      VT_CACHE_PRIVATE);

  return call (view, routes[i].page, view->path + strlen (routes[i].path), routes[i].flags, error);
}

static VtSiteResponse *
plain_failure (void)
{
  return vt_site_response_new_text (500, "text/plain; charset=utf-8",
                                    g_strdup ("Something went wrong. Try again in a moment.\n"), VT_CACHE_PRIVATE);
}

static VtSiteResponse *
fail (VtSite *self, VtSnapshot *snapshot, const VtSiteRequest *request, const GError *reason)
{
  g_autoptr (VtView) view = vt_view_new (self, snapshot, request, NULL, NULL);
  VtSiteResponse *response = NULL;

  g_warning ("“%s” cannot be shown: %s", request->path, reason->message);
  if (view != NULL)
    {
      view->personal = TRUE;
      response = vt_view_failure (view, reason->message);
    }

  return response != NULL ? response : plain_failure ();
}

/**
 * vt_site_respond:
 * @self: the storefront
 * @snapshot: the shop, of this thread
 * @request: what is asked for
 * @backend: (nullable): stock and orders
 * @cancellable: (nullable): to stop
 *
 * The storefront: a page, a file, or the page that says there is none. The same snapshot and request give the same
 * bytes; time only decides which popup is shown.
 *
 * Returns: (transfer full): the answer
 */
VtSiteResponse *
vt_site_respond (VtSite *self,
                 VtSnapshot *snapshot,
                 const VtSiteRequest *request,
                 const VtSiteBackend *backend,
                 GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  VtSiteResponse *response;

  if (g_cancellable_is_cancelled (cancellable))
    return plain_failure ();

  response = respond (self, snapshot, request, backend, &error);
  if (response == NULL && error == NULL)
    response = respond_not_found (self, snapshot, request, backend, &error);

  return response != NULL ? response : fail (self, snapshot, request, error);
}

/**
 * vt_site_list_routes:
 * @self: the storefront
 * @snapshot: the shop, of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type utf8) (nullable): every path whose answer is the same for all shoppers: pages,
 * the theme's and the brand's files, every rendition that pages offer. "/404" answers with status 404.
 */
GPtrArray *
vt_site_list_routes (VtSite *self, VtSnapshot *snapshot, GError **error)
{
  /* What is in a public catalogue is public: its time had come when it was written. */
  return vt_site_list_routes_at (self, snapshot, NULL,
                                 vt_snapshot_is_public (snapshot) ? G_MAXINT64 : vt_clock_now_us (NULL), error);
}

/**
 * vt_site_list_routes_at:
 * @self: the storefront
 * @snapshot: the shop, of this thread
 * @backend: (nullable): where the pages are for
 * @now_us: the moment that is now: UTC microseconds
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type utf8) (nullable): as vt_site_list_routes(), at another moment, and for files
 * with what a host would answer itself
 */
GPtrArray *
vt_site_list_routes_at (VtSite *self, VtSnapshot *snapshot, const VtSiteBackend *backend, gint64 now_us, GError **error)
{
  VtSiteRequest request = { .method = "GET", .path = "/", .base_url = "", .now_us = now_us };
  g_autoptr (VtView) view = vt_view_new (self, snapshot, &request, backend, error);
  g_autoptr (GPtrArray) paths = view != NULL ? vt_sitemap_list_routes (view, error) : NULL;

  /* As requests have them. */
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      char *encoded = g_ptr_array_index (paths, i);

      paths->pdata[i] = g_uri_unescape_string (encoded, NULL);
      g_free (encoded);
    }

  return g_steal_pointer (&paths);
}

/**
 * vt_site_list_theme_files:
 * @self: the storefront
 *
 * Returns: (transfer full) (element-type utf8): the names of the theme's files, ascending
 */
GPtrArray *
vt_site_list_theme_files (VtSite *self)
{
  return vt_theme_list_files (self->theme);
}

/**
 * vt_site_get_theme_file:
 * @self: the storefront
 * @name: a file's name inside the theme's folder
 *
 * Returns: (transfer none) (nullable): its content
 */
GBytes *
vt_site_get_theme_file (VtSite *self, const char *name)
{
  return vt_theme_get_file (self->theme, name);
}
