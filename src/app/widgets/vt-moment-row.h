#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A row with a moment: day and minute in the shop's time zone, or none. ::edited when the merchant chose another. */
#define VT_TYPE_MOMENT_ROW (vt_moment_row_get_type ())
G_DECLARE_FINAL_TYPE (VtMomentRow, vt_moment_row, VT, MOMENT_ROW, AdwActionRow)

void vt_moment_row_show (VtMomentRow *self, gint64 us, GTimeZone *zone, const char *none);
gint64 vt_moment_row_get_us (VtMomentRow *self);

G_END_DECLS
