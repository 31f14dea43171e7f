#include "base/vt-file.h"
#include "base/vt-vips.h"
#include "brand/vt-asset-kit.h"
#include "brand/vt-asset-private.h"
#include "brand/vt-brand-book.h"
#include "support/vt-test-shop.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <vips/vips.h>

/* A shop in memory, with a folder for its pictures. */
typedef struct
{
  VtDb *db;
  char *folder;
  VtBrand *brand;
  VtAssetFacts *facts;
} Fixture;

static void
load_facts (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->facts, vt_asset_facts_unref);
  g_clear_pointer (&self->brand, vt_brand_unref);
  self->brand = vt_brand_load (self->db, &error);
  g_assert_no_error (error);
  self->facts = vt_asset_facts_load (self->db, self->folder, NULL, "https://casalume.example", &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  self->db = vt_test_shop_new ();
  self->folder = g_dir_make_tmp ("vt-asset-XXXXXX", NULL);
  load_facts (self);
}

static void
tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  vt_asset_facts_unref (self->facts);
  vt_brand_unref (self->brand);
  vt_db_free (self->db);
  vt_dir_remove_all (self->folder, NULL);
  g_free (self->folder);
}

/* (transfer full) The SHA-256 of a picture that is now in the shop. */
static char *
add_picture (Fixture *self, gconstpointer bytes, gsize size, const char *extension)
{
  char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, size);
  g_autofree char *name = g_strconcat (sha256, ".", extension, NULL);
  g_autofree char *part = g_strndup (sha256, 2);
  g_autofree char *folder = g_build_filename (self->folder, "media", part, NULL);
  g_autofree char *file = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, bytes, (gssize) size, NULL));
  return sha256;
}

static char *
add_plain_photo (Fixture *self, int width, int height, double r, double g, double b)
{
  VipsImage *black = NULL, *colour = NULL, *rgb = NULL;
  double a[3] = { 0, 0, 0 }, add[3] = { r, g, b };
  void *data = NULL;
  size_t size = 0;
  char *sha256;

  vt_vips_start ();
  g_assert_cmpint (vips_black (&black, width, height, "bands", 3, NULL), ==, 0);
  g_assert_cmpint (vips_linear (black, &colour, a, add, 3, "uchar", TRUE, NULL), ==, 0);
  g_assert_cmpint (vips_copy (colour, &rgb, "interpretation", VIPS_INTERPRETATION_sRGB, NULL), ==, 0);
  g_assert_cmpint (vips_pngsave_buffer (rgb, &data, &size, NULL), ==, 0);
  sha256 = add_picture (self, data, size, "png");
  g_free (data);
  g_object_unref (rgb);
  g_object_unref (colour);
  g_object_unref (black);
  return sha256;
}

static void
set_logo (Fixture *self, const char *sha256)
{
  g_autoptr (GError) error = NULL;

  vt_db_run (self->db, &error,
             "INSERT OR IGNORE INTO media (sha256, type, name, size, added_us) VALUES (?1, 'image/png', 'logo', 1, 1)",
             "s", sha256);
  g_assert_no_error (error);
  vt_brand_set_token (self->db, "logo", sha256, &error);
  g_assert_no_error (error);
  load_facts (self);
}

static GPtrArray *
new_findings (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) vt_asset_finding_free);
}

static gboolean
has_finding (GPtrArray *findings, VtAssetFindingKind kind)
{
  for (guint i = 0; i < findings->len; i++)
    if (((VtAssetFinding *) g_ptr_array_index (findings, i))->kind == kind)
      return TRUE;

  return FALSE;
}

static cairo_surface_t *
draw (Fixture *self, const char *id, const VtAssetSubject *subject, GPtrArray *findings)
{
  g_autoptr (GError) error = NULL;
  const VtLayout *layout = vt_asset_facts_find_layout (self->facts, id);
  cairo_surface_t *surface;

  g_assert_nonnull (layout);
  surface = vt_asset_render (self->brand, self->facts, layout, subject, (int) layout->width, (int) layout->height,
                             findings, &error);
  g_assert_no_error (error);
  return surface;
}

static guint32
pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row =
      cairo_image_surface_get_data (surface) + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x];
}

static guint32
number (VtColour colour)
{
  return 0xff000000u | (guint32) colour.r << 16 | (guint32) colour.g << 8 | colour.b;
}

static char *
make_long (gsize n)
{
  GString *text = g_string_new (NULL);

  while (text->len < n)
    g_string_append (text, "Donaudampfschifffahrtsgesellschaft ");
  return g_string_free (text, FALSE);
}

static void
test_every_asset_is_drawn (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  GPtrArray *layouts = vt_asset_facts_get_layouts (self->facts);

  g_assert_cmpuint (layouts->len, >=, 25);
  for (guint i = 0; i < layouts->len; i++)
    for (int format = 0; format < VT_ASSET_N_FORMATS; format++)
      {
        const VtLayout *layout = g_ptr_array_index (layouts, i);
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) bytes = NULL;

        if (format != VT_ASSET_SVG && format != VT_ASSET_PDF && layout->width * layout->height > 700000)
          continue;
        if (layout->unit == VT_LAYOUT_MILLIMETRES && layout->width > 100 && format < VT_ASSET_SVG)
          continue;
        bytes = vt_asset_export (self->brand, self->facts, layout, NULL, (VtAssetFormat) format, NULL, &error);
        g_assert_no_error (error);
        g_assert_cmpuint (g_bytes_get_size (bytes), >, 100);
      }
}

static void
test_titles (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *enormous = make_long (1000000);
  g_autofree char *one_word = g_strnfill (500, 'W');
  const VtLayout *layout = vt_asset_facts_find_layout (self->facts, "link-card");
  guint32 ground = number (vt_brand_get_colour (self->brand, VT_BRAND_PRIMARY));
  const struct
  {
    const char *title;
    gboolean is_long;
  } cases[] = {
    { "Modern Cafe Chair", FALSE },
    { "", FALSE },
    { "เก้าอี้คาเฟ่ทันสมัยสีมัสตาร์ดสำหรับร้านกาแฟและบ้าน", FALSE },
    { "كرسي مقهى حديث", FALSE },
    { "Chair 🪑 👩‍👩‍👧", FALSE },
    { "Chair \xe2\x80\xae gnp.exe", FALSE },
    { "<script>alert(1)</script> & \"friends\" {nothing} {", FALSE },
    { "{shop} {{title}} \x01\x02\x1b", FALSE },
    { enormous, TRUE },
    { one_word, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtAssetSubject) subject = vt_asset_subject_new ();
      g_autoptr (GPtrArray) findings = new_findings ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      cairo_surface_t *surface = NULL;

      subject->title = g_strdup (cases[i].title);
      surface = draw (self, "link-card", subject, findings);
      g_assert_cmpint (has_finding (findings, VT_ASSET_TEXT_TOO_LONG), ==, cases[i].is_long);
      /* Words stay off the edges. */
      for (int y = 0; y < 630; y += 7)
        {
          g_assert_cmphex (pixel (surface, 20, y), ==, ground);
          g_assert_cmphex (pixel (surface, 1180, y), ==, ground);
        }
      cairo_surface_destroy (surface);

      bytes = vt_asset_export (self->brand, self->facts, layout, subject, VT_ASSET_JPEG, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), <=, VT_ASSET_JPEG_MAX_BYTES);
    }
}

static void
test_photo_fills_its_side (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VtAssetSubject) subject = vt_asset_subject_new ();
  g_autoptr (GPtrArray) findings = new_findings ();
  cairo_surface_t *surface = NULL;

  subject->title = g_strdup ("Chair");
  subject->photo = add_plain_photo (self, 300, 200, 220, 20, 20);
  surface = draw (self, "link-card", subject, findings);
  g_assert_cmphex (pixel (surface, 1199, 0), ==, 0xffdc1414);
  g_assert_cmphex (pixel (surface, 1199, 629), ==, 0xffdc1414);
  g_assert_cmphex (pixel (surface, 620, 300), ==, 0xffdc1414);
  g_assert_cmphex (pixel (surface, 10, 10), ==, number (vt_brand_get_colour (self->brand, VT_BRAND_PRIMARY)));
  /* 200 pixels are shown as 630. */
  g_assert_true (has_finding (findings, VT_ASSET_SMALL_PICTURE));
  cairo_surface_destroy (surface);
}

static void
test_missing_photo (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *damaged = add_picture (self, "\x89PNG\r\n\x1a\nnothing", 15, "png");
  const char *const photos[] = { VT_TEST_PHOTO_CHAIR, damaged, "../../../etc/passwd", "" };

  for (guint i = 0; i < G_N_ELEMENTS (photos); i++)
    {
      g_autoptr (VtAssetSubject) subject = vt_asset_subject_new ();
      g_autoptr (GPtrArray) findings = new_findings ();
      cairo_surface_t *surface = NULL;

      subject->title = g_strdup ("Chair");
      subject->photo = g_strdup (photos[i]);
      surface = draw (self, "link-card", subject, findings);
      /* A photograph that was never chosen is not missed. */
      g_assert_cmpint (has_finding (findings, VT_ASSET_NO_PICTURE), ==, *photos[i] != '\0');
      /* The words take the room. */
      g_assert_cmphex (pixel (surface, 1199, 300), ==, number (vt_brand_get_colour (self->brand, VT_BRAND_PRIMARY)));
      cairo_surface_destroy (surface);
    }
}

static void
test_hostile_drawing (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const drawings[] = {
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><script>evil()</script><rect width='10' height='10' "
    "fill='#ff0000' onload='evil()'/><image href='file:///etc/passwd' width='5' height='5'/></svg>",
    "<svg xmlns='http://www.w3.org/2000/svg' width='99999999' height='99999999'><rect width='10' height='10'/></svg>",
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 0'><rect/></svg>",
    "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'>"
    "<text>&b;</text></svg>",
    "<svg",
    "no drawing",
  };

  for (guint i = 0; i < G_N_ELEMENTS (drawings); i++)
    {
      g_autofree char *sha256 = add_picture (self, drawings[i], strlen (drawings[i]), "svg");
      const VtLayout *layout = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;

      set_logo (self, sha256);
      layout = vt_asset_facts_find_layout (self->facts, "email-header");
      bytes = vt_asset_export (self->brand, self->facts, layout, NULL, VT_ASSET_SVG, NULL, &error);
      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_null (strstr (text, "evil"));
      g_assert_null (strstr (text, "<script"));
      g_assert_null (strstr (text, "passwd"));
    }
}

static guint32
crc (const guint8 *data, gsize size)
{
  guint32 sum = 0xffffffffu;

  for (gsize i = 0; i < size; i++)
    {
      sum ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        sum = sum >> 1 ^ (0xedb88320u & (0u - (sum & 1)));
    }

  return ~sum;
}

/* A file that says that it has 20,000 by 20,000 pixels. */
static void
test_enormous_logo (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  guint8 png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x4e\x20\0\0\x4e\x20\x08\x06\0\0\0\0\0\0\0\0\0\0\0IDAT";
  guint32 sum = GUINT32_TO_BE (crc (png + 12, 17));
  g_autofree char *sha256 = NULL;
  g_autoptr (GPtrArray) findings = new_findings ();

  memcpy (png + 29, &sum, 4);
  sha256 = add_picture (self, png, sizeof png - 1, "png");
  set_logo (self, sha256);
  cairo_surface_destroy (draw (self, "email-header", NULL, findings));
  g_assert_true (has_finding (findings, VT_ASSET_NO_LOGO));
}

static void
test_redrawn_in_other_colours (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  cairo_surface_t *before = draw (self, "apple-touch-icon", NULL, NULL);
  cairo_surface_t *after = NULL;

  vt_brand_set_token (self->db, "colour.primary", "#102030", &error);
  g_assert_no_error (error);
  vt_brand_unref (self->brand);
  self->brand = vt_brand_load (self->db, &error);
  after = draw (self, "apple-touch-icon", NULL, NULL);
  g_assert_cmphex (pixel (before, 2, 2), !=, pixel (after, 2, 2));
  g_assert_cmphex (pixel (after, 2, 2), ==, 0xff102030);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

/* A logo is told apart from whatever colour it stands on. */
static void
test_logo_stands_out (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const grounds[] = { "#2c4638", "#a63c1e", "#f2b24a", "#101418", "#ffffff", "#7f7f7f" };
  static const char *const inks[] = { "#2c4638", "#9c3a1e", "#000000", "#ffffff", "#7f7f80", "rgb(44,70,56)", "teal" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (inks); j++)
      {
        g_autofree char *svg = g_strdup_printf (
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path fill='%s' d='M0 0h9v9H0z'/></svg>",
            inks[j]);
        g_autofree char *sha256 = add_picture (self, svg, strlen (svg), "svg");
        VtColour primary, on, shown;
        cairo_surface_t *surface = NULL;
        guint32 centre;

        g_assert_true (vt_colour_parse (grounds[i], &primary));
        vt_brand_set_token (self->db, "colour.primary", grounds[i], &error);
        on = (VtColour){ 255, 255, 255 };
        vt_brand_set_token (self->db, "colour.on-primary", vt_colour_contrast (on, primary) > 4 ? "#ffffff" : "#000000",
                            &error);
        set_logo (self, sha256);
        surface = draw (self, "maskable-icon", NULL, NULL);
        centre = pixel (surface, 256, 256);
        shown = (VtColour){ (guint8) (centre >> 16), (guint8) (centre >> 8), (guint8) centre };
        g_test_message ("%s on %s", inks[j], grounds[i]);
        g_assert_cmpfloat (vt_colour_contrast (shown, primary), >=, 2.95);
        cairo_surface_destroy (surface);
      }
}

static gpointer
export_on_thread (gpointer data)
{
  Fixture *self = data;

  return vt_asset_export (self->brand, self->facts, vt_asset_facts_find_layout (self->facts, "instagram-square"), NULL,
                          VT_ASSET_PNG, NULL, NULL);
}

/* The same facts, drawn from on several threads, make the same bytes. */
static void
test_threads (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  GThread *threads[4];
  g_autoptr (GBytes) expected = export_on_thread (self);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("draw", export_on_thread, self);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GBytes) bytes = g_thread_join (threads[i]);

      g_assert_true (g_bytes_equal (bytes, expected));
    }
}

/* What is drawn twice is the same file, so that a site is only sent what changed. */
static void
test_same_files (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const ids[] = { "favicon", "business-card", "link-card" };
  g_autofree char *photo = add_plain_photo (self, 900, 900, 90, 120, 60);
  g_autofree char *logo =
      g_strdup ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><path d='M0 0h9v9z'/></svg>");
  g_autofree char *sha256 = add_picture (self, logo, strlen (logo), "svg");

  set_logo (self, sha256);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (int format = 0; format < VT_ASSET_N_FORMATS; format++)
      {
        const VtLayout *layout = vt_asset_facts_find_layout (self->facts, ids[i]);
        g_autoptr (VtAssetSubject) subject = vt_asset_subject_new ();
        g_autoptr (GBytes) first = NULL, second = NULL;

        subject->title = g_strdup ("Chair");
        subject->url = g_strdup ("https://casalume.example");
        subject->photo = g_strdup (photo);
        first = vt_asset_export (self->brand, self->facts, layout, subject, (VtAssetFormat) format, NULL, NULL);
        second = vt_asset_export (self->brand, self->facts, layout, subject, (VtAssetFormat) format, NULL, NULL);
        g_test_message ("%s %d", ids[i], format);
        g_assert_true (g_bytes_equal (first, second));
      }
}

/* Thai has no spaces: lines end where words do. */
static void
test_thai_breaks_between_words (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char text[] = "เก้าอี้คาเฟ่ทันสมัยสำหรับร้านกาแฟและบ้านของคุณ";
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  VtPainter painter = { .brand = self->brand, .facts = self->facts, .cr = cr };
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (text, -1, NULL, NULL, NULL);
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *words = ubrk_open (UBRK_WORD, "th", (const UChar *) wide, -1, &status);
  PangoLayout *layout = NULL;

  painter.words = pango_cairo_create_context (cr);
  pango_context_set_language (painter.words, pango_language_from_string ("th"));
  layout = vt_painter_new_words (&painter, VT_BRAND_HEADING, text);
  vt_words_set_size (layout, 40, 400);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, 320 * PANGO_SCALE);
  g_assert_cmpint (pango_layout_get_line_count (layout), >, 2);
  for (int i = 1; i < pango_layout_get_line_count (layout); i++)
    {
      int start = pango_layout_line_get_start_index (pango_layout_get_line_readonly (layout, i));

      g_assert_true (ubrk_isBoundary (words, (int) g_utf8_strlen (text, start)));
    }
  ubrk_close (words);
  g_object_unref (layout);
  g_object_unref (painter.words);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_hash (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  const VtLayout *layout = vt_asset_facts_find_layout (self->facts, "link-card");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  VtAssetSubject cases[] = {
    { .title = (char *) "Chair" },
    { .title = (char *) "Chairs" },
    { .title = (char *) "Chair", .price = (char *) "€100.00" },
    { .title = (char *) "Chair", .price = (char *) "€100.00", .compare = (char *) "€120.00" },
    { .title = (char *) "Chair", .photo = (char *) VT_TEST_PHOTO_CHAIR },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (VtAssetFacts) brief = NULL;
  g_autofree char *whole = NULL, *short_one = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (g_hash_table_add (seen, vt_asset_hash (self->brand, self->facts, layout, &cases[i])));

  /* A page of the storefront reads less, and comes to the same. */
  brief = vt_asset_facts_load_one (self->db, self->folder, "en", "Casa Lume", "link-card", &error);
  g_assert_no_error (error);
  whole = vt_asset_hash (self->brand, self->facts, layout, &cases[0]);
  short_one = vt_asset_hash (self->brand, brief, vt_asset_facts_find_layout (brief, "link-card"), &cases[0]);
  g_assert_cmpstr (whole, ==, short_one);
}

static void
test_subjects (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtAssetSubject) chair = vt_asset_subject_load (self->db, self->facts, "product", VT_TEST_CHAIR, &error);
  g_autoptr (VtAssetSubject) none = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (chair->name, ==, "modern-cafe-chair");
  g_assert_cmpstr (chair->price, ==, "€100.00");
  g_assert_cmpstr (chair->compare, ==, "€120.00");
  g_assert_cmpstr (chair->url, ==, "https://casalume.example/products/modern-cafe-chair");
  none = vt_asset_subject_load (self->db, self->facts, "product", 999, &error);
  g_assert_null (none);
  g_assert_nonnull (error);
}

static int
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  int n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      n += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_files (path) : 1;
    }

  return n;
}

static void
cancel_at_third (guint done, G_GNUC_UNUSED guint total, G_GNUC_UNUSED const char *name, gpointer data)
{
  if (done == 2)
    g_cancellable_cancel (data);
}

static void
test_kit (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const ids[] = { "email-header", "business-card", "apple-touch-icon", "quote-square", NULL };
  static const char *const unknown[] = { "email-header", "no-such-asset", NULL };
  g_autofree char *folder = g_build_filename (self->folder, "kit", NULL);
  g_autofree char *zip = g_build_filename (self->folder, "kit.zip", NULL);
  g_autofree char *card = g_build_filename (folder, "print", "casa-lume-business-card-85x55mm.pdf", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  VtKitWish wish = { self->brand, self->facts, ids, NULL, -1, cancel_at_third, cancellable };
  char *start = NULL;
  gsize size = 0;

  /* Stopped: as if it had never begun. */
  g_assert_false (vt_asset_kit_write_folder (&wish, folder, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_files (folder), ==, 0);
  g_clear_error (&error);
  g_cancellable_reset (cancellable);
  g_assert_false (vt_asset_kit_write_zip (&wish, zip, NULL, cancellable, &error));
  g_assert_false (g_file_test (zip, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  wish.progress = NULL;
  wish.ids = unknown;
  g_assert_false (vt_asset_kit_write_folder (&wish, folder, NULL, NULL, &error));
  g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN);
  g_assert_cmpint (count_files (folder), ==, 0);
  g_clear_error (&error);

  wish.ids = ids;
  g_assert_true (vt_asset_kit_write_folder (&wish, folder, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count_files (folder), ==, 4);
  g_assert_true (g_file_get_contents (card, &start, &size, NULL));
  g_assert_true (g_str_has_prefix (start, "%PDF-"));
  g_free (start);
  g_assert_true (vt_asset_kit_write_zip (&wish, zip, NULL, NULL, &error));
  g_assert_true (g_file_get_contents (zip, &start, &size, NULL));
  g_assert_cmpint (memcmp (start, "PK\3\4", 4), ==, 0);
  g_free (start);
}

static void
test_book (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) book = vt_brand_book_draw (self->brand, self->facts, cancellable, &error);

  g_assert_no_error (error);
  g_assert_cmpint (memcmp (g_bytes_get_data (book, NULL), "%PDF-", 5), ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_null (vt_brand_book_draw (self->brand, self->facts, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_icons (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  const char *const *names = vt_icon_set_names ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (VtKitFile) file = vt_icon_set_draw (self->brand, self->facts, names[i], &error);
      gsize size = 0;
      const guint8 *bytes;

      g_assert_no_error (error);
      bytes = g_bytes_get_data (file->bytes, &size);
      if (g_str_has_suffix (names[i], ".ico"))
        {
          static const guint8 head[] = { 0, 0, 1, 0, 3, 0, 16, 16, 0, 0, 1, 0, 32, 0 };

          g_assert_cmpint (memcmp (bytes, head, sizeof head), ==, 0);
          g_assert_cmpint (memcmp (bytes + 6 + 48, "\x89PNG", 4), ==, 0);
        }
      else if (g_str_has_suffix (names[i], ".png"))
        {
          const char *digits = strpbrk (names[i], "0123456789");

          g_assert_cmpint (bytes[18] << 8 | bytes[19], ==, digits != NULL ? atoi (digits) : 180);
        }
      else if (g_str_has_suffix (names[i], ".webmanifest"))
        {
          g_autofree char *text = g_strndup ((const char *) bytes, size);

          g_assert_nonnull (strstr (text, "\"Casa Lume\""));
          g_assert_nonnull (strstr (text, "maskable"));
        }
    }
  g_assert_null (vt_icon_set_draw (self->brand, self->facts, "../evil", &error));
  g_assert_error (error, VT_BRAND_ERROR, VT_BRAND_ERROR_UNKNOWN);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* libvips warns of damaged pictures, which are what some of these tests are about. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  ADD ("/asset/every-one-is-drawn", test_every_asset_is_drawn);
  ADD ("/asset/any-title-is-drawn", test_titles);
  ADD ("/asset/the-photo-fills-its-side", test_photo_fills_its_side);
  ADD ("/asset/a-missing-photo-is-told", test_missing_photo);
  ADD ("/asset/a-hostile-drawing-is-harmless", test_hostile_drawing);
  ADD ("/asset/an-enormous-logo-is-told", test_enormous_logo);
  ADD ("/asset/other-colours", test_redrawn_in_other_colours);
  ADD ("/asset/the-logo-stands-out", test_logo_stands_out);
  ADD ("/asset/threads", test_threads);
  ADD ("/asset/the-same-files", test_same_files);
  ADD ("/asset/thai-breaks-between-words", test_thai_breaks_between_words);
  ADD ("/asset/the-hash-is-of-what-is-seen", test_hash);
  ADD ("/asset/subjects", test_subjects);
  ADD ("/asset/kit", test_kit);
  ADD ("/asset/book", test_book);
  ADD ("/asset/icons", test_icons);
  return g_test_run ();
}
