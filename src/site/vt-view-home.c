#define G_LOG_DOMAIN "vt-site"

#include "shop/vt-settings.h"
#include "site/vt-sections.h"
#include "site/vt-seo.h"

static gboolean
fill_page (VtView *view, GPtrArray *sections, GError **error)
{
  const VtSection *first = sections->len > 0 ? g_ptr_array_index (sections, 0) : NULL;
  g_autofree char *tagline = vt_setting_get (view->db, "shop.tagline", error);
  g_autofree char *title = NULL;
  g_autofree char *path = vt_view_path (view, "/");
  const char *line;
  VtSeo seo = { "home", NULL, NULL, NULL, NULL, path, "website", { NULL, 0, 0, NULL, 0 }, FALSE, -1, FALSE };

  if (tagline == NULL)
    return FALSE;

  line = *tagline != '\0' ? vt_view_text (view, "setting", 0, "shop.tagline", tagline) : "";
  title = *line != '\0' ? g_strconcat (view->name, " — ", line, NULL) : g_strdup (view->name);
  seo.own_title = title;
  seo.text = first != NULL && *first->body != '\0' ? vt_sections_text (view, first, "body", first->body) : line;
  if (first != NULL && first->kind == VT_SECTION_HERO)
    {
      seo.photo = (VtModelPhoto){ first->sha256, first->width, first->height,
                                  vt_sections_text (view, first, "alt", first->alt), 0 };
      seo.preload = TRUE;
    }
  vt_seo_fill (view, &seo, vt_seo_home (view));

  return TRUE;
}

/**
 * vt_view_home:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the home page
 */
VtSiteResponse *
vt_view_home (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autoptr (GPtrArray) sections = vt_section_list_shown (self->db, VT_SECTION_PAGE_HOME, error);

  if (sections == NULL)
    return NULL;

  if (!vt_sections_fill (self, VT_SECTION_PAGE_HOME, sections, NULL, NULL, error) || !fill_page (self, sections, error))
    return NULL;

  return vt_view_render (self, "home", 200, error);
}
