#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void vt_drop_down_name_all (GtkWidget *root);
void vt_drop_down_search_all (GtkWidget *root);

G_END_DECLS
