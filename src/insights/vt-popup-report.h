#pragma once

#include "base/vt-db.h"
#include "promo/vt-popup-odds.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How one of a popup's variants did. Every time it came up counts, whoever saw it. */
typedef struct
{
  gint64 id;  /* 0: the popup's own words */
  char *name; /* "" of its own words, or of a variant that is gone */
  guint shown;
  guint accepted;
  guint closed;
  guint orders;         /* placed in visits in which it was the last that came up */
  gint64 revenue_minor; /* of them */
  VtPopupOdds odds;     /* of being accepted */
  VtPopupOdds sales;    /* of an order */
} VtPopupReportRow;

typedef struct
{
  gint64 id;
  char *name;
  GArray *rows;     /* (owned) VtPopupReportRow: its own words first */
  int winner;       /* index of the row that is accepted most; -1: too early to say */
  int sales_winner; /* of the one that sells most; the same */
} VtPopupReport;

GPtrArray *vt_popup_report_list (VtDb *db, gint64 from_us, gint64 to_us, GError **error);
void vt_popup_report_free (VtPopupReport *self);

JsonArray *vt_popup_visits_read (VtDb *db, gint64 from_us, gint64 to_us, GError **error);

G_END_DECLS
