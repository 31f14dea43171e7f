#define G_LOG_DOMAIN "vt-catalogue"

/* Owner of collection. */

#include "catalogue/vt-collection.h"

#include "base/vt-handle.h"
#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>

#define SELECT_COLLECTION                                                                                                         \
  "SELECT collection.id, collection.handle, collection.title, collection.description_html, collection.position, "                 \
  "collection.parent_id, collection.sha256, media.width, media.height, collection.seo_title, "                                    \
  "collection.seo_description, "                                                                                                  \
  "(SELECT count (*) FROM collection_product AS member CROSS JOIN product ON product.id = member.product_id "                     \
  "WHERE member.collection_id = collection.id AND product.status = 'active'), collection.rule_match, coalesce (media.ground, 0) " \
  "FROM collection LEFT JOIN media ON media.sha256 = collection.sha256 "

/**
 * vt_collection_free:
 * @self: (nullable): a collection
 *
 * Frees it.
 */
void
vt_collection_free (VtCollection *self)
{
  if (self == NULL)
    return;

  g_free (self->handle);
  g_free (self->title);
  g_free (self->description_html);
  g_free (self->sha256);
  g_free (self->seo_title);
  g_free (self->seo_description);
  g_free (self);
}

static VtCollection *
collection_from_row (VtStmt *stmt)
{
  VtCollection *self = g_new0 (VtCollection, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->handle = vt_stmt_dup_text (stmt, 1);
  self->title = vt_stmt_dup_text (stmt, 2);
  self->description_html = vt_stmt_dup_text (stmt, 3);
  self->position = (int) vt_stmt_get_int (stmt, 4);
  self->parent_id = vt_stmt_get_int (stmt, 5);
  self->sha256 = vt_stmt_dup_text (stmt, 6);
  self->width = (int) vt_stmt_get_int (stmt, 7);
  self->height = (int) vt_stmt_get_int (stmt, 8);
  self->seo_title = vt_stmt_dup_text (stmt, 9);
  self->seo_description = vt_stmt_dup_text (stmt, 10);
  self->n_products = vt_stmt_get_int (stmt, 11);
  vt_rules_match_from_string (vt_stmt_get_text (stmt, 12), &self->rule_match);
  self->ground = vt_stmt_get_int (stmt, 13);

  return self;
}

static GPtrArray *
read_collections (VtStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) collections = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_collection_free);
  VtStep step;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (collections, collection_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&collections) : NULL;
}

/**
 * vt_collection_load:
 * @db: a shop's database or a public catalogue
 * @id: the collection's id
 * @error: %VT_CATALOGUE_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the collection as it is at this moment
 */
VtCollection *
vt_collection_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_COLLECTION "WHERE collection.id = ?1", error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error) ||
      !vt_catalogue_found (vt_stmt_step (stmt, error), _ ("The collection is not in the shop any more"), error))
    return NULL;

  return collection_from_row (stmt);
}

/**
 * vt_collection_find_by_handle:
 * @db: a shop's database or a public catalogue
 * @handle: the collection's handle
 * @error: %VT_CATALOGUE_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the collection as it is at this moment
 */
VtCollection *
vt_collection_find_by_handle (VtDb *db, const char *handle, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_COLLECTION "WHERE collection.handle = ?1", error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, handle, error))
    return NULL;

  step = vt_stmt_step (stmt, error);
  if (step == VT_STEP_DONE)
    g_set_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND, _ ("No collection has the handle “%s”"),
                 handle);

  return step == VT_STEP_ROW ? collection_from_row (stmt) : NULL;
}

/**
 * vt_collection_list:
 * @db: a shop's database or a public catalogue
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtCollection): all collections in the merchant's order
 */
GPtrArray *
vt_collection_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_COLLECTION "ORDER BY collection.position, collection.id", error);

  return stmt != NULL ? read_collections (stmt, error) : NULL;
}

/**
 * vt_collection_list_of_product:
 * @db: a shop's database or a public catalogue
 * @product_id: a product
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable) (element-type VtCollection): those that it is in, in the merchant's order
 */
GPtrArray *
vt_collection_list_of_product (VtDb *db, gint64 product_id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      SELECT_COLLECTION "WHERE collection.id IN (SELECT collection_id FROM collection_product WHERE product_id = ?1) "
                        "ORDER BY collection.position, collection.id",
      error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, product_id, error))
    return NULL;

  return read_collections (stmt, error);
}

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;

  return vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM collection WHERE id = ?1", "i", id),
                             _ ("The collection is not in the shop any more"), error);
}

static char *
check_handle (VtDb *db, const char *handle, const char *title, GError **error)
{
  static const char is_taken[] =
      "SELECT id FROM collection WHERE handle = ?1 UNION ALL SELECT 1 WHERE ?1 = 'all' UNION ALL "
      "SELECT row_id FROM translation WHERE field = 'handle' AND kind = 'collection' AND value = ?1 LIMIT 1";
  gint64 owner = 0;
  VtStep step;

  if (handle == NULL)
    return vt_catalogue_free_handle (db, is_taken, title, "collection", error);

  if (!vt_handle_is_valid (handle))
    {
      vt_catalogue_invalid (error, _ ("“%s” cannot be an address; use small letters, digits and single hyphens"),
                            handle);
      return NULL;
    }
  step = vt_db_get (db, error, &owner, is_taken, "s", handle);
  if (step == VT_STEP_ROW)
    g_set_error (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_TAKEN,
                 _ ("Another collection has the address “%s”; choose another one"), handle);

  return step == VT_STEP_DONE ? g_strdup (handle) : NULL;
}

/**
 * vt_collection_create:
 * @db: the connection of a #VtShopJob
 * @title: its name: one line of 1 to 255 characters
 * @handle: (nullable): its part of the address; %NULL makes one from @title
 * @parent_id: the collection that it is a part of; 0 for none
 * @id: (out) (optional): id of the new collection
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Makes a collection without products, after all the others.
 *
 * Returns: whether it was made
 */
gboolean
vt_collection_create (VtDb *db, const char *title, const char *handle, gint64 parent_id, gint64 *id, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (title, _ ("title"), VT_TITLE_MAX_CHARS, TRUE, error);
  g_autofree char *own_handle = NULL;
  gint64 new_id = vt_id_new ();

  if (line == NULL || (parent_id != 0 && !check_exists (db, parent_id, error)))
    return FALSE;
  own_handle = check_handle (db, handle, line, error);
  if (own_handle == NULL)
    return FALSE;

  if (!vt_db_run (db, error,
                  "INSERT INTO collection (id, handle, title, parent_id, position) VALUES (?1, ?2, ?3, nullif (?4, 0), "
                  "(SELECT coalesce (max (position) + 1, 0) FROM collection))",
                  "issi", new_id, own_handle, line, parent_id) ||
      !vt_old_handle_take_over (db, "collection", own_handle, error))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_collection_set_title:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @title: its name: one line of 1 to 255 characters
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that title now
 */
gboolean
vt_collection_set_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (title, _ ("title"), VT_TITLE_MAX_CHARS, TRUE, error);

  return line != NULL && check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE collection SET title = ?2 WHERE id = ?1 AND title <> ?2", "is", id, line);
}

/**
 * vt_collection_set_handle:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @handle: its part of the address; see vt_handle_is_valid()
 * @error: %VT_CATALOGUE_ERROR_TAKEN when another collection has it, or another #VtCatalogueError or #VtDbError
 *
 * Gives the collection another address. Visitors of the one that it had are sent on; see vt_address_find_row().
 *
 * Returns: whether it has that handle now
 */
gboolean
vt_collection_set_handle (VtDb *db, gint64 id, const char *handle, GError **error)
{
  g_autoptr (VtCollection) collection = vt_collection_load (db, id, error);
  g_autofree char *checked = NULL;

  if (collection == NULL)
    return FALSE;
  if (g_strcmp0 (collection->handle, handle) == 0)
    return TRUE;
  checked = check_handle (db, handle != NULL ? handle : "", collection->title, error);

  return checked != NULL && vt_old_handle_keep (db, "collection", collection->handle, id, error) &&
         vt_old_handle_take_over (db, "collection", checked, error) &&
         vt_db_run (db, error, "UPDATE collection SET handle = ?2 WHERE id = ?1", "is", id, checked);
}

/* Whether @id is @of or one of those that @of is a part of. */
static gboolean
is_above (VtDb *db, gint64 id, gint64 of, gboolean *above, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found,
                           "WITH RECURSIVE up (id) AS (SELECT ?2 UNION "
                           "SELECT parent_id FROM collection JOIN up ON collection.id = up.id "
                           "WHERE parent_id IS NOT NULL) SELECT id FROM up WHERE id = ?1",
                           "ii", id, of);

  *above = step == VT_STEP_ROW;
  return step != VT_STEP_ERROR;
}

/**
 * vt_collection_set_parent:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @parent_id: the one that it is a part of; 0 for none
 * @error: %VT_CATALOGUE_ERROR_INVALID when that one is a part of it, or another #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is a part of that one now
 */
gboolean
vt_collection_set_parent (VtDb *db, gint64 id, gint64 parent_id, GError **error)
{
  gboolean above = FALSE;

  if (!check_exists (db, id, error) || (parent_id != 0 && !check_exists (db, parent_id, error)) ||
      !is_above (db, id, parent_id, &above, error))
    return FALSE;
  if (above)
    return vt_catalogue_invalid (error, _ ("A collection cannot be a part of itself or of its own parts"));

  return vt_db_run (
      db, error, "UPDATE collection SET parent_id = nullif (?2, 0) WHERE id = ?1 AND parent_id IS NOT nullif (?2, 0)",
      "ii", id, parent_id);
}

/**
 * vt_collection_move:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @position: where it shall be among all, from 0; -1 or more than there are is the end
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_collection_move (VtDb *db, gint64 id, int position, GError **error)
{
  g_autoptr (GPtrArray) collections = check_exists (db, id, error) ? vt_collection_list (db, error) : NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (collections == NULL)
    return FALSE;

  for (guint i = 0; i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);

      if (collection->id != id)
        g_array_append_val (ids, collection->id);
    }
  g_array_insert_val (ids, position < 0 || (guint) position > ids->len ? ids->len : (guint) position, id);
  for (guint i = 0; i < ids->len; i++)
    if (!vt_db_run (db, error, "UPDATE collection SET position = ?2 WHERE id = ?1 AND position <> ?2", "ii",
                    g_array_index (ids, gint64, i), (gint64) i))
      return FALSE;

  return TRUE;
}

/**
 * vt_collection_set_description_html:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @html: (nullable): any HTML up to 512 KB; what the allow-list does not know is taken out
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that description now
 */
gboolean
vt_collection_set_description_html (VtDb *db, gint64 id, const char *html, GError **error)
{
  g_autofree char *clean = vt_catalogue_check_html (html, error);

  return clean != NULL && check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE collection SET description_html = ?2 WHERE id = ?1 AND description_html <> ?2",
                    "is", id, clean);
}

/**
 * vt_collection_set_picture:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @sha256: (nullable): name of a media of the shop; see vt_media_add(); %NULL for none
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that picture now
 */
gboolean
vt_collection_set_picture (VtDb *db, gint64 id, const char *sha256, GError **error)
{
  gint64 found = 0;

  if (!check_exists (db, id, error) ||
      (sha256 != NULL &&
       !vt_catalogue_found (vt_db_get (db, error, &found, "SELECT size FROM media WHERE sha256 = ?1", "s", sha256),
                            _ ("The picture's file is not in the shop; add it again"), error)))
    return FALSE;

  return vt_db_run (db, error, "UPDATE collection SET sha256 = ?2 WHERE id = ?1 AND sha256 IS NOT ?2", "is", id,
                    sha256);
}

/**
 * vt_collection_set_seo_title:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @title: (nullable): one line of at most 255 characters; "" to have it made from its title
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that title in search results now
 */
gboolean
vt_collection_set_seo_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (title, _ ("search title"), VT_TITLE_MAX_CHARS, FALSE, error);

  return line != NULL && check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE collection SET seo_title = ?2 WHERE id = ?1 AND seo_title <> ?2", "is", id,
                    line);
}

/**
 * vt_collection_set_seo_description:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @description: (nullable): up to 1000 characters; "" to have it made from its own description
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Returns: whether it has that description in search results now
 */
gboolean
vt_collection_set_seo_description (VtDb *db, gint64 id, const char *description, GError **error)
{
  g_autofree char *line =
      vt_catalogue_check_line (description, _ ("search description"), VT_SEO_MAX_CHARS, FALSE, error);

  return line != NULL && check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE collection SET seo_description = ?2 WHERE id = ?1 AND seo_description <> ?2",
                    "is", id, line);
}

/**
 * vt_collection_delete:
 * @db: the connection of a #VtShopJob
 * @id: a collection
 * @error: %VT_CATALOGUE_ERROR_INVALID when a discount is for this collection, or another #VtCatalogueError or
 * #VtDbError
 *
 * Deletes the collection, not its products. The collections that were parts of it become parts of what it was part of.
 *
 * Returns: whether it was deleted
 */
gboolean
vt_collection_delete (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!check_exists (db, id, error) || !vt_old_handle_remove_target (db, "collection", id, error) ||
      !vt_translation_remove (db, "collection", id, error) ||
      !vt_db_run (db, error, "DELETE FROM collection_rule WHERE collection_id = ?1", "i", id) ||
      !vt_db_run (db, error, "DELETE FROM collection_product WHERE collection_id = ?1", "i", id) ||
      !vt_db_run (db, error,
                  "UPDATE collection SET parent_id = (SELECT parent_id FROM collection WHERE id = ?1) "
                  "WHERE parent_id = ?1",
                  "i", id))
    return FALSE;

  if (vt_db_run (db, &local, "DELETE FROM collection WHERE id = ?1", "i", id))
    return TRUE;

  if (g_error_matches (local, VT_DB_ERROR, VT_DB_ERROR_CONSTRAINT))
    return vt_catalogue_invalid (error, _ ("A discount is for this collection; change or delete the discount first"));
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}
