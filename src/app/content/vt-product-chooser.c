#define G_LOG_DOMAIN "vitrine"

#include "app/content/vt-product-chooser.h"

#include "app/widgets/vt-thumb.h"
#include "catalogue/vt-product-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MOST_FOUND 8
#define THUMB_SIZE 32
#define WIDTH      300

struct _VtProductChooser
{
  GtkPopover parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  GPtrArray *rows;        /* (owned) (nullable) the VtProductRows that are offered */
  GtkWidget *search;      /* (unowned) a child */
  GtkListBox *found;      /* (unowned) a child */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtProductChooser, vt_product_chooser, GTK_TYPE_POPOVER)

static void
offer (VtProductChooser *self, const VtProductRow *product)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), product->title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), vt_thumb_new (self->workspace, product->photo_sha256, THUMB_SIZE));
  gtk_list_box_append (self->found, row);
}

static void
find (VtProductChooser *self)
{
  const VtProductQuery query = { .text = gtk_editable_get_text (GTK_EDITABLE (self->search)),
                                 .status = -1,
                                 .limit = MOST_FOUND };
  g_autoptr (GError) error = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->found))) != NULL)
    gtk_list_box_remove (self->found, child);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  if (self->workspace == NULL)
    return;

  self->rows = vt_product_list (vt_workspace_get_reader (self->workspace), &query, &error);
  if (self->rows == NULL)
    vt_workspace_fail (self->workspace, error);
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    offer (self, g_ptr_array_index (self->rows, i));
}

static void
take (VtProductChooser *self, GtkListBoxRow *row)
{
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;
  const VtProductRow *product = NULL;
  g_autofree char *handle = NULL;
  g_autofree char *title = NULL;
  gint64 id;

  if (index < 0 || self->rows == NULL || (guint) index >= self->rows->len)
    return;

  product = g_ptr_array_index (self->rows, (guint) index);
  id = product->id;
  handle = g_strdup (product->handle);
  title = g_strdup (product->title);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, id, handle, title);
}

/* Enter takes the first that was found. */
static void
activate_cb (VtProductChooser *self)
{
  take (self, gtk_list_box_get_row_at_index (self->found, 0));
}

static void
shown_cb (VtProductChooser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  find (self);
  gtk_widget_grab_focus (self->search);
}

static void
vt_product_chooser_dispose (GObject *object)
{
  VtProductChooser *self = VT_PRODUCT_CHOOSER (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (vt_product_chooser_parent_class)->dispose (object);
}

static void
vt_product_chooser_class_init (VtProductChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_product_chooser_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", VT_TYPE_PRODUCT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_STRING, G_TYPE_STRING);
}

static void
vt_product_chooser_init (VtProductChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  self->search = gtk_search_entry_new ();
  self->found = GTK_LIST_BOX (list);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find a product"),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Products to choose from"),
                                  -1);
  gtk_list_box_set_selection_mode (self->found, GTK_SELECTION_NONE);
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (find), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (take), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "show", G_CALLBACK (shown_cb), NULL);
}

/**
 * vt_product_chooser_new:
 *
 * Returns: (transfer floating): a chooser without a shop
 */
GtkWidget *
vt_product_chooser_new (void)
{
  return g_object_new (VT_TYPE_PRODUCT_CHOOSER, NULL);
}

/**
 * vt_product_chooser_set_workspace:
 * @self: a chooser
 * @workspace: whose products it offers
 */
void
vt_product_chooser_set_workspace (VtProductChooser *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}
