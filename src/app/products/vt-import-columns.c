#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-import-columns.h"

#include "base/vt-money.h"
#include "catalogue/vt-import-mapping.h"

#include <glib/gi18n.h>
#include <string.h>

/* Cells of a column that are shown. */
#define N_CELLS    3
#define CELL_CHARS 40

struct _VtImportColumns
{
  AdwBin parent_instance;

  VtImportMapping *mapping; /* (owned) (nullable) */
  GtkStringList *names;     /* (owned) of all fields */
  char *currency;           /* (owned) (nullable) */
  VtDecimal decimal;        /* of the file's numbers */
  GPtrArray *rows;          /* (owned) (element-type AdwComboRow) one for each column */
  gboolean is_changed;      /* by the merchant */

  GtkListBox *list; /* template child */
};

G_DEFINE_FINAL_TYPE (VtImportColumns, vt_import_columns, ADW_TYPE_BIN)

static guint changed_signal;

static gboolean
is_amount (VtImportField field)
{
  return field == VT_FIELD_PRICE || field == VT_FIELD_SALE_PRICE || field == VT_FIELD_COMPARE_AT ||
         field == VT_FIELD_COST;
}

/* An amount with what it is taken for, where that is known: a decimal comma that is read as a point is seen here. */
static char *
cell_in_words (VtImportColumns *self, VtImportField field, const char *cell)
{
  g_autofree char *money = NULL;
  VtDecimalNumber number;

  if (!is_amount (field) || self->currency == NULL || self->decimal == VT_DECIMAL_AMBIGUOUS ||
      self->decimal == VT_DECIMAL_MIXED ||
      !vt_decimal_parse (cell, self->decimal, (guint) vt_currency_exponent (self->currency), &number, NULL))
    return g_utf8_strlen (cell, -1) > CELL_CHARS ? g_utf8_substring (cell, 0, CELL_CHARS) : g_strdup (cell);

  money = vt_money_format (vt_money_new (number.value, self->currency), NULL);
  return g_strdup_printf ("%s = %s", cell, money);
}

static char *
sample_in_words (VtImportColumns *self, VtImport *import, guint column, VtImportField field)
{
  const GPtrArray *sample = vt_import_get_sample (import);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < sample->len && n < N_CELLS; i++)
    {
      const char *const *cells = g_ptr_array_index (sample, i);
      g_autofree char *line = NULL;
      g_autofree char *words = NULL;

      if (column >= g_strv_length ((char **) cells) || *cells[column] == '\0')
        continue;
      line = g_strdelimit (g_strdup (cells[column]), "\n\r\t", ' ');
      words = cell_in_words (self, field, line);
      g_string_append_printf (text, "%s%s", n++ > 0 ? " · " : "", words);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
selected_cb (VtImportColumns *self, G_GNUC_UNUSED GParamSpec *pspec, AdwComboRow *row)
{
  guint index = 0;
  VtImportColumn *column;

  if (self->mapping == NULL || !g_ptr_array_find (self->rows, row, &index))
    return;

  column = g_ptr_array_index (self->mapping->columns, index);
  if (column->field == (VtImportField) adw_combo_row_get_selected (row))
    return;

  column->field = (VtImportField) adw_combo_row_get_selected (row);
  column->index = 0;
  self->is_changed = TRUE;
  g_signal_emit (self, changed_signal, 0);
}

static void
add_row (VtImportColumns *self, VtImport *import, guint index)
{
  const VtImportColumn *column = g_ptr_array_index (self->mapping->columns, index);
  g_autofree char *sample = sample_in_words (self, import, index, column->field);
  g_autofree char *escaped = g_markup_escape_text (sample, -1);
  AdwComboRow *row = ADW_COMBO_ROW (adw_combo_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), column->caption);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (row, G_LIST_MODEL (self->names));
  adw_combo_row_set_selected (row, column->field);
  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

static void
clear (VtImportColumns *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->mapping, vt_import_mapping_free);
  self->is_changed = FALSE;
}

static gboolean
is_of (const VtImportMapping *mapping, const char *const *captions)
{
  if (mapping == NULL || mapping->columns->len != g_strv_length ((char **) captions))
    return FALSE;
  for (guint i = 0; i < mapping->columns->len; i++)
    if (strcmp (((VtImportColumn *) g_ptr_array_index (mapping->columns, i))->caption, captions[i]) != 0)
      return FALSE;

  return TRUE;
}

static void
vt_import_columns_dispose (GObject *object)
{
  VtImportColumns *self = VT_IMPORT_COLUMNS (object);

  g_clear_pointer (&self->mapping, vt_import_mapping_free);
  g_clear_object (&self->names);

  G_OBJECT_CLASS (vt_import_columns_parent_class)->dispose (object);
}

static void
vt_import_columns_finalize (GObject *object)
{
  VtImportColumns *self = VT_IMPORT_COLUMNS (object);

  g_ptr_array_unref (self->rows);
  g_free (self->currency);

  G_OBJECT_CLASS (vt_import_columns_parent_class)->finalize (object);
}

static void
vt_import_columns_class_init (VtImportColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_import_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_import_columns_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-import-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, VtImportColumns, list);

  changed_signal =
      g_signal_new ("changed", VT_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_import_columns_init (VtImportColumns *self)
{
  self->rows = g_ptr_array_new ();
  self->names = gtk_string_list_new (NULL);
  for (guint i = 0; i < VT_N_FIELDS; i++)
    gtk_string_list_append (self->names, vt_import_field_get_label ((VtImportField) i));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_import_columns_show:
 * @self: the columns
 * @import: (nullable): an import that was opened; %NULL shows none and forgets what was chosen
 * @currency: ISO 4217 code of the shop
 *
 * Shows what the columns of the file are taken for. What the merchant has chosen stays as long as the columns are the
 * same.
 */
void
vt_import_columns_show (VtImportColumns *self, VtImport *import, const char *currency)
{
  const char *const *captions = import != NULL ? vt_import_get_columns (import) : NULL;
  gboolean is_table = import != NULL && g_str_equal (vt_import_get_format (import), "table");
  const char *json = is_table ? vt_import_get_options (import)->mapping : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_table);
  if (is_table && is_of (self->mapping, captions))
    return;

  clear (self);
  if (!is_table)
    return;

  g_free (self->currency);
  self->currency = g_strdup (currency);
  self->mapping = json != NULL ? vt_import_mapping_from_json (json, captions, NULL)
                               : vt_import_mapping_guess (captions, vt_import_get_sample (import));
  self->decimal = self->mapping != NULL ? self->mapping->decimal : VT_DECIMAL_UNKNOWN;
  for (guint i = 0; self->mapping != NULL && i < self->mapping->columns->len; i++)
    add_row (self, import, i);
}

/**
 * vt_import_columns_to_json:
 * @self: the columns
 *
 * Returns: (transfer full) (nullable): what the columns are; %NULL for a file of a system whose columns are known
 */
char *
vt_import_columns_to_json (VtImportColumns *self)
{
  return self->mapping != NULL ? vt_import_mapping_to_json (self->mapping) : NULL;
}

/**
 * vt_import_columns_are_changed:
 * @self: the columns
 *
 * Returns: whether the merchant has said that a column is something else
 */
gboolean
vt_import_columns_are_changed (VtImportColumns *self)
{
  return self->is_changed;
}

/**
 * vt_import_columns_are_useful:
 * @self: the columns
 *
 * Returns: whether products can be made of them
 */
gboolean
vt_import_columns_are_useful (VtImportColumns *self)
{
  return self->mapping == NULL || vt_import_mapping_is_useful (self->mapping);
}
