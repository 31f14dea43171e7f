#pragma once

#include "base/vt-db.h"
#include "insights/vt-search-fix.h"

G_BEGIN_DECLS

/* So many of the most frequent queries are tried; rarer ones count as found. */
#define VT_SEARCH_REPORT_TRIED 2000

/* One query of a period, however it was written. */
typedef struct
{
  char *query;      /* (owned) as it was written last */
  guint searches;   /* visits that searched for it */
  guint followed;   /* of those, how many opened something, put it into the bag or bought it */
  gboolean found;   /* products have all the words, as the shop is now */
  VtSearchFix *fix; /* (owned) (nullable) what would help: of queries that find nothing, or that nobody follows */
} VtSearchReportRow;

/* What shoppers searched for. */
typedef struct
{
  guint n_searches;   /* a visit counts once for each query */
  guint n_nothing;    /* of those: for what the shop, as it is now, has nothing */
  guint n_ignored;    /* of those: after which nothing was opened */
  GPtrArray *top;     /* (owned) (element-type VtSearchReportRow) the most frequent, all of them */
  GPtrArray *nothing; /* (owned) (element-type VtSearchReportRow) that find nothing, the most frequent first */
  GPtrArray *ignored; /* (owned) (element-type VtSearchReportRow) that find something nobody opened */
} VtSearchReport;

VtSearchReport *
vt_search_report_new (VtDb *db, gint64 from_us, gint64 to_us, guint n_rows, GCancellable *cancellable, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void vt_search_report_free (VtSearchReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchReport, vt_search_report_free)

G_END_DECLS
