/* What a page is to those who count: a product that is seen, a list, a search, a purchase. It is read off the finished
 * model, so that what is counted is what the shopper sees. Names are those of Google's e-commerce events; consent.js
 * says the same in the words of other vendors. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-page-event.h"

#include "base/vt-money.h"
#include "site/vt-model.h"

#include <string.h>

#define MAX_ITEMS 48

static VtValue *
member (VtValue *object, const char *name)
{
  VtValue *value = vt_value_get (object, name);

  return vt_value_is_object (value) ? value : NULL;
}

static VtValue *
list (VtValue *object, const char *name)
{
  VtValue *value = vt_value_get (object, name);

  return vt_value_is_array (value) ? value : NULL;
}

static void
set_amount (VtView *view, VtValue *event, const char *name, gint64 minor)
{
  vt_value_take_string (event, name, vt_money_to_decimal (vt_money_new (minor, view->currency)));
}

static VtValue *
add_item (VtValue *items, const char *id, const char *name, gint64 quantity)
{
  VtValue *item = vt_value_new_object (vt_value_get_arena (items));

  vt_value_set_string (item, "item_id", id);
  vt_value_set_string (item, "item_name", name);
  vt_value_set_int (item, "quantity", quantity);
  vt_value_add (items, item);
  return item;
}

static VtValue *
selected_variant (VtValue *product)
{
  VtValue *variants = list (product, "variants");

  for (guint i = 0; variants != NULL && i < vt_value_get_length (variants); i++)
    {
      VtValue *variant = vt_value_get_at (variants, i);

      if (vt_value_get_boolean (variant, "selected"))
        return variant;
    }

  return NULL;
}

static void
describe_product (VtView *view, VtValue *event, VtValue *items, VtValue *product)
{
  VtValue *variant = selected_variant (product);
  VtValue *price = member (variant != NULL ? variant : product, "price");
  gint64 minor = price != NULL ? vt_value_get_int (price, "now_minor") : 0;
  const char *sku = variant != NULL ? vt_value_get_string (variant, "sku") : "";
  g_autofree char *id =
      g_strdup_printf ("%" G_GINT64_FORMAT, vt_value_get_int (variant != NULL ? variant : product, "id"));
  VtValue *item = add_item (items, *sku != '\0' ? sku : id, vt_value_get_string (product, "title"), 1);

  if (*vt_value_get_string (product, "vendor") != '\0')
    vt_value_set_string (item, "item_brand", vt_value_get_string (product, "vendor"));
  if (variant != NULL && *vt_value_get_string (variant, "title") != '\0')
    vt_value_set_string (item, "item_variant", vt_value_get_string (variant, "title"));
  set_amount (view, item, "price", minor);
  set_amount (view, event, "value", minor);
  vt_value_set_int (event, "product", vt_value_get_int (product, "id"));
}

static void
describe_cards (VtView *view, VtValue *items, VtValue *cards)
{
  for (guint i = 0; cards != NULL && i < vt_value_get_length (cards) && i < MAX_ITEMS; i++)
    {
      VtValue *card = vt_value_get_at (cards, i);
      VtValue *price = member (card, "price");
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, vt_value_get_int (card, "id"));
      VtValue *item = add_item (items, id, vt_value_get_string (card, "title"), 1);

      vt_value_set_int (item, "index", i);
      if (price != NULL)
        set_amount (view, item, "price", vt_value_get_int (price, "now_minor"));
    }
}

static void
describe_lines (VtValue *items, VtValue *lines)
{
  for (guint i = 0; lines != NULL && i < vt_value_get_length (lines); i++)
    {
      VtValue *line = vt_value_get_at (lines, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, vt_value_get_int (line, "variant"));

      add_item (items, id, vt_value_get_string (line, "title"), MAX (vt_value_get_int (line, "quantity"), 1));
    }
}

static const char *
describe (VtView *view, const char *kind, VtValue *event, VtValue *items)
{
  VtValue *product = member (view->model, "product");
  VtValue *listing = member (view->model, "listing");
  VtValue *cart = member (view->model, "cart");
  VtValue *order = member (view->model, "order");

  if (g_str_equal (kind, "product") && product != NULL)
    {
      describe_product (view, event, items, product);
      return "view_item";
    }
  if (g_str_equal (kind, "search") && *vt_value_get_string (view->model, "query") != '\0')
    {
      vt_value_set_string (event, "search_term", vt_value_get_string (view->model, "query"));
      return "search";
    }
  if (g_str_equal (kind, "collection") && listing != NULL)
    {
      describe_cards (view, items, list (listing, "items"));
      return "view_item_list";
    }
  if (g_str_equal (kind, "cart") && cart != NULL && vt_value_get_length (vt_value_get (cart, "lines")) > 0)
    {
      describe_lines (items, list (cart, "lines"));
      set_amount (view, event, "value", vt_value_get_int (cart, "total_minor"));
      return "view_cart";
    }
  if (g_str_equal (kind, "order") && order != NULL && g_str_equal (vt_value_get_string (order, "status"), "placed"))
    {
      describe_lines (items, list (order, "lines"));
      set_amount (view, event, "value", vt_value_get_int (order, "total_minor"));
      vt_value_set_int (event, "minor", vt_value_get_int (order, "total_minor"));
      vt_value_set_string (event, "transaction_id", vt_value_get_string (order, "number"));
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
  VtValue *page = member (view->model, "page");
  VtValue *event;
  VtValue *items;
  const char *name;

  if (page == NULL)
    return;

  event = vt_value_new_object (view->arena);
  items = vt_value_new_array (view->arena);
  vt_value_set_string (event, "currency", view->currency);
  vt_value_set (event, "items", items);
  name = describe (view, vt_value_get_string (page, "kind"), event, items);
  if (name != NULL)
    vt_value_set_string (event, "name", name);
  vt_value_take_string (page, "event", name != NULL ? vt_value_to_json (event) : NULL);
}
