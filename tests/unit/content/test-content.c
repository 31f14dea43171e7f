#include "content/vt-markdown.h"
#include "content/vt-menu.h"
#include "content/vt-page.h"
#include "content/vt-section.h"
#include "support/vt-test-shop.h"

#include <string.h>

static void
test_pages (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pages = vt_page_list (db, &error);
  g_autoptr (VtPage) page = NULL;
  gint64 id = 0;
  gint64 other = 0;

  g_assert_cmpuint (pages->len, ==, 2);
  g_assert_true (vt_page_create (db, " Returns &  refunds ", NULL, &id, &error));
  g_assert_true (vt_page_create (db, "Returns & refunds", NULL, &other, &error));
  g_assert_true (vt_page_set_body (db, id, "One\n\nTwo", &error));
  g_assert_true (vt_page_set_active (db, id, TRUE, &error));
  g_assert_true (vt_page_set_seo_title (db, id, "Sending back", &error));
  g_assert_no_error (error);
  page = vt_page_load (db, id, &error);
  g_assert_cmpstr (page->title, ==, "Returns & refunds");
  g_assert_cmpstr (page->body_markdown, ==, "One\n\nTwo");
  g_assert_true (page->active);

  g_assert_false (vt_page_set_handle (db, id, "about", &error));
  g_assert_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_false (vt_page_set_handle (db, id, "../x", &error));
  g_assert_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_page_set_title (db, id, " \n ", &error));
  g_assert_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (vt_page_delete (db, other, &error));
  g_assert_false (vt_page_delete (db, other, &error));
  g_assert_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_NOT_FOUND);
}

static void
test_markdown (void)
{
  static const struct
  {
    const char *markdown, *has, *has_not;
  } cases[] = {
    { "We are **three**.", "<strong>three</strong>", "**" },
    { "<script>alert(1)</script>", "", "script" },
    { "[x](javascript:alert(1))", "x", "javascript" },
    { "[x](https://example.com)", "href=\"https://example.com\"", "javascript" },
    { "<img src=x onerror=alert(1)>", "", "onerror" },
    { "", "", "<" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *html = vt_markdown_to_html (cases[i].markdown);

      g_test_message ("%s: %s", cases[i].markdown, html);
      g_assert_nonnull (strstr (html, cases[i].has));
      g_assert_null (strstr (html, cases[i].has_not));
    }
}

static void
test_links (void)
{
  static const char *const good[] = { "/",          "/pages/about",  "/search?q=x", "#top", "https://example.com",
                                      "HTTP://a.b", "mailto:a@b.pt", "tel:+351" };
  static const char *const bad[] = { "",
                                     "about",
                                     "//evil.example",
                                     "/\\evil.example",
                                     "javascript:alert(1)",
                                     "JaVaScRiPt:x",
                                     "data:text/html,x",
                                     "/a b",
                                     "/a\tb",
                                     "https://",
                                     "/\xff",
                                     " /x" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (vt_link_is_safe (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (vt_link_is_safe (bad[i]));
  g_assert_false (vt_link_is_safe (NULL));
}

static void
test_menus (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtMenuInput items[] = { { "All", "/collections/all" }, { "Write to us", "mailto:ola@casalume.example" } };
  const VtMenuInput bad[] = { { "All", "javascript:x" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) header = NULL;
  g_autoptr (GPtrArray) footer = NULL;

  g_assert_true (vt_menu_replace (db, VT_MENU_HEADER, items, 2, &error));
  header = vt_menu_list (db, VT_MENU_HEADER, &error);
  footer = vt_menu_list (db, VT_MENU_FOOTER, &error);
  g_assert_cmpuint (header->len, ==, 2);
  g_assert_cmpstr (((VtMenuItem *) g_ptr_array_index (header, 1))->title, ==, "Write to us");
  g_assert_cmpuint (footer->len, ==, 1);
  g_assert_false (vt_menu_replace (db, VT_MENU_FOOTER, bad, 1, &error));
  g_assert_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID);
}

static void
test_home (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  const VtSectionInput input = { .title = "New", .body = "One\n\nTwo", .target = "/", .sha256 = VT_TEST_PHOTO_LAMP };
  const VtSectionInput bad_link = { .target = "javascript:x" };
  const VtSectionInput bad_picture = { .sha256 = "none" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = NULL;
  const VtSection *first;
  gint64 id = 0;

  g_assert_true (vt_section_add (db, VT_SECTION_PAGE_HOME, VT_SECTION_STORY, &input, &id, &error));
  g_assert_true (vt_section_move (db, id, 0, &error));
  g_assert_true (vt_section_remove (db, 722, &error));
  g_assert_no_error (error);
  sections = vt_section_list (db, VT_SECTION_PAGE_HOME, &error);
  g_assert_cmpuint (sections->len, ==, 3);
  first = g_ptr_array_index (sections, 0);
  g_assert_cmpint (first->id, ==, id);
  g_assert_cmpint (first->kind, ==, VT_SECTION_STORY);
  g_assert_cmpint (first->width, ==, 200);
  g_assert_cmpstr (first->action, ==, "");

  g_assert_false (vt_section_set (db, id, &bad_link, &error));
  g_assert_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (vt_section_set (db, id, &bad_picture, &error));
  g_assert_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (vt_section_set (db, id, &input, &error));
  g_assert_false (vt_section_move (db, 5, 0, &error));
  g_assert_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/content/pages", test_pages);
  g_test_add_func ("/content/markdown", test_markdown);
  g_test_add_func ("/content/links", test_links);
  g_test_add_func ("/content/menus", test_menus);
  g_test_add_func ("/content/home", test_home);

  return g_test_run ();
}
