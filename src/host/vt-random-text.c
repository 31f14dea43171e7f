#include "host/vt-random-text.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

/**
 * vt_random_text:
 * @n_bytes: how many random bytes
 * @error: %G_IO_ERROR_FAILED when the system has no randomness to give
 *
 * Returns: (transfer full) (nullable): bytes that nobody can guess, as base64url without padding (RFC 4648, section 5)
 */
char *
vt_random_text (gsize n_bytes, GError **error)
{
  g_autofree guchar *bytes = g_malloc (n_bytes);
  g_autofree char *text = NULL;
  int result = gnutls_rnd (GNUTLS_RND_KEY, bytes, n_bytes);

  if (result != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The system gives no random numbers: %s"),
                   gnutls_strerror (result));
      return NULL;
    }

  text = g_base64_encode (bytes, n_bytes);
  for (char *p = text; *p != '\0'; p++)
    {
      if (*p == '+')
        *p = '-';
      else if (*p == '/')
        *p = '_';
      else if (*p == '=')
        *p = '\0';

      if (*p == '\0')
        break;
    }

  return g_steal_pointer (&text);
}
