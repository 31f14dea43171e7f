/* The dots on a card that say in which colours a product is made. */
#define G_LOG_DOMAIN "vt-site"

#include "catalogue/vt-facet-words.h"
#include "site/vt-model.h"

#define MOST_SWATCHES 4

/**
 * vt_model_fill_swatches:
 * @view: a view
 * @row: a product of a list
 * @card: its CARD
 *
 * Fills `swatches`, and `note` with the number of colours when there are several.
 */
void
vt_model_fill_swatches (VtView *view, const VtProductRow *row, VtValue *card)
{
  g_autoptr (GPtrArray) colours = row->n_variants > 1 ? vt_product_list_colours (view->db, row->id, NULL) : NULL;
  VtValue *swatches = vt_value_new_array (view->arena);

  for (guint i = 0; colours != NULL && colours->len > 1 && i < colours->len; i++)
    {
      VtColour colour;

      if (vt_value_get_length (swatches) < MOST_SWATCHES &&
          vt_colour_from_words (g_ptr_array_index (colours, i), &colour))
        {
          g_autofree char *hex = vt_colour_to_hex (colour);

          vt_value_add_string (swatches, hex);
        }
    }
  vt_value_set (card, "swatches", swatches);
  if (colours != NULL && colours->len > 1)
    vt_value_take_string (card, "note", vt_model_count (view, "colours", colours->len));
}
