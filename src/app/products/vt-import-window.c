#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-import-window.h"

#include "app/products/vt-import-columns.h"
#include "app/products/vt-import-results.h"
#include "app/widgets/vt-combo.h"
#include "base/vt-json.h"
#include "catalogue/vt-import-mapping.h"
#include "catalogue/vt-import.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>

#define POLL_MS            100
#define MAX_MAPPINGS_BYTES (4 * 1024 * 1024)
#define PROGRESS_STEPS     1000

static const char *const encodings[] = { NULL, "UTF-8", "UTF-16", "windows-1252", "windows-874" };
static const char separators[] = { '\0', ',', ';', '\t' };
static const char decimals[] = { '\0', '.', ',' };

struct _VtImportWindow
{
  AdwWindow parent_instance;

  VtWorkspace *workspace;        /* (owned) */
  char **paths;                  /* (owned) */
  char *images;                  /* (owned) (nullable) folder or ZIP with the photos */
  char **languages;              /* (owned) of the shop, the first one first */
  VtImport *import;              /* (owned) (nullable) as it was opened last */
  char *mapping;                 /* (owned) (nullable) of the columns, until they are shown */
  gboolean has_remembered;       /* what was said of such a file before was looked for */
  GCancellable *cancellable;     /* (owned) (nullable) of the work that runs */
  GtkFileChooserNative *chooser; /* (owned) (nullable) while it is open */
  guint poll_source;
  gint done; /* atomic: of PROGRESS_STEPS */
  gboolean is_filling;

  GtkStack *stack;          /* template child: "options", "working" or "results" */
  GtkButton *back;          /* template child */
  GtkButton *next;          /* template child */
  AdwActionRow *file;       /* template child */
  AdwComboRow *encoding;    /* template child */
  AdwComboRow *separator;   /* template child */
  AdwComboRow *decimal;     /* template child */
  AdwComboRow *language;    /* template child */
  AdwComboRow *status;      /* template child */
  GtkSwitch *blank_clears;  /* template child */
  GtkSwitch *set_stock;     /* template child */
  GtkSwitch *download;      /* template child */
  AdwActionRow *photos;     /* template child */
  GtkWidget *problem;       /* template child: the group around the label */
  GtkLabel *problem_words;  /* template child */
  VtImportColumns *columns; /* template child */
  GtkLabel *doing;          /* template child */
  GtkProgressBar *bar;      /* template child */
  GtkLabel *summary;        /* template child */
  VtImportResults *results; /* template child */
};

/* How the files are to be opened, on a thread of its own. */
typedef struct
{
  char **paths;            /* (owned) */
  VtImportOptions options; /* its texts are owned */
} Opening;

G_DEFINE_FINAL_TYPE (VtImportWindow, vt_import_window, ADW_TYPE_WINDOW)

static void show_options (VtImportWindow *self);
static void open_files (VtImportWindow *self);
static void columns_cb (VtImportWindow *self);

static void
opening_free (Opening *opening)
{
  g_strfreev (opening->paths);
  g_free ((char *) opening->options.format);
  g_free ((char *) opening->options.mapping);
  g_free ((char *) opening->options.images);
  g_free ((char *) opening->options.currency);
  g_free ((char *) opening->options.encoding);
  g_free ((char *) opening->options.language);
  g_free (opening);
}

/* Working --------------------------------------------------------------------------------------------------------- */

static gboolean
poll_cb (gpointer data)
{
  VtImportWindow *self = data;
  gint done = g_atomic_int_get (&self->done);

  if (done > 0)
    gtk_progress_bar_set_fraction (self->bar, (double) done / PROGRESS_STEPS);
  else
    gtk_progress_bar_pulse (self->bar);

  return G_SOURCE_CONTINUE;
}

static void
progress_cb (guint64 done, guint64 total, gpointer data) /* worker threads */
{
  VtImportWindow *self = data;

  g_atomic_int_set (&self->done, (gint) (done * PROGRESS_STEPS / MAX (total, 1)));
}

static void
start_working (VtImportWindow *self, const char *doing)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_atomic_int_set (&self->done, 0);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_label_set_label (self->doing, doing);
  gtk_stack_set_visible_child_name (self->stack, "working");
  gtk_widget_set_visible (GTK_WIDGET (self->next), FALSE);
  gtk_button_set_label (self->back, _ ("_Stop"));
  if (self->poll_source == 0)
    self->poll_source = g_timeout_add (POLL_MS, poll_cb, self);
}

/* Returns: whether the window is still there */
static gboolean
stop_working (VtImportWindow *self)
{
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->cancellable);

  return self->stack != NULL;
}

static gboolean
is_working (VtImportWindow *self)
{
  return self->cancellable != NULL;
}

static void
show_problem (VtImportWindow *self, const GError *error)
{
  gboolean stopped = error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  gtk_label_set_label (self->problem_words, stopped ? "" : error->message);
  gtk_widget_set_visible (self->problem, !stopped);
}

/* The files ------------------------------------------------------------------------------------------------------- */

static Opening *
opening_new (VtImportWindow *self)
{
  Opening *opening = g_new0 (Opening, 1);
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  guint language = adw_combo_row_get_selected (self->language);
  static const VtProductStatus statuses[] = { VT_PRODUCT_ACTIVE, VT_PRODUCT_DRAFT };

  options.currency = g_strdup (vt_workspace_get_currency (self->workspace));
  options.images = g_strdup (self->images);
  options.download = gtk_switch_get_active (self->download);
  options.encoding = g_strdup (encodings[MIN (adw_combo_row_get_selected (self->encoding), 4)]);
  options.separator = separators[MIN (adw_combo_row_get_selected (self->separator), 3)];
  options.decimal = decimals[MIN (adw_combo_row_get_selected (self->decimal), 2)];
  options.blank_clears = gtk_switch_get_active (self->blank_clears);
  options.set_stock = gtk_switch_get_active (self->set_stock);
  options.status = statuses[MIN (adw_combo_row_get_selected (self->status), 1)];
  options.mapping = vt_import_columns_to_json (self->columns);
  if (options.mapping == NULL)
    options.mapping = g_steal_pointer (&self->mapping);
  if (options.mapping != NULL)
    options.format = g_strdup ("table");
  if (language > 0 && language < g_strv_length (self->languages))
    options.language = g_strdup (self->languages[language]);
  opening->paths = g_strdupv (self->paths);
  opening->options = options;

  return opening;
}

/* A table of no known kind is opened all the same: the merchant says what its columns are. */
static VtImport *
open_any (const Opening *opening, GCancellable *cancellable, GError **error)
{
  const char *const *paths = (const char *const *) opening->paths;
  VtImportOptions as_table = opening->options;
  g_autoptr (GError) unknown = NULL;
  VtImport *import = vt_import_open (paths, &opening->options, cancellable, &unknown);

  if (import != NULL)
    return import;

  as_table.format = "table";
  if (g_error_matches (unknown, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    import = vt_import_open (paths, &as_table, cancellable, NULL);
  if (import == NULL)
    g_propagate_error (error, g_steal_pointer (&unknown));

  return import;
}

static void
open_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  const Opening *opening = data;
  GError *error = NULL;
  VtImport *import = open_any (opening, cancellable, &error);

  if (import != NULL)
    g_task_return_pointer (task, import, (GDestroyNotify) vt_import_free);
  else
    g_task_return_error (task, error);
}

static void
take_import (VtImportWindow *self, VtImport *import)
{
  vt_import_results_show (self->results, NULL);
  g_clear_pointer (&self->import, vt_import_free);
  self->import = import;
  if (import != NULL)
    vt_import_set_progress (import, progress_cb, self);
}

/* Mappings by the header that they are of, as JSON. */
static JsonNode *
read_mappings (VtDb *db)
{
  g_autofree char *text = vt_setting_get (db, "import.mappings", NULL);
  JsonNode *node = text != NULL && *text != '\0' ? vt_json_parse (text, -1, MAX_MAPPINGS_BYTES, 8, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;

  g_clear_pointer (&node, json_node_unref);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, json_object_new ());
  return node;
}

/* Returns: (transfer full) (nullable): what the merchant said of a file with the same header */
static char *
recall (VtImportWindow *self)
{
  g_autoptr (JsonNode) all = read_mappings (vt_workspace_get_reader (self->workspace));
  g_autofree char *key = vt_import_mapping_make_key (vt_import_get_columns (self->import));
  const char *text = NULL;

  return vt_json_get_string (json_node_get_object (all), key, &text, NULL) ? g_strdup (text) : NULL;
}

static void
opened_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtImportWindow *self = VT_IMPORT_WINDOW (source);
  g_autoptr (GError) error = NULL;
  VtImport *import = g_task_propagate_pointer (G_TASK (result), &error);

  if (!stop_working (self))
    {
      g_clear_pointer (&import, vt_import_free);
      return;
    }

  take_import (self, import);
  show_problem (self, error);
  if (import != NULL && !self->has_remembered && g_str_equal (vt_import_get_format (import), "table"))
    {
      self->has_remembered = TRUE;
      self->mapping = recall (self);
      if (self->mapping != NULL)
        {
          open_files (self);
          return;
        }
    }
  show_options (self);
}

static void
open_files (VtImportWindow *self)
{
  g_autoptr (GTask) task = NULL;

  start_working (self, _ ("Looking at the file…"));
  task = g_task_new (self, self->cancellable, opened_cb, NULL);
  g_task_set_task_data (task, opening_new (self), (GDestroyNotify) opening_free);
  g_task_run_in_thread (task, open_thread);
}

/* How they are read ----------------------------------------------------------------------------------------------- */

static void
fill_row (AdwComboRow *row, const char *const *names)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static char *
found_words (const char *found)
{
  /* TRANSLATORS: a way to read a file that was found out, such as "Found: UTF-8" */
  return found != NULL ? g_strdup_printf (_ ("Found: %s"), found) : g_strdup (_ ("Find out"));
}

static const char *
separator_words (char separator)
{
  switch (separator)
    {
    case ',':
      return _ ("comma");
    case ';':
      return _ ("semicolon");
    case '\t':
      return _ ("tab");
    default:
      return NULL;
    }
}

/* What was found out stands in the first entry of each list. */
static void
fill_dialect (VtImportWindow *self)
{
  const VtImportOptions *found = self->import != NULL ? vt_import_get_options (self->import) : NULL;
  g_autofree char *encoding = found_words (found != NULL ? found->encoding : NULL);
  g_autofree char *separator = found_words (found != NULL ? separator_words (found->separator) : NULL);
  g_autofree char *decimal = found_words (found == NULL || found->decimal == '\0' ? NULL
                                          : found->decimal == ','                 ? "1,50"
                                                                                  : "1.50");
  const char *const in_encodings[] = {
    encoding, "UTF-8", "UTF-16", _ ("Western (Windows-1252)"), _ ("Thai (Windows-874)"), NULL
  };
  const char *const in_separators[] = { separator, _ ("comma"), _ ("semicolon"), _ ("tab"), NULL };
  const char *const in_decimals[] = { decimal, "1.50", "1,50", NULL };
  guint chosen[] = { adw_combo_row_get_selected (self->encoding), adw_combo_row_get_selected (self->separator),
                     adw_combo_row_get_selected (self->decimal) };
  g_autoptr (GtkStringList) a = gtk_string_list_new (in_encodings);
  g_autoptr (GtkStringList) b = gtk_string_list_new (in_separators);
  g_autoptr (GtkStringList) c = gtk_string_list_new (in_decimals);

  vt_combo_show (self->encoding, a, chosen[0] < 5 ? chosen[0] : 0);
  vt_combo_show (self->separator, b, chosen[1] < 4 ? chosen[1] : 0);
  vt_combo_show (self->decimal, c, chosen[2] < 3 ? chosen[2] : 0);
}

static void
fill_languages (VtImportWindow *self)
{
  g_autoptr (GError) error = NULL;

  self->languages = vt_language_list (vt_workspace_get_reader (self->workspace), &error);
  if (self->languages == NULL)
    {
      self->languages = g_new0 (char *, 1);
      vt_workspace_fail (self->workspace, error);
    }
  fill_row (self->language, (const char *const *) self->languages);
  gtk_widget_set_visible (GTK_WIDGET (self->language), g_strv_length (self->languages) > 1);
}

static void
fill_file (VtImportWindow *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *words = NULL;

  for (guint i = 0; self->paths[i] != NULL; i++)
    {
      g_autofree char *base = g_path_get_basename (self->paths[i]);
      g_autofree char *display = g_filename_display_name (base);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", display);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file), names->str);

  if (self->import != NULL)
    {
      guint n = g_strv_length ((char **) vt_import_get_columns (self->import));

      /* TRANSLATORS: what wrote a file, such as "Shopify", and its number of columns */
      words = g_strdup_printf (ngettext ("%s, %u column", "%s, %u columns", n),
                               vt_import_get_format_label (self->import), n);
    }
  adw_action_row_set_subtitle (self->file, words != NULL ? words : "");
}

static void
show_options (VtImportWindow *self)
{
  self->is_filling = TRUE;
  fill_file (self);
  fill_dialect (self);
  vt_import_columns_show (self->columns, self->import, vt_workspace_get_currency (self->workspace));
  self->is_filling = FALSE;

  gtk_stack_set_visible_child_name (self->stack, "options");
  gtk_button_set_label (self->back, _ ("_Cancel"));
  gtk_button_set_label (self->next, _ ("Chec_k"));
  gtk_widget_set_visible (GTK_WIDGET (self->next), TRUE);
  columns_cb (self);
}

/* Without a title or a SKU there is no product to make. */
static void
columns_cb (VtImportWindow *self)
{
  gboolean is_useful = vt_import_columns_are_useful (self->columns);

  gtk_widget_set_sensitive (GTK_WIDGET (self->next), self->import != NULL && is_useful);
  if (is_useful)
    return;

  gtk_label_set_label (self->problem_words,
                       _ ("Vitrine does not know this kind of file. Say below which column is the title, and what the "
                          "others are."));
  gtk_widget_set_visible (self->problem, TRUE);
}

/* What changes how the file is cut into cells is looked at again at once. */
static void
dialect_cb (VtImportWindow *self)
{
  if (self->is_filling || self->workspace == NULL || is_working (self))
    return;

  vt_import_columns_show (self->columns, NULL, NULL);
  open_files (self);
}

static void
images_chosen_cb (VtImportWindow *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *base = NULL;
  g_autofree char *display = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_clear_object (&self->chooser);
  if (file == NULL || g_file_peek_path (file) == NULL)
    return;

  g_free (self->images);
  self->images = g_file_get_path (file);
  base = g_path_get_basename (self->images);
  display = g_filename_display_name (base);
  adw_action_row_set_subtitle (self->photos, display);
}

static void
choose_images (VtImportWindow *self, GtkFileChooserAction action)
{
  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ ("Photos of the Products"), GTK_WINDOW (self), action, _ ("_Choose"),
                                               _ ("_Cancel"));
  if (action == GTK_FILE_CHOOSER_ACTION_OPEN)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _ ("ZIP files"));
      gtk_file_filter_add_suffix (filter, "zip");
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
    }
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (images_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
folder_cb (VtImportWindow *self)
{
  choose_images (self, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER);
}

static void
zip_cb (VtImportWindow *self)
{
  choose_images (self, GTK_FILE_CHOOSER_ACTION_OPEN);
}

/* The rehearsal --------------------------------------------------------------------------------------------------- */

static void
add_part (GString *sentence, guint n, char *part)
{
  g_autofree char *owned = part;

  if (n > 0)
    g_string_append_printf (sentence, "%s%s", sentence->len > 0 ? " · " : "", owned);
}

static char *
summary_in_words (const VtImportSummary *sum)
{
  GString *sentence = g_string_new (NULL);

  add_part (sentence, sum->created,
            g_strdup_printf (ngettext ("%u new product", "%u new products", sum->created), sum->created));
  add_part (sentence, sum->updated,
            g_strdup_printf (ngettext ("%u changed", "%u changed", sum->updated), sum->updated));
  add_part (sentence, sum->unchanged,
            g_strdup_printf (ngettext ("%u as it was", "%u as they were", sum->unchanged), sum->unchanged));
  add_part (sentence, sum->refused,
            g_strdup_printf (ngettext ("%u left out", "%u left out", sum->refused), sum->refused));
  add_part (sentence, sum->photos, g_strdup_printf (ngettext ("%u photo", "%u photos", sum->photos), sum->photos));
  add_part (sentence, sum->collections,
            g_strdup_printf (ngettext ("%u new collection", "%u new collections", sum->collections), sum->collections));
  if (sentence->len == 0)
    g_string_append (sentence, _ ("The file holds no products"));

  return g_string_free (sentence, FALSE);
}

static void
show_results (VtImportWindow *self, gboolean applied)
{
  const VtImportSummary *summary = vt_import_get_summary (self->import);
  g_autofree char *words = summary_in_words (summary);
  guint n = summary->created + summary->updated;
  g_autofree char *label = g_strdup_printf (ngettext ("_Import %u Product", "_Import %u Products", n), n);

  gtk_label_set_label (self->summary, words);
  vt_import_results_show (self->results, self->import);
  gtk_stack_set_visible_child_name (self->stack, "results");
  gtk_button_set_label (self->back, applied ? _ ("_Done") : _ ("_Back"));
  gtk_button_set_label (self->next, label);
  gtk_widget_set_visible (GTK_WIDGET (self->next), !applied);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next), n > 0 || summary->collections > 0);
}

static void
rehearsed_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error);

  if (!stop_working (self))
    return;

  show_problem (self, error);
  if (done)
    show_results (self, FALSE);
  else
    show_options (self);
}

static void
staged_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtImportWindow *self = VT_IMPORT_WINDOW (source);
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (stop_working (self))
        {
          show_problem (self, error);
          show_options (self);
        }
      return;
    }

  if (self->stack == NULL)
    return;
  start_working (self, _ ("Checking each product…"));
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), _ ("Check an import"), NULL, vt_import_rehearse_job,
                       self->import, NULL, self->cancellable, rehearsed_cb, g_object_ref (self));
}

static void
stage_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  VtImportWindow *self = source;
  GError *error = NULL;

  if (vt_import_stage_photos (self->import, data, FALSE, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
stage (VtImportWindow *self)
{
  g_autoptr (GTask) task = NULL;

  start_working (self, _ ("Fetching the photos…"));
  task = g_task_new (self, self->cancellable, staged_cb, NULL);
  g_task_set_task_data (task, g_object_ref (vt_workspace_get_shop (self->workspace)), g_object_unref);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, stage_thread);
}

static void
reopened_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtImportWindow *self = VT_IMPORT_WINDOW (source);
  g_autoptr (GError) error = NULL;
  VtImport *import = g_task_propagate_pointer (G_TASK (result), &error);

  if (!stop_working (self))
    {
      g_clear_pointer (&import, vt_import_free);
      return;
    }

  if (import == NULL)
    {
      show_problem (self, error);
      show_options (self);
      return;
    }
  take_import (self, import);
  stage (self);
}

/* The switches and columns may have changed since the files were opened. */
static void
check (VtImportWindow *self)
{
  g_autoptr (GTask) task = NULL;

  start_working (self, _ ("Looking at the file…"));
  task = g_task_new (self, self->cancellable, reopened_cb, NULL);
  g_task_set_task_data (task, opening_new (self), (GDestroyNotify) opening_free);
  g_task_run_in_thread (task, open_thread);
}

/* The import and what is remembered of it: one step. */
typedef struct
{
  VtImport *import; /* (unowned) */
  char *key;        /* (owned) (nullable) of the file's header */
  char *mapping;    /* (owned) (nullable) as JSON */
} Applying;

static void
applying_free (Applying *applying)
{
  g_free (applying->key);
  g_free (applying->mapping);
  g_free (applying);
}

static gboolean
apply_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Applying *applying = data;
  g_autoptr (JsonNode) all = NULL;
  g_autofree char *text = NULL;

  if (!vt_import_apply_job (db, applying->import, cancellable, error))
    return FALSE;
  if (applying->key == NULL)
    return TRUE;

  all = read_mappings (db);
  json_object_set_string_member (json_node_get_object (all), applying->key, applying->mapping);
  text = vt_json_to_string (all, FALSE);
  return vt_setting_set (db, "import.mappings", text, error);
}

/* The doing ------------------------------------------------------------------------------------------------------- */

static void
applied_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtImportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  gboolean done = vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error);

  if (done)
    {
      words = summary_in_words (vt_import_get_summary (self->import));
      vt_workspace_tell (self->workspace, words, TRUE);
    }
  else if (self->stack == NULL)
    vt_workspace_fail (self->workspace, error);
  if (!stop_working (self))
    return;

  show_problem (self, error);
  if (done)
    show_results (self, TRUE);
  else
    show_options (self);
}

static void
apply (VtImportWindow *self)
{
  g_autofree char *base = g_path_get_basename (self->paths[0]);
  g_autofree char *display = g_filename_display_name (base);
  g_autofree char *label = g_strdup_printf (_ ("Import %s"), display);
  Applying *applying;

  applying = g_new0 (Applying, 1);
  applying->import = self->import;
  if (vt_import_columns_are_changed (self->columns))
    {
      applying->key = vt_import_mapping_make_key (vt_import_get_columns (self->import));
      applying->mapping = vt_import_columns_to_json (self->columns);
    }
  start_working (self, _ ("Writing the products…"));
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, NULL, apply_job, applying,
                       (GDestroyNotify) applying_free, self->cancellable, applied_cb, g_object_ref (self));
}

/* The window ------------------------------------------------------------------------------------------------------ */

static gboolean
is_showing (VtImportWindow *self, const char *page)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), page);
}

static void
next_cb (VtImportWindow *self)
{
  if (is_showing (self, "options"))
    check (self);
  else if (is_showing (self, "results"))
    apply (self);
}

static void
back_cb (VtImportWindow *self)
{
  if (is_working (self))
    g_cancellable_cancel (self->cancellable);
  else if (is_showing (self, "results") && gtk_widget_get_visible (GTK_WIDGET (self->next)))
    show_options (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
vt_import_window_dispose (GObject *object)
{
  VtImportWindow *self = VT_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (vt_import_window_parent_class)->dispose (object);
}

static void
vt_import_window_finalize (GObject *object)
{
  VtImportWindow *self = VT_IMPORT_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->import, vt_import_free);
  g_strfreev (self->paths);
  g_strfreev (self->languages);
  g_free (self->mapping);
  g_free (self->images);

  G_OBJECT_CLASS (vt_import_window_parent_class)->finalize (object);
}

static void
vt_import_window_class_init (VtImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_import_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_import_window_finalize;

  g_type_ensure (VT_TYPE_IMPORT_COLUMNS);
  g_type_ensure (VT_TYPE_IMPORT_RESULTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, back);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, next);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, file);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, encoding);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, separator);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, decimal);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, language);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, status);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, blank_clears);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, set_stock);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, download);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, photos);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, problem_words);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, columns);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, doing);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, VtImportWindow, results);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, columns_cb);
  gtk_widget_class_bind_template_callback (widget_class, dialect_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, zip_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vt_import_window_init (VtImportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_import_window_present:
 * @parent: the window it belongs to
 * @workspace: of the shop that the products come into
 * @paths: (array zero-terminated=1) (element-type filename): product files that belong together
 *
 * Shows how the files would be read.
 */
void
vt_import_window_present (GtkWindow *parent, VtWorkspace *workspace, const char *const *paths)
{
  VtImportWindow *self = g_object_new (VT_TYPE_IMPORT_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  const char *const statuses[] = { _ ("Active"), _ ("Draft"), NULL };

  self->paths = g_strdupv ((char **) paths);
  self->is_filling = TRUE;
  self->workspace = g_object_ref (workspace);
  fill_row (self->status, statuses);
  fill_languages (self);
  show_options (self);
  open_files (self);
  gtk_window_present (GTK_WINDOW (self));
}

typedef struct
{
  VtWorkspace *workspace;        /* (owned) */
  GtkWindow *parent;             /* (owned) */
  GtkFileChooserNative *chooser; /* (owned) */
} Choosing;

static void
chosen_cb (GtkFileChooserNative *chooser, int response, gpointer data)
{
  Choosing *choosing = data;
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_strv_builder_add (builder, g_file_peek_path (file));
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL)
    vt_import_window_present (choosing->parent, choosing->workspace, (const char *const *) paths);

  g_object_unref (choosing->workspace);
  g_object_unref (choosing->parent);
  g_object_unref (choosing->chooser);
  g_free (choosing);
}

/**
 * vt_import_window_choose:
 * @parent: the window it belongs to
 * @workspace: of the shop that the products come into
 *
 * Asks for product files and shows how they would be read.
 */
void
vt_import_window_choose (GtkWindow *parent, VtWorkspace *workspace)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", "xml", "json" };
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) any = gtk_file_filter_new ();
  Choosing *choosing = g_new0 (Choosing, 1);

  gtk_file_filter_set_name (filter, _ ("Product files"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_filter_set_name (any, _ ("All files"));
  gtk_file_filter_add_pattern (any, "*");

  choosing->workspace = g_object_ref (workspace);
  choosing->parent = g_object_ref (parent);
  choosing->chooser = gtk_file_chooser_native_new (_ ("Import Products"), parent, GTK_FILE_CHOOSER_ACTION_OPEN,
                                                   _ ("_Open"), _ ("_Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (choosing->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (choosing->chooser), filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (choosing->chooser), any);
  g_signal_connect (choosing->chooser, "response", G_CALLBACK (chosen_cb), choosing);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choosing->chooser));
}
