#pragma once

#include "app/vt-workspace.h"
#include "content/vt-section.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a page of the shop is laid out in: added, put in order by dragging or Alt with the arrows, set up, taken off.
 *
 * ::page (VtSectionPage page) when the merchant looks at another sort of page. */
#define VT_TYPE_SECTIONS_PANEL (vt_sections_panel_get_type ())
G_DECLARE_FINAL_TYPE (VtSectionsPanel, vt_sections_panel, VT, SECTIONS_PANEL, AdwBin)

void vt_sections_panel_set_workspace (VtSectionsPanel *self, VtWorkspace *workspace);
void vt_sections_panel_refresh (VtSectionsPanel *self);
void vt_sections_panel_follow (VtSectionsPanel *self, const char *path);
void vt_sections_panel_open (VtSectionsPanel *self, gint64 id);
gboolean vt_sections_panel_focus (VtSectionsPanel *self, gint64 id, const char *field);

G_END_DECLS
