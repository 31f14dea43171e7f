#define G_LOG_DOMAIN "vt-site"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "site/vt-popup-model.h"
#include "site/vt-seo.h"

#include <string.h>

#define PER_PAGE 24
#define MAX_PAGE 1000

typedef enum
{
  SORT_FEATURED,
  SORT_NEWEST,
  SORT_PRICE_UP,
  SORT_PRICE_DOWN,
  N_SORTS
} Sort;

static const struct
{
  const char *name;
  const char *string;
} sorts[N_SORTS] = {
  [SORT_FEATURED] = { "featured", "sort_featured" },
  [SORT_NEWEST] = { "newest", "sort_newest" },
  [SORT_PRICE_UP] = { "price-asc", "sort_price_up" },
  [SORT_PRICE_DOWN] = { "price-desc", "sort_price_down" },
};

static const char *
query_value (VtView *view, const char *name)
{
  return view->request->query != NULL ? g_hash_table_lookup (view->request->query, name) : NULL;
}

static Sort
asked_sort (VtView *view)
{
  const char *name = query_value (view, "sort");

  for (guint i = 0; name != NULL && i < N_SORTS; i++)
    if (strcmp (name, sorts[i].name) == 0)
      return (Sort) i;

  return SORT_FEATURED;
}

/* From 1; what cannot be a page is the first. */
static guint
asked_page (VtView *view)
{
  const char *text = query_value (view, "page");
  guint64 page = 1;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, MAX_PAGE, &page, NULL))
    return 1;

  return (guint) page;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const VtProductRow *first = *(const VtProductRow *const *) a;
  const VtProductRow *second = *(const VtProductRow *const *) b;
  gint64 left = first->price_min_minor;
  gint64 right = second->price_min_minor;

  switch ((Sort) GPOINTER_TO_INT (user_data))
    {
    case SORT_NEWEST: /* ids ascend with time */
      left = second->id;
      right = first->id;
      break;
    case SORT_PRICE_DOWN:
      left = second->price_min_minor;
      right = first->price_min_minor;
      break;
    case SORT_FEATURED:
    case SORT_PRICE_UP:
    case N_SORTS:
    default:
      break;
    }

  if (left != right)
    return left < right ? -1 : 1;

  return first->id < second->id ? -1 : first->id > second->id;
}

static char *
page_url (const char *path, Sort sort, guint page)
{
  if (sort == SORT_FEATURED && page == 1)
    return g_strdup (path);
  if (page == 1)
    return g_strdup_printf ("%s?sort=%s", path, sorts[sort].name);
  if (sort == SORT_FEATURED)
    return g_strdup_printf ("%s?page=%u", path, page);

  return g_strdup_printf ("%s?sort=%s&page=%u", path, sorts[sort].name, page);
}

static JsonArray *
list_sorts (VtView *view, const char *path, Sort current)
{
  JsonArray *links = json_array_new ();

  for (guint i = 0; i < N_SORTS; i++)
    {
      g_autofree char *url = page_url (path, (Sort) i, 1);

      json_array_add_object_element (links,
                                     vt_model_link (vt_model_string (view, sorts[i].string), url, (Sort) i == current));
    }

  return links;
}

static void
set_pages (VtView *view, JsonObject *object, const char *path, Sort sort, guint page, guint n_pages)
{
  JsonObject *pages;
  g_autofree char *number = g_strdup_printf ("%u", page);
  g_autofree char *total = g_strdup_printf ("%u", n_pages);

  if (n_pages <= 1)
    {
      json_object_set_null_member (object, "pages");
      return;
    }

  pages = json_object_new ();
  vt_model_take_text (pages, "previous", page > 1 ? page_url (path, sort, page - 1) : NULL);
  vt_model_take_text (pages, "next", page < n_pages ? page_url (path, sort, page + 1) : NULL);
  vt_model_take_text (pages, "text",
                      vt_model_fill_text (vt_model_fill (view, "page_of", "page", number), "pages", total));
  json_object_set_object_member (object, "pages", pages);
}

static void
set_items (VtView *view, JsonObject *object, const char *path, GPtrArray *rows)
{
  Sort sort = asked_sort (view);
  guint n_pages = MAX (1, (rows->len + PER_PAGE - 1) / PER_PAGE);
  guint page = MIN (asked_page (view), n_pages);

  if (sort != SORT_FEATURED)
    g_ptr_array_sort_with_data (rows, compare_rows, GINT_TO_POINTER (sort));

  vt_model_take_text (object, "count", vt_model_count (view, "pieces", rows->len));
  json_object_set_array_member (object, "items", vt_model_cards (view, rows, (page - 1) * PER_PAGE, PER_PAGE));
  json_object_set_array_member (object, "sort", rows->len > 1 ? list_sorts (view, path, sort) : json_array_new ());
  set_pages (view, object, path, sort, page, n_pages);
}

static const char *
title_of (VtView *view, const VtCollection *collection)
{
  return collection->id != 0 ? vt_view_text (view, "collection", collection->id, "title", collection->title)
                             : collection->title;
}

static JsonArray *
list_children (VtView *view, gint64 parent_id, GPtrArray *collections)
{
  JsonArray *links = json_array_new ();

  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *child = g_ptr_array_index (collections, i);
      g_autofree char *url = NULL;

      if (child->parent_id != parent_id)
        continue;
      url = vt_model_collection_path (view, child->id, child->handle);
      json_array_add_object_element (links, vt_model_link (title_of (view, child), url, FALSE));
    }

  return links;
}

static void
add_crumbs (VtView *view, const VtCollection *collection, GPtrArray *collections, const char *path)
{
  for (guint i = 0; collection->parent_id != 0 && i < collections->len; i++)
    {
      const VtCollection *parent = g_ptr_array_index (collections, i);
      g_autofree char *url = NULL;

      if (parent->id != collection->parent_id)
        continue;
      url = vt_model_collection_path (view, parent->id, parent->handle);
      vt_model_add_crumb (view, title_of (view, parent), url, FALSE);
    }

  vt_model_add_crumb (view, title_of (view, collection), path, TRUE);
}

static VtCollection *
new_everything (VtView *view)
{
  VtCollection *collection = g_new0 (VtCollection, 1);

  collection->handle = g_strdup ("all");
  collection->title = g_strdup (vt_model_string (view, "everything"));
  collection->description_html = g_strdup ("");
  collection->seo_title = g_strdup ("");
  collection->seo_description = g_strdup ("");

  return collection;
}

static void
fill_page (VtView *view, const VtCollection *collection, GPtrArray *rows, const char *path)
{
  gint64 id = collection->id;
  const char *title = title_of (view, collection);
  const char *html = vt_view_text (view, "collection", id, "description_html", collection->description_html);
  VtSeo seo = { "collection",
                title,
                vt_view_text (view, "collection", id, "seo_title", collection->seo_title),
                vt_view_text (view, "collection", id, "seo_description", collection->seo_description),
                *html != '\0' ? html : title,
                path,
                "website",
                { collection->sha256, collection->width, collection->height, title },
                FALSE,
                -1,
                FALSE };

  if ((collection->sha256 == NULL || *collection->sha256 == '\0') && rows->len > 0)
    {
      const VtProductRow *row = g_ptr_array_index (rows, 0);

      seo.photo = (VtModelPhoto){ row->photo_sha256, row->photo_width, row->photo_height,
                                  vt_view_text (view, "photo", row->photo_id, "alt", row->photo_alt) };
    }
  vt_seo_fill (view, &seo, vt_seo_crumbs (view));
}

static VtSiteResponse *
show (VtView *view, const VtCollection *collection, GError **error)
{
  gint64 id = collection->id;
  g_autofree char *path = vt_model_collection_path (view, id, collection->handle);
  g_autoptr (GPtrArray) collections = vt_collection_list (view->db, error);
  g_autoptr (GPtrArray) rows = NULL;
  JsonObject *object;

  if (collections == NULL)
    return NULL;
  rows = vt_model_list_products (view, collection->id, NULL, 0, error);
  if (rows == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_object_member (view->model, "collection", object);
  json_object_set_int_member (object, "id", id);
  json_object_set_string_member (object, "title", title_of (view, collection));
  vt_model_set_text (object, "title_lang", id != 0 ? vt_view_text_language (view, "collection", id, "title") : NULL);
  json_object_set_string_member (
      object, "description_trusted",
      vt_view_text (view, "collection", id, "description_html", collection->description_html));
  vt_model_set_text (object, "description_lang", vt_view_text_language (view, "collection", id, "description_html"));
  json_object_set_array_member (object, "children", list_children (view, id, collections));
  add_crumbs (view, collection, collections, path);
  fill_page (view, collection, rows, path);
  set_items (view, object, path, rows);

  return vt_popup_model_fill (view, error) ? vt_view_render (view, "collection", 200, error) : NULL;
}

/**
 * vt_view_collection:
 * @self: a view
 * @handle: a collection's handle, or "all"
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the collection's page; %NULL without @error when there is none
 */
VtSiteResponse *
vt_view_collection (VtView *self, const char *handle, GError **error)
{
  g_autoptr (VtCollection) collection = NULL;
  VtSiteResponse *moved;
  gint64 id = 0;

  if (strcmp (handle, "all") == 0)
    {
      collection = new_everything (self);
      return show (self, collection, error);
    }

  if (!vt_view_find (self, "collection", handle, &id, error) || id == 0)
    return NULL;
  collection = vt_collection_load (self->db, id, error);
  if (collection == NULL)
    return NULL;

  moved = vt_view_settle (self, "collection", id, collection->handle);
  return moved != NULL ? moved : show (self, collection, error);
}
