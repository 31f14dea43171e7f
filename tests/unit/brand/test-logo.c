#include "brand/vt-logo.h"

#include "base/vt-file.h"
#include "base/vt-vips.h"
#include "shop/vt-media.h"
#include "support/vt-test-shop.h"

#include <string.h>
#include <vips/vips.h>

typedef struct
{
  VtDb *db;     /* (owned) */
  char *folder; /* (owned) */
} Fixture;

static void
set_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  self->db = vt_test_shop_new ();
  self->folder = g_dir_make_tmp ("vt-logo-XXXXXX", NULL);
}

static void
tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_true (vt_dir_remove_all (self->folder, NULL));
  g_clear_pointer (&self->db, vt_db_free);
  g_free (self->folder);
}

static void
give (Fixture *self, const char *token, gconstpointer data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (VtMedia) media = vt_media_stage_bytes (self->folder, bytes, "logo", &error);

  g_assert_no_error (error);
  g_assert_true (vt_media_add (self->db, media, &error));
  g_assert_true (vt_brand_set_token (self->db, token, media->sha256, &error));
  g_assert_no_error (error);
}

static VtLogo *
load (Fixture *self, VtLogoVariant variant)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtBrand) brand = vt_brand_load (self->db, &error);
  VtLogo *logo = vt_logo_load (brand, variant, self->folder, "Lume & Co", &error);

  g_assert_no_error (error);
  return logo;
}

static gboolean
says (const VtLogo *logo, const char *text)
{
  return g_strstr_len (g_bytes_get_data (logo->bytes, NULL), (gssize) g_bytes_get_size (logo->bytes), text) != NULL;
}

static void
test_of_name (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  for (int i = 0; i < VT_LOGO_N_VARIANTS; i++)
    {
      g_autoptr (VtLogo) logo = load (self, (VtLogoVariant) i);

      g_assert_true (logo->is_svg);
      g_assert_true (logo->derived);
      g_assert_cmpint (logo->has_name, ==, i != VT_LOGO_SYMBOL);
      g_assert_true (says (logo, " d=\"M"));
      g_assert_cmpint (logo->width, >, 0);
    }
}

/* A green mark with a glow in it and white inside. */
#define MARK                                                                                                           \
  "<svg width='64' height='64'><style>.a{fill:#23463A}</style><path class='a' d='M0 0h9'/>"                            \
  "<circle r='3' style='fill:rgb(227, 176, 75)'/><rect fill='white' width='4' height='4'/></svg>"

static void
test_of_drawing (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtLogo) primary = NULL;
  g_autoptr (VtLogo) reversed = NULL;
  g_autoptr (VtLogo) mono = NULL;
  g_autoptr (VtLogo) symbol = NULL;

  give (self, "logo", MARK, strlen (MARK));
  primary = load (self, VT_LOGO_PRIMARY);
  g_assert_false (primary->derived);
  g_assert_false (primary->has_name);
  g_assert_true (says (primary, "#23463A"));

  reversed = load (self, VT_LOGO_REVERSED);
  g_assert_true (reversed->derived);
  g_assert_false (says (reversed, "23463"));
  g_assert_true (says (reversed, "rgb(227") || says (reversed, "#e3b04b"));
  g_assert_false (says (reversed, "\"white\""));

  mono = load (self, VT_LOGO_MONO);
  g_assert_true (says (mono, "fill:#1a1a1a"));
  g_assert_true (says (mono, "fill:#ffffff"));
  g_assert_false (says (mono, "227"));

  symbol = load (self, VT_LOGO_SYMBOL);
  g_assert_true (g_bytes_equal (symbol->bytes, primary->bytes));
}

static void
test_own_variant (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtLogo) reversed = NULL;
  g_autoptr (VtLogo) symbol = NULL;
  const char *wordmark = "<svg width='300' height='100'><path d='M0 0'/></svg>";
  const char *own = "<svg width='30' height='10'><path id='own' d='M0 0'/></svg>";

  give (self, "logo", wordmark, strlen (wordmark));
  give (self, "logo.dark", own, strlen (own));
  reversed = load (self, VT_LOGO_REVERSED);
  g_assert_false (reversed->derived);
  g_assert_true (says (reversed, "id=\"own\""));

  /* A wordmark is no symbol. */
  symbol = load (self, VT_LOGO_SYMBOL);
  g_assert_true (symbol->derived);
  g_assert_true (says (symbol, "<rect width=\"64\""));
}

static void
give_picture (Fixture *self, guint8 alpha)
{
  guint8 pixels[4 * 8 * 8];
  VipsImage *image;
  void *png = NULL;
  size_t size = 0;

  vt_vips_start ();
  for (guint i = 0; i < 64; i++)
    {
      const guint8 pixel[4] = { 0x23, 0x46, 0x3a, i % 2 == 0 ? 255 : alpha };

      memcpy (pixels + 4 * i, pixel, 4);
    }
  image = vips_image_new_from_memory_copy (pixels, sizeof pixels, 8, 8, 4, VIPS_FORMAT_UCHAR);
  g_assert_cmpint (vips_pngsave_buffer (image, &png, &size, NULL), ==, 0);
  g_object_unref (image);
  give (self, "logo", png, size);
  g_free (png);
}

static void
test_of_picture (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtLogo) mono = NULL;
  VipsImage *image;
  gsize size = 0;
  gconstpointer png;
  double *pixel = NULL;
  int n = 0;

  give_picture (self, 0);
  mono = load (self, VT_LOGO_MONO);
  g_assert_false (mono->is_svg);
  g_assert_false (mono->opaque);
  png = g_bytes_get_data (mono->bytes, &size);
  image = vips_image_new_from_buffer (png, size, "", NULL);
  g_assert_nonnull (image);
  g_assert_cmpint (vips_getpoint (image, &pixel, &n, 0, 0, NULL), ==, 0);
  g_assert_cmpint (n, ==, 4);
  g_assert_cmpfloat (pixel[0], ==, 0x1a);
  g_assert_cmpfloat (pixel[3], ==, 255);
  g_free (pixel);
  g_object_unref (image);
}

static void
test_of_opaque_picture (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtLogo) primary = NULL;
  g_autoptr (VtLogo) reversed = NULL;

  give_picture (self, 255);
  primary = load (self, VT_LOGO_PRIMARY);
  reversed = load (self, VT_LOGO_REVERSED);
  g_assert_true (reversed->opaque);
  g_assert_true (g_bytes_equal (primary->bytes, reversed->bytes));
}

static void
test_gone (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtBrand) brand = NULL;
  g_autofree char *media = g_build_filename (self->folder, "media", NULL);

  give (self, "logo", MARK, strlen (MARK));
  g_assert_true (vt_dir_remove_all (media, NULL));
  brand = vt_brand_load (self->db, NULL);
  g_assert_null (vt_logo_load (brand, VT_LOGO_REVERSED, self->folder, "Lume", &error));
  g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_INVALID);
}

/* The address of a logo changes with what can be seen of it, and with nothing else. */
static void
test_hash (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtBrand) before = NULL;
  g_autoptr (VtBrand) after = NULL;
  g_autofree char *primary[2] = { NULL };
  char *hashes[4];

  give (self, "logo", MARK, strlen (MARK));
  before = vt_brand_load (self->db, NULL);
  g_assert_true (vt_brand_set_token (self->db, "colour.danger", "#aa0000", NULL));
  after = vt_brand_load (self->db, NULL);
  hashes[0] = vt_logo_hash (before, VT_LOGO_REVERSED, "Lume");
  hashes[1] = vt_logo_hash (after, VT_LOGO_REVERSED, "Lume");
  g_assert_cmpstr (hashes[0], ==, hashes[1]);

  vt_brand_unref (g_steal_pointer (&after));
  g_assert_true (vt_brand_set_token (self->db, "colour.background", "#fffff0", NULL));
  after = vt_brand_load (self->db, NULL);
  hashes[2] = vt_logo_hash (after, VT_LOGO_REVERSED, "Lume");
  hashes[3] = vt_logo_hash (after, VT_LOGO_PRIMARY, "Lume");
  g_assert_cmpstr (hashes[0], !=, hashes[2]);
  primary[0] = vt_logo_hash (before, VT_LOGO_PRIMARY, "Other");
  g_assert_cmpstr (hashes[3], ==, primary[0]);
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    g_free (hashes[i]);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *self, gconstpointer data);
  } cases[] = {
    { "/logo/of-the-name", test_of_name },
    { "/logo/of-a-drawing", test_of_drawing },
    { "/logo/own-variant", test_own_variant },
    { "/logo/of-a-picture", test_of_picture },
    { "/logo/of-an-opaque-picture", test_of_opaque_picture },
    { "/logo/file-is-gone", test_gone },
    { "/logo/hash", test_hash },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].test, tear_down);
  return g_test_run ();
}
