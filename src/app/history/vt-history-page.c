#define G_LOG_DOMAIN "vitrine"

#include "app/history/vt-history-page.h"

#include "app/history/vt-history-step-row.h"
#include "base/vt-clock.h"
#include "catalogue/vt-product-history.h"
#include "catalogue/vt-product.h"
#include "shop/vt-snapshot.h"

#include <glib/gi18n.h>

/* So many steps are shown at first, and so many more each time. */
#define PAGE_STEPS 60

struct _VtHistoryPage
{
  VtPlace parent_instance;

  GCancellable *cancellable; /* (owned) (nullable) of the reading that is going on */
  gint64 product_id;         /* 0: the whole shop */
  int limit;
  gint64 expanded; /* the step that was opened last; 0: none */
  gboolean stale;  /* the shop has changed while the page was not seen */

  GtkStack *stack;        /* template child: "steps", "none" or "nothing-found" */
  GtkSearchEntry *search; /* template child */
  GtkBox *days;           /* template child */
  GtkWidget *more;        /* template child */
  GtkWidget *whole_shop;  /* template child */
};

/* What is to be read, in a thread of its own: with a product every step is looked at. */
typedef struct
{
  char *path;
  char *search; /* (nullable) */
  gint64 product_id;
  int limit;
} Question;

G_DEFINE_FINAL_TYPE (VtHistoryPage, vt_history_page, VT_TYPE_PLACE)

static void
question_free (Question *question)
{
  g_free (question->path);
  g_free (question->search);
  g_free (question);
}

/* Actions --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 product_id;
  gint64 entry_id;
} Restore;

static gboolean
restore_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Restore *restore = data;

  return vt_product_restore (db, restore->product_id, restore->entry_id, vt_clock_now_us (vt_clock_system ()),
                             cancellable, error);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtHistoryPage) self = user_data;
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  g_autoptr (GError) error = NULL;
  gboolean done = vt_shop_write_finish (VT_SHOP (source), result, NULL, &error);

  if (workspace == NULL)
    return;
  if (done)
    vt_workspace_tell (workspace, _ ("The product is as it was then"), TRUE);
  else if (g_error_matches (error, VT_SHOP_ERROR, VT_SHOP_ERROR_NOTHING))
    vt_workspace_tell (workspace, error->message, FALSE);
  else
    vt_workspace_fail (workspace, error);
}

static void
restore_cb (VtHistoryPage *self, gint64 product_id, VtHistoryStepRow *row)
{
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  g_autoptr (VtProduct) product = vt_product_load (vt_workspace_get_reader (workspace), product_id, NULL);
  g_autofree char *label = NULL;
  Restore *restore = g_new0 (Restore, 1);

  /* TRANSLATORS: %s is a product: what undo takes back */
  label = g_strdup_printf (_ ("Take “%s” back"), product != NULL ? vt_product_get_title (product) : "");
  restore->product_id = product_id;
  restore->entry_id = vt_history_step_row_get_entry_id (row);
  vt_shop_write_async (vt_place_get_shop (VT_PLACE (self)), label, NULL, restore_job, restore, g_free, NULL,
                       restored_cb, g_object_ref (self));
}

typedef struct
{
  VtHistoryPage *page; /* (owned) */
  gint64 n_left;
  gint64 n_done;
} Undoing;

static void
undoing_free (Undoing *undoing)
{
  g_object_unref (undoing->page);
  g_free (undoing);
}

/* One after the other: where one is refused, the earlier ones stay as they are. */
static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Undoing *undoing = user_data;
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (undoing->page));
  g_autoptr (GError) error = NULL;
  gboolean done = vt_shop_undo_finish (VT_SHOP (source), result, NULL, &error);

  undoing->n_done += done;
  if (done && --undoing->n_left > 0)
    {
      vt_shop_undo_async (VT_SHOP (source), FALSE, NULL, undone_cb, undoing);
      return;
    }

  if (workspace != NULL && done)
    {
      g_autofree char *message = g_strdup_printf (
          ngettext ("%u step was undone", "%u steps were undone", (guint) undoing->n_done), (guint) undoing->n_done);

      vt_workspace_tell (workspace, message, FALSE);
    }
  else if (workspace != NULL)
    vt_workspace_fail (workspace, error);
  undoing_free (undoing);
}

static void
undo_to_cb (VtHistoryPage *self, VtHistoryStepRow *row)
{
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  gint64 n_steps = 0;
  Undoing *undoing;

  if (!vt_journal_count_from (vt_workspace_get_reader (workspace), vt_history_step_row_get_entry_id (row), &n_steps,
                              NULL) ||
      n_steps == 0)
    return;

  undoing = g_new0 (Undoing, 1);
  undoing->page = g_object_ref (self);
  undoing->n_left = n_steps;
  vt_shop_undo_async (vt_place_get_shop (VT_PLACE (self)), FALSE, NULL, undone_cb, undoing);
}

/* The list -------------------------------------------------------------------------------------------------------- */

static void
expanded_cb (VtHistoryPage *self, G_GNUC_UNUSED GParamSpec *pspec, AdwExpanderRow *row)
{
  if (adw_expander_row_get_expanded (row))
    self->expanded = vt_history_step_row_get_entry_id (VT_HISTORY_STEP_ROW (row));
  else if (self->expanded == vt_history_step_row_get_entry_id (VT_HISTORY_STEP_ROW (row)))
    self->expanded = 0;
}

static GtkWidget *
new_step_row (VtHistoryPage *self, const VtJournalEntry *entry)
{
  GtkWidget *row = vt_history_step_row_new (vt_place_get_workspace (VT_PLACE (self)), entry);

  g_signal_connect_object (row, "restore", G_CALLBACK (restore_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "undo-to", G_CALLBACK (undo_to_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
  if (entry->id == self->expanded)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  return row;
}

static char *
day_words (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autofree char *day = time != NULL ? g_date_time_format (time, "%F") : g_strdup ("");
  g_autofree char *today = g_date_time_format (now, "%F");
  g_autofree char *before = g_date_time_format (yesterday, "%F");

  if (time == NULL)
    return g_strdup ("");
  if (g_str_equal (day, today))
    return g_strdup (_ ("Today"));
  if (g_str_equal (day, before))
    return g_strdup (_ ("Yesterday"));

  /* TRANSLATORS: as in strftime: weekday, day, month, year */
  return g_date_time_format (time, _ ("%A, %-d %B %Y"));
}

static GtkListBox *
add_day (VtHistoryPage *self, const char *words)
{
  GtkWidget *heading = gtk_label_new (words);
  GtkWidget *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_margin_top (heading, 12);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_box_append (self->days, heading);
  gtk_box_append (self->days, list);
  return GTK_LIST_BOX (list);
}

static void
show_entries (VtHistoryPage *self, GPtrArray *entries)
{
  g_autofree char *day = NULL;
  GtkListBox *list = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->days))) != NULL)
    gtk_box_remove (self->days, child);

  for (guint i = 0; i < entries->len; i++)
    {
      const VtJournalEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *words = day_words (entry->changed_us);

      if (list == NULL || g_strcmp0 (words, day) != 0)
        list = add_day (self, words);
      g_free (day);
      day = g_steal_pointer (&words);
      gtk_list_box_append (list, new_step_row (self, entry));
    }
  gtk_widget_set_visible (self->more, entries->len == (guint) self->limit);
}

static void
show_state (VtHistoryPage *self, guint n_entries)
{
  gboolean searching = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' || self->product_id != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->days), n_entries > 0);
  gtk_stack_set_visible_child_name (self->stack, n_entries > 0 ? "steps" : searching ? "nothing-found" : "none");
}

static void
read_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (question->path, &error);
  VtHistoryQuery query = { .search = question->search, .limit = question->limit };
  GPtrArray *entries = NULL;

  if (question->product_id != 0)
    {
      query.links = vt_product_history_links;
      query.root = "product";
      query.id = question->product_id;
    }
  if (snapshot != NULL)
    entries = vt_history_list (vt_snapshot_get_db (snapshot), &query, cancellable, &error);

  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtHistoryPage *self = VT_HISTORY_PAGE (source);
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = g_task_propagate_pointer (G_TASK (result), &error);

  if (workspace == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entries == NULL)
    {
      vt_workspace_fail (workspace, error);
      return;
    }

  show_entries (self, entries);
  show_state (self, entries->len);
}

static void
refresh (VtHistoryPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr (GTask) task = NULL;
  Question *question;

  self->stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  question = g_new0 (Question, 1);
  question->path = g_strdup (vt_shop_get_path (vt_place_get_shop (VT_PLACE (self))));
  question->search = *text != '\0' ? g_strdup (text) : NULL;
  question->product_id = self->product_id;
  question->limit = self->limit;
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, read_thread);
}

static void
search_changed_cb (VtHistoryPage *self)
{
  self->limit = PAGE_STEPS;
  refresh (self);
}

static void
more_cb (VtHistoryPage *self)
{
  self->limit += PAGE_STEPS;
  refresh (self);
}

static void
set_product (VtHistoryPage *self, gint64 product_id)
{
  VtDb *db = vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self)));
  g_autoptr (VtProduct) product = product_id != 0 ? vt_product_load (db, product_id, NULL) : NULL;

  self->product_id = product_id;
  self->limit = PAGE_STEPS;
  gtk_widget_set_visible (self->whole_shop, product_id != 0);
  vt_place_set_subtitle (VT_PLACE (self), product != NULL ? vt_product_get_title (product) : NULL);
  refresh (self);
}

static void
whole_shop_cb (VtHistoryPage *self)
{
  set_product (self, 0);
}

static void
changed_cb (VtHistoryPage *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* Place ----------------------------------------------------------------------------------------------------------- */

static void
vt_history_page_shown (VtPlace *place)
{
  VtHistoryPage *self = VT_HISTORY_PAGE (place);

  if (self->stale)
    refresh (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
vt_history_page_search (VtPlace *place)
{
  gtk_widget_grab_focus (GTK_WIDGET (VT_HISTORY_PAGE (place)->search));
}

/* The history of one product; 0: of the shop. */
static void
vt_history_page_open_item (VtPlace *place, gint64 id)
{
  if (VT_HISTORY_PAGE (place)->product_id != id)
    set_product (VT_HISTORY_PAGE (place), id);
}

static void
vt_history_page_constructed (GObject *object)
{
  VtHistoryPage *self = VT_HISTORY_PAGE (object);

  G_OBJECT_CLASS (vt_history_page_parent_class)->constructed (object);

  g_signal_connect_object (vt_place_get_shop (VT_PLACE (self)), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
vt_history_page_dispose (GObject *object)
{
  VtHistoryPage *self = VT_HISTORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (vt_history_page_parent_class)->dispose (object);
}

static void
vt_history_page_class_init (VtHistoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VtPlaceClass *place_class = VT_PLACE_CLASS (klass);

  object_class->constructed = vt_history_page_constructed;
  object_class->dispose = vt_history_page_dispose;
  place_class->shown = vt_history_page_shown;
  place_class->search = vt_history_page_search;
  place_class->open_item = vt_history_page_open_item;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VtHistoryPage, search);
  gtk_widget_class_bind_template_child (widget_class, VtHistoryPage, days);
  gtk_widget_class_bind_template_child (widget_class, VtHistoryPage, more);
  gtk_widget_class_bind_template_child (widget_class, VtHistoryPage, whole_shop);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, whole_shop_cb);
}

static void
vt_history_page_init (VtHistoryPage *self)
{
  self->limit = PAGE_STEPS;
  self->stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
