#include "host/vt-host-listen.h"

#include <glib/gi18n-lib.h>

#include "host/vt-tls-certificate.h"

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

static gboolean
check_tls (const VtHostConfig *config, gboolean is_loopback, GError **error)
{
  gboolean files = config->tls_cert != NULL || config->tls_key != NULL;

  if ((config->tls_cert == NULL) != (config->tls_key == NULL))
    return refuse (error, _ ("--tls-cert and --tls-key belong together"));
  if (files + !!config->tls_self_signed + !!config->no_tls != 1)
    return refuse (error, _ ("Choose one of --tls-cert with --tls-key, --tls-self-signed, and --no-tls"));
  if (config->no_tls && !is_loopback && !config->behind_proxy)
    return refuse (error,
                   _ ("Without TLS everyone on the way can read and change what shoppers send: --no-tls is only for "
                      "loopback addresses, or with --behind-proxy where a proxy in front speaks HTTPS"));

  return TRUE;
}

/**
 * vt_host_listen_parse:
 * @config: what was asked for
 * @host: (out): the address without the port
 * @error: %G_IO_ERROR_INVALID_ARGUMENT
 *
 * Returns: (transfer full) (nullable): where to listen, once that and how it is secured make sense
 */
GSocketAddress *
vt_host_listen_parse (const VtHostConfig *config, char **host, GError **error)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (config->listen, 8443, NULL);
  g_autoptr (GInetAddress) address = NULL;
  const char *name = NULL;

  if (connectable != NULL)
    name = g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable));
  if (name != NULL)
    address = g_inet_address_new_from_string (g_str_equal (name, "localhost") ? "127.0.0.1" : name);
  if (address == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("“%s” is no address to listen on; write it as 127.0.0.1:8443 or [::1]:8443"), config->listen);
      return NULL;
    }
  if (!check_tls (config, g_inet_address_get_is_loopback (address), error))
    return NULL;

  *host = g_strdup (name);
  return g_inet_socket_address_new (address, g_network_address_get_port (G_NETWORK_ADDRESS (connectable)));
}

/**
 * vt_host_listen_load_certificate:
 * @config: what was asked for, with TLS
 * @host: the address that is listened on
 * @error: a #GTlsError, #GFileError or #GIOErrorEnum
 *
 * Returns: (transfer full) (nullable): the certificate with its key
 */
GTlsCertificate *
vt_host_listen_load_certificate (const VtHostConfig *config, const char *host, GError **error)
{
  g_autofree char *folder = NULL;

  if (!config->tls_self_signed)
    return g_tls_certificate_new_from_files (config->tls_cert, config->tls_key, error);

  folder = g_build_filename (config->data, "tls", NULL);
  return vt_tls_certificate_self_signed (folder, host, vt_clock_now_us (config->clock), error);
}
