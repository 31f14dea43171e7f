#define G_LOG_DOMAIN "vt-site"

#include "base/vt-text.h"
#include "site/vt-seo.h"

#define MAX_QUERY_CHARS 100
#define MAX_RESULTS     48

static char *
asked_words (VtView *view)
{
  const char *text = view->request->query != NULL ? g_hash_table_lookup (view->request->query, "q") : NULL;
  g_autofree char *line = text != NULL ? vt_text_single_line (text) : g_strdup ("");

  return g_utf8_strlen (line, -1) > MAX_QUERY_CHARS ? g_utf8_substring (line, 0, MAX_QUERY_CHARS)
                                                    : g_steal_pointer (&line);
}

static void
fill_page (VtView *view, const char *words)
{
  g_autofree char *title = *words != '\0' ? g_strconcat (vt_model_string (view, "search"), ": ", words, NULL)
                                          : g_strdup (vt_model_string (view, "search"));
  g_autofree char *path = vt_view_path (view, "/search");
  VtSeo seo = { "search", title, NULL, NULL, NULL, path, "website", { NULL, 0, 0, NULL }, FALSE, -1, TRUE };

  vt_seo_fill (view, &seo, NULL);
}

/**
 * vt_view_search:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): what the shop has for the words asked
 */
VtSiteResponse *
vt_view_search (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autofree char *words = asked_words (self);
  g_autoptr (GPtrArray) rows =
      *words != '\0' ? vt_model_list_products (self, 0, words, MAX_RESULTS, error) : g_ptr_array_new ();
  JsonArray *suggestions = rows != NULL ? vt_model_suggestions (self, error) : NULL;
  JsonObject *search;

  if (suggestions == NULL)
    return NULL;

  search = json_object_new ();
  json_object_set_boolean_member (search, "asked", *words != '\0');
  vt_model_take_text (search, "count", vt_model_count (self, "results", rows->len));
  json_object_set_array_member (search, "items", vt_model_cards (self, rows, 0, MAX_RESULTS));
  json_object_set_array_member (search, "suggestions", suggestions);
  json_object_set_string_member (self->model, "query", words);
  json_object_set_object_member (self->model, "search", search);
  fill_page (self, words);

  return vt_view_render (self, "search", 200, error);
}
