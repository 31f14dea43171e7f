/* What the records of this folder have in common: the words of refusals, and addresses. Owns no table. */
#define G_LOG_DOMAIN "vt-content"

#include "content/vt-content-private.h"

#include "base/vt-handle.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Room that stays for the number behind a handle that is taken. */
#define SUFFIX_BYTES 8
#define MOST_NUMBERS 1000000

G_DEFINE_QUARK (vt - content - error - quark, vt_content_error)

/* What may be public of this folder's tables. A post whose time has not come is not in a release at all. */
const char *const vt_content_public_copies[] = {
  "INSERT INTO catalogue.page (id, handle, title, body_markdown, seo_title, seo_description, status, updated_us) "
  "SELECT id, handle, title, body_markdown, seo_title, seo_description, status, updated_us FROM main.page "
  "WHERE status = 'active' ORDER BY id",
  "INSERT INTO catalogue.post (id, handle, title, summary, body_markdown, author, sha256, alt, seo_title, "
  "seo_description, status, publish_us, updated_us) "
  "SELECT id, handle, title, summary, body_markdown, author, sha256, alt, seo_title, seo_description, status, "
  "publish_us, updated_us FROM main.post WHERE status = 'active' AND publish_us <= ?1 ORDER BY id",
  "INSERT INTO catalogue.live_event (id, handle, title, body, video_url, code, sha256, alt, status, starts_us, ends_us, "
  "updated_us) SELECT id, handle, title, body, video_url, code, sha256, alt, status, starts_us, ends_us, updated_us "
  "FROM main.live_event WHERE status = 'active' ORDER BY id",
  "INSERT INTO catalogue.live_product (live_id, product_id, position) "
  "SELECT live_id, product_id, position FROM main.live_product "
  "WHERE live_id IN (SELECT id FROM catalogue.live_event) AND product_id IN (SELECT id FROM catalogue.product) "
  "ORDER BY live_id, product_id",
  "INSERT INTO catalogue.menu_item (id, menu, position, title, target) "
  "SELECT id, menu, position, title, target FROM main.menu_item ORDER BY id",
  "INSERT INTO catalogue.section SELECT * FROM main.section ORDER BY id",
  "INSERT INTO catalogue.section_picture SELECT * FROM main.section_picture ORDER BY id",
  "INSERT INTO catalogue.service_channel SELECT * FROM main.service_channel ORDER BY id",
  "INSERT INTO catalogue.opening_hours SELECT * FROM main.opening_hours ORDER BY weekday, opens_min",
  "INSERT INTO catalogue.closed_day SELECT * FROM main.closed_day ORDER BY day",
  NULL
};

gboolean
vt_content_invalid (GError **error, const char *format, ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, message);

  return FALSE;
}

/* @missing is said when there is no row. */
gboolean
vt_content_found (VtStep step, const char *missing, GError **error)
{
  if (step == VT_STEP_DONE)
    g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_NOT_FOUND, missing);

  return step == VT_STEP_ROW;
}

/* vt_text_field() with this folder's errors. */
char *
vt_content_line (const char *text, const char *name, guint max_chars, VtTextFieldFlags flags, GError **error)
{
  return vt_text_field (text, name, max_chars, flags, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, error);
}

/* @is_taken finds the id of what has a handle. */
gboolean
vt_content_check_handle (VtDb *db, const char *is_taken, const char *handle, GError **error)
{
  gint64 other = 0;
  VtStep step;

  if (handle == NULL || !vt_handle_is_valid (handle))
    return vt_content_invalid (error,
                               _ ("“%s” cannot be the end of a page's address; use small letters, digits and hyphens"),
                               handle != NULL ? handle : "");

  step = vt_db_get (db, error, &other, is_taken, "s", handle);
  if (step == VT_STEP_ROW)
    g_set_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_TAKEN,
                 _ ("Another page has the address “%s”; choose another one"), handle);

  return step == VT_STEP_DONE;
}

static char *
make_handle (VtDb *db, const char *is_taken, const char *title, const char *stem, GError **error)
{
  g_autofree char *own = vt_handle_new (title);
  g_autofree char *base = g_strdup (own != NULL ? own : stem);

  while (strlen (base) > VT_HANDLE_MAX_LENGTH - SUFFIX_BYTES)
    *g_utf8_prev_char (base + strlen (base)) = '\0';

  for (guint number = 1; number < MOST_NUMBERS; number++)
    {
      g_autofree char *handle =
          number == 1 ? g_strdup (own != NULL ? own : stem) : g_strdup_printf ("%s-%u", base, number);
      gint64 id = 0;
      VtStep step = vt_db_get (db, error, &id, is_taken, "s", handle);

      if (step == VT_STEP_ERROR)
        return NULL;
      if (step == VT_STEP_DONE && vt_handle_is_valid (handle))
        return g_steal_pointer (&handle);
    }

  g_set_error_literal (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_TAKEN, _ ("Too many pages have this title"));
  return NULL;
}

/* The @handle that is wished for when nobody has it, or a free one made from @title; @stem is for titles without
 * letters. */
char *
vt_content_take_handle (VtDb *db,
                        const char *is_taken,
                        const char *handle,
                        const char *title,
                        const char *stem,
                        GError **error)
{
  if (handle == NULL)
    return make_handle (db, is_taken, title, stem, error);

  return vt_content_check_handle (db, is_taken, handle, error) ? g_strdup (handle) : NULL;
}

/* Whether the shop has that picture; NULL is none and right. */
gboolean
vt_content_check_picture (VtDb *db, const char *sha256, GError **error)
{
  gint64 size = 0;
  VtStep step;

  if (sha256 == NULL)
    return TRUE;

  step = vt_db_get (db, error, &size, "SELECT size FROM media WHERE sha256 = ?1", "s", sha256);
  return step == VT_STEP_DONE ? vt_content_invalid (error, _ ("The picture's file is not in the shop; add it again"))
                              : step == VT_STEP_ROW;
}
