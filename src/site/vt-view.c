/* What every page has: the shop, its menus, the shopper's bag and country. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-view.h"

#include "base/vt-hash.h"
#include "brand/vt-brand-look.h"
#include "catalogue/vt-collection.h"
#include "content/vt-live.h"
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
#include "site/vt-popup-model.h"
#include "site/vt-security-headers.h"
#include "site/vt-seo.h"
#include "site/vt-site-assets.h"
#include "site/vt-site-logo.h"
#include "site/vt-tags.h"

#include <string.h>

/* Bytes that a page's model is given at a time; most need no more. */
#define ARENA_BLOCK (60 * 1024)
#define HTML_ROOM   (64 * 1024 - 1)

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
  self->arena = vt_arena_new (ARENA_BLOCK);
  self->model = vt_value_new_object (self->arena);
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
  g_clear_pointer (&self->automatic, g_ptr_array_unref);
  g_clear_pointer (&self->brand, vt_brand_unref);
  vt_view_close_language (self);
  vt_arena_free (self->arena);
  g_free (self);
}

/* The files of a folder by their names, so that templates and scripts find each under the name that it has now. */
static VtValue *
asset_paths (VtArena *arena, VtTheme *theme, const char *folder, const char *suffix)
{
  g_autoptr (GPtrArray) names = vt_theme_list_assets (theme, folder, suffix);
  VtValue *paths = vt_value_new_object (arena);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_strconcat (folder, g_ptr_array_index (names, i), suffix, NULL);

      vt_value_take_string (paths, vt_arena_text (arena, g_ptr_array_index (names, i), -1),
                            vt_theme_asset_path (theme, file));
    }

  return paths;
}

/* A part of the model that is the same on every page in a language: it is put together once for a snapshot. What it
 * reads has to be read between the two. */
static gboolean
take_shared (VtView *self, const char *member)
{
  g_autofree char *name = g_strconcat (member, " ", self->language, self->request->drafts ? " drafts" : NULL, NULL);
  VtValue *part = vt_snapshot_get_kept (self->snapshot, name);

  if (part == NULL)
    return FALSE;

  vt_value_set (self->model, member, part);
  return TRUE;
}

static void
share (VtView *self, const char *member, const VtValue *part)
{
  g_autofree char *name = g_strconcat (member, " ", self->language, self->request->drafts ? " drafts" : NULL, NULL);
  VtValue *shared = vt_value_copy (vt_snapshot_get_arena (self->snapshot), part);

  vt_value_set (self->model, member, shared);
  vt_snapshot_keep (self->snapshot, name, shared, NULL);
}

static VtValue *
look_of (VtView *self)
{
  VtValue *look = vt_value_new_object (self->arena);

  vt_value_set_string (look, "preset", vt_look_get (vt_brand_get_preset (self->brand))->id);
  vt_value_set_string (look, "button", vt_look_button_id (vt_brand_get_button (self->brand)));
  vt_value_set_string (look, "card", vt_look_card_id (vt_brand_get_card (self->brand)));
  return look;
}

/* The files of typefaces that the first view of a page needs. */
static VtValue *
first_fonts (VtView *self)
{
  g_autoptr (GPtrArray) paths = vt_brand_list_first_faces (self->brand, self->language);
  VtValue *fonts = vt_value_new_array (self->arena);

  for (guint i = 0; i < paths->len; i++)
    vt_value_add_string (fonts, g_ptr_array_index (paths, i));

  return fonts;
}

static void
fill_assets (VtView *self)
{
  VtTheme *theme = vt_site_get_theme (self->site);
  VtValue *assets;

  if (take_shared (self, "assets"))
    return;

  assets = vt_value_new_object (self->arena);

  vt_value_take_string (assets, "brand_css", vt_site_assets_brand_path (self->brand));
  vt_value_take_string (assets, "preset_css", vt_site_assets_preset_path (theme, self->brand));
  vt_value_take_string (assets, "custom_css", vt_site_assets_custom_path (self->brand));
  vt_value_set (assets, "look", look_of (self));
  vt_value_set (assets, "fonts", first_fonts (self));
  vt_value_take_string (assets, "main_js", vt_theme_asset_path (theme, "js/main.js"));
  vt_value_set_string (assets, "icon", "/icon.svg");
  vt_value_set (assets, "css", asset_paths (self->arena, theme, "css/", ".css"));
  vt_value_set (assets, "modules", asset_paths (self->arena, theme, "js/", ".js"));
  vt_value_set (assets, "wasm", asset_paths (self->arena, theme, "wasm/", ".wasm"));
  share (self, "assets", assets);
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
  VtValue *shop;
  g_autofree char *phone = NULL;

  if (take_shared (self, "shop"))
    return;

  shop = vt_value_new_object (self->arena);
  phone = dup_setting (self, "shop.phone");
  vt_value_set_string (shop, "name", self->name);
  vt_value_take_string (shop, "tagline", dup_setting (self, "shop.tagline"));
  vt_site_logo_fill (self, shop);
  vt_value_set_string (shop, "currency", self->currency);
  vt_value_take_string (shop, "email", dup_setting (self, "shop.email"));
  vt_value_set_string (shop, "phone", phone);
  vt_value_take_string (shop, "phone_url", phone != NULL ? phone_url (phone) : NULL);
  vt_value_take_string (shop, "address", dup_setting (self, "shop.address"));
  vt_value_set_null (shop, "legal");
  vt_value_set_null (shop, "year");
  share (self, "shop", shop);
}

static void
fill_announcement (VtView *self)
{
  g_autofree char *text = dup_setting (self, "announcement");
  VtValue *announcement;

  vt_value_set_null (self->model, "announcement");
  if (text == NULL)
    return;

  announcement = vt_value_new_object (self->arena);
  vt_value_set_string (announcement, "text", text);
  vt_value_set_null (announcement, "url");
  vt_value_set (self->model, "announcement", announcement);
}

static gboolean
is_here (VtView *self, const char *url)
{
  g_autofree char *path = g_uri_unescape_string (url, NULL);

  return g_strcmp0 (self->request->path, path) == 0;
}

static VtValue *
new_link (VtView *self, const char *title, const char *url)
{
  return vt_model_link (self->arena, title, url, is_here (self, url));
}

/* What stands below an item of the header: the collections inside the one that it leads to. */
static void
add_children (VtView *self, VtValue *link, GPtrArray *collections, gint64 parent_id)
{
  VtValue *children = vt_value_new_array (self->arena);

  for (guint i = 0; parent_id != 0 && i < collections->len; i++)
    {
      const VtCollection *child = g_ptr_array_index (collections, i);
      g_autofree char *url = NULL;

      if (child->parent_id != parent_id)
        continue;
      url = vt_model_collection_path (self, child->id, child->handle);
      vt_value_add (children,
                    new_link (self, vt_view_text (self, "collection", child->id, "title", child->title), url));
    }
  vt_value_set_boolean (link, "has_children", vt_value_get_length (children) > 0);
  vt_value_set (link, "children", children);
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
static VtValue *
top_collections (VtView *self, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (self->db, error);
  VtValue *links;

  if (collections == NULL)
    return NULL;

  links = vt_value_new_array (self->arena);
  vt_view_load_texts (self, "collection", collections, 0, collections->len);
  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      g_autofree char *url = vt_model_collection_path (self, collection->id, collection->handle);

      VtValue *link;

      if (collection->parent_id != 0)
        continue;
      link = new_link (self, vt_view_text (self, "collection", collection->id, "title", collection->title), url);
      add_children (self, link, collections, collection->id);
      vt_value_add (links, link);
    }

  return links;
}

static VtValue *
menu_links (VtView *self, VtMenu menu, GError **error)
{
  g_autoptr (GPtrArray) items = vt_menu_list (self->db, menu, error);
  g_autoptr (GPtrArray) collections = items != NULL ? vt_collection_list (self->db, error) : NULL;
  VtValue *links;

  if (collections == NULL)
    return NULL;
  if (items->len == 0 && menu == VT_MENU_HEADER)
    return top_collections (self, error);

  links = vt_value_new_array (self->arena);
  vt_view_load_texts (self, "menu_item", items, 0, items->len);
  for (guint i = 0; i < items->len; i++)
    {
      const VtMenuItem *item = g_ptr_array_index (items, i);
      g_autofree char *url = vt_link_is_safe (item->target) ? vt_view_link (self, item->target) : NULL;
      VtValue *link;

      if (url == NULL)
        continue;
      link = new_link (self, vt_view_text (self, "menu_item", item->id, "title", item->title), url);
      add_children (self, link, collections, collection_of_target (collections, item->target));
      vt_value_add (links, link);
    }

  return links;
}

/* The pages that laws ask for, known by the names that shops give them. */
static VtValue *
legal_links (VtView *self, GError **error)
{
  static const char *const handles[] = { "terms",   "terms-of-service", "terms-and-conditions",
                                         "privacy", "privacy-policy",   "imprint",
                                         "legal",   "withdrawal",       NULL };
  g_autoptr (GPtrArray) pages = vt_page_list (self->db, error);
  VtValue *links;

  if (pages == NULL)
    return NULL;

  links = vt_value_new_array (self->arena);
  for (guint i = 0; i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);
      g_autofree char *url = NULL;

      if ((!page->active && !self->request->drafts) || !g_strv_contains (handles, page->handle))
        continue;
      url = vt_model_page_path (self, page->id, page->handle);
      vt_value_add (links, new_link (self, vt_view_text (self, "page", page->id, "title", page->title), url));
    }

  return links;
}

/* Whether any link of a menu leads to this page. */
static gboolean
leads_here (VtView *self, VtValue *menu)
{
  for (guint i = 0; i < vt_value_get_length (menu); i++)
    {
      const VtValue *links = vt_value_get_at (menu, i);

      for (guint j = 0; j < vt_value_get_length (links); j++)
        if (is_here (self, vt_value_get_string (vt_value_get_at (links, j), "url")))
          return TRUE;
    }

  return FALSE;
}

/* Most pages are in no menu and have the same menus. */
static gboolean
fill_menus (VtView *self, GError **error)
{
  VtValue *header, *footer = NULL, *legal = NULL;
  VtValue *menu;

  if (take_shared (self, "menu") && !leads_here (self, vt_value_get (self->model, "menu")))
    return TRUE;

  menu = vt_value_new_object (self->arena);
  vt_value_set (self->model, "menu", menu);
  header = menu_links (self, VT_MENU_HEADER, error);
  if (header != NULL)
    {
      vt_value_set (menu, "header", header);
      footer = menu_links (self, VT_MENU_FOOTER, error);
    }
  if (footer != NULL)
    {
      vt_value_set (menu, "footer", footer);
      legal = legal_links (self, error);
    }
  if (legal == NULL)
    return FALSE;

  vt_value_set (menu, "legal", legal);
  if (!leads_here (self, menu))
    share (self, "menu", menu);

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
  VtValue *consent = vt_value_new_object (self->arena);
  g_autofree char *own = vt_setting_get (self->db, "events.own", NULL);
  g_autofree char *tags =
      vt_tags_are_used (self->db) && !vt_security_is_private (self->request->path) ? vt_tags_to_json (self->db) : NULL;
  gboolean counts = g_strcmp0 (own, "0") != 0;

  vt_value_set_string (consent, "tags", tags);
  vt_value_set_boolean (consent, "own", counts);
  vt_value_set_boolean (consent, "script", counts || tags != NULL);
  vt_value_take_string (consent, "privacy_url", tags != NULL ? privacy_path (self) : NULL);
  vt_value_set (self->model, "consent", consent);
}

static void
fill_bag (VtView *self)
{
  VtValue *bag = vt_value_new_object (self->arena);
  gint64 count = 0;

  if (self->personal)
    {
      g_autoptr (GArray) cart = vt_cart_parse (self->request->cart);

      for (guint i = 0; i < cart->len; i++)
        count += g_array_index (cart, VtQuoteLineInput, i).quantity;
    }

  vt_value_set_int (bag, "count", count);
  vt_value_take_string (bag, "url", vt_view_path (self, "/cart"));
  vt_value_set (self->model, "bag", bag);
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
static VtValue *
list_countries (VtView *self, GPtrArray *countries, const char *here)
{
  g_autofree char *name = g_strconcat ("countries of ", here, " ", self->language, NULL);
  VtValue *list = vt_snapshot_get_kept (self->snapshot, name);

  if (list != NULL)
    return list;

  list = vt_value_new_array (self->arena);
  for (guint i = 0; i < countries->len; i++)
    {
      const VtCountry *country = g_ptr_array_index (countries, i);
      VtValue *item = vt_value_new_object (self->arena);

      vt_value_set_string (item, "code", country->code);
      vt_value_set_string (item, "name", country->name);
      vt_value_set_boolean (item, "selected", strcmp (country->code, here) == 0);
      vt_value_add (list, item);
    }

  list = vt_value_copy (vt_snapshot_get_arena (self->snapshot), list);
  vt_snapshot_keep (self->snapshot, name, list, NULL);
  return list;
}

static const char *
country_name (VtView *self, const char *code)
{
  g_autofree char *key = g_strconcat ("country ", code, " ", self->language, NULL);
  char *name = vt_snapshot_get_kept (self->snapshot, key);

  if (name == NULL)
    {
      name = vt_country_name (code, self->language);
      vt_snapshot_keep (self->snapshot, key, name, g_free);
    }

  return name;
}

/* Fills the country of `delivery`, @code. */
static void
set_country (VtView *self, VtValue *delivery, GPtrArray *countries, const char *code)
{
  vt_value_set_string (delivery, "country", code);
  vt_value_set_string (delivery, "country_name", country_name (self, code));
  vt_value_set (delivery, "countries", list_countries (self, countries, code));
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
  VtValue *delivery;

  if (countries == NULL)
    return FALSE;

  delivery = vt_value_new_object (self->arena);
  set_country (self, delivery, countries, country_of_shopper (self, countries));
  vt_value_set_string (delivery, "postcode",
                       self->personal && self->request->postcode != NULL ? self->request->postcode : "");
  vt_value_set (self->model, "delivery", delivery);

  return TRUE;
}

/**
 * vt_view_select_country:
 * @self: a view whose `delivery` is filled
 * @code: a country, ISO 3166-1
 *
 * Shows another country than the shopper's own as the one that is chosen.
 */
void
vt_view_select_country (VtView *self, const char *code)
{
  GPtrArray *countries = get_countries (self, NULL);

  if (countries != NULL)
    set_country (self, vt_value_get (self->model, "delivery"), countries, code);
}

/**
 * vt_view_is_static:
 * @self: a view
 *
 * Returns: whether the page becomes a file: nobody answers what it asks
 */
gboolean
vt_view_is_static (const VtView *self)
{
  return self->backend != NULL && self->backend->is_static;
}

/* The headers of files are the same for all of them: where one may frame a film, the others say that they do not. */
static gboolean
fill_frames (VtView *self, GError **error)
{
  gboolean films = FALSE;
  g_autofree char *tags = NULL;

  vt_value_set_null (self->model, "frames");
  if (!vt_view_is_static (self))
    return TRUE;
  if (!vt_live_has_films (self->db, &films, error))
    return FALSE;

  tags = films ? vt_tags_policy (self->db) : NULL;
  if (films)
    vt_value_take_string (self->model, "frames", vt_security_frames (tags));
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
  VtValue *model = self->model;

  vt_value_set_string (model, "language", self->language);
  vt_value_set_string (model, "dir", vt_locale_direction (self->language));
  vt_value_set_string (model, "root", self->prefix);
  vt_value_take_string (model, "home", vt_view_path (self, "/"));
  vt_value_set_boolean (model, "preview", self->request->drafts);
  vt_value_set (model, "strings", self->strings);
  vt_value_set (model, "breadcrumbs", vt_value_new_array (self->arena));
  vt_value_set_string (model, "query", "");
  vt_value_set_null (model, "popups");
  fill_assets (self);
  fill_shop (self);
  fill_announcement (self);
  fill_consent (self);
  fill_bag (self);

  return fill_frames (self, error) && fill_menus (self, error) && vt_view_fill_delivery (self, error);
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
      memo = vt_template_memo_new (vt_snapshot_get_arena (self->snapshot));
      vt_snapshot_keep (self->snapshot, "memo", memo, (GDestroyNotify) vt_template_memo_free);
    }

  return memo;
}

/* Nowhere that shoppers type who they are; what is searched is theirs, too, but a popup may ask for that page. */
static gboolean
may_carry_popups (VtView *self)
{
  const char *kind = vt_value_get_string (vt_value_get (self->model, "page"), "kind");

  return !self->personal || g_strcmp0 (kind, "search") == 0;
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
  g_autoptr (GString) html = g_string_sized_new (HTML_ROOM);
  g_autoptr (GBytes) body = NULL;
  VtSiteCache cache = self->personal ? VT_CACHE_PRIVATE : VT_CACHE_PAGE;

  if (status == 200 && may_carry_popups (self) && !vt_popup_model_fill (self, error))
    return NULL;
  vt_view_fill_languages (self, status == 404 || status >= 500);
  vt_seo_finish (self);
  vt_page_event_fill (self);
  if (!vt_theme_render (vt_site_get_theme (self->site), template_name, get_memo (self), self->model, html, error))
    return NULL;

  body = g_string_free_to_bytes (g_steal_pointer (&html));
  return vt_site_response_new (status, "text/html; charset=utf-8", body, cache);
}
