/* Owner of the table page. */

#define G_LOG_DOMAIN "vt-content"

#include "content/vt-page.h"

#include "base/vt-clock.h"
#include "base/vt-handle.h"
#include "base/vt-id.h"
#include "content/vt-text-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE_MAX_CHARS 255
#define SEO_MAX_CHARS   1000
#define BODY_MAX_CHARS  200000

/* Room that stays for the number behind a handle that is taken. */
#define SUFFIX_BYTES 8

G_DEFINE_QUARK (vt - content - error - quark, vt_content_error)

const char *const vt_content_public_copies[] = {
  "INSERT INTO catalogue.page (id, handle, title, body_markdown, seo_title, seo_description, status, updated_us) "
  "SELECT id, handle, title, body_markdown, seo_title, seo_description, status, updated_us FROM main.page "
  "WHERE status = 'active' ORDER BY id",
  "INSERT INTO catalogue.menu_item (id, menu, position, title, target) "
  "SELECT id, menu, position, title, target FROM main.menu_item ORDER BY id",
  "INSERT INTO catalogue.home_section (id, position, kind, title, body, action, target, sha256, alt) "
  "SELECT id, position, kind, title, body, action, target, sha256, alt FROM main.home_section ORDER BY id",
  "INSERT INTO catalogue.service_channel SELECT * FROM main.service_channel ORDER BY id",
  "INSERT INTO catalogue.opening_hours SELECT * FROM main.opening_hours ORDER BY weekday, opens_min",
  "INSERT INTO catalogue.closed_day SELECT * FROM main.closed_day ORDER BY day",
  NULL
};

static VtPage *
page_new_from_row (VtStmt *stmt)
{
  VtPage *self = g_new0 (VtPage, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->handle = vt_stmt_dup_text (stmt, 1);
  self->title = vt_stmt_dup_text (stmt, 2);
  self->body_markdown = vt_stmt_dup_text (stmt, 3);
  self->seo_title = vt_stmt_dup_text (stmt, 4);
  self->seo_description = vt_stmt_dup_text (stmt, 5);
  self->active = vt_stmt_get_int (stmt, 6) != 0;
  self->updated_us = vt_stmt_get_int (stmt, 7);

  return self;
}

static gboolean
set_not_found (GError **error)
{
  g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_NOT_FOUND, _ ("The page is not in the shop any more"));
  return FALSE;
}

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 found = 0;
  VtStep step = vt_db_get (db, error, &found, "SELECT id FROM page WHERE id = ?1", "i", id);

  return step == VT_STEP_DONE ? set_not_found (error) : step == VT_STEP_ROW;
}

static VtPage *
take_page (VtStmt *stmt, GError **error)
{
  switch (vt_stmt_step (stmt, error))
    {
    case VT_STEP_ROW:
      return page_new_from_row (stmt);
    case VT_STEP_DONE:
      set_not_found (error);
      return NULL;
    case VT_STEP_ERROR:
    default:
      return NULL;
    }
}

/* Whether no other page has @handle. */
static VtStep
find_handle (VtDb *db, const char *handle, gint64 *id, GError **error)
{
  return vt_db_get (db, error, id, "SELECT id FROM page WHERE handle = ?1", "s", handle);
}

static char *
free_handle (VtDb *db, const char *title, GError **error)
{
  g_autofree char *own = vt_handle_new (title);
  g_autofree char *stem = g_strdup (own != NULL ? own : "page");

  while (strlen (stem) > VT_HANDLE_MAX_LENGTH - SUFFIX_BYTES)
    *g_utf8_prev_char (stem + strlen (stem)) = '\0';

  for (guint number = 1; number < 1000000; number++)
    {
      g_autofree char *handle =
          number == 1 ? g_strdup (own != NULL ? own : stem) : g_strdup_printf ("%s-%u", stem, number);
      gint64 id = 0;
      VtStep step = find_handle (db, handle, &id, error);

      if (step == VT_STEP_ERROR)
        return NULL;
      if (step == VT_STEP_DONE)
        return g_steal_pointer (&handle);
    }

  g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_TAKEN, _ ("Too many pages have this title"));
  return NULL;
}

static gboolean
check_handle (VtDb *db, gint64 id, const char *handle, GError **error)
{
  gint64 other = 0;
  VtStep step;

  if (handle == NULL || !vt_handle_is_valid (handle))
    {
      g_set_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID,
                   _ ("“%s” cannot be the end of a page's address; use small letters, digits and hyphens"),
                   handle != NULL ? handle : "");
      return FALSE;
    }

  step = find_handle (db, handle, &other, error);
  if (step == VT_STEP_ROW && other != id)
    {
      g_set_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_TAKEN,
                   _ ("Another page has the address “%s”; choose another one"), handle);
      return FALSE;
    }

  return step != VT_STEP_ERROR;
}

/* @sql gets id, text and time, and touches no row when the text is the one there. */
static gboolean
set_text (VtDb *db,
          gint64 id,
          const char *sql,
          const char *text,
          const char *name,
          guint max_chars,
          VtTextFieldFlags flags,
          GError **error)
{
  g_autofree char *value =
      vt_text_field (text, name, max_chars, flags, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, error);

  return value != NULL && check_exists (db, id, error) &&
         vt_db_run (db, error, sql, "isi", id, value, vt_clock_now_us (NULL));
}

/**
 * vt_page_free:
 * @self: (nullable): a page
 *
 * Frees the record.
 */
void
vt_page_free (VtPage *self)
{
  if (self == NULL)
    return;

  g_free (self->handle);
  g_free (self->title);
  g_free (self->body_markdown);
  g_free (self->seo_title);
  g_free (self->seo_description);
  g_free (self);
}

/**
 * vt_page_list:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Returns: (transfer container) (element-type VtPage) (nullable): all pages, drafts included, by title
 */
GPtrArray *
vt_page_list (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT id, handle, title, body_markdown, seo_title, seo_description, status = 'active', "
                     "updated_us FROM page ORDER BY title COLLATE NOCASE, id",
                     error);
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_page_free);
  VtStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (pages, page_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&pages) : NULL;
}

/**
 * vt_page_load:
 * @db: a connection of this thread
 * @id: a page's id
 * @error: %VT_CONTENT_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the page
 */
VtPage *
vt_page_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT id, handle, title, body_markdown, seo_title, seo_description, status = 'active', "
                     "updated_us FROM page WHERE id = ?1",
                     error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  return take_page (stmt, error);
}

/**
 * vt_page_find_by_handle:
 * @db: a connection of this thread
 * @handle: last part of its address
 * @error: %VT_CONTENT_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the page, which may be a draft
 */
VtPage *
vt_page_find_by_handle (VtDb *db, const char *handle, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT id, handle, title, body_markdown, seo_title, seo_description, status = 'active', "
                     "updated_us FROM page WHERE handle = ?1",
                     error);

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, handle, error))
    return NULL;

  return take_page (stmt, error);
}

/**
 * vt_page_create:
 * @db: the connection of a #VtShopJob
 * @title: its name: one line of 1 to 255 characters
 * @handle: (nullable): last part of its address; %NULL makes one from @title
 * @id: (out) (optional): id of the new page
 * @error: a #VtContentError or #VtDbError
 *
 * Makes an empty draft.
 *
 * Returns: whether it was made
 */
gboolean
vt_page_create (VtDb *db, const char *title, const char *handle, gint64 *id, GError **error)
{
  g_autofree char *line = vt_text_field (title, _ ("title"), TITLE_MAX_CHARS, VT_TEXT_FIELD_REQUIRED, VT_CONTENT_ERROR,
                                         VT_CONTENT_ERROR_INVALID, error);
  g_autofree char *own = NULL;
  gint64 new_id = vt_id_new ();

  if (line == NULL || (handle != NULL && !check_handle (db, 0, handle, error)))
    return FALSE;
  own = handle != NULL ? g_strdup (handle) : free_handle (db, line, error);
  if (own == NULL ||
      !vt_db_run (db, error,
                  "INSERT INTO page (id, handle, title, status, updated_us) VALUES (?1, ?2, ?3, 'draft', ?4)", "issi",
                  new_id, own, line, vt_clock_now_us (NULL)))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_page_set_title:
 * @db: the connection of a #VtShopJob
 * @id: a page's id
 * @title: one line of 1 to 255 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_page_set_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  return set_text (db, id, "UPDATE page SET title = ?2, updated_us = ?3 WHERE id = ?1 AND title <> ?2", title,
                   _ ("title"), TITLE_MAX_CHARS, VT_TEXT_FIELD_REQUIRED, error);
}

/**
 * vt_page_set_handle:
 * @db: the connection of a #VtShopJob
 * @id: a page's id
 * @handle: last part of its address
 * @error: %VT_CONTENT_ERROR_TAKEN, another #VtContentError or a #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_page_set_handle (VtDb *db, gint64 id, const char *handle, GError **error)
{
  return check_exists (db, id, error) && check_handle (db, id, handle, error) &&
         vt_db_run (db, error, "UPDATE page SET handle = ?2, updated_us = ?3 WHERE id = ?1 AND handle <> ?2", "isi", id,
                    handle, vt_clock_now_us (NULL));
}

/**
 * vt_page_set_body:
 * @db: the connection of a #VtShopJob
 * @id: a page's id
 * @markdown: (nullable): CommonMark of at most 200 000 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_page_set_body (VtDb *db, gint64 id, const char *markdown, GError **error)
{
  return set_text (db, id, "UPDATE page SET body_markdown = ?2, updated_us = ?3 WHERE id = ?1 AND body_markdown <> ?2",
                   markdown, _ ("text"), BODY_MAX_CHARS, VT_TEXT_FIELD_LINES, error);
}

/**
 * vt_page_set_seo_title:
 * @db: the connection of a #VtShopJob
 * @id: a page's id
 * @title: (nullable): what search engines show as its title; empty for the page's own
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_page_set_seo_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  return set_text (db, id, "UPDATE page SET seo_title = ?2, updated_us = ?3 WHERE id = ?1 AND seo_title <> ?2", title,
                   _ ("title for search engines"), SEO_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_page_set_seo_description:
 * @db: the connection of a #VtShopJob
 * @id: a page's id
 * @description: (nullable): what search engines show below the title; empty for the beginning of the text
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_page_set_seo_description (VtDb *db, gint64 id, const char *description, GError **error)
{
  return set_text (db, id,
                   "UPDATE page SET seo_description = ?2, updated_us = ?3 WHERE id = ?1 AND seo_description <> ?2",
                   description, _ ("description for search engines"), SEO_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_page_set_active:
 * @db: the connection of a #VtShopJob
 * @id: a page's id
 * @active: whether shoppers can see it
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_page_set_active (VtDb *db, gint64 id, gboolean active, GError **error)
{
  return check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE page SET status = ?2, updated_us = ?3 WHERE id = ?1 AND status <> ?2", "isi", id,
                    active ? "active" : "draft", vt_clock_now_us (NULL));
}

/**
 * vt_page_delete:
 * @db: the connection of a #VtShopJob
 * @id: a page's id
 * @error: a #VtContentError or #VtDbError
 *
 * Deletes the page. Links to it in menus stay, as a page of the same address may follow.
 *
 * Returns: whether it is gone
 */
gboolean
vt_page_delete (VtDb *db, gint64 id, GError **error)
{
  return check_exists (db, id, error) && vt_db_run (db, error, "DELETE FROM page WHERE id = ?1", "i", id);
}
