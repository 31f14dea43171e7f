#pragma once

#include "brand/vt-brand-look.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A preset in small: the first screen of a home page, as it lays it out. */
#define VT_TYPE_LOOK_PICTURE (vt_look_picture_get_type ())
G_DECLARE_FINAL_TYPE (VtLookPicture, vt_look_picture, VT, LOOK_PICTURE, GtkWidget)

GtkWidget *vt_look_picture_new (VtLookPreset preset);

G_END_DECLS
