#pragma once

#include <gio/gio.h>

#include "base/vt-clock.h"

G_BEGIN_DECLS

typedef struct
{
  const char *data;     /* folder of the host's data, made when it is not there */
  const char *url;      /* (nullable) what shoppers call the shop, "https://shop.example"; else what it listens on */
  const char *listen;   /* "127.0.0.1:8443", "[::1]:0"; port 0: the system chooses */
  const char *tls_cert; /* (nullable) PEM file */
  const char *tls_key;  /* (nullable) PEM file */
  gboolean tls_self_signed;
  gboolean no_tls;       /* plain HTTP: on loopback, or behind a proxy */
  gboolean behind_proxy; /* TLS ends in front; X-Forwarded-For is believed */
  guint api_per_minute;  /* calls below /api for each address; 0: no limit */
  const char *mail; /* (nullable) a program that takes letters as sendmail does: "-t -i", the message on its input */
  const VtClock *clock; /* (nullable) */
} VtHostConfig;

/* The hosted shop's server. It runs in the main context that was the thread's default when it was made. */
typedef struct _VtHostServer VtHostServer;

VtHostServer *vt_host_server_new (const VtHostConfig *config, GError **error);
void vt_host_server_free (VtHostServer *self);
const char *vt_host_server_get_url (VtHostServer *self);
const char *vt_host_server_get_fingerprint (VtHostServer *self);
void vt_host_server_stop (VtHostServer *self);
gboolean vt_host_server_is_idle (VtHostServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHostServer, vt_host_server_free)

G_END_DECLS
