#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-field.h"

/* Pixels: three lines, and part of the fourth when there is one. */
#define MULTILINE_HEIGHT 76

struct _VtField
{
  AdwPreferencesRow parent_instance;

  gboolean multiline;
  char *placeholder; /* (owned) (nullable) */
  char *known;       /* (owned) (nullable) what the shop held when it was last seen */
  char *taken;       /* (owned) (nullable) the text of a multiline field */
  char *held;        /* (owned) (nullable) a refusal that is said once the keyboard leaves */
  gboolean patient;  /* half of what is typed here is no value yet */
  guint n_pending;   /* edits from here that the shop has not answered yet */
  guint generation;  /* counts the facts that were shown here: an answer for an earlier one is not for this one */

  GtkWidget *input;      /* (unowned) a GtkEntry or GtkTextView */
  GtkTextBuffer *buffer; /* (unowned) (nullable) of the view */

  GtkBox *line;      /* template child */
  GtkBox *column;    /* template child */
  GtkLabel *caption; /* template child */
  GtkLabel *problem; /* template child */
  GtkLabel *note;    /* template child */
  GtkLabel *unit;    /* template child */
};

typedef struct
{
  VtField *self; /* (owned) */
  guint generation;
} Answer;

enum
{
  PROP_0,
  PROP_MULTILINE,
  PROP_UNIT,
  PROP_PLACEHOLDER,
  N_PROPERTIES
};

enum
{
  EDITED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtField, vt_field, ADW_TYPE_PREFERENCES_ROW)

static void
changed_cb (VtField *self)
{
  g_clear_pointer (&self->held, g_free);
  vt_field_refuse (self, NULL);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
left_cb (VtField *self)
{
  g_autofree char *reason = g_steal_pointer (&self->held);

  if (reason != NULL && self->input != NULL)
    vt_field_refuse (self, reason);
}

static void
pressed_cb (VtField *self)
{
  gtk_widget_grab_focus (self->input);
}

static void
set_text (VtField *self, const char *text)
{
  gpointer source = self->multiline ? (gpointer) self->buffer : (gpointer) self->input;

  g_signal_handlers_block_by_func (source, changed_cb, self);
  if (self->multiline)
    gtk_text_buffer_set_text (self->buffer, text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->input), text);
  g_signal_handlers_unblock_by_func (source, changed_cb, self);
}

/* Esc takes back what the shop does not hold. */
static gboolean
take_back_cb (GtkWidget *widget, G_GNUC_UNUSED GVariant *args, G_GNUC_UNUSED gpointer user_data)
{
  VtField *self = VT_FIELD (widget);

  if (self->known == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->problem)))
    return GDK_EVENT_PROPAGATE;

  set_text (self, self->known);
  vt_field_refuse (self, NULL);
  return GDK_EVENT_STOP;
}

/* The view in what scrolls it. */
static GtkWidget *
make_view (VtField *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (changed_cb), self);
  self->input = view;

  /* A text view asks for the height that its text takes in the narrowest of columns. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), MULTILINE_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  return scroller;
}

static void
vt_field_constructed (GObject *object)
{
  VtField *self = VT_FIELD (object);
  GtkWidget *outer;

  G_OBJECT_CLASS (vt_field_parent_class)->constructed (object);

  if (self->multiline)
    outer = make_view (self);
  else
    {
      outer = self->input = gtk_entry_new ();
      gtk_entry_set_has_frame (GTK_ENTRY (self->input), FALSE);
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->input), self->placeholder);
      g_signal_connect_swapped (self->input, "changed", G_CALLBACK (changed_cb), self);
    }

  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->caption,
                                  NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->problem, NULL, -1);
  gtk_box_insert_child_after (self->column, outer, GTK_WIDGET (self->caption));
}

static void
vt_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VtField *self = VT_FIELD (object);

  if (id == PROP_MULTILINE)
    g_value_set_boolean (value, self->multiline);
  else if (id == PROP_UNIT)
    g_value_set_string (value, gtk_label_get_label (self->unit));
  else if (id == PROP_PLACEHOLDER)
    g_value_set_string (value, self->placeholder);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VtField *self = VT_FIELD (object);

  if (id == PROP_MULTILINE)
    self->multiline = g_value_get_boolean (value);
  else if (id == PROP_UNIT)
    vt_field_set_unit (self, g_value_get_string (value));
  else if (id == PROP_PLACEHOLDER)
    self->placeholder = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vt_field_dispose (GObject *object)
{
  VtField *self = VT_FIELD (object);

  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  self->buffer = NULL;
  self->input = NULL;

  G_OBJECT_CLASS (vt_field_parent_class)->dispose (object);
}

static void
vt_field_finalize (GObject *object)
{
  VtField *self = VT_FIELD (object);

  g_free (self->known);
  g_free (self->held);
  g_free (self->taken);
  g_free (self->placeholder);

  G_OBJECT_CLASS (vt_field_parent_class)->finalize (object);
}

static gboolean
vt_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VT_FIELD (widget)->input);
}

static void
vt_field_class_init (VtFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = vt_field_constructed;
  object_class->get_property = vt_field_get_property;
  object_class->set_property = vt_field_set_property;
  object_class->dispose = vt_field_dispose;
  object_class->finalize = vt_field_finalize;
  widget_class->grab_focus = vt_field_grab_focus;

  properties[PROP_MULTILINE] = g_param_spec_boolean ("multiline", NULL, NULL, FALSE, once);
  properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, once);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[EDITED] = g_signal_new ("edited", VT_TYPE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VtField, line);
  gtk_widget_class_bind_template_child (widget_class, VtField, column);
  gtk_widget_class_bind_template_child (widget_class, VtField, caption);
  gtk_widget_class_bind_template_child (widget_class, VtField, problem);
  gtk_widget_class_bind_template_child (widget_class, VtField, note);
  gtk_widget_class_bind_template_child (widget_class, VtField, unit);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, take_back_cb, NULL);
}

static void
vt_field_init (VtField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_field_new:
 * @title: name of the fact, translated
 *
 * Returns: (transfer floating): a field of one line
 */
GtkWidget *
vt_field_new (const char *title)
{
  return g_object_new (VT_TYPE_FIELD, "title", title, NULL);
}

/**
 * vt_field_get_text:
 * @self: a field
 *
 * Returns: (transfer none): what is written in it, valid until it changes
 */
const char *
vt_field_get_text (VtField *self)
{
  GtkTextIter start, end;

  if (!self->multiline)
    return gtk_editable_get_text (GTK_EDITABLE (self->input));

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  g_free (self->taken);
  self->taken = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  return self->taken;
}

/**
 * vt_field_set_unit:
 * @self: a field
 * @unit: (nullable): what stands behind the value, translated: "days"
 */
void
vt_field_set_unit (VtField *self, const char *unit)
{
  gtk_label_set_label (self->unit, unit != NULL ? unit : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unit), unit != NULL && *unit != '\0');
}

/**
 * vt_field_set_placeholder:
 * @self: a field of one line
 * @placeholder: (nullable): what stands in grey where nothing is written
 */
void
vt_field_set_placeholder (VtField *self, const char *placeholder)
{
  if (!self->multiline)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->input), placeholder);
}

/**
 * vt_field_show:
 * @self: a field
 * @value: what the shop holds now
 *
 * Shows a value that came from elsewhere, such as an undo. What is being typed stays as it is: the shop's answer to one
 * key may come after the next one, and it may have dropped a blank at the end.
 */
void
vt_field_show (VtField *self, const char *value)
{
  if (g_strcmp0 (self->known, value) == 0)
    return;

  g_free (self->known);
  self->known = g_strdup (value);
  if (self->n_pending > 0)
    return;

  set_text (self, value);
  vt_field_refuse (self, NULL);
}

/**
 * vt_field_forget:
 * @self: a field
 *
 * The field is going to show the fact of another thing: nothing of this one stays.
 */
void
vt_field_forget (VtField *self)
{
  self->generation++;
  self->n_pending = 0;
  g_clear_pointer (&self->held, g_free);
  g_clear_pointer (&self->known, g_free);
}

/**
 * vt_field_refuse:
 * @self: a field
 * @reason: (nullable): why the fact cannot be as it is written and what to do, translated; %NULL when it can
 */
void
vt_field_refuse (VtField *self, const char *reason)
{
  gtk_label_set_label (self->problem, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), reason != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
                               reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "refused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "refused");
}

/**
 * vt_field_judge:
 * @self: a field
 * @reason: (nullable): as for vt_field_refuse()
 *
 * Like vt_field_refuse(), but of a patient field it is said only once the keyboard has left it.
 */
void
vt_field_judge (VtField *self, const char *reason)
{
  gboolean typing =
      self->patient && (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  g_free (self->held);
  self->held = typing ? g_strdup (reason) : NULL;
  vt_field_refuse (self, typing ? NULL : reason);
}

/**
 * vt_field_set_patient:
 * @self: a field
 * @patient: whether half of what is typed here is no value yet, so that it is not refused before the keyboard leaves
 */
void
vt_field_set_patient (VtField *self, gboolean patient)
{
  self->patient = patient;
}

/**
 * vt_field_set_note:
 * @self: a field
 * @note: (nullable): what the fact is for, translated
 */
void
vt_field_set_note (VtField *self, const char *note)
{
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL && *note != '\0');
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (VtField) self = answer->self;
  g_autoptr (GError) error = NULL;
  gboolean ours = answer->generation == self->generation && self->input != NULL;

  g_free (answer);
  vt_shop_write_finish (VT_SHOP (source), result, NULL, &error);
  if (!ours)
    return;

  self->n_pending--;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vt_field_judge (self, error != NULL ? error->message : NULL);
}

/**
 * vt_field_write:
 * @self: a field
 * @workspace: whose shop to edit
 * @label: what the action is called in the history, translated
 * @coalesce_key: (nullable): as for vt_workspace_edit()
 * @job: the work, on the writer thread
 * @data: its data
 * @data_free: (nullable): frees it
 *
 * Edits the shop with what is written here. A refusal is said under the field.
 */
void
vt_field_write (VtField *self,
                VtWorkspace *workspace,
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
  vt_shop_write_async (vt_workspace_get_shop (workspace), label, coalesce_key, job, data, data_free, NULL, written_cb,
                       answer);
}

/**
 * vt_field_add_prefix:
 * @self: a field
 * @widget: what stands before the text
 */
void
vt_field_add_prefix (VtField *self, GtkWidget *widget)
{
  gtk_box_prepend (self->line, widget);
}

/**
 * vt_field_add_suffix:
 * @self: a field
 * @widget: what stands behind the text
 */
void
vt_field_add_suffix (VtField *self, GtkWidget *widget)
{
  gtk_box_append (self->line, widget);
}
