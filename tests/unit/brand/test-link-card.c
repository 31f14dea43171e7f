#include "brand/vt-link-card.h"

#include "base/vt-vips.h"

#include <glib/gstdio.h>
#include <string.h>
#include <vips/vips.h>

static VipsImage *
decode (GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  VipsImage *image = vips_image_new_from_buffer (data, size, "", NULL);

  g_assert_nonnull (image);
  return image;
}

static double
sample (VipsImage *image, int x, int y, int band)
{
  double *point = NULL;
  int n = 0;
  double value;

  g_assert_cmpint (vips_getpoint (image, &point, &n, x, y, NULL), ==, 0);
  g_assert_cmpint (n, ==, 3);
  value = point[band];
  g_free (point);
  return value;
}

/* A plain red photograph of 300 by 200 pixels. */
static char *
write_photo (const char *folder)
{
  char *file = g_build_filename (folder, "photo.png", NULL);
  VipsImage *black = NULL, *red = NULL, *rgb = NULL;
  double a[3] = { 0, 0, 0 }, b[3] = { 220, 20, 20 };

  vt_vips_start ();
  g_assert_cmpint (vips_black (&black, 300, 200, "bands", 3, NULL), ==, 0);
  g_assert_cmpint (vips_linear (black, &red, a, b, 3, "uchar", TRUE, NULL), ==, 0);
  g_assert_cmpint (vips_copy (red, &rgb, "interpretation", VIPS_INTERPRETATION_sRGB, NULL), ==, 0);
  g_assert_cmpint (vips_pngsave (rgb, file, NULL), ==, 0);
  g_object_unref (rgb);
  g_object_unref (red);
  g_object_unref (black);
  return file;
}

static char *
make_long (guint n)
{
  GString *text = g_string_new (NULL);

  while (text->len < n)
    g_string_append (text, "Donaudampfschifffahrtsgesellschaft ");
  return g_string_free (text, FALSE);
}

static void
test_every_title_is_drawn (void)
{
  g_autoptr (VtBrand) brand = vt_brand_new_default ();
  g_autofree char *long_title = make_long (10000);
  g_autofree char *one_word = g_strnfill (500, 'W');
  const struct
  {
    const char *name, *title, *language;
  } cases[] = {
    { "plain", "Modern Cafe Chair", "en" },
    { "empty", "", "en" },
    { "thai", "เก้าอี้คาเฟ่ทันสมัยสีมัสตาร์ดสำหรับร้านกาแฟและบ้าน", "th" },
    { "arabic", "كرسي مقهى حديث", "ar" },
    { "emoji", "Chair 🪑 👩‍👩‍👧", "en" },
    { "override", "Chair \xe2\x80\xae gnp.exe", "en" },
    { "markup", "<b>Chair</b> & \"friends\"", "en" },
    { "long", long_title, "de" },
    { "one word", one_word, "no-such-language-tag" },
    { "no language", "Chair", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VtLinkCard card = { cases[i].title, "€100.00", "Casa Lume", cases[i].language, NULL, NULL, FALSE };
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = vt_link_card_draw (brand, &card, NULL, NULL, &error);
      VipsImage *image = NULL;

      g_test_message ("%s", cases[i].name);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), <=, VT_LINK_CARD_MAX_BYTES);
      image = decode (bytes);
      g_assert_cmpint (vips_image_get_width (image), ==, VT_LINK_CARD_WIDTH);
      g_assert_cmpint (vips_image_get_height (image), ==, VT_LINK_CARD_HEIGHT);
      /* Words stay off the edges. */
      g_assert_cmpfloat (sample (image, 4, 300, 0), >, 240);
      g_assert_cmpfloat (sample (image, VT_LINK_CARD_WIDTH - 5, 300, 0), >, 240);
      g_object_unref (image);
    }
}

static void
test_the_photo_fills_its_side (void)
{
  g_autoptr (VtBrand) brand = vt_brand_new_default ();
  g_autofree char *folder = g_dir_make_tmp ("vt-card-XXXXXX", NULL);
  g_autofree char *photo = write_photo (folder);
  VtLinkCard card = { "Chair", NULL, NULL, NULL, NULL, NULL, FALSE };
  g_autoptr (GBytes) bytes = vt_link_card_draw (brand, &card, photo, NULL, NULL);
  VipsImage *image = decode (bytes);

  g_assert_cmpfloat (sample (image, 1190, 5, 0), >, 200);
  g_assert_cmpfloat (sample (image, 1190, 5, 1), <, 60);
  g_assert_cmpfloat (sample (image, 580, 600, 1), <, 60);
  g_assert_cmpfloat (sample (image, 500, 40, 1), >, 240);
  g_object_unref (image);

  g_remove (photo);
  g_rmdir (folder);
}

static void
test_what_cannot_be_read_is_left_out (void)
{
  g_autoptr (VtBrand) brand = vt_brand_new_default ();
  g_autofree char *folder = g_dir_make_tmp ("vt-card-XXXXXX", NULL);
  g_autofree char *bad = g_build_filename (folder, "logo.svg", NULL);
  VtLinkCard card = { "Chair", "€1.00", "Shop", "en", NULL, NULL, TRUE };
  g_autoptr (GBytes) without = vt_link_card_draw (brand, &card, "/nonexistent.jpg", "/nonexistent.svg", NULL);
  g_autoptr (GBytes) broken = NULL;

  g_assert_nonnull (without);
  g_assert_true (g_file_set_contents (bad, "<svg onload='x'", -1, NULL));
  broken = vt_link_card_draw (brand, &card, bad, bad, NULL);
  g_assert_true (g_bytes_equal (without, broken));

  g_remove (bad);
  g_rmdir (folder);
}

static void
test_the_hash_is_of_what_is_seen (void)
{
  g_autoptr (VtBrand) brand = vt_brand_new_default ();
  const VtLinkCard base = { "Chair", "€1.00", "Shop", "en", NULL, NULL, FALSE };
  VtLinkCard cards[] = { base, base, base, base, base, base, base };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *again = vt_link_card_hash (brand, &base);

  cards[1].title = "Chai";
  cards[2].price = "€1.0";
  cards[3].shop = "rShop";
  cards[4].language = "th";
  cards[5].photo = "aa";
  cards[6].logo = "aa";
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    g_assert_true (g_hash_table_add (seen, vt_link_card_hash (brand, &cards[i])));
  g_assert_true (g_hash_table_contains (seen, again));
  g_assert_cmpuint (strlen (again), ==, 16);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-card/every-title-is-drawn", test_every_title_is_drawn);
  g_test_add_func ("/link-card/the-photo-fills-its-side", test_the_photo_fills_its_side);
  g_test_add_func ("/link-card/what-cannot-be-read-is-left-out", test_what_cannot_be_read_is_left_out);
  g_test_add_func ("/link-card/the-hash-is-of-what-is-seen", test_the_hash_is_of_what_is_seen);
  return g_test_run ();
}
