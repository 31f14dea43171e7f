#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-sizes.h"

#include "app/products/vt-size-table-window.h"
#include "catalogue/vt-size-table.h"

#include <glib/gi18n.h>

struct _VtProductSizes
{
  GtkBox parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  gint64 product_id;
  char *title;      /* (owned) (nullable) of the product */
  GPtrArray *shown; /* (owned) (nullable) (element-type VtSizeTable) what the list offers after “None” */
  gboolean showing;

  GtkDropDown *table; /* template child */
  GtkWidget *edit;    /* template child */
};

G_DEFINE_FINAL_TYPE (VtProductSizes, vt_product_sizes, GTK_TYPE_BOX)

typedef struct
{
  gint64 product_id;
  gint64 table_id;
} Choice;

static gboolean
choose_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Choice *choice = data;

  return vt_product_set_size_table (db, choice->product_id, choice->table_id, error);
}

/* 0: none */
static gint64
chosen_table (VtProductSizes *self)
{
  guint selected = gtk_drop_down_get_selected (self->table);

  return self->shown == NULL || selected == 0 || selected > self->shown->len
             ? 0
             : ((const VtSizeTable *) g_ptr_array_index (self->shown, selected - 1))->id;
}

static void
chosen_cb (VtProductSizes *self)
{
  Choice *choice;
  g_autofree char *label = NULL;

  gtk_widget_set_sensitive (self->edit, chosen_table (self) != 0);
  if (self->showing)
    return;

  choice = g_new0 (Choice, 1);
  choice->product_id = self->product_id;
  choice->table_id = chosen_table (self);
  label = g_strdup_printf (_ ("Choose the size table of %s"), self->title);
  vt_workspace_edit (self->workspace, label, NULL, choose_job, choice, g_free);
}

static void
open_window (VtProductSizes *self, gint64 table_id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (
      GTK_WINDOW (vt_size_table_window_new (GTK_WINDOW (root), self->workspace, table_id, self->product_id)));
}

static void
edit_cb (VtProductSizes *self)
{
  open_window (self, chosen_table (self));
}

static void
new_cb (VtProductSizes *self)
{
  open_window (self, 0);
}

static void
vt_product_sizes_dispose (GObject *object)
{
  g_clear_object (&VT_PRODUCT_SIZES (object)->workspace);

  G_OBJECT_CLASS (vt_product_sizes_parent_class)->dispose (object);
}

static void
vt_product_sizes_finalize (GObject *object)
{
  VtProductSizes *self = VT_PRODUCT_SIZES (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_free (self->title);

  G_OBJECT_CLASS (vt_product_sizes_parent_class)->finalize (object);
}

static void
vt_product_sizes_class_init (VtProductSizesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_product_sizes_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_product_sizes_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-product-sizes.ui");
  gtk_widget_class_bind_template_child (widget_class, VtProductSizes, table);
  gtk_widget_class_bind_template_child (widget_class, VtProductSizes, edit);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
}

static void
vt_product_sizes_init (VtProductSizes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_product_sizes_set_workspace:
 * @self: sizes without a workspace
 * @workspace: of the shop that is edited
 */
void
vt_product_sizes_set_workspace (VtProductSizes *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
}

/**
 * vt_product_sizes_show:
 * @self: sizes with a workspace
 * @product: as it is now
 */
void
vt_product_sizes_show (VtProductSizes *self, VtProduct *product)
{
  VtDb *reader = vt_workspace_get_reader (self->workspace);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 chosen = 0;
  guint selected = 0;

  self->product_id = vt_product_get_id (product);
  g_free (self->title);
  self->title = g_strdup (vt_product_get_title (product));
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = vt_size_table_list (reader, NULL);
  vt_product_get_size_table (reader, self->product_id, &chosen, NULL);

  gtk_string_list_append (names, _ ("None"));
  for (guint i = 0; self->shown != NULL && i < self->shown->len; i++)
    {
      const VtSizeTable *table = g_ptr_array_index (self->shown, i);

      gtk_string_list_append (names, table->name);
      if (table->id == chosen)
        selected = i + 1;
    }

  self->showing = TRUE;
  gtk_drop_down_set_model (self->table, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->table, selected);
  gtk_widget_set_sensitive (self->edit, selected > 0);
  self->showing = FALSE;
}
