#define G_LOG_DOMAIN "vitrine"

#include "app/history/vt-backups-page.h"

#include "app/widgets/vt-time-words.h"
#include "base/vt-clock.h"
#include "shop/vt-backup.h"

#include <glib/gi18n.h>
#include <string.h>

/* A copy is looked for when the shop has been open for a while, and then now and then. */
#define FIRST_LOOK_S 30
#define LOOK_S       (30 * 60)

struct _VtBackupsPage
{
  VtPlace parent_instance;

  char *folder;              /* (owned) */
  GCancellable *cancellable; /* (owned) */
  guint source;
  gboolean busy;

  GtkStack *stack;     /* template child: "list" or "none" */
  GtkListBox *list;    /* template child */
  GtkWidget *make;     /* template child */
  GtkSpinner *spinner; /* template child */
};

typedef enum
{
  DAILY, /* when one is due; says nothing when there is nothing to say */
  NOW,
  TAKE_OUT /* makes a shop out of a copy */
} Wish;

typedef struct
{
  Wish wish;
  char *shop;
  char *folder;
  char *from; /* (nullable) */
  GPtrArray *findings;
} Work;

G_DEFINE_FINAL_TYPE (VtBackupsPage, vt_backups_page, VT_TYPE_PLACE)

static void
work_free (Work *work)
{
  g_free (work->shop);
  g_free (work->folder);
  g_free (work->from);
  g_ptr_array_unref (work->findings);
  g_free (work);
}

static void refresh (VtBackupsPage *self);

static void
set_busy (VtBackupsPage *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->make, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

/* "Lume.vitrine" of "…/Lume 2026-11-22 190312Z.vitrine" stands beside the open shop as "Lume 2026-11-22.vitrine". */
static char *
choose_path (const Work *work)
{
  g_autofree char *parent = g_path_get_dirname (work->shop);
  g_autofree char *name = g_path_get_basename (work->from);
  g_autofree char *path = NULL;

  name[strlen (name) - strlen (" 190312Z.vitrine")] = '\0';
  for (guint i = 1; path == NULL || g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *numbered =
          i == 1 ? g_strconcat (name, ".vitrine", NULL) : g_strdup_printf ("%s (%u).vitrine", name, i);

      g_free (path);
      path = g_build_filename (parent, numbered, NULL);
    }

  return g_steal_pointer (&path);
}

static char *
take_out (const Work *work, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = choose_path (work);

  return vt_backup_take_out (work->from, path, work->findings, cancellable, error) ? g_steal_pointer (&path) : NULL;
}

static void
work_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  gint64 now_us = vt_clock_now_us (vt_clock_system ());
  GError *error = NULL;
  char *path = NULL;

  if (work->wish == TAKE_OUT)
    path = take_out (work, cancellable, &error);
  else if (work->wish == NOW || vt_backup_is_due (work->shop, work->folder, now_us))
    path = vt_backup_keep (work->shop, work->folder, now_us, work->findings, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, path, g_free);
}

static void
tell (VtBackupsPage *self, const Work *work, const char *path)
{
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));

  if (work->findings->len > 0)
    {
      g_autoptr (GError) error =
          g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, g_ptr_array_index (work->findings, 0));

      vt_workspace_fail (workspace, error);
    }
  else if (work->wish == NOW)
    vt_workspace_tell (workspace,
                       path != NULL ? _ ("The shop was backed up") : _ ("Nothing has changed since the last backup"),
                       FALSE);
  if (work->wish == TAKE_OUT && path != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "open-path",
                                    g_variant_new_bytestring (path));
}

static void
worked_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  g_autoptr (VtBackupsPage) self = g_object_ref (VT_BACKUPS_PAGE (source));
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  set_busy (self, FALSE);
  if (error != NULL)
    vt_workspace_fail (vt_place_get_workspace (VT_PLACE (self)), error);
  else
    tell (self, work, path);
  if (work->wish != TAKE_OUT)
    refresh (self);
}

static void
start (VtBackupsPage *self, Wish wish, const char *from)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  if (self->busy)
    return;

  work = g_new0 (Work, 1);
  work->wish = wish;
  work->shop = g_strdup (vt_shop_get_path (vt_place_get_shop (VT_PLACE (self))));
  work->folder = g_strdup (self->folder);
  work->from = g_strdup (from);
  work->findings = g_ptr_array_new_with_free_func (g_free);
  set_busy (self, TRUE);
  task = g_task_new (self, self->cancellable, worked_cb, NULL);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, work_thread);
}

static void
make_cb (VtBackupsPage *self)
{
  start (self, NOW, NULL);
}

static void
open_cb (VtBackupsPage *self, GtkWidget *button)
{
  start (self, TAKE_OUT, gtk_widget_get_name (button));
}

static gboolean
look_cb (gpointer data)
{
  VtBackupsPage *self = data;

  start (self, DAILY, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
first_look_cb (gpointer data)
{
  VtBackupsPage *self = data;

  start (self, DAILY, NULL);
  self->source = g_timeout_add_seconds (LOOK_S, look_cb, self);
  return G_SOURCE_REMOVE;
}

/* The list -------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_row (VtBackupsPage *self, const VtBackup *backup)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Open a Copy"));
  g_autofree char *when = vt_time_in_words (backup->made_us, vt_clock_now_us (vt_clock_system ()));
  g_autofree char *base = g_path_get_basename (backup->path);
  g_autofree char *shown = g_filename_display_name (base);
  /* TRANSLATORS: %s is a time, as in "Fri 18:40" */
  g_autofree char *name = g_strdup_printf (_ ("Open a Copy of the Backup of %s"), when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), shown);
  gtk_widget_set_name (button, backup->path);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("The backup stays as it is; the copy is put beside this shop"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
refresh (VtBackupsPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = vt_backup_list (self->folder, &error);
  GtkWidget *child;

  if (backups == NULL)
    {
      vt_workspace_fail (vt_place_get_workspace (VT_PLACE (self)), error);
      return;
    }

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < backups->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (backups, i)));
  gtk_stack_set_visible_child_name (self->stack, backups->len > 0 ? "list" : "none");
}

/* Place ----------------------------------------------------------------------------------------------------------- */

static void
vt_backups_page_shown (VtPlace *place)
{
  refresh (VT_BACKUPS_PAGE (place));
}

static void
vt_backups_page_constructed (GObject *object)
{
  VtBackupsPage *self = VT_BACKUPS_PAGE (object);

  G_OBJECT_CLASS (vt_backups_page_parent_class)->constructed (object);

  self->folder = vt_backup_folder (vt_shop_get_id (vt_place_get_shop (VT_PLACE (self))));
  self->source = g_timeout_add_seconds (FIRST_LOOK_S, first_look_cb, self);
}

static void
vt_backups_page_dispose (GObject *object)
{
  VtBackupsPage *self = VT_BACKUPS_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (vt_backups_page_parent_class)->dispose (object);
}

static void
vt_backups_page_finalize (GObject *object)
{
  VtBackupsPage *self = VT_BACKUPS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->folder);

  G_OBJECT_CLASS (vt_backups_page_parent_class)->finalize (object);
}

static void
vt_backups_page_class_init (VtBackupsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vt_backups_page_constructed;
  object_class->dispose = vt_backups_page_dispose;
  object_class->finalize = vt_backups_page_finalize;
  VT_PLACE_CLASS (klass)->shown = vt_backups_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-backups-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtBackupsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VtBackupsPage, list);
  gtk_widget_class_bind_template_child (widget_class, VtBackupsPage, make);
  gtk_widget_class_bind_template_child (widget_class, VtBackupsPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
}

static void
vt_backups_page_init (VtBackupsPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
