/* Rules of popups and facts of visits as they are read from JSON. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-rule-private.h"

#include "base/vt-json.h"

#include <glib/gi18n-lib.h>

#define MAX_ITEMS 1000

static gboolean
take_int (JsonObject *object, const char *name, gint64 *out, GError **error)
{
  return !json_object_has_member (object, name) || vt_json_get_int (object, name, out, error);
}

static gboolean
take_flag (JsonObject *object, const char *name, gboolean *out, GError **error)
{
  return !json_object_has_member (object, name) || vt_json_get_bool (object, name, out, error);
}

/* @out always gets a text. */
static gboolean
take_text (JsonObject *object, const char *name, char **out, GError **error)
{
  const char *text = "";

  if (json_object_has_member (object, name) && !vt_json_get_string (object, name, &text, error))
    return FALSE;

  *out = g_strdup (text);
  return TRUE;
}

static gboolean
take_array (JsonObject *object, const char *name, JsonArray **out, GError **error)
{
  *out = NULL;
  if (!json_object_has_member (object, name))
    return TRUE;
  if (!vt_json_get_array (object, name, out, error))
    return FALSE;
  if (json_array_get_length (*out) <= MAX_ITEMS)
    return TRUE;

  g_set_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID, _ ("“%s” has more than %d items"), name, MAX_ITEMS);
  return FALSE;
}

static gboolean
take_texts (JsonObject *object, const char *name, GStrv *out, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!take_array (object, name, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }

  *out = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
take_ids (JsonObject *object, const char *name, GArray **out, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  JsonArray *array;

  if (!take_array (object, name, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gint64 id = json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;

      if (id > 0)
        g_array_append_val (ids, id);
    }

  *out = g_steal_pointer (&ids);
  return TRUE;
}

static gboolean
take_object (JsonObject *object, const char *name, JsonObject **out, GError **error)
{
  *out = NULL;
  return !json_object_has_member (object, name) || vt_json_get_object (object, name, out, error);
}

static gboolean
take_audience (VtPopupRule *self, JsonObject *object, GError **error)
{
  return take_text (object, "visitors", &self->visitors, error) &&
         take_texts (object, "devices", &self->devices, error) &&
         take_texts (object, "languages", &self->languages, error) &&
         take_texts (object, "countries", &self->countries, error) &&
         take_texts (object, "sources", &self->sources, error) &&
         take_texts (object, "campaigns", &self->campaigns, error) &&
         take_texts (object, "pages", &self->pages, error) &&
         take_texts (object, "not_pages", &self->not_pages, error) &&
         take_ids (object, "collections", &self->collections, error) &&
         take_flag (object, "sold_out", &self->sold_out, error) && take_int (object, "views", &self->views, error) &&
         take_text (object, "cart", &self->cart, error) && take_int (object, "cart_from", &self->cart_from, error) &&
         take_int (object, "cart_below", &self->cart_below, error) &&
         take_ids (object, "cart_products", &self->cart_products, error) &&
         take_ids (object, "cart_collections", &self->cart_collections, error) &&
         take_text (object, "subscribed", &self->subscribed, error);
}

/**
 * vt_popup_rule_new_from_json:
 * @object: a popup as its page carries it: `id`, `goal`, `layout`, `trigger`, `value`, `word`, `phone`, `starts` and
 *   `ends` (milliseconds since 1970), `offer_ends`, `quiet_days`, `most`, `version` and `audience`, see
 *   vt_popup_audience_check(); what is missing is 0, "" and everybody
 * @error: %VT_PROMO_ERROR_INVALID or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): the rule
 */
VtPopupRule *
vt_popup_rule_new_from_json (JsonObject *object, GError **error)
{
  g_autoptr (VtPopupRule) self = g_new0 (VtPopupRule, 1);
  g_autoptr (JsonObject) everybody = json_object_new ();
  JsonObject *audience;

  if (!take_int (object, "id", &self->id, error) || !take_text (object, "goal", &self->goal, error) ||
      !take_text (object, "layout", &self->layout, error) || !take_text (object, "trigger", &self->trigger, error) ||
      !take_int (object, "value", &self->value, error) || !take_text (object, "word", &self->word, error) ||
      !take_text (object, "phone", &self->phone, error) || !take_int (object, "starts", &self->starts_ms, error) ||
      !take_int (object, "ends", &self->ends_ms, error) ||
      !take_int (object, "offer_ends", &self->offer_ends_ms, error) ||
      !take_int (object, "quiet_days", &self->quiet_days, error) || !take_int (object, "most", &self->most, error) ||
      !take_text (object, "version", &self->version, error) || !take_object (object, "audience", &audience, error) ||
      !take_audience (self, audience != NULL ? audience : everybody, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_popup_rule_free:
 * @self: (nullable): a rule
 */
void
vt_popup_rule_free (VtPopupRule *self)
{
  if (self == NULL)
    return;

  g_free (self->goal);
  g_free (self->layout);
  g_free (self->trigger);
  g_free (self->word);
  g_free (self->phone);
  g_free (self->version);
  g_free (self->visitors);
  g_free (self->cart);
  g_free (self->subscribed);
  g_strfreev (self->devices);
  g_strfreev (self->languages);
  g_strfreev (self->countries);
  g_strfreev (self->sources);
  g_strfreev (self->campaigns);
  g_strfreev (self->pages);
  g_strfreev (self->not_pages);
  g_clear_pointer (&self->collections, g_array_unref);
  g_clear_pointer (&self->cart_products, g_array_unref);
  g_clear_pointer (&self->cart_collections, g_array_unref);
  g_free (self);
}

/**
 * vt_popup_rule_get_id:
 * @self: a rule
 *
 * Returns: the popup's id
 */
gint64
vt_popup_rule_get_id (const VtPopupRule *self)
{
  return self->id;
}

/**
 * vt_popup_rule_needs_cart:
 * @self: a rule
 *
 * Returns: whether it asks what the bag is worth or what is in it
 */
gboolean
vt_popup_rule_needs_cart (const VtPopupRule *self)
{
  return self->cart_from > 0 || self->cart_below > 0 || self->cart_products->len > 0 ||
         self->cart_collections->len > 0 || g_str_equal (self->trigger, "cart");
}

/**
 * vt_popup_rule_add_keeps:
 * @self: a rule
 * @keeps: (element-type utf8): gets, once each and as literals, what a browser has to keep of the visit for it:
 *   "visitors", "sources", "campaigns" and "views"
 */
void
vt_popup_rule_add_keeps (const VtPopupRule *self, GPtrArray *keeps)
{
  const struct
  {
    const char *name;
    gboolean needed;
  } members[] = {
    { "visitors", *self->visitors != '\0' },
    { "sources", self->sources[0] != NULL },
    { "campaigns", self->campaigns[0] != NULL },
    { "views", self->views > 0 || g_str_equal (self->trigger, "pages") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].needed && !g_ptr_array_find_with_equal_func (keeps, members[i].name, g_str_equal, NULL))
      g_ptr_array_add (keeps, (gpointer) members[i].name);
}

static void
memory_free (VtPopupMemory *memory)
{
  g_free (memory->version);
  g_free (memory);
}

static gboolean
take_memory (VtPopupFacts *self, JsonObject *object, GError **error)
{
  g_autoptr (GList) ids = json_object_get_members (object);

  for (GList *id = ids; id != NULL; id = id->next)
    {
      VtPopupMemory *memory = g_new0 (VtPopupMemory, 1);
      gint64 popup = 0;
      JsonObject *entry = NULL;

      if (g_ascii_string_to_signed (id->data, 10, 1, G_MAXINT64, &popup, NULL))
        g_hash_table_replace (self->memory, g_memdup2 (&popup, sizeof popup), memory);
      else
        memory_free (memory);
      if (!vt_json_get_object (object, id->data, &entry, error) ||
          (popup != 0 &&
           (!take_int (entry, "shown", &memory->shown, error) || !take_int (entry, "until", &memory->until_ms, error) ||
            !take_flag (entry, "done", &memory->done, error) ||
            !take_text (entry, "version", &memory->version, error))))
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_visit (VtPopupFacts *self, JsonObject *object, GError **error)
{
  return take_text (object, "kind", &self->kind, error) && take_text (object, "path", &self->path, error) &&
         take_ids (object, "collections", &self->collections, error) &&
         take_flag (object, "sold_out", &self->sold_out, error) && take_text (object, "device", &self->device, error) &&
         take_flag (object, "touch", &self->touch, error) && take_text (object, "language", &self->language, error) &&
         take_text (object, "country", &self->country, error) && take_text (object, "source", &self->source, error) &&
         take_text (object, "campaign", &self->campaign, error) &&
         take_text (object, "referrer", &self->referrer, error) &&
         take_flag (object, "from_search", &self->from_search, error) &&
         take_flag (object, "busy", &self->busy, error) && take_flag (object, "subscribed", &self->subscribed, error);
}

/**
 * vt_popup_facts_new_from_json:
 * @object: a moment of a visit: `now` (milliseconds since 1970), `kind` and `path` of the page, `collections`,
 *   `sold_out`, `device`, `touch`, `language`, `country`, `source`, `campaign`, `referrer` (a host), `from_search`,
 *   `busy`, `subscribed`, `visits` (this one counted), `views`, `seconds` on the page, `depth` (percent), `idle`
 *   (seconds), `event`, `word`, `cart_count`, `cart_value`, `cart_products`, `cart_collections`, `shown_visit`,
 *   `shown_day`, `caps` ({"visit", "day"}) and `memory` ({popup: {"shown", "until", "done", "version"}})
 * @error: %VT_PROMO_ERROR_INVALID or %G_IO_ERROR_INVALID_DATA
 *
 * Returns: (transfer full) (nullable): the facts; what is missing is 0, "" and %FALSE, and the caps are 1 and 1
 */
VtPopupFacts *
vt_popup_facts_new_from_json (JsonObject *object, GError **error)
{
  g_autoptr (VtPopupFacts) self = g_new0 (VtPopupFacts, 1);
  JsonObject *caps, *memory;

  self->memory = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) memory_free);
  self->cap_visit = self->cap_day = 1;
  if (!take_visit (self, object, error) || !take_int (object, "now", &self->now_ms, error) ||
      !take_int (object, "visits", &self->visits, error) || !take_int (object, "views", &self->views, error) ||
      !take_int (object, "seconds", &self->seconds, error) || !take_int (object, "depth", &self->depth, error) ||
      !take_int (object, "idle", &self->idle, error) || !take_text (object, "event", &self->event, error) ||
      !take_text (object, "word", &self->word, error) || !take_int (object, "cart_count", &self->cart_count, error) ||
      !take_int (object, "cart_value", &self->cart_value, error) ||
      !take_ids (object, "cart_products", &self->cart_products, error) ||
      !take_ids (object, "cart_collections", &self->cart_collections, error) ||
      !take_int (object, "shown_visit", &self->shown_visit, error) ||
      !take_int (object, "shown_day", &self->shown_day, error) || !take_object (object, "caps", &caps, error) ||
      !take_object (object, "memory", &memory, error))
    return NULL;
  if (caps != NULL &&
      (!take_int (caps, "visit", &self->cap_visit, error) || !take_int (caps, "day", &self->cap_day, error)))
    return NULL;
  if (memory != NULL && !take_memory (self, memory, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_popup_facts_free:
 * @self: (nullable): facts
 */
void
vt_popup_facts_free (VtPopupFacts *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->path);
  g_free (self->device);
  g_free (self->language);
  g_free (self->country);
  g_free (self->source);
  g_free (self->campaign);
  g_free (self->referrer);
  g_free (self->event);
  g_free (self->word);
  g_clear_pointer (&self->collections, g_array_unref);
  g_clear_pointer (&self->cart_products, g_array_unref);
  g_clear_pointer (&self->cart_collections, g_array_unref);
  g_clear_pointer (&self->memory, g_hash_table_unref);
  g_free (self);
}

/**
 * vt_popup_facts_set_now:
 * @self: facts
 * @now_us: UTC microseconds since 1970
 */
void
vt_popup_facts_set_now (VtPopupFacts *self, gint64 now_us)
{
  self->now_ms = now_us / 1000;
}
