/* schema.org, as JSON-LD (https://schema.org/Product and what it refers to). */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-html.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "catalogue/vt-barcode.h"
#include "shop/vt-settings.h"
#include "site/vt-seo.h"

#define PICTURE_WIDTH 1280
#define MAX_TEXT      5000

static JsonObject *
new_thing (const char *type)
{
  JsonObject *thing = json_object_new ();

  json_object_set_string_member (thing, "@type", type);
  return thing;
}

/* Takes the things of one page. */
static JsonNode *
new_graph (JsonArray *things)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *graph = json_object_new ();

  json_object_set_string_member (graph, "@context", "https://schema.org");
  json_object_set_array_member (graph, "@graph", things);
  json_node_take_object (node, graph);

  return node;
}

static void
set_setting (VtView *view, JsonObject *object, const char *name, const char *key)
{
  g_autofree char *value = vt_setting_get (view->db, key, NULL);

  if (value != NULL && *value != '\0')
    json_object_set_string_member (object, name, value);
}

static JsonObject *
new_organization (VtView *view)
{
  JsonObject *organization = new_thing ("Organization");
  g_autofree char *home = vt_view_path (view, "/");

  vt_model_take_text (organization, "@id", vt_seo_address (view, "/#organization"));
  json_object_set_string_member (organization, "name", view->name);
  vt_model_take_text (organization, "url", vt_seo_address (view, home));
  vt_model_take_text (organization, "logo", vt_seo_address (view, "/favicon.svg"));
  set_setting (view, organization, "email", "shop.email");
  set_setting (view, organization, "telephone", "shop.phone");
  set_setting (view, organization, "address", "shop.address");

  return organization;
}

static JsonObject *
new_web_site (VtView *view)
{
  JsonObject *site = new_thing ("WebSite");
  JsonObject *search = new_thing ("SearchAction");
  g_autofree char *target = vt_view_path (view, "/search?q={search_term_string}");
  g_autofree char *home = vt_view_path (view, "/");

  vt_model_take_text (search, "target", vt_seo_address (view, target));
  json_object_set_string_member (search, "query-input", "required name=search_term_string");
  json_object_set_string_member (site, "name", view->name);
  vt_model_take_text (site, "url", vt_seo_address (view, home));
  json_object_set_string_member (site, "inLanguage", view->language);
  json_object_set_object_member (site, "potentialAction", search);

  return site;
}

/**
 * vt_seo_home:
 * @view: a view
 *
 * Returns: (transfer full): the shop, and the way to search it
 */
JsonNode *
vt_seo_home (VtView *view)
{
  JsonArray *things = json_array_new ();

  json_array_add_object_element (things, new_organization (view));
  json_array_add_object_element (things, new_web_site (view));
  return new_graph (things);
}

static JsonObject *
new_crumb_list (VtView *view)
{
  JsonArray *crumbs = json_object_get_array_member (view->model, "breadcrumbs");
  JsonArray *items = json_array_new ();
  JsonObject *list = new_thing ("BreadcrumbList");

  for (guint i = 0; i < json_array_get_length (crumbs); i++)
    {
      JsonObject *crumb = json_array_get_object_element (crumbs, i);
      JsonObject *item = new_thing ("ListItem");

      json_object_set_int_member (item, "position", (gint64) i + 1);
      json_object_set_string_member (item, "name", json_object_get_string_member (crumb, "title"));
      vt_model_take_text (item, "item", vt_seo_address (view, json_object_get_string_member (crumb, "url")));
      json_array_add_object_element (items, item);
    }

  json_object_set_array_member (list, "itemListElement", items);
  return list;
}

/**
 * vt_seo_crumbs:
 * @view: a view with breadcrumbs
 *
 * Returns: (transfer full): the way to the page
 */
JsonNode *
vt_seo_crumbs (VtView *view)
{
  JsonArray *things = json_array_new ();

  json_array_add_object_element (things, new_crumb_list (view));
  return new_graph (things);
}

static JsonObject *
new_offer (VtView *view, const VtVariant *variant, const char *address, gboolean several)
{
  JsonObject *offer = new_thing ("Offer");
  gboolean there = !variant->track_stock || variant->on_hand > 0;
  g_autofree char *gtin = vt_barcode_to_gtin (variant->barcode);
  const char *otherwise = variant->backorder ? "https://schema.org/BackOrder" : "https://schema.org/OutOfStock";

  if (*variant->sku != '\0')
    json_object_set_string_member (offer, "sku", variant->sku);
  if (gtin != NULL)
    json_object_set_string_member (offer, "gtin", gtin);
  if (several)
    {
      vt_model_take_text (offer, "name",
                          vt_view_text_list (view, "variant", variant->id, "option_values", variant->title));
      vt_model_take_text (offer, "url", g_strdup_printf ("%s?variant=%" G_GINT64_FORMAT, address, variant->id));
    }
  else
    json_object_set_string_member (offer, "url", address);
  vt_model_take_text (offer, "price", vt_money_to_decimal (vt_money_new (variant->price_minor, view->currency)));
  json_object_set_string_member (offer, "priceCurrency", view->currency);
  json_object_set_string_member (offer, "availability", there ? "https://schema.org/InStock" : otherwise);
  json_object_set_string_member (offer, "itemCondition", "https://schema.org/NewCondition");

  return offer;
}

static JsonArray *
new_pictures (VtView *view, VtProduct *product)
{
  JsonArray *pictures = json_array_new ();

  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    {
      const VtPhoto *photo = vt_product_get_photo (product, i);
      g_autofree char *path = vt_model_picture_url (photo->sha256, photo->width, PICTURE_WIDTH);
      g_autofree char *address = vt_seo_address (view, path);

      json_array_add_string_element (pictures, address);
    }

  return pictures;
}

static JsonObject *
new_product (VtView *view, VtProduct *product)
{
  JsonObject *thing = new_thing ("Product");
  JsonArray *offers = json_array_new ();
  guint n_variants = vt_product_get_n_variants (product);
  gint64 id = vt_product_get_id (product);
  g_autofree char *path = vt_model_product_path (view, id, vt_product_get_handle (product));
  g_autofree char *address = vt_seo_address (view, path);
  g_autofree char *plain = vt_html_to_plain_text (
      vt_view_text (view, "product", id, "description_html", vt_product_get_description_html (product)));

  json_object_set_string_member (thing, "name",
                                 vt_view_text (view, "product", id, "title", vt_product_get_title (product)));
  json_object_set_string_member (thing, "url", address);
  if (*plain != '\0')
    vt_model_take_text (thing, "description", vt_text_ellipsise (plain, MAX_TEXT));
  if (*vt_product_get_vendor (product) != '\0')
    {
      JsonObject *brand = new_thing ("Brand");

      json_object_set_string_member (brand, "name", vt_product_get_vendor (product));
      json_object_set_object_member (thing, "brand", brand);
    }
  if (vt_product_get_n_photos (product) > 0)
    json_object_set_array_member (thing, "image", new_pictures (view, product));
  if (n_variants == 1 && *vt_product_get_variant (product, 0)->sku != '\0')
    json_object_set_string_member (thing, "sku", vt_product_get_variant (product, 0)->sku);

  for (guint i = 0; i < n_variants; i++)
    json_array_add_object_element (offers,
                                   new_offer (view, vt_product_get_variant (product, i), address, n_variants > 1));
  json_object_set_array_member (thing, "offers", offers);

  return thing;
}

/**
 * vt_seo_product:
 * @view: a view with breadcrumbs
 * @product: the product
 *
 * Returns: (transfer full): the product with its offers, and the way to it
 */
JsonNode *
vt_seo_product (VtView *view, VtProduct *product)
{
  JsonArray *things = json_array_new ();

  json_array_add_object_element (things, new_product (view, product));
  json_array_add_object_element (things, new_crumb_list (view));
  return new_graph (things);
}
