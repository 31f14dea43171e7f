#define G_LOG_DOMAIN "vt-site"

#include "content/vt-page.h"
#include "site/vt-seo.h"
#include "site/vt-text-model.h"

static VtSiteResponse *
show (VtView *self, const VtPage *page, GError **error)
{
  g_autofree char *path = vt_model_page_path (self, page->id, page->handle);
  g_autoptr (VtMarkdown) text =
      vt_text_model_read (self, vt_view_text (self, "page", page->id, "body_markdown", page->body_markdown), FALSE);
  const char *title = vt_view_text (self, "page", page->id, "title", page->title);
  VtValue *content;
  VtSeo seo = { "page", NULL, NULL, NULL, NULL, path, "article", { NULL, 0, 0, NULL, 0 }, FALSE, -1, FALSE };

  content = vt_value_new_object (self->arena);
  vt_value_set_int (content, "id", page->id);
  vt_value_set_string (content, "handle", page->handle);
  vt_value_set_string (content, "title", title);
  vt_value_set_string (content, "title_lang", vt_view_text_language (self, "page", page->id, "title"));
  vt_value_set_string (content, "body_trusted", text->html);
  vt_value_set_boolean (content, "has_questions", text->questions->len > 0);
  vt_text_model_set_contents (content, text);
  vt_value_set_string (content, "body_lang", vt_view_text_language (self, "page", page->id, "body_markdown"));
  vt_value_take_string (content, "updated_iso", vt_text_model_iso (page->updated_us));
  vt_value_take_string (content, "updated", vt_model_date (self, page->updated_us));
  vt_value_set (self->model, "content", content);

  seo.title = title;
  seo.own_title = vt_view_text (self, "page", page->id, "seo_title", page->seo_title);
  seo.description = vt_view_text (self, "page", page->id, "seo_description", page->seo_description);
  seo.text = text->html;
  vt_model_add_crumb (self, title, path, TRUE);
  vt_seo_fill (self, &seo, vt_seo_crumbs (self));

  return vt_view_render (self, "page", 200, error);
}

/**
 * vt_view_page:
 * @self: a view
 * @handle: a page's handle
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the page of text; %NULL without @error when there is none
 */
VtSiteResponse *
vt_view_page (VtView *self, const char *handle, GError **error)
{
  g_autoptr (VtPage) page = NULL;
  VtSiteResponse *moved;
  gint64 id = 0;

  if (!vt_view_find (self, "page", handle, &id, error) || id == 0)
    return NULL;
  page = vt_page_load (self->db, id, error);
  if (page == NULL || (!page->active && !self->request->drafts))
    return NULL;

  moved = vt_view_settle (self, "page", id, page->handle);
  return moved != NULL ? moved : show (self, page, error);
}
