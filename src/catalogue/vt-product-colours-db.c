/* The colours that a product is made in. */
#include "catalogue/vt-product-list.h"

#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-facet-words.h"

static int
find_colour_option (const char *option_names)
{
  g_auto (GStrv) names = vt_catalogue_split_list (option_names);

  for (int i = 0; names[i] != NULL; i++)
    if (vt_facet_word_names_colours (names[i]))
      return i;

  return -1;
}

static void
take_value (GPtrArray *colours, const char *option_values, guint option)
{
  g_auto (GStrv) values = vt_catalogue_split_list (option_values);

  if (option < g_strv_length (values) && *values[option] != '\0' &&
      !g_ptr_array_find_with_equal_func (colours, values[option], g_str_equal, NULL))
    g_ptr_array_add (colours, g_strdup (values[option]));
}

/**
 * vt_product_list_colours:
 * @db: a shop's database or a public catalogue
 * @id: a product
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the values of its option that names colours, each once, in
 * the order of its variants; empty when it has no such option
 */
GPtrArray *
vt_product_list_colours (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) colours = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (db,
                                           "SELECT product.option_names, variant.option_values FROM product "
                                           "JOIN variant ON variant.product_id = product.id WHERE product.id = ?1 "
                                           "ORDER BY variant.position, variant.id",
                                           error);
  int option = -1;
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      if (option < 0 && (option = find_colour_option (vt_stmt_get_text (stmt, 0))) < 0)
        return g_steal_pointer (&colours);
      take_value (colours, vt_stmt_get_text (stmt, 1), (guint) option);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&colours) : NULL;
}
