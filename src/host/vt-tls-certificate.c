#include "host/vt-tls-certificate.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/vt-file.h"
#include "base/vt-hash.h"

/* Browsers take no certificate that is good for longer (CA/Browser Forum, Baseline Requirements 6.3.2, 2020). */
#define LIFE_DAYS  397
#define RENEW_DAYS 30
#define DAY_S      (24 * 60 * 60)

static gboolean
check (int result, GError **error)
{
  if (result >= 0)
    return TRUE;

  g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_MISC, _ ("The certificate cannot be made: %s"),
               gnutls_strerror (result));
  return FALSE;
}

static gboolean
add_address (gnutls_x509_crt_t certificate, const char *text, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  if (address == NULL)
    return check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, text, (unsigned) strlen (text),
                                                        GNUTLS_FSAN_APPEND),
                  error);
  if (g_inet_address_get_is_any (address))
    return TRUE;

  return check (
      gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, g_inet_address_to_bytes (address),
                                            (unsigned) g_inet_address_get_native_size (address), GNUTLS_FSAN_APPEND),
      error);
}

static gboolean
add_names (gnutls_x509_crt_t certificate, const char *listen, GError **error)
{
  static const char *const always[] = { "localhost", "127.0.0.1", "::1" };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    if (!add_address (certificate, always[i], error))
      return FALSE;

  return g_strv_contains ((const char *const[]){ "localhost", "127.0.0.1", "::1", NULL }, listen) ||
         add_address (certificate, listen, error);
}

static gboolean
add_identity (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, GError **error)
{
  static const char name[] = "Vitrine Host";
  guchar serial[16];
  guchar key_id[20];
  gsize key_id_size = sizeof key_id;

  if (!check (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), error))
    return FALSE;
  serial[0] &= 0x7f; /* a serial number is positive (RFC 5280, 4.1.2.2) */
  serial[0] |= 0x01;

  return check (gnutls_x509_crt_set_version (certificate, 3), error) &&
         check (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial), error) &&
         check (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name, sizeof name - 1),
                error) &&
         check (gnutls_x509_crt_set_basic_constraints (certificate, 0, -1), error) &&
         check (gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE), error) &&
         check (gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0), error) &&
         check (gnutls_x509_crt_set_key (certificate, key), error) &&
         check (gnutls_x509_crt_get_key_id (certificate, 0, key_id, &key_id_size), error) &&
         check (gnutls_x509_crt_set_subject_key_id (certificate, key_id, key_id_size), error);
}

static gboolean
sign (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, gint64 now_s, GError **error)
{
  /* A day back: the clocks of two computers differ. */
  return check (gnutls_x509_crt_set_activation_time (certificate, (time_t) (now_s - DAY_S)), error) &&
         check (gnutls_x509_crt_set_expiration_time (certificate, (time_t) (now_s + (LIFE_DAYS - 1) * DAY_S)), error) &&
         check (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0), error);
}

/* The key and the certificate in one file: written at once, they always belong together. */
static gboolean
save (const char *path, gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, GError **error)
{
  gnutls_datum_t certificate_pem = { NULL, 0 };
  gnutls_datum_t key_pem = { NULL, 0 };
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean exported =
      check (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &key_pem), error) &&
      check (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &certificate_pem), error);

  if (exported)
    {
      g_string_append_len (text, (const char *) key_pem.data, key_pem.size);
      g_string_append_len (text, (const char *) certificate_pem.data, certificate_pem.size);
    }
  gnutls_free (certificate_pem.data);
  gnutls_free (key_pem.data);

  return exported &&
         g_file_set_contents_full (path, text->str, (gssize) text->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static gboolean
generate (const char *path, const char *listen, gint64 now_s, GError **error)
{
  gnutls_x509_crt_t certificate = NULL;
  gnutls_x509_privkey_t key = NULL;
  gboolean generated =
      check (gnutls_x509_crt_init (&certificate), error) && check (gnutls_x509_privkey_init (&key), error) &&
      check (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
             error) &&
      add_identity (certificate, key, error) && add_names (certificate, listen, error) &&
      sign (certificate, key, now_s, error) && save (path, certificate, key, error);

  if (key != NULL)
    gnutls_x509_privkey_deinit (key);
  if (certificate != NULL)
    gnutls_x509_crt_deinit (certificate);

  return generated;
}

/* Whether it lasts a while yet and is made out to @listen. */
static gboolean
is_good (GTlsCertificate *certificate, const char *listen, gint64 now_s)
{
  g_autoptr (GDateTime) end = g_tls_certificate_get_not_valid_after (certificate);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (listen);
  g_autoptr (GSocketConnectable) identity = NULL;
  GTlsCertificateFlags flags;

  if (end == NULL || g_date_time_to_unix (end) - now_s < RENEW_DAYS * DAY_S)
    return FALSE;
  if (address != NULL && g_inet_address_get_is_any (address))
    return TRUE;

  identity = g_network_address_new (listen, 443);
  flags = g_tls_certificate_verify (certificate, identity, NULL);
  return (flags & G_TLS_CERTIFICATE_BAD_IDENTITY) == 0;
}

/**
 * vt_tls_certificate_self_signed:
 * @folder: (type filename): where it is kept, made when it is not there
 * @address: the name or IP address that the server listens on
 * @now_us: UTC microseconds since 1970
 * @error: a #GTlsError or #GIOErrorEnum
 *
 * A certificate that only those trust who know its fingerprint, for trying things out: for localhost, 127.0.0.1, ::1
 * and
 * @address, ECDSA on P-256. It is kept, and made anew when fewer than 30 of its 397 days are left.
 *
 * Returns: (transfer full) (nullable): the certificate with its key
 */
GTlsCertificate *
vt_tls_certificate_self_signed (const char *folder, const char *address, gint64 now_us, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "self-signed.pem", NULL);
  g_autoptr (GTlsCertificate) kept = g_tls_certificate_new_from_file (path, NULL);

  if (kept != NULL && is_good (kept, address, now_us / G_USEC_PER_SEC))
    return g_steal_pointer (&kept);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("Cannot make the folder “%s”: %s"),
                   folder, g_strerror (errno));
      return NULL;
    }

  return generate (path, address, now_us / G_USEC_PER_SEC, error) ? g_tls_certificate_new_from_file (path, error)
                                                                  : NULL;
}

/**
 * vt_tls_certificate_fingerprint:
 * @certificate: a certificate
 *
 * Returns: (transfer full): SHA-256 of its DER form, 64 lower-case hexadecimal digits
 */
char *
vt_tls_certificate_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return vt_sha256_data (der->data, der->len);
}
