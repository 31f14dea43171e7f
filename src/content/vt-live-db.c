/* Owner of the table live_event. */
#define G_LOG_DOMAIN "vt-content"

#include "content/vt-live.h"

#include "base/vt-clock.h"
#include "base/vt-id.h"
#include "content/vt-content-private.h"
#include "content/vt-live-video.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>

#define KIND       "live_event"
#define STEM       "live"
#define ALT_CHARS  1000
#define CODE_CHARS 100
#define URL_CHARS  2000
#define IS_TAKEN                                                                                                       \
  "SELECT id FROM live_event WHERE handle = ?1 UNION ALL "                                                             \
  "SELECT row_id FROM translation WHERE field = 'handle' AND kind = 'live_event' AND value = ?1 LIMIT 1"
#define SELECT_LIVE                                                                                                    \
  "SELECT e.id, e.handle, e.title, e.body, e.video_url, e.code, e.sha256, m.width, m.height, e.alt, "                  \
  "e.status = 'active', e.starts_us, e.ends_us, e.updated_us FROM live_event AS e "                                    \
  "LEFT JOIN media AS m ON m.sha256 = e.sha256 "

static VtLive *
live_new_from_row (VtStmt *stmt)
{
  VtLive *self = g_new0 (VtLive, 1);

  self->id = vt_stmt_get_int (stmt, 0);
  self->handle = vt_stmt_dup_text (stmt, 1);
  self->title = vt_stmt_dup_text (stmt, 2);
  self->body = vt_stmt_dup_text (stmt, 3);
  self->video_url = vt_stmt_dup_text (stmt, 4);
  self->code = vt_stmt_dup_text (stmt, 5);
  self->sha256 = vt_stmt_is_null (stmt, 6) ? NULL : vt_stmt_dup_text (stmt, 6);
  self->width = (int) vt_stmt_get_int (stmt, 7);
  self->height = (int) vt_stmt_get_int (stmt, 8);
  self->alt = vt_stmt_dup_text (stmt, 9);
  self->active = vt_stmt_get_int (stmt, 10) != 0;
  self->starts_us = vt_stmt_get_int (stmt, 11);
  self->ends_us = vt_stmt_get_int (stmt, 12);
  self->updated_us = vt_stmt_get_int (stmt, 13);

  return self;
}

static gboolean
found (VtStep step, GError **error)
{
  return vt_content_found (step, _ ("The live sale is not in the shop any more"), error);
}

static gboolean
check_exists (VtDb *db, gint64 id, GError **error)
{
  gint64 known = 0;

  return found (vt_db_get (db, error, &known, "SELECT id FROM live_event WHERE id = ?1", "i", id), error);
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
 * vt_live_free:
 * @self: (nullable): a live sale
 *
 * Frees the record.
 */
void
vt_live_free (VtLive *self)
{
  if (self == NULL)
    return;

  g_free (self->handle);
  g_free (self->title);
  g_free (self->body);
  g_free (self->video_url);
  g_free (self->code);
  g_free (self->sha256);
  g_free (self->alt);
  g_free (self);
}

/**
 * vt_live_state:
 * @self: a live sale
 * @now_us: UTC microseconds since 1970
 *
 * Returns: whether it is yet to come, running or over
 */
VtLiveState
vt_live_state (const VtLive *self, gint64 now_us)
{
  if (now_us < self->starts_us)
    return VT_LIVE_BEFORE;

  return now_us < self->ends_us ? VT_LIVE_RUNNING : VT_LIVE_AFTER;
}

/**
 * vt_live_find_featured:
 * @lives: (element-type VtLive): live sales, the latest first
 * @now_us: UTC microseconds since 1970
 *
 * Returns: index of the one that is running, else of the one that starts next, else of the last one that was; the
 * length of @lives when it is empty
 */
guint
vt_live_find_featured (const GPtrArray *lives, gint64 now_us)
{
  guint next = lives->len;

  for (guint i = 0; i < lives->len; i++)
    {
      VtLiveState state = vt_live_state (g_ptr_array_index (lives, i), now_us);

      if (state == VT_LIVE_RUNNING)
        return i;
      if (state == VT_LIVE_BEFORE)
        next = i;
    }

  return next < lives->len || lives->len == 0 ? next : 0;
}

/**
 * vt_live_list:
 * @db: a shop's database or a public catalogue
 * @drafts: whether drafts are wanted, too
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (element-type VtLive) (nullable): the live sales, the latest first
 */
GPtrArray *
vt_live_list (VtDb *db, gboolean drafts, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db, SELECT_LIVE "WHERE ?1 OR e.status = 'active' ORDER BY e.starts_us DESC, e.id DESC", error);
  g_autoptr (GPtrArray) lives = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_live_free);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, drafts, error))
    return NULL;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    g_ptr_array_add (lives, live_new_from_row (stmt));

  return step == VT_STEP_DONE ? g_steal_pointer (&lives) : NULL;
}

/**
 * vt_live_has_films:
 * @db: a shop's database or a public catalogue
 * @films: (out): whether a live sale that is no draft has a film that a frame can show
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_live_has_films (VtDb *db, gboolean *films, GError **error)
{
  g_autoptr (GPtrArray) lives = vt_live_list (db, FALSE, error);

  *films = FALSE;
  for (guint i = 0; lives != NULL && i < lives->len && !*films; i++)
    {
      g_autoptr (VtLiveVideo) video = vt_live_video_parse (((const VtLive *) g_ptr_array_index (lives, i))->video_url);

      *films = video != NULL && video->origin != NULL;
    }

  return lives != NULL;
}

static VtLive *
take_live (VtStmt *stmt, GError **error)
{
  return found (vt_stmt_step (stmt, error), error) ? live_new_from_row (stmt) : NULL;
}

/**
 * vt_live_load:
 * @db: a shop's database or a public catalogue
 * @id: a live sale's id
 * @error: %VT_CONTENT_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the live sale
 */
VtLive *
vt_live_load (VtDb *db, gint64 id, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_LIVE "WHERE e.id = ?1", error);

  if (stmt == NULL || !vt_stmt_bind_int (stmt, 1, id, error))
    return NULL;

  return take_live (stmt, error);
}

/**
 * vt_live_find_by_handle:
 * @db: a shop's database or a public catalogue
 * @handle: last part of its address
 * @error: %VT_CONTENT_ERROR_NOT_FOUND or a #VtDbError
 *
 * Returns: (transfer full) (nullable): the live sale, which may be a draft
 */
VtLive *
vt_live_find_by_handle (VtDb *db, const char *handle, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, SELECT_LIVE "WHERE e.handle = ?1", error);

  if (stmt == NULL || !vt_stmt_bind_text (stmt, 1, handle, error))
    return NULL;

  return take_live (stmt, error);
}

static gboolean
check_period (gint64 starts_us, gint64 ends_us, GError **error)
{
  if (starts_us <= 0 || ends_us <= 0)
    return vt_content_invalid (error, _ ("A live sale needs a start and an end; choose both"));

  return ends_us > starts_us ||
         vt_content_invalid (error, _ ("The live sale ends before it starts; choose a later end"));
}

/**
 * vt_live_create:
 * @db: the connection of a #VtShopJob
 * @title: one line of 1 to 255 characters
 * @handle: (nullable): last part of its address; %NULL makes one from @title
 * @starts_us: UTC microseconds since 1970
 * @ends_us: later than @starts_us
 * @id: (out) (optional): id of the new live sale
 * @error: a #VtContentError or #VtDbError
 *
 * Makes a draft without film and products.
 *
 * Returns: whether it was made
 */
gboolean
vt_live_create (VtDb *db,
                const char *title,
                const char *handle,
                gint64 starts_us,
                gint64 ends_us,
                gint64 *id,
                GError **error)
{
  g_autofree char *line = vt_content_line (title, _ ("title"), VT_CONTENT_TITLE_CHARS, VT_TEXT_FIELD_REQUIRED, error);
  g_autofree char *own = line != NULL ? vt_content_take_handle (db, IS_TAKEN, handle, line, STEM, error) : NULL;
  gint64 new_id = vt_id_new ();

  if (own == NULL || !check_period (starts_us, ends_us, error) ||
      !vt_db_run (db, error,
                  "INSERT INTO live_event (id, handle, title, starts_us, ends_us, updated_us) "
                  "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                  "issiii", new_id, own, line, starts_us, ends_us, vt_clock_now_us (NULL)) ||
      !vt_old_handle_take_over (db, KIND, own, error))
    return FALSE;

  if (id != NULL)
    *id = new_id;
  return TRUE;
}

/**
 * vt_live_set_title:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @title: one line of 1 to 255 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_live_set_title (VtDb *db, gint64 id, const char *title, GError **error)
{
  return set_text (db, id, "UPDATE live_event SET title = ?2, updated_us = ?3 WHERE id = ?1 AND title <> ?2", title,
                   _ ("title"), VT_CONTENT_TITLE_CHARS, VT_TEXT_FIELD_REQUIRED, error);
}

/**
 * vt_live_set_handle:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @handle: last part of its address
 * @error: %VT_CONTENT_ERROR_TAKEN, another #VtContentError or a #VtDbError
 *
 * Gives it another address. Visitors of the one that it had are sent on.
 *
 * Returns: whether it is so now
 */
gboolean
vt_live_set_handle (VtDb *db, gint64 id, const char *handle, GError **error)
{
  g_autoptr (VtLive) live = vt_live_load (db, id, error);

  if (live == NULL)
    return FALSE;
  if (g_strcmp0 (live->handle, handle) == 0)
    return TRUE;

  return vt_content_check_handle (db, IS_TAKEN, handle, error) &&
         vt_old_handle_keep (db, KIND, live->handle, id, error) && vt_old_handle_take_over (db, KIND, handle, error) &&
         vt_db_run (db, error, "UPDATE live_event SET handle = ?2, updated_us = ?3 WHERE id = ?1", "isi", id, handle,
                    vt_clock_now_us (NULL));
}

/**
 * vt_live_set_body:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @markdown: (nullable): CommonMark of at most 200 000 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_live_set_body (VtDb *db, gint64 id, const char *markdown, GError **error)
{
  return set_text (db, id, "UPDATE live_event SET body = ?2, updated_us = ?3 WHERE id = ?1 AND body <> ?2", markdown,
                   _ ("text"), VT_CONTENT_BODY_CHARS, VT_TEXT_FIELD_LINES, error);
}

/**
 * vt_live_set_video:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @url: (nullable): where the film is: see vt_live_video_parse(); empty for none yet
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_live_set_video (VtDb *db, gint64 id, const char *url, GError **error)
{
  g_autofree char *line = vt_content_line (url, _ ("film's address"), URL_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
  g_autoptr (VtLiveVideo) video = line != NULL && *line != '\0' ? vt_live_video_parse (line) : NULL;

  if (line == NULL)
    return FALSE;
  if (*line != '\0' && video == NULL)
    return vt_content_invalid (error,
                               _ ("“%s” is no film that can be shown; use the address of a video or live stream of "
                                  "YouTube, Facebook, TikTok, Instagram or Vimeo, beginning with https://"),
                               line);

  return set_text (db, id, "UPDATE live_event SET video_url = ?2, updated_us = ?3 WHERE id = ?1 AND video_url <> ?2",
                   line, _ ("film's address"), URL_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_live_set_code:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @code: (nullable): code of one of the shop's discounts; empty for none
 * @error: a #VtContentError or #VtDbError
 *
 * A code that nothing answers to is a promise that the checkout breaks, so there must be a discount that has it.
 *
 * Returns: whether it is so now
 */
gboolean
vt_live_set_code (VtDb *db, gint64 id, const char *code, GError **error)
{
  g_autofree char *line = vt_content_line (code, _ ("code"), CODE_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
  gint64 discount_id = 0;
  VtStep step = VT_STEP_ROW;

  if (line == NULL)
    return FALSE;
  if (*line != '\0')
    step = vt_db_get (db, error, &discount_id, "SELECT id FROM discount WHERE code = ?1", "s", line);
  if (step == VT_STEP_DONE)
    return vt_content_invalid (error, _ ("No discount has the code “%s”; make the discount first"), line);

  return step == VT_STEP_ROW &&
         set_text (db, id, "UPDATE live_event SET code = ?2, updated_us = ?3 WHERE id = ?1 AND code <> ?2", line,
                   _ ("code"), CODE_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_live_set_picture:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @sha256: (nullable): name of a media of the shop; see vt_media_add(); %NULL for none
 * @alt: (nullable): what it shows, one line of at most 1000 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether that is what is seen before the film is asked for
 */
gboolean
vt_live_set_picture (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error)
{
  g_autofree char *line = vt_content_line (alt, _ ("alternative text"), ALT_CHARS, VT_TEXT_FIELD_OPTIONAL, error);

  return line != NULL && check_exists (db, id, error) && vt_content_check_picture (db, sha256, error) &&
         vt_db_run (db, error,
                    "UPDATE live_event SET sha256 = ?2, alt = ?3, updated_us = ?4 "
                    "WHERE id = ?1 AND (sha256, alt) IS NOT (?2, ?3)",
                    "issi", id, sha256, line, vt_clock_now_us (NULL));
}

/**
 * vt_live_set_alt:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @alt: (nullable): what its picture shows, one line of at most 1000 characters
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_live_set_alt (VtDb *db, gint64 id, const char *alt, GError **error)
{
  return set_text (db, id, "UPDATE live_event SET alt = ?2, updated_us = ?3 WHERE id = ?1 AND alt <> ?2", alt,
                   _ ("alternative text"), ALT_CHARS, VT_TEXT_FIELD_OPTIONAL, error);
}

/**
 * vt_live_set_period:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @starts_us: UTC microseconds since 1970
 * @ends_us: later than @starts_us
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_live_set_period (VtDb *db, gint64 id, gint64 starts_us, gint64 ends_us, GError **error)
{
  return check_period (starts_us, ends_us, error) && check_exists (db, id, error) &&
         vt_db_run (db, error,
                    "UPDATE live_event SET starts_us = ?2, ends_us = ?3, updated_us = ?4 "
                    "WHERE id = ?1 AND (starts_us, ends_us) IS NOT (?2, ?3)",
                    "iiii", id, starts_us, ends_us, vt_clock_now_us (NULL));
}

/**
 * vt_live_set_active:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @active: whether shoppers can see it
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is so now
 */
gboolean
vt_live_set_active (VtDb *db, gint64 id, gboolean active, GError **error)
{
  return check_exists (db, id, error) &&
         vt_db_run (db, error, "UPDATE live_event SET status = ?2, updated_us = ?3 WHERE id = ?1 AND status <> ?2",
                    "isi", id, active ? "active" : "draft", vt_clock_now_us (NULL));
}

/**
 * vt_live_delete:
 * @db: the connection of a #VtShopJob
 * @id: a live sale's id
 * @error: a #VtContentError or #VtDbError
 *
 * Returns: whether it is gone
 */
gboolean
vt_live_delete (VtDb *db, gint64 id, GError **error)
{
  return vt_live_set_products (db, id, NULL, 0, error) && vt_old_handle_remove_target (db, KIND, id, error) &&
         vt_translation_remove (db, KIND, id, error) &&
         vt_db_run (db, error, "DELETE FROM live_event WHERE id = ?1", "i", id);
}
