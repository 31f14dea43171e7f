#include "content/vt-content-translation.h"
#include "content/vt-section.h"
#include "shop/vt-settings.h"
#include "support/vt-test-shop.h"

#include <string.h>

static const VtSectionInput nothing = { NULL, NULL, NULL, NULL, NULL, NULL, NULL };

static gint64
add (VtDb *db, VtSectionPage page, VtSectionKind kind)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  g_assert_true (vt_section_add (db, page, kind, &nothing, &id, &error));
  g_assert_no_error (error);
  return id;
}

static VtSection *
load (VtDb *db, gint64 id)
{
  g_autoptr (GError) error = NULL;
  VtSection *section = vt_section_load (db, id, &error);

  g_assert_no_error (error);
  return section;
}

static void
assert_refused (gboolean done, GError **error, int code)
{
  g_assert_false (done);
  g_assert_error (*error, VT_CONTENT_ERROR, code);
  g_clear_error (error);
}

/* Every kind is on every page that it fits, with its settings as they are at first. */
static void
test_kinds (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;

  for (guint page = 0; page < VT_SECTION_N_PAGES; page++)
    for (guint kind = 0; kind < VT_SECTION_N_KINDS; kind++)
      {
        VtSectionKind parsed = VT_SECTION_HERO;
        gint64 id = 0;
        gboolean added = vt_section_add (db, (VtSectionPage) page, (VtSectionKind) kind, &nothing, &id, &error);
        g_autoptr (VtSection) section = NULL;
        guint n = 0;
        const VtSectionSetting *settings = vt_section_settings ((VtSectionKind) kind, &n);

        g_assert_true (vt_section_kind_from_string (vt_section_kind_to_string ((VtSectionKind) kind), &parsed));
        g_assert_cmpuint (parsed, ==, kind);
        if (!vt_section_kind_fits ((VtSectionKind) kind, (VtSectionPage) page))
          {
            assert_refused (added, &error, VT_CONTENT_ERROR_INVALID);
            continue;
          }
        g_assert_no_error (error);
        section = load (db, id);
        g_assert_cmpuint (section->page, ==, page);
        for (guint i = 0; i < n; i++)
          g_assert_cmpint (vt_section_get (section, settings[i].name), ==, settings[i].fallback);
      }
}

/* Each setting takes its whole range and nothing beside it. */
static void
test_settings (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;

  for (guint kind = 0; kind < VT_SECTION_N_KINDS; kind++)
    {
      gint64 id = add (db, VT_SECTION_PAGE_COLLECTION, (VtSectionKind) kind);
      guint n = 0;
      const VtSectionSetting *settings = vt_section_settings ((VtSectionKind) kind, &n);

      assert_refused (vt_section_set_setting (db, id, "colour", "red", &error), &error, VT_CONTENT_ERROR_INVALID);
      for (guint i = 0; i < n; i++)
        for (int value = settings[i].lowest; value <= settings[i].highest; value++)
          {
            g_autofree char *number = g_strdup_printf ("%d", value);
            const char *text = settings[i].choices != NULL ? settings[i].choices[value] : number;
            g_autoptr (VtSection) section = NULL;

            if (!vt_section_setting_fits (&settings[i], text, VT_SECTION_PAGE_COLLECTION))
              {
                assert_refused (vt_section_set_setting (db, id, settings[i].name, text, &error), &error,
                                VT_CONTENT_ERROR_INVALID);
                continue;
              }
            g_assert_true (vt_section_set_setting (db, id, settings[i].name, text, &error));
            g_assert_no_error (error);
            section = load (db, id);
            g_assert_cmpint (vt_section_get (section, settings[i].name), ==, value);
          }
    }
}

static void
test_hostile_settings (void)
{
  static const char *const values[] = {
    "", " 4", "4 ", "4.5", "-1", "0", "1e1", "0x4", "99999999999999999999", "{}", "4;DROP TABLE section", "\xff"
  };
  static const char *const stored[] = {
    "",
    "[]",
    "null",
    "{\"limit\": \"4\"}",
    "{\"limit\": 4.5}",
    "{\"limit\": -4}",
    "{\"limit\": 9223372036854775807}",
    "{\"limit\": {\"limit\": 4}}",
    "{\"layout\": 1}",
    "{\"layout\": \"\\u0000\"}",
    "{\"layout\": \"<script>\"}",
    "{\"layout\": [\"grid\"]}",
    "{\"ground\": null, \"nothing\": true}",
    "{\"limit\": 4",
    "{{{{{{{{{{",
  };
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *huge = g_strnfill (100000, '[');
  gint64 id = add (db, VT_SECTION_PAGE_HOME, VT_SECTION_PRODUCTS);
  g_autoptr (VtSection) section = load (db, id);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    assert_refused (vt_section_set_setting (db, id, "limit", values[i], &error), &error, VT_CONTENT_ERROR_INVALID);
  assert_refused (vt_section_set_setting (db, id, "limit", NULL, &error), &error, VT_CONTENT_ERROR_INVALID);
  assert_refused (vt_section_set_setting (db, id, "layout", "GRID", &error), &error, VT_CONTENT_ERROR_INVALID);

  /* What another program wrote is shown as it is at first where it cannot be. */
  for (guint i = 0; i < G_N_ELEMENTS (stored); i++)
    {
      vt_section_settings_from_json (section, stored[i]);
      g_assert_cmpint (vt_section_get (section, "limit"), ==, 8);
      g_assert_cmpstr (vt_section_get_word (section, "layout"), ==, "scroll");
      g_assert_cmpstr (vt_section_get_word (section, "ground"), ==, "plain");
    }
  vt_section_settings_from_json (section, huge);
  g_assert_cmpint (vt_section_get (section, "limit"), ==, 8);

  vt_section_settings_from_json (section, "{\"limit\": 5, \"layout\": \"grid\", \"more\": [1]}");
  g_assert_cmpint (vt_section_get (section, "limit"), ==, 5);
  g_assert_cmpstr (vt_section_get_word (section, "layout"), ==, "grid");
}

static void
test_texts (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *long_text = g_strnfill (6000, 'x');
  gint64 id = add (db, VT_SECTION_PAGE_HOME, VT_SECTION_STORY);
  gint64 film = add (db, VT_SECTION_PAGE_HOME, VT_SECTION_VIDEO);
  g_autoptr (VtSection) section = NULL;

  g_assert_true (vt_section_set_text (db, id, "title", "  A\tshop ", &error));
  g_assert_true (vt_section_set_text (db, id, "body", "One\n\nTwo", &error));
  g_assert_true (vt_section_set_text (db, id, "target", "/pages/about", &error));
  g_assert_true (vt_section_set_picture (db, id, VT_TEST_PHOTO_LAMP, "A lamp", &error));
  g_assert_no_error (error);
  section = load (db, id);
  g_assert_cmpstr (section->title, ==, "A shop");
  g_assert_cmpstr (section->body, ==, "One\n\nTwo");
  g_assert_cmpstr (section->sha256, ==, VT_TEST_PHOTO_LAMP);
  g_assert_cmpstr (section->alt, ==, "A lamp");

  assert_refused (vt_section_set_text (db, id, "body", long_text, &error), &error, VT_CONTENT_ERROR_INVALID);
  assert_refused (vt_section_set_text (db, id, "target", "javascript:alert(1)", &error), &error,
                  VT_CONTENT_ERROR_INVALID);
  assert_refused (vt_section_set_text (db, id, "kind", "hero", &error), &error, VT_CONTENT_ERROR_INVALID);
  assert_refused (vt_section_set_picture (db, id, "nothing", NULL, &error), &error, VT_CONTENT_ERROR_INVALID);
  assert_refused (vt_section_set_text (db, 5, "title", "x", &error), &error, VT_CONTENT_ERROR_NOT_FOUND);
  assert_refused (vt_section_set_text (db, film, "target", "https://example.com/film.mp4", &error), &error,
                  VT_CONTENT_ERROR_INVALID);
  g_assert_true (vt_section_set_text (db, film, "target", "https://youtu.be/dQw4w9WgXcQ", &error));
  g_assert_true (vt_section_set_text (db, film, "target", "/live/spring", &error));
  g_assert_no_error (error);
}

static void
test_order (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  gint64 ids[4];
  g_autoptr (GPtrArray) sections = NULL;
  g_autoptr (GPtrArray) other = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = add (db, VT_SECTION_PAGE_PRODUCT, VT_SECTION_STORY);
  g_assert_true (vt_section_move (db, ids[3], 0, &error));
  g_assert_true (vt_section_move (db, ids[0], 99, &error));
  g_assert_true (vt_section_remove (db, ids[1], &error));
  g_assert_no_error (error);
  sections = vt_section_list (db, VT_SECTION_PAGE_PRODUCT, &error);
  g_assert_cmpuint (sections->len, ==, 3);
  g_assert_cmpint (((VtSection *) g_ptr_array_index (sections, 0))->id, ==, ids[3]);
  g_assert_cmpint (((VtSection *) g_ptr_array_index (sections, 1))->id, ==, ids[2]);
  g_assert_cmpint (((VtSection *) g_ptr_array_index (sections, 2))->id, ==, ids[0]);

  /* The other pages are as they were. */
  other = vt_section_list (db, VT_SECTION_PAGE_HOME, &error);
  g_assert_cmpuint (other->len, ==, 3);

  for (guint i = 3; i < VT_SECTIONS_MAX; i++)
    add (db, VT_SECTION_PAGE_PRODUCT, VT_SECTION_STORY);
  assert_refused (vt_section_add (db, VT_SECTION_PAGE_PRODUCT, VT_SECTION_STORY, &nothing, NULL, &error), &error,
                  VT_CONTENT_ERROR_INVALID);
}

/* What a page shows by itself is written down as it is, once. */
static void
test_settle (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) shown = vt_section_list_shown (db, VT_SECTION_PAGE_PRODUCT, &error);
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GPtrArray) cleared = NULL;

  g_assert_cmpuint (shown->len, ==, 1);
  g_assert_cmpint (((VtSection *) g_ptr_array_index (shown, 0))->id, ==, 0);
  for (int i = 0; i < 2; i++)
    g_assert_true (vt_section_settle (db, VT_SECTION_PAGE_PRODUCT, &error));
  settled = vt_section_list (db, VT_SECTION_PAGE_PRODUCT, &error);
  g_assert_cmpuint (settled->len, ==, 1);
  g_assert_cmpstr (vt_section_get_word (g_ptr_array_index (settled, 0), "window"), ==, "related");

  g_assert_true (vt_section_clear (db, VT_SECTION_PAGE_HOME, &error));
  cleared = vt_section_list_shown (db, VT_SECTION_PAGE_HOME, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cleared->len, ==, 2);
}

static void
test_gallery (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  gint64 story = add (db, VT_SECTION_PAGE_HOME, VT_SECTION_STORY);
  gint64 id = add (db, VT_SECTION_PAGE_HOME, VT_SECTION_GALLERY);
  gint64 first = 0, second = 0;
  g_autoptr (GPtrArray) pictures = NULL;
  g_autoptr (GPtrArray) left = NULL;

  g_assert_true (
      vt_section_add_picture (db, id, VT_TEST_PHOTO_CHAIR, "A chair", "/collections/chairs", &first, &error));
  g_assert_true (vt_section_add_picture (db, id, VT_TEST_PHOTO_LAMP, NULL, NULL, &second, &error));
  g_assert_true (vt_section_picture_set_text (db, second, "alt", "A lamp", &error));
  g_assert_true (vt_section_picture_move (db, second, 0, &error));
  g_assert_true (vt_setting_set (db, "languages", "pt", &error));
  g_assert_true (vt_content_translate (db, "section_picture", second, "alt", "pt", "Um candeeiro", &error));
  g_assert_no_error (error);
  pictures = vt_section_list_pictures (db, id, &error);
  g_assert_cmpuint (pictures->len, ==, 2);
  g_assert_cmpstr (((VtSectionPicture *) g_ptr_array_index (pictures, 0))->alt, ==, "A lamp");
  g_assert_cmpstr (((VtSectionPicture *) g_ptr_array_index (pictures, 1))->target, ==, "/collections/chairs");

  assert_refused (vt_section_add_picture (db, story, VT_TEST_PHOTO_CHAIR, NULL, NULL, NULL, &error), &error,
                  VT_CONTENT_ERROR_INVALID);
  assert_refused (vt_section_add_picture (db, id, NULL, NULL, NULL, NULL, &error), &error, VT_CONTENT_ERROR_INVALID);
  assert_refused (vt_section_add_picture (db, id, VT_TEST_PHOTO_CHAIR, NULL, "javascript:x", NULL, &error), &error,
                  VT_CONTENT_ERROR_INVALID);
  assert_refused (vt_section_picture_set_text (db, 5, "alt", "x", &error), &error, VT_CONTENT_ERROR_NOT_FOUND);
  for (guint i = 2; i < VT_SECTION_PICTURES_MAX; i++)
    g_assert_true (vt_section_add_picture (db, id, VT_TEST_PHOTO_CHAIR, NULL, NULL, NULL, &error));
  assert_refused (vt_section_add_picture (db, id, VT_TEST_PHOTO_CHAIR, NULL, NULL, NULL, &error), &error,
                  VT_CONTENT_ERROR_INVALID);

  g_assert_true (vt_section_remove (db, id, &error));
  left = vt_section_list_pictures (db, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (left->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/sections/kinds", test_kinds);
  g_test_add_func ("/content/sections/settings", test_settings);
  g_test_add_func ("/content/sections/hostile-settings", test_hostile_settings);
  g_test_add_func ("/content/sections/texts", test_texts);
  g_test_add_func ("/content/sections/order", test_order);
  g_test_add_func ("/content/sections/settle", test_settle);
  g_test_add_func ("/content/sections/gallery", test_gallery);

  return g_test_run ();
}
