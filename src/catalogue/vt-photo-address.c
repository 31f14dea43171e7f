#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-photo-download.h"

#include <string.h>

/* What is not the public internet (IANA's special-purpose registries for IPv4 and IPv6), besides what GInetAddress
 * tells by itself. NAT64 and 6to4 addresses hold one of version 4, which would have to be looked at too: none is a
 * shop's. */
static const struct
{
  guint8 bytes[8];
  guint n_bits;
  GSocketFamily family;
} special[] = {
  { { 0 }, 8, G_SOCKET_FAMILY_IPV4 },
  { { 100, 64 }, 10, G_SOCKET_FAMILY_IPV4 },
  { { 192, 0, 0 }, 24, G_SOCKET_FAMILY_IPV4 },
  { { 192, 0, 2 }, 24, G_SOCKET_FAMILY_IPV4 },
  { { 198, 18 }, 15, G_SOCKET_FAMILY_IPV4 },
  { { 198, 51, 100 }, 24, G_SOCKET_FAMILY_IPV4 },
  { { 203, 0, 113 }, 24, G_SOCKET_FAMILY_IPV4 },
  { { 240 }, 4, G_SOCKET_FAMILY_IPV4 },
  { { 0 }, 64, G_SOCKET_FAMILY_IPV6 },
  { { 0x00, 0x64, 0xff, 0x9b }, 32, G_SOCKET_FAMILY_IPV6 },
  { { 0x01, 0x00 }, 64, G_SOCKET_FAMILY_IPV6 },
  { { 0x20, 0x01, 0x00 }, 23, G_SOCKET_FAMILY_IPV6 },
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32, G_SOCKET_FAMILY_IPV6 },
  { { 0x20, 0x02 }, 16, G_SOCKET_FAMILY_IPV6 },
  { { 0xfc }, 7, G_SOCKET_FAMILY_IPV6 },
};

static gboolean
is_within (const guint8 *bytes, const guint8 *prefix, guint n_bits)
{
  guint n_bytes = n_bits / 8;
  guint8 mask = (guint8) (0xff00 >> (n_bits % 8));

  return memcmp (bytes, prefix, n_bytes) == 0 &&
         (n_bits % 8 == 0 || (bytes[n_bytes] & mask) == (prefix[n_bytes] & mask));
}

/**
 * vt_photo_address_is_public:
 * @address: an address that a name was resolved to
 *
 * Returns: whether it is one of the internet: not this computer's, not of a network of one's own
 */
gboolean
vt_photo_address_is_public (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_is_loopback (address) || g_inet_address_get_is_link_local (address) ||
      g_inet_address_get_is_site_local (address) || g_inet_address_get_is_any (address) ||
      g_inet_address_get_is_multicast (address))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    if (special[i].family == g_inet_address_get_family (address) &&
        is_within (bytes, special[i].bytes, special[i].n_bits))
      return FALSE;

  return TRUE;
}
