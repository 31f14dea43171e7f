#pragma once

#include "cli/vt-cli.h"

G_BEGIN_DECLS

/* Where a palette comes from, as it is asked for; none: from the shop's logo. */
typedef struct
{
  char *from;    /* (owned) (nullable) a colour */
  char *picture; /* (owned) (nullable) (type filename) */
  char *harmony; /* (owned) (nullable) of vt_harmony_id() */
  char *ground;  /* (owned) (nullable) of vt_ground_id() */
  gboolean set;  /* whether it becomes the shop's */
  gboolean json;
} VtCliPalette;

int vt_cli_palette_run (VtCli *cli, const char *shop_path, const VtCliPalette *options);
void vt_cli_palette_clear (VtCliPalette *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VtCliPalette, vt_cli_palette_clear)

G_END_DECLS
