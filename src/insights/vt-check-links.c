/* Links inside the shop: what each of them leads to is looked up in the list of all that there is. */
#define G_LOG_DOMAIN "vt-insights"

#include "insights/vt-check-private.h"

#include "base/vt-text.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-scan.h"
#include "content/vt-live.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "shop/vt-old-handle.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Addresses that every shop has. */
static const char *const fixed[] = { "/",         "/collections/all", "/search",     "/cart",
                                     "/checkout", "/contact",         "/sitemap.xml" };

static void
add (GHashTable *set, const char *folder, const char *handle)
{
  g_hash_table_add (set, g_strconcat (folder, handle, NULL));
}

static gboolean
gather_products (VtCheck *self, GError **error)
{
  g_auto (GStrv) handles = vt_product_scan_handles (self->db, error);

  for (guint i = 0; handles != NULL && handles[i] != NULL; i++)
    add (self->addresses, "/products/", handles[i]);

  return handles != NULL;
}

static gboolean
gather_others (VtCheck *self, GError **error)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (self->db, error);
  g_autoptr (GPtrArray) pages = collections != NULL ? vt_page_list (self->db, error) : NULL;
  VtPostQuery query = { FALSE, self->now_us, 0, 0 };
  g_autoptr (GPtrArray) posts = pages != NULL ? vt_post_list (self->db, &query, error) : NULL;
  g_autoptr (GPtrArray) lives = posts != NULL ? vt_live_list (self->db, FALSE, error) : NULL;

  if (lives == NULL)
    return FALSE;

  for (guint i = 0; i < collections->len; i++)
    add (self->addresses, "/collections/", ((VtCollection *) g_ptr_array_index (collections, i))->handle);
  for (guint i = 0; i < pages->len; i++)
    if (((VtPage *) g_ptr_array_index (pages, i))->active)
      add (self->addresses, "/pages/", ((VtPage *) g_ptr_array_index (pages, i))->handle);
  for (guint i = 0; i < posts->len; i++)
    add (self->addresses, "/blog/", ((VtPost *) g_ptr_array_index (posts, i))->handle);
  for (guint i = 0; i < lives->len; i++)
    add (self->addresses, "/live/", ((VtLive *) g_ptr_array_index (lives, i))->handle);
  /* Where there is nothing to list there is no list. */
  if (posts->len > 0)
    add (self->addresses, "/blog", "");
  if (lives->len > 0)
    add (self->addresses, "/live", "");

  return TRUE;
}

static gboolean
gather_moved (VtCheck *self, GError **error)
{
  static const struct
  {
    const char *kind, *folder;
  } folders[] = { { "product", "/products/" },
                  { "collection", "/collections/" },
                  { "page", "/pages/" },
                  { "post", "/blog/" },
                  { "live_event", "/live/" } };
  g_autoptr (GPtrArray) old = vt_old_handle_list_all (self->db, error);

  for (guint i = 0; old != NULL && i < old->len; i++)
    {
      const VtOldHandle *handle = g_ptr_array_index (old, i);

      for (guint j = 0; j < G_N_ELEMENTS (folders); j++)
        if (g_str_equal (folders[j].kind, handle->kind))
          g_hash_table_insert (self->moved, g_strconcat (folders[j].folder, handle->handle, NULL),
                               g_strconcat (folders[j].folder, handle->target, NULL));
    }

  return old != NULL;
}

/* Notes every address that a link can lead to. */
gboolean
vt_check_gather_addresses (VtCheck *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_hash_table_add (self->addresses, g_strdup (fixed[i]));

  return gather_products (self, error) && gather_others (self, error) && gather_moved (self, error);
}

/* What a link leads to, as far as the shop is concerned: without query, fragment and language; %NULL for a place of the
 * page itself. */
static char *
get_path (VtCheck *self, const char *target)
{
  g_autofree char *path = g_strndup (target, strcspn (target, "?#"));
  g_autofree char *plain = g_uri_unescape_string (path, NULL);
  gsize length;

  if (plain == NULL)
    plain = g_strdup (path);
  length = strlen (plain);
  if (length == 0)
    return NULL;

  while (length > 1 && plain[length - 1] == '/')
    plain[--length] = '\0';
  for (guint i = 1; self->languages[i] != NULL; i++)
    {
      g_autofree char *tag = g_ascii_strdown (self->languages[i], -1);
      g_autofree char *prefix = g_strconcat ("/", tag, NULL);

      if (g_str_equal (plain, prefix))
        return g_strdup ("/");
      if (g_str_has_prefix (plain, prefix) && plain[strlen (prefix)] == '/')
        return g_strdup (plain + strlen (prefix));
    }

  return g_steal_pointer (&plain);
}

/* Files and forms of the storefront are not things that can be missing. */
static gboolean
is_file (const char *path)
{
  return g_str_has_prefix (path, "/media/") || g_str_has_prefix (path, "/assets/") ||
         g_str_has_prefix (path, "/api/") || g_str_has_prefix (path, "/favicon");
}

/* Looks at where a link of @thing leads. */
void
vt_check_link (VtCheck *self, const VtCheckThing *thing, const char *field, const char *target)
{
  g_autofree char *path = NULL;
  const char *now_at;

  if (g_ascii_strncasecmp (target, "http://", strlen ("http://")) == 0)
    {
      g_autofree char *cut = vt_text_ellipsise (target, 80);

      vt_check_addf (self, VT_CHECK_INSECURE, thing, field, _ ("“%s” is not encrypted; write https:"), cut);
      return;
    }
  if (*target != '/' || target[1] == '/')
    return;

  path = get_path (self, target);
  if (path == NULL || is_file (path) || g_hash_table_contains (self->addresses, path))
    return;

  now_at = g_hash_table_lookup (self->moved, path);
  if (now_at != NULL && g_hash_table_contains (self->addresses, now_at))
    vt_check_addf (self, VT_CHECK_MOVED, thing, field, _ ("“%s” is “%s” now; link that"), path, now_at);
  else
    vt_check_addf (self, VT_CHECK_LINK, thing, field, _ ("“%s” is not there; link something else, or nothing"), path);
}
