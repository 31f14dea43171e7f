#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The timeline of all discounts and popups with what it is steered by, and the way from a moment to the preview.
 *
 * Signals: ::opened (gboolean is_popup, gint64 id); ::create when there is none and one is wanted. */
#define VT_TYPE_PROMO_CALENDAR (vt_promo_calendar_get_type ())
G_DECLARE_FINAL_TYPE (VtPromoCalendar, vt_promo_calendar, VT, PROMO_CALENDAR, AdwBin)

void vt_promo_calendar_set_workspace (VtPromoCalendar *self, VtWorkspace *workspace);
void vt_promo_calendar_enter (VtPromoCalendar *self);
void vt_promo_calendar_show (VtPromoCalendar *self, GPtrArray *popups, GPtrArray *discounts);

G_END_DECLS
