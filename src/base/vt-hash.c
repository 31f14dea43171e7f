#include "base/vt-hash.h"

#include <gnutls/crypto.h>
#include <string.h>

#define CHUNK_SIZE  (64 * 1024)
#define DIGEST_SIZE 32

/* GnuTLS uses the processor's own instructions where there are such, which GLib does not. */
static char *
to_hex (const guint8 digest[DIGEST_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char *hex = g_malloc (2 * DIGEST_SIZE + 1);

  for (guint i = 0; i < DIGEST_SIZE; i++)
    {
      hex[2 * i] = digits[digest[i] >> 4];
      hex[2 * i + 1] = digits[digest[i] & 15];
    }
  hex[2 * DIGEST_SIZE] = '\0';

  return hex;
}

/**
 * vt_sha256_bytes:
 * @bytes: the content
 *
 * Returns: (transfer full): SHA-256 of @bytes, 64 lower-case hexadecimal digits
 */
char *
vt_sha256_bytes (GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return vt_sha256_data (data, size);
}

/**
 * vt_sha256_data:
 * @data: (nullable): the content; %NULL only with a @size of 0
 * @size: its length in bytes
 *
 * Returns: (transfer full): SHA-256 of @data, 64 lower-case hexadecimal digits
 */
char *
vt_sha256_data (gconstpointer data, gsize size)
{
  guint8 digest[DIGEST_SIZE];

  if (gnutls_hash_fast (GNUTLS_DIG_SHA256, size > 0 ? data : "", size, digest) != 0)
    g_error ("SHA-256 is not there");

  return to_hex (digest);
}

/**
 * vt_sha256_file:
 * @path: a file
 * @cancellable: (nullable): stops the reading
 * @error: return location of a #GIOErrorEnum
 *
 * Reads the file piece by piece, so its size does not matter.
 *
 * Returns: (transfer full): SHA-256 of the file's content, 64 lower-case hexadecimal digits, or %NULL
 */
char *
vt_sha256_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  guint8 digest[DIGEST_SIZE];
  gnutls_hash_hd_t hash;
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);
  gssize n = -1;

  if (stream == NULL)
    return NULL;
  if (gnutls_hash_init (&hash, GNUTLS_DIG_SHA256) != 0)
    g_error ("SHA-256 is not there");

  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_SIZE, cancellable, error)) > 0)
    gnutls_hash (hash, chunk, (gsize) n);
  gnutls_hash_deinit (hash, digest);

  return n == 0 ? to_hex (digest) : NULL;
}

/**
 * vt_sha256_is_valid:
 * @hex: (nullable): text from outside
 *
 * Returns: whether @hex is exactly 64 lower-case hexadecimal digits, so it may serve as a file name
 */
gboolean
vt_sha256_is_valid (const char *hex)
{
  return hex != NULL && strspn (hex, "0123456789abcdef") == VT_SHA256_LENGTH && hex[VT_SHA256_LENGTH] == '\0';
}

/**
 * vt_secret_equal:
 * @a: (nullable): a secret
 * @b: (nullable): what someone presented as that secret
 *
 * Compares in a time that depends only on the length of @b, so a stranger cannot guess a secret letter by letter.
 *
 * Returns: whether both are present and equal
 */
gboolean
vt_secret_equal (const char *a, const char *b)
{
  gsize a_length;
  gsize b_length;
  volatile guint difference;

  if (a == NULL || b == NULL)
    return FALSE;

  a_length = strlen (a);
  b_length = strlen (b);
  difference = a_length != b_length;
  for (gsize i = 0; i < b_length; i++)
    difference |= (guint) ((guchar) b[i] ^ (guchar) (a_length > 0 ? a[i % a_length] : 0));

  return difference == 0;
}
