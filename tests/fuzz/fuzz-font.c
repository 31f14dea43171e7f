/* A typeface's file is read, cut to a few characters and packed, or refused with a reason; so are the bytes themselves
 * when they are packed as if they had been cut. */
#include "brand/vt-font-file.h"
#include "brand/vt-woff2.h"
#include "fuzz.h"

static void
use (VtFontFile *file)
{
  g_autoptr (hb_set_t) characters = hb_set_create ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) cut = NULL;
  g_autoptr (GBytes) packed = NULL;
  VtFontMetrics metrics = vt_font_file_get_metrics (file, 400);

  g_assert_cmpint (metrics.width, >=, 0);
  g_assert_cmpint (metrics.ascent, >=, 0);
  vt_font_file_get_kind (file);
  vt_font_file_is_open (file);
  vt_font_file_has_clear_marks (file);
  vt_font_file_may_travel (file, NULL);

  hb_set_add_range (characters, 0x20, 0x7e);
  hb_set_add_range (characters, 0xe01, 0xe4e);
  cut = vt_font_file_subset (file, characters, &error);
  g_assert_true ((cut != NULL) != (error != NULL));
  if (cut == NULL)
    return;

  packed = vt_woff2_encode (cut, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (packed) % 4, ==, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (VtFontFile) file = vt_font_file_new (bytes, 0, "Fuzz", &error);
  g_autoptr (GBytes) packed = vt_woff2_encode (bytes, &reason);

  g_assert_true ((file != NULL) != (error != NULL));
  g_assert_true ((packed != NULL) != (reason != NULL));
  if (file != NULL)
    use (file);

  return 0;
}
