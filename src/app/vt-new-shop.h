#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for what a shop begins with: name, currency, language, and where its folder goes. Signal ::created (path). */
#define VT_TYPE_NEW_SHOP (vt_new_shop_get_type ())
G_DECLARE_FINAL_TYPE (VtNewShop, vt_new_shop, VT, NEW_SHOP, AdwWindow)

GtkWindow *vt_new_shop_new (GtkWindow *parent);

G_END_DECLS
