#define G_LOG_DOMAIN "vitrine"

#include "app/history/vt-history-step-row.h"

#include "catalogue/vt-product-history.h"
#include "shop/vt-snapshot.h"

#include <glib/gi18n.h>

/* The most rows of a step that are looked at, things that are shown, and lines of each. */
#define MAX_ROWS   500
#define MAX_GROUPS 12
#define MAX_LINES  6

struct _VtHistoryStepRow
{
  AdwExpanderRow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  char *label;            /* (owned) */
  gint64 entry_id;
  gboolean undone;
  gboolean asked;     /* what it changed was asked for */
  GtkWidget *loading; /* (unowned) (nullable) row */
};

enum
{
  RESTORE,
  UNDO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtHistoryStepRow, vt_history_step_row, ADW_TYPE_EXPANDER_ROW)

typedef struct
{
  char *path;
  gint64 entry_id;
} Question;

static void
question_free (Question *question)
{
  g_free (question->path);
  g_free (question);
}

static void
restore_cb (VtHistoryStepRow *self, GtkWidget *button)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "product-id");

  g_signal_emit (self, signals[RESTORE], 0, *id);
}

static void
undo_to_cb (VtHistoryStepRow *self)
{
  g_signal_emit (self, signals[UNDO_TO], 0);
}

static GtkWidget *
new_back_button (VtHistoryStepRow *self, const VtHistoryGroup *group)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Go Back to Here"));
  /* TRANSLATORS: %s is a product */
  g_autofree char *name = g_strdup_printf (_ ("Take “%s” Back to Here"), group->title);

  g_object_set_data_full (G_OBJECT (button), "product-id", g_memdup2 (&group->product_id, sizeof group->product_id),
                          g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("This product becomes as it was after this step; all else stays"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static char *
join_lines (const VtHistoryGroup *group)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < group->lines->len && i < MAX_LINES; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (group->lines, i));
  if (group->lines->len > MAX_LINES)
    {
      guint more = group->lines->len - MAX_LINES;

      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", more), more);
    }

  return g_string_free (text, FALSE);
}

static GtkWidget *
new_group_row (VtHistoryStepRow *self, const VtHistoryGroup *group)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *lines = join_lines (group);
  g_autofree char *name = g_strdup_printf ("%s\n%s", group->title, lines);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), group->title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), lines);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (group->product_id != 0 && !self->undone)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_back_button (self, group));
  return row;
}

static void
add_words (VtHistoryStepRow *self, const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  gtk_widget_add_css_class (row, "dim-label");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
add_undo (VtHistoryStepRow *self)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Undo"));
  g_autofree char *name = g_strdup_printf (_ ("Undo “%s” and All Later Steps"), self->label);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Undo this and all later steps"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Redo brings them back one by one"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (undo_to_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
show_groups (VtHistoryStepRow *self, GPtrArray *groups)
{
  guint n = MIN (groups->len, MAX_GROUPS);

  for (guint i = 0; i < n; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), new_group_row (self, g_ptr_array_index (groups, i)));
  if (groups->len > n)
    {
      g_autofree char *words =
          g_strdup_printf (ngettext ("and %u more", "and %u more", groups->len - n), groups->len - n);

      add_words (self, words);
    }
  if (groups->len == 0)
    add_words (self, _ ("Nothing that people see was changed"));
  if (!self->undone)
    add_undo (self);
}

static void
describe_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (question->path, &error);
  GPtrArray *groups = snapshot != NULL
                          ? vt_history_describe (vt_snapshot_get_db (snapshot), question->entry_id, MAX_ROWS, &error)
                          : NULL;

  if (groups != NULL)
    g_task_return_pointer (task, groups, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
described_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtHistoryStepRow *self = VT_HISTORY_STEP_ROW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = g_task_propagate_pointer (G_TASK (result), &error);

  /* The page may have let go of the row meanwhile. */
  if (self->workspace == NULL)
    return;

  adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->loading);
  self->loading = NULL;
  if (groups != NULL)
    show_groups (self, groups);
  else
    add_words (self, error->message);
}

static void
expanded_cb (VtHistoryStepRow *self)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  if (self->asked || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;

  self->asked = TRUE;
  self->loading = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->loading), _ ("Reading…"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->loading);

  question = g_new0 (Question, 1);
  question->path = g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace)));
  question->entry_id = self->entry_id;
  task = g_task_new (self, NULL, described_cb, NULL);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, describe_thread);
}

static void
vt_history_step_row_dispose (GObject *object)
{
  VtHistoryStepRow *self = VT_HISTORY_STEP_ROW (object);

  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_history_step_row_parent_class)->dispose (object);
}

static void
vt_history_step_row_finalize (GObject *object)
{
  g_free (VT_HISTORY_STEP_ROW (object)->label);

  G_OBJECT_CLASS (vt_history_step_row_parent_class)->finalize (object);
}

static void
vt_history_step_row_class_init (VtHistoryStepRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vt_history_step_row_dispose;
  object_class->finalize = vt_history_step_row_finalize;

  signals[RESTORE] = g_signal_new ("restore", VT_TYPE_HISTORY_STEP_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[UNDO_TO] =
      g_signal_new ("undo-to", VT_TYPE_HISTORY_STEP_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_history_step_row_init (VtHistoryStepRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * vt_history_step_row_new:
 * @workspace: of the shop
 * @entry: a step of its history
 *
 * Returns: (transfer floating): a row that tells it
 */
GtkWidget *
vt_history_step_row_new (VtWorkspace *workspace, const VtJournalEntry *entry)
{
  VtHistoryStepRow *self = g_object_new (VT_TYPE_HISTORY_STEP_ROW, NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (entry->changed_us / G_USEC_PER_SEC);
  /* TRANSLATORS: as in strftime: hours and minutes */
  g_autofree char *when = time != NULL ? g_date_time_format (time, _ ("%H:%M")) : g_strdup ("");
  g_autofree char *subtitle = entry->undone ? g_strdup_printf (_ ("%s · undone"), when) : g_steal_pointer (&when);
  g_autofree char *name = g_strdup_printf ("%s, %s", entry->label, subtitle);

  self->workspace = g_object_ref (workspace);
  self->label = g_strdup (entry->label);
  self->entry_id = entry->id;
  self->undone = entry->undone;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), entry->label);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (entry->undone)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
  return GTK_WIDGET (self);
}

/**
 * vt_history_step_row_get_entry_id:
 * @self: a row
 *
 * Returns: the number of its step
 */
gint64
vt_history_step_row_get_entry_id (VtHistoryStepRow *self)
{
  return self->entry_id;
}
