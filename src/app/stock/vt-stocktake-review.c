#define G_LOG_DOMAIN "vitrine"

#include "app/stock/vt-stocktake-review.h"

#include "app/stock/vt-stocktake-row.h"
#include "base/vt-clock.h"
#include "catalogue/vt-stocktake.h"
#include "shop/vt-snapshot.h"

#include <glib/gi18n.h>

struct _VtStocktakeReview
{
  AdwBin parent_instance;

  VtWorkspace *workspace;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) cancelled in dispose */
  gint64 id;                 /* of the count; 0: none is open */
  GListStore *lines;         /* (owned) */

  GtkLabel *sums;          /* template child */
  GtkCheckButton *leave;   /* template child */
  GtkCheckButton *is_none; /* template child */
  GtkLabel *leave_label;   /* template child */
  GtkLabel *is_none_label; /* template child */
  GtkWidget *uncounted;    /* template child: the choice what to do with these */
  GtkStack *states;        /* template child: "waiting", "list" or "agrees" */
  GtkListView *list;       /* template child */
  GtkWidget *apply;        /* template child */
};

/* What is read on another thread. */
typedef struct
{
  char *path; /* (owned) */
  gint64 id;
  VtStocktakeSums sums;
} Question;

typedef struct
{
  VtStocktakeReview *review; /* (owned) */
  gint64 id;
  gboolean rest_is_none;
  guint n;
} Application;

enum
{
  APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtStocktakeReview, vt_stocktake_review, ADW_TYPE_BIN)

/* Reading ------------------------------------------------------------------------------------------------------------
 */

static void
question_free (Question *question)
{
  g_free (question->path);
  g_free (question);
}

static void
append_lines (GPtrArray *lines, GPtrArray *more)
{
  g_ptr_array_set_free_func (more, NULL);
  g_ptr_array_extend_and_steal (lines, more);
}

/* The differences, then what nobody counted. */
static GPtrArray *
read_lines (VtDb *db, Question *question, GError **error)
{
  g_autoptr (GPtrArray) lines = vt_stocktake_lines (db, question->id, VT_STOCKTAKE_DIFFERENT, -1, error);
  GPtrArray *uncounted =
      lines != NULL ? vt_stocktake_lines (db, question->id, VT_STOCKTAKE_UNCOUNTED, -1, error) : NULL;

  if (uncounted == NULL)
    return NULL;

  append_lines (lines, uncounted);
  return vt_stocktake_sum (db, question->id, &question->sums, error) ? g_steal_pointer (&lines) : NULL;
}

static void
read_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (question->path, &error);
  GPtrArray *lines = snapshot != NULL ? read_lines (vt_snapshot_get_db (snapshot), question, &error) : NULL;

  if (lines == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, lines, (GDestroyNotify) g_ptr_array_unref);
}

static void
show_sums (VtStocktakeReview *self, const VtStocktakeSums *sums)
{
  g_autofree char *counted = g_strdup_printf (
      ngettext ("%d variant counted", "%d variants counted", (gulong) sums->n_lines), (int) sums->n_lines);
  g_autofree char *different =
      g_strdup_printf (ngettext ("%d differs", "%d differ", (gulong) sums->n_different), (int) sums->n_different);
  g_autofree char *text = sums->n_different > 0
                              /* TRANSLATORS: variants counted, those that differ, pieces missing, pieces too many */
                              ? g_strdup_printf (_ ("%s, %s: %d pieces missing, %d too many"), counted, different,
                                                 (int) sums->n_missing, (int) sums->n_over)
                              : g_strdup_printf (_ ("%s, all as expected"), counted);
  g_autofree char *leave =
      g_strdup_printf (ngettext ("Leave the %d variant that was not counted as it is",
                                 "Leave the %d variants that were not counted as they are", (gulong) sums->n_uncounted),
                       (int) sums->n_uncounted);
  g_autofree char *none =
      g_strdup_printf (ngettext ("They are not there: %d piece less", "They are not there: %d pieces less",
                                 (gulong) MAX (sums->n_uncounted_pieces, 0)),
                       (int) sums->n_uncounted_pieces);

  gtk_label_set_label (self->sums, text);
  gtk_label_set_label (self->leave_label, leave);
  gtk_label_set_label (self->is_none_label, none);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->leave), GTK_ACCESSIBLE_PROPERTY_LABEL, leave, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->is_none), GTK_ACCESSIBLE_PROPERTY_LABEL, none, -1);
  gtk_widget_set_visible (self->uncounted, sums->n_uncounted > 0);
  gtk_widget_set_sensitive (self->apply, sums->n_lines > 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  VtStocktakeReview *self = VT_STOCKTAKE_REVIEW (source);
  const Question *question = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = g_task_propagate_pointer (G_TASK (result), &error);

  if (lines == NULL)
    {
      if (self->workspace != NULL)
        vt_workspace_fail (self->workspace, error);
      return;
    }
  if (question->id != self->id)
    {
      g_ptr_array_unref (lines);
      return;
    }

  vt_stocktake_store_take (self->lines, lines);
  show_sums (self, &question->sums);
  gtk_stack_set_visible_child_name (self->states,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->lines)) > 0 ? "list" : "agrees");
}

static void
refresh (VtStocktakeReview *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, read_cb, NULL);
  Question *question = g_new0 (Question, 1);

  question->path = g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace)));
  question->id = self->id;
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, read_thread);
}

static void
changed_cb (VtStocktakeReview *self, VtChange *change)
{
  if (self->id != 0 && (vt_change_touches (change, "stock_movement") || vt_change_touches (change, "stocktake_line")))
    refresh (self);
}

/* Applying -----------------------------------------------------------------------------------------------------------
 */

static gboolean
apply_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Application *application = data;

  return vt_stocktake_apply (db, application->id, application->rest_is_none, vt_clock_now_us (NULL), &application->n,
                             error);
}

static void
applied_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Application *application = user_data;
  VtStocktakeReview *self = application->review;
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    {
      if (self->workspace != NULL)
        vt_workspace_fail (self->workspace, error);
    }
  else if (self->workspace != NULL)
    {
      g_autofree char *text =
          g_strdup_printf (ngettext ("Count applied: the stock of %u variant was corrected",
                                     "Count applied: the stock of %u variants was corrected", application->n),
                           application->n);

      vt_workspace_tell (self->workspace, text, TRUE);
      g_signal_emit (self, signals[APPLIED], 0);
    }

  if (self->apply != NULL)
    gtk_widget_set_sensitive (self->apply, TRUE);
  g_object_unref (application->review);
  g_free (application);
}

static void
apply_cb (VtStocktakeReview *self)
{
  Application *application;

  if (self->id == 0)
    return;

  gtk_widget_set_sensitive (self->apply, FALSE);
  application = g_new0 (Application, 1);
  application->review = g_object_ref (self);
  application->id = self->id;
  application->rest_is_none = gtk_widget_get_visible (self->uncounted) && gtk_check_button_get_active (self->is_none);
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), _ ("Apply a stocktake"), NULL, apply_job, application,
                       NULL, NULL, applied_cb, application);
}

/* Object -------------------------------------------------------------------------------------------------------------
 */

static void
vt_stocktake_review_dispose (GObject *object)
{
  VtStocktakeReview *self = VT_STOCKTAKE_REVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_object (&self->lines);

  G_OBJECT_CLASS (vt_stocktake_review_parent_class)->dispose (object);
}

static void
vt_stocktake_review_class_init (VtStocktakeReviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_stocktake_review_dispose;

  signals[APPLIED] =
      g_signal_new ("applied", VT_TYPE_STOCKTAKE_REVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-stocktake-review.ui");
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeReview, sums);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeReview, leave);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeReview, is_none);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeReview, leave_label);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeReview, is_none_label);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeReview, uncounted);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeReview, states);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeReview, list);
  gtk_widget_class_bind_template_child (widget_class, VtStocktakeReview, apply);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
vt_stocktake_review_init (VtStocktakeReview *self)
{
  g_autoptr (GtkListItemFactory) factory = vt_stocktake_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->cancellable = g_cancellable_new ();
  self->lines = vt_stocktake_store_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_list_view_set_factory (self->list, factory);
}

/**
 * vt_stocktake_review_set_workspace:
 * @self: a review without a workspace
 * @workspace: of the shop
 */
void
vt_stocktake_review_set_workspace (VtStocktakeReview *self, VtWorkspace *workspace)
{
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * vt_stocktake_review_open:
 * @self: a review
 * @id: a count that goes on
 *
 * Shows what applying it would do. What was not counted is left as it is until the merchant says otherwise.
 */
void
vt_stocktake_review_open (VtStocktakeReview *self, gint64 id)
{
  self->id = id;
  gtk_check_button_set_active (self->leave, TRUE);
  gtk_widget_set_sensitive (self->apply, FALSE);
  gtk_stack_set_visible_child_name (self->states, "waiting");
  gtk_label_set_label (self->sums, "");
  gtk_widget_set_visible (self->uncounted, FALSE);
  refresh (self);
}

/**
 * vt_stocktake_review_close:
 * @self: a review
 *
 * Looks at no count any more.
 */
void
vt_stocktake_review_close (VtStocktakeReview *self)
{
  self->id = 0;
  g_list_store_remove_all (self->lines);
}
