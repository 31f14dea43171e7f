#define G_LOG_DOMAIN "vitrine"

#include "app/stock/vt-stock-list-row.h"

#include "app/stock/vt-stock-words.h"

#include <glib/gi18n.h>

struct _VtStockListRow
{
  GtkBox parent_instance;

  VtWorkspace *workspace; /* (owned) */
  VtStockItem *item;      /* (owned) (nullable) */
  gint64 place_id;
  char *photo; /* (owned) (nullable) SHA-256 of what is shown */

  GtkPicture *picture; /* template child */
  GtkLabel *title;     /* template child */
  GtkLabel *facts;     /* template child */
  GtkLabel *badge;     /* template child */
  GtkLabel *count;     /* template child */
};

G_DEFINE_FINAL_TYPE (VtStockListRow, vt_stock_list_row, GTK_TYPE_BOX)

static void
show_photo (VtStockListRow *self, const char *sha256)
{
  if (g_strcmp0 (self->photo, sha256) == 0 && gtk_picture_get_paintable (self->picture) != NULL)
    return;

  g_free (self->photo);
  self->photo = g_strdup (sha256);
  vt_workspace_load_thumbnail (self->workspace, sha256, self->picture);
}

static void
show_badge (VtStockListRow *self, const VtStockRow *row)
{
  const char *css_class = NULL;
  const char *state = vt_stock_state (row, &css_class);

  gtk_label_set_label (self->badge, state != NULL ? state : "");
  gtk_widget_set_visible (GTK_WIDGET (self->badge), state != NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (self->badge), (const char *[]){ "badge", css_class, NULL });
}

/* The list's own row around this widget is what assistive technology reads. */
static void
show_name (VtStockListRow *self, const VtStockRow *row)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = vt_stock_name (row->title, row->variant);
  g_autofree char *description =
      g_strdup_printf (ngettext ("%d in stock", "%d in stock", (gulong) ABS (row->here)), (int) row->here);

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
show (VtStockListRow *self)
{
  g_autoptr (VtStockRow) row = self->item != NULL
                                   ? vt_stock_row_load (vt_workspace_get_reader (self->workspace),
                                                        vt_stock_item_get_variant (self->item), self->place_id, NULL)
                                   : NULL;
  g_autofree char *facts = NULL;
  g_autofree char *count = NULL;

  /* It is being deleted: the list will say so in a moment. */
  if (row == NULL)
    return;

  facts = vt_stock_facts (row->variant, row->sku, "");
  count = g_strdup_printf ("%" G_GINT64_FORMAT, row->here);
  gtk_label_set_label (self->title, row->title);
  gtk_label_set_label (self->facts, facts);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), *facts != '\0');
  gtk_label_set_label (self->count, count);
  show_photo (self, row->photo_sha256);
  show_badge (self, row);
  show_name (self, row);
}

static void
released_cb (VtStockListRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "listitem.activate", NULL);
}

static void
vt_stock_list_row_dispose (GObject *object)
{
  VtStockListRow *self = VT_STOCK_LIST_ROW (object);

  vt_stock_list_row_set_item (self, NULL, 0);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_stock_list_row_parent_class)->dispose (object);
}

static void
vt_stock_list_row_finalize (GObject *object)
{
  g_free (VT_STOCK_LIST_ROW (object)->photo);

  G_OBJECT_CLASS (vt_stock_list_row_parent_class)->finalize (object);
}

static void
vt_stock_list_row_class_init (VtStockListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_stock_list_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_stock_list_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-stock-list-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VtStockListRow, picture);
  gtk_widget_class_bind_template_child (widget_class, VtStockListRow, title);
  gtk_widget_class_bind_template_child (widget_class, VtStockListRow, facts);
  gtk_widget_class_bind_template_child (widget_class, VtStockListRow, badge);
  gtk_widget_class_bind_template_child (widget_class, VtStockListRow, count);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
}

static void
vt_stock_list_row_init (VtStockListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_stock_list_row_new:
 * @workspace: the open shop's
 *
 * Returns: (transfer floating): a row that shows nothing
 */
GtkWidget *
vt_stock_list_row_new (VtWorkspace *workspace)
{
  VtStockListRow *self = g_object_new (VT_TYPE_STOCK_LIST_ROW, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WIDGET (self);
}

/**
 * vt_stock_list_row_set_item:
 * @self: a row
 * @item: (nullable): what it is to show; %NULL keeps what is there until the next
 * @place_id: whose stock; 0 for that of all places
 */
void
vt_stock_list_row_set_item (VtStockListRow *self, VtStockItem *item, gint64 place_id)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show, self);

  self->place_id = place_id;
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  g_signal_connect_swapped (item, "changed", G_CALLBACK (show), self);
  show (self);
}
