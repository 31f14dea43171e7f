#define G_LOG_DOMAIN "vitrine"

#include "app/publish/vt-publish-page.h"

#include "app/findability/vt-findings-model.h"
#include "app/publish/vt-add-host.h"
#include "app/publish/vt-plan-view.h"
#include "app/publish/vt-publish-words.h"
#include "app/publish/vt-releases-view.h"
#include "app/widgets/vt-columns.h"
#include "publish/vt-embedded-host.h"

#include <glib/gi18n.h>

/* The plan is made again when the typing pauses. */
#define PLAN_DELAY_MS 500

typedef enum
{
  RETRY_PLAN,
  RETRY_PUBLISH,
  RETRY_PULL
} Retry;

struct _VtPublishPage
{
  VtPlace parent_instance;

  GCancellable *cancellable; /* (owned) cancelled in dispose */
  GCancellable *planning;    /* (owned) (nullable) */
  guint plan_source;
  gboolean stale;   /* the shop has changed while the page was not seen */
  gboolean first;   /* nothing is live yet */
  guint n_changes;  /* of the last plan */
  char *label;      /* (owned) (nullable) what the next release is called */
  GArray *host_ids; /* (owned) gint64, as in the list of hosts */
  gboolean showing; /* the list of hosts is filled, not chosen from */
  Retry retry_what;

  VtFindingsModel *findings; /* (owned) what shoppers would be misled by */

  GtkWidget *heading;            /* template child */
  GtkWidget *flaws;              /* template child */
  GtkLabel *flaws_words;         /* template child */
  GtkLabel *sentence;            /* template child */
  GtkWidget *going_on;           /* template child */
  GtkLabel *step;                /* template child */
  GtkProgressBar *bar;           /* template child */
  GtkWidget *cancel;             /* template child */
  GtkWidget *failure;            /* template child */
  GtkLabel *failure_title;       /* template child */
  GtkLabel *failure_words;       /* template child */
  GtkWidget *success;            /* template child */
  GtkLabel *success_title;       /* template child */
  GtkLabel *success_words;       /* template child */
  VtPlanView *plan_view;         /* template child */
  GtkWidget *nothing;            /* template child */
  AdwComboRow *host;             /* template child */
  AdwActionRow *address;         /* template child */
  GtkWidget *visit;              /* template child */
  GtkWidget *add_host;           /* template child */
  VtReleasesView *releases_view; /* template child */
  GtkLabel *releases_words;      /* template child */
  GtkWidget *releases_retry;     /* template child */
  GtkButton *pull;               /* template child */
  GtkButton *publish;            /* template child */
};

G_DEFINE_FINAL_TYPE (VtPublishPage, vt_publish_page, VT_TYPE_PLACE)

static VtHosts *
hosts (VtPublishPage *self)
{
  return vt_workspace_get_hosts (vt_place_get_workspace (VT_PLACE (self)));
}

static VtDb *
reader (VtPublishPage *self)
{
  return vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self)));
}

static void
tell (VtPublishPage *self, const char *message)
{
  vt_workspace_tell (vt_place_get_workspace (VT_PLACE (self)), message, FALSE);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What can be done ------------------------------------------------------------------------------------------------ */

static void
show_buttons (VtPublishPage *self)
{
  gboolean busy = vt_hosts_is_busy (hosts (self));
  g_autofree char *label = NULL;

  if (self->first)
    label = g_strdup (_ ("Publish the Shop"));
  else if (self->n_changes > 0)
    label = g_strdup_printf (ngettext ("Publish %u Change", "Publish %u Changes", self->n_changes), self->n_changes);
  else
    label = g_strdup (_ ("Publish"));

  gtk_button_set_label (self->publish, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish), !busy && (self->first || self->n_changes > 0));
  gtk_widget_set_sensitive (GTK_WIDGET (self->pull), !busy && !self->first);
  gtk_widget_set_sensitive (GTK_WIDGET (self->host), !busy);
  gtk_widget_set_sensitive (self->add_host, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->releases_view), !busy);
}

static void
show_failure (VtPublishPage *self, Retry retry, const char *title, const GError *error)
{
  self->retry_what = retry;
  gtk_label_set_label (self->failure_title, title);
  gtk_label_set_label (self->failure_words, error->message);
  gtk_widget_set_visible (self->failure, TRUE);
}

static void
clear_outcome (VtPublishPage *self)
{
  gtk_widget_set_visible (self->failure, FALSE);
  gtk_widget_set_visible (self->success, FALSE);
}

static void
progress_cb (VtPublishPage *self)
{
  double fraction = -1;
  g_autofree char *step = vt_hosts_dup_step (hosts (self), &fraction);

  gtk_widget_set_visible (self->going_on, step != NULL);
  if (step == NULL)
    {
      gtk_widget_set_sensitive (self->cancel, TRUE);
      show_buttons (self);
      return;
    }

  gtk_label_set_label (self->step, step);
  if (fraction < 0)
    gtk_progress_bar_pulse (self->bar);
  else
    gtk_progress_bar_set_fraction (self->bar, fraction);
  show_buttons (self);
}

static void
cancel_cb (VtPublishPage *self)
{
  /* A picture that is half drawn is drawn to its end. */
  gtk_widget_set_sensitive (self->cancel, FALSE);
  vt_hosts_cancel (hosts (self));
}

/* The plan -------------------------------------------------------------------------------------------------------- */

/* What is wrong can be published: shoppers may be better off with it than with what is live. */
static void
show_flaws (VtPublishPage *self)
{
  guint n = vt_findings_model_count (self->findings, VT_CHECK_ERROR);
  g_autofree char *words = g_strdup_printf (
      ngettext ("%u thing misleads shoppers or leads nowhere", "%u things mislead shoppers or lead nowhere", n), n);

  gtk_label_set_label (self->flaws_words, words);
  gtk_widget_set_visible (self->flaws, n > 0);
}

static void
show_plan (VtPublishPage *self, VtPlan *plan)
{
  g_autofree char *summary = vt_plan_summarise (plan);
  g_autofree char *later = vt_plan_describe_later (plan);
  g_autofree char *tests = vt_plan_describe_tests (plan);
  const char *lines[4] = { summary };
  g_autofree char *sentence = NULL;
  guint n_lines = 1;

  if (later != NULL)
    lines[n_lines++] = later;
  if (tests != NULL)
    lines[n_lines++] = tests;
  sentence = g_strjoinv ("\n", (GStrv) lines);
  self->first = plan->first;
  self->n_changes = plan->items->len;
  g_free (self->label);
  self->label = vt_publish_words_for_release (plan);

  gtk_label_set_label (self->sentence, sentence);
  gtk_widget_set_visible (self->heading, plan->items->len > 0);
  gtk_widget_set_visible (self->nothing, plan->items->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->plan_view), plan->items->len > 0);
  vt_plan_view_show (self->plan_view, vt_place_get_workspace (VT_PLACE (self)), plan);
  vt_findings_model_check (self->findings);
  show_buttons (self);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPublishPage) self = user_data;
  g_autoptr (GError) error = NULL;
  VtPlan *plan = vt_hosts_plan_finish (VT_HOSTS (source), result, &error);

  if (plan != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    {
      show_plan (self, plan);
      return;
    }

  g_clear_pointer (&plan, vt_plan_free);
  if (error != NULL && !is_cancelled (error))
    show_failure (self, RETRY_PLAN, _ ("What would change is not known"), error);
}

static void
make_plan (VtPublishPage *self)
{
  g_clear_handle_id (&self->plan_source, g_source_remove);
  if (self->planning != NULL)
    g_cancellable_cancel (self->planning);
  g_clear_object (&self->planning);

  self->stale = FALSE;
  self->planning = g_cancellable_new ();
  vt_hosts_plan_async (hosts (self), self->planning, planned_cb, g_object_ref (self));
}

static gboolean
make_plan_cb (gpointer data)
{
  VtPublishPage *self = data;

  self->plan_source = 0;
  make_plan (self);
  return G_SOURCE_REMOVE;
}

/* A page that is not seen makes its plan when it is. */
static void
shop_changed_cb (VtPublishPage *self)
{
  self->stale = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  g_clear_handle_id (&self->plan_source, g_source_remove);
  self->plan_source = g_timeout_add (PLAN_DELAY_MS, make_plan_cb, self);
}

/* Releases -------------------------------------------------------------------------------------------------------- */

static void
releases_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPublishPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) releases = vt_hosts_releases_finish (VT_HOSTS (source), result, &error);

  if (is_cancelled (error) || g_cancellable_is_cancelled (self->cancellable))
    return;

  gtk_widget_set_visible (self->releases_retry, error != NULL);
  if (error != NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->releases_view), FALSE);
      gtk_label_set_label (self->releases_words, error->message);
      return;
    }

  vt_releases_view_show (self->releases_view, releases, g_get_real_time ());
  gtk_label_set_label (self->releases_words, releases->len > 0 ? _ ("Going back keeps orders, stock and your drafts.")
                                                               : _ ("Nothing has been published here yet."));
}

static void
load_releases (VtPublishPage *self)
{
  vt_hosts_releases_async (hosts (self), self->cancellable, releases_loaded_cb, g_object_ref (self));
}

/* Hosts ----------------------------------------------------------------------------------------------------------- */

static void
show_address (VtPublishPage *self)
{
  g_autoptr (VtHostRecord) record = vt_hosts_find_chosen (hosts (self), reader (self));
  gboolean live = record != NULL && record->release[0] != '\0';

  if (!live)
    adw_action_row_set_subtitle (self->address, _ ("Not published yet"));
  else
    adw_action_row_set_subtitle (self->address, record->url);
  gtk_widget_set_visible (self->visit, live);
  gtk_widget_set_tooltip_text (self->visit,
                               vt_hosts_get_chosen (hosts (self)) == 0
                                   ? _ ("The browser asks once whether to trust this computer’s own certificate")
                                   : NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->host), vt_hosts_get_chosen (hosts (self)) == 0
                                                                ? _ ("To try it out: nobody else can reach it")
                                                                : "");
  vt_place_set_subtitle (VT_PLACE (self), record != NULL ? record->name : vt_embedded_host_get_name ());
}

static void
show_hosts (VtPublishPage *self)
{
  g_autoptr (GPtrArray) list = vt_hosts_list (hosts (self), reader (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 id = 0;
  guint chosen = 0;

  g_array_set_size (self->host_ids, 0);
  g_array_append_val (self->host_ids, id);
  gtk_string_list_append (names, vt_embedded_host_get_name ());
  for (guint i = 0; i < list->len; i++)
    {
      const VtHostRecord *record = g_ptr_array_index (list, i);

      g_array_append_val (self->host_ids, record->id);
      gtk_string_list_append (names, record->name);
      if (record->id == vt_hosts_get_chosen (hosts (self)))
        chosen = i + 1;
    }

  self->showing = TRUE;
  adw_combo_row_set_model (self->host, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->host, chosen);
  self->showing = FALSE;
  show_address (self);
}

static void
host_chosen_cb (VtPublishPage *self)
{
  guint i = adw_combo_row_get_selected (self->host);

  if (self->showing || i >= self->host_ids->len)
    return;

  clear_outcome (self);
  vt_hosts_choose (hosts (self), g_array_index (self->host_ids, gint64, i));
}

static void
hosts_changed_cb (VtPublishPage *self)
{
  show_hosts (self);
  self->stale = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  make_plan (self);
  load_releases (self);
}

static void
add_host_cb (VtPublishPage *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_window_present (vt_add_host_new (parent, vt_place_get_workspace (VT_PLACE (self))));
}

static void
url_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtPublishPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = vt_hosts_find_url_finish (VT_HOSTS (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (url == NULL)
    vt_workspace_fail (vt_place_get_workspace (VT_PLACE (self)), error);
  else if (root != NULL)
    gtk_show_uri (GTK_WINDOW (root), url, GDK_CURRENT_TIME);
}

static void
visit_cb (VtPublishPage *self)
{
  vt_hosts_find_url_async (hosts (self), self->cancellable, url_found_cb, g_object_ref (self));
}

/* Jobs ------------------------------------------------------------------------------------------------------------ */

static void
tell_pulled (VtPublishPage *self, const VtPullResult *pulled)
{
  g_autofree char *words = vt_publish_words_for_pull (pulled);

  tell (self, words);
}

static void
show_success (VtPublishPage *self, const VtHostsResult *result)
{
  g_autofree char *title = NULL;
  g_autofree char *words = vt_publish_words_for_result (&result->release);

  /* TRANSLATORS: %s is the number of a release */
  title = g_strdup_printf (_ ("Release %s is live"), result->release.release);
  gtk_label_set_label (self->success_title, title);
  gtk_label_set_label (self->success_words, words);
  gtk_widget_set_visible (self->success, TRUE);
  tell (self, title);
  if (result->pulled.n_orders > 0 || result->pulled.n_movements > 0)
    tell_pulled (self, &result->pulled);
}

static void
published_cb (GObject *source, GAsyncResult *job, gpointer user_data)
{
  g_autoptr (VtPublishPage) self = user_data;
  g_autoptr (GError) error = NULL;
  VtHostsResult result;

  if (vt_hosts_job_finish (VT_HOSTS (source), job, &result, &error))
    show_success (self, &result);
  else if (is_cancelled (error))
    tell (self, _ ("Publishing was stopped. The live shop is as it was"));
  else
    {
      show_failure (self, RETRY_PUBLISH, _ ("Not published. The live shop is as it was"), error);
      /* Somebody else may have published: the plan is another one then. */
      make_plan (self);
    }
  vt_hosts_result_clear (&result);
}

static void
publish_cb (VtPublishPage *self)
{
  if (!gtk_widget_is_sensitive (GTK_WIDGET (self->publish)))
    return;

  clear_outcome (self);
  vt_hosts_publish_async (hosts (self), self->label != NULL ? self->label : "", published_cb, g_object_ref (self));
}

static void
pulled_cb (GObject *source, GAsyncResult *job, gpointer user_data)
{
  g_autoptr (VtPublishPage) self = user_data;
  g_autoptr (GError) error = NULL;
  VtHostsResult result;

  if (vt_hosts_job_finish (VT_HOSTS (source), job, &result, &error))
    tell_pulled (self, &result.pulled);
  else if (!is_cancelled (error))
    show_failure (self, RETRY_PULL, _ ("Orders were not fetched"), error);
  vt_hosts_result_clear (&result);
}

static void
pull_cb (VtPublishPage *self)
{
  clear_outcome (self);
  vt_hosts_pull_async (hosts (self), pulled_cb, g_object_ref (self));
}

static void
rolled_back_cb (GObject *source, GAsyncResult *job, gpointer user_data)
{
  g_autoptr (VtPublishPage) self = user_data;
  g_autoptr (GError) error = NULL;
  VtHostsResult result;

  if (vt_hosts_job_finish (VT_HOSTS (source), job, &result, &error))
    tell (self, _ ("The older release is live again. Orders, stock and your drafts stay"));
  else if (!is_cancelled (error))
    vt_workspace_fail (vt_place_get_workspace (VT_PLACE (self)), error);
  vt_hosts_result_clear (&result);
}

static void
go_back_to_cb (VtPublishPage *self, const char *release)
{
  clear_outcome (self);
  vt_hosts_rollback_async (hosts (self), release, rolled_back_cb, g_object_ref (self));
}

static void
retry_cb (VtPublishPage *self)
{
  clear_outcome (self);
  if (self->retry_what == RETRY_PULL)
    pull_cb (self);
  else if (self->retry_what == RETRY_PUBLISH)
    publish_cb (self);
  else
    make_plan (self);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_publish_page_shown (VtPlace *place)
{
  VtPublishPage *self = VT_PUBLISH_PAGE (place);

  show_address (self);
  if (self->stale)
    make_plan (self);
  load_releases (self);
}

/* The changes are still compared, perhaps; where they go to stands there at once. */
static void
vt_publish_page_enter (VtPlace *place)
{
  gtk_widget_grab_focus (GTK_WIDGET (VT_PUBLISH_PAGE (place)->host));
}

static void
vt_publish_page_proceed (VtPlace *place)
{
  publish_cb (VT_PUBLISH_PAGE (place));
}

static void
vt_publish_page_constructed (GObject *object)
{
  VtPublishPage *self = VT_PUBLISH_PAGE (object);

  G_OBJECT_CLASS (vt_publish_page_parent_class)->constructed (object);

  g_signal_connect_object (hosts (self), "changed", G_CALLBACK (hosts_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hosts (self), "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vt_place_get_shop (VT_PLACE (self)), "changed", G_CALLBACK (shop_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->findings = vt_findings_model_new (vt_place_get_shop (VT_PLACE (self)));
  g_signal_connect_object (self->findings, "checked", G_CALLBACK (show_flaws), self, G_CONNECT_SWAPPED);
  show_hosts (self);
  show_buttons (self);
}

static void
vt_publish_page_dispose (GObject *object)
{
  VtPublishPage *self = VT_PUBLISH_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->planning != NULL)
    g_cancellable_cancel (self->planning);
  g_clear_handle_id (&self->plan_source, g_source_remove);
  g_clear_object (&self->findings);

  G_OBJECT_CLASS (vt_publish_page_parent_class)->dispose (object);
}

static void
vt_publish_page_finalize (GObject *object)
{
  VtPublishPage *self = VT_PUBLISH_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->planning);
  g_array_unref (self->host_ids);
  g_free (self->label);

  G_OBJECT_CLASS (vt_publish_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-publish-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, heading);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, flaws);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, flaws_words);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, going_on);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, step);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, bar);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, failure);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, failure_title);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, failure_words);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, success);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, success_title);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, success_words);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, plan_view);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, host);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, address);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, visit);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, add_host);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, releases_view);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, releases_words);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, releases_retry);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, pull);
  gtk_widget_class_bind_template_child (widget_class, VtPublishPage, publish);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, visit_cb);
  gtk_widget_class_bind_template_callback (widget_class, host_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_host_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_back_to_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_releases);
  gtk_widget_class_bind_template_callback (widget_class, pull_cb);
  gtk_widget_class_bind_template_callback (widget_class, publish_cb);
}

static void
vt_publish_page_class_init (VtPublishPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  VtPlaceClass *place_class = VT_PLACE_CLASS (klass);

  object_class->constructed = vt_publish_page_constructed;
  object_class->dispose = vt_publish_page_dispose;
  object_class->finalize = vt_publish_page_finalize;
  place_class->shown = vt_publish_page_shown;
  place_class->enter = vt_publish_page_enter;
  place_class->proceed = vt_publish_page_proceed;
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
vt_publish_page_init (VtPublishPage *self)
{
  g_type_ensure (VT_TYPE_COLUMNS);
  g_type_ensure (VT_TYPE_PLAN_VIEW);
  g_type_ensure (VT_TYPE_RELEASES_VIEW);
  self->cancellable = g_cancellable_new ();
  self->host_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
