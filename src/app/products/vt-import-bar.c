#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-import-bar.h"

#include "catalogue/vt-import.h"

#include <glib/gi18n.h>

#define POLL_MS        100
#define PROGRESS_STEPS 1000

/* Lines of the result that are shown; the numbers above them count all. */
#define N_LINES 50

struct _VtImportBar
{
  AdwBin parent_instance;

  VtWorkspace *workspace;        /* (owned) (nullable) */
  GCancellable *cancellable;     /* (owned) (nullable) of the import that runs */
  GtkFileChooserNative *chooser; /* (owned) (nullable) while it is open */
  guint poll_source;

  GtkRevealer *revealer; /* template child */
  GtkStack *stack;       /* template child: "running" or "done" */
  GtkLabel *doing;       /* template child */
  GtkProgressBar *bar;   /* template child */
  GtkLabel *result;      /* template child */
  GtkExpander *details;  /* template child */
  GtkLabel *lines;       /* template child */
};

/* One import, from the file to the shop. What both threads look at is set atomically. */
typedef struct
{
  VtImportBar *self; /* (owned) */
  char *path;        /* (owned) */
  char *shop_path;   /* (owned) */
  char *currency;    /* (owned) */
  VtImport *import;  /* (owned) (nullable) until the file was read */
  guint done;        /* of PROGRESS_STEPS: of the pictures, then of the files */
  guint total;       /* 0: not known yet */
} Work;

G_DEFINE_FINAL_TYPE (VtImportBar, vt_import_bar, ADW_TYPE_BIN)

static void
work_free (Work *work)
{
  g_clear_pointer (&work->import, vt_import_free);
  g_free (work->path);
  g_free (work->shop_path);
  g_free (work->currency);
  g_object_unref (work->self);
  g_free (work);
}

/* What became of it ----------------------------------------------------------------------------------------------- */

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
            g_strdup_printf (ngettext ("%u product added", "%u products added", sum->created), sum->created));
  add_part (sentence, sum->updated,
            g_strdup_printf (ngettext ("%u updated", "%u updated", sum->updated), sum->updated));
  add_part (sentence, sum->unchanged,
            g_strdup_printf (ngettext ("%u as it was", "%u as they were", sum->unchanged), sum->unchanged));
  add_part (sentence, sum->refused,
            g_strdup_printf (ngettext ("%u left out", "%u left out", sum->refused), sum->refused));
  add_part (sentence, sum->collections,
            g_strdup_printf (ngettext ("%u new collection", "%u new collections", sum->collections), sum->collections));
  if (sentence->len == 0)
    g_string_append (sentence, _ ("The file holds no products"));

  return g_string_free (sentence, FALSE);
}

static char *
lines_in_words (const GPtrArray *results)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < results->len && n < N_LINES; i++)
    {
      const VtImportResult *result = g_ptr_array_index (results, i);

      if (result->message == NULL || *result->message == '\0')
        continue;
      if (n++ > 0)
        g_string_append_c (text, '\n');
      if (result->line > 0)
        g_string_append_printf (text, _ ("Line %u: "), result->line);
      g_string_append (text, result->message);
    }

  return g_string_free (text, FALSE);
}

static void
finish (VtImportBar *self, const char *sentence, const char *lines)
{
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->cancellable);
  if (self->stack == NULL) /* the window is gone */
    return;

  gtk_label_set_label (self->result, sentence);
  gtk_label_set_label (self->lines, lines);
  gtk_widget_set_visible (GTK_WIDGET (self->details), *lines != '\0');
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_revealer_set_reveal_child (self->revealer, sentence[0] != '\0');
}

static void
finish_with_error (VtImportBar *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    finish (self, _ ("The import was stopped; the shop is as it was"), "");
  else
    finish (self, error->message, "");
}

/* The work -------------------------------------------------------------------------------------------------------- */

static gboolean
poll_cb (gpointer data)
{
  Work *work = data;
  guint done = (guint) g_atomic_int_get ((gint *) &work->done);
  guint total = (guint) g_atomic_int_get ((gint *) &work->total);

  if (total > 0)
    gtk_progress_bar_set_fraction (work->self->bar, (double) done / total);
  else
    gtk_progress_bar_pulse (work->self->bar);

  return G_SOURCE_CONTINUE;
}

static void
progress_cb (guint64 done, guint64 total, gpointer data) /* worker threads */
{
  Work *work = data;

  g_atomic_int_set ((gint *) &work->done, (gint) (done * PROGRESS_STEPS / MAX (total, 1)));
  g_atomic_int_set ((gint *) &work->total, PROGRESS_STEPS);
}

static void
read_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  const char *const files[] = { work->path, NULL };
  VtImportOptions options = VT_IMPORT_OPTIONS_INIT;
  GError *error = NULL;

  options.currency = work->currency;
  work->import = vt_import_open (files, &options, cancellable, &error);
  if (work->import != NULL)
    vt_import_set_progress (work->import, progress_cb, work);
  if (work->import != NULL && vt_import_stage_photos (work->import, work->shop_path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
applied_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;
  g_autoptr (GError) error = NULL;

  if (vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    {
      g_autofree char *sentence = summary_in_words (vt_import_get_summary (work->import));
      g_autofree char *lines = lines_in_words (vt_import_get_results (work->import));

      finish (work->self, sentence, lines);
    }
  else
    finish_with_error (work->self, error);

  work_free (work);
}

static void
read_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;
  VtImportBar *self = work->self;
  g_autofree char *name = g_path_get_basename (work->path);
  g_autofree char *display = g_filename_display_name (name);
  g_autofree char *label = g_strdup_printf (_ ("Import %s"), display);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      finish_with_error (self, error);
      work_free (work);
      return;
    }

  gtk_label_set_label (self->doing, _ ("Writing the products…"));
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, NULL, vt_import_apply_job, work->import, NULL,
                       self->cancellable, applied_cb, work);
}

static void
file_chosen_cb (VtImportBar *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && g_file_peek_path (file) != NULL)
    vt_import_bar_start (self, g_file_peek_path (file));

  g_clear_object (&self->chooser);
}

static void
cancel_cb (VtImportBar *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
close_cb (VtImportBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static void
vt_import_bar_dispose (GObject *object)
{
  VtImportBar *self = VT_IMPORT_BAR (object);

  cancel_cb (self);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_import_bar_parent_class)->dispose (object);
}

static void
vt_import_bar_class_init (VtImportBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_import_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-import-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, VtImportBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, VtImportBar, stack);
  gtk_widget_class_bind_template_child (widget_class, VtImportBar, doing);
  gtk_widget_class_bind_template_child (widget_class, VtImportBar, bar);
  gtk_widget_class_bind_template_child (widget_class, VtImportBar, result);
  gtk_widget_class_bind_template_child (widget_class, VtImportBar, details);
  gtk_widget_class_bind_template_child (widget_class, VtImportBar, lines);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
vt_import_bar_init (VtImportBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_import_bar_set_workspace:
 * @self: a bar
 * @workspace: of the shop that the products come into
 */
void
vt_import_bar_set_workspace (VtImportBar *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_import_bar_choose:
 * @self: a bar
 *
 * Asks for a file and brings its products in.
 */
void
vt_import_bar_choose (VtImportBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL || self->cancellable != NULL)
    return;

  gtk_file_filter_set_name (filter, _ ("Product files (CSV)"));
  gtk_file_filter_add_suffix (filter, "csv");
  self->chooser = gtk_file_chooser_native_new (_ ("Import Products"), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _ ("_Import"), _ ("_Cancel"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/**
 * vt_import_bar_start:
 * @self: a bar
 * @path: (type filename): a product file
 *
 * Brings the products of the file in. Nothing happens while another import runs.
 */
void
vt_import_bar_start (VtImportBar *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *display = g_filename_display_name (name);
  g_autofree char *doing = g_strdup_printf (_ ("Reading %s…"), display);
  g_autoptr (GTask) task = NULL;
  Work *work;

  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  work = g_new0 (Work, 1);
  work->self = g_object_ref (self);
  work->path = g_strdup (path);
  work->shop_path = g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace)));
  work->currency = g_strdup (vt_workspace_get_currency (self->workspace));

  gtk_label_set_label (self->doing, doing);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "running");
  gtk_revealer_set_reveal_child (self->revealer, TRUE);

  task = g_task_new (NULL, self->cancellable, read_cb, work);
  g_task_set_task_data (task, work, NULL);
  g_task_set_return_on_cancel (task, FALSE);
  self->poll_source = g_timeout_add (POLL_MS, poll_cb, work);
  g_task_run_in_thread (task, read_thread);
}
