#include "base/vt-vips.h"
#include "shop-fixture.h"
#include "shop/vt-media-edit.h"
#include "shop/vt-media-ground.h"

#include <string.h>
#include <vips/vips.h>

#define WIDTH  64
#define HEIGHT 32

static const guint8 colours[4][3] = { { 250, 0, 0 }, { 0, 250, 0 }, { 0, 0, 250 }, { 250, 250, 250 } };

/* Its quarters are red, green, blue and white, in the order of reading. */
static VipsImage *
four_quarters (void)
{
  guint8 *pixels = g_malloc (WIDTH * HEIGHT * 3);
  VipsImage *image;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      memcpy (pixels + (y * WIDTH + x) * 3, colours[(y >= HEIGHT / 2) * 2 + (x >= WIDTH / 2)], 3);
  image = vips_image_new_from_memory_copy (pixels, WIDTH * HEIGHT * 3, WIDTH, HEIGHT, 3, VIPS_FORMAT_UCHAR);
  g_free (pixels);
  image->Type = VIPS_INTERPRETATION_sRGB;

  return image;
}

/* @orientation: as a camera notes it, 1 to 8 */
static VtMedia *
stage (Fixture *self, const char *name, int orientation)
{
  g_autofree char *file = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  VipsImage *plain;
  VipsImage *image = NULL;
  VtMedia *media;

  vt_vips_start ();
  plain = four_quarters ();
  g_assert_cmpint (vips_copy (plain, &image, NULL), ==, 0);
  vips_image_set_int (image, VIPS_META_ORIENTATION, orientation);
  g_assert_cmpint (
      vips_image_write_to_file (image, file, g_str_has_suffix (name, ".jpg") ? "profile" : NULL, "srgb", NULL), ==, 0);
  g_object_unref (image);
  g_object_unref (plain);

  media = vt_media_stage_file (self->path, file, NULL, &error);
  g_assert_no_error (error);
  return media;
}

static char
colour_at (VipsImage *image, int x, int y)
{
  double *values = NULL;
  int n = 0;
  char colour;

  g_assert_cmpint (vips_getpoint (image, &values, &n, x, y, NULL), ==, 0);
  g_assert_cmpint (n, >=, 3);
  if (values[0] > 128)
    colour = values[1] > 128 ? 'w' : 'r';
  else
    colour = values[1] > 128 ? 'g' : 'b';
  g_free (values);

  return colour;
}

/* The colours of the four quarters. */
static void
assert_quarters (Fixture *self, const VtMedia *media, int width, int height, const char *expected)
{
  g_autofree char *path = vt_media_path (self->path, media->sha256);
  VipsImage *image = vips_image_new_from_file (path, NULL);
  char found[5] = { 0 };

  g_assert_nonnull (image);
  g_assert_cmpint (media->width, ==, width);
  g_assert_cmpint (media->height, ==, height);
  g_assert_cmpint (vips_image_get_width (image), ==, width);
  for (int i = 0; i < 4; i++)
    found[i] = colour_at (image, width * (1 + 2 * (i % 2)) / 4, height * (1 + 2 * (i / 2)) / 4);
  g_assert_cmpstr (found, ==, expected);
  g_object_unref (image);
}

static void
test_turned_and_cut (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    VtMediaEdit edit;
    int width;
    int height;
    const char *quarters;
  } cases[] = {
    { { 1, FALSE, 0, 0, 1, 1 }, 32, 64, "brwg" },       { { 2, FALSE, 0, 0, 1, 1 }, 64, 32, "wbgr" },
    { { 3, FALSE, 0, 0, 1, 1 }, 32, 64, "gwrb" },       { { 0, TRUE, 0, 0, 1, 1 }, 64, 32, "grwb" },
    { { 1, TRUE, 0, 0, 1, 1 }, 32, 64, "rbgw" },        { { 0, FALSE, 0.5, 0, 1, 0.5 }, 32, 16, "gggg" },
    { { 1, FALSE, 0, 0.5, 1, 1 }, 32, 32, "wgwg" },     { { 0, FALSE, 0.999, 0.999, 1, 1 }, 16, 16, "wwww" },
    { { 0, FALSE, 0.25, 0, 0.75, 1 }, 32, 32, "rgbw" },
  };
  static const char *const names[] = { "a.png", "a.jpg", "a.webp" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (VtMedia) original = stage (self, names[i], 1);

      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (VtMedia) media = NULL;

          g_test_message ("%s %u", names[i], j);
          media = vt_media_edit (self->path, original, &cases[j].edit, NULL, &error);
          g_assert_no_error (error);
          g_assert_cmpstr (media->type, ==, original->type);
          g_assert_cmpstr (media->name, ==, names[i]);
          assert_quarters (self, media, cases[j].width, cases[j].height, cases[j].quarters);
        }
    }
}

/* A camera that was held upright: what is seen is cut, and the note of the camera is gone. */
static void
test_orientation_and_profile (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VtMedia) original = stage (self, "upright.jpg", 6);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtMedia) media =
      vt_media_edit (self->path, original, &(VtMediaEdit){ 0, FALSE, 0, 0, 1, 0.5 }, NULL, &error);
  g_autofree char *path = NULL;
  VipsImage *image;

  g_assert_no_error (error);
  g_assert_cmpint (original->width, ==, 32);
  assert_quarters (self, media, 32, 32, "brbr");
  path = vt_media_path (self->path, media->sha256);
  image = vips_image_new_from_file (path, NULL);
  g_assert_cmpint (vips_image_get_orientation (image), ==, 1);
  g_assert_true (vips_image_get_typeof (image, VIPS_META_ICC_NAME) != 0);
  g_object_unref (image);
}

/* libvips warns of what it then refuses. */
static gboolean
is_fatal (const char *domain,
          GLogLevelFlags level G_GNUC_UNUSED,
          const char *message G_GNUC_UNUSED,
          gpointer data G_GNUC_UNUSED)
{
  return g_strcmp0 (domain, "VIPS") != 0;
}

static void
test_refused (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='3' height='2'/>";
  static const guint8 broken[] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0\x12\x16\xf1\x4d";
  g_autoptr (GBytes) svg_bytes = g_bytes_new_static (svg, sizeof svg - 1);
  g_autoptr (GBytes) broken_bytes = g_bytes_new_static (broken, sizeof broken - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtMedia) drawing = vt_media_stage_bytes (self->path, svg_bytes, "a.svg", &error);
  g_autoptr (VtMedia) half = vt_media_stage_bytes (self->path, broken_bytes, "half.png", &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_no_error (error);
  g_assert_null (vt_media_edit (self->path, drawing, &VT_MEDIA_EDIT_NONE, NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "drawing program"));
  g_clear_error (&error);

  g_test_log_set_fatal_handler (is_fatal, NULL);
  g_assert_null (vt_media_edit (self->path, half, &VT_MEDIA_EDIT_NONE, NULL, &error));
  g_assert_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "half.png"));
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (vt_media_edit (self->path, half, &VT_MEDIA_EDIT_NONE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Red and green above, blue and white below: a row of each is their mean, the middle that of all. */
static void
test_ground (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtMedia) upright = stage (self, "upright.png", 1);
  g_autoptr (VtMedia) turned = stage (self, "turned.jpg", 3);
  g_autoptr (VtMedia) found = NULL;
  VipsImage *cut_out = NULL;
  VipsImage *plain = four_quarters ();
  void *png = NULL;
  size_t size = 0;

  g_assert_cmphex ((guint64) upright->ground, ==, 0x177077777f);
  g_assert_cmphex ((guint64) turned->ground, ==, 0x177f777770);
  found = vt_media_recall (self->path, upright->sha256, "upright.png", NULL);
  g_assert_cmphex ((guint64) found->ground, ==, (guint64) upright->ground);

  g_assert_cmpint (vips_addalpha (plain, &cut_out, NULL), ==, 0);
  g_assert_cmpint (vips_pngsave_buffer (cut_out, &png, &size, NULL), ==, 0);
  g_assert_cmpint (vt_media_ground ("image/png", png, size), ==, 0);
  g_assert_cmpint (vt_media_ground ("image/png", png, 40), ==, 0);
  g_assert_cmpint (vt_media_ground ("image/jpeg", "", 0), ==, 0);
  g_assert_cmpint (vt_media_ground ("image/svg+xml", "<svg/>", 6), ==, 0);

  g_free (png);
  g_object_unref (cut_out);
  g_object_unref (plain);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/media/edit/turned-and-cut", test_turned_and_cut);
  fixture_add ("/media/edit/orientation-and-profile", test_orientation_and_profile);
  fixture_add ("/media/edit/refused", test_refused);
  fixture_add ("/media/ground", test_ground);

  return g_test_run ();
}
