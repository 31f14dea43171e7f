#include "base/vt-file.h"
#include "site/vt-ground.h"
#include "site/vt-picture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_paths (void)
{
  static const struct
  {
    const char *path;
    gboolean is_one;
  } cases[] = {
    { "/media/0123456789abcdef-320.avif", TRUE },
    { "/media/0123456789abcdef-1600.jpg", TRUE },
    { "/media/0123456789abcdef-640.webp", TRUE },
    { "/media/0123456789ABCDEF-320.avif", FALSE },
    { "/media/0123456789abcdef-321.avif", FALSE },
    { "/media/0123456789abcdef-0320.avif", FALSE },
    { "/media/0123456789abcdef-+320.avif", FALSE },
    { "/media/0123456789abcdef- 320.avif", FALSE },
    { "/media/0123456789abcdef-320.png", FALSE },
    { "/media/0123456789abcdef-320.jpg/", FALSE },
    { "/media/0123456789abcdef-320.jpg.x", FALSE },
    { "/media/0123456789abcde-320.jpg", FALSE },
    { "/media/0123456789abcdef0-320.jpg", FALSE },
    { "/media/0123456789abcdef-", FALSE },
    { "/media/", FALSE },
    { "", FALSE },
    { "/media/../../../../etc/passwd-320.jpg", FALSE },
    { "/media/0123456789abcdef-99999999999999999999.jpg", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VtPictureName name = { 0 };
      g_autofree char *path = NULL;

      g_test_message ("%s", cases[i].path);
      g_assert_cmpint (vt_picture_parse_path (cases[i].path, &name), ==, cases[i].is_one);
      path = cases[i].is_one ? vt_picture_path (&name) : NULL;
      if (path != NULL)
        g_assert_cmpstr (path, ==, cases[i].path);
    }
}

static char *
write_drawing (const char *folder, int width, int height)
{
  char *file = g_build_filename (folder, "drawing.svg", NULL);
  g_autofree char *svg = g_strdup_printf ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">"
                                          "<rect width=\"%d\" height=\"%d\" fill=\"#caa\"/></svg>",
                                          width, height, width, height);

  g_assert_true (g_file_set_contents (file, svg, -1, NULL));
  return file;
}

static void
test_formats (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vitrine-picture-XXXXXX", NULL);
  g_autofree char *original = write_drawing (folder, 1000, 500);
  static const struct
  {
    VtPictureFormat format;
    gsize offset;
    const char *magic;
  } cases[] = { { VT_PICTURE_AVIF, 4, "ftypavif" },
                { VT_PICTURE_WEBP, 8, "WEBP" },
                { VT_PICTURE_JPEG, 0, "\xff\xd8\xff" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      VtPictureName name = { "0123456789abcdef", 320, cases[i].format };
      g_autoptr (GBytes) bytes = vt_picture_render (original, &name, folder, &error);
      g_autoptr (GBytes) again = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (memcmp ((const char *) g_bytes_get_data (bytes, NULL) + cases[i].offset, cases[i].magic,
                               strlen (cases[i].magic)),
                       ==, 0);
      again = vt_picture_render ("/nowhere", &name, folder, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (bytes, again));
    }

  g_assert_true (vt_dir_remove_all (folder, NULL));
}

static gboolean
is_fatal (const char *domain,
          G_GNUC_UNUSED GLogLevelFlags level,
          G_GNUC_UNUSED const char *message,
          G_GNUC_UNUSED gpointer data)
{
  return g_strcmp0 (domain, "VIPS") != 0;
}

static void
test_broken (void)
{
  static const char *const contents[] = { "",     "not a picture", "\xff\xd8\xff\xe0\x00\x10JFIF", "\x89PNG\r\n\x1a\n",
                                          "<svg", "GIF89a" };
  g_autofree char *folder = g_dir_make_tmp ("vitrine-picture-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "broken", NULL);

  g_test_log_set_fatal_handler (is_fatal, NULL);
  for (guint i = 0; i <= G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GError) error = NULL;
      VtPictureName name = { "0123456789abcdef", 640, VT_PICTURE_WEBP };
      g_autoptr (GBytes) bytes = NULL;

      if (i < G_N_ELEMENTS (contents))
        g_assert_true (g_file_set_contents (file, contents[i], -1, NULL));
      else
        g_assert_cmpint (g_unlink (file), ==, 0);
      bytes = vt_picture_render (file, &name, NULL, &error);
      g_assert_null (bytes);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }

  g_assert_true (vt_dir_remove_all (folder, NULL));
}

/* Every class that a photograph can have is in the style sheet. */
static void
test_grounds (void)
{
  g_autofree char *css = vt_ground_css ();
  g_autofree char *classes = vt_ground_classes (0x1f0a77f0ff);
  g_auto (GStrv) each = g_strsplit (classes, " ", -1);

  g_assert_null (vt_ground_classes (0));
  g_assert_null (vt_ground_classes (-1));
  g_assert_cmpstr (classes, ==, "ground gaf gb0 gca gd7 ge7 gff gg0 ghf gif");
  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autofree char *rule = g_strdup_printf (".%s{", each[i]);

      g_assert_nonnull (strstr (css, rule));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/site/picture/paths", test_paths);
  g_test_add_func ("/site/picture/formats", test_formats);
  g_test_add_func ("/site/picture/broken", test_broken);
  g_test_add_func ("/site/picture/grounds", test_grounds);

  return g_test_run ();
}
