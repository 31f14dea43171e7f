#define G_LOG_DOMAIN "vt-site"

#include "site/vt-model.h"
#include "site/vt-offer-model.h"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-price-history.h"

#include <string.h>

#define MAX_LISTED  5000
#define DRAFTS_MORE 4 /* times as many are read where archived products may stand between */
#define SUGGESTIONS 4

/**
 * vt_model_product_path:
 * @view: a view
 * @id: its id
 * @handle: a product's handle in the shop's first language
 *
 * Returns: (transfer full): its page in the view's language
 */
char *
vt_model_product_path (VtView *view, gint64 id, const char *handle)
{
  return vt_view_place_path (view, "product", id, handle);
}

/**
 * vt_model_collection_path:
 * @view: a view
 * @id: its id; 0 for “all”, which is none
 * @handle: a collection's handle in the shop's first language
 *
 * Returns: (transfer full): its page in the view's language
 */
char *
vt_model_collection_path (VtView *view, gint64 id, const char *handle)
{
  return vt_view_place_path (view, "collection", id, handle);
}

/**
 * vt_model_page_path:
 * @view: a view
 * @id: its id
 * @handle: a page's handle in the shop's first language
 *
 * Returns: (transfer full): its page in the view's language
 */
char *
vt_model_page_path (VtView *view, gint64 id, const char *handle)
{
  return vt_view_place_path (view, "page", id, handle);
}

/**
 * vt_model_post_path:
 * @view: a view
 * @id: its id
 * @handle: a post's handle in the shop's first language
 *
 * Returns: (transfer full): its page in the view's language
 */
char *
vt_model_post_path (VtView *view, gint64 id, const char *handle)
{
  return vt_view_place_path (view, "post", id, handle);
}

/**
 * vt_model_live_path:
 * @view: a view
 * @id: its id
 * @handle: a live event's handle in the shop's first language
 *
 * Returns: (transfer full): its page in the view's language
 */
char *
vt_model_live_path (VtView *view, gint64 id, const char *handle)
{
  return vt_view_place_path (view, "live_event", id, handle);
}

/* A former price is shown when it may be true; what it is measured by is told beside it. */
static gboolean
has_price_history (VtView *view)
{
  const char *known = vt_snapshot_get_kept (view->snapshot, "price-history");

  if (known == NULL)
    {
      known = vt_price_history_is_empty (view->db) ? "none" : "some";
      vt_snapshot_keep (view->snapshot, "price-history", g_strdup (known), g_free);
    }

  return *known == 's';
}

static gboolean
find_reduction (VtView *view, gint64 variant_id, VtCompareAtCheck *check)
{
  g_autoptr (GError) error = NULL;

  /* Nothing was asked for yet, so nothing is known against it. */
  if (!has_price_history (view))
    return TRUE;

  if (!vt_price_check_compare_at (view->db, variant_id, view->request->now_us, check, &error))
    {
      g_warning ("A former price is not shown: %s", error->message);
      return FALSE;
    }

  return check->verdict == VT_COMPARE_AT_TRUE || check->verdict == VT_COMPARE_AT_NOT_LOWEST ||
         check->verdict == VT_COMPARE_AT_UNPROVEN;
}

/* "Green Week. Lowest price in 30 days: €89.00" */
static char *
offer_note (VtView *view, const VtOffer *offer, gint64 minor)
{
  const char *title = vt_view_text (view, "discount", offer->discount->id, "title", offer->discount->title);
  g_autofree char *lowest = NULL;
  g_autofree char *words = NULL;

  if (offer->prior_minor >= minor)
    return g_strdup (title);

  lowest = vt_model_money (view, offer->prior_minor);
  words = vt_model_fill (view, "lowest_price", "price", lowest);
  return g_strdup_printf ("%s. %s", title, words);
}

/* What was asked as little for within the 30 days before is no reduction, and so has no former price. */
static VtValue *
offered_price (VtView *view, const VtOffer *offer, gint64 minor, gboolean from)
{
  VtValue *object = vt_value_new_object (view->arena);

  vt_value_take_string (object, "now", vt_model_money (view, offer->now_minor));
  vt_value_take_string (object, "was", offer->prior_minor > offer->now_minor ? vt_model_money (view, minor) : NULL);
  vt_value_set_boolean (object, "from", from);
  vt_value_take_string (object, "note", offer_note (view, offer, minor));
  vt_value_set_int (object, "now_minor", offer->now_minor);

  return object;
}

/**
 * vt_model_price:
 * @view: a view
 * @product_id: whose price it is
 * @variant_id: which of its variants
 * @minor: what is paid
 * @compare_at_minor: what was paid before; -1: nothing to tell
 * @from: whether others of the same product cost more
 *
 * Beside a former price stands the lowest of the 30 days before the reduction, where it is known (Directive 98/6/EC,
 * article 6a); a former price that nobody was asked for is not shown. An automatic discount makes another price of it,
 * and that is measured by the same rule.
 *
 * Returns: (transfer none): a PRICE of the model
 */
VtValue *
vt_model_price (VtView *view,
                gint64 product_id,
                gint64 variant_id,
                gint64 minor,
                gint64 compare_at_minor,
                gboolean from)
{
  VtOffer offer;
  VtValue *object = vt_value_new_object (view->arena);
  VtCompareAtCheck check = { VT_COMPARE_AT_NONE, -1, -1 };
  gboolean reduced = compare_at_minor > minor && find_reduction (view, variant_id, &check);
  g_autofree char *lowest = reduced && check.lowest_minor >= 0 ? vt_model_money (view, check.lowest_minor) : NULL;

  if (vt_offer_find (view, product_id, variant_id, minor, &offer))
    return offered_price (view, &offer, minor, from);

  vt_value_take_string (object, "now", vt_model_money (view, minor));
  vt_value_take_string (object, "was", reduced ? vt_model_money (view, compare_at_minor) : NULL);
  vt_value_set_boolean (object, "from", from);
  vt_value_take_string (object, "note", lowest != NULL ? vt_model_fill (view, "lowest_price", "price", lowest) : NULL);
  vt_value_set_int (object, "now_minor", minor);

  return object;
}

/**
 * vt_model_link:
 * @arena: where it lies
 * @title: what it is called
 * @url: where it leads
 * @current: whether that is here
 *
 * Returns: (transfer none): a LINK of the model
 */
VtValue *
vt_model_link (VtArena *arena, const char *title, const char *url, gboolean current)
{
  VtValue *object = vt_value_new_object (arena);

  vt_value_set_string (object, "title", title);
  vt_value_set_string (object, "url", url);
  vt_value_set_boolean (object, "current", current);

  return object;
}

/* "−15%": counted from the lowest price of the 30 days before (CJEU C-330/23), where that is known. */
static char *
reduction_badge (VtView *view, const VtProductRow *row)
{
  VtCompareAtCheck check = { VT_COMPARE_AT_NONE, -1, -1 };
  VtOffer offer;
  gint64 percent;

  if (vt_offer_find (view, row->id, row->cheapest_id, row->price_min_minor, &offer))
    {
      percent = vt_price_reduction_percent (offer.now_minor, MIN (offer.prior_minor, row->price_min_minor));
      return percent > 0 ? vt_model_reduction (view, percent) : NULL;
    }
  if (row->compare_at_minor <= row->price_min_minor || !find_reduction (view, row->cheapest_id, &check))
    return NULL;

  percent = vt_price_reduction_percent (row->price_min_minor, check.lowest_minor >= 0
                                                                  ? MIN (check.lowest_minor, row->compare_at_minor)
                                                                  : row->compare_at_minor);
  return percent > 0 ? vt_model_reduction (view, percent) : NULL;
}

/**
 * vt_model_card:
 * @view: a view
 * @row: a product of a list
 *
 * Returns: (transfer none): a CARD of the model
 */
VtValue *
vt_model_card (VtView *view, const VtProductRow *row)
{
  VtValue *object = vt_value_new_object (view->arena);
  VtModelPhoto photo = { row->photo_sha256, row->photo_width, row->photo_height,
                         vt_view_text (view, "photo", row->photo_id, "alt", row->photo_alt), row->photo_ground };

  vt_value_set_int (object, "id", row->id);
  vt_value_set_string (object, "title", vt_view_text (view, "product", row->id, "title", row->title));
  vt_value_set_string (object, "title_lang", vt_view_text_language (view, "product", row->id, "title"));
  vt_value_take_string (object, "url", vt_model_product_path (view, row->id, row->handle));
  vt_value_set (object, "picture", vt_model_picture (view->arena, &photo));
  vt_value_set (object, "price",
                vt_model_price (view, row->id, row->cheapest_id, row->price_min_minor, row->compare_at_minor,
                                row->price_max_minor > row->price_min_minor));
  vt_value_take_string (object, "note", row->n_variants > 1 ? vt_model_count (view, "choices", row->n_variants) : NULL);
  vt_value_take_string (object, "badge", reduction_badge (view, row));
  vt_value_set_boolean (object, "sold_out", !row->in_stock);
  vt_value_set_boolean (object, "wide", FALSE);
  vt_value_set_boolean (object, "first", FALSE);
  vt_value_set_boolean (object, "eager", FALSE);
  vt_model_fill_swatches (view, row, object);
  if (row->n_variants == 1 && row->in_stock)
    vt_value_set_int (object, "quick_variant", row->first_variant_id);
  else
    vt_value_set_null (object, "quick_variant");

  return object;
}

/**
 * vt_model_is_visible:
 * @view: a view
 * @status: a #VtProductStatus
 * @publish_us: the moment before which it is not public; 0 for none
 *
 * Returns: whether who asks may see such a product; one whose time has not come is like a draft
 */
gboolean
vt_model_is_visible (VtView *view, int status, gint64 publish_us)
{
  if (status == VT_PRODUCT_ACTIVE && (publish_us == 0 || vt_db_is_past (view->db, publish_us, view->request->now_us)))
    return TRUE;

  return status != VT_PRODUCT_ARCHIVED && view->request->drafts;
}

/* What who asks may not see or cannot buy. */
static void
remove_hidden (VtView *view, GPtrArray *rows)
{
  for (guint i = rows->len; i-- > 0;)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (!vt_model_is_visible (view, row->status, row->publish_us) || row->n_variants == 0)
        g_ptr_array_remove_index (rows, i);
    }
}

/**
 * vt_model_list_products:
 * @view: a view
 * @collection_id: a collection, or 0 for all products
 * @text: (nullable): words to find
 * @limit: how many at most; 0: as many as one list may have
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtProductRow) (nullable): what who asks may see and buy
 */
GPtrArray *
vt_model_list_products (VtView *view, gint64 collection_id, const char *text, int limit, GError **error)
{
  int wanted = limit > 0 ? limit : MAX_LISTED;
  VtProductQuery query = { text, view->request->drafts ? -1 : VT_PRODUCT_ACTIVE, collection_id,
                           view->request->drafts ? MIN (DRAFTS_MORE * wanted, MAX_LISTED) : wanted, 0 };
  g_autoptr (GPtrArray) rows = vt_product_list (view->db, &query, error);
  guint n = rows != NULL ? rows->len : 0;

  if (rows == NULL)
    return NULL;

  remove_hidden (view, rows);
  /* Archived products stand among the drafts. */
  if (view->request->drafts && rows->len < (guint) wanted && n == (guint) query.limit && n < MAX_LISTED)
    {
      g_ptr_array_unref (rows);
      query.limit = MAX_LISTED;
      rows = vt_product_list (view->db, &query, error);
      if (rows == NULL)
        return NULL;
      remove_hidden (view, rows);
    }
  if (rows->len > (guint) wanted)
    g_ptr_array_set_size (rows, wanted);

  return g_steal_pointer (&rows);
}

/* The alternative texts of their first photos, by one query. */
static void
load_photo_texts (VtView *view, GPtrArray *rows, guint from, guint limit)
{
  g_autoptr (GPtrArray) photos = g_ptr_array_new ();

  for (guint i = from; i < rows->len && i - from < limit; i++)
    g_ptr_array_add (photos, &((VtProductRow *) g_ptr_array_index (rows, i))->photo_id);
  vt_view_load_texts (view, "photo", photos, 0, photos->len);
}

/**
 * vt_model_cards:
 * @view: a view
 * @rows: (element-type VtProductRow): products
 * @from: index of the first that is wanted
 * @limit: how many at most
 *
 * Returns: (transfer none): their CARDs
 */
VtValue *
vt_model_cards (VtView *view, GPtrArray *rows, guint from, guint limit)
{
  VtValue *cards = vt_value_new_array (view->arena);

  vt_view_load_texts (view, "product", rows, from, limit);
  load_photo_texts (view, rows, from, limit);
  for (guint i = from; i < rows->len && i - from < limit; i++)
    vt_value_add (cards, vt_model_card (view, g_ptr_array_index (rows, i)));

  return cards;
}

/**
 * vt_model_cards_of:
 * @view: a view
 * @product_ids: (element-type gint64): ids of products
 * @error: a #VtDbError
 *
 * Returns: (transfer none) (nullable): CARDs of those that shoppers can see, in that order
 */
VtValue *
vt_model_cards_of (VtView *view, const GArray *product_ids, GError **error)
{
  g_autoptr (GPtrArray) rows =
      vt_product_list_rows (view->db, (const gint64 *) (gconstpointer) product_ids->data, product_ids->len, error);

  if (rows == NULL)
    return NULL;

  remove_hidden (view, rows);
  return vt_model_cards (view, rows, 0, rows->len);
}

/**
 * vt_model_suggestions:
 * @view: a view
 * @error: a #VtDbError
 *
 * Returns: (transfer none) (nullable): CARDs of what the shop has right now
 */
VtValue *
vt_model_suggestions (VtView *view, GError **error)
{
  g_autoptr (GPtrArray) rows = vt_model_list_products (view, 0, NULL, SUGGESTIONS * 8, error);
  VtValue *cards;

  if (rows == NULL)
    return NULL;

  cards = vt_value_new_array (view->arena);
  vt_view_load_texts (view, "product", rows, 0, rows->len);
  for (guint i = 0; i < rows->len && vt_value_get_length (cards) < SUGGESTIONS; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (row->in_stock)
        vt_value_add (cards, vt_model_card (view, row));
    }

  return cards;
}

/**
 * vt_model_add_crumb:
 * @view: a view
 * @title: what the place is called
 * @url: its address
 * @current: whether it is the page itself
 *
 * Adds to the way that leads here.
 */
void
vt_model_add_crumb (VtView *view, const char *title, const char *url, gboolean current)
{
  VtValue *crumbs = vt_value_get (view->model, "breadcrumbs");
  g_autofree char *home = vt_view_path (view, "/");

  if (vt_value_get_length (crumbs) == 0)
    vt_value_add (crumbs, vt_model_link (view->arena, vt_model_string (view, "home"), home, FALSE));
  vt_value_add (crumbs, vt_model_link (view->arena, title, url, current));
}
