#define _GNU_SOURCE
#include "base/vt-file.h"
#include "brand/vt-brand.h"
#include "brand/vt-font-faces.h"
#include "brand/vt-font-list.h"
#include "brand/vt-font-text.h"
#include "brand/vt-woff2.h"
#include "support/vt-test-shop.h"

#include <glib/gstdio.h>
#include <string.h>

/* A typeface of squares with Latin letters, and one with some Thai ones, drawn for these tests. */
#define LATIN "squares.ttf"
#define THAI  "thai.ttf"

static GBytes *
read_font (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "font", name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = vt_file_read (path, 1024 * 1024, &error);

  g_assert_no_error (error);
  return bytes;
}

static VtFontFile *
open_font (const char *name)
{
  g_autoptr (GBytes) bytes = read_font (name);
  g_autoptr (GError) error = NULL;
  VtFontFile *file = vt_font_file_new (bytes, 0, name, &error);

  g_assert_no_error (error);
  return file;
}

static hb_set_t *
set_of (const char *text)
{
  hb_set_t *set = hb_set_create ();

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    hb_set_add (set, g_utf8_get_char (p));
  return set;
}

static void
test_reads (void)
{
  g_autoptr (VtFontFile) latin = open_font (LATIN);
  g_autoptr (VtFontFile) thai = open_font (THAI);
  VtFontMetrics metrics = vt_font_file_get_metrics (latin, 400);

  g_assert_cmpint (metrics.ascent, ==, 900);
  g_assert_cmpint (metrics.descent, ==, 250);
  g_assert_cmpint (metrics.gap, ==, 50);
  g_assert_cmpint (metrics.width, >, 440);
  g_assert_cmpint (metrics.width, <, 460);
  g_assert_cmpint (metrics.digit, ==, 500);
  g_assert_cmpint (vt_font_file_get_metrics (thai, 400).width, ==, 0);
  g_assert_cmpint (vt_font_file_get_kind (latin), ==, VT_FONT_SANS);
  g_assert_true (vt_font_file_is_open (latin));
  g_assert_false (vt_font_file_has_weights (latin));
  g_assert_true (hb_set_has (vt_font_file_get_characters (latin), 0x20ac));
  /* Its marks stand on each other; the other has none. */
  g_assert_false (vt_font_file_has_clear_marks (thai));
  g_assert_false (vt_font_file_has_clear_marks (latin));
}

static void
test_damaged (void)
{
  static const char *const names[] = { "no-head.ttf", "no-outlines.ttf", "empty.ttf", "woff.woff2" };
  g_autoptr (GBytes) whole = read_font (LATIN);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = read_font (names[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (vt_font_file_new (bytes, 0, names[i], &error));
      g_assert_error (error, VT_FONT_ERROR, VT_FONT_ERROR_DAMAGED);
      g_assert_nonnull (strstr (error->message, names[i]));
    }

  /* Cut anywhere, it is refused or used; never more. */
  for (gsize size = 0; size < g_bytes_get_size (whole); size += 37)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_from_bytes (whole, 0, size);
      g_autoptr (hb_set_t) wanted = set_of ("abc");
      g_autoptr (GError) error = NULL;
      g_autoptr (VtFontFile) file = vt_font_file_new (bytes, 0, "cut", &error);
      g_autoptr (GBytes) cut = file != NULL ? vt_font_file_subset (file, wanted, &error) : NULL;

      g_assert_true ((cut != NULL) != (error != NULL));
    }
}

/* The bits of fsType, after the OpenType specification. */
static void
test_rights (void)
{
  static const struct
  {
    guint8 high, low;
    VtFontRight right;
  } cases[] = {
    { 0x00, 0x00, VT_FONT_MAY_TRAVEL }, { 0x00, 0x02, VT_FONT_RESTRICTED },  { 0x00, 0x04, VT_FONT_PRINT_ONLY },
    { 0x00, 0x08, VT_FONT_MAY_TRAVEL }, { 0x00, 0x0a, VT_FONT_MAY_TRAVEL },  { 0x01, 0x00, VT_FONT_WHOLE_ONLY },
    { 0x01, 0x08, VT_FONT_WHOLE_ONLY }, { 0x02, 0x00, VT_FONT_BITMAP_ONLY },
  };
  g_autoptr (GBytes) whole = read_font (LATIN);
  gsize size = g_bytes_get_size (whole);
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (whole, NULL), size);
  guint8 *row = memmem (data, size, "OS/2", 4);
  gsize offset = (gsize) row[10] << 8 | row[11];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (VtFontFile) file = NULL;
      g_autoptr (GError) error = NULL;

      data[offset + 8] = cases[i].high;
      data[offset + 9] = cases[i].low;
      bytes = g_bytes_new (data, size);
      file = vt_font_file_new (bytes, 0, "Squares", NULL);
      g_assert_cmpint (vt_font_file_get_right (file), ==, cases[i].right);
      g_assert_true (vt_font_file_may_travel (file, &error) == (cases[i].right == VT_FONT_MAY_TRAVEL));
      g_assert_true ((error == NULL) == (cases[i].right == VT_FONT_MAY_TRAVEL));
    }
}

static void
test_subset (void)
{
  g_autoptr (VtFontFile) file = open_font (LATIN);
  g_autoptr (GBytes) whole = read_font (LATIN);
  g_autoptr (hb_set_t) wanted = set_of ("abcกข");
  g_autoptr (hb_set_t) thai = set_of ("กข");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cut = vt_font_file_subset (file, wanted, &error);
  g_autoptr (VtFontFile) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (cut), <, g_bytes_get_size (whole));
  again = vt_font_file_new (cut, 0, "cut", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hb_set_get_population (vt_font_file_get_characters (again)), ==, 3);
  g_assert_cmpint (vt_font_file_get_metrics (again, 400).ascent, ==, 900);

  g_assert_null (vt_font_file_subset (file, thai, &error));
  g_assert_error (error, VT_FONT_ERROR, VT_FONT_ERROR_NOTHING);
}

static void
test_woff2 (void)
{
  g_autoptr (VtFontFile) file = open_font (LATIN);
  g_autoptr (hb_set_t) wanted = set_of ("abcdefgh");
  g_autoptr (GBytes) cut = vt_font_file_subset (file, wanted, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = vt_woff2_encode (cut, &error);
  g_autoptr (GBytes) again = vt_woff2_encode (cut, &error);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (cut, 0, g_bytes_get_size (cut) / 2);
  const guint8 *data = g_bytes_get_data (packed, NULL);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (packed, again));
  g_assert_cmpint (memcmp (data, "wOF2\0\1\0\0", 8), ==, 0);
  g_assert_cmpuint ((guint) data[10] << 8 | data[11], ==, g_bytes_get_size (packed));
  g_assert_cmpuint (g_bytes_get_size (packed) % 4, ==, 0);
  g_assert_cmpuint ((guint) data[18] << 8 | data[19], ==, g_bytes_get_size (cut));

  g_assert_null (vt_woff2_encode (half, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_text (void)
{
  g_autoptr (hb_set_t) german = vt_font_text_of_language ("de");
  g_autoptr (hb_set_t) thai = vt_font_text_of_language ("th");
  g_autoptr (hb_set_t) all = hb_set_copy (german);
  g_autoptr (hb_set_t) some = set_of ("abcx日");
  g_autofree char *ranges = NULL;
  g_autofree char *script = vt_font_text_script_of ("th");
  g_autofree char *other = vt_font_text_script_of ("pt-BR");
  g_autoptr (GPtrArray) pieces = NULL;

  g_assert_true (hb_set_has (german, 0x00c4) && hb_set_has (german, 0x20ac) && !hb_set_has (german, 0x0e01));
  g_assert_true (hb_set_has (thai, 0x0e01) && hb_set_has (thai, 'a') && !hb_set_has (thai, '\n'));
  hb_set_union (all, thai);
  hb_set_union (all, some);
  pieces = vt_font_text_split (all, german);
  g_assert_cmpuint (pieces->len, ==, 2);
  g_assert_cmpstr (((VtFontPiece *) pieces->pdata[0])->name, ==, "Latin");
  g_assert_cmpstr (((VtFontPiece *) pieces->pdata[1])->name, ==, "Thai");
  g_assert_true (((VtFontPiece *) pieces->pdata[0])->is_needed);
  g_assert_false (((VtFontPiece *) pieces->pdata[1])->is_needed);
  g_assert_cmpstr (script, ==, "Thai");
  g_assert_cmpstr (other, ==, "Latin");

  ranges = vt_font_text_ranges (some);
  g_assert_cmpstr (ranges, ==, "U+61-63,U+78,U+65E5");
  g_assert_true (vt_font_text_are_ranges (ranges));
  g_assert_false (vt_font_text_are_ranges (""));
  g_assert_false (vt_font_text_are_ranges ("U+20;}body{display:none"));
  g_assert_false (vt_font_text_are_ranges ("U+20,\n"));
}

/* Typefaces for the next cases, in a folder that is all that fontconfig sees: set up in main(). */
static VtBrand *
brand_of (const char *heading, const char *body)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();

  g_assert_true (vt_brand_set_token (db, "type.heading", heading, NULL));
  g_assert_true (vt_brand_set_token (db, "type.body", body, NULL));
  return vt_brand_load (db, NULL);
}

static GPtrArray *
make_faces (VtBrand *brand, const char *text, GPtrArray *kept)
{
  g_autoptr (hb_set_t) needed = set_of (text);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *faces =
      vt_font_faces_make (&(VtFontOrder){ brand, needed, needed, kept != NULL ? kept : none, NULL }, NULL, &error);

  g_assert_no_error (error);
  return faces;
}

static void
test_faces (void)
{
  g_autoptr (VtBrand) brand = brand_of ("Squares", "Squares");
  g_autoptr (GPtrArray) faces = make_faces (brand, "abcdefghijklmnopqrstuvwxyz", NULL);
  g_autoptr (GPtrArray) again = make_faces (brand, "abcdefghijklmnopqrstuvwxyz", NULL);
  g_autoptr (GPtrArray) listed = vt_font_list_families ();
  const VtBrandFace *face = g_ptr_array_index (faces, 0);

  g_assert_true (g_ptr_array_find_with_equal_func (listed, "Squares", g_str_equal, NULL));
  g_assert_cmpuint (faces->len, ==, 1);
  g_assert_cmpstr (face->family, ==, "Squares");
  g_assert_cmpuint (face->types, ==, 3);
  g_assert_cmpint (face->weight_min, ==, 1);
  g_assert_cmpint (face->weight_max, ==, 1000);
  g_assert_cmpstr (face->ranges, ==, "U+61-7A");
  g_assert_cmpstr (((VtBrandFace *) again->pdata[0])->sha256, ==, face->sha256);
}

/* What is not here is not made, and nothing fails; what came with the shop stays. */
static void
test_missing (void)
{
  g_autoptr (VtBrand) brand = brand_of ("No Such Thing", "Squares");
  g_autoptr (VtBrand) here = brand_of ("Squares", "Squares");
  g_autoptr (GPtrArray) without = make_faces (brand, "abcdefgh", NULL);
  g_autoptr (GPtrArray) kept = make_faces (here, "abcd", NULL);
  g_autoptr (GPtrArray) with = NULL;
  VtBrandFace *old = g_ptr_array_index (kept, 0);

  g_assert_false (vt_font_is_installed ("No Such Thing"));
  g_assert_cmpuint (without->len, ==, 1);
  g_assert_cmpuint (((VtBrandFace *) without->pdata[0])->types, ==, 1 << VT_BRAND_BODY);

  g_free (old->family);
  old->family = g_strdup ("No Such Thing");
  with = make_faces (brand, "abcdefgh", kept);
  g_assert_cmpuint (with->len, ==, 2);
  g_assert_cmpstr (((VtBrandFace *) with->pdata[0])->sha256, ==, old->sha256);
  g_assert_cmpuint (((VtBrandFace *) with->pdata[0])->types, ==, 1 << VT_BRAND_HEADING);
}

static void
test_store (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtBrand) brand = brand_of ("Squares", "Squares");
  g_autoptr (GPtrArray) faces = make_faces (brand, "abcdefghijklmnopqrstuvwxyz", NULL);
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = vt_brand_face_path (faces->pdata[0]);
  gboolean same = TRUE;

  g_assert_true (vt_brand_face_are_stored (db, faces, &same, &error));
  g_assert_false (same);
  g_assert_true (vt_brand_face_store (db, faces, &error));
  g_assert_true (vt_brand_face_are_stored (db, faces, &same, &error));
  g_assert_true (same);
  g_assert_no_error (error);

  bytes = vt_brand_face_find (db, path, &error);
  g_assert_true (g_bytes_equal (bytes, ((VtBrandFace *) faces->pdata[0])->bytes));
  g_assert_null (vt_brand_face_find (db, "/assets/fonts/0000000000000000.woff2", &error));
  g_assert_null (vt_brand_face_find (db, "/assets/fonts/../shop.db", &error));
  g_assert_no_error (error);

  /* Those that were read have no content with them, and are stored again all the same. */
  listed = vt_brand_face_list (db, &error);
  g_assert_true (vt_brand_face_store (db, listed, &error));
  g_assert_no_error (error);
}

static void
test_css (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (VtBrand) brand = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) thai = NULL;
  g_autofree char *css = NULL;

  g_assert_true (vt_brand_set_token (db, "type.heading", "Squares", NULL));
  g_assert_true (vt_db_exec (
      db,
      "INSERT INTO brand_face (position, family, kind, types, is_companion, script, ranges, weight_min, weight_max, width, digit, "
      "ascent, descent, gap, recipe, sha256, bytes) VALUES "
      "(0, 'Squares', 'sans', 3, 0, 'Latin', 'U+20-7E', 1, 1000, 884, 556, 900, 300, 100, '', "
      "'" VT_TEST_PHOTO_LAMP "', x'00'), "
      "(1, 'Round', 'sans', 3, 1, 'Thai', 'U+E01-E4E', 1, 1000, 0, 0, 900, 300, 0, '', '" VT_TEST_PHOTO_CHAIR
      "', x'00'), "
      "(2, 'Bad\"}', 'sans', 3, 0, 'Latin', 'U+20', 1, 1000, 0, 0, 1, 1, 0, '', '" VT_TEST_PHOTO_CHAIR "', x'00'), "
      "(3, 'Bad', 'sans', 3, 0, 'Latin', 'U+20}body{', 1, 1000, 0, 0, 1, 1, 0, '', '" VT_TEST_PHOTO_CHAIR "', x'00')",
      NULL));
  brand = vt_brand_load (db, NULL);
  css = vt_brand_to_css (brand);
  g_assert_nonnull (strstr (css, "--vt-type-heading:\"Squares\",\"Round (web)\",\"Squares 1\",\"Squares 2\","));
  g_assert_nonnull (strstr (css, "@font-face{font-family:\"Squares\";font-weight:1 1000;font-display:swap;"));
  g_assert_nonnull (strstr (css, "@font-face{font-family:\"Round (web)\";font-weight:1 1000;font-display:optional;"));
  g_assert_nonnull (strstr (css, "unicode-range:U+20-7E}"));
  /* Twice as wide as Arial: drawn at twice the size, with lines as high as before. */
  g_assert_nonnull (strstr (css, "size-adjust:200%;ascent-override:45%;descent-override:15%;line-gap-override:5%}"));
  g_assert_nonnull (strstr (css, "size-adjust:100%;ascent-override:90%;descent-override:30%;line-gap-override:10%;"
                                 "unicode-range:U+30-39}"));
  g_assert_null (strstr (css, "\"Round 1\""));
  g_assert_null (strstr (css, "Bad"));

  first = vt_brand_list_first_faces (brand, "en");
  g_assert_cmpuint (first->len, ==, 1);
  thai = vt_brand_list_first_faces (brand, "th");
  g_assert_cmpuint (thai->len, ==, 1);
  g_assert_cmpstr (first->pdata[0], !=, thai->pdata[0]);
}

/* fontconfig sees nothing but the typefaces of these tests. */
static char *
set_up_fonts (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("vitrine-fonts-XXXXXX", &error);
  g_autofree char *config = g_build_filename (folder, "fonts.conf", NULL);
  g_autofree char *file = g_build_filename (folder, LATIN, NULL);
  g_autofree char *text = g_strdup_printf ("<?xml version=\"1.0\"?><fontconfig><dir>%s</dir><cachedir>%s</cachedir>"
                                           "</fontconfig>",
                                           folder, folder);
  g_autoptr (GBytes) bytes = read_font (LATIN);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  g_assert_true (g_file_set_contents (config, text, -1, NULL));
  g_setenv ("FONTCONFIG_FILE", config, TRUE);
  return folder;
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = set_up_fonts ();

  g_test_add_func ("/font/reads", test_reads);
  g_test_add_func ("/font/damaged", test_damaged);
  g_test_add_func ("/font/rights", test_rights);
  g_test_add_func ("/font/subset", test_subset);
  g_test_add_func ("/font/woff2", test_woff2);
  g_test_add_func ("/font/text", test_text);
  g_test_add_func ("/font/faces", test_faces);
  g_test_add_func ("/font/missing", test_missing);
  g_test_add_func ("/font/store", test_store);
  g_test_add_func ("/font/css", test_css);

  status = g_test_run ();
  vt_dir_remove_all (folder, NULL);
  return status;
}
