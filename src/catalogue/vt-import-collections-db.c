#define G_LOG_DOMAIN "vt-catalogue"

/* The collections that an import names: found, or made when there is none. */

#include "base/vt-handle.h"
#include "base/vt-text.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-import-work.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
key_of (const char *title, const char *parent)
{
  return parent != NULL ? g_strconcat (parent, VT_LIST_SEPARATOR, title, NULL) : g_strdup (title);
}

/* 0: not looked for yet, or it cannot be */
static gint64
get_known (VtImportWork *self, const char *title, const char *parent)
{
  g_autofree char *key = key_of (title, parent);
  const gint64 *id = g_hash_table_lookup (self->collections, key);

  return id != NULL ? *id : 0;
}

static void
remember (VtImportWork *self, const char *title, const char *parent, gint64 id)
{
  g_hash_table_insert (self->collections, key_of (title, parent), g_memdup2 (&id, sizeof id));
  if (parent != NULL && !g_hash_table_contains (self->collections, title))
    g_hash_table_insert (self->collections, g_strdup (title), g_memdup2 (&id, sizeof id));
  if (id != 0)
    g_hash_table_insert (self->claimed, g_memdup2 (&id, sizeof id), key_of (title, parent));
}

/* The one of that address if the file says one; else the one of that title in its place, or of the title's address
 * wherever the merchant has moved it, unless a namesake in another place of the file is meant. @id stays 0 when there
 * is none. */
static gboolean
find (VtImportWork *self, const char *title, const char *given, gint64 parent_id, gint64 *id, GError **error)
{
  static const char by_handle[] = "SELECT id FROM collection WHERE handle = ?1";
  g_autofree char *made = given == NULL ? vt_handle_new (title) : NULL;
  g_autofree char *line = vt_text_single_line (title);
  VtStep step;

  if (given != NULL)
    return vt_db_get (self->db, error, id, by_handle, "s", given) != VT_STEP_ERROR;

  step = vt_db_get (self->db, error, id, "SELECT id FROM collection WHERE title = ?1 AND ifnull (parent_id, 0) = ?2",
                    "si", line, parent_id);
  if (step != VT_STEP_DONE || made == NULL)
    return step != VT_STEP_ERROR;

  step = vt_db_get (self->db, error, id, by_handle, "s", made);
  if (step == VT_STEP_ROW && g_hash_table_contains (self->claimed, id))
    *id = 0;

  return step != VT_STEP_ERROR;
}

static gboolean
create (VtImportWork *self,
        const char *title,
        const char *handle,
        gint64 parent_id,
        const char *source,
        gint64 *id,
        GError **error)
{
  const VtImportPicture *picture = vt_import_work_get_picture (self, source);

  if (!vt_collection_create (self->db, title, handle, parent_id, id, error))
    return FALSE;
  self->import->summary.collections++;
  if (picture != NULL && picture->problem != NULL)
    vt_import_add_result (self->import, 0, VT_IMPORT_NOTE, title, picture->problem);

  return picture == NULL || picture->media == NULL ||
         (vt_media_add (self->db, picture->media, error) &&
          vt_collection_set_picture (self->db, *id, picture->media->sha256, error));
}

/* Makes sure that it is there. One that is there already keeps its texts and picture; one that cannot be is told, and
 * its products are taken over without it. An upper one comes before its parts. */
gboolean
vt_import_ensure_collection (VtImportWork *self,
                             const char *title,
                             const char *parent,
                             const char *handle,
                             const char *picture,
                             GError **error)
{
  g_autofree char *key = key_of (title, parent);
  gint64 parent_id = parent != NULL ? get_known (self, parent, NULL) : 0;
  g_autofree char *message = NULL;
  g_autoptr (GError) local = NULL;
  gint64 id = 0;

  if (g_hash_table_contains (self->collections, key))
    return TRUE;
  if (!find (self, title, handle, parent_id, &id, error))
    return FALSE;

  if (id == 0 && !create (self, title, handle, parent_id, picture, &id, &local))
    {
      if (local->domain != VT_CATALOGUE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      message = g_strdup_printf (_ ("the collection was left out: %s"), local->message);
      vt_import_add_result (self->import, 0, VT_IMPORT_NOTE, title, message);
      id = 0;
    }
  remember (self, title, parent, id);

  return TRUE;
}

static gboolean
is_member (VtImportWork *self, gint64 id, gint64 product_id, gboolean *member, GError **error)
{
  gint64 found = 0;
  VtStep step =
      vt_db_get (self->db, error, &found,
                 "SELECT 1 FROM collection_product WHERE collection_id = ?1 AND product_id = ?2", "ii", id, product_id);

  *member = step == VT_STEP_ROW;

  return step != VT_STEP_ERROR;
}

/* A collection that chooses its products by rules is told, and the product taken over without it. */
static gboolean
join (VtImportWork *self,
      VtImportProduct *record,
      const VtImportCollection *collection,
      gint64 product_id,
      GError **error)
{
  gint64 id = get_known (self, collection->title, collection->parent);
  gboolean member = FALSE;
  g_autoptr (GError) local = NULL;

  if (id == 0 || !collection->is_member)
    return TRUE;
  if (!is_member (self, id, product_id, &member, error))
    return FALSE;
  if (member)
    return TRUE;

  if (vt_collection_add_product (self->db, id, product_id, &local))
    {
      vt_import_work_differs (self, record->line, "collection", "", "", collection->title);
      return TRUE;
    }
  if (local->domain != VT_CATALOGUE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  vt_import_product_warn (record, "%s: %s", collection->title, local->message);

  return TRUE;
}

gboolean
vt_import_write_memberships (VtImportWork *self, VtImportProduct *record, gint64 product_id, GError **error)
{
  for (guint i = 0; record->collections != NULL && i < record->collections->len; i++)
    {
      const VtImportCollection *collection = g_ptr_array_index (record->collections, i);

      if (!vt_import_ensure_collection (self, collection->title, collection->parent, collection->handle, NULL, error) ||
          !join (self, record, collection, product_id, error))
        return FALSE;
    }

  return TRUE;
}

/* What was found or made may have been taken back. */
void
vt_import_forget_collections (VtImportWork *self)
{
  g_hash_table_remove_all (self->collections);
  g_hash_table_remove_all (self->claimed);
}
