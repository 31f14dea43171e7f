/* Owner of the table post. */
#define G_LOG_DOMAIN "vt-content"

#include "content/vt-post.h"

#include "base/vt-clock.h"
#include "base/vt-id.h"
#include "content/vt-content-private.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>

#define KIND          "post"
#define SUMMARY_CHARS 500
#define AUTHOR_CHARS  120
#define ALT_CHARS     1000
#define IS_TAKEN                                                                                                       \
  "SELECT id FROM post WHERE handle = ?1 UNION ALL "                                                                   \
  "SELECT row_id FROM translation WHERE field = 'handle' AND kind = 'post' AND value = ?1 LIMIT 1"
#define FROM     "FROM post AS p LEFT JOIN media AS m ON m.sha256 = p.sha256 "
#define IN_QUERY "(?1 OR (p.status = 'active' AND p.publish_us <= ?2)) "
#define SELECT_POST                                                                                                    \
  "SELECT p.id, p.handle, p.title, p.summary, p.body_markdown, p.author, p.sha256, m.width, m.height, p.alt, "         \
  "p.seo_title, p.seo_description, p.status = 'active', p.publish_us, p.updated_us, coalesce (m.ground, 0) " FROM

static VtPost *
post_new_from_row (VtStmt *stmt)
{
  VtPost *self = g_new0 (VtPost, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->handle = vt_stmt_dup_text (stmt, 1);
  self->title = vt_stmt_dup_text (stmt, 2);
  self->summary = vt_stmt_dup_text (stmt, 3);
  self->body_markdown = vt_stmt_dup_text (stmt, 4);
  self->author = vt_stmt_dup_text (stmt, 5);
  self->sha256 = vt_stmt_is_null (stmt, 6) ? NULL : vt_stmt_dup_text (stmt, 6);
  self->width = (int) vt_stmt_get_int (stmt, 7);
  self->height = (int) vt_stmt_get_int (stmt, 8);
  self->alt = vt_stmt_dup_text (stmt, 9);
  self->seo_title = vt_stmt_dup_text (stmt, 10);
  self->seo_description = vt_stmt_dup_text (stmt, 11);
  self->active = vt_stmt_get_int (stmt, 12) != 0;
  self->publish_us = vt_stmt_get_int (stmt, 13);
  self->ground = vt_stmt_get_int (stmt, 15);
  self->updated_us = vt_stmt_get_int (stmt, 14);

  return self;
}

static gboolean
found (VtStep step, GError **error)
{
  return vt_content_found (step, _ ("The post is not in the shop any more"), error);
}

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 known = 0;

  return found (vt_db_get (db, error, &known, "SELECT id FROM post WHERE id = ?1", "i", id), error);
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
 * vt_post_free:
 * @self: (nullable): a post
 *
 * Frees the record.
 */
void
vt_post_free (VtPost *self)
{
  if (self == NULL)
    return;

  g_free (self->handle);
  g_free (self->title);
  g_free (self->summary);
  g_free (self->body_markdown);
  g_free (self->author);
  g_free (self->sha256);
  g_free (self->alt);
  g_free (self->seo_title);
  g_free (self->seo_description);
  g_free (self);
}

/**
 * vt_post_is_public:
 * @self: a post
 * @now_us: UTC microseconds since 1970
 *
 * Returns: whether shoppers can see it at that moment
 */
gboolean
vt_post_is_public (const VtPost *self, gint64 now_us)
{
  return self->active && self->publish_us <= now_us;
}

static GPtrArray *
take_posts (VtStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_post_free);
  VtStep step;

  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (posts, post_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&posts) : NULL;
}

/**
 * vt_post_list:
 * @db: a shop's database or a public catalogue
 * @query: which ones
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtPost) (nullable): the posts, newest first
 */
GPtrArray *
vt_post_list (VtDb *db, const VtPostQuery *query, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db, SELECT_POST "WHERE " IN_QUERY "ORDER BY p.publish_us DESC, p.id DESC LIMIT ?3 OFFSET ?4", error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "iiii", (gint64) query->drafts, query->now_us,
                                     query->limit > 0 ? (gint64) query->limit : -1, (gint64) query->offset))
    return NULL;

  return take_posts (stmt, error);
}

/**
 * vt_post_count:
 * @db: a shop's database or a public catalogue
 * @query: which ones; its limit and offset do not count
 * @error: a #VtDbError
 *
 * Returns: how many there are; -1 with @error
 */
gint64
vt_post_count (VtDb *db, const VtPostQuery *query, GError **error)
{
  gint64 count = 0;
  VtStep step = vt_db_get (db, error, &count, "SELECT count (*) FROM post AS p WHERE " IN_QUERY, "ii",
                           (gint64) query->drafts, query->now_us);

  return step == VT_STEP_ROW ? count : -1;
}

static VtPost *
take_post (VtStmt *stmt, GError **error)
{
  return found (vt_stmt_step (stmt, error), error) ? post_new_from_row (stmt) : NULL;
}

/**
 * vt_post_load:
 * @db: a shop's database or a public catalogue
 * @id: a post's id
 * @error: %VT_CONTENT_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the post
 */
VtPost *
vt_post_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_POST "WHERE p.id = ?1", error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  return take_post (stmt, error);
}

/**
 * vt_post_find_by_handle:
 * @db: a shop's database or a public catalogue
 * @handle: last part of its address
 * @error: %VT_CONTENT_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the post, which may be a draft or of a later time
 */
VtPost *
vt_post_find_by_handle (VtDb *db, const char *handle, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_POST "WHERE p.handle = ?1", error);

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, handle, error))
    return NULL;

  return take_post (stmt, error);
}

/* @sql gets the query, then the post's time and id. */
static gboolean
find_neighbour (VtDb *db, const char *sql, const VtPost *self, const VtPostQuery *query, VtPost **other, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);
  VtStep step = VT_STEP_ERROR;

  if (stmt != NULL &&
      vt_stmt_bind (stmt, error, "iiii", (gint64) query->drafts, query->now_us, self->publish_us, self->id))
    step = vt_stmt_step (stmt, error);
  *other = step == VT_STEP_ROW ? post_new_from_row (stmt) : NULL;

  return step != VT_STEP_ERROR;
}

/**
 * vt_post_find_neighbours:
 * @db: a shop's database or a public catalogue
 * @self: a post
 * @query: among which ones; its limit and offset do not count
 * @older: (out) (transfer full) (nullable): the one before it
 * @newer: (out) (transfer full) (nullable): the one after it
 * @error: a #VtDbError
 *
 * Returns: whether they could be looked for
 */
gboolean
vt_post_find_neighbours (VtDb *db,
                         const VtPost *self,
                         const VtPostQuery *query,
                         VtPost **older,
                         VtPost **newer,
                         GError **error)
{
  *newer = NULL;

  return find_neighbour (db,
                         SELECT_POST "WHERE " IN_QUERY "AND (p.publish_us, p.id) < (?3, ?4) "
                                     "ORDER BY p.publish_us DESC, p.id DESC LIMIT 1",
                         self, query, older, error) &&
         find_neighbour (db,
                         SELECT_POST "WHERE " IN_QUERY "AND (p.publish_us, p.id) > (?3, ?4) "
                                     "ORDER BY p.publish_us, p.id LIMIT 1",
                         self, query, newer, error);
}

/**
 * vt_post_create:
 * @db: the connection of a #VtShopJob
 * @title: one line of 1 to 255 characters
 * @handle: (nullable): last part of its address; %NULL makes one from @title
 * @publish_us: its date, UTC microseconds since 1970
 * @id: (out) (optional): id of the new post
 * @error: a #VtContentError or #VtDbError
 *
 * Makes an empty draft.
 *
 * Returns: whether it was made
 */
gboolean
vt_post_create (VtDb *db, const char *title, const char *handle, gint64 publish_us, gint64 *id, GError **error)
{
  g_autofree char *line = vt_content_line (title, _ ("title"), VT_CONTENT_TITLE_CHARS, VT_TEXT_FIELD_REQUIRED, error);
  g_autofree char *own = line != NULL ? vt_content_take_handle (db, IS_TAKEN, handle, line, KIND, error) : NULL;
  gint64 new_id = vt_id_new ();

  if (own == NULL ||
      !vt_db_run (db, error, "INSERT INTO post (id, handle, title, publish_us, updated_us) VALUES (?1, ?2, ?3, ?4, ?5)",
                  "issii", new_id, own, line, publish_us, vt_clock_now_us (NULL)) ||
      !vt_old_handle_take_over (db, KIND, own, error))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_post_set_title:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @title: one line of 1 to 255 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_post_set_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  return set_text (db, id, "UPDATE post SET title = ?2, updated_us = ?3 WHERE id = ?1 AND title <> ?2", title,
                   _ ("title"), VT_CONTENT_TITLE_CHARS, VT_TEXT_FIELD_REQUIRED, error);
}

/**
 * vt_post_set_handle:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @handle: last part of its address
 * @error: %VT_CONTENT_ERROR_TAKEN, another #VtContentError or a #VtDbError
 *
 * Gives the post another address. Visitors of the one that it had are sent on.
 *
 * Returns: whether it is so now
 */
gboolean
vt_post_set_handle (VtDb *db, gint64 id, const char *handle, GError **error)
{
  g_autoptr (VtPost) post = vt_post_load (db, id, error);

  if (post == NULL)
    return FALSE;
  if (g_strcmp0 (post->handle, handle) == 0)
    return TRUE;

  return vt_content_check_handle (db, IS_TAKEN, handle, error) &&
         vt_old_handle_keep (db, KIND, post->handle, id, error) && vt_old_handle_take_over (db, KIND, handle, error) &&
         vt_db_run (db, error, "UPDATE post SET handle = ?2, updated_us = ?3 WHERE id = ?1", "isi", id, handle,
                    vt_clock_now_us (NULL));
}

/**
 * vt_post_set_summary:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @summary: (nullable): one line of at most 500 characters, for lists and feeds
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_post_set_summary (VtDb *db, gint64 id, const char *summary, GError **error)
{
  return set_text (db, id, "UPDATE post SET summary = ?2, updated_us = ?3 WHERE id = ?1 AND summary <> ?2", summary,
                   _ ("summary"), SUMMARY_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_post_set_body:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @markdown: (nullable): CommonMark of at most 200 000 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_post_set_body (VtDb *db, gint64 id, const char *markdown, GError **error)
{
  return set_text (db, id, "UPDATE post SET body_markdown = ?2, updated_us = ?3 WHERE id = ?1 AND body_markdown <> ?2",
                   markdown, _ ("text"), VT_CONTENT_BODY_CHARS, VT_TEXT_FIELD_LINES, error);
}

/**
 * vt_post_set_author:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @author: (nullable): who wrote it, one line of at most 120 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_post_set_author (VtDb *db, gint64 id, const char *author, GError **error)
{
  return set_text (db, id, "UPDATE post SET author = ?2, updated_us = ?3 WHERE id = ?1 AND author <> ?2", author,
                   _ ("author"), AUTHOR_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_post_set_picture:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @sha256: (nullable): name of a media of the shop; see vt_media_add(); %NULL for none
 * @alt: (nullable): what it shows, one line of at most 1000 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether that is its cover now
 */
gboolean
vt_post_set_picture (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error)
{
  g_autofree char *line = vt_content_line (alt, _ ("alternative text"), ALT_CHARS, VT_TEXT_FIELD_OPTIONAL, error);

  return line != NULL && check_exists (db, id, error) && vt_content_check_picture (db, sha256, error) &&
         vt_db_run (db, error,
                    "UPDATE post SET sha256 = ?2, alt = ?3, updated_us = ?4 "
                    "WHERE id = ?1 AND (sha256, alt) IS NOT (?2, ?3)",
                    "issi", id, sha256, line, vt_clock_now_us (NULL));
}

/**
 * vt_post_set_alt:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @alt: (nullable): what its cover shows, one line of at most 1000 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_post_set_alt (VtDb *db, gint64 id, const char *alt, GError **error)
{
  return set_text (db, id, "UPDATE post SET alt = ?2, updated_us = ?3 WHERE id = ?1 AND alt <> ?2", alt,
                   _ ("alternative text"), ALT_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_post_set_seo_title:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @title: (nullable): what search engines show as its title; empty for the post's own
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_post_set_seo_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  return set_text (db, id, "UPDATE post SET seo_title = ?2, updated_us = ?3 WHERE id = ?1 AND seo_title <> ?2", title,
                   _ ("title for search engines"), VT_CONTENT_SEO_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_post_set_seo_description:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @description: (nullable): what search engines show below the title; empty for its summary
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_post_set_seo_description (VtDb *db, gint64 id, const char *description, GError **error)
{
  return set_text (
      db, id, "UPDATE post SET seo_description = ?2, updated_us = ?3 WHERE id = ?1 AND seo_description <> ?2",
      description, _ ("description for search engines"), VT_CONTENT_SEO_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_post_set_active:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @active: whether shoppers can see it once its time has come
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_post_set_active (VtDb *db, gint64 id, gboolean active, GError **error)
{
  return check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE post SET status = ?2, updated_us = ?3 WHERE id = ?1 AND status <> ?2", "isi", id,
                    active ? "active" : "draft", vt_clock_now_us (NULL));
}

/**
 * vt_post_set_publish:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @publish_us: its date, UTC microseconds since 1970: it is not public before
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_post_set_publish (VtDb *db, gint64 id, gint64 publish_us, GError **error)
{
  if (publish_us <= 0)
    return vt_content_invalid (error, _ ("A post needs a date; choose one"));

  return check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE post SET publish_us = ?2, updated_us = ?3 WHERE id = ?1 AND publish_us <> ?2",
                    "iii", id, publish_us, vt_clock_now_us (NULL));
}

/**
 * vt_post_delete:
 * @db: the connection of a #VtShopJob
 * @id: a post's id
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_post_delete (VtDb *db, gint64 id, GError **error)
{
  return check_exists (db, id, error) && vt_old_handle_remove_target (db, KIND, id, error) &&
         vt_translation_remove (db, KIND, id, error) &&
         vt_db_run (db, error, "DELETE FROM post WHERE id = ?1", "i", id);
}
