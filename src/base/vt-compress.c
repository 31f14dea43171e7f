#include "base/vt-compress.h"

#include <brotli/encode.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_SIZE   256 /* below, the head of the answer outweighs what is saved */
#define GZIP_LEVEL 9

/**
 * vt_compress_is_worth:
 * @content_type: (nullable): a media type, with or without parameters
 * @size: bytes of content
 *
 * Returns: whether the content is of a kind and size that compression makes smaller
 */
gboolean
vt_compress_is_worth (const char *content_type, gsize size)
{
  static const char *const types[] = { "application/json",
                                       "application/javascript",
                                       "application/wasm",
                                       "application/xml",
                                       "application/x-ndjson",
                                       "image/svg+xml",
                                       "application/ld+json",
                                       "application/rss+xml",
                                       "application/atom+xml",
                                       "application/manifest+json",
                                       "application/vnd.vitrine.index",
                                       "font/ttf",
                                       "font/otf",
                                       "image/vnd.microsoft.icon" };
  gsize length = content_type != NULL ? strcspn (content_type, "; \t") : 0;

  if (size < MIN_SIZE || length == 0)
    return FALSE;
  if (g_ascii_strncasecmp (content_type, "text/", 5) == 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (strlen (types[i]) == length && g_ascii_strncasecmp (content_type, types[i], length) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * vt_gzip:
 * @bytes: content
 * @error: return location of a #GIOErrorEnum
 *
 * Equal content gives equal results: no time or name is written.
 *
 * Returns: (transfer full): @bytes as gzip (RFC 1952), or %NULL
 */
GBytes *
vt_gzip (GBytes *bytes, GError **error)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, GZIP_LEVEL);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  if (!g_output_stream_write_all (stream, data, size, NULL, NULL, error) ||
      !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/**
 * vt_brotli:
 * @bytes: content
 * @quality: 0 (fast) to 11 (small)
 * @error: %G_IO_ERROR_FAILED
 *
 * Returns: (transfer full): @bytes as Brotli (RFC 7932), or %NULL
 */
GBytes *
vt_brotli (GBytes *bytes, int quality, GError **error)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize capacity = BrotliEncoderMaxCompressedSize (size);
  g_autofree guint8 *compressed = NULL;

  g_return_val_if_fail (quality >= BROTLI_MIN_QUALITY && quality <= BROTLI_MAX_QUALITY, NULL);

  capacity = MAX (capacity, 64);
  compressed = g_try_malloc (capacity);
  if (compressed == NULL ||
      !BrotliEncoderCompress (quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, size, data, &capacity, compressed))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           _ ("Compressing failed; there may be too little memory"));
      return NULL;
    }
  return g_bytes_new (compressed, capacity);
}
