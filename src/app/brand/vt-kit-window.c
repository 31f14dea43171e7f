#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-kit-window.h"

#include "app/widgets/vt-combo.h"
#include "base/vt-file.h"
#include "brand/vt-asset-kit.h"
#include "brand/vt-brand-book.h"

#include <glib/gi18n.h>

#define POLL_MS        100
#define PROGRESS_STEPS 1000
#define MAX_FINDINGS   8 /* sentences that are shown at the end */

/* The formats to choose from, in the order of the list; -1: what each is used in. */
static const int formats[] = { -1, VT_ASSET_PNG, VT_ASSET_SVG, VT_ASSET_PDF, VT_ASSET_WEBP };

enum
{
  INTO_FOLDER,
  INTO_ZIP
};

enum
{
  WHICH_SELECTED,
  WHICH_ALL,
  WHICH_BOOK
};

struct _VtKitWindow
{
  AdwWindow parent_instance;

  VtBrand *brand;                /* (owned) */
  VtAssetFacts *facts;           /* (owned) */
  GStrv ids;                     /* (owned) what is selected; empty: nothing */
  GPtrArray *subjects;           /* (owned) (nullable) (element-type VtAssetSubject) what they are about, one */
  GCancellable *cancellable;     /* (owned) (nullable) of the work that runs */
  GtkFileChooserNative *chooser; /* (owned) (nullable) while it is open */
  char *path;                    /* (owned) (nullable) what is written */
  guint poll_source;
  gint done; /* atomic: of PROGRESS_STEPS */

  GtkStack *stack;         /* template child: "options", "working" or "done" */
  GtkButton *back;         /* template child */
  GtkButton *next;         /* template child */
  AdwComboRow *which;      /* template child */
  AdwComboRow *format;     /* template child */
  AdwComboRow *into;       /* template child */
  GtkWidget *problem;      /* template child: the group around the label */
  GtkLabel *problem_words; /* template child */
  GtkProgressBar *bar;     /* template child */
  AdwStatusPage *result;   /* template child */
};

/* What the thread needs to know. */
typedef struct
{
  VtKitWindow *window; /* (unowned) for the progress alone */
  VtBrand *brand;      /* (owned) */
  VtAssetFacts *facts; /* (owned) */
  GStrv ids;           /* (owned) (nullable) NULL: all */
  GPtrArray *subjects; /* (owned) (nullable) */
  char *path;          /* (owned) */
  int format;          /* as in formats */
  gboolean is_zip;
  gboolean is_book;
  GPtrArray *findings; /* (owned) (element-type VtAssetFinding) */
} Writing;

G_DEFINE_FINAL_TYPE (VtKitWindow, vt_kit_window, ADW_TYPE_WINDOW)

static void
writing_free (Writing *writing)
{
  vt_brand_unref (writing->brand);
  vt_asset_facts_unref (writing->facts);
  g_strfreev (writing->ids);
  g_clear_pointer (&writing->subjects, g_ptr_array_unref);
  g_free (writing->path);
  g_ptr_array_unref (writing->findings);
  g_free (writing);
}

/* Pages ----------------------------------------------------------------------------------------------------------- */

static void
show_options (VtKitWindow *self, const GError *error)
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
  VtKitWindow *self = data;

  gtk_progress_bar_set_fraction (self->bar, (double) g_atomic_int_get (&self->done) / PROGRESS_STEPS);

  return G_SOURCE_CONTINUE;
}

static void
show_working (VtKitWindow *self)
{
  g_atomic_int_set (&self->done, 0);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "working");
  gtk_button_set_label (self->back, _ ("_Stop"));
  gtk_widget_set_visible (GTK_WIDGET (self->next), FALSE);
  self->poll_source = g_timeout_add (POLL_MS, poll_cb, self);
}

static void
show_done (VtKitWindow *self, const Writing *writing)
{
  g_autofree char *base = g_path_get_basename (writing->path);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr (GString) words = g_string_new (name);
  g_autofree char *markup = NULL;

  for (guint i = 0; i < writing->findings->len && i < MAX_FINDINGS; i++)
    g_string_append_printf (words, "\n%s",
                            ((const VtAssetFinding *) g_ptr_array_index (writing->findings, i))->sentence);
  markup = g_markup_escape_text (words->str, -1);
  adw_status_page_set_description (self->result, markup);
  gtk_stack_set_visible_child_name (self->stack, "done");
  gtk_button_set_label (self->back, _ ("_Close"));
}

/* Writing --------------------------------------------------------------------------------------------------------- */

static void
progress_cb (guint done, guint total, G_GNUC_UNUSED const char *name, gpointer data) /* worker thread */
{
  VtKitWindow *self = data;

  g_atomic_int_set (&self->done, (gint) ((guint64) done * PROGRESS_STEPS / MAX (total, 1)));
}

static gboolean
write_book (const Writing *writing, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) book = vt_brand_book_draw (writing->brand, writing->facts, cancellable, error);

  return book != NULL && vt_file_write_atomic (writing->path, book, error);
}

static void
write_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;
  VtAssetSubject *const subjects[] = { writing->subjects != NULL ? g_ptr_array_index (writing->subjects, 0) : NULL,
                                       NULL };
  const VtKitWish wish = { .brand = writing->brand,
                           .facts = writing->facts,
                           .ids = (const char *const *) writing->ids,
                           .subjects = subjects,
                           .format = writing->format,
                           .progress = progress_cb,
                           .progress_data = writing->window };
  GError *error = NULL;
  gboolean written;

  if (writing->is_book)
    written = write_book (writing, cancellable, &error);
  else if (writing->is_zip)
    written = vt_asset_kit_write_zip (&wish, writing->path, writing->findings, cancellable, &error);
  else
    written = vt_asset_kit_write_folder (&wish, writing->path, writing->findings, cancellable, &error);

  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtKitWindow *self = VT_KIT_WINDOW (source);
  g_autoptr (GError) error = NULL;
  gboolean written = g_task_propagate_boolean (G_TASK (result), &error);

  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->cancellable);
  if (self->stack == NULL)
    return;

  if (written)
    show_done (self, g_task_get_task_data (G_TASK (result)));
  else
    show_options (self, error);
}

/* The first entry is missing when nothing is selected. */
static int
get_which (VtKitWindow *self)
{
  return (int) adw_combo_row_get_selected (self->which) + (self->ids[0] == NULL ? WHICH_ALL : WHICH_SELECTED);
}

static void
which_cb (VtKitWindow *self)
{
  gboolean is_book = self->ids != NULL && get_which (self) == WHICH_BOOK;

  gtk_widget_set_sensitive (GTK_WIDGET (self->format), !is_book);
  gtk_widget_set_sensitive (GTK_WIDGET (self->into), !is_book);
}

static gboolean
is_zip (VtKitWindow *self)
{
  return adw_combo_row_get_selected (self->into) == INTO_ZIP;
}

static Writing *
writing_new (VtKitWindow *self)
{
  Writing *writing = g_new0 (Writing, 1);
  int which = get_which (self);

  writing->window = self;
  writing->brand = vt_brand_ref (self->brand);
  writing->facts = vt_asset_facts_ref (self->facts);
  writing->ids = which == WHICH_SELECTED ? g_strdupv (self->ids) : NULL;
  writing->subjects = which == WHICH_SELECTED && self->subjects != NULL ? g_ptr_array_ref (self->subjects) : NULL;
  writing->is_book = which == WHICH_BOOK;
  writing->path = g_strdup (self->path);
  writing->format = formats[MIN (adw_combo_row_get_selected (self->format), G_N_ELEMENTS (formats) - 1)];
  writing->is_zip = is_zip (self);
  writing->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_asset_finding_free);
  return writing;
}

static void
start (VtKitWindow *self)
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
chosen_cb (VtKitWindow *self, int response, GtkFileChooserNative *chooser)
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
next_cb (VtKitWindow *self)
{
  gboolean is_book = get_which (self) == WHICH_BOOK;
  gboolean is_file = is_book || is_zip (self);
  GtkFileChooserAction action = is_file ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER;

  if (self->chooser != NULL)
    return;

  self->chooser =
      gtk_file_chooser_native_new (_ ("Export Assets"), GTK_WINDOW (self), action, _ ("_Export"), _ ("_Cancel"));
  if (is_file)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser),
                                       is_book ? _ ("brand book.pdf") : _ ("brand.zip"));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
back_cb (VtKitWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
folder_cb (VtKitWindow *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
vt_kit_window_dispose (GObject *object)
{
  VtKitWindow *self = VT_KIT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (vt_kit_window_parent_class)->dispose (object);
}

static void
vt_kit_window_finalize (GObject *object)
{
  VtKitWindow *self = VT_KIT_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->brand, vt_brand_unref);
  g_clear_pointer (&self->facts, vt_asset_facts_unref);
  g_strfreev (self->ids);
  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  g_free (self->path);

  G_OBJECT_CLASS (vt_kit_window_parent_class)->finalize (object);
}

static void
vt_kit_window_class_init (VtKitWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_kit_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_kit_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-kit-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtKitWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VtKitWindow, back);
  gtk_widget_class_bind_template_child (widget_class, VtKitWindow, next);
  gtk_widget_class_bind_template_child (widget_class, VtKitWindow, which);
  gtk_widget_class_bind_template_child (widget_class, VtKitWindow, format);
  gtk_widget_class_bind_template_child (widget_class, VtKitWindow, into);
  gtk_widget_class_bind_template_child (widget_class, VtKitWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, VtKitWindow, problem_words);
  gtk_widget_class_bind_template_child (widget_class, VtKitWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, VtKitWindow, result);
  gtk_widget_class_bind_template_callback (widget_class, which_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vt_kit_window_init (VtKitWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill (VtKitWindow *self)
{
  const char *const format_names[] = { _ ("As each is used"), "PNG", "SVG", "PDF", "WebP", NULL };
  const char *const into_names[] = { _ ("A folder"), _ ("A ZIP file"), NULL };
  g_autoptr (GtkStringList) which = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) format = gtk_string_list_new (format_names);
  g_autoptr (GtkStringList) into = gtk_string_list_new (into_names);
  guint n_ids = g_strv_length (self->ids);

  if (n_ids > 0)
    {
      g_autofree char *selected =
          g_strdup_printf (ngettext ("The %u selected asset", "The %u selected assets", n_ids), n_ids);

      gtk_string_list_append (which, selected);
    }
  gtk_string_list_append (which, _ ("All, and the icons of the site"));
  gtk_string_list_append (which, _ ("The brand book, a PDF"));
  vt_combo_show (self->which, which, 0);
  vt_combo_show (self->format, format, 0);
  vt_combo_show (self->into, into, 0);
}

/**
 * vt_kit_window_present:
 * @parent: the window it belongs to
 * @brand: the brand as it is now
 * @facts: the shop as it is now
 * @ids: (element-type utf8): the layouts that are selected; none: all are exported
 * @subjects: (nullable) (element-type VtAssetSubject): what those that are selected are about, one; %NULL: what each is
 * of
 *
 * Asks how to export assets, and does it.
 */
void
vt_kit_window_present (GtkWindow *parent, VtBrand *brand, VtAssetFacts *facts, GPtrArray *ids, GPtrArray *subjects)
{
  VtKitWindow *self = g_object_new (VT_TYPE_KIT_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->brand = vt_brand_ref (brand);
  self->facts = vt_asset_facts_ref (facts);
  self->ids = g_new0 (char *, ids->len + 1);
  for (guint i = 0; i < ids->len; i++)
    self->ids[i] = g_strdup (g_ptr_array_index (ids, i));
  self->subjects = subjects != NULL ? g_ptr_array_ref (subjects) : NULL;
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
}
