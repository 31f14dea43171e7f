#define G_LOG_DOMAIN "vt-site"

#include "site/vt-locale.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#define MAX_WIDE      512
#define MAX_FORMATTER 64

typedef enum
{
  NUMBER,
  PERCENT,
  PLURAL,
  DATE
} Kind;

/* One of ICU's formatters, which serve one thread each. */
typedef struct
{
  Kind kind;
  gpointer object; /* (owned) (nullable) NULL: it could not be opened */
} Formatter;

static void
free_formatter (gpointer data)
{
  Formatter *self = data;

  if (self->object != NULL)
    switch (self->kind)
      {
      case NUMBER:
      case PERCENT:
        unum_close (self->object);
        break;
      case PLURAL:
        uplrules_close (self->object);
        break;
      case DATE:
      default:
        udat_close (self->object);
        break;
      }
  g_free (self);
}

static UDateFormat *
open_date (const char *language, const char *zone, const char *skeleton, UErrorCode *status)
{
  UChar wide_skeleton[64] = { 0 };
  UChar wide_zone[64] = { 0 };
  UChar pattern[MAX_WIDE];
  UDateTimePatternGenerator *generator = udatpg_open (language, status);
  UDateFormat *format = NULL;
  int32_t length = 0;

  u_uastrncpy (wide_skeleton, skeleton, G_N_ELEMENTS (wide_skeleton) - 1);
  u_uastrncpy (wide_zone, zone, G_N_ELEMENTS (wide_zone) - 1);
  if (U_SUCCESS (*status))
    length = udatpg_getBestPattern (generator, wide_skeleton, -1, pattern, MAX_WIDE, status);
  if (U_SUCCESS (*status))
    format = udat_open (UDAT_PATTERN, UDAT_PATTERN, language, wide_zone, -1, pattern, length, status);
  if (generator != NULL)
    udatpg_close (generator);

  return format;
}

static UNumberFormat *
open_number (UNumberFormatStyle style, const char *language, UErrorCode *status)
{
  UNumberFormat *format = unum_open (style, NULL, 0, language, NULL, status);

  if (U_SUCCESS (*status) && style == UNUM_PERCENT)
    unum_setAttribute (format, UNUM_MAX_FRACTION_DIGITS, 2);
  return format;
}

static gpointer
open_formatter (Kind kind, const char *language, const char *zone, const char *skeleton)
{
  UErrorCode status = U_ZERO_ERROR;
  gpointer object;

  switch (kind)
    {
    case NUMBER:
      object = open_number (UNUM_DECIMAL, language, &status);
      break;
    case PERCENT:
      object = open_number (UNUM_PERCENT, language, &status);
      break;
    case PLURAL:
      object = uplrules_open (language, &status);
      break;
    case DATE:
    default:
      object = open_date (language, zone, skeleton, &status);
      break;
    }

  return U_SUCCESS (status) ? object : NULL;
}

/* Opening a formatter costs a hundred times its use. */
static gpointer
get_formatter (Kind kind, const char *language, const char *zone, const char *skeleton)
{
  static GPrivate cache = G_PRIVATE_INIT ((GDestroyNotify) g_hash_table_unref);
  GHashTable *formatters = g_private_get (&cache);
  g_autofree char *key = g_strdup_printf ("%d %s %s %s", (int) kind, language, zone, skeleton);
  Formatter *formatter;

  if (formatters == NULL)
    {
      formatters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_formatter);
      g_private_set (&cache, formatters);
    }
  formatter = g_hash_table_lookup (formatters, key);
  if (formatter != NULL)
    return formatter->object;

  if (g_hash_table_size (formatters) >= MAX_FORMATTER)
    g_hash_table_remove_all (formatters);
  formatter = g_new0 (Formatter, 1);
  formatter->kind = kind;
  formatter->object = open_formatter (kind, language, zone, skeleton);
  g_hash_table_insert (formatters, g_steal_pointer (&key), formatter);
  return formatter->object;
}

/* NULL when @status or the text is wrong. */
static char *
narrow (const UChar *wide, int32_t length, UErrorCode status)
{
  char text[MAX_WIDE * 3 + 1] = { 0 };

  if (U_SUCCESS (status))
    u_strToUTF8 (text, sizeof text, NULL, wide, length, &status);

  return U_SUCCESS (status) ? g_strdup (text) : NULL;
}

/**
 * vt_locale_number:
 * @language: a language
 * @number: a whole number
 *
 * Returns: (transfer full): the number for people: "1,234", "1.234"
 */
char *
vt_locale_number (const char *language, gint64 number)
{
  UNumberFormat *format = get_formatter (NUMBER, language, "", "");
  UChar wide[MAX_WIDE];
  UErrorCode status = U_ZERO_ERROR;
  char *text = NULL;

  if (format != NULL)
    {
      int32_t length = unum_formatInt64 (format, number, wide, MAX_WIDE, NULL, &status);

      text = narrow (wide, length, status);
    }

  return text != NULL ? text : g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/**
 * vt_locale_tenths:
 * @language: a language
 * @tenths: ten times a number that is not below 0
 *
 * Returns: (transfer full): the number for people: "4.7", "4,7", "5"
 */
char *
vt_locale_tenths (const char *language, gint64 tenths)
{
  UNumberFormat *format = get_formatter (NUMBER, language, "", "");
  g_autofree char *decimal = g_strdup_printf ("%" G_GINT64_FORMAT ".%d", tenths / 10, (int) (tenths % 10));
  UChar wide[MAX_WIDE];
  UErrorCode status = U_ZERO_ERROR;
  char *text = NULL;

  if (format != NULL)
    {
      int32_t length = unum_formatDecimal (format, decimal, -1, wide, MAX_WIDE, NULL, &status);

      text = narrow (wide, length, status);
    }

  return text != NULL ? text : g_steal_pointer (&decimal);
}

/**
 * vt_locale_percent:
 * @language: a language
 * @basis_points: hundredths of a percent, not below 0
 *
 * Returns: (transfer full): "23%", "5,5 %", with as many digits as it has
 */
char *
vt_locale_percent (const char *language, int basis_points)
{
  UNumberFormat *format = get_formatter (PERCENT, language, "", "");
  g_autofree char *decimal = g_strdup_printf ("%d.%04d", basis_points / 10000, basis_points % 10000);
  UChar wide[MAX_WIDE];
  UErrorCode status = U_ZERO_ERROR;
  char *text = NULL;

  if (format != NULL)
    {
      int32_t length = unum_formatDecimal (format, decimal, -1, wide, MAX_WIDE, NULL, &status);

      text = narrow (wide, length, status);
    }

  return text != NULL ? text : g_strdup_printf ("%d.%02d%%", basis_points / 100, basis_points % 100);
}

/**
 * vt_locale_plural:
 * @language: a language
 * @count: how many
 *
 * Returns: (transfer none): the form that the language uses for so many: "zero", "one", "two", "few", "many" or "other"
 */
const char *
vt_locale_plural (const char *language, gint64 count)
{
  static const char *const forms[] = { "zero", "one", "two", "few", "many" };
  UPluralRules *rules = get_formatter (PLURAL, language, "", "");
  UChar wide[16] = { 0 };
  UErrorCode status = U_ZERO_ERROR;
  g_autofree char *form = NULL;

  if (rules != NULL)
    {
      int32_t length = uplrules_select (rules, (double) count, wide, G_N_ELEMENTS (wide), &status);

      form = narrow (wide, length, status);
    }
  for (guint i = 0; form != NULL && i < G_N_ELEMENTS (forms); i++)
    if (strcmp (forms[i], form) == 0)
      return forms[i];

  return "other";
}

/**
 * vt_locale_date:
 * @language: a language; its calendar is used, in Thai the Buddhist one
 * @zone: an IANA time zone; "" is UTC
 * @skeleton: what is told, by Unicode's date field symbols: "yMMMMd"
 * @at_us: UTC microseconds
 *
 * Returns: (transfer full): the moment for people; "" when it cannot be told
 */
char *
vt_locale_date (const char *language, const char *zone, const char *skeleton, gint64 at_us)
{
  UDateFormat *format = get_formatter (DATE, language, *zone != '\0' ? zone : "UTC", skeleton);
  UChar wide[MAX_WIDE];
  UErrorCode status = U_ZERO_ERROR;
  char *text = NULL;

  if (format != NULL)
    {
      int32_t length = udat_format (format, (UDate) (at_us / 1000), wide, MAX_WIDE, NULL, &status);

      text = narrow (wide, length, status);
    }

  return text != NULL ? text : g_strdup ("");
}

/**
 * vt_locale_direction:
 * @language: a language
 *
 * Returns: (transfer none): "rtl" or "ltr", for the `dir` of what is written in it
 */
const char *
vt_locale_direction (const char *language)
{
  return uloc_isRightToLeft (language) ? "rtl" : "ltr";
}

/**
 * vt_locale_language_name:
 * @language: a language
 *
 * Returns: (transfer full): the name that it has for those who speak it: "English", "ไทย", "Português (Brasil)"
 */
char *
vt_locale_language_name (const char *language)
{
  UDisplayContext contexts[] = { UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU };
  UChar wide[MAX_WIDE];
  UErrorCode status = U_ZERO_ERROR;
  ULocaleDisplayNames *names = uldn_openForContext (language, contexts, G_N_ELEMENTS (contexts), &status);
  int32_t length = 0;
  g_autofree char *name = NULL;

  if (U_SUCCESS (status))
    {
      length = uldn_localeDisplayName (names, language, wide, MAX_WIDE, &status);
      name = length > 0 ? narrow (wide, length, status) : NULL;
    }
  if (names != NULL)
    uldn_close (names);

  return name != NULL ? g_steal_pointer (&name) : g_strdup (language);
}
