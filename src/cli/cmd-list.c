#include "cli/vt-cli-commands.h"
#include "cli/vt-cli-stock.h"
#include "cli/vt-list.h"
#include "content/vt-live.h"
#include "content/vt-menu.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "content/vt-section.h"
#include "orders/vt-letter.h"
#include "orders/vt-order.h"
#include "orders/vt-subscription.h"
#include "promo/vt-discount-code.h"
#include "promo/vt-popup.h"
#include "publish/vt-host-record.h"
#include "shop/vt-media.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define ORDERS_MAX      1000
#define LETTERS_MAX     1000
#define SUBSCRIBERS_MAX 100000

static void
add_targets (JsonObject *row, const char *member, const VtDiscount *discount, VtDiscountRole role)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < discount->targets->len; i++)
    {
      const VtDiscountTarget *target = &g_array_index (discount->targets, VtDiscountTarget, i);
      g_autofree char *text =
          target->collection_id != 0 ? g_strdup_printf ("collection:%" G_GINT64_FORMAT, target->collection_id)
          : target->product_id != 0  ? g_strdup_printf ("product:%" G_GINT64_FORMAT, target->product_id)
                                     : g_strdup_printf ("variant:%" G_GINT64_FORMAT, target->variant_id);

      if (target->role == role)
        json_array_add_string_element (list, text);
    }
  json_object_set_array_member (row, member, list);
}

/* What a discount asks for. */
static gboolean
add_rules (VtDb *db, JsonObject *row, const VtDiscount *discount, GError **error)
{
  gint64 n_codes = 0;

  if (!vt_discount_codes_count (db, discount->id, &n_codes, error))
    return FALSE;

  json_object_set_string_member (row, "scope", discount->chosen ? "chosen" : "all");
  add_targets (row, "on", discount, VT_DISCOUNT_TARGET_ON);
  add_targets (row, "buy", discount, VT_DISCOUNT_TARGET_BUY);
  json_object_set_int_member (row, "minimum", discount->minimum_minor);
  json_object_set_int_member (row, "minimum_pieces", discount->minimum_quantity);
  json_object_set_int_member (row, "limit", discount->usage_limit);
  json_object_set_int_member (row, "customer_limit", discount->customer_limit);
  json_object_set_string_member (row, "audience", vt_discount_audience_to_string (discount->audience));
  json_object_set_string_member (row, "countries", discount->countries);
  json_object_set_string_member (row, "combines", vt_discount_combines_to_string (discount->combines));
  json_object_set_int_member (row, "priority", discount->priority);
  json_object_set_int_member (row, "codes", n_codes);

  return TRUE;
}

static gboolean
list_discounts (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) discounts = vt_discount_list (self->db, error);

  for (guint i = 0; discounts != NULL && i < discounts->len; i++)
    {
      const VtDiscount *discount = g_ptr_array_index (discounts, i);
      g_autofree char *worth = vt_discount_describe (discount, self->currency, self->language);
      JsonObject *row = vt_listing_add (self);

      json_object_set_int_member (row, "id", discount->id);
      json_object_set_string_member (row, "code", discount->code);
      json_object_set_string_member (row, "title", discount->title);
      json_object_set_string_member (row, "method", vt_discount_method_to_string (discount->method));
      json_object_set_string_member (row, "kind", vt_discount_kind_to_string (discount->kind));
      json_object_set_int_member (row, "value", discount->value);
      json_object_set_string_member (row, "worth", worth);
      vt_cli_set_time (row, "starts", discount->starts_us);
      vt_cli_set_time (row, "ends", discount->ends_us);
      json_object_set_string_member (row, "status", discount->active ? "active" : "draft");
      if (!add_rules (self->db, row, discount, error))
        return FALSE;
    }

  return discounts != NULL;
}

static gboolean
list_popups (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) popups = vt_popup_list (self->db, error);

  for (guint i = 0; popups != NULL && i < popups->len; i++)
    {
      const VtPopup *popup = g_ptr_array_index (popups, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_string_member (row, "name", popup->name);
      json_object_set_string_member (row, "headline", popup->headline);
      json_object_set_string_member (row, "trigger", vt_popup_trigger_to_string (popup->trigger));
      json_object_set_int_member (row, "trigger_value", popup->trigger_value);
      json_object_set_string_member (row, "goal", vt_popup_goal_to_string (popup->goal));
      json_object_set_string_member (row, "layout", vt_popup_layout_to_string (popup->layout));
      json_object_set_string_member (row, "audience", popup->audience);
      json_object_set_int_member (row, "evergreen_minutes", popup->evergreen_minutes);
      json_object_set_string_member (row, "discount", popup->discount_code);
      json_object_set_boolean_member (row, "countdown", popup->countdown);
      json_object_set_string_member (row, "status", popup->active ? "active" : "draft");
    }

  return popups != NULL;
}

static gboolean
list_pages (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) pages = vt_page_list (self->db, error);

  for (guint i = 0; pages != NULL && i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_string_member (row, "handle", page->handle);
      json_object_set_string_member (row, "title", page->title);
      json_object_set_string_member (row, "status", page->active ? "active" : "draft");
    }

  return pages != NULL;
}

static gboolean
list_posts (VtListing *self, GError **error)
{
  const VtPostQuery all = { .drafts = TRUE };
  g_autoptr (GPtrArray) posts = vt_post_list (self->db, &all, error);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      const VtPost *post = g_ptr_array_index (posts, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_string_member (row, "handle", post->handle);
      json_object_set_string_member (row, "title", post->title);
      vt_cli_set_time (row, "publish", post->publish_us);
      json_object_set_string_member (row, "author", post->author);
      if (self->whole)
        {
          json_object_set_string_member (row, "summary", post->summary);
          json_object_set_string_member (row, "body", post->body_markdown);
        }
      json_object_set_string_member (row, "status", post->active ? "active" : "draft");
    }

  return posts != NULL;
}

static gboolean
list_lives (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) lives = vt_live_list (self->db, TRUE, error);

  for (guint i = 0; lives != NULL && i < lives->len; i++)
    {
      const VtLive *live = g_ptr_array_index (lives, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_string_member (row, "handle", live->handle);
      json_object_set_string_member (row, "title", live->title);
      vt_cli_set_time (row, "starts", live->starts_us);
      vt_cli_set_time (row, "ends", live->ends_us);
      json_object_set_string_member (row, "video", live->video_url);
      json_object_set_string_member (row, "code", live->code);
      json_object_set_string_member (row, "status", live->active ? "active" : "draft");
    }

  return lives != NULL;
}

static gboolean
list_menus (VtListing *self, GError **error)
{
  for (int menu = VT_MENU_HEADER; menu <= VT_MENU_FOOTER; menu++)
    {
      g_autoptr (GPtrArray) items = vt_menu_list (self->db, (VtMenu) menu, error);

      if (items == NULL)
        return FALSE;
      for (guint i = 0; i < items->len; i++)
        {
          const VtMenuItem *item = g_ptr_array_index (items, i);
          JsonObject *row = vt_listing_add (self);

          json_object_set_int_member (row, "id", item->id);
          json_object_set_string_member (row, "menu", vt_menu_to_string ((VtMenu) menu));
          json_object_set_int_member (row, "position", (gint64) i + 1);
          json_object_set_string_member (row, "title", item->title);
          json_object_set_string_member (row, "target", item->target);
        }
    }

  return TRUE;
}

static JsonArray *
lines_of (const VtOrder *order)
{
  JsonArray *lines = json_array_new ();

  for (guint i = 0; i < order->lines->len; i++)
    {
      const VtOrderLine *line = g_ptr_array_index (order->lines, i);
      JsonObject *row = json_object_new ();

      json_object_set_string_member (row, "sku", line->sku);
      json_object_set_string_member (row, "title", line->title);
      json_object_set_int_member (row, "quantity", line->quantity);
      vt_cli_set_money (row, "price", line->price_minor, order->currency);
      vt_cli_set_money (row, "total", line->total_minor, order->currency);
      json_array_add_object_element (lines, row);
    }

  return lines;
}

static gboolean
add_order (VtListing *self, gint64 id, GError **error)
{
  g_autoptr (VtOrder) order = vt_order_load (self->db, id, error);
  JsonObject *row = NULL;

  if (order == NULL)
    return FALSE;

  row = vt_listing_add (self);
  json_object_set_string_member (row, "number", order->number);
  json_object_set_string_member (row, "status", order->status);
  vt_cli_set_time (row, "placed", order->placed_us);
  json_object_set_string_member (row, "name", order->name);
  json_object_set_string_member (row, "email", order->email);
  json_object_set_string_member (row, "country", order->country);
  vt_cli_set_money (row, "subtotal", order->subtotal_minor, order->currency);
  vt_cli_set_money (row, "discount", order->discount_minor, order->currency);
  json_object_set_string_member (row, "discount_code", order->discount_code);
  vt_cli_set_money (row, "shipping", order->shipping_minor, order->currency);
  vt_cli_set_money (row, "tax", order->tax_minor, order->currency);
  vt_cli_set_money (row, "total", order->total_minor, order->currency);
  json_object_set_string_member (row, "currency", order->currency);
  json_object_set_array_member (row, "lines", lines_of (order));

  return TRUE;
}

/* The newest ones: all orders of years are a report's business. */
static gboolean
list_orders (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) orders = vt_order_list (self->db, 0, ORDERS_MAX, error);

  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++)
    if (!add_order (self, ((const VtOrder *) g_ptr_array_index (orders, i))->id, error))
      return FALSE;

  return TRUE;
}

static void
set_letter (JsonObject *row, const VtLetter *letter)
{
  vt_cli_set_time (row, "sent", letter->sent_us);
  json_object_set_string_member (row, "email", letter->email);
  json_object_set_string_member (row, "language", letter->language);
  vt_cli_set_time (row, "handled", letter->handled_us);
}

static gboolean
list_messages (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) letters = vt_letter_list (self->db, VT_LETTER_MESSAGE, FALSE, LETTERS_MAX, error);

  for (guint i = 0; letters != NULL && i < letters->len; i++)
    {
      const VtLetter *letter = g_ptr_array_index (letters, i);
      JsonObject *row = vt_listing_add (self);

      set_letter (row, letter);
      json_object_set_string_member (row, "name", letter->name);
      json_object_set_string_member (row, "phone", letter->phone);
      json_object_set_string_member (row, "order", letter->about);
      json_object_set_string_member (row, "message", letter->body);
    }

  return letters != NULL;
}

static gboolean
list_stock_requests (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) letters = vt_letter_list (self->db, VT_LETTER_STOCK_REQUEST, FALSE, LETTERS_MAX, error);

  for (guint i = 0; letters != NULL && i < letters->len; i++)
    {
      const VtLetter *letter = g_ptr_array_index (letters, i);
      JsonObject *row = vt_listing_add (self);

      set_letter (row, letter);
      json_object_set_int_member (row, "variant", letter->variant_id);
      json_object_set_string_member (row, "product", letter->product);
    }

  return letters != NULL;
}

static gboolean
list_subscribers (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) subscribers = vt_subscriber_list (self->db, SUBSCRIBERS_MAX, error);

  for (guint i = 0; subscribers != NULL && i < subscribers->len; i++)
    {
      const VtSubscription *subscriber = g_ptr_array_index (subscribers, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_string_member (row, "email", subscriber->email);
      json_object_set_string_member (row, "language", subscriber->language);
      json_object_set_string_member (row, "source", subscriber->source);
      json_object_set_string_member (row, "page", subscriber->page);
      json_object_set_string_member (row, "consent", subscriber->consent);
      vt_cli_set_time (row, "asked", subscriber->asked_us);
      vt_cli_set_time (row, "confirmed", subscriber->confirmed_us);
      vt_cli_set_time (row, "withdrawn", subscriber->withdrawn_us);
    }

  return subscribers != NULL;
}

static gboolean
list_sections (VtListing *self, GError **error)
{
  for (guint page = 0; page < VT_SECTION_N_PAGES; page++)
    {
      g_autoptr (GPtrArray) sections = vt_section_list (self->db, (VtSectionPage) page, error);

      if (sections == NULL)
        return FALSE;
      for (guint i = 0; i < sections->len; i++)
        {
          const VtSection *section = g_ptr_array_index (sections, i);
          g_autofree char *settings = vt_section_settings_to_json (section);
          JsonObject *row = vt_listing_add (self);

          json_object_set_int_member (row, "id", section->id);
          json_object_set_string_member (row, "page", vt_section_page_to_string (section->page));
          json_object_set_int_member (row, "position", (gint64) i + 1);
          json_object_set_string_member (row, "kind", vt_section_kind_to_string (section->kind));
          json_object_set_string_member (row, "title", section->title);
          json_object_set_string_member (row, "target", section->target);
          json_object_set_string_member (row, "settings", settings);
        }
    }

  return TRUE;
}

static gboolean
list_media (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) all = vt_media_list (self->db, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const VtMedia *media = g_ptr_array_index (all, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_string_member (row, "sha256", media->sha256);
      json_object_set_string_member (row, "name", media->name);
      json_object_set_string_member (row, "type", media->type);
      json_object_set_int_member (row, "size", media->size);
      json_object_set_int_member (row, "width", media->width);
      json_object_set_int_member (row, "height", media->height);
    }

  return all != NULL;
}

static gboolean
list_hosts (VtListing *self, GError **error)
{
  g_autoptr (GPtrArray) hosts = vt_host_record_list (self->db, error);

  for (guint i = 0; hosts != NULL && i < hosts->len; i++)
    {
      const VtHostRecord *host = g_ptr_array_index (hosts, i);
      JsonObject *row = vt_listing_add (self);

      json_object_set_string_member (row, "name", host->name);
      json_object_set_string_member (row, "kind", host->kind);
      json_object_set_string_member (row, "url", host->url);
      json_object_set_string_member (row, "fingerprint", host->fingerprint);
      json_object_set_string_member (row, "release", host->release);
      json_object_set_boolean_member (row, "default", host->is_default);
    }

  return hosts != NULL;
}

static gboolean
list_stock (VtListing *self, GError **error)
{
  const VtStockQuery all = { NULL, VT_STOCK_ALL, 0 };

  return vt_cli_stock_add_rows (self->db, &all, self->currency, self->rows, NULL, error);
}

static const struct
{
  const char *name;
  gboolean (*list) (VtListing *self, GError **error);
  VtCliColumn columns[6]; /* ended by one without a member */
} kinds[] = {
  { "products",
    vt_list_products,
    { { "handle", N_ ("HANDLE"), FALSE },
      { "title", N_ ("TITLE"), FALSE },
      { "status", N_ ("STATUS"), FALSE },
      { "price", N_ ("PRICE"), TRUE },
      { "on_hand", N_ ("STOCK"), TRUE },
      { NULL, NULL, FALSE } } },
  { "variants",
    vt_list_variants,
    { { "product", N_ ("PRODUCT"), FALSE },
      { "title", N_ ("TITLE"), FALSE },
      { "sku", N_ ("SKU"), FALSE },
      { "price", N_ ("PRICE"), TRUE },
      { "on_hand", N_ ("STOCK"), TRUE },
      { NULL, NULL, FALSE } } },
  { "prices",
    vt_list_prices,
    { { "at", N_ ("WHEN"), FALSE },
      { "product", N_ ("PRODUCT"), FALSE },
      { "title", N_ ("TITLE"), FALSE },
      { "before", N_ ("BEFORE"), TRUE },
      { "after", N_ ("AFTER"), TRUE },
      { NULL, NULL, FALSE } } },
  { "collections",
    vt_list_collections,
    { { "handle", N_ ("HANDLE"), FALSE },
      { "title", N_ ("TITLE"), FALSE },
      { "products", N_ ("PRODUCTS"), TRUE },
      { "rules", N_ ("RULES"), FALSE },
      { NULL, NULL, FALSE } } },
  { "reviews",
    vt_list_reviews,
    { { "id", N_ ("NUMBER"), TRUE },
      { "product", N_ ("PRODUCT"), FALSE },
      { "rating", N_ ("RATING"), TRUE },
      { "name", N_ ("NAME"), FALSE },
      { "status", N_ ("STATUS"), FALSE },
      { NULL, NULL, FALSE } } },
  { "size-tables",
    vt_list_size_tables,
    { { "name", N_ ("NAME"), FALSE }, { "products", N_ ("PRODUCTS"), TRUE }, { NULL, NULL, FALSE } } },
  { "stock",
    list_stock,
    { { "title", N_ ("TITLE"), FALSE },
      { "variant", N_ ("VARIANT"), FALSE },
      { "sku", N_ ("SKU"), FALSE },
      { "on_hand", N_ ("ON HAND"), TRUE },
      { "low", N_ ("LOW AT"), TRUE },
      { NULL, NULL, FALSE } } },
  { "discounts",
    list_discounts,
    { { "code", N_ ("CODE"), FALSE },
      { "title", N_ ("TITLE"), FALSE },
      { "worth", N_ ("WORTH"), FALSE },
      { "ends", N_ ("ENDS"), FALSE },
      { "status", N_ ("STATUS"), FALSE },
      { NULL, NULL, FALSE } } },
  { "popups",
    list_popups,
    { { "name", N_ ("NAME"), FALSE },
      { "headline", N_ ("HEADLINE"), FALSE },
      { "trigger", N_ ("TRIGGER"), FALSE },
      { "discount", N_ ("DISCOUNT"), FALSE },
      { "status", N_ ("STATUS"), FALSE },
      { NULL, NULL, FALSE } } },
  { "pages",
    list_pages,
    { { "handle", N_ ("HANDLE"), FALSE },
      { "title", N_ ("TITLE"), FALSE },
      { "status", N_ ("STATUS"), FALSE },
      { NULL, NULL, FALSE } } },
  { "posts",
    list_posts,
    { { "handle", N_ ("HANDLE"), FALSE },
      { "title", N_ ("TITLE"), FALSE },
      { "publish", N_ ("DATE"), FALSE },
      { "status", N_ ("STATUS"), FALSE },
      { NULL, NULL, FALSE } } },
  { "live",
    list_lives,
    { { "handle", N_ ("HANDLE"), FALSE },
      { "title", N_ ("TITLE"), FALSE },
      { "starts", N_ ("STARTS"), FALSE },
      { "code", N_ ("CODE"), FALSE },
      { "status", N_ ("STATUS"), FALSE },
      { NULL, NULL, FALSE } } },
  { "menus",
    list_menus,
    { { "id", N_ ("ID"), TRUE },
      { "menu", N_ ("MENU"), FALSE },
      { "title", N_ ("TITLE"), FALSE },
      { "target", N_ ("TARGET"), FALSE },
      { NULL, NULL, FALSE } } },
  { "orders",
    list_orders,
    { { "number", N_ ("NUMBER"), FALSE },
      { "placed", N_ ("PLACED"), FALSE },
      { "status", N_ ("STATUS"), FALSE },
      { "name", N_ ("NAME"), FALSE },
      { "total", N_ ("TOTAL"), TRUE },
      { NULL, NULL, FALSE } } },
  { "messages",
    list_messages,
    { { "sent", N_ ("SENT"), FALSE },
      { "email", N_ ("E-MAIL"), FALSE },
      { "name", N_ ("NAME"), FALSE },
      { "message", N_ ("MESSAGE"), FALSE },
      { "handled", N_ ("HANDLED"), FALSE },
      { NULL, NULL, FALSE } } },
  { "stock-requests",
    list_stock_requests,
    { { "sent", N_ ("SENT"), FALSE },
      { "product", N_ ("PRODUCT"), FALSE },
      { "email", N_ ("E-MAIL"), FALSE },
      { "handled", N_ ("HANDLED"), FALSE },
      { NULL, NULL, FALSE } } },
  { "sections",
    list_sections,
    { { "id", N_ ("ID"), TRUE },
      { "page", N_ ("PAGE"), FALSE },
      { "kind", N_ ("KIND"), FALSE },
      { "title", N_ ("TITLE"), FALSE },
      { "settings", N_ ("SETTINGS"), FALSE },
      { NULL, NULL, FALSE } } },
  { "subscribers",
    list_subscribers,
    { { "email", N_ ("E-MAIL"), FALSE },
      { "language", N_ ("LANGUAGE"), FALSE },
      { "source", N_ ("SOURCE"), FALSE },
      { "confirmed", N_ ("CONFIRMED"), FALSE },
      { "withdrawn", N_ ("WITHDRAWN"), FALSE },
      { NULL, NULL, FALSE } } },
  { "media",
    list_media,
    { { "sha256", N_ ("SHA-256"), FALSE },
      { "name", N_ ("NAME"), FALSE },
      { "type", N_ ("TYPE"), FALSE },
      { "size", N_ ("BYTES"), TRUE },
      { NULL, NULL, FALSE } } },
  { "zones",
    vt_list_zones,
    { { "id", N_ ("NUMBER"), TRUE },
      { "name", N_ ("NAME"), FALSE },
      { "countries", N_ ("COUNTRIES"), FALSE },
      { "postcodes", N_ ("POSTCODES"), FALSE },
      { NULL, NULL, FALSE } } },
  { "methods",
    vt_list_methods,
    { { "id", N_ ("NUMBER"), TRUE },
      { "zone", N_ ("ZONE"), FALSE },
      { "name", N_ ("NAME"), FALSE },
      { "kind", N_ ("KIND"), FALSE },
      { "days", N_ ("DAYS"), TRUE },
      { NULL, NULL, FALSE } } },
  { "rates",
    vt_list_rates,
    { { "id", N_ ("NUMBER"), TRUE },
      { "method", N_ ("DELIVERY"), FALSE },
      { "words", N_ ("ROW"), FALSE },
      { NULL, NULL, FALSE } } },
  { "taxes",
    vt_list_taxes,
    { { "id", N_ ("NUMBER"), TRUE },
      { "class", N_ ("CLASS"), FALSE },
      { "country", N_ ("COUNTRY"), FALSE },
      { "name", N_ ("NAME"), FALSE },
      { "percent", N_ ("PERCENT"), TRUE },
      { NULL, NULL, FALSE } } },
  { "payments",
    vt_list_payments,
    { { "id", N_ ("NUMBER"), TRUE },
      { "kind", N_ ("KIND"), FALSE },
      { "name", N_ ("NAME"), FALSE },
      { "account", N_ ("ACCOUNT"), FALSE },
      { NULL, NULL, FALSE } } },
  { "channels",
    vt_list_channels,
    { { "id", N_ ("NUMBER"), TRUE },
      { "kind", N_ ("KIND"), FALSE },
      { "value", N_ ("VALUE"), FALSE },
      { "url", N_ ("URL"), FALSE },
      { NULL, NULL, FALSE } } },
  { "hours",
    vt_list_hours,
    { { "when", N_ ("WHEN"), FALSE }, { "hours", N_ ("HOURS"), FALSE }, { NULL, NULL, FALSE } } },
  { "settings",
    vt_list_settings,
    { { "key", N_ ("KEY"), FALSE }, { "value", N_ ("VALUE"), FALSE }, { NULL, NULL, FALSE } } },
  { "legal",
    vt_list_legal,
    { { "key", N_ ("KEY"), FALSE },
      { "label", N_ ("LABEL"), FALSE },
      { "value", N_ ("VALUE"), FALSE },
      { "problem", N_ ("PROBLEM"), FALSE },
      { NULL, NULL, FALSE } } },
  { "synonyms",
    vt_list_synonyms,
    { { "id", N_ ("NUMBER"), TRUE },
      { "language", N_ ("LANGUAGE"), FALSE },
      { "source", N_ ("SOURCE"), FALSE },
      { "words", N_ ("WORDS"), FALSE },
      { NULL, NULL, FALSE } } },
  { "search-rules",
    vt_list_search_rules,
    { { "id", N_ ("NUMBER"), TRUE },
      { "query", N_ ("QUERY"), FALSE },
      { "kind", N_ ("KIND"), FALSE },
      { "product", N_ ("PRODUCT"), FALSE },
      { "path", N_ ("PATH"), FALSE },
      { NULL, NULL, FALSE } } },
  { "search-tests",
    vt_list_search_tests,
    { { "id", N_ ("NUMBER"), TRUE },
      { "query", N_ ("QUERY"), FALSE },
      { "product", N_ ("PRODUCT"), FALSE },
      { "within", N_ ("WITHIN"), TRUE },
      { NULL, NULL, FALSE } } },
  { "hosts",
    list_hosts,
    { { "name", N_ ("NAME"), FALSE },
      { "kind", N_ ("KIND"), FALSE },
      { "url", N_ ("URL"), FALSE },
      { "release", N_ ("LIVE RELEASE"), FALSE },
      { NULL, NULL, FALSE } } },
};

static int
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      return (int) i;

  return -1;
}

static gboolean
print_list (VtShop *shop, int kind, gboolean json, GError **error)
{
  VtDb *db = vt_shop_get_reader (shop);
  g_autofree char *currency = vt_setting_get (db, "shop.currency", error);
  g_autofree char *language = currency != NULL ? vt_setting_get (db, "shop.language", error) : NULL;
  g_autoptr (JsonArray) rows = json_array_new ();
  VtListing listing = { db, currency, language, rows, json };
  guint n_columns = 0;

  if (language == NULL || !kinds[kind].list (&listing, error))
    return FALSE;

  while (kinds[kind].columns[n_columns].member != NULL)
    n_columns++;
  if (json)
    vt_cli_print_json_array (rows);
  else
    vt_cli_print_table (rows, kinds[kind].columns, n_columns);

  return TRUE;
}

/**
 * vt_cli_list:
 * @shop_path: (type filename): a shop
 * @kind: what of it: "products" …
 * @json: whether to print JSON
 *
 * Returns: the exit status
 */
int
vt_cli_list (const char *shop_path, const char *kind, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (shop_path, VT_SHOP_READ, &error);

  return vt_cli_end (shop != NULL && print_list (shop, find_kind (kind), json, &error), &error);
}

static int
run (VtCli *cli)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 2);

  if (arguments == NULL)
    return VT_CLI_USAGE;
  if (arguments[1] != NULL && find_kind (arguments[1]) < 0)
    return vt_cli_misused (cli, _ ("“%s” cannot be listed"), arguments[1]);

  return vt_cli_list (arguments[0], arguments[1] != NULL ? arguments[1] : "products", json);
}

const VtCliCommand vt_cmd_list = {
  "list",
  "SHOP [products|variants|prices|collections|reviews|size-tables|stock|discounts|popups|pages|posts|live|menus|orders|messages|"
  "stock-requests|subscribers|sections|media|zones|methods|rates|taxes|payments|channels|hours|legal|settings|"
  "synonyms|search-rules|search-tests|hosts]",
  N_ ("Lists what is in the shop: products, or what is named"),
  N_ ("It works while the shop is open elsewhere. With --json there is more of each; amounts are decimal texts, times "
      "are UTC."),
  run,
};
