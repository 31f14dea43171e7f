#pragma once

#include "app/settings/vt-settings-pane.h"

G_BEGIN_DECLS

/* The pages of the list. */
VtSettingsPane *vt_settings_shop_new (VtWorkspace *workspace);
VtSettingsPane *vt_settings_legal_new (VtWorkspace *workspace);
VtSettingsPane *vt_settings_delivery_new (VtWorkspace *workspace);
VtSettingsPane *vt_settings_taxes_new (VtWorkspace *workspace);
VtSettingsPane *vt_settings_payments_new (VtWorkspace *workspace);
VtSettingsPane *vt_settings_service_new (VtWorkspace *workspace);
VtSettingsPane *vt_settings_measurement_new (VtWorkspace *workspace);

/* Pages over them. */
VtSettingsPane *vt_settings_zone_new (VtWorkspace *workspace, gint64 id);
VtSettingsPane *vt_settings_method_new (VtWorkspace *workspace, gint64 id);
VtSettingsPane *vt_settings_simulator_new (VtWorkspace *workspace);
VtSettingsPane *vt_settings_translations_new (VtWorkspace *workspace, const char *language);

GtkWidget *vt_settings_button_new (const char *label, const char *name);

G_END_DECLS
