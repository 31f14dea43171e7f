#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the shop earns with one piece. */
typedef struct
{
  gint64 net_minor;    /* the price without tax */
  gint64 profit_minor; /* below zero: a loss */
  gint64 margin_bp;    /* the profit's share of the net price in basis points: 4250 is 42.5 % */
} VtMargin;

gboolean
vt_margin_compute (gint64 price_minor, gint64 cost_minor, gint64 tax_rate_bp, gboolean tax_included, VtMargin *margin);

G_END_DECLS
