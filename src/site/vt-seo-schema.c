/* schema.org, as JSON-LD: the shop and its products (https://schema.org/ProductGroup and what it refers to; the rules
 * are those of Google's merchant listings). */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-html.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "catalogue/vt-barcode.h"
#include "catalogue/vt-review.h"
#include "content/vt-channel.h"
#include "content/vt-page.h"
#include "shop/vt-settings.h"
#include "site/vt-seo-card.h"
#include "site/vt-seo.h"

#define PICTURE_WIDTH 1280
#define MAX_TEXT      5000
#define MAX_REVIEWS   10

/* A page that names more variants one by one weighs more than its photographs. */
#define MAX_VARIANTS 60

/* Private: a thing without properties. */
JsonObject *
vt_seo_new_thing (const char *type)
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

static char *
dup_setting (VtView *view, const char *key)
{
  g_autofree char *value = vt_setting_get (view->db, key, NULL);

  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : NULL;
}

static void
set_address (VtView *view, JsonObject *organization)
{
  g_autofree char *street = dup_setting (view, "shop.address");
  JsonObject *address;

  if (street == NULL)
    return;

  address = vt_seo_new_thing ("PostalAddress");
  json_object_set_string_member (address, "streetAddress", street);
  if (*view->country != '\0')
    json_object_set_string_member (address, "addressCountry", view->country);
  json_object_set_object_member (organization, "address", address);
}

static JsonObject *
new_contact_point (VtView *view)
{
  JsonObject *point = vt_seo_new_thing ("ContactPoint");
  JsonArray *languages = json_array_new ();

  json_object_set_string_member (point, "contactType", "customer service");
  for (guint i = 0; view->languages[i] != NULL; i++)
    json_array_add_string_element (languages, view->languages[i]);
  json_object_set_array_member (point, "availableLanguage", languages);

  return point;
}

/* Where shoppers can ask, by voice or in writing; and who the shop is elsewhere. */
static void
add_channel (VtView *view, const VtChannel *channel, JsonArray *points, JsonArray *same)
{
  g_autofree char *url = vt_channel_url (channel, NULL);
  g_autofree char *name = NULL;
  g_autofree char *profile = NULL;
  JsonObject *point;

  switch (channel->kind)
    {
    case VT_CHANNEL_PHONE:
    case VT_CHANNEL_EMAIL:
      point = new_contact_point (view);
      json_object_set_string_member (point, channel->kind == VT_CHANNEL_PHONE ? "telephone" : "email", channel->value);
      json_array_add_object_element (points, point);
      break;
    case VT_CHANNEL_WHATSAPP:
    case VT_CHANNEL_LINE:
    case VT_CHANNEL_MESSENGER:
    case VT_CHANNEL_TELEGRAM:
      point = new_contact_point (view);
      json_object_set_string_member (point, "url", url);
      json_array_add_object_element (points, point);
      break;
    case VT_CHANNEL_INSTAGRAM:
      /* Who the shop is there: its other address opens a conversation. */
      name = g_uri_escape_string (channel->value, NULL, FALSE);
      profile = g_strconcat ("https://www.instagram.com/", name, "/", NULL);
      json_array_add_string_element (same, profile);
      break;
    case VT_CHANNEL_FACEBOOK:
    case VT_CHANNEL_TIKTOK:
      json_array_add_string_element (same, url);
      break;
    case VT_CHANNEL_FORM:
    default:
      break;
    }
}

static void
add_own_contact (VtView *view, JsonArray *points)
{
  JsonObject *point = new_contact_point (view);

  set_setting (view, point, "email", "shop.email");
  set_setting (view, point, "telephone", "shop.phone");
  if (json_object_has_member (point, "email") || json_object_has_member (point, "telephone"))
    json_array_add_object_element (points, point);
  else
    json_object_unref (point);
}

static void
take_list (JsonObject *thing, const char *name, JsonArray *list)
{
  if (json_array_get_length (list) > 0)
    json_object_set_array_member (thing, name, list);
  else
    json_array_unref (list);
}

static void
set_contact (VtView *view, JsonObject *organization)
{
  g_autoptr (GPtrArray) channels = vt_channel_list (view->db, NULL);
  JsonArray *points = json_array_new ();
  JsonArray *same = json_array_new ();

  for (guint i = 0; channels != NULL && i < channels->len; i++)
    add_channel (view, g_ptr_array_index (channels, i), points, same);
  if (json_array_get_length (points) == 0)
    add_own_contact (view, points);

  take_list (organization, "contactPoint", points);
  take_list (organization, "sameAs", same);
}

/* Where the shop says how goods come back. Source of the handles: what shops and their imports call that page. */
static void
set_return_policy (VtView *view, JsonObject *organization)
{
  static const char *const handles[] = { "returns",       "shipping-returns", "refunds",
                                         "refund-policy", "return-policy",    "withdrawal" };

  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      g_autoptr (VtPage) page = vt_page_find_by_handle (view->db, handles[i], NULL);
      g_autofree char *path = page != NULL && page->active ? vt_model_page_path (view, page->id, page->handle) : NULL;
      JsonObject *policy;

      if (path == NULL)
        continue;
      policy = vt_seo_new_thing ("MerchantReturnPolicy");
      vt_model_take_text (policy, "merchantReturnLink", vt_seo_address (view, path));
      if (*view->country != '\0')
        json_object_set_string_member (policy, "applicableCountry", view->country);
      json_object_set_object_member (organization, "hasMerchantReturnPolicy", policy);
      return;
    }
}

static JsonObject *
new_organization (VtView *view)
{
  JsonObject *organization = vt_seo_new_thing ("OnlineStore");
  g_autofree char *home = vt_view_path (view, "/");
  g_autofree char *card = vt_seo_card_path_of (view, "home", 0);

  vt_model_take_text (organization, "@id", vt_seo_address (view, "/#organization"));
  json_object_set_string_member (organization, "name", view->name);
  vt_model_take_text (organization, "url", vt_seo_address (view, home));
  vt_model_take_text (organization, "logo", vt_seo_address (view, "/favicon.svg"));
  if (card != NULL)
    vt_model_take_text (organization, "image", vt_seo_address (view, card));
  set_setting (view, organization, "email", "shop.email");
  set_setting (view, organization, "telephone", "shop.phone");
  set_setting (view, organization, "legalName", "legal.name");
  set_setting (view, organization, "taxID", "legal.tax-id");
  set_setting (view, organization, "vatID", "legal.vat-id");
  set_address (view, organization);
  set_contact (view, organization);
  set_return_policy (view, organization);

  return organization;
}

static JsonObject *
new_web_site (VtView *view)
{
  JsonObject *site = vt_seo_new_thing ("WebSite");
  JsonObject *search = vt_seo_new_thing ("SearchAction");
  g_autofree char *target = vt_view_path (view, "/search?q={search_term_string}");
  g_autofree char *home = vt_view_path (view, "/");

  vt_model_take_text (search, "target", vt_seo_address (view, target));
  json_object_set_string_member (search, "query-input", "required name=search_term_string");
  vt_model_take_text (site, "@id", vt_seo_address (view, "/#website"));
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
  JsonObject *list = vt_seo_new_thing ("BreadcrumbList");

  for (guint i = 0; i < json_array_get_length (crumbs); i++)
    {
      JsonObject *crumb = json_array_get_object_element (crumbs, i);
      JsonObject *item = vt_seo_new_thing ("ListItem");

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

/* As an engine of shopping reads it: what it costs and whether it can be had. */
static JsonObject *
new_offer (VtView *view, const VtVariant *variant, const char *address)
{
  JsonObject *offer = vt_seo_new_thing ("Offer");
  JsonObject *seller = vt_seo_new_thing ("Organization");
  gboolean there = !variant->track_stock || variant->on_hand > 0;
  const char *otherwise = variant->backorder ? "https://schema.org/BackOrder" : "https://schema.org/OutOfStock";

  json_object_set_string_member (offer, "url", address);
  vt_model_take_text (offer, "price", vt_money_to_decimal (vt_money_new (variant->price_minor, view->currency)));
  json_object_set_string_member (offer, "priceCurrency", view->currency);
  json_object_set_string_member (offer, "availability", there ? "https://schema.org/InStock" : otherwise);
  json_object_set_string_member (offer, "itemCondition", "https://schema.org/NewCondition");
  vt_model_take_text (seller, "@id", vt_seo_address (view, "/#organization"));
  json_object_set_string_member (seller, "name", view->name);
  json_object_set_object_member (offer, "seller", seller);

  return offer;
}

static void
add_picture (VtView *view, JsonArray *pictures, const VtPhoto *photo)
{
  g_autofree char *path = vt_model_picture_url (photo->sha256, photo->width, PICTURE_WIDTH);
  g_autofree char *address = vt_seo_address (view, path);

  json_array_add_string_element (pictures, address);
}

static void
set_pictures (VtView *view, JsonObject *thing, VtProduct *product)
{
  JsonArray *pictures;

  if (vt_product_get_n_photos (product) == 0)
    return;

  pictures = json_array_new ();
  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    add_picture (view, pictures, vt_product_get_photo (product, i));
  json_object_set_array_member (thing, "image", pictures);
}

static void
set_codes (JsonObject *thing, const VtVariant *variant)
{
  g_autofree char *gtin = vt_barcode_to_gtin (variant->barcode);

  if (*variant->sku != '\0')
    json_object_set_string_member (thing, "sku", variant->sku);
  if (gtin != NULL)
    json_object_set_string_member (thing, "gtin", gtin);
}

/* What engines know a choice by; %NULL for one that they do not. */
static const char *
option_property (const char *name)
{
  static const struct
  {
    const char *property, *name;
  } known[] = {
    { "color", "color" },       { "color", "colour" }, { "color", "cor" },       { "color", "สี" },
    { "size", "size" },         { "size", "tamanho" }, { "size", "talla" },      { "size", "tamaño" },
    { "size", "ขนาด" },         { "size", "ไซส์" },     { "size", "taille" },     { "size", "größe" },
    { "material", "material" }, { "material", "วัสดุ" }, { "pattern", "pattern" }, { "pattern", "padrão" },
    { "pattern", "estampado" }, { "pattern", "ลาย" },
  };
  g_autofree char *folded = vt_text_fold (name);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *other = vt_text_fold (known[i].name);

      if (g_str_equal (folded, other))
        return known[i].property;
    }

  return NULL;
}

static void
set_choices (VtView *view, JsonObject *thing, VtProduct *product, const VtVariant *variant)
{
  const char *translated = vt_view_text (view, "variant", variant->id, "option_values", NULL);
  g_auto (GStrv) values = translated != NULL ? g_strsplit (translated, "\x1f", -1) : g_strdupv (variant->values);
  guint n_values = values != NULL ? g_strv_length (values) : 0;

  for (guint i = 0; i < vt_product_get_n_options (product) && i < n_values; i++)
    {
      const char *property = option_property (vt_product_get_option_names (product)[i]);

      if (property != NULL && *values[i] != '\0')
        json_object_set_string_member (thing, property, values[i]);
    }
}

static JsonObject *
new_variant (VtView *view, VtProduct *product, const VtVariant *variant, const char *title, const char *address)
{
  JsonObject *thing = vt_seo_new_thing ("Product");
  g_autofree char *choice = vt_view_text_list (view, "variant", variant->id, "option_values", variant->title);
  g_autofree char *url = g_strdup_printf ("%s?variant=%" G_GINT64_FORMAT, address, variant->id);

  if (*choice != '\0')
    vt_model_take_text (thing, "name", g_strconcat (title, " — ", choice, NULL));
  else
    json_object_set_string_member (thing, "name", title);
  set_codes (thing, variant);
  set_choices (view, thing, product, variant);
  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    {
      const VtPhoto *photo = vt_product_get_photo (product, i);
      JsonArray *pictures;

      if (variant->photo_id != 0 ? photo->id != variant->photo_id : i > 0)
        continue;
      pictures = json_array_new ();
      add_picture (view, pictures, photo);
      json_object_set_array_member (thing, "image", pictures);
    }
  json_object_set_object_member (thing, "offers", new_offer (view, variant, url));

  return thing;
}

static void
set_variants (VtView *view, JsonObject *group, VtProduct *product, const char *title, const char *address)
{
  JsonArray *variants = json_array_new ();
  JsonArray *varies = json_array_new ();

  for (guint i = 0; i < vt_product_get_n_options (product); i++)
    {
      const char *property = option_property (vt_product_get_option_names (product)[i]);
      g_autofree char *whole = property != NULL ? g_strconcat ("https://schema.org/", property, NULL) : NULL;

      if (whole != NULL)
        json_array_add_string_element (varies, whole);
    }
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    json_array_add_object_element (variants,
                                   new_variant (view, product, vt_product_get_variant (product, i), title, address));

  vt_model_take_text (group, "productGroupID", g_strdup_printf ("%" G_GINT64_FORMAT, vt_product_get_id (product)));
  if (json_array_get_length (varies) > 0)
    json_object_set_array_member (group, "variesBy", varies);
  else
    json_array_unref (varies);
  json_object_set_array_member (group, "hasVariant", variants);
}

/* Too many variants to name each: from what to what they cost. */
static JsonObject *
new_aggregate_offer (VtView *view, VtProduct *product, const char *address)
{
  JsonObject *offer = vt_seo_new_thing ("AggregateOffer");
  guint n_variants = vt_product_get_n_variants (product);
  gint64 lowest = G_MAXINT64;
  gint64 highest = 0;
  gboolean there = FALSE;

  for (guint i = 0; i < n_variants; i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);

      lowest = MIN (lowest, variant->price_minor);
      highest = MAX (highest, variant->price_minor);
      there = there || !variant->track_stock || variant->on_hand > 0 || variant->backorder;
    }
  json_object_set_string_member (offer, "url", address);
  json_object_set_string_member (offer, "priceCurrency", view->currency);
  vt_model_take_text (offer, "lowPrice", vt_money_to_decimal (vt_money_new (lowest, view->currency)));
  vt_model_take_text (offer, "highPrice", vt_money_to_decimal (vt_money_new (highest, view->currency)));
  json_object_set_int_member (offer, "offerCount", n_variants);
  json_object_set_string_member (offer, "availability",
                                 there ? "https://schema.org/InStock" : "https://schema.org/OutOfStock");

  return offer;
}

static JsonObject *
new_rating (const char *type, const char *value)
{
  JsonObject *rating = vt_seo_new_thing (type);

  json_object_set_string_member (rating, "ratingValue", value);
  json_object_set_int_member (rating, "bestRating", 5);
  json_object_set_int_member (rating, "worstRating", 1);
  return rating;
}

static JsonObject *
new_review (const VtReview *review)
{
  JsonObject *thing = vt_seo_new_thing ("Review");
  JsonObject *author = vt_seo_new_thing ("Person");
  g_autofree char *value = g_strdup_printf ("%d", review->rating);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (review->written_us / G_USEC_PER_SEC);

  json_object_set_string_member (author, "name", review->name);
  json_object_set_object_member (thing, "author", author);
  json_object_set_object_member (thing, "reviewRating", new_rating ("Rating", value));
  if (at != NULL)
    vt_model_take_text (thing, "datePublished", g_date_time_format (at, "%Y-%m-%d"));
  if (*review->title != '\0')
    json_object_set_string_member (thing, "name", review->title);
  if (*review->body != '\0')
    vt_model_take_text (thing, "reviewBody", vt_text_ellipsise (review->body, MAX_TEXT));

  return thing;
}

/* Only what buyers wrote and the page shows. */
static void
set_reviews (VtView *view, JsonObject *thing, gint64 product_id)
{
  VtReviewSummary summary = { 0 };
  g_autoptr (GPtrArray) reviews = NULL;
  JsonObject *rating;
  JsonArray *list;
  char average[G_ASCII_DTOSTR_BUF_SIZE];

  if (!vt_review_summarise (view->db, product_id, &summary, NULL) || summary.count == 0)
    return;

  g_ascii_formatd (average, sizeof average, "%.1f", (double) summary.sum / (double) summary.count);
  rating = new_rating ("AggregateRating", average);
  json_object_set_int_member (rating, "reviewCount", summary.count);
  json_object_set_object_member (thing, "aggregateRating", rating);

  reviews = vt_review_list (view->db, product_id, VT_REVIEWS_SHOWN, MAX_REVIEWS, NULL);
  list = json_array_new ();
  for (guint i = 0; reviews != NULL && i < reviews->len; i++)
    json_array_add_object_element (list, new_review (g_ptr_array_index (reviews, i)));
  json_object_set_array_member (thing, "review", list);
}

static void
set_brand (JsonObject *thing, VtProduct *product)
{
  JsonObject *brand;

  if (*vt_product_get_vendor (product) == '\0')
    return;

  brand = vt_seo_new_thing ("Brand");
  json_object_set_string_member (brand, "name", vt_product_get_vendor (product));
  json_object_set_object_member (thing, "brand", brand);
}

static JsonObject *
new_product (VtView *view, VtProduct *product)
{
  guint n_variants = vt_product_get_n_variants (product);
  gboolean grouped = n_variants > 1 && n_variants <= MAX_VARIANTS;
  JsonObject *thing = vt_seo_new_thing (grouped ? "ProductGroup" : "Product");
  gint64 id = vt_product_get_id (product);
  const char *title = vt_view_text (view, "product", id, "title", vt_product_get_title (product));
  g_autofree char *path = vt_model_product_path (view, id, vt_product_get_handle (product));
  g_autofree char *address = vt_seo_address (view, path);
  g_autofree char *plain = vt_html_to_plain_text (
      vt_view_text (view, "product", id, "description_html", vt_product_get_description_html (product)));

  json_object_set_string_member (thing, "name", title);
  json_object_set_string_member (thing, "url", address);
  if (*plain != '\0')
    vt_model_take_text (thing, "description", vt_text_ellipsise (plain, MAX_TEXT));
  set_brand (thing, product);
  set_pictures (view, thing, product);
  if (grouped)
    set_variants (view, thing, product, title, address);
  else if (n_variants > 1)
    json_object_set_object_member (thing, "offers", new_aggregate_offer (view, product, address));
  else if (n_variants == 1)
    {
      set_codes (thing, vt_product_get_variant (product, 0));
      json_object_set_object_member (thing, "offers", new_offer (view, vt_product_get_variant (product, 0), address));
    }
  set_reviews (view, thing, id);

  return thing;
}

/* What the title and the picture of the page's link say besides. */
static void
note_product (VtView *view, VtProduct *product)
{
  const char *type = vt_product_get_product_type (product);
  const char *word = *type != '\0' ? type : vt_product_get_vendor (product);

  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      gint64 price = vt_product_get_variant (product, i)->price_minor;

      view->price_from = view->price_from || (i > 0 && price != view->price_minor);
      view->price_minor = i == 0 ? price : MIN (price, view->price_minor);
    }
  /* Of another language only what is written in it. */
  g_free (view->extra_word);
  view->extra_word = g_strdup (vt_view_is_translated (view)
                                   ? vt_view_text (view, "product", vt_product_get_id (product), "product_type", NULL)
                                   : word);
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

  note_product (view, product);
  json_array_add_object_element (things, new_product (view, product));
  json_array_add_object_element (things, new_crumb_list (view));
  return new_graph (things);
}
