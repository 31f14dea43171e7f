#pragma once

#include "promo/vt-popup-simulate.h"
#include "promo/vt-popup-visits.h"

G_BEGIN_DECLS

/* What became of the visits, and of the popups that could not come up at all. */
typedef struct
{
  VtPopupSimulation *simulation; /* (owned) */
  GPtrArray *others;             /* (owned) (element-type VtPopupSilent) */
} VtSimulatorResult;

/* A popup that no visitor gets, and why. */
typedef struct
{
  char *name;
  char *reason; /* a sentence */
} VtPopupSilent;

void vt_simulator_result_free (VtSimulatorResult *self);

void vt_simulator_run_async (const char *shop_path,
                             const VtPopupMix *mix,
                             gboolean recorded,
                             gint *n_done,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
VtSimulatorResult *vt_simulator_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSimulatorResult, vt_simulator_result_free)

G_END_DECLS
