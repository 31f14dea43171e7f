#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-export-window.h"

#include "app/widgets/vt-combo.h"
#include "catalogue/vt-export.h"

#include <glib/gi18n.h>

#define POLL_MS        100
#define PROGRESS_STEPS 1000

struct _VtExportWindow
{
  AdwWindow parent_instance;

  VtWorkspace *workspace;        /* (owned) */
  GArray *sets[3];               /* (owned) (nullable) ids of products, for each entry of `which`; NULL: all */
  GCancellable *cancellable;     /* (owned) (nullable) of the work that runs */
  GtkFileChooserNative *chooser; /* (owned) (nullable) while it is open */
  char *path;                    /* (owned) (nullable) what is written */
  guint poll_source;
  gint done; /* atomic: of PROGRESS_STEPS */

  GtkStack *stack;         /* template child: "options", "working" or "done" */
  GtkButton *back;         /* template child */
  GtkButton *next;         /* template child */
  AdwComboRow *format;     /* template child */
  AdwComboRow *which;      /* template child */
  GtkSwitch *photos;       /* template child */
  GtkSwitch *mark;         /* template child */
  GtkWidget *problem;      /* template child: the group around the label */
  GtkLabel *problem_words; /* template child */
  GtkProgressBar *bar;     /* template child */
  AdwStatusPage *result;   /* template child */
};

/* What the thread needs to know. */
typedef struct
{
  VtExportWindow *window; /* (unowned) for the progress alone */
  char *shop_path;        /* (owned) */
  char *path;             /* (owned) */
  char *photos;           /* (owned) (nullable) */
  GArray *ids;            /* (owned) (nullable) */
  VtExportOptions options;
} Writing;

G_DEFINE_FINAL_TYPE (VtExportWindow, vt_export_window, ADW_TYPE_WINDOW)

static void
writing_free (Writing *writing)
{
  g_free (writing->shop_path);
  g_free (writing->path);
  g_free (writing->photos);
  g_clear_pointer (&writing->ids, g_array_unref);
  g_free (writing);
}

/* Pages ----------------------------------------------------------------------------------------------------------- */

static void
show_options (VtExportWindow *self, const GError *error)
{
  gboolean stopped = error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  gtk_label_set_label (self->problem_words, stopped ? "" : error->message);
  gtk_widget_set_visible (self->problem, !stopped);
  gtk_stack_set_visible_child_name (self->stack, "options");
  gtk_button_set_label (self->back, _ ("_Cancel"));
  gtk_widget_set_visible (GTK_WIDGET (self->next), TRUE);
}

static gboolean
poll_cb (gpointer data)
{
  VtExportWindow *self = data;

  gtk_progress_bar_set_fraction (self->bar, (double) g_atomic_int_get (&self->done) / PROGRESS_STEPS);

  return G_SOURCE_CONTINUE;
}

static void
show_working (VtExportWindow *self)
{
  g_atomic_int_set (&self->done, 0);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "working");
  gtk_button_set_label (self->back, _ ("_Stop"));
  gtk_widget_set_visible (GTK_WIDGET (self->next), FALSE);
  self->poll_source = g_timeout_add (POLL_MS, poll_cb, self);
}

static void
show_done (VtExportWindow *self, const VtExportSummary *summary)
{
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u product exported", "%u products exported", summary->products), summary->products);
  g_autofree char *base = g_path_get_basename (self->path);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr (GString) words = g_string_new (name);
  g_autofree char *markup = NULL;

  for (guint i = 0; i < summary->notes->len; i++)
    g_string_append_printf (words, "\n%s", (const char *) g_ptr_array_index (summary->notes, i));
  markup = g_markup_escape_text (words->str, -1);
  adw_status_page_set_title (self->result, title);
  adw_status_page_set_description (self->result, markup);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_button_set_label (self->back, _ ("_Close"));
}

/* Writing --------------------------------------------------------------------------------------------------------- */

static void
progress_cb (guint64 done, guint64 total, gpointer data) /* worker thread */
{
  VtExportWindow *self = data;

  g_atomic_int_set (&self->done, (gint) (done * PROGRESS_STEPS / MAX (total, 1)));
}

static void
write_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (writing->shop_path, &error);
  VtExportSummary *summary = NULL;

  if (snapshot != NULL)
    summary =
        vt_export_write (snapshot, &writing->options, writing->path, progress_cb, writing->window, cancellable, &error);
  if (summary != NULL)
    g_task_return_pointer (task, summary, (GDestroyNotify) vt_export_summary_free);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtExportWindow *self = VT_EXPORT_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtExportSummary) summary = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->cancellable);
  if (self->stack == NULL)
    return;

  if (summary != NULL)
    show_done (self, summary);
  else
    show_options (self, error);
}

/* "products.csv" has its photos in "products photos". */
static char *
photos_folder (const char *path)
{
  g_autofree char *stem = g_str_has_suffix (path, ".csv") ? g_strndup (path, strlen (path) - 4) : g_strdup (path);

  return g_strdup_printf (_ ("%s photos"), stem);
}

static Writing *
writing_new (VtExportWindow *self)
{
  Writing *writing = g_new0 (Writing, 1);
  guint which = MIN (adw_combo_row_get_selected (self->which), G_N_ELEMENTS (self->sets) - 1);

  writing->window = self;
  writing->shop_path = g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace)));
  writing->path = g_strdup (self->path);
  writing->photos = gtk_switch_get_active (self->photos) ? photos_folder (self->path) : NULL;
  writing->ids = self->sets[which] != NULL ? g_array_ref (self->sets[which]) : NULL;
  writing->options = (VtExportOptions){
    .format = (VtExportFormat) MIN (adw_combo_row_get_selected (self->format), VT_EXPORT_WOOCOMMERCE),
    .byte_order_mark = gtk_switch_get_active (self->mark),
    .photos = writing->photos,
    .ids = writing->ids != NULL ? (const gint64 *) (gpointer) writing->ids->data : NULL,
    .n_ids = writing->ids != NULL ? writing->ids->len : 0,
  };

  return writing;
}

static void
start (VtExportWindow *self)
{
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  show_working (self);
  task = g_task_new (self, self->cancellable, written_cb, NULL);
  g_task_set_task_data (task, writing_new (self), (GDestroyNotify) writing_free);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, write_thread);
}

static void
chosen_cb (VtExportWindow *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_clear_object (&self->chooser);
  if (file == NULL || g_file_peek_path (file) == NULL)
    return;

  g_free (self->path);
  self->path = g_file_get_path (file);
  start (self);
}

/* The window ------------------------------------------------------------------------------------------------------ */

static void
next_cb (VtExportWindow *self)
{
  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ ("Export Products"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Export"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _ ("products.csv"));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
back_cb (VtExportWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
folder_cb (VtExportWindow *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
vt_export_window_dispose (GObject *object)
{
  VtExportWindow *self = VT_EXPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (vt_export_window_parent_class)->dispose (object);
}

static void
vt_export_window_finalize (GObject *object)
{
  VtExportWindow *self = VT_EXPORT_WINDOW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->sets); i++)
    g_clear_pointer (&self->sets[i], g_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  g_free (self->path);

  G_OBJECT_CLASS (vt_export_window_parent_class)->finalize (object);
}

static void
vt_export_window_class_init (VtExportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_export_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_export_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-export-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, back);
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, next);
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, format);
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, which);
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, photos);
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, mark);
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, problem_words);
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, VtExportWindow, result);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vt_export_window_init (VtExportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_formats (VtExportWindow *self)
{
  const char *const names[] = { _ ("Vitrine, or a spreadsheet"), "Shopify", "WooCommerce", NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  vt_combo_show (self->format, list, 0);
}

static void
fill_sets (VtExportWindow *self, GArray *selected, GArray *listed)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint n = 1;

  gtk_string_list_append (list, _ ("All products"));
  if (selected != NULL && selected->len > 0)
    {
      self->sets[n++] = g_array_ref (selected);
      gtk_string_list_take (
          list, g_strdup_printf (ngettext ("The one selected", "The %u selected", selected->len), selected->len));
    }
  if (listed != NULL)
    {
      self->sets[n++] = g_array_ref (listed);
      gtk_string_list_take (list,
                            g_strdup_printf (ngettext ("The one found", "The %u found", listed->len), listed->len));
    }
  vt_combo_show (self->which, list, n > 1 ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->which), n > 1);
}

/**
 * vt_export_window_present:
 * @parent: the window it belongs to
 * @workspace: of the shop
 * @selected: (nullable) (element-type gint64): products that are selected
 * @listed: (nullable) (element-type gint64): products that a search or filters found; %NULL when all are listed
 *
 * Asks what is to be exported, and where to.
 */
void
vt_export_window_present (GtkWindow *parent, VtWorkspace *workspace, GArray *selected, GArray *listed)
{
  VtExportWindow *self = g_object_new (VT_TYPE_EXPORT_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->workspace = g_object_ref (workspace);
  fill_formats (self);
  fill_sets (self, selected, listed);
  show_options (self, NULL);
  gtk_window_present (GTK_WINDOW (self));
}
