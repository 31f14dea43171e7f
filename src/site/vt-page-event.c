/* What a page is to those who count: a product that is seen, a list, a search, a purchase. It is read off the finished
 * model, so that what is counted is what the shopper sees. Names are those of Google's e-commerce events; consent.js
 * says the same in the words of other vendors. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-page-event.h"

#include "base/vt-json.h"
#include "base/vt-money.h"
#include "site/vt-model.h"

#include <string.h>

#define MAX_ITEMS 48

static JsonObject *
member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
list (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
set_amount (VtView *view, JsonObject *event, const char *name, gint64 minor)
{
  vt_model_take_text (event, name, vt_money_to_decimal (vt_money_new (minor, view->currency)));
}

static JsonObject *
add_item (JsonArray *items, const char *id, const char *name, gint64 quantity)
{
  JsonObject *item = json_object_new ();

  json_object_set_string_member (item, "item_id", id);
  json_object_set_string_member (item, "item_name", name);
  json_object_set_int_member (item, "quantity", quantity);
  json_array_add_object_element (items, item);
  return item;
}

static const char *
text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static JsonObject *
selected_variant (JsonObject *product)
{
  JsonArray *variants = list (product, "variants");

  for (guint i = 0; variants != NULL && i < json_array_get_length (variants); i++)
    {
      JsonObject *variant = json_array_get_object_element (variants, i);

      if (json_object_get_boolean_member_with_default (variant, "selected", FALSE))
        return variant;
    }

  return NULL;
}

static void
describe_product (VtView *view, JsonObject *event, JsonArray *items, JsonObject *product)
{
  JsonObject *variant = selected_variant (product);
  JsonObject *price = member (variant != NULL ? variant : product, "price");
  gint64 minor = price != NULL ? json_object_get_int_member_with_default (price, "now_minor", 0) : 0;
  const char *sku = variant != NULL ? text (variant, "sku") : "";
  g_autofree char *id = g_strdup_printf (
      "%" G_GINT64_FORMAT, json_object_get_int_member_with_default (variant != NULL ? variant : product, "id", 0));
  JsonObject *item = add_item (items, *sku != '\0' ? sku : id, text (product, "title"), 1);

  if (*text (product, "vendor") != '\0')
    json_object_set_string_member (item, "item_brand", text (product, "vendor"));
  if (variant != NULL && *text (variant, "title") != '\0')
    json_object_set_string_member (item, "item_variant", text (variant, "title"));
  set_amount (view, item, "price", minor);
  set_amount (view, event, "value", minor);
  json_object_set_int_member (event, "product", json_object_get_int_member_with_default (product, "id", 0));
}

static void
describe_cards (VtView *view, JsonArray *items, JsonArray *cards)
{
  for (guint i = 0; cards != NULL && i < json_array_get_length (cards) && i < MAX_ITEMS; i++)
    {
      JsonObject *card = json_array_get_object_element (cards, i);
      JsonObject *price = member (card, "price");
      g_autofree char *id =
          g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member_with_default (card, "id", 0));
      JsonObject *item = add_item (items, id, text (card, "title"), 1);

      json_object_set_int_member (item, "index", i);
      if (price != NULL)
        set_amount (view, item, "price", json_object_get_int_member_with_default (price, "now_minor", 0));
    }
}

static void
describe_lines (JsonArray *items, JsonArray *lines)
{
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      g_autofree char *id =
          g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member_with_default (line, "variant", 0));

      add_item (items, id, text (line, "title"), json_object_get_int_member_with_default (line, "quantity", 1));
    }
}

static const char *
describe (VtView *view, const char *kind, JsonObject *event, JsonArray *items)
{
  JsonObject *product = member (view->model, "product");
  JsonObject *listing = member (view->model, "listing");
  JsonObject *cart = member (view->model, "cart");
  JsonObject *order = member (view->model, "order");

  if (g_str_equal (kind, "product") && product != NULL)
    {
      describe_product (view, event, items, product);
      return "view_item";
    }
  if (g_str_equal (kind, "search") && *text (view->model, "query") != '\0')
    {
      json_object_set_string_member (event, "search_term", text (view->model, "query"));
      return "search";
    }
  if (g_str_equal (kind, "collection") && listing != NULL)
    {
      describe_cards (view, items, list (listing, "items"));
      return "view_item_list";
    }
  if (g_str_equal (kind, "cart") && cart != NULL && !json_object_get_boolean_member_with_default (cart, "empty", TRUE))
    {
      describe_lines (items, list (cart, "lines"));
      set_amount (view, event, "value", json_object_get_int_member_with_default (cart, "total_minor", 0));
      return "view_cart";
    }
  if (g_str_equal (kind, "order") && order != NULL && g_str_equal (text (order, "status"), "placed"))
    {
      describe_lines (items, list (order, "lines"));
      set_amount (view, event, "value", json_object_get_int_member_with_default (order, "total_minor", 0));
      json_object_set_string_member (event, "transaction_id", text (order, "number"));
      return "purchase";
    }

  return NULL;
}

/**
 * vt_page_event_fill:
 * @view: a view whose model is complete
 *
 * Fills `page.event` of the model: the event as JSON, or null. Where shoppers type who they are, nothing is counted.
 */
void
vt_page_event_fill (VtView *view)
{
  JsonObject *page = member (view->model, "page");
  JsonObject *event;
  JsonArray *items;
  g_autoptr (JsonNode) node = NULL;
  const char *name;

  if (page == NULL)
    return;

  event = json_object_new ();
  items = json_array_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, event);
  json_object_set_string_member (event, "currency", view->currency);
  json_object_set_array_member (event, "items", items);
  name = describe (view, text (page, "kind"), event, items);
  if (name != NULL)
    json_object_set_string_member (event, "name", name);
  vt_model_take_text (page, "event", name != NULL ? vt_json_to_string (node, FALSE) : NULL);
}
