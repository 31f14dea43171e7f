#pragma once

#include "brand/vt-logo.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What a tile shows; everything is drawn already. */
typedef struct
{
  const char *title;   /* "Reversed" */
  const char *caption; /* "Made from the primary logo"; "" for none */
  GdkTexture *logo;    /* (nullable) */
  const char *name;    /* (nullable) the shop's name beside a mark */
  const char *family;  /* of the name */
  gboolean is_stacked; /* the name is below the mark */
  gboolean on_photo;   /* on what vt_logo_tile_get_photo() shows */
  VtColour ground;
  VtColour ink; /* of the name */
  int clear;    /* percent of the logo's height that is kept free around it, drawn as a dashed line; 0: not shown */
} VtLogoTileLook;

/* One variant of the logo on its ground, with what can be done to it behind a button. */
#define VT_TYPE_LOGO_TILE (vt_logo_tile_get_type ())
G_DECLARE_FINAL_TYPE (VtLogoTile, vt_logo_tile, VT, LOGO_TILE, AdwBin)

GtkWidget *vt_logo_tile_new (void);
void vt_logo_tile_set_menu (VtLogoTile *self, GMenuModel *menu);
GtkPicture *vt_logo_tile_get_photo (VtLogoTile *self);
void vt_logo_tile_show (VtLogoTile *self, const VtLogoTileLook *look);

G_END_DECLS
