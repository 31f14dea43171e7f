#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-token.h"

#include "publish/vt-host.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

static const SecretSchema schema = { "app.vitrine.HostToken",
                                     SECRET_SCHEMA_NONE,
                                     {
                                         { "shop", SECRET_SCHEMA_ATTRIBUTE_STRING },
                                         { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
                                         { NULL, SECRET_SCHEMA_ATTRIBUTE_STRING },
                                     },
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     NULL,
                                     NULL,
                                     NULL,
                                     NULL };

/**
 * vt_token_is_plausible:
 * @token: (nullable): what somebody typed or piped in
 *
 * Returns: whether @token can be sent in a header: printable ASCII without spaces, 16 to 512 letters
 */
gboolean
vt_token_is_plausible (const char *token)
{
  gsize length = token != NULL ? strlen (token) : 0;

  if (length < 16 || length > 512)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (token[i] <= ' ' || token[i] > '~')
      return FALSE;

  return TRUE;
}

/**
 * vt_token_lookup:
 * @shop_id: the shop's own id
 * @host_url: the host's address, as its record has it
 * @cancellable: (nullable): a #GCancellable
 * @error: %VT_HOST_ERROR_TOKEN when none is known
 *
 * Finds the token for a host: in VITRINE_TOKEN, else in the Secret Service.
 *
 * Returns: (transfer full) (nullable): the token
 */
char *
vt_token_lookup (const char *shop_id, const char *host_url, GCancellable *cancellable, GError **error)
{
  const char *given = g_getenv ("VITRINE_TOKEN");
  g_autoptr (GError) service = NULL;
  g_autofree char *token = NULL;

  if (given != NULL && *given != '\0')
    token = g_strdup (given);
  else
    token = secret_password_lookup_sync (&schema, cancellable, &service, "shop", shop_id, "host", host_url, NULL);

  if (vt_token_is_plausible (token))
    return g_steal_pointer (&token);

  g_set_error (
      error, VT_HOST_ERROR, VT_HOST_ERROR_TOKEN,
      _ ("No token is known for %s. Make one on the host with “vitrine-host token create” and add the host with "
         "it, or give it in VITRINE_TOKEN"),
      host_url);
  return NULL;
}

/**
 * vt_token_store:
 * @shop_id: the shop's own id
 * @host_url: the host's address, as its record has it
 * @token: the token
 * @cancellable: (nullable): a #GCancellable
 * @error: why the Secret Service would not keep it
 *
 * Keeps a token in the Secret Service, never in the shop folder.
 *
 * Returns: whether it is kept
 */
gboolean
vt_token_store (const char *shop_id, const char *host_url, const char *token, GCancellable *cancellable, GError **error)
{
  g_autofree char *label = g_strdup_printf (_ ("Vitrine: %s"), host_url);

  return secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable, error, "shop",
                                     shop_id, "host", host_url, NULL);
}
