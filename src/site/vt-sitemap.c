/* Every address there is: for search engines, and for whoever publishes the storefront. */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-hash.h"
#include "base/vt-html.h"
#include "catalogue/vt-collection.h"
#include "content/vt-home.h"
#include "content/vt-page.h"
#include "promo/vt-popup.h"
#include "shop/vt-media.h"
#include "site/vt-listing.h"
#include "site/vt-picture.h"
#include "site/vt-seo.h"
#include "site/vt-site-assets.h"

#define PICTURE_WIDTH 1280

static void
add_address (VtView *view, GString *out, const char *path)
{
  g_autofree char *address = vt_seo_address (view, path);

  g_string_append (out, "<url><loc>");
  vt_html_escape_append (out, address);
  g_string_append (out, "</loc>");
}

static void
add_picture (VtView *view, GString *out, const char *sha256, int width)
{
  g_autofree char *path = vt_model_picture_url (sha256, width, PICTURE_WIDTH);
  g_autofree char *address = vt_seo_address (view, path);

  g_string_append (out, "<image:image><image:loc>");
  vt_html_escape_append (out, address);
  g_string_append (out, "</image:loc></image:image>");
}

static void
add_plain (VtView *view, GString *out, const char *path)
{
  add_address (view, out, path);
  g_string_append (out, "</url>\n");
}

static void
add_date (GString *out, gint64 at_us)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autofree char *text = at != NULL ? g_date_time_format (at, "%Y-%m-%d") : NULL;

  if (text != NULL)
    g_string_append_printf (out, "<lastmod>%s</lastmod>", text);
}

static gboolean
add_products (VtView *view, GString *out, GError **error)
{
  g_autoptr (GPtrArray) rows = vt_model_list_products (view, 0, NULL, 0, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);
      g_autoptr (VtProduct) product = vt_product_load (view->db, row->id, error);
      g_autofree char *path = vt_model_product_path (view, row->id, row->handle);

      if (product == NULL)
        return FALSE;
      add_address (view, out, path);
      add_date (out, vt_product_get_updated_us (product));
      for (guint j = 0; j < vt_product_get_n_photos (product); j++)
        add_picture (view, out, vt_product_get_photo (product, j)->sha256, vt_product_get_photo (product, j)->width);
      g_string_append (out, "</url>\n");
    }

  return TRUE;
}

static gboolean
add_collections (VtView *view, GString *out, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (view->db, error);
  g_autofree char *all = NULL;

  if (collections == NULL)
    return FALSE;

  all = vt_view_path (view, "/collections/all");
  add_plain (view, out, all);
  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      g_autofree char *path = vt_model_collection_path (view, collection->id, collection->handle);

      add_address (view, out, path);
      if (collection->sha256 != NULL && *collection->sha256 != '\0')
        add_picture (view, out, collection->sha256, collection->width);
      g_string_append (out, "</url>\n");
    }

  return TRUE;
}

static gboolean
add_pages (VtView *view, GString *out, GError **error)
{
  g_autoptr (GPtrArray) pages = vt_page_list (view->db, error);

  if (pages == NULL)
    return FALSE;

  for (guint i = 0; i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);
      g_autofree char *path = vt_model_page_path (view, page->id, page->handle);

      if (!page->active)
        continue;
      add_address (view, out, path);
      add_date (out, page->updated_us);
      g_string_append (out, "</url>\n");
    }

  return TRUE;
}

static gboolean
add_language (VtView *view, GString *out, GError **error)
{
  g_autofree char *home = vt_view_path (view, "/");

  add_plain (view, out, home);
  return add_collections (view, out, error) && add_products (view, out, error) && add_pages (view, out, error);
}

/**
 * vt_view_sitemap:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the sitemap (sitemaps.org 0.9) with Google's pictures
 */
VtSiteResponse *
vt_view_sitemap (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autoptr (GString) out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                          "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                                          "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n");

  for (guint i = 0; self->languages[i] != NULL; i++)
    if (!vt_view_set_language (self, self->languages[i]) || !add_language (self, out, error))
      return NULL;
  g_string_append (out, "</urlset>\n");

  return vt_site_response_new_text (200, "application/xml; charset=utf-8", g_strdup (out->str), VT_CACHE_PAGE);
}

/**
 * vt_view_robots:
 * @self: a view
 * @argument: not used
 * @error: not used
 *
 * Returns: (transfer full): what search engines should leave alone (RFC 9309)
 */
VtSiteResponse *
vt_view_robots (VtView *self, G_GNUC_UNUSED const char *argument, G_GNUC_UNUSED GError **error)
{
  g_autofree char *sitemap = vt_seo_address (self, "/sitemap.xml");

  return vt_site_response_new_text (200, "text/plain; charset=utf-8",
                                    g_strdup_printf ("User-agent: *\nDisallow: /cart\nDisallow: /checkout\n"
                                                     "Disallow: /orders/\nDisallow: /search\n\nSitemap: %s\n",
                                                     sitemap),
                                    VT_CACHE_PAGE);
}

static void
add_renditions (GPtrArray *routes, GHashTable *seen, const char *sha256, int width)
{
  if (sha256 == NULL || !vt_sha256_is_valid (sha256) || !g_hash_table_add (seen, g_strdup (sha256)))
    return;

  for (int format = VT_PICTURE_AVIF; format <= VT_PICTURE_JPEG; format++)
    {
      const int *widths = vt_model_picture_widths (format);

      for (int i = 0; widths[i] != 0 && (i == 0 || widths[i] <= width); i++)
        {
          VtPictureName name = { { 0 }, widths[i], (VtPictureFormat) format };

          g_strlcpy (name.key, sha256, sizeof name.key);
          g_ptr_array_add (routes, vt_picture_path (&name));
        }
    }
}

static gboolean
list_products (VtView *view, GPtrArray *routes, GHashTable *seen, GError **error)
{
  g_autoptr (GPtrArray) rows = vt_model_list_products (view, 0, NULL, 0, error);

  if (rows == NULL)
    return FALSE;

  vt_view_load_texts (view, "product", rows, 0, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);
      g_autoptr (VtProduct) product = vt_product_load (view->db, row->id, error);

      if (product == NULL)
        return FALSE;
      g_ptr_array_add (routes, vt_model_product_path (view, row->id, row->handle));
      for (guint j = 0; j < vt_product_get_n_photos (product); j++)
        add_renditions (routes, seen, vt_product_get_photo (product, j)->sha256,
                        vt_product_get_photo (product, j)->width);
    }

  return TRUE;
}

static gboolean
list_collections (VtView *view, GPtrArray *routes, GHashTable *seen, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (view->db, error);
  g_autofree char *all = NULL;

  if (collections == NULL)
    return FALSE;

  all = vt_view_path (view, "/collections/all");
  if (!vt_listing_add_routes (view, all, 0, routes, error))
    return FALSE;
  vt_view_load_texts (view, "collection", collections, 0, collections->len);
  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);

      g_autofree char *path = vt_model_collection_path (view, collection->id, collection->handle);

      if (!vt_listing_add_routes (view, path, collection->id, routes, error))
        return FALSE;
      add_renditions (routes, seen, collection->sha256, collection->width);
    }

  return TRUE;
}

static gboolean
list_pages (VtView *view, GPtrArray *routes, GError **error)
{
  g_autoptr (GPtrArray) pages = vt_page_list (view->db, error);

  for (guint i = 0; pages != NULL && i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);

      if (page->active)
        g_ptr_array_add (routes, vt_model_page_path (view, page->id, page->handle));
    }

  return pages != NULL;
}

static gboolean
list_decoration (VtView *view, GPtrArray *routes, GHashTable *seen, GError **error)
{
  g_autoptr (GPtrArray) sections = vt_home_list (view->db, error);
  g_autoptr (GPtrArray) popups = sections != NULL ? vt_popup_list (view->db, error) : NULL;
  const char *logo = vt_brand_get_logo (view->brand);
  g_autoptr (VtMedia) media = logo != NULL ? vt_media_find (view->db, logo, NULL) : NULL;

  if (popups == NULL)
    return FALSE;

  for (guint i = 0; i < sections->len; i++)
    add_renditions (routes, seen, ((VtHomeSection *) g_ptr_array_index (sections, i))->sha256,
                    ((VtHomeSection *) g_ptr_array_index (sections, i))->width);
  for (guint i = 0; i < popups->len; i++)
    if (((VtPopup *) g_ptr_array_index (popups, i))->active)
      add_renditions (routes, seen, ((VtPopup *) g_ptr_array_index (popups, i))->sha256,
                      ((VtPopup *) g_ptr_array_index (popups, i))->width);
  if (media != NULL && media->width > 0 && g_strcmp0 (media->type, "image/svg+xml") != 0)
    add_renditions (routes, seen, logo, media->width);

  return TRUE;
}

/* What each language has of its own. */
static gboolean
list_pages_of_language (VtView *view, GPtrArray *routes, GHashTable *seen, GError **error)
{
  static const char *const always[] = { "/", "/404" };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    g_ptr_array_add (routes, vt_view_path (view, always[i]));

  return list_collections (view, routes, seen, error) && list_products (view, routes, seen, error) &&
         list_pages (view, routes, error);
}

/**
 * vt_sitemap_list_routes:
 * @view: a view; no page
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type utf8) (nullable): every path whose answer is the same for all shoppers, in all
 * languages, percent-encoded
 */
GPtrArray *
vt_sitemap_list_routes (VtView *view, GError **error)
{
  static const char *const always[] = { "/sitemap.xml", "/robots.txt", "/favicon.svg" };
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) assets = vt_theme_list_asset_paths (vt_site_get_theme (view->site));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    g_ptr_array_add (routes, g_strdup (always[i]));
  g_ptr_array_add (routes, vt_site_assets_brand_path (view->brand));
  for (guint i = 0; i < assets->len; i++)
    g_ptr_array_add (routes, g_strdup (g_ptr_array_index (assets, i)));

  for (guint i = 0; view->languages[i] != NULL; i++)
    if (!vt_view_set_language (view, view->languages[i]) || !list_pages_of_language (view, routes, seen, error))
      return NULL;

  return list_decoration (view, routes, seen, error) ? g_steal_pointer (&routes) : NULL;
}
