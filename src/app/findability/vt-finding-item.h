#pragma once

#include "insights/vt-check.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* One row of what is to be mended: a finding, or the group of all findings of one rule. */
#define VT_TYPE_FINDING_ITEM (vt_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (VtFindingItem, vt_finding_item, VT, FINDING_ITEM, GObject)

VtFindingItem *vt_finding_item_new (GPtrArray *findings, guint index);
const VtFinding *vt_finding_item_get (VtFindingItem *self);

/* A group: a list of #VtFindingItem. Property: n-items. */
#define VT_TYPE_FINDING_GROUP (vt_finding_group_get_type ())
G_DECLARE_FINAL_TYPE (VtFindingGroup, vt_finding_group, VT, FINDING_GROUP, GObject)

VtFindingGroup *vt_finding_group_new (VtCheckRule rule);
VtCheckRule vt_finding_group_get_rule (VtFindingGroup *self);
void vt_finding_group_set_findings (VtFindingGroup *self, GPtrArray *findings);

G_END_DECLS
