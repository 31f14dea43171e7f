#define G_LOG_DOMAIN "vitrine"

/* What keys and clicks do in the table. */

#include "app/products/vt-product-grid-private.h"

#include <glib/gi18n.h>

/* Keys ------------------------------------------------------------------------------------------------------------- */

static VtGridCell *
focused_cell (VtProductGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  VtGridCell *cell = focus != NULL && VT_IS_GRID_CELL (focus) ? VT_GRID_CELL (focus) : NULL;

  if (cell == NULL || vt_grid_cell_get_item (cell) == NULL)
    return NULL;

  /* It may have come there without us: by Tab, or by a reader of the screen. */
  if (vt_product_grid_position_of (self, vt_grid_cell_get_item (cell), &self->position))
    self->column = vt_grid_cell_get_column (cell);
  return cell;
}

void
vt_product_grid_open_at (VtProductGrid *self, guint position)
{
  VtGridKey key;

  if (vt_product_list_model_get_key (self->model, position, &key))
    g_signal_emit_by_name (self, "open", key.product_id);
}

static void
toggle_fold (VtProductGrid *self, VtGridCell *cell, gboolean unfolded)
{
  const VtGridRow *row = vt_product_item_get_row (vt_grid_cell_get_item (cell));

  if (row == NULL || (row->n_variants < 2 && row->key.variant_id == 0))
    return;

  vt_product_list_model_set_unfolded (self->model, row->key.product_id, unfolded);
}

static gboolean
command_key (VtProductGrid *self, VtGridCell *cell, guint key)
{
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_a:
      gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
      return GDK_EVENT_STOP;
    case GDK_KEY_c:
    case GDK_KEY_Insert:
      vt_product_grid_copy (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_v:
      vt_product_grid_paste (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      vt_product_grid_move_to (self, 0, VT_COLUMN_PHOTO, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      vt_product_grid_move_to (self, G_MAXUINT, vt_product_grid_column_beside (self, 0, VT_N_COLUMNS), FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      toggle_fold (self, cell, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
      toggle_fold (self, cell, FALSE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* Shift goes on choosing lines from the handle, and marking cells elsewhere. */
static void
step (VtProductGrid *self, int rows, int cells, gboolean extend)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean lines = extend && self->column == VT_COLUMN_PHOTO && rows != 0;
  guint before = self->position;

  if (rows != 0)
    vt_product_grid_move_down (self, rows, extend && !lines);
  if (cells != 0)
    vt_product_grid_move_to (self, self->position,
                             vt_product_grid_column_beside (self, self->column, mirrored ? -cells : cells), extend);
  if (lines)
    vt_product_selection_add_range (self->selection, before, self->position);
}

static gboolean
moving_key (VtProductGrid *self, guint key, gboolean shift)
{
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      step (self, -1, 0, shift);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      step (self, 1, 0, shift);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      step (self, -(int) vt_product_grid_page_size (self), 0, shift);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      step (self, (int) vt_product_grid_page_size (self), 0, shift);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      step (self, 0, -1, shift);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      step (self, 0, 1, shift);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      vt_product_grid_move_to (self, self->position, VT_COLUMN_PHOTO, shift);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      vt_product_grid_move_to (self, self->position, vt_product_grid_column_beside (self, 0, VT_N_COLUMNS), shift);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
is_writable (VtGridCell *cell)
{
  const VtGridRow *row = vt_product_item_get_row (vt_grid_cell_get_item (cell));

  return row != NULL && vt_product_column_is_writable (vt_grid_cell_get_column (cell), row);
}

/* Letters replace what a cell has; where none can be written they go on in the search. */
static gboolean
typing_key (VtProductGrid *self, VtGridCell *cell, guint key)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char text[8] = { 0 };
  guint column = vt_grid_cell_get_column (cell);

  if (!g_unichar_isgraph (letter))
    return GDK_EVENT_PROPAGATE;

  g_unichar_to_utf8 (letter, text);
  if (column != VT_COLUMN_STATUS && column != VT_COLUMN_PHOTO && is_writable (cell))
    vt_product_grid_start_edit (self, cell, text);
  else
    g_signal_emit_by_name (self, "typed", text);
  return GDK_EVENT_STOP;
}

static gboolean
cell_key (VtProductGrid *self, VtGridCell *cell, guint key, GdkModifierType state)
{
  gboolean is_handle = vt_grid_cell_get_column (cell) == VT_COLUMN_PHOTO;
  const VtGridRow *row;

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (is_handle || (state & GDK_ALT_MASK) != 0)
        vt_product_grid_open_at (self, self->position);
      else
        vt_product_grid_start_edit (self, cell, NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_F2:
      vt_product_grid_start_edit (self, cell, NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_space:
      self->range_start = self->position;
      vt_product_selection_toggle (self->selection, vt_product_item_get_key (vt_grid_cell_get_item (cell))->product_id);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      row = vt_product_item_get_row (vt_grid_cell_get_item (cell));
      if (is_handle || row == NULL || !is_writable (cell) || vt_grid_cell_get_column (cell) == VT_COLUMN_STATUS)
        return GDK_EVENT_PROPAGATE;
      vt_product_grid_submit_one (self, row, vt_grid_cell_get_column (cell), "");
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (!vt_product_grid_has_block (self) && vt_product_selection_get_n (self->selection) == 0)
        return GDK_EVENT_PROPAGATE;
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
      vt_product_grid_move_to (self, self->position, self->column, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      {
        int by = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0 ? -1 : 1;

        /* Past the last cell of a line it leaves the table. */
        if (vt_product_grid_column_beside (self, self->column, by) == self->column)
          return GDK_EVENT_PROPAGATE;
        vt_product_grid_move_to (self, self->position, vt_product_grid_column_beside (self, self->column, by), FALSE);
        return GDK_EVENT_STOP;
      }
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

gboolean
vt_product_grid_key_cb (VtProductGrid *self, guint key, G_GNUC_UNUSED guint code, GdkModifierType state)
{
  VtGridCell *cell = self->editing == NULL && self->model != NULL ? focused_cell (self) : NULL;
  const GdkModifierType others = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK;

  if (cell == NULL)
    return GDK_EVENT_PROPAGATE;
  if ((state & others) == GDK_CONTROL_MASK)
    return command_key (self, cell, key);
  if (cell_key (self, cell, key, state) == GDK_EVENT_STOP)
    return GDK_EVENT_STOP;
  if ((state & others) != 0)
    return GDK_EVENT_PROPAGATE;
  if (moving_key (self, key, (state & GDK_SHIFT_MASK) != 0) == GDK_EVENT_STOP)
    return GDK_EVENT_STOP;

  return typing_key (self, cell, key);
}

/* Clicks ----------------------------------------------------------------------------------------------------------- */

static void
open_context_menu (VtProductGrid *self, VtGridCell *cell)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) removal = g_menu_new ();

  g_menu_append (menu, _ ("_Open"), "grid.open");
  g_menu_append (menu, _ ("_Edit Cell"), "grid.edit");
  g_menu_append (menu, _ ("_Copy"), "grid.copy");
  g_menu_append (menu, _ ("_Paste"), "grid.paste");
  g_menu_append (removal, _ ("_Delete Product"), "products.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (removal));
  vt_product_grid_open_menu (self, cell, G_MENU_MODEL (menu));
}

static void
click_cell (VtProductGrid *self, VtGridCell *cell, double x, int n_press, GdkModifierType state)
{
  gint64 id = vt_product_item_get_key (vt_grid_cell_get_item (cell))->product_id;
  guint column = vt_grid_cell_get_column (cell);
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  guint position = 0;

  if (!vt_product_grid_position_of (self, vt_grid_cell_get_item (cell), &position))
    return;

  if (vt_grid_cell_is_check (cell, x) && shift)
    vt_product_selection_add_range (self->selection, self->range_start, position);
  else if (vt_grid_cell_is_check (cell, x) || (state & GDK_CONTROL_MASK) != 0)
    {
      self->range_start = position;
      vt_product_selection_toggle (self->selection, id);
    }
  else if (vt_grid_cell_is_fold (cell, x))
    vt_product_list_model_set_unfolded (self->model, id, !vt_product_list_model_get_unfolded (self->model, id));
  else if (column == VT_COLUMN_PHOTO && n_press == 1 && !shift)
    {
      vt_product_grid_open_at (self, position);
      return;
    }

  vt_product_grid_move_to (self, position, column, shift && column != VT_COLUMN_PHOTO);
  if (n_press == 2 && column != VT_COLUMN_PHOTO && !vt_grid_cell_is_fold (cell, x))
    vt_product_grid_start_edit (self, cell, NULL);
}

void
vt_product_grid_pressed_cb (VtProductGrid *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = picked != NULL ? gtk_widget_get_ancestor (picked, VT_TYPE_GRID_CELL) : NULL;
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  double cell_x, cell_y;

  if (cell == NULL || VT_GRID_CELL (cell) == self->editing || vt_grid_cell_get_item (VT_GRID_CELL (cell)) == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), cell, x, y, &cell_x, &cell_y);
  if (button == GDK_BUTTON_PRIMARY)
    click_cell (self, VT_GRID_CELL (cell), cell_x, n_press, state);
  else if (button == GDK_BUTTON_SECONDARY &&
           vt_product_grid_position_of (self, vt_grid_cell_get_item (VT_GRID_CELL (cell)), &self->position))
    {
      vt_product_grid_move_to (self, self->position, vt_grid_cell_get_column (VT_GRID_CELL (cell)), FALSE);
      open_context_menu (self, VT_GRID_CELL (cell));
    }
}
