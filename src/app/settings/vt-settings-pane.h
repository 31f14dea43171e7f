#pragma once

#include "app/vt-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One page of the settings: groups of rows below one another. Pages are made when they are opened, one over the other,
 * and go when they are left.
 *
 * Signals: ::refresh when the shop has changed, for what stands on it; ::push (pane) to open another over this one;
 * ::pop when this one and those over it are to go; ::replace (pane) for both, one after the other. Property: title. */
#define VT_TYPE_SETTINGS_PANE (vt_settings_pane_get_type ())
G_DECLARE_FINAL_TYPE (VtSettingsPane, vt_settings_pane, VT, SETTINGS_PANE, AdwBin)

VtSettingsPane *vt_settings_pane_new (VtWorkspace *workspace, const char *title, const char *preview_path);
VtWorkspace *vt_settings_pane_get_workspace (VtSettingsPane *self);
VtDb *vt_settings_pane_get_reader (VtSettingsPane *self);
const char *vt_settings_pane_get_title (VtSettingsPane *self);
const char *vt_settings_pane_get_preview_path (VtSettingsPane *self);

AdwPreferencesGroup *vt_settings_pane_add_group (VtSettingsPane *self, const char *title, const char *description);
void vt_settings_pane_add (VtSettingsPane *self, GtkWidget *widget);
void vt_settings_pane_own (VtSettingsPane *self, gpointer object);
void vt_settings_pane_refresh (VtSettingsPane *self);

void vt_settings_pane_push (VtSettingsPane *self, VtSettingsPane *next);
void vt_settings_pane_pop (VtSettingsPane *self);
void vt_settings_pane_replace (VtSettingsPane *self, VtSettingsPane *next);
gboolean vt_settings_pane_focus (VtSettingsPane *self, const char *field);

G_END_DECLS
