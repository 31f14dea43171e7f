#define G_LOG_DOMAIN "vt-site"

#include "catalogue/vt-collection.h"
#include "content/vt-home.h"
#include "shop/vt-settings.h"
#include "site/vt-popup-model.h"
#include "site/vt-seo.h"

#include <string.h>

#define ROW_ITEMS   8
#define STORY_ITEMS 3

static const char *const kinds[] = { "hero", "collections", "products", "story" };

/* Products of the collection that a section leads to: all of them when it names none. */
static GPtrArray *
list_target (VtView *view, const char *target, int limit, GError **error)
{
  g_autoptr (VtCollection) collection = NULL;
  const char *handle;

  if (!g_str_has_prefix (target, "/collections/"))
    return *target == '\0' ? vt_model_list_products (view, 0, NULL, limit, error) : g_ptr_array_new ();

  handle = target + strlen ("/collections/");
  if (strcmp (handle, "all") == 0)
    return vt_model_list_products (view, 0, NULL, limit, error);

  /* A section may outlive its collection: then it has no products. */
  collection = vt_collection_find_by_handle (view->db, handle, NULL);
  return collection != NULL ? vt_model_list_products (view, collection->id, NULL, limit, error) : g_ptr_array_new ();
}

/* A section that the shop did not make itself has no id, and is in the page's language already. */
static const char *
section_text (VtView *view, const VtHomeSection *section, const char *field, const char *original)
{
  return section->id != 0 ? vt_view_text (view, "home_section", section->id, field, original) : original;
}

static VtValue *
new_block (VtView *view, const VtHomeSection *section)
{
  VtValue *block = vt_value_new_object (view->arena);
  const char *body = section_text (view, section, "body", section->body);
  VtModelPhoto photo = { section->sha256, section->width, section->height,
                         section_text (view, section, "alt", section->alt), section->ground };

  vt_value_set_string (block, "title", section_text (view, section, "title", section->title));
  vt_value_set_string (block, "body", body);
  vt_value_set_string (block, "note", body);
  vt_value_set_string (block, "action", section_text (view, section, "action", section->action));
  vt_value_take_string (block, "url", vt_view_link (view, section->target));
  vt_value_set_boolean (block, "text_on_picture", FALSE);
  vt_value_set (block, "picture", vt_model_picture (view->arena, &photo));

  return block;
}

static VtValue *
collection_picture (VtView *view, const VtCollection *collection, GError **error)
{
  VtModelPhoto photo = { collection->sha256, collection->width, collection->height, "", collection->ground };
  g_autoptr (GPtrArray) rows = NULL;

  if (collection->sha256 != NULL && *collection->sha256 != '\0')
    return vt_model_picture (view->arena, &photo);

  rows = vt_model_list_products (view, collection->id, NULL, 1, error);
  if (rows != NULL && rows->len > 0)
    {
      const VtProductRow *row = g_ptr_array_index (rows, 0);

      photo.sha256 = row->photo_sha256;
      photo.width = row->photo_width;
      photo.height = row->photo_height;
      photo.ground = row->photo_ground;
    }

  return vt_model_picture (view->arena, &photo);
}

static VtValue *
list_tiles (VtView *view, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (view->db, error);
  VtValue *tiles;

  if (collections == NULL)
    return NULL;

  tiles = vt_value_new_array (view->arena);
  vt_view_load_texts (view, "collection", collections, 0, collections->len);
  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      VtValue *tile;

      if (collection->parent_id != 0)
        continue;
      tile = vt_value_new_object (view->arena);
      vt_value_set_string (tile, "title",
                           vt_view_text (view, "collection", collection->id, "title", collection->title));
      vt_value_take_string (tile, "url", vt_model_collection_path (view, collection->id, collection->handle));
      vt_value_take_string (tile, "count", vt_model_count (view, "pieces", collection->n_products));
      vt_value_set (tile, "picture", collection_picture (view, collection, NULL));
      vt_value_add (tiles, tile);
    }

  return tiles;
}

static VtValue *
list_items (VtView *view, const VtHomeSection *section, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  int limit = section->kind == VT_HOME_STORY ? STORY_ITEMS : ROW_ITEMS;

  if (section->kind == VT_HOME_HERO)
    return vt_value_new_array (view->arena);
  if (section->kind == VT_HOME_COLLECTIONS)
    return list_tiles (view, error);
  if (section->kind == VT_HOME_STORY && *section->target == '\0')
    return vt_value_new_array (view->arena);

  rows = list_target (view, section->target, limit, error);
  return rows != NULL ? vt_model_cards (view, rows, 0, (guint) limit) : NULL;
}

static VtValue *
new_section (VtView *view, const VtHomeSection *section, GError **error)
{
  VtValue *object;
  VtValue *block;
  VtValue *items = list_items (view, section, error);

  if (items == NULL)
    return NULL;

  object = vt_value_new_object (view->arena);
  block = new_block (view, section);
  vt_value_set (block, "items", items);
  vt_value_set_int (object, "id", section->id);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    vt_value_set_null (object, kinds[i]);
  vt_value_set (object, kinds[section->kind], block);

  return object;
}

static gboolean
fill_sections (VtView *view, GPtrArray *sections, GError **error)
{
  VtValue *list = vt_value_new_array (view->arena);
  const VtHomeSection *first = sections->len > 0 ? g_ptr_array_index (sections, 0) : NULL;

  vt_value_set (view->model, "sections", list);
  vt_value_set_boolean (view->model, "has_hero", first != NULL && first->kind == VT_HOME_HERO);
  for (guint i = 0; i < sections->len; i++)
    {
      VtValue *section = new_section (view, g_ptr_array_index (sections, i), error);

      if (section == NULL)
        return FALSE;
      vt_value_add (list, section);
    }

  return TRUE;
}

static gboolean
fill_page (VtView *view, GPtrArray *sections, GError **error)
{
  const VtHomeSection *first = sections->len > 0 ? g_ptr_array_index (sections, 0) : NULL;
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
  seo.text = first != NULL && *first->body != '\0' ? section_text (view, first, "body", first->body) : line;
  if (first != NULL && first->kind == VT_HOME_HERO)
    {
      seo.photo = (VtModelPhoto){ first->sha256, first->width, first->height,
                                  section_text (view, first, "alt", first->alt), 0 };
      seo.preload = TRUE;
    }
  vt_seo_fill (view, &seo, vt_seo_home (view));

  return TRUE;
}

/* A shop that has not arranged its home page shows what it has. */
static void
add_default_sections (VtView *view, GPtrArray *sections)
{
  static const VtHomeKind kinds_shown[] = { VT_HOME_COLLECTIONS, VT_HOME_PRODUCTS };

  for (guint i = 0; sections->len < 2 && i < G_N_ELEMENTS (kinds_shown); i++)
    {
      VtHomeSection *section = g_new0 (VtHomeSection, 1);
      gboolean products = kinds_shown[i] == VT_HOME_PRODUCTS;

      section->kind = kinds_shown[i];
      section->title = g_strdup (products ? vt_model_string (view, "suggestions") : "");
      section->body = g_strdup ("");
      section->action = g_strdup (products ? vt_model_string (view, "see_everything") : "");
      section->target = g_strdup (products ? "/collections/all" : "");
      section->alt = g_strdup ("");
      g_ptr_array_add (sections, section);
    }
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
  g_autoptr (GPtrArray) sections = vt_home_list (self->db, error);

  if (sections == NULL)
    return NULL;
  if (sections->len == 0)
    add_default_sections (self, sections);

  vt_view_load_texts (self, "home_section", sections, 0, sections->len);
  if (!fill_sections (self, sections, error) || !fill_page (self, sections, error) ||
      !vt_popup_model_fill (self, error))
    return NULL;

  return vt_view_render (self, "home", 200, error);
}
