/* Owns the table product_video: a product's films have the positions 0, 1, 2… without gaps. */
#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-product-video.h"

#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define URL_MAX_BYTES 2048

/**
 * vt_video_free:
 * @self: (nullable): a film
 */
void
vt_video_free (VtVideo *self)
{
  if (self == NULL)
    return;

  g_free (self->url);
  g_free (self->title);
  g_free (self);
}

/**
 * vt_product_list_videos:
 * @db: a shop's database or a public catalogue
 * @product_id: a product
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtVideo): its films in their order
 */
GPtrArray *
vt_product_list_videos (VtDb *db, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) videos = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_video_free);
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, "SELECT id, url, title FROM product_video WHERE product_id = ?1 ORDER BY position, id /* of ?1 */", error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, product_id, error))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      VtVideo *video = g_new0 (VtVideo, 1);

      video->id = vt_stmt_get_int (stmt, 0);
      video->url = vt_stmt_dup_text (stmt, 1);
      video->title = vt_stmt_dup_text (stmt, 2);
      g_ptr_array_add (videos, video);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&videos) : NULL;
}

/* Shoppers are sent there: nothing but https, and nobody's name or password in it. */
static char *
check_url (const char *url, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (url != NULL ? url : ""));
  g_autoptr (GUri) uri = NULL;

  if (strlen (text) <= URL_MAX_BYTES)
    uri = g_uri_parse (text, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 || g_uri_get_host (uri) == NULL ||
      strchr (g_uri_get_host (uri), '.') == NULL || g_uri_get_userinfo (uri) != NULL)
    {
      vt_catalogue_invalid (error, _ ("“%s” is no link to a film; it begins with https://"), text);
      return NULL;
    }

  return g_uri_to_string (uri);
}

static GArray *
read_order (VtDb *db, gint64 product_id, GError **error)
{
  g_autoptr (GPtrArray) videos = vt_product_list_videos (db, product_id, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (videos == NULL)
    return NULL;

  for (guint i = 0; i < videos->len; i++)
    g_array_append_val (ids, ((VtVideo *) g_ptr_array_index (videos, i))->id);

  return g_steal_pointer (&ids);
}

static gboolean
write_order (VtDb *db, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!vt_db_run (db, error, "UPDATE product_video SET position = ?2 WHERE id = ?1 AND position <> ?2", "ii",
                    g_array_index (ids, gint64, i), (gint64) i))
      return FALSE;

  return TRUE;
}

static void
insert_at (GArray *ids, int position, gint64 id)
{
  guint at = position < 0 || (guint) position > ids->len ? ids->len : (guint) position;

  g_array_insert_val (ids, at, id);
}

static void
remove_id (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      {
        g_array_remove_index (ids, i);
        return;
      }
}

static gboolean
find_product (VtDb *db, gint64 video_id, gint64 *product_id, GError **error)
{
  return vt_catalogue_found (
      vt_db_get (db, error, product_id, "SELECT product_id FROM product_video WHERE id = ?1", "i", video_id),
      _ ("The film is not in the shop any more"), error);
}

/**
 * vt_product_add_video:
 * @db: the connection of a #VtShopJob
 * @product_id: a product
 * @url: where the film is: an address of https
 * @title: (nullable): what it shows, one line up to 255 characters
 * @position: from 0; -1 or more than there are is the end
 * @video_id: (out) (optional): id of the new row
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether the product has the film now
 */
gboolean
vt_product_add_video (VtDb *db,
                      gint64 product_id,
                      const char *url,
                      const char *title,
                      int position,
                      gint64 *video_id,
                      GError **error)
{
  g_autofree char *address = check_url (url, error);
  g_autofree char *line =
      address != NULL ? vt_catalogue_check_line (title, _ ("film's title"), VT_TITLE_MAX_CHARS, FALSE, error) : NULL;
  g_autoptr (GArray) ids = NULL;
  gint64 new_id = vt_id_new ();
  gint64 found = 0;

  if (line == NULL ||
      !vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM product WHERE id = ?1", "i", product_id),
                           _ ("The product is not in the shop any more"), error))
    return FALSE;

  ids = read_order (db, product_id, error);
  if (ids == NULL)
    return FALSE;
  if (ids->len >= VT_VIDEOS_MAX)
    return vt_catalogue_invalid (error, _ ("A product can have up to %d films; remove some"), VT_VIDEOS_MAX);

  insert_at (ids, position, new_id);
  if (!vt_db_run (db, error,
                  "INSERT INTO product_video (id, product_id, position, url, title) VALUES (?1, ?2, ?3, ?4, ?5)",
                  "iiiss", new_id, product_id, (gint64) ids->len - 1, address, line) ||
      !write_order (db, ids, error))
    return FALSE;

  if (video_id != NULL)
    *video_id = new_id;
  return vt_product_touch (db, product_id, error);
}

/**
 * vt_video_set:
 * @db: the connection of a #VtShopJob
 * @video_id: a film
 * @url: an address of https
 * @title: (nullable): what it shows, one line up to 255 characters
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that address and title now
 */
gboolean
vt_video_set (VtDb *db, gint64 video_id, const char *url, const char *title, GError **error)
{
  g_autofree char *address = check_url (url, error);
  g_autofree char *line =
      address != NULL ? vt_catalogue_check_line (title, _ ("film's title"), VT_TITLE_MAX_CHARS, FALSE, error) : NULL;
  gint64 product_id = 0;

  if (line == NULL || !find_product (db, video_id, &product_id, error) ||
      !vt_db_run (db, error,
                  "UPDATE product_video SET url = ?2, title = ?3 WHERE id = ?1 AND (url, title) IS NOT (?2, ?3)", "iss",
                  video_id, address, line))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_product_touch (db, product_id, error);
}

/**
 * vt_video_move:
 * @db: the connection of a #VtShopJob
 * @video_id: a film
 * @position: where it shall be among its product's, from 0; -1 or more than there are is the end
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_video_move (VtDb *db, gint64 video_id, int position, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  gint64 product_id = 0;

  if (!find_product (db, video_id, &product_id, error))
    return FALSE;
  ids = read_order (db, product_id, error);
  if (ids == NULL)
    return FALSE;
  remove_id (ids, video_id);
  insert_at (ids, position, video_id);

  return write_order (db, ids, error) && vt_product_touch (db, product_id, error);
}

/**
 * vt_video_remove:
 * @db: the connection of a #VtShopJob
 * @video_id: a film
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_video_remove (VtDb *db, gint64 video_id, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  gint64 product_id = 0;

  if (!find_product (db, video_id, &product_id, error))
    return FALSE;
  ids = read_order (db, product_id, error);
  if (ids == NULL)
    return FALSE;
  remove_id (ids, video_id);

  return vt_db_run (db, error, "DELETE FROM product_video WHERE id = ?1", "i", video_id) &&
         write_order (db, ids, error) && vt_product_touch (db, product_id, error);
}

/**
 * vt_video_get_site:
 * @url: address of a film
 *
 * Returns: (transfer full): who shows it, for a label: "YouTube", "Vimeo" or the address's host
 */
char *
vt_video_get_site (const char *url)
{
  static const char *const names[][2] = {
    { "youtube.com", "YouTube" }, { "youtu.be", "YouTube" },        { "vimeo.com", "Vimeo" },
    { "tiktok.com", "TikTok" },   { "instagram.com", "Instagram" }, { "facebook.com", "Facebook" },
  };
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "";

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize tail = strlen (host) - MIN (strlen (host), strlen (names[i][0]));

      if (g_ascii_strcasecmp (host + tail, names[i][0]) == 0 && (tail == 0 || host[tail - 1] == '.'))
        return g_strdup (names[i][1]);
    }

  return g_strdup (g_str_has_prefix (host, "www.") ? host + strlen ("www.") : host);
}
