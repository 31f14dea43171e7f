/* Owner of the table section_picture. */

#define G_LOG_DOMAIN "vt-content"

#include "base/vt-id.h"
#include "content/vt-content-private.h"
#include "content/vt-menu.h"
#include "content/vt-position.h"
#include "content/vt-section.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ALT_MAX_CHARS    1000
#define TARGET_MAX_CHARS 2000

/**
 * vt_section_picture_free:
 * @self: (nullable): a picture of a gallery
 *
 * Frees the record.
 */
void
vt_section_picture_free (VtSectionPicture *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  g_free (self->alt);
  g_free (self->target);
  g_free (self);
}

static VtSectionPicture *
picture_new_from_row (VtStmt *stmt)
{
  VtSectionPicture *self = g_new0 (VtSectionPicture, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->sha256 = vt_stmt_dup_text (stmt, 1);
  self->alt = vt_stmt_dup_text (stmt, 2);
  self->target = vt_stmt_dup_text (stmt, 3);
  self->width = (int) vt_stmt_get_int (stmt, 4);
  self->height = (int) vt_stmt_get_int (stmt, 5);
  self->ground = vt_stmt_get_int (stmt, 6);

  return self;
}

/**
 * vt_section_list_pictures:
 * @db: a connection of this thread
 * @section_id: a section
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtSectionPicture) (nullable): its pictures in order
 */
GPtrArray *
vt_section_list_pictures (VtDb *db, gint64 section_id, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT p.id, p.sha256, p.alt, p.target, coalesce (m.width, 0), coalesce (m.height, 0), "
                     "coalesce (m.ground, 0) FROM section_picture p LEFT JOIN media m ON m.sha256 = p.sha256 "
                     "WHERE p.section_id = ?1 ORDER BY p.position, p.id",
                     error);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_section_picture_free);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, section_id, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (pictures, picture_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&pictures) : NULL;
}

static char *
check_target (const char *text, GError **error)
{
  g_autofree char *target = vt_content_line (text, _ ("link"), TARGET_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, error);

  if (target == NULL || *target == '\0' || vt_link_is_safe (target))
    return g_steal_pointer (&target);

  vt_content_invalid (error, _ ("The link is no address; use one of this shop (/collections/all) or one that begins "
                                "with https://"));
  return NULL;
}

static char *
check_alt (const char *text, GError **error)
{
  return vt_content_line (text, _ ("description of the picture"), ALT_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/* Whether the section @id can take one more; @n is how many it has. */
static gboolean
check_room (VtDb *db, gint64 id, gint64 *n, GError **error)
{
  g_autoptr (VtSection) section = vt_section_load (db, id, error);

  if (section == NULL ||
      vt_db_get (db, error, n, "SELECT count (*) FROM section_picture WHERE section_id = ?1", "i", id) != VT_STEP_ROW)
    return FALSE;
  if (section->kind != VT_SECTION_GALLERY)
    return vt_content_invalid (error, _ ("Only a gallery has several pictures"));

  return *n < VT_SECTION_PICTURES_MAX ||
         vt_content_invalid (error, _ ("The gallery has as many pictures as it can; remove one first"));
}

/**
 * vt_section_add_picture:
 * @db: the connection of a #VtShopJob
 * @section_id: a gallery
 * @sha256: a picture of the shop
 * @alt: (nullable): what is seen on it
 * @target: (nullable): where it leads
 * @id: (out) (optional): id of what was added
 * @error: a #VtContentError or #VtDbError
 *
 * Adds a picture at the end.
 *
 * Returns: whether it was added
 */
gboolean
vt_section_add_picture (VtDb *db,
                        gint64 section_id,
                        const char *sha256,
                        const char *alt,
                        const char *target,
                        gint64 *id,
                        GError **error)
{
  g_autofree char *words = check_alt (alt, error);
  g_autofree char *link = words != NULL ? check_target (target, error) : NULL;
  gint64 new_id = vt_id_new ();
  gint64 n = 0;

  if (link == NULL || !check_room (db, section_id, &n, error))
    return FALSE;
  if (sha256 == NULL)
    return vt_content_invalid (error, _ ("The picture's file is not in the shop; add it again"));
  if (!vt_content_check_picture (db, sha256, error) ||
      !vt_db_run (db, error,
                  "INSERT INTO section_picture (id, section_id, position, sha256, alt, target) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                  "iiisss", new_id, section_id, n, sha256, words, link))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 known = 0;

  return vt_content_found (vt_db_get (db, error, &known, "SELECT id FROM section_picture WHERE id = ?1", "i", id),
                           _ ("The picture is not in the gallery any more"), error);
}

/**
 * vt_section_picture_set_text:
 * @db: the connection of a #VtShopJob
 * @id: a picture of a gallery
 * @field: "alt" or "target"
 * @text: what it is from now on
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_section_picture_set_text (VtDb *db, gint64 id, const char *field, const char *text, GError **error)
{
  gboolean is_alt = strcmp (field, "alt") == 0;
  g_autofree char *checked = NULL;

  if (!check_exists (db, id, error))
    return FALSE;

  checked = is_alt ? check_alt (text, error) : check_target (text, error);
  return checked != NULL &&
         (is_alt ? vt_db_run (db, error, "UPDATE section_picture SET alt = ?2 WHERE id = ?1 AND alt <> ?2", "is", id,
                              checked)
                 : vt_db_run (db, error, "UPDATE section_picture SET target = ?2 WHERE id = ?1 AND target <> ?2", "is",
                              id, checked));
}

/**
 * vt_section_picture_move:
 * @db: the connection of a #VtShopJob
 * @id: a picture of a gallery
 * @position: where it goes, from 0; beyond the end is the end
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_section_picture_move (VtDb *db, gint64 id, int position, GError **error)
{
  return check_exists (db, id, error) &&
         vt_position_move (db,
                           "SELECT id FROM section_picture WHERE section_id = "
                           "(SELECT section_id FROM section_picture WHERE id = ?1) ORDER BY position, id",
                           "UPDATE section_picture SET position = ?2 WHERE id = ?1 AND position <> ?2", id, position,
                           error);
}

/**
 * vt_section_picture_remove:
 * @db: the connection of a #VtShopJob
 * @id: a picture of a gallery
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_section_picture_remove (VtDb *db, gint64 id, GError **error)
{
  return check_exists (db, id, error) && vt_translation_remove (db, "section_picture", id, error) &&
         vt_db_run (db, error, "DELETE FROM section_picture WHERE id = ?1", "i", id);
}

/**
 * vt_section_remove_pictures:
 * @db: the connection of a #VtShopJob
 * @section_id: a section
 * @error: a #VtDbError
 *
 * Returns: whether it has no pictures any more
 */
gboolean
vt_section_remove_pictures (VtDb *db, gint64 section_id, GError **error)
{
  g_autoptr (GPtrArray) pictures = vt_section_list_pictures (db, section_id, error);

  for (guint i = 0; pictures != NULL && i < pictures->len; i++)
    if (!vt_section_picture_remove (db, ((VtSectionPicture *) g_ptr_array_index (pictures, i))->id, error))
      return FALSE;

  return pictures != NULL;
}
