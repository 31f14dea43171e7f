#include "orders/vt-country.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/uregion.h>
#include <unicode/ustring.h>

#define NAME_MAX_UNITS 200

/**
 * vt_country_free:
 * @self: (nullable): a country
 *
 * Frees the record.
 */
void
vt_country_free (VtCountry *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

/**
 * vt_country_is_valid:
 * @code: (nullable): what may be a country's code
 *
 * Whether it is a country or territory that mail goes to. Source: CLDR's regions of the type territory, as ICU has
 * them.
 *
 * Returns: whether it is an ISO 3166-1 alpha-2 code in capitals
 */
gboolean
vt_country_is_valid (const char *code)
{
  UErrorCode status = U_ZERO_ERROR;
  const URegion *region;

  if (code == NULL || strlen (code) != 2 || !g_ascii_isupper (code[0]) || !g_ascii_isupper (code[1]))
    return FALSE;

  /* An old code ("DD") finds the region that came after it, whose own code is another one. */
  region = uregion_getRegionFromCode (code, &status);
  return U_SUCCESS (status) && region != NULL && uregion_getType (region) == URGN_TERRITORY &&
         strcmp (uregion_getRegionCode (region), code) == 0 && strcmp (code, "ZZ") != 0;
}

/**
 * vt_country_is_in_eu:
 * @code: ISO 3166-1 alpha-2 code, capitals
 *
 * Returns: whether it is a member of the European Union
 */
gboolean
vt_country_is_in_eu (const char *code)
{
  static const char members[] = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

  return strlen (code) == 2 && strstr (members, code) != NULL;
}

/**
 * vt_country_name:
 * @code: ISO 3166-1 alpha-2 code, capitals
 * @locale: language to name it in, BCP 47 or ICU
 *
 * Returns: (transfer full): its name; @code itself when there is no such country
 */
char *
vt_country_name (const char *code, const char *locale)
{
  g_autofree char *id = NULL;
  UChar name[NAME_MAX_UNITS];
  char utf8[NAME_MAX_UNITS * 3 + 1];
  UErrorCode status = U_ZERO_ERROR;

  if (!vt_country_is_valid (code))
    return g_strdup (code != NULL ? code : "");

  id = g_strdup_printf ("und_%s", code);
  uloc_getDisplayCountry (id, locale, name, NAME_MAX_UNITS, &status);
  u_strToUTF8 (utf8, (int32_t) sizeof utf8, NULL, name, -1, &status);

  return g_strdup (U_SUCCESS (status) && status != U_STRING_NOT_TERMINATED_WARNING ? utf8 : code);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer collator)
{
  const VtCountry *left = *(const VtCountry *const *) a;
  const VtCountry *right = *(const VtCountry *const *) b;
  UErrorCode status = U_ZERO_ERROR;

  return (int) ucol_strcollUTF8 (collator, left->name, -1, right->name, -1, &status);
}

/**
 * vt_country_sort:
 * @countries: (element-type VtCountry): countries
 * @locale: language whose order to use
 *
 * Sorts them by name, as a reader of that language looks for them.
 */
void
vt_country_sort (GPtrArray *countries, const char *locale)
{
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator = ucol_open (locale, &status);

  if (U_SUCCESS (status))
    g_ptr_array_sort_with_data (countries, compare_names, collator);
  if (collator != NULL)
    ucol_close (collator);
}

/**
 * vt_country_list:
 * @locale: language to name them in
 *
 * Returns: (transfer container) (element-type VtCountry): all countries, by name
 */
GPtrArray *
vt_country_list (const char *locale)
{
  GPtrArray *countries = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_country_free);
  const char *const *codes = uloc_getISOCountries ();

  for (guint i = 0; codes[i] != NULL; i++)
    if (vt_country_is_valid (codes[i]))
      {
        VtCountry *country = g_new0 (VtCountry, 1);

        g_strlcpy (country->code, codes[i], sizeof country->code);
        country->name = vt_country_name (codes[i], locale);
        g_ptr_array_add (countries, country);
      }
  vt_country_sort (countries, locale);

  return countries;
}
