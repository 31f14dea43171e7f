/* The demo shop's storefront, whole: every page there is, every link, in every language of the theme. */
#include "base/vt-file.h"
#include "demo/vt-demo.h"
#include "shop/vt-settings.h"
#include "shop/vt-shop.h"
#include "site/vt-site.h"

#include <string.h>

#define NOW_US G_GINT64_CONSTANT (1795000000000000)

typedef struct
{
  char *folder;
  char *path;
  VtSite *site;
  VtSnapshot *snapshot;
} Fixture;

static void
set_up (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("vitrine-demo-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "demo.vitrine", NULL);
  vt_demo_create (self->path, &error);
  g_assert_no_error (error);
  self->site = vt_site_new (self->folder, &error);
  g_assert_no_error (error);
  self->snapshot = vt_snapshot_open_folder (self->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  vt_snapshot_free (self->snapshot);
  g_assert_finalize_object (self->site);
  vt_dir_remove_all (self->folder, NULL);
  g_free (self->path);
  g_free (self->folder);
}

static char *
get (Fixture *self, const char *path, guint status)
{
  VtSiteRequest request = { .method = "GET", .path = path, .base_url = "https://shop.example", .now_us = NOW_US };
  g_autoptr (VtSiteResponse) response = vt_site_respond (self->site, self->snapshot, &request, NULL, NULL);

  g_assert_cmpuint (response->status, ==, status);
  return g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
}

static gboolean
is_text (const char *path)
{
  return !g_str_has_prefix (path, "/media/") && !g_str_has_prefix (path, "/assets/") &&
         !g_str_has_suffix (path, ".svg") && !g_str_has_suffix (path, ".png") && !g_str_has_suffix (path, ".ico");
}

/* One shopper's: rendered when it is asked for, in any language. */
static gboolean
is_personal (const char *address)
{
  return g_str_has_suffix (address, "/cart") || g_str_has_suffix (address, "/checkout") ||
         g_str_has_suffix (address, "/search");
}

static void
check_links (GHashTable *routes, const char *path, const char *html)
{
  g_autoptr (GRegex) regex = g_regex_new (" (?:href|src)=\"(/[^\"#?]*)\"|(/media/[^ \",]*)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, html, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *link = g_match_info_fetch (match, 1);
      g_autofree char *picture = g_match_info_fetch (match, 2);
      const char *address = picture != NULL && *picture != '\0' ? picture : link;

      g_autofree char *decoded = g_uri_unescape_string (address, NULL);

      if (!g_hash_table_contains (routes, decoded) && !is_personal (address))
        g_error ("“%s” leads to “%s”, which is not there", path, address);
    }
}

static void
check_all (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) routes = vt_site_list_routes (self->site, self->snapshot, &error);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint pages = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < routes->len; i++)
    g_hash_table_add (known, g_ptr_array_index (routes, i));

  for (guint i = 0; i < routes->len; i++)
    {
      const char *path = g_ptr_array_index (routes, i);
      g_autofree char *text = NULL;

      if (!is_text (path))
        continue;
      text = get (self, path, g_str_has_suffix (path, "/404") ? 404 : 200);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      if (g_str_has_prefix (text, "<!DOCTYPE html>"))
        {
          pages++;
          check_links (known, path, text);
          g_assert_null (strstr (text, "{{"));
        }
    }
  g_assert_cmpuint (pages, >, 20);
}

static gboolean
speak_job (VtDb *db, gpointer language, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_setting_set (db, "languages", "", error) && vt_setting_set (db, "shop.language", language, error);
}

static void
test_languages (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const languages[] = { "en", "th", "pt-BR", "pt-PT", "es-MX", "de" };

  /* In all its languages, then each of these alone. */
  check_all (self);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (GError) error = NULL;
      VtShop *shop = vt_shop_open (self->path, VT_SHOP_WRITE, &error);

      g_assert_no_error (error);
      vt_shop_write (shop, "Language", NULL, speak_job, (gpointer) languages[i], NULL, NULL, &error);
      g_assert_no_error (error);
      vt_shop_close (shop);
      g_assert_finalize_object (shop);
      vt_snapshot_refresh (self->snapshot, &error);
      g_assert_no_error (error);
      check_all (self);
    }
}

/* The theme's folder and what is built in are the same files. */
static void
test_theme_files (Fixture *self, G_GNUC_UNUSED gconstpointer data)
{
  static const char *const folders[] = { "css",           "js",         "strings/en", "strings/es",
                                         "strings/pt-BR", "strings/th", "templates" };
  g_autofree char *theme = vt_data_path ("theme");

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (theme, folders[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *file;

      g_assert_nonnull (dir);
      while ((file = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *name = g_build_filename (folders[i], file, NULL);

          if (vt_site_get_theme_file (self->site, name) == NULL)
            g_error ("“%s” is not listed in theme.gresource.xml", name);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/site/demo/every-page-in-every-language", Fixture, NULL, set_up, test_languages, tear_down);
  g_test_add ("/site/demo/theme-files", Fixture, NULL, set_up, test_theme_files, tear_down);

  return g_test_run ();
}
