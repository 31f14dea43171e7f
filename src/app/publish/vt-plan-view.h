#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What publishing would change, in groups; a row opens what it is about. */
#define VT_TYPE_PLAN_VIEW (vt_plan_view_get_type ())
G_DECLARE_FINAL_TYPE (VtPlanView, vt_plan_view, VT, PLAN_VIEW, AdwBin)

void vt_plan_view_show (VtPlanView *self, VtWorkspace *workspace, VtPlan *plan);

G_END_DECLS
