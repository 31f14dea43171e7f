#pragma once

#include "cli/vt-cli.h"
#include "publish/vt-embedded-host.h"
#include "publish/vt-host-record.h"

G_BEGIN_DECLS

/* A shop and one of its hosts. */
typedef struct
{
  VtShop *shop;             /* (owned) */
  VtHostRecord *record;     /* (owned) */
  VtEmbeddedHost *embedded; /* (owned) (nullable) the one on this computer, started for this call */
  VtHost *host;             /* (owned) */
} VtCliHost;

VtCliHost *vt_cli_host_open (VtCli *cli, const char *shop_path, VtShopMode mode, const char *name, GError **error);
void vt_cli_host_free (VtCliHost *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtCliHost, vt_cli_host_free)

G_END_DECLS
