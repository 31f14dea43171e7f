#include "site-fixture.h"

#include "base/vt-file.h"

#include <libsoup/soup.h>
#include <string.h>

static gboolean
fill_job (VtDb *db, G_GNUC_UNUSED gpointer data, G_GNUC_UNUSED GCancellable *cancellable, G_GNUC_UNUSED GError **error)
{
  vt_test_shop_fill (db);
  return TRUE;
}

void
site_fixture_write (SiteFixture *self, VtShopJob job, gpointer data)
{
  g_autoptr (GError) error = NULL;

  vt_shop_write (self->shop, "Edit", NULL, job, data, NULL, NULL, &error);
  g_assert_no_error (error);
  if (self->snapshot != NULL)
    vt_snapshot_refresh (self->snapshot, &error);
  g_assert_no_error (error);
}

void
site_fixture_set_up (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("vitrine-site-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "test.vitrine", NULL);
  self->shop = vt_shop_create (self->path, "Casa Lume", "EUR", "en", &error);
  g_assert_no_error (error);
  site_fixture_write (self, fill_job, NULL);
  self->site = vt_site_new (self->folder, &error);
  g_assert_no_error (error);
  self->snapshot = vt_snapshot_open_folder (self->path, &error);
  g_assert_no_error (error);
  self->request.base_url = "https://shop.example";
  self->request.now_us = VT_TEST_NOW_US;
}

void
site_fixture_tear_down (SiteFixture *self, G_GNUC_UNUSED gconstpointer data)
{
  vt_snapshot_free (self->snapshot);
  vt_shop_close (self->shop);
  g_assert_finalize_object (self->shop);
  g_assert_finalize_object (self->site);
  vt_dir_remove_all (self->folder, NULL);
  g_free (self->path);
  g_free (self->folder);
}

static VtSiteResponse *
ask (SiteFixture *self, const char *method, const char *address, const char *form)
{
  const char *mark = strchr (address, '?');
  g_autofree char *path = mark != NULL ? g_strndup (address, (gsize) (mark - address)) : g_strdup (address);
  g_autoptr (GHashTable) query = mark != NULL ? soup_form_decode (mark + 1) : NULL;
  g_autoptr (GHashTable) fields = form != NULL ? soup_form_decode (form) : NULL;
  VtSiteRequest request = self->request;

  request.method = method;
  request.path = path;
  request.query = query;
  request.query_text = mark != NULL ? mark + 1 : NULL;
  request.form = fields;
  return vt_site_respond (self->site, self->snapshot, &request, &self->backend, NULL);
}

VtSiteResponse *
site_get (SiteFixture *self, const char *address)
{
  return ask (self, "GET", address, NULL);
}

VtSiteResponse *
site_post (SiteFixture *self, const char *path, const char *form)
{
  return ask (self, "POST", path, form);
}

/* Pages end in a NUL here: what is compared is text. */
const char *
site_text (const VtSiteResponse *response)
{
  gsize length;
  const char *data = g_bytes_get_data (response->body, &length);

  g_assert_true (g_utf8_validate_len (data, length, NULL));
  return data;
}

char *
site_get_text (SiteFixture *self, const char *address, guint status)
{
  g_autoptr (VtSiteResponse) response = site_get (self, address);
  char *text = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));

  if (response->status != status)
    g_error ("%s: %u instead of %u: %s", address, response->status, status, text);
  return text;
}
