#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-fact-value.h"

#include "base/vt-handle.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "catalogue/vt-barcode.h"
#include "catalogue/vt-weight.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_DIGITS 12

G_DEFINE_ENUM_TYPE (VtFactKind,
                    vt_fact_kind,
                    G_DEFINE_ENUM_VALUE (VT_FACT_TEXT, "text"),
                    G_DEFINE_ENUM_VALUE (VT_FACT_MONEY, "money"),
                    G_DEFINE_ENUM_VALUE (VT_FACT_NUMBER, "number"),
                    G_DEFINE_ENUM_VALUE (VT_FACT_TAGS, "tags"),
                    G_DEFINE_ENUM_VALUE (VT_FACT_WEIGHT, "weight"),
                    G_DEFINE_ENUM_VALUE (VT_FACT_BARCODE, "barcode"),
                    G_DEFINE_ENUM_VALUE (VT_FACT_HANDLE, "handle"),
                    G_DEFINE_ENUM_VALUE (VT_FACT_DATE, "date"))

static char *
refuse (char **problem, const char *reason)
{
  *problem = g_strdup (reason);
  return NULL;
}

static char *
money_from_text (VtWorkspace *workspace, const char *text, char **problem)
{
  VtMoney money = { 0 };
  g_autoptr (GError) error = NULL;

  if (!vt_money_parse (text, vt_workspace_get_currency (workspace), &money, &error))
    return refuse (problem, error->message);
  if (money.minor < 0)
    return refuse (problem, _ ("An amount cannot be below zero"));

  return g_strdup_printf ("%" G_GINT64_FORMAT, money.minor);
}

static char *
number_from_text (const char *text, char **problem)
{
  gint64 number = 0;

  if (g_utf8_strlen (text, -1) > MAX_DIGITS)
    return refuse (problem, _ ("The number is too large"));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      int digit = g_unichar_digit_value (g_utf8_get_char (p));

      if (digit < 0)
        return refuse (problem, _ ("Write a whole number, such as 12"));
      number = number * 10 + digit;
    }

  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
tags_from_text (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  GString *value = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (tags, vt_text_single_line (parts[i]));
  g_ptr_array_sort (tags, compare_tags);

  for (guint i = 0; i < tags->len; i++)
    {
      const char *tag = g_ptr_array_index (tags, i);

      if (*tag == '\0' || (i > 0 && g_str_equal (tag, g_ptr_array_index (tags, i - 1))))
        continue;
      g_string_append_printf (value, "%s%s", value->len > 0 ? ", " : "", tag);
    }

  return g_string_free (value, FALSE);
}

static char *
handle_from_text (const char *text, char **problem)
{
  char *handle = vt_handle_new (text);

  return handle != NULL ? handle : refuse (problem, _ ("Write letters or digits, such as linen-shirt"));
}

/* A number alone is in the unit that the weight had. */
static char *
weight_from_text (const char *was, const char *text, char **problem)
{
  const char *space = was != NULL ? strchr (was, ' ') : NULL;
  VtWeightUnit unit = VT_WEIGHT_G;
  gint64 weight_g = 0;
  g_autoptr (GError) error = NULL;

  if (space != NULL)
    vt_weight_unit_from_string (space + 1, &unit);
  if (!vt_weight_parse (text, &unit, &weight_g, &error))
    return refuse (problem, error->message);

  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", weight_g, vt_weight_unit_to_string (unit));
}

static char *
weight_to_text (const char *value)
{
  char *unit_name = NULL;
  gint64 weight_g = g_ascii_strtoll (value, &unit_name, 10);
  VtWeightUnit unit = VT_WEIGHT_G;

  vt_weight_unit_from_string (g_strchug (unit_name), &unit);

  return vt_weight_format (weight_g, unit);
}

/* "2026-11-27", "2026-11-27 9:30": the order that everyone reads the same way. */
static char *
date_from_text (const char *text, char **problem)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[ T](\\d{1,2}):(\\d{2}))?$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GDateTime) moment = NULL;
  int numbers[5] = { 0 };

  if (g_regex_match (regex, text, 0, &match))
    {
      for (int i = 0; i < 5; i++)
        {
          g_autofree char *part = g_match_info_fetch (match, i + 1);

          numbers[i] = part != NULL ? (int) g_ascii_strtoll (part, NULL, 10) : 0;
        }
      moment = g_date_time_new_local (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], 0);
    }
  if (moment == NULL)
    return refuse (problem, _ ("Write a day, such as 2027-01-31, and a time if you like: 2027-01-31 9:30"));

  return g_strdup_printf ("%" G_GINT64_FORMAT, g_date_time_to_unix (moment) * G_USEC_PER_SEC);
}

static char *
date_to_text (const char *value)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (g_ascii_strtoll (value, NULL, 10) / G_USEC_PER_SEC);

  if (moment == NULL)
    return g_strdup ("");
  if (g_date_time_get_hour (moment) == 0 && g_date_time_get_minute (moment) == 0)
    return g_date_time_format (moment, "%Y-%m-%d");

  return g_date_time_format (moment, "%Y-%m-%d %H:%M");
}

/**
 * vt_fact_value_from_text:
 * @workspace: of the shop
 * @kind: what the fact is made of
 * @was: (nullable): its value so far
 * @text: what was typed
 * @problem: (out) (transfer full): why the text means nothing
 *
 * Returns: (transfer full) (nullable): what the text means
 */
char *
vt_fact_value_from_text (VtWorkspace *workspace, VtFactKind kind, const char *was, const char *text, char **problem)
{
  g_autofree char *normal = vt_text_normalise (text);
  g_autofree char *line = vt_text_single_line (normal);

  if (*line == '\0')
    return g_strdup ("");

  switch (kind)
    {
    case VT_FACT_MONEY:
      return money_from_text (workspace, line, problem);
    case VT_FACT_NUMBER:
      return number_from_text (line, problem);
    case VT_FACT_TAGS:
      return tags_from_text (line);
    case VT_FACT_WEIGHT:
      return weight_from_text (was, line, problem);
    case VT_FACT_HANDLE:
      return handle_from_text (line, problem);
    case VT_FACT_DATE:
      return date_from_text (line, problem);
    case VT_FACT_TEXT:
    case VT_FACT_BARCODE:
    default:
      return g_steal_pointer (&line);
    }
}

/**
 * vt_fact_value_to_text:
 * @workspace: of the shop
 * @kind: what the fact is made of
 * @value: (nullable): its value
 *
 * Returns: (transfer full): the text that people read
 */
char *
vt_fact_value_to_text (VtWorkspace *workspace, VtFactKind kind, const char *value)
{
  if (value == NULL || *value == '\0')
    return g_strdup ("");

  switch (kind)
    {
    case VT_FACT_MONEY:
      return vt_workspace_format_money (workspace, g_ascii_strtoll (value, NULL, 10));
    case VT_FACT_WEIGHT:
      return weight_to_text (value);
    case VT_FACT_DATE:
      return date_to_text (value);
    case VT_FACT_TEXT:
    case VT_FACT_NUMBER:
    case VT_FACT_TAGS:
    case VT_FACT_BARCODE:
    case VT_FACT_HANDLE:
    default:
      return g_strdup (value);
    }
}

/**
 * vt_fact_value_advise:
 * @kind: what the fact is made of
 * @value: (nullable): its value
 *
 * Returns: (transfer full) (nullable): a sentence when the value is possible and most likely wrong
 */
char *
vt_fact_value_advise (VtFactKind kind, const char *value)
{
  return kind == VT_FACT_BARCODE && value != NULL ? vt_barcode_describe (value) : NULL;
}
