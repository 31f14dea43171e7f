/* The shop's journal: the list of posts, a page at a time, and each post. */
#define G_LOG_DOMAIN "vt-site"

#include "content/vt-post.h"
#include "site/vt-seo.h"
#include "site/vt-text-model.h"

#include <string.h>

#define POSTS_ON_PAGE VT_VIEW_POSTS_ON_PAGE
#define PAGE_FOLDER   "page/"

static VtPostQuery
query_of (VtView *view)
{
  VtPostQuery query = { view->request->drafts, view->request->now_us, 0, 0 };

  return query;
}

static VtValue *
picture_of (VtView *view, const VtPost *post)
{
  VtModelPhoto photo = { post->sha256, post->width, post->height,
                         vt_view_text (view, "post", post->id, "alt", post->alt), post->ground };

  return vt_model_picture (view->arena, &photo);
}

static VtValue *
new_post (VtView *view, const VtPost *post)
{
  VtValue *object = vt_value_new_object (view->arena);

  vt_value_set_int (object, "id", post->id);
  vt_value_set_string (object, "title", vt_view_text (view, "post", post->id, "title", post->title));
  vt_value_take_string (object, "url", vt_model_post_path (view, post->id, post->handle));
  vt_value_set_string (object, "summary", vt_view_text (view, "post", post->id, "summary", post->summary));
  vt_value_set_string (object, "author", vt_view_text (view, "post", post->id, "author", post->author));
  vt_value_take_string (object, "date", vt_model_date (view, post->publish_us));
  vt_value_take_string (object, "date_iso", vt_text_model_iso (post->publish_us));
  vt_value_set_boolean (object, "draft", !vt_post_is_public (post, view->request->now_us));
  vt_value_set (object, "picture", picture_of (view, post));
  vt_value_set_string (object, "title_lang", vt_view_text_language (view, "post", post->id, "title"));

  return object;
}

static char *
path_of_page (VtView *view, gint64 page)
{
  g_autofree char *path =
      page > 1 ? g_strdup_printf ("/blog/" PAGE_FOLDER "%" G_GINT64_FORMAT, page) : g_strdup ("/blog");

  return vt_view_path (view, path);
}

static void
set_pages (VtView *view, VtValue *blog, gint64 page, gint64 n_pages)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, page);
  g_autofree char *total = g_strdup_printf ("%" G_GINT64_FORMAT, n_pages);
  VtValue *pages;

  vt_value_set_null (blog, "pages");
  if (n_pages <= 1)
    return;

  pages = vt_value_new_object (view->arena);
  vt_value_take_string (pages, "previous", page > 1 ? path_of_page (view, page - 1) : NULL);
  vt_value_take_string (pages, "next", page < n_pages ? path_of_page (view, page + 1) : NULL);
  vt_value_take_string (pages, "text",
                        vt_model_fill_text (vt_model_fill (view, "page_of", "page", number), "pages", total));
  vt_value_set (blog, "pages", pages);
}

static void
set_feeds (VtView *view, VtValue *object)
{
  vt_value_take_string (object, "rss", vt_view_path (view, "/blog/feed.xml"));
  vt_value_take_string (object, "atom", vt_view_path (view, "/blog/atom.xml"));
}

/* What search engines are told of a list: it changes with the page of it. */
static void
fill_list_seo (VtView *view, const char *path, gint64 page, const VtPost *first)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, page);
  g_autofree char *numbered = page > 1 ? g_strconcat (vt_model_string (view, "blog"), " (", number, ")", NULL) : NULL;
  g_autofree char *intro = vt_model_fill (view, "blog_intro", "shop", view->name);
  VtSeo seo = { "blog", NULL, NULL, NULL, NULL, path, "website", { NULL, 0, 0, NULL, 0 }, FALSE, -1, FALSE };

  seo.title = numbered != NULL ? numbered : vt_model_string (view, "blog");
  seo.text = intro;
  seo.photo = (VtModelPhoto){ first->sha256, first->width, first->height, first->alt, 0 };
  seo.preload = TRUE;
  vt_model_add_crumb (view, vt_model_string (view, "blog"), path, TRUE);
  vt_seo_fill (view, &seo, vt_seo_crumbs (view));
}

static void
fill_list (VtView *view, GPtrArray *posts)
{
  VtValue *items = vt_value_new_array (view->arena);
  VtValue *blog = vt_value_new_object (view->arena);

  vt_view_load_texts (view, "post", posts, 0, posts->len);
  for (guint i = 0; i < posts->len; i++)
    {
      VtValue *item = new_post (view, g_ptr_array_index (posts, i));

      vt_value_set_boolean (item, "first", i == 0);
      vt_value_add (items, item);
    }

  vt_value_set_string (blog, "title", vt_model_string (view, "blog"));
  vt_value_take_string (blog, "intro", vt_model_fill (view, "blog_intro", "shop", view->name));
  vt_value_set (blog, "items", items);
  set_feeds (view, blog);
  vt_value_set (view->model, "blog", blog);
}

static VtSiteResponse *
show_list (VtView *view, gint64 page, GError **error)
{
  VtPostQuery query = query_of (view);
  gint64 count = vt_post_count (view->db, &query, error);
  gint64 n_pages = (count + POSTS_ON_PAGE - 1) / POSTS_ON_PAGE;
  g_autoptr (GPtrArray) posts = NULL;
  g_autofree char *path = path_of_page (view, page);

  if (count < 0 || page > n_pages)
    return NULL;

  query.limit = POSTS_ON_PAGE;
  query.offset = (int) (page - 1) * POSTS_ON_PAGE;
  posts = vt_post_list (view->db, &query, error);
  if (posts == NULL || posts->len == 0)
    return NULL;

  fill_list (view, posts);
  set_pages (view, vt_value_get (view->model, "blog"), page, n_pages);
  fill_list_seo (view, path, page, g_ptr_array_index (posts, 0));

  return vt_view_render (view, "blog", 200, error);
}

/**
 * vt_blog_add_routes:
 * @view: a view; no page
 * @routes: (element-type utf8): where to add them
 * @error: a #VtDbError
 *
 * Adds the pages of the list of posts and the feeds, in the view's language.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_blog_add_routes (VtView *view, GPtrArray *routes, GError **error)
{
  VtPostQuery query = query_of (view);
  gint64 count = vt_post_count (view->db, &query, error);

  for (gint64 page = 1; page <= (count + POSTS_ON_PAGE - 1) / POSTS_ON_PAGE; page++)
    g_ptr_array_add (routes, path_of_page (view, page));
  g_ptr_array_add (routes, vt_view_path (view, "/blog/feed.xml"));
  g_ptr_array_add (routes, vt_view_path (view, "/blog/atom.xml"));

  return count >= 0;
}

/**
 * vt_view_blog:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the newest posts; %NULL without @error when the shop has none
 */
VtSiteResponse *
vt_view_blog (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  return show_list (self, 1, error);
}

static void
set_neighbour (VtView *view, VtValue *object, const char *name, const VtPost *post)
{
  g_autofree char *path = NULL;

  vt_value_set_null (object, name);
  if (post == NULL)
    return;

  path = vt_model_post_path (view, post->id, post->handle);
  vt_value_set (object, name,
                vt_model_link (view->arena, vt_view_text (view, "post", post->id, "title", post->title), path, FALSE));
}

static gboolean
set_neighbours (VtView *view, VtValue *object, const VtPost *post, GError **error)
{
  VtPostQuery query = query_of (view);
  g_autoptr (VtPost) older = NULL;
  g_autoptr (VtPost) newer = NULL;

  if (!vt_post_find_neighbours (view->db, post, &query, &older, &newer, error))
    return FALSE;

  set_neighbour (view, object, "older", older);
  set_neighbour (view, object, "newer", newer);
  return TRUE;
}

static void
fill_post_seo (VtView *view, const VtPost *post, const char *path, const VtMarkdown *text)
{
  const char *summary = vt_view_text (view, "post", post->id, "summary", post->summary);
  g_autofree char *blog = vt_view_path (view, "/blog");
  VtSeo seo = { "post", NULL, NULL, NULL, NULL, path, "article", { NULL, 0, 0, NULL, 0 }, FALSE, -1, FALSE };

  seo.title = vt_view_text (view, "post", post->id, "title", post->title);
  seo.own_title = vt_view_text (view, "post", post->id, "seo_title", post->seo_title);
  seo.description = vt_view_text (view, "post", post->id, "seo_description", post->seo_description);
  if (*seo.description == '\0')
    seo.description = summary;
  seo.text = text->html;
  seo.photo = (VtModelPhoto){ post->sha256, post->width, post->height,
                              vt_view_text (view, "post", post->id, "alt", post->alt), post->ground };
  seo.preload = post->sha256 != NULL;
  vt_model_add_crumb (view, vt_model_string (view, "blog"), blog, FALSE);
  vt_model_add_crumb (view, seo.title, path, TRUE);
  vt_seo_fill (view, &seo, vt_seo_crumbs (view));
}

static VtSiteResponse *
show_post (VtView *view, const VtPost *post, GError **error)
{
  g_autofree char *path = vt_model_post_path (view, post->id, post->handle);
  g_autoptr (VtMarkdown) text =
      vt_text_model_read (view, vt_view_text (view, "post", post->id, "body_markdown", post->body_markdown), FALSE);
  VtValue *products = vt_text_model_products (view, text, error);
  VtValue *object;

  if (products == NULL)
    return NULL;

  object = new_post (view, post);
  vt_value_set_string (object, "body_trusted", text->html);
  vt_value_set_string (object, "body_lang", vt_view_text_language (view, "post", post->id, "body_markdown"));
  vt_text_model_set_contents (object, text);
  vt_value_set_boolean (object, "has_products", vt_value_get_length (products) > 0);
  vt_value_set (object, "products", products);
  vt_value_take_string (object, "updated_iso", vt_text_model_iso (post->updated_us));
  vt_value_take_string (object, "blog_url", vt_view_path (view, "/blog"));
  set_feeds (view, object);
  vt_value_set (view->model, "post", object);
  if (!set_neighbours (view, object, post, error))
    return NULL;
  fill_post_seo (view, post, path, text);

  return vt_view_render (view, "post", 200, error);
}

/* "page/2": the first has the list's own address. */
static VtSiteResponse *
show_page (VtView *view, const char *number, GError **error)
{
  guint64 page = 0;
  g_autofree char *path = NULL;

  if (!g_ascii_string_to_unsigned (number, 10, 1, 100000, &page, NULL) || *number == '0' || *number == '+')
    return NULL;
  if (page > 1)
    return show_list (view, (gint64) page, error);

  path = path_of_page (view, 1);
  return vt_site_response_redirect (301, path);
}

/**
 * vt_view_blog_entry:
 * @self: a view
 * @argument: a post's handle, or "page/" and a number
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the post, or a page of the list; %NULL without @error when there is none
 */
VtSiteResponse *
vt_view_blog_entry (VtView *self, const char *argument, GError **error)
{
  g_autoptr (VtPost) post = NULL;
  VtSiteResponse *moved;
  gint64 id = 0;

  if (g_str_has_prefix (argument, PAGE_FOLDER))
    return show_page (self, argument + strlen (PAGE_FOLDER), error);

  if (!vt_view_find (self, "post", argument, &id, error) || id == 0)
    return NULL;
  post = vt_post_load (self->db, id, error);
  if (post != NULL)
    vt_db_is_past (self->db, post->publish_us, self->request->now_us);
  if (post == NULL || (!self->request->drafts && !vt_post_is_public (post, self->request->now_us)))
    return NULL;

  moved = vt_view_settle (self, "post", id, post->handle);
  return moved != NULL ? moved : show_post (self, post, error);
}
