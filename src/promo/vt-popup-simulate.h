#pragma once

#include "promo/vt-popup-rule.h"
#include "promo/vt-popup.h"

G_BEGIN_DECLS

/* Visits, recorded or made up, run through the popups of a shop: who would see what. */

#define VT_POPUP_VISITS_MAX 100000

/* What became of one popup. */
typedef struct
{
  gint64 id;
  char *name;
  guint visits; /* in which it came up */
  guint shows;
  guint reasons[VT_POPUP_VERDICT_N]; /* visits in which it did not, by how far it got */
} VtPopupOutcome;

typedef struct
{
  guint n_visits;
  guint n_shown;       /* visits in which any came up */
  GPtrArray *outcomes; /* (owned) (element-type VtPopupOutcome) the most important popup first */
} VtPopupSimulation;

VtPopupSimulation *
vt_popup_simulate (VtDb *db, JsonArray *visits, gint64 now_us, gint *n_done, GCancellable *cancellable, GError **error);
void vt_popup_simulation_free (VtPopupSimulation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtPopupSimulation, vt_popup_simulation_free)

G_END_DECLS
