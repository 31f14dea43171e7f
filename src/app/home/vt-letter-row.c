#define G_LOG_DOMAIN "vitrine"

#include "app/home/vt-letter-row.h"

#include "app/widgets/vt-time-words.h"
#include "catalogue/vt-stock-list.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of a message in the answer to it: mail programs cut off addresses that are too long. */
#define MAX_QUOTED_CHARS 800

/* Of its first line in the list. */
#define MAX_SHOWN_CHARS 60

struct _VtLetterRow
{
  AdwExpanderRow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  GtkWidget *badge;       /* (owned by the row) */
  VtLetterKind kind;
  gint64 id;
  gint64 variant_id; /* 0: of a message */
  char *from;        /* (owned) */
  char *address;     /* (owned) "mailto:…" of the answer */
};

/* A letter on its way to the writer. */
typedef struct
{
  VtWorkspace *workspace; /* (owned) */
  VtLetterKind kind;
  gint64 id;
  gint64 handled_us;
  char *words; /* (owned) what the history and the toast say */
} Handling;

G_DEFINE_FINAL_TYPE (VtLetterRow, vt_letter_row, ADW_TYPE_EXPANDER_ROW)

/* Seen to --------------------------------------------------------------------------------------------------------- */

static gboolean
handle_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Handling *handling = data;

  return vt_letter_set_handled (db, handling->kind, handling->id, handling->handled_us, error);
}

static void
handled_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Handling *handling = user_data;
  g_autoptr (GError) error = NULL;

  if (vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    vt_workspace_tell (handling->workspace, handling->words, TRUE);
  else
    vt_workspace_fail (handling->workspace, error);

  g_object_unref (handling->workspace);
  g_free (handling->words);
  g_free (handling);
}

static void
handle (VtLetterRow *self)
{
  Handling *handling = g_new0 (Handling, 1);

  handling->workspace = g_object_ref (self->workspace);
  handling->kind = self->kind;
  handling->id = self->id;
  handling->handled_us = g_get_real_time ();
  handling->words = g_strdup_printf (self->kind == VT_LETTER_MESSAGE
                                         /* TRANSLATORS: %s is a person's name or e-mail address */
                                         ? _ ("Message from %s is handled")
                                         /* TRANSLATORS: of stock; %s is an e-mail address */
                                         : _ ("Request from %s is handled"),
                                     self->from);
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), handling->words, NULL, handle_job, handling, NULL, NULL,
                       handled_cb, handling);
}

/* The answer ------------------------------------------------------------------------------------------------------ */

static char *
quote (const char *body)
{
  g_autofree char *start = g_utf8_substring (body, 0, MIN (g_utf8_strlen (body, -1), MAX_QUOTED_CHARS));
  g_auto (GStrv) lines = g_strsplit (start, "\n", -1);
  g_autofree char *quoted = g_strjoinv ("\r\n> ", lines);

  return g_strconcat ("\r\n\r\n> ", quoted, NULL);
}

/* RFC 6068: all but the address' own "@" is encoded; lines end with CR and LF. */
static char *
new_address (VtWorkspace *workspace, const VtLetter *letter)
{
  g_autofree char *shop = vt_setting_get (vt_workspace_get_reader (workspace), "shop.name", NULL);
  const char *about = letter->kind == VT_LETTER_MESSAGE ? letter->about : letter->product;
  g_autofree char *subject =
      g_strconcat (shop != NULL ? shop : "", shop != NULL && *about != '\0' ? ": " : "", about, NULL);
  g_autofree char *body = letter->kind == VT_LETTER_MESSAGE ? quote (letter->body) : NULL;
  g_autofree char *to_part = g_uri_escape_string (letter->email, "@", FALSE);
  g_autofree char *subject_part = g_uri_escape_string (subject, NULL, FALSE);
  g_autofree char *body_part = body != NULL ? g_uri_escape_string (body, NULL, FALSE) : NULL;

  return g_strconcat ("mailto:", to_part, "?subject=", subject_part, body_part != NULL ? "&body=" : NULL, body_part,
                      NULL);
}

static void
answered_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) words = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    return;

  g_info ("No mail program: %s", error->message);
  words = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                               _ ("No mail program could be opened; mark the address and copy it into yours"));
  vt_workspace_fail (workspace, words);
}

static void
answer (VtLetterRow *self)
{
  g_autoptr (GAppLaunchContext) context =
      G_APP_LAUNCH_CONTEXT (gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (self))));

  g_app_info_launch_default_for_uri_async (self->address, context, NULL, answered_cb, g_object_ref (self->workspace));
}

/* The row --------------------------------------------------------------------------------------------------------- */

static void
add_row (VtLetterRow *self, GtkWidget *child)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (child, "padded");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static GtkWidget *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

static void
append_part (GString *text, const char *part)
{
  if (part[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static void
add_text (VtLetterRow *self, const VtLetter *letter)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GString) from = g_string_new (NULL);
  GtkWidget *sender;

  append_part (from, letter->name);
  append_part (from, letter->email);
  append_part (from, letter->phone);
  append_part (from, letter->about);
  sender = new_text (from->str);
  gtk_widget_add_css_class (sender, "dim-label");

  if (letter->body[0] != '\0')
    gtk_box_append (GTK_BOX (box), new_text (letter->body));
  gtk_box_append (GTK_BOX (box), sender);
  add_row (self, box);
}

static GtkWidget *
add_button (GtkWidget *box, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
add_buttons (VtLetterRow *self, gint64 product_id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button;

  g_signal_connect_swapped (add_button (box, _ ("_Answer by Mail…")), "clicked", G_CALLBACK (answer), self);
  if (product_id != 0)
    {
      button = add_button (box, _ ("_Open Product"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.go-to");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sx)", "products", product_id);
    }
  g_signal_connect_swapped (add_button (box, _ ("_Mark as Handled")), "clicked", G_CALLBACK (handle), self);
  add_row (self, box);
}

static char *
first_line (const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", 2);
  const char *line = lines[0] != NULL ? lines[0] : "";
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= MAX_SHOWN_CHARS)
    return g_strdup (line);

  start = g_utf8_substring (line, 0, MAX_SHOWN_CHARS);
  return g_strconcat (start, "…", NULL);
}

static void
show_head (VtLetterRow *self, const VtLetter *letter, gint64 now_us)
{
  g_autofree char *when = vt_time_in_words (letter->sent_us, now_us);
  g_autofree char *line = first_line (letter->body);
  const char *gone = _ ("A product that is no more");
  gboolean message = letter->kind == VT_LETTER_MESSAGE;
  const char *title = message ? self->from : *letter->product != '\0' ? letter->product : gone;
  /* TRANSLATORS: a time, then the beginning of a message or who asked: "Today 18:40 · Is it washable?" */
  g_autofree char *words = g_strdup_printf (_ ("%s · %s"), when, message ? line : letter->email);
  g_autofree char *label = g_strdup_printf ("%s, %s", title, words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
vt_letter_row_finalize (GObject *object)
{
  VtLetterRow *self = VT_LETTER_ROW (object);

  g_clear_object (&self->workspace);
  g_free (self->from);
  g_free (self->address);

  G_OBJECT_CLASS (vt_letter_row_parent_class)->finalize (object);
}

static void
vt_letter_row_class_init (VtLetterRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_letter_row_finalize;
}

static void
vt_letter_row_init (VtLetterRow *self)
{
  self->badge = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->badge, "badge");
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->badge);
}

/**
 * vt_letter_row_new:
 * @workspace: of the shop
 * @letter: a letter of its database
 * @now_us: the present, UTC microseconds
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
vt_letter_row_new (VtWorkspace *workspace, const VtLetter *letter, gint64 now_us)
{
  VtLetterRow *self = g_object_new (VT_TYPE_LETTER_ROW, "use-markup", FALSE, NULL);
  g_autoptr (VtStockRow) stock = NULL;

  self->workspace = g_object_ref (workspace);
  self->kind = letter->kind;
  self->id = letter->id;
  self->variant_id = letter->variant_id;
  self->from = g_strdup (letter->name[0] != '\0' ? letter->name : letter->email);
  self->address = new_address (workspace, letter);
  if (self->variant_id != 0)
    stock = vt_stock_row_load (vt_workspace_get_reader (workspace), self->variant_id, 0, NULL);

  show_head (self, letter, now_us);
  add_text (self, letter);
  add_buttons (self, stock != NULL ? stock->product_id : 0);
  vt_letter_row_show_stock (self);
  return GTK_WIDGET (self);
}

/**
 * vt_letter_row_get_id:
 * @self: a row
 *
 * Returns: the id of its letter
 */
gint64
vt_letter_row_get_id (VtLetterRow *self)
{
  return self->id;
}

/**
 * vt_letter_row_show_stock:
 * @self: a row
 *
 * Says whether there is some of what is waited for: then those who wait can be told.
 */
void
vt_letter_row_show_stock (VtLetterRow *self)
{
  g_autoptr (VtStockRow) stock = NULL;
  gboolean there;

  if (self->variant_id != 0)
    stock = vt_stock_row_load (vt_workspace_get_reader (self->workspace), self->variant_id, 0, NULL);

  gtk_widget_set_visible (self->badge, stock != NULL && stock->tracked);
  there = stock != NULL && stock->on_hand > 0;
  gtk_label_set_label (GTK_LABEL (self->badge), there ? _ ("In stock") : _ ("Out of stock"));
  gtk_widget_remove_css_class (self->badge, there ? "warning" : "success");
  gtk_widget_add_css_class (self->badge, there ? "success" : "warning");
}
