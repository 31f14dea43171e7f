#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Host tokens live in the Secret Service; VITRINE_TOKEN stands in for it where there is none. Never in the shop folder.
 */
char *vt_token_lookup (const char *shop_id, const char *host_url, GCancellable *cancellable, GError **error);
gboolean vt_token_store (const char *shop_id,
                         const char *host_url,
                         const char *token,
                         GCancellable *cancellable,
                         GError **error);
gboolean vt_token_is_plausible (const char *token);

G_END_DECLS
