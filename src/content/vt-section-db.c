/* Owner of the table section. */

#define G_LOG_DOMAIN "vt-content"

#include "content/vt-section.h"

#include "base/vt-id.h"
#include "content/vt-content-private.h"
#include "content/vt-live-video.h"
#include "content/vt-menu.h"
#include "content/vt-position.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE_MAX_CHARS  200
#define BODY_MAX_CHARS   5000
#define ACTION_MAX_CHARS 60
#define NOTE_MAX_CHARS   1000
#define TARGET_MAX_CHARS 2000
#define ALT_MAX_CHARS    1000

#define SELECT_SECTION                                                                                                 \
  "SELECT s.id, s.page, s.kind, s.title, s.body, s.action, s.note, s.target, s.sha256, s.alt, s.settings, "            \
  "coalesce (m.width, 0), coalesce (m.height, 0), coalesce (m.ground, 0) "                                             \
  "FROM section s LEFT JOIN media m ON m.sha256 = s.sha256 "

/* A section's texts once they are checked. */
typedef struct
{
  char *title;
  char *body;
  char *action;
  char *note;
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
  g_free (self->note);
  g_free (self->target);
  g_free (self->alt);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Checked, checked_clear)

static char *
line (const char *text, const char *name, guint max_chars, GError **error)
{
  return vt_content_line (text, name, max_chars, VT_TEXT_FIELD_OPTIONAL, error);
}

/* A film is shown from where it is; a live sale is one of the shop's own. */
static gboolean
check_film (const char *target, GError **error)
{
  g_autoptr (VtLiveVideo) video = vt_live_video_parse (target);

  return video != NULL || g_str_has_prefix (target, "/live") ||
         vt_content_invalid (error, _ ("This is no film that can be shown; paste the address of a film on YouTube, "
                                       "Vimeo, TikTok, Instagram or Facebook, or leave it empty for the next live "
                                       "sale"));
}

static gboolean
check_target (VtSectionKind kind, const char *target, GError **error)
{
  if (*target == '\0')
    return TRUE;
  if (!vt_link_is_safe (target))
    return vt_content_invalid (error, _ ("The link is no address; use one of this shop (/collections/all) or one that "
                                         "begins with https://"));

  return kind != VT_SECTION_VIDEO || check_film (target, error);
}

static gboolean
check_input (VtDb *db, VtSectionKind kind, const VtSectionInput *input, Checked *out, GError **error)
{
  out->sha256 = input->sha256;
  return (out->title = line (input->title, _ ("title"), TITLE_MAX_CHARS, error)) != NULL &&
         (out->body = vt_content_line (input->body, _ ("text"), BODY_MAX_CHARS, VT_TEXT_FIELD_LINES, error)) != NULL &&
         (out->action = line (input->action, _ ("button's label"), ACTION_MAX_CHARS, error)) != NULL &&
         (out->note = line (input->note, _ ("small print"), NOTE_MAX_CHARS, error)) != NULL &&
         (out->target = line (input->target, _ ("link"), TARGET_MAX_CHARS, error)) != NULL &&
         (out->alt = line (input->alt, _ ("description of the picture"), ALT_MAX_CHARS, error)) != NULL &&
         check_target (kind, out->target, error) && vt_content_check_picture (db, input->sha256, error);
}

static VtSection *
section_new_from_row (VtStmt *stmt)
{
  VtSection *self = g_new0 (VtSection, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  vt_section_page_from_string (vt_stmt_get_text (stmt, 1), &self->page);
  vt_section_kind_from_string (vt_stmt_get_text (stmt, 2), &self->kind);
  self->title = vt_stmt_dup_text (stmt, 3);
  self->body = vt_stmt_dup_text (stmt, 4);
  self->action = vt_stmt_dup_text (stmt, 5);
  self->note = vt_stmt_dup_text (stmt, 6);
  self->target = vt_stmt_dup_text (stmt, 7);
  self->sha256 = vt_stmt_is_null (stmt, 8) ? NULL : vt_stmt_dup_text (stmt, 8);
  self->alt = vt_stmt_dup_text (stmt, 9);
  vt_section_settings_from_json (self, vt_stmt_get_text (stmt, 10));
  self->width = (int) vt_stmt_get_int (stmt, 11);
  self->height = (int) vt_stmt_get_int (stmt, 12);
  self->ground = vt_stmt_get_int (stmt, 13);

  return self;
}

/**
 * vt_section_free:
 * @self: (nullable): a section
 *
 * Frees the record.
 */
void
vt_section_free (VtSection *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->body);
  g_free (self->action);
  g_free (self->note);
  g_free (self->target);
  g_free (self->sha256);
  g_free (self->alt);
  g_free (self);
}

/**
 * vt_section_new_default:
 * @kind: a kind
 *
 * Returns: (transfer full): a section that is in no shop, without words and set as it is at first
 */
VtSection *
vt_section_new_default (VtSectionKind kind)
{
  VtSection *self = g_new0 (VtSection, 1);
  char **texts[] = { &self->title, &self->body, &self->action, &self->note, &self->target, &self->alt };

  self->kind = kind;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup ("");
  vt_section_settings_from_json (self, NULL);

  return self;
}

/**
 * vt_section_list:
 * @db: a connection of this thread
 * @page: a page
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtSection) (nullable): how the shop laid that page out, top to bottom;
 *   empty where it did not
 */
GPtrArray *
vt_section_list (VtDb *db, VtSectionPage page, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_SECTION "WHERE s.page = ?1 ORDER BY s.position, s.id", error);
  g_autoptr (GPtrArray) sections = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_section_free);
  VtStep step = VT_STEP_ERROR;

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, vt_section_page_to_string (page), error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (sections, section_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&sections) : NULL;
}

static void
add_default (GPtrArray *sections, VtSectionPage page, VtSectionKind kind, const char *setting, const char *value)
{
  VtSection *section = vt_section_new_default (kind);

  section->page = page;
  if (setting != NULL)
    vt_section_set_value (section, setting, value, NULL);
  g_ptr_array_add (sections, section);
}

/**
 * vt_section_list_shown:
 * @db: a connection of this thread
 * @page: a page
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtSection) (nullable): what the page shows: as vt_section_list(), or,
 *   where the shop laid nothing out, what it has by itself, with the id 0
 */
GPtrArray *
vt_section_list_shown (VtDb *db, VtSectionPage page, GError **error)
{
  GPtrArray *sections = vt_section_list (db, page, error);

  if (sections == NULL || sections->len > 0)
    return sections;

  if (page == VT_SECTION_PAGE_HOME)
    {
      add_default (sections, page, VT_SECTION_COLLECTIONS, NULL, NULL);
      add_default (sections, page, VT_SECTION_PRODUCTS, NULL, NULL);
    }
  else if (page == VT_SECTION_PAGE_PRODUCT)
    add_default (sections, page, VT_SECTION_WINDOW, "window", "related");

  return sections;
}

/**
 * vt_section_load:
 * @db: a connection of this thread
 * @id: a section's id
 * @error: %VT_CONTENT_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the section
 */
VtSection *
vt_section_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_SECTION "WHERE s.id = ?1", error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  return vt_content_found (vt_stmt_step (stmt, error), _ ("The section is not on the page any more"), error)
             ? section_new_from_row (stmt)
             : NULL;
}

static gboolean
insert (VtDb *db,
        gint64 id,
        gint64 position,
        VtSectionPage page,
        VtSectionKind kind,
        const Checked *texts,
        const char *settings,
        GError **error)
{
  return vt_db_run (db, error,
                    "INSERT INTO section (id, position, page, kind, title, body, action, note, target, sha256, alt, "
                    "settings) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                    "iissssssssss", id, position, vt_section_page_to_string (page), vt_section_kind_to_string (kind),
                    texts->title, texts->body, texts->action, texts->note, texts->target, texts->sha256, texts->alt,
                    settings);
}

/**
 * vt_section_settle:
 * @db: the connection of a #VtShopJob
 * @page: a page
 * @error: a #VtDbError
 *
 * Writes down what a page shows by itself, so that it can be changed. A page that the shop laid out stays as it is.
 *
 * Returns: whether the page has sections of its own now
 */
gboolean
vt_section_settle (VtDb *db, VtSectionPage page, GError **error)
{
  g_autoptr (GPtrArray) sections = vt_section_list_shown (db, page, error);

  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      VtSection *section = g_ptr_array_index (sections, i);
      g_autofree char *settings = vt_section_settings_to_json (section);
      const Checked texts = { section->title,  section->body, section->action, section->note,
                              section->target, section->alt,  section->sha256 };

      if (section->id == 0 && !insert (db, vt_id_new (), i, page, section->kind, &texts, settings, error))
        return FALSE;
    }

  return sections != NULL;
}

/* How many sections @page has, or -1. */
static gint64
count_sections (VtDb *db, VtSectionPage page, GError **error)
{
  gint64 n = -1;

  return vt_db_get (db, error, &n, "SELECT count (*) FROM section WHERE page = ?1", "s",
                    vt_section_page_to_string (page)) == VT_STEP_ROW
             ? n
             : -1;
}

/**
 * vt_section_add:
 * @db: the connection of a #VtShopJob
 * @page: where it goes
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
vt_section_add (VtDb *db,
                VtSectionPage page,
                VtSectionKind kind,
                const VtSectionInput *input,
                gint64 *id,
                GError **error)
{
  g_auto (Checked) checked = { 0 };
  gint64 new_id = vt_id_new ();
  gint64 n;

  if (!vt_section_kind_fits (kind, page))
    return vt_content_invalid (error, _ ("A section of this kind has no place on that page"));
  if (!check_input (db, kind, input, &checked, error) || (n = count_sections (db, page, error)) < 0)
    return FALSE;
  if (n >= VT_SECTIONS_MAX)
    return vt_content_invalid (error, _ ("The page has as many sections as it can; remove one first"));
  if (!insert (db, new_id, n, page, kind, &checked, "{}", error) ||
      !vt_section_move (db, new_id, VT_SECTIONS_MAX, error))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

static gboolean
write_input (VtDb *db, const VtSection *section, const VtSectionInput *input, GError **error)
{
  g_auto (Checked) checked = { 0 };

  return check_input (db, section->kind, input, &checked, error) &&
         vt_db_run (db, error,
                    "UPDATE section SET title = ?2, body = ?3, action = ?4, note = ?5, target = ?6, sha256 = ?7, "
                    "alt = ?8 WHERE id = ?1 AND (title, body, action, note, target, sha256, alt) "
                    "IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    "isssssss", section->id, checked.title, checked.body, checked.action, checked.note, checked.target,
                    checked.sha256, checked.alt);
}

static VtSectionInput
input_of (const VtSection *section)
{
  return (VtSectionInput){ section->title,  section->body,   section->action, section->note,
                           section->target, section->sha256, section->alt };
}

/**
 * vt_section_set:
 * @db: the connection of a #VtShopJob
 * @id: a section's id
 * @input: what it says from now on
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_section_set (VtDb *db, gint64 id, const VtSectionInput *input, GError **error)
{
  g_autoptr (VtSection) section = vt_section_load (db, id, error);

  return section != NULL && write_input (db, section, input, error);
}

/**
 * vt_section_set_text:
 * @db: the connection of a #VtShopJob
 * @id: a section's id
 * @field: "title", "body", "action", "note", "target" or "alt"
 * @text: what it is from now on
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_section_set_text (VtDb *db, gint64 id, const char *field, const char *text, GError **error)
{
  g_autoptr (VtSection) section = vt_section_load (db, id, error);
  VtSectionInput input;
  const struct
  {
    const char *name;
    const char **value;
  } fields[] = {
    { "title", &input.title }, { "body", &input.body },     { "action", &input.action },
    { "note", &input.note },   { "target", &input.target }, { "alt", &input.alt },
  };

  if (section == NULL)
    return FALSE;

  input = input_of (section);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (field, fields[i].name) == 0)
      {
        *fields[i].value = text;
        return write_input (db, section, &input, error);
      }

  return vt_content_invalid (error, _ ("A section has no “%s”"), field);
}

/**
 * vt_section_set_picture:
 * @db: the connection of a #VtShopJob
 * @id: a section's id
 * @sha256: (nullable): a picture of the shop, or none
 * @alt: (nullable): what is seen on it
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_section_set_picture (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error)
{
  g_autoptr (VtSection) section = vt_section_load (db, id, error);
  VtSectionInput input;

  if (section == NULL)
    return FALSE;

  input = input_of (section);
  input.sha256 = sha256;
  input.alt = alt;
  return write_input (db, section, &input, error);
}

/**
 * vt_section_set_setting:
 * @db: the connection of a #VtShopJob
 * @id: a section's id
 * @name: one of its kind's settings
 * @value: a number in digits, or one of the setting's words
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_section_set_setting (VtDb *db, gint64 id, const char *name, const char *value, GError **error)
{
  g_autoptr (VtSection) section = vt_section_load (db, id, error);
  g_autofree char *settings = NULL;

  if (section == NULL || !vt_section_set_value (section, name, value, error))
    return FALSE;

  settings = vt_section_settings_to_json (section);
  return vt_db_run (db, error, "UPDATE section SET settings = ?2 WHERE id = ?1 AND settings <> ?2", "is", id, settings);
}

/**
 * vt_section_remove:
 * @db: the connection of a #VtShopJob
 * @id: a section's id
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_section_remove (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtSection) section = vt_section_load (db, id, error);

  return section != NULL && vt_section_remove_pictures (db, id, error) &&
         vt_translation_remove (db, "section", id, error) &&
         vt_db_run (db, error, "DELETE FROM section WHERE id = ?1", "i", id);
}

/**
 * vt_section_clear:
 * @db: the connection of a #VtShopJob
 * @page: a page
 * @error: a #VtDbError
 *
 * Takes every section off a page, which then shows what it has by itself.
 *
 * Returns: whether they are gone
 */
gboolean
vt_section_clear (VtDb *db, VtSectionPage page, GError **error)
{
  g_autoptr (GPtrArray) sections = vt_section_list (db, page, error);

  for (guint i = 0; sections != NULL && i < sections->len; i++)
    if (!vt_section_remove (db, ((VtSection *) g_ptr_array_index (sections, i))->id, error))
      return FALSE;

  return sections != NULL;
}

/**
 * vt_section_move:
 * @db: the connection of a #VtShopJob
 * @id: a section's id
 * @position: where it goes, from 0; beyond the end or negative is the end
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is there now
 */
gboolean
vt_section_move (VtDb *db, gint64 id, int position, GError **error)
{
  g_autoptr (VtSection) section = vt_section_load (db, id, error);

  return section != NULL &&
         vt_position_move (
             db, "SELECT id FROM section WHERE page = (SELECT page FROM section WHERE id = ?1) ORDER BY position, id",
             "UPDATE section SET position = ?2 WHERE id = ?1 AND position <> ?2", id,
             position < 0 ? VT_SECTIONS_MAX : position, error);
}
