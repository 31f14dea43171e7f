#define G_LOG_DOMAIN "vitrine"

/* Writing into the cells of the table: one that is typed into, or a block from the clipboard. */

#include "app/products/vt-cell-clipboard.h"
#include "app/products/vt-product-grid-private.h"
#include "app/products/vt-product-words.h"

#include <glib/gi18n.h>

/* Refusals that are told one by one. */
#define MAX_REPORTED 50

static const char *const field_labels[] = {
  [VT_CELL_TITLE] = N_ ("Edit title of %s"),   [VT_CELL_STATUS] = N_ ("Change status of %s"),
  [VT_CELL_SKU] = N_ ("Edit SKU of %s"),       [VT_CELL_BARCODE] = N_ ("Edit barcode of %s"),
  [VT_CELL_PRICE] = N_ ("Edit price of %s"),   [VT_CELL_COMPARE] = N_ ("Edit price before of %s"),
  [VT_CELL_COST] = N_ ("Edit cost of %s"),     [VT_CELL_STOCK] = N_ ("Count stock of %s"),
  [VT_CELL_VENDOR] = N_ ("Edit vendor of %s"), [VT_CELL_TYPE] = N_ ("Edit type of %s"),
  [VT_CELL_TAGS] = N_ ("Edit tags of %s"),
};

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
  g_autofree char *place = vt_product_grid_place_of (&edit->key, (int) edit->field);
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

/* One line of the report: where it was to stand, what, and why not. */
static void
append_refusal (VtProductGrid *self, GString *lines, const VtCellEdit *edit)
{
  g_autoptr (GPtrArray) rows = vt_grid_rows_read (vt_workspace_get_reader (self->workspace), &edit->key, 1, NULL);
  const VtGridRow *row = rows != NULL && rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;
  guint column = 0;

  while (vt_product_column_get (column)->field != (int) edit->field)
    column++;
  g_string_append_printf (lines, "%s%s, %s “%s”: %s", lines->len > 0 ? "\n" : "", row != NULL ? row->title : "–",
                          _ (vt_product_column_get (column)->title), edit->text, edit->refused);
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

      if (edit->refused != NULL && n_refused++ < MAX_REPORTED)
        append_refusal (self, lines, edit);
    }

  if (n_refused == 0)
    {
      title = g_strdup_printf (ngettext ("%u cell changed", "%u cells changed", n), n);
      vt_workspace_tell (self->workspace, title, TRUE);
      return;
    }
  title = g_strdup_printf (ngettext ("%u of %u cells was not taken", "%u of %u cells were not taken", n_refused),
                           n_refused, n);
  g_signal_emit_by_name (self, "reported", title, lines->str);
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
  vt_product_grid_refill_all (self);
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

void
vt_product_grid_submit_one (VtProductGrid *self, const VtGridRow *row, guint column, const char *text)
{
  VtCellField field = (VtCellField) vt_product_column_get (column)->field;
  VtCellEdits *edits = vt_cell_edits_new (vt_workspace_get_currency (self->workspace));
  g_autofree char *label = g_strdup_printf (_ (field_labels[field]), row->product);

  vt_cell_edits_add (edits, &row->key, field, text);
  submit (self, edits, label, FALSE);
}

/* Editing ---------------------------------------------------------------------------------------------------------- */

void
vt_product_grid_end_edit (VtProductGrid *self, gboolean keep)
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
    vt_product_grid_submit_one (self, row, vt_grid_cell_get_column (cell), text);
  else if (!keep)
    {
      g_autofree char *place =
          vt_product_grid_place_of (&row->key, vt_product_column_get (vt_grid_cell_get_column (cell))->field);

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
      guint next = vt_product_grid_column_beside (self, column, by);
      g_autoptr (VtProductItem) item = NULL;
      const VtGridRow *row;

      if (next == column)
        {
          if ((by < 0 && position == 0) || (by > 0 && position + 1 >= vt_product_grid_n_lines (self)))
            break;
          position += by < 0 ? G_MAXUINT : 1;
          next = by < 0 ? vt_product_grid_column_beside (self, 0, VT_N_COLUMNS) : VT_COLUMN_PHOTO;
        }
      column = next;
      item = vt_product_grid_item_at (self, position);
      row = item != NULL ? vt_product_item_get_row (item) : NULL;
      if (row != NULL && column != VT_COLUMN_PHOTO && vt_product_column_is_writable (column, row))
        break;
    }

  vt_product_grid_move_to (self, position, column, FALSE);
}

static gboolean
edit_key_cb (VtProductGrid *self, guint key, G_GNUC_UNUSED guint code, GdkModifierType state)
{
  int by = 0;

  switch (key)
    {
    case GDK_KEY_Escape:
      vt_product_grid_end_edit (self, FALSE);
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
      vt_product_grid_end_edit (self, TRUE);
      move_on (self, key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  vt_product_grid_end_edit (self, TRUE);
  vt_product_grid_move_down (self, by, FALSE);
  return GDK_EVENT_STOP;
}

void
vt_product_grid_close_menu (VtProductGrid *self)
{
  g_clear_pointer (&self->menu, gtk_widget_unparent);
}

void
vt_product_grid_open_menu (VtProductGrid *self, VtGridCell *cell, GMenuModel *model)
{
  graphene_rect_t bounds;
  GdkRectangle place;

  vt_product_grid_close_menu (self);
  if (!gtk_widget_compute_bounds (GTK_WIDGET (cell), GTK_WIDGET (self), &bounds))
    return;

  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  place.x = (int) bounds.origin.x;
  place.y = (int) bounds.origin.y;
  place.width = (int) bounds.size.width;
  place.height = (int) bounds.size.height;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &place);
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
  vt_product_grid_open_menu (self, cell, G_MENU_MODEL (menu));
}

/* @typed: what replaces the cell's text; NULL: it is edited. */
void
vt_product_grid_start_edit (VtProductGrid *self, VtGridCell *cell, const char *typed)
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

  place = vt_product_grid_place_of (&row->key, vt_product_column_get (column)->field);
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
  g_autoptr (VtProductItem) item = vt_product_grid_item_at (self, position);
  const VtGridRow *row = item != NULL ? vt_product_item_get_row (item) : NULL;

  if (row == NULL)
    return;
  for (guint column = from; column <= to; column++)
    if (vt_product_grid_is_shown (self, column))
      {
        g_autofree char *value = vt_product_column_dup_value (column, self->workspace, row);

        vt_cell_text_append (cells, value);
      }
  vt_cell_text_end_line (cells);
}

/* The block, or else all of the lines that are chosen, or else the cell. */
void
vt_product_grid_copy (VtProductGrid *self)
{
  g_autoptr (VtCellText) cells = vt_cell_text_new ();
  guint from = MIN (self->column, self->anchor_column);
  guint to = MAX (self->column, self->anchor_column);

  if (!vt_product_grid_has_block (self) && vt_product_selection_get_n (self->selection) > 0)
    {
      for (guint i = 0; i < vt_product_grid_n_lines (self); i++)
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
      guint next = vt_product_grid_column_beside (self, column, 1);

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

      g_signal_emit_by_name (
          self, "reported", title,
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

void
vt_product_grid_paste (VtProductGrid *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, pasted_cb, g_object_ref (self));
}
