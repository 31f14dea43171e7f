#define G_LOG_DOMAIN "vitrine"

/* GTK 4.8's column view moves row by row, and selects what it moves to. Here the cell moves: the rows take no focus,
 * the cells do, and keys and clicks are taken before the view sees them. */

#include "app/products/vt-product-grid.h"

#include "app/products/vt-product-grid-private.h"
#include "app/products/vt-product-words.h"
#include "app/vt-place.h"

#include <glib/gi18n.h>

/* Frames: a table without its lines after as many is not going to get them. */
#define ARRIVES_WITHIN 120

typedef struct
{
  VtProductGrid *grid; /* (unowned) */
  guint column;
} SortedColumn;

G_DEFINE_FINAL_TYPE (VtProductGrid, vt_product_grid, ADW_TYPE_BIN)

static void
refusal_free (gpointer data)
{
  Refusal *refusal = data;

  g_free (refusal->text);
  g_free (refusal->reason);
  g_free (refusal);
}

char *
vt_product_grid_place_of (const VtGridKey *key, int field)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d", key->product_id, key->variant_id, field);
}

void
vt_product_grid_refill_all (VtProductGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    vt_grid_cell_refill (g_ptr_array_index (self->cells, i));
}

/* Where things are ------------------------------------------------------------------------------------------------- */

gboolean
vt_product_grid_is_shown (VtProductGrid *self, guint column)
{
  return gtk_column_view_column_get_visible (self->columns[column]);
}

/* The column @by steps away, as far as there are any. */
guint
vt_product_grid_column_beside (VtProductGrid *self, guint column, int by)
{
  guint last = column;

  while (by != 0)
    {
      guint next = last;

      do
        next += by < 0 ? G_MAXUINT : 1;
      while (next < VT_N_COLUMNS && !vt_product_grid_is_shown (self, next));
      if (next >= VT_N_COLUMNS)
        break;
      last = next;
      by += by < 0 ? 1 : -1;
    }

  return last;
}

guint
vt_product_grid_n_lines (VtProductGrid *self)
{
  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

static gboolean
same_key (const VtGridKey *a, const VtGridKey *b)
{
  return a->product_id == b->product_id && a->variant_id == b->variant_id;
}

gboolean
vt_product_grid_position_of (VtProductGrid *self, VtProductItem *item, guint *position)
{
  VtGridKey key;

  *position = vt_product_item_get_position (item);
  return (vt_product_list_model_get_key (self->model, *position, &key) &&
          same_key (&key, vt_product_item_get_key (item))) ||
         vt_product_list_model_find (self->model, vt_product_item_get_key (item), position);
}

VtGridCell *
vt_product_grid_find_cell (VtProductGrid *self, guint position, guint column)
{
  VtGridKey key;

  if (!vt_product_list_model_get_key (self->model, position, &key))
    return NULL;

  for (guint i = 0; i < self->cells->len; i++)
    {
      VtGridCell *cell = g_ptr_array_index (self->cells, i);
      VtProductItem *item = vt_grid_cell_get_item (cell);

      if (vt_grid_cell_get_column (cell) == column && item != NULL && same_key (vt_product_item_get_key (item), &key))
        return cell;
    }

  return NULL;
}

VtProductItem *
vt_product_grid_item_at (VtProductGrid *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->model), position);
}

gboolean
vt_product_grid_has_block (VtProductGrid *self)
{
  return self->position != self->anchor_position || self->column != self->anchor_column;
}

static gboolean
is_in_block (VtProductGrid *self, guint position, guint column)
{
  return vt_product_grid_has_block (self) && position >= MIN (self->position, self->anchor_position) &&
         position <= MAX (self->position, self->anchor_position) && column >= MIN (self->column, self->anchor_column) &&
         column <= MAX (self->column, self->anchor_column);
}

/* What cells show -------------------------------------------------------------------------------------------------- */

static VtTone
tone_of (guint column, const VtGridRow *row)
{
  switch (column)
    {
    case VT_COLUMN_TITLE:
      return row->key.variant_id == 0 ? VT_TONE_STRONG : VT_TONE_NORMAL;
    case VT_COLUMN_STATUS:
      if (row->key.variant_id != 0)
        return VT_TONE_NORMAL;
      if (row->status != VT_PRODUCT_ACTIVE)
        return VT_TONE_BADGE;
      return row->in_stock ? VT_TONE_BADGE_GOOD : VT_TONE_BADGE_BAD;
    case VT_COLUMN_STOCK:
      if (!row->counted)
        return VT_TONE_DIM;
      if (!row->in_stock)
        return VT_TONE_BAD;
      return row->low ? VT_TONE_WARNING : VT_TONE_NORMAL;
    case VT_COLUMN_COMPARE:
      return VT_TONE_STRUCK;
    case VT_COLUMN_CREATED:
    case VT_COLUMN_UPDATED:
    case VT_COLUMN_COLLECTIONS:
      return VT_TONE_DIM;
    case VT_COLUMN_SKU:
    case VT_COLUMN_BARCODE:
      return row->n_variants > 1 ? VT_TONE_DIM : VT_TONE_NORMAL;
    default:
      return VT_TONE_NORMAL;
    }
}

static char *
second_line (guint column, const VtGridRow *row)
{
  if (column != VT_COLUMN_TITLE)
    return NULL;
  if (row->n_variants > 1)
    return g_strdup_printf (ngettext ("%u variant", "%u variants", (gulong) row->n_variants), (guint) row->n_variants);

  return g_strdup (row->sku);
}

static VtFold
fold_of (guint column, VtProductItem *item, const VtGridRow *row)
{
  if (column != VT_COLUMN_TITLE)
    return VT_FOLD_NONE;
  if (row->key.variant_id != 0 || row->n_variants < 2)
    return VT_FOLD_PART;

  return vt_product_item_is_unfolded (item) ? VT_FOLD_OPEN : VT_FOLD_CLOSED;
}

static char *
text_of (VtProductGrid *self, guint column, const VtGridRow *row)
{
  if (column == VT_COLUMN_STATUS && row->key.variant_id == 0 && row->status == VT_PRODUCT_ACTIVE && !row->in_stock)
    return g_strdup (_ ("Sold out"));

  return vt_product_column_dup_text (column, self->workspace, row);
}

static void
fill_handle (VtProductGrid *self, VtGridCell *cell, const VtGridRow *row)
{
  GdkTexture *texture = NULL;
  g_autofree char *price = vt_product_column_dup_text (VT_COLUMN_PRICE, self->workspace, row);
  g_autofree char *status = text_of (self, VT_COLUMN_STATUS, row);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", row->title, status, price);
  gboolean checked = vt_product_selection_contains (self->selection, row->key.product_id);

  if (row->photo_sha256 != NULL)
    texture = vt_workspace_get_thumbnail (self->workspace, row->photo_sha256, GTK_WIDGET (cell));
  vt_grid_cell_show_picture (cell, texture, checked);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_SELECTED, checked, -1);
}

static void
name_cell (VtGridCell *cell, guint column, const char *text)
{
  g_autofree char *name = column == VT_COLUMN_TITLE
                              ? g_strdup (text)
                              /* TRANSLATORS: a column of a table and what stands in it: "Price: €12.50" */
                              : g_strdup_printf (_ ("%s: %s"), _ (vt_product_column_get (column)->title), text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
fill_cb (VtGridCell *cell, gpointer data)
{
  VtProductGrid *self = data;
  guint column = vt_grid_cell_get_column (cell);
  VtProductItem *item = vt_grid_cell_get_item (cell);
  const VtGridRow *row = vt_product_item_get_row (item);
  const Refusal *refusal = NULL;
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;
  g_autofree char *place = NULL;
  guint position = 0;

  if (row == NULL)
    return;
  vt_grid_cell_set_marked (cell, vt_product_grid_has_block (self) &&
                                     vt_product_grid_position_of (self, item, &position) &&
                                     is_in_block (self, position, column));
  if (column == VT_COLUMN_PHOTO)
    {
      fill_handle (self, cell, row);
      return;
    }

  if (g_hash_table_size (self->refusals) > 0)
    {
      place = vt_product_grid_place_of (&row->key, vt_product_column_get (column)->field);
      refusal = g_hash_table_lookup (self->refusals, place);
    }
  text = refusal != NULL && *refusal->text != '\0' ? g_strdup (refusal->text) : text_of (self, column, row);
  second = second_line (column, row);
  vt_grid_cell_set_fold (cell, fold_of (column, item, row));
  vt_grid_cell_show_text (cell, text, second, refusal != NULL ? VT_TONE_BAD : tone_of (column, row));
  vt_grid_cell_set_refused (cell, refusal != NULL ? refusal->reason : NULL);
  name_cell (cell, column, text);
}

/* Moving ----------------------------------------------------------------------------------------------------------- */

static GtkWidget *
get_list (VtProductGrid *self)
{
  return gtk_widget_get_last_child (GTK_WIDGET (self->view));
}

/* A column that is wider than the window is moved into it. */
static void
show_column (VtProductGrid *self, VtGridCell *cell)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view));
  graphene_rect_t bounds;
  double width = gtk_adjustment_get_page_size (adjustment);
  double value = gtk_adjustment_get_value (adjustment);

  if (gtk_widget_get_width (GTK_WIDGET (cell)) == 0 ||
      !gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self->view), &bounds))
    return;

  if (bounds.origin.x < 0)
    gtk_adjustment_set_value (adjustment, value + (double) bounds.origin.x);
  else if ((double) (bounds.origin.x + bounds.size.width) > width)
    gtk_adjustment_set_value (adjustment, value + (double) (bounds.origin.x + bounds.size.width) - width);
}

void
vt_product_grid_move_to (VtProductGrid *self, guint position, guint column, gboolean extend)
{
  guint n = vt_product_grid_n_lines (self);
  gboolean had_block = vt_product_grid_has_block (self);
  VtGridCell *cell;

  if (n == 0)
    return;

  self->position = MIN (position, n - 1);
  self->column = vt_product_grid_is_shown (self, column) ? column : VT_COLUMN_TITLE;
  if (!extend)
    {
      self->anchor_position = self->position;
      self->anchor_column = self->column;
    }
  if (had_block || vt_product_grid_has_block (self))
    vt_product_grid_refill_all (self);

  gtk_widget_activate_action (get_list (self), "list.scroll-to-item", "u", self->position);
  cell = vt_product_grid_find_cell (self, self->position, self->column);
  if (cell == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  show_column (self, cell);
}

guint
vt_product_grid_page_size (VtProductGrid *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  VtGridCell *cell = vt_product_grid_find_cell (self, self->position, self->column);
  int height = cell != NULL ? gtk_widget_get_height (GTK_WIDGET (cell)) : 0;

  return height > 0 ? (guint) MAX (1, gtk_adjustment_get_page_size (adjustment) / height - 1) : 10;
}

void
vt_product_grid_move_down (VtProductGrid *self, int by, gboolean extend)
{
  guint position = self->position;

  if (by < 0)
    position -= MIN (position, (guint) -by);
  else
    position += (guint) by;
  vt_product_grid_move_to (self, position, self->column, extend);
}

/* The focus was in a line that is gone: it goes to the one that came in its place. */
static gboolean
refocus_cb (gpointer data)
{
  VtProductGrid *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  self->refocus_source = 0;
  if (self->model != NULL && vt_product_grid_n_lines (self) > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      (focus == NULL || !gtk_widget_get_mapped (focus) ||
       (gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) && !VT_IS_GRID_CELL (focus) && self->editing == NULL)))
    vt_product_grid_move_to (self, self->position, self->column, FALSE);

  return G_SOURCE_REMOVE;
}

/* The answer to another question is read from its beginning. */
static void
answered_cb (VtProductGrid *self)
{
  if (vt_product_list_model_get_loading (self->model))
    return;

  self->position = self->anchor_position = self->range_start = 0;
  self->anchor_column = self->column;
  if (vt_product_grid_n_lines (self) > 0)
    gtk_widget_activate_action (get_list (self), "list.scroll-to-item", "u", 0);
}

static void
items_changed_cb (VtProductGrid *self)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self->view));

  if ((flags & GTK_STATE_FLAG_FOCUS_WITHIN) != 0 && self->refocus_source == 0)
    self->refocus_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refocus_cb, self, NULL);
}

/* Actions ---------------------------------------------------------------------------------------------------------- */

static void
open_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  vt_product_grid_open_at (VT_PRODUCT_GRID (widget), VT_PRODUCT_GRID (widget)->position);
}

static void
edit_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductGrid *self = VT_PRODUCT_GRID (widget);
  VtGridCell *cell = vt_product_grid_find_cell (self, self->position, self->column);

  if (cell != NULL && self->column != VT_COLUMN_PHOTO)
    vt_product_grid_start_edit (self, cell, NULL);
}

static void
copy_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  vt_product_grid_copy (VT_PRODUCT_GRID (widget));
}

static void
paste_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  vt_product_grid_paste (VT_PRODUCT_GRID (widget));
}

static void
status_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *parameter)
{
  VtProductGrid *self = VT_PRODUCT_GRID (widget);
  g_autoptr (VtProductItem) item = vt_product_grid_item_at (self, self->position);
  const VtGridRow *row = item != NULL ? vt_product_item_get_row (item) : NULL;

  if (row != NULL && row->key.variant_id == 0)
    vt_product_grid_submit_one (self, row, VT_COLUMN_STATUS, g_variant_get_string (parameter, NULL));
}

/* Columns ---------------------------------------------------------------------------------------------------------- */

static void
edit_ended_cb (VtProductGrid *self, VtGridCell *cell)
{
  if (self->editing == cell)
    vt_product_grid_end_edit (self, TRUE);
}

static void
cell_gone_cb (gpointer data, GObject *cell)
{
  g_ptr_array_remove_fast (((VtProductGrid *) data)->cells, cell);
}

static void
setup_cb (VtProductGrid *self, GtkListItem *item, GtkListItemFactory *factory)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "vt-column"));
  GtkWidget *cell = vt_grid_cell_new (column, vt_product_column_get (column)->at_end, fill_cb, self);

  g_signal_connect_swapped (cell, "edit-ended", G_CALLBACK (edit_ended_cb), self);
  g_ptr_array_add (self->cells, cell);
  g_object_weak_ref (G_OBJECT (cell), cell_gone_cb, self);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (G_GNUC_UNUSED VtProductGrid *self, GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  GtkWidget *row = gtk_widget_get_parent (gtk_widget_get_parent (cell));

  vt_grid_cell_set_item (VT_GRID_CELL (cell), gtk_list_item_get_item (item));
  if (row != NULL && gtk_widget_get_focusable (row))
    gtk_widget_set_focusable (row, FALSE);
}

static void
unbind_cb (VtProductGrid *self, GtkListItem *item)
{
  VtGridCell *cell = VT_GRID_CELL (gtk_list_item_get_child (item));

  if (self->editing == cell)
    vt_product_grid_end_edit (self, TRUE);
  vt_grid_cell_set_item (cell, NULL);
}

/* GTK 4.8 does not tell by which column it sorts: the sorter that it asks first is that column's. */
static int
compare_cb (G_GNUC_UNUSED gconstpointer a, G_GNUC_UNUSED gconstpointer b, gpointer data)
{
  const SortedColumn *sorted = data;

  sorted->grid->asked_column = (int) sorted->column;
  return GTK_ORDERING_SMALLER;
}

static void
sorter_changed_cb (VtProductGrid *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  GtkOrdering ordering;

  if (self->ordering || self->model == NULL)
    return;

  self->asked_column = -1;
  ordering = gtk_sorter_compare (sorter, G_OBJECT (self), G_OBJECT (self->view));
  if (self->asked_column < 0)
    return;

  vt_product_list_model_set_order (self->model,
                                   (VtProductOrder) vt_product_column_get ((guint) self->asked_column)->order,
                                   ordering == GTK_ORDERING_LARGER);
  g_signal_emit_by_name (self, "sorted");
}

/* GTK 4.8 gives a column that expands nothing when the others have a width of their own. */
static gboolean
fit_cb (gpointer data)
{
  VtProductGrid *self = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view));
  int width = (int) gtk_adjustment_get_page_size (adjustment);

  self->fit_source = 0;
  for (guint id = 0; id < VT_N_COLUMNS; id++)
    if (id != VT_COLUMN_TITLE && vt_product_grid_is_shown (self, id))
      width -= gtk_column_view_column_get_fixed_width (self->columns[id]);
  gtk_column_view_column_set_fixed_width (self->columns[VT_COLUMN_TITLE],
                                          MAX (width, vt_product_column_get (VT_COLUMN_TITLE)->width));

  return G_SOURCE_REMOVE;
}

static void
fit_title (VtProductGrid *self)
{
  if (self->fit_source == 0)
    self->fit_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, self, NULL);
}

/* The titles of figures stand where the figures do; GTK 4.8 has no word for it. */
static void
align_title (VtProductGrid *self, guint id)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->view)));

  for (guint i = 0; i < id && title != NULL; i++)
    title = gtk_widget_get_next_sibling (title);
  if (title != NULL && gtk_widget_get_first_child (title) != NULL)
    gtk_widget_set_halign (gtk_widget_get_first_child (title), GTK_ALIGN_END);
}

static void
add_column (VtProductGrid *self, guint id)
{
  const VtProductColumn *definition = vt_product_column_get (id);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), "vt-column", GUINT_TO_POINTER (id));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);

  column = gtk_column_view_column_new (id == VT_COLUMN_PHOTO ? "" : _ (definition->title), factory);
  gtk_column_view_column_set_fixed_width (column, definition->width);
  gtk_column_view_column_set_resizable (column, id > VT_COLUMN_TITLE);
  gtk_column_view_column_set_visible (column, id <= VT_COLUMN_TITLE);
  if (id != VT_COLUMN_TITLE)
    g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (fit_title), self, G_CONNECT_SWAPPED);
  if (definition->order >= 0)
    {
      SortedColumn *sorted = g_new0 (SortedColumn, 1);
      g_autoptr (GtkSorter) sorter = NULL;

      sorted->grid = self;
      sorted->column = id;
      sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, sorted, g_free));
      gtk_column_view_column_set_sorter (column, sorter);
    }

  gtk_column_view_append_column (self->view, column);
  self->columns[id] = column;
  if (definition->at_end)
    align_title (self, id);
}

/* Object ----------------------------------------------------------------------------------------------------------- */

/* In the page, but not where it was when the table was asked for. */
static gboolean
has_focus_nearby (VtProductGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), VT_TYPE_PLACE);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && page != NULL && focus != self->arrive_from && gtk_widget_is_ancestor (focus, page);
}

/* A table that has just come into sight has no lines yet: they are made when it is laid out. Until then the toolkit
 * may give the keyboard to what is left of the window. */
static gboolean
arrive_cb (GtkWidget *widget, G_GNUC_UNUSED GdkFrameClock *clock, G_GNUC_UNUSED gpointer user_data)
{
  VtProductGrid *self = VT_PRODUCT_GRID (widget);
  gboolean there = vt_product_grid_find_cell (self, self->position, self->column) != NULL;
  gboolean over = !gtk_widget_get_mapped (widget) || has_focus_nearby (self);

  self->arrive_frames++;
  if (!there && !over && self->arrive_frames < ARRIVES_WITHIN)
    return G_SOURCE_CONTINUE;

  self->arrive_tick = 0;
  if (there && !over)
    vt_product_grid_move_to (self, self->position, self->column, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean
vt_product_grid_grab_focus (GtkWidget *widget)
{
  VtProductGrid *self = VT_PRODUCT_GRID (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (vt_product_grid_n_lines (self) == 0)
    return FALSE;

  self->arrive_frames = 0;
  self->arrive_from = root != NULL ? gtk_root_get_focus (root) : NULL;
  vt_product_grid_move_to (self, self->position, self->column, FALSE);
  if (self->arrive_tick == 0 && !has_focus_nearby (self))
    self->arrive_tick = gtk_widget_add_tick_callback (widget, arrive_cb, NULL, NULL);
  return TRUE;
}

static void
vt_product_grid_dispose (GObject *object)
{
  VtProductGrid *self = VT_PRODUCT_GRID (object);

  g_clear_handle_id (&self->refocus_source, g_source_remove);
  if (self->arrive_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->arrive_tick);
  self->arrive_tick = 0;
  g_clear_handle_id (&self->fit_source, g_source_remove);
  self->editing = NULL;
  vt_product_grid_close_menu (self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      gtk_column_view_set_model (self->view, NULL);
    }
  self->view = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_product_grid_parent_class)->dispose (object);
}

static void
vt_product_grid_finalize (GObject *object)
{
  VtProductGrid *self = VT_PRODUCT_GRID (object);

  for (guint i = 0; i < self->cells->len; i++)
    g_object_weak_unref (g_ptr_array_index (self->cells, i), cell_gone_cb, self);
  g_ptr_array_unref (self->cells);
  g_hash_table_unref (self->refusals);
  g_free (self->edit_before);

  G_OBJECT_CLASS (vt_product_grid_parent_class)->finalize (object);
}

static void
vt_product_grid_class_init (VtProductGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_product_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_product_grid_finalize;
  widget_class->grab_focus = vt_product_grid_grab_focus;

  g_signal_new ("open", VT_TYPE_PRODUCT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  g_signal_new ("sorted", VT_TYPE_PRODUCT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("typed", VT_TYPE_PRODUCT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("reported", VT_TYPE_PRODUCT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "grid.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "grid.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "grid.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "grid.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "grid.status", "s", status_action);
}

static void
vt_product_grid_init (VtProductGrid *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->cells = g_ptr_array_new ();
  self->refusals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, refusal_free);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_reorderable (self->view, FALSE);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "product-grid");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Products"), -1);
  for (guint id = 0; id < VT_N_COLUMNS; id++)
    add_column (self, id);
  g_signal_connect_swapped (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (vt_product_grid_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (vt_product_grid_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scroller);
  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)), "notify::page-size",
                           G_CALLBACK (fit_title), self, G_CONNECT_SWAPPED);
}

/**
 * vt_product_grid_set_model:
 * @self: a table without a model
 * @workspace: of the shop
 * @model: its products
 * @selection: what is chosen of them
 */
void
vt_product_grid_set_model (VtProductGrid *self,
                           VtWorkspace *workspace,
                           VtProductListModel *model,
                           VtProductSelection *selection)
{
  self->workspace = g_object_ref (workspace);
  self->model = g_object_ref (model);
  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (vt_product_grid_refill_all), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (model, "notify::loading", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  vt_product_grid_show_order (self);
}

/**
 * vt_product_grid_set_shown:
 * @self: a table with a model
 * @shown: whether it is the one that shows the products; without, it has no rows
 */
void
vt_product_grid_set_shown (VtProductGrid *self, gboolean shown)
{
  gtk_column_view_set_model (self->view, shown ? GTK_SELECTION_MODEL (self->selection) : NULL);
}

/**
 * vt_product_grid_show_columns:
 * @self: a table
 * @names: (array zero-terminated=1): the columns to show besides photo and title
 */
void
vt_product_grid_show_columns (VtProductGrid *self, const char *const *names)
{
  for (guint id = VT_COLUMN_TITLE + 1; id < VT_N_COLUMNS; id++)
    gtk_column_view_column_set_visible (self->columns[id], g_strv_contains (names, vt_product_column_get (id)->name));
  fit_title (self);
}

/**
 * vt_product_grid_show_order:
 * @self: a table with a model
 *
 * Marks the column that the model is sorted by.
 */
void
vt_product_grid_show_order (VtProductGrid *self)
{
  gboolean descending = FALSE;
  VtProductOrder order = vt_product_list_model_get_order (self->model, &descending);

  self->ordering = TRUE;
  for (guint id = 0; id < VT_N_COLUMNS; id++)
    if (vt_product_column_get (id)->order == (int) order)
      gtk_column_view_sort_by_column (self->view, self->columns[id],
                                      descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->ordering = FALSE;
}

/**
 * vt_product_grid_focus:
 * @self: a table with a model
 * @position: a line
 *
 * Puts the cursor on the line's handle.
 */
void
vt_product_grid_focus (VtProductGrid *self, guint position)
{
  vt_product_grid_move_to (self, position, VT_COLUMN_PHOTO, FALSE);
}

/**
 * vt_product_grid_get_position:
 * @self: a table
 *
 * Returns: the line that the cursor is in
 */
guint
vt_product_grid_get_position (VtProductGrid *self)
{
  return self->position;
}
