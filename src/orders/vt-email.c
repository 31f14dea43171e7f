#include "orders/vt-email.h"

#include <string.h>

/* RFC 5321, section 4.5.3.1. */
#define LOCAL_MAX_BYTES 64

/**
 * vt_email_is_valid:
 * @text: what somebody typed, without spaces around it
 *
 * An address that a letter can be sent to: one @, a domain with a dot, and nothing that would end or add a header.
 * Whether there is such a mailbox is known only when a letter arrives.
 *
 * Returns: whether it is one
 */
gboolean
vt_email_is_valid (const char *text)
{
  const char *at = strchr (text, '@');
  const char *domain = at != NULL ? at + 1 : "";
  const char *dot = strrchr (domain, '.');

  if (at == NULL || at == text || at - text > LOCAL_MAX_BYTES || strlen (text) > VT_EMAIL_MAX_BYTES ||
      strchr (domain, '@') != NULL || dot == NULL || dot == domain || dot[1] == '\0')
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p <= 0x20 || *p == 0x7f || strchr ("\"(),:;<>[\\]", *p) != NULL)
      return FALSE;

  return strstr (text, "..") == NULL && *text != '.' && at[-1] != '.' && domain[0] != '.' && domain[0] != '-';
}

/**
 * vt_email_normalise:
 * @text: an address, which vt_email_is_valid() has passed
 *
 * Two ways of writing the address of one mailbox compare equal: capitals do not matter, and neither does what stands
 * behind a plus sign (RFC 5233, subaddressing). Letters go to the address as it was typed, never to this one.
 *
 * Returns: (transfer full): what addresses are compared by
 */
char *
vt_email_normalise (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  const char *at = strchr (folded, '@');
  const char *plus = strchr (folded, '+');

  if (at == NULL || plus == NULL || plus > at || plus == folded)
    return g_steal_pointer (&folded);

  return g_strdup_printf ("%.*s%s", (int) (plus - folded), folded, at);
}

/**
 * vt_phone_is_valid:
 * @text: what somebody typed
 *
 * Returns: whether it is a telephone number as people write them
 */
gboolean
vt_phone_is_valid (const char *text)
{
  return strspn (text, "0123456789 +-()./") == strlen (text) && strpbrk (text, "0123456789") != NULL;
}
