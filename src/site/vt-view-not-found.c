#define G_LOG_DOMAIN "vt-site"

#include "site/vt-seo.h"

/**
 * vt_view_not_found:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the page that says that there is none, with ways on
 */
VtSiteResponse *
vt_view_not_found (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  VtValue *suggestions = vt_model_suggestions (self, error);
  g_autofree char *path = vt_view_path (self, "/404");
  VtSeo seo = { "not-found", vt_model_string (self, "not_found"),
                NULL,        NULL,
                NULL,        path,
                "website",   { NULL, 0, 0, NULL, 0 },
                FALSE,       -1,
                TRUE };

  if (suggestions == NULL)
    return NULL;

  vt_value_set (self->model, "suggestions", suggestions);
  vt_seo_fill (self, &seo, NULL);
  return vt_view_render (self, "not-found", 404, error);
}

/**
 * vt_view_failure:
 * @self: a view with an empty model
 * @reason: what went wrong; shown to whoever edits the shop, not to shoppers
 *
 * Asks the shop for as little as it can: something of it has just failed.
 *
 * Returns: (transfer full) (nullable): the page that says that something went wrong; %NULL when not even that works
 */
VtSiteResponse *
vt_view_failure (VtView *self, const char *reason)
{
  g_autofree char *path = vt_view_path (self, "/");
  VtSeo seo = { "error",   vt_model_string (self, "went_wrong"),
                NULL,      NULL,
                NULL,      path,
                "website", { NULL, 0, 0, NULL, 0 },
                FALSE,     -1,
                TRUE };

  /* What could be filled is shown; the rest is missing from the page. */
  if (!vt_view_fill_common (self, NULL))
    g_debug ("The page about the failure is not complete");
  vt_value_set (self->model, "suggestions", vt_value_new_array (self->arena));
  vt_value_set_string (self->model, "detail", self->request->drafts ? reason : NULL);
  vt_seo_fill (self, &seo, NULL);

  return vt_view_render (self, "error", 500, NULL);
}
