#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GTlsCertificate *
vt_tls_certificate_self_signed (const char *folder, const char *address, gint64 now_us, GError **error);
char *vt_tls_certificate_fingerprint (GTlsCertificate *certificate);

G_END_DECLS
