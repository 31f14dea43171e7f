#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-record-form.h"

#include "app/settings/vt-record-edit.h"
#include "app/widgets/vt-combo.h"

#include <glib/gi18n.h>

struct _VtRecordForm
{
  GObject parent_instance;

  VtSettingsPane *pane;   /* (unowned) (nullable) it has this */
  VtWorkspace *workspace; /* (owned) */
  const VtRecordKind *kind;
  gint64 id;
  gpointer draft;  /* (owned) (nullable) what is not in the shop yet */
  char *name;      /* (owned) of the thing */
  GPtrArray *rows; /* (owned) Row */
  gboolean showing;
  gboolean adding;   /* the draft is with the writer */
  GtkLabel *problem; /* (unowned) (nullable) why it was not added */
  VtRecordOpen open;
};

typedef struct
{
  VtRecordForm *form;    /* (unowned) */
  char *field;           /* (owned) */
  char *title;           /* (owned) */
  GtkWidget *widget;     /* (unowned) a VtField, AdwComboRow or AdwActionRow */
  GtkSwitch *flag;       /* (unowned) (nullable) */
  GtkLabel *chosen;      /* (unowned) (nullable) */
  GStrv values;          /* (owned) (nullable) of a choice */
  GtkStringList *labels; /* (owned) (nullable) */
  char *value;           /* (owned) (nullable) of a picker */
  VtChooserKind chooser;
  GPtrArray *(*items) (void);
  char *(*words) (const char *value);
  const char *none;
} Row;

enum
{
  SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtRecordForm, vt_record_form, G_TYPE_OBJECT)

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->field);
  g_free (row->title);
  g_free (row->value);
  g_strfreev (row->values);
  g_clear_object (&row->labels);
  g_free (row);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static char *
picked_words (const Row *row, const char *value)
{
  g_auto (GStrv) codes = NULL;

  if (row->chooser != VT_CHOOSER_COUNTRIES)
    return *value != '\0' ? row->words (value) : g_strdup (row->none);

  vt_record_take_list (&codes, value);
  return vt_settings_countries_words (codes, row->none);
}

static void
show_value (Row *row, const char *value)
{
  g_autofree char *words = NULL;

  if (row->flag != NULL)
    gtk_switch_set_active (row->flag, g_str_equal (value, "1"));
  else if (row->values != NULL)
    {
      guint selected = 0;

      while (row->values[selected] != NULL && !g_str_equal (row->values[selected], value))
        selected++;
      vt_combo_show (ADW_COMBO_ROW (row->widget), row->labels,
                     row->values[selected] != NULL ? selected : GTK_INVALID_LIST_POSITION);
    }
  else if (row->items != NULL)
    {
      words = picked_words (row, value);
      vt_record_take (&row->value, value);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row->widget), words);
    }
  else
    vt_field_show (VT_FIELD (row->widget), value);
}

static void
show_title (VtRecordForm *self, Row *row, gconstpointer record)
{
  const char *title = self->kind->title != NULL ? self->kind->title (record, row->field) : NULL;
  const char *unit = self->kind->unit != NULL
                         ? self->kind->unit (record, row->field, vt_workspace_get_currency (self->workspace))
                         : NULL;

  gtk_widget_set_visible (row->widget, title == NULL || *title != '\0');
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->widget), title != NULL ? title : row->title);
  if (unit != NULL)
    vt_field_set_unit (VT_FIELD (row->widget), unit);
}

static void
show_record (VtRecordForm *self, gconstpointer record, gboolean typed)
{
  self->showing = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      g_autofree char *value = self->kind->get (record, row->field, vt_workspace_get_currency (self->workspace));

      show_title (self, row, record);
      if (!typed || !VT_IS_FIELD (row->widget))
        show_value (row, value);
    }
  self->showing = FALSE;

  g_free (self->name);
  self->name = self->kind->get (record, "name", vt_workspace_get_currency (self->workspace));
  g_signal_emit (self, signals[SHOWN], 0, record);
}

/**
 * vt_record_form_show:
 * @self: a form
 *
 * Shows what the thing is. When it is not in the shop any more, its page goes.
 */
void
vt_record_form_show (VtRecordForm *self)
{
  g_autoptr (VtRecordForm) kept = g_object_ref (self);
  gpointer record;

  if (self->draft != NULL || self->pane == NULL)
    return;

  record = self->kind->load (vt_workspace_get_reader (self->workspace), self->id, NULL);
  if (record == NULL)
    {
      vt_settings_pane_pop (self->pane);
      return;
    }

  show_record (self, record, FALSE);
  self->kind->release (record);
}

/* Edits ----------------------------------------------------------------------------------------------------------- */

static gboolean
write_draft (VtRecordForm *self, Row *row, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (self->adding)
    return FALSE;
  if (self->problem != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  if (!self->kind->set (self->draft, row->field, value, vt_workspace_get_currency (self->workspace), &error))
    {
      if (VT_IS_FIELD (row->widget) && error != NULL)
        vt_field_judge (VT_FIELD (row->widget), error->message);
      return FALSE;
    }

  show_record (self, self->draft, TRUE);
  return TRUE;
}

static void
write_value (VtRecordForm *self, Row *row, const char *value)
{
  if (self->showing)
    return;

  if (self->draft != NULL)
    write_draft (self, row, value);
  else
    vt_record_write (self->workspace, self->kind, self->id, self->name, row->field, value);
}

static void
text_cb (Row *row)
{
  VtRecordForm *self = row->form;
  VtField *field = VT_FIELD (row->widget);
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;

  if (self->showing)
    return;
  if (self->draft != NULL)
    {
      write_draft (self, row, vt_field_get_text (field));
      return;
    }

  label = vt_record_edit_label (self->kind, self->name);
  key = vt_record_edit_key (self->kind, self->id, row->field);
  vt_field_write (field, self->workspace, label, key, vt_record_edit_job,
                  vt_record_edit_new (self->workspace, self->kind, self->id, row->field, vt_field_get_text (field)),
                  (GDestroyNotify) vt_record_edit_free);
}

static void
choice_cb (Row *row)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row->widget));

  if (selected != GTK_INVALID_LIST_POSITION)
    write_value (row->form, row, row->values[selected]);
}

static void
flag_cb (Row *row)
{
  write_value (row->form, row, gtk_switch_get_active (row->flag) ? "1" : "0");
}

static void
picked_cb (char *const *values, gpointer data)
{
  Row *row = data;
  g_autofree char *value = g_strjoinv (", ", (char **) values);

  write_value (row->form, row, value);
}

static void
pick_cb (Row *row)
{
  VtRecordForm *self = row->form;
  g_auto (GStrv) chosen = NULL;

  vt_record_take_list (&chosen, row->value != NULL ? row->value : "");
  if (self->pane != NULL)
    vt_settings_pane_push (self->pane, vt_settings_chooser_new (self->workspace, row->title, row->chooser,
                                                                row->items (), chosen, picked_cb, row, NULL));
}

/* Rows ------------------------------------------------------------------------------------------------------------ */

static Row *
add_row (VtRecordForm *self, AdwPreferencesGroup *group, const char *field, const char *title, GtkWidget *widget)
{
  Row *row = g_new0 (Row, 1);

  row->form = self;
  row->field = g_strdup (field);
  row->title = g_strdup (title);
  row->widget = widget;
  gtk_widget_set_name (widget, field);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), title);
  adw_preferences_group_add (group, widget);
  g_ptr_array_add (self->rows, row);
  return row;
}

/**
 * vt_record_form_add_text:
 * @self: a form
 * @group: where
 * @field: name of the fact
 * @title: translated
 * @hint: (nullable): what it looks like
 * @flags: how it is typed
 *
 * Returns: (transfer none): the row
 */
VtField *
vt_record_form_add_text (VtRecordForm *self,
                         AdwPreferencesGroup *group,
                         const char *field,
                         const char *title,
                         const char *hint,
                         VtFormFlags flags)
{
  GtkWidget *widget = g_object_new (VT_TYPE_FIELD, "title", title, "placeholder", hint, "multiline",
                                    (flags & VT_FORM_MULTILINE) != 0, NULL);
  Row *row = add_row (self, group, field, title, widget);

  vt_field_set_patient (VT_FIELD (widget), (flags & VT_FORM_PATIENT) != 0);
  g_signal_connect_swapped (widget, "edited", G_CALLBACK (text_cb), row);
  return VT_FIELD (widget);
}

/**
 * vt_record_form_add_money:
 * @self: a form
 * @group: where
 * @field: name of the fact
 * @title: translated
 *
 * Adds a row for an amount in the shop's currency.
 */
void
vt_record_form_add_money (VtRecordForm *self, AdwPreferencesGroup *group, const char *field, const char *title)
{
  VtField *row = vt_record_form_add_text (self, group, field, title, NULL, VT_FORM_PATIENT);

  vt_field_set_unit (row, vt_workspace_get_currency (self->workspace));
}

/**
 * vt_record_form_add_choice:
 * @self: a form
 * @group: where
 * @field: name of the fact
 * @title: translated
 * @values: what it can be; ends with %NULL
 * @labels: what that is called, translated
 *
 * Adds a row for one of a few.
 */
void
vt_record_form_add_choice (VtRecordForm *self,
                           AdwPreferencesGroup *group,
                           const char *field,
                           const char *title,
                           const char *const *values,
                           const char *const *labels)
{
  Row *row = add_row (self, group, field, title, adw_combo_row_new ());

  row->values = g_strdupv ((char **) values);
  row->labels = gtk_string_list_new (labels);
  self->showing = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (row->widget), G_LIST_MODEL (row->labels));
  self->showing = FALSE;
  g_signal_connect_swapped (row->widget, "notify::selected", G_CALLBACK (choice_cb), row);
}

/**
 * vt_record_form_add_switch:
 * @self: a form
 * @group: where
 * @field: name of the fact, which is "1" or "0"
 * @title: translated
 * @note: (nullable): what it means, translated
 *
 * Adds a row for yes or no.
 */
void
vt_record_form_add_switch (VtRecordForm *self,
                           AdwPreferencesGroup *group,
                           const char *field,
                           const char *title,
                           const char *note)
{
  Row *row = add_row (self, group, field, title, adw_action_row_new ());
  GtkWidget *flag = gtk_switch_new ();

  row->flag = GTK_SWITCH (flag);
  gtk_widget_set_valign (flag, GTK_ALIGN_CENTER);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row->widget), 0);
  if (note != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row->widget), note);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->widget), flag);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row->widget), flag);
  g_signal_connect_swapped (flag, "notify::active", G_CALLBACK (flag_cb), row);
}

/**
 * vt_record_form_add_picker:
 * @self: a form
 * @group: where
 * @field: name of the fact: a code, or codes with commas between
 * @title: translated
 * @kind: how many can be chosen
 * @items: makes the list
 * @words: (nullable): the name of one code; %NULL for countries
 * @none: what nothing at all means, translated
 *
 * Adds a row that opens a list with a search.
 */
void
vt_record_form_add_picker (VtRecordForm *self,
                           AdwPreferencesGroup *group,
                           const char *field,
                           const char *title,
                           VtChooserKind kind,
                           GPtrArray *(*items) (void),
                           char *(*words) (const char *value),
                           const char *none)
{
  Row *row = add_row (self, group, field, title, adw_action_row_new ());

  row->chooser = kind;
  row->items = items;
  row->words = words;
  row->none = none;
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row->widget), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->widget), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->widget), TRUE);
  g_signal_connect_swapped (row->widget, "activated", G_CALLBACK (pick_cb), row);
}

/* The end of the page --------------------------------------------------------------------------------------------- */

static void
say (VtRecordForm *self, const char *message)
{
  gtk_label_set_label (self->problem, message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
added_cb (gint64 id, const GError *error, gpointer data)
{
  g_autoptr (VtRecordForm) self = data;

  self->adding = FALSE;
  if (self->pane == NULL)
    return;

  if (error != NULL)
    say (self, error->message);
  else if (self->open != NULL)
    vt_settings_pane_replace (self->pane, self->open (self->workspace, id));
  else
    vt_settings_pane_pop (self->pane);
}

/* What is typed but cannot be taken has its reason beneath it, though the keyboard is there. */
static gboolean
is_taken (VtRecordForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      g_autoptr (GError) error = NULL;

      if (!VT_IS_FIELD (row->widget) || !gtk_widget_get_visible (row->widget) ||
          self->kind->set (self->draft, row->field, vt_field_get_text (VT_FIELD (row->widget)),
                           vt_workspace_get_currency (self->workspace), &error))
        continue;
      gtk_widget_grab_focus (row->widget);
      vt_field_refuse (VT_FIELD (row->widget), error != NULL ? error->message : NULL);
      return FALSE;
    }

  show_record (self, self->draft, TRUE);
  return TRUE;
}

static void
add_cb (VtRecordForm *self)
{
  if (self->adding || !is_taken (self))
    return;

  self->adding = TRUE;
  vt_record_add (self->workspace, self->kind, self->draft, self->name, added_cb, g_object_ref (self));
}

static void
remove_cb (VtRecordForm *self)
{
  vt_record_drop (self->workspace, self->kind, self->id, self->name);
}

/**
 * vt_record_form_add_end:
 * @self: a form with all its rows
 * @label: of the button that adds the draft, or removes the thing, translated
 * @open: (nullable): the page of what was added; %NULL goes back
 *
 * Adds the button at the end of the page, and shows the thing.
 */
void
vt_record_form_add_end (VtRecordForm *self, const char *label, VtRecordOpen open)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *button = gtk_button_new_with_label (label);
  GtkWidget *problem = gtk_label_new (NULL);

  self->problem = GTK_LABEL (problem);
  self->open = open;
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (problem, "error");
  gtk_widget_set_visible (problem, FALSE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  if (self->draft != NULL)
    gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", self->draft != NULL ? G_CALLBACK (add_cb) : G_CALLBACK (remove_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), problem);
  gtk_box_append (GTK_BOX (box), button);
  vt_settings_pane_add (self->pane, box);

  if (self->draft != NULL)
    show_record (self, self->draft, FALSE);
  else
    vt_record_form_show (self);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_record_form_dispose (GObject *object)
{
  VtRecordForm *self = VT_RECORD_FORM (object);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      g_signal_handlers_disconnect_by_data (row->widget, row);
      if (row->flag != NULL)
        g_signal_handlers_disconnect_by_data (row->flag, row);
    }
  g_ptr_array_set_size (self->rows, 0);
  g_clear_weak_pointer (&self->pane);

  G_OBJECT_CLASS (vt_record_form_parent_class)->dispose (object);
}

static void
vt_record_form_finalize (GObject *object)
{
  VtRecordForm *self = VT_RECORD_FORM (object);

  if (self->draft != NULL)
    self->kind->release (self->draft);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->workspace);
  g_free (self->name);

  G_OBJECT_CLASS (vt_record_form_parent_class)->finalize (object);
}

static void
vt_record_form_class_init (VtRecordFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vt_record_form_dispose;
  object_class->finalize = vt_record_form_finalize;
  signals[SHOWN] = g_signal_new ("shown", VT_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_POINTER);
}

static void
vt_record_form_init (VtRecordForm *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->name = g_strdup ("");
}

/**
 * vt_record_form_new:
 * @pane: the page; it has the form
 * @kind: of the thing
 * @id: of the thing
 *
 * Returns: (transfer none): a form without rows that follows the shop
 */
VtRecordForm *
vt_record_form_new (VtSettingsPane *pane, const VtRecordKind *kind, gint64 id)
{
  VtRecordForm *self = g_object_new (VT_TYPE_RECORD_FORM, NULL);

  g_set_weak_pointer (&self->pane, pane);
  self->workspace = g_object_ref (vt_settings_pane_get_workspace (pane));
  self->kind = kind;
  self->id = id;
  g_signal_connect_object (pane, "refresh", G_CALLBACK (vt_record_form_show), self, G_CONNECT_SWAPPED);
  vt_settings_pane_own (pane, self);
  return self;
}

/**
 * vt_record_form_new_draft:
 * @pane: the page; it has the form
 * @kind: of the thing
 * @draft: (transfer full): what it is to begin with
 *
 * Returns: (transfer none): a form without rows for what is not in the shop yet
 */
VtRecordForm *
vt_record_form_new_draft (VtSettingsPane *pane, const VtRecordKind *kind, gpointer draft)
{
  VtRecordForm *self = vt_record_form_new (pane, kind, 0);

  self->draft = draft;
  return self;
}
