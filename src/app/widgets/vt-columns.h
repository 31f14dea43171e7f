#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A main column with a narrower one at its side, or below it where there is no room. Properties: main, side. */
#define VT_TYPE_COLUMNS (vt_columns_get_type ())
G_DECLARE_FINAL_TYPE (VtColumns, vt_columns, VT, COLUMNS, GtkWidget)

G_END_DECLS
