#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-record.h"

#include "app/widgets/vt-percent.h"
#include "base/vt-money.h"
#include "catalogue/vt-weight.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>

/**
 * vt_record_invalid:
 * @error: (out): what is wrong
 * @message: a sentence, translated
 *
 * Returns: %FALSE
 */
gboolean
vt_record_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);

  return FALSE;
}

/**
 * vt_record_take:
 * @text: (inout): a text of a record
 * @value: what it is going to be
 */
void
vt_record_take (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/**
 * vt_record_take_list:
 * @list: (inout): a list of a record
 * @value: its items with commas or line ends between, or with blanks where there is neither
 */
void
vt_record_take_list (char ***list, const char *value)
{
  g_auto (GStrv) parts = g_strsplit_set (value, strpbrk (value, ",;\n") != NULL ? ",;\n" : " \t", -1);
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (items, parts[i]);
  g_strfreev (*list);
  *list = g_strv_builder_end (items);
}

static gboolean
is_blank (const char *value)
{
  return value[strspn (value, " \t\n")] == '\0';
}

/**
 * vt_record_parse_money:
 * @value: an amount as it is typed
 * @currency: ISO 4217
 * @none: what nothing at all means
 * @minor: (out): minor units; left as it was on failure
 * @error: what is wrong with it
 *
 * Returns: whether it is an amount of zero or more
 */
gboolean
vt_record_parse_money (const char *value, const char *currency, gint64 none, gint64 *minor, GError **error)
{
  VtMoney money = vt_money_new (none, currency);

  if (!is_blank (value) && !vt_money_parse (value, currency, &money, error))
    return FALSE;
  if (!is_blank (value) && money.minor < 0)
    return vt_record_invalid (error, _ ("An amount of money is zero or more"));

  *minor = money.minor;
  return TRUE;
}

/**
 * vt_record_format_money:
 * @minor: minor units; below zero is none
 * @currency: ISO 4217
 *
 * Returns: (transfer full): the amount as it is typed
 */
char *
vt_record_format_money (gint64 minor, const char *currency)
{
  return minor < 0 ? g_strdup ("") : vt_money_to_decimal (vt_money_new (minor, currency));
}

/**
 * vt_record_parse_number:
 * @value: a whole number as it is typed
 * @none: what nothing at all means
 * @least: the smallest that it may be
 * @most: the largest that it may be
 * @number: (out): the number; left as it was on failure
 * @error: what is wrong with it
 *
 * Returns: whether it is a number in this range
 */
gboolean
vt_record_parse_number (const char *value, gint64 none, gint64 least, gint64 most, gint64 *number, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (value));
  g_autofree char *message = NULL;

  if (*text == '\0')
    *number = none;
  if (*text == '\0' || g_ascii_string_to_signed (text, 10, least, most, number, NULL))
    return TRUE;

  message = g_strdup_printf (_ ("Write a whole number from %" PRId64 " to %" PRId64), least, most);
  return vt_record_invalid (error, message);
}

/**
 * vt_record_format_number:
 * @number: a number; below zero is none
 *
 * Returns: (transfer full): the number as it is typed
 */
char *
vt_record_format_number (gint64 number)
{
  return number < 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/**
 * vt_record_parse_weight:
 * @value: a weight as it is typed: "1.5 kg"; kilograms without a unit
 * @none: what nothing at all means
 * @weight_g: (out): grams; left as it was on failure
 * @error: what is wrong with it
 *
 * Returns: whether it is a weight
 */
gboolean
vt_record_parse_weight (const char *value, gint64 none, gint64 *weight_g, GError **error)
{
  VtWeightUnit unit = VT_WEIGHT_KG;

  if (!is_blank (value))
    return vt_weight_parse (value, &unit, weight_g, error);

  *weight_g = none;
  return TRUE;
}

/**
 * vt_record_format_weight:
 * @weight_g: grams; below zero is none
 *
 * Returns: (transfer full): the weight as it is typed, in kilograms
 */
char *
vt_record_format_weight (gint64 weight_g)
{
  return weight_g < 0 ? g_strdup ("") : vt_weight_to_number (weight_g, VT_WEIGHT_KG);
}

/**
 * vt_record_parse_percent:
 * @value: a percentage as it is typed; nothing is none of it
 * @basis_points: (out): hundredths of a percent; left as it was on failure
 * @error: what is wrong with it
 *
 * Returns: whether it is a percentage
 */
gboolean
vt_record_parse_percent (const char *value, int *basis_points, GError **error)
{
  gint64 number = 0;

  if (!is_blank (value) && !vt_percent_parse (value, &number))
    return vt_record_invalid (error, _ ("Write a percentage with at most two decimals, such as 5.5"));

  *basis_points = (int) MIN (number, G_MAXINT);
  return TRUE;
}

/**
 * vt_record_parse_time:
 * @value: "16:00"; nothing is none
 * @minute: (out): of the day; -1 for none; left as it was on failure
 * @error: what is wrong with it
 *
 * Returns: whether it is a time of the day
 */
gboolean
vt_record_parse_time (const char *value, int *minute, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (value));
  guint hours = 0;
  guint minutes = 0;
  int used = 0;

  if (*text != '\0' &&
      (sscanf (text, "%2u:%2u%n", &hours, &minutes, &used) != 2 || text[used] != '\0' || hours > 23 || minutes > 59))
    return vt_record_invalid (error, _ ("Write a time of the day such as 16:00"));

  *minute = *text == '\0' ? -1 : (int) (hours * 60 + minutes);
  return TRUE;
}

/**
 * vt_record_format_time:
 * @minute: of the day; -1 for none
 *
 * Returns: (transfer full): the time as it is typed
 */
char *
vt_record_format_time (int minute)
{
  return minute < 0 ? g_strdup ("") : g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
}
