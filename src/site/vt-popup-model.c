#define G_LOG_DOMAIN "vt-site"

#include "site/vt-popup-model.h"

#include "base/vt-hash.h"
#include "base/vt-json.h"
#include "catalogue/vt-collection.h"
#include "promo/vt-popup.h"

#include <string.h>

#define PRODUCTS 3

static void
set_countdown (VtView *view, JsonObject *object, const VtPopup *popup)
{
  JsonObject *countdown;

  json_object_set_null_member (object, "countdown");
  if (!popup->countdown || popup->discount_ends_us == 0)
    return;

  countdown = json_object_new ();
  json_object_set_int_member (countdown, "ends_ms", popup->discount_ends_us / 1000);
  vt_model_take_text (countdown, "text", vt_model_deadline (view, popup->discount_ends_us));
  json_object_set_object_member (object, "countdown", countdown);
}

static JsonArray *
list_products (VtView *view, const VtPopup *popup, GError **error)
{
  g_autoptr (VtCollection) collection = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (g_str_has_prefix (popup->target, "/collections/"))
    collection = vt_collection_find_by_handle (view->db, popup->target + strlen ("/collections/"), NULL);
  if (collection == NULL)
    return json_array_new ();

  rows = vt_model_list_products (view, collection->id, NULL, PRODUCTS, error);
  return rows != NULL ? vt_model_cards (view, rows, 0, PRODUCTS) : NULL;
}

/* Changes whenever what the popup says does, so that a changed one may be shown again. */
static void
set_version (JsonObject *object, gint64 id)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;

  json_node_set_object (node, object);
  text = vt_json_to_string (node, FALSE);
  hash = vt_sha256_data (text, strlen (text));
  vt_model_take_text (object, "version", g_strdup_printf ("%" G_GINT64_FORMAT "-%.8s", id, hash));
}

static JsonObject *
new_popup (VtView *view, const VtPopup *popup)
{
  JsonObject *object = json_object_new ();
  gint64 id = popup->id;
  const char *decline = vt_view_text (view, "popup", id, "decline_label", popup->decline_label);
  VtModelPhoto photo = { popup->sha256, popup->width, popup->height,
                         vt_view_text (view, "popup", id, "alt", popup->alt) };

  json_object_set_int_member (object, "id", popup->id);
  json_object_set_string_member (object, "trigger", vt_popup_trigger_to_string (popup->trigger));
  json_object_set_int_member (object, "value", popup->trigger_value);
  json_object_set_string_member (object, "headline", vt_view_text (view, "popup", id, "headline", popup->headline));
  json_object_set_string_member (object, "body", vt_view_text (view, "popup", id, "body", popup->body));
  json_object_set_string_member (object, "accept",
                                 vt_view_text (view, "popup", id, "accept_label", popup->accept_label));
  json_object_set_string_member (object, "decline", *decline != '\0' ? decline : vt_model_string (view, "no_thanks"));
  vt_model_take_text (object, "target", vt_view_link (view, popup->target));
  vt_model_set_text (object, "code", *popup->discount_code != '\0' ? popup->discount_code : NULL);
  vt_model_take_node (object, "picture", vt_model_picture (&photo));
  json_object_set_int_member (object, "quiet_days", popup->quiet_days);
  set_countdown (view, object, popup);
  set_version (object, popup->id);

  return object;
}

/* The popup that a preview asked for, `?popup=<id>`: whoever writes it sees it whatever its status. 0 for none. */
static gint64
asked_for (VtView *view)
{
  const char *text = NULL;
  gint64 id = 0;

  if (view->request->drafts && view->request->query != NULL)
    text = g_hash_table_lookup (view->request->query, "popup");
  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL);

  return id;
}

static VtPopup *
find_popup (VtView *view, gboolean *open, GError **error)
{
  gint64 id = asked_for (view);
  g_autoptr (GError) failure = NULL;
  VtPopup *popup = id != 0 ? vt_popup_load (view->db, id, &failure) : NULL;

  *open = popup != NULL;
  /* It may have been deleted meanwhile. */
  if (id != 0 && popup == NULL && !g_error_matches (failure, VT_PROMO_ERROR, VT_PROMO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return popup != NULL ? popup : vt_popup_find_for_shoppers (view->db, view->request->now_us, error);
}

/**
 * vt_popup_model_fill:
 * @view: a view
 * @error: a #VtDbError
 *
 * Fills `popup` of the model: the first that is on and keeps its promise now, or the one that a preview asked for.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_popup_model_fill (VtView *view, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean open = FALSE;
  g_autoptr (VtPopup) popup = find_popup (view, &open, &failure);
  JsonObject *object;
  JsonArray *products;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (popup == NULL)
    return TRUE;

  products = list_products (view, popup, error);
  if (products == NULL)
    return FALSE;

  object = new_popup (view, popup);
  json_object_set_boolean_member (object, "open", open);
  json_object_set_array_member (object, "products", products);
  json_object_set_object_member (view->model, "popup", object);

  return TRUE;
}
