/* How popups and their variants did. Reads event. */
#define G_LOG_DOMAIN "vt-insights"

#include "insights/vt-popup-report.h"

#include "promo/vt-popup.h"

static void
row_clear (gpointer data)
{
  g_free (((VtPopupReportRow *) data)->name);
}

/**
 * vt_popup_report_free:
 * @self: (nullable): a report
 */
void
vt_popup_report_free (VtPopupReport *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self);
}

static void
add_row (VtPopupReport *self, gint64 id, const char *name)
{
  VtPopupReportRow row = { .id = id, .name = g_strdup (name) };

  g_array_append_val (self->rows, row);
}

static VtPopupReport *
report_new (const VtPopup *popup, GPtrArray *variants)
{
  VtPopupReport *self = g_new0 (VtPopupReport, 1);

  self->id = popup->id;
  self->name = g_strdup (popup->name);
  self->rows = g_array_new (FALSE, TRUE, sizeof (VtPopupReportRow));
  g_array_set_clear_func (self->rows, row_clear);
  add_row (self, 0, "");
  for (guint i = 0; i < variants->len; i++)
    {
      const VtPopupVariant *variant = g_ptr_array_index (variants, i);

      if (variant->popup_id == popup->id)
        add_row (self, variant->id, variant->name);
    }

  return self;
}

static VtPopupReportRow *
find_row (GPtrArray *reports, gint64 popup_id, gint64 variant_id)
{
  for (guint i = 0; i < reports->len; i++)
    {
      VtPopupReport *report = g_ptr_array_index (reports, i);

      for (guint j = 0; report->id == popup_id && j < report->rows->len; j++)
        if (g_array_index (report->rows, VtPopupReportRow, j).id == variant_id)
          return &g_array_index (report->rows, VtPopupReportRow, j);
    }

  return NULL;
}

/* A purchase is told once for the order, without a variant, and then for each thing in it. */
static gboolean
count (GPtrArray *reports, VtDb *db, gint64 from_us, gint64 to_us, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT popup_id, popup_variant, sum (kind = 'popup-shown'), sum (kind = 'popup-accepted'), "
                     "sum (kind = 'popup-closed'), sum (kind = 'purchase' AND variant_id IS NULL), "
                     "total (CASE WHEN kind = 'purchase' AND variant_id IS NULL THEN value END) FROM event "
                     "WHERE popup_id IS NOT NULL AND at_us >= ?1 AND at_us < ?2 GROUP BY popup_id, popup_variant",
                     error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "ii", from_us, to_us))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtPopupReportRow *row = find_row (reports, vt_stmt_get_int (stmt, 0), vt_stmt_get_int (stmt, 1));

      if (row == NULL)
        continue;
      row->shown = (guint) vt_stmt_get_int (stmt, 2);
      row->accepted = (guint) vt_stmt_get_int (stmt, 3);
      row->closed = (guint) vt_stmt_get_int (stmt, 4);
      row->orders = (guint) vt_stmt_get_int (stmt, 5);
      row->revenue_minor = vt_stmt_get_int (stmt, 6);
    }

  return step == VT_STEP_DONE;
}

static int
weigh (VtPopupReport *self, gboolean sales)
{
  g_autofree VtPopupOdds *odds = g_new0 (VtPopupOdds, self->rows->len);
  int winner;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const VtPopupReportRow *row = &g_array_index (self->rows, VtPopupReportRow, i);

      odds[i].tries = row->shown;
      odds[i].yes = sales ? row->orders : row->accepted;
    }
  vt_popup_odds (odds, self->rows->len);
  winner = vt_popup_odds_winner (odds, self->rows->len);
  for (guint i = 0; i < self->rows->len; i++)
    {
      VtPopupReportRow *row = &g_array_index (self->rows, VtPopupReportRow, i);

      *(sales ? &row->sales : &row->odds) = odds[i];
    }

  return winner;
}

/**
 * vt_popup_report_list:
 * @db: a shop's database
 * @from_us: UTC microseconds since 1970
 * @to_us: the same; it is not included
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtPopupReport) (nullable): how each popup did, by name
 */
GPtrArray *
vt_popup_report_list (VtDb *db, gint64 from_us, gint64 to_us, GError **error)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_popup_report_free);
  g_autoptr (GPtrArray) popups = vt_popup_list (db, error);
  g_autoptr (GPtrArray) variants = popups != NULL ? vt_popup_list_variants (db, 0, error) : NULL;

  if (variants == NULL)
    return NULL;
  for (guint i = 0; i < popups->len; i++)
    g_ptr_array_add (reports, report_new (g_ptr_array_index (popups, i), variants));
  if (!count (reports, db, from_us, to_us, error))
    return NULL;
  for (guint i = 0; i < reports->len; i++)
    {
      VtPopupReport *report = g_ptr_array_index (reports, i);

      report->winner = weigh (report, FALSE);
      report->sales_winner = weigh (report, TRUE);
    }

  return g_steal_pointer (&reports);
}
