#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-combo.h"

static gboolean
has_names (GListModel *model, GtkStringList *names)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (names));

  if (!GTK_IS_STRING_LIST (model) || g_list_model_get_n_items (model) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), gtk_string_list_get_string (names, i)))
      return FALSE;

  return TRUE;
}

/**
 * vt_combo_show:
 * @row: a row with choices
 * @names: what can be chosen
 * @selected: which of @names is
 *
 * Shows choices that may have changed. The row keeps its own list when it says the same: replacing it would close the
 * list while the merchant looks at it.
 */
void
vt_combo_show (AdwComboRow *row, GtkStringList *names, guint selected)
{
  if (!has_names (adw_combo_row_get_model (row), names))
    {
      adw_combo_row_set_model (row, G_LIST_MODEL (names));
      /* A row whose position stays the same does not look at its new list. */
      adw_combo_row_set_selected (row, GTK_INVALID_LIST_POSITION);
    }

  adw_combo_row_set_selected (row, selected);
}
