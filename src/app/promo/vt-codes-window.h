#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The codes of one use each that a discount has: made, listed, copied, taken away, saved as a table and printed. */
#define VT_TYPE_CODES_WINDOW (vt_codes_window_get_type ())
G_DECLARE_FINAL_TYPE (VtCodesWindow, vt_codes_window, VT, CODES_WINDOW, AdwWindow)

void vt_codes_window_present (GtkWindow *parent, VtWorkspace *workspace, gint64 discount_id);

G_END_DECLS
