/* The popups that a page may carry, and what it says of each. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup.h"

#include "base/vt-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The question of age before all, then by the merchant's order, then by age of the popup. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const VtPopup *first = *(const VtPopup *const *) a;
  const VtPopup *second = *(const VtPopup *const *) b;

  if ((first->goal == VT_POPUP_AGE) != (second->goal == VT_POPUP_AGE))
    return first->goal == VT_POPUP_AGE ? -1 : 1;
  if (first->position != second->position)
    return first->position < second->position ? -1 : 1;

  return first->id < second->id ? -1 : first->id > second->id;
}

/**
 * vt_popup_list_for_shoppers:
 * @db: a connection of this thread
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * The popups that are on, have not ended and still keep their promise, the most important first. One whose discount
 * ended is not among them, whatever its status says.
 *
 * Returns: (transfer container) (element-type VtPopup) (nullable): the popups
 */
GPtrArray *
vt_popup_list_for_shoppers (VtDb *db, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) all = vt_popup_list (db, error);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_popup_free);

  if (all == NULL)
    return NULL;
  while (all->len > 0)
    {
      g_autoptr (VtPopup) popup = g_ptr_array_steal_index_fast (all, 0);
      g_autoptr (GError) reason = NULL;

      if (!popup->active)
        continue;
      if (popup->ends_us != 0 && vt_db_is_past (db, popup->ends_us, now_us))
        continue;
      if (vt_popup_is_honest (db, popup, now_us, &reason))
        g_ptr_array_add (kept, g_steal_pointer (&popup));
      else if (reason->domain != VT_PROMO_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
    }

  g_ptr_array_sort (kept, compare);
  return g_steal_pointer (&kept);
}

static void
set_int (JsonObject *object, const char *name, gint64 number)
{
  if (number != 0)
    json_object_set_int_member (object, name, number);
}

/**
 * vt_popup_to_rule:
 * @self: a popup
 * @version: of what it says: a changed one may come up again
 *
 * Returns: (transfer full): what decides when it comes up, as for vt_popup_rule_new_from_json()
 */
JsonObject *
vt_popup_to_rule (const VtPopup *self, const char *version)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) audience = vt_json_parse (self->audience, -1, strlen (self->audience) + 1, 3, NULL);

  json_object_set_int_member (object, "id", self->id);
  json_object_set_string_member (object, "goal", vt_popup_goal_to_string (self->goal));
  json_object_set_string_member (object, "layout", vt_popup_layout_to_string (self->layout));
  json_object_set_string_member (object, "trigger", vt_popup_trigger_to_string (self->trigger));
  json_object_set_int_member (object, "value", self->trigger_value);
  if (self->trigger == VT_POPUP_CLICK)
    json_object_set_string_member (object, "word", self->trigger_word);
  if (self->trigger == VT_POPUP_EXIT)
    json_object_set_string_member (object, "phone", vt_popup_phone_to_string (self->phone));
  set_int (object, "starts", self->starts_us / 1000);
  set_int (object, "ends", self->ends_us / 1000);
  set_int (object, "offer_ends", self->discount_ends_us / 1000);
  json_object_set_int_member (object, "quiet_days", self->quiet_days);
  set_int (object, "most", self->most_shows);
  json_object_set_string_member (object, "version", version);
  if (audience != NULL && JSON_NODE_HOLDS_OBJECT (audience) &&
      json_object_get_size (json_node_get_object (audience)) > 0)
    json_object_set_object_member (object, "audience", json_object_ref (json_node_get_object (audience)));

  return object;
}
