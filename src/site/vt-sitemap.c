/* Every address there is, for search engines: an index, and a part for each sort of pages and language. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-sitemap.h"

#include "base/vt-html.h"
#include "site/vt-seo.h"
#include "site/vt-site-pages.h"

#include <string.h>

/* The protocol takes 50,000 addresses and 50 MB; with pictures and languages each of them is some 2 kB. */
#define MAX_URLS     10000
#define MAX_PICTURES 20

#define PICTURE_WIDTH 1280

static void
add_element (VtView *view, GString *out, const char *element, const char *path)
{
  g_autofree char *address = vt_seo_address (view, path);

  g_string_append_printf (out, "<%s>", element);
  vt_html_escape_append (out, address);
  g_string_append_printf (out, "</%s>", element);
}

static void
add_date (GString *out, gint64 at_us)
{
  g_autoptr (GDateTime) at = at_us > 0 ? g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = at != NULL ? g_date_time_format (at, "%Y-%m-%d") : NULL;

  if (text != NULL)
    g_string_append_printf (out, "<lastmod>%s</lastmod>", text);
}

static char *
part_path (const VtSiteSection *section, const char *language, guint number)
{
  g_autofree char *tag = g_ascii_strdown (language, -1);

  return g_strdup_printf ("/sitemap.%s.%s.%u.xml", section->name, tag, number);
}

static guint
n_parts (const GPtrArray *addresses)
{
  return (addresses->len + MAX_URLS - 1) / MAX_URLS;
}

/* Only what is served as it is: the parts of a language that nobody has put anything into are not there. */
static gboolean
for_each_part (VtView *view,
               void (*func) (VtView *view, const char *path, gint64 updated_us, gpointer data),
               gpointer data,
               GError **error)
{
  for (guint i = 0; i < vt_site_n_sections; i++)
    {
      g_autoptr (GPtrArray) addresses = vt_site_pages_collect (view, &vt_site_sections[i], error);

      if (addresses == NULL)
        return FALSE;
      for (guint language = 0; view->languages[language] != NULL; language++)
        for (guint part = 0; part < n_parts (addresses); part++)
          {
            g_autofree char *path = part_path (&vt_site_sections[i], view->languages[language], part + 1);
            gint64 updated_us = 0;

            for (guint j = part * MAX_URLS; j < MIN (addresses->len, (part + 1) * MAX_URLS); j++)
              updated_us = MAX (updated_us, ((VtSitePage *) g_ptr_array_index (addresses, j))->updated_us);
            func (view, path, updated_us, data);
          }
    }

  return TRUE;
}

static void
add_part (VtView *view, const char *path, gint64 updated_us, gpointer out)
{
  g_string_append (out, "<sitemap>");
  add_element (view, out, "loc", path);
  add_date (out, updated_us);
  g_string_append (out, "</sitemap>\n");
}

static VtSiteResponse *
respond (GString *out)
{
  return vt_site_response_new_text (200, "application/xml; charset=utf-8", g_strdup (out->str), VT_CACHE_PAGE);
}

/**
 * vt_view_sitemap:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the index of the sitemap's parts (sitemaps.org 0.9)
 */
VtSiteResponse *
vt_view_sitemap (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  g_autoptr (GString) out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                          "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");

  if (!for_each_part (self, add_part, out, error))
    return NULL;
  g_string_append (out, "</sitemapindex>\n");

  return respond (out);
}

static void
add_name (G_GNUC_UNUSED VtView *view, const char *path, G_GNUC_UNUSED gint64 updated_us, gpointer parts)
{
  g_ptr_array_add (parts, g_strdup (path));
}

/**
 * vt_sitemap_list_parts:
 * @view: a view
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the paths of the sitemap's parts
 */
GPtrArray *
vt_sitemap_list_parts (VtView *view, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  return for_each_part (view, add_name, parts, error) ? g_steal_pointer (&parts) : NULL;
}

/* The paths of a part's pages in one language. */
static GPtrArray *
list_paths (VtView *view, GPtrArray *addresses, guint from, guint n, const char *language)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *kind = NULL;

  vt_view_set_language (view, language);
  for (guint i = from; i < from + n && kind == NULL; i++)
    kind = ((VtSitePage *) g_ptr_array_index (addresses, i))->kind;
  if (kind != NULL)
    vt_view_load_texts (view, kind, addresses, from, n);
  for (guint i = from; i < from + n; i++)
    g_ptr_array_add (paths, vt_site_page_path (g_ptr_array_index (addresses, i), view));

  return paths;
}

static void
add_alternate (VtView *view, GString *out, const char *language, const char *path)
{
  g_autofree char *address = vt_seo_address (view, path);

  g_string_append_printf (out, "<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"", language);
  vt_html_escape_append (out, address);
  g_string_append (out, "\"/>");
}

static void
add_pictures (VtView *view, GString *out, const VtSitePage *address)
{
  for (guint i = 0; i < MIN (address->pictures->len, MAX_PICTURES); i++)
    {
      const VtSitePicture *picture = &g_array_index (address->pictures, VtSitePicture, i);
      g_autofree char *path = vt_model_picture_url (picture->sha256, picture->width, PICTURE_WIDTH);

      g_string_append (out, "<image:image>");
      add_element (view, out, "image:loc", path);
      g_string_append (out, "</image:image>");
    }
}

static void
add_page (VtView *view, GString *out, const VtSitePage *address, GPtrArray *paths, guint language, guint index)
{
  g_string_append (out, "<url>");
  add_element (view, out, "loc", g_ptr_array_index ((GPtrArray *) g_ptr_array_index (paths, language), index));
  add_date (out, address->updated_us);
  for (guint i = 0; paths->len > 1 && i < paths->len; i++)
    add_alternate (view, out, view->languages[i],
                   g_ptr_array_index ((GPtrArray *) g_ptr_array_index (paths, i), index));
  if (paths->len > 1)
    add_alternate (view, out, "x-default", g_ptr_array_index ((GPtrArray *) g_ptr_array_index (paths, 0), index));
  add_pictures (view, out, address);
  g_string_append (out, "</url>\n");
}

static VtSiteResponse *
show_part (VtView *view, GPtrArray *addresses, guint language, guint number)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GString) out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                          "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                                          "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\" "
                                          "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n");
  guint from = (number - 1) * MAX_URLS;
  guint n = MIN (MAX_URLS, addresses->len - from);

  for (guint i = 0; view->languages[i] != NULL; i++)
    g_ptr_array_add (paths, list_paths (view, addresses, from, n, view->languages[i]));
  for (guint i = 0; i < n; i++)
    add_page (view, out, g_ptr_array_index (addresses, from + i), paths, language, i);
  g_string_append (out, "</urlset>\n");

  return respond (out);
}

/**
 * vt_view_sitemap_part:
 * @self: a view
 * @name: what stands behind "/sitemap.": "products.pt-br.1.xml"
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): a part of the sitemap (sitemaps.org 0.9), with the other languages of each page
 * and Google's pictures; %NULL without @error when there is no such part
 */
VtSiteResponse *
vt_view_sitemap_part (VtView *self, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat ("/sitemap.", name, NULL);

  for (guint i = 0; i < vt_site_n_sections; i++)
    {
      g_autoptr (GPtrArray) addresses = NULL;

      if (!g_str_has_prefix (name, vt_site_sections[i].name))
        continue;
      addresses = vt_site_pages_collect (self, &vt_site_sections[i], error);
      if (addresses == NULL)
        return NULL;
      for (guint language = 0; self->languages[language] != NULL; language++)
        for (guint number = 1; number <= n_parts (addresses); number++)
          {
            g_autofree char *known = part_path (&vt_site_sections[i], self->languages[language], number);

            if (strcmp (known, path) == 0)
              return show_part (self, addresses, language, number);
          }
    }

  return NULL;
}

/**
 * vt_view_robots:
 * @self: a view
 * @argument: not used
 * @error: not used
 *
 * What search engines should leave alone (RFC 9309): what is one shopper's, and lists narrowed by a query, of which
 * there are more than pages. Addresses of variants are in the structured data, so they stay open, and so does a search,
 * which names the plain one as its canonical address.
 *
 * Returns: (transfer full): robots.txt
 */
VtSiteResponse *
vt_view_robots (VtView *self, G_GNUC_UNUSED const char *argument, G_GNUC_UNUSED GError **error)
{
  static const char *const closed[] = { "/cart", "/checkout", "/orders/" };
  g_autoptr (GString) out = g_string_new ("User-agent: *\n");
  g_autofree char *sitemap = vt_seo_address (self, "/sitemap.xml");

  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      vt_view_set_language (self, self->languages[i]);
      for (guint j = 0; j < G_N_ELEMENTS (closed); j++)
        {
          g_autofree char *path = vt_view_path (self, closed[j]);

          g_string_append_printf (out, "Disallow: %s\n", path);
        }
    }
  g_string_append_printf (out,
                          "Disallow: /api/\nDisallow: /*?\nAllow: /*?variant=\n"
                          "Allow: /*search?q=\nDisallow: /*search?q=*&\n\nSitemap: %s\n",
                          sitemap);

  return vt_site_response_new_text (200, "text/plain; charset=utf-8", g_strdup (out->str), VT_CACHE_PAGE);
}
