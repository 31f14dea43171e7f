#define G_LOG_DOMAIN "vt-catalogue"

/* What a text, an amount or a handle must be before it is written: the one border of the catalogue's tables. */

#include "catalogue/vt-catalogue-private.h"

#include "base/vt-handle.h"
#include "base/vt-html.h"
#include "base/vt-text.h"
#include "catalogue/vt-barcode.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (vt - catalogue - error - quark, vt_catalogue_error)

/* Sets %VT_CATALOGUE_ERROR_INVALID; returns %FALSE, so that it can be returned as it is. */
gboolean
vt_catalogue_invalid (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list list;

  va_start (list, format);
  message = g_strdup_vprintf (format, list);
  va_end (list);
  g_set_error_literal (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_INVALID, message);

  return FALSE;
}

/* @text as one normalised line of at most @max_chars; @field is its name in the message. */
char *
vt_catalogue_check_line (const char *text, const char *field, guint max_chars, gboolean required, GError **error)
{
  g_autofree char *normal = vt_text_normalise (text);
  g_autofree char *line = vt_text_single_line (normal);

  if (required && *line == '\0')
    {
      vt_catalogue_invalid (error, _ ("The %s is empty; type one"), field);
      return NULL;
    }
  if (g_utf8_strlen (line, -1) > (glong) max_chars)
    {
      vt_catalogue_invalid (error, _ ("The %s is longer than %u characters; shorten it"), field, max_chars);
      return NULL;
    }

  return g_steal_pointer (&line);
}

/* A wrong check digit is worth telling, not refusing; what a spreadsheet has cut short is no code of anything. */
char *
vt_catalogue_check_barcode (const char *barcode, GError **error)
{
  char *line = vt_catalogue_check_line (barcode, _ ("barcode"), VT_CODE_MAX_CHARS, FALSE, error);
  g_autofree char *problem = NULL;

  if (line == NULL || vt_barcode_check (line, NULL) != VT_BARCODE_SPOILT)
    return line;

  problem = vt_barcode_describe (line);
  vt_catalogue_invalid (error, "%s", problem);
  g_free (line);
  return NULL;
}

char *
vt_catalogue_check_html (const char *html, GError **error)
{
  g_autofree char *normal = NULL;

  if (html != NULL && strlen (html) > VT_HTML_MAX_BYTES)
    {
      vt_catalogue_invalid (error, _ ("The description is larger than %d KB; shorten it"), VT_HTML_MAX_BYTES / 1024);
      return NULL;
    }
  normal = vt_text_normalise (html);

  return vt_html_sanitise (normal);
}

gboolean
vt_catalogue_check_amount (gint64 minor, const char *field, GError **error)
{
  if (minor < 0)
    return vt_catalogue_invalid (error, _ ("The %s is below zero"), field);
  if (minor > VT_PRICE_MAX_MINOR)
    return vt_catalogue_invalid (error, _ ("The %s is too large; check the decimal point"), field);

  return TRUE;
}

static char *
numbered_handle (const char *base, guint number)
{
  g_autofree char *suffix = g_strdup_printf ("-%u", number);
  gsize room = VT_HANDLE_MAX_LENGTH - strlen (suffix);
  gsize length = MIN (strlen (base), room);

  while (length > 0 && (((guchar) base[length]) & 0xc0) == 0x80)
    length--;
  while (length > 0 && base[length - 1] == '-')
    length--;

  return g_strdup_printf ("%.*s%s", (int) length, base, suffix);
}

/*
 * The first handle made from @title that no row has yet: the title's own, then with -2, -3…; @fallback with -1, -2…
 * when no letter of @title can be written in a handle. @is_taken_sql is a literal: one row when the handle ?1 is taken.
 */
char *
vt_catalogue_free_handle (VtDb *db, const char *is_taken_sql, const char *title, const char *fallback, GError **error)
{
  g_autofree char *own = vt_handle_new (title);
  const char *base = own != NULL ? own : fallback;

  for (guint number = 1;; number++)
    {
      g_autofree char *handle = own != NULL && number == 1 ? g_strdup (own) : numbered_handle (base, number);
      gint64 found = 0;
      VtStep step = vt_db_get (db, error, &found, is_taken_sql, "s", handle);

      if (step == VT_STEP_ERROR)
        return NULL;
      if (step == VT_STEP_DONE)
        return g_steal_pointer (&handle);
    }
}

/* Turns “no such row” into %VT_CATALOGUE_ERROR_NOT_FOUND. @what is a sentence. */
gboolean
vt_catalogue_found (VtStep step, const char *what, GError **error)
{
  if (step == VT_STEP_DONE)
    g_set_error_literal (error, VT_CATALOGUE_ERROR, VT_CATALOGUE_ERROR_NOT_FOUND, what);

  return step == VT_STEP_ROW;
}

/* Lines of text as one: no line holds U+001F, the unit separator. */
char *
vt_catalogue_join_list (const char *const *items)
{
  return g_strjoinv (VT_LIST_SEPARATOR, (char **) items);
}

/* (transfer full) The items of what vt_catalogue_join_list() made; none for "". */
char **
vt_catalogue_split_list (const char *text)
{
  return g_strsplit (text, VT_LIST_SEPARATOR, -1);
}

/* A list that one bound value can hold: "FROM json_each (?1)" reads it. */
char *
vt_catalogue_ids_to_json (const gint64 *ids, guint n)
{
  g_autoptr (GString) list = g_string_sized_new (18 * (gsize) n + 2);

  g_string_append_c (list, '[');
  for (guint i = 0; i < n; i++)
    g_string_append_printf (list, i > 0 ? ",%" G_GINT64_FORMAT : "%" G_GINT64_FORMAT, ids[i]);
  g_string_append_c (list, ']');

  return g_string_free (g_steal_pointer (&list), FALSE);
}
