#define G_LOG_DOMAIN "vitrine"

/* GTK 4.8's column view moves row by row, and selects what it moves to. Here the cell moves: the rows take no focus,
 * the cells do, and keys and clicks are taken before the view sees them. */

#include "app/products/vt-product-grid.h"

#include "app/products/vt-cell-clipboard.h"
#include "app/products/vt-grid-cell.h"
#include "app/products/vt-product-columns.h"
#include "app/products/vt-product-words.h"

#include <glib/gi18n.h>

/* What was typed into a cell and is not in the shop. */
typedef struct
{
  char *text;
  char *reason;
} Refusal;

typedef struct
{
  VtProductGrid *grid; /* (unowned) */
  guint column;
} SortedColumn;

struct _VtProductGrid
{
  AdwBin parent_instance;

  VtWorkspace *workspace;        /* (owned) (nullable) */
  VtProductListModel *model;     /* (owned) (nullable) */
  VtProductSelection *selection; /* (owned) (nullable) */
  GtkColumnView *view;
  GtkColumnViewColumn *columns[VT_N_COLUMNS];
  GPtrArray *cells;     /* (owned) (element-type VtGridCell) unowned, those that exist */
  GHashTable *refusals; /* (owned) place → Refusal */
  GtkWidget *menu;      /* (owned) (nullable) a popover */
  int asked_column;     /* by whose sorter the view compared last; -1: none */
  gboolean ordering;

  VtGridCell *editing; /* (unowned) (nullable) */
  char *edit_before;   /* (owned) (nullable) */

  /* Where the cursor is, and the other corner of the block that is copied. */
  guint position;
  guint column;
  guint anchor_position;
  guint anchor_column;
  guint range_start; /* from where Shift chooses lines */
  guint refocus_source;
};

enum
{
  OPEN,
  SORTED,
  TYPED,
  REPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const field_labels[] = {
  [VT_CELL_TITLE] = N_ ("Edit title of %s"),   [VT_CELL_STATUS] = N_ ("Change status of %s"),
  [VT_CELL_SKU] = N_ ("Edit SKU of %s"),       [VT_CELL_BARCODE] = N_ ("Edit barcode of %s"),
  [VT_CELL_PRICE] = N_ ("Edit price of %s"),   [VT_CELL_COMPARE] = N_ ("Edit price before of %s"),
  [VT_CELL_COST] = N_ ("Edit cost of %s"),     [VT_CELL_STOCK] = N_ ("Count stock of %s"),
  [VT_CELL_VENDOR] = N_ ("Edit vendor of %s"), [VT_CELL_TYPE] = N_ ("Edit type of %s"),
  [VT_CELL_TAGS] = N_ ("Edit tags of %s"),
};

G_DEFINE_FINAL_TYPE (VtProductGrid, vt_product_grid, ADW_TYPE_BIN)

static void
refusal_free (gpointer data)
{
  Refusal *refusal = data;

  g_free (refusal->text);
  g_free (refusal->reason);
  g_free (refusal);
}

static char *
place_of (const VtGridKey *key, int field)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d", key->product_id, key->variant_id, field);
}

static void
refill_all (VtProductGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    vt_grid_cell_refill (g_ptr_array_index (self->cells, i));
}

/* Where things are ------------------------------------------------------------------------------------------------- */

static gboolean
is_shown (VtProductGrid *self, guint column)
{
  return gtk_column_view_column_get_visible (self->columns[column]);
}

/* The column @by steps away, as far as there are any. */
static guint
column_beside (VtProductGrid *self, guint column, int by)
{
  guint last = column;

  while (by != 0)
    {
      guint next = last;

      do
        next += by < 0 ? G_MAXUINT : 1;
      while (next < VT_N_COLUMNS && !is_shown (self, next));
      if (next >= VT_N_COLUMNS)
        break;
      last = next;
      by += by < 0 ? 1 : -1;
    }

  return last;
}

static guint
n_lines (VtProductGrid *self)
{
  return self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;
}

static gboolean
same_key (const VtGridKey *a, const VtGridKey *b)
{
  return a->product_id == b->product_id && a->variant_id == b->variant_id;
}

static gboolean
position_of (VtProductGrid *self, VtProductItem *item, guint *position)
{
  VtGridKey key;

  *position = vt_product_item_get_position (item);
  return (vt_product_list_model_get_key (self->model, *position, &key) &&
          same_key (&key, vt_product_item_get_key (item))) ||
         vt_product_list_model_find (self->model, vt_product_item_get_key (item), position);
}

static VtGridCell *
find_cell (VtProductGrid *self, guint position, guint column)
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

static VtProductItem *
item_at (VtProductGrid *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->model), position);
}

static gboolean
has_block (VtProductGrid *self)
{
  return self->position != self->anchor_position || self->column != self->anchor_column;
}

static gboolean
is_in_block (VtProductGrid *self, guint position, guint column)
{
  return has_block (self) && position >= MIN (self->position, self->anchor_position) &&
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
  vt_grid_cell_set_marked (cell, has_block (self) && position_of (self, item, &position) &&
                                     is_in_block (self, position, column));
  if (column == VT_COLUMN_PHOTO)
    {
      fill_handle (self, cell, row);
      return;
    }

  if (g_hash_table_size (self->refusals) > 0)
    {
      place = place_of (&row->key, vt_product_column_get (column)->field);
      refusal = g_hash_table_lookup (self->refusals, place);
    }
  text = refusal != NULL ? g_strdup (refusal->text) : text_of (self, column, row);
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

static void
move_to (VtProductGrid *self, guint position, guint column, gboolean extend)
{
  guint n = n_lines (self);
  gboolean had_block = has_block (self);
  VtGridCell *cell;

  if (n == 0)
    return;

  self->position = MIN (position, n - 1);
  self->column = is_shown (self, column) ? column : VT_COLUMN_TITLE;
  if (!extend)
    {
      self->anchor_position = self->position;
      self->anchor_column = self->column;
    }
  if (had_block || has_block (self))
    refill_all (self);

  gtk_widget_activate_action (get_list (self), "list.scroll-to-item", "u", self->position);
  cell = find_cell (self, self->position, self->column);
  if (cell == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  show_column (self, cell);
}

static guint
page_size (VtProductGrid *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  VtGridCell *cell = find_cell (self, self->position, self->column);
  int height = cell != NULL ? gtk_widget_get_height (GTK_WIDGET (cell)) : 0;

  return height > 0 ? (guint) MAX (1, gtk_adjustment_get_page_size (adjustment) / height - 1) : 10;
}

static void
move_down (VtProductGrid *self, int by, gboolean extend)
{
  guint position = self->position;

  if (by < 0)
    position -= MIN (position, (guint) -by);
  else
    position += (guint) by;
  move_to (self, position, self->column, extend);
}

/* The focus was in a line that is gone: it goes to the one that came in its place. */
static gboolean
refocus_cb (gpointer data)
{
  VtProductGrid *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  self->refocus_source = 0;
  if (self->model != NULL && n_lines (self) > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      (focus == NULL || !gtk_widget_get_mapped (focus) ||
       (gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) && !VT_IS_GRID_CELL (focus) && self->editing == NULL)))
    move_to (self, self->position, self->column, FALSE);

  return G_SOURCE_REMOVE;
}

static void
items_changed_cb (VtProductGrid *self)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self->view));

  if ((flags & GTK_STATE_FLAG_FOCUS_WITHIN) != 0 && self->refocus_source == 0)
    self->refocus_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refocus_cb, self, NULL);
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

typedef struct
{
  VtProductGrid *grid; /* (owned) */
  VtCellEdits *edits;  /* (owned) */
  gboolean pasted;
} Submission;

static void
submission_free (Submission *submission)
{
  g_object_unref (submission->grid);
  vt_cell_edits_free (submission->edits);
  g_free (submission);
}

static void
note_outcome (VtProductGrid *self, const VtCellEdit *edit, const char *reason)
{
  g_autofree char *place = place_of (&edit->key, (int) edit->field);
  Refusal *refusal;

  if (reason == NULL)
    {
      g_hash_table_remove (self->refusals, place);
      return;
    }

  refusal = g_new0 (Refusal, 1);
  refusal->text = g_strdup (edit->text);
  refusal->reason = g_strdup (reason);
  g_hash_table_replace (self->refusals, g_steal_pointer (&place), refusal);
}

static void
report (VtProductGrid *self, VtCellEdits *edits)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *title = NULL;
  guint n = vt_cell_edits_get_n (edits);
  guint n_refused = 0;

  for (guint i = 0; i < n; i++)
    {
      const VtCellEdit *edit = vt_cell_edits_get (edits, i);

      if (edit->refused == NULL)
        continue;
      n_refused++;
      g_string_append_printf (lines, "%s“%s”: %s", lines->len > 0 ? "\n" : "", edit->text, edit->refused);
    }

  if (n_refused == 0)
    {
      title = g_strdup_printf (ngettext ("%u cell changed", "%u cells changed", n), n);
      vt_workspace_tell (self->workspace, title, TRUE);
      return;
    }
  title = g_strdup_printf (ngettext ("%u of %u cells was not taken", "%u of %u cells were not taken", n_refused),
                           n_refused, n);
  g_signal_emit (self, signals[REPORTED], 0, title, lines->str);
}

static void
submitted_cb (GObject *shop, GAsyncResult *result, gpointer data)
{
  Submission *submission = data;
  VtProductGrid *self = submission->grid;
  g_autoptr (GError) error = NULL;
  gboolean written = vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error);

  if (self->workspace == NULL)
    {
      submission_free (submission);
      return;
    }

  /* What was typed stays in its cell, whatever the reason. */
  for (guint i = 0; i < vt_cell_edits_get_n (submission->edits); i++)
    {
      const VtCellEdit *edit = vt_cell_edits_get (submission->edits, i);

      note_outcome (self, edit, written ? edit->refused : error->message);
    }
  if (!written)
    vt_workspace_fail (self->workspace, error);
  else if (submission->pasted)
    report (self, submission->edits);
  refill_all (self);
  submission_free (submission);
}

static void
submit (VtProductGrid *self, VtCellEdits *edits, const char *label, gboolean pasted)
{
  Submission *submission = g_new0 (Submission, 1);

  submission->grid = g_object_ref (self);
  submission->edits = edits;
  submission->pasted = pasted;
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, NULL, vt_cell_edits_apply_job, edits, NULL, NULL,
                       submitted_cb, submission);
}

static void
submit_one (VtProductGrid *self, const VtGridRow *row, guint column, const char *text)
{
  VtCellField field = (VtCellField) vt_product_column_get (column)->field;
  VtCellEdits *edits = vt_cell_edits_new (vt_workspace_get_currency (self->workspace));
  g_autofree char *label = g_strdup_printf (_ (field_labels[field]), row->product);

  vt_cell_edits_add (edits, &row->key, field, text);
  submit (self, edits, label, FALSE);
}

/* Editing ---------------------------------------------------------------------------------------------------------- */

static void
end_edit (VtProductGrid *self, gboolean keep)
{
  VtGridCell *cell = g_steal_pointer (&self->editing);
  g_autofree char *before = g_steal_pointer (&self->edit_before);
  g_autofree char *text = NULL;
  const VtGridRow *row;

  if (cell == NULL)
    return;

  text = vt_grid_cell_end_edit (cell);
  row = vt_grid_cell_get_item (cell) != NULL ? vt_product_item_get_row (vt_grid_cell_get_item (cell)) : NULL;
  if (row == NULL || text == NULL)
    return;
  if (keep && !g_str_equal (text, before))
    submit_one (self, row, vt_grid_cell_get_column (cell), text);
  else if (!keep)
    {
      g_autofree char *place = place_of (&row->key, vt_product_column_get (vt_grid_cell_get_column (cell))->field);

      g_hash_table_remove (self->refusals, place);
    }
  vt_grid_cell_refill (cell);
}

static void
move_on (VtProductGrid *self, int by)
{
  guint column = self->column;
  guint position = self->position;

  /* To the next cell that can be written, in the next line when there is none. */
  for (guint tries = 0; tries < 3 * VT_N_COLUMNS; tries++)
    {
      guint next = column_beside (self, column, by);
      g_autoptr (VtProductItem) item = NULL;
      const VtGridRow *row;

      if (next == column)
        {
          if ((by < 0 && position == 0) || (by > 0 && position + 1 >= n_lines (self)))
            break;
          position += by < 0 ? G_MAXUINT : 1;
          next = by < 0 ? column_beside (self, 0, VT_N_COLUMNS) : VT_COLUMN_PHOTO;
        }
      column = next;
      item = item_at (self, position);
      row = item != NULL ? vt_product_item_get_row (item) : NULL;
      if (row != NULL && column != VT_COLUMN_PHOTO && vt_product_column_is_writable (column, row))
        break;
    }

  move_to (self, position, column, FALSE);
}

static gboolean
edit_key_cb (VtProductGrid *self, guint key, G_GNUC_UNUSED guint code, GdkModifierType state)
{
  int by = 0;

  switch (key)
    {
    case GDK_KEY_Escape:
      end_edit (self, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      by = (state & GDK_SHIFT_MASK) != 0 ? -1 : 1;
      break;
    case GDK_KEY_Up:
      by = -1;
      break;
    case GDK_KEY_Down:
      by = 1;
      break;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      end_edit (self, TRUE);
      move_on (self, key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  end_edit (self, TRUE);
  move_down (self, by, FALSE);
  return GDK_EVENT_STOP;
}

static void
edit_ended_cb (VtProductGrid *self, VtGridCell *cell)
{
  if (self->editing == cell)
    end_edit (self, TRUE);
}

static void
close_menu (VtProductGrid *self)
{
  g_clear_pointer (&self->menu, gtk_widget_unparent);
}

static void
open_menu (VtProductGrid *self, VtGridCell *cell, GMenuModel *model)
{
  graphene_rect_t bounds;

  close_menu (self);
  if (!gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &bounds))
    return;

  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                                                (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
choose_status (VtProductGrid *self, VtGridCell *cell)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (int i = VT_PRODUCT_DRAFT; i <= VT_PRODUCT_ARCHIVED; i++)
    {
      g_autofree char *action = g_strconcat ("grid.status::", vt_product_status_to_string ((VtProductStatus) i), NULL);

      g_menu_append (menu, vt_product_status_to_words ((VtProductStatus) i), action);
    }
  open_menu (self, cell, G_MENU_MODEL (menu));
}

/* @typed: what replaces the cell's text; NULL: it is edited. */
static void
start_edit (VtProductGrid *self, VtGridCell *cell, const char *typed)
{
  guint column = vt_grid_cell_get_column (cell);
  const VtGridRow *row = vt_product_item_get_row (vt_grid_cell_get_item (cell));
  g_autofree char *place = NULL;
  const Refusal *refusal;
  GtkEventController *keys;

  if (row == NULL || self->editing != NULL)
    return;
  if (!vt_product_column_is_writable (column, row))
    {
      if (row->n_variants > 1 && row->key.variant_id == 0)
        vt_product_list_model_set_unfolded (self->model, row->key.product_id, TRUE);
      else
        gtk_widget_error_bell (GTK_WIDGET (cell));
      return;
    }
  if (column == VT_COLUMN_STATUS)
    {
      choose_status (self, cell);
      return;
    }

  place = place_of (&row->key, vt_product_column_get (column)->field);
  refusal = g_hash_table_lookup (self->refusals, place);
  self->edit_before = vt_product_column_dup_value (column, self->workspace, row);
  self->editing = cell;
  if (typed != NULL)
    vt_grid_cell_start_edit (cell, typed, FALSE);
  else
    vt_grid_cell_start_edit (cell, refusal != NULL ? refusal->text : self->edit_before, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (vt_grid_cell_get_editable (cell)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (vt_product_column_get (column)->title), -1);

  keys = gtk_event_controller_key_new ();
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (edit_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (vt_grid_cell_get_editable (cell)), keys);
}

/* Clipboard -------------------------------------------------------------------------------------------------------- */

static void
append_line (VtProductGrid *self, VtCellText *cells, guint position, guint from, guint to)
{
  g_autoptr (VtProductItem) item = item_at (self, position);
  const VtGridRow *row = item != NULL ? vt_product_item_get_row (item) : NULL;

  if (row == NULL)
    return;
  for (guint column = from; column <= to; column++)
    if (is_shown (self, column))
      {
        g_autofree char *value = vt_product_column_dup_value (column, self->workspace, row);

        vt_cell_text_append (cells, value);
      }
  vt_cell_text_end_line (cells);
}

/* The block, or else all of the lines that are chosen, or else the cell. */
static void
copy (VtProductGrid *self)
{
  g_autoptr (VtCellText) cells = vt_cell_text_new ();
  guint from = MIN (self->column, self->anchor_column);
  guint to = MAX (self->column, self->anchor_column);

  if (!has_block (self) && vt_product_selection_get_n (self->selection) > 0)
    {
      for (guint i = 0; i < n_lines (self); i++)
        if (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), i))
          append_line (self, cells, i, VT_COLUMN_TITLE, VT_N_COLUMNS - 1);
    }
  else
    for (guint i = MIN (self->position, self->anchor_position); i <= MAX (self->position, self->anchor_position); i++)
      append_line (self, cells, i, from, to);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), vt_cell_text_get (cells));
}

static const char *
status_from_words (const char *text)
{
  for (int i = VT_PRODUCT_DRAFT; i <= VT_PRODUCT_ARCHIVED; i++)
    if (g_strcmp0 (text, vt_product_status_to_words ((VtProductStatus) i)) == 0)
      return vt_product_status_to_string ((VtProductStatus) i);

  return text;
}

/* Puts a line of texts into the cells from the cursor's column on; those beyond the last have no place. */
static void
paste_line (VtProductGrid *self, VtCellEdits *edits, const GPtrArray *line, guint position, guint *n_lost)
{
  VtGridKey key;
  guint column = MIN (self->column, self->anchor_column);
  gboolean there = vt_product_list_model_get_key (self->model, position, &key);

  for (guint i = 0; i < line->len; i++)
    {
      const char *text = g_ptr_array_index (line, i);
      guint next = column_beside (self, column, 1);

      if (!there || column >= VT_N_COLUMNS || vt_product_column_get (column)->field < 0)
        (*n_lost)++;
      else
        vt_cell_edits_add (edits, &key, (VtCellField) vt_product_column_get (column)->field,
                           column == VT_COLUMN_STATUS ? status_from_words (text) : text);
      column = next == column ? VT_N_COLUMNS : next;
    }
}

static void
paste_text (VtProductGrid *self, const char *text)
{
  g_autoptr (GPtrArray) lines = vt_cell_text_parse (text);
  g_autofree char *label = NULL;
  VtCellEdits *edits = vt_cell_edits_new (vt_workspace_get_currency (self->workspace));
  guint top = MIN (self->position, self->anchor_position);
  guint height = MAX (self->position, self->anchor_position) - top + 1;
  guint n_lost = 0;
  guint n;

  /* One text fills the block. */
  if (lines->len == 1 && ((GPtrArray *) g_ptr_array_index (lines, 0))->len == 1)
    for (guint i = 1; i < height; i++)
      g_ptr_array_add (lines, g_ptr_array_ref (g_ptr_array_index (lines, 0)));

  for (guint i = 0; i < lines->len; i++)
    paste_line (self, edits, g_ptr_array_index (lines, i), top + i, &n_lost);

  n = vt_cell_edits_get_n (edits);
  if (n_lost > 0)
    {
      g_autofree char *title = g_strdup_printf (
          ngettext ("%u pasted cell has no place here", "%u pasted cells have no place here", n_lost), n_lost);

      g_signal_emit (self, signals[REPORTED], 0, title,
                     _ ("They would stand beyond the last line or column, or in a column that cannot be written."));
    }
  if (n == 0)
    {
      vt_cell_edits_free (edits);
      return;
    }
  label = g_strdup_printf (ngettext ("Paste %u cell", "Paste %u cells", n), n);
  submit (self, edits, label, TRUE);
}

static void
pasted_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (VtProductGrid) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, &error);

  if (self->workspace == NULL)
    return;
  if (text == NULL)
    vt_workspace_tell (self->workspace, _ ("There is no text to paste"), FALSE);
  else
    paste_text (self, text);
}

static void
paste (VtProductGrid *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb, g_object_ref (self));
}

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
  if (position_of (self, vt_grid_cell_get_item (cell), &self->position))
    self->column = vt_grid_cell_get_column (cell);
  return cell;
}

static void
open_at (VtProductGrid *self, guint position)
{
  VtGridKey key;

  if (vt_product_list_model_get_key (self->model, position, &key))
    g_signal_emit (self, signals[OPEN], 0, key.product_id);
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
      copy (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_v:
      paste (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      move_to (self, 0, VT_COLUMN_PHOTO, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      move_to (self, G_MAXUINT, column_beside (self, 0, VT_N_COLUMNS), FALSE);
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
    move_down (self, rows, extend && !lines);
  if (cells != 0)
    move_to (self, self->position, column_beside (self, self->column, mirrored ? -cells : cells), extend);
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
      step (self, -(int) page_size (self), 0, shift);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      step (self, (int) page_size (self), 0, shift);
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
      move_to (self, self->position, VT_COLUMN_PHOTO, shift);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      move_to (self, self->position, column_beside (self, 0, VT_N_COLUMNS), shift);
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
    start_edit (self, cell, text);
  else
    g_signal_emit (self, signals[TYPED], 0, text);
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
        open_at (self, self->position);
      else
        start_edit (self, cell, NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_F2:
      start_edit (self, cell, NULL);
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
      submit_one (self, row, vt_grid_cell_get_column (cell), "");
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (!has_block (self) && vt_product_selection_get_n (self->selection) == 0)
        return GDK_EVENT_PROPAGATE;
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
      move_to (self, self->position, self->column, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab:
      {
        int by = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0 ? -1 : 1;

        /* Past the last cell of a line it leaves the table. */
        if (column_beside (self, self->column, by) == self->column)
          return GDK_EVENT_PROPAGATE;
        move_to (self, self->position, column_beside (self, self->column, by), FALSE);
        return GDK_EVENT_STOP;
      }
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_cb (VtProductGrid *self, guint key, G_GNUC_UNUSED guint code, GdkModifierType state)
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
  open_menu (self, cell, G_MENU_MODEL (menu));
}

static void
click_cell (VtProductGrid *self, VtGridCell *cell, double x, int n_press, GdkModifierType state)
{
  gint64 id = vt_product_item_get_key (vt_grid_cell_get_item (cell))->product_id;
  guint column = vt_grid_cell_get_column (cell);
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  guint position = 0;

  if (!position_of (self, vt_grid_cell_get_item (cell), &position))
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
      open_at (self, position);
      return;
    }

  move_to (self, position, column, shift && column != VT_COLUMN_PHOTO);
  if (n_press == 2 && column != VT_COLUMN_PHOTO && !vt_grid_cell_is_fold (cell, x))
    start_edit (self, cell, NULL);
}

static void
pressed_cb (VtProductGrid *self, int n_press, double x, double y, GtkGestureClick *gesture)
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
           position_of (self, vt_grid_cell_get_item (VT_GRID_CELL (cell)), &self->position))
    {
      move_to (self, self->position, vt_grid_cell_get_column (VT_GRID_CELL (cell)), FALSE);
      open_context_menu (self, VT_GRID_CELL (cell));
    }
}

/* Actions ---------------------------------------------------------------------------------------------------------- */

static void
open_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  open_at (VT_PRODUCT_GRID (widget), VT_PRODUCT_GRID (widget)->position);
}

static void
edit_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtProductGrid *self = VT_PRODUCT_GRID (widget);
  VtGridCell *cell = find_cell (self, self->position, self->column);

  if (cell != NULL && self->column != VT_COLUMN_PHOTO)
    start_edit (self, cell, NULL);
}

static void
copy_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  copy (VT_PRODUCT_GRID (widget));
}

static void
paste_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  paste (VT_PRODUCT_GRID (widget));
}

static void
status_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *parameter)
{
  VtProductGrid *self = VT_PRODUCT_GRID (widget);
  g_autoptr (VtProductItem) item = item_at (self, self->position);
  const VtGridRow *row = item != NULL ? vt_product_item_get_row (item) : NULL;

  if (row != NULL && row->key.variant_id == 0)
    submit_one (self, row, VT_COLUMN_STATUS, g_variant_get_string (parameter, NULL));
}

/* Columns ---------------------------------------------------------------------------------------------------------- */

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

  /* The other columns have a width; this one has what they leave. */
  if (column == VT_COLUMN_TITLE)
    gtk_widget_set_size_request (cell, vt_product_column_get (column)->width, -1);

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
    end_edit (self, TRUE);
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
  g_signal_emit (self, signals[SORTED], 0);
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
  if (id != VT_COLUMN_TITLE)
    gtk_column_view_column_set_fixed_width (column, definition->width);
  gtk_column_view_column_set_resizable (column, id != VT_COLUMN_PHOTO);
  gtk_column_view_column_set_visible (column, id <= VT_COLUMN_TITLE);
  gtk_column_view_column_set_expand (column, id == VT_COLUMN_TITLE);
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
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static gboolean
vt_product_grid_grab_focus (GtkWidget *widget)
{
  VtProductGrid *self = VT_PRODUCT_GRID (widget);

  if (n_lines (self) == 0)
    return FALSE;

  move_to (self, self->position, self->column, FALSE);
  return TRUE;
}

static void
vt_product_grid_dispose (GObject *object)
{
  VtProductGrid *self = VT_PRODUCT_GRID (object);

  g_clear_handle_id (&self->refocus_source, g_source_remove);
  self->editing = NULL;
  close_menu (self);
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

  signals[OPEN] =
      g_signal_new ("open", VT_TYPE_PRODUCT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SORTED] =
      g_signal_new ("sorted", VT_TYPE_PRODUCT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[TYPED] = g_signal_new ("typed", VT_TYPE_PRODUCT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
  signals[REPORTED] = g_signal_new ("reported", VT_TYPE_PRODUCT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

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
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scroller);
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
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (refill_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
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
  move_to (self, position, VT_COLUMN_PHOTO, FALSE);
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
