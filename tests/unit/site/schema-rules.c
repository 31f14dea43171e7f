#include "schema-rules.h"

#include <string.h>

typedef enum
{
  TEXT,     /* not empty */
  ADDRESS,  /* https: and absolute, or a list of such */
  AMOUNT,   /* decimal point, no separators, above zero */
  COST,     /* the same, and may be nothing */
  CURRENCY, /* ISO 4217 */
  STOCK,    /* one of schema.org's words */
  NUMBER,   /* a whole number */
  RATING,   /* from 1 to 5 */
  DATE,     /* ISO 8601 */
  THING,    /* an object of a type, or a list of such */
  LANGUAGE
} Sort;

typedef struct
{
  const char *type;
  const char *field;
  Sort sort;
  gboolean required;
  const char *of; /* of a THING: its type, or types with a bar between */
} Rule;

static const Rule rules[] = {
  { "Product", "name", TEXT, TRUE, NULL },
  { "Product", "offers", THING, TRUE, "Offer|AggregateOffer" },
  { "Product", "image", ADDRESS, FALSE, NULL },
  { "Product", "url", ADDRESS, FALSE, NULL },
  { "Product", "sku", TEXT, FALSE, NULL },
  { "Product", "gtin", TEXT, FALSE, NULL },
  { "Product", "color", TEXT, FALSE, NULL },
  { "Product", "size", TEXT, FALSE, NULL },
  { "Product", "brand", THING, FALSE, "Brand" },
  { "Product", "aggregateRating", THING, FALSE, "AggregateRating" },
  { "Product", "review", THING, FALSE, "Review" },
  { "ProductGroup", "name", TEXT, TRUE, NULL },
  { "ProductGroup", "productGroupID", TEXT, TRUE, NULL },
  { "ProductGroup", "hasVariant", THING, TRUE, "Product" },
  { "ProductGroup", "variesBy", ADDRESS, FALSE, NULL },
  { "ProductGroup", "image", ADDRESS, FALSE, NULL },
  { "ProductGroup", "url", ADDRESS, TRUE, NULL },
  { "ProductGroup", "brand", THING, FALSE, "Brand" },
  { "ProductGroup", "aggregateRating", THING, FALSE, "AggregateRating" },
  { "ProductGroup", "review", THING, FALSE, "Review" },
  { "Brand", "name", TEXT, TRUE, NULL },
  { "Offer", "price", AMOUNT, TRUE, NULL },
  { "Offer", "priceCurrency", CURRENCY, TRUE, NULL },
  { "Offer", "availability", STOCK, TRUE, NULL },
  { "Offer", "itemCondition", ADDRESS, FALSE, NULL },
  { "Offer", "url", ADDRESS, TRUE, NULL },
  { "Offer", "priceValidUntil", DATE, FALSE, NULL },
  { "Offer", "shippingDetails", THING, FALSE, "OfferShippingDetails" },
  { "OfferShippingDetails", "shippingDestination", THING, TRUE, "DefinedRegion" },
  { "OfferShippingDetails", "shippingRate", THING, TRUE, "MonetaryAmount" },
  { "OfferShippingDetails", "deliveryTime", THING, FALSE, "ShippingDeliveryTime" },
  { "DefinedRegion", "addressCountry", TEXT, TRUE, NULL },
  { "MonetaryAmount", "value", COST, TRUE, NULL },
  { "MonetaryAmount", "currency", CURRENCY, TRUE, NULL },
  { "ShippingDeliveryTime", "transitTime", THING, TRUE, "QuantitativeValue" },
  { "QuantitativeValue", "minValue", NUMBER, TRUE, NULL },
  { "QuantitativeValue", "maxValue", NUMBER, TRUE, NULL },
  { "AggregateOffer", "lowPrice", AMOUNT, TRUE, NULL },
  { "AggregateOffer", "highPrice", AMOUNT, FALSE, NULL },
  { "AggregateOffer", "priceCurrency", CURRENCY, TRUE, NULL },
  { "AggregateOffer", "offerCount", NUMBER, FALSE, NULL },
  { "AggregateRating", "ratingValue", RATING, TRUE, NULL },
  { "AggregateRating", "reviewCount", NUMBER, TRUE, NULL },
  { "Review", "author", THING, TRUE, "Person|Organization" },
  { "Review", "reviewRating", THING, TRUE, "Rating" },
  { "Review", "datePublished", DATE, FALSE, NULL },
  { "Rating", "ratingValue", RATING, TRUE, NULL },
  { "BreadcrumbList", "itemListElement", THING, TRUE, "ListItem" },
  { "ListItem", "position", NUMBER, TRUE, NULL },
  { "ListItem", "name", TEXT, FALSE, NULL },
  { "ListItem", "item", ADDRESS, FALSE, NULL },
  { "ListItem", "url", ADDRESS, FALSE, NULL },
  { "OnlineStore", "name", TEXT, TRUE, NULL },
  { "OnlineStore", "url", ADDRESS, TRUE, NULL },
  { "OnlineStore", "logo", ADDRESS, TRUE, NULL },
  { "OnlineStore", "image", ADDRESS, FALSE, NULL },
  { "OnlineStore", "sameAs", ADDRESS, FALSE, NULL },
  { "OnlineStore", "address", THING, FALSE, "PostalAddress" },
  { "OnlineStore", "contactPoint", THING, FALSE, "ContactPoint" },
  { "OnlineStore", "hasMerchantReturnPolicy", THING, FALSE, "MerchantReturnPolicy" },
  { "MerchantReturnPolicy", "merchantReturnLink", ADDRESS, FALSE, NULL },
  { "MerchantReturnPolicy", "applicableCountry", TEXT, TRUE, NULL },
  { "MerchantReturnPolicy", "returnPolicyCategory", ADDRESS, FALSE, NULL },
  { "MerchantReturnPolicy", "merchantReturnDays", NUMBER, FALSE, NULL },
  { "ContactPoint", "contactType", TEXT, TRUE, NULL },
  { "ContactPoint", "url", ADDRESS, FALSE, NULL },
  { "ContactPoint", "telephone", TEXT, FALSE, NULL },
  { "ContactPoint", "email", TEXT, FALSE, NULL },
  { "PostalAddress", "streetAddress", TEXT, TRUE, NULL },
  { "Organization", "name", TEXT, TRUE, NULL },
  { "Organization", "logo", ADDRESS, FALSE, NULL },
  { "Person", "name", TEXT, TRUE, NULL },
  { "WebSite", "name", TEXT, TRUE, NULL },
  { "WebSite", "url", ADDRESS, TRUE, NULL },
  { "WebSite", "inLanguage", LANGUAGE, FALSE, NULL },
  { "WebSite", "potentialAction", THING, FALSE, "SearchAction" },
  { "SearchAction", "target", ADDRESS, TRUE, NULL },
  { "SearchAction", "query-input", TEXT, TRUE, NULL },
  { "CollectionPage", "name", TEXT, TRUE, NULL },
  { "CollectionPage", "url", ADDRESS, TRUE, NULL },
  { "CollectionPage", "mainEntity", THING, TRUE, "ItemList" },
  { "ItemList", "numberOfItems", NUMBER, TRUE, NULL },
  { "BlogPosting", "headline", TEXT, TRUE, NULL },
  { "BlogPosting", "image", ADDRESS, FALSE, NULL },
  { "BlogPosting", "datePublished", DATE, TRUE, NULL },
  { "BlogPosting", "dateModified", DATE, FALSE, NULL },
  { "BlogPosting", "author", THING, TRUE, "Person|Organization" },
  { "BlogPosting", "publisher", THING, TRUE, "Organization" },
  { "BlogPosting", "mainEntityOfPage", ADDRESS, TRUE, NULL },
  { "FAQPage", "mainEntity", THING, TRUE, "Question" },
  { "Question", "name", TEXT, TRUE, NULL },
  { "Question", "acceptedAnswer", THING, TRUE, "Answer" },
  { "Answer", "text", TEXT, TRUE, NULL },
  { "VideoObject", "name", TEXT, TRUE, NULL },
  { "VideoObject", "thumbnailUrl", ADDRESS, TRUE, NULL },
  { "VideoObject", "uploadDate", DATE, TRUE, NULL },
  { "VideoObject", "embedUrl", ADDRESS, FALSE, NULL },
  { "VideoObject", "publication", THING, FALSE, "BroadcastEvent" },
  { "BroadcastEvent", "startDate", DATE, TRUE, NULL },
};

static char *find_broken_thing (JsonObject *thing);

static const char *
text_of (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                                          : NULL;
}

static gboolean
is_address (const char *text)
{
  return text != NULL && g_regex_match_simple ("^https://[^/\\s]+(/[^\\s\"<>]*)?$", text, 0, 0);
}

static gboolean
keeps (JsonNode *node, Sort sort)
{
  const char *text = text_of (node);

  switch (sort)
    {
    case ADDRESS:
      return is_address (text);
    case AMOUNT:
      return text != NULL && g_regex_match_simple ("^[0-9]+(\\.[0-9]+)?$", text, 0, 0) &&
             g_ascii_strtod (text, NULL) > 0;
    case COST:
      return text != NULL && g_regex_match_simple ("^[0-9]+(\\.[0-9]+)?$", text, 0, 0);
    case CURRENCY:
      return text != NULL && g_regex_match_simple ("^[A-Z]{3}$", text, 0, 0);
    case STOCK:
      return text != NULL &&
             g_regex_match_simple ("^https://schema\\.org/(InStock|OutOfStock|BackOrder|PreOrder|LimitedAvailability)$",
                                   text, 0, 0);
    case NUMBER:
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 &&
             json_node_get_int (node) >= 0;
    case RATING:
      return text != NULL && g_ascii_strtod (text, NULL) >= 1 && g_ascii_strtod (text, NULL) <= 5;
    case DATE:
      return text != NULL &&
             g_regex_match_simple ("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9]{2}:?[0-9]{2}))?$", text, 0, 0);
    case LANGUAGE:
      return text != NULL && g_regex_match_simple ("^[a-z]{2,3}(-[A-Za-z0-9]+)*$", text, 0, 0);
    case THING:
      return JSON_NODE_HOLDS_OBJECT (node);
    case TEXT:
    default:
      return text != NULL && *text != '\0';
    }
}

static gboolean
is_one_of (JsonNode *node, const char *types)
{
  g_auto (GStrv) names = g_strsplit (types, "|", -1);
  JsonObject *thing = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *type = thing != NULL ? json_object_get_string_member_with_default (thing, "@type", "") : "";

  return g_strv_contains ((const char *const *) names, type);
}

static char *
break_rule (const Rule *rule, JsonNode *node)
{
  g_autofree char *value = node != NULL ? json_to_string (node, FALSE) : g_strdup ("missing");

  return g_strdup_printf ("%s.%s: %.200s", rule->type, rule->field, value);
}

static char *
find_broken_value (const Rule *rule, JsonNode *node)
{
  if (!keeps (node, rule->sort) || (rule->of != NULL && !is_one_of (node, rule->of)))
    return break_rule (rule, node);

  return rule->sort == THING ? find_broken_thing (json_node_get_object (node)) : NULL;
}

static char *
find_broken_field (const Rule *rule, JsonNode *node)
{
  JsonArray *list;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return find_broken_value (rule, node);

  list = json_node_get_array (node);
  if (json_array_get_length (list) == 0)
    return break_rule (rule, node);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      char *broken = find_broken_value (rule, json_array_get_element (list, i));

      if (broken != NULL)
        return broken;
      if (strcmp (rule->type, "BreadcrumbList") == 0 &&
          json_object_get_int_member (json_array_get_object_element (list, i), "position") != (gint64) i + 1)
        return break_rule (rule, node);
    }

  return NULL;
}

static char *
find_broken_thing (JsonObject *thing)
{
  const char *type = json_object_get_string_member_with_default (thing, "@type", "");
  guint n_rules = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      JsonNode *node;
      char *broken;

      if (strcmp (rules[i].type, type) != 0)
        continue;
      n_rules++;
      node = json_object_get_member (thing, rules[i].field);
      if (node == NULL && !rules[i].required)
        continue;
      broken = node != NULL ? find_broken_field (&rules[i], node) : break_rule (&rules[i], NULL);
      if (broken != NULL)
        return broken;
    }

  return n_rules == 0 ? g_strdup_printf ("“%s” is a type that no rule is known of", type) : NULL;
}

char *
schema_rules_find_broken (JsonNode *node)
{
  JsonObject *root = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *graph;

  if (root == NULL ||
      g_strcmp0 (json_object_get_string_member_with_default (root, "@context", ""), "https://schema.org") != 0)
    return g_strdup ("the context is not schema.org");

  graph = json_object_get_array_member (root, "@graph");
  for (guint i = 0; i < json_array_get_length (graph); i++)
    {
      char *broken = find_broken_thing (json_array_get_object_element (graph, i));

      if (broken != NULL)
        return broken;
    }

  return json_array_get_length (graph) > 0 ? NULL : g_strdup ("nothing is said");
}
