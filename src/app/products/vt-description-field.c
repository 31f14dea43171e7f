#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-description-field.h"

#include "base/vt-html.h"

struct _VtDescriptionField
{
  GtkBox parent_instance;

  char *html;       /* (owned) what the shop has */
  gboolean as_html; /* the text is HTML */
  gboolean setting; /* the text is set, not typed */
  guint n_held;

  GtkWidget *html_note; /* template child */
  GtkTextView *view;    /* template child */
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
  g_autofree char *text = dup_typed (self);

  return self->as_html ? g_steal_pointer (&text) : vt_html_from_plain_text (text);
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
  g_autofree char *plain = NULL;

  self->as_html = !vt_html_is_plain (self->html);
  if (!self->as_html)
    plain = vt_html_to_plain_text (self->html);

  self->setting = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), self->as_html ? self->html : plain, -1);
  self->setting = FALSE;

  gtk_widget_set_visible (self->html_note, self->as_html);
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
  gtk_widget_class_bind_template_child (widget_class, VtDescriptionField, view);
}

static void
vt_description_field_init (VtDescriptionField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->html = g_strdup ("");
  /* Undo is the shop's: it takes back what was written there. */
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (self->view), FALSE);
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
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
