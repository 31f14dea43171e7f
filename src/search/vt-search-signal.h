#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What counts of what shoppers do after a search. */
typedef enum
{
  VT_SEARCH_ACT_CLICK,
  VT_SEARCH_ACT_CART,
  VT_SEARCH_ACT_PURCHASE,
  VT_SEARCH_N_ACTS
} VtSearchAct;

/* The most that behaviour multiplies a score by, in 256ths: two and a half times for a query, an eighth more for what
 * is liked whatever the query. */
#define VT_SEARCH_SIGNAL_MOST 640
#define VT_SEARCH_LIKED_MOST  288

/* So many different visits at least, or nothing is said; and so many of one day count at most. */
#define VT_SEARCH_VISITS_LEAST  3
#define VT_SEARCH_VISITS_A_DAY  20
#define VT_SEARCH_SIGNALS_MAX   10000 /* in all; the strongest */
#define VT_SEARCH_ACTS_OF_VISIT 200   /* who does more is no shopper and does not count */

/* What shoppers' behaviour says about a product for a query. */
typedef struct
{
  const char *query; /* as vt_search_query_key() writes it; "": whatever is asked */
  gint64 product_id;
  guint weight;                   /* what the score is multiplied by, in 256ths: more than 256 */
  guint visits;                   /* different ones that it comes from */
  guint counts[VT_SEARCH_N_ACTS]; /* visits in which it was clicked, put into the cart, bought after the search */
} VtSearchSignal;

/* Collects what happened, and says what it means. */
typedef struct _VtSearchSignals VtSearchSignals;

VtSearchSignals *vt_search_signals_new (gint64 now_us);
void vt_search_signals_free (VtSearchSignals *self);
void vt_search_signals_add (VtSearchSignals *self,
                            gint64 at_us,
                            const char *visit,
                            VtSearchAct act,
                            gint64 product_id,
                            const char *query);
GArray *vt_search_signals_weigh (VtSearchSignals *self);
char *vt_search_signal_describe (const VtSearchSignal *signal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSearchSignals, vt_search_signals_free)

G_END_DECLS
