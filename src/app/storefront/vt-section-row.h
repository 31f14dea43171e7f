#pragma once

#include "app/vt-workspace.h"
#include "content/vt-section.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One section of a page: opened, it shows all that can be set of it. */
#define VT_TYPE_SECTION_ROW (vt_section_row_get_type ())
G_DECLARE_FINAL_TYPE (VtSectionRow, vt_section_row, VT, SECTION_ROW, AdwExpanderRow)

GtkWidget *vt_section_row_new (VtWorkspace *workspace, const VtSection *section, const char *const *languages);
gint64 vt_section_row_get_id (VtSectionRow *self);
void vt_section_row_show (VtSectionRow *self, const VtSection *section);
gboolean vt_section_row_focus (VtSectionRow *self, const char *field);

G_END_DECLS
