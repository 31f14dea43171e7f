/* The popups that a page carries: those that may come up for somebody who sees it. The browser decides which of them
 * does, and when. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-popup-model.h"

#include "base/vt-hash.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-related.h"
#include "content/vt-live.h"
#include "promo/vt-popup-rule.h"
#include "promo/vt-popup.h"
#include "shop/vt-settings.h"

#include <string.h>

#define PRODUCTS 3

/* More would make the page heavy; those behind them are not shown. */
#define POPUPS_MAX 6

/* Popups that cover something, in one visit and in one day, unless the merchant says otherwise. */
#define CAP 1

/* What one variant says; of the popup's own words the id is 0. */
typedef struct
{
  const VtPopup *popup;
  const VtPopupVariant *variant; /* (nullable) */
} Words;

static void
set_countdown (VtView *view, VtValue *object, const VtPopup *popup)
{
  gint64 ends_us = popup->discount_ends_us;
  VtValue *countdown;

  vt_value_set_null (object, "countdown");
  if (!popup->countdown || (ends_us == 0 && popup->evergreen_minutes == 0))
    return;

  countdown = vt_value_new_object (view->arena);
  vt_value_set_boolean (countdown, "own", popup->evergreen_minutes > 0);
  vt_value_set_int (countdown, "minutes", popup->evergreen_minutes);
  if (popup->evergreen_minutes == 0)
    {
      vt_value_set_int (countdown, "ends_ms", ends_us / 1000);
      vt_value_take_string (countdown, "text", vt_model_deadline (view, ends_us));
    }
  vt_value_set (object, "countdown", countdown);
}

static VtValue *
first_of (VtView *view, VtValue *cards)
{
  VtValue *first = vt_value_new_array (view->arena);

  for (guint i = 0; vt_value_is_array (cards) && i < vt_value_get_length (cards) && i < PRODUCTS; i++)
    vt_value_add (first, vt_value_get_at (cards, i));

  return first;
}

static VtValue *
list_of_target (VtView *view, const VtPopup *popup, GError **error)
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

/* What was chosen by hand for the product of the page; @cards stays as it is when nothing was. */
static gboolean
list_related (VtView *view, VtValue **cards, GError **error)
{
  gint64 id = 0;
  const char *kind = vt_view_get_place (view, &id);
  g_autoptr (GArray) ids = g_strcmp0 (kind, "product") == 0 ? vt_product_list_related (view->db, id, error) : NULL;

  if (g_strcmp0 (kind, "product") != 0)
    return TRUE;
  if (ids == NULL)
    return FALSE;
  if (ids->len > 0)
    *cards = vt_model_cards_of (view, ids, error);

  return ids->len == 0 || *cards != NULL;
}

static VtValue *
list_products (VtView *view, const VtPopup *popup, GError **error)
{
  VtValue *cards = NULL;

  if (popup->products == VT_POPUP_PRODUCTS_NONE)
    return vt_value_new_array (view->arena);
  if (popup->products == VT_POPUP_PRODUCTS_TARGET)
    return list_of_target (view, popup, error);
  if (popup->products == VT_POPUP_PRODUCTS_RELATED && !list_related (view, &cards, error))
    return NULL;
  if (cards == NULL)
    cards = vt_model_suggestions (view, error);

  return cards != NULL ? first_of (view, cards) : NULL;
}

static const char *
text_of (VtView *view, const Words *words, const char *field, const char *own, const char *original)
{
  if (words->variant != NULL && *own != '\0')
    return vt_view_text (view, "popup_variant", words->variant->id, field, own);

  return vt_view_text (view, "popup", words->popup->id, field, original);
}

static VtValue *
picture_of (VtView *view, const Words *words)
{
  const VtPopupVariant *variant = words->variant;
  VtModelPhoto photo = { words->popup->sha256, words->popup->width, words->popup->height,
                         vt_view_text (view, "popup", words->popup->id, "alt", words->popup->alt), 0 };

  if (variant != NULL && variant->sha256 != NULL)
    photo = (VtModelPhoto){ variant->sha256, variant->width, variant->height,
                            vt_view_text (view, "popup_variant", variant->id, "alt", variant->alt), 0 };

  return vt_model_picture (view->arena, &photo);
}

static void
set_words (VtView *view, VtValue *object, const Words *words)
{
  static const VtPopupVariant none = {
    .headline = (char *) "", .body = (char *) "", .accept_label = (char *) "", .decline_label = (char *) ""
  };
  const VtPopup *popup = words->popup;
  const VtPopupVariant *own = words->variant != NULL ? words->variant : &none;
  const char *decline = text_of (view, words, "decline_label", own->decline_label, popup->decline_label);

  vt_value_set_string (object, "headline", text_of (view, words, "headline", own->headline, popup->headline));
  vt_value_set_string (object, "body", text_of (view, words, "body", own->body, popup->body));
  vt_value_set_string (object, "accept", text_of (view, words, "accept_label", own->accept_label, popup->accept_label));
  vt_value_set_string (object, "decline", *decline != '\0' ? decline : vt_model_string (view, "no_thanks"));
  vt_value_set (object, "picture", picture_of (view, words));
}

static void
set_form (VtView *view, VtValue *object, const VtPopup *popup)
{
  static const char *const actions[] = { NULL, "/newsletter", NULL };
  VtValue *form;

  vt_value_set_null (object, "form");
  if (popup->form == VT_POPUP_FORM_NONE || vt_view_is_static (view))
    return;

  form = vt_value_new_object (view->arena);
  vt_value_set_string (form, "kind", vt_popup_form_to_string (popup->form));
  vt_value_take_string (form, "action",
                        actions[popup->form] != NULL ? vt_view_path (view, actions[popup->form]) : NULL);
  vt_value_set_string (form, "consent", vt_view_text (view, "popup", popup->id, "consent", popup->consent));
  vt_value_set_string (form, "thanks", vt_view_text (view, "popup", popup->id, "thanks", popup->thanks));
  vt_value_set (object, "form", form);
}

/* Blocks are told apart by name, as templates can: {"headline": true}. */
static void
set_blocks (VtView *view, VtValue *object, const VtPopup *popup)
{
  static const char *const names[] = { "is_headline", "is_text", "is_countdown", "is_code", "is_products", "is_form" };
  g_auto (GStrv) blocks = vt_popup_list_blocks (popup);
  VtValue *list = vt_value_new_array (view->arena);

  for (guint i = 0; blocks[i] != NULL; i++)
    {
      VtValue *block = vt_value_new_object (view->arena);

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        vt_value_set_boolean (block, names[j], g_str_equal (blocks[i], names[j] + strlen ("is_")));
      vt_value_add (list, block);
    }
  vt_value_set (object, "blocks", list);
}

/* What is given in exchange for an address comes once the address is confirmed: see vt-view-newsletter.c. A code that
 * ends for each visitor runs from the first look. */
static gboolean
asks_first (const VtPopup *popup)
{
  g_auto (GStrv) blocks = vt_popup_list_blocks (popup);

  return popup->form == VT_POPUP_FORM_NEWSLETTER && popup->evergreen_minutes == 0 &&
         g_strv_contains ((const char *const *) blocks, "form");
}

static VtValue *
new_popup (VtView *view, const Words *words, VtValue *products, gboolean open)
{
  const VtPopup *popup = words->popup;
  gboolean withheld = asks_first (popup);
  VtValue *object = vt_value_new_object (view->arena);

  vt_value_set_int (object, "id", popup->id);
  vt_value_set_int (object, "variant", words->variant != NULL ? words->variant->id : 0);
  vt_value_set_string (object, "layout", vt_popup_layout_to_string (popup->layout));
  vt_value_set_boolean (object, "asks", popup->goal == VT_POPUP_AGE);
  vt_value_take_string (object, "target", vt_view_link (view, withheld ? "" : popup->target));
  vt_value_set_string (object, "code", *popup->discount_code != '\0' && !withheld ? popup->discount_code : NULL);
  vt_value_set_boolean (object, "open", open && words->variant == NULL);
  vt_value_set (object, "products", products);
  set_words (view, object, words);
  set_countdown (view, object, popup);
  set_form (view, object, popup);
  set_blocks (view, object, popup);

  return object;
}

/* Changes whenever what the popup says does, so that a changed one may be shown again. */
static char *
version_of (VtValue *objects, gint64 id)
{
  g_autofree char *text = vt_value_to_json (objects);
  g_autofree char *hash = vt_sha256_data (text, strlen (text));

  return g_strdup_printf ("%" G_GINT64_FORMAT "-%.8s", id, hash);
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

/* `&play=<trigger>`: it is to come up by its trigger, which the preview plays, and not at once. */
static gboolean
is_played (VtView *view)
{
  return view->request->drafts && view->request->query != NULL && g_hash_table_contains (view->request->query, "play");
}

/* The asked one alone, or all that shoppers may get. */
static GPtrArray *
list_popups (VtView *view, gboolean *open, GError **error)
{
  gint64 id = asked_for (view);
  g_autoptr (GError) failure = NULL;
  g_autoptr (VtPopup) asked = id != 0 ? vt_popup_load (view->db, id, &failure) : NULL;
  GPtrArray *popups;

  *open = asked != NULL;
  /* It may have been deleted meanwhile. */
  if (id != 0 && asked == NULL && !g_error_matches (failure, VT_PROMO_ERROR, VT_PROMO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (asked == NULL)
    return vt_popup_list_for_shoppers (view->db, view->request->now_us, error);

  popups = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_popup_free);
  g_ptr_array_add (popups, g_steal_pointer (&asked));
  return popups;
}

static gint64
cap (VtView *view, const char *key)
{
  g_autofree char *text = vt_setting_get (view->db, key, NULL);
  gint64 most = CAP;

  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 0, 100, &most, NULL);
  return most;
}

static gboolean
add_collections (VtView *view, JsonObject *facts, GError **error)
{
  gint64 id = 0;
  const char *kind = vt_view_get_place (view, &id);
  g_autoptr (GPtrArray) collections = NULL;
  JsonArray *ids = json_array_new ();

  json_object_set_array_member (facts, "collections", ids);
  if (g_strcmp0 (kind, "collection") == 0)
    json_array_add_int_element (ids, id);
  if (g_strcmp0 (kind, "product") != 0)
    return TRUE;

  collections = vt_collection_list_of_product (view->db, id, error);
  for (guint i = 0; collections != NULL && i < collections->len; i++)
    json_array_add_int_element (ids, ((VtCollection *) g_ptr_array_index (collections, i))->id);
  return collections != NULL;
}

/* What is the same for all who see the page. */
static JsonObject *
describe_page (VtView *view, GError **error)
{
  g_autoptr (JsonObject) facts = json_object_new ();
  VtValue *page = vt_value_get (view->model, "page");
  VtValue *product = vt_value_get (view->model, "product");
  JsonObject *caps = json_object_new ();

  json_object_set_int_member (caps, "visit", cap (view, "popup.per-visit"));
  json_object_set_int_member (caps, "day", cap (view, "popup.per-day"));
  json_object_set_object_member (facts, "caps", caps);
  json_object_set_string_member (facts, "kind", vt_value_get_string (page, "kind"));
  json_object_set_string_member (facts, "path", view->path);
  json_object_set_string_member (facts, "language", view->language);
  json_object_set_boolean_member (facts, "sold_out",
                                  vt_value_is_object (product) && !vt_value_get_boolean (product, "can_buy"));
  if (!add_collections (view, facts, error))
    return NULL;

  return g_steal_pointer (&facts);
}

/* A popup that calls to a live sale comes while there is one, and leads there. */
static gboolean
tie_to_live (VtView *view, VtPopup *popup, gboolean *there, GError **error)
{
  g_autoptr (GPtrArray) lives = NULL;
  const VtLive *live = NULL;
  guint featured;

  *there = TRUE;
  if (popup->goal != VT_POPUP_LIVE)
    return TRUE;

  lives = vt_live_list (view->db, FALSE, error);
  if (lives == NULL)
    return FALSE;
  featured = vt_live_find_featured (lives, view->request->now_us);
  if (featured < lives->len)
    live = g_ptr_array_index (lives, featured);
  *there = live != NULL && vt_live_state (live, view->request->now_us) != VT_LIVE_AFTER;
  if (!*there)
    return TRUE;

  popup->starts_us = MAX (popup->starts_us, live->starts_us);
  popup->ends_us = popup->ends_us > 0 ? MIN (popup->ends_us, live->ends_us) : live->ends_us;
  g_free (popup->target);
  popup->target = g_strconcat ("/live/", live->handle, NULL);
  return TRUE;
}

/* Where nobody answers, what only a host can enforce or know is not promised. */
static gboolean
can_be_kept (VtView *view, const VtPopup *popup, const VtPopupRule *rule)
{
  return !vt_view_is_static (view) ||
         (popup->evergreen_minutes == 0 && popup->form == VT_POPUP_FORM_NONE && !vt_popup_rule_needs_cart (rule));
}

typedef struct
{
  VtView *view;
  JsonObject *page;    /* (owned) */
  VtPopupFacts *facts; /* (owned) */
  JsonArray *rules;    /* (owned) */
  GPtrArray *keeps;    /* (owned) (element-type utf8) what is kept of the visit, for popups of other pages too */
  VtValue *objects;
  gboolean open;
} Carrying;

static void
carrying_clear (Carrying *self)
{
  g_clear_pointer (&self->page, json_object_unref);
  g_clear_pointer (&self->facts, vt_popup_facts_free);
  g_clear_pointer (&self->rules, json_array_unref);
  g_clear_pointer (&self->keeps, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Carrying, carrying_clear)

static JsonArray *
describe_shares (const VtPopup *popup, GPtrArray *variants)
{
  JsonArray *shares = json_array_new ();

  for (guint i = 0; i <= variants->len; i++)
    {
      const VtPopupVariant *variant = i > 0 ? g_ptr_array_index (variants, i - 1) : NULL;
      JsonArray *share = json_array_new ();

      json_array_add_int_element (share, variant != NULL ? variant->id : 0);
      json_array_add_int_element (share, variant != NULL ? variant->weight : popup->weight);
      json_array_add_array_element (shares, share);
    }

  return shares;
}

static gboolean
carry (Carrying *self, const VtPopup *popup, JsonObject *rule, GError **error)
{
  g_autoptr (GPtrArray) variants = vt_popup_list_variants (self->view->db, popup->id, error);
  VtValue *products = variants != NULL ? list_products (self->view, popup, error) : NULL;
  VtValue *own = vt_value_new_array (self->view->arena);
  g_autofree char *version = NULL;

  if (products == NULL)
    return FALSE;
  for (guint i = 0; i <= variants->len; i++)
    {
      const Words words = { popup, i > 0 ? g_ptr_array_index (variants, i - 1) : NULL };
      VtValue *object = new_popup (self->view, &words, products, self->open && !is_played (self->view));

      vt_value_add (own, object);
      vt_value_add (self->objects, object);
    }

  version = version_of (own, popup->id);
  json_object_set_string_member (rule, "version", version);
  if (variants->len > 0)
    json_object_set_array_member (rule, "shares", describe_shares (popup, variants));
  json_array_add_object_element (self->rules, json_object_ref (rule));
  return TRUE;
}

static gboolean
consider (Carrying *self, VtPopup *popup, GError **error)
{
  g_autoptr (JsonObject) rule = NULL;
  g_autoptr (VtPopupRule) parsed = NULL;
  gboolean there = TRUE;

  if (!tie_to_live (self->view, popup, &there, error))
    return FALSE;
  rule = vt_popup_to_rule (popup, "");
  parsed = vt_popup_rule_new_from_json (rule, error);
  if (parsed == NULL)
    return FALSE;
  vt_popup_rule_add_keeps (parsed, self->keeps);
  if (!self->open && (!there || !can_be_kept (self->view, popup, parsed) ||
                      vt_popup_judge_page (parsed, self->facts) != VT_POPUP_VERDICT_SHOWN))
    return TRUE;

  return carry (self, popup, rule, error);
}

static void
set_json (VtValue *object, const char *name, JsonNode *node)
{
  vt_value_take_string (object, name, json_to_string (node, FALSE));
  json_node_unref (node);
}

static void
finish (Carrying *self)
{
  VtValue *popups = vt_value_new_object (self->view->arena);
  JsonArray *keeps = json_array_new ();
  JsonNode *rules = json_node_new (JSON_NODE_ARRAY);
  JsonNode *page = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < self->keeps->len; i++)
    json_array_add_string_element (keeps, g_ptr_array_index (self->keeps, i));
  json_object_set_array_member (self->page, "keeps", keeps);
  json_node_set_array (rules, self->rules);
  json_node_set_object (page, self->page);
  set_json (popups, "rules", rules);
  set_json (popups, "page", page);
  vt_value_set (popups, "items", self->objects);
  vt_value_set (self->view->model, "popups", popups);
}

/**
 * vt_popup_model_fill:
 * @view: a view whose model is filled
 * @error: a #VtDbError
 *
 * Fills `popups` of the model: the first six that are on, keep their promise and may come up on this page, or the one
 * that a preview asked for.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_popup_model_fill (VtView *view, GError **error)
{
  g_auto (Carrying) carrying = { .view = view, .rules = json_array_new (), .keeps = g_ptr_array_new () };
  g_autoptr (GPtrArray) popups = list_popups (view, &carrying.open, error);

  if (popups == NULL)
    return FALSE;
  if (popups->len == 0)
    return TRUE;

  carrying.page = describe_page (view, error);
  carrying.facts = carrying.page != NULL ? vt_popup_facts_new_from_json (carrying.page, error) : NULL;
  carrying.objects = vt_value_new_array (view->arena);
  if (carrying.facts == NULL)
    return FALSE;
  vt_popup_facts_set_now (carrying.facts, view->request->now_us);
  for (guint i = 0; i < popups->len; i++)
    if (json_array_get_length (carrying.rules) < POPUPS_MAX &&
        !consider (&carrying, g_ptr_array_index (popups, i), error))
      return FALSE;

  if (json_array_get_length (carrying.rules) > 0 || carrying.keeps->len > 0)
    finish (&carrying);
  return TRUE;
}
