/* The page of the shop that a popup is looked at on while it is edited. */
#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-scene.h"

#include "base/vt-json.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"

#define MAX_AUDIENCE 16384

/* Among how many products one that is sold out is looked for. */
#define LOOKED_AT 200

static char *
find_product (VtDb *db, gint64 collection_id, gboolean sold_out)
{
  const VtProductQuery query = { NULL, VT_PRODUCT_ACTIVE, collection_id, sold_out ? LOOKED_AT : 1, 0 };
  g_autoptr (GPtrArray) rows = vt_product_list (db, &query, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (!sold_out || !row->in_stock)
        return g_strconcat ("/products/", row->handle, NULL);
    }

  return NULL;
}

static gboolean
names_page (JsonObject *audience, const char *page)
{
  JsonArray *pages =
      json_object_has_member (audience, "pages") ? json_object_get_array_member (audience, "pages") : NULL;

  for (guint i = 0; pages != NULL && i < json_array_get_length (pages); i++)
    if (g_strcmp0 (json_array_get_string_element (pages, i), page) == 0)
      return TRUE;

  return FALSE;
}

static gint64
first_collection (JsonObject *audience)
{
  JsonArray *collections =
      json_object_has_member (audience, "collections") ? json_object_get_array_member (audience, "collections") : NULL;

  return collections != NULL && json_array_get_length (collections) > 0 ? json_array_get_int_element (collections, 0)
                                                                        : 0;
}

/* The home page where the audience may see it there, else a product or a collection that it may. */
static char *
find_page (VtDb *db, JsonObject *audience)
{
  gint64 id = first_collection (audience);
  gboolean sold_out = json_object_get_boolean_member_with_default (audience, "sold_out", FALSE);
  gboolean anywhere = !json_object_has_member (audience, "pages");
  g_autoptr (VtCollection) collection = NULL;
  char *path = NULL;

  if (sold_out || (!anywhere && names_page (audience, "product")))
    path = find_product (db, id, sold_out);
  if (path != NULL)
    return path;

  if (id == 0 && !names_page (audience, "collection"))
    return g_strdup ("/");
  collection = id != 0 ? vt_collection_load (db, id, NULL) : NULL;
  return collection != NULL ? g_strconcat ("/collections/", collection->handle, NULL) : g_strdup ("/collections/all");
}

/**
 * vt_popup_scene_path:
 * @db: the main thread's connection
 * @popup: a popup
 *
 * A page of the shop on which the popup may come up, with the query that makes a preview show it at once. The address
 * changes with what a page that is open cannot follow: how the popup stands on it, its clock and its form.
 *
 * Returns: (transfer full): its address
 */
char *
vt_popup_scene_path (VtDb *db, const VtPopup *popup)
{
  g_autoptr (JsonNode) node = vt_json_parse (popup->audience, -1, MAX_AUDIENCE, 3, NULL);
  g_autofree char *page = node != NULL ? find_page (db, json_node_get_object (node)) : g_strdup ("/");

  return g_strdup_printf ("%s?popup=%" G_GINT64_FORMAT "&as=%s-%s-%d-%d", page, popup->id,
                          vt_popup_layout_to_string (popup->layout), vt_popup_form_to_string (popup->form),
                          popup->countdown, popup->evergreen_minutes);
}
