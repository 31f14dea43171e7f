#include "catalogue/vt-product-edit.h"
#include "content/vt-content-translation.h"
#include "content/vt-live-video.h"
#include "content/vt-live.h"
#include "content/vt-markdown.h"
#include "content/vt-menu.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "shop/vt-address.h"
#include "shop/vt-settings.h"
#include "shop/vt-shop.h"
#include "shop/vt-translation.h"
#include "support/vt-test-shop.h"

#include <string.h>

#define HOUR_US (VT_TEST_DAY_US / 24)

static void
fails (gboolean done, GError **error, int code)
{
  g_assert_false (done);
  g_assert_error (*error, VT_CONTENT_ERROR, code);
  g_clear_error (error);
}

static void
refused (gboolean done, GError **error)
{
  g_assert_false (done);
  g_assert_error (*error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED);
  g_clear_error (error);
}

static gint64
new_post (VtDb *db, const char *title, gint64 publish_us, gboolean active)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  g_assert_true (vt_post_create (db, title, NULL, publish_us, &id, &error));
  g_assert_true (vt_post_set_active (db, id, active, &error));
  g_assert_no_error (error);
  return id;
}

static void
test_post (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPost) post = NULL;
  gint64 moved = 0;
  gint64 id = new_post (db, "  Caring for \n lamps ", VT_TEST_NOW_US, FALSE);
  gint64 other = new_post (db, "Caring for lamps", VT_TEST_NOW_US, TRUE);

  g_assert_true (vt_post_set_body (db, id, "One\n\nTwo", &error));
  g_assert_true (vt_post_set_summary (db, id, "Short.", &error));
  g_assert_true (vt_post_set_author (db, id, "Ana", &error));
  g_assert_true (vt_post_set_picture (db, id, VT_TEST_PHOTO_CHAIR, "A chair", &error));
  g_assert_true (vt_post_set_handle (db, id, "lamps", &error));
  g_assert_true (vt_post_set_handle (db, id, "lamps", &error));
  g_assert_no_error (error);
  post = vt_post_load (db, id, &error);
  g_assert_cmpstr (post->title, ==, "Caring for lamps");
  g_assert_cmpstr (post->body_markdown, ==, "One\n\nTwo");
  g_assert_cmpint (post->width, ==, 1600);
  g_assert_false (vt_post_is_public (post, VT_TEST_NOW_US));
  g_assert_true (vt_address_find_row (db, "post", NULL, "caring-for-lamps", &moved, &error));
  g_assert_cmpint (moved, ==, id);

  fails (vt_post_set_handle (db, other, "lamps", &error), &error, VT_CONTENT_ERROR_TAKEN);
  fails (vt_post_set_handle (db, other, "Not a handle", &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_post_set_title (db, id, " ", &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_post_set_publish (db, id, 0, &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_post_set_picture (db, id, "nothing", "", &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_post_set_body (db, 12345, "x", &error), &error, VT_CONTENT_ERROR_NOT_FOUND);
  g_assert_true (vt_post_delete (db, id, &error));
  fails (vt_post_delete (db, id, &error), &error, VT_CONTENT_ERROR_NOT_FOUND);
}

static void
test_lists (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) posts = NULL;
  g_autoptr (VtPost) older = NULL;
  g_autoptr (VtPost) newer = NULL;
  VtPostQuery query = { FALSE, VT_TEST_NOW_US, 2, 0 };
  gint64 first = new_post (db, "First", VT_TEST_NOW_US - 3 * VT_TEST_DAY_US, TRUE);

  new_post (db, "Second", VT_TEST_NOW_US - 2 * VT_TEST_DAY_US, TRUE);
  new_post (db, "Draft", VT_TEST_NOW_US - VT_TEST_DAY_US, FALSE);
  new_post (db, "Third", VT_TEST_NOW_US, TRUE);
  new_post (db, "Later", VT_TEST_NOW_US + 1, TRUE);

  g_assert_cmpint (vt_post_count (db, &query, &error), ==, 3);
  posts = vt_post_list (db, &query, &error);
  g_assert_cmpuint (posts->len, ==, 2);
  g_assert_cmpstr (((VtPost *) g_ptr_array_index (posts, 0))->title, ==, "Third");
  g_assert_true (vt_post_find_neighbours (db, g_ptr_array_index (posts, 1), &query, &older, &newer, &error));
  g_assert_cmpint (older->id, ==, first);
  g_assert_cmpstr (newer->title, ==, "Third");
  query.drafts = TRUE;
  g_assert_cmpint (vt_post_count (db, &query, &error), ==, 5);
  g_assert_no_error (error);
}

static void
test_live (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) products = NULL;
  g_autoptr (VtLive) live = NULL;
  gint64 id = 0;

  g_assert_true (vt_live_create (db, "Lamp night", NULL, VT_TEST_NOW_US, VT_TEST_NOW_US + HOUR_US, &id, &error));
  g_assert_true (vt_live_set_video (db, id, " https://youtu.be/dQw4w9WgXcQ ", &error));
  g_assert_true (vt_live_set_code (db, id, "green15", &error));
  g_assert_true (vt_live_add_product (db, id, VT_TEST_LAMP, &error));
  g_assert_true (vt_live_add_product (db, id, VT_TEST_CHAIR, &error));
  g_assert_true (vt_live_add_product (db, id, VT_TEST_LAMP, &error));
  g_assert_true (vt_live_add_product (db, id, VT_TEST_SHIRT, &error));
  g_assert_true (vt_live_move_product (db, id, VT_TEST_SHIRT, 0, &error));
  g_assert_true (vt_live_remove_product (db, id, VT_TEST_LAMP, &error));
  g_assert_no_error (error);
  products = vt_live_list_products (db, id, &error);
  g_assert_cmpuint (products->len, ==, 2);
  g_assert_cmpint (g_array_index (products, gint64, 0), ==, VT_TEST_SHIRT);
  live = vt_live_load (db, id, &error);
  g_assert_cmpint (vt_live_state (live, VT_TEST_NOW_US - 1), ==, VT_LIVE_BEFORE);
  g_assert_cmpint (vt_live_state (live, VT_TEST_NOW_US), ==, VT_LIVE_RUNNING);
  g_assert_cmpint (vt_live_state (live, VT_TEST_NOW_US + HOUR_US), ==, VT_LIVE_AFTER);

  fails (vt_live_set_video (db, id, "https://evil.example/x", &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_live_set_code (db, id, "NOSUCH", &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_live_set_period (db, id, 10, 10, &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_live_set_period (db, id, 0, 10, &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_live_add_product (db, id, 9999, &error), &error, VT_CONTENT_ERROR_NOT_FOUND);
  fails (vt_live_move_product (db, id, VT_TEST_LAMP, 0, &error), &error, VT_CONTENT_ERROR_NOT_FOUND);

  /* A product goes with its place in live sales. */
  g_assert_true (vt_product_delete (db, VT_TEST_SHIRT, &error));
  g_clear_pointer (&products, g_array_unref);
  products = vt_live_list_products (db, id, &error);
  g_assert_cmpuint (products->len, ==, 1);
  g_assert_true (vt_live_delete (db, id, &error));
  g_assert_no_error (error);
}

static void
test_featured (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  static const struct
  {
    int now_h;
    guint featured; /* of c, b, a */
  } cases[] = { { 0, 2 }, { 11, 2 }, { 13, 1 }, { 25, 1 }, { 40, 0 }, { 90, 0 } };
  g_autoptr (GPtrArray) lives = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (int i = 0; i < 3; i++)
    {
      gint64 starts_us = VT_TEST_NOW_US + (gint64) (10 + 14 * i) * HOUR_US;

      g_assert_true (vt_live_create (db, "Live", NULL, starts_us, starts_us + 2 * HOUR_US, NULL, &error));
    }
  lives = vt_live_list (db, TRUE, &error);
  g_assert_cmpuint (lives->len, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (vt_live_find_featured (lives, VT_TEST_NOW_US + cases[i].now_h * HOUR_US), ==, cases[i].featured);
  g_assert_cmpuint (vt_live_find_featured (none, VT_TEST_NOW_US), ==, 0);
}

static void
test_videos (void)
{
  static const struct
  {
    const char *url;
    const char *site; /* NULL: refused */
    const char *embed;
  } cases[] = {
    { "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "YouTube",
      "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0" },
    { "https://m.youtube.com/watch?app=x&v=dQw4w9WgXcQ", "YouTube",
      "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0" },
    { "https://www.youtube.com/live/dQw4w9WgXcQ?si=x", "YouTube",
      "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0" },
    { "https://vimeo.com/123456789", "Vimeo", "https://player.vimeo.com/video/123456789?autoplay=1&dnt=1" },
    { "https://www.tiktok.com/@casa.lume/video/7234567890123456789", "TikTok",
      "https://www.tiktok.com/player/v1/7234567890123456789?autoplay=1" },
    { "https://www.tiktok.com/@casa.lume/live", "TikTok", NULL },
    { "https://www.instagram.com/reel/Cabc_123-x/", "Instagram", "https://www.instagram.com/p/Cabc_123-x/embed" },
    { "https://www.instagram.com/casalume/live/", "Instagram", NULL },
    { "https://www.facebook.com/casalume/videos/1234567890/", "Facebook",
      "https://www.facebook.com/plugins/video.php?show_text=false&autoplay=true&href="
      "https%3A%2F%2Fwww.facebook.com%2Fcasalume%2Fvideos%2F1234567890%2F" },
    { "http://www.youtube.com/watch?v=dQw4w9WgXcQ", NULL, NULL },
    { "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", NULL, NULL },
    { "https://user@youtube.com/watch?v=dQw4w9WgXcQ", NULL, NULL },
    { "https://youtube.com:8443/watch?v=dQw4w9WgXcQ", NULL, NULL },
    { "https://www.youtube.com/watch?v=\"><script>", NULL, NULL },
    { "https://www.youtube.com/watch?v=dQw4w9WgXcQ\"onload=x", NULL, NULL },
    { "javascript:alert(1)", NULL, NULL },
    { "", NULL, NULL },
    { NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtLiveVideo) video = vt_live_video_parse (cases[i].url);

      g_test_message ("%s", cases[i].url);
      g_assert_cmpstr (video != NULL ? video->site : NULL, ==, cases[i].site);
      g_assert_cmpstr (video != NULL ? video->embed : NULL, ==, cases[i].embed);
      g_assert_true (video == NULL || video->embed == NULL || g_str_has_prefix (video->embed, video->origin));
    }
}

static char *
show_picture (const char *sha256, const char *alt, G_GNUC_UNUSED gpointer data)
{
  return g_strdup_printf ("<img src=\"/media/%.4s\" alt=\"%s\">", sha256, alt);
}

static void
test_markdown (void)
{
  static const VtMarkdownHooks hooks = { NULL, show_picture, NULL };
  g_autoptr (VtMarkdown) text = vt_markdown_new (
      "# One\n\n[lamp](product:brass-table-lamp) [same](/products/brass-table-lamp?x#y) [chair](/products/chair)\n\n"
      "## One\n\n![A *lamp*](media:" VT_TEST_PHOTO_LAMP ")\n\nin ![x](media:" VT_TEST_PHOTO_LAMP ") line "
      "![n](media:../../etc) ![out](https://e.example/x.png)\n\n> ## Really?\n\n\xee\x80\x80"
      "0\xee\x80\x81",
      &hooks);

  g_assert_cmpuint (text->products->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (text->products, 0), ==, "brass-table-lamp");
  g_assert_nonnull (strstr (text->html, "<h2 id=\"s-one\">One</h2>"));
  g_assert_nonnull (strstr (text->html, "<h2 id=\"s-one-2\">One</h2>"));
  g_assert_nonnull (strstr (text->html, "href=\"/products/brass-table-lamp\""));
  g_assert_nonnull (strstr (text->html, "<figure><img src=\"/media/bbbb\" alt=\"A lamp\"></figure>"));
  g_assert_nonnull (strstr (text->html, "<p>in <img"));
  g_assert_null (strstr (text->html, "etc"));
  g_assert_null (strstr (text->html, "\xee\x80"));
  g_assert_cmpuint (text->questions->len, ==, 0);
  g_assert_null (strstr (text->html, "<details"));
}

static void
test_questions (void)
{
  g_autoptr (VtMarkdown) text =
      vt_markdown_new ("Before.\n\n## Do you ship?\n\nYes, **we** do.\n\n### Where?\n\nHere.\n\n"
                       "## And returns?\n\nTake 30 days.\n\n## Write to us\n\nMail.",
                       NULL);
  const VtMarkdownQuestion *first;

  g_assert_cmpuint (text->questions->len, ==, 2);
  first = g_ptr_array_index (text->questions, 0);
  g_assert_cmpstr (first->question, ==, "Do you ship?");
  g_assert_nonnull (strstr (first->answer_html, "<strong>we</strong>"));
  g_assert_nonnull (strstr (first->answer_html, "Here."));
  g_assert_null (strstr (first->answer_html, "30 days"));
  g_assert_nonnull (strstr (text->html, "</details><details class=\"question\"><summary><h2 id=\"s-and-returns\">"));
  g_assert_nonnull (strstr (text->html, "</details><h2 id=\"s-write-to-us\">"));
}

/* Whatever is written, the result is text, and opens and closes what it opens. */
static void
test_hostile (void)
{
  static const char *const texts[] = {
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) [y](product:\"><script>) [z](product:../../x)",
    "![\"><script>alert(1)</script>](media:" VT_TEST_PHOTO_LAMP ")",
    "![x](media:" VT_TEST_PHOTO_LAMP " \"t\" onerror=1)",
    "## <img src=x onerror=alert(1)>?\n\n## b?\n\nx",
    "## a?\n\n> ## b?\n>\n> - ## c?\n\n## d?\n",
    "[![a](media:" VT_TEST_PHOTO_LAMP ")](javascript:x)",
    "![![a](media:" VT_TEST_PHOTO_LAMP ")](media:" VT_TEST_PHOTO_LAMP ")",
    "<details><summary>x</summary></details></details>\n\n## a?\n\n</details>\n\n## b?",
    "[l](https://e.example \"a\\\" onmouseover=alert(1) \\\"\")",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      static const VtMarkdownHooks hooks = { NULL, NULL, NULL };
      g_autoptr (VtMarkdown) text = vt_markdown_new (texts[i], &hooks);
      g_auto (GStrv) opened = g_strsplit (text->html, "<details", -1);
      g_auto (GStrv) closed = g_strsplit (text->html, "</details>", -1);

      g_test_message ("%s → %s", texts[i], text->html);
      g_assert_null (strstr (text->html, "<script"));
      g_assert_null (strstr (text->html, "javascript:"));
      g_assert_null (strstr (text->html, "<img src=x"));
      g_assert_null (strstr (text->html, "\" onmouseover"));
      g_assert_cmpuint (g_strv_length (opened), ==, g_strv_length (closed));
    }
}

static void
test_translations (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  gint64 id = new_post (db, "One", VT_TEST_NOW_US, TRUE);
  gint64 other = new_post (db, "Two", VT_TEST_NOW_US, TRUE);

  g_assert_true (vt_setting_set (db, "languages", "th pt-BR", &error));
  g_assert_true (vt_content_translate (db, "post", id, "title", "th", " หนึ่ง ", &error));
  g_assert_true (vt_content_translate (db, "post", id, "handle", "th", "nueng", &error));
  g_assert_true (vt_content_translate (db, "page", VT_TEST_PAGE_ABOUT, "body_markdown", "th", "เรา", &error));
  g_assert_true (vt_content_translate (db, "menu_item", 711, "title", "pt-BR", "Cadeiras", &error));
  g_assert_no_error (error);
  title = vt_translation_get (db, "post", id, "title", "th", &error);
  g_assert_cmpstr (title, ==, "หนึ่ง");

  refused (vt_content_translate (db, "post", other, "handle", "th", "nueng", &error), &error);
  refused (vt_content_translate (db, "post", id, "handle", "th", "two", &error), &error);
  refused (vt_content_translate (db, "post", id, "handle", "th", "Not one", &error), &error);
  refused (vt_content_translate (db, "post", id, "title", "fr", "Un", &error), &error);
  fails (vt_post_set_handle (db, other, "nueng", &error), &error, VT_CONTENT_ERROR_TAKEN);
  fails (vt_content_translate (db, "post", id, "status", "th", "x", &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_content_translate (db, "post", 99, "title", "th", "x", &error), &error, VT_CONTENT_ERROR_NOT_FOUND);
  g_assert_true (vt_post_delete (db, id, &error));
  g_assert_true (vt_content_translate (db, "post", other, "handle", "th", "nueng", &error));
  g_assert_no_error (error);
}

static const char *
title_at (GPtrArray *items, guint i)
{
  return ((VtMenuItem *) g_ptr_array_index (items, i))->title;
}

static void
test_menu_items (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  const VtMenuInput input = { "Journal", "/blog" };
  const VtMenuInput bad = { "Journal", "javascript:x" };
  g_autoptr (GPtrArray) header = NULL;
  g_autoptr (GPtrArray) footer = NULL;
  gint64 id = 0;

  g_assert_true (vt_menu_add (db, VT_MENU_HEADER, &input, 0, &id, &error));
  g_assert_true (vt_menu_item_set_title (db, id, "News", &error));
  g_assert_true (vt_menu_item_set_target (db, id, "/blog/page/2", &error));
  g_assert_true (vt_menu_item_move (db, 711, VT_MENU_FOOTER, 0, &error));
  g_assert_true (vt_menu_item_move (db, 712, VT_MENU_HEADER, 0, &error));
  g_assert_no_error (error);
  header = vt_menu_list (db, VT_MENU_HEADER, &error);
  footer = vt_menu_list (db, VT_MENU_FOOTER, &error);
  g_assert_cmpuint (header->len, ==, 2);
  g_assert_cmpstr (title_at (header, 0), ==, "Lamps");
  g_assert_cmpstr (title_at (header, 1), ==, "News");
  g_assert_cmpstr (title_at (footer, 0), ==, "Chairs");

  fails (vt_menu_add (db, VT_MENU_HEADER, &bad, -1, NULL, &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_menu_item_set_target (db, id, "//evil.example", &error), &error, VT_CONTENT_ERROR_INVALID);
  fails (vt_menu_item_move (db, 1, VT_MENU_HEADER, 0, &error), &error, VT_CONTENT_ERROR_NOT_FOUND);
  g_assert_true (vt_menu_item_remove (db, id, &error));
  fails (vt_menu_item_remove (db, id, &error), &error, VT_CONTENT_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/content/post/edits", test_post);
  g_test_add_func ("/content/post/lists-what-is-public", test_lists);
  g_test_add_func ("/content/live/edits", test_live);
  g_test_add_func ("/content/live/featured", test_featured);
  g_test_add_func ("/content/live/videos", test_videos);
  g_test_add_func ("/content/markdown/parts", test_markdown);
  g_test_add_func ("/content/markdown/questions", test_questions);
  g_test_add_func ("/content/markdown/hostile", test_hostile);
  g_test_add_func ("/content/translations", test_translations);
  g_test_add_func ("/content/menu/items", test_menu_items);

  return g_test_run ();
}
