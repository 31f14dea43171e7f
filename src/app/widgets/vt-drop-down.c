#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-drop-down.h"

/**
 * vt_drop_down_name_all:
 * @root: a widget whose template is filled
 *
 * The keyboard stops at the button inside a #GtkDropDown, which GTK 4.8 leaves without a name: a screen reader would
 * say "GtkToggleButton". It gets that of its drop-down, for each one below @root.
 */
void
vt_drop_down_name_all (GtkWidget *root)
{
  GtkWidget *child = gtk_widget_get_first_child (root);

  if (GTK_IS_DROP_DOWN (root) && child != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_RELATION_LABELLED_BY, root, NULL, -1);
  else
    for (; child != NULL; child = gtk_widget_get_next_sibling (child))
      vt_drop_down_name_all (child);
}
