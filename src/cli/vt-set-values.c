#include "cli/vt-set.h"

#include "base/vt-money.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* Returns: FALSE, with the message as error */
gboolean
vt_set_invalid (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);

  return FALSE;
}

/* -1 for the empty value. */
gboolean
vt_set_parse_amount (const VtSetTarget *target, const char *value, gint64 *minor, GError **error)
{
  VtMoney money = { 0 };

  if (*value == '\0')
    {
      *minor = -1;
      return TRUE;
    }
  if (!vt_money_parse (value, target->currency, &money, error))
    return FALSE;
  if (money.minor < 0)
    return vt_set_invalid (error, _ ("“%s” is below zero"), value);

  *minor = money.minor;
  return TRUE;
}

gboolean
vt_set_parse_number (const char *value, gint64 least, gint64 most, gint64 *number, GError **error)
{
  return g_ascii_string_to_signed (value, 10, least, most, number, NULL) ||
         vt_set_invalid (error, _ ("“%s” is not a whole number from %" PRId64 " to %" PRId64), value, least, most);
}

gboolean
vt_set_parse_flag (const char *value, gboolean *flag, GError **error)
{
  static const char *const words[] = { "no", "yes", "false", "true", "0", "1" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (value, words[i]) == 0)
      {
        *flag = i % 2 == 1;
        return TRUE;
      }

  return vt_set_invalid (error, _ ("“%s” is neither yes nor no"), value);
}

/* Of what is only draft or active. */
gboolean
vt_set_parse_status (const char *value, gboolean *active, GError **error)
{
  if (strcmp (value, "active") != 0 && strcmp (value, "draft") != 0)
    return vt_set_invalid (error, _ ("“%s” is neither draft nor active"), value);

  *active = strcmp (value, "active") == 0;
  return TRUE;
}

/* 0 for the empty value. A time without a zone is UTC, a date alone its beginning. */
gboolean
vt_set_parse_time (const char *value, gint64 *us, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *full = strchr (value, 'T') == NULL ? g_strconcat (value, "T00:00:00", NULL) : g_strdup (value);
  g_autoptr (GDateTime) time = *value != '\0' ? g_date_time_new_from_iso8601 (full, utc) : NULL;

  if (time == NULL && *value != '\0')
    return vt_set_invalid (error, _ ("“%s” is not a time like 2026-12-24T18:00:00Z"), value);

  *us = time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
  return TRUE;
}
