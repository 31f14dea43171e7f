#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void vt_combo_show (AdwComboRow *row, GtkStringList *names, guint selected);

G_END_DECLS
