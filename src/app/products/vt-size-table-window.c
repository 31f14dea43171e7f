#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-size-table-window.h"

#include "catalogue/vt-size-table.h"

#include <glib/gi18n.h>
#include <string.h>

#define NEW_ROWS    4
#define NEW_COLUMNS 3

struct _VtSizeTableWindow
{
  AdwWindow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 table_id;        /* 0: a new one */
  gint64 product_id;      /* that shows a new one */
  guint n_rows;
  guint n_columns;
  GPtrArray *cells; /* (owned) (element-type GtkEntry) unowned, row by row */

  GtkEntry *name;   /* template child */
  GtkGrid *grid;    /* template child */
  GtkButton *save;  /* template child */
  GtkLabel *error;  /* template child */
  GtkWidget *trash; /* template child */
};

G_DEFINE_FINAL_TYPE (VtSizeTableWindow, vt_size_table_window, ADW_TYPE_WINDOW)

/* Cells ------------------------------------------------------------------------------------------------------------ */

static GtkEditable *
cell_at (VtSizeTableWindow *self, guint row, guint column)
{
  return GTK_EDITABLE (g_ptr_array_index (self->cells, row * self->n_columns + column));
}

/* The cells as the shop keeps them. */
static char *
dup_cells (VtSizeTableWindow *self)
{
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < self->n_rows; row++)
    for (guint column = 0; column < self->n_columns; column++)
      g_string_append_printf (text, "%s%s",
                              column > 0 ? "\t"
                              : row > 0  ? "\n"
                                         : "",
                              gtk_editable_get_text (cell_at (self, row, column)));

  return g_string_free (text, FALSE);
}

static void build (VtSizeTableWindow *self, const char *text, guint n_rows, guint n_columns);

static void
check (VtSizeTableWindow *self)
{
  g_autofree char *cells = dup_cells (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *checked = vt_size_table_check_cells (cells, &error);
  gboolean named = gtk_entry_get_text_length (self->name) > 0;

  gtk_label_set_text (self->error, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), checked != NULL && *checked != '\0' && named);
}

/* What a spreadsheet copied goes into the cells from here on; the grid grows as far as it has to. */
static void
put_text (VtSizeTableWindow *self, guint row, guint column, const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\n", VT_SIZE_TABLE_MAX_ROWS + 1);
  guint n_lines = g_strv_length (lines);
  guint widest = 0;
  g_autofree char *kept = dup_cells (self);

  while (n_lines > 0 && *g_strchomp (lines[n_lines - 1]) == '\0')
    n_lines--;
  for (guint i = 0; i < n_lines; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "\t", -1);

      widest = MAX (widest, g_strv_length (parts));
    }
  if (row + n_lines > self->n_rows || column + widest > self->n_columns)
    build (self, kept, MIN (MAX (self->n_rows, row + n_lines), VT_SIZE_TABLE_MAX_ROWS),
           MIN (MAX (self->n_columns, column + widest), VT_SIZE_TABLE_MAX_COLUMNS));

  for (guint i = 0; i < n_lines && row + i < self->n_rows; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "\t", -1);

      for (guint j = 0; parts[j] != NULL && column + j < self->n_columns; j++)
        gtk_editable_set_text (cell_at (self, row + i, column + j), g_strstrip (parts[j]));
    }
  check (self);
}

typedef struct
{
  VtSizeTableWindow *window; /* (owned) */
  guint row;
  guint column;
} Paste;

static void
pasted_cb (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  if (text != NULL && paste->row < paste->window->n_rows && paste->column < paste->window->n_columns)
    {
      if (strpbrk (text, "\t\n") != NULL)
        put_text (paste->window, paste->row, paste->column, text);
      else
        gtk_editable_set_text (cell_at (paste->window, paste->row, paste->column), text);
    }
  g_object_unref (paste->window);
  g_free (paste);
}

static gboolean
paste_cb (GtkWidget *text, G_GNUC_UNUSED GVariant *args, gpointer user_data)
{
  VtSizeTableWindow *self = user_data;
  GtkWidget *entry = gtk_widget_get_ancestor (text, GTK_TYPE_ENTRY);
  guint index = 0;
  Paste *paste;

  if (entry == NULL || !g_ptr_array_find (self->cells, entry, &index))
    return FALSE;

  paste = g_new0 (Paste, 1);
  paste->window = g_object_ref (self);
  paste->row = index / self->n_columns;
  paste->column = index % self->n_columns;
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (text), NULL, pasted_cb, paste);

  return TRUE;
}

static GtkWidget *
make_cell (VtSizeTableWindow *self, guint row, guint column)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  g_autofree char *name = row == 0 ? g_strdup_printf (_ ("Heading of column %u"), column + 1)
                                   : g_strdup_printf (_ ("Row %u, column %u"), row, column + 1);

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 7);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 12);
  gtk_widget_set_hexpand (entry, TRUE);
  if (row == 0)
    gtk_widget_add_css_class (entry, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>v"),
                                                          gtk_callback_action_new (paste_cb, self, NULL)));
  gtk_widget_add_controller (entry, shortcuts);
  g_signal_connect_object (entry, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);

  return entry;
}

static void
build (VtSizeTableWindow *self, const char *text, guint n_rows, guint n_columns)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_lines = g_strv_length (lines);
  GtkWidget *old;

  g_ptr_array_set_size (self->cells, 0);
  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, old);
  self->n_rows = n_rows;
  self->n_columns = n_columns;

  for (guint row = 0; row < n_rows; row++)
    {
      g_auto (GStrv) parts = g_strsplit (row < n_lines ? lines[row] : "", "\t", -1);
      guint n_parts = g_strv_length (parts);

      for (guint column = 0; column < n_columns; column++)
        {
          GtkWidget *cell = make_cell (self, row, column);

          g_ptr_array_add (self->cells, cell);
          gtk_grid_attach (self->grid, cell, (int) column, (int) row, 1, 1);
          if (column < n_parts)
            gtk_editable_set_text (GTK_EDITABLE (cell), parts[column]);
        }
    }
}

static void
add_row_cb (VtSizeTableWindow *self)
{
  g_autofree char *kept = dup_cells (self);

  if (self->n_rows >= VT_SIZE_TABLE_MAX_ROWS)
    return;
  build (self, kept, self->n_rows + 1, self->n_columns);
  gtk_widget_grab_focus (GTK_WIDGET (cell_at (self, self->n_rows - 1, 0)));
}

static void
add_column_cb (VtSizeTableWindow *self)
{
  g_autofree char *kept = dup_cells (self);

  if (self->n_columns >= VT_SIZE_TABLE_MAX_COLUMNS)
    return;
  build (self, kept, self->n_rows, self->n_columns + 1);
  gtk_widget_grab_focus (GTK_WIDGET (cell_at (self, 0, self->n_columns - 1)));
}

/* Edits ------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  gint64 table_id;
  gint64 product_id;
  char *name;  /* (owned) */
  char *cells; /* (owned) */
} TableEdit;

static void
table_edit_free (gpointer data)
{
  TableEdit *edit = data;

  g_free (edit->name);
  g_free (edit->cells);
  g_free (edit);
}

static gboolean
save_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  TableEdit *edit = data;

  if (edit->table_id != 0)
    return vt_size_table_set_name (db, edit->table_id, edit->name, error) &&
           vt_size_table_set_cells (db, edit->table_id, edit->cells, error);

  return vt_size_table_create (db, edit->name, edit->cells, &edit->table_id, error) &&
         vt_product_set_size_table (db, edit->product_id, edit->table_id, error);
}

static gboolean
remove_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_size_table_remove (db, ((TableEdit *) data)->table_id, error);
}

static TableEdit *
new_edit (VtSizeTableWindow *self)
{
  TableEdit *edit = g_new0 (TableEdit, 1);

  edit->table_id = self->table_id;
  edit->product_id = self->product_id;
  edit->name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  edit->cells = dup_cells (self);

  return edit;
}

static void
save_cb (VtSizeTableWindow *self)
{
  TableEdit *edit = new_edit (self);
  g_autofree char *label =
      g_strdup_printf (self->table_id != 0 ? _ ("Change the size table %s") : _ ("Make the size table %s"), edit->name);

  vt_workspace_edit (self->workspace, label, NULL, save_job, edit, table_edit_free);
  gtk_window_close (GTK_WINDOW (self));
}

static void
remove_cb (VtSizeTableWindow *self)
{
  TableEdit *edit = new_edit (self);
  g_autofree char *label = g_strdup_printf (_ ("Remove the size table %s"), edit->name);
  g_autofree char *message = g_strdup_printf (_ ("Size table “%s” removed"), edit->name);

  vt_workspace_edit (self->workspace, label, NULL, remove_job, edit, table_edit_free);
  vt_workspace_tell (self->workspace, message, TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_size_table_window_dispose (GObject *object)
{
  g_clear_object (&VT_SIZE_TABLE_WINDOW (object)->workspace);

  G_OBJECT_CLASS (vt_size_table_window_parent_class)->dispose (object);
}

static void
vt_size_table_window_finalize (GObject *object)
{
  g_ptr_array_unref (VT_SIZE_TABLE_WINDOW (object)->cells);

  G_OBJECT_CLASS (vt_size_table_window_parent_class)->finalize (object);
}

static void
vt_size_table_window_class_init (VtSizeTableWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_size_table_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_size_table_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-size-table-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtSizeTableWindow, name);
  gtk_widget_class_bind_template_child (widget_class, VtSizeTableWindow, grid);
  gtk_widget_class_bind_template_child (widget_class, VtSizeTableWindow, save);
  gtk_widget_class_bind_template_child (widget_class, VtSizeTableWindow, error);
  gtk_widget_class_bind_template_child (widget_class, VtSizeTableWindow, trash);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, add_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_column_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vt_size_table_window_init (VtSizeTableWindow *self)
{
  self->cells = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static guint
count (const char *text, char mark)
{
  guint n = 1;

  for (const char *p = text; *p != '\0' && *p != '\n'; p++)
    n += *p == mark;
  if (mark == '\n')
    for (n = 1; (text = strchr (text, '\n')) != NULL; text++)
      n++;

  return n;
}

/**
 * vt_size_table_window_new:
 * @parent: the window that it belongs to
 * @workspace: of the shop that is edited
 * @table_id: a table of sizes; 0: a new one
 * @product_id: the product that is to show a new one
 *
 * Returns: (transfer floating): a window, not yet presented
 */
VtSizeTableWindow *
vt_size_table_window_new (GtkWindow *parent, VtWorkspace *workspace, gint64 table_id, gint64 product_id)
{
  VtSizeTableWindow *self = g_object_new (VT_TYPE_SIZE_TABLE_WINDOW, "transient-for", parent, "modal", TRUE,
                                          "destroy-with-parent", TRUE, NULL);
  g_autoptr (VtSizeTable) table =
      table_id != 0 ? vt_size_table_load (vt_workspace_get_reader (workspace), table_id, NULL) : NULL;

  self->workspace = g_object_ref (workspace);
  self->table_id = table != NULL ? table->id : 0;
  self->product_id = product_id;
  gtk_widget_set_visible (self->trash, table != NULL);
  if (table != NULL)
    {
      build (self, table->cells, count (table->cells, '\n'), count (table->cells, '\t'));
      gtk_editable_set_text (GTK_EDITABLE (self->name), table->name);
    }
  else
    {
      build (self, "", NEW_ROWS, NEW_COLUMNS);
    }
  check (self);

  return self;
}
