/* POST /api/v1/offers: the code of a popup whose time is each visitor's own. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-popup-model.h"

#include "base/vt-json.h"
#include "promo/vt-offer-code.h"
#include "promo/vt-popup.h"
#include "site/vt-shop-api.h"

#include <string.h>

#define MAX_CODE 120

/* The one that is given out already: it ends when it ended before. */
static gboolean
know_again (VtView *view, const char *given, gint64 popup_id, gint64 *ends_us)
{
  g_autofree char *code = NULL;
  gint64 from = 0;

  return *given != '\0' && strlen (given) <= MAX_CODE &&
         vt_offer_code_parse (view->backend->offer_key, given, &code, &from, ends_us) && from == popup_id;
}

static gint64
end_of (const VtPopup *popup, gint64 now_us)
{
  gint64 own = now_us + popup->evergreen_minutes * G_TIME_SPAN_MINUTE;

  return popup->discount_ends_us > 0 ? MIN (own, popup->discount_ends_us) : own;
}

static VtSiteResponse *
respond (const char *code, gint64 ends_us, gint64 now_us)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "code", code);
  json_object_set_int_member (object, "ends", ends_us / G_TIME_SPAN_SECOND * 1000);
  /* A browser's clock may be wrong by years. */
  json_object_set_int_member (object, "left", MAX (ends_us - now_us, 0) / 1000);
  json_node_take_object (node, object);
  return vt_site_response_new_text (200, "application/json", vt_json_to_string (node, FALSE), VT_CACHE_PRIVATE);
}

/* NULL without @error: shoppers do not get such a popup. */
static VtPopup *
find (VtView *view, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) popups = vt_popup_list_for_shoppers (view->db, view->request->now_us, error);

  for (guint i = 0; popups != NULL && i < popups->len; i++)
    {
      const VtPopup *popup = g_ptr_array_index (popups, i);

      if (popup->id == id && popup->evergreen_minutes > 0)
        return g_ptr_array_steal_index (popups, i);
    }

  return NULL;
}

/**
 * vt_popup_offer_answer:
 * @view: a view
 * @body: {"popup": its id, "code": (optional) what the visitor was given before}
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): {"code", "ends": milliseconds since 1970, "left": milliseconds}: a visitor who
 * was given one gets the same end again, also when it has passed
 */
VtSiteResponse *
vt_popup_offer_answer (VtView *view, JsonObject *body, GError **error)
{
  static const char *const allowed[] = { "popup", "code", "language", NULL };
  g_autoptr (GError) reason = NULL;
  g_autoptr (VtPopup) popup = NULL;
  g_autofree char *code = NULL;
  const char *given = "";
  gint64 id = 0, ends_us = 0;

  if (!vt_json_only_fields (body, allowed, &reason) || !vt_json_get_int (body, "popup", &id, &reason) ||
      (json_object_has_member (body, "code") && !vt_json_get_string (body, "code", &given, &reason)))
    return vt_shop_api_problem (422, reason->message);
  if (view->backend == NULL || view->backend->offer_key == NULL)
    return vt_shop_api_problem (404, "No codes are given out here.");

  popup = find (view, id, &reason);
  if (popup == NULL && reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  if (popup == NULL)
    return vt_shop_api_problem (404, "There is no such offer.");

  if (!know_again (view, given, id, &ends_us))
    ends_us = end_of (popup, view->request->now_us);
  code = vt_offer_code_new (view->backend->offer_key, id, popup->discount_code, ends_us);
  return respond (code, ends_us, view->request->now_us);
}
