#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-products-page.h"

#include "app/products/vt-product-browser.h"
#include "app/products/vt-product-editor.h"
#include "app/products/vt-product-edits.h"

#include <glib/gi18n.h>

struct _VtProductsPage
{
  VtPlace parent_instance;

  gint64 last_open; /* selected when one comes back to the list */

  GtkStack *stack;           /* template child: "list", "new" or "editor" */
  VtProductBrowser *browser; /* template child */
  VtProductEditor *editor;   /* template child */
  GtkEntry *new_title;       /* template child */
  GtkWidget *new_button;     /* template child */
};

G_DEFINE_FINAL_TYPE (VtProductsPage, vt_products_page, VT_TYPE_PLACE)

static gboolean
is_at (VtProductsPage *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

/* What the header says ----------------------------------------------------------------------------------------------
 */

static void
show_list_header (VtProductsPage *self)
{
  g_autofree char *count = NULL;

  if (!is_at (self, "list"))
    return;

  count = vt_product_browser_dup_count (self->browser);
  vt_place_set_title (VT_PLACE (self), _ ("Products"));
  vt_place_set_subtitle (VT_PLACE (self), count);
  /* The table has all the room. */
  vt_place_set_preview_path (VT_PLACE (self), NULL);
  vt_place_set_can_go_back (VT_PLACE (self), FALSE);
}

static void
show_neighbours (VtProductsPage *self)
{
  VtProductListModel *model = vt_product_browser_get_model (self->browser);
  VtProduct *product = vt_product_editor_get_product (self->editor);
  gint64 id = product != NULL ? vt_product_get_id (product) : 0;

  if (product != NULL)
    vt_product_editor_set_neighbours (self->editor, vt_product_list_model_get_neighbour (model, id, -1) != 0,
                                      vt_product_list_model_get_neighbour (model, id, 1) != 0);
}

static void
show_editor_header (VtProductsPage *self)
{
  VtProduct *product = vt_product_editor_get_product (self->editor);
  g_autofree char *path = NULL;

  if (product == NULL)
    return;

  path = g_strconcat ("/products/", vt_product_get_handle (product), NULL);
  vt_place_set_title (VT_PLACE (self), vt_product_get_title (product));
  vt_place_set_subtitle (VT_PLACE (self), _ ("Product"));
  vt_place_set_preview_path (VT_PLACE (self), path);
  vt_place_set_can_go_back (VT_PLACE (self), TRUE);
}

static void
model_changed_cb (VtProductsPage *self)
{
  show_list_header (self);
  show_neighbours (self);
}

/* Ways ------------------------------------------------------------------------------------------------------------- */

static void
show_list (VtProductsPage *self)
{
  if (is_at (self, "list"))
    return;

  vt_product_editor_close (self->editor);
  gtk_stack_set_visible_child_name (self->stack, "list");
  show_list_header (self);
  if (self->last_open != 0)
    vt_product_browser_show_item (self->browser, self->last_open);
}

static void
open_product (VtProductsPage *self, gint64 id)
{
  g_autoptr (GError) error = NULL;

  if (!vt_product_editor_open (self->editor, id, &error))
    {
      vt_workspace_fail (vt_place_get_workspace (VT_PLACE (self)), error);
      return;
    }

  self->last_open = id;
  gtk_stack_set_visible_child_name (self->stack, "editor");
  show_editor_header (self);
  show_neighbours (self);
}

static void
open_cb (VtProductsPage *self, gint64 id)
{
  open_product (self, id);
  vt_product_editor_focus_first (self->editor);
}

static void
step_cb (VtProductsPage *self, int by)
{
  VtProduct *product = vt_product_editor_get_product (self->editor);
  gint64 id = 0;

  if (product != NULL)
    id = vt_product_list_model_get_neighbour (vt_product_browser_get_model (self->browser), vt_product_get_id (product),
                                              by);
  if (id != 0)
    open_product (self, id);
}

static void
create_cb (VtProductsPage *self)
{
  vt_product_editor_close (self->editor);
  gtk_editable_set_text (GTK_EDITABLE (self->new_title), "");
  gtk_stack_set_visible_child_name (self->stack, "new");
  vt_place_set_title (VT_PLACE (self), _ ("New Product"));
  vt_place_set_subtitle (VT_PLACE (self), NULL);
  vt_place_set_can_go_back (VT_PLACE (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_title));
}

static void
made (GObject *target, gint64 id)
{
  VtProductsPage *self = VT_PRODUCTS_PAGE (target);

  /* The window may have closed the shop meanwhile. */
  if (self->stack != NULL)
    open_cb (self, id);
}

static void
make_cb (VtProductsPage *self)
{
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->new_title));

  if (gtk_widget_get_sensitive (self->new_button))
    vt_product_edits_create (vt_place_get_workspace (VT_PLACE (self)), title, made, G_OBJECT (self));
}

static void
new_title_changed_cb (VtProductsPage *self)
{
  g_autofree char *title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_title)));

  gtk_widget_set_sensitive (self->new_button, *g_strstrip (title) != '\0');
}

static void
cancel_cb (VtProductsPage *self)
{
  show_list (self);
}

/* Place ------------------------------------------------------------------------------------------------------------ */

static void
vt_products_page_go_back (VtPlace *place)
{
  VtProductsPage *self = VT_PRODUCTS_PAGE (place);

  if (!is_at (self, "editor") || !vt_product_editor_move_photo_back (self->editor))
    show_list (self);
}

static void
vt_products_page_enter (VtPlace *place)
{
  VtProductsPage *self = VT_PRODUCTS_PAGE (place);

  if (is_at (self, "list"))
    vt_product_browser_enter (self->browser);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
vt_products_page_search (VtPlace *place)
{
  VtProductsPage *self = VT_PRODUCTS_PAGE (place);

  show_list (self);
  vt_product_browser_search (self->browser);
}

static void
vt_products_page_create (VtPlace *place)
{
  create_cb (VT_PRODUCTS_PAGE (place));
}

static void
vt_products_page_open_item (VtPlace *place, gint64 id)
{
  if (id != 0)
    open_cb (VT_PRODUCTS_PAGE (place), id);
  else
    show_list (VT_PRODUCTS_PAGE (place));
}

static void
vt_products_page_constructed (GObject *object)
{
  VtProductsPage *self = VT_PRODUCTS_PAGE (object);
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));

  G_OBJECT_CLASS (vt_products_page_parent_class)->constructed (object);

  vt_product_browser_set_workspace (self->browser, workspace);
  vt_product_editor_set_workspace (self->editor, workspace);
  g_signal_connect_object (vt_product_browser_get_model (self->browser), "notify", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_list_header (self);
}

static void
vt_products_page_class_init (VtProductsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VtPlaceClass *place_class = VT_PLACE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = vt_products_page_constructed;
  place_class->go_back = vt_products_page_go_back;
  place_class->search = vt_products_page_search;
  place_class->enter = vt_products_page_enter;
  place_class->create = vt_products_page_create;
  place_class->open_item = vt_products_page_open_item;

  g_type_ensure (VT_TYPE_PRODUCT_BROWSER);
  g_type_ensure (VT_TYPE_PRODUCT_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-products-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtProductsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VtProductsPage, browser);
  gtk_widget_class_bind_template_child (widget_class, VtProductsPage, editor);
  gtk_widget_class_bind_template_child (widget_class, VtProductsPage, new_title);
  gtk_widget_class_bind_template_child (widget_class, VtProductsPage, new_button);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_title_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_editor_header);
  gtk_widget_class_bind_template_callback (widget_class, show_list);
  gtk_widget_class_bind_template_callback (widget_class, step_cb);
}

static void
vt_products_page_init (VtProductsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
