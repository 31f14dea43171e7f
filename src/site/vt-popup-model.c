#define G_LOG_DOMAIN "vt-site"

#include "site/vt-popup-model.h"

#include "base/vt-hash.h"
#include "catalogue/vt-collection.h"
#include "promo/vt-popup.h"

#include <string.h>

#define PRODUCTS 3

static void
set_countdown (VtView *view, VtValue *object, const VtPopup *popup)
{
  VtValue *countdown;

  vt_value_set_null (object, "countdown");
  if (!popup->countdown || popup->discount_ends_us == 0)
    return;

  countdown = vt_value_new_object (view->arena);
  vt_value_set_int (countdown, "ends_ms", popup->discount_ends_us / 1000);
  vt_value_take_string (countdown, "text", vt_model_deadline (view, popup->discount_ends_us));
  vt_value_set (object, "countdown", countdown);
}

static VtValue *
list_products (VtView *view, const VtPopup *popup, GError **error)
{
  g_autoptr (VtCollection) collection = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (g_str_has_prefix (popup->target, "/collections/"))
    collection = vt_collection_find_by_handle (view->db, popup->target + strlen ("/collections/"), NULL);
  if (collection == NULL)
    return vt_value_new_array (view->arena);

  rows = vt_model_list_products (view, collection->id, NULL, PRODUCTS, error);
  return rows != NULL ? vt_model_cards (view, rows, 0, PRODUCTS) : NULL;
}

/* Changes whenever what the popup says does, so that a changed one may be shown again. */
static void
set_version (VtValue *object, gint64 id)
{
  g_autofree char *text = vt_value_to_json (object);
  g_autofree char *hash = vt_sha256_data (text, strlen (text));

  vt_value_take_string (object, "version", g_strdup_printf ("%" G_GINT64_FORMAT "-%.8s", id, hash));
}

static VtValue *
new_popup (VtView *view, const VtPopup *popup)
{
  VtValue *object = vt_value_new_object (view->arena);
  gint64 id = popup->id;
  const char *decline = vt_view_text (view, "popup", id, "decline_label", popup->decline_label);
  VtModelPhoto photo = { popup->sha256, popup->width, popup->height,
                         vt_view_text (view, "popup", id, "alt", popup->alt), 0 };

  vt_value_set_int (object, "id", popup->id);
  vt_value_set_string (object, "trigger", vt_popup_trigger_to_string (popup->trigger));
  vt_value_set_int (object, "value", popup->trigger_value);
  vt_value_set_string (object, "headline", vt_view_text (view, "popup", id, "headline", popup->headline));
  vt_value_set_string (object, "body", vt_view_text (view, "popup", id, "body", popup->body));
  vt_value_set_string (object, "accept", vt_view_text (view, "popup", id, "accept_label", popup->accept_label));
  vt_value_set_string (object, "decline", *decline != '\0' ? decline : vt_model_string (view, "no_thanks"));
  vt_value_take_string (object, "target", vt_view_link (view, popup->target));
  vt_value_set_string (object, "code", *popup->discount_code != '\0' ? popup->discount_code : NULL);
  vt_value_set (object, "picture", vt_model_picture (view->arena, &photo));
  vt_value_set_int (object, "quiet_days", popup->quiet_days);
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
  VtValue *object;
  VtValue *products;

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
  vt_value_set_boolean (object, "open", open);
  vt_value_set (object, "products", products);
  vt_value_set (view->model, "popup", object);

  return TRUE;
}
