/* What is told of a product beside its price: facts, sizes, what buyers say, and where its page can be sent to. */
#define G_LOG_DOMAIN "vt-site"

#include "catalogue/vt-product-fact.h"
#include "catalogue/vt-review.h"
#include "catalogue/vt-size-table.h"
#include "content/vt-channel.h"
#include "content/vt-page.h"
#include "site/vt-locale.h"
#include "site/vt-product-page.h"
#include "site/vt-seo.h"

#include <string.h>

#define REVIEWS_FIRST 4
#define REVIEWS_MOST  60
#define STARS         5
#define PIN_WIDTH     1280
#define ASK_MOST      2

static void
set_fact_list (VtView *view, VtValue *object, const GPtrArray *facts)
{
  VtValue *items = vt_value_new_array (view->arena);

  for (guint i = 0; i < facts->len; i++)
    {
      const VtFact *fact = g_ptr_array_index (facts, i);
      VtValue *item = vt_value_new_object (view->arena);

      vt_value_set_string (item, "name", vt_view_text (view, "product_fact", fact->id, "name", fact->name));
      vt_value_set_string (item, "value", vt_view_text (view, "product_fact", fact->id, "value", fact->value));
      vt_value_add (items, item);
    }
  vt_value_set (object, "facts", items);
  vt_value_set_boolean (object, "has_facts", facts->len > 0 || *vt_value_get_string (object, "sku") != '\0');
}

static VtValue *
new_cells (VtArena *arena, const char *row)
{
  g_auto (GStrv) cells = g_strsplit (row, "\t", -1);
  VtValue *array = vt_value_new_array (arena);

  for (guint i = 0; cells[i] != NULL; i++)
    {
      VtValue *cell = vt_value_new_object (arena);

      vt_value_set_string (cell, "text", cells[i]);
      vt_value_set_boolean (cell, "first", i == 0);
      vt_value_add (array, cell);
    }

  return array;
}

static void
set_size_table (VtView *view, VtValue *object, const VtSizeTable *table)
{
  const char *cells = vt_view_text (view, "size_table", table->id, "cells", table->cells);
  g_auto (GStrv) lines = g_strsplit (cells, "\n", -1);
  VtValue *sizes = vt_value_new_object (view->arena);
  VtValue *rows = vt_value_new_array (view->arena);

  vt_value_set_string (sizes, "name", vt_view_text (view, "size_table", table->id, "name", table->name));
  vt_value_set (sizes, "head", new_cells (view->arena, lines[0]));
  for (guint i = 1; lines[i] != NULL; i++)
    {
      VtValue *row = vt_value_new_object (view->arena);

      vt_value_set (row, "cells", new_cells (view->arena, lines[i]));
      vt_value_add (rows, row);
    }
  vt_value_set (sizes, "rows", rows);
  vt_value_set (object, "sizes", sizes);
}

/**
 * vt_product_page_set_facts:
 * @view: a view
 * @object: `product` of the model
 * @product: a product
 * @error: a #VtDbError
 *
 * Fills `facts`, `has_facts` (which is also true for an article number alone) and `sizes`; `sku` is there before.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_product_page_set_facts (VtView *view, VtValue *object, VtProduct *product, GError **error)
{
  gint64 id = vt_product_get_id (product);
  g_autoptr (GPtrArray) facts = vt_product_list_facts (view->db, id, error);
  g_autoptr (VtSizeTable) table = NULL;
  gint64 table_id = 0;

  if (facts == NULL || !vt_product_get_size_table (view->db, id, &table_id, error))
    return FALSE;
  vt_view_load_texts (view, "product_fact", facts, 0, facts->len);
  set_fact_list (view, object, facts);

  vt_value_set_null (object, "sizes");
  if (table_id == 0)
    return TRUE;
  table = vt_size_table_load (view->db, table_id, error);
  if (table == NULL)
    return FALSE;
  if (*table->cells != '\0')
    set_size_table (view, object, table);

  return TRUE;
}

/* Reviews ---------------------------------------------------------------------------------------------------------- */

/* Five stars of which so many are full, and perhaps one is by half. */
/* The five stars of a rating in tenths. */
VtValue *
vt_product_page_new_stars (VtArena *arena, int tenths)
{
  VtValue *stars = vt_value_new_array (arena);

  for (int i = 0; i < STARS; i++)
    {
      VtValue *star = vt_value_new_object (arena);

      vt_value_set_boolean (star, "full", tenths >= 10 * i + 8);
      vt_value_set_boolean (star, "half", tenths >= 10 * i + 3 && tenths < 10 * i + 8);
      vt_value_add (stars, star);
    }

  return stars;
}

static VtValue *
new_paragraphs (VtArena *arena, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  VtValue *paragraphs = vt_value_new_array (arena);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      VtValue *paragraph;

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      paragraph = vt_value_new_object (arena);
      vt_value_set_string (paragraph, "text", lines[i]);
      vt_value_add (paragraphs, paragraph);
    }

  return paragraphs;
}

static char *
rating_text (VtView *view, const char *rating)
{
  return vt_model_fill (view, "rating_of", "rating", rating);
}

/* What one buyer wrote. */
VtValue *
vt_product_page_new_review (VtView *view, const VtReview *review)
{
  VtValue *object = vt_value_new_object (view->arena);
  g_autofree char *rating = g_strdup_printf ("%d", review->rating);
  gboolean other = *review->language != '\0' && g_ascii_strcasecmp (review->language, view->language) != 0;

  vt_value_set_string (object, "name", review->name);
  vt_value_set (object, "stars", vt_product_page_new_stars (view->arena, review->rating * 10));
  vt_value_take_string (object, "rating_text", rating_text (view, rating));
  vt_value_set_string (object, "title", review->title);
  vt_value_set (object, "body", new_paragraphs (view->arena, review->body));
  vt_value_set_string (object, "lang", other ? review->language : NULL);
  vt_value_set_boolean (object, "verified", review->verified);
  vt_value_take_string (object, "date", vt_model_date (view, review->written_us));
  vt_value_set (object, "reply", new_paragraphs (view->arena, review->reply));
  vt_value_set_boolean (object, "has_reply", *review->reply != '\0');

  return object;
}

static VtValue *
new_reviews (VtView *view, const GPtrArray *reviews, guint from, guint to)
{
  VtValue *items = vt_value_new_array (view->arena);

  for (guint i = from; i < MIN (to, reviews->len); i++)
    vt_value_add (items, vt_product_page_new_review (view, g_ptr_array_index (reviews, i)));

  return items;
}

static VtValue *
new_bars (VtView *view, const VtReviewSummary *summary)
{
  VtValue *bars = vt_value_new_array (view->arena);

  for (int i = STARS; i >= 1; i--)
    {
      VtValue *bar = vt_value_new_object (view->arena);
      g_autofree char *rating = g_strdup_printf ("%d", i);

      vt_value_set_int (bar, "stars", i);
      vt_value_take_string (bar, "rating_text", rating_text (view, rating));
      vt_value_set_int (bar, "count", summary->by_rating[i]);
      vt_value_set_int (bar, "of", summary->count);
      vt_value_add (bars, bar);
    }

  return bars;
}

/**
 * vt_product_page_set_reviews:
 * @view: a view
 * @object: `product` of the model
 * @product: a product
 * @error: a #VtDbError
 *
 * Fills `reviews`: null when there is none to be seen.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_product_page_set_reviews (VtView *view, VtValue *object, VtProduct *product, GError **error)
{
  gint64 id = vt_product_get_id (product);
  VtReviewSummary summary;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autofree char *average = NULL;
  VtValue *all;
  gint64 tenths;

  vt_value_set_null (object, "reviews");
  if (!vt_review_summarise (view->db, id, &summary, error))
    return FALSE;
  if (summary.count == 0)
    return TRUE;
  reviews = vt_review_list (view->db, id, VT_REVIEWS_SHOWN, REVIEWS_MOST, error);
  if (reviews == NULL)
    return FALSE;

  tenths = (summary.sum * 10 + summary.count / 2) / summary.count;
  average = vt_locale_tenths (view->language, tenths);
  all = vt_value_new_object (view->arena);
  vt_value_set_string (all, "average", average);
  vt_value_take_string (all, "average_text", rating_text (view, average));
  vt_value_set (all, "stars", vt_product_page_new_stars (view->arena, (int) tenths));
  vt_value_take_string (all, "count", vt_model_count (view, "reviews", summary.count));
  vt_value_set (all, "bars", new_bars (view, &summary));
  vt_value_set (all, "items", new_reviews (view, reviews, 0, REVIEWS_FIRST));
  vt_value_set (all, "more", new_reviews (view, reviews, REVIEWS_FIRST, REVIEWS_MOST));
  vt_value_take_string (all, "more_text",
                        reviews->len > REVIEWS_FIRST
                            ? vt_model_count (view, "more_reviews", (gint64) reviews->len - REVIEWS_FIRST)
                            : NULL);
  vt_value_set (object, "reviews", all);

  return TRUE;
}

/* Links ------------------------------------------------------------------------------------------------------------ */

static void
put (GString *url, const char *mark, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_replace (url, mark, escaped, 0);
}

/* @format has {url}, {title} and {picture} in it. */
static void
add_share (VtValue *links,
           const char *name,
           const char *format,
           const char *url,
           const char *title,
           const char *picture)
{
  g_autoptr (GString) address = g_string_new (format);

  put (address, "{url}", url);
  put (address, "{title}", title);
  put (address, "{picture}", picture != NULL ? picture : "");
  vt_value_add (links, vt_model_link (vt_value_get_arena (links), name, address->str, FALSE));
}

/* Ordinary links: nothing is asked of these sites before one is followed. */
static VtValue *
new_share_links (VtView *view, const char *title, const char *url, const char *picture)
{
  static const struct
  {
    const char *name;
    const char *format;
    gboolean needs_picture;
  } sites[] = {
    { "WhatsApp", "https://wa.me/?text={title}%20{url}", FALSE },
    { "Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}", FALSE },
    { "LINE", "https://line.me/R/share?text={title}%20{url}", FALSE },
    { "X", "https://x.com/intent/post?url={url}&text={title}", FALSE },
    { "Pinterest", "https://www.pinterest.com/pin/create/button/?url={url}&description={title}&media={picture}", TRUE },
  };
  VtValue *links = vt_value_new_array (view->arena);

  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    if (picture != NULL || !sites[i].needs_picture)
      add_share (links, sites[i].name, sites[i].format, url, title, picture);
  add_share (links, vt_model_string (view, "share_email"), "mailto:?subject={title}&body={url}", url, title, picture);

  return links;
}

static char *
first_picture (VtView *view, VtProduct *product)
{
  const VtPhoto *photo = vt_product_get_n_photos (product) > 0 ? vt_product_get_photo (product, 0) : NULL;
  g_autofree char *path = photo != NULL ? vt_model_picture_url (photo->sha256, photo->width, PIN_WIDTH) : NULL;

  return path != NULL ? vt_seo_address (view, path) : NULL;
}

/* What a channel is called everywhere; NULL for those that are no place to write to. */
static const char *
channel_name (VtChannelKind kind)
{
  static const char *const names[] = {
    [VT_CHANNEL_WHATSAPP] = "WhatsApp",   [VT_CHANNEL_LINE] = "LINE",         [VT_CHANNEL_MESSENGER] = "Messenger",
    [VT_CHANNEL_INSTAGRAM] = "Instagram", [VT_CHANNEL_TELEGRAM] = "Telegram", [VT_CHANNEL_FACEBOOK] = "Facebook",
  };

  return (guint) kind < G_N_ELEMENTS (names) ? names[kind] : NULL;
}

static char *
ask_title (VtView *view, const VtChannel *channel)
{
  const char *name = channel_name (channel->kind);
  gboolean has_label = name != NULL && *channel->label != '\0' && strstr (channel->label, name) == NULL;
  char *text;

  if (name == NULL)
    return channel->kind == VT_CHANNEL_EMAIL ? g_strdup (vt_model_string (view, "ask_email")) : NULL;

  text = vt_model_fill (view, has_label ? "ask_person" : "ask", "channel", name);
  return has_label ? vt_model_fill_text (text, "name", channel->label) : text;
}

/* The first ways of the shop's to write to it, with the product and its address in the message. */
static gboolean
set_ask (VtView *view, VtValue *object, const char *title, const char *url, GError **error)
{
  g_autoptr (GPtrArray) channels = vt_channel_list (view->db, error);
  g_autofree char *message = vt_model_fill_text (vt_model_fill (view, "ask_text", "title", title), "url", url);
  VtValue *links;

  if (channels == NULL)
    return FALSE;

  links = vt_value_new_array (view->arena);
  for (guint i = 0; i < channels->len && vt_value_get_length (links) < ASK_MOST; i++)
    {
      const VtChannel *channel = g_ptr_array_index (channels, i);
      g_autofree char *words = ask_title (view, channel);
      g_autofree char *address = NULL;

      if (words == NULL)
        continue;
      address = vt_channel_url (channel, message);
      vt_value_add (links, vt_model_link (view->arena, words, address, FALSE));
    }
  vt_value_set (object, "ask", links);

  return TRUE;
}

/* The page about returns, by the names that shops give it. */
static gboolean
set_returns (VtView *view, VtValue *object, GError **error)
{
  static const char *const handles[] = {
    "returns",          "return-policy", "refund-policy", "refunds", "returns-and-refunds", "shipping-and-returns",
    "shipping-returns", "devolucoes",    "devoluciones",  NULL
  };
  g_autoptr (GPtrArray) pages = vt_page_list (view->db, error);

  if (pages == NULL)
    return FALSE;

  vt_value_set_null (object, "returns");
  for (guint i = 0; i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);
      VtValue *returns;

      if (!(page->active || view->request->drafts) || !g_strv_contains (handles, page->handle))
        continue;
      returns = vt_value_new_object (view->arena);
      vt_value_set_string (returns, "title", vt_view_text (view, "page", page->id, "title", page->title));
      vt_value_set_string (returns, "text",
                           vt_view_text (view, "page", page->id, "seo_description", page->seo_description));
      vt_value_take_string (returns, "url", vt_model_page_path (view, page->id, page->handle));
      vt_value_set (object, "returns", returns);
      break;
    }

  return TRUE;
}

/**
 * vt_product_page_set_links:
 * @view: a view
 * @object: `product` of the model
 * @product: a product
 * @path: its page
 * @error: a #VtDbError
 *
 * Fills `share`, `ask` and `returns`.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_product_page_set_links (VtView *view, VtValue *object, VtProduct *product, const char *path, GError **error)
{
  const char *title =
      vt_view_text (view, "product", vt_product_get_id (product), "title", vt_product_get_title (product));
  g_autofree char *url = vt_seo_address (view, path);
  g_autofree char *picture = first_picture (view, product);
  gboolean known = strstr (url, "://") != NULL;

  vt_value_set (object, "share",
                known ? new_share_links (view, title, url, picture) : vt_value_new_array (view->arena));
  vt_value_set_boolean (object, "can_share", known);

  return set_ask (view, object, title, url, error) && set_returns (view, object, error);
}
