#define G_LOG_DOMAIN "vt-catalogue"

/* Writing of photo: a product's pictures have the positions 0, 1, 2… without gaps. */

#include "base/vt-hash.h"
#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>

static gboolean
find_product (VtDb *db, gint64 photo_id, gint64 *product_id, GError **error)
{
  return vt_catalogue_found (
      vt_db_get (db, error, product_id, "SELECT product_id FROM photo WHERE id = ?1", "i", photo_id),
      _ ("The picture is not in the shop any more"), error);
}

static GArray *
read_order (VtDb *db, gint64 product_id, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id FROM photo WHERE product_id = ?1 ORDER BY position, id", error);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, product_id, error))
    return NULL;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
write_order (VtDb *db, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!vt_db_run (db, error, "UPDATE photo SET position = ?2 WHERE id = ?1 AND position <> ?2", "ii",
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

/**
 * vt_product_add_photo:
 * @db: the connection of a #VtShopJob
 * @id: a product
 * @sha256: name of a media of the shop; see vt_media_add()
 * @alt: (nullable): what the picture shows, one line up to 1000 characters
 * @position: from 0; -1 or more than there are is the end
 * @photo_id: (out) (optional): id of the new photo
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether the product has the picture now
 */
gboolean
vt_product_add_photo (VtDb *db,
                      gint64 id,
                      const char *sha256,
                      const char *alt,
                      int position,
                      gint64 *photo_id,
                      GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (alt, _ ("alternative text"), VT_ALT_MAX_CHARS, FALSE, error);
  g_autoptr (GArray) ids = NULL;
  gint64 found = 0;
  gint64 new_id = vt_id_new ();

  if (line == NULL ||
      !vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM product WHERE id = ?1", "i", id),
                           _ ("The product is not in the shop any more"), error) ||
      !vt_catalogue_found (vt_db_get (db, error, &found, "SELECT size FROM media WHERE sha256 = ?1", "s", sha256),
                           _ ("The picture's file is not in the shop; add it again"), error))
    return FALSE;

  ids = read_order (db, id, error);
  if (ids == NULL)
    return FALSE;
  if (ids->len >= VT_PHOTOS_MAX)
    return vt_catalogue_invalid (error, _ ("A product can have up to %d pictures; remove some"), VT_PHOTOS_MAX);

  insert_at (ids, position, new_id);
  if (!vt_db_run (db, error, "INSERT INTO photo (id, product_id, position, sha256, alt) VALUES (?1, ?2, ?3, ?4, ?5)",
                  "iiiss", new_id, id, (gint64) ids->len - 1, sha256, line) ||
      !write_order (db, ids, error))
    return FALSE;

  if (photo_id != NULL)
    *photo_id = new_id;
  return vt_product_touch (db, id, error);
}

/**
 * vt_photo_remove:
 * @db: the connection of a #VtShopJob
 * @photo_id: a photo
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Takes the picture off its product and off the variants that show it. The file stays in media/.
 *
 * Returns: whether it is gone
 */
gboolean
vt_photo_remove (VtDb *db, gint64 photo_id, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  gint64 product_id = 0;

  if (!find_product (db, photo_id, &product_id, error))
    return FALSE;
  ids = read_order (db, product_id, error);
  if (ids == NULL)
    return FALSE;
  remove_id (ids, photo_id);

  return vt_db_run (db, error, "UPDATE variant SET photo_id = NULL WHERE photo_id = ?1", "i", photo_id) &&
         vt_translation_remove (db, "photo", photo_id, error) &&
         vt_db_run (db, error, "DELETE FROM photo WHERE id = ?1", "i", photo_id) && write_order (db, ids, error) &&
         vt_product_touch (db, product_id, error);
}

/**
 * vt_photo_move:
 * @db: the connection of a #VtShopJob
 * @photo_id: a photo
 * @position: where it shall be among its product's, from 0; -1 or more than there are is the end
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_photo_move (VtDb *db, gint64 photo_id, int position, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  gint64 product_id = 0;

  if (!find_product (db, photo_id, &product_id, error))
    return FALSE;
  ids = read_order (db, product_id, error);
  if (ids == NULL)
    return FALSE;
  remove_id (ids, photo_id);
  insert_at (ids, position, photo_id);

  return write_order (db, ids, error) && vt_product_touch (db, product_id, error);
}

/**
 * vt_photo_set_media:
 * @db: the connection of a #VtShopJob
 * @photo_id: a photo
 * @sha256: name of a media of the shop, such as the photo cropped; see vt_media_edit()
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Puts another picture in the place of one: its position, its words and the variants that show it stay. The file that
 * it had stays in media/.
 *
 * Returns: whether it is that picture now
 */
gboolean
vt_photo_set_media (VtDb *db, gint64 photo_id, const char *sha256, GError **error)
{
  gint64 product_id = 0;
  gint64 size = 0;

  if (!find_product (db, photo_id, &product_id, error) ||
      !vt_catalogue_found (vt_db_get (db, error, &size, "SELECT size FROM media WHERE sha256 = ?1", "s", sha256),
                           _ ("The picture's file is not in the shop; add it again"), error) ||
      !vt_db_run (db, error, "UPDATE photo SET sha256 = ?2 WHERE id = ?1 AND sha256 <> ?2", "is", photo_id, sha256))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_product_touch (db, product_id, error);
}

/**
 * vt_photo_set_alt:
 * @db: the connection of a #VtShopJob
 * @photo_id: a photo
 * @alt: (nullable): what the picture shows, one line up to 1000 characters; "" for none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that text now
 */
gboolean
vt_photo_set_alt (VtDb *db, gint64 photo_id, const char *alt, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (alt, _ ("alternative text"), VT_ALT_MAX_CHARS, FALSE, error);
  gint64 product_id = 0;

  if (line == NULL || !find_product (db, photo_id, &product_id, error) ||
      !vt_db_run (db, error, "UPDATE photo SET alt = ?2 WHERE id = ?1 AND alt <> ?2", "is", photo_id, line))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_product_touch (db, product_id, error);
}
