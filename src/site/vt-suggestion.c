#define G_LOG_DOMAIN "vt-site"

#include "site/vt-suggestion.h"

#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-related.h"

/* Of a collection, from its beginning. */
#define LOOKED_AT 24

void
vt_suggestion_free (VtSuggestion *self)
{
  if (self == NULL)
    return;

  vt_product_row_free (self->row);
  g_free (self->title);
  g_free (self);
}

static gboolean
is_in_bag (const VtQuote *quote, gint64 product_id)
{
  for (guint i = 0; i < quote->lines->len; i++)
    if (((const VtQuoteLine *) g_ptr_array_index (quote->lines, i))->product_id == product_id)
      return TRUE;

  return FALSE;
}

/* The first that can be bought by one press: in stock, and nothing to choose. */
static VtSuggestion *
take_first (VtView *view, const VtQuote *quote, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);
      VtSuggestion *self;

      if (!row->in_stock || row->n_variants != 1 || is_in_bag (quote, row->id) ||
          !vt_model_is_visible (view, row->status, row->publish_us))
        continue;
      self = g_new0 (VtSuggestion, 1);
      self->row = g_ptr_array_steal_index (rows, i);
      return self;
    }

  return NULL;
}

static VtSuggestion *
find_chosen (VtView *view, const VtQuote *quote, gint64 product_id, GError **error)
{
  g_autoptr (GArray) ids = vt_product_list_related (view->db, product_id, error);
  g_autoptr (GPtrArray) rows =
      ids != NULL ? vt_product_list_rows (view->db, (const gint64 *) (gpointer) ids->data, ids->len, error) : NULL;
  VtSuggestion *self = rows != NULL ? take_first (view, quote, rows) : NULL;

  if (self != NULL)
    self->title = g_strdup (vt_model_string (view, "goes_with_it"));
  return self;
}

static VtSuggestion *
find_beside (VtView *view, const VtQuote *quote, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list_of_product (view->db, product_id, error);
  const VtCollection *collection =
      collections != NULL && collections->len > 0 ? g_ptr_array_index (collections, 0) : NULL;
  g_autoptr (GPtrArray) rows =
      collection != NULL ? vt_model_list_products (view, collection->id, NULL, LOOKED_AT, error) : NULL;
  VtSuggestion *self = rows != NULL ? take_first (view, quote, rows) : NULL;

  if (self != NULL)
    self->title = vt_model_fill (view, "more_from", "name",
                                 vt_view_text (view, "collection", collection->id, "title", collection->title));
  return self;
}

/**
 * vt_suggestion_find:
 * @view: a view
 * @quote: what the bag costs
 * @error: a #VtDbError
 *
 * Nothing is claimed of what others buy: it is what the merchant chose to go with the last thing in the bag, else what
 * stands in the same collection.
 *
 * Returns: (transfer full) (nullable): one product that is not in the bag; %NULL without @error when there is none
 */
VtSuggestion *
vt_suggestion_find (VtView *view, const VtQuote *quote, GError **error)
{
  g_autoptr (GError) failure = NULL;
  VtSuggestion *self = NULL;

  for (guint i = quote->lines->len; self == NULL && failure == NULL && i-- > 0;)
    {
      const VtQuoteLine *line = g_ptr_array_index (quote->lines, i);

      if (line->product_id == 0)
        continue;
      self = find_chosen (view, quote, line->product_id, &failure);
      if (self == NULL && failure == NULL)
        self = find_beside (view, quote, line->product_id, &failure);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));

  return self;
}
