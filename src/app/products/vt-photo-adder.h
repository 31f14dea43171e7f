#pragma once

#include "app/vt-workspace.h"

G_BEGIN_DECLS

/* Brings pictures into a product off the main thread. @done is called on the main thread when all of them are in or
 * were refused; what is refused is said by the workspace. */
void vt_photo_adder_add_files (VtWorkspace *workspace,
                               gint64 product_id,
                               const char *title,
                               GSList *files,
                               GAsyncReadyCallback done,
                               gpointer user_data);
void vt_photo_adder_add_texture (VtWorkspace *workspace,
                                 gint64 product_id,
                                 const char *title,
                                 GdkTexture *texture,
                                 GAsyncReadyCallback done,
                                 gpointer user_data);

G_END_DECLS
