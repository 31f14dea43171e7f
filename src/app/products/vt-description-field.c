#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-description-field.h"

#include "app/products/vt-description-buffer.h"
#include "base/vt-html.h"

#include <string.h>

struct _VtDescriptionField
{
  GtkBox parent_instance;

  char *html;          /* (owned) what the shop has */
  gboolean as_html;    /* the text is HTML */
  gboolean wants_html; /* as the merchant chose */
  gboolean setting;    /* the text is set, not typed */
  guint n_held;

  GtkWidget *html_note;       /* template child */
  GtkWidget *tools;           /* template child: what there is for a text that is not HTML */
  GtkToggleButton *source;    /* template child */
  GtkMenuButton *link_button; /* template child */
  GtkEntry *link_entry;       /* template child */
  GtkTextView *view;          /* template child */
};

enum
{
  EDITED,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtDescriptionField, vt_description_field, GTK_TYPE_BOX)

static char *
dup_typed (VtDescriptionField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static char *
dup_typed_html (VtDescriptionField *self)
{
  g_autoptr (VtRichText) rich = NULL;

  if (self->as_html)
    return dup_typed (self);

  rich = vt_description_buffer_read (gtk_text_view_get_buffer (self->view));
  return vt_rich_text_to_html (rich);
}

/* The shop keeps HTML in one way of writing it: what it makes of the typed text is compared. */
static gboolean
means (VtDescriptionField *self, const char *html)
{
  g_autofree char *typed = dup_typed_html (self);
  g_autofree char *kept = vt_html_sanitise (typed);

  return g_str_equal (kept, html);
}

static void
show (VtDescriptionField *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autoptr (VtRichText) rich = vt_rich_text_from_html (self->html);

  self->as_html = rich == NULL || self->wants_html;
  self->setting = TRUE;
  if (self->as_html)
    gtk_text_buffer_set_text (buffer, self->html, -1);
  else
    vt_description_buffer_show (buffer, rich);
  gtk_toggle_button_set_active (self->source, self->as_html);
  self->setting = FALSE;

  gtk_widget_set_visible (self->html_note, rich == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->source), rich != NULL);
  gtk_widget_set_visible (self->tools, !self->as_html);
  gtk_text_view_set_monospace (self->view, self->as_html);
}

static void
changed_cb (VtDescriptionField *self)
{
  g_autofree char *html = NULL;

  if (self->setting)
    return;

  html = dup_typed_html (self);
  g_signal_emit (self, signals[EDITED], 0, html);
}

static void
source_cb (VtDescriptionField *self)
{
  g_autofree char *html = NULL;

  if (self->setting)
    return;

  html = dup_typed_html (self);
  self->wants_html = gtk_toggle_button_get_active (self->source);
  g_free (self->html);
  self->html = vt_html_sanitise (html);
  show (self);
}

/* Tools ------------------------------------------------------------------------------------------------------------ */

static void
style_action (GtkWidget *widget, const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtDescriptionField *self = VT_DESCRIPTION_FIELD (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  if (self->as_html)
    return;

  self->setting = TRUE;
  if (g_str_equal (name, "text.bold"))
    vt_description_buffer_toggle (buffer, VT_RICH_BOLD);
  else if (g_str_equal (name, "text.italic"))
    vt_description_buffer_toggle (buffer, VT_RICH_ITALIC);
  else if (g_str_equal (name, "text.heading"))
    vt_description_buffer_toggle_heading (buffer, VT_RICH_HEADING_2);
  else if (g_str_equal (name, "text.subheading"))
    vt_description_buffer_toggle_heading (buffer, VT_RICH_HEADING_3);
  else
    vt_description_buffer_toggle_list (buffer, g_str_equal (name, "text.numbers"));
  self->setting = FALSE;
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
link_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtDescriptionField *self = VT_DESCRIPTION_FIELD (widget);

  if (!self->as_html)
    gtk_menu_button_popup (self->link_button);
}

static void
link_shown_cb (VtDescriptionField *self)
{
  const char *url = vt_description_buffer_get_link (gtk_text_view_get_buffer (self->view));

  gtk_editable_set_text (GTK_EDITABLE (self->link_entry), url != NULL ? url : "");
}

/* An address without a scheme is one of the web. */
static void
set_link_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  VtDescriptionField *self = VT_DESCRIPTION_FIELD (widget);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->link_entry));
  gboolean whole = *typed == '\0' || *typed == '/' || strstr (typed, ":") != NULL;
  g_autofree char *url = whole ? g_strdup (typed) : g_strconcat ("https://", typed, NULL);

  self->setting = TRUE;
  vt_description_buffer_link (gtk_text_view_get_buffer (self->view), url);
  self->setting = FALSE;
  gtk_menu_button_popdown (self->link_button);
  changed_cb (self);
}

static gboolean
key_cb (VtDescriptionField *self, guint key, G_GNUC_UNUSED guint code, GdkModifierType state)
{
  if (self->as_html || (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) ||
      (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  return vt_description_buffer_break_line (gtk_text_view_get_buffer (self->view));
}

static void
vt_description_field_finalize (GObject *object)
{
  g_free (VT_DESCRIPTION_FIELD (object)->html);

  G_OBJECT_CLASS (vt_description_field_parent_class)->finalize (object);
}

static void
vt_description_field_class_init (VtDescriptionFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_description_field_finalize;

  signals[EDITED] = g_signal_new ("edited", VT_TYPE_DESCRIPTION_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  signals[SETTLED] =
      g_signal_new ("settled", VT_TYPE_DESCRIPTION_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-description-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VtDescriptionField, html_note);
  gtk_widget_class_bind_template_child (widget_class, VtDescriptionField, tools);
  gtk_widget_class_bind_template_child (widget_class, VtDescriptionField, source);
  gtk_widget_class_bind_template_child (widget_class, VtDescriptionField, link_button);
  gtk_widget_class_bind_template_child (widget_class, VtDescriptionField, link_entry);
  gtk_widget_class_bind_template_child (widget_class, VtDescriptionField, view);
  gtk_widget_class_bind_template_callback (widget_class, source_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_install_action (widget_class, "text.bold", NULL, style_action);
  gtk_widget_class_install_action (widget_class, "text.italic", NULL, style_action);
  gtk_widget_class_install_action (widget_class, "text.heading", NULL, style_action);
  gtk_widget_class_install_action (widget_class, "text.subheading", NULL, style_action);
  gtk_widget_class_install_action (widget_class, "text.bullets", NULL, style_action);
  gtk_widget_class_install_action (widget_class, "text.numbers", NULL, style_action);
  gtk_widget_class_install_action (widget_class, "text.link", NULL, link_action);
  gtk_widget_class_install_action (widget_class, "text.set-link", NULL, set_link_action);
}

static void
vt_description_field_init (VtDescriptionField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->html = g_strdup ("");
  /* Undo is the shop's: it takes back what was written there. */
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (self->view), FALSE);
  vt_description_buffer_set_up (gtk_text_view_get_buffer (self->view));
  /* After the marks of what was typed are set. */
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "insert-text", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "delete-range", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * vt_description_field_reset:
 * @self: a field
 * @html: description of another product, shown whatever was typed
 */
void
vt_description_field_reset (VtDescriptionField *self, const char *html)
{
  g_free (self->html);
  self->html = g_strdup (html);
  self->wants_html = FALSE;
  show (self);
}

/**
 * vt_description_field_follow:
 * @self: a field
 * @html: what the shop has now
 *
 * Shows it, unless the merchant's own edits are on their way, or what is typed means just that.
 */
void
vt_description_field_follow (VtDescriptionField *self, const char *html)
{
  if (self->n_held > 0 || g_str_equal (self->html, html))
    return;

  g_free (self->html);
  self->html = g_strdup (html);
  if (!means (self, html))
    show (self);
}

/**
 * vt_description_field_hold:
 * @self: a field
 *
 * An edit is on its way: what the shop has is older than what is typed until vt_description_field_release().
 */
void
vt_description_field_hold (VtDescriptionField *self)
{
  self->n_held++;
}

/**
 * vt_description_field_release:
 * @self: a field
 *
 * The edit of vt_description_field_hold() has come to an end. After the last of them, ::settled asks for
 * vt_description_field_follow().
 */
void
vt_description_field_release (VtDescriptionField *self)
{
  self->n_held--;
  if (self->n_held == 0 && self->view != NULL)
    g_signal_emit (self, signals[SETTLED], 0);
}
