#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-list-row.h"

#include "app/products/vt-product-words.h"

#include <glib/gi18n.h>

/* Pixels. */
#define PHOTO_SIZE 48

struct _VtProductListRow
{
  GtkBox parent_instance;

  VtWorkspace *workspace; /* (owned) */
  VtProductItem *item;    /* (owned) (nullable) */
  char *photo;            /* (owned) (nullable) SHA-256 of what is shown */

  GtkWidget *square;   /* template child: the picture lies over it, so that wide ones are cut, not the words moved */
  GtkPicture *picture; /* template child */
  GtkLabel *title;     /* template child */
  GtkLabel *facts;     /* template child */
  GtkLabel *stock;     /* template child */
  GtkLabel *price;     /* template child */
  GtkLabel *badge;     /* template child */
};

G_DEFINE_FINAL_TYPE (VtProductListRow, vt_product_list_row, GTK_TYPE_BOX)

static void
show_photo (VtProductListRow *self, const char *sha256)
{
  if (g_strcmp0 (self->photo, sha256) == 0 && gtk_picture_get_paintable (self->picture) != NULL)
    return;

  g_free (self->photo);
  self->photo = g_strdup (sha256);
  vt_workspace_load_thumbnail (self->workspace, sha256, self->picture);
}

static void
show_facts (VtProductListRow *self, const VtGridRow *row)
{
  g_autoptr (GString) facts = g_string_new (row->vendor);

  if (row->n_variants > 1)
    {
      if (facts->len > 0)
        g_string_append (facts, " · ");
      g_string_append_printf (facts, ngettext ("%u variant", "%u variants", (gulong) row->n_variants),
                              (guint) row->n_variants);
    }

  gtk_label_set_label (self->facts, facts->str);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), facts->len > 0);
}

static void
show_stock (VtProductListRow *self, const VtGridRow *row)
{
  g_autofree char *text = vt_product_stock_text (row);
  gboolean low = vt_product_stock_is_low (row);

  gtk_label_set_label (self->stock, text);
  gtk_widget_set_visible (GTK_WIDGET (self->stock), *text != '\0');
  gtk_widget_set_css_classes (GTK_WIDGET (self->stock),
                              low ? (const char *[]){ "caption-heading", "warning", "numeric", NULL }
                                  : (const char *[]){ "caption", "dim-label", "numeric", NULL });
}

static void
show_price (VtProductListRow *self, const VtGridRow *row)
{
  g_autofree char *price = vt_workspace_format_money (self->workspace, MAX (row->price.min, 0));
  g_autofree char *from = row->price.max != row->price.min
                              /* TRANSLATORS: the cheapest of several prices, such as "from €35.00" */
                              ? g_strdup_printf (_ ("from %s"), price)
                              : NULL;

  gtk_label_set_label (self->price, from != NULL ? from : price);
}

static void
show_badge (VtProductListRow *self, const VtGridRow *row)
{
  gboolean sold_out = row->status == VT_PRODUCT_ACTIVE && !row->in_stock;
  const char *classes[] = { "badge", NULL, NULL };

  if (sold_out)
    classes[1] = "error";
  else if (row->status == VT_PRODUCT_ACTIVE)
    classes[1] = "success";

  gtk_label_set_label (self->badge,
                       sold_out ? _ ("Sold out") : vt_product_status_to_words ((VtProductStatus) row->status));
  gtk_widget_set_css_classes (GTK_WIDGET (self->badge), classes);
}

/* The list's own row around this widget is what assistive technology reads. */
static void
show_name (VtProductListRow *self, const VtGridRow *row)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *description =
      g_strdup_printf ("%s, %s", gtk_label_get_label (self->badge), gtk_label_get_label (self->price));

  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, row->title,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

static void
show (VtProductListRow *self)
{
  const VtGridRow *row = self->item != NULL ? vt_product_item_get_row (self->item) : NULL;

  if (row == NULL)
    return;

  gtk_label_set_label (self->title, row->title);
  show_photo (self, row->photo_sha256);
  show_facts (self, row);
  show_stock (self, row);
  show_price (self, row);
  show_badge (self, row);
  show_name (self, row);
}

static void
released_cb (VtProductListRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "listitem.activate", NULL);
}

static void
vt_product_list_row_dispose (GObject *object)
{
  VtProductListRow *self = VT_PRODUCT_LIST_ROW (object);

  vt_product_list_row_set_item (self, NULL);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_product_list_row_parent_class)->dispose (object);
}

static void
vt_product_list_row_finalize (GObject *object)
{
  g_free (VT_PRODUCT_LIST_ROW (object)->photo);

  G_OBJECT_CLASS (vt_product_list_row_parent_class)->finalize (object);
}

static void
vt_product_list_row_class_init (VtProductListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_product_list_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_product_list_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-product-list-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VtProductListRow, square);
  gtk_widget_class_bind_template_child (widget_class, VtProductListRow, picture);
  gtk_widget_class_bind_template_child (widget_class, VtProductListRow, title);
  gtk_widget_class_bind_template_child (widget_class, VtProductListRow, facts);
  gtk_widget_class_bind_template_child (widget_class, VtProductListRow, stock);
  gtk_widget_class_bind_template_child (widget_class, VtProductListRow, price);
  gtk_widget_class_bind_template_child (widget_class, VtProductListRow, badge);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
}

static void
vt_product_list_row_init (VtProductListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (self->square, PHOTO_SIZE, PHOTO_SIZE);
}

/**
 * vt_product_list_row_new:
 * @workspace: the open shop's
 *
 * Returns: (transfer floating): a row that shows nothing
 */
GtkWidget *
vt_product_list_row_new (VtWorkspace *workspace)
{
  VtProductListRow *self = g_object_new (VT_TYPE_PRODUCT_LIST_ROW, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WIDGET (self);
}

/**
 * vt_product_list_row_set_item:
 * @self: a row
 * @item: (nullable): what it is to show; %NULL keeps what is there until the next
 */
void
vt_product_list_row_set_item (VtProductListRow *self, VtProductItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show, self);

  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  g_signal_connect_swapped (item, "changed", G_CALLBACK (show), self);
  show (self);
}
