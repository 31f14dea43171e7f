/* What every page has: the shop, its menus, the shopper's bag and country. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-view.h"

#include "base/vt-hash.h"
#include "catalogue/vt-collection.h"
#include "content/vt-menu.h"
#include "content/vt-page.h"
#include "orders/vt-cart.h"
#include "orders/vt-country.h"
#include "orders/vt-shipping.h"
#include "shop/vt-media.h"
#include "shop/vt-settings.h"
#include "site/vt-locale.h"
#include "site/vt-model.h"
#include "site/vt-page-event.h"
#include "site/vt-security-headers.h"
#include "site/vt-seo.h"
#include "site/vt-site-assets.h"
#include "site/vt-tags.h"

#include <string.h>

static VtBrand *
get_brand (VtView *self, GError **error)
{
  VtBrand *brand = vt_snapshot_get_kept (self->snapshot, "brand");

  if (brand != NULL)
    return vt_brand_ref (brand);

  brand = vt_brand_load (self->db, error);
  if (brand != NULL)
    vt_snapshot_keep (self->snapshot, "brand", vt_brand_ref (brand), (GDestroyNotify) vt_brand_unref);
  return brand;
}

static gboolean
load_facts (VtView *self, GError **error)
{
  g_autofree char *name = vt_setting_get (self->db, "shop.name", error);

  if (name == NULL || !vt_view_open_language (self, error) ||
      (self->currency = vt_setting_get (self->db, "shop.currency", error)) == NULL ||
      (self->country = vt_setting_get (self->db, "shop.country", error)) == NULL ||
      (self->time_zone = vt_setting_get (self->db, "shop.time-zone", error)) == NULL)
    return FALSE;

  self->name = g_strdup (vt_view_text (self, "setting", 0, "shop.name", name));
  self->brand = get_brand (self, error);
  return self->brand != NULL;
}

/**
 * vt_view_new:
 * @site: the storefront
 * @snapshot: the shop
 * @request: what is asked for
 * @backend: (nullable): stock and orders
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): what a page can be made from; the model is empty
 */
VtView *
vt_view_new (VtSite *site,
             VtSnapshot *snapshot,
             const VtSiteRequest *request,
             const VtSiteBackend *backend,
             GError **error)
{
  g_autoptr (VtView) self = g_new0 (VtView, 1);

  self->site = site;
  self->snapshot = snapshot;
  self->request = request;
  self->backend = backend;
  self->db = vt_snapshot_get_db (snapshot);
  self->model = json_object_new ();
  if (!load_facts (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vt_view_free:
 * @self: (nullable): a view
 */
void
vt_view_free (VtView *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->currency);
  g_free (self->country);
  g_free (self->time_zone);
  g_free (self->extra_word);
  g_clear_pointer (&self->brand, vt_brand_unref);
  vt_view_close_language (self);
  json_object_unref (self->model);
  g_free (self);
}

/* The files of a folder by their names, so that templates and scripts find each under the name that it has now. */
static JsonObject *
asset_paths (VtTheme *theme, const char *folder, const char *suffix)
{
  g_autoptr (GPtrArray) names = vt_theme_list_assets (theme, folder, suffix);
  JsonObject *paths = json_object_new ();

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_strconcat (folder, g_ptr_array_index (names, i), suffix, NULL);

      vt_model_take_text (paths, g_ptr_array_index (names, i), vt_theme_asset_path (theme, file));
    }

  return paths;
}

/* A part of the model that is the same on every page in a language: it is put together once for a snapshot. What it
 * reads has to be read between the two. */
static gboolean
take_shared (VtView *self, const char *member)
{
  g_autofree char *name = g_strconcat (member, " ", self->language, self->request->drafts ? " drafts" : NULL, NULL);
  JsonObject *part = vt_snapshot_get_kept (self->snapshot, name);

  if (part == NULL)
    return FALSE;

  json_object_set_object_member (self->model, member, json_object_ref (part));
  return TRUE;
}

static void
share (VtView *self, const char *member, JsonObject *part)
{
  g_autofree char *name = g_strconcat (member, " ", self->language, self->request->drafts ? " drafts" : NULL, NULL);

  json_object_set_object_member (self->model, member, json_object_ref (part));
  vt_snapshot_keep (self->snapshot, name, part, (GDestroyNotify) json_object_unref);
}

static void
fill_assets (VtView *self)
{
  VtTheme *theme = vt_site_get_theme (self->site);
  JsonObject *assets;

  if (take_shared (self, "assets"))
    return;

  assets = json_object_new ();

  vt_model_take_text (assets, "brand_css", vt_site_assets_brand_path (self->brand));
  vt_model_take_text (assets, "main_js", vt_theme_asset_path (theme, "js/main.js"));
  json_object_set_string_member (assets, "icon", "/favicon.svg");
  json_object_set_object_member (assets, "css", asset_paths (theme, "css/", ".css"));
  json_object_set_object_member (assets, "modules", asset_paths (theme, "js/", ".js"));
  share (self, "assets", assets);
}

/* A logo this much wider than high has the shop's name in it; any other is a mark that stands beside the name. */
#define WORDMARK_RATIO 2

static JsonNode *
drawn_logo (int width, int height, const char *alt)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "src", "/favicon.svg");
  json_object_set_int_member (object, "width", width);
  json_object_set_int_member (object, "height", height);
  json_object_set_string_member (object, "alt", alt);
  json_node_take_object (node, object);
  return node;
}

static void
fill_logo (VtView *self, JsonObject *shop)
{
  const char *sha256 = vt_brand_get_logo (self->brand);
  g_autoptr (VtMedia) media = sha256 != NULL ? vt_media_find (self->db, sha256, NULL) : NULL;
  gboolean drawn = media != NULL && g_str_equal (media->type, "image/svg+xml");
  int width = media != NULL && media->width > 0 ? media->width : 64;
  int height = media != NULL && media->height > 0 ? media->height : 64;
  gboolean is_mark = width < WORDMARK_RATIO * height;
  VtModelPhoto photo = { sha256, width, height, is_mark ? "" : self->name };

  json_object_set_boolean_member (shop, "name_in_type", media == NULL || is_mark);
  if (media == NULL)
    json_object_set_null_member (shop, "logo");
  else
    vt_model_take_node (shop, "logo", drawn ? drawn_logo (width, height, photo.alt) : vt_model_picture (&photo));
}

static char *
dup_setting (VtView *self, const char *key)
{
  g_autofree char *value = vt_setting_get (self->db, key, NULL);

  return value != NULL && *value != '\0' ? g_strdup (vt_view_text (self, "setting", 0, key, value)) : NULL;
}

/* "+351 912 345 678" → "tel:+351912345678" */
static char *
phone_url (const char *phone)
{
  GString *url = g_string_new ("tel:");

  for (const char *p = phone; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || (*p == '+' && p == phone))
      g_string_append_c (url, *p);

  return g_string_free (url, FALSE);
}

static void
fill_shop (VtView *self)
{
  JsonObject *shop;
  g_autofree char *phone = NULL;

  if (take_shared (self, "shop"))
    return;

  shop = json_object_new ();
  phone = dup_setting (self, "shop.phone");
  json_object_set_string_member (shop, "name", self->name);
  vt_model_take_text (shop, "tagline", dup_setting (self, "shop.tagline"));
  fill_logo (self, shop);
  json_object_set_string_member (shop, "currency", self->currency);
  vt_model_take_text (shop, "email", dup_setting (self, "shop.email"));
  vt_model_set_text (shop, "phone", phone);
  vt_model_take_text (shop, "phone_url", phone != NULL ? phone_url (phone) : NULL);
  vt_model_take_text (shop, "address", dup_setting (self, "shop.address"));
  json_object_set_null_member (shop, "legal");
  json_object_set_null_member (shop, "year");
  share (self, "shop", shop);
}

static void
fill_announcement (VtView *self)
{
  g_autofree char *text = dup_setting (self, "announcement");
  JsonObject *announcement;

  json_object_set_null_member (self->model, "announcement");
  if (text == NULL)
    return;

  announcement = json_object_new ();
  json_object_set_string_member (announcement, "text", text);
  json_object_set_null_member (announcement, "url");
  json_object_set_object_member (self->model, "announcement", announcement);
}

static gboolean
is_here (VtView *self, const char *url)
{
  g_autofree char *path = g_uri_unescape_string (url, NULL);

  return g_strcmp0 (self->request->path, path) == 0;
}

static JsonObject *
new_link (VtView *self, const char *title, const char *url)
{
  return vt_model_link (title, url, is_here (self, url));
}

/* What stands below an item of the header: the collections inside the one that it leads to. */
static void
add_children (VtView *self, JsonObject *link, GPtrArray *collections, gint64 parent_id)
{
  JsonArray *children = json_array_new ();

  for (guint i = 0; parent_id != 0 && i < collections->len; i++)
    {
      const VtCollection *child = g_ptr_array_index (collections, i);
      g_autofree char *url = NULL;

      if (child->parent_id != parent_id)
        continue;
      url = vt_model_collection_path (self, child->id, child->handle);
      json_array_add_object_element (
          children, new_link (self, vt_view_text (self, "collection", child->id, "title", child->title), url));
    }
  json_object_set_boolean_member (link, "has_children", json_array_get_length (children) > 0);
  json_object_set_array_member (link, "children", children);
}

static gint64
collection_of_target (GPtrArray *collections, const char *target)
{
  for (guint i = 0; g_str_has_prefix (target, "/collections/") && i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);

      if (strcmp (collection->handle, target + strlen ("/collections/")) == 0)
        return collection->id;
    }

  return 0;
}

/* A shop that has not made a menu yet still leads somewhere. */
static JsonArray *
top_collections (VtView *self, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (self->db, error);
  JsonArray *links;

  if (collections == NULL)
    return NULL;

  links = json_array_new ();
  vt_view_load_texts (self, "collection", collections, 0, collections->len);
  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      g_autofree char *url = vt_model_collection_path (self, collection->id, collection->handle);

      JsonObject *link;

      if (collection->parent_id != 0)
        continue;
      link = new_link (self, vt_view_text (self, "collection", collection->id, "title", collection->title), url);
      add_children (self, link, collections, collection->id);
      json_array_add_object_element (links, link);
    }

  return links;
}

static JsonArray *
menu_links (VtView *self, VtMenu menu, GError **error)
{
  g_autoptr (GPtrArray) items = vt_menu_list (self->db, menu, error);
  g_autoptr (GPtrArray) collections = items != NULL ? vt_collection_list (self->db, error) : NULL;
  JsonArray *links;

  if (collections == NULL)
    return NULL;
  if (items->len == 0 && menu == VT_MENU_HEADER)
    return top_collections (self, error);

  links = json_array_new ();
  vt_view_load_texts (self, "menu_item", items, 0, items->len);
  for (guint i = 0; i < items->len; i++)
    {
      const VtMenuItem *item = g_ptr_array_index (items, i);
      g_autofree char *url = vt_link_is_safe (item->target) ? vt_view_link (self, item->target) : NULL;
      JsonObject *link;

      if (url == NULL)
        continue;
      link = new_link (self, vt_view_text (self, "menu_item", item->id, "title", item->title), url);
      add_children (self, link, collections, collection_of_target (collections, item->target));
      json_array_add_object_element (links, link);
    }

  return links;
}

/* The pages that laws ask for, known by the names that shops give them. */
static JsonArray *
legal_links (VtView *self, GError **error)
{
  static const char *const handles[] = { "terms",   "terms-of-service", "terms-and-conditions",
                                         "privacy", "privacy-policy",   "imprint",
                                         "legal",   "withdrawal",       NULL };
  g_autoptr (GPtrArray) pages = vt_page_list (self->db, error);
  JsonArray *links;

  if (pages == NULL)
    return NULL;

  links = json_array_new ();
  for (guint i = 0; i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);
      g_autofree char *url = NULL;

      if ((!page->active && !self->request->drafts) || !g_strv_contains (handles, page->handle))
        continue;
      url = vt_model_page_path (self, page->id, page->handle);
      json_array_add_object_element (links,
                                     new_link (self, vt_view_text (self, "page", page->id, "title", page->title), url));
    }

  return links;
}

/* Whether any link of a menu leads to this page. */
static gboolean
leads_here (VtView *self, JsonObject *menu)
{
  g_autoptr (GList) lists = json_object_get_values (menu);

  for (GList *l = lists; l != NULL; l = l->next)
    {
      JsonArray *links = json_node_get_array (l->data);

      for (guint i = 0; i < json_array_get_length (links); i++)
        if (is_here (self, json_object_get_string_member (json_array_get_object_element (links, i), "url")))
          return TRUE;
    }

  return FALSE;
}

/* Most pages are in no menu and have the same menus. */
static gboolean
fill_menus (VtView *self, GError **error)
{
  JsonArray *header, *footer = NULL, *legal = NULL;
  JsonObject *menu;

  if (take_shared (self, "menu") && !leads_here (self, json_object_get_object_member (self->model, "menu")))
    return TRUE;

  menu = json_object_new ();
  json_object_set_object_member (self->model, "menu", menu);
  header = menu_links (self, VT_MENU_HEADER, error);
  if (header != NULL)
    {
      json_object_set_array_member (menu, "header", header);
      footer = menu_links (self, VT_MENU_FOOTER, error);
    }
  if (footer != NULL)
    {
      json_object_set_array_member (menu, "footer", footer);
      legal = legal_links (self, error);
    }
  if (legal == NULL)
    return FALSE;

  json_object_set_array_member (menu, "legal", legal);
  if (!leads_here (self, menu))
    share (self, "menu", json_object_ref (menu));

  return TRUE;
}

/* Where a shopper reads what is done with what is known of them. */
static char *
privacy_path (VtView *self)
{
  static const char *const handles[] = { "privacy", "privacy-policy", "privacidade", "privacidad" };
  gint64 id = 0;

  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    if (vt_view_find (self, "page", handles[i], &id, NULL) && id != 0)
      return vt_model_page_path (self, id, handles[i]);

  return NULL;
}

/* Tags wait for an answer; the shop's own count needs none and can be switched off. Where shoppers type who they are
 * there is neither. */
static void
fill_consent (VtView *self)
{
  JsonObject *consent = json_object_new ();
  g_autofree char *own = vt_setting_get (self->db, "events.own", NULL);
  g_autofree char *tags =
      vt_tags_are_used (self->db) && !vt_security_is_private (self->request->path) ? vt_tags_to_json (self->db) : NULL;
  gboolean counts = g_strcmp0 (own, "0") != 0;

  vt_model_set_text (consent, "tags", tags);
  json_object_set_boolean_member (consent, "own", counts);
  json_object_set_boolean_member (consent, "script", counts || tags != NULL);
  vt_model_take_text (consent, "privacy_url", tags != NULL ? privacy_path (self) : NULL);
  json_object_set_object_member (self->model, "consent", consent);
}

static void
fill_bag (VtView *self)
{
  JsonObject *bag = json_object_new ();
  gint64 count = 0;

  if (self->personal)
    {
      g_autoptr (GArray) cart = vt_cart_parse (self->request->cart);

      for (guint i = 0; i < cart->len; i++)
        count += g_array_index (cart, VtQuoteLineInput, i).quantity;
    }

  json_object_set_int_member (bag, "count", count);
  vt_model_take_text (bag, "url", vt_view_path (self, "/cart"));
  json_object_set_object_member (self->model, "bag", bag);
}

/* A shop that has not said where it is sends from nowhere: then the first place that it sends to stands for it. */
static const char *
country_of_shopper (VtView *self, GPtrArray *countries)
{
  const char *asked = self->personal ? self->request->country : NULL;

  for (guint i = 0; asked != NULL && i < countries->len; i++)
    if (strcmp (((VtCountry *) g_ptr_array_index (countries, i))->code, asked) == 0)
      return asked;

  if (*self->country == '\0' && countries->len > 0)
    return ((VtCountry *) g_ptr_array_index (countries, 0))->code;
  return self->country;
}

/* The countries that the shop sends to, of the snapshot. */
static GPtrArray *
get_countries (VtView *self, GError **error)
{
  g_autofree char *name = g_strconcat ("countries ", self->language, NULL);
  GPtrArray *countries = vt_snapshot_get_kept (self->snapshot, name);

  if (countries != NULL)
    return countries;

  countries = vt_shipping_countries (self->db, self->language, error);
  if (countries != NULL)
    vt_snapshot_keep (self->snapshot, name, countries, (GDestroyNotify) g_ptr_array_unref);
  return countries;
}

/* Most shoppers see the same one chosen. */
static JsonArray *
list_countries (VtView *self, GPtrArray *countries, const char *here)
{
  g_autofree char *name = g_strconcat ("countries of ", here, " ", self->language, NULL);
  JsonArray *list = vt_snapshot_get_kept (self->snapshot, name);

  if (list != NULL)
    return json_array_ref (list);

  list = json_array_new ();
  for (guint i = 0; i < countries->len; i++)
    {
      const VtCountry *country = g_ptr_array_index (countries, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "code", country->code);
      json_object_set_string_member (item, "name", country->name);
      json_object_set_boolean_member (item, "selected", strcmp (country->code, here) == 0);
      json_array_add_object_element (list, item);
    }

  vt_snapshot_keep (self->snapshot, name, json_array_ref (list), (GDestroyNotify) json_array_unref);
  return list;
}

/**
 * vt_view_fill_delivery:
 * @self: a view
 * @error: a #VtDbError
 *
 * Fills `delivery` of the model: where the shop sends to, and where this shopper is.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_view_fill_delivery (VtView *self, GError **error)
{
  GPtrArray *countries = get_countries (self, error);
  JsonObject *delivery;
  const char *here;

  if (countries == NULL)
    return FALSE;

  delivery = json_object_new ();
  here = country_of_shopper (self, countries);
  json_object_set_string_member (delivery, "country", here);
  vt_model_take_text (delivery, "country_name", vt_country_name (here, self->language));
  json_object_set_string_member (delivery, "postcode",
                                 self->personal && self->request->postcode != NULL ? self->request->postcode : "");
  json_object_set_array_member (delivery, "countries", list_countries (self, countries, here));
  json_object_set_object_member (self->model, "delivery", delivery);

  return TRUE;
}

/**
 * vt_view_fill_common:
 * @self: a view with an empty model
 * @error: a #VtDbError
 *
 * Fills what every page has; `page` is left to vt_seo_fill().
 *
 * Returns: whether it succeeded
 */
gboolean
vt_view_fill_common (VtView *self, GError **error)
{
  JsonObject *model = self->model;

  json_object_set_string_member (model, "language", self->language);
  json_object_set_string_member (model, "dir", vt_locale_direction (self->language));
  json_object_set_string_member (model, "root", self->prefix);
  vt_model_take_text (model, "home", vt_view_path (self, "/"));
  json_object_set_boolean_member (model, "preview", self->request->drafts);
  json_object_set_object_member (model, "strings", json_object_ref (self->strings));
  json_object_set_array_member (model, "breadcrumbs", json_array_new ());
  json_object_set_string_member (model, "query", "");
  json_object_set_null_member (model, "popup");
  fill_assets (self);
  fill_shop (self);
  fill_announcement (self);
  fill_consent (self);
  fill_bag (self);

  return fill_menus (self, error) && vt_view_fill_delivery (self, error);
}

/**
 * vt_view_note_day:
 * @self: a view
 * @zone: (nullable): where; %NULL: UTC
 *
 * Tells that what is made depends on which day it is.
 */
void
vt_view_note_day (VtView *self, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->request->now_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autoptr (GDateTime) midnight = NULL;
  g_autoptr (GDateTime) next = NULL;
  g_autoptr (GTimeZone) utc_zone = g_time_zone_new_utc ();
  GDateTime *here = now != NULL ? now : utc;

  if (here == NULL)
    return;

  midnight = g_date_time_new (zone != NULL ? zone : utc_zone, g_date_time_get_year (here), g_date_time_get_month (here),
                              g_date_time_get_day_of_month (here), 0, 0, 0);
  next = midnight != NULL ? g_date_time_add_days (midnight, 1) : NULL;
  if (next == NULL)
    return;

  vt_db_is_past (self->db, g_date_time_to_unix (midnight) * G_USEC_PER_SEC, self->request->now_us);
  vt_db_is_past (self->db, g_date_time_to_unix (next) * G_USEC_PER_SEC, self->request->now_us);
}

static VtTemplateMemo *
get_memo (VtView *self)
{
  VtTemplateMemo *memo = vt_snapshot_get_kept (self->snapshot, "memo");

  if (memo == NULL)
    {
      memo = vt_template_memo_new ();
      vt_snapshot_keep (self->snapshot, "memo", memo, (GDestroyNotify) vt_template_memo_free);
    }

  return memo;
}

/**
 * vt_view_render:
 * @self: a view whose model is complete
 * @template_name: the page's template
 * @status: HTTP status
 * @error: a #VtTemplateError
 *
 * Returns: (transfer full) (nullable): the page
 */
VtSiteResponse *
vt_view_render (VtView *self, const char *template_name, guint status, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GString) html = g_string_sized_new (32 * 1024);
  g_autoptr (GBytes) body = NULL;
  VtSiteCache cache = self->personal ? VT_CACHE_PRIVATE : VT_CACHE_PAGE;

  vt_view_fill_languages (self, status == 404 || status >= 500);
  vt_seo_finish (self);
  vt_page_event_fill (self);
  json_node_set_object (node, self->model);
  if (!vt_theme_render (vt_site_get_theme (self->site), template_name, get_memo (self), node, html, error))
    return NULL;

  body = g_string_free_to_bytes (g_steal_pointer (&html));
  return vt_site_response_new (status, "text/html; charset=utf-8", body, cache);
}
