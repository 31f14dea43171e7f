#define G_LOG_DOMAIN "vt-site"

#include "content/vt-markdown.h"
#include "content/vt-page.h"
#include "site/vt-seo.h"

/**
 * vt_view_text:
 * @self: a view
 * @handle: a page's handle
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the page of text; %NULL without @error when there is none
 */
VtSiteResponse *
vt_view_text (VtView *self, const char *handle, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (VtPage) page = vt_page_find_by_handle (self->db, handle, &reason);
  g_autofree char *path = vt_model_page_path (handle);
  g_autofree char *html = NULL;
  JsonObject *content;
  VtSeo seo = { "page", NULL, NULL, NULL, NULL, path, "article", { NULL, 0, 0, NULL }, FALSE, -1, FALSE };

  if (page == NULL && !g_error_matches (reason, VT_CONTENT_ERROR, VT_CONTENT_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&reason));
  if (page == NULL || (!page->active && !self->request->drafts))
    return NULL;

  html = vt_markdown_to_html (page->body_markdown);
  content = json_object_new ();
  json_object_set_int_member (content, "id", page->id);
  json_object_set_string_member (content, "handle", page->handle);
  json_object_set_string_member (content, "title", page->title);
  json_object_set_string_member (content, "body_trusted", html);
  vt_model_take_text (content, "updated", vt_model_date (self, page->updated_us));
  json_object_set_object_member (self->model, "content", content);

  seo.title = page->title;
  seo.own_title = page->seo_title;
  seo.description = page->seo_description;
  seo.text = html;
  vt_model_add_crumb (self, page->title, path, TRUE);
  vt_seo_fill (self, &seo, vt_seo_crumbs (self));

  return vt_view_render (self, "page", 200, error);
}
