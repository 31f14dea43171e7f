#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-fact-field.h"

#include <glib/gi18n.h>

/* A number is a count that goes into a ledger: it is told of when the typing pauses, not digit by digit. */
#define SETTLE_MS 600

struct _VtFactField
{
  GtkBox parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) needed for amounts */
  char *label;            /* (owned) */
  char *value;            /* (owned) (nullable) what the shop has */
  char *told;             /* (owned) (nullable) what was told of last and is not in the shop yet */
  char *reason;           /* (owned) (nullable) why what is typed means nothing */
  char *own_advice;       /* (owned) (nullable) what is likely wrong with it */
  char *advice;           /* (owned) (nullable) what is worth knowing besides */
  VtFactKind kind;
  gboolean required;
  gboolean setting; /* the text is set, not typed */
  guint n_held;     /* edits on their way */
  guint settle_source;

  GtkLabel *caption; /* template child */
  GtkEntry *entry;   /* template child */
  GtkLabel *problem; /* template child */
};

enum
{
  PROP_0,
  PROP_LABEL,
  PROP_KIND,
  PROP_REQUIRED,
  PROP_COMPACT,
  N_PROPERTIES
};

enum
{
  EDITED,
  SETTLED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtFactField, vt_fact_field, GTK_TYPE_BOX)

/* From text to value             --------------------------------------------------------------------------------------
 */

static gboolean
is_figure (VtFactKind kind)
{
  return kind == VT_FACT_MONEY || kind == VT_FACT_NUMBER || kind == VT_FACT_WEIGHT;
}

/* What the text in the entry means; NULL with a reason when it means nothing. */
static char *
meaning (VtFactField *self, char **problem)
{
  g_autofree char *value =
      vt_fact_value_from_text (self->workspace, self->kind, self->told != NULL ? self->told : self->value,
                               gtk_editable_get_text (GTK_EDITABLE (self->entry)), problem);

  if (value == NULL || *value != '\0' || !self->required)
    return g_steal_pointer (&value);

  *problem = g_strdup_printf (_ ("%s cannot be empty"), self->label);
  return NULL;
}

/* Showing ---------------------------------------------------------------------------------------------------------- */

/* The note beneath: why the text means nothing, or what is worth knowing of what it means. */
static void
show_note (VtFactField *self)
{
  const char *note = self->reason != NULL ? self->reason : self->own_advice != NULL ? self->own_advice : self->advice;
  gboolean wrong = self->reason != NULL;
  gboolean doubtful = !wrong && self->own_advice != NULL;

  gtk_label_set_label (self->problem, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), note != NULL && *note != '\0');
  gtk_widget_set_css_classes (GTK_WIDGET (self->problem), (const char *[]){ "caption",
                                                                            wrong      ? "error"
                                                                            : doubtful ? "warning"
                                                                                       : "dim-label",
                                                                            NULL });
  gtk_widget_set_css_classes (GTK_WIDGET (self->entry),
                              (const char *[]){ is_figure (self->kind) ? "numeric" : "plain-entry",
                                                wrong      ? "error"
                                                : doubtful ? "warning"
                                                           : NULL,
                                                NULL });
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (note != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static void
set_problem (VtFactField *self, const char *reason)
{
  g_autofree char *ignored = NULL;
  g_autofree char *value = NULL;

  g_free (self->reason);
  self->reason = g_strdup (reason);
  g_clear_pointer (&self->own_advice, g_free);
  if (reason == NULL && self->kind == VT_FACT_BARCODE)
    {
      value = meaning (self, &ignored);
      self->own_advice = vt_fact_value_advise (self->kind, value);
    }
  show_note (self);
}

static void
set_text (VtFactField *self, const char *value)
{
  g_autofree char *text = vt_fact_value_to_text (self->workspace, self->kind, value);

  self->setting = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
      gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
    }
  gtk_entry_set_placeholder_text (self->entry, value == NULL ? _ ("Different values") : NULL);
  self->setting = FALSE;
  set_problem (self, NULL);
}

static gboolean
is_focused (VtFactField *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self->entry)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static gboolean
means (VtFactField *self, const char *value)
{
  g_autofree char *problem = NULL;
  g_autofree char *typed = meaning (self, &problem);

  return g_strcmp0 (typed, value) == 0;
}

/* Typing ----------------------------------------------------------------------------------------------------------- */

static void
tell (VtFactField *self, const char *value)
{
  if (g_strcmp0 (value, self->told != NULL ? self->told : self->value) == 0)
    return;

  g_free (self->told);
  self->told = g_strdup (value);
  g_signal_emit (self, signals[EDITED], 0, value);
}

static gboolean
settle_cb (gpointer data)
{
  VtFactField *self = data;

  self->settle_source = 0;
  vt_fact_field_flush (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (VtFactField *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *value = NULL;

  if (self->setting)
    return;

  g_clear_handle_id (&self->settle_source, g_source_remove);
  value = meaning (self, &problem);
  /* An empty entry is not wrong where there are several values: it leaves them. */
  if (self->value == NULL && gtk_entry_get_text_length (self->entry) == 0)
    g_clear_pointer (&problem, g_free);
  else if (value != NULL && self->kind == VT_FACT_NUMBER)
    self->settle_source = g_timeout_add (SETTLE_MS, settle_cb, self);
  else if (value != NULL && self->kind != VT_FACT_HANDLE)
    tell (self, value);

  set_problem (self, problem);
}

static void
activate_cb (VtFactField *self)
{
  vt_fact_field_flush (self);
}

/* A text that means nothing stays, with its reason. */
static void
leave_cb (VtFactField *self)
{
  vt_fact_field_flush (self);
  if (self->n_held == 0 && means (self, self->value))
    set_text (self, self->value);
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_fact_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VtFactField *self = VT_FACT_FIELD (object);

  switch (id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_KIND:
      g_value_set_enum (value, (int) self->kind);
      break;
    case PROP_REQUIRED:
      g_value_set_boolean (value, self->required);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, !gtk_widget_get_visible (GTK_WIDGET (self->caption)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_kind (VtFactField *self, VtFactKind kind)
{
  gboolean digits = kind == VT_FACT_MONEY || kind == VT_FACT_NUMBER;

  self->kind = kind;
  gtk_entry_set_input_purpose (self->entry, digits ? GTK_INPUT_PURPOSE_NUMBER : GTK_INPUT_PURPOSE_FREE_FORM);
  show_note (self);
}

static void
vt_fact_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  VtFactField *self = VT_FACT_FIELD (object);

  switch (id)
    {
    case PROP_LABEL:
      g_free (self->label);
      self->label = g_value_dup_string (value);
      gtk_label_set_label (self->caption, self->label);
      vt_fact_field_set_accessible_name (self, self->label);
      break;
    case PROP_KIND:
      set_kind (self, (VtFactKind) g_value_get_enum (value));
      break;
    case PROP_REQUIRED:
      self->required = g_value_get_boolean (value);
      break;
    case PROP_COMPACT:
      gtk_widget_set_visible (GTK_WIDGET (self->caption), !g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
vt_fact_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VT_FACT_FIELD (widget)->entry));
}

static void
vt_fact_field_dispose (GObject *object)
{
  VtFactField *self = VT_FACT_FIELD (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_fact_field_parent_class)->dispose (object);
}

static void
vt_fact_field_finalize (GObject *object)
{
  VtFactField *self = VT_FACT_FIELD (object);

  g_free (self->label);
  g_free (self->value);
  g_free (self->told);
  g_free (self->reason);
  g_free (self->own_advice);
  g_free (self->advice);

  G_OBJECT_CLASS (vt_fact_field_parent_class)->finalize (object);
}

static void
vt_fact_field_class_init (VtFactFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags plain = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vt_fact_field_get_property;
  object_class->set_property = vt_fact_field_set_property;
  object_class->dispose = vt_fact_field_dispose;
  object_class->finalize = vt_fact_field_finalize;
  widget_class->grab_focus = vt_fact_field_grab_focus;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", plain);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, VT_TYPE_FACT_KIND, VT_FACT_TEXT, plain);
  properties[PROP_REQUIRED] = g_param_spec_boolean ("required", NULL, NULL, FALSE, plain);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, plain);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[EDITED] = g_signal_new ("edited", VT_TYPE_FACT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);

  signals[SETTLED] =
      g_signal_new ("settled", VT_TYPE_FACT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-fact-field.ui");
  gtk_widget_class_bind_template_child (widget_class, VtFactField, caption);
  gtk_widget_class_bind_template_child (widget_class, VtFactField, entry);
  gtk_widget_class_bind_template_child (widget_class, VtFactField, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
vt_fact_field_init (VtFactField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->label = g_strdup ("");
  self->value = g_strdup ("");
}

/**
 * vt_fact_field_set_workspace:
 * @self: a field
 * @workspace: of the shop that the fact belongs to
 */
void
vt_fact_field_set_workspace (VtFactField *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_fact_field_set_accessible_name:
 * @self: a field
 * @name: what assistive technology calls it, where the label alone does not tell it from others
 */
void
vt_fact_field_set_accessible_name (VtFactField *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * vt_fact_field_reset:
 * @self: a field
 * @value: (nullable): value of another thing, shown whatever was typed; %NULL for several different ones
 */
void
vt_fact_field_reset (VtFactField *self, const char *value)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_pointer (&self->told, g_free);
  g_free (self->value);
  self->value = g_strdup (value);
  set_text (self, value);
}

/**
 * vt_fact_field_follow:
 * @self: a field
 * @value: (nullable): what the shop has now; %NULL for several different ones
 *
 * Shows the value, unless the merchant's own edits are on their way, or what is being typed means just that.
 */
void
vt_fact_field_follow (VtFactField *self, const char *value)
{
  gboolean same = g_strcmp0 (self->value, value) == 0;
  gboolean meant;

  if (self->n_held > 0 || self->settle_source != 0)
    return;

  g_clear_pointer (&self->told, g_free);
  meant = value != NULL && means (self, value);
  /* What means nothing stays as long as the shop has what it had when it was typed. */
  if (same && !meant)
    return;

  g_free (self->value);
  self->value = g_strdup (value);
  if (!is_focused (self) || !meant)
    set_text (self, value);
}

/**
 * vt_fact_field_flush:
 * @self: a field
 *
 * Tells now of what waits for a pause in the typing.
 */
void
vt_fact_field_flush (VtFactField *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *value = NULL;
  gboolean waits = self->settle_source != 0 || self->kind == VT_FACT_NUMBER || self->kind == VT_FACT_HANDLE;

  g_clear_handle_id (&self->settle_source, g_source_remove);
  if (!waits || (self->value == NULL && gtk_entry_get_text_length (self->entry) == 0))
    return;

  value = meaning (self, &problem);
  if (value != NULL)
    tell (self, value);
}

/**
 * vt_fact_field_hold:
 * @self: a field
 *
 * An edit of this field is on its way: what the shop has is older than what is typed until vt_fact_field_release().
 */
void
vt_fact_field_hold (VtFactField *self)
{
  self->n_held++;
}

/**
 * vt_fact_field_release:
 * @self: a field
 * @accepted: whether the shop took the edit; what it refused stays as it was typed
 *
 * The edit of vt_fact_field_hold() has come to an end. After the last of them, ::settled asks for
 * vt_fact_field_follow(): what the shop said meanwhile was passed over.
 */
void
vt_fact_field_release (VtFactField *self, gboolean accepted)
{
  self->n_held--;
  if (self->entry == NULL) /* the window is gone */
    return;

  if (!accepted)
    {
      g_clear_pointer (&self->told, g_free);
      set_problem (self, _ ("This was not taken over"));
    }
  else if (self->n_held == 0 && self->told != NULL)
    {
      g_free (self->value);
      self->value = g_steal_pointer (&self->told);
    }
  if (self->n_held == 0)
    g_signal_emit (self, signals[SETTLED], 0);
}

/**
 * vt_fact_field_get_text:
 * @self: a field
 *
 * Returns: (transfer none): what stands in it
 */
const char *
vt_fact_field_get_text (VtFactField *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * vt_fact_field_set_advice:
 * @self: a field
 * @advice: (nullable): a sentence that stands beneath as long as nothing is wrong
 */
void
vt_fact_field_set_advice (VtFactField *self, const char *advice)
{
  if (g_strcmp0 (self->advice, advice) == 0)
    return;

  g_free (self->advice);
  self->advice = g_strdup (advice);
  show_note (self);
}

/**
 * vt_fact_field_get_entry:
 * @self: a field
 *
 * Returns: (transfer none): what is typed into
 */
GtkEntry *
vt_fact_field_get_entry (VtFactField *self)
{
  return self->entry;
}
