/* Every page that there is, by its sort: what the sitemap, the list of routes and whoever else needs all of them
 * share. A new sort of pages is one function and one line of the table. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-site-pages.h"
#include "base/vt-hash.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-scan.h"
#include "content/vt-live.h"
#include "content/vt-markdown.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "shop/vt-media.h"
#include "shop/vt-translation.h"

#include <string.h>

static void
picture_clear (gpointer picture)
{
  g_free (((VtSitePicture *) picture)->sha256);
}

/**
 * vt_site_page_new:
 * @kind: (nullable): kind of thing, a literal; %NULL for a fixed address
 * @id: which one; 0 for a fixed address
 * @handle: its handle, or the fixed address
 * @updated_us: when it was changed; 0: not known
 *
 * Returns: (transfer full): an address
 */
VtSitePage *
vt_site_page_new (const char *kind, gint64 id, const char *handle, gint64 updated_us)
{
  VtSitePage *self = g_new0 (VtSitePage, 1);

  self->kind = kind;
  self->id = id;
  self->handle = g_strdup (handle);
  self->updated_us = updated_us;
  self->pictures = g_array_new (FALSE, FALSE, sizeof (VtSitePicture));
  g_array_set_clear_func (self->pictures, picture_clear);
  return self;
}

/**
 * vt_site_page_free:
 * @self: (nullable): an address
 */
void
vt_site_page_free (VtSitePage *self)
{
  if (self == NULL)
    return;

  g_free (self->handle);
  g_free (self->title);
  g_array_unref (self->pictures);
  g_free (self);
}

/**
 * vt_site_page_add_picture:
 * @self: an address
 * @sha256: (nullable): a picture that its page shows; what is none is passed over
 * @width: its width, pixels
 */
void
vt_site_page_add_picture (VtSitePage *self, const char *sha256, int width)
{
  VtSitePicture picture = { NULL, width };

  if (sha256 == NULL || !vt_sha256_is_valid (sha256))
    return;

  picture.sha256 = g_strdup (sha256);
  g_array_append_val (self->pictures, picture);
}

/**
 * vt_site_page_path:
 * @self: an address
 * @view: a view
 *
 * Returns: (transfer full): the path in the view's language, percent-encoded
 */
char *
vt_site_page_path (const VtSitePage *self, VtView *view)
{
  return self->kind != NULL ? vt_view_place_path (view, self->kind, self->id, self->handle)
                            : vt_view_path (view, self->handle);
}

/* Pictures of the shop that a text in Markdown shows: "media:" and a hash. */
static void
add_pictures_in (VtDb *db, VtSitePage *page, const char *markdown)
{
  const char *p = markdown;

  while ((p = strstr (p, VT_MARKDOWN_MEDIA)) != NULL)
    {
      g_autofree char *sha256 = NULL;
      g_autoptr (VtMedia) media = NULL;

      p += strlen (VT_MARKDOWN_MEDIA);
      sha256 = g_strndup (p, VT_SHA256_LENGTH);
      media = vt_sha256_is_valid (sha256) ? vt_media_find (db, sha256, NULL) : NULL;
      if (media != NULL && media->width > 0)
        vt_site_page_add_picture (page, sha256, media->width);
    }
}

/* In all languages. */
static gboolean
add_pictures (VtDb *db, VtSitePage *page, const char *field, const char *markdown, GError **error)
{
  g_autoptr (GPtrArray) texts = vt_translation_list (db, page->kind, page->id, error);

  add_pictures_in (db, page, markdown);
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      const VtTranslation *text = g_ptr_array_index (texts, i);

      if (strcmp (text->field, field) == 0)
        add_pictures_in (db, page, text->value);
    }

  return texts != NULL;
}

static gboolean
collect_pages (VtView *view, GPtrArray *addresses, GError **error)
{
  g_autoptr (GPtrArray) pages = vt_page_list (view->db, error);

  if (pages == NULL)
    return FALSE;

  g_ptr_array_add (addresses, vt_site_page_new (NULL, 0, "/", 0));
  g_ptr_array_add (addresses, vt_site_page_new (NULL, 0, VT_SITE_CONTACT, 0));
  for (guint i = 0; i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);
      VtSitePage *address;

      if (!page->active)
        continue;
      address = vt_site_page_new ("page", page->id, page->handle, page->updated_us);
      g_ptr_array_add (addresses, address);
      if (!add_pictures (view->db, address, "body_markdown", page->body_markdown, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
collect_collections (VtView *view, GPtrArray *addresses, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (view->db, error);

  if (collections == NULL)
    return FALSE;

  g_ptr_array_add (addresses, vt_site_page_new (NULL, 0, "/collections/all", 0));
  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      VtSitePage *address = vt_site_page_new ("collection", collection->id, collection->handle, 0);

      vt_site_page_add_picture (address, collection->sha256, collection->width);
      g_ptr_array_add (addresses, address);
    }

  return TRUE;
}

static gboolean
add_product (const VtProductAddress *product, gpointer addresses, G_GNUC_UNUSED GError **error)
{
  VtSitePage *address = vt_site_page_new ("product", product->id, product->handle, product->updated_us);

  address->title = g_strdup (product->title);
  address->price_min_minor = product->price_min_minor;
  address->price_max_minor = product->price_max_minor;
  for (guint i = 0; i < product->n_pictures; i++)
    vt_site_page_add_picture (address, product->pictures[i].sha256, product->pictures[i].width);
  g_ptr_array_add (addresses, address);

  return TRUE;
}

static gboolean
collect_products (VtView *view, GPtrArray *addresses, GError **error)
{
  return vt_product_scan_addresses (view->db, view->request->now_us, add_product, addresses, error);
}

static gboolean
collect_posts (VtView *view, GPtrArray *addresses, GError **error)
{
  VtPostQuery query = { FALSE, view->request->now_us, 0, 0 };
  g_autoptr (GPtrArray) posts = vt_post_list (view->db, &query, error);

  if (posts == NULL)
    return FALSE;

  if (posts->len > 0)
    g_ptr_array_add (addresses, vt_site_page_new (NULL, 0, VT_SITE_BLOG, 0));
  for (guint i = 0; i < posts->len; i++)
    {
      const VtPost *post = g_ptr_array_index (posts, i);
      VtSitePage *address = vt_site_page_new ("post", post->id, post->handle, post->updated_us);

      g_ptr_array_add (addresses, address);
      vt_site_page_add_picture (address, post->sha256, post->width);
      if (!add_pictures (view->db, address, "body_markdown", post->body_markdown, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
collect_lives (VtView *view, GPtrArray *addresses, GError **error)
{
  g_autoptr (GPtrArray) lives = vt_live_list (view->db, FALSE, error);

  if (lives == NULL)
    return FALSE;

  if (lives->len > 0)
    g_ptr_array_add (addresses, vt_site_page_new (NULL, 0, "/live", 0));
  for (guint i = 0; i < lives->len; i++)
    {
      const VtLive *live = g_ptr_array_index (lives, i);
      VtSitePage *address = vt_site_page_new ("live_event", live->id, live->handle, live->updated_us);

      g_ptr_array_add (addresses, address);
      vt_site_page_add_picture (address, live->sha256, live->width);
      if (!add_pictures (view->db, address, "body", live->body, error))
        return FALSE;
    }

  return TRUE;
}

const VtSiteSection vt_site_sections[] = {
  { "pages", collect_pages },       { "collections", collect_collections },
  { "products", collect_products }, { "posts", collect_posts },
  { "lives", collect_lives },
};

const guint vt_site_n_sections = G_N_ELEMENTS (vt_site_sections);

/**
 * vt_site_pages_collect:
 * @view: a view
 * @section: a sort of pages
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtSitePage) (nullable): its pages
 */
GPtrArray *
vt_site_pages_collect (VtView *view, const VtSiteSection *section, GError **error)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_site_page_free);

  return section->collect (view, addresses, error) ? g_steal_pointer (&addresses) : NULL;
}
