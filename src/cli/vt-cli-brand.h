#pragma once

#include "cli/vt-cli.h"

G_BEGIN_DECLS

/* What `vitrinectl brand SHOP render` and `book` are told. */
typedef struct
{
  const char *output;   /* folder, or the book's file */
  const char *zip;      /* (nullable) */
  const char *format;   /* (nullable) */
  const char *language; /* (nullable) */
  char **products;      /* (nullable) handles */
  const char *preset;   /* (nullable) of look */
  guint keep;           /* VtLookKeep */
} VtCliBrandWish;

int vt_cli_brand_render (VtCli *cli, const char *shop_path, const VtCliBrandWish *wish, char **names);
int vt_cli_brand_book (VtCli *cli, const char *shop_path, const VtCliBrandWish *wish);
int vt_cli_brand_layout (const char *shop_path, char **names);

G_END_DECLS
