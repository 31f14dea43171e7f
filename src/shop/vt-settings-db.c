/* Table `setting`: facts of the shop that are one value each. */
#define G_LOG_DOMAIN "vt-shop"

#include "shop/vt-settings.h"

#include "base/vt-money.h"
#include "base/vt-text.h"
#include "shop/vt-settings-private.h"
#include "shop/vt-shop.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VALUE_MAX_BYTES 4096
#define VIEWS_MAX_BYTES (64 * 1024)

typedef gboolean (*Check) (const char *value);

static gboolean
is_name (const char *value)
{
  return value[0] != '\0';
}

/* BCP 47: "th", "pt-BR", "zh-Hant-TW"; subtags of 2 to 8 letters and digits, the first of 2, 3 or 5 to 8 letters. */
static gboolean
is_language (const char *value)
{
  return g_regex_match_simple ("^([A-Za-z]{2,3}|[A-Za-z]{5,8})(-[A-Za-z0-9]{2,8})*$", value, G_REGEX_DOLLAR_ENDONLY, 0);
}

/* Codes with spaces between. */
static gboolean
are_languages (const char *value)
{
  g_auto (GStrv) codes = g_strsplit (value, " ", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    if (*codes[i] != '\0' && !is_language (codes[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_country (const char *value)
{
  return g_ascii_isupper (value[0]) && g_ascii_isupper (value[1]) && value[2] == '\0';
}

static gboolean
is_time_zone (const char *value)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (value);

  return zone != NULL;
}

static gboolean
is_flag (const char *value)
{
  return g_str_equal (value, "0") || g_str_equal (value, "1");
}

static gboolean
is_count (const char *value)
{
  return g_ascii_string_to_unsigned (value, 10, 0, 1000000, NULL, NULL);
}

static gboolean
is_megabytes (const char *value)
{
  return g_ascii_string_to_unsigned (value, 10, 1, 100000, NULL, NULL);
}

/* Nothing, or a prefix and then only characters of @set. */
static gboolean
is_tag (const char *value, const char *prefix, const char *set, gsize least)
{
  const char *rest = value + strlen (prefix);

  if (*value == '\0')
    return TRUE;
  return g_str_has_prefix (value, prefix) && strspn (rest, set) == strlen (rest) && strlen (rest) >= least &&
         strlen (rest) <= 40;
}

static gboolean
is_ga4 (const char *value)
{
  return is_tag (value, "G-", G_CSET_A_2_Z G_CSET_DIGITS, 4);
}

/* "AW-123456789/AbC-D_efG-h12": the part after the slash names what counts as a purchase. */
static gboolean
is_google_ads (const char *value)
{
  return is_tag (value, "AW-", G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "/-_", 6);
}

static gboolean
is_meta_pixel (const char *value)
{
  return is_tag (value, "", G_CSET_DIGITS, 8);
}

static gboolean
is_tiktok_pixel (const char *value)
{
  return is_tag (value, "", G_CSET_A_2_Z G_CSET_DIGITS, 10);
}

static const struct
{
  const char *key;
  Check check;       /* NULL: any text */
  const char *wrong; /* what to do when it fails; marked for translation */
} known[] = {
  { "shop.id", g_uuid_string_is_valid, N_ ("the shop's number is made once and is a UUID") },
  { "shop.name", is_name, N_ ("the shop needs a name") },
  { "shop.currency", vt_currency_is_valid, N_ ("use a code of ISO 4217 such as EUR or THB") },
  { "shop.language", is_language, N_ ("use a code such as en, th or pt-BR") },
  { "languages", are_languages, N_ ("use codes such as en or pt-BR with spaces between") },
  { "shop.country", is_country, N_ ("use two capital letters such as DE or TH") },
  { "shop.time-zone", is_time_zone, N_ ("use a name such as Europe/Berlin") },
  { "shop.email", NULL, NULL },
  { "shop.phone", NULL, NULL },
  { "shop.address", NULL, NULL },
  { "shop.tagline", NULL, NULL },
  { "tax.included", is_flag, N_ ("use 1 when prices hold the tax, 0 when it is added") },
  { "order.prefix", NULL, NULL },
  { "announcement", NULL, NULL },
  { "contact.reply-minutes", is_count, N_ ("use a whole number of minutes") },
  { "legal.name", NULL, NULL },
  { "legal.tax-id", NULL, NULL },
  { "legal.vat-id", NULL, NULL },
  { "legal.address", NULL, NULL },
  { "legal.register", NULL, NULL },
  { "legal.complaints", NULL, NULL },
  { "legal.disputes", NULL, NULL },
  { "legal.withdrawal", NULL, NULL },
  { "tag.ga4", is_ga4, N_ ("it begins with G- and has capital letters and digits") },
  { "tag.google-ads", is_google_ads, N_ ("it is like AW-123456789/AbC-D_efG") },
  { "tag.meta", is_meta_pixel, N_ ("it is a number of some 15 digits") },
  { "tag.tiktok", is_tiktok_pixel, N_ ("it has some 20 capital letters and digits") },
  { "events.own", is_flag, N_ ("use 1 when the shop counts what shoppers do, 0 when it does not") },
  { "history.limit", is_megabytes, N_ ("use a whole number of megabytes from 1 to 100000") },
  { "import.mappings", NULL, NULL },
  { "products.views", NULL, NULL },
  { "popup.per-visit", is_count, N_ ("use a whole number of popups") },
  { "popup.per-day", is_count, N_ ("use a whole number of popups") },
  { "stock.low", is_count, N_ ("use a whole number of pieces from 0 to 1000000") },
};

static int
find_known (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].key, key))
      return (int) i;

  return -1;
}

/**
 * vt_setting_is_known:
 * @key: a key
 *
 * Returns: whether there is such a setting
 */
gboolean
vt_setting_is_known (const char *key)
{
  return find_known (key) >= 0;
}

/**
 * vt_setting_keys:
 *
 * Returns: (transfer container) (array zero-terminated=1): the keys of all settings
 */
const char **
vt_setting_keys (void)
{
  const char **keys = g_new0 (const char *, G_N_ELEMENTS (known) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    keys[i] = known[i].key;

  return keys;
}

/**
 * vt_setting_get:
 * @db: a connection
 * @key: a key
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): its value, "" when it is not set
 */
char *
vt_setting_get (VtDb *db, const char *key, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT value FROM setting WHERE key = ?1", error);

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "s", key))
    return NULL;

  switch (vt_stmt_step (stmt, error))
    {
    case VT_STEP_ROW:
      return vt_stmt_dup_text (stmt, 0);
    case VT_STEP_DONE:
      return g_strdup ("");
    case VT_STEP_ERROR:
    default:
      return NULL;
    }
}

/* Checks a value and brings it to the form it is kept in. */
char *
vt_setting_check (const char *key, const char *value, GError **error)
{
  g_autofree char *text = NULL;
  int index = find_known (key);
  int max_bytes = VALUE_MAX_BYTES;

  if (index < 0)
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("There is no setting “%s”"), key);
      return NULL;
    }

  text = g_utf8_validate (value, -1, NULL) ? vt_text_normalise (value) : NULL;
  if (text != NULL)
    g_strstrip (text);
  max_bytes = g_str_equal (key, "products.views") ? VIEWS_MAX_BYTES : VALUE_MAX_BYTES;
  if (text == NULL || strlen (text) > (gsize) max_bytes)
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED,
                   _ ("The value of “%s” cannot be kept: it must be UTF-8 text of at most %d bytes"), key, max_bytes);
      return NULL;
    }
  if (known[index].check != NULL && !known[index].check (text))
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("“%s” cannot be the value of “%s”: %s"), text, key,
                   _ (known[index].wrong));
      return NULL;
    }

  return g_steal_pointer (&text);
}

/**
 * vt_setting_set:
 * @db: the connection of a #VtShopJob
 * @key: a key, see vt-settings.h
 * @value: (nullable): its value, at most 4096 bytes, views 64 KiB; surrounding spaces are dropped; %NULL takes the
 * setting away
 * @error: %VT_SHOP_ERROR_FAILED when there is no such setting or its value cannot be
 *
 * Returns: whether it was set
 */
gboolean
vt_setting_set (VtDb *db, const char *key, const char *value, GError **error)
{
  g_autofree char *text = NULL;

  if (value == NULL && !g_str_has_prefix (key, "shop."))
    return vt_db_run (db, error, "DELETE FROM setting WHERE key = ?1", "s", key);

  text = vt_setting_check (key, value != NULL ? value : "", error);
  return text != NULL &&
         vt_db_run (db, error,
                    "INSERT INTO setting (key, value) VALUES (?1, ?2) "
                    "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
                    "ss", key, text);
}

/* A list of what is public rather than of what is not: a new key stays at home until it is named here. */
const char *const vt_shop_public_copies[] = {
  "INSERT INTO catalogue.setting (key, value) SELECT key, value FROM main.setting "
  "WHERE key IN ('shop.id', 'shop.name', 'shop.currency', 'shop.language', 'languages', 'shop.country', 'shop.time-zone', "
  "'shop.email', 'shop.phone', 'shop.address', 'shop.tagline', 'tax.included', 'order.prefix', 'announcement', "
  "'contact.reply-minutes', 'events.own', 'popup.per-visit', 'popup.per-day') OR key LIKE 'legal.%' OR key LIKE 'tag.%' "
  "ORDER BY key",
  NULL,
};

/**
 * vt_setting_is_translatable:
 * @key: a key
 *
 * Returns: whether vt_setting_translate() takes it
 */
gboolean
vt_setting_is_translatable (const char *key)
{
  static const char *const keys[] = { "shop.name", "shop.tagline", "shop.address", "announcement", NULL };

  return g_strv_contains (keys, key);
}

/**
 * vt_setting_translate:
 * @db: the connection of a #VtShopJob
 * @key: a key that vt_setting_is_translatable() knows
 * @language: one of the shop's other languages; see vt_language_list()
 * @text: the setting in that language, as vt_setting_set() takes it; "" to have none
 * @error: %VT_SHOP_ERROR_FAILED when it cannot be translated, or a #VtDbError
 *
 * Returns: whether that is the translation now
 */
gboolean
vt_setting_translate (VtDb *db, const char *key, const char *language, const char *text, GError **error)
{
  g_autofree char *value = NULL;

  if (!vt_setting_is_translatable (key))
    {
      g_set_error (error, VT_SHOP_ERROR, VT_SHOP_ERROR_FAILED, _ ("“%s” cannot be translated"), key);
      return FALSE;
    }

  value = *text != '\0' ? vt_setting_check (key, text, error) : g_strdup ("");
  return value != NULL && vt_translation_set (db, "setting", 0, key, language, value, error);
}
