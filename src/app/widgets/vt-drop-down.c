#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-drop-down.h"

static GtkWidget *
find_within (GtkWidget *root, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (root), type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_within (child, type);

  return found;
}

static gboolean
starts_with (GtkDropDown *choice, guint position, const char *words)
{
  g_autoptr (GObject) item = g_list_model_get_item (gtk_drop_down_get_model (choice), position);
  GtkExpression *expression = gtk_drop_down_get_expression (choice);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *text = NULL;
  g_autofree char *start = g_utf8_casefold (words, -1);

  if (expression == NULL || !gtk_expression_evaluate (expression, item, &value) || !G_VALUE_HOLDS_STRING (&value) ||
      g_value_get_string (&value) == NULL)
    return FALSE;

  text = g_utf8_casefold (g_value_get_string (&value), -1);
  return g_str_has_prefix (text, start);
}

static void
opened_cb (GtkEditable *search)
{
  gtk_editable_set_text (search, "");
  gtk_widget_grab_focus (GTK_WIDGET (search));
}

static void
entered_cb (GtkDropDown *choice, GtkEditable *search)
{
  const char *words = gtk_editable_get_text (search);
  guint n = g_list_model_get_n_items (gtk_drop_down_get_model (choice));
  guint found = 0;

  while (found < n && !starts_with (choice, found, words))
    found++;
  if (found == n)
    return;

  if (*words != '\0')
    gtk_drop_down_set_selected (choice, found);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (search), GTK_TYPE_POPOVER)));
}

static void
search_by_typing (GtkDropDown *choice)
{
  GtkWidget *popover = find_within (GTK_WIDGET (choice), GTK_TYPE_POPOVER);
  GtkWidget *search = find_within (GTK_WIDGET (choice), GTK_TYPE_SEARCH_ENTRY);

  g_return_if_fail (popover != NULL && search != NULL);

  g_signal_connect_object (popover, "show", G_CALLBACK (opened_cb), search, G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "activate", G_CALLBACK (entered_cb), choice, G_CONNECT_SWAPPED);
}

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

/**
 * vt_drop_down_search_all:
 * @root: a widget whose template is filled
 *
 * What is typed into an open #GtkDropDown that can be searched is searched for, and Enter takes the first that begins
 * with it, for each one below @root, once. GTK 4.8 gives the keyboard to the list, where typing does nothing, and Enter
 * in the search box does nothing either.
 */
void
vt_drop_down_search_all (GtkWidget *root)
{
  if (GTK_IS_DROP_DOWN (root))
    {
      if (gtk_drop_down_get_enable_search (GTK_DROP_DOWN (root)))
        search_by_typing (GTK_DROP_DOWN (root));
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    vt_drop_down_search_all (child);
}
