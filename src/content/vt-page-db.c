/* Owner of the table page. */

#define G_LOG_DOMAIN "vt-content"

#include "content/vt-page.h"

#include "base/vt-clock.h"
#include "base/vt-id.h"
#include "content/vt-content-private.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>

#define KIND "page"
#define IS_TAKEN                                                                                                       \
  "SELECT id FROM page WHERE handle = ?1 UNION ALL "                                                                   \
  "SELECT row_id FROM translation WHERE field = 'handle' AND kind = 'page' AND value = ?1 LIMIT 1"

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
found (VtStep step, GError **error)
{
  return vt_content_found (step, _ ("The page is not in the shop any more"), error);
}

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 known = 0;

  return found (vt_db_get (db, error, &known, "SELECT id FROM page WHERE id = ?1", "i", id), error);
}

static VtPage *
take_page (VtStmt *stmt, GError **error)
{
  return found (vt_stmt_step (stmt, error), error) ? page_new_from_row (stmt) : NULL;
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
  g_autofree char *value = vt_content_line (text, name, max_chars, flags, error);

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
  g_autofree char *line = vt_content_line (title, _ ("title"), VT_CONTENT_TITLE_CHARS, VT_TEXT_FIELD_REQUIRED, error);
  g_autofree char *own = line != NULL ? vt_content_take_handle (db, IS_TAKEN, handle, line, KIND, error) : NULL;
  gint64 new_id = vt_id_new ();

  if (own == NULL ||
      !vt_db_run (db, error,
                  "INSERT INTO page (id, handle, title, status, updated_us) VALUES (?1, ?2, ?3, 'draft', ?4)", "issi",
                  new_id, own, line, vt_clock_now_us (NULL)) ||
      !vt_old_handle_take_over (db, KIND, own, error))
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
                   _ ("title"), VT_CONTENT_TITLE_CHARS, VT_TEXT_FIELD_REQUIRED, error);
}

/**
 * vt_page_set_handle:
 * @db: the connection of a #VtShopJob
 * @id: a page's id
 * @handle: last part of its address
 * @error: %VT_CONTENT_ERROR_TAKEN, another #VtContentError or a #VtDbError
 *
 * Gives the page another address. Visitors of the one that it had are sent on.
 *
 * Returns: whether it is so now
 */
gboolean
vt_page_set_handle (VtDb *db, gint64 id, const char *handle, GError **error)
{
  g_autoptr (VtPage) page = vt_page_load (db, id, error);

  if (page == NULL)
    return FALSE;
  if (g_strcmp0 (page->handle, handle) == 0)
    return TRUE;

  return vt_content_check_handle (db, IS_TAKEN, handle, error) &&
         vt_old_handle_keep (db, KIND, page->handle, id, error) && vt_old_handle_take_over (db, KIND, handle, error) &&
         vt_db_run (db, error, "UPDATE page SET handle = ?2, updated_us = ?3 WHERE id = ?1", "isi", id, handle,
                    vt_clock_now_us (NULL));
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
                   markdown, _ ("text"), VT_CONTENT_BODY_CHARS, VT_TEXT_FIELD_LINES, error);
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
                   _ ("title for search engines"), VT_CONTENT_SEO_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
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
  return set_text (
      db, id, "UPDATE page SET seo_description = ?2, updated_us = ?3 WHERE id = ?1 AND seo_description <> ?2",
      description, _ ("description for search engines"), VT_CONTENT_SEO_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
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
  return check_exists (db, id, error) && vt_old_handle_remove_target (db, KIND, id, error) &&
         vt_translation_remove (db, KIND, id, error) &&
         vt_db_run (db, error, "DELETE FROM page WHERE id = ?1", "i", id);
}
