#pragma once

#include "host/vt-host-server.h"

G_BEGIN_DECLS

GSocketAddress *vt_host_listen_parse (const VtHostConfig *config, char **host, GError **error);
GTlsCertificate *vt_host_listen_load_certificate (const VtHostConfig *config, const char *host, GError **error);

G_END_DECLS
