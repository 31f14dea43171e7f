#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-codes-window.h"

#include "app/print/vt-print-run.h"
#include "app/promo/vt-codes-run.h"
#include "promo/vt-discount-code.h"

#include <glib/gi18n.h>
#include <string.h>

#define PROGRESS_MS 100

/* Codes that are being given out. */
typedef struct
{
  VtCodesWindow *window; /* (owned) */
  char *message;         /* (owned) (nullable) what is said once it is done */
  gint per_mille;        /* atomic */
} Work;

struct _VtCodesWindow
{
  AdwWindow parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  gint64 discount_id;
  VtDiscount *discount;      /* (owned) (nullable) as the shop holds it */
  GPtrArray *codes;          /* (owned) (nullable) VtDiscountCode */
  GtkStringList *listed;     /* (owned) of those, that hold what is searched for */
  Work *work;                /* (unowned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) of that */
  guint progress_id;

  AdwToastOverlay *toasts;  /* template child */
  GtkSpinButton *count;     /* template child */
  AdwEntryRow *prefix;      /* template child */
  GtkLabel *reason;         /* template child */
  GtkWidget *make;          /* template child */
  GtkWidget *given;         /* template child */
  GtkLabel *summary;        /* template child */
  GtkWidget *ways;          /* template child: of giving them out */
  GtkWidget *running;       /* template child: shown in their place meanwhile */
  GtkProgressBar *progress; /* template child */
  GtkWidget *stop;          /* template child */
  GtkWidget *search;        /* template child */
  GtkListView *list;        /* template child */
};

/* Codes to be made. */
typedef struct
{
  gint64 id;
  char *prefix;
  guint n;
} Making;

typedef struct
{
  gint64 id;
  gint64 code_id;
} Removal;

G_DEFINE_FINAL_TYPE (VtCodesWindow, vt_codes_window, ADW_TYPE_WINDOW)

/* Making and taking away ------------------------------------------------------------------------------------------ */

static void
making_free (Making *making)
{
  g_free (making->prefix);
  g_free (making);
}

static gboolean
make_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Making *making = data;

  return vt_discount_codes_make (db, making->id, making->prefix, making->n, g_get_real_time (), error);
}

static gboolean
remove_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Removal *removal = data;

  return vt_discount_codes_remove (db, removal->id, removal->code_id, error);
}

static void
prefix_cb (VtCodesWindow *self)
{
  g_autoptr (GError) error = NULL;
  gboolean fine = vt_discount_code_check_prefix (gtk_editable_get_text (GTK_EDITABLE (self->prefix)), &error);

  gtk_label_set_text (self->reason, fine ? "" : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), !fine);
  gtk_widget_set_sensitive (self->make, fine);
}

static void
make_cb (VtCodesWindow *self)
{
  Making *making;
  g_autofree char *label = NULL;

  if (!gtk_widget_get_sensitive (self->make) || self->discount == NULL)
    return;

  making = g_new0 (Making, 1);
  making->id = self->discount_id;
  making->prefix = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->prefix)));
  making->n = (guint) gtk_spin_button_get_value_as_int (self->count);
  label = g_strdup_printf (_ ("Make codes of %s"), self->discount->title);
  vt_workspace_edit (self->workspace, label, NULL, make_job, making, (GDestroyNotify) making_free);
}

static const VtDiscountCode *
find_code (VtCodesWindow *self, const char *text)
{
  for (guint i = 0; self->codes != NULL && i < self->codes->len; i++)
    {
      const VtDiscountCode *code = g_ptr_array_index (self->codes, i);

      if (strcmp (code->code, text) == 0)
        return code;
    }

  return NULL;
}

static const char *
text_of (GtkListItem *item)
{
  return gtk_string_object_get_string (gtk_list_item_get_item (item));
}

static void
remove_cb (GtkWidget *button, VtCodesWindow *self)
{
  const VtDiscountCode *code = find_code (self, text_of (g_object_get_data (G_OBJECT (button), "item")));
  g_autofree char *label = NULL;
  Removal removal;

  if (code == NULL)
    return;

  removal = (Removal){ self->discount_id, code->id };
  label = g_strdup_printf (_ ("Take away the code %s"), code->code);
  vt_workspace_edit (self->workspace, label, NULL, remove_job, g_memdup2 (&removal, sizeof removal), g_free);
}

static void
tell (VtCodesWindow *self, const char *message)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (message);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  adw_toast_set_custom_title (toast, label);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
copy_cb (GtkWidget *button, VtCodesWindow *self)
{
  const char *code = text_of (g_object_get_data (G_OBJECT (button), "item"));
  g_autofree char *message = g_strdup_printf (_ ("%s copied"), code);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), code);
  tell (self, message);
}

/* The list -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_button (VtCodesWindow *self, GtkListItem *item, const char *icon, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "item", item);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  return button;
}

static void
setup_cb (VtCodesWindow *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_add_css_class (label, "monospace");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), make_button (self, item, "edit-copy-symbolic", G_CALLBACK (copy_cb)));
  gtk_box_append (GTK_BOX (box), make_button (self, item, "user-trash-symbolic", G_CALLBACK (remove_cb)));
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
name_button (GtkWidget *button, const char *words, const char *code)
{
  g_autofree char *label = g_strdup_printf (words, code);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
bind_cb (G_GNUC_UNUSED VtCodesWindow *self, GtkListItem *item)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *copy = gtk_widget_get_next_sibling (label);

  gtk_label_set_text (GTK_LABEL (label), text_of (item));
  name_button (copy, _ ("Copy %s"), text_of (item));
  name_button (gtk_widget_get_next_sibling (copy), _ ("Take away %s"), text_of (item));
}

static void
list_codes (VtCodesWindow *self)
{
  g_autofree char *words = g_ascii_strup (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_strstrip (words);
  for (guint i = 0; self->codes != NULL && i < self->codes->len; i++)
    {
      const VtDiscountCode *code = g_ptr_array_index (self->codes, i);

      if (*words == '\0' || strstr (code->code, words) != NULL)
        g_ptr_array_add (texts, code->code);
    }
  g_ptr_array_add (texts, NULL);
  gtk_string_list_splice (self->listed, 0, g_list_model_get_n_items (G_LIST_MODEL (self->listed)),
                          (const char *const *) texts->pdata);
}

static gboolean
load (VtCodesWindow *self, GError **error)
{
  VtDb *db = vt_workspace_get_reader (self->workspace);
  g_autoptr (VtDiscount) discount = vt_discount_load (db, self->discount_id, error);
  GPtrArray *codes = discount != NULL ? vt_discount_codes_list (db, self->discount_id, error) : NULL;

  if (codes == NULL)
    return FALSE;

  vt_discount_free (self->discount);
  self->discount = g_steal_pointer (&discount);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  self->codes = codes;
  return TRUE;
}

static void
refresh (VtCodesWindow *self)
{
  g_autofree char *summary = NULL;

  if (!load (self, NULL))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  summary = g_strdup_printf (ngettext ("%u code", "%u codes", self->codes->len), self->codes->len);
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (self->given, self->codes->len > 0);
  list_codes (self);
}

static void
changed_cb (VtCodesWindow *self, VtChange *change)
{
  if (self->workspace != NULL &&
      (vt_change_touches (change, "discount") || vt_change_touches (change, "discount_code")))
    refresh (self);
}

/* Giving them out ------------------------------------------------------------------------------------------------- */

/* The keyboard goes on to what stands in the place of the button it was at. */
static void
show_running (VtCodesWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, self->ways);

  gtk_widget_set_visible (self->running, TRUE);
  if (focused)
    gtk_widget_grab_focus (self->stop);
  gtk_widget_set_visible (self->ways, FALSE);
}

static gboolean
progress_cb (gpointer data)
{
  VtCodesWindow *self = data;
  gint per_mille = g_atomic_int_get (&self->work->per_mille);

  if (gtk_widget_get_visible (self->ways))
    show_running (self);
  if (per_mille == 0)
    gtk_progress_bar_pulse (self->progress);
  else
    gtk_progress_bar_set_fraction (self->progress, per_mille / 1000.0);
  return G_SOURCE_CONTINUE;
}

static void
stop (VtCodesWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  self->work = NULL;
}

static void
stop_cb (VtCodesWindow *self)
{
  gboolean focused = gtk_widget_has_focus (self->stop);

  stop (self);
  gtk_widget_set_visible (self->ways, TRUE);
  if (focused)
    gtk_widget_child_focus (self->ways, GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (self->running, FALSE);
}

static void
given_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;
  VtCodesWindow *self = work->window;
  g_autoptr (VtPrintDocument) cards = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = vt_codes_run_finish (result, &cards, &error);

  /* What was stopped has no say any more. */
  if (self->work == work)
    {
      stop_cb (self);
      if (cards != NULL)
        done = vt_print_run (cards, GTK_WINDOW (self), &error);
      /* A print dialog is open for long: the window may be gone by now. */
      if (self->workspace != NULL && (!done || work->message != NULL))
        tell (self, done ? work->message : error->message);
    }
  g_object_unref (self);
  g_free (work->message);
  g_free (work);
}

/* @path: (nullable) of a file */
static void
give_out (VtCodesWindow *self, VtCodesForm form, const char *path)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  Work *work;

  if (self->workspace == NULL || self->work != NULL)
    return;

  work = g_new0 (Work, 1);
  work->window = g_object_ref (self);
  work->message = name != NULL ? g_strdup_printf (_ ("Saved as “%s”"), name) : NULL;
  self->work = work;
  self->cancellable = g_cancellable_new ();
  self->progress_id = g_timeout_add (PROGRESS_MS, progress_cb, self);
  gtk_progress_bar_set_fraction (self->progress, 0.0);
  vt_codes_run_async (self->discount, vt_workspace_get_currency (self->workspace), self->codes, form, path,
                      &work->per_mille, self->cancellable, given_cb, work);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, VtCodesWindow *self)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  gboolean cards = g_object_get_data (G_OBJECT (dialog), "cards") != NULL;

  if (path != NULL)
    give_out (self, cards ? VT_CODES_PDF : VT_CODES_TABLE, path);
  g_object_unref (dialog);
}

static void
choose_file (VtCodesWindow *self, gboolean cards)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (cards ? _ ("Cards with the Codes") : _ ("Table of the Codes"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), cards ? "codes.pdf" : "codes.csv");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (cards)
    g_object_set_data (G_OBJECT (dialog), "cards", self);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
table_cb (VtCodesWindow *self)
{
  choose_file (self, FALSE);
}

static void
cards_cb (VtCodesWindow *self)
{
  choose_file (self, TRUE);
}

static void
print_cb (VtCodesWindow *self)
{
  give_out (self, VT_CODES_PAPER, NULL);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_codes_window_dispose (GObject *object)
{
  VtCodesWindow *self = VT_CODES_WINDOW (object);

  stop (self);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_codes_window_parent_class)->dispose (object);
}

static void
vt_codes_window_finalize (GObject *object)
{
  VtCodesWindow *self = VT_CODES_WINDOW (object);

  vt_discount_free (self->discount);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_object_unref (self->listed);

  G_OBJECT_CLASS (vt_codes_window_parent_class)->finalize (object);
}

static void
vt_codes_window_class_init (VtCodesWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_codes_window_dispose;
  object_class->finalize = vt_codes_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-codes-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, count);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, prefix);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, make);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, given);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, ways);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, running);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, stop);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, search);
  gtk_widget_class_bind_template_child (widget_class, VtCodesWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, prefix_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_codes);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_cb);
  gtk_widget_class_bind_template_callback (widget_class, cards_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
vt_codes_window_init (VtCodesWindow *self)
{
  GtkNoSelection *selection;

  self->listed = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->listed)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

/**
 * vt_codes_window_present:
 * @parent: the window it belongs to
 * @workspace: of the shop
 * @discount_id: a discount with unique codes
 *
 * Shows the window. Codes that are made or taken away in it are steps of the history.
 */
void
vt_codes_window_present (GtkWindow *parent, VtWorkspace *workspace, gint64 discount_id)
{
  VtCodesWindow *self = g_object_new (VT_TYPE_CODES_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;

  self->workspace = g_object_ref (workspace);
  self->discount_id = discount_id;
  if (!load (self, &error))
    {
      vt_workspace_fail (workspace, error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  title = g_strdup_printf (_ ("Codes of %s"), self->discount->title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  prefix_cb (self);
  refresh (self);
  gtk_window_present (GTK_WINDOW (self));
}
