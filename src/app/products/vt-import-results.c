#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-import-results.h"

#include "app/widgets/vt-drop-down.h"

#include <glib/gi18n.h>

/* Cells of one product that are shown before "and so many more". */
#define N_DIFFS 8

/* What the list is narrowed to. */
typedef enum
{
  SHOW_ALL,
  SHOW_ALARMS,
  SHOW_REFUSED,
  SHOW_CREATED,
  SHOW_UPDATED,
  SHOW_UNCHANGED,
  SHOW_REMARKS,
  N_SHOWS
} Show;

struct _VtImportResults
{
  AdwBin parent_instance;

  VtImport *import;     /* (unowned) (nullable) */
  GArray *offered;      /* (owned) (element-type Show) what the choice offers, in its order */
  GtkStringList *shown; /* (owned) numbers of the results, in decimal */

  GtkDropDown *choice; /* template child */
  GtkListView *list;   /* template child */
  GtkStack *stack;     /* template child: "list" or "empty" */
};

G_DEFINE_FINAL_TYPE (VtImportResults, vt_import_results, ADW_TYPE_BIN)

/* One result in words --------------------------------------------------------------------------------------------- */

static const char *
action_words (VtImportAction action)
{
  switch (action)
    {
    case VT_IMPORT_CREATED:
      return _ ("New");
    case VT_IMPORT_UPDATED:
      return _ ("Changed");
    case VT_IMPORT_UNCHANGED:
      return _ ("As it was");
    case VT_IMPORT_REFUSED:
      return _ ("Left out");
    case VT_IMPORT_NOTE:
    default:
      return _ ("Note");
    }
}

static const char *
action_class (VtImportAction action)
{
  switch (action)
    {
    case VT_IMPORT_CREATED:
      return "success";
    case VT_IMPORT_UPDATED:
      return "accent";
    case VT_IMPORT_REFUSED:
      return "error";
    case VT_IMPORT_UNCHANGED:
    case VT_IMPORT_NOTE:
    default:
      return "dim-label";
    }
}

static const char *
field_words (const char *field)
{
  static const struct
  {
    const char *field;
    const char *words;
  } names[] = {
    { "title", N_ ("title") },
    { "handle", N_ ("address") },
    { "description_html", N_ ("description") },
    { "vendor", N_ ("vendor") },
    { "product_type", N_ ("type") },
    { "status", N_ ("status") },
    { "seo_title", N_ ("title for search engines") },
    { "seo_description", N_ ("description for search engines") },
    { "tax_class", N_ ("tax class") },
    { "shipping_class", N_ ("shipping class") },
    { "tags", N_ ("tags") },
    { "publish_us", N_ ("publish date") },
    { "sku", N_ ("SKU") },
    { "barcode", N_ ("barcode") },
    { "price_minor", N_ ("price") },
    { "compare_at_minor", N_ ("compare-at price") },
    { "cost_minor", N_ ("cost") },
    { "weight_g", N_ ("weight") },
    { "weight_unit", N_ ("unit of weight") },
    { "track_stock", N_ ("counting of stock") },
    { "backorder", N_ ("sale without stock") },
    { "low_stock", N_ ("low-stock level") },
    { "shipped", N_ ("shipping") },
    { "stock", N_ ("stock") },
    { "photo", N_ ("photo") },
    { "photos", N_ ("photos") },
    { "option_names", N_ ("options") },
    { "option_values", N_ ("options") },
    { "variant", N_ ("variant") },
    { "collections", N_ ("collections") },
    { "related", N_ ("related products") },
    { "videos", N_ ("videos") },
    { "old_handles", N_ ("former addresses") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].field, field))
      return _ (names[i].words);

  return field;
}

static void
append_diff (GString *text, const VtImportDiff *diff)
{
  g_autofree char *what = *diff->what != '\0' ? g_strdup_printf ("%s: ", diff->what) : g_strdup ("");

  g_string_append_printf (text, "%s%s%s%s: %s → %s", text->len > 0 ? "\n" : "", diff->alarm ? "⚠ " : "", what,
                          field_words (diff->field), *diff->before != '\0' ? diff->before : "–",
                          *diff->after != '\0' ? diff->after : "–");
}

static char *
details_of (const VtImportResult *result)
{
  GString *text = g_string_new (result->message);
  guint n_shown = result->diffs != NULL ? MIN (result->n_diffs, N_DIFFS) : 0;
  guint n_more = result->n_diffs - n_shown;

  for (guint i = 0; i < n_shown; i++)
    append_diff (text, &result->diffs[i]);
  if (n_more > 0 && n_shown > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n_more), n_more);
    }

  return g_string_free (text, FALSE);
}

/* The list -------------------------------------------------------------------------------------------------------- */

static const VtImportResult *
get_result (VtImportResults *self, GtkListItem *item)
{
  GtkStringObject *number = gtk_list_item_get_item (item);
  guint64 index = g_ascii_strtoull (gtk_string_object_get_string (number), NULL, 10);

  return g_ptr_array_index (vt_import_get_results (self->import), index);
}

static void
setup_cb (G_GNUC_UNUSED VtImportResults *self, GtkListItem *item)
{
  GtkWidget *row = gtk_grid_new ();
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *action = gtk_label_new (NULL);
  GtkWidget *details = gtk_label_new (NULL);

  gtk_widget_add_css_class (row, "result-row");
  gtk_grid_set_column_spacing (GTK_GRID (row), 12);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (details), 0);
  gtk_label_set_wrap (GTK_LABEL (details), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (details), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (details), TRUE);
  gtk_widget_add_css_class (details, "caption");
  gtk_grid_attach (GTK_GRID (row), title, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (row), action, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (row), details, 0, 1, 2, 1);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (VtImportResults *self, GtkListItem *item)
{
  const VtImportResult *result = get_result (self, item);
  GtkGrid *row = GTK_GRID (gtk_list_item_get_child (item));
  GtkWidget *action = gtk_grid_get_child_at (row, 1, 0);
  GtkWidget *details = gtk_grid_get_child_at (row, 0, 1);
  const char *classes[] = { action_class (result->action), "caption-heading", NULL };
  g_autofree char *title = result->line > 0
                               /* TRANSLATORS: title of a product, number of its line in the file */
                               ? g_strdup_printf (_ ("%s (line %u)"), result->title, result->line)
                               : g_strdup (*result->title != '\0' ? result->title : _ ("The file"));
  g_autofree char *words = details_of (result);

  gtk_label_set_label (GTK_LABEL (gtk_grid_get_child_at (row, 0, 0)), title);
  gtk_label_set_label (GTK_LABEL (action), result->alarm ? _ ("Look twice") : action_words (result->action));
  gtk_widget_set_css_classes (action, classes);
  if (result->alarm)
    gtk_widget_add_css_class (action, "warning");
  gtk_label_set_label (GTK_LABEL (details), words);
  gtk_widget_set_visible (details, *words != '\0');
}

static gboolean
is_shown (const VtImportResult *result, Show show)
{
  switch (show)
    {
    case SHOW_ALARMS:
      return result->alarm;
    case SHOW_REFUSED:
      return result->action == VT_IMPORT_REFUSED;
    case SHOW_CREATED:
      return result->action == VT_IMPORT_CREATED;
    case SHOW_UPDATED:
      return result->action == VT_IMPORT_UPDATED;
    case SHOW_UNCHANGED:
      return result->action == VT_IMPORT_UNCHANGED;
    case SHOW_REMARKS:
      return *result->message != '\0';
    case SHOW_ALL:
    case N_SHOWS:
    default:
      return TRUE;
    }
}

static void
fill_list (VtImportResults *self, Show show)
{
  const GPtrArray *results = vt_import_get_results (self->import);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < results->len; i++)
    if (is_shown (g_ptr_array_index (results, i), show))
      g_ptr_array_add (numbers, g_strdup_printf ("%u", i));
  g_ptr_array_add (numbers, NULL);

  gtk_string_list_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)),
                          (const char *const *) numbers->pdata);
  gtk_stack_set_visible_child_name (self->stack, numbers->len > 1 ? "list" : "empty");
}

static void
choice_cb (VtImportResults *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  if (self->import != NULL && selected < self->offered->len)
    fill_list (self, g_array_index (self->offered, Show, selected));
}

static void
offer (VtImportResults *self, GtkStringList *names, Show show, guint n, const char *words)
{
  g_autofree char *name = g_strdup_printf ("%s (%u)", words, n);

  if (n == 0 && show != SHOW_ALL)
    return;

  g_array_append_val (self->offered, show);
  gtk_string_list_append (names, name);
}

static guint
count_remarks (const GPtrArray *results)
{
  guint n = 0;

  for (guint i = 0; i < results->len; i++)
    n += is_shown (g_ptr_array_index (results, i), SHOW_REMARKS) ? 1 : 0;

  return n;
}

static void
vt_import_results_dispose (GObject *object)
{
  VtImportResults *self = VT_IMPORT_RESULTS (object);

  self->import = NULL;
  g_clear_pointer (&self->offered, g_array_unref);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (vt_import_results_parent_class)->dispose (object);
}

static void
vt_import_results_class_init (VtImportResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_import_results_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-import-results.ui");
  gtk_widget_class_bind_template_child (widget_class, VtImportResults, choice);
  gtk_widget_class_bind_template_child (widget_class, VtImportResults, list);
  gtk_widget_class_bind_template_child (widget_class, VtImportResults, stack);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
}

static void
vt_import_results_init (VtImportResults *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->offered = g_array_new (FALSE, FALSE, sizeof (Show));
  self->shown = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  vt_drop_down_name_all (GTK_WIDGET (self));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/**
 * vt_import_results_show:
 * @self: the results
 * @import: (nullable): an import that was rehearsed or applied; it must stay until this is called again
 *
 * Shows what became of each product. What needs a look is shown first where there is such.
 */
void
vt_import_results_show (VtImportResults *self, VtImport *import)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const VtImportSummary *summary;
  const GPtrArray *results;

  self->import = NULL;
  gtk_string_list_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)), NULL);
  g_array_set_size (self->offered, 0);
  if (import == NULL)
    return;

  results = vt_import_get_results (import);
  summary = vt_import_get_summary (import);
  offer (self, names, SHOW_ALARMS, summary->alarms, _ ("Look twice"));
  offer (self, names, SHOW_REFUSED, summary->refused, _ ("Left out"));
  offer (self, names, SHOW_ALL, results->len, _ ("All"));
  offer (self, names, SHOW_CREATED, summary->created, _ ("New"));
  offer (self, names, SHOW_UPDATED, summary->updated, _ ("Changed"));
  offer (self, names, SHOW_UNCHANGED, summary->unchanged, _ ("As they were"));
  offer (self, names, SHOW_REMARKS, count_remarks (results), _ ("With a remark"));
  self->import = import;
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->choice, 0);
  choice_cb (self);
}
