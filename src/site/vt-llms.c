/* llms.txt (llmstxt.org): what the shop is and where its things are, in Markdown for machines that read. */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-text.h"
#include "catalogue/vt-collection.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "shop/vt-settings.h"
#include "site/vt-model.h"
#include "site/vt-seo.h"
#include "site/vt-snippet.h"

#include <string.h>

#define MAX_PRODUCTS 200
#define MAX_POSTS    50

/* Words of a merchant cannot begin a link or a heading of their own. */
static void
append_plain (GString *out, const char *text)
{
  g_autofree char *line = vt_text_single_line (text);

  for (const char *p = line; *p != '\0'; p++)
    {
      if (strchr ("[]<>`\\*_#", *p) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
}

static void
append_link (VtView *view, GString *out, const char *title, const char *path, const char *text)
{
  g_autofree char *address = vt_seo_address (view, path);

  g_string_append (out, "- [");
  append_plain (out, title);
  g_string_append_printf (out, "](%s)", address);
  if (text != NULL && *text != '\0')
    {
      g_string_append (out, ": ");
      append_plain (out, text);
    }
  g_string_append_c (out, '\n');
}

static void
append_heading (GString *out, const char *title)
{
  g_string_append (out, "\n## ");
  append_plain (out, title);
  g_string_append (out, "\n\n");
}

static gboolean
append_collections (VtView *view, GString *out, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (view->db, error);

  if (collections == NULL)
    return FALSE;

  vt_view_load_texts (view, "collection", collections, 0, collections->len);
  append_heading (out, vt_model_string (view, "shop"));
  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      gint64 id = collection->id;
      g_autofree char *path = vt_model_collection_path (view, id, collection->handle);
      g_autofree char *text = vt_snippet_make_description (
          NULL, vt_view_text (view, "collection", id, "description_html", collection->description_html));

      append_link (view, out, vt_view_text (view, "collection", id, "title", collection->title), path, text);
    }

  return TRUE;
}

static gboolean
append_products (VtView *view, GString *out, GError **error)
{
  g_autoptr (GPtrArray) rows = vt_model_list_products (view, 0, NULL, MAX_PRODUCTS, error);

  if (rows == NULL)
    return FALSE;

  vt_view_load_texts (view, "product", rows, 0, rows->len);
  append_heading (out, vt_model_string (view, "see_everything"));
  for (guint i = 0; i < rows->len; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);
      g_autofree char *path = vt_model_product_path (view, row->id, row->handle);
      g_autofree char *price = vt_model_money (view, row->price_min_minor);

      append_link (view, out, vt_view_text (view, "product", row->id, "title", row->title), path, price);
    }

  return TRUE;
}

static gboolean
append_posts (VtView *view, GString *out, GError **error)
{
  VtPostQuery query = { FALSE, view->request->now_us, MAX_POSTS, 0 };
  g_autoptr (GPtrArray) posts = vt_post_list (view->db, &query, error);

  if (posts == NULL || posts->len == 0)
    return posts != NULL;

  vt_view_load_texts (view, "post", posts, 0, posts->len);
  append_heading (out, vt_model_string (view, "blog"));
  for (guint i = 0; i < posts->len; i++)
    {
      const VtPost *post = g_ptr_array_index (posts, i);
      g_autofree char *path = vt_model_post_path (view, post->id, post->handle);

      append_link (view, out, vt_view_text (view, "post", post->id, "title", post->title), path,
                   vt_view_text (view, "post", post->id, "summary", post->summary));
    }

  return TRUE;
}

static gboolean
append_pages (VtView *view, GString *out, GError **error)
{
  g_autoptr (GPtrArray) pages = vt_page_list (view->db, error);

  if (pages == NULL)
    return FALSE;

  append_heading (out, vt_model_string (view, "help"));
  for (guint i = 0; i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);
      g_autofree char *path = vt_model_page_path (view, page->id, page->handle);

      if (page->active)
        append_link (view, out, vt_view_text (view, "page", page->id, "title", page->title), path,
                     vt_view_text (view, "page", page->id, "seo_description", page->seo_description));
    }

  return TRUE;
}

/**
 * vt_view_llms:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): what the shop has, in the page's language
 */
VtSiteResponse *
vt_view_llms (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autofree char *tagline = vt_setting_get (self->db, "shop.tagline", error);
  g_autofree char *sitemap = vt_seo_address (self, "/sitemap.xml");
  g_autoptr (GString) out = g_string_new ("# ");

  if (tagline == NULL)
    return NULL;

  append_plain (out, self->name);
  g_string_append_c (out, '\n');
  if (*tagline != '\0')
    {
      g_string_append (out, "\n> ");
      append_plain (out, vt_view_text (self, "setting", 0, "shop.tagline", tagline));
      g_string_append_c (out, '\n');
    }
  if (!append_collections (self, out, error) || !append_products (self, out, error) ||
      !append_posts (self, out, error) || !append_pages (self, out, error))
    return NULL;
  g_string_append_printf (out, "\n---\n\n%s\n", sitemap);

  return vt_site_response_new_text (200, "text/plain; charset=utf-8", g_strdup (out->str), VT_CACHE_PAGE);
}
