/* schema.org, as JSON-LD: the shop and its products (https://schema.org/ProductGroup and what it refers to; the rules
 * are those of Google's merchant listings). */
#define G_LOG_DOMAIN "vt-site"

#include "base/vt-html.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "catalogue/vt-barcode.h"
#include "catalogue/vt-review.h"
#include "content/vt-channel.h"
#include "content/vt-legal.h"
#include "content/vt-page.h"
#include "shop/vt-settings.h"
#include "site/vt-offer-model.h"
#include "site/vt-seo-card.h"
#include "site/vt-seo.h"

#define PICTURE_WIDTH 1280
#define MAX_TEXT      5000
#define MAX_REVIEWS   10

/* A page that names more variants one by one weighs more than its photographs. */
#define MAX_VARIANTS 60

/* Private: a thing without properties. */
VtValue *
vt_seo_new_thing (VtArena *arena, const char *type)
{
  VtValue *thing = vt_value_new_object (arena);

  vt_value_set_string (thing, "@type", type);
  return thing;
}

/* Of the things of one page. */
static VtValue *
new_graph (VtValue *things)
{
  VtValue *graph = vt_value_new_object (vt_value_get_arena (things));

  vt_value_set_string (graph, "@context", "https://schema.org");
  vt_value_set (graph, "@graph", things);

  return graph;
}

static void
set_setting (VtView *view, VtValue *object, const char *name, const char *key)
{
  g_autofree char *value = vt_setting_get (view->db, key, NULL);

  if (value != NULL && *value != '\0')
    vt_value_set_string (object, name, value);
}

static char *
dup_setting (VtView *view, const char *key)
{
  g_autofree char *value = vt_setting_get (view->db, key, NULL);

  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : NULL;
}

static void
set_address (VtView *view, VtValue *organization)
{
  g_autofree char *street = dup_setting (view, "shop.address");
  VtValue *address;

  if (street == NULL)
    return;

  address = vt_seo_new_thing (view->arena, "PostalAddress");
  vt_value_set_string (address, "streetAddress", street);
  if (*view->country != '\0')
    vt_value_set_string (address, "addressCountry", view->country);
  vt_value_set (organization, "address", address);
}

static VtValue *
new_contact_point (VtView *view)
{
  VtValue *point = vt_seo_new_thing (view->arena, "ContactPoint");
  VtValue *languages = vt_value_new_array (view->arena);

  vt_value_set_string (point, "contactType", "customer service");
  for (guint i = 0; view->languages[i] != NULL; i++)
    vt_value_add_string (languages, view->languages[i]);
  vt_value_set (point, "availableLanguage", languages);

  return point;
}

/* Where shoppers can ask, by voice or in writing; and who the shop is elsewhere. */
static void
add_channel (VtView *view, const VtChannel *channel, VtValue *points, VtValue *same)
{
  g_autofree char *url = vt_channel_url (channel, NULL);
  g_autofree char *name = NULL;
  g_autofree char *profile = NULL;
  VtValue *point;

  switch (channel->kind)
    {
    case VT_CHANNEL_PHONE:
    case VT_CHANNEL_EMAIL:
      point = new_contact_point (view);
      vt_value_set_string (point, channel->kind == VT_CHANNEL_PHONE ? "telephone" : "email", channel->value);
      vt_value_add (points, point);
      break;
    case VT_CHANNEL_WHATSAPP:
    case VT_CHANNEL_LINE:
    case VT_CHANNEL_MESSENGER:
    case VT_CHANNEL_TELEGRAM:
      point = new_contact_point (view);
      vt_value_set_string (point, "url", url);
      vt_value_add (points, point);
      break;
    case VT_CHANNEL_INSTAGRAM:
      /* Who the shop is there: its other address opens a conversation. */
      name = g_uri_escape_string (channel->value, NULL, FALSE);
      profile = g_strconcat ("https://www.instagram.com/", name, "/", NULL);
      vt_value_add_string (same, profile);
      break;
    case VT_CHANNEL_FACEBOOK:
    case VT_CHANNEL_TIKTOK:
      vt_value_add_string (same, url);
      break;
    case VT_CHANNEL_FORM:
    default:
      break;
    }
}

static void
add_own_contact (VtView *view, VtValue *points)
{
  VtValue *point = new_contact_point (view);

  set_setting (view, point, "email", "shop.email");
  set_setting (view, point, "telephone", "shop.phone");
  if (vt_value_get (point, "email") != NULL || vt_value_get (point, "telephone") != NULL)
    vt_value_add (points, point);
}

static void
take_list (VtValue *thing, const char *name, VtValue *list)
{
  if (vt_value_get_length (list) > 0)
    vt_value_set (thing, name, list);
}

static void
set_contact (VtView *view, VtValue *organization)
{
  g_autoptr (GPtrArray) channels = vt_channel_list (view->db, NULL);
  VtValue *points = vt_value_new_array (view->arena);
  VtValue *same = vt_value_new_array (view->arena);

  for (guint i = 0; channels != NULL && i < channels->len; i++)
    add_channel (view, g_ptr_array_index (channels, i), points, same);
  if (vt_value_get_length (points) == 0)
    add_own_contact (view, points);

  take_list (organization, "contactPoint", points);
  take_list (organization, "sameAs", same);
}

/* Where the shop says how goods come back: the page that it names, else one that is called so. Source of the handles:
 * what shops and their imports call that page. */
static char *
returns_path (VtView *view)
{
  static const char *const handles[] = { "returns",       "shipping-returns", "refunds",
                                         "refund-policy", "return-policy",    "withdrawal" };
  g_autofree char *named = dup_setting (view, "legal.withdrawal");

  if (named != NULL)
    return vt_view_link (view, named);

  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      g_autoptr (VtPage) page = vt_page_find_by_handle (view->db, handles[i], NULL);

      if (page != NULL && page->active)
        return vt_model_page_path (view, page->id, page->handle);
    }

  return NULL;
}

/* With the days that the law of the shop's country gives at least. */
static void
set_return_policy (VtView *view, VtValue *organization)
{
  g_autofree char *path = returns_path (view);
  int days = vt_legal_withdrawal_days (view->country);
  VtValue *policy;

  if (path == NULL && days == 0)
    return;

  policy = vt_seo_new_thing (view->arena, "MerchantReturnPolicy");
  if (path != NULL)
    vt_value_take_string (policy, "merchantReturnLink", *path == '/' ? vt_seo_address (view, path) : g_strdup (path));
  if (*view->country != '\0')
    vt_value_set_string (policy, "applicableCountry", view->country);
  if (days > 0)
    {
      vt_value_set_string (policy, "returnPolicyCategory", "https://schema.org/MerchantReturnFiniteReturnWindow");
      vt_value_set_int (policy, "merchantReturnDays", days);
    }
  vt_value_set (organization, "hasMerchantReturnPolicy", policy);
}

static VtValue *
new_organization (VtView *view)
{
  VtValue *organization = vt_seo_new_thing (view->arena, "OnlineStore");
  g_autofree char *home = vt_view_path (view, "/");
  g_autofree char *card = vt_seo_card_path_of (view, "home", 0);

  vt_value_take_string (organization, "@id", vt_seo_address (view, "/#organization"));
  vt_value_set_string (organization, "name", view->name);
  vt_value_take_string (organization, "url", vt_seo_address (view, home));
  vt_value_take_string (organization, "logo", vt_seo_address (view, "/icon-512.png"));
  if (card != NULL)
    vt_value_take_string (organization, "image", vt_seo_address (view, card));
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

static VtValue *
new_web_site (VtView *view)
{
  VtValue *site = vt_seo_new_thing (view->arena, "WebSite");
  VtValue *search = vt_seo_new_thing (view->arena, "SearchAction");
  g_autofree char *target = vt_view_path (view, "/search?q={search_term_string}");
  g_autofree char *home = vt_view_path (view, "/");

  vt_value_take_string (search, "target", vt_seo_address (view, target));
  vt_value_set_string (search, "query-input", "required name=search_term_string");
  vt_value_take_string (site, "@id", vt_seo_address (view, "/#website"));
  vt_value_set_string (site, "name", view->name);
  vt_value_take_string (site, "url", vt_seo_address (view, home));
  vt_value_set_string (site, "inLanguage", view->language);
  vt_value_set (site, "potentialAction", search);

  return site;
}

/**
 * vt_seo_home:
 * @view: a view
 *
 * Returns: (transfer none): the shop, and the way to search it
 */
VtValue *
vt_seo_home (VtView *view)
{
  VtValue *things = vt_value_new_array (view->arena);

  vt_value_add (things, new_organization (view));
  vt_value_add (things, new_web_site (view));
  return new_graph (things);
}

static VtValue *
new_crumb_list (VtView *view)
{
  VtValue *crumbs = vt_value_get (view->model, "breadcrumbs");
  VtValue *items = vt_value_new_array (view->arena);
  VtValue *list = vt_seo_new_thing (view->arena, "BreadcrumbList");

  for (guint i = 0; i < vt_value_get_length (crumbs); i++)
    {
      VtValue *crumb = vt_value_get_at (crumbs, i);
      VtValue *item = vt_seo_new_thing (view->arena, "ListItem");

      vt_value_set_int (item, "position", (gint64) i + 1);
      vt_value_set_string (item, "name", vt_value_get_string (crumb, "title"));
      vt_value_take_string (item, "item", vt_seo_address (view, vt_value_get_string (crumb, "url")));
      vt_value_add (items, item);
    }

  vt_value_set (list, "itemListElement", items);
  return list;
}

/**
 * vt_seo_crumbs:
 * @view: a view with breadcrumbs
 *
 * Returns: (transfer none): the way to the page
 */
VtValue *
vt_seo_crumbs (VtView *view)
{
  VtValue *things = vt_value_new_array (view->arena);

  vt_value_add (things, new_crumb_list (view));
  return new_graph (things);
}

static VtValue *
new_transit_time (VtView *view)
{
  VtValue *time = vt_seo_new_thing (view->arena, "ShippingDeliveryTime");
  VtValue *days = vt_seo_new_thing (view->arena, "QuantitativeValue");

  vt_value_set_int (days, "minValue", view->shipping.days_min);
  vt_value_set_int (days, "maxValue", view->shipping.days_max);
  vt_value_set_string (days, "unitCode", "DAY");
  vt_value_set (time, "transitTime", days);
  return time;
}

/* What was asked for one variant is true of those that weigh and cost the same. */
static void
set_shipping (VtView *view, VtValue *offer, const VtVariant *variant)
{
  const VtViewShipping *shipping = &view->shipping;
  VtValue *details, *region, *rate;

  if (shipping->variant == NULL || !variant->shipped || variant->weight_g != shipping->variant->weight_g ||
      variant->price_minor != shipping->variant->price_minor)
    return;

  details = vt_seo_new_thing (view->arena, "OfferShippingDetails");
  region = vt_seo_new_thing (view->arena, "DefinedRegion");
  rate = vt_seo_new_thing (view->arena, "MonetaryAmount");
  vt_value_set_string (region, "addressCountry", shipping->country);
  vt_value_take_string (rate, "value", vt_money_to_decimal (vt_money_new (shipping->price_minor, view->currency)));
  vt_value_set_string (rate, "currency", view->currency);
  vt_value_set (details, "shippingDestination", region);
  vt_value_set (details, "shippingRate", rate);
  if (shipping->days_max > 0)
    vt_value_set (details, "deliveryTime", new_transit_time (view));
  vt_value_set (offer, "shippingDetails", details);
}

/* As an engine of shopping reads it: what it costs and whether it can be had. */
static VtValue *
new_offer (VtView *view, VtProduct *product, const VtVariant *variant, const char *address)
{
  VtValue *offer = vt_seo_new_thing (view->arena, "Offer");
  VtValue *seller = vt_seo_new_thing (view->arena, "Organization");
  gboolean there = !variant->track_stock || variant->on_hand > 0;
  const char *otherwise = variant->backorder ? "https://schema.org/BackOrder" : "https://schema.org/OutOfStock";
  gint64 price = vt_offer_price (view, vt_product_get_id (product), variant->id, variant->price_minor);

  vt_value_set_string (offer, "url", address);
  vt_value_take_string (offer, "price", vt_money_to_decimal (vt_money_new (price, view->currency)));
  vt_value_set_string (offer, "priceCurrency", view->currency);
  vt_value_set_string (offer, "availability", there ? "https://schema.org/InStock" : otherwise);
  vt_value_set_string (offer, "itemCondition", "https://schema.org/NewCondition");
  vt_value_take_string (seller, "@id", vt_seo_address (view, "/#organization"));
  vt_value_set_string (seller, "name", view->name);
  vt_value_set (offer, "seller", seller);
  set_shipping (view, offer, variant);

  return offer;
}

static void
add_picture (VtView *view, VtValue *pictures, const VtPhoto *photo)
{
  g_autofree char *path = vt_model_picture_url (photo->sha256, photo->width, PICTURE_WIDTH);
  g_autofree char *address = vt_seo_address (view, path);

  vt_value_add_string (pictures, address);
}

static void
set_pictures (VtView *view, VtValue *thing, VtProduct *product)
{
  VtValue *pictures;

  if (vt_product_get_n_photos (product) == 0)
    return;

  pictures = vt_value_new_array (view->arena);
  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    add_picture (view, pictures, vt_product_get_photo (product, i));
  vt_value_set (thing, "image", pictures);
}

static void
set_codes (VtValue *thing, const VtVariant *variant)
{
  g_autofree char *gtin = vt_barcode_to_gtin (variant->barcode);

  if (*variant->sku != '\0')
    vt_value_set_string (thing, "sku", variant->sku);
  if (gtin != NULL)
    vt_value_set_string (thing, "gtin", gtin);
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
set_choices (VtView *view, VtValue *thing, VtProduct *product, const VtVariant *variant)
{
  const char *translated = vt_view_text (view, "variant", variant->id, "option_values", NULL);
  g_auto (GStrv) values = translated != NULL ? g_strsplit (translated, "\x1f", -1) : g_strdupv (variant->values);
  guint n_values = values != NULL ? g_strv_length (values) : 0;

  for (guint i = 0; i < vt_product_get_n_options (product) && i < n_values; i++)
    {
      const char *property = option_property (vt_product_get_option_names (product)[i]);

      if (property != NULL && *values[i] != '\0')
        vt_value_set_string (thing, property, values[i]);
    }
}

static VtValue *
new_variant (VtView *view, VtProduct *product, const VtVariant *variant, const char *title, const char *address)
{
  VtValue *thing = vt_seo_new_thing (view->arena, "Product");
  g_autofree char *choice = vt_view_text_list (view, "variant", variant->id, "option_values", variant->title);
  g_autofree char *url = g_strdup_printf ("%s?variant=%" G_GINT64_FORMAT, address, variant->id);

  if (*choice != '\0')
    vt_value_take_string (thing, "name", g_strconcat (title, " — ", choice, NULL));
  else
    vt_value_set_string (thing, "name", title);
  set_codes (thing, variant);
  set_choices (view, thing, product, variant);
  for (guint i = 0; i < vt_product_get_n_photos (product); i++)
    {
      const VtPhoto *photo = vt_product_get_photo (product, i);
      VtValue *pictures;

      if (variant->photo_id != 0 ? photo->id != variant->photo_id : i > 0)
        continue;
      pictures = vt_value_new_array (view->arena);
      add_picture (view, pictures, photo);
      vt_value_set (thing, "image", pictures);
    }
  vt_value_set (thing, "offers", new_offer (view, product, variant, url));

  return thing;
}

static void
set_variants (VtView *view, VtValue *group, VtProduct *product, const char *title, const char *address)
{
  VtValue *variants = vt_value_new_array (view->arena);
  VtValue *varies = vt_value_new_array (view->arena);

  for (guint i = 0; i < vt_product_get_n_options (product); i++)
    {
      const char *property = option_property (vt_product_get_option_names (product)[i]);
      g_autofree char *whole = property != NULL ? g_strconcat ("https://schema.org/", property, NULL) : NULL;

      if (whole != NULL)
        vt_value_add_string (varies, whole);
    }
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    vt_value_add (variants, new_variant (view, product, vt_product_get_variant (product, i), title, address));

  vt_value_take_string (group, "productGroupID", g_strdup_printf ("%" G_GINT64_FORMAT, vt_product_get_id (product)));
  if (vt_value_get_length (varies) > 0)
    vt_value_set (group, "variesBy", varies);
  vt_value_set (group, "hasVariant", variants);
}

/* Too many variants to name each: from what to what they cost. */
static VtValue *
new_aggregate_offer (VtView *view, VtProduct *product, const char *address)
{
  VtValue *offer = vt_seo_new_thing (view->arena, "AggregateOffer");
  guint n_variants = vt_product_get_n_variants (product);
  gint64 lowest = G_MAXINT64;
  gint64 highest = 0;
  gboolean there = FALSE;

  for (guint i = 0; i < n_variants; i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);
      gint64 price = vt_offer_price (view, vt_product_get_id (product), variant->id, variant->price_minor);

      lowest = MIN (lowest, price);
      highest = MAX (highest, price);
      there = there || !variant->track_stock || variant->on_hand > 0 || variant->backorder;
    }
  vt_value_set_string (offer, "url", address);
  vt_value_set_string (offer, "priceCurrency", view->currency);
  vt_value_take_string (offer, "lowPrice", vt_money_to_decimal (vt_money_new (lowest, view->currency)));
  vt_value_take_string (offer, "highPrice", vt_money_to_decimal (vt_money_new (highest, view->currency)));
  vt_value_set_int (offer, "offerCount", n_variants);
  vt_value_set_string (offer, "availability", there ? "https://schema.org/InStock" : "https://schema.org/OutOfStock");

  return offer;
}

static VtValue *
new_rating (VtArena *arena, const char *type, const char *value)
{
  VtValue *rating = vt_seo_new_thing (arena, type);

  vt_value_set_string (rating, "ratingValue", value);
  vt_value_set_int (rating, "bestRating", 5);
  vt_value_set_int (rating, "worstRating", 1);
  return rating;
}

static VtValue *
new_review (VtArena *arena, const VtReview *review)
{
  VtValue *thing = vt_seo_new_thing (arena, "Review");
  VtValue *author = vt_seo_new_thing (arena, "Person");
  g_autofree char *value = g_strdup_printf ("%d", review->rating);
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (review->written_us / G_USEC_PER_SEC);

  vt_value_set_string (author, "name", review->name);
  vt_value_set (thing, "author", author);
  vt_value_set (thing, "reviewRating", new_rating (arena, "Rating", value));
  if (at != NULL)
    vt_value_take_string (thing, "datePublished", g_date_time_format (at, "%Y-%m-%d"));
  if (*review->title != '\0')
    vt_value_set_string (thing, "name", review->title);
  if (*review->body != '\0')
    vt_value_take_string (thing, "reviewBody", vt_text_ellipsise (review->body, MAX_TEXT));

  return thing;
}

/* Only what buyers wrote and the page shows. */
static void
set_reviews (VtView *view, VtValue *thing, gint64 product_id)
{
  VtReviewSummary summary = { 0 };
  g_autoptr (GPtrArray) reviews = NULL;
  VtValue *rating;
  VtValue *list;
  char average[G_ASCII_DTOSTR_BUF_SIZE];

  if (!vt_review_summarise (view->db, product_id, &summary, NULL) || summary.count == 0)
    return;

  g_ascii_formatd (average, sizeof average, "%.1f", (double) summary.sum / (double) summary.count);
  rating = new_rating (view->arena, "AggregateRating", average);
  vt_value_set_int (rating, "reviewCount", summary.count);
  vt_value_set (thing, "aggregateRating", rating);

  reviews = vt_review_list (view->db, product_id, VT_REVIEWS_SHOWN, MAX_REVIEWS, NULL);
  list = vt_value_new_array (view->arena);
  for (guint i = 0; reviews != NULL && i < reviews->len; i++)
    vt_value_add (list, new_review (view->arena, g_ptr_array_index (reviews, i)));
  vt_value_set (thing, "review", list);
}

static void
set_brand (VtValue *thing, VtProduct *product)
{
  VtValue *brand;

  if (*vt_product_get_vendor (product) == '\0')
    return;

  brand = vt_seo_new_thing (vt_value_get_arena (thing), "Brand");
  vt_value_set_string (brand, "name", vt_product_get_vendor (product));
  vt_value_set (thing, "brand", brand);
}

static VtValue *
new_product (VtView *view, VtProduct *product)
{
  guint n_variants = vt_product_get_n_variants (product);
  gboolean grouped = n_variants > 1 && n_variants <= MAX_VARIANTS;
  VtValue *thing = vt_seo_new_thing (view->arena, grouped ? "ProductGroup" : "Product");
  gint64 id = vt_product_get_id (product);
  const char *title = vt_view_text (view, "product", id, "title", vt_product_get_title (product));
  g_autofree char *path = vt_model_product_path (view, id, vt_product_get_handle (product));
  g_autofree char *address = vt_seo_address (view, path);
  g_autofree char *plain = vt_html_to_plain_text (
      vt_view_text (view, "product", id, "description_html", vt_product_get_description_html (product)));

  vt_value_set_string (thing, "name", title);
  vt_value_set_string (thing, "url", address);
  if (*plain != '\0')
    vt_value_take_string (thing, "description", vt_text_ellipsise (plain, MAX_TEXT));
  set_brand (thing, product);
  set_pictures (view, thing, product);
  if (grouped)
    set_variants (view, thing, product, title, address);
  else if (n_variants > 1)
    vt_value_set (thing, "offers", new_aggregate_offer (view, product, address));
  else if (n_variants == 1)
    {
      set_codes (thing, vt_product_get_variant (product, 0));
      vt_value_set (thing, "offers", new_offer (view, product, vt_product_get_variant (product, 0), address));
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
 * Returns: (transfer none): the product with its offers, and the way to it
 */
VtValue *
vt_seo_product (VtView *view, VtProduct *product)
{
  VtValue *things = vt_value_new_array (view->arena);

  note_product (view, product);
  vt_value_add (things, new_product (view, product));
  vt_value_add (things, new_crumb_list (view));
  return new_graph (things);
}
