#include <brotli/decode.h>
#include <string.h>

#include "base/vt-compress.h"

static GBytes *
make_content (gsize size)
{
  guint8 *content = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    content[i] = (guint8) ('a' + i % 7 + (i / 1000) % 11);
  return g_bytes_new_take (content, size);
}

static void
test_gzip (void)
{
  static const gsize sizes[] = { 0, 1, 100, 200000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) content = make_content (sizes[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) compressed = vt_gzip (content, &error);
      g_autoptr (GBytes) again = vt_gzip (content, &error);
      g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
      g_autoptr (GInputStream) memory = NULL;
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (GBytes) restored = NULL;

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (compressed, again));
      memory = g_memory_input_stream_new_from_bytes (compressed);
      stream = g_converter_input_stream_new (memory, G_CONVERTER (decompressor));
      restored = g_input_stream_read_bytes (stream, sizes[i] + 1, NULL, &error);
      g_assert_no_error (error);
      if (sizes[i] <= 100)
        g_assert_true (g_bytes_equal (restored, content));
      else
        g_assert_cmpuint (g_bytes_get_size (compressed), <, sizes[i] / 10);
    }
}

static void
test_brotli (void)
{
  static const gsize sizes[] = { 0, 1, 100, 200000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) content = make_content (sizes[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) compressed = vt_brotli (content, 5, &error);
      g_autofree guint8 *restored = g_malloc (sizes[i] + 1);
      gsize size = sizes[i] + 1;

      g_assert_no_error (error);
      g_assert_cmpint (
          BrotliDecoderDecompress (g_bytes_get_size (compressed), g_bytes_get_data (compressed, NULL), &size, restored),
          ==, BROTLI_DECODER_RESULT_SUCCESS);
      g_assert_cmpuint (size, ==, sizes[i]);
      g_assert_true (size == 0 || memcmp (restored, g_bytes_get_data (content, NULL), size) == 0);
    }
}

static void
test_is_worth (void)
{
  g_assert_true (vt_compress_is_worth ("text/html; charset=utf-8", 10000));
  g_assert_true (vt_compress_is_worth ("application/JSON", 10000));
  g_assert_true (vt_compress_is_worth ("image/svg+xml", 10000));
  g_assert_false (vt_compress_is_worth ("text/html", 100));
  g_assert_false (vt_compress_is_worth ("image/webp", 10000));
  g_assert_false (vt_compress_is_worth ("font/woff2", 10000));
  g_assert_false (vt_compress_is_worth ("application/jsonx", 10000));
  g_assert_false (vt_compress_is_worth ("", 10000));
  g_assert_false (vt_compress_is_worth (NULL, 10000));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compress/gzip", test_gzip);
  g_test_add_func ("/compress/brotli", test_brotli);
  g_test_add_func ("/compress/is-worth", test_is_worth);
  return g_test_run ();
}
