/* Every path whose answer is the same for all shoppers, for whoever publishes the storefront. */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-hash.h"
#include "content/vt-section.h"
#include "promo/vt-popup.h"
#include "shop/vt-media.h"
#include "site/vt-listing.h"
#include "site/vt-model.h"
#include "site/vt-picture.h"
#include "site/vt-seo-card.h"
#include "site/vt-shopper-files.h"
#include "site/vt-site-assets.h"
#include "site/vt-site-icons.h"
#include "site/vt-site-logo.h"
#include "site/vt-site-pages.h"
#include "site/vt-sitemap.h"

#include <string.h>

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

/* The picture of the link to a page. */
static void
add_card (VtView *view, GPtrArray *routes, const VtSitePage *address)
{
  VtSeoCard card = {
    "product", address->id, NULL, NULL, address->price_min_minor, address->price_max_minor != address->price_min_minor
  };
  char *path;

  if (address->kind == NULL)
    return;

  if (address->title != NULL)
    {
      card.title = vt_view_text (view, "product", address->id, "title", address->title);
      if (address->pictures->len > 0)
        card.photo = g_array_index (address->pictures, VtSitePicture, 0).sha256;
      path = vt_seo_card_path (view, &card);
    }
  else
    path = vt_seo_card_path_of (view, address->kind, address->id);

  if (path != NULL)
    g_ptr_array_add (routes, path);
}

/* A list of products may have several pages. */
static gboolean
add_pages (VtView *view, GPtrArray *routes, const VtSitePage *page, GError **error)
{
  g_autofree char *path = vt_site_page_path (page, view);

  /* It says whether somebody is there now, and takes messages: a host answers it anew. */
  if (page->kind == NULL && strcmp (page->handle, VT_SITE_CONTACT) == 0 && !vt_view_is_static (view))
    return TRUE;
  if (g_strcmp0 (page->kind, "collection") == 0 ||
      (page->kind == NULL && strcmp (page->handle, "/collections/all") == 0))
    return vt_listing_add_routes (view, path, page->id, routes, error);
  if (page->kind == NULL && strcmp (page->handle, VT_SITE_BLOG) == 0)
    return vt_blog_add_routes (view, routes, error);

  g_ptr_array_add (routes, g_steal_pointer (&path));
  return TRUE;
}

static gboolean
list_section (VtView *view, GPtrArray *addresses, GPtrArray *routes, GHashTable *seen, GError **error)
{
  const char *kind =
      addresses->len > 0 ? ((VtSitePage *) g_ptr_array_index (addresses, addresses->len - 1))->kind : NULL;

  if (kind != NULL)
    vt_view_load_texts (view, kind, addresses, 0, addresses->len);
  for (guint i = 0; i < addresses->len; i++)
    {
      const VtSitePage *address = g_ptr_array_index (addresses, i);

      if (!add_pages (view, routes, address, error))
        return FALSE;
      add_card (view, routes, address);
      for (guint j = 0; j < address->pictures->len; j++)
        {
          const VtSitePicture *picture = &g_array_index (address->pictures, VtSitePicture, j);

          add_renditions (routes, seen, picture->sha256, picture->width);
        }
    }

  return TRUE;
}

static gboolean
list_pages (VtView *view, GPtrArray *routes, GHashTable *seen, GError **error)
{
  for (guint i = 0; i < vt_site_n_sections; i++)
    {
      g_autoptr (GPtrArray) addresses = vt_site_pages_collect (view, &vt_site_sections[i], error);

      if (addresses == NULL)
        return FALSE;
      for (guint j = 0; view->languages[j] != NULL; j++)
        {
          vt_view_set_language (view, view->languages[j]);
          if (!list_section (view, addresses, routes, seen, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* What browsers load to search by themselves. */
static gboolean
list_search (VtView *view, GPtrArray *routes, GError **error)
{
  const VtShopperFiles *files = vt_shopper_files_get (view, error);

  if (files == NULL)
    return FALSE;

  g_ptr_array_add (routes, vt_view_path (view, VT_SEARCH_MANIFEST));
  g_ptr_array_add (routes, g_strdup (files->things->path));
  for (guint i = 0; i < files->parts->len; i++)
    g_ptr_array_add (routes, g_strdup (((VtShopperFile *) g_ptr_array_index (files->parts, i))->path));
  return TRUE;
}

/* What each language has of its own besides pages that are found. */
static gboolean
list_of_languages (VtView *view, GPtrArray *routes, GError **error)
{
  static const char *const always[] = { "/404", "/llms.txt", "/offline" };

  for (guint i = 0; view->languages[i] != NULL; i++)
    {
      char *card;

      vt_view_set_language (view, view->languages[i]);
      for (guint j = 0; j < G_N_ELEMENTS (always); j++)
        g_ptr_array_add (routes, vt_view_path (view, always[j]));
      card = vt_seo_card_path_of (view, "home", 0);
      if (card != NULL)
        g_ptr_array_add (routes, card);
      if (!list_search (view, routes, error))
        return FALSE;
    }

  return TRUE;
}

/* A logo that is a picture. */
static void
add_logo (VtView *view, GPtrArray *routes, GHashTable *seen, VtLogoVariant variant)
{
  const char *sha256 = vt_brand_get_logo_of (view->brand, variant);
  g_autoptr (VtMedia) media = sha256 != NULL ? vt_media_find (view->db, sha256, NULL) : NULL;

  if (media != NULL && media->width > 0 && g_strcmp0 (media->type, "image/svg+xml") != 0)
    add_renditions (routes, seen, sha256, media->width);
}

/* Of a section, and of the gallery that it may be. */
static gboolean
list_pictures_of (VtView *view, const VtSection *section, GPtrArray *routes, GHashTable *seen, GError **error)
{
  g_autoptr (GPtrArray) pictures = NULL;

  add_renditions (routes, seen, section->sha256, section->width);
  if (section->kind != VT_SECTION_GALLERY)
    return TRUE;

  pictures = vt_section_list_pictures (view->db, section->id, error);
  for (guint i = 0; pictures != NULL && i < pictures->len; i++)
    add_renditions (routes, seen, ((VtSectionPicture *) g_ptr_array_index (pictures, i))->sha256,
                    ((VtSectionPicture *) g_ptr_array_index (pictures, i))->width);

  return pictures != NULL;
}

static gboolean
list_section_pictures (VtView *view, GPtrArray *routes, GHashTable *seen, GError **error)
{
  for (guint page = 0; page < VT_SECTION_N_PAGES; page++)
    {
      g_autoptr (GPtrArray) sections = vt_section_list (view->db, (VtSectionPage) page, error);

      for (guint i = 0; sections != NULL && i < sections->len; i++)
        if (!list_pictures_of (view, g_ptr_array_index (sections, i), routes, seen, error))
          return FALSE;
      if (sections == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
list_decoration (VtView *view, GPtrArray *routes, GHashTable *seen, GError **error)
{
  g_autoptr (GPtrArray) popups =
      list_section_pictures (view, routes, seen, error) ? vt_popup_list (view->db, error) : NULL;
  g_autoptr (GPtrArray) variants = popups != NULL ? vt_popup_list_variants (view->db, 0, error) : NULL;

  if (variants == NULL)
    return FALSE;

  for (guint i = 0; i < popups->len; i++)
    if (((VtPopup *) g_ptr_array_index (popups, i))->active)
      add_renditions (routes, seen, ((VtPopup *) g_ptr_array_index (popups, i))->sha256,
                      ((VtPopup *) g_ptr_array_index (popups, i))->width);
  for (guint i = 0; i < variants->len; i++)
    add_renditions (routes, seen, ((VtPopupVariant *) g_ptr_array_index (variants, i))->sha256,
                    ((VtPopupVariant *) g_ptr_array_index (variants, i))->width);
  add_logo (view, routes, seen, VT_LOGO_PRIMARY);
  add_logo (view, routes, seen, VT_LOGO_REVERSED);
  vt_site_logo_add_routes (view, routes);

  return TRUE;
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
  static const char *const always[] = { "/sitemap.xml", "/robots.txt", "/worker.js" };
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) assets = vt_theme_list_asset_paths (vt_site_get_theme (view->site));
  g_autoptr (GPtrArray) fonts = vt_brand_list_faces (view->brand);
  g_autoptr (GPtrArray) parts = vt_sitemap_list_parts (view, error);
  g_autofree char *looks = NULL;
  g_autofree char *custom = vt_site_assets_custom_path (view->brand);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (parts == NULL)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    g_ptr_array_add (routes, g_strdup (always[i]));
  vt_site_icons_add_routes (routes);
  g_ptr_array_extend_and_steal (routes, g_steal_pointer (&parts));
  g_ptr_array_add (routes, vt_site_assets_brand_path (view->brand));
  if (custom != NULL)
    g_ptr_array_add (routes, g_steal_pointer (&custom));
  g_ptr_array_extend_and_steal (routes, g_steal_pointer (&fonts));
  for (guint i = 0; i < assets->len; i++)
    g_ptr_array_add (routes, g_strdup (g_ptr_array_index (assets, i)));

  if (!vt_shopper_looks_path (view, &looks, error))
    return NULL;
  if (looks != NULL)
    g_ptr_array_add (routes, g_steal_pointer (&looks));

  return list_of_languages (view, routes, error) && list_pages (view, routes, seen, error) &&
                 list_decoration (view, routes, seen, error)
             ? g_steal_pointer (&routes)
             : NULL;
}
