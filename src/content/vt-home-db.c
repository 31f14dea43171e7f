/* Owner of the table home_section. */

#define G_LOG_DOMAIN "vt-content"

#include "content/vt-home.h"

#include "base/vt-id.h"
#include "content/vt-menu.h"
#include "content/vt-text-field.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SECTIONS_MAX     40
#define TITLE_MAX_CHARS  200
#define BODY_MAX_CHARS   5000
#define ACTION_MAX_CHARS 60
#define TARGET_MAX_CHARS 2000
#define ALT_MAX_CHARS    1000

static const char *const kinds[] = { "hero", "collections", "products", "story" };

/* A section's texts once they are checked. */
typedef struct
{
  char *title;
  char *body;
  char *action;
  char *target;
  char *alt;
  const char *sha256; /* (unowned) */
} Checked;

static void
checked_clear (Checked *self)
{
  g_free (self->title);
  g_free (self->body);
  g_free (self->action);
  g_free (self->target);
  g_free (self->alt);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Checked, checked_clear)

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, message);
  return FALSE;
}

static char *
field (const char *text, const char *name, guint max_chars, VtTextFieldFlags flags, GError **error)
{
  return vt_text_field (text, name, max_chars, flags, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, error);
}

static gboolean
check_input (VtDb *db, const VtHomeInput *input, Checked *out, GError **error)
{
  gint64 found = 0;
  VtStep step;

  if ((out->title = field (input->title, _ ("title"), TITLE_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, error)) == NULL ||
      (out->body = field (input->body, _ ("text"), BODY_MAX_CHARS, VT_TEXT_FIELD_LINES, error)) == NULL ||
      (out->action = field (input->action, _ ("button's label"), ACTION_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, error)) ==
          NULL ||
      (out->target = field (input->target, _ ("link"), TARGET_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, error)) == NULL ||
      (out->alt = field (input->alt, _ ("description of the picture"), ALT_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, error)) ==
          NULL)
    return FALSE;

  if (*out->target != '\0' && !vt_link_is_safe (out->target))
    return invalid (error, _ ("The link is no address; use one of this shop (/collections/all) or one that begins with "
                              "https://"));

  out->sha256 = input->sha256;
  if (input->sha256 == NULL)
    return TRUE;
  step = vt_db_get (db, error, &found, "SELECT 1 FROM media WHERE sha256 = ?1", "s", input->sha256);
  return step == VT_STEP_DONE ? invalid (error, _ ("The picture is not in the shop; add it first"))
                              : step == VT_STEP_ROW;
}

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT id FROM home_section WHERE id = ?1", "i", id);

  if (step == VT_STEP_DONE)
    g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_NOT_FOUND,
                         _ ("The section is not on the home page any more"));

  return step == VT_STEP_ROW;
}

static VtHomeSection *
section_new_from_row (VtStmt *stmt)
{
  VtHomeSection *self = g_new0 (VtHomeSection, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  vt_home_kind_from_string (vt_stmt_get_text (stmt, 1), &self->kind);
  self->title = vt_stmt_dup_text (stmt, 2);
  self->body = vt_stmt_dup_text (stmt, 3);
  self->action = vt_stmt_dup_text (stmt, 4);
  self->target = vt_stmt_dup_text (stmt, 5);
  self->sha256 = vt_stmt_is_null (stmt, 6) ? NULL : vt_stmt_dup_text (stmt, 6);
  self->alt = vt_stmt_dup_text (stmt, 7);
  self->width = (int) vt_stmt_get_int (stmt, 8);
  self->height = (int) vt_stmt_get_int (stmt, 9);
  self->ground = vt_stmt_get_int (stmt, 10);

  return self;
}

/* Gives the sections @ids the positions 0, 1, 2…; rows that have theirs already are left alone. */
static gboolean
write_positions (VtDb *db, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!vt_db_run (db, error, "UPDATE home_section SET position = ?2 WHERE id = ?1 AND position <> ?2", "ii",
                    g_array_index (ids, gint64, i), (gint64) i))
      return FALSE;

  return TRUE;
}

/* Ids of all sections but @except, in order. */
static GArray *
list_ids (VtDb *db, gint64 except, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, "SELECT id FROM home_section WHERE id <> ?1 ORDER BY position, id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, except, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      gint64 id = vt_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/**
 * vt_home_section_free:
 * @self: (nullable): a section
 *
 * Frees the record.
 */
void
vt_home_section_free (VtHomeSection *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->body);
  g_free (self->action);
  g_free (self->target);
  g_free (self->sha256);
  g_free (self->alt);
  g_free (self);
}

/**
 * vt_home_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtHomeSection) (nullable): what the home page is made of, top to bottom
 */
GPtrArray *
vt_home_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT s.id, s.kind, s.title, s.body, s.action, s.target, s.sha256, s.alt, "
                     "coalesce (m.width, 0), coalesce (m.height, 0), coalesce (m.ground, 0) "
                     "FROM home_section s LEFT JOIN media m ON m.sha256 = s.sha256 ORDER BY s.position, s.id",
                     error);
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_home_section_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (sections, section_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&sections) : NULL;
}

/**
 * vt_home_add:
 * @db: the connection of a #VtShopJob
 * @kind: what it is
 * @input: what it says
 * @id: (out) (optional): id of the new section
 * @error: a #VtContentError or #VtDbError
 *
 * Adds a section at the bottom.
 *
 * Returns: whether it was added
 */
gboolean
vt_home_add (VtDb *db, VtHomeKind kind, const VtHomeInput *input, gint64 *id, GError **error)
{
  g_auto (Checked) checked = { 0 };
  g_autoptr (GArray) ids = NULL;
  gint64 new_id = vt_id_new ();

  if (!check_input (db, input, &checked, error))
    return FALSE;
  ids = list_ids (db, 0, error);
  if (ids == NULL)
    return FALSE;
  if (ids->len >= SECTIONS_MAX)
    return invalid (error, _ ("The home page has as many sections as it can; remove one first"));

  if (!write_positions (db, ids, error) ||
      !vt_db_run (db, error,
                  "INSERT INTO home_section (id, position, kind, title, body, action, target, sha256, alt) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                  "iisssssss", new_id, (gint64) ids->len, vt_home_kind_to_string (kind), checked.title, checked.body,
                  checked.action, checked.target, checked.sha256, checked.alt))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_home_set:
 * @db: the connection of a #VtShopJob
 * @id: a section's id
 * @input: what it says from now on
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_home_set (VtDb *db, gint64 id, const VtHomeInput *input, GError **error)
{
  g_auto (Checked) checked = { 0 };

  return check_exists (db, id, error) && check_input (db, input, &checked, error) &&
         vt_db_run (db, error,
                    "UPDATE home_section SET title = ?2, body = ?3, action = ?4, target = ?5, sha256 = ?6, alt = ?7 "
                    "WHERE id = ?1 AND (title, body, action, target, alt) IS NOT (?2, ?3, ?4, ?5, ?7) "
                    "OR id = ?1 AND sha256 IS NOT ?6",
                    "issssss", id, checked.title, checked.body, checked.action, checked.target, checked.sha256,
                    checked.alt);
}

/**
 * vt_home_remove:
 * @db: the connection of a #VtShopJob
 * @id: a section's id
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_home_remove (VtDb *db, gint64 id, GError **error)
{
  return check_exists (db, id, error) && vt_translation_remove (db, "home_section", id, error) &&
         vt_db_run (db, error, "DELETE FROM home_section WHERE id = ?1", "i", id);
}

/**
 * vt_home_move:
 * @db: the connection of a #VtShopJob
 * @id: a section's id
 * @position: where it goes, from 0; beyond the end or negative is the end
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_home_move (VtDb *db, gint64 id, int position, GError **error)
{
  g_autoptr (GArray) ids = NULL;

  if (!check_exists (db, id, error))
    return FALSE;
  ids = list_ids (db, id, error);
  if (ids == NULL)
    return FALSE;

  g_array_insert_val (ids, position < 0 ? ids->len : MIN ((guint) position, ids->len), id);
  return write_positions (db, ids, error);
}

/**
 * vt_home_kind_to_string:
 * @kind: a kind
 *
 * Returns: its name in the database
 */
const char *
vt_home_kind_to_string (VtHomeKind kind)
{
  return kinds[kind];
}

/**
 * vt_home_kind_from_string:
 * @text: (nullable): name of a kind
 * @out: (out): the kind; left as it was when there is none
 *
 * Returns: whether there is one
 */
gboolean
vt_home_kind_from_string (const char *text, VtHomeKind *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (text, kinds[i]) == 0)
      {
        *out = (VtHomeKind) i;
        return TRUE;
      }

  return FALSE;
}
