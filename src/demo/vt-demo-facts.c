#define G_LOG_DOMAIN "vt-demo"

/* Each block of shop.json has a function here, which writes one of its objects through the folder that owns it. A
 * member that is left out is the empty text, or the number that stands for none. */

#include "base/vt-clock.h"
#include "base/vt-json.h"
#include "brand/vt-brand.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-product-fact.h"
#include "content/vt-channel.h"
#include "content/vt-hours.h"
#include "content/vt-menu.h"
#include "content/vt-page.h"
#include "content/vt-section.h"
#include "demo/vt-demo-private.h"
#include "orders/vt-payment-method.h"
#include "orders/vt-shipping.h"
#include "orders/vt-tax.h"
#include "promo/vt-discount.h"
#include "promo/vt-popup.h"
#include "shop/vt-media.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>

#define DAY_US (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

typedef gboolean (*AddRow) (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id, GError **error);

/* Returns: (transfer none) (nullable): a member that is a text */
const char *
vt_demo_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

gint64
vt_demo_number (JsonObject *object, const char *name, gint64 absent)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : absent;
}

static gboolean
flag (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_boolean (node);
}

static gboolean
is_active (JsonObject *object)
{
  return g_strcmp0 (vt_demo_text (object, "status"), "active") == 0;
}

static gboolean
invalid (GError **error, const char *name)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The field “%s” cannot be what it is"), name);
  return FALSE;
}

/* Returns: (transfer none) (nullable): SHA-256 of the object's picture */
const char *
vt_demo_picture (const VtDemoFacts *facts, JsonObject *object, const char *name)
{
  const char *file = vt_demo_text (object, name);
  const VtMedia *media = file != NULL ? g_hash_table_lookup (facts->media, file) : NULL;

  return media != NULL ? media->sha256 : NULL;
}

static gboolean
add_each (VtDb *db,
          const VtDemoFacts *facts,
          JsonObject *object,
          const char *name,
          AddRow add,
          gint64 parent_id,
          GError **error)
{
  JsonArray *rows = NULL;

  if (!vt_json_get_array (object, name, &rows, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *row = json_array_get_element (rows, i);

      if (!JSON_NODE_HOLDS_OBJECT (row) ? !invalid (error, name)
                                        : !add (db, facts, json_node_get_object (row), parent_id, error))
        {
          g_prefix_error (error, "shop.json, %s, %u: ", name, i + 1);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
add_settings (VtDb *db, const VtDemoFacts *facts, GError **error)
{
  JsonObject *settings = NULL;
  JsonObjectIter iter;
  const char *key = NULL;

  if (!vt_json_get_object (facts->root, "settings", &settings, error))
    return FALSE;

  json_object_iter_init_ordered (&iter, settings);
  while (json_object_iter_next_ordered (&iter, &key, NULL))
    if (!vt_setting_set (db, key, vt_demo_text (settings, key), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_brand (VtDb *db, const VtDemoFacts *facts, GError **error)
{
  JsonObject *brand = NULL;
  JsonObjectIter iter;
  const char *name = NULL;

  if (!vt_json_get_object (facts->root, "brand", &brand, error))
    return FALSE;

  json_object_iter_init_ordered (&iter, brand);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      const char *file = vt_demo_picture (facts, brand, name);

      if (!vt_brand_set_token (db, name, file != NULL ? file : vt_demo_text (brand, name), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_collection (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id, GError **error)
{
  gint64 id = 0;

  return vt_collection_create (db, vt_demo_text (row, "title"), vt_demo_text (row, "handle"), parent_id, &id, error) &&
         vt_collection_set_description_html (db, id, vt_demo_text (row, "description_html"), error) &&
         vt_collection_set_seo_description (db, id, vt_demo_text (row, "seo_description"), error) &&
         vt_collection_set_picture (db, id, vt_demo_picture (facts, row, "picture"), error);
}

/* Beside those that the product file puts there. */
static gboolean
add_members (VtDb *db,
             const VtDemoFacts *facts G_GNUC_UNUSED,
             JsonObject *row,
             gint64 parent_id G_GNUC_UNUSED,
             GError **error)
{
  g_autoptr (VtCollection) collection = NULL;
  JsonArray *handles = NULL;

  if (!json_object_has_member (row, "products"))
    return TRUE;
  if (!vt_json_get_array (row, "products", &handles, error))
    return FALSE;
  collection = vt_collection_find_by_handle (db, vt_demo_text (row, "handle"), error);
  if (collection == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (handles); i++)
    {
      g_autoptr (VtProduct) product = vt_product_find_by_handle (db, json_array_get_string_element (handles, i), error);

      if (product == NULL || !vt_collection_add_product (db, collection->id, vt_product_get_id (product), error))
        return FALSE;
    }

  return TRUE;
}

/* [["Width", "53 cm"], …] */
static gboolean
add_facts (VtDb *db, gint64 product_id, JsonObject *row, GError **error)
{
  JsonArray *facts = NULL;

  if (!json_object_has_member (row, "facts"))
    return TRUE;
  if (!vt_json_get_array (row, "facts", &facts, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (facts); i++)
    {
      JsonNode *node = json_array_get_element (facts, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (pair == NULL || json_array_get_length (pair) != 2)
        return invalid (error, "facts");
      if (!vt_product_add_fact (db, product_id, json_array_get_string_element (pair, 0),
                                json_array_get_string_element (pair, 1), -1, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_product_facts (VtDb *db,
                   const VtDemoFacts *facts G_GNUC_UNUSED,
                   JsonObject *row,
                   gint64 parent_id G_GNUC_UNUSED,
                   GError **error)
{
  g_autoptr (VtProduct) product = vt_product_find_by_handle (db, vt_demo_text (row, "handle"), error);

  if (product == NULL ||
      !vt_product_set_seo_description (db, vt_product_get_id (product), vt_demo_text (row, "seo_description"), error) ||
      !add_facts (db, vt_product_get_id (product), row, error))
    return FALSE;

  if (vt_product_get_n_photos (product) > 0 &&
      !vt_photo_set_alt (db, vt_product_get_photo (product, 0)->id, vt_demo_text (row, "alt"), error))
    return FALSE;

  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      gint64 id = vt_product_get_variant (product, i)->id;

      if (!vt_variant_set_weight (db, id, vt_demo_number (row, "weight_g", 0), error) ||
          !vt_variant_set_compare_at (db, id, vt_demo_number (row, "compare_at_minor", -1), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_section_pictures (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 id, GError **error)
{
  JsonArray *pictures =
      json_object_has_member (row, "pictures") ? json_object_get_array_member (row, "pictures") : NULL;

  for (guint i = 0; pictures != NULL && i < json_array_get_length (pictures); i++)
    {
      JsonObject *picture = json_array_get_object_element (pictures, i);

      if (!vt_section_add_picture (db, id, vt_demo_picture (facts, picture, "picture"), vt_demo_text (picture, "alt"),
                                   vt_demo_text (picture, "target"), NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_section_settings (VtDb *db, JsonObject *row, gint64 id, GError **error)
{
  JsonObject *settings =
      json_object_has_member (row, "settings") ? json_object_get_object_member (row, "settings") : NULL;
  g_autoptr (GList) names = settings != NULL ? json_object_get_members (settings) : NULL;

  for (GList *each = names; each != NULL; each = each->next)
    if (!vt_section_set_setting (db, id, each->data, vt_demo_text (settings, each->data), error))
      return FALSE;

  return TRUE;
}

static gboolean
add_section (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id G_GNUC_UNUSED, GError **error)
{
  const VtSectionInput input = {
    .title = vt_demo_text (row, "title"),
    .body = vt_demo_text (row, "body"),
    .action = vt_demo_text (row, "action"),
    .note = vt_demo_text (row, "note"),
    .target = vt_demo_text (row, "target"),
    .sha256 = vt_demo_picture (facts, row, "picture"),
    .alt = vt_demo_text (row, "alt"),
  };
  VtSectionPage page = VT_SECTION_PAGE_HOME;
  VtSectionKind kind = VT_SECTION_HERO;
  gint64 id = 0;

  if (!vt_section_page_from_string (vt_demo_text (row, "page"), &page) ||
      !vt_section_kind_from_string (vt_demo_text (row, "kind"), &kind))
    return invalid (error, "section");

  return vt_section_add (db, page, kind, &input, &id, error) && set_section_settings (db, row, id, error) &&
         add_section_pictures (db, facts, row, id, error);
}

static gboolean
add_page (VtDb *db,
          const VtDemoFacts *facts G_GNUC_UNUSED,
          JsonObject *row,
          gint64 parent_id G_GNUC_UNUSED,
          GError **error)
{
  gint64 id = 0;

  return vt_page_create (db, vt_demo_text (row, "title"), vt_demo_text (row, "handle"), &id, error) &&
         vt_page_set_body (db, id, vt_demo_text (row, "body_markdown"), error) &&
         vt_page_set_seo_description (db, id, vt_demo_text (row, "seo_description"), error) &&
         vt_page_set_active (db, id, TRUE, error);
}

static gboolean
add_menu (VtDb *db, JsonObject *menus, const char *name, VtMenu menu, GError **error)
{
  g_autofree VtMenuInput *items = NULL;
  JsonArray *rows = NULL;
  guint n;

  if (!vt_json_get_array (menus, name, &rows, error))
    return FALSE;

  n = json_array_get_length (rows);
  items = g_new0 (VtMenuInput, n + 1);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *row = json_array_get_element (rows, i);

      if (!JSON_NODE_HOLDS_OBJECT (row))
        return invalid (error, name);
      items[i].title = vt_demo_text (json_node_get_object (row), "title");
      items[i].target = vt_demo_text (json_node_get_object (row), "target");
    }

  return vt_menu_replace (db, menu, items, n, error);
}

static gboolean
add_menus (VtDb *db, const VtDemoFacts *facts, GError **error)
{
  JsonObject *menus = NULL;

  return vt_json_get_object (facts->root, "menus", &menus, error) &&
         add_menu (db, menus, "header", VT_MENU_HEADER, error) && add_menu (db, menus, "footer", VT_MENU_FOOTER, error);
}

/* Leaves the text that a record was made with where the file says nothing. */
static void
take_text (char **text, JsonObject *row, const char *name)
{
  const char *value = vt_demo_text (row, name);

  if (value == NULL)
    return;
  g_free (*text);
  *text = g_strdup (value);
}

static gboolean
add_shipping_rate (VtDb *db, const VtDemoFacts *facts G_GNUC_UNUSED, JsonObject *row, gint64 method_id, GError **error)
{
  g_autoptr (VtShippingRate) rate = vt_shipping_rate_new (method_id);
  const char *basis = vt_demo_text (row, "basis");

  if (basis != NULL && !vt_shipping_basis_from_string (basis, &rate->basis))
    return invalid (error, "basis");
  rate->from_value = vt_demo_number (row, "from", 0);
  rate->below_value = vt_demo_number (row, "below", -1);
  rate->base_minor = vt_demo_number (row, "base_minor", 0);
  rate->per_item_minor = vt_demo_number (row, "per_item_minor", 0);
  rate->per_step_minor = vt_demo_number (row, "per_step_minor", 0);

  return vt_shipping_rate_save (db, rate, error);
}

static gboolean
add_shipping_method (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 zone_id, GError **error)
{
  g_autoptr (VtShippingMethod) method = vt_shipping_method_new (zone_id, vt_demo_text (row, "name"));
  const char *kind = vt_demo_text (row, "kind");

  if (kind != NULL && !vt_shipping_kind_from_string (kind, &method->kind))
    return invalid (error, "kind");
  take_text (&method->carrier, row, "carrier");
  take_text (&method->note, row, "note");
  take_text (&method->address, row, "address");
  method->free_over_minor = vt_demo_number (row, "free_over_minor", -1);
  method->days_min = (int) vt_demo_number (row, "days_min", 0);
  method->days_max = (int) vt_demo_number (row, "days_max", 0);
  method->cutoff_min = (int) vt_demo_number (row, "cutoff_min", -1);
  method->weekdays = (guint) vt_demo_number (row, "weekdays", method->weekdays);
  method->max_weight_g = vt_demo_number (row, "max_weight_g", -1);

  return vt_shipping_method_save (db, method, error) &&
         add_each (db, facts, row, "rates", add_shipping_rate, method->id, error);
}

static gboolean
add_shipping_zone (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id G_GNUC_UNUSED, GError **error)
{
  g_autoptr (VtShippingZone) zone = vt_shipping_zone_new (vt_demo_text (row, "name"), vt_demo_text (row, "countries"));

  return vt_shipping_zone_save (db, zone, error) &&
         add_each (db, facts, row, "methods", add_shipping_method, zone->id, error);
}

static gboolean
add_tax_rate (VtDb *db,
              const VtDemoFacts *facts G_GNUC_UNUSED,
              JsonObject *row,
              gint64 parent_id G_GNUC_UNUSED,
              GError **error)
{
  g_autoptr (VtTaxRate) rate = vt_tax_rate_new (vt_demo_text (row, "class"), vt_demo_text (row, "country"),
                                                vt_demo_text (row, "name"), (int) vt_demo_number (row, "rate_bp", 0));

  return vt_tax_rate_save (db, rate, error);
}

static gboolean
add_payment_method (VtDb *db,
                    const VtDemoFacts *facts G_GNUC_UNUSED,
                    JsonObject *row,
                    gint64 parent_id G_GNUC_UNUSED,
                    GError **error)
{
  g_autoptr (VtPaymentMethod) method = vt_payment_method_new (VT_PAYMENT_TRANSFER, vt_demo_text (row, "name"));

  if (!vt_payment_kind_from_string (vt_demo_text (row, "kind"), &method->kind))
    return invalid (error, "kind");
  take_text (&method->instructions, row, "instructions");
  take_text (&method->account, row, "account");
  take_text (&method->holder, row, "holder");
  take_text (&method->city, row, "city");
  method->minimum_minor = vt_demo_number (row, "minimum_minor", -1);
  method->maximum_minor = vt_demo_number (row, "maximum_minor", -1);

  return vt_payment_method_save (db, method, error);
}

static gboolean
add_channel (VtDb *db,
             const VtDemoFacts *facts G_GNUC_UNUSED,
             JsonObject *row,
             gint64 parent_id G_GNUC_UNUSED,
             GError **error)
{
  g_autoptr (VtChannel) channel = vt_channel_new (VT_CHANNEL_FORM, "");

  if (!vt_channel_kind_from_string (vt_demo_text (row, "kind"), &channel->kind))
    return invalid (error, "kind");
  take_text (&channel->value, row, "value");
  take_text (&channel->label, row, "label");

  return vt_channel_save (db, channel, error);
}

/* The next day of that month and day: a closed day of last year tells nobody anything. */
static gboolean
add_closed_day (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id G_GNUC_UNUSED, GError **error)
{
  const GDateMonth month = (GDateMonth) vt_demo_number (row, "month", 0);
  const GDateDay day_of_month = (GDateDay) vt_demo_number (row, "day", 0);
  GDate today, day;

  g_date_clear (&today, 1);
  g_date_clear (&day, 1);
  g_date_set_time_t (&today, (time_t) (facts->now_us / G_USEC_PER_SEC));
  if (!g_date_valid_dmy (day_of_month, month, g_date_get_year (&today)))
    return invalid (error, "closed_days");
  g_date_set_dmy (&day, day_of_month, month, g_date_get_year (&today));
  if (g_date_compare (&day, &today) < 0)
    g_date_add_years (&day, 1);

  return vt_closed_day_set (db, &day, vt_demo_text (row, "name"), error);
}

static gboolean
add_discount (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id G_GNUC_UNUSED, GError **error)
{
  g_autoptr (VtCollection) collection = NULL;
  VtDiscountKind kind = VT_DISCOUNT_PERCENT;
  gint64 days = vt_demo_number (row, "ends_in_days", 0);
  gint64 id = 0;

  if (!vt_discount_kind_from_string (vt_demo_text (row, "kind"), &kind))
    return invalid (error, "kind");
  if (vt_demo_text (row, "collection") != NULL)
    {
      collection = vt_collection_find_by_handle (db, vt_demo_text (row, "collection"), error);
      if (collection == NULL)
        return FALSE;
    }

  return vt_discount_create (db, vt_demo_text (row, "title"), vt_demo_text (row, "code"), kind,
                             vt_demo_number (row, "value", 0), &id, error) &&
         vt_discount_set_collection (db, id, collection != NULL ? collection->id : 0, error) &&
         vt_discount_set_minimum (db, id, vt_demo_number (row, "minimum_minor", 0), error) &&
         vt_discount_set_period (db, id, 0, days > 0 ? facts->now_us + days * DAY_US : 0, error) &&
         vt_discount_set_active (db, id, is_active (row), error);
}

static gboolean
set_popup_discount (VtDb *db, gint64 id, const char *code, GError **error)
{
  g_autoptr (VtDiscount) discount = NULL;

  if (code == NULL)
    return TRUE;

  discount = vt_discount_find_by_code (db, code, error);
  return discount != NULL && vt_popup_set_discount (db, id, discount->id, error);
}

static gboolean
add_popup (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id G_GNUC_UNUSED, GError **error)
{
  VtPopupTrigger trigger = VT_POPUP_EXIT;
  gint64 id = 0;

  if (!vt_popup_trigger_from_string (vt_demo_text (row, "trigger_kind"), &trigger))
    return invalid (error, "trigger_kind");

  return vt_popup_create (db, vt_demo_text (row, "name"), &id, error) &&
         vt_popup_set_trigger (db, id, trigger, (int) vt_demo_number (row, "trigger_value", 0), error) &&
         vt_popup_set_headline (db, id, vt_demo_text (row, "headline"), error) &&
         vt_popup_set_body (db, id, vt_demo_text (row, "body"), error) &&
         vt_popup_set_accept_label (db, id, vt_demo_text (row, "accept_label"), error) &&
         vt_popup_set_decline_label (db, id, vt_demo_text (row, "decline_label"), error) &&
         vt_popup_set_target (db, id, vt_demo_text (row, "target"), error) &&
         set_popup_discount (db, id, vt_demo_text (row, "discount"), error) &&
         vt_popup_set_countdown (db, id, flag (row, "countdown"), error) &&
         vt_popup_set_picture (db, id, vt_demo_picture (facts, row, "picture"), vt_demo_text (row, "alt"), error) &&
         vt_popup_set_quiet_days (db, id, (int) vt_demo_number (row, "quiet_days", 30), error) &&
         vt_popup_set_active (db, id, is_active (row), facts->now_us, error);
}

gboolean
vt_demo_add_media (VtDb *db, const VtDemoFacts *facts, GError **error)
{
  GHashTableIter iter;
  gpointer media = NULL;

  g_hash_table_iter_init (&iter, facts->media);
  while (g_hash_table_iter_next (&iter, NULL, &media))
    if (!vt_media_add (db, media, error))
      return FALSE;

  return TRUE;
}

gboolean
vt_demo_add_collections (VtDb *db, const VtDemoFacts *facts, GError **error)
{
  return add_each (db, facts, facts->root, "collections", add_collection, 0, error);
}

gboolean
vt_demo_add_rest (VtDb *db, const VtDemoFacts *facts, GError **error)
{
  static const struct
  {
    const char *name;
    AddRow add;
  } blocks[] = {
    { "collections", add_members },
    { "products", add_product_facts },
    { "sections", add_section },
    { "pages", add_page },
    { "shipping_zones", add_shipping_zone },
    { "tax_rates", add_tax_rate },
    { "payment_methods", add_payment_method },
    { "channels", add_channel },
    { "closed_days", add_closed_day },
    { "discounts", add_discount },
    { "popups", add_popup },
    { "posts", vt_demo_add_post },
    { "lives", vt_demo_add_live },
  };

  if (!add_settings (db, facts, error) || !add_brand (db, facts, error) || !add_menus (db, facts, error) ||
      !vt_hours_set (db, json_object_get_string_member_with_default (facts->root, "hours", ""), error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (!add_each (db, facts, facts->root, blocks[i].name, blocks[i].add, 0, error))
      return FALSE;

  return TRUE;
}
