#include "base/vt-hash.h"

#include <string.h>

#define CHUNK_SIZE (64 * 1024)

/**
 * vt_sha256_bytes:
 * @bytes: the content
 *
 * Returns: (transfer full): SHA-256 of @bytes, 64 lower-case hexadecimal digits
 */
char *
vt_sha256_bytes (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
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
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  while (size > 0)
    {
      gsize step = MIN (size, (gsize) G_MAXINT32);

      g_checksum_update (checksum, data, (gssize) step);
      data = (const guint8 *) data + step;
      size -= step;
    }
  return g_strdup (g_checksum_get_string (checksum));
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
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);
  gssize n = -1;

  if (stream == NULL)
    return NULL;

  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_SIZE, cancellable, error)) > 0)
    g_checksum_update (checksum, chunk, n);

  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
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
