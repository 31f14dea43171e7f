/* Renditions of files as cameras, scanners and the unkind make them. */
#define _GNU_SOURCE
#include "base/vt-file.h"
#include "base/vt-vips.h"
#include "site/vt-pictures.h"

#include <string.h>
#include <vips/vips.h>

typedef VipsImage Image;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Image, g_object_unref)

typedef struct
{
  char *folder;         /* (owned) */
  char *file;           /* (owned) */
  VtPictures *pictures; /* (owned) */
} Fixture;

/* What libvips finds strange about a file is no fault of ours. */
static gboolean
is_fatal (const char *domain,
          G_GNUC_UNUSED GLogLevelFlags level,
          G_GNUC_UNUSED const char *message,
          G_GNUC_UNUSED gpointer data)
{
  return g_strcmp0 (domain, "VIPS") != 0;
}

static void
set_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  vt_vips_start ();
  g_test_log_set_fatal_handler (is_fatal, NULL);
  self->folder = g_dir_make_tmp ("vitrine-pictures-XXXXXX", NULL);
  self->file = g_build_filename (self->folder, "original", NULL);
  self->pictures = vt_pictures_new (NULL);
}

static void
tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  vt_pictures_free (self->pictures);
  g_assert_true (vt_dir_remove_all (self->folder, NULL));
  g_free (self->file);
  g_free (self->folder);
}

/* Red above on the left, green above on the right, blue below on the left, white below on the right. */
static VipsImage *
four_corners (int width, int height)
{
  static const guint8 colours[4][3] = { { 220, 30, 30 }, { 30, 180, 30 }, { 30, 30, 220 }, { 250, 250, 250 } };
  g_autofree guint8 *pixels = g_malloc ((gsize) (width * height * 3));
  VipsImage *image;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      memcpy (pixels + (y * width + x) * 3, colours[(y >= height / 2 ? 2 : 0) + (x >= width / 2 ? 1 : 0)], 3);
  image = vips_image_new_from_memory_copy (pixels, (gsize) (width * height * 3), width, height, 3, VIPS_FORMAT_UCHAR);
  image->Type = VIPS_INTERPRETATION_sRGB;

  return image;
}

static void
keep_bytes (Fixture *self, void *data, size_t size)
{
  g_assert_true (g_file_set_contents (self->file, data, (gssize) size, NULL));
  g_free (data);
}

static void
write_jpeg (Fixture *self, VipsImage *image)
{
  void *data = NULL;
  size_t size = 0;

  g_assert_cmpint (vips_jpegsave_buffer (image, &data, &size, "Q", 92, NULL), ==, 0);
  keep_bytes (self, data, size);
}

static GBytes *
draw (Fixture *self, int width, VtPictureFormat format)
{
  g_autoptr (GError) error = NULL;
  VtPictureName name = { "0123456789abcdef", width, format };
  GBytes *drawn;

  /* Each time of the file as it is now. */
  vt_pictures_free (self->pictures);
  self->pictures = vt_pictures_new (NULL);
  drawn = vt_pictures_render (self->pictures, self->file, &name, &error);
  g_assert_no_error (error);

  return drawn;
}

static VipsImage *
read_back (GBytes *drawn)
{
  VipsImage *image = vips_image_new_from_buffer (g_bytes_get_data (drawn, NULL), g_bytes_get_size (drawn), "", NULL);

  g_assert_nonnull (image);
  return image;
}

static void
assert_colour (VipsImage *image, double x, double y, int red, int green, int blue, int tolerance)
{
  double *point = NULL;
  int n = 0;

  g_assert_cmpint (vips_getpoint (image, &point, &n, (int) (x * image->Xsize), (int) (y * image->Ysize), NULL), ==, 0);
  g_assert_cmpint (n, >=, 3);
  g_test_message ("%g %g: %g %g %g", x, y, point[0], point[1], point[2]);
  g_assert_cmpint (ABS ((int) point[0] - red), <=, tolerance);
  g_assert_cmpint (ABS ((int) point[1] - green), <=, tolerance);
  g_assert_cmpint (ABS ((int) point[2] - blue), <=, tolerance);
  g_free (point);
}

static void
assert_corners (Image *image)
{
  assert_colour (image, .2, .2, 220, 30, 30, 14);
  assert_colour (image, .8, .2, 30, 180, 30, 14);
  assert_colour (image, .2, .8, 30, 30, 220, 14);
  assert_colour (image, .8, .8, 250, 250, 250, 14);
}

/* The picture is stored as EXIF says that the camera was held: shown, it is always the same. */
static void
test_orientations (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const VipsAngle turned[] = { VIPS_ANGLE_D0,   VIPS_ANGLE_D0,   VIPS_ANGLE_D0,
                                      VIPS_ANGLE_D180, VIPS_ANGLE_D180, VIPS_ANGLE_D270,
                                      VIPS_ANGLE_D270, VIPS_ANGLE_D90,  VIPS_ANGLE_D90 };

  for (int orientation = 1; orientation <= 8; orientation++)
    for (int format = VT_PICTURE_AVIF; format <= VT_PICTURE_JPEG; format++)
      {
        g_autoptr (Image) shown = four_corners (800, 400);
        g_autoptr (Image) flipped = NULL;
        g_autoptr (Image) stored = NULL;
        g_autoptr (Image) upright = NULL;
        g_autoptr (GBytes) drawn = NULL;
        gboolean mirrored = orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;

        if (mirrored)
          g_assert_cmpint (vips_flip (shown, &flipped, VIPS_DIRECTION_HORIZONTAL, NULL), ==, 0);
        g_assert_cmpint (vips_rot (mirrored ? flipped : shown, &stored, turned[orientation], NULL), ==, 0);
        vips_image_set_int (stored, VIPS_META_ORIENTATION, orientation);
        write_jpeg (self, stored);

        drawn = draw (self, 320, (VtPictureFormat) format);
        upright = read_back (drawn);
        g_test_message ("orientation %d, format %d", orientation, format);
        g_assert_cmpint (upright->Xsize, ==, 320);
        g_assert_cmpint (upright->Ysize, ==, 160);
        g_assert_cmpint (vips_image_get_orientation (upright), ==, 1);
        assert_corners (upright);
      }
}

static gboolean
contains (GBytes *bytes, const char *words)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, words, strlen (words)) != NULL;
}

/* Where the photograph was taken, by whom and with which camera is nobody's business. */
static void
test_metadata (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Image) image = four_corners (700, 500);
  static const char xmp[] = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">Secret Street 7</x:xmpmeta>";
  g_autofree char *original = NULL;
  gsize size;

  vips_image_set_string (image, "exif-ifd0-Artist", "Secret Person");
  vips_image_set_string (image, "exif-ifd0-Model", "Secret Camera");
  vips_image_set_string (image, "exif-ifd3-GPSLatitude", "41/1 9/1 30/1");
  vips_image_set_string (image, "exif-ifd3-GPSLongitude", "8/1 37/1 45/1");
  vips_image_set_string (image, "exif-ifd3-GPSMapDatum", "Secret Datum");
  vips_image_set_blob_copy (image, VIPS_META_XMP_NAME, xmp, sizeof xmp);
  write_jpeg (self, image);
  g_assert_true (g_file_get_contents (self->file, &original, &size, NULL));
  g_assert_nonnull (memmem (original, size, "Secret Street", strlen ("Secret Street")));
  g_assert_nonnull (memmem (original, size, "Secret Person", strlen ("Secret Person")));

  for (int i = 0; vt_picture_widths[i] != 0; i++)
    for (int format = VT_PICTURE_AVIF; format <= VT_PICTURE_JPEG; format++)
      {
        g_autoptr (GBytes) drawn = draw (self, vt_picture_widths[i], (VtPictureFormat) format);
        g_autoptr (Image) image_back = read_back (drawn);

        g_assert_false (contains (drawn, "Secret"));
        g_assert_cmpuint (vips_image_get_typeof (image_back, "exif-ifd3-GPSLatitude"), ==, 0);
        g_assert_cmpuint (vips_image_get_typeof (image_back, VIPS_META_XMP_NAME), ==, 0);
        g_assert_cmpuint (vips_image_get_typeof (image_back, VIPS_META_ICC_NAME), ==, 0);
      }
}

static void
assert_all_formats (Fixture *self)
{
  for (int format = VT_PICTURE_AVIF; format <= VT_PICTURE_JPEG; format++)
    {
      g_autoptr (GBytes) drawn = draw (self, 320, (VtPictureFormat) format);
      g_autoptr (Image) image = read_back (drawn);

      g_assert_cmpint (image->BandFmt, ==, VIPS_FORMAT_UCHAR);
      g_assert_cmpint (image->Bands, ==, 3);
      assert_corners (image);
    }
}

/* The same colours whatever a file counts them in. Print's inks reach few of them: neither the blue nor the green. */
static void
test_colours (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Image) image = four_corners (640, 480);
  g_autoptr (Image) wide = NULL;
  g_autoptr (Image) print = NULL;
  g_autoptr (Image) deep = NULL;
  g_autoptr (GBytes) drawn = NULL;
  g_autoptr (Image) back = NULL;
  void *png = NULL;
  size_t size = 0;

  g_assert_cmpint (vips_icc_transform (image, &wide, "p3", "input-profile", "srgb", NULL), ==, 0);
  write_jpeg (self, wide);
  assert_all_formats (self);

  g_assert_cmpint (vips_colourspace (image, &deep, VIPS_INTERPRETATION_RGB16, NULL), ==, 0);
  g_assert_cmpint (vips_pngsave_buffer (deep, &png, &size, "bitdepth", 16, NULL), ==, 0);
  keep_bytes (self, png, size);
  assert_all_formats (self);

  g_assert_cmpint (vips_icc_transform (image, &print, "cmyk", "input-profile", "srgb", NULL), ==, 0);
  g_assert_cmpint (print->Bands, ==, 4);
  write_jpeg (self, print);
  drawn = draw (self, 320, VT_PICTURE_WEBP);
  back = read_back (drawn);
  g_assert_cmpint (back->Bands, ==, 3);
  assert_colour (back, .2, .2, 220, 30, 30, 50);
  assert_colour (back, .8, .8, 250, 250, 250, 14);
}

/* A cut-out keeps its edge, a scan of one channel its greys. */
static void
test_channels (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Image) image = four_corners (640, 480);
  g_autoptr (Image) mask = NULL;
  g_autoptr (Image) cut = NULL;
  g_autoptr (Image) grey = NULL;
  g_autoptr (GBytes) drawn = NULL;
  g_autoptr (GBytes) drawn_grey = NULL;
  g_autoptr (Image) back = NULL;
  g_autoptr (Image) back_grey = NULL;
  void *png = NULL;
  size_t size = 0;

  g_assert_cmpint (vips_extract_band (image, &mask, 2, NULL), ==, 0);
  g_assert_cmpint (vips_bandjoin2 (image, mask, &cut, NULL), ==, 0);
  g_assert_cmpint (vips_pngsave_buffer (cut, &png, &size, NULL), ==, 0);
  keep_bytes (self, png, size);
  drawn = draw (self, 320, VT_PICTURE_WEBP);
  back = read_back (drawn);
  g_assert_cmpint (back->Bands, ==, 4);

  g_assert_cmpint (vips_colourspace (image, &grey, VIPS_INTERPRETATION_B_W, NULL), ==, 0);
  write_jpeg (self, grey);
  drawn_grey = draw (self, 320, VT_PICTURE_AVIF);
  back_grey = read_back (drawn_grey);
  assert_colour (back_grey, .8, .8, 250, 250, 250, 8);
}

static void
test_small (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  for (int format = VT_PICTURE_AVIF; format <= VT_PICTURE_JPEG; format++)
    {
      g_autoptr (Image) dot = four_corners (1, 1);
      g_autoptr (GBytes) drawn = NULL;
      g_autoptr (Image) back = NULL;

      write_jpeg (self, dot);
      drawn = draw (self, 1600, (VtPictureFormat) format);
      back = read_back (drawn);
      g_assert_cmpint (back->Xsize, ==, 1);
      g_assert_cmpint (back->Ysize, ==, 1);
    }
}

static void
assert_refused (Fixture *self)
{
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      VtPictureName name = { "0123456789abcdef", 640, VT_PICTURE_WEBP };
      g_autoptr (GBytes) drawn = vt_pictures_render (self->pictures, self->file, &name, &error);

      g_assert_null (drawn);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_test_message ("%s", error->message);
    }
}

static void
test_cut_short (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Image) image = four_corners (1000, 800);
  g_autofree char *whole = NULL;
  gsize size;

  write_jpeg (self, image);
  g_assert_true (g_file_get_contents (self->file, &whole, &size, NULL));
  for (gsize left = size / 2; left > 1; left /= 3)
    {
      vt_pictures_free (self->pictures);
      self->pictures = vt_pictures_new (NULL);
      g_assert_true (g_file_set_contents (self->file, whole, (gssize) left, NULL));
      assert_refused (self);
    }
}

/* 60000 × 60000 pixels in 45 bytes. */
static void
test_vast (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const guint8 png[] = { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d,
                                0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0xea, 0x60, 0x00, 0x00, 0xea, 0x60,
                                0x08, 0x02, 0x00, 0x00, 0x00, 0x0f, 0xb0, 0xe2, 0x15, 0x00, 0x00, 0x00,
                                0x00, 0x49, 0x44, 0x41, 0x54, 0x35, 0xaf, 0x06, 0x1e };
  gint64 began = g_get_monotonic_time ();

  g_assert_true (g_file_set_contents (self->file, (const char *) png, sizeof png, NULL));
  assert_refused (self);
  g_test_message ("%" G_GINT64_FORMAT " µs", g_get_monotonic_time () - began);
}

/* Whichever was drawn before it, and whether several threads ask at a time: a rendition has the same bytes. */
static gpointer
draw_all (gpointer data)
{
  Fixture *self = data;
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (int i = 0; vt_picture_widths[i] != 0; i++)
    {
      VtPictureName name = { "0123456789abcdef", vt_picture_widths[i], VT_PICTURE_WEBP };

      g_ptr_array_add (all, vt_pictures_render (self->pictures, self->file, &name, NULL));
    }

  return all;
}

static void
test_same (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (Image) image = four_corners (1900, 1100);
  GPtrArray *drawn[3];
  GThread *threads[3];

  write_jpeg (self, image);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("draw", draw_all, self);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    drawn[i] = g_thread_join (threads[i]);

  for (guint i = 0; i < drawn[0]->len; i++)
    {
      g_autoptr (GBytes) alone = draw (self, vt_picture_widths[i], VT_PICTURE_WEBP);
      g_autoptr (Image) back = read_back (alone);

      g_assert_cmpint (back->Xsize, ==, vt_picture_widths[i]);
      for (guint j = 0; j < G_N_ELEMENTS (drawn); j++)
        g_assert_true (g_bytes_equal (drawn[j]->pdata[i], alone));
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_ptr_array_unref (drawn[i]);
}

#define ADD(name, function) g_test_add ("/site/pictures/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("orientations", test_orientations);
  ADD ("metadata", test_metadata);
  ADD ("colours", test_colours);
  ADD ("channels", test_channels);
  ADD ("small", test_small);
  ADD ("cut-short", test_cut_short);
  ADD ("vast", test_vast);
  ADD ("same", test_same);

  return g_test_run ();
}
