/* Compares two public catalogues, `main` as it would be published and `live`, by their rows. Reads the tables of all
 * the folders before this one and writes none. */
#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-plan-db.h"

/* Owners of the rows that one of the two has and the other has not. */
#define EITHER_WAY(owner, columns, table)                                                                              \
  "SELECT " owner " FROM (SELECT " columns " FROM main." table " EXCEPT SELECT " columns " FROM live." table ") "      \
  "UNION SELECT " owner " FROM (SELECT " columns " FROM live." table " EXCEPT SELECT " columns " FROM main." table ")"

#define CHANGED(rows, table, name)                                                                                     \
  "WITH changed (id) AS (" rows ") "                                                                                   \
  "SELECT c.id, d.id IS NOT NULL, l.id IS NOT NULL, coalesce (d." name ", l." name ") "                                \
  "FROM changed c LEFT JOIN main." table " d ON d.id = c.id LEFT JOIN live." table " l ON l.id = c.id "                \
  "WHERE d.id IS NOT NULL OR l.id IS NOT NULL ORDER BY 4, 1"

/* The time of the last edit is no change that a shopper sees. */
#define PRODUCT_COLUMNS                                                                                                \
  "id, handle, title, description_html, vendor, product_type, status, seo_title, seo_description, tax_class, "         \
  "shipping_class, option_names, size_table_id"
#define VARIANT_COLUMNS                                                                                                \
  "product_id, id, position, sku, barcode, price_minor, compare_at_minor, weight_g, weight_unit, track_stock, "        \
  "backorder, shipped, photo_id, option_values"

#define AND_OF_PRODUCT(columns, table) " UNION " EITHER_WAY ("product_id", columns, table)

static const char changed_products[] =
    CHANGED (EITHER_WAY ("id", PRODUCT_COLUMNS, "product") AND_OF_PRODUCT (VARIANT_COLUMNS, "variant")
                 AND_OF_PRODUCT ("product_id, id, position, sha256, alt", "photo")
                     AND_OF_PRODUCT ("product_id, tag", "product_tag") AND_OF_PRODUCT ("*", "related_product")
                         AND_OF_PRODUCT ("*", "product_video") AND_OF_PRODUCT ("*", "product_fact")
                             AND_OF_PRODUCT ("*", "review"),
             "product",
             "title");

static const char changed_collections[] =
    CHANGED (EITHER_WAY ("id",
                         "id, handle, title, description_html, position, parent_id, sha256, seo_title, seo_description",
                         "collection") " UNION " EITHER_WAY ("collection_id",
                                                             "collection_id, product_id, position",
                                                             "collection_product"),
             "collection",
             "title");

static const char changed_discounts[] =
    CHANGED (EITHER_WAY ("id", "*", "discount") " UNION " EITHER_WAY (
                 "discount_id",
                 "discount_id, role, collection_id, product_id, variant_id",
                 "discount_target") " UNION " EITHER_WAY ("discount_id",
                                                          "*",
                                                          "discount_tier") " UNION " EITHER_WAY ("discount_id",
                                                                                                 "discount_id, hash",
                                                                                                 "discount_code"),
             "discount",
             "title");
/* The name of a popup is between the merchants: what shoppers get has none. */
static const char changed_popups[] =
    CHANGED (EITHER_WAY ("id", "*", "popup") " UNION " EITHER_WAY ("popup_id", "*", "popup_variant"),
             "popup",
             "headline");
static const char changed_pages[] =
    CHANGED (EITHER_WAY ("id", "id, handle, title, body_markdown, seo_title, seo_description, status", "page"),
             "page",
             "title");
static const char changed_sections[] =
    CHANGED (EITHER_WAY ("id", "*", "section") " UNION " EITHER_WAY ("section_id", "*", "section_picture"),
             "section",
             "title");
static const char changed_payments[] = CHANGED (EITHER_WAY ("id", "*", "payment_method"), "payment_method", "name");
static const char changed_taxes[] = CHANGED (EITHER_WAY ("id", "*", "tax_rate"), "tax_rate", "name");
/* A row of a table belongs to a method, and that to a zone. */
#define CHANGED_RATES                                                                                                  \
  " UNION SELECT zone_id FROM (SELECT * FROM main.shipping_method UNION SELECT * FROM live.shipping_method) "          \
  "WHERE id IN (" EITHER_WAY ("method_id", "*", "shipping_rate") ")"
static const char changed_zones[] = CHANGED (
    EITHER_WAY ("id", "*", "shipping_zone") " UNION " EITHER_WAY ("zone_id", "*", "shipping_method") CHANGED_RATES,
    "shipping_zone",
    "name");
static const char changed_posts[] =
    CHANGED (EITHER_WAY ("id",
                         "id, handle, title, summary, body_markdown, author, sha256, alt, "
                         "seo_title, seo_description, status, publish_us",
                         "post"),
             "post",
             "title");
static const char changed_lives[] =
    CHANGED (EITHER_WAY ("id",
                         "id, handle, title, body, video_url, code, sha256, alt, status, starts_us, ends_us",
                         "live_event") " UNION " EITHER_WAY ("live_id", "*", "live_product"),
             "live_event",
             "title");
static const char changed_synonyms[] = CHANGED (EITHER_WAY ("id", "*", "search_synonym"), "search_synonym", "words");
static const char changed_search_rules[] = CHANGED (EITHER_WAY ("id", "*", "search_rule"), "search_rule", "query");
static const char changed_menus[] = CHANGED (EITHER_WAY ("id", "*", "menu_item"), "menu_item", "title");

const char *const vt_plan_changed_sql[VT_PLAN_N_KINDS] = {
  [VT_PLAN_PRODUCT] = changed_products,   [VT_PLAN_COLLECTION] = changed_collections,
  [VT_PLAN_DISCOUNT] = changed_discounts, [VT_PLAN_POPUP] = changed_popups,
  [VT_PLAN_PAGE] = changed_pages,         [VT_PLAN_SECTION] = changed_sections,
  [VT_PLAN_POST] = changed_posts,         [VT_PLAN_LIVE] = changed_lives,
  [VT_PLAN_MENU] = changed_menus,         [VT_PLAN_SHIPPING] = changed_zones,
  [VT_PLAN_TAX] = changed_taxes,          [VT_PLAN_PAYMENT] = changed_payments,
  [VT_PLAN_SYNONYM] = changed_synonyms,   [VT_PLAN_SEARCH_RULE] = changed_search_rules,
};

#define DIFFERS(columns, table)                                                                                        \
  "SELECT EXISTS (SELECT " columns " FROM main." table " WHERE id = ?1 EXCEPT SELECT " columns " FROM live." table     \
  " WHERE id = ?1)"
#define PARTS_DIFFER(columns, table, owner)                                                                            \
  "SELECT EXISTS (SELECT " columns " FROM main." table " WHERE " owner " = ?1 EXCEPT SELECT " columns                  \
  " FROM live." table " WHERE " owner " = ?1) OR EXISTS (SELECT " columns " FROM live." table " WHERE " owner          \
  " = ?1 EXCEPT SELECT " columns " FROM main." table " WHERE " owner " = ?1)"

#define ZONE_OF_RATE "(SELECT zone_id FROM main.shipping_method WHERE id = method_id)"

const VtPlanAspect vt_plan_aspects[] = {
  { VT_PLAN_COLLECTION, N_ ("new title"), DIFFERS ("title, handle", "collection") },
  { VT_PLAN_COLLECTION, N_ ("new text"), DIFFERS ("description_html, seo_title, seo_description", "collection") },
  { VT_PLAN_COLLECTION, N_ ("new picture"), DIFFERS ("sha256", "collection") },
  { VT_PLAN_COLLECTION, N_ ("another place in the order"), DIFFERS ("position, parent_id", "collection") },
  { VT_PLAN_COLLECTION, N_ ("other products"),
    PARTS_DIFFER ("product_id, position", "collection_product", "collection_id") },
  { VT_PLAN_DISCOUNT, N_ ("new code"), DIFFERS ("method, code", "discount") },
  { VT_PLAN_DISCOUNT, N_ ("other codes"), PARTS_DIFFER ("hash", "discount_code", "discount_id") },
  { VT_PLAN_DISCOUNT, N_ ("another amount"),
    DIFFERS ("kind, value, buy_quantity, get_quantity, get_times, tier_basis", "discount") },
  { VT_PLAN_DISCOUNT, N_ ("other tiers"), PARTS_DIFFER ("from_value, value", "discount_tier", "discount_id") },
  { VT_PLAN_DISCOUNT, N_ ("on everything, or not any more"), DIFFERS ("scope", "discount") },
  { VT_PLAN_DISCOUNT, N_ ("on other products"),
    PARTS_DIFFER ("role, collection_id, product_id, variant_id", "discount_target", "discount_id") },
  { VT_PLAN_DISCOUNT, N_ ("another minimum or limit"),
    DIFFERS ("minimum_minor, minimum_quantity, usage_limit, customer_limit", "discount") },
  { VT_PLAN_DISCOUNT, N_ ("for other customers"), DIFFERS ("audience, countries", "discount") },
  { VT_PLAN_DISCOUNT, N_ ("goes with other discounts"), DIFFERS ("combines, priority", "discount") },
  { VT_PLAN_DISCOUNT, N_ ("other dates"), DIFFERS ("starts_us, ends_us", "discount") },
  { VT_PLAN_DISCOUNT, N_ ("new name"), DIFFERS ("title", "discount") },
  { VT_PLAN_POPUP, N_ ("new headline"), DIFFERS ("headline", "popup") },
  { VT_PLAN_POPUP, N_ ("new text"), DIFFERS ("body", "popup") },
  { VT_PLAN_POPUP, N_ ("other buttons"), DIFFERS ("accept_label, decline_label, target", "popup") },
  { VT_PLAN_POPUP, N_ ("another discount"), DIFFERS ("discount_id", "popup") },
  { VT_PLAN_POPUP, N_ ("another moment"),
    DIFFERS ("trigger_kind, trigger_value, trigger_word, phone_trigger, quiet_days, most_shows", "popup") },
  { VT_PLAN_POPUP, N_ ("for other shoppers"), DIFFERS ("audience", "popup") },
  { VT_PLAN_POPUP, N_ ("other dates"), DIFFERS ("starts_us, ends_us", "popup") },
  { VT_PLAN_POPUP, N_ ("another countdown"), DIFFERS ("countdown, evergreen_minutes", "popup") },
  { VT_PLAN_POPUP, N_ ("another layout"), DIFFERS ("goal, layout, position, blocks, products", "popup") },
  { VT_PLAN_POPUP, N_ ("another form"), DIFFERS ("form, consent, thanks", "popup") },
  { VT_PLAN_POPUP, N_ ("other variants"),
    PARTS_DIFFER ("id, position, weight, headline, body, accept_label, decline_label, sha256, alt",
                  "popup_variant",
                  "popup_id") },
  { VT_PLAN_POPUP, N_ ("new picture"), DIFFERS ("sha256, alt", "popup") },
  { VT_PLAN_PAGE, N_ ("new title"), DIFFERS ("title, handle", "page") },
  { VT_PLAN_PAGE, N_ ("new text"), DIFFERS ("body_markdown", "page") },
  { VT_PLAN_PAGE, N_ ("other words for search engines"), DIFFERS ("seo_title, seo_description", "page") },
  { VT_PLAN_POST, N_ ("new title"), DIFFERS ("title, handle", "post") },
  { VT_PLAN_POST, N_ ("new text"), DIFFERS ("summary, body_markdown, author", "post") },
  { VT_PLAN_POST, N_ ("new picture"), DIFFERS ("sha256, alt", "post") },
  { VT_PLAN_POST, N_ ("another date"), DIFFERS ("publish_us", "post") },
  { VT_PLAN_POST, N_ ("other words for search engines"), DIFFERS ("seo_title, seo_description", "post") },
  { VT_PLAN_LIVE, N_ ("new title"), DIFFERS ("title, handle", "live_event") },
  { VT_PLAN_LIVE, N_ ("new text"), DIFFERS ("body", "live_event") },
  { VT_PLAN_LIVE, N_ ("other dates"), DIFFERS ("starts_us, ends_us", "live_event") },
  { VT_PLAN_LIVE, N_ ("another film"), DIFFERS ("video_url", "live_event") },
  { VT_PLAN_LIVE, N_ ("new code"), DIFFERS ("code", "live_event") },
  { VT_PLAN_LIVE, N_ ("new picture"), DIFFERS ("sha256, alt", "live_event") },
  { VT_PLAN_LIVE, N_ ("other products"), PARTS_DIFFER ("product_id, position", "live_product", "live_id") },
  { VT_PLAN_SECTION, N_ ("new headline"), DIFFERS ("title", "section") },
  { VT_PLAN_SECTION, N_ ("new text"), DIFFERS ("body, action, note, target", "section") },
  { VT_PLAN_SECTION, N_ ("new picture"), DIFFERS ("sha256, alt", "section") },
  { VT_PLAN_SECTION, N_ ("other pictures"), PARTS_DIFFER ("*", "section_picture", "section_id") },
  { VT_PLAN_SECTION, N_ ("other settings"), DIFFERS ("settings", "section") },
  { VT_PLAN_SECTION, N_ ("another place in the order"), DIFFERS ("page, position, kind", "section") },
  { VT_PLAN_MENU, N_ ("another place in the order"), DIFFERS ("menu, position", "menu_item") },
  { VT_PLAN_MENU, N_ ("leads somewhere else"), DIFFERS ("title, target", "menu_item") },
  { VT_PLAN_SHIPPING, N_ ("other countries"), DIFFERS ("name, countries, states, postcodes", "shipping_zone") },
  { VT_PLAN_SHIPPING, N_ ("other deliveries or times"), PARTS_DIFFER ("*", "shipping_method", "zone_id") },
  { VT_PLAN_SHIPPING, N_ ("other prices"), PARTS_DIFFER ("*", "shipping_rate", ZONE_OF_RATE) },
  { VT_PLAN_TAX, N_ ("another rate"), DIFFERS ("class, country, state, name, rate_bp", "tax_rate") },
  { VT_PLAN_PAYMENT, N_ ("other instructions"), DIFFERS ("*", "payment_method") },
  { VT_PLAN_SYNONYM, N_ ("other words"), DIFFERS ("*", "search_synonym") },
  { VT_PLAN_SEARCH_RULE, N_ ("other results"), DIFFERS ("*", "search_rule") },
};

const guint vt_plan_n_aspects = G_N_ELEMENTS (vt_plan_aspects);

const char vt_plan_settings_sql[] =
    "SELECT key, max(draft), max(live) FROM ("
    "  SELECT key, value AS draft, NULL AS live FROM main.setting UNION ALL SELECT key, NULL, value FROM live.setting) "
    "GROUP BY key HAVING max(draft) IS NOT max(live) ORDER BY key";

const char vt_plan_tokens_sql[] = "SELECT name, max(draft), max(live) FROM ("
                                  "  SELECT name, value AS draft, NULL AS live FROM main.brand_token "
                                  "  UNION ALL SELECT name, NULL, value FROM live.brand_token) "
                                  "GROUP BY name HAVING max(draft) IS NOT max(live) ORDER BY name";

/**
 * vt_plan_open:
 * @draft: (type filename): a public catalogue
 * @live: (type filename): another
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): a connection that has @draft as `main` and @live as `live`, neither to be
 * written
 */
VtDb *
vt_plan_open (const char *draft, const char *live, GError **error)
{
  g_autoptr (VtDb) db = vt_db_open (draft, VT_DB_IMMUTABLE, error);
  g_autofree char *escaped = g_uri_escape_string (live, "/", FALSE);
  g_autofree char *uri = g_strconcat ("file:", escaped, "?mode=ro&immutable=1", NULL);

  if (db == NULL || !vt_db_run (db, error, "ATTACH ?1 AS live", "s", uri))
    return NULL;

  return g_steal_pointer (&db);
}
