#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-simulator.h"

#include "app/promo/vt-simulator-run.h"
#include "promo/vt-popup.h"

#include <glib/gi18n.h>
#include <string.h>

#define PROGRESS_MS 100
#define PERCENT     100.0
#define WHY_MOST    3  /* reasons that are told of one popup */
#define DAYS        14 /* over which visits are spread that were made up */

/* Lives as long as the work does, whatever becomes of the page. */
typedef struct
{
  VtSimulator *page; /* (owned) */
  gint n_done;       /* atomic */
  guint n_visits;    /* 0: not known */
} Work;

struct _VtSimulator
{
  AdwBin parent_instance;

  VtWorkspace *workspace;    /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable) of the work that is going on */
  Work *work;                /* (unowned) (nullable) that is going on */
  guint progress_id;

  AdwComboRow *source;      /* template child */
  GtkWidget *mix;           /* template child */
  GtkSpinButton *n_visits;  /* template child */
  GtkScale *phones;         /* template child */
  GtkScale *returning;      /* template child */
  GtkScale *searching;      /* template child */
  GtkScale *bags;           /* template child */
  GtkStack *stack;          /* template child: "start", "running", "results", "no-popups" or "no-visits" */
  GtkButton *start;         /* template child */
  GtkProgressBar *progress; /* template child */
  GtkLabel *summary;        /* template child */
  GtkListBox *results;      /* template child */
};

G_DEFINE_FINAL_TYPE (VtSimulator, vt_simulator, ADW_TYPE_BIN)

/* Results ------------------------------------------------------------------------------------------------------------
 */

static const char *
word_verdict (VtPopupVerdict verdict)
{
  switch (verdict)
    {
    case VT_POPUP_VERDICT_NOT_YET:
      return _ ("its time had not come");
    case VT_POPUP_VERDICT_OVER:
      return _ ("its time had passed");
    case VT_POPUP_VERDICT_PAGE:
      return _ ("it is not for the pages that were seen");
    case VT_POPUP_VERDICT_COLLECTION:
      return _ ("none of its collections was seen");
    case VT_POPUP_VERDICT_STOCK:
      return _ ("nothing was sold out");
    case VT_POPUP_VERDICT_DEVICE:
      return _ ("it is for other devices");
    case VT_POPUP_VERDICT_LANGUAGE:
      return _ ("it is for other languages");
    case VT_POPUP_VERDICT_COUNTRY:
      return _ ("it is for other countries");
    case VT_POPUP_VERDICT_SOURCE:
      return _ ("they came from elsewhere");
    case VT_POPUP_VERDICT_VISITORS:
      return _ ("it is only for new visitors, or only for returning ones");
    case VT_POPUP_VERDICT_SUBSCRIBED:
      return _ ("it is only for subscribers, or only for others");
    case VT_POPUP_VERDICT_CART:
      return _ ("the bag was another one");
    case VT_POPUP_VERDICT_VIEWS:
      return _ ("too few pages were seen");
    case VT_POPUP_VERDICT_ANSWERED:
      return _ ("it had been answered");
    case VT_POPUP_VERDICT_QUIET:
      return _ ("it had been closed not long ago");
    case VT_POPUP_VERDICT_MOST:
      return _ ("it had been seen often enough");
    case VT_POPUP_VERDICT_CAP_VISIT:
      return _ ("another popup came first in the visit");
    case VT_POPUP_VERDICT_CAP_DAY:
      return _ ("another popup came first that day");
    case VT_POPUP_VERDICT_BUSY:
      return _ ("something else was open");
    case VT_POPUP_VERDICT_SEARCH:
      return _ ("it does not cover the first page for phones that come from a search engine");
    case VT_POPUP_VERDICT_SHOWN:
    case VT_POPUP_VERDICT_WAITING:
    case VT_POPUP_VERDICT_N:
    default:
      return _ ("nothing triggered it");
    }
}

/* The reasons that kept it away most often. */
static char *
word_reasons (const VtPopupOutcome *outcome)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint left[VT_POPUP_VERDICT_N];

  memcpy (left, outcome->reasons, sizeof left);
  for (guint told = 0; told < WHY_MOST; told++)
    {
      guint most = 0;

      for (guint i = 1; i < VT_POPUP_VERDICT_N; i++)
        most = left[i] > left[most] ? i : most;
      if (left[most] == 0)
        break;

      g_string_append_printf (words, "%s%s (%u)", words->len > 0 ? "; " : "", word_verdict ((VtPopupVerdict) most),
                              left[most]);
      left[most] = 0;
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
word_outcome (const VtPopupOutcome *outcome, guint n_visits)
{
  g_autofree char *reasons = word_reasons (outcome);
  g_autofree char *share = NULL;

  if (outcome->shows == 0)
    /* TRANSLATORS: a popup that did not come up in any visit, and why */
    return g_strdup_printf (_ ("Never: %s"), reasons);

  share =
      g_strdup_printf (ngettext ("In %u of %u visit, %u time in all", "In %u of %u visits, %u times in all", n_visits),
                       outcome->visits, n_visits, outcome->shows);
  /* TRANSLATORS: in how many visits a popup came up, then why it did not in the others */
  return *reasons != '\0' ? g_strdup_printf (_ ("%s. In others: %s"), share, reasons) : g_steal_pointer (&share);
}

static GtkWidget *
make_row (const char *title, const char *words)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  return row;
}

static GtkWidget *
make_bar (const VtPopupOutcome *outcome, guint n_visits)
{
  double share = n_visits > 0 ? (double) outcome->visits / n_visits : 0.0;
  g_autofree char *words = g_strdup_printf ("%.0f %%", share * PERCENT);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *bar = gtk_level_bar_new ();

  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW, 0.0);
  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH, 0.0);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), share);
  gtk_widget_set_size_request (bar, 80, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Share of the visits"), -1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_xalign (GTK_LABEL (label), 1.0F);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
make_badge (void)
{
  /* TRANSLATORS: how often a popup came up */
  GtkWidget *badge = gtk_label_new (_ ("Never"));

  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_add_css_class (badge, "warning");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  return badge;
}

static void
empty_results (VtSimulator *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->results))) != NULL)
    gtk_list_box_remove (self->results, child);
}

static void
show_result (VtSimulator *self, const VtSimulatorResult *result)
{
  const VtPopupSimulation *simulation = result->simulation;
  g_autofree char *summary =
      g_strdup_printf (ngettext ("%u visit, %u with a popup", "%u visits, %u with a popup", simulation->n_visits),
                       simulation->n_visits, simulation->n_shown);

  empty_results (self);
  for (guint i = 0; i < simulation->outcomes->len; i++)
    {
      const VtPopupOutcome *outcome = g_ptr_array_index (simulation->outcomes, i);
      g_autofree char *words = word_outcome (outcome, simulation->n_visits);
      GtkWidget *row = make_row (outcome->name, words);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 outcome->shows > 0 ? make_bar (outcome, simulation->n_visits) : make_badge ());
      gtk_list_box_append (self->results, row);
    }
  for (guint i = 0; i < result->others->len; i++)
    {
      const VtPopupSilent *silent = g_ptr_array_index (result->others, i);
      GtkWidget *row = make_row (silent->name, silent->reason);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_badge ());
      gtk_list_box_append (self->results, row);
    }
  gtk_label_set_label (self->summary, summary);
  gtk_stack_set_visible_child_name (self->stack, simulation->n_visits > 0 ? "results" : "no-visits");
}

/* Running ------------------------------------------------------------------------------------------------------------
 */

static gboolean
progress_cb (gpointer data)
{
  VtSimulator *self = data;
  guint n_done = (guint) g_atomic_int_get (&self->work->n_done);

  if (self->work->n_visits == 0 || n_done == 0)
    gtk_progress_bar_pulse (self->progress);
  else
    gtk_progress_bar_set_fraction (self->progress, MIN (1.0, (double) n_done / self->work->n_visits));
  return G_SOURCE_CONTINUE;
}

static void
stop (VtSimulator *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  self->work = NULL;
}

static void
run_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, gpointer user_data)
{
  Work *work = user_data;
  VtSimulator *self = work->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSimulatorResult) outcome = vt_simulator_run_finish (result, &error);

  /* One that was stopped has no say any more. */
  if (self->work == work)
    {
      stop (self);
      if (outcome != NULL)
        show_result (self, outcome);
      else
        {
          gtk_stack_set_visible_child_name (self->stack, "start");
          vt_workspace_fail (self->workspace, error);
        }
      gtk_widget_set_sensitive (GTK_WIDGET (self->start), TRUE);
    }
  g_object_unref (self);
  g_free (work);
}

static guint
percent_of (GtkScale *scale)
{
  return (guint) CLAMP (gtk_range_get_value (GTK_RANGE (scale)), 0.0, PERCENT);
}

static void
start_cb (VtSimulator *self)
{
  gboolean recorded = adw_combo_row_get_selected (self->source) == 1;
  VtPopupMix mix = { .n_visits = (guint) gtk_spin_button_get_value_as_int (self->n_visits),
                     .phones = percent_of (self->phones),
                     .returning = percent_of (self->returning),
                     .searching = percent_of (self->searching),
                     .bags = percent_of (self->bags),
                     .days = DAYS };
  Work *work;

  if (self->workspace == NULL || self->work != NULL)
    return;

  work = g_new0 (Work, 1);
  work->page = g_object_ref (self);
  work->n_visits = recorded ? 0 : mix.n_visits;
  self->work = work;
  self->cancellable = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0.0);
  gtk_stack_set_visible_child_name (self->stack, "running");
  gtk_widget_set_sensitive (GTK_WIDGET (self->start), FALSE);
  self->progress_id = g_timeout_add (PROGRESS_MS, progress_cb, self);
  vt_simulator_run_async (vt_shop_get_path (vt_workspace_get_shop (self->workspace)), &mix, recorded, &work->n_done,
                          self->cancellable, run_cb, work);
}

static void
cancel_cb (VtSimulator *self)
{
  stop (self);
  gtk_stack_set_visible_child_name (self->stack, "start");
  gtk_widget_set_sensitive (GTK_WIDGET (self->start), TRUE);
}

static void
source_cb (VtSimulator *self)
{
  gtk_widget_set_visible (self->mix, adw_combo_row_get_selected (self->source) == 0);
}

static void
vt_simulator_dispose (GObject *object)
{
  VtSimulator *self = VT_SIMULATOR (object);

  stop (self);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_simulator_parent_class)->dispose (object);
}

static void
vt_simulator_class_init (VtSimulatorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_simulator_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-simulator.ui");
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, source);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, mix);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, n_visits);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, phones);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, returning);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, searching);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, bags);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, stack);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, start);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, progress);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, summary);
  gtk_widget_class_bind_template_child (widget_class, VtSimulator, results);
  gtk_widget_class_bind_template_callback (widget_class, source_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
vt_simulator_init (VtSimulator *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_simulator_set_workspace:
 * @self: a simulator
 * @workspace: whose popups are tried
 */
void
vt_simulator_set_workspace (VtSimulator *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_simulator_refresh:
 * @self: a simulator with a workspace
 *
 * The popups have changed: what was found out about them is true no longer.
 */
void
vt_simulator_refresh (VtSimulator *self)
{
  g_autoptr (GPtrArray) popups = vt_popup_list (vt_workspace_get_reader (self->workspace), NULL);

  stop (self);
  gtk_stack_set_visible_child_name (self->stack, popups != NULL && popups->len > 0 ? "start" : "no-popups");
  gtk_widget_set_sensitive (GTK_WIDGET (self->start), popups != NULL && popups->len > 0);
}
