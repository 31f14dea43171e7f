#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-variant-rows.h"

#include "app/products/vt-product-edits.h"

#include <glib/gi18n.h>

/* Rows that are made without being asked for: each has three entries. */
#define N_SHOWN 60

typedef enum
{
  CELL_SKU,
  CELL_PRICE,
  CELL_STOCK,
  N_CELLS
} Cell;

/* One row; the widgets belong to the list. */
typedef struct
{
  gint64 variant_id;
  GtkBox *box;
  GtkLabel *title;
  VtFactField *cells[N_CELLS];
} Row;

struct _VtVariantRows
{
  GtkBox parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  VtProduct *product;     /* (owned) (nullable) */
  GArray *rows;           /* (owned) (element-type Row) */
  gboolean narrow;
  gboolean all_shown;

  GtkLabel *summary; /* template child */
  GtkWidget *gap;    /* template child */
  GtkListBox *list;  /* template child */
  GtkButton *more;   /* template child */
};

static const struct
{
  VtFactKind kind;
  VtEditKind edit;
  const char *name; /* %s: the variant's values */
} cells[N_CELLS] = {
  [CELL_SKU] = { VT_FACT_TEXT, VT_EDIT_SKU, N_ ("SKU of %s") },
  [CELL_PRICE] = { VT_FACT_MONEY, VT_EDIT_PRICE, N_ ("Price of %s") },
  [CELL_STOCK] = { VT_FACT_NUMBER, VT_EDIT_STOCK, N_ ("Stock of %s") },
};

enum
{
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtVariantRows, vt_variant_rows, GTK_TYPE_BOX)

static char *
dup_value (const VtVariant *variant, Cell cell)
{
  switch (cell)
    {
    case CELL_PRICE:
      return g_strdup_printf ("%" G_GINT64_FORMAT, variant->price_minor);
    case CELL_STOCK:
      return variant->track_stock ? g_strdup_printf ("%" G_GINT64_FORMAT, variant->on_hand) : g_strdup ("");
    case CELL_SKU:
    default:
      return g_strdup (variant->sku);
    }
}

static void
edited_cb (VtVariantRows *self, const char *value, VtFactField *field)
{
  gint64 *id = g_object_get_data (G_OBJECT (field), "variant");
  Cell cell = (Cell) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (field), "cell"));
  g_autofree char *title = NULL;
  const VtVariant *variant = vt_product_find_variant (self->product, *id);

  /* An entry of stock that was emptied counts nothing. */
  if (variant == NULL || (cell == CELL_STOCK && *value == '\0'))
    return;

  title = g_strdup_printf ("%s (%s)", vt_product_get_title (self->product), variant->title);
  vt_product_edits_set_field (self->workspace, title, cells[cell].edit, id, 1, value, field);
}

static void
settled_cb (VtVariantRows *self)
{
  g_signal_emit (self, signals[SETTLED], 0);
}

static VtFactField *
make_cell (VtVariantRows *self, const VtVariant *variant, Cell cell)
{
  g_autofree char *name = g_strdup_printf (_ (cells[cell].name), variant->title);
  VtFactField *field = g_object_new (VT_TYPE_FACT_FIELD, "kind", cells[cell].kind, "label", name, "compact", TRUE,
                                     "required", cell == CELL_PRICE, NULL);

  vt_fact_field_set_workspace (field, self->workspace);
  g_object_set_data_full (G_OBJECT (field), "variant", g_memdup2 (&variant->id, sizeof variant->id), g_free);
  g_object_set_data (G_OBJECT (field), "cell", GINT_TO_POINTER (cell));
  g_signal_connect_object (field, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  return field;
}

static void
lay_out_row (VtVariantRows *self, const Row *row)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (row->box),
                                  self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (GTK_WIDGET (row->title), self->narrow ? -1 : 150, -1);
}

static void
add_row (VtVariantRows *self, const VtVariant *variant)
{
  Row row = { .variant_id = variant->id };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *figures = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *list_row = gtk_list_box_row_new ();

  gtk_box_set_homogeneous (GTK_BOX (figures), TRUE);
  gtk_widget_set_hexpand (figures, TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), figures);

  row.box = GTK_BOX (box);
  row.title = GTK_LABEL (title);
  for (Cell cell = 0; cell < N_CELLS; cell++)
    {
      row.cells[cell] = make_cell (self, variant, cell);
      gtk_box_append (GTK_BOX (figures), GTK_WIDGET (row.cells[cell]));
    }

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (list_row), FALSE);
  gtk_widget_set_focusable (list_row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL, variant->title, -1);
  gtk_list_box_append (self->list, list_row);
  lay_out_row (self, &row);
  g_array_append_val (self->rows, row);
}

static void
remove_rows (VtVariantRows *self)
{
  GtkListBoxRow *row;

  g_array_set_size (self->rows, 0);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static guint
n_wanted (VtVariantRows *self)
{
  guint n = vt_product_get_n_variants (self->product);

  return self->all_shown ? n : MIN (n, N_SHOWN);
}

static gboolean
rows_fit (VtVariantRows *self)
{
  if (self->rows->len != n_wanted (self))
    return FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, Row, i).variant_id != vt_product_get_variant (self->product, i)->id)
      return FALSE;

  return TRUE;
}

static void
fill_row (const Row *row, const VtVariant *variant, gboolean is_new)
{
  gtk_label_set_label (row->title, variant->title);

  for (Cell cell = 0; cell < N_CELLS; cell++)
    {
      g_autofree char *value = dup_value (variant, cell);

      if (is_new)
        vt_fact_field_reset (row->cells[cell], value);
      else
        vt_fact_field_follow (row->cells[cell], value);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (row->cells[CELL_STOCK]), variant->track_stock);
}

static void
show_summary (VtVariantRows *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = vt_product_get_n_variants (self->product);
  g_autofree char *more = g_strdup_printf (_ ("Show All %u Variants"), n);

  for (guint i = 0; i < vt_product_get_n_options (self->product); i++)
    g_string_append_printf (text, "%s · ", vt_product_get_option_names (self->product)[i]);
  g_string_append_printf (text, "%u", n);
  gtk_label_set_label (self->summary, text->str);
  gtk_button_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), self->rows->len < n);
}

static void
more_cb (VtVariantRows *self)
{
  self->all_shown = TRUE;
  vt_variant_rows_show (self, self->product);
}

static void
vt_variant_rows_dispose (GObject *object)
{
  VtVariantRows *self = VT_VARIANT_ROWS (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->product);

  G_OBJECT_CLASS (vt_variant_rows_parent_class)->dispose (object);
}

static void
vt_variant_rows_finalize (GObject *object)
{
  g_array_unref (VT_VARIANT_ROWS (object)->rows);

  G_OBJECT_CLASS (vt_variant_rows_parent_class)->finalize (object);
}

static void
vt_variant_rows_class_init (VtVariantRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_variant_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_variant_rows_finalize;

  signals[SETTLED] =
      g_signal_new ("settled", VT_TYPE_VARIANT_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-variant-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, VtVariantRows, summary);
  gtk_widget_class_bind_template_child (widget_class, VtVariantRows, gap);
  gtk_widget_class_bind_template_child (widget_class, VtVariantRows, list);
  gtk_widget_class_bind_template_child (widget_class, VtVariantRows, more);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
vt_variant_rows_init (VtVariantRows *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_variant_rows_set_workspace:
 * @self: rows
 * @workspace: of the shop that is edited
 */
void
vt_variant_rows_set_workspace (VtVariantRows *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_variant_rows_show:
 * @self: rows with a workspace
 * @product: as it is now; what is being typed for a variant that is still there stays
 */
void
vt_variant_rows_show (VtVariantRows *self, VtProduct *product)
{
  gboolean fits;

  if (self->product != NULL && vt_product_get_id (self->product) != vt_product_get_id (product))
    self->all_shown = FALSE;

  g_set_object (&self->product, product);
  fits = rows_fit (self);
  if (!fits)
    {
      remove_rows (self);
      for (guint i = 0; i < n_wanted (self); i++)
        add_row (self, vt_product_get_variant (product, i));
    }

  for (guint i = 0; i < self->rows->len; i++)
    fill_row (&g_array_index (self->rows, Row, i), vt_product_get_variant (product, i), !fits);
  show_summary (self);
}

/**
 * vt_variant_rows_flush:
 * @self: rows
 *
 * Tells the shop now of what waits for a pause in the typing.
 */
void
vt_variant_rows_flush (VtVariantRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    vt_fact_field_flush (g_array_index (self->rows, Row, i).cells[CELL_STOCK]);
}

/**
 * vt_variant_rows_set_narrow:
 * @self: rows
 * @narrow: whether the values stand above the entries rather than before them
 */
void
vt_variant_rows_set_narrow (VtVariantRows *self, gboolean narrow)
{
  self->narrow = narrow;
  gtk_widget_set_visible (self->gap, !narrow);
  for (guint i = 0; i < self->rows->len; i++)
    lay_out_row (self, &g_array_index (self->rows, Row, i));
}
