/* Owns the table outbox: letters as RFC 5322 has them, but for where the shop is found. */
#include "host/vt-outbox.h"

#include <string.h>

#include "base/vt-id.h"

#define BASE       "{base}"
#define LINE_CHARS 76
/* Of UTF-8 in one encoded word, which may have 75 characters in all (RFC 2047, section 2). */
#define WORD_BYTES    42
#define FIRST_WAIT_US (2 * G_TIME_SPAN_MINUTE)
#define MOST_TRIES    10 /* doubling: more than a day */

/* RFC 2047: a header's text in any script, without a line of its own. */
static void
append_words (GString *out, const char *text)
{
  const char *p = text;

  while (*p != '\0')
    {
      const char *end = p;
      g_autofree char *word = NULL;

      while (*end != '\0' && g_utf8_next_char (end) - p <= WORD_BYTES)
        end = g_utf8_next_char (end);
      word = g_base64_encode ((const guchar *) p, (gsize) (end - p));
      g_string_append_printf (out, "%s=?UTF-8?B?%s?=", p > text ? "\r\n " : "", word);
      p = end;
    }
}

static void
append_body (GString *out, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *wire = g_strjoinv ("\r\n", lines);
  g_autofree char *encoded = g_base64_encode ((const guchar *) wire, strlen (wire));
  gsize length = strlen (encoded);

  for (gsize at = 0; at < length; at += LINE_CHARS)
    g_string_append_printf (out, "%.*s\r\n", LINE_CHARS, encoded + at);
}

/* The headers; the shop's name and the subject are the merchant's words, addresses were checked when they came in. */
static char *
make_headers (const VtOutboxLetter *letter, gint64 now_us)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autofree char *uuid = vt_uuid_new ();
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  const char *at = strrchr (letter->sender, '@');
  GString *out = g_string_new (NULL);

  if (*letter->sender != '\0')
    {
      g_string_append (out, "From: ");
      append_words (out, letter->from);
      g_string_append_printf (out, " <%s>\r\n", letter->sender);
    }
  g_string_append_printf (out, "To: <%s>\r\nSubject: ", letter->to);
  append_words (out, letter->subject);
  g_string_append_printf (out, "\r\nDate: %s, %02d %s %d %02d:%02d:%02d +0000\r\nMessage-ID: <%s@%s>\r\n",
                          days[g_date_time_get_day_of_week (date) - 1], g_date_time_get_day_of_month (date),
                          months[g_date_time_get_month (date) - 1], g_date_time_get_year (date),
                          g_date_time_get_hour (date), g_date_time_get_minute (date), g_date_time_get_second (date),
                          uuid, at != NULL ? at + 1 : "localhost");
  g_string_append_printf (out,
                          "List-Unsubscribe: <" BASE "%s%s>\r\n"
                          "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
                          "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
                          letter->leave_path, letter->leave_token);

  return g_string_free (out, FALSE);
}

/* Its words, with the links; where the shop is found is filled in when it is sent. */
static char *
make_body (const VtOutboxLetter *letter)
{
  GString *body = g_string_new (letter->body);
  g_autofree char *confirm = g_strconcat (BASE, letter->confirm_path, letter->confirm_token, NULL);
  g_autofree char *leave = g_strconcat (BASE, letter->leave_path, letter->leave_token, NULL);

  g_string_replace (body, "{confirm}", confirm, 1);
  g_string_replace (body, "{leave}", leave, 1);
  return g_string_free (body, FALSE);
}

/**
 * vt_outbox_add:
 * @db: a connection inside a transaction
 * @letter: a letter
 * @now_us: UTC microseconds since 1970
 * @until_us: when its links are of no more use
 * @error: a #VtDbError
 *
 * Returns: whether it waits to be sent
 */
gboolean
vt_outbox_add (VtDb *db, const VtOutboxLetter *letter, gint64 now_us, gint64 until_us, GError **error)
{
  g_autofree char *headers = make_headers (letter, now_us);
  g_autofree char *body = make_body (letter);

  return vt_db_run (db, error, "DELETE FROM outbox WHERE until_us < ?1", "i", now_us) &&
         vt_db_run (db, error, "INSERT INTO outbox (headers, body, next_us, until_us) VALUES (?1, ?2, ?3, ?4)", "ssii",
                    headers, body, now_us, until_us);
}

static char *
make_message (const char *headers, const char *body, const char *base_url)
{
  GString *message = g_string_new (headers);
  g_autoptr (GString) text = g_string_new (body);

  g_string_replace (message, BASE, base_url, 0);
  g_string_replace (text, BASE, base_url, 0);
  append_body (message, text->str);
  return g_string_free (message, FALSE);
}

/**
 * vt_outbox_next:
 * @store: a store
 * @now_us: UTC microseconds since 1970
 * @base_url: where the shop is found, without a slash at the end
 * @id: (out): which one it is
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the next letter whose time has come, as RFC 5322 has it; %NULL without @error
 * when there is none
 */
char *
vt_outbox_next (VtHostStore *store, gint64 now_us, const char *base_url, gint64 *id, GError **error)
{
  VtDb *db = vt_host_store_lease_reader (store, error);
  g_autoptr (VtStmt) stmt = NULL;
  char *message = NULL;

  if (db == NULL)
    return NULL;

  stmt = vt_db_prepare (
      db, "SELECT id, headers, body FROM outbox WHERE next_us <= ?1 AND until_us >= ?1 ORDER BY next_us, id LIMIT 1",
      error);
  if (stmt != NULL && vt_stmt_bind_int (stmt, 1, now_us, error) && vt_stmt_step (stmt, error) == VT_STEP_ROW)
    {
      *id = vt_stmt_get_int (stmt, 0);
      message = make_message (vt_stmt_get_text (stmt, 1), vt_stmt_get_text (stmt, 2), base_url);
    }
  g_clear_pointer (&stmt, vt_stmt_free);
  vt_host_store_return_reader (store, db);

  return message;
}

/**
 * vt_outbox_sent:
 * @store: a store
 * @id: a letter
 * @error: a #VtDbError
 *
 * Returns: whether it is forgotten
 */
gboolean
vt_outbox_sent (VtHostStore *store, gint64 id, GError **error)
{
  VtDb *db = vt_host_store_begin_write (store, error);

  return db != NULL &&
         vt_host_store_end_write (store, vt_db_run (db, error, "DELETE FROM outbox WHERE id = ?1", "i", id), error);
}

/**
 * vt_outbox_failed:
 * @store: a store
 * @id: a letter
 * @now_us: UTC microseconds since 1970
 * @error: a #VtDbError
 *
 * Tries it again later, each time after twice as long.
 *
 * Returns: whether that is noted
 */
gboolean
vt_outbox_failed (VtHostStore *store, gint64 id, gint64 now_us, GError **error)
{
  VtDb *db = vt_host_store_begin_write (store, error);

  return db != NULL &&
         vt_host_store_end_write (
             store,
             vt_db_run (db, error,
                        "UPDATE outbox SET tries = tries + 1, next_us = ?2 + (?3 << min (tries, ?4)) WHERE id = ?1",
                        "iiii", id, now_us, (gint64) FIRST_WAIT_US, (gint64) MOST_TRIES),
             error);
}
