#pragma once

#include "base/vt-db.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GStrv vt_targets_list (VtDb *db, const char *current, GtkStringList **names, guint *selected);

G_END_DECLS
