#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-report-card.h"

#include "app/promo/vt-share-bar.h"
#include "base/vt-clock.h"
#include "insights/vt-popup-report.h"

#include <glib/gi18n.h>

#define PERCENT 100.0

struct _VtPopupReportCard
{
  VtPopupRows parent_instance;

  gint64 id;           /* of the popup that the rows tell of; 0: none */
  guint n_rows;        /* how many variants it had then */
  AdwComboRow *period; /* (unowned) a row */
  GPtrArray *rows;     /* (owned) the variants' rows and the verdict (unowned) */
};

G_DEFINE_FINAL_TYPE (VtPopupReportCard, vt_popup_report_card, VT_TYPE_POPUP_ROWS)

static const char *const period_names[] = { N_ ("Last 7 days"), N_ ("Last 30 days"), N_ ("Last 90 days"), NULL };
static const int period_days[] = { 7, 30, 90 };

static char *
name_of (const VtPopupReportRow *row, guint n)
{
  if (row->id != 0)
    return g_strdup (row->name);

  return g_strdup (n > 1 ? _ ("A · its own words") : _ ("Its words"));
}

/* The share with the range in which it lies: nobody should take three answers of five for 60 %. */
static char *
describe (VtPopupReportCard *self, const VtPopupReportRow *row)
{
  g_autofree char *revenue =
      vt_workspace_format_money (vt_popup_rows_get_workspace (VT_POPUP_ROWS (self)), row->revenue_minor);
  g_autofree char *shown = g_strdup_printf (ngettext ("Shown %u time", "Shown %u times", row->shown), row->shown);
  g_autofree char *accepted =
      g_strdup_printf (_ ("accepted %u: %.1f %%, between %.1f and %.1f %%"), row->accepted, row->odds.likely * PERCENT,
                       row->odds.least * PERCENT, row->odds.most * PERCENT);
  g_autofree char *orders = g_strdup_printf (ngettext ("%u order", "%u orders", row->orders), row->orders);

  return g_strdup_printf ("%s · %s\n%s · %s", shown, accepted, orders, revenue);
}

static void
add_row (VtPopupReportCard *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  vt_popup_rows_add (VT_POPUP_ROWS (self), NULL, row);
}

static GtkWidget *
new_badge (const VtPopupReportRow *row, gboolean wins)
{
  /* TRANSLATORS: the chance that a variant of a popup is the best one */
  g_autofree char *text = g_strdup_printf (_ ("%.0f %% to win"), row->odds.chance * PERCENT);
  GtkWidget *badge = gtk_label_new (text);

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "badge");
  if (wins)
    gtk_widget_add_css_class (badge, "success");
  return badge;
}

static void
add_variant (VtPopupReportCard *self, const VtPopupReport *report, guint i, double widest)
{
  const VtPopupReportRow *row = &g_array_index (report->rows, VtPopupReportRow, i);
  g_autofree char *name = name_of (row, report->rows->len);
  g_autofree char *words = describe (self, row);
  GtkWidget *widget = g_object_new (ADW_TYPE_ACTION_ROW, "title", name, "subtitle", words, "use-markup", FALSE,
                                    "subtitle-lines", 0, NULL);

  adw_action_row_add_suffix (
      ADW_ACTION_ROW (widget),
      vt_share_bar_new (row->odds.likely / widest, row->odds.least / widest, row->odds.most / widest));
  if (report->rows->len > 1)
    adw_action_row_add_suffix (ADW_ACTION_ROW (widget), new_badge (row, report->winner == (int) i));
  add_row (self, widget);
}

static char *
verdict_of (const VtPopupReport *report)
{
  const VtPopupReportRow *winner;
  g_autofree char *name = NULL;

  if (report->winner < 0)
    return g_strdup_printf (_ ("Too early to say which is better: each has to come up %d times, and one has to be the "
                               "best with a chance of %.0f %%"),
                            VT_POPUP_ODDS_TRIES, VT_POPUP_ODDS_CHANCE * PERCENT);

  winner = &g_array_index (report->rows, VtPopupReportRow, report->winner);
  name = name_of (winner, report->rows->len);
  return g_strdup_printf (_ ("“%s” is accepted more often, with a chance of %.0f %%"), name,
                          winner->odds.chance * PERCENT);
}

static void
add_verdict (VtPopupReportCard *self, const char *title, const char *subtitle)
{
  add_row (self, g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, "use-markup", FALSE,
                               "title-lines", 0, "subtitle-lines", 0, NULL));
}

static void
show_report (VtPopupReportCard *self, const VtPopupReport *report)
{
  double widest = 0;
  guint shown = 0;

  for (guint i = 0; i < report->rows->len; i++)
    {
      const VtPopupReportRow *row = &g_array_index (report->rows, VtPopupReportRow, i);

      widest = MAX (widest, row->odds.most);
      shown += row->shown;
    }
  if (shown == 0)
    {
      add_verdict (self, _ ("Nobody saw it in these days"), _ ("What is seen on your host comes in with the orders"));
      return;
    }

  for (guint i = 0; i < report->rows->len; i++)
    add_variant (self, report, i, widest);
  if (report->rows->len > 1)
    {
      g_autofree char *verdict = verdict_of (report);

      add_verdict (self, verdict,
                   _ ("A range holds the true share with a probability of 95 %; orders are those of the same visit"));
    }
}

static void
empty (VtPopupReportCard *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
load (VtPopupReportCard *self)
{
  VtWorkspace *workspace = vt_popup_rows_get_workspace (VT_POPUP_ROWS (self));
  gint64 now_us = vt_clock_now_us (vt_clock_system ());
  guint period = adw_combo_row_get_selected (self->period);
  gint64 days = period < G_N_ELEMENTS (period_days) ? period_days[period] : period_days[1];
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reports =
      vt_popup_report_list (vt_workspace_get_reader (workspace), now_us - days * G_TIME_SPAN_DAY, now_us, &error);

  empty (self);
  if (reports == NULL)
    {
      vt_workspace_fail (workspace, error);
      return;
    }

  for (guint i = 0; i < reports->len; i++)
    {
      const VtPopupReport *report = g_ptr_array_index (reports, i);

      if (report->id == self->id)
        show_report (self, report);
    }
}

static void
period_cb (VtPopupReportCard *self)
{
  if (!vt_popup_rows_is_telling (VT_POPUP_ROWS (self)))
    load (self);
}

/* What shoppers did does not change with what is typed here. */
static void
vt_popup_report_card_show (VtPopupRows *rows)
{
  VtPopupReportCard *self = VT_POPUP_REPORT_CARD (rows);
  const VtPopup *popup = vt_popup_rows_get_popup (rows);
  g_autoptr (GPtrArray) variants =
      vt_popup_list_variants (vt_workspace_get_reader (vt_popup_rows_get_workspace (rows)), popup->id, NULL);
  guint n_rows = variants != NULL ? variants->len : 0;

  if (self->id == popup->id && self->n_rows == n_rows)
    return;

  self->id = popup->id;
  self->n_rows = n_rows;
  load (self);
}

static void
vt_popup_report_card_forget (VtPopupRows *rows)
{
  VT_POPUP_REPORT_CARD (rows)->id = 0;
}

static void
vt_popup_report_card_finalize (GObject *object)
{
  g_ptr_array_unref (VT_POPUP_REPORT_CARD (object)->rows);

  G_OBJECT_CLASS (vt_popup_report_card_parent_class)->finalize (object);
}

static void
vt_popup_report_card_class_init (VtPopupReportCardClass *klass)
{
  VtPopupRowsClass *rows_class = VT_POPUP_ROWS_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_popup_report_card_finalize;
  rows_class->show = vt_popup_report_card_show;
  rows_class->forget = vt_popup_report_card_forget;
}

static void
vt_popup_report_card_init (VtPopupReportCard *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("How It Does"));
  self->period = ADW_COMBO_ROW (vt_popup_rows_new_combo (_ ("Counted are the"), period_names));
  adw_combo_row_set_selected (self->period, 1);
  g_signal_connect_swapped (self->period, "notify::selected", G_CALLBACK (period_cb), self);
  vt_popup_rows_add (VT_POPUP_ROWS (self), NULL, GTK_WIDGET (self->period));
}
