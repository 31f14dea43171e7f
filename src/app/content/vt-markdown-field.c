#define G_LOG_DOMAIN "vitrine"

#include "app/content/vt-markdown-field.h"

#include "app/content/vt-product-chooser.h"
#include "app/widgets/vt-stage.h"
#include "content/vt-markdown.h"

#include <glib/gi18n.h>
#include <string.h>

/* Pixels: some fifteen lines. */
#define HEIGHT 320

struct _VtMarkdownField
{
  GtkBox parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  VtMedia *media;         /* (owned) (nullable) a staged file that the text names now */
  guint n_pending;        /* edits from here that the shop has not answered yet */
  guint generation;       /* counts the texts that were shown here: an answer for an earlier one is not for this one */

  GtkTextView *view;         /* template child */
  GtkTextBuffer *buffer;     /* (unowned) the view's */
  GtkLabel *problem;         /* template child */
  GtkMenuButton *link;       /* template child */
  GtkEntry *address;         /* template child */
  GtkMenuButton *product;    /* template child */
  VtProductChooser *chooser; /* (unowned) the popover of product */
};

typedef struct
{
  VtMarkdownField *self; /* (owned) */
  guint generation;
} Answer;

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtMarkdownField, vt_markdown_field, GTK_TYPE_BOX)

static void
changed_cb (VtMarkdownField *self)
{
  vt_markdown_field_refuse (self, NULL);
  g_signal_emit (self, signals[EDITED], 0);
}

/* Tools ----------------------------------------------------------------------------------------------------------- */

/* Replaces what is chosen, and chooses @choose characters of the new text from @from on: where one goes on typing. */
static void
replace (VtMarkdownField *self, const char *text, int from, int choose)
{
  GtkTextIter start, end;
  int offset;

  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  offset = gtk_text_iter_get_offset (&start);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset + from);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, offset + from + choose);
  gtk_text_buffer_select_range (self->buffer, &start, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static char *
dup_chosen (VtMarkdownField *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* Puts @mark on both sides of what is chosen. */
static void
surround (VtMarkdownField *self, const char *mark)
{
  g_autofree char *chosen = dup_chosen (self);
  g_autofree char *text = g_strconcat (mark, chosen, mark, NULL);

  replace (self, text, (int) strlen (mark), (int) g_utf8_strlen (chosen, -1));
}

/* Puts @mark before each line that is chosen, or takes it away when all of them have it. */
static void
mark_lines (VtMarkdownField *self, const char *mark)
{
  GtkTextIter start, end;
  g_autofree char *chosen = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean all = TRUE;

  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_buffer_select_range (self->buffer, &start, &end);
  chosen = dup_chosen (self);
  lines = g_strsplit (chosen, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    all = all && g_str_has_prefix (lines[i], mark);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "%s%s%s", i > 0 ? "\n" : "", all ? "" : mark,
                            all ? lines[i] + strlen (mark) : lines[i]);

  replace (self, text->str, (int) g_utf8_strlen (text->str, -1), 0);
}

static void
bold_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  surround (VT_MARKDOWN_FIELD (widget), "**");
}

static void
italic_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  surround (VT_MARKDOWN_FIELD (widget), "*");
}

static void
heading_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  mark_lines (VT_MARKDOWN_FIELD (widget), "## ");
}

static void
bullets_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  mark_lines (VT_MARKDOWN_FIELD (widget), "- ");
}

static void
link_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  gtk_menu_button_popup (VT_MARKDOWN_FIELD (widget)->link);
}

static void
insert_link (VtMarkdownField *self, const char *address, const char *otherwise)
{
  g_autofree char *chosen = dup_chosen (self);
  const char *words = *chosen != '\0' ? chosen : otherwise;
  g_autofree char *text = g_strdup_printf ("[%s](%s)", words, address);

  replace (self, text, 1, (int) g_utf8_strlen (words, -1));
}

static void
link_typed_cb (VtMarkdownField *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));

  gtk_menu_button_popdown (self->link);
  gtk_editable_set_text (GTK_EDITABLE (self->address), "");
  if (*address != '\0')
    insert_link (self, address, _ ("link"));
}

static void
product_cb (VtMarkdownField *self, G_GNUC_UNUSED gint64 id, const char *handle, const char *title)
{
  g_autofree char *address = g_strconcat (VT_MARKDOWN_PRODUCT, handle, NULL);

  insert_link (self, address, title);
}

/* Pictures -------------------------------------------------------------------------------------------------------- */

static void
staged_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtMarkdownField) self = user_data;
  g_autoptr (GError) error = NULL;
  VtMedia *media = vt_stage_file_finish (result, &error);
  g_autofree char *chosen = NULL;
  g_autofree char *text = NULL;

  if (self->workspace == NULL || media == NULL)
    {
      if (self->workspace != NULL)
        vt_workspace_fail (self->workspace, error);
      vt_media_free (media);
      return;
    }

  vt_media_free (self->media);
  self->media = media;
  chosen = dup_chosen (self);
  text = g_strdup_printf ("![%s](" VT_MARKDOWN_MEDIA "%s)", chosen, media->sha256);
  replace (self, text, 2, (int) g_utf8_strlen (chosen, -1));
}

static void
stage (VtMarkdownField *self, GFile *file)
{
  if (self->workspace != NULL)
    vt_stage_file_async (vt_shop_get_path (vt_workspace_get_shop (self->workspace)), file, NULL, staged_cb,
                         g_object_ref (self));
}

static void
file_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL)
    stage (user_data, file);
  g_object_unref (chooser);
}

static void
picture_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  GtkFileChooserNative *chooser = vt_stage_chooser_new (widget, _ ("Choose a Picture"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static gboolean
drop_cb (VtMarkdownField *self, const GValue *value)
{
  stage (self, g_value_get_object (value));
  return TRUE;
}

/* Widget ---------------------------------------------------------------------------------------------------------- */

static void
vt_markdown_field_dispose (GObject *object)
{
  VtMarkdownField *self = VT_MARKDOWN_FIELD (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->media, vt_media_free);
  self->generation++;

  G_OBJECT_CLASS (vt_markdown_field_parent_class)->dispose (object);
}

static void
vt_markdown_field_class_init (VtMarkdownFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_markdown_field_dispose;
  signals[EDITED] =
      g_signal_new ("edited", VT_TYPE_MARKDOWN_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-markdown-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VtMarkdownField, view);
  gtk_widget_class_bind_template_child (widget_class, VtMarkdownField, problem);
  gtk_widget_class_bind_template_child (widget_class, VtMarkdownField, link);
  gtk_widget_class_bind_template_child (widget_class, VtMarkdownField, address);
  gtk_widget_class_bind_template_child (widget_class, VtMarkdownField, product);
  gtk_widget_class_bind_template_callback (widget_class, link_typed_cb);

  gtk_widget_class_install_action (widget_class, "markdown.bold", NULL, bold_action);
  gtk_widget_class_install_action (widget_class, "markdown.italic", NULL, italic_action);
  gtk_widget_class_install_action (widget_class, "markdown.heading", NULL, heading_action);
  gtk_widget_class_install_action (widget_class, "markdown.bullets", NULL, bullets_action);
  gtk_widget_class_install_action (widget_class, "markdown.link", NULL, link_action);
  gtk_widget_class_install_action (widget_class, "markdown.picture", NULL, picture_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_b, GDK_CONTROL_MASK, "markdown.bold", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "markdown.italic", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "markdown.link", NULL);
}

static void
vt_markdown_field_init (VtMarkdownField *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = gtk_text_view_get_buffer (self->view);
  self->chooser = VT_PRODUCT_CHOOSER (vt_product_chooser_new ());
  gtk_menu_button_set_popover (self->product, GTK_WIDGET (self->chooser));
  gtk_widget_set_size_request (gtk_widget_get_parent (GTK_WIDGET (self->view)), -1, HEIGHT);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (product_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * vt_markdown_field_set_workspace:
 * @self: a new field
 * @workspace: whose text it is
 */
void
vt_markdown_field_set_workspace (VtMarkdownField *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  vt_product_chooser_set_workspace (self->chooser, workspace);
}

/**
 * vt_markdown_field_focus:
 * @self: a field
 *
 * Moves the keyboard into the text.
 */
void
vt_markdown_field_focus (VtMarkdownField *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * vt_markdown_field_dup_text:
 * @self: a field
 *
 * Returns: (transfer full): what is written in it
 */
char *
vt_markdown_field_dup_text (VtMarkdownField *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/**
 * vt_markdown_field_show:
 * @self: a field
 * @text: what the shop holds; what is being typed stays
 */
void
vt_markdown_field_show (VtMarkdownField *self, const char *text)
{
  g_autofree char *written = vt_markdown_field_dup_text (self);

  if (self->n_pending > 0 || strcmp (written, text) == 0)
    return;

  g_signal_handlers_block_by_func (self->buffer, changed_cb, self);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  g_signal_handlers_unblock_by_func (self->buffer, changed_cb, self);
  vt_markdown_field_refuse (self, NULL);
}

/**
 * vt_markdown_field_forget:
 * @self: a field
 *
 * The field is going to show another text: nothing of this one stays.
 */
void
vt_markdown_field_forget (VtMarkdownField *self)
{
  self->generation++;
  self->n_pending = 0;
  g_clear_pointer (&self->media, vt_media_free);
}

/**
 * vt_markdown_field_refuse:
 * @self: a field
 * @reason: (nullable): why the text cannot be as it is written, translated; %NULL when it can
 */
void
vt_markdown_field_refuse (VtMarkdownField *self, const char *reason)
{
  gtk_label_set_label (self->problem, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), reason != NULL);
}

/**
 * vt_markdown_field_steal_media:
 * @self: a field
 *
 * Returns: (transfer full) (nullable): a picture in the text that the shop does not have yet
 */
VtMedia *
vt_markdown_field_steal_media (VtMarkdownField *self)
{
  return g_steal_pointer (&self->media);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (VtMarkdownField) self = answer->self;
  g_autoptr (GError) error = NULL;
  gboolean ours = answer->generation == self->generation;

  g_free (answer);
  vt_shop_write_finish (VT_SHOP (source), result, NULL, &error);
  if (!ours)
    return;

  self->n_pending--;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vt_markdown_field_refuse (self, error != NULL ? error->message : NULL);
}

/**
 * vt_markdown_field_write:
 * @self: a field with a workspace
 * @label: what the action is called in the history, translated
 * @coalesce_key: (nullable): as for vt_workspace_edit()
 * @job: the work, on the writer thread
 * @data: its data
 * @data_free: (nullable): frees it
 *
 * Edits the shop with what is written here. A refusal is said under the text.
 */
void
vt_markdown_field_write (VtMarkdownField *self,
                         const char *label,
                         const char *coalesce_key,
                         VtShopJob job,
                         gpointer data,
                         GDestroyNotify data_free)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->self = g_object_ref (self);
  answer->generation = self->generation;
  self->n_pending++;
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), label, coalesce_key, job, data, data_free, NULL,
                       written_cb, answer);
}
