#include "site-fixture.h"

#include "base/vt-file.h"
#include "site/vt-shop-site.h"

#include <glib/gstdio.h>
#include <string.h>

static void
write_theme (SiteFixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->path, "theme", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
use_theme (SiteFixture *self)
{
  g_autoptr (GError) error = NULL;
  VtSite *site = vt_site_new_for_shop (self->path, NULL, &error);

  g_assert_no_error (error);
  g_object_unref (self->site);
  self->site = site;
}

static void
test_overrides (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *page = NULL;
  g_autofree char *cart = NULL;

  write_theme (self, "templates/page.mustache",
               "{{<layout}}{{$main}}<p class=\"own\">{{content.title}}</p>{{/main}}{{/layout}}");
  write_theme (self, "strings/en/checkout.json", "{\"your_bag\": \"Your basket\"}");
  write_theme (self, "css/own.css", "p { color: red; }");
  write_theme (self, "templates/page.mustache~", "{{#broken");
  write_theme (self, ".git/config", "x");
  use_theme (self);

  page = site_get_text (self, "/pages/about", 200);
  cart = site_get_text (self, "/cart", 200);
  assert_has (page, "<p class=\"own\">");
  assert_has (page, "</footer>");
  assert_has (cart, "Your basket");
  assert_has (cart, "Nothing in here yet.");
}

static void
test_errors (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const struct
  {
    const char *name;
    const char *text;
    const char *says[3];
  } cases[] = {
    { "templates/page.mustache",
      "<p>\n  {{#content}}\n  {{title}\n",
      { "templates/page.mustache", "line 3", "column 3" } },
    { "templates/page.mustache", "a\nb {{/content}}", { "templates/page.mustache", "line 2", "column 3" } },
    { "templates/page.mustache", "{{#a}}{{#b}}{{/a}}{{/b}}", { "templates/page.mustache", "line 1", "column 13" } },
    { "templates/page.mustache", "{{#content}}", { "templates/page.mustache", "line 1", "column 1" } },
    { "templates/page.mustache", "\xff\xfe", { "templates/page.mustache", "UTF-8", "" } },
    { "strings/en/checkout.json", "{\"your_bag\": 7}", { "strings/en", "", "" } },
    { "strings/en/checkout.json", "{", { "strings/en/checkout.json", "", "" } },
    { "strings/en/mine.json", "{\"your_bag\": \"x\"}", { "your_bag", "", "" } },
    { "a/b/c/d/e/f.css", "x", { "too deep", "", "" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = g_build_filename (self->path, "theme", NULL);
      g_autoptr (GError) error = NULL;

      write_theme (self, cases[i].name, cases[i].text);
      g_assert_null (vt_site_new_for_shop (self->path, NULL, &error));
      g_assert_nonnull (error);
      for (guint j = 0; j < G_N_ELEMENTS (cases[i].says); j++)
        assert_has (error->message, cases[i].says[j]);
      vt_dir_remove_all (folder, NULL);
    }
}

/* A partial that shows itself for ever is cut off, with the place; shoppers are told no details. */
static void
test_cycles (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *shopper = NULL;
  g_autofree char *editor = NULL;
  g_autofree char *other = NULL;

  write_theme (self, "templates/page.mustache", "{{<layout}}{{$main}}\n\n  {{>again}}{{/main}}{{/layout}}");
  write_theme (self, "templates/again.mustache", "x\ny {{>again}}");
  use_theme (self);
  g_test_expect_message ("vt-site", G_LOG_LEVEL_WARNING, "*again, line *, column *");
  shopper = site_get_text (self, "/pages/about", 500);
  self->request.drafts = TRUE;
  g_test_expect_message ("vt-site", G_LOG_LEVEL_WARNING, "*line*");
  editor = site_get_text (self, "/pages/about", 500);
  g_test_assert_expected_messages ();
  other = site_get_text (self, "/cart", 200);

  assert_lacks (shopper, "again, ");
  assert_has (editor, "again, line ");
  assert_has (other, "Nothing in here yet.");
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* What was right last stays while what is there is wrong. */
static void
test_last_good (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShopSite) site = vt_shop_site_new (self->path, NULL, &error);
  guint changes = 0;
  VtSite *first;

  g_assert_no_error (error);
  g_signal_connect_swapped (site, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_null (vt_shop_site_get_problem (site));
  first = vt_shop_site_get_site (site);

  write_theme (self, "templates/home.mustache", "{{#a}}");
  vt_shop_site_reload (site);
  g_assert_true (vt_shop_site_get_site (site) == first);
  assert_has (vt_shop_site_get_problem (site), "line 1, column 1");

  write_theme (self, "templates/home.mustache", "<p>good</p>");
  vt_shop_site_reload (site);
  g_assert_true (vt_shop_site_get_site (site) != first);
  g_assert_null (vt_shop_site_get_problem (site));
  g_assert_cmpuint (changes, ==, 2);
}

/* The folder is watched: nobody has to ask. */
static void
test_watched (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShopSite) site = NULL;
  guint changes = 0;

  write_theme (self, "templates/home.mustache", "<p>one</p>");
  site = vt_shop_site_new (self->path, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (site, "changed", G_CALLBACK (count_cb), &changes);
  write_theme (self, "templates/home.mustache", "{{#two}}");
  while (changes == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_nonnull (vt_shop_site_get_problem (site));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  site_test ("/shop-theme/overrides", test_overrides);
  site_test ("/shop-theme/errors", test_errors);
  site_test ("/shop-theme/cycles", test_cycles);
  site_test ("/shop-theme/last-good", test_last_good);
  site_test ("/shop-theme/watched", test_watched);

  return g_test_run ();
}
