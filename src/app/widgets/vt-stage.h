#pragma once

#include "shop/vt-media.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void vt_stage_file_async (const char *shop_path,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
VtMedia *vt_stage_file_finish (GAsyncResult *result, GError **error);

GtkFileChooserNative *vt_stage_chooser_new (GtkWidget *widget, const char *title);

G_END_DECLS
