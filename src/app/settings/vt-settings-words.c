#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-settings-words.h"

#include "orders/vt-country.h"
#include "orders/vt-shipping.h"
#include "shop/vt-address.h"
#include "site/vt-locale.h"

#include <glib/gi18n.h>
#include <unicode/ucal.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define NAME_MAX_UNITS 200
#define COUNTRIES_TOLD 4

static const char languages[] =
    "ar bg bn ca cs da de el en en-GB en-US es es-MX et eu fa fi fil fr fr-CA ga gl he hi hr "
    "hu id is it ja ka kk km ko lo lt lv mk ms mt my nb nl pl pt pt-BR ro ru sk sl sq sr sv "
    "sw ta te th tr uk ur uz vi zh-Hans zh-Hant";

static void
item_free (gpointer data)
{
  VtSettingsItem *item = data;

  g_free (item->value);
  g_free (item->label);
  g_free (item->note);
  g_free (item);
}

static void
add_item (GPtrArray *items, const char *value, const char *label, const char *note)
{
  VtSettingsItem *item = g_new0 (VtSettingsItem, 1);

  item->value = g_strdup (value);
  item->label = g_strdup (label);
  item->note = g_strcmp0 (note, label) != 0 ? g_strdup (note) : NULL;
  g_ptr_array_add (items, item);
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const VtSettingsItem *left = *(const VtSettingsItem *const *) a;
  const VtSettingsItem *right = *(const VtSettingsItem *const *) b;

  return g_utf8_collate (left->label, right->label);
}

static char *
narrow (const UChar *wide, int32_t length, UErrorCode status, const char *otherwise)
{
  char name[NAME_MAX_UNITS * 3 + 1] = { 0 };

  u_strToUTF8 (name, sizeof name, NULL, wide, length, &status);
  return g_strdup (U_SUCCESS (status) && *name != '\0' ? name : otherwise);
}

/**
 * vt_settings_locale:
 *
 * Returns: (transfer none): the language that the merchant reads
 */
const char *
vt_settings_locale (void)
{
  const char *locale = g_get_language_names ()[0];

  return g_str_equal (locale, "C") || g_str_has_prefix (locale, "C.") ? "en" : locale;
}

/**
 * vt_settings_language_name:
 * @tag: BCP 47
 *
 * Returns: (transfer full): its name in the merchant's language
 */
char *
vt_settings_language_name (const char *tag)
{
  UChar wide[NAME_MAX_UNITS] = { 0 };
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = uloc_getDisplayName (tag, vt_settings_locale (), wide, NAME_MAX_UNITS, &status);

  return narrow (wide, length, status, tag);
}

/**
 * vt_settings_country_name:
 * @code: ISO 3166-1, or "*"
 *
 * Returns: (transfer full): its name in the merchant's language; "" for ""
 */
char *
vt_settings_country_name (const char *code)
{
  if (g_str_equal (code, VT_SHIPPING_EVERYWHERE))
    return g_strdup (_ ("Everywhere else"));

  return vt_country_name (code, vt_settings_locale ());
}

/**
 * vt_settings_countries_words:
 * @codes: ISO 3166-1 codes, or "*"
 * @none: what no code at all means, translated
 *
 * Returns: (transfer full): "Portugal, Spain, France and 12 more"
 */
char *
vt_settings_countries_words (char *const *codes, const char *none)
{
  guint n = g_strv_length ((char **) codes);
  g_autoptr (GString) words = g_string_new (NULL);

  if (n == 0)
    return g_strdup (none);
  if (g_strv_contains ((const char *const *) codes, VT_SHIPPING_EVERYWHERE))
    return g_strdup (_ ("Everywhere"));

  for (guint i = 0; i < n && i < COUNTRIES_TOLD; i++)
    {
      g_autofree char *name = vt_settings_country_name (codes[i]);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", name);
    }
  if (n <= COUNTRIES_TOLD)
    return g_string_free (g_steal_pointer (&words), FALSE);

  /* TRANSLATORS: %s is some countries */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n - COUNTRIES_TOLD), words->str,
                          n - COUNTRIES_TOLD);
}

/**
 * vt_settings_contact_path:
 * @db: a connection of this thread
 *
 * Returns: (transfer none): the page of the storefront that says how the shop is reached
 */
const char *
vt_settings_contact_path (VtDb *db)
{
  gint64 id = 0;

  return vt_address_find_row (db, "page", NULL, "contact", &id, NULL) && id != 0 ? "/pages/contact" : "/";
}

/**
 * vt_settings_countries:
 *
 * Returns: (transfer container) (element-type VtSettingsItem): all countries by name
 */
GPtrArray *
vt_settings_countries (void)
{
  g_autoptr (GPtrArray) countries = vt_country_list (vt_settings_locale ());
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  for (guint i = 0; i < countries->len; i++)
    {
      const VtCountry *country = g_ptr_array_index (countries, i);

      add_item (items, country->code, country->name, NULL);
    }

  return items;
}

/**
 * vt_settings_languages:
 *
 * Returns: (transfer container) (element-type VtSettingsItem): the languages that many shops are read in, by name
 */
GPtrArray *
vt_settings_languages (void)
{
  g_auto (GStrv) tags = g_strsplit (languages, " ", -1);
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *name = vt_settings_language_name (tags[i]);
      g_autofree char *own = vt_locale_language_name (tags[i]);

      add_item (items, tags[i], name, own);
    }
  g_ptr_array_sort (items, compare_labels);
  return items;
}

/**
 * vt_settings_time_zones:
 *
 * Returns: (transfer container) (element-type VtSettingsItem): the time zones of places, by name
 */
GPtrArray *
vt_settings_time_zones (void)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *zones = ucal_openTimeZoneIDEnumeration (UCAL_ZONE_TYPE_CANONICAL_LOCATION, NULL, NULL, &status);
  const char *id;

  while (U_SUCCESS (status) && (id = uenum_next (zones, NULL, &status)) != NULL)
    {
      const char *slash = strrchr (id, '/');
      g_autofree char *name = g_strdup (slash != NULL ? slash + 1 : id);

      add_item (items, id, g_strdelimit (name, "_", ' '), id);
    }
  if (zones != NULL)
    uenum_close (zones);
  g_ptr_array_sort (items, compare_labels);
  return items;
}

/**
 * vt_settings_currencies:
 *
 * Returns: (transfer container) (element-type VtSettingsItem): the currencies of today, by name
 */
GPtrArray *
vt_settings_currencies (void)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *codes = ucurr_openISOCurrencies (UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
  const char *code;

  while (U_SUCCESS (status) && (code = uenum_next (codes, NULL, &status)) != NULL)
    {
      UChar wide_code[4] = { (UChar) code[0], (UChar) code[1], (UChar) code[2], 0 };
      UErrorCode named = U_ZERO_ERROR;
      int32_t length = 0;
      const UChar *wide = ucurr_getName (wide_code, vt_settings_locale (), UCURR_LONG_NAME, NULL, &length, &named);
      g_autofree char *name = narrow (wide, length, named, code);

      add_item (items, code, name, code);
    }
  if (codes != NULL)
    uenum_close (codes);
  g_ptr_array_sort (items, compare_labels);
  return items;
}
