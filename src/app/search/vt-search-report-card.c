#define G_LOG_DOMAIN "vitrine"

#include "app/search/vt-search-report-card.h"

#include "app/search/vt-search-card.h"
#include "base/vt-clock.h"
#include "insights/vt-search-report.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define DAYS   30
#define N_ROWS 8

/* The report is made again when the edits pause. */
#define DELAY_MS 1500

struct _VtSearchReportCard
{
  GtkBox parent_instance;

  VtWorkspace *workspace;    /* (owned) */
  VtSearchReport *report;    /* (owned) (nullable) as the rows show it */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget) */
  GCancellable *cancellable; /* (owned) (nullable) of the report that is being made */
  guint source;
  gint64 slowest_us;
  gboolean stale;

  GtkLabel *n_searches;         /* template child */
  GtkLabel *share;              /* template child */
  GtkLabel *slowest;            /* template child */
  AdwPreferencesGroup *nothing; /* template child */
  GtkWidget *footer;            /* template child */
  GtkButton *fix_all;           /* template child */
  AdwPreferencesGroup *ignored; /* template child */
  AdwPreferencesGroup *top;     /* template child */
};

enum
{
  TRIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtSearchReportCard, vt_search_report_card, GTK_TYPE_BOX)

/* Fixes ------------------------------------------------------------------------------------------------------------ */

/* Some fixes on their way to the writer thread. */
typedef struct
{
  VtWorkspace *workspace; /* (owned) */
  GPtrArray *fixes;       /* (owned) (element-type VtSearchFix) */
  char *message;          /* (owned) */
} Repair;

static VtSearchFix *
copy_fix (const VtSearchFix *fix)
{
  VtSearchFix *copy = g_new0 (VtSearchFix, 1);

  *copy = *fix;
  copy->query = g_strdup (fix->query);
  copy->other = g_strdup (fix->other);
  copy->title = g_strdup (fix->title);
  copy->path = g_strdup (fix->path);
  return copy;
}

static void
repair_free (Repair *repair)
{
  g_object_unref (repair->workspace);
  g_ptr_array_unref (repair->fixes);
  g_free (repair->message);
  g_free (repair);
}

static gboolean
repair_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Repair *repair = data;

  for (guint i = 0; i < repair->fixes->len; i++)
    if (!vt_search_fix_job (db, g_ptr_array_index (repair->fixes, i), cancellable, error))
      return FALSE;

  return TRUE;
}

static void
repaired_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Repair *repair = user_data;
  g_autoptr (GError) error = NULL;

  if (!vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    vt_workspace_fail (repair->workspace, error);
  else
    vt_workspace_tell (repair->workspace, repair->message, TRUE);
  repair_free (repair);
}

/* Takes @fixes and @message. */
static void
make_repair (VtSearchReportCard *self, GPtrArray *fixes, char *message)
{
  Repair *repair = g_new0 (Repair, 1);

  repair->workspace = g_object_ref (self->workspace);
  repair->fixes = fixes;
  repair->message = message;
  vt_shop_write_async (vt_workspace_get_shop (self->workspace), message, NULL, repair_job, repair, NULL, NULL,
                       repaired_cb, repair);
}

static GPtrArray *
new_fixes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vt_search_fix_free);
}

static void
fix_cb (VtSearchReportCard *self, GtkWidget *button)
{
  const VtSearchFix *fix = g_object_get_data (G_OBJECT (button), "fix");
  GPtrArray *fixes = new_fixes ();

  gtk_widget_set_sensitive (button, FALSE);
  g_ptr_array_add (fixes, copy_fix (fix));
  make_repair (self, fixes, vt_search_fix_describe (fix));
}

static void
fix_all_cb (VtSearchReportCard *self)
{
  GPtrArray *fixes = new_fixes ();

  for (guint i = 0; self->report != NULL && i < self->report->nothing->len; i++)
    {
      const VtSearchReportRow *row = g_ptr_array_index (self->report->nothing, i);

      if (row->fix != NULL)
        g_ptr_array_add (fixes, copy_fix (row->fix));
    }
  make_repair (self, fixes,
               g_strdup_printf (ngettext ("%u search that found nothing is fixed",
                                          "%u searches that found nothing are "
                                          "fixed",
                                          fixes->len),
                                fixes->len));
}

/* Rows ------------------------------------------------------------------------------------------------------------- */

static void
tried_cb (VtSearchReportCard *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[TRIED], 0, gtk_widget_get_name (GTK_WIDGET (row)));
}

static GtkWidget *
make_head (const VtSearchReportRow *searched)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *query = gtk_label_new (searched->query);
  g_autofree char *count =
      g_strdup_printf (ngettext ("%u search", "%u searches", searched->searches), searched->searches);
  GtkWidget *label = gtk_label_new (count);

  gtk_label_set_wrap (GTK_LABEL (query), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (query), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (query), 0);
  gtk_widget_set_hexpand (query, TRUE);
  gtk_widget_add_css_class (query, "heading");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), query);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
make_remedy (VtSearchReportCard *self, const VtSearchFix *fix)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *what = vt_search_fix_describe (fix);
  GtkWidget *label = gtk_label_new (what);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Fix"));
  /* TRANSLATORS: of a button; %s is what it does, in words */
  g_autofree char *name = g_strdup_printf (_ ("Fix: %s"), what);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "fix", (gpointer) fix);
  g_signal_connect_object (button, "clicked", G_CALLBACK (fix_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
make_row (VtSearchReportCard *self, const VtSearchReportRow *searched, gboolean with_fix)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "padded");
  gtk_box_append (GTK_BOX (box), make_head (searched));
  if (with_fix && searched->fix != NULL)
    gtk_box_append (GTK_BOX (box), make_remedy (self, searched->fix));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (row, searched->query);
  gtk_widget_set_tooltip_text (row, _ ("See what it finds"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, searched->query, -1);
  return row;
}

static void
add_row (VtSearchReportCard *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), "group", group);
  g_ptr_array_add (self->rows, row);
}

static void
clear (VtSearchReportCard *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "group"), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
fill_group (VtSearchReportCard *self, AdwPreferencesGroup *group, const GPtrArray *searched)
{
  for (guint i = 0; i < MIN (searched->len, N_ROWS); i++)
    add_row (self, group, make_row (self, g_ptr_array_index (searched, i), group != self->top));
  gtk_widget_set_visible (GTK_WIDGET (group), searched->len > 0);
}

/* Where there is nothing to tell, what will be told. */
static void
say_empty (VtSearchReportCard *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), self->report->n_searches == 0
                                                                ? _ ("Searches appear after the first visitors")
                                                                : _ ("Every search found something"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "dim-label");
  add_row (self, self->nothing, row);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), TRUE);
}

static void
show_figures (VtSearchReportCard *self)
{
  const VtSearchReport *report = self->report;
  g_autofree char *n = g_strdup_printf ("%'u", report->n_searches);
  g_autofree char *share = report->n_searches > 0
                               ? g_strdup_printf (_ ("%.1f %%"), 100.0 * report->n_nothing / report->n_searches)
                               : g_strdup ("–");

  gtk_label_set_label (self->n_searches, n);
  gtk_label_set_label (self->share, share);
}

static guint
count_fixes (const GPtrArray *searched)
{
  guint n = 0;

  for (guint i = 0; i < searched->len; i++)
    n += ((const VtSearchReportRow *) g_ptr_array_index (searched, i))->fix != NULL ? 1 : 0;

  return n;
}

static void
show_report (VtSearchReportCard *self)
{
  guint n_fixes = count_fixes (self->report->nothing);
  g_autofree char *all = g_strdup_printf (_ ("Fix All %u"), n_fixes);

  clear (self);
  show_figures (self);
  fill_group (self, self->nothing, self->report->nothing);
  if (self->report->nothing->len == 0)
    say_empty (self);
  fill_group (self, self->ignored, self->report->ignored);
  fill_group (self, self->top, self->report->top);
  gtk_button_set_label (self->fix_all, all);
  gtk_widget_set_visible (GTK_WIDGET (self->fix_all), n_fixes > 1);
  gtk_widget_set_visible (self->footer, n_fixes > 0);
}

/* The report ------------------------------------------------------------------------------------------------------- */

static void
report_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (path, &error);
  gint64 now_us = vt_clock_now_us (vt_clock_system ());
  VtSearchReport *report = snapshot != NULL
                               ? vt_search_report_new (vt_snapshot_get_db (snapshot), now_us - DAYS * G_TIME_SPAN_DAY,
                                                       now_us + 1, N_ROWS, cancellable, &error)
                               : NULL;

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) vt_search_report_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
reported_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer data)
{
  VtSearchReportCard *self = VT_SEARCH_REPORT_CARD (source);
  g_autoptr (GError) error = NULL;
  VtSearchReport *report = g_task_propagate_pointer (G_TASK (result), &error);
  VtSearchReport *old = self->report;

  if (report == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("What shoppers searched for is not told: %s", error->message);
      return;
    }
  if (self->workspace == NULL)
    {
      vt_search_report_free (report);
      return;
    }

  self->report = report;
  show_report (self);
  /* The rows that pointed into it are gone now. */
  vt_search_report_free (old);
}

static gboolean
refresh_cb (gpointer data)
{
  VtSearchReportCard *self = data;
  g_autoptr (GTask) task = NULL;

  self->source = 0;
  self->stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, reported_cb, NULL);
  g_task_set_task_data (task, g_strdup (vt_shop_get_path (vt_workspace_get_shop (self->workspace))), g_free);
  g_task_run_in_thread (task, report_thread);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (VtSearchReportCard *self, guint delay_ms)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (delay_ms, refresh_cb, self);
}

static void
shop_changed_cb (VtSearchReportCard *self, VtChange *change)
{
  static const char *const tables[] = { "product", "variant", "search_synonym", "search_rule", "event" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    self->stale = self->stale || vt_change_touches (change, tables[i]);
  if (self->stale && gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh_soon (self, DELAY_MS);
}

static void
vt_search_report_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vt_search_report_card_parent_class)->map (widget);

  if (VT_SEARCH_REPORT_CARD (widget)->stale)
    refresh_soon (VT_SEARCH_REPORT_CARD (widget), 0);
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_search_report_card_dispose (GObject *object)
{
  VtSearchReportCard *self = VT_SEARCH_REPORT_CARD (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_search_report_card_parent_class)->dispose (object);
}

static void
vt_search_report_card_finalize (GObject *object)
{
  VtSearchReportCard *self = VT_SEARCH_REPORT_CARD (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->report, vt_search_report_free);

  G_OBJECT_CLASS (vt_search_report_card_parent_class)->finalize (object);
}

static void
vt_search_report_card_class_init (VtSearchReportCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_search_report_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_search_report_card_finalize;
  widget_class->map = vt_search_report_card_map;

  signals[TRIED] = g_signal_new ("tried", VT_TYPE_SEARCH_REPORT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-search-report-card.ui");
  gtk_widget_class_bind_template_child (widget_class, VtSearchReportCard, n_searches);
  gtk_widget_class_bind_template_child (widget_class, VtSearchReportCard, share);
  gtk_widget_class_bind_template_child (widget_class, VtSearchReportCard, slowest);
  gtk_widget_class_bind_template_child (widget_class, VtSearchReportCard, nothing);
  gtk_widget_class_bind_template_child (widget_class, VtSearchReportCard, footer);
  gtk_widget_class_bind_template_child (widget_class, VtSearchReportCard, fix_all);
  gtk_widget_class_bind_template_child (widget_class, VtSearchReportCard, ignored);
  gtk_widget_class_bind_template_child (widget_class, VtSearchReportCard, top);
  gtk_widget_class_bind_template_callback (widget_class, fix_all_cb);
}

static void
vt_search_report_card_init (VtSearchReportCard *self)
{
  AdwPreferencesGroup *groups[3];

  self->rows = g_ptr_array_new ();
  self->stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  groups[0] = self->nothing;
  groups[1] = self->ignored;
  groups[2] = self->top;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    g_signal_connect_object (vt_search_card_find_list (GTK_WIDGET (groups[i])), "row-activated", G_CALLBACK (tried_cb),
                             self, G_CONNECT_SWAPPED);
}

/**
 * vt_search_report_card_new:
 * @workspace: of the shop
 *
 * Returns: (transfer floating): a card that is filled once it is seen
 */
GtkWidget *
vt_search_report_card_new (VtWorkspace *workspace)
{
  VtSearchReportCard *self = g_object_new (VT_TYPE_SEARCH_REPORT_CARD, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (shop_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * vt_search_report_card_note_time:
 * @self: a card
 * @elapsed_us: what one key press took, in microseconds
 *
 * Shows it if none was slower.
 */
void
vt_search_report_card_note_time (VtSearchReportCard *self, gint64 elapsed_us)
{
  g_autofree char *text = NULL;

  if (elapsed_us <= self->slowest_us)
    return;

  self->slowest_us = elapsed_us;
  text = elapsed_us < 100 ? g_strdup (_ ("< 0.1 ms")) : g_strdup_printf (_ ("%.1f ms"), (double) elapsed_us / 1000);
  gtk_label_set_label (self->slowest, text);
}
