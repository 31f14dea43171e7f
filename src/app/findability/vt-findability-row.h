#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of the list of what is to be mended: a group with how many there are, or a finding with the way to it. */
#define VT_TYPE_FINDABILITY_ROW (vt_findability_row_get_type ())
G_DECLARE_FINAL_TYPE (VtFindabilityRow, vt_findability_row, VT, FINDABILITY_ROW, GtkBox)

GtkWidget *vt_findability_row_new (void);
void vt_findability_row_bind (VtFindabilityRow *self, GtkTreeListRow *row);
void vt_findability_row_unbind (VtFindabilityRow *self);

G_END_DECLS
