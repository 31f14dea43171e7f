#include "base/vt-hash.h"
#include "shop-fixture.h"
#include "shop/vt-media-probe.h"
#include "shop/vt-media.h"

#include <string.h>

#define BYTES(literal) (const guint8 *) (literal), sizeof (literal) - 1

#define PNG_3X2                                                                                                        \
  "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0\x12\x16\xf1\x4d\0\0\0\x0cIDATx\x9c\x63\x60\xc0"   \
  "\x04\0\0\x12\0\x01\0\0\0\0IEND\xae\x42\x60\x82"
#define JPEG_START "\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
#define JPEG_FRAME "\xff\xc0\0\x11\x08\0\x02\0\x03\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
#define EXIF_TURNED                                                                                                    \
  "\xff\xe1\0\x22"                                                                                                     \
  "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"
#define WEBP(chunk) "RIFF\0\0\0\0WEBP" chunk
#define BOX_AVIF                                                                                                       \
  "\0\0\0\x18"                                                                                                         \
  "ftypavif\0\0\0\0avifmif1"
#define ISPE "\0\0\0\x14ispe\0\0\0\0\0\0\0\x03\0\0\0\x02"

static const struct
{
  const char *name;
  const guint8 *data;
  gsize size;
  const char *type;
  int width;
  int height;
} good[] = {
  { "png", BYTES (PNG_3X2), "image/png", 3, 2 },
  { "jpeg", BYTES (JPEG_START JPEG_FRAME), "image/jpeg", 3, 2 },
  { "jpeg-turned", BYTES ("\xff\xd8" EXIF_TURNED JPEG_FRAME), "image/jpeg", 2, 3 },
  { "gif", BYTES ("GIF89a\x03\0\x02\0\x80\0\0"), "image/gif", 3, 2 },
  { "webp-lossy", BYTES (WEBP ("VP8 \x20\0\0\0\x30\x01\0\x9d\x01\x2a\x03\0\x02\0\0\0")), "image/webp", 3, 2 },
  { "webp-lossless", BYTES (WEBP ("VP8L\x20\0\0\0\x2f\x02\x40\0\0\0\0\0\0\0\0\0")), "image/webp", 3, 2 },
  { "webp-extended", BYTES (WEBP ("VP8X\x0a\0\0\0\0\0\0\0\x02\0\0\x01\0\0\0\0")), "image/webp", 3, 2 },
  { "avif", BYTES (BOX_AVIF "\0\0\0\x30meta\0\0\0\0\0\0\0\x24iprp\0\0\0\x1cipco" ISPE), "image/avif", 3, 2 },
  { "svg-size", BYTES ("<svg xmlns='http://www.w3.org/2000/svg' width='3' height=\"2px\"/>"), "image/svg+xml", 3, 2 },
  { "svg-box", BYTES ("\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <svg> --><!DOCTYPE svg>\n<svg viewBox='0 0 3,2'>"),
    "image/svg+xml", 3, 2 },
  { "svg-relative", BYTES ("<svg width='100%' height='50%'>"), "image/svg+xml", 0, 0 },
  { "svg-hostile-size", BYTES ("<svg width='1e999' height='nan' viewBox='0 0 -1 x'>"), "image/svg+xml", 0, 0 },
};

static const struct
{
  const char *name;
  const guint8 *data;
  gsize size;
  const char *said;
} bad[] = {
  { "empty", BYTES (""), "an empty file" },
  { "text", BYTES ("Dear customer"), "a text file" },
  { "html", BYTES ("<html><svg width='1' height='1'></svg></html>"), "a text file" },
  { "pdf", BYTES ("%PDF-1.7\n\xff"), "a PDF" },
  { "zip", BYTES ("PK\x03\x04xxxx"), "a ZIP" },
  { "heic",
    BYTES ("\0\0\0\x18"
           "ftypheic\0\0\0\0mif1heic"),
    "HEIC" },
  { "tiff", BYTES ("II*\0\x08\0\0\0"), "TIFF" },
  { "unknown", BYTES ("\x01\xfe\x02\xff"), "unknown kind" },
  { "png-huge", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xff\xff\0\0\xff\xff"), "100 megapixels" },
  { "png-negative", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\xff\xff\xff\xff\0\0\0\x01"), "damaged" },
  { "png-empty", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\0\0"), "damaged" },
  { "jpeg-no-frame", BYTES (JPEG_START), "damaged" },
  { "jpeg-short-segment", BYTES ("\xff\xd8\xff\xe0\0\x01"), "damaged" },
  { "jpeg-no-height", BYTES ("\xff\xd8\xff\xc0\0\x11\x08\0\0\0\x03\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"), "damaged" },
  { "avif-endless-box", BYTES (BOX_AVIF "\0\0\0\x04meta"), "damaged" },
  { "avif-box-past-end", BYTES (BOX_AVIF "\xff\xff\xff\xffmeta\0\0\0\0"), "damaged" },
};

static void
test_types_and_sizes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      VtMediaProbe probe = { 0 };

      g_test_message ("%s", good[i].name);
      g_assert_true (vt_media_probe (good[i].data, good[i].size, &probe, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (probe.type, ==, good[i].type);
      g_assert_cmpint (probe.width, ==, good[i].width);
      g_assert_cmpint (probe.height, ==, good[i].height);
    }
}

static void
test_refused_in_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      VtMediaProbe probe = { 0 };

      g_test_message ("%s", bad[i].name);
      g_assert_false (vt_media_probe (bad[i].data, bad[i].size, &probe, &error));
      g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, bad[i].said));
    }
}

/* Every beginning of a good file, and every good file with one byte set to each of some values, in memory of exactly
 * its size: a read past the end is seen by the sanitizer. */
static void
test_truncated_and_bent (void)
{
  static const guint8 values[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    for (gsize length = 0; length <= good[i].size; length++)
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          gsize size = j == 0 ? length : good[i].size;
          g_autofree guint8 *copy = g_memdup2 (good[i].data, size);
          g_autoptr (GError) error = NULL;
          VtMediaProbe probe = { 0 };

          if (j > 0 && length < size)
            copy[length] = values[j];
          g_assert_true (vt_media_probe (copy, size, &probe, &error) == (error == NULL));
          g_assert_true (error != NULL || (gint64) probe.width * probe.height <= 100000000);
        }
}

/* However a drawing comes in, the script stays outside. */
static void
test_drawing_without_script (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GBytes) hostile =
      g_bytes_new_static (BYTES ("<svg width='3' height='2' onload='evil()'><script>evil()</script></svg>"));
  g_autoptr (GBytes) other = g_bytes_new_static (BYTES ("<svg><style>@import 'evil';</style></svg>"));
  g_autoptr (GError) error = NULL;
  g_autoptr (VtMedia) media = vt_media_stage_bytes (self->path, hostile, "logo.svg", &error);
  g_autofree char *path = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *content = NULL;

  g_assert_no_error (error);
  path = vt_media_path (self->path, media->sha256);
  sha256 = vt_sha256_file (path, NULL, &error);
  g_assert_cmpstr (sha256, ==, media->sha256);
  g_assert_true (g_file_get_contents (path, &content, NULL, &error));
  g_assert_null (strstr (content, "evil"));
  g_assert_cmpint (media->size, ==, (gint64) strlen (content));

  g_assert_null (vt_media_stage_bytes (self->path, other, "logo.svg", &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
}

static gboolean
add_job (VtDb *db, gpointer media, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_media_add (db, media, error);
}

static void
test_staged_once (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (self->folder, "photo of a shirt.txt", NULL);
  g_autoptr (VtMedia) media = NULL;
  g_autoptr (VtMedia) again = NULL;
  g_autoptr (VtMedia) found = NULL;
  g_autoptr (VtMedia) none = NULL;
  g_autofree char *path = NULL;
  g_autofree char *sha256 = NULL;

  g_assert_true (g_file_set_contents (file, PNG_3X2, sizeof PNG_3X2 - 1, &error));
  media = vt_media_stage_file (self->path, file, NULL, &error);
  g_assert_no_error (error);
  again = vt_media_stage_file (self->path, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (media->sha256, ==, again->sha256);

  path = vt_media_path (self->path, media->sha256);
  g_assert_true (g_str_has_suffix (path, ".png"));
  sha256 = vt_sha256_file (path, NULL, &error);
  g_assert_cmpstr (sha256, ==, media->sha256);

  for (int i = 0; i < 2; i++)
    {
      vt_shop_write (self->shop, "Add picture", NULL, add_job, media, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  found = vt_media_find (vt_shop_get_reader (self->shop), media->sha256, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->name, ==, "photo of a shirt.txt");
  g_assert_cmpstr (found->type, ==, "image/png");
  g_assert_cmpint (found->width, ==, 3);
  g_assert_cmpint (found->size, ==, (gint64) sizeof PNG_3X2 - 1);

  none = vt_media_find (vt_shop_get_reader (self->shop), "no such", &error);
  g_assert_null (none);
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_assert_null (vt_media_path (self->path, "../../etc/passwd"));
}

static void
test_bad_file_leaves_nothing (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (self->folder, "x.jpg", NULL);
  g_autofree char *media_folder = g_build_filename (self->path, "media", NULL);
  g_autoptr (GDir) dir = g_dir_open (media_folder, 0, NULL);

  g_assert_true (g_file_set_contents (file, "not a picture", -1, &error));
  g_assert_null (vt_media_stage_file (self->path, file, NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, "“x.jpg” is a text file, not a picture"));
  g_clear_error (&error);

  g_assert_null (vt_media_stage_file (self->path, self->folder, NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_null (vt_media_stage_file (self->path, "/nowhere/at/all.png", NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_too_large (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  guint8 *zeros = g_malloc0 (VT_MEDIA_MAX_BYTES + 1);
  g_autoptr (GBytes) bytes = g_bytes_new_take (zeros, VT_MEDIA_MAX_BYTES + 1);

  g_assert_null (vt_media_stage_bytes (self->path, bytes, "big.png", &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "64 MiB"));
}

static void
test_damaged_file_heals (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (PNG_3X2, sizeof PNG_3X2 - 1);
  g_autoptr (VtMedia) media = vt_media_stage_bytes (self->path, bytes, "a.png", &error);
  g_autofree char *path = vt_media_path (self->path, media->sha256);
  g_autoptr (VtMedia) again = NULL;
  g_autofree char *sha256 = NULL;

  g_assert_true (g_file_set_contents (path, "rotten", -1, &error));
  again = vt_media_stage_bytes (self->path, bytes, "a.png", &error);
  g_assert_no_error (error);
  sha256 = vt_sha256_file (path, NULL, &error);
  g_assert_cmpstr (sha256, ==, again->sha256);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/probe/types-and-sizes", test_types_and_sizes);
  g_test_add_func ("/media/probe/refused-in-words", test_refused_in_words);
  g_test_add_func ("/media/probe/truncated-and-bent", test_truncated_and_bent);
  fixture_add ("/media/stage/same-file-once", test_staged_once);
  fixture_add ("/media/stage/bad-file-leaves-nothing", test_bad_file_leaves_nothing);
  fixture_add ("/media/stage/too-large", test_too_large);
  fixture_add ("/media/stage/drawing-without-script", test_drawing_without_script);
  fixture_add ("/media/stage/damaged-file-heals", test_damaged_file_heals);

  return g_test_run ();
}
