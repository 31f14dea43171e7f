#pragma once

#include "insights/vt-check.h"
#include "shop/vt-shop.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is to be mended in a shop: a list of #VtFindingGroup, the most valuable first. It is looked for on a thread of
 * its own, the first time bit by bit; later, what was mended goes and what is new comes, and nothing else moves.
 *
 * Signals: ::checked when all was looked at; ::failed (message) when it could not be. */
#define VT_TYPE_FINDINGS_MODEL (vt_findings_model_get_type ())
G_DECLARE_FINAL_TYPE (VtFindingsModel, vt_findings_model, VT, FINDINGS_MODEL, GObject)

VtFindingsModel *vt_findings_model_new (VtShop *shop);
void vt_findings_model_check (VtFindingsModel *self);
guint vt_findings_model_count (VtFindingsModel *self, VtCheckSeverity severity);

G_END_DECLS
