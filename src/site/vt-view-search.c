#define G_LOG_DOMAIN "vt-site"

#include "base/vt-text.h"
#include "site/vt-instant.h"
#include "site/vt-listing.h"
#include "site/vt-seo.h"

#define MAX_QUERY_CHARS 100

/* Private: for the pages of search. */
char *
vt_search_words (VtView *view)
{
  const char *text = view->request->query != NULL ? g_hash_table_lookup (view->request->query, "q") : NULL;
  g_autofree char *line = text != NULL ? vt_text_single_line (text) : g_strdup ("");

  return g_utf8_strlen (line, -1) > MAX_QUERY_CHARS ? g_utf8_substring (line, 0, MAX_QUERY_CHARS)
                                                    : g_steal_pointer (&line);
}

/* What was found has the plain search as its canonical address. Nothing found, what was found for other words, or a
 * choice among it, is no page to find: anyone can link to words that the shop has nothing for. */
static void
fill_page (VtView *view, const char *words, const VtListing *listing, gboolean as_asked)
{
  guint n = listing->all->n_all;
  gboolean hidden = *words != '\0' && (n == 0 || !as_asked || vt_listing_is_narrowed (listing));
  g_autofree char *title = *words != '\0' ? g_strconcat (vt_model_string (view, "search"), ": ", words, NULL)
                                          : g_strdup (vt_model_string (view, "search"));
  g_autofree char *count = vt_model_count (view, "pieces", n);
  g_autofree char *text = *words != '\0'
                              ? g_strdup_printf ("%s: %s. %s", words, count, view->name)
                              : g_strdup_printf ("%s. %s", vt_model_string (view, "search_hint"), view->name);
  g_autofree char *path = vt_view_path (view, "/search");
  VtSeo seo = { "search", title, NULL, text, NULL, path, "website", { NULL, 0, 0, NULL, 0 }, FALSE, -1, hidden };

  vt_seo_fill (view, &seo, NULL);
}

/* The index is made when somebody first searches, and lasts as long as the snapshot stays what it is. */
static VtShopIndex *
get_index (VtView *view, GError **error)
{
  g_autofree char *name = g_strconcat ("search-index:", view->language, NULL);
  VtShopIndex *index = vt_snapshot_get_kept (view->snapshot, name);

  if (index != NULL)
    return index;

  index = vt_shop_index_new (view->db, view->language, error);
  if (index != NULL)
    vt_snapshot_keep (view->snapshot, name, index, (GDestroyNotify) vt_shop_index_free);
  return index;
}

/* Private: for the pages of search. */
VtSearchAnswer *
vt_search_find (VtView *view, const char *words, gboolean typing, GError **error)
{
  VtShopIndex *index = get_index (view, error);
  const VtShopQuery query = { .text = words, .typing = typing, .hidden = view->request->drafts };

  return index != NULL ? vt_shop_index_search (index, &query, error) : NULL;
}

/* What was done to the words, so that nobody wonders at the results. */
static void
tell_words (VtValue *search, const VtSearchAnswer *answer)
{
  if (answer->corrected != NULL)
    vt_value_set_string (search, "corrected", answer->corrected);
  if (answer->dropped != NULL)
    vt_value_set_string (search, "dropped", answer->dropped);
  vt_value_set_boolean (search, "explained", answer->corrected != NULL || answer->dropped != NULL);
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
  g_autofree char *words = vt_search_words (self);
  g_autofree char *path = vt_view_path (self, "/search");
  g_autoptr (VtSearchAnswer) answer = vt_search_find (self, words, FALSE, error);
  g_autoptr (VtListing) listing = answer != NULL ? vt_listing_new (self, path, words, 1, error) : NULL;
  VtValue *suggestions;
  VtValue *search;

  if (listing == NULL)
    return NULL;
  if (answer->path != NULL)
    {
      g_autofree char *place = vt_view_path (self, answer->path);

      return vt_site_response_redirect (302, place);
    }
  vt_listing_query (listing, answer->product_ids);
  listing->page = MIN (listing->page, listing->n_pages);
  suggestions = listing->result->ids->len == 0 ? vt_model_suggestions (self, error) : vt_value_new_array (self->arena);
  if (suggestions == NULL)
    return NULL;

  search = vt_value_new_object (self->arena);
  vt_value_set_boolean (search, "asked", *words != '\0');
  vt_value_set_boolean (search, "found", listing->all->n_all > 0);
  tell_words (search, answer);
  vt_value_set (search, "suggestions", suggestions);
  vt_value_set (self->model, "suggestions", suggestions);
  vt_value_set_string (self->model, "query", words);
  vt_value_set (self->model, "search", search);
  fill_page (self, words, listing, answer->corrected == NULL && answer->dropped == NULL);

  return vt_listing_fill (listing, error) ? vt_view_render (self, "search", 200, error) : NULL;
}
