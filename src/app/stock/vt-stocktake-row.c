#define G_LOG_DOMAIN "vitrine"

#include "app/stock/vt-stocktake-row.h"

#include "app/stock/vt-stock-words.h"

#include <glib/gi18n.h>

struct _VtStocktakeItem
{
  GObject parent_instance;

  VtStocktakeLine *line; /* (owned) */
};

G_DEFINE_FINAL_TYPE (VtStocktakeItem, vt_stocktake_item, G_TYPE_OBJECT)

static void
vt_stocktake_item_finalize (GObject *object)
{
  vt_stocktake_line_free (VT_STOCKTAKE_ITEM (object)->line);

  G_OBJECT_CLASS (vt_stocktake_item_parent_class)->finalize (object);
}

static void
vt_stocktake_item_class_init (VtStocktakeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_stocktake_item_finalize;
}

static void
vt_stocktake_item_init (G_GNUC_UNUSED VtStocktakeItem *self)
{
}

/**
 * vt_stocktake_item_get_line:
 * @self: an item
 *
 * Returns: (transfer none): the line
 */
const VtStocktakeLine *
vt_stocktake_item_get_line (VtStocktakeItem *self)
{
  return self->line;
}

/**
 * vt_stocktake_store_new:
 *
 * Returns: (transfer full): a list for lines of a count
 */
GListStore *
vt_stocktake_store_new (void)
{
  return g_list_store_new (VT_TYPE_STOCKTAKE_ITEM);
}

/**
 * vt_stocktake_store_take:
 * @store: a list
 * @lines: (transfer full) (element-type VtStocktakeLine): what it is to hold
 *
 * Replaces what the list holds.
 */
void
vt_stocktake_store_take (GListStore *store, GPtrArray *lines)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_set_free_func (lines, NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      VtStocktakeItem *item = g_object_new (VT_TYPE_STOCKTAKE_ITEM, NULL);

      item->line = g_ptr_array_index (lines, i);
      g_ptr_array_add (items, item);
    }
  g_ptr_array_unref (lines);

  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
}

/* The widgets of one row. */
typedef struct
{
  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *facts;
  GtkWidget *counted;
  GtkWidget *difference;
} Row;

static GtkWidget *
new_label (float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (G_GNUC_UNUSED gpointer data, GtkListItem *item)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  row->title = new_label (0, "heading");
  row->facts = new_label (0, "caption");
  row->difference = new_label (1, "badge");
  row->counted = new_label (1, "numeric");
  gtk_widget_add_css_class (row->facts, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (row->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (row->facts), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (row->counted), 5);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (row->difference, GTK_ALIGN_CENTER);

  gtk_box_append (GTK_BOX (words), row->title);
  gtk_box_append (GTK_BOX (words), row->facts);
  gtk_box_append (GTK_BOX (row->box), words);
  gtk_box_append (GTK_BOX (row->box), row->difference);
  gtk_box_append (GTK_BOX (row->box), row->counted);
  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
  gtk_list_item_set_child (item, row->box);
}

static char *
describe (const VtStocktakeLine *line)
{
  if (line->counted < 0)
    return g_strdup_printf (_ ("Not counted, %d expected"), (int) line->expected);

  return g_strdup_printf (_ ("%d counted, %d expected"), (int) line->counted, (int) line->expected);
}

static void
bind_cb (G_GNUC_UNUSED gpointer data, GtkListItem *item)
{
  const Row *row = g_object_get_data (G_OBJECT (item), "row");
  const VtStocktakeLine *line = vt_stocktake_item_get_line (gtk_list_item_get_item (item));
  gint64 difference = vt_stocktake_line_difference (line);
  g_autofree char *facts = vt_stock_facts (line->variant, line->sku, line->barcode);
  g_autofree char *counted = g_strdup_printf ("%" G_GINT64_FORMAT, line->counted >= 0 ? line->counted : line->expected);
  g_autofree char *signed_difference = vt_stock_signed (difference);
  g_autofree char *name = vt_stock_name (line->title, line->variant);
  g_autofree char *description = describe (line);
  GtkWidget *parent = gtk_widget_get_parent (row->box);

  gtk_label_set_label (GTK_LABEL (row->title), line->title);
  gtk_label_set_label (GTK_LABEL (row->facts), facts);
  gtk_widget_set_visible (row->facts, *facts != '\0');
  gtk_label_set_label (GTK_LABEL (row->counted), counted);
  gtk_label_set_label (GTK_LABEL (row->difference), line->counted < 0 ? _ ("Not counted") : signed_difference);
  gtk_widget_set_visible (row->difference, line->counted < 0 || difference != 0);
  gtk_widget_set_css_classes (row->difference, (const char *[]){ "badge", line->counted < 0 ? NULL : "warning", NULL });
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/**
 * vt_stocktake_factory_new:
 *
 * Returns: (transfer full): makes the rows of lists of lines: what it is, the difference, and how many were counted
 */
GtkListItemFactory *
vt_stocktake_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}
