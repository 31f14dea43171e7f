#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-variant-grid.h"

#include "app/products/vt-fact-field.h"
#include "app/products/vt-product-edits.h"
#include "app/products/vt-variant-cell.h"
#include "app/products/vt-variant-item.h"
#include "app/widgets/vt-drop-down.h"
#include "catalogue/vt-product-options.h"

#include <glib/gi18n.h>

#define PHOTO_SIZE 32

/* Pixels. A table does not tell the height of all its rows; more than these are scrolled in a window of their own. */
#define HEADER_HEIGHT 38
#define ROW_HEIGHT    45
#define MAX_HEIGHT    (HEADER_HEIGHT + 12 * ROW_HEIGHT)

/* Rows are made as they come near: each has many entries, and a table makes 200 rows at once of those that it knows. */
#define ROWS_AT_ONCE 40

typedef enum
{
  CELL_PRICE,
  CELL_BEFORE,
  CELL_STOCK,
  CELL_SKU,
  CELL_BARCODE,
  CELL_COST,
  CELL_WEIGHT,
  CELL_LOW,
  N_CELLS
} Cell;

static const struct
{
  const char *title;
  const char *name; /* %s: the variant's values */
  VtFactKind kind;
  VtEditKind edit;
  int width; /* pixels */
} cells[N_CELLS] = {
  [CELL_PRICE] = { N_ ("Price"), N_ ("Price of %s"), VT_FACT_MONEY, VT_EDIT_PRICE, 96 },
  [CELL_BEFORE] = { N_ ("Price before"), N_ ("Price before of %s"), VT_FACT_MONEY, VT_EDIT_COMPARE_AT, 96 },
  [CELL_STOCK] = { N_ ("Stock"), N_ ("Stock of %s"), VT_FACT_NUMBER, VT_EDIT_STOCK, 70 },
  [CELL_SKU] = { N_ ("SKU"), N_ ("SKU of %s"), VT_FACT_TEXT, VT_EDIT_SKU, 130 },
  [CELL_BARCODE] = { N_ ("Barcode"), N_ ("Barcode of %s"), VT_FACT_BARCODE, VT_EDIT_BARCODE, 140 },
  [CELL_COST] = { N_ ("Cost"), N_ ("Cost of %s"), VT_FACT_MONEY, VT_EDIT_COST, 96 },
  [CELL_WEIGHT] = { N_ ("Weight"), N_ ("Weight of %s"), VT_FACT_WEIGHT, VT_EDIT_WEIGHT, 96 },
  [CELL_LOW] = { N_ ("Low at"), N_ ("Low-stock level of %s"), VT_FACT_NUMBER, VT_EDIT_LOW_STOCK, 70 },
};

struct _VtVariantGrid
{
  GtkBox parent_instance;

  VtWorkspace *workspace;    /* (owned) (nullable) */
  VtProduct *product;        /* (owned) (nullable) */
  GListStore *items;         /* (owned) (element-type VtVariantItem) */
  GtkSliceListModel *near;   /* (owned) the first of them */
  GtkMultiSelection *chosen; /* (owned) of those */
  GHashTable *bound;         /* (owned) cells that show a variant */
  int title_chars;
  GtkWidget *noted;         /* (unowned) (nullable) the cell that the note is of */
  GtkWidget *photo_popover; /* (owned) (nullable) beside the button that it was opened with */

  GtkLabel *summary;           /* template child */
  GtkColumnView *table;        /* template child */
  GtkScrolledWindow *scroller; /* template child */
  GtkLabel *note;              /* template child */
  GtkMenuButton *set_button;   /* template child */
  GtkLabel *set_scope;         /* template child */
  GtkDropDown *set_field;      /* template child */
  GtkBox *set_place;           /* template child: where the field for the value is */
  VtFactField *set_value;      /* (owned by set_place) (nullable) */
};

enum
{
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtVariantGrid, vt_variant_grid, GTK_TYPE_BOX)

/* Values ----------------------------------------------------------------------------------------------------------- */

static char *
number (gint64 value)
{
  return value < 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
dup_value (const VtVariant *variant, Cell cell)
{
  switch (cell)
    {
    case CELL_PRICE:
      return number (variant->price_minor);
    case CELL_BEFORE:
      return number (variant->compare_at_minor);
    case CELL_COST:
      return number (variant->cost_minor);
    case CELL_STOCK:
      return variant->track_stock ? number (MAX (variant->on_hand, 0)) : g_strdup ("");
    case CELL_LOW:
      return number (variant->low_stock);
    case CELL_WEIGHT:
      return variant->weight_g == 0 ? g_strdup ("")
                                    : g_strdup_printf ("%" G_GINT64_FORMAT " %s", variant->weight_g,
                                                       vt_weight_unit_to_string (variant->weight_unit));
    case CELL_BARCODE:
      return g_strdup (variant->barcode);
    case CELL_SKU:
    case N_CELLS:
    default:
      return g_strdup (variant->sku);
    }
}

/* Cells ------------------------------------------------------------------------------------------------------------ */

static GtkListItem *
list_item_of (GtkWidget *cell)
{
  return g_object_get_data (G_OBJECT (cell), "list-item");
}

static Cell
kind_of (GtkWidget *cell)
{
  return (Cell) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (cell), "cell"));
}

static const VtVariant *
variant_of (GtkWidget *cell)
{
  GtkListItem *item = list_item_of (cell);
  VtVariantItem *variant = item != NULL ? gtk_list_item_get_item (item) : NULL;

  return variant != NULL ? vt_variant_item_get (variant) : NULL;
}

static void
edited_done (GObject *target, gboolean accepted)
{
  VtVariantCell *cell = VT_VARIANT_CELL (target);
  GtkWidget *grid = gtk_widget_get_ancestor (GTK_WIDGET (cell), VT_TYPE_VARIANT_GRID);

  if (!accepted)
    vt_variant_cell_refuse (cell);
  if (grid != NULL)
    g_signal_emit (grid, signals[SETTLED], 0);
}

static void
edited_cb (VtVariantGrid *self, const char *value, GtkWidget *cell)
{
  const VtVariant *variant = variant_of (cell);
  g_autofree char *title = NULL;

  /* An entry of stock that was emptied counts nothing. */
  if (variant == NULL || (kind_of (cell) == CELL_STOCK && *value == '\0'))
    return;

  title = g_strdup_printf ("%s (%s)", vt_product_get_title (self->product), variant->title);
  vt_product_edits_set (self->workspace, title, cells[kind_of (cell)].edit, &variant->id, 1, value, edited_done,
                        G_OBJECT (cell));
}

static void
show_note (VtVariantGrid *self, GtkWidget *cell, const char *note)
{
  self->noted = note != NULL ? cell : NULL;
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

/* Only the cell that the note is of takes it back. */
static void
noted_cb (VtVariantGrid *self, const char *note, GtkWidget *cell)
{
  if (note != NULL || self->noted == cell)
    show_note (self, cell, note);
}

static GtkWidget *
find_cell (VtVariantGrid *self, Cell kind, guint position)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    if (kind_of (cell) == kind && gtk_list_item_get_position (list_item_of (cell)) == position)
      return cell;

  return NULL;
}

/* Tab goes on in the next row at a row's end, and out of the table at its end. */
static gboolean
step_cb (VtVariantGrid *self, int columns, int rows, GtkWidget *cell)
{
  GtkListItem *item = list_item_of (cell);
  int position = item != NULL ? (int) gtk_list_item_get_position (item) + rows : -1;
  int kind = (int) kind_of (cell);
  GtkWidget *target = NULL;

  do
    {
      kind += columns;
      if (kind < 0 || kind >= N_CELLS)
        {
          kind = kind < 0 ? N_CELLS - 1 : 0;
          position += columns;
        }
      target = position >= 0 ? find_cell (self, (Cell) kind, (guint) position) : NULL;
    }
  while (columns != 0 && target != NULL && !gtk_widget_is_sensitive (target));

  if (target == NULL)
    return FALSE;

  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->table)), "list.scroll-to-item", "u",
                              (guint) position);
  gtk_widget_grab_focus (target);
  return TRUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, VtVariantGrid *self)
{
  Cell kind = (Cell) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "cell"));
  GtkWidget *cell = vt_variant_cell_new (self->workspace, cells[kind].kind, kind == CELL_PRICE);

  g_object_set_data (G_OBJECT (cell), "cell", GINT_TO_POINTER ((int) kind));
  gtk_widget_set_size_request (cell, cells[kind].width, -1);
  g_signal_connect_object (cell, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell, "noted", G_CALLBACK (noted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell, "step", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, cell);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
follow_cb (GtkWidget *cell)
{
  const VtVariant *variant = variant_of (cell);
  Cell kind = kind_of (cell);
  g_autofree char *value = dup_value (variant, kind);

  vt_variant_cell_follow (VT_VARIANT_CELL (cell), value);
  gtk_widget_set_sensitive (cell, kind != CELL_STOCK || variant->track_stock);
}

static void
bind_cb (G_GNUC_UNUSED GtkSignalListItemFactory *factory, GtkListItem *item, VtVariantGrid *self)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  VtVariantItem *variant_item = gtk_list_item_get_item (item);
  const VtVariant *variant = vt_variant_item_get (variant_item);
  Cell kind = kind_of (cell);
  g_autofree char *value = dup_value (variant, kind);
  g_autofree char *name = g_strdup_printf (_ (cells[kind].name), variant->title);

  g_object_set_data (G_OBJECT (cell), "list-item", item);
  g_hash_table_add (self->bound, cell);
  vt_variant_cell_reset (VT_VARIANT_CELL (cell), name, value);
  gtk_widget_set_sensitive (cell, kind != CELL_STOCK || variant->track_stock);
  g_signal_connect_object (variant_item, "changed", G_CALLBACK (follow_cb), cell, G_CONNECT_SWAPPED);
}

static void
unbind_cb (G_GNUC_UNUSED GtkSignalListItemFactory *factory, GtkListItem *item, VtVariantGrid *self)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  vt_variant_cell_flush (VT_VARIANT_CELL (cell));
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), follow_cb, cell);
  g_hash_table_remove (self->bound, cell);
  if (self->noted == cell)
    show_note (self, cell, NULL);
  g_object_set_data (G_OBJECT (cell), "list-item", NULL);
}

/* The column of names and photos ------------------------------------------------------------------------------------
 */

typedef struct
{
  GtkCheckButton *check;
  GtkPicture *photo;
  GtkLabel *title;
  GtkWidget *photo_button;
  gboolean showing;
} Head;

static void
checked_cb (GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  Head *head = g_object_get_data (G_OBJECT (box), "head");
  GtkWidget *grid = gtk_widget_get_ancestor (box, VT_TYPE_VARIANT_GRID);
  GtkSelectionModel *model;

  if (head->showing || grid == NULL)
    return;

  model = GTK_SELECTION_MODEL (VT_VARIANT_GRID (grid)->chosen);
  if (gtk_check_button_get_active (head->check))
    gtk_selection_model_select_item (model, gtk_list_item_get_position (item), FALSE);
  else
    gtk_selection_model_unselect_item (model, gtk_list_item_get_position (item));
}

static void
selected_cb (GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  Head *head = box != NULL ? g_object_get_data (G_OBJECT (box), "head") : NULL;

  if (head == NULL)
    return;

  head->showing = TRUE;
  gtk_check_button_set_active (head->check, gtk_list_item_get_selected (item));
  head->showing = FALSE;
}

static void open_photos_cb (GtkListItem *item);

static void
setup_head_cb (G_GNUC_UNUSED GtkSignalListItemFactory *factory, GtkListItem *item)
{
  Head *head = g_new0 (Head, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *button = gtk_button_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *square = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *title = gtk_label_new (NULL);

  head->check = GTK_CHECK_BUTTON (check);
  head->photo = GTK_PICTURE (picture);
  head->title = GTK_LABEL (title);
  head->photo_button = button;
  gtk_widget_set_size_request (square, PHOTO_SIZE, PHOTO_SIZE);
  gtk_picture_set_content_fit (head->photo, GTK_CONTENT_FIT_COVER);
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (overlay, "photo");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), square);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), picture);
  gtk_button_set_child (GTK_BUTTON (button), overlay);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "variant-photo");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (head->title, 0);
  gtk_label_set_ellipsize (head->title, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), title);
  g_object_set_data_full (G_OBJECT (box), "head", head, g_free);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (checked_cb), item);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (open_photos_cb), item);
  g_signal_connect (item, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

static const VtPhoto *
find_photo (VtProduct *product, gint64 id)
{
  for (guint i = 0; id != 0 && i < vt_product_get_n_photos (product); i++)
    if (vt_product_get_photo (product, i)->id == id)
      return vt_product_get_photo (product, i);

  return NULL;
}

static void
show_head (VtVariantGrid *self, GtkListItem *item)
{
  Head *head = g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "head");
  VtVariantItem *variant_item = gtk_list_item_get_item (item);
  const VtVariant *variant = vt_variant_item_get (variant_item);
  const VtPhoto *photo = find_photo (vt_variant_item_get_product (variant_item), variant->photo_id);
  g_autofree char *select = g_strdup_printf (_ ("Select %s"), variant->title);
  g_autofree char *choose = g_strdup_printf (_ ("Photo of %s"), variant->title);

  gtk_label_set_label (head->title, variant->title);
  gtk_label_set_width_chars (head->title, self->title_chars);
  gtk_widget_set_tooltip_text (GTK_WIDGET (head->title), variant->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (head->check), GTK_ACCESSIBLE_PROPERTY_LABEL, select, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (head->photo_button), GTK_ACCESSIBLE_PROPERTY_LABEL, choose, -1);
  gtk_widget_set_tooltip_text (head->photo_button, choose);
  gtk_widget_set_sensitive (head->photo_button,
                            vt_product_get_n_photos (vt_variant_item_get_product (variant_item)) > 0);
  if (photo != NULL)
    vt_workspace_load_thumbnail (self->workspace, photo->sha256, head->photo);
  else
    gtk_picture_set_paintable (head->photo, NULL);
  selected_cb (item);
}

static void
head_changed_cb (GtkListItem *item)
{
  GtkWidget *grid = gtk_widget_get_ancestor (gtk_list_item_get_child (item), VT_TYPE_VARIANT_GRID);

  if (grid != NULL && gtk_list_item_get_item (item) != NULL)
    show_head (VT_VARIANT_GRID (grid), item);
}

static void
bind_head_cb (G_GNUC_UNUSED GtkSignalListItemFactory *factory, GtkListItem *item, VtVariantGrid *self)
{
  g_signal_connect_object (gtk_list_item_get_item (item), "changed", G_CALLBACK (head_changed_cb), item,
                           G_CONNECT_SWAPPED);
  show_head (self, item);
}

static void
unbind_head_cb (G_GNUC_UNUSED GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), head_changed_cb, item);
}

/* Those that an edit of one row or of the whole table is for ------------------------------------------------------- */

/* Returns: (transfer full): ids of the selected variants, or of all when none is */
static gint64 *
dup_chosen (VtVariantGrid *self, guint *n)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->chosen));
  guint64 size = gtk_bitset_get_size (selected);
  guint n_variants = vt_product_get_n_variants (self->product);
  gint64 *ids = g_new (gint64, n_variants + 1);

  *n = 0;
  for (guint i = 0; i < n_variants; i++)
    if (size == 0 || gtk_bitset_contains (selected, i))
      ids[(*n)++] = vt_product_get_variant (self->product, i)->id;

  return ids;
}

static void
photo_chosen_cb (GtkWidget *button, VtVariantGrid *self)
{
  gint64 *variant_id = g_object_get_data (G_OBJECT (self->photo_popover), "variant");
  gint64 *photo_id = g_object_get_data (G_OBJECT (button), "photo");
  g_autofree char *value = *photo_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, *photo_id) : g_strdup ("");
  guint n = 0;
  g_autofree gint64 *ids = dup_chosen (self, &n);
  gboolean among = FALSE;

  /* A row that is selected with others stands for all of them. */
  for (guint i = 0; i < n && n < vt_product_get_n_variants (self->product); i++)
    among = among || ids[i] == *variant_id;
  vt_product_edits_set (self->workspace, vt_product_get_title (self->product), VT_EDIT_VARIANT_PHOTO,
                        among ? ids : variant_id, among ? n : 1, value, NULL, NULL);
  gtk_popover_popdown (GTK_POPOVER (self->photo_popover));
}

static GtkWidget *
make_photo_choice (VtVariantGrid *self, const VtPhoto *photo, guint index)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *picture;
  gint64 id = photo != NULL ? photo->id : 0;
  g_autofree char *name = photo == NULL         ? g_strdup (_ ("No Photo of Its Own"))
                          : *photo->alt != '\0' ? g_strdup (photo->alt)
                                                : g_strdup_printf (_ ("Photo %u"), index + 1);

  if (photo != NULL)
    {
      picture = gtk_picture_new ();
      gtk_widget_set_size_request (picture, 64, 64);
      gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
      gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
      gtk_widget_add_css_class (picture, "photo");
      vt_workspace_load_thumbnail (self->workspace, photo->sha256, GTK_PICTURE (picture));
    }
  else
    {
      picture = gtk_image_new_from_icon_name ("window-close-symbolic");
      gtk_widget_set_size_request (picture, 64, 64);
    }
  gtk_button_set_child (GTK_BUTTON (button), picture);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "photo-tile");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "photo", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (photo_chosen_cb), self, 0);

  return button;
}

static void
drop_popover (VtVariantGrid *self)
{
  if (self->photo_popover == NULL)
    return;

  gtk_widget_unparent (self->photo_popover);
  g_clear_object (&self->photo_popover);
}

static void
open_photos_cb (GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  Head *head = g_object_get_data (G_OBJECT (box), "head");
  VtVariantGrid *self = VT_VARIANT_GRID (gtk_widget_get_ancestor (box, VT_TYPE_VARIANT_GRID));
  const VtVariant *variant = vt_variant_item_get (gtk_list_item_get_item (item));
  GtkWidget *flow = gtk_flow_box_new ();
  graphene_rect_t bounds;
  GdkRectangle place;

  drop_popover (self);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 4);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_insert (GTK_FLOW_BOX (flow), make_photo_choice (self, NULL, 0), -1);
  for (guint i = 0; i < vt_product_get_n_photos (self->product); i++)
    gtk_flow_box_insert (GTK_FLOW_BOX (flow), make_photo_choice (self, vt_product_get_photo (self->product, i), i), -1);

  self->photo_popover = g_object_ref_sink (gtk_popover_new ());
  g_object_set_data_full (G_OBJECT (self->photo_popover), "variant", g_memdup2 (&variant->id, sizeof variant->id),
                          g_free);
  gtk_popover_set_child (GTK_POPOVER (self->photo_popover), flow);
  gtk_widget_set_parent (self->photo_popover, GTK_WIDGET (self));
  if (gtk_widget_compute_bounds (head->photo_button, GTK_WIDGET (self), &bounds))
    {
      place.x = (int) bounds.origin.x;
      place.y = (int) bounds.origin.y;
      place.width = (int) bounds.size.width;
      place.height = (int) bounds.size.height;
      gtk_popover_set_pointing_to (GTK_POPOVER (self->photo_popover), &place);
    }
  gtk_popover_popup (GTK_POPOVER (self->photo_popover));
}

/* Setting one fact of many ------------------------------------------------------------------------------------------
 */

static void
show_scope (VtVariantGrid *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->chosen));
  guint n = (guint) gtk_bitset_get_size (selected);
  guint all = self->product != NULL ? vt_product_get_n_variants (self->product) : 0;
  g_autofree char *text =
      n > 0 ? g_strdup_printf (ngettext ("of the %u selected variant", "of the %u selected variants", n), n)
            : g_strdup_printf (ngettext ("of the one variant", "of all %u variants", all), all);

  gtk_label_set_label (self->set_scope, text);
}

static void
set_field_cb (VtVariantGrid *self)
{
  guint cell = gtk_drop_down_get_selected (self->set_field);

  if (cell >= N_CELLS || self->workspace == NULL)
    return;

  if (self->set_value != NULL)
    gtk_box_remove (self->set_place, GTK_WIDGET (self->set_value));
  self->set_value = g_object_new (VT_TYPE_FACT_FIELD, "kind", cells[cell].kind, "label", _ (cells[cell].title),
                                  "compact", TRUE, "required", cell == CELL_PRICE, NULL);
  vt_fact_field_set_workspace (self->set_value, self->workspace);
  vt_fact_field_set_accessible_name (self->set_value, _ ("New value"));
  gtk_entry_set_activates_default (vt_fact_field_get_entry (self->set_value), TRUE);
  gtk_box_append (self->set_place, GTK_WIDGET (self->set_value));
}

static void
set_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtVariantGrid *self = VT_VARIANT_GRID (widget);
  guint cell = gtk_drop_down_get_selected (self->set_field);
  g_autofree char *problem = NULL;
  g_autofree char *value = NULL;
  g_autofree gint64 *ids = NULL;
  guint n = 0;

  if (self->product == NULL || self->set_value == NULL || cell >= N_CELLS)
    return;

  value = vt_fact_value_from_text (self->workspace, cells[cell].kind, NULL, vt_fact_field_get_text (self->set_value),
                                   &problem);
  if (value == NULL || (*value == '\0' && (cell == CELL_PRICE || cell == CELL_STOCK)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->set_value));
      return;
    }

  ids = dup_chosen (self, &n);
  vt_product_edits_set (self->workspace, vt_product_get_title (self->product), cells[cell].edit, ids, n, value, NULL,
                        NULL);
  gtk_menu_button_popdown (self->set_button);
}

/* Variants to be taken out. */
typedef struct
{
  gint64 product_id;
  gint64 *ids; /* (owned) */
  guint n;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_free (removal->ids);
  g_free (removal);
}

static gboolean
remove_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Removal *removal = data;

  return vt_product_remove_variants (db, removal->product_id, removal->ids, removal->n, error);
}

static void
remove_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtVariantGrid *self = VT_VARIANT_GRID (widget);
  Removal *removal = g_new0 (Removal, 1);
  g_autofree char *label = g_strdup_printf (_ ("Remove variants of %s"), vt_product_get_title (self->product));
  g_autofree char *message = NULL;

  removal->product_id = vt_product_get_id (self->product);
  removal->ids = dup_chosen (self, &removal->n);
  message = g_strdup_printf (ngettext ("%u variant removed", "%u variants removed", removal->n), removal->n);
  vt_workspace_edit (self->workspace, label, NULL, remove_job, removal, removal_free);
  vt_workspace_tell (self->workspace, message, TRUE);
}

/* One stays at least. */
static void
selection_cb (VtVariantGrid *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->chosen));
  guint64 n = gtk_bitset_get_size (selected);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "variants.remove",
                                 n > 0 && n < g_list_model_get_n_items (G_LIST_MODEL (self->items)));
}

/* The whole -------------------------------------------------------------------------------------------------------- */

/* Room for the longest name among the first ones. */
static void
measure_titles (VtVariantGrid *self)
{
  glong longest = 0;

  for (guint i = 0; i < MIN (vt_product_get_n_variants (self->product), 200); i++)
    longest = MAX (longest, g_utf8_strlen (vt_product_get_variant (self->product, i)->title, -1));
  self->title_chars = (int) CLAMP (longest, 8, 22);
}

static void
show_summary (VtVariantGrid *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < vt_product_get_n_options (self->product); i++)
    g_string_append_printf (text, "%s · ", vt_product_get_option_names (self->product)[i]);
  g_string_append_printf (text, "%u", vt_product_get_n_variants (self->product));
  gtk_label_set_label (self->summary, text->str);
}

static gboolean
rows_fit (VtVariantGrid *self, VtProduct *product)
{
  guint n = vt_product_get_n_variants (product);

  if (self->product == NULL || vt_product_get_n_variants (self->product) != n ||
      g_list_model_get_n_items (G_LIST_MODEL (self->items)) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (vt_product_get_variant (self->product, i)->id != vt_product_get_variant (product, i)->id)
      return FALSE;

  return TRUE;
}

static void
fill (VtVariantGrid *self, VtProduct *product)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  gtk_slice_list_model_set_size (self->near, ROWS_AT_ONCE);
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    g_ptr_array_add (items, vt_variant_item_new (product, i));
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata, items->len);
}

static void
follow (VtVariantGrid *self, VtProduct *product)
{
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      g_autoptr (VtVariantItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      vt_variant_item_set (item, product, i);
    }
}

static void
come_near (VtVariantGrid *self)
{
  guint shown = gtk_slice_list_model_get_size (self->near);

  if (shown < g_list_model_get_n_items (G_LIST_MODEL (self->items)))
    gtk_slice_list_model_set_size (self->near, shown + ROWS_AT_ONCE);
}

static void
scrolled_cb (VtVariantGrid *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  if (gtk_adjustment_get_value (adjustment) + 2 * gtk_adjustment_get_page_size (adjustment) >
      gtk_adjustment_get_upper (adjustment))
    come_near (self);
}

static void
add_columns (VtVariantGrid *self)
{
  GtkListItemFactory *head = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (_ ("Variant"), head);

  g_signal_connect (head, "setup", G_CALLBACK (setup_head_cb), NULL);
  g_signal_connect (head, "bind", G_CALLBACK (bind_head_cb), self);
  g_signal_connect (head, "unbind", G_CALLBACK (unbind_head_cb), NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (self->table, column);
  g_object_unref (column);

  for (int i = 0; i < N_CELLS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      column = gtk_column_view_column_new (_ (cells[i].title), factory);
      g_object_set_data (G_OBJECT (factory), "cell", GINT_TO_POINTER (i));
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_append_column (self->table, column);
      g_object_unref (column);
    }
}

static void
vt_variant_grid_dispose (GObject *object)
{
  VtVariantGrid *self = VT_VARIANT_GRID (object);

  drop_popover (self);
  if (self->table != NULL)
    gtk_column_view_set_model (self->table, NULL);
  g_clear_object (&self->chosen);
  g_clear_object (&self->near);
  g_clear_object (&self->items);
  g_clear_object (&self->workspace);
  g_clear_object (&self->product);

  G_OBJECT_CLASS (vt_variant_grid_parent_class)->dispose (object);
}

static void
vt_variant_grid_finalize (GObject *object)
{
  g_hash_table_unref (VT_VARIANT_GRID (object)->bound);

  G_OBJECT_CLASS (vt_variant_grid_parent_class)->finalize (object);
}

static void
vt_variant_grid_class_init (VtVariantGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_variant_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_variant_grid_finalize;

  signals[SETTLED] =
      g_signal_new ("settled", VT_TYPE_VARIANT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-variant-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, VtVariantGrid, summary);
  gtk_widget_class_bind_template_child (widget_class, VtVariantGrid, table);
  gtk_widget_class_bind_template_child (widget_class, VtVariantGrid, scroller);
  gtk_widget_class_bind_template_child (widget_class, VtVariantGrid, note);
  gtk_widget_class_bind_template_child (widget_class, VtVariantGrid, set_button);
  gtk_widget_class_bind_template_child (widget_class, VtVariantGrid, set_scope);
  gtk_widget_class_bind_template_child (widget_class, VtVariantGrid, set_field);
  gtk_widget_class_bind_template_child (widget_class, VtVariantGrid, set_place);
  gtk_widget_class_bind_template_callback (widget_class, set_field_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_scope);
  gtk_widget_class_install_action (widget_class, "variants.set", NULL, set_action);
  gtk_widget_class_install_action (widget_class, "variants.remove", NULL, remove_action);
}

static void
vt_variant_grid_init (VtVariantGrid *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  self->bound = g_hash_table_new (NULL, NULL);
  self->items = g_list_store_new (VT_TYPE_VARIANT_ITEM);
  self->near = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->items)), 0, ROWS_AT_ONCE);
  self->chosen = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->near)));
  gtk_widget_init_template (GTK_WIDGET (self));
  vt_drop_down_name_all (GTK_WIDGET (self));
  for (int i = 0; i < N_CELLS; i++)
    gtk_string_list_append (titles, _ (cells[i].title));
  gtk_drop_down_set_model (self->set_field, G_LIST_MODEL (titles));
  g_signal_connect_object (self->chosen, "selection-changed", G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->items, "items-changed", G_CALLBACK (selection_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  selection_cb (self);
  add_columns (self);
}

/**
 * vt_variant_grid_set_workspace:
 * @self: a table without a workspace
 * @workspace: of the shop that is edited
 */
void
vt_variant_grid_set_workspace (VtVariantGrid *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->chosen));
  set_field_cb (self);
}

/**
 * vt_variant_grid_show:
 * @self: a table with a workspace
 * @product: as it is now; what is being typed for a variant that is still there stays
 */
void
vt_variant_grid_show (VtVariantGrid *self, VtProduct *product)
{
  gboolean fits = rows_fit (self, product);

  g_set_object (&self->product, product);
  measure_titles (self);
  if (fits)
    follow (self, product);
  else
    fill (self, product);
  gtk_scrolled_window_set_min_content_height (
      self->scroller, MIN (HEADER_HEIGHT + (int) vt_product_get_n_variants (product) * ROW_HEIGHT + 4, MAX_HEIGHT));
  show_summary (self);
}

/**
 * vt_variant_grid_flush:
 * @self: a table
 *
 * Tells the shop now of what waits for a pause in the typing.
 */
void
vt_variant_grid_flush (VtVariantGrid *self)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    vt_variant_cell_flush (cell);
}
