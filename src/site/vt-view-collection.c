#define G_LOG_DOMAIN "vt-site"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "site/vt-listing.h"
#include "site/vt-sections.h"
#include "site/vt-seo.h"

#include <string.h>

static const char *
title_of (VtView *view, const VtCollection *collection)
{
  return collection->id != 0 ? vt_view_text (view, "collection", collection->id, "title", collection->title)
                             : collection->title;
}

static VtValue *
list_children (VtView *view, gint64 parent_id, GPtrArray *collections)
{
  VtValue *links = vt_value_new_array (view->arena);

  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *child = g_ptr_array_index (collections, i);
      g_autofree char *url = NULL;

      if (child->parent_id != parent_id)
        continue;
      url = vt_model_collection_path (view, child->id, child->handle);
      vt_value_add (links, vt_model_link (view->arena, title_of (view, child), url, FALSE));
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

/* "Furniture: Blue, Wood, page 2": what was chosen, and the page, so that no two addresses have one title. */
static char *
make_title (const char *own, const VtListing *listing)
{
  g_autoptr (GString) title = g_string_new (own);
  g_autofree char *price = vt_listing_price_title (listing);
  g_autofree char *page = listing->page > 1 ? vt_listing_page_title (listing) : NULL;

  for (guint i = 0; i < listing->chosen->len; i++)
    {
      g_autofree char *value = vt_listing_value_title (listing, g_array_index (listing->chosen, guint, i));

      g_string_append_printf (title, "%s%s", i == 0 ? ": " : ", ", value);
    }
  if (price != NULL)
    g_string_append_printf (title, "%s%s", listing->chosen->len == 0 ? ": " : ", ", price);
  if (page != NULL)
    g_string_append_printf (title, ", %s", page);

  return g_strdup (title->str);
}

static VtProductRow *
find_first (VtView *view, const VtListing *listing)
{
  g_autoptr (GPtrArray) rows =
      listing->all->ids->len > 0
          ? vt_product_list_rows (view->db, &g_array_index (listing->all->ids, gint64, 0), 1, NULL)
          : NULL;

  return rows != NULL && rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

/* A page of the whole list is found under its own address; what was chosen or sorted, under that of the whole. */
static void
fill_page (VtView *view, const VtCollection *collection, const VtListing *listing)
{
  gint64 id = collection->id;
  gboolean whole = !vt_listing_is_narrowed (listing) && listing->sort == VT_FACET_SORT_GIVEN;
  const char *own = title_of (view, collection);
  const char *html = vt_view_text (view, "collection", id, "description_html", collection->description_html);
  g_autofree char *title = make_title (own, listing);
  g_autofree char *path = whole ? vt_listing_page_url (listing, listing->page) : g_strdup (listing->path);
  gboolean has_photo = collection->sha256 != NULL && *collection->sha256 != '\0';
  VtProductRow *row = has_photo ? NULL : find_first (view, listing);
  VtSeo seo = { "collection",
                title,
                whole && listing->page == 1 ? vt_view_text (view, "collection", id, "seo_title", collection->seo_title)
                                            : NULL,
                vt_view_text (view, "collection", id, "seo_description", collection->seo_description),
                *html != '\0' ? html : own,
                path,
                "website",
                { collection->sha256, collection->width, collection->height, own, collection->ground },
                FALSE,
                -1,
                !whole };

  if (row != NULL)
    seo.photo = (VtModelPhoto){ row->photo_sha256, row->photo_width, row->photo_height,
                                vt_view_text (view, "photo", row->photo_id, "alt", row->photo_alt), 0 };
  vt_seo_fill (view, &seo, vt_seo_crumbs (view));
  vt_product_row_free (row);
}

static VtListing *
open_listing (VtView *view, const VtCollection *collection, guint page, GError **error)
{
  g_autofree char *path = vt_model_collection_path (view, collection->id, collection->handle);
  g_autoptr (VtListing) listing = vt_listing_new (view, path, NULL, page, error);

  return listing != NULL && vt_listing_query_collection (listing, collection->id, error) ? g_steal_pointer (&listing)
                                                                                         : NULL;
}

static void
fill_collection (VtView *view, const VtCollection *collection, GPtrArray *collections, const VtListing *listing)
{
  gint64 id = collection->id;
  const char *html = vt_view_text (view, "collection", id, "description_html", collection->description_html);
  VtValue *children = list_children (view, id, collections);
  VtValue *object = vt_value_new_object (view->arena);

  vt_value_set (view->model, "collection", object);
  vt_value_set_int (object, "id", id);
  vt_value_set_string (object, "title", title_of (view, collection));
  vt_value_set_string (object, "title_lang", id != 0 ? vt_view_text_language (view, "collection", id, "title") : NULL);
  vt_value_set_string (object, "description_trusted", listing->page == 1 ? html : "");
  vt_value_set_string (object, "description_lang", vt_view_text_language (view, "collection", id, "description_html"));
  vt_value_set_boolean (object, "has_children", vt_value_get_length (children) > 0);
  vt_value_set (object, "children", children);
  add_crumbs (view, collection, collections, listing->path);
}

/* Beside the whole list alone: who narrows it or turns the page wants products. */
static gboolean
fill_sections (VtView *view, const VtListing *listing, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return listing->page == 1 && !vt_listing_is_narrowed (listing)
             ? vt_sections_fill_page (view, VT_SECTION_PAGE_COLLECTION, NULL, NULL, error)
             : vt_sections_fill (view, VT_SECTION_PAGE_COLLECTION, none, NULL, NULL, error);
}

static VtSiteResponse *
show (VtView *view, const VtCollection *collection, guint page, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (view->db, error);
  g_autoptr (VtListing) listing = collections != NULL ? open_listing (view, collection, page, error) : NULL;

  if (listing == NULL || listing->page > listing->n_pages)
    return NULL;

  fill_collection (view, collection, collections, listing);
  fill_page (view, collection, listing);
  return vt_listing_fill (listing, error) && fill_sections (view, listing, error)
             ? vt_view_render (view, "collection", 200, error)
             : NULL;
}

/* "furniture/page/2": the handle, and the page in @page; NULL when it is no such address. */
static char *
split_argument (const char *argument, guint *page)
{
  const char *slash = strchr (argument, '/');
  guint64 number = 1;

  *page = 1;
  if (slash == NULL)
    return g_strdup (argument);
  if (!g_str_has_prefix (slash, "/page/") ||
      !g_ascii_string_to_unsigned (slash + strlen ("/page/"), 10, 1, VT_LISTING_MAX_PAGE, &number, NULL))
    return NULL;

  *page = (guint) number;
  return g_strndup (argument, (gsize) (slash - argument));
}

/**
 * vt_view_collection:
 * @self: a view
 * @argument: a collection's handle or "all", and perhaps the page: "furniture/page/2"
 * @error: a #VtDbError or #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the collection's page; %NULL without @error when there is none
 */
VtSiteResponse *
vt_view_collection (VtView *self, const char *argument, GError **error)
{
  g_autoptr (VtCollection) collection = NULL;
  guint page;
  g_autofree char *handle = split_argument (argument, &page);
  g_autofree char *rest = page > 1 ? g_strdup_printf ("/page/%u", page) : g_strdup ("");
  VtSiteResponse *moved;
  gint64 id = 0;

  if (handle == NULL)
    return NULL;
  if (strcmp (handle, "all") == 0)
    {
      collection = new_everything (self);
      return show (self, collection, page, error);
    }

  if (!vt_view_find (self, "collection", handle, &id, error) || id == 0)
    return NULL;
  collection = vt_collection_load (self->db, id, error);
  if (collection == NULL)
    return NULL;

  moved = vt_view_settle_part (self, "collection", id, collection->handle, rest);
  return moved != NULL ? moved : show (self, collection, page, error);
}
