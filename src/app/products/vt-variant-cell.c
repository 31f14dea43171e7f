#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-variant-cell.h"

#include <glib/gi18n.h>

#define SETTLE_MS 600

struct _VtVariantCell
{
  GtkEntry parent_instance;

  VtWorkspace *workspace; /* (owned) */
  VtFactKind kind;
  gboolean required;
  char *value; /* (owned) what the shop has */
  char *told;  /* (owned) (nullable) what was told of last and is not in the shop yet */
  guint settle_source;
  gboolean setting; /* the text is set, not typed */
};

enum
{
  EDITED,
  STEP,
  NOTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtVariantCell, vt_variant_cell, GTK_TYPE_ENTRY)

static char *
meaning (VtVariantCell *self, char **problem)
{
  g_autofree char *value = vt_fact_value_from_text (self->workspace, self->kind, self->value,
                                                    gtk_editable_get_text (GTK_EDITABLE (self)), problem);

  if (value == NULL || *value != '\0' || !self->required)
    return g_steal_pointer (&value);

  *problem = g_strdup (_ ("This cannot be empty"));
  return NULL;
}

static void
note (VtVariantCell *self, const char *problem, const char *advice)
{
  const char *classes[] = { "flat", "numeric", problem != NULL ? "error" : advice != NULL ? "warning" : NULL, NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), problem != NULL ? problem : advice);
  g_signal_emit (self, signals[NOTED], 0, problem != NULL ? problem : advice);
}

static void
show_value (VtVariantCell *self)
{
  g_autofree char *text = vt_fact_value_to_text (self->workspace, self->kind, self->value);
  g_autofree char *advice = vt_fact_value_advise (self->kind, self->value);

  self->setting = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self)), text))
    gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->setting = FALSE;
  note (self, NULL, advice);
}

static gboolean
is_focused (VtVariantCell *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
tell (VtVariantCell *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *value = meaning (self, &problem);

  if (value == NULL || g_strcmp0 (value, self->told != NULL ? self->told : self->value) == 0)
    return;

  g_free (self->told);
  self->told = g_strdup (value);
  g_signal_emit (self, signals[EDITED], 0, value);
}

static gboolean
settle_cb (gpointer data)
{
  VtVariantCell *self = data;

  self->settle_source = 0;
  tell (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (VtVariantCell *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *value = NULL;
  g_autofree char *advice = NULL;

  if (self->setting)
    return;

  g_clear_handle_id (&self->settle_source, g_source_remove);
  value = meaning (self, &problem);
  advice = vt_fact_value_advise (self->kind, value);
  note (self, problem, advice);
  if (value != NULL)
    self->settle_source = g_timeout_add (SETTLE_MS, settle_cb, self);
}

/* What means nothing is not kept: the shop's value is shown again. */
static void
leave_cb (VtVariantCell *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *value = meaning (self, &problem);

  vt_variant_cell_flush (self);
  if (value == NULL || self->told == NULL)
    show_value (self);
  gtk_editable_select_region (GTK_EDITABLE (self), 0, 0);
}

static gboolean
step (VtVariantCell *self, int columns, int rows)
{
  gboolean taken = FALSE;

  vt_variant_cell_flush (self);
  g_signal_emit (self, signals[STEP], 0, columns, rows, &taken);
  return taken;
}

static gboolean
key_cb (VtVariantCell *self, guint key, G_GNUC_UNUSED guint code, GdkModifierType state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return step (self, 0, -1);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return step (self, 0, 1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      step (self, 0, shift ? -1 : 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return step (self, 1, 0);
    case GDK_KEY_ISO_Left_Tab:
      return step (self, -1, 0);
    case GDK_KEY_Escape:
      if (self->settle_source == 0)
        return GDK_EVENT_PROPAGATE;
      g_clear_handle_id (&self->settle_source, g_source_remove);
      show_value (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
vt_variant_cell_dispose (GObject *object)
{
  VtVariantCell *self = VT_VARIANT_CELL (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_variant_cell_parent_class)->dispose (object);
}

static void
vt_variant_cell_finalize (GObject *object)
{
  VtVariantCell *self = VT_VARIANT_CELL (object);

  g_free (self->value);
  g_free (self->told);

  G_OBJECT_CLASS (vt_variant_cell_parent_class)->finalize (object);
}

static void
vt_variant_cell_class_init (VtVariantCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_variant_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_variant_cell_finalize;

  signals[EDITED] = g_signal_new ("edited", VT_TYPE_VARIANT_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_STRING);
  signals[STEP] = g_signal_new ("step", VT_TYPE_VARIANT_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_BOOLEAN, 2,
                                G_TYPE_INT, G_TYPE_INT);
  signals[NOTED] = g_signal_new ("noted", VT_TYPE_VARIANT_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
}

static void
vt_variant_cell_init (VtVariantCell *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->value = g_strdup ("");
  gtk_entry_set_has_frame (GTK_ENTRY (self), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self), 4);
  g_object_set (self, "enable-undo", FALSE, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
}

/**
 * vt_variant_cell_new:
 * @workspace: of the shop
 * @kind: what the fact is made of
 * @required: whether it cannot be empty
 *
 * Returns: (transfer floating): an entry without a variant
 */
GtkWidget *
vt_variant_cell_new (VtWorkspace *workspace, VtFactKind kind, gboolean required)
{
  VtVariantCell *self = g_object_new (VT_TYPE_VARIANT_CELL, NULL);

  self->workspace = g_object_ref (workspace);
  self->kind = kind;
  self->required = required;

  return GTK_WIDGET (self);
}

/**
 * vt_variant_cell_reset:
 * @self: a cell
 * @name: what assistive technology calls it: the fact and the variant
 * @value: of another variant, shown whatever was typed
 */
void
vt_variant_cell_reset (VtVariantCell *self, const char *name, const char *value)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_pointer (&self->told, g_free);
  g_free (self->value);
  self->value = g_strdup (value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show_value (self);
}

/**
 * vt_variant_cell_follow:
 * @self: a cell
 * @value: what the shop has now; what is being typed stays
 */
void
vt_variant_cell_follow (VtVariantCell *self, const char *value)
{
  g_autofree char *problem = NULL;
  g_autofree char *typed = NULL;

  if (self->settle_source != 0 || (self->told != NULL && !g_str_equal (self->told, value) && is_focused (self)))
    return;

  typed = meaning (self, &problem);
  if (g_str_equal (self->value, value) && (typed == NULL || self->told != NULL))
    return;

  g_clear_pointer (&self->told, g_free);
  g_free (self->value);
  self->value = g_strdup (value);
  if (!is_focused (self) || g_strcmp0 (typed, value) != 0)
    show_value (self);
}

/**
 * vt_variant_cell_flush:
 * @self: a cell
 *
 * Tells now of what waits for a pause in the typing.
 */
void
vt_variant_cell_flush (VtVariantCell *self)
{
  if (self->settle_source == 0)
    return;

  g_clear_handle_id (&self->settle_source, g_source_remove);
  tell (self);
}

/**
 * vt_variant_cell_refuse:
 * @self: a cell
 *
 * The shop did not take what was told; its value is shown again, unless something else is typed already.
 */
void
vt_variant_cell_refuse (VtVariantCell *self)
{
  g_clear_pointer (&self->told, g_free);
  if (self->settle_source == 0)
    show_value (self);
}
