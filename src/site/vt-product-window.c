/* Windows on other products. Nothing is claimed that is not so: what others buy is counted in orders. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-sections.h"

#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-window.h"
#include "orders/vt-order-sales.h"

#include <string.h>

/* Of those that are reduced, some turn out not to be: their former price was not asked long enough. */
#define REDUCED_MORE 4

/* What is kept of @cards: those with a former price that is true. */
static VtValue *
keep_reduced (VtView *view, VtValue *cards, int limit)
{
  VtValue *kept = vt_value_new_array (view->arena);

  for (guint i = 0; i < vt_value_get_length (cards) && vt_value_get_length (kept) < (guint) limit; i++)
    {
      VtValue *card = vt_value_get_at (cards, i);
      VtValue *price = vt_value_get (card, "price");

      if (vt_value_get_string (price, "was") != NULL)
        vt_value_add (kept, card);
    }

  return kept;
}

static gboolean
fill_newest (VtView *view, int limit, VtProductWindow *out, GError **error)
{
  g_autoptr (GArray) ids =
      vt_product_list_newest (view->db, view->request->drafts, view->request->now_us, limit, error);

  out->items = ids != NULL ? vt_model_cards_of (view, ids, error) : NULL;
  out->title = g_strdup (vt_model_string (view, "window_newest"));
  out->url = vt_view_path (view, "/collections/all?sort=newest");
  return out->items != NULL;
}

static gboolean
fill_reduced (VtView *view, int limit, VtProductWindow *out, GError **error)
{
  g_autoptr (GArray) ids =
      vt_product_list_reduced (view->db, view->request->drafts, view->request->now_us, limit * REDUCED_MORE, error);
  VtValue *cards = ids != NULL ? vt_model_cards_of (view, ids, error) : NULL;

  out->items = cards != NULL ? keep_reduced (view, cards, limit) : NULL;
  out->title = g_strdup (vt_model_string (view, "window_reduced"));
  return out->items != NULL;
}

static gboolean
fill_bought (VtView *view, gint64 product_id, int limit, VtProductWindow *out, GError **error)
{
  gint64 orders = 0;
  g_autoptr (GArray) ids = vt_order_sales_list (view->db, product_id, limit, &orders, error);

  out->items = ids != NULL ? vt_model_cards_of (view, ids, error) : NULL;
  out->title = g_strdup (vt_model_string (view, product_id != 0 ? "window_together" : "window_bought"));
  out->note = orders > 0 ? vt_model_count (view, "window_orders", orders) : NULL;
  return out->items != NULL;
}

/* What the merchant chose, as far as it may be seen. */
static VtValue *
list_chosen (VtView *view, gint64 product_id, int limit, GError **error)
{
  g_autoptr (GArray) ids = vt_product_list_related (view->db, product_id, error);

  if (ids != NULL && ids->len > (guint) limit)
    g_array_set_size (ids, (guint) limit);
  return ids != NULL ? vt_model_cards_of (view, ids, error) : NULL;
}

/* The first products of a collection, which most of its products show. */
typedef struct
{
  GArray *ids;
  VtValue *cards; /* (unowned) of the snapshot */
} First;

static void
first_free (gpointer data)
{
  First *first = data;

  g_array_unref (first->ids);
  g_free (first);
}

static First *
get_first (VtView *view, gint64 collection_id, int limit, GError **error)
{
  g_autofree char *name = g_strdup_printf ("first %d of %" G_GINT64_FORMAT " %s%s", limit, collection_id,
                                           view->language, view->request->drafts ? " drafts" : "");
  First *first = vt_snapshot_get_kept (view->snapshot, name);
  GHashTable *texts;
  g_autoptr (GPtrArray) rows = NULL;

  if (first != NULL)
    return first;

  rows = vt_model_list_products (view, collection_id, NULL, limit + 1, error);
  if (rows == NULL)
    return NULL;

  first = g_new0 (First, 1);
  first->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (first->ids, ((VtProductRow *) g_ptr_array_index (rows, i))->id);
  texts = vt_view_set_texts (view, NULL);
  first->cards = vt_value_copy (vt_snapshot_get_arena (view->snapshot), vt_model_cards (view, rows, 0, rows->len));
  g_hash_table_unref (vt_view_set_texts (view, texts));
  vt_snapshot_keep (view->snapshot, name, first, first_free);
  return first;
}

static VtValue *
list_beside (VtView *view, gint64 collection_id, gint64 product_id, int limit, GError **error)
{
  First *first = get_first (view, collection_id, limit, error);
  VtValue *cards;

  if (first == NULL)
    return NULL;

  cards = vt_value_new_array (view->arena);
  for (guint i = 0; i < first->ids->len && vt_value_get_length (cards) < (guint) limit; i++)
    if (g_array_index (first->ids, gint64, i) != product_id)
      vt_value_add (cards, vt_value_get_at (first->cards, i));

  return cards;
}

/* Nothing is claimed of what others buy: it was chosen by hand, or stands in the same collection. */
static char *
related_title (VtView *view, const VtCollection *collection, gboolean chosen)
{
  if (chosen)
    return g_strdup (vt_model_string (view, "goes_with"));
  if (collection == NULL)
    return g_strdup (vt_model_string (view, "related"));

  return vt_model_fill (view, "more_from", "name",
                        vt_view_text (view, "collection", collection->id, "title", collection->title));
}

static gboolean
fill_related (VtView *view,
              gint64 product_id,
              const VtCollection *collection,
              int limit,
              VtProductWindow *out,
              GError **error)
{
  VtValue *items = list_chosen (view, product_id, limit, error);
  gboolean chosen = items != NULL && vt_value_get_length (items) > 0;

  if (items != NULL && !chosen)
    items = list_beside (view, collection != NULL ? collection->id : 0, product_id, limit, error);

  out->items = items;
  out->title = related_title (view, collection, chosen);
  out->url = collection != NULL ? vt_model_collection_path (view, collection->id, collection->handle) : NULL;
  return items != NULL;
}

/**
 * vt_product_window_clear:
 * @self: a window
 *
 * Frees what it holds.
 */
void
vt_product_window_clear (VtProductWindow *self)
{
  g_free (self->title);
  g_free (self->note);
  g_free (self->url);
}

/**
 * vt_product_window_fill:
 * @view: a view
 * @window: "newest", "most-bought", "reduced", "related" or "bought-together"
 * @limit: how many at most
 * @product: (nullable): what the page is of
 * @collection: (nullable): the collection that the product stands in
 * @out: a cleared window
 * @error: a #VtDbError
 *
 * Returns: whether it could be read; there may be no products in it
 */
gboolean
vt_product_window_fill (VtView *view,
                        const char *window,
                        int limit,
                        VtProduct *product,
                        const VtCollection *collection,
                        VtProductWindow *out,
                        GError **error)
{
  gint64 id = product != NULL ? vt_product_get_id (product) : 0;

  if (strcmp (window, "most-bought") == 0)
    return fill_bought (view, 0, limit, out, error);
  if (strcmp (window, "reduced") == 0)
    return fill_reduced (view, limit, out, error);
  if (strcmp (window, "related") == 0 && id != 0)
    return fill_related (view, id, collection, limit, out, error);
  if (strcmp (window, "bought-together") == 0 && id != 0)
    return fill_bought (view, id, limit, out, error);

  return fill_newest (view, limit, out, error);
}
